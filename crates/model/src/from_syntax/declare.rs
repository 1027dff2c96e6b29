//! Declarations: units, code lists, the subject, forms and their fields, sets; the names of formulas.

use shensuan_diagnostics::codes::{names as name_codes, profiles, rulebook as codes, text};
use shensuan_diagnostics::{Diagnostic, Note, Span};
use shensuan_syntax::SyntaxTree;
use shensuan_syntax::tree::{
    CodeListDecl, FieldDecl, FormDecl, Ident, Item, Names, PerSubject, SubjectDecl, TypeDecl,
};
use shensuan_syntax::tree_expr::Path;
use shensuan_vocab::names::fold_text;
use shensuan_vocab::units::Unit;
use shensuan_vocab::{CodeList, Field, FieldId, FieldType, Form, FormId, Name, Rows, Subject};

use super::names::{Found, Target, Wanted};
use super::{Checker, CodeFiles, Context, NamedSet, at};
use crate::model::FormulaId;

/// A declared name with its aliases.
pub(super) fn name(names: &Names) -> Name {
    Name::new(names.name.value.clone(), names.also.iter().map(|also| also.value.clone()))
}

impl Checker {
    pub(super) fn declare(&mut self, trees: &[SyntaxTree], files: &CodeFiles) {
        let items = || trees.iter().flat_map(|tree| &tree.items);
        for item in items() {
            if let Item::Unit(unit) = item {
                self.define_unit(unit);
            }
        }
        for item in items() {
            match item {
                Item::CodeList(list) => self.code_list(list, files),
                Item::Subject(subject) => self.subject(subject),
                Item::Set(set) => {
                    self.once(&set.names, |target| matches!(target, Target::Set(_)));
                    let target = Target::Set(self.sets.len());
                    self.names.add(&name(&set.names), target, set.names.name.span, true);
                    self.sets.push(NamedSet {
                        name: set.names.name.clone(),
                        members: set.members.clone(),
                        poisoned: false,
                    });
                }
                Item::Unit(_)
                | Item::BuiltIn(_)
                | Item::Form(_)
                | Item::Rule(_)
                | Item::Case(_)
                | Item::Change(_)
                | Item::Formula(_)
                | Item::Statistic(_)
                | Item::Constant(_) => {}
            }
        }
        for item in items() {
            if let Item::Form(form) = item
                && form.table.is_none()
            {
                self.form(form, None);
            }
        }
        for item in items() {
            if let Item::Subject(subject) = item {
                self.register(subject);
                self.open_key(subject);
            }
        }
        for item in items() {
            if let Item::Form(form) = item
                && let Some(table) = &form.table
            {
                self.table(form, table);
            }
        }
        let mut formulas = 0;
        for item in items() {
            let names = match item {
                Item::Formula(formula) => &formula.names,
                Item::Constant(constant) => &constant.names,
                Item::Unit(_)
                | Item::Form(_)
                | Item::Rule(_)
                | Item::Case(_)
                | Item::Change(_)
                | Item::CodeList(_)
                | Item::Subject(_)
                | Item::BuiltIn(_)
                | Item::Statistic(_)
                | Item::Set(_) => {
                    continue;
                }
            };
            let computes = !matches!(item, Item::Formula(formula) if !formula.keyword);
            let what = match item {
                Item::Constant(_) => name_codes::TO_A_CONSTANT,
                _ => name_codes::TO_A_FORMULA,
            };
            self.not_a_field(names, computes, what);
            self.once(names, |target| matches!(target, Target::Formula(_)));
            self.names.add(&name(names), Target::Formula(FormulaId(formulas)), names.name.span, true);
            formulas += 1;
        }
        if self.vocab.subject.is_none() && !self.subject_unread && self.vocab.forms().next().is_some() {
            let first = self.vocab.forms().next().map(|(_, form)| form.span);
            if let Some(span) = first {
                self.say(at(codes::NO_SUBJECT, span).help(codes::DECLARE_A_SUBJECT));
            }
        }
    }

    /// Complains where a name stands already for something of the same kind.
    pub(super) fn once(&mut self, names: &Names, same: impl Fn(&Target) -> bool) {
        for ident in std::iter::once(&names.name).chain(&names.also) {
            let before = self.names.get(&ident.value).iter().find(|(target, _)| same(target)).copied();
            if let Some((_, span)) = before {
                self.say(
                    at(name_codes::DECLARED_TWICE, ident.span)
                        .with("name", ident.value.as_str())
                        .label(span, name_codes::FIRST_DECLARED_HERE),
                );
            }
        }
    }

    /// Complains where a name stands already for another group of rows of the same form.
    pub(super) fn once_in(&mut self, names: &Names, parent: Option<FormId>) {
        for ident in std::iter::once(&names.name).chain(&names.also) {
            let before = self.names.get(&ident.value).iter().find(
                |(target, _)| matches!(target, Target::Form(form) if self.vocab.form(*form).parent == parent),
            );
            if let Some((_, span)) = before.copied() {
                self.say(
                    at(name_codes::DECLARED_TWICE, ident.span)
                        .with("name", ident.value.as_str())
                        .label(span, name_codes::FIRST_DECLARED_HERE),
                );
            }
        }
    }

