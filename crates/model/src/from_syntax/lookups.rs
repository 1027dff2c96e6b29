//! Look-ups: what each key is asked by, and the form that the row is to whoever reads it.

use shensuan_diagnostics::codes::tables as codes;
use shensuan_diagnostics::{Both, Span};
use shensuan_syntax::tree::{Ident, Node};
use shensuan_syntax::tree_expr::{Expr, ExprKind, Path};
use shensuan_vocab::units::Unit;
use shensuan_vocab::{FieldId, FieldType, Form, FormId, Key, Rows};

use super::call::Words;
use super::expr::{ratio, truth};
use super::names::{Found, Target, Wanted};
use super::order::Gathered;
use super::{Checker, Context, at};
use crate::canonical;
use crate::lookups::{KeyAsked, KeyColumn, LookedUp};
use crate::typed::{Kind, Scope, Typed};
use crate::types::Type;

impl Checker {
    /// Whether a bare field is one that a place can read without keys.
    pub(super) fn is_at_hand(&self, field: FieldId, context: &Context) -> bool {
        !self.is_of_a_table(field) || context.rows == Some(self.vocab.field(field).form)
    }

    /// Whether a field that is named with its table is one that a place can read without keys: of a row in hand, or of
    /// one around it.
    pub(super) fn is_in_hand(&self, field: FieldId, context: &Context) -> bool {
        let around = context.outer.as_deref();
        self.is_at_hand(field, context) || around.is_some_and(|around| self.is_in_hand(field, around))
    }

    /// `外部供水.供水量`: the cell of the row that the table's keys find, each by its name.
    pub(super) fn looked_up_by_names(
        &mut self,
        field: FieldId,
        span: Span,
        context: &Context,
    ) -> Option<FieldId> {
        let table = self.vocab.field(field).form;
        let found = self.row_by_names(table, span, context)?;
        self.field_of(found, table, field)
    }

    /// `系数手册[行业代码, …].系数`.
    pub(super) fn looked_up(
        &mut self,
        path: &Path,
        keys: &[Expr],
        field: Option<&Ident>,
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        let Some(field) = field else { return self.row_is_no_value(path, span) };
        let of = self.searched(path)?;
        let named = self.own_field_named(field, of);
        let found = self.row_by_keys(of, path, keys, context);
        let (found, named) = (found?, named?);
        let cell = self.field_of(found, of, named)?;
        self.cell_value(cell, span, context)
    }

    /// `handbook is found`, `handbook[…] is found`.
    pub(super) fn is_found(&mut self, inner: &Expr, span: Span, context: &Context) -> Option<Typed> {
        if !self.names_a_row(inner) {
            return self.refuse(at(codes::FOUND_OF_NO_ROW, inner.span).help(codes::ASK_FOR_A_ROW));
        }
        let (_, found) = self.row_named(inner, context)?;
        let scope = self.found.get(&found).map_or(Scope::Subject, |found| found.scope);
        Some(truth(Kind::Found(found), scope, span))
    }

    /// Whether an expression names a row that is looked up, and no cell of it.
    pub(super) fn names_a_row(&self, expr: &Expr) -> bool {
        match &expr.value {
            ExprKind::Path(path) => self.names_a_table(path),
            ExprKind::LookedUp(_, _, None) | ExprKind::Named(..) => true,
            _ => false,
        }
    }

    /// Where a row is looked up, and the form that it is.
    pub(super) fn row_named(&mut self, expr: &Expr, context: &Context) -> Option<(FormId, FormId)> {
        match &expr.value {
            ExprKind::Path(path) => {
                let of = self.searched(path)?;
                Some((of, self.row_by_names(of, path.span, context)?))
            }
            ExprKind::LookedUp(path, keys, None) => {
                let of = self.searched(path)?;
                Some((of, self.row_by_keys(of, path, keys, context)?))
            }
            ExprKind::Named(path, text) => {
                let of = self.searched(path)?;
                let key = Node::new(ExprKind::Text(text.value.clone()), text.span);
                Some((of, self.row_by_keys(of, path, std::slice::from_ref(&key), context)?))
            }
            _ => None,
        }
    }

    /// The complaint about a row where a value is wanted.
    pub(super) fn row_is_no_value<T>(&mut self, path: &Path, span: Span) -> Option<T> {
        self.searched(path)?;
        let said = at(codes::ROW_IS_NO_VALUE, span).with("table", path.text());
        self.refuse(said.help(codes::NAME_A_COLUMN))
    }

    fn searched(&mut self, path: &Path) -> Option<FormId> {
        match self.resolve_plain(path, Wanted::Rows, &Context::default())? {
            Found::Target(Target::Form(form) | Target::Table(form)) => Some(form),
            Found::Target(_) | Found::Let(_) => None,
        }
    }

