//! A second opinion on what the rules and formulas of a model come to: an evaluator that takes one row at a time.
//!
//! It is written from docs/language.md and docs/logic.md. A value is there, or it is absent for some causes; causes are
//! what tells an empty cell of a row from one of its enterprise, and an empty cell from a unit that does not fit.

mod compare;
mod expr;
mod functions;
mod groups;
mod judge;
mod lookups;
mod places;
mod rows;
mod text;
mod units;
mod value;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use shensuan_data::DataSet;
use shensuan_model::{FormulaId, Kind, Model, Rule, Scope, Typed};
use shensuan_vocab::FormId;

use groups::Members;
pub use places::Place;
pub use value::{Cause, Number, Value};

/// A construct of the language on which there is no second opinion, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NotCovered(pub &'static str);

/// What something comes to, where there is an opinion.
pub type Opinion<T> = Result<T, NotCovered>;

/// What a rule comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All its checks hold.
    Pass,
    /// A check does not.
    Fail,
    /// A `when` does not hold, or nothing that it reads was filed.
    NotApplicable,
    /// A missing value decides.
    Undetermined,
}

/// A model and a data set that was read with its vocabulary.
pub struct Second<'m> {
    pub(crate) model: &'m Model,
    pub(crate) data: &'m DataSet,
    /// The members of each aggregate over groups, by where it stands in memory: each is made once.
    members: RefCell<BTreeMap<usize, Rc<Members>>>,
    /// The groups that rules judge.
    groups: RefCell<BTreeMap<FormId, Rc<Vec<places::Group>>>>,
}

impl<'m> Second<'m> {
    /// An opinion on what this model says of these data.
    #[must_use]
    pub fn new(model: &'m Model, data: &'m DataSet) -> Self {
        Self { model, data, members: RefCell::default(), groups: RefCell::default() }
    }

    /// Whom a rule judges, in the order of the data.
    ///
    /// # Errors
    /// What makes them up is not covered.
    pub fn judged_by(&self, rule: &Rule) -> Opinion<Vec<Place>> {
        match rule.scope {
            Scope::DataSet => Ok(vec![Place::default()]),
            scope => self.places(scope),
        }
    }

    /// Where a formula has values, in the order of the data.
    ///
    /// # Errors
    /// What makes them up is not covered.
    pub fn computed_for(&self, formula: FormulaId) -> Opinion<Vec<Place>> {
        self.model.formula(formula).map_or_else(|| Ok(Vec::new()), |formula| self.places(formula.scope))
    }

    /// What a condition comes to.
    ///
    /// # Errors
    /// A construct in it is not covered.
    pub fn truth_of(&self, condition: &Typed, place: &Place) -> Opinion<Value> {
        self.value(condition, place)
    }

    /// What stands in the cells that an expression reads, rows aside, for a message.
    #[must_use]
    pub fn cells_read(&self, of: &Typed, place: &Place) -> String {
        let mut shown = String::new();
        let mut open = vec![of];
        while let Some(next) = open.pop() {
            if let Some(field) = next.kind.cell() {
                let name = self.model.vocab.field(field).name.declared();
                shown += &format!("{name} {:?}; ", self.cell(field, place));
                if let Some(unit) = self.model.vocab.field(field).kind.unit_field() {
                    shown += &format!("in {:?}; ", self.cell(unit, place));
                }
            }
            match &next.kind {
                Kind::Formula(id) => open.extend(self.model.formula(*id).map(|formula| &formula.value)),
                kind => open.extend(kind.inside()),
            }
        }
        shown
    }

    /// What a formula comes to.
    ///
    /// # Errors
    /// A construct in it is not covered.
    pub fn formula(&self, formula: FormulaId, place: &Place) -> Opinion<Value> {
        match self.model.formula(formula) {
            Some(formula) => self.value(&formula.value, place),
            None => Ok(Value::absent(Cause::Undefined)),
        }
    }
}
