//! What layers change in each other, and the rules that are not in force, on the terminal.

use std::collections::BTreeMap;

use shensuan_diagnostics::Lang;
use shensuan_findings::{Action, Effect, LayerChange, NotInForce, RestingRule, severity_word};
use shensuan_model::{Model, Skip};

use crate::summary::aligned;
use crate::words::plural;

/// The changes, those that weaken a mandatory rule first and apart.
pub(crate) fn changes(changes: &[LayerChange], lang: Lang) -> Vec<String> {
    let mut out = Vec::new();
    let headings = [
        ((true, false), lang.pick("削弱强制性规则的调整：", "mandatory rules that a layer weakens:")),
        (
            (false, true),
            lang.pick(
                "强制性规则用到的常量，可能因此削弱：",
                "constants of mandatory rules, which may weaken them:",
            ),
        ),
        ((false, false), lang.pick("其他调整：", "other changes by layers:")),
    ];
    for (wanted, heading) in headings {
        let of = |change: &&LayerChange| (change.weakens, change.may_weaken && !change.weakens) == wanted;
        let mut lines = changes.iter().filter(of).peekable();
        if lines.peek().is_some() {
            out.push(heading.to_owned());
            out.extend(lines.map(|change| format!("  {}", line(change, lang))));
        }
    }
    out
}

fn line(change: &LayerChange, lang: Lang) -> String {
    let layer = match &change.layer {
        Some(layer) => layer.to_string(),
        None => lang.pick("另外给出的文件", "a file named beside").to_owned(),
    };
    let verb = match change.action {
        Action::Disable => lang.pick("停用", "disables"),
        Action::Override => lang.pick("调整", "overrides"),
    };
    let effects: Vec<String> = change.effects.iter().map(|effect| effect_words(effect, lang)).collect();
    let mut details = effects.join(lang.pick("、", ", "));
    if !change.in_force {
        details = lang.pick("审核日期不在有效期内", "not in force on the date of the review").to_owned();
    } else if change.effects.is_empty() {
        details = lang.pick("由上层决定", "a layer above decides").to_owned();
    }
    let mut period = String::new();
    if let Some(since) = &change.since {
        period.push_str(&lang.pick(format!("，自 {since}"), format!(" since {since}")));
    }
    if let Some(until) = &change.until {
        period.push_str(&lang.pick(format!("，至 {until}"), format!(" until {until}")));
    }
    let place = format!("{}:{}", change.place.file, change.place.line);
    match lang {
        Lang::Zh => {
            format!("{layer} {verb} {}（{details}）{period}：{}  {place}", change.target, change.because)
        }
        Lang::En => {
            format!("{layer} {verb} {} ({details}){period}: {}  {place}", change.target, change.because)
        }
    }
}

fn effect_words(effect: &Effect, lang: Lang) -> String {
    let becomes = |before: &str, after: &str| {
        lang.pick(format!("{before}改为{after}"), format!("{before} becomes {after}"))
    };
    match effect {
        Effect::Disabled { severity } => severity_word(*severity, lang).to_owned(),
        Effect::Severity { before, after } => {
            becomes(severity_word(*before, lang), severity_word(*after, lang))
        }
        Effect::Check => lang.pick("改写要求", "other checks").to_owned(),
        Effect::When => lang.pick("改写条件", "other conditions").to_owned(),
        Effect::Wording => lang.pick("改写文字", "other wording").to_owned(),
        Effect::Constant { before, after } => {
            lang.pick(format!("{before} 改为 {after}"), format!("{before} becomes {after}"))
        }
    }
}

/// The rules that are not in force, and why; their counts stand apart from those of the rules that are judged.
pub(crate) fn not_in_force(resting: &[RestingRule], lang: Lang) -> Vec<String> {
    if resting.is_empty() {
        return Vec::new();
    }
    let mut out = vec![match lang {
        Lang::Zh => format!("未生效、不审核的规则 {} 条：", resting.len()),
        Lang::En => format!("{} not in force and not judged:", plural(resting.len(), "rule")),
    }];
    let rows: Vec<Vec<String>> = resting
        .iter()
        .map(|rule| {
            let severity = severity_word(rule.severity, lang).to_owned();
            vec![format!("  {}", rule.rule), severity, why(&rule.why, lang), rule.title.clone()]
        })
        .collect();
    out.extend(aligned(&rows, 2));
    out
}

fn why(why: &NotInForce, lang: Lang) -> String {
    match why {
        NotInForce::NotYet { since } => lang.pick(format!("自 {since} 起生效"), format!("begins on {since}")),
        NotInForce::NoLonger { until } => {
            lang.pick(format!("已于 {until} 截止"), format!("ended on {until}"))
        }
        NotInForce::Disabled { by, until, .. } => {
            let by = by.as_ref().map(ToString::to_string).unwrap_or_default();
            match (lang, until) {
                (Lang::Zh, Some(until)) => format!("{by} 停用，至 {until}"),
                (Lang::Zh, None) => format!("{by} 停用"),
                (Lang::En, Some(until)) => format!("disabled by {by} until {until}"),
                (Lang::En, None) => format!("disabled by {by}"),
            }
        }
    }
}

/// The cases that were not run, by rule and reason.
pub(crate) fn skipped(model: &Model, lang: Lang) -> Vec<String> {
    let mut counts: BTreeMap<(&str, String), usize> = BTreeMap::new();
    for case in &model.skipped {
        let why = match case.why {
            Skip::Resting => lang.pick("规则未生效", "the rule is not in force").to_owned(),
            Skip::Changed(layer) => {
                let name = layer.and_then(|layer| model.layers.get(layer));
                let name = name.map(|layer| format!("{} {}", layer.id, layer.version)).unwrap_or_default();
                match lang {
                    Lang::Zh => format!("{name} 改了所判的内容"),
                    Lang::En => format!("{name} changes what it judges"),
                }
            }
        };
        *counts.entry((case.rule.as_str(), why)).or_default() += 1;
    }
    let lines = counts.into_iter().map(|((rule, why), count)| match lang {
        Lang::Zh => format!("{rule} 的 {count} 个用例未运行：{why}"),
        Lang::En => format!("{} of {rule} not run: {why}", plural(count, "case")),
    });
    lines.collect()
}
