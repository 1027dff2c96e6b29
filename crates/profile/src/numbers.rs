//! Numbers and days.

use std::collections::HashMap;

use shensuan_data::FieldColumn;
use shensuan_plan::percentiles;
use shensuan_vocab::names::fold_text;
use shensuan_vocab::{Date, FieldType};

use crate::make::Rows;
use crate::most::Most;
use crate::parts::Parts;
use crate::shape::{Bin, BinFrom, Content, Extreme, Frequent, Measure, Part, Quantile, SHARES, UnitOf};

/// Years that are told apart one by one; of more, tens of them.
const YEARS: i64 = 40;

/// Numbers of rows.
#[derive(Default)]
struct Filed {
    values: Vec<f64>,
    rows: Vec<u32>,
}

impl Filed {
    fn add(&mut self, value: f64, row: usize) {
        // −0 is 0.
        self.values.push(value + 0.0);
        self.rows.push(u32::try_from(row).unwrap_or(u32::MAX));
    }
}

/// A column of numbers.
pub(crate) struct Column<'c> {
    pub(crate) values: &'c [f64],
    pub(crate) given: &'c [bool],
    pub(crate) marks: &'c [u8],
    /// What the field holds.
    pub(crate) kind: &'c FieldType,
    /// The marks that it may hold.
    pub(crate) known: &'c [String],
    /// The column that says the unit of each, where one does.
    pub(crate) units: Option<&'c FieldColumn>,
}

impl Column<'_> {
    /// How many different numbers are given, whatever their units.
    pub(crate) fn distinct(&self) -> usize {
        let mut given: Vec<f64> = self.given().map(|(_, value)| value + 0.0).collect();
        given.sort_unstable_by(f64::total_cmp);
        runs(&given).count()
    }

    fn given(&self) -> impl Iterator<Item = (usize, f64)> {
        let cells = self.values.iter().zip(self.given).enumerate();
        cells.filter(|(_, (_, given))| **given).map(|(row, (value, _))| (row, *value))
    }

    /// What is said of them.
    pub(crate) fn content(&self, rows: &Rows<'_>, parts: Option<&Parts>, few: usize) -> (usize, Content) {
        let measures: Vec<Measure> = self
            .by_unit()
            .into_iter()
            .map(|(unit, filed)| measure(self.kind, unit, filed, rows, parts, few))
            .collect();
        let marks =
            self.known.iter().zip(1_u8..).map(|(text, mark)| {
                (text.clone(), self.marks.iter().filter(|found| **found == mark).count())
            });
        let distinct = match measures.as_slice() {
            [one] => one.distinct,
            _ => self.distinct(),
        };
        (distinct, Content::Numbers { marks: marks.filter(|(_, count)| *count > 0).collect(), measures })
    }

    /// The numbers of each unit; of units that are as frequent, the one that comes first in the alphabet.
    fn by_unit(&self) -> Vec<(UnitOf, Filed)> {
        let Some(FieldColumn::Text { index, given, entries }) = self.units else {
            let mut all = Filed::default();
            self.given().for_each(|(row, value)| all.add(value, row));
            return if all.values.is_empty() { Vec::new() } else { vec![(UnitOf::Declared, all)] };
        };
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut units = vec![(UnitOf::Blank, String::new(), Filed::default())];
        let place: Vec<usize> = entries
            .iter()
            .map(|text| {
                let folded = fold_text(text);
                *places.entry(folded.clone()).or_insert_with(|| {
                    units.push((UnitOf::Cell(text.to_owned()), folded, Filed::default()));
                    units.len() - 1
                })
            })
            .collect();
        for (row, value) in self.given() {
            let unit = index.get(row).filter(|_| given.get(row) == Some(&true));
            let unit = unit.and_then(|entry| place.get(*entry as usize)).copied().unwrap_or(0);
            if let Some((_, _, filed)) = units.get_mut(unit) {
                filed.add(value, row);
            }
        }
        units.retain(|(_, _, filed)| !filed.values.is_empty());
        units.sort_by(|a, b| (b.2.values.len(), &a.1).cmp(&(a.2.values.len(), &b.1)));
        units.into_iter().map(|(unit, _, filed)| (unit, filed)).collect()
    }
}

/// Numbers that are the same, out of ascending ones.
fn runs(ascending: &[f64]) -> impl Iterator<Item = &[f64]> {
    ascending.chunk_by(|a, b| a.to_bits() == b.to_bits())
}

