//! Which formulas an expression reads itself.

use shensuan_vocab::FormId;

use crate::lookups::KeyAsked;
use crate::model::Model;
use crate::typed::{Kind, Typed};

impl Model {
    /// Marks the formulas, by [`FormulaId`](crate::FormulaId), that an expression names, in the keys of what it looks up too; not
    /// those that these read.
    pub fn mark_read(&self, value: &Typed, read: &mut [bool]) {
        self.mark(value, read, &mut Vec::new());
    }

    fn mark(&self, value: &Typed, read: &mut [bool], looked_up: &mut Vec<FormId>) {
        if let Kind::Formula(id) = &value.kind
            && let Some(read) = read.get_mut(id.0 as usize)
        {
            *read = true;
        }
        if let Some(found) = self.looked_up_by(&value.kind).filter(|found| !looked_up.contains(&found.form)) {
            looked_up.push(found.form);
            for key in &found.keys {
                if let KeyAsked::Value(key) = key {
                    self.mark(key, read, looked_up);
                }
            }
        }
        value.kind.inside().into_iter().for_each(|inner| self.mark(inner, read, looked_up));
    }

    /// Keeps in mind which formulas rules read, before the rules are left out.
    pub fn mark_read_by_rules(&mut self) {
        let mut read = vec![false; self.formulas.len()];
        let resting = self.resting.iter().map(|resting| &resting.rule);
        for rule in self.rules.iter().chain(resting) {
            let checks = rule.checks.iter().map(|check| &check.holds);
            rule.when.iter().chain(checks).for_each(|value| self.mark_read(value, &mut read));
        }
        // What a rule names for itself it reads.
        for (at, formula) in self.formulas.iter().enumerate().rev() {
            if formula.of_rule && read.get(at) == Some(&true) {
                self.mark_read(&formula.value, &mut read);
            }
        }
        for (formula, judged) in self.formulas.iter_mut().zip(read) {
            formula.judged = judged;
        }
    }
}
