//! The tables as CSV that opens right in Excel: UTF-8 with a mark, CRLF, no cell that a spreadsheet would take
//! for a formula.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::{Terminator, Writer, WriterBuilder};
use shensuan_diagnostics::Lang;

use crate::number::exact;
use crate::words::Words;
use crate::{Evidence, Finding, RejectedRow, State, UnreadableCell, Value, severity_word};

/// The mark by which Excel knows UTF-8.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// A CSV in the making.
fn writer<W: Write>(mut into: W) -> io::Result<Writer<W>> {
    into.write_all(MARK)?;
    Ok(WriterBuilder::new().terminator(Terminator::CRLF).from_writer(into))
}

/// Text that came from the data, kept from being taken for a formula.
fn guarded(text: &str) -> Cow<'_, str> {
    let risky = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.parse::<f64>().is_err();
    if risky { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// `findings.csv`: one line a finding. `subject` is the heading of the key column.
///
/// # Errors
/// What writing gives.
pub fn write_findings<W: Write>(into: W, findings: &[Finding], subject: &str, lang: Lang) -> io::Result<()> {
    let words = Words::of(lang);
    let mut table = writer(into)?;
    table.write_record(words.findings(subject))?;
    for finding in findings {
        let mut evidence: Vec<String> =
            finding.evidence.iter().map(|evidence| evidence_text(evidence, words)).collect();
        if finding.evidence_left_out > 0 {
            evidence.push(words.more_cells(finding.evidence_left_out));
        }
        let row = finding.row.as_ref().map(|cell| cell.row.to_string()).unwrap_or_default();
        let file = finding.row.as_ref().map_or("", |cell| cell.file.as_str());
        table.write_record([
            guarded(&finding.rule).as_ref(),
            guarded(&finding.title).as_ref(),
            severity_word(finding.severity, lang),
            guarded(&finding.subject).as_ref(),
            guarded(finding.name.as_deref().unwrap_or("")).as_ref(),
            guarded(finding.district.as_deref().unwrap_or("")).as_ref(),
            finding.form.as_deref().unwrap_or(""),
            file,
            &row,
            guarded(&finding.message).as_ref(),
            guarded(&evidence.join(lang.pick("；", "; "))).as_ref(),
            &finding.place.to_string(),
        ])?;
    }
    table.flush()
}

/// `取水量 = 100 立方米 [废水表.csv 第 3 行]`.
fn evidence_text(evidence: &Evidence, words: Words) -> String {
    let value = match (&evidence.value, evidence.state) {
        (Some(value), State::Unreadable) => format!("{}“{value}”", words.unreadable_mark()),
        (Some(value), State::Conflicting) => format!("{}“{value}”", words.conflicting()),
        (Some(value), _) if evidence.unit.is_empty() => value.clone(),
        (Some(value), _) => format!("{value} {}", evidence.unit),
        (None, State::Conflicting) => words.conflicting().to_owned(),
        (None, _) => words.missing().to_owned(),
    };
    match &evidence.cell {
        Some(cell) => format!("{} = {value} [{}]", evidence.name, words.at(&cell.file, cell.row)),
        None => format!("{} = {value}", evidence.name),
    }
}

/// `values.csv`: one line a computed value. `subject` is the heading of the key column.
///
/// # Errors
/// What writing gives.
pub fn write_values<W: Write>(into: W, values: &[Value], subject: &str, lang: Lang) -> io::Result<()> {
    let words = Words::of(lang);
    let mut table = writer(into)?;
    table.write_record(words.values(subject))?;
    for value in values {
        let row = value.row.as_ref().map(|cell| cell.row.to_string()).unwrap_or_default();
        let file = value.row.as_ref().map_or("", |cell| cell.file.as_str());
        table.write_record([
            guarded(&value.subject).as_ref(),
            value.form.as_deref().unwrap_or(""),
            file,
            &row,
            &value.name,
            &value.value.map(exact).unwrap_or_default(),
            &value.unit,
            &value.missing.join(lang.pick("、", ", ")),
        ])?;
    }
    table.flush()
}

/// `unreadable.csv`: one line a cell.
///
/// # Errors
/// What writing gives.
pub fn write_unreadable<W: Write>(into: W, cells: &[UnreadableCell], lang: Lang) -> io::Result<()> {
    let mut table = writer(into)?;
    table.write_record(Words::of(lang).unreadable())?;
    for cell in cells {
        let row = cell.row.to_string();
        let text = guarded(&cell.text);
        table.write_record([cell.file.as_str(), &row, &cell.column, text.as_ref(), &cell.why])?;
    }
    table.flush()
}

/// `rejected.csv`: one line a row.
///
/// # Errors
/// What writing gives.
pub fn write_rejected<W: Write>(into: W, rows: &[RejectedRow], lang: Lang) -> io::Result<()> {
    let mut table = writer(into)?;
    table.write_record(Words::of(lang).rejected())?;
    for row in rows {
        table.write_record([row.file.as_str(), &row.row.to_string(), &row.why])?;
    }
    table.flush()
}
