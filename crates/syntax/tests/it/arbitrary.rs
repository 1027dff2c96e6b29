//! Whatever is typed: no panic, and every place lies on characters of the text.

use proptest::prelude::*;
use shensuan_diagnostics::{Lang, Renderer, SourceMap};

const SAMPLE: &str = "规则 A-01 「甲」\n  当 行业 属于 （33，34） 且 运行状态 为 “运行”\n  要求 合计(排放口.排水量 其中 编号 含 “W”) 不超过 取水量 + 5 m³\n  级别 强制\n  说明 \"{取水量}\"\n\nemission = output × coefficient × (1 − removal efficiency)\n\nform G102 \"t\" also 废水表\n  one per 企业\n  field 取水量 also water intake : number in m³\n\ncase A-01\n  given 取水量 = 5 m³\n  expect fail\n\n停用 national:A-01 因为 “乙” 自 2019年6月1日 起 至 2019-07-01\n\noverride A-02 because \"b\"\n  tags c\n\noverride 上限 = 85% because \"b\"\n";

/// Every place in a tree, from its debug form.
fn places(tree: &str) -> Vec<(usize, usize)> {
    let number = |text: &str| text.split([',', ' ']).next().and_then(|number| number.parse().ok()).unwrap();
    let spans = tree.split("Span { source: SourceId(0), start: ").skip(1);
    spans.map(|span| (number(span), number(span.split("end: ").nth(1).unwrap()))).collect()
}

#[test]
fn the_sample_is_valid() {
    let (tree, said) = crate::show::read(SAMPLE);
    assert!(said.is_empty(), "{said:?}");
    assert!(places(&format!("{tree:?}")).len() > 40);
}

/// All lines of `tests/corpus`.
fn corpus() -> Vec<String> {
    let files = ["plausible.txt", "refused.txt", "reviewers.txt"];
    files.iter().flat_map(|file| crate::snippets::snippets(file)).map(|snippet| snippet.text).collect()
}

#[test]
fn the_corpus() {
    corpus().iter().for_each(|text| holds(text));
}

fn holds(text: &str) {
    let mut sources = SourceMap::default();
    let id = sources.add("a.rule", text);
    let (tree, said) = shensuan_syntax::parse(id, text);
    for (start, end) in places(&format!("{tree:?}")) {
        assert!(text.get(start..end).is_some(), "{text:?}: {start}..{end}");
    }
    for lang in [Lang::Zh, Lang::En] {
        let renderer = Renderer { lang, width: 80, colour: false };
        for diagnostic in said.iter() {
            for label in &diagnostic.labels {
                let (start, end) = (label.span.start as usize, label.span.end as usize);
                assert!(start <= end && end <= text.len(), "{text:?}: {diagnostic:?}");
                assert!(
                    text.is_char_boundary(start) && text.is_char_boundary(end),
                    "{text:?}: {diagnostic:?}"
                );
            }
            assert!(!renderer.draw(diagnostic, &sources).is_empty());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_text(text in "\\PC{0,120}") {
        holds(&text);
    }

    #[test]
    fn text_of_our_own_signs(text in "[规则要求当且或a1 （）()「」“\"'=≤<>≈×+−%,，、:：\n【】`{}#.\\-]{0,80}") {
        holds(&text);
    }

    #[test]
    fn a_sample_with_a_piece_changed(at in 0_usize..760, length in 0_usize..12, put in "\\PC{0,6}") {
        let characters: Vec<char> = SAMPLE.chars().collect();
        let at = at.min(characters.len());
        let end = (at + length).min(characters.len());
        let text: String = characters[..at].iter().chain(put.chars().collect::<Vec<_>>().iter()).chain(&characters[end..]).collect();
        holds(&text);
    }

    #[test]
    fn a_line_of_the_corpus_with_a_piece_changed(which in 0_usize..1000, at in 0_usize..200, length in 0_usize..6, put in "\\PC{0,3}") {
        let corpus = corpus();
        let characters: Vec<char> = corpus[which % corpus.len()].chars().collect();
        let at = at % characters.len();
        let end = (at + length).min(characters.len());
        let text: String = characters[..at].iter().copied().chain(put.chars()).chain(characters[end..].iter().copied()).collect();
        holds(&text);
    }

    #[test]
    fn a_sample_with_its_characters_changed(changes in prop::collection::vec((0_usize..760, 0_u8..3), 1..6)) {
        let mut characters: Vec<char> = SAMPLE.chars().collect();
        for (at, change) in changes {
            let at = at % (characters.len() - 1);
            match change {
                0 => drop(characters.remove(at)),
                1 => characters.insert(at, characters[at]),
                _ => characters.swap(at, at + 1),
            }
        }
        holds(&characters.into_iter().collect::<String>());
    }

    #[test]
    fn an_arbitrary_expression_alone(text in "[甲a1 （）()「」“\"'=≤<>≈×+−%,，、【】`{}#.\n\\-]{0,40}", start in 0_u32..1000) {
        let mut whole = "x".repeat(start as usize);
        whole.push_str(&text);
        let (tree, said) = shensuan_syntax::parse_expression(shensuan_diagnostics::SourceId(0), start, &text);
        for (from, to) in places(&format!("{tree:?} {said:?}")) {
            assert!(from >= start as usize && whole.get(from..to).is_some(), "{text:?}: {from}..{to}");
        }
        assert!(tree.is_some() || !said.is_empty() , "{text:?}: nothing read, nothing said");
    }
}
