//! Machine code: made, owned, called, freed. All `unsafe` of the crate stands here.

use std::fmt::{self, Debug, Formatter};
use std::mem::ManuallyDrop;
use std::sync::Mutex;

use cranelift_codegen::CodegenError;
use cranelift_codegen::ir::UserFuncName;
use cranelift_codegen::isa::OwnedTargetIsa;
use cranelift_codegen::settings::{self, Configurable};
use cranelift_frontend::FunctionBuilderContext;
use cranelift_jit::{JITBuilder, JITModule};
use cranelift_module::{Linkage, Module, ModuleError, default_libcall_names};
use shensuan_plan::{Bits, Block, Column, Kind, Program, Read, Section, SectionId};

use crate::Refused;
use crate::abi::{OF_JUDGEMENT, ROWS, Signature};
use crate::from_plan;

/// The signature of every kernel; see [`abi`](crate::abi).
type Entry = unsafe extern "C" fn(columns: *const *mut u8, words: usize);

/// A module of kernels. It owns the memory that their code lies in.
pub(crate) struct Code {
    kernels: Vec<Kernel>,
    /// Held to be freed; nothing else is done with it.
    module: ManuallyDrop<Mutex<JITModule>>,
}

struct Kernel {
    id: SectionId,
    entry: Entry,
    signature: Signature,
}

impl Debug for Code {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Code").field("kernels", &self.kernels.len()).finish_non_exhaustive()
    }
}

impl Drop for Code {
    fn drop(&mut self) {
        // SAFETY: `module` is taken once, here, and `self` is gone afterwards.
        let module = unsafe { ManuallyDrop::take(&mut self.module) };
        if let Ok(module) = module.into_inner() {
            // SAFETY: entries are called in `Code::run` alone, which borrows `self`: none is running, and with `self`
            // go the only copies of the pointers.
            unsafe { module.free_memory() };
        }
    }
}

/// The machine that this process runs on.
pub(crate) fn target() -> Result<OwnedTargetIsa, Refused> {
    let no = |why: &dyn fmt::Display| Refused::NoBackEnd(why.to_string());
    let mut flags = settings::builder();
    let wanted = [
        ("opt_level", "none"),
        ("is_pic", "false"),
        ("unwind_info", "false"),
        ("use_colocated_libcalls", "false"),
        ("enable_verifier", "true"),
        // A kernel of many masks has a large frame, which must not step over the page that guards the stack.
        ("enable_probestack", "true"),
        ("probestack_strategy", "inline"),
    ];
    for (name, value) in wanted {
        flags.set(name, value).map_err(|fault| no(&fault))?;
    }
    // Elsewhere Cranelift lacks some of the instructions on pairs, or counts lanes from the other end.
    if !cfg!(any(target_arch = "x86_64", target_arch = "aarch64")) {
        return Err(no(&"its instructions are not known"));
    }
    let builder = cranelift_native::builder().map_err(|why| no(&why))?;
    builder.finish(settings::Flags::new(flags)).map_err(|fault| no(&fault))
}

/// Compiles some sections into one module.
pub(crate) fn compile(program: &Program<'_>, sections: &[(SectionId, &Section)]) -> Result<Code, Refused> {
    let builder = JITBuilder::with_isa(target()?, default_libcall_names());
    let mut module = JITModule::new(builder);
    let made = define(program, sections, &mut module);
    let finished = made.and_then(|made| {
        module.finalize_definitions().map_err(|fault| Refused::NoMemory(cause(&fault)))?;
        Ok(made)
    });
    let kernels = finished.map(|made| {
        made.into_iter()
            .map(|(id, function, signature)| {
                let code = module.get_finalized_function(function);
                // SAFETY: `code` is the first byte of a function of this module, defined with the signature of `Entry`
                // (`from_plan::signature`) and finalized above, so that it may be executed. It stays there until the
                // module is freed, which `Code` does when it is dropped.
                let entry = unsafe { std::mem::transmute::<*const u8, Entry>(code) };
                Kernel { id, entry, signature }
            })
            .collect()
    });
    match kernels {
        Ok(kernels) => Ok(Code { kernels, module: ManuallyDrop::new(Mutex::new(module)) }),
        Err(refused) => {
            // SAFETY: no entry has been handed out.
            unsafe { module.free_memory() };
            Err(refused)
        }
    }
}

