//! A chunk: some rows of each table that has no parent, and the rows of every other table below them.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use crate::bits::WORD;
use crate::frame::Frame;
use crate::interp::lookup::Places;
use crate::interp::spans::Spans;
use crate::plan::{Plan, TableId, ValueId};

/// The rows of each table that belong to a chunk.
pub(crate) struct Window<'a> {
    plan: &'a Plan,
    frame: &'a Frame,
    ranges: Vec<Range<usize>>,
    /// By ancestor and descendant: steps between the same tables share them.
    spans: RefCell<BTreeMap<(TableId, TableId), Rc<Spans>>>,
    /// By value and how many rows there are elsewhere: the places among them that it has.
    places: RefCell<BTreeMap<(ValueId, usize), Rc<Places>>>,
}

impl<'a> Window<'a> {
    /// The window of one chunk of several: of the root, and of each table that stands apart, its share of the rows.
    pub(crate) fn new(plan: &'a Plan, frame: &'a Frame, chunk: usize, chunks: usize) -> Self {
        let mut ranges: Vec<Range<usize>> = Vec::with_capacity(plan.tables.len());
        for (index, table) in plan.tables.iter().enumerate() {
            let parent = table.parent.and_then(|parent| ranges.get(parent.index()));
            let path = [TableId::at(index)];
            let range = match parent {
                None => {
                    let rows = frame.rows(TableId::at(index));
                    edge(rows, chunk, chunks)..edge(rows, chunk + 1, chunks)
                }
                Some(parent) => frame.edge(&path, parent.start)..frame.edge(&path, parent.end),
            };
            ranges.push(range);
        }
        Self { plan, frame, ranges, spans: RefCell::default(), places: RefCell::default() }
    }

    /// The rows of a table.
    pub(crate) fn range(&self, table: TableId) -> Range<usize> {
        self.ranges.get(table.index()).cloned().unwrap_or(0..0)
    }

    /// For each row of `ancestor`, the rows of `descendant` below it.
    pub(crate) fn spans(&self, ancestor: TableId, descendant: TableId) -> Rc<Spans> {
        let make = || {
            let path = self.plan.path(ancestor, descendant).unwrap_or_default();
            let start = self.range(descendant).start;
            let Some((child, below)) = path.split_first() else { return Rc::new(Spans::new(Vec::new())) };
            let children = self.frame.edges(*child, self.range(ancestor));
            // A row of a frame that fits is a u32: the offsets are.
            let edge = |child: &u32| self.frame.edge(below, *child as usize).saturating_sub(start);
            Rc::new(Spans::new(
                children.iter().map(|child| u32::try_from(edge(child)).unwrap_or(u32::MAX)).collect(),
            ))
        };
        Rc::clone(self.spans.borrow_mut().entry((ancestor, descendant)).or_insert_with(make))
    }

    /// The places that a value has among so many rows: all that is read there is read by them.
    pub(crate) fn places(&self, of: ValueId, among: usize, make: impl FnOnce() -> Places) -> Rc<Places> {
        Rc::clone(self.places.borrow_mut().entry((of, among)).or_insert_with(|| Rc::new(make())))
    }
}

/// Where a chunk begins: with a whole word of bits if it has one, so that bits are copied as they are.
fn edge(rows: usize, chunk: usize, chunks: usize) -> usize {
    let edge = rows * chunk / chunks;
    if chunk == chunks || rows / chunks < WORD { edge } else { edge - edge % WORD }
}
