//! The group that a rule held a subject or a row against: its peers.

use serde::Serialize;
use shensuan_diagnostics::Lang;

use crate::words::Words;
use crate::{Cell, is_zero};

/// A group, and what was asked of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    /// What it is made by; nothing where it is everybody.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<GroupKey>,
    /// What its members are: the word for the subject, or the name of a form.
    pub members: String,
    /// Whether they are rows: these are counted in another word.
    #[serde(skip)]
    pub of_rows: bool,
    /// How many there are.
    pub size: usize,
    /// Those that are named one by one: the rows of a group that is judged, the twins of what is to be unique.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub named: Vec<Member>,
    /// How many more there are of these.
    #[serde(skip_serializing_if = "is_zero")]
    pub named_left_out: usize,
    /// What was asked of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub statistics: Vec<GroupStatistic>,
    /// What is common in it and absent here.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub absent: Vec<String>,
}

/// A row or a subject of a group, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Member {
    /// The key of the subject; empty where it is that of the finding.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub subject: String,
    /// What the subject is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<Cell>,
}

/// What a group is made by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GroupKey {
    /// The field or formula.
    pub name: String,
    /// What the members share; none where that is private.
    pub value: String,
}

/// Something that was asked of a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GroupStatistic {
    /// What was asked, and of what.
    pub name: String,
    /// What came out; none where it is missing.
    pub value: Option<String>,
    /// Its unit.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// How many values it is made of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given: Option<usize>,
    /// How many it would need, where it has fewer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needed: Option<usize>,
}

impl Words {
    /// A group as a line: `行业代码.小类 = 3360 金属表面处理：25 个企业`.
    #[must_use]
    pub fn group(self, group: &Group) -> String {
        let keys: Vec<String> =
            group.keys.iter().map(|key| format!("{} = {}", key.name, key.value)).collect();
        let (size, members) = (group.size, &group.members);
        let members = match (self.lang, group.of_rows) {
            (Lang::Zh, true) => format!("{size} 行{members}"),
            (Lang::Zh, false) => format!("{size} 个{members}"),
            (Lang::En, true) => format!("{size} {} of {members}", if size == 1 { "row" } else { "rows" }),
            (Lang::En, false) => format!("{size} × {members}"),
        };
        match (self.lang, keys.is_empty()) {
            (Lang::Zh, true) => format!("全体：{members}"),
            (Lang::En, true) => format!("everybody: {members}"),
            (Lang::Zh, false) => format!("同组（{}）：{members}", keys.join("，")),
            (Lang::En, false) => format!("group ({}): {members}", keys.join(", ")),
        }
    }

    /// What was asked of a group: `中位数(强度) = 1.2 千克/吨，由 23 个数值得出`.
    #[must_use]
    pub fn group_statistic(self, statistic: &GroupStatistic) -> String {
        let value = match (&statistic.value, statistic.unit.as_str()) {
            (None, _) => self.lang.pick("缺失", "missing").to_owned(),
            (Some(value), "") => value.clone(),
            (Some(value), "%") => format!("{value}%"),
            (Some(value), unit) => format!("{value} {unit}"),
        };
        let made_of = match (self.lang, statistic.given, statistic.needed) {
            (_, None, _) => String::new(),
            (Lang::Zh, Some(given), None) => format!("，由 {given} 个数值得出"),
            (Lang::En, Some(given), None) => format!(", of {given} values"),
            (Lang::Zh, Some(given), Some(needed)) => format!("，只有 {given} 个数值，至少要 {needed} 个"),
            (Lang::En, Some(given), Some(needed)) => format!(", of {given} values where it takes {needed}"),
        };
        format!("{} = {value}{made_of}", statistic.name)
    }

    /// The members of a group that are named: `其中：甲厂 排放口.csv 第 3 行；第 7 行`.
    #[must_use]
    pub fn named(self, group: &Group) -> Option<String> {
        if group.named.is_empty() {
            return None;
        }
        let mut members: Vec<String> = group.named.iter().map(|member| self.member(member)).collect();
        let more = group.named_left_out;
        if more > 0 {
            members.push(self.lang.pick(format!("另有 {more} 个"), format!("and {more} more")));
        }
        let members = members.join(self.lang.pick("；", "; "));
        Some(self.lang.pick(format!("其中：{members}"), format!("among them: {members}")))
    }

    fn member(self, member: &Member) -> String {
        let place = member.cell.as_ref().map(|cell| self.at(cell));
        let subject = Some(&member.subject).filter(|subject| !subject.is_empty()).cloned();
        let parts: Vec<String> = subject.into_iter().chain(member.name.clone()).chain(place).collect();
        parts.join(" ")
    }

    /// What is common in a group and absent here.
    #[must_use]
    pub fn absent(self, group: &Group) -> Option<String> {
        let absent = group.absent.join(self.lang.pick("、", ", "));
        let line = self
            .lang
            .pick(format!("同组常见而未列：{absent}"), format!("common there, absent here: {absent}"));
        (!group.absent.is_empty()).then_some(line)
    }

    /// All that is said of a group, a line each.
    #[must_use]
    pub fn group_lines(self, group: &Group) -> Vec<String> {
        let statistics = group.statistics.iter().map(|statistic| self.group_statistic(statistic));
        let more = self.absent(group).into_iter().chain(self.named(group));
        std::iter::once(self.group(group)).chain(statistics).chain(more).collect()
    }
}