type Defined = Vec<(SectionId, cranelift_module::FuncId, Signature)>;

fn define(
    program: &Program<'_>,
    sections: &[(SectionId, &Section)],
    module: &mut JITModule,
) -> Result<Defined, Refused> {
    let mut context = module.make_context();
    let mut scratch = FunctionBuilderContext::new();
    let mut made = Vec::with_capacity(sections.len());
    for (place, (id, section)) in sections.iter().enumerate() {
        let Some(name) = u32::try_from(place).ok() else { break };
        if !from_plan::build(program, section, module.target_config(), &mut context.func, &mut scratch) {
            module.clear_context(&mut context);
            continue;
        }
        context.func.name = UserFuncName::user(0, name);
        let function = module
            .declare_function(&format!("section_{place}"), Linkage::Local, &context.func.signature)
            .map_err(|fault| refused(&fault))?;
        let defined = module.define_function(function, &mut context);
        module.clear_context(&mut context);
        match defined {
            Ok(()) => made.push((*id, function, Signature::of(program.plan(), section))),
            // The interpreter has no limits.
            Err(ModuleError::Compilation(
                CodegenError::Unsupported(_) | CodegenError::ImplLimitExceeded | CodegenError::CodeTooLarge,
            )) => {}
            Err(fault) => return Err(refused(&fault)),
        }
    }
    Ok(made)
}

fn refused(fault: &ModuleError) -> Refused {
    if matches!(fault, ModuleError::Allocation { .. }) {
        Refused::NoMemory(cause(fault))
    } else {
        Refused::Defect(told(fault))
    }
}

/// What a fault comes from at last: that of the system, where there is one.
fn cause(fault: &ModuleError) -> String {
    let first = std::error::Error::source(fault);
    let last = std::iter::successors(first, |source| source.source()).last();
    last.map_or_else(|| fault.to_string(), ToString::to_string)
}

/// A fault with all that it comes from.
fn told(fault: &ModuleError) -> String {
    let mut text = fault.to_string();
    let mut at: Option<&dyn std::error::Error> = std::error::Error::source(fault);
    while let Some(source) = at {
        text = format!("{text}: {source}");
        at = source.source();
    }
    text
}

impl Code {
    /// The sections, in the order of their kernels.
    pub(crate) fn sections(&self) -> impl Iterator<Item = SectionId> + '_ {
        self.kernels.iter().map(|kernel| kernel.id)
    }

    /// Runs a kernel; nothing if the block is not what its section reads, or there is not the room for its outcomes.
    pub(crate) fn run(&self, kernel: usize, block: &Block<'_>, planes: &mut [u64]) -> Option<Vec<Column>> {
        let Kernel { entry, signature, .. } = self.kernels.get(kernel)?;
        let whole = block.rows / ROWS;
        let words = block.rows.div_ceil(ROWS);
        if !fits(signature, block) || planes.len() != signature.judgements * OF_JUDGEMENT * words {
            return None;
        }
        let mut made = Buffers::new(signature, planes, words);
        if whole > 0 {
            let columns = made.pointers(block.reads.iter().map(Pair::of), 0);
            // SAFETY: the entry is a kernel of this signature, whose memory `self` owns. `columns` has the pointers
            // that `abi` asks for, in its order, and lives through the call. Each read column was held against
            // `block.rows` (`fits`), so that it has at least `whole` words of rows; each buffer and each plane (`planes`
            // was held against their number) has `words` of them, `whole` or one more, and is borrowed mutably by
            // `columns` alone. A kernel writes through the pointers of
            // buffers only, so that read columns stay as they are behind their shared borrows.
            unsafe { entry(columns.as_ptr(), whole) };
        }
        if words > whole {
            let tails: Vec<Tail> = block.reads.iter().map(|read| Tail::of(read, whole)).collect();
            let columns = made.pointers(tails.iter().map(Pair::of_tail), whole);
            // SAFETY: as above; each tail has one word of rows, and each buffer and plane one from `whole` on.
            unsafe { entry(columns.as_ptr(), 1) };
        }
        Some(made.finish(block.rows))
    }
}

