//! What rules, formulas and statistics take on a data set, engine by engine.
//!
//! The whole plan is timed as a review runs it; then each rule, formula and statistic by its cone, the part of the plan
//! that it needs. What several of them share is in each of their cones, and nothing is subtracted: the parts do not add up
//! to the whole. Every part's results are held against the whole, and the engines against each other.

mod sampling;

use std::hint::black_box;

use serde::Serialize;
use shensuan_data::DataSet;
use shensuan_diagnostics::{Diagnostic, Lang, Localised};
use shensuan_findings::RulePlace;
use shensuan_jit::Jit;
use shensuan_model::{Lowered, Scope};
use shensuan_plan::{Counts, Fitted, Frame, JudgementId, Kernels, OutputId, Plan, Program, Run};

use self::sampling::Samples;
pub use self::sampling::Sampling;
use super::engines::{defect, told};
use super::{Engine, Options, bind, joined, report};
use crate::described;
use crate::pipeline::Ready;

/// An engine that is timed; its name is that by which it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SingleEngine {
    /// Machine code.
    Jit,
    /// The interpreter.
    Interpreter,
}

/// How something is measured.
#[derive(Clone, Copy, Debug)]
pub struct Measuring<'c> {
    /// The engines, in the order in which they take turns.
    pub engines: &'c [SingleEngine],
    /// Threads that share the rows of a run.
    pub threads: usize,
    /// By what clock, and how often.
    pub sampling: Sampling<'c>,
    /// The language of titles and names.
    pub lang: Lang,
}

/// A stretch before and behind what is repeated, timed once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stretch {
    /// Rows are found that belong to others.
    FindRows,
    /// The data are laid out as the plan reads them.
    Bind,
    /// The plan is cut into what an engine may fuse.
    Cut,
    /// It is seen whether the data fit the plan.
    Fit,
    /// Findings, values and the summary are made of the outcomes.
    Report,
}

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PartKind {
    /// A rule, in all forms in which it is judged.
    Rule,
    /// A formula that is handed out.
    Formula,
    /// The numbers of a statistic; not how its table is put in order.
    Statistic,
}

/// What one engine takes for something.
#[derive(Clone, Debug, PartialEq)]
pub struct Timing {
    /// The engine.
    pub engine: SingleEngine,
    /// How many runs a sample is the mean of.
    pub runs: u32,
    /// Seconds of a run, by sample.
    pub seconds: Vec<f64>,
    /// How many times a sample of compiling is the mean of; 0 for the interpreter.
    pub compile_runs: u32,
    /// Seconds that compiling takes once, by sample; none for the interpreter.
    pub compile: Vec<f64>,
    /// The loops that were compiled; 0 where nothing is left to compile.
    pub sections: usize,
}

/// A rule, formula or statistic by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// The id of a rule, the name of another.
    pub name: String,
    /// The title of a rule.
    pub title: Option<String>,
    /// Where it is declared.
    pub place: RulePlace,
    /// Rows of its tables that are judged or computed.
    pub rows: usize,
    /// How a rule came out, over all forms in which it is judged.
    pub counts: Option<Counts>,
    /// By engine.
    pub timings: Vec<Timing>,
}

/// What was measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// The subjects of the data set.
    pub subjects: usize,
    /// Seconds of each stretch, in order.
    pub stretches: Vec<(Stretch, f64)>,
    /// All rules and formulas at once, by engine.
    pub whole: Vec<Timing>,
    /// All statistics at once, by engine; nothing where there are none.
    pub statistics: Vec<Timing>,
    /// Each by itself: rules, formulas, statistics, in the order of the rulebook.
    pub parts: Vec<Part>,
    /// How many findings there are.
    pub findings: usize,
}

