//! Whatever is typed: parse, check and plan end, and nothing panics. The texts of the fuzzer are replayed, and rules
//! are made of our own words at random.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use shensuan_diagnostics::{Diagnostics, Lang, Renderer, SourceId, SourceMap};
use shensuan_engine::{Parsed, format_text};

use crate::road::review_with;

fn corpus(name: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(name);
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() > 10);
    files
}

/// What the formatter leaves of a text, where it can be read: the same meaning, and nothing more to do.
pub fn formatted(text: &str) {
    let (mut sources, mut said) = (SourceMap::default(), Diagnostics::default());
    let after = format_text("a.rule", text, &mut sources, &mut said);
    let defect = said.iter().any(|said| said.code.row().number.starts_with("E09"));
    assert!(!defect, "not the same when it is formatted: {text}");
    if let Some(after) = after {
        let again = format_text("a.rule", &after, &mut sources, &mut said);
        assert_eq!(again.as_deref(), Some(after.as_str()), "{text}");
    }
}

/// The whole road of the language, with everything it has to say and to show.
fn taken(text: &str) {
    formatted(text);
    let mut parsed = Parsed::of_text("a.rule", text);
    let _ = parsed.print(&[], true);
    let checked = parsed.check();
    let renderer = Renderer { lang: Lang::Zh, width: 80, colour: false };
    for said in checked.said.iter().take(50) {
        assert!(!renderer.draw(said, &checked.sources).is_empty());
    }
    let _ = checked.model.print();
    let errors = checked.said.has_errors();
    match checked.plan() {
        Ok(ready) => assert!(!errors && !ready.print().is_empty()),
        Err(refused) => {
            let defect = refused.said.iter().any(|said| said.code.row().number.starts_with("E09"));
            assert!(errors && !defect, "{text}\n{:?}", refused.said);
        }
    }
}

#[test]
fn the_texts_of_the_fuzzer_are_read_or_refused() {
    for file in corpus("rulebook") {
        taken(&fs::read_to_string(file).unwrap());
    }
    for file in corpus("expression") {
        let text = fs::read_to_string(file).unwrap();
        let (tree, said) = shensuan_syntax::parse_expression(SourceId(0), 0, &text);
        assert!(tree.is_some() || !said.is_empty(), "{text:?}: nothing read, nothing said");
        taken(&format!("{VOCABULARY}formula x = {text}\n"));
        taken(&format!("{VOCABULARY}rule A check {text}\n"));
    }
}

/// As the target `fmt` of the fuzzer has it.
#[test]
fn the_texts_of_the_formatter_are_written_and_read_again() {
    for file in corpus("fmt") {
        let text = fs::read_to_string(&file).unwrap();
        let read = |text: &str| {
            let (tree, said) = shensuan_syntax::parse(SourceId(0), text);
            assert!(said.is_empty(), "{}: {text}\n{said:?}", file.display());
            tree
        };
        formatted(&text);
        let (mut written, mut tree) = (text.clone(), read(&text));
        for lang in [Lang::Zh, Lang::En, Lang::Zh] {
            let wording = shensuan_syntax::Wording::plain(lang);
            written =
                shensuan_syntax::translate(&written, &tree, wording).unwrap_or_else(|| panic!("{written}"));
            tree = read(&written);
        }
        taken(&text);
    }
}

const VOCABULARY: &str = "subject 企业 also enterprise keyed by 代码
form 水表 also water form
  one per 企业
  field 取水 also intake : number in m³
  field 率 also rate : percent
  field 名 also label : text
  field 答 also answer : yes/no
  rows 排放口 also outlets
    field 流量 also flow : number in m³
    field 量 also amount : quantity in unit from 量单位
    field 量单位 also amount unit : text
";

/// Pieces that expressions are made of, right and wrong.
fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "intake",
        "取水",
        "率",
        "label",
        "答",
        "outlets",
        "排放口",
        "flow",
        "量",
        "nothing",
        "+",
        "−",
        "×",
        "÷",
        "^ 2",
        "≤",
        ">",
        "=",
        "≈",
        "within 1%",
        "误差 1 m³",
        "and",
        "或",
        "not",
        "if",
        "则",
        "else",
        "as t",
        "换算为 立方米",
        "otherwise 0",
        "is missing",
        "已填报",
        "contains \"x\"",
        "属于 33–37",
        "in 0..2",
        "(",
        ")",
        "sum(",
        "最大(",
        ",",
        "where",
        "其中",
        "any",
        "每行",
        "满足",
        "1",
        "5 m³",
        "80%",
        "\"text\"",
        "requires",
        "water form",
        "missing",
        ".",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rules_of_our_own_words(pieces in prop::collection::vec(piece(), 1..16), many in prop::collection::vec(piece(), 1..10)) {
        let (first, second) = (pieces.join(" "), many.join(" "));
        taken(&format!("{VOCABULARY}formula f = {first}\nrule A\n  let l = {second}\n  when {first}\n  check {second}\n  message \"{{f}} {{l}}\"\n"));
    }

    #[test]
    fn lines_in_any_order(order in prop::collection::vec(0_usize..40, 1..40)) {
        let lines: Vec<&str> = VOCABULARY
            .lines()
            .chain(["rule A", "  check intake > 1 m³", "  for each outlets", "  severity mandatory", "formula f = f", "formula g = f + 取水",
                "set s = s", "case A", "  given intake = 1 m³", "  expect pass", "", "# 注", "  unit kg", "  also 甲, g"])
            .collect();
        let text: String = order.iter().map(|at| lines[at % lines.len()].to_owned() + "\n").collect();
        taken(&text);
    }
}

/// Each names the one before it twice: what walks a formula again for every reading does not end.
#[test]
fn values_that_double_are_reviewed_and_explained() {
    let chain = |word: &str, first: &str, step: fn(usize) -> String| -> String {
        (1..60).map(|n| format!("{word} v{n} = {}\n", step(n - 1))).fold(
            format!("{word} v0 = {first}\n"),
            |mut all, line| {
                all.push_str(&line);
                all
            },
        )
    };
    let sum = |n: usize| format!("v{n} + v{n}");
    let product = |n: usize| format!("v{n} × v{n} ÷ v{n}");
    let fallback = |n: usize| format!("(v{n} otherwise v{n}) + v{n}");
    let data = [("水表.csv", "代码,取水,率,名,答\nE1,1,5,a,是\nE2,,,,\n")];
    let clauses = "  blank counts as 0\n  missing counts as failure\n";
    for (first, step, check) in [
        ("intake", sum as fn(usize) -> String, "v59 < 0 m³"),
        ("intake", product, "v59 < 0 m³"),
        ("intake", fallback, "v59 < 0 m³"),
        ("rate", sum, "v59 < 0%"),
        ("intake ÷ 1 m³", product, "v59 < 0"),
    ] {
        let lets = format!(
            "rule A\n{}  check {check}\n{clauses}  message \"{{v59}}\"\n",
            chain("  let", first, step)
        );
        let formulas =
            format!("{}rule A\n  check {check}\n  message \"{{v59}}\"\n", chain("formula", first, step));
        for rules in [lets, formulas] {
            let all = review_with(VOCABULARY, &rules, &data);
            assert!(
                all.findings.iter().any(|finding| finding.rule == "A" && finding.subject == "E1"),
                "{rules}"
            );
        }
    }
}
