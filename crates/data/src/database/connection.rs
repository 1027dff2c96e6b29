//! A connection: one transaction that only reads, in which all forms are of one moment.

use postgres::types::{Kind, Type};
use postgres::{Client, Error, NoTls};
use shensuan_diagnostics::codes::{copies, database as codes, names};
use shensuan_diagnostics::{Arg, Diagnostic, Diagnostics, Quote};

use super::address::Address;
use super::rows::{Column, Sheet};
use super::tables::Tables;
use super::{Asked, Database, What, said};

/// All that is read is of one moment, and nothing can be changed. Rows come in the same order each time where the server
/// keeps one, and values as texts that say all of them; the settings are those that a server has.
const BEGIN: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SELECT pg_catalog.set_config(s.name, v.value, true) FROM pg_catalog.pg_settings s JOIN (VALUES
 ('synchronize_seqscans', 'off'), ('max_parallel_workers_per_gather', '0'), ('extra_float_digits', '3'),
 ('datestyle', 'ISO, YMD'), ('intervalstyle', 'iso_8601')) AS v (name, value) ON lower(s.name) = v.name;
SAVEPOINT form";

/// What a form before it may have broken is mended.
const NEXT: &str = "ROLLBACK TO SAVEPOINT form";

/// What stands before a query that is handed out, and behind it: a remark may end it.
const COPY: (&str, &str) = ("COPY (\n", "\n) TO STDOUT");

/// An open connection.
pub(crate) struct Connection {
    client: Client,
    shown: String,
    /// The tables there are; looked up when one is asked for.
    tables: Option<Tables>,
}

impl Connection {
    /// Opens one.
    pub(super) fn open(database: &Database) -> Result<Self, Box<Diagnostic>> {
        let env = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let refused = |shown: &str, why: Arg| {
            let said = Diagnostic::new(codes::NO_CONNECTION).with("server", shown).with("why", why);
            said.quote(database.place.clone())
        };
        let address = Address::of(database.url.as_deref(), &env)
            .map_err(|none| Box::new(refused("postgres://…", none.why.into()).help(none.help)))?;
        let Address { config, shown, hint } = address;
        let begun = config.connect(NoTls).and_then(|mut client| client.batch_execute(BEGIN).map(|()| client));
        let client = begun.map_err(|error| {
            let said = refused(&shown, said::why_not_in(&error).into());
            Box::new(match hint.filter(|_| said::wants_password(&error)) {
                Some(hint) => said.help(hint),
                None if error.as_db_error().is_some() => said,
                None => said.help(codes::IS_IT_RUNNING),
            })
        })?;
        Ok(Self { client, shown, tables: None })
    }

    /// Whether more can be asked of it.
    pub(super) fn is_open(&self) -> bool {
        !self.client.is_closed()
    }

    /// Where something that is asked for lies, as it is shown.
    pub(super) fn path_of(&self, asked: &Asked) -> String {
        let name = asked.name();
        let inner = name.strip_prefix("postgres").unwrap_or(&name);
        format!("{}{inner}", self.shown)
    }

    /// The rows of a table or query, and what is said of its columns.
    pub(super) fn rows(
        &mut self,
        asked: &Asked,
        path: &str,
    ) -> Result<(Sheet<'_>, Diagnostics), Box<Diagnostic>> {
        let refused = |error: &Error, before: usize| Box::new(refused(asked, path, error, before));
        self.client.batch_execute(NEXT).map_err(|error| refused(&error, 0))?;
        let query = match &asked.what {
            What::Table(name) => format!("SELECT * FROM {}", self.table(name, path)?),
            What::Query { text, .. } => text.trim_end().trim_end_matches(';').to_owned(),
        };
        let described = self.client.prepare(&query).map_err(|error| refused(&error, 0))?;
        let columns: Vec<Column> = described.columns().iter().map(Column::of).collect();
        let mut said = Diagnostics::default();
        for (column, theirs) in
            columns.iter().zip(described.columns()).filter(|(column, _)| !column.is_cell())
        {
            let one = Diagnostic::new(copies::COLUMN_OF_NO_CELLS).with("path", path);
            let one = one.with("column", column.name()).with("kind", kind(theirs.type_()));
            said.push(one.help(codes::TAKE_A_VALUE_OUT));
        }
        let (before, behind) = COPY;
        let copied = self.client.copy_out(&format!("{before}{query}{behind}"));
        let from = copied.map_err(|error| refused(&error, before.chars().count()))?;
        Ok((Sheet::new(from, columns), said))
    }

