//! Names, texts and units as they are written: in quotes where they would not be read as what they are.

use shensuan_diagnostics::Lang;

use crate::parse::reads_as;

/// A name where a value or a form may stand.
pub(super) fn name(name: &str, quotes: bool) -> String {
    if !quotes && reads_as::a_name(name) { name.to_owned() } else { quoted_name(name) }
}

/// A name where it is declared.
pub(super) fn declared(name: &str) -> String {
    if reads_as::a_declared_name(name) { name.to_owned() } else { quoted_name(name) }
}

/// The name of a statistic where it is declared.
pub(super) fn of_statistic(name: &str) -> String {
    if reads_as::a_statistic_name(name) { name.to_owned() } else { quoted_name(name) }
}

fn quoted_name(name: &str) -> String {
    if name.contains('】') { format!("`{name}`") } else { format!("【{name}】") }
}

/// A text in the quotes of a language.
pub(super) fn text(text: &str, lang: Lang) -> String {
    let depth = text.chars().try_fold(0_usize, |depth, c| match c {
        '「' => Some(depth + 1),
        '」' => depth.checked_sub(1),
        _ => Some(depth),
    });
    match lang {
        Lang::Zh if depth == Some(0) && text.contains(is_chinese) => format!("「{text}」"),
        Lang::Zh | Lang::En => format!("\"{}\"", text.replace('"', "\"\"")),
    }
}

/// Han characters, and the signs that stand between them.
fn is_chinese(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{323af}')
}

/// A unit; a part of it that the grammar would not read as one stands in quotes.
pub(super) fn unit(unit: &str) -> String {
    if reads_as::a_unit(unit) {
        return unit.to_owned();
    }
    let mut out = String::new();
    for part in unit.split_inclusive(['/', '-', '^']) {
        let name = part.trim_end_matches(['/', '-', '^']);
        let sign = part.get(name.len()..).unwrap_or_default();
        let digits = name.bytes().all(|byte| byte.is_ascii_digit());
        let bare = digits && !out.is_empty() || reads_as::a_unit(name);
        out.push_str(&if bare { name.to_owned() } else { quoted_name(name) });
        out.push_str(sign);
    }
    out
}
