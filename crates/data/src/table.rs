//! One file to one table, and its account.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use shensuan_diagnostics::codes::data as codes;
use shensuan_diagnostics::{Arg, Diagnostic, Diagnostics};
use shensuan_vocab::{FieldId, FormId, Vocab};

use crate::blocks::Known;
use crate::columns::{Growing, arrange, has_lost_digits};
use crate::dataset::{CellTrouble, DataSet, FileAccount, FormTable, RejectedRow, RowTrouble, Unreadable};
use crate::describe::{Described, Describing, of_header};
use crate::encoding::{Encoding, decode};
use crate::folder::read_bytes;
use crate::footers::Footers;
use crate::head::{Found, Headless, Sheet};
use crate::header::{Header, Placed, Wanted, letters};
use crate::keys::{Key, KeyPart, Subjects};
use crate::layout::Layout;
use crate::place::Place;
use crate::references::{TableFiles, key_texts};
use crate::repairs::{Repair, Repaired, Repairs};
use crate::sheet::{Broken, Kept, Record, Rows};
use crate::sources::Source;
use crate::workbook::Workbook;
use crate::{geojson, parquet};

/// What files are read into.
pub(crate) struct Reading<'v> {
    pub(crate) vocab: &'v Vocab,
    pub(crate) parts: Vec<KeyPart>,
    pub(crate) subjects: Subjects,
    /// The register has been read: who is not among the subjects does not exist.
    pub(crate) listed: bool,
    /// A reference table is read: its rows are nobody's, and all parts of its key must be there.
    pub(crate) apart: bool,
    /// Files of reference tables, which are read when all else is.
    pub(crate) tables: Vec<TableFiles>,
    pub(crate) set: DataSet,
    pub(crate) diagnostics: Diagnostics,
    /// What files are taken for, where that is asked; and who hears of each file.
    pub(crate) described: Option<Describing<'v>>,
    /// What is known of forms for sheets of one subject.
    pub(crate) known: Known,
    /// The workbook that was read last, still open.
    pub(crate) book: Option<(PathBuf, Workbook)>,
}

