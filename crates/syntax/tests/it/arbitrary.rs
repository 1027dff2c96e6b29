//! Whatever is typed: no panic, and every place lies on characters of the text.

use proptest::prelude::*;
use shensuan_diagnostics::{Lang, Renderer, SourceMap};

const SAMPLE: &str = "规则 A-01 「甲」\n  当 行业 属于 （33，34） 且 运行状态 为 “运行”\n  要求 合计(排放口.排水量 其中 编号 含 “W”) 不超过 取水量 + 5 m³\n  级别 强制\n  说明 \"{取水量}\"\n\nemission = output × coefficient × (1 − removal efficiency)\n\nform G102 \"t\" also 废水表\n  one per 企业\n  field 取水量 also water intake : number in m³\n\ncase A-01\n  given 取水量 = 5 m³\n  expect fail\n";

fn holds(text: &str) {
    let mut sources = SourceMap::default();
    let id = sources.add("a.rule", text);
    let (_, said) = shensuan_syntax::parse(id, text);
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
    fn a_sample_with_a_piece_changed(at in 0_usize..600, length in 0_usize..12, put in "\\PC{0,6}") {
        let characters: Vec<char> = SAMPLE.chars().collect();
        let at = at.min(characters.len());
        let end = (at + length).min(characters.len());
        let text: String = characters[..at].iter().chain(put.chars().collect::<Vec<_>>().iter()).chain(&characters[end..]).collect();
        holds(&text);
    }
}
