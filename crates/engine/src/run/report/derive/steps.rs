//! An expression as steps: what it says, what it came to, and what it is made of.

use std::collections::BTreeSet;

use shensuan_diagnostics::{Localised, Span};
use shensuan_findings::{Branch, Choice, Evidence, LayerName, State, Step, StepKind};
use shensuan_model::{Formula, FormulaId, Kind, Traced, Traces, Typed};
use shensuan_plan::{Tracer, ValueId};
use shensuan_vocab::{FieldId, FieldType, FormId, Origin, Rows};

use super::numbers::{is_written_as_one, without_comments};
use super::{CELLS, Item, Report, UNKNOWN, with_shown};
use crate::described;

/// What was taken apart, each once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Met {
    Formula(FormulaId, Option<usize>),
    Found(FormId, usize),
}

/// The way back from an outcome or a value.
pub(super) struct Way<'w, 'r, 't> {
    pub(super) report: &'w Report<'r>,
    pub(super) traces: &'w Traces,
    pub(super) tracer: &'w mut Tracer<'t>,
    met: BTreeSet<Met>,
    /// Whether the parts of a condition are no steps of their own: inside a formula, which is one.
    plain: bool,
}

impl Report<'_> {
    /// The rulebook in which something is written.
    pub(super) fn layer_of(&self, span: Span) -> Option<LayerName> {
        described::layer_name(&self.ready.model, self.ready.model.layers.of(span.source))
    }

    /// The cells of a field that an item looks at, private ones hidden.
    pub(super) fn cells_beside(&self, field: FieldId, item: Item) -> Vec<Evidence> {
        let vocab = &self.ready.model.vocab;
        let form = vocab.field(field).form;
        let mut shown = Vec::new();
        if self.is_found(field) {
            if let Some(row) = self.row_found(field, item) {
                let declared = vocab.declared(field);
                shown.push(self.evidence(declared, &self.cells.at(declared, row), Some(row)));
            }
        } else if vocab.form(form).rows == Rows::One {
            self.cells_of_subject(field, item.subject, &mut shown);
        } else {
            shown.extend(self.rows_seen(form, item).take(CELLS).map(|row| self.filed(field, row)));
        }
        shown
    }
}

impl<'w, 'r, 't> Way<'w, 'r, 't> {
    pub(super) fn new(report: &'w Report<'r>, traces: &'w Traces, tracer: &'w mut Tracer<'t>) -> Self {
        Self { report, traces, tracer, met: BTreeSet::new(), plain: false }
    }

    /// Whether something is met for the first time.
    pub(super) fn meets(&mut self, met: Met) -> bool {
        self.met.insert(met)
    }

    /// The row of a value at an item; none where it stands in rows that are not the item's.
    pub(super) fn row_of(&self, value: ValueId, item: Item) -> Option<usize> {
        match self.report.ready.lowered.plan.value(value)?.table {
            None => Some(0),
            Some(table) => self.tracer.parent_row(item.table, item.row, table),
        }
    }

    /// What stands at a place, on one line and without remarks.
    pub(super) fn written(&self, span: Span) -> String {
        let text = without_comments(self.report.ready.sources.text(span));
        bare(&text.split_whitespace().collect::<Vec<_>>().join(" ")).to_owned()
    }

