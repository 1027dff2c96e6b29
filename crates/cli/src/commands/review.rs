//! `shensuan review DATASET [--rulebook DIR] [--out DIR]`.

use std::path::{Path, PathBuf};

use shensuan_diagnostics::SourceMap;
use shensuan_engine::{Parsed, rulebook_of};

use crate::terminal::Terminal;
use crate::words::Words;
use crate::{Status, output, summary};

/// What may be said on the command line.
pub(crate) struct Options {
    pub(crate) rulebook: Option<PathBuf>,
    pub(crate) out: Option<PathBuf>,
}

/// Reviews a data set and writes what it found.
pub(crate) fn run(terminal: &Terminal, dataset: &Path, options: &Options) -> Status {
    let rulebook = match rulebook_of(dataset, options.rulebook.as_deref()) {
        Ok(rulebook) => rulebook,
        Err(said) => {
            terminal.complain_once(*said);
            return Status::Data;
        }
    };
    let ready = match Parsed::read(&[rulebook]).check().plan() {
        Ok(ready) => ready,
        Err(checked) => {
            terminal.complain(&checked.said, &checked.sources);
            terminal.count(&checked.said);
            return Status::Rulebook;
        }
    };
    terminal.complain(&ready.said, &ready.sources);
    let (data, said) = ready.open(dataset);
    terminal.complain(&said, &SourceMap::default());
    if said.has_errors() {
        return Status::Data;
    }
    let review = match ready.review(&data, terminal.lang) {
        Ok(review) => review,
        Err(defect) => {
            terminal.complain_once(*defect);
            return Status::Data;
        }
    };
    let out = options.out.clone().unwrap_or_else(|| dataset.join("out"));
    if let Err(said) = output::write(&out, &review, terminal.lang) {
        terminal.complain_once(*said);
        return Status::Data;
    }
    terminal.say(&summary::table(&review, terminal.lang));
    terminal.say(&format!("{} {}", Words::of(terminal.lang).written(), out.display()));
    Status::Done
}
