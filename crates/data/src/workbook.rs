//! Workbooks: XLSX, XLSB, XLS and ODS to sheets.
//!
//! A row in which nothing stands is no row here: such a file tells of the cells that there are, and where a row is only
//! coloured nobody filed one.

use std::borrow::Cow;
use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;

use calamine::{
    Data, DataRef, Ods, Range, Reader, SheetType, SheetVisible, Style, Xls, XlsError, Xlsb, Xlsx, XlsxError,
    XlsxFormulaMetadata,
};
use shensuan_columnar::guarded;
use shensuan_diagnostics::codes::data as codes;
use shensuan_diagnostics::{Arg, Message};
use shensuan_vocab::names::fold_text;

use crate::encoding::Encoding;
use crate::merged::{Covered, Merged, Region};
use crate::parts::{Archive, Shared, check_xls};
use crate::repairs::Repair;
use crate::sheet::{Broken, Kept, Record, Rows};
use crate::shelf::KeptBook;

/// The first bytes of a ZIP archive, which XLSX, XLSB and ODS are.
const ARCHIVE: &[u8] = b"PK";

/// The first bytes of a compound file, which XLS and any workbook with a password are.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// A sheet has no more columns.
const COLUMNS: u32 = 16_384;

type Bytes = Cursor<Shared>;

/// A workbook, open.
pub(crate) struct Workbook {
    inner: Inner,
}

enum Inner {
    Xlsx(Box<Xlsx<Bytes>>, Box<Archive>),
    Xlsb(Box<Xlsb<Bytes>>),
    Xls(Box<Xls<Bytes>>),
    /// With the merged regions of all its sheets, where there are as many.
    Ods(Box<Ods<Bytes>>, Vec<Merged>),
    /// One of those whose cells are kept.
    Kept(Arc<KeptBook>),
}

