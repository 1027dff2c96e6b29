//! The sections of a plan as machine code, made with Cranelift.
//!
//! On the road from a rule to a list of findings this crate stands beside the interpreter of `shensuan-plan`:
//!
//! ```text
//! plan → program → sections ┬ interpreter, op by op
//!                           └ KERNELS, all ops of a section in one pass over the rows
//! ```
//!
//! A [`Jit`] is a program's sections compiled; as [`Kernels`] it is handed to [`Program::run`]. It gives the same bits as
//! the interpreter, always. Where there is no back end for this machine, or no memory may be executed, [`Jit::compile`]
//! says so ([`Refused`]) and the interpreter remains.
//!
//! How a section becomes a function is told in `from_plan`. What it is not: it holds no table steps, no look-ups in
//! dictionaries and no functions, which are made beside the sections; it calls nothing; it knows no rules and no names.
//!
//! All `unsafe` of this crate stands in `code`.

#![deny(unsafe_code)]

mod abi;
#[expect(unsafe_code, reason = "the only room that owns and calls machine code")]
mod code;
mod from_plan;
mod show;

use std::collections::HashMap;
use std::fmt::{self, Display, Formatter};
use std::panic::{AssertUnwindSafe, catch_unwind};

use shensuan_plan::{Block, Column, InputKind, Kernels, Part, Program, Section, SectionId, shared_out};

use crate::code::Code;

pub use crate::show::{Listing, listing};

/// The sections of a program as machine code.
#[derive(Debug)]
pub struct Jit {
    codes: Vec<Code>,
    /// Which function of which code makes a section; none for one that is left to the interpreter.
    kernels: HashMap<SectionId, (usize, usize)>,
}

/// Why there is no machine code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Cranelift has no back end for this machine.
    NoBackEnd(String),
    /// The machine gives no memory that may be executed.
    NoMemory(String),
    /// A defect of ours: Cranelift did not take what it was given.
    Defect(String),
}

impl Display for Refused {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoBackEnd(why) => write!(f, "no machine code can be made for this machine: {why}"),
            Self::NoMemory(why) => write!(f, "this machine gives no memory that may be executed: {why}"),
            Self::Defect(why) => write!(f, "a kernel could not be made: {why}"),
        }
    }
}

impl std::error::Error for Refused {}

impl Jit {
    /// Compiles the sections of a program, shared out among threads.
    ///
    /// # Errors
    ///
    /// Where machine code cannot be made or run.
    pub fn compile(program: &Program<'_>, threads: usize) -> Result<Self, Refused> {
        let sections = sections(program);
        let each = sections.len().div_ceil(threads.max(1)).max(1);
        let shares: Vec<&[(SectionId, &Section)]> = sections.chunks(each).collect();
        let compiled = |at: usize| code::compile(program, shares.get(at).copied().unwrap_or_default());
        // As a run does: a panic in any thread, be there one or several, is a defect that is told.
        let codes = catch_unwind(AssertUnwindSafe(|| shared_out(shares.len(), threads, compiled)))
            .map_err(|_| Refused::Defect("a thread ended before its time".to_owned()))?
            .into_iter()
            .collect::<Result<Vec<_>, _>>()?;
        let kernels = codes
            .iter()
            .enumerate()
            .flat_map(|(code, made)| {
                made.sections().enumerate().map(move |(kernel, id)| (id, (code, kernel)))
            })
            .collect();
        Ok(Self { codes, kernels })
    }

    /// How many sections are machine code.
    #[must_use]
    pub fn len(&self) -> usize {
        self.kernels.len()
    }

    /// Whether no section is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kernels.is_empty()
    }
}

/// Whether machine code can be made and run here.
///
/// # Errors
///
/// Why not.
pub fn available() -> Result<(), Refused> {
    let mut builder = shensuan_plan::Builder::new();
    let table = builder.table(None);
    let input = builder.input(table, InputKind::Number);
    let number = builder.load(input);
    let negative = builder.neg(number);
    builder.output(table, negative);
    let plan = builder.finish();
    let program = Program::new(&plan).map_err(|faults| Refused::Defect(format!("{faults:?}")))?;
    Jit::compile(&program, 1).map(|_| ())
}

impl Kernels for Jit {
    fn run(&self, id: SectionId, block: &Block<'_>, planes: &mut [u64]) -> Option<Vec<Column>> {
        let (code, kernel) = self.kernels.get(&id)?;
        self.codes.get(*code)?.run(*kernel, block, planes)
    }
}

/// The sections of a program, in order.
fn sections<'a>(program: &'a Program<'_>) -> Vec<(SectionId, &'a Section)> {
    let passes = program.passes().iter().enumerate();
    passes
        .flat_map(|(pass, all)| {
            all.parts().iter().enumerate().filter_map(move |(part, what)| match what {
                Part::Section(section) => Some((SectionId { pass, part }, section)),
                Part::Beside(_) | Part::Entries { .. } => None,
            })
        })
        .collect()
}
