//! Types, units and scopes of what is written.

use shensuan_model::{Scope, Severity, Type};

use crate::sample::{checked, model};

/// The unit of a formula, in symbols.
fn unit(expression: &str) -> String {
    let model = model(&format!("formula x = {expression}\n"));
    match &model.formulas[0].value.ty {
        Type::Number(unit) => unit.symbol(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn units_multiply_cancel_and_convert() {
    assert_eq!(unit("water intake"), "m³");
    assert_eq!(unit("water intake ÷ wastewater discharged"), "");
    assert_eq!(unit("output × coefficient"), "kg");
    assert_eq!(unit("reported emission as t"), "t");
    assert_eq!(unit("1 − removal efficiency"), "");
    assert_eq!(unit("1 t + 500 kg"), "t");
}

#[test]
fn a_value_is_as_fine_as_what_it_reads() {
    let scope = |expression: &str| model(&format!("formula x = {expression}\n")).formulas[0].scope;
    assert_eq!(scope("water intake × 2"), Scope::Subject);
    assert!(matches!(scope("output × 2"), Scope::Rows(_)));
    assert!(matches!(scope("output ÷ water intake"), Scope::Rows(_)));
    assert_eq!(scope("sum(accounting table.output) ÷ water intake"), Scope::Subject);
    assert_eq!(scope("sum(outlets.outlet discharge) as L"), Scope::Subject);
}

#[test]
fn formulas_stand_in_any_order_and_constants_are_not_handed_out() {
    let model = model("formula a = b × 2\nformula b = c + water intake\nconstant c = 5 m³\n");
    let names: Vec<&str> = model
        .order
        .iter()
        .filter_map(|id| model.formula(*id))
        .map(|formula| formula.name.declared())
        .collect();
    assert_eq!(names, ["c", "b", "a"]);
    assert!(model.formulas.iter().any(|formula| formula.constant));
}

#[test]
fn severity_is_advisory_unless_said_or_set_for_the_file() {
    let severities = |text: &str| model(text).rules.iter().map(|rule| rule.severity).collect::<Vec<_>>();
    assert_eq!(severities("rule A check staff ≥ 0\n"), [Severity::Advisory]);
    assert_eq!(
        severities(
            "severity mandatory\n\nrule A check staff ≥ 0\nrule B check staff ≥ 0\n  severity advisory\n"
        ),
        [Severity::Mandatory, Severity::Advisory]
    );
}

#[test]
fn a_code_equals_its_code_or_its_name_and_in_covers_the_subtree() {
    let text = |condition: &str| format!("rule A check staff > 0\n  when {condition}\n");
    let id = |condition: &str| {
        let model = model(&text(condition));
        format!("{:?}", model.rules[0].when[0].kind)
    };
    let holds = |condition: &str, code: &str| {
        let model = model(&text(condition));
        let shensuan_model::Kind::Predicate(predicate) = &model.rules[0].when[0].kind else {
            panic!("{}", id(condition))
        };
        predicate.holds(&model.vocab, code) == Some(true)
    };
    assert!(holds("operating status is \"运行\"", "1"));
    assert!(holds("operating status is \"运行\"", "运行"));
    assert!(holds("operating status = 1", "运行"));
    assert!(!holds("operating status is \"运行\"", "2"));
    assert!(holds("industry 33", "3360"));
    assert!(holds("industry in 33", "33"));
    assert!(!holds("industry in 33", "3982"));
    assert!(!holds("industry = 33", "3360"));
    assert!(holds("industry 33, 3982", "3982"));
}

#[test]
fn a_named_set_is_its_members() {
    let model =
        model("set wet industries = 33, 3982\nrule A check staff > 0\n  when industry in wet industries\n");
    let shensuan_model::Kind::Predicate(predicate) = &model.rules[0].when[0].kind else { panic!() };
    assert_eq!(predicate.holds(&model.vocab, "3360"), Some(true));
    assert_eq!(predicate.holds(&model.vocab, "1713"), Some(false));
}

#[test]
fn a_percent_computes_as_a_ratio() {
    let model = model("rule A\n  for each accounting table\n  check removal efficiency ≤ 80%\n");
    let shensuan_model::Kind::AtMost(_, bound) = &model.rules[0].checks[0].holds.kind else { panic!() };
    assert_eq!(bound.kind, shensuan_model::Kind::Ratio(0.8));
}

#[test]
fn what_repeats_without_end_does_not_exhaust_the_stack() {
    let parents = format!("rule A check industry{} = 33\n", ".parent".repeat(8000));
    assert_eq!(checked(&parents).said.len(), 1);
    let fallbacks = format!("x = first given(staff{})\n", ", staff".repeat(900));
    let model = model(&fallbacks);
    assert!(shensuan_plan::verify(&shensuan_model::lower(&model).plan).is_ok());
}
