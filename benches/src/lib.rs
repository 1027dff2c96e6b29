//! What the benches measure with: rulebooks, districts and unfriendly texts of any size, a clock and its bars, a count of
//! memory.
//!
//! *What it is*: data and rules written by rule and count from fixed seeds, so that every machine measures the same.
//!
//! *What it is not*: a census. The figures carry no meaning but their size.
//!
//! *Its place on the road*: beside it.

pub mod accounts;
pub mod adversarial;
pub mod clock;
mod dice;
pub mod directory;
pub mod district;
pub mod memory;
pub mod national_accounts;
pub mod register;
pub mod road;
pub mod rules;
pub mod screens;
pub mod workbooks;

pub use directory::Directory;
pub use district::{District, rulebook};
pub use register::Register;
pub use screens::City;
pub use workbooks::Workbooks;
