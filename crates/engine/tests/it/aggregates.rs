//! What a finding says of the aggregates of its rule: what came of each, of how many rows, and how many were passed over.

use shensuan_diagnostics::Lang;
use shensuan_findings::Words;

use crate::road::review_with;

const VOCABULARY: &str = "subject S keyed by id
form F
  one per S
  field total : number in t
form B
  many per S
  field x : number in t
  field secret : number in t private
";

/// One subject with rows of 5 t, of nothing, and of 3 t: what its finding says.
fn said(rule: &str) -> Vec<String> {
    let files = [("F.csv", "id,total\n1,3\n"), ("B.csv", "id,x,secret\n1,5,1\n1,,\n1,3,2\n")];
    let review = review_with(VOCABULARY, &format!("rule R\n  check {rule}\n"), &files);
    let [finding] = review.findings.as_slice() else { panic!("{:?}", review.findings) };
    let lang = |lang| move |aggregate| Words::of(lang).aggregate(aggregate);
    let of = &finding.aggregates;
    of.iter().map(lang(Lang::En)).chain(of.iter().map(lang(Lang::Zh))).collect()
}

#[test]
fn a_finding_says_what_came_of_its_aggregates() {
    assert_eq!(
        said("total ≥ sum(B.x)"),
        [
            "sum(B.x) = 8 t (rows: 3, passed over for an empty cell: 1)",
            "sum(B.x) = 8 t（3 行，其中 1 行有空缺，未计入）"
        ]
    );
    assert_eq!(
        said("sum(B.x where x > 4 t) > 9 t")[0],
        "sum(B.x where x > 4 t) = 5 t (rows: 2, passed over for an empty cell: 1)"
    );
    assert_eq!(said("mean(B.x) > 9000 kg")[0], "mean(B.x) = 4 t (rows: 3, passed over for an empty cell: 1)");
    assert_eq!(said("count(B) > 3")[0], "count(B) = 3 (rows: 3)");
    assert_eq!(said("count(B.x) > 3")[0], "count(B.x) = 2 (rows: 3)");
    assert_eq!(
        said("max(B.secret) > 3 t")[0],
        "max(B.secret) = *** (rows: 3, passed over for an empty cell: 1)"
    );
}

#[test]
fn a_test_of_rows_is_shown_where_it_passed_one_over() {
    assert_eq!(
        said("every B has x > 3 t")[0],
        "every B has x > 3 t = no (rows: 3, passed over for an empty cell: 1)"
    );
    assert!(said("count(B where x is missing) = 0 and no B where x is missing").len() == 2);
}

#[test]
fn the_answer_is_that_of_what_is_written() {
    assert_eq!(
        said("no B where x > 4 t")[0],
        "no B where x > 4 t = no (rows: 3, passed over for an empty cell: 1)"
    );
    assert_eq!(
        said("not (any B where x > 4 t)")[0],
        "(any B where x > 4 t) = yes (rows: 3, passed over for an empty cell: 1)"
    );
}

/// Whether a key is known, and whether there are rows of another, is asked by nobody.
#[test]
fn what_nobody_wrote_is_no_aggregate() {
    let files = [("B.csv", "id,x,secret\n1,5,1\n1,3,2\n"), ("C.csv", "id,y\n1,5\n1,3\n")];
    let vocabulary = format!("{VOCABULARY}form C\n  many per S\n  field y : number in t\n");
    let rule = "rule R\n  for each B\n  check every C has C.y = x and C.y > 9 t\n";
    let review = review_with(&vocabulary, rule, &files);
    assert_eq!(review.findings.len(), 2);
    assert!(review.findings.iter().all(|found| found.aggregates.is_empty()), "{:?}", review.findings);
}
