//! Search by a regular expression.

use shensuan_diagnostics::codes::Text;

use crate::functions::{Example, Family, Function, Lower, NO_UNIT};

pub(crate) static FUNCTION: Function = Function {
    zh: &["匹配"],
    en: &["matches"],
    family: Family::Text,
    signature: Text { zh: "文本 匹配 \"正则表达式\"", en: "text matches \"pattern\"" },
    unit: NO_UNIT,
    about: Text {
        zh: "文本中有没有与正则表达式相符的一段；^ 与 $ 表示开头与结尾。按原文查找，分大小写和全半角；再长的文本也只看一遍，所以没有反向引用。",
        en: "Whether the pattern is found in the text; ^ and $ are its beginning and its end. The raw text is searched, case and width count; it is read once however long it is, so there are no references back.",
    },
    examples: &[
        Example::holds("邮政编码 匹配 \"^[0-9]{6}$\"", "postcode matches \"^[0-9]{6}$\"")
            .given("邮政编码 = \"518000\"", "postcode = \"518000\""),
        Example::fails("邮政编码 匹配 \"^[0-9]{6}$\"", "postcode matches \"^[0-9]{6}$\"")
            .given("邮政编码 = \"51800\"", "postcode = \"51800\""),
    ],
    check: None,
    lower: Lower::Nothing,
};
