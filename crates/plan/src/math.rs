//! Functions of numbers beyond the four operations. Those that IEEE 754 does not fix to the last bit come from one
//! library in plain Rust, so that every machine gives the same bits; none of them fuses a multiplication with an
//! addition.

use std::fmt::{self, Display, Formatter, Write as _};

/// A function of one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unary {
    /// The square root; none of a negative number.
    Sqrt,
    /// The largest whole number that is not larger; what is a whole number on paper, to 1e-12, stays one.
    Floor,
    /// The smallest whole number that is not smaller; what is a whole number on paper, to 1e-12, stays one.
    Ceil,
    /// e to the power of the number.
    Exp,
    /// The natural logarithm; none of 0 and of a negative number.
    Ln,
    /// The decimal logarithm; none of 0 and of a negative number.
    Log10,
    /// The sine of an angle in radians.
    Sin,
    /// The cosine of an angle in radians.
    Cos,
    /// The angle in radians, from −π/2 to π/2, whose sine the number is; none outside −1 to 1.
    Asin,
    /// How many places after the point the number has as a decimal of at most fifteen digits.
    Decimals,
    /// A ratio in percent: the shortest decimal whose hundredth it is. 0.805 is 80.5, and so is what 80.5 ÷ 100 gives.
    Percent,
}

/// A function of two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Binary {
    /// The first to the power of the second.
    Power,
    /// The first, as a decimal of at most fifteen digits, rounded to as many places after the point as the second
    /// says (of which the fraction is cut off), half away from zero: 2.675 to two places is 2.68, and 0.145 × 100 to a
    /// whole number 15.
    Round,
    /// What is left of the first where the second is taken from it as often as goes, with the sign of the second; 0
    /// where it goes a whole number of times on paper, to 1e-12, none where the second is 0.
    Remainder,
}

impl Unary {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Sqrt,
        Self::Floor,
        Self::Ceil,
        Self::Exp,
        Self::Ln,
        Self::Log10,
        Self::Sin,
        Self::Cos,
        Self::Asin,
        Self::Decimals,
        Self::Percent,
    ];

    /// The result for a number; not finite where there is none.
    #[must_use]
    pub fn of(self, number: f64) -> f64 {
        match self {
            // IEEE 754 leaves these three no choice.
            Self::Sqrt => number.sqrt(),
            Self::Floor => whole(number).unwrap_or_else(|| number.floor()),
            Self::Ceil => whole(number).unwrap_or_else(|| number.ceil()),
            Self::Exp => libm::exp(number),
            Self::Ln => libm::log(number),
            Self::Log10 => libm::log10(number),
            Self::Sin => libm::sin(number),
            Self::Cos => libm::cos(number),
            Self::Asin => libm::asin(number),
            Self::Decimals => {
                Decimal::to_15(number).map_or(f64::NAN, |decimal| f64::from(decimal.places().max(0)))
            }
            Self::Percent => percent(number),
        }
    }
}

impl Binary {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Power, Self::Round, Self::Remainder];

    /// The result for two numbers; not finite where there is none.
    #[must_use]
    pub fn of(self, a: f64, b: f64) -> f64 {
        match self {
            Self::Power => libm::pow(a, b),
            Self::Round => rounded_far_from_a_half(a, b).unwrap_or_else(|| round(a, b)),
            Self::Remainder => remainder(a, b),
        }
    }
}

impl Display for Unary {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sqrt => "sqrt",
            Self::Floor => "floor",
            Self::Ceil => "ceil",
            Self::Exp => "exp",
            Self::Ln => "ln",
            Self::Log10 => "log10",
            Self::Sin => "sin",
            Self::Cos => "cos",
            Self::Asin => "asin",
            Self::Decimals => "decimals",
            Self::Percent => "percent",
        })
    }
}

impl Display for Binary {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Power => "power",
            Self::Round => "round",
            Self::Remainder => "remainder",
        })
    }
}

/// How far from a whole number one may be that is a whole number on paper: as far as two numbers that a comparison sees
/// as equal, and never so far that a written number with three decimals is lost.
const ON_PAPER: f64 = 1e-12;
const WRITTEN: f64 = 1e-4;

/// The whole number that this one is on paper: 0.29 × 100 is 29, 0.3 ÷ 0.1 is 3. None of what has a fraction, and of
/// what is not finite.
fn whole(number: f64) -> Option<f64> {
    let near = number.round();
    let bound = (ON_PAPER * number.abs().max(1.0)).min(WRITTEN);
    ((number - near).abs() <= bound).then_some(near)
}

