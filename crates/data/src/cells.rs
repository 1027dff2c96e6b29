//! The text of one cell to its value.

use shensuan_vocab::names::fold_text;
use shensuan_vocab::units::{Conversion, Unit};
use shensuan_vocab::{Coordinates, Date, Outline, Period};

use crate::dataset::CellTrouble;
use crate::repairs::{Read, Repair, Repairs, number, says_nothing, serial, without_time};
use crate::sheet::Kept;

/// The largest whole number up to which every whole number has a value of its own.
pub(crate) const LARGEST_WHOLE: f64 = 9_007_199_254_740_992.0;

/// How the numbers of a field are read.
#[derive(Clone, Debug)]
pub(crate) enum Numbers {
    /// In this unit.
    Of(Option<Unit>),
    /// In this unit, that of their column, and brought to that of the field.
    From(Unit, Conversion),
    /// None can be read: their column is in a unit that is none of the field's.
    Misfit,
    /// Whole ones.
    Whole,
    /// As percents, written as 80 or 80%; the value is the ratio.
    Percent,
    /// As days after 1970-01-01.
    Days,
}

impl Numbers {
    /// Reads a trimmed text.
    pub(crate) fn read(&self, text: &str, kept: Kept) -> Read {
        match self {
            Self::Of(unit) => number(text, unit.as_ref(), kept),
            Self::From(unit, way) => match number(text, Some(unit), kept)? {
                (Some(value), repairs) => Ok((Some(way.apply(value)), repairs.with(Repair::UnitOfColumn))),
                nothing => Ok(nothing),
            },
            Self::Misfit => match number(text, None, kept) {
                Ok((None, repairs)) => Ok((None, repairs)),
                Ok((Some(_), _)) | Err(_) => Err(CellTrouble::UnitDoesNotFit),
            },
            Self::Whole => match number(text, None, kept)? {
                (Some(value), _) if value.abs() > LARGEST_WHOLE => Err(CellTrouble::TooLarge),
                (Some(value), _) if value.fract() != 0.0 => Err(CellTrouble::NotWhole),
                read => Ok(read),
            },
            Self::Percent => {
                if kept == Kept::Share {
                    return number(text, None, kept);
                }
                // Of 0.95 in some workbooks nobody can see whether it is shown as 95%.
                let share = || text.parse::<f64>().is_ok_and(|share| share != 0.0 && share.abs() <= 1.0);
                if matches!(kept, Kept::Number | Kept::From1904) && share() {
                    return Err(CellTrouble::TwoMeanings);
                }
                let bare = text.strip_suffix(['%', '％']).unwrap_or(text).trim_end();
                let (value, repairs) = number(bare, None, kept)?;
                Ok((value.map(as_share), repairs))
            }
            Self::Days => match date(text) {
                Ok(days) => Ok((Some(days), Repairs::default())),
                Err(trouble) => match serial(text, kept) {
                    Some(days) => Ok((Some(days), Repairs::default().with(Repair::Serial))),
                    None if without_time(text).is_some_and(|day| date(day).is_ok()) => {
                        let days = without_time(text).map_or(Err(trouble), date)?;
                        Ok((Some(days), Repairs::default().with(Repair::TimeOfDay)))
                    }
                    None if says_nothing(text) => Ok((None, Repairs::default().with(Repair::Nothing))),
                    None => Err(trouble),
                },
            },
        }
    }
}

/// Whether a number is a whole one that has a value of its own.
pub(crate) fn is_whole(number: f64) -> bool {
    number.abs() <= LARGEST_WHOLE && number.fract() == 0.0
}

/// The ratio of a number of percents.
pub(crate) fn as_share(percents: f64) -> f64 {
    percents / 100.0
}

/// Reads a trimmed text as yes or no.
pub(crate) fn yes_no(text: &str) -> Result<bool, CellTrouble> {
    match fold_text(text).as_str() {
        "是" | "1" | "yes" | "y" | "true" => Ok(true),
        "否" | "2" | "no" | "n" | "false" => Ok(false),
        _ => Err(CellTrouble::NotYesNo),
    }
}

