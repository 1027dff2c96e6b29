//! New folders beside the place to which they will be moved.
//!
//! Whoever makes one holds a lock on it until it is in its place. What a process that was killed left behind is locked by
//! nobody, and the next one that writes beside it takes it away.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::interrupts;

/// How such folders are called.
const PREFIX: &str = ".shensuan-";

/// How often a folder is made anew, where another process took it for a forsaken one.
const ATTEMPTS: usize = 8;

/// A new folder, removed where it is not kept.
pub(crate) struct Fresh {
    /// None once it is in its place.
    folder: Option<tempfile::TempDir>,
    made: PathBuf,
    /// Held while the folder is in the making; none where the system has no locks on folders.
    _lock: Option<File>,
}

impl Fresh {
    /// Makes one beside a path, and the folders that lead there. Unlike other temporary things it is to be read by
    /// everybody that the system lets read new folders.
    pub(crate) fn beside(out: &Path) -> io::Result<Self> {
        let parent = parent(out);
        fs::create_dir_all(parent)?;
        sweep(parent);
        let mut builder = tempfile::Builder::new();
        builder.prefix(PREFIX);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o777));
        }
        for _ in 0..ATTEMPTS {
            let mut held = interrupts::held();
            let folder = builder.tempdir_in(parent)?;
            held.begin(folder.path());
            drop(held);
            let lock = File::open(folder.path()).ok().filter(|handle| handle.lock().is_ok());
            // It was there before it was locked: somebody may have swept it away in between.
            let made = folder.path().to_owned();
            let fresh = Self { folder: Some(folder), made, _lock: lock };
            if fresh.path().is_dir() {
                return Ok(fresh);
            }
        }
        Err(io::Error::from(io::ErrorKind::ResourceBusy))
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.made
    }

    /// Removes it.
    pub(crate) fn close(mut self) -> io::Result<()> {
        self.folder.take().map_or(Ok(()), tempfile::TempDir::close)
    }

    /// Moves it to its place, on the disk too, once what stands there has made way; nobody is interrupted in between.
    pub(crate) fn put(mut self, out: &Path, make_way: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        {
            let mut held = interrupts::held();
            make_way()?;
            fs::rename(&self.made, out)?;
            held.end(&self.made);
            // It has moved: there is nothing left to clean up.
            let _ = self.folder.take().map(tempfile::TempDir::keep);
        }
        #[cfg(unix)]
        File::open(parent(out))?.sync_all()?;
        Ok(())
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        let mut held = interrupts::held();
        drop(self.folder.take());
        held.end(&self.made);
    }
}

fn parent(out: &Path) -> &Path {
    match out.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        Some(_) | None => Path::new("."),
    }
}

/// Takes away what killed processes left in a folder; what cannot be taken away stays.
fn sweep(parent: &Path) {
    let entries = fs::read_dir(parent).into_iter().flatten().flatten();
    let forsaken: Vec<PathBuf> = entries
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX))
        .map(|entry| entry.path())
        .filter(|path| path.is_dir())
        .collect();
    for path in forsaken {
        if let Ok(handle) = File::open(&path)
            && handle.try_lock().is_ok()
        {
            let _ = fs::remove_dir_all(&path);
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;

    use super::Fresh;

    #[test]
    fn what_nobody_holds_is_swept_and_what_somebody_holds_is_not() {
        let place = tempfile::tempdir().unwrap();
        let left = place.path().join(".shensuan-left");
        fs::create_dir(&left).unwrap();
        fs::write(left.join("half"), "half").unwrap();
        let other = Fresh::beside(&place.path().join("other")).unwrap();
        assert!(!left.exists());
        fs::write(other.path().join("whole"), "whole").unwrap();
        let second = Fresh::beside(&place.path().join("second")).unwrap();
        other.put(&place.path().join("other"), || Ok(())).unwrap();
        second.close().unwrap();
        let names: Vec<_> =
            fs::read_dir(place.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["other"]);
        assert!(place.path().join("other/whole").is_file());
    }
}
