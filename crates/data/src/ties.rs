//! Rows of a table that one key finds alike. Rows whose keys have nothing in common are never compared, nor are those
//! whose spans, or whose days in force, end before the other's begin.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::key_cells::{Bound, KeyCell, KeyedRow};

/// What the cells of a row match, spans apart; rows with the same are found by the same texts.
#[derive(PartialEq, Eq, Hash)]
enum Alike<'a> {
    Texts(&'a [(String, u32)]),
    Number(String),
    Open,
}

/// Pairs of rows that are in force on one day and that one key finds alike; whether they say the same of every key. Not
/// many more than `most`.
pub(crate) fn ties(rows: &[KeyedRow], most: usize) -> Vec<(usize, usize, bool)> {
    let mut known: HashMap<Vec<Alike<'_>>, usize> = HashMap::new();
    let mut classes: Vec<Vec<&KeyedRow>> = Vec::new();
    let mut buckets: BTreeMap<Vec<Option<String>>, Vec<usize>> = BTreeMap::new();
    for row in rows {
        let class = *known.entry(row.cells.iter().map(alike).collect()).or_insert_with(|| {
            for tuple in row.tuples() {
                let bucket: &mut Vec<usize> = buckets.entry(tuple).or_default();
                if bucket.last() != Some(&classes.len()) {
                    bucket.push(classes.len());
                }
            }
            classes.push(Vec::new());
            classes.len() - 1
        });
        if let Some(class) = classes.get_mut(class) {
            class.push(row);
        }
    }
    let mut found = BTreeMap::new();
    for together in buckets.into_values().collect::<BTreeSet<_>>() {
        let rows = together.iter().filter_map(|class| classes.get(*class)).flatten().copied();
        sweep(rows.collect(), most, &mut found);
        if found.len() > most {
            break;
        }
    }
    found.into_iter().map(|((second, first), same)| (first, second, same)).collect()
}

fn alike(cell: &KeyCell) -> Alike<'_> {
    match cell {
        KeyCell::Texts(texts) => Alike::Texts(texts),
        KeyCell::Number(number) => Alike::Number(number.to_string()),
        KeyCell::Between(..) | KeyCell::Any => Alike::Open,
    }
}

/// Compares the rows whose spans meet, in the order in which they begin.
fn sweep(rows: Vec<&KeyedRow>, most: usize, found: &mut BTreeMap<(usize, usize), bool>) {
    let keys = rows.first().map_or(0, |row| row.cells.len());
    // Of the spans those that meet least: bands lie side by side, and so do editions.
    let Some(by) = (0..=keys).min_by_key(|by| meetings(&rows, *by)) else { return };
    let mut rows: Vec<((f64, f64), &KeyedRow)> = rows.into_iter().map(|row| (ends(row, by), row)).collect();
    rows.sort_by(|((a, _), first), ((b, _), second)| a.total_cmp(b).then(first.row.cmp(&second.row)));
    let mut open: Vec<(f64, &KeyedRow)> = Vec::new();
    for ((low, high), row) in rows {
        open.retain(|(end, _)| *end >= low);
        for (_, other) in &open {
            if other.ties_with(row) {
                let (first, second) = if other.row < row.row { (*other, row) } else { (row, *other) };
                found.insert((second.row, first.row), first.cells == second.cells);
            }
        }
        if found.len() > most {
            return;
        }
        open.push((high, row));
    }
}

/// How many pairs of rows have spans of this number that meet.
fn meetings(rows: &[&KeyedRow], by: usize) -> usize {
    let (mut lows, mut highs): (Vec<f64>, Vec<f64>) = rows.iter().map(|row| ends(row, by)).unzip();
    lows.sort_by(f64::total_cmp);
    highs.sort_by(f64::total_cmp);
    let open = |(begun, low): (usize, &f64)| begun - highs.partition_point(|high| high < low).min(begun);
    lows.iter().enumerate().map(open).sum()
}

