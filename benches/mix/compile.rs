//! How long 2,000 rules, no two alike, take to become machine code: processor time on one thread, wall time on two.
//! `cargo bench -p shensuan-mix --bench mix_compile`, or all bars together by `benches/run-all`.
//!
//! The environment sets the size: `MIX_COMPILE_RULES` (2000), `MIX_SAMPLES` (15).

use std::hint::black_box;
use std::process::ExitCode;
use std::time::Instant;

use shensuan_benches::clock::{Moment, bar, machine, median};
use shensuan_jit::Jit;
use shensuan_mix::measured::WARM_UPS;
use shensuan_mix::{environment, mix, ours};
use shensuan_plan::{Part, Program};

/// Milliseconds of processor time that a rule may take.
const A_RULE: f64 = 0.2;
/// Milliseconds by the wall that 2,000 rules may take on two threads; of other numbers as many a rule.
const TOGETHER: (f64, f64) = (500.0, 2_000.0);

fn main() -> ExitCode {
    println!("cargo bench -p shensuan-mix --bench mix_compile");
    println!("{}", machine());
    let rules = environment::value("MIX_COMPILE_RULES", 2_000);
    let samples: usize = environment::value("MIX_SAMPLES", 15);
    match measured(rules, samples) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            println!("FAIL compiling, {rules} rules: {why}");
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "some thousand")]
fn measured(rules: usize, samples: usize) -> Result<bool, String> {
    let mix = mix(rules);
    let start = Instant::now();
    let ready = ours::ready(&mix).map_err(|error| error.to_string())?;
    let checked = start.elapsed();
    let plan = &ready.lowered.plan;
    let (mut cut, mut compiled, mut together) = (Vec::new(), Vec::new(), Vec::new());
    let mut kernels = 0;
    let mut sections = 0;
    for sample in 0..WARM_UPS + samples {
        let start = Moment::now();
        let program = Program::new(black_box(plan)).map_err(|faults| format!("{faults:?}"))?;
        let cut_in = start.milliseconds();
        let start = Moment::now();
        let jit = Jit::compile(&program, 1).map_err(|refused| refused.to_string())?;
        let compiled_in = start.milliseconds();
        kernels = jit.len();
        drop(black_box(jit));
        let parts = program.passes().iter().flat_map(|pass| pass.parts());
        sections = parts.filter(|part| matches!(part, Part::Section(_))).count();

        let start = Instant::now();
        let program = Program::new(black_box(plan)).map_err(|faults| format!("{faults:?}"))?;
        let jit = Jit::compile(&program, 2).map_err(|refused| refused.to_string())?;
        let together_in = start.elapsed().as_secs_f64() * 1e3;
        drop(black_box(jit));
        if sample >= WARM_UPS {
            cut.push(cut_in);
            compiled.push(compiled_in);
            together.push(together_in);
        }
    }
    println!(
        "{rules} rules, from text to plan in {:.0} ms: {} judgements, {} formulas, {} values; {kernels} kernels of {sections} \
         sections; {WARM_UPS} warm-ups, {samples} samples",
        checked.as_secs_f64() * 1e3,
        plan.judgements.len(),
        plan.outputs.len(),
        plan.values.len(),
    );
    // What is left to the interpreter costs nothing here.
    if kernels < sections {
        return Err(format!("{} sections of {sections} are not compiled", sections - kernels));
    }
    let raw = |all: &[f64]| all.iter().map(|one| format!("{one:.1}")).collect::<Vec<_>>().join(", ");
    println!("  cut into sections, one thread, processor  {:8.1} ms  [{}]", median(&cut), raw(&cut));
    println!(
        "  compiled, one thread, processor           {:8.1} ms  [{}]",
        median(&compiled),
        raw(&compiled)
    );
    println!(
        "  both, two threads, wall                   {:8.1} ms  [{}]",
        median(&together),
        raw(&together)
    );
    let whole: Vec<f64> = cut.iter().zip(&compiled).map(|(cut, compiled)| cut + compiled).collect();
    let a_rule = bar(
        &format!("compiling {rules} rules, processor"),
        median(&whole) / rules as f64,
        "ms a rule",
        A_RULE,
    );
    let (most, of) = TOGETHER;
    let most = most * rules as f64 / of;
    Ok(a_rule & bar(&format!("compiling {rules} rules, wall, two threads"), median(&together), "ms", most))
}
