//! What came in through the door: tables, and the accounts of what did not.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::PathBuf;

use shensuan_columnar::TextList;
use shensuan_diagnostics::Note;
use shensuan_diagnostics::codes::data as codes;
use shensuan_vocab::{FieldId, FormId, Period};

use crate::encoding::Encoding;
use crate::pieces::SURPLUS_LISTED;
use crate::repairs::Repaired;

/// A data set as it was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DataSet {
    /// Its folder, as the user wrote it.
    pub folder: PathBuf,
    /// The files that were read, forms in the order of their declaration.
    pub files: Vec<FileAccount>,
    /// The key of every subject in its first spelling, in the order of first appearance: files in the order
    /// of `files`, rows from the top; those of the register alone where there is one. The parts of a key stand
    /// beside each other with `|` between. Keys are the same where they compare the same: width, letter case and
    /// runs of blanks do not count.
    pub subjects: TextList,
    /// The parts of every subject's key; empty where a key has one part.
    pub subject_parts: Vec<Vec<String>>,
    /// The tables, by form; only forms that have a file.
    pub tables: Vec<FormTable>,
    /// The reference tables that are supplied, by the data set or by the rulebook.
    pub references: Vec<FormTable>,
    /// The reporting period.
    pub period: Option<Period>,
    /// Cells that were given and could not be read, by file, row and column.
    pub unreadable: Vec<Unreadable>,
    /// Rows that belong to no subject, by file and row.
    pub rejected: Vec<RejectedRow>,
    /// Of every subject whether it is judged, where some were picked out after reading; else all are. What is asked of
    /// groups and of other rows is asked of all subjects all the same.
    pub selected: Option<Vec<bool>>,
    /// Files of the folder that were not used, by name.
    pub unused_files: Vec<UnusedFile>,
}

impl DataSet {
    /// The table of a form; none if it has no file.
    #[must_use]
    pub fn table(&self, form: FormId) -> Option<&FormTable> {
        let filed = self.tables.binary_search_by_key(&form, |table| table.form).ok();
        let filed = filed.and_then(|at| self.tables.get(at));
        filed.or_else(|| self.references.iter().find(|table| table.form == form))
    }

    /// Whether a subject is judged.
    #[must_use]
    pub fn is_selected(&self, subject: usize) -> bool {
        self.selected.as_ref().is_none_or(|selected| selected.get(subject) == Some(&true))
    }

    /// A part of a subject's key, counted from 0.
    #[must_use]
    pub fn key_part(&self, subject: usize, part: usize) -> Option<&str> {
        match self.subject_parts.get(subject) {
            Some(parts) => parts.get(part).map(String::as_str),
            None if part == 0 => self.subjects.get(subject),
            None => None,
        }
        .filter(|part| !part.is_empty())
    }

    /// Puts files and tables in the order of their forms, whichever was read first.
    pub(crate) fn order_by_form(&mut self) {
        if self.files.is_sorted_by_key(|file| file.form) {
            return;
        }
        let mut order: Vec<(FormId, usize)> = self.files.iter().map(|file| file.form).zip(0..).collect();
        order.sort_unstable();
        let mut places = vec![0; order.len()];
        for (place, (_, before)) in order.into_iter().enumerate() {
            if let Some(of) = places.get_mut(before) {
                *of = place;
            }
        }
        let place = |file: usize| places.get(file).copied().unwrap_or(file);
        self.files.sort_by_key(|file| file.form);
        self.tables.iter_mut().for_each(|table| table.file = place(table.file));
        self.tables.sort_by_key(|table| table.form);
        self.unreadable.iter_mut().for_each(|cell| cell.file = place(cell.file));
        self.unreadable.sort_by_key(|cell| cell.file);
        self.rejected.iter_mut().for_each(|row| row.file = place(row.file));
        self.rejected.sort_by_key(|row| row.file);
    }

    /// In a file that holds several forms in the same rows, a column that one of them uses is not ignored. Blocks below each
    /// other have columns of their own.
    pub(crate) fn share_columns(&mut self) {
        let mut unused: HashMap<(String, u32), Vec<String>> = HashMap::new();
        for file in self.files.iter().filter(|file| file.turned.is_empty()) {
            match unused.entry((file.name.clone(), file.header)) {
                Entry::Vacant(first) => {
                    first.insert(file.ignored_columns.clone());
                }
                Entry::Occupied(mut by_all) => {
                    by_all.get_mut().retain(|column| file.ignored_columns.contains(column))
                }
            }
        }
        for file in self.files.iter_mut().filter(|file| file.turned.is_empty()) {
            let key = (file.name.clone(), file.header);
            file.ignored_columns.clone_from(unused.get(&key).unwrap_or(&Vec::new()));
        }
    }

