//! 20,000 enterprises against lists of 20,000 rows by the five rules of `examples/directory`, and where the time goes.
//! `cargo bench -p shensuan-benches --bench lists`, or all bars together by `benches/run-all`.

#![expect(clippy::expect_used, reason = "a bench stops where its own data do not fit")]

use std::process::ExitCode;
use std::time::Instant;

use shensuan_benches::Directory;
use shensuan_benches::clock::{bar, hardware, median};
use shensuan_engine::{Options, Parsed, Phase};

/// Enterprises, and rows of each list.
const ROWS: usize = 20_000;
/// How often each stretch is measured.
const SAMPLES: usize = 3;
/// Seconds that a whole review may take by the wall, on two threads.
const AT_MOST: f64 = 2.0;

/// A stretch of the road and what it took, in seconds, by sample.
type Stretch = (&'static str, Vec<f64>);

fn main() -> ExitCode {
    println!("cargo bench -p shensuan-benches --bench lists");
    println!("{}; wall time", hardware());
    println!(
        "seconds; {SAMPLES} samples a stretch; {ROWS} enterprises, two lists of {ROWS} rows, five rules"
    );
    let directory = Directory::new(ROWS).expect("a temporary folder");
    let mut holds = true;
    for threads in [1, 2] {
        let mut stretches: Vec<Stretch> = Vec::new();
        let totals: Vec<f64> = (0..SAMPLES).map(|_| reviewed(&directory, threads, &mut stretches)).collect();
        println!("{threads} thread(s):");
        for (name, samples) in stretches.iter().chain(&[("all", totals.clone())]) {
            let raw: Vec<String> = samples.iter().map(|sample| format!("{sample:.3}")).collect();
            println!("  {name:<12} [{}]", raw.join(", "));
        }
        if threads == 2 {
            holds = bar("review of lists of 20,000", median(&totals), "s", AT_MOST);
        }
    }
    if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The whole road once; what each stretch took is added to those before, and all of it given.
fn reviewed(directory: &Directory, threads: usize, stretches: &mut Vec<Stretch>) -> f64 {
    let start = Instant::now();
    let mut before = start;
    let mut took = |name: &'static str| {
        let now = Instant::now();
        let seconds = now.duration_since(std::mem::replace(&mut before, now)).as_secs_f64();
        match stretches.iter_mut().find(|(known, _)| *known == name) {
            Some((_, samples)) => samples.push(seconds),
            None => stretches.push((name, vec![seconds])),
        }
    };
    let checked = Parsed::read(&[directory.rulebook()]).check();
    let ready = checked.plan().map_err(|checked| checked.said).expect("the rules have no errors");
    took("rules");
    let (data, _) = ready.open(&directory.data());
    took("read data");
    let options = Options { threads: Some(threads), ..Options::default() };
    let review = ready.review_watched(&data, options, &mut |phase| {
        took(match phase {
            Phase::Joined => "find rows",
            Phase::Bound => "bind",
            Phase::Evaluated => "evaluate",
            Phase::Reported => "report",
            Phase::Counted => "statistics",
        });
    });
    let review = review.expect("a sound plan");
    let all = start.elapsed().as_secs_f64();
    if threads == 1 && stretches.first().is_some_and(|(_, samples)| samples.len() == 1) {
        println!("{} enterprises; pass, fail, undetermined:", review.summary.subjects);
        for rule in &review.summary.rules {
            println!("  {} {}, {}, {}", rule.rule, rule.tally.pass, rule.tally.fail, rule.tally.undetermined);
        }
    }
    all
}
