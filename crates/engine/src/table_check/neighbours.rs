//! Values that are powers of ten away from their neighbours: the rows that have all keys in common but one or two, and
//! values of the same dimension and the same formula.
//!
//! A row is remarked on where the neighbours are close to each other, and it is close to them only after it is divided by
//! a power of ten; and where nothing speaks for it: it is not among other neighbours, with other keys in common, that are
//! close to each other. All is measured by ratios of coherent units, so that a table in other units, or times a factor,
//! has the same remarks. Neighbours do not differ in the key that says what is measured, nor in one that mostly changes
//! values by much.

use std::collections::{BTreeMap, HashMap};

use shensuan_diagnostics::codes::table_remarks as codes;
use shensuan_diagnostics::{Both, Lang, Message};
use shensuan_vocab::units::Unit;
use shensuan_vocab::{FieldId, FieldType, Monomial, Polynomial};

use super::keys::NAMED;
use super::looked::{Looked, rounded};
use super::{Remarks, units};

/// Tables with more keys than this let neighbours differ in one of them only: pairs of keys grow with their square.
const MOST_KEYS: usize = 16;
/// How far apart neighbours may lie that still say something, in powers of ten: five times; two neighbours alone, twice.
const CLOSE: f64 = 0.699;
const CLOSE_PAIR: f64 = 0.301;
/// How far a value stands out at least: five times beyond the last of its neighbours.
const OUTSIDE: f64 = 0.699;
/// What 5% are.
const FIVE_PERCENT: f64 = 0.0212;
/// A quarter more than the largest of its neighbours is still among them.
const AMONG: f64 = 0.097;
/// Thirty times away from so many neighbours is worth a look, whichever power it is.
const FAR: f64 = 1.477;
const MANY: usize = 5;

/// A value that can be held against others.
struct Value {
    row: usize,
    /// What it can be held against: same dimension, same formula.
    class: usize,
    /// The logarithm of its size in the coherent unit.
    size: f64,
}

/// What neighbours say of a value.
#[derive(Clone, Copy, PartialEq)]
enum Verdict {
    /// Nothing: there are too few, or they lie far apart.
    Silent,
    /// It is one of them.
    Fits,
    /// It is away from their median, by this power of ten where it is one.
    Off { power: Option<i32>, away: f64 },
}

/// A value that stands out.
struct Found {
    power: Option<i32>,
    away: f64,
    neighbours: Vec<usize>,
}

pub(super) fn remarks(looked: &Looked<'_>, remarks: &mut Remarks) {
    for field in looked.values() {
        let values = values(looked, field);
        let bound = units::measured_by(looked, field);
        for (value, found) in values.iter().zip(all_off(looked, &values, bound)) {
            if let Some(found) = found {
                remark(looked, field, value.row, &found, remarks);
            }
        }
    }
}

/// The values of a field that are neither missing nor 0, and can be read.
fn values(looked: &Looked<'_>, field: FieldId) -> Vec<Value> {
    let mut classes: HashMap<String, usize> = HashMap::new();
    let value = |row: usize| {
        let (number, shape) = number(looked, field, row)?;
        let (coherent, dimension) = match looked.vocab.field(field).kind.unit_field() {
            Some(unit) => in_coherent(&looked.units.parse(looked.table.text(unit, row)?).ok()?, number)?,
            None => (number, String::new()),
        };
        let all = classes.len();
        let sign = if coherent < 0.0 { "-" } else { "" };
        let class = *classes.entry(format!("{sign}{shape}|{dimension}")).or_insert(all);
        let size = coherent.abs().log10();
        size.is_finite().then_some(Value { row, class, size })
    };
    looked.keyed.iter().map(|row| row.row).filter_map(value).collect()
}

fn in_coherent(unit: &Unit, number: f64) -> Option<(f64, String)> {
    Some((unit.to_coherent()?.apply(number), format!("{:?}", unit.dimension())))
}

/// What a cell is measured by, and the shape of its formula: its first coefficient, of which product of parameters.
fn number(looked: &Looked<'_>, field: FieldId, row: usize) -> Option<(f64, String)> {
    let FieldType::Formula(cell) = &looked.vocab.field(field).kind else {
        return Some((looked.table.number(field, row)?, String::new()));
    };
    let formula = Polynomial::read(looked.table.text(field, row)?, &cell.parameters).ok()?;
    let products = Monomial::all(cell.parameters.len());
    let written: Vec<Monomial> =
        products.into_iter().filter(|product| formula.coefficient(*product) != 0.0).collect();
    let first = written.first()?;
    let under: Vec<usize> = (0..cell.parameters.len()).filter(|place| formula.is_over(*place)).collect();
    // A parameter in another unit makes another coefficient.
    let units = cell.parameter_units.iter().zip(0..).filter(|(_, place)| formula.reads(*place));
    let units: Vec<&str> = units.filter_map(|(unit, _)| looked.table.text((*unit)?, row)).collect();
    Some((formula.coefficient(*first), format!("{written:?}|{under:?}|{units:?}")))
}

