//! The canonical print of a model: what a rulebook means, readable and stable. Two rulebooks that mean the same print
//! the same, whatever language they were written in, in whatever order aliases were declared, and wherever their lines
//! stand. Positions and comments are not in it.

mod expr;
mod layers;
mod statistics;
mod tables;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use shensuan_diagnostics::{Both, Lang};
use shensuan_vocab::names::is_han;
use shensuan_vocab::units::UnitTable;
use shensuan_vocab::{CodeList, Field, FieldId, FieldType, FormId, Name, Origin, Rows, Vocab};

use crate::model::{Case, CaseValue, Expected, Format, Formula, Model, Piece, Rule, Severity};
use crate::predicate::Predicate;
use crate::text::{TextStep, TextValue};
use crate::typed::{Scope, Typed};
use crate::types::Type;

impl Model {
    /// The whole model: the vocabulary, then what is computed and judged.
    #[must_use]
    pub fn print(&self) -> String {
        let mut out = self.print_vocabulary();
        if !out.is_empty() {
            out.push('\n');
        }
        out + &self.print_rules()
    }

    /// Units, code lists, the subject, forms and fields.
    #[must_use]
    pub fn print_vocabulary(&self) -> String {
        let mut printer = Printer { model: self, out: String::new() };
        printer.units();
        for (_, list) in self.vocab.lists() {
            printer.list(list);
        }
        if let Some(subject) = &self.vocab.subject {
            let key = subject.key.join(", ");
            let register = subject.register.map(|form| format!(", listed in {}", printer.form_name(form)));
            let text = format!("subject {} keyed by {key}", declared(&subject.name));
            printer.line(0, &(text + &register.unwrap_or_default()));
        }
        for (id, form) in self.vocab.forms() {
            if form.parent.is_none() {
                printer.form(id, 0);
            }
        }
        for (id, _, reference) in self.vocab.tables() {
            printer.table(id, reference);
        }
        printer.out
    }

    /// Constants and formulas in the order of their dependence, rules and cases in the order of the files.
    #[must_use]
    pub fn print_rules(&self) -> String {
        let mut printer = Printer { model: self, out: String::new() };
        for (rule, said) in self.built_in.iter().filter(|(_, said)| said.declared.is_some()) {
            let weight = severity(said.severity);
            printer.line(0, &format!("built-in rule {}: {weight}", rule.word(Lang::En)));
        }
        for (rule, (_, change)) in &self.built_in_resting {
            printer.built_in_resting(*rule, *change);
        }
        for formula in self.order.iter().filter_map(|id| self.formula(*id)) {
            printer.formula(formula);
        }
        for rule in &self.rules {
            printer.rule(rule, true);
        }
        for resting in &self.resting {
            printer.resting(resting);
        }
        for change in &self.changes {
            printer.change(change);
        }
        for statistic in &self.statistics {
            printer.statistic(statistic);
        }
        for case in &self.cases {
            printer.case(case);
        }
        printer.out
    }
}

impl Model {
    /// A test of a text, as the print has it.
    pub(crate) fn print_test(&self, predicate: &Predicate) -> String {
        let printer = Printer { model: self, out: String::new() };
        printer.test(&predicate.text, &predicate.test)
    }

    /// What is made of a text, as the print has it.
    pub(crate) fn print_text(&self, text: &TextValue) -> String {
        Printer { model: self, out: String::new() }.text(text)
    }

    /// The number that a function makes of a text, as the print has it.
    pub(crate) fn print_measure(&self, text: &TextValue, step: &TextStep) -> String {
        Printer { model: self, out: String::new() }.measure(text, step)
    }

    /// A form, with the one it stands in, as the print has it.
    pub(crate) fn form_name(&self, form: FormId) -> String {
        Printer { model: self, out: String::new() }.form_name(form)
    }

    /// A field with its form, as the print has it.
    pub(crate) fn field_name(&self, field: FieldId) -> String {
        Printer { model: self, out: String::new() }.field_name(field)
    }
}

impl Rule {
    /// What the rule asks of whom, without what it is called and what it says: two rules that print alike here
    /// judge alike.
    #[must_use]
    pub fn print_meaning(&self, model: &Model) -> String {
        let mut printer = Printer { model, out: String::new() };
        printer.rule(self, false);
        printer.out
    }
}

struct Printer<'m> {
    model: &'m Model,
    out: String,
}

