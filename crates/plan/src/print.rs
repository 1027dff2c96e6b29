//! The plan written down, one line a thing, in a form that stays.

use std::fmt::Write as _;

use crate::op::{Fetched, How, OfOutline, RowOp, Step, TableStep};
use crate::plan::{
    InputId, InputKind, Judgement, JudgementId, LookupId, OutlinesId, OutputId, Plan, SearchId, TableId,
    Value, ValueId,
};
use crate::statistic::Statistic;

/// Remarks that a caller adds to the lines, such as names: the plan has none. All are optional.
pub trait Annotate {
    /// A remark on a table.
    fn table(&self, _: TableId) -> Option<String> {
        None
    }

    /// A remark on an input.
    fn input(&self, _: InputId) -> Option<String> {
        None
    }

    /// A remark on a lookup.
    fn lookup(&self, _: LookupId) -> Option<String> {
        None
    }

    /// A remark on a search.
    fn search(&self, _: SearchId) -> Option<String> {
        None
    }

    /// A remark on a column of outlines.
    fn outlines(&self, _: OutlinesId) -> Option<String> {
        None
    }

    /// A remark on a value; its origin is the caller's own number.
    fn value(&self, _: ValueId, _: &Value) -> Option<String> {
        None
    }

    /// A remark on a judgement.
    fn judgement(&self, _: JudgementId) -> Option<String> {
        None
    }

    /// A remark on an output.
    fn output(&self, _: OutputId) -> Option<String> {
        None
    }
}

/// No remarks.
impl Annotate for () {}

/// The text of a plan.
#[must_use]
pub fn print(plan: &Plan) -> String {
    print_with(plan, &())
}

/// The text of a plan, with remarks.
#[must_use]
pub fn print_with(plan: &Plan, notes: &impl Annotate) -> String {
    let mut out = String::new();
    for (index, table) in plan.tables.iter().enumerate() {
        let id = TableId::at(index);
        let apart = if index == 0 { "table" } else { "table apart" };
        let of = table.parent.map_or_else(|| apart.to_owned(), |parent| format!("table in {parent}"));
        line(&mut out, &format!("{id} = {of}"), None, notes.table(id));
    }
    for (index, input) in plan.inputs.iter().enumerate() {
        let id = InputId::at(index);
        let kind = match input.kind {
            InputKind::Number => "number",
            InputKind::Truth => "truth",
            InputKind::Code => "code",
        };
        line(&mut out, &format!("{id} = input"), Some(&format!("{} {kind}", input.table)), notes.input(id));
    }
    for (index, lookup) in plan.lookups.iter().enumerate() {
        let id = LookupId::at(index);
        let kind = lookup.kind.to_string();
        line(&mut out, &format!("{id} = lookup {}", lookup.input), Some(&kind), notes.lookup(id));
    }
    for (index, search) in plan.searches.iter().enumerate() {
        let id = SearchId::at(index);
        let text = format!("{id} = search {} by {}", search.table, search.keys);
        line(&mut out, &text, None, notes.search(id));
    }
    for (index, outlines) in plan.outlines.iter().enumerate() {
        let id = OutlinesId::at(index);
        line(&mut out, &format!("{id} = outlines {}", outlines.input), None, notes.outlines(id));
    }
    for (id, value) in plan.values_with_ids() {
        let kind = match value.table {
            Some(table) => format!("{table} {}", value.kind),
            None => value.kind.to_string(),
        };
        line(&mut out, &format!("{id} = {}", step(value.step)), Some(&kind), notes.value(id, value));
    }
    for (index, judgement) in plan.judgements.iter().enumerate() {
        let id = JudgementId::at(index);
        line(&mut out, &format!("{id} = {}", judge(judgement)), None, notes.judgement(id));
    }
    for (index, output) in plan.outputs.iter().enumerate() {
        let id = OutputId::at(index);
        line(
            &mut out,
            &format!("{id} = output {}", output.value),
            Some(&output.table.to_string()),
            notes.output(id),
        );
    }
    out
}

fn line(out: &mut String, body: &str, kind: Option<&str>, note: Option<String>) {
    let remark: Vec<&str> = kind.into_iter().chain(note.as_deref()).collect();
    let remark = remark.join(" -- ");
    // Writing to a string cannot fail.
    let _ = if remark.is_empty() { writeln!(out, "{body}") } else { writeln!(out, "{body:<31} ; {remark}") };
}

