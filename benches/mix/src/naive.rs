//! What the mix comes to, a row at a time and as plainly as can be: what every engine is held against.

use std::collections::HashMap;

use shensuan_plan::outcome::{Verdict, judge_row};

use crate::answers::Answers;
use crate::draw::Mix;
use crate::meaning::{Fold, Forms, Number, Statistic, Truth};
use crate::population::Population;
use crate::world::{FORMS, Field, Form};

/// Two numbers are equal within this share of the larger.
const TOLERANCE: f64 = 1e-12;

/// Evaluates the whole mix.
#[must_use]
pub fn evaluate(mix: &Mix, population: &Population) -> Answers {
    let texts = Field::all().map(Field::texts).collect();
    let mut naive = Naive { population, texts, groups: Vec::new() };
    for number in mix.rules.iter().flat_map(|rule| rule.when.iter().chain([&rule.check])) {
        naive.prepare(number);
    }
    let rows = 0..population.enterprises;
    let outcomes = mix.rules.iter().map(|rule| {
        let verdict = |row: usize| {
            let at = At { naive: &naive, row, outlet: None };
            let whens = rule.when.iter().map(|when| at.truth(when));
            let check = (naive.filed(&rule.check_forms, row), at.truth(&rule.check));
            judge_row(naive.filed(&rule.when_forms, row), whens, [check])
        };
        let verdicts: Vec<Verdict> = rows.clone().map(verdict).collect();
        [1, 2].map(|bit| verdicts.iter().map(|verdict| verdict.outcome as u8 & bit != 0).collect())
    });
    let outcomes = outcomes.collect();
    let formulas = mix.formulas.iter().map(|formula| {
        let number = |row| At { naive: &naive, row, outlet: None }.number(&formula.value);
        rows.clone().map(|row| number(row).unwrap_or(f64::NAN)).collect()
    });
    Answers { outcomes, formulas: formulas.collect() }
}

struct Naive<'p> {
    population: &'p Population,
    /// By field.
    texts: Vec<Vec<String>>,
    /// The groups that have been asked, with the answers by code.
    groups: Vec<(Number, HashMap<u32, f64>)>,
}

impl Naive<'_> {
    fn filed(&self, forms: &Forms, row: usize) -> bool {
        forms.iter().all(|form| match form {
            Form::Outlets => !self.outlets(row).is_empty(),
            Form::Basic | Form::Water | Form::Energy => {
                let place = FORMS.iter().position(|one| one == form);
                place.and_then(|place| self.population.filed.get(place)).is_some_and(|filed| filed.get(row))
            }
        })
    }

    fn outlets(&self, row: usize) -> std::ops::Range<usize> {
        let offset = |row: usize| self.population.offsets.get(row).map_or(0, |offset| *offset as usize);
        offset(row)..offset(row + 1)
    }

    /// Asks the groups that a condition speaks of.
    fn prepare(&mut self, truth: &Truth) {
        let mut asked = Vec::new();
        groups_in(truth, &mut asked);
        for group in asked {
            if self.groups.iter().any(|(known, _)| *known == group) {
                continue;
            }
            let answers = self.answers(&group);
            self.groups.push((group, answers));
        }
    }

    fn answers(&self, group: &Number) -> HashMap<u32, f64> {
        let Number::Group { how, value, keep, by, least } = group else { return HashMap::new() };
        let mut rows_of: HashMap<u32, (usize, Vec<f64>)> = HashMap::new();
        for row in 0..self.population.enterprises {
            let at = At { naive: self, row, outlet: None };
            let Some(code) = self.population.column(*by).code(row) else { continue };
            let rows = rows_of.entry(code).or_default();
            if keep.as_ref().is_some_and(|keep| at.truth(keep) != Some(true)) {
                continue;
            }
            rows.0 += 1;
            rows.1.extend(value.as_ref().and_then(|value| at.number(value)));
        }
        let answer = |(rows, mut numbers): (usize, Vec<f64>)| {
            if value.is_some() && numbers.len() < *least as usize {
                return None;
            }
            #[expect(clippy::cast_precision_loss, reason = "counts")]
            match how {
                Statistic::Count => Some(rows as f64),
                Statistic::CountGiven => Some(numbers.len() as f64),
                Statistic::Sum if numbers.is_empty() && rows > 0 => None,
                Statistic::Sum => Some(numbers.iter().sum()),
                Statistic::Max => numbers.into_iter().reduce(f64::max),
                Statistic::Median => percentile(&mut numbers, 0.5),
                Statistic::Percentile(share) => percentile(&mut numbers, *share),
                Statistic::Mad => {
                    let median = percentile(&mut numbers, 0.5)?;
                    let mut distances: Vec<f64> = numbers.iter().map(|one| (one - median).abs()).collect();
                    percentile(&mut distances, 0.5)
                }
            }
        };
        rows_of.into_iter().filter_map(|(code, rows)| Some((code, answer(rows)?))).collect()
    }
}

