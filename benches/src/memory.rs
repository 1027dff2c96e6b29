//! Memory: bytes of the heap that live and the most that ever did, by an allocator that counts; and what the system says
//! that the process has.

#![expect(
    unsafe_code,
    reason = "an allocator is unsafe by its trait; this one asks that of the system and counts"
)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The allocator of the system, which counts. A bench that asks it makes it its `#[global_allocator]`.
#[derive(Debug, Default)]
pub struct Counted {
    alive: AtomicUsize,
    most: AtomicUsize,
}

impl Counted {
    /// Nothing yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { alive: AtomicUsize::new(0), most: AtomicUsize::new(0) }
    }

    /// Bytes that have been asked for and not given back.
    pub fn alive(&self) -> usize {
        self.alive.load(Ordering::Relaxed)
    }

    /// The most bytes that have been alive at once since the last [`start`](Self::start).
    pub fn most(&self) -> usize {
        self.most.load(Ordering::Relaxed)
    }

    /// From here on the most is looked for; as many bytes as are alive now.
    pub fn start(&self) -> usize {
        let alive = self.alive();
        self.most.store(alive, Ordering::Relaxed);
        alive
    }

    fn grown(&self, bytes: usize) {
        let alive = self.alive.fetch_add(bytes, Ordering::Relaxed) + bytes;
        self.most.fetch_max(alive, Ordering::Relaxed);
    }

    fn shrunk(&self, bytes: usize) {
        self.alive.fetch_sub(bytes, Ordering::Relaxed);
    }
}

// SAFETY: every call is handed on to the allocator of the system as it came; counting touches no memory of it.
unsafe impl GlobalAlloc for Counted {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        self.grown(layout.size());
        // SAFETY: the caller keeps what `alloc` asks.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        self.grown(layout.size());
        // SAFETY: as above.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        self.shrunk(layout.size());
        // SAFETY: `memory` came from the system with this layout.
        unsafe { System.dealloc(memory, layout) }
    }

    /// Counts as if it stayed where it is: the system moves large pieces by their pages.
    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if size > layout.size() {
            self.grown(size - layout.size());
        } else {
            self.shrunk(layout.size() - size);
        }
        // SAFETY: `memory` came from the system with this layout; the caller keeps what `realloc` asks.
        unsafe { System.realloc(memory, layout, size) }
    }
}

/// The bytes of the process that are in memory, and the most that have been since [`forget_most`]; as Linux tells.
#[must_use]
pub fn resident() -> Option<(usize, usize)> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let of = |name: &str| -> Option<usize> {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        Some(line.trim().strip_suffix(" kB")?.parse::<usize>().ok()? * 1024)
    };
    Some((of("VmRSS:")?, of("VmHWM:")?))
}

/// Makes Linux look anew for the most bytes of this process in memory; whether it does.
pub fn forget_most() -> bool {
    fs::write("/proc/self/clear_refs", "5").is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lives_and_the_most_that_did_are_counted() {
        let memory = Counted::new();
        let layout = Layout::from_size_align(100, 8).unwrap();
        // SAFETY: each piece is given back once, with the layout that it has then.
        unsafe {
            let one = memory.alloc(layout);
            let other = memory.alloc_zeroed(layout);
            assert_eq!((memory.alive(), memory.most()), (200, 200));
            memory.dealloc(other, layout);
            let one = memory.realloc(one, layout, 150);
            assert_eq!((memory.alive(), memory.most()), (150, 200));
            assert_eq!((memory.start(), memory.most()), (150, 150));
            memory.dealloc(one, Layout::from_size_align(150, 8).unwrap());
        }
        assert_eq!((memory.alive(), memory.most()), (0, 150));
    }
}
