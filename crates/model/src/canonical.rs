//! The id of a rule that has none, made from what it means. Ids are written into results and tickets: the terse text
//! they are hashed from stays as it is, beside the readable print of a whole model (`print`).

use std::fmt::Write as _;

use shensuan_plan::OfOutline;
use shensuan_vocab::Vocab;

use crate::model::{Formula, FormulaId, Rule};
use crate::text::{Literal, TextStep, TextValue};
use crate::typed::{Kind, Scope, Typed};
use crate::types::Type;

/// An id made from what a rule means: `R-` and eight hexadecimal digits.
pub(crate) fn id(rule: &Rule, vocab: &Vocab, formulas: &[Option<Formula>]) -> String {
    let known = |id: FormulaId| formulas.get(id.0 as usize)?.as_ref();
    let mut printer = Printer { vocab, known: &known, lets: Vec::new(), out: String::new() };
    printer.scope(rule.scope);
    for when in &rule.when {
        printer.out.push_str("|when ");
        printer.expr(when);
    }
    for check in &rule.checks {
        printer.out.push_str("|check ");
        printer.expr(&check.holds);
    }
    format!("R-{:08x}", fnv(&printer.out) & 0xffff_ffff)
}

/// What an expression means, without its places. `known` gives a formula, where it is sound.
pub(crate) fn expression<'m>(
    value: &Typed,
    vocab: &'m Vocab,
    known: &'m dyn Fn(FormulaId) -> Option<&'m Formula>,
) -> String {
    let mut printer = Printer { vocab, known, lets: Vec::new(), out: String::new() };
    printer.expr(value);
    printer.out
}

/// FNV-1a: small, fixed, the same everywhere.
pub(crate) fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

struct Printer<'m> {
    vocab: &'m Vocab,
    known: &'m dyn Fn(FormulaId) -> Option<&'m Formula>,
    /// The values that the rule names for itself, as far as they are printed: each is printed once.
    lets: Vec<FormulaId>,
    out: String,
}

impl<'m> Printer<'m> {
    fn scope(&mut self, scope: Scope) {
        match scope {
            Scope::Everywhere => self.out.push('*'),
            Scope::DataSet => self.out.push('d'),
            Scope::Subject => self.out.push('s'),
            Scope::Rows(form) => self.out.push_str(self.vocab.form(form).name.declared()),
        }
    }

    fn field(&mut self, field: shensuan_vocab::FieldId) {
        let field = self.vocab.field(field);
        self.form(field.form);
        self.out.push('.');
        self.out.push_str(field.name.declared());
    }

    /// A form; of what keys find also the keys, which are its title.
    fn form(&mut self, form: shensuan_vocab::FormId) {
        self.out.push_str(self.vocab.form(form).name.declared());
        if self.vocab.found_in(form).is_some() {
            self.out.push_str(self.vocab.form(form).title.as_deref().unwrap_or(""));
        }
    }

    fn text(&mut self, text: &TextValue) {
        self.field(text.field);
        text.steps.iter().for_each(|step| self.step(step));
    }

    /// A formula by its name; what a rule names for itself by what it is, for two rules may give one name to two values.
    fn formula(&mut self, id: FormulaId) {
        match (self.known)(id) {
            Some(formula) if formula.of_rule => {
                if let Some(at) = self.lets.iter().position(|known| *known == id) {
                    let _ = write!(self.out, "#{at}");
                } else {
                    self.lets.push(id);
                    self.expr(&formula.value);
                }
            }
            Some(formula) => self.out.push_str(formula.name.declared()),
            None => {
                let _ = write!(self.out, "#{}", id.0);
            }
        }
    }

    fn step(&mut self, step: &TextStep) {
        let _ = write!(self.out, ".{:?}", step.function);
        for argument in &step.arguments {
            match argument {
                Literal::List(list) => self.out.push_str(self.vocab.list(*list).name.declared()),
                Literal::Whole(_) | Literal::Text(_) | Literal::Pattern(_) => {
                    let _ = write!(self.out, "{argument:?}");
                }
            }
        }
    }

    fn rows_of(&mut self, rows: Option<shensuan_vocab::FormId>) {
        if let Some(rows) = rows {
            self.out.push_str(self.vocab.form(rows).name.declared());
        }
    }

