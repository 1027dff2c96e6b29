//! A data set → the frame of a plan.

use std::collections::{BTreeMap, HashMap};

use shensuan_data::FieldColumn;
use shensuan_model::{InputSource, Judged, Lookup, Lowered, Model, TableSource};
use shensuan_plan::{Column, Frame, Input, InputKind, Outline, TableRows};
use shensuan_vocab::names::fold_text;
use shensuan_vocab::units::Unit;
use shensuan_vocab::{FieldId, Polynomial, Rows, Vocab};

use super::cells::{Cells, Content};
use super::index::index;
use super::likenesses;

/// Of each subject whether it passes; statistics alone read that.
pub(crate) type Judgements = BTreeMap<Judged, Vec<Option<bool>>>;

/// Everything the plan reads, in its order.
pub(crate) fn frame(model: &Model, lowered: &Lowered, cells: &Cells<'_>, judged: &Judgements) -> Frame {
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
    let mut identities = HashMap::new();
    let rows_in = |input: &Input| tables.get(input.table.index()).map_or(0, |table| table.rows);
    let columns = lowered
        .inputs
        .iter()
        .zip(&lowered.plan.inputs)
        .map(|(source, input)| match source {
            InputSource::Supplied(form) => {
                let supplied = Some(cells.table(*form).is_some());
                Column::truths((0..rows_in(input)).map(|_| supplied))
            }
            #[expect(clippy::cast_precision_loss, reason = "far fewer rows than 2^53")]
            InputSource::Row(form) => {
                Column::numbers((0..cells.row_count(*form)).map(|row| Some(row as f64)))
            }
            #[expect(clippy::cast_precision_loss, reason = "far fewer subjects than 2^53")]
            InputSource::SubjectNumber => Column::numbers((0..subjects).map(|subject| Some(subject as f64))),
            InputSource::Words(at) => {
                let text = lowered.words.get(*at as usize);
                let number = text.map(|(text, exact)| {
                    let text = if *exact { text.to_owned() } else { fold_text(text) };
                    identity(&mut identities, text)
                });
                Column::numbers((0..rows_in(input)).map(|_| number))
            }
            InputSource::Likeness(at) => match lowered.likenesses.get(*at as usize) {
                Some(asked) => likenesses::column(model, lowered, cells, &tables, input.table, asked),
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
                Column::numbers(rows_of(vocab, cells, *field, apart(lowered, input)).map(
                    |row| match content(vocab, cells, *field, row, apart(lowered, input)) {
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
                    },
                ))
            }
            InputSource::Field(field) => column(vocab, cells, *field, input.kind, apart(lowered, input)),
        })
        .collect();
    let lookups = lowered.lookups.iter().map(|asked| lookup(model, cells, asked, &mut identities)).collect();
    let searches = lowered.searches.iter().map(|search| index(search, cells, &mut identities)).collect();
    let outlines = lowered.outlines.iter().map(|field| outlines(cells, *field)).collect();
    Frame { tables, columns, lookups, searches, outlines }
}

/// The outlines that the texts of a field are.
fn outlines(cells: &Cells<'_>, field: FieldId) -> Vec<Outline> {
    let rings = |text: &String| shensuan_vocab::Outline::read(text).map(|outline| outline.polygons.concat());
    texts(cells, field).iter().map(|text| Outline::new(&rings(text).unwrap_or_default())).collect()
}

/// Whether the rows of an input lie as they do in their file.
fn apart(lowered: &Lowered, input: &Input) -> bool {
    matches!(lowered.tables.get(input.table.index()), Some(TableSource::Apart(_)))
}

