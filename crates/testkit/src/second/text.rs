//! Texts: what functions make of them, and what is asked of them.

use std::collections::BTreeSet;

use shensuan_model::{Literal, Predicate, Test, TextStep, TextValue, Type, Typed};
use shensuan_vocab::names::fold_text;
use shensuan_vocab::{CodeList, Coordinates, Date, Meaning, Period};

use super::places::{Cell, Place};
use super::value::{Cause, Value, all};
use super::{NotCovered, Opinion, Second};

/// A text as it is compared.
pub(crate) fn folded(text: &str, exact: bool) -> String {
    if exact { text.to_owned() } else { fold_text(text) }
}

impl Second<'_> {
    /// The text of a cell, and what is made of it; or why there is none.
    pub(crate) fn made(&self, of: &TextValue, at: &Place) -> Opinion<Result<String, BTreeSet<Cause>>> {
        let mut text = match self.cell(of.field, at)? {
            Cell::Text(text) => text,
            Cell::Nothing(cause) => return Ok(Err(self.why_nothing(of.field, cause, at)?)),
            Cell::Number(_) | Cell::YesNo(_) | Cell::Mark(_) => return Ok(Err([Cause::Undefined].into())),
        };
        for step in &of.steps {
            match self.step(step, &text)? {
                Some(made) => text = made,
                None => return Ok(Err([Cause::Undefined].into())),
            }
        }
        Ok(Ok(text))
    }

    pub(crate) fn text(&self, of: &TextValue, at: &Place) -> Opinion<Value> {
        Ok(self.made(of, at)?.map_or_else(Value::Absent, Value::Text))
    }

    /// What equal texts share: of a code of its list the code, also where it is given by name.
    pub(crate) fn text_id(&self, of: &TextValue, exact: bool, at: &Place) -> Opinion<Value> {
        Ok(match self.made(of, at)? {
            Ok(text) => self.identity(of, &text, exact),
            Err(causes) => Value::Absent(causes),
        })
    }

    fn identity(&self, of: &TextValue, text: &str, exact: bool) -> Value {
        let list = of.list.map(|list| self.model.vocab.list(list));
        match list.map(|list| list.meaning(text)) {
            Some(Meaning::Code(entry)) => Value::Text(folded(&entry.code, exact)),
            Some(Meaning::Several) => Value::absent(Cause::Undefined),
            Some(Meaning::None) | None => Value::Text(folded(text, exact)),
        }
    }

    /// What a text that a group is told apart by shares with equal ones.
    pub(crate) fn identity_of(&self, of: &Typed, at: &Place) -> Opinion<Value> {
        use shensuan_model::Kind;
        let list = if let Type::Code(list) = of.ty { Some(list) } else { None };
        match &of.kind {
            Kind::Field(field) => {
                let exact = self.model.vocab.field(*field).exact;
                self.text_id(&TextValue { field: *field, steps: Vec::new(), list }, exact, at)
            }
            Kind::Text(text) => {
                let exact = self.model.vocab.field(text.field).exact;
                self.text_id(text, exact, at)
            }
            Kind::Formula(id) => match self.model.formula(*id) {
                Some(formula) => self.identity_of(&formula.value, at),
                None => Ok(Value::absent(Cause::Undefined)),
            },
            Kind::Choose(condition, yes, no) => match self.truth(condition, at)? {
                Ok(true) => self.identity_of(yes, at),
                Ok(false) => self.identity_of(no, at),
                Err(causes) => Ok(Value::Absent(causes)),
            },
            _ => Ok(match self.value(of, at)? {
                Value::Text(text) => Value::Text(folded(&text, false)),
                other => other,
            }),
        }
    }

    /// What is asked of a text. A code equals its code or its name.
    pub(crate) fn predicate(&self, of: &Predicate, at: &Place) -> Opinion<Value> {
        let text = match self.made(&of.text, at)? {
            Ok(text) => text,
            Err(causes) => return Ok(Value::Absent(causes)),
        };
        let vocab = &self.model.vocab;
        let exact = vocab.field(of.text.field).exact;
        let list = of.text.list.map(|list| vocab.list(list));
        let same = folded(&text, exact);
        let codes = || means(list, &same, exact);
        Ok(Value::Truth(match &of.test {
            Test::Given => true,
            Test::TextIs(texts) => texts.contains(&same),
            Test::Contains(texts) => texts.iter().any(|part| same.contains(part.as_str())),
            Test::StartsWith(texts) => texts.iter().any(|part| same.starts_with(part.as_str())),
            Test::EndsWith(texts) => texts.iter().any(|part| same.ends_with(part.as_str())),
            Test::CodeIs(wanted) => codes().iter().any(|code| wanted.contains(code)),
            Test::CodeWithin { codes: wanted, ranges } => {
                let within = |code: &String| {
                    let in_range = |(low, high): &(String, String)| {
                        low.len() == code.len() && low <= code && code <= high
                    };
                    wanted.contains(code) || ranges.iter().any(in_range)
                };
                codes().iter().any(|code| upwards(list, code).iter().any(within))
            }
            // The pattern searches the text as it stands; there is no second library for that.
            Test::Matches(_) if of.text.steps.is_empty() => match of.holds(vocab, &text) {
                Some(holds) => holds,
                None => return Ok(Value::absent(Cause::Undefined)),
            },
            Test::Matches(_) => return Err(NotCovered("`matches` of a text that a function makes")),
            Test::CreditCode => return Err(NotCovered("`is a valid credit code`")),
        }))
    }

    /// How alike two texts are: 1 less the share of edits in the length of the longer.
    pub(crate) fn likeness(&self, a: &Typed, b: &Typed, without: &[String], at: &Place) -> Opinion<Value> {
        let text = |value: Value| match value {
            Value::Text(text) => Ok(shensuan_model::that_counts(&text, without)),
            Value::Absent(causes) => Err(causes),
            Value::Number(_) | Value::Truth(_) | Value::Mark(_) => Err([Cause::Undefined].into()),
        };
        Ok(match all([text(self.value(a, at)?), text(self.value(b, at)?)]) {
            Ok([a, b]) => Value::number(alike(&a, &b)),
            Err(causes) => Value::Absent(causes),
        })
    }

    /// A number that a function makes of a text.
    pub(crate) fn measure(&self, of: &TextValue, step: &TextStep, at: &Place) -> Opinion<Value> {
        let text = match self.made(of, at)? {
            Ok(text) => text,
            Err(causes) => return Ok(Value::Absent(causes)),
        };
        let days = |date: Date| date.days() as f64;
        let number = match called(step) {
            "length" => Some(text.chars().count() as f64),
            "number" => shensuan_vocab::numbers::read(&text).ok(),
            "date" => Date::read(&text).map(days),
            "first day" => Period::read(&text).map(|period| days(period.first)),
            "last day" => Period::read(&text).map(|period| days(period.last)),
            "days" => Period::read(&text).map(|period| days(period.last) - days(period.first) + 1.0),
            "longitude" => Coordinates::read(&text).map(|place| place.longitude),
            "latitude" => Coordinates::read(&text).map(|place| place.latitude),
            "similarity" => {
                let mut words = step.arguments.iter().filter_map(|word| match word {
                    Literal::Text(word) => Some(word.clone()),
                    _ => None,
                });
                let other = words.next().unwrap_or_default();
                let without: Vec<String> = words.collect();
                Some(alike(&shensuan_model::that_counts(&text, &without), &other))
            }
            _ => return Err(NotCovered("a number that some function makes of a text")),
        };
        Ok(number.map_or_else(|| Value::absent(Cause::Undefined), Value::number))
    }

    /// The text that a function makes of a text.
    fn step(&self, step: &TextStep, text: &str) -> Opinion<Option<String>> {
        let whole = |at: usize| match step.arguments.get(at) {
            Some(Literal::Whole(number)) => usize::try_from(*number).unwrap_or(0),
            _ => 0,
        };
        let list = || match step.arguments.first() {
            Some(Literal::List(list)) => Some(self.model.vocab.list(*list)),
            _ => None,
        };
        let entry = || list().and_then(|list| Some((list, list.find(text)?)));
        let all: Vec<char> = text.chars().collect();
        let from = |start: usize, count: usize| all.iter().skip(start).take(count).collect::<String>();
        Ok(match called(step) {
            "left" => Some(from(0, whole(0))),
            "right" => Some(from(all.len().saturating_sub(whole(0)), whole(0))),
            "middle" => Some(from(whole(0).saturating_sub(1), whole(1))),
            "trim" => Some(text.trim_matches(|c: char| c.is_whitespace()).to_owned()),
            "code.name" => entry().map(|(_, entry)| entry.name.clone()),
            "code.parent" => {
                entry().and_then(|(list, entry)| upwards(Some(list), &entry.code).get(1).cloned())
            }
            "code.level" => entry().and_then(|(list, entry)| {
                let path = upwards(Some(list), &entry.code);
                path.len().checked_sub(whole(1) + 1).and_then(|at| path.get(at).cloned())
            }),
            _ => return Err(NotCovered("a text that some function makes of a text")),
        })
    }
}

