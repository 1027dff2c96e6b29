//! Numbers as cells write them.

use std::borrow::Cow;

use crate::names::fold_width;

/// Why a text is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberFault {
    /// It writes none.
    NotANumber,
    /// It is beyond what can be computed with.
    TooLarge,
}

/// Reads a decimal number: a sign, digits (in groups of three or not), a fraction, an exponent; of full width or half.
///
/// # Errors
/// The text is no number, or one too large.
pub fn read(text: &str) -> Result<f64, NumberFault> {
    decimal(typed(text).trim())
}

/// A number as it is typed on a plain keyboard: half width, with `-` for the signs and dashes that are written for it.
#[must_use]
pub fn typed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(plain).collect())
}

/// A character as it is typed on a plain keyboard.
pub(crate) fn plain(c: char) -> char {
    match fold_width(c) {
        '−' | '﹣' | '‐' | '‑' | '‒' | '–' | '—' => '-',
        c => c,
    }
}

fn decimal(text: &str) -> Result<f64, NumberFault> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let grouped = whole.contains(',');
    let sound = (if grouped { is_grouped(whole) } else { is_digits(whole) })
        && is_digits(fraction)
        && !(whole.is_empty() && fraction.is_empty())
        && exponent.is_none_or(|power| {
            let digits = power.strip_prefix(['+', '-']).unwrap_or(power);
            !grouped && !digits.is_empty() && is_digits(digits)
        });
    if !sound {
        return Err(NumberFault::NotANumber);
    }
    let parsed = if grouped { text.replace(',', "").parse::<f64>() } else { text.parse::<f64>() };
    match parsed {
        // −0 is 0: a cell does not tell them apart.
        Ok(value) if value.is_finite() => Ok(value + 0.0),
        Ok(_) => Err(NumberFault::TooLarge),
        Err(_) => Err(NumberFault::NotANumber),
    }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `1,200` and `1,234,567`; neither `12,00` nor `1200,000`.
fn is_grouped(text: &str) -> bool {
    let mut groups = text.split(',');
    let first = groups.next().unwrap_or("");
    (1..=3).contains(&first.len())
        && is_digits(first)
        && groups.all(|group| group.len() == 3 && is_digits(group))
}
