//! Units, names and code lists.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a test stops where it finds something else"
)]

mod base;
mod cells;
mod names;
mod outlines;
mod units;
