//! How the grammar reads a name or a unit that stands alone: what writes rules asks before it leaves quotes out.

use super::grammar::{Rule, read};

/// Whether a text is read as one name where a value may stand.
pub fn a_name(name: &str) -> bool {
    let Ok(mut matched) = read(Rule::alone, name) else { return false };
    let parts = matched.next().map(|alone| alone.into_inner().flatten());
    let names = |parts: pest::iterators::FlatPairs<'_, Rule>| {
        let mut names = parts.filter(|part| part.as_rule() == Rule::name);
        names.next().is_some_and(|first| first.as_str() == name)
    };
    parts.is_some_and(names)
}

/// Whether a text is read as one name where it is declared.
pub fn a_declared_name(name: &str) -> bool {
    is_read(Rule::line_constant, &format!("constant {name} = 1"), Rule::head_name, name)
}

/// Whether a text is read as one name where a statistic is: there it may hold `by`.
pub fn a_statistic_name(name: &str) -> bool {
    is_read(Rule::line_statistic, &format!("statistic {name} = 1"), Rule::statistic_name, name)
}

/// Whether a piece of a line that reads is, by a grammar rule, the whole name.
fn is_read(line: Rule, text: &str, rule: Rule, name: &str) -> bool {
    let Ok(mut matched) = read(line, text) else { return false };
    let parts = matched.next().map(|line| line.into_inner());
    parts
        .is_some_and(|mut parts| parts.any(|part| part.as_rule() == rule && part.as_str().trim_end() == name))
}

/// Whether a text is read as a unit without quotes.
pub fn a_unit(unit: &str) -> bool {
    let text = format!("1 {unit}");
    let Ok(mut matched) = read(Rule::alone, &text) else { return false };
    let parts = matched.next().map(|alone| alone.into_inner().flatten());
    parts.is_some_and(|mut parts| parts.any(|part| part.as_rule() == Rule::unit && part.as_str() == unit))
}

/// Whether a line ends in a word for its field, such as `private`.
pub fn a_flag_last(line: &str) -> bool {
    !super::declarations::flags_behind(line).1.is_empty()
}

/// Whether a line begins with a word that makes it another line than one without a keyword.
pub fn a_keyword_first(line: &str) -> bool {
    super::words::head(line).is_some() || super::grammar::matches(Rule::begins_with_operator, line)
}