    /// What stood in a cell that is missing because it could not be read. `row` counts the rows of the
    /// form's table from 0.
    #[must_use]
    pub fn unreadable_at(&self, form: FormId, row: usize, field: FieldId) -> Option<&Unreadable> {
        let table = self.table(form)?;
        let field = table.filed_as(row, field)?;
        let place = (table.file_of(row), *table.rows.get(row)?);
        let first = self.unreadable.partition_point(|cell| (cell.file, cell.row) < place);
        let in_row = self.unreadable.iter().skip(first).take_while(|cell| (cell.file, cell.row) == place);
        in_row.into_iter().find(|cell| cell.field == Some(field))
    }
}

/// The table of one form or group: rows of one subject beside each other, subjects ascending.
#[derive(Clone, Debug, PartialEq)]
pub struct FormTable {
    /// Which form or group.
    pub form: FormId,
    /// Its file, counted in [`DataSet::files`].
    pub file: usize,
    /// The file of every row; empty where it is the same for all.
    pub files: Vec<usize>,
    /// The number of every row as a spreadsheet shows it; the headings are row 1.
    pub rows: Vec<u32>,
    /// The line of the file that every row begins on; empty if these are the numbers of the rows, as in a
    /// file without line breaks inside cells.
    pub lines: Vec<u32>,
    /// The subject of every row, counted in [`DataSet::subjects`]; ascends, and rows of one subject keep the
    /// order of the file.
    pub subject: Vec<u32>,
    /// Every field of the form in the order of declaration. A field without a column is missing throughout.
    pub columns: Vec<(FieldId, FieldColumn)>,
    /// For a table made of columns of another: the fields that the cells of a row come from, one row after the
    /// other and round again. Empty for a table of its own.
    pub made_of: Vec<Vec<FieldId>>,
    /// For a table of rows that a rule finds by a key: whose they are.
    pub rows_of: Option<RowsOf>,
}

/// Rows of a table inside the rows of another.
#[derive(Clone, Debug, PartialEq)]
pub struct RowsOf {
    /// Whose rows they are.
    pub form: FormId,
    /// Which row of that form each is.
    pub rows: Vec<u32>,
    /// Where those of each row begin in which they stand; one more entry than such rows.
    pub offsets: Vec<u32>,
}

impl FormTable {
    /// The field that a cell was filed under; none for the text of rows that are made of columns.
    #[must_use]
    pub fn filed_as(&self, row: usize, field: FieldId) -> Option<FieldId> {
        if self.made_of.is_empty() {
            return Some(field);
        }
        let slot = self.columns.iter().position(|(id, _)| *id == field)?;
        let cells = self.made_of.get(row % self.made_of.len())?;
        cells.get(slot.checked_sub(1)?).copied()
    }

    /// The file of a row.
    #[must_use]
    pub fn file_of(&self, row: usize) -> usize {
        self.files.get(row).copied().unwrap_or(self.file)
    }

    /// The text of a cell of texts.
    #[must_use]
    pub fn text(&self, field: FieldId, row: usize) -> Option<&str> {
        match self.column(field)? {
            FieldColumn::Text { index, given, entries } if given.get(row) == Some(&true) => {
                entries.get(*index.get(row)? as usize)
            }
            FieldColumn::Text { .. } | FieldColumn::Number { .. } | FieldColumn::YesNo { .. } => None,
        }
    }

    /// The number of a cell of numbers.
    #[must_use]
    pub fn number(&self, field: FieldId, row: usize) -> Option<f64> {
        match self.column(field)? {
            FieldColumn::Number { values, given, .. } if given.get(row) == Some(&true) => {
                values.get(row).copied()
            }
            FieldColumn::Number { .. } | FieldColumn::Text { .. } | FieldColumn::YesNo { .. } => None,
        }
    }

    /// The column of a field of this form.
    #[must_use]
    pub fn column(&self, field: FieldId) -> Option<&FieldColumn> {
        self.columns.iter().find(|(id, _)| *id == field).map(|(_, column)| column)
    }

    /// The line of the file that a row begins on.
    #[must_use]
    pub fn line(&self, row: usize) -> Option<u32> {
        self.lines.get(row).or_else(|| self.rows.get(row)).copied()
    }
}

