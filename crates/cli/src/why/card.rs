//! A derivation as one page that needs no other file, no script and no network, and prints well.

use std::fmt::Write;

use shensuan_diagnostics::Lang;
use shensuan_findings::{
    AskedFor, Derivation, Derived, Standing, Step, StepKind, Verdict, Words, severity_word,
};

use super::style::STYLE;
use super::text::whose;
use super::{Below, Head, Teller, verdict_word};
use crate::markup::escaped;

/// The page of a derivation.
pub(crate) fn page(told: &Derivation, lang: Lang) -> String {
    let teller = Teller { lang };
    let (title, mut about) = match &told.asked {
        AskedFor::Rule { rule, title, severity, basis, place, layer } => {
            let title = if title == rule { rule.clone() } else { format!("{rule} {title}") };
            let place = teller.place(place, layer.as_ref());
            let mut about = vec![format!("{} · {place}", severity_word(*severity, lang))];
            about.extend(
                basis.as_ref().map(|basis| teller.pick(format!("依据：{basis}"), format!("basis: {basis}"))),
            );
            (title, about)
        }
        AskedFor::Value { value, place, layer } => (value.clone(), vec![teller.place(place, layer.as_ref())]),
    };
    about.insert(0, whose(&told.whose));
    let mut out = String::new();
    begin(&title, &about, lang, &mut out);
    if let Some(form) = &told.no_rows {
        let said =
            teller.pick(format!("{form} 没有行，无可推导"), format!("{form} has no row: nothing to derive"));
        let _ = writeln!(out, "<p>{}</p>", escaped(&said));
    }
    for result in &told.results {
        card(teller, result, &mut out);
    }
    if told.left_out > 0 {
        let more = told.left_out;
        let said = teller.pick(format!("另有 {more} 行未列出"), format!("{more} more rows are not shown"));
        let _ = writeln!(out, "<p class=\"dim\">{}</p>", escaped(&said));
    }
    if let Some(gone) = teller.sources_gone(told) {
        let _ = writeln!(out, "<p class=\"open\">{}</p>", escaped(&gone));
    }
    if !told.goes_into.is_empty() {
        let statistics = told.goes_into.join(teller.pick("、", ", "));
        let said =
            teller.pick(format!("汇入统计：{statistics}"), format!("goes into the statistics {statistics}"));
        let _ = writeln!(out, "<p class=\"dim\">{}</p>", escaped(&said));
    }
    out.push_str("</body>\n</html>\n");
    out
}

pub(super) fn begin(title: &str, about: &[String], lang: Lang, out: &mut String) {
    let title = escaped(title);
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n<style>{STYLE}</style>\n\
         </head>\n<body>\n<h1>{title}</h1>\n",
        lang.pick("zh-CN", "en")
    );
    for line in about {
        let _ = writeln!(out, "<p class=\"dim\">{}</p>", escaped(line));
    }
}

const fn class_of(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Fail => "fail",
        Verdict::Undetermined => "undetermined",
        Verdict::Pass => "pass",
        Verdict::NotApplicable => "not_applicable",
    }
}

fn card(teller: Teller, result: &Derived, out: &mut String) {
    out.push_str("<section class=\"card\">\n");
    let row = result.row.as_ref().map(|cell| Words::of(teller.lang).at(cell));
    let outcome = result.outcome.map(|outcome| {
        format!("<span class=\"badge {}\">{}</span>", class_of(outcome), verdict_word(outcome, teller.lang))
    });
    if row.is_some() || outcome.is_some() {
        let place = [result.form.clone(), row].into_iter().flatten().collect::<Vec<_>>().join("  ");
        let value = result.value.as_ref().map(|step| {
            let class = if step.value.is_none() { " open" } else { "" };
            format!("<span class=\"result{class}\">{}</span>", escaped(&teller.of(step)))
        });
        let _ = writeln!(
            out,
            "<h2>{}<span>{}</span>{}</h2>",
            outcome.unwrap_or_default(),
            escaped(&place),
            value.unwrap_or_default()
        );
    }
    if let Some(message) = &result.message {
        let _ = writeln!(out, "<p>{}</p>", escaped(message));
    }
    for line in teller.not_there(result) {
        let _ = writeln!(out, "<p>{}</p>", escaped(&line));
    }
    if let Some(value) = &result.value {
        steps(teller, std::slice::from_ref(value), true, out);
    }
    let parts = [
        (teller.pick("适用条件", "applies when"), &result.when),
        (teller.pick("要求", "requires"), &result.checks),
    ];
    for (title, conditions) in parts.into_iter().filter(|(_, conditions)| !conditions.is_empty()) {
        let _ = writeln!(out, "<h3>{title}</h3>");
        steps(teller, conditions, true, out);
    }
    for group in &result.groups {
        for line in Words::of(teller.lang).group_lines(group) {
            let _ = writeln!(out, "<p class=\"dim\">{}</p>", escaped(&line));
        }
    }
    let lacking = teller.lacking(result);
    if !lacking.is_empty() {
        let _ =
            writeln!(out, "<h3>{}</h3>\n<ul class=\"plain\">", teller.pick("缺少的数值", "what was missing"));
        for line in lacking {
            let _ = writeln!(out, "<li class=\"undetermined\">{}</li>", escaped(&line));
        }
        out.push_str("</ul>\n");
    }
    out.push_str("</section>\n");
}

