//! Statistics: what they state of a group is made of aggregates, all over the same groups, of nothing private.

use std::collections::BTreeMap;

use shensuan_diagnostics::Span;
use shensuan_diagnostics::codes::{names, rulebook, statistics as codes, types};
use shensuan_plan::{How, Statistic as Asking};
use shensuan_syntax::SyntaxTree;
use shensuan_syntax::tree::{Ident, Item, Node, Reference, StatisticDecl};
use shensuan_syntax::tree_expr::{By, Expr, ExprKind, Judged as Written};
use shensuan_vocab::names::fold_name;

use super::declare::name;
use super::expr::truth;
use super::groups::is_exact;
use super::{Checker, Context, at, severity};
use crate::grouped::{Asked, Grouped};
use crate::model::FormulaId;
use crate::statistics::{Judged, Statistic, Top, judges};
use crate::typed::{Kind, Scope, Typed};
use crate::types::Type;

/// Whether the groups of two aggregates are the same.
fn same_keys(a: &Grouped, b: &Grouped) -> bool {
    a.keys.iter().map(|key| &key.kind).eq(b.keys.iter().map(|key| &key.kind))
}

/// So many are listed at most.
const MOST: usize = 100_000;

impl Checker {
    pub(super) fn statistics(&mut self, trees: &[SyntaxTree]) -> Vec<Statistic> {
        let mut known: BTreeMap<String, Span> = BTreeMap::new();
        let mut found = Vec::new();
        self.rules_written = trees.iter().flat_map(|tree| &tree.items).filter_map(written_id).collect();
        for item in trees.iter().flat_map(|tree| &tree.items) {
            let Item::Statistic(declared) = item else { continue };
            for ident in std::iter::once(&declared.names.name).chain(&declared.names.also) {
                if let Some(first) = known.insert(fold_name(&ident.value), ident.span) {
                    let twice = at(names::DECLARED_TWICE, ident.span).with("name", ident.value.as_str());
                    self.say(twice.label(first, names::FIRST_DECLARED_HERE));
                }
            }
            found.extend(self.statistic(declared));
        }
        found
    }

    fn statistic(&mut self, declared: &StatisticDecl) -> Option<Statistic> {
        let context = Context { statistic: true, outside: true, ..Context::default() };
        let (value, top) = match &declared.top {
            Some(count) => {
                let (total, top) = self.top(count, &declared.value, &context.aggregated())?;
                (total, Some(top))
            }
            None => {
                // Rows of several forms do not belong together; what is asked of all of each may be added up.
                self.forms_beside = true;
                let value = self.infer(&declared.value, &context);
                self.forms_beside = false;
                (value?, None)
            }
        };
        if !matches!(value.ty, Type::Number(_)) {
            return self.not_a_number(&value).and(None);
        }
        let mut groups = Vec::new();
        self.made_of_groups(&value, &mut groups)?;
        let Some((made_of, first)) = groups.first().copied() else {
            return self.refuse(at(codes::NO_STATISTIC, value.span).help(codes::STATISTIC_USAGE));
        };
        let mut others: Vec<(&Typed, &Grouped)> = Vec::new();
        for (other, grouped) in groups.iter().copied() {
            let mut known = std::iter::once(first).chain(others.iter().map(|(_, grouped)| *grouped));
            if known.any(|known| same_keys(known, grouped)) {
                continue;
            }
            if top.is_some() || !self.correspond(first, grouped) {
                let differ = at(codes::OTHER_GROUPS, other.span);
                return self.refuse(differ.label(made_of.span, codes::FIRST_GROUPS));
            }
            others.push((other, grouped));
        }
        if !others.is_empty() {
            self.arithmetic_alone(&value)?;
        }
        for (_, grouped) in &groups {
            self.nothing_private(grouped)?;
            self.no_count_of_verdicts(grouped)?;
        }
        let others = others.into_iter().map(|(other, _)| other.clone()).collect();
        let (made_of, span) = (made_of.clone(), declared.names.name.span);
        Some(Statistic { name: name(&declared.names), value, made_of, others, top, span })
    }

