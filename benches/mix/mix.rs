//! The measured mix of rules: columns in memory → outcome bits and formula columns in memory, every engine in turn.
//! `cargo bench -p shensuan-mix --bench mix`, or with the peers and all bars by `benches/run-all`.
//!
//! The environment sets the size: `MIX_ENTERPRISES` (1000000), `MIX_RULES` (`100 500`), `MIX_SAMPLES` (15),
//! `MIX_ENGINES` (all of ours); where the peers
//! are: `MIX_PEERS`, a file as `benches/peers/prepare` writes it; where to leave columns and results: `MIX_SCRATCH`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use serde_json::{Value, json};
use shensuan_benches::clock::{bar, machine};
use shensuan_mix::engines::{ENGINES, Engine};
use shensuan_mix::measured::{Figure, Ours, Peer, Runner, WARM_UPS, in_turn};
use shensuan_mix::{Population, environment, files, mix, ours};

/// The peer that only reads.
const READS: &str = "sum";

fn main() -> ExitCode {
    println!("cargo bench -p shensuan-mix --bench mix");
    println!("{}", machine());
    let enterprises = environment::value("MIX_ENTERPRISES", 1_000_000);
    let samples = environment::value("MIX_SAMPLES", 15);
    let sizes: Vec<usize> = environment::values("MIX_RULES", "100 500");
    let scratch = environment::scratch();
    let peers = env::var("MIX_PEERS").ok().and_then(|path| fs::read_to_string(path).ok());
    let peers: Value = peers.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or(json!({}));
    let population = Population::new(enterprises);
    println!(
        "{enterprises} enterprises, {} outlets; milliseconds on the processor; {WARM_UPS} warm-ups, {samples} samples, \
         of which the middle one counts; engines in turn, one thread each",
        population.outlets()
    );
    let columns = scratch.join(format!("columns-{enterprises}"));
    if peers != json!({})
        && let Err(error) = files::write_columns(&population, &columns)
    {
        println!("{}: {error}", columns.display());
        return ExitCode::FAILURE;
    }
    let at = Place { scratch, columns, peers };
    if sizes.is_empty() {
        println!("FAIL the mix: MIX_RULES names no size");
    }
    let done: Vec<bool> = sizes.into_iter().map(|rules| measured(rules, &population, samples, &at)).collect();
    if !done.is_empty() && done.iter().all(|done| *done) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Whether an engine of ours is to be measured.
fn is_wanted(engine: &Engine) -> bool {
    env::var("MIX_ENGINES").map_or(true, |names| names.split_whitespace().any(|name| name == engine.name))
}

/// Where things lie.
struct Place {
    scratch: PathBuf,
    columns: PathBuf,
    /// The command of each peer, by name.
    peers: Value,
}

/// All engines over one mix; whether all bars hold.
fn measured(rules: usize, population: &Population, samples: usize, at: &Place) -> bool {
    let mix = mix(rules);
    let folder = at.scratch.join(format!("rules-{rules}"));
    let ready = match ours::ready(&mix).and_then(|ready| files::write_rules(&mix, &folder).map(|()| ready)) {
        Ok(ready) => ready,
        Err(error) => {
            println!("{error}");
            return false;
        }
    };
    let frame = ours::frame(&ready, population);
    let (plan, order) = (&ready.lowered.plan, ours::order_of_formulas(&mix, &ready));
    println!(
        "\n{rules} rules: {} judgements, {} formulas, {} values in the plan",
        plan.judgements.len(),
        plan.outputs.len(),
        plan.values.len()
    );
    let mut runners: Vec<Box<dyn Runner + '_>> = Vec::new();
    let mut all_came_up = true;
    for engine in ENGINES.iter().filter(|engine| is_wanted(engine)) {
        match Ours::new(*engine, plan, &frame, &order) {
            Some(ours) => runners.push(Box::new(ours)),
            None => {
                println!("FAIL {}, {rules} rules: it does not come up", engine.name);
                all_came_up = false;
            }
        }
    }
    for (name, command) in at.peers.as_object().into_iter().flatten() {
        let enterprises = population.enterprises;
        let command = command_of(command, rules, enterprises, &at.columns, &folder);
        match Peer::new(name, &command, enterprises) {
            Ok(peer) => runners.push(Box::new(peer)),
            Err(why) => {
                println!("FAIL {name}, {rules} rules: {why}");
                all_came_up = false;
            }
        }
    }
    let figures = in_turn(&mut runners, samples, &[READS]);
    for figure in &figures {
        let said = match (&figure.refused, figure.milliseconds()) {
            (Some(why), _) => format!("no figure: {why}"),
            (None, Some(milliseconds)) => format!("{milliseconds:10.1}"),
            (None, None) => "no figure".to_owned(),
        };
        let raw: Vec<String> = figure.samples.iter().map(|sample| format!("{sample:.1}")).collect();
        let ready = figure.ready.map_or(String::new(), |ready| format!("; ready in {ready:.1} ms"));
        println!("  {:<16} {said}  [{}]  {}{ready}", figure.name, raw.join(", "), figure.version);
    }
    let result = json!({
        "rules": rules, "enterprises": population.enterprises, "outlets": population.outlets(),
        "machine": machine(), "engines": figures.iter().map(Figure::json).collect::<Vec<_>>(),
    });
    let path = at.scratch.join(format!("results-{rules}.json"));
    if let Err(error) = fs::write(&path, format!("{result:#}\n")) {
        println!("{}: {error}", path.display());
    }
    bars(rules, &figures) && all_came_up
}

/// The words of a command with their places filled in.
fn command_of(
    command: &Value,
    rules: usize,
    enterprises: usize,
    columns: &Path,
    folder: &Path,
) -> Vec<String> {
    let words = command.as_array().into_iter().flatten().filter_map(Value::as_str);
    let filled = words.map(|word| {
        word.replace("{rules}", &rules.to_string())
            .replace("{enterprises}", &enterprises.to_string())
            .replace("{columns}", &columns.to_string_lossy())
            .replace("{mix}", &folder.to_string_lossy())
    });
    filled.collect()
}

/// The bars that can be held with the engines that ran.
fn bars(rules: usize, figures: &[Figure]) -> bool {
    let of = |name: &str| figures.iter().find(|figure| figure.name == name).and_then(Figure::milliseconds);
    let best = |prefix: &str| {
        let all = figures.iter().filter(|figure| figure.name.starts_with(prefix));
        all.filter_map(Figure::milliseconds).reduce(f64::min)
    };
    let mut all = figures.iter().all(|figure| figure.refused.is_none());
    let mut at_most = |name: &str, one: Option<f64>, other: Option<f64>, most: f64| {
        if let (Some(one), Some(other)) = (one, other) {
            all &= bar(&format!("{name}, {rules} rules"), one / other, "×", most);
        }
    };
    let (limit, jit, interpreter) = (of("limit"), of("jit"), of("interpreter"));
    at_most("the limit against a summing read", limit, of(READS), 2.6);
    at_most("JIT against the limit", jit, limit, if rules <= 100 { 1.6 } else { 2.3 });
    at_most("JIT against plain fused loops", jit, best("fused"), 0.8);
    at_most("JIT against the interpreter", jit, interpreter, 1.0);
    at_most("the interpreter against the limit", interpreter, limit, 3.0);
    // At least so many times as long: the JIT takes at most this part of it.
    at_most("22 × JIT against Polars", jit.map(|jit| 22.0 * jit), of("polars"), 1.0);
    at_most("60 × JIT against the best DuckDB", jit.map(|jit| 60.0 * jit), best("duckdb"), 1.0);
    let compile = figures.iter().find(|figure| figure.name == "jit").and_then(|figure| figure.ready);
    #[expect(clippy::cast_precision_loss, reason = "some thousand")]
    if let Some(compile) = compile {
        all &= bar(&format!("compiling, {rules} rules"), compile / rules as f64, "ms a rule", 0.2);
    }
    all
}
