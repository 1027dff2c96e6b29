//! A data set through a plan, and back to findings.

mod alike;
mod bind;
mod case_tables;
mod cases;
mod cells;
mod everywhere;
mod index;
mod joined;
mod likenesses;
mod report;

use shensuan_data::DataSet;
use shensuan_diagnostics::codes::internal;
use shensuan_diagnostics::{Diagnostic, Lang};
use shensuan_findings::Review;
use shensuan_plan::{Frame, Run};

use crate::pipeline::Ready;

pub use cases::CaseResult;
pub(crate) use cases::{compute, run as run_case};

/// How a data set is reviewed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// The language of the answers.
    pub lang: Lang,
    /// Whether only some subjects are reviewed that were picked out by name.
    pub partial: bool,
    /// Threads to use; as many as the machine has where none is said.
    pub threads: Option<usize>,
}

/// Judges every subject and row, computes every formula.
pub(crate) fn review(ready: &Ready, data: &DataSet, options: Options) -> Result<Review, Box<Diagnostic>> {
    let data = joined::with_joins(&ready.model, data);
    let cells = cells::Cells::new(&ready.model.vocab, &data);
    let frame = bind::frame(&ready.model, &ready.lowered, &cells);
    let run = evaluate(ready, &frame, options.threads)?;
    Ok(report::Report::new(ready, &cells, &frame, options).review(&run))
}

fn evaluate(ready: &Ready, frame: &Frame, threads: Option<usize>) -> Result<Run, Box<Diagnostic>> {
    let mut options = shensuan_plan::Options::default();
    if let Some(threads) = threads {
        options.threads = threads;
    }
    shensuan_plan::run_with(&ready.lowered.plan, frame, options).map_err(|fault| {
        let defect = Diagnostic::new(internal::DEFECT).with("what", fault.to_string());
        Box::new(defect.help(internal::REPORT_IT))
    })
}
