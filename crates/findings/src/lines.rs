//! The lists as lines of JSON, for programs: texts as they are, numbers to their last bit.

use std::io::{self, Write};

use serde::Serialize;

use crate::{Finding, StatisticTable, Undetermined, Value};

fn write_lines<W: Write, T: Serialize>(mut into: W, things: &[T]) -> io::Result<()> {
    for thing in things {
        serde_json::to_writer(&mut into, thing)?;
        into.write_all(b"\n")?;
    }
    into.flush()
}

/// `findings.jsonl`: one finding a line.
///
/// # Errors
/// What writing gives.
pub fn write_findings_jsonl<W: Write>(into: W, findings: &[Finding]) -> io::Result<()> {
    write_lines(into, findings)
}

/// `undetermined.jsonl`: one undetermined subject or row a line.
///
/// # Errors
/// What writing gives.
pub fn write_undetermined_jsonl<W: Write>(into: W, undetermined: &[Undetermined]) -> io::Result<()> {
    write_lines(into, undetermined)
}

/// `values.jsonl`: one computed value a line.
///
/// # Errors
/// What writing gives.
pub fn write_values_jsonl<W: Write>(into: W, values: &[Value]) -> io::Result<()> {
    write_lines(into, values)
}

/// `statistics.jsonl`: one table a line.
///
/// # Errors
/// What writing gives.
pub fn write_statistics_jsonl<W: Write>(into: W, statistics: &[StatisticTable]) -> io::Result<()> {
    write_lines(into, statistics)
}
