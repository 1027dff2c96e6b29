//! A city's accounting: 100,000 enterprises with 400,000 accounting rows, from opening their typed copy to results in memory
//! and written as Parquet, by the wall. `cargo bench -p shensuan-benches --bench account`, or all bars together by
//! `benches/run-all`.
//!
//! The bar is that of the rulebook that is shipped, on the national forms: units that travel in the rows, seven keys of the
//! handbook, coefficients and operating rates that are formulas of cells, treatment in series, totals of outlets to districts,
//! and a reason for each row that could not be accounted. Behind it a rulebook of the bench's own computes nine plain
//! formulas over as many rows: what the engine takes where no rulebook asks much of it, and where to look first when
//! only the one of them gets slower.
//!
//! `ACCOUNT_ENTERPRISES` sets the size (100000), `ACCOUNT_SAMPLES` how many runs count (7), `ACCOUNT_RULEBOOK=shipped` or `lean`
//! measures one of them alone. `ACCOUNT_WRITE=FOLDER` writes the data set of the shipped rulebook and measures nothing.

#![expect(clippy::expect_used, reason = "a bench stops where its own data do not fit")]

use std::env;
use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use shensuan_benches::accounts::Accounts;
use shensuan_benches::clock::{bar, hardware, median};
use shensuan_benches::national_accounts::{self, NationalAccounts};
use shensuan_engine::{Engine, Options, Parsed, Phase, Ready};
use shensuan_findings::write_result_parquet;

/// Seconds.
const AT_MOST: f64 = 0.5;

