//! Trees as short texts, without places: two texts that read alike show alike.

use shensuan_diagnostics::{Diagnostics, SourceId, SourceMap};
use shensuan_syntax::tree::{Clause, Item, Node};
use shensuan_syntax::tree_expr::{AddOp, By, Expr, ExprKind, MulOp, Path, Quantity, SetMember};
use shensuan_syntax::{SyntaxTree, parse};

pub fn read(text: &str) -> (SyntaxTree, Diagnostics) {
    let mut sources = SourceMap::default();
    let id: SourceId = sources.add("a.rule", text);
    parse(id, text)
}

/// The tree of a text that has nothing wrong.
pub fn tree(text: &str) -> SyntaxTree {
    let (tree, said) = read(text);
    assert!(said.is_empty(), "{text}\n{said:?}");
    tree
}

/// A whole tree without its places.
pub fn shown(tree: &SyntaxTree) -> String {
    let mut text = format!("{:?}", tree.items);
    while let Some(at) = text.find("Span {") {
        let end = text[at..].find('}').map_or(text.len(), |end| at + end + 1);
        text.replace_range(at..end, "");
    }
    text
}

/// The expression of a formula.
pub fn expression(text: &str) -> String {
    let tree = tree(&format!("formula x = {text}\n"));
    let [Item::Formula(formula)] = tree.items.as_slice() else { panic!("{:?}", tree.items) };
    show(&formula.value)
}

/// The condition of a check.
pub fn condition(text: &str) -> String {
    let tree = tree(&format!("rule A check {text}\n"));
    let [Item::Rule(rule)] = tree.items.as_slice() else { panic!("{:?}", tree.items) };
    let [Clause::Check(check)] = rule.clauses.as_slice() else { panic!("{:?}", rule.clauses) };
    show(check)
}

fn quantity(quantity: &Quantity) -> String {
    let unit = quantity.unit.as_ref().map_or("", |unit| unit.value.as_str());
    format!("{}{unit}", quantity.number.value)
}

fn member(member: &Node<SetMember>) -> String {
    match &member.value {
        SetMember::Code(code) => code.clone(),
        SetMember::CodeRange(low, high) => format!("{low}–{high}"),
        SetMember::Text(text) => format!("“{text}”"),
        SetMember::Name(path) => path.text(),
        SetMember::Value(value) => show(value),
        SetMember::Span(low, high) => format!("{}..{}", show(low), show(high)),
    }
}

