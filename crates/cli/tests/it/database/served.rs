//! The same, with a server.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use std::{env, fs, thread};

use serde_json::Value;

use super::skipped;
use crate::run::{Output, ended, root};

/// A database of a test.
struct Database {
    bin: PathBuf,
    name: String,
    place: tempfile::TempDir,
}

/// The database of a test; none where there is no server.
fn database(name: &str) -> Option<Database> {
    let Some(bin) = env::var_os("SHENSUAN_POSTGRES_BIN") else {
        skipped("no PostgreSQL server is at hand");
        return None;
    };
    let place = tempfile::tempdir().unwrap();
    let database = Database { bin: bin.into(), name: name.to_owned(), place };
    database.ask("postgres", &format!("CREATE DATABASE {name}"));
    Some(database)
}

impl Database {
    fn ask(&self, database: &str, text: &str) -> String {
        let mut psql = Command::new(self.bin.join("psql"));
        psql.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", text]);
        let output = ended(psql.current_dir(root()));
        assert_eq!(output.status, 0, "{text}: {}", output.said);
        output.printed.trim_end().to_owned()
    }

    fn sql(&self, text: &str) -> String {
        self.ask(&self.name, text)
    }

    /// A CSV file as a table of texts.
    fn load(&self, path: &Path, table: &str) {
        let text = fs::read_to_string(path).unwrap();
        let heading = text.lines().next().unwrap().trim_start_matches('\u{feff}');
        let columns: Vec<String> = heading.split(',').map(|name| format!("\"{name}\" text")).collect();
        self.sql(&format!("CREATE TABLE {table} ({})", columns.join(", ")));
        self.sql(&format!("\\copy {table} FROM '{}' CSV HEADER", path.display()));
    }

    fn first_light(&self) {
        for (file, table) in [("G101-1", "t_bas_g101_1"), ("G102", "t_bas_g102"), ("G106-1", "t_bas_g106_1")]
        {
            self.load(&root().join(format!("examples/first-light/{file}.csv")), table);
        }
    }

    /// The folder of the data, with this as its `dataset.toml`.
    fn says(&self, text: &str) -> PathBuf {
        let data = self.place.path().join("data");
        fs::create_dir_all(&data).unwrap();
        fs::write(data.join("dataset.toml"), text).unwrap();
        data
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shensuan"));
        command.args(arguments).current_dir(self.place.path());
        command.env("PGDATABASE", &self.name).env("LC_ALL", "en_US.UTF-8").env("COLUMNS", "120");
        command.env("HOME", self.place.path());
        command
    }

    fn shensuan(&self, arguments: &[&str]) -> Output {
        ended(&mut self.command(arguments))
    }

    fn review(&self, lang: &str) -> Output {
        self.shensuan(&["review", "data", "--rulebook", &rulebook(), "--out", "out", "--lang", lang])
    }

    /// What is said, without what differs from server to server.
    fn plain(&self, said: &str) -> String {
        let mut joined = String::new();
        for line in said.lines() {
            match line.trim_start().strip_prefix("│ ") {
                Some(rest) if line.starts_with("  │") => {
                    // Where a line of Chinese, or a path, was broken, there was no blank.
                    let plain = |c: Option<char>| c.is_some_and(|c| c.is_ascii() && c != '-' && c != '/');
                    let blank = plain(joined.chars().last()) && plain(rest.chars().next());
                    joined.push_str(if blank { " " } else { "" });
                    joined.push_str(rest);
                }
                _ => {
                    joined.push('\n');
                    joined.push_str(line);
                }
            }
        }
        joined.replace(&env::var("PGHOST").unwrap(), "SOCKET").trim().to_owned() + "\n"
    }
}

fn rulebook() -> String {
    root().join("examples/first-light/rulebook").display().to_string()
}

const WHOLE: &str = "[postgres.forms]\n\"G101-1\" = \"t_bas_g101_1\"\nG102 = \"public.T_BAS_G102\"\n\
    G106-1 = { query = \"select * from t_bas_g106_1\" }\n";

