//! What an account answers: tables of computed values, and a list of those that could not be computed.
//!
//! A table is a list of columns of one length. Every number is in the unit that its heading names.

mod csv;
mod parquet;
mod statistics;
mod xlsx;

use std::borrow::Cow;
use std::collections::HashMap;

use serde::Serialize;
use shensuan_columnar::TextList;
use shensuan_diagnostics::Lang;

pub use csv::write_result;
pub use parquet::write_result_parquet;
pub use xlsx::write_results_xlsx;

use crate::number::readable;
use crate::{State, StatisticNumbers, StatisticTable, Unused};

/// The version of what an account writes. It changes when a key or a column changes its meaning.
pub const ACCOUNT_SCHEMA: &str = "shensuan.account/2";

/// Everything an account answers. Texts of the data set are borrowed from it.
#[derive(Clone, Debug, PartialEq)]
pub struct Account<'d> {
    /// In numbers.
    pub summary: AccountSummary,
    /// A table a form whose rows have formulas, in the order of the forms: those of the subjects themselves first, the
    /// values of the data set last.
    pub values: Vec<ResultTable<'d>>,
    /// A table a statistic, in the order of the files.
    pub statistics: Vec<ResultTable<'d>>,
    /// Of each value that counts in each district how many were asked for, are there, and are listed as unaccounted.
    pub coverage: ResultTable<'d>,
    /// A line a value that counts and is missing, by district, subject, row and formula.
    pub unaccounted: ResultTable<'d>,
    /// What of the data went into none of it.
    pub unused: Unused,
}

impl<'d> Account<'d> {
    /// All tables: those of the values, the statistics, how much could be accounted, what could not.
    pub fn tables(&self) -> impl Iterator<Item = &ResultTable<'d>> {
        self.values.iter().chain(&self.statistics).chain([&self.coverage, &self.unaccounted])
    }
}

/// An account in numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AccountSummary {
    /// [`ACCOUNT_SCHEMA`].
    pub schema: &'static str,
    /// What is accounted for: 企业, enterprise.
    pub subject: String,
    /// How many of them.
    pub subjects: usize,
    /// By formula, in the order of the rulebook.
    pub formulas: Vec<FormulaSummary>,
    /// Why values are missing, the most frequent first.
    pub reasons: Vec<ReasonSummary>,
    /// Statistics that ask how rules judge, which an account does not say.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
}

impl AccountSummary {
    /// How many values that count were asked for.
    #[must_use]
    pub fn values(&self) -> usize {
        self.counting().map(|formula| formula.rows).sum()
    }

    /// How many of them are missing.
    #[must_use]
    pub fn missing(&self) -> usize {
        self.counting().map(|formula| formula.missing).sum()
    }

    fn counting(&self) -> impl Iterator<Item = &FormulaSummary> {
        self.formulas.iter().filter(|formula| !formula.intermediate)
    }
}

/// What became of one formula.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FormulaSummary {
    /// What it is called.
    pub name: String,
    /// Its unit; empty where it has none, or where it travels in the row.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// The form whose rows it is computed for; none where that is the subject or the data set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// For how many rows or subjects.
    pub rows: usize,
    /// For how many of them it has no value.
    pub missing: usize,
    /// Whether its values are kept back: they are computed from a private cell.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub private: bool,
    /// Whether other formulas alone read it: it does not count, and what is missing of it is not listed by itself.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub intermediate: bool,
}

/// Why values are missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReasonSummary {
    /// What is known of the cell at fault.
    pub state: State,
    /// What it is called: a field, a table, a form.
    pub name: String,
    /// How many values it left missing, as the first of their reasons.
    pub times: usize,
}

/// A table of results.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ResultTable<'d> {
    /// What it is called.
    pub name: String,
    /// How many rows each column has.
    pub rows: usize,
    /// Its columns.
    pub columns: Vec<ResultColumn<'d>>,
}

/// A column of a table of results.
#[derive(Clone, Debug, PartialEq)]
pub struct ResultColumn<'d> {
    /// Its heading; the unit stands behind the name.
    pub heading: String,
    /// The unit of all its numbers; empty where there is none.
    pub unit: String,
    /// What stands in it.
    pub cells: ResultCells<'d>,
}

