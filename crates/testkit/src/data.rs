//! Data at random for any rulebook: cells of every kind that its vocabulary declares, many of them blank, and as often as
//! not just the numbers, texts and codes that its rules speak of.

use std::collections::{BTreeMap, BTreeSet};

use shensuan_data::{DataSet, FieldColumn, FormTable, TextList, add_rows_made_of_columns};
use shensuan_model::{Kind, Model, Test, Typed};
use shensuan_vocab::{FieldId, FieldType, FormId, Period, Rows, Vocab};

use crate::dice::Dice;

/// What rules speak of.
#[derive(Debug, Default)]
pub struct Spoken {
    numbers: Vec<f64>,
    texts: BTreeMap<FieldId, Vec<String>>,
    /// The fields that hold the unit of another.
    units: BTreeSet<FieldId>,
}

const NUMBERS: [f64; 12] = [0.0, 1.0, 2.0, 0.5, 0.1, 0.2, 0.3, 1000.0, 5.0, 33.0, -1.0, 3600.0];
const TEXTS: [&str; 8] = ["x", "X ", "甲厂", "酸", "a # b", "电镀 ＡＢＣ", "无", "3360"];
const UNITS: [&str; 9] = ["t", "kg", "千克", "吨", "t", "kg", "m³", "kg/t", "袋子"];
const PERIODS: [&str; 5] = ["2017", "2017Q2", "2018H1", "2017-03", "2017-07-01~2018-06-30"];
const PLACES: [&str; 3] = ["113.93,22.53", "113.95,22.55", "0,0"];

impl Spoken {
    /// What the rules, formulas and groups of a model speak of.
    #[must_use]
    pub fn of(model: &Model) -> Self {
        let mut spoken = Self::default();
        let rules = model
            .rules
            .iter()
            .flat_map(|rule| rule.when.iter().chain(rule.checks.iter().map(|check| &check.holds)));
        rules
            .chain(model.formulas.iter().map(|formula| &formula.value))
            .for_each(|value| spoken.hear(model, value));
        for (_, field) in model.vocab.fields() {
            spoken.units.extend(field.kind.unit_field());
        }
        for named in model.vocab.named() {
            let texts: Vec<String> = spoken.texts.values().flatten().cloned().collect();
            for (called, _) in &named.slots {
                let own = spoken.texts.entry(*called).or_default();
                own.extend(texts.iter().cloned());
            }
        }
        spoken
    }

    fn hear(&mut self, model: &Model, value: &Typed) {
        match &value.kind {
            Kind::Number(number) | Kind::Ratio(number) => self.numbers.push(*number),
            Kind::Predicate(predicate) => {
                let texts: Vec<String> = match &predicate.test {
                    Test::TextIs(texts)
                    | Test::Contains(texts)
                    | Test::StartsWith(texts)
                    | Test::EndsWith(texts) => texts.clone(),
                    Test::CodeIs(codes) => codes.clone(),
                    Test::CodeWithin { codes, ranges } => {
                        codes.iter().chain(ranges.iter().map(|(low, _)| low)).cloned().collect()
                    }
                    Test::Given | Test::Matches(_) | Test::CreditCode => Vec::new(),
                };
                self.texts.entry(model.vocab.declared(predicate.text.field)).or_default().extend(texts);
            }
            Kind::Formula(_) => {}
            kind => kind.inside().into_iter().for_each(|inner| self.hear(model, inner)),
        }
    }

    fn number(&self, dice: &mut Dice) -> f64 {
        let spoken = dice.one(&self.numbers).copied();
        match (spoken, dice.roll(4)) {
            (Some(number), 0 | 1) => number,
            _ => NUMBERS.get(dice.roll(NUMBERS.len())).copied().unwrap_or(0.0),
        }
    }

    fn text(&self, field: FieldId, dice: &mut Dice) -> String {
        let spoken = self.texts.get(&field).and_then(|texts| dice.one(texts));
        match spoken {
            Some(text) if dice.roll(3) > 0 => text.clone(),
            _ => dice.one(&TEXTS).copied().unwrap_or("").to_owned(),
        }
    }
}

