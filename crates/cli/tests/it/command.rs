//! Helps, statuses, output folders.

use std::fs;
use std::path::Path;

use crate::run::{root, shensuan, shensuan_in};

const LIGHT: &str = "examples/first-light";
const RULES: &str = "examples/first-light/rulebook";

#[test]
fn helps() {
    for lang in ["zh", "en"] {
        let commands = [
            "",
            "check",
            "review",
            "account",
            "test",
            "fmt",
            "translate",
            "explain",
            "fields",
            "eval",
            "data",
            "profile",
            "show",
            "bench",
            "new",
            "help",
        ];
        for command in commands {
            let mut arguments = vec!["--lang", lang];
            arguments.extend(Some(command).filter(|command| !command.is_empty()));
            arguments.push("--help");
            let output = shensuan(arguments);
            assert_eq!(output.status, 0);
            insta::assert_snapshot!(format!("help_{lang}_{command}"), output.printed);
        }
    }
}

/// `(name, arguments, status)`: what a user gets wrong before any rule is read.
const REFUSED: &[(&str, &[&str], i32)] = &[
    ("nothing", &[], 64),
    ("unknown_command", &["reveiw", LIGHT], 64),
    ("unknown_option", &["review", LIGHT, "--ruelbook", "x"], 64),
    ("missing_argument", &["review"], 64),
    ("unknown_language", &["--lang", "fr", "check", LIGHT], 64),
    ("rule_without_value", &["review", LIGHT, "--rule"], 64),
    ("no_out", &["review", LIGHT, "--out", ""], 64),
    ("row_without_value", &["eval", "x", "--row"], 64),
    ("nobody", &["review", LIGHT, "--only", ""], 64),
    ("no_threads", &["review", LIGHT, "--threads", "0"], 64),
    ("no_sample", &["review", LIGHT, "--sample", "some"], 64),
    ("no_such_format", &["account", LIGHT, "--format", "csv,xls"], 64),
    ("no_such_day", &["review", LIGHT, "--as-of", "2019-02-30"], 64),
    ("unknown_command_of_help", &["help", "reveiw"], 64),
    ("unknown_target", &["translate", "--to", "fr", LIGHT], 64),
    ("input_beside_files", &["fmt", "-", LIGHT], 64),
    ("nameless_rulebook", &["new", "rulebook", ""], 64),
    ("no_id_of_a_rule", &["new", "rule", "a b"], 64),
    ("bench_without_data", &["bench", RULES], 64),
    ("bench_unknown_option", &["bench", RULES, LIGHT, "--rounds", "3"], 64),
    ("bench_no_rounds", &["bench", RULES, LIGHT, "--repeat", "0"], 64),
    ("bench_no_threads", &["bench", RULES, LIGHT, "--threads", "0"], 64),
    ("bench_too_many_threads", &["bench", RULES, LIGHT, "--threads", "99999999999999999999"], 64),
    ("bench_unknown_engine", &["bench", RULES, LIGHT, "--engine", "gpu"], 64),
    ("bench_writes_or_not", &["bench", RULES, LIGHT, "--no-write", "--out", "x"], 64),
    ("bench_of_broken_rules", &["bench", "examples/mistakes/units.rule", LIGHT, "--no-write"], 2),
    ("bench_of_no_rules", &["bench", "grammar", LIGHT, "--no-write"], 2),
    ("bench_of_no_such_rule", &["bench", RULES, LIGHT, "--rule", "FL-3", "--no-write"], 2),
    ("bench_of_no_data", &["bench", RULES, "examples/no-such", "--no-write"], 3),
    ("bench_of_empty_data", &["bench", RULES, "examples/mistakes/empty-data", "--no-write"], 3),
    ("bench_of_empty_file", &["bench", RULES, "examples/mistakes/empty-file", "--no-write"], 3),
    ("no_such_dataset", &["review", "examples/no-such"], 3),
    ("no_such_rulebook", &["review", LIGHT, "--rulebook", "no-such"], 2),
    ("nothing_to_format", &["fmt", "no-such.rule"], 2),
    ("no_such_rule_file", &["check", "no-such.rule"], 2),
    ("folder_without_rules", &["check", "grammar"], 2),
    ("rulebook_is_data", &["check", "examples/first-light/G102.csv"], 2),
];

