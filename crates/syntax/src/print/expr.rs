//! An expression with brackets around everything that has parts.

use crate::tree::{Node, Severity};
use crate::tree_expr::{
    AddOp, Argument, By, CompareOp, Expr, ExprKind, Judged, MulOp, Path, Quantifier, Quantity, SetMember,
    SomeOf, State, TextTest,
};

pub(super) fn quoted(text: &str) -> String {
    format!("“{text}”")
}

pub(super) fn quantity(quantity: &Quantity) -> String {
    match &quantity.unit {
        Some(unit) if unit.value == "%" => format!("{}%", quantity.number.value),
        Some(unit) => format!("{} {}", quantity.number.value, unit.value),
        None => quantity.number.value.clone(),
    }
}

pub(super) fn member(member: &Node<SetMember>) -> String {
    match &member.value {
        SetMember::Code(code) => code.clone(),
        SetMember::CodeRange(low, high) => format!("{low}–{high}"),
        SetMember::Text(text) => quoted(text),
        SetMember::Name(path) => path.text(),
        SetMember::Value(value) => expr(value),
        SetMember::Span(low, high) => format!("{}..{}", expr(low), expr(high)),
    }
}

pub(super) fn expr(value: &Expr) -> String {
    let list = |parts: &[Expr], word: &str| parts.iter().map(expr).collect::<Vec<_>>().join(word);
    match &value.value {
        ExprKind::Quantity(value) => quantity(value),
        ExprKind::Date(date) => date.clone(),
        ExprKind::Text(text) => quoted(text),
        ExprKind::Path(path) => path.text(),
        ExprKind::Sum(first, rest) => rest.iter().fold(expr(first), |sum, (op, term)| {
            let sign = match op.value {
                AddOp::Plus => '+',
                AddOp::Minus => '−',
            };
            format!("({sum} {sign} {})", expr(term))
        }),
        ExprKind::Product(first, rest) => rest.iter().fold(expr(first), |product, (op, factor)| {
            let sign = match op.value {
                MulOp::Times => '×',
                MulOp::Divide => '÷',
            };
            format!("({product} {sign} {})", expr(factor))
        }),
        ExprKind::Negative(inner) => format!("(−{})", expr(inner)),
        ExprKind::Power(base, exponent) => format!("({} ^ {})", expr(base), expr(exponent)),
        ExprKind::Compare(first, rest) => {
            let rest = rest.iter().map(|(op, side)| format!("{} {}", compare(op.value), expr(side)));
            format!("({} {})", expr(first), rest.collect::<Vec<_>>().join(" "))
        }
        ExprKind::Near(a, b, within) => {
            let within: Vec<String> = within.iter().map(|bound| quantity(&bound.value)).collect();
            format!("({} ≈ {} within {})", expr(a), expr(b), within.join(" or "))
        }
        ExprKind::In(value, negated, members) => {
            let members: Vec<String> = members.iter().map(member).collect();
            format!("({} {}in {})", expr(value), not(*negated), members.join(", "))
        }
        ExprKind::Coded(value, members) => {
            let members: Vec<String> = members.iter().map(member).collect();
            format!("({} {})", expr(value), members.join(", "))
        }
        ExprKind::Between(value, negated, low, high) => {
            let (low, high) = (quantity(&low.value), quantity(&high.value));
            format!("({} {}in {low}..{high})", expr(value), not(*negated))
        }
        ExprKind::State(inner, asked) => format!("({} {})", expr(inner), state(asked.value)),
        ExprKind::TextTest(inner, asked, texts) => {
            let texts: Vec<String> = texts.iter().map(|text| quoted(&text.value)).collect();
            let texts = if texts.is_empty() { String::new() } else { format!(" {}", texts.join(", ")) };
            format!("({} {}{texts})", expr(inner), text_test(asked.value))
        }
        ExprKind::And(parts) => format!("({})", list(parts, " and ")),
        ExprKind::Or(parts) => format!("({})", list(parts, " or ")),
        ExprKind::Not(inner) => format!("(not {})", expr(inner)),
        ExprKind::Iff(a, b) => format!("({} if and only if {})", expr(a), expr(b)),
        ExprKind::If(a, b, None) => format!("(if {} then {})", expr(a), expr(b)),
        ExprKind::If(a, b, Some(c)) => format!("(if {} then {} else {})", expr(a), expr(b), expr(c)),
        ExprKind::Otherwise(a, b) => format!("({} otherwise {})", expr(a), expr(b)),
        ExprKind::As(inner, unit) => format!("({} as {})", expr(inner), unit.value),
        ExprKind::Missing => "missing".to_owned(),
        ExprKind::SomeOf(word, parts) => {
            let word = match word.value {
                SomeOf::Any => "any of",
                SomeOf::All => "all of",
                SomeOf::None => "none of",
            };
            format!("{word} ({})", list(parts, ", "))
        }
        ExprKind::Named(path, name) => format!("{}[{}]", path.text(), quoted(&name.value)),
        ExprKind::LookedUp(path, keys, field) => {
            let field = field.as_ref().map(|field| format!(".{}", field.value)).unwrap_or_default();
            format!("{}[{}]{field}", path.text(), list(keys, ", "))
        }
        ExprKind::OfForms(forms, field) => {
            let forms: Vec<String> = forms.iter().map(Path::text).collect();
            format!("({}).{}", forms.join(", "), field.value)
        }
        ExprKind::Fits(inner, unit) => format!("({} fits {})", expr(inner), unit.value),
        ExprKind::AsUnitOf(inner, path) => format!("({} as unit of {})", expr(inner), path.text()),
        ExprKind::Distinct(a, b) => format!("({} is distinct from {})", expr(a), expr(b)),
        ExprKind::Similar(a, b, stop, least) => {
            let stop = stop.as_ref().map(|set| format!(" without {}", set.text()));
            let stop = stop.unwrap_or_default();
            format!("({} similar to {}{stop} ({}))", expr(a), expr(b), quantity(&least.value))
        }
        ExprKind::Inside(a, negated, b) => {
            format!("({} {}inside {})", expr(a), if *negated { "not " } else { "" }, expr(b))
        }
        ExprKind::ContainsAny(inner, members) => {
            let members: Vec<String> = members.iter().map(member).collect();
            format!("({} contains any of {})", expr(inner), members.join(", "))
        }
        ExprKind::Call(name, arguments) => {
            let arguments: Vec<String> = arguments.iter().map(argument).collect();
            format!("{}({})", name.value, arguments.join("; "))
        }
        ExprKind::Judged(which, fails) => judged(which, *fails),
        ExprKind::By(call, groups) => format!("({}{})", expr(call), by(groups)),
        ExprKind::Unique(groups) => format!("(unique{})", by(groups)),
        ExprKind::Outlier(value, negated, groups, robust) => {
            let (word, groups) = (if *negated { "is not" } else { "is" }, by(groups));
            let robust = robust.as_ref().map(|robust| format!(" (robust {})", robust.value));
            format!("({} {word} an outlier{groups}{})", expr(value), robust.unwrap_or_default())
        }
        ExprKind::IncludesEvery(list, all) => format!("({} includes every {})", expr(list), expr(all)),
        ExprKind::Rows(quantifier, path, condition) => match quantifier.value {
            Quantifier::None => format!("(no {} where {})", path.text(), expr(condition)),
            Quantifier::Any => format!("(any {} where {})", path.text(), expr(condition)),
            Quantifier::Every => format!("(every {} has {})", path.text(), expr(condition)),
        },
    }
}

