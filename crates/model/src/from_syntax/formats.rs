//! Numbers in messages: `{water intake:0.00 m³}`.

use shensuan_diagnostics::SourceId;
use shensuan_diagnostics::Span;
use shensuan_diagnostics::codes::text as codes;
use shensuan_syntax::tree::Node;
use shensuan_vocab::units::Unit;

use super::{Checker, at};
use crate::model::{Format, Piece};
use crate::typed::Typed;
use crate::types::Type;

/// Digits behind the point that a number can be asked for.
const DECIMALS: usize = 12;

/// What stands between braces, apart: the expression, and the format with its place.
pub(super) fn apart(text: &str) -> (&str, Option<(u32, &str)>) {
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' | '“' | '”' | '「' | '」' => quoted ^= true,
            ':' | '：' if !quoted => {
                let end = at + c.len_utf8();
                let expression = text.get(..at).unwrap_or("");
                return (expression, text.get(end..).map(|format| (u32::try_from(end).unwrap_or(0), format)));
            }
            _ => {}
        }
    }
    (text, None)
}

impl Checker {
    /// A value as its format has it; `from` is where the format begins.
    pub(super) fn formatted(
        &mut self,
        value: Typed,
        source: SourceId,
        from: u32,
        written: &str,
    ) -> Option<Piece> {
        let length = |text: &str| u32::try_from(text.len()).unwrap_or(0);
        let whole = Span::new(source, from, from + length(written));
        let Some((decimals, unit)) = read(&half_width(written)) else {
            return self.refuse(
                at(codes::BAD_FORMAT, whole).with("format", written.trim()).help(codes::FORMATS_ARE),
            );
        };
        if !matches!(value.ty, Type::Number(_) | Type::Quantity) {
            self.not_a_number(&value)?;
        }
        let percent = unit == "%";
        let value = if percent {
            self.convert(value, &Unit::dimensionless(), whole)?
        } else if unit.is_empty() {
            value
        } else {
            let near = self.nearest(&unit, self.units.names());
            if self.units.parse(&unit).is_err() && near.is_empty() && !self.names.is_poisoned(&unit) {
                let said = at(codes::BAD_FORMAT, whole).with("format", written.trim());
                return self.refuse(said.help(codes::FORMATS_ARE));
            }
            let unit = self.unit(&Node::new(unit.clone(), whole))?;
            self.convert(value, &unit, whole)?
        };
        let unit = Some(unit).filter(|unit| !unit.is_empty() && !percent);
        Some(Piece::Formatted(value, Format { decimals, unit, percent }))
    }
}

/// The digits behind the point and the unit of a format.
fn read(format: &str) -> Option<(Option<u8>, String)> {
    let format = format.trim();
    let (decimals, unit) = match format.strip_prefix('0') {
        None => (None, format),
        Some(rest) => match rest.strip_prefix('.') {
            None => (Some(0), rest),
            Some(rest) => {
                let unit = rest.trim_start_matches('0');
                let decimals = rest.len() - unit.len();
                if !(1..=DECIMALS).contains(&decimals) {
                    return None;
                }
                (u8::try_from(decimals).ok(), unit)
            }
        },
    };
    let unit = unit.trim();
    let begins =
        unit.chars().next().is_none_or(|c| c.is_alphabetic() || matches!(c, '%' | '°' | '℃' | '【' | '`'));
    let said = decimals.is_some() || !unit.is_empty();
    (begins && said).then(|| (decimals, without_quotes(unit)))
}

/// A unit without the signs around a quoted name, and without blanks elsewhere.
fn without_quotes(unit: &str) -> String {
    let mut quoted = false;
    let kept = unit.chars().filter(|c| {
        let sign = matches!(c, '【' | '】' | '`');
        quoted ^= sign;
        !sign && (quoted || *c != ' ')
    });
    kept.collect()
}

/// What an input method types in full width, in half.
fn half_width(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '。' => '.',
        c if c.is_whitespace() => ' ',
        other => other,
    };
    text.chars().map(narrow).collect()
}

#[cfg(test)]
mod tests {
    use super::{apart, half_width, read};

    #[test]
    fn formats() {
        let unit = |unit: &str| unit.to_owned();
        assert_eq!(read("0.00 kg"), Some((Some(2), unit("kg"))));
        assert_eq!(read("0"), Some((Some(0), unit(""))));
        assert_eq!(read("0%"), Some((Some(0), unit("%"))));
        assert_eq!(read(" 万 m³"), Some((None, unit("万m³"))));
        assert_eq!(read(&half_width("０．０　千克")), Some((Some(1), unit("千克"))));
        assert_eq!(read("0.0 【short ton】/a"), Some((Some(1), unit("short ton/a"))));
        for wrong in ["", "0.", "0,00", "00.0", "#.0", "0.0000000000000"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_stands_in_braces() {
        assert_eq!(apart("甲：0.0"), ("甲", Some((6, "0.0"))));
        assert_eq!(apart("参数[\"a:b\"]:0"), ("参数[\"a:b\"]", Some((14, "0"))));
        assert_eq!(apart("甲"), ("甲", None));
    }
}
