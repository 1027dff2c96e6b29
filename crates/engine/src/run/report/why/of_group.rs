//! What a group has to do with it: too few of its members have a value, or what one of them states leaves all without.
//!
//! Every member asks the same of its group, so that is answered once a group.

use std::rc::Rc;

use shensuan_findings::State;
use shensuan_plan::{How, Statistic, TableId, TableStep, ValueId};

use super::{Asked, Cause, Way};

/// Of how many values at least there is a deviation.
const DEVIATING: usize = 2;

impl Way<'_, '_, '_> {
    /// A statistic of a group that has no answer.
    pub(super) fn missing_in_group(&mut self, asked: ValueId, step: TableStep, row: usize) {
        let absent: Vec<ValueId> = match step {
            TableStep::Pair { first, second, .. } => vec![first, second],
            TableStep::Group { by, .. } | TableStep::Common { by, .. } => by.into_iter().collect(),
            TableStep::Lift { .. }
            | TableStep::Fold { .. }
            | TableStep::Find { .. }
            | TableStep::Fetch { .. }
            | TableStep::Outline { .. } => Vec::new(),
        };
        let absent: Vec<ValueId> = absent.into_iter().filter(|key| self.is_missing(*key, row)).collect();
        if absent.is_empty() {
            self.without_answer(asked, step, row);
        }
        absent.into_iter().for_each(|key| self.ask(Asked::Missing, key, row));
    }

    /// A group whose key is known has too few values, or what it has comes to nothing.
    fn without_answer(&mut self, asked: ValueId, step: TableStep, row: usize) {
        match step {
            // A rank is that of a value, and what is listed that of the subject itself.
            TableStep::Group { how: Statistic::Rank, value: Some(value), .. }
                if self.is_missing(value, row) =>
            {
                self.ask(Asked::Missing, value, row);
            }
            TableStep::Group { how: Statistic::Rank, keep: Some(keep), .. }
                if self.tracer.truth(keep, row) != Some(true) =>
            {
                match self.tracer.truth(keep, row) {
                    None => self.ask(Asked::Missing, keep, row),
                    Some(_) => self.name(Cause::Group(State::LeftOut)),
                }
            }
            TableStep::Common { value, keep, from, to, .. } => {
                let mut absent: Vec<usize> = self.tracer.child_rows(from, to, row).collect();
                absent.retain(|row| keep.is_none_or(|keep| self.tracer.truth(keep, *row) == Some(true)));
                absent.retain(|row| self.is_missing(value, *row));
                if absent.is_empty() {
                    self.name(Cause::Group(State::FewInGroup));
                }
                absent.into_iter().for_each(|below| self.ask(Asked::Missing, value, below));
            }
            TableStep::Group { how, least, value, .. } => {
                let few = if how == Statistic::StdDev { DEVIATING } else { 1 }.max(least as usize);
                self.of_group(asked, step, row, |way, members| {
                    let given = |row: &&usize| value.is_none_or(|value| !way.is_missing(value, **row));
                    let given = members.iter().filter(given).count();
                    let state = if given < few { State::FewInGroup } else { State::NoResult };
                    vec![Cause::Group(state)]
                });
            }
            TableStep::Lift { .. }
            | TableStep::Fold { .. }
            | TableStep::Find { .. }
            | TableStep::Fetch { .. }
            | TableStep::Outline { .. }
            | TableStep::Pair { .. } => {}
        }
    }

    /// A test of a group that is decided, and left what reads it without a value: the members that decide it.
    pub(super) fn known_of_group(&mut self, asked: ValueId, step: TableStep, row: usize) {
        let (how, value) = match step {
            TableStep::Group { how: Statistic::Mad, .. } if self.tracer.number(asked, row) == Some(0.0) => {
                return self.name(Cause::Group(State::NoSpread));
            }
            TableStep::Group { how: Statistic::Fold(how), value: Some(value), .. } => (how, value),
            TableStep::Group { .. }
            | TableStep::Lift { .. }
            | TableStep::Fold { .. }
            | TableStep::Find { .. }
            | TableStep::Fetch { .. }
            | TableStep::Outline { .. }
            | TableStep::Pair { .. }
            | TableStep::Common { .. } => return,
        };
        let decides = match how {
            How::Any => true,
            How::Every => false,
            How::Count | How::CountGiven | How::Sum | How::Min | How::Max => return,
        };
        self.of_group(asked, step, row, |way, members| {
            let decide = |row: &&usize| way.tracer.truth(value, **row) == Some(decides);
            let open = members.iter().filter(decide).map(|row| (Asked::Known, value, *row));
            let open: Vec<_> = open.collect();
            way.report.causes(way.known, open, way.tracer)
        });
    }

    /// Names what is found among the kept members of a row's group, which is looked for once.
    fn of_group(
        &mut self,
        asked: ValueId,
        step: TableStep,
        row: usize,
        find: impl FnOnce(&mut Self, &[usize]) -> Vec<Cause>,
    ) {
        let TableStep::Group { by, from, keep, to, .. } = step else { return };
        let group = by.and_then(|by| self.tracer.number(by, row)).map(|number| (number + 0.0).to_bits());
        let known = self.report.of_groups.borrow().get(&(asked, group)).cloned();
        let causes = known.unwrap_or_else(|| {
            let mut members = self.members(by, group, (from, to));
            members.retain(|row| keep.is_none_or(|keep| self.tracer.truth(keep, *row) == Some(true)));
            let causes: Rc<[Cause]> = find(self, &members).into();
            self.report.of_groups.borrow_mut().insert((asked, group), Rc::clone(&causes));
            causes
        });
        causes.iter().for_each(|cause| self.name(*cause));
    }

    /// The rows of a group: those of a table below the rows whose key it is.
    fn members(
        &mut self,
        by: Option<ValueId>,
        group: Option<u64>,
        (from, to): (TableId, TableId),
    ) -> Vec<usize> {
        let rows: Vec<usize> = match by {
            None => (0..self.report.frame.rows(to)).collect(),
            Some(by) => {
                let alike = self.report.alike_rows(by, to, self.tracer);
                group.and_then(|group| alike.get(&group).cloned()).unwrap_or_default()
            }
        };
        if from == to {
            return rows;
        }
        rows.into_iter().flat_map(|row| self.tracer.child_rows(from, to, row)).collect()
    }
}
