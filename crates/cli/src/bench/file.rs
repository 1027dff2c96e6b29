//! `bench.json`: every figure of a measurement, with the samples that it is made of.

use std::io;

use serde::Serialize;
use shensuan_engine::{Measured, Part, PartKind, SingleEngine, Stretch, Timing};

use super::machine::Machine;
use super::numbers::median;
use crate::run_file::Rulebook;

/// The version of the file. It changes when a key changes its meaning.
const SCHEMA: &str = "shensuan.bench/1";

/// What was measured, when and with what.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct About {
    /// The program and its version.
    pub(crate) program: &'static str,
    /// Whether the compiler of the program optimised it; other figures are of no use.
    pub(crate) optimised: bool,
    /// When it was measured, in UTC.
    pub(crate) written: String,
    /// The command and its arguments.
    pub(crate) command: Vec<String>,
    pub(crate) machine: Machine,
    /// The folder of the rulebook as it was named.
    pub(crate) rulebook: String,
    /// The rulebooks it is made of, with their versions, those below first.
    pub(crate) rulebooks: Vec<Rulebook>,
    /// The folder of the data set as it was named.
    pub(crate) dataset: String,
    /// The review date.
    pub(crate) as_of: String,
    /// Threads that shared the rows of a run.
    pub(crate) threads: usize,
    /// Samples of each figure.
    pub(crate) repeat: usize,
    /// Why machine code was not measured though it was asked for.
    pub(crate) no_machine_code: Option<String>,
}

/// Seconds of what is done once, in the order in which it is done.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Stages {
    /// Rule files are read and parsed.
    pub(crate) parse: f64,
    /// Names, types and units are checked, reference tables read.
    pub(crate) check: f64,
    /// The plan is made and verified.
    pub(crate) lower: f64,
    /// The data files are read.
    pub(crate) read: f64,
    /// Rows are found that belong to others.
    pub(crate) find_rows: f64,
    /// The data are laid out as the plan reads them.
    pub(crate) bind: f64,
    /// The plan is cut into what an engine may fuse.
    pub(crate) cut: f64,
    /// It is seen whether the data fit the plan.
    pub(crate) fit: f64,
    /// Findings, values and the summary are made of the outcomes; nothing is written.
    pub(crate) report: f64,
}

/// The whole file.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct BenchFile {
    schema: &'static str,
    #[serde(flatten)]
    pub(crate) about: About,
    pub(crate) subjects: usize,
    pub(crate) rules: usize,
    pub(crate) formulas: usize,
    pub(crate) statistics: usize,
    pub(crate) findings: usize,
    pub(crate) stages_seconds: Stages,
    /// All rules and formulas in one run, by engine. Where there are two, they came to the same outcomes and values, bit
    /// for bit: else there are no figures.
    pub(crate) whole: Vec<Figures>,
    /// All statistics in one run, by engine.
    pub(crate) all_statistics: Vec<Figures>,
    /// The runs of all parts added up, by engine.
    pub(crate) sum_of_parts: Vec<Sum>,
    /// Rules, formulas and statistics, each by itself, in the order of the rulebook.
    pub(crate) parts: Vec<PartFigures>,
}

/// What one engine takes for something.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Figures {
    pub(crate) engine: SingleEngine,
    /// The median of the samples: seconds of one run over all subjects.
    pub(crate) seconds: f64,
    /// That, shared out among the subjects.
    pub(crate) ns_per_subject: f64,
    /// Rules × subjects ÷ seconds; of the whole alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) rule_cells_per_second: Option<f64>,
    /// Of the sum of all parts; of parts alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) share: Option<f64>,
    /// The median of those samples; none for the interpreter.
    pub(crate) compile_seconds: Option<f64>,
    /// Loops that were compiled.
    pub(crate) sections: usize,
    /// How many runs each sample is the mean of.
    pub(crate) runs_per_sample: u32,
    /// Seconds of one run, by sample.
    pub(crate) samples_seconds: Vec<f64>,
    /// How many times each sample of compiling is the mean of; none for the interpreter.
    pub(crate) compile_runs_per_sample: Option<u32>,
    /// Seconds of compiling once, by sample.
    pub(crate) compile_samples_seconds: Vec<f64>,
}

/// What one engine takes for all parts, each by itself.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Sum {
    pub(crate) engine: SingleEngine,
    /// Rules and formulas, to be held against the whole.
    pub(crate) rules_and_formulas_seconds: f64,
    /// Statistics, to be held against all statistics.
    pub(crate) statistics_seconds: f64,
    /// Both: of this the shares are.
    pub(crate) seconds: f64,
}

impl Sum {
    fn of(engine: SingleEngine, parts: &[Part]) -> Self {
        let seconds = |wanted: fn(PartKind) -> bool| -> f64 {
            let parts = parts.iter().filter(|part| wanted(part.kind)).flat_map(|part| &part.timings);
            parts.filter(|timing| timing.engine == engine).map(|timing| median(&timing.seconds)).sum()
        };
        let rules_and_formulas_seconds = seconds(|kind| kind != PartKind::Statistic);
        let statistics_seconds = seconds(|kind| kind == PartKind::Statistic);
        let seconds = rules_and_formulas_seconds + statistics_seconds;
        Self { engine, rules_and_formulas_seconds, statistics_seconds, seconds }
    }
}

