//! Statistics: tables of the results, judged by nobody.

use shensuan_diagnostics::Span;
use shensuan_vocab::Name;

use crate::model::{Model, Severity};
use crate::typed::{Kind, Typed};

/// Whose judgement of a subject is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Judged {
    /// That of all rules.
    All,
    /// That of all rules of a severity.
    Of(Severity),
    /// That of one rule, which goes by the place where it is declared.
    One(Span),
}

/// A table of the results: a row a group, or the largest of each group.
#[derive(Clone, Debug)]
pub struct Statistic {
    /// What it is called.
    pub name: Name,
    /// What it states of a group; of a list the total.
    pub value: Typed,
    /// The aggregate whose groups its rows are: the first of `value`.
    pub made_of: Typed,
    /// The first aggregate over the rows of each other form, whose keys correspond to those.
    pub others: Vec<Typed>,
    /// Its largest, where it is a list of them.
    pub top: Option<Top>,
    /// Where it is declared.
    pub span: Span,
}

/// The largest of a group.
#[derive(Clone, Debug)]
pub struct Top {
    /// How many at most.
    pub count: usize,
    /// What they are listed by.
    pub by: Typed,
    /// `where …`
    pub keep: Option<Typed>,
}

/// Whether a value asks how rules judge.
pub(crate) fn judges(value: &Typed) -> bool {
    matches!(value.kind, Kind::Judged(..)) || value.kind.inside().into_iter().any(judges)
}

impl Statistic {
    /// The values that it is made of, keys among them.
    pub(crate) fn values(&self) -> impl Iterator<Item = &Typed> {
        let listed = self.top.iter().flat_map(|top| std::iter::once(&top.by).chain(&top.keep));
        std::iter::once(&self.value).chain(listed)
    }

    /// The key at a place, counted from 0: of several forms that of the first in whose rows it stands, and is not written out.
    #[must_use]
    pub fn key(&self, at: usize) -> Option<&Typed> {
        let made_of = std::iter::once(&self.made_of).chain(&self.others);
        let mut keys = made_of.filter_map(|made_of| match &made_of.kind {
            Kind::Group(grouped) => grouped.keys.get(at),
            _ => None,
        });
        let first = keys.next()?;
        let written = |key: &&Typed| !matches!(key.kind, Kind::Words(_));
        Some(std::iter::once(first).chain(keys).find(written).unwrap_or(first))
    }

    /// Whether it asks how rules judge.
    #[must_use]
    pub fn asks_of_rules(&self) -> bool {
        self.values().any(judges)
    }
}

impl Model {
    /// The id of a rule that goes by the place where it is declared.
    #[must_use]
    pub fn rule_at(&self, span: Span) -> Option<&str> {
        let resting = self.resting.iter().map(|resting| &resting.rule);
        self.rules.iter().chain(resting).find(|rule| rule.span == span).map(|rule| rule.id.as_str())
    }
}
