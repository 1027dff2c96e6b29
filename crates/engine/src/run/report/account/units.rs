//! Quantities whose units travel in their rows, as columns: what unit a row has is found once for all rows that agree in what it
//! is made of.

use shensuan_data::FieldColumn;
use shensuan_model::TableSource;
use shensuan_plan::{ByNumbers, Column};
use shensuan_vocab::units::Conversion;
use shensuan_vocab::{FieldId, Rows};

use super::super::row_units::Reads;
use super::super::{Item, Report};
use super::{Accounting, Output};
use crate::run::bind;
use crate::run::cells::Content;

/// So many ways in which rows may differ are told apart by their numbers alone.
const MOST_BY_NUMBER: u64 = 1 << 20;

/// The numbers of a quantity in the units of their rows; of each row its unit among the distinct ones.
pub(super) struct InUnits {
    pub(super) values: Vec<f64>,
    pub(super) unit: Vec<u32>,
    pub(super) units: Vec<String>,
}

impl InUnits {
    /// Which rows have a number with a unit.
    pub(super) fn with_unit(&self, given: &[bool]) -> Vec<bool> {
        let has: Vec<bool> = self.units.iter().map(|unit| !unit.is_empty()).collect();
        given
            .iter()
            .zip(&self.unit)
            .map(|(given, unit)| *given && has.get(*unit as usize) == Some(&true))
            .collect()
    }
}

/// A unit as it is found: its number among the texts, and how numbers come into it.
#[derive(Clone, Copy)]
struct Found {
    text: u32,
    way: Option<Conversion>,
}

/// Of each row a number that is the same for rows whose units are made of the same, and how many such numbers there are.
pub(super) type KindsOfRows = (Vec<u32>, usize);

impl Accounting<'_, '_> {
    /// The numbers of a formula in the units of their rows.
    pub(super) fn in_units(
        &self,
        report: &Report<'_>,
        output: &Output<'_>,
        is_given: &[bool],
        of_rows: Option<&KindsOfRows>,
    ) -> InUnits {
        let Column::Number { values, .. } = &*output.column else {
            return InUnits { values: Vec::new(), unit: Vec::new(), units: Vec::new() };
        };
        let mut texts: Vec<String> = Vec::new();
        let mut find = |row: usize| {
            let unit = report.row_unit(&output.formula.value, report.item(output.table, row));
            let text = unit
                .as_ref()
                .map_or_else(String::new, |unit| self.options.lang.pick(unit.in_zh(), unit.in_en()));
            let known = texts.iter().position(|known| *known == text).unwrap_or_else(|| {
                texts.push(text);
                texts.len() - 1
            });
            let way = unit.and_then(|unit| unit.to_coherent()).map(|way| way.inverse());
            Found { text: u32::try_from(known).unwrap_or(u32::MAX), way }
        };
        let mut known: Vec<Option<Found>> = vec![None; of_rows.map_or(0, |(_, kinds)| *kinds)];
        let (mut shown, mut units) = (Vec::with_capacity(output.rows), Vec::with_capacity(output.rows));
        for (row, (number, given)) in values.iter().zip(is_given).enumerate() {
            if !given {
                shown.push(0.0);
                units.push(0);
                continue;
            }
            let place = of_rows.and_then(|(kinds, _)| known.get_mut(*kinds.get(row)? as usize));
            let found = match place {
                Some(place) => *place.get_or_insert_with(|| find(row)),
                None => find(row),
            };
            shown.push(found.way.map_or(*number, |way| way.apply(*number)));
            units.push(found.text);
        }
        InUnits { values: shown, unit: units, units: texts }
    }

