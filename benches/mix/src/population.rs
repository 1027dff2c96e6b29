//! Data for the mix: enterprises and their outlets, column by column, from a fixed seed.
//!
//! Sizes are roughly log-normal and go together within an enterprise; cells are empty as [`FIELDS`] says. Some lie at
//! 0, some a thousand or a million times off, and some within a few 1e-12 of what they are compared with, on either side of what
//! still counts as equal. No result of arithmetic on them overflows.

use shensuan_plan::{Bits, Column};

use crate::dice::Dice;
use crate::draw::GRID;
use crate::world::{FIELDS, FORMS, Field, Form, Holds};

/// The data of a run.
#[derive(Clone, Debug)]
pub struct Population {
    /// How many enterprises there are.
    pub enterprises: usize,
    /// Where the outlets of each enterprise begin, and at last how many there are.
    pub offsets: Vec<u32>,
    /// By [`Field`].
    pub columns: Vec<Column>,
    /// Who has filed each form that has one row, by the place of the form in [`FORMS`].
    pub filed: Vec<Bits>,
}

/// Differences that two numbers are given, as a share: equal, just equal, just not equal.
const TIES: [f64; 10] = [0.0, 0.0, 3e-13, -7e-13, 9.9e-13, -9.9e-13, 1.01e-12, -1.01e-12, 3e-12, -1e-11];

/// A number at or near another.
fn tie(dice: &mut Dice, number: f64) -> f64 {
    number * (1.0 + dice.of(&TIES))
}