/// Of each value whether it stands out. Neighbours do not differ in the key that says what is measured, where one is known.
fn all_off(looked: &Looked<'_>, values: &[Value], bound: Option<usize>) -> Vec<Option<Found>> {
    let keys = key_numbers(looked, values);
    let may_differ: Vec<usize> = (0..looked.reference.keys.len())
        .filter(|slot| Some(*slot) != bound && !changes_much(values, &keys, *slot))
        .collect();
    let mut fits = vec![false; values.len()];
    let mut found: Vec<Option<Found>> = values.iter().map(|_| None).collect();
    for free in subsets(&may_differ) {
        for group in groups(values, &keys, &free) {
            let sizes = sizes(values, &group);
            for (place, at) in group.iter().enumerate() {
                let (Some(fits), Some(found)) = (fits.get_mut(*at), found.get_mut(*at)) else { continue };
                match judged(&sizes, place) {
                    Verdict::Silent => {}
                    Verdict::Fits => *fits = true,
                    Verdict::Off { power, away } => {
                        if found.as_ref().is_none_or(|known| known.neighbours.len() < group.len() - 1) {
                            let others = group.iter().filter(|other| *other != at).copied();
                            *found = Some(Found { power, away, neighbours: others.collect() });
                        }
                    }
                }
            }
        }
    }
    let found = found.into_iter().zip(fits).map(|(found, fits)| found.filter(|_| !fits));
    let rows = |found: Found| {
        let mut rows: Vec<usize> =
            found.neighbours.iter().filter_map(|at| values.get(*at)).map(|value| value.row).collect();
        rows.sort_unstable();
        Found { neighbours: rows, ..found }
    };
    found.map(|found| found.map(rows)).collect()
}

/// Values that have all keys in common but those that may differ, from the least to the largest.
fn groups(values: &[Value], keys: &[Vec<usize>], free: &[usize]) -> Vec<Vec<usize>> {
    let mut groups: BTreeMap<Vec<usize>, Vec<usize>> = BTreeMap::new();
    for (at, (value, key)) in values.iter().zip(keys).enumerate() {
        let fixed = key.iter().zip(0..).filter(|(_, slot)| !free.contains(slot)).map(|(text, _)| *text);
        groups.entry(fixed.chain([value.class]).collect()).or_default().push(at);
    }
    let size = |at: usize| values.get(at).map_or(0.0, |value| value.size);
    let sorted = |mut group: Vec<usize>| {
        group.sort_by(|a, b| size(*a).total_cmp(&size(*b)).then(a.cmp(b)));
        group
    };
    groups.into_values().map(sorted).collect()
}

fn sizes(values: &[Value], group: &[usize]) -> Vec<f64> {
    group.iter().filter_map(|at| values.get(*at)).map(|value| value.size).collect()
}

/// Whether values that differ in one key alone mostly lie far apart, as those of pollutants do: who differs in it is no
/// neighbour. One of three or more may be a mistake, and does not count.
fn changes_much(values: &[Value], keys: &[Vec<usize>], slot: usize) -> bool {
    let apart = |group: Vec<usize>| {
        let sizes = sizes(values, &group);
        let (first, last) = (sizes.first()?, sizes.last()?);
        let (second, before) = (sizes.get(1)?, sizes.get(sizes.len() - 2)?);
        Some(if sizes.len() == 2 { last - first } else { (before - first).min(last - second) })
    };
    let mut all: Vec<f64> = groups(values, keys, &[slot]).into_iter().filter_map(apart).collect();
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).is_some_and(|apart| *apart > CLOSE)
}

/// The keys of every value, equal texts as equal numbers.
fn key_numbers(looked: &Looked<'_>, values: &[Value]) -> Vec<Vec<usize>> {
    let mut known: HashMap<Option<String>, usize> = HashMap::new();
    let mut number = |text: Option<String>| {
        let next = known.len();
        *known.entry(text).or_insert(next)
    };
    let keys = |value: &Value| {
        looked.reference.keys.iter().map(|key| looked.key(value.row, key)).collect::<Vec<_>>()
    };
    values.iter().map(|value| keys(value).into_iter().map(&mut number).collect()).collect()
}

