//! Why a value is missing: the way back through the plan to the cells that left it so.
//!
//! It follows what the interpreter did on one row: an operand that is given is no reason, a branch that was not
//! chosen is none, nor is a row that was not counted in. So what it names is what decides.

mod chosen;
mod known;
mod of_group;

use std::collections::BTreeSet;

use shensuan_findings::{Evidence, HIDDEN, State};
use shensuan_model::{InputSource, Literal, Lookup, Predicate, Test, TextValue};
use shensuan_plan::{
    ByNumbers, Fetched, How, InputId, Keys, LookupId, OutlinesId, RowOp, Scalar, Step, TableStep, Tracer,
    ValueId,
};
use shensuan_vocab::{FieldId, FieldType, FormId, Meaning, Rows};

use super::evidence::SHOWN_ROWS;
use super::{Item, Report, found};
use crate::run::cells::Content;

/// Something that left a value missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cause {
    /// A cell, and what is wrong with it where that does not show in the cell itself. The row is the subject's for a
    /// form that has one row.
    Cell(FieldId, usize, Option<State>),
    /// A cell of a row that was looked up, by the row of its file.
    Found(FieldId, usize, Option<State>),
    /// Keys that no row has, by the form that would be looked up, and the row that asks.
    NotFound(FormId, usize),
    /// A subject has no row of a form.
    NoRows(FormId),
    /// A computation without a cell.
    Nowhere(State),
    /// The group of a subject or a row.
    Group(State),
    /// No value of the row goes by a name, or several do and differ; the look-up asks for that name.
    Named(LookupId, State),
}

/// What is asked of a value at a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Asked {
    /// Why it is missing.
    Missing,
    /// Why it is what it is: it chose something that is missing.
    Known,
    /// Which cells it is made of: their sum, product … is of no use.
    MadeOf(State),
    /// Which cells it is, that a condition compared and ruled out.
    Compared,
}

struct Way<'w, 'r, 't> {
    report: &'w Report<'r>,
    tracer: &'w mut Tracer<'t>,
    open: Vec<(Asked, ValueId, usize)>,
    met: ByNumbers<(Asked, ValueId, usize), ()>,
    found: Vec<Cause>,
    listed: BTreeSet<Cause>,
    /// What conditions ruled out: the cause where there is no other.
    ruled_out: Vec<Cause>,
    known: &'w Known,
}

/// A way back mostly takes no more steps than this.
const STEPS: usize = 100;

/// The causes for which values are missing at rows where that was asked before.
pub(super) type Known = ByNumbers<(ValueId, usize), Vec<Cause>>;

