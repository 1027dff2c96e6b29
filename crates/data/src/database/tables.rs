//! The tables and views of a database, found by the names that people write.

use postgres::Client;
use shensuan_diagnostics::suggest::nearest;

/// All that this user may see and that holds rows, but for what is the server's own.
const ALL: &str = "SELECT n.nspname, c.relname, pg_catalog.pg_table_is_visible(c.oid) \
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
    WHERE c.relkind IN ('r', 'v', 'm', 'f', 'p') AND n.nspname <> 'information_schema' \
    AND n.nspname NOT LIKE 'pg\\_%' ORDER BY 1, 2";

/// Tables that a complaint names where none is near.
const NAMED: usize = 10;

/// A table or view.
#[derive(Clone, Debug)]
struct Known {
    schema: String,
    name: String,
    /// Whether its name does without the schema.
    bare: bool,
}

/// All of a database.
pub(super) struct Tables(Vec<Known>);

impl Tables {
    pub(super) fn of(client: &mut Client) -> Result<Self, postgres::Error> {
        let known = |row: &postgres::Row| {
            Ok(Known { schema: row.try_get(0)?, name: row.try_get(1)?, bare: row.try_get(2)? })
        };
        client.query(ALL, &[])?.iter().map(known).collect::<Result<_, _>>().map(Self)
    }

    /// The table of a name, as it stands in a query: as it is written, else in small letters.
    pub(super) fn find(&self, written: &str) -> Option<String> {
        let small = written.to_lowercase();
        [written, &small].into_iter().find_map(|name| {
            let bare = self.0.iter().find(|known| known.bare && known.name == name);
            let whole = || self.0.iter().find(|known| format!("{}.{}", known.schema, known.name) == name);
            let found = bare.or_else(whole)?;
            Some(format!("{}.{}", quoted(&found.schema), quoted(&found.name)))
        })
    }

    /// The names nearest to one that is not there; where none is near, those there are.
    pub(super) fn near(&self, written: &str) -> (Vec<String>, Vec<String>) {
        let shown: Vec<String> = self.0.iter().map(Known::shown).collect();
        let near = nearest(written, shown.iter().map(String::as_str));
        let mut listed: Vec<String> = shown.iter().take(NAMED).cloned().collect();
        if shown.len() > NAMED {
            listed.push("…".to_owned());
        }
        (near, listed)
    }
}

impl Known {
    fn shown(&self) -> String {
        if self.bare { self.name.clone() } else { format!("{}.{}", self.schema, self.name) }
    }
}

/// A name as a query writes it.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::{Known, Tables};

    #[test]
    fn names_as_people_write_them() {
        let known = |schema: &str, name: &str, bare| Known { schema: schema.into(), name: name.into(), bare };
        let tables = Tables(vec![
            known("public", "t_bas_g102_view", true),
            known("public", "废水表", true),
            known("old", "t_bas_g102_view", false),
            known("public", "a\".b", true),
        ]);
        let find = |name| tables.find(name);
        assert_eq!(find("T_BAS_G102_VIEW").as_deref(), Some("\"public\".\"t_bas_g102_view\""));
        assert_eq!(find("old.t_bas_g102_view").as_deref(), Some("\"old\".\"t_bas_g102_view\""));
        assert_eq!(find("废水表").as_deref(), Some("\"public\".\"废水表\""));
        assert_eq!(find("a\".b").as_deref(), Some("\"public\".\"a\"\".b\""));
        assert_eq!(find("x; drop table y"), None);
        assert_eq!(tables.near("t_bas_g102_viev").0, ["t_bas_g102_view", "old.t_bas_g102_view"]);
        assert_eq!(tables.near("zzzzzzzzzzzz").1.len(), 4);
    }
}
