//! Engines side by side: ours in this process, others as processes of their own that answer lines of JSON. All run in turn,
//! and none has a figure that does not come to what the others do.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};
use shensuan_benches::clock::{Moment, median};
use shensuan_plan::{Frame, Plan, Run};

use crate::answers::Answers;
use crate::engines::{Engine, Prepared};

/// Runs before those that count.
pub const WARM_UPS: usize = 2;

/// Somebody who runs the mix.
pub trait Runner {
    /// Its name.
    fn name(&self) -> &str;
    /// What it is, in words.
    fn version(&self) -> &str;
    /// Milliseconds until it was ready: what compiling took, for ours.
    fn ready(&self) -> Option<f64>;
    /// Runs once; milliseconds on the processor, none where it cannot.
    fn run(&mut self) -> Option<f64>;
    /// What the last run came to; none of one that only reads.
    fn answers(&mut self) -> Option<Answers>;
}

/// An engine of ours.
pub struct Ours<'p> {
    name: &'static str,
    prepared: Prepared<'p>,
    frame: &'p Frame,
    /// The place in the mix of each column that is handed out.
    order: &'p [usize],
    ready: f64,
    last: Option<Run>,
}

impl<'p> Ours<'p> {
    /// Makes a plan ready, on one thread.
    #[must_use]
    pub fn new(engine: Engine, plan: &'p Plan, frame: &'p Frame, order: &'p [usize]) -> Option<Self> {
        let start = Moment::now();
        let prepared = (engine.prepare)(plan, 1)?;
        Some(Self { name: engine.name, prepared, frame, order, ready: start.milliseconds(), last: None })
    }
}

impl Runner for Ours<'_> {
    fn name(&self) -> &str {
        self.name
    }

    fn version(&self) -> &'static str {
        concat!("Shensuan ", env!("CARGO_PKG_VERSION"))
    }

    fn ready(&self) -> Option<f64> {
        Some(self.ready)
    }

    fn run(&mut self) -> Option<f64> {
        drop(self.last.take());
        let start = Moment::now();
        self.last = (self.prepared)(self.frame);
        let took = start.milliseconds();
        self.last.as_ref().map(|_| took)
    }

    fn answers(&mut self) -> Option<Answers> {
        self.last.take().map(|run| Answers::of(&run, self.order))
    }
}

/// An engine in a process of its own.
pub struct Peer {
    name: String,
    version: String,
    /// How many it is asked about.
    enterprises: usize,
    child: Child,
    ask: ChildStdin,
    hear: BufReader<ChildStdout>,
}

impl Peer {
    /// Starts one, of so many enterprises.
    ///
    /// # Errors
    /// Why it does not come up.
    pub fn new(name: &str, command: &[String], enterprises: usize) -> Result<Self, String> {
        let (program, arguments) = command.split_first().ok_or("no command")?;
        let child =
            Command::new(program).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child = child.map_err(|error| format!("{program}: {error}"))?;
        let (Some(ask), Some(hear)) = (child.stdin.take(), child.stdout.take()) else {
            return Err("its lines are not open".to_owned());
        };
        let (name, version, hear) = (name.to_owned(), String::new(), BufReader::new(hear));
        let mut peer = Self { name, version, enterprises, child, ask, hear };
        let hello = peer.hear().ok_or("it ended at once")?;
        match hello.get("version").and_then(Value::as_str) {
            Some(version) => version.clone_into(&mut peer.version),
            None => return Err(hello.to_string()),
        }
        Ok(peer)
    }

    fn hear(&mut self) -> Option<Value> {
        let mut line = String::new();
        self.hear.read_line(&mut line).ok().filter(|read| *read > 0)?;
        serde_json::from_str(&line).ok()
    }

    fn ask(&mut self, line: &str) -> Option<Value> {
        writeln!(self.ask, "{line}").ok()?;
        self.ask.flush().ok()?;
        self.hear()
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // It was started here; at the end of a bench nobody waits for what it still does.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Runner for Peer {
    fn name(&self) -> &str {
        &self.name
    }

    fn version(&self) -> &str {
        &self.version
    }

    fn ready(&self) -> Option<f64> {
        None
    }

    fn run(&mut self) -> Option<f64> {
        self.ask("run")?.get("ms")?.as_f64()
    }

    fn answers(&mut self) -> Option<Answers> {
        let file = tempfile::NamedTempFile::new().ok()?;
        let said = self.ask(&format!("answers {}", file.path().display()))?;
        let whole =
            |name: &str| said.get(name).and_then(Value::as_u64).and_then(|many| usize::try_from(many).ok());
        Answers::read(file.path(), whole("rules")?, whole("formulas")?, self.enterprises).ok()
    }
}

/// What an engine took and whether it has a figure.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The engine.
    pub name: String,
    /// What it is.
    pub version: String,
    /// Milliseconds until it was ready.
    pub ready: Option<f64>,
    /// Milliseconds of each run that counts.
    pub samples: Vec<f64>,
    /// Why it has no figure: where it does not come to the same.
    pub refused: Option<String>,
}

impl Figure {
    /// The middle sample; none where it is refused.
    #[must_use]
    pub fn milliseconds(&self) -> Option<f64> {
        (self.refused.is_none() && !self.samples.is_empty()).then(|| median(&self.samples))
    }

    /// As JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        json!({
            "engine": self.name, "version": self.version, "ready_ms": self.ready,
            "cpu_ms": self.samples, "median_cpu_ms": self.milliseconds(), "refused": self.refused,
        })
    }
}

/// Runs all in turn, and holds the answers of each against those of the first. `reads` names those that only read.
pub fn in_turn(runners: &mut [Box<dyn Runner + '_>], samples: usize, reads: &[&str]) -> Vec<Figure> {
    let figure = |runner: &dyn Runner| Figure {
        name: runner.name().to_owned(),
        version: runner.version().to_owned(),
        ready: runner.ready(),
        samples: Vec::new(),
        refused: None,
    };
    let mut figures: Vec<Figure> = runners.iter().map(|runner| figure(runner.as_ref())).collect();
    let mut first: Option<Answers> = None;
    for sample in 0..WARM_UPS + samples {
        for (runner, figure) in runners.iter_mut().zip(&mut figures) {
            if figure.refused.is_some() {
                continue;
            }
            let Some(took) = runner.run() else {
                figure.refused = Some("it does not run".to_owned());
                continue;
            };
            if sample >= WARM_UPS {
                figure.samples.push(took);
            }
            if sample == 0 && !reads.contains(&runner.name()) {
                let Some(answers) = runner.answers() else {
                    figure.refused = Some("it has no answers".to_owned());
                    continue;
                };
                match &first {
                    None => first = Some(answers),
                    Some(first) => figure.refused = first.differs(&answers),
                }
            }
        }
    }
    figures
}
