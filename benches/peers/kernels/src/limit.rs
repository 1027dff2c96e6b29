//! The limit, run: a chunk of enterprises after another; of each its outlets first, then every group of rules.

use std::cell::UnsafeCell;

use shensuan_mix::meaning::{Fold, Number};
use shensuan_mix::{Mix, Parts};

use crate::data::{Data, Out, value_of};
use crate::groups;
use crate::simd::*;

/// The written kernels of a mix.
pub struct Kernels {
    pub keeps: &'static [Option<unsafe fn(&Chunk, usize) -> u64>],
    pub outlets: unsafe fn(&Chunk, usize, u64),
    pub groups: &'static [unsafe fn(&Chunk)],
}

/// Room that the kernels of a chunk share.
struct Scratch {
    segments: Segments,
    /// By mask, then by word of outlets.
    masks: Vec<u64>,
    flags: Vec<u64>,
    folds: Vec<f64>,
    folds_known: Vec<u64>,
    groups: Vec<f64>,
    groups_known: Vec<u64>,
    /// By field and block of tests.
    entries: Vec<Vec<Vec<u32>>>,
    outlet_bits: Vec<Vec<u64>>,
}

/// What a kernel sees: the columns from its first row on, and where it writes.
pub struct Chunk<'d> {
    data: &'d Data,
    scratch: UnsafeCell<Scratch>,
    out: UnsafeCell<Out>,
    /// The first row, a multiple of 64.
    row: usize,
    pub words: usize,
    /// The outcomes, and how many words a plane has.
    planes: *mut u64,
    stride: usize,
}

impl Chunk<'_> {
    #[inline(always)]
    #[allow(clippy::mut_from_ref)]
    fn scratch(&self) -> &mut Scratch {
        // SAFETY: one thread runs a chunk, and no kernel holds on to what it was given.
        unsafe { &mut *self.scratch.get() }
    }

    #[inline(always)]
    #[allow(clippy::mut_from_ref)]
    fn out(&self) -> &mut Out {
        // SAFETY: as above.
        unsafe { &mut *self.out.get() }
    }

    #[inline(always)]
    pub unsafe fn number(&self, field: usize, w: usize) -> *const f64 {
        unsafe { self.data.numbers.get_unchecked(field).as_ptr().add(self.row + 64 * w) }
    }

    #[inline(always)]
    pub unsafe fn given(&self, field: usize, w: usize) -> u64 {
        unsafe { *self.data.given.get_unchecked(field).get_unchecked(self.row / 64 + w) }
    }

    #[inline(always)]
    pub unsafe fn no(&self, field: usize, w: usize) -> u64 {
        unsafe { *self.data.no.get_unchecked(field).get_unchecked(self.row / 64 + w) }
    }

    #[inline(always)]
    pub unsafe fn filed(&self, form: usize, w: usize) -> u64 {
        unsafe { *self.data.filed.get_unchecked(form).get_unchecked(self.row / 64 + w) }
    }

    #[inline(always)]
    pub unsafe fn entry(&self, field: usize, block: usize, w: usize) -> *const u32 {
        unsafe { self.scratch().entries.get_unchecked(field).get_unchecked(block).as_ptr().add(64 * w) }
    }

    #[inline(always)]
    pub unsafe fn outlet_entry(&self, field: usize, block: usize, w: usize) -> *const u32 {
        unsafe { self.entry(field, block, w) }
    }

    #[inline(always)]
    pub unsafe fn outlet(&self, field: usize, w: usize) -> *const f64 {
        unsafe { self.data.numbers.get_unchecked(field).as_ptr().add(self.scratch().segments.base + 64 * w) }
    }

    #[inline(always)]
    pub unsafe fn outlet_given(&self, field: usize, w: usize) -> u64 {
        unsafe { *self.scratch().outlet_bits.get_unchecked(field).get_unchecked(w) }
    }

    #[inline(always)]
    pub unsafe fn put_mask(&self, mask: usize, w: usize, bits: u64) {
        unsafe { *self.scratch().masks.get_unchecked_mut(mask * CHILD_WORDS + w) = bits }
    }

    #[inline(always)]
    pub unsafe fn flag(&self, flag: usize, w: usize) -> u64 {
        unsafe { *self.scratch().flags.get_unchecked(flag * WORDS + w) }
    }

    #[inline(always)]
    pub unsafe fn fold(&self, fold: usize, w: usize) -> *const f64 {
        unsafe { self.scratch().folds.as_ptr().add(fold * CHUNK + 64 * w) }
    }

    #[inline(always)]
    pub unsafe fn fold_known(&self, fold: usize, w: usize) -> u64 {
        unsafe { *self.scratch().folds_known.get_unchecked(fold * WORDS + w) }
    }

    #[inline(always)]
    pub unsafe fn group(&self, group: usize, w: usize) -> *const f64 {
        unsafe { self.scratch().groups.as_ptr().add(group * CHUNK + 64 * w) }
    }

    #[inline(always)]
    pub unsafe fn group_known(&self, group: usize, w: usize) -> u64 {
        unsafe { *self.scratch().groups_known.get_unchecked(group * WORDS + w) }
    }

    #[inline(always)]
    pub unsafe fn formula(&self, formula: usize, w: usize) -> *mut f64 {
        unsafe { self.out().values.get_unchecked_mut(formula).as_mut_ptr().add(self.row + 64 * w) }
    }

    #[inline(always)]
    pub unsafe fn put_known(&self, formula: usize, w: usize, bits: u64) {
        unsafe { *self.out().known.get_unchecked_mut(formula).get_unchecked_mut(self.row / 64 + w) = bits }
    }

    /// The law of outcomes for one `when` and one check.
    #[inline(always)]
    #[allow(clippy::too_many_arguments)]
    pub unsafe fn decide(
        &self,
        rule: usize,
        w: usize,
        applies: u64,
        when: u64,
        not_when: u64,
        checked: u64,
        yes: u64,
        no: u64,
    ) {
        let judged = applies & !not_when & checked;
        let fail = judged & when & no;
        let undetermined = judged & (!when | !(yes | no));
        let at = self.row / 64 + w;
        unsafe {
            *self.planes.add(2 * rule * self.stride + at) = fail | undetermined;
            *self.planes.add((2 * rule + 1) * self.stride + at) = !judged | undetermined;
        }
    }
}

