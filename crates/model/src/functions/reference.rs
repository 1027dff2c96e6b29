//! The page that lists every function, made from what their files say.

use std::fmt::Write as _;

use shensuan_diagnostics::Lang;
use shensuan_diagnostics::codes::Text;

use super::{ALL, Family, Function};

/// The reference of all functions in a language, as Markdown.
#[must_use]
pub fn reference(lang: Lang) -> String {
    let mut page = lang
        .pick(
            "# 函数\n\n本页由程序写出，与 `crates/model/src/functions` 一致；每个例子都是测试。\
             \
             任何参数缺失时结果缺失，另有说明的除外；不是有限数的结果也是缺失。\n",
            "# Functions\n\nThis page is written by the program and agrees with `crates/model/src/functions`; every \
             example is a test. A result is missing where an argument is, unless the function says otherwise; so is one that would \
             not be finite.\n",
        )
        .to_owned();
    let pick = |text: Text| lang.pick(text.zh, text.en);
    for family in Family::ALL {
        let _ = write!(page, "\n## {}\n", pick(family.name()));
        for function in ALL.iter().filter(|function| function.family == family) {
            let _ = write!(page, "\n### {}\n\n{}", function.name(lang), entry(function, lang));
        }
    }
    page
}

/// What there is to say of one function, as Markdown.
#[must_use]
pub fn entry(function: &Function, lang: Lang) -> String {
    let pick = |text: Text| lang.pick(text.zh, text.en);
    let others: Vec<String> = function
        .spellings()
        .filter(|spelling| *spelling != function.name(lang))
        .map(|spelling| format!("`{spelling}`"))
        .collect();
    let (signature, others) = (pick(function.signature), others.join(lang.pick("、", ", ")));
    let mut out = lang
        .pick(format!("`{signature}`（又写作 {others}）\n\n"), format!("`{signature}` (also {others})\n\n"));
    let _ = writeln!(out, "{}", pick(function.about));
    if !function.unit.en.is_empty() {
        let (word, stop) = lang.pick(("单位：", "。"), ("Units: ", "."));
        let _ = write!(out, "\n{word}{}{stop}\n", pick(function.unit));
    }
    out.push('\n');
    for example in function.examples {
        let given = pick(example.given);
        let word = lang.pick("已知", "given");
        let given = if given.is_empty() { String::new() } else { format!("{word} {given}: ") };
        let _ = writeln!(out, "    {given}{} → {}", pick(example.expression), pick(example.gives));
    }
    out
}
