//! The reference of the language, `docs/language.md` and its Chinese twin, and the how-tos: every snippet is run.
//!
//! A page is one rulebook, `national`, of all its blocks of rules. What stands behind `rule` says more of a block:
//! `vocabulary` is what the others speak of; `each`, that every line is a program of its own; `error=E…` or `lint=W…`,
//! what it raises beside the rulebook, and says in its first line; a path, where it stands as a file, as blocks of other
//! kinds do. A block `eval` holds `expression → what is printed`, under the cells of the lines `given …` above it, up to a
//! blank line. A page without a vocabulary speaks of that of the reference.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use shensuan_diagnostics::{Diagnostics, Lang, Renderer, SourceMap};
use shensuan_engine::{Answer, Checked, Date, Parsed, evaluate_text};
use tempfile::TempDir;

use crate::run::root;

/// The pages whose snippets are rulebooks.
pub const PAGES: [&str; 2] = ["language", "how-to"];

/// A block of a page.
pub struct Block {
    /// What its fence says.
    pub kind: String,
    pub note: String,
    /// Its first line.
    pub line: usize,
    pub text: String,
}

impl Block {
    /// The file of its text, below the folder of a page.
    fn file(&self) -> Option<String> {
        match (self.kind.as_str(), self.note.as_str()) {
            (_, path) if path.contains('/') => Some(path.to_owned()),
            ("rule", "" | "vocabulary") => Some(format!("national/{:04}.rule", self.line)),
            _ => None,
        }
    }

    /// The rulebook that it is part of.
    fn book(&self) -> Option<String> {
        Some(self.file()?.split('/').next().unwrap().to_owned())
    }
}

/// One language's page, its files laid out in a folder.
pub struct Page {
    pub lang: Lang,
    pub text: String,
    blocks: Vec<Block>,
    /// The vocabulary and the code lists of the reference, where the page has none.
    shared: Vec<Block>,
    folder: TempDir,
}

impl Page {
    pub fn read(name: &'static str, lang: Lang) -> Self {
        let text = text_of(name, lang);
        let mut page = Self {
            lang,
            blocks: blocks(&text),
            text,
            shared: Vec::new(),
            folder: tempfile::tempdir().unwrap(),
        };
        if !page.blocks.iter().any(|block| block.note == "vocabulary") {
            // What the reference speaks of, its own rules left out.
            let shared = |block: &Block| block.note == "vocabulary" || block.note.contains("/codes/");
            page.shared = blocks(&text_of("language", lang)).into_iter().filter(shared).collect();
        }
        for block in page.blocks.iter().chain(&page.shared) {
            page.write(block, &block.text);
        }
        page
    }

    /// The file of the vocabulary.
    fn vocabulary(&self) -> PathBuf {
        let all = self.blocks.iter().chain(&self.shared);
        let block = all.into_iter().find(|block| block.note == "vocabulary").unwrap();
        self.folder.path().join(block.file().unwrap())
    }

    pub fn both(name: &'static str) -> [Self; 2] {
        [Self::read(name, Lang::En), Self::read(name, Lang::Zh)]
    }

    fn all() -> impl Iterator<Item = Self> {
        PAGES.into_iter().flat_map(Self::both)
    }

