//! Rows among all there are that belong to a row by a key or by a name like its: of an external list beside a subject, of
//! all subjects beside a row of a list. Their table holds for each row those that may belong to it, found by hash or by
//! rare pieces of their names; the plan compares them once more, as written.

use std::collections::HashMap;

use shensuan_data::{FieldColumn, FormTable, RowsOf};
use shensuan_model::{Join, JoinKey, Model, TextValue};
use shensuan_vocab::{FieldId, FormId, Origin, Rows};

use super::alike::Alike;
use super::bind::content;
use super::cells::{Cells, Content};
use super::joined::{Known, chosen, read};
use super::likenesses::counted;

/// A name is thought to find so many others.
const NAMESAKES: usize = 4;

/// Whose a row is that belongs to nobody.
const NOBODY: u32 = u32::MAX;

pub(super) fn table(model: &Model, cells: &Cells<'_>, copy: FormId, join: &Join) -> Option<FormTable> {
    let of = cells.table(join.of)?;
    let of_subjects = model.vocab.form(join.of).origin == Origin::Subjects;
    let all = if of_subjects { cells.data.subjects.len() } else { of.rows.len() };
    let beside = Beside::new(model, cells, model.vocab.form(copy).parent);
    let mut finders = cheapest(model, cells, join, &beside, all);
    let (mut rows, mut offsets, mut subject) = (Vec::new(), vec![0], Vec::new());
    for row in 0..beside.rows {
        let mut found: Vec<u32> = Vec::new();
        for finder in &mut finders {
            found.extend(finder.find(model, cells, &beside, row));
        }
        found.sort_unstable();
        found.dedup();
        subject.extend(std::iter::repeat_n(beside.subject(row), found.len()));
        rows.extend(found);
        offsets.push(u32::try_from(rows.len()).unwrap_or(u32::MAX));
    }
    let picked = |values: &[u32]| -> Vec<u32> {
        rows.iter().filter_map(|row| values.get(*row as usize).copied()).collect()
    };
    let fields = model.vocab.form(copy).fields.iter();
    let columns = fields.filter_map(|field| Some((*field, cells_of(cells, *field, &rows)?))).collect();
    let files = of.files.iter().copied();
    let files = if of.files.is_empty() { Vec::new() } else { pick(&files.collect::<Vec<usize>>(), &rows) };
    Some(FormTable {
        files,
        form: copy,
        file: of.file,
        rows: if of_subjects { vec![0; rows.len()] } else { picked(&of.rows) },
        lines: picked(&of.lines),
        subject,
        columns,
        made_of: Vec::new(),
        rows_of: Some(RowsOf { form: join.of, rows, offsets }),
    })
}

/// The way that finds the fewest rows.
fn cheapest<'j>(
    model: &'j Model,
    cells: &Cells<'_>,
    join: &'j Join,
    beside: &Beside<'_>,
    all: usize,
) -> Vec<Finder<'j>> {
    let ways = join.ways.iter().map(|way| {
        let finders: Vec<Finder<'_>> = way.iter().map(|key| Finder::new(model, cells, key, all)).collect();
        let cost = |finder: &Finder<'_>| finder.count(model, cells, beside);
        (finders.iter().map(cost).sum::<usize>(), finders)
    });
    ways.min_by_key(|(cost, _)| *cost).map(|(_, finders)| finders).unwrap_or_default()
}

fn pick<T: Copy>(values: &[T], rows: &[u32]) -> Vec<T> {
    rows.iter().filter_map(|row| values.get(*row as usize).copied()).collect()
}

/// What a field of a copy holds in these rows of what it is a copy of.
fn cells_of(cells: &Cells<'_>, field: FieldId, rows: &[u32]) -> Option<FieldColumn> {
    let declared = cells.vocab.declared(field);
    let column = cells.column(declared)?;
    if cells.vocab.field(field).stands_for.is_none() {
        return Some(chosen(column, rows));
    }
    let form = cells.vocab.field(declared).form;
    let first = |subject: u32| {
        let subject = subject as usize;
        let filed = cells.rows_of(form, subject);
        let agree = cells.of_subject(declared, subject) != Content::Conflicting;
        let row = u32::try_from(filed.start).ok().filter(|_| agree && !filed.is_empty());
        row.unwrap_or(u32::MAX)
    };
    Some(chosen(column, &rows.iter().map(|subject| first(*subject)).collect::<Vec<u32>>()))
}

/// The rows that others belong to: those of a form, or the subjects.
struct Beside<'c> {
    form: Option<FormId>,
    rows: usize,
    subject: Option<&'c [u32]>,
}

impl<'c> Beside<'c> {
    fn new(model: &Model, cells: &Cells<'c>, form: Option<FormId>) -> Self {
        let rows = form.map_or(cells.data.subjects.len(), |form| cells.row_count(form));
        let filed = form.filter(|form| !model.vocab.is_nobodys(*form));
        let subject = filed.and_then(|form| cells.table(form)).map(|table| table.subject.as_slice());
        Self { form, rows, subject }
    }

