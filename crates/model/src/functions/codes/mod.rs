//! What stands behind a code, written with a dot.

pub(crate) mod level;
pub(crate) mod name;
pub(crate) mod parent;
