//! Texts that are alike, found without holding each against each.
//!
//! Two texts of which the longer has m characters are alike by at least t if at most d = ⌊(1 − t) × m⌋ edits lead from one
//! to the other. An edit spoils at most q of the pieces of q characters, so they share at least m − q + 1 − q × d of them.
//! Of the pieces of one text all but that many less one may be looked up alone, the rarest first: a text that shares none
//! of these shares too few. Nothing that is alike is lost; what is found is held against the text itself.

use std::collections::HashMap;

use shensuan_model::likeness;

/// Rounding must lose nothing: what decides is compared by the plan.
const SLACK: f64 = 1e-9;

/// Characters in a row, and the how-manieth such of their text they are.
type Piece = (char, Option<char>, u32);

/// Texts laid out to be found by those like them.
pub(crate) struct Alike {
    texts: Vec<String>,
    lengths: Vec<usize>,
    /// By single characters, and by two in a row: the texts that hold a piece, ascending.
    single: HashMap<Piece, Vec<u32>>,
    double: HashMap<Piece, Vec<u32>>,
    /// Which question last met each text.
    met: Vec<u32>,
    asked: u32,
}

impl Alike {
    /// Lays out texts, which are found by their places.
    pub(crate) fn new(texts: Vec<String>) -> Self {
        let (mut single, mut double) = (HashMap::new(), HashMap::new());
        let mut lengths = Vec::with_capacity(texts.len());
        for (text, at) in texts.iter().zip(0_u32..) {
            let characters: Vec<char> = text.chars().collect();
            lengths.push(characters.len());
            let lay = |into: &mut HashMap<Piece, Vec<u32>>, pieces: Vec<Piece>| {
                pieces.into_iter().for_each(|piece| into.entry(piece).or_default().push(at));
            };
            lay(&mut single, singles(&characters));
            lay(&mut double, doubles(&characters));
        }
        let met = vec![0; texts.len()];
        Self { texts, lengths, single, double, met, asked: 0 }
    }

    /// The places of the texts that are at least so alike, ascending, each with how alike it is.
    pub(crate) fn find(&mut self, text: &str, least: f64) -> Vec<(u32, f64)> {
        let characters: Vec<char> = text.chars().collect();
        let own = characters.len();
        let least = (least - SLACK).max(SLACK);
        let longest = whole(count(own) / least + SLACK);
        let shared = |q: usize| {
            let pieces = |longer: usize| {
                let edits = whole((1.0 - least) * count(longer) + SLACK);
                (longer + 1).saturating_sub(q + q * edits)
            };
            (own..=longest.max(own)).map(pieces).min().unwrap_or(0)
        };
        let (pieces, index, shared) = match (shared(2), shared(1)) {
            (0, shared) => (singles(&characters), &self.single, shared),
            (shared, _) => (doubles(&characters), &self.double, shared),
        };
        let mut pieces: Vec<(usize, Piece)> =
            pieces.into_iter().map(|piece| (index.get(&piece).map_or(0, Vec::len), piece)).collect();
        pieces.sort_unstable();
        let looked_up = (pieces.len() + 1).saturating_sub(shared.max(1));
        self.asked += 1;
        let mut found = Vec::new();
        for (_, piece) in pieces.into_iter().take(looked_up) {
            for at in index.get(&piece).into_iter().flatten() {
                let place = *at as usize;
                let Some(met) = self.met.get_mut(place) else { continue };
                if std::mem::replace(met, self.asked) == self.asked {
                    continue;
                }
                let other = self.lengths.get(place).copied().unwrap_or(0);
                let (shorter, longer) = (own.min(other), own.max(other));
                if count(shorter) < count(longer) * least - SLACK {
                    continue;
                }
                let alike = self.texts.get(place).map_or(0.0, |known| likeness(text, known));
                if alike >= least {
                    found.push((*at, alike));
                }
            }
        }
        found.sort_unstable_by_key(|(at, _)| *at);
        found
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

fn singles(characters: &[char]) -> Vec<Piece> {
    numbered(characters.iter().map(|first| (*first, None)))
}

fn doubles(characters: &[char]) -> Vec<Piece> {
    let behind = characters.iter().skip(1);
    numbered(characters.iter().zip(behind).map(|(first, second)| (*first, Some(*second))))
}

fn numbered(pieces: impl Iterator<Item = (char, Option<char>)>) -> Vec<Piece> {
    let mut times: HashMap<(char, Option<char>), u32> = HashMap::new();
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

    use super::{Alike, SLACK};

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]
        #[test]
        fn nothing_alike_is_lost(
            texts in prop::collection::vec("[甲乙丙丁ab]{1,14}", 0..40),
            asked in prop::collection::vec("[甲乙丙丁ab]{1,14}", 1..12),
            percent in 1_u32..=100,
        ) {
            let least = f64::from(percent) / 100.0;
            let mut alike = Alike::new(texts.clone());
            for text in &asked {
                let each = texts.iter().zip(0_u32..).map(|(known, at)| (at, likeness(text, known)));
                let wanted: Vec<(u32, f64)> = each.filter(|(_, found)| *found >= least - SLACK).collect();
                prop_assert_eq!(alike.find(text, least), wanted);
            }
        }
    }

    #[test]
    fn names_with_a_common_ending() {
        let names = ["深圳市福田电镀厂", "深圳市福田电镀有限公司", "深圳市罗湖电镀厂"];
        let mut alike = Alike::new(names.map(str::to_owned).to_vec());
        let found = alike.find("深圳福田电镀厂", 0.85);
        assert_eq!(found.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [0]);
        assert!(alike.find("广州", 0.9).is_empty());
    }
}