/// Up to here a quotient tells whether it is a whole number on paper.
const TELLING: f64 = 1e9;

/// What division of the shortest decimals leaves; where they are too far apart for that, what that of the doubles does.
fn remainder(a: f64, b: f64) -> f64 {
    let times = a / b;
    // 0.1 + 0.2 is 0.3 here, though its decimal is not.
    if times.abs() < TELLING && whole(times).is_some() {
        return 0.0;
    }
    decimals_left(a, b).unwrap_or(a - times.floor() * b)
}

fn decimals_left(a: f64, b: f64) -> Option<f64> {
    let (first, second) = (Decimal::of(a)?, Decimal::of(b)?);
    let places = first.places().max(second.places());
    let (dividend, divisor) = (first.scaled(places)?, second.scaled(places)?);
    let mut left = dividend.checked_rem(divisor)?;
    if left != 0 && (left < 0) != (divisor < 0) {
        left += divisor;
    }
    let mut text = Text::default();
    write!(text, "{left}e{}", -places).ok()?;
    text.as_str().parse().ok()
}

/// The shortest decimal whose hundredth is the number, or its neighbour: 0.011 is 1.1, whose hundredth is one bit more.
/// One of up to fifteen digits is found by its digits, since no two
/// of those are as close together as a number and the decimal that was read as it.
fn percent(ratio: f64) -> f64 {
    let near = ratio * 100.0;
    let of_digits = |decimals: usize| {
        let mut text = Text::default();
        write!(text, "{near:.decimals$e}").ok()?;
        let percent: f64 = text.as_str().parse().ok()?;
        ((percent / 100.0).to_bits().abs_diff(ratio.to_bits()) <= 1).then_some(percent)
    };
    (14..17).find_map(of_digits).unwrap_or(near)
}

/// Powers of ten that a double holds exactly.
const TENS: [f64; 16] =
    [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
/// Up to here a scaled number and its decimal of fifteen digits are less than [`CLOSE`] apart.
const SMALL: f64 = 68_719_476_736.0;
/// What is further from a half than this rounds without a look at the decimal.
const CLOSE: f64 = 1e-3;

/// What [`round`] gives, found by scaling; none where the decimal has to be looked at. Both the scaled number and the
/// scaled decimal are within 2^−11 of the true product below 2^36, so that away from a half they round to the same
/// whole number; that and the power of ten are exact, and one correctly rounded step joins them, as reading does.
fn rounded_far_from_a_half(number: f64, places: f64) -> Option<f64> {
    let whole_places = places.trunc();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "saturates; absent from the table"
    )]
    let ten = *TENS.get(whole_places.abs() as usize)?;
    let size = number.abs();
    let scaled = if whole_places < 0.0 { size / ten } else { size * ten };
    let below = scaled.floor();
    let far = ((scaled - below) - 0.5).abs() > CLOSE;
    // Not so for what is not finite either.
    if !(scaled < SMALL && far && places.is_finite()) {
        return None;
    }
    let whole = (scaled + 0.5).floor();
    let rounded = if whole_places < 0.0 { whole * ten } else { whole / ten };
    Some(rounded.copysign(number))
}

/// No double has a decimal place beyond these, before the point or behind it.
const PLACES: f64 = 400.0;

fn round(number: f64, places: f64) -> f64 {
    let Some(decimal) = Decimal::to_15(number) else { return number };
    if places.is_nan() {
        return places;
    }
    #[expect(clippy::cast_possible_truncation, reason = "clamped, and the fraction is to be cut off")]
    let places = places.clamp(-PLACES, PLACES) as i32;
    let surplus = (decimal.places() - places).max(0);
    let kept = decimal.count - surplus;
    let digits = decimal.digits.get(..usize::try_from(decimal.count).unwrap_or(0)).unwrap_or(&[]);
    let kept_digits = digits.get(..usize::try_from(kept).unwrap_or(0)).unwrap_or(&[]);
    let mut whole = kept_digits.iter().fold(0_u64, |whole, digit| whole * 10 + u64::from(*digit));
    // The first digit that goes decides; before the first digit there are only zeros.
    let first_gone = usize::try_from(kept).ok().and_then(|kept| digits.get(kept)).copied().unwrap_or(0);
    if kept >= 0 && first_gone >= 5 {
        whole += 1;
    }
    let mut text = Text::default();
    let sign = if decimal.negative { "-" } else { "" };
    match write!(text, "{sign}{whole}e{}", surplus - decimal.places()) {
        Ok(()) => text.as_str().parse().unwrap_or(f64::NAN),
        Err(fmt::Error) => f64::NAN,
    }
}

