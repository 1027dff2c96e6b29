//! Rows of two forms that belong together by an equal key, against an evaluator that tries every pair.

use proptest::prelude::*;
use shensuan_engine::Parsed;

use crate::road::{review_with, tally};

const VOCABULARY: &str = "subject S keyed by id
form A
  many per S
  field k : text
  field n : number
  field y : number
form B
  many per S
  field k : text
  field n : number
  field x : number
";

/// A row: whose it is, its key, its value.
type Row = (u8, Option<u8>, Option<u8>);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (0..3_u8, prop::option::weighted(0.8, 0..3_u8), prop::option::weighted(0.8, 0..4_u8));
    prop::collection::vec(row, 0..10)
}

fn file(rows: &[Row], value: &str) -> String {
    let cell = |cell: Option<u8>| cell.map_or(String::new(), |cell| cell.to_string());
    let key =
        |key: Option<u8>| key.map_or(String::new(), |key| ["煤", "Ｏil", "gas"][usize::from(key)].to_owned());
    let line = |(id, k, v): &Row| format!("{id},{},{},{}\n", key(*k), cell(*k), cell(*v));
    format!("id,k,n,{value}\n{}", rows.iter().map(line).collect::<String>())
}

/// Of one row of A: whether `count(B where B.k = A.k and B.x > A.y) ≥ 1`.
fn expected(a: &Row, b: &[Row]) -> Option<bool> {
    let beside: Vec<&Row> = b.iter().filter(|(id, _, _)| *id == a.0).collect();
    if beside.is_empty() {
        return Some(false);
    }
    let key = a.1?;
    let values: Vec<u8> = beside.iter().filter(|row| row.1 == Some(key)).filter_map(|row| row.2).collect();
    match a.2 {
        Some(y) => Some(values.iter().any(|x| *x > y)),
        None if values.is_empty() => Some(false),
        None => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rows_are_found_as_if_every_pair_was_tried(a in rows(), b in rows()) {
        let expected: Vec<Option<bool>> = a.iter().map(|row| expected(row, &b)).collect();
        let count = |outcome| expected.iter().filter(|found| **found == outcome).count();
        let files = [("A.csv", file(&a, "y")), ("B.csv", file(&b, "x"))];
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
        for test in [
            "count(B where B.k = A.k and x > y) ≥ 1",
            "any B where (k = this row.k and x > y)",
            "not (no B where (A.n = n and y < x))",
        ] {
            let rule = format!("rule R\n  for each A\n  check {test}\n");
            let found = tally(&review_with(VOCABULARY, &rule, &files));
            prop_assert_eq!([found[0], found[1], found[4]], [count(Some(true)), count(Some(false)), count(None)], "{}", test);
        }
    }
}

/// Of one row of A: whether `every B has B.k = A.k`, where a B without a key is passed over.
fn all_belong(a: &Row, b: &[Row]) -> Option<bool> {
    let beside: Vec<&Row> = b.iter().filter(|(id, _, _)| *id == a.0).collect();
    if beside.is_empty() {
        return Some(true);
    }
    let key = a.1?;
    Some(beside.iter().filter_map(|row| row.1).all(|own| own == key))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_row_is_looked_at_as_if_every_pair_was_tried(a in rows(), b in rows()) {
        let expected: Vec<Option<bool>> = a.iter().map(|row| all_belong(row, &b)).collect();
        let count = |outcome| expected.iter().filter(|found| **found == outcome).count();
        let files = [("A.csv", file(&a, "y")), ("B.csv", file(&b, "x"))];
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let rule = "rule R\n  for each A\n  check every B has k = this row.k\n";
        let found = tally(&review_with(VOCABULARY, rule, &files));
        prop_assert_eq!([found[0], found[1], found[4]], [count(Some(true)), count(Some(false)), count(None)]);
    }
}

/// Of one row of A: whether `any A where (k = this row.k and y + 3 > this row.y × 2)`.
fn exceeded(own: &Row, all: &[Row]) -> Option<bool> {
    let key = own.1?;
    let beside: Vec<&Row> = all.iter().filter(|row| row.0 == own.0 && row.1 == Some(key)).collect();
    let values: Vec<u8> = beside.iter().filter_map(|row| row.2).collect();
    let doubled = 2 * own.2?;
    Some(values.iter().any(|y| *y + 3 > doubled))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_formula_of_this_row_is_of_the_row_around(a in rows()) {
        let expected: Vec<Option<bool>> = a.iter().map(|row| exceeded(row, &a)).collect();
        let count = |outcome| expected.iter().filter(|found| **found == outcome).count();
        let rule = "formula doubled = y × 2\nformula raised = y + 3\nrule R\n  for each A\n  when y is given and k is given
  check any A where (k = this row.k and raised > this row.doubled)\n";
        let found = tally(&review_with(VOCABULARY, rule, &[("A.csv", &file(&a, "y"))]));
        prop_assert_eq!([found[0], found[1], found[4]], [count(Some(true)), count(Some(false)), 0]);
    }
}

/// The vocabulary, and what each subject states once.
fn with_trade() -> String {
    VOCABULARY.replacen("form A", "form T\n  one per S\n  field c : text\nform A", 1)
}

fn errors(rules: &str) -> Vec<&'static str> {
    let checked = Parsed::of_text("rules.rule", &format!("{}{rules}", with_trade())).check();
    checked.said.errors().iter().map(|said| said.code.row().number).collect()
}

