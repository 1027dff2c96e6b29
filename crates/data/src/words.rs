//! How headings are compared, and how what a file holds is shown in a complaint.

use shensuan_diagnostics::{Both, Lang};
use shensuan_vocab::names::{fold_text, is_han};
use shensuan_vocab::{FormId, Vocab};

use crate::repairs::is_of_no_width;

/// Characters of a heading that are shown.
const SHOWN: usize = 40;

/// Marks of headings that must be filled in.
const MARKS: [char; 5] = ['*', '※', '★', '☆', '▲'];

/// The form in which headings are compared: as text is, and a blank beside a Han character does not count, for
/// headings are broken into lines to make columns narrow. Marks such as `*` and brackets like 【】 around it do not count.
pub(crate) fn fold_heading(text: &str) -> String {
    // What nobody sees is no part of a name.
    if !text.is_ascii() && text.contains(is_of_no_width) {
        return fold_heading(&text.replace(is_of_no_width, ""));
    }
    let folded = fold_text(text);
    let folded = match without_marks(&folded) {
        bare if bare.len() == folded.len() => folded,
        bare => bare.to_owned(),
    };
    if !folded.contains(' ') {
        return folded;
    }
    let mut out = String::with_capacity(folded.len());
    let mut rest = folded.chars().peekable();
    while let Some(c) = rest.next() {
        let beside = out.chars().next_back().is_some_and(is_han) || rest.peek().copied().is_some_and(is_han);
        if c != ' ' || !beside {
            out.push(c);
        }
    }
    out
}

/// A heading without marks at its ends, and without the brackets around all of it. Marks alone are what they are.
pub(crate) fn without_marks(text: &str) -> &str {
    let may_be = |c: char| MARKS.contains(&c) || matches!(c, '【' | '】');
    if !text.starts_with(may_be) && !text.ends_with(may_be) {
        return text;
    }
    let mut bare = text;
    loop {
        let next = bare.trim_matches(MARKS).trim();
        let inner = next.strip_prefix('【').and_then(|inner| inner.strip_suffix('】'));
        let inner = inner.filter(|inner| !inner.contains(['【', '】'])).map_or(next, str::trim);
        if inner.is_empty() {
            return text;
        }
        if inner.len() == bare.len() {
            return bare;
        }
        bare = inner;
    }
}

/// A heading on one line, cut where it is long.
pub(crate) fn one_line(text: &str) -> String {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    let mut rest = text.chars().map(plain);
    let start: String = rest.by_ref().take(SHOWN).collect();
    let line = start.split_whitespace().collect::<Vec<_>>().join(" ");
    if rest.next().is_some() { format!("{line}…") } else { line }
}

/// How a form is written: a group with its form.
pub(crate) fn shown(form: FormId, vocab: &Vocab) -> Both {
    let form = vocab.form(form);
    let written = |lang: Lang| match form.parent {
        Some(parent) => format!("{}.{}", vocab.form(parent).name.written(lang), form.name.written(lang)),
        None => form.name.written(lang).to_owned(),
    };
    Both::new(written(Lang::Zh), written(Lang::En))
}

#[cfg(test)]
mod tests {
    use super::{fold_heading, one_line};

    #[test]
    fn headings() {
        let folded = [
            ("统一社会\n信用代码", "统一社会信用代码"),
            (" 去除效率 ％ ", "去除效率%"),
            ("Water　Intake", "water intake"),
            ("COD 排放量", "cod排放量"),
            ("* 取水量", "取水量"),
            ("【取水量】＊", "取水量"),
            ("*", "*"),
            ("【甲】【乙】", "【甲】【乙】"),
            ("取\u{200b}水量\u{feff}", "取水量"),
        ];
        for (text, expected) in folded {
            assert_eq!(fold_heading(text), expected);
        }
        assert_eq!(one_line("取水量\r\n（吨）\u{1b}[31m"), "取水量 （吨） [31m");
        assert_eq!(one_line(&"长".repeat(41)), format!("{}…", "长".repeat(40)));
    }
}