/// A number as a decimal: its digits without zeros at the end.
struct Decimal {
    negative: bool,
    digits: [u8; 20],
    count: i32,
    /// The power of ten of the first digit.
    exponent: i32,
}

/// From here on a number has digits before the point that fifteen do not hold.
const BEYOND_15: f64 = 1e15;

impl Decimal {
    /// The shortest decimal that reads as a number; none for what is not finite.
    fn of(number: f64) -> Option<Self> {
        Self::read(number, format_args!("{number:e}"))
    }

    /// The nearest decimal of at most fifteen digits, as spreadsheets show a number: what was written with so many is
    /// found again, and what arithmetic leaves behind them is not seen. Larger numbers are the shortest decimal.
    fn to_15(number: f64) -> Option<Self> {
        let shortest = Self::of(number)?;
        if shortest.count <= 15 || number.abs() >= BEYOND_15 {
            return Some(shortest);
        }
        Self::read(number, format_args!("{number:.14e}"))
    }

    fn read(number: f64, written: fmt::Arguments<'_>) -> Option<Self> {
        if !number.is_finite() {
            return None;
        }
        let mut text = Text::default();
        text.write_fmt(written).ok()?;
        let text = text.as_str();
        let (mantissa, exponent) = text.split_once('e')?;
        let mut decimal = Self {
            negative: number.is_sign_negative(),
            digits: [0; 20],
            count: 0,
            exponent: exponent.parse().ok()?,
        };
        let digits = mantissa.bytes().filter(u8::is_ascii_digit);
        for (at, (slot, digit)) in (1..).zip(decimal.digits.iter_mut().zip(digits)) {
            *slot = digit - b'0';
            if at == 1 || *slot != 0 {
                decimal.count = at;
            }
        }
        Some(decimal)
    }

    /// It times ten to the power of `places`, which are not less than its own.
    fn scaled(&self, places: i32) -> Option<i128> {
        let digits = self.digits.iter().take(usize::try_from(self.count).ok()?);
        let digits = digits.fold(0_i128, |number, digit| number * 10 + i128::from(*digit));
        let ten = 10_i128.checked_pow(u32::try_from(places - self.places()).ok()?)?;
        let scaled = digits.checked_mul(ten)?;
        Some(if self.negative { -scaled } else { scaled })
    }

    /// Places after the point; less than none where it ends before it: 1200 has −2.
    fn places(&self) -> i32 {
        self.count - 1 - self.exponent
    }
}

/// A short text that needs no memory of its own.
#[derive(Default)]
struct Text {
    bytes: [u8; 32],
    length: usize,
}

impl Text {
    fn as_str(&self) -> &str {
        self.bytes.get(..self.length).and_then(|bytes| str::from_utf8(bytes).ok()).unwrap_or("")
    }
}

impl fmt::Write for Text {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.length + text.len();
        self.bytes.get_mut(self.length..end).ok_or(fmt::Error)?.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{round, rounded_far_from_a_half};

    /// The quick way and the way through the decimal give the same bits wherever the quick one gives any.
    #[test]
    fn both_ways_to_round_agree() {
        let mut state = 1_u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state >> 11
        };
        let mut quick = 0;
        for _ in 0..200_000 {
            let (digits, scale) = (next(), next());
            let number = match scale % 4 {
                0 => f64::from_bits(digits << 11 | scale),
                1 => digits as f64 / 1e9,
                2 => (digits % 100_000) as f64 / [1.0, 10.0, 100.0, 1000.0][digits as usize % 4],
                _ => -((digits % 10_000_000) as f64) * 0.005,
            };
            let places = (next() % 33) as f64 - 16.0;
            if let Some(found) = rounded_far_from_a_half(number, places) {
                let expected = round(number, places);
                assert_eq!(
                    found.to_bits(),
                    expected.to_bits(),
                    "{number:?} to {places}: {found:?}, {expected:?}"
                );
                quick += 1;
            }
        }
        assert!(quick > 50_000, "{quick}");
    }
}
