//! Groups as what is judged, against an evaluator that compares every row with every other; and what findings say of
//! them.

use std::collections::BTreeMap;

use proptest::prelude::*;
use shensuan_diagnostics::Lang;
use shensuan_findings::{State, Words};

use crate::road::{review_in, review_with};

const VOCABULARY: &str = "subject S keyed by id
form B
  one per S
  field name : text
  field c : text
  field secret : text private
form F
  many per S
  field k : text
  field n : number
  field x : number
  field done : yes/no
";

/// A row: whose it is, its keys, its value.
type Row = (u8, Option<u8>, Option<u8>, Option<u8>);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let cell = |most: u8| prop::option::weighted(0.85, 0..most);
    prop::collection::vec((0..3_u8, cell(3), cell(2), cell(4)), 0..14)
}

fn file(rows: &[Row]) -> String {
    let cell = |cell: Option<u8>| cell.map_or(String::new(), |cell| cell.to_string());
    let key = |key: Option<u8>, at: usize| {
        let spelt = [["oil", "gas", "coal"], ["Ｏil", "GAS", " coal"]];
        key.map_or(String::new(), |key| spelt[at % 2][usize::from(key)].to_owned())
    };
    let line =
        |(at, (id, k, n, x)): (usize, &Row)| format!("S{id},{},{},{},\n", key(*k, at), cell(*n), cell(*x));
    format!("id,k,n,x,done\n{}", rows.iter().enumerate().map(line).collect::<String>())
}

/// A subject, and what its rows share.
type Key = (u8, Option<u8>, Option<u8>);

/// The rows of each group, by subject and keys.
fn groups(rows: &[Row]) -> BTreeMap<Key, Vec<&Row>> {
    let mut found: BTreeMap<Key, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        found.entry((row.0, row.1, row.2)).or_default().push(row);
    }
    found
}

/// How many pass, fail, and are undetermined.
fn counted(outcomes: impl Iterator<Item = Option<bool>>) -> [usize; 3] {
    outcomes.fold([0; 3], |mut counts, outcome| {
        counts[match outcome {
            Some(true) => 0,
            Some(false) => 1,
            None => 2,
        }] += 1;
        counts
    })
}

const RULES: &str = "rule COUNT
  for each group of F by k, n
  check count(F) = 2
rule SUM
  for each group of F by k, n
  check sum(F.x where x > 0) ≤ 3
rule SAME
  for each group of F by k
  check same(x)
rule THE
  for each group of F by k
  check the(x where n = 1) ≥ 2
rule MIDDLE
  for each group of F by k
  check 2 × median(x) ≥ max(x)
rule UNIQUE
  for each F
  check unique by k, n
";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn groups_are_what_a_reader_would_make_of_the_rows(rows in rows()) {
        let review = review_with(VOCABULARY, RULES, &[("F.csv", &file(&rows))]);
        let by_two = groups(&rows);
        let one: Vec<Row> = rows.iter().map(|row| (row.0, row.1, None, row.3)).collect();
        let by_one = groups(&one);
        let known = |key: &Key| key.1.is_some() && key.2.is_some();
        let got = |rule: &str| {
            let tally = review.summary.rules.iter().find(|known| known.rule == rule).unwrap().tally;
            [tally.pass, tally.fail, tally.undetermined]
        };
        let count = by_two.iter().map(|(key, rows)| known(key).then_some(rows.len() == 2));
        prop_assert_eq!(got("COUNT"), counted(count));
        let sum = by_two.iter().map(|(key, rows)| {
            let kept: Vec<u8> = rows.iter().filter_map(|row| row.3).filter(|x| *x > 0).collect();
            known(key).then(|| kept.iter().sum::<u8>() <= 3)
        });
        prop_assert_eq!(got("SUM"), counted(sum));
        let same = by_one.iter().map(|(key, rows)| {
            let mut given = rows.iter().filter_map(|row| row.3);
            let first = given.next().filter(|_| key.1.is_some())?;
            Some(given.all(|x| x == first))
        });
        prop_assert_eq!(got("SAME"), counted(same));
        let the = by_one.keys().map(|key| {
            let own = rows.iter().filter(|row| (row.0, row.1) == (key.0, key.1) && row.2 == Some(1));
            let own: Vec<&Row> = own.collect();
            let [only] = own.as_slice() else { return None };
            key.1.and(only.3).map(|x| x >= 2)
        });
        prop_assert_eq!(got("THE"), counted(the));
        let middle = by_one.iter().map(|(key, rows)| {
            let mut given: Vec<u8> = rows.iter().filter_map(|row| row.3).collect();
            given.sort_unstable();
            let most = given.last().copied().filter(|_| key.1.is_some())?;
            let twice = given[(given.len() - 1) / 2] + given[given.len() / 2];
            Some(twice >= most)
        });
        prop_assert_eq!(got("MIDDLE"), counted(middle));
        let unique = rows.iter().map(|row| {
            let twins = rows.iter().filter(|other| (other.1, other.2) == (row.1, row.2)).count();
            row.1.and(row.2).map(|_| twins == 1)
        });
        prop_assert_eq!(got("UNIQUE"), counted(unique));
    }
}

