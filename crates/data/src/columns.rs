//! Columns while they grow: the cells of some rows, and the column that these are put to the end of.

use std::borrow::Cow;
use std::collections::HashMap;

use shensuan_columnar::TextList;
use shensuan_vocab::names::fold_text;
use shensuan_vocab::{Field, FieldType};

use crate::cells::{Numbers, as_share, coordinates, is_whole, outline, period, plain_days, yes_no};
use crate::dataset::{CellTrouble, FieldColumn};
use crate::heading_units::ColumnUnit;
use crate::numbered::{Numbered, are_same, first_of};
use crate::plain_numbers::{Spot, plain};
use crate::repairs::Repairs;
use crate::sheet::Kept;
use crate::some_texts::{MISSING, Texts, is_plain_text};

/// What a text must be to be kept.
pub(crate) type Sound = fn(&str) -> Result<(), CellTrouble>;

/// How the cells of a field are read.
#[derive(Clone, Debug)]
pub(crate) enum Manner {
    /// As numbers; of these marks, folded, one may stand for a number.
    Numbers { read: Numbers, marks: Vec<String> },
    /// As yes or no.
    YesNo,
    /// As texts, which must be sound where that is asked.
    Texts(Option<Sound>),
}

impl Manner {
    /// That of a field of this type.
    pub(crate) fn of(field: &Field) -> Self {
        let numbers = |read: Numbers| Self::Numbers {
            read,
            marks: field.marks.iter().map(|mark| fold_text(mark)).collect(),
        };
        match &field.kind {
            FieldType::Number(unit) => numbers(Numbers::Of(Some(unit.clone()))),
            // Which unit it has says another cell.
            FieldType::Quantity(_) => numbers(Numbers::Of(None)),
            FieldType::Integer => numbers(Numbers::Whole),
            FieldType::Percent => numbers(Numbers::Percent),
            FieldType::YesNo => Self::YesNo,
            FieldType::Date => numbers(Numbers::Days),
            FieldType::Text | FieldType::Code(_) | FieldType::Formula(_) => Self::Texts(None),
            FieldType::Period => Self::Texts(Some(period)),
            FieldType::Coordinates => Self::Texts(Some(coordinates)),
            FieldType::Outline => Self::Texts(Some(outline)),
        }
    }

    /// The same where the column says in which unit its numbers are.
    pub(crate) fn in_unit(field: &Field, unit: Option<&ColumnUnit>) -> Self {
        let mut manner = Self::of(field);
        if let (Self::Numbers { read, .. }, Some(unit)) = (&mut manner, unit) {
            *read = match unit {
                ColumnUnit::Other(unit, way) => Numbers::From(unit.clone(), *way),
                ColumnUnit::Misfit(_) => Numbers::Misfit,
            };
        }
        manner
    }

    /// That of cells that are read later.
    pub(crate) fn later() -> Self {
        Self::Texts(None)
    }
}

/// The cells of a field in some rows. The texts of a file live as long as `'a`.
#[derive(Debug)]
pub(crate) enum Cells<'a> {
    Numbers {
        values: Vec<f64>,
        given: Vec<bool>,
        /// Empty without marks.
        marks: Vec<u8>,
    },
    YesNo(Vec<Option<bool>>),
    Texts {
        cells: Texts<'a>,
        /// What was found of texts that must be sound.
        found: HashMap<Cow<'a, str>, Result<(), CellTrouble>>,
    },
}

/// How many cells were blank, and in how many something stood.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Counted {
    pub(crate) blank: usize,
    pub(crate) given: usize,
}

impl<'a> Cells<'a> {
    /// None yet, and room for some rows; texts may be such that nearly all of them differ.
    pub(crate) fn new(manner: &Manner, rows: usize, differ: bool) -> Self {
        match manner {
            Manner::Numbers { marks, .. } => Self::Numbers {
                values: Vec::with_capacity(rows),
                given: Vec::with_capacity(rows),
                marks: if marks.is_empty() { Vec::new() } else { Vec::with_capacity(rows) },
            },
            Manner::YesNo => Self::YesNo(Vec::with_capacity(rows)),
            Manner::Texts(_) => Self::Texts { cells: Texts::new(rows, differ), found: HashMap::new() },
        }
    }