impl Reading<'_> {
    /// Reads one file, or one sheet; false where no table came of it.
    pub(crate) fn read_one(&mut self, form: FormId, file: Source) -> bool {
        if let Some((_, watch)) = &self.described {
            watch(&file.name);
        }
        if let Some(sheet) = file.sheet.clone() {
            let Some(mut book) = self.opened(&file.path) else { return false };
            let (encoding, place, path) = (book.kind(), file.place(), file.path.clone());
            let read = book.read(&sheet, |rows| self.cells(form, file, encoding, rows));
            self.book = Some((path, book));
            return read.unwrap_or_else(|why| {
                self.diagnostics.push(damaged(&place, Arg::from(why)));
                false
            });
        }
        match read_bytes(&file.path) {
            Ok(bytes) => self.file(form, file, bytes),
            Err(why) => {
                self.diagnostics.push(unreadable(&file.place(), why));
                false
            }
        }
    }

    /// The workbook at a path, open.
    pub(crate) fn opened(&mut self, path: &Path) -> Option<Workbook> {
        if let Some((open, book)) = self.book.take()
            && open == path
        {
            return Some(book);
        }
        let place = path.display().to_string();
        let book = match read_bytes(path) {
            Ok(bytes) => Workbook::open(bytes).map_err(|why| damaged(&place, Arg::from(why))),
            Err(why) => Err(unreadable(&place, why)),
        };
        book.map_err(|error| self.diagnostics.push(error)).ok()
    }

    /// Reads the bytes of a file of text, or of columns; false where no table came of it.
    fn file(&mut self, form: FormId, mut file: Source, bytes: Vec<u8>) -> bool {
        let path = file.path.display().to_string();
        if parquet::is_one(&file.path) {
            return match parquet::Sheet::open(bytes, &path) {
                Ok(sheet) => {
                    sheet.unread(&path).into_iter().for_each(|said| self.diagnostics.push(said));
                    file.layout = Layout::plain();
                    self.cells(form, file, Encoding::Parquet, Rows::Parquet(sheet))
                }
                Err(error) => {
                    self.diagnostics.push(error);
                    false
                }
            };
        }
        let (text, encoding) = match decode(bytes, file.layout.encoding) {
            Ok(decoded) => decoded,
            Err(line) => {
                self.diagnostics.push(not_text(&path, line, &file.layout));
                return false;
            }
        };
        let text = if geojson::is_one(&file.name) {
            let asked =
                geojson::Asked { vocab: self.vocab, form, parts: &self.parts, name: &file.name, path: &path };
            file.layout = Layout::plain();
            match geojson::as_csv(&text, &asked, &mut self.diagnostics) {
                Some(text) => text,
                None => return false,
            }
        } else {
            text
        };
        let wanted = Wanted::new(self.vocab, form, &self.parts, &path).with_keys(&file.layout.keys);
        let (sheet, place) = Sheet::of_text(&text, &wanted, &file.layout);
        self.sheet(form, file, encoding, sheet, &place)
    }

    /// Reads the rows of a sheet of cells; false where no table came of it.
    fn cells(&mut self, form: FormId, file: Source, encoding: Encoding, rows: Rows<'_>) -> bool {
        let path = file.place();
        let wanted = Wanted::new(self.vocab, form, &self.parts, &path).with_keys(&file.layout.keys);
        let (sheet, mut place) = Sheet::of_cells(rows, &wanted, &file.layout);
        let mut form = form;
        for other in self.children(form, &file) {
            let wanted = Wanted::new(self.vocab, other, &self.parts, &path).with_keys(&file.layout.keys);
            let found = Place::find(&sheet.ahead, &wanted, &file.layout);
            if found.worth > place.worth {
                (form, place) = (other, found);
            }
        }
        self.sheet(form, file, encoding, sheet, &place)
    }

    /// Reads the rows of a sheet, of which the headings have been found; false where no table came of it.
    fn sheet(
        &mut self,
        form: FormId,
        file: Source,
        encoding: Encoding,
        mut sheet: Sheet<'_>,
        place: &Place,
    ) -> bool {
        let path = file.place();
        if !self.apart && !place.is_keyed() && file.layout.header.is_none() {
            let read = self.blocks(form, &file, encoding, &mut sheet);
            if let Some(read) = read {
                return read;
            }
        }
        let found = match sheet.step_over(place, &file.layout) {
            Ok(found) if found.is_no_text => {
                self.diagnostics.push(not_text(&path, found.line as usize, &Layout::default()));
                return false;
            }
            Ok(found) => found,
            Err(headless) => {
                let said = match headless {
                    Headless::Empty => self.empty(form, &path),
                    Headless::NoSuchRow => no_such_row(&path, &file.layout),
                    Headless::Broken(broken) => said_of(&path, broken),
                };
                self.diagnostics.push(said);
                return false;
            }
        };
        let mut account = account(form, encoding, sheet.delimiter, &found, &file);
        let wanted = Wanted::new(self.vocab, form, &self.parts, &path).with_keys(&file.layout.keys);
        let placed = Placed { line: &found.units, ..Placed::at(found.row) };
        let header = Header::read(found.columns, &placed, &wanted, &mut self.diagnostics);
        let Some(header) = header else { return false };
        account.ignored_columns = header.ignored().map(|(_, heading)| heading.to_owned()).collect();
        account.missing_columns = header.missing(self.vocab.form(form));
        sheet.touching = header.touching(&file.layout, &wanted, &mut self.diagnostics);
        if let Some(broken) = self.rows(account, &header, sheet, &Footers::new(&file.layout.footers)) {
            self.diagnostics.push(said_of(&path, broken));
        }
        true
    }

    /// Reads the rows below the headings, as far as they can be read.
    pub(crate) fn rows<'a>(
        &mut self,
        mut account: FileAccount,
        header: &Header,
        mut rows: Sheet<'a>,
        footers: &Footers<'_>,
    ) -> Option<Broken> {
        let mut record = Record::default();
        let form = self.vocab.form(account.form);
        if let Some((described, _)) = &mut self.described {
            let names: Vec<String> = self.parts.iter().map(|part| part.name.clone()).collect();
            described.push(Described {
                name: account.name.clone(),
                form: account.form,
                labelled: header.labelled,
                header: account.header,
                columns: of_header(header, &header.turned, &names, &form.fields),
            });
        }
        let textual = key_texts(self.vocab, account.form);
        let growing = |(slot, field): (usize, &FieldId)| {
            let declared = self.vocab.field(*field);
            let column = header.slots.iter().position(|found| *found == Some(slot));
            let unit = column.and_then(|column| header.units.get(column)?.as_ref());
            let growing =
                if textual.contains(field) { Growing::text() } else { Growing::in_unit(declared, unit) };
            (*field, growing)
        };
        let mut fields: Vec<_> = form.fields.iter().enumerate().map(growing).collect();
        let mut body = Body::new(header, form.fields.len());
        body.whole = self.apart;
        let file = self.set.files.len();
        let mut table = FormTable {
            form: account.form,
            file,
            files: Vec::new(),
            rows: Vec::new(),
            lines: Vec::new(),
            subject: Vec::new(),
            columns: Vec::new(),
            made_of: Vec::new(),
            rows_of: None,
        };
        let exact = |slot: Option<usize>| {
            let field = slot.and_then(|slot| form.fields.get(slot));
            field.is_some_and(|field| self.vocab.field(*field).exact)
        };
        let broken = loop {
            match rows.next(&mut record) {
                Ok(true) => {}
                Ok(false) => break None,
                Err(broken) => break Some(broken),
            }
            account.rows_in += 1;
            // Features are counted, of which headings are none.
            let headings = u32::from(geojson::is_one(&account.name));
            let (row, line) = (record.row - headings, record.line - headings);
            let key = record.out.map_or_else(|| body.key(&record, footers), Err);
            let subject = match key.and_then(|()| self.subject(&body.key)) {
                Ok(subject) => subject,
                Err(why) => {
                    let listed = why == RowTrouble::NotListed;
                    let key = if listed { body.key.shown().to_owned() } else { String::new() };
                    self.set.rejected.push(RejectedRow { file, row, line, key, why });
                    body.count_rejected(&record, &mut account);
                    continue;
                }
            };
            account.rows_used += 1;
            table.rows.push(row);
            table.lines.push(line);
            table.subject.push(subject);
            let mut refused = |column: usize, slot: Option<usize>, text: &str, why| {
                let beyond = || letters(column.saturating_sub(header.added));
                let heading = header.headings.get(column).cloned().unwrap_or_else(beyond);
                let field = slot.and_then(|slot| form.fields.get(slot).copied());
                let text = text.to_owned();
                self.set.unreadable.push(Unreadable { file, row, line, column: heading, field, text, why });
            };
            for (column, slot) in &body.used {
                let written = record.cells.get(*column);
                let mut cell = written.map_or(Cow::Borrowed(""), trimmed);
                // A blank cell is blank; of what is compared to the letter the blanks around it are a part.
                if let (Some(written), true) = (written, !cell.is_empty() && exact(*slot)) {
                    cell = written.clone();
                }
                let mut growing = slot.and_then(|slot| fields.get_mut(slot));
                if cell.is_empty() {
                    account.cells_empty += 1;
                    if let Some((_, growing)) = &mut growing {
                        growing.skip();
                    }
                    account.repaired.add(record.repairs(*column));
                    continue;
                }
                let kept = record.kept(*column);
                match growing.map_or(Ok(Repairs::default()), |(_, growing)| growing.add(cell, kept)) {
                    Ok(repairs) => {
                        account.repaired.add(repairs.and(record.repairs(*column)));
                        if repairs.has(Repair::Nothing) {
                            account.cells_empty += 1;
                        } else {
                            account.cells_used += 1;
                        }
                    }
                    Err(why) => {
                        account.cells_unreadable += 1;
                        refused(*column, *slot, written.map_or("", |text| text), why);
                    }
                }
            }
            for slot in &body.absent {
                if let Some((_, growing)) = fields.get_mut(*slot) {
                    growing.skip();
                }
            }
            for (column, cell) in record.cells.iter().enumerate().skip(header.headings.len()) {
                if !cell.trim().is_empty() {
                    account.cells_surplus += 1;
                    refused(column, None, cell, CellTrouble::WithoutHeading);
                }
            }
            account.cells_ignored += body.given(&record, &body.ignored);
        };
        account.rows_rejected = account.rows_in - account.rows_used;
        account.cells_rejected =
            account.cells_unreadable + account.cells_surplus + account.cells_of_rejected_rows;
        account.cells_in =
            account.rows_in * body.used.len() + account.cells_surplus + body.surplus_of_rejected_rows;

        let order = order(&table.subject);
        let order = order.as_deref();
        if table.lines == table.rows {
            table.lines.clear();
        }
        table.rows = arrange(table.rows, order);
        table.lines = if table.lines.is_empty() { Vec::new() } else { arrange(table.lines, order) };
        table.subject = arrange(table.subject, order);
        table.columns = fields.into_iter().map(|(field, growing)| (field, growing.finish(order))).collect();
        self.set.files.push(account);
        self.set.tables.push(table);
        broken
    }

    /// Whose key it is; nobody's where the register does not hold it.
    fn subject(&mut self, key: &Key) -> Result<u32, RowTrouble> {
        if self.apart {
            Ok(0)
        } else if self.listed {
            self.subjects.known(key).ok_or(RowTrouble::NotListed)
        } else {
            Ok(self.subjects.number(key))
        }
    }

    fn empty(&self, form: FormId, path: &str) -> Diagnostic {
        let keys = self.parts.iter().map(|part| part.name.as_str());
        let fields = self.vocab.form(form).fields.iter();
        let fields = fields.map(|field| self.vocab.field(*field).name.declared());
        let mut example: Vec<&str> = keys.collect();
        for field in fields {
            if example.len() < self.parts.len() + 2 && !example.contains(&field) {
                example.push(field);
            }
        }
        Diagnostic::new(codes::FILE_EMPTY)
            .with("path", path)
            .help(codes::HEADINGS_FIRST.with("example", Arg::from(example.join(","))))
    }
}

