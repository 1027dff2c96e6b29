//! A cell of a column as it is kept, without its text where that says no more.

use shensuan_columnar::View;
use shensuan_vocab::Date;

use crate::cells::{LARGEST_WHOLE, Numbers};
use crate::columns::Manner;

/// What a cell comes to without its text.
pub(crate) enum Direct<'c> {
    Missing,
    Number(f64),
    Truth(bool),
    Text(&'c str),
    /// Its text must be asked.
    Shown,
}

/// The cell of a row.
pub(crate) fn kept_as<'c>(view: &View<'c>, at: usize, manner: &Manner) -> Direct<'c> {
    match (view, manner) {
        (View::Floats(values), _) if values.get(at).is_some_and(|value| value.is_nan()) => Direct::Missing,
        (View::Floats(values), Manner::Numbers { read, marks }) if marks.is_empty() => {
            let value = values.get(at).copied().unwrap_or(0.0);
            // −0 is 0.
            if value.is_finite() { number(read, value + 0.0) } else { Direct::Shown }
        }
        (View::Whole(values), Manner::Numbers { read, marks }) if marks.is_empty() => {
            let value = values.get(at).copied().unwrap_or(0);
            #[expect(clippy::cast_precision_loss, reason = "so small a number is exact")]
            if value.unsigned_abs() < LARGEST_WHOLE as u64 {
                number(read, value as f64)
            } else {
                Direct::Shown
            }
        }
        (View::Days(days), Manner::Numbers { read: Numbers::Days, marks }) if marks.is_empty() => {
            let day = days.get(at).copied().unwrap_or(0);
            if Date::of_days(day.into()).is_some() { Direct::Number(day.into()) } else { Direct::Shown }
        }
        (View::Truths(truths), Manner::YesNo) => Direct::Truth(truths.get(at) == Some(&true)),
        (View::Texts(_) | View::Coded(..), _) => Direct::Text(view.text(at).unwrap_or("")),
        _ => Direct::Shown,
    }
}

fn number<'c>(read: &Numbers, value: f64) -> Direct<'c> {
    match read {
        Numbers::Of(_) => Direct::Number(value),
        Numbers::Percent => Direct::Number(value / 100.0),
        Numbers::Whole if value.fract() == 0.0 && value.abs() <= LARGEST_WHOLE => Direct::Number(value),
        // What is wrong with it says its text; a day is one by its digits.
        Numbers::Whole | Numbers::Days | Numbers::From(..) | Numbers::Misfit => Direct::Shown,
    }
}
