//! Each fault of a plan has a plan that has it.

use shensuan_plan::{
    Builder, Check, Fetched, How, Input, InputId, InputKind, Judgement, JudgementId, Keys, Kind, Literal,
    Lookup, LookupId, MOST_KEYS, OfOutline, Origin, Outlines, OutlinesId, Output, OutputId, Place, Plan,
    PlanFault, RowOp, Search, SearchId, Statistic, Step, Table, TableId, TableStep, Value, ValueId, Wrong,
    run, verify,
};

use crate::sample::{i, l, v};

const ROOT: TableId = TableId(0);
const LEFT: TableId = TableId(1);
const RIGHT: TableId = TableId(2);

/// Tables `t0`, `t1` and `t2` below it; inputs `i0` a number, `i1` a truth, `i2` a code of the root, `i3` a number of
/// `t1`; values `v0` to `v3`: `load i0`, `load i1`, `load i3`, `true`.
fn sound() -> Plan {
    let mut b = Builder::new();
    b.table(None);
    b.table(Some(ROOT));
    b.table(Some(ROOT));
    let x = b.input(ROOT, InputKind::Number);
    let y = b.input(ROOT, InputKind::Truth);
    let code = b.input(ROOT, InputKind::Code);
    let z = b.input(LEFT, InputKind::Number);
    b.lookup(code, Kind::Number);
    b.load(x);
    b.load(y);
    b.load(z);
    b.truth(true);
    let plan = b.finish();
    assert_eq!(verify(&plan), Ok(()));
    plan
}

fn faults(change: impl FnOnce(&mut Plan)) -> Vec<(Place, Wrong)> {
    let mut plan = sound();
    change(&mut plan);
    let faults = verify(&plan).unwrap_err();
    assert!(faults.iter().all(|fault| fault.to_string().contains(": ")));
    assert!(run(&plan, &shensuan_plan::Frame::default()).is_err());
    faults.into_iter().map(|PlanFault { place, what }| (place, what)).collect()
}

/// The faults of one more value, `v4`.
fn of_value(step: Step, kind: Kind, table: Option<TableId>) -> Vec<Wrong> {
    let faults = faults(|plan| plan.values.push(Value { step, kind, table, origin: Origin::default() }));
    assert!(faults.iter().all(|(place, _)| *place == Place::Value(v(4))));
    faults.into_iter().map(|(_, what)| what).collect()
}

fn of_number(op: RowOp) -> Vec<Wrong> {
    of_value(Step::Row(op), Kind::Number, Some(ROOT))
}

#[test]
fn tables() {
    let root = (Place::Table(ROOT), Wrong::RootWithParent);
    assert_eq!(faults(|plan| plan.tables[0].parent = Some(ROOT)), [root]);
    let lift = Step::Table(TableStep::Lift { value: v(0), to: LEFT });
    let apart = faults(|plan| {
        plan.tables[1].parent = None;
        plan.values.push(Value {
            step: lift,
            kind: Kind::Number,
            table: Some(LEFT),
            origin: Origin::default(),
        });
    });
    assert_eq!(apart, [(Place::Value(v(4)), Wrong::LiftNotDown { from: ROOT, to: LEFT })]);
    let late = (Place::Table(LEFT), Wrong::ParentNotEarlier(RIGHT));
    assert_eq!(faults(|plan| plan.tables[1] = Table { parent: Some(RIGHT) }), [late]);
    let itself = (Place::Table(RIGHT), Wrong::ParentNotEarlier(RIGHT));
    assert_eq!(faults(|plan| plan.tables[2] = Table { parent: Some(RIGHT) }), [itself]);
}

