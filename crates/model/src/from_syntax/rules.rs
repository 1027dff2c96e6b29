//! Rules: their clauses, and whom they judge.

use shensuan_diagnostics::codes::rulebook as codes;
use shensuan_diagnostics::{Both, Lang, Span};
use shensuan_plan::How;
use shensuan_syntax::SyntaxTree;
use shensuan_syntax::tree::{
    Clause, Demand, Item, Node, Requirement, RuleDecl, Severity as Written, TitleLang,
};
use shensuan_syntax::tree_expr::{ExprKind, Path};
use shensuan_vocab::names::{fold_name, is_han};
use shensuan_vocab::{FieldId, FormId, Origin, Rows};

use super::expr::truth;
use super::names::{Found, Target, Wanted};
use super::{Checker, Context, Let, at, layers, severity};
use crate::canonical;
use crate::model::{CheckExpr, Rule, Severity, Subject};
use crate::typed::{Kind, Scope, Typed};

/// What the clauses of one rule come to, before its scope is known.
struct Parts {
    context: Context,
    /// Forms that must be filed for the rule to apply: `FORM requires FIELD`.
    bound: Vec<FormId>,
    blank_zero: bool,
    missing_fails: bool,
    scope: Scope,
    when: Vec<Typed>,
    checks: Vec<(Typed, Subject)>,
    whole: bool,
}

impl Checker {
    pub(super) fn rules(&mut self, trees: &[SyntaxTree]) {
        for tree in trees {
            for item in &tree.items {
                if let Item::Rule(rule) = item {
                    self.rule(rule, tree.severity.as_ref());
                }
            }
        }
    }

    fn rule(&mut self, declared: &RuleDecl, default: Option<&Node<Written>>) {
        if let Some(id) = &declared.id {
            self.declared_before(id);
            self.id_of_a_built_in(id);
        }
        let each: Vec<Option<&Path>> = declared
            .clauses
            .iter()
            .find_map(|clause| match clause {
                // `逐户` alone names no form.
                Clause::ForEach(forms) if forms.is_empty() => None,
                Clause::ForEach(forms) => Some(forms.iter().map(Some).collect()),
                _ => None,
            })
            .unwrap_or_else(|| vec![None]);
        for form in each {
            self.rule_in(declared, form, default);
        }
    }

    /// The rule in the rows of one of its forms.
    fn rule_in(&mut self, declared: &RuleDecl, form: Option<&Path>, default: Option<&Node<Written>>) {
        let Some(parts) = self.parts(declared, form) else { return };
        let all: Vec<&Typed> = parts.when.iter().chain(parts.checks.iter().map(|(holds, _)| holds)).collect();
        let Some(inferred) = self.join(&all) else { return };
        let Some(scope) = self.as_fine_as_said(parts.scope, inferred, &all) else { return };
        let scope = if scope == Scope::Everywhere { Scope::Subject } else { scope };
        let message = self.message(declared, &parts.context, scope);
        if !parts.whole {
            return;
        }
        let Some(message) = message else { return };
        if !self.one_value(scope, &all, message.as_ref(), declared) {
            return;
        }
        let mut when_forms = parts.bound;
        for when in &parts.when {
            when_forms.extend(self.forms_needed(when));
        }
        when_forms.sort_unstable();
        when_forms.dedup();
        let checks: Vec<CheckExpr> = parts
            .checks
            .into_iter()
            .map(|(holds, about)| {
                let forms = self.forms_needed(&holds);
                CheckExpr { holds, about, forms }
            })
            .collect();
        let written = declared.clauses.iter().find_map(|clause| match clause {
            Clause::Severity(written) => Some(written),
            _ => None,
        });
        let Some(period) = layers::period(&declared.clauses, &mut self.said) else { return };
        let declared_in = self.layers.of(declared.head.source);
        let mut rule = Rule {
            id: String::new(),
            title: title(declared),
            severity: written.or(default).map_or(Severity::Advisory, |node| severity(node.value)),
            scope,
            when: parts.when,
            when_forms,
            checks,
            message,
            basis: declared.clauses.iter().find_map(|clause| match clause {
                Clause::Basis(basis) => Some(basis.value.clone()),
                _ => None,
            }),
            blank_zero: parts.blank_zero,
            missing_fails: parts.missing_fails,
            tags: declared
                .clauses
                .iter()
                .filter_map(|clause| match clause {
                    Clause::Tags(tags) => Some(tags.iter().map(|tag| tag.value.clone())),
                    _ => None,
                })
                .flatten()
                .collect(),
            period,
            declared_in,
            layer: declared_in,
            span: declared.id.as_ref().map_or(declared.head, |id| id.span),
        };
        rule.id = match &declared.id {
            Some(id) => id.value.clone(),
            // Made from what it means, so the same in both languages.
            None => canonical::id(&rule, &self.vocab, &self.formulas),
        };
        // Said twice without an id, in one language or in both, it is one rule.
        let again = declared.id.is_none() && self.rules_of.contains_key(&rule.id);
        if !again {
            self.rules_of.entry(rule.id.clone()).or_default().push(self.rules.len());
            self.rules.push(rule);
        }
    }

