//! Look-ups from files to values, against an evaluator that reads the cells of a handbook as an office would and tries every
//! row: code groups, wildcards, bands, editions, blank cells, and rows that one key finds alike.

use std::fs;

use proptest::prelude::*;
use shensuan_engine::{Options, Parsed};

const RULES: &str = "subject 企业 also enterprise keyed by 代码
code list 行业分类 from \"industries.csv\" hierarchical 大类, 小类
form F also form
  one per 企业
  field 行业 also industry : code from 行业分类
  field 环节 also step : text
  field 规模 also size : number
table 手册 also handbook from \"handbook.csv\"
  keyed by 行业 (groups), 环节 (any = \"所有\"), 规模 (ranges)
  field 系数 also factor : number
  in force 起日 to 止日
formula 查得系数 = handbook.factor
";

const INDUSTRIES: &str =
    "code,name,parent\n33,甲类,\n3311,甲,33\n3360,乙,33\n36,丙类,\n3610,丙,36\n43,丁类,\n4310,丁,43\n";

/// What a cell says, which codes it means, and which of them it names itself.
const GROUPS: [(&str, &[&str], &[&str]); 10] = [
    ("3311", &["3311"], &["3311"]),
    ("3360", &["3360"], &["3360"]),
    ("3610", &["3610"], &["3610"]),
    ("33", &["33", "3311", "3360"], &["33"]),
    ("36", &["36", "3610"], &["36"]),
    ("33-36", &["33", "3311", "3360", "36", "3610"], &[]),
    ("33,43", &["33", "3311", "3360", "43", "4310"], &["33", "43"]),
    ("36、43", &["36", "3610", "43", "4310"], &["36", "43"]),
    ("3311,36", &["3311", "36", "3610"], &["3311", "36"]),
    ("", &[], &[]),
];
/// Steps as they are spelt, and which they are; 0 is any.
const STEPS: [(&str, u8); 5] = [("weld", 1), (" ＷＥＬＤ", 1), ("paint", 2), ("所有", 0), ("", 9)];
/// Bands, and what they hold of the sizes; a number for itself goes before a band.
const BANDS: [(&str, [bool; 5], u32); 7] = [
    ("10", [false, false, true, false, false], 0),
    ("<10", [true, true, false, false, false], 1),
    ("≥10", [false, false, true, true, true], 1),
    ("0..10", [true, true, true, false, false], 1),
    ("[10,20)", [false, false, true, true, false], 1),
    (">10", [false, false, false, true, true], 1),
    ("", [false; 5], 1),
];
const SIZES: [&str; 5] = ["0", "5", "10", "15", "20"];
/// From when to when, and on which of three days: in 2016, at the end of 2017, in 2018.
const EDITIONS: [(&str, [bool; 3]); 5] = [
    (",", [true; 3]),
    (",2016-12-31", [true, false, false]),
    ("2017-01-01,2017-12-31", [false, true, false]),
    ("2018-01-01,", [false, false, true]),
    ("2017-12-31,", [false, true, true]),
];

/// A row of the handbook: places in the lists above.
type Row = (usize, usize, usize, usize);
/// A subject: class, step, size; blank past the end.
type Subject = (usize, usize, usize);

const CLASSES: [&str; 4] = ["3311", "3360", "3610", "4310"];
const SPELT: [(&str, u8); 3] = [("Weld", 1), ("PAINT ", 2), ("glue", 3)];

/// Whether a row matches a class, a step and a size.
fn matches((group, step, band, _): Row, class: &str, asked: u8, size: usize) -> bool {
    GROUPS[group].1.contains(&class) && [0, asked].contains(&STEPS[step].1) && BANDS[band].1[size]
}

/// Whether one matching row is more specific than another at a key: of the class, the step, the size.
fn beats(key: usize, a: Row, b: Row, class: &str) -> bool {
    let names = |row: Row| GROUPS[row.0].2.contains(&class);
    let within = |a: &[&str], b: &[&str]| a.iter().all(|code| b.contains(code));
    let (in_a, in_b) = (GROUPS[a.0].1, GROUPS[b.0].1);
    match key {
        0 if names(a) || names(b) => names(a) && !names(b),
        0 => within(in_a, in_b) && !within(in_b, in_a),
        1 => STEPS[a.1].1 != 0 && STEPS[b.1].1 == 0,
        _ => BANDS[a.2].2 < BANDS[b.2].2,
    }
}

/// The rows that a subject finds at the end of 2017; none where a key is blank.
fn found(rows: &[Row], (class, step, size): Subject) -> Vec<usize> {
    let (Some(class), Some((_, step)), true) = (CLASSES.get(class), SPELT.get(step), size < SIZES.len())
    else {
        return Vec::new();
    };
    let in_force = |row: &Row| EDITIONS[row.3].1[1];
    let fits = |at: &usize| in_force(&rows[*at]) && matches(rows[*at], class, *step, size);
    let mut left: Vec<usize> = (0..rows.len()).filter(fits).collect();
    for key in 0..3 {
        let all = left.clone();
        left.retain(|at| !all.iter().any(|other| beats(key, rows[*other], rows[*at], class)));
    }
    left
}

/// Whether some key on some day finds two rows alike.
fn conflict(a: Row, b: Row) -> bool {
    let on_a_day = (0..3).any(|day| EDITIONS[a.3].1[day] && EDITIONS[b.3].1[day]);
    // A step that no row names finds those of all steps.
    let alike = |class: &str, step: u8, size: usize| {
        let both = matches(a, class, step, size) && matches(b, class, step, size);
        both && (0..3).all(|key| !beats(key, a, b, class) && !beats(key, b, a, class))
    };
    // A subject may state a class above the smallest ones.
    let keys =
        || CLASSES.iter().chain(&["33", "36", "43"]).flat_map(|class| (1..4).map(move |step| (*class, step)));
    on_a_day && keys().any(|(class, step)| (0..SIZES.len()).any(|size| alike(class, step, size)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_handbook_is_read_as_if_every_row_was_tried(
        rows in prop::collection::vec((0..10_usize, 0..5_usize, 0..7_usize, 0..5_usize), 0..9),
        subjects in prop::collection::vec((0..5_usize, 0..4_usize, 0..6_usize), 0..20),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let (book, data) = (folder.path().join("book"), folder.path().join("data"));
        fs::create_dir(&book).unwrap();
        fs::create_dir(&data).unwrap();
        let line = |(at, (group, step, band, edition)): (usize, &Row)| {
            let (group, step, band) = (GROUPS[*group].0, STEPS[*step].0, BANDS[*band].0);
            format!("\"{group}\",{step},\"{band}\",{at},{}\n", EDITIONS[*edition].0)
        };
        let handbook: String = rows.iter().enumerate().map(line).collect();
        let line = |(at, (class, step, size)): (usize, &Subject)| {
            let step = SPELT.get(*step).map_or("", |step| step.0);
            let (class, size) = (CLASSES.get(*class).unwrap_or(&""), SIZES.get(*size).unwrap_or(&""));
            format!("E{at},{class},{step},{size}\n")
        };
        let form: String = subjects.iter().enumerate().map(line).collect();
        fs::write(book.join("a.rule"), RULES).unwrap();
        fs::write(book.join("industries.csv"), INDUSTRIES).unwrap();
        fs::write(book.join("handbook.csv"), format!("行业,环节,规模,系数,起日,止日\n{handbook}")).unwrap();
        fs::write(data.join("F.csv"), format!("代码,行业,环节,规模\n{form}")).unwrap();
        fs::write(data.join("dataset.toml"), "period = \"2017\"\n").unwrap();

        let checked = Parsed::read(&[book]).check();
        let pairs = || rows.iter().enumerate().flat_map(|(at, a)| rows[at + 1..].iter().map(move |b| (*a, *b)));
        let alike = pairs().any(|(a, b)| conflict(a, b));
        prop_assert_eq!(checked.said.has_errors(), alike, "{}\n{:?}", handbook, checked.said);
        if alike {
            return Ok(());
        }
        let ready = checked.plan().unwrap();
        let (data, _) = ready.open(&data);
        let expected: Vec<Option<f64>> = subjects
            .iter()
            .map(|subject| match found(&rows, *subject)[..] {
                [row] => Some(row as f64),
                [] => None,
                [..] => panic!("{subject:?} finds several of\n{handbook}"),
            })
            .collect();
        for threads in [1, 4] {
            let review = ready.review(&data, Options { threads: Some(threads), ..Options::default() }).unwrap();
            let values: Vec<Option<f64>> = review.values.iter().map(|value| value.value).collect();
            prop_assert_eq!(&values, &expected, "{}\n{}", handbook, form);
        }
    }
}
