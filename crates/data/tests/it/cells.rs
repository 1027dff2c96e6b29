//! The text of cells to values.

use shensuan_data::CellTrouble;

use crate::sample::{A, B, KEY, Opened, Value, opened, values, water};

/// Reads cells of one field, a row each; a cell of nothing but itself in quotes.
fn column(field: &str, cells: &[&str]) -> Opened {
    let mut text = format!("{KEY},{field}\n");
    for (at, cell) in cells.iter().enumerate() {
        text.push_str(&format!("K{at:03},\"{}\"\n", cell.replace('"', "\"\"")));
    }
    let opened = water(&text);
    assert!(opened.said.is_empty(), "a cell is no reason to complain: {:?}", opened.codes());
    assert_eq!(opened.account("G102").rows_used, cells.len(), "no row is rejected for a cell");
    opened
}

/// Checks cells that are read and cells that are not.
fn check(field: &str, good: &[(&str, Value)], bad: &[(&str, CellTrouble)]) {
    let cells: Vec<&str> = good.iter().map(|(cell, _)| *cell).collect();
    let opened = column(field, &cells);
    let read: Vec<Value> = good.iter().map(|(_, value)| value.clone()).collect();
    assert_eq!(opened.column("G102", field), read);
    assert!(opened.set.unreadable.is_empty(), "{:?}", opened.set.unreadable);

    let cells: Vec<&str> = bad.iter().map(|(cell, _)| *cell).collect();
    let opened = column(field, &cells);
    assert!(opened.column("G102", field).iter().all(|value| *value == Value::None));
    let found: Vec<_> = opened.set.unreadable.iter().map(|cell| (cell.text.as_str(), cell.why)).collect();
    assert_eq!(found, bad);
    assert_eq!(opened.account("G102").cells_unreadable, bad.len());
    let id = opened.field("G102", field);
    for (row, cell) in opened.set.unreadable.iter().enumerate() {
        assert_eq!((cell.field, cell.row, cell.line), (Some(id), row as u32 + 2, row as u32 + 2));
        assert_eq!(opened.set.unreadable_at(opened.form("G102"), row, id), Some(cell));
    }
}

#[test]
fn numbers() {
    let good: [(&str, Value); 15] = [
        ("1200", 1200.0.into()),
        ("1,200", 1200.0.into()),
        ("１２００", 1200.0.into()),
        ("１，２００．５", 1200.5.into()),
        (" -3.5\u{3000}", (-3.5).into()),
        ("1E3", 1000.0.into()),
        ("\t7", 7.0.into()),
        ("0.1", 0.1.into()),
        ("", Value::None),
        ("\u{3000} ", Value::None),
        ("-", Value::None),
        ("—", Value::None),
        ("/", Value::None),
        ("无", Value::None),
        ("1.2万", 12_000.0.into()),
    ];
    let not = CellTrouble::NotANumber;
    let bad = [
        ("abc", not),
        ("12t", CellTrouble::UnitDoesNotFit),
        ("12 吨", CellTrouble::UnitDoesNotFit),
        ("NaN", not),
        ("inf", not),
        ("1，2", CellTrouble::TwoMeanings),
        ("12,00", not),
        ("#DIV/0!", not),
        ("50%", not),
        ("2024-01-01", not),
        ("1e400", CellTrouble::TooLarge),
        ("-1E+999", CellTrouble::TooLarge),
    ];
    check("取水量", &good, &bad);
}

#[test]
fn whole_numbers() {
    let good: [(&str, Value); 4] =
        [("12", 12.0.into()), ("12.0", 12.0.into()), ("1,200", 1200.0.into()), ("-0", 0.0.into())];
    let bad = [
        ("12.5", CellTrouble::NotWhole),
        ("十二", CellTrouble::NotANumber),
        ("9007199254740993e3", CellTrouble::TooLarge),
    ];
    check("从业人数", &good, &bad);
}

#[test]
fn percents() {
    let good: [(&str, Value); 6] = [
        ("80", 0.8.into()),
        ("80%", 0.8.into()),
        ("８０％", 0.8.into()),
        ("0.5", 0.005.into()),
        ("120 %", 1.2.into()),
        ("-5", (-0.05).into()),
    ];
    let bad =
        [("80%%", CellTrouble::NotANumber), ("%", CellTrouble::NotANumber), ("高", CellTrouble::NotANumber)];
    check("去除效率", &good, &bad);
}

#[test]
fn yes_and_no() {
    let good: [(&str, Value); 10] = [
        ("是", true.into()),
        ("否", false.into()),
        ("1", true.into()),
        ("2", false.into()),
        ("１", true.into()),
        ("Yes", true.into()),
        ("no", false.into()),
        ("TRUE", true.into()),
        ("ｆａｌｓｅ", false.into()),
        (" ", Value::None),
    ];
    let not = CellTrouble::NotYesNo;
    check("有无处理设施", &good, &[("0", not), ("有", not), ("√", not), ("是否", not)]);
}

#[test]
fn texts_and_codes_stay_as_written() {
    let text = format!("{KEY},单位名称,行业代码\n{A}, 甲  厂 ,0311\n{B},-,9999x\n{A},甲  厂,3360.0\n");
    let opened = opened(&[("G101-1.csv", text.as_bytes())]);
    assert!(opened.said.is_empty() && opened.set.unreadable.is_empty());
    assert_eq!(opened.column("G101-1", "单位名称"), values(["甲  厂".into(), "甲  厂".into(), "-".into()]));
    assert_eq!(
        opened.column("G101-1", "行业代码"),
        values(["0311".into(), "3360.0".into(), "9999x".into()]),
        "codes that no list holds are for rules to judge"
    );
}

#[test]
fn an_unreadable_cell_leaves_the_rest_of_its_row() {
    let opened = water(&format!("{KEY},取水量,从业人数\n{B},x,5\n{A},7,y\n"));
    assert_eq!(opened.column("G102", "取水量"), values([Value::None, 7.0.into()]));
    assert_eq!(opened.column("G102", "从业人数"), values([5.0.into(), Value::None]));
    assert_eq!(opened.unreadable(), [(2, "取水量", "x"), (3, "从业人数", "y")]);
    let account = opened.account("G102");
    assert_eq!((account.cells_in, account.cells_used, account.cells_unreadable), (6, 4, 2));
}

#[test]
fn repairs_are_counted_by_kind() {
    let opened = column("取水量", &["1", "１,２００", "—", "无", "1.2万", "约 3", ""]);
    let account = opened.account("G102");
    let made: Vec<_> = account.repaired.made().collect();
    use shensuan_data::Repair::{Groups, Multiple, Nothing, Width};
    assert_eq!(made, [(Width, 1), (Groups, 1), (Multiple, 1), (Nothing, 2)]);
    assert_eq!(account.repaired.cells, 4);
    // Keys among the used; what says that there is nothing is empty.
    assert_eq!((account.cells_used, account.cells_empty, account.cells_unreadable), (7 + 3, 3, 1));
}