#[test]
fn searches() {
    let one = |table, keys| move |plan: &mut Plan| plan.searches.push(Search { table, keys });
    let place = Place::Search(SearchId(0));
    assert_eq!(faults(one(TableId(9), 1)), [(place, Wrong::UnknownTable(TableId(9)))]);
    assert_eq!(faults(one(ROOT, 0)), [(place, Wrong::KeyCount(MOST_KEYS))]);
    assert_eq!(faults(one(ROOT, 9)), [(place, Wrong::KeyCount(MOST_KEYS))]);
    let find = Step::Table(TableStep::Find { search: SearchId(0), keys: Keys::new([v(0)]), to: ROOT });
    assert_eq!(of_value(find, Kind::Number, Some(ROOT)), [Wrong::UnknownSearch(SearchId(0))]);
    let with = |keys: &[ValueId], to| {
        let find = TableStep::Find { search: SearchId(0), keys: Keys::new(keys.iter().copied()), to };
        let value =
            Value { step: Step::Table(find), kind: Kind::Number, table: Some(to), origin: Origin::default() };
        let all = faults(|plan| {
            plan.searches.push(Search { table: ROOT, keys: 1 });
            plan.values.push(value);
        });
        all.into_iter().map(|(_, what)| what).collect::<Vec<_>>()
    };
    assert_eq!(with(&[v(2), v(2)], LEFT), [Wrong::KeyCount(1)]);
    assert_eq!(with(&[v(2)], ROOT), [Wrong::Table { operand: v(2), needed: ROOT }]);
    assert_eq!(with(&[v(1)], ROOT), [Wrong::Kind { operand: v(1), needed: Kind::Number }]);
    assert_eq!(with(&[v(0)], TableId(9)), [Wrong::UnknownTable(TableId(9))]);
    let fetch = |row, what| {
        let table = if row == v(0) { Some(ROOT) } else { None };
        of_value(Step::Table(TableStep::Fetch { row, what }), Kind::Number, table)
    };
    assert_eq!(fetch(v(0), Fetched::Cell(i(9))), [Wrong::UnknownInput(i(9))]);
    assert_eq!(fetch(v(0), Fetched::Entry(l(9))), [Wrong::UnknownLookup(l(9))]);
    assert_eq!(fetch(v(0), Fetched::Cell(i(1))).len(), 1);
    assert!(fetch(v(3), Fetched::Entry(l(0))).contains(&Wrong::FetchOfConstant(v(3))));
}

#[test]
fn outlines() {
    let with = |asked, row, east| {
        let outlines = OutlinesId(0);
        let step = TableStep::Outline { asked, row, outlines, east, north: v(0), to: ROOT };
        of_value(Step::Table(step), Kind::Truth, Some(ROOT))
    };
    let unknown = Wrong::UnknownOutlines(OutlinesId(0));
    assert_eq!(with(OfOutline::Inside, v(0), v(0)), [unknown]);
    assert_eq!(
        with(OfOutline::Inside, v(0), v(1)),
        [Wrong::Kind { operand: v(1), needed: Kind::Number }, unknown]
    );
    assert!(with(OfOutline::Inside, v(3), v(0)).contains(&Wrong::FetchOfConstant(v(3))));
    let endless = OfOutline::Distance(Literal::new(f64::INFINITY));
    assert_eq!(with(endless, v(0), v(0)), [unknown, Wrong::NotFinite]);
    let of_numbers = faults(|plan| plan.outlines.push(Outlines { input: i(0) }));
    assert_eq!(of_numbers, [(Place::Outlines(OutlinesId(0)), Wrong::NotACode(i(0)))]);
}

#[test]
fn inputs_and_lookups() {
    let far = TableId(9);
    let unknown = (Place::Input(InputId(4)), Wrong::UnknownTable(far));
    assert_eq!(faults(|plan| plan.inputs.push(Input { table: far, kind: InputKind::Truth })), [unknown]);
    let lookup = |input| move |plan: &mut Plan| plan.lookups.push(Lookup { input, kind: Kind::Truth });
    let place = Place::Lookup(LookupId(1));
    assert_eq!(faults(lookup(i(0))), [(place, Wrong::NotACode(i(0)))]);
    assert_eq!(faults(lookup(i(9))), [(place, Wrong::UnknownInput(i(9)))]);
}