/// Brackets around everything that has parts.
pub fn show(expr: &Expr) -> String {
    let list = |parts: &[Expr]| parts.iter().map(show).collect::<Vec<_>>();
    match &expr.value {
        ExprKind::Quantity(value) => quantity(value),
        ExprKind::Date(date) => format!("d{date}"),
        ExprKind::Text(text) => format!("“{text}”"),
        ExprKind::Path(path) => path.text(),
        ExprKind::Sum(first, rest) => rest.iter().fold(show(first), |sum, (op, term)| {
            let sign = if op.value == AddOp::Plus { '+' } else { '−' };
            format!("({sum} {sign} {})", show(term))
        }),
        ExprKind::Product(first, rest) => rest.iter().fold(show(first), |product, (op, factor)| {
            let sign = if op.value == MulOp::Times { '×' } else { '÷' };
            format!("({product} {sign} {})", show(factor))
        }),
        ExprKind::Negative(inner) => format!("(−{})", show(inner)),
        ExprKind::Power(base, exponent) => format!("({} ^ {})", show(base), show(exponent)),
        ExprKind::Compare(first, rest) => {
            let rest: Vec<String> =
                rest.iter().map(|(op, side)| format!("{:?} {}", op.value, show(side))).collect();
            format!("({} {})", show(first), rest.join(" "))
        }
        ExprKind::Near(a, b, within) => {
            let within: Vec<String> = within.iter().map(|bound| quantity(&bound.value)).collect();
            format!("({} ≈ {} within {})", show(a), show(b), within.join(" or "))
        }
        ExprKind::In(value, negated, members) => {
            let members: Vec<String> = members.iter().map(member).collect();
            let not = if *negated { "not " } else { "" };
            format!("({} {not}in [{}])", show(value), members.join(", "))
        }
        ExprKind::Coded(value, members) => {
            let members: Vec<String> = members.iter().map(member).collect();
            format!("({} in [{}])", show(value), members.join(", "))
        }
        ExprKind::Between(value, negated, low, high) => {
            let not = if *negated { "not " } else { "" };
            format!("({} {not}in {}..{})", show(value), quantity(&low.value), quantity(&high.value))
        }
        ExprKind::State(inner, state) => format!("({} {:?})", show(inner), state.value),
        ExprKind::TextTest(inner, test, texts) => {
            let texts: Vec<&str> = texts.iter().map(|text| text.value.as_str()).collect();
            format!("({} {:?} {texts:?})", show(inner), test.value)
        }
        ExprKind::And(parts) => format!("({})", list(parts).join(" and ")),
        ExprKind::Or(parts) => format!("({})", list(parts).join(" or ")),
        ExprKind::Not(inner) => format!("(not {})", show(inner)),
        ExprKind::Iff(a, b) => format!("({} iff {})", show(a), show(b)),
        ExprKind::If(a, b, c) => match c {
            Some(c) => format!("(if {} then {} else {})", show(a), show(b), show(c)),
            None => format!("(if {} then {})", show(a), show(b)),
        },
        ExprKind::Otherwise(a, b) => format!("({} otherwise {})", show(a), show(b)),
        ExprKind::As(inner, unit) => format!("({} as {})", show(inner), unit.value),
        ExprKind::Call(name, arguments) => {
            let arguments: Vec<String> = arguments
                .iter()
                .map(|argument| match &argument.keep {
                    Some(keep) => format!("{} where {}", show(&argument.value), show(keep)),
                    None => show(&argument.value),
                })
                .collect();
            format!("{}({})", name.value, arguments.join("; "))
        }
        ExprKind::Rows(quantifier, path, condition) => {
            format!("({:?} {} {})", quantifier.value, path.text(), show(condition))
        }
        ExprKind::By(call, groups) => format!("({} {})", show(call), by(groups)),
        ExprKind::Unique(groups) => format!("(unique {})", by(groups)),
        ExprKind::Outlier(value, negated, groups, robust) => {
            let not = if *negated { "not " } else { "" };
            let robust = robust.as_ref().map_or("", |robust| robust.value.as_str());
            format!("({} {not}outlier {} robust {robust})", show(value), by(groups))
        }
        ExprKind::IncludesEvery(list, all) => format!("({} includes every {})", show(list), show(all)),
        ExprKind::Judged(which, fails) => format!("{which:?} fails {fails}"),
        ExprKind::Missing => "missing".to_owned(),
        ExprKind::SomeOf(which, of) => format!("{:?}({})", which.value, list(of).join("; ")),
        ExprKind::LookedUp(path, keys, field) => {
            let keys: Vec<String> = keys.iter().map(show).collect();
            let field = field.as_ref().map(|field| format!(".{}", field.value)).unwrap_or_default();
            format!("{}[{}]{field}", path.text(), keys.join(", "))
        }
        ExprKind::Named(path, name) => format!("{}[“{}”]", path.text(), name.value),
        ExprKind::OfForms(forms, name) => {
            let forms: Vec<String> = forms.iter().map(Path::text).collect();
            format!("({}).{}", forms.join(", "), name.value)
        }
        ExprKind::Fits(inner, unit) => format!("({} fits {})", show(inner), unit.value),
        ExprKind::AsUnitOf(inner, path) => format!("({} as unit of {})", show(inner), path.text()),
        ExprKind::Inside(a, negated, b) => {
            format!("({} {}inside {})", show(a), if *negated { "not " } else { "" }, show(b))
        }
        ExprKind::Similar(a, b, stop, least) => {
            let stop = stop.as_ref().map_or_else(String::new, |set| format!("without {} ", set.text()));
            format!("({} similar {} {stop}{})", show(a), show(b), least.value.number.value)
        }
        ExprKind::Distinct(a, b) => format!("({} distinct {})", show(a), show(b)),
        ExprKind::ContainsAny(inner, members) => {
            let members: Vec<String> = members.iter().map(member).collect();
            format!("({} contains any [{}])", show(inner), members.join(", "))
        }
    }
}

fn by(by: &By) -> String {
    let keys: Vec<String> = by.keys.iter().map(Path::text).collect();
    let least = by.least.as_ref().map(|least| format!(" at least {}", least.value));
    format!("by [{}]{}", keys.join("; "), least.unwrap_or_default())
}