    fn parts(&mut self, declared: &RuleDecl, form: Option<&Path>) -> Option<Parts> {
        let states = |wanted: fn(&Clause) -> bool| declared.clauses.iter().any(wanted);
        let blank_zero = states(|clause| matches!(clause, Clause::BlankZero(_)));
        let missing_fails = states(|clause| matches!(clause, Clause::MissingFails(_)));
        let mut parts = Parts {
            context: Context { blank_zero, missing_fails, ..Context::default() },
            bound: Vec::new(),
            blank_zero,
            missing_fails,
            scope: Scope::Everywhere,
            when: Vec::new(),
            checks: Vec::new(),
            whole: !declared.unread,
        };
        // `for each` says where names are looked for, wherever it stands among the clauses.
        let mut twice = declared.clauses.iter().filter_map(|clause| match clause {
            Clause::ForEach(forms) => forms.first(),
            Clause::ForEachGroup(form, _) => Some(form),
            _ => None,
        });
        if let Some(second) = twice.nth(1) {
            self.say(at(codes::CLAUSE_TWICE, second.span).with("clause", Both::new("逐行", "for each")));
        }
        // `逐户`: each of them, even where all would be told alike.
        if states(|clause| matches!(clause, Clause::ForEach(forms) if forms.is_empty()))
            || form.is_some_and(|path| self.names_the_subject(path))
        {
            parts.scope = Scope::Subject;
        }
        let groups = declared.clauses.iter().find_map(|clause| match clause {
            Clause::ForEachGroup(form, by) => Some((form, by)),
            _ => None,
        });
        if let Some((path, by)) = groups {
            let items = self.each_group(path, by, &parts.context)?;
            (parts.context, parts.scope) = (items.context, items.scope);
            parts.when.extend(items.known);
        } else if let Some(path) = form.filter(|path| !self.names_the_subject(path)) {
            let form = self.resolve_rows(path)?;
            parts.context.rows = Some(form);
            parts.scope = self.scope_of(form);
        } else if let Some(form) = self.rows_required(declared) {
            parts.context.rows = Some(form);
            parts.scope = self.scope_of(form);
        }
        self.said_twice(declared);
        for clause in &declared.clauses {
            self.clause(clause, &mut parts);
        }
        if parts.checks.is_empty() && parts.whole {
            let name = declared.id.as_ref().map_or("", |id| id.value.as_str());
            self.nothing_to_check(name, declared.id.as_ref().map_or(declared.head, |id| id.span));
            return None;
        }
        Some(parts)
    }

