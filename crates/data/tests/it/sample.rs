//! A small vocabulary, and folders of files written for one test.

use std::fs;
use std::path::Path;

use shensuan_data::{
    Assigned, DataSet, Database, FieldColumn, FileAccount, FormTable, RowTrouble, UnusedWhy,
};
use shensuan_diagnostics::{Code, Diagnostics, Lang, SourceId, Span};
use shensuan_vocab::units::Unit;
use shensuan_vocab::{
    CodeEntry, CodeList, Field, FieldId, FieldType, Form, FormId, ListId, Name, Rows, Subject, Vocab,
};

use crate::{accounts, copies};

pub(crate) const KEY: &str = "统一社会信用代码";
pub(crate) const A: &str = "91990000MA5F00018P";
pub(crate) const B: &str = "91990000MA5F00026J";
pub(crate) const C: &str = "91990000MA5F00034D";

pub(crate) const SPAN: Span = Span::new(SourceId(0), 0, 0);

fn name(all: &[&str]) -> Name {
    Name::new(all[0], all[1..].iter().map(|alias| (*alias).to_owned()))
}

/// Adds a form with its fields.
fn form(
    vocab: &mut Vocab,
    names: &[&str],
    rows: Rows,
    parent: Option<FormId>,
    fields: &[(&[&str], FieldType)],
) -> FormId {
    let title = (parent.is_none()).then(|| format!("{}的标题", names[0]));
    let form = Form::new(name(names), title, rows, parent, SPAN);
    let form = vocab.add_form(form);
    for (names, kind) in fields {
        let (name, kind) = (name(names), kind.clone());
        vocab.add_field(Field::new(name, form, kind, SPAN));
    }
    form
}

/// Three forms and two groups of one name, keyed by these columns.
pub(crate) fn keyed_by(key: &[&str]) -> Vocab {
    let mut vocab = Vocab::default();
    let key = key.iter().map(|part| (*part).to_owned()).collect();
    vocab.subject = Some(Subject { name: name(&["企业", "enterprise"]), key, register: None, span: SPAN });
    let mut list = CodeList::new(name(&["行业分类", "industries"]), None, Vec::new(), SPAN);
    list.add(CodeEntry { code: "3360".to_owned(), name: "金属表面处理".to_owned(), parent: None });
    vocab.add_list(list);
    let number = || FieldType::Number(Unit::dimensionless());
    form(
        &mut vocab,
        &["G101-1", "基本情况表", "basic form"],
        Rows::One,
        None,
        &[
            (&[KEY, "credit code"], FieldType::Text),
            (&["单位详细名称", "unit name", "单位名称"], FieldType::Text),
            (&["行业代码", "industry"], FieldType::Code(ListId(0))),
        ],
    );
    let water = form(
        &mut vocab,
        &["G102", "废水表", "wastewater table"],
        Rows::One,
        None,
        &[
            (&["取水量", "water intake"], number()),
            (&["从业人数", "staff"], FieldType::Integer),
            (&["去除效率", "removal efficiency"], FieldType::Percent),
            (&["有无处理设施", "has treatment"], FieldType::YesNo),
        ],
    );
    let outlets: [(&[&str], FieldType); 2] =
        [(&["排放口编号", "outlet code"], FieldType::Text), (&["排放量", "discharge"], number())];
    form(&mut vocab, &["排放口", "outlets"], Rows::Many, Some(water), &outlets);
    let air = form(
        &mut vocab,
        &["G103", "废气表", "air table"],
        Rows::One,
        None,
        &[(&["燃料用量", "fuel"], number())],
    );
    form(&mut vocab, &["排放口", "outlets"], Rows::Many, Some(air), &outlets);
    vocab
}

/// The vocabulary of most tests.
pub(crate) fn vocab() -> Vocab {
    keyed_by(&[KEY])
}

/// What came of a folder.
pub(crate) struct Opened {
    pub(crate) vocab: Vocab,
    pub(crate) set: DataSet,
    pub(crate) said: Diagnostics,
}

