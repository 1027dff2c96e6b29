//! The mix on disk, for peers that are written in other languages: raw little-endian columns with a manifest, and the rules in
//! the words of each peer.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use serde_json::{Value, json};
use shensuan_plan::{Bits, Column};

use crate::draw::Mix;
use crate::parts::Parts;
use crate::population::Population;
use crate::world::{FORMS, Field, Form};
use crate::{polars, sql};

/// Writes the rules of a mix: `mix.json`, `polars_mix.py`, `plain.sql` and the other formulations.
///
/// # Errors
/// The folder cannot be written.
pub fn write_rules(mix: &Mix, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("polars_mix.py"), polars::module(mix))?;
    for (name, formulation) in sql::FORMULATIONS {
        fs::write(folder.join(format!("{name}.sql")), sql::query(mix, formulation))?;
    }
    let parts = Parts::of(mix);
    let tests = Field::all().map(|field| {
        let texts = field.texts();
        let of =
            |test: &crate::meaning::Test| texts.iter().map(|text| test.holds(text)).collect::<Vec<bool>>();
        (field.index().to_string(), json!(parts.tests_of(field).map(of).collect::<Vec<_>>()))
    });
    let tests: serde_json::Map<String, Value> = tests.filter(|(_, tests)| tests != &json!([])).collect();
    let mix = json!({ "rules": mix.rules.len(), "formulas": mix.formulas.len(), "tests": tests });
    fs::write(folder.join("mix.json"), mix.to_string())
}

/// Writes the columns of a population: `manifest.json`, and for field 7 `7.values` (f64 or u32), `7.given` (bits) or
/// `7.yes` and `7.no`; `offsets` (u32); `filed0` … (bits).
///
/// # Errors
/// The folder cannot be written.
pub fn write_columns(population: &Population, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut fields = Vec::new();
    for field in Field::all() {
        let at = field.index();
        let kind = match population.column(field) {
            Column::Number { values, given } => {
                raw(&folder.join(format!("{at}.values")), values.iter().map(|value| value.to_le_bytes()))?;
                bits(&folder.join(format!("{at}.given")), given)?;
                "number"
            }
            Column::Code { index, given, .. } => {
                raw(&folder.join(format!("{at}.values")), index.iter().map(|code| code.to_le_bytes()))?;
                bits(&folder.join(format!("{at}.given")), given)?;
                "code"
            }
            Column::Truth { yes, no } => {
                bits(&folder.join(format!("{at}.yes")), yes)?;
                bits(&folder.join(format!("{at}.no")), no)?;
                "answer"
            }
        };
        let outlets = field.declared().form == Form::Outlets;
        fields.push(json!({ "kind": kind, "outlets": outlets, "entries": field.texts() }));
    }
    raw(&folder.join("offsets"), population.offsets.iter().map(|offset| offset.to_le_bytes()))?;
    for (place, form) in FORMS.iter().enumerate().filter(|(_, form)| **form != Form::Outlets) {
        if let Some(filed) = population.filed.get(place) {
            bits(&folder.join(format!("filed{}", *form as usize)), filed)?;
        }
    }
    let manifest =
        json!({ "enterprises": population.enterprises, "outlets": population.outlets(), "fields": fields });
    fs::write(folder.join("manifest.json"), manifest.to_string())
}

fn bits(path: &Path, bits: &Bits) -> io::Result<()> {
    raw(path, bits.words().iter().map(|word| word.to_le_bytes()))
}

fn raw<const N: usize>(path: &Path, numbers: impl Iterator<Item = [u8; N]>) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    for number in numbers {
        file.write_all(&number)?;
    }
    file.flush()
}
