//! What `shensuan why` says, for a terminal and for a page: each step as a head and what stands below it.

mod card;
mod style;
mod text;

use shensuan_diagnostics::Lang;
use shensuan_findings::{
    Choice, Derived, Evidence, Fits, FoundRow, KeyFound, LayerName, RowsMade, RulePlace, State, Step,
    StepKind, Verdict, Words,
};

pub(crate) use self::card::{page, page_of_standing};
pub(crate) use self::text::{standing, tree};

/// What a verdict is called.
pub(crate) const fn verdict_word(verdict: Verdict, lang: Lang) -> &'static str {
    let (zh, en) = match verdict {
        Verdict::Fail => ("不通过", "fail"),
        Verdict::Undetermined => ("无法判定", "undetermined"),
        Verdict::Pass => ("通过", "pass"),
        Verdict::NotApplicable => ("不适用", "not applicable"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// The head of a step: what it is called, or what is written; what it came to; where it stands in the data.
struct Head {
    name: String,
    value: String,
    place: Option<String>,
}

/// Something that is said below the head of a step.
enum Below {
    /// As it is written, with its place in the rulebook.
    Written(String, String),
    /// The same with numbers.
    Numbers(String),
    /// Something else that is known.
    Remark(String),
}

/// A reader's language, and how things are said in it.
#[derive(Clone, Copy)]
struct Teller {
    lang: Lang,
}

impl Teller {
    fn pick<T>(self, zh: T, en: T) -> T {
        self.lang.pick(zh, en)
    }

    /// A value with its unit, or what is the matter with it.
    fn value(self, value: Option<&str>, unit: &str, state: State) -> String {
        let said = Evidence {
            name: String::new(),
            value: value.map(str::to_owned),
            unit: unit.to_owned(),
            state,
            cell: None,
        };
        Words::of(self.lang).value(&said)
    }

    /// Whether a condition holds.
    fn holds(self, step: &Step) -> String {
        match (step.truth, &step.value) {
            (Some(true), _) => self.pick("成立", "holds").to_owned(),
            (Some(false), _) => self.pick("不成立", "does not hold").to_owned(),
            (None, Some(hidden)) => hidden.clone(),
            (None, None) => {
                let why = step.state.word(self.lang);
                self.pick(format!("无法判定（{why}）"), format!("cannot be said ({why})"))
            }
        }
    }

    fn place(self, place: &RulePlace, layer: Option<&LayerName>) -> String {
        let layer = layer.map(|layer| self.pick(format!("（{layer}）"), format!(" ({layer})")));
        format!("{place}{}", layer.unwrap_or_default())
    }

    fn head(self, step: &Step) -> Head {
        let place = step.cell.as_ref().map(|cell| Words::of(self.lang).at(cell));
        let (name, value) = match step.kind {
            StepKind::Condition => (step.written.clone().unwrap_or_default(), self.holds(step)),
            StepKind::Filed => (step.name.clone(), self.filed(step)),
            StepKind::Aggregate | StepKind::Group if step.truth.is_some() => {
                (step.name.clone(), self.holds(step))
            }
            StepKind::Row => {
                return Head {
                    name: place.unwrap_or_else(|| step.name.clone()),
                    value: match (&step.with_numbers, step.state) {
                        (_, State::Given) if step.value.is_none() => String::new(),
                        (Some(numbers), _) if step.truth.is_some() => {
                            format!("{numbers} → {}", self.holds(step))
                        }
                        (Some(numbers), _) => format!("{numbers} = {}", self.of(step)),
                        (None, _) if step.truth.is_some() => self.holds(step),
                        (None, _) => self.of(step),
                    },
                    place: None,
                };
            }
            StepKind::Formula
            | StepKind::Cell
            | StepKind::LookedUp
            | StepKind::FormulaCell
            | StepKind::Parameter
            | StepKind::Choice
            | StepKind::Aggregate
            | StepKind::Group => (step.name.clone(), self.of(step)),
        };
        Head { name, value, place }
    }

    /// What stands between the name of a step and its value.
    fn joint(self, step: &Step, value: &str) -> &'static str {
        match step.kind {
            StepKind::Condition => " → ",
            StepKind::Aggregate | StepKind::Group if step.truth.is_some() => " → ",
            _ if value.is_empty() => "",
            StepKind::Filed | StepKind::Row => self.pick("：", ": "),
            StepKind::Formula
            | StepKind::Cell
            | StepKind::LookedUp
            | StepKind::FormulaCell
            | StepKind::Parameter
            | StepKind::Choice
            | StepKind::Aggregate
            | StepKind::Group => " = ",
        }
    }

    fn of(self, step: &Step) -> String {
        self.value(step.value.as_deref(), &step.unit, step.state)
    }

    /// Whether something is filed, supplied or found, or how many rows there are.
    fn filed(self, step: &Step) -> String {
        match (step.truth, step.state) {
            (Some(false), State::NotFound) => self.pick("查不到", "not found").to_owned(),
            (Some(false), _) => self.pick("未填报", "not filed").to_owned(),
            (Some(true), _) if step.looked_up.is_none() && step.cell.is_none() => {
                self.pick("已填报", "filed").to_owned()
            }
            (Some(true) | None, _) => self.of(step),
        }
    }

    /// What is said below the head; `first` says whether the place in the rulebook is said of a condition.
    fn below(self, step: &Step, first: bool) -> Vec<Below> {
        let mut said = Vec::new();
        if step.again {
            said.push(Below::Remark(self.pick("（已在前面展开）", "(taken apart above)").to_owned()));
        }
        let place = step.place.as_ref().map(|place| self.place(place, step.layer.as_ref()));
        match step.kind {
            StepKind::Condition => {
                if let Some(numbers) = &step.with_numbers {
                    said.push(Below::Numbers(numbers.clone()));
                }
                for other in step.choice.iter().flat_map(|choice| &choice.not_taken) {
                    said.push(Below::Remark(
                        self.pick(format!("不涉及：{other}"), format!("not asked: {other}")),
                    ));
                }
                if let (true, Some(place)) = (first, place) {
                    said.push(Below::Remark(place));
                }
            }
            StepKind::Formula => {
                if let Some(written) = &step.written {
                    said.push(Below::Written(written.clone(), place.unwrap_or_default()));
                }
                if let Some(numbers) = &step.with_numbers {
                    said.push(Below::Numbers(format!("{numbers} = {}", self.of(step))));
                }
            }
            StepKind::FormulaCell => {
                let written = step.written.clone().unwrap_or_default();
                said.push(match &step.with_numbers {
                    Some(numbers) => Below::Numbers(format!(
                        "{written}{}{numbers} = {}",
                        self.pick("：", ": "),
                        self.of(step)
                    )),
                    None => Below::Remark(written),
                });
            }
            StepKind::Choice => {
                if let Some(choice) = &step.choice {
                    said.extend(self.choice(choice).into_iter().map(Below::Remark));
                }
                if let Some(numbers) = &step.with_numbers {
                    said.push(Below::Numbers(format!("{numbers} = {}", self.of(step))));
                }
            }
            StepKind::Aggregate => said.extend(step.rows.map(|rows| Below::Remark(self.rows(rows)))),
            StepKind::LookedUp | StepKind::Filed => {
                if let Some(found) = &step.looked_up {
                    said.extend(self.found(found).into_iter().map(Below::Remark));
                }
            }
            StepKind::Cell | StepKind::Parameter | StepKind::Row | StepKind::Group => {}
        }
        said
    }

    fn choice(self, choice: &Choice) -> Vec<String> {
        let mut said = Vec::new();
        match (&choice.taken, &choice.condition) {
            (Some(taken), Some(_)) => said.push(self.pick(format!("取：{taken}"), format!("taken: {taken}"))),
            (Some(taken), None) => said.push(self.pick(
                format!("取第一个有值的：{taken}"),
                format!("taken, the first that is given: {taken}"),
            )),
            (None, _) => {}
        }
        for other in &choice.not_taken {
            said.push(match &choice.taken {
                Some(_) => self.pick(format!("未取：{other}"), format!("not taken: {other}")),
                None => self.pick(format!("可能取：{other}"), format!("may be taken: {other}")),
            });
        }
        said
    }

    fn rows(self, rows: RowsMade) -> String {
        let RowsMade { all, counted, passed_over, left_out } = rows;
        let mut said = vec![self.pick(format!("共 {all} 行"), format!("rows: {all}"))];
        if counted < all {
            said.push(self.pick(format!("符合条件 {counted} 行"), format!("counted in: {counted}")));
        }
        if passed_over > 0 {
            said.push(self.pick(
                format!("有空缺、未计入 {passed_over} 行"),
                format!("passed over for an empty cell: {passed_over}"),
            ));
        }
        if left_out > 0 {
            said.push(self.pick(format!("另有 {left_out} 行未列出"), format!("{left_out} more not shown")));
        }
        said.join(self.pick("，", ", "))
    }

    /// The keys of a row that was looked up, and what else stands in it.
    fn found(self, found: &FoundRow) -> Vec<String> {
        let keys = found.keys.iter().map(|key| self.key(key)).collect::<Vec<_>>().join(self.pick("，", ", "));
        let mut said =
            vec![self.pick(format!("查 {}：{keys}", found.table), format!("{} by {keys}", found.table))];
        if !found.columns.is_empty() {
            let columns = found.columns.iter().map(|column| format!("{} = {}", column.name, column.value));
            let columns = columns.collect::<Vec<_>>().join(self.pick("；", "; "));
            said.push(self.pick(format!("同一行：{columns}"), format!("in the same row: {columns}")));
        }
        said
    }

    fn key(self, key: &KeyFound) -> String {
        let KeyFound { name, asked, stands, fits } = key;
        let how = match fits {
            None | Some(Fits::Equal) => None,
            Some(Fits::Any) => Some(self.pick("任意", "any")),
            Some(Fits::Group) => Some(self.pick("组", "group")),
            Some(Fits::Range) => Some(self.pick("区间", "range")),
        };
        match (how, stands) {
            (Some(how), Some(stands)) => self.pick(
                format!("{name} = {asked}（{how} {stands}）"),
                format!("{name} = {asked} ({how} {stands})"),
            ),
            _ => format!("{name} = {asked}"),
        }
    }

    /// Which forms are not filed and which tables not supplied, where that decided.
    fn not_there(self, result: &Derived) -> Vec<String> {
        if result.outcome != Some(Verdict::NotApplicable) {
            return Vec::new();
        }
        let listed = |names: &[String]| names.join(self.pick("、", ", "));
        let kinds = [
            (self.pick("未填报：", "not filed: "), &result.not_filed),
            (self.pick("未提供参照表：", "table not supplied: "), &result.not_supplied),
        ];
        let kinds = kinds.into_iter().filter(|(_, names)| !names.is_empty());
        kinds.map(|(word, names)| format!("{word}{}", listed(names))).collect()
    }

    /// What was missing, a line each.
    fn lacking(self, result: &Derived) -> Vec<String> {
        let words = Words::of(self.lang);
        let lines = result.lacking.iter().map(|lacking| {
            let place = lacking.cell.as_ref().map(|cell| format!("  {}", words.at(cell)));
            format!("{} = {}{}", lacking.name, words.value(lacking), place.unwrap_or_default())
        });
        let mut lines: Vec<String> = lines.collect();
        if result.lacking_left_out > 0 {
            let more = result.lacking_left_out;
            lines.push(self.pick(format!("另有 {more} 个"), format!("and {more} more")));
        }
        lines
    }
}