#[test]
fn twins_name_each_other_and_at_most_twenty() {
    let mut file = String::from("id,name,c,secret\n");
    (0..23).for_each(|at| file.push_str(&format!("S{at:02},N{at},X,Y\n")));
    file.push_str("S90,N,,Y\nS91,N,Z,W\n");
    let rules = "rule A check unique by c\nrule B check unique by secret\n";
    let review = review_with(VOCABULARY, rules, &[("B.csv", &file)]);
    let of = |rule: &str, subject: &str| {
        review.findings.iter().find(|found| found.rule == rule && found.subject == subject).unwrap()
    };
    let group = &of("A", "S03").groups[0];
    assert_eq!((group.size, group.named.len(), group.named_left_out), (23, 20, 2));
    assert_eq!((group.keys[0].value.as_str(), group.named[3].subject.as_str()), ("X", "S04"));
    assert_eq!(group.named[3].cell.as_ref().map(|cell| (cell.file.as_str(), cell.row)), Some(("B.csv", 6)));
    let line = Words::of(Lang::En).named(group).unwrap();
    assert!(line.starts_with("among them: S00 B.csv row 2; S01"), "{line}");
    assert!(line.ends_with("; and 2 more"), "{line}");
    let [unknown] = review.undetermined.as_slice() else { panic!("{:?}", review.undetermined) };
    assert_eq!((unknown.lacking[0].name.as_str(), unknown.lacking[0].state), ("c", State::Missing));
    assert!(unknown.groups.is_empty());
    // What is private stays so.
    assert!(!format!("{:?}", of("B", "S90").groups[0].keys).contains('Y'));
}

#[test]
fn a_group_that_is_judged_names_its_keys_and_its_rows() {
    let file = "id,k,n,x,done\nS1,oil,1,1,yes\nS1,gas,1,2,no\nS1,OIL,1,3,yes\nS1,,1,4,no\nS1,,1,5,no\n";
    let rules = "rule A
  for each group of F by k, done
  check count(F) = 1
  message \"{k}: {count(F)}, {sum(F.x)}\"
";
    for lang in [Lang::En, Lang::Zh] {
        let review = review_in(lang, VOCABULARY, rules, &[("F.csv", file)]);
        let [finding] = review.findings.as_slice() else { panic!("{:?}", review.findings) };
        assert_eq!(finding.message, "oil: 2, 4");
        assert_eq!(finding.row.as_ref().map(|cell| cell.row), Some(2));
        let lines = Words::of(lang).group_lines(&finding.groups[0]);
        let wanted = match lang {
            Lang::En => ["group (k = oil, done = yes): 2 rows of F", "among them: F.csv row 2; F.csv row 4"],
            Lang::Zh => ["同组（k = oil，done = 是）：2 行F", "其中：F.csv 第 2 行；F.csv 第 4 行"],
        };
        assert_eq!(lines, wanted);
        let [unknown] = review.undetermined.as_slice() else { panic!("{:?}", review.undetermined) };
        let places: Vec<_> = unknown.lacking.iter().map(|cell| (cell.name.as_str(), cell.state)).collect();
        assert_eq!(places, [("k", State::Missing)]);
    }
}

