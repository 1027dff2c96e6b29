//! The mix on our own road: rule text checked and lowered, data bound to the plan without a file between them.

use std::path::Path;
use std::{fs, io};

use shensuan_diagnostics::{Diagnostic, Lang};
use shensuan_engine::{Parsed, Ready};
use shensuan_model::{InputSource, Lookup, TableSource};
use shensuan_plan::{Column, Frame, TableRows};
use shensuan_vocab::FieldId;

use crate::draw::Mix;
use crate::population::Population;
use crate::world::{self, Field, Form};

/// Writes the rulebook of a mix into a folder, with its code lists.
///
/// # Errors
/// The folder cannot be written.
pub fn write_rulebook(mix: &Mix, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("vocabulary.rule"), world::vocabulary())?;
    fs::write(folder.join("mix.rule"), &mix.text)?;
    world::code_files().into_iter().try_for_each(|(name, text)| fs::write(folder.join(name), text))
}

/// The mix as a plan. What it hands out are its formulas alone: what a finding would show besides is left out, as no other
/// engine hands it out either.
///
/// # Errors
/// The temporary folder cannot be written, or the rules have errors, which are in the message.
pub fn ready(mix: &Mix) -> io::Result<Ready> {
    let folder = tempfile::tempdir()?;
    write_rulebook(mix, folder.path())?;
    let checked = Parsed::read(&[folder.path().to_owned()]).check();
    let said = |checked: Box<shensuan_engine::Checked>| {
        let place = |said: &Diagnostic| {
            let span = said.span()?;
            checked.sources.get(span.source)?.text().get(span.start as usize..span.end as usize)
        };
        let errors = checked.said.errors();
        let errors = errors.iter().map(|said| format!("{}: {:?}", said.title(Lang::En), place(said)));
        io::Error::other(errors.collect::<Vec<_>>().join("\n"))
    };
    let mut ready = checked.plan().map_err(said)?;
    let formulas = ready.lowered.outputs.len();
    let in_order = ready.lowered.outputs.iter().zip(0..).all(|((_, _, id), place)| id.0 == place);
    if !in_order || formulas != mix.formulas.len() {
        return Err(io::Error::other("the formulas are not the first of what is handed out"));
    }
    ready.lowered.plan.outputs.truncate(formulas);
    Ok(ready)
}

/// The place in the mix of each formula that is handed out: the plan has them in an order of its own.
#[must_use]
pub fn order_of_formulas(mix: &Mix, ready: &Ready) -> Vec<usize> {
    let place = |name: &str| mix.formulas.iter().position(|formula| formula.id == name);
    let names = ready.lowered.outputs.iter().filter_map(|(id, _, _)| ready.model.formula(*id));
    names.filter_map(|formula| place(formula.name.declared())).collect()
}

/// The population as the plan reads it; the population stays, so that the data are there twice.
///
/// # Panics
/// The plan reads what the mix does not speak of.
#[must_use]
pub fn frame(ready: &Ready, population: &Population) -> Frame {
    bound(ready, population, |field| population.column(field).clone())
}

/// The population as the plan reads it, its columns moved there.
///
/// # Panics
/// As [`frame`].
#[must_use]
pub fn frame_of(ready: &Ready, mut population: Population) -> Frame {
    let mut columns = std::mem::take(&mut population.columns);
    // An input is the only one of its field.
    let take = |field: Field| {
        let column = columns.get_mut(field.index());
        column.map_or(Column::numbers([]), |column| std::mem::replace(column, Column::numbers([])))
    };
    bound(ready, &population, take)
}

#[expect(clippy::panic, reason = "a bench stops where its own data do not fit")]
fn bound(ready: &Ready, population: &Population, mut column: impl FnMut(Field) -> Column) -> Frame {
    let vocab = &ready.model.vocab;
    let field = |id: FieldId| Field::named(vocab.field(id).name.declared());
    let filed = |name: &str| match world::FORMS.iter().position(|form| form.name() == name) {
        Some(place) if world::FORMS.get(place) != Some(&Form::Outlets) => {
            population.filed.get(place).cloned()
        }
        _ => Some(population.offsets.windows(2).map(|ends| ends.first() != ends.last()).collect()),
    };
    let lowered = &ready.lowered;
    let tables = lowered.tables.iter().map(|table| match table {
        TableSource::Subjects => TableRows { rows: population.enterprises, offsets: None },
        TableSource::Rows(_) | TableSource::Apart(_) => {
            TableRows { rows: population.outlets(), offsets: Some(population.offsets.clone()) }
        }
    });
    let columns = lowered.inputs.iter().map(|input| match input {
        InputSource::Field(id) => column(field(*id)),
        InputSource::Filed(form) => {
            let yes = filed(vocab.form(*form).name.declared()).unwrap_or_default();
            Column::Truth { no: yes.not(), yes }
        }
        InputSource::Agree(_) => Column::truths((0..population.enterprises).map(|_| Some(true))),
        other => panic!("the mix has no {other:?}"),
    });
    let lookups = lowered.lookups.iter().map(|lookup| {
        let texts = field(lookup.field()).texts();
        match lookup {
            Lookup::Test(predicate) => Column::truths(texts.iter().map(|text| predicate.holds(vocab, text))),
            // All texts of a field differ, in any case.
            Lookup::Identity(..) => Column::numbers(
                (0..texts.len()).map(|place| Some(f64::from(u32::try_from(place).unwrap_or(u32::MAX)))),
            ),
            other => panic!("the mix has no {other:?}"),
        }
    });
    Frame {
        tables: tables.collect(),
        columns: columns.collect(),
        lookups: lookups.collect(),
        searches: Vec::new(),
        outlines: Vec::new(),
    }
}