    /// Whether groups of the rows of two forms are made by keys that mean the same: one after the other the same key, or a
    /// text or a code of one list in the rows of each. A text that is written out stands in the rows of its form, too.
    fn correspond(&self, first: &Grouped, other: &Grouped) -> bool {
        let written = |key: &Typed| matches!(key.kind, Kind::Words(_));
        let of_rows = |key: &Typed| matches!(key.scope, Scope::Rows(_)) || written(key);
        let a_text = |key: &Typed| {
            matches!(key.ty, Type::Code(_) | Type::Text) && (written(key) || key.kind.cell().is_some())
        };
        let stands_in = |text: &str, key: &Typed| match &key.ty {
            Type::Code(list) => self.vocab.list(*list).find(text).is_some(),
            _ => true,
        };
        let alike = |first: &Typed, other: &Typed| match (&first.kind, &other.kind) {
            (Kind::Words(text), _) => stands_in(text, other),
            (_, Kind::Words(text)) => stands_in(text, first),
            _ => first.ty == other.ty && is_exact(first, &self.vocab) == is_exact(other, &self.vocab),
        };
        let pairs = first.keys.iter().zip(&other.keys);
        let mean_the_same = |(first, other): (&Typed, &Typed)| {
            let same = first.kind == other.kind;
            a_text(first)
                && a_text(other)
                && (same || of_rows(first) && of_rows(other) && alike(first, other))
        };
        first.rows.is_some()
            && other.rows.is_some()
            && first.rows != other.rows
            && first.keys.len() == other.keys.len()
            && pairs.into_iter().all(mean_the_same)
    }

    /// Of groups in several forms nothing but sums, differences, products and quotients is made.
    fn arithmetic_alone(&mut self, value: &Typed) -> Option<()> {
        match &value.kind {
            Kind::Group(_) | Kind::Number(_) | Kind::Ratio(_) => Some(()),
            Kind::Sum(_)
            | Kind::Times(..)
            | Kind::Over(..)
            | Kind::Negative(_)
            | Kind::Convert(..)
            | Kind::OverFields(How::Sum, _) => {
                value.kind.inside().into_iter().try_for_each(|part| self.arithmetic_alone(part))
            }
            _ => self.refuse(at(codes::NO_STATISTIC, value.span).help(codes::SEVERAL_FORMS_USAGE)),
        }
    }

    /// How many verdicts are known is no count of those who pass, or fail.
    fn no_count_of_verdicts(&mut self, grouped: &Grouped) -> Option<()> {
        let counts = matches!(grouped.asked, Asked::Of(Asking::Distinct | Asking::Fold(How::CountGiven)));
        match grouped.value.as_ref().filter(|value| counts && judges(value)) {
            Some(value) => self.refuse(at(codes::COUNT_OF_VERDICTS, value.span).help(codes::COUNT_WHERE)),
            None => Some(()),
        }
    }

