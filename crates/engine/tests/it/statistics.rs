//! Statistics are the sums of their parts, whoever computes them, and say nothing private.

use std::collections::BTreeMap;
use std::fs;

use proptest::prelude::*;
use shensuan_diagnostics::Lang;
use shensuan_engine::{Options, Parsed, Ready};
use shensuan_findings::{NoNumber, StatisticKey, StatisticTable};

use crate::road::review_with;

const VOCABULARY: &str = r#"subject 企业 also enterprise keyed by 代码 listed in 底册
form 底册 also register
  one per 企业
  field 区 also division : text
form F
  many per 企业
  field 物 also pollutant : text
  field 量 also amount    : number in t
form G
  one per 企业
  field 数 also staff     : integer
"#;

/// Statistics that a naive evaluator knows too.
const RULES: &str = "
rule A
  check staff ≥ 5
  severity mandatory

rule B
  for each F
  check amount ≤ 10 t

statistic total = sum(F.amount)
statistic by division = sum(F.amount) by division
statistic by pollutant = sum(amount) by pollutant
statistic by both = sum(amount) by division, pollutant
statistic small = count(F where amount < 10 t) by pollutant
statistic median by pollutant = median(amount) by pollutant (at least 2)
statistic pass rate = share(mandatory rules pass) by division (at least 1)
statistic failing B = count(enterprise where rule B fails)
统计 大户 = 前 2 名（合计(F.量)） 按 区
";

/// One enterprise: its district, its number, its rows.
type Enterprise = (Option<u8>, Option<u8>, Vec<(Option<u8>, Option<u16>)>);

fn enterprises() -> impl Strategy<Value = Vec<Enterprise>> {
    let row = (prop::option::weighted(0.9, 0_u8..3), prop::option::weighted(0.9, 0_u16..40));
    let one = (
        prop::option::weighted(0.9, 0_u8..3),
        prop::option::weighted(0.7, 0_u8..10),
        prop::collection::vec(row, 0..4),
    );
    prop::collection::vec(one, 1..30)
}

fn ready() -> Ready {
    let checked = Parsed::of_text("rules.rule", &format!("{VOCABULARY}\n{RULES}")).check();
    checked.plan().unwrap_or_else(|checked| panic!("{:?}", checked.said))
}

fn reviewed(ready: &Ready, all: &[Enterprise], threads: usize) -> Vec<StatisticTable> {
    let shown = |number: Option<u16>| number.map(|number| number.to_string()).unwrap_or_default();
    let (mut register, mut rows, mut staff) =
        ("代码,区\n".to_owned(), "代码,物,量\n".to_owned(), "代码,数\n".to_owned());
    for (at, (division, number, amounts)) in all.iter().enumerate() {
        register += &format!("E{at:02},{}\n", division.map(|at| format!("D{at}")).unwrap_or_default());
        for (pollutant, amount) in amounts {
            let pollutant = pollutant.map(|at| format!("P{at}")).unwrap_or_default();
            rows += &format!("E{at:02},{pollutant},{}\n", shown(*amount));
        }
        if let Some(number) = number {
            staff += &format!("E{at:02},{number}\n");
        }
    }
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("底册.csv", register), ("F.csv", rows), ("G.csv", staff)] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let (data, said) = ready.open(folder.path());
    assert!(!said.has_errors(), "{said:?}");
    let options = Options { lang: Lang::En, threads: Some(threads), ..Options::default() };
    ready.review(&data, options).unwrap().statistics
}

/// `key → (value, asked, given)`; those without a key go by nothing.
type Naive = BTreeMap<Option<String>, (Option<f64>, usize, usize)>;

fn table(tables: &[StatisticTable], name: &str) -> Naive {
    let table = tables.iter().find(|table| table.name == name).unwrap();
    let keyed = |row: &shensuan_findings::StatisticRow| match table.keys.is_empty() {
        true => Some(String::new()),
        false if row.keys.is_empty() => None,
        false => Some(row.keys.iter().map(|key| key.value.as_str()).collect::<Vec<_>>().join(" ")),
    };
    table.rows.iter().map(|row| (keyed(row), (row.value, row.asked, row.given))).collect()
}

