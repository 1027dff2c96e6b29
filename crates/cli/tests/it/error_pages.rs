//! The pages of `docs/errors` that are generated: one an error, of what the registry and the explanations say, with an
//! example that raises it, what the command prints of that, and the same mended. Both are run here. `UPDATE=1` writes
//! the pages anew; read them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::thread;

use shensuan_diagnostics::Lang;
use shensuan_diagnostics::codes::{self, Code, Severity};
use shensuan_diagnostics::explanations::{self, Example, Sample};

use crate::reference::laid_out;
use crate::run::{Output, root, shensuan, shensuan_wide};

/// Columns of what the pages show.
const WIDTH: usize = 80;

/// The codes without an example, and why none can be shown, in Chinese and English. Each other code has one.
const WITHOUT_EXAMPLE: [(&str, &str, &str); 28] = [
    ("E0101", "不是文字的内容无法在这里列出。", "What is no text cannot be shown here."),
    ("E0602", "这么长的一行无法在这里列出。", "So long a line cannot be shown here."),
    ("E0603", "这么多项无法在这里列出。", "So many terms cannot be shown here."),
    ("E0604", "这么多公式无法在这里列出。", "So many formulas cannot be shown here."),
    ("E0605", "这么多行无法在这里列出。", "So many rows cannot be shown here."),
    ("E0705", "不是文字的内容无法在这里列出。", "What is no text cannot be shown here."),
    ("E0715", "这要看磁盘，文件中没有可以举的例子。", "This depends on the disk, not on what a file says."),
    ("E0720", "这要看磁盘，文件中没有可以举的例子。", "This depends on the disk, not on what a file says."),
    ("E0723", "不是文字的内容无法在这里列出。", "What is no text cannot be shown here."),
    ("E0727", "不是文字的内容无法在这里列出。", "What is no text cannot be shown here."),
    ("E0731", "这要先有副本，无法在这里列出。", "This takes a copy made before, which cannot be shown here."),
    ("E0732", "这要先有副本，无法在这里列出。", "This takes a copy made before, which cannot be shown here."),
    ("E0733", "这要先有副本，无法在这里列出。", "This takes a copy made before, which cannot be shown here."),
    ("E0734", "这要先有副本，无法在这里列出。", "This takes a copy made before, which cannot be shown here."),
    ("E0735", "这要先有副本，无法在这里列出。", "This takes a copy made before, which cannot be shown here."),
    ("E0736", "这要先有副本，无法在这里列出。", "This takes a copy made before, which cannot be shown here."),
    ("E0737", "这要先有副本，无法在这里列出。", "This takes a copy made before, which cannot be shown here."),
    ("E0739", "不是文字的内容无法在这里列出。", "What is no text cannot be shown here."),
    ("E0740", "这要先有副本，无法在这里列出。", "This takes a copy made before, which cannot be shown here."),
    ("E0766", "工作簿无法在这里列出。", "Workbooks cannot be shown here."),
    ("E0767", "工作簿无法在这里列出。", "Workbooks cannot be shown here."),
    ("E0768", "工作簿无法在这里列出。", "Workbooks cannot be shown here."),
    (
        "E0781",
        "这要有数据库服务器，无法在这里列出。",
        "This takes a database server, which cannot be shown here.",
    ),
    (
        "E0782",
        "这要有数据库服务器，无法在这里列出。",
        "This takes a database server, which cannot be shown here.",
    ),
    (
        "E0783",
        "这要有数据库服务器，无法在这里列出。",
        "This takes a database server, which cannot be shown here.",
    ),
    (
        "E0784",
        "这要有数据库服务器，无法在这里列出。",
        "This takes a database server, which cannot be shown here.",
    ),
    ("E0901", "知道怎样引起的缺陷都已改正。", "A defect that we knew how to raise would be mended."),
    ("E0902", "知道怎样引起的缺陷都已改正。", "A defect that we knew how to raise would be mended."),
];

/// The codes that only a program raises which was built in another way, and what is said of that above what it prints.
const BUILT_OTHERWISE: [(&str, &str, &str); 1] = [(
    "E0780",
    "编译时没有加 `--features postgres` 的程序这样说：",
    "This is printed by a program that was built without `--features postgres`:",
)];

/// What is said of how the program was built that prints what a page shows.
fn built(number: &str, lang: Lang) -> Option<&'static str> {
    BUILT_OTHERWISE.iter().find(|(known, ..)| *known == number).map(|(_, zh, en)| lang.pick(*zh, *en))
}

/// The codes whose pages are generated.
fn generated() -> impl Iterator<Item = Code> {
    codes::all().filter(|code| !is_of_style(code.row().number))
}

/// Whether a number is that of a lint of rules, whose page is written by hand.
fn is_of_style(number: &str) -> bool {
    number.starts_with("W10")
}

