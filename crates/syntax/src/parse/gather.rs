//! Gathers lines under their declarations.

#![expect(clippy::wildcard_enum_match_arm, reason = "the grammar says which few rules can come here")]

use shensuan_diagnostics::codes::{rulebook, text as codes};
use shensuan_diagnostics::{Both, Diagnostic, Note, SourceId, Span};

use super::cases;
use super::changes;
use super::clauses::{ClauseLine, clause, formula, requirement};
use super::cursor::{Built, Cursor, Place};
use super::declarations as declare;
use super::errors::refused;
use super::grammar::{Matched, Rule, matches, read};
use super::grouped;
use super::habits::between;
use super::phrases::numbered_name;
use super::recover::{no_sign, sign_behind};
use super::tables;
use super::words::head;
use crate::tree::{CaseDecl, Change, ChangeDecl, Clause, FormDecl, FormulaDecl, Item, RuleDecl, SyntaxTree};

/// The declaration that clauses are added to.
pub(super) enum Open {
    None,
    Rule(RuleDecl),
    Formula(FormulaDecl),
    Form(FormDecl),
    Case(CaseDecl),
    Change(ChangeDecl),
    /// Its head could not be read: its clauses are read, and go nowhere.
    Broken,
}

/// A tree in the making.
pub(super) struct Gather {
    pub(super) tree: SyntaxTree,
    pub(super) open: Open,
    /// Lines that the grammar refused.
    pub(super) refused: usize,
    /// Whether no blank stands before the line that is read.
    pub(super) at_margin: bool,
}

impl Gather {
    pub(super) fn new(source: SourceId) -> Self {
        let tree = SyntaxTree {
            source,
            items: Vec::new(),
            severity: None,
            poisoned: Vec::new(),
            subject_unread: false,
        };
        Self { tree, open: Open::None, refused: 0, at_margin: false }
    }

    /// The finished tree.
    pub(super) fn finish(mut self) -> SyntaxTree {
        self.close();
        self.tree
    }

    pub(super) fn close(&mut self) {
        match std::mem::replace(&mut self.open, Open::None) {
            Open::Rule(rule) => self.tree.items.push(Item::Rule(rule)),
            Open::Formula(formula) => self.tree.items.push(Item::Formula(formula)),
            Open::Form(form) => self.tree.items.push(Item::Form(form)),
            Open::Case(case) => self.tree.items.push(Item::Case(case)),
            Open::Change(change) => self.tree.items.push(Item::Change(change)),
            Open::None | Open::Broken => {}
        }
    }

    fn declare(&mut self, item: Item) {
        self.close();
        self.tree.items.push(item);
    }

