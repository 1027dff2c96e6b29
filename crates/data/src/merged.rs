//! Which cells of a sheet are merged. Where a file does not tell, what a heading spans is guessed from the blanks beside it.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};
use std::sync::Arc;

use crate::sheet::Record;
use crate::tags::{Tags, attribute, skip_behind};

/// A sheet with more regions than this is one that some program has gone astray in: they are not kept.
const MOST: usize = 1 << 20;

/// A region of more rows is a slip, of a hand or a program: nobody merges so many rows of a table to one cell.
const TALLEST: u32 = 65_535;

/// Cells that are merged to one: its first and last row and column, from 0. What it holds stands in the first cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Region {
    pub(crate) top: u32,
    pub(crate) left: u32,
    pub(crate) bottom: u32,
    pub(crate) right: u32,
}

impl Region {
    /// Whether it lies over several columns.
    pub(crate) const fn is_wide(&self) -> bool {
        self.right > self.left
    }

    /// Whether a cell is a part of it.
    pub(crate) const fn has(&self, row: u32, column: u32) -> bool {
        self.top <= row && row <= self.bottom && self.left <= column && column <= self.right
    }
}

/// The merged regions of a sheet, as far as its file tells them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Merged {
    /// By their first rows, then their first columns; none where the file does not tell.
    regions: Option<Arc<[Region]>>,
}

impl Merged {
    /// Those that a file tells.
    pub(crate) fn told(mut regions: Vec<Region>) -> Self {
        regions.retain(|region| region.top <= region.bottom && region.left <= region.right);
        regions.sort_unstable();
        Self { regions: (regions.len() <= MOST).then(|| regions.into()) }
    }

    /// Those of a sheet of an XLSX; untold where it cannot be read so far.
    pub(crate) fn of_xlsx(part: impl Read) -> Self {
        let mut part = BufReader::with_capacity(1 << 16, part);
        // They stand behind the cells, which are most of the part.
        if !skip_behind(&mut part, b"mergeCells") {
            return Self::told(Vec::new());
        }
        regions_of(part).map_or_else(Self::default, Self::told)
    }

    /// How many bytes they take.
    pub(crate) fn bytes(&self) -> usize {
        self.regions.as_ref().map_or(0, |regions| size_of_val::<[Region]>(regions))
    }

    /// Those that begin in one of these rows.
    pub(crate) fn begun_in(&self, first: u32, last: u32) -> &[Region] {
        let all = self.regions.as_deref().unwrap_or(&[]);
        let from = all.partition_point(|region| region.top < first);
        let to = all.partition_point(|region| region.top <= last);
        all.get(from..to).unwrap_or(&[])
    }

    /// Of a column those regions that begin in it below a row and lie over several rows: the first and the last row of each.
    pub(crate) fn tall(&self, column: usize, below: u32) -> Vec<(u32, u32)> {
        let all = self.begun_in(below, u32::MAX).iter();
        let own = all.filter(|region| region.left as usize == column && region.bottom > region.top);
        own.map(|region| (region.top, region.bottom)).collect()
    }

    /// What is merged in rows of headings; none where nothing in them is merged over several columns, as where a program that
    /// knows nothing of it has written the sheet anew: then it is guessed.
    pub(crate) fn of_headings(&self, rows: &[&Record<'_>]) -> Option<MergedHeadings> {
        let (first, last) = (rows.first()?.row.checked_sub(1)?, rows.last()?.row.checked_sub(1)?);
        let given = |region: &&Region| {
            let row = rows.iter().find(|row| row.row == region.top + 1);
            row.is_some_and(|row| !row.text(region.left as usize).is_empty())
        };
        let regions: Vec<Region> = self.begun_in(first, last).iter().filter(given).copied().collect();
        regions.iter().any(Region::is_wide).then_some(MergedHeadings { regions })
    }
}

/// Which cells are covered by merged ones, told row after row.
#[derive(Debug)]
pub(crate) struct Covered {
    merged: Merged,
    /// How many regions have begun.
    begun: usize,
    /// Those of them that may not have ended, by their first columns.
    open: BTreeMap<u32, Region>,
}

impl Covered {
    pub(crate) const fn by(merged: Merged) -> Self {
        Self { merged, begun: 0, open: BTreeMap::new() }
    }

    /// Which cells are merged.
    pub(crate) fn merged(&self) -> Merged {
        self.merged.clone()
    }

    /// Whether a cell is a part of a region and not the first of it: what some programs leave in it nobody sees. It is asked of
    /// no row above one that it was asked of before.
    pub(crate) fn has(&mut self, row: u32, column: u32) -> bool {
        let all = self.merged.regions.as_deref().unwrap_or(&[]);
        while let Some(region) = all.get(self.begun).filter(|region| region.top <= row) {
            if region.bottom - region.top < TALLEST {
                self.open.insert(region.left, *region);
            }
            self.begun += 1;
        }
        // Regions do not lie over each other: the nearest that begins to the left is the one, where it has not ended.
        while let Some((left, region)) = self.open.range(..=column).next_back() {
            if region.bottom >= row {
                return region.has(row, column) && (region.top, region.left) != (row, column);
            }
            let left = *left;
            self.open.remove(&left);
        }
        false
    }
}

/// The merged regions that begin in rows of headings, and in which something stands.
pub(crate) struct MergedHeadings {
    regions: Vec<Region>,
}

impl MergedHeadings {
    /// The region that a cell is a part of.
    pub(crate) fn around(&self, row: u32, column: usize) -> Option<&Region> {
        let column = u32::try_from(column).ok()?;
        self.regions.iter().find(|region| region.has(row, column))
    }

