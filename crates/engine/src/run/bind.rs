//! A data set → the frame of a plan.

use std::borrow::Cow;
use std::collections::BTreeMap;

use shensuan_data::{FieldColumn, TextList};
use shensuan_model::{InputSource, Judged, Lookup, Lowered, Model, TableSource};
use shensuan_plan::{
    Bits, ByNumbers, Column, Frame, Input, InputKind, Outline, TableRows, of_each, shared_out, side_by_side,
};
use shensuan_vocab::names::folded;
use shensuan_vocab::units::Unit;
use shensuan_vocab::{FieldId, Polynomial, Rows, Vocab};

use super::cells::{Cells, Content};
use super::index::index;
use super::likenesses;

/// Of each subject whether it passes; statistics alone read that.
pub(crate) type Judgements = BTreeMap<Judged, Vec<Option<bool>>>;

/// Everything the plan reads, in its order.
///
/// Texts are made by several threads and then numbered in the order of what asks for them, so that their numbers are the
/// same in every run.
pub(crate) fn frame<'d>(
    model: &'d Model,
    lowered: &'d Lowered,
    cells: &Cells<'d>,
    judged: &Judgements,
    threads: usize,
) -> Frame {
    let vocab = &model.vocab;
    let subjects = cells.data.subjects.len();
    let tables: Vec<TableRows> = lowered
        .tables
        .iter()
        .map(|table| match table {
            TableSource::Subjects => TableRows { rows: subjects, offsets: None },
            TableSource::Rows(form) => {
                let offsets = match vocab.rows_above(*form) {
                    Some(above) => cells.offsets_in(*form, above),
                    None => cells.offsets(*form),
                };
                TableRows { rows: cells.row_count(*form), offsets: Some(offsets) }
            }
            TableSource::Apart(form) => TableRows { rows: cells.row_count(*form), offsets: None },
        })
        .collect();
    let mut identities = Identities::default();
    let words: Vec<Option<f64>> =
        lowered.inputs.iter().map(|source| word(lowered, source, &mut identities)).collect();
    let rows_in = |input: &Input| tables.get(input.table.index()).map_or(0, |table| table.rows);
    let inputs: Vec<(&InputSource, &Input)> = lowered.inputs.iter().zip(&lowered.plan.inputs).collect();
    // Many columns are made side by side; how alike texts are takes several threads for one of them.
    let column = |(at, (source, input)): (usize, &(&InputSource, &Input))| match source {
        InputSource::Supplied(form) => {
            let supplied = Some(cells.table(*form).is_some());
            Column::truths((0..rows_in(input)).map(|_| supplied))
        }
        #[expect(clippy::cast_precision_loss, reason = "far fewer rows than 2^53")]
        InputSource::Row(form) => Column::numbers((0..cells.row_count(*form)).map(|row| Some(row as f64))),
        #[expect(clippy::cast_precision_loss, reason = "far fewer subjects than 2^53")]
        InputSource::SubjectNumber => Column::numbers((0..subjects).map(|subject| Some(subject as f64))),
        InputSource::Words(_) => {
            let number = words.get(at).copied().flatten();
            Column::numbers((0..rows_in(input)).map(|_| number))
        }
        InputSource::Likeness(asked) => match lowered.likenesses.get(*asked as usize) {
            Some(asked) => likenesses::column(model, lowered, cells, &tables, input.table, asked, threads),
            None => Column::numbers((0..rows_in(input)).map(|_| None)),
        },
        InputSource::Filed(form) => {
            Column::truths((0..subjects).map(|subject| Some(!cells.rows_of(*form, subject).is_empty())))
        }
        InputSource::RowCount(form) => {
            #[expect(clippy::cast_precision_loss, reason = "rows of one subject")]
            let count = |subject| cells.rows_of(*form, subject).len() as f64;
            Column::numbers((0..subjects).map(|subject| Some(count(subject))))
        }
        InputSource::Judged(which) => {
            let passes = judged.get(which);
            Column::truths((0..subjects).map(|subject| passes?.get(subject).copied().flatten()))
        }
        InputSource::Agree(field) => Column::truths(
            (0..subjects).map(|subject| Some(cells.of_subject(*field, subject) != Content::Conflicting)),
        ),
        InputSource::Blank(field) => Column::truths(
            rows_of(vocab, cells, *field, apart(lowered, input))
                .map(|row| Some(is_blank(vocab, cells, *field, row, apart(lowered, input)))),
        ),
        InputSource::Mark(field) => {
            Column::numbers(rows_of(vocab, cells, *field, apart(lowered, input)).map(|row| {
                match content(vocab, cells, *field, row, apart(lowered, input)) {
                    Content::Mark(text) => {
                        let marks = &vocab.field(*field).marks;
                        let place = marks.iter().position(|mark| mark == text)?;
                        u8::try_from(place + 1).ok().map(f64::from)
                    }
                    Content::Number(_)
                    | Content::YesNo(_)
                    | Content::Text(_)
                    | Content::Missing
                    | Content::Unreadable(_)
                    | Content::Conflicting => None,
                }
            }))
        }
        InputSource::Field(field) => cells_of(vocab, cells, *field, input.kind, apart(lowered, input)),
    };
    let alone = |source: &InputSource| matches!(source, InputSource::Likeness(_));
    // Texts are numbered one after the other, which leaves threads without work: half of them make columns beside that.
    let numbers_many = threads > 1 && lowered.lookups.len() + lowered.searches.len() > 1;
    let beside = if numbers_many { threads / 2 } else { 0 };
    let columns = || {
        let threads = if numbers_many { beside } else { threads };
        let made = shared_out(inputs.len(), threads, |at| {
            inputs.get(at).filter(|(source, _)| !alone(source)).map(|input| column((at, input)))
        });
        let columns = made.into_iter().zip(inputs.iter().enumerate());
        columns.map(|(made, input)| made.unwrap_or_else(|| column(input))).collect()
    };
    let (columns, (lookups, searches)) =
        side_by_side(if numbers_many { threads } else { 1 }, columns, || {
            let threads = threads - beside;
            let lookups = lowered.lookups.iter();
            let lookups =
                lookups.map(|asked| lookup(model, cells, asked, &mut identities, threads)).collect();
            let searches = lowered.searches.iter();
            let searches = searches.map(|search| index(search, cells, &mut identities, threads)).collect();
            (lookups, searches)
        });
    let outlines = lowered.outlines.iter().map(|field| outlines(cells, *field, threads)).collect();
    Frame { tables, columns, lookups, searches, outlines }
}

