//! Lanes of numbers, two rows at a time, and the body of a kernel around them.

use std::collections::{HashMap, HashSet};

use cranelift_codegen::ir::Value;
use cranelift_codegen::ir::condcodes::{FloatCC, IntCC};
use shensuan_plan::scalar::raw;
use shensuan_plan::{Kind, RowOp, Threshold, ValueId};

use super::emit::Emit;
use super::shape::{Comparison, ForRows, Scale, Shape, Source, Test};
use super::words::{Truth, Word};
use crate::abi::ROWS;

/// Bytes of a pair of numbers, and of the numbers of a word.
const PAIR_BYTES: i64 = 16;
const WORD_OF_NUMBERS: i64 = 512;
const _: () = assert!(ROWS == 64);

/// A function being built.
pub(super) struct Body<'s, 'e, 'f> {
    pub(super) shape: &'s Shape<'s>,
    pub(super) emit: &'e mut Emit<'f>,
    /// Where the bits of this word begin, in bytes.
    word_at: Option<Value>,
    /// Where the numbers of this word begin in the columns that are read and stored, by pointer.
    numbers: HashMap<usize, Value>,
    words: HashMap<usize, Word>,
    pub(super) truths: HashMap<ValueId, Truth>,
    pub(super) givens: HashMap<ValueId, Word>,
    pub(super) bases: HashMap<ValueId, Word>,
    /// Where comparisons hold, whatever is given.
    pub(super) held: HashMap<ValueId, Value>,
    /// Where numbers are finite, whatever is given.
    pub(super) finite: HashMap<ValueId, Value>,
    lanes: Lanes,
}

/// What has been made in a round of a loop.
#[derive(Default)]
struct Lanes {
    /// Where the pair stands among the numbers of the word, in bytes.
    at: Option<Value>,
    /// The bits of its two rows.
    bits: Option<Value>,
    numbers: HashMap<ValueId, Value>,
    plain: HashMap<ValueId, Value>,
    masked: HashMap<ValueId, Value>,
    masks: HashMap<ValueId, Option<Value>>,
    constants: HashMap<u64, Value>,
    sizes: HashMap<Value, Value>,
}

impl<'s, 'e, 'f> Body<'s, 'e, 'f> {
    pub(super) fn new(shape: &'s Shape<'s>, emit: &'e mut Emit<'f>) -> Self {
        Self {
            shape,
            emit,
            word_at: None,
            numbers: HashMap::new(),
            words: HashMap::new(),
            truths: HashMap::new(),
            givens: HashMap::new(),
            bases: HashMap::new(),
            held: HashMap::new(),
            finite: HashMap::new(),
            lanes: Lanes::default(),
        }
    }

    /// Builds everything between the entry and the return. There is at least one word.
    pub(super) fn build(mut self) {
        let zero = self.emit.word(0);
        let words = self.emit.words();
        let bytes = self.emit.shift_left(words, 3);
        let (block, carried) = self.emit.begin_loop(&[zero]);
        let at = carried.first().copied().unwrap_or(zero);
        self.word_at = Some(at);
        self.read_pointers(at);
        for time in 0..self.shape.loops {
            self.words_until(time);
            self.rows(time);
        }
        self.words_until(self.shape.loops);
        self.store_words();
        let next = self.emit.add_constant(at, 8);
        self.emit.end_loop(block, next, IntCC::UnsignedLessThan, bytes, &[next]);
    }

    /// The words that are read, and where the numbers of this word begin.
    fn read_pointers(&mut self, at: Value) {
        let numbers_at = self.emit.shift_left(at, 6);
        let signature = &self.shape.signature;
        let reads = signature.reads.iter().enumerate().map(|(place, kind)| (signature.read(place), *kind));
        let stores = signature.stores.iter().enumerate().map(|(place, kind)| (signature.store(place), *kind));
        let stores: Vec<(usize, Kind)> = stores.collect();
        for (first, kind) in reads.collect::<Vec<_>>() {
            let pointer = self.emit.pointer(first);
            match kind {
                Kind::Number => {
                    let begin = self.emit.add(pointer, numbers_at);
                    self.numbers.insert(first, begin);
                }
                Kind::Truth => {
                    let word = self.emit.load_word(pointer, at);
                    self.words.insert(first, Word::Bits(word));
                }
            }
            let pointer = self.emit.pointer(first + 1);
            let word = self.emit.load_word(pointer, at);
            self.words.insert(first + 1, Word::Bits(word));
        }
        for (first, kind) in stores {
            if kind == Kind::Number {
                let pointer = self.emit.pointer(first);
                let begin = self.emit.add(pointer, numbers_at);
                self.numbers.insert(first, begin);
            }
        }
    }