    /// The lines in which something is written, on one line: what a rule says of a form stands around its name.
    pub(super) fn line_of(&self, span: Span) -> String {
        let Some(source) = self.report.ready.sources.get(span.source) else { return String::new() };
        let text = source.text();
        let (start, end) = (span.start as usize, span.end as usize);
        let from = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let to = text.get(end..).and_then(|behind| behind.find('\n')).map_or(text.len(), |at| end + at);
        let line = without_comments(text.get(from..to).unwrap_or_default());
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Whether nothing but the name of a form stands there that is to be filed.
    fn is_name_of_form(&self, value: &Typed, span: Span) -> bool {
        match &value.kind {
            Kind::Filed(form) => {
                let text = self.written(span);
                value.span == span
                    && self.report.ready.model.vocab.form(*form).name.all().any(|name| name == text)
            }
            kind => kind.inside().into_iter().any(|inner| self.is_name_of_form(inner, span)),
        }
    }

    /// Something that holds or does not; `own` is its value where that is another than the expression's.
    pub(super) fn condition(
        &mut self,
        (value, traced): (&Typed, &Traced),
        own: Option<ValueId>,
        item: Item,
    ) -> Step {
        let report = self.report;
        let shown = match own {
            // What a rule says of somebody is told, whatever it read.
            Some(own) => {
                let truth = self.row_of(own, item).and_then(|row| self.tracer.truth(own, row));
                let state = match (truth, self.row_of(own, item)) {
                    (Some(_), _) => State::Computed,
                    (None, Some(row)) => report.first_state(&report.why(own, row, self.tracer)),
                    (None, None) => UNKNOWN,
                };
                let text = truth.map(|truth| report.yes_or_no(truth));
                super::numbers::Shown { value: text, unit: String::new(), number: None, truth, state }
            }
            None => report.shown_scalar(value, traced.value, item, self.tracer),
        };
        let mut step = with_shown(Step::new(StepKind::Condition, String::new()), shown);
        let of_form = self.is_name_of_form(value, value.span);
        step.written = Some(if of_form { self.line_of(value.span) } else { self.written(value.span) });
        step.place = Some(described::place(&report.ready.sources, value.span));
        step.layer = report.layer_of(value.span);
        step.with_numbers = self.with_numbers((value, traced), item);
        self.collect((value, traced), item, value.span, &mut step.parts);
        if let (Kind::Implies(a, b), Some(of_a)) = (&value.kind, traced.inside.first())
            && self.is_settled(a, of_a, item)
        {
            let (condition, not_taken) = (Some(self.written(a.span)), vec![self.written(b.span)]);
            step.choice = Some(Choice { condition, taken: None, not_taken, branches: Vec::new() });
        }
        step
    }

    /// A formula, taken apart where it is met first.
    pub(super) fn formula(&mut self, id: FormulaId, of: (&Formula, &Traced), item: Item) -> Step {
        let (formula, traced) = of;
        let report = self.report;
        let name = formula.name.in_lang(report.lang);
        let shown = if formula.value.ty.is_text() && !matches!(formula.value.kind, Kind::Choose(..)) {
            let text = report.text_of(&formula.value, item);
            let state = if text.is_some() { State::Computed } else { State::Missing };
            super::numbers::Shown { value: text, unit: String::new(), number: None, truth: None, state }
        } else {
            report.shown_scalar(&formula.value, traced.value, item, self.tracer)
        };
        let mut step = with_shown(Step::new(StepKind::Formula, name), shown);
        if !self.meets(Met::Formula(id, self.row_of(traced.value, item))) {
            return Step { again: true, ..step };
        }
        step.written = Some(self.written(formula.value.span));
        step.place = Some(described::place(&report.ready.sources, formula.value.span));
        step.layer = report.layer_of(formula.value.span);
        let plain = std::mem::replace(&mut self.plain, true);
        // What is one choice, or one aggregate, is told as one.
        match &self.bare((&formula.value, traced)).0.kind {
            Kind::Choose(..) if is_choice(self.bare((&formula.value, traced)).0) => {
                self.chosen((&formula.value, traced), item, &mut step);
            }
            Kind::Otherwise(..) => {
                step.with_numbers = self.with_numbers((&formula.value, traced), item);
                self.first_given((&formula.value, traced), item, &mut step);
            }
            _ => {
                step.with_numbers = self.with_numbers((&formula.value, traced), item);
                self.collect((&formula.value, traced), item, formula.value.span, &mut step.parts);
                if let [whole] = step.parts.as_mut_slice()
                    && whole.kind == StepKind::Aggregate
                    && Some(&whole.name) == step.written.as_ref()
                {
                    step.rows = whole.rows.take();
                    step.parts = std::mem::take(&mut whole.parts);
                }
            }
        }
        self.plain = plain;
        step
    }

    /// What an expression is made of; `whole` is the place of what is taken apart.
    pub(super) fn collect(
        &mut self,
        (value, traced): (&Typed, &Traced),
        item: Item,
        whole: Span,
        into: &mut Vec<Step>,
    ) {
        let report = self.report;
        if let Some(field) = value.kind.cell() {
            return self.cell(field, item, into);
        }
        match &value.kind {
            Kind::Formula(id) => {
                let traces = self.traces;
                if let (Some(formula), Some(traced)) =
                    (report.ready.model.formula(*id), traces.formulas.get(id))
                {
                    let step = self.formula(*id, (formula, traced), item);
                    push(step, into);
                }
            }
            Kind::Worked(worked) => self.formula_cell((worked, traced), item, whole, into),
            Kind::Choose(_, yes, no) => {
                let [_, of_yes, of_no] = traced.inside.as_slice() else { return };
                if is_written_as_one(value) && !value.ty.is_text() {
                    let nothing = |kind: &Kind| matches!(kind, Kind::Missing | Kind::Number(_));
                    if self.slots((value, traced), item, into) {
                        return;
                    }
                    let made = match (nothing(&yes.kind), nothing(&no.kind)) {
                        (false, true) => Some((yes.as_ref(), of_yes)),
                        (true, false) => Some((no.as_ref(), of_no)),
                        (true, true) | (false, false) => None,
                    };
                    match made {
                        Some((made, of_made)) if matches!(made.kind, Kind::Fold { .. }) => {
                            return self.aggregate((made, of_made), (value, traced), item, into);
                        }
                        Some(made) => return self.collect(made, item, whole, into),
                        None => {}
                    }
                }
                let name = if value.ty.is_text() { report.name_of(value) } else { self.written(value.span) };
                let shown = report.shown_scalar(value, traced.value, item, self.tracer);
                let mut step = with_shown(Step::new(StepKind::Choice, name), shown);
                self.chosen((value, traced), item, &mut step);
                push(step, into);
            }
            Kind::Otherwise(..) => {
                let shown = report.shown_scalar(value, traced.value, item, self.tracer);
                let mut step = with_shown(Step::new(StepKind::Choice, self.written(value.span)), shown);
                self.first_given((value, traced), item, &mut step);
                push(step, into);
            }
            Kind::And(parts) | Kind::Or(parts) => {
                for (part, traced) in parts.iter().zip(&traced.inside) {
                    self.part((part, traced), item, whole, into);
                }
            }
            Kind::Implies(a, b) => {
                let [of_a, of_b] = traced.inside.as_slice() else { return };
                self.part((a, of_a), item, whole, into);
                // What is asked only of others is not asked here.
                if !self.is_settled(a, of_a, item) {
                    self.part((b, of_b), item, whole, into);
                }
            }
            Kind::Iff(a, b) => {
                for (part, traced) in [a, b].into_iter().zip(&traced.inside) {
                    self.part((part, traced), item, whole, into);
                }
            }
            Kind::Fold { .. } => self.aggregate((value, traced), (value, traced), item, into),
            // A mean.
            Kind::Over(total, given) if total.span == given.span => {
                if let (Kind::Fold { .. }, Some(of_total)) = (&total.kind, traced.inside.first()) {
                    self.aggregate((total, of_total), (value, traced), item, into);
                }
            }
            Kind::Group(_) | Kind::Unique(_) | Kind::Common(_) => self.group((value, traced), item, into),
            Kind::Filed(form) | Kind::RowCount(form) => {
                let shown = report.shown_scalar(value, traced.value, item, self.tracer);
                push(with_shown(Step::new(StepKind::Filed, report.form_name(*form)), shown), into);
            }
            Kind::Found(form) => self.found_row(*form, item, into),
            kind => {
                // `a at least b` is `b at most a`: names come as they are written.
                let mut inside: Vec<_> = kind.inside().into_iter().zip(&traced.inside).collect();
                inside.sort_by_key(|(inner, _)| inner.span);
                for (inner, traced) in inside {
                    self.collect((inner, traced), item, whole, into);
                }
            }
        }
    }

    /// Whether what stands behind `if` is false, so that nothing is asked; not said where it is private.
    fn is_settled(&mut self, condition: &Typed, traced: &Traced, item: Item) -> bool {
        let truth = self.row_of(traced.value, item).and_then(|row| self.tracer.truth(traced.value, row));
        truth == Some(false) && !self.report.is_made_of_private(condition)
    }

    /// A part of a condition that is made of several, as a condition of its own.
    fn part(&mut self, of: (&Typed, &Traced), item: Item, whole: Span, into: &mut Vec<Step>) {
        let span = of.0.span;
        let (source, place) = (span.source == whole.source, (span.start, span.end));
        if self.plain || source && place == (whole.start, whole.end) {
            return self.collect(of, item, whole, into);
        }
        let step = self.condition(of, None, item);
        // Nobody wrote what stands nowhere by itself.
        if step.written.as_ref().is_none_or(String::is_empty) {
            into.extend(step.parts);
        } else {
            push(step, into);
        }
    }

    /// A value without what brings it to another unit and is not written.
    fn bare<'v>(&self, (value, traced): (&'v Typed, &'v Traced)) -> (&'v Typed, &'v Traced) {
        match (&value.kind, traced.inside.as_slice()) {
            (Kind::Convert(of, _) | Kind::Widen(of, _) | Kind::Narrow(of, _), [inside])
                if self.written(of.span) == self.written(value.span) =>
            {
                self.bare((of.as_ref(), inside))
            }
            _ => (value, traced),
        }
    }

