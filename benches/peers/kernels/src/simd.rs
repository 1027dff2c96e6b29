//! What the kernels are made of: 64 rows at a time as bit masks, eight numbers at a time.
//!
//! Every function reads from columns that are padded by a word of rows (`data::PAD`), and is called with places inside
//! them; that is the safety argument of the pointers here and in the written kernels.

#![allow(unsafe_op_in_unsafe_fn, clippy::missing_safety_doc)]

use std::arch::x86_64::*;

/// Rows of a chunk: what a chunk reads, and the next one, stay in the second-level cache.
pub const CHUNK: usize = 1024;
/// Words of a chunk.
pub const WORDS: usize = CHUNK / 64;
/// At most so many outlets in a chunk.
pub const CHILDREN: usize = CHUNK * 8;
/// And their words, with one past the end.
pub const CHILD_WORDS: usize = CHILDREN / 64 + 2;

/// Equal numbers differ by at most this share.
const TOLERANCE: f64 = 1e-12;

pub type V = __m512d;

#[inline(always)]
pub unsafe fn ld(column: *const f64, k: usize) -> V {
    _mm512_loadu_pd(column.add(8 * k))
}

#[inline(always)]
pub unsafe fn lit(number: f64) -> V {
    _mm512_set1_pd(number)
}

#[inline(always)]
pub unsafe fn add(a: V, b: V) -> V {
    _mm512_add_pd(a, b)
}

#[inline(always)]
pub unsafe fn sub(a: V, b: V) -> V {
    _mm512_sub_pd(a, b)
}

#[inline(always)]
pub unsafe fn mul(a: V, b: V) -> V {
    _mm512_mul_pd(a, b)
}

#[inline(always)]
pub unsafe fn div(a: V, b: V) -> V {
    _mm512_div_pd(a, b)
}

#[inline(always)]
pub unsafe fn abs(a: V) -> V {
    _mm512_abs_pd(a)
}

#[inline(always)]
pub unsafe fn max(a: V, b: V) -> V {
    _mm512_max_pd(a, b)
}

/// `a` in the lanes of a word's byte, else `b`.
#[inline(always)]
pub unsafe fn pick(word: u64, k: usize, a: V, b: V) -> V {
    _mm512_mask_mov_pd(b, (word >> (8 * k)) as u8, a)
}

#[inline(always)]
pub unsafe fn st(to: *mut f64, k: usize, a: V) {
    _mm512_storeu_pd(to.add(8 * k), a);
}

/// Less, against a threshold at which nothing else is left to ask.
#[inline(always)]
pub unsafe fn lt(a: V, b: V) -> u8 {
    _mm512_cmp_pd_mask::<_CMP_LT_OQ>(a, b)
}

#[inline(always)]
pub unsafe fn le(a: V, b: V) -> u8 {
    _mm512_cmp_pd_mask::<_CMP_LE_OQ>(a, b)
}

#[inline(always)]
pub unsafe fn ge(a: V, b: V) -> u8 {
    _mm512_cmp_pd_mask::<_CMP_GE_OQ>(a, b)
}

#[inline(always)]
pub unsafe fn gt(a: V, b: V) -> u8 {
    _mm512_cmp_pd_mask::<_CMP_GT_OQ>(a, b)
}

#[inline(always)]
pub unsafe fn ne0(a: V) -> u8 {
    _mm512_cmp_pd_mask::<_CMP_NEQ_OQ>(a, _mm512_setzero_pd())
}

/// How much two equal numbers may differ.
#[inline(always)]
pub unsafe fn slack2(a: V, b: V) -> V {
    mul(lit(TOLERANCE), max(abs(a), abs(b)))
}

/// The same at a scale.
#[inline(always)]
pub unsafe fn slack3(a: V, b: V, scale: V) -> V {
    mul(lit(TOLERANCE), max(max(abs(a), abs(b)), scale))
}

/// Less and not equal: less by more than the slack.
#[inline(always)]
pub unsafe fn less(a: V, b: V, slack: V) -> u8 {
    gt(sub(b, a), slack)
}

/// Less or equal: larger by no more than the slack.
#[inline(always)]
pub unsafe fn at_most(a: V, b: V, slack: V) -> u8 {
    le(sub(a, b), slack)
}

#[inline(always)]
pub unsafe fn equal(a: V, b: V, slack: V) -> u8 {
    le(abs(sub(a, b)), slack)
}

/// 64 rows, eight at a time.
#[inline(always)]
pub unsafe fn rows(each: impl Fn(usize) -> u8) -> u64 {
    let pair = |k: usize| _mm512_kunpackb(each(k + 1) as u16, each(k) as u16) as u32;
    let four = |k: usize| _mm512_kunpackw(pair(k + 2), pair(k)) as u64;
    _mm512_kunpackd(four(4), four(0))
}