/// The names that files and tables go by.
const NAMES: [(&str, &str); 3] = [
    ("G101-1.csv", "postgres[t_bas_g101_1]"),
    ("G102.csv", "postgres[public.T_BAS_G102]"),
    ("G106-1.csv", "postgres[dataset.toml:4]"),
];

/// The results of a review, rows of files told as those of tables: counted without the headings.
fn results(out: &Path) -> BTreeMap<String, Vec<Value>> {
    let names = ["findings.jsonl", "undetermined.jsonl", "values.jsonl"];
    let read = |name: &str| {
        let text = fs::read_to_string(out.join(name)).unwrap();
        text.lines().map(|line| told(serde_json::from_str(line).unwrap())).collect()
    };
    names.iter().map(|name| ((*name).to_owned(), read(name))).collect()
}

fn told(value: Value) -> Value {
    match value {
        Value::Object(mut map) => {
            let known = map.get("file").and_then(Value::as_str);
            let known = NAMES.iter().find(|(file, _)| Some(*file) == known);
            if let Some((_, table)) = known {
                map["file"] = Value::from(*table);
                map["row"] = Value::from(map["row"].as_u64().unwrap() - 1);
            }
            Value::Object(map.into_iter().map(|(name, value)| (name, told(value))).collect())
        }
        Value::Array(all) => all.into_iter().map(told).collect(),
        other => other,
    }
}

fn accounts(out: &Path) -> Vec<Value> {
    let text = fs::read_to_string(out.join("summary.json")).unwrap();
    let summary: Value = serde_json::from_str(&text).unwrap();
    let mut files = summary["files"].as_array().unwrap().clone();
    for file in &mut files {
        let name = file["file"].as_str().unwrap().to_owned();
        if let Some((_, table)) = NAMES.iter().find(|(known, _)| *known == name) {
            file["file"] = Value::from(*table);
        }
        for of_files in ["encoding", "delimiter", "header", "header_rows"] {
            file.as_object_mut().unwrap().remove(of_files);
        }
    }
    files
}

#[test]
fn a_review_of_tables_is_that_of_the_files() {
    let Some(database) = database("as_files") else { return };
    database.first_light();
    database.says(WHOLE);
    let of_tables = database.review("en");
    assert_eq!((of_tables.status, of_tables.said.as_str()), (0, ""));
    let from = root().join("examples/first-light").display().to_string();
    let of_files = database.shensuan(&["review", &from, "--out", "files", "--lang", "en"]);
    assert_eq!(of_files.status, 0, "{}", of_files.said);
    let (tables, files) = (database.place.path().join("out"), database.place.path().join("files"));
    let all = results(&files);
    assert!(all.values().map(Vec::len).sum::<usize>() > 12);
    assert_eq!(results(&tables), all);
    assert_eq!(accounts(&tables), accounts(&files));
    // Counted by somebody else.
    for (account, table) in accounts(&tables).iter().zip(["t_bas_g101_1", "t_bas_g102", "t_bas_g106_1"]) {
        assert_eq!(account["rows"].to_string(), database.sql(&format!("SELECT count(*) FROM {table}")));
    }
}

#[test]
fn a_copy_of_tables_does_not_claim_to_be_compared() {
    let Some(database) = database("as_copy") else { return };
    database.first_light();
    database.sql("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader");
    database.says(&format!("[postgres]\nurl = \"postgres://reader:geheim%231@/as_copy\"\n{WHOLE}"));
    let import = ["data", "import", "data", "--rulebook", &rulebook(), "--out", "copy", "--lang", "en"];
    let import = database.shensuan(&import);
    assert_eq!(import.status, 0, "{}", import.said);
    assert_eq!(database.review("en").status, 0);
    // The server need not be there any more.
    let of_copy = ["review", "copy", "--out", "of-copy", "--lang", "en"];
    let mut of_copy = database.command(&of_copy);
    let of_copy = ended(of_copy.env("PGHOST", "/nowhere"));
    assert_eq!((of_copy.status, of_copy.said.as_str()), (0, ""));
    let place = database.place.path();
    assert_eq!(results(&place.join("out")), results(&place.join("of-copy")));
    let verify = database.shensuan(&["data", "verify", "copy", "--lang", "en"]);
    assert_eq!(verify.status, 0, "{}", verify.said);
    assert!(verify.printed.contains("and 1 source are as they were"), "{}", verify.printed);
    assert!(
        verify.printed.contains("3 tables or queries of a database were not compared"),
        "{}",
        verify.printed
    );
    let manifest = fs::read_to_string(place.join("copy/copy.json")).unwrap();
    assert!(manifest.contains("[t_bas_g101_1]") && manifest.contains("\"postgres\""), "{manifest}");
    for file in ["copy/copy.json", "out/run.json", "out/summary.json"] {
        let text = fs::read_to_string(place.join(file)).unwrap();
        assert!(!text.contains("geheim"), "{file}: {text}");
    }
}

