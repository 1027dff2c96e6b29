//! Functions of numbers.

pub(super) mod abs;
pub(super) mod ceil;
pub(super) mod clamp;
pub(super) mod decimals;
pub(super) mod exp;
pub(super) mod floor;
pub(super) mod ln;
pub(super) mod log10;
pub(super) mod power;
pub(super) mod remainder;
pub(super) mod round;
pub(super) mod sqrt;