#[test]
fn one_of_each_for_each_other() {
    // `a and b one-to-one`, as two rules would say it.
    let file = "id,k,n,x,done\nS1,a,1,,\nS1,b,2,,\nS2,a,1,,\nS2,c,2,,\nS3,d,,,\n";
    let rules = "rule A
  for each F
  check distinct(n) by k = 1 and distinct(k) by n = 1
";
    let review = review_with(VOCABULARY, rules, &[("F.csv", file)]);
    let found: Vec<_> = review.findings.iter().map(|found| found.row.as_ref().map(|cell| cell.row)).collect();
    // b and c share 2; d has none.
    assert_eq!(found, [Some(3), Some(5), Some(6)]);
}

#[test]
fn values_that_grow_with_a_key_have_its_rank() {
    let file = "id,k,n,x,done\nS1,a,2,20,\nS1,a,1,10,\nS1,a,3,30,\nS2,a,1,10,\nS2,a,2,5,\n";
    let rules = "rule A
  for each group of F by k
  check every F has rank(x) = rank(n)
";
    let review = review_with(VOCABULARY, rules, &[("F.csv", file)]);
    let found: Vec<_> = review.findings.iter().map(|found| found.subject.as_str()).collect();
    assert_eq!(found, ["S2"]);
}

#[test]
fn formulas_of_the_rows_are_those_of_the_group() {
    let file = "id,k,n,x,done\nS1,a,1,10,\nS1,b,1,4,\nS1,a,2,20,\n";
    let rules = "formula twice = x × 2
formula more = twice + n
rule A
  for each group of F by k
  let total = sum(more where twice > 8)
  check total < 10
  message \"{total} {max(twice)}\"
";
    let review = review_with(VOCABULARY, rules, &[("F.csv", file)]);
    let [finding] = review.findings.as_slice() else { panic!("{:?}", review.findings) };
    assert_eq!(finding.message, "63 40");
}

const OF_SUBJECTS: &str = "formula size = if n > 1 then \"large\" else \"small\"
formula half = round(n ÷ 2, 0)
rule COUNT
  for each group of S by c
  check count(S) = 2
rule SUM
  for each group of S by c
  check sum(x) ≤ 3
rule EVERY
  for each group of S by c
  check every S has n > 0 and no F where x > 2
rule SIZE
  for each group of S by size
  check sum(n) ≤ 2
rule HALF
  for each group of S by half
  check count(F) = 1
";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn groups_of_subjects_are_what_a_reader_would_make_of_them(
        subjects in prop::collection::vec((prop::option::weighted(0.8, 0..2_u8), prop::option::weighted(0.8, 0..4_u8)), 0..6),
        rows in prop::collection::vec((0..6_usize, prop::option::weighted(0.85, 0..4_u8)), 0..8),
    ) {
        let cell = |cell: Option<u8>| cell.map_or(String::new(), |cell| cell.to_string());
        let rows: Vec<(usize, Option<u8>)> =
            rows.into_iter().filter(|(id, _)| *id < subjects.len()).collect();
        let mut b = String::from("id,name,c,n\n");
        for (at, (c, n)) in subjects.iter().enumerate() {
            b.push_str(&format!("S{at},N,{},{}\n", cell(*c), cell(*n)));
        }
        let mut f = String::from("id,x\n");
        rows.iter().for_each(|(id, x)| f.push_str(&format!("S{id},{}\n", cell(*x))));
        let vocabulary = "subject S keyed by id listed in B
form B
  one per S
  field name : text
  field c : text
  field n : number
form F
  many per S
  field x : number
";
        let review = review_with(vocabulary, OF_SUBJECTS, &[("B.csv", &b), ("F.csv", &f)]);
        let got = |rule: &str| {
            let tally = review.summary.rules.iter().find(|known| known.rule == rule).unwrap().tally;
            [tally.pass, tally.fail, tally.undetermined]
        };
        let groups = |key: &dyn Fn(usize) -> Option<u8>| {
            let mut known: BTreeMap<u8, Vec<usize>> = BTreeMap::new();
            let mut lacking = 0;
            for at in 0..subjects.len() {
                match key(at) {
                    Some(key) => known.entry(key).or_default().push(at),
                    None => lacking += 1,
                }
            }
            (known.into_values().collect::<Vec<_>>(), lacking)
        };
        let judged = |key: &dyn Fn(usize) -> Option<u8>, holds: &dyn Fn(&[usize]) -> Option<bool>| {
            let (known, lacking) = groups(key);
            counted(known.iter().map(|group| holds(group)).chain((0..lacking).map(|_| None)))
        };
        let by_c = |at: usize| subjects[at].0;
        let own = |group: &[usize]| {
            rows.iter().filter(|(id, _)| group.contains(id)).map(|(_, x)| *x).collect::<Vec<_>>()
        };
        let sum = |cells: &[Option<u8>]| {
            let all_missing = !cells.is_empty() && cells.iter().all(Option::is_none);
            (!all_missing).then(|| cells.iter().flatten().sum::<u8>())
        };
        prop_assert_eq!(got("COUNT"), judged(&by_c, &|group| Some(group.len() == 2)));
        prop_assert_eq!(got("SUM"), judged(&by_c, &|group| sum(&own(group)).map(|sum| sum <= 3)));
        prop_assert_eq!(got("EVERY"), judged(&by_c, &|group| {
            let all = group.iter().all(|at| subjects[*at].1 != Some(0));
            Some(all && own(group).into_iter().all(|x| x != Some(3)))
        }));
        let by_size = |at: usize| subjects[at].1.map(|n| u8::from(n > 1));
        prop_assert_eq!(got("SIZE"), judged(&by_size, &|group| {
            sum(&group.iter().map(|at| subjects[*at].1).collect::<Vec<_>>()).map(|sum| sum <= 2)
        }));
        let by_half = |at: usize| subjects[at].1.map(|n| n.div_ceil(2));
        prop_assert_eq!(got("HALF"), judged(&by_half, &|group| Some(own(group).len() == 1)));
    }
}

