//! Columns while they grow.

use std::borrow::Cow;
use std::collections::HashMap;

use shensuan_vocab::names::fold_text;
use shensuan_vocab::{Field, FieldType};

use crate::cells::{Numbers, coordinates, outline, period, yes_no};
use crate::dataset::{CellTrouble, FieldColumn};
use crate::heading_units::ColumnUnit;
use crate::repairs::Repairs;
use crate::sheet::Kept;

/// What a text must be to be kept.
type Sound = fn(&str) -> Result<(), CellTrouble>;

/// A column that takes cells. The texts of a file live as long as `'a`.
#[derive(Debug)]
pub(crate) enum Growing<'a> {
    Number {
        read: Numbers,
        values: Vec<f64>,
        given: Vec<bool>,
        known: Vec<String>,
        marks: Vec<u8>,
    },
    YesNo {
        values: Vec<Option<bool>>,
    },
    Text {
        sound: Sound,
        index: Vec<u32>,
        given: Vec<bool>,
        entries: Vec<Cow<'a, str>>,
        known: HashMap<Cow<'a, str>, u32>,
    },
}

impl<'a> Growing<'a> {
    /// An empty column for a field of this type.
    pub(crate) fn new(field: &Field) -> Self {
        let numbers = |read: Numbers| Self::Number {
            read,
            values: Vec::new(),
            given: Vec::new(),
            known: field.marks.iter().map(|mark| fold_text(mark)).collect(),
            marks: Vec::new(),
        };
        let texts = |sound: Sound| Self::Text {
            sound,
            index: Vec::new(),
            given: Vec::new(),
            entries: Vec::new(),
            known: HashMap::new(),
        };
        match &field.kind {
            FieldType::Number(unit) => numbers(Numbers::Of(Some(unit.clone()))),
            // Which unit it has says another cell.
            FieldType::Quantity(_) => numbers(Numbers::Of(None)),
            FieldType::Integer => numbers(Numbers::Whole),
            FieldType::Percent => numbers(Numbers::Percent),
            FieldType::YesNo => Self::YesNo { values: Vec::new() },
            FieldType::Date => numbers(Numbers::Days),
            FieldType::Text | FieldType::Code(_) | FieldType::Formula(_) => texts(|_| Ok(())),
            FieldType::Period => texts(period),
            FieldType::Coordinates => texts(coordinates),
            FieldType::Outline => texts(outline),
        }
    }

    /// The same where the column says in which unit its numbers are.
    pub(crate) fn in_unit(field: &Field, unit: Option<&ColumnUnit>) -> Self {
        let mut new = Self::new(field);
        if let (Self::Number { read, .. }, Some(unit)) = (&mut new, unit) {
            *read = match unit {
                ColumnUnit::Other(unit, way) => Numbers::From(unit.clone(), *way),
                ColumnUnit::Misfit(_) => Numbers::Misfit,
            };
        }
        new
    }

    /// An empty column for cells that are read later.
    pub(crate) fn text() -> Self {
        Self::Text {
            sound: |_| Ok(()),
            index: Vec::new(),
            given: Vec::new(),
            entries: Vec::new(),
            known: HashMap::new(),
        }
    }

    /// Adds a missing cell.
    pub(crate) fn skip(&mut self) {
        match self {
            Self::Number { values, given, known, marks, .. } => {
                values.push(0.0);
                given.push(false);
                if !known.is_empty() {
                    marks.push(0);
                }
            }
            Self::YesNo { values } => values.push(None),
            Self::Text { index, given, .. } => {
                index.push(0);
                given.push(false);
            }
        }
    }

    /// Adds a cell that is not blank, trimmed; a missing one if it cannot be read. What was done to it so that it could be.
    pub(crate) fn add(&mut self, text: Cow<'a, str>, kept: Kept) -> Result<Repairs, CellTrouble> {
        if kept == Kept::Fault {
            self.skip();
            return Err(CellTrouble::Fault);
        }
        let trouble = match self {
            // Which digits stood there nobody knows any more.
            Self::Text { .. } if kept.is_rounded() && has_lost_digits(&text) => CellTrouble::LostDigits,
            Self::Number { read, values, given, known, marks } => {
                let mark = if known.is_empty() { 0 } else { mark_of(known, &text) };
                let (value, repairs) = match read.read(&text, kept) {
                    // A mark is no word for nothing.
                    Ok((None, _)) | Err(_) if mark > 0 => (None, Repairs::default()),
                    Ok(read) => read,
                    Err(trouble) => {
                        self.skip();
                        return Err(trouble);
                    }
                };
                values.push(value.unwrap_or(0.0));
                given.push(value.is_some());
                if !known.is_empty() {
                    marks.push(mark);
                }
                return Ok(repairs);
            }
            Self::YesNo { values } => match yes_no(&text) {
                Ok(value) => {
                    values.push(Some(value));
                    return Ok(Repairs::default());
                }
                Err(trouble) => trouble,
            },
            Self::Text { sound, index, given, entries, known } => {
                let at = match known.get(text.as_ref()) {
                    Some(at) => Ok(*at),
                    None => sound(&text).map(|()| {
                        let new = u32::try_from(entries.len()).unwrap_or(u32::MAX);
                        entries.push(text.clone());
                        known.insert(text, new);
                        new
                    }),
                };
                match at {
                    Ok(at) => {
                        index.push(at);
                        given.push(true);
                        return Ok(Repairs::default());
                    }
                    Err(trouble) => trouble,
                }
            }
        };
        self.skip();
        Err(trouble)
    }

    /// The finished column, its rows in this order; as they came where there is none.
    pub(crate) fn finish(self, order: Option<&[usize]>) -> FieldColumn {
        match self {
            Self::Number { values, given, marks, .. } => FieldColumn::Number {
                values: arrange(values, order),
                given: arrange(given, order),
                marks: if marks.is_empty() { marks } else { arrange(marks, order) },
            },
            Self::YesNo { values } => FieldColumn::YesNo { values: arrange(values, order) },
            Self::Text { index, given, entries, .. } => FieldColumn::Text {
                index: arrange(index, order),
                given: arrange(given, order),
                entries: entries.into_iter().map(Cow::into_owned).collect(),
            },
        }
    }
}

/// Whether a number is so large that a spreadsheet has put zeros for its last digits.
pub(crate) fn has_lost_digits(number: &str) -> bool {
    number.parse::<f64>().is_ok_and(|number| number.abs() >= 1e15)
}

/// Which of the folded marks a cell is, counted from 1; 0 where it is none.
fn mark_of(known: &[String], text: &str) -> u8 {
    let folded = fold_text(text);
    let at = known.iter().position(|mark| *mark == folded);
    at.and_then(|at| u8::try_from(at + 1).ok()).unwrap_or(0)
}

/// Values in another order.
pub(crate) fn arrange<T: Copy>(values: Vec<T>, order: Option<&[usize]>) -> Vec<T> {
    match order {
        Some(order) => order.iter().filter_map(|at| values.get(*at).copied()).collect(),
        None => values,
    }
}
