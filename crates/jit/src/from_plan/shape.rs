//! What a section is made of, and in which loop each of its values can be made.
//!
//! A *time* is the number of a loop: words of time `t` are there before loop `t` begins, lanes of time `t` can be made in
//! loop `t` and later. What is read is there at time 0.

use std::collections::{BTreeSet, HashMap, HashSet};

use shensuan_plan::{Judgement, Kind, Plan, Program, RowOp, Scalar, Section, Step, Threshold, ValueId};

use crate::abi::Signature;

/// Where a value comes from.
#[derive(Clone, Copy, Debug)]
pub(super) enum Source {
    /// The same for all rows.
    Constant(Scalar),
    /// A column that is read, by its place.
    Read(usize),
    /// Made here.
    Made(RowOp),
}

/// When what a value is made of is there.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Times {
    /// Of a number: its lanes.
    pub(super) lanes: usize,
    /// Of a number: the lanes that say whether it is given.
    pub(super) mask: usize,
    /// Of a truth its words, of a number the word of rows in which it is given.
    pub(super) word: usize,
}

/// Which comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Test {
    Less,
    AtMost,
    Equal,
}

/// How a comparison is made.
#[derive(Clone, Copy, Debug)]
pub(super) enum Comparison {
    /// Of a number with a constant.
    Threshold(ValueId, Threshold),
    /// Of two numbers.
    Numbers { test: Test, left: ValueId, right: ValueId, scale: Scale },
}

/// The scale of a comparison.
#[derive(Clone, Copy, Debug)]
pub(super) enum Scale {
    /// Adds nothing.
    None,
    /// Given wherever both sides are, so that nobody need ask.
    Plain(ValueId),
    /// Counts as 0 where it is missing.
    Masked(ValueId),
}

/// What a loop makes of a value for the rows of a word.
#[derive(Clone, Copy, Debug)]
pub(super) enum ForRows {
    /// Where a comparison holds.
    Compare(Comparison),
    /// Where a number is finite.
    Finite,
    /// The numbers themselves, stored from this pointer on.
    Store(usize),
}

/// A section, understood.
pub(super) struct Shape<'s> {
    pub(super) plan: &'s Plan,
    pub(super) section: &'s Section,
    pub(super) signature: Signature,
    program: &'s Program<'s>,
    reads: HashMap<ValueId, usize>,
    times: HashMap<ValueId, Times>,
    /// The comparisons, with their loops.
    comparisons: HashMap<ValueId, (usize, Comparison)>,
    /// By comparison with a plain scale: the numbers that are given with its sides though a part of them may be missing.
    whole: HashMap<ValueId, HashSet<ValueId>>,
    /// The numbers of which must be known where they are finite.
    finite: BTreeSet<ValueId>,
    /// How many loops there are.
    pub(super) loops: usize,
}

/// Whether a number is not finite where an operand is not: then one question about the last of a chain is enough.
pub(super) fn passes_on(op: RowOp, operand: ValueId) -> bool {
    // What is divided by an infinite number is 0.
    let divides = matches!(op, RowOp::Div(_, divisor) if divisor == operand);
    arithmetic(op).is_some() && !divides
}

/// The operands of the four operations.
pub(super) fn arithmetic(op: RowOp) -> Option<[ValueId; 2]> {
    if let RowOp::Add(a, b) | RowOp::Sub(a, b) | RowOp::Mul(a, b) | RowOp::Div(a, b) = op {
        Some([a, b])
    } else {
        None
    }
}

impl<'s> Shape<'s> {
    /// The shape of a section; nothing if it holds an op that no kernel has.
    pub(super) fn of(program: &'s Program<'s>, section: &'s Section) -> Option<Self> {
        let plan = program.plan();
        let mut shape = Self {
            plan,
            section,
            signature: Signature::of(plan, section),
            program,
            reads: section.reads.iter().enumerate().map(|(place, id)| (*id, place)).collect(),
            times: HashMap::new(),
            comparisons: HashMap::new(),
            whole: HashMap::new(),
            finite: BTreeSet::new(),
            loops: 0,
        };
        for id in &section.values {
            let times = shape.times_of(*id)?;
            shape.times.insert(*id, times);
        }
        let compared = shape.comparisons.values().map(|(_, comparison)| *comparison);
        let sides = compared.flat_map(|comparison| match comparison {
            Comparison::Threshold(number, _) => vec![number],
            Comparison::Numbers { left, right, .. } => vec![left, right],
        });
        let given = section.values.iter().filter_map(|id| {
            let asks = shape.source(*id)?;
            if let Source::Made(RowOp::Given(number)) = asks { Some(number) } else { None }
        });
        let stored = section.stores.iter().copied().filter(|id| shape.kind(*id) == Kind::Number);
        let mut asked: Vec<ValueId> = sides.chain(given).chain(stored.clone()).collect();
        asked.sort_unstable();
        let mut finite = BTreeSet::new();
        let mut known = HashSet::new();
        asked.into_iter().for_each(|id| shape.ask(id, false, &mut known, &mut finite));
        let lanes = stored.chain(finite.iter().copied()).map(|id| shape.times(id).lanes);
        let compared = shape.comparisons.values().map(|(at, _)| *at);
        shape.loops = lanes.chain(compared).map(|at| at + 1).max().unwrap_or(0);
        shape.finite = finite;
        Some(shape)
    }

