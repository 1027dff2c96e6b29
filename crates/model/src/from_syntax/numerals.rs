//! Numbers in words: `五`, `一百二十`, `百分之50`, `ten`. Here they are names that nothing declares.

/// Digits, and the words of ten, a hundred and a thousand.
const DIGITS: [(char, u64); 12] = [
    ('零', 0),
    ('〇', 0),
    ('一', 1),
    ('二', 2),
    ('两', 2),
    ('三', 3),
    ('四', 4),
    ('五', 5),
    ('六', 6),
    ('七', 7),
    ('八', 8),
    ('九', 9),
];
const TENS: [(char, u64); 3] = [('十', 10), ('百', 100), ('千', 1000)];
const MYRIADS: [(char, u64); 2] = [('万', 10_000), ('亿', 100_000_000)];

/// English words, and the number of each.
#[rustfmt::skip]
const ENGLISH: [(&str, u64); 24] = [
    ("zero", 0), ("one", 1), ("two", 2), ("three", 3), ("four", 4), ("five", 5), ("six", 6), ("seven", 7), ("eight", 8), ("nine", 9),
    ("ten", 10), ("eleven", 11), ("twelve", 12), ("fifteen", 15), ("twenty", 20), ("thirty", 30), ("forty", 40), ("fifty", 50),
    ("sixty", 60), ("seventy", 70), ("eighty", 80), ("ninety", 90), ("hundred", 100), ("thousand", 1000),
];

/// The number that a text is in words, in digits; with `%` where it is a percentage.
pub(super) fn in_digits(text: &str) -> Option<String> {
    let shares = [("百分之", "%"), ("千分之", "‰")];
    let share = shares.iter().find_map(|(word, sign)| Some((text.strip_prefix(word)?, *sign)));
    let (number, sign) = share.unwrap_or((text, ""));
    let plain = !sign.is_empty() && number.parse::<f64>().is_ok() && !number.contains(char::is_alphabetic);
    let digits =
        if plain { number.to_owned() } else { english(number).or_else(|| chinese(number))?.to_string() };
    Some(digits + sign)
}

fn english(word: &str) -> Option<u64> {
    ENGLISH.iter().find(|(known, _)| word.eq_ignore_ascii_case(known)).map(|(_, number)| *number)
}

fn chinese(text: &str) -> Option<u64> {
    let of = |table: &[(char, u64)], c: char| table.iter().find(|(known, _)| *known == c).map(|(_, n)| *n);
    // The whole, what stands below the next 万 or 亿, and the digit in hand.
    let (mut whole, mut below, mut digit) = (0_u64, 0_u64, None);
    let mut counted = false;
    for c in text.chars() {
        if let Some(number) = of(&DIGITS, c) {
            digit.is_none_or(|digit| digit == 0).then_some(())?;
            (digit, counted) = (Some(number), true);
        } else if let Some(ten) = of(&TENS, c) {
            // 十二 is twelve; 百 and 千 want a digit.
            (digit.is_some() || ten == 10).then_some(())?;
            below = below.checked_add(digit.take().unwrap_or(1).checked_mul(ten)?)?;
            counted = true;
        } else {
            let myriad = of(&MYRIADS, c).filter(|_| counted)?;
            whole = whole.checked_add(below.checked_add(digit.take().unwrap_or(0))?.checked_mul(myriad)?)?;
            below = 0;
        }
    }
    let number = whole.checked_add(below)?.checked_add(digit.unwrap_or(0))?;
    counted.then_some(number)
}

#[cfg(test)]
mod tests {
    use super::in_digits;

    #[test]
    fn words_of_numbers() {
        let of = |text: &str| in_digits(text).unwrap_or_default();
        let words = [
            "五",
            "十",
            "十二",
            "一百二十",
            "两千零五",
            "三万五千",
            "一亿二千万",
            "百分之五十",
            "百分之50",
            "千分之3",
            "百分之99.5",
            "Ten",
        ];
        let digits =
            ["5", "10", "12", "120", "2005", "35000", "120000000", "50%", "50%", "3‰", "99.5%", "10"];
        for (word, digits) in words.iter().zip(digits) {
            assert_eq!(of(word), digits, "{word}");
        }
        for none in ["", "百", "万", "五六", "五吨", "取水量", "staff", "50", "百分之"] {
            assert_eq!(in_digits(none), None, "{none}");
        }
    }
}
