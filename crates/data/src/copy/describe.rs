//! What a copy depends on in the vocabulary that it was read with: names, types, keys. Rules may change under a copy,
//! these may not.

use std::fmt::Write;

use shensuan_columnar::hash_of;
use shensuan_vocab::names::fold_text;
use shensuan_vocab::{FieldId, FieldType, Form, FormId, Name, Reference, Rows, TableFile, Vocab};

/// A form by its declared name, behind those of the forms that it stands in.
pub(super) fn path_of(form: FormId, vocab: &Vocab) -> Vec<String> {
    let mut names: Vec<String> =
        vocab.lineage(form).map(|form| vocab.form(form).name.declared().to_owned()).collect();
    names.reverse();
    names
}

/// The forms that a data set may file, and the tables that it may supply.
pub(super) fn filed(vocab: &Vocab) -> impl Iterator<Item = (FormId, &Form, Option<&Reference>)> {
    let forms = vocab.forms().map(|(id, form)| (id, form, None));
    let supplied = vocab.tables().filter(|(_, _, table)| table.file == TableFile::Data);
    forms.chain(supplied.map(|(id, form, table)| (id, form, Some(table))))
}

/// The hash of a vocabulary, as far as reading depends on it.
pub(super) fn vocabulary(vocab: &Vocab) -> String {
    let mut text = String::new();
    let names = |name: &Name| name.all().map(fold_text).collect::<Vec<_>>();
    if let Some(subject) = &vocab.subject {
        let register = subject.register.map(|form| path_of(form, vocab));
        let _ = writeln!(text, "subject {:?} {register:?}", subject.key);
    }
    for (id, form, reference) in filed(vocab) {
        let rows = match form.rows {
            Rows::One => "one",
            Rows::Many => "many",
        };
        let path = path_of(id, vocab);
        let _ = writeln!(text, "form {path:?} {:?} {:?} {rows}", names(&form.name), form.title);
        for row in &form.columns {
            let cells = row.cells.iter().map(|cell| vocab.field(*cell).name.declared());
            let _ = writeln!(text, "row {:?} {:?}", row.text, cells.collect::<Vec<_>>());
        }
        for key in reference.iter().flat_map(|reference| &reference.keys) {
            let field = vocab.field(key.field).name.declared();
            let _ = writeln!(text, "key {field:?} {} {} {:?}", key.groups, key.ranges, key.any);
        }
        for field in &form.fields {
            let declared = vocab.field(*field);
            let (exact, private) = (declared.exact, declared.private);
            let kind = kind(&declared.kind, vocab);
            let _ = writeln!(
                text,
                "field {:?} {kind} {exact} {private} {:?}",
                names(&declared.name),
                declared.marks
            );
        }
    }
    hash_of(&[text.as_bytes()])
}

fn kind(kind: &FieldType, vocab: &Vocab) -> String {
    let name = |field: &FieldId| vocab.field(*field).name.declared().to_owned();
    match kind {
        FieldType::Number(unit) => format!("number {}", unit.in_en()),
        FieldType::Quantity(unit) => format!("quantity {}", name(unit)),
        FieldType::Formula(cell) => format!("formula {:?}", cell.parameters),
        FieldType::Integer => "integer".to_owned(),
        FieldType::Percent => "percent".to_owned(),
        FieldType::Text => "text".to_owned(),
        FieldType::Code(_) => "code".to_owned(),
        FieldType::YesNo => "yes-no".to_owned(),
        FieldType::Date => "date".to_owned(),
        FieldType::Period => "period".to_owned(),
        FieldType::Coordinates => "coordinates".to_owned(),
        FieldType::Outline => "outline".to_owned(),
    }
}
