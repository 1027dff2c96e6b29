//! Which engine carries a plan out. None of it shows in a result.

use shensuan_diagnostics::codes::internal;
use shensuan_diagnostics::{Arg, Diagnostic};
use shensuan_jit::Jit;
use shensuan_model::{Lowered, Model};
use shensuan_plan::{Difference, Frame, Outcome, Program, Run, Scalar, Verdict};

pub use shensuan_jit::Refused;

/// What carries a plan out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Machine code where there are so many rows that compiling is worth its time, and the machine allows it; else the
    /// interpreter.
    Fitting,
    /// Machine code.
    Jit,
    /// The interpreter.
    Interpreter,
    /// Both, and their results are compared.
    Both,
}

impl Default for Engine {
    /// With the feature `both-engines`, which all tests have, both.
    fn default() -> Self {
        if cfg!(feature = "both-engines") { Self::Both } else { Self::Fitting }
    }
}

impl Engine {
    /// Whether machine code can be made and run here.
    ///
    /// # Errors
    ///
    /// Why not.
    pub fn available() -> Result<(), Refused> {
        shensuan_jit::available()
    }
}

/// So many rows make up for the time that compiling takes: with rules their number grows on both sides.
const WORTH_COMPILING: usize = 50_000;

/// Carries a plan out.
pub(crate) fn evaluate(
    model: &Model,
    lowered: &Lowered,
    frame: &Frame,
    threads: usize,
    engine: Engine,
) -> Result<Run, Box<Diagnostic>> {
    let options = shensuan_plan::Options { threads, ..shensuan_plan::Options::default() };
    let program = Program::new(&lowered.plan)
        .map_err(|faults| defect(&faults.first().map_or_else(String::new, ToString::to_string)))?;
    let interpreted = || program.run(frame, options, None).map_err(|fault| defect(&fault));
    let rows = frame.tables.iter().map(|table| table.rows).max().unwrap_or(0);
    let jit = match engine {
        Engine::Interpreter => None,
        Engine::Fitting if rows < WORTH_COMPILING => None,
        Engine::Fitting | Engine::Jit | Engine::Both => match Jit::compile(&program, options.threads) {
            Ok(jit) => Some(jit),
            Err(Refused::NoBackEnd(_) | Refused::NoMemory(_)) => None,
            Err(refused @ Refused::Defect(_)) => return Err(defect(&refused)),
        },
    };
    let Some(jit) = jit else { return interpreted() };
    let run = program.run(frame, options, Some(&jit)).map_err(|fault| defect(&fault))?;
    if engine == Engine::Both
        && let Some(difference) = interpreted()?.difference(&run)
    {
        return Err(Box::new(told(model, lowered, difference)));
    }
    Ok(run)
}

pub(super) fn defect(what: &dyn std::fmt::Display) -> Box<Diagnostic> {
    let defect = Diagnostic::new(internal::DEFECT).with("what", what.to_string());
    Box::new(defect.help(internal::REPORT_IT))
}

/// In what the engines differ, at the rule or formula.
pub(super) fn told(model: &Model, lowered: &Lowered, difference: Difference) -> Diagnostic {
    let differ = |name: &str, row: usize, found: [Arg; 2]| {
        let [interpreter, jit] = found;
        Diagnostic::new(internal::ENGINES_DIFFER)
            .with("name", name)
            .with("row", row + 1)
            .with("interpreter", interpreter)
            .with("jit", jit)
    };
    let told = match difference {
        Difference::Outcome { judgement, row, said } => {
            let place = lowered.rules.iter().position(|rule| rule.judgement == judgement);
            let rule = place.and_then(|place| model.rules.get(place));
            let told = differ(rule.map_or("", |rule| rule.id.as_str()), row, said.map(verdict));
            rule.iter().fold(told, |told, rule| told.label(rule.span, internal::DIFFERS_HERE))
        }
        Difference::Value { output, row, found } => {
            let formula = lowered.outputs.iter().find(|(_, _, known)| *known == output);
            let formula = formula.and_then(|(id, _, _)| model.formula(*id));
            let told = differ(formula.map_or("", |formula| formula.name.declared()), row, found.map(scalar));
            formula.iter().fold(told, |told, formula| told.label(formula.value.span, internal::DIFFERS_HERE))
        }
        Difference::Shape => differ("", 0, [internal::MISSING.into(), internal::MISSING.into()]),
    };
    told.help(internal::REPORT_IT)
}

fn verdict(verdict: Option<Verdict>) -> Arg {
    let word = match verdict.map(|verdict| verdict.outcome) {
        Some(Outcome::Pass) => internal::PASSES,
        Some(Outcome::Fail) => internal::FAILS,
        Some(Outcome::NotApplicable) => internal::NOT_APPLICABLE,
        Some(Outcome::Undetermined) => internal::UNDETERMINED,
        None => internal::MISSING,
    };
    word.into()
}

/// All digits that tell it from every other number.
fn scalar(scalar: Scalar) -> Arg {
    match scalar {
        Scalar::Number(Some(number)) => format!("{number:?}").into(),
        Scalar::Truth(Some(truth)) => truth.to_string().into(),
        Scalar::Number(None) | Scalar::Truth(None) => internal::MISSING.into(),
    }
}

#[cfg(test)]
mod tests {
    use shensuan_diagnostics::{Lang, Renderer};
    use shensuan_plan::JudgementId;

    use super::*;
    use crate::Parsed;

    #[test]
    fn a_difference_is_told_at_its_rule() {
        let text = "subject enterprise keyed by code\n\nform basic form\n  one per enterprise\n  \
                    field code: text\n  field staff: number\n\nrule A check staff > 0\n";
        let ready = Parsed::of_text("example.rule", text).check().plan().unwrap();
        let said = [Some(Verdict::PASS), Some(Verdict::UNDETERMINED)];
        let difference = Difference::Outcome { judgement: JudgementId(0), row: 41, said };
        let told = told(&ready.model, &ready.lowered, difference);
        let drawn = [Lang::En, Lang::Zh]
            .map(|lang| Renderer { lang, width: 100, colour: false }.draw(&told, &ready.sources));
        insta::assert_snapshot!(drawn.join("\n"));
    }
}
