//! The handbook of coefficients that is shipped: its page counts what stands in its tables.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../rulebooks/accounting/coefficients")
}

const TABLES: [&str; 3] = ["factor.csv", "removal.csv", "contradictory.csv"];

const CERTAINTIES: [&str; 4] = ["见于公开材料", "凭记忆（高）", "凭记忆（中）", "synthetic-demo"];

const FACTOR: &str = "行业代码,核算环节,产品,原料,工艺,规模等级,污染物,产污系数,系数单位,S单位,A单位,手册版本,生效自,生效至,可信度,来源";

const REMOVAL: &str = "行业代码,核算环节,产品,原料,工艺,规模等级,污染物,处理工艺,去除效率,运行率公式,手册版本,生效自,生效至,可信度,来源";

/// The rows of a table, by the names of its columns.
fn rows(table: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(folder().join(table)).unwrap();
    let head: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let row = |row: csv::StringRecord| head.iter().cloned().zip(row.iter().map(str::to_owned)).collect();
    reader.records().map(|record| row(record.unwrap())).collect()
}

fn page() -> String {
    fs::read_to_string(folder().join("README.md")).unwrap()
}

/// The figures of the line of a table of the page that begins with a text.
fn figures(page: &str, begins: &str) -> Vec<usize> {
    let line = page.lines().find(|line| line.starts_with(&format!("| {begins}"))).unwrap();
    line.split('|').filter_map(|cell| cell.trim().parse().ok()).collect()
}

#[test]
fn the_page_counts_the_rows_of_each_certainty() {
    let page = page();
    let tables = TABLES.map(rows);
    for certainty in CERTAINTIES {
        let counted = tables.iter().map(|rows| rows.iter().filter(|row| row["可信度"] == certainty).count());
        assert_eq!(figures(&page, certainty), counted.collect::<Vec<_>>(), "{certainty}");
    }
    assert_eq!(figures(&page, "all · 合计"), tables.map(|rows| rows.len()));
}

#[test]
fn the_page_accounts_for_every_row() {
    let page = page();
    let one = |begins: &str| {
        let figures = figures(&page, begins);
        assert_eq!(figures.len(), 1, "{begins}");
        figures[0]
    };
    let (opened, merged) = (one("opened a combination"), one("same coefficient"));
    let (aside, removal) = (one("contradict each other"), one("name a treatment"));
    let (burners, invented) = (one("more rows of"), one("invented rows"));
    assert_eq!(opened + merged + aside, 80);
    let tables = TABLES.map(rows);
    assert_eq!(opened + burners + invented, tables[0].len());
    assert_eq!(removal + invented, tables[1].len());
    assert_eq!(aside, tables[2].len());
    let blank = tables[1].iter().filter(|row| row["去除效率"].is_empty()).count();
    assert_eq!(one("of these without an efficiency"), blank);
    for counted in [
        format!("{opened} + {burners} + {invented} = {}", tables[0].len()),
        format!("{removal} + {invented} = {}", tables[1].len()),
    ] {
        assert_eq!(page.matches(&counted).count(), 2, "{counted}");
    }
}

#[test]
fn the_tables_have_the_columns_that_rulebooks_name_and_every_row_says_where_it_is_from() {
    let head =
        |table: &str| fs::read_to_string(folder().join(table)).unwrap().lines().next().unwrap().to_owned();
    assert_eq!(TABLES.map(head), [FACTOR.to_owned(), REMOVAL.to_owned(), format!("{FACTOR},矛盾")]);
    for row in TABLES.iter().flat_map(|table| rows(table)) {
        assert!(CERTAINTIES.contains(&row["可信度"].as_str()), "{row:?}");
        let invented = row["可信度"] == "synthetic-demo";
        assert_eq!(row["来源"].starts_with("synthetic-demo"), invented, "{row:?}");
        assert_eq!(row["手册版本"] == "synthetic-demo", invented, "{row:?}");
        assert!(!row["来源"].is_empty() && !row["手册版本"].is_empty(), "{row:?}");
        for key in ["行业代码", "核算环节", "产品", "原料", "工艺", "规模等级", "污染物"]
        {
            assert!(!row[key].is_empty(), "{row:?}");
        }
        if let Some(factor) = row.get("产污系数") {
            assert_eq!(factor.ends_with('S'), !row["S单位"].is_empty(), "{row:?}");
            assert_eq!(factor.ends_with('A'), !row["A单位"].is_empty(), "{row:?}");
        }
    }
}

/// A treatment is that of a combination and pollutant that have a coefficient, and no row contradicts another.
#[test]
fn treatments_fit_coefficients() {
    let key = |row: &BTreeMap<String, String>, more: &str| {
        ["行业代码", "核算环节", "产品", "原料", "工艺", "规模等级", "污染物", more]
            .map(|name| row[name].clone())
    };
    let mut factors: Vec<_> = rows("factor.csv").iter().map(|row| key(row, "规模等级")).collect();
    for row in rows("removal.csv") {
        assert!(factors.contains(&key(&row, "规模等级")), "{row:?}");
    }
    let mut removals: Vec<_> = rows("removal.csv").iter().map(|row| key(row, "处理工艺")).collect();
    for keys in [&mut factors, &mut removals] {
        let all = keys.len();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), all);
    }
}

/// A rule asks for each pollutant by its name: one that is new in the handbook has to be asked for too.
#[test]
fn what_is_left_out_is_asked_of_each_pollutant_of_the_handbook() {
    let rules = fs::read_to_string(folder().join("../rules/review.rule")).unwrap();
    let rule = rules.split("规则 AC-03").nth(1).and_then(|rest| rest.split("规则 ").next()).unwrap();
    for row in rows("factor.csv") {
        let asked = format!("存在 核算表 其中 污染物 = 「{}」", row["污染物"]);
        assert!(rule.contains(&asked), "AC-03 does not ask for {}", row["污染物"]);
    }
}
