//! Rule files on disk, and the code lists they name.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use shensuan_diagnostics::codes::{rulebook as codes, text};
use shensuan_diagnostics::{Arg, Diagnostic, Diagnostics};
use shensuan_model::CodeFiles;
use shensuan_syntax::SyntaxTree;
use shensuan_syntax::tree::Item;
use shensuan_vocab::CodeEntry;

/// The ending of rule files.
const ENDING: &str = "rule";
/// Folders within folders may nest this deep: a link that points upwards must not go round for ever.
const DEPTH: usize = 16;

/// The rule files at a path: the file itself, or all below a folder, in the order of their names.
pub(crate) fn rule_files(path: &Path) -> (Vec<PathBuf>, Diagnostics) {
    let mut said = Diagnostics::default();
    let mut found = Vec::new();
    match fs::metadata(path) {
        Ok(meta) if meta.is_dir() => {
            walk(path, DEPTH, &mut found, &mut said);
            if found.is_empty() && said.is_empty() {
                said.push(Diagnostic::new(codes::NO_RULE_FILES).with("path", path.display().to_string()));
            }
        }
        Ok(_) if path.extension().is_some_and(|ending| ending == ENDING) => found.push(path.to_owned()),
        Ok(_) => {
            said.push(Diagnostic::new(codes::NOT_A_RULE_FILE).with("path", path.display().to_string()));
        }
        Err(error) => said.push(unreadable(path, &error)),
    }
    (found, said)
}

fn walk(folder: &Path, depth: usize, found: &mut Vec<PathBuf>, said: &mut Diagnostics) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return said.push(unreadable(folder, &error)),
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            if depth > 0 {
                walk(&path, depth - 1, found, said);
            }
        } else if path.extension().is_some_and(|ending| ending == ENDING) {
            found.push(path);
        }
    }
}

/// A path without the detours that joining leaves in it: `a/b/../c` is `a/c`.
pub(crate) fn tidy(path: &Path) -> PathBuf {
    let mut tidied = PathBuf::new();
    for part in path.components() {
        let back = matches!(tidied.components().next_back(), Some(Component::Normal(_)));
        match part {
            Component::ParentDir if back => {
                tidied.pop();
            }
            Component::CurDir if tidied.components().next().is_some() => {}
            Component::Prefix(_)
            | Component::RootDir
            | Component::CurDir
            | Component::ParentDir
            | Component::Normal(_) => tidied.push(part),
        }
    }
    tidied
}

fn unreadable(path: &Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::new(codes::RULEBOOK_UNREADABLE).with("path", path.display().to_string()).with("why", error)
}

/// The text of a rule file, without the mark some editors put before it.
pub(crate) fn read_text(path: &Path) -> Result<String, Box<Diagnostic>> {
    let bytes = fs::read(path).map_err(|error| Box::new(unreadable(path, &error)))?;
    let text = String::from_utf8(bytes).map_err(|_| {
        Box::new(
            Diagnostic::new(text::NOT_UTF8).with("path", path.display().to_string()).help(text::SAVE_AS_UTF8),
        )
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// Reads the code lists that a tree names: beside the rule file, or from the rulebook's folder. Where another
/// rulebook means another file by the same name, the tree names it by its whole path from here on.
pub(crate) fn code_files(
    tree: &mut SyntaxTree,
    file: &Path,
    root: &Path,
    into: &mut CodeFiles,
    paths: &mut BTreeMap<String, PathBuf>,
) {
    for item in &mut tree.items {
        let Item::CodeList(list) = item else { continue };
        let named = &list.file.value;
        let beside = file.parent().unwrap_or(Path::new("")).join(named);
        let path = tidy(&if beside.exists() { beside } else { root.join(named) });
        match paths.get(named) {
            Some(known) if *known == path => continue,
            Some(_) => list.file.value = path.display().to_string(),
            None => {}
        }
        let named = &list.file.value;
        if !into.contains_key(named) {
            into.insert(named.clone(), read_codes(&path));
            paths.insert(named.clone(), path);
        }
    }
}

/// A code list: a CSV with the columns `code`, `name` and, for a hierarchy, `parent`; others are ignored.
fn read_codes(path: &Path) -> Result<Vec<CodeEntry>, Arg> {
    let bytes = fs::read(path).map_err(|error| Arg::from(&error))?;
    let text = String::from_utf8(bytes).map_err(|_| codes::WHY_NOT_UTF8)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let mut table = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let headings = table.headers().map_err(|error| Arg::from(error.to_string()))?.clone();
    let column = |names: [&str; 2]| headings.iter().position(|heading| names.contains(&heading.trim()));
    let code = column(["code", "代码"]).ok_or(codes::WHY_NO_CODES)?;
    let name = column(["name", "名称"]).ok_or(codes::WHY_NO_NAMES)?;
    let parent = column(["parent", "上级"]);
    let mut entries = Vec::new();
    for record in table.records() {
        let record = record.map_err(|error| Arg::from(error.to_string()))?;
        let cell =
            |at: usize| record.get(at).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        if let Some(code) = cell(code) {
            let name = cell(name).unwrap_or_default();
            entries.push(CodeEntry { code, name, parent: parent.and_then(cell) });
        }
    }
    if entries.is_empty() { Err(codes::WHY_EMPTY_LIST.into()) } else { Ok(entries) }
}
