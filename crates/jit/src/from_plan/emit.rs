//! The instructions that kernels are made of.
//!
//! They are all here, and none of them traps: a test walks the functions of many sections and finds no other.

use cranelift_codegen::ir::condcodes::{FloatCC, IntCC};
use cranelift_codegen::ir::immediates::Offset32;
use cranelift_codegen::ir::{
    Block, BlockArg, ConstantData, Function, InstBuilder, MemFlagsData, Type, Value, types,
};
use cranelift_codegen::isa::TargetFrontendConfig;
use cranelift_frontend::{FunctionBuilder, FunctionBuilderContext};

/// A word of bits, or an address.
const WORD: Type = types::I64;
/// Two numbers: the lanes of two rows.
const PAIR: Type = types::F64X2;
/// Two lanes of bits, all equal in each.
const MASK: Type = types::I64X2;

/// A function under construction.
pub(super) struct Emit<'f> {
    builder: FunctionBuilder<'f>,
    columns: Value,
    words: Value,
}

/// Memory that is there, though not aligned to sixteen bytes.
fn there() -> MemFlagsData {
    MemFlagsData::new().with_notrap()
}

fn offset(bytes: usize) -> Offset32 {
    Offset32::new(i32::try_from(bytes).unwrap_or(i32::MAX))
}

impl<'f> Emit<'f> {
    pub(super) fn new(function: &'f mut Function, scratch: &'f mut FunctionBuilderContext) -> Self {
        let mut builder = FunctionBuilder::new(function, scratch);
        let entry = builder.create_block();
        builder.append_block_params_for_function_params(entry);
        builder.switch_to_block(entry);
        let params = builder.block_params(entry);
        let columns = params.first().copied().unwrap_or(Value::from_u32(0));
        let words = params.get(1).copied().unwrap_or(Value::from_u32(0));
        Self { builder, columns, words }
    }

    pub(super) fn finish(mut self, config: TargetFrontendConfig) {
        self.builder.ins().return_(&[]);
        self.builder.seal_all_blocks();
        self.builder.finalize(config);
    }

    /// How many words there are.
    pub(super) fn words(&self) -> Value {
        self.words
    }

    /// The pointer of a place in the array of columns.
    pub(super) fn pointer(&mut self, place: usize) -> Value {
        self.builder.ins().load(WORD, there(), self.columns, offset(place * size_of::<*const u8>()))
    }

    pub(super) fn word(&mut self, number: u64) -> Value {
        self.builder.ins().iconst(WORD, number.cast_signed())
    }

    pub(super) fn load_word(&mut self, base: Value, at: Value) -> Value {
        let address = self.add(base, at);
        self.builder.ins().load(WORD, there(), address, 0)
    }

    pub(super) fn store_word(&mut self, word: Value, base: Value, at: Value) {
        let address = self.add(base, at);
        self.builder.ins().store(there(), word, address, 0);
    }

    pub(super) fn load_pair(&mut self, base: Value, at: Value) -> Value {
        let address = self.add(base, at);
        self.builder.ins().load(PAIR, there(), address, 0)
    }

    pub(super) fn store_pair(&mut self, pair: Value, base: Value, at: Value) {
        let address = self.add(base, at);
        self.builder.ins().store(there(), pair, address, 0);
    }

    pub(super) fn add(&mut self, a: Value, b: Value) -> Value {
        self.builder.ins().iadd(a, b)
    }

    pub(super) fn add_constant(&mut self, a: Value, b: i64) -> Value {
        let b = self.builder.ins().iconst(WORD, b);
        self.builder.ins().iadd(a, b)
    }

    pub(super) fn shift_left(&mut self, a: Value, bits: i64) -> Value {
        let bits = self.builder.ins().iconst(WORD, bits);
        self.builder.ins().ishl(a, bits)
    }

    pub(super) fn shift_right(&mut self, a: Value, bits: i64) -> Value {
        let bits = self.builder.ins().iconst(WORD, bits);
        self.builder.ins().ushr(a, bits)
    }

    /// Words and masks alike.
    pub(super) fn and(&mut self, a: Value, b: Value) -> Value {
        self.builder.ins().band(a, b)
    }

    /// `a` without `b`; words and masks alike.
    pub(super) fn and_not(&mut self, a: Value, b: Value) -> Value {
        self.builder.ins().band_not(a, b)
    }

    pub(super) fn or(&mut self, a: Value, b: Value) -> Value {
        self.builder.ins().bor(a, b)
    }

    pub(super) fn not(&mut self, a: Value) -> Value {
        self.builder.ins().bnot(a)
    }

