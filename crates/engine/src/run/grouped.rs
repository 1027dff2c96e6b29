//! The groups that rules judge, as rows of two tables: one with the first row of each group, one with all its rows.

use std::collections::HashMap;

use shensuan_data::{FormTable, RowsOf};
use shensuan_model::{Groups, Model, Typed};
use shensuan_vocab::FormId;

use super::cells::{Cells, Content};
use super::joined::{Key, picked, read};

/// A key as it is told apart from others: numbers exactly, texts by what they compare as.
#[derive(PartialEq, Eq, Hash)]
enum Part {
    Number(u64),
    Text(String),
    Truth(bool),
    Nothing,
}

/// The tables of the groups of a form and of their rows; a group has a row even where a part of its key is missing.
pub(super) fn tables(
    model: &Model,
    cells: &Cells<'_>,
    form: FormId,
    groups: &Groups,
) -> Option<[FormTable; 2]> {
    let of = cells.table(groups.of)?;
    let (mut firsts, mut rows, mut offsets) = (Vec::new(), Vec::new(), vec![0]);
    let mut starts = vec![0];
    for subject in 0..cells.data.subjects.len() {
        for group in within(model, cells, groups, cells.rows_of(groups.of, subject)) {
            firsts.extend(group.first());
            rows.extend(group);
            offsets.push(u32::try_from(rows.len()).unwrap_or(u32::MAX));
        }
        starts.push(u32::try_from(firsts.len()).unwrap_or(u32::MAX));
    }
    let table =
        |form, rows, offsets| picked(cells.vocab, of, form, RowsOf { form: groups.of, rows, offsets });
    Some([table(form, firsts, starts), table(groups.members, rows, offsets)])
}

/// The rows of one subject by their keys, in the order in which groups begin.
fn within(model: &Model, cells: &Cells<'_>, groups: &Groups, rows: std::ops::Range<usize>) -> Vec<Vec<u32>> {
    let mut known: HashMap<Vec<Part>, usize> = HashMap::new();
    let mut found: Vec<Vec<u32>> = Vec::new();
    for row in rows {
        let key = groups.own.iter().map(|key| part(model, cells, key, row)).collect();
        let place = *known.entry(key).or_insert(found.len());
        if place == found.len() {
            found.push(Vec::new());
        }
        if let (Some(group), Ok(row)) = (found.get_mut(place), u32::try_from(row)) {
            group.push(row);
        }
    }
    found
}

fn part(model: &Model, cells: &Cells<'_>, key: &Typed, row: usize) -> Part {
    match read(model, cells, key, row) {
        // 0 and −0 are one.
        Key::Number(number) => Part::Number((number + 0.0).to_bits()),
        Key::Text(text) => Part::Text(text),
        Key::Nothing => match key.kind.cell().map(|field| cells.at(field, row)) {
            Some(Content::YesNo(truth)) => Part::Truth(truth),
            Some(_) | None => Part::Nothing,
        },
    }
}
