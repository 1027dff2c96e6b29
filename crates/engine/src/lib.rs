//! The front door: compile a rulebook, run it over a data set.
//!
//! *What it is*: the whole road on one page ([`pipeline`]), the reading of rulebooks and of a data set's
//! `dataset.toml`, and the way from outcomes back to findings.
//!
//! *What it is not*: it parses, checks and evaluates nothing itself, and prints nothing.
//!
//! *Its place on the road*: it drives every stage, from text to findings.
#![forbid(unsafe_code)]

mod books;
mod copies;
mod database;
mod dataset;
mod described;
mod eval;
mod layers;
mod load;
pub mod pipeline;
mod profiled;
mod rewrite;
mod rulebook;
mod run;
mod secrets;
mod select;
mod settings;
mod show;
mod table_check;
mod tables;

pub use copies::{Description, Import, Step};
pub use database::{AskedConfig, OfConfig, PostgresConfig};
pub use dataset::{DatasetConfig, FileConfig, FillDownConfig, rulebook_of};
pub use eval::{Answer, Refused, evaluate_text};
pub use layers::BuildsOn;
pub use pipeline::{Checked, Parsed, Ready};
pub use profiled::Profiling;
pub use rewrite::{Rewritten, format_files, format_text};
pub use rulebook::{Named, ResultsConfig, RulebookConfig, Title};
pub use run::{
    CaseResult, Engine, Following, Item, Judged, Measured, Measuring, NoMachineCode, Options, Part, PartKind,
    Phase, Sampling, SingleEngine, Stretch, Telling, Timing, Why, WhyStatistic,
};
pub use select::Selection;
pub use shensuan_data::{
    ColumnPlace, DataSet, Described, DescribedColumn, FileAccount, Layout, Spanned, UnusedFile,
};
pub use shensuan_data::{MANIFEST as COPY_MANIFEST, Verified, verify_copy};
pub use shensuan_diagnostics::Lang;
pub use shensuan_jit::Listing;
pub use shensuan_model::Date;
pub use shensuan_plan::Counts;
pub use shensuan_profile as profile;
pub use table_check::{CheckedTable, TableCheck};
