//! The whole road, from rule text and files to findings.

mod outcomes;
mod road;
mod values;
