//! Kernels and interpreter agree bit for bit, on random plans and frames, however the run is cut up.

use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;
use shensuan_jit::Jit;
use shensuan_plan::{
    Block, Builder, Check, Column, Frame, InputKind, Judgement, Kernels, Options, Part, Plan, Program,
    SectionId, print, run,
};

use crate::sample::{self, CUTS, LENGTHS, same_runs, thinned};

/// Counts the sections that are made, so that no test passes because the interpreter did the work.
struct Counted<'a> {
    jit: &'a Jit,
    made: AtomicUsize,
}

impl Kernels for Counted<'_> {
    fn run(&self, id: SectionId, block: &Block<'_>, planes: &mut [u64]) -> Option<Vec<Column>> {
        let made = self.jit.run(id, block, planes);
        self.made.fetch_add(usize::from(made.is_some()), Ordering::Relaxed);
        assert!(made.is_some(), "{id:?} was left to the interpreter");
        made
    }
}

fn check(plan: &Plan, frame: &Frame) {
    let program = Program::new(plan).unwrap();
    let jit = Jit::compile(&program, 1).unwrap();
    let sections = program.passes().iter().flat_map(|pass| pass.parts());
    let sections = sections.filter(|part| matches!(part, Part::Section(_))).count();
    assert_eq!(jit.len(), sections, "{}", print(plan));
    let expected = run(plan, frame).unwrap();
    for (chunk_rows, threads) in CUTS {
        let counted = Counted { jit: &jit, made: AtomicUsize::new(0) };
        let made = program.run(frame, Options { chunk_rows, threads }, Some(&counted)).unwrap();
        assert!(counted.made.into_inner() >= sections, "{}", print(plan));
        same_runs(plan, &expected, &made);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn kernels_agree_with_the_interpreter(
        recipes in prop::collection::vec(any::<sample::Recipe>(), 0..60),
        rows in prop::sample::select(&LENGTHS[..]),
        seed in any::<u64>(),
    ) {
        let plan = sample::plan(&recipes);
        let frame = sample::frame(&plan, rows, seed);
        check(&plan, &frame);
        check(&thinned(&plan, 5), &frame);
        check(&thinned(&plan, 40), &frame);
    }
}

#[test]
fn every_length() {
    // One recipe of each op, several times with other operands.
    let recipes: Vec<sample::Recipe> =
        (0..34 * 20).map(|n| (n as u8, n * 7, n * 13 + 1, n * 5 + 2)).collect();
    let plan = sample::plan(&recipes);
    for rows in LENGTHS {
        let frame = sample::frame(&plan, rows, rows as u64);
        for every in [1, 7, 50] {
            check(&thinned(&plan, every), &frame);
        }
    }
}

/// More choices that hang on each other than a kernel has loops: the section is left to the interpreter.
#[test]
fn what_no_kernel_makes_is_interpreted() {
    let mut b = Builder::new();
    let top = b.table(None);
    let input = b.input(top, InputKind::Number);
    let mut number = b.load(input);
    for n in 0..20 {
        let bound = b.number(f64::from(n));
        let less = b.less(number, bound, None);
        let other = b.add(number, bound);
        number = b.choose(less, other, number);
    }
    b.output(top, number);
    let plan = b.finish();
    let program = Program::new(&plan).unwrap();
    let jit = Jit::compile(&program, 1).unwrap();
    assert!(jit.is_empty());
    let frame = sample::frame(&plan, 130, 7);
    let made = program.run(&frame, Options::default(), Some(&jit)).unwrap();
    same_runs(&plan, &run(&plan, &frame).unwrap(), &made);
}

/// One judgement of very many checks is parted, or compiling it would take the square of their number.
#[test]
fn very_many_checks_come_into_small_sections() {
    let mut b = Builder::new();
    let top = b.table(None);
    let [x, y] = [InputKind::Number; 2].map(|kind| b.input(top, kind));
    let (x, y) = (b.load(x), b.load(y));
    let mut checks = Vec::new();
    for n in 0..1600 {
        let [first, second] = [n, 2 * n + 1].map(|n| b.number(f64::from(n)));
        let (left, right) = (b.mul(x, first), b.mul(y, second));
        let sum = b.add(left, right);
        let holds = b.at_most(sum, y, Some(left));
        checks.push(Check { applies: None, holds });
    }
    b.judge(Judgement { table: top, applies: None, when: Vec::new(), checks });
    let plan = b.finish();
    let program = Program::new(&plan).unwrap();
    let sections = program.passes().iter().flat_map(|pass| pass.parts()).filter_map(|part| match part {
        Part::Section(section) => Some(section.values.len()),
        Part::Beside(_) | Part::Entries { .. } => None,
    });
    assert!(sections.clone().max().is_some_and(|largest| largest < 128), "{:?}", sections.max());
    check(&plan, &sample::frame(&plan, 65, 3));
}
