//! Two numbers that would agree in another unit, or by a power of ten: what was most likely mistyped.

use shensuan_findings::{Evidence, State};
use shensuan_model::{LoweredNear, LoweredRule, Type};
use shensuan_plan::Tracer;
use shensuan_vocab::units::Unit;

use super::{Item, Report};

/// Units that are taken for each other, the small ones first.
const UNITS: [&[&str]; 4] = [
    &["毫克", "克", "千克", "吨", "万吨"],
    &["升", "立方米", "万立方米", "亿立方米"],
    &["元", "千元", "万元", "亿元"],
    &["千瓦时", "万千瓦时"],
];

/// Powers of ten that are looked for where no unit explains it.
const POWERS: [i32; 8] = [-4, -3, -2, -1, 1, 2, 3, 4];

impl Report<'_> {
    /// What is said of the sides that a rule holds against each other where they differ by a unit or a power of ten.
    pub(super) fn magnitudes(
        &self,
        lowered: &LoweredRule,
        item: Item,
        tracer: &mut Tracer<'_>,
        into: &mut Vec<Evidence>,
    ) {
        for near in &lowered.nears {
            // By how much one side differs tells what the other is.
            let private = self.is_made_of_private(&near.left) || self.is_made_of_private(&near.right);
            if private || tracer.truth(near.holds, item.row) != Some(false) {
                continue;
            }
            let [left, right] = near.sides.map(|side| tracer.number(side, item.row));
            let absolute = near.absolute.and_then(|absolute| tracer.number(absolute, item.row));
            let (Some(left), Some(right)) = (left, right) else { continue };
            if right == 0.0 {
                continue;
            }
            let agrees = |factor: f64| {
                let difference = (left * factor - right).abs();
                near.relative.is_some_and(|share| difference <= share * right.abs())
                    || absolute.is_some_and(|most| difference <= most && most < right.abs())
            };
            let said = self.other_unit(near, item, &agrees).or_else(|| self.power_of_ten(&agrees));
            let side = self.as_written(near.left.span);
            into.extend(said.map(|said| Evidence {
                name: self.lang.pick(format!("{side}的数量级"), format!("magnitude of {side}")),
                value: Some(said),
                unit: String::new(),
                state: State::Computed,
                cell: None,
            }));
        }
    }

    /// The unit in which the left side would agree.
    fn other_unit(&self, near: &LoweredNear, item: Item, agrees: &dyn Fn(f64) -> bool) -> Option<String> {
        let own = match &near.left.ty {
            Type::Number(unit) => unit.clone(),
            _ => self.row_unit(&near.left, item)?,
        };
        let units = UNITS.iter().flat_map(|family| family.iter());
        let other =
            units.filter_map(|name| self.ready.model.units.parse(name).ok()).find(|other: &Unit| {
                let factor = other.compatible(&own).map(|way| way.apply(1.0));
                factor.is_ok_and(|factor| factor != 1.0 && agrees(factor))
            })?;
        Some(self.lang.pick(
            format!("单位{}改作{}就相符", own.in_zh(), other.in_zh()),
            format!("would agree in {} instead of {}", other.in_en(), own.in_en()),
        ))
    }

    /// The power of ten by which the left side would agree.
    fn power_of_ten(&self, agrees: &dyn Fn(f64) -> bool) -> Option<String> {
        let power = POWERS.into_iter().find(|power| agrees(10_f64.powi(*power)))?;
        let sign = if power < 0 { "÷" } else { "×" };
        let by = 10_i64.pow(power.unsigned_abs());
        Some(self.lang.pick(format!("{sign} {by} 就相符"), format!("would agree {sign} {by}")))
    }
}
