//! What files of workbooks are made of, looked at before the library that reads them does: how much they unpack to, and which
//! cells are merged.

mod ods;
mod xls;
mod xlsx;

use std::io::{Cursor, Read};
use std::sync::Arc;

use shensuan_diagnostics::codes::data as codes;
use shensuan_diagnostics::{Arg, Message};
use zip::ZipArchive;

pub(crate) use self::xls::check as check_xls;
use crate::merged::Merged;

/// Unpacked, the texts that cells share may be so large: they are kept in memory while a sheet is read.
const LARGEST_TEXTS: u64 = 512 << 20;

/// Unpacked, any other part may be so large; a sheet as long as sheets can be has some 2 GB.
const LARGEST_PART: u64 = 8 << 30;

/// An archive unpacks to at most so many times its size.
const DENSEST: u64 = 1_040;

/// Where the library holds all cells of a workbook in memory, blank ones among others too, there may be so many.
pub(super) const MOST_CELLS: u64 = 12_000_000;

/// The bytes of a file, which several read.
#[derive(Clone)]
pub(crate) struct Shared(Arc<Vec<u8>>);

impl Shared {
    pub(crate) fn new(bytes: Vec<u8>) -> Self {
        Self(Arc::new(bytes))
    }
}

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// The archive that a workbook is.
pub(crate) struct Archive {
    inner: ZipArchive<Cursor<Shared>>,
    /// The names of its parts.
    parts: Vec<String>,
    /// Of XLSX the part of each sheet, in their order.
    sheets: Vec<String>,
}

impl Archive {
    /// Opens one; or why it cannot be opened: it is damaged, or unpacks to more than there is room for.
    pub(crate) fn open(bytes: Shared) -> Result<Self, Message> {
        let damaged = |error: &dyn std::fmt::Display| codes::WHY_DAMAGED.with("why", error.to_string());
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
        let mut parts = Vec::new();
        for place in 0..archive.len() {
            let mut part = archive.by_index(place).map_err(|error| damaged(&error))?;
            let name = part.name().map_err(|error| damaged(&error))?.into_owned();
            let most = if name.ends_with(".xml") && name.contains("sharedStrings") || name == ods::CONTENT {
                LARGEST_TEXTS
            } else {
                LARGEST_PART
            };
            // What an archive says of its own parts may be wrong; how dense it can be is known.
            let surely = part.compressed_size().saturating_mul(DENSEST);
            if part.size() > most
                || surely > most && is_larger(&mut part, most).map_err(|error| damaged(&error))?
            {
                let most = Arg::from((most >> 20).to_string());
                return Err(codes::WHY_TOO_LARGE_UNPACKED.with("part", name).with("most", most));
            }
            parts.push(name);
        }
        Ok(Self { inner: archive, parts, sheets: Vec::new() })
    }

    /// Whether it has a part.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.parts.iter().any(|part| part == name)
    }

    /// Finds the parts of so many sheets of an XLSX.
    pub(crate) fn find_sheets(&mut self, sheets: usize) {
        let found = xlsx::sheets(&mut |part| self.text(part)).unwrap_or_default();
        self.sheets = if found.len() == sheets { found } else { Vec::new() };
    }

    /// The merged regions of a sheet of an XLSX, by its place among all.
    pub(crate) fn merged(&mut self, sheet: usize) -> Merged {
        let part = self.sheets.get(sheet).and_then(|name| self.inner.by_name(name).ok());
        part.map_or_else(Merged::default, Merged::of_xlsx)
    }

    /// The merged regions of the sheets of an ODS; or why they take more room than there is.
    pub(crate) fn of_ods(&mut self) -> Result<Vec<Merged>, Message> {
        match self.inner.by_name(ods::CONTENT) {
            Ok(part) => ods::read(part),
            Err(error) => Err(codes::WHY_DAMAGED.with("why", error.to_string())),
        }
    }

    /// A short part.
    fn text(&mut self, name: &str) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        self.inner.by_name(name).ok()?.take(xlsx::LONGEST).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }
}

/// Whether there is more to read than this.
fn is_larger(part: &mut impl Read, most: u64) -> std::io::Result<bool> {
    Ok(std::io::copy(&mut part.take(most + 1), &mut std::io::sink())? > most)
}

/// Why a workbook is not opened whose cells lie too far from each other.
fn too_many_cells() -> Message {
    codes::WHY_TOO_MANY_CELLS.with("most", Arg::from(MOST_CELLS.to_string()))
}
