//! Words of bits: three-valued logic and the law of outcomes, 64 rows an operation.

use cranelift_codegen::ir::Value;
use shensuan_plan::{Judgement, RowOp, ValueId};

use super::emit::Emit;
use super::lanes::Body;
use super::shape::{Source, arithmetic, passes_on};

/// A word of bits, which may be known beforehand.
#[derive(Clone, Copy, Debug)]
pub(super) enum Word {
    /// No bit is set.
    Zero,
    /// All bits are.
    Ones,
    /// Known when the kernel runs.
    Bits(Value),
}

impl Word {
    pub(super) fn all(set: bool) -> Self {
        if set { Self::Ones } else { Self::Zero }
    }

    pub(super) fn value(self, emit: &mut Emit<'_>) -> Value {
        match self {
            Self::Zero => emit.word(0),
            Self::Ones => emit.word(u64::MAX),
            Self::Bits(value) => value,
        }
    }

    pub(super) fn and(self, other: Self, emit: &mut Emit<'_>) -> Self {
        match (self, other) {
            (Self::Zero, _) | (_, Self::Zero) => Self::Zero,
            (Self::Ones, word) | (word, Self::Ones) => word,
            (Self::Bits(a), Self::Bits(b)) if a == b => self,
            (Self::Bits(a), Self::Bits(b)) => Self::Bits(emit.and(a, b)),
        }
    }

    pub(super) fn or(self, other: Self, emit: &mut Emit<'_>) -> Self {
        match (self, other) {
            (Self::Ones, _) | (_, Self::Ones) => Self::Ones,
            (Self::Zero, word) | (word, Self::Zero) => word,
            (Self::Bits(a), Self::Bits(b)) if a == b => self,
            (Self::Bits(a), Self::Bits(b)) => Self::Bits(emit.or(a, b)),
        }
    }

    pub(super) fn not(self, emit: &mut Emit<'_>) -> Self {
        match self {
            Self::Zero => Self::Ones,
            Self::Ones => Self::Zero,
            Self::Bits(value) => Self::Bits(emit.not(value)),
        }
    }

    pub(super) fn without(self, other: Self, emit: &mut Emit<'_>) -> Self {
        match (self, other) {
            (Self::Zero, _) | (_, Self::Ones) => Self::Zero,
            (word, Self::Zero) => word,
            (Self::Ones, word) => word.not(emit),
            (Self::Bits(a), Self::Bits(b)) => Self::Bits(emit.and_not(a, b)),
        }
    }
}

/// The truth of 64 rows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Truth {
    pub(super) yes: Word,
    pub(super) no: Word,
}

impl Truth {
    /// True where `yes`, false elsewhere.
    fn known(yes: Word, emit: &mut Emit<'_>) -> Self {
        Self { yes, no: yes.not(emit) }
    }

    fn unknown(self, emit: &mut Emit<'_>) -> Word {
        self.yes.or(self.no, emit).not(emit)
    }
}

