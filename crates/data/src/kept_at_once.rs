//! The cells of columns as they are kept, many at a time, as long as nothing has to be asked of one: numbers are what they are,
//! and of texts by their places each is looked at once.

use std::borrow::Cow;
use std::ops::Range;

use shensuan_columnar::View;
use shensuan_vocab::Date;

use crate::cells::{LARGEST_WHOLE, Numbers, as_share, is_whole};
use crate::columns::{Cells, Counted, Growing, Manner};
use crate::plain_numbers::Spot;
use crate::some_texts::{MISSING, is_plain_text};

/// Puts the cells of a column of numbers to the end of a field of numbers, if nothing has to be asked of any of them; how many
/// were missing and given. `given` says which are given, where not all are.
pub(crate) fn numbers_at_once(
    view: &View<'_>,
    given: Option<&[bool]>,
    manner: &Manner,
    growing: &mut Growing,
) -> Option<Counted> {
    let (Growing::Number { values, given: is_given, .. }, Manner::Numbers { read, marks }) =
        (growing, manner)
    else {
        return None;
    };
    if !marks.is_empty() {
        return None;
    }
    let into = (values, is_given);
    match (view, read) {
        // −0 is 0, and NaN is a missing number.
        (View::Floats(kept), Numbers::Of(_)) => {
            add(into, kept, given, f64::is_infinite, f64::is_nan, |kept| kept + 0.0)
        }
        (View::Floats(kept), Numbers::Percent) => {
            add(into, kept, given, f64::is_infinite, f64::is_nan, |kept| as_share(kept + 0.0))
        }
        (View::Floats(kept), Numbers::Whole) => {
            let odd = |kept: f64| !kept.is_nan() && !is_whole(kept);
            add(into, kept, given, odd, f64::is_nan, |kept| kept + 0.0)
        }
        (View::Whole(kept), Numbers::Of(_) | Numbers::Whole) => {
            add(into, kept, given, is_large, |_| false, as_number)
        }
        (View::Whole(kept), Numbers::Percent) => {
            add(into, kept, given, is_large, |_| false, |kept| as_share(as_number(kept)))
        }
        (View::Days(kept), Numbers::Days) => {
            let [first, last] =
                [Date::new(1, 1, 1)?, Date::new(9999, 12, 31)?].map(|date| i32::try_from(date.days()).ok());
            let days = first?..=last?;
            add(into, kept, given, |kept| !days.contains(&kept), |_| false, f64::from)
        }
        _ => None,
    }
}

/// Whether a whole number may not have a value of its own.
fn is_large(kept: i64) -> bool {
    #[expect(clippy::cast_sign_loss, clippy::cast_possible_truncation, reason = "a power of two")]
    let largest = LARGEST_WHOLE as u64;
    kept.unsigned_abs() >= largest
}

#[expect(clippy::cast_precision_loss, reason = "so small a number is exact")]
fn as_number(kept: i64) -> f64 {
    kept as f64
}

fn add<T: Copy>(
    (values, is_given): (&mut Vec<f64>, &mut Vec<bool>),
    kept: &[T],
    given: Option<&[bool]>,
    is_odd: impl Fn(T) -> bool,
    is_missing: impl Fn(T) -> bool,
    number: impl Fn(T) -> f64,
) -> Option<Counted> {
    let before = is_given.len();
    match given {
        None => {
            if kept.iter().any(|kept| is_odd(*kept)) {
                return None;
            }
            is_given.extend(kept.iter().map(|kept| !is_missing(*kept)));
        }
        Some(given) => {
            if kept.iter().zip(given).any(|(kept, given)| *given && is_odd(*kept)) {
                return None;
            }
            is_given.extend(kept.iter().zip(given).map(|(kept, given)| *given && !is_missing(*kept)));
        }
    }
    let those = is_given.get(before..).unwrap_or(&[]);
    values.extend(kept.iter().zip(those).map(|(kept, given)| if *given { number(*kept) } else { 0.0 }));
    let given = those.iter().filter(|given| **given).count();
    Some(Counted { blank: those.len() - given, given })
}

/// Where cells go: to these, which are read like this; marks around a cell may make a text of it.
type Target<'i, 'c> = (&'i mut Cells<'c>, &'i Manner, bool);

/// Adds the texts of rows up to one that is not plain, which stays among the rows; of another column nothing.
pub(crate) fn texts_while_plain<'c>(
    view: &View<'c>,
    rows: &mut Range<usize>,
    is_given: impl Fn(usize) -> bool,
    (cells, manner, marked): Target<'_, 'c>,
) -> Counted {
    let View::Texts(texts) = view else { return Counted::default() };
    let those = texts.get(rows.clone()).unwrap_or(&[]);
    let mut those =
        those.iter().zip(rows.clone()).map(|(text, at)| Spot::alone(if is_given(at) { text } else { "" }));
    let (counted, _) = cells.add_while_plain(manner, marked, &mut those);
    rows.start += counted.blank + counted.given;
    counted
}

/// Where the texts of a column by places stand among those of its cells.
pub(crate) struct Places<'v, 'c> {
    coded: &'v [i32],
    texts: &'v [&'c str],
    /// By the place in the column; [`MISSING`] where it is not known.
    places: Vec<u32>,
}

impl<'v, 'c> Places<'v, 'c> {
    /// None of another column.
    pub(crate) fn of(view: &'v View<'c>) -> Option<Self> {
        let View::Coded(coded, texts) = view else { return None };
        Some(Self { coded: coded.as_ref(), texts, places: vec![MISSING; texts.len()] })
    }

    /// Adds the texts of rows up to one that is not plain, which stays among the rows.
    pub(crate) fn add_while_plain(
        &mut self,
        rows: &mut Range<usize>,
        is_given: impl Fn(usize) -> bool,
        (cells, manner, marked): Target<'_, 'c>,
    ) -> Counted {
        let mut counted = Counted::default();
        let (Cells::Texts { cells, .. }, Manner::Texts(None)) = (cells, manner) else { return counted };
        for at in rows.clone() {
            let coded = self.coded.get(at).and_then(|coded| usize::try_from(*coded).ok());
            let entry = if is_given(at) { coded } else { None };
            let Some(entry) = entry else {
                cells.skip();
                counted.blank += 1;
                continue;
            };
            match (self.places.get(entry).copied(), self.texts.get(entry).copied()) {
                (Some(MISSING), Some("")) => {
                    cells.skip();
                    counted.blank += 1;
                    continue;
                }
                (Some(MISSING), Some(text)) if is_plain_text(text, marked) => {
                    let place = cells.add(Cow::Borrowed(text));
                    if let Some(known) = self.places.get_mut(entry) {
                        *known = place;
                    }
                }
                (Some(MISSING), _) | (None, _) => break,
                (Some(place), _) => cells.again(place),
            }
            counted.given += 1;
        }
        rows.start += counted.blank + counted.given;
        counted
    }
}