#[test]
fn refusals() {
    for (name, arguments, status) in REFUSED {
        let mut both = String::new();
        for lang in ["zh", "en"] {
            let mut all = arguments.to_vec();
            if !arguments.contains(&"--lang") {
                all.extend(["--lang", lang]);
            }
            let output = shensuan(all);
            assert_eq!(output.status, *status, "{name}: {}", output.said);
            both.push_str(&format!("{}{}\n", output.said, output.printed));
        }
        insta::assert_snapshot!(format!("refused_{name}"), both);
    }
}

/// A copy of first light to write beside.
fn light(into: &Path) {
    let from = root().join(LIGHT);
    for folder in ["", "rulebook", "rulebook/codes"] {
        fs::create_dir_all(into.join(folder)).unwrap();
        for entry in fs::read_dir(from.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                fs::copy(&path, into.join(folder).join(path.file_name().unwrap())).unwrap();
            }
        }
    }
}

#[test]
fn results_stand_in_their_folder_and_the_old_ones_beside() {
    let temporary = tempfile::tempdir().unwrap();
    let folder = temporary.path().join("普查 数据");
    light(&folder);
    let first = shensuan_in(temporary.path(), ["review", "普查 数据"]);
    assert_eq!((first.status, first.said.as_str()), (0, ""));
    for name in ["findings.csv", "values.csv"] {
        let bytes = fs::read(folder.join("out").join(name)).unwrap();
        assert!(bytes.starts_with(b"\xef\xbb\xbf"), "{name} opens right in Excel");
    }
    let read = |name: &str| fs::read_to_string(folder.join("out").join(name)).unwrap();
    let summary = read("summary.json");
    fs::write(folder.join("out/note.txt"), "mine").unwrap();
    assert_eq!(shensuan_in(temporary.path(), ["review", "普查 数据"]).status, 0);
    assert_eq!(fs::read_to_string(folder.join("out.previous/note.txt")).unwrap(), "mine");
    assert!(!folder.join("out/note.txt").exists());
    assert_eq!(read("summary.json"), summary, "the same input gives the same bytes");
}

#[test]
fn the_outputs_of_first_light() {
    let temporary = tempfile::tempdir().unwrap();
    for lang in ["zh", "en"] {
        let out = temporary.path().join(lang);
        let run = shensuan(["review", LIGHT, "--lang", lang, "--out", out.to_str().unwrap()]);
        assert_eq!(run.status, 0);
        for name in ["findings.csv", "findings.jsonl", "values.csv", "summary.json"] {
            let text = fs::read_to_string(out.join(name)).unwrap();
            insta::assert_snapshot!(format!("first_light_{lang}_{name}"), text.replace('\u{feff}', ""));
        }
    }
}

#[test]
fn a_broken_rulebook_leaves_the_results_alone() {
    let temporary = tempfile::tempdir().unwrap();
    light(temporary.path());
    assert_eq!(shensuan_in(temporary.path(), ["review", "."]).status, 0);
    let before = fs::read(temporary.path().join("out/findings.csv")).unwrap();
    fs::write(temporary.path().join("rulebook/more.rule"), "rule A check no such name > 0\n").unwrap();
    assert_eq!(shensuan_in(temporary.path(), ["review", "."]).status, 2);
    assert_eq!(fs::read(temporary.path().join("out/findings.csv")).unwrap(), before);
    assert!(!temporary.path().join("out.previous").exists());
}

