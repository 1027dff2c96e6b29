//! What layers change in each other, and what is said where they cannot.

use shensuan_diagnostics::Lang;
use shensuan_model::{Bearing, Date, Effect, Layer, LayerId, Layers, Rest, Severity, Skip};

use crate::sample::{Checked, VOCABULARY, checked_files, drawn};

/// What the nation says.
const NATIONAL: &str = "constant 用水上限 also water limit = 1000 m³
constant 比例 also share limit = 80%
set 重点行业 also key industries = 33, 3982
set 关注行业 = 重点行业, 336
formula 单耗 also intake per head = water intake ÷ staff
  unit m³
formula 每单 = wastewater discharged × 2

rule N-01 \"取水\"
  title en \"Intake\"
  check water intake ≤ water limit
  when staff > 0
  severity mandatory
  message \"取水过多\"
  basis \"国家 1\"

rule N-02 \"排水\"
  check wastewater discharged ≤ water intake
  since 2018-01-01
  until 2019年12月31日
  severity mandatory
  tags 水, permit

rule N-03 check staff ≥ 0

case N-01
  given staff = 5, water intake = 1200 m³
  expect fail

case N-02
  given water intake = 1200 m³, wastewater discharged = 1 m³
  expect pass
";

/// The nation, the province on it, the city on both.
fn layers(as_of: Option<(i64, i64, i64)>) -> Layers {
    let layer = |id: &str, version: &str, below: &[usize]| Layer {
        id: id.to_owned(),
        version: version.to_owned(),
        below: below.iter().map(|at| LayerId(*at)).collect(),
    };
    Layers {
        layers: vec![
            layer("national", "2019.1", &[]),
            layer("province", "2019.2", &[0]),
            layer("city", "3", &[0, 1]),
        ],
        as_of: as_of.map(|(year, month, day)| Date::new(year, month, day).unwrap()),
        ..Layers::default()
    }
}

fn on(day: (i64, i64, i64), province: &str, city: &str) -> Checked {
    let files = [
        ("vocabulary.rule", VOCABULARY, Some(0)),
        ("national.rule", NATIONAL, Some(0)),
        ("province.rule", province, Some(1)),
        ("city.rule", city, Some(2)),
    ];
    checked_files(&files, layers(Some(day)))
}

fn good(day: (i64, i64, i64), province: &str, city: &str) -> Checked {
    let checked = on(day, province, city);
    assert!(checked.said.is_empty(), "{}", drawn(&checked, Lang::En));
    checked
}

const JUNE: (i64, i64, i64) = (2019, 6, 30);

fn ids(checked: &Checked) -> Vec<&str> {
    checked.model.rules.iter().map(|rule| rule.id.as_str()).collect()
}

#[test]
fn a_disabled_rule_rests_until_its_day_is_over() {
    let province = "disable national:N-01 because \"公式冲突\" until 2019-06-30\n";
    let june = good(JUNE, province, "");
    assert_eq!(ids(&june), ["N-02", "N-03"]);
    assert_eq!(june.model.resting.len(), 1);
    assert_eq!(june.model.resting[0].why, Rest::Disabled(0));
    assert_eq!(june.model.changes[0].effects, [Effect::Disabled(Severity::Mandatory)]);
    assert_eq!(june.model.changes[0].bearing, Bearing::Weakens);
    assert_eq!(june.model.changes[0].because, "公式冲突");
    assert_eq!(june.model.skipped.len(), 1);
    assert_eq!(june.model.cases.len(), 1);
    assert_eq!(june.model.rules[june.model.cases[0].rules[0]].id, "N-02");

    let july = good((2019, 7, 1), province, "");
    assert_eq!(ids(&july), ["N-01", "N-02", "N-03"]);
    assert_eq!(july.model.changes[0].effects, []);
    assert_eq!(july.model.changes[0].rests, Some(Rest::NoLonger(Date::new(2019, 6, 30).unwrap())));
    assert!(july.model.skipped.is_empty());
}

#[test]
fn both_ends_of_a_period_belong_to_it() {
    for (day, in_force) in
        [((2017, 12, 31), false), ((2018, 1, 1), true), ((2019, 12, 31), true), ((2020, 1, 1), false)]
    {
        let checked = good(day, "", "");
        assert_eq!(ids(&checked).contains(&"N-02"), in_force, "{day:?}");
        assert_eq!(checked.model.resting.len(), usize::from(!in_force), "{day:?}");
    }
}

