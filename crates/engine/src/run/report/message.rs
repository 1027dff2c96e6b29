//! What a finding says.

use shensuan_findings::{Evidence, HIDDEN, State, Words, decimals, readable};
use shensuan_model::{Format, Kind, LoweredRule, Piece, Rule, Subject, TextValue, Type, Typed};
use shensuan_plan::Tracer;
use shensuan_vocab::{FieldId, Rows};

use super::evidence::day;
use super::{Item, Report};
use crate::run::cells::Content;

impl Report<'_> {
    /// What a finding says: the rule's message, else what failed, in a sentence of ours.
    pub(super) fn message(
        &self,
        rule: &Rule,
        lowered: &LoweredRule,
        item: Item,
        tracer: &mut Tracer<'_>,
    ) -> String {
        let Some(message) = &rule.message else { return self.own_words(rule, lowered, item, tracer) };
        let mut out = String::new();
        let mut says_something = false;
        let range = message.in_lang(self.lang);
        let pieces = message.0.iter().zip(&lowered.message);
        for (piece, value) in pieces.skip(range.start).take(range.len()) {
            let said = match piece {
                Piece::Text(text) => text.clone(),
                Piece::Field(field) => self.cell_said(*field, item),
                Piece::Made(made) => self.text_said(made, item),
                Piece::Chosen(text) => {
                    let which = value.map(|value| (value, tracer.number(value, item.row)));
                    match which {
                        Some((_, Some(which))) => self.end_said(text, which, item),
                        Some((value, None)) => {
                            self.in_brackets(self.first_state(&self.why(value, item.row, tracer)))
                        }
                        None => self.in_brackets(State::Missing),
                    }
                }
                Piece::Value(typed) | Piece::Formatted(typed, _) => {
                    match value.map(|value| (value, tracer.number(value, item.row))) {
                        Some((_, Some(_))) if self.is_made_of_private(typed) => HIDDEN.to_owned(),
                        Some((_, Some(days))) if typed.ty == Type::Date => day(days),
                        Some((_, Some(number))) => {
                            let (number, unit) = self.in_its_unit(number, typed, item);
                            match piece {
                                Piece::Formatted(_, format) => formatted(number, &unit, format),
                                Piece::Text(_)
                                | Piece::Value(_)
                                | Piece::Field(_)
                                | Piece::Made(_)
                                | Piece::Chosen(_) => with_unit(&readable(number), &unit),
                            }
                        }
                        Some((value, None)) => {
                            self.in_brackets(self.first_state(&self.why(value, item.row, tracer)))
                        }
                        None => self.in_brackets(State::Missing),
                    }
                }
            };
            says_something |= said != HIDDEN && !said.trim().is_empty();
            out.push_str(&said);
        }
        if says_something { out } else { self.own_words(rule, lowered, item, tracer) }
    }

    /// What stands in a field.
    fn cell_said(&self, field: FieldId, item: Item) -> String {
        if self.hides(field) {
            return HIDDEN.to_owned();
        }
        let mut shown = Vec::new();
        if self.is_found(field) {
            let mut tracer = Tracer::new(&self.ready.lowered.plan, self.frame);
            self.cells_found(field, item, &mut tracer, &mut shown);
        } else {
            self.cells_of(field, item, &mut shown);
        }
        shown.first().map(|evidence| self.spoken(evidence)).unwrap_or_default()
    }

    /// What is made of the text of a field.
    fn text_said(&self, made: &TextValue, item: Item) -> String {
        if self.ready.model.vocab.field(made.field).private {
            return HIDDEN.to_owned();
        }
        let made = self.text_at(made.field, item).and_then(|text| made.of(&self.ready.model.vocab, &text));
        made.unwrap_or_else(|| self.in_brackets(State::Missing))
    }

    /// The text that was chosen, by its place among the ends.
    fn end_said(&self, text: &Typed, which: f64, item: Item) -> String {
        match self.end_chosen(text, which).map(|end| &end.kind) {
            Some(Kind::Field(field)) => self.cell_said(*field, item),
            Some(Kind::Text(made)) => self.text_said(made, item),
            Some(Kind::Words(text)) => text.clone(),
            _ => self.in_brackets(State::Missing),
        }
    }

    /// A cell in a sentence.
    fn spoken(&self, evidence: &Evidence) -> String {
        match (evidence.state, &evidence.value) {
            (State::Missing | State::NotFiled | State::NotFound, _) | (_, None) => {
                self.in_brackets(evidence.state)
            }
            (State::Conflicting, Some(_)) => self.in_brackets(State::Conflicting),
            (_, Some(_)) => Words::of(self.lang).value(evidence),
        }
    }

    fn in_brackets(&self, state: State) -> String {
        let word = state.word(self.lang);
        self.lang.pick(format!("（{word}）"), format!("({word})"))
    }

    /// The text of a field at an item, as it stands; none of a private field.
    fn text_at(&self, field: FieldId, item: Item) -> Option<String> {
        let declared = self.ready.model.vocab.field(field);
        if self.is_found(field) {
            let row = self.row_found(field, item)?;
            let content = self.cells.at(self.ready.model.vocab.declared(field), row);
            return if let Content::Text(text) = content { Some(text.to_owned()) } else { None };
        }
        let content = match self.ready.model.vocab.form(declared.form).rows {
            _ if declared.private => return None,
            Rows::One => self.cells.of_subject(field, item.subject),
            Rows::Many => {
                let mut rows = self.rows_seen(declared.form, item);
                let row = rows.next().filter(|_| rows.next().is_none())?;
                self.cells.at(field, row)
            }
        };
        match content {
            Content::Text(text) => Some(text.to_owned()),
            Content::Number(_)
            | Content::YesNo(_)
            | Content::Mark(_)
            | Content::Missing
            | Content::Unreadable(_)
            | Content::Conflicting => None,
        }
    }

    /// For a rule without a message: the form that is not filed, or the line of the check that failed.
    pub(super) fn own_words(
        &self,
        rule: &Rule,
        lowered: &LoweredRule,
        item: Item,
        tracer: &mut Tracer<'_>,
    ) -> String {
        let mut said = Vec::new();
        for (check, plan) in rule.checks.iter().zip(&lowered.checks) {
            let applies = plan.applies.is_none_or(|applies| tracer.truth(applies, item.row) == Some(true));
            if !applies || tracer.truth(plan.holds, item.row) != Some(false) {
                continue;
            }
            said.push(match check.about {
                Subject::Form(form) => {
                    let form = self.form_name(form);
                    self.lang.pick(format!("未填报{form}"), format!("{form} is not filed"))
                }
                Subject::Condition => {
                    let text = self.as_written(check.holds.span);
                    self.lang.pick(format!("不满足：{text}"), format!("does not hold: {text}"))
                }
            });
        }
        said.join(self.lang.pick("；", "; "))
    }
}

/// A number as its format asks for it. What is a percent already is not made one again.
fn formatted(number: f64, unit: &str, format: &Format) -> String {
    let percent = format.percent || unit == "%" && format.unit.is_none();
    let number = if format.percent && unit != "%" { number * 100.0 } else { number };
    let digits = format.decimals.map_or_else(|| readable(number), |digits| decimals(number, digits));
    with_unit(&digits, if percent { "%" } else { format.unit.as_deref().unwrap_or(unit) })
}

/// A number and its unit; a percent sign stands at its number.
fn with_unit(number: &str, unit: &str) -> String {
    match unit {
        "" => number.to_owned(),
        "%" => format!("{number}%"),
        unit => format!("{number} {unit}"),
    }
}