/// Whether a cell does not say any more what was typed into it.
fn is_lost(text: &str, kept: Kept) -> bool {
    kept == Kept::Fault || kept.is_rounded() && has_lost_digits(text)
}

/// How the columns of a file are walked, row by row.
struct Body<'h> {
    header: &'h Header,
    /// The columns in use, and the fields they fill.
    used: Vec<(usize, Option<usize>)>,
    /// The fields without a column.
    absent: Vec<usize>,
    /// The columns not in use.
    ignored: Vec<usize>,
    /// The key of the row at hand.
    key: Key,
    surplus_of_rejected_rows: usize,
    /// Whether every part of a key must be there.
    whole: bool,
}

impl<'h> Body<'h> {
    fn new(header: &'h Header, fields: usize) -> Self {
        let columns = header.slots.iter().copied().enumerate();
        Self {
            header,
            used: columns.filter(|(column, _)| header.uses(*column)).collect(),
            absent: (0..fields).filter(|slot| !header.slots.contains(&Some(*slot))).collect(),
            ignored: header.ignored().map(|(column, _)| column).collect(),
            key: Key::default(),
            surplus_of_rejected_rows: 0,
            whole: false,
        }
    }

    /// Takes the key of a row, unless the row stands below the table.
    fn key(&mut self, record: &Record<'_>, footers: &Footers<'_>) -> Result<(), RowTrouble> {
        let taken = self.take_key(record);
        // In a reference table what a key says is not for us to judge.
        let named = || self.header.keys.iter().any(|column| footers.may_be(record.text(*column)));
        if taken.is_err() || !self.whole && named() {
            footers.why(record, &self.header.keys).map_or(Ok(()), Err)?;
        }
        taken
    }