/// The cells of one field, a value a row.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldColumn {
    /// Numbers, whole numbers, and percents as ratios (80 in the file is 0.8 here).
    Number {
        /// The values; 0 where none is given.
        values: Vec<f64>,
        /// Which are given as numbers.
        given: Vec<bool>,
        /// For every row the mark that stands instead of a number, counted from 1 in the field's marks; 0 where
        /// none does. Empty for a field without marks.
        marks: Vec<u8>,
    },
    /// Yes or no.
    YesNo {
        /// The values; none where none is given.
        values: Vec<Option<bool>>,
    },
    /// Texts and codes.
    Text {
        /// For every row its text in `entries`; 0 where none is given.
        index: Vec<u32>,
        /// Which are given.
        given: Vec<bool>,
        /// The distinct texts, trimmed and otherwise as written, in the order of their appearance in the file.
        entries: TextList,
    },
}

/// What became of one file. Rows in = used + rejected; cells in = used + empty + rejected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileAccount {
    /// The file's name, that of the sheet in brackets behind it.
    pub name: String,
    /// Its path, as the user would write it.
    pub path: PathBuf,
    /// The form or group it holds.
    pub form: FormId,
    /// How it is encoded.
    pub encoding: Encoding,
    /// What parts its cells, where it is a text of cells.
    pub delimiter: Option<char>,
    /// Rows above the headings in which something stands.
    pub rows_above: usize,
    /// The row of the headings as a spreadsheet shows it, of two the upper; 0 where the file has none.
    pub header: u32,
    /// How many rows the headings take.
    pub header_rows: u32,
    /// Rows below the headings, blank ones among them.
    pub rows_in: usize,
    /// Rows that belong to a subject.
    pub rows_used: usize,
    /// Rows that belong to none.
    pub rows_rejected: usize,
    /// Cells of all rows in the columns in use, and given cells to the right of the last heading.
    pub cells_in: usize,
    /// Cells that were read, keys among them.
    pub cells_used: usize,
    /// Empty cells.
    pub cells_empty: usize,
    /// Cells that were given and are not used: the sum of the next three.
    pub cells_rejected: usize,
    /// Rejected as their text is not of the field's type.
    pub cells_unreadable: usize,
    /// Rejected as they stand to the right of the last heading.
    pub cells_surplus: usize,
    /// Rejected with their row.
    pub cells_of_rejected_rows: usize,
    /// Cells among those used and empty that were read only as something was done to them, by what that was. One that says
    /// that there is nothing counts as empty.
    pub repaired: Repaired,
    /// Given cells of ignored columns, counted in none of the above.
    pub cells_ignored: usize,
    /// Headings that name no field and no key of any form in the file, in its order; `[D]` for a column without
    /// heading, `[D]–[Z] (23)` for more than a few such beside each other.
    pub ignored_columns: Vec<String>,
    /// Fields of the form that have no column, in the order of declaration.
    pub missing_columns: Vec<FieldId>,
    /// Of a block that lies on its side, a column a row of the table: the row in which each field stands. The numbers of
    /// the table's rows are then columns, from 1. Empty for any other.
    pub turned: Vec<(FieldId, u32)>,
    /// Of such a block the cells that stand in another column, over which the heading of the row is merged: the number of the
    /// row, the field, and that column.
    pub beside: Vec<(u32, FieldId, u32)>,
}

impl FileAccount {
    /// How many cells to the right of the last heading are counted and stand in no list.
    #[must_use]
    pub const fn cells_not_listed(&self) -> usize {
        self.cells_surplus.saturating_sub(SURPLUS_LISTED)
    }
}

impl FileAccount {
    /// Where a cell stands: its row, and its column where the block lies on its side. `number` is that of the table's row.
    #[must_use]
    pub fn place(&self, number: u32, field: Option<FieldId>) -> (u32, Option<u32>) {
        if self.turned.is_empty() {
            return (number, None);
        }
        let row = self.turned.iter().find(|(known, _)| Some(*known) == field).map(|(_, row)| *row);
        let is_it = |beside: &&(u32, FieldId, u32)| beside.0 == number && Some(beside.1) == field;
        let column = self.beside.iter().find(is_it).map_or(number, |(_, _, column)| *column);
        (row.unwrap_or(self.header), Some(column))
    }