/// What a stretch took, in seconds, by sample.
type Stretches = Vec<(&'static str, Vec<f64>)>;

fn main() -> ExitCode {
    let size = |name: &str, otherwise: usize| {
        env::var(name).map_or(otherwise, |said| said.parse().expect("a number"))
    };
    let (enterprises, samples) = (size("ACCOUNT_ENTERPRISES", 100_000), size("ACCOUNT_SAMPLES", 7));
    if let Ok(folder) = env::var("ACCOUNT_WRITE") {
        national_accounts::write(Path::new(&folder), enterprises).expect("a folder that can be written");
        return ExitCode::SUCCESS;
    }
    println!("cargo bench -p shensuan-benches --bench account");
    println!("{}; wall time", hardware());
    let only = env::var("ACCOUNT_RULEBOOK").ok();
    assert!(
        only.as_deref().is_none_or(|only| ["shipped", "lean"].contains(&only)),
        "ACCOUNT_RULEBOOK is shipped or lean"
    );
    let is_asked = |name: &str| only.as_deref().is_none_or(|only| only == name);
    let holds = !is_asked("shipped") || {
        let national = NationalAccounts::new(enterprises).expect("a temporary folder");
        let city = City {
            name: "by the rulebook that is shipped",
            rulebook: national_accounts::rulebook(),
            data: national.data(),
            place: national.beside(""),
            handbook: national_accounts::handbook_rows().expect("a handbook"),
            rows: enterprises * national_accounts::ROWS,
        };
        city.measured(enterprises, samples)
    };
    let lean_holds = !is_asked("lean") || {
        let lean = Accounts::new(enterprises).expect("a temporary folder");
        let city = City {
            name: "by a lean rulebook",
            rulebook: lean.rulebook(),
            data: lean.data(),
            place: lean.beside(""),
            handbook: lean.handbook_rows(),
            rows: Accounts::rows(enterprises),
        };
        city.measured(enterprises, samples)
    };
    if holds && lean_holds { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What is accounted for, and by what.
struct City {
    name: &'static str,
    rulebook: PathBuf,
    data: PathBuf,
    /// Where the copy and the results go.
    place: PathBuf,
    handbook: usize,
    rows: usize,
}

impl City {
    /// Prints what the road takes, and whether the bar holds.
    fn measured(&self, enterprises: usize, samples: usize) -> bool {
        let ready = ready(&self.rulebook);
        println!(
            "{}: {enterprises} enterprises, {} accounting rows, a handbook of {} rows; {} formulas, {} statistics",
            self.name,
            self.rows,
            self.handbook,
            ready.lowered.outputs.len(),
            ready.lowered.statistics.len()
        );
        let (copy, out) = (self.place.join("copy"), self.place.join("out"));
        fs::create_dir(&copy).expect("a folder for the copy");
        let (import, _) = ready.import(&self.data, &self.rulebook, &mut |_| {});
        let import = import.expect("data that can be read");
        ready.write_copy(import, &copy, "bench", &mut |_, _, _| {}).expect("a copy");
        equal(&ready, &copy);
        let mut holds = true;
        for threads in [1, 2] {
            let mut stretches = Stretches::new();
            let totals: Vec<f64> = (0..=samples)
                .map(|sample| {
                    // The first is none that counts.
                    let mut none = Stretches::new();
                    let into = if sample == 0 { &mut none } else { &mut stretches };
                    accounted(&ready, &copy, &out, threads, into)
                })
                .skip(1)
                .collect();
            println!("{threads} thread(s), seconds:");
            for (name, samples) in stretches.iter().chain(&[("all", totals.clone())]) {
                let raw: Vec<String> = samples.iter().map(|sample| format!("{sample:.3}")).collect();
                println!("  {name:<14} median {:.3} [{}]", median(samples), raw.join(", "));
            }
            if threads == 2 {
                let bytes: u64 = fs::read_dir(&out)
                    .expect("results")
                    .flatten()
                    .filter_map(|entry| entry.metadata().ok())
                    .map(|about| about.len())
                    .sum();
                println!("  {bytes} bytes of Parquet");
                let name = format!(
                    "accounting {} for {enterprises} enterprises from their copy to Parquet",
                    self.name
                );
                holds = bar(&name, median(&totals), "s", AT_MOST);
            }
        }
        holds
    }
}

fn ready(rulebook: &Path) -> Ready {
    let (checked, _) = Parsed::read(&[rulebook.to_owned()]).check().keep_values();
    checked.plan_account().map_err(|checked| checked.said).expect("no errors")
}

/// Both engines come to the same, to the last bit; and what that is.
fn equal(ready: &Ready, copy: &Path) {
    let (data, _) = ready.open(copy);
    let options = Options { threads: Some(2), engine: Engine::Both, ..Options::default() };
    let account = ready.account(&data, options, &mut |_| {}).expect("engines that agree");
    println!(
        "interpreter and machine code agree: {} values, {} of them missing",
        account.summary.values(),
        account.summary.missing()
    );
    for table in account.tables() {
        println!("  {} rows, {} columns: {}", table.rows, table.columns.len(), table.name);
    }
}

/// The whole road once; what each stretch took is added to those before, and all of it given.
fn accounted(ready: &Ready, copy: &Path, out: &Path, threads: usize, stretches: &mut Stretches) -> f64 {
    let _ = fs::remove_dir_all(out);
    fs::create_dir(out).expect("a folder for the results");
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
    let (data, _) = ready.open_on(copy, Some(threads), &mut |_, _, _| {});
    took("open the copy");
    let options = Options { threads: Some(threads), engine: Engine::Fitting, ..Options::default() };
    let stretch = |phase| match phase {
        Phase::Joined => "find rows",
        Phase::Bound => "bind",
        Phase::Evaluated => "evaluate",
        Phase::Reported => "tables",
        Phase::Counted => "statistics",
    };
    let account = ready.account(&data, options, &mut |phase| took(stretch(phase))).expect("a sound plan");
    for (at, table) in account.tables().enumerate() {
        let into = File::create(out.join(format!("{at}.parquet"))).expect("a file");
        write_result_parquet(BufWriter::new(into), table, threads).expect("a table");
    }
    took("Parquet");
    start.elapsed().as_secs_f64()
}
