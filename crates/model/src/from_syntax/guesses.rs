//! What was probably meant by a name that nothing declares, and which part of it is marked: what is offered can be put in
//! the place of that.

use shensuan_diagnostics::codes::{names as codes, text, types};
use shensuan_diagnostics::{Both, Diagnostic, Message, Span, suggest};
use shensuan_syntax::tree::Ident;
use shensuan_vocab::names::fold_name;

use super::{Checker, numerals};
use crate::functions;

/// What is offered instead of a name.
pub(super) struct Guess {
    /// The bytes of the name that are marked, where not all are.
    part: Option<(usize, usize)>,
    help: Message,
}

impl Guess {
    fn of_part(name: &str, before: &str, part: &str, help: Message) -> Self {
        let start = name.get(before.len()..).and_then(|rest| rest.find(part)).map(|at| before.len() + at);
        Self { part: start.map(|start| (start, start + part.len())), help }
    }
}

impl From<Message> for Guess {
    fn from(help: Message) -> Self {
        Self { part: None, help }
    }
}

/// A complaint about a name, with the mark and the help of a guess.
pub(super) fn marked(said: Diagnostic, name: &Ident, guess: Option<Guess>) -> Diagnostic {
    let Some(Guess { part, help }) = guess else { return said.label(name.span, codes::NOT_DECLARED) };
    let whole = (name.span.end - name.span.start) as usize == name.value.len();
    let offset = |at: usize| name.span.start + u32::try_from(at).unwrap_or(0);
    let said = match part.filter(|_| whole) {
        Some((start, end)) => {
            said.label(Span { start: offset(start), end: offset(end), ..name.span }, text::HERE)
        }
        None => said.label(name.span, codes::NOT_DECLARED),
    };
    said.help(help)
}

/// A word for a word: the sign that it means, the same without its blanks, or what it is spelt like.
fn by(word: &str, meant: &str) -> Message {
    if meant.contains(char::is_alphabetic) && word.replace(' ', "") != meant {
        codes::DID_YOU_MEAN.with("names", vec![meant.to_owned()])
    } else {
        text::WRITE_INSTEAD.with("repair", meant)
    }
}

/// Words before a name that mean nothing more.
const ARTICLES: [&str; 5] = ["the ", "a ", "an ", "该", "本"];

/// What stands for a value elsewhere and is none here.
fn no_value(name: &str) -> Option<Message> {
    let usage = |zh: &'static str, en: &'static str| types::WRITTEN_SO.with("usage", Both::new(zh, en));
    Some(match fold_name(name).as_str() {
        "true" | "false" | "真" | "假" => types::A_TRUTH_IS_ASKED.into(),
        "today" | "now" | "今天" | "今日" | "现在" | "当前日期" => codes::EXCEL_TODAY.into(),
        "empty" | "blank" | "none" | "空" | "空值" | "空白" => {
            types::WRITE_IS_MISSING.with("name", Both::new("指标", "field"))
        }
        "positive" | "正数" | "正" => usage("指标 > 0", "field > 0"),
        "negative" | "负数" | "负" => usage("指标 < 0", "field < 0"),
        _ => text::WRITE_NUMBER.with("number", numerals::in_digits(name)?),
    })
}

impl Checker {
    /// What was probably meant by an unknown name: two words without a blank, a misspelt word behind a name, or one of
    /// the names that are like it.
    pub(super) fn meant(&self, name: &str, near: Vec<String>) -> Option<Guess> {
        let ours = |first: &str| !self.names.get(first).is_empty();
        // `取水量大于5`: a name of ours, and what was written without a blank behind it.
        if let Some(spaced) = shensuan_syntax::with_blanks(name)
            && spaced.split_once(' ').is_some_and(|(first, _)| ours(first))
        {
            return Some(text::WITH_BLANKS.with("repair", spaced).into());
        }
        if let Some(clause) = shensuan_syntax::clause_within(name) {
            return Some(text::NEW_LINE_BEFORE.with("clause", clause).into());
        }
        // `取水量 不得为空`, `从业人数 必须 大于 5`.
        if let Some((first, word, meant)) = shensuan_syntax::phrase_within(name)
            && ours(first)
        {
            let help = match meant {
                Some(meant) => text::WRITE_INSTEAD.with("repair", meant),
                None => text::LEAVE_OUT.with("word", word),
            };
            return Some(Guess::of_part(name, first, word, help));
        }
        if let Some(repair) = self.lettered_code(name) {
            return Some(text::WRITE_INSTEAD.with("repair", repair).into());
        }
        if let Some(help) = no_value(name) {
            return Some(help.into());
        }
        if let Some(article) = ARTICLES.iter().find(|article| name.strip_prefix(**article).is_some_and(ours))
        {
            return Some(Guess::of_part(
                name,
                "",
                article.trim(),
                text::LEAVE_OUT.with("word", article.trim()),
            ));
        }
        // `count outlets`: its brackets are missing.
        if let Some((function, of)) = name.split_once(' ')
            && functions::is_spelling(function)
            && let of = of.strip_prefix("of ").unwrap_or(of)
            && ours(of)
        {
            return Some(text::WRITE_INSTEAD.with("repair", format!("{function}({of})")).into());
        }
        // `从业人数 等同于`, `从业人数 大与`: a name of ours, and a word that was meant to end it.
        let within = shensuan_syntax::misspelt_within(name);
        if let Some((first, word, meant)) = within.as_ref().filter(|(first, ..)| ours(first)) {
            return Some(Guess::of_part(name, first, word, by(word, meant)));
        }
        if !near.is_empty() {
            return Some(codes::DID_YOU_MEAN.with("names", near).into());
        }
        let (first, word, meant) = within.filter(|(first, ..)| first.is_empty())?;
        Some(Guess::of_part(name, first, word, by(word, &meant)))
    }

    /// Names of which an unknown one is a word: `water intake` of `intake`.
    pub(super) fn holding<'a>(&self, name: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<String> {
        if self.said.len() > super::SUGGESTING { Vec::new() } else { suggest::holding(name, known) }
    }
}
