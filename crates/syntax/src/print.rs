//! The tree as an indented text: what was read, before any name means anything. Places are optional; without them
//! two texts that read alike print alike.

mod expr;
mod tables;

use std::fmt::Write as _;

use shensuan_diagnostics::{Lang, Span};

use crate::tree::{
    CaseDecl, Change, ChangeDecl, Clause, Demand, Expected, FieldDecl, FormDecl, FormulaDecl, Given, Ident,
    Item, Names, Node, PerSubject, Requirement, RuleDecl, Severity, SyntaxTree, TitleLang, TypeDecl,
};
use crate::tree_expr::{Path, SetMember};
use expr::{by, expr, member, quantity, quoted};

/// The text of a tree; with `places`, each line ends with the bytes that it was read from.
#[must_use]
pub fn print(tree: &SyntaxTree, places: bool) -> String {
    let mut printer = Printer { out: String::new(), places };
    if let Some(default) = &tree.severity {
        printer.line(0, Some(default.span), &format!("severity {}", severity(default.value)));
    }
    for item in &tree.items {
        printer.item(item);
    }
    for name in &tree.poisoned {
        printer.line(0, None, &format!("unread {name}"));
    }
    printer.out
}

/// The text of one declaration.
#[must_use]
pub fn print_item(item: &Item, places: bool) -> String {
    let mut printer = Printer { out: String::new(), places };
    printer.item(item);
    printer.out
}

/// The text of one member of a set.
#[must_use]
pub fn print_member(written: &Node<SetMember>) -> String {
    member(written)
}

struct Printer {
    out: String,
    places: bool,
}