/// Asks for bytes that will be read soon, to stand in the second-level cache.
#[inline(always)]
pub unsafe fn soon<T>(from: *const T, many: usize) {
    let bytes = many * size_of::<T>();
    for at in (0..bytes).step_by(64) {
        _mm_prefetch::<_MM_HINT_T1>(from.cast::<i8>().add(at));
    }
}

/// Which of 64 words have a bit.
#[inline(always)]
pub unsafe fn bit(words: *const u32, bit: u32) -> u64 {
    let ask = _mm512_set1_epi32((1u32 << bit) as i32);
    let each = |k: usize| _mm512_test_epi32_mask(_mm512_loadu_si512(words.add(16 * k).cast()), ask);
    let two = |k: usize| _mm512_kunpackw(each(k + 1) as u32, each(k) as u32) as u64;
    _mm512_kunpackd(two(2), two(0))
}

/// What each code's entry is, for so many rows.
pub unsafe fn gather_words(entries: &[u32], codes: *const u32, rows: usize, to: *mut u32) {
    match entries.len() {
        0..=32 => {
            let mut padded = [0u32; 32];
            padded[..entries.len()].copy_from_slice(entries);
            let (low, high) = (read(&padded, 0), read(&padded, 16));
            for k in 0..rows.div_ceil(16) {
                let codes = _mm512_loadu_si512(codes.add(16 * k).cast());
                let found = _mm512_permutex2var_epi32(low, codes, high);
                _mm512_storeu_si512(to.add(16 * k).cast(), found);
            }
        }
        33..=64 => {
            let mut padded = [0u32; 64];
            padded[..entries.len()].copy_from_slice(entries);
            let four = [0, 16, 32, 48].map(|at| read(&padded, at));
            for k in 0..rows.div_ceil(16) {
                let codes = _mm512_loadu_si512(codes.add(16 * k).cast());
                let low = _mm512_permutex2var_epi32(four[0], codes, four[1]);
                let high = _mm512_permutex2var_epi32(four[2], codes, four[3]);
                let upper = _mm512_test_epi32_mask(codes, _mm512_set1_epi32(32));
                _mm512_storeu_si512(to.add(16 * k).cast(), _mm512_mask_mov_epi32(low, upper, high));
            }
        }
        _ => {
            for row in 0..rows {
                *to.add(row) = *entries.get_unchecked(alone(codes.add(row)));
            }
        }
    }
}

/// A code, read by itself: one read at a time is faster than the gathers that a compiler makes of many.
#[inline(always)]
unsafe fn alone(code: *const u32) -> usize {
    code.read_volatile() as usize
}

#[inline(always)]
unsafe fn read(entries: &[u32], at: usize) -> __m512i {
    _mm512_loadu_si512(entries.as_ptr().add(at).cast())
}

/// What each code's group answers, and where it has an answer: one that has none is no number.
pub unsafe fn gather_numbers(
    answers: &[f64],
    codes: *const u32,
    given: *const u64,
    words: usize,
    to: *mut f64,
    known: *mut u64,
) {
    for row in 0..64 * words {
        *to.add(row) = *answers.get_unchecked(alone(codes.add(row)));
    }
    for w in 0..words {
        let found = to.add(64 * w);
        let there = rows(
            #[inline(always)]
            |k| _mm512_cmp_pd_mask::<_CMP_ORD_Q>(ld(found, k), ld(found, k)),
        );
        *known.add(w) = there & *given.add(w);
    }
}

/// Where the outlets of a chunk lie.
pub struct Segments {
    /// The first of them.
    pub base: usize,
    /// How many there are.
    pub rows: usize,
    /// The last outlet of each enterprise, a bit each.
    ends: Vec<u64>,
    /// Enterprises that have any.
    nonempty: Vec<u64>,
}

impl Segments {
    pub fn new() -> Self {
        Self { base: 0, rows: 0, ends: vec![0; CHILD_WORDS], nonempty: vec![0; WORDS] }
    }

    pub fn words(&self) -> usize {
        self.rows.div_ceil(64)
    }

    /// The outlets of the enterprises between some offsets.
    pub fn fill(&mut self, offsets: &[u32]) {
        self.base = offsets[0] as usize;
        self.rows = offsets[offsets.len() - 1] as usize - self.base;
        assert!(self.rows <= CHILDREN, "a chunk has no more outlets");
        let words = self.words();
        self.ends[..words + 1].fill(0);
        self.nonempty.fill(0);
        for (row, ends) in offsets.windows(2).enumerate() {
            let some = (ends[0] != ends[1]) as u64;
            self.nonempty[row / 64] |= some << (row % 64);
            // One without outlets marks the last one before, which is marked already.
            let last = (ends[1] as usize - self.base).wrapping_sub(1);
            self.ends[(last / 64) % CHILD_WORDS] |= some << (last % 64);
        }
    }

