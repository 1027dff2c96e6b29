//! Source text, spans, error codes, messages in two languages, and their rendering.
//!
//! *What it is*: the registry of everything the program can complain about (one row a code, both
//! languages in the row), the [`Diagnostic`] that a phase hands back, and the one renderer.
//!
//! *What it is not*: it knows no phase and no census. No other crate names `miette`, and no message text
//! stands outside [`codes`].
//!
//! *Its place on the road*: below everything; each phase returns `(T, Diagnostics)`.
#![forbid(unsafe_code)]

pub mod codes;
mod diagnostic;
pub mod explanations;
mod lang;

mod render;
mod source;
pub mod suggest;
mod template;
mod wrap;

pub use codes::{Code, Note, Severity};
pub use diagnostic::{Diagnostic, Diagnostics, Label, Message, Quote};
pub use lang::{Both, Lang, Localised};

pub use render::Renderer;
pub use source::{Position, Source, SourceId, SourceMap, Span};
pub use template::{Arg, Args};