/// Whether a file is a workbook, by its name.
pub(crate) fn is_one(path: &Path) -> bool {
    let endings = ["xlsx", "xlsm", "xltx", "xlsb", "xls", "ods"];
    path.extension().is_some_and(|ending| endings.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// Whether what a file holds is a workbook, or an archive of something else, whatever the file is called.
pub(crate) fn is_inside(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(COMPOUND)
}

impl Workbook {
    /// Opens one; or why it cannot be opened. What it is is told by its bytes: files are saved under the names of others.
    pub(crate) fn open(bytes: Vec<u8>) -> Result<Self, Message> {
        let bytes = Shared::new(bytes);
        let new = || Cursor::new(bytes.clone());
        if bytes.as_ref().starts_with(COMPOUND) {
            // A workbook with a password is kept inside such a file, whichever kind it is.
            if opened(|| matches!(Xlsx::new(new()), Err(XlsxError::Password)))? {
                return Err(codes::WHY_A_PASSWORD.into());
            }
            check_xls(bytes.as_ref())?;
            return match opened(|| Xls::new(new()))? {
                Ok(book) => Ok(Self { inner: Inner::Xls(Box::new(book)) }),
                Err(XlsError::Password) => Err(codes::WHY_A_PASSWORD.into()),
                Err(error) => Err(damaged(&error)),
            };
        }
        if !bytes.as_ref().starts_with(ARCHIVE) {
            return Err(codes::WHY_NO_WORKBOOK.into());
        }
        let mut archive = Archive::open(bytes.clone())?;
        let inner = if archive.has("xl/workbook.bin") {
            Inner::Xlsb(Box::new(opened(|| Xlsb::new(new()))?.map_err(|error| damaged(&error))?))
        } else if archive.has("content.xml") {
            let merged = archive.of_ods()?;
            Inner::Ods(Box::new(opened(|| Ods::new(new()))?.map_err(|error| damaged(&error))?), merged)
        } else {
            match opened(|| Xlsx::new(new()))? {
                Ok(book) => {
                    archive.find_sheets(book.sheets_metadata().len());
                    Inner::Xlsx(Box::new(book), Box::new(archive))
                }
                Err(XlsxError::Password) => return Err(codes::WHY_A_PASSWORD.into()),
                Err(error) => return Err(damaged(&error)),
            }
        };
        Ok(Self { inner })
    }

    /// One whose cells are kept.
    pub(crate) fn kept(book: Arc<KeptBook>) -> Self {
        Self { inner: Inner::Kept(book) }
    }

    /// What kind of workbook it is.
    pub(crate) fn kind(&self) -> Encoding {
        match &self.inner {
            Inner::Xlsx(..) => Encoding::Xlsx,
            Inner::Xlsb(_) => Encoding::Xlsb,
            Inner::Xls(_) => Encoding::Xls,
            Inner::Ods(..) => Encoding::Ods,
            Inner::Kept(book) => book.kind,
        }
    }

    /// The sheets of cells in their order, and whether each can be seen.
    pub(crate) fn sheets(&self) -> Vec<(String, bool)> {
        if let Inner::Kept(book) = &self.inner {
            return book.sheets();
        }
        let cells = self.all_sheets().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
        cells.map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible)).collect()
    }

    /// The sheets as the library tells them, those that hold no cells among them.
    fn all_sheets(&self) -> &[calamine::Sheet] {
        match &self.inner {
            Inner::Xlsx(book, _) => book.sheets_metadata(),
            Inner::Xlsb(book) => book.sheets_metadata(),
            Inner::Xls(book) => book.sheets_metadata(),
            Inner::Ods(book, _) => book.sheets_metadata(),
            Inner::Kept(_) => &[],
        }
    }

    /// The sheet of a name: spelled so, else the only one that differs in width, letter case and blanks around it.
    pub(crate) fn sheet_named(&self, name: &str) -> Option<String> {
        let sheets = self.sheets();
        let exact = sheets.iter().find(|(sheet, _)| sheet == name);
        let folded = fold_text(name);
        let mut alike = sheets.iter().filter(|(sheet, _)| fold_text(sheet) == folded);
        let found = exact.or_else(|| alike.next().filter(|_| alike.next().is_none()));
        found.map(|(sheet, _)| sheet.clone())
    }

    /// The sheet that is meant where none is named: the first that can be seen and in which something stands.
    pub(crate) fn first_sheet(&mut self) -> String {
        let sheets = self.sheets();
        let mut seen = sheets.iter().filter(|(_, seen)| *seen).map(|(sheet, _)| sheet);
        let filled = seen.find(|sheet| self.is_blank(sheet) != Some(true));
        let first = filled.or_else(|| sheets.first().map(|(sheet, _)| sheet));
        first.cloned().unwrap_or_default()
    }

    /// Whether nothing stands in a sheet; unknown where it cannot be read so far.
    pub(crate) fn is_blank(&mut self, sheet: &str) -> Option<bool> {
        let any = |cells: Cells<'_>| CellRows::new(cells, Merged::default()).next(&mut Record::default());
        self.read_cells(sheet, any).ok()?.ok().map(|any| !any)
    }

    /// Hands the rows of a sheet to a reader; or why the sheet cannot be opened.
    pub(crate) fn read<R>(&mut self, sheet: &str, reader: impl FnOnce(Rows<'_>) -> R) -> Result<R, Message> {
        let merged = self.merged(sheet);
        self.read_cells(sheet, |cells| reader(Rows::Cells(CellRows::new(cells, merged))))
    }

    /// The merged regions of a sheet, as far as the file tells them.
    pub(crate) fn merged(&mut self, sheet: &str) -> Merged {
        let place = self.all_sheets().iter().position(|known| known.name == sheet);
        match &mut self.inner {
            Inner::Xlsx(_, archive) => place.map_or_else(Merged::default, |place| archive.merged(place)),
            Inner::Xls(book) => {
                let regions = book.merge_cells_by_sheet_name(sheet).unwrap_or_default().into_iter();
                let region = |of: calamine::Dimensions| Region {
                    top: of.start.0,
                    left: of.start.1,
                    bottom: of.end.0,
                    right: of.end.1,
                };
                Merged::told(regions.map(region).collect())
            }
            Inner::Ods(book, merged) if merged.len() == book.sheets_metadata().len() => {
                place.and_then(|place| merged.get(place)).cloned().unwrap_or_default()
            }
            Inner::Kept(book) => book.merged(sheet),
            // The library does not tell them.
            Inner::Xlsb(_) | Inner::Ods(..) => Merged::default(),
        }
    }

    /// Hands the cells of a sheet to a reader; or why the sheet cannot be opened.
    pub(crate) fn read_cells<R>(
        &mut self,
        sheet: &str,
        reader: impl for<'c> FnOnce(Cells<'c>) -> R,
    ) -> Result<R, Message> {
        let (range, number) = match &mut self.inner {
            Inner::Xlsx(book, _) => {
                let number = numbers_of(book.has_1904_epoch(), Kept::Float);
                let looks = looks(book, sheet).map_err(|error| damaged(&error))?;
                let mut looks = looks.into_iter().peekable();
                let mut cells = book.worksheet_cells_reader(sheet).map_err(|error| damaged(&error))?;
                let next = move || {
                    let Some(cell) =
                        cells.next_cell_with_formula_metadata().map_err(|error| error.to_string())?
                    else {
                        return Ok(None);
                    };
                    let look = looks.next_if(|(place, _)| *place == cell.pos).map(|(_, look)| look);
                    let shown = match cell.formula {
                        Some(formula) if matches!(cell.value, DataRef::Empty) => without_result(&formula),
                        Some(_) | None => shown(cell.value, number, look),
                    };
                    Ok(Some((cell.pos, shown)))
                };
                return Ok(reader(Box::new(next)));
            }
            Inner::Xlsb(book) => {
                let number = numbers_of(book.has_1904_epoch(), Kept::Number);
                let cells = opened(move || book.worksheet_cells_reader(sheet))?;
                let mut cells = cells.map_err(|error| damaged(&error))?;
                // One by one: all of them, and the blank ones between, may be more than there is room for.
                let next = move || {
                    let cell = guarded(|| Ok(cells.next_cell())).map_err(|error| error.to_string())?;
                    let cell = cell.map_err(|error| error.to_string())?;
                    Ok(cell.map(|cell| (cell.get_position(), shown(cell.get_value().clone(), number, None))))
                };
                return Ok(reader(Box::new(next)));
            }
            Inner::Xls(book) => {
                let from_1904 = book.has_1904_epoch();
                (book.worksheet_range(sheet).map_err(|error| damaged(&error))?, from_1904)
            }
            Inner::Ods(book, _) => (book.worksheet_range(sheet).map_err(|error| damaged(&error))?, false),
            Inner::Kept(book) => return book.cells(sheet).map(reader),
        };
        let number = numbers_of(number, Kept::Number);
        Ok(reader(Box::new(cells_of(&range, number))))
    }
}

