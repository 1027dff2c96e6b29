//! The whole road by the wall, from rule files to findings, and where the time goes.

#![expect(clippy::expect_used, reason = "a bench stops where its own data do not fit")]

use std::path::Path;
use std::time::Instant;

use shensuan_engine::{Options, Parsed, Phase};

use crate::clock::{bar, least, median};

/// How often each stretch is measured.
pub const SAMPLES: usize = 3;

/// A stretch of the road and what it took, in seconds, by sample.
type Stretch = (&'static str, Vec<f64>);

/// Reviews a data set on one thread and on two and prints what each stretch took; whether the median of two threads holds
/// the bar, in seconds.
///
/// # Panics
/// The rulebook has errors.
#[must_use]
pub fn measured(name: &str, at_most: f64, rulebook: &Path, data: &Path) -> bool {
    let mut holds = true;
    for threads in [1, 2] {
        let mut stretches: Vec<Stretch> = Vec::new();
        let review = |_| reviewed(rulebook, data, threads, &mut stretches);
        let totals: Vec<f64> = (0..SAMPLES).map(review).collect();
        println!("{threads} thread(s):");
        for (name, samples) in stretches.iter().chain(&[("all", totals.clone())]) {
            let raw: Vec<String> = samples.iter().map(|sample| format!("{sample:.3}")).collect();
            println!("  {name:<12} [{}]", raw.join(", "));
        }
        if threads == 2 {
            holds = bar(name, median(&totals), "s", at_most);
        }
    }
    holds
}

/// Prints what the stretches of a review take by the wall on one thread and on two, in milliseconds: the least of some
/// samples each.
///
/// `review` carries one out and says where it is.
///
/// # Panics
/// A review fails.
pub fn shared<R, E: std::fmt::Debug>(review: impl Fn(Options, &mut dyn FnMut(Phase)) -> Result<R, E>) {
    for threads in [1, 2] {
        let mut stretches: Vec<Stretch> = Vec::new();
        for _ in 0..SAMPLES {
            let mut before = Instant::now();
            let options = Options { threads: Some(threads), ..Options::default() };
            let done = &mut |phase| {
                let now = Instant::now();
                let took = now.duration_since(std::mem::replace(&mut before, now)).as_secs_f64();
                add(&mut stretches, stretch(phase), took);
            };
            review(options, done).expect("a review");
        }
        let least = stretches.iter().map(|(name, samples)| format!("{name} {:.1}", least(samples) * 1e3));
        println!("    {threads} thread(s): {}", least.collect::<Vec<_>>().join(", "));
    }
}

fn stretch(phase: Phase) -> &'static str {
    match phase {
        Phase::Joined => "find rows",
        Phase::Bound => "bind",
        Phase::Evaluated => "evaluate",
        Phase::Reported => "report",
        Phase::Counted => "statistics",
    }
}

fn add(stretches: &mut Vec<Stretch>, name: &'static str, seconds: f64) {
    match stretches.iter_mut().find(|(known, _)| *known == name) {
        Some((_, samples)) => samples.push(seconds),
        None => stretches.push((name, vec![seconds])),
    }
}

/// The whole road once; what each stretch took is added to those before, and all of it given.
fn reviewed(rulebook: &Path, data: &Path, threads: usize, stretches: &mut Vec<Stretch>) -> f64 {
    let start = Instant::now();
    let mut before = start;
    let mut took = |name: &'static str| {
        let now = Instant::now();
        let seconds = now.duration_since(std::mem::replace(&mut before, now)).as_secs_f64();
        add(stretches, name, seconds);
    };
    let parsed = Parsed::read(&[rulebook.to_owned()]);
    took("read rules");
    let checked = parsed.check();
    took("check");
    let ready = checked.plan().map_err(|checked| checked.said).expect("the rules have no errors");
    took("lower");
    let (data, _) = ready.open(data);
    took("read data");
    let options = Options { threads: Some(threads), ..Options::default() };
    let review = ready.review_watched(&data, options, &mut |phase| {
        took(stretch(phase));
    });
    let review = review.expect("a sound plan");
    let all = start.elapsed().as_secs_f64();
    if threads == 1 && stretches.first().is_some_and(|(_, samples)| samples.len() == 1) {
        println!("{} subjects; pass, fail, undetermined:", review.summary.subjects);
        for rule in &review.summary.rules {
            println!("  {} {}, {}, {}", rule.rule, rule.tally.pass, rule.tally.fail, rule.tally.undetermined);
        }
    }
    all
}