/// Groups of given and missing numbers, and what becomes of them.
fn naive(members: &[(Option<String>, Option<f64>)], made: fn(&[f64]) -> Option<f64>) -> Naive {
    let mut groups: BTreeMap<Option<String>, Vec<Option<f64>>> = BTreeMap::new();
    for (key, number) in members {
        groups.entry(key.clone()).or_default().push(*number);
    }
    let row = |(key, numbers): (Option<String>, Vec<Option<f64>>)| {
        let given: Vec<f64> = numbers.iter().flatten().copied().collect();
        (key, (made(&given), numbers.len(), given.len()))
    };
    groups.into_iter().map(row).collect()
}

#[expect(clippy::unnecessary_wraps, reason = "other statistics have none")]
fn sum_of_rows(given: &[f64]) -> Option<f64> {
    Some(given.iter().sum())
}

/// Of missing numbers alone there is no sum.
fn sum(given: &[f64]) -> Option<f64> {
    if given.is_empty() { None } else { sum_of_rows(given) }
}

fn median(given: &[f64]) -> Option<f64> {
    let mut given = given.to_vec();
    given.sort_by(f64::total_cmp);
    let (lower, upper) = (given.get((given.len().max(1) - 1) / 2)?, given.get(given.len() / 2)?);
    (given.len() >= 2).then_some((lower + upper) / 2.0)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn statistics_are_the_sums_of_their_parts(all in enterprises()) {
        let ready = ready();
        let tables = reviewed(&ready, &all, 1);
        prop_assert_eq!(&tables, &reviewed(&ready, &all, 3));
        let division = |at: Option<u8>| at.map(|at| format!("D{at}"));
        let rows: Vec<(usize, Option<u8>, Option<u16>)> = all.iter().enumerate()
            .flat_map(|(at, (.., rows))| rows.iter().map(move |(key, amount)| (at, *key, *amount)))
            .collect();
        let by_pollutant: Vec<_> = rows.iter()
            .map(|(_, key, amount)| (key.map(|at| format!("P{at}")), amount.map(f64::from)))
            .collect();
        prop_assert_eq!(table(&tables, "by pollutant"), naive(&by_pollutant, sum));
        let both: Vec<_> = rows.iter()
            .map(|(at, key, amount)| {
                let keys = all[*at].0.zip(*key).map(|(division, pollutant)| format!("D{division} P{pollutant}"));
                (keys, amount.map(f64::from))
            })
            .collect();
        prop_assert_eq!(table(&tables, "by both"), naive(&both, sum));
        prop_assert_eq!(table(&tables, "median by pollutant"), naive(&by_pollutant, median));
        let kept: Vec<_> = by_pollutant.iter().filter(|(_, amount)| amount.is_some_and(|amount| amount < 10.0)).cloned().collect();
        for (key, (value, ..)) in table(&tables, "small") {
            let counted = kept.iter().filter(|(of, _)| *of == key).count();
            if key.is_some() {
                #[expect(clippy::cast_precision_loss, reason = "few rows")]
                let counted = counted as f64;
                prop_assert_eq!(value, Some(counted));
            }
        }
        // What districts state, and those without one, adds up to what all state.
        let total: f64 = rows.iter().filter_map(|(.., amount)| amount.map(f64::from)).sum();
        let parts: f64 = table(&tables, "by division").into_values().filter_map(|(value, ..)| value).sum();
        prop_assert_eq!(parts, total);
        let (_, (city, ..)) = table(&tables, "total").into_iter().next().unwrap();
        prop_assert_eq!(city.unwrap_or(0.0), total);
        let asked: usize = table(&tables, "by division").values().map(|(_, asked, _)| asked).sum();
        prop_assert_eq!(asked, rows.len());
        // An enterprise passes unless it states too few; one that states nothing at all has filed nothing.
        let passes: Vec<_> = all.iter().map(|(at, staff, rows)| {
            let filed = staff.is_some() || !rows.is_empty();
            (division(*at), filed.then(|| f64::from(u8::from(staff.is_none_or(|staff| staff >= 5)))))
        }).collect();
        #[expect(clippy::cast_precision_loss, reason = "few enterprises")]
        let share = |given: &[f64]| {
            (!given.is_empty()).then(|| given.iter().sum::<f64>() / given.len() as f64 * 100.0)
        };
        let shares = naive(&passes, share);
        for (key, (value, asked, given)) in table(&tables, "pass rate") {
            let known = shares.get(&key).copied().unwrap();
            prop_assert_eq!((asked, given), (known.1, known.2));
            prop_assert!(value.zip(known.0).is_none_or(|(a, b)| (a - b).abs() < 1e-9));
            prop_assert_eq!(value.is_some(), known.0.is_some());
        }
        let failing = all.iter().filter(|(.., rows)| rows.iter().any(|(_, amount)| amount.is_some_and(|amount| amount > 10))).count();
        #[expect(clippy::cast_precision_loss, reason = "few enterprises")]
        let failing = failing as f64;
        prop_assert_eq!(table(&tables, "failing B").into_values().next().unwrap().0, Some(failing));
        // The two largest of each district, larger first, no other larger than the last.
        let top = tables.iter().find(|table| table.name == "大户").unwrap();
        for at in 0..3 {
            let mut own: Vec<f64> = all.iter().filter(|(of, ..)| *of == Some(at))
                .filter_map(|(.., rows)| {
                    let given: Vec<f64> = rows.iter().filter_map(|(_, amount)| amount.map(f64::from)).collect();
                    if given.is_empty() && !rows.is_empty() { None } else { Some(given.iter().sum()) }
                })
                .collect();
            own.sort_by(|a, b| b.total_cmp(a));
            own.truncate(2);
            let key = division(Some(at));
            let listed: Vec<f64> = top.rows.iter()
                .filter(|row| row.keys.first().map(|key| &key.value) == key.as_ref() && row.listed.is_some())
                .filter_map(|row| row.value)
                .collect();
            prop_assert_eq!(listed, own);
        }
    }
}

