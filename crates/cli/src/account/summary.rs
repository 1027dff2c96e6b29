//! An account on the terminal.

use shensuan_diagnostics::Lang;
use shensuan_findings::{Account, ResultTable};

use crate::layout::Sheet;
use crate::words::plural;

/// Rows shown of a statistic; all stand in its file.
const ROWS: usize = 10;
/// Reasons shown; all stand in `account.json`.
const REASONS: usize = 12;

/// What could be computed and what could not, in so many columns.
pub(crate) fn table(account: &Account<'_>, lang: Lang, room: usize) -> String {
    let mut sheet = Sheet::new(room);
    formulas(account, lang, &mut sheet);
    reasons(account, lang, &mut sheet);
    if account.summary.missing() > 0 {
        first_rows(&account.coverage, &account.coverage.name, lang, &mut sheet);
    }
    for statistic in &account.statistics {
        let heading =
            lang.pick(format!("统计：{}", statistic.name), format!("statistic: {}", statistic.name));
        first_rows(statistic, &heading, lang, &mut sheet);
    }
    let left_out = &account.summary.left_out;
    if !left_out.is_empty() {
        let names = left_out.join(lang.pick("、", ", "));
        sheet.push("");
        sheet.push(lang.pick(
            format!("没有算的统计，要审核才知道：{names}"),
            format!("statistics left out, as they ask how rules judge: {names}"),
        ));
    }
    sheet.push("");
    sheet.push(totals(account, lang));
    let unused = unused(account, lang);
    if !unused.is_empty() {
        let unused = unused.join(lang.pick("，", "; "));
        sheet.push(lang.pick(format!("没有用上的数据：{unused}"), format!("data not used: {unused}")));
    }
    sheet.text()
}

fn formulas(account: &Account<'_>, lang: Lang, out: &mut Sheet) {
    let headings = lang.pick(
        ["算式", "单位", "报表", "应算", "算出", "缺失"],
        ["formula", "unit", "form", "asked", "computed", "missing"],
    );
    let mut lines = vec![headings.map(str::to_owned).to_vec()];
    let (on_the_way, counting): (Vec<_>, Vec<_>) =
        account.summary.formulas.iter().partition(|formula| formula.intermediate);
    for formula in counting {
        let private = if formula.private { lang.pick("（不公开）", " (private)") } else { "" };
        lines.push(vec![
            format!("{}{private}", formula.name),
            formula.unit.clone(),
            formula.form.clone().unwrap_or_default(),
            formula.rows.to_string(),
            (formula.rows - formula.missing).to_string(),
            formula.missing.to_string(),
        ]);
    }
    out.table(&lines);
    if !on_the_way.is_empty() {
        let count = on_the_way.len();
        let steps = format!("{} in account.json", plural(count, "more intermediate value"));
        out.push(lang.pick(format!("另有 {count} 个中间值见 account.json"), steps));
    }
}

fn reasons(account: &Account<'_>, lang: Lang, out: &mut Sheet) {
    let reasons = &account.summary.reasons;
    if reasons.is_empty() {
        return;
    }
    out.push("");
    let headings = lang.pick(["无法核算的原因", "指标", "值"], ["unaccounted because", "field", "values"]);
    let mut lines = vec![headings.map(str::to_owned).to_vec()];
    for reason in reasons.iter().take(REASONS) {
        lines.push(vec![reason.state.word(lang).to_owned(), reason.name.clone(), reason.times.to_string()]);
    }
    out.table(&lines);
    let more = reasons.len().saturating_sub(REASONS);
    if more > 0 {
        let more_reasons = format!("{} in account.json", plural(more, "more reason"));
        out.push(lang.pick(format!("另有 {more} 种原因见 account.json"), more_reasons));
    }
}

fn first_rows(table: &ResultTable<'_>, heading: &str, lang: Lang, out: &mut Sheet) {
    let shown = table.rows.min(ROWS);
    let filled = table.columns.iter().filter(|column| {
        // The number is shown even where nobody has it.
        !column.unit.is_empty() || (0..shown).any(|row| !column.shown(row).is_empty())
    });
    let columns: Vec<_> = filled.collect();
    let mut lines = vec![columns.iter().map(|column| column.heading.clone()).collect::<Vec<_>>()];
    lines.extend((0..shown).map(|row| columns.iter().map(|column| column.shown(row)).collect()));
    out.push("");
    out.push(heading);
    out.table(&lines);
    let more = table.rows - shown;
    if more > 0 {
        let more_rows = format!("{} in its file", plural(more, "more row"));
        out.push(lang.pick(format!("另有 {more} 行见这张表的文件"), more_rows));
    }
}

fn totals(account: &Account<'_>, lang: Lang) -> String {
    let summary = &account.summary;
    let (values, missing) = (summary.values(), summary.missing());
    let rows: usize = account.values.iter().map(|table| table.rows).sum();
    match lang {
        Lang::Zh => format!(
            "{} {} 个，{rows} 行：应算 {values} 个值，其中 {missing} 个无法核算{}",
            summary.subject,
            summary.subjects,
            if missing > 0 { "，逐个列在 unaccounted 中" } else { "" }
        ),
        Lang::En => format!(
            "{} × {}, {}: {}, {missing} of them unaccounted{}",
            summary.subjects,
            summary.subject,
            plural(rows, "row"),
            plural(values, "value"),
            if missing > 0 { ", each listed in unaccounted" } else { "" }
        ),
    }
}

/// What of the data went into none of it, each with the list in which it stands.
fn unused(account: &Account<'_>, lang: Lang) -> Vec<String> {
    let unused = &account.unused;
    let cells: usize = unused.files.iter().map(|file| file.cells_unreadable).sum();
    let orphans = unused.orphans.as_ref().map_or(0, Vec::len);
    let (rejected, files) = (unused.rejected.len(), unused.unused_files.len());
    let said = |count: usize, zh: String, en: String| (count > 0).then(|| lang.pick(zh, en));
    let kinds = [
        said(
            orphans,
            format!("名录之外的 {orphans} 行见 orphans.csv"),
            format!("{} outside the register, listed in orphans.csv", plural(orphans, "row")),
        ),
        said(
            rejected,
            format!("不能使用的 {rejected} 行见 rejected.csv"),
            format!("{}, listed in rejected.csv", plural(rejected, "unusable row")),
        ),
        said(
            cells,
            format!("读不出的 {cells} 个单元格见 unreadable.csv"),
            format!("{}, listed in unreadable.csv", plural(cells, "unreadable cell")),
        ),
        said(
            files,
            format!("没有用的 {files} 个文件见 account.json"),
            format!("{}, listed in account.json", plural(files, "unused file")),
        ),
    ];
    kinds.into_iter().flatten().collect()
}
