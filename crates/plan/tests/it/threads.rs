//! Threads that put a run together: how far they run ahead of each other, and how a panic in one of them ends.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use shensuan_plan::{
    Block, Builder, Column, Fault, Frame, How, InputKind, Kernels, Options, Plan, Program, Read, Run,
    SectionId, Statistic, TableRows, TableStep,
};

/// A chunk of its own for each row.
const ROWS: usize = 300;

/// The double of a number, handed out.
fn doubled() -> Plan {
    let mut b = Builder::new();
    let table = b.table(None);
    let x = b.input(table, InputKind::Number);
    let x = b.load(x);
    let double = b.add(x, x);
    b.output(table, double);
    b.finish()
}

/// How many rows there are in all, after a pass that makes which rows are kept.
fn counted() -> Plan {
    let mut b = Builder::new();
    let table = b.table(None);
    let x = b.input(table, InputKind::Number);
    let x = b.load(x);
    let double = b.add(x, x);
    let kept = b.given(double);
    let how = Statistic::Fold(How::Count);
    let count = b.table_step(TableStep::Group {
        how,
        least: 0,
        from: table,
        value: None,
        keep: Some(kept),
        by: None,
        to: table,
    });
    b.output(table, count);
    b.finish()
}

fn frame() -> Frame {
    Frame {
        tables: vec![TableRows { rows: ROWS, offsets: None }],
        columns: vec![Column::numbers((0..ROWS).map(|row| Some(row as f64)))],
        ..Frame::default()
    }
}

fn ran(plan: &Plan, threads: usize, kernels: &dyn Kernels) -> Result<Run, Fault> {
    let program = Program::new(plan).unwrap();
    program.run(&frame(), Options { chunk_rows: 1, threads }, Some(kernels))
}

/// The number that a row of a chunk reads.
fn first(block: &Block<'_>) -> Option<f64> {
    match block.reads.first()? {
        Read::Number { values, .. } => values.first().copied(),
        Read::Truth { .. } => None,
    }
}

/// Leaves everything to the interpreter but a row at which it panics.
struct Panics {
    at: f64,
}

impl Kernels for Panics {
    fn run(&self, _: SectionId, block: &Block<'_>, _: &mut [u64]) -> Option<Vec<Column>> {
        if first(block) == Some(self.at) {
            // Without a word on the screen.
            resume_unwind(Box::new("the row is not liked"));
        }
        None
    }
}

#[test]
fn a_panic_is_told_with_one_thread_as_with_several() {
    for plan in [doubled(), counted()] {
        for threads in [1, 2, 3, 16] {
            for at in [0, 1, ROWS / 2, ROWS - 1] {
                let found = ran(&plan, threads, &Panics { at: at as f64 });
                assert_eq!(found.unwrap_err(), Fault::Thread, "{threads} threads, row {at}");
            }
            assert!(ran(&plan, threads, &Panics { at: -1.0 }).is_ok());
        }
    }
}

/// Every thread panics, each at its first chunk.
struct AllPanic;

impl Kernels for AllPanic {
    fn run(&self, _: SectionId, _: &Block<'_>, _: &mut [u64]) -> Option<Vec<Column>> {
        resume_unwind(Box::new("no row is liked"));
    }
}

#[test]
fn several_panics_end_as_one() {
    for threads in [1, 2, 8] {
        assert_eq!(ran(&doubled(), threads, &AllPanic).unwrap_err(), Fault::Thread);
    }
}

/// Holds the first chunk back until the others are as far as they come without it.
#[derive(Default)]
struct Slow {
    /// How many other chunks are made.
    others: AtomicUsize,
    /// How many of them there were when the first one was let go.
    then: AtomicUsize,
    is_held: AtomicBool,
}

/// Three threads of which one is held back: the others have eleven chunks taken in and each one in hand.
const FAR: usize = 13;

impl Kernels for Slow {
    fn run(&self, _: SectionId, block: &Block<'_>, _: &mut [u64]) -> Option<Vec<Column>> {
        if first(block) != Some(0.0) {
            self.others.fetch_add(1, Ordering::SeqCst);
            return None;
        }
        while self.others.load(Ordering::SeqCst) < FAR {
            thread::yield_now();
        }
        // Nobody comes further, however long the first chunk takes.
        thread::sleep(Duration::from_millis(20));
        self.then.store(self.others.load(Ordering::SeqCst), Ordering::SeqCst);
        self.is_held.store(true, Ordering::SeqCst);
        None
    }
}

#[test]
fn nobody_runs_far_ahead_of_a_slow_chunk() {
    let slow = Slow::default();
    let run = ran(&doubled(), 3, &slow).unwrap();
    assert!(slow.is_held.into_inner());
    assert_eq!((slow.then.into_inner(), slow.others.into_inner()), (FAR, ROWS - 1));
    let doubles = Column::numbers((0..ROWS).map(|row| Some(2.0 * row as f64)));
    assert!(run.outputs[0].rows().same(&doubles));
}
