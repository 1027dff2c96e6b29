//! What layers change in each other, worked into the trees before they are checked.
//!
//! [`survey`] finds the target of each change; [`apply`] puts what an override says in the place of what the rule says;
//! [`kinds`] holds what is overridden to its type and unit; [`bearing`] says which way the mandatory rules go by it;
//! [`settle`] says of each rule and case, once they are checked, which layer decided and whether it is in force.

mod apply;
mod bearing;
mod kinds;
mod settle;
mod survey;

pub(super) use apply::{Effective, apply, rounds};
pub(super) use kinds::{Declared, declared};
pub(super) use survey::{Found, period, survey, targets};