    /// Takes the key of a row. Of a key of several parts only the first must be there.
    fn take_key(&mut self, record: &Record<'_>) -> Result<(), RowTrouble> {
        self.key.clear();
        for (part, column) in self.header.keys.iter().enumerate() {
            match record.cells.get(*column).map(|cell| cell.trim()) {
                Some(text) if !text.is_empty() && is_lost(text, record.kept(*column)) => {
                    return Err(RowTrouble::LostKey(part));
                }
                Some(text) if !text.is_empty() => self.key.add(text),
                _ if part > 0 && !self.whole => self.key.add(""),
                _ if record.is_blank() => return Err(RowTrouble::Blank),
                Some(_) => return Err(RowTrouble::BlankKey(part)),
                None => return Err(RowTrouble::TooShort(part)),
            }
        }
        Ok(())
    }

    /// How many of these columns are given in a row.
    fn given(&self, record: &Record<'_>, columns: &[usize]) -> usize {
        let cells = columns.iter().filter_map(|column| record.cells.get(*column));
        cells.filter(|cell| !cell.trim().is_empty()).count()
    }

    fn count_rejected(&mut self, record: &Record<'_>, account: &mut FileAccount) {
        let used: Vec<usize> = self.used.iter().map(|(column, _)| *column).collect();
        let given = self.given(record, &used);
        let surplus = record.cells.iter().skip(self.header.headings.len());
        let surplus = surplus.filter(|cell| !cell.trim().is_empty()).count();
        self.surplus_of_rejected_rows += surplus;
        account.cells_of_rejected_rows += given + surplus;
        account.cells_empty += used.len() - given;
        account.cells_ignored += self.given(record, &self.ignored);
    }
}

