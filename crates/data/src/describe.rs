//! What was understood of files: which column is which field, in which unit.

use std::path::Path;

use shensuan_diagnostics::codes::data as codes;
use shensuan_diagnostics::{Diagnostics, Note};
use shensuan_vocab::{FieldId, FormId, Vocab};

use crate::assigned::Assigned;
use crate::database::Database;
use crate::dataset::DataSet;
use crate::folder::{Opening, available, read_folder};
use crate::header::{Header, letters};
use crate::heading_units::ColumnUnit;
use crate::headings::Spanned;
use crate::unused_columns::gaps;

/// What the columns of a table were taken for.
#[derive(Clone, Debug, PartialEq)]
pub struct Described {
    /// The file's name, that of the sheet in brackets behind it.
    pub name: String,
    /// The form or group it holds.
    pub form: FormId,
    /// The form that its sheet is assigned to or named after, where labels in it say whose it is.
    pub labelled: Option<FormId>,
    /// The row of its headings.
    pub header: u32,
    /// How it is known which columns its headings span.
    pub spanned: Spanned,
    /// Its columns; of a table on its side its items.
    pub columns: Vec<DescribedColumn>,
}

/// Where descriptions go, and who hears of each file.
pub(crate) type Describing<'d> = (&'d mut Vec<Described>, &'d dyn Fn(&str));

/// What a column, or an item of a table on its side, was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DescribedColumn {
    /// Where it stands.
    pub place: ColumnPlace,
    /// Its heading as written.
    pub heading: String,
    /// The part of the key that it is, by name.
    pub key: Option<String>,
    /// The field that it is.
    pub field: Option<FieldId>,
    /// The unit that its numbers are in, where that is another; and whether it can be brought to the field's.
    pub unit: Option<(String, bool)>,
}

/// Where a column stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnPlace {
    /// In the column of these letters.
    Column(String),
    /// In these columns, so many beside each other, of which none has a heading or is used.
    Columns(String, String, usize),
    /// In this row, of a table on its side.
    Row(u32),
    /// In a label above the table.
    Label,
}

impl ColumnPlace {
    /// How it is said, where it has no letters or number.
    #[must_use]
    pub const fn note() -> Note {
        codes::IN_A_LABEL
    }
}

/// The same as [`open_with`](crate::open_with), with what the columns were taken for. With `only` one file of the folder is
/// read, and nobody is turned away for not being in the register. `watch` hears of each file.
#[must_use]
pub fn describe(
    folder: &Path,
    only: Option<&Path>,
    vocab: &Vocab,
    assigned: &Assigned,
    database: &Database,
    watch: &dyn Fn(&str),
) -> (DataSet, Vec<Described>, Diagnostics) {
    let mut described = Vec::new();
    let mut bare = vocab.clone();
    if let (Some(_), Some(subject)) = (only, &mut bare.subject) {
        subject.register = None;
    }
    let described_too = Some((&mut described, watch));
    let opening = Opening { assigned, database, threads: available(), only, described: described_too };
    let (set, said) = read_folder(folder, &bare, opening, &mut |_, _, _| {});
    (set, described, said)
}

/// What the columns of a table were taken for.
pub(crate) fn of_header(
    header: &Header,
    rows: &[u32],
    names: &[String],
    fields: &[FieldId],
) -> Vec<DescribedColumn> {
    let width = header.headings.len() - header.added;
    let column = |(at, heading): (usize, &String)| {
        let place = match rows.get(at) {
            Some(row) => ColumnPlace::Row(*row),
            None if at >= width => ColumnPlace::Label,
            None => ColumnPlace::Column(letters(at)),
        };
        let part = header.keys.iter().position(|key| *key == at);
        let unit = match header.units.get(at) {
            Some(Some(ColumnUnit::Other(unit, _))) => Some((unit.in_zh(), true)),
            Some(Some(ColumnUnit::Misfit(unit))) => Some((unit.clone(), false)),
            Some(None) | None => None,
        };
        DescribedColumn {
            place,
            heading: heading.clone(),
            key: part.and_then(|part| names.get(part)).cloned(),
            field: header.slot_of(at).and_then(|slot| fields.get(slot)).copied(),
            unit,
        }
    };
    let gaps = gaps(header);
    let in_gap = |(at, heading): (usize, &String)| match gaps
        .iter()
        .find(|(first, count)| (*first..*first + *count).contains(&at))
    {
        Some((first, _)) if *first != at => None,
        Some((first, count)) => {
            let place = ColumnPlace::Columns(letters(*first), letters(*first + *count - 1), *count);
            Some(DescribedColumn { place, heading: String::new(), key: None, field: None, unit: None })
        }
        None => Some(column((at, heading))),
    };
    header.headings.iter().enumerate().filter_map(in_gap).collect()
}