/// Data of so many subjects.
#[must_use]
pub fn data_set(model: &Model, spoken: &Spoken, subjects: usize, dice: &mut Dice) -> DataSet {
    let vocab = &model.vocab;
    let mut data = DataSet {
        subjects: (1..=subjects).map(|number| format!("E{number}")).collect(),
        period: Period::read("2017"),
        ..DataSet::default()
    };
    let parts = vocab.subject.as_ref().map_or(1, |subject| subject.key.len());
    if parts > 1 {
        let key = |subject: &str| (0..parts).map(|part| format!("{subject}{part}")).collect();
        data.subject_parts = data.subjects.iter().map(key).collect();
    }
    let register = vocab.subject.as_ref().and_then(|subject| subject.register);
    let mut filed: BTreeMap<FormId, BTreeSet<usize>> = BTreeMap::new();
    for (form, declared) in vocab.forms().filter(|(_, form)| !form.is_made_of_columns()) {
        let mut rows: Vec<u32> = Vec::new();
        for subject in 0..subjects {
            let stands = declared
                .parent
                .is_none_or(|parent| filed.get(&parent).is_some_and(|subjects| subjects.contains(&subject)));
            let count = match (declared.rows, dice.roll(12)) {
                _ if !stands => 0,
                (Rows::One, 0 | 1) if register != Some(form) => 0,
                (Rows::One, 2) => 2,
                (Rows::One, _) => 1,
                (Rows::Many, roll) => roll % 5,
            };
            rows.extend(std::iter::repeat_n(u32::try_from(subject).unwrap_or(0), count));
            if count > 0 {
                filed.entry(form).or_default().insert(subject);
            }
        }
        // An office may lack a whole file.
        if !rows.is_empty() && (register == Some(form) || !dice.happens(12)) {
            data.tables.push(table(model, spoken, form, rows, dice));
        } else {
            filed.remove(&form);
        }
    }
    data.tables.sort_by_key(|table| table.form);
    add_rows_made_of_columns(vocab, &mut data);
    for (form, _, _) in vocab.tables() {
        if !dice.happens(6) {
            let rows = vec![0; dice.roll(6)];
            data.references.push(table(model, spoken, form, rows, dice));
        }
    }
    data
}

/// A table with these rows.
fn table(model: &Model, spoken: &Spoken, form: FormId, subject: Vec<u32>, dice: &mut Dice) -> FormTable {
    let rows = subject.len();
    let fields = &model.vocab.form(form).fields;
    FormTable {
        form,
        file: 0,
        files: Vec::new(),
        rows: (2..).take(rows).collect(),
        lines: Vec::new(),
        subject,
        columns: fields
            .iter()
            .map(|field| (*field, column(&model.vocab, spoken, *field, rows, dice)))
            .collect(),
        made_of: Vec::new(),
        rows_of: None,
    }
}

fn column(vocab: &Vocab, spoken: &Spoken, field: FieldId, rows: usize, dice: &mut Dice) -> FieldColumn {
    let declared = vocab.field(field);
    let mut numbers = |number: &dyn Fn(&mut Dice) -> f64| {
        let (mut values, mut given, mut marks) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..rows {
            let is_given = !dice.happens(5);
            let mark = if is_given && dice.happens(6) { dice.roll(declared.marks.len() + 1) } else { 0 };
            given.push(is_given && mark == 0);
            marks.push(u8::try_from(mark).unwrap_or(0));
            values.push(if is_given && mark == 0 { number(dice) } else { 0.0 });
        }
        FieldColumn::Number {
            values,
            given,
            marks: if declared.marks.is_empty() { Vec::new() } else { marks },
        }
    };
    match &declared.kind {
        FieldType::Number(_) | FieldType::Quantity(_) => numbers(&|dice| spoken.number(dice)),
        FieldType::Integer => numbers(&|dice| spoken.number(dice).trunc()),
        FieldType::Percent => numbers(&|dice| (dice.roll(25) as f64) / 20.0),
        FieldType::Date => numbers(&|dice| 17_167.0 + dice.roll(900) as f64),
        FieldType::YesNo => FieldColumn::YesNo {
            values: (0..rows)
                .map(|_| [None, Some(true), Some(false), Some(true)].get(dice.roll(4)).copied().flatten())
                .collect(),
        },
        FieldType::Code(list) => {
            let entries = vocab.list(*list).entries();
            texts(rows, dice, &mut |dice| match (dice.one(entries), dice.roll(8)) {
                (Some(entry), 0..=2) => entry.code.clone(),
                (Some(entry), 3) => entry.name.clone(),
                _ => spoken.text(field, dice),
            })
        }
        FieldType::Text if spoken.units.contains(&field) => {
            texts(rows, dice, &mut |dice| dice.one(&UNITS).copied().unwrap_or("").to_owned())
        }
        FieldType::Text => texts(rows, dice, &mut |dice| spoken.text(field, dice)),
        FieldType::Period => {
            texts(rows, dice, &mut |dice| dice.one(&PERIODS).copied().unwrap_or("").to_owned())
        }
        FieldType::Coordinates => {
            texts(rows, dice, &mut |dice| dice.one(&PLACES).copied().unwrap_or("").to_owned())
        }
        FieldType::Formula(_) => texts(rows, dice, &mut |dice| spoken.number(dice).to_string()),
        FieldType::Outline => texts(rows, dice, &mut |_| {
            "POLYGON ((113.9 22.5, 114 22.5, 114 22.6, 113.9 22.6, 113.9 22.5))".to_owned()
        }),
    }
}

/// Texts, each once among the entries.
fn texts(rows: usize, dice: &mut Dice, text: &mut dyn FnMut(&mut Dice) -> String) -> FieldColumn {
    let (mut index, mut given, mut entries) = (Vec::new(), Vec::new(), TextList::new());
    for _ in 0..rows {
        let there = !dice.happens(5);
        given.push(there);
        if !there {
            index.push(0);
            continue;
        }
        let text = text(dice).trim().to_owned();
        let at = entries.iter().position(|known| known == text).unwrap_or_else(|| {
            entries.push(&text);
            entries.len() - 1
        });
        index.push(u32::try_from(at).unwrap_or(0));
    }
    FieldColumn::Text { index, given, entries }
}
