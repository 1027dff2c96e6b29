//! The law of outcomes, exhaustively: two `when`s and two checks with conditions, all truths of all of them.

use shensuan_plan::outcome::{Planes, judge_row};
use shensuan_plan::{
    Check, Column, Counts, Judgement, JudgementId, Outcome, OutcomeColumn, Reason, Tracer, ValueId, Verdict,
    run,
};

use crate::sample::{TRUTHS, root, root_frame};

/// All rows of `width` truths.
fn all(width: u32) -> Vec<Vec<Option<bool>>> {
    let row = |n: usize| (0..width).map(|digit| TRUTHS[n / 3_usize.pow(digit) % 3]).collect();
    (0..3_usize.pow(width)).map(row).collect()
}

/// The law in the words of the manual, with none of the code's own helpers.
fn law(applies: Option<bool>, whens: &[Option<bool>], checks: &[(Option<bool>, Option<bool>)]) -> Verdict {
    if applies != Some(true) {
        return Verdict::NOT_FILED;
    }
    if whens.contains(&Some(false)) {
        return Verdict::WHEN_FALSE;
    }
    if checks.iter().all(|(applies, _)| *applies != Some(true)) {
        return Verdict::NOT_FILED;
    }
    if whens.contains(&None) {
        return Verdict::UNDETERMINED;
    }
    if checks.contains(&(Some(true), Some(false))) {
        return Verdict::FAIL;
    }
    if checks.contains(&(Some(true), None)) {
        return Verdict::UNDETERMINED;
    }
    Verdict::PASS
}

#[test]
fn every_combination() {
    let rows = all(7);
    let (mut b, t0, _, t) = root(0, 7);
    let check = |applies, holds| Check { applies: Some(applies), holds };
    let id = b.judge(Judgement {
        table: t0,
        applies: Some(t[0]),
        when: vec![t[1], t[2]],
        checks: vec![check(t[3], t[4]), check(t[5], t[6])],
    });
    let plan = b.finish();
    let frame = root_frame((0..7).map(|at| Column::truths(rows.iter().map(|row| row[at]))).collect());
    let outcomes = run(&plan, &frame).unwrap().outcomes.remove(0);
    let mut tracer = Tracer::new(&plan, &frame);
    let mut counts = Counts::default();
    for (at, row) in rows.iter().enumerate() {
        let expected = law(row[0], &row[1..3], &[(row[3], row[4]), (row[5], row[6])]);
        assert_eq!(outcomes.get(at), Some(expected), "{row:?}");
        assert_eq!(tracer.outcome(id, at), Some(expected), "{row:?}");
        let is = |truth| truth == Some(true);
        let scalar = judge_row(is(row[0]), row[1..3].to_vec(), [(is(row[3]), row[4]), (is(row[5]), row[6])]);
        assert_eq!(scalar, expected, "{row:?}");
        match (expected.outcome, expected.reason) {
            (Outcome::Pass, None) => counts.pass += 1,
            (Outcome::Fail, None) => counts.fail += 1,
            (Outcome::Undetermined, None) => counts.undetermined += 1,
            (Outcome::NotApplicable, Some(Reason::WhenFalse)) => counts.when_false += 1,
            (Outcome::NotApplicable, Some(Reason::NotFiled)) => counts.not_filed += 1,
            (outcome, reason) => panic!("{outcome:?} for {reason:?}"),
        }
    }
    assert_eq!(outcomes.counts(), counts);
    assert_eq!(counts.rows(), rows.len());
    assert_eq!(outcomes.get(rows.len()), None);
    for outcome in [Outcome::Pass, Outcome::Fail, Outcome::NotApplicable, Outcome::Undetermined] {
        let found: Vec<usize> = outcomes.rows(outcome).collect();
        let expected: Vec<usize> =
            (0..rows.len()).filter(|row| outcomes.get(*row).unwrap().outcome == outcome).collect();
        assert_eq!(found, expected);
        assert_eq!(counts.of(outcome), expected.len());
    }
}