#[test]
fn only_results_make_way_for_results() {
    let temporary = tempfile::tempdir().unwrap();
    light(temporary.path());
    // The data set itself, and a folder of somebody's work.
    fs::create_dir(temporary.path().join("work")).unwrap();
    fs::write(temporary.path().join("work/note.txt"), "mine").unwrap();
    for out in [".", "work"] {
        let run = shensuan_in(temporary.path(), ["review", ".", "--out", out]);
        assert_eq!(run.status, 3, "{}", run.said);
        assert!(run.said.contains("E0716"), "{}", run.said);
    }
    assert!(temporary.path().join("G102.csv").is_file());
    assert_eq!(fs::read_to_string(temporary.path().join("work/note.txt")).unwrap(), "mine");
    fs::create_dir(temporary.path().join("empty")).unwrap();
    assert_eq!(shensuan_in(temporary.path(), ["review", ".", "--out", "empty"]).status, 0);
}

#[test]
fn broken_descriptions_of_a_data_set() {
    let temporary = tempfile::tempdir().unwrap();
    let mut all = String::new();
    let texts: [&[u8]; 13] = [
        b"rulebok = \"rulebook\"\n",
        b"rulebook = 5\n",
        b"[\n",
        b"rulebook\n",
        b"rulebook = rulebook\n",
        b"rulebook = \"a\"\nrulebook = \"b\"\n",
        b"rulebook = \"a\"\n[files]\n\"F1.csv\" = \"G102\"\n",
        b"rulebook = \"a\"\n[files]\n\"F1.csv\" = { form = [\"G102\"] }\n",
        b"rulebook = \"a\"\n[files]\n\"F1.csv\" = { header = \"3\" }\n",
        b"\xff\n",
        b"[names]\n",
        b"",
        b"rulebook = \"gone\"\n",
    ];
    for text in texts {
        fs::write(temporary.path().join("dataset.toml"), text).unwrap();
        for lang in ["zh", "en"] {
            let run = shensuan_in(temporary.path(), ["review", ".", "--lang", lang]);
            assert_ne!(run.status, 0);
            all.push_str(&format!("{}{}\n", String::from_utf8_lossy(text), run.said));
        }
    }
    // What is wrong with it is said at its place too where another rulebook is named.
    fs::write(temporary.path().join("dataset.toml"), "rulebok = \"rulebook\"\n").unwrap();
    let rulebook = root().join("tests/shapes");
    let named = ["review", ".", "--lang", "en", "--rulebook", rulebook.to_str().unwrap()];
    let run = shensuan_in(temporary.path(), named);
    assert_eq!(run.status, 3);
    assert!(run.said.contains("dataset.toml:1:1"), "{}", run.said);
    insta::assert_snapshot!(all);
}

#[test]
fn broken_descriptions_of_a_rulebook() {
    let temporary = tempfile::tempdir().unwrap();
    fs::write(temporary.path().join("a.rule"), "constant k = 1\n").unwrap();
    let mut all = String::new();
    for text in [
        "id = \"x\"\nlanguage = 1\n",
        "id = 5\n",
        "id = \"x\"\nversion = \"1\"\nlanguage = \"1\"\n",
        "ID = \"x\"\n",
    ] {
        fs::write(temporary.path().join("rulebook.toml"), text).unwrap();
        for lang in ["zh", "en"] {
            let run = shensuan_in(temporary.path(), ["check", ".", "--lang", lang]);
            assert_eq!(run.status, 2);
            all.push_str(&format!("{text}{}\n", run.said));
        }
    }
    insta::assert_snapshot!(all);
}

#[test]
fn files_that_the_description_names() {
    let temporary = tempfile::tempdir().unwrap();
    light(temporary.path());
    let mut all = String::new();
    for files in [
        "\"nofile.csv\" = [\"G102\"]",
        "\"G102.csv\" = [\"G109\"]",
        "\"*/G102.csv\" = [\"G102\"]",
        "\"G102.csv\" = { encoding = \"latin1\", delimiter = \"::\", header = 0, header_rows = -1 }",
        "[files.\"G102.csv\"]\nforms = [\n  \"G102\",\n  \"废水\",\n]",
        "\"G102.csv\" = { header = 99 }",
        "\"G102.csv\" = { encoding = \"UTF-16\" }",
    ] {
        let text = format!("rulebook = \"rulebook\"\n[files]\n{files}\n");
        fs::write(temporary.path().join("dataset.toml"), &text).unwrap();
        for lang in ["zh", "en"] {
            let run = shensuan_in(temporary.path(), ["review", ".", "--lang", lang]);
            assert_eq!(run.status, 3);
            all.push_str(&format!("{files}\n{}\n", run.said));
        }
    }
    insta::assert_snapshot!(all);
}

