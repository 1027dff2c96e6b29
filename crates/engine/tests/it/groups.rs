//! What a finding says of its group, and what an item lacks that no group can help.

use shensuan_findings::{Group, State};

use crate::road::review;

/// Twelve enterprises of one trade with these numbers of staff, one of another, and one without any.
fn staffed(staff: [&str; 12]) -> String {
    let mut file = String::from("代码,名称,人数,治理\n");
    for (at, staff) in staff.iter().enumerate() {
        file.push_str(&format!("E{at:02},甲,{staff},是\n"));
    }
    file + "E90,乙,5,是\nE91,,5,是\n"
}

const FORM: &str = "基本表.csv";
const OUTLIER: &str = "rule A check staff is not an outlier by unit name (robust 3.5)\n";

fn only(groups: &[Group]) -> &Group {
    let [group] = groups else { panic!("{groups:?}") };
    group
}

#[test]
fn a_finding_names_its_group_and_its_statistics() {
    let file = staffed(["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "", "99"]);
    let review = review(OUTLIER, &[(FORM, &file)]);
    let [finding] = review.findings.as_slice() else { panic!("{:?}", review.findings) };
    assert_eq!(finding.subject, "E11");
    let group = only(&finding.groups);
    assert_eq!((group.keys[0].name.as_str(), group.keys[0].value.as_str()), ("unit name", "甲"));
    // One of the twelve states no number.
    assert_eq!((group.size, group.statistics[0].given), (12, Some(11)));
    let statistics: Vec<_> =
        group.statistics.iter().map(|asked| (asked.name.as_str(), asked.value.as_deref())).collect();
    assert_eq!(statistics, [("median(staff)", Some("6")), ("mad(staff)", Some("3"))]);
}

#[test]
fn a_group_that_is_too_small_or_unknown_says_so() {
    let file = staffed(["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "", "99"]);
    let review = review(OUTLIER, &[(FORM, &file)]);
    let of = |subject: &str| review.undetermined.iter().find(|item| item.subject == subject).unwrap();
    let small = of("E90");
    assert_eq!(small.lacking[0].state, State::FewInGroup);
    let median = &only(&small.groups).statistics[0];
    assert_eq!((median.value.as_deref(), median.given, median.needed), (None, Some(1), Some(10)));
    let unknown = of("E91");
    assert_eq!((unknown.lacking[0].name.as_str(), unknown.lacking[0].state), ("unit name", State::Missing));
    assert!(unknown.groups.is_empty());
    let blank = of("E10");
    assert_eq!((blank.lacking[0].name.as_str(), blank.lacking[0].state), ("staff", State::Missing));
}

#[test]
fn where_most_are_equal_the_others_cannot_be_judged() {
    let file = staffed(["5", "5", "5", "5", "5", "5", "5", "5", "5", "5", "6", "99"]);
    let review = review(OUTLIER, &[(FORM, &file)]);
    assert!(review.findings.is_empty());
    let lacking: Vec<_> = review
        .undetermined
        .iter()
        .filter(|item| item.subject.as_str() < "E90")
        .map(|item| (item.subject.as_str(), item.lacking[0].state))
        .collect();
    assert_eq!(lacking, [("E10", State::NoSpread), ("E11", State::NoSpread)]);
}

#[test]
fn everybody_is_judged_once() {
    let file = staffed(["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "", "99"]);
    let review = review("rule A check median(staff) ≥ 50\n", &[(FORM, &file)]);
    let [finding] = review.findings.as_slice() else { panic!("{:?}", review.findings) };
    assert!(finding.is_of_the_data_set() && finding.evidence.is_empty());
    assert!(only(&finding.groups).keys.is_empty());
    assert_eq!(review.summary.rules[0].tally.fail, 1);
    assert!(!review.summary.rules[0].suspect);
}
