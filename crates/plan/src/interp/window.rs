//! A chunk: some root rows, and the rows of every other table below them.

use std::ops::Range;

use crate::frame::Frame;
use crate::plan::{Plan, TableId};

/// The rows of each table that belong to a chunk.
pub(crate) struct Window {
    ranges: Vec<Range<usize>>,
}

impl Window {
    /// The window of a range of root rows.
    pub(crate) fn new(plan: &Plan, frame: &Frame, root: Range<usize>) -> Self {
        let mut ranges: Vec<Range<usize>> = Vec::with_capacity(plan.tables.len());
        for (index, table) in plan.tables.iter().enumerate() {
            let parent = table.parent.and_then(|parent| ranges.get(parent.index()));
            let path = [TableId::at(index)];
            let range = match parent {
                None if index == 0 => root.clone(),
                None => 0..0, // no value has its rows
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
