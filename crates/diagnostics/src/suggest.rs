//! Nearest names, for “did you mean”: by spelling, and by pinyin.

use pinyin::ToPinyinMulti;

/// How far apart two names may be and still be offered: a third of the longer, at least one step.
fn reach(a: &str, b: &str) -> usize {
    (a.chars().count().max(b.chars().count()) / 3).max(1)
}

/// Names longer than this are not compared: the work grows with the square of their length.
const LONGEST: usize = 200;

/// The plain readings of a character; none of what is not Chinese.
#[must_use]
pub fn readings(c: char) -> Vec<&'static str> {
    let mut found: Vec<&str> =
        c.to_pinyin_multi().into_iter().flatten().map(|syllable| syllable.plain()).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether a name is typed with other characters of the same sounds, or in pinyin.
fn sounds_like(typed: &str, name: &str) -> bool {
    if typed.is_ascii() {
        return typed.len() >= SHORTEST_PINYIN && !name.is_ascii() && spelt(typed, &mut name.chars());
    }
    typed.chars().count() == name.chars().count()
        && typed.chars().zip(name.chars()).all(|(a, b)| {
            a == b || {
                let of_b = readings(b);
                readings(a).iter().any(|reading| of_b.contains(reading))
            }
        })
}

/// Fewer letters are an abbreviation of nearly everything.
const SHORTEST_PINYIN: usize = 4;

/// Whether `typed` spells all of `name` in pinyin.
fn spelt(typed: &str, name: &mut (impl Iterator<Item = char> + Clone)) -> bool {
    let typed = typed.trim_start_matches([' ', '\'']);
    let Some(next) = name.next() else { return typed.is_empty() };
    readings(next)
        .into_iter()
        .any(|reading| typed.strip_prefix(reading).is_some_and(|rest| spelt(rest, &mut name.clone())))
}

/// The closest of `known` to `name`, nearest first, at most three: those that sound the same, then by edit distance over
/// characters with swaps; ASCII case does not count. Names of two characters must share one.
#[must_use]
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    if name.len() > LONGEST {
        return Vec::new();
    }
    let folded = name.to_ascii_lowercase();
    let length = folded.chars().count();
    let mut found: Vec<(usize, usize, &str)> = known
        .into_iter()
        .enumerate()
        .filter(|(_, candidate)| candidate.len() <= LONGEST)
        .filter_map(|(order, candidate)| {
            if candidate != name && sounds_like(&folded, candidate) {
                return Some((0, order, candidate));
            }
            // Names of lengths too different cannot be near; most are ruled out so.
            let other_length = candidate.chars().count();
            if length.abs_diff(other_length) > (length.max(other_length) / 3).max(1) {
                return None;
            }
            let other = candidate.to_ascii_lowercase();
            let distance = strsim::damerau_levenshtein(&folded, &other);
            let shares = other.chars().any(|c| !c.is_whitespace() && folded.contains(c));
            (distance <= reach(&folded, &other) && shares).then_some((distance, order, candidate))
        })
        .collect();
    found.sort_unstable();
    found.dedup_by_key(|(_, _, candidate)| *candidate);
    found.into_iter().take(3).map(|(_, _, candidate)| candidate.to_owned()).collect()
}

/// Those of `known` of which `name` is a word, or with which a Chinese one begins or ends; the shortest first, at most
/// three.
#[must_use]
pub fn holding<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let folded = name.to_ascii_lowercase();
    let letters = name.chars().count();
    let holds = |candidate: &&str| {
        let whole = candidate.to_ascii_lowercase();
        let piece = whole.split(' ').any(|word| word == folded)
            || !folded.is_ascii() && (whole.starts_with(&folded) || whole.ends_with(&folded));
        piece && whole != folded
    };
    if letters < 2 || name.len() > LONGEST {
        return Vec::new();
    }
    let mut found: Vec<(usize, &str)> =
        known.into_iter().filter(holds).map(|candidate| (candidate.chars().count(), candidate)).collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter().take(3).map(|(_, candidate)| candidate.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::{holding, nearest};

    #[test]
    fn finds_by_a_word_of_it() {
        let known = ["water intake", "raw water intake", "主营业务收入", "intakes", "取水量"];
        assert_eq!(holding("intake", known), ["water intake", "raw water intake"]);
        assert_eq!(holding("收入", known), ["主营业务收入"]);
        assert!(holding("量", known).is_empty());
        assert!(holding("water intake", ["water intake"]).is_empty());
    }

    #[test]
    fn finds_latin_and_han() {
        let known = ["wastewater table", "output", "产污系数", "产量", "去除效率"];
        assert_eq!(nearest("wastewatr table", known), ["wastewater table"]);
        assert_eq!(nearest("产物系数", known), ["产污系数"]);
        assert_eq!(nearest("ouptut", known), ["output"]);
        assert!(nearest("x", known).is_empty());
    }

    #[test]
    fn finds_by_sound() {
        let known = ["wastewater table", "取水量", "产污系数", "重金属排放量"];
        assert_eq!(nearest("曲谁凉", known), ["取水量"]);
        assert_eq!(nearest("qushuiliang", known), ["取水量"]);
        assert_eq!(nearest("chan wu xi shu", known), ["产污系数"]);
        assert_eq!(nearest("zhongjinshupaifangliang", known), ["重金属排放量"]);
        assert!(nearest("qu", known).is_empty());
    }
}
