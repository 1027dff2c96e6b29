//! `docs/grammar.md` and its Chinese twin: the grammar as it is read, in the words of one language. Derived from
//! `grammar/*.pest`; `UPDATE=1` writes the pages anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use pest_meta::ast::{Expr, Rule, RuleType};
use pest_meta::parser::{self, consume_rules};
use shensuan_diagnostics::Lang;

use crate::reference::text_of;
use crate::run::root;

type Rules = BTreeMap<String, Rule>;

/// The rules of a file of the grammar, in their order.
fn rules(file: &str) -> Vec<Rule> {
    let text = fs::read_to_string(root().join("grammar").join(file)).unwrap();
    consume_rules(parser::parse(parser::Rule::grammar_rules, &text).unwrap()).unwrap()
}

fn is_zh(text: &str) -> bool {
    text.chars().any(|c| ('\u{3400}'..'\u{a000}').contains(&c))
}

/// What is read, in one language.
struct Writer<'r> {
    rules: &'r Rules,
    /// The words and signs, which stand as they are written.
    words: &'r BTreeSet<String>,
    lang: Lang,
    /// The rules that what has been written speaks of.
    named: BTreeSet<String>,
}

/// How tightly what has been written holds together.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Bond {
    Choice,
    Sequence,
    One,
}

impl Writer<'_> {
    /// A text that is written so. Words are of one language, signs of both.
    fn literal(&self, text: &str) -> Option<(String, Bond)> {
        let of_other = match self.lang {
            Lang::En => is_zh(text),
            Lang::Zh => text.chars().any(char::is_alphabetic) && !is_zh(text),
        };
        // What parts arguments is marked before the grammar reads it.
        let text = if text == "\u{1f}" { "," } else { text };
        (!of_other && !text.is_empty()).then(|| (format!("'{text}'"), Bond::One))
    }

    fn ident(&mut self, name: &str) -> Option<(String, Bond)> {
        let rule = self.rules.get(name).filter(|rule| self.reads(&rule.expr))?;
        if self.words.contains(name) {
            return self.expr(&rule.expr);
        }
        self.named.insert(name.to_owned());
        Some((name.to_owned(), Bond::One))
    }

    /// What an expression reads; none of what reads nothing, or nothing in this language.
    fn expr(&mut self, expr: &Expr) -> Option<(String, Bond)> {
        let whole = |(text, _): (String, Bond), open: &str, close: &str| {
            Some((format!("{open}{text}{close}"), Bond::One))
        };
        match expr {
            Expr::Str(text) | Expr::Insens(text) => self.literal(text),
            Expr::Ident(name) => self.ident(name),
            Expr::Seq(a, b) => {
                let both = [self.expr(a), self.expr(b)];
                // What needs a word that this language has not is not written in it.
                if [a, b].into_iter().zip(&both).any(|(part, said)| said.is_none() && self.must_stand(part)) {
                    return None;
                }
                let held = both.into_iter().flatten().map(|said| at_least(said, Bond::Sequence));
                let held: Vec<String> = held.collect();
                (!held.is_empty())
                    .then(|| (held.join(" "), if held.len() == 1 { Bond::One } else { Bond::Sequence }))
            }
            Expr::Choice(a, b) => match (self.expr(a), self.expr(b)) {
                (Some((a, _)), Some((b, _))) => Some((format!("{a} | {b}"), Bond::Choice)),
                (a, b) => a.or(b),
            },
            Expr::Opt(inner) => self.expr(inner).and_then(|inner| whole(inner, "[ ", " ]")),
            Expr::Rep(inner) => self.expr(inner).and_then(|inner| whole(inner, "{ ", " }")),
            Expr::RepOnce(inner) => {
                let inner = at_least(self.expr(inner)?, Bond::One);
                Some((format!("{inner} {{ {inner} }}"), Bond::Sequence))
            }
            // What is only looked at is not read.
            _ => None,
        }
    }

    /// Whether an expression reads something, in whatever language, and does not only look.
    fn reads(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Ident(name) => !["SOI", "EOI", "blank", "word_end", "code_ends"].contains(&name.as_str()),
            Expr::Seq(a, b) | Expr::Choice(a, b) => self.reads(a) || self.reads(b),
            Expr::PosPred(_) | Expr::NegPred(_) => false,
            _ => true,
        }
    }

    /// Whether what has been written can be left out where it reads nothing in this language.
    fn must_stand(&self, expr: &Expr) -> bool {
        self.reads(expr) && !matches!(expr, Expr::Opt(_) | Expr::Rep(_))
    }
}

/// In brackets where it holds together less tightly.
fn at_least((text, bond): (String, Bond), wanted: Bond) -> String {
    if bond < wanted { format!("({text})") } else { text }
}

/// The lines and what they are made of, as one language writes them; and what is not taken apart.
fn written(lang: Lang) -> (String, BTreeSet<String>) {
    let words: BTreeSet<String> = rules("words.pest").into_iter().map(|rule| rule.name).collect();
    let order = rules("rules.pest");
    let all = order.iter().cloned().chain(rules("words.pest"));
    let all: Rules = all.map(|rule| (rule.name.clone(), rule)).collect();
    let lines = order.iter().map(|rule| rule.name.clone()).filter(|name| name.starts_with("line_"));
    let mut writer = Writer { rules: &all, words: &words, lang, named: lines.collect() };
    let (mut said, mut whole) = (BTreeMap::new(), BTreeSet::new());
    while let Some(name) = writer.named.pop_first() {
        if said.contains_key(&name) || whole.contains(&name) {
            continue;
        }
        let rule = &all[&name];
        if rule.ty == RuleType::Atomic {
            whole.insert(name);
        } else {
            said.insert(name, writer.expr(&rule.expr).map(|(text, _)| text));
        }
    }
    let lines = order.iter().filter_map(|rule| Some((&rule.name, said.get(&rule.name)?.as_ref()?)));
    (lines.map(|(name, text)| format!("{name} = {text}\n")).collect(), whole)
}

#[test]
fn the_pages_of_the_grammar_say_what_is_read() {
    for lang in [Lang::En, Lang::Zh] {
        let page = text_of("grammar", lang);
        let (head, rest) = page.split_once("```grammar\n").unwrap();
        let (block, tail) = rest.split_once("```\n").unwrap();
        let (wanted, whole) = written(lang);
        assert!(wanted.lines().count() > 150, "{wanted}");
        if std::env::var_os("UPDATE").is_some() {
            let file = format!("docs/grammar{}", lang.pick(".zh-CN.md", ".md"));
            fs::write(root().join(file), format!("{head}```grammar\n{wanted}```\n{tail}")).unwrap();
        } else {
            assert_eq!(block, wanted);
        }
        let untold: Vec<&String> = whole.iter().filter(|name| !head.contains(&format!("`{name}`"))).collect();
        assert!(untold.is_empty(), "the page does not say what these are: {untold:?}");
    }
}
