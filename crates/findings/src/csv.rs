//! The tables as CSV that opens right in Excel: UTF-8 with a mark, CRLF, no cell that a spreadsheet would take for a
//! formula, or for a number or a date where it is a text.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};
use shensuan_diagnostics::Lang;

use crate::excel::cell;
use crate::number::readable;
use crate::words::Words;
use crate::{
    Aggregate, Cell, Evidence, Finding, Group, HIDDEN, LayerName, OrphanRow, RejectedRow, Undetermined,
    UnreadableCell, Value, severity_word,
};

/// The mark by which Excel knows UTF-8.
pub(crate) const MARK: &[u8] = "\u{feff}".as_bytes();

/// The column of `values.csv` that holds a number.
const NUMBER: usize = 5;

/// A CSV in the making.
struct Table<W: Write>(csv::Writer<W>);

impl<W: Write> Table<W> {
    fn new<H: AsRef<str>>(mut into: W, headings: &[H]) -> io::Result<Self> {
        into.write_all(MARK)?;
        let mut table = Self(WriterBuilder::new().terminator(Terminator::CRLF).from_writer(into));
        table.row(headings)?;
        Ok(table)
    }

    /// A row of texts.
    fn row<T: AsRef<str>>(&mut self, texts: &[T]) -> io::Result<()> {
        self.row_with_number(texts, None)
    }

    /// A row of texts, one of which is a number and stays one.
    fn row_with_number<T: AsRef<str>>(&mut self, texts: &[T], number: Option<usize>) -> io::Result<()> {
        let cells = texts
            .iter()
            .map(AsRef::as_ref)
            .enumerate()
            .map(|(column, text)| if number == Some(column) { Cow::Borrowed(text) } else { cell(text) });
        self.cells(cells)
    }

    /// A row as it is. Why writing failed is kept as the system said it.
    fn cells<'t>(&mut self, cells: impl Iterator<Item = Cow<'t, str>>) -> io::Result<()> {
        self.0.write_record(cells.map(Cow::into_owned)).map_err(|error| {
            let said = error.to_string();
            if let csv::ErrorKind::Io(error) = error.into_kind() { error } else { io::Error::other(said) }
        })
    }

    fn finish(mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Any table, headings first, by the same rules.
///
/// # Errors
/// What writing gives.
pub fn write_table<W: Write>(into: W, rows: &[Vec<String>]) -> io::Result<()> {
    let Some((headings, rows)) = rows.split_first() else { return Ok(()) };
    let mut table = Table::new(into, headings)?;
    rows.iter().try_for_each(|row| table.row(row))?;
    table.finish()
}

/// A cell of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListCell {
    /// A text, which stays one in a spreadsheet.
    Text(String),
    /// A number or a day that we made ourselves, which is one in a spreadsheet too; or nothing.
    Number(String),
}

/// A list of which some cells are numbers, by the same rules.
///
/// # Errors
/// What writing gives.
pub fn write_list<W: Write, H: AsRef<str>>(
    into: W,
    headings: &[H],
    rows: &[Vec<ListCell>],
) -> io::Result<()> {
    let mut table = Table::new(into, headings)?;
    for row in rows {
        table.cells(row.iter().map(|listed| match listed {
            ListCell::Text(text) => cell(text),
            ListCell::Number(number) => Cow::Borrowed(number.as_str()),
        }))?;
    }
    table.finish()
}

/// The file and the number of a row; empty where there is none.
fn place(row: Option<&Cell>) -> (&str, String) {
    row.map_or(("", String::new()), |cell| (cell.file.as_str(), cell.row.to_string()))
}

/// Evidence in one cell, the aggregates before it, the groups behind it.
fn joined(
    aggregates: &[Aggregate],
    evidence: &[Evidence],
    left_out: usize,
    groups: &[Group],
    words: Words,
) -> String {
    let mut texts: Vec<String> = aggregates.iter().map(|aggregate| words.aggregate(aggregate)).collect();
    texts.extend(evidence.iter().map(|evidence| evidence_text(evidence, words)));
    if left_out > 0 {
        texts.push(words.more_cells(left_out));
    }
    texts.extend(groups.iter().flat_map(|group| words.group_lines(group)));
    texts.join(words.lang.pick("；", "; "))
}

