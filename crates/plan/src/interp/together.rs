//! Threads that put what a pass makes together, a chunk at a time.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex};
use std::thread;

use crate::interp::run::Made;

/// For each thread, so many chunks may be ready before their turn.
const AHEAD: usize = 4;

/// What a pass makes, which several threads put together in the order of its chunks. Besides the chunk that each has in hand,
/// only a few for each thread are there twice: whoever is further ahead waits for the one that is behind.
pub(crate) struct Together {
    joined: Mutex<Joined>,
    /// Told whenever it goes on, or never will.
    moved: Condvar,
    /// So many chunks from the next one on are taken in.
    ahead: usize,
}

struct Joined {
    made: Made,
    /// The chunk with which it goes on.
    next: usize,
    /// Later chunks that are ready.
    waiting: BTreeMap<usize, Made>,
    /// Whether a chunk will never come.
    is_given_up: bool,
}

impl Together {
    /// What goes on with the first chunk.
    pub(crate) fn new(made: Made, threads: usize) -> Self {
        let joined = Joined { made, next: 0, waiting: BTreeMap::new(), is_given_up: false };
        Self { joined: Mutex::new(joined), moved: Condvar::new(), ahead: AHEAD * threads.max(1) }
    }

    /// Makes a chunk and puts it in its place. Each is put once, and a thread that puts one has put those that it took
    /// before, so that whoever makes the next one never waits.
    pub(crate) fn put(&self, chunk: usize, make: impl FnOnce() -> Made) {
        // Made before the lock is taken, so that it is let go of after the lock is.
        let _others = Others(self);
        let made = make();
        // A poisoned lock is that of a run given up: nobody asks for it.
        let Ok(joined) = self.joined.lock() else { return };
        let is_far = |joined: &mut Joined| chunk >= joined.next + self.ahead && !joined.is_given_up;
        let Ok(mut joined) = self.moved.wait_while(joined, is_far) else { return };
        if joined.is_given_up {
            return;
        }
        joined.waiting.insert(chunk, made);
        let before = joined.next;
        while let Some(made) = joined.take_next() {
            joined.made.append(&made);
        }
        if joined.next > before {
            self.moved.notify_all();
        }
    }

    /// All of it, when all chunks are put.
    pub(crate) fn into_made(self) -> Option<Made> {
        self.joined.into_inner().ok().map(|joined| joined.made)
    }

    fn give_up(&self) {
        // As much may be done with a poisoned lock.
        let mut joined = self.joined.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        joined.is_given_up = true;
        joined.waiting.clear();
        self.moved.notify_all();
    }
}

impl Joined {
    fn take_next(&mut self) -> Option<Made> {
        let made = self.waiting.remove(&self.next)?;
        self.next += 1;
        Some(made)
    }
}

/// The other threads, which wait no longer where this one panics.
struct Others<'t>(&'t Together);

impl Drop for Others<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.give_up();
        }
    }
}
