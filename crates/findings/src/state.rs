//! What is known of a value.

use serde::Serialize;
use shensuan_diagnostics::Lang;

/// What is known of a value in evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It stands in a cell.
    Given,
    /// It was computed.
    Computed,
    /// The cell is empty.
    Missing,
    /// The form is not filed, or has no row.
    NotFiled,
    /// No row has the key that is looked up, which is the value.
    NotFound,
    /// The cell holds something that cannot be read; the value is its text.
    Unreadable,
    /// The rows of the subject disagree.
    Conflicting,
    /// A mark stands where arithmetic needs a number.
    Mark,
    /// The text of its unit names no unit.
    UnitUnknown,
    /// Its unit does not fit what it is added to or compared with.
    UnitMisfit,
    /// What is divided by comes to zero with it.
    ZeroDivisor,
    /// What is computed from it is no number.
    NoResult,
    /// The code of which a level is asked has none of that level.
    NoLevel,
    /// Its text is the name of several codes.
    SeveralCodes,
    /// Too few members of its group have a value.
    FewInGroup,
    /// It is not among the members of its group that are asked for.
    LeftOut,
    /// More than half of its group are equal: nothing says how far from them is far.
    NoSpread,
    /// No value of its row goes by its name.
    NotNamed,
    /// Several values of its row go by its name, and differ.
    NamedTwice,
    /// A condition leaves what is computed from it out.
    RuledOut,
}

impl State {
    /// Whether there is a value to go on with.
    #[must_use]
    pub const fn is_given(self) -> bool {
        matches!(self, Self::Given | Self::Computed)
    }

    /// In words, as they stand behind the name of a field.
    #[must_use]
    pub const fn word(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            Self::Given => ("已填", "given"),
            Self::Computed => ("已算出", "computed"),
            Self::Missing => ("缺失", "missing"),
            Self::NotFiled => ("未填报", "not filed"),
            Self::NotFound => ("查不到", "not found"),
            Self::Unreadable => ("无法读取", "unreadable"),
            Self::Conflicting => ("各行不一致", "rows disagree"),
            Self::Mark => ("不是数值", "not a number"),
            Self::UnitUnknown => ("单位无法识别", "unknown as a unit"),
            Self::UnitMisfit => ("单位不符", "does not fit"),
            Self::ZeroDivisor => ("除数为 0", "division by 0"),
            Self::NoLevel => ("没有所取的那一级", "has no code of that level"),
            Self::SeveralCodes => ("是多个代码共有的名称", "is the name of several codes"),
            Self::FewInGroup => ("数值太少", "too few values"),
            Self::LeftOut => ("未计入", "does not count it in"),
            Self::NoSpread => ("多数相同，无从比较", "mostly equal: nothing to compare with"),
            Self::NotNamed => ("缺参数", "no such parameter"),
            Self::NamedTwice => ("参数重名而数值不同", "parameters of one name differ"),
            Self::RuledOut => ("按条件不算", "ruled out by a condition"),
            Self::NoResult => ("算不出数值", "gives no number"),
        };
        match lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }
}
