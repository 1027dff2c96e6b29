//! The measured mix of rules: columns in memory → outcome bits and formula columns in memory, every engine in turn.
//! `cargo bench -p shensuan-mix --bench mix`, or all bars together by `benches/run-all`.
//!
//! The environment sets the size: `MIX_ENTERPRISES` (1000000), `MIX_RULES` (`100 500`), `MIX_SAMPLES` (15),
//! `MIX_ENGINES` (all).

use std::ops::Not;
use std::process::ExitCode;
use std::str::FromStr;

use shensuan_benches::clock::{Moment, machine, median};
use shensuan_mix::engines::{ENGINES, Engine};
use shensuan_mix::naive::{Answers, four};
use shensuan_mix::{Mix, Population, mix, ours};
use shensuan_plan::{Frame, Plan, Run};

/// Runs before those that count.
const WARM_UPS: usize = 2;

fn main() -> ExitCode {
    println!("cargo bench -p shensuan-mix --bench mix");
    println!("{}", machine());
    let enterprises = from_environment("MIX_ENTERPRISES", 1_000_000);
    let samples = from_environment("MIX_SAMPLES", 15);
    let sizes = std::env::var("MIX_RULES").unwrap_or_else(|_| "100 500".to_owned());
    let population = Population::new(enterprises);
    println!(
        "{enterprises} enterprises, {} outlets; milliseconds; {WARM_UPS} warm-ups, {samples} samples, engines in turn",
        population.outlets()
    );
    let sizes = sizes.split_whitespace().filter_map(|size| size.parse().ok());
    let done: Vec<bool> = sizes.map(|rules| measured(&mix(rules), rules, &population, samples)).collect();
    if done.iter().all(|done| *done) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn from_environment<T: FromStr>(name: &str, otherwise: T) -> T {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(otherwise)
}

/// Whether an engine is to be measured.
fn wanted(engine: &Engine) -> bool {
    std::env::var("MIX_ENGINES")
        .is_ok_and(|names| !names.split_whitespace().any(|name| name == engine.name))
        .not()
}

/// All engines over one mix; whether they agree.
fn measured(mix: &Mix, rules: usize, population: &Population, samples: usize) -> bool {
    let ready = match ours::ready(mix) {
        Ok(ready) => ready,
        Err(error) => {
            println!("{error}");
            return false;
        }
    };
    let frame = ours::frame(&ready, population);
    let plan = &ready.lowered.plan;
    println!(
        "{rules} rules; {} judgements, {} outputs, {} values",
        plan.judgements.len(),
        plan.outputs.len(),
        plan.values.len()
    );
    let order = ours::order_of_formulas(mix, &ready);
    let mut engines: Vec<Measured> = ENGINES
        .iter()
        .filter(|engine| wanted(engine))
        .filter_map(|engine| Measured::new(*engine, plan))
        .collect();
    for sample in 0..WARM_UPS + samples {
        for engine in &mut engines {
            engine.sample(&frame, &order, sample >= WARM_UPS);
        }
    }
    let mut agree = true;
    let first = engines.first().and_then(|engine| engine.answers.clone());
    for engine in &engines {
        let same = engine.answers.is_some() && engine.answers == first;
        agree &= same;
        let raw: Vec<String> = engine.samples.iter().map(|sample| format!("{sample:.1}")).collect();
        let figure =
            if same { format!("{:.1} ms", median(&engine.samples)) } else { "other counts".to_owned() };
        println!(
            "  {:<12} {figure:>12}  ready in {:.1} ms  [{}]",
            engine.engine.name,
            engine.ready,
            raw.join(", ")
        );
    }
    agree
}

/// An engine and what it took.
struct Measured<'p> {
    engine: Engine,
    prepared: shensuan_mix::engines::Prepared<'p>,
    /// Milliseconds until it was ready.
    ready: f64,
    samples: Vec<f64>,
    answers: Option<Answers>,
}

impl<'p> Measured<'p> {
    fn new(engine: Engine, plan: &'p Plan) -> Option<Self> {
        let start = Moment::now();
        let prepared = (engine.prepare)(plan)?;
        Some(Self { engine, prepared, ready: start.milliseconds(), samples: Vec::new(), answers: None })
    }

    fn sample(&mut self, frame: &Frame, order: &[usize], counts: bool) {
        let start = Moment::now();
        let run = (self.prepared)(frame);
        let took = start.milliseconds();
        if counts {
            self.samples.push(took);
        }
        if self.answers.is_none() {
            self.answers = run.map(|run| answers(&run, order));
        }
    }
}

/// What a run came to, the formulas in the order of the mix.
fn answers(run: &Run, order: &[usize]) -> Answers {
    let counts = run.outcomes.iter().map(|outcomes| four(&outcomes.counts())).collect();
    let mut formulas = vec![(0, 0.0); order.len()];
    for (place, column) in order.iter().zip(&run.outputs) {
        let given: Vec<f64> = (0..column.len()).filter_map(|row| column.number(row)).collect();
        if let Some(formula) = formulas.get_mut(*place) {
            *formula = (given.len(), given.iter().sum());
        }
    }
    Answers { counts, formulas }
}
