//! Texts that are alike, found without holding each against each.
//!
//! Two texts of which the longer has m characters are alike by at least t if at most d = ⌊(1 − t) × m⌋ edits lead from one
//! to the other. An edit spoils at most q of the pieces of q characters, so they share at least m − q + 1 − q × d of them.
//! Of the pieces of one text all but that many less one may be looked up alone, the rarest first: a text that shares none
//! of these shares too few. Nothing that is alike is lost. What is found so is held against the text itself, unless it is
//! too long, too short, or lacks too many of its characters.

use std::collections::HashMap;

use shensuan_plan::ByNumbers;

use super::edits::Pattern;

/// Rounding must lose nothing: what decides is compared by the plan.
const SLACK: f64 = 1e-9;

/// Characters in a row, and the how-manieth such of their text they are.
type Piece = (u32, u32, u32);

/// No character.
const NONE: u32 = u32::MAX;

/// Texts laid out to be found by those like them.
pub(crate) struct Alike {
    /// The characters of all texts, numbered as they come.
    alphabet: HashMap<char, u32>,
    characters: Vec<u32>,
    /// The shorter first.
    texts: Vec<Laid>,
    /// By single characters, and by two in a row: the texts that hold a piece, ascending, so the shorter first.
    single: ByNumbers<Piece, Vec<u32>>,
    double: ByNumbers<Piece, Vec<u32>>,
}

/// A text among the others.
#[derive(Clone, Copy)]
struct Laid {
    /// Its place among those that were given.
    place: u32,
    /// Where its characters begin.
    from: usize,
    length: usize,
    characters: u64,
}

/// What a search writes on; each thread has its own.
#[derive(Default)]
pub(crate) struct Scratch {
    /// Which question last met each text.
    met: Vec<u32>,
    asked: u32,
    pattern: Pattern,
}

impl Alike {
    /// Lays out texts, which are found by their places.
    pub(crate) fn new(texts: &[String]) -> Self {
        let mut order: Vec<(usize, u32)> =
            texts.iter().zip(0_u32..).map(|(text, place)| (text.chars().count(), place)).collect();
        order.sort_unstable();
        let mut all = Self {
            alphabet: HashMap::new(),
            characters: Vec::new(),
            texts: Vec::with_capacity(texts.len()),
            single: ByNumbers::default(),
            double: ByNumbers::default(),
        };
        for ((length, place), at) in order.into_iter().zip(0_u32..) {
            let Some(text) = texts.get(place as usize) else { continue };
            let own: Vec<u32> = text
                .chars()
                .map(|character| {
                    let next = u32::try_from(all.alphabet.len()).unwrap_or(NONE);
                    *all.alphabet.entry(character).or_insert(next)
                })
                .collect();
            let lay = |into: &mut ByNumbers<Piece, Vec<u32>>, pieces: Vec<Piece>| {
                pieces.into_iter().for_each(|piece| into.entry(piece).or_default().push(at));
            };
            lay(&mut all.single, singles(&own));
            lay(&mut all.double, doubles(&own));
            let from = all.characters.len();
            all.texts.push(Laid { place, from, length, characters: signs(&own) });
            all.characters.extend(own);
        }
        all
    }

    /// The places of the texts that are at least so alike, ascending, each with how alike it is.
    pub(crate) fn find(&self, scratch: &mut Scratch, text: &str, least: f64) -> Vec<(u32, f64)> {
        let asked: Vec<u32> =
            text.chars().map(|character| self.alphabet.get(&character).copied().unwrap_or(NONE)).collect();
        let own = asked.len();
        let least = (least - SLACK).max(SLACK);
        let shortest = whole((count(own) * least - SLACK).ceil());
        let longest = whole(count(own) / least + SLACK).max(own);
        let edits = |longer: usize| whole((1.0 - least) * count(longer) + SLACK);
        let shared = |q: usize| {
            let pieces = |longer: usize| (longer + 1).saturating_sub(q + q * edits(longer));
            (own..=longest).map(pieces).min().unwrap_or(0)
        };
        let (pieces, index, shared) = match (shared(2), shared(1)) {
            (0, shared) => (singles(&asked), &self.single, shared),
            (shared, _) => (doubles(&asked), &self.double, shared),
        };
        let first = self.longer_than(shortest, false);
        let end = self.longer_than(longest, true);
        let mut pieces: Vec<(&[u32], Piece)> = pieces
            .into_iter()
            .map(|piece| {
                let all = index.get(&piece).map_or(&[][..], Vec::as_slice);
                let of = |edge: u32| all.partition_point(|at| *at < edge);
                (all.get(of(first)..of(end)).unwrap_or_default(), piece)
            })
            .collect();
        pieces.sort_unstable_by_key(|(texts, piece)| (texts.len(), *piece));
        let looked_up = (pieces.len() + 1).saturating_sub(shared.max(1));
        scratch.pattern.lay(&asked, self.alphabet.len());
        scratch.met.resize(self.texts.len(), 0);
        scratch.asked += 1;
        let signs = signs(&asked);
        let mut found = Vec::new();
        for at in pieces.into_iter().take(looked_up).flat_map(|(texts, _)| texts) {
            let at = *at as usize;
            let (Some(met), Some(other)) = (scratch.met.get_mut(at), self.texts.get(at)) else { continue };
            if std::mem::replace(met, scratch.asked) == scratch.asked {
                continue;
            }
            let longer = own.max(other.length);
            let most = edits(longer);
            let lacking =
                (signs & !other.characters).count_ones().max((other.characters & !signs).count_ones());
            if lacking as usize > most {
                continue;
            }
            let characters = self.characters.get(other.from..other.from + other.length).unwrap_or_default();
            if let Some(edits) = scratch.pattern.edits(characters, most) {
                found.push((other.place, 1.0 - count(edits) / count(longer)));
            }
        }
        found.sort_unstable_by_key(|(place, _)| *place);
        found
    }

