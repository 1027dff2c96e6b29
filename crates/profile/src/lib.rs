//! What stands in each field of a data set.
//!
//! *What it is*: of every field how full it is, its extremes and whose they are, quantiles, what is frequent, what is spelt
//! in several ways, and its extremes among the enterprises of each industry. Quantiles are those of the language, which
//! `plan` defines.
//!
//! *What it is not*: it judges nothing, prints nothing, and needs no rule. What stands in a private field is not in it.
//!
//! *Its place on the road*: beside the plan, behind the input door.
#![forbid(unsafe_code)]

mod make;
mod most;
mod numbers;
mod parts;
mod shape;
mod texts;

pub use make::{Asked, profile};
pub use parts::PartedBy;
pub use shape::{
    Alike, Bin, BinFrom, Content, Extreme, FieldProfile, FormProfile, Frequent, Measure, Part, Profile,
    Quantile, SHARES, Spelling, TextLengths, UnitOf, Whose,
};