/// Whether the columns of a block are those that a kernel reads, and as long as the block says.
fn fits(signature: &Signature, block: &Block<'_>) -> bool {
    let words = block.rows.div_ceil(ROWS);
    let column = |(read, kind): (&Read<'_>, &Kind)| match (read, kind) {
        (Read::Number { values, given }, Kind::Number) => values.len() >= block.rows && given.len() >= words,
        (Read::Truth { yes, no }, Kind::Truth) => yes.len() >= words && no.len() >= words,
        (Read::Number { .. } | Read::Truth { .. }, _) => false,
    };
    block.reads.len() == signature.reads.len() && block.reads.iter().zip(&signature.reads).all(column)
}

/// The two pointers of a column that is read.
struct Pair([*mut u8; 2]);

impl Pair {
    fn of(read: &Read<'_>) -> Self {
        match read {
            Read::Number { values, given } => {
                Self([values.as_ptr().cast_mut().cast(), given.as_ptr().cast_mut().cast()])
            }
            Read::Truth { yes, no } => Self([yes.as_ptr().cast_mut().cast(), no.as_ptr().cast_mut().cast()]),
        }
    }

    fn of_tail(tail: &Tail) -> Self {
        let bits = std::ptr::from_ref(&tail.bits[1]).cast_mut().cast();
        match &tail.numbers {
            Some(numbers) => Self([numbers.as_ptr().cast_mut().cast(), bits]),
            None => Self([std::ptr::from_ref(&tail.bits[0]).cast_mut().cast(), bits]),
        }
    }
}

/// The last rows of a column, fewer than a word, filled up to one.
struct Tail {
    numbers: Option<[f64; ROWS]>,
    bits: [u64; 2],
}

impl Tail {
    fn of(read: &Read<'_>, word: usize) -> Self {
        let bits = |words: &[u64]| words.get(word).copied().unwrap_or(0);
        match read {
            Read::Number { values, given } => {
                let mut numbers = [0.0; ROWS];
                let rest = values.get(word * ROWS..).unwrap_or(&[]);
                numbers.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
                Self { numbers: Some(numbers), bits: [0, bits(given)] }
            }
            Read::Truth { yes, no } => Self { numbers: None, bits: [bits(yes), bits(no)] },
        }
    }
}

/// What a kernel writes, whole words of rows.
struct Buffers<'p> {
    stores: Vec<Buffer>,
    /// Of each judgement low bits, high bits, reasons.
    planes: &'p mut [u64],
    words: usize,
}

enum Buffer {
    Number { values: Vec<f64>, given: Vec<u64> },
    Truth { yes: Vec<u64>, no: Vec<u64> },
}

impl<'p> Buffers<'p> {
    fn new(signature: &Signature, planes: &'p mut [u64], words: usize) -> Self {
        let store = |kind: &Kind| match kind {
            Kind::Number => Buffer::Number { values: vec![0.0; words * ROWS], given: vec![0; words] },
            Kind::Truth => Buffer::Truth { yes: vec![0; words], no: vec![0; words] },
        };
        Self { stores: signature.stores.iter().map(store).collect(), planes, words }
    }

    /// The array of pointers of a call that writes from a word on.
    fn pointers(&mut self, reads: impl Iterator<Item = Pair>, word: usize) -> Vec<*mut u8> {
        let mut all: Vec<*mut u8> = reads.flat_map(|pair| pair.0).collect();
        for store in &mut self.stores {
            match store {
                Buffer::Number { values, given } => {
                    all.push(from(values, word * ROWS));
                    all.push(from(given, word));
                }
                Buffer::Truth { yes, no } => {
                    all.push(from(yes, word));
                    all.push(from(no, word));
                }
            }
        }
        all.extend(self.planes.chunks_mut(self.words.max(1)).map(|plane| from(plane, word)));
        all
    }

    fn finish(self, rows: usize) -> Vec<Column> {
        let stores = self.stores.into_iter().map(|store| match store {
            Buffer::Number { mut values, given } => {
                values.truncate(rows);
                Column::Number { values, given: Bits::from_words(given, rows) }
            }
            Buffer::Truth { yes, no } => {
                Column::Truth { yes: Bits::from_words(yes, rows), no: Bits::from_words(no, rows) }
            }
        });
        stores.collect()
    }
}

/// The pointer to what stands from a place on.
fn from<T>(buffer: &mut [T], place: usize) -> *mut u8 {
    buffer.get_mut(place..).unwrap_or(&mut []).as_mut_ptr().cast()
}
