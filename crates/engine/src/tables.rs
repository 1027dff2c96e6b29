//! The reference tables of a rulebook, from disk.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use shensuan_data::{BadCell, References, Source, TableFiles, bad_cell, read_tables};
use shensuan_diagnostics::codes::{rulebook, table_data as codes, text};
use shensuan_diagnostics::{Both, Diagnostic, Diagnostics};
use shensuan_findings::HIDDEN;
use shensuan_model::Model;
use shensuan_syntax::SyntaxTree;
use shensuan_syntax::tree::Item;
use shensuan_syntax::tree_tables::TableFile as Written;
use shensuan_vocab::{FieldId, FormId, TableFile};

use crate::books::tidy;

/// Complaints of one kind.
const SHOWN: usize = 20;

/// The files of tables by the name that the trees have for them: one, or those that a `*` in the name stands for.
pub(crate) type TablePaths = BTreeMap<String, Vec<PathBuf>>;

/// Finds the files of the tables that a tree names: beside the rule file, or from the rulebook's folder. Where another
/// rulebook means other files by the same name, the tree names them by their whole path from here on.
pub(crate) fn table_files(
    tree: &mut SyntaxTree,
    file: &Path,
    root: &Path,
    into: &mut TablePaths,
    paths: &mut BTreeMap<String, PathBuf>,
) {
    for item in &mut tree.items {
        let Item::Form(form) = item else { continue };
        let Some(Written::Rulebook(named)) =
            form.table.as_mut().and_then(|table| table.from.as_mut()).map(|from| &mut from.value)
        else {
            continue;
        };
        let beside = tidy(&file.parent().unwrap_or(Path::new("")).join(&*named));
        let found = matching(&beside);
        let (path, found) = if found.is_empty() {
            let path = tidy(&root.join(&*named));
            let found = matching(&path);
            (path, found)
        } else {
            (beside, found)
        };
        match paths.get(named) {
            Some(known) if *known == path => continue,
            Some(_) => *named = path.display().to_string(),
            None => {}
        }
        paths.insert(named.clone(), path);
        into.insert(named.clone(), found);
    }
}

/// The files of a path in whose name `*` stands for anything, in the order of their names.
fn matching(path: &Path) -> Vec<PathBuf> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if !name.contains('*') {
        return if path.is_file() { vec![path.to_owned()] } else { Vec::new() };
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    let Ok(entries) = fs::read_dir(if folder.as_os_str().is_empty() { Path::new(".") } else { folder })
    else {
        return Vec::new();
    };
    let fits = |path: &PathBuf| {
        let own = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        path.is_file() && !own.starts_with('.') && is_like(&own, &name)
    };
    let mut found: Vec<PathBuf> =
        entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).filter(fits).collect();
    found.sort();
    found
}

/// Whether a name is what a pattern with `*` stands for.
fn is_like(name: &str, pattern: &str) -> bool {
    let mut pieces = pattern.split('*');
    let Some(mut rest) = pieces.next().and_then(|first| name.strip_prefix(first)) else { return false };
    let Some(last) = pieces.next_back() else { return rest.is_empty() };
    for piece in pieces {
        let Some((_, behind)) = rest.split_once(piece) else { return false };
        rest = behind;
    }
    rest.ends_with(last)
}

/// Reads the tables of a rulebook; every cell of them has to be sound.
pub(crate) fn read(model: &Model, paths: &TablePaths) -> (References, Diagnostics) {
    read_those(model, paths, &|_| true)
}

/// Reads those tables of a rulebook that are wanted.
pub(crate) fn read_those(
    model: &Model,
    paths: &TablePaths,
    wanted: &dyn Fn(FormId) -> bool,
) -> (References, Diagnostics) {
    let mut said = Diagnostics::default();
    let mut tables = Vec::new();
    for (id, form, reference) in model.vocab.tables().filter(|(id, ..)| wanted(*id)) {
        let TableFile::Rulebook(named) = &reference.file else { continue };
        let found = paths.get(named).map_or(&[][..], Vec::as_slice);
        if found.is_empty() {
            said.push(
                Diagnostic::new(codes::NO_TABLE_FILE)
                    .with("table", Both::of(&form.name))
                    .with("file", named.as_str())
                    .label(form.span, text::HERE)
                    .help(rulebook::RELATIVE_TO_RULEBOOK),
            );
            continue;
        }
        let name = |path: &PathBuf| path.file_name().map(|name| name.to_string_lossy().into_owned());
        let files = found.iter().map(|path| Source::new(name(path).unwrap_or_default(), path.clone(), None));
        tables.push(TableFiles { form: id, files: files.collect() });
    }
    let (references, reading) = read_tables(&model.vocab, &tables);
    said.append(reading);
    let is_private = |field: &FieldId| model.vocab.field(*field).private;
    for (cell, file) in references.unreadable().take(SHOWN) {
        let form = cell.field.map(|field| model.vocab.form(model.vocab.field(field).form));
        let bad = BadCell {
            file,
            row: cell.row,
            headings: vec![cell.column.clone()],
            column: Both::new(cell.column.as_str(), cell.column.as_str()),
            text: if cell.field.as_ref().is_some_and(is_private) { HIDDEN } else { cell.text.as_str() },
            why: cell.why.note().into(),
            inside: None,
            open: form.is_some_and(|form| !form.fields.iter().any(is_private)),
        };
        said.push(bad.said());
    }
    units(model, &references, &mut said);
    (references, said)
}

/// Complains about units that are none.
fn units(model: &Model, references: &References, said: &mut Diagnostics) {
    for table in references.tables() {
        for (field, _) in &table.columns {
            let kind = &model.vocab.field(*field).kind;
            let of_parameters = kind.formula().map_or(&[][..], |cell| &cell.parameter_units);
            for unit in kind.unit_field().iter().chain(of_parameters.iter().flatten()) {
                let rows = (0..table.rows.len()).filter_map(|row| Some((row, table.text(*unit, row)?)));
                for (row, written) in rows.filter(|(_, text)| model.units.parse(text).is_err()).take(SHOWN) {
                    let why = codes::WHY_NO_UNIT.into();
                    let place = (row, *unit);
                    let bad = bad_cell(&model.vocab, table, references.files(), place, written, why, None);
                    bad.into_iter().for_each(|bad| said.push(bad));
                }
            }
        }
    }
}