    /// A table as it stands in a query.
    fn table(&mut self, name: &str, path: &str) -> Result<String, Box<Diagnostic>> {
        let tables = match self.tables.take() {
            Some(tables) => tables,
            None => Tables::of(&mut self.client).map_err(|error| {
                let said = Diagnostic::new(codes::NO_ANSWER).with("path", path);
                Box::new(said.with("why", Arg::from(said::why(&error))))
            })?,
        };
        let found = tables.find(name).ok_or_else(|| {
            let none = Diagnostic::new(codes::NO_SUCH_TABLE).with("server", self.shown.as_str());
            let none = none.with("table", name);
            Box::new(match tables.near(name) {
                (near, _) if !near.is_empty() => none.help(names::DID_YOU_MEAN.with("names", near)),
                (_, listed) if !listed.is_empty() => none.help(codes::TABLES_ARE.with("names", listed)),
                _ => none,
            })
        });
        self.tables = Some(tables);
        found
    }
}

/// A type as the server writes it.
fn kind(of: &Type) -> String {
    if let Kind::Array(one) = of.kind() { format!("{}[]", one.name()) } else { of.name().to_owned() }
}

/// The complaint about what the server does not hand out; `before` characters that are none of the query stand before it.
fn refused(asked: &Asked, path: &str, error: &Error, before: usize) -> Diagnostic {
    let why = said::why(error);
    if [codes::WHY_CUT, codes::WHY_CUT_BECAUSE, codes::WHY_CANCELLED].contains(&why.note) {
        return said::lost(path, 0, why);
    }
    let said = Diagnostic::new(codes::NO_ANSWER).with("path", path).with("why", Arg::from(why));
    let place = said::place(error).and_then(|at| inside(asked, at.checked_sub(before)?));
    said.quote(place)
}

/// The place of a character of a query.
fn inside(asked: &Asked, at: usize) -> Option<Quote> {
    let What::Query { text, lines } = &asked.what else { return None };
    let before: String = text.chars().take(at).collect();
    let (upper, here) = before.rsplit_once('\n').map_or(("", before.as_str()), |(upper, here)| (upper, here));
    let line = if before.contains('\n') { upper.matches('\n').count() + 1 } else { 0 };
    let quote = lines.get(line)?;
    let start = quote.start + here.len();
    let rest = text.get(before.len()..).unwrap_or("");
    let word = match rest.strip_prefix('"') {
        Some(name) => name.find('"').map_or(rest.len(), |end| end + 2),
        None => rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len()),
    };
    let length = if word == 0 { rest.chars().next().map_or(0, char::len_utf8) } else { word };
    Some(Quote { start, end: start + length, ..quote.clone() })
}

#[cfg(test)]
mod tests {
    use super::inside;
    use crate::database::{Asked, What};
    use crate::layout::Layout;
    use shensuan_diagnostics::Quote;
    use shensuan_diagnostics::codes::text::HERE;

    #[test]
    fn places_in_a_query() {
        let line = |line, text: &str, start| Quote {
            file: "dataset.toml".into(),
            line,
            text: text.into(),
            start,
            end: start,
            message: HERE.into(),
        };
        let text = "select 代码\nfrom t_甲 where".to_owned();
        let lines = vec![
            line(3, "G102 = { query = \"\"\"select 代码\n", 20),
            line(4, "from t_甲 where\"\"\" }\n", 0),
        ];
        let place = lines[0].clone();
        let asked = Asked { what: What::Query { text, lines }, layout: Layout::default(), place };
        let marked = |at| inside(&asked, at).map(|quote| quote.text[quote.start..quote.end].to_owned());
        assert_eq!(marked(7).as_deref(), Some("代码"));
        assert_eq!(marked(15).as_deref(), Some("t_甲"));
        assert_eq!(marked(10).as_deref(), Some("from"));
        assert_eq!(marked(24).as_deref(), Some(""));
    }
}