    /// Adds a missing cell.
    pub(crate) fn skip(&mut self, manner: &Manner) {
        match self {
            Self::Numbers { values, given, marks } => {
                values.push(0.0);
                given.push(false);
                if matches!(manner, Manner::Numbers { marks, .. } if !marks.is_empty()) {
                    marks.push(0);
                }
            }
            Self::YesNo(values) => values.push(None),
            Self::Texts { cells, .. } => cells.skip(),
        }
    }

    /// Adds a cell if it is a plain number in a column of numbers; whether it was.
    #[inline]
    pub(crate) fn add_plain(&mut self, manner: Option<&Manner>, text: &str, kept: Kept) -> bool {
        if let (Self::Numbers { values, given, .. }, Some(Manner::Numbers { read: Numbers::Of(_), marks })) =
            (self, manner)
            && kept == Kept::Untold
            && marks.is_empty()
            && let Some(number) = plain(Spot::alone(text))
        {
            values.push(number);
            given.push(true);
            return true;
        }
        false
    }

    /// Adds cells of a text that are empty, or plainly and without any repair what is asked for, up to one that is neither, which
    /// is handed out; how many were added. Marks around a cell may make a text of it.
    pub(crate) fn add_while_plain(
        &mut self,
        manner: &Manner,
        marked: bool,
        texts: &mut impl Iterator<Item = Spot<'a>>,
    ) -> (Counted, Option<&'a str>) {
        let mut counted = Counted::default();
        match (self, manner) {
            (Self::Numbers { values, given, .. }, Manner::Numbers { read, marks }) if marks.is_empty() => {
                let into = (values, given);
                match read {
                    Numbers::Of(_) => add_numbers(into, texts, plain),
                    Numbers::Whole => add_numbers(into, texts, |spot| plain(spot).filter(|n| is_whole(*n))),
                    Numbers::Percent => add_numbers(into, texts, |spot| plain(spot).map(as_share)),
                    Numbers::Days => add_numbers(into, texts, |spot| plain_days(spot.text())),
                    Numbers::From(..) | Numbers::Misfit => (counted, texts.next().map(Spot::text)),
                }
            }
            (Self::Texts { cells, .. }, Manner::Texts(None)) => {
                for text in texts.map(Spot::text) {
                    if text.is_empty() {
                        cells.skip();
                        counted.blank += 1;
                    } else if is_plain_text(text, marked) {
                        cells.add(Cow::Borrowed(text));
                        counted.given += 1;
                    } else {
                        return (counted, Some(text));
                    }
                }
                (counted, None)
            }
            (Self::Numbers { .. } | Self::YesNo(_) | Self::Texts { .. }, _) => {
                (counted, texts.next().map(Spot::text))
            }
        }
    }

    /// Adds a number as it is kept.
    pub(crate) fn add_number(&mut self, value: f64) -> Result<Repairs, CellTrouble> {
        if let Self::Numbers { values, given, .. } = self {
            values.push(value);
            given.push(true);
        }
        Ok(Repairs::default())
    }

    /// Adds a truth as it is kept.
    pub(crate) fn add_truth(&mut self, value: bool) -> Result<Repairs, CellTrouble> {
        if let Self::YesNo(values) = self {
            values.push(Some(value));
        }
        Ok(Repairs::default())
    }

