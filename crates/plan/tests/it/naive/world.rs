//! What the steps are asked of: random tables in tables, and rows that keys find.

use std::collections::BTreeMap;

use shensuan_plan::{Column, Entry, Frame, Index, Outline, Search, TableRows};

use super::{APART, ENTRIES, Numbers, Truths};
use crate::sample::{self, Dice};

/// What stands in a table: values, keys, truths.
#[derive(Clone, Debug, Default)]
pub struct Cells {
    pub x: Numbers,
    pub k: Numbers,
    pub t: Truths,
}

#[derive(Debug)]
pub struct World {
    pub cells: Vec<Cells>,
    /// Of each row of the second and the third table the row that it stands in.
    pub parents: [Vec<usize>; 2],
    pub apart: Cells,
    pub codes: Vec<Option<u32>>,
    pub factors: Numbers,
    pub marks: Truths,
    pub rings: Vec<Vec<Vec<[f64; 2]>>>,
    /// The rows that one key finds, and those that two find.
    pub entries: [Vec<Entry>; 2],
}

impl World {
    pub fn new(rows: usize, seed: u64) -> Self {
        let mut dice = Dice(seed);
        let dice = &mut dice;
        // One group, few, or nearly as many as rows.
        let keys = [1, 4, 4, rows.max(1) * 2][dice.roll(4)];
        let most = [0, 2, 3, 4][dice.roll(4)];
        let mut cells = vec![Cells::new(rows, keys, dice)];
        let mut parents = [Vec::new(), Vec::new()];
        for parents in &mut parents {
            let above = cells.last().unwrap().x.len();
            *parents = (0..above).flat_map(|row| vec![row; dice.roll(most + 1)]).collect();
            cells.push(Cells::new(parents.len(), keys, dice));
        }
        let found = 1 + dice.roll(30);
        let apart = Cells::new(found, 5, dice);
        let code = |dice: &mut Dice| (dice.roll(5) > 0).then(|| dice.roll(ENTRIES) as u32);
        let entries = [1, 2].map(|keys| sample::entries(found, &Search { table: APART, keys }, dice));
        Self {
            cells,
            parents,
            apart,
            codes: (0..found).map(|_| code(dice)).collect(),
            factors: Cells::new(ENTRIES, 5, dice).x,
            marks: Cells::new(ENTRIES, 5, dice).t,
            rings: (0..ENTRIES).map(|_| sample::rings(dice)).collect(),
            entries,
        }
    }

    pub fn rows(&self, table: usize) -> usize {
        self.cells[table].x.len()
    }

    /// The row of a table above that a row stands in.
    pub fn above(&self, mut row: usize, from: usize, to: usize) -> usize {
        for table in (to..from).rev() {
            row = self.parents[table][row];
        }
        row
    }

    /// Of each row of `to` its rows of `from`.
    pub fn below(&self, from: usize, to: usize) -> Vec<Vec<usize>> {
        let mut below = vec![Vec::new(); self.rows(to)];
        (0..self.rows(from)).for_each(|row| below[self.above(row, from, to)].push(row));
        below
    }

    /// The groups of a table, each its rows; the group of a row, none where its key is missing.
    pub fn groups(&self, table: usize, keyed: bool) -> (Vec<Vec<usize>>, Vec<Option<usize>>) {
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        let mut groups: Vec<Vec<usize>> = Vec::new();
        let of = (0..self.rows(table)).map(|row| {
            let key = if keyed { self.cells[table].k[row]? } else { 0.0 };
            // Keys are written out: −0 is 0.
            let name = if key == 0.0 { "0".to_owned() } else { key.to_string() };
            let place = *known.entry(name).or_insert(groups.len());
            if place == groups.len() {
                groups.push(Vec::new());
            }
            groups[place].push(row);
            Some(place)
        });
        let of = of.collect();
        (groups, of)
    }

    pub fn frame(&self) -> Frame {
        let offsets = |at: usize| {
            let mut starts = vec![0];
            self.below(at + 1, at)
                .iter()
                .for_each(|rows| starts.push(starts.last().unwrap() + rows.len() as u32));
            starts
        };
        let mut tables = vec![TableRows { rows: self.rows(0), offsets: None }];
        tables.extend([0, 1].map(|at| TableRows { rows: self.rows(at + 1), offsets: Some(offsets(at)) }));
        tables.push(TableRows { rows: self.apart.x.len(), offsets: None });
        let of = |cells: &Cells| {
            let numbers = [&cells.x, &cells.k].map(|numbers| sample::poisoned(numbers.iter().copied()));
            let [x, k] = numbers;
            [x, k, Column::truths(cells.t.iter().copied())]
        };
        let mut columns: Vec<Column> = self.cells.iter().chain([&self.apart]).flat_map(of).collect();
        columns.push(Column::codes(ENTRIES as u32, self.codes.iter().copied()));
        Frame {
            tables,
            columns,
            lookups: vec![
                sample::poisoned(self.factors.iter().copied()),
                Column::truths(self.marks.iter().copied()),
            ],
            searches: (1..).zip(&self.entries).map(|(keys, rows)| Index::new(keys, rows.clone())).collect(),
            outlines: vec![self.rings.iter().map(|rings| Outline::new(rings)).collect()],
        }
    }
}

impl Cells {
    pub fn new(rows: usize, keys: usize, dice: &mut Dice) -> Self {
        // Added up in another order, these come to something else.
        let some = [0.1, 0.2, 0.3, 1e6, -1e6, 1.0, 1.0, 2.5, 0.0, -0.0, 3.0];
        let x = |dice: &mut Dice| (dice.roll(6) > 0).then(|| some[dice.roll(some.len())]);
        let k = |dice: &mut Dice| {
            let key = dice.roll(keys) as f64;
            (dice.roll(8) > 0).then_some(if key == 0.0 && dice.roll(2) > 0 { -0.0 } else { key })
        };
        Self {
            x: (0..rows).map(|_| x(dice)).collect(),
            k: (0..rows).map(|_| k(dice)).collect(),
            t: (0..rows).map(|_| [None, Some(false), Some(true)][dice.roll(3)]).collect(),
        }
    }
}
