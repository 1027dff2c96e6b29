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
}