/// What is said of numbers in one unit; there is at least one.
fn measure(
    kind: &FieldType,
    unit: UnitOf,
    filed: Filed,
    rows: &Rows<'_>,
    parts: Option<&Parts>,
    few: usize,
) -> Measure {
    let Filed { values, rows: own } = &filed;
    let mut ascending = values.clone();
    ascending.sort_unstable_by(f64::total_cmp);
    let (mut distinct, mut most) = (0, Most::new(few));
    for run in runs(&ascending) {
        distinct += 1;
        if let ([value, ..], true) = (run, run.len() > 1) {
            most.add(Frequent { value: *value, count: run.len() }, |a, b| a.count > b.count);
        }
    }
    let (mut low, mut high) = (Most::new(few), Most::new(few));
    for cell in values.iter().zip(own) {
        low.add(cell, |a, b| a.0 < b.0);
        high.add(cell, |a, b| a.0 > b.0);
    }
    let extreme = |(value, row): (&f64, &u32)| Extreme { value: *value, whose: rows.whose(*row as usize) };
    let below = |bound: f64| ascending.partition_point(|value| *value < bound);
    let negatives = below(0.0);
    let (parts, apart) = parts.map_or((Vec::new(), 0), |parts| parted(&filed, rows, parts));
    Measure {
        unit,
        count: values.len(),
        distinct,
        zeros: ascending.partition_point(|value| *value <= 0.0) - negatives,
        negatives,
        lowest: low.all().into_iter().map(extreme).collect(),
        highest: high.all().into_iter().map(extreme).collect(),
        quantiles: quantiles(&ascending, &SHARES),
        frequent: most.all(),
        bins: bins(kind, &ascending),
        parts,
        apart,
    }
}

/// Quantiles by the language's definition, out of ascending numbers.
fn quantiles(ascending: &[f64], shares: &[f64]) -> Vec<Quantile> {
    let found = percentiles(ascending, shares).into_iter().flatten();
    found
        .map(|value| {
            // −0 is 0.
            let value = value + 0.0;
            Quantile { value, filed: ascending.binary_search_by(|known| known.total_cmp(&value)).is_ok() }
        })
        .collect()
}

/// The numbers of each part, and how many belong to none.
fn parted(filed: &Filed, rows: &Rows<'_>, parts: &Parts) -> (Vec<Part>, usize) {
    let mut of_part: Vec<Filed> = parts.names.iter().map(|_| Filed::default()).collect();
    let mut apart = 0;
    for (value, row) in filed.values.iter().zip(&filed.rows) {
        match parts.at(rows.table, *row as usize).and_then(|part| of_part.get_mut(part)) {
            Some(part) => part.add(*value, *row as usize),
            None => apart += 1,
        }
    }
    let found = parts.names.iter().zip(of_part).filter_map(|((code, name), mut filed)| {
        let (mut low, mut high) = (Most::new(1), Most::new(1));
        for cell in filed.values.iter().zip(&filed.rows) {
            low.add(cell, |a, b| a.0 < b.0);
            high.add(cell, |a, b| a.0 > b.0);
        }
        let extreme = |found: Most<(&f64, &u32)>| {
            let (value, row) = found.all().first().copied()?;
            Some(Extreme { value: *value, whose: rows.whose(*row as usize) })
        };
        let (lowest, highest) = (extreme(low)?, extreme(high)?);
        filed.values.sort_unstable_by(f64::total_cmp);
        Some(Part {
            code: code.clone(),
            name: name.clone(),
            count: filed.values.len(),
            lowest,
            middle: quantiles(&filed.values, &[0.5]).first().copied()?,
            highest,
        })
    });
    (found.collect(), apart)
}

/// Ascending numbers in spans: powers of ten, in which a wrong unit shows; tenths of a percentage; years of days.
fn bins(kind: &FieldType, ascending: &[f64]) -> Vec<Bin> {
    let (Some(first), Some(last)) = (ascending.first(), ascending.last()) else { return Vec::new() };
    let upper: Vec<(BinFrom, f64)> = match kind {
        FieldType::Date => years(*first, *last),
        FieldType::Percent => {
            let mut spans = vec![(BinFrom::Negative, 0.0)];
            let tenths =
                (0..10).map(|tenth| (BinFrom::Share(f64::from(tenth) / 10.0), f64::from(tenth + 1) / 10.0));
            spans.extend(tenths);
            // A whole belongs to the last tenth.
            if let Some((_, end)) = spans.last_mut() {
                *end = 1.0_f64.next_up();
            }
            spans.push((BinFrom::AboveAll, f64::INFINITY));
            spans
        }
        FieldType::Number(_)
        | FieldType::Quantity(_)
        | FieldType::Formula(_)
        | FieldType::Integer
        | FieldType::Text
        | FieldType::Code(_)
        | FieldType::YesNo
        | FieldType::Period
        | FieldType::Coordinates
        | FieldType::Outline => tens(*last),
    };
    let mut from = 0;
    let mut bins: Vec<Bin> = Vec::with_capacity(upper.len());
    for (span, end) in upper {
        let to = ascending.partition_point(|value| *value < end);
        bins.push(Bin { from: span, count: to - from });
        from = to;
    }
    // What is empty is shown between spans that are not, so that a gap is seen; 0 and what is below it are no such spans.
    while bins.last().is_some_and(|bin| bin.count == 0) {
        bins.pop();
    }
    let apart = |bin: &Bin| matches!(bin.from, BinFrom::Zero | BinFrom::Negative);
    let mut begun = false;
    bins.retain(|bin| {
        begun |= bin.count > 0 && !apart(bin);
        bin.count > 0 || begun && !apart(bin)
    });
    bins
}