/// Which keys may differ, in turn: none, each, each pair.
fn subsets(keys: &[usize]) -> Vec<Vec<usize>> {
    let mut subsets = vec![Vec::new()];
    subsets.extend(keys.iter().map(|key| vec![*key]));
    if keys.len() <= MOST_KEYS {
        let pairs = |(at, a): (usize, &usize)| {
            let behind = keys.iter().skip(at + 1);
            behind.map(|b| vec![*a, *b]).collect::<Vec<_>>()
        };
        subsets.extend(keys.iter().enumerate().flat_map(pairs));
    }
    subsets
}

/// What the others of a sorted group say of the one at a place.
fn judged(sizes: &[f64], place: usize) -> Verdict {
    let count = sizes.len() - 1;
    let other = |at: usize| sizes.get(if at < place { at } else { at + 1 }).copied();
    // Of many, those at the ends may be mistakes themselves.
    let trimmed = count / 5;
    let Some((low, high)) = other(trimmed).zip(other((count.saturating_sub(1)).saturating_sub(trimmed)))
    else {
        return Verdict::Silent;
    };
    let Some((a, b)) = other((count - 1) / 2).zip(other(count / 2)) else { return Verdict::Silent };
    let Some(size) = sizes.get(place) else { return Verdict::Silent };
    if count < 2 || high - low > if count == 2 { CLOSE_PAIR } else { CLOSE } {
        return Verdict::Silent;
    }
    let away = size - f64::midpoint(a, b);
    let nearest = away.round();
    let is_power = (away - nearest).abs() <= FIVE_PERCENT;
    let among = |size: f64| size >= low - AMONG && size <= high + AMONG;
    let outside = *size > high + OUTSIDE || *size < low - OUTSIDE;
    if nearest != 0.0 && (is_power || outside && among(size - nearest)) {
        return Verdict::Off { power: Some(nearest as i32), away };
    }
    if outside && count >= MANY && away.abs() >= FAR {
        return Verdict::Off { power: None, away };
    }
    if outside { Verdict::Silent } else { Verdict::Fits }
}

fn remark(looked: &Looked<'_>, field: FieldId, row: usize, found: &Found, remarks: &mut Remarks) {
    remarks.push(codes::OFF_BY_A_POWER, looked.at(row, field), |said| {
        let named = found.neighbours.iter().take(NAMED).map(|row| {
            let text = looked.shown_with_unit(*row, field);
            codes::ROW_AND_VALUE.with("row", looked.number(*row)).with("text", text)
        });
        let mut rows: Vec<Message> = named.collect();
        let more = found.neighbours.len().saturating_sub(NAMED);
        if more > 0 {
            rows.push(codes::AND_MORE.with("count", more));
        }
        let size = number(looked, field, row).map_or(0.0, |(number, _)| number);
        let percent = looked.vocab.field(field).kind == FieldType::Percent;
        let in_row = |number: f64| {
            let number = rounded(if percent { number * 100.0 } else { number }, 3);
            let unit = looked.vocab.field(field).kind.unit_field();
            let unit = unit.map(|unit| looked.shown(row, unit)).unwrap_or_default();
            format!("{number}{} {unit}", if percent { "%" } else { "" }).trim_end().to_owned()
        };
        let ratio = 10_f64.powf(found.away);
        let way_out = match found.power {
            Some(power) => {
                let fits = in_row(size / 10_f64.powi(power));
                let note = if power > 0 { codes::WOULD_FIT } else { codes::WOULD_FIT_TIMES };
                note.with("power", rounded(10_f64.powi(power.abs()), 1)).with("value", fits)
            }
            None => codes::CHECK_THE_SOURCE.into(),
        };
        said.with("place", looked.place(row))
            .with("column", looked.column(field))
            .with("text", looked.shown_with_unit(row, field))
            .with("count", found.neighbours.len())
            .with("median", in_row(size / ratio))
            .with("times", rounded(ratio, 3))
            .quote(looked.quote(row, field, None))
            .help(codes::NEIGHBOURS_ARE.with("rows", joined(&rows)))
            .help(way_out)
    });
}

/// Texts one behind the other, in both languages.
fn joined(rows: &[Message]) -> Both {
    let all = |lang: Lang, sign: &str| rows.iter().map(|row| row.text(lang)).collect::<Vec<_>>().join(sign);
    Both::new(all(Lang::Zh, "、"), all(Lang::En, ", "))
}