#[test]
fn a_group_without_a_number_says_why() {
    let rules = "statistic m = median(amount) by pollutant\nstatistic s = sum(amount) by pollutant\nstatistic q = sum(amount) by pollutant ÷ (sum(amount) by pollutant − sum(amount) by pollutant)\n";
    let files =
        [("底册.csv", "代码,区\n1,D\n"), ("F.csv", "代码,物,量\n1,P,2\n1,Q,\n"), ("G.csv", "代码,数\n")];
    let review = review_with(VOCABULARY, rules, &files);
    let why = |at: usize| review.statistics[at].rows.iter().map(|row| row.why.clone()).collect::<Vec<_>>();
    assert_eq!(why(0), [Some(NoNumber::TooFew(10)), Some(NoNumber::TooFew(10))]);
    assert_eq!(why(1), [None, Some(NoNumber::NothingGiven)]);
    assert_eq!(why(2), [Some(NoNumber::DivisionByZero), Some(NoNumber::NothingGiven)]);
}

#[test]
fn a_ratio_says_of_how_few_it_is_made() {
    let rules = "statistic q = sum(staff) by division ÷ count(enterprise) by division\n";
    let files = [
        ("底册.csv", "代码,区\n1,D\n2,D\n3,E\n4,\n"),
        ("F.csv", "代码,物,量\n"),
        ("G.csv", "代码,数\n1,7\n3,5\n4,1\n"),
    ];
    let review = review_with(VOCABULARY, rules, &files);
    let rows: Vec<_> =
        review.statistics[0].rows.iter().map(|row| (row.value, row.asked, row.given)).collect();
    assert_eq!(rows, [(Some(3.5), 2, 1), (Some(5.0), 1, 1), (Some(1.0), 1, 1)]);
}

