//! The rows of a table that come nearest to a key that finds none: what was most likely mistyped.

use shensuan_data::{FormTable, KeyCell, KeyedRow, keyed_rows};
use shensuan_diagnostics::Localised;
use shensuan_findings::{Evidence, HIDDEN, State};
use shensuan_model::{KeyColumn, Kind, LookedUp, LoweredRule, Rule, Typed, likeness};
use shensuan_plan::Tracer;
use shensuan_vocab::names::fold_text;
use shensuan_vocab::{FieldId, FieldType, FormId, Key};

use super::evidence::SHOWN_ROWS;
use super::{Item, Report, found};

/// A table of more rows is no handbook, and going through it for each key would take too long.
const MOST_ROWS: usize = 10_000;

/// So many rows are shown of those that are equally near.
const SHOWN: usize = 2;

impl Report<'_> {
    /// What the failed checks of a rule ask of tables and do not get: keys that should be found, with the rows that come nearest
    /// to them, and rows that should not be there.
    pub(super) fn missed(
        &self,
        (rule, lowered): (&Rule, &LoweredRule),
        item: Item,
        tracer: &mut Tracer<'_>,
        into: &mut Vec<Evidence>,
    ) {
        let checks = rule.checks.iter().zip(&lowered.checks);
        let mut open: Vec<(&Typed, bool)> = checks
            .filter(|(_, plan)| tracer.truth(plan.holds, item.row) == Some(false))
            .map(|(check, _)| (&check.holds, true))
            .collect();
        while let Some((value, wanted)) = open.pop() {
            match &value.kind {
                Kind::And(parts) | Kind::Or(parts) => open.extend(parts.iter().map(|part| (part, wanted))),
                Kind::Not(inner) => open.push((inner, !wanted)),
                Kind::Found(form) => self.found_or_missed(*form, wanted, item, tracer, into),
                _ => {}
            }
        }
    }

    fn found_or_missed(
        &self,
        form: FormId,
        wanted: bool,
        item: Item,
        tracer: &mut Tracer<'_>,
        into: &mut Vec<Evidence>,
    ) {
        let Some((place, rows)) = self.askers(form, item) else { return };
        for row in rows.take(SHOWN_ROWS) {
            let shown = match found::place(tracer, place, row) {
                Some(found) if !wanted => {
                    let of = self.ready.model.looked_up(form).map_or(form, |found| found.of);
                    Evidence {
                        name: self.form_name(of),
                        value: Some(self.key_of_row(of, found)),
                        unit: String::new(),
                        state: State::Given,
                        cell: self.cell(of, found),
                    }
                }
                None if wanted => self.not_found(form, row),
                Some(_) | None => continue,
            };
            if !into.contains(&shown) {
                into.push(shown);
                if wanted {
                    self.near_rows(form, row, into);
                }
            }
        }
    }

    /// The rows that differ least from what an item asks for, each with what it says instead; one that differs in nothing was not
    /// in force.
    pub(super) fn near_rows(&self, form: FormId, row: usize, into: &mut Vec<Evidence>) {
        let Some((found, reference)) = self
            .ready
            .model
            .looked_up(form)
            .and_then(|found| Some((found, self.ready.model.vocab.reference(found.of)?)))
        else {
            return;
        };
        let Some(table) = self.cells.table(found.of).filter(|table| table.rows.len() <= MOST_ROWS) else {
            return;
        };
        let asked: Vec<(&Key, String)> = reference
            .keys
            .iter()
            .filter_map(|key| {
                let place = found.columns.iter().position(|column| *column == KeyColumn::Field(key.field))?;
                Some((key, self.asked_for(found, place, row)?))
            })
            .collect();
        // With a single key nothing is left that would be alike.
        if asked.len() < 2 || asked.len() < reference.keys.len() {
            return;
        }
        let (rows, _) = keyed_rows(&self.ready.model.vocab, table, 0..table.rows.len());
        let mut nearest: Vec<(f64, &KeyedRow, Vec<&Key>)> = rows
            .iter()
            .filter_map(|row| {
                let (near, differ) = self.nearness(table, row, &asked);
                (differ.len() * 2 < asked.len()).then_some((near, row, differ))
            })
            .collect();
        nearest.sort_by(|a, b| b.0.total_cmp(&a.0));
        let best = nearest.first().map_or(0.0, |(near, _, _)| *near);
        for (_, row, differ) in nearest.iter().take_while(|(near, _, _)| *near >= best).take(SHOWN) {
            let says: Vec<String> = differ.iter().map(|key| self.says(key.field, row.row)).collect();
            let says = if says.is_empty() {
                self.out_of_force(found.of, row.row)
            } else {
                says.join(self.lang.pick("，", ", "))
            };
            into.push(Evidence {
                name: self.lang.pick(
                    format!("{}中最接近的一行", self.form_name(found.of)),
                    format!("nearest row of {}", self.form_name(found.of)),
                ),
                value: Some(says),
                unit: String::new(),
                state: State::Given,
                cell: self.cell(found.of, row.row),
            });
        }
    }

    /// How near a row is to what is asked for, and the keys in which it differs.
    fn nearness<'k>(
        &self,
        table: &FormTable,
        row: &KeyedRow,
        asked: &[(&'k Key, String)],
    ) -> (f64, Vec<&'k Key>) {
        let mut near = 0.0;
        let mut differ = Vec::new();
        for ((key, wanted), cell) in asked.iter().zip(&row.cells) {
            let same = match cell {
                KeyCell::Any => true,
                KeyCell::Texts(texts) => texts.iter().any(|(text, _)| *text == fold_text(wanted)),
                KeyCell::Number(number) => wanted.parse::<f64>().is_ok_and(|wanted| wanted == *number),
                KeyCell::Between(low, high) => wanted.parse::<f64>().is_ok_and(|wanted| {
                    let above =
                        low.is_none_or(|low| low.number < wanted || low.included && low.number == wanted);
                    let below = high
                        .is_none_or(|high| wanted < high.number || high.included && high.number == wanted);
                    above && below
                }),
            };
            if same {
                near += 1.0;
            } else {
                differ.push(*key);
                let text = table.text(key.field, row.row).map(fold_text).unwrap_or_default();
                near += likeness(&text, &fold_text(wanted)) / 2.0;
            }
        }
        (near, differ)
    }

    /// What a row says in a key.
    fn says(&self, field: FieldId, row: usize) -> String {
        let declared = self.ready.model.vocab.field(field);
        let name = declared.name.in_lang(self.lang);
        let text = if declared.private {
            HIDDEN.to_owned()
        } else {
            self.text(field, &self.cells.at(field, row)).unwrap_or_default()
        };
        self.lang.pick(format!("{name}为“{text}”"), format!("{name} is `{text}`"))
    }

    fn out_of_force(&self, form: FormId, row: usize) -> String {
        let edition = self.edition(form, row).unwrap_or_default();
        self.lang.pick(
            format!("各项相同，但在报告期末不在有效期内（{edition}）"),
            format!("the same key, but not in force at the end of the reporting period ({edition})"),
        )
    }

    /// The key at a place as a text to be compared: of a code the code alone.
    fn asked_for(&self, found: &LookedUp, place: usize, row: usize) -> Option<String> {
        let key = found.keys.get(place)?;
        let shown = self.asked(found, (place, key), row);
        let Some(KeyColumn::Field(field)) = found.columns.get(place) else { return Some(shown) };
        if let FieldType::Code(list) = self.ready.model.vocab.field(*field).kind {
            let list = self.ready.model.vocab.list(list);
            let code = shown.split(' ').next().unwrap_or("");
            return list
                .find(code)
                .or_else(|| list.find(&shown))
                .map(|entry| entry.code.clone())
                .or(Some(shown));
        }
        Some(shown)
    }
}