    /// Reads one line; `known` is the keyword it begins with, where that has been asked already.
    pub(super) fn line(
        &mut self,
        place: Place<'_>,
        after_blank: bool,
        known: Option<(Rule, usize)>,
    ) -> Built<()> {
        let text = place.folded.text.as_str();
        let head = known.or_else(|| head(text));
        let mut entry = head.map_or(Rule::line_bare, |(rule, _)| entry(rule));
        if entry == Rule::line_unit && matches(Rule::bare_formula, text) {
            entry = Rule::line_bare; // `unit price = …` computes a price
        }
        if entry == Rule::line_bare
            && let (Open::Rule(_), false) = (&self.open, after_blank)
            && let Some((clause, sign)) = sign_behind(text)
        {
            return Err(Box::new(no_sign(place, clause, sign)));
        }
        if let Some(between) = between(place) {
            return Err(Box::new(between));
        }
        let mut matches = match read(entry, text) {
            Ok(matches) => matches,
            Err(error) => {
                // `code 1 33–37`: the grammar takes the 1 for a code.
                let length = head.map_or(0, |(_, length)| length);
                if let Some(quoted) = numbered_name(place.folded, length) {
                    return self.line(Place { folded: &quoted, ..place }, after_blank, known);
                }
                return Err(Box::new(refused(place.source, place.folded, &error)));
            }
        };
        let Some(matched) = matches.next() else { return Ok(()) };
        let keyword = place.bytes(0, head.map_or(0, |(_, length)| length));
        match entry {
            Rule::line_rule => {
                let rule = declare::rule(place, matched)?;
                self.close();
                self.open = Open::Rule(rule);
            }
            Rule::line_formula => {
                let mut cursor = Cursor::over(place, matched);
                cursor.skip(Rule::kw_formula);
                let formula = formula(place, cursor.take()?, true)?;
                self.close();
                self.open = Open::Formula(formula);
            }
            Rule::line_bare => self.bare(place, matched, after_blank)?,
            Rule::line_constant => {
                let constant = declare::constant(place, matched)?;
                self.declare(Item::Constant(constant));
            }
            Rule::line_statistic => {
                let statistic = grouped::statistic(place, matched)?;
                self.declare(Item::Statistic(statistic));
            }
            Rule::line_set => {
                let set = declare::set(place, matched)?;
                self.declare(Item::Set(set));
            }
            Rule::line_subject => {
                let subject = declare::subject(place, matched)?;
                self.declare(Item::Subject(subject));
            }
            Rule::line_code_list => {
                let list = declare::code_list(place, matched)?;
                self.declare(Item::CodeList(list));
            }
            Rule::line_define_unit => {
                let unit = declare::unit(place, matched)?;
                self.declare(Item::Unit(unit));
            }
            Rule::line_form => {
                let form = declare::form(place, matched)?;
                self.close();
                self.open = Open::Form(form);
            }
            Rule::line_table => {
                let table = tables::table(place, matched)?;
                self.close();
                self.open = Open::Form(table);
            }
            Rule::line_case => {
                let case = cases::case(place, matched)?;
                self.close();
                self.open = Open::Case(case);
            }
            Rule::line_disable | Rule::line_override => {
                let change = changes::change(place, matched)?;
                self.close();
                self.open = Open::Change(change);
            }
            Rule::line_given | Rule::line_expect => self.in_case(place, matched, keyword)?,
            Rule::line_built_in => {
                let built_in = declare::built_in(place, matched)?;
                self.declare(Item::BuiltIn(built_in));
            }
            Rule::line_rows
            | Rule::line_per
            | Rule::line_field
            | Rule::line_field_group
            | Rule::line_named_values
            | Rule::line_keyed_by
            | Rule::line_in_force => self.in_form(place, matched, keyword)?,
            _ => self.clause(clause(place, matched)?, place, keyword, after_blank)?,
        }
        Ok(())
    }

    /// A line without a keyword.
    fn bare(&mut self, place: Place<'_>, matched: Matched<'_>, after_blank: bool) -> Built<()> {
        let head = place.span(&matched);
        let inner = Cursor::over(place, matched).take()?;
        if inner.as_rule() == Rule::formula_body {
            if let Some(complaint) = self.misspelt_formula(place, after_blank) {
                return Err(Box::new(complaint));
            }
            let formula = formula(place, inner, false)?;
            self.close();
            self.open = Open::Formula(formula);
            return Ok(());
        }
        let wanted = Clause::Requires(requirement(place, inner)?);
        match &mut self.open {
            Open::Rule(rule) if rule.id.is_some() && !after_blank => rule.clauses.push(wanted),
            Open::Change(change) if change.change == Change::Rule && !after_blank => {
                change.clauses.push(wanted)
            }
            _ => {
                self.close();
                self.open = Open::Rule(RuleDecl {
                    id: None,
                    title: None,
                    clauses: vec![wanted],
                    head,
                    unread: false,
                });
            }
        }
        Ok(())
    }

    /// A line of a case.
    fn in_case(&mut self, place: Place<'_>, matched: Matched<'_>, keyword: Span) -> Built<()> {
        let case = match &mut self.open {
            Open::Case(case) => case,
            Open::Broken => return Ok(()),
            Open::None | Open::Rule(_) | Open::Formula(_) | Open::Form(_) | Open::Change(_) => {
                return Err(outside(place, keyword, codes::A_CASE_HEAD));
            }
        };
        if matched.as_rule() == Rule::line_given {
            case.given.push(cases::given(place, matched)?);
        } else {
            let (of, expect) = cases::expect(place, matched)?;
            if case.expect.is_some() {
                return Err(twice(expect.span, "预期", "expect"));
            }
            (case.of, case.expect) = (of, Some(expect));
        }
        Ok(())
    }

