//! What becomes of rule files that were written anew: they are swapped in whole, or only named.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use shensuan_diagnostics::codes::data as codes;
use shensuan_diagnostics::{Diagnostic, Diagnostics, SourceMap};
use shensuan_engine::Rewritten;

use crate::Status;
use crate::terminal::Terminal;
use crate::words::Words;

/// Says what is wrong, then writes the files that change; with `check` it names them alone.
pub(crate) fn settle(
    terminal: &Terminal,
    files: &[Rewritten],
    sources: &SourceMap,
    said: &Diagnostics,
    check: bool,
) -> Status {
    let words = Words::of(terminal.lang);
    let said = said.errors();
    terminal.complain(&said, sources);
    let changed: Vec<&Rewritten> = files.iter().filter(|file| file.differs()).collect();
    for file in &changed {
        if check {
            terminal.say(&format!("{}{}", words.would_change(), file.path.display()));
        } else if let Err(error) = swap(&file.path, &file.after) {
            let path = file.path.display().to_string();
            terminal
                .complain_once(Diagnostic::new(codes::CANNOT_WRITE).with("path", path).with("why", &error));
            return Status::Data;
        } else {
            terminal.say(&format!("{}{}", words.changed(), file.path.display()));
        }
    }
    if !files.is_empty() {
        terminal.say(&words.rewritten(files.len(), changed.len()));
    }
    if said.has_errors() {
        terminal.count(&said);
        return Status::Rulebook;
    }
    if check && !changed.is_empty() { Status::Found } else { Status::Done }
}

/// Puts a text in the place of a file, whole or not at all; a link stays one.
fn swap(path: &Path, text: &str) -> io::Result<()> {
    let path = fs::canonicalize(path)?;
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut fresh = tempfile::Builder::new().prefix(".shensuan-").tempfile_in(folder)?;
    fresh.write_all(text.as_bytes())?;
    fs::set_permissions(fresh.path(), fs::metadata(&path)?.permissions())?;
    fresh.persist(&path)?;
    Ok(())
}
