//! A derivation as a tree of lines.

use shensuan_diagnostics::Lang;
use shensuan_findings::{AskedFor, Derivation, Derived, Standing, Step, Whose, Words, severity_word};

use super::{Below, Head, Teller, verdict_word};
use crate::layout::Sheet;

/// The derivation, a line each step and what stands below it.
pub(crate) fn tree(told: &Derivation, lang: Lang) -> String {
    let teller = Teller { lang };
    let mut out: Vec<String> = heading(teller, told);
    if let Some(form) = &told.no_rows {
        out.push(String::new());
        out.push(
            teller.pick(format!("{form} 没有行，无可推导"), format!("{form} has no row: nothing to derive")),
        );
    }
    for result in &told.results {
        out.push(String::new());
        of_result(teller, told, result, &mut out);
    }
    if told.left_out > 0 {
        out.push(String::new());
        let more = told.left_out;
        out.push(teller.pick(
            format!("另有 {more} 行未列出；--all 全部列出，--row N 只看文件第 N 行"),
            format!("{more} more rows; --all shows them, --row N the row N of the file alone"),
        ));
    }
    if let Some(gone) = teller.sources_gone(told) {
        out.extend([String::new(), gone]);
    }
    if !told.goes_into.is_empty() {
        let statistics = told.goes_into.join(teller.pick("、", ", "));
        out.push(String::new());
        out.push(teller.pick(
            format!("汇入统计：{statistics}；--value 统计名称，看它占多少"),
            format!("goes into the statistics {statistics}: --value NAME shows its share"),
        ));
    }
    out.join("\n")
}

pub(super) fn whose(whose: &Whose) -> String {
    let name = whose.name.as_ref().map(|name| format!(" {name}")).unwrap_or_default();
    let district = whose.district.as_ref().map(|district| format!("  {district}")).unwrap_or_default();
    format!("{} {}{name}{district}", whose.subject, whose.key)
}

fn heading(teller: Teller, told: &Derivation) -> Vec<String> {
    let first = whose(&told.whose);
    match &told.asked {
        AskedFor::Rule { rule, title, severity, basis, place, layer } => {
            let severity = severity_word(*severity, teller.lang);
            let title = if title == rule { String::new() } else { format!(" {title}") };
            let mut lines = vec![first, format!("{rule} [{severity}]{title}")];
            let place = teller.place(place, layer.as_ref());
            lines.push(teller.pick(format!("规则见 {place}"), format!("rule at {place}")));
            if let Some(basis) = basis {
                lines.push(teller.pick(format!("依据：{basis}"), format!("basis: {basis}")));
            }
            lines
        }
        AskedFor::Value { value, .. } => vec![first, value.clone()],
    }
}

fn of_result(teller: Teller, told: &Derivation, result: &Derived, out: &mut Vec<String>) {
    let row = result.row.as_ref().map(|cell| Words::of(teller.lang).at(cell));
    let form = result.form.as_ref().map(|form| format!("{form}  "));
    let place = row.map(|row| format!("{}{row}", form.unwrap_or_default()));
    match (result.outcome, &told.asked) {
        (Some(outcome), _) => {
            let word = verdict_word(outcome, teller.lang);
            out.push(match place {
                Some(place) => teller.pick(format!("{place}：{word}"), format!("{place}: {word}")),
                None => word.to_owned(),
            });
        }
        (None, _) => out.extend(place),
    }
    if let Some(message) = &result.message {
        out.push(format!("  {message}"));
    }
    out.extend(teller.not_there(result).into_iter().map(|line| format!("  {line}")));
    if let Some(value) = &result.value {
        step(teller, value, &Indent::none(), true, out);
    }
    if !result.when.is_empty() {
        out.push(teller.pick("适用条件", "applies when").to_owned());
        listed(teller, &result.when, "", true, out);
    }
    if !result.checks.is_empty() {
        out.push(teller.pick("要求", "requires").to_owned());
        listed(teller, &result.checks, "", true, out);
    }
    for group in &result.groups {
        let mut lines = Words::of(teller.lang).group_lines(group).into_iter();
        out.extend(lines.next());
        out.extend(lines.map(|line| format!("  {line}")));
    }
    let lacking = teller.lacking(result);
    if !lacking.is_empty() {
        out.push(teller.pick("缺少的数值", "what was missing").to_owned());
        out.extend(lacking.into_iter().map(|line| format!("  {line}")));
    }
}

