//! One run of one engine in a process of its own, so that what it takes of time and memory is its own.
//!
//! The process is this bench once more, told by the environment what to run; it answers a line of JSON.

use std::env;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::process::{Command, ExitCode};
use std::time::Instant;

use serde_json::{Value, json};
use shensuan_benches::clock::{bar, of_process};
use shensuan_benches::memory::{Counted, forget_most, resident};
use shensuan_plan::outcome::Outcome;
use shensuan_plan::{Column, Frame, HandedOut, Run};

use crate::engines::ENGINES;
use crate::{Population, mix, ours};

/// Tells a process that it is one, and what to run.
const ASKED: &str = "MIX_ALONE";

/// Bytes that a run may take beyond its input and what it makes: so many, and so many for each row of any table. What it makes
/// is taken from the most that was alive at any time: what steps over all rows need before results are made room for does not
/// show unless it is more than those.
const AT_MOST: (f64, f64) = (64e6, 24.0);

const MB: f64 = 1e6;

/// What is to be run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The name of the engine.
    pub engine: &'static str,
    /// How many rules.
    pub rules: usize,
    /// How many enterprises.
    pub enterprises: usize,
    /// On how many threads.
    pub threads: usize,
}

/// Runs of every engine on one thread and on two. Prints what they took, and whether the memory is within its bar.
#[must_use]
pub fn all(enterprises: usize, rules: &[usize]) -> bool {
    let mut hold = !rules.is_empty();
    if rules.is_empty() {
        println!("FAIL memory: no size of the mix is named");
    }
    for rules in rules.iter().copied() {
        println!("\n{rules} rules, {enterprises} enterprises");
        let mut first: Option<Value> = None;
        for (threads, engine) in
            [1, 2].iter().flat_map(|threads| ENGINES.iter().map(|engine| (*threads, engine)))
        {
            let asked = Asked { engine: engine.name, rules, enterprises, threads };
            let name = format!("{}, {rules} rules, {}", engine.name, of_threads(threads));
            let told = match run(asked) {
                Ok(told) => told,
                Err(why) => {
                    println!("FAIL {name}: {why}");
                    hold = false;
                    continue;
                }
            };
            hold &= said(&name, &told);
            let come_to = told.get("answers").cloned().unwrap_or_default();
            if *first.get_or_insert_with(|| come_to.clone()) != come_to {
                println!("FAIL {name}: it does not come to what the first engine does");
                hold = false;
            }
        }
    }
    hold
}

fn of_threads(threads: usize) -> String {
    if threads == 1 { "one thread".to_owned() } else { format!("{threads} threads") }
}

/// Prints what a run took.
fn said(name: &str, told: &Value) -> bool {
    let number = |key: &str| told.get(key).and_then(Value::as_f64);
    let of = |key: &str| number(key).unwrap_or(f64::NAN);
    let or_none = |number: Option<f64>, unit: &str, by: f64| {
        number.map_or("not told".to_owned(), |number| format!("{:.1} {unit}", number / by))
    };
    println!("  {name}: {told}");
    println!(
        "    ready in {:.0} ms; {:.2} s by the wall, {} on processors; input {:.0} MB, made {:.0} MB, beyond both {:.1} MB of \
         the heap, {} in memory; most in memory {}",
        of("ready_ms"),
        of("wall_s"),
        or_none(number("cpu_s"), "s", 1.0),
        of("input_bytes") / MB,
        of("made_bytes") / MB,
        of("beyond_bytes") / MB,
        or_none(number("beyond_resident_bytes"), "MB", MB),
        or_none(number("most_resident_bytes"), "MB", MB),
    );
    let (base, each) = AT_MOST;
    let most = (base + each * of("rows")) / MB;
    bar(&format!("memory beyond input and outcomes, {name}"), of("beyond_bytes") / MB, "MB", most.round())
}

/// Runs in a process of its own.
fn run(asked: Asked) -> Result<Value, String> {
    let program = env::current_exe().map_err(|error| error.to_string())?;
    let Asked { engine, rules, enterprises, threads } = asked;
    let child =
        Command::new(program).env(ASKED, format!("{engine} {rules} {enterprises} {threads}")).output();
    let output = child.map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(format!("{}: {}", output.status, String::from_utf8_lossy(&output.stderr)));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())
}

