//! The table of names, and what a written name means.

use std::collections::{BTreeMap, BTreeSet};

use shensuan_diagnostics::codes::{names as codes, text, types};
use shensuan_diagnostics::{Both, Diagnostic, Note, Span};
use shensuan_syntax::tree::Ident;
use shensuan_syntax::tree_expr::Path;
use shensuan_vocab::names::{fold_name, folded_name};
use shensuan_vocab::{FieldId, FormId, ListId, Name};

use super::guesses::marked;
use super::{Checker, Context, at};
use crate::model::FormulaId;
use crate::typed::{Scope, Typed};

/// What begins a name that nobody can write: it stands for a field of a group.
pub(super) const FIELD_OF_GROUP: char = '\u{f8ff}';

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Target {
    Field(FieldId),
    Formula(FormulaId),
    Form(FormId),
    Set(usize),
    List(ListId),
    Subject,
    /// A reference table.
    Table(FormId),
    /// A field group, by its place in the vocabulary.
    Group(usize),
    /// Named values, by their place in the vocabulary.
    Named(usize),
}

/// What a place wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    Value,
    Form,
    FormOrField,
    Set,
    List,
    Subject,
    Group,
    Named,
    /// A form or a reference table: what has fields, and rows that keys may find.
    Rows,
}

impl Wanted {
    fn accepts(self, target: Target) -> bool {
        match target {
            Target::Field(_) => matches!(self, Self::Value | Self::FormOrField),
            Target::Formula(_) => self == Self::Value,
            Target::Form(_) => matches!(self, Self::Form | Self::FormOrField | Self::Rows),
            Target::Table(_) => self == Self::Rows,
            Target::Set(_) => self == Self::Set,
            Target::List(_) => self == Self::List,
            Target::Subject => self == Self::Subject,
            Target::Group(_) => self == Self::Group,
            Target::Named(_) => self == Self::Named,
        }
    }

    pub(super) fn noun(self) -> Note {
        match self {
            Self::Value => codes::A_VALUE,
            Self::Form => codes::A_FORM,
            Self::Rows => codes::A_FORM_OR_TABLE,
            Self::FormOrField => codes::A_FORM_OR_FIELD,
            Self::Set => codes::A_SET,
            Self::List => codes::A_CODE_LIST,
            Self::Subject => codes::A_SUBJECT,
            Self::Group => codes::A_FIELD_GROUP,
            Self::Named => codes::NAMED_VALUES,
        }
    }
}

/// What a written name turned out to be.
#[derive(Clone, Debug)]
pub(super) enum Found {
    Target(Target),
    Let(Typed),
}

/// Every declared name.
#[derive(Default)]
pub(super) struct NameTable {
    known: BTreeMap<String, Vec<(Target, Span)>>,
    /// What each is called, where that is asked for.
    called: Option<BTreeMap<Target, Vec<String>>>,
    poisoned: BTreeSet<String>,
}

impl NameTable {
    pub(super) fn poison(&mut self, names: &[String]) {
        self.poisoned.extend(names.iter().map(|name| fold_name(name)));
    }

    /// Adds a declared name. Where it must be the only one of its kind, a spelling that stands for another is
    /// left to that one: the second declaration has been complained of.
    pub(super) fn add(&mut self, name: &Name, target: Target, span: Span, only: bool) {
        let kind = std::mem::discriminant(&target);
        if let Some(called) = &mut self.called {
            called.entry(target).or_default().extend(name.all().map(str::to_owned));
        }
        for spelling in name.all() {
            let targets = self.known.entry(fold_name(spelling)).or_default();
            let taken = |known: &Target| *known == target || only && std::mem::discriminant(known) == kind;
            if !targets.iter().any(|(known, _)| taken(known)) {
                targets.push((target, span));
            }
        }
    }

    pub(super) fn get(&self, name: &str) -> &[(Target, Span)] {
        self.known.get(folded_name(name).as_ref()).map_or(&[], Vec::as_slice)
    }

    /// Keeps from now on what each is called.
    pub(super) fn keep_all(&mut self) {
        self.called = Some(BTreeMap::new());
    }

    /// Everything that something is called, where that is kept.
    pub(super) fn all_of(&self, target: Target) -> Option<&[String]> {
        self.called.as_ref()?.get(&target).map(Vec::as_slice)
    }

    pub(super) fn is_poisoned(&self, name: &str) -> bool {
        self.poisoned.contains(folded_name(name).as_ref())
    }