    /// The aggregates over groups that a value is made of; nothing else of it may vary.
    fn made_of_groups<'v>(
        &mut self,
        value: &'v Typed,
        into: &mut Vec<(&'v Typed, &'v Grouped)>,
    ) -> Option<()> {
        match &value.kind {
            Kind::Group(grouped) if grouped.asked != Asked::Of(Asking::Rank) => {
                into.push((value, grouped));
                Some(())
            }
            Kind::Formula(_) if value.scope <= Scope::DataSet => Some(()),
            kind => {
                let parts = kind.inside();
                if parts.is_empty() && value.scope > Scope::DataSet
                    || matches!(kind, Kind::Group(_) | Kind::Fold { .. })
                {
                    return self.refuse(at(codes::NO_STATISTIC, value.span).help(codes::STATISTIC_USAGE));
                }
                parts.into_iter().try_for_each(|part| self.made_of_groups(part, into))
            }
        }
    }

    /// `top 10 (emission as t) by division`: the total of each group, and what is listed.
    fn top(&mut self, count: &Node<String>, value: &Expr, context: &Context) -> Option<(Typed, Top)> {
        let everybody = By { keys: Vec::new(), least: None, span: value.span };
        let (call, by) = match &value.value {
            ExprKind::By(call, by) => (call.as_ref(), by),
            _ => (value, &everybody),
        };
        let ExprKind::Call(word, arguments) = &call.value else { return None };
        let written = count.value.parse::<usize>().ok().filter(|count| (1..=MOST).contains(count));
        let Some(count) = written else {
            let said = at(types::WHOLE_NUMBER_WANTED, count.span);
            return self.refuse(said.with("least", "1").with("most", MOST.to_string()));
        };
        let total = Ident::new("sum".to_owned(), word.span);
        let total = self.total_by(&total, arguments, by, value.span, context)?;
        let Kind::Group(grouped) = &total.kind else { return None };
        let by = grouped.value.clone()?;
        if by.scope <= Scope::DataSet {
            return self.refuse(at(codes::NOTHING_TO_LIST, by.span));
        }
        if self.is_private(&by, &mut Vec::new()) {
            return self.refuse(at(codes::PRIVATE_STATISTIC, by.span).help(codes::COUNT_PRIVATE));
        }
        let keep = grouped.keep.clone();
        Some((total, Top { count, by, keep }))
    }

    /// Keys and values stand in the results, and a condition tells what a field holds: none is made of private fields. How
    /// many gave one, and how many different ones there are, may be said.
    fn nothing_private(&mut self, grouped: &Grouped) -> Option<()> {
        let counts =
            matches!(grouped.asked, Asked::Of(Asking::Distinct | Asking::Fold(How::Count | How::CountGiven)));
        let value = grouped.value.iter().filter(|_| !counts);
        for shown in grouped.keys.iter().chain(&grouped.keep).chain(value) {
            if self.is_private(shown, &mut Vec::new()) {
                return self.refuse(at(codes::PRIVATE_STATISTIC, shown.span).help(codes::COUNT_PRIVATE));
            }
        }
        Some(())
    }

    /// Whether a value shows a private field; a formula is looked into once. That one is given may be said.
    fn is_private(&self, value: &Typed, seen: &mut Vec<FormulaId>) -> bool {
        match &value.kind {
            Kind::GivenText(_) => false,
            Kind::Given(inner) if inner.kind.cell().is_some() => false,
            Kind::Formula(id) if seen.contains(id) => false,
            Kind::Formula(id) => {
                seen.push(*id);
                self.formula(*id).is_some_and(|formula| self.is_private(&formula.value, seen))
            }
            kind => {
                kind.cell().is_some_and(|field| self.vocab.field(field).private)
                    || kind.inside().into_iter().any(|inner| self.is_private(inner, seen))
            }
        }
    }

    /// `mandatory rules pass`, `rule SZ-01 fails`: inside statistics alone.
    pub(super) fn judged(
        &mut self,
        which: &Written,
        fails: bool,
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        if !context.statistic {
            return self.refuse(at(codes::RULES_IN_STATISTICS, span).help(codes::RULES_USAGE));
        }
        let which = match which {
            Written::All => Judged::All,
            Written::Of(written) => Judged::Of(severity(*written)),
            Written::One(rule) => Judged::One(self.judging(rule)?),
        };
        Some(truth(Kind::Judged(which, fails), Scope::Subject, span))
    }

    /// The rule that is asked for: one that judges subjects or their rows.
    fn judging(&mut self, wanted: &Reference) -> Option<Span> {
        let owner = wanted.layer.as_ref().map(|layer| self.layers.named(&layer.value));
        let found = self.rules_of.get(&wanted.name.value).and_then(|all| self.rules.get(*all.first()?));
        match found.filter(|rule| owner.is_none_or(|owner| owner.is_some() && rule.declared_in == owner)) {
            Some(rule) if rule.is_of_no_subject(&self.groups) => {
                let said = at(codes::RULE_OF_NO_SUBJECT, wanted.name.span);
                self.refuse(said.with("rule", wanted.name.value.as_str()))
            }
            Some(rule) => Some(rule.span),
            // A rule that could not be checked has been complained of.
            None if self.rules_written.contains(&wanted.name.value) => None,
            None if self.names.is_poisoned(&wanted.name.value) => None,
            None => {
                let near = self.nearest(&wanted.name.value, self.rules.iter().map(|rule| rule.id.as_str()));
                let said = at(rulebook::NO_SUCH_RULE, wanted.span()).with("rule", wanted.text());
                let near = (!near.is_empty()).then(|| names::DID_YOU_MEAN.with("names", near));
                self.refuse(match near {
                    Some(near) => said.help(near),
                    None => said,
                })
            }
        }
    }
}

/// The id of a rule as written.
fn written_id(item: &Item) -> Option<String> {
    let Item::Rule(rule) = item else { return None };
    rule.id.as_ref().map(|id| id.value.clone())
}