fn ending(lang: Lang) -> &'static str {
    lang.pick(".zh-CN.md", ".md")
}

/// Runs an example; by default its text is checked as a rule file beside the vocabulary.
fn run(text: &str, lang: Lang, folder: &Path) -> Output {
    let sample = Sample::of(text);
    for (path, text) in &sample.files {
        let path = folder.join(if path.is_empty() { "example.rule" } else { path });
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let command = sample.command.unwrap_or("shensuan check example.rule --uses national/vocabulary.rule");
    let arguments = command.split(' ').skip(1).chain(["--lang", lang.pick("zh", "en")]);
    shensuan_wide(folder, WIDTH, arguments)
}

/// The numbers above what was said.
fn numbers(said: &str) -> Vec<&str> {
    let number = |line: &&str| line.len() == 5 && line.starts_with(['E', 'W']) && !line.contains(' ');
    said.lines().filter(number).collect()
}

/// What is printed of the wrong text; complains of an example that is not true.
fn shown(code: Code, example: &Example, lang: Lang, complaints: &mut Vec<String>) -> String {
    let number = code.row().number;
    let [wrong, right] = [example.wrong, example.right].map(|text| lang.pick(text.zh, text.en));
    // A text that is alone leaves nothing behind but itself.
    let folder = laid_out();
    let raised = run(wrong, lang, folder.path());
    let errors = code.row().severity == Severity::Error;
    let found: Vec<&str> = numbers(&raised.said).into_iter().filter(|found| !is_of_style(found)).collect();
    if found != [number] || errors != (raised.status > 0) {
        complaints.push(format!("{number} is not what is wrong with\n{wrong}\n{}", raised.said));
    }
    let folder = if example_is_plain(right) { folder } else { laid_out() };
    let mended = run(right, lang, folder.path());
    if mended.status > 0 || numbers(&mended.said).iter().any(|found| !is_of_style(found)) {
        complaints.push(format!("{number} is not mended by\n{right}\n{}", mended.said));
    }
    without_lints(&raised.said)
}

/// What was said but the lints of the rulebooks, which have pages of their own.
fn without_lints(said: &str) -> String {
    let mut lint = false;
    let lines = said.lines().filter(|line| {
        if !numbers(line).is_empty() {
            lint = is_of_style(line);
        }
        !lint
    });
    lines.map(|line| format!("{line}\n")).collect()
}

fn example_is_plain(text: &str) -> bool {
    Sample::of(text).files.iter().all(|(path, _)| path.is_empty())
}

/// The first sentence of a text, and the others.
fn first_sentence(text: &str, lang: Lang) -> (&str, &str) {
    let end = lang.pick("。", ". ");
    let at = text.find(end).map_or(text.len(), |at| at + end.len());
    (text[..at].trim_end(), text[at..].trim())
}

/// A block of Markdown.
fn fenced(kind: &str, text: &str) -> String {
    let text = text.trim_end();
    if text.is_empty() { format!("```{kind}\n```\n") } else { format!("```{kind}\n{text}\n```\n") }
}

/// An example, a block a file.
fn blocks(text: &str) -> String {
    let sample = Sample::of(text);
    let mut out: Vec<String> = sample.command.iter().map(|command| fenced("sh", command)).collect();
    for (path, text) in &sample.files {
        let kind = if path.is_empty() { "rule" } else { path.rsplit('.').next().unwrap() };
        let name = if path.is_empty() { String::new() } else { format!("`{path}`\n\n") };
        out.push(format!("{name}{}", fenced(kind, text)));
    }
    out.join("\n")
}

/// What `explain` says in its head: the range of a code, and its title.
fn head(number: &str, lang: Lang) -> (String, String) {
    let printed = shensuan(["--lang", lang.pick("zh", "en"), "explain", number]).printed;
    let range = printed.lines().next().unwrap().rsplit(" · ").next().unwrap();
    (range.to_owned(), printed.lines().nth(2).unwrap().to_owned())
}

fn page(code: Code, lang: Lang, complaints: &mut Vec<String>) -> String {
    let number = code.row().number;
    if cfg!(feature = "postgres") && built(number, lang).is_some() {
        // This program does not raise it; that the page is true is seen where it was built otherwise.
        let written = root().join("docs/errors").join(format!("{number}{}", ending(lang)));
        return fs::read_to_string(written).unwrap();
    }
    let explanation = explanations::of(code).unwrap();
    let (means, why) = first_sentence(lang.pick(explanation.text.zh, explanation.text.en), lang);
    let mut page = format!("# {number} · {}\n\n{means}\n", head(number, lang).1);
    let mut section = |heading: &str, text: &str| page.push_str(&format!("\n## {heading}\n\n{text}"));
    match &explanation.example {
        Some(example) => {
            let [wrong, right] = [example.wrong, example.right].map(|text| lang.pick(text.zh, text.en));
            section(lang.pick("例子", "For example"), &blocks(wrong));
            let said = shown(code, example, lang, complaints);
            let above = built(number, lang).map_or_else(String::new, |built| format!("{built}\n\n"));
            section(lang.pick("输出", "What is printed"), &format!("{above}{}", fenced("text", &said)));
            section(lang.pick("改为", "Mended"), &blocks(right));
        }
        None => {
            let known = WITHOUT_EXAMPLE.iter().find(|(known, ..)| *known == number);
            match known {
                Some((_, zh, en)) => {
                    section(lang.pick("例子", "For example"), &format!("{}\n", lang.pick(zh, en)))
                }
                None => complaints.push(format!("{number} has no example")),
            }
        }
    }
    if !why.is_empty() {
        section(lang.pick("原因和办法", "Why, and the way out"), &format!("{why}\n"));
    }
    page
}

/// The list of all pages, by ranges.
fn index(lang: Lang) -> String {
    let mut ranges: BTreeMap<&str, (String, String)> = BTreeMap::new();
    for code in codes::all() {
        let number = code.row().number;
        let (range, title) = head(number, lang);
        let (_, rows) = ranges.entry(&number[..3]).or_insert((range, String::new()));
        let title = title.replace('|', "\\|");
        rows.push_str(&format!("| [{number}]({number}{}) | {title} |\n", ending(lang)));
    }
    let mut page = lang
        .pick(
            "# 错误和提醒\n\n[English](README.md)\n\n程序说的每句话都有编号，每个编号有一页：是什么意思，怎样引起，程序输出什么，怎样改正。\
             `shensuan explain 编号` 也会说明。\nE 开头的页由程序的说明生成，例子都由测试运行，用的是[语言说明](../language.zh-CN.md)中的规则库\
             `national` 和 `city`。\n",
            "# Errors and lints\n\n[中文](README.zh-CN.md)\n\nEverything that the program complains of has a number, and \
             each number a page: what it means, what raises it, what is\nprinted, and how it is mended. \
             `shensuan explain NUMBER` says it too. The pages of the numbers that begin with E are\ngenerated; their \
             examples are run by a test beside the rulebooks `national` and `city` of the\n[reference](../language.md).\n",
        )
        .to_owned();
    for (begins, (range, rows)) in ranges {
        let heads = lang.pick("| 编号 | 内容 |", "| number | what it says |");
        page.push_str(&format!("\n## {begins}xx · {range}\n\n{heads}\n|---|---|\n{rows}"));
    }
    page
}

/// Every generated file.
fn files(complaints: &mut Vec<String>) -> Vec<(String, String)> {
    let codes: Vec<Code> = generated().collect();
    let work = |codes: &[Code]| {
        let mut complaints = Vec::new();
        let mut files = Vec::new();
        for code in codes {
            for lang in [Lang::En, Lang::Zh] {
                let text = page(*code, lang, &mut complaints);
                files.push((format!("{}{}", code.row().number, ending(lang)), text));
            }
        }
        (files, complaints)
    };
    let (first, second) = codes.split_at(codes.len() / 2);
    let done = thread::scope(|scope| {
        let other = scope.spawn(|| work(second));
        [work(first), other.join().unwrap()]
    });
    let mut files =
        vec![("README.md".to_owned(), index(Lang::En)), ("README.zh-CN.md".to_owned(), index(Lang::Zh))];
    for (done, complained) in done {
        files.extend(done);
        complaints.extend(complained);
    }
    files
}

#[test]
fn every_error_has_a_page_whose_examples_are_true() {
    let folder = root().join("docs/errors");
    let mut complaints = Vec::new();
    let files = files(&mut complaints);
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    let update = std::env::var_os("UPDATE").is_some();
    for (name, text) in &files {
        let path = folder.join(name);
        if update {
            fs::write(&path, text).unwrap();
        } else {
            let written = fs::read_to_string(&path).unwrap_or_default();
            assert!(&written == text, "docs/errors/{name} is not what UPDATE=1 would write:\n{text}");
        }
    }
    let wanted: BTreeSet<&String> = files.iter().map(|(name, _)| name).collect();
    let found = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let found: Vec<String> = found.filter(|name| !is_of_style(name)).collect();
    assert_eq!(found.iter().collect::<BTreeSet<_>>(), wanted, "pages of nothing, or missing ones");
}

#[test]
fn only_the_named_codes_are_without_an_example() {
    let without: Vec<&str> = generated()
        .filter(|code| explanations::of(*code).is_none_or(|known| known.example.is_none()))
        .map(|code| code.row().number)
        .collect();
    assert_eq!(without, WITHOUT_EXAMPLE.map(|(number, ..)| number));
}
