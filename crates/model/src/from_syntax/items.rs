//! Groups as what is judged: `for each group of F by a, b`, and what is unique in them.
//!
//! The groups are rows of a form that nobody files: a copy of F that holds the first row of each group. The rows of a
//! group are those of another copy, which stands in the first. What a rule asks of F is asked of these.

use shensuan_diagnostics::codes::groups as codes;
use shensuan_diagnostics::{Both, Span};
use shensuan_plan::{How, Statistic};
use shensuan_syntax::tree::{Clause, RuleDecl};
use shensuan_syntax::tree_expr::{By, Path};
use shensuan_vocab::{FieldId, FieldType, FormId, Rows};

use super::aggregates::Over;
use super::expr::{ratio, truth};
use super::groups::{Keys, identity, is_exact};
use super::{Checker, Context, at};
use crate::grouped::{Asked, Grouped};
use crate::model::{GroupedRows, Groups, Message, Piece};
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

/// What differs within a group.
#[derive(PartialEq, Eq)]
enum Varying {
    /// A field or a formula, by its name.
    Value(Both),
    /// A field that holds texts, of which there is no largest.
    Text(Both),
    /// Whether there is a form, how many rows it has, the place among others.
    Other(Both),
}

impl Checker {
    /// `for each group of F by a, b`.
    pub(super) fn each_group(&mut self, path: &Path, by: &By, context: &Context) -> Option<Items> {
        if self.names_the_subject(path) {
            return self.each_group_of_subjects(by, context);
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
        // A row of a group has the rows of its group beside it, one of the form those of its subject.
        if let Some(key) = keys.iter().find(|key| key.scope == Scope::Rows(groups) && brings_together(key)) {
            return self.key_of_items_refused(key, form);
        }
        let known = keys.iter().map(|key| self.equals_itself(key)).collect::<Option<Vec<_>>>()?;
        // What the subject holds is the same in all its rows.
        let own = own.into_iter().filter(|key| matches!(key.scope, Scope::Rows(_)));
        let own = own.map(|key| if key.ty.is_text() { self.identity_of(key) } else { Some(key) });
        let own = own.collect::<Option<Vec<_>>>()?;
        let of = Some(GroupedRows { form, members });
        self.groups.insert(groups, Groups { of, own, keys });
        let context = Context { rows: Some(form), copy: Some(groups), ..context.clone() };
        Some(Items { context, scope: Scope::Rows(groups), known })
    }

    /// `for each group of enterprise by a, b`: what is asked of the subjects of a group, or of their rows, is asked by
    /// its keys.
    fn each_group_of_subjects(&mut self, by: &By, context: &Context) -> Option<Items> {
        let plain = Context { blank_zero: false, ..context.clone() };
        let found = self.keys(by, &plain)?;
        if matches!(found.scope, Scope::Rows(_)) {
            return self.key_of_other_rows(&found.keys.iter().collect::<Vec<_>>());
        }
        let known = found.keys.iter().map(|key| self.equals_itself(key)).collect::<Option<Vec<_>>>()?;
        let own = found.keys.iter().cloned();
        let own = own.map(|key| if key.ty.is_text() { self.identity_of(key) } else { Some(key) });
        let own = own.collect::<Option<Vec<_>>>()?;
        let name = self.vocab.subject.as_ref().map(|subject| subject.name.clone())?;
        let groups = self.vocab.add_groups_of_subjects(name, by.span);
        self.groups.insert(groups, Groups { of: None, own, keys: found.keys.clone() });
        let context = Context { of_subjects: Some(groups), ..context.clone() };
        Some(Items { context, scope: Scope::Rows(groups), known })
    }

    /// The keys of the group of subjects in hand, for what is asked of it.
    pub(super) fn keys_in_hand(&self, context: &Context, span: Span) -> Option<Keys> {
        let groups = self.groups.get(&context.of_subjects?)?;
        Some(Keys { keys: groups.keys.clone(), scope: Scope::Subject, least: Some(0), span })
    }

    /// What groups of rows are made by is of their rows, or of the subject.
    fn key_of_items(&mut self, key: &Typed, form: FormId) -> Option<()> {
        if key.scope <= Scope::Subject || key.scope == Scope::Rows(form) {
            return Some(());
        }
        self.key_of_items_refused(key, form)
    }

    fn key_of_items_refused<T>(&mut self, key: &Typed, form: FormId) -> Option<T> {
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
    pub(super) fn group_in_hand(&self, context: &Context) -> Option<(FormId, GroupedRows)> {
        let copy = context.copy?;
        let mut groups = self.groups.iter().filter_map(|(form, groups)| Some((*form, groups.of?)));
        groups.find(|(form, rows)| *form == copy || rows.members == copy)
    }

    /// The rows of the group in hand, where those of a form are asked for, and where names are looked for in them.
    pub(super) fn rows_of_group(&self, rows: FormId, context: &Context) -> Option<(Over, Context)> {
        let copy = context.copy?;
        let own = self.groups.get(&copy)?.of.filter(|own| own.form == rows)?;
        let over = Over { rows: own.members, scope: Scope::Rows(copy), guard: None };
        Some((over, Context { copy: Some(own.members), ..context.inside(rows) }))
    }

    /// The same for what is asked of a group as such.
    pub(super) fn members(&self, context: &Context) -> Option<(FormId, FormId, Context)> {
        let (group, rows) = self.group_in_hand(context)?;
        let inner = match self.rows_of_group(rows.form, context) {
            Some((_, inner)) => inner,
            None => context.clone(),
        };
        Some((group, rows.members, inner))
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
        let Some(groups) = self.groups.get(&form) else { return true };
        let of_subjects = groups.of.is_none();
        // A text goes by the number that stands for it, too.
        let numbers = groups.keys.iter().filter(|key| key.ty.is_text());
        let numbers = numbers.filter_map(|key| identity(key, is_exact(key, &self.vocab)));
        let keys: Vec<Typed> = groups.keys.iter().cloned().chain(numbers.collect::<Vec<_>>()).collect();
        let span = declared.clauses.iter().find_map(|clause| match clause {
            Clause::Message(_, text) => Some(text.span),
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
        let mut varying: Vec<(Varying, Span)> = Vec::new();
        for value in values.iter().copied().chain(&pieces) {
            if of_subjects {
                self.varying_in_subjects(value, &keys, &mut varying);
            } else {
                self.varying(value, form, &keys, &mut varying);
            }
        }
        varying.dedup();
        let subject = self.vocab.subject.as_ref().map(|subject| Both::of(&subject.name)).unwrap_or_default();
        for (varying, span) in &varying {
            let (name, help) = match varying {
                Varying::Value(name) => (name, codes::AGGREGATE_IN_GROUP.with("field", name.clone())),
                Varying::Text(name) => (name, codes::TEXT_IN_GROUP.with("field", name.clone())),
                Varying::Other(name) => (name, codes::EACH_IN_GROUP.with("subject", subject.clone())),
            };
            self.say(at(codes::VARIES_IN_GROUP, *span).with("field", name.clone()).help(help));
        }
        varying.is_empty()
    }

    fn varying_cell(&self, field: FieldId) -> Varying {
        let field = self.vocab.field(field);
        let name = Both::of(&field.name);
        match field.kind {
            FieldType::Text | FieldType::Code(_) => Varying::Text(name),
            _ => Varying::Value(name),
        }
    }

    /// The cells of a group of rows that are none of its keys.
    fn varying(&self, value: &Typed, form: FormId, keys: &[Typed], into: &mut Vec<(Varying, Span)>) {
        if is_key(value, keys) {
            return;
        }
        if let Some(field) = value.kind.cell()
            && self.vocab.field(field).form == form
        {
            into.push((self.varying_cell(field), value.span));
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

    /// What each subject of a group has for itself, and is none of its keys.
    fn varying_in_subjects(&self, value: &Typed, keys: &[Typed], into: &mut Vec<(Varying, Span)>) {
        if value.scope <= Scope::DataSet || is_key(value, keys) {
            return;
        }
        let form = |form: &FormId| {
            let form = self.vocab.form(*form).copy_of.unwrap_or(*form);
            Varying::Other(Both::of(&self.vocab.form(form).name))
        };
        let own = match &value.kind {
            Kind::Group(asked) if asked.asked != Asked::Of(Statistic::Rank) => {
                return asked.keys.iter().for_each(|key| self.varying_in_subjects(key, keys, into));
            }
            Kind::Formula(id) => match self.formula(*id) {
                Some(formula) if formula.of_rule => {
                    return self.varying_in_subjects(&formula.value, keys, into);
                }
                formula => formula.map(|formula| Varying::Value(Both::of(&formula.name))),
            },
            Kind::Filed(of) | Kind::Found(of) | Kind::RowCount(of) | Kind::Row(of) => Some(form(of)),
            Kind::Fold { rows, value: None, .. } => Some(form(rows)),
            Kind::Common(common) => Some(form(&common.rows)),
            Kind::Group(_) | Kind::Unique(_) => {
                self.vocab.subject.as_ref().map(|subject| Varying::Other(Both::of(&subject.name)))
            }
            kind => kind.cell().map(|field| self.varying_cell(field)),
        };
        match own {
            Some(name) => into.push((name, value.span)),
            None => {
                value.kind.inside().into_iter().for_each(|inner| self.varying_in_subjects(inner, keys, into))
            }
        }
    }

    /// `unique by a, b`: no other row, or no other subject, has the same.
    pub(super) fn unique(&mut self, by: &By, span: Span, context: &Context) -> Option<Typed> {
        let keys = self.keys(by, context)?;
        let row = context.row().filter(|form| self.vocab.form(*form).rows == Rows::Many);
        let judged = row.map_or(Scope::Subject, Scope::Rows);
        let scope = keys.scope.join(judged, &self.vocab).unwrap_or(keys.scope);
        self.of_rows_as_filed(scope, span)?;
        let rows = match scope {
            Scope::Rows(form) => Some(form),
            Scope::Everywhere | Scope::DataSet | Scope::Subject => None,
        };
        let asked = Asked::Of(Statistic::Fold(How::Count));
        let grouped = Grouped { asked, rows, value: None, keep: None, keys: keys.keys, least: 0 };
        Some(truth(Kind::Unique(Box::new(grouped)), scope, span))
    }
}

/// Whether a value brings rows together.
fn brings_together(value: &Typed) -> bool {
    matches!(value.kind, Kind::Fold { .. } | Kind::Group(_) | Kind::Unique(_))
        || value.kind.inside().into_iter().any(brings_together)
}

/// Whether a value is a key of a group, or made of one alone.
fn is_key(value: &Typed, keys: &[Typed]) -> bool {
    keys.iter().any(|key| match &key.kind {
        kind if *kind == value.kind => true,
        Kind::Field(field) => value.kind.cell() == Some(*field),
        Kind::Text(made) => text_of(&value.kind) == Some(made),
        _ => false,
    })
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
