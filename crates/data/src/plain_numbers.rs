//! Numbers of few digits, as nearly all are: their digits are read together.

/// A number of so many digits, the point among them, has a value of its own.
pub(crate) const MOST_DIGITS: usize = 15;

const POWERS: [f64; 16] =
    [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

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
    let bytes = bytes.get(..spot.end)?;
    // Nearly all are short.
    let (digits, behind) = if let (1..=8, Some(last)) = (signs, bytes.last_chunk()) {
        let (digits, behind) = digits_of_eight(u64::from_le_bytes(*last), signs)?;
        (of_eight(digits), behind)
    } else {
        let (digits, behind) = digits_of_sixteen(last_sixteen(bytes), signs)?;
        #[expect(clippy::cast_possible_truncation, reason = "the halves of a word")]
        let (first, last) = (digits as u64, (digits >> 64) as u64);
        (of_eight(first) * 100_000_000 + of_eight(last), behind)
    };
    #[expect(clippy::cast_precision_loss, reason = "fifteen digits are less than 2⁵³")]
    let number = digits as f64 / POWERS.get(behind)?;
    Some(if negative { 0.0 - number } else { number })
}

/// The last bytes, the first of them lowest; in front of fewer of them anything.
#[inline]
fn last_sixteen(bytes: &[u8]) -> u128 {
    match bytes.last_chunk() {
        Some(last) => u128::from_le_bytes(*last),
        None => {
            let places = (0..16).rev().map(|at| 8 * at);
            let bytes = bytes.iter().rev().zip(places);
            bytes.fold(0, |word, (byte, place)| word | u128::from(*byte) << place)
        }
    }
}

/// Of so many bytes the first ones: none of them, one, two and so on.
const FIRST_OF_EIGHT: [u64; 9] = {
    const fn first(count: u32) -> u64 {
        u64::MAX.unbounded_shr(64 - 8 * count)
    }
    [first(0), first(1), first(2), first(3), first(4), first(5), first(6), first(7), first(8)]
};
const FIRST_OF_SIXTEEN: [u128; 17] = {
    const fn first(count: u32) -> u128 {
        u128::MAX.unbounded_shr(128 - 8 * count)
    }
    [
        first(0),
        first(1),
        first(2),
        first(3),
        first(4),
        first(5),
        first(6),
        first(7),
        first(8),
        first(9),
        first(10),
        first(11),
        first(12),
        first(13),
        first(14),
        first(15),
        first(16),
    ]
};

/// A function that takes the last bytes of a word, so many of them, the first one lowest: the digits that they are, zeros in
/// front, and how many of them stand behind a point; none where another sign is among them.
macro_rules! digits_of {
    ($name:ident, $word:ty, $first:ident) => {
        #[inline]
        fn $name(word: $word, signs: usize) -> Option<($word, usize)> {
            const BYTES: usize = size_of::<$word>();
            const ONES: $word = <$word>::MAX / 0xff;
            const TOPS: $word = ONES << 7;
            const ZEROS: $word = ONES * b'0' as $word;
            let others = $first.get(BYTES.checked_sub(signs)?)?;
            let word = (word & !others) | (ZEROS & others);
            let unlike = word ^ (ONES * b'.' as $word);
            // The top bit of the first byte that is a point; another one is no digit below.
            let point = unlike.wrapping_sub(ONES) & !unlike & TOPS;
            let (word, behind) = if point == 0 {
                (word, 0)
            } else if signs > 1 {
                let at = point.trailing_zeros() as usize / 8;
                let (before, with_it) = ($first.get(at)?, $first.get(at + 1)?);
                ((word & !with_it) | (word & before) << 8 | <$word>::from(b'0'), BYTES - 1 - at)
            } else {
                return None;
            };
            let digits = word ^ ZEROS;
            let are_digits = (digits.wrapping_add(ONES * 0x76) | digits) & TOPS == 0;
            are_digits.then_some((digits, behind))
        }
    };
}

digits_of!(digits_of_eight, u64, FIRST_OF_EIGHT);
digits_of!(digits_of_sixteen, u128, FIRST_OF_SIXTEEN);

/// The number of eight digits, the first one lowest: of pairs, of fours, of all.
#[inline]
const fn of_eight(digits: u64) -> u64 {
    let pairs = digits.wrapping_mul(10).wrapping_add(digits >> 8) & 0x00ff_00ff_00ff_00ff;
    let fours = pairs.wrapping_mul(100).wrapping_add(pairs >> 16) & 0x0000_ffff_0000_ffff;
    fours.wrapping_mul(10_000).wrapping_add(fours >> 32) & 0xffff_ffff
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
