//! External lists, from files to findings: `examples/directory` shows what works, here is what does not, and that nothing
//! is lost by not comparing every pair.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use shensuan_diagnostics::{Diagnostics, Lang, Renderer};
use shensuan_engine::{Options, Parsed, Ready};
use shensuan_findings::{Review, Tally};
use tempfile::TempDir;

const VOCABULARY: &str = "subject 企业 also enterprise keyed by 代码
form F also form
  one per 企业
  field 代码 also code : text
  field 名称 also unit name : text
  field 区划 also division : text
  rows 排放口 also outlets
    field 口名 also outlet name : text
table 名单 also list from data
  field 证号 also number : text
  field 名 also name : text
  field 区 also area : text
table 大户 also majors from data keyed by 代码
  field 户名 also holder : text
set 通用词 also stop words = \"公司\"
set 数 also numbers = 1, 2
";

const KNOWN: &str = "rule A
  for each list
  check any enterprise where code = list.number or unit name similar to list.name without stop words (0.8)
";

fn shown(said: &Diagnostics, sources: &shensuan_diagnostics::SourceMap, folder: &Path) -> String {
    let texts: Vec<String> = [Lang::En, Lang::Zh]
        .into_iter()
        .flat_map(|lang| {
            said.iter().map(move |one| Renderer { lang, width: 300, colour: false }.draw(one, sources))
        })
        .collect();
    texts.join("\n").replace(&folder.display().to_string(), "FOLDER")
}

fn complaints(rules: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("rules.rule"), format!("{VOCABULARY}\n{rules}")).unwrap();
    let checked = Parsed::read(&[folder.path().to_owned()]).check();
    let mut errors = Diagnostics::default();
    let error = shensuan_diagnostics::codes::Severity::Error;
    checked
        .said
        .iter()
        .filter(|said| said.code.row().severity == error)
        .for_each(|said| errors.push(said.clone()));
    shown(&errors, &checked.sources, folder.path())
}

