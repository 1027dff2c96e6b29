//! 20,000 enterprises against lists of 20,000 rows by the five rules of `examples/directory`, and where the time goes.
//! `cargo bench -p shensuan-benches --bench lists`, or all bars together by `benches/run-all`.

#![expect(clippy::expect_used, reason = "a bench stops where its own data do not fit")]

use std::process::ExitCode;

use shensuan_benches::Directory;
use shensuan_benches::clock::hardware;
use shensuan_benches::road::{SAMPLES, measured};

/// Enterprises, and rows of each list.
const ROWS: usize = 20_000;
/// Seconds that a whole review may take by the wall, on two threads.
const AT_MOST: f64 = 2.0;

fn main() -> ExitCode {
    println!("cargo bench -p shensuan-benches --bench lists");
    println!("{}; wall time", hardware());
    println!(
        "seconds; {SAMPLES} samples a stretch; {ROWS} enterprises, two lists of {ROWS} rows, five rules"
    );
    let directory = Directory::new(ROWS).expect("a temporary folder");
    let holds = measured("review of lists of 20,000", AT_MOST, &directory.rulebook(), &directory.data());
    if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