    /// A line of a form.
    fn in_form(&mut self, place: Place<'_>, matched: Matched<'_>, keyword: Span) -> Built<()> {
        let rule = matched.as_rule();
        let form = match &mut self.open {
            Open::Form(form) => form,
            Open::Broken => return Ok(()),
            Open::None | Open::Rule(_) | Open::Formula(_) | Open::Case(_) | Open::Change(_) => {
                return Err(outside(place, keyword, codes::A_FORM_HEAD));
            }
        };
        if form.table.is_some() || matches!(rule, Rule::line_keyed_by | Rule::line_in_force) {
            return tables::line(form, place, matched, keyword);
        }
        match rule {
            Rule::line_rows => form.rows.push(declare::form(place, matched)?),
            Rule::line_per => {
                let (per, subject, key) = declare::per(place, matched)?;
                form.per = Some((per, subject));
                form.key = key;
            }
            Rule::line_field_group => {
                let group = declare::field_group(place, matched)?;
                innermost(form, |form| form.groups.push(group));
            }
            Rule::line_named_values => {
                let named = declare::named_values(place, matched)?;
                innermost(form, |form| form.named.push(named));
            }
            _ => {
                let field = declare::field(place, matched)?;
                innermost(form, |form| form.fields.push(field));
            }
        }
        Ok(())
    }

    /// A clause.
    fn clause(&mut self, line: ClauseLine, place: Place<'_>, keyword: Span, after_blank: bool) -> Built<()> {
        match (line, &mut self.open) {
            (_, Open::Broken) => {}
            // Apart from the rule above, and not indented under it: it could be meant of the rules below.
            (ClauseLine::Severity(_), Open::Rule(_) | Open::Change(_)) if after_blank && self.at_margin => {
                return Err(apart(place, keyword));
            }
            (ClauseLine::Rule(clause), Open::Change(change)) => {
                changes::fits(change, &clause, place, keyword)?;
                change.clauses.push(clause);
            }
            (ClauseLine::Severity(severity), Open::Change(change)) if change.change == Change::Rule => {
                change.clauses.push(Clause::Severity(severity));
            }
            (ClauseLine::ForEach(form), Open::Change(change)) if change.change == Change::Rule => {
                change.clauses.push(Clause::ForEach(form));
            }
            (ClauseLine::ForEachGroup(form, by), Open::Change(change)) if change.change == Change::Rule => {
                change.clauses.push(Clause::ForEachGroup(form, by));
            }
            (ClauseLine::Rule(Clause::Because(_)), _) => {
                return Err(outside(place, keyword, codes::A_CHANGE_HEAD));
            }
            (ClauseLine::Rule(clause), Open::Rule(rule)) => rule.clauses.push(clause),
            (ClauseLine::Severity(severity), Open::Rule(rule)) => {
                rule.clauses.push(Clause::Severity(severity))
            }
            (ClauseLine::Severity(severity), Open::None) if self.tree.items.is_empty() => {
                if self.tree.severity.is_some() {
                    return Err(twice(severity.span, "级别", "severity"));
                }
                self.tree.severity = Some(severity);
            }
            (ClauseLine::ForEach(forms), Open::Rule(rule)) => rule.clauses.push(Clause::ForEach(forms)),
            (ClauseLine::ForEachGroup(form, by), Open::Rule(rule)) => {
                rule.clauses.push(Clause::ForEachGroup(form, by));
            }
            (ClauseLine::ForEach(forms), Open::Formula(formula)) => {
                // Read as that of the first form, so that what the formula reads is not asked for again.
                let second = forms.get(1).map(|second| second.span);
                formula.for_each = forms.into_iter().next();
                if let Some(second) = second {
                    let several = Diagnostic::new(codes::FORMULA_OF_SEVERAL).label(second, codes::HERE);
                    return Err(Box::new(several.help(codes::A_FORMULA_EACH)));
                }
            }
            (ClauseLine::Also(also), Open::Formula(formula)) => formula.names.also.extend(also),
            (ClauseLine::Unit(unit), Open::Formula(formula)) => formula.unit = Some(unit),
            (ClauseLine::Also(_) | ClauseLine::Unit(_), _) => {
                return Err(outside(place, keyword, codes::A_FORMULA_HEAD));
            }
            (
                ClauseLine::Severity(_) | ClauseLine::ForEach(_) | ClauseLine::ForEachGroup(..),
                Open::Change(_),
            ) => {
                return Err(changes::does_not_fit(place, keyword));
            }
            (
                ClauseLine::Rule(_)
                | ClauseLine::Severity(_)
                | ClauseLine::ForEach(_)
                | ClauseLine::ForEachGroup(..),
                _,
            ) => {
                return Err(outside(place, keyword, codes::A_RULE_HEAD));
            }
        }
        Ok(())
    }
}

/// Adds to the last group of rows that has fields of its own, else to the form.
fn innermost(form: &mut FormDecl, add: impl FnOnce(&mut FormDecl)) {
    let group = form.rows.iter_mut().rev().find(|rows| rows.columns.is_none());
    match group {
        Some(group) => add(group),
        None => add(form),
    }
}

