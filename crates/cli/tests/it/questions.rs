//! `eval` and `fields`: an author's questions.

use crate::run::shensuan;

const NATIONAL: &str = "rulebooks/national";

/// `(expression, rows, zh, en)`: what comes out without a rulebook.
const ANSWERS: &[(&str, &[&str], &str, &str)] = &[
    ("x + y", &["x = 5, y = 9"], "14", "14"),
    ("x + y", &["x = 5 t", "y = 9 kg"], "5.009 吨", "5.009 t"),
    ("x + 1", &["x = missing"], "缺失", "missing"),
    ("x + 5 kg", &["x = 缺失"], "缺失", "missing"),
    ("x otherwise 3", &["x = missing"], "3", "3"),
    ("x is missing", &["x = missing"], "是", "true"),
    ("x contains \"b\"", &["x = missing"], "无法判定", "unknown"),
    ("x", &["x = \"abc\""], "abc", "abc"),
    ("x contains \"b\"", &["x = 「abc」"], "是", "true"),
    ("x is true", &["x = yes"], "是", "true"),
    ("x 为真", &["x = 否"], "否", "false"),
    ("x", &["x = 80%"], "80%", "80%"),
    ("x as K", &["x = 20 ℃"], "293.15 开", "293.15 K"),
    ("x 换算为 ℃", &["x = 300 K"], "26.85 ℃", "26.85 ℃"),
    ("20 ℃ as K", &[], "293.15 开", "293.15 K"),
    ("x as K > 280 K", &["x = 20 ℃"], "是", "true"),
    ("x as K = 293.15 K", &["x = 20 ℃"], "是", "true"),
    ("x − y", &["x = 20 ℃, y = 5 ℃"], "15 开", "15 K"),
    ("x ≈ 20 ℃ within 1 K", &["x = 20.5 ℃"], "是", "true"),
    ("\"abc\" contains \"b\"", &[], "是", "true"),
    ("\"5\" matches \"^[0-9]+$\"", &[], "是", "true"),
    ("2 ^ −1", &[], "0.5", "0.5"),
    ("1 − x", &["x = 80%"], "0.2", "0.2"),
    ("-5 + 3", &[], "-2", "-2"),
    ("-x", &["x = -5"], "5", "5"),
];

fn eval<'a>(expression: &'a str, rows: &[&'a str], more: &[&'a str]) -> crate::run::Output {
    let mut arguments = vec!["eval", expression];
    rows.iter().for_each(|row| arguments.extend(["--row", row]));
    arguments.extend(more);
    shensuan(arguments)
}

#[test]
fn answers() {
    for (expression, rows, zh, en) in ANSWERS {
        for (lang, wanted) in [("zh", zh), ("en", en)] {
            let run = eval(expression, rows, &["--lang", lang]);
            assert_eq!(
                (run.status, run.printed.trim_end()),
                (0, *wanted),
                "{expression} {rows:?}: {}",
                run.said
            );
        }
    }
}

#[test]
fn answers_of_a_rulebook() {
    for (expression, row, wanted) in [
        ("industry", "industry = 3360", "3360"),
        ("unit name", "单位名称 = 「某厂」", "某厂"),
        ("单位名称", "取水量 = 5 m³", "missing"),
        ("sum(outlets.wastewater discharged)", "outlets: wastewater discharged = 5 m³", "5 m³"),
    ] {
        let run = eval(expression, &[row], &["--rulebook", NATIONAL, "--lang", "en"]);
        assert_eq!((run.status, run.printed.trim_end()), (0, wanted), "{expression}: {}", run.said);
    }
}

#[test]
fn refusals_point_at_what_was_typed() {
    let mut all = String::new();
    let mistakes: [(&str, &[&str], &[&str]); 5] = [
        ("x + y", &["x = , y = 9"], &[]),
        ("x + y", &["x = 5 foo, y = 9"], &[]),
        ("x + y", &["x = 5 t, y = 9 m³"], &[]),
        ("x + z", &["x = 5"], &[]),
        ("unit name", &["取水量 = 1 m³, unit nam = \"某厂\""], &["--rulebook", NATIONAL]),
    ];
    for (expression, rows, more) in mistakes {
        for lang in ["zh", "en"] {
            let mut more = more.to_vec();
            more.extend(["--lang", lang]);
            let run = eval(expression, rows, &more);
            assert_eq!(run.status, 2, "{expression}");
            all.push_str(&format!("{expression} {rows:?}\n{}\n", run.said));
        }
    }
    insta::assert_snapshot!(all);
}

#[test]
fn fields_are_found_by_any_reading_width_and_case() {
    let found = |word: &str| shensuan(["fields", word, "--rulebook", NATIONAL, "--lang", "en"]).printed;
    for word in ["hangye", "xingye", "hydm", "xydm", "hangyed", "HANGYE"] {
        assert!(found(word).contains("industry code"), "{word}: {}", found(word));
    }
    for word in ["water intake", "WATER INTAKE", "ＷＡＴＥＲ　ＩＮＴＡＫＥ", "qushui", "qsl"] {
        assert!(found(word).contains("water intake"), "{word}: {}", found(word));
    }
    assert!(found("angye").starts_with("no field matches"), "{}", found("angye"));
}

#[test]
fn fields_say_where_they_are_known_from_and_what_is_private() {
    for (lang, private) in [("zh", "文本 不公开"), ("en", "text private")] {
        let printed = shensuan(["fields", "法定代表人", "--rulebook", NATIONAL, "--lang", lang]).printed;
        assert!(printed.contains(private), "{printed}");
        assert!(printed.contains("凭记忆，未见原件"), "{printed}");
    }
}
