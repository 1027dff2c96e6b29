//! Functions of dates.

mod calendar;
pub(super) mod date;
pub(super) mod day;
pub(super) mod first_day;
pub(super) mod last_day;
pub(super) mod month;
pub(super) mod quarter;
pub(super) mod year;