    /// A word of bits that is read.
    pub(super) fn read_word(&mut self, pointer: usize) -> Word {
        self.words.get(&pointer).copied().unwrap_or(Word::Zero)
    }

    /// Makes the truths that are there before a loop, outside of it.
    fn words_until(&mut self, time: usize) {
        for id in &self.shape.section.values {
            if self.shape.kind(*id) == Kind::Truth && self.shape.times(*id).word <= time {
                self.truth(*id);
            }
        }
    }

    /// Stores outcomes, truths, and where stored numbers are given.
    fn store_words(&mut self) {
        for (place, id) in self.shape.section.stores.iter().enumerate() {
            let first = self.shape.signature.store(place);
            match self.shape.kind(*id) {
                Kind::Number => {
                    let given = self.given(*id);
                    self.store_word(given, first + 1);
                }
                Kind::Truth => {
                    let truth = self.truth(*id);
                    self.store_word(truth.yes, first);
                    self.store_word(truth.no, first + 1);
                }
            }
        }
        for (place, judgement) in self.shape.judgements() {
            let first = self.shape.signature.judgement(place);
            let planes = self.planes(judgement);
            planes.into_iter().zip(first..).for_each(|(plane, place)| self.store_word(plane, place));
        }
    }

    fn store_word(&mut self, word: Word, pointer: usize) {
        let word = word.value(self.emit);
        let base = self.emit.pointer(pointer);
        if let Some(at) = self.word_at {
            self.emit.store_word(word, base, at);
        }
    }

    /// One loop over the rows of a word, from the last pair to the first, so that masks grow by shifts.
    fn rows(&mut self, time: usize) {
        let shape = self.shape;
        let made: Vec<(ValueId, ForRows)> = shape
            .section
            .values
            .iter()
            .flat_map(|id| shape.for_rows(*id, time).map(|what| (*id, what)))
            .collect();
        if made.is_empty() {
            return;
        }
        let zero = self.emit.word(0);
        let masks = made.iter().filter(|(_, what)| !matches!(what, ForRows::Store(_))).count();
        let mut begin = vec![zero; 1 + masks];
        if let Some(first) = begin.first_mut() {
            *first = self.emit.word((WORD_OF_NUMBERS - PAIR_BYTES).cast_unsigned());
        }
        let (block, carried) = self.emit.begin_loop(&begin);
        let at = carried.first().copied().unwrap_or(zero);
        self.lanes = Lanes { at: Some(at), ..Lanes::default() };
        let mut before = carried.iter().skip(1);
        let mut words = vec![zero];
        // What has been made is used at once, so that few lanes are alive at a time.
        for (id, what) in &made {
            let mask = match what {
                ForRows::Compare(how) => self.holds(*id, *how),
                ForRows::Finite => {
                    let number = self.number(*id);
                    self.is_finite(number)
                }
                ForRows::Store(pointer) => {
                    let number = self.number(*id);
                    if let Some(base) = self.numbers.get(pointer).copied() {
                        self.emit.store_pair(number, base, at);
                    }
                    continue;
                }
            };
            let bits = self.emit.bits(mask);
            let shifted = self.emit.shift_left(before.next().copied().unwrap_or(zero), 2);
            words.push(self.emit.add(bits, shifted));
        }
        let next = self.emit.add_constant(at, -PAIR_BYTES);
        if let Some(first) = words.first_mut() {
            *first = next;
        }
        self.emit.end_loop(block, next, IntCC::SignedGreaterThanOrEqual, zero, &words);
        let mut words = words.into_iter().skip(1);
        for (id, what) in made {
            match what {
                ForRows::Compare(_) => self.held.extend(words.next().map(|word| (id, word))),
                ForRows::Finite => self.finite.extend(words.next().map(|word| (id, word))),
                ForRows::Store(_) => {}
            }
        }
    }

