//! A chunk: some rows of each table that has no parent, and the rows of every other table below them.

use std::ops::Range;

use crate::frame::Frame;
use crate::plan::{Plan, TableId};

/// The rows of each table that belong to a chunk.
pub(crate) struct Window {
    ranges: Vec<Range<usize>>,
}

impl Window {
    /// The window of one chunk of several: of the root, and of each table that stands apart, its share of the rows.
    pub(crate) fn new(plan: &Plan, frame: &Frame, chunk: usize, chunks: usize) -> Self {
        let mut ranges: Vec<Range<usize>> = Vec::with_capacity(plan.tables.len());
        for (index, table) in plan.tables.iter().enumerate() {
            let parent = table.parent.and_then(|parent| ranges.get(parent.index()));
            let path = [TableId::at(index)];
            let range = match parent {
                None => {
                    let rows = frame.rows(TableId::at(index));
                    rows * chunk / chunks..rows * (chunk + 1) / chunks
                }
                Some(parent) => frame.edge(&path, parent.start)..frame.edge(&path, parent.end),
            };
            ranges.push(range);
        }
        Self { ranges }
    }

    /// The rows of a table.
    pub(crate) fn range(&self, table: TableId) -> Range<usize> {
        self.ranges.get(table.index()).cloned().unwrap_or(0..0)
    }

    /// For each row of `ancestor`, the rows of `descendant` below it, counted from the beginning of the window.
    pub(crate) fn spans<'a>(
        &'a self,
        plan: &Plan,
        frame: &'a Frame,
        ancestor: TableId,
        descendant: TableId,
    ) -> impl Iterator<Item = Range<usize>> + 'a {
        let path = plan.path(ancestor, descendant).unwrap_or_default();
        let start = self.range(descendant).start;
        let mut from = 0;
        self.range(ancestor).map(move |row| {
            let to = frame.edge(&path, row + 1).saturating_sub(start);
            std::mem::replace(&mut from, to)..to
        })
    }
}
