//! How many edits lead from one text to another: characters put in, left out or replaced.

/// A text laid out to be held against many others: where each character stands in it, as bits of a word.
#[derive(Default)]
pub(super) struct Pattern {
    text: Vec<u32>,
    places: Vec<u64>,
}

impl Pattern {
    /// Lays out another text. Its characters are numbers; those from `alphabet` on stand in no text that it meets.
    pub(super) fn lay(&mut self, text: &[u32], alphabet: usize) {
        for known in &self.text {
            if let Some(places) = self.places.get_mut(*known as usize) {
                *places = 0;
            }
        }
        self.places.resize(alphabet, 0);
        self.text.clear();
        self.text.extend_from_slice(text);
        for (at, known) in text.iter().enumerate().take(64) {
            if let Some(places) = self.places.get_mut(*known as usize) {
                *places |= 1 << at;
            }
        }
    }

    /// How many edits lead to another text; none where there are more than so many.
    pub(super) fn edits(&self, other: &[u32], most: usize) -> Option<usize> {
        match self.text.len() {
            0 => Some(other.len()).filter(|edits| *edits <= most),
            1..=64 => self.edits_of_a_word(other, most),
            _ => banded(&self.text, other, most),
        }
    }

    /// A column of the table of edits at a time, as differences of its neighbours in the bits of two words (Myers 1999,
    /// Hyyrö 2001).
    fn edits_of_a_word(&self, other: &[u32], most: usize) -> Option<usize> {
        let (mut up, mut down) = (u64::MAX, 0_u64);
        let mut edits = self.text.len();
        let last = 1_u64 << (edits - 1);
        let mut left = other.len();
        for character in other {
            let equal = self.places.get(*character as usize).copied().unwrap_or(0);
            let vertical = equal | down;
            let horizontal = ((equal & up).wrapping_add(up) ^ up) | equal;
            let more = down | !(horizontal | up);
            let less = up & horizontal;
            edits = edits + usize::from(more & last != 0) - usize::from(less & last != 0);
            left -= 1;
            // Each character that is left takes at most one edit away.
            if edits > most + left {
                return None;
            }
            let (more, less) = ((more << 1) | 1, less << 1);
            up = less | !(vertical | more);
            down = more & vertical;
        }
        Some(edits).filter(|edits| *edits <= most)
    }
}

/// Texts longer than a word has bits: only what lies within so many edits of the diagonal is worked out.
fn banded(a: &[u32], b: &[u32], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let beyond = most + 1;
    let mut row: Vec<usize> = (0..=b.len()).map(|edits| edits.min(beyond)).collect();
    for (at, own) in a.iter().enumerate() {
        let from = at.saturating_sub(most);
        let band = b.iter().enumerate().skip(from).take(2 * most + 2);
        let mut diagonal = row.get(from).copied().unwrap_or(beyond);
        let mut left = if from == 0 { (at + 1).min(beyond) } else { beyond };
        let mut least = left;
        if let Some(first) = row.get_mut(from) {
            *first = left;
        }
        for (place, other) in band {
            let Some(cell) = row.get_mut(place + 1) else { break };
            let replaced = diagonal + usize::from(own != other);
            let edits = replaced.min(left + 1).min(*cell + 1).min(beyond);
            diagonal = std::mem::replace(cell, edits);
            left = edits;
            least = least.min(edits);
        }
        if least > most {
            return None;
        }
    }
    row.last().copied().filter(|edits| *edits <= most)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Pattern;

    fn text(longest: usize) -> impl Strategy<Value = Vec<u32>> {
        prop::collection::vec(0_u32..4, 0..longest)
    }

    fn all(pattern: &mut Pattern, a: &[u32], b: &[u32]) {
        let edits = strsim::generic_levenshtein::<Vec<u32>, Vec<u32>, &u32, &u32>(&a.to_vec(), &b.to_vec());
        pattern.lay(a, 3); // of four characters one stands in no other text
        let b: Vec<u32> = b.to_vec();
        for most in [0, 1, edits.saturating_sub(1), edits, edits + 1, 200] {
            assert_eq!(pattern.edits(&b, most), (edits <= most).then_some(edits), "{most}");
        }
    }

    proptest! {
        #[test]
        fn as_the_table_of_edits(short in text(12), other in text(70), long in text(150), longer in text(150)) {
            let mut pattern = Pattern::default();
            // What is laid out holds the fourth character, what it meets does not.
            let met = |text: &[u32]| text.iter().map(|known| known % 3).collect::<Vec<u32>>();
            all(&mut pattern, &short, &met(&other));
            all(&mut pattern, &other, &met(&short));
            all(&mut pattern, &long, &met(&longer));
            let mut near = met(&long);
            near.truncate(near.len().saturating_sub(2));
            all(&mut pattern, &long, &near);
        }
    }
}