#[test]
fn what_is_missing_and_what_is_the_key_is_said_of_tables_too() {
    let Some(database) = database("said") else { return };
    database.first_light();
    let review = |text: &str| {
        database.says(text);
        let output = database.review("en");
        assert_eq!((output.status, output.said.as_str()), (0, ""), "{}", output.printed);
        (results(&database.place.path().join("out")), accounts(&database.place.path().join("out")))
    };
    let plain = review(WHOLE);
    // Every blank cell is a sign in one table, another in the next, and the key is called otherwise in all but the first. The
    // tables are written anew: rows that are updated in place come last.
    let key = "\"统一社会信用代码\"";
    for (table, sign, number) in
        [("t_bas_g101_1", "*", key), ("t_bas_g102", "-9", "number"), ("t_bas_g106_1", "*", "number")]
    {
        let columns = database.sql(&format!(
            "SELECT quote_ident(column_name) FROM information_schema.columns WHERE table_name = '{table}' ORDER BY ordinal_position"
        ));
        let anew = columns.lines().map(|column| {
            if column == key {
                format!("{key} AS {number}")
            } else {
                format!("coalesce(nullif({column}, ''), '{sign}') AS {column}")
            }
        });
        let anew = anew.collect::<Vec<_>>().join(", ");
        database.sql(&format!(
            "CREATE TABLE anew AS SELECT {anew} FROM {table}; DROP TABLE {table}; ALTER TABLE anew RENAME TO {table}"
        ));
    }
    let mut said = review(
        "missing = [\"*\"]\n[postgres.forms]\n\"G101-1\" = \"t_bas_g101_1\"\n\
        G102 = { table = \"public.T_BAS_G102\", missing = [\"-9\"], keys = { \"统一社会信用代码\" = \"number\" } }\n\
        G106-1 = { query = \"select * from t_bas_g106_1\", keys = { \"统一社会信用代码\" = \"number\" } }\n",
    );
    for (file, before) in said.1.iter_mut().zip(&plain.1) {
        // A sign that is taken as blank is told of as a repair, and a blank is not.
        assert_eq!(file["cells_repaired"], before["cells_empty"], "{file:#}");
        file["cells_repaired"] = before["cells_repaired"].clone();
        file["repairs"] = before["repairs"].clone();
    }
    let renamed = |(results, accounts): &(BTreeMap<String, Vec<Value>>, Vec<Value>)| {
        // The query stands a line lower.
        let text = serde_json::to_string(&(results, accounts)).unwrap();
        text.replace("dataset.toml:5", "dataset.toml:4")
    };
    assert_eq!(renamed(&said), renamed(&plain));
    let both = "[postgres.forms]\nG102 = { table = \"a\", query = \"select 1\" }\n";
    database.says(both);
    let output = database.review("en");
    assert!(output.status == 3 && output.said.contains("the name of a table, or"), "{}", output.said);
}