fn judged(which: &Judged, fails: bool) -> String {
    let which = match which {
        Judged::All => "rules".to_owned(),
        Judged::Of(Severity::Mandatory) => "mandatory rules".to_owned(),
        Judged::Of(Severity::Advisory) => "advisory rules".to_owned(),
        Judged::One(rule) => format!("rule {}", rule.text()),
    };
    format!("({which} {})", if fails { "fail" } else { "pass" })
}

pub(super) fn by(by: &By) -> String {
    let keys: Vec<String> = by.keys.iter().map(Path::text).collect();
    let keys = if keys.is_empty() { String::new() } else { format!(" by {}", keys.join(", ")) };
    let least = by.least.as_ref().map(|least| format!(" (at least {})", least.value));
    format!("{keys}{}", least.unwrap_or_default())
}

fn argument(argument: &Argument) -> String {
    match &argument.keep {
        Some(keep) => format!("{} where {}", expr(&argument.value), expr(keep)),
        None => expr(&argument.value),
    }
}

fn not(negated: bool) -> &'static str {
    if negated { "not " } else { "" }
}

fn compare(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Equal => "=",
        CompareOp::NotEqual => "≠",
        CompareOp::Less => "<",
        CompareOp::AtMost => "≤",
        CompareOp::Greater => ">",
        CompareOp::AtLeast => "≥",
    }
}

fn state(state: State) -> &'static str {
    match state {
        State::True => "is true",
        State::False => "is false",
        State::Unknown => "is unknown",
        State::Missing => "is missing",
        State::Given => "is given",
        State::Found => "is found",
        State::NotFound => "is not found",
        State::Filed => "is filed",
        State::NotFiled => "is not filed",
    }
}

fn text_test(test: TextTest) -> &'static str {
    match test {
        TextTest::Matches => "matches",
        TextTest::Contains => "contains",
        TextTest::Lacks => "does not contain",
        TextTest::StartsWith => "starts with",
        TextTest::EndsWith => "ends with",
        TextTest::CreditCode => "is a valid credit code",
    }
}
