//! What COPY hands out, as a sheet: a line a row, a tab between cells.

use std::borrow::Cow;
use std::io::BufRead;

use postgres::CopyOutReader;
use postgres::types::{Kind, Type};
use shensuan_diagnostics::codes::database as codes;

use super::said;
use crate::sheet::{Broken, Kept, Record};

/// A column of what is handed out.
pub(super) struct Column {
    name: String,
    form: Form,
}

/// What its cells are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// The text says all.
    Plain,
    /// A number with rounded digits.
    Float,
    /// `t` or `f`.
    Truth,
    /// A point in time, perhaps with a zone.
    Time,
    /// No cell: it is not read.
    Many,
}

impl Column {
    pub(super) fn of(column: &postgres::Column) -> Self {
        Self { name: column.name().to_owned(), form: form(column.type_()) }
    }

    /// Whether it holds one value a row.
    pub(super) fn is_cell(&self) -> bool {
        self.form != Form::Many
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }
}

fn form(kind: &Type) -> Form {
    match kind.kind() {
        Kind::Domain(of) => return form(of),
        Kind::Enum(_) => return Form::Plain,
        Kind::Simple => {}
        Kind::Pseudo | Kind::Array(_) | Kind::Range(_) | Kind::Multirange(_) | Kind::Composite(_) => {
            return Form::Many;
        }
        // Kinds that this program has not heard of.
        _ => return Form::Many,
    }
    match *kind {
        Type::FLOAT4 | Type::FLOAT8 => Form::Float,
        Type::BOOL => Form::Truth,
        Type::TIMESTAMP | Type::TIMESTAMPTZ => Form::Time,
        Type::JSON
        | Type::JSONB
        | Type::XML
        | Type::BYTEA
        | Type::RECORD
        | Type::TS_VECTOR
        | Type::JSONPATH => Form::Many,
        Type::POINT | Type::LINE | Type::LSEG | Type::BOX | Type::PATH | Type::POLYGON | Type::CIRCLE => {
            Form::Many
        }
        _ => Form::Plain,
    }
}

/// The rows of a table or query, the names of its columns first.
pub(crate) struct Sheet<'c> {
    from: CopyOutReader<'c>,
    columns: Vec<Column>,
    line: Vec<u8>,
    /// How many records were handed out; that of the names is the first.
    handed: u32,
}

impl<'c> Sheet<'c> {
    pub(super) fn new(from: CopyOutReader<'c>, columns: Vec<Column>) -> Self {
        Self { from, columns, line: Vec::new(), handed: 0 }
    }

    /// Reads the next row; false at the end.
    pub(crate) fn next(&mut self, record: &mut Record<'_>) -> Result<bool, Broken> {
        record.kept.clear();
        if self.handed == 0 {
            record.cells.clear();
            let names = self.columns.iter().filter(|column| column.is_cell());
            record.cells.extend(names.map(|column| Cow::Owned(column.name.clone())));
        } else if !self.row(record)? {
            return Ok(false);
        }
        self.handed = self.handed.saturating_add(1);
        record.row = self.handed;
        record.line = self.handed;
        Ok(true)
    }

    fn row(&mut self, record: &mut Record<'_>) -> Result<bool, Broken> {
        let row = self.handed.saturating_sub(1);
        self.line.clear();
        let read = self.from.read_until(b'\n', &mut self.line);
        if read.map_err(|error| Broken::Lost(row, said::of_reading(&error)))? == 0 {
            return Ok(false);
        }
        let text =
            std::str::from_utf8(&self.line).map_err(|_| Broken::Lost(row, codes::WHY_NO_TEXT.into()))?;
        let text = text.strip_suffix('\n').unwrap_or(text);
        let cells = text.split('\t').zip(&self.columns).filter(|(_, column)| column.is_cell());
        for (at, (cell, column)) in cells.enumerate() {
            // The texts of the row before are written over.
            if record.cells.len() <= at {
                record.cells.push(Cow::Borrowed(""));
            }
            if let Some(into) = record.cells.get_mut(at) {
                let mut owned = std::mem::take(into).into_owned();
                owned.clear();
                let kept = write(cell, column.form, &mut owned);
                *into = Cow::Owned(owned);
                record.kept.push(kept);
            }
        }
        record.cells.truncate(record.kept.len());
        Ok(true)
    }
}

/// Writes a cell as it is read from files: nothing where there is none.
fn write(cell: &str, form: Form, into: &mut String) -> Kept {
    if cell != "\\N" {
        match form {
            Form::Truth => into.push_str(if cell == "t" { "true" } else { "false" }),
            Form::Time => into.push_str(day(cell)),
            Form::Plain | Form::Float | Form::Many if cell.contains('\\') => unescaped(cell, into),
            Form::Plain | Form::Float | Form::Many => into.push_str(cell),
        }
    }
    match form {
        Form::Plain | Form::Many => Kept::Untold,
        Form::Float => Kept::Float,
        Form::Truth => Kept::Truth,
        Form::Time => Kept::Time,
    }
}

/// A point in time without its zone, which is that of the server; at midnight the day.
fn day(time: &str) -> &str {
    let at = time.find(' ').unwrap_or(time.len());
    let clock = time.get(at..).unwrap_or("");
    let length = clock.find(['+', '-']).unwrap_or(clock.len());
    let time = time.get(..at + length).unwrap_or(time);
    time.strip_suffix(" 00:00:00").unwrap_or(time)
}

/// Writes what stands behind backslashes as what it means.
fn unescaped(cell: &str, into: &mut String) {
    let mut characters = cell.chars();
    while let Some(c) = characters.next() {
        into.push(match c {
            '\\' => match characters.next() {
                Some('b') => '\u{8}',
                Some('f') => '\u{c}',
                Some('n') => '\n',
                Some('r') => '\r',
                Some('t') => '\t',
                Some('v') => '\u{b}',
                Some(other) => other,
                None => '\\',
            },
            other => other,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::{Form, write};
    use crate::sheet::Kept;

    #[test]
    fn cells() {
        let read = |cell: &str, form| {
            let mut text = String::new();
            let kept = write(cell, form, &mut text);
            (text, kept)
        };
        assert_eq!(read("\\N", Form::Plain), (String::new(), Kept::Untold));
        assert_eq!(read("a\\tb\\\\n\\n\\\\N", Form::Plain).0, "a\tb\\n\n\\N");
        assert_eq!(read("t", Form::Truth), ("true".to_owned(), Kept::Truth));
        assert_eq!(read("f", Form::Truth).0, "false");
        assert_eq!(read("1e+20", Form::Float), ("1e+20".to_owned(), Kept::Float));
        let times = [
            ("2017-12-31 00:00:00", "2017-12-31"),
            ("2017-12-31 00:00:00+08", "2017-12-31"),
            ("2017-12-31 08:30:00.5-03:30", "2017-12-31 08:30:00.5"),
            ("infinity", "infinity"),
            ("0044-03-15 00:00:00 BC", "0044-03-15 00:00:00 BC"),
        ];
        for (cell, time) in times {
            assert_eq!(read(cell, Form::Time), (time.to_owned(), Kept::Time), "{cell}");
        }
    }
}