    /// Names of what `wanted` accepts.
    fn of_kind(&self, wanted: Wanted) -> impl Iterator<Item = &str> {
        let known = self.known.iter();
        known
            .filter(move |(_, targets)| targets.iter().any(|(t, _)| wanted.accepts(*t)))
            .map(|(name, _)| name.as_str())
    }
}

impl Checker {
    /// What a path means where `wanted` is wanted; none where that has been complained about. A field of a reference
    /// table is that of the row which the table's keys find, each by its name.
    pub(super) fn resolve(&mut self, path: &Path, wanted: Wanted, context: &Context) -> Option<Found> {
        if let Some((path, row)) = self.this_row(path, context) {
            return self.resolve(&path, wanted, &row);
        }
        match self.resolve_plain(path, wanted, context)? {
            Found::Target(Target::Field(field)) if !self.is_in_hand(field, context) => {
                let found = self.looked_up_by_names(field, path.span, context)?;
                Some(Found::Target(Target::Field(found)))
            }
            Found::Target(Target::Field(field)) => {
                Some(Found::Target(Target::Field(self.of_row(field, context))))
            }
            found => Some(found),
        }
    }

    /// The same, where a field of a table is the field itself.
    pub(super) fn resolve_plain(&mut self, path: &Path, wanted: Wanted, context: &Context) -> Option<Found> {
        match path.parts.as_slice() {
            [] => None,
            [name] => {
                let folded = fold_name(&name.value);
                if wanted == Wanted::Value
                    && let Some(known) = context.lets.iter().rev().find(|known| known.name == folded)
                {
                    let value = known.value.clone()?;
                    // What stands for a field of a group is of the row in hand.
                    if let (Scope::Rows(rows), Some(aggregated)) = (value.scope, context.aggregated)
                        && rows == aggregated
                        && !name.value.starts_with(FIELD_OF_GROUP)
                    {
                        let form = Both::of(&self.vocab.form(rows).name);
                        let said = at(codes::LET_OF_ANOTHER_ROW, name.span).with("name", name.value.as_str());
                        return self.refuse(said.with("form", form));
                    }
                    return Some(Found::Let(value));
                }
                let candidates = self.at_hand(&name.value, context);
                if candidates.is_empty()
                    && let Some(said) = self.field_of_a_table(name, wanted)
                {
                    return self.refuse(said);
                }
                let target = self.choose(name, &candidates, wanted, context)?;
                self.used(name, target, |checker, other| {
                    let free = !context.has_let(other);
                    checker.meant_among(&checker.at_hand(other, context), wanted, context).filter(|_| free)
                });
                Some(Found::Target(target))
            }
            [owners @ .., name] => {
                let form = self.form_of(owners, context)?;
                let candidates = self.in_form(&name.value, form);
                if candidates.is_empty() {
                    return self.not_in_form(name, form, wanted);
                }
                let rows = Context::of_rows(Some(form));
                let target = self.choose(name, &candidates, wanted, &rows)?;
                self.used(name, target, |checker, other| {
                    checker.meant_among(&checker.in_form(other, form), wanted, &rows)
                });
                Some(Found::Target(target))
            }
        }
    }

    /// What a bare name may stand for: a field that is not at hand is none of it.
    fn at_hand(&self, name: &str, context: &Context) -> Vec<(Target, Span)> {
        let at_hand = |target: &Target| !matches!(target, Target::Field(f) if !self.is_at_hand(*f, context));
        self.names.get(name).iter().filter(|(target, _)| at_hand(target)).copied().collect()
    }

    /// What a name behind that of a form may stand for; a field of its own is before one that stands in it.
    fn in_form(&self, name: &str, form: FormId) -> Vec<(Target, Span)> {
        let stands_in = |target: &Target| match target {
            Target::Field(field) => self.vocab.stands_in(self.vocab.field(*field).form, form),
            Target::Form(group) => self.vocab.form(*group).parent == Some(form),
            Target::Group(at) => self.vocab.groups().get(*at).is_some_and(|g| g.form == form),
            Target::Named(at) => self.vocab.named().get(*at).is_some_and(|n| n.form == form),
            Target::Formula(_) | Target::Set(_) | Target::List(_) | Target::Table(_) | Target::Subject => {
                false
            }
        };
        let candidates: Vec<(Target, Span)> =
            self.names.get(name).iter().filter(|(target, _)| stands_in(target)).copied().collect();
        let is_own =
            |target: &Target| matches!(target, Target::Field(f) if self.vocab.field(*f).form == form);
        let own: Vec<(Target, Span)> =
            candidates.iter().filter(|(target, _)| is_own(target)).copied().collect();
        if own.len() == 1 { own } else { candidates }
    }

