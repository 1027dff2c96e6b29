//! `shensuan explain CODE`.

use clap::{Arg, ArgMatches, Command};
use shensuan_diagnostics::codes::{self, Severity, Text};
use shensuan_diagnostics::explanations::{self, Explanation, Sample};
use shensuan_diagnostics::suggest;
use shensuan_vocab::names::is_han;

use super::text_of;
use crate::Status;
use crate::layout::wrapped;
use crate::pages;
use crate::terminal::Terminal;
use crate::words::Words;

/// The widest that a paragraph is set.
const WIDEST: usize = 96;

pub(super) fn describe(words: Words) -> Command {
    Command::new("explain")
        .about(words.explain())
        .override_usage(words.explain_usage())
        .arg(Arg::new("code").value_name(words.a_code()).required(true).help(words.explain_code()))
}

/// Says what the number of a message means, with its page where it has one.
pub(super) fn run(terminal: &Terminal, matches: &ArgMatches) -> Status {
    let words = Words::of(terminal.lang);
    let wanted = text_of(matches, "code").to_ascii_uppercase();
    let Some(code) = codes::all().find(|code| code.row().number == wanted) else {
        let near = suggest::nearest(&wanted, codes::all().map(|code| code.row().number));
        let near = Some(near.join(terminal.lang.pick("、", ", "))).filter(|near| !near.is_empty());
        let mut said = vec![words.no_such_code(&wanted)];
        said.extend(near.map(|near| words.near(&near)));
        terminal.refuse(&said.join("\n"));
        return Status::Usage;
    };
    let row = code.row();
    let kind = match row.severity {
        Severity::Error => words.an_error(),
        Severity::Lint => words.a_lint(),
    };
    let title = terminal.lang.pick(row.title.zh, row.title.en);
    terminal.say(&format!("{} · {kind} · {}", row.number, words.range(row.number)));
    terminal.say("");
    terminal.say(&blanked(title));
    let width = terminal.width().min(WIDEST);
    if let Some(page) = pages::page(row.number, terminal.lang) {
        terminal.say("");
        let paragraphs: Vec<String> = page.split("\n\n").map(|text| paragraph(text, width)).collect();
        terminal.say(&paragraphs.join("\n\n"));
    } else if let Some(explanation) = explanations::of(code) {
        explain(terminal, words, explanation, width);
    }
    Status::Done
}

/// Says what the table of explanations says of a code.
fn explain(terminal: &Terminal, words: Words, explanation: &Explanation, width: usize) {
    let pick = |text: Text| terminal.lang.pick(text.zh, text.en);
    terminal.say("");
    terminal.say(&wrapped(pick(explanation.text), width));
    let Some(example) = &explanation.example else { return };
    for (heading, text) in [(words.wrong(), example.wrong), (words.right(), example.right)] {
        terminal.say("");
        terminal.say(heading);
        show(terminal, &Sample::of(pick(text)));
    }
}

/// Shows an example: the command where it has one of its own, each file under its name.
fn show(terminal: &Terminal, sample: &Sample) {
    if let Some(command) = sample.command {
        terminal.say(&format!("    $ {command}"));
    }
    for (path, text) in &sample.files {
        if !path.is_empty() {
            terminal.say("");
            terminal.say(&format!("  {path}"));
        }
        for line in text.lines() {
            terminal.say(&format!("    {line}"));
        }
    }
}

/// A paragraph of a page in lines of a terminal's width; examples, lists and tables keep their lines.
fn paragraph(text: &str, width: usize) -> String {
    if text.lines().any(|line| line.starts_with([' ', '-', '|'])) {
        return text.to_owned();
    }
    let joined = text.lines().fold(String::new(), |mut joined, line| {
        if joined.ends_with(|c: char| !is_han(c))
            && joined.ends_with(|c: char| !"，。；：、”）】」".contains(c))
        {
            joined.push(' ');
        }
        joined + line
    });
    wrapped(&joined, width)
}

/// A template with its placeholders as dots.
fn blanked(template: &str) -> String {
    let mut out = String::new();
    for (index, piece) in template.split(['{', '}']).enumerate() {
        out.push_str(if index % 2 == 0 { piece } else { "…" });
    }
    out
}
