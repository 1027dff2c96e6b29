//! What is asked of groups: of all enterprises, or of the rows of all of them, that share their keys.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use shensuan_model::{Asked, Common, Grouped, Typed};
use shensuan_plan::{How, Statistic};

use super::expr::in_conflict;
use super::places::Place;
use super::value::{Cause, Number, Value, all};
use super::{NotCovered, Opinion, Second};

/// What rows are told apart by: texts as they compare, numbers exactly.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    Number(u64),
    Truth(bool),
    Text(String),
}

/// The members of a group, by what it shares: of each its place and the value that is asked of.
#[derive(Debug, Default)]
pub(crate) struct Members {
    groups: BTreeMap<Vec<Key>, Vec<Member>>,
}

#[derive(Debug)]
struct Member {
    place: Place,
    /// None where nothing is asked but how many there are.
    value: Option<Value>,
}

/// What a value is told apart by; 0 and −0 are one.
pub(crate) fn key_of(value: &Value) -> Option<Key> {
    match value {
        Value::Number(number) => Some(Key::Number((number.value + 0.0).to_bits())),
        Value::Truth(truth) => Some(Key::Truth(*truth)),
        Value::Text(text) => Some(Key::Text(text.clone())),
        Value::Absent(_) | Value::Mark(_) => None,
    }
}

