//! How alike two texts are.

use shensuan_diagnostics::codes::Text;

use crate::from_syntax::Call;
use crate::functions::{Example, Family, Function, Lower};
use shensuan_vocab::names::fold_text;

use crate::from_syntax::ratio;
use crate::likeness::{likeness, that_counts};
use crate::text::{Asked, Literal};
use crate::typed::Typed;

pub(crate) static FUNCTION: Function = Function {
    zh: &["相似度"],
    en: &["similarity"],
    family: Family::Text,
    signature: Text { zh: "相似度(文本, \"文字\")", en: "similarity(text, \"words\")" },
    unit: Text { zh: "结果是 0 到 1 的比例", en: "the result is a share from 0 to 1" },
    about: Text {
        zh: "两段文字有多像：1 减去编辑距离与较长一段字数之比。一次编辑是增、删或改一个字符；不计大小写、全半角和两端空白。相似度不低于 0.9，写成条件：文本 相似于 \"文字\"（0.9）。",
        en: "How alike two texts are: 1 less the share of edits in the length of the longer. An edit adds, drops or changes a character; case, width and the blanks around do not count. As a condition, at least 0.9 alike: text similar to \"words\" (0.9).",
    },
    examples: &[
        Example::new(
            "四舍五入(相似度(\"深圳市电镀厂\", \"深圳电镀厂\"), 2)",
            "round(similarity(\"深圳市电镀厂\", \"深圳电镀厂\"), 2)",
            "0.83",
        ),
        Example::holds(
            "\"深圳市电镀厂\" 相似于 \"深圳电镀厂\"（0.8）",
            "\"深圳市电镀厂\" similar to \"深圳电镀厂\" (0.8)",
        ),
        Example::new("相似度(\"ABC\", \"ａｂｃ\")", "similarity(\"ABC\", \"ａｂｃ\")", "1"),
    ],
    check: Some(check),
    lower: Lower::Measure(of),
};

fn check(call: &mut Call<'_>) -> Option<Typed> {
    call.arity(2, 2)?;
    let other = call.literal(1)?;
    call.number_of(0, vec![Literal::Text(fold_text(&other))], ratio())
}

fn of(asked: Asked<'_>) -> Option<f64> {
    let without: Vec<String> = (1..).map_while(|at| asked.literal(at)).map(str::to_owned).collect();
    Some(likeness(&that_counts(asked.text, &without), asked.literal(0)?))
}
