//! An expression in brackets, with every conversion written out.

use shensuan_plan::OfOutline;
use shensuan_vocab::Date;
use shensuan_vocab::units::Unit;

use super::{Printer, one, quoted};
use crate::functions::Function;
use crate::grouped::{Asked, Grouped};
use crate::predicate::Test;
use crate::text::{Literal, TextStep, TextValue};
use crate::typed::{Kind, Scope, Typed};
use crate::types::Type;

impl Printer<'_> {
    pub(super) fn expr(&self, value: &Typed) -> String {
        let scope = value.scope;
        let two = |a: &Typed, sign: &str, b: &Typed| format!("({} {sign} {})", self.expr(a), self.expr(b));
        match &value.kind {
            Kind::Number(number) => with_unit(*number, &value.ty),
            Kind::Ratio(ratio) => format!("ratio {ratio}"),
            Kind::Text(text) => self.text(text),
            Kind::Words(text) => quoted(text),
            Kind::Measure(text, step) => self.measure(text, step),
            Kind::Likeness(a, b, without) => {
                let words: Vec<String> = without.iter().map(|word| quoted(word)).collect();
                let without =
                    if words.is_empty() { String::new() } else { format!(" without {}", words.join(", ")) };
                format!("(likeness of {} and {}{without})", self.expr(a), self.expr(b))
            }
            Kind::TextId(text, exact) => {
                format!("(identity{} of {})", if *exact { ", exact," } else { "" }, self.text(text))
            }
            Kind::WordsId(text, exact) => {
                format!("(identity{} of {})", if *exact { ", exact," } else { "" }, quoted(text))
            }
            Kind::Call(function, arguments) => {
                let arguments: Vec<String> = arguments.iter().map(|argument| self.expr(argument)).collect();
                format!("{}({})", called(function.get()), arguments.join(", "))
            }
            Kind::Field(field) => self.field_name(*field),
            Kind::Formula(id) => {
                self.model.formula(*id).map_or_else(String::new, |formula| self.called(formula))
            }
            Kind::Convert(a, _) => format!("({} as {})", self.expr(a), unit_of(&value.ty)),
            Kind::Widen(a, unit) => format!("(quantity {} {})", self.expr(a), symbol(unit)),
            Kind::Narrow(a, unit) => format!("({} as {} where it fits)", self.expr(a), symbol(unit)),
            Kind::Sum(terms) => {
                let mut out = String::from("(");
                for (index, (minus, term)) in terms.iter().enumerate() {
                    out.push_str(match (index, minus) {
                        (0, false) => "",
                        (0, true) => "−",
                        (_, false) => " + ",
                        (_, true) => " − ",
                    });
                    out.push_str(&self.expr(term));
                }
                out.push(')');
                out
            }
            Kind::Times(a, b) => two(a, "×", b),
            Kind::Over(a, b) => two(a, "÷", b),
            Kind::Negative(a) => format!("(−{})", self.expr(a)),
            Kind::Power(a, exponent) => format!("({} ^ {exponent})", self.expr(a)),
            Kind::Otherwise(a, b) => two(a, "otherwise", b),
            Kind::Less(a, b) => two(a, "<", b),
            Kind::AtMost(a, b) => two(a, "≤", b),
            Kind::Equal(a, b) => two(a, "=", b),
            Kind::Near(a, b, relative, absolute) => {
                let relative = relative.map(|relative| format!("ratio {relative}"));
                let absolute = absolute.as_ref().map(|absolute| self.expr(absolute));
                let within: Vec<String> = relative.into_iter().chain(absolute).collect();
                format!("({} ≈ {} within {})", self.expr(a), self.expr(b), within.join(" or "))
            }
            Kind::Worked(worked) => {
                let named = worked.named(&self.model.vocab);
                let named = named.map(|(name, value)| format!("{name} = {}", self.expr(value)));
                format!("({} with {})", self.expr(&worked.cell), named.collect::<Vec<_>>().join(", "))
            }
            Kind::InRowUnit(a, unit) => {
                format!("({} in the unit of {})", self.expr(a), self.field_name(*unit))
            }
            Kind::Predicate(predicate) => self.test(&predicate.text, &predicate.test),
            Kind::IsTrue(a) => format!("({} is true)", self.expr(a)),
            Kind::Missing => "missing".to_owned(),
            Kind::Mark(field, mark) => format!("({} holds mark {mark})", self.field_name(*field)),
            Kind::Unless(fields, a) => {
                let fields: Vec<String> = fields.iter().map(|field| self.field_name(*field)).collect();
                format!("({} unless marked {})", self.expr(a), fields.join(", "))
            }
            Kind::BlankZero(field) => format!("({} blank as 0)", self.field_name(*field)),
            Kind::Fits(a, unit) => format!("({} fits {})", self.expr(a), symbol(unit)),
            Kind::InUnitOf(a, b) => format!("({} as unit of {})", self.expr(a), self.expr(b)),
            Kind::OverFields(how, parts) => {
                let parts: Vec<String> = parts.iter().map(|part| self.expr(part)).collect();
                format!("({how} of {})", parts.join(", "))
            }
            Kind::Given(a) => format!("({} is given)", self.expr(a)),
            Kind::GivenText(field) => format!("({} is given)", self.field_name(*field)),
            Kind::Known(a) => format!("({} is known)", self.expr(a)),
            Kind::Filed(form) => format!("({} is filed)", self.form_name(*form)),
            Kind::Found(form) => format!("({} is found)", self.form_name(*form)),
            Kind::RowCount(form) => format!("(rows of {})", self.form_name(*form)),
            Kind::And(parts) => self.joined(parts, "and"),
            Kind::Or(parts) => self.joined(parts, "or"),
            Kind::Not(a) => format!("(not {})", self.expr(a)),
            Kind::Iff(a, b) => two(a, "if and only if", b),
            Kind::Implies(a, b) => format!("(if {} then {})", self.expr(a), self.expr(b)),
            Kind::Choose(a, b, c) => {
                format!("(if {} then {} else {})", self.expr(a), self.expr(b), self.expr(c))
            }
            Kind::Judged(which, fails) => self.judged(*which, *fails),
            Kind::Group(grouped) => self.group(grouped),
            Kind::Unique(grouped) => {
                let rows = grouped.rows.map_or_else(|| "subjects".to_owned(), |rows| self.form_name(rows));
                format!("(unique among all {rows}{})", self.keys(&grouped.keys, grouped.least))
            }
            Kind::Which => "(which subject)".to_owned(),
            Kind::Row(form) => format!("(which {})", self.form_name(*form)),
            Kind::Common(common) => {
                let keys = self.keys(&common.keys, common.least);
                let listed = self.expr(&common.listed);
                let keep = common.keep.as_ref().map(|keep| format!(" where {}", self.expr(keep)));
                format!("(all common {} of {listed}{}{keys})", common.share, keep.unwrap_or_default())
            }
            Kind::Outlined(outlined) => {
                let [east, north, outline] =
                    [&outlined.east, &outlined.north, &outlined.outline].map(|part| self.expr(part));
                match outlined.asked {
                    OfOutline::Inside => format!("(({east}, {north}) inside {outline})"),
                    OfOutline::Distance(_) => format!("(distance of ({east}, {north}) from {outline})"),
                }
            }
            Kind::Inlier(a, median, mad, within) => {
                let (median, mad) = (self.expr(median), self.expr(mad));
                format!("({} within {within} × {mad} of {median})", self.expr(a))
            }
            Kind::Fold { how, rows, value, keep } => {
                let value = value.as_ref().map(|value| format!(" {}", self.expr(value)));
                let keep = keep.as_ref().map(|keep| format!(" where {}", self.expr(keep)));
                let (value, keep) = (value.unwrap_or_default(), keep.unwrap_or_default());
                let of = match scope {
                    Scope::Rows(above) => format!(" of its {}", self.form_name(above)),
                    Scope::Everywhere | Scope::DataSet | Scope::Subject => String::new(),
                };
                format!("({how} over {}{of}{value}{keep})", self.form_name(*rows))
            }
        }
    }

    fn group(&self, grouped: &Grouped) -> String {
        let asked = match grouped.asked {
            Asked::Of(statistic) => statistic.to_string(),
            Asked::Mean => "mean".to_owned(),
            Asked::Share => "share".to_owned(),
        };
        let rows = grouped.rows.map_or_else(|| "subjects".to_owned(), |rows| self.form_name(rows));
        let value = grouped.value.as_ref().map(|value| format!(" {}", self.expr(value)));
        let keep = grouped.keep.as_ref().map(|keep| format!(" where {}", self.expr(keep)));
        let (value, keep) = (value.unwrap_or_default(), keep.unwrap_or_default());
        format!("({asked} over all {rows}{value}{keep}{})", self.keys(&grouped.keys, grouped.least))
    }

    fn keys(&self, keys: &[Typed], least: u32) -> String {
        let keys: Vec<String> = keys.iter().map(|key| self.expr(key)).collect();
        let keys = if keys.is_empty() { String::new() } else { format!(" by {}", keys.join(", ")) };
        if least == 0 { keys } else { format!("{keys} at least {least}") }
    }

    fn joined(&self, parts: &[Typed], word: &str) -> String {
        let parts: Vec<String> = parts.iter().map(|part| self.expr(part)).collect();
        format!("({})", parts.join(&format!(" {word} ")))
    }

    /// The text of a field and the functions that it goes through.
    pub(super) fn text(&self, text: &TextValue) -> String {
        text.steps.iter().fold(self.field_name(text.field), |inner, step| self.step(&inner, step))
    }

    /// The number that a function makes of a text.
    pub(super) fn measure(&self, text: &TextValue, step: &TextStep) -> String {
        self.step(&self.text(text), step)
    }

    fn step(&self, inner: &str, step: &TextStep) -> String {
        let arguments = step.arguments.iter().map(|argument| match argument {
            Literal::Whole(number) => number.to_string(),
            Literal::Text(text) => quoted(text),
            Literal::Pattern(pattern) => quoted(pattern.as_str()),
            Literal::List(list) => one(&self.model.vocab.list(*list).name).to_owned(),
        });
        let all: Vec<String> = std::iter::once(inner.to_owned()).chain(arguments).collect();
        format!("{}({})", called(step.function.get()), all.join(", "))
    }

    pub(super) fn test(&self, text: &TextValue, test: &Test) -> String {
        let of = self.text(text);
        let (word, texts) = match test {
            Test::CodeWithin { codes, ranges } => {
                let ranges = ranges.iter().map(|(low, high)| format!("{low}–{high}"));
                let all: Vec<String> = codes.iter().cloned().chain(ranges).collect();
                return format!("({of} within {})", all.join(", "));
            }
            Test::CodeIs(codes) => {
                return format!("({of} is code {})", codes.join(", "));
            }
            Test::TextIs(texts) => ("is", texts),
            Test::Contains(texts) => ("contains", texts),
            Test::StartsWith(texts) => ("starts with", texts),
            Test::EndsWith(texts) => ("ends with", texts),
            Test::CreditCode => return format!("({of} is a valid credit code)"),
            Test::Given => return format!("({of} is given)"),
            Test::Matches(patterns) => {
                let patterns: Vec<String> = patterns.iter().map(|pattern| quoted(pattern.as_str())).collect();
                return format!("({of} matches {})", patterns.join(" or "));
            }
        };
        let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
        format!("({of} {word} {})", texts.join(" or "))
    }
}

/// The name of a function in the print: the first Chinese one, as of all names.
fn called(function: &Function) -> &'static str {
    function.zh.first().copied().unwrap_or_default()
}

fn symbol(unit: &Unit) -> String {
    if unit.is_dimensionless() { "number".to_owned() } else { unit.symbol() }
}

fn unit_of(ty: &Type) -> String {
    match ty {
        Type::Number(unit) => symbol(unit),
        Type::Quantity
        | Type::Truth
        | Type::Code(_)
        | Type::Text
        | Type::Date
        | Type::Period
        | Type::Coordinates
        | Type::Outline => "quantity".to_owned(),
    }
}

fn with_unit(number: f64, ty: &Type) -> String {
    match ty {
        Type::Number(unit) if !unit.is_dimensionless() => format!("{number} {}", unit.symbol()),
        Type::Date => Date::of_number(number).map_or_else(|| number.to_string(), |date| date.to_string()),
        Type::Number(_)
        | Type::Quantity
        | Type::Truth
        | Type::Code(_)
        | Type::Text
        | Type::Period
        | Type::Coordinates
        | Type::Outline => number.to_string(),
    }
}
