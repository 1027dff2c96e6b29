//! The interpreter: the meaning of a plan, a column at a time.
//!
//! Most ops look at one root row and what lies below it, so the rows are cut into chunks of root rows, each with the
//! rows of the other tables that lie below them. A chunk fits the cache, bounds the memory, and is the same whoever
//! computes it: neither its size nor the number of threads shows in a result. Steps that read everything (`groups`)
//! part a run into stages.

mod arith;
mod codes;
mod compare;
mod dense;
mod folded;
mod gathered;
pub(crate) mod groups;
mod handed_out;
mod listing;
mod logic;
pub(crate) mod lookup;
mod memo;
mod plainly;
mod run;
mod runs;
pub(crate) mod slot;
mod spans;
mod tables;
mod together;
pub mod trace;
mod window;

pub use handed_out::HandedOut;
pub use run::{Fault, Fitted, Options, Run, run, run_with};
