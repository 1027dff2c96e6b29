//! What is said with a vocabulary: constants, sets, formulas, rules, statistics, cases, and the changes of a layer.

use shensuan_diagnostics::Lang;

use super::hand::Hand;
use super::page::{JOINT, Page};
use super::values::{Scope, Speaker};
use super::vocabulary::{Holds, Value, World, also};

/// A rule that is there.
pub struct Made {
    id: String,
    scope: Scope,
}

const DEPTH: usize = 3;

/// What a rulebook says, in some order; the rules that it has.
pub fn rules(world: &mut World, page: &mut Page, hand: &mut Hand<'_>) -> Vec<Made> {
    if hand.happens(3) {
        page.line(0, *hand.one(&["级别 强制", "severity advisory"]));
    }
    for _ in 0..hand.below(4) {
        constant(world, page, hand);
    }
    for _ in 0..hand.below(4) {
        set(world, page, hand);
    }
    for _ in 0..hand.below(4) {
        formula(world, page, hand);
    }
    let mut made = Vec::new();
    for at in 0..=hand.below(5) {
        let lang = hand.lang();
        made.push(rule(world, at, lang, page, hand));
    }
    for at in 0..hand.below(3) {
        statistic(world, at, page, hand);
        bare(world, page, hand);
        of_group(world, at, page, hand);
        of_list(world, at, page, hand);
    }
    if hand.happens(3) {
        page.line(0, *hand.one(&["built-in rule unit severity mandatory", "内置规则 必填 级别 提示"]));
    }
    made
}

fn speaker<'a, 'c>(world: &'a World, hand: &'a mut Hand<'c>, lang: Lang, scope: Scope) -> Speaker<'a, 'c> {
    Speaker { world, hand, lang, scope, inside: false, nested: false, lets: Vec::new(), depth: DEPTH }
}

fn constant(world: &mut World, page: &mut Page, hand: &mut Hand<'_>) {
    let (lang, name) = (hand.lang(), world.name(hand));
    let holds = *hand.one(&[Holds::Mass, Holds::Bare, Holds::Share, Holds::Volume]);
    let value = speaker(world, hand, lang, Scope::Subject).literal(holds);
    let word = if lang == Lang::Zh { "常量" } else { "constant" };
    page.line(0, format!("{word} {} = {value}", also(&name, lang, hand)));
    world.constants.push(Value { name, holds });
}

/// Members of a set.
fn members(holds: Holds, hand: &mut Hand<'_>) -> String {
    let all: [&str; 4] = if holds == Holds::Code {
        ["33", "3360", "34", "3410"]
    } else {
        ["\"酸\"", "「碱、盐」", "\"a # b\"", "\"x\""]
    };
    let first = hand.below(4);
    let members = (0..=hand.below(3)).map(|at| all[(first + at) % 4]);
    members.collect::<Vec<_>>().join(&format!(",{JOINT}"))
}

fn set(world: &mut World, page: &mut Page, hand: &mut Hand<'_>) {
    let (lang, name) = (hand.lang(), world.name(hand));
    let holds = *hand.one(&[Holds::Code, Holds::Text]);
    let word = if lang == Lang::Zh { "集合" } else { "set" };
    page.line(0, format!("{word} {} = {}", also(&name, lang, hand), members(holds, hand)));
    world.sets.push(Value { name, holds });
}

fn formula(world: &mut World, page: &mut Page, hand: &mut Hand<'_>) {
    let (lang, name) = (hand.lang(), world.name(hand));
    let holds = *hand.one(&[Holds::Mass, Holds::Bare, Holds::Share, Holds::Volume]);
    let mut of = speaker(world, hand, lang, Scope::Subject);
    let value = format!("{} + {}", of.field(holds), of.number(holds));
    let (word, unit) = if lang == Lang::Zh { ("公式 ", "单位 千克") } else { ("formula ", "unit kg") };
    if hand.happens(2) {
        page.line(0, format!("{word}{} = {value}", also(&name, lang, hand)));
    } else {
        page.line(0, format!("{word}{} = {value}", name.first()));
        let also = also(&name, lang, hand);
        if also != name.first() {
            page.line(1, also[name.first().len()..].trim());
        }
    }
    if holds == Holds::Mass && hand.happens(2) {
        page.line(1, unit);
    }
    world.formulas.push(Value { name, holds });
}

