//! Which way the mandatory rules go by an overridden constant, formula or set: whether they fail less often, more
//! often, or whether that cannot be known.
//!
//! What reads it is followed through sums, comparisons and conditions that go one way; a product does where the other
//! side cannot be negative. Where nothing is certain, nothing is said to be.

use std::collections::BTreeMap;

use shensuan_diagnostics::Span;
use shensuan_plan::How;
use shensuan_syntax::Expr;
use shensuan_syntax::tree_expr::SetMember;

use super::super::names::Target;
use super::super::{Checker, Context};
use super::apply::{Effective, Replaced};
use crate::layers::{Bearing, LayerId};
use crate::model::{FormulaId, Rule, Severity};
use crate::typed::{Kind, Typed};
use crate::types::Type;

/// How a value goes when what is overridden grows; a condition goes up where it is true more often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// It does not read it.
    Stays,
    Up,
    Down,
    Unknown,
}

impl Way {
    const fn flipped(self) -> Self {
        match self {
            Self::Up => Self::Down,
            Self::Down => Self::Up,
            Self::Stays | Self::Unknown => self,
        }
    }

    fn with(self, other: Self) -> Self {
        match (self, other) {
            (Self::Stays, way) | (way, Self::Stays) => way,
            (a, b) if a == b => a,
            _ => Self::Unknown,
        }
    }

    /// The same, where it is certain.
    fn where_known(self, known: bool) -> Self {
        if known || self == Self::Stays { self } else { Self::Unknown }
    }
}

/// A constant, formula or set that is overridden, as rules read it.
pub(super) struct Overridden {
    pub(super) declared: Span,
    /// The topmost layer that overrides it.
    pub(super) layer: Option<LayerId>,
    reads: Reads,
    /// Of each mandatory rule that reads it, how its passing goes.
    mandatory: Vec<Way>,
}

/// How something that is overridden stands in a value.
enum Reads {
    Formula(FormulaId),
    /// The tests that name a set stand here.
    Set(Vec<Span>),
}

impl Checker {
    /// What is overridden, each once.
    pub(super) fn overridden(&self, effective: &Effective<'_>) -> Vec<Overridden> {
        let mut layers: BTreeMap<Span, Option<LayerId>> = BTreeMap::new();
        layers.extend(effective.values.iter().map(|value| (value.declared, value.layer)));
        let all = layers.into_iter().filter_map(|(declared, layer)| {
            let is = |formula: &Option<crate::model::Formula>| {
                formula.as_ref().is_some_and(|formula| formula.span == declared)
            };
            let reads = match self.formulas.iter().position(is) {
                Some(at) => Reads::Formula(FormulaId(u32::try_from(at).ok()?)),
                None => {
                    Reads::Set(self.tests_of(self.sets.iter().position(|set| set.name.span == declared)?))
                }
            };
            Some(Overridden { declared, layer, reads, mandatory: Vec::new() })
        });
        all.collect()
    }

    /// Where tests name a set, or one that holds it.
    fn tests_of(&self, set: usize) -> Vec<Span> {
        let mut holds = vec![set];
        let mut next = 0;
        while let Some(inner) = holds.get(next).copied() {
            next += 1;
            for (at, outer) in self.sets.iter().enumerate() {
                let named = outer.members.iter().any(|member| match &member.value {
                    SetMember::Name(path) => (self.names.get(&path.text()).iter())
                        .any(|(target, _)| matches!(target, Target::Set(set) if *set == inner)),
                    _ => false,
                });
                if named && !holds.contains(&at) {
                    holds.push(at);
                }
            }
        }
        let reads = self.sets_read.iter().filter(|(set, _)| holds.contains(set));
        reads.map(|(_, span)| *span).collect()
    }

    /// Whether a rule reads what is overridden; of a mandatory one that is judged, which way it goes is kept.
    pub(super) fn follows(&self, rule: &Rule, judged: bool, of: &mut Overridden) -> bool {
        let mut follow = Follow { checker: self, reads: &of.reads, rule, formulas: BTreeMap::new() };
        let mut when = Way::Stays;
        for value in &rule.when {
            when = when.with(follow.way(value));
        }
        let mut passes = Way::Stays;
        for check in &rule.checks {
            passes = passes.with(follow.way(&check.holds));
        }
        // Who is judged more often fails more often.
        let way = passes.with(when.flipped());
        if judged && rule.severity == Severity::Mandatory && way != Way::Stays {
            of.mandatory.push(way);
        }
        way != Way::Stays
    }