    /// How many columns there are up to the last one of any.
    pub(crate) fn width(&self) -> usize {
        self.regions.iter().map(|region| region.right as usize + 1).max().unwrap_or(0)
    }
}

/// The regions that stand next in a part; none where there are too many.
fn regions_of(part: impl BufRead) -> Option<Vec<Region>> {
    let mut regions = Vec::new();
    let mut tags = Tags::of(part);
    while let Some(tag) = tags.next() {
        match tag.local_name() {
            b"mergeCell" => {}
            b"mergeCells" => break,
            _ => continue,
        }
        if let Some(region) = attribute(tag.bytes(), b"ref").and_then(region) {
            regions.push(region);
        }
        if regions.len() > MOST {
            return None;
        }
    }
    Some(regions)
}

/// `B2:D4`.
fn region(text: &[u8]) -> Option<Region> {
    let (first, last) = std::str::from_utf8(text).ok()?.split_once(':')?;
    let ((top, left), (bottom, right)) = (place(first)?, place(last)?);
    Some(Region { top, left, bottom, right })
}

/// `B2`: its row and column, from 0.
fn place(text: &str) -> Option<(u32, u32)> {
    let digits = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let letters = text.get(..text.len() - digits.len()).filter(|letters| (1..=3).contains(&letters.len()))?;
    let letter = |number: u32, letter: u8| number * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
    let column = letters.bytes().fold(0, letter);
    let row: u32 = digits.parse().ok()?;
    Some((row.checked_sub(1)?, column - 1))
}

#[cfg(test)]
mod tests {
    use super::{Covered, Merged, Region};

    fn of(xml: &str) -> Vec<(u32, u32, u32, u32)> {
        let merged = Merged::of_xlsx(xml.as_bytes());
        let regions = merged.begun_in(0, u32::MAX).iter();
        regions.map(|Region { top, left, bottom, right }| (*top, *left, *bottom, *right)).collect()
    }

    #[test]
    fn regions_stand_behind_the_cells() {
        let sheet =
            "<sheetData><c><is><t>mergeCells &lt;mergeCell ref=\"A9:B9\"/&gt;</t></is></c></sheetData>";
        assert_eq!(of(sheet), []);
        let two = "<mergeCells count=\"2\"><mergeCell ref=\"B2:C2\"/><mergeCell ref='A1:AA3' /></mergeCells>";
        assert_eq!(
            of(&format!("<sheetData/>{two}<mergeCell ref=\"A5:A6\"/>")),
            [(0, 0, 2, 26), (1, 1, 1, 2)]
        );
        let prefixed = "<x:mergeCells><x:mergeCell ref=\"A1:B1\"/><x:mergeCell ref=\"1:2\"/></x:mergeCells>";
        assert_eq!(of(prefixed), [(0, 0, 0, 1)]);
        // What makes no sense is none.
        assert_eq!(of("<mergeCells><mergeCell ref=\"C3:A1\"/><mergeCell/><mergeCell ref=\"ZZZZ1:A0\"/>"), []);
    }

    #[test]
    fn cells_below_merged_ones_are_covered() {
        let region = |top, left, bottom, right| Region { top, left, bottom, right };
        let regions = vec![
            region(0, 0, 0, 3),
            region(1, 1, 3, 1),
            region(1, 2, 2, 3),
            region(4, 1, 5, 2),
            region(1, 9, 70_000, 9),
        ];
        let mut covered = Covered::by(Merged::told(regions));
        let covered: Vec<String> = (0..7)
            .map(|row| (0..10).map(|column| if covered.has(row, column) { '#' } else { '.' }).collect())
            .collect();
        assert_eq!(
            covered,
            [
                ".###......",
                "...#......",
                ".###......",
                ".#........",
                "..#.......",
                ".##.......",
                ".........."
            ]
        );
    }

    #[test]
    fn columns_of_which_cells_are_merged() {
        let region = |top, left, bottom, right| Region { top, left, bottom, right };
        let merged = Merged::told(vec![
            region(5, 0, 7, 0),
            region(0, 0, 1, 0),
            region(3, 1, 4, 1),
            region(3, 0, 3, 2),
        ]);
        assert_eq!(merged.tall(0, 2), [(5, 7)]);
        assert_eq!(merged.tall(1, 0), [(3, 4)]);
        assert!(merged.tall(2, 0).is_empty() && Merged::default().tall(0, 0).is_empty());
    }
}
