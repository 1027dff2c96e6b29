//! The registry: one row a code, both languages in the row, a file a range. Numbers are never reused; a
//! row that is retired stays, marked. Labels and ways out stand beside the codes they serve.

use std::fmt;

use crate::diagnostic::Message;
use crate::template::Arg;

/// Declares the codes and the notes of one range.
macro_rules! registry {
    (
        codes { $($(#[$code_doc:meta])* $code:ident = $number:literal $severity:ident { zh: $zh:literal, en: $en:literal $(,)? })* }
        notes { $($(#[$note_doc:meta])* $note:ident { zh: $note_zh:literal, en: $note_en:literal $(,)? })* }
    ) => {
        $(
            $(#[$code_doc])*
            pub const $code: $crate::codes::Code = $crate::codes::Code(&$crate::codes::Row {
                number: $number,
                severity: $crate::codes::Severity::$severity,
                title: $crate::codes::Text { zh: $zh, en: $en },
            });
        )*
        $(
            $(#[$note_doc])*
            pub const $note: $crate::codes::Note =
                $crate::codes::Note(&$crate::codes::Text { zh: $note_zh, en: $note_en });
        )*
        /// Every code of this range.
        pub(super) const CODES: &[$crate::codes::Code] = &[$($code,)*];
        /// Every note of this file.
        pub(super) const NOTES: &[$crate::codes::Note] = &[$($note,)*];
    };
}

pub mod built_in;
pub mod copies;
pub mod data;
pub mod database;
pub mod formula_cells;
pub mod groups;
pub mod internal;
pub mod layers;
pub mod layouts;
pub mod limits;
pub mod lints;
pub mod lists;
pub mod names;
pub mod outline_data;
pub mod outlines;
pub mod profiles;
pub mod rulebook;
pub mod statistics;
pub mod table_checks;
pub mod table_data;
pub mod table_remarks;
pub mod tables;
pub mod text;
pub mod types;
pub mod units;

/// How much a complaint weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The rulebook or the data cannot be used as it is.
    Error,
    /// It can, but an author will want to know.
    Lint,
}

/// A text in both languages, with `{placeholders}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Text {
    /// Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

/// One row of the registry.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Row {
    /// `E0201`: letter, range, number.
    pub number: &'static str,
    /// Error or lint.
    pub severity: Severity,
    /// The one-sentence title.
    pub title: Text,
}

/// A registered code.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Code(&'static Row);

impl Code {
    /// Its row.
    #[must_use]
    pub const fn row(self) -> &'static Row {
        self.0
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.number)
    }
}

/// A registered text of a label or a help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Note(&'static Text);

impl Note {
    /// This text with a placeholder filled.
    #[must_use]
    pub fn with(self, name: &'static str, value: impl Into<Arg>) -> Message {
        Message::new(self).with(name, value)
    }

    /// The text in both languages.
    #[must_use]
    pub const fn text(self) -> Text {
        *self.0
    }
}

/// Every code, in the order of the numbers.
pub fn all() -> impl Iterator<Item = Code> {
    let ranges = [
        text::CODES,
        names::CODES,
        types::CODES,
        groups::CODES,
        statistics::CODES,
        units::CODES,
        rulebook::CODES,
        formula_cells::CODES,
        layers::CODES,
        tables::CODES,
        built_in::CODES,
        lists::CODES,
        outlines::CODES,
        limits::CODES,
        data::CODES,
        copies::CODES,
        table_data::CODES,
        outline_data::CODES,
        layouts::CODES,
        profiles::CODES,
        database::CODES,
        table_checks::CODES,
        internal::CODES,
        lints::CODES,
        table_remarks::CODES,
    ];
    ranges.into_iter().flatten().copied()
}

/// Every note.
pub fn all_notes() -> impl Iterator<Item = Note> {
    let files = [
        text::NOTES,
        names::NOTES,
        types::NOTES,
        groups::NOTES,
        statistics::NOTES,
        units::NOTES,
        rulebook::NOTES,
        formula_cells::NOTES,
        layers::NOTES,
        tables::NOTES,
        built_in::NOTES,
        lists::NOTES,
        outlines::NOTES,
        limits::NOTES,
        data::NOTES,
        copies::NOTES,
        table_data::NOTES,
        outline_data::NOTES,
        layouts::NOTES,
        profiles::NOTES,
        database::NOTES,
        table_checks::NOTES,
        internal::NOTES,
        lints::NOTES,
        table_remarks::NOTES,
    ];
    files.into_iter().flatten().copied()
}

#[cfg(test)]
mod tests {
    use super::{Severity, Text, all, all_notes};
    use crate::template::placeholders;

    #[test]
    fn numbers_are_unique_and_in_order() {
        let numbers: Vec<&str> = all().map(|code| code.row().number).collect();
        let mut sorted = numbers.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(numbers, sorted);
    }

    #[test]
    fn a_number_is_a_letter_and_four_digits_of_a_known_range() {
        for code in all() {
            let number = code.row().number;
            assert!(
                number.len() == 5 && number.get(1..).unwrap().bytes().all(|b| b.is_ascii_digit()),
                "{number}"
            );
            let range = number.get(..3).unwrap();
            let known = ["E01", "E02", "E03", "E04", "E05", "E06", "E07", "E08", "E09", "W10", "W15"];
            assert!(known.contains(&range), "{number} is of no range");
            // Some of what is said of data and files is no error.
            assert!(!range.starts_with('W') || code.row().severity == Severity::Lint, "{number}");
        }
    }

    #[test]
    fn both_languages_hold_the_same_placeholders() {
        let check = |text: Text| {
            assert_eq!(placeholders(text.zh), placeholders(text.en), "{text:?}");
            assert_eq!(text.zh.is_empty(), text.en.is_empty(), "{text:?}");
        };
        all().for_each(|code| check(code.row().title));
        all_notes().for_each(|note| check(note.text()));
    }
}