    /// What a change of a value means for the mandatory rules; none where it is no such change.
    pub(super) fn bearing(
        &mut self,
        effective: &Effective<'_>,
        change: usize,
        overridden: &[Overridden],
    ) -> Option<Bearing> {
        let value = effective.values.iter().find(|value| value.change == change)?;
        let of = overridden.iter().find(|of| of.declared == value.declared)?;
        let grown = match &value.new {
            Replaced::Formula => Way::Unknown,
            Replaced::Set { grows: true, shrinks: true } => Way::Stays,
            Replaced::Set { grows: true, shrinks: false } => Way::Up,
            Replaced::Set { grows: false, shrinks: true } => Way::Down,
            Replaced::Set { grows: false, shrinks: false } => Way::Unknown,
            Replaced::Constant(values) => self.grown(&values.0, &values.1),
        };
        let effects = of.mandatory.iter().map(|passes| match (grown, passes) {
            (Way::Stays, _) | (_, Way::Stays) => Bearing::None,
            (Way::Unknown, _) | (_, Way::Unknown) => Bearing::MayWeaken,
            (grown, passes) if grown == *passes => Bearing::Weakens,
            _ => Bearing::Tightens,
        });
        let effects: Vec<Bearing> = effects.collect();
        let strongest = [Bearing::Weakens, Bearing::MayWeaken, Bearing::Tightens];
        Some(strongest.into_iter().find(|bearing| effects.contains(bearing)).unwrap_or_default())
    }

    /// Which way a constant goes.
    fn grown(&mut self, before: &Expr, now: &Expr) -> Way {
        // What is wrong with either has been said where it stands.
        let said = std::mem::take(&mut self.said);
        let values = [before, now].map(|value| {
            let value = self.infer(value, &Context::default())?;
            self.coherent(&value)
        });
        self.said = said;
        match values {
            [Some(before), Some(now)] if before == now => Way::Stays,
            // Across 0 a quotient does not go one way.
            [Some(before), Some(now)] if before * now < 0.0 => Way::Unknown,
            [Some(before), Some(now)] => {
                if before < now {
                    Way::Up
                } else {
                    Way::Down
                }
            }
            _ => Way::Unknown,
        }
    }

    /// The number of a constant, in coherent units.
    fn coherent(&self, value: &Typed) -> Option<f64> {
        let number = match &value.kind {
            Kind::Negative(inner) => return self.coherent(inner).map(|number| -number),
            Kind::Convert(inner, _) => return self.coherent(inner),
            Kind::Formula(id) => {
                return self.coherent(&self.formula(*id).filter(|known| known.constant)?.value);
            }
            Kind::Sum(terms) => {
                let terms = terms.iter().map(|(minus, term)| {
                    self.coherent(term).map(|number| if *minus { -number } else { number })
                });
                return terms.sum();
            }
            Kind::Times(a, b) => return Some(self.coherent(a)? * self.coherent(b)?),
            Kind::Over(a, b) => {
                return Some(self.coherent(a)? / self.coherent(b)?).filter(|number| number.is_finite());
            }
            Kind::Number(number) | Kind::Ratio(number) => *number,
            _ => return None,
        };
        match &value.ty {
            Type::Number(unit) => Some(unit.to_coherent()?.apply(number)),
            _ => Some(number),
        }
    }
}

/// Follows what is overridden through the values of a rule.
struct Follow<'c> {
    checker: &'c Checker,
    reads: &'c Reads,
    rule: &'c Rule,
    formulas: BTreeMap<FormulaId, Way>,
}

