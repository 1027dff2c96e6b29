//! Units: one that is not written, one that measures something else than those beside it, one that does not say of what.

use std::collections::{BTreeMap, BTreeSet};

use shensuan_diagnostics::codes::table_remarks as codes;
use shensuan_vocab::names::fold_width;
use shensuan_vocab::{FieldId, Key, Polynomial};

use super::Remarks;
use super::looked::Looked;

/// Rows that have a key in common, from which on they tell what a unit measures.
const ENOUGH: usize = 4;

pub(super) fn remarks(looked: &Looked<'_>, remarks: &mut Remarks) {
    for field in looked.values() {
        let kind = &looked.vocab.field(field).kind;
        missing(looked, field, remarks);
        if let Some(unit) = kind.unit_field() {
            another_kind(looked, unit, true, remarks);
            of_nothing(looked, unit, remarks);
        }
        let parameters = kind.formula().map_or(&[][..], |cell| &cell.parameter_units);
        for unit in parameters.iter().flatten() {
            another_kind(looked, *unit, false, remarks);
        }
    }
}

/// A value, or a parameter that a formula writes, whose unit is blank.
fn missing(looked: &Looked<'_>, field: FieldId, remarks: &mut Remarks) {
    let kind = &looked.vocab.field(field).kind;
    for row in looked.keyed.iter().map(|row| row.row) {
        let mut blank: Vec<FieldId> = kind.unit_field().into_iter().collect();
        if let Some(cell) = kind.formula() {
            let read = looked.table.text(field, row).map(|text| Polynomial::read(text, &cell.parameters));
            if let Some(Ok(formula)) = read {
                let written = cell.parameter_units.iter().zip(0..).filter(|(_, place)| formula.reads(*place));
                blank.extend(written.filter_map(|(unit, _)| *unit));
            }
        }
        if !looked.is_given(row, field) {
            continue;
        }
        for unit in blank.into_iter().filter(|unit| !looked.is_given(row, *unit)) {
            remarks.push(codes::UNIT_MISSING, looked.at(row, unit), |said| {
                said.with("place", looked.place(row))
                    .with("column", looked.column(field))
                    .with("text", looked.shown(row, field))
                    .with("unit", looked.column(unit))
                    .quote(looked.quote(row, unit, None))
            });
        }
    }
}

/// A row whose unit measures something else than those of the rows with which it has a key in common.
struct Odd {
    row: usize,
    /// How many other rows there are.
    others: usize,
    /// One of them.
    such_as: usize,
}

/// Of what is measured, `千克` in `千克/吨-产品`: what it is measured by differs from process to process.
fn measured(looked: &Looked<'_>, text: &str, above: bool) -> Option<String> {
    let folded: String = text.chars().map(fold_width).collect();
    let piece = if above { folded.split('/').next()? } else { folded.as_str() };
    Some(format!("{:?}", looked.units.parse(piece).ok()?.dimension()))
}

/// The key that says what is measured, as a unit of each row tells it, and the rows that are exceptions. It is learned: the
/// key whose values tell it for the most rows, with the fewest exceptions. Of keys that tell it alike the last is the
/// narrowest.
fn told_by<'a>(looked: &Looked<'a>, measures: &[(usize, String)]) -> Option<(usize, &'a Key, Vec<Odd>)> {
    let mut best: Option<(usize, usize, &Key, Vec<Odd>)> = None;
    for (slot, key) in looked.reference.keys.iter().enumerate() {
        let (covered, odd) = odd_ones(looked, key, measures);
        if covered * 2 < measures.len() || odd.len() * 10 > covered {
            continue;
        }
        let score = covered - odd.len() * 10;
        if best.as_ref().is_none_or(|(known, ..)| score >= *known) {
            best = Some((score, slot, key, odd));
        }
    }
    best.map(|(_, slot, key, odd)| (slot, key, odd))
}

fn measures(looked: &Looked<'_>, unit: FieldId, above: bool) -> Vec<(usize, String)> {
    let one = |row: usize| Some((row, measured(looked, looked.table.text(unit, row)?, above)?));
    looked.keyed.iter().filter_map(|row| one(row.row)).collect()
}

