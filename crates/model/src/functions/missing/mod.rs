//! Functions of missing values.

pub(super) mod count_missing;
pub(super) mod first_given;
