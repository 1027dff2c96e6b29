//! Rows that belong to nobody in hand: those of an external list beside a subject or its rows, and all subjects beside a
//! row of a list: `any enterprise where credit code = economic census.credit code`.
//!
//! They are found by equal keys or by names that are alike, never by looking at every pair; as in [`super::joined`] they
//! become a copy inside the row in hand.

use shensuan_diagnostics::codes::{lists as codes, rulebook};
use shensuan_diagnostics::{Both, Span};
use shensuan_plan::How;
use shensuan_syntax::Expr;
use shensuan_vocab::{Field, FieldId, FieldType, Form, FormId, Origin, Rows};

use super::aggregates::Over;
use super::call::Words;
use super::expr::truth;
use super::joined::{Among, Of, REACH, innermost};
use super::{Checker, Context, at};
use crate::model::{Join, JoinKey};
use crate::typed::{Kind, Scope, Typed};

/// So many ways are weighed to find the rows of one aggregate.
const WAYS: usize = 8;

/// A key as it is written: of the row in hand, and of the rows that are looked for.
#[derive(Clone, PartialEq)]
struct Written {
    beside: Typed,
    own: Typed,
    /// How alike they must be, and without which words; equal where that is not said.
    alike: Option<(f64, Vec<String>)>,
}

impl Checker {
    /// The form of the subjects themselves, for an aggregate over all of them.
    pub(super) fn all_subjects(&mut self) -> Option<FormId> {
        self.subjects_themselves();
        self.vocab.subjects_form()
    }

    /// Whether rows are looked for among all that there are.
    pub(super) fn is_of_all(&self, rows: FormId, context: &Context) -> bool {
        let of_nobody = |beside: FormId| self.vocab.is_nobodys(beside) && !self.vocab.stands_in(rows, beside);
        self.vocab.reference(rows).is_some()
            || self.vocab.form(rows).origin == Origin::Subjects
            || context.row().is_some_and(of_nobody)
    }

    /// Whether the row in hand is nobody's.
    pub(super) fn is_beside_nobodys(&self, context: &Context) -> bool {
        context.row().is_some_and(|row| self.vocab.is_nobodys(row))
    }

    /// A condition on rows among all that there are.
    pub(super) fn among_all(
        &mut self,
        (rows, of): (FormId, Of),
        condition: &Expr,
        context: &Context,
    ) -> Option<Among> {
        let beside = context.row().filter(|row| self.vocab.form(*row).rows == Rows::Many);
        if context.copies() >= REACH {
            return self.needs_a_key(rows, beside, condition.span);
        }
        let copy = self.copy_by_key(rows, beside, condition.span);
        let inner = Context { copy: Some(copy), ..context.inside(rows) };
        let held = std::mem::take(&mut self.said);
        let asked = self.condition(condition, &inner);
        let asked = asked.filter(|asked| self.belongs(asked, copy).is_some());
        let said = std::mem::replace(&mut self.said, held);
        let of_subjects = self.vocab.form(rows).origin == Origin::Subjects;
        for mut one in said.iter().cloned() {
            if of_subjects && (one.code == rulebook::UNRELATED_ROWS || one.code == codes::NO_KEY_BETWEEN) {
                one.helps = vec![codes::ASK_WHAT_IS_FILED_ONCE.into()];
            }
            self.said.push(one);
        }
        let asked = asked?;
        let keys = match &asked.kind {
            Kind::Implies(wanted, _) if of == Of::Every => self.ways_within(wanted, copy),
            _ if of == Of::Every => Vec::new(),
            _ => self.ways_within(&asked, copy),
        };
        if keys.is_empty() {
            return self.needs_a_key(rows, beside, condition.span);
        }
        let guard = self.all_known(&keys);
        let way = |keys: Vec<Written>| keys.into_iter().filter_map(|key| self.join_key(key, rows)).collect();
        let ways = keys.into_iter().map(way).collect();
        self.joins.insert(copy, Join { of: rows, ways, everywhere: true, one_is_enough: false });
        let over = Over { rows: copy, scope: beside.map_or(Scope::Subject, Scope::Rows), guard };
        Some(Among { over, condition: asked, context: inner, all_belong: None })
    }

    /// The complaint about rows that nothing ties to the row in hand.
    pub(super) fn needs_a_key<T>(&mut self, rows: FormId, beside: Option<FormId>, span: Span) -> Option<T> {
        let rows = Both::of(&self.vocab.form(rows).name);
        let called = |form: FormId| Both::of(&self.vocab.form(form).name);
        // What an enterprise states is named with its form.
        let of_one = |(id, form): (FormId, &Form)| {
            (form.rows == Rows::One && form.origin == Origin::Filed).then_some(id)
        };
        let form = beside.or_else(|| self.vocab.forms_and_copies().find_map(of_one));
        let form = form.map(called).unwrap_or_default();
        let subject = self.vocab.subject.as_ref().map(|subject| Both::of(&subject.name));
        let beside = beside.map(called).or(subject).unwrap_or_default();
        let said = at(codes::NO_KEY_BETWEEN, span).with("right", rows.clone()).with("left", beside.clone());
        self.refuse(said.help(codes::TIE_THEM.with("left", beside).with("right", rows).with("form", form)))
    }