/// A rule, formula or statistic by itself.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PartFigures {
    pub(crate) kind: PartKind,
    pub(crate) id: String,
    pub(crate) title: Option<String>,
    pub(crate) file: String,
    pub(crate) line: u32,
    pub(crate) column: u32,
    /// Rows that are judged or computed.
    pub(crate) rows: usize,
    /// How a rule came out.
    pub(crate) outcomes: Option<Outcomes>,
    pub(crate) engines: Vec<Figures>,
}

/// How often each outcome occurs.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Outcomes {
    pub(crate) pass: usize,
    pub(crate) fail: usize,
    pub(crate) not_applicable: usize,
    pub(crate) undetermined: usize,
}

impl BenchFile {
    pub(crate) fn new(about: About, mut stages: Stages, measured: &Measured) -> Self {
        for (stretch, seconds) in &measured.stretches {
            *match stretch {
                Stretch::FindRows => &mut stages.find_rows,
                Stretch::Bind => &mut stages.bind,
                Stretch::Cut => &mut stages.cut,
                Stretch::Fit => &mut stages.fit,
                Stretch::Report => &mut stages.report,
            } = *seconds;
        }
        let Measured { subjects, whole, statistics, parts, .. } = measured;
        let count = |kind| parts.iter().filter(|part| part.kind == kind).count();
        let rules = count(PartKind::Rule);
        #[expect(clippy::cast_precision_loss, reason = "far fewer rules and subjects than 2^53")]
        let cells = (rules * subjects) as f64;
        let per_second = |figures: Figures| Figures {
            rule_cells_per_second: (rules > 0 && figures.seconds > 0.0).then(|| cells / figures.seconds),
            ..figures
        };
        let sum_of_parts: Vec<Sum> = whole.iter().map(|timing| Sum::of(timing.engine, parts)).collect();
        let shared = |figures: Figures| {
            let sum = sum_of_parts.iter().find(|sum| sum.engine == figures.engine);
            let share = sum.filter(|sum| sum.seconds > 0.0).map(|sum| figures.seconds / sum.seconds);
            Figures { share, ..figures }
        };
        let parts = parts.iter().map(|part| PartFigures {
            kind: part.kind,
            id: part.name.clone(),
            title: part.title.clone(),
            file: part.place.file.clone(),
            line: part.place.line,
            column: part.place.column,
            rows: part.rows,
            outcomes: part.counts.map(|counts| Outcomes {
                pass: counts.pass,
                fail: counts.fail,
                not_applicable: counts.when_false + counts.not_filed,
                undetermined: counts.undetermined,
            }),
            engines: part.timings.iter().map(|timing| shared(Figures::of(timing, *subjects))).collect(),
        });
        Self {
            schema: SCHEMA,
            about,
            subjects: *subjects,
            rules,
            formulas: count(PartKind::Formula),
            statistics: count(PartKind::Statistic),
            findings: measured.findings,
            stages_seconds: stages,
            whole: whole.iter().map(|timing| per_second(Figures::of(timing, *subjects))).collect(),
            all_statistics: statistics.iter().map(|timing| Figures::of(timing, *subjects)).collect(),
            parts: parts.collect(),
            sum_of_parts,
        }
    }

    /// The text of the file.
    pub(crate) fn json(&self) -> io::Result<String> {
        serde_json::to_string_pretty(self).map(|text| text + "\n").map_err(io::Error::other)
    }

    /// The parts, the slowest first by the first engine; of equally slow ones the first of the rulebook.
    pub(crate) fn slowest(&self) -> Vec<&PartFigures> {
        let mut parts: Vec<&PartFigures> = self.parts.iter().collect();
        parts.sort_by(|a, b| b.first().total_cmp(&a.first()));
        parts
    }
}

impl PartFigures {
    /// Nanoseconds a subject by the first engine.
    pub(crate) fn first(&self) -> f64 {
        self.engines.first().map_or(0.0, |figures| figures.ns_per_subject)
    }
}

impl Figures {
    fn of(timing: &Timing, subjects: usize) -> Self {
        let seconds = median(&timing.seconds);
        #[expect(clippy::cast_precision_loss, reason = "far fewer subjects than 2^53")]
        let ns_per_subject = seconds * 1e9 / subjects.max(1) as f64;
        Self {
            engine: timing.engine,
            seconds,
            ns_per_subject,
            rule_cells_per_second: None,
            share: None,
            compile_seconds: (!timing.compile.is_empty()).then(|| median(&timing.compile)),
            sections: timing.sections,
            runs_per_sample: timing.runs,
            samples_seconds: timing.seconds.clone(),
            compile_runs_per_sample: (!timing.compile.is_empty()).then_some(timing.compile_runs),
            compile_samples_seconds: timing.compile.clone(),
        }
    }
}