#[test]
fn an_override_replaces_what_it_says_and_leaves_the_rest() {
    let province = "override national:N-01 because \"本省规定\"
  severity advisory
  title \"取水（省）\"
";
    let checked = good(JUNE, province, "");
    let rule = &checked.model.rules[0];
    assert_eq!(rule.severity, Severity::Advisory);
    assert_eq!(rule.title.as_ref().map(|title| title.en.as_str()), Some("取水（省）"));
    assert_eq!(rule.basis.as_deref(), Some("国家 1"));
    assert_eq!((rule.when.len(), rule.checks.len()), (1, 1));
    assert_eq!((rule.declared_in, rule.layer), (Some(LayerId(0)), Some(LayerId(1))));
    let change = &checked.model.changes[0];
    assert_eq!(change.effects, [Effect::Wording, Effect::Severity(Severity::Mandatory, Severity::Advisory)]);
    assert_eq!(change.bearing, Bearing::Weakens);
    // What is judged stays the same, so its cases still say something.
    assert_eq!(checked.model.cases.len(), 2);
}

#[test]
fn an_empty_cell_that_fails_too_weakens_nothing() {
    let stricter = good(JUNE, "override national:N-01 because \"a\"\n  missing counts as failure\n", "");
    assert_eq!(stricter.model.changes[0].bearing, Bearing::None);
    let other = good(
        JUNE,
        "override national:N-01 because \"a\"\n  missing counts as failure\n  check staff > 0\n",
        "",
    );
    assert_eq!(other.model.changes[0].bearing, Bearing::Weakens);
}

#[test]
fn new_checks_take_the_place_of_all_checks_and_cases_below_are_passed_over() {
    let province = "调整 national:N-01
  因为 「本省规定」
  令 上限 = 用水上限 × 2
  要求 取水量 不超过 上限
  要求 从业人数 小于 100000

用例 national:N-01
  已知 从业人数 = 5, 取水量 = 1200 m³
  预期 通过
";
    let checked = good(JUNE, province, "");
    let rule = &checked.model.rules[0];
    assert_eq!((rule.when.len(), rule.checks.len()), (1, 2));
    assert_eq!(checked.model.skipped.len(), 1);
    assert_eq!(checked.model.skipped[0].why, Skip::Changed(Some(LayerId(1))));
    let own = checked.model.cases.iter().find(|case| case.rules == [0]).unwrap();
    assert_eq!(checked.sources.position(own.head).unwrap().line, 7);
}

#[test]
fn the_topmost_layer_decides_clause_by_clause() {
    let province = "override N-01 because \"省\"\n  severity advisory\n  message \"省\"\n";
    let city = "override N-01 because \"市\"\n  severity mandatory\n";
    let checked = good(JUNE, province, city);
    let rule = &checked.model.rules[0];
    assert_eq!((rule.severity, rule.layer), (Severity::Mandatory, Some(LayerId(2))));
    assert!(format!("{:?}", rule.message).contains("省"));
    let bearing: Vec<Bearing> = checked.model.changes.iter().map(|change| change.bearing).collect();
    assert_eq!(bearing, [Bearing::Weakens, Bearing::None]);
    // An override above a disable puts the rule back.
    let checked = good(JUNE, "disable N-01 because \"省\"\n", city);
    assert_eq!(ids(&checked), ["N-01", "N-02", "N-03"]);
    assert!(checked.model.changes[0].effects.is_empty());
    let checked =
        good(JUNE, "override N-01 because \"省\"\n  severity advisory\n", "disable N-01 because \"市\"\n");
    assert_eq!(ids(&checked), ["N-02", "N-03"]);
}

#[test]
fn a_constant_is_overridden_for_all_that_read_it() {
    let province = "override national:water limit = 2000 m³ because \"本省水资源\"\n";
    let checked = good(JUNE, province, "");
    let rule = &checked.model.rules[0];
    assert_eq!((rule.declared_in, rule.layer), (Some(LayerId(0)), Some(LayerId(1))));
    assert_eq!(checked.model.rules[1].layer, Some(LayerId(0)));
    assert_eq!(checked.model.skipped[0].why, Skip::Changed(Some(LayerId(1))));
    assert_eq!(checked.model.changes[0].bearing, Bearing::Weakens);
    let Effect::Constant(before, now) = checked.model.changes[0].effects[0].clone() else { panic!() };
    assert_eq!((checked.sources.text(before), checked.sources.text(now)), ("1000 m³", "2000 m³"));
    good(JUNE, "override 用水上限 = 2 万吨水\n".replace("2 万吨水", "3000000 L because \"升\"").leak(), "");
}

