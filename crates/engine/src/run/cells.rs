//! The cells of a data set as the plan's tables see them: a form with one row a subject lies along the
//! subjects, a form with many along its own rows.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use shensuan_data::{DataSet, FieldColumn, FormTable, Unreadable};
use shensuan_vocab::{FieldId, FormId, Rows, Vocab};

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Content<'d> {
    /// A number; a percent as a ratio.
    Number(f64),
    /// Yes or no.
    YesNo(bool),
    /// A text or a code.
    Text(&'d str),
    /// A mark that stands instead of a number.
    Mark(&'d str),
    /// Nothing.
    Missing,
    /// Something that cannot be read.
    Unreadable(&'d str),
    /// The rows of the subject disagree.
    Conflicting,
}

/// Where the rows of each subject begin in the forms of a data set, one more entry than subjects: counted when that is asked,
/// and then known to all that look at its cells.
pub(crate) type Begins = BTreeMap<FormId, OnceLock<Vec<u32>>>;

/// Whose the rows of a form are, and where those of each subject begin.
struct Offsets<'d> {
    subject: &'d [u32],
    begin: Begin<'d>,
}

enum Begin<'d> {
    OfAll(&'d OnceLock<Vec<u32>>),
    Own(OnceLock<Vec<u32>>),
}

/// Where the rows of each of so many subjects begin, and at last how many there are.
fn begin(subject: &[u32], subjects: usize) -> Vec<u32> {
    let mut begin = vec![0_u32; subjects + 1];
    for subject in subject {
        if let Some(count) = begin.get_mut(*subject as usize + 1) {
            *count += 1;
        }
    }
    let mut total = 0;
    for begin in &mut begin {
        total += *begin;
        *begin = total;
    }
    begin
}

/// A data set with its rows found by subject.
pub(crate) struct Cells<'d> {
    pub(crate) vocab: &'d Vocab,
    pub(crate) data: &'d DataSet,
    /// Those of forms, then those of reference tables.
    tables: Vec<&'d FormTable>,
    /// By form.
    offsets: BTreeMap<FormId, Offsets<'d>>,
    columns: BTreeMap<FieldId, (usize, usize)>,
}

impl<'d> Cells<'d> {
    /// Those of a data set, and of tables that rules make of it.
    pub(crate) fn new(
        vocab: &'d Vocab,
        (data, begins): (&'d DataSet, &'d Begins),
        made: &'d [FormTable],
    ) -> Self {
        let mut columns = BTreeMap::new();
        let tables: Vec<&FormTable> = data.tables.iter().chain(made).chain(&data.references).collect();
        for (at, table) in tables.iter().enumerate() {
            for (index, (field, _)) in table.columns.iter().enumerate() {
                columns.insert(*field, (at, index));
            }
        }
        let begin = |form: FormId| begins.get(&form).map(Begin::OfAll);
        let of_data = data.tables.iter().map(|table| (table, begin(table.form)));
        let of_subjects = of_data.chain(made.iter().map(|table| (table, None)));
        let offsets = of_subjects
            .map(|(table, begin)| {
                let begin = begin.unwrap_or_else(|| Begin::Own(OnceLock::new()));
                (table.form, Offsets { subject: &table.subject, begin })
            })
            .collect();
        Self { vocab, data, tables, offsets, columns }
    }

    fn begin(&self, form: FormId) -> Option<&[u32]> {
        let offsets = self.offsets.get(&form)?;
        let known = match &offsets.begin {
            Begin::OfAll(known) => known,
            Begin::Own(known) => known,
        };
        Some(known.get_or_init(|| begin(offsets.subject, self.data.subjects.len())))
    }

    /// Where the rows of each subject begin in a form; all empty for a form without a file.
    pub(crate) fn offsets(&self, form: FormId) -> Vec<u32> {
        self.begin(form).map_or_else(|| vec![0; self.data.subjects.len() + 1], <[u32]>::to_vec)
    }

    /// Where the rows inside each row of another form begin: of rows made of columns as many in each.
    pub(crate) fn offsets_in(&self, form: FormId, above: FormId) -> Vec<u32> {
        if let Some(found) = self.table(form).and_then(|table| table.rows_of.as_ref()) {
            return found.offsets.clone();
        }
        let each = u32::try_from(self.vocab.form(form).columns.len()).unwrap_or(0);
        (0..=self.row_count(above)).zip(0_u32..).map(|(_, row)| row * each).collect()
    }

