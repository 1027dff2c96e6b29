//! Reference tables: their keys, their fields, and where their rows come from.

use shensuan_diagnostics::codes::{names as name_codes, tables as codes, text};
use shensuan_diagnostics::{Both, Diagnostic, Note};
use shensuan_plan::MOST_KEYS;
use shensuan_syntax::tree::{FormDecl, Ident, TypeDecl};
use shensuan_syntax::tree_tables::{KeyWay, TableDecl, TableFile as Written, TableKey};
use shensuan_vocab::{
    Field, FieldId, FieldType, Form, FormId, Key, Name, Origin, Reference, Rows, TableFile,
};

use super::declare::name;
use super::names::Target;
use super::{Checker, at};

impl Checker {
    pub(super) fn table(&mut self, declared: &FormDecl, table: &TableDecl) {
        let span = declared.names.name.span;
        self.once(&declared.names, |target| matches!(target, Target::Form(_) | Target::Table(_)));
        let title = declared.title.as_ref().map(|title| title.value.clone());
        let called = name(&declared.names);
        let id = self.vocab.add_form(Form::new(called.clone(), title, Rows::Many, None, span));
        self.vocab.set_origin(id, Origin::Table(Reference::empty()));
        self.names.add(&called, Target::Table(id), span, true);
        let mut keys = table.keys.clone();
        if let Some(like) = &table.like {
            let Some(form) = self.resolve_form(like) else {
                return self.names.poison(&spellings(declared));
            };
            self.fields_like(form, id);
            if keys.is_empty() {
                keys = self.keys_like(form, &declared.names.name);
            }
        }
        let fields: Vec<FieldId> = declared.fields.iter().map(|field| self.field(field, id)).collect();
        for (field, declared) in fields.into_iter().zip(&declared.fields) {
            if let TypeDecl::Quantity(unit) = &declared.kind.value {
                self.unit_field(field, unit);
            } else if let TypeDecl::Formula(cells) = &declared.kind.value {
                self.formula_cells(field, cells);
            }
        }
        if let Some(key) = keys.get(MOST_KEYS) {
            self.say(at(codes::TOO_MANY_KEYS, key.name.span).with("limit", MOST_KEYS));
            keys.truncate(MOST_KEYS);
        }
        let keys: Vec<Key> = keys.iter().map(|key| self.table_key(key, id)).collect();
        let in_force =
            table.in_force.as_ref().map(|(from, to)| (self.day_field(from, id), self.day_field(to, id)));
        let file = match table.from.as_ref().map(|from| &from.value) {
            Some(Written::Rulebook(file)) => TableFile::Rulebook(file.clone()),
            Some(Written::Data) => TableFile::Data,
            None => {
                if !declared.unread {
                    let said = at(codes::TABLE_WITHOUT_FILE, span).with("table", Both::of(&called));
                    self.say(said.help(codes::SAY_THE_FILE));
                }
                TableFile::Data
            }
        };
        if keys.iter().any(|key| key.subject.is_some()) {
            self.subjects_themselves();
        }
        self.vocab.set_origin(id, Origin::Table(Reference { keys, file, in_force }));
    }

    /// The fields of a form, for a table that is like it.
    fn fields_like(&mut self, form: FormId, table: FormId) {
        let fields = self.vocab.form(form).fields.clone();
        let made: Vec<FieldId> = fields
            .iter()
            .map(|field| {
                let like = Field { form: table, required: false, ..self.vocab.field(*field).clone() };
                let (called, span) = (like.name.clone(), like.span);
                let made = self.vocab.add_field(like);
                self.names.add(&called, Target::Field(made), span, false);
                if self.unread.contains(field) {
                    self.unread.insert(made);
                }
                made
            })
            .collect();
        for made_field in &made {
            if let FieldType::Quantity(unit) = self.vocab.field(*made_field).kind
                && let Some(unit) =
                    fields.iter().position(|known| *known == unit).and_then(|slot| made.get(slot))
            {
                self.vocab.set_kind(*made_field, FieldType::Quantity(*unit));
            }
        }
    }

    /// The keys of a table that is like a form: the subject's and the form's own.
    fn keys_like(&self, form: FormId, head: &Ident) -> Vec<TableKey> {
        let key = |name: String| TableKey { name: Ident::new(name, head.span), ways: Vec::new() };
        let subject = self.vocab.subject.iter().flat_map(|subject| subject.key.iter().cloned());
        let own = self.vocab.form(form).key.iter();
        let own = own.map(|field| self.vocab.field(*field).name.declared().to_owned());
        subject.chain(own).map(key).collect()
    }

