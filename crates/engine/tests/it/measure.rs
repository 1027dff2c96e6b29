//! What is measured: everything once, with the outcomes of a review; how long it takes is no test's business.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use shensuan_diagnostics::Lang;
use shensuan_engine::{
    Counts, Measured, Measuring, Options, Parsed, PartKind, Ready, Sampling, SingleEngine, Stretch,
    rulebook_of,
};
use shensuan_findings::Review;

const BOTH: [SingleEngine; 2] = [SingleEngine::Jit, SingleEngine::Interpreter];

/// An example, measured by a clock on which everything takes a millisecond, and reviewed.
fn example(name: &str, engines: &[SingleEngine]) -> (Ready, Measured, Review, Vec<String>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name);
    let rulebook = rulebook_of(&folder, None).unwrap();
    let ready =
        Parsed::read(&[rulebook]).check().plan().unwrap_or_else(|checked| panic!("{:?}", checked.said));
    let (data, said) = ready.open(&folder);
    assert!(!said.has_errors(), "{said:?}");
    let now = Cell::new(Duration::ZERO);
    let clock = || now.replace(now.get() + Duration::from_millis(1));
    let sampling = Sampling { clock: &clock, repeat: 3 };
    let measuring = Measuring { engines, threads: 2, sampling, lang: Lang::En };
    let mut watched = Vec::new();
    let mut watch = |name: &str, at: usize, of: usize| watched.push(format!("{at}/{of} {name}"));
    let measured = ready.measure(&data, &measuring, &mut watch).unwrap();
    let review = ready.review(&data, Options { lang: Lang::En, ..Options::default() }).unwrap();
    (ready, measured, review, watched)
}

#[test]
fn every_rule_formula_and_statistic_is_measured_once_with_the_outcomes_of_a_review() {
    let examples =
        ["coefficients", "directory", "first-light", "layers", "look-ups", "metalworks", "places", "screens"];
    let mut statistics = 0;
    for name in examples {
        let (ready, measured, review, watched) = example(name, &BOTH);
        let named = |kind: PartKind| -> Vec<&str> {
            let parts = measured.parts.iter().filter(|part| part.kind == kind);
            parts.map(|part| part.name.as_str()).collect()
        };
        let mut tallies: BTreeMap<&str, Counts> = BTreeMap::new();
        let mut order: Vec<&str> = Vec::new();
        for rule in &review.summary.rules {
            if !tallies.contains_key(rule.rule.as_str()) {
                order.push(&rule.rule);
            }
            let tally = rule.tally;
            *tallies.entry(&rule.rule).or_default() += Counts {
                pass: tally.pass,
                fail: tally.fail,
                when_false: tally.when_false,
                not_filed: tally.not_filed + tally.not_supplied,
                undetermined: tally.undetermined,
            };
        }
        assert_eq!(named(PartKind::Rule), order, "{name}");
        assert_eq!(named(PartKind::Formula).len(), ready.lowered.outputs.len(), "{name}");
        assert_eq!(named(PartKind::Statistic).len(), review.statistics.len(), "{name}");
        statistics += review.statistics.len();
        for part in measured.parts.iter().filter(|part| part.kind == PartKind::Rule) {
            assert_eq!(part.counts, tallies.get(part.name.as_str()).copied(), "{name}: {}", part.name);
        }
        let places: BTreeSet<String> = measured.parts.iter().map(|part| part.place.to_string()).collect();
        assert_eq!(places.len(), measured.parts.len(), "{name}: each is declared somewhere else");
        assert_eq!(measured.findings, review.findings.len());
        assert_eq!(measured.subjects, review.summary.subjects);
        assert_eq!(watched.len(), measured.parts.len() + 1);
        assert!(watched.last().unwrap().starts_with(&format!("{0}/{0} ", measured.parts.len())));
    }
    assert!(statistics > 0, "some example has statistics");
}

#[test]
fn each_engine_has_as_many_samples_as_are_asked_for() {
    for engines in [&BOTH[..], &BOTH[..1], &BOTH[1..]] {
        let (_, measured, _, _) = example("screens", engines);
        let parts = measured.parts.iter().map(|part| &part.timings);
        for timings in parts.chain([&measured.whole, &measured.statistics]) {
            assert_eq!(timings.iter().map(|timing| timing.engine).collect::<Vec<_>>(), engines);
            for timing in timings {
                assert_eq!((timing.runs, timing.seconds.as_slice()), (1, [0.001; 3].as_slice()));
                let compiled = if timing.engine == SingleEngine::Jit { 3 } else { 0 };
                assert_eq!(timing.compile.len(), compiled);
                assert_eq!(timing.compile_runs, u32::from(compiled > 0));
                assert!(timing.sections == 0 || compiled > 0);
            }
        }
        let jit = measured.whole.iter().find(|timing| timing.engine == SingleEngine::Jit);
        assert!(jit.is_none_or(|timing| timing.sections > 0), "nothing was compiled");
        let stretches: Vec<Stretch> = measured.stretches.iter().map(|(stretch, _)| *stretch).collect();
        use Stretch::{Bind, Cut, FindRows, Fit, Report};
        assert_eq!(stretches, [FindRows, Bind, Cut, Fit, Report]);
    }
}
