//! Expressions as rule text: brackets where the tree asks for them, and nowhere else.

use shensuan_diagnostics::Lang;

use super::words::{has, word};
use super::{Wording, names};
use crate::tree::{Ident, Node, Severity};
use crate::tree_expr::{
    AddOp, Argument, By, Expr, ExprKind, Judged, MulOp, Path, Quantifier, Quantity, SetMember, SomeOf, State,
    TextTest,
};

/// How tight a value binds: what stands below another that binds tighter stands in brackets.
mod binds {
    pub(super) const OPEN: u8 = 0;
    pub(super) const IFF: u8 = 1;
    pub(super) const OR: u8 = 2;
    pub(super) const AND: u8 = 3;
    pub(super) const NOT: u8 = 4;
    pub(super) const COMPARE: u8 = 5;
    pub(super) const CONVERT: u8 = 6;
    pub(super) const SUM: u8 = 7;
    pub(super) const PRODUCT: u8 = 8;
    pub(super) const SIGN: u8 = 9;
    pub(super) const POWER: u8 = 10;
    pub(super) const OPERAND: u8 = 11;
}

/// How a part of an `or` has to bind to stand without brackets: an `and` that stood in brackets keeps them, for its readers.
fn in_or(part: &Expr) -> u8 {
    let in_brackets = |inner: &[Expr]| inner.first().is_some_and(|first| first.span.start > part.span.start);
    if matches!(&part.value, ExprKind::And(inner) if in_brackets(inner)) { binds::NOT } else { binds::AND }
}

const fn binds(kind: &ExprKind) -> u8 {
    match kind {
        // Everything behind `then` and `where` belongs to them.
        ExprKind::If(..) | ExprKind::Rows(..) => binds::OPEN,
        ExprKind::Iff(..) => binds::IFF,
        ExprKind::Or(_) => binds::OR,
        ExprKind::And(_) => binds::AND,
        ExprKind::Not(_) => binds::NOT,
        ExprKind::Compare(..)
        | ExprKind::Near(..)
        | ExprKind::In(..)
        | ExprKind::Coded(..)
        | ExprKind::Between(..)
        | ExprKind::State(..)
        | ExprKind::TextTest(..)
        | ExprKind::Fits(..)
        | ExprKind::Distinct(..)
        | ExprKind::Similar(..)
        | ExprKind::Inside(..)
        | ExprKind::Outlier(..)
        | ExprKind::IncludesEvery(..)
        | ExprKind::ContainsAny(..) => binds::COMPARE,
        ExprKind::Otherwise(..) | ExprKind::As(..) | ExprKind::AsUnitOf(..) => binds::CONVERT,
        ExprKind::Sum(..) => binds::SUM,
        ExprKind::Product(..) => binds::PRODUCT,
        ExprKind::Negative(_) => binds::SIGN,
        ExprKind::Power(..) => binds::POWER,
        ExprKind::Quantity(_)
        | ExprKind::Date(_)
        | ExprKind::Text(_)
        | ExprKind::Path(_)
        | ExprKind::Call(..)
        | ExprKind::By(..)
        | ExprKind::Judged(..)
        | ExprKind::Missing
        | ExprKind::Unique(_)
        | ExprKind::SomeOf(..)
        | ExprKind::Named(..)
        | ExprKind::LookedUp(..)
        | ExprKind::OfForms(..) => binds::OPERAND,
    }
}

/// Writes expressions.
#[derive(Clone, Copy)]
pub(crate) struct Writer<'w> {
    pub(super) wording: Wording<'w>,
    /// What the tree was read from, where the brackets of its author are kept.
    pub(super) text: Option<&'w str>,
    /// Whether the words of the author are kept, of several for one thing.
    pub(super) own_words: bool,
    /// Whether every name is quoted.
    pub(super) quotes: bool,
    /// Whether commas part the arguments of a call.
    pub(super) inside: bool,
}

impl<'w> Writer<'w> {
    /// What writes in these words.
    pub(crate) fn new(wording: Wording<'w>) -> Self {
        Self { wording, text: None, own_words: false, quotes: false, inside: false }
    }

