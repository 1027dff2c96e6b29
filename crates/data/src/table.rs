//! One file to one table, and its account.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use shensuan_columnar::ParquetFile;
use shensuan_diagnostics::codes::{copies, data as codes, layouts};
use shensuan_diagnostics::{Arg, Diagnostic, Diagnostics};
use shensuan_vocab::{FieldId, FormId, Vocab};

use crate::blocks::{Known, SheetOwners};
use crate::columns::Manner;
use crate::database::Door;
use crate::dataset::{DataSet, FileAccount};
use crate::describe::{Described, Describing, of_header};
use crate::encoding::Encoding;
use crate::folder::read_bytes;
use crate::footers::Footers;
use crate::gathering::Gathering;
use crate::head::{Found, Headless, Parts, Sheet};
use crate::header::{Header, Placed, Wanted};
use crate::keys::{KeyPart, Subjects};
use crate::layout::Layout;
use crate::pieces::{Owners, Piece, Taking};
use crate::place::Place;
use crate::references::{TableFiles, key_texts};
use crate::repairs::Repaired;
use crate::sheet::{Broken, Record, Rows};
use crate::shelf::Shelf;
use crate::sources::Source;
use crate::text_rows::TextBelow;
use crate::texts::{Block, NotInBlocks};
use crate::touched::Touching;
use crate::words::one_line;
use crate::workbook::Workbook;
use crate::{geojson, parquet, unused_columns};

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
    /// Of sheets of one subject whose they are.
    pub(crate) sheet_owners: SheetOwners,
    /// The workbook that was read last, still open.
    pub(crate) book: Option<(PathBuf, Workbook)>,
    /// Workbooks whose cells are kept.
    pub(crate) shelf: Arc<Shelf>,
    /// The way to the database, where the data set names one.
    pub(crate) door: Door,
    /// How many threads share the work.
    pub(crate) threads: usize,
}

