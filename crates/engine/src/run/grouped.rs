//! The groups that rules judge, as rows of tables: one with the first row of each group, one with all its rows; of subjects
//! a row for the first of each.

use std::collections::HashMap;

use shensuan_data::{FormTable, RowsOf};
use shensuan_diagnostics::Diagnostic;
use shensuan_model::{GroupedRows, LoweredKeys};
use shensuan_plan::Run;
use shensuan_vocab::FormId;

use super::cells::Cells;
use super::joined::picked;
use super::{Engine, bind, evaluate};
use crate::pipeline::Ready;

/// The tables of all groups, made by their keys.
pub(super) fn tables(
    ready: &Ready,
    cells: &Cells<'_>,
    threads: usize,
) -> Result<Vec<FormTable>, Box<Diagnostic>> {
    let lowered = &ready.keys;
    if lowered.keys.is_empty() {
        return Ok(Vec::new());
    }
    let frame = bind::frame(&ready.model, lowered, cells, &bind::Judgements::new(), threads);
    let run = evaluate(&ready.model, lowered, &frame, threads, Engine::default())?;
    let mut tables = Vec::new();
    for keys in &lowered.keys {
        match ready.model.groups.get(&keys.groups).map(|groups| groups.of) {
            Some(Some(rows)) => tables.extend(of_rows(cells, &run, keys, rows).into_iter().flatten()),
            Some(None) => tables.push(of_subjects(cells, &run, keys)),
            None => {}
        }
    }
    Ok(tables)
}

/// A group has a row even where a part of its key is missing.
fn of_rows(cells: &Cells<'_>, run: &Run, keys: &LoweredKeys, grouped: GroupedRows) -> Option<[FormTable; 2]> {
    let of = cells.table(grouped.form)?;
    let (mut firsts, mut rows, mut offsets) = (Vec::new(), Vec::new(), vec![0]);
    let mut starts = vec![0];
    for subject in 0..cells.data.subjects.len() {
        for group in alike(cells.rows_of(grouped.form, subject), |row| Some(key(run, keys, row))) {
            firsts.extend(group.first());
            rows.extend(group);
            offsets.push(u32::try_from(rows.len()).unwrap_or(u32::MAX));
        }
        starts.push(u32::try_from(firsts.len()).unwrap_or(u32::MAX));
    }
    let table =
        |form, rows, offsets| picked(cells.vocab, of, form, RowsOf { form: grouped.form, rows, offsets });
    Some([table(keys.groups, firsts, starts), table(grouped.members, rows, offsets)])
}

/// Each subject without a key is a group by itself.
fn of_subjects(cells: &Cells<'_>, run: &Run, keys: &LoweredKeys) -> FormTable {
    let whole = |subject| {
        let key = key(run, keys, subject);
        key.iter().all(Option::is_some).then_some(key)
    };
    let groups = alike(0..cells.data.subjects.len(), whole);
    let firsts = groups.iter().filter_map(|group| group.first().copied());
    nobodys(keys.groups, firsts.collect())
}

/// A table of rows that stand in no file.
fn nobodys(form: FormId, subject: Vec<u32>) -> FormTable {
    FormTable {
        form,
        file: 0,
        files: Vec::new(),
        rows: vec![0; subject.len()],
        lines: Vec::new(),
        subject,
        columns: Vec::new(),
        made_of: Vec::new(),
        rows_of: None,
    }
}

/// The numbers of the keys, as bits: 0 and −0 are one.
fn key(run: &Run, keys: &LoweredKeys, row: usize) -> Vec<Option<u64>> {
    let number = |key: &shensuan_plan::OutputId| run.outputs.get(key.index())?.number(row);
    keys.keys.iter().map(|key| number(key).map(|number| (number + 0.0).to_bits())).collect()
}

/// Rows by their keys, in the order in which groups begin; a row without a key is a group by itself.
fn alike(rows: std::ops::Range<usize>, key: impl Fn(usize) -> Option<Vec<Option<u64>>>) -> Vec<Vec<u32>> {
    let mut known: HashMap<Vec<Option<u64>>, usize> = HashMap::new();
    let mut found: Vec<Vec<u32>> = Vec::new();
    for row in rows {
        let place = match key(row) {
            Some(key) => *known.entry(key).or_insert(found.len()),
            None => found.len(),
        };
        if place == found.len() {
            found.push(Vec::new());
        }
        if let (Some(group), Ok(row)) = (found.get_mut(place), u32::try_from(row)) {
            group.push(row);
        }
    }
    found
}
