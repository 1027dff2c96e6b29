//! Groups as what is judged: `for each group of F by a, b`, and what is unique in them.
//!
//! The groups are rows of a form that nobody files: a copy of F that holds the first row of each group. The rows of a
//! group are those of another copy, which stands in the first. What a rule asks of F is asked of these.

use shensuan_diagnostics::codes::groups as codes;
use shensuan_diagnostics::{Both, Span};
use shensuan_plan::{How, Statistic};
use shensuan_syntax::tree::{Clause, RuleDecl};
use shensuan_syntax::tree_expr::{By, Path};
use shensuan_vocab::{FieldId, FormId, Rows};

use super::aggregates::Over;
use super::expr::{ratio, truth};
use super::{Checker, Context, at};
use crate::grouped::{Asked, Grouped};
use crate::model::{Groups, Message, Piece};
use crate::text::TextValue;
use crate::typed::{Kind, Scope, Typed};
use crate::types::Type;

/// What a rule that judges groups looks at.
pub(super) struct Items {
    /// Where names are looked for.
    pub(super) context: Context,
    /// Its groups.
    pub(super) scope: Scope,
    /// What must be known for a group to be one.
    pub(super) known: Vec<Typed>,
}

impl Checker {
    /// `for each group of F by a, b`.
    pub(super) fn each_group(&mut self, path: &Path, by: &By, context: &Context) -> Option<Items> {
        if self.names_the_subject(path) {
            return self.refuse(at(codes::NO_ROWS_TO_GROUP, path.span).help(codes::COMPARE_BY));
        }
        let form = self.resolve_form(path)?;
        if self.vocab.form(form).rows == Rows::One {
            return self.refuse(at(codes::NO_ROWS_TO_GROUP, path.span).help(codes::COMPARE_BY));
        }
        // A blank key is no 0.
        let plain = Context { rows: Some(form), blank_zero: false, ..context.clone() };
        let own = self.keys(by, &plain)?.keys;
        for key in &own {
            self.key_of_items(key, form)?;
        }
        let groups = self.copy(form, None, by.span);
        let members = self.copy(form, Some(groups), by.span);
        let keys = self.keys(by, &Context { copy: Some(groups), ..plain })?.keys;
        let known = keys.iter().map(|key| self.equals_itself(key)).collect::<Option<Vec<_>>>()?;
        // What the subject holds is the same in all its rows.
        let own = own.into_iter().filter(|key| matches!(key.scope, Scope::Rows(_)));
        let own = own.map(|key| if key.ty.is_text() { self.identity_of(key) } else { Some(key) });
        let own = own.collect::<Option<Vec<_>>>()?;
        self.groups.insert(groups, Groups { of: form, members, own, keys });
        let context = Context { rows: Some(form), copy: Some(groups), ..context.clone() };
        Some(Items { context, scope: Scope::Rows(groups), known })
    }

    /// Groups are made before anything is computed: of cells of their rows, and of what the subject holds.
    fn key_of_items(&mut self, key: &Typed, form: FormId) -> Option<()> {
        let of_rows = match key.kind {
            Kind::Field(field) => self.vocab.field(field).form == form,
            Kind::Text(ref text) => self.vocab.field(text.field).form == form,
            _ => false,
        };
        if of_rows || matches!(key.scope, Scope::Subject) {
            return Some(());
        }
        let form = Both::of(&self.vocab.form(form).name);
        self.refuse(at(codes::KEY_OF_ITEMS, key.span).with("form", form))
    }

    /// True where a value is known, else unknown.
    fn equals_itself(&mut self, key: &Typed) -> Option<Typed> {
        let (scope, span) = (key.scope, key.span);
        let key = if key.ty.is_text() { self.identity_of(key.clone())? } else { key.clone() };
        let (a, b) = (Box::new(key.clone()), Box::new(key.clone()));
        Some(truth(if key.ty == Type::Truth { Kind::Iff(a, b) } else { Kind::Equal(a, b) }, scope, span))
    }

    /// The groups of which one is in hand, or a row of one.
    pub(super) fn group_in_hand(&self, context: &Context) -> Option<(FormId, Groups)> {
        let copy = context.copy?;
        let mut groups = self.groups.iter();
        let (form, found) = groups.find(|(form, groups)| **form == copy || groups.members == copy)?;
        Some((*form, found.clone()))
    }