    /// Bits that lie packed, one for each enterprise that has outlets, put to their enterprises.
    unsafe fn spread(&self, packed: &[u64], to: *mut u64) {
        let mut taken = 0usize;
        for (w, there) in self.nonempty.iter().enumerate() {
            let (at, shift) = (taken / 64, taken % 64);
            let low = packed[at] >> shift;
            let high = if shift == 0 { 0 } else { packed[at + 1] << (64 - shift) };
            *to.add(w) = _pdep_u64(low | high, *there);
            taken += there.count_ones() as usize;
        }
    }

    /// Whether an enterprise has an outlet with its bit set: a carry runs from it through its segment to the end.
    pub unsafe fn any(&self, mask: *const u64, to: *mut u64) {
        let mut packed = [0u64; WORDS + 2];
        let (mut filled, mut carry) = (0usize, 0u8);
        for w in 0..self.words() {
            let (ends, mask) = (self.ends[w], *mask.add(w));
            let mut sum = 0u64;
            carry = _addcarry_u64(carry, mask & !ends, !ends, &mut sum);
            let bits = _pext_u64(sum | mask, ends);
            let (at, shift) = (filled / 64, filled % 64);
            packed[at] |= bits << shift;
            if shift != 0 {
                packed[at + 1] |= bits >> (64 - shift);
            }
            filled += ends.count_ones() as usize;
        }
        self.spread(&packed, to);
    }

    /// Numbers put together along the outlets of each enterprise. Outlets that are not taken are `none`; so is the result
    /// where none is.
    #[inline(always)]
    unsafe fn along(
        &self,
        take: *const u64,
        load: impl Fn(u8, usize) -> V,
        join: impl Fn(V, u8, V) -> V,
        empty: V,
        to: *mut f64,
    ) {
        let mut packed = [0.0f64; CHUNK + 16];
        let mut filled = 0usize;
        let mut carried = empty;
        // The first outlet begins a segment, as if one had ended before it.
        let mut before = 1u64;
        for w in 0..self.words() {
            let (ends, take) = (self.ends[w], *take.add(w));
            let starts = ends << 1 | before;
            before = ends >> 63;
            let one = !starts & 0xfefe_fefe_fefe_fefe;
            let two = one & one << 1 & 0xfcfc_fcfc_fcfc_fcfc;
            let four = two & two << 2 & 0xf0f0_f0f0_f0f0_f0f0;
            for k in 0..8 {
                let byte = |word: u64| (word >> (8 * k)) as u8;
                let mut v = load(byte(take), 64 * w + 8 * k);
                let up = |v: V, by: i32| {
                    let (v, none) = (_mm512_castpd_si512(v), _mm512_castpd_si512(empty));
                    _mm512_castsi512_pd(match by {
                        1 => _mm512_alignr_epi64::<7>(v, none),
                        2 => _mm512_alignr_epi64::<6>(v, none),
                        _ => _mm512_alignr_epi64::<4>(v, none),
                    })
                };
                v = join(v, byte(one), up(v, 1));
                v = join(v, byte(two), up(v, 2));
                v = join(v, byte(four), up(v, 4));
                let first = byte(starts);
                let open = if first == 0 { 0xff } else { (first ^ first.wrapping_sub(1)) >> 1 };
                v = join(v, open, carried);
                carried = _mm512_permutexvar_pd(_mm512_set1_epi64(7), v);
                let last = byte(ends);
                _mm512_storeu_pd(packed.as_mut_ptr().add(filled), _mm512_maskz_compress_pd(last, v));
                filled += last.count_ones() as usize;
            }
        }
        let mut taken = 0usize;
        for (w, there) in self.nonempty.iter().enumerate() {
            for k in 0..8 {
                let there = (there >> (8 * k)) as u8;
                let some = _mm512_loadu_pd(packed.as_ptr().add(taken));
                _mm512_storeu_pd(
                    to.add(64 * w + 8 * k),
                    _mm512_mask_expand_pd(_mm512_setzero_pd(), there, some),
                );
                taken += there.count_ones() as usize;
            }
        }
    }

    pub unsafe fn sum(&self, take: *const u64, column: *const f64, to: *mut f64) {
        let column = column.add(self.base);
        let load = |take: u8, at: usize| _mm512_maskz_loadu_pd(take, column.add(at));
        self.along(take, load, |v, mask, u| _mm512_mask_add_pd(v, mask, v, u), _mm512_setzero_pd(), to);
    }

