//! Blocks on their side: an item a row, and a row of the table a column.

use std::borrow::Cow;
use std::collections::VecDeque;

use shensuan_vocab::Rows;
use shensuan_vocab::units::Unit;

use super::family::Spot;
use super::scan::{Block, Cutting, is_item_word};
use crate::dataset::RowTrouble;
use crate::heading_units::{Standing, Written, is_none, is_unit, is_word};
use crate::headings::{Heading, Spanned, Title, one};
use crate::sheet::{Kept, Record};
use crate::touched::{Joined, joined};
use crate::words::fold_heading;

/// What stands above the numbers of items.
const CODE_WORDS: [&str; 7] = ["代码", "指标代码", "编码", "行次", "序号", "code", "no."];

/// What stands above a column of sums.
const SUMS: [&str; 5] = ["合计", "小计", "总计", "total", "sum"];

/// With what begins that stands above a column which holds no row of the table.
const REMARKS: [&str; 8] = ["备注", "说明", "审核", "填表说明", "上年", "去年", "remark", "last year"];

/// Whether a folded text stands above the numbers of items.
pub(crate) fn is_code_word(folded: &str) -> bool {
    CODE_WORDS.contains(&folded)
}

/// Items below each other.
#[derive(Debug)]
pub(crate) struct Run {
    /// The column of their names.
    pub(crate) column: usize,
    /// The rows above them that say what the columns are.
    pub(crate) head: Vec<usize>,
    /// The row of each with the fields that it may be; none for one that is known by its number or not at all.
    items: Vec<(usize, Vec<Spot>)>,
    /// For each the units that the line above it names.
    lines: Vec<Vec<Unit>>,
}

impl Run {
    pub(crate) fn new(column: usize, at: usize, rows: usize) -> Self {
        Self { column, head: (at..at + rows).collect(), items: Vec::new(), lines: Vec::new() }
    }

    pub(crate) fn add(&mut self, row: usize, spots: Vec<Spot>, line: &[Unit]) {
        self.items.push((row, spots));
        self.lines.push(line.to_vec());
    }

    /// Which columns of values belong to another, whose heading is merged over both, and how that is known.
    fn parts(
        &self,
        values: &[usize],
        by: &Cutting<'_>,
        rows: &VecDeque<Record<'_>>,
    ) -> (Vec<usize>, Spanned) {
        let heads: Vec<&Record<'_>> = self.head.iter().filter_map(|row| rows.get(*row)).collect();
        let is_named = |column: usize| heads.iter().any(|head| !head.text(column).is_empty());
        let several = values.iter().filter(|column| is_named(**column)).count() > 1;
        let mut parts: Vec<usize> = Vec::new();
        let Some(merged) = by.merged.of_headings(&heads) else {
            // Where several are named each by itself, one without a name belongs to the one before it.
            for pair in values.windows(2).filter(|_| several) {
                if let [left, column] = *pair
                    && left + 1 == column
                    && !is_named(column)
                    && (is_named(left) || parts.contains(&left))
                {
                    parts.push(column);
                }
            }
            let spanned = if parts.is_empty() { Spanned::Nothing } else { Spanned::Guessed };
            return (parts, spanned);
        };
        let first = |column: usize| {
            let rows = heads.iter().map(|head| head.row.saturating_sub(1));
            let mut around =
                rows.filter_map(|row| merged.around(row, column)).filter(|region| region.is_wide());
            around.next().map(|region| region.left as usize)
        };
        // A heading over all columns of values says of none that it belongs to another, where values stand beside each other.
        let alone = || {
            self.items.iter().all(|(row, _)| {
                let text = |column: &usize| rows.get(*row).map_or("", |record| record.text(*column));
                values.iter().filter(|column| !text(column).is_empty() && !is_none(text(column))).count() < 2
            })
        };
        let inner =
            |column: &usize| first(*column).is_some_and(|first| first < *column && values.contains(&first));
        parts.extend(values.iter().filter(|column| !is_named(**column) && inner(column)));
        if !(several || alone()) {
            parts.clear();
        }
        let spanned = if parts.is_empty() { Spanned::Nothing } else { Spanned::Merged };
        (parts, spanned)
    }

    /// Whether a row without a name may be known by its number.
    pub(crate) fn may_be_coded(&self, record: &Record<'_>) -> bool {
        let digit = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
        (self.column + 1..record.cells.len().min(self.column + 3)).any(|column| digit(record.text(column)))
    }
}

/// Which columns beside the names hold units, numbers of items, and values.
struct Columns {
    units: Option<usize>,
    codes: Option<usize>,
    values: Vec<usize>,
    /// Columns that belong to the one of values to their left: what stands above that is merged over them.
    merged: Vec<usize>,
    /// How that is known.
    spanned: Spanned,
    /// What stands above columns that are neither: remarks, and what was last year.
    ignored: Vec<String>,
}

