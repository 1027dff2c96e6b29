//! Cuts a sheet of one subject into blocks: tables with headings above them, and tables on their side, whose items stand below
//! each other and whose rows are columns.

use std::collections::{HashSet, VecDeque};

use shensuan_vocab::Vocab;
use shensuan_vocab::units::Unit;

use super::family::{Family, Spot};
use super::labels::{self, Label};
use super::turned::{self, Run};
use crate::dataset::RowTrouble;
use crate::footers::Footers;
use crate::heading_units::{is_row_of_units, is_word, take_row_of_units, units_of_line};
use crate::headings::{Heading, MOST_ROWS, Spanned, headings};
use crate::merged::Merged;
use crate::place::{is_row_of_numbers, is_value};
use crate::sheet::Record;
use crate::words::fold_heading;

/// Rows of units and of column numbers stand so far below headings.
const BESIDE: usize = 3;

/// What stands above the names of items.
const ITEM_WORDS: [&str; 8] =
    ["指标名称", "指标", "项目", "名称", "指标项目", "项目名称", "item", "indicator"];

/// Whether a folded text stands above the names of items.
pub(crate) fn is_item_word(folded: &str) -> bool {
    ITEM_WORDS.contains(&folded)
}

/// A part of a sheet that is a table of one form.
#[derive(Debug)]
pub(crate) struct Block<'a> {
    /// The place of its form in the family.
    pub(crate) form: usize,
    pub(crate) columns: Vec<Heading>,
    /// The row of its headings, and how many they take.
    pub(crate) head: (u32, u32),
    /// How many rows stand above that are of no block.
    pub(crate) above: usize,
    /// The rows of its items, where it lies on its side.
    pub(crate) turned: Vec<u32>,
    /// The units that a line above it names.
    pub(crate) line: Vec<Unit>,
    /// The same of each item, where it lies on its side.
    pub(crate) lines: Vec<Vec<Unit>>,
    /// What stands above columns beside its items that are no rows.
    pub(crate) ignored: Vec<String>,
    /// Cells that stand in another column, over which the heading of theirs is merged: the place of the item, the number of the
    /// column that the row is, and that of the cell.
    pub(crate) beside: Vec<(usize, u32, u32)>,
    /// How that is known.
    pub(crate) spanned: Spanned,
    pub(crate) records: Vec<Record<'a>>,
    /// The places of its rows in the sheet.
    pub(crate) rows: Vec<usize>,
}

/// A sheet, cut.
#[derive(Debug, Default)]
pub(crate) struct Cut<'a> {
    pub(crate) labels: Vec<Label<'a>>,
    pub(crate) blocks: Vec<Block<'a>>,
    /// A row in which items stand side by side, and the columns of both.
    pub(crate) side_by_side: Option<(u32, usize, usize)>,
}

/// What sheets are cut by.
pub(crate) struct Cutting<'c> {
    pub(crate) vocab: &'c Vocab,
    pub(crate) family: &'c Family,
    /// What the values above a table may be labelled with.
    pub(crate) labels: &'c HashSet<String>,
    /// The names of the key.
    pub(crate) keys: &'c HashSet<String>,
    pub(crate) footers: &'c Footers<'c>,
    /// Whether blocks on their side are sought; where that is not said, both kinds are.
    pub(crate) turned: Option<bool>,
    /// Which cells are merged.
    pub(crate) merged: &'c Merged,
}

/// What the rows at hand belong to.
enum Open {
    Nothing,
    /// A block with headings above; the place of it.
    Upright(usize),
    /// A run of items in a column.
    Turned(Run),
}

/// Headings of a table.
struct Head {
    form: usize,
    rows: usize,
    fields: usize,
    columns: Vec<Heading>,
}

struct Scan<'s, 'a> {
    by: &'s Cutting<'s>,
    rows: &'s VecDeque<Record<'a>>,
    cut: Cut<'a>,
    open: Open,
    /// Finished runs of items.
    runs: Vec<Run>,
    /// Rows of no block, and why.
    strays: Vec<(usize, RowTrouble)>,
    /// The units of the last line that names any.
    line: Vec<Unit>,
    /// What was written below the table has begun.
    below: bool,
}