#[test]
fn what_decides_is_never_below_the_rule() {
    let province = "override national:water limit = 2000 m³ because \"a\"\n";
    let checked = good(JUNE, province, "rule C-01 check water intake ≤ water limit\n");
    let rule = checked.model.rules.iter().find(|rule| rule.id == "C-01").unwrap();
    assert_eq!(rule.layer, Some(LayerId(2)));
}

#[test]
fn files_of_no_layer_stand_above_all() {
    let files = [
        ("vocabulary.rule", VOCABULARY, Some(0)),
        ("national.rule", NATIONAL, Some(0)),
        ("own.rule", "disable N-03 because \"试\"\n", None),
    ];
    let checked = checked_files(&files, layers(None));
    assert!(checked.said.is_empty(), "{}", drawn(&checked, Lang::En));
    assert_eq!(ids(&checked), ["N-01", "N-02"]);
}

#[test]
fn tags_are_kept() {
    let checked = good(JUNE, "", "");
    assert_eq!(checked.model.rules[1].tags, ["水", "permit"]);
}

/// What a province may write, and is told: `(name, text)`.
const CASES: &[(&str, &str)] = &[
    ("because_is_missing", "disable national:N-01 until 2019-07-01\n"),
    ("because_is_missing_zh", "调整 national:N-01\n  级别 提示\n"),
    ("target_is_gone", "disable national:N-1 because \"a\"\n"),
    ("target_is_a_constant", "override national:比例 because \"a\"\n  severity advisory\n"),
    ("target_is_a_set", "disable national:重点行业 because \"a\"\n"),
    ("target_is_a_formula", "override national:单耗 because \"a\"\n  severity advisory\n"),
    ("target_is_a_rule", "override national:N-01 = 5 because \"a\"\n"),
    ("target_is_a_built_in_rule", "disable unit because \"a\"\n"),
    ("own_set", "set 行业一 = 33\noverride 行业一 = 34 because \"a\"\n"),
    ("set_is_gone", "override national:重点行业一 = 33, 34 because \"a\"\n"),
    ("set_without_a_reason", "override national:重点行业 = 33, 3982, 336\n"),
    ("set_becomes_an_expression", "override national:重点行业 = staff × 2 because \"a\"\n"),
    ("set_of_dates", "override national:重点行业 = 33, 2019-07-01 because \"a\"\n"),
    ("constant_becomes_a_list", "override 用水上限 = 5, 6 because \"a\"\n"),
    ("formula_becomes_a_list", "调整 单耗 = 5、6 因为 “a”\n"),
    ("formula_of_another_unit", "override national:单耗 = staff × 2 because \"a\"\n"),
    ("formula_of_a_name_that_is_not", "override national:单耗 = watr intake because \"a\"\n"),
    ("formula_of_other_rows", "override national:每单 = coefficient × output because \"a\"\n"),
    ("disable_a_built_in_rule_without_a_reason", "停用 内置规则 代码\n"),
    ("built_in_rule_changes_nothing", "override built-in rule unit because \"a\"\n"),
    (
        "built_in_rule_changed_twice",
        "override built-in rule unit severity advisory because \"a\"\ndisable built-in rule unit because \"a\"\n",
    ),
    (
        "built_in_rule_said_twice",
        "built-in rule unit severity mandatory\ndisable built-in rule unit because \"a\"\n",
    ),
    ("constant_is_gone", "override national:water limits = 5 m³ because \"a\"\n"),
    ("no_such_layer", "disable nation:N-01 because \"a\"\n"),
    ("own_rule", "rule P-01 check staff > 0\n\ndisable P-01 because \"a\"\n"),
    ("rule_of_a_layer_above", "disable C-01 because \"a\"\n"),
    ("rule_of_another_layer", "disable city:N-01 because \"a\"\n"),
    ("same_id", "rule N-03 check staff > 0\n"),
    (
        "changed_twice",
        "override N-01 because \"a\"\n  severity advisory\ndisable national:N-01 because \"b\" until 2019-12-31\n",
    ),
    ("until_before_since", "rule P-01 check staff > 0\n  since 2019-07-01\n  until 2019-06-30\n"),
    ("until_before_since_of_a_change", "停用 N-01 因为 「a」 自 2019年7月1日 起 至 2019年6月30日 止\n"),
    ("no_such_day", "rule P-01 check staff > 0\n  until 2019-02-30\n"),
    ("since_twice", "rule P-01 check staff > 0\n  since 2019-07-01\n  since 2019-06-30\n"),
    ("constant_of_another_unit", "override 用水上限 = 5 kg because \"a\"\n"),
    ("constant_without_percent", "override 比例 = 85 because \"a\"\n"),
    ("changes_nothing", "override N-01 because \"a\"\n"),
    ("mistake_in_an_override", "override N-01 because \"a\"\n  check watr intake ≤ 5 m³\n"),
    (
        "mistake_in_an_override_out_of_force",
        "override N-01 because \"a\" until 2018-12-31\n  check watr intake ≤ 5 m³\n",
    ),
    ("case_of_another_layer", "case city:N-01\n  given staff = 5\n  expect pass\n"),
];

