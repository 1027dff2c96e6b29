//! What a finding says.

use shensuan_findings::readable;
use shensuan_model::{LoweredRule, Piece, Rule, Subject, Type};
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
        for (piece, value) in message.0.iter().zip(&lowered.message) {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Field(field) => {
                    let mut shown = Vec::new();
                    self.cells_of(*field, item, &mut shown);
                    if let Some(evidence) = shown.first() {
                        out.push_str(
                            evidence.value.as_deref().unwrap_or(self.lang.pick("（缺失）", "(missing)")),
                        );
                        if !evidence.unit.is_empty() {
                            out.push(' ');
                            out.push_str(&evidence.unit);
                        }
                    }
                }
                Piece::Made(made) => {
                    let text = self
                        .text_at(made.field, item)
                        .and_then(|text| made.of(&self.ready.model.vocab, &text));
                    out.push_str(text.as_deref().unwrap_or(self.lang.pick("（缺失）", "(missing)")));
                }
                Piece::Value(typed) if typed.ty == Type::Date => {
                    let days = value.and_then(|value| tracer.number(value, item.row));
                    out.push_str(
                        &days.map_or_else(|| self.lang.pick("（缺失）", "(missing)").to_owned(), day),
                    );
                }
                Piece::Value(typed) => {
                    let number = value.and_then(|value| tracer.number(value, item.row));
                    match number {
                        Some(number) => {
                            let (number, unit) = self.in_its_unit(number, typed, item);
                            out.push_str(&readable(number));
                            if !unit.is_empty() {
                                out.push(' ');
                                out.push_str(&unit);
                            }
                        }
                        None => out.push_str(self.lang.pick("（缺失）", "(missing)")),
                    }
                }
            }
        }
        out
    }

    /// The text of a field at an item, as it stands; none of a private field.
    fn text_at(&self, field: FieldId, item: Item) -> Option<String> {
        let declared = self.ready.model.vocab.field(field);
        let own = self.form(item.table) == Some(declared.form);
        let content = match self.ready.model.vocab.form(declared.form).rows {
            _ if declared.private => return None,
            Rows::One => self.cells.of_subject(field, item.subject),
            Rows::Many if own => self.cells.at(field, item.row),
            Rows::Many => return None,
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
                    let text = self.ready.sources.text(check.holds.span);
                    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                    self.lang.pick(format!("不满足：{text}"), format!("does not hold: {text}"))
                }
            });
        }
        said.join(self.lang.pick("；", "; "))
    }
}
