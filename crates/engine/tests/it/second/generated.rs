//! Rulebooks at random over data at random, the same in every run: where the two opinions part, that is to be settled by
//! the reference, and not by chance in somebody else's run. `PROPTEST_CASES` and `PROPTEST_RNG_SEED` look further.

use std::env;
use std::fs;
use std::str::FromStr;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use shensuan_engine::Parsed;
use shensuan_testkit::data::{Spoken, data_set};
use shensuan_testkit::dice::Dice;

use super::compared;
use crate::generated::{CODES, Rulebooks};

/// A number of the environment.
fn told<T: FromStr>(name: &str) -> Option<T> {
    env::var(name).ok()?.parse().ok()
}

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: told("PROPTEST_CASES").unwrap_or(80),
        rng_seed: RngSeed::Fixed(told("PROPTEST_RNG_SEED").unwrap_or(2017)),
        failure_persistence: None,
        max_shrink_iters: told("SHRINK").unwrap_or(300),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn rulebooks_at_random_mean_what_the_second_opinion_says(
        choices in prop::collection::vec(any::<u16>(), 0..2500),
        seed in any::<u64>(),
    ) {
        let books = Rulebooks::of(&choices);
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("codes.csv"), CODES).unwrap();
        for (name, typed) in books.files().into_iter().take(2) {
            fs::write(folder.path().join(name.replace('/', "-")), &typed.text).unwrap();
        }
        let checked = Parsed::read(&[folder.path().to_owned()]).check();
        prop_assert!(!checked.said.has_errors(), "{:?}", checked.said);
        let ready = checked.plan().unwrap();
        let spoken = Spoken::of(&ready.model);
        for round in 0..3_u64 {
            let dice = &mut Dice(seed.wrapping_add(round));
            let subjects = 1 + dice.roll(14);
            let (_, differ) = compared(&ready, &data_set(&ready.model, &spoken, subjects, dice));
            prop_assert!(differ.is_empty(), "{}\n{}", differ.join("\n"), books.rules.text);
        }
    }
}
