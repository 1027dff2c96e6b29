//! Rule files written anew: handsome, or in the other language.

use std::path::{Path, PathBuf};

use shensuan_diagnostics::codes::internal;
use shensuan_diagnostics::{Diagnostic, Diagnostics, Lang, SourceId, SourceMap};
use shensuan_model::functions;
use shensuan_syntax::tree::{Ident, Item};
use shensuan_syntax::{SyntaxTree, Wording};

use crate::books;
use crate::pipeline::Parsed;

/// A rule file, as it is and as it is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewritten {
    /// Where it lies.
    pub path: PathBuf,
    /// As it is.
    pub before: String,
    /// As it is to be.
    pub after: String,
}

impl Rewritten {
    /// Whether anything changes.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.before != self.after
    }
}

/// The rule files at some paths as the formatter leaves them, and what was said of those that cannot be read: nothing
/// is to become of these.
#[must_use]
pub fn format_files(paths: &[PathBuf]) -> (Vec<Rewritten>, SourceMap, Diagnostics) {
    let (mut written, mut sources, mut said) = (Vec::new(), SourceMap::default(), Diagnostics::default());
    for path in paths {
        let (files, complaints) = books::rule_files(path);
        said.append(complaints);
        for path in files {
            match books::read_text(&path) {
                Ok(before) => {
                    let after = format_text(&path.display().to_string(), &before, &mut sources, &mut said);
                    written.extend(after.map(|after| Rewritten { path, before, after }));
                }
                Err(unread) => said.push(*unread),
            }
        }
    }
    (written, sources, said)
}

/// A text of rules as the formatter leaves it; none where something is wrong with it, which is said.
pub fn format_text(
    name: &str,
    text: &str,
    sources: &mut SourceMap,
    said: &mut Diagnostics,
) -> Option<String> {
    let source = sources.add(name, text);
    let (tree, complaints) = shensuan_syntax::parse(source, text);
    let unread = complaints.has_errors();
    said.append(complaints);
    if unread {
        return None;
    }
    let after = shensuan_syntax::format(text, &tree).map(|after| with_ends_of(text, after));
    if after.is_none() {
        said.push(defect(name));
    }
    after
}

impl Parsed {
    /// The rule files at some of the paths that were read, all in one language: keywords, functions, and names that have
    /// one in it. A rulebook with errors is not translated, nor is one that would come out with another meaning: that is
    /// said, and no file is to be written.
    #[must_use]
    pub fn translated(mut self, own: &[PathBuf], lang: Lang) -> (Vec<Rewritten>, SourceMap, Diagnostics) {
        let (model, complaints) = shensuan_model::check_layers(&self.trees, &self.files, &self.layers);
        self.said.append(complaints);
        self.said.sort();
        if self.said.has_errors() {
            return (Vec::new(), self.sources, self.said);
        }
        let uses = shensuan_model::uses(&self.trees, &self.files, &self.layers);
        let call = |name: &str| functions::called(name, lang).map(str::to_owned);
        let name = |ident: &Ident| uses.name(ident, lang).map(str::to_owned);
        let wording = Wording { lang, call: &call, name: &name };
        let is_own = |source: SourceId| {
            let name = self.sources.get(source).map_or("", |source| source.name());
            own.iter().any(|path| Path::new(name).starts_with(path))
        };
        let (mut written, mut trees, mut said) = (Vec::new(), Vec::new(), Diagnostics::default());
        for tree in &self.trees {
            let source = self.sources.get(tree.source).filter(|_| is_own(tree.source));
            let Some(source) = source else {
                trees.push(tree.clone());
                continue;
            };
            // As it was read, without the paths that were found since.
            let (as_read, _) = shensuan_syntax::parse(tree.source, source.text());
            let Some(after) = shensuan_syntax::translate(source.text(), &as_read, wording) else {
                said.push(defect(source.name()));
                continue;
            };
            trees.push(with_paths_of(tree, shensuan_syntax::parse(tree.source, &after).0));
            written.push(Rewritten {
                path: PathBuf::from(source.name()),
                before: source.text().to_owned(),
                after: with_ends_of(source.text(), after),
            });
        }
        if said.is_empty() {
            let (again, complaints) = shensuan_model::check_layers(&trees, &self.files, &self.layers);
            if complaints.has_errors() || again.print() != model.print() {
                said.push(defect(
                    &written.first().map(|file| file.path.display().to_string()).unwrap_or_default(),
                ));
            }
        }
        if said.has_errors() {
            written.clear();
        }
        self.said.append(said);
        (written, self.sources, self.said)
    }
}

fn defect(name: &str) -> Diagnostic {
    let what = format!("{name}: what was written does not mean the same");
    Diagnostic::new(internal::DEFECT).with("what", what).help(internal::REPORT_IT)
}

/// A text whose lines end as those of another.
fn with_ends_of(before: &str, after: String) -> String {
    let first = before.find('\n').and_then(|end| before.get(..end));
    if first.is_some_and(|line| line.ends_with('\r')) { after.replace('\n', "\r\n") } else { after }
}

/// A tree that names code lists and tables by the paths that were found for another.
fn with_paths_of(found: &SyntaxTree, mut tree: SyntaxTree) -> SyntaxTree {
    for (item, known) in tree.items.iter_mut().zip(&found.items) {
        match (item, known) {
            (Item::CodeList(list), Item::CodeList(known)) => list.file.value.clone_from(&known.file.value),
            (Item::Form(form), Item::Form(known)) => {
                if let (Some(table), Some(known)) = (&mut form.table, &known.table) {
                    table.from.clone_from(&known.from);
                }
            }
            _ => {}
        }
    }
    tree
}