#[test]
fn unknown_ids() {
    assert_eq!(of_number(RowOp::Load(i(9))), [Wrong::UnknownInput(i(9))]);
    assert_eq!(of_number(RowOp::GivenCode(i(9))), [Wrong::UnknownInput(i(9))]);
    assert_eq!(of_number(RowOp::Gather(l(9))), [Wrong::UnknownLookup(l(9))]);
    assert_eq!(of_number(RowOp::Add(v(0), v(9))), [Wrong::UnknownValue(v(9))]);
    let far = TableId(9);
    let lift = Step::Table(TableStep::Lift { value: v(0), to: far });
    assert_eq!(of_value(lift, Kind::Number, Some(far)), [Wrong::UnknownTable(far)]);
    let fold = |from, to| {
        let step = TableStep::Fold { how: How::Count, from, value: None, keep: None, to };
        of_value(Step::Table(step), Kind::Number, Some(to))
    };
    assert_eq!(fold(far, ROOT), [Wrong::UnknownTable(far)]);
    assert_eq!(fold(LEFT, far), [Wrong::UnknownTable(far)]);
}

#[test]
fn order_of_operands() {
    assert_eq!(of_number(RowOp::Neg(v(4))), [Wrong::NotEarlier(v(4))]);
    let late = |plan: &mut Plan| plan.values.swap(0, 3);
    assert_eq!(
        verify(&{
            let mut plan = sound();
            late(&mut plan);
            plan
        }),
        Ok(())
    );
    let step = Step::Row(RowOp::Neg(v(2)));
    let early = Value { step, kind: Kind::Number, table: Some(LEFT), origin: Origin::default() };
    assert_eq!(faults(|plan| plan.values[0] = early), [(Place::Value(v(0)), Wrong::NotEarlier(v(2)))]);
}

#[test]
fn what_inputs_hold() {
    assert_eq!(of_number(RowOp::Load(i(2))), [Wrong::LoadOfCode(i(2))]);
    assert_eq!(of_number(RowOp::GivenCode(i(0))), [Wrong::NotACode(i(0))]);
}

#[test]
fn constants_are_finite() {
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let op = Step::Row(RowOp::Number(Literal::new(number)));
        assert_eq!(of_value(op, Kind::Number, None), [Wrong::NotFinite]);
    }
}

#[test]
fn kinds_of_operands() {
    let number = |operand| Wrong::Kind { operand: v(operand), needed: Kind::Number };
    let truth = |operand| Wrong::Kind { operand: v(operand), needed: Kind::Truth };
    let (n, t) = (v(0), v(1));
    for op in [
        RowOp::Add(n, t),
        RowOp::Sub(n, t),
        RowOp::Mul(n, t),
        RowOp::Div(n, t),
        RowOp::Min(n, t),
        RowOp::Max(n, t),
        RowOp::Otherwise(n, t),
        RowOp::Neg(t),
        RowOp::Abs(t),
        RowOp::Given(t),
        RowOp::Less { left: t, right: n, scale: None },
        RowOp::AtMost { left: n, right: t, scale: None },
        RowOp::Equal { left: n, right: n, scale: Some(t) },
    ] {
        assert_eq!(of_number(op), [number(1)], "{op:?}");
    }
    for op in [RowOp::And(n, t), RowOp::Or(t, n), RowOp::Not(n), RowOp::Known(n), RowOp::IsTrue(n)] {
        assert_eq!(of_number(op), [truth(0)], "{op:?}");
    }
    assert_eq!(of_number(RowOp::Choose { condition: n, yes: n, no: n }), [truth(0)]);
    assert_eq!(of_number(RowOp::Choose { condition: t, yes: n, no: t }), [number(1)]);
    assert_eq!(of_number(RowOp::Choose { condition: t, yes: t, no: n }), [truth(0)]);
    let fold = |how, value, keep| {
        let step = TableStep::Fold { how, from: LEFT, value, keep, to: ROOT };
        of_value(Step::Table(step), how.kind(), Some(ROOT))
    };
    assert_eq!(fold(How::Sum, Some(v(3)), None), [number(3)]);
    assert_eq!(fold(How::Any, Some(v(2)), None), [truth(2)]);
    assert_eq!(fold(How::Count, None, Some(v(2))), [truth(2)]);
}

