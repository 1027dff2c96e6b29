//! What the cells of a table's keys match: one value, a group of codes, a span of numbers, or everything.

use std::collections::HashMap;
use std::ops::Range;

use shensuan_diagnostics::Message;
use shensuan_diagnostics::codes::table_data as codes;
use shensuan_vocab::names::{fold_text, fold_width};
use shensuan_vocab::{CodeList, FieldId, FieldType, Key, Vocab};

use crate::dataset::FormTable;

/// Cells with more codes than this, multiplied over the keys, are held against each other one by one.
const MOST_TUPLES: usize = 4096;

/// Between the ends of a span of codes stands one of these.
const PARTS: [char; 4] = ['-', '–', '~', '至'];

/// A row of a table, and what its keys match.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyedRow {
    /// Its place in the table.
    pub row: usize,
    /// What each key matches.
    pub cells: Vec<KeyCell>,
    /// The first day on which it is in force, a number of days; from ever where there is none.
    pub from: Option<f64>,
    /// The last one.
    pub to: Option<f64>,
}

/// What a cell of a key matches.
#[derive(Clone, Debug, PartialEq)]
pub enum KeyCell {
    /// These texts, in the form in which they are compared, each with its rank: 0 for one that the cell names itself, 1
    /// for one of a group.
    Texts(Vec<(String, u32)>),
    /// This number.
    Number(f64),
    /// The numbers from one bound to another.
    Between(Option<Bound>, Option<Bound>),
    /// Everything.
    Any,
}

/// An end of a span.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bound {
    /// The number.
    pub number: f64,
    /// Whether it belongs to the span.
    pub included: bool,
}

/// A cell of a key that cannot be read: the row, the field, the text, and why.
pub(crate) type WrongCell = (usize, FieldId, String, Message);

/// Those of some rows of a table that keys can find, and the cells that cannot be read.
#[must_use]
pub fn keyed_rows(vocab: &Vocab, table: &FormTable, rows: Range<usize>) -> (Vec<KeyedRow>, Vec<WrongCell>) {
    let mut wrong = Vec::new();
    let Some(reference) = vocab.reference(table.form) else { return (Vec::new(), wrong) };
    // A group is held against the whole list of codes: each is read once.
    let mut known: Vec<HashMap<&str, Read>> = vec![HashMap::new(); reference.keys.len()];
    let rows = rows.filter_map(|row| {
        let cells = reference.keys.iter().zip(&mut known).map(|(key, known)| {
            let Some(text) = table.text(key.field, row) else {
                return Ok(table.number(key.field, row).map(KeyCell::Number));
            };
            let read = || key_cell(vocab, key, text);
            if key.groups { known.entry(text).or_insert_with(read).clone() } else { read() }
        });
        let cells = cells.zip(&reference.keys).map(|(read, key)| match read {
            Ok(cell) => cell,
            Err((text, why)) => {
                wrong.push((row, key.field, text, why));
                None
            }
        });
        let cells: Vec<Option<KeyCell>> = cells.collect();
        let day = |field: Option<FieldId>| field.and_then(|field| table.number(field, row));
        let (from, to) = (reference.in_force.map(|days| days.0), reference.in_force.map(|days| days.1));
        let cells: Vec<KeyCell> = cells.into_iter().collect::<Option<_>>()?;
        Some(KeyedRow { row, cells, from: day(from), to: day(to) })
    });
    let rows = rows.collect();
    (rows, wrong)
}

type Read = Result<Option<KeyCell>, (String, Message)>;

fn key_cell(vocab: &Vocab, key: &Key, text: &str) -> Read {
    if key.any.as_ref().is_some_and(|any| fold_text(any) == fold_text(text)) {
        return Ok(Some(KeyCell::Any));
    }
    let declared = vocab.field(key.field);
    match &declared.kind {
        FieldType::Code(list) if key.groups => group(vocab.list(*list), text).map(Some).map_err(|piece| {
            let ends = piece.split_once(PARTS).map(|(low, high)| (low.trim(), high.trim()));
            if ends.is_some_and(|(low, high)| low.len() == high.len() && low > high) {
                return (piece, codes::WHY_REVERSED.into());
            }
            let list = shensuan_diagnostics::Both::of(&vocab.list(*list).name);
            (piece, codes::WHY_NO_CODE.with("list", list))
        }),
        FieldType::Code(list) => {
            let code = vocab.list(*list).find(text).map_or(text, |entry| entry.code.as_str());
            Ok(Some(KeyCell::Texts(vec![(compared(code, declared.exact), 0)])))
        }
        FieldType::Number(_) | FieldType::Integer | FieldType::Percent | FieldType::Date => {
            span(text).map(Some).ok_or_else(|| (text.to_owned(), codes::WHY_NO_RANGE.into()))
        }
        FieldType::Quantity(_)
        | FieldType::Formula(_)
        | FieldType::Text
        | FieldType::YesNo
        | FieldType::Period
        | FieldType::Coordinates
        | FieldType::Outline => Ok(Some(KeyCell::Texts(vec![(compared(text, declared.exact), 0)]))),
    }
}

