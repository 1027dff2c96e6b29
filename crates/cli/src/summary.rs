//! The summary on the terminal.

use shensuan_diagnostics::Lang;
use shensuan_findings::{Evidence, Finding, Review, StatisticColumn, Tally, decimals, severity_word};

use crate::accounts;
use crate::layers;
use crate::layout::Sheet;
use crate::words::plural;

/// Findings shown of each rule; the rest stand in `findings.csv`.
const SHOWN: usize = 3;

/// Districts shown.
const DISTRICTS: usize = 20;

/// Rows shown of a statistic; all stand in `statistics.csv`.
const STATISTIC_ROWS: usize = 10;
/// Digits shown behind the point of a share in percent; `statistics.csv` has them all.
const SHARE_PLACES: u8 = 2;

/// Everything a person wants to see first, in so many columns.
pub(crate) fn table(review: &Review, lang: Lang, room: usize) -> String {
    let mut sheet = Sheet::new(room);
    let out = &mut sheet;
    out.extend(layers::changes(&review.summary.changes, lang));
    if !out.is_empty() {
        out.push("");
    }
    accounts::files(&review.summary, lang, out);
    out.push("");
    rules(review, lang, out);
    built_in(review, lang, out);
    districts(review, lang, out);
    statistics(review, lang, out);
    for finding in shown(review) {
        out.push("");
        describe(finding, lang, out);
    }
    out.push("");
    out.extend(totals(review, lang));
    sheet.text()
}

fn statistics(review: &Review, lang: Lang, out: &mut Sheet) {
    for table in &review.statistics {
        let (mut lines, columns) =
            shensuan_findings::Words::of(lang).statistic(table, |share| decimals(share, SHARE_PLACES));
        let more = lines.len().saturating_sub(STATISTIC_ROWS + 1);
        lines.truncate(STATISTIC_ROWS + 1);
        out.push("");
        out.push(lang.pick(format!("统计：{}", table.name), format!("statistic: {}", table.name)));
        out.table(&filled(&lines, &columns));
        if more > 0 {
            let more_rows = format!("{} in statistics.csv", plural(more, "more row"));
            out.push(lang.pick(format!("另有 {more} 行见 statistics.csv"), more_rows));
        }
    }
}

/// The keys, what is stated of them, and the other columns in which anything stands.
fn filled(lines: &[Vec<String>], columns: &[StatisticColumn]) -> Vec<Vec<String>> {
    let stands = |column: usize| {
        matches!(columns.get(column), Some(StatisticColumn::Key | StatisticColumn::Value))
            || lines.iter().skip(1).any(|line| line.get(column).is_some_and(|cell| !cell.is_empty()))
    };
    let kept = |line: &Vec<String>| {
        let cells = line.iter().enumerate().filter(|(column, _)| stands(*column));
        cells.map(|(_, cell)| cell.clone()).collect()
    };
    lines.iter().map(kept).collect()
}

fn rules(review: &Review, lang: Lang, out: &mut Sheet) {
    let headings = lang.pick(
        ["规则", "级别", "通过", "不通过", "不适用", "无法判定", "标题"],
        ["rule", "severity", "pass", "fail", "not applicable", "undetermined", "title"],
    );
    let mut rows = vec![headings.map(str::to_owned).to_vec()];
    let mut before: Option<&str> = None;
    for (index, rule) in review.summary.rules.iter().enumerate() {
        let tally = rule.tally;
        // One rule that is judged in several forms has a line for each.
        let next = review.summary.rules.get(index + 1).map(|next| next.rule.as_str());
        let one_of_several = before == Some(&rule.rule) || next == Some(&rule.rule);
        before = Some(&rule.rule);
        let title = match rule.form.as_ref().filter(|_| one_of_several) {
            Some(form) => lang.pick(format!("{form}：{}", rule.title), format!("{form}: {}", rule.title)),
            None => rule.title.clone(),
        };
        rows.push(vec![
            rule.rule.clone(),
            severity_word(rule.severity, lang).to_owned(),
            tally.pass.to_string(),
            tally.fail.to_string(),
            not_applicable(&tally, lang),
            tally.undetermined.to_string(),
            title,
        ]);
    }
    out.table(&rows);
    layers::not_in_force(&review.summary.not_in_force, lang, out);
    remarks(review, lang, out);
}

