//! Patterns of paths: `*/G102.csv`, `企业/*.xlsx`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::file_names::shown;

/// Whether a path is a pattern: it has a star.
pub(crate) fn is_one(path: &str) -> bool {
    path.contains('*')
}

/// The files below a folder whose paths are like a pattern, in order: how each is shown, and its path. A star stands for any
/// piece of one name. Hidden files, and those that spreadsheet programs keep beside open ones, are not found by it.
pub(crate) fn find(folder: &Path, pattern: &str) -> io::Result<Vec<(String, PathBuf)>> {
    let pieces: Vec<&str> = pattern.split('/').collect();
    let mut found = vec![(String::new(), folder.to_owned())];
    for (at, piece) in pieces.iter().enumerate() {
        let last = at + 1 == pieces.len();
        let mut next = Vec::new();
        for (before, folder) in &found {
            let within =
                |name: &str| if before.is_empty() { name.to_owned() } else { format!("{before}/{name}") };
            if !is_one(piece) {
                let path = folder.join(piece);
                let about = fs::metadata(&path);
                if about.is_ok_and(|about| about.is_dir() != last) {
                    next.push((within(piece), path));
                }
                continue;
            }
            for entry in fs::read_dir(folder)? {
                let entry = entry?;
                let (name, path) = (shown(&entry.file_name()), entry.path());
                if path.is_dir() != last && !name.starts_with(['.', '~']) && is_like(&name, piece) {
                    next.push((within(&name), path));
                }
            }
        }
        next.sort();
        found = next;
    }
    Ok(found)
}

/// Whether a name is like a pattern; `.XLSX` is an ending as `.xlsx` is.
fn is_like(name: &str, pattern: &str) -> bool {
    let (name, pattern) = (name.to_ascii_lowercase(), pattern.to_ascii_lowercase());
    let mut pieces = pattern.split('*');
    let Some(mut rest) = name.strip_prefix(pieces.next().unwrap_or("")) else { return false };
    let pieces: Vec<&str> = pieces.collect();
    let Some((last, between)) = pieces.split_last() else { return rest.is_empty() };
    for piece in between {
        let Some(at) = rest.find(piece) else { return false };
        rest = rest.get(at + piece.len()..).unwrap_or("");
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{find, is_like};

    #[test]
    fn stars() {
        for (name, pattern) in [
            ("G102.csv", "*"),
            ("G102.csv", "G102.csv*"),
            ("G102.csv", "*.csv"),
            ("G102（宝安）.csv", "G102*.csv"),
            ("aXbXc", "a*b*c"),
            ("abab", "a*ab"),
            ("甲.XLSX", "*.xlsx"),
        ] {
            assert!(is_like(name, pattern), "{name} {pattern}");
        }
        for (name, pattern) in
            [("G102.csv", "*.xlsx"), ("ab", "ab*b"), ("aba", "ab*ba"), ("G102.csv", "G102")]
        {
            assert!(!is_like(name, pattern), "{name} {pattern}");
        }
    }

    #[test]
    fn files_of_folders() {
        let folder = tempfile::tempdir().unwrap();
        for path in
            ["宝安/G102.csv", "龙岗/G102.csv", "龙岗/.G102.csv", "龙岗/~$甲.xlsx", "龙岗/甲.xlsx", "G102.csv"]
        {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        let found = |pattern: &str| {
            let found = find(folder.path(), pattern).unwrap();
            found.into_iter().map(|(name, _)| name).collect::<Vec<_>>()
        };
        assert_eq!(found("*/G102.csv"), ["宝安/G102.csv", "龙岗/G102.csv"]);
        assert_eq!(found("*.csv"), ["G102.csv"]);
        assert_eq!(found("龙岗/*"), ["龙岗/G102.csv", "龙岗/甲.xlsx"]);
        assert!(found("*").iter().all(|path| path == "G102.csv") && found("*/*/*").is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn names_in_gb18030_are_found_too() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;

        let folder = tempfile::tempdir().unwrap();
        // 甲.xlsx as an archive of a Chinese Windows leaves it.
        let path = folder.path().join(OsStr::from_bytes(b"\xbc\xd7.xlsx"));
        fs::write(&path, "").unwrap();
        assert_eq!(find(folder.path(), "甲*.xlsx").unwrap(), [("甲.xlsx".to_owned(), path)]);
    }
}
