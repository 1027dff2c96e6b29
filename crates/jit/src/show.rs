//! Sections as text: what Cranelift is given, and what it makes of it.

use std::fmt::Write as _;

use cranelift_codegen::Context;
use cranelift_codegen::control::ControlPlane;
use cranelift_frontend::FunctionBuilderContext;
use shensuan_plan::Program;

use crate::{Refused, code, from_plan, sections};

/// What is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listing {
    /// Cranelift's intermediate form, the same on every machine of one word size.
    Clif,
    /// The instructions of this machine.
    Assembly,
}

/// The sections of a program as text, one after the other, in order.
///
/// # Errors
///
/// Where there is no back end for this machine, or a section cannot be compiled.
pub fn listing(program: &Program<'_>, what: Listing) -> Result<String, Refused> {
    let target = code::target()?;
    let mut text = String::new();
    for (id, section) in sections(program) {
        let mut context = Context::new();
        let mut scratch = FunctionBuilderContext::new();
        let (ops, judged) = (section.values.len(), section.judgements.len());
        let _ = writeln!(
            text,
            "; pass {}, part {}: {ops} ops of {}, {judged} judgements",
            id.pass, id.part, section.table
        );
        if !from_plan::build(program, section, target.frontend_config(), &mut context.func, &mut scratch) {
            text.push_str("; left to the interpreter\n\n");
            continue;
        }
        match what {
            Listing::Clif => {
                let _ = writeln!(text, "{}", context.func.display());
            }
            Listing::Assembly => {
                context.set_disasm(true);
                let made = context
                    .compile(&*target, &mut ControlPlane::default())
                    .map_err(|fault| Refused::Defect(format!("{:?}", fault.inner)))?;
                let _ = writeln!(text, "{}", made.vcode.as_deref().unwrap_or_default());
            }
        }
    }
    Ok(text)
}
