//! Names and texts that are the same.

use shensuan_diagnostics::Lang;
use shensuan_vocab::names::{fold_name, fold_text};
use shensuan_vocab::{CodeEntry, CodeList, Name};

#[test]
fn width_case_and_blanks_do_not_count() {
    assert_eq!(fold_text(" ＡＢＣ１２ "), fold_text("abc12"));
    assert_eq!(fold_text("（一）"), fold_text("(一)"));
    assert_eq!(fold_name("wastewater   table"), fold_name(" wastewater table "));
    assert_ne!(fold_text("运行"), fold_text("停产"));
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
    let mut list = CodeList::new(Name::new("行业", []), None, Vec::new(), span());
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
}
