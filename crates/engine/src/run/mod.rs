//! A data set through a plan, and back to findings.

mod bind;
mod cells;
mod report;

use shensuan_data::DataSet;
use shensuan_diagnostics::codes::internal;
use shensuan_diagnostics::{Diagnostic, Lang};
use shensuan_findings::Review;

use crate::pipeline::Ready;

/// Judges every subject and row, computes every formula.
pub(crate) fn review(ready: &Ready, data: &DataSet, lang: Lang) -> Result<Review, Box<Diagnostic>> {
    let cells = cells::Cells::new(&ready.model.vocab, data);
    let frame = bind::frame(&ready.model.vocab, &ready.lowered, &cells);
    let run = shensuan_plan::run(&ready.lowered.plan, &frame).map_err(|fault| {
        let defect = Diagnostic::new(internal::DEFECT).with("what", fault.to_string());
        Box::new(defect.help(internal::REPORT_IT))
    })?;
    Ok(report::Report::new(ready, &cells, &frame, lang).review(&run))
}