    /// A form or a table, for a row of a case.
    pub(super) fn resolve_rows(&mut self, path: &Path) -> Option<FormId> {
        if self.names_a_table(path) { self.searched(path) } else { self.resolve_form(path) }
    }

    fn own_field_named(&mut self, named: &Ident, of: FormId) -> Option<FieldId> {
        let Some(own) = self.field_in(&named.value, of) else {
            return self.not_in_form(named, of, Wanted::Value);
        };
        self.used(named, Target::Field(own), |checker, other| checker.field_in(other, of).map(Target::Field));
        Some(own)
    }

    fn field_in(&self, name: &str, of: FormId) -> Option<FieldId> {
        self.names.get(name).iter().find_map(|(target, _)| match target {
            Target::Field(field) if self.vocab.field(*field).form == of => Some(*field),
            _ => None,
        })
    }

    /// The field of what is found that is a field of where it is found.
    pub(super) fn field_of(&self, found: FormId, of: FormId, field: FieldId) -> Option<FieldId> {
        let slot = self.vocab.form(of).fields.iter().position(|known| *known == field)?;
        self.vocab.form(found).fields.get(slot).copied()
    }

    fn row_by_names(&mut self, table: FormId, span: Span, context: &Context) -> Option<FormId> {
        let keys = self.vocab.reference(table)?.keys.clone();
        if keys.is_empty() {
            return self.found_by_nothing(table, span);
        }
        let asked: Vec<Option<KeyAsked>> =
            keys.iter().map(|key| self.key_by_name(table, key, span, context)).collect();
        let asked: Vec<KeyAsked> = asked.into_iter().collect::<Option<_>>()?;
        let columns = keys.iter().map(|key| KeyColumn::Field(key.field)).collect();
        self.found_row(table, asked, columns, span)
    }

    /// The complaint about a look-up in a table that has no key.
    fn found_by_nothing<T>(&mut self, table: FormId, span: Span) -> Option<T> {
        let form = self.vocab.form(table);
        let said = at(codes::TABLE_WITHOUT_KEY, span).with("table", Both::of(&form.name));
        let said = said.label(form.span, shensuan_diagnostics::codes::names::DECLARED_HERE);
        self.refuse(said.help(codes::SAY_THE_KEY))
    }

    /// What a key goes by in scope: the subject's own, or what has its name.
    fn key_by_name(&mut self, table: FormId, key: &Key, span: Span, context: &Context) -> Option<KeyAsked> {
        if let Some(part) = key.subject {
            return self.subject_key(part, key.field, span);
        }
        let names: Vec<String> = self.vocab.field(key.field).name.all().map(str::to_owned).collect();
        let known = |name: &&String| {
            let values = self.names.get(name).iter();
            let at_hand = |target: &Target| match target {
                Target::Field(field) => self.is_at_hand(*field, context),
                Target::Formula(_) => true,
                _ => false,
            };
            context.has_let(name) || values.into_iter().any(|(target, _)| at_hand(target))
        };
        let Some(name) = names.iter().find(known) else {
            let said = at(codes::KEY_UNKNOWN_HERE, span)
                .with("key", Both::of(&self.vocab.field(key.field).name))
                .with("table", Both::of(&self.vocab.form(table).name));
            let example = format!("{}[…]", self.vocab.form(table).name.declared());
            return self.refuse(said.help(codes::WRITE_THE_KEYS.with("example", example)));
        };
        let path = Path { parts: vec![Ident::new(name.clone(), span)], span };
        let value = self.path(&path, context)?;
        self.asked_by(value, KeyColumn::Field(key.field))
    }

    /// A part of the key of the subject that asks.
    fn subject_key(&mut self, part: usize, field: FieldId, span: Span) -> Option<KeyAsked> {
        let form = self.vocab.subjects_form()?;
        let own = self.vocab.form(form).fields.get(part).copied()?;
        let value = self.field_value(own, span);
        self.asked_by(value, KeyColumn::Field(field))
    }

    fn row_by_keys(&mut self, of: FormId, path: &Path, keys: &[Expr], context: &Context) -> Option<FormId> {
        let columns = self.key_columns(of, path, keys)?;
        let written = columns.iter().filter(|column| **column != KeyColumn::Own).copied();
        let asked: Vec<Option<KeyAsked>> = keys
            .iter()
            .zip(written.collect::<Vec<_>>())
            .map(|(key, column)| self.asked_of(of, key, column, context))
            .collect();
        let asked: Vec<KeyAsked> = asked.into_iter().collect::<Option<_>>()?;
        self.found_row(of, asked, columns, path.span)
    }