impl Report<'_> {
    /// The causes for which a value is missing at a row, in the order in which the value reads them.
    pub(super) fn why(&self, value: ValueId, row: usize, tracer: &mut Tracer<'_>) -> Vec<Cause> {
        self.why_knowing(&Known::default(), value, row, tracer)
    }

    /// The same, where it is known of some values already.
    pub(super) fn why_knowing(
        &self,
        known: &Known,
        value: ValueId,
        row: usize,
        tracer: &mut Tracer<'_>,
    ) -> Vec<Cause> {
        let mut found = self.causes(known, vec![(Asked::Missing, value, row)], tracer);
        if found.is_empty() {
            // A rule may say `missing` of its own accord.
            found.push(Cause::Nowhere(State::Missing));
        }
        found
    }

    /// What is found on the way back from there.
    fn causes(
        &self,
        known: &Known,
        open: Vec<(Asked, ValueId, usize)>,
        tracer: &mut Tracer<'_>,
    ) -> Vec<Cause> {
        let (mut met, found, listed) = (ByNumbers::default(), Vec::new(), BTreeSet::new());
        met.reserve(STEPS);
        let ruled_out = Vec::new();
        let mut way = Way { report: self, tracer, open, met, found, listed, ruled_out, known };
        way.open.reverse();
        while let Some(step) = way.open.pop() {
            if way.met.insert(step, ()).is_none() {
                let below = way.open.len();
                way.step(step);
                // What was pushed first is looked at first.
                if let Some(pushed) = way.open.get_mut(below..) {
                    pushed.reverse();
                }
            }
        }
        let Way { found, mut ruled_out, .. } = way;
        if !found.is_empty() {
            return found;
        }
        // What was filed comes before what it was held against.
        ruled_out.sort_by_key(|cause| matches!(cause, Cause::Found(..)));
        ruled_out
    }

    /// The causes as evidence, and how many are not shown.
    pub(super) fn lacking(&self, causes: &[Cause]) -> (Vec<Evidence>, usize) {
        let mut shown = Vec::new();
        for cause in causes {
            self.cause(*cause, &mut shown);
        }
        let left_out = shown.len().saturating_sub(SHOWN_ROWS);
        shown.truncate(SHOWN_ROWS);
        (shown, left_out)
    }

    pub(super) fn cause(&self, cause: Cause, into: &mut Vec<Evidence>) {
        match cause {
            Cause::Cell(field, row, state) => {
                let vocab = &self.ready.model.vocab;
                let one = vocab.form(vocab.field(field).form).rows == Rows::One;
                let declared = vocab.field(if one { field } else { self.cells.filed_as(field, row).0 });
                let from = into.len();
                if one {
                    self.cells_of_subject(field, row, into);
                } else {
                    into.push(self.filed(field, row));
                }
                for evidence in into.iter_mut().skip(from) {
                    if evidence.state.is_given() {
                        evidence.state = state.unwrap_or(State::Mark);
                    }
                    if declared.private && evidence.value.is_some() {
                        evidence.value = Some(HIDDEN.to_owned());
                        evidence.unit = String::new();
                    }
                }
            }
            Cause::Found(field, row, state) => into.push(self.cell_found(field, row, state)),
            Cause::NotFound(form, row) => into.push(self.not_found(form, row)),
            Cause::NoRows(form) => into.push(Evidence {
                name: self.form_name(form),
                value: None,
                unit: String::new(),
                state: State::NotFiled,
                cell: None,
            }),
            Cause::Nowhere(state) => into.push(nowhere(self.lang.pick("算式", "computation"), state)),
            Cause::Group(state) => into.push(nowhere(self.lang.pick("同组", "group"), state)),
            Cause::Named(lookup, state) => {
                let name = self.ready.lowered.lookups.get(lookup.index()).and_then(name_asked);
                into.push(nowhere(name.unwrap_or_default(), state));
            }
        }
    }

    /// What stands in a row of the plan's table of a field.
    pub(super) fn content(&self, field: FieldId, row: usize) -> Content<'_> {
        let vocab = &self.ready.model.vocab;
        match vocab.form(vocab.field(field).form).rows {
            Rows::One => self.cells.of_subject(field, row),
            Rows::Many => self.cells.at(field, row),
        }
    }
}

