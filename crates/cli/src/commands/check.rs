//! `shensuan check PATH… [--uses RULEBOOK]`.

use std::path::PathBuf;

use shensuan_engine::Parsed;

use crate::Status;
use crate::terminal::Terminal;
use crate::words::Words;

/// Checks rule files together with the vocabulary they use.
pub(crate) fn run(terminal: &Terminal, paths: &[PathBuf], uses: Option<PathBuf>) -> Status {
    let all: Vec<PathBuf> = uses.into_iter().chain(paths.iter().cloned()).collect();
    let checked = Parsed::read(&all).check();
    terminal.complain(&checked.said, &checked.sources);
    let words = Words::of(terminal.lang);
    if checked.said.has_errors() {
        terminal.count(&checked.said);
        return Status::Rulebook;
    }
    let formulas = checked.model.formulas.iter().filter(|formula| !formula.constant).count();
    terminal.say(&words.checked(checked.sources.iter().count(), checked.model.rules.len(), formulas));
    terminal.say(words.all_good());
    Status::Done
}
