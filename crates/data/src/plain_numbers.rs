//! Numbers of few digits, as nearly all are: their digits are read together.

/// A number of so many digits, the point among them, has a value of its own.
pub(crate) const MOST_DIGITS: usize = 15;

const POWERS: [f64; 16] =
    [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

const ONES: u128 = 0x0101_0101_0101_0101_0101_0101_0101_0101;
const TOPS: u128 = ONES << 7;
const ZEROS: u128 = ONES * b'0' as u128;

/// A text where it stands among others: what stands before it may be looked at together with it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spot<'a> {
    all: &'a str,
    from: usize,
    end: usize,
}

impl<'a> Spot<'a> {
    /// Between these bytes of a text.
    #[inline]
    pub(crate) const fn of(all: &'a str, from: usize, end: usize) -> Self {
        Self { all, from, end }
    }

    /// A text among no others.
    #[inline]
    pub(crate) const fn alone(text: &'a str) -> Self {
        Self { all: text, from: 0, end: text.len() }
    }

    /// What stands there.
    #[inline]
    pub(crate) fn text(self) -> &'a str {
        self.all.get(self.from..self.end).unwrap_or("")
    }

    /// Whether nothing does.
    #[inline]
    pub(crate) const fn is_empty(self) -> bool {
        self.from >= self.end
    }
}

/// Digits with or without a point and a minus sign. The digits and the power of ten that they are divided by have a value of
/// their own each, so the quotient is the nearest there is to the number.
#[inline]
pub(crate) fn plain(spot: Spot<'_>) -> Option<f64> {
    let bytes = spot.all.as_bytes();
    let negative = bytes.get(spot.from) == Some(&b'-');
    let signs = spot.end.checked_sub(spot.from + usize::from(negative))?;
    if !(1..=MOST_DIGITS).contains(&signs) {
        return None;
    }
    let word = last_sixteen(bytes.get(..spot.end)?);
    // What stands before is zeros.
    let room = 8 * (16 - signs);
    let word = (word >> room << room) | (ZEROS >> (8 * signs));
    let unlike = word ^ (ONES * b'.' as u128);
    // The top bit of the first byte that is a point; another one is no digit below.
    let point = unlike.wrapping_sub(ONES) & !unlike & TOPS;
    let (word, behind) = if point == 0 {
        (word, 0)
    } else if signs > 1 {
        let at = point.trailing_zeros() / 8;
        let before = word & ((1 << (at * 8)) - 1);
        let behind = word >> (at * 8) >> 8 << 8 << (at * 8);
        (behind | before << 8 | u128::from(b'0'), 15 - at as usize)
    } else {
        return None;
    };
    let digits = word ^ ZEROS;
    if ((digits.wrapping_add(ONES * 0x76)) | digits) & TOPS != 0 {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "the halves of a word")]
    let (first, last) = (digits as u64, (digits >> 64) as u64);
    #[expect(clippy::cast_precision_loss, reason = "fifteen digits are less than 2⁵³")]
    let number = (of_eight(first) * 100_000_000 + of_eight(last)) as f64 / POWERS.get(behind)?;
    Some(if negative { 0.0 - number } else { number })
}

/// The last bytes, the first of them lowest; in front of fewer of them anything.
#[inline]
fn last_sixteen(bytes: &[u8]) -> u128 {
    match bytes.last_chunk() {
        Some(last) => u128::from_le_bytes(*last),
        None => bytes
            .iter()
            .rev()
            .zip((0..16).rev())
            .fold(0, |word, (byte, at)| word | u128::from(*byte) << (8 * at)),
    }
}

/// The number of eight digits, the first one lowest: of pairs, of fours, of all.
#[inline]
const fn of_eight(digits: u64) -> u64 {
    let pairs = (digits.wrapping_mul(10) + (digits >> 8)) & 0x00ff_00ff_00ff_00ff;
    let fours = (pairs.wrapping_mul(100) + (pairs >> 16)) & 0x0000_ffff_0000_ffff;
    (fours.wrapping_mul(10_000) + (fours >> 32)) & 0xffff_ffff
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Spot, plain};

    /// The same, digit by digit.
    fn slowly(text: &str) -> Option<f64> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let plainly = digits.len() <= 15
            && digits.bytes().filter(|byte| *byte == b'.').count() <= 1
            && digits.bytes().any(|byte| byte.is_ascii_digit())
            && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        plainly.then(|| text.parse::<f64>().unwrap() + 0.0)
    }

    #[test]
    fn what_is_at_the_edge() {
        for text in [
            "",
            "-",
            ".",
            "-.",
            "0",
            "-0",
            "5.",
            ".5",
            "..",
            "1.2.3",
            "999999999999999",
            "1234567890123456",
            "99999999999999.",
            ".99999999999999",
            "1:",
            "1/",
            "+1",
            "--1",
            "1e3",
            "12345678",
            "1234567:",
            "é",
            "１",
        ] {
            assert_eq!(plain(Spot::alone(text)).map(f64::to_bits), slowly(text).map(f64::to_bits), "{text}");
        }
    }

    proptest! {
        #[test]
        fn numbers_are_what_their_digits_say(text in "-?[0-9]{0,9}[.]?[0-9]{0,9}", other in "-?[-0-9./:\u{80}]{0,17}") {
            for text in [text, other] {
                let wanted = slowly(&text).map(f64::to_bits);
                prop_assert_eq!(plain(Spot::alone(&text)).map(f64::to_bits), wanted, "{}", text);
                // Whatever stands around it.
                for (before, behind) in [("1", "1"), ("甲乙丙.5,", ",5"), ("-", ""), ("0123456789012345", ".")] {
                    let all = format!("{before}{text}{behind}");
                    let spot = Spot::of(&all, before.len(), before.len() + text.len());
                    prop_assert_eq!(spot.text(), &text);
                    prop_assert_eq!(plain(spot).map(f64::to_bits), wanted, "{}", all);
                }
            }
        }
    }
}