#[test]
fn every_complaint() {
    for (name, text) in CASES {
        let checked = on(JUNE, text, "rule C-01 check staff > 0\n");
        assert_eq!(checked.said.len(), 1, "{name}\n{}", drawn(&checked, Lang::En));
        let both = format!("{text}\n{}\n{}", drawn(&checked, Lang::Zh), drawn(&checked, Lang::En));
        insta::assert_snapshot!(*name, both);
    }
}

#[test]
fn two_changes_of_one_rule_may_follow_each_other() {
    let province = "override N-01 because \"a\" until 2019-06-30\n  severity advisory
disable N-01 because \"b\" since 2019-07-01\n";
    assert_eq!(good(JUNE, province, "").model.rules[0].severity, Severity::Advisory);
    assert_eq!(ids(&good((2019, 7, 1), province, "")), ["N-02", "N-03"]);
}

#[test]
fn a_rule_that_cannot_be_read_makes_no_second_complaint() {
    let files = [
        ("vocabulary.rule", VOCABULARY, Some(0)),
        ("national.rule", "rule N-01 check staff >\n", Some(0)),
        ("province.rule", "disable national:N-01 because \"a\"\n", Some(1)),
    ];
    let checked = checked_files(&files, layers(None));
    assert_eq!(checked.said.len(), 1, "{}", drawn(&checked, Lang::En));
}

#[test]
fn a_layer_raises_a_built_in_rule_and_never_lowers_it() {
    use shensuan_model::BuiltIn;
    let raised = good(JUNE, "built-in rule unit severity advisory\n", "内置规则 单位 级别 强制\n");
    let unit = raised.model.built_in[&BuiltIn::Unit];
    assert_eq!((unit.severity, unit.layer), (Severity::Mandatory, Some(LayerId(2))));
    let code = raised.model.built_in[&BuiltIn::Code];
    assert_eq!((code.severity, code.layer, code.declared), (Severity::Advisory, None, None));
    let lowered = on(JUNE, "built-in rule unit severity mandatory\n", "内置规则 单位 级别 提示\n");
    insta::assert_snapshot!([Lang::Zh, Lang::En].map(|lang| drawn(&lowered, lang)).join("\n"));
}

#[test]
fn the_register_is_a_form() {
    let vocabulary = |register: &str| {
        format!(
            "subject 企业 also enterprise keyed by 代码 listed in {register}
form F
  one per 企业
  field 水 : number in m³
  rows 排放口 also outlets
    field 量 : number in m³
"
        )
    };
    let read =
        |register: &str| checked_files(&[("a.rule", vocabulary(register).as_str(), None)], Layers::default());
    let good = read("F");
    assert!(good.said.is_empty(), "{}", drawn(&good, Lang::En));
    assert!(good.model.vocab.subject.unwrap().register.is_some());
    let group = read("outlets");
    insta::assert_snapshot!([Lang::Zh, Lang::En].map(|lang| drawn(&group, lang)).join("\n"));
}

#[test]
fn a_reason_says_something() {
    for written in ["because \"\"", "because \" \"", "因为 「」"] {
        let province = format!("disable national:N-01 {written}\n");
        let checked = on((2019, 6, 1), &province, "");
        let codes: Vec<&str> = checked.said.iter().map(|said| said.code.row().number).collect();
        assert_eq!(codes, ["E0567"], "{written}");
    }
}

