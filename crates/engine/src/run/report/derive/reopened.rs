//! The cells of a derivation as they stand in their sources: opened once more, for the column, its heading and the text.

use std::collections::{BTreeMap, BTreeSet};

use shensuan_data::{DataSet, FileAccount, RowsAsTheyStand, letters, rows_as_they_stand};
use shensuan_diagnostics::Localised;
use shensuan_findings::{Cell, Derivation, HIDDEN, SourceCell, Step};
use shensuan_vocab::names::{fold_name, fold_text};
use shensuan_vocab::{FieldId, Name};

use super::Why;

/// A source that was opened once more.
struct Reopened<'d> {
    account: &'d FileAccount,
    /// None where it is gone, or keeps no rows.
    rows: Option<RowsAsTheyStand>,
}

impl Why {
    /// Says of each cell in which column it stands, under which heading, and its text where that is another than its value;
    /// and which sources cannot be opened any more, or no longer have such a row.
    pub(super) fn reopen(&self, data: &DataSet, told: &mut Derivation, lang: shensuan_diagnostics::Lang) {
        let mut wanted: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
        each_step(told, &mut |step| {
            if let Some(cell) = step.cell.as_ref() {
                wanted.entry(cell.file.clone()).or_default().insert(cell.row);
            }
        });
        let mut opened: BTreeMap<String, Reopened<'_>> = BTreeMap::new();
        for (name, mut rows) in wanted {
            let Some(account) = data.files.iter().find(|account| account.name == name) else { continue };
            rows.extend(account.header..account.header + account.header_rows.max(1));
            opened.insert(name, Reopened { account, rows: rows_as_they_stand(account, &rows) });
        }
        let mut gone: BTreeSet<String> = BTreeSet::new();
        each_step(told, &mut |step| {
            let Some((cell, file)) =
                step.cell.as_ref().and_then(|cell| Some((cell, opened.get(&cell.file)?)))
            else {
                return;
            };
            let Some(row) = file.rows.as_ref().and_then(|rows| rows.get(&cell.row)) else {
                gone.insert(cell.file.clone());
                return;
            };
            let Some(field) = self.field_of(file.account, step, lang) else { return };
            step.source = self.stands(file, cell, row, field, step);
        });
        told.sources_gone = gone.into_iter().collect();
    }

    /// The field of a step that is a cell, by its name in the form that the file holds.
    fn field_of(
        &self,
        account: &FileAccount,
        step: &Step,
        lang: shensuan_diagnostics::Lang,
    ) -> Option<FieldId> {
        let vocab = &self.ready.model.vocab;
        let form = vocab.form(account.form);
        let mut fields = form.fields.iter().copied();
        fields.find(|field| {
            let name = vocab.field(*field).name.in_lang(lang);
            // What is looked up has its table before it.
            step.name == name || step.name.strip_suffix(&name).is_some_and(|before| before.ends_with('.'))
        })
    }

    fn stands(
        &self,
        file: &Reopened<'_>,
        cell: &Cell,
        row: &[String],
        field: FieldId,
        step: &Step,
    ) -> Option<SourceCell> {
        let declared = self.ready.model.vocab.field(field);
        let (column, heading) = match &cell.column {
            // Of a table on its side the row has the heading, and the place says the column.
            Some(letters) => (place_of(letters)?, None),
            None => {
                let (column, heading) = column_of(file, &declared.name)?;
                (column, Some(heading))
            }
        };
        let text = row.get(column).map(|text| text.trim().to_owned()).unwrap_or_default();
        let shown = step.value.as_deref().unwrap_or_default();
        let hidden = declared.private || shown == HIDDEN;
        let written = step.written.as_deref();
        let said = [Some(shown), shown.strip_suffix('%'), shown.split(' ').next(), written];
        let differs = !hidden && !said.into_iter().flatten().any(|said| said == text);
        Some(SourceCell { column: letters(column), heading, text: differs.then_some(text) })
    }
}

/// The only column that is headed by one of these names, with its heading; a unit in brackets behind it is none of it.
fn column_of(file: &Reopened<'_>, name: &Name) -> Option<(usize, String)> {
    let folded = |text: &str| fold_text(&fold_name(text.trim()));
    let names: Vec<String> = name.all().map(folded).collect();
    let bare = |text: &str| text.split(['(', '（']).next().unwrap_or_default().trim().to_owned();
    let headings = file.account.header..file.account.header + file.account.header_rows.max(1);
    let mut found: Vec<(usize, String)> = Vec::new();
    let rows = headings.filter_map(|row| file.rows.as_ref()?.get(&row));
    for (column, heading) in rows.flat_map(|row| row.iter().enumerate()) {
        if names.contains(&folded(heading)) || names.contains(&folded(&bare(heading))) {
            found.push((column, heading.trim().to_owned()));
        }
    }
    match found.as_slice() {
        [one] => Some(one.clone()),
        _ => None,
    }
}

/// The place of a column by its letters, from 0.
fn place_of(letters: &str) -> Option<usize> {
    let number = letters.bytes().try_fold(0_usize, |number, letter| {
        let place = letter.to_ascii_uppercase().checked_sub(b'A').filter(|place| *place < 26)?;
        number.checked_mul(26)?.checked_add(usize::from(place) + 1)
    });
    number?.checked_sub(1)
}

/// Every step of a derivation.
fn each_step(told: &mut Derivation, of: &mut dyn FnMut(&mut Step)) {
    fn each(step: &mut Step, of: &mut dyn FnMut(&mut Step)) {
        of(step);
        step.parts.iter_mut().for_each(|part| each(part, of));
    }
    for result in &mut told.results {
        let steps = result.when.iter_mut().chain(&mut result.checks).chain(&mut result.value);
        steps.for_each(|step| each(step, of));
    }
}