    /// The forms and tables that a name before a dot may stand for, inside another.
    fn forms_called(&self, name: &str, outer: Option<FormId>) -> Vec<(Target, Span)> {
        let inside = |target: &Target| match (target, outer) {
            (Target::Form(form), Some(outer)) => self.vocab.form(*form).parent == Some(outer),
            _ => true,
        };
        self.names.get(name).iter().filter(|(target, _)| inside(target)).copied().collect()
    }

    /// The form that the parts before the last name: `G102`, `G102.排放口`.
    fn form_of(&mut self, owners: &[Ident], context: &Context) -> Option<FormId> {
        let mut found: Option<FormId> = None;
        for owner in owners {
            let candidates = self.forms_called(&owner.value, found);
            let target = self.choose(owner, &candidates, Wanted::Rows, context)?;
            self.used(owner, target, |checker, other| {
                checker.meant_among(&checker.forms_called(other, found), Wanted::Rows, context)
            });
            match target {
                Target::Form(form) | Target::Table(form) => found = Some(form),
                Target::Field(_)
                | Target::Formula(_)
                | Target::Set(_)
                | Target::List(_)
                | Target::Group(_)
                | Target::Named(_)
                | Target::Subject => {
                    return None;
                }
            }
        }
        found
    }

    /// A form, by path.
    pub(super) fn resolve_form(&mut self, path: &Path) -> Option<FormId> {
        self.resolve_form_in(path, &Context::default())
    }

    /// A form as it is called among the rows of a form.
    pub(super) fn resolve_form_in(&mut self, path: &Path, context: &Context) -> Option<FormId> {
        match self.resolve(path, Wanted::Form, context)? {
            Found::Target(Target::Form(form)) => Some(form),
            Found::Target(_) | Found::Let(_) => None,
        }
    }

    /// The one candidate that is meant.
    fn choose(
        &mut self,
        name: &Ident,
        candidates: &[(Target, Span)],
        wanted: Wanted,
        context: &Context,
    ) -> Option<Target> {
        if let Some(target) = self.meant_among(candidates, wanted, context) {
            return Some(target);
        }
        let fitting: Vec<(Target, Span)> =
            candidates.iter().filter(|(target, _)| wanted.accepts(*target)).copied().collect();
        if fitting.is_empty() {
            return self.not_found(name, candidates, wanted, context.beside_text);
        }
        // A formula that hides a field has been complained of.
        let any = |is: fn(&Target) -> bool| fitting.iter().any(|(target, _)| is(target));
        if any(|target| matches!(target, Target::Field(_)))
            && any(|target| matches!(target, Target::Formula(_)))
        {
            return None;
        }
        let mut ambiguous = Diagnostic::new(codes::AMBIGUOUS_NAME)
            .with("name", name.value.as_str())
            .label(name.span, text::HERE);
        for (_, span) in &fitting {
            ambiguous = ambiguous.label(*span, codes::DECLARED_HERE);
        }
        let choices: Vec<String> =
            fitting.iter().map(|(target, _)| self.qualified(*target, &name.value)).collect();
        self.refuse(ambiguous.help(codes::SAY_WHICH.with("choices", choices)))
    }

    /// The only candidate, or the one that a bare name means in `for each F`: F's own field or group first, then one of
    /// the form that F stands in.
    fn meant_among(
        &self,
        candidates: &[(Target, Span)],
        wanted: Wanted,
        context: &Context,
    ) -> Option<Target> {
        let fitting: Vec<Target> =
            candidates.iter().map(|(target, _)| *target).filter(|target| wanted.accepts(*target)).collect();
        if let [target] = fitting.as_slice() {
            return Some(*target);
        }
        let any = |is: fn(&Target) -> bool| fitting.iter().any(is);
        if any(|target| matches!(target, Target::Field(_)))
            && any(|target| matches!(target, Target::Formula(_)))
        {
            return None;
        }
        let home = |owner: FormId| {
            let mut own = fitting.iter().filter(|target| match target {
                Target::Field(field) => self.vocab.field(*field).form == owner,
                Target::Form(group) => self.vocab.form(*group).parent == Some(owner),
                _ => false,
            });
            own.next().filter(|_| own.next().is_none()).copied()
        };
        self.vocab.lineage(context.rows?).find_map(home)
    }

