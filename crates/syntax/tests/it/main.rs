//! What is read, how it is read, and what is said of what cannot be read.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a test stops where it finds something else"
)]

mod arbitrary;
mod binding;
mod corpus;
mod errors;
mod format;
mod grouped;
mod layers;
mod limits;
mod reading;
mod show;
mod tables;
mod words;
mod write;

#[path = "../../../../tests/corpus/snippets.rs"]
mod snippets;
