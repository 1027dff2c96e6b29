//! What people read in 80 and in 120 columns: tables, lists and sums of a review, and what a rulebook changes.

use unicode_width::UnicodeWidthStr;

use crate::run::{root, shensuan, shensuan_wide};

/// Answers that are laid out, by the words of the command.
const ANSWERS: [(&str, &[&str]); 5] = [
    ("one_of_the_metalworks", &["review", "examples/metalworks", "--only", "91990000MA5M001104"]),
    ("screens", &["review", "examples/screens"]),
    ("layers", &["review", "examples/layers"]),
    ("check_of_layers", &["check", "examples/layers/shenzhen"]),
    ("fields", &["fields", "废水", "--rulebook", "rulebooks/national"]),
];

/// A form of which most columns have no heading, as it is described.
#[test]
fn many_blank_columns_are_one_line() {
    let place = tempfile::tempdir().unwrap();
    let rulebook = root().join("examples/first-light/rulebook");
    let about = format!("rulebook = \"{}\"\nperiod = \"2017\"\n", rulebook.display());
    std::fs::write(place.path().join("dataset.toml"), about).unwrap();
    let blanks = ",".repeat(5_000);
    let register =
        format!("统一社会信用代码,单位详细名称,行业代码{blanks}备注\n91990000MA5F00018P,甲厂,3360\n");
    std::fs::write(place.path().join("G101-1.csv"), register).unwrap();
    let described = |lang: &str| {
        let run = shensuan_wide(place.path(), 100, ["--lang", lang, "data", "describe", "."]);
        assert_eq!(run.status, 0, "{}", run.said);
        run.printed
    };
    insta::assert_snapshot!(format!("{}\n{}", described("zh"), described("en")));
}

/// An answer in so many columns, the same wherever it is made.
fn answer(words: &[&str], lang: &str, columns: usize) -> String {
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().display().to_string();
    let mut arguments = vec!["--lang", lang];
    arguments.extend(words);
    match words[0] {
        "review" => arguments.extend(["--as-of", "2019-06-01", "--out", &folder]),
        "check" => arguments.extend(["--as-of", "2019-06-01"]),
        _ => {}
    }
    let run = shensuan_wide(&root(), columns, arguments);
    assert_eq!(run.status, 0, "{}", run.said);
    format!("{}{}", run.said, run.printed).replace(&folder, "OUT")
}

#[test]
fn answers_fit_into_their_columns() {
    for (name, words) in ANSWERS {
        for lang in ["zh", "en"] {
            for columns in [80, 120] {
                let answer = answer(words, lang, columns);
                // English headings are single words, and a last column keeps some room: these tables may run over.
                for line in answer.lines() {
                    let room = if lang == "en" { columns.max(100) } else { columns };
                    let quoted = line.contains('│') || line.contains('·');
                    // A statistic has as many columns as it states, and may run over.
                    let stated = name == "screens";
                    assert!(quoted || stated || line.width() <= room, "wider than {room}: {line}");
                    let begins = line.trim_start();
                    assert!(
                        !begins.starts_with(['，', '。', '；', '：', '、', '”', '）', '】', '」']),
                        "{line}"
                    );
                }
                insta::assert_snapshot!(format!("{name}_{lang}_{columns}"), answer);
            }
        }
    }
}

/// In a pipe a line is not broken: each says what it says to whatever reads it.
#[test]
fn nothing_is_broken_where_nobody_looks() {
    let words = ["--lang", "zh", "review", "examples/metalworks", "--as-of", "2019-06-01", "--out"];
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().display().to_string();
    let printed = shensuan(words.into_iter().chain([folder.as_str()])).printed;
    assert!(printed.lines().any(|line| line.width() > 120), "{printed}");
}
