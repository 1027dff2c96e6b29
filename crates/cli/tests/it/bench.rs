//! `shensuan bench`: what it prints and writes, whatever anything takes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::run::{root, shensuan, shensuan_wide};

const RULEBOOK: &str = "examples/first-light/rulebook";
const LIGHT: &str = "examples/first-light";

/// A copy of the data of first light, to write beside.
fn light(into: &Path) -> String {
    for entry in fs::read_dir(root().join("examples/first-light")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            fs::copy(&path, into.join(path.file_name().unwrap())).unwrap();
        }
    }
    into.display().to_string()
}

/// What stands in a folder, in order.
fn names(folder: &Path) -> Vec<String> {
    let name = |entry: fs::DirEntry| entry.file_name().into_string().unwrap();
    let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(|entry| name(entry.unwrap())).collect();
    names.sort();
    names
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// The outcomes of a rule by its id, over all forms in which it is judged: pass, fail, not applicable, undetermined.
type Outcomes = BTreeMap<String, [u64; 4]>;

fn add(outcomes: &mut Outcomes, rule: &Value, more: [&Value; 4]) {
    let counts = outcomes.entry(rule.as_str().unwrap().to_owned()).or_default();
    counts.iter_mut().zip(more).for_each(|(count, more)| *count += more.as_u64().unwrap());
}

#[test]
fn every_rule_is_written_once_with_the_outcomes_of_a_review() {
    for (rulebook, dataset) in
        [("rulebooks/national", "examples/metalworks"), (RULEBOOK, "examples/first-light")]
    {
        let out = tempfile::tempdir().unwrap();
        let (bench, review) = (out.path().join("bench"), out.path().join("review"));
        let [to_bench, to_review] = [&bench, &review].map(|path| path.display().to_string());
        let run = shensuan(["bench", rulebook, dataset, "--repeat", "1", "--out", &to_bench, "--lang", "en"]);
        assert_eq!(run.status, 0, "{}", run.said);
        assert!(run.said.is_empty(), "nothing is said in a pipe but lints: {}", run.said);
        assert!(run.printed.contains("both engines came to the same"), "{}", run.printed);
        assert_eq!(names(&bench), ["bench.json", "rules.csv", "rules.svg"]);
        let file = json(&bench.join("bench.json"));
        let mut measured = Outcomes::new();
        let parts = file["parts"].as_array().unwrap();
        for part in parts.iter().filter(|part| part["kind"] == "rule") {
            let of = &part["outcomes"];
            let before = measured.len();
            let counts = ["pass", "fail", "not_applicable", "undetermined"].map(|outcome| &of[outcome]);
            add(&mut measured, &part["id"], counts);
            assert_eq!(measured.len(), before + 1, "{part}");
            assert_eq!(part["engines"].as_array().unwrap().len(), 2);
        }
        for engine in 0..2 {
            let shares = parts.iter().map(|part| part["engines"][engine]["share"].as_f64().unwrap());
            assert!((shares.sum::<f64>() - 1.0).abs() < 1e-9);
        }
        let run = shensuan(["review", dataset, "--rulebook", rulebook, "--out", &to_review]);
        assert_eq!(run.status, 0, "{}", run.said);
        let summary = json(&review.join("summary.json"));
        let mut reviewed = Outcomes::new();
        for rule in summary["rules"].as_array().unwrap() {
            let tally = &rule["tally"];
            let not_applicable = ["when_false", "not_filed", "not_supplied"];
            let sum: u64 = not_applicable.iter().filter_map(|key| tally[*key].as_u64()).sum();
            let sum = Value::from(sum);
            let counts = [&tally["pass"], &tally["fail"], &sum, &tally["undetermined"]];
            add(&mut reviewed, &rule["rule"], counts);
        }
        assert_eq!(measured, reviewed);
        assert_eq!(file["rules"], measured.len());
        let lines = fs::read_to_string(bench.join("rules.csv")).unwrap().lines().count();
        assert_eq!(lines, parts.len() + 1);
    }
}

#[test]
fn results_lie_beside_the_data_and_those_before_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let data = light(folder.path());
    let before = names(folder.path());
    let run = shensuan(["bench", RULEBOOK, &data, "--repeat", "1", "--no-write"]);
    assert_eq!((run.status, names(folder.path())), (0, before.clone()));
    let bench = |engine| shensuan(["bench", RULEBOOK, &data, "--repeat", "1", "--engine", engine]);
    for engine in ["interpreter", "jit"] {
        let run = bench(engine);
        assert_eq!(run.status, 0, "{}", run.said);
        assert!(run.printed.contains("one engine alone"), "{}", run.printed);
    }
    let mut after = before;
    after.extend(["bench", "bench.previous"].map(str::to_owned));
    after.sort();
    assert_eq!(names(folder.path()), after);
    for (written, engine) in [("bench", "jit"), ("bench.previous", "interpreter")] {
        let file = json(&folder.path().join(written).join("bench.json"));
        assert_eq!((&file["whole"][0]["engine"], &file["whole"][1]), (&engine.into(), &Value::Null));
    }
    // The data set is the same with them in it.
    let review = shensuan(["review", &data, "--rulebook", RULEBOOK]);
    assert_eq!(review.status, 0, "{}", review.said);
    assert!(!review.printed.contains("bench"), "{}", review.printed);
    // Neither makes way for the results of the other.
    let out = folder.path().join("out").display().to_string();
    let run = shensuan(["bench", RULEBOOK, &data, "--repeat", "1", "--out", &out]);
    assert_eq!(run.status, 3);
    assert!(run.said.contains("E0716") && run.printed.is_empty(), "{}", run.said);
    assert!(run.said.contains("`bench.json`"), "{}", run.said);
}

