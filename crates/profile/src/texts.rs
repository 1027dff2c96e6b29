//! Texts and codes.

use std::collections::HashMap;

use shensuan_data::TextList;
use shensuan_plan::percentiles;
use shensuan_vocab::names::fold_text;

use crate::make::Rows;
use crate::most::Most;
use crate::shape::{Alike, Content, Extreme, Frequent, Spelling, TextLengths};

/// A text of a column: how many rows have it, and the first of them.
#[derive(Clone, Copy)]
struct Used {
    count: usize,
    first: usize,
}

/// How many rows have one of some texts that are alike, what they are alike by, and they.
type Likeness<'t> = (usize, String, Vec<(&'t str, Used)>);

/// What texts are alike by: width, case and blanks do not count.
fn likeness(text: &str) -> String {
    let mut folded = fold_text(text);
    folded.retain(|c| c != ' ');
    folded
}

#[expect(clippy::cast_precision_loss, reason = "a number of characters in a cell")]
fn length(text: &str) -> f64 {
    text.chars().count() as f64
}

/// How many different texts are given, and what is said of them.
pub(crate) fn texts(
    rows: &Rows<'_>,
    (index, given, entries): (&[u32], &[bool], &TextList),
    private: bool,
    few: usize,
) -> (usize, Content) {
    let mut used = vec![Used { count: 0, first: 0 }; entries.len()];
    for (row, (entry, given)) in index.iter().zip(given).enumerate() {
        if let Some(used) = used.get_mut(*entry as usize).filter(|_| *given) {
            if used.count == 0 {
                used.first = row;
            }
            used.count += 1;
        }
    }
    let given: Vec<(&str, Used)> = entries.iter().zip(used).filter(|(_, used)| used.count > 0).collect();
    if private {
        return (given.len(), Content::Private);
    }
    // Of texts that are as frequent the one that comes first in the alphabet stands first: whoever reads them finds them, and
    // they do not hang on the order of the rows.
    let comes_first = |a: &(&str, Used), b: &(&str, Used)| (b.1.count, a.0) < (a.1.count, b.0);
    let mut most = Most::new(few);
    given.iter().filter(|(_, used)| used.count > 1).for_each(|text| most.add(*text, comes_first));
    let frequent = most.all().into_iter();
    let frequent = frequent.map(|(text, used)| Frequent { value: text.to_owned(), count: used.count });
    let (alike, alike_in_all) = alike(rows, &given, few);
    let content =
        Content::Texts { frequent: frequent.collect(), lengths: lengths(rows, &given), alike, alike_in_all };
    (given.len(), content)
}

/// Texts that are alike, and in how many groups.
fn alike(rows: &Rows<'_>, given: &[(&str, Used)], few: usize) -> (Vec<Alike>, usize) {
    let mut groups: HashMap<String, Vec<usize>> = HashMap::with_capacity(given.len());
    for (at, (text, _)) in given.iter().enumerate() {
        groups.entry(likeness(text)).or_default().push(at);
    }
    let mut groups: Vec<Likeness<'_>> = groups
        .into_iter()
        .filter(|(_, group)| group.len() > 1)
        .map(|(folded, group)| {
            let mut texts: Vec<(&str, Used)> =
                group.iter().filter_map(|at| given.get(*at)).copied().collect();
            texts.sort_by(|a, b| (b.1.count, a.0).cmp(&(a.1.count, b.0)));
            (texts.iter().map(|(_, used)| used.count).sum(), folded, texts)
        })
        .collect();
    groups.sort_by(|a, b| (b.0, &a.1).cmp(&(a.0, &b.1)));
    let in_all = groups.len();
    let shown = groups.into_iter().take(few).map(|(count, _, texts)| Alike {
        rows: count,
        spellings: texts
            .into_iter()
            .map(|(text, used)| Spelling {
                text: text.to_owned(),
                count: used.count,
                first: rows.whose(used.first),
            })
            .collect(),
    });
    (shown.collect(), in_all)
}

/// The shortest, the middle and the longest.
fn lengths(rows: &Rows<'_>, given: &[(&str, Used)]) -> Option<TextLengths> {
    let measured: Vec<(f64, Used)> = given.iter().map(|(text, used)| (length(text), *used)).collect();
    let extreme = |found: Option<&(f64, Used)>| {
        let (value, used) = found?;
        Some(Extreme { value: *value, whose: rows.whose(used.first) })
    };
    let earlier = |a: &(f64, Used), b: &(f64, Used)| a.1.first.cmp(&b.1.first);
    let shortest = measured.iter().min_by(|a, b| a.0.total_cmp(&b.0).then_with(|| earlier(a, b)));
    let longest = measured.iter().min_by(|a, b| b.0.total_cmp(&a.0).then_with(|| earlier(a, b)));
    let all: Vec<f64> =
        measured.iter().flat_map(|(length, used)| std::iter::repeat_n(*length, used.count)).collect();
    let middle = percentiles(&all, &[0.5]).first().copied().flatten()?;
    Some(TextLengths { shortest: extreme(shortest)?, middle, longest: extreme(longest)? })
}

#[cfg(test)]
mod tests {
    use super::likeness;

    #[test]
    fn alike_but_for_width_case_or_blanks() {
        for text in ["Ａ001", "a001", "A 001", "a　００１", " A001 "] {
            assert_eq!(likeness(text), "a001", "{text}");
        }
        assert_ne!(likeness("A0O1"), "a001");
        assert_ne!(likeness("m²"), likeness("m2"));
    }
}