fn judged(when: Vec<Option<bool>>, checks: Vec<(Option<Option<bool>>, Option<bool>)>) -> Verdict {
    let (mut b, t0, _, t) = root(0, when.len() + 2 * checks.len());
    let mut next = t.into_iter();
    let whens: Vec<ValueId> = next.by_ref().take(when.len()).collect();
    let mut columns: Vec<Column> = when.into_iter().map(|truth| Column::truths([truth])).collect();
    let mut list = Vec::new();
    for (applies, holds) in checks {
        columns.push(Column::truths([applies.flatten()]));
        columns.push(Column::truths([holds]));
        let condition = next.next().unwrap();
        list.push(Check { applies: applies.map(|_| condition), holds: next.next().unwrap() });
    }
    b.judge(Judgement { table: t0, applies: None, when: whens, checks: list });
    let plan = b.finish();
    run(&plan, &root_frame(columns)).unwrap().outcomes[0].get(0).unwrap()
}

#[test]
fn without_conditions() {
    let (u, f, t) = (None, Some(false), Some(true));
    assert_eq!(judged(vec![], vec![(None, t)]), Verdict::PASS);
    assert_eq!(judged(vec![], vec![(None, f)]), Verdict::FAIL);
    assert_eq!(judged(vec![], vec![(None, u)]), Verdict::UNDETERMINED);
    // A failed check decides over an unknown one, a false `when` over an unknown one, an unknown `when` over checks.
    assert_eq!(judged(vec![t], vec![(None, u), (None, f)]), Verdict::FAIL);
    assert_eq!(judged(vec![u, f], vec![(None, f)]), Verdict::WHEN_FALSE);
    assert_eq!(judged(vec![u, t], vec![(None, f)]), Verdict::UNDETERMINED);
    // A check that does not apply is as if it were not there.
    assert_eq!(judged(vec![t], vec![(Some(f), f), (None, t)]), Verdict::PASS);
    assert_eq!(judged(vec![t], vec![(Some(u), f), (Some(f), u)]), Verdict::NOT_FILED);
    // A false `when` decides over checks that do not apply, an unknown one does not.
    assert_eq!(judged(vec![f], vec![(Some(f), t)]), Verdict::WHEN_FALSE);
    assert_eq!(judged(vec![u], vec![(Some(f), t)]), Verdict::NOT_FILED);
}

#[test]
fn constants_judge_every_row() {
    let (mut b, t0, _, _) = root(1, 0);
    let (yes, no) = (b.truth(true), b.truth(false));
    let check = |holds| vec![Check { applies: None, holds }];
    b.judge(Judgement { table: t0, applies: None, when: vec![], checks: check(yes) });
    b.judge(Judgement { table: t0, applies: Some(yes), when: vec![yes], checks: check(no) });
    b.judge(Judgement { table: t0, applies: Some(no), when: vec![], checks: check(no) });
    let plan = b.finish();
    for rows in crate::sample::LENGTHS {
        let frame = root_frame(vec![Column::numbers(vec![None; rows])]);
        let counts: Vec<Counts> =
            run(&plan, &frame).unwrap().outcomes.iter().map(|outcomes| outcomes.counts()).collect();
        assert_eq!(counts[0], Counts { pass: rows, ..Counts::default() });
        assert_eq!(counts[1], Counts { fail: rows, ..Counts::default() });
        assert_eq!(counts[2], Counts { not_filed: rows, ..Counts::default() });
    }
    assert_eq!(plan.judgement(JudgementId(3)), None);
}

#[test]
fn planes_of_another_engine_may_be_careless() {
    let careless = Planes { low: 0b1010, high: 0b1100, reason: u64::MAX };
    let neat = Planes { reason: 0b0100, ..careless };
    let column = OutcomeColumn::from_planes(3, [careless, careless]);
    assert_eq!(column, OutcomeColumn::from_planes(3, [neat]));
    assert_eq!(column.iter().collect::<Vec<_>>(), [Verdict::PASS, Verdict::FAIL, Verdict::NOT_FILED]);
    assert_eq!(column.counts(), Counts { pass: 1, fail: 1, not_filed: 1, ..Counts::default() });
}
