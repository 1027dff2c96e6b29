//! Nearest names, for “did you mean”.

/// How far apart two names may be and still be offered: a third of the longer, at least one step.
fn reach(a: &str, b: &str) -> usize {
    (a.chars().count().max(b.chars().count()) / 3).max(1)
}

/// Names longer than this are not compared: the work grows with the square of their length.
const LONGEST: usize = 200;

/// The closest of `known` to `name`, nearest first, at most three. Edit distance over characters with
/// swaps; ASCII case does not count. Names of two characters must share one.
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

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_latin_and_han() {
        let known = ["wastewater table", "output", "产污系数", "产量", "去除效率"];
        assert_eq!(nearest("wastewatr table", known), ["wastewater table"]);
        assert_eq!(nearest("产物系数", known), ["产污系数"]);
        assert_eq!(nearest("ouptut", known), ["output"]);
        assert!(nearest("x", known).is_empty());
    }
}
