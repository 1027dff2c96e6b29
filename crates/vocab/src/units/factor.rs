//! Exact factors between units.

/// An exact positive rational, reduced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Factor {
    num: u128,
    den: u128,
}

/// The greatest common divisor.
fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl Factor {
    /// 1.
    pub const ONE: Self = Self { num: 1, den: 1 };

    /// `num` ÷ `den`; none where one of them is 0.
    #[must_use]
    pub fn new(num: u128, den: u128) -> Option<Self> {
        if num == 0 || den == 0 {
            return None;
        }
        let common = gcd(num, den);
        Some(Self { num: num / common, den: den / common })
    }

    /// The value of a decimal text: `1000`, `0.45359237`, `1e4`. None where it is not a positive decimal, or too
    /// long to be held exactly.
    #[must_use]
    pub fn from_decimal(text: &str) -> Option<Self> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        if whole.is_empty() || !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let digits: u128 = format!("{whole}{fraction}").parse().ok()?;
        let shift = exponent.checked_sub(i32::try_from(fraction.len()).ok()?)?;
        let scale = 10_u128.checked_pow(shift.unsigned_abs())?;
        if shift < 0 { Self::new(digits, scale) } else { Self::new(digits.checked_mul(scale)?, 1) }
    }

    /// The product; none where it is too large to be held exactly.
    #[must_use]
    pub fn times(self, other: Self) -> Option<Self> {
        // Reduced crosswise first, so that only a product that is truly large overflows.
        let (a, b) = (gcd(self.num, other.den), gcd(other.num, self.den));
        Self::new((self.num / a).checked_mul(other.num / b)?, (self.den / b).checked_mul(other.den / a)?)
    }

    /// The quotient; none where it is too large to be held exactly.
    #[must_use]
    pub fn over(self, other: Self) -> Option<Self> {
        self.times(Self { num: other.den, den: other.num })
    }

    /// The `n`-th power; none where it is too large to be held exactly.
    #[must_use]
    pub fn power(self, n: i32) -> Option<Self> {
        let base = if n < 0 { Self { num: self.den, den: self.num } } else { self };
        let size = n.unsigned_abs();
        Self::new(base.num.checked_pow(size)?, base.den.checked_pow(size)?)
    }

    /// Numerator and denominator, each rounded once to binary64.
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        reason = "factors below 2⁵³ are exact; larger ones are rounded once"
    )]
    pub fn parts(self) -> (f64, f64) {
        (self.num as f64, self.den as f64)
    }
}
