//! What each code means, its likely cause and how to mend it, in both languages: what `explain` says of a code that
//! has no page of its own. A row a code, a file a range, as in the registry.

use crate::codes::{Code, Text};

/// What is said of a code.
#[derive(Clone, Copy, Debug)]
pub struct Explanation {
    /// The code.
    pub code: Code,
    /// Meaning, cause and remedy, in a few sentences.
    pub text: Text,
    /// What is wrong and the same mended. Tests run both beside the rulebook of `docs/language.md`.
    pub example: Option<Example>,
}

/// A wrong text and the right one; [`Sample`] says how they are written.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// What raises the code.
    pub wrong: Text,
    /// What does not.
    pub right: Text,
}

/// The parts of an example. Mostly it is the text of one rule file, which is checked. Where it takes more, its first
/// line is the command, behind `$ `, and each file begins with a line `=== PATH`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample<'a> {
    /// The command, where it is not `shensuan check`.
    pub command: Option<&'a str>,
    /// Paths and texts; the path of a text that is all there is is empty.
    pub files: Vec<(&'a str, String)>,
}

impl<'a> Sample<'a> {
    /// Takes an example apart.
    #[must_use]
    pub fn of(text: &'a str) -> Self {
        let mut sample = Self { command: None, files: Vec::new() };
        for line in text.lines() {
            if let Some(command) = line.strip_prefix("$ ") {
                sample.command = Some(command);
            } else if let Some(path) = line.strip_prefix("=== ") {
                sample.files.push((path, String::new()));
            } else {
                if sample.files.is_empty() {
                    sample.files.push(("", String::new()));
                }
                if let Some((_, file)) = sample.files.last_mut() {
                    file.push_str(line);
                    file.push('\n');
                }
            }
        }
        sample
    }
}

/// Declares the explanations of one range.
macro_rules! explanations {
    ($($code:ident {
        zh: $zh:literal,
        en: $en:literal $(,)?
        $(wrong: { zh: $wrong_zh:literal, en: $wrong_en:literal $(,)? } $(,)?
        right: { zh: $right_zh:literal, en: $right_en:literal $(,)? } $(,)?)?
    })*) => {
        /// The explanations of this range, in the order of the numbers.
        pub(super) const ALL: &[$crate::explanations::Explanation] = &[$(
            $crate::explanations::Explanation {
                code: codes::$code,
                text: $crate::codes::Text { zh: $zh, en: $en },
                example: explanations!(@example $({ $wrong_zh, $wrong_en, $right_zh, $right_en })?),
            },
        )*];
    };
    (@example) => { None };
    (@example { $wrong_zh:literal, $wrong_en:literal, $right_zh:literal, $right_en:literal }) => {
        Some($crate::explanations::Example {
            wrong: $crate::codes::Text { zh: $wrong_zh, en: $wrong_en },
            right: $crate::codes::Text { zh: $right_zh, en: $right_en },
        })
    };
}

mod built_in;
mod copies;
mod data;
mod database;
mod formula_cells;
mod groups;
mod layers;
mod layouts;
mod lists;
mod names;
mod ours;
mod outline_data;
mod outlines;
mod profiles;
mod rulebook;
mod statistics;
mod table_checks;
mod table_data;
mod table_remarks;
mod tables;
mod text;
mod types;
mod units;

/// Every explanation.
pub fn all() -> impl Iterator<Item = &'static Explanation> {
    let ranges = [
        text::ALL,
        names::ALL,
        types::ALL,
        groups::ALL,
        statistics::ALL,
        units::ALL,
        rulebook::ALL,
        formula_cells::ALL,
        layers::ALL,
        tables::ALL,
        built_in::ALL,
        lists::ALL,
        outlines::ALL,
        data::ALL,
        copies::ALL,
        table_data::ALL,
        outline_data::ALL,
        layouts::ALL,
        profiles::ALL,
        database::ALL,
        table_checks::ALL,
        ours::ALL,
        table_remarks::ALL,
    ];
    ranges.into_iter().flatten()
}

/// The explanation of a code; none where a page stands for it.
#[must_use]
pub fn of(code: Code) -> Option<&'static Explanation> {
    all().find(|known| known.code == code)
}

#[cfg(test)]
mod tests {
    use super::{Sample, all, of};
    use crate::codes;

    #[test]
    fn an_example_falls_into_its_files() {
        let plain = Sample::of("rule A\n  check staff > 0");
        assert_eq!(
            plain,
            Sample { command: None, files: vec![("", "rule A\n  check staff > 0\n".to_owned())] }
        );
        let several = Sample::of("$ shensuan review data\n=== data/a.csv\nk,v\n1,2\n=== data/b.csv");
        assert_eq!(several.command, Some("shensuan review data"));
        assert_eq!(several.files, [("data/a.csv", "k,v\n1,2\n".to_owned()), ("data/b.csv", String::new())]);
    }

    #[test]
    fn explanations_stand_in_the_order_of_the_numbers() {
        let explained: Vec<_> = codes::all().filter(|code| of(*code).is_some()).collect();
        let mut numbers: Vec<_> = all().map(|known| known.code.row().number).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, explained.iter().map(|code| code.row().number).collect::<Vec<_>>());
    }

    #[test]
    fn every_error_is_explained_once() {
        for code in codes::all().filter(|code| !code.row().number.starts_with("W10")) {
            assert!(of(code).is_some(), "{code:?} has no explanation");
            assert_eq!(all().filter(|known| known.code == code).count(), 1, "{code:?}");
        }
    }

    #[test]
    fn both_languages_say_something_short() {
        let han = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        for known in all() {
            let (zh, en) = (known.text.zh, known.text.en);
            assert!(han(zh) && zh.ends_with('。') && zh.chars().count() < 200, "{:?}", known.code);
            assert!(en.ends_with('.') && en.len() > 40 && en.len() < 500, "{:?}", known.code);
        }
    }
}
