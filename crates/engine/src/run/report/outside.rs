//! A place that does not lie in its outline: how far away it is, and in which outline of the table it does lie.

use shensuan_findings::{Evidence, State, readable};
use shensuan_model::{LoweredRule, MEAN_RADIUS};
use shensuan_plan::{Column, OfOutline, Outline, OutlinesId, Step, TableStep, Tracer, ValueId};
use shensuan_vocab::FieldId;

use super::{Item, Report, found};

/// Outlines around a place that are named.
const SHOWN: usize = 3;

impl Report<'_> {
    /// What a finding says of the places that lie outside, and of distances that its rule asks for.
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
            let (Step::Table(TableStep::Outline { asked, row: place, outlines, east, north, .. }), Some(row)) =
                (held.step, row)
            else {
                continue;
            };
            let Some(field) = self.ready.lowered.outlines.get(outlines.index()) else { continue };
            let table = self.form_name(self.ready.model.vocab.field(*field).form);
            let measured = |name: String, away: f64| Evidence {
                name,
                value: Some(readable(away)),
                unit: self.lang.pick("米", "m").to_owned(),
                state: State::Computed,
                cell: None,
            };
            if matches!(asked, OfOutline::Distance(_)) {
                // To the millimetre, as it is compared with others.
                let away = tracer.number(*value, row).map(|away| (away * 1000.0).round() / 1000.0);
                let name = self.lang.pick(format!("到{table}的距离"), format!("distance to {table}"));
                into.extend(away.map(|away| measured(name, away)));
                continue;
            }
            if tracer.truth(*value, row) != Some(false) {
                continue;
            }
            let (Some(east), Some(north)) = (tracer.number(east, row), tracer.number(north, row)) else {
                continue;
            };
            let own = self.outline_of(outlines, place, row, tracer);
            let away = own.and_then(|outline| outline.distance([east, north], MEAN_RADIUS));
            let name = self.lang.pick(format!("距{table}"), format!("away from {table}"));
            into.extend(away.map(|away| measured(name, away.round())));
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
        let mut around: Vec<usize> = (0..rows).filter(holds).collect();
        let more = around.len().saturating_sub(SHOWN);
        around.truncate(SHOWN);
        let named = around.into_iter().map(|row| self.key_of_row(form, row));
        let rest = (more > 0).then(|| self.lang.pick(format!("另有 {more} 个"), format!("{more} more")));
        named.chain(rest).collect()
    }
}
