//! The check characters of a unified social credit code (统一社会信用代码): of the whole by GB 32100-2015, of the
//! organisation code in its places 9 to 17 by GB 11714-1997.

use shensuan_diagnostics::codes::Text;

use crate::functions::{Example, Family, Function, Lower, NO_UNIT};

pub(crate) static FUNCTION: Function = Function {
    zh: &["是有效信用代码"],
    en: &["is a valid credit code"],
    family: Family::Census,
    signature: Text { zh: "文本 是有效信用代码", en: "text is a valid credit code" },
    unit: NO_UNIT,
    about: Text {
        zh: "文本是不是统一社会信用代码：18 位，字符和两个校验位都对（整个代码按 GB 32100-2015，其中的组织机构代码按 GB 11714-1997）。字母要大写。",
        en: "Whether the text is a unified social credit code: 18 characters of the right kind and both check characters right (of the whole by GB 32100-2015, of the organisation code in it by GB 11714-1997). Letters are capital.",
    },
    examples: &[
        Example::holds("信用代码 是有效信用代码", "credit code is a valid credit code")
            .given("信用代码 = \"91990000MA5F00018P\"", "credit code = \"91990000MA5F00018P\""),
        Example::fails("信用代码 是有效信用代码", "credit code is a valid credit code")
            .given("信用代码 = \"91990000MA5F00018Q\"", "credit code = \"91990000MA5F00018Q\""),
    ],
    check: None,
    lower: Lower::Nothing,
};

/// The characters of GB 32100-2015 in the order of their values: no I, O, S, V, Z.
const CHARACTERS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Whether a text is such a code, letters in upper case, with both check characters right.
pub(crate) fn is_valid(text: &str) -> bool {
    let text = text.trim();
    text.len() == 18 && last(text) == text.chars().next_back() && organisation(text.get(8..17))
}

/// The last character by GB 32100-2015: weights are powers of 3, modulo 31.
fn last(text: &str) -> Option<char> {
    let mut weight = 1;
    let mut sum = 0;
    for c in text.chars().take(17) {
        sum += weight * CHARACTERS.find(c)?;
        weight = weight * 3 % 31;
    }
    CHARACTERS.chars().nth((31 - sum % 31) % 31)
}

/// Whether nine characters are an organisation code by GB 11714-1997.
fn organisation(code: Option<&str>) -> bool {
    let Some(code) = code else { return false };
    let weights = [3, 7, 9, 10, 5, 8, 4, 2];
    let mut sum = 0;
    for (c, weight) in code.chars().zip(weights) {
        let Some(value) = c.to_digit(36).filter(|_| !c.is_ascii_lowercase()) else { return false };
        sum += value * weight;
    }
    let wanted = match (11 - sum % 11) % 11 {
        10 => 'X',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    };
    code.chars().nth(8) == Some(wanted)
}

#[cfg(test)]
mod tests {
    use super::is_valid;

    /// Invented codes in division 990000, which does not exist.
    #[test]
    fn both_check_characters_count() {
        assert!(is_valid("91990000MA5F00018P"));
        assert!(is_valid(" 91990000MA5F00026J "));
        for wrong in [
            "91990000MA5F00018Q",
            "91990000MA5F00028P",
            "91990000MA5F0001",
            "91990000ma5f00018p",
            "91990000MA5F0001IP",
            "",
            "示例代码示例代码示例代码示例代码示例",
        ] {
            assert!(!is_valid(wrong), "{wrong}");
        }
    }
}