    fn constant(&mut self, number: f64) -> Value {
        if let Some(pair) = self.lanes.constants.get(&number.to_bits()) {
            return *pair;
        }
        let pair = self.emit.pair(number);
        self.lanes.constants.insert(number.to_bits(), pair);
        pair
    }

    /// The numbers without their signs.
    fn size(&mut self, number: Value) -> Value {
        if let Some(size) = self.lanes.sizes.get(&number) {
            return *size;
        }
        let all_but_the_sign = self.constant(f64::from_bits(u64::MAX >> 1));
        let size = self.emit.and(number, all_but_the_sign);
        self.lanes.sizes.insert(number, size);
        size
    }

    /// The lanes in which numbers are finite.
    fn is_finite(&mut self, number: Value) -> Value {
        // 0, or no number at all.
        let nothing = self.emit.fsub(number, number);
        self.emit.compare(FloatCC::Equal, nothing, nothing)
    }

    /// The lanes of a number whose time has come.
    fn number(&mut self, id: ValueId) -> Value {
        if let Some(pair) = self.lanes.numbers.get(&id) {
            return *pair;
        }
        let pair = self.make_number(id);
        self.lanes.numbers.insert(id, pair);
        pair
    }

    fn make_number(&mut self, id: ValueId) -> Value {
        let op = match self.shape.source(id) {
            Some(Source::Constant(scalar)) => return self.constant(scalar.number().unwrap_or(0.0)),
            Some(Source::Read(place)) => {
                let base = self.numbers.get(&self.shape.signature.read(place)).copied();
                return match base.zip(self.lanes.at) {
                    Some((base, at)) => self.emit.load_pair(base, at),
                    None => self.constant(0.0),
                };
            }
            Some(Source::Made(op)) => op,
            None => return self.constant(0.0),
        };
        match op {
            RowOp::Add(a, b) => {
                let (a, b) = (self.number(a), self.number(b));
                self.emit.fadd(a, b)
            }
            RowOp::Sub(a, b) => {
                let (a, b) = (self.number(a), self.number(b));
                self.emit.fsub(a, b)
            }
            RowOp::Mul(a, b) => {
                let (a, b) = (self.number(a), self.number(b));
                self.emit.fmul(a, b)
            }
            RowOp::Div(a, b) => {
                let (a, b) = (self.number(a), self.number(b));
                self.emit.fdiv(a, b)
            }
            RowOp::Neg(a) => {
                let a = self.number(a);
                self.emit.neg(a)
            }
            RowOp::Abs(a) => {
                let a = self.number(a);
                self.size(a)
            }
            RowOp::Min(a, b) => {
                let (first, second) = (self.number(a), self.number(b));
                let both = self.emit.lesser(second, first);
                self.either(a, b, both)
            }
            RowOp::Max(a, b) => {
                let (first, second) = (self.number(a), self.number(b));
                let both = self.emit.larger(second, first);
                self.either(a, b, both)
            }
            RowOp::Otherwise(a, b) => {
                let both = self.number(a);
                self.either(a, b, both)
            }
            RowOp::Choose { condition, yes, no } => {
                let (a, b) = (self.number(yes), self.number(no));
                match self.truth(condition).yes {
                    Word::Zero => b,
                    Word::Ones => a,
                    Word::Bits(word) => {
                        let mask = self.spread(word);
                        self.emit.select(mask, a, b)
                    }
                }
            }
            // No section holds these, or they are truths.
            RowOp::Number(_)
            | RowOp::MissingNumber
            | RowOp::Truth(_)
            | RowOp::Load(_)
            | RowOp::Gather(_)
            | RowOp::GivenCode(_)
            | RowOp::Unary(..)
            | RowOp::Binary(..)
            | RowOp::Less { .. }
            | RowOp::AtMost { .. }
            | RowOp::Equal { .. }
            | RowOp::And(..)
            | RowOp::Or(..)
            | RowOp::Not(_)
            | RowOp::Given(_)
            | RowOp::Known(_)
            | RowOp::IsTrue(_) => self.constant(0.0),
        }
    }

