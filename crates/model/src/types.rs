//! What an expression is.

use shensuan_diagnostics::{Both, Lang, Localised};
use shensuan_vocab::units::Unit;
use shensuan_vocab::{ListId, Vocab};

/// The type of an expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// A number in a unit; a bare number and a ratio are dimensionless.
    Number(Unit),
    /// A number whose unit is known only row by row. It computes in coherent units, and its dimension travels
    /// with it.
    Quantity,
    /// A truth of three values.
    Truth,
    /// A code of a list.
    Code(ListId),
    /// Text.
    Text,
    /// A day, as a number of days.
    Date,
    /// A year, a month, a span: text which means its first and its last day.
    Period,
    /// A longitude and a latitude.
    Coordinates,
    /// What an area is bounded by.
    Outline,
}

impl Type {
    /// Whether it is text in the cells, whatever it means.
    #[must_use]
    pub const fn is_text(&self) -> bool {
        matches!(self, Self::Code(_) | Self::Text | Self::Period | Self::Coordinates | Self::Outline)
    }
}

impl Type {
    /// How a message names it.
    pub(crate) fn describe(&self, vocab: &Vocab) -> Both {
        match self {
            Self::Number(unit) if unit.is_dimensionless() => Both::new("数值", "a number"),
            Self::Number(unit) => {
                Both::new(format!("数值（{}）", unit.in_zh()), format!("a number in {}", unit.in_en()))
            }
            Self::Quantity => Both::new("带单位数值", "a quantity whose unit stands in its row"),
            Self::Truth => Both::new("条件", "a condition"),
            Self::Code(list) => {
                let name = &vocab.list(*list).name;
                Both::new(
                    format!("代码（{}）", name.written(Lang::Zh)),
                    format!("a code of {}", name.written(Lang::En)),
                )
            }
            Self::Text => Both::new("文本", "text"),
            Self::Date => Both::new("日期", "a date"),
            Self::Period => Both::new("期间", "a period"),
            Self::Coordinates => Both::new("坐标", "coordinates"),
            Self::Outline => Both::new("边界", "an outline"),
        }
    }
}

/// A unit in the reader's language.
pub(crate) struct UnitName<'u>(pub(crate) &'u Unit);

impl Localised for UnitName<'_> {
    fn in_lang(&self, lang: Lang) -> String {
        if self.0.is_dimensionless() && self.0.in_en().is_empty() {
            return lang.pick("无单位", "no unit").to_owned();
        }
        lang.pick(self.0.in_zh(), self.0.in_en())
    }
}
