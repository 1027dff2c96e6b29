//! Our engines, one line each.

use shensuan_jit::Jit;
use shensuan_plan::{Frame, Options, Plan, Program, Run};

/// A plan made ready: from columns in memory to outcome bits and formula columns in memory.
pub type Prepared<'p> = Box<dyn Fn(&Frame) -> Option<Run> + 'p>;

/// An engine of ours.
#[derive(Clone, Copy, Debug)]
pub struct Engine {
    /// Its name.
    pub name: &'static str,
    /// Makes a plan ready, to be run on so many threads and by as many; what that takes is the engine's time of compiling.
    /// None where it cannot.
    pub prepare: for<'p> fn(&'p Plan, usize) -> Option<Prepared<'p>>,
}

/// All of them.
pub const ENGINES: &[Engine] =
    &[Engine { name: "interpreter", prepare: interpreter }, Engine { name: "jit", prepare: jit }];

fn interpreter(plan: &Plan, threads: usize) -> Option<Prepared<'_>> {
    let program = Program::new(plan).ok()?;
    let options = Options { threads, ..Options::default() };
    Some(Box::new(move |frame| program.run(frame, options, None).ok()))
}

fn jit(plan: &Plan, threads: usize) -> Option<Prepared<'_>> {
    let program = Program::new(plan).ok()?;
    let jit = Jit::compile(&program, threads).ok()?;
    let options = Options { threads, ..Options::default() };
    Some(Box::new(move |frame| program.run(frame, options, Some(&jit)).ok()))
}