    /// What comes of two numbers, where one of them is missing the other.
    fn either(&mut self, a: ValueId, b: ValueId, both: Value) -> Value {
        let (first, second) = (self.number(a), self.number(b));
        let (a_given, b_given) = (self.mask(a), self.mask(b));
        let of_a = match a_given {
            None => both,
            Some(mask) => self.emit.select(mask, both, second),
        };
        match b_given {
            None => of_a,
            Some(mask) => self.emit.select(mask, of_a, first),
        }
    }

    /// The bits of a word as a mask of this pair.
    fn spread(&mut self, word: Value) -> Value {
        let bits = match (self.lanes.bits, self.lanes.at) {
            (Some(bits), _) => bits,
            (None, Some(at)) => {
                // Eight bytes a row: an eighth of the bytes is the row.
                let row = self.emit.shift_right(at, 3);
                self.emit.pair_bits(row)
            }
            (None, None) => self.emit.mask([1, 2]),
        };
        self.lanes.bits = Some(bits);
        self.emit.lanes_of(word, bits)
    }

    fn spread_word(&mut self, word: Word) -> Option<Value> {
        match word {
            Word::Ones => None,
            Word::Zero => Some(self.emit.mask([0, 0])),
            Word::Bits(word) => Some(self.spread(word)),
        }
    }

    fn both_masks(&mut self, a: Option<Value>, b: Option<Value>) -> Option<Value> {
        match (a, b) {
            (Some(a), Some(b)) => Some(self.emit.and(a, b)),
            (one, None) | (None, one) => one,
        }
    }

    /// The lanes in which a number is given; nothing where it is in all.
    fn mask(&mut self, id: ValueId) -> Option<Value> {
        if let Some(mask) = self.lanes.masks.get(&id) {
            return *mask;
        }
        let mask = match self.shape.source(id) {
            Some(Source::Constant(_) | Source::Read(_)) | None => {
                let word = self.given(id);
                self.spread_word(word)
            }
            Some(Source::Made(RowOp::Neg(a) | RowOp::Abs(a))) => self.mask(a),
            Some(Source::Made(RowOp::Min(a, b) | RowOp::Max(a, b) | RowOp::Otherwise(a, b))) => {
                match (self.mask(a), self.mask(b)) {
                    (Some(a), Some(b)) => Some(self.emit.or(a, b)),
                    (None, _) | (_, None) => None,
                }
            }
            Some(Source::Made(RowOp::Choose { condition, yes, no })) => {
                let condition = self.truth(condition);
                let mut side = |chosen: Word, value: ValueId| {
                    let (chosen, given) = (self.spread_word(chosen), self.mask(value));
                    self.both_masks(chosen, given)
                };
                match (side(condition.yes, yes), side(condition.no, no)) {
                    (Some(a), Some(b)) => Some(self.emit.or(a, b)),
                    (None, _) | (_, None) => None,
                }
            }
            Some(Source::Made(op)) => {
                let operands = super::shape::arithmetic(op).into_iter().flatten();
                let given = operands.fold(None, |all, operand| {
                    let mask = self.mask(operand);
                    self.both_masks(all, mask)
                });
                let number = self.number(id);
                let finite = self.is_finite(number);
                self.both_masks(given, Some(finite))
            }
        };
        self.lanes.masks.insert(id, mask);
        mask
    }

    /// The lanes of a scale as if all that it is made of were given, but for what is `whole`.
    fn plain(&mut self, id: ValueId, whole: &HashSet<ValueId>, made: &mut HashMap<ValueId, Value>) -> Value {
        if let Some(pair) = made.get(&id) {
            return *pair;
        }
        let pair = match self.shape.source(id) {
            _ if whole.contains(&id) => self.number(id),
            Some(Source::Made(RowOp::Neg(a))) => {
                let a = self.plain(a, whole, made);
                self.emit.neg(a)
            }
            Some(Source::Made(RowOp::Abs(a))) => {
                let a = self.plain(a, whole, made);
                self.size(a)
            }
            Some(Source::Made(RowOp::Otherwise(a, _))) => self.plain(a, whole, made),
            Some(Source::Made(RowOp::Min(a, b))) => {
                let (a, b) = (self.plain(a, whole, made), self.plain(b, whole, made));
                self.emit.lesser(b, a)
            }
            Some(Source::Made(RowOp::Max(a, b))) => {
                let (a, b) = (self.plain(a, whole, made), self.plain(b, whole, made));
                self.emit.larger(b, a)
            }
            Some(Source::Made(_) | Source::Constant(_) | Source::Read(_)) | None => self.number(id),
        };
        made.insert(id, pair);
        pair
    }

