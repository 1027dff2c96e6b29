//! Over groups of subjects, or of the rows of all subjects.

pub(super) mod common;
pub(super) mod distinct;
pub(super) mod mad;
pub(super) mod median;
pub(super) mod outlier;
pub(super) mod percentile;
pub(super) mod rank;
pub(super) mod share;
pub(super) mod stddev;
pub(super) mod unique;