#[test]
fn what_nothing_ties_together() {
    let rules = "rule A
  for each list
  check any enterprise where unit name ≠ list.name
rule B
  for each list
  check count(enterprise) > 3
rule C check any list where name = name
rule D check count(list) > 3
rule E
  for each list
  check any outlets where outlet name contains \"x\"
rule F
  for each list
  check any enterprise where code = list.number or unit name contains \"x\"
rule G
  for each list
  check unit name = name
rule H
  for each list
  check unit name is given
rule I check list.name = unit name
rule J check unit name similar to code without numbers (0.9)
rule K check unit name similar to majors.holder (0.9)
formula mouths = count(outlets)
rule L
  for each list
  check any enterprise where code = list.number and mouths > 1
rule M
  for each list
  check any enterprise where code = list.number and (any outlets where outlet name is \"x\")
";
    insta::assert_snapshot!(complaints(rules));
}

/// A rulebook with these rules and a data set, each in a folder.
struct Given {
    folder: TempDir,
    ready: Ready,
}

impl Given {
    fn new(rules: &str) -> Self {
        Self::keeping(rules, &[])
    }

    fn keeping(rules: &str, wanted: &[String]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let book = folder.path().join("book");
        fs::create_dir(&book).unwrap();
        fs::write(book.join("rules.rule"), format!("{VOCABULARY}\n{rules}")).unwrap();
        let checked = Parsed::read(&[book]).check();
        let checked = if wanted.is_empty() { checked } else { checked.keep_rules(wanted, &[]) };
        let ready = checked.plan().unwrap();
        let given = Self { folder, ready };
        fs::create_dir(given.data()).unwrap();
        given.file("F.csv", "代码,名称,区划\nE1,海天公司,福田\nE2,福田五金厂,福田\n".as_bytes());
        given
    }

    fn data(&self) -> std::path::PathBuf {
        self.folder.path().join("名录 数据")
    }

    fn file(&self, name: &str, bytes: &[u8]) {
        fs::write(self.data().join(name), bytes).unwrap();
    }

    /// What a review says; of the complaints behind it what is shown.
    fn reviewed(&self, threads: usize) -> (Option<Review>, String) {
        let (data, mut said) = self.ready.open(&self.data());
        let options = Options { threads: Some(threads), lang: Lang::En, ..Options::default() };
        let review = self.ready.review(&data, options);
        let review = review.map_err(|fault| said.push(*fault)).ok();
        (review, shown(&said, &self.ready.sources, self.folder.path()))
    }

    fn review(&self) -> Review {
        let (review, said) = self.reviewed(1);
        assert_eq!(said, "");
        review.unwrap()
    }
}

fn known_in(list: &[u8]) -> (Tally, String) {
    let given = Given::new(KNOWN);
    given.file("名单.csv", list);
    let (review, said) = given.reviewed(2);
    (review.map(|review| review.summary.rules[0].tally).unwrap_or_default(), said)
}

const LIST: &str = "证号,名,区\nE1,别名,福田\nX,海天,福田\nX,福田五金,福田\nX,罗湖,罗湖\n";

#[test]
fn a_list_is_judged_row_by_row_with_any_number_of_threads() {
    let given = Given::new(KNOWN);
    given.file("名单.csv", LIST.as_bytes());
    let review = given.review();
    let tally = review.summary.rules[0].tally;
    assert_eq!((tally.pass, tally.fail), (3, 1));
    let finding = &review.findings[0];
    assert!(finding.subject.is_empty() && finding.form.as_deref() == Some("list"));
    assert_eq!(finding.row.as_ref().unwrap().row, 5);
    assert_eq!(given.reviewed(3).0.unwrap(), review);
}

#[test]
fn who_cannot_be_told_is_passed_over_and_counted() {
    let rules = [KNOWN, "rule B check count(list where list.number = form.code) ≥ 1\n"].concat();
    let given = Given::new(&rules);
    given.file("F.csv", "代码,名称\nE1,海天公司\nE2,\nE3,\n".as_bytes());
    given.file("名单.csv", "证号,名\nE1,别名\n,海天\nX,罗湖\n".as_bytes());
    let review = given.review();
    let shown: Vec<String> = review
        .findings
        .iter()
        .map(|found| {
            let aggregates = found.aggregates.iter().map(|aggregate| {
                format!("{:?} of {}, {} passed over", aggregate.value, aggregate.rows, aggregate.passed_over)
            });
            format!(
                "{} {:?}: {}",
                found.rule,
                found.row.as_ref().unwrap().row,
                aggregates.collect::<String>()
            )
        })
        .collect();
    let expected = [
        // Of three enterprises two have no name.
        "A 4: Some(\"no\") of 3, 2 passed over",
        "B 3: Some(\"0\") of 1, 1 passed over",
        "B 4: Some(\"0\") of 1, 1 passed over",
    ];
    assert_eq!(shown, expected);
}

/// A formula of what is filed once is computed of each of them.
#[test]
fn a_formula_of_all() {
    let rules = "formula length of name = length(unit name)
rule A
  for each list
  check any enterprise where code = list.number and length of name > 4
";
    let given = Given::new(rules);
    given.file("名单.csv", "证号,名\nE1,x\nE2,x\n".as_bytes());
    let tally = given.review().summary.rules[0].tally;
    assert_eq!((tally.pass, tally.fail), (1, 1));
}

#[test]
fn what_is_denied_and_who_is_nearest() {
    let given = Given::new("规则 A\n  不得 不存在 名单 其中 名单.名 相似于 F.名称（0.9）\n");
    given.file("名单.csv", "证号,名\nX,海天公可\n".as_bytes());
    let review = given.review();
    let shown: Vec<String> = review
        .findings
        .iter()
        .map(|found| {
            let nearest = found.evidence.iter().filter(|shown| shown.name.starts_with("nearest"));
            let nearest = nearest.map(|shown| format!("{} = {:?}", shown.name, shown.value));
            format!("{}: {}; {}", found.subject, found.message, nearest.collect::<String>())
        })
        .collect();
    let expected = [
        "E1: does not hold: 不得 不存在 名单 其中 名单.名 相似于 F.名称（0.9）; \
         nearest list: name = Some(\"海天公可 (0.75 alike)\")",
        "E2: does not hold: 不得 不存在 名单 其中 名单.名 相似于 F.名称（0.9）; ",
    ];
    assert_eq!(shown, expected);
}

/// As it is, as GB18030, as UTF-8 with a mark before it.
#[test]
fn a_list_in_another_encoding_is_read_like_a_form() {
    let gb18030 = b"\xd6\xa4\xba\xc5,\xc3\xfb\nE1,\xb1\xf0\xc3\xfb\nX,\xba\xa3\xcc\xec\nX,\xc2\xde\xba\xfe\n";
    let text = "证号,名\nE1,别名\nX,海天\nX,罗湖\n";
    let marked = [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat();
    for list in [text.as_bytes().to_vec(), gb18030.to_vec(), marked] {
        let (tally, said) = known_in(&list);
        assert_eq!(said, "");
        assert_eq!((tally.pass, tally.fail, tally.undetermined), (2, 1, 0), "{list:x?}");
    }
}

#[test]
fn without_its_list_nothing_is_judged_and_the_reason_is_counted() {
    let asked = "rule B check no list where list.number = form.code\n";
    let given = Given::new(&[KNOWN, asked].concat());
    let review = given.review();
    let tallies: Vec<Tally> = review.summary.rules.iter().map(|rule| rule.tally).collect();
    assert_eq!(tallies[0], Tally { not_supplied: 1, ..Tally::default() });
    assert_eq!(tallies[1], Tally { not_supplied: 2, ..Tally::default() });
    // A list that is there and empty holds nobody.
    given.file("名单.csv", "证号,名\n".as_bytes());
    let review = given.review();
    let tallies: Vec<Tally> = review.summary.rules.iter().map(|rule| rule.tally).collect();
    assert_eq!(tallies, [Tally::default(), Tally { pass: 2, ..Tally::default() }]);
}

#[test]
fn ugly_lists() {
    let mut all = String::new();
    let long = "长".repeat(3000);
    for (what, list) in [
        ("no heading", String::new()),
        ("no column", "名,区\n海天,福田\n".to_owned()),
        ("other columns", "甲,乙\n1,2\n".to_owned()),
        ("twice the same", "证号,名\nE1,海天\nE1,海天\n".to_owned()),
        ("blank", "证号,名\n,\nX,\n,海天\n,　\n".to_owned()),
        ("one character", "证号,名\nX,海\nX,公\nX,司\n".to_owned()),
        ("nothing but words that do not count", "证号,名\nX,公司\n".to_owned()),
        ("very long", format!("证号,名\nX,{long}\nX,海天\n")),
        ("a column twice", "证号,名,名\nX,海天,天海\n".to_owned()),
        ("more cells", "证号,名\nX,海天,1,2\n".to_owned()),
        ("UTF-16", "\u{feff}证号,名\nX,海天\n".to_owned()),
    ] {
        let bytes = if what == "UTF-16" {
            list.encode_utf16().flat_map(u16::to_le_bytes).collect()
        } else {
            list.into_bytes()
        };
        let (tally, said) = known_in(&bytes);
        let Tally { pass, fail, undetermined, not_supplied, .. } = tally;
        let _ = writeln!(
            all,
            "== {what}: {pass} pass, {fail} fail, {undetermined} undetermined, {not_supplied} not supplied\n{said}"
        );
    }
    insta::assert_snapshot!(all);
}

/// Thousands with one code, on both sides.
#[test]
fn a_key_that_all_share() {
    let rules = "rule ANY
  for each list
  check any enterprise where division = list.area
rule MORE
  for each list
  check any enterprise where division = list.area and unit name ≠ list.name
";
    let fill = |given: &Given| {
        let (mut form, mut list) = ("代码,名称,区划\n".to_owned(), "证号,名,区\n".to_owned());
        for row in 0..3000 {
            let _ = writeln!(form, "E{row},厂{row},无");
            let _ = writeln!(list, "{row},坊{row},{}", if row == 7 { "有" } else { "无" });
        }
        given.file("F.csv", form.as_bytes());
        given.file("名单.csv", list.as_bytes());
    };
    // Where nothing is asked but whether there is any, one is enough; the other rule is not asked.
    let given = Given::keeping(rules, &["ANY".to_owned()]);
    fill(&given);
    let tally = given.review().summary.rules[0].tally;
    assert_eq!((tally.pass, tally.fail), (2999, 1));
    let given = Given::new(rules);
    fill(&given);
    let (review, said) = given.reviewed(2);
    assert!(review.is_none());
    insta::assert_snapshot!(said);
}

const TIED: &str = "rule KNOWN
  for each list
  check any enterprise where code = list.number or unit name similar to list.name without stop words (0.75)
rule OTHER
  for each list
  check no enterprise where unit name similar to list.name (0.6) and code ≠ list.number
rule TWICE
  for each list
  check count(enterprise where code = list.number or unit name similar to list.name (0.75) and division = list.area) ≤ 1
rule LISTED check any list where list.name similar to unit name (0.7)
rule SAME check no list where number = code and area = division
";

/// One row of each: a code, a name and a district, of which any may be blank.
type Row = (Option<String>, Option<String>, Option<String>);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (
        prop::option::weighted(0.8, "[12３][aＡ]"),
        prop::option::weighted(0.9, "[甲乙丙]{1,3}(公司)?[丁Ｂb]?"),
        prop::option::weighted(0.8, "[南北]"),
    );
    prop::collection::vec(row, 0..9)
}

fn or(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    }
}