impl Columns {
    fn of(run: &Run, by: &Cutting<'_>, rows: &VecDeque<Record<'_>>) -> Self {
        let width = run.items.iter().filter_map(|(row, _)| Some(rows.get(*row)?.width())).max().unwrap_or(0);
        let beside = || run.column + 1..width;
        let head = |column: usize| run.head.iter().filter_map(move |row| Some(rows.get(*row)?.text(column)));
        let texts = |column: usize| {
            let items = run.items.iter().filter(|(_, spots)| !spots.is_empty());
            let texts = items.filter_map(move |(row, spots)| Some((rows.get(*row)?.text(column), spots)));
            texts.filter(|(text, _)| !text.is_empty())
        };
        let says_units = |column: &usize| head(*column).any(is_word);
        let holds_units = |column: &usize| {
            let units = texts(*column).filter(|(text, _)| is_unit(text)).count();
            units > 0 && texts(*column).all(|(text, _)| is_unit(text) || is_none(text) || is_short_word(text))
        };
        let says_codes = |column: &usize| head(*column).any(|text| is_code_word(&fold_heading(text)));
        let holds_codes = |column: &usize| {
            let is_its = |(text, spots): (&str, &Vec<Spot>)| {
                by.family.coded(&fold_heading(text)).iter().any(|spot| spots.contains(spot))
            };
            texts(*column).count() > 1 && texts(*column).all(is_its)
        };
        let units = beside().find(says_units).or_else(|| beside().find(holds_units));
        let codes = beside().find(says_codes).or_else(|| beside().find(holds_codes));
        // Values stand to the right of what says what they are.
        let others = beside().filter(|column| Some(*column) != units && Some(*column) != codes);
        let remark = |column: usize| {
            head(column).find(|text| {
                let folded = fold_heading(text);
                REMARKS.iter().any(|word| folded.starts_with(word))
            })
        };
        let (mut values, mut ignored) = (Vec::new(), Vec::new());
        for column in others {
            match remark(column) {
                Some(text) => ignored.push(text.to_owned()),
                None => values.push(column),
            }
        }
        let (merged, spanned) = run.parts(&values, by, rows);
        values.retain(|column| !merged.contains(column));
        Self { units, codes, values, merged, spanned, ignored }
    }
}

/// A row in which items stand beside others, and the columns of both: what stands to the right of the first would be taken for
/// its values.
pub(crate) fn side_by_side(
    run: &Run,
    by: &Cutting<'_>,
    rows: &VecDeque<Record<'_>>,
) -> Option<(u32, usize, usize)> {
    let items = || run.items.iter().filter(|(_, spots)| !spots.is_empty());
    let width = items().filter_map(|(row, _)| Some(rows.get(*row)?.width())).max().unwrap_or(0);
    // What stands in columns of units and of remarks names no items.
    let columns = Columns::of(run, by, rows);
    let beside = |column: &usize| columns.values.contains(column) || columns.merged.contains(column);
    (run.column + 1..width).filter(beside).find_map(|column| {
        let is_item = |row: &usize| {
            let text = rows.get(*row).map_or("", |record| record.text(column));
            !text.is_empty() && !by.family.item(text, by.vocab).is_empty()
        };
        let mut named = items().map(|(row, _)| *row).filter(is_item);
        let (first, again) = (named.next()?, named.next().is_some());
        let words = || run.head.iter().filter_map(|row| rows.get(*row));
        let is_head = words().any(|head| is_item_word(&fold_heading(head.text(column))));
        let row = rows.get(first)?.row;
        (again || is_head).then_some((row, run.column, column))
    })
}

/// Whether a text among units may be one that is not known, such as 套.
fn is_short_word(text: &str) -> bool {
    text.chars().count() < 8 && !text.contains(|c: char| c.is_ascii_digit())
}

/// Makes blocks of a run of items, one for each form; or adds its items to the block of a form of one row.
pub(crate) fn add<'a>(blocks: &mut Vec<Block<'a>>, run: &Run, by: &Cutting<'_>, rows: &VecDeque<Record<'a>>) {
    let columns = Columns::of(run, by, rows);
    // The blocks that this run has made or added to, by form.
    let mut own: Vec<(usize, usize)> = Vec::new();
    let mut before: Option<usize> = None;
    let mut all: Vec<(usize, usize, Option<Spot>, &[Unit])> = Vec::new();
    for ((row, spots), line) in run.items.iter().zip(&run.lines) {
        let Some(record) = rows.get(*row) else { continue };
        let by_code = || {
            let code = columns.codes.map_or("", |column| record.text(column));
            by.family.coded(&fold_heading(code)).to_vec()
        };
        let spots = if spots.is_empty() { by_code() } else { spots.clone() };
        // Of several forms that have such an item, that of the item before.
        let spot = spots.iter().find(|spot| Some(spot.form) == before).or(spots.first()).copied();
        let Some(form) = spot.map(|spot| spot.form).or(before) else { continue };
        before = Some(form);
        all.push((*row, form, spot, line));
    }
    for (row, form, spot, line) in all {
        let Some(record) = rows.get(row) else { continue };
        let heading = heading(record, run, &columns, spot, by);
        let has = |block: &Block<'_>| {
            let declared = heading.titles.first();
            spot.is_some() && block.columns.iter().any(|one| one.titles.first() == declared)
        };
        let many = by.family.forms.get(form).is_some_and(|form| by.vocab.form(*form).rows == Rows::Many);
        let at = own.iter().rfind(|(known, _)| *known == form).map(|(_, block)| *block);
        let at = at.or_else(|| {
            let other = blocks.iter().rposition(|block| block.form == form && !block.turned.is_empty());
            other.filter(|_| !many)
        });
        let at = at.filter(|at| blocks.get(*at).is_some_and(|block| !has(block)));
        let at = at.unwrap_or_else(|| {
            let head = run.head.first().and_then(|head| rows.get(*head)).map_or(record.row, |head| head.row);
            blocks.push(Block {
                form,
                columns: Vec::new(),
                head: (head, 1),
                above: 0,
                turned: Vec::new(),
                line: Vec::new(),
                lines: Vec::new(),
                ignored: columns.ignored.clone(),
                beside: Vec::new(),
                spanned: columns.spanned,
                records: Vec::new(),
                rows: run.head.clone(),
            });
            blocks.len() - 1
        });
        if !own.contains(&(form, at)) {
            own.push((form, at));
        }
        if let Some(block) = blocks.get_mut(at) {
            block.lines.resize(block.columns.len(), Vec::new());
            block.lines.push(line.to_vec());
            add_item(block, (row, heading), record, run, &columns, rows);
        }
    }
}

