//! The words of the language, as `grammar/words.pest` has them: of each the first that a language knows is written.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use shensuan_diagnostics::Lang;

/// The file that says every word, as it stands.
const WORDS: &str = include_str!("../../../../grammar/words.pest");

/// The words of a grammar rule, as the grammar has them.
struct Spelt {
    all: Vec<&'static str>,
    /// The one that English writes.
    en: Option<&'static str>,
    /// The one that Chinese writes.
    zh: Option<&'static str>,
}

fn spelt(rule: &str) -> Option<&'static Spelt> {
    static TABLE: OnceLock<BTreeMap<&'static str, Spelt>> = OnceLock::new();
    TABLE.get_or_init(table).get(rule)
}

/// The word of a grammar rule such as `kw_check`; where a language has none of its own, that of the other.
pub(super) fn word(rule: &str, lang: Lang) -> &'static str {
    let Some(spelt) = spelt(rule) else { return "" };
    own(rule, lang).or(spelt.en).or(spelt.zh).unwrap_or_default()
}

/// The word that a language has for a grammar rule.
pub(super) fn own(rule: &str, lang: Lang) -> Option<&'static str> {
    let spelt = spelt(rule)?;
    match lang {
        Lang::En => spelt.en,
        Lang::Zh => spelt.zh,
    }
}

/// Whether a grammar rule has that word.
pub(super) fn has(rule: &str, word: &str) -> bool {
    spelt(rule).is_some_and(|spelt| spelt.all.contains(&word))
}

fn table() -> BTreeMap<&'static str, Spelt> {
    let rules = WORDS.lines().filter_map(|line| {
        let (rule, said) = line.split_once('=')?;
        let words = said.split('"').skip(1).step_by(2);
        let all: Vec<&str> = words.filter(|word| word.starts_with(char::is_alphabetic)).collect();
        let first = |ascii: bool| {
            let first = all.iter().find(|word| word.is_ascii() == ascii)?;
            // A longer word stands before its beginning, for the grammar's sake: 或者 before 或.
            Some(*all.iter().find(|word| *word != first && first.starts_with(**word)).unwrap_or(first))
        };
        let (en, zh) = (first(true), first(false));
        Some((rule.trim(), Spelt { all, en, zh }))
    });
    rules.collect()
}
