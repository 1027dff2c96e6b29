//! What the world is called: dimensions and units, subjects, forms, fields, code lists.
//!
//! *What it is*: the declared vocabulary of a survey as data, with the algebra of units.
//!
//! *What it is not*: it reads no rule text and no file, and holds nothing of one particular census; every
//! name in it was declared in the language, save for the shipped table of units.
//!
//! *Its place on the road*: the model resolves names against it; the data door reads cells by it.
#![forbid(unsafe_code)]

pub mod areas;
pub mod codes;
pub mod coordinates;
pub mod crossing;
pub mod dates;
pub mod formula_cells;
pub mod names;
pub mod numbers;
pub mod outline;
pub mod periods;
pub mod schema;
pub mod tables;
pub mod units;

pub use codes::{CodeEntry, CodeList, Meaning};
pub use coordinates::Coordinates;
pub use dates::Date;
pub use formula_cells::{
    FormulaCell, FormulaFault, MOST_MULTIPLIED, MOST_PARAMETERS, Monomial, Polynomial, names_a_parameter,
    same_parameter,
};
pub use names::Name;
pub use outline::{Outline, RingFault};
pub use periods::Period;
pub use schema::{
    ColumnsRow, Field, FieldGroup, FieldId, FieldType, Form, FormId, ListId, NamedValues, Rows, Subject,
    Vocab,
};
pub use tables::{Key, Origin, Reference, TableFile};