/// `findings.csv`: one line a finding. `subject` is the heading of the key column.
///
/// # Errors
/// What writing gives.
pub fn write_findings<W: Write>(into: W, findings: &[Finding], subject: &str, lang: Lang) -> io::Result<()> {
    let words = Words::of(lang);
    let mut table = Table::new(into, &words.findings(subject))?;
    for finding in findings {
        let (layer, version) = parts(finding.layer.as_ref());
        let (file, row) = place(finding.row.as_ref());
        table.row(&[
            finding.listed_as(),
            &finding.title,
            severity_word(finding.severity, lang),
            &finding.subject,
            finding.name.as_deref().unwrap_or(""),
            finding.district.as_deref().unwrap_or(""),
            finding.form.as_deref().unwrap_or(""),
            file,
            &row,
            &finding.message,
            &joined(
                &finding.aggregates,
                &finding.evidence,
                finding.evidence_left_out,
                &finding.groups,
                words,
            ),
            finding.basis.as_deref().unwrap_or(""),
            &finding.place.to_string(),
            layer,
            version,
        ])?;
    }
    table.finish()
}

/// `undetermined.csv`: one line a subject or row that a rule cannot decide. `subject` is the heading of the key column.
///
/// # Errors
/// What writing gives.
pub fn write_undetermined<W: Write>(
    into: W,
    undetermined: &[Undetermined],
    subject: &str,
    lang: Lang,
) -> io::Result<()> {
    let words = Words::of(lang);
    let mut table = Table::new(into, &words.undetermined(subject))?;
    for item in undetermined {
        let (layer, version) = parts(item.layer.as_ref());
        let (file, row) = place(item.row.as_ref());
        table.row(&[
            &item.rule,
            &item.title,
            severity_word(item.severity, lang),
            &item.subject,
            item.name.as_deref().unwrap_or(""),
            item.district.as_deref().unwrap_or(""),
            item.form.as_deref().unwrap_or(""),
            file,
            &row,
            &joined(&[], &item.lacking, item.lacking_left_out, &item.groups, words),
            &item.place.to_string(),
            layer,
            version,
        ])?;
    }
    table.finish()
}

/// The id and version of a layer; empty where there is none.
fn parts(layer: Option<&LayerName>) -> (&str, &str) {
    layer.map_or(("", ""), |layer| (layer.id.as_str(), layer.version.as_str()))
}

impl Words {
    /// What is lacking, in one cell.
    #[must_use]
    pub fn lacking(self, evidence: &[Evidence], left_out: usize) -> String {
        joined(&[], evidence, left_out, &[], self)
    }
}

/// `取水量 = 100 立方米 [废水表.csv 第 3 行]`.
fn evidence_text(evidence: &Evidence, words: Words) -> String {
    let value = words.value(evidence);
    match &evidence.cell {
        Some(cell) => format!("{} = {value} [{}]", evidence.name, words.at(cell)),
        None => format!("{} = {value}", evidence.name),
    }
}

/// `values.csv`: one line a computed value. `subject` is the heading of the key column.
///
/// # Errors
/// What writing gives.
pub fn write_values<W: Write>(into: W, values: &[Value], subject: &str, lang: Lang) -> io::Result<()> {
    let words = Words::of(lang);
    let mut table = Table::new(into, &words.values(subject))?;
    for value in values {
        let (file, row) = place(value.row.as_ref());
        let number = match value.value {
            Some(number) => readable(number),
            None if value.private => HIDDEN.to_owned(),
            None => String::new(),
        };
        let cells: [&str; 8] = [
            &value.subject,
            value.form.as_deref().unwrap_or(""),
            file,
            &row,
            &value.name,
            &number,
            &value.unit,
            &joined(&[], &value.lacking, value.lacking_left_out, &[], words),
        ];
        table.row_with_number(&cells, Some(NUMBER))?;
    }
    table.finish()
}

/// `unreadable.csv`: one line a cell.
///
/// # Errors
/// What writing gives.
pub fn write_unreadable<W: Write>(into: W, cells: &[UnreadableCell], lang: Lang) -> io::Result<()> {
    let mut table = Table::new(into, &Words::of(lang).unreadable())?;
    for cell in cells {
        table.row(&[&cell.file, &cell.row.to_string(), &cell.column, &cell.text, &cell.why])?;
    }
    table.finish()
}

/// `orphans.csv`: one line a row.
///
/// # Errors
/// What writing gives.
pub fn write_orphans<W: Write>(into: W, rows: &[OrphanRow], subject: &str, lang: Lang) -> io::Result<()> {
    let mut table = Table::new(into, &Words::of(lang).orphans(subject))?;
    for row in rows {
        table.row(&[&row.subject, &row.form, &row.file, &row.row.to_string()])?;
    }
    table.finish()
}

/// `rejected.csv`: one line a row.
///
/// # Errors
/// What writing gives.
pub fn write_rejected<W: Write>(into: W, rows: &[RejectedRow], lang: Lang) -> io::Result<()> {
    let mut table = Table::new(into, &Words::of(lang).rejected())?;
    for row in rows {
        table.row(&[&row.file, &row.row.to_string(), &row.why])?;
    }
    table.finish()
}
