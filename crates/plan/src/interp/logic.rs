//! Three-valued logic on columns: two words say 64 truths.

use crate::interp::slot::{Numbers, Slot, Truths};
use crate::outcome::TruthWord;

/// False if either is, true if both are.
pub(crate) fn and<'f>(rows: usize, a: &Truths<'_>, b: &Truths<'_>) -> Slot<'f> {
    Slot::truth(rows, |index| {
        let (a, b) = (a.word(index), b.word(index));
        TruthWord { yes: a.yes & b.yes, no: a.no | b.no }
    })
}

/// True if either is, false if both are.
pub(crate) fn or<'f>(rows: usize, a: &Truths<'_>, b: &Truths<'_>) -> Slot<'f> {
    Slot::truth(rows, |index| {
        let (a, b) = (a.word(index), b.word(index));
        TruthWord { yes: a.yes | b.yes, no: a.no & b.no }
    })
}

/// True and false exchanged.
pub(crate) fn not<'f>(rows: usize, a: &Truths<'_>) -> Slot<'f> {
    Slot::truth(rows, |index| {
        let a = a.word(index);
        TruthWord { yes: a.no, no: a.yes }
    })
}

/// Truths chosen by a truth.
pub(crate) fn choose<'f>(rows: usize, condition: &Truths<'_>, yes: &Truths<'_>, no: &Truths<'_>) -> Slot<'f> {
    Slot::truth(rows, |index| {
        let (condition, a, b) = (condition.word(index), yes.word(index), no.word(index));
        TruthWord {
            yes: (condition.yes & a.yes) | (condition.no & b.yes),
            no: (condition.yes & a.no) | (condition.no & b.no),
        }
    })
}

/// Whether a number is given.
pub(crate) fn given<'f>(rows: usize, a: &Numbers<'_>) -> Slot<'f> {
    Slot::truth(rows, |index| {
        let given = a.given(index);
        TruthWord { yes: given, no: !given }
    })
}

/// Whether a truth is known.
pub(crate) fn known<'f>(rows: usize, a: &Truths<'_>) -> Slot<'f> {
    Slot::truth(rows, |index| {
        let a = a.word(index);
        TruthWord { yes: a.yes | a.no, no: !(a.yes | a.no) }
    })
}

/// Whether a truth is true.
pub(crate) fn is_true<'f>(rows: usize, a: &Truths<'_>) -> Slot<'f> {
    Slot::truth(rows, |index| {
        let a = a.word(index);
        TruthWord { yes: a.yes, no: !a.yes }
    })
}
