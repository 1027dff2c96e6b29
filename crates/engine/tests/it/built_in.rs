//! The built-in rules: no bad cell is silent, nothing is said twice, and the counts add up.

use std::fmt::Write as _;

use shensuan_diagnostics::Lang;
use shensuan_findings::{
    Finding, Review, Severity, Words, write_findings, write_findings_jsonl, write_rejected, write_unreadable,
};

use crate::road::{review_in, review_with};

const VOCABULARY: &str = r#"subject 企业 also enterprise keyed by 代码
form F also basic form
  one per 企业
  field 名称 also unit name      : text required
  field 水 also water            : number in m³
  field 人 also staff            : integer required
  field 私 also secret           : integer private
  field 收入 also income         : number in 元 or "NA"
  field 可 also maybe            : integer optional
form G also outputs
  many per 企业 keyed by 年份, 环节
  field 年份 also year           : integer
  field 环节 also step           : text optional
  field 产量 also output         : quantity in unit from 产量单位
  field 用量 also input          : quantity in unit from 产量单位
  field 产量单位 also output unit : text
"#;

/// A line a finding, as a list shows it, and one a built-in rule.
fn told(review: &Review, lang: Lang) -> String {
    let mut out = String::new();
    for finding in review.findings.iter().filter(|finding| finding.built_in.is_some()) {
        let Finding { rule, subject, message, .. } = finding;
        let word = finding.listed_as();
        let row = finding.row.as_ref().map_or_else(String::new, |cell| format!("{} {}", cell.file, cell.row));
        let form = finding.form.as_deref().unwrap_or("-");
        let _ = writeln!(out, "{rule} {word} | {subject} | {form} | {row} | {message}");
        for evidence in &finding.evidence {
            let row = evidence.cell.as_ref().map_or(0, |cell| cell.row);
            let _ = writeln!(out, "    {} = {} @{row}", evidence.name, Words::of(lang).value(evidence));
        }
    }
    for rule in &review.summary.built_in {
        let _ = writeln!(out, "{} {} {} {}", rule.rule, rule.built_in, rule.findings, rule.title);
    }
    out
}

/// The same data in both languages.
fn in_both(vocabulary: &str, rules: &str, files: &[(&str, &str)]) -> String {
    let each = [Lang::Zh, Lang::En].map(|lang| told(&review_in(lang, vocabulary, rules, files), lang));
    each.join("\n")
}

/// How many findings each built-in rule has.
fn counts(review: &Review) -> Vec<(&str, usize)> {
    let all: Vec<(&str, usize)> =
        review.summary.built_in.iter().map(|rule| (rule.rule.as_str(), rule.findings)).collect();
    for (rule, count) in &all {
        let its = review.findings.iter().filter(|finding| finding.rule == *rule).count();
        assert_eq!(its, *count, "{rule}");
    }
    assert_eq!(review.summary.findings, review.findings.len());
    all
}

fn count_of(review: &Review, rule: &str) -> usize {
    counts(review).into_iter().find(|(known, _)| *known == rule).map_or(0, |(_, count)| count)
}

#[test]
fn a_unit_that_is_unknown_missing_or_does_not_fit() {
    let files = [(
        "G.csv",
        "代码,年份,产量,用量,产量单位\n1,1,10,5,什么\n1,2,10,,\n1,3,,,\n2,1,10,,件\n2,2,,,件\n3,1,1,,吨\n",
    )];
    let rules = "rule A\n  for each G\n  check output as t ≥ 0 t\nformula total = sum(G.output as t)\n";
    insta::assert_snapshot!(in_both(VOCABULARY, rules, &files));
}

#[test]
fn what_is_asked_with_fits_is_no_fault() {
    let files = [("G.csv", "代码,年份,产量,产量单位\n1,1,10,吨\n1,2,10,件\n")];
    let rule = "rule A check sum(G.output as t where output fits t) > 1 t\n";
    assert_eq!(count_of(&review_with(VOCABULARY, rule, &files), "unit"), 0);
    let rule = "rule A check sum(G.output as t) > 1 t\n";
    assert_eq!(count_of(&review_with(VOCABULARY, rule, &files), "unit"), 1);
}

#[test]
fn a_noun_that_does_not_fit_is_found() {
    let of = |unit: &str| format!("代码,年份,产量,产量单位\n1,1,10,{unit}\n");
    let rule = "rule A\n  for each G\n  check output ≤ 30 吨-产品\n";
    for (unit, count) in [("吨-原料", 1), ("吨-产品", 0), ("吨", 0)] {
        assert_eq!(
            count_of(&review_with(VOCABULARY, rule, &[("G.csv", &of(unit))]), "unit"),
            count,
            "{unit}"
        );
    }
}

#[test]
fn a_code_that_is_not_in_its_list() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("codes.csv"), "code,name\n01,甲\n02,乙\n").unwrap();
    let vocabulary = "subject 企业 also enterprise keyed by 代码
