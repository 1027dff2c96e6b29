//! Code lists, flat or hierarchical.

use std::collections::BTreeMap;

use shensuan_diagnostics::Span;

use crate::names::{Name, fold_name, fold_text};

/// One code of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeEntry {
    /// The code, as text: its zeros stay.
    pub code: String,
    /// What it stands for.
    pub name: String,
    /// The code above it in a hierarchy.
    pub parent: Option<String>,
}

/// What a text means in a list, as one code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning<'a> {
    /// This code.
    Code(&'a CodeEntry),
    /// Several codes go by the name.
    Several,
    /// Nothing: the list does not have it.
    None,
}

/// A declared list of codes.
#[derive(Clone, Debug)]
pub struct CodeList {
    /// What it is called.
    pub name: Name,
    /// Its official title.
    pub title: Option<String>,
    /// Its levels, topmost first; none where it is flat.
    pub levels: Vec<Name>,
    /// Where it is declared.
    pub span: Span,
    entries: Vec<CodeEntry>,
    by_code: BTreeMap<String, usize>,
    /// Several codes may go by one name.
    by_name: BTreeMap<String, Vec<usize>>,
    /// How many codes stand directly below a code.
    below: BTreeMap<String, usize>,
}

impl CodeList {
    /// A list without codes yet.
    #[must_use]
    pub fn new(name: Name, title: Option<String>, levels: Vec<Name>, span: Span) -> Self {
        Self {
            name,
            title,
            levels,
            span,
            entries: Vec::new(),
            by_code: BTreeMap::new(),
            by_name: BTreeMap::new(),
            below: BTreeMap::new(),
        }
    }

    /// Adds a code; false (and nothing is added) where the list holds it already. A code is found by its
    /// code or by its name; and a code beats a name.
    pub fn add(&mut self, entry: CodeEntry) -> bool {
        let code = fold_text(&entry.code);
        if self.by_code.contains_key(&code) {
            return false;
        }
        let at = self.entries.len();
        self.by_code.insert(code, at);
        let name = fold_text(&entry.name);
        if !name.is_empty() {
            self.by_name.entry(name).or_default().push(at);
        }
        if let Some(parent) = &entry.parent {
            *self.below.entry(fold_text(parent)).or_default() += 1;
        }
        self.entries.push(entry);
        true
    }

    /// The codes in the order of the list.
    #[must_use]
    pub fn entries(&self) -> &[CodeEntry] {
        &self.entries
    }

    /// What a text means, as one code.
    #[must_use]
    pub fn meaning(&self, text: &str) -> Meaning<'_> {
        match self.find(text) {
            Some(entry) => Meaning::Code(entry),
            None if self.find_all(text).next().is_some() => Meaning::Several,
            None => Meaning::None,
        }
    }

    /// The one entry that a text means, given by code or by name. Of several that go by the name, each the only one
    /// below another, it is the lowest: they hold the same. Else a name of several means none of them alone.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<&CodeEntry> {
        let meant: Vec<&CodeEntry> = self.find_all(text).collect();
        match meant.as_slice() {
            [] | [_] => meant.first().copied(),
            _ => meant.iter().copied().find(|lowest| self.is_chain_down_to(lowest, &meant)),
        }
    }

    /// Whether these are an entry and those right above it, none of which has another below.
    fn is_chain_down_to(&self, lowest: &CodeEntry, entries: &[&CodeEntry]) -> bool {
        let only_child = |entry: &&CodeEntry| {
            entry.code == lowest.code || self.below.get(&fold_text(&entry.code)) == Some(&1)
        };
        let chain = self.with_ancestors(lowest).take_while(|above| entries.contains(above));
        chain.filter(only_child).count() == entries.len()
    }

    /// The entries that a text means: the one of that code, else all that go by the name.
    pub fn find_all(&self, text: &str) -> impl Iterator<Item = &CodeEntry> {
        let folded = fold_text(text);
        let of_name = || self.by_name.get(&folded).map_or(&[][..], Vec::as_slice);
        let places = match self.by_code.get(&folded) {
            Some(code) => std::slice::from_ref(code),
            None => of_name(),
        };
        places.iter().filter_map(|at| self.entries.get(*at))
    }

    /// The level of that name, counted from the topmost.
    #[must_use]
    pub fn level(&self, name: &str) -> Option<usize> {
        let wanted = fold_name(name);
        self.levels.iter().position(|level| level.all().any(|known| fold_name(known) == wanted))
    }

    /// The code of a level under which a text falls, itself among them; none where the text is not in the list, or
    /// stands above that level.
    #[must_use]
    pub fn at_level(&self, text: &str, level: usize) -> Option<&CodeEntry> {
        let upwards: Vec<&CodeEntry> = self.with_ancestors(self.find(text)?).collect();
        upwards.iter().rev().nth(level).copied()
    }

    /// The entry and those above it, from itself upwards. A cycle in the list's parents ends the walk.
    pub fn with_ancestors<'a>(&'a self, entry: &'a CodeEntry) -> impl Iterator<Item = &'a CodeEntry> {
        let step = |at: &&'a CodeEntry| at.parent.as_deref().and_then(|parent| self.find(parent));
        std::iter::successors(Some(entry), step).take(self.levels.len().max(1))
    }
}