#[test]
fn a_group_of_subjects_is_nobodys_and_names_all_of_them() {
    let file = "id,name,c,secret\nS1,N1,X,\nS2,N2,y,\nS3,N3,Ｘ,\nS4,N4,,\n";
    let rules = "formula kind = if c = \"x\" then \"first\" else c
rule A
  severity mandatory
  for each group of S by kind
  check count(S) = 1
  message \"{kind}: {count(S)}\"
statistic passing = count(S where mandatory rules pass)
statistic of each kind = count(S) by kind
";
    for lang in [Lang::En, Lang::Zh] {
        let review = review_in(lang, VOCABULARY, rules, &[("B.csv", file)]);
        let [finding] = review.findings.as_slice() else { panic!("{:?}", review.findings) };
        assert_eq!((finding.message.as_str(), finding.subject.as_str()), ("first: 2", ""));
        assert_eq!((&finding.name, &finding.form, &finding.row), (&None, &None, &None));
        assert!(finding.evidence.is_empty());
        let lines = Words::of(lang).group_lines(&finding.groups[0]);
        let wanted = match lang {
            Lang::En => ["group (kind = first): 2 × S", "among them: S1 B.csv row 2; S3 B.csv row 4"],
            Lang::Zh => ["同组（kind = first）：2 个S", "其中：S1 B.csv 第 2 行；S3 B.csv 第 4 行"],
        };
        assert_eq!(lines, wanted);
        // Who has no key is named.
        let [unknown] = review.undetermined.as_slice() else { panic!("{:?}", review.undetermined) };
        assert_eq!(unknown.subject, "S4");
        assert_eq!(unknown.lacking[0].name, "c");
        // And nobody fails for others.
        assert_eq!(review.summary.subjects_failing_mandatory, 0);
        assert_eq!(review.statistics[0].rows[0].value, Some(4.0));
        let kinds: Vec<_> = review.statistics[1]
            .rows
            .iter()
            .map(|row| (row.keys.first().map(|key| key.value.as_str()), row.asked))
            .collect();
        assert_eq!(kinds, [(Some("first"), 2), (Some("y"), 1), (None, 1)]);
    }
}