#[test]
fn the_date_of_a_review_is_printed_and_written_in_many_ways() {
    let temporary = tempfile::tempdir().unwrap();
    let out = temporary.path().join("out");
    let first = |more: &[&str]| {
        let mut all = vec!["review", LIGHT, "--lang", "zh", "--out", out.to_str().unwrap()];
        all.extend(more);
        let run = shensuan(all);
        assert_eq!(run.status, 0, "{}", run.said);
        run.printed.lines().next().unwrap().to_owned()
    };
    for date in
        ["2019-06-03", "2019-6-3", "2019/6/3", "2019.06.03", "2019年6月3日", "20190603", "２０１９年６月３日"]
    {
        assert_eq!(first(&["--as-of", date]), "审核日期 2019-06-03", "{date}");
    }
    let today = first(&[]);
    assert!(today.starts_with("审核日期 20"), "{today}");
    let run = fs::read_to_string(out.join("run.json")).unwrap();
    assert!(run.contains(today.strip_prefix("审核日期 ").unwrap()), "{run}");
}

#[test]
fn an_empty_rule_file_is_pointed_out() {
    let temporary = tempfile::tempdir().unwrap();
    fs::write(temporary.path().join("a.rule"), "# nothing yet\n\n").unwrap();
    for command in ["check", "test"] {
        let zh = shensuan_in(temporary.path(), [command, "a.rule", "--lang", "zh"]);
        assert!(zh.said.contains("E0523") && zh.said.contains("没有规则，也没有任何声明"), "{}", zh.said);
        let en = shensuan_in(temporary.path(), [command, "a.rule", "--lang", "en"]);
        assert!(en.said.contains("a.rule holds no rule and declares nothing"), "{}", en.said);
        assert_eq!((zh.status, en.status), (0, 0));
    }
    fs::write(temporary.path().join("a.rule"), "规则 A 要求\n").unwrap();
    let run = shensuan_in(temporary.path(), ["check", "a.rule", "--lang", "en"]);
    assert!(run.said.contains("E0103") && !run.said.contains("E0523"), "{}", run.said);
}

#[test]
fn an_answer_that_cannot_be_printed_is_an_error() {
    let Ok(full) = fs::OpenOptions::new().write(true).open("/dev/full") else { return };
    let temporary = tempfile::tempdir().unwrap();
    let out = temporary.path().join("out");
    let commands: [&[&str]; 4] = [
        &["review", LIGHT, "--out", out.to_str().unwrap()],
        &["review", LIGHT, "--format", "json", "--out", out.to_str().unwrap()],
        &["--help"],
        &["explain", "E0201"],
    ];
    for arguments in commands {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_shensuan"))
            .args(arguments)
            .args(["--lang", "en"])
            .current_dir(root())
            .stdout(full.try_clone().unwrap())
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(3), "{said}");
        assert_eq!(said.matches("E0720").count(), 1, "{said}");
        assert!(said.contains("cannot be printed: the disk is full"), "{said}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let temporary = tempfile::tempdir().unwrap();
    let out = temporary.path().join("out");
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_shensuan"))
        .args(["review", LIGHT, "--out", out.to_str().unwrap()])
        .current_dir(root())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), b"".as_slice()));
}