impl Cutting<'_> {
    /// Cuts a sheet.
    pub(crate) fn cut<'a>(&self, rows: &VecDeque<Record<'a>>) -> Cut<'a> {
        let mut scan = Scan {
            by: self,
            rows,
            cut: Cut::default(),
            open: Open::Nothing,
            runs: Vec::new(),
            strays: Vec::new(),
            line: Vec::new(),
            below: false,
        };
        scan.walk();
        scan.finish()
    }
}

impl<'a> Scan<'_, 'a> {
    fn walk(&mut self) {
        let mut at = 0;
        while let Some(record) = self.rows.get(at) {
            at += if record.is_blank() { 1 } else { self.row(at, record) };
        }
    }

    /// Takes a row, and those that belong to it; how many.
    fn row(&mut self, at: usize, record: &Record<'a>) -> usize {
        let nothing_yet =
            matches!(self.open, Open::Nothing) && self.cut.blocks.is_empty() && self.runs.is_empty();
        if let Some(units) = record.cells.iter().rev().find_map(|cell| units_of_line(cell)) {
            self.line = units;
            if !matches!(self.open, Open::Turned(_)) {
                self.stray(at, RowTrouble::Units);
                return 1;
            }
        }
        if nothing_yet && self.take_labels(record) {
            return 1;
        }
        // In a run of items the name of an item comes first.
        let in_run = match &self.open {
            Open::Turned(run) => !self.items(at, run.column).is_empty(),
            Open::Nothing | Open::Upright(_) => false,
        };
        if !in_run && let Some(head) = self.head(at) {
            return self.take_head(at, head);
        }
        if !in_run && let Some((column, rows)) = self.head_of_items(at) {
            self.close();
            self.open = Open::Turned(Run::new(column, at, rows));
            self.below = false;
            (1..rows).for_each(|row| self.stray(at + row, RowTrouble::ColumnNumbers));
            return rows;
        }
        if !in_run
            && !self.below
            && let Some(column) = self.begins_items(at)
        {
            self.close();
            self.open = Open::Turned(Run::new(column, at, 0));
            self.below = false;
        }
        match std::mem::replace(&mut self.open, Open::Nothing) {
            Open::Nothing => self.stray(at, RowTrouble::Title),
            Open::Upright(block) => {
                let out = self.out(at, record, block);
                if let Some(block) = self.cut.blocks.get_mut(block) {
                    block.rows.push(at);
                    block.records.push(Record { out, ..record.clone() });
                }
                self.open = Open::Upright(block);
            }
            Open::Turned(mut run) => {
                let spots = self.items(at, run.column);
                if !spots.is_empty() && !self.below {
                    run.add(at, spots, &self.line);
                } else if let Some(why) = self.out_of_run(at, record, &run) {
                    self.stray(at, why);
                } else {
                    // By its number, or not at all.
                    run.add(at, Vec::new(), &self.line);
                }
                self.open = Open::Turned(run);
            }
        }
        1
    }

    fn stray(&mut self, at: usize, why: RowTrouble) {
        self.strays.push((at, why));
    }

    /// Takes a row of labels above the first block.
    fn take_labels(&mut self, record: &Record<'a>) -> bool {
        let found = labels::of_row(record, self.by.labels);
        let only_one = |spot: &Spot| {
            let form = self.by.family.forms.get(spot.form).map(|form| self.by.vocab.form(*form));
            spot.form == 0 && form.is_some_and(|form| form.rows == shensuan_vocab::Rows::One)
        };
        // What may be an item of a group, or of a form of many rows, is no label.
        let free = |label: &Label<'_>| {
            self.by.keys.contains(&label.folded) || self.by.family.named(&label.folded).iter().all(only_one)
        };
        let is_labels = !found.is_empty() && found.iter().all(free) && {
            let given = found.iter().any(|label| !label.value.is_empty());
            given || found.len() == 1
        };
        if is_labels {
            self.cut.labels.extend(found);
        }
        is_labels
    }

    /// The headings that begin in a row, where these are not better begun below.
    fn head(&self, at: usize) -> Option<Head> {
        if self.by.turned == Some(true) {
            return None;
        }
        let names = |row: usize| {
            let record = self.rows.get(row);
            let cells = record.into_iter().flat_map(|record| &record.cells);
            cells.filter(|cell| !self.by.family.named(&fold_heading(cell)).is_empty()).count()
        };
        // Inside a table another begins where a row names several fields, or below a title.
        let titled = |block: &usize| {
            let last = self.cut.blocks.get(*block).and_then(|block| block.records.last());
            last.is_some_and(|record| record.out == Some(RowTrouble::Title))
        };
        let inside = match &self.open {
            Open::Upright(block) => !titled(block) && names(at) < 2 && names(at + 1) < 2,
            Open::Nothing | Open::Turned(_) => false,
        };
        if inside {
            return None;
        }
        let here = self.head_at(at)?;
        let better = (1..MOST_ROWS)
            .filter_map(|below| self.head_at(at + below))
            .any(|other| other.fields > here.fields || other.fields == here.fields && other.rows < here.rows);
        (!better).then_some(here)
    }

    /// The best headings that begin in a row.
    fn head_at(&self, at: usize) -> Option<Head> {
        let mut best: Option<Head> = None;
        let mut records: Vec<&Record<'a>> = Vec::new();
        for record in self.rows.iter().skip(at).take(MOST_ROWS) {
            let values = record.cells.iter().any(|cell| is_value(cell.trim()));
            if record.is_blank()
                || values
                || is_row_of_numbers(record, None, &[])
                || is_row_of_units(record, &[])
            {
                break;
            }
            records.push(record);
            let columns = headings(&records, self.by.merged);
            let Some((form, fields)) = self.by.family.best(&columns, self.by.vocab) else { continue };
            if fields > 1 && best.as_ref().is_none_or(|best| fields > best.fields) {
                best = Some(Head { form, rows: records.len(), fields, columns });
            }
        }
        best
    }

    /// Opens a block below headings, or goes on with one that has the same.
    fn take_head(&mut self, at: usize, head: Head) -> usize {
        let same = self.cut.blocks.iter().rposition(|block| {
            let titles =
                |columns: &[Heading]| columns.iter().map(|one| one.titles.clone()).collect::<Vec<_>>();
            block.turned.is_empty()
                && block.form == head.form
                && titles(&block.columns) == titles(&head.columns)
        });
        self.close();
        self.below = false;
        let rows = head.rows;
        let block = match same {
            Some(block) => {
                for row in at..at + rows {
                    self.take(block, row, RowTrouble::Repeated);
                }
                block
            }
            None => {
                let first = self.rows.get(at).map_or(0, |record| record.row);
                self.cut.blocks.push(Block {
                    form: head.form,
                    columns: head.columns,
                    head: (first, u32::try_from(rows).unwrap_or(u32::MAX)),
                    above: 0,
                    turned: Vec::new(),
                    line: self.line.clone(),
                    lines: Vec::new(),
                    ignored: Vec::new(),
                    beside: Vec::new(),
                    spanned: Spanned::Nothing,
                    records: Vec::new(),
                    rows: (at..at + rows).collect(),
                });
                self.cut.blocks.len() - 1
            }
        };
        self.open = Open::Upright(block);
        let mut taken = rows;
        for row in at + rows..at + rows + BESIDE {
            let Some(record) = self.rows.get(row) else { break };
            let why = if is_row_of_units(record, &[]) {
                if let Some(block) = self.cut.blocks.get_mut(block).filter(|_| same.is_none()) {
                    take_row_of_units(&mut block.columns, record);
                }
                RowTrouble::Units
            } else if is_row_of_numbers(record, self.rows.get(row + 1), &[]) {
                RowTrouble::ColumnNumbers
            } else {
                break;
            };
            self.take(block, row, why);
            taken += 1;
        }
        taken
    }

    /// Takes a row into a block as one that is none of its table.
    fn take(&mut self, block: usize, at: usize, why: RowTrouble) {
        if let (Some(block), Some(record)) = (self.cut.blocks.get_mut(block), self.rows.get(at)) {
            block.rows.push(at);
            block.records.push(Record { out: Some(why), ..record.clone() });
        }
    }

    /// The column of items and the rows that a head of such takes: words for their names, units or numbers above the first.
    fn head_of_items(&self, at: usize) -> Option<(usize, usize)> {
        if self.by.turned == Some(false) {
            return None;
        }
        let record = self.rows.get(at)?;
        let texts = || record.cells.iter().map(|cell| fold_heading(cell));
        let is_head = texts().any(|text| is_item_word(&text) || turned::is_code_word(&text))
            || record.cells.iter().any(|cell| is_word(cell.trim()));
        if !is_head {
            return None;
        }
        let numbers = self.rows.get(at + 1).is_some_and(|next| is_row_of_numbers(next, None, &[]));
        let rows = if numbers { 2 } else { 1 };
        let first = self.rows.get(at + rows)?;
        let column = self.item_column(at + rows).or_else(|| {
            // Below a title.
            let titled = first.cells.iter().filter(|cell| !cell.trim().is_empty()).count() == 1;
            titled.then(|| self.item_column(at + rows + 1)).flatten()
        })?;
        Some((column, rows))
    }

    /// The column in which the only name of a row stands.
    fn item_column(&self, at: usize) -> Option<usize> {
        let record = self.rows.get(at)?;
        let mut named = (0..record.cells.len()).filter(|column| !self.items(at, *column).is_empty());
        let first = named.next()?;
        // Names of groups may stand to the left, in merged cells.
        let before = record.cells.iter().take(first).filter(|cell| !cell.trim().is_empty()).count();
        (before < 3).then_some(first)
    }

    /// Where a row is the first of several items below each other.
    fn begins_items(&self, at: usize) -> Option<usize> {
        if self.by.turned == Some(false) {
            return None;
        }
        let column = self.item_column(at)?;
        let next =
            (at + 1..self.rows.len()).find(|row| self.rows.get(*row).is_some_and(|row| !row.is_blank()))?;
        (self.item_column(next) == Some(column)).then_some(column)
    }

    /// The fields that a cell names.
    fn items(&self, at: usize, column: usize) -> Vec<Spot> {
        let text = self.rows.get(at).map_or("", |record| record.text(column));
        if text.is_empty() { Vec::new() } else { self.by.family.item(text, self.by.vocab) }
    }

    /// Why a row below headings is none of the table.
    fn out(&mut self, at: usize, record: &Record<'a>, block: usize) -> Option<RowTrouble> {
        if let Some(why) = self.by.footers.why(record, &[]) {
            self.below |= why == RowTrouble::Remark;
            return Some(why);
        }
        if self.below {
            return Some(RowTrouble::Remark);
        }
        let heads = self
            .cut
            .blocks
            .get(block)
            .map_or(&[][..], |block| block.rows.get(..block.head.1 as usize).unwrap_or(&[]));
        if heads.iter().any(|head| self.rows.get(*head).is_some_and(|head| head.cells == record.cells)) {
            return Some(RowTrouble::Repeated);
        }
        let mut given = record.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        let (first, alone) = (given.next().unwrap_or(""), given.next().is_none());
        let heads_next = || self.head(at + 1).is_some() || self.head_of_items(at + 1).is_some();
        if alone && (is_numbered(first) || heads_next()) {
            return Some(RowTrouble::Title);
        }
        let block = self.cut.blocks.get(block)?;
        let columns = block.columns.iter().enumerate();
        let mut used = columns.filter(|(_, heading)| {
            let of_form = |spot: &Spot| spot.form == block.form;
            let with_unit = || {
                let own = heading.titles.first();
                own.is_some_and(|title| self.by.family.item(&title.text, self.by.vocab).iter().any(of_form))
            };
            heading.titles.iter().any(|title| self.by.family.coded(&title.folded).iter().any(of_form))
                || with_unit()
        });
        let any = used.any(|(column, _)| !record.text(column).is_empty());
        (!any).then_some(RowTrouble::Unused)
    }

    /// Why a row in a run of items is no item.
    fn out_of_run(&mut self, at: usize, record: &Record<'a>, run: &Run) -> Option<RowTrouble> {
        if let Some(why) = self.by.footers.why(record, &[]).filter(|why| *why == RowTrouble::Remark) {
            self.below = true;
            return Some(why);
        }
        if self.below {
            return Some(RowTrouble::Remark);
        }
        if run
            .head
            .first()
            .and_then(|head| self.rows.get(*head))
            .is_some_and(|head| head.cells == record.cells)
        {
            return Some(RowTrouble::Repeated);
        }
        if is_row_of_numbers(record, self.rows.get(at + 1), &[]) {
            return Some(RowTrouble::ColumnNumbers);
        }
        if record.cells.iter().any(|cell| units_of_line(cell).is_some()) {
            return Some(RowTrouble::Units);
        }
        let beside = (run.column + 1..record.cells.len()).any(|column| !record.text(column).is_empty());
        (!beside || record.text(run.column).is_empty() && !run.may_be_coded(record))
            .then_some(RowTrouble::Title)
    }

    fn close(&mut self) {
        if let Open::Turned(run) = std::mem::replace(&mut self.open, Open::Nothing) {
            self.runs.push(run);
        }
    }

    /// Makes blocks of the runs, and gives each stray row to the block above it.
    fn finish(mut self) -> Cut<'a> {
        self.close();
        self.cut.side_by_side =
            self.runs.iter().find_map(|run| turned::side_by_side(run, self.by, self.rows));
        for run in &self.runs {
            turned::add(&mut self.cut.blocks, run, self.by, self.rows);
        }
        for (at, why) in std::mem::take(&mut self.strays) {
            let last = |block: &Block<'_>| block.rows.iter().copied().filter(|row| *row < at).max();
            let nearest = self.cut.blocks.iter_mut().filter_map(|block| Some((last(block)?, block)));
            let Some(record) = self.rows.get(at) else { continue };
            match nearest.max_by_key(|(row, _)| *row) {
                Some((_, block)) => {
                    let cells = match block.turned.is_empty() {
                        true => record.cells.clone(),
                        // Its columns are no columns of the table: what stands there is counted.
                        false => {
                            record.cells.iter().filter(|cell| !cell.trim().is_empty()).cloned().collect()
                        }
                    };
                    let (row, line) = (record.row, record.line);
                    let stray = Record { cells, row, line, out: Some(why), ..Record::default() };
                    let place = block.records.partition_point(|other| {
                        other.row < row && (block.turned.is_empty() || other.out.is_some())
                    });
                    block.records.insert(place, stray);
                }
                None => {
                    if let Some(first) = self.cut.blocks.first_mut() {
                        first.above += 1;
                    }
                }
            }
        }
        // Labels are rows above too.
        let rows: HashSet<u32> = self.cut.labels.iter().map(|label| label.row).collect();
        if let Some(first) = self.cut.blocks.first_mut() {
            first.above += rows.len();
        }
        self.cut
    }
}

/// Whether a title is numbered: 二、主要能源消耗.
fn is_numbered(text: &str) -> bool {
    let bare = text.trim_start_matches(['（', '(', '第']);
    let behind = bare.trim_start_matches(|c: char| "一二三四五六七八九十".contains(c));
    behind.len() < bare.len() && behind.starts_with(['、', '．', '.', '）', ')', '部'])
}
