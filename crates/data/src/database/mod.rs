//! Forms that stand in a database: what a data set asks for, and the way there.
//!
//! The way is built only with the feature `postgres`; without it a data set that asks is told so. What a server hands out
//! is read by the same road as files: the names of columns are the headings, and every cell is a text.

use std::fmt;
use std::path::PathBuf;

use shensuan_diagnostics::Quote;
use shensuan_vocab::FormId;

use crate::layout::Layout;
use crate::sources::Source;

#[cfg(feature = "postgres")]
mod address;
#[cfg(feature = "postgres")]
mod connection;
#[cfg(feature = "postgres")]
mod door;
#[cfg(not(feature = "postgres"))]
mod no_door;
#[cfg(feature = "postgres")]
mod passwords;
#[cfg(feature = "postgres")]
mod rows;
#[cfg(feature = "postgres")]
mod said;
#[cfg(feature = "postgres")]
mod tables;

#[cfg(feature = "postgres")]
pub(crate) use door::Door;
#[cfg(not(feature = "postgres"))]
pub(crate) use no_door::Door;
#[cfg(feature = "postgres")]
pub(crate) use rows::Sheet;
#[cfg(feature = "postgres")]
pub(crate) use said::lost;

/// What a data set asks of a database; nothing, where it names none.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Database {
    /// Its address, `postgres://…`; it may hold a password, and stands in no message. What it leaves out is taken from the
    /// environment.
    pub url: Option<String>,
    /// Where the address stands, any password in it covered.
    pub place: Option<Quote>,
    /// The forms.
    pub forms: Vec<(FormId, Asked)>,
}

impl fmt::Debug for Database {
    fn fmt(&self, words: &mut fmt::Formatter<'_>) -> fmt::Result {
        words.debug_struct("Database").field("forms", &self.forms).finish_non_exhaustive()
    }
}

/// What is asked for as a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The table or query.
    pub what: What,
    /// How its cells are written: what is missing, and which columns are the key.
    pub layout: Layout,
    /// Where it is asked for.
    pub place: Quote,
}

/// A table, or a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A table or view, with its schema before a dot or without.
    Table(String),
    /// A query.
    Query {
        /// Its text.
        text: String,
        /// Where each line of it begins; empty where it is not written out as it is.
        lines: Vec<Quote>,
    },
}

impl Asked {
    /// What it goes by in accounts and findings: the table, or the line on which its query stands.
    fn name(&self) -> String {
        match &self.what {
            What::Table(name) => format!("postgres[{name}]"),
            What::Query { .. } => format!("postgres[dataset.toml:{}]", self.place.line),
        }
    }
}

impl Database {
    /// The forms as sources.
    pub(crate) fn sources(&self) -> impl Iterator<Item = (FormId, Source)> {
        self.forms.iter().map(|(form, asked)| {
            let name = asked.name();
            let source = Source::new(name.clone(), PathBuf::from(name), None);
            let layout = asked.layout.clone().of_columns();
            (*form, Source { layout, assigned: true, asked: Some(asked.clone()), ..source })
        })
    }
}
