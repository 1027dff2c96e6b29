//! Which form a file or a sheet holds: by its name.

use std::collections::BTreeMap;
use std::path::PathBuf;

use shensuan_diagnostics::codes::{data as codes, names};
use shensuan_diagnostics::suggest::nearest;
use shensuan_diagnostics::{Both, Diagnostic, Message};
use shensuan_vocab::names::fold_text;
use shensuan_vocab::{FormId, TableFile, Vocab};

use crate::blocks::{plain, without_number};
use crate::database::Asked;
use crate::file_names::shown_path;
use crate::layout::Layout;
use crate::words::shown;

/// A file, or a sheet of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The file's name, that of the sheet in brackets behind it.
    pub name: String,
    /// Its path.
    pub path: PathBuf,
    /// Which sheet, of a workbook.
    pub sheet: Option<String>,
    /// What is said of how it is written.
    pub layout: Layout,
    /// Whether the data set says which form it holds.
    pub assigned: bool,
    /// What of a database it is, if it is no file.
    pub asked: Option<Asked>,
}

impl Source {
    /// A file, or a sheet of one, of which nothing is said.
    #[must_use]
    pub fn new(name: String, path: PathBuf, sheet: Option<String>) -> Self {
        Self { name, path, sheet, layout: Layout::default(), assigned: false, asked: None }
    }

    /// Where it lies, for complaints.
    pub(crate) fn place(&self) -> String {
        with_sheet(&shown_path(&self.path), self.sheet.as_deref())
    }
}

/// A file's name with that of a sheet behind it.
pub(crate) fn with_sheet(name: &str, sheet: Option<&str>) -> String {
    sheet.map_or_else(|| name.to_owned(), |sheet| format!("{name}[{sheet}]"))
}

/// The file names that forms go by, the plainest first: the name of a form, its title, form and group, the
/// name of a group alone.
pub(crate) struct FileNames<'v> {
    tiers: [BTreeMap<String, Vec<FormId>>; 4],
    /// The names of forms as tables of the national database may spell them.
    plain: BTreeMap<String, Vec<FormId>>,
    written: Vec<&'v str>,
}

impl<'v> FileNames<'v> {
    pub(crate) fn of(vocab: &'v Vocab) -> Self {
        let mut known = Self { tiers: Default::default(), plain: BTreeMap::new(), written: Vec::new() };
        let [by_name, by_title, by_both, by_group] = &mut known.tiers;
        let add = |tier: &mut BTreeMap<String, Vec<FormId>>, name: &str, form: FormId| {
            let forms = tier.entry(fold_text(name)).or_default();
            if !forms.contains(&form) {
                forms.push(form);
            }
        };
        let supplied = vocab.tables().filter(|(_, _, table)| table.file == TableFile::Data);
        let supplied = supplied.map(|(id, form, _)| (id, form));
        let filed = vocab.forms().filter(|(_, form)| !form.is_made_of_columns());
        for (id, form) in filed.chain(supplied) {
            let names = if form.parent.is_some() { &mut *by_group } else { &mut *by_name };
            for name in form.name.all() {
                add(names, name, id);
                known.written.push(name);
            }
            if let Some(title) = &form.title {
                add(by_title, title, id);
                known.written.push(title);
            }
            for parent in form.parent.iter().flat_map(|parent| vocab.form(*parent).name.all()) {
                for group in form.name.all() {
                    add(by_both, &format!("{parent}-{group}"), id);
                    add(by_both, &format!("{parent}.{group}"), id);
                }
            }
        }
        for form in known.tiers.first().into_iter().flat_map(BTreeMap::values).flatten() {
            for name in vocab.form(*form).name.all() {
                let forms = known.plain.entry(plain(name)).or_default();
                if !forms.contains(form) {
                    forms.push(*form);
                }
            }
        }
        known
    }

    /// The forms that a file's stem names; more than one where it does not say which.
    pub(crate) fn find(&self, stem: &str) -> &[FormId] {
        let folded = fold_text(stem);
        let named = self.tiers.iter().find_map(|tier| tier.get(&folded));
        named.or_else(|| self.plain.get(&plain(stem))).map_or(&[], Vec::as_slice)
    }

    /// The same of a sheet, and whether it is named as a copy of one that is named after these.
    pub(crate) fn find_sheet(&self, name: &str) -> (&[FormId], bool) {
        let own = self.find(name);
        match without_number(name) {
            Some(before) if own.is_empty() => {
                let (forms, _) = self.find_sheet(before);
                (forms, !forms.is_empty())
            }
            Some(_) | None => (own, false),
        }
    }

    /// Whether a file of outlines is named after a table; others are of no concern here.
    pub(crate) fn is_of_a_table(&self, name: &str, vocab: &Vocab) -> bool {
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        self.find(stem.trim()).iter().any(|form| vocab.reference(*form).is_some())
    }

    pub(crate) fn without_form(&self, stem: &str, path: &str) -> Diagnostic {
        let mut found = Diagnostic::new(codes::FILE_WITHOUT_FORM).with("name", stem).with("path", path);
        let folded = fold_text(stem);
        let near = match nearest(&folded, self.written.iter().copied()) {
            near if near.is_empty() => {
                let begins = self.beginning_of(&folded).or_else(|| self.beginning_of(&plain(stem)));
                begins.into_iter().collect()
            }
            near => near,
        };
        if near.is_empty() {
            found.helps.extend(self.example());
            return found;
        }
        found.help(names::DID_YOU_MEAN.with("names", near))
    }

    /// The name that a folded stem begins with: copies are called `G102 (1)` or `G102-副本`.
    fn beginning_of(&self, folded: &str) -> Option<String> {
        let begins = |name: &&&str| {
            let rest = folded.strip_prefix(&fold_text(name));
            rest.is_some_and(|rest| rest.starts_with(|c: char| !c.is_ascii_alphanumeric()))
        };
        self.written.iter().filter(begins).max_by_key(|name| name.len()).map(|name| (*name).to_owned())
    }

    /// How files are named, by the example of the first form.
    pub(crate) fn example(&self) -> Option<Message> {
        let name = self.written.first()?;
        Some(codes::NAME_FILES_AFTER_FORMS.with("example", format!("{name}.csv")))
    }
}

pub(crate) fn ambiguous(name: &str, forms: &[FormId], vocab: &Vocab) -> Diagnostic {
    let unmistakable = |form: &FormId| {
        let declared = vocab.form(*form);
        let parent = declared.parent.map(|parent| format!("{}-", vocab.form(parent).name.declared()));
        format!("{}{}.csv", parent.unwrap_or_default(), declared.name.declared())
    };
    let written = |form: &FormId| shown(*form, vocab);
    Diagnostic::new(codes::FILE_AMBIGUOUS)
        .with("file", name)
        .with("forms", list_of(forms.iter().map(written)))
        .help(codes::NAME_IT_ONE_OF.with("names", forms.iter().map(unmistakable).collect::<Vec<_>>()))
}

/// Names that are written in each language, as the language lists them.
fn list_of(names: impl Iterator<Item = Both>) -> Both {
    let (zh, en): (Vec<String>, Vec<String>) =
        names.map(|name| (format!("“{}”", name.zh), format!("`{}`", name.en))).unzip();
    Both::new(zh.join("、"), en.join(", "))
}