    /// Where a rejected row stands: as [`Self::place`] says, and what is stepped over in a block on its side is a row of
    /// the sheet.
    #[must_use]
    pub fn place_of(&self, rejected: &RejectedRow) -> (u32, Option<u32>) {
        match rejected.why {
            RowTrouble::Blank
            | RowTrouble::BlankKey(_)
            | RowTrouble::TooShort(_)
            | RowTrouble::TooLong
            | RowTrouble::NotListed
            | RowTrouble::LostKey(_)
            | RowTrouble::SumColumn
            | RowTrouble::RemarkColumn => self.place(rejected.row, None),
            RowTrouble::Sum
            | RowTrouble::Remark
            | RowTrouble::ColumnNumbers
            | RowTrouble::Repeated
            | RowTrouble::Units
            | RowTrouble::Title
            | RowTrouble::Unused => (rejected.row, None),
        }
    }
}

/// A cell that was given and is missing, because it cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Its file, counted in [`DataSet::files`].
    pub file: usize,
    /// Its row as a spreadsheet shows it.
    pub row: u32,
    /// The line of the file that the row begins on.
    pub line: u32,
    /// The heading of its column as written; the column's letters where it has none.
    pub column: String,
    /// Its field; none to the right of the last heading.
    pub field: Option<FieldId>,
    /// What stands there, as written, of a very long text the beginning; `***` in a private field, and to the right of the last heading where the vocabulary
    /// has a private field.
    pub text: String,
    /// Why it is not read.
    pub why: CellTrouble,
}

/// Why a cell is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CellTrouble {
    /// Not a number.
    NotANumber,
    /// A number, and not a whole one.
    NotWhole,
    /// A number beyond what can be computed with.
    TooLarge,
    /// Neither yes nor no.
    NotYesNo,
    /// Not a date.
    NotADate,
    /// Not a period.
    NotAPeriod,
    /// Not a pair of coordinates.
    NotCoordinates,
    /// Not an outline.
    NotAnOutline,
    /// An outline of which edges cross each other.
    CrossedOutline,
    /// An outline of which a ring goes round nothing, a hole lies outside its ring, or areas or holes lie on each other.
    OverlappingOutline,
    /// To the right of the last heading.
    WithoutHeading,
    /// The fault that a spreadsheet's own formula came to, such as `#N/A`.
    Fault,
    /// A formula whose result was not stored: no spreadsheet has computed it.
    WithoutResult,
    /// Kept as a number of more than 15 digits: those behind were lost when it was typed.
    LostDigits,
    /// A number with a unit that does not fit that of the field.
    UnitDoesNotFit,
    /// It could mean two numbers, or one in two ways.
    TwoMeanings,
    /// Several cells in which something stands, over which one heading is merged.
    Several,
    /// Bytes that are no text in UTF-8.
    Bytes,
}

impl CellTrouble {
    /// How it is said.
    #[must_use]
    pub const fn note(self) -> Note {
        match self {
            Self::NotANumber => codes::CELL_NOT_A_NUMBER,
            Self::NotWhole => codes::CELL_NOT_WHOLE,
            Self::TooLarge => codes::CELL_TOO_LARGE,
            Self::NotYesNo => codes::CELL_NOT_YES_NO,
            Self::NotADate => codes::CELL_NOT_A_DATE,
            Self::NotAPeriod => codes::CELL_NOT_A_PERIOD,
            Self::NotCoordinates => codes::CELL_NOT_COORDINATES,
            Self::NotAnOutline => codes::CELL_NOT_AN_OUTLINE,
            Self::CrossedOutline => codes::CELL_CROSSED_OUTLINE,
            Self::OverlappingOutline => codes::CELL_OVERLAPPING_OUTLINE,
            Self::WithoutHeading => codes::CELL_WITHOUT_HEADING,
            Self::Fault => codes::CELL_FAULT,
            Self::WithoutResult => codes::CELL_WITHOUT_RESULT,
            Self::LostDigits => codes::CELL_LOST_DIGITS,
            Self::UnitDoesNotFit => codes::CELL_UNIT_DOES_NOT_FIT,
            Self::TwoMeanings => codes::CELL_OF_TWO_MEANINGS,
            Self::Several => codes::CELLS_UNDER_ONE_HEADING,
            Self::Bytes => codes::CELL_NO_TEXT,
        }
    }
}

/// A row that belongs to no subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RejectedRow {
    /// Its file, counted in [`DataSet::files`].
    pub file: usize,
    /// Its number as a spreadsheet shows it.
    pub row: u32,
    /// The line of the file that it begins on.
    pub line: u32,
    /// Its key as it spells it; empty where it has none.
    pub key: String,
    /// Why it is rejected.
    pub why: RowTrouble,
}

