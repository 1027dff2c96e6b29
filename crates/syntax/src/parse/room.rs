//! Stack for lines that nest: a bracket costs the parser some tens of kilobytes of stack, and how much of it a thread has
//! depends on the machine. What may be written must not.

use std::panic::resume_unwind;
use std::thread::{Builder, scope};

use super::lines::Line;

/// Lines that nest deeper than this are read on a thread of their own.
const SHALLOW: usize = 8;
/// Its stack: four times what the deepest line takes in a build without optimisation. Only what is used is taken.
const STACK: usize = 16 * 1024 * 1024;

/// Does `work` where there is stack enough for these lines.
pub(super) fn with_room<T: Send>(lines: &[Line], work: impl Fn() -> T + Sync) -> T {
    if lines.iter().all(|line| line.depth <= SHALLOW) {
        return work();
    }
    scope(|scope| {
        match Builder::new().stack_size(STACK).spawn_scoped(scope, &work).map(|thread| thread.join()) {
            Ok(Ok(done)) => done,
            Ok(Err(panic)) => resume_unwind(panic),
            Err(_) => work(), // a system without threads
        }
    })
}
