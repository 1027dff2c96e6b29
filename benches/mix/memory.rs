//! What a run takes of memory beyond its input, its outcome bits and its formula columns: every engine, on one thread and on
//! two, each run in a process of its own, by an allocator that counts.
//! `cargo bench -p shensuan-mix --bench mix_memory`, or all bars together by `benches/run-all`.
//!
//! The environment sets the size: `MIX_ENTERPRISES` (1000000), `MIX_RULES` (`100 500`).

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
    println!("cargo bench -p shensuan-mix --bench mix_memory");
    println!("{}", hardware());
    let enterprises = environment::value("MIX_ENTERPRISES", 1_000_000);
    let hold = alone::all(enterprises, &environment::values("MIX_RULES", "100 500"));
    if hold { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
