//! Rows of two forms that belong together by an equal key: `any purchases where material = fuel.material` inside `for
//! each fuel`, `count(F where F.k = this row.k)`.
//!
//! For such an aggregate the form gets a copy that stands in the rows in hand: of its rows those whose key equals that of
//! the row. What the condition says of the copy is then said of rows inside a row.
//!
//! `every` demands its condition of all rows: `every F has (if F.k = this row.k then …)` asks those of equal key, but
//! `every F has F.k = this row.k` also that there are no others.

use std::sync::Arc;

use shensuan_diagnostics::Both;
use shensuan_diagnostics::codes::rulebook as codes;
use shensuan_plan::How;
use shensuan_syntax::Expr;
use shensuan_syntax::tree_expr::Path;
use shensuan_vocab::names::fold_name;
use shensuan_vocab::{Field, FieldId, Form, FormId, Rows};

use super::aggregates::Over;
use super::expr::{ratio, truth};
use super::{Checker, Context};
use crate::model::{Join, JoinKey};
use crate::typed::{Kind, Scope, Typed};
use crate::types::Type;

/// An aggregate may reach out of so many others: what stands inside is looked at twice for each.
pub(super) const REACH: usize = 2;

/// What is said of the rows of a form in an aggregate.
pub(super) struct Among {
    /// The rows.
    pub(super) over: Over,
    /// What is said of them.
    pub(super) condition: Typed,
    /// Where names are looked for in them.
    pub(super) context: Context,
    /// Where all rows of the form are to have the key of the row in hand: whether they have.
    pub(super) all_belong: Option<Typed>,
}

/// How much is said of the rows of a form.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// Which of them are meant.
    Some,
    /// What holds of every one.
    Every,
}

/// The sides of an equality by which rows belong together.
struct Key {
    /// In the row in hand.
    beside: Typed,
    /// In the rows that belong to it.
    own: Typed,
    /// Whether a row of another key breaks the condition; else it is not spoken of.
    demanded: bool,
}

impl Checker {
    /// A condition on the rows of a form that are aggregated.
    pub(super) fn among(
        &mut self,
        rows: FormId,
        condition: &Expr,
        of: Of,
        context: &Context,
    ) -> Option<Among> {
        if let Some((over, inner)) = self.rows_of_group(rows, context) {
            let condition = self.condition(condition, &inner)?;
            self.belongs(&condition, over.rows)?;
            return Some(Among { over, condition, context: inner, all_belong: None });
        }
        if self.is_of_all(rows, context) {
            return self.among_all((rows, of), condition, context);
        }
        let inner = context.inside(rows);
        let held = std::mem::take(&mut self.said);
        let reached = self.reached_out;
        let asked = self.condition(condition, &inner).filter(|asked| self.belongs(asked, rows).is_some());
        let said = std::mem::replace(&mut self.said, held);
        let reaches_out = self.reached_out != reached;
        let beside = self.row_beside(rows, context);
        let unrelated = said.iter().all(|said| said.code == codes::UNRELATED_ROWS);
        match (asked, beside) {
            (Some(condition), beside) if beside.is_none() || !reaches_out => {
                self.said.append(said);
                Some(Among { over: self.over(rows, context), condition, context: inner, all_belong: None })
            }
            (Some(_), Some(beside)) => self.joined((rows, of), beside, condition, context),
            (None, Some(beside)) if unrelated && !said.is_empty() => {
                self.joined((rows, of), beside, condition, context)
            }
            (_, _) => {
                self.said.append(said);
                None
            }
        }
    }

    /// The row in hand, where an aggregate over `rows` may be of those that belong to it by a key.
    fn row_beside(&self, rows: FormId, context: &Context) -> Option<FormId> {
        let beside = context.row()?;
        let many = self.vocab.form(beside).rows == Rows::Many;
        let inside = rows != beside && self.vocab.stands_in(rows, beside);
        (many && !inside && context.copies() < REACH).then_some(beside)
    }

    /// The rows that belong to the row beside them by a key.
    fn joined(
        &mut self,
        (rows, of): (FormId, Of),
        beside: FormId,
        condition: &Expr,
        context: &Context,
    ) -> Option<Among> {
        let copy = self.copy_by_key(rows, Some(beside), condition.span);
        let inner = Context { copy: Some(copy), ..context.inside(rows) };
        let asked = self.condition(condition, &inner)?;
        self.belongs(&asked, copy)?;
        let Some(mut key) = self.key_in(&asked, of, beside, copy) else {
            return self.without_a_key((rows, of), beside, &asked);
        };
        key.own = self.original(&key.own, rows);
        let guard = self.key_known(&key.beside, rows, context);
        let over = Over { rows: copy, scope: Scope::Rows(beside), guard };
        let all_belong = key.demanded.then(|| self.all_belong(rows, &over, &key, &asked, context));
        let ways = vec![vec![JoinKey::Equal(key.beside, key.own)]];
        self.joins.insert(copy, Join { of: rows, ways, everywhere: false, one_is_enough: false });
        Some(Among { over, condition: asked, context: inner, all_belong })
    }