/// A value of a cell, whatever its type.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    None,
    Number(f64),
    Truth(bool),
    Text(String),
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Truth(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl Opened {
    /// The numbers of all complaints.
    pub(crate) fn codes(&self) -> Vec<&'static str> {
        self.said.iter().map(|said| said.code.row().number).collect()
    }

    /// The English title of the first complaint of a code.
    pub(crate) fn title(&self, code: Code) -> String {
        self.said.iter().find(|said| said.code == code).expect("it was said").title(Lang::En)
    }

    pub(crate) fn form(&self, named: &str) -> FormId {
        let mut forms = self.vocab.forms();
        forms.find(|(_, form)| form.name.all().any(|name| name == named)).expect("a form").0
    }

    pub(crate) fn field(&self, form: &str, named: &str) -> FieldId {
        let form = self.form(form);
        let mut fields = self.vocab.fields();
        let is = |field: &Field| field.form == form && field.name.all().any(|name| name == named);
        fields.find(|(_, field)| is(field)).expect("a field").0
    }

    pub(crate) fn table(&self, form: &str) -> &FormTable {
        self.set.table(self.form(form)).expect("a table")
    }

    pub(crate) fn account(&self, form: &str) -> &FileAccount {
        &self.set.files[self.table(form).file]
    }

    /// All cells of a field.
    pub(crate) fn column(&self, form: &str, field: &str) -> Vec<Value> {
        let column = self.table(form).column(self.field(form, field)).expect("a column");
        match column {
            FieldColumn::Number { values, given, .. } => {
                let pairs = values.iter().zip(given);
                pairs.map(|(value, given)| if *given { Value::Number(*value) } else { Value::None }).collect()
            }
            FieldColumn::YesNo { values } => {
                values.iter().map(|value| value.map_or(Value::None, Value::Truth)).collect()
            }
            FieldColumn::Text { index, given, entries } => {
                let text = |(at, given): (&u32, &bool)| match given {
                    true => Value::Text(entries.get(*at as usize).unwrap().to_owned()),
                    false => Value::None,
                };
                index.iter().zip(given).map(text).collect()
            }
        }
    }

    /// The key of every row of a form.
    pub(crate) fn keys(&self, form: &str) -> Vec<&str> {
        self.table(form).subject.iter().map(|at| self.set.subjects.get(*at as usize).unwrap()).collect()
    }

    /// Row, column and text of every cell that could not be read.
    pub(crate) fn unreadable(&self) -> Vec<(u32, &str, &str)> {
        self.set.unreadable.iter().map(|cell| (cell.row, cell.column.as_str(), cell.text.as_str())).collect()
    }

    pub(crate) fn rejected(&self) -> Vec<(u32, RowTrouble)> {
        self.set.rejected.iter().map(|row| (row.row, row.why)).collect()
    }

    pub(crate) fn unused(&self) -> Vec<(&str, UnusedWhy)> {
        self.set.unused_files.iter().map(|file| (file.name.as_str(), file.why)).collect()
    }
}

/// Opens what a folder holds and checks that the accounts add up.
pub(crate) fn open_at(folder: &Path, vocab: Vocab) -> Opened {
    let (set, said) = shensuan_data::open(folder, &vocab);
    accounts::add_up(&set, &vocab);
    if vocab.subject.is_some() {
        // Whatever was read is kept whole by a copy of it.
        copies::is_kept_whole(&set, &vocab, folder);
    }
    Opened { vocab, set, said }
}

/// Opens a folder of these files, of which the data set says something.
pub(crate) fn opened_as(
    vocab: Vocab,
    files: &[(&str, &[u8])],
    said: impl FnOnce(&Opened) -> Assigned,
) -> Opened {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let bare = Opened { vocab, set: DataSet::default(), said: Diagnostics::default() };
    let assigned = said(&bare);
    let (set, said) = shensuan_data::open_with(
        folder.path(),
        &bare.vocab,
        &assigned,
        &Database::default(),
        &mut |_, _, _| {},
    );
    accounts::add_up(&set, &bare.vocab);
    Opened { set, said, ..bare }
}

/// Opens a folder of these files with this vocabulary.
pub(crate) fn opened_with(vocab: Vocab, files: &[(&str, &[u8])]) -> Opened {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let opened = open_at(folder.path(), vocab);
    if !opened.said.iter().any(|said| said.code == shensuan_diagnostics::codes::rulebook::NO_SUBJECT) {
        accounts::hold_every_file(&opened.set, files.iter().map(|(name, _)| *name));
    }
    opened
}

/// Opens a folder of these files.
pub(crate) fn opened(files: &[(&str, &[u8])]) -> Opened {
    opened_with(vocab(), files)
}

/// Opens a folder of one file of form `G102`.
pub(crate) fn water(text: &str) -> Opened {
    opened(&[("G102.csv", text.as_bytes())])
}

/// Cells of a column in short.
pub(crate) fn values<const N: usize>(values: [Value; N]) -> Vec<Value> {
    values.to_vec()
}
