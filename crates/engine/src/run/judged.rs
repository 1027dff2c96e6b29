//! The outcomes and values themselves, an item each: for whoever holds them against something else.

use shensuan_data::DataSet;
use shensuan_diagnostics::Diagnostic;
use shensuan_model::{FormulaId, Lowered, Scope, TableSource, Type};
use shensuan_plan::{Frame, Scalar, TableId, Verdict};
use shensuan_vocab::FormId;

use super::cells::Cells;
use super::{Options, bind, evaluate, joined};
use crate::pipeline::Ready;

/// Whom an outcome or a value is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Item {
    /// The subject, counted in [`DataSet::subjects`]; none for the data set and for rows that are nobody's.
    pub subject: Option<usize>,
    /// The row in the table of the form in which it was filed; none where the subject is meant. Of a group of rows its
    /// first.
    pub row: Option<(FormId, usize)>,
}

/// What every rule and every formula comes to, for each item in the order of the data.
#[derive(Clone, Debug)]
pub struct Judged {
    /// By the rules of the model.
    pub rules: Vec<Vec<(Item, Verdict)>>,
    /// The formulas that are numbers, dates or conditions.
    pub values: Vec<(FormulaId, Vec<(Item, Scalar)>)>,
}

/// Judges every subject and row, computes every formula, and leaves it at that.
pub(crate) fn judged(ready: &Ready, data: &DataSet, options: Options) -> Result<Judged, Box<Diagnostic>> {
    let threads = options.thread_count();
    let data = joined::with_joins(ready, data, threads)?;
    let cells = data.cells(&ready.model.vocab);
    let frame = bind::frame(&ready.model, &ready.lowered, &cells, &bind::Judgements::new(), threads);
    let run = evaluate(&ready.model, &ready.lowered, &frame, threads, options.engine)?;
    let item = |table, row| item(&ready.lowered, (&cells, &frame), table, row);
    let rules = ready.model.rules.iter().zip(&ready.lowered.rules).map(|(rule, lowered)| {
        let of_all = rule.scope == Scope::DataSet;
        let outcomes = run.outcomes.get(lowered.judgement.index()).into_iter().flat_map(|all| all.iter());
        // What every subject would be told alike is said once.
        let shown = outcomes.enumerate().take(if of_all { 1 } else { usize::MAX });
        let whose = |row| if of_all { Item { subject: None, row: None } } else { item(lowered.table, row) };
        shown.map(|(row, verdict)| (whose(row), verdict)).collect()
    });
    let values = ready.lowered.outputs.iter().filter_map(|(id, table, output)| {
        let column = run.outputs.get(output.index())?;
        let is_truth = ready.model.formula(*id)?.value.ty == Type::Truth;
        let scalar = |row| match is_truth {
            true => Scalar::Truth(column.truth(row)),
            false => Scalar::Number(column.number(row)),
        };
        Some((*id, (0..column.len()).map(|row| (item(*table, row), scalar(row))).collect()))
    });
    Ok(Judged { rules: rules.collect(), values: values.collect() })
}

/// Whose a row of the frame is, and where it was filed.
fn item(lowered: &Lowered, (cells, frame): (&Cells<'_>, &Frame), table: TableId, row: usize) -> Item {
    let subject = frame.parent_row(&lowered.plan, table, row, TableId(0));
    let form = match lowered.tables.get(table.index()) {
        Some(TableSource::Rows(form) | TableSource::Apart(form)) => *form,
        Some(TableSource::Subjects) | None => return Item { subject, row: None },
    };
    let own = match cells.table(form).and_then(|table| table.rows_of.as_ref()) {
        Some(of) => of.rows.get(row).map(|row| (of.form, *row as usize)),
        // A group of subjects is no row of a file.
        None => cells.vocab.form(form).copy_of.is_none().then_some((form, row)),
    };
    Item { subject, row: own }
}
