//! The columns of the mix as kernels read them: padded, so that a whole word of 64 rows can be read at the end.

use shensuan_mix::meaning::Number;
use shensuan_mix::world::{FIELDS, Field, Form};
use shensuan_mix::{Answers, Parts, Population};
use shensuan_plan::{Bits, Column};

/// Rows that may be read past the end.
const PAD: usize = 128;

/// Everything in memory.
pub struct Data {
    pub rows: usize,
    pub outlets: usize,
    pub offsets: Vec<u32>,
    /// By field; empty for what holds no numbers.
    pub numbers: Vec<Vec<f64>>,
    /// By field; empty for what holds no codes.
    pub codes: Vec<Vec<u32>>,
    /// By field: which cells are given; of answers, which are yes.
    pub given: Vec<Vec<u64>>,
    /// By field: which answers are no.
    pub no: Vec<Vec<u64>>,
    /// By form.
    pub filed: Vec<Vec<u64>>,
    /// By field and block of 32 tests: of each entry, which it passes.
    pub passes: Vec<Vec<Vec<u32>>>,
}

fn words(bits: &Bits) -> Vec<u64> {
    let mut words = bits.words().to_vec();
    words.resize(words.len() + PAD / 64 + 1, 0);
    words
}

impl Data {
    pub fn new(population: &Population, parts: &Parts) -> Self {
        let all = |of: &dyn Fn(Field) -> Vec<f64>| Field::all().map(of).collect::<Vec<_>>();
        let numbers = all(&|field| match population.column(field) {
            Column::Number { values, .. } => values.iter().copied().chain([0.0; PAD]).collect(),
            _ => Vec::new(),
        });
        let codes = Field::all().map(|field| match population.column(field) {
            Column::Code { index, .. } => index.iter().copied().chain([0; PAD]).collect(),
            _ => Vec::new(),
        });
        let given = Field::all().map(|field| match population.column(field) {
            Column::Number { given, .. } | Column::Code { given, .. } => words(given),
            Column::Truth { yes, .. } => words(yes),
        });
        let no = Field::all().map(|field| match population.column(field) {
            Column::Truth { no, .. } => words(no),
            _ => Vec::new(),
        });
        let mut filed: Vec<Vec<u64>> = population.filed.iter().map(words).collect();
        let rows_of = |ends: &[u32]| ends.first() != ends.last();
        filed[Form::Outlets as usize] = words(&population.offsets.windows(2).map(rows_of).collect());
        let passes = Field::all().map(|field| {
            let texts = field.texts();
            let tests: Vec<_> = parts.tests_of(field).collect();
            let blocks = tests.chunks(32).map(|block| {
                let passes = |text: &String| {
                    block
                        .iter()
                        .enumerate()
                        .fold(0, |all, (bit, test)| all | u32::from(test.holds(text)) << bit)
                };
                texts.iter().map(passes).collect()
            });
            blocks.collect()
        });
        let outlets = population.offsets.last().copied().unwrap_or(0);
        Self {
            rows: population.enterprises,
            outlets: population.outlets(),
            offsets: population.offsets.iter().copied().chain([outlets; PAD]).collect(),
            numbers,
            codes: codes.collect(),
            given: given.collect(),
            no: no.collect(),
            filed,
            passes: passes.collect(),
        }
    }

    pub fn words(&self) -> usize {
        self.rows.div_ceil(64)
    }

    /// A plain summing read of every byte that the rules may read: the floor.
    pub fn summed(&self) -> u64 {
        // Eight sums at once, as many as it takes to wait for memory alone.
        fn sum(words: impl ExactSizeIterator<Item = u64> + Clone) -> u64 {
            words.fold(0, u64::wrapping_add)
        }
        let mut total = 0u64;
        for column in &self.numbers {
            total = total.wrapping_add(sum(column.iter().map(|number| number.to_bits())));
        }
        for column in &self.codes {
            total = total.wrapping_add(sum(column.iter().map(|code| u64::from(*code))));
        }
        for column in self.given.iter().chain(&self.no).chain(&self.filed) {
            total = total.wrapping_add(sum(column.iter().copied()));
        }
        total.wrapping_add(sum(self.offsets.iter().map(|offset| u64::from(*offset))))
    }

    /// How many bytes that are.
    pub fn bytes(&self) -> usize {
        let numbers: usize = self.numbers.iter().map(Vec::len).sum();
        let codes: usize = self.codes.iter().map(Vec::len).sum();
        let bits: usize = self.given.iter().chain(&self.no).chain(&self.filed).map(Vec::len).sum();
        8 * (numbers + bits) + 4 * (codes + self.offsets.len())
    }
}

/// What a run hands out.
pub struct Out {
    /// By rule: the low bits of its outcomes, then the high bits.
    pub planes: Vec<u64>,
    /// How many words a plane has.
    pub stride: usize,
    /// By formula.
    pub values: Vec<Vec<f64>>,
    pub known: Vec<Vec<u64>>,
}

impl Out {
    pub fn new(rules: usize, formulas: usize, data: &Data) -> Self {
        let (words, rows) = (data.words(), data.rows.next_multiple_of(64));
        let bits = |many: usize| (0..many).map(|_| vec![0u64; words]).collect::<Vec<_>>();
        Self {
            planes: vec![0; 2 * rules * words],
            stride: words,
            values: (0..formulas).map(|_| vec![0.0; rows]).collect(),
            known: bits(formulas),
        }
    }

    /// The same for those who write every word.
    #[allow(clippy::uninit_vec)]
    pub fn unwritten(rules: usize, formulas: usize, data: &Data) -> Self {
        fn room<T>(rows: usize) -> Vec<T> {
            let mut column = Vec::with_capacity(rows);
            // SAFETY: numbers without a destructor, every one of which is written before it is read.
            unsafe { column.set_len(rows) };
            column
        }
        let (words, rows) = (data.words(), data.rows.next_multiple_of(64));
        Self {
            planes: room(2 * rules * words),
            stride: words,
            values: (0..formulas).map(|_| room(rows)).collect(),
            known: (0..formulas).map(|_| room(words)).collect(),
        }
    }

    /// What it comes to, of so many rows.
    pub fn answers(&self, rows: usize) -> Answers {
        let bits = |words: &[u64]| Bits::from_words(words.to_vec(), rows);
        let outcomes = self.planes.chunks(2 * self.stride).map(|planes| {
            let (low, high) = planes.split_at(self.stride);
            [bits(low), bits(high)]
        });
        let formulas = self.values.iter().zip(&self.known).map(|(values, known)| {
            let number = |row: usize| if known[row / 64] >> (row % 64) & 1 == 1 { values[row] } else { f64::NAN };
            (0..rows).map(number).collect()
        });
        Answers { outcomes: outcomes.collect(), formulas: formulas.collect() }
    }
}

/// The field of a fold's or a group's value, and whether its size is meant.
pub fn value_of(number: &Number) -> Option<(Field, bool)> {
    let value = match number {
        Number::Fold { value, .. } | Number::Group { value, .. } => value.as_deref()?,
        _ => return None,
    };
    match value {
        Number::Cell(field) => Some((*field, false)),
        Number::Abs(inner) => match &**inner {
            Number::Cell(field) => Some((*field, true)),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

const _: () = assert!(FIELDS.len() <= 64);
