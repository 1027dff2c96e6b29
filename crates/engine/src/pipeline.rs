//! The whole road on one page: `Parsed → Checked → Ready → Review`. Each stage owns what it knows and says what
//! it has to say; none of them fails.

use std::path::{Path, PathBuf};

use shensuan_data::DataSet;
use shensuan_diagnostics::codes::{internal, rulebook};
use shensuan_diagnostics::{Diagnostic, Diagnostics, Lang, SourceMap};
use shensuan_findings::Review;
use shensuan_model::{CodeFiles, Lowered, Model};
use shensuan_plan::verify;
use shensuan_syntax::SyntaxTree;

use crate::{books, run};

/// Rule files read and parsed.
#[derive(Debug)]
pub struct Parsed {
    /// Their texts.
    pub sources: SourceMap,
    /// One tree a file.
    pub trees: Vec<SyntaxTree>,
    /// The code lists they name.
    pub files: CodeFiles,
    /// What was said so far.
    pub said: Diagnostics,
}

impl Parsed {
    /// Reads rule files, and the folders among `paths` with all rule files below them, as one rulebook.
    #[must_use]
    pub fn read(paths: &[PathBuf]) -> Self {
        let mut parsed = Self {
            sources: SourceMap::default(),
            trees: Vec::new(),
            files: CodeFiles::new(),
            said: Diagnostics::default(),
        };
        for path in paths {
            parsed.add(path);
        }
        parsed
    }

    /// Reads one text as a rulebook of its own: for tests and single expressions.
    #[must_use]
    pub fn of_text(name: &str, text: &str) -> Self {
        let mut parsed = Self::read(&[]);
        parsed.parse(name, text.to_owned());
        parsed
    }

    fn add(&mut self, path: &Path) {
        let (files, said) = books::rule_files(path);
        self.said.append(said);
        for file in files {
            match books::read_text(&file) {
                Ok(text) => self.parse(&file.display().to_string(), text),
                Err(said) => self.said.push(*said),
            }
            if let Some(tree) = self.trees.last() {
                books::code_files(tree, &file, path, &mut self.files);
            }
        }
    }

    fn parse(&mut self, name: &str, text: String) {
        let source = self.sources.add(name, text);
        let text = self.sources.get(source).map_or("", |source| source.text());
        let (tree, said) = shensuan_syntax::parse(source, text);
        self.trees.push(tree);
        self.said.append(said);
    }

    /// Resolves names, types, units and scopes.
    #[must_use]
    pub fn check(self) -> Checked {
        let (model, said) = shensuan_model::check(&self.trees, &self.files);
        let mut all = self.said;
        all.append(said);
        all.sort();
        Checked { sources: self.sources, model, said: all }
    }
}

/// A rulebook whose names are resolved; with errors it goes no further.
#[derive(Debug)]
pub struct Checked {
    /// The texts.
    pub sources: SourceMap,
    /// What they mean.
    pub model: Model,
    /// What was said so far.
    pub said: Diagnostics,
}

impl Checked {
    /// Lowers the model to a plan. A rulebook with errors comes back as it is.
    ///
    /// # Errors
    /// The checked rulebook, where it has errors (those of our own lowering among them).
    pub fn plan(mut self) -> Result<Ready, Box<Self>> {
        if self.said.has_errors() {
            return Err(Box::new(self));
        }
        let lowered = shensuan_model::lower(&self.model);
        if let Err(faults) = verify(&lowered.plan) {
            for fault in faults {
                let defect = Diagnostic::new(internal::DEFECT).with("what", fault.to_string());
                self.said.push(defect.help(internal::REPORT_IT));
            }
            return Err(Box::new(self));
        }
        Ok(Ready { sources: self.sources, model: self.model, lowered, said: self.said })
    }
}

/// A rulebook that can run.
#[derive(Debug)]
pub struct Ready {
    /// The texts.
    pub sources: SourceMap,
    /// What they mean.
    pub model: Model,
    /// The plan and the way back to the model.
    pub lowered: Lowered,
    /// Lints.
    pub said: Diagnostics,
}

impl Ready {
    /// Reviews a data set that was opened with this rulebook's vocabulary.
    ///
    /// # Errors
    /// A defect of ours: a frame that does not fit the plan.
    pub fn review(&self, data: &DataSet, lang: Lang) -> Result<Review, Box<Diagnostic>> {
        run::review(self, data, lang)
    }

    /// Opens a folder of data.
    #[must_use]
    pub fn open(&self, folder: &Path) -> (DataSet, Diagnostics) {
        shensuan_data::open(folder, &self.model.vocab)
    }
}

/// The complaint about a rulebook that nobody named.
#[must_use]
pub fn no_rulebook(dataset: &Path) -> Diagnostic {
    Diagnostic::new(rulebook::NO_RULEBOOK)
        .with("dataset", dataset.display().to_string())
        .help(rulebook::NAME_A_RULEBOOK)
}
