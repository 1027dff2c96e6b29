//! The plan: its parts, its laws, and that all ways to evaluate it agree.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that panics fails, as it should; the helpers are no test functions themselves"
)]

mod agree;
mod bits;
mod build;
mod compare;
mod cone;
mod frames;
mod groups;
mod math;
mod naive;
mod ops;
mod outcomes;
mod outlines;
mod print;
mod search;
mod shares;
mod tables;
mod threads;
mod verify;

use shensuan_testkit::plans as sample;