/// Steps below each other: those of which nothing more is said as the lines of a table.
fn steps(teller: Teller, all: &[Step], first: bool, out: &mut String) {
    let mut lines: Vec<Line> = Vec::new();
    for step in all {
        let below = teller.below(step, first);
        if below.is_empty() && step.parts.is_empty() {
            lines.push(Line::of(teller, step));
            continue;
        }
        table(&mut lines, out);
        let Line { name, joint, value, class, place } = Line::of(teller, step);
        let kind = if step.kind == StepKind::Condition { " condition" } else { "" };
        let _ = writeln!(
            out,
            "<details open class=\"step{kind}\"><summary><span class=\"name\">{name}</span>{joint}<b class=\"value {class}\">{value}</b> \
             <span class=\"place\">{place}</span></summary>"
        );
        said(&below, out);
        steps(teller, &step.parts, false, out);
        out.push_str("</details>\n");
    }
    table(&mut lines, out);
}

/// A step as the cells of a line, ready to stand in the page.
struct Line {
    name: String,
    joint: &'static str,
    value: String,
    class: &'static str,
    place: String,
}

impl Line {
    fn of(teller: Teller, step: &Step) -> Self {
        let Head { name, value, place } = teller.head(step);
        let class = match (step.kind, step.truth) {
            (StepKind::Condition, Some(true)) => "yes",
            (StepKind::Condition, Some(false)) => "no",
            _ if step.value.is_none() && !step.state.is_given() => "open",
            _ => "",
        };
        Self {
            joint: teller.joint(step, &value),
            name: escaped(&name),
            value: escaped(&value),
            class,
            place: place.map(|place| escaped(&place)).unwrap_or_default(),
        }
    }
}

/// The lines that were gathered, as a table.
fn table(lines: &mut Vec<Line>, out: &mut String) {
    if lines.is_empty() {
        return;
    }
    out.push_str("<table class=\"cells\">\n");
    for Line { name, value, class, place, .. } in lines.drain(..) {
        let _ = writeln!(
            out,
            "<tr><td class=\"name\">{name}</td><td class=\"value {class}\">{value}</td><td class=\"place\">{place}</td></tr>"
        );
    }
    out.push_str("</table>\n");
}

/// What is said below the head of a step.
fn said(below: &[Below], out: &mut String) {
    let mut in_row = false;
    for line in below {
        let of_row = matches!(line, Below::Column(..));
        if of_row != in_row {
            out.push_str(if of_row { "<dl>\n" } else { "</dl>\n" });
            in_row = of_row;
        }
        let _ = match line {
            Below::Written(written, place) => writeln!(
                out,
                "<p class=\"written\">{} <span class=\"place\">{}</span></p>",
                escaped(written),
                escaped(place)
            ),
            Below::Numbers(numbers) => writeln!(out, "<p class=\"calc\">{}</p>", escaped(numbers)),
            Below::Branch(said) => writeln!(out, "<p class=\"branch\">{}</p>", escaped(said)),
            Below::Key(key, place) => writeln!(
                out,
                "<p class=\"key\">{} <span class=\"place\">{}</span></p>",
                escaped(key),
                escaped(place)
            ),
            Below::Column(name, value) => {
                writeln!(out, "<div><dt>{}</dt><dd>{}</dd></div>", escaped(name), escaped(value))
            }
            Below::Remark(remark) => writeln!(out, "<p class=\"dim\">{}</p>", escaped(remark)),
        };
    }
    if in_row {
        out.push_str("</dl>\n");
    }
}

/// The page of all rules and values of a subject.
pub(crate) fn page_of_standing(told: &Standing, lang: Lang) -> String {
    let teller = Teller { lang };
    let words = Words::of(lang);
    let mut out = String::new();
    begin(&whose(&told.whose), &[], lang, &mut out);
    let place = |cell: &Option<shensuan_findings::Cell>| {
        escaped(&cell.as_ref().map(|cell| words.at(cell)).unwrap_or_default())
    };
    let head = |headings: &[&str], out: &mut String| {
        let cells: String = headings.iter().map(|heading| format!("<th>{heading}</th>")).collect();
        let _ = writeln!(out, "<section class=\"card\"><table>\n<tr>{cells}</tr>");
    };
    if !told.rules.is_empty() {
        let headings = teller
            .pick(["规则", "级别", "结果", "行", "标题"], ["rule", "severity", "outcome", "row", "title"]);
        head(&headings, &mut out);
        for rule in &told.rules {
            let _ = writeln!(
                out,
                "<tr><td>{}</td><td>{}</td><td class=\"{}\">{}</td><td>{}</td><td>{}</td></tr>",
                escaped(&rule.rule),
                severity_word(rule.severity, lang),
                class_of(rule.outcome),
                verdict_word(rule.outcome, lang),
                place(&rule.row),
                escaped(&rule.title)
            );
        }
        out.push_str("</table></section>\n");
    }
    if !told.values.is_empty() {
        head(&teller.pick(["计算值", "行", "数值"], ["value", "row", "is"]), &mut out);
        for value in &told.values {
            let shown = teller.value(value.value.as_deref(), &value.unit, value.state);
            let (name, row) = (escaped(&value.name), place(&value.row));
            let _ = writeln!(out, "<tr><td>{name}</td><td>{row}</td><td>{}</td></tr>", escaped(&shown));
        }
        out.push_str("</table></section>\n");
    }
    out.push_str("</body>\n</html>\n");
    out
}