#[test]
fn a_slash_behind_the_folder_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let out = format!("{}/bench/", folder.path().display());
    for _ in 0..2 {
        let run = shensuan(["bench", RULEBOOK, LIGHT, "--repeat", "1", "--out", &out]);
        assert_eq!(run.status, 0, "{}", run.said);
    }
    assert_eq!(names(folder.path()), ["bench", "bench.previous"]);
}

#[test]
fn where_nothing_can_be_written_nothing_is_measured() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("note.txt"), "mine").unwrap();
    let out = folder.path().join("note.txt/bench").display().to_string();
    let run = shensuan(["bench", RULEBOOK, LIGHT, "--repeat", "1", "--out", &out]);
    assert_eq!(run.status, 3);
    assert!(run.said.contains("E0715") && run.printed.is_empty(), "{}{}", run.said, run.printed);
    // A mistaken name of the data set makes no folder.
    let data = folder.path().join("date").display().to_string();
    assert_eq!(shensuan(["bench", RULEBOOK, &data]).status, 3);
    assert_eq!(names(folder.path()), ["note.txt"]);
}

/// The name is as long as one may be, so that the results before cannot be kept under a longer one.
#[cfg(unix)]
#[test]
fn what_was_measured_is_printed_though_it_cannot_be_put_in_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("a".repeat(250));
    for format in ["text", "json"] {
        let to = out.display().to_string();
        let bench =
            || shensuan(["bench", RULEBOOK, LIGHT, "--repeat", "1", "--format", format, "--out", &to]);
        let _ = fs::remove_dir_all(&out);
        assert_eq!(bench().status, 0);
        let before = fs::read(out.join("bench.json")).unwrap();
        let run = bench();
        assert_eq!(run.status, 3);
        assert!(run.said.contains("E0715") && run.printed.contains("FL-02"), "{}{}", run.said, run.printed);
        assert_eq!(fs::read(out.join("bench.json")).unwrap(), before);
        assert_eq!(names(folder.path()).len(), 1, "what was written beside it is gone");
    }
}

