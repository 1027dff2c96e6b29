//! What a finding says.

use shensuan_findings::{decimals, readable};
use shensuan_model::{LoweredRule, Piece, Rule, Subject, Typed};
use shensuan_plan::Tracer;

use super::{Item, Report};

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
                // What is private stands in no output.
                Piece::Value(typed) | Piece::Formatted(typed, _) if self.reads_private(typed) => {}
                Piece::Value(typed) | Piece::Formatted(typed, _) => {
                    let format = match piece {
                        Piece::Formatted(_, format) => Some(format),
                        Piece::Text(_) | Piece::Value(_) | Piece::Field(_) => None,
                    };
                    let number = value.and_then(|value| tracer.number(value, item.row));
                    match number {
                        Some(number) => {
                            let (number, unit) = self.in_its_unit(number, typed, item);
                            let percent = format.is_some_and(|format| format.percent);
                            let number = if percent { number * 100.0 } else { number };
                            let digits = format.and_then(|format| format.decimals);
                            out.push_str(
                                &digits.map_or_else(|| readable(number), |digits| decimals(number, digits)),
                            );
                            if percent {
                                out.push('%');
                            }
                            let stated = format.and_then(|format| format.unit.clone());
                            let unit = stated.unwrap_or(unit);
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

    fn reads_private(&self, value: &Typed) -> bool {
        let mut fields = Vec::new();
        self.fields_read(value, &mut fields);
        fields.iter().any(|field| self.ready.model.vocab.field(*field).private)
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