    fn clause(&mut self, clause: &Clause, parts: &mut Parts) {
        match clause {
            Clause::When(condition) => match self.condition(condition, &parts.context.of_when()) {
                Some(when) => parts.when.push(when),
                None => parts.whole = false,
            },
            Clause::Check(condition) => match self.condition(condition, &parts.context) {
                Some(holds) => {
                    parts.checks.push((holds, Subject::Condition));
                }
                None => parts.whole = false,
            },
            Clause::Requires(requirement) => {
                if self.requirement(requirement, parts).is_none() {
                    parts.whole = false;
                }
            }
            Clause::Let(name, value) => {
                let sound = self.new_let(name, &parts.context);
                let value = self.infer(value, &parts.context);
                parts.whole &= value.is_some() && sound;
                let value = value.and_then(|value| self.shared(name, value));
                parts.whole &= value.is_some();
                let folded = fold_name(&name.value);
                parts.context.lets.push(Let { name: folded, value, span: name.span });
            }
            Clause::ForEach(_)
            | Clause::ForEachGroup(..)
            | Clause::Severity(_)
            | Clause::Message(..)
            | Clause::Title(..)
            | Clause::BlankZero(_)
            | Clause::MissingFails(_)
            | Clause::Basis(_)
            | Clause::Tags(_)
            | Clause::Since(_)
            | Clause::Until(_)
            | Clause::Because(_) => {}
        }
    }

    /// The form with many rows that a requirement is about: `FORM requires FIELD, FIELD` is judged row by row.
    fn rows_required(&mut self, declared: &RuleDecl) -> Option<FormId> {
        let about = declared.clauses.iter().find_map(|clause| match clause {
            Clause::Requires(requirement) => self.form_required(requirement),
            _ => None,
        })?;
        let form = self.resolve_form(about)?;
        (self.vocab.form(form).rows == Rows::Many).then_some(form)
    }

