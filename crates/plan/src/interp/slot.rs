//! Where values stand while a chunk is computed, and how ops read them 64 rows at a time.

use std::borrow::Cow;
use std::ops::Range;

use crate::bits::{Bits, WORD, words_for};
use crate::column::Column;
use crate::frame::Frame;
use crate::interp::arith::extend_set;
use crate::kernel::Read;
use crate::outcome::TruthWord;
use crate::plan::{InputId, Kind, ValueId};
use crate::program::Program;
use crate::scalar::Scalar;

/// A value of a chunk.
pub(crate) enum Slot<'f> {
    /// Not computed, or no longer needed.
    Empty,
    /// The same for all rows.
    Constant(Scalar),
    /// A number a row; what stands in a missing row means nothing.
    Number { values: Cow<'f, [f64]>, given: Bits },
    /// A truth a row.
    Truth { yes: Bits, no: Bits },
}

impl Slot<'_> {
    pub(crate) fn number(values: Vec<f64>, given: Vec<u64>) -> Self {
        let given = Bits::from_words(given, values.len());
        Self::Number { values: Cow::Owned(values), given }
    }

    /// Some rows of a column of numbers or truths.
    pub(crate) fn of(column: &Column, range: Range<usize>) -> Slot<'_> {
        match column {
            Column::Number { values, given } => {
                let values = values.get(range.clone()).unwrap_or(&[]);
                Slot::Number { values: Cow::Borrowed(values), given: given.slice(range) }
            }
            Column::Truth { yes, no } => Slot::Truth { yes: yes.slice(range.clone()), no: no.slice(range) },
            Column::Code { .. } => Slot::Empty,
        }
    }

    /// The slot as a column; nothing for a constant.
    pub(crate) fn into_column(self) -> Option<Column> {
        match self {
            Self::Number { values, given } => Some(Column::Number { values: values.into_owned(), given }),
            Self::Truth { yes, no } => Some(Column::Truth { yes, no }),
            Self::Constant(_) | Self::Empty => None,
        }
    }

    /// Truths of `rows` rows, from a function of the word's index.
    pub(crate) fn truth(rows: usize, word: impl Fn(usize) -> TruthWord) -> Self {
        let words = words_for(rows);
        let (mut yes, mut no) = (Vec::with_capacity(words), Vec::with_capacity(words));
        for index in 0..words {
            let word = word(index);
            yes.push(word.yes);
            no.push(word.no);
        }
        Self::Truth { yes: Bits::from_words(yes, rows), no: Bits::from_words(no, rows) }
    }
}

/// Numbers as an op reads them.
pub(crate) enum Numbers<'a> {
    Constant { block: Box<[f64; WORD]>, given: bool },
    Column { values: &'a [f64], given: &'a Bits },
}

impl Numbers<'_> {
    pub(crate) fn constant(number: Option<f64>) -> Self {
        Self::Constant { block: Box::new([number.unwrap_or(0.0); WORD]), given: number.is_some() }
    }

    /// The numbers of 64 rows (fewer at the end of a column) and the bits of those given.
    pub(crate) fn block(&self, index: usize) -> (&[f64], u64) {
        match self {
            Self::Constant { block, given } => (block.as_slice(), if *given { u64::MAX } else { 0 }),
            Self::Column { values, given } => {
                let start = index * WORD;
                let end = values.len().min(start + WORD);
                (values.get(start..end).unwrap_or(&[]), given.word(index))
            }
        }
    }

    pub(crate) fn given(&self, index: usize) -> u64 {
        self.block(index).1
    }

    pub(crate) fn at(&self, row: usize) -> Option<f64> {
        match self {
            Self::Constant { block, given } => block.first().copied().filter(|_| *given),
            Self::Column { values, given } => values.get(row).copied().filter(|_| given.get(row)),
        }
    }
}

/// Truths as an op reads them.
pub(crate) enum Truths<'a> {
    Constant(TruthWord),
    Column { yes: &'a Bits, no: &'a Bits },
}

impl Truths<'_> {
    pub(crate) fn constant(truth: Option<bool>) -> Self {
        let word = |value| if truth == Some(value) { u64::MAX } else { 0 };
        Self::Constant(TruthWord { yes: word(true), no: word(false) })
    }

    /// The truths of 64 rows.
    pub(crate) fn word(&self, index: usize) -> TruthWord {
        match self {
            Self::Constant(word) => *word,
            Self::Column { yes, no } => TruthWord { yes: yes.word(index), no: no.word(index) },
        }
    }
}

