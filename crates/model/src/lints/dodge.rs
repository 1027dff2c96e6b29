//! A mandatory rule that an empty cell could dodge: without the cell the rule is undetermined, and only what
//! fails blocks passing. Nearly every rule reads cells, so a word is worth it only where nobody has thought of
//! the empty one: neither its field nor a mandatory rule demands the cell, the rule itself does not say what a
//! blank means or ask whether it is there, and no case of the rule expects `undetermined`.
//!
//! A row or a field that `every`, `all of`, `none of` and `no F where` pass over because it is empty passes outright; so
//! does a row that `count(F where …) ≤ …` leaves out.

use std::collections::BTreeSet;

use shensuan_diagnostics::codes::lints;
use shensuan_diagnostics::{Both, Diagnostic, Diagnostics, Span};
use shensuan_plan::How;
use shensuan_syntax::tree::{Expected, Item};
use shensuan_vocab::names::fold_name;
use shensuan_vocab::{Field, FieldId, Vocab};

use super::{Book, listed, literal};
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
    let name = |field: FieldId| Both::of(&book.model.vocab.field(field).name);
    let mut own = BTreeSet::new();
    let clauses = rule.when.iter().chain(rule.checks.iter().map(|check| &check.holds));
    clauses.for_each(|clause| asked_within(clause, &mut own));
    let mut deciding = Deciding::default();
    rule.checks.iter().for_each(|check| deciding.look(book, &check.holds, None, true));
    let mut open = deciding.fields;
    let declared = |field| book.model.vocab.declared(field);
    open.retain(|read| !faced.contains(&declared(read.field)) && !own.contains(&read.field));
    let Some(&Read { field: first, span, passed_over }) = open.first() else { return };
    let (without, meant) = if passed_over {
        (lints::PASSED_OVER_WITHOUT, lints::MEANT_TO_PASS.with("field", name(first)))
    } else {
        (lints::UNKNOWN_WITHOUT, lints::MEANT_TO_BE_OPEN.into())
    };
    said.push(
        Diagnostic::new(lints::DODGED_BY_BLANK)
            .with("rule", rule.id.as_str())
            .with("fields", listed(open.iter().map(|read| name(read.field)), NAMED))
            .label(span, without)
            .help(lints::LET_MISSING_FAIL)
            .help(lints::DEMAND_THE_CELL.with("field", name(first)))
            .help(meant),
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
        Kind::Fold { how: How::Every, value: Some(of_each), .. } => demanded(of_each, into),
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

/// The fields of which the author asks that anywhere inside; `all of` asks it of its own accord.
fn asked_within(value: &Typed, into: &mut BTreeSet<FieldId>) {
    if let Some((_, test)) = passing_over(value) {
        return asked_within(test, into);
    }
    asked(value, into);
    value.kind.inside().into_iter().for_each(|inner| asked_within(inner, into));
}

/// What `any of`, `all of` and `none of` make of one of their fields: whether it is given, which stands within the test,
/// and the test.
fn passing_over(value: &Typed) -> Option<(&Typed, &Typed)> {
    let (Kind::And(parts) | Kind::Or(parts)) = &value.kind else { return None };
    let [given, test] = parts.as_slice() else { return None };
    let given = match (&value.kind, &given.kind) {
        (Kind::Or(_), Kind::Not(given)) => given,
        (Kind::And(_), _) => given,
        _ => return None,
    };
    let asks = matches!(given.kind, Kind::Given(_) | Kind::GivenText(_) | Kind::Known(_));
    let within = test.span.start <= given.span.start && given.span.end <= test.span.end;
    (asks && within).then_some((given, test))
}

/// What a comparison bounds from above, so that the rule passes where it is small.
fn small_side(value: &Typed, holds: bool) -> Option<&Typed> {
    match (&value.kind, holds) {
        (Kind::AtMost(small, _) | Kind::Less(small, _), true)
        | (Kind::AtMost(_, small) | Kind::Less(_, small), false) => Some(small),
        (Kind::Equal(small, zero), true) if literal(zero) == Some(0.0) => Some(small),
        _ => None,
    }
}

/// The test of the rows that are counted: one of which it is unknown is left out.
fn left_out_of(value: &Typed) -> Option<&Typed> {
    match &value.kind {
        Kind::Fold { how: How::Count, keep: Some(keep), .. } => Some(keep),
        _ => None,
    }
}

/// The fields without which a value is missing or unknown, or that are passed over where they are empty, each once, with
/// the place where it is read. Aggregates pass over empty cells.
#[derive(Default)]
struct Deciding {
    fields: Vec<Read>,
    /// Whether what is looked at is passed over where it is unknown.
    passing: bool,
    /// Fields whose blank fails the test that is looked at.
    failing: Vec<FieldId>,
    /// Formulas that were looked into, each once as what has to hold and as what must not.
    formulas: BTreeSet<(FormulaId, bool)>,
}

/// A field that is read, and where; and whether an empty one is passed over there.
#[derive(Clone, Copy)]
struct Read {
    field: FieldId,
    span: Span,
    passed_over: bool,
}

impl Deciding {
    /// `within` is where a formula is read whose value this is: what it reads stands elsewhere, and is marked there.
    /// `holds` is whether the rule passes where this is true, or where it is false.
    fn look(&mut self, book: &Book<'_>, value: &Typed, within: Option<Span>, holds: bool) {
        if let Some((given, test)) = passing_over(value) {
            let passes = matches!(value.kind, Kind::Or(_)) == holds;
            let failing = self.failing.len();
            if passes {
                return self.look_passing(book, test, within, holds);
            }
            let mut fields = BTreeSet::new();
            asked(given, &mut fields);
            self.failing.extend(fields);
            self.look(book, test, within, holds);
            return self.failing.truncate(failing);
        }
        if let Some(test) = small_side(value, holds).and_then(left_out_of) {
            self.look_passing(book, test, within, false);
        }
        match &value.kind {
            Kind::Formula(id) => {
                if let Some(formula) = book.formula(*id).filter(|_| self.formulas.insert((*id, holds))) {
                    self.look(book, &formula.value, within.or(Some(value.span)), holds);
                }
            }
            Kind::Fold { how: How::Every, value: Some(test), .. } if holds => {
                self.look_passing(book, test, within, holds);
            }
            Kind::Fold { how: How::Any, value: Some(test), .. } if !holds => {
                self.look_passing(book, test, within, holds);
            }
            Kind::Given(_)
            | Kind::GivenText(_)
            | Kind::Known(_)
            | Kind::IsTrue(_)
            | Kind::BlankZero(_)
            | Kind::Filed(_)
            | Kind::RowCount(_)
            | Kind::Found(_)
            | Kind::OverFields(..)
            | Kind::Fold { .. } => {}
            // An empty cell hides no amount below 0 that a 0 would not.
            Kind::AtMost(zero, _) if self.passing && matches!(zero.kind, Kind::Number(0.0)) => {}
            Kind::Otherwise(_, fallback) => self.look(book, fallback, within, holds),
            Kind::Not(inner) => self.look(book, inner, within, !holds),
            Kind::Implies(condition, then) => {
                self.look(book, condition, within, !holds);
                self.look(book, then, within, holds);
            }
            kind => {
                if let Some(field) = kind.cell()
                    && book.model.looked_up_by(kind).is_none()
                    && self.fields.iter().all(|known| known.field != field)
                    && !self.failing.contains(&field)
                {
                    let (span, passed_over) = (within.unwrap_or(value.span), self.passing);
                    self.fields.push(Read { field, span, passed_over });
                }
                kind.inside().into_iter().for_each(|inner| self.look(book, inner, within, holds));
            }
        }
    }
    /// The same of a test that is passed over where it is unknown.
    fn look_passing(&mut self, book: &Book<'_>, test: &Typed, within: Option<Span>, holds: bool) {
        let outside = std::mem::replace(&mut self.passing, true);
        self.look(book, test, within, holds);
        self.passing = outside;
    }
}
