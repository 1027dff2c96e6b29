//! The group that a rule held a subject or a row against: its peers.

use serde::Serialize;
use shensuan_diagnostics::Lang;

use crate::words::Words;

/// A group, and what was asked of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    /// What it is made by; nothing where it is everybody.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<GroupKey>,
    /// What its members are: the word for the subject, or the name of a form.
    pub members: String,
    /// How many there are.
    pub size: usize,
    /// What was asked of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub statistics: Vec<GroupStatistic>,
    /// What is common in it and absent here.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub absent: Vec<String>,
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
        match (self.lang, keys.is_empty()) {
            (Lang::Zh, true) => format!("全体：{size} 个{members}"),
            (Lang::En, true) => format!("everybody: {size} × {members}"),
            (Lang::Zh, false) => format!("同组（{}）：{size} 个{members}", keys.join("，")),
            (Lang::En, false) => format!("group ({}): {size} × {members}", keys.join(", ")),
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
        std::iter::once(self.group(group)).chain(statistics).chain(self.absent(group)).collect()
    }
}