#[test]
fn new_makes_only_what_can_be_read() {
    let temporary = tempfile::tempdir().unwrap();
    for lang in ["zh", "en"] {
        for (at, name) in ["plain", "a \"b\"", "c\\d", "名称"].into_iter().enumerate() {
            let name = format!("{lang}{at}{name}");
            assert_eq!(shensuan_in(temporary.path(), ["new", "rulebook", &name, "--lang", lang]).status, 0);
            let run = shensuan_in(temporary.path(), ["test", &name, "--lang", lang]);
            assert_eq!(run.status, 0, "{}", run.said);
        }
        for id in ["", "a b", "1", "a\"b", "a,b", "A:", "(A)"] {
            let run = shensuan_in(temporary.path(), ["new", "rule", id, "--lang", lang]);
            assert_eq!((run.status, run.printed.as_str()), (64, ""), "{id}: {}", run.said);
        }
        for id in ["SZ-G102-01", "R1", "规则甲", "check"] {
            let run = shensuan_in(temporary.path(), ["new", "rule", id, "--lang", lang]);
            assert_eq!(run.status, 0, "{id}: {}", run.said);
            assert!(run.printed.contains(id));
        }
    }
}

/// The first lines of the reference.
const LINES: [&str; 4] = [
    "industry 3360 requires wastewater table\n",
    "emission = output × coefficient × (1 − removal efficiency)\n",
    "行业 3360 必填 废水表\n",
    "排放量 = 产量 × 产污系数 × (1 − 去除效率)\n",
];

#[test]
fn the_first_lines_check_against_the_national_rulebook() {
    let temporary = tempfile::tempdir().unwrap();
    let rulebook = root().join("rulebooks/national");
    let mut said = Vec::new();
    for (index, line) in LINES.iter().enumerate() {
        let file = temporary.path().join(format!("{index}.rule"));
        fs::write(&file, line).unwrap();
        let arguments =
            ["check", file.to_str().unwrap(), "--uses", rulebook.to_str().unwrap(), "--lang", "en"];
        let run = shensuan(arguments);
        assert_eq!(run.status, 0, "{}", run.said);
        assert!(run.printed.ends_with("no errors\n"));
        let id = run.said.split_once("goes by R-").map(|(_, rest)| rest[..8].to_owned());
        said.push(id);
    }
    assert!(said[0].is_some() && said[0] == said[2], "both languages are one rule: {said:?}");
}

#[test]
fn every_rulebook_here_passes_its_own_cases() {
    let mut books = vec![root().join("tests/shapes")];
    books.extend(fs::read_dir(root().join("rulebooks")).unwrap().map(|entry| entry.unwrap().path()));
    let examples = fs::read_dir(root().join("examples")).unwrap();
    books.extend(examples.map(|entry| entry.unwrap().path().join("rulebook")).filter(|book| book.is_dir()));
    assert!(books.len() >= 4, "{books:?}");
    for book in books {
        let run = shensuan(["--lang", "en", "test", book.to_str().unwrap()]);
        assert_eq!(run.status, 0, "{}: {}{}", book.display(), run.said, run.printed);
        assert!(run.printed.contains(" 0 otherwise"), "{}", run.printed);
    }
}

/// A small file system of its own, where the machine lets us make one.
fn tiny(options: &str, test: impl FnOnce(&Path)) {
    let folder = tempfile::tempdir().unwrap();
    let mount = std::process::Command::new("mount")
        .args(["-t", "tmpfs", "-o", options, "tmpfs"])
        .arg(folder.path())
        .output();
    if !mount.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: no file system can be mounted here");
        return;
    }
    test(folder.path());
    let _ = std::process::Command::new("umount").arg(folder.path()).output();
}

#[test]
fn a_full_or_read_only_disk_is_said_and_leaves_nothing_behind() {
    for (options, why, zh) in
        [("size=16k", "the disk is full", "磁盘已满"), ("ro,size=1m", "the disk is read-only", "磁盘只读")]
    {
        tiny(options, |folder| {
            let out = folder.join("out");
            // Small results fail when they are closed, large ones in the middle of a table.
            for example in [LIGHT, "examples/metalworks"] {
                for (lang, why) in [("en", why), ("zh", zh)] {
                    let run = shensuan(["review", example, "--lang", lang, "--out", out.to_str().unwrap()]);
                    assert_eq!(run.status, 3, "{}", run.said);
                    assert!(run.said.contains("E0715") && run.said.contains(why), "{}", run.said);
                    assert_eq!(fs::read_dir(folder).unwrap().count(), 0);
                }
            }
        });
    }
}