/// Where this process is one that is to run alone: runs, and says how it is to end.
#[must_use]
pub fn child(memory: &Counted) -> Option<ExitCode> {
    let asked = env::var(ASKED).ok()?;
    let told = told(&asked, memory);
    Some(match told {
        Ok(told) => {
            println!("{told}");
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    })
}

fn told(asked: &str, memory: &Counted) -> Result<Value, String> {
    let words: Vec<&str> = asked.split(' ').collect();
    let whole = |word: &str| word.parse::<usize>().map_err(|error| format!("{asked}: {error}"));
    let [engine, rules, enterprises, threads] = words.as_slice() else { return Err(asked.to_owned()) };
    let engine = ENGINES.iter().find(|known| known.name == *engine).ok_or("no such engine")?;
    let (mix, population) = (mix(whole(rules)?), Population::new(whole(enterprises)?));
    let ready = ours::ready(&mix).map_err(|error| error.to_string())?;
    let rows = population.enterprises + population.outlets();
    let frame = ours::frame_of(&ready, population);

    let start = Instant::now();
    let prepared = (engine.prepare)(&ready.lowered.plan, whole(threads)?).ok_or("it does not come up")?;
    let prepared_in = start.elapsed();

    let (before, resident_before) = (memory.start(), forget_most().then(resident).flatten());
    let (start, on_processors) = (Instant::now(), of_process());
    let run = prepared(&frame).ok_or("it does not run")?;
    let (wall, on_processors) =
        (start.elapsed(), on_processors.and_then(|before| Some(of_process()? - before)));
    let (most, resident_after) = (memory.most(), resident());

    let made = made(&run);
    let beyond = (most - before).saturating_sub(made);
    let beyond_resident = resident_before.zip(resident_after).map(|((before, _), (_, most))| {
        // Freed memory that is used again does not show here.
        most.saturating_sub(before).saturating_sub(made)
    });
    Ok(json!({
        "engine": engine.name, "rules": mix.rules.len() + mix.formulas.len(), "rows": rows,
        "ready_ms": prepared_in.as_secs_f64() * 1e3, "wall_s": wall.as_secs_f64(), "cpu_s": on_processors,
        "input_bytes": input(&frame), "made_bytes": made, "beyond_bytes": beyond,
        "beyond_resident_bytes": beyond_resident, "most_resident_bytes": resident_after.map(|(_, most)| most),
        "answers": in_short(&run),
    }))
}

/// The bytes of what a run reads.
fn input(frame: &Frame) -> usize {
    let columns = frame.columns.iter().chain(&frame.lookups).map(Column::bytes);
    let offsets = frame.tables.iter().filter_map(|table| table.offsets.as_deref()).map(size_of_val);
    columns.chain(offsets).sum()
}

/// The bytes that outcome bits and formula columns need: three bits a row and judgement, a number and a bit a row and formula.
fn made(run: &Run) -> usize {
    let outcomes = run.outcomes.iter().map(|outcomes| 3 * outcomes.len().div_ceil(64) * size_of::<u64>());
    outcomes.sum::<usize>() + run.outputs.iter().map(HandedOut::bytes).sum::<usize>()
}

/// A number that tells results apart: engines of ours come to the same bits.
fn in_short(run: &Run) -> String {
    let mut hasher = DefaultHasher::new();
    for outcomes in &run.outcomes {
        let counts = outcomes.counts();
        let of = [Outcome::Pass, Outcome::Fail, Outcome::NotApplicable, Outcome::Undetermined];
        of.map(|outcome| counts.of(outcome)).hash(&mut hasher);
    }
    for column in &run.outputs {
        let given = (0..column.len()).filter_map(|row| column.number(row));
        let (count, sum) = given.fold((0_usize, 0.0), |(count, sum), number| (count + 1, sum + number));
        (count, f64::to_bits(sum)).hash(&mut hasher);
    }
    format!("{:016x}", hasher.finish())
}