fn damaged(error: &dyn std::fmt::Display) -> Message {
    codes::WHY_DAMAGED.with("why", error.to_string())
}

/// What the library makes of a file; it panics on some that are damaged.
fn opened<R>(open: impl FnOnce() -> R) -> Result<R, Message> {
    guarded(|| Ok(open())).map_err(|error| damaged(&error))
}

/// As what the numbers of a workbook are kept.
fn numbers_of(from_1904: bool, otherwise: Kept) -> Kept {
    if from_1904 { Kept::From1904 } else { otherwise }
}

/// How a number is shown, where that tells more than the number does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    /// As a per cent: 0.95 as 95%.
    Share,
    /// With zeros in front, up to so many digits: 111 as 0111.
    Zeros(usize),
}

/// A look, and the row and column of the cell that has it.
type Looking = ((u32, u32), Look);

/// The look that a style gives to numbers, if it is one of those.
fn look_of(style: &Style) -> Option<Look> {
    let format = style.number_format.as_ref()?;
    // 9 and 10 are 0% and 0.00% in every workbook.
    if matches!(format.format_id, Some(9 | 10)) {
        return Some(Look::Share);
    }
    let code = format.format_code.split(';').next().unwrap_or("");
    if code.len() > 1 && code.bytes().all(|byte| byte == b'0') {
        return Some(Look::Zeros(code.len()));
    }
    // What stands between quotes or behind a backslash is written as it is.
    let (mut quoted, mut escaped) = (false, false);
    let shares = code.chars().any(|c| {
        let bare = !quoted && !escaped;
        quoted ^= c == '"' && !escaped;
        escaped = bare && matches!(c, '\\' | '_' | '*' | '!');
        bare && c == '%'
    });
    shares.then_some(Look::Share)
}

