//! Functions of dates and periods.

mod calendar;
pub(super) mod date;
pub(super) mod day;
pub(super) mod first_day;
pub(super) mod last_day;
pub(super) mod month;
pub(crate) mod period_days;
pub(crate) mod period_first;
pub(crate) mod period_last;
pub(super) mod quarter;
pub(super) mod year;
