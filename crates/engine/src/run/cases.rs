//! A case: one subject or several, made of what the case gives, through the plan.

#![allow(clippy::wildcard_enum_match_arm, reason = "few of the kinds of an expression are text")]

use shensuan_data::{DataSet, FieldColumn, FormTable, TextList, add_rows_made_of_columns};
use shensuan_diagnostics::codes::rulebook as codes;
use shensuan_diagnostics::{Diagnostic, Lang};
use shensuan_findings::readable;
use shensuan_model::{Case, CaseRow, CaseValue, Expected, FormulaId, Kind, Rule, Type, ends};
use shensuan_plan::{Frame, Outcome, TableId, Tracer};
use shensuan_vocab::{Date, FieldId, FieldType, FormId, Vocab};

use super::case_tables as tables;
use super::cells::{Cells, Content};
use super::joined::with_joins;
use super::report::{Report, found_at};
use super::{Engine, Options, bind, evaluate};
use crate::eval::Answer;
use crate::pipeline::Ready;

/// What a case came to.
#[derive(Clone, Debug)]
pub struct CaseResult {
    /// What the rule said.
    pub found: Expected,
    /// What is to be said where that is not what was expected.
    pub complaint: Option<Diagnostic>,
}

/// Runs one case. Of the plan only what the case's own rules read is evaluated: a rulebook has as many cases as rules.
pub(crate) fn run(ready: &Ready, case: &Case) -> CaseResult {
    let data = data_set(ready, case);
    // A case is written by hand: it has no millions of rows.
    let data = match with_joins(ready, &data, 1) {
        Ok(data) => data,
        Err(defect) => return CaseResult { found: Expected::Undetermined, complaint: Some(*defect) },
    };
    let cells = data.cells(&ready.model.vocab);
    let frame = bind::frame(&ready.model, &ready.lowered, &cells, &bind::Judgements::new(), 1);
    let mut tracer = Tracer::new(&ready.lowered.plan, &frame);
    let lowered = case.rules.iter().filter_map(|rule| ready.lowered.rules.get(*rule));
    let outcomes: Vec<Outcome> = lowered
        .flat_map(|lowered| {
            let of_no_subject = rule_of(ready, case).is_some_and(|rule| ready.model.is_of_no_subject(rule));
            let of = case.of.filter(|_| !of_no_subject);
            let whose = |row: usize| frame.parent_row(&ready.lowered.plan, lowered.table, row, TableId(0));
            let rows = (0..frame.rows(lowered.table)).filter(|row| of.is_none() || whose(*row) == of);
            rows.filter_map(|row| Some(tracer.outcome(lowered.judgement, row)?.outcome)).collect::<Vec<_>>()
        })
        .collect();
    let found = overall(&outcomes);
    let complaint = (found != case.expected).then(|| {
        let rule = rule_of(ready, case).map_or("", |rule| rule.id.as_str());
        Diagnostic::new(codes::CASE_FAILED)
            .with("rule", rule)
            .with("expected", word(case.expected))
            .with("found", word(found))
            .label(case.span, codes::EXPECTED_HERE)
    });
    CaseResult { found, complaint }
}

/// The rule that a case tests.
fn rule_of<'r>(ready: &'r Ready, case: &Case) -> Option<&'r Rule> {
    case.rules.first().and_then(|rule| ready.model.rules.get(*rule))
}