/// The outlines that the texts of a field are.
fn outlines(cells: &Cells<'_>, field: FieldId, threads: usize) -> Vec<Outline> {
    let rings = |text: &str| shensuan_vocab::Outline::read(text).map(|outline| outline.polygons.concat());
    let texts = texts(cells, field);
    shared_out(texts.len(), threads, |at| Outline::new(&texts.get(at).and_then(rings).unwrap_or_default()))
}

/// Whether the rows of an input lie as they do in their file.
fn apart(lowered: &Lowered, input: &Input) -> bool {
    matches!(lowered.tables.get(input.table.index()), Some(TableSource::Apart(_)))
}

/// Numbers that stand for texts, given out in the order of what asks for them.
#[derive(Default)]
pub(super) struct Identities<'d>(ByNumbers<Cow<'d, str>, f64>);

impl<'d> Identities<'d> {
    /// The number that stands for a text.
    pub(super) fn of(&mut self, text: Cow<'d, str>) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "far fewer texts than 2^53")]
        let next = self.0.len() as f64;
        *self.0.entry(text).or_insert(next)
    }
}

/// The number of a text that stands in a rule.
fn word<'d>(lowered: &'d Lowered, source: &InputSource, identities: &mut Identities<'d>) -> Option<f64> {
    let InputSource::Words(at) = source else { return None };
    let (text, exact) = lowered.words.get(*at as usize)?;
    Some(identities.of(if *exact { Cow::Borrowed(text.as_str()) } else { folded(text) }))
}

