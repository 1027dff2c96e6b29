//! A tree as rule text, in either language: what is read of it is the same tree. Comments are not in a tree.

mod declarations;
mod expr;
mod names;
mod spelling;
mod words;

use shensuan_diagnostics::{Lang, Span};

use crate::parse::reads_as;
use crate::tree::{
    CaseDecl, Change, ChangeDecl, Clause, Demand, Expected, FormulaDecl, Given, Ident, Item, Names, Node,
    Requirement, RuleDecl, Severity, StatisticDecl, SyntaxTree, TitleLang,
};
use crate::tree_expr::Path;
pub(crate) use expr::Writer;

/// In which words a tree is written.
#[derive(Clone, Copy)]
pub struct Wording<'w> {
    /// The language of keywords and of the quotes around texts.
    pub lang: Lang,
    /// What a function is called in it.
    pub call: &'w dyn Fn(&str) -> Option<String>,
    /// What is written instead of a name that stands for something declared elsewhere.
    pub name: &'w dyn Fn(&Ident) -> Option<String>,
}

impl Wording<'_> {
    /// The keywords of a language, and all else as it stands.
    #[must_use]
    pub fn plain(lang: Lang) -> Self {
        Self { lang, call: &|_| None, name: &|_| None }
    }
}

/// The text of a tree; brackets stand where it asks for them, and nowhere else.
#[must_use]
pub fn write(tree: &SyntaxTree, wording: Wording<'_>) -> String {
    let mut out = String::new();
    for (at, item) in items(tree, |_| Writer::new(wording)).iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        for line in &item.lines {
            out.push_str(&"  ".repeat(line.depth));
            out.push_str(&line.text);
            out.push('\n');
        }
    }
    out
}

/// The lines of a tree, by declaration; what writes each is told a place of it first.
pub(crate) fn items<'w>(tree: &SyntaxTree, writer: impl Fn(Option<u32>) -> Writer<'w>) -> Vec<Lines> {
    let written = |keeps_blanks: bool, write: &dyn Fn(&mut Page<'_>)| {
        let lines = |of| {
            let mut page = Page { lines: Vec::new(), of };
            write(&mut page);
            page.lines
        };
        let first = lines(writer(None));
        let from = first.first().and_then(|line| line.from);
        Lines { lines: lines(writer(from)), keeps_blanks }
    };
    let head = tree.severity.iter().map(|severity| written(false, &|page| page.severity(0, severity)));
    let items = tree.items.iter();
    let items = items.map(|item| written(matches!(item, Item::Form(_)), &|page| page.item(item)));
    head.chain(items).collect()
}

/// What is written of one declaration.
pub(crate) struct Lines {
    pub(crate) lines: Vec<Line>,
    /// Whether blank lines between them may stay.
    pub(crate) keeps_blanks: bool,
}

/// One written line.
#[derive(Clone)]
pub(crate) struct Line {
    pub(crate) depth: usize,
    pub(crate) text: String,
    /// A place in the line of the source that it was read from; none where the tree does not know.
    pub(crate) from: Option<u32>,
    /// Where the second of its two columns begins, with what parts them: ` : text` of a field.
    pub(crate) column: Option<usize>,
}

/// A declaration in the making, a line at a time.
struct Page<'w> {
    lines: Vec<Line>,
    of: Writer<'w>,
}

