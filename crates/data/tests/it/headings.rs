//! Headings to fields and keys.

use shensuan_diagnostics::Lang;
use shensuan_diagnostics::codes::data as codes;
use shensuan_vocab::{Field, Name};

use crate::sample::{A, B, KEY, Value, keyed_by, opened, opened_with, values, vocab, water};

#[test]
fn columns_in_any_order_under_any_name() {
    for headings in [
        format!("{KEY},取水量,从业人数"),
        "credit code,water intake,staff".to_owned(),
        "Credit Code,WATER  INTAKE,Staff".to_owned(),
        "ｃｒｅｄｉｔ　ｃｏｄｅ， ,取水量,从业人数".replace("， ", ""),
        format!(" {KEY} , 取水量\u{3000},\u{a0}从业人数"),
        "\"统一社会\n信用代码\",\"取\r\n水量\",从业 人数".to_owned(),
    ] {
        let opened = water(&format!("{headings}\n{A},1,2\n{B},3,4\n"));
        assert!(opened.said.is_empty(), "{headings}: {:?}", opened.codes());
        assert_eq!(opened.keys("G102"), [A, B], "{headings}");
        assert_eq!(opened.column("G102", "取水量"), values([1.0.into(), 3.0.into()]), "{headings}");
        assert_eq!(opened.column("G102", "从业人数"), values([2.0.into(), 4.0.into()]), "{headings}");
    }
    let reversed = water(&format!("从业人数,取水量,{KEY}\n2,1,{A}\n"));
    assert_eq!(reversed.column("G102", "取水量"), values([1.0.into()]));
    assert_eq!(reversed.column("G102", "从业人数"), values([2.0.into()]));
    let aliased = opened(&[("G101-1.csv", format!("单位名称,CREDIT CODE\n甲厂,{A}\n").as_bytes())]);
    assert_eq!(aliased.column("G101-1", "unit name"), values(["甲厂".into()]));
    assert_eq!(aliased.column("G101-1", KEY), values([A.into()]));
}

#[test]
fn extra_columns_are_listed_and_ignored() {
    let opened = water(&format!("序号,{KEY},,取水量,备注\n1,{A},x,5,好\n2,{B},,6,\n"));
    assert!(opened.said.is_empty(), "{:?}", opened.codes());
    let account = opened.account("G102");
    assert_eq!(account.ignored_columns, ["序号", "[C]", "备注"]);
    assert_eq!(account.cells_ignored, 4);
    assert_eq!((account.cells_in, account.cells_used), (4, 4));
}

#[test]
fn blank_headings_at_the_end_are_no_columns() {
    let opened = water(&format!("{KEY},取水量,,\n{A},1,,\n{B},2,,note\n"));
    let account = opened.account("G102");
    assert!(account.ignored_columns.is_empty());
    assert_eq!((account.cells_in, account.cells_used, account.cells_surplus), (5, 4, 1));
    assert_eq!(opened.unreadable(), [(3, "D", "note")]);
}

#[test]
fn missing_columns_are_listed_and_missing_throughout() {
    let opened = water(&format!("{KEY},从业人数\n{A},1\n"));
    assert!(opened.said.is_empty());
    assert_eq!(
        opened.account("G102").missing_columns,
        ["取水量", "去除效率", "有无处理设施"].map(|field| opened.field("G102", field))
    );
    for field in ["取水量", "去除效率", "有无处理设施"] {
        assert_eq!(opened.column("G102", field), values([Value::None]), "{field}");
    }
    assert_eq!(opened.account("G102").cells_in, 2, "a column that is not there has no cells");
}

#[test]
fn columns_that_resemble_a_missing_field() {
    let said = |heading: &str| {
        let opened = water(&format!("{KEY},{heading}\n{A},1\n"));
        assert!(!opened.said.has_errors());
        assert_eq!(opened.account("G102").ignored_columns.len(), 1);
        opened.codes()
    };
    assert_eq!(said("取水"), ["E0713"]);
    assert_eq!(said("取水量（万立方米）"), ["E0713"], "the unit may be another");
    assert_eq!(said("water intak"), ["E0713"]);
    assert!(said("备注").is_empty());
    let both = water(&format!("{KEY},取水,取水量\n{A},1,2\n"));
    assert!(both.said.is_empty(), "the field is there");
}

