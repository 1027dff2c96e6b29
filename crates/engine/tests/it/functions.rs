//! Every example of every function, through the whole road, in both languages; and the pages that list them.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use shensuan_diagnostics::{Lang, Renderer};
use shensuan_engine::{Answer, evaluate_text};
use shensuan_model::functions::{ALL, Function, reference};
use tempfile::TempDir;

/// What the examples speak of.
const VOCABULARY: &str = r#"subject 企业 also enterprise keyed by 信用代码
code list 行业分类 also industries from "industries.csv" hierarchical 门类 also section, 大类 also division, 中类 also group, 小类 also class
form 基本情况表 also basic form
  one per 企业
  field 信用代码 also credit code : text
  field 行业代码 also industry : code from 行业分类
  field 邮政编码 also postcode : text
  field 从业人数 also staff : integer
  field 开业日期 also opened : date
  field 报告期 also reporting period : period
  field 企业坐标 also coordinates : coordinates
form 设施 also facilities
  many per 企业
  field 编号 also number : text
  field 功率 also capacity : number in kW
"#;

const INDUSTRIES: &str = "code,name,parent\nC,制造业,\n33,金属制品业,C\n34,通用设备制造业,C\n336,金属表面处理及热处理加工,33\n3360,金属表面处理及热处理加工,336\n";

fn rulebook() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("vocabulary.rule"), VOCABULARY).unwrap();
    fs::write(folder.path().join("industries.csv"), INDUSTRIES).unwrap();
    folder
}

/// What the command line prints of an expression; else what is wrong with it.
fn printed(rulebook: &Path, expression: &str, given: &str, lang: Lang) -> String {
    let rows: Vec<String> = given.split("; ").filter(|row| !row.is_empty()).map(str::to_owned).collect();
    match evaluate_text(Some(rulebook), expression, &rows, None, lang) {
        Ok(Answer::Number(number, unit)) => format!("{number} {unit}").trim_end().to_owned(),
        Ok(Answer::Text(text)) => text,
        Ok(Answer::Truth(Some(true))) => lang.pick("是", "true").to_owned(),
        Ok(Answer::Truth(Some(false))) => lang.pick("否", "false").to_owned(),
        Ok(Answer::Truth(None)) => lang.pick("无法判定", "unknown").to_owned(),
        Ok(Answer::Missing) => lang.pick("缺失", "missing").to_owned(),
        Err(refused) => {
            let renderer = Renderer { lang, width: 100, colour: false };
            refused.said.iter().map(|said| renderer.draw(said, &refused.sources)).collect()
        }
    }
}

#[test]
fn every_example_comes_to_what_it_says() {
    let rulebook = rulebook();
    let mut wrong = String::new();
    for function in ALL {
        assert!(!function.examples.is_empty(), "{}: an example is missing", function.name(Lang::En));
        for example in function.examples {
            for lang in [Lang::Zh, Lang::En] {
                let pick = |text: shensuan_diagnostics::codes::Text| lang.pick(text.zh, text.en);
                let (expression, given) = (pick(example.expression), pick(example.given));
                let found = printed(rulebook.path(), expression, given, lang);
                if found != pick(example.gives) {
                    let _ = writeln!(wrong, "{given} {expression}: {found}");
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_function_says_all_of_itself_in_both_languages() {
    let mut spellings: Vec<&str> = ALL.iter().flat_map(|function| function.spellings()).collect();
    spellings.sort_unstable();
    let before = spellings.len();
    spellings.dedup();
    assert_eq!(before, spellings.len(), "two functions share a spelling");
    for function in ALL {
        let Function { zh, en, signature, unit, about, .. } = function;
        assert!(!zh.is_empty() && !en.is_empty());
        for text in [signature, about] {
            assert!(!text.zh.is_empty() && !text.en.is_empty(), "{en:?}");
        }
        assert_eq!(unit.zh.is_empty(), unit.en.is_empty(), "{en:?}");
        assert!(!unit.en.ends_with('.') && about.en.ends_with('.') && about.zh.ends_with('。'), "{en:?}");
    }
}

/// `TRANSCRIPTS=write cargo test` writes the pages anew.
#[test]
fn the_pages_list_every_function() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    for (lang, name) in [(Lang::En, "functions.md"), (Lang::Zh, "functions.zh-CN.md")] {
        let page = reference(lang);
        if std::env::var_os("TRANSCRIPTS").is_some_and(|value| value == "write") {
            fs::write(docs.join(name), &page).unwrap();
        }
        let written = fs::read_to_string(docs.join(name)).unwrap_or_default();
        assert!(
            written == page,
            "docs/{name} and the functions differ: TRANSCRIPTS=write cargo test writes it anew"
        );
    }
}