    /// What a condition chooses, and a condition behind it, until nothing is left to choose: the ways that were not taken
    /// stand in the choice, and its parts are those of what was taken, then what else the conditions looked at.
    fn chosen(&mut self, of: (&Typed, &Traced), item: Item, step: &mut Step) {
        let report = self.report;
        let (mut value, mut traced) = of;
        let mut asked: Vec<(&Typed, &Traced)> = Vec::new();
        let mut choice = Choice { condition: None, taken: None, not_taken: Vec::new(), branches: Vec::new() };
        let taken = loop {
            (value, traced) = match self.bare((value, traced)) {
                (bare, inside) if is_choice(bare) => (bare, inside),
                _ => (value, traced),
            };
            let (Kind::Choose(condition, yes, no), [of_condition, of_yes, of_no]) =
                (&value.kind, traced.inside.as_slice())
            else {
                break Some((value, traced));
            };
            // What is asked first is told as a choice, however it is written.
            if !asked.is_empty() && !is_choice(value) {
                break Some((value, traced));
            }
            let (condition, of_condition) = (condition.as_ref(), of_condition);
            let truth = self
                .row_of(of_condition.value, item)
                .and_then(|row| self.tracer.truth(of_condition.value, row));
            let truth = truth.filter(|_| !report.is_made_of_private(condition));
            asked.push((condition, of_condition));
            let branch = |way: &Self, value: &Typed, taken: bool| Branch {
                condition: None,
                with_numbers: None,
                truth: None,
                written: way.written(value.span),
                taken,
            };
            choice.condition = Some(self.written(condition.span));
            choice.branches.push(Branch {
                condition: choice.condition.clone(),
                with_numbers: self.with_numbers((condition, of_condition), item),
                truth,
                ..branch(self, yes.as_ref(), truth == Some(true))
            });
            match truth {
                Some(true) => {
                    choice.not_taken.push(self.written(no.span));
                    choice.branches.push(branch(self, no.as_ref(), false));
                    (value, traced) = (yes.as_ref(), of_yes);
                }
                Some(false) => {
                    choice.not_taken.push(self.written(yes.span));
                    (value, traced) = (no.as_ref(), of_no);
                    if !is_choice(self.bare((value, traced)).0) {
                        choice.branches.push(branch(self, value, true));
                    }
                }
                None => {
                    choice.not_taken.extend([self.written(yes.span), self.written(no.span)]);
                    choice.branches.push(branch(self, no.as_ref(), false));
                    break None;
                }
            }
        };
        if let Some(taken) = taken {
            choice.taken = Some(self.written(taken.0.span));
            step.with_numbers = self.with_numbers(taken, item);
            self.collect(taken, item, taken.0.span, &mut step.parts);
        }
        step.choice = Some(choice);
        let plain = std::mem::replace(&mut self.plain, true);
        let mut looked_at = Vec::new();
        for condition in asked {
            self.collect(condition, item, condition.0.span, &mut looked_at);
        }
        self.plain = plain;
        // What stands there already has its number in the condition.
        let named = |parts: &[Step], part: &Step| {
            parts.iter().any(|known| known.name == part.name && known.cell == part.cell)
        };
        for part in looked_at {
            if !part.again && !named(&step.parts, &part) {
                step.parts.push(part);
            }
        }
    }