    /// The lanes of the plain scale of a comparison; shared among those to which the same is whole: nothing.
    fn plain_of(&mut self, comparison: ValueId, scale: ValueId) -> Value {
        let shape = self.shape;
        match shape.whole(comparison) {
            Some(whole) => self.plain(scale, whole, &mut HashMap::new()),
            None => {
                let mut made = std::mem::take(&mut self.lanes.plain);
                let pair = self.plain(scale, &HashSet::new(), &mut made);
                self.lanes.plain = made;
                pair
            }
        }
    }

    /// The lanes of a scale, 0 where it is missing. Of the larger of two numbers each may be masked by itself: a size that
    /// is not negative is compared with, so that 0 says no more than a negative number.
    fn masked(&mut self, id: ValueId) -> Value {
        if let Some(pair) = self.lanes.masked.get(&id) {
            return *pair;
        }
        let pair = match self.shape.source(id) {
            Some(Source::Made(RowOp::Max(a, b))) => {
                let (a, b) = (self.masked(a), self.masked(b));
                self.emit.larger(b, a)
            }
            Some(Source::Made(_) | Source::Constant(_) | Source::Read(_)) | None => {
                let number = self.number(id);
                match self.mask(id) {
                    None => number,
                    Some(mask) => self.emit.keep(mask, number),
                }
            }
        };
        self.lanes.masked.insert(id, pair);
        pair
    }

    /// The lanes in which a comparison holds, whatever is given. See [`raw`] for what it says.
    fn holds(&mut self, id: ValueId, comparison: Comparison) -> Value {
        match comparison {
            Comparison::Threshold(number, threshold) => {
                let number = self.number(number);
                match threshold {
                    Threshold::Below(bound) => {
                        let bound = self.constant(bound);
                        self.emit.compare(FloatCC::LessThan, number, bound)
                    }
                    Threshold::Above(bound) => {
                        let bound = self.constant(bound);
                        self.emit.compare(FloatCC::LessThan, bound, number)
                    }
                    Threshold::Within(from, bound) => {
                        let (from, bound) = (self.constant(from), self.constant(bound));
                        let begun = self.emit.compare(FloatCC::LessThanOrEqual, from, number);
                        let open = self.emit.compare(FloatCC::LessThan, number, bound);
                        self.emit.and(begun, open)
                    }
                }
            }
            Comparison::Numbers { test, left, right, scale } => {
                let (a, b) = (self.number(left), self.number(right));
                let equal = self.equal(id, a, b, scale);
                match test {
                    Test::Equal => equal,
                    Test::Less => {
                        let less = self.emit.compare(FloatCC::LessThan, a, b);
                        self.emit.and_not(less, equal)
                    }
                    Test::AtMost => {
                        let less = self.emit.compare(FloatCC::LessThan, a, b);
                        self.emit.or(less, equal)
                    }
                }
            }
        }
    }

    /// [`raw::equal`].
    fn equal(&mut self, id: ValueId, a: Value, b: Value, scale: Scale) -> Value {
        let distance = self.emit.fsub(a, b);
        let distance = self.size(distance);
        let (a, b) = (self.size(a), self.size(b));
        let mut size = self.emit.larger(b, a);
        let scale = match scale {
            Scale::None => None,
            Scale::Plain(scale) => Some(self.plain_of(id, scale)),
            Scale::Masked(scale) => Some(self.masked(scale)),
        };
        if let Some(scale) = scale {
            size = self.emit.larger(scale, size);
        }
        let tolerance = self.constant(raw::TOLERANCE);
        let bound = self.emit.fmul(tolerance, size);
        self.emit.compare(FloatCC::LessThanOrEqual, distance, bound)
    }
}