#[test]
fn many_chunks_and_threads_make_the_same_statistics() {
    // More enterprises, and more rows, than are computed at once.
    let ready = ready();
    let all: Vec<Enterprise> = (0_u16..9_000)
        .map(|at| {
            let digit = |of: u16| u8::try_from(at % of).ok().filter(|digit| *digit < 9);
            (digit(3), digit(10), vec![(digit(4).filter(|key| *key < 3), (at % 7 > 0).then_some(at % 37))])
        })
        .collect();
    let one = reviewed(&ready, &all, 1);
    assert_eq!(one, reviewed(&ready, &all, 4));
    let total: f64 =
        all.iter().flat_map(|(.., rows)| rows).filter_map(|(_, amount)| amount.map(f64::from)).sum();
    let of = |name: &str| table(&one, name).into_values().filter_map(|(value, ..)| value).sum::<f64>();
    assert_eq!((of("total"), of("by division")), (total, total));
}

#[test]
fn part_of_the_rules_or_of_the_enterprises_makes_no_statistics() {
    let text = format!("{VOCABULARY}\n{RULES}");
    let checked = Parsed::of_text("rules.rule", &text).check().keep_rules(&["A".to_owned()], &[]);
    assert!(checked.model.statistics.is_empty());
    let ready = ready();
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("底册.csv", "代码,区\n1,D\n"), ("F.csv", "代码,物,量\n"), ("G.csv", "代码,数\n")]
    {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let (data, _) = ready.open(folder.path());
    let review = ready.review(&data, Options { partial: true, ..Options::default() }).unwrap();
    assert!(review.statistics.is_empty());
}

