//! The interpreter: the meaning of a plan, a column at a time.
//!
//! No op looks beyond one root row and what lies below it, so the rows are cut into chunks of root rows, each with the
//! rows of the other tables that lie below them. A chunk fits the cache, bounds the memory, and is the same whoever
//! computes it: neither its size nor the number of threads shows in a result.

mod arith;
mod compare;
mod logic;
mod run;
mod schedule;
mod slot;
mod tables;
pub mod trace;
mod window;

pub use run::{Fault, Options, Run, run, run_with};
