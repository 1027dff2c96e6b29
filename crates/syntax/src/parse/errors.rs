//! What pest could not read, in words.

use pest::error::{Error, ErrorVariant, InputLocation};
use shensuan_diagnostics::codes::{Text, text as codes};
use shensuan_diagnostics::{Arg, Both, Diagnostic, Note, SourceId, Span};

use super::fold::{ARGUMENT_SEPARATOR, Folded};
use super::gather::is_clause;
use super::grammar::{Rule, matches};
use super::habits;
use super::words::head;

/// The complaint about a line that the grammar refused.
pub(super) fn refused(source: SourceId, folded: &Folded, error: &Error<Rule>) -> Diagnostic {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let text = folded.text.as_str();
    let at = at + text.get(at..).map_or(0, |rest| rest.len() - rest.trim_start().len());
    let found = next_token(text.get(at..).unwrap_or(""));
    let (start, end) = folded.source(at, at + found.len());
    let span = Span::new(source, start, end);
    if let Some(known) = habits::known(source, folded, at, found) {
        return known;
    }
    let before = text.get(..at).unwrap_or("").trim_end();
    let kinds = expected(error, before);
    let expected = codes::EXPECTED.with("expected", phrase(&kinds));
    // Behind `until` on the line of a `disable` a date is missing, not a new line.
    let dated = kinds.contains(&Kind::Date);
    if let Some((at, clause)) = clause_within(text, before, at).filter(|_| !dated) {
        let (start, end) = folded.source(at, at + clause.len());
        return Diagnostic::new(codes::UNEXPECTED)
            .with("found", clause)
            .label(Span::new(source, start, end), codes::HERE)
            .help(codes::NEW_LINE_BEFORE.with("clause", clause));
    }
    if found.is_empty() {
        return Diagnostic::new(codes::INCOMPLETE).label(span, expected);
    }
    let said = Diagnostic::new(codes::UNEXPECTED).with("found", found);
    if let Some(word) = bracketed(found, before) {
        return said.label(span, codes::HERE).help(codes::BRACKET_IT.with("word", word));
    }
    let said = said.label(span, expected);
    if kinds.iter().any(|kind| matches!(kind, Kind::Then | Kind::Where | Kind::Has | Kind::Within)) {
        return said; // one word is missing, and is named
    }
    // A word of the grammar may have been meant as part of a name.
    let wordy = found.chars().all(char::is_alphabetic);
    let reserved = if wordy && matches(Rule::is_reserved, text.get(at..).unwrap_or("")) {
        Some(found)
    } else if found.starts_with(['=', '≠', '≤', '≥', '<', '>', '≈']) {
        reserved_within(before)
    } else {
        None
    };
    match reserved {
        Some(word) => said.help(codes::QUOTE_THE_NAME.with("name", word)),
        None => said,
    }
}

/// The complaint where an expression should be and nothing is.
pub(super) fn nothing(at: Span) -> Diagnostic {
    Diagnostic::new(codes::INCOMPLETE).label(at, codes::EXPECTED.with("expected", codes::A_VALUE))
}

/// The complaint about a second line where one expression is all that is wanted.
pub(super) fn second_line(source: SourceId, folded: &Folded) -> Diagnostic {
    let found = next_token(&folded.text);
    let (start, end) = folded.source(0, found.len());
    Diagnostic::new(codes::UNEXPECTED)
        .with("found", found)
        .label(Span::new(source, start, end), codes::EXPECTED.with("expected", codes::A_END_OF_LINE))
}

/// The keyword of a clause that stands behind another clause on one line, where the error is at or behind it.
fn clause_within<'t>(text: &'t str, before: &str, at: usize) -> Option<(usize, &'t str)> {
    // Behind a word it is the end of a name: `product unit`.
    let in_name =
        |blank: &usize| before.get(..*blank).is_some_and(|name| name.ends_with(char::is_alphabetic));
    let last = before.rfind(' ').filter(|blank| !in_name(blank)).map(|blank| blank + 1);
    last.into_iter().chain([at]).filter(|at| *at > 0).find_map(|at| {
        let rest = text.get(at..)?;
        let (rule, length) = head(rest)?;
        is_clause(rule).then_some((at, rest.get(..length)?))
    })
}

