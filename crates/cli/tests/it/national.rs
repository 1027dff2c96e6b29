//! rulebooks/national: the rules of presence, balance and capacity of the review list.

use std::collections::BTreeSet;

use shensuan_engine::Parsed;
use shensuan_model::Expected;

use crate::run::root;

/// Who files which form, what adds up, what fits.
const THIRTY: [&str; 30] = [
    "X01", "X02", "X03", "X04", "X05", "X06", "X07", "X08", "X09", "X10", "X13", "B01", "B02", "B04", "B05",
    "B07", "B08", "B11", "B14", "B15", "B16", "B17", "B19", "B03", "B09", "B10", "B12", "B13", "X18", "F06",
];

#[test]
fn thirty_rules_say_where_they_are_known_from_and_have_a_case_that_passes_and_one_that_fails() {
    let checked = Parsed::read(&[root().join("rulebooks/national")]).check();
    let ready = checked.plan().unwrap_or_else(|checked| panic!("{:?}", checked.said));
    for id in THIRTY {
        let rules: Vec<usize> =
            (0..ready.model.rules.len()).filter(|at| ready.model.rules[*at].id == id).collect();
        assert!(!rules.is_empty(), "{id}");
        for at in &rules {
            let basis = ready.model.rules[*at].basis.as_deref().unwrap_or("");
            assert!(basis.contains(id), "{id}: {basis}");
            let certainty = ["见于公开", "凭记忆", "推断"];
            assert!(certainty.iter().any(|word| basis.contains(word)), "{id}: {basis}");
        }
        let cases = ready.model.cases.iter().filter(|case| case.rules.iter().any(|at| rules.contains(at)));
        let expected: BTreeSet<String> = cases.map(|case| format!("{:?}", case.expected)).collect();
        for outcome in [Expected::Pass, Expected::Fail] {
            assert!(expected.contains(&format!("{outcome:?}")), "{id}: {expected:?}");
        }
    }
}
