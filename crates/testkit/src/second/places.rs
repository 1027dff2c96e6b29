//! Where values are asked for: a subject, and the rows in hand; what stands in their cells.

use std::collections::BTreeSet;
use std::rc::Rc;

use shensuan_data::{FieldColumn, FormTable};
use shensuan_model::{FormulaId, Groups, JoinKey, Scope};
use shensuan_vocab::{FieldId, FormId, Origin, Rows};

use super::groups::Key;
use super::value::{Cause, Value};
use super::{NotCovered, Opinion, Second};

/// A subject and the rows in hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Whose; none of the data set, and of rows that are nobody's.
    pub subject: Option<usize>,
    /// The rows, the innermost last: the form as the model knows it, and the row in the table in which it was filed.
    pub rows: Vec<(FormId, usize)>,
}

impl Place {
    fn of(subject: usize) -> Self {
        Self { subject: Some(subject), rows: Vec::new() }
    }

    fn with(&self, form: FormId, row: usize) -> Self {
        let mut place = self.clone();
        place.rows.push((form, row));
        place
    }

    fn row(&self, form: FormId) -> Option<usize> {
        self.rows.iter().rev().find(|(known, _)| *known == form).map(|(_, row)| *row)
    }
}

/// A group that a rule judges.
#[derive(Debug)]
pub(crate) struct Group {
    /// Whose its rows are, or its first subject.
    subject: usize,
    /// Its rows; empty where it is made of subjects.
    rows: Vec<usize>,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell {
    Number(f64),
    YesNo(bool),
    Text(String),
    /// A mark, counted from 1.
    Mark(u8),
    /// Nothing; why.
    Nothing(Cause),
}

impl Second<'_> {
    /// All places of a scope.
    pub(crate) fn places(&self, scope: Scope) -> Opinion<Vec<Place>> {
        match scope {
            Scope::Everywhere | Scope::DataSet | Scope::Subject => {
                Ok((0..self.data.subjects.len()).map(Place::of).collect())
            }
            Scope::Rows(form) => self.places_of(form),
        }
    }

    /// All rows of a form, in the order of the data.
    pub(crate) fn places_of(&self, form: FormId) -> Opinion<Vec<Place>> {
        let vocab = &self.model.vocab;
        if self.model.groups.contains_key(&form) {
            let groups = self.groups_of(form)?;
            let of = |group: &Group| {
                Place::of(group.subject).with(form, group.rows.first().copied().unwrap_or(group.subject))
            };
            return Ok(groups.iter().map(of).collect());
        }
        let declared = vocab.form(form);
        if declared.copy_of.is_some() {
            let above = match declared.parent {
                Some(parent) => self.places_of(parent)?,
                None => (0..self.data.subjects.len()).map(Place::of).collect(),
            };
            let mut all = Vec::new();
            for place in above {
                all.extend(self.rows_at(form, &place)?);
            }
            return Ok(all);
        }
        let Some(table) = self.data.table(form) else { return Ok(Vec::new()) };
        let nobodys = vocab.is_nobodys(form);
        Ok((0..table.rows.len())
            .map(|row| {
                let subject = table.subject.get(row).map(|subject| *subject as usize);
                Place { subject: subject.filter(|_| !nobodys), rows: vec![(form, row)] }
            })
            .collect())
    }

    /// The rows of a form that belong to what is in hand: to a row, else to the subject.
    pub(crate) fn rows_at(&self, form: FormId, place: &Place) -> Opinion<Vec<Place>> {
        let vocab = &self.model.vocab;
        if let Some(groups) = self.members_of(form) {
            let first = place.row(groups);
            let known = self.groups_of(groups)?;
            let own = known
                .iter()
                .find(|group| Some(group.subject) == place.subject && group.rows.first().copied() == first);
            return Ok(own.map_or_else(Vec::new, |group| {
                group.rows.iter().map(|row| place.with(form, *row)).collect()
            }));
        }
        let Some(of) = vocab.form(form).copy_of else {
            return Ok(self.filed_rows(form, place).map(|row| place.with(form, row)).collect());
        };
        let Some(join) = self.model.joins.get(&form) else {
            return Err(NotCovered("a copy of a form that nothing joins"));
        };
        let beside = vocab.form(form).parent;
        let rows: Vec<usize> = if join.everywhere {
            if vocab.form(of).origin == Origin::Subjects {
                (0..self.data.subjects.len()).collect()
            } else {
                (0..self.data.table(of).map_or(0, |table| table.rows.len())).collect()
            }
        } else {
            let home = beside.and_then(|beside| vocab.rows_above_both(of, beside));
            self.all_rows_within(of, home, place).collect()
        };
        let mut belong = Vec::new();
        for row in rows {
            let subject = self.owner(of, row);
            // What a row holds is said of the form it was filed in.
            let own_place = Place { subject, rows: vec![(of, row)] };
            let mut belongs = false;
            for key in join.ways.first().into_iter().flatten() {
                belongs |= match key {
                    JoinKey::Equal(ours, theirs) => {
                        let ours = self.key(ours, place)?;
                        ours.is_some() && ours == self.key(theirs, &own_place)?
                    }
                    JoinKey::Alike { .. } => {
                        return Err(NotCovered("rows that belong together by alike names"));
                    }
                };
            }
            if belongs {
                belong.push(place.with(form, row));
            }
        }
        Ok(belong)
    }

