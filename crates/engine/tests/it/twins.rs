//! Every rule file here, written in Chinese and in English from its tree, means the same.

use std::fs;
use std::path::{Path, PathBuf};

use shensuan_diagnostics::{Lang, Renderer, SourceMap};
use shensuan_engine::{Checked, Date, Parsed};
use shensuan_model::functions;

/// Folders with rule files, from the root.
const FOLDERS: &[&str] = &["tests/shapes", "tests/layers", "rulebooks", "examples"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A text of rules in another language; none where it cannot be read.
fn twin(text: &str, lang: Lang) -> Option<String> {
    let mut sources = SourceMap::default();
    let id = sources.add("a.rule", text);
    let (tree, said) = shensuan_syntax::parse(id, text);
    said.is_empty().then(|| {
        let wording = shensuan_syntax::Wording {
            lang,
            call: &|name| functions::called(name, lang).map(str::to_owned),
            name: &|_| None,
        };
        shensuan_syntax::write(&tree, wording)
    })
}

/// The twin of a text, which is the same from whatever twin it is made.
fn sound_twin(name: &str, text: &str, lang: Lang) -> Option<String> {
    let written = twin(text, lang)?;
    for from in [Lang::Zh, Lang::En] {
        let between = twin(text, from)?;
        let again = twin(&between, lang).unwrap_or_else(|| panic!("{name}: {}", drawn(&between)));
        let differs = written.lines().zip(again.lines()).find(|(a, b)| a != b);
        assert!(written == again, "{name}, {from:?} to {lang:?}: {differs:#?}");
    }
    Some(written)
}

fn drawn(text: &str) -> String {
    let mut sources = SourceMap::default();
    let id = sources.add("twin.rule", text);
    let renderer = Renderer { lang: Lang::En, width: 100, colour: false };
    let (_, said) = shensuan_syntax::parse(id, text);
    said.iter().map(|said| renderer.draw(said, &sources)).collect::<Vec<_>>().join("\n")
}

/// The files of a folder, without the results that other tests write there meanwhile.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !path.is_dir() {
            files.push(path);
        } else if name != "out" && !name.starts_with("out.") && !name.starts_with('.') {
            files.extend(self::files(&path));
        }
    }
    files.sort();
    files
}

fn is_rule(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "rule")
}

/// Copies a folder, its rules in a language; how many there are. A file of mistakes stays as it is.
fn copy(from: &Path, to: &Path, lang: Lang) -> usize {
    let mut twins = 0;
    for file in files(from) {
        let below = to.join(file.strip_prefix(from).unwrap());
        fs::create_dir_all(below.parent().unwrap()).unwrap();
        let text = is_rule(&file).then(|| fs::read_to_string(&file).ok()).flatten();
        let name = file.display().to_string();
        match text.and_then(|text| sound_twin(&name, &text, lang)) {
            Some(twin) => {
                twins += 1;
                fs::write(below, twin).unwrap();
            }
            None => {
                assert!(!is_rule(&file) || name.contains("mistakes"), "{name} cannot be read");
                fs::copy(&file, below).unwrap();
            }
        }
    }
    twins
}

/// A rulebook, as of the first of July 2019.
fn checked(book: &Path) -> Checked {
    Parsed::read(&[book.to_owned()]).as_of(Date::new(2019, 7, 1)).check()
}

/// What is said of a rulebook, without places.
fn numbers(checked: &Checked) -> Vec<&'static str> {
    let mut numbers: Vec<_> = checked.said.iter().map(|said| said.code.row().number).collect();
    numbers.sort_unstable();
    numbers
}

fn compare(book: &Path, twin: &Path, name: &str) {
    let (here, there) = (checked(book), checked(twin));
    assert_eq!(numbers(&here), numbers(&there), "{name}");
    let (here, there) = (here.model.print(), there.model.print());
    let differs = here.lines().zip(there.lines()).find(|(a, b)| a != b);
    assert!(here == there, "{name}: {differs:#?}");
}

/// The rulebook that a rule file belongs to: the folder with the `rulebook.toml` above it, else its own.
fn book_of(file: &Path) -> PathBuf {
    let book = file.ancestors().skip(1).take(4).find(|folder| folder.join("rulebook.toml").exists());
    book.or_else(|| file.parent()).unwrap().to_owned()
}

