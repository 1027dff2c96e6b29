//! One subject of a copy: found by its key, and read with its rows alone.

use std::collections::BTreeSet;
use std::ops::Range;

use shensuan_columnar::File;
use shensuan_diagnostics::Diagnostic;
use shensuan_diagnostics::codes::copies as codes;
use shensuan_vocab::names::fold_text;
use shensuan_vocab::{FormId, Vocab};

use super::describe::{filed, path_of};
use super::manifest::{MANIFEST, OwnFile};
use super::open::{Copy, account, field_of, period, table};
use super::rows::{self, Reading};
use super::{damaged, why};
use crate::columns_as_rows::add_rows_made_of_columns;
use crate::dataset::{DataSet, FileAccount, FormTable};
use crate::references::add_subjects_themselves;

impl Copy {
    /// What the copy holds of the subject with a key, which is the only one of the data set then; reference tables are whole,
    /// rejected rows are left out. None where there is no such subject.
    ///
    /// # Errors
    /// A file of it is damaged.
    pub fn data_set_of(&self, vocab: &Vocab, key: &str) -> Result<Option<DataSet>, Box<Diagnostic>> {
        let manifest = &self.manifest;
        let path = self.folder.join(MANIFEST);
        let strange = || damaged(&path, codes::WHY_NOT_OF_ITSELF);
        let [of_subjects, of_unreadable, _] = &self.lists;
        let Some(subject) = self.row_of(of_subjects, key)? else { return Ok(None) };
        let forms: Vec<FormId> = filed(vocab).map(|(form, _, _)| form).collect();
        let form_of = |names: &[String]| {
            forms.iter().copied().find(|form| path_of(*form, vocab) == names).ok_or_else(strange)
        };
        let files: Vec<FileAccount> = manifest
            .files
            .iter()
            .map(|file| account(file, form_of(&file.form)?, vocab).ok_or_else(strange))
            .collect::<Result<_, _>>()?;
        // Rows begin where those of the subject before end.
        let first = subject.saturating_sub(1);
        let of_lists = self.damaged_at(&manifest.subjects);
        let mut subjects = self.part(of_subjects, &manifest.subjects, first..subject + 1)?;
        let mut last = |name: &str| {
            subjects.list(name).and_then(|all| all.last().map(str::to_owned)).ok_or_else(&of_lists)
        };
        let own = last("key")?;
        let parts: Vec<String> =
            (1..=manifest.key_parts).map(|part| last(&format!("part {part}"))).collect::<Result<_, _>>()?;
        let mut tables: Vec<FormTable> = Vec::new();
        let mut references = Vec::new();
        for (form, file) in manifest.forms.iter().zip(&self.forms) {
            let id = form_of(&form.form)?;
            let (reading, ends) = if form.reference {
                (self.reading(file, &form.run)?, None)
            } else {
                let ends = subjects.counts(&format!("end {}", form.form.join("-"))).ok_or_else(&of_lists)?;
                let end = *ends.last().ok_or_else(&of_lists)? as usize;
                let start = if subject == 0 { 0 } else { *ends.first().ok_or_else(&of_lists)? as usize };
                let count = end.checked_sub(start).and_then(|count| u32::try_from(count).ok());
                let count = count.ok_or_else(&of_lists)?;
                (self.part(file, &form.run, start..end)?, Some(vec![count]))
            };
            let read = table(reading, form, id, ends.as_ref(), files.len(), vocab);
            let read = read.ok_or_else(self.damaged_at(&form.run))?;
            if form.reference { references.push(read) } else { tables.push(read) }
        }
        let field = |file: usize, name: &str| field_of(files.get(file)?.form, name, vocab);
        let mut unreadable = rows::unreadable(self.reading(of_unreadable, &manifest.unreadable)?, field)
            .ok_or_else(self.damaged_at(&manifest.unreadable))?;
        let places: BTreeSet<(usize, u32)> = tables
            .iter()
            .flat_map(|table| table.rows.iter().enumerate().map(|(at, row)| (table.file_of(at), *row)))
            .collect();
        unreadable.retain(|cell| places.contains(&(cell.file, cell.row)));
        let mut set = DataSet {
            folder: self.folder.clone(),
            subject_parts: if parts.is_empty() { Vec::new() } else { vec![parts] },
            subjects: [own].iter().collect(),
            period: period(manifest.period.as_ref()).ok_or_else(strange)?,
            unreadable,
            files,
            tables,
            references,
            ..DataSet::default()
        };
        add_rows_made_of_columns(vocab, &mut set);
        add_subjects_themselves(vocab, &mut set);
        Ok(Some(set))
    }

    /// The row of a key among the subjects: as it is written, else as keys compare.
    fn row_of(&self, subjects: &File, key: &str) -> Result<Option<usize>, Box<Diagnostic>> {
        let path = self.folder.join(&self.manifest.subjects.path);
        let find = |is: &dyn Fn(&str) -> bool| {
            subjects.find("key", is).map_err(|trouble| damaged(&path, why(&trouble)))
        };
        if let Some(row) = find(&|known| known == key)? {
            return Ok(Some(row));
        }
        let wanted = fold_text(key);
        find(&|known| fold_text(known) == wanted)
    }

    /// Some rows of a file.
    fn part(&self, file: &File, own: &OwnFile, rows: Range<usize>) -> Result<Reading, Box<Diagnostic>> {
        let path = self.folder.join(&own.path);
        let count = rows.len();
        let columns = file.columns_of(rows).map_err(|trouble| damaged(&path, why(&trouble)))?;
        Reading::new(columns, count).ok_or_else(self.damaged_at(own))
    }
}
