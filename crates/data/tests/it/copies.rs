//! Typed copies: what is read of one is what was copied, and what is no whole copy is refused.

use std::fs;
use std::path::{Path, PathBuf};

use shensuan_data::{
    Assigned, Assignment, Copied, Copy, DataSet, Seen, is_copy, open_copy, verify_copy, write_copy,
};
use shensuan_diagnostics::codes::copies as codes;
use shensuan_diagnostics::{Code, Diagnostics};
use shensuan_vocab::{Field, FieldType, Vocab};

use crate::sample::{A, B, C, KEY, keyed_by, vocab};

/// Copies a data set that was read from a folder.
fn copied(set: &DataSet, vocab: &Vocab, from: &Path, into: &Path) {
    let origins = Seen::of(from, &Assigned::new()).hashed(set, &mut |_| {}).unwrap();
    fs::create_dir_all(into).unwrap();
    let copied = Copied { set, vocab, origins, rulebook: None, program: "test" };
    write_copy(into, &copied, &mut |_, _, _| {}).unwrap();
}

/// Copies a data set and holds the copy against it.
pub(crate) fn is_kept_whole(set: &DataSet, vocab: &Vocab, from: &Path) {
    let place = tempfile::tempdir().unwrap();
    copied(set, vocab, from, place.path());
    let (found, said) = open_copy(place.path(), vocab);
    assert!(said.is_empty(), "{said:?}");
    assert_eq!(DataSet { folder: set.folder.clone(), ..found }, *set);
}

/// Writes what a copy of a data set has for other programs.
pub(crate) fn exchanged(set: &DataSet, vocab: &Vocab, into: &Path) {
    let place = tempfile::tempdir().unwrap();
    let origins = Seen::default().hashed(&DataSet { files: Vec::new(), ..set.clone() }, &mut |_| {}).unwrap();
    let copied = Copied { set, vocab, origins, rulebook: None, program: "test" };
    write_copy(place.path(), &copied, &mut |_, _, _| {}).unwrap();
    for file in files(&place.path().join("exchange")) {
        fs::copy(&file, into.join(file.file_name().unwrap())).unwrap();
    }
}

/// A data set in a folder of its own, and a copy of it beside it.
struct Kept {
    _place: tempfile::TempDir,
    from: PathBuf,
    copy: PathBuf,
    vocab: Vocab,
    set: DataSet,
}

const WATER: &str = "统一社会信用代码,取水量,从业人数,去除效率,有无处理设施,别的\n\
    91990000MA5F00018P,12.5,7,95%,是,x\n91990000MA5F00026J,1.2.3,,80,,\n,3,,,,\n91990000MA5F00034D,,8,,否,,多\n";

fn kept(files: &[(&str, &str)], vocab: Vocab) -> Kept {
    let place = tempfile::tempdir().unwrap();
    let (from, copy) = (place.path().join("来源 数据"), place.path().join("副本 一"));
    fs::create_dir(&from).unwrap();
    for (name, text) in files {
        fs::write(from.join(name), text).unwrap();
    }
    let (set, _) = shensuan_data::open(&from, &vocab);
    copied(&set, &vocab, &from, &copy);
    Kept { _place: place, from, copy, vocab, set }
}

fn water() -> Kept {
    let basic = format!("{KEY},单位名称\n{A},甲\n{C},\"乙\n丙\"\n{B},\n{B},丁\n");
    let outlets = format!("{KEY},排放口编号,排放量\n{C},1,2\n{A},2,3\n{C},3,4\n");
    kept(
        &[("G101-1.csv", &basic), ("G102.csv", WATER), ("G102-排放口.csv", &outlets), ("备忘.txt", "")],
        vocab(),
    )
}

fn said(found: &Diagnostics) -> Vec<Code> {
    found.iter().map(|said| said.code).collect()
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut all: Vec<PathBuf> =
        entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect();
    all.sort();
    all
}

