//! The size of a national census: 500 rules over 3.6 million enterprises and their outlets, time and memory of every engine,
//! on one thread and on two, each run in a process of its own.
//! `cargo bench -p shensuan-mix --bench mix_national`, or all bars together by `benches/run-all`.
//!
//! The environment sets the size: `MIX_NATIONAL_ENTERPRISES` (3600000), `MIX_NATIONAL_RULES` (500).

use std::process::ExitCode;

use shensuan_benches::clock::hardware;
use shensuan_benches::memory::Counted;
use shensuan_mix::{alone, environment};

#[global_allocator]
static MEMORY: Counted = Counted::new();

fn main() -> ExitCode {
    if let Some(ended) = alone::child(&MEMORY) {
        return ended;
    }
    println!("cargo bench -p shensuan-mix --bench mix_national");
    println!("{}", hardware());
    let enterprises = environment::value("MIX_NATIONAL_ENTERPRISES", 3_600_000);
    let hold = alone::all(enterprises, &environment::values("MIX_NATIONAL_RULES", "500"));
    if hold { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
