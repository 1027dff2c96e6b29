//! Rulebooks on disk that build on each other, and reviews by them.

use std::fs;
use std::path::Path;

use shensuan_diagnostics::{Lang, Renderer};
use shensuan_engine::{Checked, Date, Options, Parsed};
use shensuan_findings::{Action, Effect, NotInForce, Severity, write_findings};

const VOCABULARY: &str = "subject 企业 also enterprise keyed by 代码
form 基本表 also basic form
  one per 企业
  field 人数 also staff : integer

rule N-01 check staff > 0
  severity mandatory

rule N-02 check staff < 100
  until 2018-12-31
  tags size
";

/// A rulebook: its folder, its `rulebook.toml` and its rules.
type Book<'a> = (&'a str, &'a str, &'a str);

fn national() -> Book<'static> {
    ("national", "id = \"national\"\nversion = \"2019.1\"\nlanguage = 1\n", VOCABULARY)
}

fn written(folder: &Path, books: &[Book<'_>]) {
    for (name, toml, rules) in books {
        let folder = folder.join(name);
        fs::create_dir_all(&folder).unwrap();
        if !toml.is_empty() {
            fs::write(folder.join("rulebook.toml"), toml).unwrap();
        }
        fs::write(folder.join("a.rule"), rules).unwrap();
    }
}

/// The last of the books, checked as of the first of July 2019.
fn checked(folder: &Path, books: &[Book<'_>]) -> Checked {
    written(folder, books);
    let last = books.last().unwrap().0;
    Parsed::read(&[folder.join(last)]).as_of(Date::new(2019, 7, 1)).check()
}

fn province(builds_on: &str, rules: &str) -> (String, String) {
    let toml = format!("id = \"province\"\nversion = \"2\"\nlanguage = 1\nbuilds-on = [{builds_on}]\n");
    (toml, rules.to_owned())
}

/// What a province says of what it builds on, and is told: `(name, builds-on)`.
const CASES: &[(&str, &str)] = &[
    ("version_too_old", "{ path = \"../national\", version = \">=2020\" }"),
    ("version_too_new", "\n  { path = \"../national\", version = \"≥2018，<2019.1\" },\n"),
    ("version_range_unread", "{ path = \"../national\", version = \"^2019\" }"),
    ("no_rulebook", "\"../nothing\""),
    ("itself", "\"../province\""),
    ("not_there", "\"../elsewhere\""),
];

#[test]
fn every_complaint_about_what_is_built_on() {
    for (name, builds_on) in CASES {
        let folder = tempfile::tempdir().unwrap();
        let (toml, rules) = province(builds_on, "constant 甲 = 1\n");
        let books = [national(), ("nothing", "", "constant 乙 = 1\n"), ("province", &toml, &rules)];
        let checked = checked(folder.path(), &books);
        insta::assert_snapshot!(*name, drawn(&checked, folder.path()));
        assert_eq!(checked.said.errors().len(), 1, "{name}");
    }
}

fn drawn(checked: &Checked, folder: &Path) -> String {
    let mut text = String::new();
    for lang in [Lang::Zh, Lang::En] {
        // Wide, since the folder in the paths is of any length.
        let renderer = Renderer { lang, width: 1000, colour: false };
        for said in checked.said.iter() {
            let drawn = renderer.draw(said, &checked.sources);
            text.push_str(&drawn.replace(&folder.display().to_string(), "…"));
            text.push('\n');
        }
    }
    text
}

#[test]
fn a_rulebook_says_its_id_and_version() {
    for (name, toml) in
        [("without_id", "version = \"1\"\nlanguage = 1\n"), ("without_version", "id = \"a\"\nlanguage = 1\n")]
    {
        let folder = tempfile::tempdir().unwrap();
        let checked = checked(folder.path(), &[("a", toml, VOCABULARY)]);
        insta::assert_snapshot!(name, drawn(&checked, folder.path()));
    }
}

#[test]
fn two_rulebooks_of_one_id_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let twin = ("twin", "id = \"national\"\nversion = \"1\"\nlanguage = 1\n", "constant 甲 = 1\n");
    let (toml, rules) = province("\"../national\", \"../twin\"", "constant 乙 = 1\n");
    let checked = checked(folder.path(), &[national(), twin, ("province", &toml, &rules)]);
    insta::assert_snapshot!("two_of_one_id", drawn(&checked, folder.path()));
}

#[test]
fn names_of_a_base_that_cannot_be_read_are_not_complained_of() {
    let uses = "rule P-01 check staff > 0\n\noverride national:N-01 because \"a\"\n  severity advisory\n";
    for on in ["\"../elsewhere\"", "\"../province\"", "\"../broken\""] {
        let folder = tempfile::tempdir().unwrap();
        let (toml, rules) = province(on, uses);
        let books = [("broken", "id = \n", "constant 乙 = 1\n"), ("province", &toml, &rules)];
        let checked = checked(folder.path(), &books);
        assert_eq!(checked.said.errors().len(), 1, "{on}\n{}", drawn(&checked, folder.path()));
    }
}

#[test]
fn two_rulebooks_of_one_id_are_refused_at_the_second() {
    let folder = tempfile::tempdir().unwrap();
    let twin = ("twin", "# a twin\nid = \"national\"\nversion = \"1\"\nlanguage = 1\n", "constant 甲 = 1\n");
    written(folder.path(), &[national(), twin]);
    let both = [folder.path().join("national"), folder.path().join("twin")];
    let checked = Parsed::read(&both).check();
    insta::assert_snapshot!("two_named_of_one_id", drawn(&checked, folder.path()));
}

#[test]
fn a_circle_of_three_is_said_once() {
    let folder = tempfile::tempdir().unwrap();
    let book = |id: &str, on: &str| {
        format!("id = \"{id}\"\nversion = \"1\"\nlanguage = 1\nbuilds-on = [\"../{on}\"]\n")
    };
    let (a, b, c) = (book("a", "b"), book("b", "c"), book("c", "a"));
    let rules = ["constant 甲 = 1\n", "constant 乙 = 1\n", "constant 丙 = 1\n"];
    let checked = checked(folder.path(), &[("b", &b, rules[1]), ("c", &c, rules[2]), ("a", &a, rules[0])]);
    insta::assert_snapshot!("circle", drawn(&checked, folder.path()));
}

#[test]
fn a_finding_names_the_layer_that_decided() {
    let folder = tempfile::tempdir().unwrap();
    let (toml, rules) = province(
        "{ path = \"../national\", version = \">=2019.1, <2020\" }",
        "override national:N-01 because \"省\"\n  severity advisory\n\nrule P-01 check staff > 5\n",
    );
    let checked = checked(folder.path(), &[national(), ("province", &toml, &rules)]);
    assert!(!checked.said.has_errors(), "{}", drawn(&checked, folder.path()));
    let ready = checked.plan().unwrap();
    let data = folder.path().join("data");
    fs::create_dir(&data).unwrap();
    fs::write(data.join("基本表.csv"), "代码,人数\nE1,0\nE2,10\n").unwrap();
    let (data, said) = ready.open(&data);
    assert!(said.is_empty());
    let review = ready.review(&data, Options::default()).unwrap();
    let layers: Vec<String> = review
        .findings
        .iter()
        .map(|finding| format!("{} {}", finding.rule, finding.layer.as_ref().unwrap()))
        .collect();
    assert_eq!(layers, ["N-01 province 2", "P-01 province 2"]);
    assert_eq!(review.findings[0].severity, Severity::Advisory);
    let summary = &review.summary;
    assert_eq!(summary.changes.len(), 1);
    assert_eq!(summary.changes[0].target, "national:N-01");
    assert_eq!(summary.changes[0].action, Action::Override);
    assert!(summary.changes[0].weakens);
    let effect = Effect::Severity { before: Severity::Mandatory, after: Severity::Advisory };
    assert_eq!(summary.changes[0].effects, [effect]);
    assert_eq!(summary.rules.len(), 2);
    assert_eq!(summary.not_in_force.len(), 1);
    assert_eq!(summary.not_in_force[0].why, NotInForce::NoLonger { until: "2018-12-31".to_owned() });
    let mut csv = Vec::new();
    write_findings(&mut csv, &review.findings, "企业", Lang::Zh).unwrap();
    let csv = String::from_utf8(csv).unwrap();
    assert!(csv.lines().next().unwrap().ends_with("规则位置,规则库,规则库版本"), "{csv}");
    assert!(csv.lines().nth(1).unwrap().ends_with(",province,2"), "{csv}");
}

#[test]
fn rules_are_chosen_with_their_layer_or_by_tag() {
    let folder = tempfile::tempdir().unwrap();
    written(folder.path(), &[national()]);
    let kept = |rules: &[&str], tags: &[&str]| {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let checked = Parsed::read(&[folder.path().join("national")]).check();
        checked.keep_rules(&texts(rules), &texts(tags))
    };
    let ids = |checked: &Checked| checked.model.rules.iter().map(|rule| rule.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&kept(&["national:N-01"], &[])), ["N-01"]);
    assert_eq!(ids(&kept(&["N-02", "N-01"], &["size"])), ["N-02"]);
    assert!(kept(&["province:N-01"], &[]).said.has_errors());
    assert!(kept(&[], &["sizes"]).said.has_errors());
    // A rule that is not in force is there all the same.
    let resting = Parsed::read(&[folder.path().join("national")]).as_of(Date::new(2019, 7, 1)).check();
    let resting = resting.keep_rules(&["N-02".to_owned()], &[]);
    assert!(!resting.said.has_errors());
    assert_eq!((resting.model.rules.len(), resting.model.resting.len()), (0, 1));
}

#[test]
fn code_lists_of_two_rulebooks_may_have_one_name() {
    let folder = tempfile::tempdir().unwrap();
    let lists = |name: &str| format!("code list {name} from \"codes.csv\"\n");
    let national = ("national", national().1, format!("{VOCABULARY}\n{}", lists("甲表")));
    let (toml, rules) = province("\"../national\"", &lists("乙表"));
    let books = [(national.0, national.1, national.2.as_str()), ("province", toml.as_str(), rules.as_str())];
    written(folder.path(), &books);
    fs::write(folder.path().join("national/codes.csv"), "code,name\n1,一\n").unwrap();
    fs::write(folder.path().join("province/codes.csv"), "code,name\n2,二\n").unwrap();
    let checked = Parsed::read(&[folder.path().join("province")]).check();
    assert!(!checked.said.has_errors(), "{}", drawn(&checked, folder.path()));
    let codes: Vec<bool> = checked.model.vocab.lists().map(|(_, list)| list.find("1").is_some()).collect();
    assert_eq!(codes, [true, false]);
}
