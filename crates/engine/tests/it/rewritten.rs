//! Generated rulebooks, formatted and translated: the same tree, the same model, and every comment.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use shensuan_diagnostics::{Diagnostics, Lang, Renderer, SourceMap};
use shensuan_engine::{Parsed, Rewritten, format_text};

use crate::generated::{CODES, Rulebooks};

/// The tree of a text without its places; `yes` and `是` stand in it as they were written.
fn tree(text: &str) -> String {
    let mut sources = SourceMap::default();
    let id = sources.add("a.rule", text);
    let (tree, said) = shensuan_syntax::parse(id, text);
    assert!(said.is_empty(), "{text}\n{}", drawn(&said, &sources));
    let mut shown = String::new();
    let debug = format!("{tree:?}");
    for (at, piece) in debug.split("Span {").enumerate() {
        shown.push_str(if at == 0 { piece } else { piece.split_once('}').unwrap().1 });
    }
    shown.replace("\"是\"", "\"yes\"")
}

fn drawn(said: &Diagnostics, sources: &SourceMap) -> String {
    let renderer = Renderer { lang: Lang::En, width: 100, colour: false };
    said.errors().iter().take(3).map(|said| renderer.draw(said, sources)).collect::<Vec<_>>().join("\n")
}

/// How often each comment stands in a text, behind a sign of comments.
fn has_all(text: &str, comments: &[String]) -> Result<(), TestCaseError> {
    for comment in comments {
        let lines = text.lines().filter(|line| {
            line.strip_suffix(comment.as_str())
                .is_some_and(|line| line.ends_with(['#', ' ', '!']) && line.contains('#'))
        });
        prop_assert_eq!(lines.count(), 1, "{}\n---\n{}", comment, text);
    }
    Ok(())
}

/// The rulebook in `a` and the layer in `b`.
fn written(books: &Rulebooks, folder: &Path) {
    for (id, above) in [("a", ""), ("b", "builds-on = [{ path = \"../a\", version = \">=1\" }]\n")] {
        fs::create_dir(folder.join(id)).unwrap();
        let manifest = format!("id = \"{id}\"\nversion = \"1.0\"\nlanguage = 1\n{above}");
        fs::write(folder.join(id).join("rulebook.toml"), manifest).unwrap();
    }
    fs::write(folder.join("a/codes.csv"), CODES).unwrap();
    for (name, typed) in books.files() {
        fs::write(folder.join(name), &typed.text).unwrap();
    }
}

fn model(folder: &Path) -> String {
    let checked = Parsed::read(&[folder.join("b")]).check();
    assert!(!checked.said.has_errors(), "{}", drawn(&checked.said, &checked.sources));
    checked.model.print()
}

/// Translates both where they lie.
fn translate(folder: &Path, lang: Lang) {
    let own = ["a", "b"].map(|id| folder.join(id));
    let (files, sources, said) = Parsed::read(&[folder.join("b")]).translated(&own, lang);
    let texts: Vec<&str> = files.iter().map(|file: &Rewritten| file.before.as_str()).collect();
    assert!(!said.has_errors(), "{}\n{}", drawn(&said, &sources), texts.join("\n"));
    assert_eq!(files.len(), 3);
    files.iter().for_each(|file| fs::write(&file.path, &file.after).unwrap());
}

fn choices() -> impl Strategy<Value = Vec<u16>> {
    prop::collection::vec(any::<u16>(), 0..2500)
}

fn formatted(books: &Rulebooks) -> Result<(), TestCaseError> {
    for (name, typed) in books.files() {
        let (mut sources, mut said) = (SourceMap::default(), Diagnostics::default());
        let mut formatted = |text: &str| {
            let after = format_text(name, text, &mut sources, &mut said);
            after.unwrap_or_else(|| panic!("{text}\n{}", drawn(&said, &sources)))
        };
        let once = formatted(&typed.text);
        prop_assert_eq!(tree(&typed.text), tree(&once), "{}\n---\n{}", typed.text, once);
        let twice = formatted(&once);
        prop_assert!(once == twice, "{}\n---\n{}\n---\n{}", typed.text, once, twice);
        has_all(&once, &typed.comments)?;
    }
    Ok(())
}

fn there_and_back(books: &Rulebooks) -> Result<(), TestCaseError> {
    let folder = tempfile::tempdir().unwrap();
    written(books, folder.path());
    let meaning = model(folder.path());
    let mut trees: Vec<Vec<String>> = Vec::new();
    for lang in [Lang::Zh, Lang::En, Lang::Zh, Lang::En] {
        translate(folder.path(), lang);
        prop_assert!(model(folder.path()) == meaning);
        let mut all = Vec::new();
        for (name, typed) in books.files() {
            let text = fs::read_to_string(folder.path().join(name)).unwrap();
            has_all(&text, &typed.comments)?;
            all.push(tree(&text));
        }
        trees.push(all);
    }
    prop_assert_eq!(&trees[0], &trees[2]);
    prop_assert_eq!(&trees[1], &trees[3]);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn the_formatter_keeps_the_tree_and_the_comments(choices in choices()) {
        formatted(&Rulebooks::of(&choices))?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, max_shrink_iters: 100, ..ProptestConfig::default() })]

    #[test]
    fn a_translation_and_back_keeps_the_model_and_the_comments(choices in choices()) {
        there_and_back(&Rulebooks::of(&choices))?;
    }
}

#[test]
fn what_a_layer_overrides_is_translated_with_it() {
    let vocabulary = "subject 企业 also enterprise keyed by 代码
form A also 甲表
  one per 企业
  field 产量 also output : number in t
  field 行业 also industry : text
  field 编号 also number : text
  rows 排放口 also outlets
    field 流量 also flow : number in t
";
    let rules = "constant 上限 also limit = 5 t
formula 净量 also net = 产量 − 合计(排放口.流量)
set 重点 also key ones = \"a\"
rule A-1 check 产量 ≤ 上限 and 净量 > 0 t and 行业 in 重点
";
    let layer = "override a:上限 = 6 t because \"甲\"
override 净量 = 产量 × 2  # 两倍
  because \"乙\"
  until 2018-12-31
override 净量 = 合计(排放口.流量) because \"丙\" since 2019-01-01
override 重点 = \"a\", \"b\" because \"丁\"
override A-1
  because \"戊\"
  check 排放口 每行 满足 流量 ≤ 上限 且 记录数(排放口 其中 流量 > 上限) = 0
";
    let folder = tempfile::tempdir().unwrap();
    let typed = |text: &str| crate::generated::Typed { text: text.to_owned(), comments: Vec::new() };
    let books = Rulebooks { vocabulary: typed(vocabulary), rules: typed(rules), layer: typed(layer) };
    written(&books, folder.path());
    let meaning = model(folder.path());
    translate(folder.path(), Lang::En);
    assert_eq!(model(folder.path()), meaning);
    insta::assert_snapshot!(fs::read_to_string(folder.path().join("b/layer.rule")).unwrap());
}
