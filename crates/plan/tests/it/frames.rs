//! Each fault of a frame has a frame that has it, and a run tells it, wherever it stands.

use shensuan_plan::{
    Bits, Builder, Column, Entry, Fault, Frame, FrameFault, How, Index, InputId, InputKind, Kind, LookupId,
    Options, Outline, OutlinesId, Pattern, Plan, Program, SearchId, Statistic, TableId, TableRows, TableStep,
    run,
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
    assert_eq!(told(&plan, &frame), Some(fault));
    assert!(!fault.to_string().is_empty());
    fault
}

/// What a run says of a frame: the same whatever chunks it is cut into, and whoever computes them.
fn told(plan: &Plan, frame: &Frame) -> Option<FrameFault> {
    let program = Program::new(plan).unwrap();
    let mut all = [1, 64, 4096].into_iter().flat_map(|chunk_rows| {
        [1, 3].map(|threads| match program.run(frame, Options { chunk_rows, threads }, None) {
            Ok(_) => None,
            Err(Fault::Frame(fault)) => Some(fault),
            Err(other) => panic!("{other}"),
        })
    });
    let first = all.next().unwrap();
    assert!(all.all(|other| other == first));
    assert_eq!(program.fit(frame).err(), first.map(Fault::Frame));
    first
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

/// How many rows the root has, those below it, and those of a table apart, which is the longest.
const ROWS: [usize; 3] = [130, 260, 700];

/// What a plan computes of what it reads.
#[derive(Clone, Copy, Debug)]
enum Asks {
    Nothing,
    Rows,
    Groups,
}

/// A root with a truth, a table below it with a number, a table apart with a code: the plan, and a frame that fits.
fn long(asks: Asks) -> (Plan, Frame) {
    let mut b = Builder::new();
    let root = b.table(None);
    let child = b.table(Some(root));
    let apart = b.table(None);
    let truth = b.input(root, InputKind::Truth);
    let number = b.input(child, InputKind::Number);
    let code = b.input(apart, InputKind::Code);
    let lookup = b.lookup(code, Kind::Number);
    let (truth, number, entry) = (b.load(truth), b.load(number), b.gather(lookup));
    match asks {
        Asks::Nothing => {}
        Asks::Rows => {
            let double = b.add(number, number);
            let not = b.not(truth);
            b.output(child, double);
            b.output(root, not);
        }
        Asks::Groups => {
            let group = |how, from, value, keep, by| TableStep::Group {
                how,
                least: 1,
                from,
                value: Some(value),
                keep,
                by,
                to: if from == apart { apart } else { root },
            };
            let sum = b.table_step(group(Statistic::Fold(How::Sum), child, number, None, None));
            let median = b.table_step(group(Statistic::Median, apart, entry, None, Some(entry)));
            let rank = b.table_step(group(Statistic::Rank, root, sum, Some(truth), None));
            b.output(apart, median);
            b.output(root, rank);
        }
    }
    let [rows, below, entries] = ROWS;
    let each = |row: usize| u32::try_from(row).unwrap();
    let frame = Frame {
        tables: vec![
            TableRows { rows, offsets: None },
            TableRows { rows: below, offsets: Some((0..=rows).map(|row| 2 * each(row)).collect()) },
            TableRows { rows: entries, offsets: None },
        ],
        columns: vec![
            Column::truths((0..rows).map(|row| Some(row % 3 == 0).filter(|_| row % 5 != 0))),
            Column::numbers((0..below).map(|row| Some(row as f64 / 7.0).filter(|_| row % 11 != 0))),
            Column::codes(3, (0..entries).map(|row| Some(each(row) % 3).filter(|_| row % 4 != 0))),
        ],
        lookups: vec![Column::numbers([Some(1.0), Some(2.5), None])],
        ..Frame::default()
    };
    (b.finish(), frame)
}

#[test]
fn what_is_broken_is_found_in_any_row_of_any_table_whatever_is_asked() {
    for asks in [Asks::Nothing, Asks::Rows, Asks::Groups] {
        let (plan, sound) = long(asks);
        assert_eq!(told(&plan, &sound), None, "{asks:?}");
        // The first row, both sides of an edge between words, and the last row.
        let rows = |table: usize| [0, 63, 64, ROWS[table] - 1];
        let broken = |change: &dyn Fn(&mut Frame)| {
            let mut frame = sound.clone();
            change(&mut frame);
            told(&plan, &frame)
        };
        for row in rows(0) {
            let fault = broken(&|frame| {
                if let Column::Truth { yes, no } = &mut frame.columns[0] {
                    yes.set(row, true);
                    no.set(row, true);
                }
            });
            assert_eq!(fault, Some(FrameFault::ColumnTorn(InputId(0))), "{asks:?}, row {row}");
        }
        for row in rows(1) {
            let fault = broken(&|frame| {
                if let Column::Number { values, given } = &mut frame.columns[1] {
                    values[row] = f64::NAN;
                    given.set(row, true);
                }
            });
            assert_eq!(fault, Some(FrameFault::ColumnNotFinite(InputId(1))), "{asks:?}, row {row}");
        }
        for row in rows(2) {
            let fault = broken(&|frame| {
                if let Column::Code { index, given, .. } = &mut frame.columns[2] {
                    index[row] = 3;
                    given.set(row, true);
                }
            });
            assert_eq!(fault, Some(FrameFault::ColumnIndex(InputId(2))), "{asks:?}, row {row}");
        }
    }
}

#[test]
fn of_several_that_are_broken_the_first_column_is_told() {
    let (plan, mut frame) = long(Asks::Groups);
    frame.columns[2] = Column::codes(3, (0..ROWS[2]).map(|row| Some(if row == 0 { 9 } else { 1 })));
    frame.columns[1] =
        Column::numbers((0..ROWS[1]).map(|row| Some(if row + 1 == ROWS[1] { f64::INFINITY } else { 1.0 })));
    assert_eq!(told(&plan, &frame), Some(FrameFault::ColumnNotFinite(InputId(1))));
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