/// A review with a code list of industries.
fn with_industries(rules: &str, rows: &str) -> Vec<StatisticTable> {
    let (book, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let industries = "code,name,parent\n17,纺织业,\n1713,棉印染精加工,17\n33,金属制品业,\n3360,表面处理,33\n";
    let vocabulary = "subject 企业 also enterprise keyed by 代码
code list 行业表 from \"industries.csv\" hierarchical 大类 also division, 小类 also class
form 底册 also register
  one per 企业
  field 行业 also industry : code from 行业表
  field 数 also staff : integer
";
    fs::write(book.path().join("industries.csv"), industries).unwrap();
    fs::write(book.path().join("a.rule"), format!("{vocabulary}\n{rules}")).unwrap();
    fs::write(data.path().join("底册.csv"), format!("代码,行业,数\n{rows}")).unwrap();
    let ready =
        Parsed::read(&[book.path().to_owned()]).check().plan().unwrap_or_else(|it| panic!("{:?}", it.said));
    let (data, said) = ready.open(data.path());
    assert!(!said.has_errors(), "{said:?}");
    ready.review(&data, Options { lang: Lang::En, ..Options::default() }).unwrap().statistics
}

#[test]
fn a_group_goes_by_its_code_whatever_its_members_wrote() {
    let rules = "statistic s = sum(staff) by industry\n";
    for rows in ["1,棉印染精加工,2\n2,1713,3\n", "1,1713,3\n2,棉印染精加工,2\n"] {
        let tables = with_industries(rules, rows);
        let rows: Vec<_> = tables[0].rows.iter().map(|row| (row.keys.clone(), row.value)).collect();
        let key = StatisticKey { value: "1713".to_owned(), name: Some("棉印染精加工".to_owned()) };
        assert_eq!(rows, [(vec![key], Some(5.0))]);
    }
}

#[test]
fn keys_of_the_subject_and_of_its_rows_stand_beside_each_other() {
    // Rows made of columns inside rows: keys of three tables.
    let vocabulary = "subject S keyed by id
form register
  one per S
  field district : text
form boilers
  many per S
  field kind : text
  field coal used : number in t
  field gas used : number in t
  rows fuels from \"coal\" (coal used), \"gas\" (gas used) as name, used
";
    let files = [
        ("register.csv", "id,district\n1,B\n2,A\n3,\n"),
        ("boilers.csv", "id,kind,coal used,gas used\n1,x,1,2\n1,y,4,8\n2,y,16,32\n2,x,64,\n3,x,100,100\n"),
    ];
    let rules = "statistic s = sum(fuels.used) by district, kind, name\n";
    let review = review_with(vocabulary, rules, &files);
    let expected = [
        ("A x coal", Some(64.0)),
        ("A x gas", None),
        ("A y coal", Some(16.0)),
        ("A y gas", Some(32.0)),
        ("B x coal", Some(1.0)),
        ("B x gas", Some(2.0)),
        ("B y coal", Some(4.0)),
        ("B y gas", Some(8.0)),
    ];
    let came = table(&review.statistics, "s");
    for (key, value) in expected {
        assert_eq!(came.get(&Some(key.to_owned())).map(|(value, ..)| *value), Some(value), "{key}");
    }
    assert_eq!(came.len(), expected.len() + 1);
}

/// `(value, asked, given, why)` of each row of a statistic.
type Row = (Option<f64>, usize, usize, Option<NoNumber>);

fn rows(table: &StatisticTable) -> Vec<Row> {
    table.rows.iter().map(|row| (row.value, row.asked, row.given, row.why.clone())).collect()
}

#[test]
fn the_members_that_a_table_counts_are_those_of_its_heading() {
    let rules = "statistic q = sum(staff) by division ÷ sum(F.amount) by division
statistic all = sum(staff) ÷ sum(F.amount)
statistic big = count(enterprise where staff > 5) by division
statistic none = sum(staff) by division ÷ max(F.amount) by division
";
    let files = [
        ("底册.csv", "代码,区\n1,D\n2,D\n3,E\n4,F\n"),
        ("F.csv", "代码,物,量\n1,P,2\n1,P,\n1,P,2\n4,P,\n"),
        ("G.csv", "代码,数\n1,3\n2,5\n3,5\n4,7\n"),
    ];
    let review = review_with(VOCABULARY, rules, &files);
    let of = |at: usize| rows(&review.statistics[at]);
    let nothing = || Some(NoNumber::NothingGivenIn("F".to_owned()));
    let by_zero = Some(NoNumber::DivisionByZero);
    assert_eq!(of(0), [(Some(2.0), 2, 2, None), (None, 1, 1, by_zero), (None, 1, 1, nothing())]);
    assert_eq!(of(1), [(Some(5.0), 4, 4, None)]);
    assert_eq!(of(2), [(Some(0.0), 2, 2, None), (Some(0.0), 1, 1, None), (Some(1.0), 1, 1, None)]);
    assert_eq!(of(3), [(Some(4.0), 2, 2, None), (None, 1, 1, nothing()), (None, 1, 1, nothing())]);
}

#[test]
fn a_unit_that_does_not_fit_is_named() {
    let vocabulary = "subject S keyed by id
form M
  many per S
  field material : text
  field amount : quantity in unit from unit
  field unit : text
";
    let rules = "statistic s = sum(M.amount as t) by material
statistic m = median(M.amount as t) by material (at least 1)
统计 前 = 前 3 名（M.amount 换算为 t）
";
    let files = [("M.csv", "id,material,amount,unit\nA,x,1,吨\nB,x,2,升\nB,y,3,t\nC,z,,升\n")];
    let review = review_with(vocabulary, rules, &files);
    let misfit = || Some(NoNumber::UnitMisfit(vec!["升".to_owned()]));
    let nothing = |why| (None, 1, 0, Some(why));
    let of = |at: usize| rows(&review.statistics[at]);
    assert_eq!(of(0), [(None, 2, 1, misfit()), (Some(3.0), 1, 1, None), nothing(NoNumber::NothingGiven)]);
    assert_eq!(of(1), [(None, 2, 1, misfit()), (Some(3.0), 1, 1, None), nothing(NoNumber::TooFew(1))]);
    assert_eq!(of(2), [(Some(3.0), 4, 2, misfit()), (Some(1.0), 4, 2, misfit())]);
}

#[test]
fn numbers_that_look_alike_are_told_apart() {
    let vocabulary = "subject S keyed by id\nform F\n  one per S\n  field level : number\n";
    let files = [("F.csv", "id,level\n1,0.3\n2,0.30000000000000004\n3,0.5\n")];
    let review = review_with(vocabulary, "statistic s = count(S) by level\n", &files);
    let shown: Vec<_> = review.statistics[0].rows.iter().map(|row| row.keys[0].value.as_str()).collect();
    assert_eq!(shown, ["0.3", "0.30000000000000004", "0.5"]);
}