    /// Ways to find the rows of which a condition holds: of each way one key does. None where there is no way.
    fn ways_within(&self, condition: &Typed, copy: FormId) -> Vec<Vec<Written>> {
        match &condition.kind {
            Kind::And(parts) => parts.iter().flat_map(|part| self.ways_within(part, copy)).collect(),
            Kind::Or(parts) => {
                let mut ways = vec![Vec::new()];
                for part in parts {
                    let own = self.ways_within(part, copy);
                    let longer = |way: &Vec<Written>| {
                        own.iter().map(|keys| [way.as_slice(), keys.as_slice()].concat()).collect::<Vec<_>>()
                    };
                    ways = ways.iter().flat_map(longer).take(WAYS).collect();
                }
                ways
            }
            Kind::Unless(_, inner) => self.ways_within(inner, copy),
            Kind::Equal(a, b) => {
                let cells = self.key_cell(a).zip(self.key_cell(b));
                cells.and_then(|cells| self.sides(a, b, cells, copy, None)).into_iter().collect()
            }
            Kind::AtMost(least, alike) => match (&least.kind, &alike.kind) {
                (Kind::Number(least), Kind::Likeness(a, b, without)) => {
                    let cells = a.kind.cell().zip(b.kind.cell());
                    let wanted = Some((*least, without.clone()));
                    cells.and_then(|cells| self.sides(a, b, cells, copy, wanted)).into_iter().collect()
                }
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// One row is as good as all where nothing is asked but whether any has one of its keys.
    pub(super) fn one_is_enough(&mut self, condition: &Typed, copy: FormId) {
        let enough = self.asks_keys_alone(condition, copy);
        if let Some(join) = self.joins.get_mut(&copy) {
            join.one_is_enough = join.everywhere && enough;
        }
    }

    fn asks_keys_alone(&self, condition: &Typed, copy: FormId) -> bool {
        match &condition.kind {
            Kind::Or(parts) => parts.iter().all(|part| self.asks_keys_alone(part, copy)),
            Kind::Unless(_, inner) => self.asks_keys_alone(inner, copy),
            Kind::And(_) => false,
            _ => !self.ways_within(condition, copy).is_empty(),
        }
    }

    /// Whether nothing can be said of rows that are not filed or not supplied: none is the largest of no rows, and a list
    /// that is not there says nothing of anybody.
    pub(super) fn needs_rows(&self, how: How, rows: FormId) -> bool {
        let list = self.vocab.form(rows).copy_of.filter(|of| self.vocab.reference(*of).is_some());
        matches!(how, How::Min | How::Max) || list.is_some()
    }

    /// Which of two values is of the copy; none where both are, or neither.
    fn sides(
        &self,
        a: &Typed,
        b: &Typed,
        cells: (FieldId, FieldId),
        copy: FormId,
        alike: Option<(f64, Vec<String>)>,
    ) -> Option<Vec<Written>> {
        let of_copy = |field: FieldId| self.vocab.field(field).form == copy;
        let (beside, own) = match (of_copy(cells.0), of_copy(cells.1)) {
            (false, true) => (a, b),
            (true, false) => (b, a),
            _ => return None,
        };
        // It is read off the row in hand, or of its subject: not found by keys, and not of rows further out.
        let form = self.vocab.field(innermost(beside).kind.cell()?).form;
        let in_hand = self.vocab.form(copy).parent == Some(form);
        let of_subject = self.vocab.form(form).rows == Rows::One && !self.found.contains_key(&form);
        if !in_hand && !of_subject {
            return None;
        }
        Some(vec![Written { beside: beside.clone(), own: own.clone(), alike }])
    }

    fn join_key(&self, key: Written, rows: FormId) -> Option<JoinKey> {
        let text = |value: &Typed| match value.words() {
            Some(Words::Of(mut text)) => {
                text.field = self.vocab.declared(text.field);
                Some(text)
            }
            Some(Words::Literal(_)) | None => None,
        };
        Some(match key.alike {
            None => JoinKey::Equal(key.beside, self.original(&key.own, rows)),
            Some((least, without)) => {
                let Some(Words::Of(beside)) = key.beside.words() else { return None };
                JoinKey::Alike { beside, own: text(&key.own)?, without, least }
            }
        })
    }

    /// Whether all keys of the row in hand are known; none where a blank one is none.
    fn all_known(&mut self, ways: &[Vec<Written>]) -> Option<Typed> {
        let mut all: Vec<Typed> = Vec::new();
        for key in ways.iter().flatten() {
            let cell = innermost(&key.beside).kind.cell();
            let known = self.known(key.beside.clone());
            if cell.is_some_and(|cell| !self.vocab.field(cell).optional) && !all.contains(&known) {
                all.push(known);
            }
        }
        let first = all.first()?;
        let (scope, span) = (self.join(&all.iter().collect::<Vec<_>>())?, first.span);
        Some(truth(Kind::And(all), scope, span))
    }

    /// What a subject states in a field of a form with one row, among all subjects.
    pub(super) fn of_all_subjects(&mut self, field: FieldId, copy: FormId) -> FieldId {
        let known = self.vocab.form(copy).fields.iter().copied();
        if let Some(known) = known.clone().find(|own| self.vocab.field(*own).stands_for == Some(field)) {
            return known;
        }
        let mut own = Field { form: copy, stands_for: Some(field), ..self.vocab.field(field).clone() };
        if let FieldType::Quantity(unit) = own.kind {
            own.kind = FieldType::Quantity(self.of_all_subjects(unit, copy));
        }
        let own = self.vocab.add_field(own);
        if self.unread.contains(&field) {
            self.unread.insert(own);
        }
        own
    }
}