    /// Whether no row of the form has another key than the row in hand. A row whose own key is blank is passed over where
    /// nothing else is asked of it, else the answer is unknown.
    fn all_belong(&self, rows: FormId, own: &Over, key: &Key, asked: &Typed, context: &Context) -> Typed {
        let span = asked.span;
        let count = |over: &Over, keep| over.fold(How::Count, None, keep, ratio(), span);
        let equal = |a: Typed, b: Typed, scope| truth(Kind::Equal(Box::new(a), Box::new(b)), scope, span);
        let over = self.over(rows, context);
        let (belong, comparable) = (count(own, None), count(&over, Some(self.comparable(&key.own))));
        let same = equal(belong, comparable.clone(), own.scope);
        if is_an_equality(asked) && !context.missing_fails {
            return same;
        }
        let none_passed = equal(comparable, count(&over, None), over.scope);
        let unknown = truth(Kind::Missing, Scope::Everywhere, span);
        let sure = truth(Kind::Or(vec![none_passed, unknown]), over.scope, span);
        truth(Kind::And(vec![same, sure]), own.scope, span)
    }

    /// Whether it is known of a row whether its key equals another: it is given, or none.
    fn comparable(&self, own: &Typed) -> Typed {
        let (scope, span) = (own.scope, own.span);
        let given = self.known(own.clone());
        let Some(cell) = innermost(own).kind.cell() else { return given };
        let declared = self.vocab.field(cell);
        if !declared.optional && declared.marks.is_empty() {
            return given;
        }
        let not = |inner| truth(Kind::Not(Box::new(inner)), scope, span);
        not(truth(Kind::Unless(vec![cell], Box::new(not(given))), scope, span))
    }

    /// Rows that compare with those beside them in some other way than by an equal key.
    fn without_a_key<T>(&mut self, (rows, of): (FormId, Of), beside: FormId, asked: &Typed) -> Option<T> {
        let side = |form| Typed { scope: Scope::Rows(form), ..asked.clone() };
        let (left, right) = (Both::of(&self.vocab.form(beside).name), Both::of(&self.vocab.form(rows).name));
        let help = match of {
            Of::Some => codes::SAY_THE_KEY,
            Of::Every => codes::SAY_THE_KEY_OF_EVERY,
        };
        let help = help.with("left", left).with("right", right);
        let said = self.unrelated_rows(&side(beside), &side(rows)).help(help);
        self.refuse(said)
    }

    /// A copy whose rows are found by a key.
    pub(super) fn copy_by_key(
        &mut self,
        of: FormId,
        beside: Option<FormId>,
        span: shensuan_diagnostics::Span,
    ) -> FormId {
        let copy = self.copy(of, beside, span);
        self.found_by_key.insert(copy);
        copy
    }

    /// A form whose rows are those of another, inside the rows of a third or in the subject.
    pub(super) fn copy(
        &mut self,
        of: FormId,
        beside: Option<FormId>,
        span: shensuan_diagnostics::Span,
    ) -> FormId {
        let declared = self.vocab.form(of).clone();
        let mut form = Form::new(declared.name, declared.title, Rows::Many, beside, span);
        form.copy_of = Some(of);
        let copy = self.vocab.add_form(form);
        for field in declared.fields {
            let unread = self.unread.contains(&field);
            let own = Field { form: copy, ..self.vocab.field(field).clone() };
            let own = self.vocab.add_field(own);
            if unread {
                self.unread.insert(own);
            }
        }
        for own in self.vocab.form(copy).fields.clone() {
            let kind = &self.vocab.field(own).kind;
            if let Some(unit) = kind.unit_field() {
                let kind = kind.clone().with_unit_field(self.vocab.in_copy(unit, copy));
                self.vocab.set_kind(own, kind);
            }
        }
        copy
    }

    /// The key by which rows can be told to belong together without looking at the others.
    fn key_in(&self, condition: &Typed, of: Of, beside: FormId, copy: FormId) -> Option<Key> {
        let (fulfilled, demanded) = match (&condition.kind, of) {
            (Kind::Implies(condition, _), Of::Every) => (condition.as_ref(), false),
            (_, of) => (condition, of == Of::Every),
        };
        let (beside, own) = self.key(fulfilled, beside, copy)?;
        Some(Key { beside, own, demanded })
    }

