//! The vocabulary as rule text: subject, forms and fields, code lists, units.

use shensuan_diagnostics::Lang;

use super::{Page, idents, names};
use crate::parse::reads_as;
use crate::tree::{
    CodeListDecl, FieldDecl, FormDecl, Ident, Names, PerSubject, SubjectDecl, TypeDecl, UnitDecl,
};
use crate::tree_tables::{FormulaCells, KeyWay, TableDecl, TableFile, TableKey};

impl Page<'_> {
    pub(super) fn subject(&mut self, subject: &SubjectDecl) {
        let names = self.names(&subject.names);
        let mut key = self.keyed_by(&subject.key);
        if let Some(form) = &subject.listed {
            key = format!("{key} {} {}", self.word("kw_listed_in"), self.of.path(form));
        }
        self.line(subject.names.name.span, 0, &[self.word("kw_subject"), &names, &key]);
    }

    fn keyed_by(&self, key: &[Ident]) -> String {
        if key.is_empty() { String::new() } else { format!("{} {}", self.word("kw_keyed_by"), idents(key)) }
    }

    pub(super) fn unit(&mut self, unit: &UnitDecl) {
        let names = self.names(&unit.names);
        let of = self.of.unit(&unit.unit);
        self.line(
            unit.names.name.span,
            0,
            &[self.word("kw_define_unit"), &names, "=", &unit.factor.value, &of],
        );
    }

    pub(super) fn code_list(&mut self, list: &CodeListDecl) {
        let (title, file) = (self.title(list.title.as_ref()), self.of.text(&list.file.value));
        let also = self.also(&list.names.also);
        let levels: Vec<String> = list.levels.iter().map(|level| self.level(level)).collect();
        let levels = if levels.is_empty() {
            String::new()
        } else {
            format!("{} {}", self.word("kw_hierarchical"), levels.join(", "))
        };
        let name = names::declared(&list.names.name.value);
        let (word, from) = (self.word("kw_code_list"), self.word("kw_from"));
        self.line(list.names.name.span, 0, &[word, &name, &title, &also, from, &file, &levels]);
    }

    /// A level of a code list, a column of rows: each of its aliases behind an `also` of its own, for commas part them.
    fn level(&self, level: &Names) -> String {
        level.also.iter().fold(names::declared(&level.name.value), |written, also| {
            format!("{written} {} {}", self.word("kw_also"), names::declared(&also.value))
        })
    }

    pub(super) fn form(&mut self, form: &FormDecl) {
        let (title, also) = (self.title(form.title.as_ref()), self.also(&form.names.also));
        let name = names::declared(&form.names.name.value);
        if let Some(table) = &form.table {
            let from = self.origin(table);
            self.line(form.names.name.span, 0, &[self.word("kw_table"), &name, &title, &also, &from]);
            self.table_clauses(table);
            self.inside(form, 1);
            return;
        }
        self.line(form.names.name.span, 0, &[self.word("kw_form"), &name, &title, &also]);
        if let Some((per, subject)) = &form.per {
            let (span, subject) = (subject.span, names::declared(&subject.value));
            let key = self.keyed_by(&form.key);
            let (one, many) = ("kw_one_row", "kw_many_rows");
            match (self.of.wording.lang, per) {
                (Lang::Zh, PerSubject::One) => {
                    self.line(span, 1, &[self.word("kw_each"), &subject, self.word(one), &key]);
                }
                (Lang::Zh, PerSubject::Many) => {
                    self.line(span, 1, &[self.word("kw_each"), &subject, self.word(many), &key]);
                }
                (Lang::En, PerSubject::One) => self.line(span, 1, &[self.word("kw_one_per"), &subject, &key]),
                (Lang::En, PerSubject::Many) => {
                    self.line(span, 1, &[self.word("kw_many_per"), &subject, &key])
                }
            }
        }
        self.inside(form, 1);
        for rows in &form.rows {
            self.rows(rows);
        }
    }

    /// `like F`, `from data` of a table.
    fn origin(&self, table: &TableDecl) -> String {
        let mut words = Vec::new();
        if let Some(like) = &table.like {
            let parts: Vec<String> = like.parts.iter().map(|part| names::declared(&part.value)).collect();
            words.push(format!("{} {}", self.word("kw_like"), parts.join(".")));
        }
        if let Some(from) = &table.from {
            let place = match &from.value {
                TableFile::Data => self.word("kw_data").to_owned(),
                TableFile::Rulebook(file) => self.of.text(file),
            };
            words.push(format!("{} {place}", self.word("kw_from")));
        }
        words.join(" ")
    }

    /// `keyed by a (groups), b (any = "…")` and `in force a to b` of a table.
    fn table_clauses(&mut self, table: &TableDecl) {
        if !table.keys.is_empty() {
            let keys: Vec<String> = table.keys.iter().map(|key| self.table_key(key)).collect();
            self.line(
                table.keys.first().map(|key| key.name.span),
                1,
                &[self.word("kw_keyed_by"), &keys.join(", ")],
            );
        }
        if let Some((from, to)) = &table.in_force {
            let (span, from, to) = (from.span, names::declared(&from.value), names::declared(&to.value));
            self.line(span, 1, &[self.word("kw_in_force"), &from, self.word("kw_to"), &to]);
        }
    }

    fn table_key(&self, key: &TableKey) -> String {
        let name = names::declared(&key.name.value);
        let ways: Vec<String> = key
            .ways
            .iter()
            .map(|way| match &way.value {
                KeyWay::Groups => self.word("kw_groups").to_owned(),
                KeyWay::Ranges => self.word("kw_ranges").to_owned(),
                KeyWay::Any(text) => format!("{} = {}", self.word("kw_any_key"), self.of.text(text)),
            })
            .collect();
        if ways.is_empty() { name } else { format!("{name} ({})", ways.join(", ")) }
    }

    fn rows(&mut self, rows: &FormDecl) {
        let (title, also) = (self.title(rows.title.as_ref()), self.also(&rows.names.also));
        let behind = match &rows.columns {
            Some(columns) => {
                let made = columns
                    .rows
                    .iter()
                    .map(|(text, cells)| format!("{} ({})", self.of.text(&text.value), idents(cells)));
                let made: Vec<String> = made.collect();
                let (from, called) = (self.word("kw_from"), self.word("kw_columns_as"));
                let names: Vec<String> = columns.names.iter().map(|name| self.level(name)).collect();
                format!("{from} {} {called} {}", made.join(", "), names.join(", "))
            }
            None => self.keyed_by(&rows.key),
        };
        let name = names::declared(&rows.names.name.value);
        self.line(rows.names.name.span, 1, &[self.word("kw_rows"), &name, &title, &also, &behind]);
        self.inside(rows, 2);
    }

    /// Fields, field groups and named values.
    fn inside(&mut self, form: &FormDecl, depth: usize) {
        for field in &form.fields {
            self.field(field, depth);
        }
        for group in &form.groups {
            let names = self.names(&group.names);
            let (first, last) = (names::declared(&group.first.value), names::declared(&group.last.value));
            let (word, to) = (self.word("kw_field_group"), self.word("kw_to"));
            self.line(group.names.name.span, depth, &[word, &names, "=", &first, to, &last]);
        }
        for named in &form.named {
            let names = self.names(&named.names);
            let slots: Vec<String> = named.slots.iter().map(|slot| format!("({})", idents(slot))).collect();
            let (word, from) = (self.word("kw_named_values"), self.word("kw_from"));
            self.line(named.names.name.span, depth, &[word, &names, from, &slots.join(", ")]);
        }
    }

    fn field(&mut self, field: &FieldDecl, depth: usize) {
        let names = self.names(&field.names);
        let mut kind = self.kind(field);
        for (at, mark) in field.marks.iter().enumerate() {
            let before = if at == 0 { format!(" {} ", self.word("kw_or")) } else { ", ".to_owned() };
            kind = format!("{kind}{before}{}", self.of.text(&mark.value));
        }
        let flags =
            [(field.private, "kw_private"), (field.optional, "kw_optional"), (field.required, "kw_required")];
        let flags: Vec<&str> = flags.iter().filter(|(on, _)| *on).map(|(_, rule)| self.word(rule)).collect();
        let called = format!("{} {names}", self.word("kw_field"));
        self.line(field.names.name.span, depth, &[&called, ":", &kind, &flags.join(" ")]);
        if let Some(line) = self.lines.last_mut() {
            line.column = Some(called.len());
        }
    }

    /// `formula of S (in unit from a) = x in unit from b`.
    fn formula_cells(&self, cells: &FormulaCells) -> String {
        let unit = |unit: &Ident| format!("{} {}", self.word("kw_unit_from"), names::declared(&unit.value));
        let parameters = cells.parameters.iter().map(|parameter| {
            let name = names::declared(&parameter.name.value);
            let own = parameter.unit.as_ref().map(|of| format!(" ({})", unit(of))).unwrap_or_default();
            let value = self.of.converted(&parameter.value);
            // A name that ends like a line of a field: in brackets it is read to its end.
            let value = if reads_as::a_flag_last(&value) { format!("({value})") } else { value };
            format!("{name}{own} = {value}")
        });
        let parameters = parameters.collect::<Vec<_>>().join(", ");
        let behind = cells.unit.as_ref().map(|of| format!(" {}", unit(of))).unwrap_or_default();
        format!("{} {parameters}{behind}", self.word("kw_formula_of"))
    }

    fn kind(&self, field: &FieldDecl) -> String {
        let exact = if field.exact { format!(" {}", self.word("kw_exact")) } else { String::new() };
        match &field.kind.value {
            TypeDecl::Number(None) => self.word("kw_number").to_owned(),
            TypeDecl::Number(Some(unit)) => {
                format!("{} {} {}", self.word("kw_number"), self.word("kw_in_unit"), self.of.unit(unit))
            }
            TypeDecl::Quantity(unit) => {
                format!("{} {}", self.word("kw_quantity"), names::declared(&unit.value))
            }
            TypeDecl::Formula(cells) => self.formula_cells(cells),
            TypeDecl::Code(list) => {
                format!(
                    "{}{exact} {} {}",
                    self.word("kw_code"),
                    self.word("kw_from"),
                    names::declared(&list.value)
                )
            }
            TypeDecl::Text => format!("{}{exact}", self.word("kw_text")),
            TypeDecl::Integer => self.word("kw_integer").to_owned(),
            TypeDecl::Percent => self.word("kw_percent").to_owned(),
            TypeDecl::YesNo => self.word("kw_yes_no").to_owned(),
            TypeDecl::Date => self.word("kw_date").to_owned(),
            TypeDecl::Period => self.word("kw_period").to_owned(),
            TypeDecl::Coordinates => self.word("kw_coordinates").to_owned(),
            TypeDecl::Outline => self.word("kw_outline").to_owned(),
        }
    }
}