impl Body<'_, '_, '_> {
    /// The truth of a value whose time has come.
    pub(super) fn truth(&mut self, id: ValueId) -> Truth {
        if let Some(truth) = self.truths.get(&id) {
            return *truth;
        }
        let truth = self.make_truth(id);
        self.truths.insert(id, truth);
        truth
    }

    fn make_truth(&mut self, id: ValueId) -> Truth {
        let op = match self.shape.source(id) {
            Some(Source::Constant(scalar)) => {
                let is = |truth| Word::all(scalar.truth() == Some(truth));
                return Truth { yes: is(true), no: is(false) };
            }
            Some(Source::Read(place)) => {
                let first = self.shape.signature.read(place);
                return Truth { yes: self.read_word(first), no: self.read_word(first + 1) };
            }
            Some(Source::Made(op)) => op,
            None => return Truth { yes: Word::Zero, no: Word::Zero },
        };
        match op {
            RowOp::Less { left, right, .. }
            | RowOp::AtMost { left, right, .. }
            | RowOp::Equal { left, right, .. } => {
                let known = self.given(left);
                let known = known.and(self.given(right), self.emit);
                let holds = self.held.get(&id).copied().map_or(Word::Zero, Word::Bits);
                Truth { yes: known.and(holds, self.emit), no: known.without(holds, self.emit) }
            }
            RowOp::And(a, b) => {
                let (a, b) = (self.truth(a), self.truth(b));
                Truth { yes: a.yes.and(b.yes, self.emit), no: a.no.or(b.no, self.emit) }
            }
            RowOp::Or(a, b) => {
                let (a, b) = (self.truth(a), self.truth(b));
                Truth { yes: a.yes.or(b.yes, self.emit), no: a.no.and(b.no, self.emit) }
            }
            RowOp::Not(a) => {
                let a = self.truth(a);
                Truth { yes: a.no, no: a.yes }
            }
            RowOp::Choose { condition, yes, no } => {
                let (condition, a, b) = (self.truth(condition), self.truth(yes), self.truth(no));
                let mut chosen = |a: Word, b: Word| {
                    let (a, b) = (condition.yes.and(a, self.emit), condition.no.and(b, self.emit));
                    a.or(b, self.emit)
                };
                Truth { yes: chosen(a.yes, b.yes), no: chosen(a.no, b.no) }
            }
            RowOp::Given(a) => {
                let given = self.given(a);
                Truth::known(given, self.emit)
            }
            RowOp::Known(a) => {
                let a = self.truth(a);
                let known = a.yes.or(a.no, self.emit);
                Truth::known(known, self.emit)
            }
            RowOp::IsTrue(a) => {
                let a = self.truth(a);
                Truth::known(a.yes, self.emit)
            }
            // No section holds these, or they are numbers.
            RowOp::Number(_)
            | RowOp::MissingNumber
            | RowOp::Truth(_)
            | RowOp::Load(_)
            | RowOp::Gather(_)
            | RowOp::GivenCode(_)
            | RowOp::Add(..)
            | RowOp::Sub(..)
            | RowOp::Mul(..)
            | RowOp::Div(..)
            | RowOp::Neg(_)
            | RowOp::Abs(_)
            | RowOp::Min(..)
            | RowOp::Max(..)
            | RowOp::Unary(..)
            | RowOp::Binary(..)
            | RowOp::Otherwise(..) => Truth { yes: Word::Zero, no: Word::Zero },
        }
    }

    /// The rows in which a number is given.
    pub(super) fn given(&mut self, id: ValueId) -> Word {
        if let Some(word) = self.givens.get(&id) {
            return *word;
        }
        let word = match self.shape.source(id) {
            Some(Source::Constant(scalar)) => Word::all(scalar.number().is_some()),
            Some(Source::Read(place)) => {
                let first = self.shape.signature.read(place);
                self.read_word(first + 1)
            }
            Some(Source::Made(RowOp::Neg(a) | RowOp::Abs(a))) => self.given(a),
            Some(Source::Made(RowOp::Min(a, b) | RowOp::Max(a, b) | RowOp::Otherwise(a, b))) => {
                let (a, b) = (self.given(a), self.given(b));
                a.or(b, self.emit)
            }
            Some(Source::Made(RowOp::Choose { condition, yes, no })) => {
                let condition = self.truth(condition);
                let (yes, no) = (self.given(yes), self.given(no));
                let (yes, no) = (condition.yes.and(yes, self.emit), condition.no.and(no, self.emit));
                yes.or(no, self.emit)
            }
            Some(Source::Made(_)) => {
                let base = self.given_below(id);
                let finite = self.finite.get(&id).copied().map_or(Word::Zero, Word::Bits);
                base.and(finite, self.emit)
            }
            None => Word::Zero,
        };
        self.givens.insert(id, word);
        word
    }

    /// The rows in which a number is given if it is finite.
    fn given_below(&mut self, id: ValueId) -> Word {
        if let Some(word) = self.bases.get(&id) {
            return *word;
        }
        let word = match self.shape.source(id) {
            Some(Source::Made(RowOp::Neg(a) | RowOp::Abs(a))) => self.given_below(a),
            Some(Source::Made(op)) => match arithmetic(op) {
                Some(operands) => operands.into_iter().fold(Word::Ones, |all, operand| {
                    let given =
                        if passes_on(op, operand) { self.given_below(operand) } else { self.given(operand) };
                    all.and(given, self.emit)
                }),
                None => self.given(id),
            },
            Some(Source::Constant(_) | Source::Read(_)) | None => self.given(id),
        };
        self.bases.insert(id, word);
        word
    }

    /// Low bits, high bits and reasons of a judgement; see [`shensuan_plan::outcome`].
    pub(super) fn planes(&mut self, judgement: &Judgement) -> [Word; 3] {
        let applies = judgement.applies.map_or(Word::Ones, |id| self.truth(id).yes);
        let (mut when_false, mut when_unknown) = (Word::Zero, Word::Zero);
        for id in &judgement.when {
            let when = self.truth(*id);
            when_false = when_false.or(when.no, self.emit);
            let unknown = when.unknown(self.emit);
            when_unknown = when_unknown.or(unknown, self.emit);
        }
        let (mut check_applies, mut check_false, mut check_unknown) = (Word::Zero, Word::Zero, Word::Zero);
        for check in &judgement.checks {
            let here = check.applies.map_or(Word::Ones, |id| self.truth(id).yes);
            let holds = self.truth(check.holds);
            check_applies = check_applies.or(here, self.emit);
            let fails = here.and(holds.no, self.emit);
            check_false = check_false.or(fails, self.emit);
            let unknown = holds.unknown(self.emit);
            let unknown = here.and(unknown, self.emit);
            check_unknown = check_unknown.or(unknown, self.emit);
        }
        let emit = &mut *self.emit;
        let is_false = applies.and(when_false, emit);
        let judged = applies.without(when_false, emit).and(check_applies, emit);
        let nothing_applies = when_false.or(check_applies, emit).not(emit);
        let not_filed = applies.not(emit).or(nothing_applies, emit);
        let fail = judged.without(when_unknown, emit).and(check_false, emit);
        let open = check_unknown.without(check_false, emit).or(when_unknown, emit);
        let undetermined = judged.and(open, emit);
        let low = fail.or(undetermined, emit);
        let high = is_false.or(not_filed, emit).or(undetermined, emit);
        [low, high, not_filed]
    }
}