fn and(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    or(a.map(|a| !a), b.map(|b| !b)).map(|or| !or)
}

fn folded(text: &str) -> String {
    text.replace(['Ａ', 'a'], "A").replace(['Ｂ', 'b'], "B").replace('３', "3")
}

fn equal(a: Option<&String>, b: Option<&String>) -> Option<bool> {
    Some(folded(a?) == folded(b?))
}

fn alike(a: Option<&String>, b: Option<&String>, without: &str, least: f64) -> Option<bool> {
    let counted = |text: &String| {
        let left = folded(text).replace(without, "");
        if without.is_empty() || left.is_empty() { folded(text) } else { left }
    };
    Some(strsim::normalized_levenshtein(&counted(a?), &counted(b?)) >= least - 1e-12)
}

/// `any`: a row whose own blank leaves the answer open is passed over; a blank of the row in hand leaves it open.
fn any(each: Vec<(Option<bool>, bool)>, known: bool) -> Option<bool> {
    if each.iter().any(|(one, _)| *one == Some(true)) {
        return Some(true);
    }
    let open = each.iter().any(|(one, given)| one.is_none() && *given);
    (known && !open).then_some(false)
}

/// What each rule says of each row in hand, every pair compared.
fn pair_by_pair(enterprises: &[Row], list: &[Row]) -> Vec<Vec<Option<bool>>> {
    let mut said: Vec<Vec<Option<bool>>> = vec![Vec::new(); 5];
    for (number, name, area) in list {
        let with = |test: &dyn Fn(&Row) -> (Option<bool>, bool)| enterprises.iter().map(test).collect();
        let known = with(&|(code, own, _)| {
            let near = alike(own.as_ref(), name.as_ref(), "公司", 0.75);
            (or(equal(code.as_ref(), number.as_ref()), near), code.is_some() && own.is_some())
        });
        said[0].push(any(known, number.is_some() && name.is_some()));
        let other = with(&|(code, own, _)| {
            let differs = equal(code.as_ref(), number.as_ref()).map(|equal| !equal);
            let near = alike(own.as_ref(), name.as_ref(), "", 0.6);
            (and(near, differs), code.is_some() && own.is_some())
        });
        said[1].push(any(other, name.is_some()).map(|found| !found));
        let twice: Vec<(Option<bool>, bool)> = with(&|(code, own, division)| {
            let near = alike(own.as_ref(), name.as_ref(), "", 0.75);
            let near = and(near, equal(division.as_ref(), area.as_ref()));
            (or(equal(code.as_ref(), number.as_ref()), near), true)
        });
        let count = twice.into_iter().filter(|(one, _)| *one == Some(true)).count();
        let known = number.is_some() && name.is_some() && area.is_some();
        said[2].push(known.then_some(count <= 1));
    }
    for (code, own, division) in enterprises {
        let listed =
            list.iter().map(|(_, name, _)| (alike(name.as_ref(), own.as_ref(), "", 0.7), name.is_some()));
        said[3].push(any(listed.collect(), own.is_some()));
        let same = list.iter().map(|(number, _, area)| {
            let both = and(equal(number.as_ref(), code.as_ref()), equal(area.as_ref(), division.as_ref()));
            (both, number.is_some() && area.is_some())
        });
        said[4].push(any(same.collect(), code.is_some() && division.is_some()).map(|found| !found));
    }
    said
}