/// Two decimals, as they are filed.
fn filed(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

struct Drawing {
    columns: Vec<Vec<Option<f64>>>,
    entries: Vec<Vec<Option<u32>>>,
    answers: Vec<Vec<Option<bool>>>,
}

impl Population {
    /// So many enterprises, with about three outlets each.
    #[must_use]
    pub fn new(enterprises: usize) -> Self {
        let mut dice = Dice::new(3360);
        let mut of = Drawing {
            columns: vec![Vec::new(); FIELDS.len()],
            entries: vec![Vec::new(); FIELDS.len()],
            answers: vec![Vec::new(); FIELDS.len()],
        };
        let mut offsets = vec![0];
        let mut outlets: u32 = 0;
        let mut forms: Vec<Vec<bool>> = vec![Vec::with_capacity(enterprises); FORMS.len()];
        for _ in 0..enterprises {
            let size = dice.size();
            // Of a hundred enterprises 14 have no outlet; the others have 1 to 6.
            let rows = if dice.in_thousand(140) { 0 } else { 1 + u32::try_from(dice.below(6)).unwrap_or(0) };
            outlets += rows;
            offsets.push(outlets);
            let sums = of.outlets(&mut dice, size, rows);
            let files: Vec<bool> =
                FORMS.iter().map(|form| dice.in_thousand(form.filed_of_thousand())).collect();
            forms.iter_mut().zip(&files).for_each(|(form, files)| form.push(*files));
            of.enterprise(&mut dice, size, &files, sums);
        }
        let columns = Field::all().map(|field| of.column(field)).collect();
        let filed = forms.into_iter().map(|form| form.into_iter().collect()).collect();
        Self { enterprises, offsets, columns, filed }
    }

    /// How many outlets there are.
    #[must_use]
    pub fn outlets(&self) -> usize {
        self.offsets.last().map_or(0, |last| *last as usize)
    }

    /// How many rows a column has.
    #[must_use]
    pub fn rows(&self, form: Form) -> usize {
        if form == Form::Outlets { self.outlets() } else { self.enterprises }
    }

    /// The column of a field.
    ///
    /// # Panics
    /// It has been taken away.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "there is one a field")]
    pub fn column(&self, field: Field) -> &Column {
        &self.columns[field.index()]
    }
}

impl Drawing {
    #[expect(clippy::indexing_slicing, reason = "there is one a field")]
    fn put(&mut self, field: Field, number: Option<f64>) {
        self.columns[field.index()].push(number);
    }

    /// Any number of a field: of an enterprise of that size.
    fn number(dice: &mut Dice, field: Field, size: f64) -> f64 {
        let typical = field.declared().typical;
        match dice.below(1000) {
            0..50 => 0.0,
            50..52 => -0.0,
            52..54 => -filed(typical * size),
            54..57 => typical * 1e6,
            57..60 => typical * 1e-9,
            60..110 => {
                let share = dice.of(&GRID);
                tie(dice, typical * share)
            }
            _ => filed(typical * size * dice.size() * 0.6),
        }
    }

    /// Empties a cell as often as its field is empty.
    fn perhaps(dice: &mut Dice, field: Field, number: f64) -> Option<f64> {
        (!dice.in_thousand(field.declared().empty_of_thousand)).then_some(number)
    }

    /// The codes, texts and answers of one row.
    #[expect(clippy::indexing_slicing, reason = "there is one a field")]
    fn texts(&mut self, dice: &mut Dice, form: Form, files: bool) {
        for field in Field::all().filter(|field| field.declared().form == form) {
            let declared = field.declared();
            let given = files && !dice.in_thousand(declared.empty_of_thousand);
            match declared.holds {
                Holds::Number { .. } => {}
                Holds::Entry { entries, .. } => {
                    // The first ones are the most frequent.
                    let share = dice.share();
                    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place")]
                    let entry = (f64::from(entries) * share * (0.3 + 0.7 * share)) as u32;
                    self.entries[field.index()].push(given.then_some(entry));
                }
                Holds::Answer => {
                    let yes = dice.in_thousand(400);
                    self.answers[field.index()].push(given.then_some(yes));
                }
            }
        }
    }

    /// The outlets of one enterprise; the sums of their volumes, loads and ammonia loads.
    fn outlets(&mut self, dice: &mut Dice, size: f64, rows: u32) -> [f64; 3] {
        let summed = ["volume", "load", "ammonia load"].map(Field::named);
        let mut sums = [0.0; 3];
        for _ in 0..rows {
            self.texts(dice, Form::Outlets, true);
            for field in Field::all().filter(|field| field.declared().form == Form::Outlets) {
                if field.unit().is_none() {
                    continue;
                }
                let number = Self::number(dice, field, size);
                let number = Self::perhaps(dice, field, number);
                let place = summed.iter().position(|one| *one == field);
                if let Some(sum) = place.and_then(|place| sums.get_mut(place)) {
                    *sum += number.unwrap_or(0.0);
                }
                self.put(field, number);
            }
        }
        sums
    }

    /// The forms that have one row.
    fn enterprise(&mut self, dice: &mut Dice, size: f64, files: &[bool], [volume, load, ammonia]: [f64; 3]) {
        let mut told: Vec<(&str, f64)> = Vec::new();
        let known = |told: &[(&str, f64)], name: &str| {
            told.iter().find(|(known, _)| *known == name).map_or(0.0, |(_, number)| *number)
        };
        for (form, files) in FORMS.iter().zip(files) {
            if *form == Form::Outlets {
                continue;
            }
            self.texts(dice, *form, *files);
            for field in Field::all().filter(|field| field.declared().form == *form) {
                if field.unit().is_none() {
                    continue;
                }
                let free = Self::number(dice, field, size);
                let name = field.declared().name;
                // What belongs together: some of it exactly, or nearly, so.
                let bound = match name {
                    "turnover" => Some(known(&told, "income") * 10_000.0),
                    "tap water" => Some(known(&told, "intake") * 0.6),
                    "own water" => Some(known(&told, "intake") - known(&told, "tap water")),
                    "wastewater" => Some(volume),
                    "COD discharged" => Some(load),
                    "ammonia discharged" => Some(ammonia),
                    _ => None,
                };
                let number = match (bound, dice.below(10)) {
                    (Some(bound), 0..4) => tie(dice, bound),
                    (Some(bound), 4..7) => filed(bound * (0.7 + 0.6 * dice.share())),
                    _ => free,
                };
                told.push((name, number));
                let cell = Self::perhaps(dice, field, number).filter(|_| *files);
                self.put(field, cell);
            }
        }
    }

    fn column(&mut self, field: Field) -> Column {
        fn taken<T>(all: &mut [Vec<T>], field: Field) -> Vec<T> {
            all.get_mut(field.index()).map(std::mem::take).unwrap_or_default()
        }
        match field.declared().holds {
            Holds::Number { .. } => Column::numbers(taken(&mut self.columns, field)),
            Holds::Entry { entries, .. } => Column::codes(entries, taken(&mut self.entries, field)),
            Holds::Answer => Column::truths(taken(&mut self.answers, field)),
        }
    }
}
