//! Checks that census offices need.

pub(crate) mod credit_code;
pub(super) mod division;
pub(super) mod organisation;