/// A row may be found several times, or not at all: a group of such rows would be of something else than what was filed.
#[test]
fn no_group_is_made_of_rows_that_are_found() {
    let asked = [
        "(count(y) by c, A.k) = 2",
        "(sum(y) by c) = 3",
        "(median(y)) > 1",
        "(rank(y) by k) = 1",
        "(same(y) by k)",
        "(share(y > 1) by k) > 5%",
        "y is not an outlier by k (robust 3.5)",
        "(unique by k, y)",
        "list(A.k) includes every common(A.k, 60%) by c",
        "counted = 2",
        "raised = 2",
    ];
    for asked in asked {
        let head = "formula counted = count(y) by c, A.k\n  for each A\nformula raised = counted + 1\n  for each A\n";
        for rule in [
            format!("rule R\n  for each A\n  check any A where (A.k = this row.k and {asked})\n"),
            format!("rule R\n  for each B\n  check any A where (A.k = B.k and {asked})\n"),
        ] {
            assert_eq!(errors(&format!("{head}{rule}")), ["E0351"], "{rule}");
        }
    }
    let value = "rule R\n  for each A\n  check max((count(y) by k) where A.k = this row.k) = 2\n";
    assert_eq!(errors(value), ["E0351"]);
}

/// What is asked of groups has one value for all their rows, whichever of them is judged.
#[test]
fn no_group_is_compared_with_the_row_in_hand() {
    for asked in [
        "(count(A where y < this row.y) by k) = 1",
        "(sum(y where y < this row.y) by c) = 1",
        "median(y where k = this row.k) = 1",
        "(sum(y × this row.y) by k) = 9",
    ] {
        assert_eq!(errors(&format!("rule R\n  for each A\n  check {asked}\n")), ["E0352"], "{asked}");
    }
    // The row around another aggregate is one of the group's own.
    let inside = "rule R\n  for each A\n  check (count(A where any B where B.k = this row.k) by k) = 1\n";
    assert_eq!(errors(inside), Vec::<&str>::new());
}

/// The ways out: two rows of one outlet, of which one has an amount.
#[test]
fn groups_beside_rows_that_are_found_hold_each_row_once() {
    let file = "id,k,n,y\nS1,a,1,3\nS1,a,2,\nS1,b,3,5\n";
    let rules = "formula counted = count(y) by c, A.k
  for each A
formula total = sum(A.y) by c
rule COUNT
  for each A
  check count(A where A.k = this row.k and this row.counted = 1) = count(A where A.k = this row.k)
rule TOTAL
  for each A
  check any A where (A.k = this row.k and total = 8)
rule ROWS
  for each A
  check any A where (A.k = this row.k and (count(A) by c) = 3)
";
    let review = review_with(&with_trade(), rules, &[("A.csv", file), ("T.csv", "id,c\nS1,X\n")]);
    let passed: Vec<usize> = review.summary.rules.iter().map(|rule| rule.tally.pass).collect();
    assert_eq!(passed, [3, 3, 3]);
}
