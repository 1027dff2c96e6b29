//! Names, types, units and scopes resolved; lowering to a plan.
//!
//! *What it is*: [`check`] turns syntax trees into a [`Model`] in which no name is left to look up and every
//! expression has a type, a unit and a scope; [`lint`] says what may not be meant; [`lower`] turns the model into a
//! plan for the machine.
//!
//! *What it is not*: it opens no file (code lists come in as read), sees no data and evaluates nothing, save
//! for a text predicate on one text ([`Predicate::holds`]).
//!
//! *Its place on the road*: syntax tree → **model** → plan → outcomes → findings.
#![forbid(unsafe_code)]
#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "most questions about an expression concern two or three of its thirty kinds"
)]

mod canonical;
mod chosen;
mod formula_cells;
mod from_syntax;
pub mod functions;
mod grouped;
mod layers;
mod likeness;
mod lints;
mod lookups;
mod model;
mod percent;
mod predicate;
mod print;
mod reads;
mod statistics;
mod text;
mod to_plan;
mod typed;
mod types;

pub use chosen::ends;
pub use formula_cells::WorkedCell;
pub use from_syntax::{CodeFiles, Uses, check, check_layers, uses};
pub use functions::MEAN_RADIUS;
pub use grouped::{Asked, Common, Grouped};
pub use layers::{
    Bearing, Changed, Effect, Layer, LayerChange, LayerId, Layers, Period, Rest, RestingRule, Skip,
    SkippedCase,
};
pub use likeness::{likeness, that_counts};
pub use lints::lint;
pub use lookups::{KeyAsked, KeyColumn, LookedUp};
pub use model::{
    BuiltIn, BuiltInRule, Case, CaseRow, CaseValue, CheckExpr, Expected, Format, Formula, FormulaId,
    GroupedRows, Groups, Join, JoinKey, Message, Model, Piece, Rule, Severity, Subject,
};
pub use percent::is_percent;
pub use predicate::{Predicate, Test};
pub use shensuan_vocab::Date;
pub use statistics::{Judged, Statistic, Top};
pub use text::{Literal, Pattern, TextStep, TextValue};
pub use to_plan::{
    Evidence, FollowedPart, GoesIn, GroupStatistic, InForm, InputSource, Likeness, Listed, Lookup, Lowered,
    LoweredFold, LoweredGroup, LoweredKeys, LoweredNear, LoweredPart, LoweredRule, LoweredStatistic, Names,
    SearchSource, Several, Stated, TableSource, Traced, Traces, lower, lower_account, lower_followed,
    lower_keys, lower_statistics, lower_traced,
};
pub use typed::{Kind, Scope, Typed};
pub use types::Type;