    /// Adds a cell that is not blank, trimmed; a missing one if it cannot be read. What was done to it so that it could be.
    pub(crate) fn add(
        &mut self,
        manner: &Manner,
        text: Cow<'a, str>,
        kept: Kept,
    ) -> Result<Repairs, CellTrouble> {
        let trouble = match (&mut *self, manner) {
            _ if kept == Kept::Fault => CellTrouble::Fault,
            _ if kept == Kept::Bytes => CellTrouble::Bytes,
            _ if kept == Kept::Formula => CellTrouble::WithoutResult,
            _ if kept == Kept::Several => CellTrouble::Several,
            (Self::Numbers { values, given, marks }, Manner::Numbers { read, marks: known }) => {
                let mark = if known.is_empty() { 0 } else { mark_of(known, &text) };
                match read.read(&text, kept) {
                    // A mark is no word for nothing.
                    Ok((None, _)) | Err(_) if mark > 0 => {
                        values.push(0.0);
                        given.push(false);
                        marks.push(mark);
                        return Ok(Repairs::default());
                    }
                    Ok((value, repairs)) => {
                        values.push(value.unwrap_or(0.0));
                        given.push(value.is_some());
                        if !known.is_empty() {
                            marks.push(mark);
                        }
                        return Ok(repairs);
                    }
                    Err(trouble) => trouble,
                }
            }
            (Self::YesNo(values), _) => match yes_no(&text) {
                Ok(value) => {
                    values.push(Some(value));
                    return Ok(Repairs::default());
                }
                Err(trouble) => trouble,
            },
            // Which digits stood there nobody knows any more.
            (Self::Texts { .. }, _) if kept.is_rounded() && has_lost_digits(&text) => CellTrouble::LostDigits,
            (Self::Texts { cells, found }, manner) => {
                let sound = match manner {
                    Manner::Texts(Some(sound)) => match found.get(text.as_ref()) {
                        Some(known) => *known,
                        None => *found.entry(text.clone()).or_insert(sound(&text)),
                    },
                    Manner::Texts(None) | Manner::Numbers { .. } | Manner::YesNo => Ok(()),
                };
                match sound {
                    Ok(()) => {
                        cells.add(text);
                        return Ok(Repairs::default());
                    }
                    Err(trouble) => trouble,
                }
            }
            (Self::Numbers { .. }, Manner::YesNo | Manner::Texts(_)) => CellTrouble::NotANumber,
        };
        self.skip(manner);
        Err(trouble)
    }
}

/// A column that grows.
#[derive(Debug)]
pub(crate) enum Growing {
    Number { values: Vec<f64>, given: Vec<bool>, marks: Vec<u8> },
    YesNo { values: Vec<Option<bool>> },
    Text { index: Vec<u32>, given: Vec<bool>, entries: TextList, known: Numbered },
}

impl Growing {
    /// An empty column of cells that are read like this.
    pub(crate) fn new(manner: &Manner) -> Self {
        match manner {
            Manner::Numbers { .. } => {
                Self::Number { values: Vec::new(), given: Vec::new(), marks: Vec::new() }
            }
            Manner::YesNo => Self::YesNo { values: Vec::new() },
            Manner::Texts(_) => Self::Text {
                index: Vec::new(),
                given: Vec::new(),
                entries: TextList::new(),
                known: Numbered::default(),
            },
        }
    }

    /// Adds so many missing cells.
    pub(crate) fn skip(&mut self, rows: usize, manner: &Manner) {
        match self {
            Self::Number { values, given, marks } => {
                values.resize(values.len() + rows, 0.0);
                given.resize(given.len() + rows, false);
                if matches!(manner, Manner::Numbers { marks, .. } if !marks.is_empty()) {
                    marks.resize(marks.len() + rows, 0);
                }
            }
            Self::YesNo { values } => values.resize(values.len() + rows, None),
            Self::Text { index, given, .. } => {
                index.resize(index.len() + rows, 0);
                given.resize(given.len() + rows, false);
            }
        }
    }

    /// Makes room for so many more rows; texts of which nearly all differ so far are taken to go on like that. False where
    /// there is no such room.
    pub(crate) fn reserve(&mut self, rows: usize) -> bool {
        match self {
            Self::Number { values, given, marks } => {
                let more = if marks.is_empty() { 0 } else { rows };
                values.try_reserve_exact(rows).is_ok()
                    && given.try_reserve_exact(rows).is_ok()
                    && marks.try_reserve_exact(more).is_ok()
            }
            Self::YesNo { values } => values.try_reserve_exact(rows).is_ok(),
            Self::Text { index, given, entries, known } => {
                let room = index.try_reserve_exact(rows).is_ok() && given.try_reserve_exact(rows).is_ok();
                let (before, distinct) = (index.len(), entries.len());
                if room && before > 0 && distinct * 4 > before {
                    let more = rows / before * distinct + rows % before * distinct / before;
                    if !entries.reserve_alike(more) {
                        return false;
                    }
                    known.reserve(more);
                }
                room
            }
        }
    }

    /// Whether nearly all of its texts differ, as far as it has come.
    pub(crate) fn differs(&self) -> bool {
        matches!(self, Self::Text { index, entries, .. } if entries.len() * 4 > index.len())
    }

