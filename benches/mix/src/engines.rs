//! Our engines, one line each.

use shensuan_jit::Jit;
use shensuan_plan::{Frame, Options, Plan, Program, Run};

/// A plan made ready: from columns in memory to outcome bits and formula columns in memory, on one thread.
pub type Prepared<'p> = Box<dyn Fn(&Frame) -> Option<Run> + 'p>;

/// An engine of ours.
#[derive(Clone, Copy, Debug)]
pub struct Engine {
    /// Its name.
    pub name: &'static str,
    /// Makes a plan ready; what that takes is the engine's time of compiling. None where it cannot.
    pub prepare: for<'p> fn(&'p Plan) -> Option<Prepared<'p>>,
}

/// All of them.
pub const ENGINES: &[Engine] =
    &[Engine { name: "interpreter", prepare: interpreter }, Engine { name: "jit", prepare: jit }];

fn interpreter(plan: &Plan) -> Option<Prepared<'_>> {
    let program = Program::new(plan).ok()?;
    Some(Box::new(move |frame| program.run(frame, Options::default(), None).ok()))
}

fn jit(plan: &Plan) -> Option<Prepared<'_>> {
    let program = Program::new(plan).ok()?;
    let jit = Jit::compile(&program, 1).ok()?;
    Some(Box::new(move |frame| program.run(frame, Options::default(), Some(&jit)).ok()))
}
