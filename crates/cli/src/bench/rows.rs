//! `rules.csv`: a line each rule, formula and statistic.

use shensuan_diagnostics::Lang;

use super::file::{BenchFile, Figures, PartFigures};
use super::numbers::six_digits;
use super::table::engine_name;

/// The rows, headings first, in the order of the rulebook.
pub(super) fn rows(bench: &BenchFile, lang: Lang) -> Vec<Vec<String>> {
    let fixed = lang.pick(
        ["种类", "编号或名称", "标题", "文件", "行", "列", "行数", "通过", "不通过", "不适用", "无法判定"],
        [
            "kind",
            "id or name",
            "title",
            "file",
            "line",
            "column",
            "rows",
            "pass",
            "fail",
            "not applicable",
            "undetermined",
        ],
    );
    let mut headings: Vec<String> = fixed.map(str::to_owned).to_vec();
    let subject = lang.pick("纳秒/对象", "ns per subject");
    for figures in &bench.whole {
        let name = engine_name(figures.engine, lang);
        headings.push(lang.pick(format!("{name}（{subject}）"), format!("{name} ({subject})")));
        headings.push(lang.pick(format!("{name}（占比 %）"), format!("{name} (share, %)")));
        if figures.compile_seconds.is_some() {
            headings.push(lang.pick("编译（微秒）", "compile (µs)").to_owned());
        }
    }
    let mut rows = vec![headings];
    rows.extend(bench.parts.iter().map(|part| row(part, lang)));
    rows
}

fn row(part: &PartFigures, lang: Lang) -> Vec<String> {
    let mut row = vec![
        super::table::kind_name(part.kind, lang).to_owned(),
        part.id.clone(),
        part.title.clone().unwrap_or_default(),
        part.file.clone(),
        part.line.to_string(),
        part.column.to_string(),
        part.rows.to_string(),
    ];
    let outcomes = part.outcomes.map(|outcomes| {
        [outcomes.pass, outcomes.fail, outcomes.not_applicable, outcomes.undetermined]
            .map(|count| count.to_string())
    });
    row.extend(outcomes.unwrap_or_default());
    row.extend(part.engines.iter().flat_map(cells));
    row
}

fn cells(figures: &Figures) -> Vec<String> {
    let share = figures.share.map(|share| six_digits(share * 100.0));
    let mut cells = vec![six_digits(figures.ns_per_subject), share.unwrap_or_default()];
    cells.extend(figures.compile_seconds.map(|seconds| six_digits(seconds * 1e6)));
    cells
}