/// The least power of ten that is a span of its own.
const LEAST: i32 = -4;

/// Negative, zero, and powers of ten up to the largest number.
fn tens(largest: f64) -> Vec<(BinFrom, f64)> {
    let power = |ten: i32| format!("1e{ten}").parse::<f64>().unwrap_or(f64::INFINITY);
    let mut spans = vec![
        (BinFrom::Negative, 0.0),
        (BinFrom::Zero, 0.0_f64.next_up()),
        (BinFrom::BelowTen(LEAST), power(LEAST)),
    ];
    let mut ten = LEAST;
    while power(ten) <= largest && ten <= 308 {
        spans.push((BinFrom::Ten(ten), power(ten + 1)));
        ten += 1;
    }
    spans
}

/// Years, or tens of them, from the first day to the last.
fn years(first: f64, last: f64) -> Vec<(BinFrom, f64)> {
    let year = |days: f64| Date::of_number(days).map(Date::year);
    let (Some(from), Some(to)) = (year(first), year(last)) else { return Vec::new() };
    let step = if to - from > YEARS { 10 } else { 1 };
    let mut spans = Vec::new();
    let mut at = from.div_euclid(step) * step;
    while at <= to {
        #[expect(clippy::cast_precision_loss, reason = "a number of days has seven digits")]
        let end = Date::new(at + step, 1, 1).map_or(f64::INFINITY, |date| date.days() as f64);
        spans.push((BinFrom::Years(at, step), end));
        at += step;
    }
    spans
}

#[cfg(test)]
mod tests {
    use shensuan_vocab::FieldType;

    use super::{bins, quantiles};
    use crate::shape::BinFrom;

    fn spans(kind: &FieldType, numbers: &[f64]) -> Vec<(BinFrom, usize)> {
        bins(kind, numbers).into_iter().map(|bin| (bin.from, bin.count)).collect()
    }

    #[test]
    fn spans_hold_all_numbers() {
        let numbers = [-3.0, 0.0, 0.0, 0.000_01, 0.1, 1.0, 9.99, 10.0, 999.0, 1e5];
        let found = spans(&FieldType::Integer, &numbers);
        assert_eq!(found.iter().map(|(_, count)| count).sum::<usize>(), numbers.len());
        let expected = [
            (BinFrom::Negative, 1),
            (BinFrom::Zero, 2),
            (BinFrom::BelowTen(-4), 1),
            (BinFrom::Ten(-4), 0),
            (BinFrom::Ten(-3), 0),
            (BinFrom::Ten(-2), 0),
            (BinFrom::Ten(-1), 1),
            (BinFrom::Ten(0), 2),
            (BinFrom::Ten(1), 1),
            (BinFrom::Ten(2), 1),
            (BinFrom::Ten(3), 0),
            (BinFrom::Ten(4), 0),
            (BinFrom::Ten(5), 1),
        ];
        assert_eq!(found, expected);
        let found = spans(&FieldType::Percent, &[-0.1, 0.0, 0.85, 1.0, 1.2]);
        assert_eq!(found.first(), Some(&(BinFrom::Negative, 1)));
        assert_eq!(found.last(), Some(&(BinFrom::AboveAll, 1)));
        assert_eq!(found.get(10), Some(&(BinFrom::Share(0.9), 1)));
        assert_eq!(spans(&FieldType::Integer, &[1e300]).last(), Some(&(BinFrom::Ten(300), 1)));
        // 2017-12-31, 2018-01-01 and 2019-06-01.
        let found = spans(&FieldType::Date, &[17_531.0, 17_532.0, 18_048.0]);
        assert_eq!(
            found,
            [(BinFrom::Years(2017, 1), 1), (BinFrom::Years(2018, 1), 1), (BinFrom::Years(2019, 1), 1)]
        );
    }

    #[test]
    fn whether_a_quantile_was_filed() {
        let found = quantiles(&[1.0, 2.0, 4.0, 8.0], &[0.0, 0.5, 1.0]);
        let found: Vec<(f64, bool)> = found.iter().map(|found| (found.value, found.filed)).collect();
        assert_eq!(found, [(1.0, true), (3.0, false), (8.0, true)]);
    }
}
