//! A data set through a plan, and back to findings.

mod alike;
mod bind;
mod case_tables;
mod cases;
mod cells;
mod edits;
mod engines;
mod everywhere;
mod grouped;
mod index;
mod joined;
mod judged;
mod likenesses;
mod measure;
mod report;

use std::num::NonZero;

use shensuan_data::DataSet;
use shensuan_diagnostics::{Diagnostic, Lang};
use shensuan_findings::{Account, Review};

use crate::pipeline::Ready;

pub use cases::CaseResult;
pub(crate) use cases::{compute, data_set as data_of_case, run as run_case};
pub(crate) use engines::evaluate;
pub use engines::{Engine, Refused as NoMachineCode};
pub(crate) use judged::judged;
pub use judged::{Item, Judged};
pub(crate) use measure::measure;
pub use measure::{Measured, Measuring, Part, PartKind, Sampling, SingleEngine, Stretch, Timing};
pub use report::derive::{Following, Telling, Why, WhyStatistic};

/// How a data set is reviewed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// The language of the answers.
    pub lang: Lang,
    /// Whether only some subjects are reviewed: nothing is said of them as a whole, and no list is held against them.
    pub partial: bool,
    /// Threads to use; as many as the machine has where none is said.
    pub threads: Option<usize>,
    /// What carries the rules out.
    pub engine: Engine,
}

impl Options {
    /// How many threads are used. It shows in no result.
    #[must_use]
    pub fn thread_count(&self) -> usize {
        self.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, NonZero::get))
    }
}

/// A stretch of a review that is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Rows are found that belong to others.
    Joined,
    /// The data stand as the plan reads them.
    Bound,
    /// Everything is judged and computed.
    Evaluated,
    /// Findings, values and the summary are made.
    Reported,
    /// The statistics are.
    Counted,
}

/// Computes every formula and statistic, and says of each value that is missing why.
pub(crate) fn account<'d>(
    ready: &Ready,
    data: &'d DataSet,
    options: Options,
    done: &mut dyn FnMut(Phase),
) -> Result<Account<'d>, Box<Diagnostic>> {
    let threads = options.thread_count();
    let joined = joined::with_joins(ready, data, threads)?;
    done(Phase::Joined);
    let cells = joined.cells(&ready.model.vocab);
    let frame = bind::frame(&ready.model, &ready.lowered, &cells, &bind::Judgements::new(), threads);
    done(Phase::Bound);
    let run = evaluate(&ready.model, &ready.lowered, &frame, threads, options.engine)?;
    done(Phase::Evaluated);
    let accounting = report::Accounting { ready, data, cells: &cells, frame: &frame, run: &run, options };
    let account = accounting.account();
    done(Phase::Reported);
    Ok(account)
}

/// Judges every subject and row, computes every formula; `done` hears of each stretch.
pub(crate) fn review(
    ready: &Ready,
    data: &DataSet,
    options: Options,
    done: &mut dyn FnMut(Phase),
) -> Result<Review, Box<Diagnostic>> {
    let threads = options.thread_count();
    let data = joined::with_joins(ready, data, threads)?;
    done(Phase::Joined);
    let cells = data.cells(&ready.model.vocab);
    let frame = bind::frame(&ready.model, &ready.lowered, &cells, &bind::Judgements::new(), threads);
    done(Phase::Bound);
    let run = evaluate(&ready.model, &ready.lowered, &frame, threads, options.engine)?;
    done(Phase::Evaluated);
    let report = report::Report::new(ready, &cells, &frame, options);
    let (review, failing) = report.review(&run);
    done(Phase::Reported);
    let statistics = report.statistics(&run, &failing, options)?;
    done(Phase::Counted);
    Ok(Review { statistics, ..review })
}