    /// Whose a row is.
    fn subject(&self, row: usize) -> u32 {
        match (self.form, self.subject) {
            (None, _) => u32::try_from(row).unwrap_or(NOBODY),
            (Some(_), subject) => subject.and_then(|all| all.get(row)).copied().unwrap_or(NOBODY),
        }
    }

    /// The row of a field's form that a row reads: itself, or its subject.
    fn reads(&self, cells: &Cells<'_>, field: FieldId, row: usize) -> usize {
        let one = cells.vocab.form(cells.vocab.field(field).form).rows == Rows::One;
        if one { self.subject(row) as usize } else { row }
    }
}

/// The rows by one of their keys.
enum Finder<'k> {
    Equal(&'k shensuan_model::Typed, Known),
    Alike {
        beside: &'k TextValue,
        without: &'k [String],
        least: f64,
        names: Names,
        /// What each text has found.
        found: HashMap<String, Vec<u32>>,
    },
}

impl<'k> Finder<'k> {
    fn new(model: &Model, cells: &Cells<'_>, key: &'k JoinKey, all: usize) -> Self {
        match key {
            JoinKey::Equal(beside, own) => {
                Self::Equal(beside, Known::of((0..all).map(|row| (row, read(model, cells, own, row)))))
            }
            JoinKey::Alike { beside, own, without, least } => {
                let names = Names::new(model, cells, (own, without), all);
                Self::Alike { beside, without, least: *least, names, found: HashMap::new() }
            }
        }
    }

    /// How many rows it finds in all; of names it is guessed.
    fn count(&self, model: &Model, cells: &Cells<'_>, beside: &Beside<'_>) -> usize {
        match self {
            Self::Equal(key, known) => {
                let cell = cell_of(key);
                let row = |row: usize| cell.map_or(row, |field| beside.reads(cells, field, row));
                (0..beside.rows).map(|at| known.count(&read(model, cells, key, row(at)))).sum()
            }
            Self::Alike { .. } => beside.rows * NAMESAKES,
        }
    }

    fn find(&mut self, model: &Model, cells: &Cells<'_>, beside: &Beside<'_>, row: usize) -> Vec<u32> {
        match self {
            Self::Equal(key, known) => {
                let cell = cell_of(key);
                let row = cell.map_or(row, |field| beside.reads(cells, field, row));
                known.like(&read(model, cells, key, row))
            }
            Self::Alike { beside: own, without, least, names, found } => {
                let row = beside.reads(cells, own.field, row);
                let Some(asked) = text(model, cells, own, without, row) else { return Vec::new() };
                found.entry(asked).or_insert_with_key(|asked| names.alike(asked, *least)).clone()
            }
        }
    }
}

/// Rows by the names they have.
pub(super) struct Names {
    texts: Alike,
    /// By text.
    rows: Vec<Vec<u32>>,
}

impl Names {
    /// The names in the first `all` rows of a field's form, without words that do not count.
    pub(super) fn new(
        model: &Model,
        cells: &Cells<'_>,
        (own, without): (&TextValue, &[String]),
        all: usize,
    ) -> Self {
        let (mut places, mut texts) = (HashMap::new(), Vec::new());
        let mut rows: Vec<Vec<u32>> = Vec::new();
        for row in 0..all {
            let Some(text) = text(model, cells, own, without, row) else { continue };
            let place = *places.entry(text).or_insert_with_key(|text: &String| {
                texts.push(text.clone());
                rows.push(Vec::new());
                rows.len() - 1
            });
            if let (Some(rows), Ok(row)) = (rows.get_mut(place), u32::try_from(row)) {
                rows.push(row);
            }
        }
        Self { texts: Alike::new(texts), rows }
    }

    /// The rows whose name is at least so alike.
    fn alike(&mut self, asked: &str, least: f64) -> Vec<u32> {
        let places = self.texts.find(asked, least).into_iter();
        places.filter_map(|(at, _)| self.rows.get(at as usize)).flatten().copied().collect()
    }

    /// The row whose name is most alike, of equal ones the first, and how alike it is; none that is less than so alike.
    pub(super) fn nearest(&mut self, asked: &str, least: f64) -> Option<(u32, f64)> {
        let found = self.texts.find(asked, least).into_iter();
        let rows = found.filter_map(|(at, alike)| Some((*self.rows.get(at as usize)?.first()?, alike)));
        rows.min_by(|(first, a), (second, b)| b.total_cmp(a).then(first.cmp(second)))
    }
}

/// The cell that a key is read off.
fn cell_of(key: &shensuan_model::Typed) -> Option<FieldId> {
    key.kind.cell().or_else(|| key.kind.inside().into_iter().find_map(cell_of))
}

/// What counts of the text in a row.
pub(super) fn text(
    model: &Model,
    cells: &Cells<'_>,
    of: &TextValue,
    without: &[String],
    row: usize,
) -> Option<String> {
    match content(&model.vocab, cells, of.field, row, false) {
        Content::Text(found) => counted(model, of, without, found),
        Content::Number(_)
        | Content::YesNo(_)
        | Content::Mark(_)
        | Content::Missing
        | Content::Unreadable(_)
        | Content::Conflicting => None,
    }
}
