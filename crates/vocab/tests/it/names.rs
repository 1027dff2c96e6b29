//! Names and texts that are the same.

use proptest::prelude::*;
use shensuan_diagnostics::Lang;
use shensuan_vocab::names::{fold_name, fold_text, fold_width, folded_name};
use shensuan_vocab::{CodeEntry, CodeList, Name};

#[test]
fn width_case_and_blanks_do_not_count() {
    assert_eq!(fold_text(" ＡＢＣ１２ "), fold_text("abc12"));
    assert_eq!(fold_text("（一）"), fold_text("(一)"));
    assert_eq!(fold_name("wastewater   table"), fold_name(" wastewater table "));
    assert_ne!(fold_text("运行"), fold_text("停产"));
    assert_eq!(fold_text("工业总产值（当年价格）　千元"), "工业总产值(当年价格) 千元");
    assert_eq!(fold_text("\u{a0}Ａ\tＢ\u{3000}\u{3000}Ｃ\n"), "a b c");
    assert_eq!(fold_text("１＃锅炉"), "1#锅炉");
    assert_eq!(fold_text("  \u{3000}"), "");
    // Superscripts and circled digits are other texts.
    assert_ne!(fold_text("m²"), fold_text("m2"));
    assert_ne!(fold_text("①"), fold_text("1"));
    assert_eq!(fold_name("ＮＨ３－Ｎ　排放量"), "NH3-N 排放量");
    assert_ne!(fold_name("As"), fold_name("as"), "arsenic is not an operator");
    for text in [" Ａ　Ｂ ", "废水（一）", "x"] {
        assert_eq!(fold_text(&fold_text(text)), fold_text(text));
        assert_eq!(fold_name(&fold_name(text)), fold_name(text));
        assert_eq!(folded_name(text), fold_name(text));
    }
}

#[test]
fn a_name_is_written_in_the_language_that_is_asked_for() {
    let name = Name::new("废水表", ["G102".to_owned(), "wastewater table".to_owned()]);
    assert_eq!(name.written(Lang::Zh), "废水表");
    assert_eq!(name.written(Lang::En), "G102");
    let only = Name::new("取水量", []);
    assert_eq!(only.written(Lang::En), "取水量");
}

fn list() -> CodeList {
    let levels = ["门类", "大类", "小类"].map(|level| Name::new(level, [])).to_vec();
    let mut list = CodeList::new(Name::new("行业", []), None, levels, span());
    for (code, name, parent) in [("C", "制造业", ""), ("33", "金属制品业", "C"), ("3360", "表面处理", "33")]
    {
        let parent = Some(parent.to_owned()).filter(|parent| !parent.is_empty());
        list.add(CodeEntry { code: code.to_owned(), name: name.to_owned(), parent });
    }
    list
}

fn span() -> shensuan_diagnostics::Span {
    shensuan_diagnostics::Span::new(shensuan_diagnostics::SourceId(0), 0, 0)
}

#[test]
fn a_code_is_found_by_code_or_name() {
    let list = list();
    for text in ["3360", "表面处理", " ３３６０ "] {
        assert_eq!(list.find(text).map(|entry| entry.code.as_str()), Some("3360"), "{text}");
    }
    assert!(list.find("336").is_none());
    let above: Vec<&str> =
        list.with_ancestors(list.find("3360").unwrap()).map(|entry| entry.code.as_str()).collect();
    assert_eq!(above, ["3360", "33", "C"]);
}

#[test]
fn a_code_beats_a_name_and_is_added_once() {
    let mut list = list();
    let entry =
        |code: &str, name: &str| CodeEntry { code: code.to_owned(), name: name.to_owned(), parent: None };
    assert!(!list.add(entry("３３", "别的")), "33 is there");
    assert!(list.add(entry("A", "9")));
    assert!(list.add(entry("9", "nine")));
    assert_eq!(list.find("9").map(|entry| entry.name.as_str()), Some("nine"));
    assert!(list.add(entry("B", "")));
    assert!(list.find("").is_none(), "a code without a name is not what a blank cell means");
    assert_eq!(list.entries().len(), 6);
}

#[test]
fn a_name_of_several_codes_is_the_lowest_of_an_only_line_or_none() {
    let mut list = list();
    let mut add = |code: &str, name: &str, parent: &str| {
        let parent = Some(parent.to_owned());
        assert!(list.add(CodeEntry { code: code.to_owned(), name: name.to_owned(), parent }));
    };
    add("336", "热处理", "33");
    add("3361", "热处理", "336");
    add("331", "其他", "33");
    add("3311", "其他", "331");
    add("3319", "别的", "331");
    let meaning = |text: &str| list.find(text).map(|entry| entry.code.as_str());
    assert_eq!(meaning("热处理"), Some("3361"));
    assert_eq!(meaning("336"), Some("336"), "a code is itself");
    // 331 holds 3319 too.
    assert_eq!(meaning("其他"), None);
    assert_eq!(list.meaning("其他"), shensuan_vocab::Meaning::Several);
    assert_eq!(list.meaning("没有"), shensuan_vocab::Meaning::None);
    assert_eq!(list.find_all("其他").count(), 2);
}

proptest! {
    /// Each step of the definition by itself.
    #[test]
    fn a_text_is_folded_as_it_is_defined(text in "[ \\t\u{3000}\u{a0}ＡaB１1（(中é\\n]{0,12}") {
        let widths: String = text.chars().map(fold_width).collect();
        let words: Vec<&str> = widths.split_whitespace().collect();
        prop_assert_eq!(fold_text(&text), words.join(" ").to_ascii_lowercase());
    }
}
