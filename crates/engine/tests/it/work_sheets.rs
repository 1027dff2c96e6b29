//! The accounting rulebook on `examples/work-sheets`: the figures that were worked out by hand, and totals that are the sums of
//! their parts.

use std::path::{Path, PathBuf};

use shensuan_diagnostics::Lang;
use shensuan_engine::{Options, Parsed};
use shensuan_findings::{Review, readable};

fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

fn review(threads: usize) -> Review {
    let ready = Parsed::read(&[at("rulebooks/accounting")])
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
    let whole = summed(&one, "分污染物排放量");
    assert_eq!(whole.len(), 8);
    for name in ["分排放口排放量", "分企业排放量", "分区排放量", "分行业排放量"] {
        let parts = summed(&one, name);
        assert_eq!(parts.len(), whole.len(), "{name}");
        for ((pollutant, whole), (other, part)) in whole.iter().zip(&parts) {
            assert_eq!(pollutant, other);
            assert!((whole - part).abs() <= 1e-12 * whole.abs(), "{name}, {pollutant}: {part} of {whole}");
        }
    }
}