#[test]
fn tables_of_operands() {
    let strange = |operand, needed| Wrong::Table { operand: v(operand), needed };
    assert_eq!(of_number(RowOp::Add(v(0), v(2))), [strange(2, ROOT)]);
    let keep_of_root =
        TableStep::Fold { how: How::Sum, from: LEFT, value: Some(v(2)), keep: Some(v(1)), to: ROOT };
    assert_eq!(of_value(Step::Table(keep_of_root), Kind::Number, Some(ROOT)), [strange(1, LEFT)]);
    let value_of_root =
        TableStep::Fold { how: How::Sum, from: LEFT, value: Some(v(0)), keep: None, to: ROOT };
    assert_eq!(of_value(Step::Table(value_of_root), Kind::Number, Some(ROOT)), [strange(0, LEFT)]);
}

#[test]
fn what_values_say_of_themselves() {
    let neg = Step::Row(RowOp::Neg(v(0)));
    assert_eq!(of_value(neg, Kind::Truth, Some(ROOT)), [Wrong::DeclaredKind(Kind::Number)]);
    assert_eq!(of_value(neg, Kind::Number, None), [Wrong::DeclaredTable(Some(ROOT))]);
    let missing = Step::Row(RowOp::MissingNumber);
    assert_eq!(of_value(missing, Kind::Number, Some(ROOT)), [Wrong::DeclaredTable(None)]);
}

#[test]
fn lifts_go_down() {
    let lift = |value, to| of_value(Step::Table(TableStep::Lift { value, to }), Kind::Number, Some(to));
    assert_eq!(lift(v(2), ROOT), [Wrong::LiftNotDown { from: LEFT, to: ROOT }]);
    assert_eq!(lift(v(2), RIGHT), [Wrong::LiftNotDown { from: LEFT, to: RIGHT }]);
    assert_eq!(lift(v(0), ROOT), [Wrong::LiftNotDown { from: ROOT, to: ROOT }]);
    let constant = Step::Table(TableStep::Lift { value: v(3), to: LEFT });
    assert_eq!(of_value(constant, Kind::Truth, Some(LEFT)), [Wrong::LiftOfConstant(v(3))]);
}

#[test]
fn folds_go_up_and_have_what_they_need() {
    let fold = |how: How, from, value, to| {
        let step = TableStep::Fold { how, from, value, keep: None, to };
        of_value(Step::Table(step), how.kind(), Some(to))
    };
    assert_eq!(fold(How::Count, ROOT, None, LEFT), [Wrong::FoldNotUp { from: ROOT, to: LEFT }]);
    assert_eq!(fold(How::Count, LEFT, None, LEFT), [Wrong::FoldNotUp { from: LEFT, to: LEFT }]);
    assert_eq!(fold(How::Count, LEFT, None, RIGHT), [Wrong::FoldNotUp { from: LEFT, to: RIGHT }]);
    assert_eq!(fold(How::Count, LEFT, Some(v(2)), ROOT), [Wrong::FoldWithValue(How::Count)]);
    for how in [How::CountGiven, How::Sum, How::Min, How::Max, How::Any, How::Every] {
        assert_eq!(fold(how, LEFT, None, ROOT), [Wrong::FoldWithoutValue(how)]);
    }
}

#[test]
fn groups_are_made_of_what_lies_below() {
    let group = |how: Statistic, from, value, by, to| {
        let step = TableStep::Group { how, least: 0, from, value, keep: None, by, to };
        of_value(Step::Table(step), how.kind(), Some(to))
    };
    let below = |from, to| [Wrong::GroupNotBelow { from, to }];
    let count = Statistic::Fold(How::Count);
    assert_eq!(group(count, ROOT, None, None, LEFT), below(ROOT, LEFT));
    assert_eq!(group(count, LEFT, None, None, RIGHT), below(LEFT, RIGHT));
    assert_eq!(group(count, ROOT, Some(v(0)), None, ROOT), [Wrong::GroupValue]);
    assert_eq!(group(Statistic::Median, ROOT, None, None, ROOT), [Wrong::GroupValue]);
    assert_eq!(group(Statistic::Rank, LEFT, Some(v(2)), None, ROOT), [Wrong::RankOfOthers]);
    let percentile = Statistic::Percentile(Literal::new(1.5));
    assert_eq!(group(percentile, ROOT, Some(v(0)), None, ROOT), [Wrong::ShareOutside]);
    assert_eq!(group(count, ROOT, None, Some(v(1)), ROOT), {
        [Wrong::Kind { operand: v(1), needed: Kind::Number }]
    });
    let strange = Wrong::Table { operand: v(2), needed: ROOT };
    assert_eq!(group(count, ROOT, None, Some(v(2)), ROOT), [strange]);
    let pair = Step::Table(TableStep::Pair { first: v(0), second: v(2), to: ROOT });
    assert_eq!(of_value(pair, Kind::Number, Some(ROOT)), [strange]);
    let common = |share, value, from, to| {
        let step =
            TableStep::Common { value, keep: None, by: None, share: Literal::new(share), least: 0, from, to };
        of_value(Step::Table(step), Kind::Truth, Some(to))
    };
    assert_eq!(common(0.6, v(0), ROOT, ROOT), below(ROOT, ROOT));
    assert_eq!(common(f64::NAN, v(2), LEFT, ROOT), [Wrong::ShareOutside]);
}

