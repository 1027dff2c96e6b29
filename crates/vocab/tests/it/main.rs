//! Units, names and code lists.

mod names;
mod units;