/// What a formula comes to where a case is given: its first row, where it stands in rows.
pub(crate) fn compute(
    ready: &Ready,
    case: &Case,
    formula: &str,
    lang: Lang,
) -> Result<Answer, Box<Diagnostic>> {
    let data = data_set(ready, case);
    let data = with_joins(ready, &data, 1)?;
    let cells = data.cells(&ready.model.vocab);
    let frame = bind::frame(&ready.model, &ready.lowered, &cells, &bind::Judgements::new(), 1);
    let mut formulas = ready.model.formulas.iter();
    if let Some(text) = formulas.find(|known| known.name.declared() == formula && known.value.ty.is_text()) {
        let end =
            match ready.lowered.chosen.iter().find(|(id, _)| {
                ready.model.formula(*id).is_some_and(|known| known.name.declared() == formula)
            }) {
                Some((_, which)) => {
                    Tracer::new(&ready.lowered.plan, &frame).number(*which, 0).and_then(|which| {
                        let mut each = (0_u32..).zip(ends(&text.value));
                        each.find(|(place, _)| f64::from(*place) == which).map(|(_, end)| end)
                    })
                }
                None => Some(&text.value),
            };
        let said = end.and_then(|end| made(ready, (&cells, &frame), &end.kind));
        return Ok(said.map_or(Answer::Missing, Answer::Text));
    }
    let run = evaluate(&ready.model, &ready.lowered, &frame, 1, Engine::default())?;
    let named = |id: FormulaId| ready.model.formula(id).filter(|known| known.name.declared() == formula);
    let mut outputs = ready.lowered.outputs.iter();
    let found = outputs.find_map(|(id, table, output)| Some((named(*id)?, *table, *output)));
    let Some((formula, table, output)) = found else { return Ok(Answer::Missing) };
    let Some(column) = run.outputs.get(output.index()).filter(|column| !column.is_empty()) else {
        return Ok(Answer::Missing);
    };
    if formula.value.ty == Type::Truth {
        return Ok(Answer::Truth(column.truth(0)));
    }
    let Some(number) = column.number(0) else { return Ok(Answer::Missing) };
    if formula.value.ty == Type::Date {
        return Ok(Date::of_number(number).map_or(Answer::Missing, |date| Answer::Text(date.to_string())));
    }
    if let Kind::Field(field) = &formula.value.kind
        && ready.model.vocab.field(*field).kind == FieldType::Percent
    {
        return Ok(Answer::Number(format!("{}%", readable(number * 100.0)), String::new()));
    }
    let (number, unit) = Report::new(ready, &cells, &frame, Options { lang, ..Options::default() }).shown(
        number,
        &formula.value,
        table,
    );
    if unit == "%" {
        return Ok(Answer::Number(format!("{}%", readable(number)), String::new()));
    }
    Ok(Answer::Number(readable(number), unit))
}