#[test]
fn judgements() {
    let judged = |applies: Option<u32>, when: &[u32], checks: &[(Option<u32>, u32)], table| {
        let check =
            |(applies, holds): &(Option<u32>, u32)| Check { applies: applies.map(v), holds: v(*holds) };
        let judgement = Judgement {
            table,
            applies: applies.map(v),
            when: when.iter().copied().map(v).collect(),
            checks: checks.iter().map(check).collect(),
        };
        let faults = faults(|plan| plan.judgements.push(judgement));
        assert!(faults.iter().all(|(place, _)| *place == Place::Judgement(JudgementId(0))));
        faults.into_iter().map(|(_, what)| what).collect::<Vec<_>>()
    };
    let not_truth = [Wrong::Kind { operand: v(0), needed: Kind::Truth }];
    assert_eq!(judged(Some(0), &[], &[(None, 1)], ROOT), not_truth);
    assert_eq!(judged(None, &[0], &[(None, 1)], ROOT), not_truth);
    assert_eq!(judged(None, &[], &[(Some(0), 1)], ROOT), not_truth);
    assert_eq!(judged(None, &[], &[(None, 0)], ROOT), not_truth);
    assert_eq!(judged(None, &[], &[], ROOT), [Wrong::NoChecks]);
    assert_eq!(judged(None, &[9], &[(None, 1)], ROOT), [Wrong::UnknownValue(v(9))]);
    assert_eq!(judged(None, &[], &[(None, 1)], LEFT), [Wrong::Table { operand: v(1), needed: LEFT }]);
    assert_eq!(judged(None, &[], &[(None, 3)], TableId(9)), [Wrong::UnknownTable(TableId(9))]);
}

#[test]
fn outputs() {
    let output = |table, value| {
        let faults = faults(|plan| plan.outputs.push(Output { table, value }));
        assert!(faults.iter().all(|(place, _)| *place == Place::Output(OutputId(0))));
        faults.into_iter().map(|(_, what)| what).collect::<Vec<_>>()
    };
    assert_eq!(output(ROOT, v(9)), [Wrong::UnknownValue(v(9))]);
    assert_eq!(output(LEFT, v(0)), [Wrong::Table { operand: v(0), needed: LEFT }]);
    assert_eq!(output(TableId(9), v(3)), [Wrong::UnknownTable(TableId(9))]);
}

#[test]
fn in_plain_english() {
    let faults = |what| PlanFault { place: Place::Value(v(4)), what }.to_string();
    insta::assert_snapshot!(
        [
            faults(Wrong::Kind { operand: v(1), needed: Kind::Number }),
            faults(Wrong::Table { operand: v(2), needed: ROOT }),
            faults(Wrong::FoldNotUp { from: ROOT, to: LEFT }),
            faults(Wrong::FoldWithoutValue(How::Sum)),
            faults(Wrong::DeclaredTable(None)),
        ]
        .join("\n"),
        @r"
    v4: the operand v1 is not a number
    v4: the operand v2 is neither a value of t0 nor a constant
    v4: a fold of t0 to t1 does not go up
    v4: the fold sum needs a value
    v4: the step makes a constant, but the value says otherwise
    "
    );
}