    /// What the written keys are held against.
    fn key_columns(&mut self, of: FormId, path: &Path, keys: &[Expr]) -> Option<Vec<KeyColumn>> {
        let form = self.vocab.form(of);
        let called = Both::of(&form.name);
        let own: Vec<KeyColumn> = match self.vocab.reference(of) {
            Some(reference) => reference.keys.iter().map(|key| KeyColumn::Field(key.field)).collect(),
            None => form.key.iter().map(|field| KeyColumn::Field(*field)).collect(),
        };
        let filed = self.vocab.reference(of).is_none();
        if !filed && own.is_empty() {
            return self.found_by_nothing(of, path.span);
        }
        let parts = self.vocab.subject.as_ref().map_or(0, |subject| subject.key.len());
        let subject = (0..parts).map(KeyColumn::Subject);
        if filed && form.rows == Rows::Many && own.is_empty() {
            let said = at(codes::FOUND_BY_NO_KEY, path.span).with("form", called);
            return self.refuse(said.help(codes::KEY_THE_FORM));
        }
        if filed && keys.len() == own.len() + parts && parts > 0 {
            return Some(subject.chain(own).collect());
        }
        if keys.len() == own.len() && !own.is_empty() {
            let asks = filed.then_some(KeyColumn::Own);
            return Some(asks.into_iter().chain(own).collect());
        }
        let names = own.iter().filter_map(|column| match column {
            KeyColumn::Field(field) => Some(self.vocab.field(*field).name.declared().to_owned()),
            KeyColumn::Subject(_) | KeyColumn::Own | KeyColumn::Place => None,
        });
        let subject: Vec<String> =
            self.vocab.subject.iter().flat_map(|subject| subject.key.clone()).collect();
        let names: Vec<String> = if filed && own.is_empty() { subject } else { names.collect() };
        let span = keys.first().zip(keys.last()).map_or(path.span, |(a, b)| a.span.to(b.span));
        let said = at(codes::KEYS_WANTED, span)
            .with("table", called)
            .with("wanted", names.len())
            .with("found", keys.len());
        self.refuse(said.help(codes::KEYS_ARE.with("names", names)))
    }

    /// A written key.
    fn asked_of(&mut self, of: FormId, key: &Expr, column: KeyColumn, context: &Context) -> Option<KeyAsked> {
        // A code keeps its zeros.
        if let ExprKind::Quantity(quantity) = &key.value
            && quantity.unit.is_none()
            && self.is_text(column)
        {
            return self.words_asked(quantity.number.value.clone(), column, key.span);
        }
        if let (ExprKind::Path(path), KeyColumn::Field(field)) = (&key.value, column)
            && let [name] = path.parts.as_slice()
            && let Some(part) = self.vocab.key_part(&name.value)
            && let Some(known) = self.vocab.reference(of)
            && known.keys.iter().any(|key| key.field == field && key.subject == Some(part))
        {
            return self.subject_key(part, field, path.span);
        }
        let value = self.infer(key, context)?;
        self.asked_by(value, column)
    }

    /// A key that is written out; for a code its name does as well.
    fn words_asked(&mut self, text: String, column: KeyColumn, span: Span) -> Option<KeyAsked> {
        let KeyColumn::Field(field) = column else { return Some(KeyAsked::Words(text)) };
        let FieldType::Code(list) = self.vocab.field(field).kind else { return Some(KeyAsked::Words(text)) };
        self.code(list, &Node::new(text.clone(), span))?;
        let code = self.vocab.list(list).find(&text).map(|entry| entry.code.clone());
        Some(KeyAsked::Words(code.unwrap_or(text)))
    }

    fn is_text(&self, column: KeyColumn) -> bool {
        match column {
            KeyColumn::Field(field) => {
                matches!(
                    self.vocab.field(field).kind,
                    FieldType::Text | FieldType::Code(_) | FieldType::Period
                )
            }
            KeyColumn::Subject(_) => true,
            KeyColumn::Own | KeyColumn::Place => false,
        }
    }