/// PERCENTILE.INC.
fn percentile(numbers: &mut [f64], share: f64) -> Option<f64> {
    numbers.sort_by(f64::total_cmp);
    #[expect(clippy::cast_precision_loss, reason = "counts")]
    let place = share * numbers.len().checked_sub(1)? as f64;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place")]
    let below = (place + 1e-9) as usize;
    #[expect(clippy::cast_precision_loss, reason = "counts")]
    let part = (place - below as f64).max(0.0);
    let lower = numbers.get(below).copied()?;
    Some(numbers.get(below + 1).map_or(lower, |upper| lower + (upper - lower) * part))
}

fn groups_in(truth: &Truth, found: &mut Vec<Number>) {
    match truth {
        Truth::Less(a, b, scale) | Truth::AtMost(a, b, scale) | Truth::Equal(a, b, scale) => {
            [Some(a), Some(b), scale.as_ref()].into_iter().flatten().for_each(|part| groups_of(part, found));
        }
        Truth::And(a, b) | Truth::Or(a, b) | Truth::UnknownIf(a, b) => {
            groups_in(a, found);
            groups_in(b, found);
        }
        Truth::Not(a) => groups_in(a, found),
        Truth::Answer(_) | Truth::Test(..) | Truth::Given(_) | Truth::Any(_) | Truth::Every(_) => {}
    }
}

fn groups_of(number: &Number, found: &mut Vec<Number>) {
    match number {
        Number::Group { .. } => found.push(number.clone()),
        Number::Add(a, b)
        | Number::Sub(a, b)
        | Number::Mul(a, b)
        | Number::Div(a, b)
        | Number::Max(a, b)
        | Number::OrElse(a, b)
        | Number::Choose(_, a, b) => {
            groups_of(a, found);
            groups_of(b, found);
        }
        Number::Abs(a) => groups_of(a, found),
        Number::Cell(_) | Number::Literal(_) | Number::Fold { .. } => {}
    }
}

/// A place in the data: an enterprise, and inside an aggregate one of its outlets.
#[derive(Clone, Copy)]
struct At<'n> {
    naive: &'n Naive<'n>,
    row: usize,
    outlet: Option<usize>,
}