    /// How many different texts it has.
    pub(crate) fn entries(&self) -> usize {
        match self {
            Self::Number { .. } | Self::YesNo { .. } => 0,
            Self::Text { entries, .. } => entries.len(),
        }
    }

    /// Takes back what was put behind so many rows and texts.
    pub(crate) fn back_to(&mut self, rows: usize, texts: usize) {
        match self {
            Self::Number { values, given, marks } => {
                values.truncate(rows);
                given.truncate(rows);
                marks.truncate(rows);
            }
            Self::YesNo { values } => values.truncate(rows),
            Self::Text { index, given, entries, known } => {
                index.truncate(rows);
                given.truncate(rows);
                entries.truncate(texts);
                *known = Numbered::of(entries);
            }
        }
    }

    /// How much work it is to put cells to its end: to find texts among many takes longest.
    pub(crate) fn weight(&self) -> usize {
        match self {
            Self::Number { .. } | Self::YesNo { .. } => 0,
            Self::Text { entries, .. } => 1 + entries.len(),
        }
    }

    /// Puts cells to its end.
    pub(crate) fn append(&mut self, cells: Cells<'_>) {
        match (self, cells) {
            (
                Self::Number { values, given, marks },
                Cells::Numbers { values: more, given: more_given, marks: more_marks },
            ) => {
                values.extend_from_slice(&more);
                given.extend_from_slice(&more_given);
                marks.extend_from_slice(&more_marks);
            }
            (Self::YesNo { values }, Cells::YesNo(more)) => values.extend_from_slice(&more),
            (Self::Text { index, given, entries, known }, Cells::Texts { cells, .. }) => {
                let Texts { index: places, entries: cells, hashes, .. } = cells;
                let mut cells = cells.into_iter();
                let mut numbers = Vec::with_capacity(hashes.len());
                for hashes in hashes.chunks(NEAR) {
                    known.bring_near(hashes, |number| first_of(entries, number));
                    let near = hashes.iter().zip(cells.by_ref());
                    numbers.extend(near.map(|(hash, cell)| number_of(entries, known, cell, *hash)));
                }
                given.extend(places.iter().map(|place| *place != MISSING));
                // What is missing stands in no place.
                index.extend(places.iter().map(|place| numbers.get(*place as usize).copied().unwrap_or(0)));
            }
            (Self::Number { .. } | Self::YesNo { .. } | Self::Text { .. }, _) => {}
        }
    }

    /// The finished column, its rows in this order; as they came where there is none.
    pub(crate) fn finish(self, order: Option<&[usize]>) -> FieldColumn {
        match self {
            Self::Number { values, given, marks } => FieldColumn::Number {
                values: arrange(values, order),
                given: arrange(given, order),
                marks: if marks.is_empty() { marks } else { arrange(marks, order) },
            },
            Self::YesNo { values } => FieldColumn::YesNo { values: arrange(values, order) },
            Self::Text { index, given, entries, .. } => {
                FieldColumn::Text { index: arrange(index, order), given: arrange(given, order), entries }
            }
        }
    }
}

/// Puts numbers and blanks to the ends of columns, up to a text of which `read` makes no number.
fn add_numbers<'a>(
    (values, given): (&mut Vec<f64>, &mut Vec<bool>),
    spots: &mut impl Iterator<Item = Spot<'a>>,
    read: impl Fn(Spot<'_>) -> Option<f64>,
) -> (Counted, Option<&'a str>) {
    let mut counted = Counted::default();
    for spot in spots {
        let number = if spot.is_empty() { None } else { read(spot) };
        match number {
            Some(_) => counted.given += 1,
            None if spot.is_empty() => counted.blank += 1,
            None => return (counted, Some(spot.text())),
        }
        values.push(number.unwrap_or(0.0));
        given.push(number.is_some());
    }
    (counted, None)
}

/// So many texts are looked for at a time.
pub(crate) const NEAR: usize = 64;

/// The number of a text of this hash among the distinct ones, of which it may be a new one.
fn number_of(entries: &mut TextList, known: &mut Numbered, text: Cow<'_, str>, hash: u32) -> u32 {
    let same = |number: u32| entries.get(number as usize).is_some_and(|entry| are_same(entry, &text));
    let (number, new) = known.find_or_add(hash, same);
    if new {
        entries.push(&text);
    }
    number
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
