//! Holds the rows of a rulebook's tables against each other: what cannot be read, what no key can find, and what looks
//! unlike its neighbours. What is a key, a value or a unit is known from the declaration of a table alone.

mod keys;
mod looked;
mod neighbours;
mod periods;
mod units;
mod values;

use std::collections::BTreeMap;

use shensuan_data::References;
use shensuan_diagnostics::codes::{Code, table_checks as codes, table_remarks};
use shensuan_diagnostics::{Both, Diagnostic, Diagnostics, SourceMap, suggest};
use shensuan_model::Model;
use shensuan_vocab::names::fold_name;
use shensuan_vocab::{Form, FormId, TableFile};

use crate::pipeline::Parsed;
use crate::tables;
use looked::Looked;

/// What was found in the tables of a rulebook.
#[derive(Debug)]
pub struct TableCheck {
    /// The texts of the rulebook.
    pub sources: SourceMap,
    /// The tables that were looked at, in the order of their declaration; none where the rulebook has errors.
    pub tables: Vec<CheckedTable>,
    /// The names of the tables whose rows come with data sets, where all were asked for.
    pub of_data: Vec<Both>,
    /// Errors, which keep the rulebook from running, and remarks: by table, of each by code, row and column.
    pub said: Diagnostics,
    /// For each code of a remark how many more there are that are not among those said.
    pub more: BTreeMap<&'static str, usize>,
    /// Whether the rulebook could be read; else only that is said.
    pub sound: bool,
}

/// A table that was looked at.
#[derive(Clone, Debug)]
pub struct CheckedTable {
    /// What it is called.
    pub name: Both,
    /// Its files.
    pub files: Vec<String>,
    /// Rows below the headings.
    pub rows: usize,
    /// Rows that keys can find; none of a table without keys, in which nothing is looked up.
    pub found: Option<usize>,
}

/// Remarks on one table, of each code so many.
pub(crate) struct Remarks {
    most: usize,
    said: Vec<((usize, usize), Diagnostic)>,
    counts: BTreeMap<&'static str, usize>,
}

impl Remarks {
    /// Remarks on something at a place, a row and a column, unless there is enough of the code already.
    fn push(&mut self, code: Code, at: (usize, usize), make: impl FnOnce(Diagnostic) -> Diagnostic) {
        let count = self.counts.entry(code.row().number).or_default();
        *count += 1;
        if *count <= self.most {
            self.said.push((at, make(Diagnostic::new(code))));
        }
    }
}

impl Parsed {
    /// Checks the rows of the tables that go by these names, of all where there are none; of each remark and table `most`
    /// are said, the others counted.
    #[must_use]
    pub fn check_tables(self, wanted: &[String], most: usize) -> TableCheck {
        let (model, said) = shensuan_model::check_layers(&self.trees, &self.files, &self.layers);
        let mut all = self.said.errors();
        all.append(said.errors());
        let mut check = TableCheck {
            sources: self.sources,
            tables: Vec::new(),
            of_data: Vec::new(),
            said: Diagnostics::default(),
            more: BTreeMap::new(),
            sound: !all.has_errors(),
        };
        if check.sound {
            match chosen(&model, wanted) {
                Ok(forms) => {
                    if wanted.is_empty() {
                        check.of_data = of_data(&model);
                    }
                    let (references, read) =
                        tables::read_those(&model, &self.table_files, &|form| forms.contains(&form));
                    all.append(read);
                    for form in forms {
                        look(&model, &references, form, most, &mut check, &mut all);
                    }
                }
                Err(said) => {
                    all.append(said);
                    check.sound = false;
                }
            }
        }
        check.said = all;
        check
    }
}

/// The tables of files that are asked for.
fn chosen(model: &Model, wanted: &[String]) -> Result<Vec<FormId>, Diagnostics> {
    let named = |form: &Form, name: &str| form.name.all().any(|known| fold_name(known) == fold_name(name));
    let mut said = Diagnostics::default();
    let mut forms = Vec::new();
    for (id, _, reference) in model.vocab.tables() {
        if wanted.is_empty() && matches!(reference.file, TableFile::Rulebook(_)) {
            forms.push(id);
        }
    }
    for name in wanted {
        match model.vocab.tables().find(|(_, form, _)| named(form, name)) {
            Some((id, form, reference)) => match reference.file {
                TableFile::Rulebook(_) if forms.contains(&id) => {}
                TableFile::Rulebook(_) => forms.push(id),
                TableFile::Data => said.push(
                    Diagnostic::new(codes::TABLE_OF_DATA)
                        .with("table", Both::of(&form.name))
                        .label(form.span, codes::DECLARED_HERE),
                ),
            },
            None => {
                let of_files = || {
                    let tables = model.vocab.tables();
                    tables.filter(|(_, _, reference)| reference.file != TableFile::Data)
                };
                let mut known = suggest::nearest(name, of_files().flat_map(|(_, form, _)| form.name.all()));
                if known.is_empty() {
                    known = of_files().map(|(_, form, _)| form.name.declared().to_owned()).collect();
                }
                let unknown = Diagnostic::new(codes::NO_TABLE_TO_CHECK).with("table", name.as_str());
                said.push(if known.is_empty() {
                    unknown
                } else {
                    unknown.help(codes::TABLES_ARE.with("names", known))
                });
            }
        }
    }
    if said.is_empty() { Ok(forms) } else { Err(said) }
}

fn of_data(model: &Model) -> Vec<Both> {
    let tables = model.vocab.tables().filter(|(_, _, reference)| reference.file == TableFile::Data);
    tables.map(|(_, form, _)| Both::of(&form.name)).collect()
}

/// Looks at one table, and says what there is to remark on.
fn look(
    model: &Model,
    references: &References,
    form: FormId,
    most: usize,
    check: &mut TableCheck,
    all: &mut Diagnostics,
) {
    let name = Both::of(&model.vocab.form(form).name);
    let files: Vec<_> = references.files().iter().filter(|file| file.form == form).collect();
    let mut remarks = Remarks { most, said: Vec::new(), counts: BTreeMap::new() };
    let looked = Looked::of(model, references, form);
    let keyed = model.vocab.reference(form).is_some_and(|reference| !reference.keys.is_empty());
    let found = keyed.then(|| looked.as_ref().map_or(0, |looked| looked.keyed.len()));
    if !files.is_empty() && files.iter().all(|file| file.rows_used == 0) {
        let span = model.vocab.form(form).span;
        remarks.push(table_remarks::EMPTY_TABLE, (0, 0), |said| {
            said.with("table", name.clone()).label(span, codes::DECLARED_HERE)
        });
    }
    keys::skipped(model, references, form, &mut remarks);
    if let Some(looked) = &looked {
        keys::remarks(looked, &mut remarks);
        periods::remarks(looked, &mut remarks);
        units::remarks(looked, &mut remarks);
        values::remarks(looked, &mut remarks);
        neighbours::remarks(looked, &mut remarks);
    }
    check.tables.push(CheckedTable {
        name,
        files: files.iter().map(|file| file.name.clone()).collect(),
        rows: files.iter().map(|file| file.rows_in).sum(),
        found,
    });
    for (number, count) in remarks.counts.iter().filter(|(_, count)| **count > most) {
        *check.more.entry(*number).or_default() += count - most;
    }
    let mut said = remarks.said;
    said.sort_by_key(|(at, said)| (said.code.row().number, *at));
    said.into_iter().for_each(|(_, said)| all.push(said));
}