/// What is wrong, and its `dataset.toml`.
const REFUSED: [(&str, &str); 17] = [
    ("no such table", "[postgres.forms]\n\"G101-1\" = \"t_bas_g101\"\nG102 = \"水\"\n"),
    (
        "a mistake in a query",
        "[postgres.forms]\nG102 = { query = \"\"\"\nselect \"统一社会信用代码\",\n       \"取水亮\"\nfrom t_bas_g102\"\"\" }\nG106-1 = { query = 'select * frm t' }\n",
    ),
    (
        "a query written with signs",
        "[postgres.forms]\nG102 = { query = \"select \\\"取水亮\\\" from t_bas_g102\" }\n",
    ),
    (
        "a column twice",
        "[postgres.forms]\n\"G101-1\" = { query = 'select *, \"行业代码\" from t_bas_g101_1 -- all' }\n",
    ),
    ("no key", "[postgres.forms]\n\"G101-1\" = { query = 'select \"行业代码\" from t_bas_g101_1;' }\n"),
    (
        "columns of no cells",
        "[postgres.forms]\n\"G101-1\" = { query = 'select *, array[1] as a, $${}$$::json as j, row(1,2) as r from t_bas_g101_1' }\nG102 = \"nirgends\"\n",
    ),
    (
        "a computation that fails",
        "[postgres.forms]\nG102 = { query = 'select \"统一社会信用代码\", 1 / (3 - row_number() over ()) as \"取水量\" from t_bas_g102' }\n",
    ),
    (
        "a cell in what the server says",
        "[postgres.forms]\n\"G101-1\" = { query = 'select \"统一社会信用代码\", \"联系人\"::int as \"行业代码\" from t_bas_g101_1' }\n",
    ),
    (
        "a query that changes something",
        "[postgres.forms]\nG102 = { query = 'delete from t_bas_g102 returning *' }\n",
    ),
    (
        "longer than allowed",
        "[postgres]\nurl = \"postgres:///refused?options=-c%20statement_timeout%3D300\"\n[postgres.forms]\nG102 = { query = 'select *, pg_sleep(0.2)::text as p from t_bas_g102' }\n",
    ),
    (
        "not to be read",
        "[postgres]\nurl = \"postgres://reader:geheim%231@/refused\"\n[postgres.forms]\nG102 = \"t_bas_g102\"\n",
    ),
    (
        "a wrong password",
        "[postgres]\nurl = \"postgres://reader:geheim@/refused\"\n[postgres.forms]\nG102 = \"t_bas_g102\"\n",
    ),
    (
        "no password",
        "[postgres]\nurl = \"postgres://reader@/refused\"\n[postgres.forms]\nG102 = \"t_bas_g102\"\n",
    ),
    (
        "no such database",
        "[postgres]\nurl = \"postgres:///nirgends\"\n[postgres.forms]\nG102 = \"t_bas_g102\"\n",
    ),
    (
        "encryption",
        "[postgres]\nurl = \"postgres://reader:geheim@db.example/refused?sslmode=require\"\n[postgres.forms]\nG102 = \"t_bas_g102\"\n",
    ),
    (
        "nobody answers",
        "[postgres]\nurl = \"postgres://reader:geheim@127.0.0.1:1/refused\"\n[postgres.forms]\nG102 = \"t_bas_g102\"\n\"G101-1\" = \"t\"\n",
    ),
    (
        "no address",
        "[postgres]\nurl = \"postgres://reader:ge@heim@127.0.0.1/refused\"\n[postgres.forms]\nG102 = \"t_bas_g102\"\n",
    ),
];

#[test]
fn what_is_wrong_is_said_at_its_line() {
    let Some(database) = database("refused") else { return };
    database.first_light();
    for lang in ["zh", "en"] {
        let mut all = String::new();
        for (what, text) in REFUSED {
            database.says(text);
            let output = database.review(lang);
            assert_eq!((output.status, output.printed.as_str()), (3, ""), "{what}");
            all.push_str(&format!("# {what}\n\n{}\n", database.plain(&output.said)));
        }
        assert!(!all.contains("geheim") && !all.contains("heim@"), "{all}");
        assert!(!all.contains("示例联系人"), "{all}");
        assert!(!database.place.path().join("out").exists());
        insta::assert_snapshot!(format!("database_refused_{lang}"), all);
    }
}

