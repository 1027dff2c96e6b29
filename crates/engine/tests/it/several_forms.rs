//! Statistics over the rows of several forms: the rows of all as one, those that share their keys in one row of the table.

use std::fs;

use proptest::prelude::*;
use shensuan_diagnostics::Lang;
use shensuan_engine::{Options, Parsed, Ready};
use shensuan_findings::{NoNumber, StatisticTable};

const BOOK: &str = r#"subject 企业 also enterprise keyed by 代码 listed in 底册
code list 物表 from "pollutants.csv"
form 底册 also register
  one per 企业
  field 区 also division : text
form F
  many per 企业
  field 物 also pollutant : code from 物表
  field 量 also amount    : number in t
form G
  many per 企业
  field 种 also kind      : code from 物表
  field 数 also mass      : number in kg
form H
  many per 企业
  field 重 also weight    : quantity in unit from 重单位
  field 重单位            : text

formula own pollutant = "颗粒物"
statistic both = sum(sum(amount where amount < 1000 t) by division、F.pollutant, sum(mass) by division、G.kind)
statistic part = sum(mass) by division, G.kind ÷ sum(sum(amount) by division、F.pollutant, sum(mass) by division、G.kind)
statistic all = sum(sum(amount) by division、F.pollutant, sum(mass) by division、G.kind, sum(weight as t) by division、own pollutant)
统计 合起来 = 合计(合计(amount) 按 F.物, 合计(mass) 按 G.种)
"#;

fn ready() -> (Ready, tempfile::TempDir) {
    let book = tempfile::tempdir().unwrap();
    fs::write(book.path().join("pollutants.csv"), "code,name\nP1,颗粒物\nP2,二氧化硫\n").unwrap();
    fs::write(book.path().join("a.rule"), BOOK).unwrap();
    let checked = Parsed::read(&[book.path().to_owned()]).check();
    (checked.plan().unwrap_or_else(|checked| panic!("{:?}", checked.said)), book)
}

fn statistics(files: &[(&str, &str)], threads: usize) -> Vec<StatisticTable> {
    let (ready, _book) = ready();
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let (data, said) = ready.open(folder.path());
    assert!(!said.has_errors(), "{said:?}");
    let options = Options { lang: Lang::En, threads: Some(threads), ..Options::default() };
    ready.review(&data, options).unwrap().statistics
}

/// `keys: value, asked, given`; a reason where there is no value.
fn told(tables: &[StatisticTable], name: &str) -> Vec<String> {
    let table = tables.iter().find(|table| table.name == name).unwrap();
    let row = |row: &shensuan_findings::StatisticRow| {
        let keys: Vec<&str> = row.keys.iter().map(|key| key.value.as_str()).collect();
        let value = row.value.map_or_else(|| "none".to_owned(), |value| value.to_string());
        let why = row.why.as_ref().map_or(String::new(), |why| format!(" {why:?}"));
        format!("{}: {value}, {} of {}{why}", keys.join(" "), row.given, row.asked)
    };
    table.rows.iter().map(row).collect()
}

const REGISTER: (&str, &str) = ("底册.csv", "代码,区\n1,A\n2,B\n3,\n");

#[test]
fn rows_that_share_their_keys_are_one_whatever_form_they_stand_in() {
    let files = [
        REGISTER,
        ("F.csv", "代码,物,量\n1,P1,2\n1,颗粒物,3\n2,P2,\n2,P1,5000\n3,P1,7\n"),
        ("G.csv", "代码,种,数\n1,颗粒物,500\n2,P2,\n1,P2,40\n3,P2,2000\n"),
    ];
    let tables = statistics(&files, 1);
    // A: 2 + 3 t and 500 kg; 40 kg alone. B: of P1 no row counts, of P2 nobody gives anything. At the end who has no district.
    assert_eq!(
        told(&tables, "both"),
        ["A P1: 5.5, 3 of 3", "A P2: 0.04, 1 of 1", "B P2: none, 0 of 1 NothingGiven", ": 9, 2 of 2 NoKey",]
    );
    assert_eq!(tables, statistics(&files, 3));
    // The names of both forms say what was counted.
    assert_eq!(tables[0].members, "F, G");
    assert_eq!(tables[0].unit, "t");
}