    fn table_key(&mut self, declared: &TableKey, table: FormId) -> Key {
        let field = self.key_of_table(&declared.name, table);
        let mut key = Key {
            field,
            groups: false,
            ranges: false,
            any: None,
            subject: self.vocab.key_part(&declared.name.value),
        };
        let kind = self.vocab.field(field).kind.clone();
        let called = declared.name.value.as_str();
        if matches!(
            kind,
            FieldType::Quantity(_)
                | FieldType::Formula(_)
                | FieldType::YesNo
                | FieldType::Coordinates
                | FieldType::Outline
        ) {
            let wanted = self.holds(field, declared.name.span);
            self.say(at(codes::NO_KEY, declared.name.span).with("key", called).with("found", wanted));
        }
        let numeric = matches!(kind, FieldType::Number(_) | FieldType::Integer | FieldType::Percent);
        for way in &declared.ways {
            let sound = match &way.value {
                KeyWay::Groups => matches!(kind, FieldType::Code(_)).then_some(&mut key.groups),
                KeyWay::Ranges => numeric.then_some(&mut key.ranges),
                KeyWay::Any(text) => {
                    key.any = Some(text.clone());
                    continue;
                }
            };
            match sound {
                Some(is) => *is = true,
                None => {
                    let needs: Note = if way.value == KeyWay::Groups {
                        codes::GROUPS_OF_CODES
                    } else {
                        codes::RANGES_OF_NUMBERS
                    };
                    let said = at(codes::KEY_CANNOT_HOLD, way.span).with("key", called);
                    self.say(said.help(needs));
                }
            }
        }
        key
    }

    /// The field of a key: the table's own, or one like the field of that name in a form, else a text.
    fn key_of_table(&mut self, key: &Ident, table: FormId) -> FieldId {
        let targets = self.names.get(&key.value).to_vec();
        let field = |own: bool| {
            targets.iter().find_map(|(target, _)| match target {
                Target::Field(field) if own == (self.vocab.field(*field).form == table) => Some(*field),
                _ => None,
            })
        };
        if let Some(own) = field(true) {
            return own;
        }
        let made = match field(false).map(|like| self.vocab.field(like).clone()) {
            Some(like) => {
                let kind = match like.kind {
                    FieldType::Quantity(_) => FieldType::Text,
                    kind => kind,
                };
                let (exact, private) = (like.exact, like.private);
                Field { exact, private, ..Field::new(like.name, table, kind, key.span) }
            }
            None => Field::new(Name::new(key.value.clone(), []), table, FieldType::Text, key.span),
        };
        let called = made.name.clone();
        let id = self.vocab.add_field(made);
        self.names.add(&called, Target::Field(id), key.span, false);
        if self.names.is_poisoned(&key.value) {
            self.unread.insert(id);
        }
        id
    }

    /// The field that says from when, or to when, a row is in force.
    fn day_field(&mut self, named: &Ident, table: FormId) -> FieldId {
        let own = self.names.get(&named.value).iter().find_map(|(target, span)| match target {
            Target::Field(field) if self.vocab.field(*field).form == table => Some((*field, *span)),
            _ => None,
        });
        if let Some((field, span)) = own {
            if self.vocab.field(field).kind != FieldType::Date {
                let said = at(codes::IN_FORCE_ON_DAYS, named.span).with("field", named.value.as_str());
                self.say(said.label(span, name_codes::DECLARED_HERE));
            }
            return field;
        }
        let called = Name::new(named.value.clone(), []);
        let id = self.vocab.add_field(Field::new(called.clone(), table, FieldType::Date, named.span));
        self.names.add(&called, Target::Field(id), named.span, false);
        id
    }

    /// The form of the subjects themselves, whose fields are the parts of their key.
    pub(super) fn subjects_themselves(&mut self) {
        if self.vocab.subjects_form().is_some() {
            return;
        }
        let Some(subject) = self.vocab.subject.clone() else { return };
        let form = self.vocab.add_form(Form::new(subject.name, None, Rows::One, None, subject.span));
        self.vocab.set_origin(form, Origin::Subjects);
        for key in subject.key {
            let name = Name::new(key, []);
            self.vocab.add_field(Field::new(name, form, FieldType::Text, subject.span));
        }
    }

    /// Whether a name stands for a field that a subject files.
    pub(super) fn is_a_filed_field(&self, target: Target) -> bool {
        matches!(target, Target::Field(field) if !self.is_of_a_table(field))
    }

    pub(super) fn is_of_a_table(&self, field: FieldId) -> bool {
        self.vocab.reference(self.vocab.field(field).form).is_some()
    }

    /// Whether a path names a reference table.
    pub(super) fn names_a_table(&self, path: &shensuan_syntax::tree_expr::Path) -> bool {
        let [name] = path.parts.as_slice() else { return false };
        self.names.get(&name.value).iter().any(|(target, _)| matches!(target, Target::Table(_)))
    }

    /// The complaint about a bare name that only tables have.
    pub(super) fn field_of_a_table(&self, name: &Ident, wanted: super::names::Wanted) -> Option<Diagnostic> {
        let tables = self.names.get(&name.value).iter().filter_map(|(target, _)| match target {
            Target::Field(field) => Some(self.vocab.form(self.vocab.field(*field).form).name.declared()),
            _ => None,
        });
        let stands: Vec<String> = tables.map(|table| format!("{table}.{}", name.value)).collect();
        if stands.is_empty() || self.names.is_poisoned(&name.value) {
            return None;
        }
        let unknown = Diagnostic::new(name_codes::UNKNOWN_NAME)
            .with("name", name.value.as_str())
            .with("kind", wanted.noun())
            .label(name.span, text::HERE);
        Some(unknown.help(name_codes::STANDS_IN.with("names", stands)))
    }
}

fn spellings(declared: &FormDecl) -> Vec<String> {
    let names = std::iter::once(&declared.names.name).chain(&declared.names.also);
    names.map(|name| name.value.clone()).collect()
}