    /// Writes the file of a block anew.
    fn write(&self, block: &Block, text: &str) {
        let Some(file) = block.file() else { return };
        let file = self.folder.path().join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    fn of_kind<'p>(&'p self, kind: &'p str) -> impl Iterator<Item = &'p Block> {
        self.blocks.iter().filter(move |block| block.kind == kind)
    }

    /// A rulebook of the page as it is checked, with a text beside it.
    pub fn checked(&self, book: &str, beside: &str) -> Checked {
        let file = self.folder.path().join("beside.rule");
        let mut paths = vec![self.folder.path().join(book)];
        if !beside.is_empty() {
            fs::write(&file, beside).unwrap();
            paths.push(file);
        }
        self.checked_paths(&paths)
    }

    fn checked_paths(&self, paths: &[PathBuf]) -> Checked {
        Parsed::read(paths).as_of(Date::new(2019, 6, 30)).check()
    }

    /// The rulebook of the page.
    pub fn rulebook(&self) -> PathBuf {
        self.folder.path().join("national")
    }

    /// What the command prints of an expression.
    pub fn printed(&self, expression: &str, given: &[String], lang: Lang) -> String {
        printed(Some(&self.rulebook()), expression, given, lang)
    }
}

/// The text of a page of the documentation.
pub fn text_of(name: &str, lang: Lang) -> String {
    let file = format!("{name}{}", lang.pick(".zh-CN.md", ".md"));
    fs::read_to_string(root().join("docs").join(&file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

pub fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = (1..).zip(page.lines());
    while let Some((line, text)) = lines.next() {
        let Some(fence) = text.strip_prefix("```") else { continue };
        let (kind, note) = fence.split_once(' ').unwrap_or((fence, ""));
        let inside = lines.by_ref().map(|(_, text)| text).take_while(|text| *text != "```");
        let text = inside.fold(String::new(), |all, text| all + text + "\n");
        blocks.push(Block { kind: kind.to_owned(), note: note.to_owned(), line: line + 1, text });
    }
    blocks
}

pub fn printed(rulebook: Option<&Path>, expression: &str, given: &[String], lang: Lang) -> String {
    match evaluate_text(rulebook, expression, given, None, lang) {
        Ok(Answer::Number(number, unit)) => format!("{number} {unit}").trim_end().to_owned(),
        Ok(Answer::Text(text)) => text,
        Ok(Answer::Truth(Some(true))) => lang.pick("是", "true").to_owned(),
        Ok(Answer::Truth(Some(false))) => lang.pick("否", "false").to_owned(),
        Ok(Answer::Truth(None)) => lang.pick("无法判定", "unknown").to_owned(),
        Ok(Answer::Missing) => lang.pick("缺失", "missing").to_owned(),
        Err(refused) => {
            let renderer = Renderer { lang, width: 100, colour: false };
            refused.said.iter().map(|said| renderer.draw(said, &refused.sources)).collect()
        }
    }
}

/// The numbers of what was said.
fn numbers(checked: &Checked) -> BTreeSet<&'static str> {
    checked.said.iter().map(|said| said.code.row().number).collect()
}

pub fn drawn(checked: &Checked) -> String {
    drawn_of(&checked.said, &checked.sources)
}

pub fn drawn_of(said: &Diagnostics, sources: &SourceMap) -> String {
    let renderer = Renderer { lang: Lang::En, width: 100, colour: false };
    said.iter().map(|said| renderer.draw(said, sources)).collect()
}

/// An expression with what is printed of it, and the cells that are given.
struct Evaluated {
    line: usize,
    expression: String,
    gives: String,
    given: Vec<String>,
}

fn evaluated(page: &Page) -> Vec<Evaluated> {
    let mut all = Vec::new();
    for block in page.of_kind("eval") {
        let mut given: Vec<String> = Vec::new();
        for (line, text) in (block.line..).zip(block.text.lines()) {
            if let Some(cells) = text.strip_prefix("given ").or_else(|| text.strip_prefix("已知 ")) {
                given.push(cells.to_owned());
            } else if text.is_empty() {
                given.clear();
            } else {
                let (expression, gives) = text.split_once(" → ").unwrap_or_else(|| panic!("{line}: {text}"));
                let (expression, gives) = (expression.to_owned(), gives.to_owned());
                all.push(Evaluated { line, expression, gives, given: given.clone() });
            }
        }
    }
    all
}

/// The tables of a page: rows of cells, with the line of the first.
pub fn tables(page: &str) -> Vec<(usize, Vec<Vec<&str>>)> {
    let mut tables: Vec<(usize, Vec<Vec<&str>>)> = Vec::new();
    let mut inside = false;
    for (line, text) in (1..).zip(page.lines()) {
        let row = text.strip_prefix("| ").and_then(|text| text.strip_suffix('|'));
        if let Some(row) = row {
            if !inside {
                tables.push((line, Vec::new()));
            }
            tables.last_mut().unwrap().1.push(row.split('|').map(str::trim).collect());
        }
        inside = text.starts_with('|');
    }
    tables
}

/// The forms of the reference, of which examples elsewhere speak too: the file, in the folder that holds it.
pub fn vocabulary() -> (TempDir, PathBuf) {
    let page = Page::read("language", Lang::En);
    let file = page.vocabulary();
    (page.folder, file)
}

/// The rulebooks of the page in a folder: `national/vocabulary.rule`, and a file for each other block, by the name of
/// its first rule, which stays where lines of the page move.
pub fn laid_out() -> TempDir {
    let page = Page::read("language", Lang::En);
    let folder = page.folder.path();
    for block in page.of_kind("rule") {
        let Some(file) = block.file().filter(|file| file.starts_with("national/")) else { continue };
        let rule = block.text.lines().find_map(|line| line.strip_prefix("rule ")?.split(' ').next());
        let name = if block.note == "vocabulary" { Some("vocabulary") } else { rule };
        if let Some(name) = name {
            fs::rename(folder.join(file), folder.join(format!("national/{name}.rule"))).unwrap();
        }
    }
    page.folder
}

/// What stands in code in a cell.
pub fn spans(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

#[test]
fn each_rule_has_a_case_and_each_case_comes_out() {
    for page in Page::all() {
        let books: BTreeSet<String> = page.blocks.iter().filter_map(Block::book).collect();
        for book in &books {
            let checked = page.checked(book, "");
            // Examples have no basis; a layer's changes do not bring the cases of what they change.
            let quiet = checked.said.iter().all(|said| said.code.row().number == "W1008");
            assert!(quiet || book != "national", "{}", drawn(&checked));
            let ready = checked.plan().unwrap_or_else(|checked| panic!("{book}: {}", drawn(&checked)));
            let tested: BTreeSet<usize> =
                ready.model.cases.iter().flat_map(|case| case.rules.clone()).collect();
            for (index, rule) in ready.model.rules.iter().enumerate() {
                assert!(tested.contains(&index), "{book}: {} has no case", rule.id);
            }
            for case in &ready.model.cases {
                let found = ready.case(case).found;
                assert_eq!(found, case.expected, "{book}: {}", ready.sources.place(case.span));
            }
        }
        assert!(books.len() >= 2);
    }
}

#[test]
fn each_formula_is_read_somewhere() {
    for page in Page::all() {
        let lines: Vec<&str> = page
            .blocks
            .iter()
            .filter(|block| block.file().is_some() || block.kind == "eval")
            .flat_map(|block| block.text.lines())
            .collect();
        for formula in page.checked("national", "").model.formulas.iter().filter(|formula| !formula.of_rule) {
            let read = |name: &str| lines.iter().filter(|line| line.contains(name)).count() > 1;
            assert!(formula.name.all().any(read), "{}", formula.name.declared());
        }
    }
}

#[test]
fn each_line_that_stands_alone_is_a_program() {
    for page in Page::all() {
        let vocabulary = page.vocabulary();
        for block in page.of_kind("rule").filter(|block| block.note == "each") {
            let mut means = Vec::new();
            for line in block.text.lines() {
                let file = page.folder.path().join("alone.rule");
                fs::write(&file, line).unwrap();
                let checked = page.checked_paths(&[vocabulary.clone(), file]);
                assert!(!checked.said.has_errors(), "{line}: {}", drawn(&checked));
                let printed = checked.model.print_rules();
                assert!(checked.plan().is_ok(), "{line}");
                means.push(printed);
            }
            // The second half says the first again: the rules alike, the formulas but for their names.
            let (first, again) = means.split_at(means.len() / 2);
            for (one, other) in first.iter().zip(again) {
                let body = |text: &str| text.split_once('\n').unwrap().1.to_owned();
                assert_eq!(body(one), body(other));
                assert!(one == other || one.starts_with("formula "), "{one}\n{other}");
            }
        }
    }
}

#[test]
fn each_mistake_raises_what_its_block_names() {
    for page in Page::all() {
        let mut seen = 0;
        for block in page.of_kind("rule") {
            let Some((kind, wanted)) = block.note.split_once('=') else { continue };
            // Readers do not see what the fence says.
            assert!(block.text.lines().next().unwrap().ends_with(wanted), "line {}", block.line);
            let checked = page.checked("national", &block.text);
            let begins = if kind == "error" { "E" } else { "W" };
            let mut found = numbers(&checked);
            found.retain(|number| number.starts_with(begins) && *number != "W1008");
            assert_eq!(found, BTreeSet::from([wanted]), "line {}: {}", block.line, drawn(&checked));
            seen += 1;
        }
        assert!(seen > 0);
    }
}

#[test]
fn each_expression_gives_what_stands_behind_it() {
    let mut wrong = String::new();
    for page in Page::all() {
        for Evaluated { line, expression, gives, given } in evaluated(&page) {
            let found = page.printed(&expression, &given, page.lang);
            if found != gives {
                wrong.push_str(&format!("{:?} line {line}: {expression} → {found}\n", page.lang));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn both_pages_mean_the_same_block_by_block() {
    PAGES.into_iter().map(Page::both).for_each(|[en, zh]| mean_the_same(&en, &zh));
}

fn mean_the_same(en: &Page, zh: &Page) {
    let shape = |page: &Page| {
        let notes = page.blocks.iter().map(|block| format!("{} {}", block.kind, block.note));
        notes.collect::<Vec<_>>()
    };
    assert_eq!(shape(en), shape(zh));
    let mut wanted = std::collections::BTreeMap::new();
    for (block, twin) in en.blocks.iter().zip(&zh.blocks) {
        let Some(book) = block.book() else { continue };
        let before = wanted.entry(book.clone()).or_insert_with(|| meant(&en.checked(&book, "")));
        en.write(block, &twin.text);
        let after = meant(&en.checked(&book, ""));
        let differs = before.lines().zip(after.lines()).find(|(one, other)| one != other);
        assert!(*before == after, "lines {} and {}: {differs:#?}", block.line, twin.line);
        en.write(block, &block.text);
    }
    let (these, those) = (evaluated(en), evaluated(zh));
    assert_eq!(these.len(), those.len());
    for (one, other) in these.iter().zip(&those) {
        let found = zh.printed(&other.expression, &other.given, Lang::En);
        assert_eq!(found, one.gives, "lines {} and {}", one.line, other.line);
    }
}

/// The canonical print, without what is written for people.
pub fn meant(checked: &Checked) -> String {
    let for_people = |line: &str| {
        let line = line.trim_start();
        ["title ", "message ", "basis ", "tags "].iter().any(|word| line.starts_with(word))
    };
    let mut out = String::new();
    for line in checked.model.print().lines().filter(|line| !for_people(line)) {
        // So is the reason of a change.
        let line = line.split(" because ").next().unwrap();
        // A case is its rule, its cells and what is expected; its title is for people.
        let title = line.strip_prefix("case ").and_then(|line| line.split_once(" \""));
        match title {
            Some((rule, rest)) => out += &format!("case {rule}{}", rest.split_once('"').unwrap().1),
            None => out += line,
        }
        out.push('\n');
    }
    out
}

#[test]
fn what_stands_beside_excel_can_be_evaluated() {
    for page in Page::both("language") {
        let tables = tables(&page.text);
        let (_, table) = tables.iter().find(|(_, table)| table[0][0] == "Excel").unwrap();
        for expression in table[1..].iter().flat_map(|row| spans(row[1])) {
            let found = page.printed(expression, &[], page.lang);
            assert!(!found.contains('×'), "{expression}: {found}");
        }
    }
}