    /// How many outlets of each enterprise are taken: a byte an outlet, 64 at once.
    pub unsafe fn count(&self, take: *const u64, to: *mut f64) {
        let mut packed = [0u8; CHUNK + 128];
        let (mut filled, mut before) = (0usize, 1u64);
        let mut carried = _mm512_setzero_si512();
        let places: [i8; 64] = std::array::from_fn(|place| place as i8);
        let places = _mm512_loadu_si512(places.as_ptr().cast());
        let up =
            |v: __m512i, by: i8| _mm512_permutexvar_epi8(_mm512_sub_epi8(places, _mm512_set1_epi8(by)), v);
        for w in 0..self.words() {
            let ends = self.ends[w];
            let starts = ends << 1 | before;
            before = ends >> 63;
            let one = !starts & !1;
            let two = one & one << 1 & !3;
            let four = two & two << 2 & !15;
            let mut v = _mm512_maskz_set1_epi8(*take.add(w), 1);
            v = _mm512_mask_add_epi8(v, one, v, up(v, 1));
            v = _mm512_mask_add_epi8(v, two, v, up(v, 2));
            v = _mm512_mask_add_epi8(v, four, v, up(v, 4));
            let open = if starts == 0 { u64::MAX } else { (starts ^ (starts - 1)) >> 1 };
            v = _mm512_mask_add_epi8(v, open, v, carried);
            carried = _mm512_permutexvar_epi8(_mm512_set1_epi8(63), v);
            _mm512_storeu_si512(packed.as_mut_ptr().add(filled).cast(), _mm512_maskz_compress_epi8(ends, v));
            filled += ends.count_ones() as usize;
        }
        let mut taken = 0usize;
        for (w, there) in self.nonempty.iter().enumerate() {
            let some = _mm512_loadu_si512(packed.as_ptr().add(taken).cast());
            let counts = _mm512_maskz_expand_epi8(*there, some);
            let mut bytes = [0u8; 64];
            _mm512_storeu_si512(bytes.as_mut_ptr().cast(), counts);
            for (row, count) in bytes.into_iter().enumerate() {
                *to.add(64 * w + row) = f64::from(count);
            }
            taken += there.count_ones() as usize;
        }
    }

    /// The largest size of an outlet that is taken, of enterprises alone that have one below 0: where all are 0 or more none is
    /// larger than their sum, beside which this is asked.
    pub unsafe fn largest_terms(
        &self,
        take: *const u64,
        below_zero: *const u64,
        column: *const f64,
        offsets: &[u32],
        to: *mut f64,
    ) {
        let mut some = [0u64; WORDS];
        self.any(below_zero, some.as_mut_ptr());
        std::slice::from_raw_parts_mut(to, CHUNK).fill(0.0);
        for (w, mut word) in some.into_iter().enumerate() {
            while word != 0 {
                let row = 64 * w + word.trailing_zeros() as usize;
                word &= word - 1;
                for outlet in offsets[row] as usize..offsets[row + 1] as usize {
                    let at = outlet - self.base;
                    if *take.add(at / 64) >> (at % 64) & 1 == 1 {
                        *to.add(row) = f64::max(*to.add(row), (*column.add(outlet)).abs());
                    }
                }
            }
        }
    }

    pub unsafe fn max(&self, take: *const u64, column: *const f64, to: *mut f64) {
        let column = column.add(self.base);
        let none = lit(f64::NEG_INFINITY);
        let load = |take: u8, at: usize| _mm512_mask_loadu_pd(none, take, column.add(at));
        self.along(take, load, |v, mask, u| _mm512_mask_max_pd(v, mask, v, u), none, to);
    }

    pub unsafe fn min(&self, take: *const u64, column: *const f64, to: *mut f64) {
        let column = column.add(self.base);
        let none = lit(f64::INFINITY);
        let load = |take: u8, at: usize| _mm512_mask_loadu_pd(none, take, column.add(at));
        self.along(take, load, |v, mask, u| _mm512_mask_min_pd(v, mask, v, u), none, to);
    }

    /// The bits of a column of outlets from the first one of the chunk on.
    pub fn bits(&self, column: &[u64], w: usize) -> u64 {
        let (at, shift) = ((self.base + 64 * w) / 64, self.base % 64);
        let low = column[at] >> shift;
        if shift == 0 { low } else { low | column[at + 1] << (64 - shift) }
    }

    /// The rows of a word that are there.
    pub fn there(&self, w: usize) -> u64 {
        let left = self.rows - 64 * w;
        if left >= 64 { u64::MAX } else { (1 << left) - 1 }
    }
}
