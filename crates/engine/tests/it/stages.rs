//! The pages of `tests/stages`: one source through every stage to its outcomes.
//!
//! A page holds blocks by stage. `vocabulary`, `codes NAME.csv` and `data NAME.csv` are given; of `rule` there may be
//! several, which must mean the same. `rulebook` is the `rulebook.toml` of the page, `layer FOLDER/FILE` a file of another
//! rulebook, which it finds at `../FOLDER`. Every page is reviewed as of the first of July 2019. `problems`, `tree`, `model`, `plan` and `outcomes` are what comes of the first,
//! held against the page where it has them. `UPDATE=1 cargo test` writes them anew, to be read before they are
//! committed.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use shensuan_data::DataSet;
use shensuan_diagnostics::{Lang, Renderer};
use shensuan_engine::{Checked, Date, Options, Parsed, Ready};
use shensuan_findings::{Finding, LayerName, Review};
use tempfile::TempDir;

/// A block of a page: what its fence says, and the lines inside.
struct Block {
    kind: String,
    name: String,
    text: String,
}

/// A page cut into prose and blocks, in order.
enum Part {
    Prose(String),
    Block(Block),
}

fn parts(page: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut prose = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(fence) = line.strip_prefix("```") else {
            prose.push_str(line);
            prose.push('\n');
            continue;
        };
        parts.push(Part::Prose(std::mem::take(&mut prose)));
        let (kind, name) = fence.split_once(' ').unwrap_or((fence, ""));
        let inside = lines.by_ref().take_while(|line| *line != "```");
        let text = inside.fold(String::new(), |text, line| text + line + "\n");
        parts.push(Part::Block(Block { kind: kind.to_owned(), name: name.to_owned(), text }));
    }
    parts.push(Part::Prose(prose));
    parts
}

fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/stages");
    let mut pages: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages
        .retain(|page| page.extension().is_some_and(|ending| ending == "md") && !page.ends_with("README.md"));
    pages.sort();
    pages
}

#[test]
fn every_page_shows_what_becomes_of_its_source() {
    let update = std::env::var_os("UPDATE").is_some_and(|value| value == "1");
    let pages = pages();
    assert!(pages.len() >= 10);
    for page in pages {
        let text = fs::read_to_string(&page).unwrap();
        let shown = page.file_name().unwrap().to_string_lossy().into_owned();
        let mut anew = String::new();
        let parts = parts(&text);
        let road = Road::new(&parts, &shown);
        for part in &parts {
            match part {
                Part::Prose(prose) => anew.push_str(prose),
                Part::Block(Block { kind, name, text }) => {
                    let text = road.stage(kind).unwrap_or_else(|| text.clone());
                    let blank = if name.is_empty() { "" } else { " " };
                    let _ = write!(anew, "```{kind}{blank}{name}\n{text}```\n");
                }
            }
        }
        if update {
            fs::write(&page, anew).unwrap();
        } else {
            let differs = text.lines().zip(anew.lines()).find(|(before, after)| before != after);
            assert!(text == anew, "{shown}: the page and what becomes of its source differ: {differs:#?}");
        }
    }
}

/// The files of a page in a folder, its rulebook in `rules` and its data in `data`, and its rules in all their wordings.
fn laid_out<'p>(parts: &'p [Part], page: &str) -> (TempDir, Vec<&'p str>) {
    let folder = tempfile::tempdir().unwrap();
    let (book, data) = (folder.path().join("rules"), folder.path().join("data"));
    fs::create_dir(&book).unwrap();
    fs::create_dir(&data).unwrap();
    let mut sources = Vec::new();
    let vocabulary = book.join("a-vocabulary.rule");
    fs::write(&vocabulary, "").unwrap();
    for part in parts {
        let Part::Block(Block { kind, name, text }) = part else { continue };
        match kind.as_str() {
            "vocabulary" => fs::write(&vocabulary, text).unwrap(),
            "codes" => fs::write(book.join(name), text).unwrap(),
            "data" => fs::write(data.join(name), text).unwrap(),
            "rulebook" => fs::write(book.join("rulebook.toml"), text).unwrap(),
            "layer" => {
                let file = folder.path().join(name);
                fs::create_dir_all(file.parent().unwrap()).unwrap();
                fs::write(file, text).unwrap();
            }
            "rule" => sources.push(text.as_str()),
            "problems" | "tree" | "model" | "plan" | "outcomes" => {}
            other => panic!("{page}: no stage is called {other}"),
        }
    }
    (folder, sources)
}

/// What every page says in its first wording, ready to run, and the data that it is run over.
pub fn ready_pages() -> Vec<(String, Ready, DataSet)> {
    let mut ready = Vec::new();
    for page in pages() {
        let shown = page.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&page).unwrap();
        let parts = parts(&text);
        let (folder, sources) = laid_out(&parts, &shown);
        fs::write(folder.path().join("rules/rules.rule"), sources[0]).unwrap();
        let parsed = Parsed::read(&[folder.path().join("rules")]).as_of(Date::new(2019, 7, 1));
        let Ok(page) = parsed.check().plan() else { continue };
        let data = page.open(&folder.path().join("data")).0;
        ready.push((shown, page, data));
    }
    ready
}

/// What became of the source of one page.
struct Road {
    problems: String,
    tree: String,
    model: String,
    plan: String,
    outcomes: String,
}

