//! Every engine of ours comes to what the mix means.

use shensuan_mix::engines::ENGINES;
use shensuan_mix::meaning::Rule;
use shensuan_mix::naive::evaluate;
use shensuan_mix::threshold::{Sign, below, from};
use shensuan_mix::world::Field;
use shensuan_mix::{Answers, Population, mix, ours};
use shensuan_plan::scalar::raw;
use shensuan_plan::{Bits, run};

#[test]
fn the_plan_of_the_mix_comes_to_what_the_mix_means() {
    let (mix, population) = (mix(100), Population::new(2_000));
    let ready = ours::ready(&mix).unwrap_or_else(|error| panic!("{error}"));
    let frame = ours::frame(&ready, &population);
    let expected = evaluate(&mix, &population);
    let order = ours::order_of_formulas(&mix, &ready);
    assert_eq!(order.len(), mix.formulas.len());
    for (engine, threads) in ENGINES.iter().flat_map(|engine| [(engine, 1), (engine, 3)]) {
        let prepared = (engine.prepare)(&ready.lowered.plan, threads).expect("the engine comes up");
        let run = prepared(&frame).expect("the frame fits the plan");
        assert_eq!(expected.differs(&Answers::of(&run, &order)), None, "{}, {threads} threads", engine.name);
    }
}

#[test]
fn the_same_counts_of_other_enterprises_are_not_the_same() {
    let bits = |text: &str| text.chars().map(|bit| bit == '1').collect::<Bits>();
    let answers = |low: &str, high: &str, numbers: [f64; 3]| Answers {
        outcomes: vec![[bits("000"), bits("000")], [bits(low), bits(high)]],
        formulas: vec![numbers.to_vec()],
    };
    let one = answers("101", "001", [1.0, f64::NAN, 0.3]);
    assert_eq!(one.counts()[1], [1, 1, 0, 1]);
    assert_eq!(one.differs(&answers("101", "001", [1.0, f64::NAN, 0.1 + 0.2])), None);
    let turned = answers("101", "100", [1.0, f64::NAN, 0.3]);
    assert_eq!(turned.counts(), one.counts());
    let found = one.differs(&turned);
    assert_eq!(
        found.as_deref(),
        Some("judgement 1 of enterprise 0 is undetermined, not fail; 2 enterprises differ")
    );
    let found = one.differs(&answers("101", "001", [1.0, 0.3, f64::NAN]));
    assert_eq!(found.as_deref(), Some("formula 0 of enterprise 1 is 0.3, not missing"));
    let path = tempfile::NamedTempFile::new().unwrap();
    one.write(path.path()).unwrap();
    assert_eq!(one.differs(&Answers::read(path.path(), 2, 1, 3).unwrap()), None);
    assert!(Answers::read(path.path(), 2, 2, 3).is_err() && Answers::read(path.path(), 1, 1, 3).is_err());
}

#[test]
fn shares_and_order_of_the_mix_are_what_is_said_of_it() {
    let (small, large) = (mix(100), mix(500));
    assert_eq!((small.rules.len(), small.formulas.len()), (95, 5));
    assert_eq!((large.rules.len(), large.formulas.len()), (475, 25));
    assert_eq!(large.rules[..95], small.rules);
    for (place, rule) in large.rules.iter().enumerate() {
        let same = |other: &Rule| other.when == rule.when && other.check == rule.check;
        assert!(!large.rules[..place].iter().any(same), "{} is like another", rule.id);
    }
}

#[test]
fn a_threshold_parts_the_numbers_where_the_comparison_with_tolerance_does() {
    for bound in [0.0, 1.0, -3.0, 0.1, 7e14, 2e-300] {
        let (less, at_most) = (below(Sign::Less, bound), below(Sign::AtMost, bound));
        let (more, at_least) = (from(Sign::Less, bound), from(Sign::AtMost, bound));
        for middle in [less, at_most, more, at_least] {
            for number in [middle.next_down().next_down(), middle.next_down(), middle, middle.next_up()] {
                assert_eq!(number < less, raw::less(number, bound, 0.0), "{number} < {bound}");
                assert_eq!(number < at_most, raw::at_most(number, bound, 0.0), "{number} ≤ {bound}");
                assert_eq!(number >= more, raw::less(bound, number, 0.0), "{bound} < {number}");
                assert_eq!(number >= at_least, raw::at_most(bound, number, 0.0), "{bound} ≤ {number}");
            }
        }
    }
}

#[test]
fn the_data_are_near_enough_to_the_bounds_that_the_tolerance_decides() {
    let (mix, population) = (mix(100), Population::new(20_000));
    let ready = ours::ready(&mix).unwrap_or_else(|error| panic!("{error}"));
    let run = run(&ready.lowered.plan, &ours::frame(&ready, &population)).expect("the frame fits the plan");
    let all = Answers::of(&run, &ours::order_of_formulas(&mix, &ready)).counts();
    let often = |outcome: usize| all.iter().filter(|counts| counts[outcome] > 100).count();
    assert!((0..4).all(|outcome| often(outcome) > 60), "every outcome occurs in most rules: {all:?}");
    let decided = |tolerance: f64| {
        let volume = population.column(Field::named("intake"));
        let near = |row: usize| {
            let parts =
                ["tap water", "own water"].map(|name| population.column(Field::named(name)).number(row));
            let (whole, parts) = (volume.number(row)?, parts[0]? + parts[1]?);
            Some((whole - parts).abs() <= tolerance * whole.abs())
        };
        (0..population.enterprises).filter(|row| near(*row) == Some(true)).count()
    };
    let counts = [1e-13, 1e-12, 2e-12].map(decided);
    assert!(counts[0] + 100 < counts[1] && counts[1] + 100 < counts[2], "{counts:?}");
}