fn rule(world: &mut World, at: usize, lang: Lang, page: &mut Page, hand: &mut Hand<'_>) -> Made {
    let zh = lang == Lang::Zh;
    let w = |zh_word: &'static str, en: &'static str| if zh { zh_word } else { en };
    let id = format!("{}{at}", hand.one(&["A-", "水-G102-", "R"]));
    let title = hand.one(&["", " 「标题，一」", " \"a (title): # 1\""]);
    if hand.happens(8) {
        let condition = speaker(world, hand, lang, Scope::Subject).condition();
        page.line(0, format!("{} {id}{title} {} {condition}", w("规则", "rule"), w("要求", "check")));
        return Made { id, scope: Scope::Subject };
    }
    page.line(0, format!("{} {id}{title}", w("规则", "rule")));
    let scope = *hand.one(&[Scope::Subject, Scope::Rows, Scope::Many(0), Scope::Many(1), Scope::Both]);
    let each = w("逐行", "for each");
    let [one, two] = [0, 1].map(|at| world.many[at].name.any(hand).to_owned());
    match scope {
        Scope::Subject if hand.happens(3) => page.line(1, w("逐户", "for each subject")),
        Scope::Subject => {}
        Scope::Rows => page.line(1, format!("{each} {}", world.rows.name.any(hand))),
        Scope::Many(at) => page.line(1, format!("{each} {}", [one, two][at])),
        Scope::Both => page.line(1, format!("{each} {one},{JOINT}{two}")),
    }
    clauses(world, (lang, scope), page, hand);
    let severity = *hand.one(&["", "级别 强制", "severity：advisory"]);
    if !severity.is_empty() {
        page.line(1, severity);
    }
    if hand.happens(3) {
        page.line(1, *hand.one(&["依据 「要点 1」", "basis: \"# no comment\""]));
    }
    if hand.happens(3) {
        page.line(1, *hand.one(&["标签 水、\"permit and 2\"", "tags 水, 气"]));
    }
    if hand.happens(4) {
        page.line(1, *hand.one(&["标题 英文 \"It is so\"", "title zh \"就是这样\"", "title 「甲」"]));
    }
    if hand.happens(4) {
        page.line(1, *hand.one(&["自 2019年7月1日 起", "since 2019-07-01", "until 2099-12-31"]));
    }
    if hand.happens(3) {
        page.line(1, *hand.one(&["空白按 0", "missing counts as failure", "缺失视为不通过"]));
    }
    if scope == Scope::Subject && hand.happens(2) {
        case(world, &id, page, hand);
    }
    Made { id, scope }
}

/// What a rule asks.
fn clauses(world: &mut World, (lang, scope): (Lang, Scope), page: &mut Page, hand: &mut Hand<'_>) {
    let zh = lang == Lang::Zh;
    let mut lets = Vec::new();
    for _ in 0..hand.below(3) {
        let (name, holds) = (world.name(hand), *hand.one(&[Holds::Mass, Holds::Share]));
        let mut of = Speaker { lets: lets.clone(), ..speaker(world, hand, lang, scope) };
        let value = format!("{} + {}", of.field(holds), of.number(holds));
        page.line(1, format!("{} {} = {value}", if zh { "令" } else { "let" }, name.first()));
        lets.push((super::vocabulary::Name::only(name.first()), holds));
    }
    let mut of = Speaker { lets, ..speaker(world, hand, lang, scope) };
    for _ in 0..of.hand.below(3) {
        let when = of.condition();
        page.line(1, format!("{}{} {when}", of.w("当", "when"), if of.hand.happens(4) { ":" } else { "" }));
    }
    for _ in 0..=of.hand.below(2) {
        let check = of.condition();
        page.line(1, format!("{} {check}", of.hand.one(&[of.w("要求", "check"), of.w("应满足", "check")])));
    }
    if scope == Scope::Subject && of.hand.happens(4) {
        let form = world.single.name.any(of.hand).to_owned();
        let field = of.field(Holds::YesNo);
        page.line(1, format!("{field} {} {form}", of.w("必填", "requires")));
    }
    if of.hand.happens(3) {
        let field = of.field(Holds::Mass);
        page.line(1, format!("{} \"{{{field}:0.0 kg}} {{{{x}}}}\"", of.w("说明", "message")));
    }
}

