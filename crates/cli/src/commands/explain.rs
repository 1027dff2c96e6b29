//! `shensuan explain CODE`.

use clap::{Arg, ArgMatches, Command};
use shensuan_diagnostics::codes::{self, Severity};
use shensuan_diagnostics::suggest;

use super::text_of;
use crate::Status;
use crate::pages;
use crate::terminal::Terminal;
use crate::words::Words;

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
    if let Some(page) = pages::page(row.number, terminal.lang) {
        terminal.say("");
        terminal.say(&page);
    }
    Status::Done
}

/// A template with its placeholders as dots.
fn blanked(template: &str) -> String {
    let mut out = String::new();
    for (index, piece) in template.split(['{', '}']).enumerate() {
        out.push_str(if index % 2 == 0 { piece } else { "…" });
    }
    out
}