code list 类表 also kinds from \"codes.csv\"
form F
  many per 企业
  field 类 also kind : code from 类表
  field 密类 also secret kind : code from 类表 private
";
    std::fs::write(folder.path().join("vocabulary.rule"), vocabulary).unwrap();
    let data = folder.path().join("data");
    std::fs::create_dir(&data).unwrap();
    std::fs::write(data.join("F.csv"), "代码,类,密类\n1,01,02\n1,乙,\n2,1,9\n2,丙,\n2,1,\n").unwrap();
    let mut all = String::new();
    for lang in [Lang::Zh, Lang::En] {
        let ready = shensuan_engine::Parsed::read(&[folder.path().to_owned()]).check().plan().unwrap();
        let (set, _) = ready.open(&data);
        let options = shensuan_engine::Options { lang, ..Default::default() };
        all.push_str(&told(&ready.review(&set, options).unwrap(), lang));
    }
    insta::assert_snapshot!(all);
}

#[test]
fn a_cell_that_cannot_be_read() {
    let files = [("F.csv", "代码,名称,水,人,私,收入,\n1,a,约5,1.5,密,NA\n2,b,1,1e99,3,约 4,多\n3,c,,,,\n")];
    let all = in_both(VOCABULARY, "", &files);
    assert!(!all.contains('密'), "{all}");
    insta::assert_snapshot!(all);
}

#[test]
fn a_key_that_is_doubled_or_missing() {
    let files = [
        (
            "F.csv",
            "代码,名称,水,人,私\n1,a,5,1,7\n2,b,5,1,7\n,x,1,1,1\n1,a,5,1,7\n2,b,6,1,8\n2,b,5,1,7\n,,,,\n",
        ),
        (
            "G.csv",
            "代码,年份,环节\n1,2018,甲\n1,2018,乙\n1,2018,甲 \n1,,丙\n1,约,丁\n2,2018,\n2,2018,\n2,2019,\n",
        ),
    ];
    insta::assert_snapshot!(in_both(VOCABULARY, "", &files));
    let all = review_with(VOCABULARY, "rule A check water > 0\nrule B check staff > 0\n", &files);
    let [first, second] = [0, 1].map(|at| all.summary.rules[at].tally);
    assert_eq!((first.pass, first.undetermined), (1, 1), "unequal twins decide nothing");
    assert_eq!((second.pass, second.undetermined), (2, 0), "equal ones do");
}

#[test]
fn a_row_of_somebody_outside_the_register() {
    let vocabulary = VOCABULARY.replace("keyed by 代码\n", "keyed by 代码, 扩展码 listed in F\n");
    let files = [
        ("F.csv", "代码,扩展码,名称,人\nA,1,a,1\nB,,b,1\n"),
        (
            "G.csv",
            "代码,扩展码,年份,产量,产量单位\nA,2,1,约5,t\nA,1,1,1,t\nB,,1,1,什么\nA,2,2,,\nb,,2,,\nC,,1,1,t\n",
        ),
    ];
    let rules = "rule A check count(G) ≥ 0\nrule B\n  for each G\n  check year > 0\n";
    insta::assert_snapshot!(in_both(&vocabulary, rules, &files));
    let all = review_with(&vocabulary, rules, &files);
    assert_eq!((all.summary.subjects, all.rejected.len(), all.unreadable.len()), (2, 0, 0));
    assert_eq!(all.orphans.as_ref().map(Vec::len), Some(3));
    assert_eq!([0, 1].map(|at| all.summary.rules[at].tally.pass), [2, 3]);
}

#[test]
fn a_required_field_that_is_blank() {
    let files = [
        ("F.csv", "代码,名称,人,可\n1,,1,\n2,b,\u{3000},\n3,c,约,\n4,d,1,\n"),
        ("G.csv", "代码,年份\n5,1\n"),
    ];
    insta::assert_snapshot!(in_both(VOCABULARY, "", &files));
    // A required field without a column is blank in every row.
    let all = review_with(VOCABULARY, "", &[("F.csv", "代码,名称\n1,a\n2,b\n")]);
    assert_eq!(count_of(&all, "required"), 2);
}

#[test]
fn severities_are_set_and_mandatory_ones_count() {
    let files = [("F.csv", "代码,名称,人\n1,,1\n2,b,约\n")];
    for rules in
        ["built-in rule required severity mandatory\n", "内置规则 必填 级别 强制\n内置规则 类型 级别 提示\n"]
    {
        let all = review_with(VOCABULARY, rules, &files);
        let severities: Vec<(&str, Severity)> =
            all.findings.iter().map(|finding| (finding.rule.as_str(), finding.severity)).collect();
        assert_eq!(severities, [("type", Severity::Advisory), ("required", Severity::Mandatory)]);
        assert_eq!(all.summary.subjects_failing_mandatory, 1);
    }
}