/// What the nation says besides, with a change of the province: what it means for the mandatory rules.
fn bearing(national: &str, province: &str) -> Bearing {
    let national = format!("constant 下限 also floor = 10 m³\n{NATIONAL}\n{national}");
    let files = [
        ("vocabulary.rule", VOCABULARY, Some(0)),
        ("national.rule", national.as_str(), Some(0)),
        ("province.rule", province, Some(1)),
    ];
    let checked = checked_files(&files, layers(Some(JUNE)));
    assert!(checked.said.is_empty(), "{}", drawn(&checked, Lang::En));
    checked.model.changes[0].bearing
}

#[test]
fn a_constant_weakens_or_tightens_where_its_rules_go_one_way() {
    let rule = |text: &str| format!("rule X {text}\n  severity mandatory\n");
    let raised = "override floor = 20 m³ because \"a\"\n";
    let lowered = "override floor = 5000 L because \"a\"\n";
    let cases = [
        ("check water intake ≥ floor", Bearing::Tightens, Bearing::Weakens),
        ("check water intake < 2 × floor + 5 m³", Bearing::Weakens, Bearing::Tightens),
        ("check water intake ÷ floor > 3", Bearing::MayWeaken, Bearing::MayWeaken),
        ("check floor ÷ water intake > 3\n  when water intake > 0 m³", Bearing::Weakens, Bearing::Tightens),
        ("check water intake ÷ floor > 3\n  when water intake > 0 m³", Bearing::Tightens, Bearing::Weakens),
        ("check water intake ≤ staff × floor", Bearing::MayWeaken, Bearing::MayWeaken),
        ("check water intake ≤ staff × floor\n  when staff > 0", Bearing::Weakens, Bearing::Tightens),
        ("check not (water intake > floor)", Bearing::Weakens, Bearing::Tightens),
        ("check if water intake > floor then staff > 0", Bearing::Weakens, Bearing::Tightens),
        ("check staff > 0\n  when water intake > floor", Bearing::Weakens, Bearing::Tightens),
        ("check water intake = floor", Bearing::MayWeaken, Bearing::MayWeaken),
        ("check any outlets where outlet discharge < floor", Bearing::Weakens, Bearing::Tightens),
        ("check count(outlets where outlet discharge < floor) ≤ 3", Bearing::Tightens, Bearing::Weakens),
        ("check wastewater discharged ≤ 5 m³", Bearing::None, Bearing::None),
    ];
    for (text, up, down) in cases {
        assert_eq!(bearing(&rule(text), raised), up, "{text}");
        assert_eq!(bearing(&rule(text), lowered), down, "{text}");
    }
    let same = "override floor = 10000 L because \"a\"\n";
    assert_eq!(bearing(&rule("check water intake ≥ floor"), same), Bearing::None);
    assert_eq!(bearing("rule X check water intake ≥ floor\n", raised), Bearing::None);
    // Through a formula; and of two rules the one that fails less decides.
    let two = "formula 够 = water intake − floor\n\nrule X check 够 ≥ 0\n  severity mandatory\n";
    assert_eq!(bearing(two, raised), Bearing::Tightens);
    let both = format!("{two}\nrule Y check wastewater discharged ≤ floor\n  severity mandatory\n");
    assert_eq!(bearing(&both, raised), Bearing::Weakens);
}

#[test]
fn a_set_is_overridden_for_all_that_name_it() {
    let national = "rule X check staff > 0\n  when industry in 关注行业\n  severity mandatory\n";
    let more = "override national:重点行业 = 33, 3982, 3360 because \"a\"\n";
    let fewer = "调整 key industries = 3982 因为 “a”\n";
    let others = "override 重点行业 = 33, 3360 because \"a\"\n";
    assert_eq!(bearing(national, more), Bearing::Tightens);
    assert_eq!(bearing(national, fewer), Bearing::Weakens);
    assert_eq!(bearing(national, others), Bearing::MayWeaken);
    let denied = "rule X check industry not in 重点行业\n  severity mandatory\n";
    assert_eq!(bearing(denied, more), Bearing::Tightens);
    assert_eq!(bearing(denied, fewer), Bearing::Weakens);
    let numbers = "set 数 = 1, 2.5\n\nrule X check staff in 数\n  severity mandatory\n";
    assert_eq!(bearing(numbers, "override 数 = 1, 2.5, 3 because \"a\"\n"), Bearing::Weakens);
    assert_eq!(bearing(numbers, "override 数 = 1 because \"a\"\n"), Bearing::Tightens);

    let checked = good(JUNE, others, "rule C-01 check staff > 0\n  when industry in 重点行业\n");
    assert_eq!(
        checked.model.changes[0].effects,
        [Effect::Set(vec!["3360".to_owned()], vec!["3982".to_owned()])]
    );
    let print = checked.model.print_rules();
    assert!(print.contains("3360") && print.contains("−3982"), "{print}");
}

