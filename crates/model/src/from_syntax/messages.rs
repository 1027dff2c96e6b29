//! Messages: what a rule says where it fails, with the expressions in its braces.

use std::collections::BTreeMap;

use shensuan_diagnostics::codes::{rulebook as codes, text as text_codes};
use shensuan_diagnostics::{Both, Span};
use shensuan_syntax::tree::{Clause, Node, RuleDecl, TitleLang};
use shensuan_vocab::FieldType;

use super::{Checker, Context, at, formats};
use crate::chosen::branches;
use crate::model::{Message, Piece};
use crate::typed::{Kind, Scope};

impl Checker {
    /// The pieces of a message, for readers of either language where there are two; the outer option is the complaint.
    #[expect(clippy::option_option, reason = "poisoned, absent and present are three things")]
    pub(super) fn message(
        &mut self,
        declared: &RuleDecl,
        context: &Context,
        scope: Scope,
    ) -> Option<Option<Message>> {
        let mut written: BTreeMap<Option<TitleLang>, &Node<String>> = BTreeMap::new();
        for clause in &declared.clauses {
            let Clause::Message(lang, text) = clause else { continue };
            if written.insert(*lang, text).is_some() {
                self.say(at(codes::CLAUSE_TWICE, text.span).with("clause", Both::new("说明", "message")));
            }
        }
        let in_lang = |lang, other| {
            let marks = [Some(lang), None, Some(other)];
            marks.iter().find_map(|mark| written.get(mark).copied())
        };
        let chinese = in_lang(TitleLang::Zh, TitleLang::En);
        let english = in_lang(TitleLang::En, TitleLang::Zh);
        let (Some(chinese), Some(english)) = (chinese, english) else { return Some(None) };
        if chinese.span == english.span {
            return self.pieces(chinese, context, scope).map(|pieces| Some(Message(pieces, None)));
        }
        let (chinese, english) = (self.pieces(chinese, context, scope), self.pieces(english, context, scope));
        let mut pieces = chinese?;
        let begins = pieces.len();
        pieces.extend(english?);
        Some(Some(Message(pieces, Some(begins))))
    }

    /// What one message is made of.
    fn pieces(&mut self, text: &Node<String>, context: &Context, scope: Scope) -> Option<Vec<Piece>> {
        let mut pieces = Vec::new();
        let mut plain = String::new();
        let mut whole = true;
        // The text begins behind its opening quote: one byte, or the three of 「 and “.
        let quotes = (text.span.end - text.span.start) as usize
            - text.value.len().min((text.span.end - text.span.start) as usize);
        let start = text.span.start + u32::try_from(quotes / 2).unwrap_or(0);
        let mut rest = text.value.char_indices();
        while let Some((position, c)) = rest.next() {
            let next = text.value.get(position + c.len_utf8()..).unwrap_or("");
            match c {
                '{' | '}' if next.starts_with(c) => {
                    plain.push(c);
                    rest.next();
                }
                '{' | '}' if c == '}' || !next.contains('}') => {
                    let from = start + u32::try_from(position).unwrap_or(0);
                    let brace = Span::new(text.span.source, from, from + 1);
                    let alone = at(text_codes::BRACE_ALONE, brace).with("sign", c.to_string());
                    self.say(alone.help(text_codes::DOUBLE_THE_BRACE));
                    whole = false;
                }
                '{' => {
                    let inner = next.split('}').next().unwrap_or("");
                    pieces.push(Piece::Text(std::mem::take(&mut plain)));
                    let from = start + u32::try_from(position + 1).unwrap_or(0);
                    match self.placeholder(text.span, from, inner, context, scope) {
                        Some(piece) => pieces.push(piece),
                        None => whole = false,
                    }
                    for _ in 0..=inner.chars().count() {
                        rest.next();
                    }
                }
                other => plain.push(other),
            }
        }
        pieces.push(Piece::Text(plain));
        whole.then_some(pieces)
    }

    fn placeholder(
        &mut self,
        whole: Span,
        from: u32,
        text: &str,
        context: &Context,
        scope: Scope,
    ) -> Option<Piece> {
        let (text, format) = formats::apart(text);
        let (expr, said) = shensuan_syntax::parse_expression(whole.source, from, text);
        self.said.append(said);
        let value = self.infer(&expr?, context)?;
        self.at_least(scope, &value)?;
        if scope.join(value.scope, &self.vocab) != Some(scope) {
            let form = match value.scope {
                Scope::Rows(form) => Both::of(&self.vocab.form(form).name),
                Scope::Subject => {
                    self.vocab.subject.as_ref().map(|subject| Both::of(&subject.name)).unwrap_or_default()
                }
                Scope::Everywhere | Scope::DataSet => Both::default(),
            };
            return self.refuse(
                at(codes::ROWS_OF_ANOTHER, value.span).with("form", form).help(codes::AGGREGATE_ONE),
            );
        }
        if let Some((at, format)) = format {
            return self.formatted(value, whole.source, from + at, format);
        }
        match value.kind {
            Kind::Field(field) if !matches!(self.vocab.field(field).kind, FieldType::Percent) => {
                Some(Piece::Field(field))
            }
            Kind::Text(text) => Some(Piece::Made(text)),
            Kind::Words(text) => Some(Piece::Text(text)),
            _ if branches(&value).is_some() => Some(Piece::Chosen(value)),
            _ => Some(Piece::Value(value)),
        }
    }
}