    /// A value that goes by a name among the slots of a row: the slots that are called so, each with its name and its
    /// number. Whether it is one.
    fn slots(&mut self, (value, traced): (&Typed, &Traced), item: Item, into: &mut Vec<Step>) -> bool {
        let report = self.report;
        let shown = report.shown_scalar(value, traced.value, item, self.tracer);
        let mut step = with_shown(Step::new(StepKind::Choice, self.written(value.span)), shown);
        let (mut value, mut traced) = (value, traced);
        let mut any = false;
        loop {
            let next = match (&value.kind, traced.inside.as_slice()) {
                (Kind::Convert(of, _) | Kind::Widen(of, _) | Kind::Narrow(of, _), [inside]) => (of, inside),
                // That those which are called alike are alike.
                (Kind::Choose(alike, of, _), [_, inside, _]) if matches!(alike.kind, Kind::And(_)) => {
                    (of, inside)
                }
                (Kind::Choose(called, number, others), [of_called, of_number, of_others]) => {
                    let Kind::IsTrue(test) = &called.kind else { break };
                    let Kind::Predicate(predicate) = &test.kind else { break };
                    any = true;
                    let row = self.row_of(of_called.value, item);
                    let is = row.and_then(|row| self.tracer.truth(of_called.value, row)) == Some(true);
                    if is && !report.is_made_of_private(called) {
                        self.cell(predicate.text.field, item, &mut step.parts);
                        self.collect((number, of_number), item, number.span, &mut step.parts);
                    }
                    (others, of_others)
                }
                _ => break,
            };
            (value, traced) = (next.0.as_ref(), next.1);
        }
        if any {
            push(step, into);
        }
        any
    }

