//! How long a city's register of 20 columns takes to be read, beside readers that check nothing: Parquet beside pyarrow, CSV
//! beside Polars; by the wall, two threads each, the files in the cache of the system.
//! `cargo bench -p shensuan-benches --bench reading`, or all bars together by `benches/run-all`.
//!
//! `READING_PYTHON` says which Python has the peers (`benches/peers/prepare` makes one); without it no bar is measured.
//! `READING_ROWS` sets the size (1000000), `READING_SAMPLES` how many runs count (7),
//! `READING_FILES` which are read (`Parquet CSV`).

#![expect(clippy::expect_used, reason = "a bench stops where its own data do not fit")]

use std::env;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitCode, Stdio};
use std::time::Instant;

use shensuan_benches::Register;
use shensuan_benches::clock::{bar, hardware, median};
use shensuan_engine::{Parsed, Ready};

/// Threads of every reader.
const THREADS: usize = 2;
/// So many times as long as pyarrow and Polars may a reading take.
const PARQUET_AT_MOST: f64 = 1.6;
const CSV_AT_MOST: f64 = 1.3;

fn main() -> ExitCode {
    let size = |name: &str, otherwise: usize| {
        env::var(name).map_or(otherwise, |said| said.parse().expect("a number"))
    };
    let (rows, samples) = (size("READING_ROWS", 1_000_000), size("READING_SAMPLES", 7));
    println!("cargo bench -p shensuan-benches --bench reading");
    println!("{}; wall time, {THREADS} threads each", hardware());
    println!("Shensuan {}; {rows} rows of 20 columns", env!("CARGO_PKG_VERSION"));
    let register = Register::new(rows).expect("a temporary folder");
    let ready = Parsed::read(&[register.rulebook()])
        .check()
        .plan()
        .map_err(|checked| checked.said)
        .expect("no errors");
    let Ok(python) = env::var("READING_PYTHON") else {
        println!("no peers: READING_PYTHON does not say which Python has them");
        for sample in 0..samples {
            println!("  CSV, run {sample}: {:.1} ms", ours(&ready, &register.csv(), rows));
        }
        return ExitCode::SUCCESS;
    };
    let peers = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers/python/reading_peer.py");
    let command = |what: &str| {
        let mut command = Command::new(&python);
        command.arg(&peers).arg(what);
        command
    };
    let written = command("write").arg(register.csv()).arg(register.parquet()).status();
    assert!(written.is_ok_and(|status| status.success()), "the peer cannot write Parquet");
    let mut holds = true;
    for (what, peer, path, at_most) in [
        ("Parquet", "pyarrow", register.parquet(), PARQUET_AT_MOST),
        ("CSV", "polars", register.csv(), CSV_AT_MOST),
    ] {
        if env::var("READING_FILES").is_ok_and(|files| !files.split(' ').any(|file| file == what)) {
            continue;
        }
        let bytes = std::fs::metadata(&path).map_or(0, |about| about.len());
        let mut peer = Peer::new(command(peer).arg(&path));
        println!("{what}, {bytes} bytes; beside {}; milliseconds:", peer.version);
        // The first of each is none that counts.
        let both: Vec<(f64, f64)> =
            (0..=samples).map(|_| (ours(&ready, &path, rows), peer.run())).skip(1).collect();
        let (own, others): (Vec<f64>, Vec<f64>) = both.into_iter().unzip();
        for (name, samples) in [("Shensuan", &own), (peer.version.as_str(), &others)] {
            let raw: Vec<String> = samples.iter().map(|sample| format!("{sample:.1}")).collect();
            println!("  {name:<16} median {:.1} [{}]", median(samples), raw.join(", "));
        }
        let name = format!("{what} of {rows} rows beside {}", peer.version);
        holds &= bar(&name, median(&own) / median(&others), "times as long", at_most);
    }
    if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Milliseconds that the reading of a file takes us, alone in its folder.
fn ours(ready: &Ready, path: &Path, rows: usize) -> f64 {
    let folder = path.parent().expect("a folder");
    let start = Instant::now();
    let (data, said) = ready.open_on(folder, Some(THREADS), &mut |_, _, _| {});
    let took = start.elapsed().as_secs_f64() * 1e3;
    assert!(!said.has_errors() && data.subjects.len() == rows && data.unreadable.is_empty());
    took
}

/// A reader in a process of its own.
struct Peer {
    version: String,
    child: Child,
    ask: ChildStdin,
    hear: BufReader<ChildStdout>,
}

impl Peer {
    fn new(command: &mut Command) -> Self {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("a peer");
        let (ask, hear) = (child.stdin.take(), child.stdout.take());
        let mut peer = Self {
            version: String::new(),
            child,
            ask: ask.expect("its input"),
            hear: BufReader::new(hear.expect("its output")),
        };
        peer.version = peer.hear();
        peer
    }

    fn hear(&mut self) -> String {
        let mut line = String::new();
        let read = self.hear.read_line(&mut line).expect("a line of a peer");
        assert!(read > 0, "a peer ended before its time");
        line.trim().to_owned()
    }

    /// Milliseconds that a reading took it.
    fn run(&mut self) -> f64 {
        writeln!(self.ask, "run").expect("a peer that listens");
        self.hear().parse().expect("milliseconds")
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // It was started here; at the end of a bench nobody waits for what it still does.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