    fn constant(&mut self, kind: Type, lanes: [u64; 2]) -> Value {
        let bytes = lanes.iter().flat_map(|lane| lane.to_le_bytes()).collect::<Vec<u8>>();
        let constant = self.builder.func.dfg.constants.insert(ConstantData::from(bytes));
        self.builder.ins().vconst(kind, constant)
    }

    pub(super) fn pair(&mut self, number: f64) -> Value {
        self.constant(PAIR, [number.to_bits(); 2])
    }

    pub(super) fn mask(&mut self, lanes: [u64; 2]) -> Value {
        self.constant(MASK, lanes)
    }

    pub(super) fn fadd(&mut self, a: Value, b: Value) -> Value {
        self.builder.ins().fadd(a, b)
    }

    pub(super) fn fsub(&mut self, a: Value, b: Value) -> Value {
        self.builder.ins().fsub(a, b)
    }

    pub(super) fn fmul(&mut self, a: Value, b: Value) -> Value {
        self.builder.ins().fmul(a, b)
    }

    pub(super) fn fdiv(&mut self, a: Value, b: Value) -> Value {
        self.builder.ins().fdiv(a, b)
    }

    pub(super) fn neg(&mut self, a: Value) -> Value {
        self.builder.ins().fneg(a)
    }

    /// The first if it is less than the second, else the second: one instruction where the machine has it.
    pub(super) fn lesser(&mut self, a: Value, b: Value) -> Value {
        let less = self.compare(FloatCC::LessThan, a, b);
        self.select(less, a, b)
    }

    /// The first if it is more than the second, else the second: one instruction where the machine has it.
    pub(super) fn larger(&mut self, a: Value, b: Value) -> Value {
        let less = self.compare(FloatCC::LessThan, b, a);
        self.select(less, a, b)
    }

    /// The lanes in which a comparison of numbers holds.
    pub(super) fn compare(&mut self, how: FloatCC, a: Value, b: Value) -> Value {
        self.builder.ins().fcmp(how, a, b)
    }

    /// Lane by lane the number where the mask is set, else 0.
    pub(super) fn keep(&mut self, mask: Value, number: Value) -> Value {
        let flags = MemFlagsData::new().with_endianness(little());
        let mask = self.builder.ins().bitcast(PAIR, flags, mask);
        self.builder.ins().band(mask, number)
    }

    /// Lane by lane the first where the mask is set, else the second.
    pub(super) fn select(&mut self, mask: Value, a: Value, b: Value) -> Value {
        let mask = self.builder.ins().bitcast(PAIR, MemFlagsData::new().with_endianness(little()), mask);
        self.builder.ins().bitselect(mask, a, b)
    }

    /// The two bits of a mask, that of the first row lowest.
    pub(super) fn bits(&mut self, mask: Value) -> Value {
        self.builder.ins().vhigh_bits(WORD, mask)
    }

    /// The two bits of a word that stand at those of a pair, as a mask.
    pub(super) fn lanes_of(&mut self, word: Value, pair: Value) -> Value {
        let word = self.builder.ins().splat(MASK, word);
        let bits = self.builder.ins().band(word, pair);
        self.builder.ins().icmp(IntCC::Equal, bits, pair)
    }

    /// The bits of rows 0 and 1, moved to a later pair.
    pub(super) fn pair_bits(&mut self, by: Value) -> Value {
        let first = self.constant(MASK, [1, 2]);
        self.builder.ins().ishl(first, by)
    }

    /// Begins a loop that is gone through at least once, with some words that it carries. It gives the words that they
    /// are at the beginning of a round.
    pub(super) fn begin_loop(&mut self, words: &[Value]) -> (Block, Vec<Value>) {
        let block = self.builder.create_block();
        let carried: Vec<Value> =
            words.iter().map(|_| self.builder.append_block_param(block, WORD)).collect();
        let args: Vec<BlockArg> = words.iter().copied().map(BlockArg::from).collect();
        self.builder.ins().jump(block, &args);
        self.builder.switch_to_block(block);
        (block, carried)
    }

    /// Goes round again, with the words that are carried, while `number` is not less than `bound`.
    pub(super) fn end_loop(
        &mut self,
        block: Block,
        number: Value,
        how: IntCC,
        bound: Value,
        words: &[Value],
    ) {
        let after = self.builder.create_block();
        let again = self.builder.ins().icmp(how, number, bound);
        let args: Vec<BlockArg> = words.iter().copied().map(BlockArg::from).collect();
        self.builder.ins().brif(again, block, &args, after, &[]);
        self.builder.switch_to_block(after);
    }
}

fn little() -> cranelift_codegen::ir::Endianness {
    cranelift_codegen::ir::Endianness::Little
}