/// Measures a rulebook on a data set. `watch` hears the name of each part before it is measured, which it is and of how
/// many; the name of the whole is empty.
pub(crate) fn measure(
    ready: &Ready,
    data: &DataSet,
    measuring: &Measuring<'_>,
    watch: &mut dyn FnMut(&str, usize, usize),
) -> Result<Measured, Box<Diagnostic>> {
    let sampling = &measuring.sampling;
    let mut stretches = Vec::new();
    let (data, took) = sampling.once(|| joined::with_joins(ready, data, measuring.threads));
    let data = data?;
    stretches.push((Stretch::FindRows, took));
    let ((cells, frame), took) = sampling.once(|| {
        let cells = data.cells(&ready.model.vocab);
        let frame =
            bind::frame(&ready.model, &ready.lowered, &cells, &bind::Judgements::new(), measuring.threads);
        (cells, frame)
    });
    stretches.push((Stretch::Bind, took));

    let parts = [rules(ready, measuring.lang), formulas(ready, measuring.lang)].concat();
    let of_statistics = statistics(ready, measuring.lang);
    let count = parts.len() + of_statistics.len();
    watch("", 0, count);
    let judging = Bench { ready, lowered: &ready.lowered, frame: &frame, measuring };
    let (program, took) = sampling.once(|| judging.program(&ready.lowered.plan));
    let program = program?;
    stretches.push((Stretch::Cut, took));
    let (fitted, took) = sampling.once(|| program.fit(&frame));
    stretches.push((Stretch::Fit, took));
    let (run, whole) = judging.timed(&program, fitted.map_err(|fault| defect(&fault))?)?;

    let options = Options {
        lang: measuring.lang,
        partial: false,
        threads: Some(measuring.threads),
        engine: Engine::Interpreter,
    };
    let report = report::Report::new(ready, &cells, &frame, options);
    let ((review, failing), took) = sampling.once(|| report.review(&run));
    stretches.push((Stretch::Report, took));

    let mut measured = Vec::with_capacity(count);
    for part in parts {
        watch(&part.name, measured.len() + 1, count);
        measured.push(judging.part(part, &run)?);
    }
    let mut all_statistics = Vec::new();
    if !of_statistics.is_empty() {
        let frame = report.statistics_frame(&run, &failing, measuring.threads);
        let counting = Bench { ready, lowered: &ready.statistics, frame: &frame, measuring };
        let (run, timings) = counting.plan(&ready.statistics.plan)?;
        all_statistics = timings;
        for part in of_statistics {
            watch(&part.name, measured.len() + 1, count);
            measured.push(counting.part(part, &run)?);
        }
    }
    Ok(Measured {
        subjects: cells.data.subjects.len(),
        stretches,
        whole,
        statistics: all_statistics,
        parts: measured,
        findings: review.summary.findings,
    })
}

/// A part that is to be measured.
#[derive(Clone)]
struct Asked {
    kind: PartKind,
    name: String,
    title: Option<String>,
    place: RulePlace,
    judgements: Vec<JudgementId>,
    outputs: Vec<OutputId>,
    /// Whether it has one outcome for all subjects.
    of_data_set: bool,
}

/// The rules, each once.
fn rules(ready: &Ready, lang: Lang) -> Vec<Asked> {
    let mut asked: Vec<Asked> = Vec::new();
    for (rule, lowered) in ready.model.rules.iter().zip(&ready.lowered.rules) {
        let place = described::place(&ready.sources, rule.span);
        if let Some(known) = asked.iter_mut().find(|known| known.place == place) {
            known.judgements.push(lowered.judgement);
            continue;
        }
        asked.push(Asked {
            kind: PartKind::Rule,
            name: rule.id.clone(),
            title: rule.title.as_ref().map(|title| title.in_lang(lang)),
            place,
            judgements: vec![lowered.judgement],
            outputs: Vec::new(),
            of_data_set: rule.scope == Scope::DataSet,
        });
    }
    asked
}

/// The formulas that are handed out, each once.
fn formulas(ready: &Ready, lang: Lang) -> Vec<Asked> {
    let mut asked: Vec<Asked> = Vec::new();
    for (id, _, output) in &ready.lowered.outputs {
        let Some(formula) = ready.model.formula(*id) else { continue };
        asked.push(Asked {
            kind: PartKind::Formula,
            name: formula.name.in_lang(lang),
            title: None,
            place: described::place(&ready.sources, formula.span),
            judgements: Vec::new(),
            outputs: vec![*output],
            of_data_set: false,
        });
    }
    asked
}

/// The statistics.
fn statistics(ready: &Ready, lang: Lang) -> Vec<Asked> {
    let all = ready.model.statistics.iter().zip(&ready.statistics.statistics);
    let asked = all.map(|(statistic, lowered)| Asked {
        kind: PartKind::Statistic,
        name: statistic.name.in_lang(lang),
        title: None,
        place: described::place(&ready.sources, statistic.span),
        judgements: Vec::new(),
        outputs: lowered.outputs().collect(),
        of_data_set: false,
    });
    asked.collect()
}

/// A plan over its data.
struct Bench<'a> {
    ready: &'a Ready,
    lowered: &'a Lowered,
    frame: &'a Frame,
    measuring: &'a Measuring<'a>,
}