    /// The sides of an equality without which a condition does not hold: in the row beside, and its own.
    fn key(&self, condition: &Typed, beside: FormId, copy: FormId) -> Option<(Typed, Typed)> {
        match &condition.kind {
            Kind::And(parts) => parts.iter().find_map(|part| self.key(part, beside, copy)),
            Kind::Unless(_, inner) => self.key(inner, beside, copy),
            Kind::Equal(a, b) => {
                let sides = (self.keyed(a)?, self.keyed(b)?);
                if sides == (beside, copy) {
                    Some((a.as_ref().clone(), b.as_ref().clone()))
                } else {
                    (sides == (copy, beside)).then(|| (b.as_ref().clone(), a.as_ref().clone()))
                }
            }
            _ => None,
        }
    }

    /// The form of a value that is read off one cell.
    fn keyed(&self, value: &Typed) -> Option<FormId> {
        self.key_cell(value).map(|field| self.vocab.field(field).form)
    }

    /// The cell off which a value is read.
    pub(super) fn key_cell(&self, value: &Typed) -> Option<FieldId> {
        match &value.kind {
            Kind::Field(field) if value.ty != Type::Quantity => Some(*field),
            Kind::TextId(text, _) => Some(text.field),
            Kind::Convert(inner, _) => self.key_cell(inner),
            _ => None,
        }
    }

    /// Whether the key of the row beside is known, or there are no rows that could have it; none where a blank key is
    /// none.
    fn key_known(&mut self, key: &Typed, rows: FormId, context: &Context) -> Option<Typed> {
        let cell = innermost(key).kind.cell()?;
        if self.vocab.field(cell).optional {
            return None;
        }
        let span = key.span;
        let known = self.known(key.clone());
        let count = self.over(rows, context).fold(How::Count, None, None, ratio(), span);
        let zero = Typed { kind: Kind::Number(0.0), ty: ratio(), scope: Scope::Everywhere, span };
        let scope = count.scope;
        let none = truth(Kind::Equal(Box::new(count), Box::new(zero)), scope, span);
        let scope = known.scope;
        Some(truth(Kind::Or(vec![known, none]), scope, span))
    }

    /// A key of a copy as it is read off the form.
    pub(super) fn original(&self, key: &Typed, rows: FormId) -> Typed {
        let kind = match &key.kind {
            Kind::Field(field) => Kind::Field(self.vocab.declared(*field)),
            Kind::TextId(text, exact) => {
                let text = crate::text::TextValue { field: self.vocab.declared(text.field), ..text.clone() };
                Kind::TextId(text, *exact)
            }
            Kind::Convert(inner, way) => Kind::Convert(Box::new(self.original(inner, rows)), *way),
            other => other.clone(),
        };
        Typed { kind, scope: Scope::Rows(rows), ..key.clone() }
    }

    /// The field that a name means among the rows in hand: of a copy, where they are one.
    pub(super) fn of_row(&mut self, field: FieldId, context: &Context) -> FieldId {
        let form = self.vocab.field(field).form;
        let subjects = self.vocab.subjects_form().filter(|_| self.vocab.form(form).rows == Rows::One);
        let mut within = Some(context);
        while let Some(context) = within {
            if let Some(copy) = context.copy
                && subjects.is_some_and(|subjects| context.rows == Some(subjects))
            {
                return self.of_all_subjects(field, copy);
            }
            if context.rows == Some(form) {
                return context.copy.map_or(field, |copy| self.vocab.in_copy(field, copy));
            }
            within = context.outer.as_deref();
        }
        field
    }

    /// `this row.x`: the rest of the path, and the rows among which it is looked for.
    pub(super) fn this_row(&mut self, path: &Path, context: &Context) -> Option<(Path, Arc<Context>)> {
        let (first, rest) = path.parts.split_first()?;
        let said = THIS_ROW.contains(&fold_name(&first.value).as_str());
        if !said || rest.is_empty() || !self.names.get(&first.value).is_empty() {
            return None;
        }
        let outer = match context.aggregated {
            Some(_) => context.outer.clone()?,
            None => Arc::new(context.clone()),
        };
        outer.rows?;
        self.used_word(first, THIS_ROW.into_iter());
        self.reached_out += usize::from(context.aggregated.is_some());
        let span = rest.first().map_or(path.span, |first| first.span).to(path.span);
        Some((Path { parts: rest.to_vec(), span }, outer))
    }
}

/// The row around an aggregate.
const THIS_ROW: [&str; 2] = ["本行", "this row"];

pub(super) fn innermost(key: &Typed) -> &Typed {
    match &key.kind {
        Kind::Convert(inner, _) => innermost(inner),
        _ => key,
    }
}

/// Whether nothing but an equality is asked.
fn is_an_equality(asked: &Typed) -> bool {
    match &asked.kind {
        Kind::Unless(_, inner) => is_an_equality(inner),
        kind => matches!(kind, Kind::Equal(..)),
    }
}