/// The rows of a field's table: the subjects for a form that has one row.
fn rows_of(vocab: &Vocab, cells: &Cells<'_>, field: FieldId, apart: bool) -> std::ops::Range<usize> {
    let form = vocab.field(field).form;
    match vocab.form(form).rows {
        Rows::One if !apart => 0..cells.data.subjects.len(),
        Rows::One | Rows::Many => 0..cells.row_count(form),
    }
}

/// What stands in a row of a field's table.
pub(super) fn content<'d>(
    vocab: &Vocab,
    cells: &Cells<'d>,
    field: FieldId,
    row: usize,
    apart: bool,
) -> Content<'d> {
    match vocab.form(vocab.field(field).form).rows {
        Rows::One if !apart => cells.of_subject(field, row),
        Rows::One | Rows::Many => cells.at(field, row),
    }
}

/// Whether nothing stands in the cell of a row that is there.
fn is_blank(vocab: &Vocab, cells: &Cells<'_>, field: FieldId, row: usize, apart: bool) -> bool {
    let form = vocab.field(field).form;
    let there = apart || vocab.form(form).rows == Rows::Many || !cells.rows_of(form, row).is_empty();
    there && content(vocab, cells, field, row, apart) == Content::Missing
}

/// The cells of a field along the rows of its table.
pub(crate) fn cells_of(
    vocab: &Vocab,
    cells: &Cells<'_>,
    field: FieldId,
    kind: InputKind,
    apart: bool,
) -> Column {
    let form = vocab.field(field).form;
    let one = vocab.form(form).rows == Rows::One && !apart;
    let rows = if one { cells.data.subjects.len() } else { cells.row_count(form) };
    if (!one || cells.each_has_one(form))
        && let Some(column) = as_it_lies(cells.column(field), kind, rows)
    {
        return column;
    }
    // Mostly a subject has one row of a form with one; where it has several, they may disagree.
    let row_of = |row: usize| match one.then(|| cells.rows_of(form, row)) {
        None => Some(row),
        Some(all) if all.len() <= 1 => all.into_iter().next(),
        Some(all) => {
            let content = cells.of_subject(field, row);
            all.into_iter().next().filter(|_| content != Content::Conflicting)
        }
    };
    let given = |given: &[bool], row: usize| given.get(row) == Some(&true);
    match kind {
        InputKind::Number => match cells.column(field) {
            Some(FieldColumn::Number { values, given: is, .. }) => Column::numbers((0..rows).map(|row| {
                let row = row_of(row)?;
                values.get(row).copied().filter(|_| given(is, row))
            })),
            Some(FieldColumn::YesNo { .. } | FieldColumn::Text { .. }) | None => {
                Column::numbers((0..rows).map(|_| None))
            }
        },
        InputKind::Truth => match cells.column(field) {
            Some(FieldColumn::YesNo { values }) => {
                Column::truths((0..rows).map(|row| values.get(row_of(row)?).copied().flatten()))
            }
            Some(FieldColumn::Number { .. } | FieldColumn::Text { .. }) | None => {
                Column::truths((0..rows).map(|_| None))
            }
        },
        InputKind::Code => {
            let entries = u32::try_from(texts(cells, field).len()).unwrap_or(u32::MAX);
            match cells.column(field) {
                Some(FieldColumn::Text { index, given: is, .. }) => {
                    let entry = |row| {
                        let row = row_of(row)?;
                        index.get(row).copied().filter(|_| given(is, row))
                    };
                    Column::codes(entries, (0..rows).map(entry))
                }
                Some(FieldColumn::Number { .. } | FieldColumn::YesNo { .. }) | None => {
                    Column::codes(entries, (0..rows).map(|_| None))
                }
            }
        }
    }
}

/// The cells of a column whose rows lie as those of the table do.
fn as_it_lies(column: Option<&FieldColumn>, kind: InputKind, rows: usize) -> Option<Column> {
    match (kind, column?) {
        (InputKind::Number, FieldColumn::Number { values, given, .. }) if values.len() == rows => {
            Some(Column::Number { values: values.clone(), given: Bits::of(given) })
        }
        (InputKind::Code, FieldColumn::Text { index, given, entries }) if index.len() == rows => {
            let entries = u32::try_from(entries.len()).unwrap_or(u32::MAX);
            Some(Column::Code { index: index.clone(), given: Bits::of(given), entries })
        }
        (InputKind::Number | InputKind::Truth | InputKind::Code, _) => None,
    }
}