/// What stands before the lines of a step: its first, and the others.
struct Indent {
    first: String,
    rest: String,
}

impl Indent {
    fn none() -> Self {
        Self { first: String::new(), rest: String::new() }
    }
}

/// Steps below each other; `first` says whether they are the first of all.
fn listed(teller: Teller, steps: &[Step], before: &str, first: bool, out: &mut Vec<String>) {
    for (at, part) in steps.iter().enumerate() {
        let last = at + 1 == steps.len();
        let indent = Indent {
            first: format!("{before}{}", if last { "└─ " } else { "├─ " }),
            rest: format!("{before}{}", if last { "   " } else { "│  " }),
        };
        step(teller, part, &indent, first, out);
    }
}

fn step(teller: Teller, step: &Step, indent: &Indent, first: bool, out: &mut Vec<String>) {
    let Head { name, value, place } = teller.head(step);
    let place = place.map(|place| format!("  {place}")).unwrap_or_default();
    let joint = teller.joint(step, &value);
    out.push(format!("{}{name}{joint}{value}{place}", indent.first));
    // What is said of a step that has parts stands left of the line that leads to them.
    let bar = if step.parts.is_empty() { "   " } else { "│  " };
    for below in teller.below(step, first) {
        let said = match below {
            Below::Written(written, place) => format!("{written}    {place}"),
            Below::Numbers(said) | Below::Branch(said) | Below::Remark(said) => said,
            Below::Key(key, place) if place.is_empty() => key,
            Below::Key(key, place) => format!("{key}  {place}"),
            Below::Column(name, value) => format!("  {name} = {value}"),
        };
        out.push(format!("{}{bar}{said}", indent.rest));
    }
    listed(teller, &step.parts, &indent.rest, false, out);
}

/// Every rule and value, and how to ask further.
pub(crate) fn standing(told: &Standing, lang: Lang, room: usize) -> String {
    let teller = Teller { lang };
    let words = Words::of(lang);
    let mut out = Sheet::new(room);
    out.push(whose(&told.whose));
    let place =
        |cell: &Option<shensuan_findings::Cell>| cell.as_ref().map(|cell| words.at(cell)).unwrap_or_default();
    if !told.rules.is_empty() {
        let headings = teller
            .pick(["规则", "级别", "结果", "行", "标题"], ["rule", "severity", "outcome", "row", "title"]);
        let mut rows = vec![headings.map(str::to_owned).to_vec()];
        rows.extend(told.rules.iter().map(|rule| {
            vec![
                rule.rule.clone(),
                severity_word(rule.severity, lang).to_owned(),
                verdict_word(rule.outcome, lang).to_owned(),
                place(&rule.row),
                rule.title.clone(),
            ]
        }));
        out.push("");
        out.table(&rows);
    }
    if !told.values.is_empty() {
        let headings = teller.pick(["计算值", "行", "数值"], ["value", "row", "is"]);
        let mut rows = vec![headings.map(str::to_owned).to_vec()];
        rows.extend(told.values.iter().map(|value| {
            let shown = teller.value(value.value.as_deref(), &value.unit, value.state);
            vec![value.name.clone(), place(&value.row), shown]
        }));
        out.push("");
        out.table(&rows);
    }
    out.push("");
    out.push(teller.pick(
        "加 --rule 编号 或 --value 名称，看它是怎样得来的",
        "add --rule ID or --value NAME to see where it comes from",
    ));
    out.text()
}
