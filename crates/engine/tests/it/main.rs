//! The whole road, from rule text and files to findings.

mod cases;
mod outcomes;
mod quantities;
mod road;
mod values;
