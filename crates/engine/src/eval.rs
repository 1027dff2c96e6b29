//! One expression on one row, for an author's questions.

use std::path::{Path, PathBuf};

use shensuan_diagnostics::{Diagnostics, Lang, SourceMap};
use shensuan_model::Date;

use crate::pipeline::Parsed;
use crate::run;

/// What an expression comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// A number as text, and its unit.
    Number(String, String),
    /// A truth of three values.
    Truth(Option<bool>),
    /// A number that is missing.
    Missing,
}

/// Why there is no answer.
#[derive(Debug)]
pub struct Refused {
    /// What is to be said.
    pub said: Diagnostics,
    /// The texts it speaks of.
    pub sources: SourceMap,
}

/// What the expression and the rule beside it go by.
const RESULT: &str = "eval";

/// Evaluates `expression` where `rows` (`name = value`) are given. With a rulebook they are cells of its forms;
/// without one they are constants. `as_of` is the day on which the rulebook is asked for.
///
/// # Errors
/// The expression, a given value or the rulebook is wrong.
pub fn evaluate_text(
    rulebook: Option<&Path>,
    expression: &str,
    rows: &[String],
    as_of: Option<Date>,
    lang: Lang,
) -> Result<Answer, Box<Refused>> {
    let books: Vec<PathBuf> = rulebook.map(Path::to_path_buf).into_iter().collect();
    let mut parsed = Parsed::read(&books).as_of(as_of);
    let mut case = format!("rule {RESULT} check 1 = 1\ncase {RESULT}\n");
    for row in rows {
        if rulebook.is_some() {
            case.push_str(&format!("  given {row}\n"));
        } else {
            parsed.add_text("--row", format!("constant {row}\n"));
        }
    }
    case.push_str("  expect pass\n");
    parsed.add_text("--row", case);
    parsed.add_expression(RESULT, expression);
    let ready = parsed
        .check()
        .plan()
        .map_err(|checked| Box::new(Refused { said: checked.said, sources: checked.sources }))?;
    let Some(case) = ready.model.cases.iter().find(|case| {
        let rules = case.rules.iter().filter_map(|rule| ready.model.rules.get(*rule));
        rules.into_iter().any(|rule| rule.id == RESULT)
    }) else {
        return Ok(Answer::Missing);
    };
    run::compute(&ready, case, RESULT, lang).map_err(|defect| {
        let mut said = Diagnostics::default();
        said.push(*defect);
        Box::new(Refused { said, sources: ready.sources.clone() })
    })
}
