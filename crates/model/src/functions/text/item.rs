//! One of what a text lists.

use shensuan_diagnostics::codes::Text;

use crate::from_syntax::Call;
use crate::functions::{Example, Family, Function, Lower, NO_UNIT};
use crate::text::{Asked, Literal};
use crate::typed::Typed;

pub(crate) static FUNCTION: Function = Function {
    zh: &["列举项"],
    en: &["item"],
    family: Family::Text,
    signature: Text { zh: "列举项(文本, 第几项)", en: "item(text, which)" },
    unit: NO_UNIT,
    about: Text {
        zh: "文本列举的第几项：各项之间是 、，；/ + 中的一个，括号和括号里的字不算；没有这一项的缺失。",
        en: "One of what a text lists, parted by 、 , ; / or +, without brackets and what stands in them; missing where there are fewer.",
    },
    examples: &[
        Example::of("列举项(\"抛丸、喷砂、打磨\", 2)", "item(\"blasting, sanding\", 2)", "喷砂", "sanding"),
        Example::of("列举项(\"室燃炉（低氮）\", 1)", "item(\"furnace (low NOx)\", 1)", "室燃炉", "furnace"),
    ],
    check: Some(check),
    lower: Lower::Text(of),
};

fn check(call: &mut Call<'_>) -> Option<Typed> {
    call.arity(2, 2)?;
    let which = call.whole(1, 1, 1000)?;
    call.text_of(0, vec![Literal::Whole(which)])
}

fn of(asked: Asked<'_>) -> Option<String> {
    let mut depth = 0_usize;
    let mut outside = String::new();
    for c in asked.text.chars() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    let parted = outside.split(['、', '，', ',', '；', ';', '/', '／', '+', '＋']);
    let mut items = parted.map(str::trim).filter(|item| !item.is_empty());
    items.nth(asked.count(0)?.checked_sub(1)?).map(str::to_owned)
}
