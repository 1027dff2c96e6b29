//! What each written name turned out to be called in the other language.

use std::collections::BTreeMap;

use shensuan_diagnostics::{Diagnostics, Lang, Span};
use shensuan_syntax::SyntaxTree;
use shensuan_syntax::tree::Ident;
use shensuan_vocab::names::is_han;
use shensuan_vocab::units::Unit;

use super::layers::Declared;
use super::names::Target;
use super::{Checker, CodeFiles, layers, pass_noting};
use crate::layers::Layers;

/// The names and units that rule texts use, each with what it may be called instead, in Chinese and in English.
#[derive(Clone, Debug, Default)]
pub struct Uses {
    /// By place and name: what is looked up by names that nobody wrote stands at the place of the table.
    found: BTreeMap<(Span, String), Twins>,
}

/// What something may be called in Chinese and in English; none where it stays as it is.
type Twins = [Option<String>; 2];

impl Uses {
    /// What is written for a name in a language; none where it stays as it is.
    #[must_use]
    pub fn name(&self, written: &Ident, lang: Lang) -> Option<&str> {
        let [zh, en] = self.found.get(&(written.span, written.value.clone()))?;
        let name = match lang {
            Lang::Zh => zh,
            Lang::En => en,
        };
        name.as_deref()
    }

    /// What was found of a place. A rule that is judged in several forms is read once for each: what it is called must
    /// be good for all.
    fn note(&mut self, written: &Ident, twins: Twins) {
        let at = (written.span, written.value.clone());
        let known = self.found.entry(at).or_insert_with(|| twins.clone());
        for (known, twin) in known.iter_mut().zip(twins) {
            if *known != twin {
                *known = None;
            }
        }
    }

    /// The same of a word that stands for one thing wherever it stands, by all that this is called.
    fn note_word<'a>(&mut self, word: &Ident, all: impl IntoIterator<Item = &'a str>) {
        let (chinese, english): (Vec<&str>, Vec<&str>) =
            all.into_iter().partition(|other| other.chars().any(is_han));
        let first = |names: &[&str]| names.first().map(|name| (*name).to_owned());
        self.note(word, [first(&chinese), first(&english)]);
    }
}

/// The names that the trees of rulebooks use: as everything is declared, and in what layers put in its place, in force
/// or not.
#[must_use]
pub fn uses(trees: &[SyntaxTree], files: &CodeFiles, layers: &Layers) -> Uses {
    let found = layers::survey(trees, layers, &mut Diagnostics::default());
    let read = |chosen: &[usize], declared: &Declared, noted: Uses| {
        let effective = layers::apply(trees, &found, &|index| chosen.contains(&index));
        let (model, _, noted) = pass_noting(&effective, files, layers, &found, declared, Some(noted));
        (model, noted.unwrap_or_default())
    };
    let (unchanged, mut noted) = read(&[], &Declared::default(), Uses::default());
    let declared = layers::declared(trees, &found, &unchanged);
    for round in layers::rounds(&found, |_| true) {
        noted = read(&round, &declared, noted).1;
    }
    for (target, names) in layers::targets(trees, layers, &found) {
        noted.note_word(target, names);
    }
    noted
}

impl Checker {
    /// Notes what a name stands for, where that is asked for. `means` says what another name would stand for at its
    /// place.
    pub(super) fn used(
        &mut self,
        name: &Ident,
        target: Target,
        means: impl Fn(&Self, &str) -> Option<Target>,
    ) {
        if self.uses.is_none() {
            return;
        }
        let twin = |chinese: bool| {
            let all = self.names.all_of(target)?.iter();
            let mut fitting = all.filter(|other| other.chars().any(is_han) == chinese);
            fitting.find(|other| means(self, other) == Some(target)).cloned()
        };
        let twins = [twin(true), twin(false)];
        if let Some(uses) = &mut self.uses {
            uses.note(name, twins);
        }
    }

    /// The same of a word that stands for one thing wherever it stands, by all that this is called.
    pub(super) fn used_word<'a>(&mut self, word: &Ident, all: impl Iterator<Item = &'a str>) {
        if let Some(uses) = &mut self.uses {
            uses.note_word(word, all);
        }
    }

    /// The same of a unit.
    pub(super) fn used_unit(&mut self, written: &Ident, unit: &Unit) {
        if self.uses.is_none() {
            return;
        }
        let same = |twin: &String| self.units.parse(twin).is_ok_and(|twin| twin == *unit);
        let twins = [Some(unit.in_zh()).filter(same), Some(unit.in_en()).filter(same)];
        if let Some(uses) = &mut self.uses {
            uses.note(written, twins);
        }
    }
}
