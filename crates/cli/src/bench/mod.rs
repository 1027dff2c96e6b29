//! What `shensuan bench` shows and writes: figures made of samples, the machine, a table, a chart, files.

mod chart;
mod file;
mod machine;
mod numbers;
mod rows;
mod table;
#[cfg(test)]
mod tests;

use std::fs;
use std::io::{self, BufWriter};
use std::path::Path;

use shensuan_diagnostics::Lang;
use shensuan_findings::write_table;

pub(crate) use file::{About, BenchFile, Stages};
pub(crate) use machine::Machine;
pub(crate) use table::table;

/// The file by which a folder of measurements is known.
pub(crate) const KNOWN_BY: &str = "bench.json";

/// Writes the files of a measurement into a folder.
pub(crate) fn fill(folder: &Path, bench: &BenchFile, lang: Lang) -> io::Result<()> {
    let rules = fs::File::create(folder.join("rules.csv")).map(BufWriter::new)?;
    write_table(rules, &rows::rows(bench, lang))?;
    fs::write(folder.join("rules.svg"), chart::svg(bench, lang))?;
    fs::write(folder.join(KNOWN_BY), bench.json()?)
}