    /// A filed value and a computed value never share a name.
    pub(super) fn not_a_field(&mut self, names: &Names, computes: bool, what: Note) {
        for ident in std::iter::once(&names.name).chain(&names.also) {
            let field =
                self.names.get(&ident.value).iter().find(|(target, _)| self.is_a_filed_field(*target));
            if let Some((_, span)) = field.copied() {
                let mut hides = at(name_codes::FORMULA_HIDES_FIELD, ident.span)
                    .with("name", ident.value.as_str())
                    .with("what", what)
                    .label(span, name_codes::DECLARED_HERE);
                if !computes {
                    hides = hides.help(name_codes::CHECK_OR_RENAME.with("name", ident.value.as_str()));
                }
                self.say(hides);
            }
        }
    }

    fn subject(&mut self, subject: &SubjectDecl) {
        let span = subject.names.name.span;
        if let Some(first) = &self.vocab.subject {
            let first = first.span;
            self.say(at(codes::SECOND_SUBJECT, span).label(first, name_codes::FIRST_DECLARED_HERE));
            return;
        }
        let name = name(&subject.names);
        self.names.add(&name, Target::Subject, span, true);
        let key = subject.key.iter().map(|key| key.value.clone()).collect();
        self.vocab.subject = Some(Subject { name, key, register: None, span });
    }

    /// Every result names the key: a field that goes by its name may not be private.
    fn open_key(&mut self, subject: &SubjectDecl) {
        for part in &subject.key {
            let is_part = |name: &str| fold_text(name) == fold_text(&part.value);
            let hidden =
                self.vocab.fields().find(|(_, field)| field.private && field.name.all().any(is_part));
            if let Some(span) = hidden.map(|(_, field)| field.span) {
                let said = at(profiles::PRIVATE_KEY, part.span).with("key", part.value.as_str());
                self.say(said.label(span, profiles::PRIVATE_HERE).help(profiles::KEY_BY_ANOTHER));
            }
        }
    }

    fn code_list(&mut self, declared: &CodeListDecl, files: &CodeFiles) {
        self.once(&declared.names, |target| matches!(target, Target::List(_)));
        let span = declared.names.name.span;
        let title = declared.title.as_ref().map(|title| title.value.clone());
        let levels = declared.levels.iter().map(name).collect();
        let mut list = CodeList::new(name(&declared.names), title, levels, span);
        match files.get(&declared.file.value) {
            Some(Ok(entries)) => {
                for entry in entries {
                    list.add(entry.clone());
                }
            }
            Some(Err(why)) => {
                let unreadable = at(codes::CODE_LIST_UNREADABLE, declared.file.span);
                let unreadable =
                    unreadable.with("file", declared.file.value.as_str()).with("why", why.clone());
                self.say(unreadable.help(codes::RELATIVE_TO_RULEBOOK));
            }
            None => {}
        }
        let name = list.name.clone();
        let id = self.vocab.add_list(list);
        self.names.add(&name, Target::List(id), span, true);
    }

    fn form(&mut self, declared: &FormDecl, parent: Option<FormId>) {
        let span = declared.names.name.span;
        match parent {
            None => self.once(&declared.names, |target| matches!(target, Target::Form(_))),
            Some(_) => self.once_in(&declared.names, parent),
        }
        let rows = match (&declared.per, parent) {
            (Some((per, subject)), None) => {
                // Where no subject is declared, that is said once.
                if self.vocab.subject.is_some() {
                    let path = Path { parts: vec![subject.clone()], span: subject.span };
                    self.resolve(&path, Wanted::Subject, &Context::default());
                }
                if *per == PerSubject::One { Rows::One } else { Rows::Many }
            }
            (_, Some(_)) => Rows::Many,
            (None, None) if declared.unread => Rows::One,
            (None, None) => {
                let subject =
                    self.vocab.subject.as_ref().map_or("", |subject| subject.name.declared()).to_owned();
                self.say(
                    at(codes::ROWS_UNSAID, span)
                        .with("form", declared.names.name.value.as_str())
                        .help(codes::ADD_PER.with("subject", subject)),
                );
                Rows::One
            }
        };
        let title = declared.title.as_ref().map(|title| title.value.clone());
        let name = name(&declared.names);
        let id = self.vocab.add_form(Form::new(name.clone(), title, rows, parent, span));
        self.names.add(&name, Target::Form(id), span, parent.is_none());
        let fields: Vec<FieldId> = declared.fields.iter().map(|field| self.field(field, id)).collect();
        for (field, declared) in fields.into_iter().zip(&declared.fields) {
            if let TypeDecl::Quantity(unit) = &declared.kind.value {
                self.unit_field(field, unit);
            }
        }
        let key: Vec<FieldId> = declared.key.iter().map(|key| self.key_field(key, id)).collect();
        self.vocab.set_rows(id, key, Vec::new());
        for group in &declared.groups {
            self.field_group(group, id);
        }
        for named in &declared.named {
            self.named_values(named, id);
        }
        for group in declared.rows.iter().filter(|group| group.columns.is_none()) {
            if rows == Rows::Many && !declared.unread {
                self.say(
                    at(codes::GROUP_IN_MANY, group.names.name.span)
                        .with("group", group.names.name.value.as_str()),
                );
            } else {
                self.form(group, Some(id));
            }
        }
        // Behind the groups that are filed: in one of them their columns may stand.
        for group in &declared.rows {
            if let Some(columns) = &group.columns {
                let home = self.home_of_columns(columns, id);
                self.rows_of_columns(group, columns, home);
            }
        }
    }