#[cfg(unix)]
#[test]
fn a_link_to_the_results_stays_a_link() {
    let temporary = tempfile::tempdir().unwrap();
    let (real, link) = (temporary.path().join("real"), temporary.path().join("link"));
    std::os::unix::fs::symlink("real", &link).unwrap();
    // First to where nothing is yet, then to results.
    for _ in 0..2 {
        let run = shensuan(["review", LIGHT, "--out", link.to_str().unwrap()]);
        assert_eq!(run.status, 0, "{}", run.said);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert!(real.join("summary.json").is_file() && !real.is_symlink());
    }
    assert!(temporary.path().join("real.previous/summary.json").is_file());
    // What is not ours is not replaced through a link either.
    fs::create_dir(temporary.path().join("work")).unwrap();
    fs::write(temporary.path().join("work/note.txt"), "mine").unwrap();
    fs::remove_file(&link).unwrap();
    std::os::unix::fs::symlink("work", &link).unwrap();
    assert_eq!(shensuan(["review", LIGHT, "--out", link.to_str().unwrap()]).status, 3);
}

#[test]
fn codes_get_through_excel_and_numbers_stay_numbers() {
    let temporary = tempfile::tempdir().unwrap();
    let folder = temporary.path();
    fs::create_dir(folder.join("rulebook")).unwrap();
    fs::write(folder.join("dataset.toml"), "rulebook = \"rulebook\"\n").unwrap();
    fs::write(folder.join("rulebook/rulebook.toml"), "id = \"t\"\nversion = \"1\"\nlanguage = 1\n").unwrap();
    fs::write(
        folder.join("rulebook/r.rule"),
        "subject 企业 keyed by 代码\nform F\n  one per 企业\n  field 水 : number in t\nrule A check 水 < 0\n  basis \"1-2\"\ndouble = 水 × 2\n",
    )
    .unwrap();
    let table = "代码,水\n914403001922038216,123456789012.345\n007,0.15\n91990000MA5F00018P,\n008,约\n";
    fs::write(folder.join("F.csv"), table).unwrap();
    assert_eq!(shensuan_in(folder, ["review", ".", "--lang", "en"]).status, 0);
    let read = |name: &str| fs::read_to_string(folder.join("out").join(name)).unwrap();
    let findings = read("findings.csv");
    assert!(
        findings.contains("\"=\"\"914403001922038216\"\"\"") && findings.contains("\"=\"\"1-2\"\"\""),
        "{findings}"
    );
    assert!(findings.contains("123456789012.345 t"), "{findings}");
    let values = read("values.csv");
    assert!(values.contains("\"=\"\"007\"\"\",,,,double,0.3,t,\r\n"), "{values}");
    assert!(values.contains(",double,246913578024.69,t,"), "{values}");
    assert!(read("undetermined.csv").contains("91990000MA5F00018P,,,,F.csv,4,水 = missing [F.csv row 4],"));
    assert!(read("undetermined.csv").contains("水 = `约` (unreadable) [F.csv row 5]"));
    assert!(
        read("values.jsonl")
            .contains("{\"subject\":\"007\",\"name\":\"double\",\"value\":0.3,\"unit\":\"t\"}\n")
    );
    assert!(read("findings.jsonl").contains("\"subject\":\"914403001922038216\""));
    // The counts of cells agree with the lists.
    let summary: serde_json::Value = serde_json::from_str(&read("summary.json")).unwrap();
    let file = &summary["files"][0];
    let cells = |name: &str| file[name].as_u64().unwrap();
    assert_eq!(cells("cells"), cells("cells_used") + cells("cells_empty") + cells("cells_rejected"));
    assert_eq!(cells("cells_rejected"), cells("cells_unreadable") + cells("cells_of_rejected_rows"));
    assert_eq!(read("unreadable.csv").lines().count() as u64, 1 + cells("cells_unreadable"));
}