#[test]
fn a_copy_is_the_data_set() {
    let kept = water();
    assert!(is_copy(&kept.copy) && !is_copy(&kept.from));
    assert!(!kept.set.unreadable.is_empty() && !kept.set.rejected.is_empty());
    assert!(kept.set.tables.iter().any(|table| !table.lines.is_empty()));
    let (copy, about) = Copy::open(&kept.copy, &kept.vocab).unwrap();
    assert_eq!(said(&about), []);
    assert_eq!(copy.is_mapped(), shensuan_columnar::is_near(&kept.copy));
    let found = copy.data_set(&kept.vocab).unwrap();
    assert_eq!(found.folder, kept.copy);
    assert_eq!(DataSet { folder: kept.from.clone(), ..found }, kept.set);
    let verified = verify_copy(&kept.copy, &mut |_| {}).unwrap();
    assert_eq!((verified.own, verified.sources, said(&verified.said)), (9, 3, vec![]));
}

#[test]
fn keys_of_several_parts_and_marks_are_kept() {
    let mut vocab = keyed_by(&["乡镇", "编号"]);
    let water = vocab.forms().find(|(_, form)| form.name.all().any(|name| name == "G102")).unwrap().0;
    let name = shensuan_vocab::Name::new("监测值", Vec::new());
    let kind = FieldType::Number(shensuan_vocab::units::Unit::dimensionless());
    let span = vocab.form(water).span;
    let field =
        Field { marks: vec!["未检出".to_owned(), "L".to_owned()], ..Field::new(name, water, kind, span) };
    vocab.add_field(field);
    let text = "乡镇,编号,监测值,去除效率\n甲|,1,未检出,33.3\n甲,|1,2.5,\n乙,,L,7\n丙,2,,\n";
    let kept = kept(&[("G102.csv", text)], vocab);
    assert_eq!(kept.set.subject_parts.len(), 4);
    let (found, about) = open_copy(&kept.copy, &kept.vocab);
    assert_eq!(said(&about), []);
    assert_eq!(DataSet { folder: kept.from.clone(), ..found }, kept.set);
}

#[test]
fn nobody_and_nothing_are_kept_too() {
    let heading = format!("{KEY},取水量\n");
    for files in [vec![("G102.csv", heading.as_str())], vec![]] {
        let kept = kept(&files, vocab());
        let (found, about) = open_copy(&kept.copy, &kept.vocab);
        assert_eq!(said(&about), []);
        assert_eq!(DataSet { folder: kept.from.clone(), ..found }, kept.set);
    }
}

#[test]
fn a_copy_of_other_fields_is_refused() {
    let kept = water();
    let mut other = vocab();
    let form = other.forms().next().unwrap().0;
    let span = other.form(form).span;
    let name = shensuan_vocab::Name::new("新指标", Vec::new());
    let added = other.add_field(Field::new(name, form, FieldType::Text, span));
    assert_eq!(said(&open_copy(&kept.copy, &other).1), [codes::OTHER_VOCABULARY]);
    // The type alone is enough.
    let (mut number, mut text) = (other.clone(), other);
    number.set_kind(added, FieldType::Integer);
    text.set_kind(added, FieldType::Date);
    let again = kept_with(&kept, number);
    assert_eq!(said(&open_copy(&again, &text).1), [codes::OTHER_VOCABULARY]);
}

fn kept_with(kept: &Kept, vocab: Vocab) -> PathBuf {
    let copy = kept.copy.with_file_name("副本 二");
    let (set, _) = shensuan_data::open(&kept.from, &vocab);
    copied(&set, &vocab, &kept.from, &copy);
    copy
}

