//! A mandatory rule that an empty cell could dodge: without the cell the rule is undetermined, and only what
//! fails blocks passing. Nearly every rule reads cells, so a word is worth it only where nobody has thought of
//! the empty one: neither its field nor a mandatory rule demands the cell, the rule itself does not say what a
//! blank means or ask whether it is there, and no case of the rule expects `undetermined`.

use std::collections::BTreeSet;

use shensuan_diagnostics::codes::lints;
use shensuan_diagnostics::{Both, Diagnostic, Diagnostics, Span};
use shensuan_syntax::tree::{Expected, Item};
use shensuan_vocab::names::fold_name;
use shensuan_vocab::{Field, FieldId, Vocab};

use super::{Book, each, listed};
use crate::model::{FormulaId, Rule, Severity};
use crate::typed::{Kind, Typed};

/// How many cells are named.
const NAMED: usize = 5;

pub(super) fn find(book: &Book<'_>, said: &mut Diagnostics) {
    let mandatory = || book.model.rules.iter().filter(|rule| rule.severity == Severity::Mandatory);
    let mut faced: BTreeSet<FieldId> = settled(&book.model.vocab);
    mandatory().flat_map(|rule| &rule.checks).for_each(|check| demanded(&check.holds, &mut faced));
    let thought_of = book.trees.iter().flat_map(|tree| &tree.items).filter_map(|item| match item {
        Item::Case(case) => {
            let open = case.expect.as_ref().is_some_and(|expect| expect.value == Expected::Undetermined);
            open.then_some(case.rule.name.value.as_str())
        }
        _ => None,
    });
    let thought_of: BTreeSet<&str> = thought_of.collect();
    for rule in mandatory().filter(|rule| !thought_of.contains(rule.id.as_str())) {
        if !rule.missing_fails && !rule.blank_zero {
            of_rule(book, rule, &faced, said);
        }
    }
}

fn of_rule(book: &Book<'_>, rule: &Rule, faced: &BTreeSet<FieldId>, said: &mut Diagnostics) {
    let mut own = BTreeSet::new();
    let clauses = rule.when.iter().chain(rule.checks.iter().map(|check| &check.holds));
    clauses.for_each(|clause| each(clause, &mut |value| asked(value, &mut own)));
    let mut deciding = Deciding::default();
    rule.checks.iter().for_each(|check| deciding.look(book, &check.holds, None));
    let mut open = deciding.fields;
    open.retain(|(field, _)| !faced.contains(field) && !own.contains(field));
    let Some((first, span)) = open.first().copied() else { return };
    let name = |field: FieldId| Both::of(&book.model.vocab.field(field).name);
    said.push(
        Diagnostic::new(lints::DODGED_BY_BLANK)
            .with("rule", rule.id.as_str())
            .with("fields", listed(open.iter().map(|(field, _)| name(*field)), NAMED))
            .label(span, lints::UNKNOWN_WITHOUT)
            .help(lints::LET_MISSING_FAIL)
            .help(lints::DEMAND_THE_CELL.with("field", name(first)))
            .help(lints::MEANT_TO_BE_OPEN),
    );
}

/// The fields whose blank needs no word: keys, since a row without one is found by itself; those declared
/// `required`, which are found too; those declared `optional`, of which a test is false.
fn settled(vocab: &Vocab) -> BTreeSet<FieldId> {
    let key: BTreeSet<String> =
        vocab.subject.iter().flat_map(|subject| &subject.key).map(|key| fold_name(key)).collect();
    let is_key = |field: &Field| field.name.all().any(|name| key.contains(&fold_name(name)));
    let settled = vocab
        .fields()
        .filter(|(_, field)| field.required || field.optional || is_key(field))
        .map(|(id, _)| id);
    settled.chain(vocab.forms().flat_map(|(_, form)| form.key.iter().copied())).collect()
}

/// The fields whose being given is demanded.
fn demanded(value: &Typed, into: &mut BTreeSet<FieldId>) {
    match &value.kind {
        Kind::And(parts) => parts.iter().for_each(|part| demanded(part, into)),
        _ => asked(value, into),
    }
}

/// The field whose being given is asked, or that is replaced where it is not.
fn asked(value: &Typed, into: &mut BTreeSet<FieldId>) {
    match &value.kind {
        Kind::GivenText(field) | Kind::BlankZero(field) => into.extend([*field]),
        Kind::Given(inner) | Kind::Known(inner) | Kind::IsTrue(inner) | Kind::Otherwise(inner, _) => {
            into.extend(inner.kind.cell());
        }
        _ => {}
    }
}

/// The fields without which a value is missing or unknown, each once, with the place where it is read. Aggregates
/// pass over empty cells.
#[derive(Default)]
struct Deciding {
    fields: Vec<(FieldId, Span)>,
    /// Formulas that were looked into: those that build on each other are, each once.
    formulas: BTreeSet<FormulaId>,
}

impl Deciding {
    /// `within` is where a formula is read whose value this is: what it reads stands elsewhere, and is marked there.
    fn look(&mut self, book: &Book<'_>, value: &Typed, within: Option<Span>) {
        match &value.kind {
            Kind::Formula(id) => {
                if let Some(formula) = book.formula(*id).filter(|_| self.formulas.insert(*id)) {
                    self.look(book, &formula.value, within.or(Some(value.span)));
                }
            }
            Kind::Given(_)
            | Kind::GivenText(_)
            | Kind::Known(_)
            | Kind::IsTrue(_)
            | Kind::BlankZero(_)
            | Kind::Filed(_)
            | Kind::RowCount(_)
            | Kind::OverFields(..)
            | Kind::Fold { .. } => {}
            Kind::Otherwise(_, fallback) => self.look(book, fallback, within),
            kind => {
                if let Some(field) = kind.cell()
                    && self.fields.iter().all(|(known, _)| *known != field)
                {
                    self.fields.push((field, within.unwrap_or(value.span)));
                }
                kind.inside().into_iter().for_each(|inner| self.look(book, inner, within));
            }
        }
    }
}