/// A rule that judges groups of rows.
fn of_group(world: &World, at: usize, page: &mut Page, hand: &mut Hand<'_>) {
    let lang = hand.lang();
    let form = &world.many[hand.below(2)];
    let (rows, key) = (form.name.any(hand).to_owned(), form.text(hand).to_owned());
    let of = speaker(world, hand, lang, Scope::Subject);
    page.line(0, format!("{} GRP-{at}", of.w("规则", "rule")));
    page.line(1, format!("{} {rows} {} {key}", of.w("逐组", "for each group of"), of.w("按", "by")));
    page.line(
        1,
        format!("{} {}({}) ≤ 2", of.w("要求", "check"), of.w("记录数", "count"), form.name.any(of.hand)),
    );
    page.line(1, format!("{} {}({})", of.w("要求", "check"), of.w("相同", "same"), form.text(of.hand)));
}

/// A rule that judges the rows of a list of others.
fn of_list(world: &World, at: usize, page: &mut Page, hand: &mut Hand<'_>) {
    let lang = hand.lang();
    let of = speaker(world, hand, lang, Scope::Subject);
    let [all, list, again] =
        [&world.subject, &world.list.name, &world.list.name].map(|name| name.any(of.hand).to_owned());
    let [own, other] = [&world.single, &world.list].map(|form| form.text(of.hand).to_owned());
    page.line(0, format!("{} LST-{at}", of.w("规则", "rule")));
    page.line(1, format!("{} {list}", of.w("逐条", "for each")));
    page.line(
        1,
        format!(
            "{} {} {all} {} {own} = {again}.{other}{JOINT}{} {own} {} {again}.{other} (90%)",
            of.w("要求", "check"),
            of.w("存在", "any"),
            of.w("其中", "where"),
            of.w("或", "or"),
            of.w("相似于", "similar to")
        ),
    );
}

/// A line without a keyword.
fn bare(world: &World, page: &mut Page, hand: &mut Hand<'_>) {
    let lang = hand.lang();
    let form = world.many[0].name.any(hand).to_owned();
    let mut of = speaker(world, hand, lang, Scope::Subject);
    let field = of.field(Holds::Code);
    let none = if of.hand.happens(3) { of.w(" 否则不填", " otherwise none") } else { "" };
    let when = if of.hand.happens(3) {
        format!(" {} {}", of.w("当", "when"), of.condition())
    } else {
        String::new()
    };
    page.line(0, format!("{field} 3360 {} {form}{none}{when}", of.w("必填", "requires")));
}

fn statistic(world: &World, at: usize, page: &mut Page, hand: &mut Hand<'_>) {
    let lang = hand.lang();
    let mut of = speaker(world, hand, lang, Scope::Subject);
    let key = of.field(Holds::Code);
    let [value, other] = [of.field(Holds::Mass), of.field(Holds::Volume)];
    let (word, by, sum) = (of.w("统计", "statistic"), of.w("按", "by"), of.w("合计", "sum"));
    page.line(
        0,
        match of.hand.below(5) {
            4 => format!(
                "{word} 【某些 按 行业{at}】 {} some {at} by it = {}",
                of.w("又称", "also"),
                of.w("记录数(%S 其中 规则 %R 不通过)", "count(%S where rule %R fails)")
            )
            .replace("%S", world.subject.any(of.hand))
            .replace("%R", &format!("GRP-{at}")),
            0 => format!("{word} 分行业{at} = {sum}({value}) {by} {key}"),
            1 => format!("{word} total {at} by key = {sum}({value}) {by} {key} ÷ {sum}({other}) {by} {key}"),
            2 => format!(
                "{word} 大户{at} = {}",
                match lang {
                    Lang::Zh => format!("前 10 名（{value}） 按 {key}"),
                    Lang::En => format!("top 10 ({value}) by {key}"),
                }
            ),
            _ => {
                format!("{word} 通过率{at} = {}", of.w("占比(强制规则 通过)", "share(mandatory rules pass)"))
            }
        },
    );
}

