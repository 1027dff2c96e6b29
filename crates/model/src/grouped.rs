//! What is asked of a group of subjects, or of rows of a form.

use shensuan_diagnostics::Lang;
use shensuan_plan::Statistic;
use shensuan_vocab::FormId;

use crate::typed::Typed;

/// A group with fewer values has no median, no share and no rank, unless something else is written.
pub(crate) const LEAST: u32 = 10;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Asked {
    /// What the plan knows how to ask.
    Of(Statistic),
    /// The sum by how many are given.
    Mean,
    /// In how many of those in which a condition is known it is true.
    Share,
}

/// An aggregate over a group. Its scope is that of its keys: one value for all that share them.
#[derive(Clone, Debug, PartialEq)]
pub struct Grouped {
    /// What is asked.
    pub asked: Asked,
    /// The rows of a form; none for the subjects.
    pub rows: Option<FormId>,
    /// Of what; none for a count of rows.
    pub value: Option<Typed>,
    /// `where …`
    pub keep: Option<Typed>,
    /// What tells groups apart; without any all are one group.
    pub keys: Vec<Typed>,
    /// How many values a group must have to have an answer.
    pub least: u32,
}

/// Whether the rows of a subject list all that is common in its group.
#[derive(Clone, Debug, PartialEq)]
pub struct Common {
    /// The rows.
    pub rows: FormId,
    /// What they list.
    pub listed: Typed,
    /// The same as a number.
    pub number: Typed,
    /// `where …`
    pub keep: Option<Typed>,
    /// What at least this share of the group's subjects list is common.
    pub share: f64,
    /// What tells groups apart.
    pub keys: Vec<Typed>,
    /// How many subjects of a group must list anything.
    pub least: u32,
}

impl Asked {
    /// What it is called; with its share, where it has one.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        use shensuan_plan::How;
        match self {
            Self::Mean => lang.pick("均值", "mean"),
            Self::Share => lang.pick("占比", "share"),
            Self::Of(statistic) => match statistic {
                Statistic::Fold(How::Count | How::CountGiven) => lang.pick("记录数", "count"),
                Statistic::Fold(How::Sum) => lang.pick("合计", "sum"),
                Statistic::Fold(How::Min) => lang.pick("最小", "min"),
                Statistic::Fold(How::Max) => lang.pick("最大", "max"),
                Statistic::Fold(How::Any) => lang.pick("存在", "any"),
                Statistic::Fold(How::Every) => lang.pick("每行", "every"),
                Statistic::Distinct => lang.pick("去重", "distinct"),
                Statistic::Median => lang.pick("中位数", "median"),
                Statistic::Mad => lang.pick("绝对中位差", "mad"),
                Statistic::StdDev => lang.pick("标准差", "stddev"),
                Statistic::Percentile(_) => lang.pick("分位数", "percentile"),
                Statistic::Rank => lang.pick("名次", "rank"),
            },
        }
    }

    /// Whether what comes out is of the kind of what goes in: of percentages a percentage.
    pub(crate) fn keeps_what_it_is_of(self) -> bool {
        use shensuan_plan::How;
        match self {
            Self::Mean => true,
            Self::Share => false,
            Self::Of(statistic) => match statistic {
                Statistic::Fold(How::Sum | How::Min | How::Max)
                | Statistic::Median
                | Statistic::Mad
                | Statistic::StdDev
                | Statistic::Percentile(_) => true,
                Statistic::Fold(How::Count | How::CountGiven | How::Any | How::Every)
                | Statistic::Distinct
                | Statistic::Rank => false,
            },
        }
    }

    /// Whether it says nothing of a group that is too small.
    pub(crate) fn knows_a_minimum(self) -> bool {
        match self {
            Self::Share => true,
            Self::Mean => false,
            Self::Of(statistic) => match statistic {
                Statistic::Median
                | Statistic::Mad
                | Statistic::StdDev
                | Statistic::Percentile(_)
                | Statistic::Rank => true,
                Statistic::Fold(_) | Statistic::Distinct => false,
            },
        }
    }
}