impl Road {
    fn new(parts: &[Part], page: &str) -> Self {
        let (folder, sources) = laid_out(parts, page);
        let (book, data) = (folder.path().join("rules"), folder.path().join("data"));
        let read = |source: &str| {
            fs::write(book.join("rules.rule"), source).unwrap();
            Parsed::read(std::slice::from_ref(&book)).as_of(Date::new(2019, 7, 1))
        };
        let (first, twins) = sources.split_first().unwrap_or_else(|| panic!("{page}: no rule"));
        let mut road = Self::of(read(first), &data);
        for twin in twins {
            let twin = read(twin).check();
            assert!(!twin.said.has_errors(), "{page}: {:?}", twin.said);
            assert_eq!(twin.model.print_rules(), road.model, "{page}: another rule means something else");
        }
        road.problems = road.problems.replace(&format!("{}/", book.display()), "");
        road
    }

    fn of(parsed: Parsed, data: &Path) -> Self {
        let mut road = Self {
            problems: String::new(),
            tree: parsed.trees.last().map(|tree| shensuan_syntax::print(tree, false)).unwrap_or_default(),
            model: String::new(),
            plan: String::new(),
            outcomes: String::new(),
        };
        let checked = parsed.check();
        let renderer = Renderer { lang: Lang::En, width: 100, colour: false };
        let drawn = |checked: &Checked| {
            let drawn = checked.said.iter().map(|said| renderer.draw(said, &checked.sources));
            drawn.map(|text| text.trim_end().to_owned() + "\n").collect::<Vec<_>>().join("\n")
        };
        road.problems = drawn(&checked);
        if checked.said.has_errors() {
            return road;
        }
        road.model = checked.model.print_rules();
        match checked.plan() {
            Ok(ready) => {
                road.plan = ready.print();
                road.outcomes = outcomes(&ready, data);
            }
            Err(checked) => panic!("{}", drawn(&checked)),
        }
        road
    }

    /// The text of a stage; none for what is given.
    fn stage(&self, kind: &str) -> Option<String> {
        Some(match kind {
            "problems" => self.problems.clone(),
            "tree" => self.tree.clone(),
            "model" => self.model.clone(),
            "plan" => self.plan.clone(),
            "outcomes" => self.outcomes.clone(),
            _ => return None,
        })
    }
}

/// Each formula's values, each rule's counts and findings, what the built-in rules find.
fn outcomes(ready: &Ready, data: &Path) -> String {
    let mut out = String::new();
    if fs::read_dir(data).unwrap().next().is_none() {
        return out;
    }
    let (data, said) = ready.open(data);
    assert!(!said.has_errors(), "{said:?}");
    let review = ready.review(&data, Options { lang: Lang::En, ..Options::default() }).unwrap();
    for value in &review.values {
        let row = value.row.as_ref().map(|row| format!(" row {}", row.row)).unwrap_or_default();
        let what = match value.value {
            Some(number) => format!("{} {}", shensuan_findings::readable(number), value.unit),
            None => {
                let lacking: Vec<&str> = value.lacking.iter().map(|lacking| lacking.name.as_str()).collect();
                format!("missing {}", lacking.join(", "))
            }
        };
        let _ = writeln!(out, "{} of {}{row} = {}", value.name, value.subject, what.trim_end());
    }
    for rule in &review.summary.rules {
        let tally = &rule.tally;
        let counts = [
            (tally.pass, "pass"),
            (tally.fail, "fail"),
            (tally.when_false, "not applicable"),
            (tally.not_filed, "not filed"),
            (tally.undetermined, "undetermined"),
        ];
        let counts = counts.iter().filter(|(count, _)| *count > 0);
        let counts: Vec<String> = counts.map(|(count, word)| format!("{count} {word}")).collect();
        let by = decided(rule.layer.as_ref());
        let several = review.summary.rules.iter().filter(|other| other.rule == rule.rule).count() > 1;
        let form =
            rule.form.as_ref().filter(|_| several).map(|form| format!(" in {form}")).unwrap_or_default();
        let _ = writeln!(out, "{}{form}: {}{by}", rule.rule, counts.join(", "));
        findings(&mut out, &review, |finding| finding.rule == rule.rule && finding.form == rule.form);
    }
    for rule in review.summary.built_in.iter().filter(|rule| rule.findings > 0) {
        let _ = writeln!(out, "built-in {}: {} found", rule.built_in, rule.findings);
        findings(&mut out, &review, |finding| finding.rule == rule.rule);
    }
    out
}

/// Which layer decided, where there are several.
fn decided(layer: Option<&LayerName>) -> String {
    layer.map_or_else(String::new, |layer| format!(" (by {layer})"))
}

fn findings(out: &mut String, review: &Review, its: impl Fn(&Finding) -> bool) {
    for finding in review.findings.iter().filter(|finding| its(finding)) {
        let row = finding.row.as_ref().map(|row| format!(" row {}", row.row)).unwrap_or_default();
        let shown = |evidence: &shensuan_findings::Evidence| {
            let value = evidence.value.as_deref().unwrap_or("missing");
            format!("{} {value} {}", evidence.name, evidence.unit)
        };
        let evidence: Vec<String> = finding.evidence.iter().map(shown).collect();
        let evidence = evidence.join("; ").replace(" ;", ";");
        let subject = if finding.is_of_the_data_set() { "all" } else { finding.subject.as_str() };
        let _ = writeln!(out, "  {subject}{row}: {}", evidence.trim_end());
        for group in &finding.groups {
            let lines = shensuan_findings::Words::of(Lang::En).group_lines(group);
            let _ = writeln!(out, "    {}", lines.join("; "));
        }
    }
}