impl From<Column> for Slot<'_> {
    fn from(column: Column) -> Self {
        match column {
            Column::Number { values, given } => Self::Number { values: Cow::Owned(values), given },
            Column::Truth { yes, no } => Self::Truth { yes, no },
            Column::Code { .. } => Self::Empty,
        }
    }
}

/// The values of a chunk, by [`ValueId`].
pub(crate) struct Slots<'f> {
    frame: &'f Frame,
    slots: Vec<Slot<'f>>,
}

impl<'f> Slots<'f> {
    /// The constants of a program, and nothing else yet.
    pub(crate) fn new(program: &'f Program<'_>, frame: &'f Frame) -> Self {
        let plan = program.plan();
        let constant = |index| program.constant(ValueId::at(index)).map_or(Slot::Empty, Slot::Constant);
        Self { frame, slots: (0..plan.values.len()).map(constant).collect() }
    }

    /// The value as a kernel reads it; nothing for what is no column.
    pub(crate) fn read(&self, id: ValueId) -> Option<Read<'_>> {
        match self.slots.get(id.index())? {
            Slot::Number { values, given } => Some(Read::Number { values, given: given.words() }),
            Slot::Truth { yes, no } => Some(Read::Truth { yes: yes.words(), no: no.words() }),
            Slot::Constant(_) | Slot::Empty => None,
        }
    }

    pub(crate) fn put(&mut self, id: ValueId, slot: Slot<'f>) {
        if let Some(place) = self.slots.get_mut(id.index()) {
            *place = slot;
        }
    }

    pub(crate) fn free(&mut self, id: ValueId) {
        self.put(id, Slot::Empty);
    }

    /// The value as numbers. In a sound plan it is one of numbers and has been computed; else all are missing.
    pub(crate) fn numbers(&self, id: ValueId) -> Numbers<'_> {
        match self.slots.get(id.index()) {
            Some(Slot::Number { values, given }) => Numbers::Column { values, given },
            Some(Slot::Constant(scalar)) => Numbers::constant(scalar.number()),
            Some(Slot::Truth { .. } | Slot::Empty) | None => Numbers::constant(None),
        }
    }

    /// The value as truths. In a sound plan it is one of truths and has been computed; else all are unknown.
    pub(crate) fn truths(&self, id: ValueId) -> Truths<'_> {
        match self.slots.get(id.index()) {
            Some(Slot::Truth { yes, no }) => Truths::Column { yes, no },
            Some(Slot::Constant(scalar)) => Truths::constant(scalar.truth()),
            Some(Slot::Number { .. } | Slot::Empty) | None => Truths::constant(None),
        }
    }

    /// Some rows of an input of numbers or truths.
    pub(crate) fn load(&self, id: InputId, range: Range<usize>) -> Slot<'f> {
        self.frame.columns.get(id.index()).map_or(Slot::Empty, |column| Slot::of(column, range))
    }

    /// Whether the codes of some rows are given.
    pub(crate) fn given_code(&self, id: InputId, range: Range<usize>) -> Slot<'f> {
        match self.frame.columns.get(id.index()) {
            Some(Column::Code { given, .. }) => {
                let yes = given.slice(range);
                Slot::Truth { no: yes.not(), yes }
            }
            Some(Column::Number { .. } | Column::Truth { .. }) | None => Slot::Empty,
        }
    }

    /// Adds the value's rows to a column of its kind; a constant `rows` times.
    pub(crate) fn write(&self, id: ValueId, kind: Kind, rows: usize, column: &mut Column) {
        let blocks = 0..words_for(rows);
        match (kind, column) {
            (Kind::Number, Column::Number { values, given }) => {
                let numbers = self.numbers(id);
                for index in blocks.clone() {
                    let (block, given) = numbers.block(index);
                    let block = block.get(..rows - index * WORD).unwrap_or(block);
                    extend_set(values, block, given, 0.0);
                }
                given.append(&Bits::from_words(blocks.map(|index| numbers.given(index)).collect(), rows));
            }
            (Kind::Truth, Column::Truth { yes, no }) => {
                let truths = self.truths(id);
                let plane = |of: fn(TruthWord) -> u64| {
                    Bits::from_words(blocks.clone().map(|index| of(truths.word(index))).collect(), rows)
                };
                yes.append(&plane(|word| word.yes));
                no.append(&plane(|word| word.no));
            }
            (Kind::Number | Kind::Truth, _) => {}
        }
    }
}