#[test]
fn every_rule_file_means_the_same_in_both_languages() {
    for lang in [Lang::Zh, Lang::En] {
        let to = tempfile::tempdir().unwrap();
        let mut twins = 0;
        for folder in FOLDERS {
            twins += copy(&root().join(folder), &to.path().join(folder), lang);
        }
        assert!(twins >= 40, "{twins}");
        for folder in FOLDERS {
            let all = files(&root().join(folder));
            let mut books: Vec<PathBuf> =
                all.iter().filter(|file| is_rule(file)).map(|file| book_of(file)).collect();
            books.dedup();
            assert!(!books.is_empty(), "{folder}");
            for book in books {
                let below = book.strip_prefix(root()).unwrap();
                compare(&book, &to.path().join(below), &format!("{} in {lang:?}", below.display()));
            }
        }
    }
}

/// The blocks of a page whose fence begins so: what else it says, and the lines inside.
fn blocks(page: &str, fences: &[&str]) -> Vec<(String, String)> {
    let mut blocks = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(fence) = line.strip_prefix("```").filter(|fence| !fence.is_empty()) else { continue };
        let inside = lines.by_ref().take_while(|line| *line != "```");
        let text = inside.fold(String::new(), |text, line| text + line + "\n");
        let kind = fence.split(' ').next().unwrap_or(fence);
        if fences.contains(&kind) {
            blocks.push((fence.to_owned(), text));
        }
    }
    blocks
}

#[test]
fn every_stage_page_means_the_same_in_both_languages() {
    for page in files(&root().join("tests/stages")) {
        let text = fs::read_to_string(&page).unwrap();
        let name = page.file_name().unwrap().to_string_lossy().into_owned();
        let rules = blocks(&text, &["rule"]);
        let given = blocks(&text, &["vocabulary", "codes", "rulebook", "layer"]);
        for (at, (_, rule)) in rules.iter().enumerate() {
            let written = |lang: Option<Lang>| {
                let folder = tempfile::tempdir().unwrap();
                let book = folder.path().join("rules");
                fs::create_dir(&book).unwrap();
                let twin = |text: &str| match lang {
                    Some(lang) => sound_twin(&name, text, lang).unwrap_or_else(|| {
                        assert!(name.starts_with("10-"), "{name} cannot be read: {text}");
                        text.to_owned()
                    }),
                    None => text.to_owned(),
                };
                fs::write(book.join("rules.rule"), twin(rule)).unwrap();
                for (fence, text) in &given {
                    let (kind, file) = fence.split_once(' ').unwrap_or((fence, ""));
                    let (file, text) = match kind {
                        "vocabulary" => (book.join("a-vocabulary.rule"), twin(text)),
                        "rulebook" => (book.join("rulebook.toml"), text.clone()),
                        "codes" => (book.join(file), text.clone()),
                        _ if is_rule(Path::new(file)) => (folder.path().join(file), twin(text)),
                        _ => (folder.path().join(file), text.clone()),
                    };
                    fs::create_dir_all(file.parent().unwrap()).unwrap();
                    fs::write(file, text).unwrap();
                }
                folder
            };
            let as_it_stands = written(None);
            for lang in [Lang::Zh, Lang::En] {
                let twin = written(Some(lang));
                let name = format!("{name}, rule {at} in {lang:?}");
                compare(&as_it_stands.path().join("rules"), &twin.path().join("rules"), &name);
            }
        }
    }
}

/// The reference runs its snippets in a test of its own; here they read alike whatever twin they are written as.
#[test]
fn every_snippet_of_the_reference_has_its_twins() {
    for page in ["language.md", "language.zh-CN.md"] {
        let text = fs::read_to_string(root().join("docs").join(page)).unwrap();
        let mut twins = 0;
        for (fence, rules) in blocks(&text, &["rule", "vocabulary"]) {
            for lang in [Lang::Zh, Lang::En] {
                twins += usize::from(sound_twin(&format!("{page}: {fence}"), &rules, lang).is_some());
            }
        }
        assert!(twins >= 60, "{page}: {twins}");
    }
}