    /// Where a value comes from; nothing for one that is not of this section.
    pub(super) fn source(&self, id: ValueId) -> Option<Source> {
        if let Some(scalar) = self.program.constant(id) {
            return Some(Source::Constant(scalar));
        }
        if let Some(place) = self.reads.get(&id) {
            return Some(Source::Read(*place));
        }
        match self.plan.value(id)?.step {
            Step::Row(op) => Some(Source::Made(op)),
            Step::Table(_) => None,
        }
    }

    /// The numbers at which a plain scale of a comparison is made as any other number.
    pub(super) fn whole(&self, comparison: ValueId) -> Option<&HashSet<ValueId>> {
        self.whole.get(&comparison).filter(|whole| !whole.is_empty())
    }

    pub(super) fn times(&self, id: ValueId) -> Times {
        self.times.get(&id).copied().unwrap_or_default()
    }

    pub(super) fn kind(&self, id: ValueId) -> Kind {
        self.plan.value(id).map_or(Kind::Number, |value| value.kind)
    }

    /// What a loop makes of a value.
    pub(super) fn for_rows(&self, id: ValueId, time: usize) -> impl Iterator<Item = ForRows> + use<> {
        let compared = self.comparisons.get(&id).filter(|(at, _)| *at == time);
        let is_here = self.times(id).lanes == time;
        let is_asked = is_here && self.finite.contains(&id);
        let stored = self.section.stores.binary_search(&id).ok();
        let stored = stored.filter(|_| is_here && self.kind(id) == Kind::Number);
        let stored = stored.map(|place| ForRows::Store(self.signature.store(place)));
        let compared = compared.map(|(_, how)| ForRows::Compare(*how));
        compared.into_iter().chain(is_asked.then_some(ForRows::Finite)).chain(stored)
    }

    /// The judgements, by their places in the section.
    pub(super) fn judgements(&self) -> impl Iterator<Item = (usize, &'s Judgement)> + use<'_, 's> {
        let all = self.section.judgements.iter().enumerate();
        all.filter_map(|(place, (_, id))| Some((place, self.plan.judgement(*id)?)))
    }

    /// The times of a value whose operands have theirs.
    fn times_of(&mut self, id: ValueId) -> Option<Times> {
        let Source::Made(op) = self.source(id)? else { return None };
        let at = |id: ValueId| self.times(id);
        let words = |ids: &[ValueId]| ids.iter().map(|id| at(*id).word).max().unwrap_or(0);
        let truth = |word| Times { word, ..Times::default() };
        Some(match op {
            RowOp::Add(a, b) | RowOp::Sub(a, b) | RowOp::Mul(a, b) | RowOp::Div(a, b) => {
                let lanes = at(a).lanes.max(at(b).lanes);
                let mask = lanes.max(at(a).mask).max(at(b).mask);
                Times { lanes, mask, word: words(&[a, b]).max(lanes + 1) }
            }
            RowOp::Neg(a) | RowOp::Abs(a) => at(a),
            RowOp::Min(a, b) | RowOp::Max(a, b) | RowOp::Otherwise(a, b) => {
                let mask = at(a).mask.max(at(b).mask);
                Times { lanes: mask.max(at(a).lanes).max(at(b).lanes), mask, word: words(&[a, b]) }
            }
            RowOp::Choose { condition, yes, no } => {
                let word = words(&[condition, yes, no]);
                let chosen = at(condition).word;
                let mask = chosen.max(at(yes).mask).max(at(no).mask);
                Times { lanes: chosen.max(at(yes).lanes).max(at(no).lanes), mask, word }
            }
            RowOp::Less { left, right, scale } => {
                self.compare(id, Test::Less, left, right, scale);
                truth(self.compared(id, &[left, right]))
            }
            RowOp::AtMost { left, right, scale } => {
                self.compare(id, Test::AtMost, left, right, scale);
                truth(self.compared(id, &[left, right]))
            }
            RowOp::Equal { left, right, scale } => {
                self.compare(id, Test::Equal, left, right, scale);
                truth(self.compared(id, &[left, right]))
            }
            RowOp::And(a, b) | RowOp::Or(a, b) => truth(words(&[a, b])),
            RowOp::Not(a) | RowOp::Given(a) | RowOp::Known(a) | RowOp::IsTrue(a) => truth(words(&[a])),
            RowOp::Number(_)
            | RowOp::MissingNumber
            | RowOp::Truth(_)
            | RowOp::Load(_)
            | RowOp::Gather(_)
            | RowOp::GivenCode(_)
            | RowOp::Unary(..)
            | RowOp::Binary(..) => return None,
        })
    }