    /// A name with the form it stands in.
    fn qualified(&self, target: Target, name: &str) -> String {
        match target {
            Target::Field(field) => {
                let form = self.vocab.field(field).form;
                format!("{}.{name}", self.vocab.form(form).name.declared())
            }
            Target::Form(form) => match self.vocab.form(form).parent {
                Some(outer) => format!("{}.{name}", self.vocab.form(outer).name.declared()),
                None => name.to_owned(),
            },
            Target::Group(at) => match self.vocab.groups().get(at) {
                Some(group) => format!("{}.{name}", self.vocab.form(group.form).name.declared()),
                None => name.to_owned(),
            },
            Target::Named(at) => match self.vocab.named().get(at) {
                Some(named) => format!("{}.{name}", self.vocab.form(named.form).name.declared()),
                None => name.to_owned(),
            },
            Target::Formula(_) | Target::Set(_) | Target::List(_) | Target::Table(_) | Target::Subject => {
                name.to_owned()
            }
        }
    }

    /// A name that the form before it does not have.
    pub(super) fn not_in_form<T>(&mut self, name: &Ident, form: FormId, wanted: Wanted) -> Option<T> {
        if self.names.is_poisoned(&name.value) {
            return None;
        }
        let elsewhere: Vec<String> = (self.names.get(&name.value).iter())
            .filter(|(target, _)| wanted.accepts(*target))
            .map(|(target, _)| self.qualified(*target, &name.value))
            .collect();
        let said = Diagnostic::new(codes::NOT_IN_FORM)
            .with("name", name.value.as_str())
            .with("form", Both::of(&self.vocab.form(form).name));
        let guess = if elsewhere.is_empty() {
            let own = self.vocab.form(form).fields.iter();
            let own = || own.clone().flat_map(|field| self.vocab.field(*field).name.all());
            let near = self.nearest(&name.value, own());
            let near = if near.is_empty() { self.holding(&name.value, own()) } else { near };
            self.meant(&name.value, near)
        } else {
            Some(codes::STANDS_IN.with("names", elsewhere).into())
        };
        self.refuse(marked(said, name, guess))
    }

    fn not_found(
        &mut self,
        name: &Ident,
        candidates: &[(Target, Span)],
        wanted: Wanted,
        beside_text: bool,
    ) -> Option<Target> {
        if self.names.is_poisoned(&name.value) || wanted == Wanted::Subject && self.subject_unread {
            return None;
        }
        let missing = matches!(fold_name(&name.value).as_str(), "missing" | "缺失");
        if candidates.is_empty() && missing && matches!(wanted, Wanted::Value | Wanted::Set) {
            let help = types::WRITE_IS_MISSING.with("name", Both::new("指标", "field"));
            return self.refuse(
                at(types::MISSING_COMPARED, name.span)
                    .with("what", Both::new("“缺失”", "`missing`"))
                    .help(help),
            );
        }
        if let Some((target, span)) = candidates.first() {
            let found = match target {
                Target::Form(_) => codes::IS_A_FORM,
                Target::Set(_) => codes::IS_A_SET,
                Target::Field(_) | Target::Formula(_) => codes::IS_A_VALUE,
                Target::List(_) => codes::A_CODE_LIST,
                Target::Subject => codes::A_SUBJECT,
                Target::Table(_) => codes::IS_A_TABLE,
                Target::Group(_) => codes::IS_A_FIELD_GROUP,
                Target::Named(_) => codes::NAMED_VALUES,
            };
            let wanted = match wanted {
                Wanted::Value => codes::WANTED_VALUE,
                Wanted::Form => codes::WANTED_FORM,
                Wanted::Set => codes::WANTED_SET,
                Wanted::FormOrField
                | Wanted::Rows
                | Wanted::List
                | Wanted::Subject
                | Wanted::Group
                | Wanted::Named => wanted.noun(),
            };
            return self.refuse(
                Diagnostic::new(codes::WRONG_KIND)
                    .with("name", name.value.as_str())
                    .with("found", found)
                    .with("wanted", wanted)
                    .label(name.span, text::HERE)
                    .label(*span, codes::DECLARED_HERE),
            );
        }
        let unknown = Diagnostic::new(codes::UNKNOWN_NAME)
            .with("name", name.value.as_str())
            .with("kind", wanted.noun());
        // Beside a code or a text, words without quotes are rather a text than a name that is alike.
        let near = if beside_text && self.names_an_entry(&name.value) {
            Vec::new()
        } else {
            self.nearest(&name.value, self.names.of_kind(wanted))
        };
        let near = if near.is_empty() && !beside_text {
            self.holding(&name.value, self.names.of_kind(wanted))
        } else {
            near
        };
        let quoted = || beside_text.then(|| text::QUOTE_A_TEXT.with("text", name.value.as_str()).into());
        let guess = self.meant(&name.value, near).or_else(quoted);
        self.refuse(marked(unknown, name, guess))
    }
}