/// The account of a file, before anything is counted.
pub(crate) fn account(
    form: FormId,
    encoding: Encoding,
    delimiter: Option<char>,
    found: &Found,
    file: &Source,
) -> FileAccount {
    let is_outlines = geojson::is_one(&file.name);
    FileAccount {
        name: file.name.clone(),
        path: file.path.clone(),
        form,
        encoding,
        delimiter: delimiter.filter(|_| !is_outlines),
        rows_above: found.above,
        header: if is_outlines { 0 } else { found.row },
        header_rows: if is_outlines { 0 } else { found.rows },
        rows_in: 0,
        rows_used: 0,
        rows_rejected: 0,
        cells_in: 0,
        cells_used: 0,
        cells_empty: 0,
        cells_rejected: 0,
        cells_unreadable: 0,
        cells_surplus: 0,
        cells_of_rejected_rows: 0,
        repaired: Repaired::default(),
        cells_ignored: 0,
        ignored_columns: Vec::new(),
        missing_columns: Vec::new(),
        turned: Vec::new(),
    }
}

fn said_of(path: &str, broken: Broken) -> Diagnostic {
    match broken {
        Broken::Quote(line) => Diagnostic::new(codes::QUOTE_OPEN)
            .with("path", path)
            .with("line", line as usize)
            .help(codes::QUOTES_IN_CELLS),
        Broken::Damaged(row, why) => Diagnostic::new(codes::SHEET_DAMAGED)
            .with("path", path)
            .with("row", row as usize)
            .with("why", Arg::from(why))
            .help(codes::SAVE_IT_ANEW),
    }
}

fn not_text(path: &str, line: usize, layout: &Layout) -> Diagnostic {
    let Some(encoding) = layout.encoding else {
        let said = Diagnostic::new(codes::NOT_TEXT).with("path", path).with("line", line);
        return said.help(codes::SAVE_AS_UTF8);
    };
    Diagnostic::new(codes::NOT_IN_ENCODING)
        .with("path", path)
        .with("line", line)
        .with("encoding", encoding.name())
        .quote(layout.place.clone())
        .help(codes::LEAVE_IT_OUT)
}

fn no_such_row(path: &str, layout: &Layout) -> Diagnostic {
    Diagnostic::new(codes::NO_HEADER_ROW)
        .with("path", path)
        .with("row", layout.header.unwrap_or(1) as usize)
        .quote(layout.place.clone())
        .help(codes::LEAVE_IT_OUT)
}

fn unreadable(path: &str, why: Arg) -> Diagnostic {
    let said = Diagnostic::new(codes::FILE_UNREADABLE).with("path", path).with("why", why);
    said.help(codes::CLOSE_OR_ALLOW)
}

fn damaged(path: &str, why: Arg) -> Diagnostic {
    let said = Diagnostic::new(codes::WORKBOOK_UNREADABLE).with("path", path).with("why", why);
    said.help(codes::SAVE_IT_ANEW)
}

/// The order in which subjects ascend and the rows of one stay as they are; none where they do already.
pub(crate) fn order(subjects: &[u32]) -> Option<Vec<usize>> {
    if subjects.is_sorted() {
        return None;
    }
    let mut order: Vec<usize> = (0..subjects.len()).collect();
    order.sort_by_key(|at| subjects.get(*at).copied());
    Some(order)
}

/// A cell without the blanks around it.
fn trimmed<'a>(cell: &Cow<'a, str>) -> Cow<'a, str> {
    match cell {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}