    /// When the words of a comparison are there.
    fn compared(&self, id: ValueId, sides: &[ValueId]) -> usize {
        let made = self.comparisons.get(&id).map_or(0, |(at, _)| at + 1);
        sides.iter().map(|id| self.times(*id).word).fold(made, usize::max)
    }

    fn compare(&mut self, id: ValueId, test: Test, left: ValueId, right: ValueId, scale: Option<ValueId>) {
        let (at, made) = match self.program.threshold(id) {
            Some((number, threshold)) => (self.times(number).lanes, Comparison::Threshold(number, threshold)),
            None => {
                let both = self.known_with([left, right]);
                let sides = self.times(left).lanes.max(self.times(right).lanes);
                let plain = scale.map(|scale| (scale, self.plain(scale, &both, &mut HashMap::new())));
                let (scale, scaled) = match plain {
                    None => (Scale::None, 0),
                    Some((scale, Some(time))) => {
                        let parted = |id: &ValueId| {
                            let source = self.source(*id);
                            matches!(
                                source,
                                Some(Source::Made(RowOp::Min(..) | RowOp::Max(..) | RowOp::Otherwise(..)))
                            )
                        };
                        self.whole.insert(id, both.iter().copied().filter(parted).collect());
                        (Scale::Plain(scale), time)
                    }
                    Some((scale, None)) => {
                        (Scale::Masked(scale), self.times(scale).lanes.max(self.times(scale).mask))
                    }
                };
                (sides.max(scaled), Comparison::Numbers { test, left, right, scale })
            }
        };
        self.comparisons.insert(id, (at, made));
    }

    /// The numbers that are given, and finite, wherever all of these are.
    fn known_with(&self, ids: [ValueId; 2]) -> HashSet<ValueId> {
        let mut known = HashSet::new();
        let mut open = ids.to_vec();
        while let Some(id) = open.pop() {
            if !known.insert(id) {
                continue;
            }
            match self.source(id) {
                Some(Source::Made(RowOp::Neg(a) | RowOp::Abs(a))) => open.push(a),
                Some(Source::Made(op)) => open.extend(arithmetic(op).into_iter().flatten()),
                Some(Source::Constant(_) | Source::Read(_)) | None => {}
            }
        }
        known
    }

    /// The loop in which the lanes of a scale can be made as if all of its operands were given; none where it may be
    /// missing although all of `known` are given. What has been found is remembered: scales share what they are made of.
    fn plain(
        &self,
        scale: ValueId,
        known: &HashSet<ValueId>,
        found: &mut HashMap<ValueId, Option<usize>>,
    ) -> Option<usize> {
        if known.contains(&scale) {
            return Some(self.times(scale).lanes);
        }
        if let Some(time) = found.get(&scale) {
            return *time;
        }
        let time = match self.source(scale) {
            Some(Source::Constant(scalar)) => scalar.number().map(|_| 0),
            Some(Source::Made(RowOp::Neg(a) | RowOp::Abs(a) | RowOp::Otherwise(a, _))) => {
                self.plain(a, known, found)
            }
            Some(Source::Made(RowOp::Min(a, b) | RowOp::Max(a, b))) => {
                self.plain(a, known, found).zip(self.plain(b, known, found)).map(|(a, b)| a.max(b))
            }
            Some(Source::Made(_) | Source::Read(_)) | None => None,
        };
        found.insert(scale, time);
        time
    }

    /// Collects the numbers of which must be known where they are finite, so that it is known where one is given; of a
    /// number in the middle of a chain the last one answers.
    fn ask(
        &self,
        id: ValueId,
        in_chain: bool,
        known: &mut HashSet<(ValueId, bool)>,
        finite: &mut BTreeSet<ValueId>,
    ) {
        if !known.insert((id, in_chain)) {
            return;
        }
        let Some(Source::Made(op)) = self.source(id) else { return };
        if let Some(operands) = arithmetic(op) {
            if !in_chain {
                finite.insert(id);
            }
            operands.into_iter().for_each(|operand| self.ask(operand, passes_on(op, operand), known, finite));
        } else if let RowOp::Neg(a) | RowOp::Abs(a) = op {
            self.ask(a, in_chain, known, finite);
        } else if let RowOp::Min(a, b)
        | RowOp::Max(a, b)
        | RowOp::Otherwise(a, b)
        | RowOp::Choose { yes: a, no: b, .. } = op
        {
            self.ask(a, false, known, finite);
            self.ask(b, false, known, finite);
        }
    }
}