#[test]
fn doubled_headings_are_refused() {
    for headings in [
        format!("{KEY},取水量,取水量"),
        format!("{KEY},取水量,Water Intake"),
        format!("{KEY},credit code,取水量"),
        format!("{KEY},{KEY},取水量"),
    ] {
        let opened = water(&format!("{headings}\n{A},1,2\n"));
        assert_eq!(opened.codes(), ["E0710"], "{headings}");
        assert!(opened.set.files.is_empty() && opened.set.subjects.is_empty(), "{headings}");
    }
    let basic = opened(&[("G101-1.csv", format!("{KEY},credit code\n{A},{A}\n").as_bytes())]);
    assert_eq!(basic.codes(), ["E0710"], "said once, though it is a field and a key");
    let ignored = water(&format!("{KEY},备注,备注\n{A},1,2\n"));
    assert!(ignored.said.is_empty(), "who ignores a column does not mind another");
    let many = water(&format!("{KEY}{}\n", ",取水量".repeat(5000)));
    assert_eq!(many.said.len(), 3);
}

#[test]
fn no_column_for_the_key() {
    let opened = water(&format!("企业,取水量\n{A},1\n"));
    assert_eq!(opened.codes(), ["E0709"]);
    assert!(opened.set.files.is_empty());
    let labelled = water(&format!("{KEY},{A}\n取水量,从业人数\n1,2\n"));
    assert!(labelled.said.is_empty(), "a label of the form's head says whose the sheet is");
    assert_eq!((labelled.keys("G102"), labelled.account("G102").header), (vec![A], 2));
    let line = water(&format!("企业：{A}\n取水量,从业人数\n1,2\n"));
    assert_eq!(line.codes(), ["E0709"], "the key in a line of the form's head is no heading");
    let said = line.said.iter().flat_map(|said| &said.helps).map(|help| help.text(Lang::En));
    assert!(said.collect::<String>().contains("row 2, which was taken for the headings, holds `取水量`"));
}

#[test]
fn a_key_that_is_a_field_of_the_form_is_one_column() {
    let opened = opened_with(keyed_by(&["取水量"]), &[("G102.csv", b"water intake,staff\n7,1\n")]);
    assert!(opened.said.is_empty(), "{:?}", opened.codes());
    assert_eq!(opened.set.subjects, ["7"]);
    assert_eq!(opened.column("G102", "取水量"), values([7.0.into()]));
    assert_eq!(opened.account("G102").cells_used, 2);
}

#[test]
fn a_field_of_the_form_is_the_key_before_a_name_from_another_form() {
    // The key is also called 企业编码, but in form G103 alone.
    let mut vocab = vocab();
    let air = vocab.forms().find(|(_, form)| form.name.declared() == "G103").unwrap().0;
    let like = vocab.fields().next().unwrap().1.clone();
    vocab.add_field(Field { form: air, name: Name::new(KEY, ["企业编码".to_owned()]), ..like });
    let basic = format!("企业编码,{KEY},单位名称\nX1,{A},甲厂\n");
    let water = format!("企业编码,取水量\n{A},7\n");
    let opened = opened_with(vocab, &[("G101-1.csv", basic.as_bytes()), ("G102.csv", water.as_bytes())]);
    assert!(opened.said.is_empty(), "{:?}", opened.codes());
    assert_eq!(opened.set.subjects, [A]);
    assert_eq!(opened.account("G101-1").ignored_columns, ["企业编码"]);
    assert_eq!(opened.column("G102", "取水量"), values([7.0.into()]));
}

#[test]
fn keys_of_two_parts() {
    let two = || keyed_by(&[KEY, "排放口编号"]);
    let text = format!("{KEY},outlet code,取水量\n{A},W1,1\n{A},,2\n{A},W2,3\n,W1,4\n{A},w1,5\n");
    let opened = opened_with(two(), &[("G102.csv", text.as_bytes())]);
    assert_eq!(opened.set.subjects, [format!("{A}|W1"), A.to_owned(), format!("{A}|W2")]);
    assert_eq!(opened.table("G102").rows, [2, 6, 3, 4]);
    assert_eq!(opened.rejected().len(), 1);
    let without = opened_with(two(), &[("G102.csv", format!("{KEY},取水量\n{A},1\n").as_bytes())]);
    assert_eq!(without.codes(), ["E0709"]);
    assert!(without.title(codes::NO_KEY_COLUMN).contains("排放口编号"));
}
