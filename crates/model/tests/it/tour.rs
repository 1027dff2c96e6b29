//! The four lines of the language tour, verbatim.

use shensuan_diagnostics::codes::lints;
use shensuan_model::{Rule, Scope, Subject};

use crate::sample::{checked, model};

const RULE_EN: &str = "industry 3360 requires wastewater table\n";
const RULE_ZH: &str = "行业 3360 必填 废水表\n";
const FORMULA_EN: &str = "emission = output × coefficient × (1 − removal efficiency)\n";
const FORMULA_ZH: &str = "排放量 = 产量 × 产污系数 × (1 − 去除效率)\n";

fn only_rule(text: &str) -> Rule {
    let mut rules = model(text).rules;
    assert_eq!(rules.len(), 1);
    rules.remove(0)
}

#[test]
fn the_requirement_binds_an_industry_and_asks_for_a_form() {
    for text in [RULE_EN, RULE_ZH] {
        let rule = only_rule(text);
        assert_eq!(rule.scope, Scope::Subject);
        assert_eq!((rule.when.len(), rule.checks.len()), (1, 1));
        let form = model(text)
            .vocab
            .forms()
            .find(|(_, form)| form.name.all().any(|name| name == "废水表"))
            .map(|(id, _)| id);
        assert_eq!(form.map(Subject::Form), Some(rule.checks[0].about.clone()));
    }
}

#[test]
fn both_languages_give_the_same_anonymous_rule() {
    let (en, zh) = (only_rule(RULE_EN), only_rule(RULE_ZH));
    assert_eq!(en.id, zh.id);
    assert!(en.id.starts_with("R-"));
    for text in [RULE_EN, RULE_ZH] {
        let said: Vec<_> = checked(text).lints.iter().map(|said| said.code).collect();
        assert_eq!(said, [lints::ANONYMOUS_RULE]);
    }
}

#[test]
fn another_rule_has_another_anonymous_id() {
    assert_ne!(only_rule(RULE_EN).id, only_rule("industry 3982 requires wastewater table\n").id);
    assert_ne!(only_rule(RULE_EN).id, only_rule("industry = 3360 requires wastewater table\n").id);
}

#[test]
fn the_formula_is_computed_for_each_accounting_row_in_kilograms() {
    for (text, name) in [(FORMULA_EN, "emission"), (FORMULA_ZH, "排放量")] {
        let checked = checked(text);
        assert!(!checked.said.has_errors(), "{:?}", checked.said);
        let formula = &checked.model.formulas[0];
        assert_eq!(formula.name.declared(), name);
        assert!(matches!(formula.scope, Scope::Rows(_)));
        let shensuan_model::Type::Number(unit) = &formula.value.ty else { panic!("{:?}", formula.value.ty) };
        assert_eq!(unit.symbol(), "kg");
    }
}
