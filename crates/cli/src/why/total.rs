//! What a statistic is made of, as lines.

use shensuan_diagnostics::Lang;
use shensuan_findings::{
    Beside, Contribution, FollowedAggregate, FollowedGroup, FollowedStatistic, LackingMember, Own, Rest,
    StatisticKey, Words, readable,
};

use super::{Again, Teller};
use crate::layout::aligned;

/// The statistic, group by group; `room` is how many columns there are for a table.
pub(crate) fn total(told: &FollowedStatistic, lang: Lang, room: usize, again: &Again) -> String {
    let teller = Teller { lang };
    let mut out = Vec::new();
    if let Some(whose) = &told.whose {
        out.push(super::text::whose(whose));
    }
    out.push(told.statistic.clone());
    let place = teller.place(&told.place, told.layer.as_ref());
    out.push(format!("  {}    {place}", told.written));
    let in_detail = told.groups.iter().any(|group| !group.aggregates.is_empty());
    if !in_detail {
        out.push(String::new());
        out.extend(aligned(&listed(teller, told), 2, room));
    }
    for group in told.groups.iter().filter(|group| !group.aggregates.is_empty()) {
        out.push(String::new());
        of_group(teller, told, group, again, &mut out);
    }
    if told.left_out > 0 {
        let more = told.left_out;
        out.push(String::new());
        out.push(teller.pick(
            format!("另有 {more} 组未列出；--all 全部列出"),
            format!("{more} more groups; --all shows them"),
        ));
    }
    if !in_detail {
        out.push(String::new());
        out.push(
            teller
                .pick(
                    "加 --group 值 或 --enterprise 关联键，看它由哪些部分组成",
                    "add --group VALUE or --enterprise KEY to see what it is made of",
                )
                .to_owned(),
        );
    }
    out.join("\n")
}

/// Why no group is shown.
pub(crate) fn no_group(told: &FollowedStatistic, lang: Lang) -> String {
    Teller { lang }.no_group(told)
}

/// The groups as a table, headings first.
fn listed(teller: Teller, told: &FollowedStatistic) -> Vec<Vec<String>> {
    let mut headings = told.keys.clone();
    headings.push(teller.pick("数值", "is").to_owned());
    let mut rows = vec![headings];
    rows.extend(told.groups.iter().map(|group| {
        let mut row: Vec<String> =
            (0..told.keys.len()).map(|at| group.keys.get(at).map(key).unwrap_or_default()).collect();
        row.push(teller.stated(group));
        row
    }));
    rows
}

/// A key with its name.
pub(super) fn key(key: &StatisticKey) -> String {
    match &key.name {
        Some(name) => format!("{} {name}", key.value),
        None => key.value.clone(),
    }
}

fn of_group(
    teller: Teller,
    told: &FollowedStatistic,
    group: &FollowedGroup,
    again: &Again,
    out: &mut Vec<String>,
) {
    let joint = teller.pick("：", ": ");
    out.push(format!("{}{joint}{}", teller.group_named(told, group), teller.stated(group)));
    if let Some(numbers) = &group.with_numbers {
        out.push(format!("  {numbers} = {}", teller.stated(group)));
    }
    let several = group.aggregates.len() > 1;
    for aggregate in &group.aggregates {
        let indent = if several { "    " } else { "  " };
        if several {
            out.push(format!("  {} = {}", aggregate.written, teller.came_to(aggregate)));
        }
        // A form of several may have no row in the group.
        if several && !aggregate.has_members() {
            continue;
        }
        for line in lines(teller, told, aggregate, again) {
            out.push(format!("{indent}{line}"));
        }
    }
    if !group.beside.is_empty() {
        out.push(format!("  {}", teller.parts_beside()));
        out.extend(group.beside.iter().map(|beside| format!("    {}", teller.beside(beside))));
    }
}

/// What is said of an aggregate.
fn lines(
    teller: Teller,
    told: &FollowedStatistic,
    aggregate: &FollowedAggregate,
    again: &Again,
) -> Vec<String> {
    let mut out = vec![teller.counts(told, aggregate)];
    if aggregate.private {
        out.push(
            teller
                .pick("涉及不公开的指标，不列出是谁", "it looks at what is private: nobody is named")
                .to_owned(),
        );
        return out;
    }
    let leads = |follow: &Option<shensuan_findings::Follow>, out: &mut Vec<String>| {
        out.extend(follow.as_ref().map(|follow| format!("      {}", again.command(follow))));
    };
    if let (Some(own), Some(whose)) = (&aggregate.own, &told.whose) {
        let name = whose.name.clone().unwrap_or_else(|| whose.key.clone());
        out.push(teller.own(&name, own, aggregate));
        for row in &own.rows {
            let place = row.row.as_ref().map(|cell| format!("  {}", Words::of(teller.lang).at(cell)));
            out.push(format!("  {}{}", teller.amount(&row.shown, aggregate), place.unwrap_or_default()));
            leads(&row.follow, &mut out);
        }
        if own.rows_left_out > 0 {
            out.push(format!("  {}", teller.more(own.rows_left_out)));
        }
    }
    if teller.names_others(aggregate) {
        out.push(teller.heading(told, aggregate));
        for one in &aggregate.largest {
            out.push(format!("  {}", teller.contribution(one, aggregate)));
            leads(&one.follow, &mut out);
        }
        if let Some(rest) = &aggregate.rest {
            out.push(format!("  {}", teller.rest(told, rest, aggregate)));
        }
    }
    if !aggregate.lacking.is_empty() {
        out.push(teller.pick("没有数值、未计入的", "without a value, and not counted in").to_owned());
        for member in &aggregate.lacking {
            out.push(format!("  {}", teller.lacking_member(member)));
            leads(&member.follow, &mut out);
        }
        if aggregate.lacking_left_out > 0 {
            out.push(format!("  {}", teller.more(aggregate.lacking_left_out)));
        }
    }
    out
}

