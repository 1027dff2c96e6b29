//! Accounts: the totals of enterprises are the sums of their rows, those of districts the sums of their enterprises, and
//! what is missing is listed, whoever computes them.

use std::collections::BTreeMap;
use std::fs;

use proptest::prelude::*;
use shensuan_diagnostics::Lang;
use shensuan_engine::{Options, Parsed, Ready};
use shensuan_findings::{
    Account, ResultCells, ResultTable, write_result, write_result_parquet, write_results_xlsx,
};

const RULES: &str = r#"subject 企业 also enterprise keyed by 代码 listed in 底册
form 底册 also register
  one per 企业
  field 代码 also code     : text
  field 名称 also name     : text
  field 区 also district   : text
form 核算表 also accounting table
  many per 企业
  field 环节 also step        : text
  field 物 also pollutant     : text
  field 用量 also amount      : number in t
  field 系数 also factor      : quantity in unit from 系数单位
  field 系数单位 also factor unit : text
  field 效率 also efficiency  : percent
  field 经办人 also clerk     : text private

formula generated also 产生量 = amount × factor
  for each accounting table
  unit t

formula emitted also 排放量 = generated × (1 − efficiency)
  unit t

formula enterprise emission also 企业排放量 = sum(emitted)
  unit t

statistic 各行 also rows = sum(emitted) by code, step
statistic 各企业 also by enterprise = sum(emitted) by code
statistic 各区 also by district = sum(emitted) by district
statistic 全部 also total of all = sum(emitted)
statistic 不通过 also failing = count(enterprise where rule A fails)

rule A check enterprise emission ≤ 5 t
"#;

/// An enterprise: its district, and of each row its amount, its factor in which unit, and its efficiency.
type Enterprise = (Option<u8>, Vec<(Option<u16>, Option<u8>, u8, Option<u8>)>);

fn enterprises() -> impl Strategy<Value = Vec<Enterprise>> {
    let row = (
        prop::option::weighted(0.9, 0_u16..400),
        prop::option::weighted(0.95, 0_u8..30),
        0_u8..3,
        prop::option::weighted(0.9, 0_u8..100),
    );
    prop::collection::vec((prop::option::weighted(0.9, 0_u8..4), prop::collection::vec(row, 0..5)), 1..30)
}

fn ready() -> Ready {
    let (checked, left_out) = Parsed::of_text("rules.rule", RULES).check().keep_values();
    assert_eq!(left_out.iter().map(|name| name.declared()).collect::<Vec<_>>(), ["不通过"]);
    checked.plan_account().unwrap_or_else(|checked| panic!("{:?}", checked.said))
}

fn accounted<R>(
    ready: &Ready,
    all: &[Enterprise],
    threads: usize,
    look: impl FnOnce(&Account<'_>) -> R,
) -> R {
    let mut register = "代码,名称,区\n".to_owned();
    let mut rows = "代码,环节,物,用量,系数,系数单位,效率,经办人\n".to_owned();
    for (at, (district, of)) in all.iter().enumerate() {
        register +=
            &format!("E{at:02},企业{at},{}\n", district.map(|at| format!("D{at}")).unwrap_or_default());
        for (step, (amount, factor, unit, efficiency)) in of.iter().enumerate() {
            let shown = |number: Option<u16>| number.map(|number| number.to_string()).unwrap_or_default();
            let unit = ["t/t", "kg/t", "g/t", "kg/m³"][usize::from(*unit)];
            rows += &format!(
                "E{at:02},step {step},0{},{},{},{unit},{},示例联系人\n",
                step % 2,
                shown(*amount),
                factor.map(|factor| format!("0.{factor}")).unwrap_or_default(),
                shown(efficiency.map(u16::from)),
            );
        }
    }
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("底册.csv"), register).unwrap();
    fs::write(folder.path().join("核算表.csv"), rows).unwrap();
    let (data, said) = ready.open(folder.path());
    assert!(!said.has_errors(), "{said:?}");
    let options = Options { lang: Lang::En, threads: Some(threads), ..Options::default() };
    look(&ready.account(&data, options, &mut |_| {}).unwrap_or_else(|said| panic!("{said:?}")))
}

/// The numbers of a column, by the texts of another.
fn by(table: &ResultTable<'_>, key: &str, value: &str) -> Vec<(String, Option<f64>)> {
    let column = |name: &str| {
        let found = table.columns.iter().find(|column| column.heading == name);
        found.unwrap_or_else(|| {
            panic!("{name} in {:?}", table.columns.iter().map(|c| &c.heading).collect::<Vec<_>>())
        })
    };
    let ResultCells::Numbers { values, given } = &column(value).cells else { panic!("{value} is no number") };
    let keys = column(key);
    let row = |row| (keys.shown(row), given[row].then_some(values[row]));
    (0..table.rows).map(row).collect()
}

fn sums(parts: impl IntoIterator<Item = (String, Option<f64>)>) -> BTreeMap<String, f64> {
    let mut sums = BTreeMap::new();
    for (key, part) in parts {
        if let Some(part) = part {
            *sums.entry(key).or_default() += part;
        }
    }
    sums
}

/// Equal as the language's `=` is.
fn equal(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12 * a.abs().max(b.abs())
}

