//! Holds a copy against itself and against its sources: every byte.

use std::path::Path;

use shensuan_columnar::hash_of_file;
use shensuan_diagnostics::codes::copies as codes;
use shensuan_diagnostics::{Arg, Diagnostic, Diagnostics};

use super::manifest::{Account, Manifest};
use super::words;
use crate::encoding::Encoding;
use crate::file_names::{of_kept, shown_path};

/// What came of it.
#[derive(Debug, Default)]
pub struct Verified {
    /// Files of the copy that are as they were written.
    pub own: usize,
    /// Sources that are as they were read.
    pub sources: usize,
    /// Tables and queries of a database that it was read from: what they hand out today is not compared.
    pub asked: usize,
    /// Everything that is otherwise: errors, and what is gone.
    pub said: Diagnostics,
}

/// Reads all files of a copy and all its sources; `watch` hears of each before.
///
/// # Errors
/// The copy does not say what it is.
pub fn verify_copy(folder: &Path, watch: &mut dyn FnMut(&Path)) -> Result<Verified, Box<Diagnostic>> {
    let manifest = Manifest::read(folder)?;
    let of_database = |file: &&Account| words::encoding(&file.encoding) == Some(Encoding::Postgres);
    let asked = manifest.files.iter().filter(of_database).count();
    let mut verified = Verified { asked, ..Verified::default() };
    for own in manifest.own_files() {
        let path = folder.join(&own.path);
        watch(&path);
        let differs = |why: Arg| {
            let said = Diagnostic::new(codes::COPY_DIFFERS).with("path", path.display().to_string());
            said.with("why", why).help(codes::IMPORT_AGAIN)
        };
        match held(&path, own.bytes, &own.sha256) {
            Ok(()) => verified.own += 1,
            Err(why) => verified.said.push(differs(why)),
        }
    }
    for source in &manifest.sources {
        let path = &of_kept(&source.path);
        let shown = shown_path(path);
        watch(path);
        if !path.exists() {
            let gone = Diagnostic::new(codes::SOURCES_GONE).with("path", folder.display().to_string());
            verified.said.push(gone.with("files", vec![shown]));
            continue;
        }
        match held(path, source.bytes, &source.sha256) {
            Ok(()) => verified.sources += 1,
            Err(why) => {
                let said = Diagnostic::new(codes::SOURCE_DIFFERS).with("path", shown);
                verified.said.push(said.with("why", why).help(codes::IMPORT_ANEW));
            }
        }
    }
    Ok(verified)
}

/// Whether a file has so many bytes and this hash; or why not.
fn held(path: &Path, bytes: u64, sha256: &str) -> Result<(), Arg> {
    let (hash, found) = hash_of_file(path).map_err(|error| Arg::from(&error))?;
    if found != bytes {
        let count = |bytes: u64| usize::try_from(bytes).unwrap_or(usize::MAX);
        return Err(codes::WHY_OTHER_SIZE.with("found", count(found)).with("wanted", count(bytes)).into());
    }
    if hash == sha256 { Ok(()) } else { Err(codes::WHY_OTHER_CONTENT.into()) }
}