#[test]
fn without_rows_or_faults_nothing_is_found() {
    for files in [
        [("F.csv", "代码,名称,人\n")].as_slice(),
        &[("F.csv", "代码,名称,人\n1,a,1\n"), ("G.csv", "代码,年份,产量,产量单位\n")],
    ] {
        let all = review_with(VOCABULARY, "", files);
        assert_eq!(counts(&all), [("unit", 0), ("type", 0), ("key", 0), ("required", 0)]);
    }
}

#[test]
fn findings_add_up_with_what_is_listed() {
    let vocabulary = VOCABULARY.replace("keyed by 代码\n", "keyed by 代码 listed in F\n");
    let files = [
        ("F.csv", "代码,名称,水,人,\n1,a,约,x,多\n,b,1,1\n\n2,c,2\n"),
        ("G.csv", "年份,代码,产量\n1,3,约\n2\n3,1,约\n,,\n4,3,\n5,2,,\n"),
    ];
    let all = review_with(&vocabulary, "", &files);
    assert_eq!(count_of(&all, "type"), all.unreadable.len());
    let blank = all.rejected.iter().filter(|row| row.why == "blank row").count();
    let keyless = all.findings.iter().filter(|finding| finding.rule == "key" && finding.subject.is_empty());
    let orphans = all.orphans.as_ref().unwrap();
    assert_eq!(keyless.count() + blank, all.rejected.len());
    assert_eq!(count_of(&all, "orphan"), orphans.len());
    assert_eq!((all.unreadable.len(), all.rejected.len(), orphans.len(), blank), (4, 4, 2, 2));
    assert!(orphans.is_sorted_by(|a, b| a.subject <= b.subject));
    let files = &all.summary.files;
    assert_eq!(
        files.iter().map(|file| file.rows_rejected).sum::<usize>(),
        all.rejected.len() + orphans.len()
    );
    assert_eq!(files.iter().map(|file| file.cells_unreadable).sum::<usize>(), all.unreadable.len());
}

#[test]
fn lists_go_by_the_word_and_programs_by_the_id() {
    let vocabulary = VOCABULARY.replace("keyed by 代码\n", "keyed by 代码 listed in F\n");
    let files = [("F.csv", "代码,名称,人\n1,a,约\n"), ("G.csv", "代码,年份\n2,1\n")];
    let all = review_in(Lang::Zh, &vocabulary, "", &files);
    let mut out = Vec::new();
    write_findings(&mut out, &all.findings, "企业", Lang::Zh).unwrap();
    write_findings_jsonl(&mut out, &all.findings).unwrap();
    write_unreadable(&mut out, &all.unreadable, Lang::Zh).unwrap();
    write_rejected(&mut out, &all.rejected, Lang::Zh).unwrap();
    insta::assert_snapshot!(String::from_utf8(out).unwrap().replace(['\r', '\u{feff}'], ""));
}

#[test]
fn of_picked_rules_and_subjects_only_theirs_are_told() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("F.csv"), "代码,名称,人\n1,a,约\n2,,多\n,x,1\n").unwrap();
    let rules = |wanted: &[&str]| {
        let wanted: Vec<String> = wanted.iter().map(|id| (*id).to_owned()).collect();
        let text = format!("{VOCABULARY}\nrule A check staff > 0\n");
        shensuan_engine::Parsed::of_text("a.rule", &text).check().keep_rules(&wanted, &[]).plan().unwrap()
    };
    let all = |wanted: &[&str], only: &[&str]| {
        let ready = rules(wanted);
        let only = only.iter().map(|key| (*key).to_owned()).collect();
        let (data, _) = shensuan_engine::Selection { only, sample: None }.of(ready.open(folder.path()).0);
        let review = ready.review(&data, shensuan_engine::Options::default()).unwrap();
        let found = review.findings.iter().map(|finding| format!("{} {}", finding.rule, finding.subject));
        found.collect::<Vec<_>>()
    };
    assert_eq!(all(&[], &[]), ["type 1", "type 2", "key ", "required 2"]);
    assert_eq!(all(&[], &["2"]), ["type 2", "required 2"]);
    assert_eq!(all(&["A"], &[]), [] as [&str; 0]);
    assert_eq!(all(&["类型"], &[]), ["type 1", "type 2"]);
    assert_eq!(all(&["key", "A"], &[]), ["key "]);
}