    /// Whose a row is.
    fn owner(&self, form: FormId, row: usize) -> Option<usize> {
        if self.model.vocab.form(form).origin == Origin::Subjects {
            return Some(row);
        }
        if self.model.vocab.is_nobodys(form) {
            return None;
        }
        self.data.table(form)?.subject.get(row).map(|subject| *subject as usize)
    }

    /// The rows of a form in the row of `home` that is in hand; in the subject where there is none.
    fn all_rows_within<'p>(
        &'p self,
        form: FormId,
        home: Option<FormId>,
        place: &'p Place,
    ) -> impl Iterator<Item = usize> + use<'p> {
        let count = self.data.table(form).map_or(0, |table| table.rows.len());
        (0..count).filter(move |row| match home {
            None => self.owner(form, *row) == place.subject,
            Some(home) => {
                let each = self.model.vocab.form(form).columns.len().max(1);
                self.row_of(home, place) == Some(row / each)
            }
        })
    }

    /// The rows that were filed, in the row in hand in which they stand or in the subject.
    fn filed_rows<'p>(&'p self, form: FormId, place: &'p Place) -> impl Iterator<Item = usize> + use<'p> {
        let above = self.model.vocab.rows_above(form).filter(|above| self.row_of(*above, place).is_some());
        self.all_rows_within(form, above, place)
    }

    /// The row of a form that is in hand, or in which the row in hand stands.
    pub(crate) fn row_of(&self, form: FormId, place: &Place) -> Option<usize> {
        if let Some(row) = place.row(form) {
            return Some(row);
        }
        let vocab = &self.model.vocab;
        let inner = place.rows.iter().rev().find(|(known, _)| vocab.rows_above(*known) == Some(form));
        let (inner, row) = inner?;
        let columns = vocab.form(*inner).columns.len();
        (columns > 0).then(|| row / columns)
    }

    /// The groups of which a form holds all rows.
    fn members_of(&self, form: FormId) -> Option<FormId> {
        let is_theirs = |made: &Groups| made.of.is_some_and(|rows| rows.members == form);
        self.model.groups.iter().find(|(_, made)| is_theirs(made)).map(|(groups, _)| *groups)
    }

    /// The groups that a form stands for: rows of one subject, or subjects, by what tells them apart.
    fn groups_of(&self, form: FormId) -> Opinion<Rc<Vec<Group>>> {
        if let Some(known) = self.groups.borrow().get(&form) {
            return Ok(Rc::clone(known));
        }
        let mut made: Vec<(Vec<Option<Key>>, Group)> = Vec::new();
        let Some(groups) = self.model.groups.get(&form) else { return Ok(Rc::default()) };
        for subject in 0..self.data.subjects.len() {
            let home = Place::of(subject);
            let items: Vec<Place> = match groups.of {
                Some(rows) => {
                    self.filed_rows(rows.form, &home).map(|row| home.with(rows.form, row)).collect()
                }
                None => vec![home],
            };
            for place in items {
                let mut keys = Vec::new();
                for key in &groups.own {
                    keys.push(self.key(key, &place)?);
                }
                let row = place.rows.last().map(|(_, row)| *row);
                // Of subjects each without a key stands for itself.
                let whole = groups.of.is_some() || keys.iter().all(Option::is_some);
                let known = made.iter_mut().find(|(known, group)| {
                    whole && *known == keys && (groups.of.is_none() || group.subject == subject)
                });
                match known {
                    Some((_, group)) => group.rows.extend(row),
                    None => made.push((keys, Group { subject, rows: row.into_iter().collect() })),
                }
            }
        }
        let made: Rc<Vec<Group>> = Rc::new(made.into_iter().map(|(_, group)| group).collect());
        self.groups.borrow_mut().insert(form, Rc::clone(&made));
        Ok(made)
    }

    /// Whether a subject has filed a form; of a table whether it is supplied.
    pub(crate) fn is_filed(&self, form: FormId, place: &Place) -> bool {
        let vocab = &self.model.vocab;
        let form = vocab.form(form).copy_of.unwrap_or(form);
        if vocab.reference(form).is_some() {
            return self.data.table(form).is_some();
        }
        place.subject.is_some_and(|subject| self.rows_of_subject(form, subject).next().is_some())
    }

    /// The rows of a form that a subject has.
    pub(crate) fn rows_of_subject(&self, form: FormId, subject: usize) -> impl Iterator<Item = usize> {
        let subjects = self.data.table(form).map_or(&[][..], |table| &table.subject);
        subjects.iter().enumerate().filter(move |(_, known)| **known as usize == subject).map(|(row, _)| row)
    }

    /// What stands in the cell of a field.
    pub(crate) fn cell(&self, field: FieldId, place: &Place) -> Opinion<Cell> {
        let vocab = &self.model.vocab;
        let form = vocab.field(field).form;
        let declared = vocab.declared(field);
        if vocab.found_in(form).is_some() {
            return match self.found(form, place)? {
                Ok(row) => self.filed_cell(declared, row, form),
                Err(causes) => {
                    let cause = causes.iter().next().copied().unwrap_or(Cause::NotFound);
                    Ok(Cell::Nothing(if causes.is_empty() { Cause::NotFound } else { cause }))
                }
            };
        }
        if vocab.form(form).origin == Origin::Subjects {
            let part = vocab.form(form).fields.iter().position(|known| *known == field);
            let subject = self.row_of(form, place).or(place.subject);
            let key = part.zip(subject).and_then(|(part, subject)| self.data.key_part(subject, part));
            return Ok(key.map_or(Cell::Nothing(Cause::Undefined), |key| Cell::Text(key.to_owned())));
        }
        if let Some(row) = self.row_of(form, place) {
            return match vocab.field(field).stands_for {
                // Of whom two rows disagree nothing is given among all the others.
                Some(of_subject) => Ok(match self.of_subject(of_subject, row, form)? {
                    Cell::Nothing(Cause::Conflict(form)) => Cell::Nothing(Cause::Blank(form)),
                    cell => cell,
                }),
                None => self.filed_cell(declared, row, form),
            };
        }
        match (vocab.form(form).rows, place.subject) {
            (Rows::One, Some(subject)) => self.of_subject(declared, subject, form),
            (Rows::One, None) | (Rows::Many, _) => {
                Err(NotCovered("a cell of a form of which no row is in hand"))
            }
        }
    }

    /// All that leaves a cell empty: of a row that is looked up why it is not found.
    pub(crate) fn why_nothing(&self, field: FieldId, cause: Cause, at: &Place) -> Opinion<BTreeSet<Cause>> {
        let form = self.model.vocab.field(field).form;
        if self.model.vocab.found_in(form).is_some()
            && let Err(causes) = self.found(form, at)?
            && !causes.is_empty()
        {
            return Ok(causes);
        }
        Ok(BTreeSet::from([cause]))
    }

    /// What a subject has in a field of a form of one row, as a cell of `seen_as`.
    fn of_subject(&self, field: FieldId, subject: usize, seen_as: FormId) -> Opinion<Cell> {
        let form = self.model.vocab.field(field).form;
        let mut rows = self.rows_of_subject(form, subject);
        let Some(first) = rows.next() else { return Ok(Cell::Nothing(Cause::Unfiled(seen_as))) };
        let cell = self.filed_cell(field, first, seen_as)?;
        for row in rows {
            if self.filed_cell(field, row, seen_as)? != cell {
                return Ok(Cell::Nothing(Cause::Conflict(seen_as)));
            }
        }
        Ok(cell)
    }

    /// What was filed in a row.
    fn filed_cell(&self, field: FieldId, row: usize, seen_as: FormId) -> Opinion<Cell> {
        let form = self.model.vocab.field(field).form;
        let Some(table) = self.data.table(form) else { return Ok(Cell::Nothing(Cause::Unfiled(seen_as))) };
        let found = stands_there(table, field, row);
        Ok(found.unwrap_or_else(|| {
            let blank = self.data.unreadable_at(form, row, field).is_none();
            Cell::Nothing(if blank { Cause::Blank(seen_as) } else { Cause::Unread(seen_as) })
        }))
    }

    /// A formula of the model at a place.
    pub(crate) fn of_formula(&self, id: FormulaId, place: &Place) -> Opinion<Value> {
        self.formula(id, place)
    }

    /// The forms whose rows vary where rows of `form` are brought together in `scope`, or lie inside such a row: their
    /// empty cells are a row's own.
    pub(crate) fn own_forms(&self, form: FormId, scope: Scope) -> BTreeSet<FormId> {
        let vocab = &self.model.vocab;
        let outer = |known: &FormId| matches!(scope, Scope::Rows(above) if vocab.stands_in(above, *known));
        let many = |form: &FormId| vocab.form(*form).rows == Rows::Many;
        let own = vocab.lineage(form).filter(many).take_while(|known| !outer(known));
        let inside = vocab.forms_and_copies().map(|(known, _)| known);
        own.chain(inside.filter(|known| vocab.stands_in(*known, form))).collect()
    }
}

fn stands_there(table: &FormTable, field: FieldId, row: usize) -> Option<Cell> {
    match table.column(field)? {
        FieldColumn::Number { values, given, marks } => {
            if given.get(row) == Some(&true) {
                return values.get(row).map(|number| Cell::Number(*number));
            }
            marks.get(row).filter(|mark| **mark > 0).map(|mark| Cell::Mark(*mark))
        }
        FieldColumn::YesNo { values } => values.get(row).copied().flatten().map(Cell::YesNo),
        FieldColumn::Text { index, given, entries } => {
            let at = index.get(row).filter(|_| given.get(row) == Some(&true))?;
            entries.get(*at as usize).map(|text| Cell::Text(text.to_owned()))
        }
    }
}