impl Page<'_> {
    fn line(&mut self, from: impl Into<Option<Span>>, depth: usize, words: &[&str]) {
        let words: Vec<&str> = words.iter().copied().filter(|word| !word.is_empty()).collect();
        let from = from.into().map(|span: Span| span.start);
        self.lines.push(Line { depth, text: words.join(" "), from, column: None });
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
                self.line(constant.names.name.span, 0, &[self.word("kw_constant"), &names, "=", &value]);
            }
            Item::Set(set) => {
                let (names, members) = (self.names(&set.names), self.of.members(&set.members));
                self.line(set.names.name.span, 0, &[self.word("kw_set"), &names, "=", &members]);
            }
            Item::Statistic(statistic) => self.statistic(statistic),
            Item::BuiltIn(declared) => {
                let rule = declared.rule.value.word(self.of.wording.lang);
                let weight = self.weight(declared.severity.value);
                self.line(
                    declared.rule.span,
                    0,
                    &[self.word("kw_built_in"), rule, self.word("kw_severity"), weight],
                );
            }
            Item::Formula(formula) => self.formula(formula),
            Item::Rule(rule) => self.rule(rule),
            Item::Case(case) => self.case(case),
            Item::Change(change) => self.change(change),
        }
    }

    fn statistic(&mut self, statistic: &StatisticDecl) {
        let written = |ident: &Ident| names::of_statistic(&ident.value);
        let also: Vec<String> = statistic.names.also.iter().map(written).collect();
        let mut names = written(&statistic.names.name);
        if !also.is_empty() {
            names = format!("{names} {} {}", self.word("kw_also"), also.join(", "));
        }
        let value = self.of.alone(&statistic.value);
        let value = match (&statistic.top, self.of.wording.lang) {
            (Some(count), Lang::En) => format!("{} {} {value}", self.word("kw_top"), count.value),
            (Some(count), Lang::Zh) => format!("{} {} 名{value}", self.word("kw_top"), count.value),
            (None, _) => value,
        };
        self.line(statistic.names.name.span, 0, &[self.word("kw_statistic"), &names, "=", &value]);
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
        self.line(severity.span, depth, &[self.word("kw_severity"), weight]);
    }

    fn formula(&mut self, formula: &FormulaDecl) {
        let value = self.of.alone(&formula.value);
        if formula.keyword {
            let names = self.names(&formula.names);
            self.line(formula.names.name.span, 0, &[self.word("kw_formula"), &names, "=", &value]);
        } else {
            let bare = format!("{} = {value}", names::declared(&formula.names.name.value));
            let quoted = format!("{} = {value}", names::name(&formula.names.name.value, true));
            let line = if reads_as::a_keyword_first(&bare) { quoted } else { bare };
            self.line(formula.names.name.span, 0, &[&line]);
            let also = self.also(&formula.names.also);
            if !also.is_empty() {
                self.line(formula.names.also.first().map(|also| also.span), 1, &[&also]);
            }
        }
        if let Some(rows) = &formula.for_each {
            let path = self.of.path(rows);
            self.line(rows.span, 1, &[self.word("kw_for_each"), &path]);
        }
        if let Some(unit) = &formula.unit {
            self.line(unit.span, 1, &[self.word("kw_unit"), &self.of.unit(unit)]);
        }
    }

    fn rule(&mut self, rule: &RuleDecl) {
        match (&rule.id, rule.clauses.split_first()) {
            (Some(id), _) => {
                let title = self.title(rule.title.as_ref());
                self.line(id.span, 0, &[self.word("kw_rule"), &id.value, &title]);
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
                target = format!("{} {}", self.word("kw_built_in"), rule.word(self.of.wording.lang));
            }
            (Change::Value(new), None) => {
                target.push_str(&self.of.declared(&change.target.name));
                target.push_str(" = ");
                target.push_str(&match &new.value {
                    Some(value) if new.members.is_empty() => self.of.alone(value),
                    _ => self.of.members(&new.members),
                });
            }
            (Change::Disable | Change::Rule, None) => target.push_str(&change.target.name.value),
        }
        self.line(change.target.span(), 0, &[word, &target]);
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
            Clause::Basis(said) => text("kw_basis", said, &self.of),
            Clause::Because(said) => text("kw_because", said, &self.of),
            Clause::Title(lang, said) | Clause::Message(lang, said) => {
                let lang = lang.map(|lang| match lang {
                    TitleLang::Zh => "kw_zh",
                    TitleLang::En => "kw_en",
                });
                let lang = lang.map_or("", |lang| self.word(lang));
                let word = if matches!(clause, Clause::Title(..)) { "kw_title" } else { "kw_message" };
                (self.word(word), lang.to_owned(), self.of.text(&said.value))
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
        self.line(begins(clause), 1, &[word, &mark, &said]);
    }

    /// A line without a keyword: where its first name would be read as one, names are quoted.
    fn requirement(&mut self, depth: usize, requirement: &Requirement) {
        let bare = requirement_line(&self.of, requirement);
        let quoted = Writer { quotes: true, ..self.of };
        let line =
            if reads_as::a_keyword_first(&bare) { requirement_line(&quoted, requirement) } else { bare };
        self.line(requirement.condition.span, depth, &[&line]);
    }

    fn case(&mut self, case: &CaseDecl) {
        let title = self.title(case.title.as_ref());
        let rule = case.rule.text();
        self.line(case.rule.span(), 0, &[self.word("kw_case"), &rule, &title]);
        for given in &case.given {
            let first = || given.cells.first().map(|(path, _)| path.span);
            let from = given.form.as_ref().map(|form| form.span).or_else(first);
            let called = given.called.as_ref().map(|called| format!(" {}", self.of.text(&called.value)));
            let called = called.unwrap_or_default();
            let form = given.form.as_ref().map(|form| format!("{}{called}:", self.of.path(form)));
            let form = form.unwrap_or_default();
            let cells: Vec<String> = given.cells.iter().map(|(path, given)| self.cell(path, given)).collect();
            self.line(from, 1, &[self.word("kw_given"), &form, &cells.join(", ")]);
        }
        if let Some(expected) = &case.expect {
            let word = self.word(match expected.value {
                Expected::Pass => "kw_pass",
                Expected::Fail => "kw_fail",
                Expected::NotApplicable => "kw_not_applicable",
                Expected::Undetermined => "kw_undetermined",
            });
            let of = case.of.as_ref().map(|of| self.of.text(&of.value) + ":").unwrap_or_default();
            self.line(expected.span, 1, &[self.word("kw_expect"), &of, word]);
        }
    }

    fn cell(&self, path: &Path, given: &Node<Given>) -> String {
        let path = self.of.path(path);
        match &given.value {
            // A day stands without quotes.
            Given::Text(text) if self.of.spelt(given.span).as_ref() == Some(text) => {
                format!("{path} = {text}")
            }
            Given::Filed => format!("{path} {}", self.word("kw_is_filed")),
            Given::NotFiled => format!("{path} {}", self.word("kw_is_unfiled")),
            Given::Missing => format!("{path} = {}", self.word("kw_missing")),
            Given::YesNo(true) => format!("{path} = {}", self.word("kw_yes")),
            Given::YesNo(false) => format!("{path} = {}", self.word("kw_no")),
            Given::Text(text) => format!("{path} = {}", self.of.text(text)),
            Given::Number(number, negative) => {
                format!("{path} = {}{}", if *negative { "−" } else { "" }, self.of.quantity(number))
            }
            Given::Code(code) => format!("{path} = {code}"),
        }
    }
}

/// A place in the line of a clause.
fn begins(clause: &Clause) -> Option<Span> {
    match clause {
        Clause::When(value) | Clause::Check(value) => Some(value.span),
        Clause::Requires(requirement) => Some(requirement.condition.span),
        Clause::Let(name, _) => Some(name.span),
        Clause::ForEach(forms) => forms.first().map(|form| form.span),
        Clause::ForEachGroup(form, _) => Some(form.span),
        Clause::BlankZero(span) | Clause::MissingFails(span) => Some(*span),
        Clause::Severity(severity) => Some(severity.span),
        Clause::Message(_, said)
        | Clause::Title(_, said)
        | Clause::Basis(said)
        | Clause::Because(said)
        | Clause::Since(said)
        | Clause::Until(said) => Some(said.span),
        Clause::Tags(tags) => tags.first().map(|tag| tag.span),
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