/// Which key says what the values of a field measure, where they measure several things.
pub(super) fn measured_by(looked: &Looked<'_>, field: FieldId) -> Option<usize> {
    let measures = measures(looked, looked.vocab.field(field).kind.unit_field()?, true);
    let things: BTreeSet<&str> = measures.iter().map(|(_, measure)| measure.as_str()).collect();
    told_by(looked, &measures).filter(|_| things.len() > 1).map(|(slot, ..)| slot)
}

fn another_kind(looked: &Looked<'_>, unit: FieldId, above: bool, remarks: &mut Remarks) {
    let Some((_, key, odd)) = told_by(looked, &measures(looked, unit, above)) else { return };
    for Odd { row, others, such_as } in odd {
        remarks.push(codes::UNIT_OF_ANOTHER_KIND, looked.at(row, unit), |said| {
            said.with("place", looked.place(row))
                .with("column", looked.column(unit))
                .with("text", looked.shown(row, unit))
                .with("key", looked.column(key.field))
                .with("value", looked.shown(row, key.field))
                .with("count", others)
                .with("other", looked.shown(such_as, unit))
                .quote(looked.quote(row, unit, None))
        });
    }
}

/// How many rows have a value of a key in common with enough others, and which of them measure something else.
fn odd_ones(looked: &Looked<'_>, key: &Key, measures: &[(usize, String)]) -> (usize, Vec<Odd>) {
    let mut groups: BTreeMap<String, Vec<(usize, &str)>> = BTreeMap::new();
    for (row, measure) in measures {
        if let Some(value) = looked.key(*row, key) {
            groups.entry(value).or_default().push((*row, measure));
        }
    }
    let (mut covered, mut odd) = (0, Vec::new());
    for rows in groups.into_values().filter(|rows| rows.len() >= ENOUGH) {
        covered += rows.len();
        let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for (row, measure) in &rows {
            counts.entry(measure).or_insert((0, *row)).0 += 1;
        }
        let Some((most, (others, such_as))) = counts.into_iter().max_by_key(|(_, (count, _))| *count) else {
            continue;
        };
        let others = rows.iter().filter(|(_, measure)| *measure != most).map(|(row, _)| (*row, others));
        odd.extend(others.map(|(row, others)| Odd { row, others, such_as }));
    }
    odd.sort_by_key(|odd| odd.row);
    (covered, odd)
}

/// What a unit counts: `产品` of `千克/吨-产品`.
fn nouns(text: &str) -> BTreeSet<String> {
    let folded: String = text.chars().map(fold_width).collect();
    let below = folded.split('/').skip(1);
    below.filter_map(|piece| Some(piece.split_once('-')?.1.to_owned())).collect()
}

fn of_nothing(looked: &Looked<'_>, unit: FieldId, remarks: &mut Remarks) {
    let written = |row: usize| {
        let text = looked.table.text(unit, row)?;
        let of_something = text.chars().any(|c| fold_width(c) == '/');
        (of_something && looked.units.parse(text).is_ok()).then(|| nouns(text))
    };
    let rows: Vec<(usize, BTreeSet<String>)> =
        looked.keyed.iter().filter_map(|row| Some((row.row, written(row.row)?))).collect();
    let silent = rows.iter().filter(|(_, nouns)| nouns.is_empty()).count();
    let telling = rows.len() - silent;
    if telling < ENOUGH || silent * 3 > telling {
        return;
    }
    let all: BTreeSet<String> = rows.iter().flat_map(|(_, nouns)| nouns.iter().cloned()).collect();
    for (row, _) in rows.iter().filter(|(_, nouns)| nouns.is_empty()) {
        remarks.push(codes::UNIT_OF_NOTHING, looked.at(*row, unit), |said| {
            said.with("place", looked.place(*row))
                .with("column", looked.column(unit))
                .with("text", looked.shown(*row, unit))
                .with("nouns", all.iter().cloned().collect::<Vec<_>>())
                .quote(looked.quote(*row, unit, None))
        });
    }
}
