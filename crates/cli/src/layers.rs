//! What layers change in each other, and the rules that are not in force, on the terminal.

use std::collections::BTreeMap;

use shensuan_diagnostics::Lang;
use shensuan_findings::{Action, Changed, Effect, LayerChange, NotInForce, RestingRule, severity_word};
use shensuan_model::{BuiltIn, Model, Skip};

use crate::layout::Sheet;
use crate::words::plural;

/// So many members of a set are shown.
const SHOWN_MEMBERS: usize = 8;

/// What the bearing of a change is, with the heading of all that have it.
type Heading = (fn(&LayerChange) -> bool, &'static str);

/// The changes, those that weaken the review first and apart.
pub(crate) fn changes(changes: &[LayerChange], lang: Lang) -> Vec<String> {
    let mut out = Vec::new();
    let headings: [Heading; 4] = [
        (|change| change.weakens, lang.pick("削弱审核的调整：", "changes that weaken the review:")),
        (
            |change| change.may_weaken,
            lang.pick("可能削弱强制性规则的调整：", "changes that may weaken mandatory rules:"),
        ),
        (
            |change| change.tightens,
            lang.pick("收紧强制性规则的调整：", "changes that tighten mandatory rules:"),
        ),
        (
            |change| !(change.weakens || change.may_weaken || change.tightens),
            lang.pick("其他调整：", "other changes by layers:"),
        ),
    ];
    for (wanted, heading) in headings {
        let mut lines = changes.iter().filter(|change| wanted(change)).peekable();
        if lines.peek().is_some() {
            out.push(heading.to_owned());
            out.extend(lines.map(|change| format!("  {}", line(change, lang))));
        }
    }
    out
}

/// What is changed, for people: a rule by its id, all else with what it is where that is not plain.
fn target(change: &LayerChange, lang: Lang) -> String {
    match change.changes {
        Changed::BuiltInRule => {
            let word = BuiltIn::named(&change.target).map_or(change.target.as_str(), |rule| rule.word(lang));
            lang.pick(format!("内置规则 {word}"), format!("the built-in rule {word}"))
        }
        Changed::Rule | Changed::Constant | Changed::Formula | Changed::Set => change.target.clone(),
    }
}

fn line(change: &LayerChange, lang: Lang) -> String {
    let layer = match &change.layer {
        Some(layer) => layer.to_string(),
        None => lang.pick("另外给出的文件", "a file named beside").to_owned(),
    };
    let target = target(change, lang);
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
            format!("{layer} {verb} {target}（{details}）{period}：{}  {place}", change.because)
        }
        Lang::En => {
            format!("{layer} {verb} {target} ({details}){period}: {}  {place}", change.because)
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
        Effect::Constant { before, after } | Effect::Formula { before, after } => {
            lang.pick(format!("{before} 改为 {after}"), format!("{before} becomes {after}"))
        }
        Effect::Set { added, removed } => {
            let listed = |members: &[String], zh: &str, en: &str| {
                let shown = members.iter().take(SHOWN_MEMBERS).map(String::as_str).collect::<Vec<_>>();
                let more = if members.len() > SHOWN_MEMBERS { lang.pick(" 等", " …") } else { "" };
                let count =
                    lang.pick(format!("{zh} {} 项", members.len()), format!("{en} {}", members.len()));
                let shown = shown.join(lang.pick("、", ", "));
                (!members.is_empty())
                    .then(|| lang.pick(format!("{count}：{shown}{more}"), format!("{count}: {shown}{more}")))
            };
            let parts = [listed(added, "增加", "adds"), listed(removed, "去掉", "drops")];
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            if parts.is_empty() {
                return lang.pick("成员不变", "the same members").to_owned();
            }
            parts.join(lang.pick("；", "; "))
        }
    }
}

/// The rules that are not in force, and why; their counts stand apart from those of the rules that are judged.
pub(crate) fn not_in_force(resting: &[RestingRule], lang: Lang, out: &mut Sheet) {
    if resting.is_empty() {
        return;
    }
    out.push(match lang {
        Lang::Zh => format!("未生效、不审核的规则 {} 条：", resting.len()),
        Lang::En => format!("{} not in force and not judged:", plural(resting.len(), "rule")),
    });
    let rows: Vec<Vec<String>> = resting
        .iter()
        .map(|rule| {
            let severity = severity_word(rule.severity, lang).to_owned();
            vec![format!("  {}", rule.rule), severity, why(&rule.why, lang), rule.title.clone()]
        })
        .collect();
    out.table(&rows);
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