/// The text of the one row that a case gives.
fn made(ready: &Ready, (cells, frame): (&Cells<'_>, &Frame), value: &Kind) -> Option<String> {
    if let Kind::Words(text) = value {
        return Some(text.clone());
    }
    let field = value.cell()?;
    let form = cells.vocab.field(field).form;
    let row = match ready.lowered.found.get(&form) {
        Some(place) => found_at(&mut Tracer::new(&ready.lowered.plan, frame), *place, 0)?,
        None => cells.rows_of(form, 0).next()?,
    };
    let Content::Text(text) = cells.at(cells.vocab.declared(field), row) else { return None };
    match value {
        Kind::Text(made) => made.of(&ready.model.vocab, text),
        _ => Some(text.to_owned()),
    }
}

/// What a rule says of a subject as a whole: of its rows one that fails decides, then one that is undetermined.
fn overall(outcomes: &[Outcome]) -> Expected {
    let any = |outcome| outcomes.contains(&outcome);
    if any(Outcome::Fail) {
        Expected::Fail
    } else if any(Outcome::Undetermined) {
        Expected::Undetermined
    } else if any(Outcome::Pass) {
        Expected::Pass
    } else {
        Expected::NotApplicable
    }
}

fn word(outcome: Expected) -> shensuan_diagnostics::Note {
    match outcome {
        Expected::Pass => codes::PASS,
        Expected::Fail => codes::FAIL,
        Expected::NotApplicable => codes::NOT_APPLICABLE,
        Expected::Undetermined => codes::UNDETERMINED,
    }
}

/// The rows of a case as a data set.
pub(crate) fn data_set(ready: &Ready, case: &Case) -> DataSet {
    let vocab = &ready.model.vocab;
    let mut data = DataSet { subjects: case.subjects.iter().collect(), ..DataSet::default() };
    for (form, declared) in vocab.forms().filter(|(_, form)| !form.is_made_of_columns()) {
        let own: Vec<CaseRow> =
            (0..case.subjects.len()).flat_map(|of| rows_of(vocab, case, form, of)).collect();
        if own.is_empty() {
            continue;
        }
        let (rows, count): (Vec<&CaseRow>, usize) = (own.iter().collect(), own.len());
        let columns = declared.fields.iter().map(|field| (*field, column(vocab, *field, &rows, count)));
        data.tables.push(FormTable {
            form,
            file: 0,
            files: Vec::new(),
            rows: (1..).take(count).collect(),
            lines: Vec::new(),
            subject: own.iter().map(|row| u32::try_from(row.subject).unwrap_or(u32::MAX)).collect(),
            columns: columns.collect(),
            made_of: Vec::new(),
            rows_of: None,
        });
    }
    add_rows_made_of_columns(vocab, &mut data);
    tables::add(ready, case, &mut data);
    data
}

/// The rows of a form that a subject has; of one of whose rows inside rows are given, an empty one.
fn rows_of(vocab: &Vocab, case: &Case, form: FormId, subject: usize) -> Vec<CaseRow> {
    let all = case.rows.iter().filter(|row| row.subject == subject);
    let own: Vec<CaseRow> = all.clone().filter(|row| row.form == form).cloned().collect();
    let has_group = all.clone().any(|row| vocab.form(row.form).parent == Some(form));
    if own.is_empty() && has_group {
        return vec![CaseRow { form, subject, cells: Vec::new() }];
    }
    own
}

pub(super) fn column(vocab: &Vocab, field: FieldId, rows: &[&CaseRow], count: usize) -> FieldColumn {
    let cell = |row: usize| {
        let row = rows.get(row)?;
        row.cells.iter().rev().find(|(known, _)| *known == field).map(|(_, value)| value)
    };
    let cells = || (0..count).map(cell);
    match vocab.field(field).kind {
        FieldType::Number(_)
        | FieldType::Quantity(_)
        | FieldType::Integer
        | FieldType::Percent
        | FieldType::Date => {
            let number = |cell: Option<&CaseValue>| match cell {
                Some(CaseValue::Number(number)) => Some(*number),
                Some(CaseValue::YesNo(_) | CaseValue::Text(_) | CaseValue::Mark(_)) | None => None,
            };
            let mark = |cell: Option<&CaseValue>| match cell {
                Some(CaseValue::Mark(mark)) => *mark,
                Some(CaseValue::YesNo(_) | CaseValue::Text(_) | CaseValue::Number(_)) | None => 0,
            };
            FieldColumn::Number {
                marks: cells().map(mark).collect(),
                values: cells().map(|cell| number(cell).unwrap_or(0.0)).collect(),
                given: cells().map(|cell| number(cell).is_some()).collect(),
            }
        }
        FieldType::YesNo => FieldColumn::YesNo {
            values: cells()
                .map(|cell| match cell {
                    Some(CaseValue::YesNo(value)) => Some(*value),
                    Some(CaseValue::Number(_) | CaseValue::Text(_) | CaseValue::Mark(_)) | None => None,
                })
                .collect(),
        },
        FieldType::Formula(_)
        | FieldType::Text
        | FieldType::Code(_)
        | FieldType::Period
        | FieldType::Coordinates
        | FieldType::Outline => {
            let mut entries = TextList::new();
            let mut index = Vec::new();
            let mut given = Vec::new();
            for cell in cells() {
                let text = match cell {
                    Some(CaseValue::Text(text)) => Some(text),
                    Some(CaseValue::Number(_) | CaseValue::YesNo(_) | CaseValue::Mark(_)) | None => None,
                };
                given.push(text.is_some());
                let text = text.map_or("", String::as_str);
                let at = entries.iter().position(|known| known == text).unwrap_or_else(|| {
                    entries.push(text);
                    entries.len() - 1
                });
                index.push(u32::try_from(at).unwrap_or(u32::MAX));
            }
            FieldColumn::Text { index, given, entries }
        }
    }
}
