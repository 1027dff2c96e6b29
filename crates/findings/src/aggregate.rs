//! An aggregate over rows that a rule compared or asked: what came of it, and of how many rows.

use serde::Serialize;
use shensuan_diagnostics::Lang;

use crate::words::Words;

/// An aggregate over the rows of a subject, or of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Aggregate {
    /// The aggregate as the rule has it.
    pub name: String,
    /// What came of it, [`HIDDEN`](crate::HIDDEN) where that is private; none where it is missing.
    pub value: Option<String>,
    /// Its unit.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// Of how many rows: all of the form, or those for which `where` is not false.
    pub rows: usize,
    /// Those that were passed over among them: a cell that they would need is empty.
    pub passed_over: usize,
}

impl Words {
    /// An aggregate as a line: `合计(原料.使用量) = 8 吨（3 行，其中 1 行有空缺，未计入）`.
    #[must_use]
    pub fn aggregate(self, aggregate: &Aggregate) -> String {
        let value = match (&aggregate.value, aggregate.unit.as_str()) {
            (None, _) => self.lang.pick("缺失", "missing").to_owned(),
            (Some(value), "") => value.clone(),
            (Some(value), "%") => format!("{value}%"),
            (Some(value), unit) => format!("{value} {unit}"),
        };
        let (name, rows) = (&aggregate.name, aggregate.rows);
        match (self.lang, aggregate.passed_over) {
            (Lang::Zh, 0) => format!("{name} = {value}（{rows} 行）"),
            (Lang::Zh, over) => format!("{name} = {value}（{rows} 行，其中 {over} 行有空缺，未计入）"),
            (Lang::En, 0) => format!("{name} = {value} (rows: {rows})"),
            (Lang::En, over) => {
                format!("{name} = {value} (rows: {rows}, passed over for an empty cell: {over})")
            }
        }
    }
}
