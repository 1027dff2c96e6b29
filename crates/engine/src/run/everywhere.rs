//! Rows among all there are that belong to a row by a key or by a name like its: of an external list beside a subject, of
//! all subjects beside a row of a list. Their table holds for each row those that may belong to it, found by hash or by
//! rare pieces of their names; the plan compares them once more, as written.
//!
//! Where nothing is asked but whether there is one, the one that fits best is enough: the table is no longer than what it
//! stands in, however many share a key. Else it has a limit.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

use shensuan_data::{FieldColumn, FormTable, RowsOf};
use shensuan_model::{Join, JoinKey, Model, TextValue, Typed};
use shensuan_plan::{in_turn, of_each, shared_out};
use shensuan_vocab::{FieldId, FormId, Origin, Rows};

use super::alike::{Alike, Scratch};
use super::cells::{Cells, Content};
use super::joined::{Key, Known, MOST_PAIRS, TooMany, chosen, read};
use super::likenesses::Texts;

/// A name is thought to find so many others.
const NAMESAKES: usize = 4;

/// A thread takes so many names or keys at a time.
const SHARE: usize = 512;

/// Whose a row is that belongs to nobody.
const NOBODY: u32 = u32::MAX;

pub(super) fn table(
    model: &Model,
    cells: &Cells<'_>,
    (copy, join): (FormId, &Join),
    threads: usize,
) -> Result<Option<FormTable>, TooMany> {
    let Some(of) = cells.table(join.of) else { return Ok(None) };
    let of_subjects = model.vocab.form(join.of).origin == Origin::Subjects;
    let all = if of_subjects { cells.data.subjects.len() } else { of.rows.len() };
    let beside = Beside::new(model, cells, model.vocab.form(copy).parent);
    let finders = cheapest(model, cells, join, &beside, all, threads);
    let (rows, offsets) = if join.one_is_enough {
        best_of_each(&finders, beside.rows, threads)
    } else {
        all_of_each(&finders, beside.rows, threads)
    }
    .ok_or(TooMany { copy })?;
    let each = offsets.iter().zip(offsets.iter().skip(1)).enumerate();
    let subject = each
        .flat_map(|(row, (from, to))| std::iter::repeat_n(beside.subject(row), (to - from) as usize))
        .collect();
    let picked = |values: &[u32]| pick(values, &rows);
    let fields = model.vocab.form(copy).fields.iter();
    let columns = fields.filter_map(|field| Some((*field, cells_of(cells, *field, &rows)?))).collect();
    Ok(Some(FormTable {
        files: if of.files.is_empty() { Vec::new() } else { pick(&of.files, &rows) },
        form: copy,
        file: of.file,
        rows: if of_subjects { vec![0; rows.len()] } else { picked(&of.rows) },
        lines: picked(&of.lines),
        subject,
        columns,
        made_of: Vec::new(),
        rows_of: Some(RowsOf { form: join.of, rows, offsets }),
    }))
}

/// Rows that belong to others, and where those of each begin.
type Belonging = (Vec<u32>, Vec<u32>);

