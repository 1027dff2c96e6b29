//! Rows on the way: those that keys find, with the formulas in their cells, and those of which one value is made.

use std::ops::Range;

use shensuan_diagnostics::Span;
use shensuan_findings::{
    Cell, Fits, FoundRow, HIDDEN, KeyFound, Named, RowsMade, State, Step, StepKind, readable,
};
use shensuan_model::{KeyAsked, KeyColumn, Kind, LookedUp, Traced, Typed, WorkedCell};
use shensuan_plan::{Scalar, TableId};
use shensuan_vocab::names::fold_text;
use shensuan_vocab::{FieldId, FormId, Origin, Polynomial};

use super::numbers::beside;
use super::steps::{Met, Way, of_evidence, push};
use super::{Item, Report, with_shown};
use crate::run::report::found;

/// So many rows of an aggregate are shown.
const ROWS: usize = 5;

impl Report<'_> {
    /// The keys of a row that was looked up: what was asked, and what stands there.
    fn keys_found(&self, found: &LookedUp, at: Option<usize>, row: usize) -> Vec<KeyFound> {
        let vocab = &self.ready.model.vocab;
        let columns = found.columns.iter().filter(|column| **column != KeyColumn::Own);
        let keys = (0..).zip(columns.zip(&found.keys));
        let keys = keys.map(|(place, (column, key))| {
            let private = match key {
                KeyAsked::Value(value) => self.is_made_of_private(value),
                KeyAsked::Words(_) => false,
            };
            let name = match column {
                KeyColumn::Field(field) => self.field_name(*field),
                KeyColumn::Subject(_) | KeyColumn::Own | KeyColumn::Place => self.subject_word(),
            };
            let stands = at.map(|at| match column {
                KeyColumn::Field(field) => self.text(*field, &self.cells.at(*field, at)).unwrap_or_default(),
                KeyColumn::Subject(part) => {
                    let subject = self.cells.table(found.of).and_then(|table| table.subject.get(at));
                    let part = subject.and_then(|subject| self.cells.data.key_part(*subject as usize, *part));
                    part.unwrap_or_default().to_owned()
                }
                KeyColumn::Own | KeyColumn::Place => String::new(),
            });
            let asked = if private { HIDDEN.to_owned() } else { self.asked(found, (place, key), row) };
            let field = if let KeyColumn::Field(field) = column { Some(*field) } else { None };
            let fits = at.zip(field).map(|(at, field)| self.fits(found.of, field, at, &asked));
            let hidden = private || field.is_some_and(|field| vocab.field(field).private);
            KeyFound {
                name,
                asked: if hidden { HIDDEN.to_owned() } else { asked },
                stands: stands.map(|text| if hidden { HIDDEN.to_owned() } else { text }),
                fits: fits.or(at.map(|_| Fits::Equal)),
                cell: None,
            }
        });
        keys.collect()
    }

    /// How what is asked fits the cell of a key.
    fn fits(&self, form: FormId, field: FieldId, at: usize, asked: &str) -> Fits {
        let vocab = &self.ready.model.vocab;
        let (Some(table), Some(reference)) = (self.cells.table(form), vocab.reference(form)) else {
            return Fits::Equal;
        };
        let place = reference.keys.iter().position(|key| key.field == field);
        let (rows, _) = shensuan_data::keyed_rows(vocab, table, at..at + 1);
        let cell =
            rows.into_iter().next().zip(place).and_then(|(row, place)| row.cells.into_iter().nth(place));
        // A code may have its name behind it.
        let code = fold_text(asked.split_whitespace().next().unwrap_or_default());
        match cell {
            Some(shensuan_data::KeyCell::Any) => Fits::Any,
            Some(shensuan_data::KeyCell::Between(..)) => Fits::Range,
            Some(shensuan_data::KeyCell::Texts(texts)) => {
                let named = texts
                    .iter()
                    .any(|(text, rank)| *rank == 0 && (*text == code || *text == fold_text(asked)));
                if named || texts.iter().all(|(_, rank)| *rank == 0) { Fits::Equal } else { Fits::Group }
            }
            Some(shensuan_data::KeyCell::Number(_)) | None => Fits::Equal,
        }
    }

    pub(super) fn field_name(&self, field: FieldId) -> String {
        shensuan_diagnostics::Localised::in_lang(&self.ready.model.vocab.field(field).name, self.lang)
    }

    /// What else stands in a row of a table: all but its keys, what is hidden, and what is blank.
    fn other_columns(&self, found: &LookedUp, at: usize, but: Option<FieldId>) -> Vec<Named> {
        let vocab = &self.ready.model.vocab;
        // A form says what its subject filed: only what is read of it is told.
        let Some(reference) = vocab.reference(found.of) else { return Vec::new() };
        let private = found.keys.iter().any(|key| match key {
            KeyAsked::Value(value) => self.is_made_of_private(value),
            KeyAsked::Words(_) => false,
        });
        if private {
            return Vec::new();
        }
        let fields = vocab.form(found.of).fields.iter().copied();
        let fields = fields.filter(|field| {
            !reference.keys.iter().any(|key| key.field == *field)
                && Some(*field) != but
                && !self.hides(*field)
        });
        let columns = fields.filter_map(|field| {
            let value = self.text(field, &self.cells.at(field, at))?;
            Some(Named { name: self.field_name(field), value })
        });
        columns.collect()
    }
}