#[test]
fn json_is_printed_as_it_is_written() {
    let out = tempfile::tempdir().unwrap();
    let bench = out.path().join("bench");
    let to = bench.display().to_string();
    let run = shensuan([
        "bench",
        RULEBOOK,
        "examples/first-light",
        "--repeat",
        "2",
        "--format",
        "json",
        "--out",
        &to,
    ]);
    assert_eq!(run.status, 0, "{}", run.said);
    assert_eq!(run.printed, fs::read_to_string(bench.join("bench.json")).unwrap());
    let file: Value = serde_json::from_str(&run.printed).unwrap();
    assert_eq!(file["schema"], "shensuan.bench/1");
    assert_eq!(file["whole"][0]["samples_seconds"].as_array().unwrap().len(), 2);
    assert_eq!(file["command"][1], "bench");
    let cores = std::thread::available_parallelism().unwrap().get();
    assert_eq!(file["machine"]["cores"], cores);
}

#[test]
fn a_rule_is_measured_with_the_formulas_that_it_reads() {
    let arguments =
        ["bench", "examples/first-light/rulebook", "examples/first-light", "--no-write", "--lang", "en"];
    let arguments = arguments.into_iter().chain(["--repeat", "1", "--format", "json", "--rule"]);
    for (rule, parts) in [("FL-02", vec!["FL-02"]), ("FL-03", vec!["FL-03", "emission"])] {
        let run = shensuan(arguments.clone().chain([rule]));
        assert_eq!(run.status, 0, "{}", run.said);
        let file: Value = serde_json::from_str(&run.printed).unwrap();
        let measured = file["parts"].as_array().unwrap().iter().map(|part| part["id"].as_str().unwrap());
        assert_eq!(measured.collect::<Vec<_>>(), parts);
    }
}

#[test]
fn some_rules_alone_are_measured_in_80_columns() {
    for lang in ["zh", "en"] {
        let arguments = [
            "bench",
            "rulebooks/national",
            "examples/metalworks",
            "--rule",
            "B22",
            "--rule",
            "F07",
            "--repeat",
            "1",
            "--no-write",
            "--lang",
            lang,
        ];
        let run = shensuan_wide(&root(), 80, arguments);
        assert_eq!(run.status, 0, "{}", run.said);
        let widest = run.printed.lines().map(unicode_width::UnicodeWidthStr::width).max();
        assert!(widest <= Some(80), "{}", run.printed);
        assert!(run.printed.contains("rulebooks/national/rules/accounting.rule:54:4"), "{}", run.printed);
        assert!(!run.printed.contains("B23"), "{}", run.printed);
    }
}

#[test]
fn where_there_is_nothing_to_measure_that_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let words = folder.path().join("words.rule");
    let form = "form basic form also G101-1\n  one per enterprise\n  field 统一社会信用代码 : text\n";
    fs::write(&words, format!("subject enterprise keyed by 统一社会信用代码\n\n{form}")).unwrap();
    let data = folder.path().join("data");
    fs::create_dir(&data).unwrap();
    fs::write(data.join("G101-1.csv"), "统一社会信用代码,单位详细名称,行业代码\n").unwrap();
    let [words, data] = [words, data].map(|path| path.display().to_string());
    let mut said = String::new();
    for lang in ["zh", "en"] {
        let of_words = shensuan(["bench", &words, "examples/first-light", "--no-write", "--lang", lang]);
        let of_nobody = shensuan(["bench", RULEBOOK, &data, "--no-write", "--lang", lang]);
        assert_eq!((of_words.status, of_nobody.status), (2, 3), "{}{}", of_words.said, of_nobody.said);
        let built_in = ["bench", RULEBOOK, LIGHT, "--rule", "type", "--no-write", "--lang", lang];
        let of_built_in = shensuan(built_in);
        assert_eq!(of_built_in.status, 2, "{}", of_built_in.said);
        said.push_str(&format!("{}{}{}", of_words.said, of_built_in.said, of_nobody.said));
    }
    insta::assert_snapshot!(said);
}