    /// A value as a key: a number in the unit of the key, or one that stands for its text.
    fn asked_by(&mut self, value: Typed, column: KeyColumn) -> Option<KeyAsked> {
        let (kind, exact, list) = match column {
            KeyColumn::Field(field) => {
                let declared = self.vocab.field(field);
                let list = if let FieldType::Code(list) = declared.kind { Some(list) } else { None };
                (declared.kind.clone(), declared.exact, list)
            }
            KeyColumn::Subject(_) | KeyColumn::Own | KeyColumn::Place => (FieldType::Text, false, None),
        };
        if self.is_text(column) {
            return match value.words() {
                Some(Words::Literal(text)) => self.words_asked(text, column, value.span),
                Some(Words::Of(mut text)) => {
                    text.list = text.list.or(list);
                    let kind = Kind::TextId(text, exact);
                    Some(KeyAsked::Value(Typed { kind, ty: ratio(), scope: value.scope, span: value.span }))
                }
                None => self.not_that_key(&value, column),
            };
        }
        let unit = match (&kind, &value.ty) {
            (FieldType::Date, Type::Date) => return Some(KeyAsked::Value(value)),
            (FieldType::Number(unit), Type::Number(_) | Type::Quantity) => unit.clone(),
            (FieldType::Integer | FieldType::Percent, Type::Number(_) | Type::Quantity) => {
                Unit::dimensionless()
            }
            _ => return self.not_that_key(&value, column),
        };
        let span = value.span;
        self.convert(value, &unit, span).map(KeyAsked::Value)
    }

    fn not_that_key(&mut self, value: &Typed, column: KeyColumn) -> Option<KeyAsked> {
        let (key, wanted) = match column {
            KeyColumn::Field(field) => (
                Both::of(&self.vocab.field(field).name),
                self.field_value(field, value.span).ty.describe(&self.vocab),
            ),
            KeyColumn::Subject(_) | KeyColumn::Own | KeyColumn::Place => {
                (Both::of(&self.vocab.subject.as_ref()?.name.clone()), Type::Text.describe(&self.vocab))
            }
        };
        let said = at(codes::KEY_OF_ANOTHER_TYPE, value.span).with("key", key).with("wanted", wanted);
        self.refuse(said.with("found", self.found(value)))
    }

    /// The form of the row at a place.
    pub(super) fn row_at(&mut self, of: FormId, place: Typed, span: Span) -> Option<FormId> {
        self.found_row(of, vec![KeyAsked::Value(place)], vec![KeyColumn::Place], span)
    }

    /// The form of a row that is found; the same for the same keys.
    fn found_row(
        &mut self,
        of: FormId,
        keys: Vec<KeyAsked>,
        columns: Vec<KeyColumn>,
        span: Span,
    ) -> Option<FormId> {
        let values: Vec<&Typed> = keys
            .iter()
            .filter_map(|key| match key {
                KeyAsked::Value(value) => Some(value),
                KeyAsked::Words(_) => None,
            })
            .collect();
        let scope = self.join(&values)?;
        let scope = if scope == Scope::Everywhere { Scope::Subject } else { scope };
        let known = |id| self.formula(id);
        let written = keys.iter().map(|key| match key {
            KeyAsked::Value(value) => canonical::expression(value, &self.vocab, &known),
            KeyAsked::Words(text) => format!("{text:?}"),
        });
        let title = format!("[{}]", written.collect::<Vec<_>>().join(","));
        let before = self.found.values().find(|before| {
            before.of == of
                && before.columns == columns
                && self.vocab.form(before.form).title.as_ref() == Some(&title)
        });
        if let Some(before) = before {
            return Some(before.form);
        }
        let called = self.vocab.form(of).name.clone();
        let made = Form::new(called, Some(title), Rows::Many, None, span);
        let form = self.vocab.add_found(made, of);
        self.found.insert(form, LookedUp { form, of, keys, columns, scope });
        Some(form)
    }

    /// The forms without which a look-up cannot be made: those that its keys read, and where it looks.
    pub(super) fn forms_of_keys(&self, found: FormId, into: &mut Vec<FormId>) {
        let Some(found) = self.found.get(&found) else { return };
        found.values().for_each(|key| self.forms_read(key, into));
        let own = found.columns.contains(&KeyColumn::Own);
        if (own || self.vocab.reference(found.of).is_some()) && !into.contains(&found.of) {
            into.push(found.of);
        }
    }

    /// The formulas that tables are looked up by where an expression names a table, with the places.
    pub(super) fn keys_by_name(&self, named: &Gathered<'_>, into: &mut Vec<(usize, Span)>) {
        for path in &named.paths {
            let [owner, ..] = path.parts.as_slice() else { continue };
            let table = self.names.get(&owner.value).iter().find_map(|(target, _)| match target {
                Target::Table(table) => self.vocab.reference(*table),
                _ => None,
            });
            for key in table.into_iter().flat_map(|table| &table.keys) {
                let names = self.vocab.field(key.field).name.all();
                let formulas =
                    names.flat_map(|name| self.names.get(name)).filter_map(|(target, _)| match target {
                        Target::Formula(id) => Some(id.0 as usize),
                        _ => None,
                    });
                into.extend(formulas.take(1).map(|at| (at, path.span)));
            }
        }
    }
}
