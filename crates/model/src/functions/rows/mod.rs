//! Aggregates over rows and fields, as the reference shows them; `from_syntax/aggregates.rs` knows what they are.

pub(super) mod any;
pub(super) mod count;
pub(super) mod every;
pub(super) mod max;
pub(super) mod mean;
pub(super) mod min;
pub(super) mod same;
pub(super) mod sum;
pub(super) mod the;
