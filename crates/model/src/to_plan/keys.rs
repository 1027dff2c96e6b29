//! What groups that rules judge are made by → a plan of its own: it is asked before there are groups.

use shensuan_plan::OutputId;
use shensuan_vocab::FormId;

use super::{Lowered, Lowering};
use crate::model::Model;
use crate::typed::{Scope, Typed};

/// The keys of groups of rows, or of subjects.
#[derive(Clone, Debug)]
pub struct LoweredKeys {
    /// The form that stands for the groups.
    pub groups: FormId,
    /// The number of each key, in the rows that are grouped.
    pub keys: Vec<OutputId>,
}

/// Lowers the keys of the groups that the rules of a model judge; the model was checked without an error.
#[must_use]
pub fn lower_keys(model: &Model) -> Lowered {
    let mut lowering = Lowering::new(model);
    let read = model.formulas_read(model.groups.values().flat_map(|groups| &groups.own).collect());
    for id in model.order.iter().filter(|id| read.contains(id)) {
        lowering.formula(*id);
    }
    let mut keys = Vec::new();
    for (form, groups) in &model.groups {
        let scope = groups.of.map_or(Scope::Subject, |rows| Scope::Rows(rows.form));
        let table = lowering.table(scope);
        let output = |lowering: &mut Lowering<'_>, key: &Typed| {
            let number = lowering.key_number(key, table);
            let number = lowering.builder.lift_to(number, table);
            lowering.builder.output(table, number)
        };
        let own = groups.own.iter().map(|key| output(&mut lowering, key)).collect();
        keys.push(LoweredKeys { groups: *form, keys: own });
    }
    Lowered { keys, ..lowering.finish() }
}