/// For each row the one that fits best; a name is asked for only where no key is equal.
fn best_of_each(finders: &[Finder<'_>], rows: usize, threads: usize) -> Option<Belonging> {
    let mut best: Vec<Option<u32>> = vec![None; rows];
    for finder in finders {
        let found = finder.all(&|row| best.get(row) == Some(&None), true, threads)?;
        for (row, best) in best.iter_mut().enumerate() {
            *best = best.or_else(|| finder.best(&found, row));
        }
    }
    let mut edge = 0;
    let ends = best.iter().map(|best| {
        edge += u32::from(best.is_some());
        edge
    });
    let offsets = std::iter::once(0).chain(ends).collect();
    Some((best.into_iter().flatten().collect(), offsets))
}

/// For each row all that may belong to it, in their order; none where they are too many.
fn all_of_each(finders: &[Finder<'_>], rows: usize, threads: usize) -> Option<Belonging> {
    let found: Vec<Found> =
        finders.iter().map(|finder| finder.all(&|_| true, false, threads)).collect::<Option<_>>()?;
    let (mut all, mut offsets) = (Vec::new(), vec![0]);
    for row in 0..rows {
        let mut own: Vec<u32> = Vec::new();
        for (finder, found) in finders.iter().zip(&found) {
            own.extend(finder.like(found, row, MOST_PAIRS.saturating_sub(all.len() + own.len()))?);
        }
        own.sort_unstable();
        own.dedup();
        all.extend(own);
        offsets.push(u32::try_from(all.len()).unwrap_or(u32::MAX));
    }
    Some((all, offsets))
}

/// The way that finds the fewest rows.
fn cheapest<'j>(
    model: &'j Model,
    cells: &'j Cells<'j>,
    join: &'j Join,
    beside: &Beside<'_>,
    all: usize,
    threads: usize,
) -> Vec<Finder<'j>> {
    let ways = join.ways.iter().map(|way| {
        let mut finders: Vec<Finder<'_>> =
            way.iter().map(|key| Finder::new(model, cells, key, beside, all, threads)).collect();
        // What is equal fits best.
        finders.sort_by_key(|finder| matches!(finder, Finder::Alike { .. }));
        (finders.iter().map(Finder::count).fold(0_usize, usize::saturating_add), finders)
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
    Equal {
        /// What each row has that others belong to.
        keys: Vec<Key>,
        known: Known,
    },
    Alike {
        /// The text of each row that others belong to, by its number.
        asked: Vec<Option<u32>>,
        texts: Texts<'k>,
        names: Box<Names>,
        least: f64,
    },
}

/// What each text found: the texts that are like it; or of the one that is most alike the first row.
enum Found {
    Nothing,
    All(Vec<Vec<u32>>),
    Best(Vec<Option<u32>>),
}

impl<'k> Finder<'k> {
    fn new(
        model: &'k Model,
        cells: &'k Cells<'k>,
        key: &'k JoinKey,
        beside: &Beside<'_>,
        all: usize,
        threads: usize,
    ) -> Self {
        match key {
            JoinKey::Equal(key, own) => {
                let mut known = Known::default();
                let read_some = |rows: Range<usize>| -> Vec<(usize, Key)> {
                    rows.map(|row| (row, read(model, cells, own, row))).collect()
                };
                in_turn(all, SHARE, threads, read_some, |some| known.add(some));
                let known = known.in_order();
                let cell = cell_of(key);
                let row = |row| cell.map_or(row, |field| beside.reads(cells, field, row));
                let keys = of_each(beside.rows, threads, |at| read(model, cells, key, row(at)));
                Self::Equal { keys, known }
            }
            JoinKey::Alike { beside: text, own, without, least } => {
                let texts = Texts::new(model, cells, text, without, threads);
                let row = |row| beside.reads(cells, text.field, row);
                let asked = of_each(beside.rows, threads, |at| texts.at(row(at)));
                Self::Alike {
                    asked,
                    texts,
                    names: Box::new(Names::new(model, cells, (own, without), all, threads)),
                    least: *least,
                }
            }
        }
    }

    /// How many rows it finds in all; of names it is guessed.
    fn count(&self) -> usize {
        match self {
            Self::Equal { keys, known } => keys.iter().map(|key| known.count(key)).sum(),
            Self::Alike { asked, .. } => asked.len().saturating_mul(NAMESAKES),
        }
    }

    /// What each distinct text of the rows that are open finds, shared out among threads; none where that is too much.
    fn all(&self, open: &dyn Fn(usize) -> bool, best: bool, threads: usize) -> Option<Found> {
        let Self::Alike { asked, texts, names, least } = self else { return Some(Found::Nothing) };
        let asked = asked.iter().enumerate().filter(|(row, _)| open(*row));
        let mut wanted: Vec<u32> = asked.filter_map(|(_, number)| *number).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let texts: Vec<&str> = wanted.iter().map(|number| texts.text(*number)).collect();
        let mut found = names.found(&texts, *least, best, threads)?;
        // By the numbers of the texts, of which not all may be asked.
        let places = wanted.last().map_or(0, |last| *last as usize + 1);
        let mut own = wanted.iter().peekable();
        let asked = (0..places).map(|number| own.next_if(|next| **next as usize == number).is_some());
        Some(match &mut found {
            Found::Nothing => Found::Nothing,
            Found::All(each) => {
                let mut each = each.drain(..);
                Found::All(
                    asked.map(|asked| if asked { each.next() } else { None }.unwrap_or_default()).collect(),
                )
            }
            Found::Best(each) => {
                let mut each = each.drain(..);
                Found::Best(asked.map(|asked| if asked { each.next() } else { None }.flatten()).collect())
            }
        })
    }

    /// The row that fits best.
    fn best(&self, found: &Found, row: usize) -> Option<u32> {
        match (self, found) {
            (Self::Equal { keys, known }, _) => known.nearest(keys.get(row)?),
            (Self::Alike { asked, .. }, Found::Best(found)) => {
                found.get((*asked.get(row)?)? as usize).copied().flatten()
            }
            (Self::Alike { .. }, Found::Nothing | Found::All(_)) => None,
        }
    }

    /// All rows that may belong to a row; none where they are more than there is room for.
    fn like(&self, found: &Found, row: usize, room: usize) -> Option<Vec<u32>> {
        let rows = match (self, found) {
            (Self::Equal { keys, known }, _) => {
                let Some(key) = keys.get(row) else { return Some(Vec::new()) };
                if known.count(key) > room {
                    return None;
                }
                known.like(key)
            }
            (Self::Alike { asked, names, .. }, Found::All(found)) => {
                let own = asked.get(row).copied().flatten().and_then(|number| found.get(number as usize));
                let own = own.map_or(&[][..], Vec::as_slice);
                if own.iter().map(|place| names.rows_of(*place).len()).sum::<usize>() > room {
                    return None;
                }
                own.iter().flat_map(|place| names.rows_of(*place)).copied().collect()
            }
            (Self::Alike { .. }, Found::Nothing | Found::Best(_)) => Vec::new(),
        };
        Some(rows)
    }
}

/// Rows by the names they have.
pub(super) struct Names {
    alike: Alike,
    /// By the number of the text.
    rows: Vec<Vec<u32>>,
}

impl Names {
    /// The names in the first `all` rows of a field's form, without words that do not count.
    pub(super) fn new(
        model: &Model,
        cells: &Cells<'_>,
        (own, without): (&TextValue, &[String]),
        all: usize,
        threads: usize,
    ) -> Self {
        let texts = Texts::new(model, cells, own, without, threads);
        let mut rows: Vec<Vec<u32>> = vec![Vec::new(); texts.all().len()];
        for (row, at) in (0..all).zip(0_u32..) {
            if let Some(rows) = texts.at(row).and_then(|number| rows.get_mut(number as usize)) {
                rows.push(at);
            }
        }
        Self { alike: Alike::new(texts.all()), rows }
    }

    fn rows_of(&self, place: u32) -> &[u32] {
        self.rows.get(place as usize).map_or(&[], Vec::as_slice)
    }

    /// The row whose name is most alike, of equal ones the first, and how alike it is; none that is less than so alike.
    pub(super) fn nearest(&self, scratch: &mut Scratch, asked: &str, least: f64) -> Option<(u32, f64)> {
        let found = self.alike.find(scratch, asked, least).into_iter();
        let rows = found.filter_map(|(place, alike)| Some((*self.rows_of(place).first()?, alike)));
        rows.min_by(|(first, a), (second, b)| b.total_cmp(a).then(first.cmp(second)))
    }

    /// What each of these texts finds; none where all of them find too much.
    fn found(&self, asked: &[&str], least: f64, best: bool, threads: usize) -> Option<Found> {
        let counted = AtomicUsize::new(0);
        let shares: Vec<&[&str]> = asked.chunks(SHARE).collect();
        let parts = shared_out(shares.len(), threads, |at| {
            self.of_some(shares.get(at).copied().unwrap_or_default(), least, best, &counted)
        });
        if counted.into_inner() > MOST_PAIRS {
            return None;
        }
        let (mut all, mut first) = (Vec::new(), Vec::new());
        for part in parts {
            match part {
                Found::Nothing => {}
                Found::All(found) => all.extend(found),
                Found::Best(found) => first.extend(found),
            }
        }
        Some(if best { Found::Best(first) } else { Found::All(all) })
    }

    fn of_some(&self, asked: &[&str], least: f64, best: bool, pairs: &AtomicUsize) -> Found {
        let mut scratch = Scratch::default();
        if best {
            let nearest = |text: &&str| self.nearest(&mut scratch, text, least).map(|(row, _)| row);
            return Found::Best(asked.iter().map(nearest).collect());
        }
        let mut found = Vec::with_capacity(asked.len());
        for text in asked {
            let own: Vec<u32> =
                self.alike.find(&mut scratch, text, least).into_iter().map(|(place, _)| place).collect();
            if pairs.fetch_add(own.len(), Ordering::Relaxed) + own.len() > MOST_PAIRS {
                break;
            }
            found.push(own);
        }
        Found::All(found)
    }
}

/// The cell that a key is read off.
pub(super) fn cell_of(key: &Typed) -> Option<FieldId> {
    key.kind.cell().or_else(|| key.kind.inside().into_iter().find_map(cell_of))
}