#[test]
fn a_formula_is_overridden_for_all_that_read_it() {
    let province = "override national:单耗 = wastewater discharged ÷ staff because \"a\"\n";
    let national = "rule X check 单耗 < 5 t\n  severity mandatory\n".replace("5 t", "5 m³");
    let checked = good(JUNE, "override 每单 = water intake × 3 as L because \"a\"\n", "");
    let formula = checked.model.formulas.iter().find(|formula| formula.name.declared() == "每单").unwrap();
    assert!(matches!(&formula.value.ty, shensuan_model::Type::Number(unit) if unit.in_en() == "m³"));
    assert!(matches!(checked.model.changes[0].effects[0], Effect::Formula(..)));
    assert_eq!(checked.model.changes[0].bearing, Bearing::None);
    assert_eq!(bearing(&national, province), Bearing::MayWeaken);
    let text = format!("{NATIONAL}\n{national}");
    let files = [
        ("vocabulary.rule", VOCABULARY, Some(0)),
        ("national.rule", text.as_str(), Some(0)),
        ("province.rule", province, Some(1)),
    ];
    let checked = checked_files(&files, layers(Some(JUNE)));
    let rule = checked.model.rules.iter().find(|rule| rule.id == "X").unwrap();
    assert_eq!((rule.declared_in, rule.layer), (Some(LayerId(0)), Some(LayerId(1))));
}

#[test]
fn a_built_in_rule_is_lowered_or_disabled_with_a_reason_alone() {
    use shensuan_model::BuiltIn;
    let nation = "built-in rule unit severity mandatory\n";
    let lowered = good(JUNE, nation, "override built-in rule unit severity advisory because \"a\"\n");
    let unit = lowered.model.built_in[&BuiltIn::Unit];
    assert_eq!((unit.severity, unit.layer), (Severity::Advisory, Some(LayerId(2))));
    let change = &lowered.model.changes[0];
    assert_eq!(change.bearing, Bearing::Weakens);
    assert_eq!(change.effects, [Effect::Severity(Severity::Mandatory, Severity::Advisory)]);

    let until = "停用 内置规则 代码 因为 “a” 至 2019-06-30\n";
    let disabled = good(JUNE, until, "");
    assert!(!disabled.model.built_in.contains_key(&BuiltIn::Code));
    assert_eq!(disabled.model.built_in_resting[&BuiltIn::Code].1, 0);
    assert_eq!(disabled.model.changes[0].bearing, Bearing::Weakens);
    assert!(disabled.model.print_rules().contains("built-in rule code: disabled by province\n"));
    assert!(good((2019, 7, 1), until, "").model.built_in.contains_key(&BuiltIn::Code));
    // What a layer above says puts it back.
    let back = good(
        JUNE,
        "disable built-in rule key because \"a\"\n",
        "override built-in rule key because \"b\"\n  severity mandatory\n",
    );
    assert_eq!(back.model.built_in[&BuiltIn::Key].severity, Severity::Mandatory);
    assert!(back.model.changes[0].effects.is_empty());
    assert!(back.model.changes.iter().all(|change| change.bearing == Bearing::None));
}

/// What a formula looked up belongs to the checking before.
#[test]
fn a_wrong_override_of_what_is_looked_up_is_one_error() {
    let national = "table 手册 from data keyed by 单位详细名称
  field 单位详细名称 : text
  field 系数 : number
formula 手册量 = 手册.系数 × 1 t
formula 再算 = 手册量 × 2
";
    let province = "override national:手册量 = water intake because \"a\"\n";
    let files = [
        ("vocabulary.rule", VOCABULARY, Some(0)),
        ("national.rule", national, Some(0)),
        ("province.rule", province, Some(1)),
    ];
    let checked = checked_files(&files, layers(Some(JUNE)));
    let numbers: Vec<&str> = checked.said.errors().iter().map(|said| said.code.row().number).collect();
    assert_eq!(numbers, ["E0572"]);
}