#[test]
fn sources_that_were_changed_or_are_gone_are_said() {
    let kept = water();
    fs::write(kept.from.join("G102.csv"), format!("{WATER}\n")).unwrap();
    let (found, about) = open_copy(&kept.copy, &kept.vocab);
    assert_eq!(said(&about), [codes::SOURCES_CHANGED]);
    assert_eq!(DataSet { folder: kept.from.clone(), ..found }, kept.set);
    assert_eq!(said(&verify_copy(&kept.copy, &mut |_| {}).unwrap().said), [codes::SOURCE_DIFFERS]);
    fs::remove_dir_all(&kept.from).unwrap();
    let (found, about) = open_copy(&kept.copy, &kept.vocab);
    assert_eq!(said(&about), [codes::SOURCES_GONE]);
    assert_eq!(DataSet { folder: kept.from.clone(), ..found }, kept.set);
    let verified = verify_copy(&kept.copy, &mut |_| {}).unwrap();
    assert_eq!((verified.own, verified.sources), (9, 0));
    assert_eq!(said(&verified.said), [codes::SOURCES_GONE; 3]);
}

#[test]
fn files_that_came_since_are_said() {
    let kept = water();
    let about = || said(&Copy::open(&kept.copy, &kept.vocab).unwrap().1);
    // Folders and what was there before are nothing new.
    fs::create_dir(kept.from.join("新")).unwrap();
    assert_eq!(about(), []);
    fs::write(kept.from.join("G103.csv"), format!("{KEY},燃料用量\n{A},1\n")).unwrap();
    assert_eq!(about(), [codes::FILES_ADDED]);
}

#[test]
fn a_district_that_came_since_is_said() {
    let place = tempfile::tempdir().unwrap();
    let (from, copy) = (place.path().join("数据"), place.path().join("副本"));
    let add = |district: &str, key: &str| {
        fs::create_dir_all(from.join(district)).unwrap();
        fs::write(from.join(district).join("水.csv"), format!("{KEY},取水量\n{key},1\n")).unwrap();
        fs::write(from.join(district).join("说明.csv"), "").unwrap();
    };
    add("宝安", A);
    let vocab = vocab();
    let water = vocab.forms().find(|(_, form)| form.name.declared() == "G102").unwrap().0;
    let all = vec![Assignment { name: "*/水.csv".to_owned(), forms: vec![water], ..Assignment::default() }];
    let (set, _) = shensuan_data::open_with(&from, &vocab, &all);
    let origins = Seen::of(&from, &all).hashed(&set, &mut |_| {}).unwrap();
    fs::create_dir(&copy).unwrap();
    let copied = Copied { set: &set, vocab: &vocab, origins, rulebook: None, program: "test" };
    write_copy(&copy, &copied, &mut |_, _, _| {}).unwrap();
    let about = || said(&Copy::open(&copy, &vocab).unwrap().1);
    assert_eq!(about(), []);
    add("龙岗", B);
    assert_eq!(about(), [codes::FILES_ADDED]);
}

#[test]
fn a_source_that_is_written_while_it_is_read_is_no_source() {
    let kept = water();
    let seen = Seen::of(&kept.from, &Assigned::new());
    fs::write(kept.from.join("G102.csv"), "another").unwrap();
    let error = seen.hashed(&kept.set, &mut |_| {}).unwrap_err();
    assert_eq!(error.code, codes::CHANGED_WHILE_READ);
}

#[test]
fn files_that_are_cut_short_or_missing_are_refused() {
    let kept = water();
    for file in &files(&kept.copy) {
        let whole = fs::read(file).unwrap();
        let exchange = file.extension().is_some_and(|ending| ending == "parquet");
        for length in [0, 1, 9, 10, whole.len() / 2, whole.len() - 2] {
            fs::write(file, &whole[..length]).unwrap();
            let found = said(&open_copy(&kept.copy, &kept.vocab).1);
            // What is for others alone is not opened.
            let expected: &[Code] = if exchange { &[] } else { &[codes::COPY_DAMAGED] };
            assert_eq!(found, expected, "{} of {length} bytes", file.display());
            if !file.ends_with("copy.json") {
                let verified = verify_copy(&kept.copy, &mut |_| {}).unwrap();
                assert_eq!(said(&verified.said), [codes::COPY_DIFFERS]);
            }
        }
        fs::remove_file(file).unwrap();
        let refused = if file.ends_with("copy.json") { !is_copy(&kept.copy) } else { !exchange };
        let found = said(&open_copy(&kept.copy, &kept.vocab).1);
        assert_eq!(found == [codes::COPY_DAMAGED], refused, "{}", file.display());
        fs::write(file, &whole).unwrap();
    }
    assert_eq!(said(&open_copy(&kept.copy, &kept.vocab).1), []);
}

