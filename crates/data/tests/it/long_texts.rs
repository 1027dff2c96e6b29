//! Texts that are read in blocks: what stands far below tells how they are to be read.

use std::collections::HashMap;

use encoding_rs::GB18030;
use shensuan_data::{Assigned, DataSet, Database, Encoding};
use shensuan_diagnostics::Diagnostics;

use crate::sample::{KEY, vocab};

/// A file of some name is read by so many threads.
fn read(name: &str, bytes: &[u8], threads: usize) -> (DataSet, Diagnostics) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), bytes).unwrap();
    let (assigned, database) = (Assigned::new(), Database::default());
    let (mut set, said) =
        shensuan_data::open_on(folder.path(), &vocab(), &assigned, &database, threads, &mut |_, _, _| {});
    set.folder.clear();
    set.files.iter_mut().for_each(|file| file.path.clear());
    (set, said)
}

/// Rows of a form of several million bytes, and what stands behind them.
fn long(last: &str) -> String {
    let mut text = "credit code,unit name,industry\n".to_owned();
    (0..40_000)
        .for_each(|row| text.push_str(&format!("E{row:06},Factory number {:0>110},3360\n", row % 977)));
    text + last
}

#[test]
fn what_is_no_utf8_far_below_is_read_at_once() {
    let text = long("甲,乙厂,3360\n");
    let (wanted, said) = read("G101-1.csv", text.as_bytes(), 1);
    assert_eq!((wanted.subjects.len(), said.len()), (40_001, 0));
    assert_eq!(wanted.files[0].encoding, Encoding::Utf8);
    for threads in [1, 2] {
        let (mut set, said) = read("G101-1.csv", &GB18030.encode(&text).0, threads);
        assert_eq!(set.files[0].encoding, Encoding::Gb18030);
        set.files[0].encoding = Encoding::Utf8;
        assert!(set == wanted, "read otherwise by {threads}");
        assert_eq!(said.len(), 0);
    }
}

#[test]
fn what_is_no_text_far_below_leaves_nothing() {
    // A quote that stays open far above is none of its troubles.
    for above in ["", "F1,\"open,3360\n"] {
        let text = long("甲,乙厂,3360\n").replacen("E000100,", &format!("{above}E000100,"), 1);
        for threads in [1, 2] {
            let (set, said) = read("G101-1.csv", &[text.as_bytes(), b"\xe5\xe5,2,3\n"].concat(), threads);
            assert!(set.subjects.is_empty() && set.tables.is_empty() && set.files.is_empty());
            assert_eq!((set.unused_files.len(), said.len()), (1, 1), "{said:?}");
            let said = format!("{said:?}");
            assert!(said.contains(if above.is_empty() { "40003" } else { "40004" }), "{said}");
        }
    }
}

#[test]
fn blank_lines_at_the_end_are_no_rows() {
    let (wanted, _) = read("G101-1.csv", long("").as_bytes(), 2);
    for last in ["\n".repeat(700_000), "\r\n".repeat(5)] {
        let (set, _) = read("G101-1.csv", long(&last).as_bytes(), 2);
        assert!(set == wanted);
    }
    assert_eq!(wanted.files[0].rows_in, 40_000);
}

/// The subjects of keys, in the order in which they come, and whose each row is.
fn subjects<'k>(keys: impl Iterator<Item = &'k str>) -> (Vec<String>, Vec<u32>) {
    let (mut all, mut numbers, mut known) = (Vec::new(), Vec::new(), HashMap::new());
    for key in keys {
        let number = *known.entry(key.to_ascii_uppercase()).or_insert_with(|| {
            all.push(key.to_owned());
            u32::try_from(all.len() - 1).unwrap()
        });
        numbers.push(number);
    }
    numbers.sort_unstable();
    (all, numbers)
}

#[test]
fn subjects_are_those_of_their_keys_wherever_one_is_spelled_otherwise() {
    // The first of all, one of the first block, one in the midst, none.
    for (at, other) in [
        (0, "e000007"),
        (50, "E000010"),
        (50, "e000010"),
        (30_000, "e000010"),
        (30_000, "'E000010"),
        (30_000, "E000010"),
        (30_000, "x\u{3000}y"),
        (usize::MAX, ""),
    ] {
        let keys: Vec<String> = (0..40_000)
            .map(|row| if row == at { other.to_owned() } else { format!("E{:06}", row % 35_000) })
            .collect();
        let (mut text, name) = (format!("{KEY},单位名称,行业代码\n"), "某某有限公司".repeat(6));
        keys.iter().for_each(|key| text.push_str(&format!("{key},{name},3360\n")));
        for threads in [1, 2, 3] {
            let (set, said) = read("G101-1.csv", text.as_bytes(), threads);
            let plain = keys.iter().map(|key| key.trim_start_matches('\''));
            let (all, numbers) = subjects(plain);
            assert_eq!((set.files[0].rows_used, said.len()), (40_000, 0), "{other}");
            assert!(set.subjects == all[..], "{other} in row {at} by {threads}");
            assert!(set.tables[0].subject == numbers, "{other} in row {at} by {threads}");
        }
    }
}
