//! Lines that authors would write, and lines that must be refused: `tests/corpus`, replayed.

use shensuan_diagnostics::SourceMap;
use shensuan_syntax::SyntaxTree;
use shensuan_syntax::tree::{Clause, Item};

use crate::show::{read, show};
use crate::snippets::{Decided, snippets};

const FILES: [&str; 3] = ["plausible.txt", "refused.txt", "reviewers.txt"];

/// The conditions and values of a tree, in the order in which they stand.
fn readings(tree: &SyntaxTree) -> Vec<String> {
    let mut all = Vec::new();
    for item in &tree.items {
        match item {
            Item::Formula(formula) => {
                all.push(format!("{} = {}", formula.names.name.value, show(&formula.value)));
            }
            Item::Rule(rule) => all.extend(rule.clauses.iter().filter_map(clause)),
            _ => {}
        }
    }
    all
}

fn clause(clause: &Clause) -> Option<String> {
    match clause {
        Clause::Check(check) => Some(show(check)),
        Clause::When(when) => Some(format!("when {}", show(when))),
        Clause::Requires(asked) => {
            let forms: Vec<String> = asked.forms.iter().map(|form| form.text()).collect();
            Some(format!("{} {:?} {}", show(&asked.condition), asked.demand, forms.join(", ")))
        }
        _ => None,
    }
}

#[test]
fn every_line_is_read_or_refused_as_decided() {
    for file in FILES {
        for snippet in snippets(file) {
            let heading = &snippet.heading;
            let mut sources = SourceMap::default();
            sources.add("a.rule", snippet.text.as_str());
            let (tree, said) = read(&snippet.text);
            let told: Vec<(&str, &str)> = said
                .iter()
                .map(|said| (said.code.row().number, sources.text(said.span().unwrap())))
                .collect();
            match snippet.decided {
                Decided::Read(readings_wanted) => {
                    assert!(told.is_empty(), "{heading}: {told:?}");
                    assert_eq!(readings(&tree), readings_wanted, "{heading}");
                }
                Decided::Then(_) => assert!(told.is_empty(), "{heading}: {told:?}"),
                Decided::Refused(code, place) => {
                    let [(number, at)] = told.as_slice() else { panic!("{heading}: {told:?}") };
                    assert_eq!(*number, code, "{heading}");
                    assert_eq!(at.trim(), place, "{heading}");
                }
                Decided::Later => {}
            }
        }
    }
}

#[test]
fn all_of_it_is_there() {
    let count = |file: &str| snippets(file).len();
    assert_eq!((count("plausible.txt"), count("refused.txt")), (87, 28));
}