    fn expr(&mut self, value: &Typed) {
        let word = match &value.kind {
            Kind::Number(number) | Kind::Ratio(number) => {
                let _ = write!(self.out, "{:016x}", number.to_bits());
                if let Type::Number(unit) = &value.ty {
                    self.out.push_str(&unit.symbol());
                }
                return;
            }
            Kind::Field(field) => return self.field(*field),
            Kind::Formula(id) => return self.formula(*id),
            Kind::Predicate(predicate) => {
                self.text(&predicate.text);
                let _ = write!(self.out, "{:?}", predicate.test);
                return;
            }
            Kind::Text(text) => return self.text(text),
            Kind::Measure(text, step) => {
                self.text(text);
                return self.step(step);
            }
            Kind::Likeness(_, _, without) => {
                let _ = write!(self.out, "{without:?}");
                "likeness"
            }
            Kind::TextId(text, exact) => {
                self.out.push_str(if *exact { "exact " } else { "text " });
                return self.text(text);
            }
            Kind::Words(text) => {
                let _ = write!(self.out, "{text:?}");
                return;
            }
            Kind::WordsId(text, exact) => {
                let _ = write!(self.out, "{}{text:?}", if *exact { "exact " } else { "text " });
                return;
            }
            Kind::Call(callee, _) => {
                let _ = write!(self.out, "{callee:?}");
                "call"
            }
            Kind::GivenText(field) => {
                self.out.push_str("given ");
                return self.field(*field);
            }
            Kind::Filed(form) => {
                self.out.push_str("filed ");
                return self.out.push_str(self.vocab.form(*form).name.declared());
            }
            Kind::Found(form) => {
                self.out.push_str("found ");
                return self.form(*form);
            }
            Kind::RowCount(form) => {
                self.out.push_str("rows ");
                return self.out.push_str(self.vocab.form(*form).name.declared());
            }
            Kind::Which => "which",
            Kind::Row(form) => {
                self.out.push_str("row ");
                return self.out.push_str(self.vocab.form(*form).name.declared());
            }
            Kind::Unique(grouped) => {
                self.rows_of(grouped.rows);
                "unique"
            }
            Kind::Convert(..) => "convert",
            Kind::Widen(_, unit) | Kind::Narrow(_, unit) => {
                self.out.push_str(&unit.symbol());
                "unit"
            }
            Kind::Sum(terms) => {
                let signs: String = terms.iter().map(|(minus, _)| if *minus { '-' } else { '+' }).collect();
                self.out.push_str(&signs);
                "sum"
            }
            Kind::Times(..) => "times",
            Kind::Over(..) => "over",
            Kind::Negative(_) => "negative",
            Kind::Power(_, exponent) => {
                let _ = write!(self.out, "{exponent}");
                "power"
            }
            Kind::Otherwise(..) => "otherwise",
            Kind::Less(..) => "less",
            Kind::AtMost(..) => "at most",
            Kind::Equal(..) => "equal",
            Kind::Near(_, _, relative, absolute) => {
                let _ = write!(self.out, "{relative:?}");
                if let Some(absolute) = absolute {
                    self.expr(absolute);
                }
                "near"
            }
            Kind::Given(_) => "given",
            Kind::Known(_) => "known",
            Kind::IsTrue(_) => "is true",
            Kind::Judged(which, fails) => {
                let _ = write!(self.out, "{which:?}{fails} ");
                "judged"
            }
            Kind::Missing => "missing",
            Kind::Mark(field, mark) => {
                let _ = write!(self.out, "mark {mark} ");
                return self.field(*field);
            }
            Kind::BlankZero(field) => {
                self.out.push_str("blank zero ");
                return self.field(*field);
            }
            Kind::Unless(fields, _) => {
                fields.iter().for_each(|field| self.field(*field));
                "unless none"
            }
            Kind::Fits(_, unit) => {
                self.out.push_str(&unit.symbol());
                "fits"
            }
            Kind::InUnitOf(..) => "in unit of",
            Kind::Worked(_) => "worked",
            Kind::InRowUnit(_, unit) => {
                self.field(*unit);
                "in row unit"
            }
            Kind::OverFields(how, _) => {
                let _ = write!(self.out, "{how}");
                "over fields"
            }
            Kind::And(_) => "and",
            Kind::Or(_) => "or",
            Kind::Not(_) => "not",
            Kind::Iff(..) => "iff",
            Kind::Implies(..) => "implies",
            Kind::Choose(..) => "choose",
            Kind::Group(grouped) => {
                let keep = if grouped.keep.is_some() { "?" } else { "" };
                let _ = write!(self.out, "{:?}{keep}{} ", grouped.asked, grouped.least);
                self.rows_of(grouped.rows);
                "group"
            }
            Kind::Common(common) => {
                let keep = if common.keep.is_some() { "?" } else { "" };
                let _ = write!(self.out, "{}{keep}{} ", common.share, common.least);
                self.rows_of(Some(common.rows));
                "common"
            }
            Kind::Outlined(outlined) => match outlined.asked {
                OfOutline::Inside => "inside",
                OfOutline::Distance(_) => "distance",
            },
            Kind::Inlier(.., within) => {
                let _ = write!(self.out, "{within} ");
                "inlier"
            }
            Kind::Fold { how, rows, keep, .. } => {
                let _ = write!(self.out, "{how}{}", if keep.is_some() { "?" } else { "" });
                self.out.push_str(self.vocab.form(*rows).name.declared());
                if let Scope::Rows(above) = value.scope {
                    let _ = write!(self.out, "/{}", self.vocab.form(above).name.declared());
                }
                "fold"
            }
        };
        self.out.push_str(word);
        self.out.push('(');
        for inner in value.kind.inside() {
            self.expr(inner);
            self.out.push(',');
        }
        self.out.push(')');
    }
}
