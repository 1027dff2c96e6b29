//! A small vocabulary and the way from text to model.

use shensuan_diagnostics::{Diagnostics, Lang, Renderer, SourceMap};
use shensuan_model::{CodeFiles, LayerId, Layers, Model, check_layers, lint};
use shensuan_vocab::CodeEntry;

pub const VOCABULARY: &str = r#"subject 企业 also enterprise keyed by 统一社会信用代码
code list 行业分类 "GB/T 4754-2017" also industries from "industries.csv" hierarchical 门类, 大类, 中类, 小类
code list 运行状态表 also operating states from "states.csv"

form G101-1 "工业企业基本情况" also 基本情况表, basic form
  one per 企业
  field 单位详细名称 also unit name            : text
  field 行业代码 also industry, 行业           : code from 行业分类
  field 运行状态 also operating status         : code from 运行状态表
  field 从业人数 also staff                    : integer
  field 清洁生产 also clean production         : yes/no

form G102 "工业企业废水治理与排放情况" also 废水表, wastewater table
  one per 企业
  field 取水量 also water intake               : number in m³
  field 废水排放量 also wastewater discharged  : number in m³
  rows 排放口 also outlets keyed by 排放口编号
    field 排放口编号 also outlet number         : text
    field 排水量 also outlet discharge          : number in m³

form G106-1 "产排污系数核算信息" also 核算表, accounting table
  many per 企业
  field 污染物 also pollutant                  : text
  field 产品产量 also output, 产量             : number in 吨
  field 产污系数 also coefficient              : number in 千克/吨-产品
  field 去除效率 also removal efficiency       : percent
  field 填报排放量 also reported emission      : number in 千克

form G110 "填报说明" also 说明表, cover sheet
  one per 企业
  field 报告期 also reporting period           : period
  field 开业日期 also opened                   : date
"#;

/// Text under the vocabulary, checked.
pub struct Checked {
    pub model: Model,
    pub said: Diagnostics,
    pub sources: SourceMap,
    /// What may not be meant.
    pub lints: Diagnostics,
}

pub fn checked(text: &str) -> Checked {
    checked_files(&[("vocabulary.rule", VOCABULARY, None), ("a.rule", text, None)], Layers::default())
}

/// Files with the layers they belong to.
pub fn checked_files(files: &[(&str, &str, Option<usize>)], mut layers: Layers) -> Checked {
    let mut sources = SourceMap::default();
    let mut said = Diagnostics::default();
    let mut trees = Vec::new();
    for (name, text, layer) in files {
        let id = sources.add(*name, *text);
        let (tree, complaints) = shensuan_syntax::parse(id, text);
        said.append(complaints);
        trees.push(tree);
        if let Some(layer) = layer {
            layers.of_source.insert(id, LayerId(*layer));
        }
    }
    let (model, complaints) = check_layers(&trees, &code_files(), &layers);
    said.append(complaints);
    let lints = lint(&trees, &model, &sources, &said);
    Checked { model, said, sources, lints }
}

/// The code lists of the vocabulary.
fn code_files() -> CodeFiles {
    let entry = |code: &str, name: &str, parent: &str| CodeEntry {
        code: code.to_owned(),
        name: name.to_owned(),
        parent: Some(parent.to_owned()).filter(|parent| !parent.is_empty()),
    };
    let mut files = CodeFiles::new();
    files.insert(
        "industries.csv".to_owned(),
        Ok(vec![
            entry("C", "制造业", ""),
            entry("33", "金属制品业", "C"),
            entry("336", "金属表面处理及热处理加工", "33"),
            entry("3360", "金属表面处理及热处理加工", "336"),
            entry("3982", "电子电路制造", "C"),
        ]),
    );
    files.insert("states.csv".to_owned(), Ok(vec![entry("1", "运行", ""), entry("2", "停产", "")]));
    files
}

/// The model of a text that has nothing wrong.
pub fn model(text: &str) -> Model {
    let checked = checked(text);
    assert!(!checked.said.has_errors(), "{}", drawn(&checked, Lang::En));
    checked.model
}

/// All that was said, as a reader sees it.
pub fn drawn(checked: &Checked, lang: Lang) -> String {
    drawn_of(checked.said.iter(), checked, lang)
}

/// Some of what was said, as a reader sees it.
pub fn drawn_of<'s>(
    said: impl Iterator<Item = &'s shensuan_diagnostics::Diagnostic>,
    checked: &Checked,
    lang: Lang,
) -> String {
    let renderer = Renderer { lang, width: 100, colour: false };
    let drawn: Vec<String> = said.map(|said| renderer.draw(said, &checked.sources)).collect();
    drawn.join("\n")
}
