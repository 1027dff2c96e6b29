//! 2,000 rules, no two alike, over the national vocabulary: read, parse and check on one thread.
//! `cargo bench -p shensuan-benches --bench language`, or all bars together by `benches/run-all`.

#![expect(clippy::expect_used, reason = "a bench stops where its own data do not fit")]

use std::hint::black_box;
use std::process::ExitCode;

use shensuan_benches::clock::{Moment, bar, machine, median};
use shensuan_benches::rules::Book;
use shensuan_engine::Parsed;

/// How many rules.
const RULES: usize = 2000;
/// How often they are measured.
const SAMPLES: usize = 11;
/// Milliseconds on one processor.
const AT_MOST: f64 = 150.0;

fn main() -> ExitCode {
    println!("cargo bench -p shensuan-benches --bench language");
    println!("{}", machine());
    let book = Book::new(RULES).expect("a temporary folder");
    let paths = book.paths();
    let (mut parse, mut check) = (Vec::new(), Vec::new());
    for _ in 0..SAMPLES {
        let start = Moment::now();
        let parsed = Parsed::read(black_box(&paths));
        parse.push(start.milliseconds());
        let start = Moment::now();
        let checked = black_box(parsed.check());
        check.push(start.milliseconds());
        assert!(!checked.said.has_errors(), "the rules are without errors");
        assert_eq!(checked.model.rules.len(), RULES);
    }
    let raw =
        |samples: &[f64]| samples.iter().map(|sample| format!("{sample:.1}")).collect::<Vec<_>>().join(", ");
    println!("{RULES} rules in {} files, {} bytes, and the national vocabulary", book.files, book.bytes);
    println!("  read and parse  [{}]", raw(&parse));
    println!("  check           [{}]", raw(&check));
    let whole: Vec<f64> = parse.iter().zip(&check).map(|(parse, check)| parse + check).collect();
    let holds = bar("parse and check of 2,000 rules", median(&whole), "ms", AT_MOST);
    if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
