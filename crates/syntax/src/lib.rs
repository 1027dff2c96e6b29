//! Rule text → syntax tree.
//!
//! *What it is*: the splitter that cuts a file into logical lines, the parser that reads each, and the tree
//! they build. It never fails: it returns what it could read and what it has to say.
//!
//! *What it is not*: it resolves no name and knows no type or unit. `pest` stands in [`parse`] alone; none of
//! its types leave that folder. In the tree the language of a word no longer matters.
//!
//! *Its place on the road*: text → **syntax tree** → model → plan → outcomes → findings.
#![forbid(unsafe_code)]
#![allow(
    clippy::large_enum_variant,
    reason = "a tree is read once and moved seldom; boxes would stand in every pattern"
)]

mod format;
mod parse;
mod print;
pub mod tree;
pub mod tree_expr;
pub mod tree_tables;
mod write;

pub use format::{WIDTH, format, translate};
pub use parse::{
    LOOK_UPS, clause_within, day_meant, misspelt_within, parse, parse_expression, parse_given, phrase_within,
    with_blanks,
};
pub use print::{print, print_item, print_member};
pub use tree::{Node, SyntaxTree};
pub use tree_expr::{Expr, ExprKind};
pub use write::{Wording, write};