/// A text as it is compared.
fn compared(text: &str, exact: bool) -> String {
    if exact { text.to_owned() } else { fold_text(text) }
}

/// `33-37,431-434`: codes, and codes from one to another, each with all below it.
fn group(list: &CodeList, text: &str) -> Result<KeyCell, String> {
    let folded: String = text.chars().map(fold_width).collect();
    let mut texts: Vec<(String, u32)> = Vec::new();
    for piece in folded.split([',', '、', ';']).map(str::trim).filter(|piece| !piece.is_empty()) {
        let ends = piece.split_once(PARTS).map(|(low, high)| (low.trim(), high.trim()));
        let (low, high) = match (ends, list.find(piece)) {
            (_, Some(entry)) => (entry.code.as_str(), entry.code.as_str()),
            (Some(ends), None) => ends,
            (None, None) => return Err(piece.to_owned()),
        };
        let within =
            |code: &str| code.len() == low.len() && low.len() == high.len() && (low..=high).contains(&code);
        let own = texts.len();
        for entry in list.entries() {
            if list.with_ancestors(entry).any(|above| within(&above.code)) {
                let named = u32::from(low != high || entry.code != low);
                texts.push((fold_text(&entry.code), named));
            }
        }
        // Codes that this list does not have are found by nobody; what is no span of codes is a mistake.
        let digits = |code: &str| !code.is_empty() && code.chars().all(|c| c.is_ascii_alphanumeric());
        let spans = low.len() == high.len() && low <= high && digits(low) && digits(high);
        if texts.len() == own && !spans {
            return Err(piece.to_owned());
        }
    }
    texts.sort();
    texts.dedup_by(|later, first| later.0 == first.0);
    Ok(KeyCell::Texts(texts))
}

/// `10..20`, `10-20`, `[10,20)`, `≥10`, `<20`, `10`.
fn span(text: &str) -> Option<KeyCell> {
    let folded: String = text.chars().map(fold_width).filter(|c| !c.is_whitespace()).collect();
    let number = |text: &str| text.parse::<f64>().ok().filter(|number| number.is_finite());
    let bound = |text: &str, included: bool| number(text).map(|number| Bound { number, included });
    let text = folded.as_str();
    if let Some(number) = number(text) {
        return Some(KeyCell::Number(number));
    }
    let signs: [(&str, bool, bool); 10] = [
        ("≥", true, true),
        (">=", true, true),
        ("不低于", true, true),
        ("≤", false, true),
        ("<=", false, true),
        ("不超过", false, true),
        (">", true, false),
        ("大于", true, false),
        ("<", false, false),
        ("小于", false, false),
    ];
    for (sign, low, included) in signs {
        if let Some(rest) = text.strip_prefix(sign) {
            let bound = Some(bound(rest, included)?);
            return Some(if low { KeyCell::Between(bound, None) } else { KeyCell::Between(None, bound) });
        }
    }
    let closes = |sign: Option<char>| !matches!(sign, Some('(' | ')'));
    let (first, last) = (text.chars().next(), text.chars().next_back());
    let bare = text.trim_start_matches(['(', '[']).trim_end_matches([')', ']']);
    let (low, high) = ["..", "~", "–", "至", ",", "-"].iter().find_map(|sign| bare.split_once(*sign))?;
    let (low, high) = (bound(low, closes(first))?, bound(high, closes(last))?);
    (low.number <= high.number).then_some(KeyCell::Between(Some(low), Some(high)))
}

impl KeyedRow {
    /// The texts that find it, key by key; none for a key that matches more than can be listed.
    pub(crate) fn tuples(&self) -> Vec<Vec<Option<String>>> {
        let mut tuples: Vec<Vec<Option<String>>> = vec![Vec::new()];
        for cell in &self.cells {
            let texts: Vec<Option<String>> = match cell {
                KeyCell::Texts(texts) if texts.len() * tuples.len() <= MOST_TUPLES => {
                    texts.iter().map(|(text, _)| Some(text.clone())).collect()
                }
                KeyCell::Number(number) => vec![Some(number.to_string())],
                KeyCell::Texts(_) | KeyCell::Between(..) | KeyCell::Any => vec![None],
            };
            let longer = |tuple: &Vec<Option<String>>| {
                let with = |text: &Option<String>| [tuple.as_slice(), std::slice::from_ref(text)].concat();
                texts.iter().map(with).collect::<Vec<_>>()
            };
            tuples = tuples.iter().flat_map(longer).collect();
        }
        tuples
    }

    /// Whether one key finds both alike on one day.
    pub(crate) fn ties_with(&self, other: &Self) -> bool {
        let apart = |end: Option<f64>, begin: Option<f64>| matches!((end, begin), (Some(end), Some(begin)) if end < begin);
        let together = !apart(self.to, other.from) && !apart(other.to, self.from);
        together
            && self.cells.len() == other.cells.len()
            && self.cells.iter().zip(&other.cells).all(|(a, b)| a.meets(b))
    }

    /// Whether it is in force on a day; without a day, whether it has no end.
    #[must_use]
    pub fn in_force(&self, day: Option<f64>) -> bool {
        match day {
            Some(day) => self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to),
            None => self.to.is_none(),
        }
    }
}