#[test]
fn rows_are_grouped_by_what_is_computed_of_them() {
    let file = "id,k,n,x,done\nS1,a,1,10,\nS1,b,1,4,\nS1,c,2,20,\nS1,d,,20,\n";
    let rules = "formula many = if x > 9 then \"many\" else k
formula tens = round(x ÷ 10, 0)
rule A
  for each group of F by many
  check count(F) = 1
  message \"{many}\"
rule B
  for each group of F by tens
  check count(F) = 1
  message \"{tens}\"
rule C
  for each F
  check count(F) by many = 1
";
    let review = review_with(VOCABULARY, rules, &[("F.csv", file)]);
    let found: Vec<_> =
        review.findings.iter().map(|found| (found.rule.as_str(), found.message.as_str())).collect();
    assert_eq!(
        found.iter().filter(|(rule, _)| *rule != "C").copied().collect::<Vec<_>>(),
        [("A", "many"), ("B", "2")]
    );
    assert_eq!(found.iter().filter(|(rule, _)| *rule == "C").count(), 3);
    let group = &review.findings.iter().find(|found| found.rule == "C").unwrap().groups[0];
    assert_eq!((group.keys[0].name.as_str(), group.keys[0].value.as_str(), group.size), ("many", "many", 3));
}

#[test]
fn the_text_of_the_only_row() {
    let file = "id,k,n,x,done\nS1,oil,1,1,yes\nS1,gas,2,2,\nS2,oil,1,1,\nS2,Gas,1,5,\nS3,,1,1,no\n";
    let rules = "formula kind = the(F.k where n = 1)
formula marked = if x > 4 then \"many\" else k
rule IS
  check the(F.k where n = 1) = \"OIL\"
rule IN
  when kind is given
  check kind in \"gas\", \"coal\"
rule DONE
  check the(F.done where n = 1)
rule CHOSEN
  check the(marked where x > 1) is \"many\"
  message \"{the(F.k where x > 1)}, {the(marked where x > 1)}\"
rule EACH
  for each group of F by n
  check the(k) is \"gas\"
";
    let review = review_with(VOCABULARY, rules, &[("F.csv", file)]);
    let of = |rule: &str| {
        let tally = review.summary.rules.iter().find(|known| known.rule == rule).unwrap().tally;
        [tally.pass, tally.fail, tally.undetermined, tally.when_false]
    };
    // S2 has two such rows, S3 one that says nothing.
    assert_eq!(of("IS"), [1, 0, 2, 0]);
    assert_eq!(of("IN"), [0, 1, 0, 2]);
    assert_eq!(of("DONE"), [1, 1, 1, 0]);
    assert_eq!(of("CHOSEN"), [1, 1, 1, 0]);
    assert_eq!(of("EACH"), [1, 1, 2, 0]);
    let found = |rule: &str| review.findings.iter().find(|found| found.rule == rule).unwrap();
    assert_eq!(found("CHOSEN").message, "gas, gas");
    let shown = found("IN").evidence.iter().find(|shown| shown.name == "k").unwrap();
    assert_eq!(shown.value.as_deref(), Some("oil"));
    assert_eq!(shown.cell.as_ref().map(|cell| cell.row), Some(2));
    let blank =
        review.undetermined.iter().find(|unknown| unknown.rule == "IS" && unknown.subject == "S3").unwrap();
    assert_eq!(blank.lacking[0].state, State::Missing);
}

#[test]
fn rows_of_one_are_counted_once_each() {
    let file = "id,k,n,x,done\nS1,oil,1,1,\nS1,OIL,2,1,\nS1,gas,3,,\nS2,,1,2,\n";
    let rules = "rule A
  check distinct(F.k) = 2
  message \"{distinct(F.k)} {distinct(F.x where n > 1)}\"
rule B
  for each F
  check distinct(F.k where x = this row.x) = 1
rule C check list(F.k where n > 1) includes every common(F.k where n > 1, 50%) by c (at least 1)
";
    let review =
        review_with(VOCABULARY, rules, &[("F.csv", file), ("B.csv", "id,name,c,secret\nS1,N,X,\nS2,N,X,\n")]);
    let found: Vec<_> = review
        .findings
        .iter()
        .map(|found| (found.rule.as_str(), found.subject.as_str(), found.groups.len()))
        .collect();
    assert_eq!(found, [("A", "S2", 0), ("B", "S2", 0), ("C", "S2", 1)]);
    assert_eq!(review.findings[0].message, "0 0");
    assert_eq!(review.findings[2].groups[0].absent, ["oil", "gas"]);
}
