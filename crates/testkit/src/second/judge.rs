//! How the four outcomes of a rule come about.

use std::collections::BTreeSet;

use shensuan_model::{CheckExpr, Kind, Rule, Typed};

use super::places::Place;
use super::rows::reads_zeros;
use super::value::{Cause, and, not};
use super::{Opinion, Outcome, Second};

impl Second<'_> {
    /// What a rule comes to for whom it judges.
    ///
    /// # Errors
    /// A construct in it is not covered.
    pub fn judge(&self, rule: &Rule, at: &Place) -> Opinion<Outcome> {
        if !rule.when_forms.iter().all(|form| self.is_filed(*form, at)) {
            return Ok(Outcome::NotApplicable);
        }
        let whens: Vec<_> = rule.when.iter().map(|when| self.truth(when, at)).collect::<Opinion<_>>()?;
        if whens.contains(&Ok(false)) {
            return Ok(Outcome::NotApplicable);
        }
        let applies = |check: &&CheckExpr| check.forms.iter().all(|form| self.is_filed(*form, at));
        let checks: Vec<&CheckExpr> = rule.checks.iter().filter(applies).collect();
        if checks.is_empty() {
            return Ok(Outcome::NotApplicable);
        }
        if whens.iter().any(Result::is_err) {
            return Ok(Outcome::Undetermined);
        }
        // All that the checks would take for 0, as if they were one, whether each applies or not.
        let mut zeros = Vec::new();
        if rule.blank_zero {
            for check in &rule.checks {
                self.blank_zeros(&check.holds, at, &mut zeros)?;
            }
        }
        let all_blank = !zeros.is_empty() && zeros.iter().all(|blank| *blank);
        let mut open = false;
        for check in checks {
            let holds =
                if all_blank { self.without_zeros(&check.holds, at)? } else { self.truth(&check.holds, at)? };
            match holds {
                Ok(true) => {}
                Ok(false) => return Ok(Outcome::Fail),
                Err(causes) => {
                    let empty =
                        |cause: &Cause| matches!(cause, Cause::Blank(_) | Cause::NotFound | Cause::Unread(_));
                    if rule.missing_fails && (all_blank || causes.iter().any(empty)) {
                        return Ok(Outcome::Fail);
                    }
                    open = true;
                }
            }
        }
        Ok(if open { Outcome::Undetermined } else { Outcome::Pass })
    }

    /// A condition in which no blank counts as 0 after all: what takes one for it is unknown, and what asks whether
    /// that is known has its answer.
    pub(crate) fn without_zeros(&self, of: &Typed, at: &Place) -> Opinion<Result<bool, BTreeSet<Cause>>> {
        let all = |parts: &[Typed]| -> Opinion<Vec<Result<bool, BTreeSet<Cause>>>> {
            parts.iter().map(|part| self.without_zeros(part, at)).collect()
        };
        Ok(match &of.kind {
            _ if !reads_zeros(of, self) => self.truth(of, at)?,
            Kind::And(parts) => and(all(parts)?).into_truth(),
            Kind::Or(parts) => not(and(all(parts)?.into_iter().map(not)).into_truth()),
            Kind::Not(inner) => not(self.without_zeros(inner, at)?),
            Kind::Implies(a, b) => {
                let broken = [self.without_zeros(a, at)?, not(self.without_zeros(b, at)?)];
                not(and(broken).into_truth())
            }
            Kind::Known(inner) => Ok(self.without_zeros(inner, at)?.is_ok()),
            Kind::IsTrue(inner) => Ok(self.without_zeros(inner, at)? == Ok(true)),
            _ => Err(BTreeSet::from([Cause::Undefined])),
        })
    }
}