impl Teller {
    /// Which group it is: its keys by name.
    pub(super) fn group_named(self, told: &FollowedStatistic, group: &FollowedGroup) -> String {
        if told.keys.is_empty() {
            return self.pick("全体", "everybody").to_owned();
        }
        if group.keys.is_empty() {
            return self.pick("分组指标缺失", "no key").to_owned();
        }
        let keys = told.keys.iter().zip(&group.keys);
        let keys = keys.map(|(name, of)| format!("{name} {}", key(of)));
        keys.collect::<Vec<_>>().join(self.pick("，", ", "))
    }

    /// What is stated of a group.
    pub(super) fn stated(self, group: &FollowedGroup) -> String {
        let remark = group.why.as_ref().map(|why| why.text(self.lang));
        match (&group.shown, remark) {
            (Some(shown), None) => self.with_unit(shown, &group.unit),
            (Some(shown), Some(remark)) => {
                let shown = self.with_unit(shown, &group.unit);
                self.pick(format!("{shown}（{remark}）"), format!("{shown} ({remark})"))
            }
            (None, remark) => remark.unwrap_or_else(|| self.pick("缺失", "missing").to_owned()),
        }
    }

    fn with_unit(self, shown: &str, unit: &str) -> String {
        match unit {
            "" | "%" => format!("{shown}{unit}"),
            unit => format!("{shown} {unit}"),
        }
    }

    pub(super) fn came_to(self, aggregate: &FollowedAggregate) -> String {
        match &aggregate.shown {
            Some(shown) => self.with_unit(shown, &aggregate.unit),
            None if aggregate.has_members() => self.pick("缺失", "missing").to_owned(),
            None => self.pick("没有", "none").to_owned(),
        }
    }

