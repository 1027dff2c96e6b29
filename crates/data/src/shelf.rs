//! Small workbooks whose cells are kept while a folder is read: each form looks for its sheets in every one, and opening one takes
//! longer than reading it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use shensuan_diagnostics::Message;
use shensuan_diagnostics::codes::data as codes;

use crate::encoding::Encoding;
use crate::folder::{ordinary, read_bytes};
use crate::merged::Merged;
use crate::sheet::Kept;
use crate::threads::of_each;
use crate::workbook::{Cells, Next, Workbook};

/// Larger files are opened for each form: what they unpack to may not fit beside others.
const LARGEST_FILE: usize = 256 << 10;
/// Of one workbook so many bytes of cells are kept.
const LARGEST_BOOK: usize = 8 << 20;
/// And of all.
const ROOM: usize = 256 << 20;

/// What is kept.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    books: HashMap<PathBuf, Arc<KeptBook>>,
}

/// The cells of a workbook.
#[derive(Debug)]
pub(crate) struct KeptBook {
    pub(crate) kind: Encoding,
    /// Its sheets in their order.
    sheets: Vec<KeptSheet>,
}

/// A sheet.
#[derive(Debug)]
struct KeptSheet {
    name: String,
    /// Whether it can be seen.
    seen: bool,
    /// What stands in it; or why it cannot be opened.
    cells: Result<KeptCells, Message>,
    merged: Merged,
}

/// The cells of a sheet in which something stands.
#[derive(Debug, Default)]
struct KeptCells {
    texts: String,
    cells: Vec<KeptCell>,
    /// Why there are no more.
    broken: Option<String>,
}

#[derive(Clone, Copy, Debug)]
struct KeptCell {
    place: (u32, u32),
    /// Where its text ends; it begins where that before it ends.
    end: u32,
    kept: Kept,
}

impl Shelf {
    /// Opens the small ones of several workbooks, and keeps as many as there is room for. Those that cannot be opened are not
    /// among them: why is said when their turn comes.
    pub(crate) fn of(paths: Vec<PathBuf>, threads: usize) -> Self {
        if paths.len() < 2 {
            return Self::default();
        }
        let taken = AtomicUsize::new(0);
        let open = |path: PathBuf| {
            let fits = ordinary(&path).is_ok_and(|bytes| bytes <= LARGEST_FILE);
            if !fits || taken.load(Ordering::Relaxed) > ROOM {
                return None;
            }
            let book = KeptBook::of(Workbook::open(read_bytes(&path).ok()?).ok()?)?;
            taken.fetch_add(book.bytes(), Ordering::Relaxed);
            Some((path, Arc::new(book)))
        };
        Self { books: of_each(paths, threads, open).into_iter().flatten().collect() }
    }

    pub(crate) fn book(&self, path: &Path) -> Option<Arc<KeptBook>> {
        self.books.get(path).map(Arc::clone)
    }

    pub(crate) fn has(&self, path: &Path) -> bool {
        self.books.contains_key(path)
    }
}

impl KeptBook {
    /// The cells of a workbook; none where there are too many.
    fn of(mut book: Workbook) -> Option<Self> {
        let mut kept = Self { kind: book.kind(), sheets: Vec::new() };
        let mut room = LARGEST_BOOK;
        for (name, seen) in book.sheets() {
            let cells = book.read_cells(&name, |next| KeptCells::of(next, room));
            let cells = match cells {
                Ok(cells) => Ok(cells?),
                Err(why) => Err(why),
            };
            let sheet = KeptSheet { merged: book.merged(&name), name, seen, cells };
            room = room.checked_sub(sheet.bytes())?;
            kept.sheets.push(sheet);
        }
        Some(kept)
    }

    fn bytes(&self) -> usize {
        self.sheets.iter().map(KeptSheet::bytes).sum()
    }

    /// Its sheets in their order, and whether each can be seen.
    pub(crate) fn sheets(&self) -> Vec<(String, bool)> {
        self.sheets.iter().map(|sheet| (sheet.name.clone(), sheet.seen)).collect()
    }

    /// The cells of a sheet, one after the other; or why it cannot be opened. Of one that is not there there are none.
    pub(crate) fn cells(&self, sheet: &str) -> Result<Cells<'_>, Message> {
        match self.sheets.iter().find(|known| known.name == sheet).map(|known| &known.cells) {
            Some(Ok(cells)) => Ok(cells.again()),
            Some(Err(why)) => Err(why.clone()),
            None => Err(codes::WHY_DAMAGED.with("why", sheet)),
        }
    }

    /// Which cells of a sheet are merged.
    pub(crate) fn merged(&self, sheet: &str) -> Merged {
        let found = self.sheets.iter().find(|known| known.name == sheet);
        found.map_or_else(Merged::default, |sheet| sheet.merged.clone())
    }
}

impl KeptSheet {
    fn bytes(&self) -> usize {
        self.cells.as_ref().map_or(0, KeptCells::bytes) + self.merged.bytes()
    }
}

impl KeptCells {
    /// What stands in a sheet; none where that is too much.
    fn of<'a>(mut next: impl FnMut() -> Next<'a>, room: usize) -> Option<Self> {
        let mut all = Self::default();
        loop {
            match next() {
                Ok(Some((_, (text, _)))) if text.trim().is_empty() => {}
                Ok(Some((place, (text, kept)))) => {
                    all.texts.push_str(&text);
                    all.cells.push(KeptCell { place, end: u32::try_from(all.texts.len()).ok()?, kept });
                    if all.bytes() > room {
                        return None;
                    }
                }
                Ok(None) => return Some(all),
                Err(why) => {
                    all.broken = Some(why);
                    return Some(all);
                }
            }
        }
    }

    fn bytes(&self) -> usize {
        self.texts.len() + self.cells.len() * size_of::<KeptCell>()
    }

    /// The cells, one after the other.
    fn again(&self) -> Cells<'_> {
        let mut cells = self.cells.iter();
        let mut from = 0;
        Box::new(move || match cells.next() {
            Some(cell) => {
                let text = self.texts.get(from..cell.end as usize).unwrap_or("");
                from = cell.end as usize;
                Ok(Some((cell.place, (Cow::Borrowed(text), cell.kept))))
            }
            None => self.broken.clone().map_or(Ok(None), Err),
        })
    }
}