impl Way<'_, '_, '_> {
    fn ask(&mut self, asked: Asked, value: ValueId, row: usize) {
        self.open.push((asked, value, row));
    }

    fn name(&mut self, cause: Cause) {
        if self.listed.insert(cause) {
            self.found.push(cause);
        }
    }

    fn is_missing(&mut self, value: ValueId, row: usize) -> bool {
        matches!(self.tracer.scalar(value, row), Scalar::Number(None) | Scalar::Truth(None))
    }

    fn step_of(&self, value: ValueId) -> Option<Step> {
        self.report.ready.lowered.plan.value(value).map(|value| value.step)
    }

    /// Whether a value says "missing" of itself, as the language's `missing` does, or the plan where something does
    /// not fit.
    fn says_missing(&self, value: ValueId) -> bool {
        matches!(self.step_of(value), Some(Step::Row(RowOp::MissingNumber | RowOp::Truth(None))))
    }

    fn step(&mut self, (asked, value, row): (Asked, ValueId, usize)) {
        if asked == Asked::Missing
            && let Some(causes) = self.known.get(&(value, row))
        {
            return causes.iter().for_each(|cause| self.name(*cause));
        }
        let Some(step) = self.step_of(value) else { return };
        match step {
            Step::Table(TableStep::Find { keys, .. }) => return self.find(value, keys, row),
            Step::Table(TableStep::Fetch { row: place, what }) => return self.fetch(asked, place, what, row),
            Step::Table(TableStep::Outline { row: place, outlines, .. }) => {
                return self.outline((asked, value, row), step, place, outlines);
            }
            Step::Row(_) | Step::Table(_) => {}
        }
        match asked {
            Asked::Compared => self.compared(step, row),
            Asked::Missing if self.is_missing(value, row) => self.missing(value, step, row),
            Asked::Missing => {}
            // A condition may itself be made of something missing, as "is given" is.
            Asked::Known if self.is_missing(value, row) => self.missing(value, step, row),
            Asked::Known => self.known(value, step, row),
            Asked::MadeOf(state) => self.made_of(state, step, row),
        }
    }

    /// Keys that find no row: one of them is missing, or no row has them.
    fn find(&mut self, value: ValueId, keys: Keys, row: usize) {
        let absent: Vec<ValueId> = keys.iter().filter(|key| self.is_missing(*key, row)).collect();
        if !absent.is_empty() {
            return absent.into_iter().for_each(|key| self.ask(Asked::Missing, key, row));
        }
        let found = self.report.ready.lowered.found.iter().find(|(_, place)| **place == value);
        if let (Some((form, _)), true) = (found, self.is_missing(value, row)) {
            self.name(Cause::NotFound(*form, row));
        }
    }

    /// What a row that was looked up holds.
    fn fetch(&mut self, asked: Asked, place: ValueId, what: Fetched, row: usize) {
        if self.is_missing(place, row) {
            return self.ask(Asked::Missing, place, row);
        }
        let lowered = &self.report.ready.lowered;
        let lookup = match what {
            Fetched::Entry(lookup) => Some(lookup),
            Fetched::Cell(_) | Fetched::GivenCode(_) => None,
        };
        let input = match what {
            Fetched::Cell(input) | Fetched::GivenCode(input) => Some(input),
            Fetched::Entry(lookup) => lowered.plan.lookup(lookup).map(|lookup| lookup.input),
        };
        let Some(InputSource::Field(field) | InputSource::Blank(field) | InputSource::Mark(field)) =
            input.and_then(|input| lowered.inputs.get(input.index()))
        else {
            return;
        };
        let unit = is_unit(lookup.and_then(|lookup| lowered.lookups.get(lookup.index())));
        let state = match asked {
            Asked::Missing if unit => Some(State::UnitUnknown),
            Asked::Missing => None,
            Asked::Known if unit => Some(State::UnitMisfit),
            Asked::Known => return,
            Asked::MadeOf(state) => Some(state),
            Asked::Compared if unit => return,
            Asked::Compared => Some(State::RuledOut),
        };
        let Some(place) = self.tracer.number(place, row) else { return };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the place of a row")]
        let cause = Cause::Found(*field, place as usize, state);
        if asked == Asked::Compared { self.ruled_out.push(cause) } else { self.name(cause) }
    }

    /// What is asked of an outline: an operand is missing, or the outline of the row is.
    fn outline(
        &mut self,
        (asked, value, row): (Asked, ValueId, usize),
        step: Step,
        place: ValueId,
        of: OutlinesId,
    ) {
        let missing = self.is_missing(value, row);
        let asked = if asked == Asked::Known && missing { Asked::Missing } else { asked };
        let matters =
            |way: &mut Self, operand: &ValueId| asked != Asked::Missing || way.is_missing(*operand, row);
        let operands: Vec<ValueId> = step.operands().filter(|operand| matters(self, operand)).collect();
        operands.iter().for_each(|operand| self.ask(asked, *operand, row));
        let field = self.report.ready.lowered.outlines.get(of.index()).copied();
        if let (true, true, Some(field)) = (missing, operands.is_empty(), field)
            && let Some(place) = found::place(self.tracer, place, row)
        {
            self.name(Cause::Found(field, place, None));
        }
    }

    fn missing(&mut self, asked: ValueId, step: Step, row: usize) {
        match step {
            Step::Table(TableStep::Find { .. } | TableStep::Fetch { .. } | TableStep::Outline { .. }) => {}
            Step::Row(op) => self.missing_op(op, row),
            Step::Table(TableStep::Lift { value, to }) => {
                if let Some(above) = self.row_above(value, row, to) {
                    self.ask(Asked::Missing, value, above);
                }
            }
            Step::Table(
                step @ (TableStep::Pair { .. } | TableStep::Group { .. } | TableStep::Common { .. }),
            ) => self.missing_in_group(asked, step, row),
            Step::Table(TableStep::Fold { how, from, value, keep, to }) => {
                let children = self.tracer.child_rows(from, to, row);
                let mut counted = 0;
                let mut given = false;
                for child in children.clone() {
                    let kept = match keep {
                        Some(keep) => self.tracer.truth(keep, child),
                        None => Some(true),
                    };
                    match (kept, value, keep) {
                        (Some(true), Some(value), _) => {
                            counted += 1;
                            given |= !self.is_missing(value, child);
                            self.ask(Asked::Missing, value, child);
                        }
                        // A row that is not counted in as it cannot be said whether it belongs.
                        (None, _, Some(keep)) => self.ask(Asked::Missing, keep, child),
                        (Some(_), _, _) | (None, _, None) => {}
                    }
                }
                if let (true, Some(value), How::Sum) = (given, value, how) {
                    for child in children {
                        self.ask(Asked::MadeOf(State::NoResult), value, child);
                    }
                } else if counted == 0
                    && let Some(shensuan_model::TableSource::Rows(form)) =
                        self.report.ready.lowered.tables.get(from.index())
                {
                    self.name(Cause::NoRows(*form));
                }
            }
        }
    }

    fn missing_op(&mut self, op: RowOp, row: usize) {
        if let RowOp::Load(input) | RowOp::GivenCode(input) = op {
            return self.input(input, row);
        }
        if let RowOp::Gather(lookup) = op {
            return self.lookup(lookup, row);
        }
        if let RowOp::Choose { condition, yes, no } = op {
            return self.chosen(condition, yes, no, row);
        }
        let operands: Vec<ValueId> = Step::Row(op).operands().collect();
        let (absent, given): (Vec<ValueId>, Vec<ValueId>) =
            operands.into_iter().partition(|operand| self.is_missing(*operand, row));
        if absent.iter().any(|operand| self.says_missing(*operand)) {
            given.iter().for_each(|operand| self.ask(Asked::Known, *operand, row));
        }
        if let (true, RowOp::Div(_, divisor)) = (absent.is_empty(), op) {
            let zero = self.tracer.number(divisor, row) == Some(0.0);
            let (state, of) =
                if zero { (State::ZeroDivisor, vec![divisor]) } else { (State::NoResult, given) };
            return self.of_no_use(state, &of, row);
        }
        if absent.is_empty() && !given.is_empty() {
            return self.of_no_use(State::NoResult, &given, row);
        }
        absent.iter().for_each(|operand| self.ask(Asked::Missing, *operand, row));
    }

    fn of_no_use(&mut self, state: State, values: &[ValueId], row: usize) {
        let constant = |value: &ValueId| {
            self.report.ready.lowered.plan.value(*value).is_none_or(|value| value.table.is_none())
        };
        if values.iter().all(constant) {
            return self.name(Cause::Nowhere(state));
        }
        values.iter().for_each(|value| self.ask(Asked::MadeOf(state), *value, row));
    }

    fn input(&mut self, input: InputId, row: usize) {
        let lowered = &self.report.ready.lowered;
        match lowered.inputs.get(input.index()) {
            Some(InputSource::Field(field) | InputSource::Blank(field) | InputSource::Mark(field)) => {
                let cause = Cause::Cell(*field, row, None);
                self.name(cause);
            }
            Some(InputSource::Likeness(at)) => {
                for (field, row) in self.report.blank_texts(*at, input, row) {
                    self.name(Cause::Cell(field, row, None));
                }
            }
            Some(
                InputSource::Filed(_)
                | InputSource::RowCount(_)
                | InputSource::Agree(_)
                | InputSource::Judged(_)
                | InputSource::Supplied(_)
                | InputSource::Row(_)
                | InputSource::SubjectNumber
                | InputSource::Words(_),
            )
            | None => {}
        }
    }

    /// A look-up without an answer: the cell is empty, or its text is of no use.
    fn lookup(&mut self, lookup: LookupId, row: usize) {
        let lowered = &self.report.ready.lowered;
        let Some(input) = lowered.plan.lookup(lookup).map(|lookup| lookup.input) else { return };
        let Some(InputSource::Field(field)) = lowered.inputs.get(input.index()) else { return };
        let asked = lowered.lookups.get(lookup.index());
        let state = match self.report.content(*field, row) {
            _ if is_unit(asked) => State::UnitUnknown,
            Content::Text(text) => self.text_of_no_use(*field, text, asked),
            _ => State::NoResult,
        };
        self.name(Cause::Cell(*field, row, Some(state)));
    }

    /// What is wrong with a text that nothing comes of.
    fn text_of_no_use(&self, field: FieldId, text: &str, asked: Option<&Lookup>) -> State {
        let vocab = &self.report.ready.model.vocab;
        let of_level = |made: &TextValue| {
            made.steps.iter().any(|step| matches!(step.arguments.as_slice(), [Literal::List(_), _]))
        };
        match (&vocab.field(field).kind, asked) {
            (FieldType::Code(list), _) if vocab.list(*list).meaning(text) == Meaning::Several => {
                State::SeveralCodes
            }
            (_, Some(Lookup::Test(Predicate { text: made, .. }) | Lookup::Identity(made, _)))
                if of_level(made) =>
            {
                State::NoLevel
            }
            _ => State::NoResult,
        }
    }

    /// The cells that a value is made of.
    fn made_of(&mut self, state: State, step: Step, row: usize) {
        match step {
            Step::Table(TableStep::Find { .. } | TableStep::Fetch { .. } | TableStep::Outline { .. }) => {}
            Step::Row(RowOp::Load(input)) => {
                if let Some(InputSource::Field(field)) = self.report.ready.lowered.inputs.get(input.index())
                    && matches!(self.report.content(*field, row), Content::Number(_) | Content::YesNo(_))
                {
                    self.name(Cause::Cell(*field, row, Some(state)));
                }
            }
            Step::Row(_) => step.operands().for_each(|operand| self.ask(Asked::MadeOf(state), operand, row)),
            Step::Table(TableStep::Lift { value, to }) => {
                if let Some(above) = self.row_above(value, row, to) {
                    self.ask(Asked::MadeOf(state), value, above);
                }
            }
            // What a whole group makes is not for one of its cells to answer for.
            Step::Table(TableStep::Pair { .. } | TableStep::Group { .. } | TableStep::Common { .. }) => {}
            Step::Table(TableStep::Fold { how: _, from, value, keep, to }) => {
                let Some(value) = value else { return };
                for child in self.tracer.child_rows(from, to, row) {
                    if keep.is_none_or(|keep| self.tracer.truth(keep, child) == Some(true)) {
                        self.ask(Asked::MadeOf(state), value, child);
                    }
                }
            }
        }
    }

    fn row_above(&self, value: ValueId, row: usize, to: shensuan_plan::TableId) -> Option<usize> {
        let own = self.report.ready.lowered.plan.value(value)?.table?;
        self.tracer.parent_row(to, row, own)
    }
}