/// From where to where a cell of a row reaches; behind the cells stand the days in force.
fn ends(row: &KeyedRow, by: usize) -> (f64, f64) {
    let (low, high) = match row.cells.get(by) {
        Some(KeyCell::Between(low, high)) => {
            let number = |bound: &Option<Bound>| bound.map(|bound| bound.number);
            (number(low), number(high))
        }
        Some(KeyCell::Texts(_) | KeyCell::Number(_) | KeyCell::Any) => (None, None),
        None => (row.from, row.to),
    };
    (low.unwrap_or(f64::NEG_INFINITY), high.unwrap_or(f64::INFINITY))
}

impl KeyCell {
    /// Whether one value matches both, and as specifically.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Texts(a), Self::Texts(b)) => {
                // A group that lies within another is the more specific one.
                let all_in = |these: &[(String, u32)], those: &[(String, u32)]| {
                    these.iter().all(|(text, _)| those.iter().any(|(known, _)| known == text))
                };
                let group = |(_, rank): &(String, u32)| *rank > 0;
                let both = |one: &(String, u32)| {
                    b.iter().any(|other| other.0 == one.0 && group(one) && group(other))
                };
                a.iter().any(|text| b.contains(text)) || a.iter().any(both) && !all_in(a, b) && !all_in(b, a)
            }
            (Self::Number(a), Self::Number(b)) => a == b,
            (Self::Between(a, b), Self::Between(c, d)) => {
                let low = |end: &Option<Bound>, number: f64| {
                    end.is_none_or(|end| end.number < number || end.included && end.number == number)
                };
                let high = |end: &Option<Bound>, number: f64| {
                    end.is_none_or(|end| end.number > number || end.included && end.number == number)
                };
                let starts =
                    [a, c].into_iter().flatten().map(|end| end.number).fold(f64::NEG_INFINITY, f64::max);
                let ends = [b, d].into_iter().flatten().map(|end| end.number).fold(f64::INFINITY, f64::min);
                let touches = |at: f64| low(a, at) && low(c, at) && high(b, at) && high(d, at);
                starts < ends || starts == ends && touches(starts)
            }
            (Self::Any, Self::Any) => true,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ties;
    use crate::key_cells::{Bound, KeyCell, KeyedRow};

    fn row(row: usize, texts: &[&str], band: (f64, f64), days: (f64, f64)) -> KeyedRow {
        let texts = texts.iter().map(|text| ((*text).to_owned(), 1)).collect();
        let bound = |number, included| Some(Bound { number, included });
        let band = KeyCell::Between(bound(band.0, true), bound(band.1, false));
        KeyedRow { row, cells: vec![KeyCell::Texts(texts), band], from: Some(days.0), to: Some(days.1) }
    }

    #[test]
    fn pairs_are_those_that_comparing_all_rows_finds() {
        let mut state = 1_u32;
        let mut dice = |sides: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) % sides
        };
        for _ in 0..200 {
            let rows: Vec<KeyedRow> = (0..12)
                .map(|at| {
                    let groups: [&[&str]; 4] = [&["a"], &["a", "b"], &["b", "c"], &["c"]];
                    let (low, day) = (f64::from(dice(30)), f64::from(dice(30)));
                    let ends = (low + f64::from(dice(6)), day + f64::from(dice(9)));
                    row(at, groups[dice(4) as usize], (low, ends.0), (day, ends.1))
                })
                .collect();
            let all = rows.iter().flat_map(|second| rows.iter().map(move |first| (first, second)));
            let tied = all.filter(|(first, second)| first.row < second.row && first.ties_with(second));
            let naive: Vec<_> = tied.map(|(a, b)| (a.row, b.row, a.cells == b.cells)).collect();
            assert_eq!(ties(&rows, 400), naive);
        }
    }

    /// Many bands, many editions: the time grows as the rows do, or this takes minutes.
    #[test]
    fn many_rows_of_one_group_are_not_compared_with_each_other() {
        let bands = (0..50_000_u32)
            .map(|at| row(at as usize, &["a", "b"], (f64::from(at), f64::from(at + 1)), (0.0, 9.0)));
        assert_eq!(ties(&bands.collect::<Vec<_>>(), 400), []);
        let editions = (0..50_000_u32)
            .map(|at| row(at as usize, &["a"], (0.0, 9.0), (f64::from(at), f64::from(at) + 0.5)));
        assert_eq!(ties(&editions.collect::<Vec<_>>(), 400), []);
    }
}