impl Reading<'_> {
    /// Reads one file, or one sheet; false where no table came of it.
    pub(crate) fn read_one(&mut self, form: FormId, file: Source) -> bool {
        if let Some((_, watch)) = &self.described {
            watch(&file.name);
        }
        if let Some(asked) = file.asked.clone() {
            return self.asked(form, file, &asked);
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
        self.file(form, file)
    }

    /// The workbook at a path, open.
    pub(crate) fn opened(&mut self, path: &Path) -> Option<Workbook> {
        if let Some((open, book)) = self.book.take()
            && open == path
        {
            return Some(book);
        }
        if let Some(book) = self.shelf.book(path) {
            return Some(Workbook::kept(book));
        }
        let place = path.display().to_string();
        let book = match read_bytes(path) {
            Ok(bytes) => Workbook::open(bytes).map_err(|why| damaged(&place, Arg::from(why))),
            Err(why) => Err(unreadable(&place, why)),
        };
        book.map_err(|error| self.diagnostics.push(error)).ok()
    }

    /// Reads a file of text, or of columns; false where no table came of it.
    fn file(&mut self, form: FormId, mut file: Source) -> bool {
        let path = file.path.display().to_string();
        if parquet::is_one(&file.path) {
            let opened = match read_bytes(&file.path) {
                Ok(bytes) => parquet::open(bytes, &path),
                Err(why) => Err(unreadable(&path, why)),
            };
            return match opened {
                Ok(columns) => {
                    parquet::unread(&columns, &path).into_iter().for_each(|said| self.diagnostics.push(said));
                    file.layout = file.layout.of_columns();
                    let names = self.names(form);
                    let wanted = Wanted::new(self.vocab, (form, names), &self.parts, &path)
                        .with_keys(&file.layout.keys);
                    let rows = Rows::Parquet(parquet::headings(&columns));
                    let (sheet, place) = Sheet::of_cells(rows, &wanted, &file.layout);
                    self.sheet(form, file, Encoding::Parquet, (sheet, &place), Below::Columns(columns))
                        == Ok(true)
                }
                Err(error) => {
                    self.diagnostics.push(error);
                    false
                }
            };
        }
        self.text_file(form, file)
    }

    /// Reads the rows of a sheet of cells; false where no table came of it.
    pub(crate) fn cells(&mut self, form: FormId, file: Source, encoding: Encoding, rows: Rows<'_>) -> bool {
        let path = file.place();
        let names = self.names(form);
        let wanted = Wanted::new(self.vocab, (form, names), &self.parts, &path).with_keys(&file.layout.keys);
        let (sheet, mut place) = Sheet::of_cells(rows, &wanted, &file.layout);
        let mut form = form;
        for other in self.children(form, &file) {
            let names = self.names(other);
            let wanted =
                Wanted::new(self.vocab, (other, names), &self.parts, &path).with_keys(&file.layout.keys);
            let found = Place::find(&sheet.ahead, &wanted, &file.layout, &sheet.merged);
            if found.worth > place.worth {
                (form, place) = (other, found);
            }
        }
        self.sheet(form, file, encoding, (sheet, &place), Below::Cells) == Ok(true)
    }

    /// Reads the rows of a sheet, of which the headings have been found; false where no table came of it.
    pub(crate) fn sheet(
        &mut self,
        form: FormId,
        file: Source,
        encoding: Encoding,
        (mut sheet, place): (Sheet<'_>, &Place),
        below: Below<'_>,
    ) -> Result<bool, NotInBlocks> {
        let path = file.place();
        if !self.apart && !place.is_keyed() && file.layout.header.is_none() {
            // A text is whole here: only of one whose headings name the key other blocks come behind.
            let read = self.blocks(form, &file, encoding, &mut sheet);
            if let Some(read) = read {
                return Ok(read);
            }
        }
        let found = match sheet.step_over(place, &file.layout) {
            Ok(found) if found.is_no_text => {
                self.diagnostics.push(not_text(&path, found.line as usize, &Layout::default()));
                return Ok(false);
            }
            Ok(found) => found,
            Err(headless) => {
                let said = match headless {
                    Headless::Empty => self.empty(form, &path),
                    Headless::NoSuchRow => no_such_row(&path, &file.layout),
                    Headless::Broken(broken) => said_of(&path, broken),
                };
                self.diagnostics.push(said);
                return Ok(false);
            }
        };
        let mut account = account(form, encoding, sheet.delimiter, &found, &file);
        let names = self.names(form);
        let wanted = Wanted::new(self.vocab, (form, names), &self.parts, &path).with_keys(&file.layout.keys);
        let placed = Placed { line: &found.units, ..Placed::at(found.row) };
        let header = Header::read(found.columns, &placed, &wanted, &mut self.diagnostics);
        let Some(header) = header else { return Ok(false) };
        account.ignored_columns = unused_columns::listed(&header);
        account.missing_columns = header.missing(self.vocab.form(form));
        sheet.touching = header.touching(&file.layout, &wanted, &mut self.diagnostics);
        sheet.touching.merge(&sheet.merged, &header, account.header + account.header_rows);
        self.say_what_is_merged_below(&account, &header, &sheet);
        match self.rows(account, (&header, found.width), sheet, &file, below) {
            None => {}
            Some(Broken::NotInBlocks) => return Err(NotInBlocks),
            Some(broken) => self.diagnostics.push(said_of(&path, broken)),
        }
        Ok(true)
    }

    /// Reads the rows below the headings, as far as they can be read.
    pub(crate) fn rows(
        &mut self,
        account: FileAccount,
        (header, width): (&Header, usize),
        sheet: Sheet<'_>,
        file: &Source,
        below: Below<'_>,
    ) -> Option<Broken> {
        if let Some((described, _)) = &mut self.described {
            let names: Vec<String> = self.parts.iter().map(|part| part.name.clone()).collect();
            described.push(Described {
                name: account.name.clone(),
                form: account.form,
                labelled: header.labelled,
                header: account.header,
                spanned: header.spanned,
                columns: of_header(header, &header.turned, &names, &self.vocab.form(account.form).fields),
            });
        }
        let owners = match (self.apart, self.listed) {
            (true, _) => Owners::Nobody,
            (false, true) => Owners::Listed,
            (false, false) => Owners::Anybody,
        };
        let width = matches!(below, Below::Text { .. }).then_some(width);
        let delimiter = sheet.delimiter.unwrap_or(',');
        let Parts { mut ahead, mut broken, mut rows, touching } = sheet.into_parts();
        let in_order = touching.is_in_order();
        let taking = taking(self.vocab, (account.form, owners), header, file, (width, touching));
        let mut touching = taking.touching.clone();
        let mut gathering = Gathering::new(&taking, self.threads);
        let mut piece = Piece::new(&taking, ahead.len(), &[]);
        for record in &mut ahead {
            touching.touch(record);
            piece.take(&taking, record, Some(&self.subjects));
        }
        gathering.append(vec![(piece, (0, 0))], &taking, &mut self.subjects);
        if broken.is_none() {
            broken = match (below, &mut rows) {
                (Below::Columns(columns), _) => {
                    let road = (self.threads, parquet::Road::Direct);
                    let total = columns.rows();
                    let columns = (columns.into_columns(), total);
                    parquet::rows(columns, &taking, &mut gathering, &mut self.subjects, road)
                }
                (Below::Text { first, more }, Rows::Text(records)) if !in_order => {
                    let text = TextBelow { taking: &taking, delimiter };
                    text.rows(&mut gathering, &mut self.subjects, (first, records), more, self.threads)
                }
                (Below::Cells | Below::Text { .. }, rows) => {
                    cells_below((rows, &mut touching), &taking, &mut gathering, &mut self.subjects)
                }
            };
        }
        if broken != Some(Broken::NotInBlocks) {
            gathering.finish(account, taking.used.len(), &taking, &mut self.set);
        }
        broken
    }

    /// Says of columns in which cells are merged over several rows that their values are those of the first alone; once of each.
    fn say_what_is_merged_below(&mut self, account: &FileAccount, header: &Header, sheet: &Sheet<'_>) {
        let below = (account.header + account.header_rows).saturating_sub(1);
        for (column, row) in header.merged_below(&sheet.merged, &sheet.touching, below) {
            let heading = header.headings.get(column).map_or_else(String::new, |heading| one_line(heading));
            let what = format!("{} {:?} {heading}", layouts::MERGED_BELOW.row().number, account.form);
            if !self.known.said.insert(what.clone()) {
                continue;
            }
            self.known.once.push((self.diagnostics.len(), what));
            let said = Diagnostic::new(layouts::MERGED_BELOW).with("path", account.name.as_str());
            let said = said.with("heading", heading).with("row", row as usize);
            self.diagnostics.push(said.help(layouts::FILL_IT_DOWN));
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

/// What comes below the headings.
pub(crate) enum Below<'a> {
    /// The rows of a sheet of cells.
    Cells,
    /// Those of a text, whose first block holds the headings, and its other blocks.
    Text { first: &'a str, more: Vec<Block> },
    /// Columns.
    Columns(ParquetFile),
}

/// How the rows of a file are taken.
fn taking<'t>(
    vocab: &'t Vocab,
    (form, whose): (FormId, Owners),
    header: &'t Header,
    file: &'t Source,
    (width, touching): (Option<usize>, Touching),
) -> Taking<'t> {
    let textual = key_texts(vocab, form);
    let form = vocab.form(form);
    let manner = |(slot, field): (usize, &FieldId)| {
        let column = header.slots.iter().position(|found| *found == Some(slot));
        let unit = column.and_then(|column| header.units.get(column)?.as_ref());
        if textual.contains(field) { Manner::later() } else { Manner::in_unit(vocab.field(*field), unit) }
    };
    let columns = header.slots.iter().copied().enumerate();
    Taking {
        form,
        header,
        footers: Footers::new(&file.layout.footers).of_columns(!header.turned.is_empty()),
        manners: form.fields.iter().enumerate().map(manner).collect(),
        touching,
        exact: form.fields.iter().map(|field| vocab.field(*field).exact).collect(),
        private: form.fields.iter().map(|field| vocab.field(*field).private).collect(),
        any_private: vocab.fields().any(|(_, field)| field.private),
        used: columns.filter(|(column, _)| header.uses(*column)).collect(),
        ignored: header.ignored().map(|(column, _)| column).collect(),
        whose,
        width,
        // Features are counted, of which headings are none; so are rows of a database.
        headings: u32::from(geojson::is_one(&file.name) || file.asked.is_some()),
    }
}

/// So many rows of cells are a piece.
const ROWS: usize = 4096;

/// Reads the rows of a sheet of cells.
fn cells_below(
    (rows, touching): (&mut Rows<'_>, &mut Touching),
    taking: &Taking<'_>,
    gathering: &mut Gathering,
    subjects: &mut Subjects,
) -> Option<Broken> {
    let mut record = Record::default();
    loop {
        let mut piece = Piece::new(taking, 0, &[]);
        let mut ended = None;
        while ended.is_none() && piece.tally.rows_in < ROWS {
            match rows.next(&mut record) {
                Ok(true) => {
                    touching.touch(&mut record);
                    piece.take(taking, &record, Some(subjects));
                    (record.out, record.touched) = (None, Vec::new());
                }
                Ok(false) => ended = Some(None),
                Err(broken) => ended = Some(Some(broken)),
            }
        }
        gathering.append(vec![(piece, (0, 0))], taking, subjects);
        if let Some(broken) = ended {
            return broken;
        }
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
    let headed = !is_outlines && encoding != Encoding::Postgres;
    FileAccount {
        name: file.name.clone(),
        path: file.path.clone(),
        form,
        encoding,
        delimiter: delimiter.filter(|_| !is_outlines),
        rows_above: found.above,
        header: if headed { found.row } else { 0 },
        header_rows: if headed { found.rows } else { 0 },
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
        beside: Vec::new(),
    }
}

fn said_of(path: &str, broken: Broken) -> Diagnostic {
    match broken {
        Broken::Quote(line) => Diagnostic::new(codes::QUOTE_OPEN)
            .with("path", path)
            .with("line", line as usize)
            .help(codes::QUOTES_IN_CELLS),
        Broken::Damaged(row, why) => {
            let of_columns = parquet::is_one(Path::new(path));
            let help = if of_columns { copies::WRITE_PARQUET_ANEW } else { codes::SAVE_IT_ANEW };
            let said = Diagnostic::new(codes::SHEET_DAMAGED).with("path", path).with("row", row as usize);
            said.with("why", Arg::from(why)).help(help)
        }
        // It is read at once before anything is said of it.
        Broken::NotInBlocks => not_text(path, 1, &Layout::default()),
        #[cfg(feature = "postgres")]
        Broken::Lost(row, why) => crate::database::lost(path, row, why),
    }
}

pub(crate) fn not_text(path: &str, line: usize, layout: &Layout) -> Diagnostic {
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

pub(crate) fn unreadable(path: &str, why: Arg) -> Diagnostic {
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
