//! Machine code and interpreter give the same bits.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that panics fails, as it should; the helpers are no test functions themselves"
)]

mod agree;
mod code;
#[expect(dead_code, reason = "the samples of the plan's own tests, of which these need some")]
#[path = "../../../plan/tests/it/sample.rs"]
mod sample;