    /// Where a cell was filed: of rows found by a key their own form, of rows made of columns the column and the row
    /// that it stands in.
    pub(crate) fn filed_as(&self, field: FieldId, row: usize) -> (FieldId, usize) {
        let Some(table) = self.table(self.vocab.field(field).form) else { return (field, row) };
        if let Some(own) = table.rows_of.as_ref().and_then(|of| of.rows.get(row)) {
            let declared = self.vocab.declared(field);
            let form = self.vocab.field(declared).form;
            // Of the subjects themselves what they filed is their first row.
            let of_subject = self.vocab.field(field).stands_for.is_some();
            let own = *own as usize;
            return self.filed_as(declared, if of_subject { self.rows_of(form, own).start } else { own });
        }
        let source = table.filed_as(row, field).map(|field| (field, row / table.made_of.len().max(1)));
        source.unwrap_or((field, row))
    }

    /// The rows of a form that a subject has; none of nobody's.
    pub(crate) fn rows_of(&self, form: FormId, subject: usize) -> std::ops::Range<usize> {
        let Some(offsets) = self.begin(form) else { return 0..0 };
        let at = |index: usize| offsets.get(index).map_or(0, |offset| *offset as usize);
        at(subject)..at(subject.saturating_add(1))
    }

    /// Whether each subject has one row of a form, in the order of the subjects.
    pub(crate) fn each_has_one(&self, form: FormId) -> bool {
        let subjects = self.data.subjects.len();
        let in_order = |offsets: &Offsets<'_>| {
            offsets.subject.len() == subjects
                && offsets.subject.iter().zip(0_u32..).all(|(own, at)| *own == at)
        };
        self.offsets.get(&form).is_some_and(in_order)
    }

    /// Rows of a form in the data set.
    pub(crate) fn row_count(&self, form: FormId) -> usize {
        self.table(form).map_or(0, |table| table.rows.len())
    }

    pub(crate) fn table(&self, form: FormId) -> Option<&'d FormTable> {
        self.tables.iter().find(|table| table.form == form).copied()
    }

    /// The column of a field.
    pub(crate) fn column(&self, field: FieldId) -> Option<&'d FieldColumn> {
        let (table, column) = self.columns.get(&field)?;
        self.tables.get(*table)?.columns.get(*column).map(|(_, column)| column)
    }

    /// What stands in a row of the field's form.
    pub(crate) fn at(&self, field: FieldId, row: usize) -> Content<'d> {
        let given = match self.column(field) {
            Some(FieldColumn::Number { values, given, marks }) => given
                .get(row)
                .filter(|given| **given)
                .and_then(|_| values.get(row))
                .map(|number| Content::Number(*number))
                .or_else(|| {
                    let mark = usize::from(marks.get(row).copied().unwrap_or(0));
                    let text = self.vocab.field(field).marks.get(mark.checked_sub(1)?)?;
                    Some(Content::Mark(text))
                }),
            Some(FieldColumn::YesNo { values }) => values.get(row).copied().flatten().map(Content::YesNo),
            Some(FieldColumn::Text { index, given, entries }) => given
                .get(row)
                .filter(|given| **given)
                .and_then(|_| index.get(row))
                .and_then(|entry| entries.get(*entry as usize))
                .map(Content::Text),
            None => None,
        };
        given.unwrap_or_else(|| match self.unreadable(field, row) {
            Some(cell) => Content::Unreadable(&cell.text),
            None => Content::Missing,
        })
    }

    fn unreadable(&self, field: FieldId, row: usize) -> Option<&'d Unreadable> {
        let (field, row) = self.filed_as(field, row);
        self.data.unreadable_at(self.vocab.field(field).form, row, field)
    }

    /// What a subject has in a field of a form with one row: two rows that disagree are a conflict.
    pub(crate) fn of_subject(&self, field: FieldId, subject: usize) -> Content<'d> {
        let form = self.vocab.field(field).form;
        debug_assert_eq!(self.vocab.form(form).rows, Rows::One);
        let mut rows = self.rows_of(form, subject);
        let Some(first) = rows.next() else { return Content::Missing };
        let content = self.at(field, first);
        if rows.all(|row| self.at(field, row) == content) { content } else { Content::Conflicting }
    }

    /// The entry of a subject's text in the dictionary of its column.
    pub(crate) fn entry(&self, field: FieldId, row: usize) -> Option<u32> {
        match self.column(field)? {
            FieldColumn::Text { index, given, .. } if given.get(row) == Some(&true) => {
                index.get(row).copied()
            }
            FieldColumn::Text { .. } | FieldColumn::Number { .. } | FieldColumn::YesNo { .. } => None,
        }
    }
}