#[cfg(unix)]
#[test]
fn passwords_are_found_where_psql_finds_them() {
    use std::os::unix::fs::PermissionsExt;

    let Some(database) = database("passwords") else { return };
    database.first_light();
    database.sql("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader");
    database.says(WHOLE);
    let review = |environment: &[(&str, &str)]| {
        let rulebook = rulebook();
        let review = ["review", "data", "--rulebook", &rulebook, "--out", "out", "--lang", "en"];
        let mut command = database.command(&review);
        command.env("PGUSER", "reader").env_remove("PGPASSWORD").envs(environment.iter().copied());
        ended(&mut command)
    };
    let none = review(&[]);
    assert!(none.status == 3 && none.said.contains("none is given"), "{}", none.said);
    assert_eq!(review(&[("PGPASSWORD", "geheim#1")]).status, 0);
    let path = database.place.path().join(".pgpass");
    fs::write(&path, "*:*:other:reader:no\nlocalhost:5432:passwords:reader:geheim#1\n").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    let open = review(&[]);
    assert!(open.status == 3 && open.said.contains("chmod 600"), "{}", open.said);
    assert!(!open.said.contains("geheim"), "{}", open.said);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(review(&[]).status, 0);
    let elsewhere = database.place.path().join("passwords");
    fs::rename(&path, &elsewhere).unwrap();
    assert_eq!(review(&[("PGPASSFILE", elsewhere.to_str().unwrap())]).status, 0);
}

/// A query that takes about a second and a half over the register.
const SLOW: &str = "[postgres.forms]\n\"G101-1\" = { query = 'select *, pg_sleep(0.12)::text as p from t_bas_g101_1' }\n\
    G102 = \"t_bas_g102\"\n";

#[test]
fn all_forms_are_of_one_moment() {
    let Some(database) = database("moment") else { return };
    database.first_light();
    database.says(SLOW);
    assert_eq!(database.review("en").status, 0);
    let out = database.place.path().join("out");
    let (before, counted) = (results(&out), accounts(&out));
    let rulebook = rulebook();
    let mut review = database.command(&["review", "data", "--rulebook", &rulebook, "--out", "out"]);
    let mut review = review.stdout(Stdio::null()).spawn().unwrap();
    database.wait_for("pg_sleep");
    database.sql("DELETE FROM t_bas_g102");
    assert!(review.wait().unwrap().success());
    assert_eq!(results(&out), before);
    assert_eq!(accounts(&out), counted);
    assert_eq!(database.review("en").status, 0);
    assert_ne!(accounts(&out), counted);
}

impl Database {
    /// Waits until a query runs in which this stands; its process.
    fn wait_for(&self, piece: &str) -> String {
        let running = format!(
            "SELECT pid FROM pg_stat_activity WHERE datname = '{}' AND state = 'active' AND query LIKE 'COPY%{piece}%'",
            self.name
        );
        for _ in 0..200 {
            let found = self.ask("postgres", &running);
            if !found.is_empty() {
                return found;
            }
            thread::sleep(Duration::from_millis(10));
        }
        panic!("no query with {piece} is running");
    }
}

#[test]
fn a_connection_that_is_cut_leaves_nothing_behind() {
    let Some(database) = database("cut") else { return };
    database.first_light();
    // A server hands out rows when there are some kilobytes of them.
    database.says(&SLOW.replace("as p", "as p, repeat($$x$$, 20000) as x"));
    let rulebook = rulebook();
    for (ending, why) in [("pg_terminate_backend", "was cut"), ("pg_cancel_backend", "cancelled")] {
        for arguments in [
            ["data", "import", "data", "--rulebook", &rulebook, "--out", "copy", "--lang", "en"].as_slice(),
            &["review", "data", "--rulebook", &rulebook, "--out", "out", "--lang", "en"],
        ] {
            let mut command = database.command(arguments);
            let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
            let process = database.wait_for("pg_sleep");
            thread::sleep(Duration::from_millis(400));
            database.ask("postgres", &format!("SELECT {ending}({process})"));
            let output = child.wait_with_output().unwrap();
            let said = database.plain(&String::from_utf8(output.stderr).unwrap());
            assert_eq!(output.status.code(), Some(3), "{said}");
            assert!(said.contains("E0784") && said.contains(why), "{said}");
            assert!(!said.contains("behind row 0"), "{said}");
            let mut left: Vec<_> = fs::read_dir(database.place.path())
                .unwrap()
                .map(|entry| entry.unwrap().file_name())
                .collect();
            left.sort();
            assert_eq!(left, ["data"]);
        }
    }
}