    /// The rows of the group in hand, where those of a form are asked for, and where names are looked for in them.
    pub(super) fn rows_of_group(&self, rows: FormId, context: &Context) -> Option<(Over, Context)> {
        let copy = context.copy?;
        let groups = self.groups.get(&copy).filter(|groups| groups.of == rows)?;
        let over = Over { rows: groups.members, scope: Scope::Rows(copy), guard: None };
        Some((over, Context { copy: Some(groups.members), ..context.inside(rows) }))
    }

    /// The same for what is asked of a group as such.
    pub(super) fn members(&self, context: &Context) -> Option<(FormId, FormId, Context)> {
        let (form, groups) = self.group_in_hand(context)?;
        let inner = match self.rows_of_group(groups.of, context) {
            Some((_, inner)) => inner,
            None => context.clone(),
        };
        Some((form, groups.members, inner))
    }

    /// Of a group its keys have one value; whatever else its rows hold has to be aggregated.
    pub(super) fn one_value(
        &mut self,
        scope: Scope,
        values: &[&Typed],
        message: Option<&Message>,
        declared: &RuleDecl,
    ) -> bool {
        let Scope::Rows(form) = scope else { return true };
        let Some(keys) = self.groups.get(&form).map(|groups| groups.keys.clone()) else { return true };
        let span = declared.clauses.iter().find_map(|clause| match clause {
            Clause::Message(text) => Some(text.span),
            _ => None,
        });
        let own = |kind| truth(kind, scope, span.unwrap_or(declared.head));
        let pieces: Vec<Typed> = message
            .iter()
            .flat_map(|message| &message.0)
            .filter_map(|piece| match piece {
                Piece::Value(value) | Piece::Formatted(value, _) | Piece::Chosen(value) => {
                    Some(value.clone())
                }
                Piece::Field(field) => Some(own(Kind::Field(*field))),
                Piece::Made(text) => Some(own(Kind::Text(text.clone()))),
                Piece::Text(_) => None,
            })
            .collect();
        let mut varying: Vec<(FieldId, Span)> = Vec::new();
        for value in values.iter().copied().chain(&pieces) {
            self.varying(value, form, &keys, &mut varying);
        }
        varying.dedup();
        for (field, span) in &varying {
            let name = Both::of(&self.vocab.field(*field).name);
            let said = at(codes::VARIES_IN_GROUP, *span).with("field", name.clone());
            self.say(said.help(codes::AGGREGATE_IN_GROUP.with("field", name)));
        }
        varying.is_empty()
    }

    /// The cells of a group that are none of its keys.
    fn varying(&self, value: &Typed, form: FormId, keys: &[Typed], into: &mut Vec<(FieldId, Span)>) {
        let is_key = |key: &Typed| match &key.kind {
            Kind::Field(field) => value.kind.cell() == Some(*field),
            Kind::Text(made) => text_of(&value.kind) == Some(made),
            _ => false,
        };
        if let Some(field) = value.kind.cell()
            && self.vocab.field(field).form == form
            && !keys.iter().any(is_key)
        {
            into.push((field, value.span));
        }
        match value.kind {
            Kind::Formula(id) => {
                if let Some(own) = self.formula(id).filter(|formula| formula.of_rule) {
                    self.varying(&own.value, form, keys, into);
                }
            }
            ref kind => kind.inside().into_iter().for_each(|inner| self.varying(inner, form, keys, into)),
        }
    }

    /// `unique by a, b`: no other row, or no other subject, has the same.
    pub(super) fn unique(&mut self, by: &By, span: Span, context: &Context) -> Option<Typed> {
        let keys = self.keys(by, context)?;
        let row = context.row().filter(|form| self.vocab.form(*form).rows == Rows::Many);
        let judged = row.map_or(Scope::Subject, Scope::Rows);
        let scope = keys.scope.join(judged, &self.vocab).unwrap_or(keys.scope);
        let rows = match scope {
            Scope::Rows(form) => Some(form),
            Scope::Everywhere | Scope::DataSet | Scope::Subject => None,
        };
        let asked = Asked::Of(Statistic::Fold(How::Count));
        let grouped = Grouped { asked, rows, value: None, keep: None, keys: keys.keys, least: 0 };
        Some(truth(Kind::Unique(Box::new(grouped)), scope, span))
    }
}

/// Which row of a form is in hand.
pub(crate) fn row_of(form: FormId, span: Span) -> Typed {
    Typed { kind: Kind::Row(form), ty: ratio(), scope: Scope::Rows(form), span }
}

fn text_of(kind: &Kind) -> Option<&TextValue> {
    match kind {
        Kind::Text(text) | Kind::TextId(text, _) | Kind::Measure(text, _) => Some(text),
        Kind::Predicate(predicate) => Some(&predicate.text),
        _ => None,
    }
}
