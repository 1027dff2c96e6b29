//! The mix: rules as an office writes them, data for them, and what they mean.
//!
//! *What it is*: one seeded specification from which rule text, data, and the rules of every other engine are written.
//!
//! *What it is not*: a census. The figures carry no meaning but their size.
//!
//! *Its place on the road*: beside it; the benches and the peers measure with it.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "most questions concern one or two kinds of input, look-up or condition"
)]

pub mod alone;
pub mod answers;
pub mod dialect;
pub mod dice;
pub mod draw;
pub mod engines;
pub mod environment;
pub mod files;
pub mod meaning;
pub mod measured;
pub mod naive;
pub mod ours;
pub mod parts;
pub mod plot;
pub mod polars;
pub mod population;
pub mod say;
pub mod sql;
pub mod threshold;
pub mod world;

pub use answers::Answers;
pub use draw::{Mix, mix};
pub use parts::Parts;
pub use population::Population;
