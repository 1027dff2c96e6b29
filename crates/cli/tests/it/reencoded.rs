//! The same data written otherwise: GB18030, columns the other way round, headings by an alias.

use std::fs;
use std::path::Path;

use encoding_rs::GB18030;
use shensuan_engine::{Parsed, rulebook_of};
use shensuan_vocab::Vocab;
use shensuan_vocab::names::fold_name;

use crate::run::{root, shensuan_in};

/// A heading by another name of the field that it names in the form of its file; keys stay.
fn other_name(vocab: &Vocab, stem: &str, heading: &str) -> String {
    let is = |name: &str, wanted: &str| fold_name(name) == fold_name(wanted);
    let form = vocab.forms().find(|(_, form)| form.name.all().any(|name| is(name, stem)));
    let field = form.and_then(|(id, _)| {
        let mut fields = vocab.fields().filter(|(_, field)| field.form == id);
        fields.find(|(_, field)| field.name.all().any(|name| is(name, heading)))
    });
    let other = field.and_then(|(_, field)| field.name.all().filter(|name| !is(name, heading)).last());
    other.unwrap_or(heading).to_owned()
}

/// A copy of a data set's CSV files, written otherwise.
fn reencoded(from: &Path, to: &Path, vocab: &Vocab) -> usize {
    let mut renamed = 0;
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "csv") {
            continue;
        }
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_path(&path).unwrap();
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        for (index, record) in reader.records().enumerate() {
            let mut cells: Vec<String> = record.unwrap().iter().map(str::to_owned).collect();
            if index == 0 {
                for cell in &mut cells {
                    let other = other_name(vocab, &stem, cell);
                    renamed += usize::from(other != *cell);
                    *cell = other;
                }
            }
            cells.reverse();
            writer.write_record(&cells).unwrap();
        }
        let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        let (bytes, _, lossy) = GB18030.encode(&text);
        assert!(!lossy);
        fs::write(to.join(path.file_name().unwrap()), bytes).unwrap();
    }
    renamed
}

#[test]
fn data_written_otherwise_gives_the_same_findings() {
    for example in ["examples/first-light", "examples/metalworks"] {
        let from = root().join(example);
        let rulebook = rulebook_of(&from, None).unwrap();
        let model = Parsed::read(std::slice::from_ref(&rulebook)).check().model;
        let temporary = tempfile::tempdir().unwrap();
        let (to, before, after) =
            (temporary.path().join("data"), temporary.path().join("a"), temporary.path().join("b"));
        fs::create_dir(&to).unwrap();
        assert!(reencoded(&from, &to, &model.vocab) > 5, "{example}");
        for (data, out) in [(&from, &before), (&to, &after)] {
            let arguments = ["review", data.to_str().unwrap(), "--out", out.to_str().unwrap(), "--rulebook"];
            let rulebook = rulebook.to_str().unwrap();
            let run = shensuan_in(temporary.path(), arguments.into_iter().chain([rulebook]));
            assert_eq!(run.status, 0, "{}", run.said);
        }
        // `unreadable.csv` names columns as the files do.
        for name in ["findings.csv", "findings.jsonl", "values.csv", "rejected.csv"] {
            assert_eq!(fs::read(before.join(name)).unwrap(), fs::read(after.join(name)).unwrap(), "{name}");
        }
        let summary = fs::read_to_string(after.join("summary.json")).unwrap();
        assert!(summary.contains("GB18030"));
    }
}
