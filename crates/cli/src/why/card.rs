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
    out.push_str("</body>\n</html>\n");
    out
}

fn begin(title: &str, about: &[String], lang: Lang, out: &mut String) {
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
        let _ = writeln!(out, "<h2>{}<span>{}</span></h2>", outcome.unwrap_or_default(), escaped(&place));
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
        let _ = writeln!(out, "<h3>{}</h3>\n<ul>", teller.pick("缺少的数值", "what was missing"));
        for line in lacking {
            let _ = writeln!(out, "<li class=\"undetermined\">{}</li>", escaped(&line));
        }
        out.push_str("</ul>\n");
    }
    out.push_str("</section>\n");
}

fn steps(teller: Teller, all: &[Step], first: bool, out: &mut String) {
    out.push_str("<ul>\n");
    for step in all {
        let Head { name, value, place } = teller.head(step);
        let joint = teller.joint(step, &value);
        let class = match (step.kind, step.truth) {
            (StepKind::Condition, Some(true)) => "yes",
            (StepKind::Condition, Some(false)) => "no",
            _ if step.value.is_none() && !step.state.is_given() => "open",
            _ => "",
        };
        let place = place.map(|place| format!(" <span class=\"dim\">{}</span>", escaped(&place)));
        let _ = write!(
            out,
            "<li>{}{joint}<b class=\"{class}\">{}</b>{}",
            escaped(&name),
            escaped(&value),
            place.unwrap_or_default()
        );
        for below in teller.below(step, first) {
            let _ = match below {
                Below::Written(written, place) => write!(
                    out,
                    "\n<p>{} <span class=\"dim\">{}</span></p>",
                    escaped(&written),
                    escaped(&place)
                ),
                Below::Numbers(numbers) => write!(out, "\n<p class=\"calc\">{}</p>", escaped(&numbers)),
                Below::Remark(remark) => write!(out, "\n<p class=\"dim\">{}</p>", escaped(&remark)),
            };
        }
        if !step.parts.is_empty() {
            out.push('\n');
            steps(teller, &step.parts, false, out);
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
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