fn step(step: Step) -> String {
    match step {
        Step::Row(op) => row_op(op),
        Step::Table(TableStep::Lift { value, to }) => format!("lift {value} to {to}"),
        Step::Table(TableStep::Fold { how, from, value, keep, to }) => {
            let value = value.map(|value| format!(" {value}")).unwrap_or_default();
            let keep = keep.map(|keep| format!(" where {keep}")).unwrap_or_default();
            format!("{how} {from}{value}{keep} to {to}")
        }
        Step::Table(TableStep::Pair { first, second, to }) => format!("pair {first} {second} in {to}"),
        Step::Table(TableStep::Group { how, least, from, value, keep, by, to }) => {
            let value = value.map(|value| format!(" {value}")).unwrap_or_default();
            let keep = keep.map(|keep| format!(" where {keep}")).unwrap_or_default();
            format!("group {how} {from}{value}{keep}{}{} to {to}", grouped(by), at_least(least))
        }
        Step::Table(TableStep::Common { value, keep, by, share, least, from, to }) => {
            let share = share.get();
            let keep = keep.map(|keep| format!(" where {keep}")).unwrap_or_default();
            format!("common {share:?} {from} {value}{keep}{}{} to {to}", grouped(by), at_least(least))
        }
        Step::Table(TableStep::Find { search, keys, to }) => {
            let keys: String = keys.iter().map(|key| format!(" {key}")).collect();
            format!("find {search}{keys} to {to}")
        }
        Step::Table(TableStep::Fetch { row, what }) => match what {
            Fetched::Cell(id) => format!("fetch {row} {id}"),
            Fetched::Entry(id) => format!("fetch {row} {id}"),
            Fetched::GivenCode(id) => format!("fetch {row} given_code {id}"),
        },
        Step::Table(TableStep::Outline { asked, row, outlines, east, north, to }) => match asked {
            OfOutline::Inside => format!("inside {outlines} at {row} {east} {north} to {to}"),
            OfOutline::Distance(radius) => {
                format!("distance {:?} {outlines} at {row} {east} {north} to {to}", radius.get())
            }
        },
    }
}

fn grouped(by: Option<ValueId>) -> String {
    by.map(|by| format!(" by {by}")).unwrap_or_default()
}

fn at_least(least: u32) -> String {
    if least == 0 { String::new() } else { format!(" at_least {least}") }
}

fn row_op(op: RowOp) -> String {
    let compare = |word: &str, left: ValueId, right: ValueId, scale: Option<ValueId>| {
        let scale = scale.map(|scale| format!(" scale {scale}")).unwrap_or_default();
        format!("{word} {left} {right}{scale}")
    };
    match op {
        RowOp::Number(literal) => format!("number {literal:?}"),
        RowOp::MissingNumber => "missing".to_owned(),
        RowOp::Truth(Some(true)) => "true".to_owned(),
        RowOp::Truth(Some(false)) => "false".to_owned(),
        RowOp::Truth(None) => "unknown".to_owned(),
        RowOp::Load(id) => format!("load {id}"),
        RowOp::Gather(id) => format!("gather {id}"),
        RowOp::GivenCode(id) => format!("given_code {id}"),
        RowOp::Add(a, b) => format!("add {a} {b}"),
        RowOp::Sub(a, b) => format!("sub {a} {b}"),
        RowOp::Mul(a, b) => format!("mul {a} {b}"),
        RowOp::Div(a, b) => format!("div {a} {b}"),
        RowOp::Neg(a) => format!("neg {a}"),
        RowOp::Abs(a) => format!("abs {a}"),
        RowOp::Min(a, b) => format!("min {a} {b}"),
        RowOp::Max(a, b) => format!("max {a} {b}"),
        RowOp::Unary(function, a) => format!("{function} {a}"),
        RowOp::Binary(function, a, b) => format!("{function} {a} {b}"),
        RowOp::Choose { condition, yes, no } => format!("choose {condition} {yes} {no}"),
        RowOp::Otherwise(a, b) => format!("otherwise {a} {b}"),
        RowOp::Less { left, right, scale } => compare("less", left, right, scale),
        RowOp::AtMost { left, right, scale } => compare("at_most", left, right, scale),
        RowOp::Equal { left, right, scale } => compare("equal", left, right, scale),
        RowOp::And(a, b) => format!("and {a} {b}"),
        RowOp::Or(a, b) => format!("or {a} {b}"),
        RowOp::Not(a) => format!("not {a}"),
        RowOp::Given(a) => format!("given {a}"),
        RowOp::Known(a) => format!("known {a}"),
        RowOp::IsTrue(a) => format!("is_true {a}"),
    }
}

impl std::fmt::Display for How {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Count => "count",
            Self::CountGiven => "count_given",
            Self::Sum => "sum",
            Self::Min => "min_of",
            Self::Max => "max_of",
            Self::Any => "any",
            Self::Every => "every",
        })
    }
}

impl std::fmt::Display for Statistic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Fold(how) => how.fmt(f),
            Self::Distinct => f.write_str("distinct"),
            Self::Median => f.write_str("median"),
            Self::Mad => f.write_str("mad"),
            Self::StdDev => f.write_str("std_dev"),
            Self::Percentile(share) => write!(f, "percentile {:?} of", share.get()),
            Self::Rank => f.write_str("rank"),
        }
    }
}

fn judge(judgement: &Judgement) -> String {
    let mut out = format!("judge {}", judgement.table);
    let applies = |id: Option<ValueId>| id.map(|id| format!(" if {id}")).unwrap_or_default();
    out += &applies(judgement.applies);
    for when in &judgement.when {
        let _ = write!(out, " when {when}");
    }
    for check in &judgement.checks {
        let _ = write!(out, " check {}{}", check.holds, applies(check.applies));
    }
    out
}
