//! What is read, how it is read, and what is said of what cannot be read.

mod arbitrary;
mod errors;
mod limits;
mod reading;
mod show;
mod words;