/// Whether the rows of a field are outlets.
fn of_outlets(field: usize) -> bool {
    shensuan_mix::world::FIELDS[field].form == shensuan_mix::world::Form::Outlets
}

/// Runs the mix.
pub fn run(kernels: &Kernels, mix: &Mix, parts: &Parts, data: &Data) -> Out {
    let masks = parts.flags.len() + 2 * parts.folds.len();
    let blocks = data.passes.iter().enumerate().map(|(field, blocks)| {
        let rows = if of_outlets(field) { CHILDREN } else { CHUNK };
        blocks.iter().map(|_| vec![0u32; rows.max(CHUNK) + 64]).collect::<Vec<_>>()
    });
    let scratch = Scratch {
        segments: Segments::new(),
        masks: vec![0; masks * CHILD_WORDS],
        flags: vec![0; parts.flags.len() * WORDS],
        folds: vec![0.0; parts.folds.len() * CHUNK],
        folds_known: vec![0; parts.folds.len() * WORDS],
        groups: vec![0.0; parts.groups.len() * CHUNK],
        groups_known: vec![0; parts.groups.len() * WORDS],
        entries: blocks.collect(),
        outlet_bits: vec![vec![0; CHILD_WORDS]; data.given.len()],
    };
    let mut x = Chunk {
        data,
        scratch: UnsafeCell::new(scratch),
        out: UnsafeCell::new(Out::unwritten(mix.rules.len(), mix.formulas.len(), data)),
        row: 0,
        words: 0,
        planes: std::ptr::null_mut(),
        stride: data.words(),
    };
    x.planes = x.out().planes.as_mut_ptr();
    let keeps: Vec<Option<Vec<u64>>> = kernels
        .keeps
        .iter()
        // SAFETY: a word inside the columns.
        .map(|keep| keep.map(|keep| (0..data.words()).map(|w| unsafe { keep(&x, w) }).collect()))
        .collect();
    let answers = groups::answers(&parts.groups, &keeps, data);
    let ahead = Ahead::of(data);
    for row in (0..data.rows).step_by(CHUNK) {
        x.row = row;
        x.words = (data.rows - row).min(CHUNK).div_ceil(64);
        // SAFETY: a chunk inside the columns; the scratch is as large as the written kernels count on.
        unsafe { chunk(&x, kernels, parts, data, &answers, &ahead) };
    }
    x.out.into_inner()
}

