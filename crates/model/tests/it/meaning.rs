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
fn a_unit_may_have_several_words_and_one_that_is_there_other_names() {
    let units = "define unit 百千克 also hundred kilograms, quintal = 100 kg
define unit 千元 also thousand yuan = 1000 元
";
    for (expression, wanted) in [
        ("5 hundred kilograms + 3 kg", "hundred kilograms"),
        ("5 百千克 + 3 kg", "hundred kilograms"),
        ("5 quintal as kg", "kg"),
        ("5 thousand yuan + 1 元", "千元"),
        ("(5 hundred kilograms) ÷ (1 thousand yuan) as kg/元", "kg/元"),
    ] {
        let model = model(&format!("{units}formula x = {expression}\n"));
        let Type::Number(unit) = &model.formulas[0].value.ty else { panic!("{expression}") };
        assert_eq!(unit.symbol(), wanted, "{expression}");
    }
    let one =
        checked(&format!("{units}rule A check 5 hundred kilograms = 500 kg and 1 thousand yuan = 1000 元\n"));
    assert!(one.said.is_empty(), "{:?}", one.said);
}

#[test]
fn a_formula_of_text_stands_for_its_cell() {
    let twins = [
        "formula x = unit name\nrule A check x contains \"厂\"\n",
        "rule A check unit name contains \"厂\"\n",
    ];
    let [by_formula, by_field] = twins.map(|text| format!("{:?}", model(text).rules[0].checks[0].holds.kind));
    assert_eq!(by_formula, by_field);
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
fn what_builds_on_itself_is_computed_once_and_bounded() {
    let doubling = |head: &str, word: &str| {
        let lines = (1..60).map(|n| format!("{word} f{n} = f{} + f{}\n", n - 1, n - 1));
        format!("{head}{}", lines.collect::<String>())
    };
    let formulas = doubling("formula f0 = water intake\n", "formula") + "rule A check f59 > 0\n";
    let lets = doubling("rule A\n  let f0 = water intake\n", "  let") + "  check f59 > 0\n";
    for text in [formulas, lets] {
        let checked = checked(&text);
        assert!(checked.said.is_empty());
        let plan = shensuan_model::lower(&checked.model).plan;
        assert!(plan.values.len() < 1000, "{}", plan.values.len());
    }
    let chain = |word: &str| -> String {
        (1..3_000).map(|n| format!("{word} f{n} = f{} + 1 m³\n", n - 1)).collect()
    };
    let formulas = format!("formula f0 = water intake\n{}rule A check f2999 > 0 m³\n", chain("formula"));
    let lets = format!("rule A\n  let f0 = water intake\n{}  check f2999 > 0 m³\n", chain("  let"));
    for text in [formulas, lets] {
        let said: Vec<_> = checked(&text).said.iter().map(|said| said.code.row().number).collect();
        assert_eq!(said, ["E0604"]);
    }
}

#[test]
fn what_repeats_without_end_does_not_exhaust_the_stack() {
    let parents = format!("rule A check industry{} = 33\n", ".parent".repeat(8000));
    assert_eq!(checked(&parents).said.len(), 1);
    let fallbacks = format!("x = first given(staff{})\n", ", staff".repeat(900));
    let model = model(&fallbacks);
    assert!(shensuan_plan::verify(&shensuan_model::lower(&model).plan).is_ok());
}