    /// What keeps the brackets of the text that the tree was read from, and which comparisons stand there in words.
    pub(crate) fn like(self, text: &'w str) -> Self {
        Self { text: Some(text), ..self }
    }

    /// What keeps of the words for one thing those that stand in that text.
    pub(crate) fn in_own_words(self) -> Self {
        Self { own_words: true, ..self }
    }
}

impl Writer<'_> {
    /// The word of a grammar rule.
    pub(super) fn word(&self, rule: &str) -> &'static str {
        word(rule, self.wording.lang)
    }

    /// A text in quotes.
    pub(super) fn text(&self, text: &str) -> String {
        names::text(text, self.wording.lang)
    }

    /// A name that stands for something declared elsewhere.
    pub(super) fn name(&self, name: &Ident) -> String {
        let instead = (self.wording.name)(name);
        names::name(instead.as_deref().unwrap_or(&name.value), self.quotes)
    }

    /// The same where it stands as it would be declared.
    pub(super) fn declared(&self, name: &Ident) -> String {
        let instead = (self.wording.name)(name);
        names::declared(instead.as_deref().unwrap_or(&name.value))
    }

    /// A unit.
    pub(super) fn unit(&self, unit: &Ident) -> String {
        let instead = (self.wording.name)(unit);
        names::unit(instead.as_deref().unwrap_or(&unit.value))
    }

    /// A dotted name.
    pub(super) fn path(&self, path: &Path) -> String {
        let parts = path.parts.iter().map(|part| self.name(part));
        parts.collect::<Vec<_>>().join(".")
    }

    /// Dotted names, commas between.
    pub(super) fn paths(&self, paths: &[Path]) -> String {
        paths.iter().map(|path| self.path(path)).collect::<Vec<_>>().join(", ")
    }

    /// A number with its unit.
    pub(super) fn quantity(&self, quantity: &Quantity) -> String {
        match &quantity.unit {
            Some(unit) if matches!(unit.value.as_str(), "%" | "‰") => {
                format!("{}{}", quantity.number.value, unit.value)
            }
            // A unit of several words stands without quotes behind a number.
            Some(unit) if unit.value.is_ascii() && unit.value.contains(' ') && !unit.value.contains('/') => {
                format!("{} {}", quantity.number.value, unit.value)
            }
            Some(unit) => format!("{} {}", quantity.number.value, self.unit(unit)),
            None => quantity.number.value.clone(),
        }
    }

    /// A condition or a value, as it stands alone.
    pub(super) fn alone(&self, value: &Expr) -> String {
        self.kind(&value.value)
    }

    /// A value where a condition would need brackets.
    pub(super) fn converted(&self, value: &Expr) -> String {
        self.at(value, binds::CONVERT)
    }

    /// The same, between the brackets of a call.
    fn within_brackets(&self) -> Self {
        Self { inside: true, ..*self }
    }

    /// A value that must bind as tight.
    fn at(&self, value: &Expr, least: u8) -> String {
        if binds(&value.value) >= least && !self.bracketed(value) {
            return self.alone(value);
        }
        format!("({})", Self { inside: false, ..*self }.alone(value))
    }

    /// Whether its author put brackets around it: its place begins at the bracket, before the first of its parts.
    fn bracketed(&self, value: &Expr) -> bool {
        if matches!(value.value, ExprKind::OfForms(..)) {
            return false; // a bracket is its own beginning
        }
        let begins = self.text.and_then(|text| text.get(value.span.start as usize..));
        let bracket = begins.is_some_and(|text| text.starts_with(['(', '（']));
        bracket && first(&value.value).is_none_or(|first| value.span.start < first.span.start)
    }

    /// Members of a set; several in brackets, where commas part something else too.
    pub(super) fn members(&self, members: &[Node<SetMember>]) -> String {
        let written: Vec<String> = members.iter().map(|member| self.member(&member.value)).collect();
        let written = written.join(", ");
        if self.inside && members.len() > 1 { format!("({written})") } else { written }
    }

    fn member(&self, member: &SetMember) -> String {
        match member {
            SetMember::Code(code) => code.clone(),
            SetMember::CodeRange(low, high) => format!("{low}–{high}"),
            SetMember::Text(text) => self.text(text),
            SetMember::Name(path) => self.path(path),
            SetMember::Value(value) => self.alone(value),
            SetMember::Span(low, high) => format!("{}..{}", self.alone(low), self.alone(high)),
        }
    }

    fn list(&self, parts: &[Expr], rule: &str, least: u8) -> String {
        let parts: Vec<String> = parts.iter().map(|part| self.at(part, least)).collect();
        parts.join(&format!(" {} ", self.word(rule)))
    }

    fn kind(&self, kind: &ExprKind) -> String {
        match kind {
            ExprKind::Quantity(quantity) => self.quantity(quantity),
            ExprKind::Date(date) => date.clone(),
            ExprKind::Text(text) => self.text(text),
            ExprKind::Path(path) => self.path(path),
            ExprKind::Missing => self.word("kw_missing").to_owned(),
            ExprKind::Sum(first, rest) => {
                rest.iter().fold(self.at(first, binds::PRODUCT), |sum, (op, term)| {
                    let sign = if op.value == AddOp::Plus { '+' } else { '−' };
                    format!("{sum} {sign} {}", self.at(term, binds::PRODUCT))
                })
            }
            ExprKind::Product(first, rest) => {
                rest.iter().fold(self.at(first, binds::SIGN), |product, (op, factor)| {
                    let sign = if op.value == MulOp::Times { '×' } else { '÷' };
                    format!("{product} {sign} {}", self.at(factor, binds::SIGN))
                })
            }
            ExprKind::Negative(inner) => format!("−{}", self.at(inner, binds::POWER)),
            ExprKind::Power(base, exponent) => {
                let exponent = if let ExprKind::Negative(inner) = &exponent.value {
                    format!("−{}", self.at(inner, binds::OPERAND))
                } else {
                    self.at(exponent, binds::OPERAND)
                };
                format!("{} ^ {exponent}", self.at(base, binds::OPERAND))
            }
            ExprKind::Otherwise(a, b) => {
                format!(
                    "{} {} {}",
                    self.at(a, binds::CONVERT),
                    self.word("kw_otherwise"),
                    self.at(b, binds::SIGN)
                )
            }
            ExprKind::As(inner, unit) => {
                let unit = self.unit(unit);
                format!("{} {} {unit}", self.at(inner, binds::CONVERT), self.word("kw_as"))
            }
            ExprKind::AsUnitOf(inner, path) => {
                let (value, of) = (self.at(inner, binds::CONVERT), self.path(path));
                match self.wording.lang {
                    Lang::Zh if !of.contains(['【', '`', ' ']) => {
                        format!("{value} {} {of}的单位", self.word("kw_as"))
                    }
                    Lang::Zh | Lang::En => {
                        format!("{value} {} {} {of}", self.word("kw_as"), self.word("kw_unit_of"))
                    }
                }
            }
            ExprKind::And(parts) => self.list(parts, "kw_and", binds::NOT),
            ExprKind::Or(parts) => {
                let parts: Vec<String> = parts.iter().map(|part| self.at(part, in_or(part))).collect();
                parts.join(&format!(" {} ", self.word("kw_or")))
            }
            // Two of them side by side are read as none.
            ExprKind::Not(inner) => format!("{} {}", self.word("kw_not"), self.at(inner, binds::COMPARE)),
            ExprKind::Iff(a, b) => {
                format!("{} {} {}", self.at(a, binds::IFF), self.word("kw_iff"), self.at(b, binds::OR))
            }
            ExprKind::If(a, b, c) => {
                // Without an `else` nothing of what stands behind could belong to another.
                let least = if c.is_some() { binds::IFF } else { binds::OPEN };
                let (a, b) = (self.at(a, binds::IFF), self.at(b, least));
                let condition = format!("{} {a} {} {b}", self.word("kw_if"), self.word("kw_then"));
                match c {
                    Some(c) => format!("{condition} {} {}", self.word("kw_else"), self.at(c, binds::IFF)),
                    None => condition,
                }
            }
            ExprKind::Rows(quantifier, path, condition) => self.rows(quantifier.value, path, condition),
            ExprKind::Call(name, arguments) => {
                let name = (self.wording.call)(&name.value).unwrap_or_else(|| name.value.clone());
                let arguments: Vec<String> =
                    arguments.iter().map(|argument| self.argument(argument)).collect();
                format!("{name}({})", arguments.join(", "))
            }
            ExprKind::Judged(which, fails) => self.judged(which, *fails),
            ExprKind::By(call, by) => format!("{} {}", self.alone(call), self.groups(by)),
            ExprKind::Unique(by) => format!("{} {}", self.word("kw_unique"), self.groups(by)),
            ExprKind::SomeOf(which, parts) => {
                let word = self.word(match which.value {
                    SomeOf::Any => "kw_any_of",
                    SomeOf::All => "kw_all_of",
                    SomeOf::None => "kw_none_of",
                });
                // `every G ≥ 0` of a field group, as of rows.
                let spelt = self.spelt(which.span).unwrap_or_default();
                if let ([Expr { value: ExprKind::Path(path), .. }], true) =
                    (parts.as_slice(), has("kw_every", &spelt))
                {
                    return format!("{} {}", self.said(which.span, "kw_every"), self.path(path));
                }
                let inside = self.within_brackets();
                let parts: Vec<String> = parts.iter().map(|part| inside.at(part, binds::SUM)).collect();
                let blank = if self.wording.lang == Lang::En { " " } else { "" };
                format!("{word}{blank}({})", parts.join(", "))
            }
            ExprKind::Named(path, name) => format!("{}[{}]", self.path(path), self.text(&name.value)),
            ExprKind::LookedUp(table, keys, field) => {
                let apart = Self { inside: false, ..*self };
                let keys: Vec<String> = keys.iter().map(|key| apart.at(key, binds::SUM)).collect();
                let row = format!("{}[{}]", self.path(table), keys.join(", "));
                match field {
                    Some(field) => format!("{row}.{}", self.name(field)),
                    None => row,
                }
            }
            ExprKind::OfForms(forms, field) => {
                format!("({}).{}", self.paths(forms), self.name(field))
            }
            ExprKind::Compare(..)
            | ExprKind::Near(..)
            | ExprKind::In(..)
            | ExprKind::Coded(..)
            | ExprKind::Between(..)
            | ExprKind::State(..)
            | ExprKind::TextTest(..)
            | ExprKind::Fits(..)
            | ExprKind::Distinct(..)
            | ExprKind::Similar(..)
            | ExprKind::Inside(..)
            | ExprKind::Outlier(..)
            | ExprKind::IncludesEvery(..)
            | ExprKind::ContainsAny(..) => self.test(kind),
        }
    }

    /// `by a, b (at least 20)`.
    pub(super) fn groups(&self, by: &By) -> String {
        let keys: Vec<String> = by.keys.iter().map(|key| self.path(key)).collect();
        let mut words = Vec::new();
        if !keys.is_empty() {
            words.push(format!(
                "{} {}",
                self.word("kw_by"),
                keys.join(if self.inside { "、" } else { ", " })
            ));
        }
        words.extend(by.least.as_ref().map(|least| format!("({} {})", self.word("kw_least"), least.value)));
        words.join(" ")
    }

    fn rows(&self, quantifier: Quantifier, path: &Path, condition: &Expr) -> String {
        let (first, behind) = match quantifier {
            Quantifier::None => ("kw_no_row", "kw_where"),
            Quantifier::Any => ("kw_any", "kw_where"),
            Quantifier::Every => ("kw_every", "kw_has"),
        };
        let condition = self.alone(condition);
        format!("{} {} {} {condition}", self.word(first), self.path(path), self.word(behind))
    }

    fn argument(&self, argument: &Argument) -> String {
        let inside = self.within_brackets();
        match &argument.keep {
            // The `where` of rows in the value would take the one behind it.
            Some(keep) => {
                let value = inside.at(&argument.value, binds::IFF);
                format!("{value} {} {}", self.word("kw_where"), inside.alone(keep))
            }
            None => inside.alone(&argument.value),
        }
    }

    /// What asks something of a value.
    fn judged(&self, which: &Judged, fails: bool) -> String {
        let state = self.word(if fails { "kw_fail" } else { "kw_pass" });
        let word = match (which, fails) {
            (Judged::One(rule), _) => {
                let state = self.word(if fails { "kw_fails" } else { "kw_passes" });
                return format!("{} {} {state}", self.word("kw_rule"), rule.text());
            }
            (Judged::All, false) => "kw_all_rules",
            (Judged::All, true) => "kw_any_rule",
            (Judged::Of(Severity::Mandatory), false) => "kw_mandatory_rules",
            (Judged::Of(Severity::Mandatory), true) => "kw_any_mandatory",
            (Judged::Of(Severity::Advisory), false) => "kw_advisory_rules",
            (Judged::Of(Severity::Advisory), true) => "kw_any_advisory",
        };
        let state = if fails { self.word("kw_fails") } else { state };
        format!("{} {state}", self.word(word))
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "`kind` says which can come here")]
    fn test(&self, kind: &ExprKind) -> String {
        let left = |value: &Expr| self.at(value, binds::CONVERT);
        match kind {
            ExprKind::Compare(first, rest) => rest.iter().fold(left(first), |chain, (op, side)| {
                format!("{chain} {} {}", self.comparison(op), self.side(side))
            }),
            ExprKind::Near(a, b, within) => {
                let bounds: Vec<String> = within.iter().map(|bound| self.quantity(&bound.value)).collect();
                let near = format!("{} ≈ {}", left(a), left(b));
                if bounds.is_empty() {
                    return near;
                }
                let or = format!(" {} ", self.word("kw_or"));
                format!("{near} {} {}", self.word("kw_within"), bounds.join(&or))
            }
            ExprKind::In(value, negated, members) => {
                let members = self.members(members);
                format!("{} {} {members}", left(value), self.within(*negated))
            }
            ExprKind::Between(value, negated, low, high) => {
                let (low, high) = (self.quantity(&low.value), self.quantity(&high.value));
                format!("{} {} {low}..{high}", left(value), self.within(*negated))
            }
            // Behind a bare name no bracket can stand: in a call the whole test stands in one.
            ExprKind::Coded(value, members) if self.inside && members.len() > 1 => {
                format!("({})", Self { inside: false, ..*self }.test(kind))
            }
            ExprKind::Coded(value, members) => format!("{} {}", left(value), self.members(members)),
            ExprKind::State(value, asked) => {
                format!("{} {}", left(value), self.said(asked.span, state(asked.value)))
            }
            ExprKind::TextTest(value, asked, texts) => {
                let texts: Vec<String> = texts.iter().map(|text| self.text(&text.value)).collect();
                let test = format!("{} {}", left(value), self.said(asked.span, text_test(asked.value)));
                if texts.is_empty() { test } else { format!("{test} {}", texts.join(", ")) }
            }
            ExprKind::Fits(value, unit) => {
                format!("{} {} {}", left(value), self.word("kw_fits"), self.unit(unit))
            }
            ExprKind::Distinct(a, b) => format!("{} {} {}", left(a), self.word("kw_distinct"), left(b)),
            ExprKind::Similar(a, b, stop, least) => {
                let least = self.quantity(&least.value);
                let stop =
                    stop.as_ref().map(|set| format!("{} {} ", self.word("kw_without"), self.path(set)));
                let stop = stop.unwrap_or_default();
                format!("{} {} {} {stop}({least})", left(a), self.word("kw_similar"), left(b))
            }
            ExprKind::Inside(a, negated, b) => {
                let asked = self.word(if *negated { "kw_not_inside" } else { "kw_inside" });
                format!("{} {asked} {}", left(a), left(b))
            }
            ExprKind::Outlier(value, negated, by, robust) => {
                let asked = self.word(if *negated { "kw_not_outlier" } else { "kw_outlier" });
                let robust =
                    robust.as_ref().map(|robust| format!("({} {})", self.word("kw_robust"), robust.value));
                let words = [left(value), asked.to_owned(), self.groups(by), robust.unwrap_or_default()];
                words.iter().filter(|words| !words.is_empty()).cloned().collect::<Vec<_>>().join(" ")
            }
            ExprKind::IncludesEvery(list, wanted) => {
                format!("{} {} {}", left(list), self.word("kw_includes_every"), left(wanted))
            }
            ExprKind::ContainsAny(value, members) => {
                let members = self.members(members);
                format!("{} {} {members}", left(value), self.word("kw_contains_any"))
            }
            // All others are written by `kind`.
            _ => String::new(),
        }
    }

    /// Right of a sign; `yes` and `no` are words there.
    fn side(&self, side: &Expr) -> String {
        if let ExprKind::Path(path) = &side.value
            && let [part] = path.parts.as_slice()
        {
            for rule in ["kw_yes", "kw_no"] {
                if [Lang::Zh, Lang::En].iter().any(|lang| word(rule, *lang) == part.value) {
                    return self.word(rule).to_owned();
                }
            }
        }
        self.at(side, binds::CONVERT)
    }

    fn within(&self, negated: bool) -> &'static str {
        self.word(if negated { "kw_not_in" } else { "kw_in" })
    }
}

