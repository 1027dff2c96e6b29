//! How a file or a sheet is laid out: what is said of it, and what was found.

use shensuan_diagnostics::Quote;

use crate::encoding::Encoding;

/// What parts the cells of a text, the most usual first.
pub(crate) const DELIMITERS: [char; 5] = [',', '\t', ';', '|', '，'];

/// What a data set says of how a file is written. What it does not say is found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// How its text is encoded.
    pub encoding: Option<Encoding>,
    /// What parts its cells.
    pub delimiter: Option<char>,
    /// The row of its headings as a spreadsheet numbers it, from 1; the upper one of two.
    pub header: Option<u32>,
    /// How many rows its headings take: 1 to 4.
    pub header_rows: Option<u32>,
    /// With what rows begin that stand below the table and are none of it.
    pub footers: Vec<String>,
    /// Whether the tables of a sheet of one subject lie on their side; else it is found.
    pub turned: Option<bool>,
    /// Cells of these texts are blank.
    pub missing: Vec<String>,
    /// Of which columns blank cells hold what the cell above holds.
    pub fill_down: FillDown,
    /// For parts of the key the headings that mean them, beside their own names.
    pub keys: Vec<(String, String)>,
    /// Where all this is said.
    pub place: Option<Quote>,
}

/// Of which columns blank cells hold what the cell above holds, as where cells were merged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum FillDown {
    /// Of none.
    #[default]
    No,
    /// Of the key.
    Keys,
    /// Of those with these headings, or of these fields.
    Columns(Vec<String>),
}

impl Layout {
    /// A delimiter as it may be written.
    #[must_use]
    pub fn delimiter_named(name: &str) -> Option<char> {
        let known = if name.eq_ignore_ascii_case("tab") { "\t" } else { name };
        let mut characters = known.chars();
        let one = characters.next().filter(|_| characters.next().is_none())?;
        DELIMITERS.contains(&one).then_some(one)
    }

    /// What can be written for a delimiter.
    pub const DELIMITER_NAMES: [&'static str; 5] = [",", "tab", ";", "|", "，"];

    /// That of a text which is written by ourselves: headings in the first row, commas.
    pub(crate) fn plain() -> Self {
        Self { delimiter: Some(','), header: Some(1), header_rows: Some(1), ..Self::default() }
    }

    /// That of a table whose columns have names: what is said of its cells, and nothing else.
    pub(crate) fn of_columns(self) -> Self {
        let Self { missing, keys, fill_down, place, .. } = self;
        Self { missing, keys, fill_down, place, ..Self::plain() }
    }
}