fn statistic<'a, 'd>(account: &'a Account<'d>, name: &str) -> &'a ResultTable<'d> {
    let found = account.statistics.iter().find(|table| table.name == name);
    found.unwrap_or_else(|| panic!("{name}"))
}

fn csv(table: &ResultTable<'_>) -> String {
    let mut bytes = Vec::new();
    write_result(&mut bytes, table).unwrap();
    String::from_utf8(bytes).unwrap().replace('\u{feff}', "").replace("\r\n", "\n")
}

/// All bytes that are written.
fn bytes(account: &Account<'_>, threads: usize) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for table in account.tables() {
        let mut text = Vec::new();
        write_result(&mut text, table).unwrap();
        let mut columns = Vec::new();
        write_result_parquet(&mut columns, table, threads).unwrap();
        all.extend([text, columns]);
    }
    let mut workbook = Vec::new();
    write_results_xlsx(&mut workbook, &account.tables().collect::<Vec<_>>(), Lang::En).unwrap();
    all.push(workbook);
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn totals_are_the_sums_of_their_parts(all in enterprises()) {
        let ready = ready();
        accounted(&ready, &all, 2, |account| {
            let rows = &account.values[1];
            let emitted = by(rows, "enterprise", "emitted (t)");
            let of_enterprises = sums(by(statistic(account, "by enterprise"), "code", "by enterprise (t)"));
            let districts: BTreeMap<String, String> = all.iter().enumerate()
                .map(|(at, (district, _))| {
                    (format!("E{at:02}"), district.map(|at| format!("D{at}")).unwrap_or_default())
                })
                .collect();
            // Who has no rows has a total of 0, or stands in no table.
            let same = |found: &BTreeMap<String, f64>, parts: BTreeMap<String, f64>| {
                let of = |all: &BTreeMap<String, f64>, key| all.get(key).copied().unwrap_or(0.0);
                found.keys().chain(parts.keys()).all(|key| equal(of(found, key), of(&parts, key)))
            };
            // Of rows to enterprises, of enterprises to districts, of districts to all.
            prop_assert!(same(&of_enterprises, sums(emitted.clone())));
            let of_districts = sums(by(statistic(account, "by district"), "district", "by district (t)"));
            let parts = of_enterprises.iter().map(|(code, sum)| (districts[code].clone(), Some(*sum)));
            prop_assert!(same(&of_districts, sums(parts)));
            let in_all = by(statistic(account, "total of all"), "total of all (t)", "total of all (t)");
            prop_assert!(equal(in_all[0].1.unwrap_or(0.0), of_districts.values().sum()));
            // Every value that is missing is listed, and no other.
            let missing = account.summary.missing();
            prop_assert_eq!(account.unaccounted.rows, missing);
            let empty = emitted.iter().filter(|(_, value)| value.is_none()).count();
            let formula = account.summary.formulas.iter().find(|formula| formula.name == "emitted").unwrap();
            prop_assert_eq!(formula.missing, empty);
            prop_assert_eq!(account.summary.reasons.iter().map(|reason| reason.times).sum::<usize>(), missing);
            Ok(())
        })?;
    }

    #[test]
    fn threads_show_in_no_byte(all in enterprises()) {
        let ready = ready();
        let [one, two, seven] = [1, 2, 7].map(|threads| accounted(&ready, &all, threads, |account| bytes(account, threads)));
        prop_assert!(one == two && two == seven);
    }
}

/// So many that threads have their own stretches of them.
#[test]
fn threads_show_in_no_byte_of_many_rows() {
    let number = |at: usize, of: usize| u16::try_from(at * 7919 % of).unwrap();
    let row = |at: usize| {
        let small = |of| u8::try_from(number(at, of)).unwrap();
        let [amount, factor, unit, efficiency] = [50, 97, 41, 31].map(|of| !at.is_multiple_of(of));
        let factor = factor.then(|| small(30));
        (
            amount.then(|| number(at, 400)),
            factor,
            if unit { small(3) } else { 3 },
            efficiency.then(|| small(100)),
        )
    };
    let rows = |at: usize| (at * 5..at * 5 + at % 6).map(row).collect();
    let all: Vec<Enterprise> =
        (0..6000).map(|at| ((at % 13 > 0).then(|| u8::try_from(at % 4).unwrap()), rows(at))).collect();
    let ready = ready();
    let [one, two, seven] =
        [1, 2, 7].map(|threads| accounted(&ready, &all, threads, |account| bytes(account, threads)));
    assert!(one == two && two == seven);
}

#[test]
fn a_row_is_known_by_its_texts_and_a_missing_value_by_its_cell() {
    let all = [
        (Some(2), vec![(Some(100), Some(5), 1, Some(50)), (None, Some(5), 0, Some(0))]),
        (Some(1), vec![(Some(10), Some(5), 3, Some(0)), (Some(10), Some(5), 0, None)]),
        (None, vec![]),
    ];
    let shown = accounted(&ready(), &all, 2, |account| {
        let tables: Vec<String> =
            account.tables().map(|table| format!("{}\n{}", table.name, csv(table))).collect();
        format!("{}\n{:#?}", tables.join("\n"), account.summary)
    });
    insta::assert_snapshot!(shown);
}
