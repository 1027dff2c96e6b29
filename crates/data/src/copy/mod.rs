//! Typed copies: a data set as it was read, in files that open at once.
//!
//! A copy is a folder: `copy.json` says what it holds and where it comes from ([`manifest`]); `run` has an Arrow IPC file
//! a form, which is mapped into memory; `exchange` has a Parquet file a form for other programs. It is written once and
//! never changed.

mod describe;
mod manifest;
mod one;
mod open;
mod origins;
mod rows;
mod verify;
mod words;
mod write;

pub use manifest::MANIFEST;
pub use open::{Copy, is_copy, open_copy, rulebook_of_copy};
pub use origins::{Origins, Seen};
pub use verify::{Verified, verify_copy};
pub use write::{Copied, write_copy};

use std::path::Path;

use shensuan_columnar::Trouble;
use shensuan_diagnostics::codes::copies as codes;
use shensuan_diagnostics::{Arg, Diagnostic};

/// The complaint about a copy that cannot be used.
fn damaged(path: &Path, why: impl Into<Arg>) -> Box<Diagnostic> {
    let said = Diagnostic::new(codes::COPY_DAMAGED).with("path", path.display().to_string());
    Box::new(said.with("why", why.into()).help(codes::IMPORT_AGAIN))
}

/// Why a file of a copy is of no use.
fn why(trouble: &Trouble) -> Arg {
    match trouble {
        Trouble::System(error) => Arg::from(error),
        Trouble::Damaged(why) => Arg::from(codes::WHY_NO_COLUMNS.with("why", why.as_str())),
    }
}