/// The number that stands for a text. Numbers are given out in the order of what asks for them, the same in every run.
pub(super) fn identity(identities: &mut HashMap<String, f64>, text: String) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "far fewer texts than 2^53")]
    let next = identities.len() as f64;
    *identities.entry(text).or_insert(next)
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
fn column(vocab: &Vocab, cells: &Cells<'_>, field: FieldId, kind: InputKind, apart: bool) -> Column {
    let form = vocab.field(field).form;
    let one = vocab.form(form).rows == Rows::One && !apart;
    let rows = if one { cells.data.subjects.len() } else { cells.row_count(form) };
    let content = |row: usize| if one { cells.of_subject(field, row) } else { cells.at(field, row) };
    match kind {
        InputKind::Number => Column::numbers((0..rows).map(|row| match content(row) {
            Content::Number(number) => Some(number),
            Content::YesNo(_)
            | Content::Text(_)
            | Content::Mark(_)
            | Content::Missing
            | Content::Unreadable(_)
            | Content::Conflicting => None,
        })),
        InputKind::Truth => Column::truths((0..rows).map(|row| match content(row) {
            Content::YesNo(truth) => Some(truth),
            Content::Number(_)
            | Content::Text(_)
            | Content::Mark(_)
            | Content::Missing
            | Content::Unreadable(_)
            | Content::Conflicting => None,
        })),
        InputKind::Code => {
            let entries = u32::try_from(texts(cells, field).len()).unwrap_or(u32::MAX);
            Column::codes(
                entries,
                (0..rows).map(|row| {
                    if !one {
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
                }),
            )
        }
    }
}

/// The distinct texts of a field.
pub(super) fn texts<'d>(cells: &Cells<'d>, field: FieldId) -> &'d [String] {
    match cells.column(field) {
        Some(FieldColumn::Text { entries, .. }) => entries,
        Some(FieldColumn::Number { .. } | FieldColumn::YesNo { .. }) | None => &[],
    }
}

/// The distinct texts of a column of formulas as such; none for one that is none.
fn formulas<'d>(cells: &Cells<'d>, field: FieldId) -> impl Iterator<Item = Option<Polynomial>> + use<'d> {
    let cell = cells.vocab.field(field).kind.formula();
    let parameters = cell.map(|cell| cell.parameters.clone()).unwrap_or_default();
    texts(cells, field).iter().map(move |text| Polynomial::read(text, &parameters).ok())
}

/// What is asked of a text, once per distinct text.
fn lookup(model: &Model, cells: &Cells<'_>, asked: &Lookup, identities: &mut HashMap<String, f64>) -> Column {
    let of_unit = |field: &FieldId, answer: &dyn Fn(&Unit) -> Option<f64>| {
        let units = texts(cells, *field).iter().map(|text| model.units.parse(text).ok());
        Column::numbers(units.map(|unit| unit.as_ref().and_then(answer)))
    };
    match asked {
        Lookup::Test(predicate) => Column::truths(
            texts(cells, predicate.text.field).iter().map(|text| predicate.holds(&model.vocab, text)),
        ),
        Lookup::Measure(made, step) => {
            let texts = texts(cells, made.field).iter();
            let made = texts.map(|text| made.of(&model.vocab, text));
            let finite = |number: &f64| number.is_finite();
            Column::numbers(made.map(|text| step.number(&model.vocab, &text?).filter(finite)))
        }
        Lookup::Identity(made, exact) => {
            let texts = texts(cells, made.field).iter();
            Column::numbers(
                texts.map(|text| Some(identity(identities, made.identity(&model.vocab, text, *exact)?))),
            )
        }
        Lookup::Coefficient(field, of) => {
            Column::numbers(formulas(cells, *field).map(|formula| Some(formula?.coefficient(*of))))
        }
        Lookup::Reads(field, place) => {
            Column::truths(formulas(cells, *field).map(|formula| Some(formula?.reads(*place))))
        }
        Lookup::Multiply(field) => of_unit(field, &|unit| Some(unit.to_coherent()?.multiply())),
        Lookup::Divide(field) => of_unit(field, &|unit| Some(unit.to_coherent()?.divide())),
        Lookup::Dimension(field) => of_unit(field, &|unit| Some(unit.dimension().code())),
        Lookup::Nouns(asked, field) => of_unit(field, &|unit| Some(unit.noun_code(*asked))),
    }
}