/// What stands first in it, where nothing of its own stands before that; none where it may begin with no bracket.
fn first(kind: &ExprKind) -> Option<&Expr> {
    match kind {
        ExprKind::Sum(first, _)
        | ExprKind::Product(first, _)
        | ExprKind::Power(first, _)
        | ExprKind::Compare(first, _)
        | ExprKind::Near(first, ..)
        | ExprKind::In(first, ..)
        | ExprKind::Coded(first, _)
        | ExprKind::Between(first, ..)
        | ExprKind::State(first, _)
        | ExprKind::TextTest(first, ..)
        | ExprKind::Iff(first, _)
        | ExprKind::Otherwise(first, _)
        | ExprKind::As(first, _)
        | ExprKind::By(first, _)
        | ExprKind::Outlier(first, ..)
        | ExprKind::IncludesEvery(first, _)
        | ExprKind::Fits(first, _)
        | ExprKind::AsUnitOf(first, _)
        | ExprKind::Distinct(first, _)
        | ExprKind::Similar(first, ..)
        | ExprKind::Inside(first, ..)
        | ExprKind::ContainsAny(first, _) => Some(first),
        ExprKind::And(parts) | ExprKind::Or(parts) => parts.first(),
        ExprKind::Quantity(_)
        | ExprKind::Date(_)
        | ExprKind::Text(_)
        | ExprKind::Path(_)
        | ExprKind::Negative(_)
        | ExprKind::Not(_)
        | ExprKind::If(..)
        | ExprKind::Call(..)
        | ExprKind::Unique(_)
        | ExprKind::Rows(..)
        | ExprKind::Judged(..)
        | ExprKind::Missing
        | ExprKind::SomeOf(..)
        | ExprKind::Named(..)
        | ExprKind::LookedUp(..)
        | ExprKind::OfForms(..) => None,
    }
}

const fn state(state: State) -> &'static str {
    match state {
        State::True => "kw_is_true",
        State::False => "kw_is_false",
        State::Unknown => "kw_is_unknown",
        State::Missing => "kw_is_missing",
        State::Given => "kw_is_given",
        State::Found => "kw_is_found",
        State::NotFound => "kw_is_not_found",
        State::Filed => "kw_is_filed",
        State::NotFiled => "kw_is_unfiled",
    }
}

const fn text_test(test: TextTest) -> &'static str {
    match test {
        TextTest::Matches => "kw_matches",
        TextTest::Contains => "kw_contains",
        TextTest::Lacks => "kw_has_not",
        TextTest::StartsWith => "kw_starts_with",
        TextTest::EndsWith => "kw_ends_with",
        TextTest::CreditCode => "kw_credit_code",
    }
}
