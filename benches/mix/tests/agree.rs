//! Every engine of ours comes to what the mix means.

use shensuan_mix::naive::{evaluate, four};
use shensuan_mix::{Population, mix, ours};
use shensuan_plan::run;

#[test]
fn the_plan_of_the_mix_comes_to_what_the_mix_means() {
    let (mix, population) = (mix(100), Population::new(2_000));
    let ready = ours::ready(&mix).unwrap_or_else(|error| panic!("{error}"));
    let frame = ours::frame(&ready, &population);
    let run = run(&ready.lowered.plan, &frame).expect("the frame fits the plan");
    let expected = evaluate(&mix, &population);
    for ((rule, expected), outcomes) in mix.rules.iter().zip(&expected.counts).zip(&run.outcomes) {
        assert_eq!(four(&outcomes.counts()), *expected, "{} {rule:?}", rule.id);
    }
    let order = ours::order_of_formulas(&mix, &ready);
    assert_eq!(order.len(), mix.formulas.len());
    for (place, column) in order.iter().zip(&run.outputs) {
        let given: Vec<f64> = (0..column.len()).filter_map(|row| column.number(row)).collect();
        let (count, sum) = expected.formulas[*place];
        assert_eq!(given.len(), count, "{}", mix.formulas[*place].id);
        let found: f64 = given.iter().sum();
        assert!((found - sum).abs() <= 1e-9 * sum.abs(), "{found} is not {sum}");
    }
}
