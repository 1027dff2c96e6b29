//! Names of files that are no UTF-8: those that an archive of a Chinese Windows left, in GB18030.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// A name as people read it. Bytes that are no UTF-8 are read as GB18030; what is neither has signs that say so.
pub(crate) fn shown(name: &OsStr) -> String {
    name.to_str().map_or_else(|| decoded(name), str::to_owned)
}

/// The same of every name of a path.
pub(crate) fn shown_path(path: &Path) -> String {
    match path.to_str() {
        Some(text) => text.to_owned(),
        None => path.iter().map(shown).collect::<PathBuf>().display().to_string(),
    }
}

#[cfg(unix)]
fn decoded(name: &OsStr) -> String {
    use std::os::unix::ffi::OsStrExt;

    let read = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(name.as_bytes());
    read.map_or_else(|| name.to_string_lossy().into_owned(), |text| text.into_owned())
}

#[cfg(not(unix))]
fn decoded(name: &OsStr) -> String {
    name.to_string_lossy().into_owned()
}

/// What a path is kept as, whose bytes are no text.
#[cfg(unix)]
const BYTES: &str = "bytes:";

/// A path as it is kept in a text, from which it comes back as it was.
pub(crate) fn kept(path: &Path) -> String {
    match path.to_str() {
        Some(text) => text.to_owned(),
        None => bytes_of(path),
    }
}

#[cfg(unix)]
fn bytes_of(path: &Path) -> String {
    use std::os::unix::ffi::OsStrExt;

    let digits = path.as_os_str().as_bytes().iter().map(|byte| format!("{byte:02x}"));
    std::iter::once(BYTES.to_owned()).chain(digits).collect()
}

#[cfg(not(unix))]
fn bytes_of(path: &Path) -> String {
    path.display().to_string()
}

/// The path that was kept.
pub(crate) fn of_kept(text: &str) -> PathBuf {
    #[cfg(unix)]
    {
        use std::ffi::OsString;
        use std::os::unix::ffi::OsStringExt;

        let read = |digits: &str| {
            let pairs = (0..digits.len()).step_by(2);
            let byte = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
            pairs.map(byte).collect::<Option<Vec<u8>>>()
        };
        if let Some(bytes) = text.strip_prefix(BYTES).and_then(read) {
            return PathBuf::from(OsString::from_vec(bytes));
        }
    }
    PathBuf::from(text)
}

#[cfg(all(test, unix))]
mod tests {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::path::Path;

    use super::{kept, of_kept, shown, shown_path};

    #[test]
    fn names_of_other_bytes() {
        let name = OsStr::from_bytes(b"\xb7\xcf\xcb\xae\xb1\xed.csv");
        assert_eq!(shown(name), "废水表.csv");
        assert_eq!(shown(OsStr::new("废水表.csv")), "废水表.csv");
        assert_eq!(shown(OsStr::from_bytes(b"\xff\xff.csv")), "\u{fffd}\u{fffd}.csv");
        let path = Path::new("数据").join(name);
        assert_eq!(shown_path(&path), "数据/废水表.csv");
        for path in [path.as_path(), Path::new("/数据/a b.csv"), Path::new("bytes:zz")] {
            assert_eq!(of_kept(&kept(path)), path);
        }
    }
}