fn file(heads: &str, rows: &[Row]) -> String {
    let mut text = format!("{heads}\n");
    for (code, name, area) in rows {
        let cell = |cell: &Option<String>| cell.clone().unwrap_or_default();
        let _ = writeln!(text, "{},{},{},x", cell(code), cell(name), cell(area));
    }
    text
}

/// A rulebook in which an enterprise has a key beside the code that it states: who has no code is somebody.
fn tied(folder: &Path) -> Ready {
    let vocabulary = VOCABULARY
        .replacen("keyed by 代码", "keyed by 户号", 1)
        .replace("from data keyed by 代码", "from data");
    let vocabulary = vocabulary.replacen("  field 代码 also", "  field 户号 : text\n  field 代码 also", 1);
    let book = folder.join("book");
    fs::create_dir(&book).unwrap();
    fs::write(book.join("rules.rule"), format!("{vocabulary}\n{TIED}")).unwrap();
    let checked = Parsed::read(&[book]).check();
    checked.plan().unwrap_or_else(|checked| panic!("{:?}", checked.said))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]
    #[test]
    fn as_pair_by_pair(enterprises in rows(), list in rows()) {
        let folder = tempfile::tempdir().unwrap();
        let ready = tied(folder.path());
        let data = folder.path().join("data");
        fs::create_dir(&data).unwrap();
        let mut numbered = String::new();
        for (at, line) in file("代码,名称,区划,注", &enterprises).lines().enumerate() {
            let _ = if at == 0 { writeln!(numbered, "户号,{line}") } else { writeln!(numbered, "H{at:02},{line}") };
        }
        fs::write(data.join("F.csv"), numbered).unwrap();
        fs::write(data.join("名单.csv"), file("证号,名,区,注", &list)).unwrap();
        let (open, said) = ready.open(&data);
        prop_assert_eq!(shown(&said, &ready.sources, folder.path()), "");
        let review = |threads| {
            ready.review(&open, Options { threads: Some(threads), ..Options::default() }).unwrap()
        };
        let one = review(1);
        prop_assert_eq!(&review(3), &one);
        let rules = ["KNOWN", "OTHER", "TWICE", "LISTED", "SAME"];
        for (rule, wanted) in rules.into_iter().zip(pair_by_pair(&enterprises, &list)) {
            let failed: BTreeSet<u32> = one.findings.iter()
                .filter(|found| found.rule == rule).filter_map(|found| Some(found.row.as_ref()?.row)).collect();
            let open: BTreeSet<u32> = one.undetermined.iter()
                .filter(|found| found.rule == rule).filter_map(|found| Some(found.row.as_ref()?.row)).collect();
            for (row, wanted) in (2..).zip(wanted) {
                let found = if open.contains(&row) { None } else { Some(!failed.contains(&row)) };
                prop_assert_eq!(found, wanted, "{} row {}", rule, row);
            }
        }
    }
}

#[test]
fn twins_of_a_list_are_named_with_their_rows_and_belong_to_nobody() {
    let files = [("F.csv", "代码,名称\nE1,甲\n"), ("名单.csv", "证号,名\nB9,x\nB8,y\nB9,z\n")];
    let all = crate::road::review_with(
        VOCABULARY,
        "rule A\n  for each list\n  check unique by list.number\n",
        &files,
    );
    type Told<'t> = (&'t str, Option<u32>, Vec<(&'t str, Option<u32>)>);
    let told: Vec<Told<'_>> = all
        .findings
        .iter()
        .map(|finding| {
            let named = finding.groups.iter().flat_map(|group| &group.named);
            let named = named.map(|twin| (twin.subject.as_str(), twin.cell.as_ref().map(|cell| cell.row)));
            (finding.subject.as_str(), finding.row.as_ref().map(|cell| cell.row), named.collect())
        })
        .collect();
    assert_eq!(told, [("", Some(2), vec![("", Some(4))]), ("", Some(4), vec![("", Some(2))])]);
}
