//! What tests hold the machine against.
//!
//! *What it is*: [`second`], an opinion of its own on what rules and formulas come to: the checked model, evaluated a
//! row at a time, written from the reference and not from the lowering. Both engines share the lowering, so comparing
//! them cannot see a mistake in it; this can. And [`plans`], plans and frames made of numbers at random, which tests and
//! the fuzzer run through both engines.
//!
//! *What it is not*: no part of any program; only tests and fuzz targets name it. It is slow, and where it does not know
//! a construct it says which ([`second::NotCovered`]) and has no opinion.
//!
//! *Its place on the road*: beside it. It takes what `model` and `data` hand on, and never what `to_plan` makes of it.
#![forbid(unsafe_code)]
#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "most questions about an expression concern two or three of its kinds, and of a value one"
)]

pub mod data;
pub mod dice;
pub mod plans;
pub mod second;