    /// The form that stands where the condition of a requirement would.
    fn form_required<'r>(&self, requirement: &'r Requirement) -> Option<&'r Path> {
        match &requirement.condition.value {
            ExprKind::Path(path) if self.names_a_form(path) => Some(path),
            _ => None,
        }
    }

    /// `X requires FORM`: whom it binds is a condition, each form a check.
    fn requirement(&mut self, requirement: &Requirement, parts: &mut Parts) -> Option<()> {
        let condition = match self.form_required(requirement) {
            Some(path) => {
                let form = self.resolve_form(path)?;
                parts.bound.push(form);
                None
            }
            None => Some(self.condition(&requirement.condition, &parts.context.of_when())),
        };
        let mut checks = Vec::new();
        let mut whole = true;
        for path in &requirement.forms {
            let fields = self.group(path);
            let (there, about) = match self.required(path, fields, &parts.context) {
                Some(found) => found,
                None => {
                    whole = false;
                    continue;
                }
            };
            let (scope, span) = (there.scope, there.span);
            let not = |there| truth(Kind::Not(Box::new(there)), scope, span);
            let demanded = match (requirement.demand, &condition) {
                (Demand::Forbids, _) => not(there),
                (Demand::Exactly, Some(Some(condition))) => {
                    let Some(scope) = self.join(&[condition, &there]) else {
                        whole = false;
                        continue;
                    };
                    truth(Kind::Iff(Box::new(condition.clone()), Box::new(there)), scope, span)
                }
                (Demand::Requires | Demand::Exactly, _) => there,
            };
            let about = if requirement.demand == Demand::Requires { about } else { Subject::Condition };
            checks.push((demanded, about));
        }
        if let Some(when) = &requirement.when {
            match self.condition(when, &parts.context.of_when()) {
                Some(when) => parts.when.push(when),
                None => whole = false,
            }
        }
        if let Some(condition) = condition {
            let condition = condition?;
            if requirement.demand != Demand::Exactly {
                parts.when.push(condition);
            }
        }
        parts.checks.extend(checks);
        whole.then_some(())
    }

    /// Whether what is required is there: a form filed, a field given, all fields of a group.
    fn required(
        &mut self,
        path: &Path,
        group: Option<Vec<FieldId>>,
        context: &Context,
    ) -> Option<(Typed, Subject)> {
        if let Some(fields) = group {
            let given: Vec<Typed> = fields.iter().map(|field| self.given(*field, path.span)).collect();
            let scope = self.join(&given.iter().collect::<Vec<_>>())?;
            return Some((truth(Kind::And(given), scope, path.span), Subject::Condition));
        }
        match self.resolve(path, Wanted::FormOrField, context)? {
            Found::Target(Target::Form(form)) => {
                Some((truth(Kind::Filed(form), Scope::Subject, path.span), Subject::Form(form)))
            }
            Found::Target(Target::Field(field)) => Some((self.given(field, path.span), Subject::Condition)),
            Found::Target(_) | Found::Let(_) => None,
        }
    }

    /// Whether a field is given.
    fn given(&self, field: FieldId, span: Span) -> Typed {
        self.known(self.field_value(field, span))
    }

    /// Where the rows of a form have values.
    pub(super) fn scope_of(&self, form: FormId) -> Scope {
        match self.vocab.form(form).rows {
            Rows::One => Scope::Subject,
            Rows::Many => Scope::Rows(form),
        }
    }

    /// The scope of a rule: what `for each` says, else what its values need. Rows inside the rows that it names have to
    /// be aggregated.
    fn as_fine_as_said(&mut self, said: Scope, inferred: Scope, values: &[&Typed]) -> Option<Scope> {
        if let Scope::Rows(_) = said {
            let finer = values.iter().find(|value| said.join(value.scope, &self.vocab) != Some(said));
            return match finer {
                Some(finer) => self.at_least(said, finer),
                None => Some(said),
            };
        }
        said.join(inferred, &self.vocab)
    }

    /// `wanted`, or finer where the value is: rows of another form than the one named are an error.
    pub(super) fn at_least(&mut self, wanted: Scope, value: &Typed) -> Option<Scope> {
        let joined = wanted.join(value.scope, &self.vocab).filter(|joined| match wanted {
            Scope::Rows(_) => *joined == wanted,
            Scope::Everywhere | Scope::DataSet | Scope::Subject => true,
        });
        if joined.is_none() {
            let name = self.called(value.scope);
            return self.refuse(
                at(codes::ROWS_OF_ANOTHER, value.span).with("form", name).help(codes::AGGREGATE_ONE),
            );
        }
        joined
    }

    /// The forms without which a condition does not apply: those it reads, save those it asks for itself.
    fn forms_needed(&self, condition: &Typed) -> Vec<FormId> {
        let (mut forms, mut asked) = (Vec::new(), Vec::new());
        self.forms_read(condition, &mut forms);
        forms_asked(condition, &mut asked);
        forms.retain(|form| !asked.contains(form));
        forms
    }

    /// The forms that a value cannot do without: those with one row that it reads, and those of whose rows it wants the
    /// largest, the smallest or the mean; save where it asks whether they are there. What is read in the rows of another
    /// form is read like all else: without it nothing can be said of any of them.
    pub(super) fn forms_read(&self, value: &Typed, into: &mut Vec<FormId>) {
        match &value.kind {
            Kind::GivenText(field) => self.tables_of_field(*field, into),
            kind if let Some(field) = kind.cell() => {
                let form = self.vocab.field(field).form;
                if self.found.contains_key(&form) {
                    return self.forms_of_keys(form, into);
                }
                let filed = self.vocab.form(form).origin == Origin::Filed;
                if filed && self.vocab.form(form).rows == Rows::One && !into.contains(&form) {
                    into.push(form);
                }
            }
            Kind::Found(form) => self.forms_of_keys(*form, into),
            // Many a cell is a number: what goes into the others is asked for where they write it.
            Kind::Worked(worked) => self.forms_read(&worked.cell, into),
            Kind::Formula(id) => {
                let forms = self.summaries.get(id).map_or(&[][..], |summary| &summary.forms);
                for form in forms {
                    if !into.contains(form) {
                        into.push(*form);
                    }
                }
            }
            // A list that is not supplied holds nobody.
            Kind::Fold { how, rows, .. } if self.needs_rows(*how, *rows) => {
                let rows = self.vocab.form(*rows).copy_of.unwrap_or(*rows);
                if !into.contains(&rows) {
                    into.push(rows);
                }
                value.kind.inside().into_iter().for_each(|inner| self.forms_read(inner, into));
            }
            Kind::Over(sum, given) if is_mean(sum, given) => {
                if let Kind::Fold { rows, .. } = folded(sum) {
                    let rows = self.vocab.form(*rows).copy_of.unwrap_or(*rows);
                    if !into.contains(&rows) {
                        into.push(rows);
                    }
                }
                self.forms_read(sum, into);
            }
            // A group is made of all subjects: this one must have what tells groups apart.
            Kind::Group(grouped) | Kind::Unique(grouped) => {
                grouped.keys.iter().for_each(|key| self.forms_read(key, into))
            }
            Kind::Common(common) => {
                if !into.contains(&common.rows) {
                    into.push(common.rows);
                }
                common.keys.iter().for_each(|key| self.forms_read(key, into));
            }
            Kind::Filed(_) | Kind::RowCount(_) => {}
            // In a table that is not supplied nothing is missing either.
            Kind::Given(inner) | Kind::Known(inner) => self.tables_read(inner, into),
            Kind::Otherwise(first, fallback) => {
                self.tables_read(first, into);
                self.forms_read(fallback, into);
            }
            // `if x is given then x …`: the form of x is asked for.
            Kind::Choose(asked, yes, no) if let Some(field) = asks_for(asked) => {
                let mut forms = Vec::new();
                self.forms_read(yes, &mut forms);
                let own = self.vocab.field(field).form;
                self.tables_of_field(field, into);
                into.extend(forms.into_iter().filter(|form| *form != own));
                self.forms_read(no, into);
            }
            Kind::OverFields(How::CountGiven, parts) => {
                parts.iter().for_each(|part| self.tables_read(part, into));
            }
            kind => kind.inside().into_iter().for_each(|inner| self.forms_read(inner, into)),
        }
    }

    /// Of the forms that a value cannot do without those that an office supplies.
    fn tables_read(&self, value: &Typed, into: &mut Vec<FormId>) {
        let mut forms = Vec::new();
        self.forms_read(value, &mut forms);
        self.tables_among(forms, into);
    }

    fn tables_of_field(&self, field: FieldId, into: &mut Vec<FormId>) {
        let mut forms = Vec::new();
        self.forms_of_keys(self.vocab.field(field).form, &mut forms);
        self.tables_among(forms, into);
    }

    fn tables_among(&self, forms: Vec<FormId>, into: &mut Vec<FormId>) {
        for form in forms {
            if self.vocab.reference(form).is_some() && !into.contains(&form) {
                into.push(form);
            }
        }
    }
}

