//! By what a profile is parted: the industry of the enterprises, at a level of its code.

use std::collections::BTreeMap;

use shensuan_data::{DataSet, FieldColumn, FormTable};
use shensuan_vocab::names::fold_text;
use shensuan_vocab::{FieldId, FieldType, FormId, Rows, Vocab};

/// By what a profile is parted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartedBy {
    /// The field, of codes or texts. Of a form with one row a subject it parts all forms, else its own alone.
    pub field: FieldId,
    /// The level of its code, counted from the topmost; none for the value itself.
    pub level: Option<usize>,
}

impl PartedBy {
    /// What parts a data set by default: the first code with levels of a form with one row a subject that has a file, the
    /// register before others, at the second level: in an industry's code the division (大类).
    #[must_use]
    pub fn usual(vocab: &Vocab, data: &DataSet) -> Option<Self> {
        let register = vocab.subject.as_ref().and_then(|subject| subject.register);
        let mut fields: Vec<(FieldId, usize)> = vocab
            .fields()
            .filter(|(_, field)| !field.private && data.tables.iter().any(|table| table.form == field.form))
            .filter(|(_, field)| {
                vocab.form(field.form).rows == Rows::One && vocab.form(field.form).parent.is_none()
            })
            .filter_map(|(id, field)| Some((id, levels(vocab, &field.kind)?)))
            .filter(|(_, levels)| *levels > 0)
            .collect();
        fields.sort_by_key(|(field, _)| Some(vocab.field(*field).form) != register);
        let (field, levels) = fields.first().copied()?;
        Some(Self { field, level: Some(1.min(levels - 1)) })
    }
}

/// How many levels the codes of a field have; none of what is no code.
fn levels(vocab: &Vocab, kind: &FieldType) -> Option<usize> {
    if let FieldType::Code(list) = kind { Some(vocab.list(*list).levels.len()) } else { None }
}

/// A row belongs to no part.
const NONE: u32 = u32::MAX;

/// The parts, and who belongs to which.
pub(crate) struct Parts {
    by: Option<FieldId>,
    /// Their codes and names, in the order of the codes.
    pub(crate) names: Vec<(String, String)>,
    of: Of,
}

/// Whom a part is of.
enum Of {
    /// Each subject.
    Subjects(Vec<u32>),
    /// Each row of a form.
    Rows(FormId, Vec<u32>),
}

impl Parts {
    /// The parts of a data set; none where there is nothing to part by.
    pub(crate) fn of(vocab: &Vocab, data: &DataSet, by: Option<PartedBy>) -> Self {
        let none = Self { by: None, names: Vec::new(), of: Of::Subjects(Vec::new()) };
        let Some(by) = by else { return none };
        let field = vocab.field(by.field);
        let Some(table) = data.table(field.form) else { return none };
        let Some(FieldColumn::Text { index, given, entries }) = table.column(by.field) else { return none };
        let mut names: BTreeMap<String, (String, String)> = BTreeMap::new();
        let of_entry: Vec<Option<String>> = entries
            .iter()
            .map(|text| {
                let (code, name) = part_of(vocab, &field.kind, by.level, text)?;
                let folded = fold_text(&code);
                names.entry(folded.clone()).or_insert((code, name));
                Some(folded)
            })
            .collect();
        let places: BTreeMap<&str, u32> = names.keys().map(String::as_str).zip(0..).collect();
        let of_entry: Vec<u32> = (of_entry.iter())
            .map(|folded| folded.as_deref().and_then(|folded| places.get(folded)).copied().unwrap_or(NONE))
            .collect();
        let rows = index.iter().zip(given).map(|(entry, given)| {
            if *given { of_entry.get(*entry as usize).copied().unwrap_or(NONE) } else { NONE }
        });
        let of = if vocab.form(field.form).rows == Rows::One && !table.subject.is_empty() {
            Of::Subjects(of_subjects(table, rows, data.subjects.len()))
        } else {
            Of::Rows(table.form, rows.collect())
        };
        Self { by: Some(by.field), names: names.into_values().collect(), of }
    }

    /// Whether the rows of a table are parted when this field is profiled: a field is not parted by itself.
    pub(crate) fn part(&self, form: FormId, field: FieldId) -> bool {
        self.by.is_some_and(|by| by != field)
            && match &self.of {
                Of::Subjects(_) => true,
                Of::Rows(own, _) => *own == form,
            }
    }

    /// The part of a row of a table.
    pub(crate) fn at(&self, table: &FormTable, row: usize) -> Option<usize> {
        let part = match &self.of {
            Of::Subjects(parts) => parts.get(*table.subject.get(row)? as usize)?,
            Of::Rows(_, parts) => parts.get(row)?,
        };
        Some(*part as usize).filter(|_| *part != NONE)
    }
}

/// The code and the name under which a text falls.
fn part_of(vocab: &Vocab, kind: &FieldType, level: Option<usize>, text: &str) -> Option<(String, String)> {
    let FieldType::Code(list) = kind else { return Some((text.to_owned(), String::new())) };
    let list = vocab.list(*list);
    let entry = match level {
        Some(level) => list.at_level(text, level),
        None => list.find(text),
    }?;
    Some((entry.code.clone(), entry.name.clone()))
}

/// The part of each subject; none where its rows disagree.
fn of_subjects(table: &FormTable, rows: impl Iterator<Item = u32>, subjects: usize) -> Vec<u32> {
    let mut parts: Vec<Option<u32>> = vec![None; subjects];
    for (subject, part) in table.subject.iter().zip(rows) {
        if let Some(known) = parts.get_mut(*subject as usize) {
            *known = Some(known.map_or(part, |known| if known == part { part } else { NONE }));
        }
    }
    parts.into_iter().map(|part| part.unwrap_or(NONE)).collect()
}
