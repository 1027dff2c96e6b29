//! The grammar, compiled by pest; its words for a person.

#![allow(missing_docs, reason = "pest derives the rules; grammar/ documents them")]

use pest::Parser;
use pest::error::Error;
use pest::iterators::{Pair, Pairs};
use pest_derive::Parser;

/// The parser of one logical line.
#[derive(Parser)]
#[grammar = "../../grammar/rules.pest"]
#[grammar = "../../grammar/words.pest"]
pub(super) struct Grammar;

/// One matched rule.
pub(super) type Matched<'t> = Pair<'t, Rule>;

/// Parses a whole text by one entry rule.
pub(super) fn read(entry: Rule, text: &str) -> Result<Pairs<'_, Rule>, Box<Error<Rule>>> {
    Grammar::parse(entry, text).map_err(Box::new)
}

/// Whether a text matches an entry rule.
pub(super) fn matches(entry: Rule, text: &str) -> bool {
    Grammar::parse(entry, text).is_ok()
}
