//! The text form.

use shensuan_plan::{
    Annotate, Builder, Check, Fetched, How, InputId, InputKind, Judgement, JudgementId, Kind, Literal,
    LookupId, OfOutline, Origin, OutputId, Plan, Statistic, TableId, TableStep, Value, ValueId, print,
    print_with,
};

/// One of everything.
fn plan() -> Plan {
    let mut b = Builder::new();
    let t0 = b.table(None);
    let t1 = b.table(Some(t0));
    let (x, flag) = (b.input(t0, InputKind::Number), b.input(t0, InputKind::Truth));
    let (y, code) = (b.input(t1, InputKind::Number), b.input(t1, InputKind::Code));
    let (factor, coal) = (b.lookup(code, Kind::Number), b.lookup(code, Kind::Truth));
    let (x, flag, y) = (b.load(x), b.load(flag), b.load(y));
    let (factor, coal, filed) = (b.gather(factor), b.gather(coal), b.given_code(code));
    b.set_origin(Origin(7));
    let burnt = b.mul(y, factor);
    let sum = b.fold(How::Sum, t1, Some(burnt), Some(coal), t0);
    let rows = b.fold(How::Count, t1, None, None, t0);
    let (third, zero) = (b.number(1.0 / 3.0), b.number(-0.0));
    let bound = b.add(x, third);
    let bound = b.otherwise(bound, zero);
    let [a, c] = [x, sum].map(|term| b.abs(term));
    let scale = b.max(a, c);
    let ok = b.at_most(sum, bound, Some(scale));
    let same = b.equal(sum, x, None);
    let ok = b.choose(flag, ok, same);
    let some = b.less(zero, rows, None);
    let given = b.given(x);
    let lifted = b.lift_to(x, t1);
    let (missing, unknown) = (b.missing(), b.unknown());
    let small = b.min(lifted, missing);
    let not = b.not(coal);
    let either = b.or(not, filed);
    let both = b.and(either, unknown);
    let known = b.known(both);
    let is = b.is_true(both);
    let wide = b.sub(small, y);
    let share = b.div(wide, lifted);
    let minus = b.neg(share);
    let check = |applies, holds| Check { applies, holds };
    b.judge(Judgement {
        table: t0,
        applies: Some(given),
        when: vec![some, flag],
        checks: vec![check(None, ok)],
    });
    let checks = vec![check(Some(filed), known), check(None, is)];
    b.judge(Judgement { table: t1, applies: None, when: vec![], checks });
    let pair = b.table_step(TableStep::Pair { first: x, second: sum, to: t0 });
    let group =
        |how, least, value, keep, by, to| TableStep::Group { how, least, from: t1, value, keep, by, to };
    let p90 = Statistic::Percentile(Literal::new(0.9));
    b.table_step(group(p90, 10, Some(y), Some(coal), Some(pair), t0));
    b.table_step(group(Statistic::Fold(How::Count), 0, None, None, None, t1));
    let share = Literal::new(0.6);
    b.table_step(TableStep::Common {
        value: y,
        keep: Some(coal),
        by: Some(pair),
        share,
        least: 10,
        from: t1,
        to: t0,
    });
    let apart = b.table(None);
    let (figure, area) = (b.input(apart, InputKind::Number), b.input(apart, InputKind::Code));
    let (search, name) = (b.search(apart, 2), b.lookup(area, Kind::Number));
    let outlines = b.outlines(area);
    let row = b.find(search, [x, pair], t0);
    for what in [Fetched::Cell(figure), Fetched::Entry(name), Fetched::GivenCode(area)] {
        b.fetch(row, what);
    }
    for asked in [OfOutline::Inside, OfOutline::Distance(Literal::new(6_371_000.0))] {
        b.table_step(TableStep::Outline { asked, row, outlines, east: x, north: sum, to: t0 });
    }
    b.output(t0, sum);
    b.output(t1, minus);
    b.finish()
}

struct Names;

impl Annotate for Names {
    fn table(&self, id: TableId) -> Option<String> {
        Some(["企业", "燃料", "名录"][id.index()].to_owned())
    }

    fn input(&self, id: InputId) -> Option<String> {
        Some(format!("column {}", id.0))
    }

    fn lookup(&self, id: LookupId) -> Option<String> {
        (id.0 == 1).then(|| "coal".to_owned())
    }

    fn value(&self, _: ValueId, value: &Value) -> Option<String> {
        (value.origin == Origin(7)).then(|| "rule 7".to_owned())
    }

    fn judgement(&self, id: JudgementId) -> Option<String> {
        (id.0 == 0).then(|| "fuel adds up".to_owned())
    }

    fn output(&self, id: OutputId) -> Option<String> {
        (id.0 == 0).then(|| "coal burnt".to_owned())
    }
}

#[test]
fn plain() {
    shensuan_plan::verify(&plan()).unwrap();
    insta::assert_snapshot!(print(&plan()));
}

#[test]
fn with_names() {
    insta::assert_snapshot!(print_with(&plan(), &Names));
}
