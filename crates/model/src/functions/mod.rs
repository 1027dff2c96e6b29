//! The functions that an author may call: one file each, and one list.
//!
//! A file says what the function is called in both languages, how it is written, what it does to units, what it
//! means, and examples, which are tests; how its arguments are checked; and what it lowers to. Row functions lower to a
//! few ops of the plan, functions of text are evaluated once per distinct text. Aggregates over rows stand
//! in `from_syntax/aggregates.rs`, and here for the reference alone.

mod census;
pub(crate) mod codes;
mod dates;
mod geography;
mod groups;
mod missing;
mod numbers;
mod reference;
mod rows;
mod text;

use std::cmp::Ordering;

use shensuan_diagnostics::Lang;
use shensuan_diagnostics::codes::Text;
use shensuan_plan::{Builder, ValueId};

use crate::from_syntax::{COMMON, Call, LIST};
use crate::text::Asked;
use crate::typed::Typed;

pub(crate) use census::credit_code;
pub(crate) use dates::{period_first, period_last};
pub use geography::distance::MEAN_RADIUS;
pub(crate) use geography::{latitude, longitude};
pub use reference::{entry, reference};
pub(crate) use text::similarity;

/// Every function, in the order of the reference.
pub const ALL: &[&Function] = &[
    &rows::sum::FUNCTION,
    &rows::count::FUNCTION,
    &rows::mean::FUNCTION,
    &rows::min::FUNCTION,
    &rows::max::FUNCTION,
    &rows::any::FUNCTION,
    &rows::every::FUNCTION,
    &rows::the::FUNCTION,
    &rows::same::FUNCTION,
    &groups::median::FUNCTION,
    &groups::mad::FUNCTION,
    &groups::stddev::FUNCTION,
    &groups::percentile::FUNCTION,
    &groups::share::FUNCTION,
    &groups::rank::FUNCTION,
    &groups::distinct::FUNCTION,
    &groups::outlier::FUNCTION,
    &groups::unique::FUNCTION,
    &groups::common::FUNCTION,
    &numbers::abs::FUNCTION,
    &numbers::round::FUNCTION,
    &numbers::floor::FUNCTION,
    &numbers::ceil::FUNCTION,
    &numbers::decimals::FUNCTION,
    &numbers::clamp::FUNCTION,
    &numbers::remainder::FUNCTION,
    &numbers::sqrt::FUNCTION,
    &numbers::power::FUNCTION,
    &numbers::exp::FUNCTION,
    &numbers::ln::FUNCTION,
    &numbers::log10::FUNCTION,
    &text::length::FUNCTION,
    &text::left::FUNCTION,
    &text::right::FUNCTION,
    &text::middle::FUNCTION,
    &text::after::FUNCTION,
    &text::item::FUNCTION,
    &text::trim::FUNCTION,
    &text::upper::FUNCTION,
    &text::lower::FUNCTION,
    &text::replace::FUNCTION,
    &text::number::FUNCTION,
    &similarity::FUNCTION,
    &text::matches::FUNCTION,
    &dates::date::FUNCTION,
    &dates::year::FUNCTION,
    &dates::quarter::FUNCTION,
    &dates::month::FUNCTION,
    &dates::day::FUNCTION,
    &dates::first_day::FUNCTION,
    &dates::last_day::FUNCTION,
    &period_first::FUNCTION,
    &period_last::FUNCTION,
    &dates::period_days::FUNCTION,
    &codes::level::FUNCTION,
    &codes::name::FUNCTION,
    &codes::parent::FUNCTION,
    &credit_code::FUNCTION,
    &census::division::FUNCTION,
    &census::organisation::FUNCTION,
    &geography::distance::FUNCTION,
    &longitude::FUNCTION,
    &latitude::FUNCTION,
    &missing::count_missing::FUNCTION,
    &missing::first_given::FUNCTION,
];

/// What stands before a bracket, as a language writes it: a function, or what is listed on the sides of `includes every`.
#[must_use]
pub fn called(spelling: &str, lang: Lang) -> Option<&'static str> {
    let function = ALL.iter().find(|function| function.spellings().any(|known| known == spelling));
    let listed = [LIST, COMMON].into_iter().find(|known| known.contains(&spelling));
    function.map(|function| function.name(lang)).or_else(|| listed.map(|[en, zh]| lang.pick(zh, en)))
}

/// A function as its file says it.
#[derive(Debug)]
pub struct Function {
    /// Its Chinese spellings, the written one first.
    pub zh: &'static [&'static str],
    /// Its English spellings, the written one first.
    pub en: &'static [&'static str],
    /// The family it belongs to.
    pub family: Family,
    /// How it is written.
    pub signature: Text,
    /// What it does to units; empty where it has nothing to do with them.
    pub unit: Text,
    /// What it means.
    pub about: Text,
    /// Expressions and what they come to.
    pub examples: &'static [Example],
    /// How its arguments are checked; none where it is an operator, which the grammar knows.
    pub(crate) check: Option<fn(&mut Call<'_>) -> Option<Typed>>,
    /// What it lowers to.
    pub(crate) lower: Lower,
}

