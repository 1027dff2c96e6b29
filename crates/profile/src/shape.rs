//! What a profile says.

use shensuan_vocab::{FieldId, FormId};

use crate::parts::PartedBy;

/// The shares of which quantiles are given: so many of the numbers lie below.
pub const SHARES: [f64; 7] = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];

/// A data set, field by field.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// How many subjects the data set has.
    pub subjects: usize,
    /// By what it is parted; none where nothing can part it.
    pub by: Option<PartedBy>,
    /// The forms that have a file, in the order of their declaration.
    pub forms: Vec<FormProfile>,
    /// Those that were asked for and have none.
    pub without_file: Vec<FormId>,
}

/// A form, field by field.
#[derive(Clone, Debug, PartialEq)]
pub struct FormProfile {
    /// Which.
    pub form: FormId,
    /// Its files, by name.
    pub files: Vec<String>,
    /// Rows that belong to a subject.
    pub rows: usize,
    /// Subjects that have such a row; none of a table that nobody files.
    pub subjects: Option<usize>,
    /// Its fields that were asked for, in the order of their declaration.
    pub fields: Vec<FieldProfile>,
}

/// A field. `rows` = `given` + `marked` + `blank` + `unreadable`.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldProfile {
    /// Which.
    pub field: FieldId,
    /// Whether a file of the form has a column for it.
    pub has_column: bool,
    /// Rows of the form.
    pub rows: usize,
    /// Cells that hold a value.
    pub given: usize,
    /// Cells that hold a mark instead of a number.
    pub marked: usize,
    /// Cells in which nothing stands.
    pub blank: usize,
    /// Cells in which something stands that is not of the field's type.
    pub unreadable: usize,
    /// How many different values are given; texts are told apart as written.
    pub distinct: usize,
    /// What they are.
    pub content: Content,
}

/// What the values of a field are.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// Nothing that may be said.
    Private,
    /// Numbers and days.
    Numbers {
        /// Those of each unit, the most frequent unit first; one for all where no cell says the unit.
        measures: Vec<Measure>,
        /// The marks that stand instead of numbers, with how often each does.
        marks: Vec<(String, usize)>,
    },
    /// Texts and codes.
    Texts {
        /// The most frequent ones, more than one row each.
        frequent: Vec<Frequent<String>>,
        /// How long they are; none where there is none.
        lengths: Option<TextLengths>,
        /// Values alike but for width, case or blanks, those in the most rows first.
        alike: Vec<Alike>,
        /// How many such there are in all.
        alike_in_all: usize,
    },
    /// Yes and no, with how often each is given.
    YesNo {
        /// Yes.
        yes: usize,
        /// No.
        no: usize,
    },
}

/// In which unit numbers are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnitOf {
    /// As declared.
    Declared,
    /// As the cells say that hold the units, in the spelling that comes first.
    Cell(String),
    /// The cells that should say it are blank.
    Blank,
}

/// Numbers in one unit. Percents are ratios, and days numbers after 1970-01-01.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// The unit.
    pub unit: UnitOf,
    /// How many numbers there are: at least one.
    pub count: usize,
    /// How many different ones.
    pub distinct: usize,
    /// How many of them are 0.
    pub zeros: usize,
    /// How many are below 0.
    pub negatives: usize,
    /// The smallest, ascending.
    pub lowest: Vec<Extreme>,
    /// The largest, descending.
    pub highest: Vec<Extreme>,
    /// Those of [`SHARES`].
    pub quantiles: Vec<Quantile>,
    /// The most frequent ones, more than one row each.
    pub frequent: Vec<Frequent<f64>>,
    /// How many numbers lie in each span, ascending; together all.
    pub bins: Vec<Bin>,
    /// The same of each part, in the order of their codes.
    pub parts: Vec<Part>,
    /// How many numbers belong to no part.
    pub apart: usize,
}

/// A quantile.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantile {
    /// The number.
    pub value: f64,
    /// Whether it is a number that was filed; else it lies between two.
    pub filed: bool,
}

/// Where a span begins; it ends where the next begins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum BinFrom {
    /// Below 0.
    Negative,
    /// Exactly 0.
    Zero,
    /// From 0 on, 0 not among them, to this power of ten.
    BelowTen(i32),
    /// From this power of ten to the next.
    Ten(i32),
    /// From this share to one that is 0.1 more; the last holds 1 too.
    Share(f64),
    /// Above 1 as a share.
    AboveAll,
    /// So many years, from this year on.
    Years(i64, i64),
}

/// A span of numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    /// Which.
    pub from: BinFrom,
    /// How many numbers lie in it.
    pub count: usize,
}

/// A number that is smaller or larger than most.
#[derive(Clone, Debug, PartialEq)]
pub struct Extreme {
    /// The number.
    pub value: f64,
    /// Whose it is.
    pub whose: Whose,
}

/// A row, for a reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whose {
    /// The key of its subject; empty where it is nobody's.
    pub key: String,
    /// What the subject is called; empty where that is not known.
    pub name: String,
    /// Its file.
    pub file: String,
    /// Its number as a spreadsheet shows it.
    pub row: u32,
}

/// A value that several rows have.
#[derive(Clone, Debug, PartialEq)]
pub struct Frequent<T> {
    /// The value.
    pub value: T,
    /// How many rows have it.
    pub count: usize,
}

/// How long texts are, in characters.
#[derive(Clone, Debug, PartialEq)]
pub struct TextLengths {
    /// One of the shortest.
    pub shortest: Extreme,
    /// The middle length.
    pub middle: f64,
    /// One of the longest.
    pub longest: Extreme,
}

/// Values alike but for width, case or blanks.
#[derive(Clone, Debug, PartialEq)]
pub struct Alike {
    /// How many rows have one of them.
    pub rows: usize,
    /// The spellings, the most frequent first.
    pub spellings: Vec<Spelling>,
}

/// A way to write a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Spelling {
    /// As written.
    pub text: String,
    /// How many rows have it.
    pub count: usize,
    /// The first of them.
    pub first: Whose,
}

/// The numbers of one industry, or of what else the profile is parted by.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Its code, or the text.
    pub code: String,
    /// What it is called; empty of a text.
    pub name: String,
    /// How many numbers there are.
    pub count: usize,
    /// The smallest.
    pub lowest: Extreme,
    /// The middle one.
    pub middle: Quantile,
    /// The largest.
    pub highest: Extreme,
}