#[test]
fn a_part_of_the_whole_is_0_where_its_form_has_no_row() {
    let files =
        [REGISTER, ("F.csv", "代码,物,量\n1,P1,2\n2,P1,0\n"), ("G.csv", "代码,种,数\n1,P2,500\n2,P1,0\n")];
    let tables = statistics(&files, 1);
    assert_eq!(
        told(&tables, "part"),
        ["A P1: 0, 1 of 1", "A P2: 1, 1 of 1", "B P1: none, 2 of 2 DivisionByZero"]
    );
}

#[test]
fn a_text_that_is_written_out_is_a_code_of_the_other_forms() {
    let files = [
        REGISTER,
        ("F.csv", "代码,物,量\n1,P1,2\n"),
        ("G.csv", "代码,种,数\n"),
        ("H.csv", "代码,重,重单位\n1,500,kg\n2,1,t\n2,1,kg\n"),
    ];
    let tables = statistics(&files, 1);
    assert_eq!(told(&tables, "all"), ["A P1: 2.5, 2 of 2", "B P1: 1.001, 2 of 2"]);
    let misfit = [files[0], files[1], files[2], ("H.csv", "代码,重,重单位\n1,500,m³\n2,1,t\n")];
    let why = NoNumber::UnitMisfit(vec!["m³".to_owned()]);
    let told = told(&statistics(&misfit, 1), "all");
    assert_eq!(told, [format!("A P1: none, 1 of 2 {why:?}"), "B P1: 1, 1 of 1".to_owned()]);
}

#[test]
fn an_account_holds_the_table_of_the_review() {
    let (ready, _book) = ready();
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        REGISTER,
        ("F.csv", "代码,物,量\n1,P1,2\n2,P2,3\n3,P1,7\n"),
        ("G.csv", "代码,种,数\n1,颗粒物,500\n2,P1,40\n"),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let (data, _) = ready.open(folder.path());
    let options = Options { lang: Lang::En, ..Options::default() };
    let reviewed = ready.review(&data, options).unwrap().statistics;
    let account = ready.account(&data, options, &mut |_| {}).unwrap();
    let bytes = |table: &shensuan_findings::ResultTable<'_>| {
        let mut bytes = Vec::new();
        shensuan_findings::write_result(&mut bytes, table).unwrap();
        String::from_utf8(bytes).unwrap()
    };
    for (reviewed, accounted) in reviewed.into_iter().zip(&account.statistics) {
        assert_eq!(bytes(accounted), bytes(&reviewed.columns(Lang::En)), "{}", accounted.name);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// The rows of both forms in one list, summed by hand.
    #[test]
    fn they_are_what_one_form_with_all_rows_would_say(
        rows in prop::collection::vec((any::<bool>(), 0_u8..3, 1_u8..3, prop::option::weighted(0.8, 0_u16..50)), 0..40)
    ) {
        let (mut f, mut g) = ("代码,物,量\n".to_owned(), "代码,种,数\n".to_owned());
        let mut sums: std::collections::BTreeMap<String, (usize, Option<f64>)> = std::collections::BTreeMap::new();
        for (in_f, enterprise, pollutant, amount) in &rows {
            let shown = |factor: u32| amount.map_or(String::new(), |amount| (u32::from(amount) * factor).to_string());
            match in_f {
                true => f += &format!("{},P{pollutant},{}\n", enterprise + 1, shown(1)),
                false => g += &format!("{},P{pollutant},{}\n", enterprise + 1, shown(1000)),
            }
            let sum = sums.entry(format!("P{pollutant}")).or_default();
            sum.0 += 1;
            sum.1 = match (sum.1, amount) {
                (sum, None) => sum,
                (sum, Some(amount)) => Some(sum.unwrap_or(0.0) + f64::from(*amount)),
            };
        }
        let files = [REGISTER, ("F.csv", f.as_str()), ("G.csv", g.as_str())];
        let tables = statistics(&files, 2);
        let table = tables.iter().find(|table| table.name == "合起来").unwrap();
        let told: Vec<(String, (usize, Option<f64>))> =
            table.rows.iter().map(|row| (row.keys[0].value.clone(), (row.asked, row.value))).collect();
        prop_assert_eq!(told, sums.into_iter().collect::<Vec<_>>());
    }
}