    /// The field beside a quantity that holds its unit.
    pub(super) fn unit_field(&mut self, quantity: FieldId, named: &Ident) {
        match self.unit_beside(quantity, named) {
            Some(unit) => self.vocab.set_kind(quantity, FieldType::Quantity(unit)),
            None => {
                self.unread.insert(quantity);
            }
        }
    }

    /// A field of texts in the form of another field.
    pub(super) fn unit_beside(&mut self, beside: FieldId, named: &Ident) -> Option<FieldId> {
        let path = Path { parts: vec![named.clone()], span: named.span };
        let form = self.vocab.field(beside).form;
        match self.resolve(&path, Wanted::Value, &Context::of_rows(Some(form)))? {
            Found::Target(Target::Field(unit))
                if self.vocab.field(unit).form == form
                    && matches!(self.vocab.field(unit).kind, FieldType::Text | FieldType::Code(_)) =>
            {
                Some(unit)
            }
            Found::Target(_) | Found::Let(_) => {
                let said = at(codes::UNIT_FIELD_NOT_TEXT, named.span);
                self.refuse(said.with("field", named.value.as_str()))
            }
        }
    }

    pub(super) fn field(&mut self, declared: &FieldDecl, form: FormId) -> FieldId {
        let span = declared.names.name.span;
        for ident in std::iter::once(&declared.names.name).chain(&declared.names.also) {
            let before: Option<Span> =
                self.names.get(&ident.value).iter().find_map(|(target, span)| match target {
                    Target::Field(field) if self.vocab.field(*field).form == form => Some(*span),
                    Target::Field(_)
                    | Target::Formula(_)
                    | Target::Form(_)
                    | Target::Set(_)
                    | Target::List(_)
                    | Target::Group(_)
                    | Target::Named(_)
                    | Target::Table(_)
                    | Target::Subject => None,
                });
            if let Some(before) = before {
                self.say(
                    at(name_codes::DECLARED_TWICE, ident.span)
                        .with("name", ident.value.as_str())
                        .label(before, name_codes::FIRST_DECLARED_HERE),
                );
            }
        }
        let mut whole = true;
        let kind = match &declared.kind.value {
            TypeDecl::Number(None) => FieldType::Number(Unit::dimensionless()),
            TypeDecl::Number(Some(unit)) => {
                let unit = self.unit(unit);
                whole = unit.is_some();
                FieldType::Number(unit.unwrap_or_else(Unit::dimensionless))
            }
            TypeDecl::Formula(cells) => {
                let kind = self.formula_type(declared, cells, form);
                whole = kind.is_some();
                kind.unwrap_or(FieldType::Text)
            }
            // Until the field with the unit is known: see `unit_fields`.
            TypeDecl::Quantity(_) => FieldType::Number(Unit::dimensionless()),
            TypeDecl::Integer => FieldType::Integer,
            TypeDecl::Percent => FieldType::Percent,
            TypeDecl::Text => FieldType::Text,
            TypeDecl::YesNo => FieldType::YesNo,
            TypeDecl::Date => FieldType::Date,
            TypeDecl::Period => FieldType::Period,
            TypeDecl::Coordinates => FieldType::Coordinates,
            TypeDecl::Outline => self.outline_type(form, declared.kind.span),
            TypeDecl::Code(list) => {
                let path = Path { parts: vec![list.clone()], span: list.span };
                match self.resolve(&path, Wanted::List, &Context::default()) {
                    Some(Found::Target(Target::List(id))) => FieldType::Code(id),
                    Some(_) | None => {
                        whole = false;
                        FieldType::Text
                    }
                }
            }
        };
        let name = name(&declared.names);
        let marks = self.marks(declared, &kind);
        if declared.optional && declared.required {
            let field = declared.names.name.value.as_str();
            self.say(at(codes::OPTIONAL_AND_REQUIRED, span).with("field", field));
        }
        let id = self.vocab.add_field(Field {
            exact: declared.exact,
            marks,
            private: declared.private,
            optional: declared.optional,
            required: declared.required,
            ..Field::new(name.clone(), form, kind, span)
        });
        self.names.add(&name, Target::Field(id), span, false);
        if !whole {
            self.unread.insert(id);
        }
        id
    }

    /// The named members of a rule that demands nothing.
    pub(super) fn nothing_to_check(&mut self, rule: &str, head: Span) {
        self.say(
            Diagnostic::new(codes::NOTHING_TO_CHECK)
                .with("rule", rule)
                .label(head, text::HERE)
                .help(codes::ADD_A_CHECK),
        );
    }
}