/// A vocabulary of every kind of cell.
const KINDS: &str = "subject enterprise keyed by code
form cells
  one per enterprise
  field code : text
  field n : number
  field f : number
  field whole : integer
  field yes : yes/no
  field day : date
  field moment : date
  field words : text exact
  field short : text
";

/// The same cells, as a server keeps them and as a file writes them.
const CELLS: [(&str, &str); 4] = [
    (
        "('A', 1.50, 1e20, 7, true, '2017-12-31', '2017-12-31 00:00:00+08', E'a\\tb\\\\n', 'x')",
        "A,1.50,1e+20,7,true,2017-12-31,2017-12-31,a\tb\\n,x",
    ),
    (
        "('B', null, null, null, false, null, '2017-12-31 10:00:00+08', E'two\\nlines, \"q\"', '')",
        "B,,,,false,,2017-12-31 10:00:00,\"two\nlines, \"\"q\"\"\",",
    ),
    (
        "('C', 'NaN', 'Infinity', -3, null, 'infinity', null, E'\\\\N', E'\\\\.')",
        "C,NaN,Infinity,-3,,infinity,,\\N,\\.",
    ),
    ("(null, 5, 0.1, 0, null, null, null, '𠮷', null)", ",5,0.1,0,,,,𠮷,"),
];

#[test]
fn cells_of_every_kind_are_read_as_those_of_files() {
    let Some(database) = database("kinds") else { return };
    database.sql("CREATE DOMAIN short AS varchar(9)");
    database.sql(
        "CREATE TABLE cells (code text, n numeric, f float8, whole int8, yes bool, day date, moment timestamptz, words text, short short)",
    );
    database.sql("ALTER DATABASE kinds SET timezone = 'Asia/Shanghai'");
    let rows: Vec<&str> = CELLS.iter().map(|(row, _)| *row).collect();
    database.sql(&format!("INSERT INTO cells VALUES {}", rows.join(", ")));
    let place = database.place.path();
    fs::write(place.join("kinds.rule"), KINDS).unwrap();
    database.says("[postgres.forms]\ncells = \"cells\"\n");
    fs::create_dir(place.join("files")).unwrap();
    let lines: Vec<&str> = CELLS.iter().map(|(_, line)| *line).collect();
    let text = format!("code,n,f,whole,yes,day,moment,words,short\n{}\n", lines.join("\n"));
    fs::write(place.join("files/cells.csv"), text).unwrap();
    let mut read = Vec::new();
    for from in ["data", "files"] {
        let review = ["review", from, "--rulebook", "kinds.rule", "--out", from, "--lang", "en"];
        let out = format!("{from}-out");
        let review: Vec<&str> =
            review.iter().enumerate().map(|(at, word)| if at == 5 { &out } else { *word }).collect();
        let output = database.shensuan(&review);
        assert_eq!(output.status, 0, "{}", output.said);
        let copy = format!("{from}-copy");
        let import = database.shensuan(&["data", "import", from, "--rulebook", "kinds.rule", "--out", &copy]);
        assert_eq!(import.status, 0, "{}", import.said);
        let unreadable = fs::read_to_string(place.join(&out).join("unreadable.csv")).unwrap();
        let unreadable: Vec<String> =
            unreadable.lines().skip(1).map(|line| line.splitn(3, ',').nth(2).unwrap().to_owned()).collect();
        let account = accounts(&place.join(&out)).remove(0);
        let of_account = ["rows", "rows_rejected", "cells", "cells_used", "cells_empty", "cells_unreadable"];
        let account: Vec<String> = of_account.iter().map(|name| account[*name].to_string()).collect();
        read.push((unreadable, account));
    }
    assert_eq!(read[0], read[1]);
    assert_eq!(read[0].0.len(), 3, "{read:?}");
}
