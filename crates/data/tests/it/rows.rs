//! Rows to subjects.

use shensuan_data::RowTrouble;

use crate::sample::{A, B, C, KEY, Value, opened, values, water};

#[test]
fn ragged_rows() {
    let opened = water(&format!("取水量,{KEY},从业人数\n1,{A}\n2\n3,{B},4,5,,6\n\n,,\n8,{C},9,\n"));
    assert!(opened.said.is_empty(), "{:?}", opened.codes());
    assert_eq!(opened.keys("G102"), [A, C]);
    assert_eq!(opened.column("G102", "取水量"), values([1.0.into(), 8.0.into()]));
    assert_eq!(opened.column("G102", "从业人数"), values([Value::None, 9.0.into()]));
    assert_eq!(
        opened.rejected(),
        [
            (3, RowTrouble::TooShort(0)),
            (4, RowTrouble::TooLong),
            (5, RowTrouble::Blank),
            (6, RowTrouble::Blank)
        ]
    );
    assert!(opened.set.unreadable.is_empty());
    let account = opened.account("G102");
    assert_eq!((account.rows_in, account.rows_used, account.rows_rejected), (6, 2, 4));
    assert_eq!((account.cells_in, account.cells_used), (6 * 3 + 2, 5));
    assert_eq!((account.cells_surplus, account.cells_of_rejected_rows, account.cells_empty), (0, 6, 9));
}

#[test]
fn a_comma_that_parts_a_number_rejects_the_row() {
    let opened = water(&format!("{KEY},取水量,从业人数\n{A},12,000,7\n{B},\"12,000\",7\n{C},1,2,\n"));
    assert_eq!(opened.keys("G102"), [B, C]);
    assert_eq!(opened.column("G102", "取水量"), values([12_000.0.into(), 1.0.into()]));
    assert_eq!(opened.rejected(), [(2, RowTrouble::TooLong)]);
}

#[test]
fn blank_keys() {
    let opened = water(&format!("{KEY},取水量,备注\n,1,a\n \u{3000},2,\n{A},3,\n,,合计\n,4,,5\n"));
    assert_eq!(opened.set.subjects, [A]);
    assert_eq!(
        opened.rejected(),
        [2, 3, 5, 6].map(|row| {
            let why = if row == 5 { RowTrouble::Sum } else { RowTrouble::BlankKey(0) };
            (row, why)
        }),
        "a row with nothing but a remark is not blank"
    );
    let account = opened.account("G102");
    assert_eq!((account.cells_in, account.cells_used, account.cells_empty), (11, 2, 5));
    assert_eq!((account.cells_of_rejected_rows, account.cells_ignored), (4, 2));
    assert!(opened.unreadable().is_empty(), "cells of a rejected row are told by the row");
}

#[test]
fn keys_that_differ_in_blanks_width_or_case_are_one() {
    let lower = A.to_lowercase();
    let wide: String = A.chars().map(|c| char::from_u32(c as u32 + 0xfee0).unwrap()).collect();
    let text = format!("{KEY},取水量\n  {A}\u{3000},1\n{lower},2\n{B},3\n{wide},4\n\"{A} \",5\n\t{A},6\n");
    let opened = water(&text);
    assert_eq!(opened.set.subjects, [A, B], "the first spelling is kept");
    assert_eq!(opened.table("G102").rows, [2, 3, 5, 6, 7, 4]);
    let inside = water(&format!("{KEY},取水量\n9199 0000,1\n9199  0000,2\n91990000,3\n"));
    assert_eq!(inside.set.subjects, ["9199 0000", "91990000"]);
    let first = opened_first_spelling(&lower);
    assert_eq!(first, [lower]);
}

fn opened_first_spelling(lower: &str) -> shensuan_data::TextList {
    water(&format!("{KEY},取水量\n{lower},1\n{A},2\n")).set.subjects
}

#[test]
fn doubled_subjects_are_kept_for_rules_to_judge() {
    let opened = water(&format!("{KEY},取水量\n{A},1\n{B},2\n{A},3\n{A},1\n"));
    assert!(opened.said.is_empty());
    assert_eq!(opened.table("G102").rows, [2, 4, 5, 3]);
    assert_eq!(
        opened.column("G102", "取水量"),
        values([1.0.into(), 3.0.into(), 1.0.into(), 2.0.into()]),
        "of one subject in the order of the file"
    );
}

#[test]
fn subjects_stand_in_the_order_of_their_appearance() {
    let basic = format!("{KEY}\n{C}\n{A}\n");
    let water = format!("{KEY},取水量\n{B},1\n{A},2\n{C},3\n");
    let opened = opened(&[("G101-1.csv", basic.as_bytes()), ("废水表.csv", water.as_bytes())]);
    assert_eq!(opened.set.subjects, [C, A, B]);
    assert_eq!(opened.keys("G102"), [C, A, B]);
    assert_eq!(opened.column("G102", "取水量"), values([3.0.into(), 2.0.into(), 1.0.into()]));
    assert_eq!(opened.table("G102").subject, [0, 1, 2]);
}

/// The boxes of a printed form that nobody filled are no key and no number.
#[test]
fn boxes_are_blank() {
    let boxes = "□".repeat(18);
    let opened = water(&format!("{KEY},取水量,从业人数\n{boxes},1,2\n{A},□□,3\n□{B},4,5\n"));
    assert_eq!(opened.rejected(), [(2, RowTrouble::BlankKey(0))]);
    assert_eq!(opened.keys("G102"), [A, &format!("□{B}")]);
    assert_eq!(opened.column("G102", "取水量"), values([Value::None, 4.0.into()]));
    assert!(opened.set.unreadable.is_empty());
}
