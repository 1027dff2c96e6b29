//! What a statistic is made of, as a page.

use std::fmt::Write;

use shensuan_diagnostics::Lang;
use shensuan_findings::{Follow, FollowedAggregate, FollowedGroup, FollowedStatistic, Words};

use super::card::begin;
use super::total::key;
use super::{Again, Teller};
use crate::markup::escaped;

/// The page of a statistic.
pub(crate) fn page_of_total(told: &FollowedStatistic, lang: Lang, again: &Again) -> String {
    let teller = Teller { lang };
    let mut about: Vec<String> = told.whose.iter().map(super::text::whose).collect();
    about.push(teller.place(&told.place, told.layer.as_ref()));
    let mut out = String::new();
    begin(&told.statistic, &about, lang, &mut out);
    let _ = writeln!(out, "<p class=\"written\">{}</p>", escaped(&told.written));
    let (of_groups, bare): (Vec<&FollowedGroup>, Vec<&FollowedGroup>) =
        told.groups.iter().partition(|group| !group.aggregates.is_empty());
    if !bare.is_empty() {
        table_of_groups(teller, told, &bare, &mut out);
    }
    for group in of_groups {
        card(teller, told, group, again, &mut out);
    }
    if told.left_out > 0 {
        let more = told.left_out;
        let said = teller.pick(format!("另有 {more} 组未列出"), format!("{more} more groups are not shown"));
        let _ = writeln!(out, "<p class=\"dim\">{}</p>", escaped(&said));
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn table_of_groups(teller: Teller, told: &FollowedStatistic, groups: &[&FollowedGroup], out: &mut String) {
    let headings: String = told.keys.iter().map(|key| format!("<th>{}</th>", escaped(key))).collect();
    let value = teller.pick("数值", "is");
    let _ = writeln!(
        out,
        "<section class=\"card\"><table>\n<tr>{headings}<th class=\"number\">{value}</th></tr>"
    );
    for group in groups {
        let cells: String = (0..told.keys.len())
            .map(|at| {
                let text = group.keys.get(at).map(key).unwrap_or_default();
                format!("<td>{}</td>", escaped(&text))
            })
            .collect();
        let stated = escaped(&teller.stated(group));
        let _ = writeln!(out, "<tr>{cells}<td class=\"number\">{stated}</td></tr>");
    }
    out.push_str("</table></section>\n");
}

fn card(teller: Teller, told: &FollowedStatistic, group: &FollowedGroup, again: &Again, out: &mut String) {
    out.push_str("<section class=\"card\">\n");
    let _ = writeln!(
        out,
        "<h2><span>{}</span><span class=\"result\">{}</span></h2>",
        escaped(&teller.group_named(told, group)),
        escaped(&teller.stated(group))
    );
    if let Some(numbers) = &group.with_numbers {
        let _ =
            writeln!(out, "<p class=\"calc\">{} = {}</p>", escaped(numbers), escaped(&teller.stated(group)));
    }
    for aggregate in &group.aggregates {
        if group.aggregates.len() > 1 {
            let _ = writeln!(
                out,
                "<h3>{} = {}</h3>",
                escaped(&aggregate.written),
                escaped(&teller.came_to(aggregate))
            );
        }
        if group.aggregates.len() == 1 || aggregate.has_members() {
            of_aggregate(teller, told, aggregate, again, out);
        }
    }
    if !group.beside.is_empty() {
        let _ = writeln!(out, "<h3>{}</h3>\n<ul class=\"plain\">", teller.parts_beside());
        for beside in &group.beside {
            let _ = writeln!(out, "<li>{}</li>", escaped(&teller.beside(beside)));
        }
        out.push_str("</ul>\n");
    }
    out.push_str("</section>\n");
}

fn of_aggregate(
    teller: Teller,
    told: &FollowedStatistic,
    aggregate: &FollowedAggregate,
    again: &Again,
    out: &mut String,
) {
    let words = Words::of(teller.lang);
    let _ = writeln!(out, "<p class=\"dim\">{}</p>", escaped(&teller.counts(told, aggregate)));
    if aggregate.private {
        let said =
            teller.pick("涉及不公开的指标，不列出是谁", "it looks at what is private: nobody is named");
        let _ = writeln!(out, "<p class=\"dim\">{said}</p>");
        return;
    }
    if let (Some(own), Some(whose)) = (&aggregate.own, &told.whose) {
        let name = whose.name.clone().unwrap_or_else(|| whose.key.clone());
        let _ =
            writeln!(out, "<h3>{}</h3>\n<ul class=\"plain\">", escaped(&teller.own(&name, own, aggregate)));
        for row in &own.rows {
            let place = row.row.as_ref().map(|cell| words.at(cell)).unwrap_or_default();
            let _ = writeln!(
                out,
                "<li><b>{}</b> <span class=\"dim\">{}</span>{}</li>",
                escaped(&teller.amount(&row.shown, aggregate)),
                escaped(&place),
                lead(&row.follow, again)
            );
        }
        out.push_str("</ul>\n");
    }
    if teller.names_others(aggregate) {
        let _ =
            writeln!(out, "<h3>{}</h3>\n<table class=\"parts\">", escaped(&teller.heading(told, aggregate)));
        for one in &aggregate.largest {
            let place = match &one.row {
                Some(cell) => words.at(cell),
                None if aggregate.of_rows => {
                    teller.pick(format!("{} 行", one.given), format!("{} rows", one.given))
                }
                None => String::new(),
            };
            let name = one.name.clone().unwrap_or_default();
            let _ = writeln!(
                out,
                "<tr><td class=\"number\">{}</td><td>{}</td><td><b>{}</b> {}<br><span class=\"dim\">{}</span>{}</td></tr>",
                escaped(&teller.amount(&one.shown, aggregate)),
                bar(one.share),
                escaped(&name),
                escaped(&one.subject),
                escaped(&place),
                lead(&one.follow, again)
            );
        }
        if let Some(rest) = &aggregate.rest {
            let shown = rest.shown.as_ref().map(|shown| teller.amount(shown, aggregate)).unwrap_or_default();
            let _ = writeln!(
                out,
                "<tr class=\"rest\"><td class=\"number\">{}</td><td>{}</td><td>{}</td></tr>",
                escaped(&shown),
                bar(rest.share),
                escaped(&teller.others(told, rest, aggregate))
            );
        }
        if aggregate.adds_up && aggregate.value.is_some() {
            let _ = writeln!(
                out,
                "<tr class=\"sum\"><td class=\"number\">{}</td><td></td><td>{}</td></tr>",
                escaped(&teller.came_to(aggregate)),
                teller.pick("合计", "together")
            );
        }
        out.push_str("</table>\n");
    }
    if !aggregate.lacking.is_empty() {
        let _ = writeln!(
            out,
            "<h3>{}</h3>\n<ul class=\"plain\">",
            teller.pick("没有数值、未计入的", "without a value, and not counted in")
        );
        for member in &aggregate.lacking {
            let _ = writeln!(
                out,
                "<li class=\"open\">{}{}</li>",
                escaped(&teller.lacking_member(member)),
                lead(&member.follow, again)
            );
        }
        if aggregate.lacking_left_out > 0 {
            let _ =
                writeln!(out, "<li class=\"dim\">{}</li>", escaped(&teller.more(aggregate.lacking_left_out)));
        }
        out.push_str("</ul>\n");
    }
}

/// How to go on.
fn lead(follow: &Option<Follow>, again: &Again) -> String {
    let Some(follow) = follow else { return String::new() };
    // No option is broken at its hyphens.
    let word = |word: &str| match word.starts_with("--") {
        true => format!("<span>{}</span>", escaped(word)),
        false => escaped(word),
    };
    let command = again.command(follow);
    format!("<code>{}</code>", command.split(' ').map(word).collect::<Vec<_>>().join(" "))
}

/// A share as a bar, with its number.
fn bar(share: Option<f64>) -> String {
    share.map_or_else(String::new, |share| {
        let shown = shensuan_findings::readable((share * 100.0).round() / 100.0);
        format!("<span class=\"bar\"><i style=\"width:{share:.2}%\"></i></span> {shown}%")
    })
}