/// The cells of a sheet that have such a look, in their order.
fn looks(book: &mut Xlsx<Bytes>, sheet: &str) -> Result<Vec<Looking>, XlsxError> {
    let mut cells = book.worksheet_cells_reader(sheet)?;
    let looks: Vec<Option<Look>> = cells.styles().iter().map(look_of).collect();
    let mut found = Vec::new();
    if looks.iter().all(Option::is_none) {
        return Ok(found); // most workbooks have none, and are read once
    }
    // Where the sheet is damaged is said when its cells are read.
    while let Ok(Some((row, column, style))) = cells.next_style_id() {
        if let Some(look) = looks.get(style).copied().flatten() {
            found.push(((row, column), look));
        }
    }
    Ok(found)
}

/// A formula that was never computed: another program wrote it, and no spreadsheet has opened the workbook since.
fn without_result(formula: &XlsxFormulaMetadata) -> Shown<'static> {
    let mut text = "=".to_owned();
    if let XlsxFormulaMetadata::Normal { formula } | XlsxFormulaMetadata::Shared { formula, .. } = &formula {
        text.push_str(formula);
    }
    (Cow::Owned(text), Kept::Formula)
}

/// The cells of a range, one after the other; numbers are kept as this.
fn cells_of<'a>(range: &'a Range<Data>, number: Kept) -> impl FnMut() -> Next<'a> + use<'a> {
    let (top, left) = range.start().unwrap_or_default();
    let mut cells = range.used_cells();
    move || {
        let cell = cells.next().map(|(row, column, data)| {
            let place = |at: usize, from: u32| u32::try_from(at).unwrap_or(u32::MAX).saturating_add(from);
            ((place(row, top), place(column, left)), shown(borrowed(data), number, None))
        });
        Ok(cell)
    }
}

/// A cell as text, and what it is kept as.
pub(crate) type Shown<'a> = (Cow<'a, str>, Kept);

/// A cell with its row and column, from 0.
pub(crate) type Placed<'a> = ((u32, u32), Shown<'a>);

/// The next cell; none at the end; or why there are no more.
pub(crate) type Next<'a> = Result<Option<Placed<'a>>, String>;

/// Hands out cells, one after the other.
pub(crate) type Cells<'c> = Box<dyn FnMut() -> Next<'c> + 'c>;

/// Puts cells together to rows.
pub(crate) struct CellRows<'a> {
    cells: Cells<'a>,
    /// The first cell of the row that comes.
    ahead: Option<Placed<'a>>,
    /// The row before.
    row: u32,
    /// There are no more: who reads on behind the end of a sheet finds something else.
    ended: bool,
    /// Which cells are covered by merged ones.
    covered: Covered,
    /// Rows and columns of such in which something is left, of the row at hand and the one that comes.
    left: Vec<(u32, u32)>,
}

impl<'a> CellRows<'a> {
    fn new(cells: Cells<'a>, merged: Merged) -> Self {
        Self { cells, ahead: None, row: 0, ended: false, covered: Covered::by(merged), left: Vec::new() }
    }

    /// Which cells of the sheet are merged.
    pub(crate) fn merged(&self) -> Merged {
        self.covered.merged()
    }

    /// Reads the next row in which something stands; false at the end. What is left in covered cells does not: nobody sees it.
    pub(crate) fn next(&mut self, record: &mut Record<'a>) -> Result<bool, Broken> {
        record.cells.clear();
        record.kept.clear();
        record.touched.clear();
        let any = self.gather(record)?;
        let row = record.row.saturating_sub(1);
        let own = self.left.iter().filter(|(at, _)| any && *at == row);
        record.touched.extend(own.map(|(_, column)| (*column as usize, Repair::Covered)));
        self.left.retain(|(at, _)| *at > row);
        Ok(any)
    }

    fn gather(&mut self, record: &mut Record<'a>) -> Result<bool, Broken> {
        loop {
            let cell = match self.ahead.take() {
                Some(cell) => Some(cell),
                // Of a row that breaks off it is not known what else stood in it: nothing from it on is read.
                None => self.cell().map_err(|broken| match (broken, record.cells.is_empty()) {
                    (Broken::Damaged(row, why), false) => Broken::Damaged(row.saturating_sub(1), why),
                    (whole, _) => whole,
                })?,
            };
            let Some(((row, column), (text, kept))) = cell else { return Ok(!record.cells.is_empty()) };
            if record.cells.is_empty() {
                (record.row, record.line) = (row + 1, row + 1);
                self.row = row + 1;
            } else if row + 1 != record.row {
                self.ahead = Some(((row, column), (text, kept)));
                return Ok(true);
            }
            let column = column as usize;
            record.cells.resize(record.cells.len().max(column), Cow::Borrowed(""));
            record.kept.resize(record.kept.len().max(column), Kept::Untold);
            record.cells.truncate(column);
            record.kept.truncate(column);
            record.cells.push(text);
            record.kept.push(kept);
        }
    }

