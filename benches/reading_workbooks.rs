//! How many workbooks a second are read of those that the national software exports: an enterprise each, eleven forms, about
//! 1,500 cells; by the wall, on two threads, the files in the cache of the system.
//! `cargo bench -p shensuan-benches --bench reading_workbooks`, or all bars together by `benches/run-all`.
//!
//! `READING_BOOKS` says how many there are (3000), `READING_SAMPLES` how many runs count (5), `READING_THREADS` on how many threads
//! they are read (2).

#![expect(clippy::expect_used, reason = "a bench stops where its own data do not fit")]

use std::env;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use shensuan_benches::Workbooks;
use shensuan_benches::clock::{hardware, median};
use shensuan_engine::{Parsed, Ready};

/// So many a second at least.
const AT_LEAST: f64 = 250.0;

fn main() -> ExitCode {
    let size = |name: &str, otherwise: usize| {
        env::var(name).map_or(otherwise, |said| said.parse().expect("a number"))
    };
    let (books, samples) = (size("READING_BOOKS", 3000), size("READING_SAMPLES", 5));
    let threads = size("READING_THREADS", 2);
    println!("cargo bench -p shensuan-benches --bench reading_workbooks");
    println!("{}; wall time, {threads} threads", hardware());
    let rulebook = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rulebooks/national");
    let ready = Parsed::read(&[rulebook]).check().plan().map_err(|checked| checked.said).expect("no errors");
    let made = Workbooks::new(books, &ready.model.vocab).expect("a temporary folder");
    #[expect(clippy::cast_precision_loss, reason = "thousands of workbooks")]
    let (count, cells) = (books as f64, made.cells as f64);
    println!(
        "Shensuan {}; {books} workbooks, {:.1} filled cells each on average, {} bytes; milliseconds:",
        env!("CARGO_PKG_VERSION"),
        cells / count,
        made.bytes
    );
    // The first is none that counts.
    let runs: Vec<f64> = (0..=samples).map(|_| read(&ready, &made, books, threads)).skip(1).collect();
    let raw: Vec<String> = runs.iter().map(|sample| format!("{sample:.1}")).collect();
    println!("  median {:.1} [{}]", median(&runs), raw.join(", "));
    let speed = count / median(&runs) * 1e3;
    let holds = speed >= AT_LEAST;
    let verdict = if holds { "PASS" } else { "FAIL" };
    println!("{verdict} {books} national workbooks: {speed:.0} a second (at least {AT_LEAST} a second)");
    if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Milliseconds that all take, and whether all that was written has been read.
fn read(ready: &Ready, made: &Workbooks, books: usize, threads: usize) -> f64 {
    let folder = made.folder();
    let start = Instant::now();
    let (data, said) = ready.open_on(&folder, Some(threads), &mut |_, _, _| {});
    let took = start.elapsed().as_secs_f64() * 1e3;
    assert!(!said.has_errors(), "{said:?}");
    assert!(data.subjects.len() == books && data.unreadable.is_empty() && data.unused_files.is_empty());
    for (form, rows) in &made.rows {
        let read = data.table(*form).map_or(0, |table| table.rows.len());
        assert_eq!(read, *rows, "rows of {}", ready.model.vocab.form(*form).name.declared());
    }
    took
}
