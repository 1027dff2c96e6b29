//! Lints: what the language allows and an author hardly meant. One file a lint, all of them in [`ALL`].
//!
//! A lint looks at what came through the check whole: where a rule has an error, its author hears of the error
//! alone. What it says ends in a way out that can be typed.

mod alike;
mod anonymous;
mod constant;
mod contradiction;
mod dodge;
mod duplicate;
mod empty_range;
mod factor;
mod mixed;
mod percent;
mod row_against_total;
mod unused;
mod upkeep;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

use shensuan_diagnostics::{Both, Diagnostics, SourceMap, Span};
use shensuan_syntax::SyntaxTree;
use shensuan_syntax::tree::{Item, RuleDecl};

use crate::canonical;
use crate::model::{Formula, FormulaId, Model, Piece, Rule};
use crate::typed::{Kind, Typed};

/// Every lint, in the order of the numbers.
const ALL: [fn(&Book<'_>, &mut Diagnostics); 12] = [
    anonymous::find,
    row_against_total::find,
    unused::find,
    constant::find,
    duplicate::find,
    empty_range::find,
    upkeep::without_case,
    upkeep::without_basis,
    percent::find,
    factor::find,
    dodge::find,
    mixed::find,
];

/// What may not be meant in a checked rulebook. `said` is what reading and checking it said before.
#[must_use]
pub fn lint(trees: &[SyntaxTree], model: &Model, sources: &SourceMap, said: &Diagnostics) -> Diagnostics {
    let mut found = Diagnostics::default();
    let book = Book::new(trees, model, sources, !said.has_errors());
    ALL.iter().for_each(|find| find(&book, &mut found));
    found.sort();
    found
}

/// A checked rulebook beside its text.
struct Book<'b> {
    trees: &'b [SyntaxTree],
    model: &'b Model,
    sources: &'b SourceMap,
    /// Whether there is no error anywhere: only then is the absence of something certain.
    whole: bool,
    rules: Vec<(&'b RuleDecl, &'b Rule)>,
    /// Formulas that are percentages: each is looked at once, in the order of their dependence.
    percents: BTreeSet<FormulaId>,
    /// Constants that are bare numbers.
    bare: BTreeMap<FormulaId, f64>,
}

impl<'b> Book<'b> {
    fn new(trees: &'b [SyntaxTree], model: &'b Model, sources: &'b SourceMap, whole: bool) -> Self {
        let mut declared: BTreeMap<Span, &RuleDecl> = BTreeMap::new();
        for item in trees.iter().flat_map(|tree| &tree.items) {
            if let Item::Rule(rule) = item {
                declared.insert(rule.id.as_ref().map_or(rule.head, |id| id.span), rule);
            }
        }
        let rules = model.rules.iter();
        let rules = rules.filter_map(|rule| Some((*declared.get(&rule.span)?, rule))).collect();
        let (percents, bare) = (BTreeSet::new(), BTreeMap::new());
        let mut book = Self { trees, model, sources, whole, rules, percents, bare };
        for id in &model.order {
            let Some(formula) = book.formula(*id) else { continue };
            if percent::is_percent(&book, &formula.value) {
                book.percents.insert(*id);
            }
            if let Some(number) = percent::bare(&book, &formula.value).filter(|_| formula.constant) {
                book.bare.insert(*id, number);
            }
        }
        book
    }

    /// The rules without errors, each as written and as understood.
    fn rules(&self) -> impl Iterator<Item = (&'b RuleDecl, &'b Rule)> {
        self.rules.iter().copied()
    }

    /// A formula; none where errors have left holes in their numbering.
    fn formula(&self, id: FormulaId) -> Option<&'b Formula> {
        self.model.formula(id).filter(|_| self.whole)
    }

    /// What stands there, on one line.
    fn text(&self, span: Span) -> String {
        self.sources.text(span).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Every expression of the formulas and rules.
    fn expressions(&self) -> Vec<&'b Typed> {
        let mut all: Vec<&Typed> = self.model.formulas.iter().map(|formula| &formula.value).collect();
        for rule in &self.model.rules {
            all.extend(&rule.when);
            all.extend(rule.checks.iter().map(|check| &check.holds));
            all.extend(rule.message.iter().flat_map(|message| &message.0).filter_map(|piece| match piece {
                Piece::Value(value) | Piece::Formatted(value, _) | Piece::Chosen(value) => Some(value),
                Piece::Text(_) | Piece::Field(_) | Piece::Made(_) => None,
            }));
        }
        all
    }

    /// What an expression means, without its place: equal for equal meanings.
    fn meaning(&self, value: &Typed) -> String {
        let known = |id| self.formula(id);
        canonical::expression(value, &self.model.vocab, &known)
    }
}

/// The expression and all inside it.
fn each<'t>(value: &'t Typed, see: &mut impl FnMut(&'t Typed)) {
    see(value);
    value.kind.inside().into_iter().for_each(|inner| each(inner, see));
}

/// The first `most` of several names, in both languages, and whether there are more.
fn listed(names: impl ExactSizeIterator<Item = Both>, most: usize) -> Both {
    let more = names.len() > most;
    let (mut zh, mut en): (Vec<String>, Vec<String>) =
        names.take(most).map(|name| (format!("“{}”", name.zh), format!("`{}`", name.en))).unzip();
    if more {
        zh.push("…".to_owned());
        en.push("…".to_owned());
    }
    Both::new(zh.join("、"), en.join(", "))
}

/// The largest absolute term of what is added up in literals, against which equality is measured; 0 where nothing is.
fn largest_term(value: &Typed) -> f64 {
    let size = |value: &Typed| literal(value).map_or(0.0, f64::abs);
    match &value.kind {
        Kind::Sum(terms) => {
            terms.iter().map(|(_, term)| largest_term(term).max(size(term))).fold(0.0, f64::max)
        }
        Kind::Negative(inner) => largest_term(inner),
        Kind::Convert(inner, conversion) if conversion.add() != 0.0 => {
            let scaled = conversion.apply(largest_term(inner).max(size(inner))) - conversion.add();
            scaled.abs().max(conversion.add().abs())
        }
        Kind::Convert(inner, conversion) => conversion.apply(largest_term(inner)),
        _ => 0.0,
    }
}

/// What the literals of an expression come to; none where it reads anything else.
fn literal(value: &Typed) -> Option<f64> {
    match &value.kind {
        Kind::Number(number) | Kind::Ratio(number) => Some(*number),
        Kind::Negative(inner) => Some(-literal(inner)?),
        Kind::Convert(inner, conversion) => Some(conversion.apply(literal(inner)?)),
        Kind::Sum(terms) => terms.iter().try_fold(0.0, |sum, (minus, term)| {
            Some(if *minus { sum - literal(term)? } else { sum + literal(term)? })
        }),
        Kind::Times(a, b) => Some(literal(a)? * literal(b)?),
        Kind::Over(a, b) => Some(literal(a)? / literal(b)?).filter(|quotient| quotient.is_finite()),
        _ => None,
    }
}
