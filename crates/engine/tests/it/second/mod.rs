//! The engine against a second opinion: an evaluator of the model that takes one row at a time and knows nothing of the
//! lowering, which both engines share. Outcomes are equal for every rule and whom it judges. Values are equal by the
//! language's own tolerance, 1e-12 of the larger: a sum over rows is added in their order by both, but how often a term is
//! converted on the way, and how a power or a root is taken, the reference leaves open.

mod generated;
mod rulebooks;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use shensuan_data::DataSet;
use shensuan_engine::{Item, Options, Ready};
use shensuan_model::{Rule, Scope};
use shensuan_plan::{Outcome, Scalar};
use shensuan_testkit::second::{self, NotCovered, Place, Second, Value};
use shensuan_vocab::FormId;

/// How much of it there was an opinion on.
#[derive(Debug, Default)]
pub struct Tally {
    /// Outcomes that were compared.
    pub outcomes: usize,
    /// Values that were.
    pub values: usize,
    /// Outcomes and values on which there is no opinion, by the construct that is not covered.
    pub not_covered: BTreeMap<&'static str, usize>,
}

impl Tally {
    fn lacks(&mut self, NotCovered(what): NotCovered, times: usize) {
        *self.not_covered.entry(what).or_default() += times;
    }

    pub fn add(&mut self, other: Self) {
        self.outcomes += other.outcomes;
        self.values += other.values;
        other.not_covered.into_iter().for_each(|(what, times)| self.lacks(NotCovered(what), times));
    }
}

fn same_item(item: &Item, place: &Place) -> bool {
    let row = |row: (FormId, usize)| place.rows.last().is_some_and(|own| own.1 == row.1);
    item.subject == place.subject && item.row.is_none_or(row)
}

fn as_said(outcome: Outcome) -> second::Outcome {
    match outcome {
        Outcome::Pass => second::Outcome::Pass,
        Outcome::Fail => second::Outcome::Fail,
        Outcome::NotApplicable => second::Outcome::NotApplicable,
        Outcome::Undetermined => second::Outcome::Undetermined,
    }
}

/// The part of the model's print that shows a rule.
fn shown(ready: &Ready, rule: &Rule) -> String {
    let print = ready.model.print_rules();
    let heads = [format!("rule {} ", rule.id), format!("rule {}:", rule.id)];
    let is_head = |line: &str| heads.iter().any(|head| format!("{line} ").starts_with(head.as_str()));
    let shown: Vec<&str> = print.lines().skip_while(|line| !is_head(line)).take(9).collect();
    shown.join("\n")
}

fn same_value(ours: &Scalar, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Scalar::Number(Some(a)), Value::Number(b)) => {
            let largest = a.abs().max(b.value.abs()).max(b.terms);
            a.to_bits() == b.value.to_bits() || (a - b.value).abs() <= 1e-12 * largest
        }
        (Scalar::Truth(Some(a)), Value::Truth(b)) => a == b,
        // A mark is no number: what asks for it is told by its cell.
        (Scalar::Number(None), Value::Mark(_))
        | (Scalar::Number(None) | Scalar::Truth(None), Value::Absent(_)) => true,
        _ => false,
    }
}

/// Holds what the engine makes of a data set against the second opinion; what differs, in words.
pub fn compared(ready: &Ready, data: &DataSet) -> (Tally, Vec<String>) {
    let judged = ready.judged(data, Options { threads: Some(1), ..Options::default() }).unwrap();
    let second = Second::new(&ready.model, data);
    let (mut tally, mut differ) = (Tally::default(), Vec::new());
    let mut told = BTreeSet::new();
    for (rule, found) in ready.model.rules.iter().zip(&judged.rules) {
        let places = match second.judged_by(rule) {
            Ok(places) => places,
            Err(not_covered) => {
                tally.lacks(not_covered, found.len());
                continue;
            }
        };
        // Nobody is told what the data set comes to where nobody is in it.
        let places =
            if data.subjects.is_empty() && rule.scope == Scope::DataSet { Vec::new() } else { places };
        let same = |((item, _), place): (&(Item, _), &Place)| same_item(item, place);
        if places.len() != found.len() || !found.iter().zip(&places).all(same) {
            let items: Vec<&Item> = found.iter().map(|(item, _)| item).collect();
            differ.push(format!("{} is judged for {items:?}, not for {places:?}", rule.id));
            continue;
        }
        for ((_, verdict), place) in found.iter().zip(&places) {
            match second.judge(rule, place) {
                Ok(outcome) if outcome == as_said(verdict.outcome) => tally.outcomes += 1,
                Ok(_) if !told.insert(rule.id.as_str()) => {}
                Ok(outcome) => {
                    let mut why = format!(
                        "{} at {place:?}: {:?}, the second opinion is {outcome:?}\n{}",
                        rule.id,
                        verdict.outcome,
                        shown(ready, rule)
                    );
                    for check in rule.when.iter().chain(rule.checks.iter().map(|check| &check.holds)) {
                        let cells = second.cells_read(check, place);
                        let _ = write!(why, "\n{:?} of {cells}", second.truth_of(check, place));
                    }
                    differ.push(why);
                }
                Err(not_covered) => tally.lacks(not_covered, 1),
            }
        }
    }
    for (id, found) in &judged.values {
        let formula = ready.model.formula(*id).unwrap();
        let places = match second.computed_for(*id) {
            Ok(places) => places,
            Err(not_covered) => {
                tally.lacks(not_covered, found.len());
                continue;
            }
        };
        for ((_, scalar), place) in found.iter().zip(&places) {
            match second.formula(*id, place) {
                Ok(value) if same_value(scalar, &value) => tally.values += 1,
                Ok(value) => {
                    let name = formula.name.declared();
                    differ.push(format!("{name} at {place:?}: {scalar:?}, the second opinion is {value:?}"));
                }
                Err(not_covered) => tally.lacks(not_covered, 1),
            }
        }
    }
    (tally, differ)
}