    /// The first text that has so many characters or more; or more.
    fn longer_than(&self, length: usize, strictly: bool) -> u32 {
        let shorter = |text: &Laid| text.length < length || strictly && text.length == length;
        u32::try_from(self.texts.partition_point(shorter)).unwrap_or(NONE)
    }
}

#[expect(clippy::cast_precision_loss, reason = "the length of a text")]
fn count(length: usize) -> f64 {
    length as f64
}

/// A number of characters, without its fraction.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "never negative; casts saturate")]
fn whole(number: f64) -> usize {
    number as usize
}

/// A bit for each character, of which several may share one. An edit changes at most one of them in each text.
fn signs(characters: &[u32]) -> u64 {
    characters.iter().fold(0, |signs, character| signs | 1 << (character % 64))
}

fn singles(characters: &[u32]) -> Vec<Piece> {
    numbered(characters.iter().map(|first| (*first, NONE)))
}

fn doubles(characters: &[u32]) -> Vec<Piece> {
    let behind = characters.iter().skip(1);
    numbered(characters.iter().zip(behind).map(|(first, second)| (*first, *second)))
}

fn numbered(pieces: impl Iterator<Item = (u32, u32)>) -> Vec<Piece> {
    let mut times: ByNumbers<(u32, u32), u32> = ByNumbers::default();
    pieces
        .map(|piece| {
            let seen = times.entry(piece).or_default();
            *seen += 1;
            (piece.0, piece.1, *seen)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use shensuan_model::likeness;

    use super::{Alike, SLACK, Scratch};

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]
        #[test]
        fn nothing_alike_is_lost(
            texts in prop::collection::vec("[甲乙丙丁ab]{1,14}", 0..40),
            asked in prop::collection::vec("[甲乙丙丁戊abc]{1,14}", 1..12),
            percent in 1_u32..=100,
        ) {
            let least = f64::from(percent) / 100.0;
            let (alike, mut scratch) = (Alike::new(&texts), Scratch::default());
            for text in &asked {
                let each = texts.iter().zip(0_u32..).map(|(known, at)| (at, likeness(text, known)));
                let wanted: Vec<(u32, f64)> = each.filter(|(_, found)| *found >= least - SLACK).collect();
                prop_assert_eq!(alike.find(&mut scratch, text, least), wanted);
            }
        }

        #[test]
        fn long_texts_too(
            texts in prop::collection::vec("[甲乙a]{50,140}", 0..6),
            asked in prop::collection::vec("[甲乙a]{50,140}", 1..4),
            percent in 30_u32..=100,
        ) {
            let least = f64::from(percent) / 100.0;
            let (alike, mut scratch) = (Alike::new(&texts), Scratch::default());
            for text in &asked {
                let each = texts.iter().zip(0_u32..).map(|(known, at)| (at, likeness(text, known)));
                let wanted: Vec<(u32, f64)> = each.filter(|(_, found)| *found >= least - SLACK).collect();
                prop_assert_eq!(alike.find(&mut scratch, text, least), wanted);
            }
        }
    }

    #[test]
    fn names_with_a_common_ending() {
        let names = ["深圳市福田电镀厂", "深圳市福田电镀有限公司", "深圳市罗湖电镀厂"];
        let (alike, mut scratch) = (Alike::new(&names.map(str::to_owned)), Scratch::default());
        let found = alike.find(&mut scratch, "深圳福田电镀厂", 0.85);
        assert_eq!(found.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [0]);
        assert!(alike.find(&mut scratch, "广州", 0.9).is_empty());
    }
}