impl Printer {
    fn line(&mut self, depth: usize, span: Option<Span>, text: &str) {
        // Writing to a string cannot fail.
        let _ = write!(self.out, "{:width$}{text}", "", width = depth * 2);
        if let Some(span) = span.filter(|_| self.places) {
            let _ = write!(self.out, " @{}..{}", span.start, span.end);
        }
        self.out.push('\n');
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Subject(subject) => {
                let listed = subject.listed.as_ref();
                let listed = listed.map(|form| format!(", listed in {}", form.text())).unwrap_or_default();
                let text = format!("subject {}, key {}{listed}", names(&subject.names), idents(&subject.key));
                self.line(0, Some(subject.names.name.span), &text);
            }
            Item::Form(form) if form.table.is_some() => self.form(form, "table", 0),
            Item::Form(form) => self.form(form, "form", 0),
            Item::CodeList(list) => {
                let title = title(list.title.as_ref());
                let text =
                    format!("code list {}{title}, from {}", names(&list.names), quoted(&list.file.value));
                self.line(0, Some(list.names.name.span), &text);
                if !list.levels.is_empty() {
                    self.line(
                        1,
                        None,
                        &format!("levels {}", list.levels.iter().map(names).collect::<Vec<_>>().join(", ")),
                    );
                }
            }
            Item::Unit(unit) => {
                let text = format!("unit {} = {} {}", names(&unit.names), unit.factor.value, unit.unit.value);
                self.line(0, Some(unit.names.name.span), &text);
            }
            Item::Constant(constant) => {
                self.line(0, Some(constant.names.name.span), &format!("constant {}", names(&constant.names)));
                self.line(1, Some(constant.value.span), &format!("value {}", expr(&constant.value)));
            }
            Item::Set(set) => {
                let members: Vec<String> = set.members.iter().map(member).collect();
                let text = format!("set {} = {}", names(&set.names), members.join(", "));
                self.line(0, Some(set.names.name.span), &text);
            }
            Item::Statistic(statistic) => {
                let text = format!("statistic {}", names(&statistic.names));
                self.line(0, Some(statistic.names.name.span), &text);
                let top = statistic.top.as_ref().map(|count| format!("top {} ", count.value));
                let value = format!("{}{}", top.unwrap_or_default(), expr(&statistic.value));
                self.line(1, Some(statistic.value.span), &format!("value {value}"));
            }
            Item::Formula(formula) => self.formula(formula),
            Item::Rule(rule) => self.rule(rule),
            Item::Case(case) => self.case(case),
            Item::Change(change) => self.change(change),
            Item::BuiltIn(declared) => {
                let (rule, weight) = (declared.rule.value.word(Lang::En), severity(declared.severity.value));
                self.line(0, Some(declared.rule.span), &format!("built-in rule {rule}: {weight}"));
            }
        }
    }

    fn form(&mut self, form: &FormDecl, word: &str, depth: usize) {
        let text = format!("{word} {}{}", names(&form.names), title(form.title.as_ref()));
        self.line(depth, Some(form.names.name.span), &text);
        if let Some((per, subject)) = &form.per {
            let per = match per {
                PerSubject::One => "one",
                PerSubject::Many => "many",
            };
            self.line(depth + 1, Some(subject.span), &format!("{per} per {}", subject.value));
        }
        if !form.key.is_empty() {
            self.line(depth + 1, None, &format!("key {}", idents(&form.key)));
        }
        if let Some(table) = &form.table {
            tables::clauses(self, table, depth + 1);
        }
        for field in &form.fields {
            self.field(field, depth + 1);
        }
        for group in &form.groups {
            let text =
                format!("group {} = {} to {}", names(&group.names), group.first.value, group.last.value);
            self.line(depth + 1, Some(group.names.name.span), &text);
        }
        for named in &form.named {
            let slots: Vec<String> = named.slots.iter().map(|slot| format!("({})", idents(slot))).collect();
            let text = format!("named values {} from {}", names(&named.names), slots.join(", "));
            self.line(depth + 1, Some(named.names.name.span), &text);
        }
        if let Some(columns) = &form.columns {
            self.line(
                depth + 1,
                None,
                &format!("columns as {}", columns.names.iter().map(names).collect::<Vec<_>>().join(", ")),
            );
            for (text, cells) in &columns.rows {
                let row = format!("row {} from {}", quoted(&text.value), idents(cells));
                self.line(depth + 2, Some(text.span), &row);
            }
        }
        for rows in &form.rows {
            self.form(rows, "rows", depth + 1);
        }
    }

    fn field(&mut self, field: &FieldDecl, depth: usize) {
        let kind = match &field.kind.value {
            TypeDecl::Quantity(unit) => format!("quantity in unit from {}", unit.value),
            TypeDecl::Formula(cells) => tables::formula_cells(cells),
            TypeDecl::Number(None) => "number".to_owned(),
            TypeDecl::Number(Some(unit)) => format!("number in {}", unit.value),
            TypeDecl::Integer => "integer".to_owned(),
            TypeDecl::Percent => "percent".to_owned(),
            TypeDecl::Text => "text".to_owned(),
            TypeDecl::Code(list) => format!("code from {}", list.value),
            TypeDecl::YesNo => "yes/no".to_owned(),
            TypeDecl::Date => "date".to_owned(),
            TypeDecl::Period => "period".to_owned(),
            TypeDecl::Coordinates => "coordinates".to_owned(),
            TypeDecl::Outline => "outline".to_owned(),
        };
        let marks: Vec<String> = field.marks.iter().map(|mark| quoted(&mark.value)).collect();
        let marks = if marks.is_empty() { String::new() } else { format!(" or {}", marks.join(", ")) };
        let flags = [
            (field.exact, " exact"),
            (field.optional, " optional"),
            (field.required, " required"),
            (field.private, " private"),
        ];
        let flags: String = flags.iter().filter(|(on, _)| *on).map(|(_, word)| *word).collect();
        let text = format!("field {}: {kind}{marks}{flags}", names(&field.names));
        self.line(depth, Some(field.names.name.span), &text);
    }

    fn formula(&mut self, formula: &FormulaDecl) {
        self.line(0, Some(formula.head), &format!("formula {}", names(&formula.names)));
        self.line(1, Some(formula.value.span), &format!("value {}", expr(&formula.value)));
        if let Some(rows) = &formula.for_each {
            self.line(1, Some(rows.span), &format!("for each {}", rows.text()));
        }
        if let Some(unit) = &formula.unit {
            self.line(1, Some(unit.span), &format!("unit {}", unit.value));
        }
    }

    fn rule(&mut self, rule: &RuleDecl) {
        let id = rule.id.as_ref().map_or("without an id", |id| id.value.as_str());
        self.line(0, Some(rule.head), &format!("rule {id}{}", title(rule.title.as_ref())));
        rule.clauses.iter().for_each(|clause| self.clause(clause));
        if rule.unread {
            self.line(1, None, "unread");
        }
    }

    fn change(&mut self, change: &ChangeDecl) {
        let built_in = if change.built_in.is_some() { "built-in rule " } else { "" };
        let word = if change.change == Change::Disable { "disable" } else { "override" };
        self.line(0, Some(change.head), &format!("{word} {built_in}{}", change.target.text()));
        if let Change::Value(new) = &change.change {
            let text = match &new.value {
                Some(value) => expr(value),
                None => new.members.iter().map(member).collect::<Vec<_>>().join(", "),
            };
            self.line(1, Some(new.span), &format!("value {text}"));
        }
        change.clauses.iter().for_each(|clause| self.clause(clause));
        if change.unread {
            self.line(1, None, "unread");
        }
    }

    fn clause(&mut self, clause: &Clause) {
        match clause {
            Clause::When(when) => self.line(1, Some(when.span), &format!("when {}", expr(when))),
            Clause::Check(check) => self.line(1, Some(check.span), &format!("check {}", expr(check))),
            Clause::Requires(requirement) => self.requirement(requirement),
            Clause::Let(name, value) => {
                self.line(1, Some(name.span), &format!("let {} = {}", name.value, expr(value)));
            }
            Clause::ForEach(forms) if forms.is_empty() => self.line(1, None, "for each subject"),
            Clause::ForEach(forms) => {
                let span = forms.first().zip(forms.last()).map(|(a, b)| a.span.to(b.span));
                let forms: Vec<String> = forms.iter().map(Path::text).collect();
                self.line(1, span, &format!("for each {}", forms.join(", ")));
            }
            Clause::ForEachGroup(form, groups) => {
                let span = form.span.to(groups.span);
                self.line(
                    1,
                    Some(span),
                    &format!("for each group of {} {}", form.text(), by(groups).trim_start()),
                );
            }
            Clause::BlankZero(span) => self.line(1, Some(*span), "blank counts as 0"),
            Clause::MissingFails(span) => self.line(1, Some(*span), "missing counts as failure"),
            Clause::Severity(node) => {
                self.line(1, Some(node.span), &format!("severity {}", severity(node.value)));
            }
            Clause::Message(lang, text) | Clause::Title(lang, text) => {
                let word = if matches!(clause, Clause::Title(..)) { "title" } else { "message" };
                let lang = match lang {
                    Some(TitleLang::Zh) => " zh",
                    Some(TitleLang::En) => " en",
                    None => "",
                };
                self.line(1, Some(text.span), &format!("{word}{lang} {}", quoted(&text.value)));
            }
            Clause::Basis(text) => self.line(1, Some(text.span), &format!("basis {}", quoted(&text.value))),
            Clause::Tags(tags) => {
                let span = tags.first().zip(tags.last()).map(|(a, b)| a.span.to(b.span));
                self.line(1, span, &format!("tags {}", idents(tags)));
            }
            Clause::Since(date) => self.line(1, Some(date.span), &format!("since {}", date.value)),
            Clause::Until(date) => self.line(1, Some(date.span), &format!("until {}", date.value)),
            Clause::Because(text) => {
                self.line(1, Some(text.span), &format!("because {}", quoted(&text.value)))
            }
        }
    }

    fn requirement(&mut self, requirement: &Requirement) {
        let forms: Vec<String> = requirement.forms.iter().map(Path::text).collect();
        let (demand, none) = match requirement.demand {
            Demand::Requires => ("requires", ""),
            Demand::Forbids => ("forbids", ""),
            Demand::Exactly => ("requires", " otherwise none"),
        };
        let text = format!("{} {demand} {}{none}", expr(&requirement.condition), forms.join(", "));
        self.line(1, Some(requirement.span), &text);
        if let Some(when) = &requirement.when {
            self.line(2, Some(when.span), &format!("when {}", expr(when)));
        }
    }

    fn case(&mut self, case: &CaseDecl) {
        let text = format!("case {}{}", case.rule.text(), title(case.title.as_ref()));
        self.line(0, Some(case.head), &text);
        for given in &case.given {
            let form =
                given.form.as_ref().map(|form| format!("{}{}: ", form.text(), title(given.called.as_ref())));
            let form = form.unwrap_or_default();
            let cells: Vec<String> = given.cells.iter().map(|(path, given)| cell(path, given)).collect();
            self.line(1, None, &format!("given {form}{}", cells.join(", ")));
        }
        if let Some(expected) = &case.expect {
            let word = match expected.value {
                Expected::Pass => "pass",
                Expected::Fail => "fail",
                Expected::NotApplicable => "not applicable",
                Expected::Undetermined => "undetermined",
            };
            self.line(1, Some(expected.span), &format!("expect{} {word}", title(case.of.as_ref())));
        }
        if case.unread {
            self.line(1, None, "unread");
        }
    }
}

fn cell(path: &Path, given: &Node<Given>) -> String {
    let path = path.text();
    match &given.value {
        Given::Filed => format!("{path} is filed"),
        Given::NotFiled => format!("{path} is not filed"),
        Given::Missing => format!("{path} = missing"),
        Given::YesNo(true) => format!("{path} = yes"),
        Given::YesNo(false) => format!("{path} = no"),
        Given::Text(text) => format!("{path} = {}", quoted(text)),
        Given::Number(number, negative) => {
            format!("{path} = {}{}", if *negative { "−" } else { "" }, quantity(number))
        }
        Given::Code(code) => format!("{path} = {code}"),
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Mandatory => "mandatory",
        Severity::Advisory => "advisory",
    }
}

fn title(title: Option<&Node<String>>) -> String {
    title.map(|title| format!(" {}", quoted(&title.value))).unwrap_or_default()
}

fn names(names: &Names) -> String {
    let all = std::iter::once(&names.name).chain(&names.also);
    all.map(|name| name.value.as_str()).collect::<Vec<_>>().join(" | ")
}

fn idents(idents: &[Ident]) -> String {
    idents.iter().map(|ident| ident.value.as_str()).collect::<Vec<_>>().join(", ")
}