/// The last word of an operator that stands between two words: `in` of `raw material in stock`.
fn reserved_within(before: &str) -> Option<&str> {
    let words: Vec<&str> = before.split(' ').collect();
    let wordy = |word: &str| word.chars().all(char::is_alphabetic);
    words.windows(3).rev().find_map(|three| match three {
        [left, word, right] if wordy(left) && wordy(right) && matches(Rule::is_reserved, word) => Some(*word),
        _ => None,
    })
}

/// The token at the beginning of `rest`: a word, or a run of signs.
fn next_token(rest: &str) -> &str {
    let wordy = |c: char| c.is_alphanumeric() || c == '_';
    let Some(first) = rest.chars().next() else { return "" };
    let twice = ["==", "&&", "||"].into_iter().find(|sign| rest.starts_with(sign));
    if let Some(sign) = twice {
        return rest.get(..sign.len()).unwrap_or("");
    }
    let end = if wordy(first) {
        rest.char_indices().find(|(_, c)| !wordy(*c)).map_or(rest.len(), |(at, _)| at)
    } else {
        first.len_utf8()
    };
    rest.get(..end).unwrap_or("")
}

/// Everything that would have fitted behind `before`; at most four kinds, in a fixed order.
fn expected(error: &Error<Rule>, before: &str) -> Vec<Kind> {
    let ErrorVariant::ParsingError { positives, .. } = &error.variant else {
        return vec![Kind::Keyword];
    };
    // Behind `=` and in brackets an expression is a value, at the head of a clause a condition.
    let value = before.ends_with(['=', '(', ARGUMENT_SEPARATOR]);
    let mut kinds: Vec<Kind> = positives.iter().map(|rule| kind(*rule)).collect();
    for kind in &mut kinds {
        if value && *kind == Kind::Condition {
            *kind = Kind::Value;
        }
    }
    kinds.sort_unstable();
    kinds.dedup();
    // Behind a complete operand what could make its name, its code or its unit longer is no help.
    let complete = positives.iter().any(|rule| matches!(rule, Rule::times | Rule::kw_and));
    if complete && !kinds.iter().any(|kind| matches!(kind, Kind::Then | Kind::Where | Kind::Has)) {
        kinds.retain(|kind| *kind == Kind::EndOfLine || *kind == Kind::Requires);
        kinds.push(Kind::Operator);
        if opened(before) {
            kinds.push(Kind::CloseBracket);
        }
        kinds.sort_unstable();
        kinds.dedup();
        return kinds;
    }
    // An operator fits nearly everywhere, a colon behind every clause word: they are named only where nothing
    // better is known.
    if kinds.len() > 1 {
        kinds.retain(|kind| *kind != Kind::Operator);
    }
    // A name in a list, complete: what could make it longer is no help.
    if kinds.contains(&Kind::Comma) && before.ends_with(|c: char| c.is_alphanumeric() || c == '】') {
        kinds.retain(|kind| !matches!(kind, Kind::Name | Kind::Code | Kind::Unit | Kind::Number));
    }
    // A list goes on nearly everywhere, too.
    if kinds.iter().any(|kind| !matches!(kind, Kind::Comma | Kind::EndOfLine | Kind::CloseBracket)) {
        kinds.retain(|kind| *kind != Kind::Comma);
    }
    if kinds == [Kind::Comma] && opened(before) {
        kinds.push(Kind::CloseBracket);
    }
    let wanted = [Kind::Condition, Kind::Text, Kind::Severity, Kind::Date, Kind::Tag, Kind::Outcome];
    if kinds.iter().any(|kind| wanted.contains(kind)) {
        kinds.retain(|kind| *kind != Kind::Colon);
    }
    kinds.truncate(4);
    kinds
}

