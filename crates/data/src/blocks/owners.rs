//! Whose the sheets of a workbook say they are: they should all be of one subject.

use std::collections::BTreeMap;
use std::path::PathBuf;

use shensuan_diagnostics::codes::layouts as codes;
use shensuan_diagnostics::{Arg, Diagnostic};
use shensuan_vocab::names::fold_text;

use super::labels::Label;
use crate::header::Wanted;
use crate::keys::Key;
use crate::sources::Source;
use crate::table::Reading;

/// Sheets that a complaint names.
const SHOWN_SHEETS: usize = 4;

/// The sheets of workbooks that are of one subject: the workbook, the sheet, and the key as it is written there.
pub(crate) type SheetOwners = Vec<(PathBuf, String, String)>;

/// Whose a sheet of a workbook is; none where it does not say, or is no sheet of one.
pub(super) fn of_sheet(
    file: &Source,
    wanted: &Wanted<'_>,
    labels: &[Label<'_>],
) -> Option<(PathBuf, String, String)> {
    let mut parts = BTreeMap::new();
    for label in labels.iter().filter(|label| !label.value.is_empty()) {
        for part in wanted.part_named(&label.folded) {
            parts.entry(part).or_insert(label.value.as_ref());
        }
    }
    let mut key = Key::default();
    parts.into_values().for_each(|part| key.add(part.trim()));
    let key = key.shown().to_owned();
    Some((file.path.clone(), file.sheet.clone()?, key)).filter(|(.., key)| !key.is_empty())
}

impl Reading<'_> {
    /// Says of which workbooks the sheets name several subjects.
    pub(crate) fn say_whose_sheets_differ(&mut self) {
        let mut books: BTreeMap<PathBuf, Vec<(String, String)>> = BTreeMap::new();
        for (path, sheet, key) in std::mem::take(&mut self.sheet_owners) {
            books.entry(path).or_default().push((sheet, key));
        }
        for (path, sheets) in books {
            // The first sheet of each.
            let mut named: Vec<(String, String)> = Vec::new();
            for (sheet, key) in sheets {
                let folded = fold_text(&key);
                if !named.iter().any(|(known, _)| *known == folded) {
                    named.push((folded, format!("{key} [{sheet}]")));
                }
            }
            if named.len() < 2 {
                continue;
            }
            let subject = self.vocab.subject.as_ref();
            let subject = subject.map_or_else(|| Arg::from(""), |subject| Arg::of(&subject.name));
            let names: Vec<String> = named.into_iter().map(|(_, said)| said).take(SHOWN_SHEETS).collect();
            self.diagnostics.push(
                Diagnostic::new(codes::SHEETS_OF_SEVERAL)
                    .with("path", path.display().to_string())
                    .with("subject", subject)
                    .with("names", names)
                    .help(codes::LOOK_AT_THE_LABELS),
            );
        }
    }
}