/// Reads a trimmed text as a date: days after 1970-01-01.
fn date(text: &str) -> Result<f64, CellTrouble> {
    #[expect(clippy::cast_precision_loss, reason = "a number of days has seven digits")]
    plain_date(text).or_else(|| Date::read(text)).map(|date| date.days() as f64).ok_or(CellTrouble::NotADate)
}

/// The days of a date that is written as most are: 2017-12-31.
#[expect(clippy::cast_precision_loss, reason = "a number of days has seven digits")]
pub(crate) fn plain_days(text: &str) -> Option<f64> {
    plain_date(text).map(|date| date.days() as f64)
}

/// A date that is written as most are: 2017-12-31.
fn plain_date(text: &str) -> Option<Date> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text.as_bytes() else { return None };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0, |number, digit| {
            digit.is_ascii_digit().then(|| number * 10 + i64::from(digit - b'0'))
        })
    };
    Date::new(number(&[y1, y2, y3, y4])?, number(&[m1, m2])?, number(&[d1, d2])?)
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
    use super::{Numbers, yes_no};
    use crate::dataset::CellTrouble::{NotANumber, NotWhole, NotYesNo, TooLarge, TwoMeanings};
    use crate::sheet::Kept;

    #[test]
    fn whole_numbers_percents_and_answers() {
        let read = |numbers: Numbers, text: &str| numbers.read(text, Kept::Untold).map(|(value, _)| value);
        let integer = |text: &str| read(Numbers::Whole, text);
        assert_eq!(integer("1,000.0"), Ok(Some(1000.0)));
        assert_eq!(integer("1.2万"), Ok(Some(12_000.0)));
        assert_eq!(integer("—"), Ok(None));
        assert_eq!(integer("1.5"), Err(NotWhole));
        assert_eq!(integer("91440300000000000"), Err(TooLarge));
        assert_eq!(integer("x"), Err(NotANumber));
        let percent = |text: &str| read(Numbers::Percent, text);
        assert_eq!(percent("−80%"), Ok(Some(-0.8)));
        for text in ["80", "80%", "80 %", "８０％", "8e1"] {
            assert_eq!(percent(text), Ok(Some(0.8)), "{text}");
        }
        assert_eq!(percent("80%%"), Err(NotANumber));
        assert_eq!(percent("%"), Err(NotANumber));
        for text in ["是", "1", "１", "YES", "y", "True"] {
            assert_eq!(yes_no(text), Ok(true), "{text}");
        }
        assert_eq!(Numbers::Percent.read("0.95", Kept::Number), Err(TwoMeanings));
        assert_eq!(Numbers::Percent.read("95", Kept::Number).map(|(value, _)| value), Ok(Some(0.95)));
        for text in ["否", "2", "no", "Ｎ", "FALSE"] {
            assert_eq!(yes_no(text), Ok(false), "{text}");
        }
        assert_eq!(yes_no("0"), Err(NotYesNo));
    }

    #[test]
    fn days() {
        let read = |text: &str, kept| Numbers::Days.read(text, kept).map(|(days, _)| days);
        // 2018-01-01 is the day 43101 of spreadsheets.
        for (text, kept) in [("2018-01-01", Kept::Untold), ("43101", Kept::Number), ("43101", Kept::Text)] {
            assert_eq!(read(text, kept), Ok(Some(17_532.0)), "{text}");
        }
        assert_eq!(read("20180101", Kept::Number), Ok(Some(17_532.0)));
        for text in ["2018/1/1 12:00", "2018-01-01T08:30:00", "2018-01-01 23:59:59.999", "2018年1月1日 0:05"]
        {
            assert_eq!(read(text, Kept::Untold), Ok(Some(17_532.0)), "{text}");
        }
        for text in
            ["2018-01-01 24:00", "2018-01-01 12", "12:00", "2018-01-01 12:00 PM", "2018-01-01 1:2:3:4"]
        {
            assert!(read(text, Kept::Untold).is_err(), "{text}");
        }
        assert_eq!(read("N/A", Kept::Untold), Ok(None));
        assert!(read("2017", Kept::Number).is_err() && read("201712", Kept::Number).is_err());
        for text in ["2018", "20181", "43101.5", "4310", "431010", "2018-13-01", "昨天"] {
            assert!(read(text, Kept::Untold).is_err(), "{text}");
        }
    }
}
