//! What rules mean, and what is said where they mean nothing.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a test stops where it finds something else"
)]

mod corpus;
mod errors;
mod layers;
mod lints;
mod meaning;
mod plans;
mod print;
mod sample;
mod tour;

#[path = "../../../../tests/corpus/snippets.rs"]
mod snippets;