/// What a function lowers to.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Lower {
    /// Nothing of its own: its check builds what there is.
    Nothing,
    /// Ops within a row, of its arguments.
    Row(fn(&mut Builder, &[ValueId]) -> ValueId),
    /// A text made of a text.
    Text(fn(Asked<'_>) -> Option<String>),
    /// A number made of a text.
    Measure(fn(Asked<'_>) -> Option<f64>),
}

/// A family of functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// Over rows, and over fields beside each other.
    Rows,
    /// Over groups of subjects, or of the rows of all subjects.
    Groups,
    /// Of numbers.
    Numbers,
    /// Of text.
    Text,
    /// Of dates and periods.
    Dates,
    /// Of the codes of a list.
    Codes,
    /// Checks that census offices need.
    Census,
    /// Of places.
    Geography,
    /// Of missing values.
    Missing,
}

impl Family {
    /// All of them, in the order of the reference.
    pub const ALL: [Self; 9] = [
        Self::Rows,
        Self::Groups,
        Self::Numbers,
        Self::Text,
        Self::Dates,
        Self::Codes,
        Self::Census,
        Self::Geography,
        Self::Missing,
    ];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> Text {
        match self {
            Self::Rows => Text { zh: "汇总", en: "Rows" },
            Self::Groups => Text { zh: "分组", en: "Groups" },
            Self::Numbers => Text { zh: "数值", en: "Numbers" },
            Self::Text => Text { zh: "文本", en: "Text" },
            Self::Dates => Text { zh: "日期和期间", en: "Dates and periods" },
            Self::Codes => Text { zh: "代码", en: "Codes" },
            Self::Census => Text { zh: "普查", en: "Census" },
            Self::Geography => Text { zh: "地理", en: "Geography" },
            Self::Missing => Text { zh: "缺失值", en: "Missing values" },
        }
    }
}

/// An expression and what it comes to, in both languages. Fields stand in a vocabulary of the tests.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// The expression.
    pub expression: Text,
    /// What is printed.
    pub gives: Text,
    /// What has to be given, as in a case; empty where nothing has.
    pub given: Text,
}

impl Example {
    /// An expression that comes to the same in both languages.
    pub(crate) const fn new(zh: &'static str, en: &'static str, gives: &'static str) -> Self {
        Self::of(zh, en, gives, gives)
    }

    /// An expression and what it comes to in each language.
    pub(crate) const fn of(
        zh: &'static str,
        en: &'static str,
        gives_zh: &'static str,
        gives_en: &'static str,
    ) -> Self {
        Self {
            expression: Text { zh, en },
            gives: Text { zh: gives_zh, en: gives_en },
            given: Text { zh: "", en: "" },
        }
    }

    /// A condition that holds.
    pub(crate) const fn holds(zh: &'static str, en: &'static str) -> Self {
        Self::of(zh, en, "是", "true")
    }

    /// A condition that does not hold.
    pub(crate) const fn fails(zh: &'static str, en: &'static str) -> Self {
        Self::of(zh, en, "否", "false")
    }

    /// An expression without a value.
    pub(crate) const fn missing(zh: &'static str, en: &'static str) -> Self {
        Self::of(zh, en, "缺失", "missing")
    }

    /// The same, where something is given.
    pub(crate) const fn given(self, zh: &'static str, en: &'static str) -> Self {
        Self { given: Text { zh, en }, ..self }
    }
}

/// Says nothing of units.
pub(crate) const NO_UNIT: Text = Text { zh: "", en: "" };
/// Wants a number without unit and gives one.
pub(crate) const BARE: Text =
    Text { zh: "参数与结果都没有单位", en: "its arguments and its result have no unit" };
/// The unit stays.
pub(crate) const KEEPS: Text = Text { zh: "结果的单位与 x 相同", en: "the result has the unit of x" };

impl Function {
    /// Every spelling.
    pub fn spellings(&self) -> impl Iterator<Item = &'static str> {
        self.zh.iter().chain(self.en).copied()
    }

    /// Its written name.
    #[must_use]
    pub fn name(&self, lang: Lang) -> &'static str {
        lang.pick(self.zh, self.en).first().copied().unwrap_or("")
    }
}

/// The function that is called by that name.
pub(crate) fn find(name: &str) -> Option<&'static Function> {
    callable().find(|function| function.spellings().any(|spelling| spelling == name))
}

/// The function, or the aggregate, whose English name that is.
pub(crate) fn named(name: &str) -> Option<&'static Function> {
    callable().chain(ALL.iter().copied()).find(|function| function.en.contains(&name))
}

/// Whether a function or an aggregate is called by that name.
pub(crate) fn is_spelling(name: &str) -> bool {
    ALL.iter().any(|function| function.spellings().any(|spelling| spelling == name))
}

/// Whether what a function makes of a percentage is one.
pub(crate) fn keeps_percent(callee: Callee) -> bool {
    use numbers::{abs, ceil, clamp, floor, round};
    let keep = [&abs::FUNCTION, &round::FUNCTION, &floor::FUNCTION, &ceil::FUNCTION, &clamp::FUNCTION];
    keep.into_iter().any(|function| callee == Callee::new(function))
}

/// The functions that stand before a bracket.
pub(crate) fn callable() -> impl Iterator<Item = &'static Function> {
    ALL.iter().copied().filter(|function| function.check.is_some())
}

/// A function within an expression; equal and ordered by its name.
#[derive(Clone, Copy)]
pub struct Callee(&'static Function);

impl Callee {
    pub(crate) const fn new(function: &'static Function) -> Self {
        Self(function)
    }

    /// The function.
    #[must_use]
    pub const fn get(self) -> &'static Function {
        self.0
    }

    fn key(self) -> &'static str {
        self.0.en.first().copied().unwrap_or("")
    }
}

impl std::fmt::Debug for Callee {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.key())
    }
}

impl PartialEq for Callee {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Callee {}

impl PartialOrd for Callee {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Callee {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(other.key())
    }
}