/// Rules that fail so often that they should be looked at first, and the fields that left rules undecided.
fn remarks(review: &Review, lang: Lang, out: &mut Sheet) {
    for rule in &review.summary.rules {
        if !rule.lacking.is_empty() {
            let fields = rule.lacking.iter().map(|lacking| {
                let state = lacking.state.word(lang);
                match lang {
                    Lang::Zh => format!("{} {state}（{}）", lacking.field, lacking.times),
                    Lang::En => format!("{} {state} ({})", lacking.field, lacking.times),
                }
            });
            let fields = fields.collect::<Vec<_>>().join(lang.pick("、", ", "));
            out.push(match lang {
                Lang::Zh => format!("{} 无法判定：{fields}", rule.rule),
                Lang::En => format!("{} undetermined: {fields}", rule.rule),
            });
        }
    }
    for rule in review.summary.rules.iter().filter(|rule| rule.suspect) {
        let (fail, judged) = (rule.tally.fail, rule.tally.pass + rule.tally.fail);
        out.push(match lang {
            Lang::Zh => format!("{} 存疑：所判 {judged} 个中 {fail} 个不通过，请先核对规则本身", rule.rule),
            Lang::En => {
                format!(
                    "{} is suspect: {fail} of the {judged} it judges fail; look at the rule first",
                    rule.rule
                )
            }
        });
    }
}

/// What the built-in rules found: a line for each that found something, one for all others.
fn built_in(review: &Review, lang: Lang, out: &mut Sheet) {
    let (found, clean): (Vec<_>, Vec<_>) = review.summary.built_in.iter().partition(|rule| rule.findings > 0);
    if !found.is_empty() {
        let headings = lang
            .pick(["内置规则", "级别", "发现", "标题"], ["built-in rule", "severity", "findings", "title"]);
        let mut rows = vec![headings.map(str::to_owned).to_vec()];
        for rule in found {
            rows.push(vec![
                rule.built_in.clone(),
                severity_word(rule.severity, lang).to_owned(),
                rule.findings.to_string(),
                rule.title.clone(),
            ]);
        }
        out.push("");
        out.table(&rows);
    }
    if !clean.is_empty() {
        let clean: Vec<&str> = clean.iter().map(|rule| rule.built_in.as_str()).collect();
        out.push(match lang {
            Lang::Zh => format!("没有发现的内置规则：{}", clean.join("、")),
            Lang::En => format!("built-in rules without findings: {}", clean.join(", ")),
        });
    }
}

/// The districts, where the rulebook says what a district is.
fn districts(review: &Review, lang: Lang, out: &mut Sheet) {
    if review.summary.districts.is_empty() {
        return;
    }
    let headings = match lang {
        Lang::Zh => ["地区", "总数", "有强制性问题", "强制", "提示"],
        Lang::En => ["district", "all", "with a mandatory finding", "mandatory", "advisory"],
    };
    let mut rows = vec![headings.map(str::to_owned).to_vec()];
    // Where there are many, those with the most findings.
    let mut districts: Vec<_> = review.summary.districts.iter().collect();
    if districts.len() > DISTRICTS {
        districts.sort_by_key(|district| std::cmp::Reverse((district.mandatory, district.advisory)));
        districts.truncate(DISTRICTS);
    }
    for district in &districts {
        let name = if district.district.is_empty() {
            lang.pick("（未填）", "(not given)").to_owned()
        } else {
            district.district.clone()
        };
        rows.push(vec![
            name,
            district.subjects.to_string(),
            district.subjects_failing_mandatory.to_string(),
            district.mandatory.to_string(),
            district.advisory.to_string(),
        ]);
    }
    out.push("");
    out.table(&rows);
    let left = review.summary.districts.len() - districts.len();
    if left > 0 {
        out.push(match lang {
            Lang::Zh => format!("另有 {left} 个地区见 summary.json"),
            Lang::En => format!("{left} more in summary.json"),
        });
    }
}

/// The count, with its reasons where there are any.
fn not_applicable(tally: &Tally, lang: Lang) -> String {
    let total = tally.when_false + tally.not_filed + tally.not_supplied;
    let reasons = [
        (tally.not_filed, lang.pick("未填报", "not filed")),
        (tally.not_supplied, lang.pick("未提供参照表", "table not supplied")),
    ];
    let mut said: Vec<String> = Vec::new();
    for (count, word) in reasons.into_iter().filter(|(count, _)| *count > 0) {
        said.push(if count == total { word.to_owned() } else { format!("{count} {word}") });
    }
    match (lang, said.is_empty()) {
        (_, true) => total.to_string(),
        (Lang::Zh, false) => format!("{total}（{}）", said.join("，")),
        (Lang::En, false) => format!("{total} ({})", said.join(", ")),
    }
}

/// The first findings of each rule. One that is judged in several forms is one rule, with a line of the summary for each.
fn shown(review: &Review) -> impl Iterator<Item = &Finding> {
    let mut rules: Vec<_> = review.summary.rules.iter().map(|rule| (&rule.rule, false)).collect();
    rules.dedup();
    let built_in = review.summary.built_in.iter().map(|rule| (&rule.rule, true));
    rules.into_iter().chain(built_in).flat_map(|(rule, built_in)| {
        let its = move |finding: &&Finding| finding.rule == *rule && finding.built_in.is_some() == built_in;
        review.findings.iter().filter(its).take(SHOWN)
    })
}

