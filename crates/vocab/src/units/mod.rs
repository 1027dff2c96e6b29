//! The algebra of units.
//!
//! A [`Unit`] is a product of named atoms; it knows its [`Dimension`] and its exact [`Factor`]. `× ÷` combine
//! units and cancel equal atoms; `+ −` and comparison ask [`Unit::compatible`], which gives the [`Conversion`].
//! The shipped units are data: `base.toml`.

mod dimension;
mod factor;
mod table;
mod unit;

pub use dimension::{Base, Dimension};
pub use factor::Factor;
pub use table::{DefineFault, UnitTable, UnitTextFault};
pub use unit::{Atom, Conversion, Misfit, NOTHING_CANCELLED, NounCode, Unit};
