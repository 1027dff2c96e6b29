//! Rulebooks at random that are well typed: a vocabulary of every kind of thing, rules of every shape over it, and a
//! layer above that changes some of them. They are made of choices, so that a property test can make them smaller.

mod conditions;
mod hand;
mod page;
mod rules;
mod values;
mod vocabulary;

use hand::Hand;
use page::Page;
pub use page::Typed;

/// The code list that the vocabulary names.
pub const CODES: &str =
    "code,name,parent\n33,金属制品业,\n3360,金属表面处理,33\n34,通用设备制造业,\n3410,锅炉制造,34\n";

/// The rule files of a rulebook, and of one that builds on it.
pub struct Rulebooks {
    pub vocabulary: Typed,
    pub rules: Typed,
    pub layer: Typed,
}

impl Rulebooks {
    /// Made of choices: none makes the simplest.
    pub fn of(choices: &[u16]) -> Self {
        let hand = &mut Hand::new(choices);
        let [mut vocabulary, mut rules, mut layer] = [Page::default(), Page::default(), Page::default()];
        let mut world = vocabulary::World::declared(&mut vocabulary, hand);
        let made = rules::rules(&mut world, &mut rules, hand);
        rules::changes(&world, &made, &mut layer, hand);
        let [vocabulary, rules, layer] = [vocabulary, rules, layer].map(|page| page.typed(hand));
        Self { vocabulary, rules, layer }
    }

    pub fn files(&self) -> [(&'static str, &Typed); 3] {
        [
            ("a/vocabulary.rule", &self.vocabulary),
            ("a/rules.rule", &self.rules),
            ("b/layer.rule", &self.layer),
        ]
    }
}
