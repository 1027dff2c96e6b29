//! What the rules of a mix have in common: each aggregate, statistic and test once, by number. Compilers of rules share it.

use crate::draw::Mix;
use crate::meaning::{Number, Test, Truth};
use crate::world::Field;

/// What the rules ask, each once.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// Every [`Number::Fold`].
    pub folds: Vec<Number>,
    /// Every [`Number::Group`].
    pub groups: Vec<Number>,
    /// Every [`Truth::Any`] and [`Truth::Every`].
    pub flags: Vec<Truth>,
    /// Every test of a code or a text.
    pub tests: Vec<(Field, Test)>,
}

fn place<T: PartialEq + Clone>(all: &mut Vec<T>, one: &T) -> usize {
    all.iter().position(|known| known == one).unwrap_or_else(|| {
        all.push(one.clone());
        all.len() - 1
    })
}

impl Parts {
    /// Of a mix.
    #[must_use]
    pub fn of(mix: &Mix) -> Self {
        let mut parts = Self::default();
        for rule in &mix.rules {
            rule.when.iter().for_each(|when| parts.truth(when));
            parts.truth(&rule.check);
        }
        mix.formulas.iter().for_each(|formula| parts.number(&formula.value));
        parts
    }

    /// The number of a fold.
    #[must_use]
    pub fn fold(&self, fold: &Number) -> Option<usize> {
        self.folds.iter().position(|known| known == fold)
    }

    /// The number of a group.
    #[must_use]
    pub fn group(&self, group: &Number) -> Option<usize> {
        self.groups.iter().position(|known| known == group)
    }

    /// The number of an `any` or `every`.
    #[must_use]
    pub fn flag(&self, flag: &Truth) -> Option<usize> {
        self.flags.iter().position(|known| known == flag)
    }

    /// The place of a test among those of its field.
    #[must_use]
    pub fn test(&self, field: Field, test: &Test) -> Option<usize> {
        self.tests_of(field).position(|known| known == test)
    }

    /// The tests of a field.
    pub fn tests_of(&self, field: Field) -> impl Iterator<Item = &Test> {
        self.tests.iter().filter(move |(own, _)| *own == field).map(|(_, test)| test)
    }

    fn number(&mut self, number: &Number) {
        match number {
            Number::Cell(_) | Number::Literal(_) => {}
            Number::Abs(a) => self.number(a),
            Number::Add(a, b)
            | Number::Sub(a, b)
            | Number::Mul(a, b)
            | Number::Div(a, b)
            | Number::Max(a, b)
            | Number::OrElse(a, b) => {
                self.number(a);
                self.number(b);
            }
            Number::Choose(condition, a, b) => {
                self.truth(condition);
                self.number(a);
                self.number(b);
            }
            Number::Fold { value, keep, .. } => {
                place(&mut self.folds, number);
                value.iter().for_each(|value| self.number(value));
                keep.iter().for_each(|keep| self.truth(keep));
            }
            Number::Group { value, keep, .. } => {
                place(&mut self.groups, number);
                value.iter().for_each(|value| self.number(value));
                keep.iter().for_each(|keep| self.truth(keep));
            }
        }
    }

    fn truth(&mut self, truth: &Truth) {
        match truth {
            Truth::Less(a, b, scale) | Truth::AtMost(a, b, scale) | Truth::Equal(a, b, scale) => {
                self.number(a);
                self.number(b);
                scale.iter().for_each(|scale| self.number(scale));
            }
            Truth::And(a, b) | Truth::Or(a, b) | Truth::UnknownIf(a, b) => {
                self.truth(a);
                self.truth(b);
            }
            Truth::Not(a) => self.truth(a),
            Truth::Any(each) | Truth::Every(each) => {
                place(&mut self.flags, truth);
                self.truth(each);
            }
            Truth::Test(field, test) => {
                place(&mut self.tests, &(*field, test.clone()));
            }
            Truth::Answer(_) | Truth::Given(_) => {}
        }
    }
}