/// Whether a bracket is open behind `before`.
fn opened(before: &str) -> bool {
    let mut quoted = false;
    let mut depth = 0_usize;
    for c in before.chars() {
        match c {
            '"' | '「' | '」' | '【' | '】' => quoted ^= true,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    depth > 0
}

/// The word behind which a sign needs brackets: `a otherwise 0 + b`.
fn bracketed(found: &str, before: &str) -> Option<&'static str> {
    if !found.starts_with(['+', '−', '-', '*', '×', '/', '÷']) {
        return None;
    }
    let last = before.rsplit([' ', '(']).nth(1)?;
    ["otherwise", "缺失按", "as", "换算为"].into_iter().find(|word| *word == last)
}

/// Kinds as a phrase.
fn phrase(kinds: &[Kind]) -> Arg {
    let words: Vec<Text> = kinds.iter().map(|kind| kind.words().text()).collect();
    let zh: Vec<&str> = words.iter().map(|text| text.zh).collect();
    let en: Vec<&str> = words.iter().map(|text| text.en).collect();
    Arg::Both(Both::new(zh.join("、"), en.join(", or ")))
}

/// What a rule of the grammar is to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Name,
    Value,
    Condition,
    Text,
    Number,
    Unit,
    Code,
    Type,
    Colon,
    Equals,
    Keyed,
    From,
    Requires,
    Then,
    Where,
    Has,
    Within,
    Severity,
    Date,
    Tag,
    Outcome,
    RowCount,
    Also,
    Comma,
    Operator,
    CloseBracket,
    EndOfLine,
    Keyword,
}

impl Kind {
    const fn words(self) -> Note {
        match self {
            Self::Name => codes::A_NAME,
            Self::Value => codes::A_VALUE,
            Self::Condition => codes::A_CONDITION,
            Self::Text => codes::A_TEXT,
            Self::Number => codes::A_NUMBER,
            Self::Unit => codes::A_UNIT,
            Self::Code => codes::A_CODE,
            Self::Type => codes::A_TYPE,
            Self::Colon => codes::A_COLON,
            Self::Equals => codes::A_EQUALS,
            Self::Keyed => codes::A_KEYED,
            Self::From => codes::A_FROM,
            Self::Requires => codes::A_REQUIRES,
            Self::Then => codes::A_THEN,
            Self::Where => codes::A_WHERE,
            Self::Has => codes::A_HAS,
            Self::Within => codes::A_WITHIN,
            Self::Severity => codes::A_SEVERITY,
            Self::Date => codes::A_DATE,
            Self::Tag => codes::A_TAG,
            Self::Outcome => codes::A_OUTCOME,
            Self::RowCount => codes::A_ROW_COUNT,
            Self::CloseBracket => codes::A_CLOSE_BRACKET,
            Self::Also => codes::A_ALSO,
            Self::EndOfLine => codes::A_END_OF_LINE,
            Self::Comma => codes::A_COMMA,
            Self::Operator => codes::A_OPERATOR,
            Self::Keyword => codes::A_KEYWORD,
        }
    }
}