    /// The kinds of the rows of a formula; nothing where they are too many to be told apart so.
    pub(super) fn kinds_of_rows(&self, report: &Report<'_>, output: &Output<'_>) -> Option<KindsOfRows> {
        let mut kinds = vec![0_u64; output.rows];
        let mut count = 1_u64;
        for read in report.unit_reads(&output.formula.value) {
            let (codes, most) = self.codes(report, output, read);
            count = count.checked_mul(u64::from(most))?;
            for (kind, code) in kinds.iter_mut().zip(codes) {
                *kind = *kind * u64::from(most) + u64::from(code);
            }
        }
        // Few of all that there might be are there.
        let mut places = Vec::new();
        if count <= MOST_BY_NUMBER {
            places.resize(usize::try_from(count).unwrap_or(0), None);
        }
        let mut others: ByNumbers<u64, u32> = ByNumbers::default();
        let mut met = 0;
        let mut place = |kind: u64| {
            let mut next = || {
                met += 1;
                met - 1
            };
            match places.get_mut(usize::try_from(kind).unwrap_or(usize::MAX)) {
                Some(place) => *place.get_or_insert_with(next),
                None => *others.entry(kind).or_insert_with(&mut next),
            }
        };
        let kinds = kinds.into_iter().map(&mut place).collect();
        Some((kinds, met as usize))
    }

    /// What rows have of something that a unit depends on, as numbers below another.
    fn codes(&self, report: &Report<'_>, output: &Output<'_>, read: Reads) -> (Vec<u32>, u32) {
        let items = || (0..output.rows).map(|row| report.item(output.table, row));
        let vocab = &self.ready.model.vocab;
        let own = |field: FieldId| {
            let form = vocab.field(field).form;
            let is_own =
                self.ready.lowered.tables.get(output.table.index()) == Some(&TableSource::Rows(form));
            is_own && vocab.form(form).rows == Rows::Many
        };
        let field = match read {
            Reads::Nothing(field) => {
                let nothing = |item: Item| {
                    let content = match vocab.form(vocab.field(field).form).rows {
                        Rows::One => self.cells.of_subject(field, item.subject),
                        Rows::Many => self.cells.at(field, item.row),
                    };
                    u32::from(matches!(content, Content::Missing | Content::Number(0.0)))
                };
                if own(field)
                    && let Some(FieldColumn::Number { values, given, .. }) = self.cells.column(field)
                {
                    let plain =
                        values.iter().zip(given).enumerate().map(|(row, (value, given))| match given {
                            true => u32::from(*value == 0.0),
                            false => u32::from(matches!(self.cells.at(field, row), Content::Missing)),
                        });
                    return (plain.take(output.rows).collect(), 2);
                }
                return (items().map(nothing).collect(), 2);
            }
            Reads::Text(field) => field,
        };
        let stands = if report.is_found(field) { vocab.declared(field) } else { field };
        let most = u32::try_from(bind::texts(self.cells, stands).len()).unwrap_or(u32::MAX).saturating_add(1);
        let column = match self.cells.column(stands) {
            Some(FieldColumn::Text { index, given, .. }) => Some((index, given)),
            Some(FieldColumn::Number { .. } | FieldColumn::YesNo { .. }) | None => None,
        };
        let entry = |row: usize| {
            let entry = column.filter(|(_, given)| given.get(row) == Some(&true));
            entry.and_then(|(index, _)| index.get(row)).map_or(0, |entry| entry.saturating_add(1))
        };
        if own(field) {
            return ((0..output.rows).map(entry).collect(), most);
        }
        let form = vocab.field(field).form;
        let places = self.ready.lowered.places.get(&form).filter(|_| report.is_found(field));
        let places = places.filter(|place| {
            let handed_out = self.ready.lowered.plan.output(**place);
            handed_out.is_some_and(|handed_out| handed_out.table == output.table)
        });
        let places = places.and_then(|place| self.run.outputs.get(place.index()));
        if let Some(Column::Number { values, given }) = places.map(|places| places.rows()).as_deref() {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the place of a row")]
            let found = |(row, place): (usize, &f64)| if given.get(row) { entry(*place as usize) } else { 0 };
            return (values.iter().enumerate().take(output.rows).map(found).collect(), most);
        }
        let beside = |item| report.row_beside(field, item).map_or(0, entry);
        (items().map(beside).collect(), most)
    }
}