/// Of all spellings the one that stands for the thing: the first Chinese one in the order of characters, where there
/// is one. It does not depend on which was declared first.
fn one(name: &Name) -> &str {
    let chinese = name.all().filter(|spelling| spelling.chars().any(is_han)).min();
    chinese.or_else(|| name.all().min()).unwrap_or("")
}

/// Every spelling, in order, behind the one that stands for the thing.
fn declared(name: &Name) -> String {
    let mut others: Vec<&str> = name.all().filter(|spelling| *spelling != one(name)).collect();
    others.sort_unstable();
    std::iter::once(one(name)).chain(others).collect::<Vec<_>>().join(" | ")
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Mandatory => "mandatory",
        Severity::Advisory => "advisory",
    }
}

fn quoted(text: &str) -> String {
    format!("{text:?}")
}

impl Printer<'_> {
    fn vocab(&self) -> &Vocab {
        &self.model.vocab
    }

    fn line(&mut self, depth: usize, text: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.out, "{:width$}{text}", "", width = depth * 2);
    }

    /// The units that the rulebook defines.
    fn units(&mut self) {
        let base = UnitTable::base();
        let mut defined: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for name in self.model.units.names() {
            if base.parse(name).is_err()
                && let Ok(unit) = self.model.units.parse(name)
            {
                let coherent = unit.to_coherent().map_or(f64::NAN, |to| to.apply(1.0));
                let means = format!("{coherent} coherent {}", unit.dimension().in_en());
                defined.entry(means).or_default().push(name.to_owned());
            }
        }
        for (means, names) in defined {
            self.line(0, &format!("unit {} = {means}", names.join(" | ")));
        }
    }

    fn list(&mut self, list: &CodeList) {
        let codes = list.entries().iter().fold(String::new(), |all, entry| {
            all + &format!("{};{};{}\n", entry.code, entry.name, entry.parent.as_deref().unwrap_or(""))
        });
        let mut text = format!("list {}", declared(&list.name));
        let _ = write!(
            text,
            " of {} codes, {:08x}",
            list.entries().len(),
            crate::canonical::fnv(&codes) & 0xffff_ffff
        );
        if !list.levels.is_empty() {
            let _ =
                write!(text, ", levels {}", list.levels.iter().map(declared).collect::<Vec<_>>().join(", "));
        }
        self.line(0, &text);
    }

    fn form(&mut self, id: FormId, depth: usize) {
        let form = self.model.vocab.form(id);
        let kind = match (form.parent, form.rows) {
            (None, _) if form.origin != Origin::Filed => "table",
            (Some(_), _) => "rows",
            (None, Rows::One) => "form, one a subject:",
            (None, Rows::Many) => "form, many a subject:",
        };
        self.line(depth, &format!("{kind} {}", declared(&form.name)));
        for field in &form.fields {
            let field = self.model.vocab.field(*field);
            let marks: String = field.marks.iter().map(|mark| format!(" or {}", quoted(mark))).collect();
            let flags = [
                (field.exact, ", exact"),
                (field.optional, ", optional"),
                (field.required, ", required"),
                (field.private, ", private"),
            ];
            let flags: String = flags.iter().filter(|(on, _)| *on).map(|(_, word)| *word).collect();
            let text = format!("{}: {}{marks}{flags}", declared(&field.name), self.field_type(field));
            self.line(depth + 1, &text);
        }
        let fields = |fields: &mut dyn Iterator<Item = FieldId>| {
            fields.map(|field| one(&self.model.vocab.field(field).name)).collect::<Vec<_>>().join(", ")
        };
        let mut more = Vec::new();
        if !form.key.is_empty() {
            more.push(format!("key {}", fields(&mut form.key.iter().copied())));
        }
        for row in &form.columns {
            more.push(format!(
                "row {} of columns {}",
                quoted(&row.text),
                fields(&mut row.cells.iter().copied())
            ));
        }
        for group in self.vocab().groups().iter().filter(|group| group.form == id) {
            let all = fields(&mut group.fields.iter().copied());
            more.push(format!("group {} = {all}", declared(&group.name)));
        }
        for named in self.vocab().named().iter().filter(|named| named.form == id) {
            let slots: Vec<String> =
                named.slots.iter().map(|(name, value)| fields(&mut [*name, *value].into_iter())).collect();
            more.push(format!("named values {} = {}", declared(&named.name), slots.join("; ")));
        }
        for text in more {
            self.line(depth + 1, &text);
        }
        let groups: Vec<FormId> =
            self.vocab().forms().filter(|(_, group)| group.parent == Some(id)).map(|(id, _)| id).collect();
        for group in groups {
            self.form(group, depth + 1);
        }
    }

    fn field_type(&self, field: &Field) -> String {
        match &field.kind {
            FieldType::Number(unit) if unit.is_dimensionless() => "number".to_owned(),
            FieldType::Number(unit) => format!("number in {}", unit.symbol()),
            FieldType::Quantity(unit) => {
                format!("quantity in the unit of {}", one(&self.vocab().field(*unit).name))
            }
            FieldType::Formula(cell) => {
                let unit = cell.unit.map(|unit| one(&self.vocab().field(unit).name));
                let unit = unit.map(|unit| format!(" in the unit of {unit}")).unwrap_or_default();
                format!("formula of {}{unit}", cell.parameters.join(", "))
            }
            FieldType::Integer => "integer".to_owned(),
            FieldType::Percent => "percent".to_owned(),
            FieldType::Text => "text".to_owned(),
            FieldType::Code(list) => format!("code from {}", one(&self.vocab().list(*list).name)),
            FieldType::YesNo => "yes/no".to_owned(),
            FieldType::Date => "date".to_owned(),
            FieldType::Period => "period".to_owned(),
            FieldType::Coordinates => "coordinates".to_owned(),
            FieldType::Outline => "outline".to_owned(),
        }
    }

    fn scope(&self, scope: Scope) -> String {
        match scope {
            Scope::Everywhere => "everywhere".to_owned(),
            Scope::DataSet => "for the data set".to_owned(),
            Scope::Subject => "for each subject".to_owned(),
            Scope::Rows(form) if let Some(groups) = self.model.groups.get(&form) => {
                let keys: Vec<String> = groups.keys.iter().map(|key| self.expr(key)).collect();
                format!("for each group of {} by {}", self.form_name(form), keys.join(", "))
            }
            Scope::Rows(form) => format!("for each row of {}", self.form_name(form)),
        }
    }

    fn form_name(&self, form: FormId) -> String {
        if let Some(found) = self.model.looked_up(form) {
            let keys: Vec<String> = found.keys.iter().map(|key| self.key(key)).collect();
            return format!("{}[{}]", self.form_name(found.of), keys.join(", "));
        }
        let mut names: Vec<&str> =
            self.vocab().lineage(form).map(|form| one(&self.vocab().form(form).name)).collect();
        names.reverse();
        names.join(".")
    }

    fn field_name(&self, field: FieldId) -> String {
        let declared = self.vocab().field(field);
        format!("{}.{}", self.form_name(declared.form), one(&declared.name))
    }

    fn type_of(&self, value: &Typed) -> String {
        match &value.ty {
            Type::Number(unit) if unit.is_dimensionless() => "number".to_owned(),
            Type::Number(unit) => format!("number in {}", unit.symbol()),
            Type::Quantity => "quantity".to_owned(),
            Type::Truth => "truth".to_owned(),
            Type::Code(list) => format!("code of {}", one(&self.vocab().list(*list).name)),
            Type::Text => "text".to_owned(),
            Type::Date => "date".to_owned(),
            Type::Period => "period".to_owned(),
            Type::Coordinates => "coordinates".to_owned(),
            Type::Outline => "outline".to_owned(),
        }
    }

    /// What a formula goes by; the values that rules name for themselves are counted, their names mean nothing.
    fn called(&self, formula: &Formula) -> String {
        if !formula.of_rule {
            return one(&formula.name).to_owned();
        }
        let lets = self.model.formulas.iter().filter(|known| known.of_rule);
        let before = lets.take_while(|known| known.span != formula.span).count();
        format!("let {}", before + 1)
    }

    fn formula(&mut self, formula: &Formula) {
        let called = match (formula.of_rule, formula.constant) {
            (true, _) => self.called(formula),
            (false, true) => format!("constant {}", declared(&formula.name)),
            (false, false) => format!("formula {}", declared(&formula.name)),
        };
        let (ty, scope) = (self.type_of(&formula.value), self.scope(formula.scope));
        self.line(0, &format!("{called}: {ty}, {scope}"));
        let value = self.expr(&formula.value);
        self.line(1, &format!("= {value}"));
    }

    /// A rule; what it is called and says only where `named`.
    fn rule(&mut self, rule: &Rule, named: bool) {
        let severity = severity(rule.severity);
        let id = if named { rule.id.as_str() } else { "" };
        let scope = self.scope(rule.scope);
        self.line(0, &format!("rule {id}: {severity}, {scope}"));
        if let (Some(Both { zh, en }), true) = (&rule.title, named) {
            self.line(1, &format!("title zh {}", quoted(zh)));
            self.line(1, &format!("title en {}", quoted(en)));
        }
        if rule.blank_zero {
            self.line(1, "blank counts as 0");
        }
        if rule.missing_fails {
            self.line(1, "missing counts as failure");
        }
        for when in &rule.when {
            let when = self.expr(when);
            self.line(1, &format!("when {when}"));
        }
        for check in &rule.checks {
            let holds = self.expr(&check.holds);
            self.line(1, &format!("check {holds}"));
        }
        if let (Some(message), true) = (&rule.message, named) {
            for (lang, word) in [(Lang::Zh, "message"), (Lang::En, "message en")] {
                if lang == Lang::Zh || message.1.is_some() {
                    let pieces = message.0.get(message.in_lang(lang)).unwrap_or_default();
                    let said = self.message(pieces);
                    self.line(1, &format!("{word} {said}"));
                }
            }
        }
        if let (Some(basis), true) = (&rule.basis, named) {
            self.line(1, &format!("basis {}", quoted(basis)));
        }
        if named {
            self.standing(rule);
        }
    }

    fn message(&self, pieces: &[Piece]) -> String {
        let pieces = pieces.iter().filter_map(|piece| match piece {
            Piece::Text(text) if text.is_empty() => None,
            Piece::Text(text) => Some(quoted(text)),
            Piece::Value(value) | Piece::Chosen(value) => Some(self.expr(value)),
            Piece::Formatted(value, format) => Some(format!("{} {}", self.expr(value), written(format))),
            Piece::Field(field) => Some(self.field_name(*field)),
            Piece::Made(text) => Some(self.text(text)),
        });
        pieces.collect::<Vec<_>>().join(", ")
    }

    fn case(&mut self, case: &Case) {
        let rule = case.rules.first().and_then(|rule| self.model.rules.get(*rule));
        let rule = rule.map_or("", |rule| rule.id.as_str());
        let expected = match case.expected {
            Expected::Pass => "pass",
            Expected::Fail => "fail",
            Expected::NotApplicable => "not applicable",
            Expected::Undetermined => "undetermined",
        };
        let title = case.title.as_ref().map(|title| format!(" {}", quoted(title))).unwrap_or_default();
        let of = case.of.and_then(|of| case.subjects.get(of)).map(|of| format!("{} ", quoted(of)));
        self.line(0, &format!("case {rule}{title}: {}{expected}", of.unwrap_or_default()));
        for row in &case.rows {
            let whose = case.subjects.get(row.subject).filter(|whose| !whose.is_empty());
            let whose = whose.map(|whose| format!("{} ", quoted(whose))).unwrap_or_default();
            let cells: Vec<String> = row
                .cells
                .iter()
                .map(|(field, value)| {
                    let value = match value {
                        CaseValue::Number(number) => number.to_string(),
                        CaseValue::YesNo(true) => "yes".to_owned(),
                        CaseValue::YesNo(false) => "no".to_owned(),
                        CaseValue::Text(text) => quoted(&self.spelt(*field, text)),
                        CaseValue::Mark(mark) => format!("mark {mark}"),
                    };
                    format!("{} = {value}", one(&self.vocab().field(*field).name))
                })
                .collect();
            let row = format!("{whose}{}: {}", self.form_name(row.form), cells.join(", "));
            self.line(1, row.trim_end());
        }
    }
}

impl Printer<'_> {
    /// A text that a case gives: of a unit, whichever way it is written, the one spelling.
    fn spelt(&self, field: FieldId, text: &str) -> String {
        let of_unit = self.vocab().fields().any(|(_, other)| other.kind.has_its_unit_in(field));
        let unit = of_unit.then(|| self.model.units.parse(text).ok()).flatten();
        unit.map_or_else(|| text.to_owned(), |unit| unit.symbol())
    }
}

/// How a number stands in a message: `as 0.00 kg`, in percent `as 0.0 %`.
fn written(format: &Format) -> String {
    let digits = format
        .decimals
        .map_or_else(|| "as it is".to_owned(), |digits| format!("as {:.*}", usize::from(digits), 0.0));
    let unit = if format.percent { Some("%") } else { format.unit.as_deref() };
    unit.map_or(digits.clone(), |unit| format!("{digits} {unit}"))
}
