//! The accounting rulebook on `examples/work-sheets`: the figures that were worked out by hand, and totals that are the sums of
//! their parts.

use std::fs;
use std::path::{Path, PathBuf};

use shensuan_diagnostics::Lang;
use shensuan_engine::{Options, Parsed};
use shensuan_findings::{Review, readable};

fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

fn review(threads: usize) -> Review {
    review_by(&at("rulebooks/accounting"), threads)
}

fn review_by(rulebook: &Path, threads: usize) -> Review {
    let ready = Parsed::read(&[rulebook.to_owned()])
        .check()
        .plan()
        .unwrap_or_else(|checked| panic!("{:?}", checked.said));
    let (data, said) = ready.open(&at("examples/work-sheets"));
    assert!(!said.has_errors(), "{said:?}");
    ready.review(&data, Options { lang: Lang::Zh, threads: Some(threads), ..Options::default() }).unwrap()
}

fn value(review: &Review, name: &str, row: u32) -> String {
    let mut values = review.values.iter();
    let found = values.find(|value| {
        value.name == name
            && value.row.as_ref().is_some_and(|cell| cell.row == row && cell.file == "G106-1.csv")
    });
    let found = found.unwrap_or_else(|| panic!("no {name} of row {row}"));
    found.value.map_or("缺失".to_owned(), |number| format!("{} {}", readable(number), found.unit))
}

#[test]
fn what_was_worked_out_by_hand() {
    let review = review(1);
    let wanted = [
        (2, "262.8 千克", "38.106 千克"),  // shot blasting, a filter and k = 0.9
        (4, "3000 千克", "150 千克"),      // powder coating
        (5, "12 千克", "12 千克"),         // baking
        (6, "70 千克", "70 千克"),         // gas boiler, 0.02S at 100 mg/m³
        (7, "654.85 千克", "654.85 千克"), // 18.71 × 35
        (8, "3771355 标立方米", "3771355 标立方米"), // the volume of gas
        (9, "1280 千克", "1280 千克"),     // coal, 16S at 0.8%
        (10, "1875 千克", "1875 千克"),    // 1.25A at 15%
        (12, "183.8 千克", "44.112 千克"), // CO₂ welding, k = 0.8
        (13, "1350 千克", "1137.375 千克"), // injection moulding, by output
        (17, "109.5 千克", "5.475 千克"),  // k of 1.125 counts as 1
        (18, "缺失", "缺失"),              // no such process
        (19, "缺失", "缺失"),              // negative
        (20, "缺失", "缺失"),              // cubic metres
        (21, "1200 千克", "缺失"),         // no hours
        (22, "1200 千克", "缺失"),         // two treatments
        (23, "缺失", "缺失"),              // no sulphur
        (24, "438 千克", "8.76 千克"),     // 1 − 0.4 × 0.05
        (26, "缺失", "缺失"),              // an edition of 2021 in a period of 2017
        (27, "474600 千克", "474600 千克"), // wastewater, 13.56 t for 10⁴ m³ of gas
        (29, "1.875 千克", "1.875 千克"),  // A of 0.15 is taken as it stands, with a finding
        (30, "缺失", "缺失"),              // S of 180%
        (31, "219 千克", "缺失"),          // a train, and nothing says at which rate
        (32, "219 千克", "21.024 千克"),   // 0.4 × (1 − 0.95 × 0.8)
    ];
    for (row, generated, emitted) in wanted {
        assert_eq!(value(&review, "手册产生量", row), generated, "row {row}");
        assert_eq!(value(&review, "手册排放量", row), emitted, "row {row}");
    }
}

/// The numbers of a statistic, summed up by its last key.
fn summed(review: &Review, name: &str) -> Vec<(String, f64)> {
    let table = review.statistics.iter().find(|table| table.name == name).unwrap();
    let mut sums: Vec<(String, f64)> = Vec::new();
    for row in &table.rows {
        let (Some(key), Some(number)) = (row.keys.last(), row.value) else { continue };
        match sums.iter_mut().find(|(known, _)| *known == key.value) {
            Some((_, sum)) => *sum += number,
            None => sums.push((key.value.clone(), number)),
        }
    }
    sums.sort_by(|a, b| a.0.cmp(&b.0));
    sums
}

