//! Bounds on what formulas and `let` make of each other: a short text could name a value of any size, which is walked
//! by recursion.

use shensuan_diagnostics::Span;
use shensuan_diagnostics::codes::limits;
use shensuan_vocab::FormId;

use super::{Checker, at};
use crate::typed::{Kind, Typed};

/// A value may be this deep, formulas written out.
const DEPTH: usize = 1500;
/// And hold this many parts.
const PARTS: usize = 100_000;
/// All that the names of `let` stand for, over a whole rulebook.
const WRITTEN_OUT: usize = 2_000_000;

/// How large a value is, formulas written out.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Size {
    parts: usize,
    depth: usize,
}

/// What is known of a checked formula besides its value.
#[derive(Clone, Debug, Default)]
pub(super) struct Summary {
    size: Size,
    /// The one-per-subject forms that it reads.
    pub(super) forms: Vec<FormId>,
}

impl Checker {
    fn size(&self, value: &Typed) -> Size {
        let mut size = match value.kind {
            Kind::Formula(id) => self.summaries.get(&id).map(|summary| summary.size).unwrap_or_default(),
            _ => Size::default(),
        };
        for inner in value.kind.inside() {
            let inner = self.size(inner);
            size.parts = size.parts.saturating_add(inner.parts);
            size.depth = size.depth.max(inner.depth);
        }
        Size { parts: size.parts.saturating_add(1), depth: size.depth + 1 }
    }

    /// The summary of a formula's value; none where it is too large, which is said.
    pub(super) fn summary(&mut self, value: &Typed, name: Span) -> Option<Summary> {
        let size = self.bounded(value, name)?;
        let mut forms = Vec::new();
        self.forms_read(value, &mut forms);
        Some(Summary { size, forms })
    }

    /// The size of a named value; none where it is too large, which is said.
    pub(super) fn bounded(&mut self, value: &Typed, name: Span) -> Option<Size> {
        let size = self.size(value);
        if size.depth > DEPTH || size.parts > PARTS {
            return self.refuse(at(limits::TOO_LARGE, name));
        }
        Some(size)
    }

    /// Counts a value of `let` that is written out; none where that is too much, which is said once.
    pub(super) fn write_out(&mut self, value: &Typed, name: Span) -> Option<()> {
        let before = self.written_out;
        self.written_out = before.saturating_add(self.size(value).parts);
        match (before > WRITTEN_OUT, self.written_out > WRITTEN_OUT) {
            (true, _) => None,
            (false, true) => self.refuse(at(limits::TOO_LARGE, name)),
            (false, false) => Some(()),
        }
    }
}