/// The forms that a condition asks for: `is filed`.
fn forms_asked(condition: &Typed, into: &mut Vec<FormId>) {
    if let Kind::Filed(form) = condition.kind {
        into.push(form);
    }
    condition.kind.inside().into_iter().for_each(|inner| forms_asked(inner, into));
}

/// The field of which a condition asks whether it is given, and nothing else.
fn asks_for(condition: &Typed) -> Option<FieldId> {
    match &condition.kind {
        Kind::GivenText(field) => Some(*field),
        Kind::Given(inner) | Kind::Known(inner) => inner.kind.cell(),
        _ => None,
    }
}

/// The title: after the id in the language it is written in, and those of `title` clauses.
fn title(declared: &RuleDecl) -> Option<Both> {
    let mut zh = None;
    let mut en = None;
    if let Some(title) = &declared.title {
        if title.value.chars().any(is_han) {
            zh = Some(title.value.clone());
        } else {
            en = Some(title.value.clone());
        }
    }
    for clause in &declared.clauses {
        if let Clause::Title(lang, text) = clause {
            let lang = match lang {
                Some(TitleLang::Zh) => Lang::Zh,
                Some(TitleLang::En) => Lang::En,
                None if text.value.chars().any(is_han) => Lang::Zh,
                None => Lang::En,
            };
            match lang {
                Lang::Zh => zh = Some(text.value.clone()),
                Lang::En => en = Some(text.value.clone()),
            }
        }
    }
    let any = zh.clone().or_else(|| en.clone())?;
    Some(Both::new(zh.unwrap_or_else(|| any.clone()), en.unwrap_or(any)))
}

/// Whether a quotient is a mean over rows: their sum by how many are given.
fn is_mean(sum: &Typed, given: &Typed) -> bool {
    matches!(folded(sum), Kind::Fold { how: How::Sum, .. })
        && matches!(folded(given), Kind::Fold { how: How::CountGiven, .. })
}

/// An aggregate, without what it needs to have a value.
fn folded(value: &Typed) -> &Kind {
    match &value.kind {
        Kind::Choose(_, made, missing) if missing.kind == Kind::Missing => &made.kind,
        kind => kind,
    }
}
