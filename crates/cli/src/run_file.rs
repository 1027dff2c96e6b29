//! `run.json`: when, where and with what a review was run; the only file of the results that differs from run to
//! run.

use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;

use serde::Serialize;
use shensuan_engine::{Date, Ready};

/// The version of the file.
const SCHEMA: &str = "shensuan.run/1";

/// How long the stretches of a run took.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Durations {
    /// Reading and checking the rules.
    pub(crate) rules: Duration,
    /// Reading the data.
    pub(crate) data: Duration,
    /// Judging and explaining.
    pub(crate) review: Duration,
}

/// The whole file.
#[derive(Debug, Serialize)]
pub(crate) struct RunFile {
    schema: &'static str,
    program: &'static str,
    /// When it was written, in UTC.
    written: String,
    /// The date that the rules were asked for.
    as_of: String,
    dataset: String,
    rulebooks: Vec<Rulebook>,
    host: String,
    threads: usize,
    seconds: Seconds,
}

/// A rulebook that took part.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Rulebook {
    id: String,
    version: String,
}

impl Rulebook {
    /// Those that a rulebook is made of, those below first.
    pub(crate) fn all(ready: &Ready) -> Vec<Self> {
        let books = ready.rulebooks.iter();
        books.map(|book| Self { id: book.id.clone(), version: book.version.clone() }).collect()
    }
}

#[derive(Debug, Serialize)]
struct Seconds {
    rules: f64,
    data: f64,
    review: f64,
}

impl RunFile {
    pub(crate) fn new(
        ready: &Ready,
        dataset: &Path,
        as_of: Option<Date>,
        threads: usize,
        durations: &Durations,
    ) -> Self {
        let host = std::env::var("HOSTNAME")
            .ok()
            .or_else(|| std::fs::read_to_string("/etc/hostname").ok())
            .or_else(|| std::env::var("COMPUTERNAME").ok());
        Self {
            schema: SCHEMA,
            program: concat!("shensuan ", env!("CARGO_PKG_VERSION")),
            written: Timestamp::now().to_string(),
            as_of: as_of.map(|date| date.to_string()).unwrap_or_default(),
            dataset: dataset.display().to_string(),
            rulebooks: Rulebook::all(ready),
            host: host.unwrap_or_default().trim().to_owned(),
            threads,
            seconds: Seconds {
                rules: durations.rules.as_secs_f64(),
                data: durations.data.as_secs_f64(),
                review: durations.review.as_secs_f64(),
            },
        }
    }
}