#[test]
fn a_file_of_several_forms_repeats_the_form_with_one_row() {
    let folder = tempfile::tempdir().unwrap();
    let text = "代码,名称,人,年份\n1,a,1,2018\n1,a,1,2019\n2,b,1,2018\n2,b,2,2019\n";
    std::fs::write(folder.path().join("all.csv"), text).unwrap();
    std::fs::write(folder.path().join("dataset.toml"), "[files]\n\"all.csv\" = [\"F\", \"G\"]\n").unwrap();
    let ready = shensuan_engine::Parsed::of_text("a.rule", VOCABULARY).check().plan().unwrap();
    let (data, said) = ready.open(folder.path());
    assert!(said.is_empty(), "{said:?}");
    let options = shensuan_engine::Options { lang: Lang::En, ..Default::default() };
    let review = ready.review(&data, options).unwrap();
    let messages: Vec<&str> = review.findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(messages, ["`F` has one row for each enterprise; here are 2, which disagree in `staff`"]);
}

/// Cells of tables from data are judged as those of forms; their findings belong to no enterprise.
#[test]
fn cells_of_a_table_from_data() {
    let vocabulary = format!(
        "{VOCABULARY}code list 业 also trades from \"codes.csv\"
table 名单 also roll from data keyed by 号
  field 号 also number : text
  field 业别 also trade : code from 业
  field 数 also figure : integer
  field 重 also weight : quantity in unit from 重单位
  field 重单位 also weight unit : text
  field 日 also day : date
  field 必 also must : text required
  field 界 also border : outline
"
    );
    let files = [
        ("F.csv", "代码,名称,人\n1,甲,1\n"),
        (
            "名单.csv",
            "号,业别,数,重,重单位,日,必,界\na,1,1.5,5,kg,2017-13-01,x,\nb,9,1,5,foo,2018-01-01,,\n\
             c,农,abc,5,t,2018-01-01,y,POLYGON\nd,1,1,5,,2018-01-01,y,\n",
        ),
    ];
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    std::fs::create_dir(&data).unwrap();
    std::fs::write(folder.path().join("codes.csv"), "code,name\n1,农\n").unwrap();
    std::fs::write(folder.path().join("vocabulary.rule"), vocabulary).unwrap();
    files.iter().for_each(|(name, text)| std::fs::write(data.join(name), text).unwrap());
    let mut all = String::new();
    for lang in [Lang::Zh, Lang::En] {
        let ready = shensuan_engine::Parsed::read(&[folder.path().to_owned()]).check().plan().unwrap();
        let (set, _) = ready.open(&data);
        let options = shensuan_engine::Options { lang, ..Default::default() };
        let review = ready.review(&set, options).unwrap();
        assert_eq!((count_of(&review, "type"), review.unreadable.len()), (4, 4));
        all.push_str(&told(&review, lang));
    }
    insta::assert_snapshot!(all);
}

#[test]
fn a_name_of_several_codes_is_one_key_where_they_hold_the_same_and_else_a_finding() {
    let folder = tempfile::tempdir().unwrap();
    let codes =
        "code,name,parent\n33,金属,\n336,热处理,33\n3360,热处理,336\n34,其他,\n341,其他,34\n342,乙,34\n";
    std::fs::write(folder.path().join("codes.csv"), codes).unwrap();
    let rules = "subject 企业 also enterprise keyed by 代码
code list 类表 also kinds from \"codes.csv\" hierarchical 大类 also division, 中类 also group, 小类 also class
form F
  one per 企业
  field 类 also kind : code from 类表
rule A check count(enterprise) by kind = 2
rule B check kind.class is given
rule C check unique by kind
";
    std::fs::write(folder.path().join("vocabulary.rule"), rules).unwrap();
    let data = folder.path().join("data");
    std::fs::create_dir(&data).unwrap();
    std::fs::write(data.join("F.csv"), "代码,类\n1,热处理\n2,3360\n3,其他\n4,336\n").unwrap();
    let ready = shensuan_engine::Parsed::read(&[folder.path().to_owned()]).check().plan().unwrap();
    let (set, _) = ready.open(&data);
    let options = shensuan_engine::Options { lang: Lang::En, ..Default::default() };
    let review = ready.review(&set, options).unwrap();
    let failing = |rule: &str| -> Vec<&str> {
        let found = review.findings.iter().filter(|finding| finding.rule == rule);
        found.map(|finding| finding.subject.as_str()).collect()
    };
    assert_eq!((failing("A"), failing("C")), (vec!["4"], vec!["1", "2"]));
    assert_eq!(failing("B"), ["3", "4"]);
    let open: Vec<_> =
        review.undetermined.iter().map(|item| (&*item.rule, &*item.subject, item.lacking[0].state)).collect();
    let several = shensuan_findings::State::SeveralCodes;
    assert_eq!(open, [("A", "3", several), ("C", "3", several)]);
    let said = review.findings.iter().find(|finding| finding.built_in.is_some()).unwrap();
    let text =
        "`其他` in `kind` is the name of several codes of the list `kinds`: `34`, `341`; write the code";
    assert_eq!((said.subject.as_str(), said.message.as_str()), ("3", text));
}
