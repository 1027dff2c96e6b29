//! The machine's language: typed values over tables, and the interpreter that says what they mean.
//!
//! On the road from a rule to a list of findings this crate is the middle:
//!
//! ```text
//! rule text → syntax tree → model → PLAN → outcomes → findings
//! ```
//!
//! A [`Plan`] is a list of [`Value`]s in topological order. Each is made by one [`Step`]: a [`RowOp`] works within
//! one row, a [`TableStep`] carries a value from a table to the tables above or below it, or to all rows of a group. A [`Judgement`] turns truth
//! values into one [`Outcome`] a row; an [`Output`] hands a column out. A [`Frame`] holds the data of one run.
//!
//! * [`Builder`] makes plans, sharing equal values and folding constants.
//! * [`verify()`] says what is wrong with a plan; [`print()`] writes it down.
//! * [`scalar`] is the meaning of every row op on one row, [`run`] the same a column at a time, [`Tracer`] the same for
//!   one row on demand. The three agree bit for bit; so must every other engine.
//!
//! What it is not: it has no names, no units, no places in a source, no natural language, and it reads no files. A
//! unit became a factor before it came here, a text predicate one bit per dictionary entry ([`Lookup`]), and
//! [`Origin`] is a number that only the caller understands.
//!
//! Two laws hold everywhere. *Missing is a bit*, never a NaN, and what stands in the slot of a missing cell means
//! nothing. *Everything is total*: no op fails, traps or depends on an unset row, and a number that would not be finite
//! is missing.

#![forbid(unsafe_code)]

pub mod bits;
pub mod builder;
pub mod column;
mod cone;
mod difference;
pub mod frame;
pub mod interp;
pub mod kernel;
pub mod math;
pub mod op;
pub mod outcome;
pub mod outline;
pub mod plan;
pub mod print;
pub mod program;
pub mod scalar;
mod scattered;
pub mod search;
mod search_classes;
mod shares;
pub mod statistic;
pub mod threshold;
pub mod verify;

pub use bits::Bits;
pub use builder::Builder;
pub use column::Column;
pub use difference::Difference;
pub use frame::{Frame, FrameFault, TableRows};
pub use interp::groups::Whole;
pub use interp::trace::Tracer;
pub use interp::{Fault, Fitted, HandedOut, Options, Run, run, run_with};
pub use kernel::{Block, Kernels, Read, SectionId};
pub use math::{Binary, Unary};
pub use op::{Fetched, How, Literal, OfOutline, RowOp, Step, TableStep, TypedOperand};
pub use outcome::{Counts, Outcome, OutcomeColumn, Reason, Verdict};
pub use outline::Outline;
pub use plan::{
    Check, Input, InputId, InputKind, Judgement, JudgementId, Kind, Lookup, LookupId, Origin, Outlines,
    OutlinesId, Output, OutputId, Plan, Search, SearchId, Table, TableId, Value, ValueId,
};
pub use print::{Annotate, print, print_with};
pub use program::{Part, Pass, Program, Section};
pub use scalar::Scalar;
pub use scattered::ByNumbers;
pub use search::{Bound, Entry, Index, Keys, MOST_KEYS, Pattern};
pub use shares::{in_turn, of_each, of_stretches, shared_out, side_by_side};
pub use statistic::{Statistic, percentiles};
pub use threshold::Threshold;
pub use verify::{Place, PlanFault, Wrong, verify};