fn case(world: &World, id: &str, page: &mut Page, hand: &mut Hand<'_>) {
    let lang = hand.lang();
    let (word, given) = if lang == Lang::Zh { ("用例", "已知") } else { ("case", "given") };
    page.line(0, format!("{word} {id}{}", hand.one(&["", " 「例」"])));
    let mut of = speaker(world, hand, lang, Scope::Subject);
    let cells = [
        (Holds::Mass, "5 千克"),
        (Holds::Text, "\"x\""),
        (Holds::Code, "3360"),
        (Holds::Day, "2019-07-01"),
        (Holds::Share, "80%"),
    ];
    let from = of.hand.below(4);
    let written: Vec<String> = cells[from..]
        .iter()
        .map(|(holds, value)| {
            let value = if of.hand.happens(5) { of.w("缺失", "missing") } else { value };
            format!("{} = {value}", of.field(*holds))
        })
        .collect();
    page.line(1, format!("{given} {}", written.join(&format!(",{JOINT}"))));
    if of.hand.happens(2) {
        let rows = &world.many[0];
        let [form, cell] = [rows.name.any(of.hand).to_owned(), rows.fields[0].name.any(of.hand).to_owned()];
        page.line(1, format!("{given} {form}: {cell} = 1.5 t"));
    }
    page.line(1, format!("{} {}", of.w("预期", "expect"), of.w("无法判定", "undetermined")));
}

/// What a layer above says of some rules and values.
pub fn changes(world: &World, made: &[Made], page: &mut Page, hand: &mut Hand<'_>) {
    let lang = hand.lang();
    let w = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    let (word, because) = (w("调整", "override"), w("因为 「乙」", "because \"b\""));
    let layer = |hand: &mut Hand<'_>| if hand.happens(2) { "a:" } else { "" };
    for value in &world.constants {
        let new = speaker(world, hand, lang, Scope::Subject).literal(value.holds);
        page.line(0, format!("{word} {}{} = {new} {because}", layer(hand), value.name.any(hand)));
    }
    for value in &world.sets {
        let (name, members) = (value.name.any(hand).to_owned(), members(value.holds, hand));
        page.line(0, format!("{word} {}{name} = {members} {because}", layer(hand)));
    }
    // A formula that reads those before it only.
    for value in world.formulas.iter().take(1) {
        let mut of = speaker(world, hand, lang, Scope::Subject);
        let new = format!("{}{JOINT}+ {}", of.field(value.holds), of.field(value.holds));
        page.line(0, format!("{word} {}{} = {new} {because}", layer(hand), value.name.any(hand)));
    }
    for (at, rule) in made.iter().enumerate() {
        let target = format!("{}{}", layer(hand), rule.id);
        match (at + hand.below(3)) % 3 {
            0 => page.line(
                0,
                format!(
                    "{} {target} {because} {}",
                    w("停用", "disable"),
                    w("至 2019年12月31日 止", "until 2019-12-31")
                ),
            ),
            1 => {
                page.line(0, format!("{word} {target}"));
                page.line(1, because);
                let condition = speaker(world, hand, lang, rule.scope).condition();
                page.line(1, format!("{} {condition}", w("要求", "check")));
            }
            _ => {}
        }
    }
    page.line(
        0,
        format!(
            "{} 上层-1 {} {} > 0 t",
            w("规则", "rule"),
            w("要求", "check"),
            speaker(world, hand, lang, Scope::Subject).field(Holds::Mass)
        ),
    );
}