/// Whether a keyword begins a clause.
pub(super) fn is_clause(keyword: Rule) -> bool {
    matches!(
        keyword,
        Rule::kw_check
            | Rule::kw_must_not
            | Rule::kw_when
            | Rule::kw_let
            | Rule::kw_for_each
            | Rule::kw_for_each_group
            | Rule::kw_severity
            | Rule::kw_message
            | Rule::kw_title
            | Rule::kw_basis
            | Rule::kw_blank_zero
            | Rule::kw_missing_fails
            | Rule::kw_since
            | Rule::kw_until
            | Rule::kw_because
            | Rule::kw_tags
            | Rule::kw_unit
            | Rule::kw_also
            | Rule::kw_given
            | Rule::kw_expect
    )
}

/// The grammar rule of a line that begins with a keyword.
pub(super) fn entry(keyword: Rule) -> Rule {
    match keyword {
        Rule::kw_rule => Rule::line_rule,
        Rule::kw_formula => Rule::line_formula,
        Rule::kw_constant => Rule::line_constant,
        Rule::kw_statistic => Rule::line_statistic,
        Rule::kw_set => Rule::line_set,
        Rule::kw_subject => Rule::line_subject,
        Rule::kw_form => Rule::line_form,
        Rule::kw_table => Rule::line_table,
        Rule::kw_keyed_by => Rule::line_keyed_by,
        Rule::kw_in_force => Rule::line_in_force,
        Rule::kw_rows => Rule::line_rows,
        Rule::kw_field => Rule::line_field,
        Rule::kw_field_group => Rule::line_field_group,
        Rule::kw_named_values => Rule::line_named_values,
        Rule::kw_built_in => Rule::line_built_in,
        Rule::kw_blank_zero => Rule::line_blank_zero,
        Rule::kw_missing_fails => Rule::line_missing_fails,
        Rule::kw_code_list => Rule::line_code_list,
        Rule::kw_define_unit => Rule::line_define_unit,
        Rule::kw_one_per | Rule::kw_many_per | Rule::kw_each => Rule::line_per,
        Rule::kw_check => Rule::line_check,
        Rule::kw_must_not => Rule::line_must_not,
        Rule::kw_when => Rule::line_when,
        Rule::kw_let => Rule::line_let,
        Rule::kw_for_each => Rule::line_for_each,
        Rule::kw_for_each_group => Rule::line_for_group,
        Rule::kw_severity => Rule::line_severity,
        Rule::kw_message => Rule::line_message,
        Rule::kw_title => Rule::line_title,
        Rule::kw_basis => Rule::line_basis,
        Rule::kw_since => Rule::line_since,
        Rule::kw_until => Rule::line_until,
        Rule::kw_because => Rule::line_because,
        Rule::kw_tags => Rule::line_tags,
        Rule::kw_disable => Rule::line_disable,
        Rule::kw_override => Rule::line_override,
        Rule::kw_unit => Rule::line_unit,
        Rule::kw_also => Rule::line_also,
        Rule::kw_case => Rule::line_case,
        Rule::kw_given => Rule::line_given,
        Rule::kw_expect => Rule::line_expect,
        _ => Rule::line_bare,
    }
}

/// A clause that can stand only once.
fn twice(again: Span, zh: &str, en: &str) -> Box<Diagnostic> {
    let clause = Both::new(zh, en);
    Box::new(Diagnostic::new(rulebook::CLAUSE_TWICE).with("clause", clause).label(again, codes::HERE))
}

/// A `severity` behind a blank line, in mid-file.
fn apart(place: Place<'_>, keyword: Span) -> Box<Diagnostic> {
    let text = place.folded.text.as_str();
    let word = head(text).and_then(|(_, length)| text.get(..length)).unwrap_or(text);
    Box::new(
        Diagnostic::new(codes::CLAUSE_OUTSIDE)
            .with("clause", word)
            .label(keyword, codes::HERE)
            .help(codes::SEVERITY_OF_WHAT),
    )
}

/// A clause that stands outside the declaration it needs.
pub(super) fn outside(place: Place<'_>, keyword: Span, first: Note) -> Box<Diagnostic> {
    let text = place.folded.text.as_str();
    let text = head(text).and_then(|(_, length)| text.get(..length)).unwrap_or(text);
    Box::new(
        Diagnostic::new(codes::CLAUSE_OUTSIDE)
            .with("clause", text)
            .label(keyword, codes::HERE)
            .help(codes::WRITE_HEAD_FIRST.with("head", first)),
    )
}