#[test]
fn totals_are_the_sums_of_their_parts_on_any_number_of_threads() {
    let one = review(1);
    for threads in [2, 7] {
        let many = review(threads);
        assert_eq!(many.statistics, one.statistics);
        assert_eq!(many.values, one.values);
    }
    for what in ["产生", "排放"] {
        let whole = summed(&one, &format!("分污染物{what}量"));
        // No volumes among them.
        let named: Vec<&str> = whole.iter().map(|(pollutant, _)| pollutant.as_str()).collect();
        assert_eq!(named, ["A01", "A02", "A03", "A04", "W01", "W11", "W12"]);
        for level in ["排放口", "企业", "区", "行业"] {
            let parts = summed(&one, &format!("分{level}{what}量"));
            assert_eq!(parts.len(), whole.len(), "{level}");
            for ((pollutant, whole), (other, part)) in whole.iter().zip(&parts) {
                assert_eq!(pollutant, other);
                assert!(
                    (whole - part).abs() <= 1e-12 * whole.abs(),
                    "{level}, {pollutant}: {part} of {whole}"
                );
            }
        }
    }
}

/// What the total of an outlet says of a pollutant, in tonnes, and of how many rows.
fn of_outlet(review: &Review, what: &str, keys: [&str; 4]) -> Option<(Option<f64>, usize)> {
    let table = review.statistics.iter().find(|table| table.name == format!("分排放口{what}量")).unwrap();
    let mut rows = table.rows.iter();
    let row = rows.find(|row| row.keys.iter().map(|key| key.value.as_str()).eq(keys))?;
    // As far as the language tells numbers apart.
    Some((row.value.map(|value| (value * 1e12).round() / 1e12), row.asked))
}

const SULPHUR: [&str; 4] = ["91990000MA5W0003XC", "G103-1", "DA001", "A01"];
const OXYGEN: [&str; 4] = ["91990000MA5W000642", "G102", "DW001", "W01"];
const BAKING: [&str; 4] = ["91990000MA5W00013R", "G103-13", "DA002", "A04"];
const THINNER: [&str; 4] = ["91990000MA5W00013R", "G103-11", "全厂", "A04"];

#[test]
fn a_pollutant_of_an_outlet_counts_by_one_method() {
    let review = review(2);
    let emitted = |keys| of_outlet(&review, "排放", keys);
    let generated = |keys| of_outlet(&review, "产生", keys);
    // Monitoring before coefficients; without an inlet what is generated goes by the coefficient.
    assert_eq!(emitted(SULPHUR), Some((Some(1.272), 1)));
    assert_eq!(generated(SULPHUR), Some((Some(1.28), 1)));
    assert_eq!(emitted(OXYGEN), Some((Some(0.43), 1)));
    assert_eq!(generated(OXYGEN), Some((Some(0.78), 1)));
    // Both are declared: the balance of one of two materials, and the coefficient of the oven beside it.
    assert_eq!(emitted(BAKING), Some((Some(0.012), 1)));
    assert_eq!(emitted(THINNER), Some((Some(1.5), 2)));
    assert_eq!(generated(THINNER), Some((Some(2.0), 2)));
    // Shares of what a district emits.
    let share = |name: &str, pollutant: &str| {
        let table = review.statistics.iter().find(|table| table.name == name).unwrap();
        let mut rows = table.rows.iter();
        let keys = ["440306", pollutant];
        rows.find(|row| row.keys.iter().map(|key| key.value.as_str()).eq(keys)).and_then(|row| row.value)
    };
    let balanced = share("排放量中的衡算部分", "A04").unwrap();
    assert!((balanced - 1.5 / 1.512).abs() < 1e-12, "{balanced}");
    assert_eq!(share("排放量中的衡算部分", "A03"), Some(0.0));
    assert_eq!(share("排放量中的监测部分", "W01"), Some(1.0));
}

