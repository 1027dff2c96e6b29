//! Work of libraries that read files of others, which panic on some damaged ones where they should return an error: the panic is
//! told as one, and not printed.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use crate::file::Trouble;

thread_local! {
    /// Whether what this thread does is guarded.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

static QUIETED: Once = Once::new();

/// Does it; a panic is a damaged file. What it worked on must not be used again then.
///
/// # Errors
/// What it says itself, and that it panicked.
pub fn guarded<R>(work: impl FnOnce() -> Result<R, Trouble>) -> Result<R, Trouble> {
    QUIETED.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |about| {
            if !GUARDED.get() {
                before(about);
            }
        }));
    });
    let outer = GUARDED.replace(true);
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(outer);
    done.unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
        Err(Trouble::Damaged(text.unwrap_or_else(|| "a damaged page".to_owned())))
    })
}
