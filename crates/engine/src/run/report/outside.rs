//! A place that does not lie in its outline: how far away it is, and in which outline of the table it does lie.

use shensuan_findings::{Evidence, State, readable};
use shensuan_model::{LoweredRule, MEAN_RADIUS};
use shensuan_plan::{Column, OfOutline, Outline, OutlinesId, Step, TableStep, Tracer, ValueId};
use shensuan_vocab::FieldId;

use super::{Item, Report, found};

/// Outlines around a place that are named.
const SHOWN: usize = 3;

impl Report<'_> {
    /// What a finding says of the places that lie outside.
    pub(super) fn outside(
        &self,
        lowered: &LoweredRule,
        item: Item,
        tracer: &mut Tracer<'_>,
        into: &mut Vec<Evidence>,
    ) {
        let plan = &self.ready.lowered.plan;
        for value in &lowered.outlined {
            let Some(held) = plan.value(*value) else { continue };
            let row = held.table.and_then(|table| self.frame.parent_row(plan, item.table, item.row, table));
            let (
                Step::Table(TableStep::Outline {
                    asked: OfOutline::Inside,
                    row: place,
                    outlines,
                    east,
                    north,
                    ..
                }),
                Some(row),
            ) = (held.step, row)
            else {
                continue;
            };
            if tracer.truth(*value, row) != Some(false) {
                continue;
            }
            let (Some(east), Some(north)) = (tracer.number(east, row), tracer.number(north, row)) else {
                continue;
            };
            let own = self.outline_of(outlines, place, row, tracer);
            let away = own.and_then(|outline| outline.distance([east, north], MEAN_RADIUS));
            let Some(field) = self.ready.lowered.outlines.get(outlines.index()) else { continue };
            let table = self.form_name(self.ready.model.vocab.field(*field).form);
            into.extend(away.map(|away| Evidence {
                name: self.lang.pick(format!("距{table}"), format!("away from {table}")),
                value: Some(readable(away.round())),
                unit: self.lang.pick("米", "m").to_owned(),
                state: State::Computed,
                cell: None,
            }));
            let around = self.around(*field, outlines, [east, north]);
            into.push(Evidence {
                name: self.lang.pick(format!("坐标所在的{table}"), format!("{table} around the coordinates")),
                value: Some(if around.is_empty() {
                    self.lang.pick("无", "none").to_owned()
                } else {
                    around.join(self.lang.pick("；", "; "))
                }),
                unit: String::new(),
                state: State::Computed,
                cell: None,
            });
        }
    }

    fn outline_of(
        &self,
        outlines: OutlinesId,
        place: ValueId,
        row: usize,
        tracer: &mut Tracer<'_>,
    ) -> Option<&Outline> {
        let at = found::place(tracer, place, row)?;
        self.outline_in(outlines, at)
    }

    /// The outline in a row of its table.
    fn outline_in(&self, outlines: OutlinesId, row: usize) -> Option<&Outline> {
        let input = self.ready.lowered.plan.outlines.get(outlines.index())?.input;
        let entry = self.frame.columns.get(input.index())?.code(row)?;
        self.frame.outlines.get(outlines.index())?.get(entry as usize)
    }

    /// The keys of the outlines that hold a place.
    fn around(&self, field: FieldId, outlines: OutlinesId, point: [f64; 2]) -> Vec<String> {
        let form = self.ready.model.vocab.field(field).form;
        let input = self.ready.lowered.plan.outlines.get(outlines.index()).map(|outlines| outlines.input);
        let rows = input.and_then(|input| self.frame.columns.get(input.index())).map_or(0, Column::len);
        let holds = |row: &usize| self.outline_in(outlines, *row).is_some_and(|outline| outline.holds(point));
        (0..rows).filter(holds).take(SHOWN).map(|row| self.key_of_row(form, row)).collect()
    }
}
