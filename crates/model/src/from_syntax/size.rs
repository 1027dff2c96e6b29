//! A bound on how deep formulas and `let` build on each other: what they come to is walked by recursion.

use shensuan_diagnostics::Span;
use shensuan_diagnostics::codes::limits;
use shensuan_vocab::FormId;

use super::{Checker, at};
use crate::lookups::LookedUp;
use crate::typed::{Kind, Typed};

/// A value may be this deep, formulas written out.
const DEPTH: usize = 1500;

/// What is known of a checked formula besides its value.
#[derive(Clone, Debug, Default)]
pub(super) struct Summary {
    depth: usize,
    /// The one-per-subject forms that it reads.
    pub(super) forms: Vec<FormId>,
}

impl Checker {
    fn depth(&self, value: &Typed) -> usize {
        let own = match value.kind {
            Kind::Formula(id) => self.summaries.get(&id).map_or(0, |summary| summary.depth),
            _ => 0,
        };
        let inside = value.kind.inside().into_iter().map(|inner| self.depth(inner));
        let made = match &value.kind {
            Kind::Found(form) => Some(*form),
            kind => kind.cell().map(|field| self.vocab.field(field).form),
        };
        let keys = made.and_then(|form| self.found.get(&form)).into_iter().flat_map(LookedUp::values);
        inside.chain(keys.map(|key| self.depth(key))).fold(own, usize::max) + 1
    }

    /// The summary of a named value; none where it builds on too much, which is said.
    pub(super) fn summary(&mut self, value: &Typed, name: Span) -> Option<Summary> {
        let depth = self.depth(value);
        if depth > DEPTH {
            return self.refuse(at(limits::TOO_LARGE, name).with("limit", DEPTH));
        }
        let mut forms = Vec::new();
        self.forms_read(value, &mut forms);
        Some(Summary { depth, forms })
    }
}