/// The entry of the text in a row of a field's table among the distinct texts of the field.
pub(crate) fn entry(
    vocab: &Vocab,
    cells: &Cells<'_>,
    field: FieldId,
    row: usize,
    apart: bool,
) -> Option<u32> {
    let form = vocab.field(field).form;
    if vocab.form(form).rows == Rows::Many || apart {
        return cells.entry(field, row);
    }
    match cells.of_subject(field, row) {
        Content::Text(_) => cells.entry(field, cells.rows_of(form, row).start),
        Content::Number(_)
        | Content::YesNo(_)
        | Content::Mark(_)
        | Content::Missing
        | Content::Unreadable(_)
        | Content::Conflicting => None,
    }
}

/// The distinct texts of a field.
pub(crate) fn texts<'d>(cells: &Cells<'d>, field: FieldId) -> &'d TextList {
    match cells.column(field) {
        Some(FieldColumn::Text { entries, .. }) => entries,
        Some(FieldColumn::Number { .. } | FieldColumn::YesNo { .. }) | None => TextList::none(),
    }
}

/// The distinct texts of a column of formulas as such; none for one that is none.
fn formulas<'d>(cells: &Cells<'d>, field: FieldId) -> impl Iterator<Item = Option<Polynomial>> + use<'d> {
    let cell = cells.vocab.field(field).kind.formula();
    let parameters = cell.map(|cell| cell.parameters.clone()).unwrap_or_default();
    texts(cells, field).iter().map(move |text| Polynomial::read(text, &parameters).ok())
}

/// What is asked of a text, once per distinct text.
fn lookup<'d>(
    model: &'d Model,
    cells: &Cells<'d>,
    asked: &Lookup,
    identities: &mut Identities<'d>,
    threads: usize,
) -> Column {
    let of_unit = |field: &FieldId, answer: &dyn Fn(&Unit) -> Option<f64>| {
        let units = texts(cells, *field).iter().map(|text| model.units.parse(text).ok());
        Column::numbers(units.map(|unit| unit.as_ref().and_then(answer)))
    };
    let vocab = &model.vocab;
    match asked {
        Lookup::Test(predicate) => Column::truths(of_texts(cells, predicate.text.field, threads, |text| {
            predicate.holds(vocab, text)
        })),
        Lookup::Measure(made, step) => Column::numbers(of_texts(cells, made.field, threads, |text| {
            step.number(vocab, &made.of(vocab, text)?).filter(|number| number.is_finite())
        })),
        Lookup::Identity(made, exact) => {
            let made = of_texts(cells, made.field, threads, |text| made.identity(vocab, text, *exact));
            Column::numbers(made.into_iter().map(|text| Some(identities.of(text?))))
        }
        Lookup::Coefficient(field, of) => {
            Column::numbers(formulas(cells, *field).map(|formula| Some(formula?.coefficient(*of))))
        }
        Lookup::Reads(field, place) => {
            Column::truths(formulas(cells, *field).map(|formula| Some(formula?.reads(*place))))
        }
        Lookup::Over(field, place) => {
            Column::truths(formulas(cells, *field).map(|formula| Some(formula?.is_over(*place))))
        }
        Lookup::Multiply(field) => of_unit(field, &|unit| Some(unit.to_coherent()?.multiply())),
        Lookup::Divide(field) => of_unit(field, &|unit| Some(unit.to_coherent()?.divide())),
        Lookup::Dimension(field) => of_unit(field, &|unit| Some(unit.dimension().code())),
        Lookup::Nouns(asked, field) => of_unit(field, &|unit| Some(unit.noun_code(*asked))),
    }
}

/// What is made of each distinct text of a field.
fn of_texts<'d, R: Send>(
    cells: &Cells<'d>,
    field: FieldId,
    threads: usize,
    make: impl Fn(&'d str) -> Option<R> + Sync,
) -> Vec<Option<R>> {
    let texts = texts(cells, field);
    of_each(texts.len(), threads, |at| make(texts.get(at)?))
}
