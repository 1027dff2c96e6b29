//! Functions of places.

pub(super) mod distance;
pub(crate) mod latitude;
pub(crate) mod longitude;
