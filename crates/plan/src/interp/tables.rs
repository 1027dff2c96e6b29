//! Steps between tables.

use std::ops::Range;

use crate::bits::{Bits, words_for};
use crate::frame::Frame;
use crate::interp::lookup::{fetch, find, outline};
use crate::interp::slot::{Numbers, Slot, Slots, Truths};
use crate::interp::window::Window;
use crate::op::{How, TableStep};
use crate::plan::{Kind, Plan};
use crate::scalar;

/// A table step over a window.
pub(crate) fn step<'f>(
    step: TableStep,
    plan: &Plan,
    frame: &Frame,
    window: &Window,
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
            let spans = window.spans(plan, frame, from, to);
            let rows = window.range(to).len();
            match lifted.kind {
                Kind::Number => lift_numbers(&slots.numbers(value), spans, rows),
                Kind::Truth => lift_truths(&slots.truths(value), spans),
            }
        }
        TableStep::Fold { how, from, value, keep, to } => {
            let rows = window.range(from).len();
            let spans = window.spans(plan, frame, to, from);
            let keep = keep.map_or(Truths::constant(Some(true)), |keep| slots.truths(keep));
            let kept = bits(rows, |index| keep.word(index).yes);
            let numbers = value.map_or(Numbers::constant(None), |value| slots.numbers(value));
            let truths = value.map_or(Truths::constant(None), |value| slots.truths(value));
            let given = || bits(rows, |index| kept.word(index) & numbers.given(index));
            match how {
                How::Count => numbers_of(spans.map(|span| Some(count(&kept, span)))),
                How::CountGiven => {
                    // A value is of one kind; read as the other it has nothing given.
                    let any = |index| {
                        let truth = truths.word(index);
                        kept.word(index) & (numbers.given(index) | truth.yes | truth.no)
                    };
                    let given = bits(rows, any);
                    numbers_of(spans.map(|span| Some(count(&given, span))))
                }
                How::Sum => {
                    let given = given();
                    numbers_of(spans.map(|span| sum(&numbers, &kept, &given, span)))
                }
                How::Min => {
                    let given = given();
                    numbers_of(spans.map(|span| best(&numbers, &given, span, scalar::raw::min)))
                }
                How::Max => {
                    let given = given();
                    numbers_of(spans.map(|span| best(&numbers, &given, span, scalar::raw::max)))
                }
                How::Any => {
                    let hits = bits(rows, |index| kept.word(index) & truths.word(index).yes);
                    truths_of(spans.map(|span| hits.any_in(span)))
                }
                How::Every => {
                    let misses = bits(rows, |index| kept.word(index) & truths.word(index).no);
                    truths_of(spans.map(|span| !misses.any_in(span)))
                }
            }
        }
        // They are whole before the first chunk that reads them.
        TableStep::Pair { .. } | TableStep::Group { .. } | TableStep::Common { .. } => Slot::Empty,
    }
}

fn bits(rows: usize, word: impl Fn(usize) -> u64) -> Bits {
    Bits::from_words((0..words_for(rows)).map(word).collect(), rows)
}

fn lift_numbers<'f>(from: &Numbers<'_>, spans: impl Iterator<Item = Range<usize>>, rows: usize) -> Slot<'f> {
    let mut values = Vec::with_capacity(rows);
    let mut given = Bits::default();
    for (row, span) in spans.enumerate() {
        let number = from.at(row);
        values.extend(std::iter::repeat_n(number.unwrap_or(0.0), span.len()));
        given.push_run(number.is_some(), span.len());
    }
    Slot::Number { values: values.into(), given }
}

fn lift_truths<'f>(from: &Truths<'_>, spans: impl Iterator<Item = Range<usize>>) -> Slot<'f> {
    let (mut yes, mut no) = (Bits::default(), Bits::default());
    for (row, span) in spans.enumerate() {
        let truth = from.at(row);
        yes.push_run(truth == Some(true), span.len());
        no.push_run(truth == Some(false), span.len());
    }
    Slot::Truth { yes, no }
}

fn numbers_of<'f>(rows: impl Iterator<Item = Option<f64>>) -> Slot<'f> {
    let mut given = Bits::default();
    let values: Vec<f64> = rows
        .map(|row| {
            given.push_run(row.is_some(), 1);
            row.unwrap_or(0.0)
        })
        .collect();
    Slot::Number { values: values.into(), given }
}

fn truths_of<'f>(rows: impl Iterator<Item = bool>) -> Slot<'f> {
    let yes: Bits = rows.collect();
    let no = yes.not();
    Slot::Truth { yes, no }
}

fn count(bits: &Bits, span: Range<usize>) -> f64 {
    scalar::count(bits.count_in(span))
}

/// [`How::Sum`]: of no row kept 0, of only missing ones missing.
fn sum(numbers: &Numbers<'_>, kept: &Bits, given: &Bits, span: Range<usize>) -> Option<f64> {
    let mut sum = 0.0;
    let mut any = false;
    for row in span.clone() {
        if given.get(row)
            && let Some(number) = numbers.at(row)
        {
            sum = scalar::raw::add(sum, number);
            any = true;
        }
    }
    if any || !kept.any_in(span) { scalar::finite(sum) } else { None }
}

/// [`How::Min`] and [`How::Max`].
fn best(numbers: &Numbers<'_>, given: &Bits, span: Range<usize>, f: impl Fn(f64, f64) -> f64) -> Option<f64> {
    span.filter(|row| given.get(*row)).filter_map(|row| numbers.at(row)).reduce(f)
}