/// Why a row is rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowTrouble {
    /// Nothing stands in it.
    Blank,
    /// The cell of this part of the key is blank.
    BlankKey(usize),
    /// It ends before the column of this part of the key.
    TooShort(usize),
    /// It is of a text and goes on beyond the last heading: a comma in a number or a name parts cells there, and what stands
    /// behind it may be in the wrong columns.
    TooLong,
    /// The register does not hold its subject.
    NotListed,
    /// It sums up the rows above it: it begins with 合计 or the like, and has no key.
    Sum,
    /// It was written below the table: it begins with 注 or the like, and has no key.
    Remark,
    /// This part of its key is the fault of a formula, or is kept as a number of more than 15 digits, of which the last are lost.
    LostKey(usize),
    /// It numbers the columns: 1, 2, 3, or 甲, 乙, 1, 2.
    ColumnNumbers,
    /// It repeats headings, or a title above them, as each page of a print does.
    Repeated,
    /// It holds the units of the columns.
    Units,
    /// A title between rows: 二、主要能源消耗.
    Title,
    /// Something stands in it, and nothing in the columns in use, in a sheet that is of one subject.
    Unused,
    /// Of a block on its side a column of sums.
    SumColumn,
    /// Of a block on its side a column of remarks.
    RemarkColumn,
}

impl RowTrouble {
    /// How it is said.
    #[must_use]
    pub const fn note(self) -> Note {
        match self {
            Self::Blank => codes::ROW_BLANK,
            Self::BlankKey(_) => codes::ROW_WITHOUT_KEY,
            Self::TooShort(_) => codes::ROW_TOO_SHORT,
            Self::TooLong => codes::ROW_TOO_LONG,
            Self::NotListed => codes::ROW_NOT_LISTED,
            Self::Sum => codes::ROW_OF_SUMS,
            Self::Remark => codes::ROW_OF_REMARKS,
            Self::LostKey(_) => codes::ROW_OF_LOST_KEY,
            Self::ColumnNumbers => codes::ROW_OF_COLUMN_NUMBERS,
            Self::Repeated => codes::ROW_OF_HEADINGS_AGAIN,
            Self::Units => codes::ROW_OF_UNITS,
            Self::Title => codes::ROW_OF_A_TITLE,
            Self::Unused => codes::ROW_WITHOUT_CELLS_IN_USE,
            Self::SumColumn => codes::COLUMN_OF_SUMS,
            Self::RemarkColumn => codes::COLUMN_OF_REMARKS,
        }
    }
}

/// A file of the folder, or a sheet of one, that was not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnusedFile {
    /// The file's name, that of the sheet in brackets behind it.
    pub name: String,
    /// Its path, as the user would write it.
    pub path: PathBuf,
    /// Why not.
    pub why: UnusedWhy,
}

/// Why a file was not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnusedWhy {
    /// It is neither a file of text nor a workbook.
    NotCsv,
    /// No form has its name.
    NoForm,
    /// Its name begins with a dot.
    Hidden,
    /// A spreadsheet program keeps it beside a file that is open: its name begins with `~$` or `.~`.
    OpenElsewhere,
    /// Several files are named after its form (an error).
    OneOfSeveral,
    /// Several forms have its name (an error).
    FitsSeveral,
    /// It could not be read (an error).
    Failed,
    /// A sheet that is hidden.
    HiddenSheet,
    /// A sheet in which nothing stands.
    BlankSheet,
    /// Its rows are those of another file.
    Copy,
    /// A workbook in a folder beside which other data stands, and of which nothing is said.
    InFolder,
}

impl UnusedWhy {
    /// How it is said.
    #[must_use]
    pub const fn note(self) -> Note {
        match self {
            Self::NotCsv => codes::FILE_NOT_CSV,
            Self::NoForm => codes::FILE_NO_FORM,
            Self::Hidden => codes::FILE_HIDDEN,
            Self::OpenElsewhere => codes::FILE_OF_AN_OPEN_FILE,
            Self::OneOfSeveral => codes::FILE_ONE_OF_SEVERAL,
            Self::FitsSeveral => codes::FILE_FITS_SEVERAL,
            Self::Failed => codes::FILE_FAILED,
            Self::HiddenSheet => codes::SHEET_HIDDEN,
            Self::BlankSheet => codes::SHEET_BLANK,
            Self::Copy => codes::FILE_A_COPY,
            Self::InFolder => codes::FILE_IN_A_FOLDER,
        }
    }
}
