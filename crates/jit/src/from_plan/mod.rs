//! A section → a function.
//!
//! ```text
//! for each word of 64 rows
//!     load the words of bits that are read
//!     loop 0: two rows at a time, from the last to the first
//!         load numbers, compute, compare; each comparison shifts two bits into its mask; store numbers
//!     truths: three-valued logic, 64 rows an operation, on the masks
//!     loop 1: numbers that were chosen by those truths, …
//!     outcomes: store their planes
//! ```
//!
//! A truth is two words: the rows that are true, and those that are false. Whether a number is given is one word; what
//! stands in a lane that is not given means nothing. Most sections need one loop. A value needs a later one only where a
//! truth decides what it is; what such a loop reads of numbers it computes anew, so that nothing but masks passes from
//! loop to loop.

mod emit;
mod lanes;
mod shape;
mod words;

use cranelift_codegen::ir::{AbiParam, Function, Signature as ClifSignature, types};
use cranelift_codegen::isa::TargetFrontendConfig;
use cranelift_frontend::FunctionBuilderContext;
use shensuan_plan::{Program, Section};

use self::emit::Emit;
use self::lanes::Body;
use self::shape::Shape;

/// A section that needs more loops than this is left to the interpreter.
const MOST_LOOPS: usize = 12;

/// Builds the function of a section; says no, and leaves `function` half done, where the interpreter serves better.
pub(crate) fn build(
    program: &Program<'_>,
    section: &Section,
    config: TargetFrontendConfig,
    function: &mut Function,
    scratch: &mut FunctionBuilderContext,
) -> bool {
    let Some(shape) = Shape::of(program, section) else { return false };
    if shape.loops > MOST_LOOPS {
        return false;
    }
    function.signature = signature(config);
    let mut emit = Emit::new(function, scratch);
    Body::new(&shape, &mut emit).build();
    emit.finish(config);
    true
}

/// `extern "C" fn(columns: *const *mut u8, words: usize)`.
fn signature(config: TargetFrontendConfig) -> ClifSignature {
    let mut signature = ClifSignature::new(config.default_call_conv);
    signature.params.extend([AbiParam::new(types::I64), AbiParam::new(types::I64)]);
    signature
}