/// The rulebook in a folder of its own, with one of its files, or one of the data, changed.
fn changed(rulebook: &[(&str, &str, &str)], data: &[(&str, &str)]) -> Review {
    let folder = tempfile::tempdir().unwrap();
    let copy = |from: &Path, to: &Path| {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_file() {
                fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
            }
        }
    };
    for book in ["national", "accounting"] {
        let (from, to) = (at("rulebooks").join(book), folder.path().join(book));
        copy(&from, &to);
        for inner in ["codes", "coefficients", "forms", "rules", "tables"] {
            if from.join(inner).is_dir() {
                copy(&from.join(inner), &to.join(inner));
            }
        }
    }
    for (file, old, new) in rulebook {
        let path = folder.path().join("accounting").join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(old), "{old}");
        fs::write(path, text.replace(old, new)).unwrap();
    }
    let sheets = folder.path().join("sheets");
    copy(&at("examples/work-sheets"), &sheets);
    fs::write(sheets.join("dataset.toml"), "rulebook = \"../accounting\"\nperiod = \"2017\"\n").unwrap();
    for (file, text) in data {
        fs::write(sheets.join(file), text).unwrap();
    }
    let ready = Parsed::read(&[folder.path().join("accounting")])
        .check()
        .plan()
        .unwrap_or_else(|checked| panic!("{:?}", checked.said));
    let (data, said) = ready.open(&sheets);
    assert!(!said.has_errors(), "{said:?}");
    ready.review(&data, Options { lang: Lang::Zh, threads: Some(2), ..Options::default() }).unwrap()
}

#[test]
fn the_default_order_is_a_table_that_an_office_changes() {
    let order = [("tables/method-order.csv", "监测数据法,1", "监测数据法,4")];
    let review = changed(&order, &[]);
    assert_eq!(of_outlet(&review, "排放", SULPHUR), Some((Some(1.28), 1)));
    assert_eq!(of_outlet(&review, "产生", OXYGEN), Some((Some(0.8), 1)));
    // What is declared does not ask for the order.
    let declared = "统一社会信用代码,对应的普查表号,对应的排放口编号/名称,污染物名称,核算方法\n\
                    91990000MA5W0003XC,G103-1,DA001,二氧化硫,监测数据法\n";
    let review = changed(&order, &[("核算方法表.csv", declared)]);
    assert_eq!(of_outlet(&review, "排放", SULPHUR), Some((Some(1.272), 1)));
    assert_eq!(of_outlet(&review, "产生", SULPHUR), Some((Some(1.28), 1)));
    // And without a declaration the balance gives way to the coefficient of the oven.
    assert_eq!(of_outlet(&review, "排放", THINNER), None);
    assert_eq!(of_outlet(&review, "排放", BAKING), Some((Some(0.012), 1)));
    let failed = review
        .findings
        .iter()
        .any(|finding| finding.rule == "AC-42" && finding.subject == "91990000MA5W00013R");
    assert!(failed, "2,000 kg brought in stand beside 12 kg, and nobody is told");
}

/// A train of many stages, and one that removes all.
#[test]
fn trains_come_out_whatever_their_stages_remove() {
    let head = "统一社会信用代码,对应的普查表号,对应的排放口编号/名称,核算环节名称,原料名称,产品名称,工艺名称,生产规模等级,污染物名称,级次,污染物处理工艺名称,单级去除效率,单级运行率\n";
    let stage = |at: usize, removes: &str| {
        format!(
            "91990000MA5W00080P,G103-13,DA001,预处理,\"钢材（含板材、构件等）、铝材、其他金属材料\",干式预处理件,\"抛丸、喷砂、打磨、滚筒\",所有规模,颗粒物,{at},袋式除尘,{removes},\n"
        )
    };
    let train = |stages: &[&str]| {
        let rows: String = stages.iter().enumerate().map(|(at, removes)| stage(at + 1, removes)).collect();
        let review = changed(&[], &[("治理设施串联表.csv", &format!("{head}{rows}"))]);
        value(&review, "手册排放量", 24)
    };
    assert_eq!(train(&["100"]), "0 千克");
    assert_eq!(train(&["60", "100", "95"]), "0 千克");
    assert_eq!(train(&["0", "0"]), "438 千克");
    // 438 kg × 0.9 ^ 20 is 53.2507… kg.
    let many: f64 = train(&["10"; 20]).trim_end_matches(" 千克").parse().unwrap();
    assert!((many - 438.0 * 0.9_f64.powi(20)).abs() < 1e-10, "{many}");
    assert_eq!(train(&["60", ""]), "缺失");
    assert_eq!(train(&["60", "160"]), "缺失");
}
