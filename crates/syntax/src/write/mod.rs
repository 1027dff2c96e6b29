//! A tree as rule text, in either language: what is read of it is the same tree. Comments are not in a tree.

mod declarations;
mod expr;
mod names;
mod words;

use shensuan_diagnostics::Lang;

use crate::parse::reads_as;
use crate::tree::{
    CaseDecl, Change, ChangeDecl, Clause, Demand, Expected, FormulaDecl, Given, Ident, Item, Names, Node,
    Requirement, RuleDecl, Severity, StatisticDecl, SyntaxTree, TitleLang,
};
use crate::tree_expr::Path;
use expr::Writer;

/// The text of a tree in a language. `call` says what a function is called in it; names and texts stay as they are.
#[must_use]
pub fn write(tree: &SyntaxTree, lang: Lang, call: &dyn Fn(&str) -> Option<String>) -> String {
    let mut page = Page { out: String::new(), of: Writer { lang, call, quotes: false, inside: false } };
    if let Some(severity) = &tree.severity {
        page.severity(0, severity);
        page.out.push('\n');
    }
    for (at, item) in tree.items.iter().enumerate() {
        if at > 0 {
            page.out.push('\n');
        }
        page.item(item);
    }
    page.out
}

/// A text in the making, a line at a time.
struct Page<'w> {
    out: String,
    of: Writer<'w>,
}