    /// The next cell in which something stands.
    fn cell(&mut self) -> Result<Option<Placed<'a>>, Broken> {
        while !self.ended {
            match (self.cells)() {
                Ok(Some((_, (text, _)))) if text.trim().is_empty() => {}
                Ok(Some(((row, column), _))) if column >= COLUMNS || row + 1 < self.row => {
                    return Err(Broken::Damaged(self.row, codes::WHY_CELLS_OUT_OF_PLACE.into()));
                }
                Ok(Some(((row, column), _))) if self.covered.has(row, column) => {
                    if self.left.last().is_some_and(|(last, _)| *last != row) {
                        // Of rows in which nothing else stands nobody hears.
                        self.left.retain(|(at, _)| at + 1 == self.row);
                    }
                    self.left.push((row, column));
                }
                Ok(cell) => {
                    self.ended = cell.is_none();
                    return Ok(cell);
                }
                Err(why) => {
                    self.ended = true;
                    let why = codes::WHY_DAMAGED.with("why", Arg::from(why));
                    return Err(Broken::Damaged(self.row, why));
                }
            }
        }
        Ok(None)
    }
}

/// A cell as text, and what it is kept as. A day is written as 2017-12-31, with the time behind it if it has one.
fn shown(value: DataRef<'_>, number_kept: Kept, look: Option<Look>) -> Shown<'_> {
    match value {
        DataRef::Empty => (Cow::Borrowed(""), Kept::Text),
        DataRef::String(text) => (Cow::Owned(text), Kept::Text),
        DataRef::SharedString(text) => (Cow::Borrowed(text), Kept::Text),
        DataRef::Int(number) => shown_number(number.to_string(), number_kept, look),
        DataRef::Float(number) => shown_number(number.to_string(), number_kept, look),
        DataRef::Bool(truth) => (Cow::Borrowed(if truth { "TRUE" } else { "FALSE" }), Kept::Truth),
        DataRef::DateTime(time) if time.is_datetime() && time.as_f64() >= 1.0 => {
            let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
            let day = format!("{year:04}-{month:02}-{day:02}");
            let midnight = (hour, minute, second) == (0, 0, 0);
            let text = if midnight { day } else { format!("{day} {hour:02}:{minute:02}:{second:02}") };
            (Cow::Owned(text), Kept::Time)
        }
        // A span of time, or a time without a day.
        DataRef::DateTime(time) => (Cow::Owned(time.as_f64().to_string()), Kept::Time),
        DataRef::DateTimeIso(text) => {
            let day = text.strip_suffix("T00:00:00").map(str::to_owned);
            (Cow::Owned(day.unwrap_or_else(|| text.replace('T', " "))), Kept::Time)
        }
        DataRef::DurationIso(text) => (Cow::Owned(text), Kept::Time),
        DataRef::Error(fault) => (Cow::Owned(fault.to_string()), Kept::Fault),
    }
}

/// A number as it is shown, as far as that matters.
fn shown_number(number: String, kept: Kept, look: Option<Look>) -> Shown<'static> {
    match look {
        Some(Look::Share) => (Cow::Owned(number), Kept::Share),
        Some(Look::Zeros(digits)) if number.bytes().all(|byte| byte.is_ascii_digit()) => {
            (Cow::Owned(format!("{number:0>digits$}")), kept)
        }
        Some(Look::Zeros(_)) | None => (Cow::Owned(number), kept),
    }
}

/// A cell of a range, lent.
fn borrowed(data: &Data) -> DataRef<'_> {
    match data {
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(truth) => DataRef::Bool(*truth),
        Data::DateTime(time) => DataRef::DateTime(*time),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(fault) => DataRef::Error(fault.clone()),
        Data::Empty => DataRef::Empty,
    }
}
