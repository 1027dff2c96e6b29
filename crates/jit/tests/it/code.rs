//! What kernels are made of, and how many sections and loops rules need.

use std::collections::BTreeSet;

use shensuan_jit::{Listing, listing};
use shensuan_plan::{Builder, Check, InputKind, Judgement, Program};

use crate::sample;

/// Instructions that cannot trap. Loads and stores are held to say so themselves.
const HARMLESS: [&str; 24] = [
    "band",
    "bitcast",
    "bitselect",
    "bnot",
    "bor",
    "brif",
    "fadd",
    "fcmp",
    "fdiv",
    "fmul",
    "fneg",
    "fsub",
    "iadd",
    "icmp",
    "iconst",
    "ishl",
    "jump",
    "load",
    "return",
    "splat",
    "store",
    "ushr",
    "vconst",
    "vhigh_bits",
];

/// The instruction of a line of Cranelift's text; none for what is not one.
fn opcode(line: &str) -> Option<&str> {
    let line = line.strip_prefix("    ")?;
    let line = line.split_once(';').map_or(line, |(line, _)| line).trim();
    let code = line.split_once(" = ").map_or(line, |(_, code)| code);
    // Declarations of constants and signatures stand before the first block.
    let name = code.split([' ', '.']).next()?;
    (!line.starts_with("const") && !line.starts_with("sig") && !line.is_empty()).then_some(name)
}

#[test]
fn nothing_in_a_kernel_can_trap() {
    let harmless: BTreeSet<&str> = HARMLESS.into_iter().collect();
    let mut seen = BTreeSet::new();
    for seed in 0..20_u16 {
        let recipes: Vec<sample::Recipe> =
            (0..300_u16).map(|n| (n as u8, n * 7 + seed, n * 13 + 1 + seed, n * 5 + 2)).collect();
        let mut plan = sample::plan(&recipes);
        plan.outputs = plan.outputs.into_iter().step_by(1 + usize::from(seed)).collect();
        let text = listing(&Program::new(&plan).unwrap(), Listing::Clif).unwrap();
        for line in text.lines() {
            let Some(code) = opcode(line) else { continue };
            assert!(harmless.contains(code), "{line}");
            if code == "load" || code == "store" {
                assert!(line.contains("notrap"), "{line}");
            }
            seen.insert(code.to_owned());
        }
    }
    // No instruction is on the list for nothing.
    assert!(seen.iter().map(String::as_str).eq(harmless), "{seen:?}");
}

/// Rules over shared columns: `count` judgements of `a < n`, and `b ≤ a + n × b`.
fn rules(count: u32) -> shensuan_plan::Plan {
    let mut b = Builder::new();
    let top = b.table(None);
    let [first, second] = [InputKind::Number; 2].map(|kind| b.input(top, kind));
    let (first, second) = (b.load(first), b.load(second));
    for n in 0..count {
        let bound = b.number(f64::from(n) + 0.5);
        let less = b.less(first, bound, None);
        let part = b.mul(bound, second);
        let sum = b.add(first, part);
        let scale = [first, part].map(|term| b.abs(term));
        let scale = b.max(scale[0], scale[1]);
        let other = b.at_most(second, sum, Some(scale));
        let checks = vec![Check { applies: None, holds: other }];
        b.judge(Judgement { table: top, applies: None, when: vec![less], checks });
    }
    b.finish()
}

#[test]
fn rules_share_loads_and_one_loop() {
    let plan = rules(8);
    let text = listing(&Program::new(&plan).unwrap(), Listing::Clif).unwrap();
    assert_eq!(text.matches("; pass").count(), 1, "{text}");
    // Two columns of numbers are loaded once each, two rows at a time.
    assert_eq!(text.matches("load.f64x2").count(), 2, "{text}");
    // A loop over words, and one over the rows of a word.
    assert_eq!(text.matches("brif").count(), 2, "{text}");
    // A scale whose terms are given wherever both sides are needs no mask.
    assert_eq!(text.matches("splat").count(), 0, "{text}");
}

#[test]
fn a_kernel_in_full() {
    let plan = rules(1);
    let text = listing(&Program::new(&plan).unwrap(), Listing::Clif).unwrap();
    insta::assert_snapshot!(text);
}