impl At<'_> {
    fn row_of(&self, field: Field) -> Option<usize> {
        if field.declared().form == Form::Outlets { self.outlet } else { Some(self.row) }
    }

    fn each_outlet(&self) -> impl Iterator<Item = Self> {
        self.naive.outlets(self.row).map(|outlet| Self { outlet: Some(outlet), ..*self })
    }

    fn number(&self, number: &Number) -> Option<f64> {
        let found = match number {
            Number::Cell(field) => self.naive.population.column(*field).number(self.row_of(*field)?)?,
            Number::Literal(number) => *number,
            Number::Add(a, b) => self.number(a)? + self.number(b)?,
            Number::Sub(a, b) => self.number(a)? - self.number(b)?,
            Number::Mul(a, b) => self.number(a)? * self.number(b)?,
            Number::Div(a, b) => self.number(a)? / self.number(b)?,
            Number::Abs(a) => self.number(a)?.abs(),
            Number::Max(a, b) => match (self.number(a), self.number(b)) {
                (Some(a), Some(b)) => a.max(b),
                (one, other) => one.or(other)?,
            },
            Number::OrElse(a, b) => self.number(a).or_else(|| self.number(b))?,
            Number::Choose(condition, yes, no) => {
                self.number(if self.truth(condition)? { yes } else { no })?
            }
            Number::Fold { how, value, keep } => self.fold(*how, value.as_deref(), keep.as_deref())?,
            Number::Group { by, .. } => {
                let code = self.naive.population.column(*by).code(self.row)?;
                let (_, answers) = self.naive.groups.iter().find(|(known, _)| known == number)?;
                *answers.get(&code)?
            }
        };
        Some(found).filter(|found| found.is_finite())
    }

    fn fold(&self, how: Fold, value: Option<&Number>, keep: Option<&Truth>) -> Option<f64> {
        let kept = |outlet: &Self| keep.is_none_or(|keep| outlet.truth(keep) == Some(true));
        let rows: Vec<Self> = self.each_outlet().filter(kept).collect();
        let given: Vec<f64> = rows.iter().filter_map(|outlet| outlet.number(value?)).collect();
        #[expect(clippy::cast_precision_loss, reason = "counts")]
        match how {
            Fold::Count => Some(rows.len() as f64),
            Fold::CountGiven => Some(given.len() as f64),
            Fold::Sum if given.is_empty() && !rows.is_empty() => None,
            Fold::Sum => Some(given.iter().sum()),
            Fold::Min => given.into_iter().reduce(f64::min),
            Fold::Max => given.into_iter().reduce(f64::max),
        }
    }

    fn truth(&self, truth: &Truth) -> Option<bool> {
        let sides = |a: &Number, b: &Number, scale: &Option<Number>| {
            let (a, b) = (self.number(a)?, self.number(b)?);
            let scale = scale.as_ref().and_then(|scale| self.number(scale)).unwrap_or(0.0);
            Some((a, b, (a - b).abs() <= TOLERANCE * a.abs().max(b.abs()).max(scale)))
        };
        match truth {
            Truth::Less(a, b, scale) => sides(a, b, scale).map(|(a, b, equal)| a < b && !equal),
            Truth::AtMost(a, b, scale) => sides(a, b, scale).map(|(a, b, equal)| a < b || equal),
            Truth::Equal(a, b, scale) => sides(a, b, scale).map(|(_, _, equal)| equal),
            Truth::And(a, b) => match (self.truth(a), self.truth(b)) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (a, b) => Some(a? && b?),
            },
            Truth::Or(a, b) => match (self.truth(a), self.truth(b)) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (a, b) => Some(a? || b?),
            },
            Truth::Not(a) => self.truth(a).map(|a| !a),
            Truth::UnknownIf(a, b) => {
                if self.truth(a)? {
                    None
                } else {
                    self.truth(b)
                }
            }
            Truth::Answer(field) => self.naive.population.column(*field).truth(self.row_of(*field)?),
            Truth::Test(field, test) => {
                let code = self.naive.population.column(*field).code(self.row_of(*field)?)?;
                self.naive.texts.get(field.index())?.get(code as usize).map(|text| test.holds(text))
            }
            Truth::Given(field) => {
                self.row_of(*field).map(|row| self.naive.population.column(*field).number(row).is_some())
            }
            Truth::Any(each) => Some(self.each_outlet().any(|outlet| outlet.truth(each) == Some(true))),
            Truth::Every(each) => Some(self.each_outlet().all(|outlet| outlet.truth(each) != Some(false))),
        }
    }
}