impl Way<'_, '_, '_> {
    /// The cell of a row that is looked up, with the row where it is met first.
    pub(super) fn looked_up(&mut self, field: FieldId, item: Item, into: &mut Vec<Step>) {
        let report = self.report;
        let vocab = &report.ready.model.vocab;
        let (form, declared) = (vocab.field(field).form, vocab.declared(field));
        let Some(found) = report.ready.model.looked_up(form) else { return };
        let Some((value, mut rows)) = report.askers(form, item) else { return };
        let Some(row) = rows.next() else { return };
        let at = found::place(self.tracer, value, row);
        let table = report.form_name(found.of);
        let mut step = match at {
            Some(at) => of_evidence(
                StepKind::LookedUp,
                report.evidence(declared, &report.cells.at(declared, at), Some(at)),
                &vocab.field(declared).kind,
            ),
            None => {
                Step { state: State::NotFound, ..Step::new(StepKind::LookedUp, report.field_name(declared)) }
            }
        };
        step.name = format!("{table}.{}", step.name);
        self.with_row((found, form), (at, row), Some(declared), item, &mut step);
        push(step, into);
    }

    /// The row that is looked up, where it is asked whether it is there.
    pub(super) fn found_row(&mut self, form: FormId, item: Item, into: &mut Vec<Step>) {
        let report = self.report;
        let Some(found) = report.ready.model.looked_up(form) else { return };
        let Some((value, mut rows)) = report.askers(form, item) else { return };
        let Some(row) = rows.next() else { return };
        let at = found::place(self.tracer, value, row);
        let mut step = Step::new(StepKind::Filed, report.form_name(found.of));
        step.state = if at.is_some() { State::Computed } else { State::NotFound };
        step.truth = Some(at.is_some());
        step.value = at.map(|_| report.lang.pick("查得", "found").to_owned());
        step.cell = at.and_then(|at| report.cell(found.of, at));
        self.with_row((found, form), (at, row), None, item, &mut step);
        push(step, into);
    }

    /// Adds what is known of the row, and where its keys come from.
    fn with_row(
        &mut self,
        (found, form): (&LookedUp, FormId),
        (at, row): (Option<usize>, usize),
        but: Option<FieldId>,
        item: Item,
        step: &mut Step,
    ) {
        let report = self.report;
        if found.columns.as_slice() == [KeyColumn::Place] {
            return;
        }
        if !self.meets(Met::Found(form, row)) {
            step.again = true;
            return;
        }
        let mut keys = report.keys_found(found, at, row);
        let columns = at.map(|at| report.other_columns(found, at, but)).unwrap_or_default();
        let traces = self.traces;
        let traced = traces.keys.get(&form).into_iter().flatten();
        for (at, (key, traced)) in found.keys.iter().zip(traced).enumerate() {
            let (KeyAsked::Value(value), Some(traced)) = (key, traced) else { continue };
            let filed = self.filed_key(value, item);
            match (filed, keys.get_mut(at)) {
                (Some(cell), Some(key)) => key.cell = Some(cell),
                _ => self.collect((value, traced), item, value.span, &mut step.parts),
            }
        }
        step.looked_up = Some(FoundRow { table: report.form_name(found.of), keys, columns });
    }

    /// Where a key stands that is a cell as it was filed, and nothing else is to be said of it.
    fn filed_key(&self, value: &Typed, item: Item) -> Option<Cell> {
        let report = self.report;
        let vocab = &report.ready.model.vocab;
        let field = value.kind.cell()?;
        let as_filed = match &value.kind {
            Kind::Field(_) => true,
            Kind::Text(made) | Kind::TextId(made, _) => made.steps.is_empty(),
            _ => false,
        };
        if !as_filed
            || report.is_found(field)
            || vocab.form(vocab.field(field).form).origin == Origin::Subjects
        {
            return None;
        }
        let mut cells = report.cells_beside(field, item);
        let one = cells.pop().filter(|_| cells.is_empty())?;
        one.cell.filter(|_| one.state == State::Given)
    }

    /// What the formula in a cell came to. A cell that holds a number says all itself.
    pub(super) fn formula_cell(
        &mut self,
        (worked, traced): (&WorkedCell, &Traced),
        item: Item,
        whole: Span,
        into: &mut Vec<Step>,
    ) {
        let report = self.report;
        let vocab = &report.ready.model.vocab;
        let Some(field) = worked.field() else { return };
        let row = report.row_found(field, item);
        let known = row.and_then(|row| Some((row, report.formula_in(field, row)?)));
        let (Some((row, formula)), Some(cell)) = (known, worked.declared(vocab)) else {
            return self.looked_up(field, item, into);
        };
        // The row says where the cell stands.
        let mut found = Vec::new();
        self.looked_up(field, item, &mut found);
        let found = found.pop();
        let (looked_up, mut parts) = found.map(|found| (found.looked_up, found.parts)).unwrap_or_default();
        let table = report.ready.model.looked_up(vocab.field(field).form).map(|found| found.of);
        let name = table.map_or_else(String::new, |table| report.form_name(table));
        let name = format!("{name}.{}", report.field_name(field));
        let mut step = Step { looked_up, ..Step::new(StepKind::FormulaCell, name) };
        let private = std::iter::once(&worked.cell).chain(&worked.parameters);
        let private = private.into_iter().any(|part| report.is_made_of_private(part));
        let text = report.cells.table(vocab.field(vocab.declared(field)).form);
        let text = text.and_then(|table| table.text(vocab.declared(field), row)).unwrap_or_default();
        step.written = Some(text.to_owned());
        step.cell = report.field_cell(vocab.declared(field), row);
        let mut numbers = Vec::new();
        let values = traced.inside.iter().skip(1);
        for (place, ((name, value), traced)) in
            cell.parameters.iter().zip(&worked.parameters).zip(values).enumerate()
        {
            if !formula.reads(place) {
                continue;
            }
            let number =
                self.row_of(traced.value, item).and_then(|row| self.tracer.number(traced.value, row));
            let mut parameter = Step::new(StepKind::Parameter, name.clone());
            match number {
                Some(_) if private => {
                    (parameter.value, parameter.state) = (Some(HIDDEN.to_owned()), State::Computed);
                }
                Some(number) => {
                    parameter.value = Some(readable(number));
                    parameter.number = Some(number);
                    parameter.unit = report.unit_of_parameter(value, row);
                    parameter.state = State::Computed;
                    numbers.push((name.as_str(), readable(number)));
                }
                None => {
                    let at = self.row_of(traced.value, item);
                    let causes = at.map(|row| report.why(traced.value, row, self.tracer)).unwrap_or_default();
                    parameter.state = report.first_state(&causes);
                    let missing = parameter.state.word(report.lang);
                    let missing = report.lang.pick(format!("（{missing}）"), format!("({missing})"));
                    numbers.push((name.as_str(), missing));
                }
            }
            self.collect((value, traced), item, whole, &mut parameter.parts);
            // What goes by the name of a slot has that name.
            if let [slot] = parameter.parts.as_mut_slice()
                && slot.kind == StepKind::Choice
                && slot.choice.is_none()
            {
                parameter.parts = std::mem::take(&mut slot.parts);
            }
            parts.push(parameter);
        }
        if !private {
            step.with_numbers = Some(put_in(text, &numbers));
        }
        self.result_of(&mut step, (&formula, cell.unit), (traced, row), item, private);
        step.parts = parts;
        push(step, into);
    }

    /// What it came to, in the unit that its row names.
    fn result_of(
        &mut self,
        step: &mut Step,
        (_, unit): (&Polynomial, Option<FieldId>),
        (traced, row): (&Traced, usize),
        item: Item,
        private: bool,
    ) {
        let report = self.report;
        let vocab = &report.ready.model.vocab;
        let at = self.row_of(traced.value, item);
        let Some(number) = at.and_then(|at| self.tracer.number(traced.value, at)) else {
            let causes = at.map(|at| report.why(traced.value, at, self.tracer)).unwrap_or_default();
            step.state = report.first_state(&causes);
            return;
        };
        step.state = State::Computed;
        if private {
            step.value = Some(HIDDEN.to_owned());
            return;
        }
        let unit = unit.map(|unit| report.unit_text(vocab.declared(unit), Some(row))).unwrap_or_default();
        let way = report.ready.model.units.parse(&unit).ok().and_then(|unit| unit.to_coherent());
        let number = way.map_or(number, |way| way.inverse().apply(number));
        (step.value, step.number, step.unit) = (Some(readable(number)), Some(number), unit);
    }

    /// What is made of rows: how many there are, and the first of them. `told` is what is shown of it: of a mean the
    /// whole.
    pub(super) fn aggregate(
        &mut self,
        (fold, traced): (&Typed, &Traced),
        told: (&Typed, &Traced),
        item: Item,
        into: &mut Vec<Step>,
    ) {
        let report = self.report;
        let Kind::Fold { how: _, rows, value, keep } = &fold.kind else { return };
        let shown = report.shown_scalar(told.0, told.1.value, item, self.tracer);
        let mut step = with_shown(Step::new(StepKind::Aggregate, self.written(told.0.span)), shown);
        let mut inside = traced.inside.iter();
        let value = value.as_deref().zip(value.as_ref().and_then(|_| inside.next()));
        let keep = keep.as_deref().zip(keep.as_ref().and_then(|_| inside.next()));
        let Some(children) = self.rows_under(*rows, (fold, traced), item) else {
            return push(step, into);
        };
        let table = children.0;
        let (mut counted, mut passed_over) = (0, 0);
        for row in children.1.clone() {
            let own = report.item(table, row);
            let own = Item { subject: item.subject, ..own };
            let kept = match keep {
                Some((_, keep)) => {
                    self.row_of(keep.value, own).and_then(|row| self.tracer.truth(keep.value, row))
                }
                None => Some(true),
            };
            if kept == Some(false) {
                continue;
            }
            counted += 1;
            let given = value.is_none_or(|(_, value)| {
                let scalar = self.row_of(value.value, own).map(|row| self.tracer.scalar(value.value, row));
                matches!(scalar, Some(Scalar::Number(Some(_)) | Scalar::Truth(Some(_))))
            });
            passed_over += usize::from(kept.is_none() || !given);
            if step.parts.len() < ROWS {
                let part = self.row_made(*rows, (value, kept), own);
                step.parts.push(part);
            }
        }
        let left_out = counted - step.parts.len();
        step.rows = Some(RowsMade { all: children.1.len(), counted, passed_over, left_out });
        push(step, into);
    }

    /// The rows of a form that an aggregate looks at.
    fn rows_under(
        &self,
        rows: FormId,
        (_, traced): (&Typed, &Traced),
        item: Item,
    ) -> Option<(TableId, Range<usize>)> {
        let report = self.report;
        let lowered = &report.ready.lowered;
        let source = shensuan_model::TableSource::Rows(rows);
        let at = lowered.tables.iter().position(|known| *known == source)?;
        let from = TableId(u32::try_from(at).ok()?);
        let to = lowered.plan.value(traced.value)?.table?;
        let above = self.tracer.parent_row(item.table, item.row, to)?;
        Some((from, self.tracer.child_rows(from, to, above)))
    }

    /// One row of an aggregate.
    fn row_made(
        &mut self,
        form: FormId,
        (value, kept): (Option<(&Typed, &Traced)>, Option<bool>),
        item: Item,
    ) -> Step {
        let report = self.report;
        let mut step = Step::new(StepKind::Row, report.form_name(form));
        step.cell = report.cell(form, item.row);
        match value {
            Some((value, traced)) => {
                let shown = report.shown_scalar(value, traced.value, item, self.tracer);
                step = with_shown(step, shown);
                let traces = self.traces;
                // What a formula computes says more than its name.
                let of = match &inner(value).kind {
                    Kind::Formula(id) => {
                        let formula = report.ready.model.formula(*id);
                        formula.map(|formula| &formula.value).zip(traces.formulas.get(id))
                    }
                    _ => Some((value, traced)),
                };
                step.with_numbers = of.and_then(|of| self.with_numbers(of, item));
            }
            None => step.state = State::Given,
        }
        if kept.is_none() {
            step.state = State::LeftOut;
            step.value = None;
        }
        step
    }
}

/// A value without what brings it to another unit.
fn inner(value: &Typed) -> &Typed {
    match &value.kind {
        Kind::Convert(of, _) | Kind::Narrow(of, _) | Kind::Widen(of, _) => inner(of),
        _ => value,
    }
}

/// A formula in a cell with numbers in the place of its parameters: `0.02S` is `0.02 × 100`.
fn put_in(text: &str, numbers: &[(&str, String)]) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let named =
            numbers.iter().filter(|(name, _)| rest.starts_with(name)).max_by_key(|(name, _)| name.len());
        match named {
            Some((name, number)) => {
                if out.ends_with(|c: char| c.is_ascii_digit() || c == ')' || c == '）') {
                    out.push_str(" × ");
                }
                out.push_str(&beside(number, ""));
                rest = rest.get(name.len()..).unwrap_or_default();
            }
            None => {
                out.push(next);
                rest = rest.get(next.len_utf8()..).unwrap_or_default();
            }
        }
    }
    out
}
