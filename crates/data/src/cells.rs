//! The text of one cell to its value.

use shensuan_vocab::names::fold_text;
use shensuan_vocab::numbers::{self, NumberFault};
use shensuan_vocab::{Coordinates, Date, Outline, Period};

use crate::dataset::CellTrouble;

/// The largest whole number up to which every whole number has a value of its own.
const LARGEST_WHOLE: f64 = 9_007_199_254_740_992.0;

/// Reads a trimmed text as a number.
pub(crate) fn number(text: &str) -> Result<f64, CellTrouble> {
    numbers::read(text).map_err(trouble)
}

/// Reads a trimmed text as a whole number.
pub(crate) fn integer(text: &str) -> Result<f64, CellTrouble> {
    let value = number(text)?;
    if value.abs() > LARGEST_WHOLE {
        Err(CellTrouble::TooLarge)
    } else if value.fract() == 0.0 {
        Ok(value)
    } else {
        Err(CellTrouble::NotWhole)
    }
}

/// Reads a trimmed text as a percent, written as 80 or 80%; its value is the ratio.
pub(crate) fn percent(text: &str) -> Result<f64, CellTrouble> {
    let text = numbers::typed(text);
    Ok(number(text.strip_suffix('%').unwrap_or(&text).trim_end())? / 100.0)
}

/// Reads a trimmed text as yes or no.
pub(crate) fn yes_no(text: &str) -> Result<bool, CellTrouble> {
    match fold_text(text).as_str() {
        "是" | "1" | "yes" | "y" | "true" => Ok(true),
        "否" | "2" | "no" | "n" | "false" => Ok(false),
        _ => Err(CellTrouble::NotYesNo),
    }
}

fn trouble(fault: NumberFault) -> CellTrouble {
    match fault {
        NumberFault::NotANumber => CellTrouble::NotANumber,
        NumberFault::TooLarge => CellTrouble::TooLarge,
    }
}

/// Reads a trimmed text as a date: days after 1970-01-01.
pub(crate) fn date(text: &str) -> Result<f64, CellTrouble> {
    #[expect(clippy::cast_precision_loss, reason = "a number of days has seven digits")]
    Date::read(text).map(|date| date.days() as f64).ok_or(CellTrouble::NotADate)
}

/// Whether a text is a period; it stays a text.
pub(crate) fn period(text: &str) -> Result<(), CellTrouble> {
    Period::read(text).map(|_| ()).ok_or(CellTrouble::NotAPeriod)
}

/// Whether a text is a pair of coordinates; it stays a text.
pub(crate) fn coordinates(text: &str) -> Result<(), CellTrouble> {
    Coordinates::read(text).map(|_| ()).ok_or(CellTrouble::NotCoordinates)
}

/// Whether a text is an outline; it stays a text.
pub(crate) fn outline(text: &str) -> Result<(), CellTrouble> {
    let outline = Outline::read(text).ok_or(CellTrouble::NotAnOutline)?;
    if outline.crossing().is_some() {
        return Err(CellTrouble::CrossedOutline);
    }
    outline.misplaced().map_or(Ok(()), |_| Err(CellTrouble::OverlappingOutline))
}

#[cfg(test)]
mod tests {
    use super::{integer, number, percent, yes_no};
    use crate::dataset::CellTrouble::{NotANumber, NotWhole, NotYesNo, TooLarge};

    #[test]
    fn numbers() {
        let good: [(&str, f64); 19] = [
            ("0", 0.0),
            ("-0", 0.0),
            ("007", 7.0),
            ("+1.5", 1.5),
            (".5", 0.5),
            ("5.", 5.0),
            ("1e3", 1000.0),
            ("2.5E-2", 0.025),
            ("1,200", 1200.0),
            ("-1,234,567.8", -1_234_567.8),
            ("１２．５", 12.5),
            ("－３", -3.0),
            ("−5", -5.0),
            ("–1,200", -1200.0),
            ("—5", -5.0),
            ("﹣５", -5.0),
            ("1e−3", 0.001),
            ("１，２００", 1200.0),
            ("1e-999", 0.0),
        ];
        for (text, value) in good {
            let read = number(text).map(f64::to_bits);
            assert_eq!(read, Ok(value.to_bits()), "{text}");
        }
        let bad = [
            "abc",
            "1.2.3",
            "nan",
            "NaN",
            "inf",
            "-infinity",
            "",
            "+",
            ".",
            "-.",
            "e5",
            "1e",
            "1e+",
            "1e1.5",
            "12,00",
            "1,20",
            "1200,000",
            ",200",
            "1,,200",
            "1,200e3",
            "1.234,5",
            "0x10",
            "1_000",
            "1 000",
            "--1",
            "——1",
            "—",
            "−",
            "5–6",
            "5%",
            "1\0",
            "①",
            "m²",
            "1,2",
            "٣",
        ];
        for text in bad {
            assert_eq!(number(text), Err(NotANumber), "{text}");
        }
        assert_eq!(number("1e999"), Err(TooLarge));
        assert_eq!(number("-1e999"), Err(TooLarge));
    }

    #[test]
    fn whole_numbers_percents_and_answers() {
        assert_eq!(integer("1,000.0"), Ok(1000.0));
        assert_eq!(integer("1.5"), Err(NotWhole));
        assert_eq!(integer("91440300000000000"), Err(TooLarge));
        assert_eq!(integer("x"), Err(NotANumber));
        assert_eq!(percent("−80%"), Ok(-0.8));
        for text in ["80", "80%", "80 %", "８０％", "8e1"] {
            assert_eq!(percent(text), Ok(0.8), "{text}");
        }
        assert_eq!(percent("80%%"), Err(NotANumber));
        assert_eq!(percent("%"), Err(NotANumber));
        for text in ["是", "1", "１", "YES", "y", "True"] {
            assert_eq!(yes_no(text), Ok(true), "{text}");
        }
        for text in ["否", "2", "no", "Ｎ", "FALSE"] {
            assert_eq!(yes_no(text), Ok(false), "{text}");
        }
        assert_eq!(yes_no("0"), Err(NotYesNo));
    }
}