/// The exhaustive table from grammar rules to words.
#[rustfmt::skip]
fn kind(rule: Rule) -> Kind {
    match rule {
        Rule::EOI => Kind::EndOfLine,
        Rule::WHITESPACE | Rule::blank | Rule::word_end | Rule::name_char | Rule::word | Rule::quoted_name | Rule::quoted_han | Rule::quoted_tick
        | Rule::name | Rule::head_name | Rule::head_end | Rule::names | Rule::path | Rule::reserved
        | Rule::plain_path | Rule::reserved_word | Rule::reserved_en | Rule::reserved_zh | Rule::rule_id | Rule::call_head | Rule::call_name | Rule::level | Rule::requires_forms | Rule::declares
        | Rule::head_word | Rule::given_row | Rule::given_cell | Rule::listed_in | Rule::kw_listed_in
        | Rule::named_slot | Rule::bound | Rule::digits | Rule::like | Rule::kw_like | Rule::table_key
        | Rule::numbered_path | Rule::numbered_item
        | Rule::rule_ref | Rule::layer_mark | Rule::layer_name | Rule::override_rule
        | Rule::override_value | Rule::override_head | Rule::statistic_name | Rule::statistic_end => Kind::Name,
        Rule::day => Kind::Date,
        Rule::tag => Kind::Tag,
        Rule::text | Rule::text_plain | Rule::text_han | Rule::text_nested => Kind::Text,
        Rule::number => Kind::Number,
        Rule::unit | Rule::unit_quoted | Rule::unit_more | Rule::unit_end | Rule::foreign_word | Rule::unit_start | Rule::unit_char | Rule::unit_mark | Rule::unit_scale | Rule::unit_of_han
        | Rule::kw_unit_of => Kind::Unit,
        Rule::code | Rule::code_range | Rule::code_start | Rule::member | Rule::set | Rule::counted | Rule::code_ends | Rule::date_begins | Rule::counts_of | Rule::counted_one | Rule::code_member
        | Rule::code_tail => Kind::Code,
        Rule::quantity | Rule::date | Rule::date_year | Rule::date_part | Rule::dates_of | Rule::numbered | Rule::numbered_name | Rule::signed | Rule::power | Rule::operand | Rule::bracket | Rule::product | Rule::sum
        | Rule::conversion | Rule::tolerance | Rule::tolerance_or | Rule::span_of | Rule::call | Rule::argument
        | Rule::rows_test | Rule::rules_state | Rule::rules_begin | Rule::kw_mandatory_rules | Rule::kw_advisory_rules | Rule::kw_all_rules
        | Rule::kw_any_mandatory | Rule::kw_any_advisory | Rule::kw_any_rule | Rule::top_list | Rule::kw_top | Rule::kw_places | Rule::unique
        | Rule::some_of | Rule::forms_field | Rule::named_value | Rule::missing_value | Rule::some_item | Rule::right_side | Rule::numbered_side
        | Rule::kw_no_row | Rule::kw_any_of | Rule::kw_all_of | Rule::kw_none_of | Rule::given_value | Rule::given_number | Rule::kw_missing | Rule::kw_yes
        | Rule::looked_up | Rule::key | Rule::numbered_key | Rule::parameter | Rule::kw_any_key | Rule::kw_groups | Rule::kw_ranges | Rule::key_way
        | Rule::kw_no | Rule::yes_or_no | Rule::side_end | Rule::kw_any_row => Kind::Value,
        Rule::expression | Rule::if_else | Rule::if_only_if | Rule::disjunction | Rule::conjunction | Rule::negation
        | Rule::comparison | Rule::alone | Rule::requirement | Rule::rule_inline | Rule::formula_body => Kind::Condition,
        Rule::field_type | Rule::type_number | Rule::type_code | Rule::kw_number | Rule::kw_integer
        | Rule::kw_percent | Rule::kw_text | Rule::kw_code | Rule::kw_yes_no | Rule::type_quantity
        | Rule::kw_quantity | Rule::type_text | Rule::kw_exact | Rule::kw_date | Rule::kw_period
        | Rule::kw_coordinates | Rule::kw_outline | Rule::type_formula | Rule::kw_formula_of => Kind::Type,
        Rule::colon => Kind::Colon,
        Rule::kw_keyed_by | Rule::table_keys => Kind::Keyed,
        Rule::kw_from | Rule::table_file | Rule::kw_data => Kind::From,
        Rule::kw_requires | Rule::kw_requires_iff | Rule::kw_forbids => Kind::Requires,
        Rule::least | Rule::robust | Rule::kw_least | Rule::kw_robust => Kind::CloseBracket,
        Rule::kw_then => Kind::Then,
        Rule::kw_where => Kind::Where,
        Rule::kw_has => Kind::Has,
        Rule::kw_within | Rule::kw_differ_by => Kind::Within,
        Rule::kw_mandatory | Rule::kw_advisory => Kind::Severity,
        Rule::kw_passes | Rule::kw_fails | Rule::kw_pass | Rule::kw_fail | Rule::kw_not_applicable | Rule::kw_undetermined => Kind::Outcome,
        Rule::kw_one_row | Rule::kw_many_rows => Kind::RowCount,
        Rule::kw_also | Rule::also | Rule::statistic_also => Kind::Also,
        Rule::argument_sep => Kind::CloseBracket,
        Rule::list_sep => Kind::Comma,
        Rule::equal => Kind::Equals,
        Rule::times | Rule::divide | Rule::plus | Rule::minus | Rule::power_sign | Rule::not_equal | Rule::at_most
        | Rule::at_least | Rule::less | Rule::greater | Rule::near | Rule::dot | Rule::range_dots
        | Rule::behind_number | Rule::kw_distinct | Rule::kw_is_true | Rule::kw_is_false | Rule::kw_is_unknown | Rule::kw_fits
        | Rule::kw_unique | Rule::kw_not_outlier | Rule::kw_outlier | Rule::kw_includes_every | Rule::outlier_tail | Rule::includes_tail | Rule::by
        | Rule::kw_contains_any | Rule::kw_similar | Rule::kw_without | Rule::kw_inside | Rule::kw_not_inside | Rule::inside_tail | Rule::similar_tail | Rule::distinct_tail | Rule::fits_tail | Rule::group_tail | Rule::as_unit_of
        | Rule::code_to | Rule::kw_and | Rule::kw_or | Rule::kw_not | Rule::kw_iff | Rule::kw_if | Rule::kw_else
        | Rule::kw_credit_code | Rule::kw_otherwise | Rule::kw_as | Rule::kw_by | Rule::kw_with | Rule::rows_behind | Rule::kw_not_in | Rule::kw_in | Rule::kw_is_missing
        | Rule::kw_is_given | Rule::kw_is_found | Rule::kw_is_not_found | Rule::kw_is_filed | Rule::kw_is_unfiled | Rule::kw_is_not | Rule::kw_is
        | Rule::kw_matches | Rule::kw_has_not | Rule::kw_contains | Rule::kw_starts_with | Rule::kw_ends_with | Rule::kw_any
        | Rule::value_ends | Rule::sign_begins | Rule::compare_begins | Rule::operator_begins | Rule::kw_every | Rule::kw_later | Rule::compare_tail | Rule::compare_sign | Rule::is_equal
        | Rule::is_not_equal | Rule::near_tail | Rule::in_tail | Rule::state_tail | Rule::text_tail | Rule::as_unit
        | Rule::otherwise | Rule::operator | Rule::begins_with_operator | Rule::is_operator
        | Rule::ends_complete => Kind::Operator,
        Rule::kw_rule | Rule::kw_statistic | Rule::line_statistic | Rule::kw_formula | Rule::kw_constant | Rule::kw_set | Rule::kw_subject | Rule::kw_form
        | Rule::kw_rows | Rule::kw_field | Rule::kw_code_list | Rule::kw_define_unit | Rule::kw_one_per
        | Rule::kw_many_per | Rule::kw_each | Rule::kw_check | Rule::kw_must_not | Rule::line_must_not | Rule::kw_when | Rule::kw_let | Rule::kw_for_each | Rule::kw_for_each_group | Rule::line_for_group | Rule::kw_for_subject
        | Rule::kw_severity | Rule::kw_message | Rule::kw_title | Rule::kw_basis | Rule::kw_unit
        | Rule::kw_hierarchical | Rule::kw_private | Rule::kw_optional | Rule::kw_required | Rule::kw_in_unit
        | Rule::kw_unit_from | Rule::parameter_unit | Rule::result_unit
        | Rule::kw_table | Rule::kw_in_force | Rule::line_table | Rule::line_keyed_by | Rule::line_in_force
        | Rule::kw_field_group | Rule::kw_named_values | Rule::kw_built_in | Rule::kw_blank_zero
        | Rule::kw_missing_fails | Rule::kw_to | Rule::kw_columns_as | Rule::kw_otherwise_none | Rule::kw_of_unit
        | Rule::kw_of_code | Rule::kw_of_type | Rule::kw_of_key | Rule::kw_of_orphan | Rule::line_blank_zero
        | Rule::line_missing_fails | Rule::line_built_in | Rule::line_field_group | Rule::line_named_values
        | Rule::columns | Rule::columns_row | Rule::marks
        | Rule::kw_zh | Rule::kw_en | Rule::head | Rule::head_en | Rule::head_zh | Rule::inline_when | Rule::line_rule | Rule::line_check
        | Rule::line_when | Rule::line_let | Rule::line_for_each | Rule::line_severity | Rule::line_message
        | Rule::line_title | Rule::line_basis | Rule::line_formula | Rule::line_also | Rule::line_unit
        | Rule::line_constant | Rule::line_set | Rule::line_subject | Rule::line_form | Rule::line_rows
        | Rule::line_per | Rule::line_field | Rule::line_code_list | Rule::line_define_unit
        | Rule::line_bare | Rule::bare_formula | Rule::line_case | Rule::line_given | Rule::alone_given | Rule::line_expect
        | Rule::line_tags | Rule::line_since | Rule::line_until | Rule::line_because | Rule::line_disable
        | Rule::line_override | Rule::line_override_set | Rule::override_built_in | Rule::override_why
        | Rule::built_in_word | Rule::built_in_weight | Rule::change_clause | Rule::kw_since | Rule::kw_until | Rule::kw_because
        | Rule::kw_tags | Rule::kw_disable | Rule::kw_override | Rule::kw_date_on | Rule::since | Rule::until
        | Rule::because | Rule::kw_case | Rule::kw_given | Rule::kw_expect | Rule::is_reserved => Kind::Keyword,
    }
}