    /// The first where it is given, else the second.
    fn first_given(&mut self, (value, traced): (&Typed, &Traced), item: Item, step: &mut Step) {
        let (Kind::Otherwise(first, second), [of_first, of_second]) = (&value.kind, traced.inside.as_slice())
        else {
            return;
        };
        let (first, second) = ((first.as_ref(), of_first), (second.as_ref(), of_second));
        let given = self.row_of(first.1.value, item).is_some_and(|row| {
            match self.tracer.scalar(first.1.value, row) {
                shensuan_plan::Scalar::Number(number) => number.is_some(),
                shensuan_plan::Scalar::Truth(truth) => truth.is_some(),
            }
        });
        let (taken, other) = if given { (first, second) } else { (second, first) };
        step.choice = Some(Choice {
            condition: None,
            taken: Some(self.written(taken.0.span)),
            not_taken: vec![self.written(other.0.span)],
            branches: Vec::new(),
        });
        if !given {
            // What is missing is shown: it is why the other was taken.
            self.collect(first, item, first.0.span, &mut step.parts);
        }
        self.collect(taken, item, taken.0.span, &mut step.parts);
    }

    /// A cell, or that of a row which is looked up.
    fn cell(&mut self, field: FieldId, item: Item, into: &mut Vec<Step>) {
        let report = self.report;
        let vocab = &report.ready.model.vocab;
        let form = vocab.field(field).form;
        if report.is_found(field) {
            return self.looked_up(field, item, into);
        }
        if vocab.form(form).origin == Origin::Subjects {
            return;
        }
        let holds = &vocab.field(field).kind;
        for evidence in report.cells_beside(field, item) {
            push(of_evidence(StepKind::Cell, evidence, holds), into);
        }
    }

    /// What is asked of a group: its answer, and what the item itself has.
    fn group(&mut self, (value, traced): (&Typed, &Traced), item: Item, into: &mut Vec<Step>) {
        let report = self.report;
        let shown = report.shown_scalar(value, traced.value, item, self.tracer);
        let mut step = with_shown(Step::new(StepKind::Group, report.name_of_statistic(value)), shown);
        for (inner, traced) in value.kind.inside().into_iter().zip(&traced.inside) {
            if self.row_of(traced.value, item).is_some() {
                self.collect((inner, traced), item, value.span, &mut step.parts);
            }
        }
        push(step, into);
    }
}

/// Whether a value is a choice that is written as one: of two texts, or of two numbers each with its own place.
fn is_choice(value: &Typed) -> bool {
    matches!(value.kind, Kind::Choose(..)) && (value.ty.is_text() || !is_written_as_one(value))
}

/// A text without the brackets around the whole of it.
fn bare(text: &str) -> &str {
    let Some(inner) = text.strip_prefix(['(', '（']).and_then(|rest| rest.strip_suffix([')', '）'])) else {
        return text;
    };
    let mut depth = 0_i32;
    let closes_before = inner.chars().any(|c| {
        depth += i32::from(matches!(c, '(' | '（')) - i32::from(matches!(c, ')' | '）'));
        depth < 0
    });
    if closes_before { text } else { inner }
}

/// Adds a step that does not stand there yet.
pub(super) fn push(step: Step, into: &mut Vec<Step>) {
    let same = |known: &Step| {
        known.kind == step.kind
            && known.name == step.name
            && known.value == step.value
            && known.cell == step.cell
            && known.written == step.written
    };
    if !into.iter().any(same) {
        into.push(step);
    }
}

/// A cell as a step.
pub(super) fn of_evidence(kind: StepKind, evidence: Evidence, holds: &FieldType) -> Step {
    let Evidence { name, value, unit, state, cell } = evidence;
    let numeric = match holds {
        FieldType::Number(_) | FieldType::Quantity(_) | FieldType::Integer | FieldType::Percent => {
            state.is_given()
        }
        FieldType::Formula(_)
        | FieldType::Code(_)
        | FieldType::Text
        | FieldType::YesNo
        | FieldType::Date
        | FieldType::Period
        | FieldType::Coordinates
        | FieldType::Outline => false,
    };
    // What is hidden, and a mark in the place of a number, read as none.
    let digits = value.as_deref().map(|value| value.strip_suffix('%').unwrap_or(value));
    let number = digits.filter(|_| numeric).and_then(|digits| digits.parse().ok());
    Step { value, unit, state, cell, number, ..Step::new(kind, name) }
}
