//! Text → tree. The only folder that names pest.
//!
//! A file is cut into logical lines ([`lines`]); the first word of each chooses the grammar rule that reads it;
//! what a rule matched becomes a piece of tree ([`declarations`], [`clauses`], [`expr`]); the pieces are gathered
//! under their declarations ([`gather`]). A line that cannot be read makes one complaint ([`errors`]) and
//! nothing else of the file suffers.

mod cases;
mod changes;
mod clauses;
mod cursor;
mod declarations;
mod errors;
mod expr;
mod fold;
mod gather;
mod grammar;
mod habits;
mod lines;
mod room;

use shensuan_diagnostics::{Diagnostics, SourceId, Span};

use crate::tree::SyntaxTree;
use crate::tree_expr::Expr;
use cursor::{Built, Cursor, Place};
use fold::Folded;
use grammar::{Rule, read};

/// Reads a rule file. It always returns a tree; what could not be read is in the diagnostics.
#[must_use]
pub fn parse(source: SourceId, text: &str) -> (SyntaxTree, Diagnostics) {
    let (lines, mut said) = lines::split(source, text);
    let (tree, complaints) = room::with_room(&lines, || {
        let mut gather = gather::Gather::new(source);
        let mut said = Diagnostics::default();
        for line in &lines {
            if line.broken {
                gather.broken(line);
                continue;
            }
            let place = Place { source, folded: &line.folded };
            if let Err(complaint) = gather.line(place, line.after_blank) {
                said.push(*complaint);
                gather.broken(line);
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
    let (lines, problems) = lines::split(source, text);
    let mut problems = problems.moved(start);
    let read = match lines.as_slice() {
        [line] if !line.broken => {
            let folded = line.folded.moved(start);
            room::with_room(&lines, || alone(source, &folded))
        }
        [_, second, ..] if problems.is_empty() => {
            Err(Box::new(errors::second_line(source, &second.folded.moved(start))))
        }
        [] if problems.is_empty() => Err(Box::new(errors::nothing(Span::new(source, start, start)))),
        _ => return (None, problems),
    };
    match read {
        Ok(expression) => (Some(expression), problems),
        Err(complaint) => {
            problems.push(*complaint);
            (None, problems)
        }
    }
}

/// An expression that is a whole line.
fn alone(source: SourceId, folded: &Folded) -> Built<Expr> {
    let place = Place { source, folded };
    let mut matched =
        read(Rule::alone, &folded.text).map_err(|error| Box::new(errors::refused(source, folded, &error)))?;
    match matched.next() {
        Some(alone) => expr::expression(place, Cursor::over(place, alone).take()?),
        None => Err(Box::new(cursor::defect(place.bytes(0, 0), "no expression"))),
    }
}