fn describe(finding: &Finding, lang: Lang, out: &mut Sheet) {
    let words = shensuan_findings::Words::of(lang);
    let row = finding.row.as_ref().map(|cell| {
        let place = words.at(cell);
        lang.pick(format!("，{place}"), format!(", {place}"))
    });
    let severity = severity_word(finding.severity, lang);
    let name = finding.name.as_ref().map(|name| format!(" {name}")).unwrap_or_default();
    let subject = match finding.subject.as_str() {
        _ if finding.is_of_a_group() => lang.pick("（一组）", "(a group)"),
        _ if finding.is_of_the_data_set() => lang.pick("（整个数据集）", "(the data set)"),
        "" if finding.built_in.is_none() => finding.form.as_deref().unwrap_or_default(),
        "" => lang.pick("（没有关联键）", "(no key)"),
        subject => subject,
    };
    let rule = finding.listed_as();
    out.push(format!("{rule} [{severity}] {subject}{name}{}", row.unwrap_or_default()));
    out.push(format!("    {}", finding.message));
    out.extend(finding.aggregates.iter().map(|aggregate| format!("      {}", words.aggregate(aggregate))));
    for evidence in &finding.evidence {
        out.push(format!("      {}", evidence_line(evidence, lang)));
    }
    if finding.evidence_left_out > 0 {
        out.push(match lang {
            Lang::Zh => format!("      另有 {} 个单元格", finding.evidence_left_out),
            Lang::En => format!("      and {} more cells", finding.evidence_left_out),
        });
    }
    for group in &finding.groups {
        let mut lines = words.group_lines(group).into_iter();
        out.extend(lines.next().map(|line| format!("      {line}")));
        out.extend(lines.map(|line| format!("        {line}")));
    }
    if let Some(basis) = &finding.basis {
        out.push(match lang {
            Lang::Zh => format!("    依据：{basis}"),
            Lang::En => format!("    basis: {basis}"),
        });
    }
    let layer = finding.layer.as_ref();
    let layer =
        layer.map(|layer| lang.pick(format!("（{layer}）"), format!(" ({layer})"))).unwrap_or_default();
    out.push(match lang {
        Lang::Zh => format!("    规则见 {}{layer}", finding.place),
        Lang::En => format!("    rule at {}{layer}", finding.place),
    });
}

fn evidence_line(evidence: &Evidence, lang: Lang) -> String {
    let value = shensuan_findings::Words::of(lang).value(evidence);
    let cell = evidence.cell.as_ref();
    let cell = cell.map(|cell| format!("  {}", shensuan_findings::Words::of(lang).at(cell)));
    format!("{} = {value}{}", evidence.name, cell.unwrap_or_default())
}

fn totals(review: &Review, lang: Lang) -> Vec<String> {
    let summary = &review.summary;
    let hidden = review.findings.len() - shown(review).count();
    let mut parts = vec![match lang {
        Lang::Zh => format!(
            "{} {} 个：{} 个发现；{} 个有强制性问题；{} 个计算值，其中 {} 个缺失",
            summary.subject,
            summary.subjects,
            summary.findings,
            summary.subjects_failing_mandatory,
            summary.values,
            summary.values_missing
        ),
        Lang::En => format!(
            "{} × {}: {}; {} with a mandatory finding; {}, {} of them missing",
            summary.subjects,
            summary.subject,
            plural(summary.findings, "finding"),
            summary.subjects_failing_mandatory,
            plural(summary.values, "computed value"),
            summary.values_missing
        ),
    }];
    if hidden > 0 {
        parts.push(match lang {
            Lang::Zh => format!("另有 {hidden} 个发现见 findings.csv"),
            Lang::En => format!("{hidden} more findings in findings.csv"),
        });
    }
    match (lang, review.undetermined.len()) {
        (_, 0) => {}
        (Lang::Zh, count) => parts.push(format!("无法判定的 {count} 项见 undetermined.csv")),
        (Lang::En, count) => parts.push(format!("{count} undetermined, listed in undetermined.csv")),
    }
    match (lang, review.orphans.as_ref().map_or(0, Vec::len)) {
        (_, 0) => {}
        (Lang::Zh, count) => parts.push(format!("名录之外的 {count} 行见 orphans.csv")),
        (Lang::En, count) => {
            parts.push(format!("{} outside the register, listed in orphans.csv", plural(count, "row")));
        }
    }
    parts
}
