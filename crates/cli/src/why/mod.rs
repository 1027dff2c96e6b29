//! What `shensuan why` says, for a terminal and for a page: each step as a head and what stands below it.

mod card;
mod style;
mod text;
mod total;
mod total_page;

use shensuan_diagnostics::Lang;
use shensuan_findings::{
    Branch, Cell, Choice, Derivation, Derived, Evidence, Fits, Follow, FoundRow, KeyFound, LayerName, Named,
    RowsMade, RulePlace, SourceCell, State, Step, StepKind, Verdict, Words,
};

pub(crate) use self::card::{page, page_of_standing};
pub(crate) use self::text::{standing, tree};
pub(crate) use self::total::{no_group, total};
pub(crate) use self::total_page::page_of_total;

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
    /// A way of a choice.
    Branch(String),
    /// By what a row was looked up, and where that stands.
    Key(String, String),
    /// What else stands in that row: a heading, and its cell.
    Column(String, String),
    /// Something else that is known.
    Remark(String),
}

/// How the next question is put: the words of the command line that stay the same.
#[derive(Clone, Debug)]
pub(crate) struct Again {
    /// From the program's name to the data set and the options about it.
    words: Vec<String>,
}

impl Again {
    /// The command `why` with these words behind it.
    pub(crate) fn new(words: impl IntoIterator<Item = String>) -> Self {
        Self { words: ["shensuan", "why"].map(str::to_owned).into_iter().chain(words).collect() }
    }

    /// The command that goes on.
    pub(crate) fn command(&self, follow: &Follow) -> String {
        let Follow { enterprise, value, group, row } = follow;
        let mut words = self.words.clone();
        words.extend(["--enterprise".to_owned(), enterprise.clone(), "--value".to_owned(), value.clone()]);
        group.iter().for_each(|group| words.extend(["--group".to_owned(), group.clone()]));
        words.extend(row.iter().flat_map(|row| ["--row".to_owned(), row.to_string()]));
        words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(" ")
    }
}

