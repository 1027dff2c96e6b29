//! A review of 100,000 enterprises by eight screens on the interpreter, and where the time goes.
//! `cargo bench -p shensuan-benches --bench screens`, or all bars together by `benches/run-all`.

#![expect(clippy::expect_used, reason = "a bench stops where its own data do not fit")]

use std::process::ExitCode;

use shensuan_benches::City;
use shensuan_benches::clock::hardware;
use shensuan_benches::road::{SAMPLES, measured};

/// Enterprises of the measured city.
const ENTERPRISES: usize = 100_000;
/// Seconds that a whole review may take by the wall, on two threads.
const AT_MOST: f64 = 2.0;

fn main() -> ExitCode {
    println!("cargo bench -p shensuan-benches --bench screens");
    println!("{}; wall time", hardware());
    println!("seconds; {SAMPLES} samples a stretch; {ENTERPRISES} enterprises, eight screens");
    let city = City::new(ENTERPRISES).expect("a temporary folder");
    let holds = measured("review of 100,000 enterprises", AT_MOST, &city.rulebook(), &city.data());
    if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
