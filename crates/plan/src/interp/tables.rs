//! Steps between tables.

use std::rc::Rc;

use crate::bits::{Bits, WORD, low_mask};
use crate::frame::Frame;
use crate::interp::arith::finite;
use crate::interp::codes::Coded;
use crate::interp::lookup::{fetch, find, outline};
use crate::interp::slot::{Numbers, Slot, Slots, Truths};
use crate::interp::spans::Spans;
use crate::interp::window::Window;
use crate::op::{How, TableStep};
use crate::plan::{Kind, Plan, ValueId};
use crate::scalar;

/// A table step over a window.
pub(crate) fn step<'f>(
    step: TableStep,
    plan: &Plan,
    frame: &Frame,
    window: &Window<'_>,
    slots: &Slots<'f>,
) -> Slot<'f> {
    match step {
        TableStep::Find { search, keys, to } => find(search, keys, frame, window.range(to).len(), slots),
        TableStep::Fetch { row, what } => {
            let table = plan.value(row).and_then(|row| row.table);
            let rows = table.map_or(0, |table| window.range(table).len());
            fetch((row, &slots.numbers(row)), what, plan, frame, (rows, window))
        }
        TableStep::Outline { asked, row, outlines, east, north, to } => {
            let read = [row, east, north].map(|operand| slots.numbers(operand));
            outline(asked, outlines, &read, plan, frame, window.range(to).len())
        }
        TableStep::Lift { value, to } => {
            let Some(lifted) = plan.value(value) else { return Slot::Empty };
            let Some(from) = lifted.table else { return Slot::Empty };
            lift(lifted.kind, value, slots, &window.spans(from, to))
        }
        TableStep::Fold { how, from, value, keep, to } => {
            let of = Folded {
                rows: window.range(from).len(),
                spans: window.spans(to, from),
                keep: keep.map_or(Truths::constant(Some(true)), |keep| slots.truths(keep)),
                numbers: value.map_or(Numbers::constant(None), |value| slots.numbers(value)),
                truths: value.map_or(Truths::constant(None), |value| slots.truths(value)),
            };
            match how {
                How::Count if keep.is_none() => all_given(of.spans.lengths()),
                How::Count => all_given(of.spans.count(|index| of.kept(index))),
                How::CountGiven => all_given(of.spans.count(|index| of.known(index))),
                How::Sum => of.sum(),
                How::Min => of.best(f64::INFINITY, scalar::raw::min),
                How::Max => of.best(f64::NEG_INFINITY, scalar::raw::max),
                How::Any => {
                    let yes = of.spans.any(|index| of.kept(index) & of.truths.word(index).yes);
                    Slot::Truth { no: yes.not(), yes }
                }
                How::Every => {
                    let no = of.spans.any(|index| of.kept(index) & of.truths.word(index).no);
                    Slot::Truth { yes: no.not(), no }
                }
            }
        }
        // They are whole before the first chunk that reads them.
        TableStep::Pair { .. } | TableStep::Group { .. } | TableStep::Common { .. } => Slot::Empty,
    }
}

/// What is folded, over the rows of a window.
struct Folded<'a> {
    /// How many rows the folded table has.
    rows: usize,
    spans: Rc<Spans>,
    keep: Truths<'a>,
    /// A value is of one kind; read as the other it has nothing given.
    numbers: Numbers<'a>,
    truths: Truths<'a>,
}

impl Folded<'_> {
    /// The rows that are kept, of 64; none past the end.
    fn kept(&self, index: usize) -> u64 {
        self.keep.word(index).yes & low_mask(self.rows.saturating_sub(index * WORD))
    }

    /// The kept rows that have a number.
    fn given(&self, index: usize) -> u64 {
        self.kept(index) & self.numbers.given(index)
    }

    /// The kept rows that have a number, or a truth.
    fn known(&self, index: usize) -> u64 {
        let truth = self.truths.word(index);
        self.kept(index) & (self.numbers.given(index) | truth.yes | truth.no)
    }

    /// The numbers of each row, folded in their order; `other` stands for those that are not kept or not given.
    fn fold(&self, other: f64, seed: f64, f: impl Fn(f64, f64) -> f64) -> Vec<f64> {
        self.spans.fold(|index| (self.numbers.block(index).0, self.given(index)), other, seed, f)
    }

    /// [`How::Sum`]. To add −0 changes no sum, so that it may stand for what is passed over.
    fn sum(&self) -> Slot<'static> {
        let sums = self.fold(-0.0, 0.0, scalar::raw::add);
        // Of no row kept 0, of only missing ones missing.
        let passed = self.spans.any(|index| self.kept(index) & !self.given(index));
        let mut missing = Bits::default();
        if passed.words().iter().any(|word| *word != 0) {
            missing = passed.and_not(&self.spans.any(|index| self.given(index)));
        }
        let given =
            finite_bits(&sums).enumerate().map(|(index, finite)| finite & !missing.word(index)).collect();
        Slot::number(sums, given)
    }

    /// [`How::Min`] and [`How::Max`], from an infinity that all are better than.
    fn best(&self, worst: f64, f: impl Fn(f64, f64) -> f64) -> Slot<'static> {
        let best = self.fold(worst, worst, f);
        let given = finite_bits(&best).collect();
        Slot::number(best, given)
    }
}

/// By 64 rows: those whose number is finite.
fn finite_bits(numbers: &[f64]) -> impl Iterator<Item = u64> + '_ {
    numbers.chunks(WORD).map(finite)
}

fn all_given<'f>(values: Vec<f64>) -> Slot<'f> {
    let given = Bits::new(values.len(), true);
    Slot::Number { values: values.into(), given }
}

/// What each row's owner has; a constant has no table to be lifted from.
fn lift<'f>(kind: Kind, value: ValueId, slots: &Slots<'_>, spans: &Spans) -> Slot<'f> {
    let mut lifted = Coded::owned(spans.owners());
    match kind {
        Kind::Number => {
            if let Numbers::Column { values, given } = slots.numbers(value) {
                lifted.add_numbers(values, given);
            }
        }
        Kind::Truth => {
            if let Truths::Column { yes, no } = slots.truths(value) {
                lifted.add_truths(yes, no);
            }
        }
    }
    lifted.slots(0..spans.owners().len()).pop().unwrap_or(Slot::Empty)
}