/// What an item is called.
fn heading(
    record: &Record<'_>,
    run: &Run,
    columns: &Columns,
    spot: Option<Spot>,
    by: &Cutting<'_>,
) -> Heading {
    let mut heading = one(record.text(run.column));
    if let Some(spot) = spot {
        let form = by.family.forms.get(spot.form).map(|form| by.vocab.form(*form));
        let field = form.and_then(|form| form.fields.get(spot.slot));
        let declared = field.map(|field| Title::new(by.vocab.field(*field).name.declared()));
        heading.titles.splice(0..0, declared);
    }
    let unit = columns.units.map_or("", |column| record.text(column));
    if !unit.is_empty() {
        heading.units.insert(0, Written::new(unit, Standing::Apart));
    }
    heading
}

/// Adds an item to a block: a cell to each of its records, and records for columns that had none.
fn add_item<'a>(
    block: &mut Block<'a>,
    (row, heading): (usize, Heading),
    record: &Record<'a>,
    run: &Run,
    columns: &Columns,
    rows: &VecDeque<Record<'a>>,
) {
    let before = block.columns.len();
    block.columns.push(heading);
    block.turned.push(record.row);
    block.rows.push(row);
    for column in &columns.values {
        let given = || (*column..).take_while(|at| at == column || columns.merged.contains(at));
        let filled = |at: &usize| !record.text(*at).is_empty();
        let says = |at: &usize| filled(at) && !is_none(record.text(*at));
        let covered = |at: &usize| at == column && record.touched.iter().any(|(touched, _)| touched == at);
        let first = given().find(says).or_else(|| given().find(filled)).or_else(|| given().find(covered));
        let Some(first) = first else { continue };
        let others = given().filter(|at| *at != first && says(at));
        let more: Vec<&str> = others.map(|at| record.text(at)).collect();
        let number_of = |column: usize| u32::try_from(column + 1).unwrap_or(u32::MAX);
        let number = number_of(*column);
        if first != *column {
            block.beside.push((before, number, number_of(first)));
        }
        let known = block.records.binary_search_by_key(&number, |record| record.row);
        let at = known.unwrap_or_else(|at| {
            let cells = vec![Default::default(); before];
            let kept = if record.kept.is_empty() { Vec::new() } else { vec![Kept::Untold; before] };
            let head = || run.head.iter().filter_map(|head| rows.get(*head));
            let is_sum = head().any(|head| SUMS.contains(&fold_heading(head.text(*column)).as_str()));
            let out = is_sum.then_some(RowTrouble::SumColumn);
            block
                .records
                .insert(at, Record { cells, kept, row: number, line: number, out, ..Record::default() });
            at
        });
        if let Some(own) = block.records.get_mut(at) {
            let cell = record.cells.get(first).cloned().unwrap_or_default();
            let (cell, kept) = match joined(cell.trim(), &more) {
                Joined::Alone => (cell, record.kept(first)),
                Joined::Together(text, kept) => (Cow::Owned(text), kept),
            };
            let touched = record.touched.iter().filter(|(at, _)| *at == first);
            own.touched.extend(touched.map(|(_, repair)| (before, *repair)));
            own.cells.resize(before, Default::default());
            own.cells.push(cell);
            if !record.kept.is_empty() || !own.kept.is_empty() || kept != Kept::Untold {
                own.kept.resize(before, Kept::Untold);
                own.kept.push(kept);
            }
        }
    }
}

/// Leaves out columns in which nothing but dashes stands.
pub(crate) fn settle(block: &mut Block<'_>) {
    block.records.retain(|record| record.out.is_some() || record.cells.iter().any(|cell| !is_none(cell)));
    block.records.sort_by_key(|record| (record.out.is_none(), record.row));
}
