//! How the mix grows, on our engines: 100 rules over more and more enterprises, and more and more rules over the same ones.
//! `cargo bench -p shensuan-mix --bench mix_growth`, or all bars together by `benches/run-all`.
//!
//! The environment sets the size: `MIX_GROWTH_ENTERPRISES` (`100000 1000000 3600000`), `MIX_GROWTH_RULES` (`10 100 1000`).

use std::fs;
use std::process::ExitCode;

use shensuan_benches::clock::{bar, machine};
use shensuan_mix::engines::ENGINES;
use shensuan_mix::measured::{Ours, Runner, in_turn};
use shensuan_mix::{Population, mix, ours};

/// Runs of each size that count.
const SAMPLES: usize = 3;
/// The rules of which the enterprises grow, and the enterprises of which the rules do.
const RULES: usize = 100;
const ENTERPRISES: usize = 1_000_000;
/// What a row, or a rule, may cost at most where there are more of them.
const AT_MOST: f64 = 1.25;

fn main() -> ExitCode {
    println!("cargo bench -p shensuan-mix --bench mix_growth");
    println!("{}", machine());
    let sizes = |name: &str, otherwise: &str| -> Vec<usize> {
        let said = std::env::var(name).unwrap_or_else(|_| otherwise.to_owned());
        said.split_whitespace().filter_map(|size| size.parse().ok()).collect()
    };
    let enterprises = sizes("MIX_GROWTH_ENTERPRISES", "100000 1000000 3600000");
    let rules = sizes("MIX_GROWTH_RULES", "10 100 1000");
    let of_enterprises = enterprises.iter().map(|size| (*size, measured(RULES, &Population::new(*size))));
    let of_enterprises: Vec<_> = of_enterprises.collect();
    let population = Population::new(ENTERPRISES);
    let of_rules: Vec<_> = rules.iter().map(|size| (*size, measured(*size, &population))).collect();
    let mut all = true;
    for engine in ENGINES {
        all &= grown(engine.name, "enterprises", RULES, "rules", &of_enterprises);
        all &= grown(engine.name, "rules", ENTERPRISES, "enterprises", &of_rules);
    }
    if let Some(peak) = peak() {
        println!("peak memory, with the data twice: {peak}");
    }
    if all { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The samples of each engine over one mix.
fn measured(rules: usize, population: &Population) -> Vec<(String, Vec<f64>)> {
    let mix = mix(rules);
    let ready = match ours::ready(&mix) {
        Ok(ready) => ready,
        Err(error) => {
            println!("{error}");
            return Vec::new();
        }
    };
    let frame = ours::frame(&ready, population);
    let order = ours::order_of_formulas(&mix, &ready);
    let runner = |engine: &_| Ours::new(*engine, &ready.lowered.plan, &frame, &order);
    let boxed = |ours| Box::new(ours) as Box<dyn Runner + '_>;
    let mut runners: Vec<Box<dyn Runner + '_>> = ENGINES.iter().filter_map(runner).map(boxed).collect();
    in_turn(&mut runners, SAMPLES, &[]).into_iter().map(|figure| (figure.name, figure.samples)).collect()
}

type Sized = (usize, Vec<(String, Vec<f64>)>);

/// What an engine takes as something grows, and whether the last step is at most linear.
#[expect(clippy::cast_precision_loss, reason = "some million")]
fn grown(engine: &str, what: &str, of: usize, others: &str, sizes: &[Sized]) -> bool {
    println!("\n{engine}: more {what}, of {of} {others}; milliseconds");
    let mut each: Vec<f64> = Vec::new();
    for (size, engines) in sizes {
        let Some((_, samples)) = engines.iter().find(|(name, _)| name == engine) else { continue };
        let least = shensuan_benches::clock::least(samples);
        each.push(least / *size as f64);
        let raw: Vec<String> = samples.iter().map(|sample| format!("{sample:.1}")).collect();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the width of a line")]
        let line = "#".repeat((least.log2().max(0.0) * 3.0) as usize);
        println!("  {size:>8} {least:>10.1}  [{}]", raw.join(", "));
        println!("  {:>8} {line}  (three marks a doubling)", "");
    }
    match each.as_slice() {
        [.., before, last] => {
            bar(&format!("growth with {what}, {engine}"), last / before, "× each, last step", AT_MOST)
        }
        _ => true,
    }
}

/// The most memory that this process has had, as Linux tells.
fn peak() -> Option<String> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")).map(|rest| rest.trim().to_owned())
}
