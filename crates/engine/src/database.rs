//! `[postgres]` of `dataset.toml`: which forms stand in a database.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};
use shensuan_data::What;
use shensuan_diagnostics::Quote;
use toml::Spanned;

use crate::settings::quote;

/// A database, and the forms in it.
#[derive(Clone, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct PostgresConfig {
    /// Its address; it may hold a password, which is shown nowhere.
    pub url: Option<Spanned<String>>,
    /// What is asked for as each form.
    pub forms: BTreeMap<Spanned<String>, Spanned<AskedConfig>>,
}

impl fmt::Debug for PostgresConfig {
    fn fmt(&self, words: &mut fmt::Formatter<'_>) -> fmt::Result {
        words.debug_struct("PostgresConfig").field("forms", &self.forms).finish_non_exhaustive()
    }
}

/// What is asked for as a form, and how its cells are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedConfig {
    /// The table or query.
    pub of: OfConfig,
    /// Cells of these texts are blank, beside those of all files.
    pub missing: Vec<Spanned<String>>,
    /// Names of columns that mean parts of the key, beside those of all files.
    pub keys: BTreeMap<Spanned<String>, String>,
}

/// A table or a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OfConfig {
    /// A table or view.
    Table(String),
    /// A query.
    Query(Spanned<String>),
}

/// The same as it is written with keys.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AskedTable {
    query: Option<Spanned<String>>,
    table: Option<String>,
    #[serde(default)]
    missing: Vec<Spanned<String>>,
    #[serde(default)]
    keys: BTreeMap<Spanned<String>, String>,
}

impl<'de> Deserialize<'de> for AskedConfig {
    /// From the name of a table, or from what is said of a table or of a query.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = AskedConfig;

            fn expecting(&self, words: &mut fmt::Formatter<'_>) -> fmt::Result {
                words.write_str("a table name or a query")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<AskedConfig, E> {
                let of = OfConfig::Table(name.to_owned());
                Ok(AskedConfig { of, missing: Vec::new(), keys: BTreeMap::new() })
            }

            fn visit_map<A: MapAccess<'de>>(self, table: A) -> Result<AskedConfig, A::Error> {
                let asked = AskedTable::deserialize(MapAccessDeserializer::new(table))?;
                let of = match (asked.table, asked.query) {
                    (None, Some(query)) => OfConfig::Query(query),
                    (Some(table), None) => OfConfig::Table(table),
                    (None, None) => return Err(A::Error::missing_field("query")),
                    (Some(_), Some(_)) => return Err(A::Error::invalid_value(Unexpected::Map, &self)),
                };
                Ok(AskedConfig { of, missing: asked.missing, keys: asked.keys })
            }
        }
        deserializer.deserialize_any(Either)
    }
}

impl OfConfig {
    /// The same, with the places of its lines in the text it stands in.
    pub(crate) fn placed(&self, path: &str, text: &str) -> What {
        match self {
            Self::Table(name) => What::Table(name.clone()),
            Self::Query(query) => What::Query {
                text: query.get_ref().clone(),
                lines: lines(query, path, text).unwrap_or_default(),
            },
        }
    }
}

/// Where the lines of a query begin; none where it is written with signs that stand for others.
fn lines(query: &Spanned<String>, path: &str, text: &str) -> Option<Vec<Quote>> {
    let span = query.span();
    let written = text.get(span.clone())?;
    let sign = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|sign| written.starts_with(sign))?;
    let inner = written.strip_prefix(sign)?.strip_suffix(sign)?;
    let mut start = span.start + sign.len();
    // A line feed behind three quotes is none of the text.
    let own = if sign.len() == 3 { inner.strip_prefix('\n').unwrap_or(inner) } else { inner };
    start += inner.len() - own.len();
    if own != query.get_ref() {
        return None;
    }
    let mut places = Vec::new();
    for line in own.split('\n') {
        places.push(quote(path, text, start..start));
        start += line.len() + 1;
    }
    Some(places)
}