/// What stands in a column, a value a row.
#[derive(Clone, Debug, PartialEq)]
pub enum ResultCells<'d> {
    /// Texts by their place among the distinct ones.
    Texts {
        /// For every row its text in `entries`.
        index: Vec<u32>,
        /// Which are given.
        given: Vec<bool>,
        /// The distinct texts.
        entries: Cow<'d, TextList>,
    },
    /// Numbers, to their last bit.
    Numbers {
        /// The values; 0 where none is given.
        values: Vec<f64>,
        /// Which are given.
        given: Vec<bool>,
    },
    /// Whole numbers: counts, rows of files.
    Counts {
        /// The values; 0 where none is given.
        values: Vec<u32>,
        /// Which are given.
        given: Vec<bool>,
    },
}

/// A name with its unit behind it, as it heads a column: `核算产生量（吨）`, `generated (t)`.
#[must_use]
pub fn heading(name: &str, unit: &str, lang: Lang) -> String {
    match (lang, unit) {
        (_, "") => name.to_owned(),
        (Lang::Zh, unit) => format!("{name}（{unit}）"),
        (Lang::En, unit) => format!("{name} ({unit})"),
    }
}

/// What heads the names of codes beside the codes: `行业代码名称`, `industry code name`; a field that is itself called a name
/// is not called so twice.
#[must_use]
pub fn heading_of_names(name: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh if name.ends_with("名称") => format!("{name}（名称）"),
        Lang::Zh => format!("{name}名称"),
        Lang::En if name.ends_with("name") => format!("{name} (name)"),
        Lang::En => format!("{name} name"),
    }
}

impl<'d> ResultColumn<'d> {
    /// A column whose numbers have no unit, or one of texts.
    #[must_use]
    pub fn plain(heading: impl Into<String>, cells: ResultCells<'d>) -> Self {
        Self { heading: heading.into(), unit: String::new(), cells }
    }

    /// Whether numbers stand in it.
    #[must_use]
    pub const fn holds_numbers(&self) -> bool {
        matches!(self.cells, ResultCells::Numbers { .. } | ResultCells::Counts { .. })
    }

    /// What stands in a row as a reader sees it; empty where nothing does.
    #[must_use]
    pub fn shown(&self, row: usize) -> String {
        match &self.cells {
            ResultCells::Texts { index, given, entries } => {
                let entry = index.get(row).filter(|_| given.get(row) == Some(&true));
                entry.and_then(|entry| entries.get(*entry as usize)).unwrap_or_default().to_owned()
            }
            ResultCells::Numbers { values, given } => {
                let number = values.get(row).filter(|_| given.get(row) == Some(&true));
                number.map(|number| readable(*number)).unwrap_or_default()
            }
            ResultCells::Counts { values, given } => {
                let count = values.get(row).filter(|_| given.get(row) == Some(&true));
                count.map(ToString::to_string).unwrap_or_default()
            }
        }
    }
}

impl ResultCells<'_> {
    /// Texts that stand one behind the other, equal ones once.
    pub fn texts<T: AsRef<str>>(all: impl IntoIterator<Item = Option<T>>) -> Self {
        let (mut index, mut given, mut entries) = (Vec::new(), Vec::new(), TextList::new());
        let mut known = HashMap::<String, u32>::new();
        let mut last = 0_u32;
        for text in all {
            given.push(text.is_some());
            index.push(text.map_or(0, |text| {
                let text = text.as_ref();
                // Mostly it is that of the row before.
                if entries.get(last as usize).is_none_or(|before| before != text) {
                    last = known.get(text).copied().unwrap_or_else(|| {
                        let next = u32::try_from(entries.len()).unwrap_or(u32::MAX);
                        entries.push(text);
                        known.insert(text.to_owned(), next);
                        next
                    });
                }
                last
            }));
        }
        Self::Texts { index, given, entries: Cow::Owned(entries) }
    }

    /// Whole numbers, where there are some.
    pub fn counts(all: impl IntoIterator<Item = Option<u32>>) -> Self {
        let (values, given) = all.into_iter().map(|count| (count.unwrap_or(0), count.is_some())).unzip();
        Self::Counts { values, given }
    }

    /// Numbers, where there are some.
    pub fn numbers(all: impl IntoIterator<Item = Option<f64>>) -> Self {
        let (values, given) = all.into_iter().map(|number| (number.unwrap_or(0.0), number.is_some())).unzip();
        Self::Numbers { values, given }
    }
}

impl StatisticTable {
    /// The table as columns.
    #[must_use]
    pub fn columns(&self, lang: Lang) -> ResultTable<'static> {
        statistics::columns(self, lang)
    }

    /// The columns behind those of the keys, of a table without rows of its own that has these.
    #[must_use]
    pub fn columns_of(&self, rows: &[StatisticNumbers], lang: Lang) -> ResultTable<'static> {
        statistics::numbers(self, rows, lang)
    }
}
