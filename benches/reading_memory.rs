//! What the reading of a register takes of memory: the most bytes of the heap alive at once, above those alive when it began,
//! beside the bytes of the typed columns that come of it. `cargo bench -p shensuan-benches --bench reading_memory`, or all bars
//! together by `benches/run-all`.
//!
//! `READING_PYTHON` says which Python writes the Parquet file; without it CSV alone is measured. `READING_ROWS` sets the size.

#![expect(clippy::expect_used, reason = "a bench stops where its own data do not fit")]

use std::env;
use std::path::Path;
use std::process::{Command, ExitCode};

use shensuan_benches::Register;
use shensuan_benches::clock::{bar, hardware};
use shensuan_benches::memory::{Counted, forget_most, resident};
use shensuan_data::{DataSet, FieldColumn, TextList};
use shensuan_engine::{Parsed, Ready};

#[global_allocator]
static MEMORY: Counted = Counted::new();

/// So many times the typed columns may a reading take.
const AT_MOST: f64 = 1.6;

fn main() -> ExitCode {
    println!("cargo bench -p shensuan-benches --bench reading_memory");
    println!("{}; two threads", hardware());
    let rows = env::var("READING_ROWS").map_or(1_000_000, |said| said.parse().expect("a number"));
    let register = Register::new(rows).expect("a temporary folder");
    let ready = Parsed::read(&[register.rulebook()])
        .check()
        .plan()
        .map_err(|checked| checked.said)
        .expect("no errors");
    let mut holds = measured(&ready, "CSV", &register.csv());
    if let Ok(python) = env::var("READING_PYTHON") {
        let peer = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers/python/reading_peer.py");
        let mut writer = Command::new(python);
        let written = writer.arg(peer).arg("write").arg(register.csv()).arg(register.parquet()).status();
        assert!(written.is_ok_and(|status| status.success()), "the peer cannot write Parquet");
        holds &= measured(&ready, "Parquet", &register.parquet());
    }
    if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn measured(ready: &Ready, what: &str, path: &Path) -> bool {
    let folder = path.parent().expect("a folder");
    let begin = MEMORY.start();
    let anew = forget_most();
    let pages = resident().map_or(0, |(now, _)| now);
    let (data, said) = ready.open_on(folder, Some(2), &mut |_, _, _| {});
    let most = MEMORY.most() - begin;
    let most_pages = resident().map_or(0, |(_, most)| most.saturating_sub(pages));
    assert!(!said.has_errors());
    let typed = typed(&data);
    println!(
        "{what}: at most {most} bytes above the start; typed columns {typed}; alive after it {}",
        MEMORY.alive() - begin
    );
    if anew {
        println!("  by the pages that Linux counts, at most {most_pages} bytes above the start");
    }
    #[expect(clippy::cast_precision_loss, reason = "bytes of a machine's memory")]
    let share = most as f64 / typed as f64;
    bar(&format!("memory for {what}"), share, "times the typed columns", AT_MOST)
}

/// The bytes that typed columns have without any room to spare: values, which are given, dictionaries, and of each row its
/// number and its subject.
fn typed(data: &DataSet) -> usize {
    let texts = |texts: &TextList| texts.len() * size_of::<usize>() + texts.bytes();
    let column = |column: &FieldColumn| match column {
        FieldColumn::Number { values, given, marks } => values.len() * 8 + given.len() + marks.len(),
        FieldColumn::YesNo { values } => values.len(),
        FieldColumn::Text { index, given, entries } => index.len() * 4 + given.len() + texts(entries),
    };
    let table = |columns: &[(_, FieldColumn)]| columns.iter().map(|(_, of)| column(of)).sum::<usize>();
    let rows = data.tables.iter().map(|of| table(&of.columns) + of.rows.len() * 8 + of.lines.len() * 4);
    rows.sum::<usize>() + texts(&data.subjects)
}