/// What is said of something that has no cell.
fn nowhere(name: &str, state: State) -> Evidence {
    Evidence { name: name.to_owned(), value: None, unit: String::new(), state, cell: None }
}

/// The name by which a value of a row is asked for.
fn name_asked(lookup: &Lookup) -> Option<&str> {
    match lookup {
        Lookup::Test(Predicate { test: Test::TextIs(names), .. }) => names.first().map(String::as_str),
        _ => None,
    }
}

/// Whether a look-up reads a text as a unit.
fn is_unit(lookup: Option<&Lookup>) -> bool {
    matches!(lookup, Some(Lookup::Multiply(_) | Lookup::Divide(_) | Lookup::Dimension(_) | Lookup::Nouns(..)))
}

impl Report<'_> {
    /// Why a rule cannot be decided for an item: the conditions that are unknown, else the checks.
    pub(super) fn why_undetermined(
        &self,
        lowered: &shensuan_model::LoweredRule,
        item: Item,
        tracer: &mut Tracer<'_>,
    ) -> Vec<Cause> {
        let Some(judgement) = self.ready.lowered.plan.judgement(lowered.judgement) else { return Vec::new() };
        let mut values: Vec<ValueId> =
            judgement.when.iter().copied().filter(|when| tracer.truth(*when, item.row).is_none()).collect();
        if values.is_empty() {
            for check in &judgement.checks {
                let applies =
                    check.applies.is_none_or(|applies| tracer.truth(applies, item.row) == Some(true));
                if applies && tracer.truth(check.holds, item.row).is_none() {
                    values.push(check.holds);
                }
            }
        }
        let mut causes = Vec::new();
        for value in values {
            for cause in self.why(value, item.row, tracer) {
                if !causes.contains(&cause) {
                    causes.push(cause);
                }
            }
        }
        causes
    }
}
