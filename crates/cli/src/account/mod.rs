//! The folder of an account, and what of it a person wants to see first.

mod summary;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::Path;

use serde::Serialize;
use shensuan_diagnostics::Lang;
use shensuan_findings::{
    Account, AccountSummary, FileSummary, ResultTable, Unused, UnusedFile, write_orphans, write_rejected,
    write_result, write_result_parquet, write_results_xlsx, write_unreadable,
};

use crate::run_file::RunFile;

pub(crate) use summary::table;

/// The file by which the results of an account are known.
pub(crate) const KNOWN_BY: &str = "account.json";

/// How tables are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Format {
    /// For spreadsheets and readers: a file a table.
    Csv,
    /// One workbook, a sheet a table.
    Xlsx,
    /// For programs: a file a table.
    Parquet,
}

impl Format {
    /// What is written where nobody says.
    pub(crate) fn usual() -> Vec<Self> {
        vec![Self::Csv, Self::Parquet]
    }

    /// Some of them, with commas between; what is none of them is the error.
    pub(crate) fn all(text: &str) -> Result<Vec<Self>, String> {
        let formats: Result<BTreeSet<Self>, String> = text.split([',', '，', '、']).map(Self::one).collect();
        Ok(formats?.into_iter().collect())
    }

    fn one(word: &str) -> Result<Self, String> {
        match word.trim() {
            "csv" => Ok(Self::Csv),
            "xlsx" => Ok(Self::Xlsx),
            "parquet" => Ok(Self::Parquet),
            other => Err(other.to_owned()),
        }
    }
}

/// `account.json`.
#[derive(Serialize)]
struct Whole<'a> {
    #[serde(flatten)]
    summary: &'a AccountSummary,
    values: usize,
    missing: usize,
    tables: Vec<Table<'a>>,
    files: &'a [FileSummary],
    unused_files: &'a [UnusedFile],
}

/// A table and its files.
#[derive(Serialize)]
struct Table<'a> {
    name: &'a str,
    files: Vec<String>,
    rows: usize,
    columns: Vec<Column<'a>>,
}

#[derive(Serialize)]
struct Column<'a> {
    heading: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    unit: &'a str,
}

/// The workbook of all tables.
const WORKBOOK: &str = "account.xlsx";

/// Writes everything into a folder. `watch` hears of each table before it is written: its name, the how manyth, of how many.
pub(crate) fn fill(
    folder: &Path,
    account: &Account<'_>,
    formats: &[Format],
    run: &RunFile,
    (lang, threads): (Lang, usize),
    watch: &mut dyn FnMut(&str, usize, usize),
) -> io::Result<()> {
    let mut tables = Vec::new();
    let of = account.tables().count() + usize::from(formats.contains(&Format::Xlsx));
    for (at, (table, file)) in (1..).zip(account.tables().zip(names(account))) {
        watch(&table.name, at, of);
        let mut files = Vec::new();
        for format in formats {
            let name = match format {
                Format::Csv => format!("{file}.csv"),
                Format::Parquet => format!("{file}.parquet"),
                Format::Xlsx => {
                    files.push(WORKBOOK.to_owned());
                    continue;
                }
            };
            let into = BufWriter::new(File::create(folder.join(&name))?);
            match format {
                Format::Csv => write_result(into, table)?,
                Format::Parquet => write_result_parquet(into, table, threads)?,
                Format::Xlsx => {}
            }
            files.push(name);
        }
        let columns = table.columns.iter();
        let columns = columns.map(|column| Column { heading: &column.heading, unit: &column.unit }).collect();
        tables.push(Table { name: &table.name, files, rows: table.rows, columns });
    }
    if formats.contains(&Format::Xlsx) {
        watch(WORKBOOK, of, of);
        let all: Vec<&ResultTable<'_>> = account.tables().collect();
        write_results_xlsx(BufWriter::new(File::create(folder.join(WORKBOOK))?), &all, lang)?;
    }
    let (values, missing) = (account.summary.values(), account.summary.missing());
    let Unused { files, unused_files, unreadable, rejected, orphans } = &account.unused;
    put(
        folder,
        KNOWN_BY,
        &Whole { summary: &account.summary, values, missing, tables, files, unused_files },
    )?;
    let open = |name: &str| File::create(folder.join(name)).map(BufWriter::new);
    write_unreadable(open("unreadable.csv")?, unreadable, lang)?;
    write_rejected(open("rejected.csv")?, rejected, lang)?;
    if let Some(orphans) = orphans {
        write_orphans(open("orphans.csv")?, orphans, &account.summary.subject, lang)?;
    }
    put(folder, "run.json", run)
}

fn put<T: Serialize>(folder: &Path, name: &str, what: &T) -> io::Result<()> {
    let mut text = serde_json::to_string_pretty(what).map_err(io::Error::other)?;
    text.push('\n');
    fs::write(folder.join(name), text)
}

/// What the files of the tables are called: as the tables are, as far as systems let files be called so; `coverage` and
/// `unaccounted` for what could be accounted and what not, in both languages.
fn names(account: &Account<'_>) -> Vec<String> {
    // These go by their own names.
    let own = ["coverage", "unaccounted", "account", "run", "unreadable", "rejected", "orphans"];
    let mut taken: BTreeSet<String> = own.map(str::to_owned).into();
    let named = account.values.iter().chain(&account.statistics).map(|table| {
        let plain: String = table.name.trim().chars().map(plain).collect();
        let plain = if plain.is_empty() || plain.starts_with('.') { format!("_{plain}") } else { plain };
        let mut name = plain.clone();
        for another in 2_usize.. {
            if taken.insert(name.to_lowercase()) {
                break;
            }
            name = format!("{plain} {another}");
        }
        name
    });
    let mut names: Vec<String> = named.collect();
    names.extend(["coverage", "unaccounted"].map(str::to_owned));
    names
}

/// A character that may stand in the name of a file.
fn plain(c: char) -> char {
    if c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') { '_' } else { c }
}
