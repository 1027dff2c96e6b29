//! Numbers of few digits, as nearly all are: their digits are read together.

/// A number of so many digits, the point among them, has a value of its own.
pub(crate) const MOST_DIGITS: usize = 15;

const POWERS: [f64; 16] =
    [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

const ONES: u128 = 0x0101_0101_0101_0101_0101_0101_0101_0101;
const TOPS: u128 = ONES << 7;

/// Digits with or without a point and a minus sign. The digits and the power of ten that they are divided by have a value of
/// their own each, so the quotient is the nearest there is to the number.
#[inline]
pub(crate) fn plain(text: &str) -> Option<f64> {
    let (negative, signs) = match text.as_bytes() {
        [b'-', signs @ ..] => (true, signs),
        signs => (false, signs),
    };
    let word = word_of(signs)?;
    let unlike = word ^ (ONES * b'.' as u128);
    // The top bit of the first byte that is a point; another one is no digit below.
    let point = unlike.wrapping_sub(ONES) & !unlike & TOPS;
    let (word, count, behind) = if point == 0 {
        (word, signs.len(), 0)
    } else {
        let at = point.trailing_zeros() / 8;
        let before = (1 << (at * 8)) - 1;
        let digits = (word & before) | ((word >> 8) & !before);
        (digits, signs.len() - 1, signs.len() - 1 - at as usize)
    };
    if count == 0 {
        return None;
    }
    // Zeros in front make sixteen of them.
    let room = 8 * (16 - count);
    let digits = (word << room) ^ ((ONES * b'0' as u128) << room);
    if ((digits.wrapping_add(ONES * 0x76)) | digits) & TOPS != 0 {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "the halves of a word")]
    let (first, last) = (digits as u64, (digits >> 64) as u64);
    #[expect(clippy::cast_precision_loss, reason = "fifteen digits are less than 2⁵³")]
    let number = (of_eight(first) * 100_000_000 + of_eight(last)) as f64 / POWERS.get(behind)?;
    Some(if negative { 0.0 - number } else { number })
}

/// The bytes of a short text, the first one lowest; none of one that is empty or too long.
#[inline]
fn word_of(bytes: &[u8]) -> Option<u128> {
    let length = bytes.len();
    // What the first and the last ones share is the same.
    match length {
        1..4 => Some(bytes.iter().rev().fold(0, |word, byte| word << 8 | u128::from(*byte))),
        4..8 => {
            let (first, last) = (bytes.first_chunk()?, bytes.last_chunk()?);
            let last = u64::from(u32::from_le_bytes(*last)) << (8 * (length - 4));
            Some(u128::from(u64::from(u32::from_le_bytes(*first)) | last))
        }
        8..=MOST_DIGITS => {
            let (first, last) = (bytes.first_chunk()?, bytes.last_chunk()?);
            let last = u128::from(u64::from_le_bytes(*last)) << (8 * (length - 8));
            Some(u128::from(u64::from_le_bytes(*first)) | last)
        }
        _ => None,
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

    use super::plain;

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
            assert_eq!(plain(text).map(f64::to_bits), slowly(text).map(f64::to_bits), "{text}");
        }
    }

    proptest! {
        #[test]
        fn numbers_are_what_their_digits_say(text in "-?[0-9]{0,9}[.]?[0-9]{0,9}", other in "-?[-0-9./:\u{80}]{0,17}") {
            for text in [text, other] {
                prop_assert_eq!(plain(&text).map(f64::to_bits), slowly(&text).map(f64::to_bits), "{}", text);
            }
        }
    }
}
