//! With a register, subjects are those that it holds; rows of others are rejected with their key.

use shensuan_data::RowTrouble;
use shensuan_vocab::Vocab;

use crate::sample::{A, B, C, KEY, Opened, Value, keyed_by, opened_with, values};

/// The sample vocabulary with a form as its register.
fn listed_in(form: &str, key: &[&str]) -> Vocab {
    let mut vocab = keyed_by(key);
    let register = vocab.forms().find(|(_, known)| known.name.all().any(|name| name == form)).unwrap().0;
    vocab.subject.as_mut().unwrap().register = Some(register);
    vocab
}

fn keys(opened: &Opened) -> Vec<(u32, &str, RowTrouble)> {
    opened.set.rejected.iter().map(|row| (row.row, row.key.as_str(), row.why)).collect()
}

#[test]
fn rows_of_others_are_rejected_and_counted() {
    let basic = format!("{KEY}\n{C}\n{A}\n,\n");
    let water = format!("{KEY},取水量\n{B},1\n{A},2\n{B},约3,4\n{},5\n", C.to_lowercase());
    let opened = opened_with(
        listed_in("G101-1", &[KEY]),
        &[("G101-1.csv", basic.as_bytes()), ("G102.csv", water.as_bytes())],
    );
    assert!(opened.said.is_empty(), "{:?}", opened.codes());
    assert_eq!(opened.set.subjects, [C, A]);
    assert_eq!(opened.keys("G102"), [C, A]);
    assert_eq!(opened.column("G102", "取水量"), values([5.0.into(), 2.0.into()]));
    assert_eq!(
        keys(&opened),
        [(4, "", RowTrouble::Blank), (2, B, RowTrouble::NotListed), (4, B, RowTrouble::NotListed)]
    );
    let account = opened.account("G102");
    assert_eq!((account.rows_in, account.rows_used, account.rows_rejected), (4, 2, 2));
    assert_eq!((account.cells_used, account.cells_of_rejected_rows, account.cells_unreadable), (4, 5, 0));
}

#[test]
fn the_register_is_read_first_and_stands_in_its_place() {
    let basic = format!("{KEY},行业代码\n{A},3360\n{B},3360\n,9\n");
    let water = format!("{KEY},取水量\n{B},1\n{A},约2\n");
    let opened = opened_with(
        listed_in("G102", &[KEY]),
        &[("G101-1.csv", basic.as_bytes()), ("G102.csv", water.as_bytes())],
    );
    assert_eq!(opened.set.subjects, [B, A]);
    assert_eq!(opened.keys("G101-1"), [B, A]);
    let files: Vec<&str> = opened.set.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(files, ["G101-1.csv", "G102.csv"]);
    assert_eq!((opened.set.unreadable[0].file, opened.set.rejected[0].file), (1, 0));
    assert_eq!(opened.column("G102", "取水量"), values([1.0.into(), Value::None]));
}

#[test]
fn a_key_of_several_parts_is_held_against_all_of_them() {
    let basic = format!("{KEY},扩展码\n{A},1\n{B},\n");
    let water = format!("{KEY},扩展码,取水量\n{A},2,1\n{A},１,2\n{B},,3\n{A},,4\n");
    let opened = opened_with(
        listed_in("G101-1", &[KEY, "扩展码"]),
        &[("G101-1.csv", basic.as_bytes()), ("G102.csv", water.as_bytes())],
    );
    assert_eq!(opened.set.subjects, [format!("{A}|1"), B.to_owned()]);
    assert_eq!(opened.column("G102", "取水量"), values([2.0.into(), 3.0.into()]));
    let two = format!("{A}|2");
    assert_eq!(keys(&opened), [(2, two.as_str(), RowTrouble::NotListed), (5, A, RowTrouble::NotListed)]);
}

#[test]
fn a_register_without_rows_holds_nobody() {
    let water = format!("{KEY},取水量\n{A},1\n");
    let files = [("G101-1.csv", KEY.as_bytes()), ("G102.csv", water.as_bytes())];
    let opened = opened_with(listed_in("G101-1", &[KEY]), &files);
    assert!(opened.said.is_empty(), "{:?}", opened.codes());
    assert!(opened.set.subjects.is_empty());
    assert_eq!(keys(&opened), [(2, A, RowTrouble::NotListed)]);
}

#[test]
fn a_register_without_a_file_is_an_error() {
    let water = format!("{KEY},取水量\n{A},1\n");
    let opened = opened_with(listed_in("G101-1", &[KEY]), &[("G102.csv", water.as_bytes())]);
    assert_eq!(opened.codes(), ["E0721"]);
    // A file that is there and broken was complained of.
    let files = [("G101-1.csv", b"".as_slice()), ("G102.csv", water.as_bytes())];
    let opened = opened_with(listed_in("G101-1", &[KEY]), &files);
    assert_eq!(opened.codes(), ["E0706"]);
    let opened = opened_with(listed_in("G101-1", &[KEY]), &[]);
    assert_eq!(opened.codes(), ["E0703"]);
}
