//! What the formula in a cell of a table comes to where it is read.

use shensuan_vocab::{FieldId, FormulaCell, Vocab};

use crate::typed::{Kind, Typed};

/// The formula in a cell, and what goes into it.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkedCell {
    /// The cell, as its text.
    pub cell: Typed,
    /// The parameters in the order of their declaration: bare numbers, in the unit that the table wants.
    pub parameters: Vec<Typed>,
}

impl WorkedCell {
    /// The field of the cell.
    #[must_use]
    pub fn field(&self) -> Option<FieldId> {
        self.cell.kind.cell()
    }

    /// What is declared of the cell.
    #[must_use]
    pub fn declared<'v>(&self, vocab: &'v Vocab) -> Option<&'v FormulaCell> {
        vocab.field(self.field()?).kind.formula()
    }

    /// What it is called in each language, for a print: `S = …`.
    pub(crate) fn named<'w>(&'w self, vocab: &'w Vocab) -> impl Iterator<Item = (&'w str, &'w Typed)> {
        let names = self.declared(vocab).map_or(&[][..], |cell| cell.parameters.as_slice());
        names.iter().map(String::as_str).zip(&self.parameters)
    }
}

/// The number of a quantity in the unit that a field of texts names.
pub(crate) fn in_row_unit(value: Typed, unit: FieldId, scope: crate::typed::Scope) -> Typed {
    let span = value.span;
    let ty = crate::types::Type::Number(shensuan_vocab::units::Unit::dimensionless());
    Typed { kind: Kind::InRowUnit(Box::new(value), unit), ty, scope, span }
}
