//! What is in the making when somebody ends the program: it is taken away first.
//!
//! Folders in the making are known here. A signal that ends the program waits until none is being moved to its place, takes
//! away those that are left, and then ends it as if nobody had listened. A program that is killed outright cannot do that:
//! see [`crate::fresh`].

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The folders in the making. Who holds the lock cannot be interrupted.
static MAKING: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Nobody is interrupted while this is held.
pub(crate) struct Held(MutexGuard<'static, Vec<PathBuf>>);

/// Waits until nobody else holds it. From the first time on signals are listened to: a folder that was made before would
/// be left behind by one that comes in between.
pub(crate) fn held() -> Held {
    listen();
    Held(MAKING.lock().unwrap_or_else(PoisonError::into_inner))
}

impl Held {
    /// A folder is being made from now on.
    pub(crate) fn begin(&mut self, folder: &Path) {
        self.0.push(folder.to_owned());
    }

    /// It is in its place, or gone.
    pub(crate) fn end(&mut self, folder: &Path) {
        self.0.retain(|known| known != folder);
    }
}

#[cfg(not(unix))]
fn listen() {}

/// Listens from the first folder on: a program that makes none ends as any other does.
#[cfg(unix)]
fn listen() {
    use std::sync::Once;

    static LISTENING: Once = Once::new();
    LISTENING.call_once(on_unix::listen);
}

#[cfg(unix)]
mod on_unix {
    use std::io::{IsTerminal, Write, stderr};
    use std::time::Duration;
    use std::{fs, process, thread};

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    /// How often a folder is taken away anew, where somebody was still writing into it.
    const ATTEMPTS: usize = 100;

    pub(super) fn listen() {
        // Whoever began the program so that it goes on behind a closed terminal does not want it ended.
        let heard = [SIGINT, SIGTERM, SIGHUP].into_iter().filter(|signal| !is_ignored(*signal));
        // Where nobody can listen, what is left is taken away by the next that writes there.
        let Ok(mut signals) = Signals::new(heard) else { return };
        thread::spawn(move || {
            let Some(signal) = signals.forever().next() else { return };
            // Never given back: who fails as its folder is gone waits here for the end, and says nothing.
            let making = super::held();
            for folder in making.0.iter() {
                for _ in 0..ATTEMPTS {
                    if fs::remove_dir_all(folder).is_ok() || !folder.exists() {
                        break;
                    }
                    thread::sleep(Duration::from_millis(5));
                }
            }
            if stderr().is_terminal() {
                let _ = stderr().write_all(b"\r\x1b[K");
            }
            let _ = emulate_default_handler(signal);
            process::exit(128 + signal);
        });
    }

    /// Whether the program was begun with a signal ignored; no, where the system does not tell.
    fn is_ignored(signal: i32) -> bool {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0);
        mask & (1 << (signal - 1)) != 0
    }
}