impl Follow<'_> {
    fn way(&mut self, value: &Typed) -> Way {
        if let Some(way) = self.itself(value) {
            return way;
        }
        match &value.kind {
            Kind::Formula(id) => {
                if let Some(known) = self.formulas.get(id) {
                    return *known;
                }
                let checker = self.checker;
                let way = checker.formula(*id).map_or(Way::Stays, |formula| self.way(&formula.value));
                self.formulas.insert(*id, way);
                way
            }
            Kind::Convert(a, _)
            | Kind::Widen(a, _)
            | Kind::Narrow(a, _)
            | Kind::Unless(_, a)
            | Kind::IsTrue(a) => self.way(a),
            Kind::Negative(a) | Kind::Not(a) => self.way(a).flipped(),
            Kind::Sum(terms) => terms.iter().fold(Way::Stays, |way, (minus, term)| {
                let term = self.way(term);
                way.with(if *minus { term.flipped() } else { term })
            }),
            Kind::Times(a, b) => match (self.way(a), self.way(b)) {
                (way, Way::Stays) => way.where_known(self.at_least_0(b)),
                (Way::Stays, way) => way.where_known(self.at_least_0(a)),
                _ => Way::Unknown,
            },
            Kind::Over(a, b) => match (self.way(a), self.way(b)) {
                (way, Way::Stays) => way.where_known(self.at_least_0(b)),
                (Way::Stays, way) => way.flipped().where_known(self.at_least_0(a) && self.at_least_0(b)),
                _ => Way::Unknown,
            },
            Kind::Power(a, n) => self.way(a).where_known(*n > 0 && self.at_least_0(a)),
            Kind::Less(a, b) | Kind::AtMost(a, b) => self.way(a).flipped().with(self.way(b)),
            Kind::Implies(a, b) => self.way(a).flipped().with(self.way(b)),
            Kind::Otherwise(a, b) => self.way(a).with(self.way(b)),
            Kind::And(parts) | Kind::Or(parts) => self.all(parts),
            Kind::OverFields(How::Sum | How::Min | How::Max | How::Any | How::Every, parts) => {
                self.all(parts)
            }
            Kind::Choose(asked, a, b) => {
                let asked = self.way(asked) == Way::Stays;
                self.way(a).with(self.way(b)).where_known(asked).with(if asked {
                    Way::Stays
                } else {
                    Way::Unknown
                })
            }
            Kind::Fold { how, value, keep, .. } => self.fold(*how, value.as_deref(), keep.as_deref()),
            kind => {
                let inside = self.all_of(&kind.inside());
                inside.where_known(false)
            }
        }
    }

    /// Over rows: more rows are kept where their condition is true more often.
    fn fold(&mut self, how: How, value: Option<&Typed>, keep: Option<&Typed>) -> Way {
        let keeps = keep.map_or(Way::Stays, |keep| self.way(keep));
        let value = value.map(|value| self.way(value));
        match (how, value) {
            (How::Count, None) => keeps,
            (How::Any, Some(value)) => value.with(keeps),
            (How::Every, Some(value)) => value.with(keeps.flipped()),
            (How::Sum | How::Min | How::Max, Some(value)) if keeps == Way::Stays => value,
            (_, value) => value.unwrap_or(Way::Stays).with(keeps).where_known(false),
        }
    }

    fn all(&mut self, parts: &[Typed]) -> Way {
        parts.iter().fold(Way::Stays, |way, part| way.with(self.way(part)))
    }

    fn all_of(&mut self, parts: &[&Typed]) -> Way {
        parts.iter().fold(Way::Stays, |way, part| way.with(self.way(part)))
    }

    /// What is overridden itself: a number that grows, a test that is true of more.
    fn itself(&self, value: &Typed) -> Option<Way> {
        match (self.reads, &value.kind) {
            (Reads::Formula(of), Kind::Formula(id)) => (of == id).then_some(Way::Up),
            (Reads::Formula(_), _) => None,
            (Reads::Set(tests), Kind::Predicate(_)) => {
                let within = |test: &Span| {
                    test.source == value.span.source
                        && value.span.start <= test.start
                        && test.end <= value.span.end
                };
                tests.iter().any(within).then_some(Way::Up)
            }
            (Reads::Set(tests), _) if tests.contains(&value.span) => {
                Some(if value.ty == Type::Truth { Way::Up } else { Way::Unknown })
            }
            (Reads::Set(_), _) => None,
        }
    }

    /// Whether a number is certain not to be negative: written so, counted, or asked for by a condition of the rule.
    fn at_least_0(&self, value: &Typed) -> bool {
        let asked = |when: &Typed| {
            matches!(&when.kind, Kind::Less(low, high) | Kind::AtMost(low, high)
                if high.kind == value.kind && matches!(low.kind, Kind::Number(low) if low >= 0.0))
        };
        let mut conditions = self.rule.when.iter().flat_map(|when| match &when.kind {
            Kind::And(parts) => parts.iter().collect(),
            _ => vec![when],
        });
        match &value.kind {
            Kind::Number(number) | Kind::Ratio(number) => *number >= 0.0,
            Kind::RowCount(_) | Kind::Fold { how: How::Count | How::CountGiven, .. } => true,
            Kind::Formula(id) if self.checker.formula(*id).is_some_and(|formula| formula.constant) => {
                self.checker.formula(*id).is_some_and(|formula| self.at_least_0(&formula.value))
            }
            Kind::Convert(a, conversion) => conversion.add() == 0.0 && self.at_least_0(a),
            Kind::Times(a, b) | Kind::Over(a, b) => self.at_least_0(a) && self.at_least_0(b),
            Kind::Sum(terms) => terms.iter().all(|(minus, term)| !minus && self.at_least_0(term)),
            Kind::Power(a, n) => n % 2 == 0 || self.at_least_0(a),
            _ => conditions.any(asked),
        }
    }
}