impl Page<'_> {
    fn line(&mut self, depth: usize, words: &[&str]) {
        let words: Vec<&str> = words.iter().copied().filter(|word| !word.is_empty()).collect();
        self.out.push_str(&"  ".repeat(depth));
        self.out.push_str(&words.join(" "));
        self.out.push('\n');
    }

    fn word(&self, rule: &str) -> &'static str {
        self.of.word(rule)
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Subject(subject) => self.subject(subject),
            Item::Form(form) => self.form(form),
            Item::CodeList(list) => self.code_list(list),
            Item::Unit(unit) => self.unit(unit),
            Item::Constant(constant) => {
                let (names, value) = (self.names(&constant.names), self.of.alone(&constant.value));
                self.line(0, &[self.word("kw_constant"), &names, "=", &value]);
            }
            Item::Set(set) => {
                let (names, members) = (self.names(&set.names), self.of.members(&set.members));
                self.line(0, &[self.word("kw_set"), &names, "=", &members]);
            }
            Item::Statistic(statistic) => self.statistic(statistic),
            Item::BuiltIn(declared) => {
                let rule = declared.rule.value.word(self.of.lang);
                let weight = self.weight(declared.severity.value);
                self.line(0, &[self.word("kw_built_in"), rule, self.word("kw_severity"), weight]);
            }
            Item::Formula(formula) => self.formula(formula),
            Item::Rule(rule) => self.rule(rule),
            Item::Case(case) => self.case(case),
            Item::Change(change) => self.change(change),
        }
    }

    fn statistic(&mut self, statistic: &StatisticDecl) {
        let (names, value) = (self.names(&statistic.names), self.of.alone(&statistic.value));
        let value = match &statistic.top {
            Some(count) => format!("{} {} {value}", self.word("kw_top"), count.value),
            None => value,
        };
        self.line(0, &[self.word("kw_statistic"), &names, "=", &value]);
    }

    /// A declared name and its aliases.
    fn names(&self, names: &Names) -> String {
        let also = self.also(&names.also);
        let name = names::declared(&names.name.value);
        if also.is_empty() { name } else { format!("{name} {also}") }
    }

    fn also(&self, also: &[Ident]) -> String {
        if also.is_empty() { String::new() } else { format!("{} {}", self.word("kw_also"), idents(also)) }
    }

    fn title(&self, title: Option<&Node<String>>) -> String {
        title.map(|title| self.of.text(&title.value)).unwrap_or_default()
    }

    fn weight(&self, severity: Severity) -> &'static str {
        self.word(match severity {
            Severity::Mandatory => "kw_mandatory",
            Severity::Advisory => "kw_advisory",
        })
    }

    fn severity(&mut self, depth: usize, severity: &Node<Severity>) {
        let weight = self.weight(severity.value);
        self.line(depth, &[self.word("kw_severity"), weight]);
    }

    fn formula(&mut self, formula: &FormulaDecl) {
        let value = self.of.alone(&formula.value);
        if formula.keyword {
            let names = self.names(&formula.names);
            self.line(0, &[self.word("kw_formula"), &names, "=", &value]);
        } else {
            let bare = format!("{} = {value}", names::declared(&formula.names.name.value));
            let quoted = format!("{} = {value}", names::name(&formula.names.name.value, true));
            let line = if reads_as::a_keyword_first(&bare) { quoted } else { bare };
            self.line(0, &[&line]);
            let also = self.also(&formula.names.also);
            if !also.is_empty() {
                self.line(1, &[&also]);
            }
        }
        if let Some(rows) = &formula.for_each {
            let path = self.of.path(rows);
            self.line(1, &[self.word("kw_for_each"), &path]);
        }
        if let Some(unit) = &formula.unit {
            self.line(1, &[self.word("kw_unit"), &names::unit(&unit.value)]);
        }
    }

    fn rule(&mut self, rule: &RuleDecl) {
        match (&rule.id, rule.clauses.split_first()) {
            (Some(id), _) => {
                let title = self.title(rule.title.as_ref());
                self.line(0, &[self.word("kw_rule"), &id.value, &title]);
                rule.clauses.iter().for_each(|clause| self.clause(clause));
            }
            (None, Some((Clause::Requires(first), rest))) => {
                self.requirement(0, first);
                rest.iter().for_each(|clause| self.clause(clause));
            }
            (None, _) => rule.clauses.iter().for_each(|clause| self.clause(clause)),
        }
    }

    fn change(&mut self, change: &ChangeDecl) {
        let word = self.word(if change.change == Change::Disable { "kw_disable" } else { "kw_override" });
        let mut target = match &change.target.layer {
            Some(layer) => format!("{}:", layer.value),
            None => String::new(),
        };
        match (&change.change, change.built_in) {
            (_, Some(rule)) => {
                target = format!("{} {}", self.word("kw_built_in"), rule.word(self.of.lang));
            }
            (Change::Value(new), None) => {
                target.push_str(&names::declared(&change.target.name.value));
                target.push_str(" = ");
                target.push_str(&match &new.value {
                    Some(value) if new.members.is_empty() => self.of.alone(value),
                    _ => self.of.members(&new.members),
                });
            }
            (Change::Disable | Change::Rule, None) => target.push_str(&change.target.name.value),
        }
        self.line(0, &[word, &target]);
        change.clauses.iter().for_each(|clause| self.clause(clause));
    }

    fn clause(&mut self, clause: &Clause) {
        let text = |rule: &str, said: &Node<String>, of: &Writer<'_>| {
            (of.word(rule), String::new(), of.text(&said.value))
        };
        let (word, mark, said) = match clause {
            Clause::Requires(requirement) => return self.requirement(1, requirement),
            Clause::Severity(severity) => return self.severity(1, severity),
            Clause::BlankZero(_) => (self.word("kw_blank_zero"), String::new(), String::new()),
            Clause::MissingFails(_) => (self.word("kw_missing_fails"), String::new(), String::new()),
            Clause::When(when) => (self.word("kw_when"), String::new(), self.of.alone(when)),
            Clause::Check(check) => (self.word("kw_check"), String::new(), self.of.alone(check)),
            Clause::Let(name, value) => {
                let name = names::declared(&name.value);
                (self.word("kw_let"), format!("{name} ="), self.of.alone(value))
            }
            Clause::ForEach(forms) if forms.is_empty() => {
                (self.word("kw_for_subject"), String::new(), String::new())
            }
            Clause::ForEach(forms) => (self.word("kw_for_each"), String::new(), self.of.paths(forms)),
            Clause::ForEachGroup(form, by) => {
                let said = format!("{} {}", self.of.path(form), self.of.groups(by));
                (self.word("kw_for_each_group"), String::new(), said)
            }
            Clause::Message(said) => text("kw_message", said, &self.of),
            Clause::Basis(said) => text("kw_basis", said, &self.of),
            Clause::Because(said) => text("kw_because", said, &self.of),
            Clause::Title(lang, said) => {
                let lang = lang.map(|lang| match lang {
                    TitleLang::Zh => "kw_zh",
                    TitleLang::En => "kw_en",
                });
                let lang = lang.map_or("", |lang| self.word(lang));
                (self.word("kw_title"), lang.to_owned(), self.of.text(&said.value))
            }
            Clause::Tags(tags) => {
                let tag = |tag: &Ident| {
                    let bare = reads_as::a_declared_name(&tag.value);
                    if bare { tag.value.clone() } else { self.of.text(&tag.value) }
                };
                let tags: Vec<String> = tags.iter().map(tag).collect();
                (self.word("kw_tags"), String::new(), tags.join(", "))
            }
            Clause::Since(day) => (self.word("kw_since"), String::new(), day.value.clone()),
            Clause::Until(day) => (self.word("kw_until"), String::new(), day.value.clone()),
        };
        self.line(1, &[word, &mark, &said]);
    }

    /// A line without a keyword: where its first name would be read as one, names are quoted.
    fn requirement(&mut self, depth: usize, requirement: &Requirement) {
        let bare = requirement_line(&self.of, requirement);
        let quoted = Writer { quotes: true, ..self.of };
        let line =
            if reads_as::a_keyword_first(&bare) { requirement_line(&quoted, requirement) } else { bare };
        self.line(depth, &[&line]);
    }

    fn case(&mut self, case: &CaseDecl) {
        let title = self.title(case.title.as_ref());
        let rule = case.rule.text();
        self.line(0, &[self.word("kw_case"), &rule, &title]);
        for given in &case.given {
            let called = given.called.as_ref().map(|called| format!(" {}", self.of.text(&called.value)));
            let called = called.unwrap_or_default();
            let form = given.form.as_ref().map(|form| format!("{}{called}:", self.of.path(form)));
            let form = form.unwrap_or_default();
            let cells: Vec<String> =
                given.cells.iter().map(|(path, given)| self.cell(path, &given.value)).collect();
            self.line(1, &[self.word("kw_given"), &form, &cells.join(", ")]);
        }
        if let Some(expected) = &case.expect {
            let expected = self.word(match expected.value {
                Expected::Pass => "kw_pass",
                Expected::Fail => "kw_fail",
                Expected::NotApplicable => "kw_not_applicable",
                Expected::Undetermined => "kw_undetermined",
            });
            let of = case.of.as_ref().map(|of| self.of.text(&of.value) + ":").unwrap_or_default();
            self.line(1, &[self.word("kw_expect"), &of, expected]);
        }
    }

    fn cell(&self, path: &Path, given: &Given) -> String {
        let path = self.of.path(path);
        match given {
            Given::Filed => format!("{path} {}", self.word("kw_is_filed")),
            Given::NotFiled => format!("{path} {}", self.word("kw_is_unfiled")),
            Given::Missing => format!("{path} = {}", self.word("kw_missing")),
            Given::YesNo(true) => format!("{path} = {}", self.word("kw_yes")),
            Given::YesNo(false) => format!("{path} = {}", self.word("kw_no")),
            Given::Text(text) => format!("{path} = {}", self.of.text(text)),
            Given::Number(number, negative) => {
                format!("{path} = {}{}", if *negative { "−" } else { "" }, Writer::quantity(number))
            }
            Given::Code(code) => format!("{path} = {code}"),
        }
    }
}

fn requirement_line(of: &Writer<'_>, requirement: &Requirement) -> String {
    let (demand, none) = match requirement.demand {
        Demand::Requires => ("kw_requires", false),
        Demand::Forbids => ("kw_forbids", false),
        Demand::Exactly => ("kw_requires", true),
    };
    let mut line =
        format!("{} {} {}", of.alone(&requirement.condition), of.word(demand), of.paths(&requirement.forms));
    if none {
        line = format!("{line} {}", of.word("kw_otherwise_none"));
    }
    if let Some(when) = &requirement.when {
        line = format!("{line} {} {}", of.word("kw_when"), of.alone(when));
    }
    line
}

/// Declared names, commas between.
fn idents(idents: &[Ident]) -> String {
    idents.iter().map(|ident| names::declared(&ident.value)).collect::<Vec<_>>().join(", ")
}
