//! What a stage of the road holds, as text.

use shensuan_jit::{Listing, Refused};
use shensuan_model::{Lowered, Names};
use shensuan_plan::{Program, print_with};
use shensuan_syntax::print_item;
use shensuan_syntax::tree::{Item, RuleDecl};

use crate::pipeline::{Checked, Parsed, Ready};
use crate::select;

impl Parsed {
    /// The trees, one behind the other; of some rules alone where any are named. With `places`, each line says which
    /// bytes it was read from.
    pub fn print(&mut self, rules: &[String], places: bool) -> String {
        let mut out = String::new();
        if rules.is_empty() {
            for tree in &self.trees {
                out.push_str(&shensuan_syntax::print(tree, places));
            }
            return out;
        }
        let written: Vec<(&RuleDecl, &Item)> = self
            .trees
            .iter()
            .flat_map(|tree| &tree.items)
            .filter_map(|item| if let Item::Rule(rule) = item { Some((rule, item)) } else { None })
            .collect();
        let id = |rule: &RuleDecl| rule.id.as_ref().map(|id| id.value.clone()).unwrap_or_default();
        let known: Vec<String> = written.iter().map(|(rule, _)| id(rule)).collect();
        for wanted in rules {
            let found = known.iter().position(|id| id == wanted).and_then(|at| written.get(at));
            match found {
                Some((_, item)) => out.push_str(&print_item(item, places)),
                None => self.said.push(select::no_such_rule(wanted, known.iter().map(String::as_str))),
            }
        }
        out
    }
}

impl Checked {
    /// These rules alone, with the formulas that they read.
    #[must_use]
    pub fn only(self, rules: &[String]) -> Self {
        if rules.is_empty() {
            return self;
        }
        let mut kept = self.keep_rules(rules, &[]);
        kept.model.keep_read_formulas();
        kept
    }
}

impl Ready {
    /// The plan, with the names of its inputs and rules as remarks.
    #[must_use]
    pub fn print(&self) -> String {
        let plan = |lowered: &Lowered| print_with(&lowered.plan, &Names { model: &self.model, lowered });
        let judging = plan(&self.lowered);
        if self.model.statistics.is_empty() {
            return judging;
        }
        format!("{judging}\n# statistics, of what has been judged\n{}", plan(&self.statistics))
    }

    /// What machine code is made of, or the machine code, a section at a time.
    ///
    /// # Errors
    ///
    /// Where machine code cannot be made here.
    pub fn print_code(&self, listing: Listing) -> Result<String, Refused> {
        let program = Program::new(&self.lowered.plan);
        let program = program.map_err(|faults| Refused::Defect(format!("{faults:?}")))?;
        shensuan_jit::listing(&program, listing)
    }
}
