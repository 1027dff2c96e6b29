//! Text → tree. The only folder that names pest.
//!
//! A file is cut into logical lines ([`lines`]); the first word of each chooses the grammar rule that reads it;
//! what a rule matched becomes a piece of tree ([`declarations`], [`clauses`], [`expr`]); the pieces are gathered
//! under their declarations ([`gather`]). A line that cannot be read makes one complaint ([`errors`]), with what was
//! probably meant ([`misspelt`]), and nothing else of the file suffers ([`recover`]).

mod cases;
mod cells;
mod changes;
mod clause_words;
mod clauses;
pub(crate) mod comments;
mod comparing;
mod cursor;
mod databases;
mod dates;
mod declarations;
mod errors;
mod expr;
mod fold;
mod gather;
mod grammar;
mod grouped;
mod habits;
mod lines;
mod members;
mod misspelt;
mod phrases;
pub(crate) mod reads_as;
mod recover;
mod room;
mod rule_heads;
mod sentences;
mod slips;
mod tables;
mod unquoted;
mod wordings;
mod words;

use shensuan_diagnostics::{Diagnostics, SourceId, Span};

use crate::tree::{GivenLine, Node, SyntaxTree};
use crate::tree_expr::{Expr, ExprKind, Path};
pub use cells::LOOK_UPS;
use cursor::{Built, Cursor, Place};
pub use dates::day_meant;
use fold::Folded;
use grammar::{Matched, Rule, read};
pub use habits::with_blanks;
pub use misspelt::misspelt_within;
pub use phrases::phrase_within;
pub use slips::clause_within;

/// Reads a rule file. It always returns a tree; what could not be read is in the diagnostics.
#[must_use]
pub fn parse(source: SourceId, text: &str) -> (SyntaxTree, Diagnostics) {
    let (lines, mut said) = lines::split(source, text);
    let (tree, complaints) = room::with_room(&lines, || {
        let mut gather = gather::Gather::new(source);
        let mut said = Diagnostics::default();
        for line in &lines {
            if line.broken {
                gather.broken(&line.folded, line.after_blank);
                continue;
            }
            let place = Place { source, folded: &line.folded };
            let begins = line.folded.source(0, 0).0 as usize;
            gather.at_margin =
                text.get(..begins).is_none_or(|before| before.is_empty() || before.ends_with('\n'));
            if let Err(complaint) = gather.line(place, line.after_blank, line.head) {
                said.push(gather.recover(line, *complaint, text));
            }
        }
        (gather.finish(), said)
    });
    said.append(complaints);
    said.sort();
    (tree, said)
}

/// Reads an expression that stands alone, such as the one in `{…}` of a message. `start` is where `text`
/// begins in its source.
#[must_use]
pub fn parse_expression(source: SourceId, start: u32, text: &str) -> (Option<Expr>, Diagnostics) {
    // A field alone, as in most messages.
    if words::is_plain_name(text) {
        let folded = Folded::plain(text, start);
        let place = Place { source, folded: &folded };
        if habits::between(place).is_none() {
            let span = place.bytes(0, text.len());
            let path = Path { parts: vec![Node::new(text.to_owned(), span)], span };
            return (Some(Node::new(ExprKind::Path(path), span)), Diagnostics::default());
        }
    }
    whole(source, start, text, Rule::alone, |place, matched| {
        expr::expression(place, Cursor::over(place, matched).take()?)
    })
}

/// Reads what a line `given …` says behind its keyword: `output = 1200 t, staff = missing`.
#[must_use]
pub fn parse_given(source: SourceId, text: &str) -> (Option<GivenLine>, Diagnostics) {
    whole(source, 0, text, Rule::alone_given, cases::given)
}

/// Makes a piece of tree of what a grammar rule matched.
type Build<T> = fn(Place<'_>, Matched<'_>) -> Built<T>;

/// Reads a text that is one line as a whole.
fn whole<T: Send>(
    source: SourceId,
    start: u32,
    text: &str,
    rule: Rule,
    build: Build<T>,
) -> (Option<T>, Diagnostics) {
    let (lines, problems) = lines::split(source, text);
    let mut problems = problems.moved(start);
    let read = match lines.as_slice() {
        [line] if !line.broken => {
            let folded = line.folded.moved(start);
            room::with_room(&lines, || alone(source, &folded, rule, build))
        }
        [_, second, ..] if problems.is_empty() => {
            Err(Box::new(errors::second_line(source, &second.folded.moved(start))))
        }
        [] if problems.is_empty() => Err(Box::new(errors::nothing(Span::new(source, start, start)))),
        _ => return (None, problems),
    };
    match read {
        Ok(read) => (Some(read), problems),
        Err(complaint) => {
            problems.push(*complaint);
            (None, problems)
        }
    }
}

/// What is a whole line.
fn alone<T>(source: SourceId, folded: &Folded, rule: Rule, build: Build<T>) -> Built<T> {
    let place = Place { source, folded };
    if let Some(between) = habits::between(place) {
        return Err(Box::new(between));
    }
    let mut matched =
        read(rule, &folded.text).map_err(|error| Box::new(errors::refused(source, folded, &error)))?;
    match matched.next() {
        Some(alone) => build(place, alone),
        None => Err(Box::new(cursor::defect(place.bytes(0, 0), "nothing matched"))),
    }
}