/// The columns of the chunk that comes next, asked for bit by bit while this one is worked on.
struct Ahead<'d> {
    numbers: Vec<(&'d [f64], bool)>,
    codes: Vec<(&'d [u32], bool)>,
}

impl<'d> Ahead<'d> {
    fn of(data: &'d Data) -> Self {
        fn filled<T>(columns: &[Vec<T>]) -> Vec<(&[T], bool)> {
            let all = columns.iter().enumerate().filter(|(_, column)| !column.is_empty());
            all.map(|(field, column)| (column.as_slice(), of_outlets(field))).collect()
        }
        Self { numbers: filled(&data.numbers), codes: filled(&data.codes) }
    }

    /// Asks for one part of so many.
    fn ask(&self, part: usize, parts: usize, rows: std::ops::Range<usize>, outlets: std::ops::Range<usize>) {
        let range = |outlet: bool| if outlet { outlets.clone() } else { rows.clone() };
        for (column, outlet) in self.numbers.iter().skip(part).step_by(parts) {
            let column = &column[range(*outlet)];
            // SAFETY: inside the column.
            unsafe { soon(column.as_ptr(), column.len()) };
        }
        for (column, outlet) in self.codes.iter().skip(part).step_by(parts) {
            let column = &column[range(*outlet)];
            // SAFETY: as above.
            unsafe { soon(column.as_ptr(), column.len()) };
        }
    }
}

unsafe fn chunk(
    x: &Chunk<'_>,
    kernels: &Kernels,
    parts: &Parts,
    data: &Data,
    answers: &[Vec<f64>],
    ahead: &Ahead<'_>,
) {
    let next = (x.row + CHUNK).min(data.rows)..(x.row + 2 * CHUNK).min(data.rows);
    let outlets = data.offsets[next.start] as usize..data.offsets[next.end] as usize;
    let stages = kernels.groups.len() + 1;
    let scratch = x.scratch();
    let last = (x.row + CHUNK).min(data.rows);
    scratch.segments.fill(&data.offsets[x.row..=last]);
    let (base, words) = (scratch.segments.base, scratch.segments.words());
    for (field, blocks) in data.passes.iter().enumerate() {
        let outlets = of_outlets(field);
        let (from, rows) = if outlets { (base, scratch.segments.rows) } else { (x.row, 64 * x.words) };
        for (passes, to) in blocks.iter().zip(&mut scratch.entries[field]) {
            unsafe { gather_words(passes, data.codes[field].as_ptr().add(from), rows, to.as_mut_ptr()) };
        }
    }
    for field in shensuan_mix::world::Field::all() {
        if field.declared().form == shensuan_mix::world::Form::Outlets {
            let (bits, given) = (&mut scratch.outlet_bits[field.index()], &data.given[field.index()]);
            (0..words).for_each(|w| bits[w] = scratch.segments.bits(given, w));
        }
    }
    ahead.ask(0, stages, next.clone(), outlets.clone());
    for w in 0..words {
        unsafe { (kernels.outlets)(x, w, scratch.segments.there(w)) };
    }
    let mask = |place: usize| scratch.masks[place * CHILD_WORDS..].as_ptr();
    for place in 0..parts.flags.len() {
        unsafe { scratch.segments.any(mask(place), scratch.flags[place * WORDS..].as_mut_ptr()) };
    }
    for (place, fold) in parts.folds.iter().enumerate() {
        let Number::Fold { how, .. } = fold else { continue };
        let kept = mask(parts.flags.len() + 2 * place);
        let taken = mask(parts.flags.len() + 2 * place + 1);
        let to = scratch.folds[place * CHUNK..].as_mut_ptr();
        let known = &mut scratch.folds_known[place * WORDS..(place + 1) * WORDS];
        let column = |field: shensuan_mix::world::Field| data.numbers[field.index()].as_ptr();
        let value = value_of(fold);
        unsafe {
            match (how, value) {
                (Fold::Sum, Some((field, _))) => {
                    scratch.segments.sum(taken, column(field), to);
                    let mut some = [0u64; WORDS];
                    scratch.segments.any(kept, some.as_mut_ptr());
                    scratch.segments.any(taken, known.as_mut_ptr());
                    known.iter_mut().zip(some).for_each(|(known, some)| *known |= !some);
                }
                (Fold::Max, Some((field, true))) => {
                    let offsets = &data.offsets[x.row..=last];
                    scratch.segments.largest_terms(kept, taken, column(field), offsets, to);
                }
                (Fold::Max, Some((field, false))) => {
                    scratch.segments.max(taken, column(field), to);
                    scratch.segments.any(taken, known.as_mut_ptr());
                }
                (Fold::Min, Some((field, _))) => {
                    scratch.segments.min(taken, column(field), to);
                    scratch.segments.any(taken, known.as_mut_ptr());
                }
                (Fold::Count | Fold::CountGiven, _) | (_, None) => {
                    scratch.segments.count(taken, to);
                    known.fill(u64::MAX);
                }
            }
        }
    }
    for (place, group) in parts.groups.iter().enumerate() {
        let Number::Group { by, .. } = group else { continue };
        let codes = unsafe { data.codes[by.index()].as_ptr().add(x.row) };
        let given = data.given[by.index()][x.row / 64..].as_ptr();
        let to = scratch.groups[place * CHUNK..].as_mut_ptr();
        let known = scratch.groups_known[place * WORDS..].as_mut_ptr();
        unsafe { gather_numbers(&answers[place], codes, given, x.words, to, known) };
    }
    for (stage, group) in kernels.groups.iter().enumerate() {
        ahead.ask(stage + 1, stages, next.clone(), outlets.clone());
        unsafe { group(x) };
    }
}