impl Bench<'_> {
    fn program<'p>(&self, plan: &'p Plan) -> Result<Program<'p>, Box<Diagnostic>> {
        Program::new(plan)
            .map_err(|faults| defect(&faults.first().map_or_else(String::new, ToString::to_string)))
    }

    /// What comes of a part of the plan, and what it takes; it must be what comes of the whole.
    fn part(&self, asked: Asked, whole: &Run) -> Result<Part, Box<Diagnostic>> {
        let plan = self.lowered.plan.cone(&asked.judgements, &asked.outputs);
        let (run, timings) = self.plan(&plan)?;
        let outcomes = asked.judgements.iter().map(|id| whole.outcomes.get(id.index()));
        let outputs = asked.outputs.iter().map(|id| whole.outputs.get(id.index()));
        let same = outcomes.eq(run.outcomes.iter().map(Some))
            && outputs.zip(&run.outputs).all(|(whole, part)| whole.is_some_and(|whole| whole.same(part)));
        if !same {
            return Err(defect(&format!("{} comes out otherwise by itself", asked.name)));
        }
        let mut counts = Counts::default();
        let mut rows = 0;
        for outcomes in &run.outcomes {
            let told = if asked.of_data_set { outcomes.head(1) } else { outcomes.clone() };
            counts += told.counts();
            rows += told.len();
        }
        let computed = run.outputs.iter().map(shensuan_plan::HandedOut::len).max().unwrap_or(0);
        Ok(Part {
            kind: asked.kind,
            name: asked.name,
            title: asked.title,
            place: asked.place,
            rows: rows.max(computed),
            counts: (asked.kind == PartKind::Rule).then_some(counts),
            timings,
        })
    }

    fn plan(&self, plan: &Plan) -> Result<(Run, Vec<Timing>), Box<Diagnostic>> {
        let program = self.program(plan)?;
        let fitted = program.fit(self.frame).map_err(|fault| defect(&fault))?;
        self.timed(&program, fitted)
    }

    /// What comes of a program, the same by all engines, and what it takes.
    fn timed(
        &self,
        program: &Program<'_>,
        fitted: Fitted<'_>,
    ) -> Result<(Run, Vec<Timing>), Box<Diagnostic>> {
        let Measuring { engines, threads, sampling, .. } = self.measuring;
        let options = shensuan_plan::Options { threads: *threads, ..shensuan_plan::Options::default() };
        let compile = || Jit::compile(program, *threads).map_err(|refused| defect(&refused));
        let mut jit = None;
        let mut compiled = Samples::default();
        if engines.contains(&SingleEngine::Jit) {
            let mut again = || compile().map(|made| drop(black_box(made)));
            compiled = sampling.in_turns(&mut [&mut again])?.pop().unwrap_or_default();
            jit = Some(compile()?);
        }
        let kernels = |engine: &SingleEngine| match engine {
            SingleEngine::Jit => jit.as_ref().map(|jit| jit as &dyn Kernels),
            SingleEngine::Interpreter => None,
        };
        let run =
            |engine: &SingleEngine| fitted.run(options, kernels(engine)).map_err(|fault| defect(&fault));
        let mut first: Option<Run> = None;
        for engine in *engines {
            let run = run(engine)?;
            match &first {
                // The interpreter is the meaning: it comes last, and is the first of the two that are told apart.
                Some(before) => {
                    if let Some(difference) = run.difference(before) {
                        return Err(Box::new(told(&self.ready.model, self.lowered, difference)));
                    }
                }
                None => first = Some(run),
            }
        }
        let mut works: Vec<_> =
            engines.iter().map(|engine| || run(engine).map(|made| drop(black_box(made)))).collect();
        let mut works: Vec<&mut dyn FnMut() -> Result<(), Box<Diagnostic>>> =
            works.iter_mut().map(|work| work as &mut dyn FnMut() -> _).collect();
        let samples = sampling.in_turns(&mut works)?;
        let timings = engines.iter().zip(samples).map(|(engine, samples)| {
            let compiled = (*engine == SingleEngine::Jit).then(|| (compiled.clone(), jit.as_ref()));
            let (compiled, made) = compiled.unwrap_or_default();
            Timing {
                engine: *engine,
                runs: samples.runs,
                seconds: samples.seconds,
                compile_runs: compiled.runs,
                compile: compiled.seconds,
                sections: made.map_or(0, Jit::len),
            }
        });
        Ok((first.unwrap_or_default(), timings.collect()))
    }
}
