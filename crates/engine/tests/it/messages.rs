//! What a finding says is said in the language of who reads it, where the rule has both.

use shensuan_diagnostics::Lang;
use shensuan_engine::Parsed;

use crate::road::{ALL, VOCABULARY, review_in};

/// What the findings of a rule say in both languages.
fn said(clauses: &str) -> [String; 2] {
    let rules = format!("rule R\n  check staff ≥ 5\n{clauses}");
    [Lang::Zh, Lang::En].map(|lang| {
        let review = review_in(lang, VOCABULARY, &rules, ALL);
        let mut findings = review.findings.iter().filter(|finding| finding.rule == "R");
        findings.next().unwrap().message.clone()
    })
}

#[test]
fn a_message_has_a_language_or_is_for_both() {
    let both = |text: &str| [text.to_owned(), text.to_owned()];
    assert_eq!(said("  message \"{unit name}: {staff}\"\n"), both("乙: 0"));
    assert_eq!(said("  message en \"{unit name}: {staff}\"\n"), both("乙: 0"));
    let each = ["乙 0 人".to_owned(), "0 people in 乙".to_owned()];
    assert_eq!(
        said("  message \"{名称} {人数} 人\"\n  message en \"{staff} people in {unit name}\"\n"),
        each
    );
    assert_eq!(
        said("  说明 英文 \"{staff} people in {unit name}\"\n  说明 中文 「{名称} {人数} 人」\n"),
        each
    );
    // What is marked goes before what is not.
    assert_eq!(
        said("  message zh \"{名称} {人数} 人\"\n  message \"{staff} people in {unit name}\"\n"),
        each
    );
}

#[test]
fn a_language_is_said_once() {
    for twice in
        ["  message \"a\"\n  message \"b\"\n", "  message en \"a\"\n  message \"b\"\n  说明 英文 「c」\n"]
    {
        let text = format!("{VOCABULARY}\nrule R\n  check staff ≥ 5\n{twice}");
        let checked = Parsed::of_text("rules.rule", &text).check();
        assert!(checked.said.has_errors(), "{twice}");
    }
}
