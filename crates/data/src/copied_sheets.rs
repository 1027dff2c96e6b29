//! Sheets that are named as a spreadsheet names the copy of one: `G102 (2)`. They are read as the form of that one, and said.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use shensuan_diagnostics::Diagnostic;
use shensuan_diagnostics::codes::layouts as codes;
use shensuan_vocab::FormId;

use crate::blocks::without_number;
use crate::sources::Source;
use crate::table::Reading;
use crate::words::shown;

/// Sheets that a complaint names.
const NAMED: usize = 3;

/// Such sheets, by their names with those of their workbooks.
#[derive(Clone, Debug, Default)]
pub(crate) struct CopiedSheets(BTreeSet<String>);

impl CopiedSheets {
    /// Takes a sheet down as one.
    pub(crate) fn add(&mut self, name: &str) {
        self.0.insert(name.to_owned());
    }

    /// Puts the files of a form in the order of their names, a copy behind what it is one of: of rows that stand in both, those
    /// of the copy are the ones that are left out.
    pub(crate) fn put_behind(&self, files: &mut [Source]) {
        files.sort_by_cached_key(|file| {
            let is_one = self.0.contains(&file.name);
            let of = file.name.strip_suffix(']').filter(|_| is_one).and_then(without_number);
            let of = of.map_or_else(|| file.name.clone(), |of| format!("{of}]"));
            (of, is_one, file.name.clone())
        });
    }
}

impl Reading<'_> {
    /// Says which sheets are read as forms although they are named as copies, and what stands beside them.
    pub(crate) fn say_what_is_named_as_a_copy(
        &mut self,
        files: &BTreeMap<FormId, Vec<Source>>,
        CopiedSheets(copies): &CopiedSheets,
    ) {
        for (form, sources) in files {
            let is_one = |source: &&Source| copies.contains(&source.name);
            let named: Vec<&Source> = sources.iter().filter(is_one).collect();
            if named.is_empty() {
                continue;
            }
            let books: BTreeSet<&PathBuf> = named.iter().map(|source| &source.path).collect();
            let beside = sources.iter().filter(|source| !is_one(source) && books.contains(&source.path));
            let beside: Vec<&str> = beside.map(|source| source.name.as_str()).collect();
            let said = Diagnostic::new(codes::SHEET_NAMED_AS_A_COPY)
                .with("count", named.len())
                .with("form", shown(*form, self.vocab))
                .with("names", few(named.iter().map(|source| source.name.as_str())));
            self.diagnostics.push(if beside.is_empty() {
                said.help(codes::RENAME_THE_SHEET)
            } else {
                said.help(codes::KEEP_ONE_SHEET.with("others", few(beside.into_iter())))
            });
        }
    }
}

/// The first of several names.
fn few<'n>(mut names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut few: Vec<String> = names.by_ref().take(NAMED).map(str::to_owned).collect();
    few.extend(names.next().map(|_| "…".to_owned()));
    few
}
