//! Machine code and interpreter give the same bits.

#![expect(
    clippy::unwrap_used,
    reason = "a test that panics fails, as it should; the helpers are no test functions themselves"
)]

mod agree;
mod code;
mod corpus;

use shensuan_testkit::plans as sample;
