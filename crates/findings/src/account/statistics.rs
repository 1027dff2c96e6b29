//! A statistic as columns.

use shensuan_diagnostics::Lang;

use super::{ResultCells, ResultColumn, ResultTable};
use crate::words::Words;
use crate::{Listed, StatisticNumbers, StatisticRow, StatisticTable};

/// The columns of a statistic, as `statistics.csv` has them; numbers to their last bit.
pub(super) fn columns(table: &StatisticTable, lang: Lang) -> ResultTable<'static> {
    let rows = &table.rows;
    let texts = |of: &dyn Fn(&StatisticRow) -> Option<String>| ResultCells::texts(rows.iter().map(of));
    let counts = |of: &dyn Fn(&StatisticRow) -> Option<usize>| {
        ResultCells::counts(rows.iter().map(|row| of(row).map(whole)))
    };
    let mut cells = Vec::new();
    let mut units = Vec::new();
    let mut put = |unit: &str, made| {
        units.push(unit.to_owned());
        cells.push(made);
    };
    let words = Words::of(lang);
    for (at, named) in table.named().into_iter().enumerate() {
        put("", texts(&|row| row.keys.get(at).map(|key| key.value.clone())));
        if named {
            put("", texts(&|row| row.keys.get(at).and_then(|key| key.name.clone())));
        }
    }
    let listed = |of: fn(&Listed) -> Option<String>| texts(&|row| row.listed.as_ref().and_then(of));
    if table.top.is_some() {
        put("", counts(&|row| row.listed.as_ref().map(|listed| listed.rank)));
        put("", listed(|listed| Some(listed.subject.clone())));
        put("", listed(|listed| listed.name.clone()));
        put("", texts(&|row| Some(words.at(row.listed.as_ref()?.row.as_ref()?))));
    }
    put(&table.unit, ResultCells::numbers(rows.iter().map(|row| row.value)));
    if table.top.is_some() {
        put("%", ResultCells::numbers(rows.iter().map(|row| row.listed.as_ref()?.share)));
    }
    put("", counts(&|row| Some(row.asked)));
    put("", counts(&|row| Some(row.given)));
    put("", counts(&|row| Some(row.asked.saturating_sub(row.given))));
    put("", texts(&|row| Some(words.remark(row)).filter(|remark| !remark.is_empty())));
    let headings = words.statistic_headings(table);
    let made = headings.into_iter().zip(units).zip(cells);
    let columns = made.map(|((heading, unit), cells)| ResultColumn { heading, unit, cells }).collect();
    ResultTable { name: table.name.clone(), rows: rows.len(), columns }
}

/// The columns behind the keys, of the rows of a table in which none of the largest are listed.
pub(super) fn numbers(table: &StatisticTable, rows: &[StatisticNumbers], lang: Lang) -> ResultTable<'static> {
    let counts =
        |of: fn(&StatisticNumbers) -> usize| ResultCells::counts(rows.iter().map(|row| Some(whole(of(row)))));
    let remark = |row: &StatisticNumbers| Some(row.why.as_ref()?.text(lang));
    let cells = [
        (table.unit.as_str(), ResultCells::numbers(rows.iter().map(|row| row.value))),
        ("", counts(|row| row.asked)),
        ("", counts(|row| row.given)),
        ("", counts(|row| row.asked.saturating_sub(row.given))),
        ("", ResultCells::texts(rows.iter().map(remark))),
    ];
    let behind = Words::of(lang).statistic_headings(table).into_iter().skip(table.keys.len());
    let columns = behind
        .zip(cells)
        .map(|(heading, (unit, cells))| ResultColumn { heading, unit: unit.to_owned(), cells })
        .collect();
    ResultTable { name: table.name.clone(), rows: rows.len(), columns }
}

/// Rows of a data set are fewer than 2³².
fn whole(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
