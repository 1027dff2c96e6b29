//! Steps between tables.

use std::borrow::Cow;
use std::rc::Rc;

use crate::bits::{Bits, WORD, low_mask, words_for};
use crate::frame::Frame;
use crate::interp::arith::{finite, pack, set};
use crate::interp::lookup::{fetch, find, outline};
use crate::interp::slot::{Numbers, Slot, Slots, Truths};
use crate::interp::spans::Spans;
use crate::interp::window::Window;
use crate::op::{How, TableStep};
use crate::plan::{Kind, Plan};
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
            fetch(&slots.numbers(row), what, plan, frame, rows)
        }
        TableStep::Outline { asked, row, outlines, east, north, to } => {
            let read = [row, east, north].map(|operand| slots.numbers(operand));
            outline(asked, outlines, &read, plan, frame, window.range(to).len())
        }
        TableStep::Lift { value, to } => {
            let Some(lifted) = plan.value(value) else { return Slot::Empty };
            let Some(from) = lifted.table else { return Slot::Empty };
            let spans = window.spans(from, to);
            match lifted.kind {
                Kind::Number => lift_numbers(&slots.numbers(value), &spans),
                Kind::Truth => lift_truths(&slots.truths(value), &spans),
            }
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

    /// The numbers, with another in the place of those that are not kept or not given.
    fn masked(&self, other: f64) -> Cow<'_, [f64]> {
        let whole = |index: usize| self.given(index) == low_mask(self.rows - index * WORD);
        let words = words_for(self.rows);
        if let Numbers::Column { values, .. } = self.numbers
            && (0..words).all(whole)
        {
            return Cow::Borrowed(values);
        }
        let mut masked = Vec::with_capacity(self.rows);
        for index in 0..words {
            let given = self.given(index);
            let (block, count) = (self.numbers.block(index).0, self.rows - index * WORD);
            masked.extend(
                block
                    .iter()
                    .take(count)
                    .zip(set(given))
                    .map(|(number, set)| if set { *number } else { other }),
            );
        }
        Cow::Owned(masked)
    }

    /// [`How::Sum`]. To add −0 changes no sum, so that it may stand for what is passed over.
    fn sum(&self) -> Slot<'static> {
        let sums = self.spans.fold(&self.masked(-0.0), 0.0, scalar::raw::add);
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
        let best = self.spans.fold(&self.masked(worst), worst, f);
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

fn lift_numbers<'f>(from: &Numbers<'_>, spans: &Spans) -> Slot<'f> {
    let mut values = Vec::with_capacity(spans.owners().len());
    let given = spans.owners().chunks(WORD).map(|owners| {
        let lifted = owners.iter().map(|owner| from.at(*owner as usize));
        pack(lifted.map(|number| {
            values.push(number.unwrap_or(0.0));
            number.is_some()
        }))
    });
    let given = given.collect();
    Slot::number(values, given)
}

fn lift_truths<'f>(from: &Truths<'_>, spans: &Spans) -> Slot<'f> {
    let owners = spans.owners();
    let lifted = |truth: bool| {
        let words = owners.chunks(WORD);
        let words =
            words.map(|owners| pack(owners.iter().map(|owner| from.at(*owner as usize) == Some(truth))));
        Bits::from_words(words.collect(), owners.len())
    };
    Slot::Truth { yes: lifted(true), no: lifted(false) }
}