/// A word as a shell takes it: in quotation marks where it would fall apart.
fn quoted(word: &str) -> String {
    let plain =
        |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ':' | ',' | '=' | '+' | '@');
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    let escaped: String = word
        .chars()
        .flat_map(|c| matches!(c, '"' | '\\' | '$' | '`').then_some('\\').into_iter().chain([c]))
        .collect();
    format!("\"{escaped}\"")
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

    /// A place in the data; where its source was opened once more with the column, its heading, and the text that stands
    /// there if that is another than the value.
    fn at(self, cell: &Cell, source: Option<&SourceCell>) -> String {
        let place = Words::of(self.lang).at(cell);
        let Some(SourceCell { column, heading, text }) = source else { return place };
        let column = match (&cell.column, heading) {
            (Some(_), _) => String::new(),
            (None, Some(heading)) => {
                self.pick(format!(" {column} 列“{heading}”"), format!(" column {column} \"{heading}\""))
            }
            (None, None) => self.pick(format!(" {column} 列"), format!(" column {column}")),
        };
        let text = text.as_ref().map(|text| match text.as_str() {
            "" => self.pick("，原文空白".to_owned(), ", blank there".to_owned()),
            text => self.pick(format!("，原文“{text}”"), format!(", as \"{text}\"")),
        });
        format!("{place}{column}{}", text.unwrap_or_default())
    }

    /// Which sources could not be opened once more.
    fn sources_gone(self, told: &Derivation) -> Option<String> {
        let names = told.sources_gone.join(self.pick("、", ", "));
        (!names.is_empty()).then(|| {
            self.pick(
                format!("无法重新打开，或者已没有这一行：{names}"),
                format!("cannot be opened again, or no longer has that row: {names}"),
            )
        })
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
        let place = step.cell.as_ref().map(|cell| self.at(cell, step.source.as_ref()));
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
        let place = match step.again {
            true => Some(format!("{}{}", place.unwrap_or_default(), self.pick("（见前）", " (as above)"))),
            false => place,
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
        let place = step.place.as_ref().map(|place| self.place(place, step.layer.as_ref()));
        let came_to = |numbers: &String| Below::Numbers(format!("{numbers} = {}", self.of(step)));
        match step.kind {
            StepKind::Condition => {
                said.extend(step.with_numbers.clone().map(Below::Numbers));
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
                said.extend(step.choice.iter().flat_map(|choice| self.choice(choice)));
                said.extend(step.with_numbers.as_ref().map(came_to));
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
                said.extend(step.looked_up.iter().flat_map(|found| self.found(found)));
            }
            StepKind::Choice => {
                said.extend(step.choice.iter().flat_map(|choice| self.choice(choice)));
                said.extend(step.with_numbers.as_ref().map(came_to));
            }
            StepKind::Aggregate => {}
            StepKind::LookedUp | StepKind::Filed => {
                said.extend(step.looked_up.iter().flat_map(|found| self.found(found)));
            }
            StepKind::Cell | StepKind::Parameter | StepKind::Row | StepKind::Group => {}
        }
        said.extend(step.rows.map(|rows| Below::Remark(self.rows(rows))));
        said
    }

    /// The ways of a choice: each condition with its numbers and what it came to, and what was not taken for it.
    fn choice(self, choice: &Choice) -> Vec<Below> {
        let mut said = Vec::new();
        let arrow = " → ";
        for branch in &choice.branches {
            let Branch { condition: Some(condition), with_numbers, truth, written, .. } = branch else {
                continue;
            };
            let numbers = with_numbers.as_ref().filter(|numbers| *numbers != condition);
            let numbers = numbers.map(|numbers| self.pick(format!("（{numbers}）"), format!(" ({numbers})")));
            let numbers = numbers.unwrap_or_default();
            said.push(Below::Branch(match truth {
                Some(true) => self.pick(
                    format!("{condition}{numbers}{arrow}成立"),
                    format!("{condition}{numbers}{arrow}holds"),
                ),
                Some(false) => self.pick(
                    format!("{condition}{numbers}{arrow}不成立，不取：{written}"),
                    format!("{condition}{numbers}{arrow}does not hold, not taken: {written}"),
                ),
                None => self.pick(
                    format!("{condition}{numbers}{arrow}无法判定，可能取：{written}"),
                    format!("{condition}{numbers}{arrow}cannot be said, may be taken: {written}"),
                ),
            }));
        }
        if let Some(taken) = &choice.taken {
            said.push(Below::Branch(match choice.condition {
                Some(_) => self.pick(format!("取：{taken}"), format!("taken: {taken}")),
                None => self.pick(
                    format!("取第一个有值的：{taken}"),
                    format!("taken, the first that is given: {taken}"),
                ),
            }));
        }
        let otherwise = choice.branches.iter().filter(|branch| branch.condition.is_none() && !branch.taken);
        for Branch { written, .. } in otherwise {
            said.push(Below::Branch(match choice.taken {
                Some(_) => self.pick(format!("不取：{written}"), format!("not taken: {written}")),
                None => self.pick(format!("可能取：{written}"), format!("may be taken: {written}")),
            }));
        }
        if choice.branches.is_empty() {
            let others = choice.not_taken.iter();
            said.extend(others.map(|other| {
                Below::Branch(self.pick(format!("不取：{other}"), format!("not taken: {other}")))
            }));
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

    /// The keys of a row that was looked up, those of one row of a file together, and what else stands in it.
    fn found(self, found: &FoundRow) -> Vec<Below> {
        let words = Words::of(self.lang);
        let mut keys: Vec<(Option<&Cell>, Vec<String>)> = Vec::new();
        for key in &found.keys {
            match keys.last_mut().filter(|(cell, _)| *cell == key.cell.as_ref()) {
                Some((_, texts)) => texts.push(self.key(key)),
                None => keys.push((key.cell.as_ref(), vec![self.key(key)])),
            }
        }
        let mut said = Vec::new();
        for (at, (cell, texts)) in keys.into_iter().enumerate() {
            let texts = texts.join(self.pick("，", ", "));
            let place = cell.map(|cell| words.at(cell)).unwrap_or_default();
            let table = &found.table;
            let said_of = match at {
                0 => self.pick(format!("查 {table}：{texts}"), format!("{table} by {texts}")),
                _ => self.pick(format!("　　{texts}"), format!("    {texts}")),
            };
            said.push(Below::Key(said_of, place));
        }
        said.extend(
            found.columns.iter().map(|Named { name, value }| Below::Column(name.clone(), value.clone())),
        );
        said
    }

    fn key(self, key: &KeyFound) -> String {
        let KeyFound { name, asked, stands, fits, .. } = key;
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
