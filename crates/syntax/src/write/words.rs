//! The words of the language, as `grammar/words.pest` has them: of each the first that a language knows is written.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use shensuan_diagnostics::Lang;

/// The file that says every word, as it stands.
const WORDS: &str = include_str!("../../../../grammar/words.pest");

/// A word in both languages; English, Chinese.
type Pair = (&'static str, &'static str);

/// The word of a grammar rule such as `kw_check`; where a language has none of its own, that of the other.
pub(super) fn word(rule: &str, lang: Lang) -> &'static str {
    static TABLE: OnceLock<BTreeMap<&'static str, Pair>> = OnceLock::new();
    let (en, zh) = TABLE.get_or_init(table).get(rule).copied().unwrap_or_default();
    match lang {
        Lang::En if !en.is_empty() => en,
        Lang::Zh if zh.is_empty() => en,
        Lang::Zh | Lang::En => zh,
    }
}

fn table() -> BTreeMap<&'static str, Pair> {
    let lines = WORDS.lines().filter(|line| line.starts_with("kw_"));
    let rules = lines.filter_map(|line| {
        let (rule, said) = line.split_once('=')?;
        let words = || said.split('"').skip(1).step_by(2);
        let first = |ascii: bool| {
            let first = words().find(|word| word.is_ascii() == ascii)?;
            // A longer word stands before its beginning, for the grammar's sake: 或者 before 或.
            Some(words().find(|word| *word != first && first.starts_with(word)).unwrap_or(first))
        };
        Some((rule.trim(), (first(true).unwrap_or_default(), first(false).unwrap_or_default())))
    });
    rules.collect()
}