impl Second<'_> {
    /// What an expression is told apart by at a place; none where it is missing.
    pub(crate) fn key(&self, of: &Typed, at: &Place) -> Opinion<Option<Key>> {
        let value = if of.ty.is_text() { self.identity_of(of, at)? } else { self.value(of, at)? };
        Ok(key_of(&value))
    }

    /// All keys at a place; or why one is missing.
    fn keys(&self, of: &[Typed], at: &Place) -> Opinion<Result<Vec<Key>, BTreeSet<Cause>>> {
        let (mut keys, mut causes) = (Vec::new(), BTreeSet::new());
        for key in of {
            let value = if key.ty.is_text() { self.identity_of(key, at)? } else { self.value(key, at)? };
            match (key_of(&value), value) {
                (Some(key), _) => keys.push(key),
                (None, Value::Absent(more)) => causes.extend(more),
                (None, _) => return Err(NotCovered("a key of some other kind")),
            }
        }
        Ok(if causes.is_empty() { Ok(keys) } else { Err(causes) })
    }

    /// The members of all groups of an aggregate.
    fn members(&self, asked: &Grouped) -> Opinion<Rc<Members>> {
        let name = std::ptr::from_ref(asked) as usize;
        if let Some(known) = self.members.borrow().get(&name) {
            return Ok(Rc::clone(known));
        }
        let places = match asked.rows {
            Some(form) => self.places_of(form)?,
            None => self.places(shensuan_model::Scope::Subject)?,
        };
        let mut members = Members::default();
        for place in places {
            let Ok(keys) = self.keys(&asked.keys, &place)? else { continue };
            if let Some(keep) = &asked.keep
                && self.truth(keep, &place)? != Ok(true)
            {
                continue;
            }
            let value = match &asked.value {
                Some(value) if value.ty.is_text() => Some(self.identity_of(value, &place)?),
                Some(value) => Some(self.value(value, &place)?),
                None => None,
            };
            members.groups.entry(keys).or_default().push(Member { place, value });
        }
        let members = Rc::new(members);
        self.members.borrow_mut().insert(name, Rc::clone(&members));
        Ok(members)
    }

    /// An aggregate over the group to which a place belongs.
    pub(crate) fn group(&self, asked: &Grouped, at: &Place) -> Opinion<Value> {
        let keys = match self.keys(&asked.keys, at)? {
            Ok(keys) => keys,
            Err(causes) => return Ok(Value::Absent(causes)),
        };
        let all = self.members(asked)?;
        let members = all.groups.get(&keys).map_or(&[][..], Vec::as_slice);
        // Of whom two rows disagree nothing is given.
        let in_group = |value: &Value| !matches!(value, Value::Absent(causes) if in_conflict(causes));
        let values = || members.iter().filter_map(|member| member.value.clone()).filter(in_group);
        let given = values().filter(Value::is_there).count();
        let enough = |value: Value| {
            if given < asked.least as usize { Value::absent(Cause::Undefined) } else { value }
        };
        let misfit =
            values().any(|value| matches!(value, Value::Absent(causes) if causes.contains(&Cause::Misfit)));
        let truths = |wanted: bool| values().filter(|value| *value == Value::Truth(wanted)).count();
        if misfit {
            return Ok(Value::absent(Cause::Misfit));
        }
        let statistic = match asked.asked {
            Asked::Share => {
                let known = truths(true) + truths(false);
                return Ok(enough(Value::number(truths(true) as f64 / known as f64)));
            }
            Asked::Mean => {
                let total = self.brought_together(How::Sum, values().collect(), false)?;
                return Ok(match total {
                    Value::Number(Number { value, terms, .. }) => {
                        Value::sum(value / given as f64, terms / given as f64, None)
                    }
                    _ => Value::absent(Cause::Undefined),
                });
            }
            Asked::Of(statistic) => statistic,
        };
        let mut sorted: Vec<f64> =
            values().filter_map(|value| value.into_number().ok().map(|number| number.value)).collect();
        sorted.sort_by(f64::total_cmp);
        Ok(match statistic {
            Statistic::Fold(How::Count) => Value::number(members.len() as f64),
            Statistic::Fold(How::CountGiven) => Value::number(given as f64),
            Statistic::Fold(How::Any) => Value::Truth(truths(true) > 0),
            Statistic::Fold(How::Every) => Value::Truth(truths(false) == 0),
            // What the others lack is no cell of whoever asks.
            Statistic::Fold(how) => match self.brought_together(how, values().collect(), false)? {
                Value::Absent(_) => Value::absent(Cause::Undefined),
                there => there,
            },
            Statistic::Distinct => {
                let different: BTreeSet<Key> = values().filter_map(|value| key_of(&value)).collect();
                Value::number(different.len() as f64)
            }
            Statistic::Median => enough(part_way(&sorted, 0.5)),
            Statistic::Percentile(share) => enough(part_way(&sorted, share.get())),
            Statistic::Mad => {
                let middle = part_way(&sorted, 0.5);
                let apart = match middle {
                    Value::Number(middle) => {
                        let mut apart: Vec<f64> = sorted.iter().map(|x| (x - middle.value).abs()).collect();
                        apart.sort_by(f64::total_cmp);
                        part_way(&apart, 0.5)
                    }
                    other => other,
                };
                enough(apart)
            }
            Statistic::StdDev => {
                let count = sorted.len() as f64;
                let mean = sorted.iter().sum::<f64>() / count;
                let squares: f64 = sorted.iter().map(|x| (x - mean) * (x - mean)).sum();
                enough(Value::number((squares / (count - 1.0)).sqrt()))
            }
            Statistic::Rank => {
                let own = members.iter().find(|member| {
                    member.place.subject == at.subject
                        && asked
                            .rows
                            .is_none_or(|form| self.row_of(form, &member.place) == self.row_of(form, at))
                });
                match own.and_then(|own| own.value.clone()) {
                    Some(Value::Number(own)) => {
                        let larger = sorted.iter().filter(|other| **other > own.value).count();
                        enough(Value::number(larger as f64 + 1.0))
                    }
                    Some(other) => other,
                    None => Value::absent(Cause::Undefined),
                }
            }
        })
    }

    /// Whether what is judged is alone in its group.
    pub(crate) fn unique(&self, asked: &Grouped, at: &Place) -> Opinion<Value> {
        Ok(match self.group(asked, at)? {
            Value::Number(count) => Value::Truth(count.value == 1.0),
            other => other,
        })
    }

    /// Whether a value lies at most so many median deviations from the median. Where they are 0 the median itself does,
    /// and of the rest nothing can be said.
    pub(crate) fn inlier(&self, of: [&Typed; 3], within: f64, at: &Place) -> Opinion<Value> {
        let [value, median, mad] = of;
        let parts = [value, median, mad].map(|part| self.value(part, at));
        let [value, median, mad] = parts;
        let there = all([value?.into_number(), median?.into_number(), mad?.into_number()]);
        Ok(match there {
            Ok([value, median, mad]) => {
                let apart = Number {
                    value: (value.value - median.value).abs(),
                    terms: median.value.abs(),
                    unit: None,
                };
                let bound = Number { value: within * mad.value, terms: 0.0, unit: None };
                let inside = apart.value <= bound.value || super::compare::equal(&apart, &bound);
                if mad.value == 0.0 && !inside {
                    Value::absent(Cause::Undefined)
                } else {
                    Value::Truth(inside)
                }
            }
            Err(causes) => Value::Absent(causes),
        })
    }

    /// Whether the rows of a subject list all that enough of its group do.
    pub(crate) fn common(&self, asked: &Common, at: &Place) -> Opinion<Value> {
        let keys = match self.keys(&asked.keys, at)? {
            Ok(keys) => keys,
            Err(causes) => return Ok(Value::Absent(causes)),
        };
        let (mut listing, mut size) = (0_usize, 0_usize);
        let mut listed: BTreeMap<Key, usize> = BTreeMap::new();
        for place in self.places(shensuan_model::Scope::Subject)? {
            if self.keys(&asked.keys, &place)? != Ok(keys.clone()) {
                continue;
            }
            let (own, _) = self.list(asked, &place)?;
            listing += usize::from(!own.is_empty());
            size += 1;
            own.into_iter().for_each(|key| *listed.entry(key).or_default() += 1);
        }
        if listing < asked.least as usize {
            return Ok(Value::absent(Cause::Undefined));
        }
        let (own, blank) = self.list(asked, at)?;
        let common = listed.iter().filter(|(_, count)| **count as f64 >= asked.share * size as f64 - 1e-9);
        let absent = common.filter(|(key, _)| !own.contains(key)).count();
        Ok(match (absent, blank) {
            (0, _) => Value::Truth(true),
            (_, true) => Value::absent(Cause::Blank(asked.rows)),
            (_, false) => Value::Truth(false),
        })
    }

    /// What the rows of a subject list, and whether one of them is empty.
    fn list(&self, asked: &Common, at: &Place) -> Opinion<(BTreeSet<Key>, bool)> {
        let (mut listed, mut blank) = (BTreeSet::new(), false);
        for row in self.rows_at(asked.rows, at)? {
            if let Some(keep) = &asked.keep
                && self.truth(keep, &row)? != Ok(true)
            {
                continue;
            }
            match self.key(&asked.listed, &row)? {
                Some(key) => {
                    listed.insert(key);
                }
                None => blank = true,
            }
        }
        Ok((listed, blank))
    }
}

/// The number that lies a share of the way from the smallest to the largest, between two of them where need be.
fn part_way(sorted: &[f64], share: f64) -> Value {
    if sorted.is_empty() {
        return Value::absent(Cause::Undefined);
    }
    let way = share * (sorted.len() - 1) as f64;
    let (low, part) = (way.floor() as usize, way - way.floor());
    match (sorted.get(low), sorted.get(low + 1)) {
        (Some(low), Some(high)) if part > 0.0 => Value::number(low + part * (high - low)),
        (Some(low), _) => Value::number(*low),
        (None, _) => Value::absent(Cause::Undefined),
    }
}