fn called(step: &TextStep) -> &'static str {
    step.function.get().en.first().copied().unwrap_or("")
}

/// The codes that a text means: by its code, else by its name, which several may share.
fn means(list: Option<&CodeList>, same: &str, exact: bool) -> Vec<String> {
    let Some(list) = list else { return vec![same.to_owned()] };
    let is = |written: &str| folded(written, exact) == same;
    let by_code = list.entries().iter().filter(|entry| is(&entry.code));
    let mut meant: Vec<String> = by_code.map(|entry| fold_text(&entry.code)).collect();
    if meant.is_empty() {
        let by_name = list.entries().iter().filter(|entry| !entry.name.is_empty() && is(&entry.name));
        meant = by_name.map(|entry| fold_text(&entry.code)).collect();
    }
    if meant.is_empty() { vec![same.to_owned()] } else { meant }
}

/// A code and those above it, folded.
fn upwards(list: Option<&CodeList>, code: &str) -> Vec<String> {
    let mut path = vec![code.to_owned()];
    let Some(list) = list else { return path };
    let find = |code: &str| list.entries().iter().find(|entry| fold_text(&entry.code) == fold_text(code));
    let mut here = find(code);
    while let Some(above) = here.and_then(|entry| entry.parent.as_deref()).and_then(find) {
        if path.len() > list.levels.len() {
            break;
        }
        path.push(above.code.clone());
        here = Some(above);
    }
    path.into_iter().map(|code| fold_text(&code)).collect()
}

/// 1 less the share of edits in the length of the longer text.
fn alike(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let longest = a.len().max(b.len());
    if longest == 0 {
        return 1.0;
    }
    let mut before: Vec<usize> = (0..=b.len()).collect();
    for (row, here) in a.iter().enumerate() {
        let mut next = vec![row + 1];
        for (at, there) in b.iter().enumerate() {
            let kept = before.get(at).copied().unwrap_or(0) + usize::from(here != there);
            let dropped = before.get(at + 1).copied().unwrap_or(0) + 1;
            let added = next.get(at).copied().unwrap_or(0) + 1;
            next.push(kept.min(dropped).min(added));
        }
        before = next;
    }
    1.0 - before.last().copied().unwrap_or(0) as f64 / longest as f64
}
