//! What Excel makes of a cell of a CSV file, and how a text gets through it unharmed.

use std::borrow::Cow;

/// Digits that Excel shows of a number before it goes over to 1.23E+11.
const SHOWN_DIGITS: usize = 11;

/// Months, which Excel knows in full or by three letters and more.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A text as a cell. What Excel would take for a number or a date and change (`0071`, 18 digits, `1-2`) is written
/// `="0071"`, which it shows as the text; what it would take for a formula gets an apostrophe in front.
pub(crate) fn cell(text: &str) -> Cow<'_, str> {
    if is_changed(text) {
        Cow::Owned(format!("=\"{text}\""))
    } else if text.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_plain_number(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether Excel would read a text as something else and show it otherwise.
fn is_changed(text: &str) -> bool {
    if is_plain_number(text) || text.chars().count() > 64 {
        return false;
    }
    let plain = |c: char| match c {
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10).unwrap_or(c),
        '／' => '/',
        '－' | '−' => '-',
        '．' => '.',
        '：' => ':',
        '％' => '%',
        '，' => ',',
        c => c.to_ascii_lowercase(),
    };
    let text: String = text.trim().chars().map(plain).collect();
    if text == "true" || text == "false" {
        return true;
    }
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let part = |c: char| c.is_ascii_digit() || " .,-+/:%()$¥￥€年月日时分秒".contains(c);
    let without_exponent = text.replacen('e', "", 1);
    let time = ["am", "pm", "a", "p"].iter().find_map(|half| text.strip_suffix(half)).unwrap_or(&text);
    let month = |text: &str| {
        let word: String = text.chars().filter(char::is_ascii_alphabetic).collect();
        let rest = text.replacen(&word, "", 1);
        word.len() >= 3 && MONTHS.iter().any(|month| month.starts_with(&word)) && rest.chars().all(part)
    };
    without_exponent.chars().all(part) || time.chars().all(part) || month(&text)
}

/// A number that Excel shows as it is written: no zero in front or behind, not too long.
fn is_plain_number(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').map_or((unsigned, None), |(w, f)| (w, Some(f)));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(|fraction| digits(fraction) && !fraction.ends_with('0'))
        && whole.len() + fraction.map_or(0, str::len) <= SHOWN_DIGITS
        && text != "-0"
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn what_excel_would_change_stays_text() {
        let changed = [
            "007",
            "914403001922038216",
            "123456789012",
            "1-2",
            "3/4",
            "1E5",
            "12e10",
            "2019-06-30",
            "2019年6月",
            "1:30",
            "10 PM",
            "MAR1",
            "Sept 2",
            "2-Dec",
            "TRUE",
            "1,200",
            "50%",
            "+5",
            ".5",
            "1.50",
            "(5)",
            "¥5",
            "００７",
        ];
        for text in changed {
            assert_eq!(cell(text), format!("=\"{text}\""));
        }
        let kept = [
            "",
            "440306",
            "2019",
            "12.5",
            "0",
            "-5",
            "91440300MA5F00018P",
            "440306 宝安区",
            "G101-1",
            "示例一厂",
            "B01",
            "约5",
            "—",
            "F09-G102",
            "取水量 = 100 立方米",
            "MA1",
            "Decision 5",
        ];
        for text in kept {
            assert_eq!(cell(text), text);
        }
        for text in ["=1+1", "@x", "-inf", "+cmd|' /C calc'!A0", "-x", "\tx"] {
            assert_eq!(cell(text), format!("'{text}"));
        }
    }
}
