//! Whether what is asked reads other subjects than the one that is asked about.

use shensuan_model::{KeyColumn, Scope, TableSource};
use shensuan_plan::{Step, TableStep};

use crate::pipeline::Ready;

/// Whether anything in the plan reads all rows, or rows of others: groups, look-ups in forms of all subjects, rows that are
/// joined from everywhere, lists and the data set as a whole.
pub(super) fn everybody(ready: &Ready) -> bool {
    let (model, lowered) = (&ready.model, &ready.lowered);
    let groups = lowered.plan.values.iter().any(|value| match value.step {
        Step::Table(step) => step.reads_everything(),
        Step::Row(_) => false,
    });
    let finds = lowered.plan.values.iter().filter_map(|value| match value.step {
        Step::Table(TableStep::Find { search, .. }) => lowered.searches.get(search.index()),
        Step::Table(_) | Step::Row(_) => None,
    });
    let mut others = finds.filter(|search| model.vocab.reference(search.of).is_none());
    let finds_others = others.any(|search| !search.columns.contains(&KeyColumn::Own));
    let read = model.joins_read();
    let joins = read.iter().filter_map(|copy| model.joins.get(copy)).any(|join| join.everywhere);
    let scopes = model.rules.iter().map(|rule| rule.scope);
    let formulas = model.order.iter().filter_map(|id| model.formula(*id)).map(|formula| formula.scope);
    let of_all = scopes.chain(formulas).any(|scope| match scope {
        Scope::DataSet => true,
        Scope::Rows(form) => {
            model.vocab.is_nobodys(form) || model.groups.get(&form).is_some_and(|groups| groups.of.is_none())
        }
        Scope::Everywhere | Scope::Subject => false,
    });
    // A place in another form of which it was not said whose it is.
    let apart = lowered.tables.iter().any(|table| match table {
        TableSource::Apart(form) => model.vocab.reference(*form).is_none() && !found_own(ready, *form),
        TableSource::Subjects | TableSource::Rows(_) => false,
    });
    groups || finds_others || joins || of_all || apart
}

/// Whether rows of a form are looked up among those of the same subject alone.
fn found_own(ready: &Ready, form: shensuan_vocab::FormId) -> bool {
    let mut searches = ready.lowered.searches.iter().filter(|search| search.of == form);
    searches.all(|search| search.columns.contains(&KeyColumn::Own))
}
