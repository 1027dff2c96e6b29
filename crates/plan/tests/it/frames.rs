//! Each fault of a frame has a frame that has it.

use shensuan_plan::{
    Bits, Builder, Column, Entry, Fault, Frame, FrameFault, Index, InputId, InputKind, Kind, LookupId,
    Outline, OutlinesId, Pattern, Plan, SearchId, TableId, TableRows, run,
};

/// A root with a number, a truth and a code with two lookups; a table below it with a number.
fn plan() -> Plan {
    let mut b = Builder::new();
    let t0 = b.table(None);
    let t1 = b.table(Some(t0));
    b.input(t0, InputKind::Number);
    b.input(t0, InputKind::Truth);
    let code = b.input(t0, InputKind::Code);
    b.input(t1, InputKind::Number);
    b.lookup(code, Kind::Number);
    b.lookup(code, Kind::Truth);
    b.search(t1, 1);
    b.outlines(code);
    b.finish()
}

fn sound() -> Frame {
    Frame {
        tables: vec![
            TableRows { rows: 2, offsets: None },
            TableRows { rows: 3, offsets: Some(vec![0, 1, 3]) },
        ],
        columns: vec![
            Column::numbers([Some(1.0), None]),
            Column::truths([Some(true), None]),
            Column::codes(3, [Some(2), None]),
            Column::numbers([None, Some(2.0), Some(3.0)]),
        ],
        lookups: vec![
            Column::numbers([Some(1.0), None, Some(2.0)]),
            Column::truths([None, Some(true), Some(false)]),
        ],
        searches: vec![Index::new(1, vec![Entry { row: 2, patterns: vec![Pattern::Any] }])],
        outlines: vec![vec![Outline::default(); 3]],
    }
}

fn fault(change: impl FnOnce(&mut Frame)) -> FrameFault {
    let (plan, mut frame) = (plan(), sound());
    assert_eq!(frame.check(&plan), Ok(()));
    change(&mut frame);
    let fault = frame.check(&plan).unwrap_err();
    assert_eq!(run(&plan, &frame).unwrap_err(), Fault::Frame(fault));
    assert!(!fault.to_string().is_empty());
    fault
}

#[test]
fn as_many_as_the_plan_has() {
    assert_eq!(fault(|f| drop(f.tables.pop())), FrameFault::Tables { needed: 2 });
    assert_eq!(fault(|f| drop(f.columns.pop())), FrameFault::Columns { needed: 4 });
    assert_eq!(fault(|f| drop(f.lookups.pop())), FrameFault::Lookups { needed: 2 });
    assert_eq!(fault(|f| drop(f.searches.pop())), FrameFault::Searches { needed: 1 });
    assert_eq!(fault(|f| drop(f.outlines.pop())), FrameFault::Outlines { needed: 1 });
    let short = FrameFault::OutlinesLength(OutlinesId(0));
    assert_eq!(fault(|f| drop(f.outlines[0].pop())), short);
}

#[test]
fn offsets() {
    let t1 = TableId(1);
    assert_eq!(fault(|f| f.tables[0].offsets = Some(vec![0, 2])), FrameFault::OffsetsMisplaced(TableId(0)));
    assert_eq!(fault(|f| f.tables[1].offsets = None), FrameFault::OffsetsMisplaced(t1));
    for broken in [vec![], vec![0, 3], vec![1, 1, 3], vec![0, 4, 3], vec![0, 1, 2], vec![0, 1, 2, 3]] {
        assert_eq!(fault(|f| f.tables[1].offsets = Some(broken)), FrameFault::OffsetsBroken(t1));
    }
}

#[test]
fn columns() {
    let (number, truth, code) = (InputId(0), InputId(1), InputId(2));
    assert_eq!(fault(|f| f.columns.swap(0, 1)), FrameFault::ColumnKind(number));
    assert_eq!(fault(|f| f.columns[0] = Column::numbers([None])), FrameFault::ColumnLength(number));
    let short = Column::Number { values: vec![1.0; 2], given: Bits::new(1, true) };
    assert_eq!(fault(|f| f.columns[0] = short), FrameFault::ColumnLength(number));
    for broken in [f64::NAN, f64::INFINITY] {
        let column = Column::numbers([None, Some(broken)]);
        assert_eq!(fault(|f| f.columns[0] = column), FrameFault::ColumnNotFinite(number));
    }
    let torn = Column::Truth { yes: Bits::new(2, true), no: Bits::new(2, true) };
    assert_eq!(fault(|f| f.columns[1] = torn), FrameFault::ColumnTorn(truth));
    let short = Column::Truth { yes: Bits::new(2, true), no: Bits::new(1, false) };
    assert_eq!(fault(|f| f.columns[1] = short), FrameFault::ColumnLength(truth));
    let outside = Column::codes(3, [Some(3), None]);
    assert_eq!(fault(|f| f.columns[2] = outside), FrameFault::ColumnIndex(code));
    assert_eq!(fault(|f| f.columns[2] = Column::codes(3, [None])), FrameFault::ColumnLength(code));
}

#[test]
fn lookups() {
    let (number, truth) = (LookupId(0), LookupId(1));
    assert_eq!(fault(|f| f.lookups.swap(0, 1)), FrameFault::LookupKind(number));
    assert_eq!(fault(|f| f.lookups[0] = Column::codes(1, [None; 3])), FrameFault::LookupKind(number));
    assert_eq!(fault(|f| f.lookups[0] = Column::numbers([None; 2])), FrameFault::LookupLength(number));
    let infinite = Column::numbers([None, None, Some(f64::INFINITY)]);
    assert_eq!(fault(|f| f.lookups[0] = infinite), FrameFault::LookupNotFinite(number));
    let torn = Column::Truth { yes: Bits::new(3, true), no: Bits::new(3, true) };
    assert_eq!(fault(|f| f.lookups[1] = torn), FrameFault::LookupTorn(truth));
}

#[test]
fn searches() {
    let entry = |row| vec![Entry { row, patterns: vec![Pattern::Any] }];
    let broken = FrameFault::SearchBroken(SearchId(0));
    assert_eq!(fault(|f| f.searches[0] = Index::new(1, entry(3))), broken);
    assert_eq!(fault(|f| f.searches[0] = Index::new(2, entry(0))), broken);
}

#[test]
fn missing_slots_may_hold_anything() {
    let mut frame = sound();
    frame.columns[0] =
        Column::Number { values: vec![1.0, f64::NAN], given: [true, false].into_iter().collect() };
    frame.columns[2] =
        Column::Code { index: vec![9, 1], given: [false, true].into_iter().collect(), entries: 3 };
    assert_eq!(frame.check(&plan()), Ok(()));
}