    pub(super) fn amount(self, shown: &str, aggregate: &FollowedAggregate) -> String {
        // Who meets a condition is said, and has no unit.
        if aggregate.adds_up || shown.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
            self.with_unit(shown, &aggregate.unit)
        } else {
            shown.to_owned()
        }
    }

    fn share(self, share: Option<f64>) -> Option<String> {
        share.map(|share| {
            let share = readable((share * 100.0).round() / 100.0);
            self.pick(format!("占 {share}%"), format!("{share}% of it"))
        })
    }

    /// How many gave something, and how many nothing.
    pub(super) fn counts(self, told: &FollowedStatistic, aggregate: &FollowedAggregate) -> String {
        let FollowedAggregate { members, given, subjects, missing, undecided, not_counted, .. } = aggregate;
        let subject = &told.subject;
        let mut said = vec![match (self.lang, aggregate.of_rows) {
            (Lang::Zh, true) => format!("{members} {given} 行有数值，来自 {subjects} 个{subject}"),
            (Lang::Zh, false) => format!("{given} 个{members}有数值"),
            (Lang::En, true) => {
                format!("{given} {} of {members} gave something, of {subjects} × {subject}", rows(*given))
            }
            (Lang::En, false) => format!("{given} × {members} gave something"),
        }];
        if *missing > 0 {
            said.push(
                self.pick(format!("{missing} 个缺失，未计入"), format!("{missing} missing, not counted in")),
            );
        }
        if *undecided > 0 {
            said.push(self.pick(
                format!("{undecided} 个不能确定是否计入"),
                format!("{undecided} of which it cannot be said whether they count"),
            ));
        }
        if *not_counted > 0 {
            said.push(self.pick(
                format!("{not_counted} 个不符合条件"),
                format!("{not_counted} for which the condition is false"),
            ));
        }
        said.join(self.pick("；", "; "))
    }

    /// Whether those who gave something are named: not one who was asked about and is the only one.
    pub(super) fn names_others(self, aggregate: &FollowedAggregate) -> bool {
        let alone = aggregate.subjects == 1 && aggregate.own.as_ref().is_some_and(|own| !own.rows.is_empty());
        !aggregate.largest.is_empty() && !alone
    }

    pub(super) fn heading(self, told: &FollowedStatistic, aggregate: &FollowedAggregate) -> String {
        let subject = &told.subject;
        match aggregate.adds_up {
            true => self
                .pick(format!("由哪些{subject}组成，大的在前"), format!("by {subject}, the largest first")),
            false => self.pick(format!("各{subject}"), format!("each {subject}")),
        }
    }

    /// What the subject that is asked about gave.
    pub(super) fn own(self, name: &str, own: &Own, aggregate: &FollowedAggregate) -> String {
        let joint = self.pick("：", ": ");
        if own.rows.is_empty() {
            return format!("{name}{joint}{}", self.pick("没有数值", "gave nothing"));
        }
        let mut said: Vec<String> = Vec::new();
        said.extend(own.shown.as_ref().map(|shown| self.amount(shown, aggregate)));
        said.extend(self.share(own.share));
        said.extend(own.rank.filter(|_| aggregate.adds_up).map(|rank| {
            let of = aggregate.subjects;
            self.pick(format!("在 {of} 个中排第 {rank}"), format!("number {rank} of {of}"))
        }));
        format!("{name}{joint}{}", said.join(self.pick("，", ", ")))
            .trim_end_matches([':', '：', ' '])
            .to_owned()
    }

    pub(super) fn contribution(self, one: &Contribution, aggregate: &FollowedAggregate) -> String {
        let mut said = vec![self.amount(&one.shown, aggregate)];
        said.extend(self.share(one.share));
        let name = one.name.as_ref().map(|name| format!(" {name}")).unwrap_or_default();
        said.push(format!("{}{name}", one.subject));
        match &one.row {
            Some(cell) => said.push(Words::of(self.lang).at(cell)),
            None if aggregate.of_rows => {
                let given = one.given;
                said.push(self.pick(format!("{given} 行"), format!("{given} {}", rows(given))));
            }
            None => {}
        }
        said.join("  ")
    }

    pub(super) fn rest(self, told: &FollowedStatistic, rest: &Rest, aggregate: &FollowedAggregate) -> String {
        let mut said: Vec<String> = Vec::new();
        said.extend(rest.shown.as_ref().map(|shown| self.amount(shown, aggregate)));
        said.extend(self.share(rest.share));
        said.push(self.others(told, rest, aggregate));
        said.join("  ")
    }

    /// How many others there are.
    pub(super) fn others(
        self,
        told: &FollowedStatistic,
        rest: &Rest,
        aggregate: &FollowedAggregate,
    ) -> String {
        let Rest { subjects, given, .. } = rest;
        let subject = &told.subject;
        match (self.lang, aggregate.of_rows) {
            (Lang::Zh, true) => format!("其余 {subjects} 个{subject}，{given} 行"),
            (Lang::Zh, false) => format!("其余 {subjects} 个{subject}"),
            (Lang::En, true) => format!("the other {subjects} × {subject}, {given} {}", rows(*given)),
            (Lang::En, false) => format!("the other {subjects} × {subject}"),
        }
    }

    pub(super) fn lacking_member(self, member: &LackingMember) -> String {
        let words = Words::of(self.lang);
        let name = member.name.as_ref().map(|name| format!(" {name}")).unwrap_or_default();
        let place = member.row.as_ref().map(|cell| format!("  {}", words.at(cell))).unwrap_or_default();
        let mut because: Vec<String> = member
            .lacking
            .iter()
            .map(|lacking| format!("{} {}", lacking.name, words.value(lacking)))
            .collect();
        if member.lacking_left_out > 0 {
            let more = member.lacking_left_out;
            because.push(self.pick(format!("另有 {more} 个"), format!("and {more} more")));
        }
        let joint = self.pick("：", ": ");
        format!("{}{name}{place}{joint}{}", member.subject, because.join(self.pick("；", "; ")))
    }

    pub(super) fn parts_beside(self) -> &'static str {
        self.pick("另有统计说明其中的部分", "what other statistics say of it as a part")
    }

    pub(super) fn beside(self, beside: &Beside) -> String {
        let shown = match &beside.shown {
            Some(shown) => self.with_unit(shown, &beside.unit),
            None => self.pick("缺失", "missing").to_owned(),
        };
        format!("{} = {shown}", beside.statistic)
    }

    pub(super) fn more(self, more: usize) -> String {
        self.pick(format!("另有 {more} 个未列出；--all 全部列出"), format!("{more} more; --all shows them"))
    }

    /// Why no group is shown.
    fn no_group(self, told: &FollowedStatistic) -> String {
        let near = told.near.join(self.pick("、", ", "));
        match (near.is_empty(), &told.whose) {
            (false, _) => self
                .pick(format!("没有这样的组；相近的有：{near}"), format!("no such group; near are: {near}")),
            (true, Some(_)) => {
                self.pick("没有一组计入它的数据".to_owned(), "no such group counts it in".to_owned())
            }
            (true, None) => self.pick("没有这样的组".to_owned(), "no such group".to_owned()),
        }
    }
}

const fn rows(count: usize) -> &'static str {
    if count == 1 { "row" } else { "rows" }
}