/// Every byte of every file turned round, one at a time: nothing panics, and what is read is a data set.
#[test]
fn a_byte_that_is_another_is_an_error_or_other_data() {
    let kept = water();
    for file in
        files(&kept.copy).iter().filter(|file| file.extension().is_some_and(|ending| ending == "arrow"))
    {
        let whole = fs::read(file).unwrap();
        for at in 0..whole.len() {
            let mut other = whole.clone();
            other[at] = !other[at];
            fs::write(file, &other).unwrap();
            let (found, about) = open_copy(&kept.copy, &kept.vocab);
            let errors = said(&about);
            assert!(errors.is_empty() || errors == [codes::COPY_DAMAGED], "{errors:?}");
            assert!(!errors.is_empty() || found.files.len() == kept.set.files.len());
        }
        fs::write(file, &whole).unwrap();
    }
}

#[test]
fn files_that_are_others_are_refused() {
    let kept = water();
    let manifest = kept.copy.join("copy.json");
    let text = fs::read_to_string(&manifest).unwrap();
    for other in [
        "",
        "[]",
        "{}",
        "{ \"schema\": 1 }",
        &text.replace("copy/1", "copy/2"),
        &text.replace("\"rows\"", "\"r\""),
    ] {
        fs::write(&manifest, other).unwrap();
        assert_eq!(said(&open_copy(&kept.copy, &kept.vocab).1), [codes::COPY_DAMAGED], "{other}");
    }
    for (wrong, right) in [
        ("end ", "ende "),
        ("\"file\": 0", "\"file\": 9"),
        ("\"several_files\": false", "\"several_files\": true"),
    ] {
        let (text, at) = (text.clone(), right.to_owned());
        let changed = text.replace(wrong, &at);
        if changed != text {
            fs::write(&manifest, changed).unwrap();
            assert_eq!(said(&open_copy(&kept.copy, &kept.vocab).1), [codes::COPY_DAMAGED], "{right}");
        }
    }
    fs::write(&manifest, &text).unwrap();
    // Two files of the copy that have changed places are no longer those that the copy speaks of.
    let (one, two) = (kept.copy.join("run/G101-1.arrow"), kept.copy.join("run/G102.arrow"));
    let bytes = fs::read(&one).unwrap();
    fs::copy(&two, &one).unwrap();
    fs::write(&two, bytes).unwrap();
    assert_eq!(said(&open_copy(&kept.copy, &kept.vocab).1), [codes::COPY_DAMAGED]);
}

#[test]
fn private_fields_stay_out_of_what_is_exchanged() {
    let mut vocab = vocab();
    let form = vocab.forms().next().unwrap().0;
    let span = vocab.form(form).span;
    let name = shensuan_vocab::Name::new("联系电话", Vec::new());
    vocab.add_field(Field { private: true, ..Field::new(name, form, FieldType::Text, span) });
    let text = format!("{KEY},单位名称,联系电话\n{A},甲,000-00000000\n");
    let kept = kept(&[("G101-1.csv", &text)], vocab);
    let has = |file: &str, text: &str| {
        fs::read(kept.copy.join(file)).unwrap().windows(text.len()).any(|window| window == text.as_bytes())
    };
    assert!(has("run/G101-1.arrow", "000-00000000") && has("run/G101-1.arrow", "联系电话"));
    assert!(!has("exchange/G101-1.parquet", "000-00000000") && !has("exchange/G101-1.parquet", "联系电话"));
    assert!(has("exchange/G101-1.parquet", "单位详细名称"));
}
