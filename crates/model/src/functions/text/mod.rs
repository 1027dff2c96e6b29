//! Functions of text.

pub(super) mod after;
pub(super) mod item;
pub(super) mod left;
pub(super) mod length;
pub(super) mod lower;
pub(super) mod matches;
pub(super) mod middle;
pub(super) mod number;
pub(super) mod replace;
pub(super) mod right;
pub(crate) mod similarity;
pub(super) mod trim;
pub(super) mod upper;
