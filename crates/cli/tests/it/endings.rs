//! Runs that end before their end: killed, interrupted, on a disk that is full, of files that change or cannot be read. What
//! they were to write is there whole, or not at all.
#![cfg(unix)]

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::copies::large;
use crate::run::{root, shensuan};

fn said(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Says on the terminal, past what a test captures, that a test cannot be made here.
fn skipped(why: &str) {
    let _ = writeln!(std::io::stderr(), "skipped, {why}");
}

const RULEBOOK: &str = "examples/first-light/rulebook";

/// What writes a folder.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Import,
    Review,
    Account,
}

impl What {
    fn command(self, from: &Path, out: &Path) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shensuan"));
        command.args(match self {
            Self::Import => ["data", "import"].as_slice(),
            Self::Review => &["review"],
            Self::Account => &["account", "--format", "csv,parquet,xlsx"],
        });
        command
            .arg(from)
            .args(["--rulebook", RULEBOOK, "--lang", "en", "--out"])
            .arg(out)
            .current_dir(root());
        command.stdout(Stdio::null()).stderr(Stdio::piped());
        command
    }

    /// Whether what was written is whole.
    fn is_whole(self, out: &Path) -> bool {
        match self {
            Self::Import => shensuan(["data", "verify", said(out)]).status == 0,
            Self::Review => {
                let names = ["findings.csv", "findings.jsonl", "run.json", "values.jsonl"];
                let summary = fs::read_to_string(out.join("summary.json")).unwrap_or_default();
                names.iter().all(|name| out.join(name).is_file())
                    && serde_json::from_str::<serde_json::Value>(&summary).is_ok()
            }
            Self::Account => {
                let text = fs::read_to_string(out.join("account.json")).unwrap_or_default();
                let Ok(account) = serde_json::from_str::<serde_json::Value>(&text) else { return false };
                let tables = account["tables"].as_array().unwrap();
                let mut files: BTreeSet<&str> = ["account.json", "run.json"].into();
                for table in tables {
                    files
                        .extend(table["files"].as_array().unwrap().iter().map(|file| file.as_str().unwrap()));
                }
                let book = fs::read(out.join("account.xlsx")).unwrap_or_default();
                let has_an_end = book.windows(4).rev().take(100).any(|signs| signs == b"PK\x05\x06");
                let parquet = fs::read(out.join("unaccounted.parquet")).unwrap_or_default();
                tables.len() > 2
                    && files.into_iter().all(|name| out.join(name).is_file())
                    && has_an_end
                    && parquet.ends_with(b"PAR1")
            }
        }
    }
}

/// Moments between the begin and the end of a run, the same each time.
struct Moments(u64);

impl Moments {
    fn next(&mut self, of: Duration) -> Duration {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Duration::from_nanos(u64::try_from(of.as_nanos()).unwrap() * (self.0 >> 54) / 1_000)
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// How long a whole run takes; what it wrote is taken away.
fn timed(what: What, from: &Path, out: &Path) -> Duration {
    let begin = Instant::now();
    let output = what.command(from, out).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let whole = begin.elapsed();
    fs::remove_dir_all(out).unwrap();
    whole
}

#[test]
fn a_killed_review_leaves_no_half_results() {
    killed(What::Review);
}

#[test]
fn a_killed_account_leaves_no_half_results() {
    killed(What::Account);
}

fn killed(what: What) {
    let place = tempfile::tempdir().unwrap();
    let (from, out) = (place.path().join("data"), place.path().join("out"));
    large(&from);
    let whole = timed(what, &from, &out);
    let (mut moments, mut survived) = (Moments(20_261_126), 0);
    for _ in 0..20 {
        let mut child = what.command(&from, &out).spawn().unwrap();
        std::thread::sleep(moments.next(whole));
        child.kill().unwrap();
        child.wait().unwrap();
        if out.exists() {
            survived += 1;
            assert!(what.is_whole(&out));
            fs::remove_dir_all(&out).unwrap();
        }
    }
    assert!(survived < 20, "no run was killed in time");
    // The next one takes away what is left, and an earlier result makes way whole.
    for _ in 0..2 {
        assert!(what.command(&from, &out).status().unwrap().success());
    }
    assert_eq!(names(place.path()), ["data", "out", "out.previous"]);
    assert!(what.is_whole(&out) && what.is_whole(&out.with_extension("previous")));
}

fn signal(child: &Child, name: &str) {
    let id = child.id().to_string();
    assert!(Command::new("sh").args(["-c", &format!("kill -s {name} {id}")]).status().unwrap().success());
}

#[test]
fn an_interrupted_run_leaves_nothing_beside() {
    let place = tempfile::tempdir().unwrap();
    let (from, out) = (place.path().join("data"), place.path().join("out"));
    large(&from);
    let mut moments = Moments(8);
    for what in [What::Import, What::Review, What::Account] {
        let mut whole = timed(what, &from, &out);
        let mut ended = 0;
        for at in 0..16 {
            let (name, number) = if at % 4 == 3 { ("TERM", 15) } else { ("INT", 2) };
            let child = what.command(&from, &out).spawn().unwrap();
            // Folders are in the making towards the end alone.
            std::thread::sleep(whole / 2 + moments.next(whole) / 2);
            signal(&child, name);
            let output: Output = child.wait_with_output().unwrap();
            match output.status.signal() {
                Some(signal) => {
                    assert_eq!(signal, number);
                    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
                    ended += 1;
                }
                // It was done: the machine has less to do than when the time was taken.
                None => {
                    assert_eq!(output.status.code(), Some(0));
                    whole = whole * 3 / 4;
                }
            }
            if out.exists() {
                assert!(what.is_whole(&out));
                fs::remove_dir_all(&out).unwrap();
            }
            assert_eq!(names(place.path()), ["data"]);
        }
        assert!(ended > 0, "no run was interrupted in time");
    }
}

/// What is being done shows on a terminal, and in a pipe nothing of it.
#[test]
fn progress_is_for_terminals() {
    let place = tempfile::tempdir().unwrap();
    let (from, out) = (place.path().join("data"), place.path().join("out"));
    large(&from);
    let piped = What::Account.command(&from, &out).output().unwrap();
    assert!(piped.status.success() && piped.stderr.is_empty(), "{}", String::from_utf8_lossy(&piped.stderr));
    // `script` runs a command on a terminal of its own.
    let account = What::Account.command(&from, &out);
    let words: Vec<&str> = [account.get_program()]
        .into_iter()
        .chain(account.get_args())
        .flat_map(std::ffi::OsStr::to_str)
        .collect();
    let shown = place.path().join("shown");
    let mut script = Command::new("script");
    script
        .args(["-qec", &words.join(" ")])
        .arg(&shown)
        .current_dir(root())
        .stdin(Stdio::null())
        .stdout(Stdio::null());
    match script.status() {
        Ok(status) => assert!(status.success()),
        Err(_) => return skipped("there is no `script` here that runs a command on a terminal"),
    }
    let shown = String::from_utf8_lossy(&fs::read(&shown).unwrap()).into_owned();
    assert!(shown.contains("\r\x1b[Kaccounting") && shown.contains("\r\x1b[Kwriting"), "{shown:?}");
}

#[test]
fn what_is_begun_to_outlive_its_terminal_does() {
    let place = tempfile::tempdir().unwrap();
    let (from, out) = (place.path().join("data"), place.path().join("out"));
    large(&from);
    let whole = timed(What::Import, &from, &out);
    let import = What::Import.command(&from, &out);
    let arguments: Vec<_> = import.get_args().collect();
    let mut ignoring = Command::new("sh");
    ignoring.args(["-c", "trap '' HUP; exec \"$@\"", "sh"]).arg(import.get_program()).args(arguments);
    let child = ignoring.current_dir(root()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    for _ in 0..5 {
        std::thread::sleep(whole / 8);
        signal(&child, "HUP");
    }
    assert_eq!(child.wait_with_output().unwrap().status.code(), Some(0));
    assert!(What::Import.is_whole(&out));
}

/// A small disk; none where none can be mounted.
struct Disk {
    holder: Child,
    path: PathBuf,
}

impl Disk {
    fn of(place: &Path, size: &str) -> Option<Self> {
        let path = place.join("disk");
        fs::create_dir(&path).unwrap();
        let ready = place.join("ready");
        let script =
            format!("mount -t tmpfs -o size={size},mode=777 none \"$1\" && touch \"$2\" && exec sleep 600");
        for how in ["-m", "-rm"] {
            let mut unshare = Command::new("unshare");
            unshare.args([how, "sh", "-c", &script, "sh"]).arg(&path).arg(&ready);
            let Ok(mut holder) = unshare.stdout(Stdio::null()).stderr(Stdio::null()).spawn() else { break };
            for _ in 0..200 {
                if ready.exists() {
                    // Others see it through the root of who holds it.
                    let path = PathBuf::from(format!("/proc/{}/root{}", holder.id(), path.display()));
                    if path.is_dir() {
                        return Some(Self { holder, path });
                    }
                }
                if holder.try_wait().unwrap().is_some() {
                    break;
                }
                std::thread::sleep(Duration::from_millis(10));
            }
            let _ = holder.kill();
            let _ = holder.wait();
        }
        skipped("no small disk can be mounted here");
        None
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = self.holder.kill();
        let _ = self.holder.wait();
    }
}

#[test]
fn on_a_full_disk_nothing_is_lost() {
    let place = tempfile::tempdir().unwrap();
    let from = place.path().join("data");
    large(&from);
    let Some(disk) = Disk::of(place.path(), "1m") else { return };
    let small = "examples/first-light";
    for (what, known_by) in
        [(What::Import, "copy.json"), (What::Review, "summary.json"), (What::Account, "account.json")]
    {
        let out = disk.path.join("out");
        let full = what.command(&from, &out).output().unwrap();
        let complaint = String::from_utf8(full.stderr).unwrap();
        assert_eq!(full.status.code(), Some(3), "{complaint}");
        assert!(complaint.contains("E0715") && complaint.contains("the disk is full"), "{complaint}");
        assert!(complaint.replace("\n  │ ", "").contains("disk/out"), "{complaint}");
        assert_eq!(names(&disk.path), Vec::<String>::new());
        // What was there before stays.
        assert!(what.command(&root().join(small), &out).status().unwrap().success());
        let before = fs::read(out.join(known_by)).unwrap();
        let full = what.command(&from, &out).output().unwrap();
        assert_eq!(full.status.code(), Some(3));
        assert_eq!(names(&disk.path), ["out"]);
        assert_eq!(fs::read(out.join(known_by)).unwrap(), before);
        assert!(what.is_whole(&out));
        fs::remove_dir_all(&out).unwrap();
    }
}

#[test]
fn files_that_are_written_meanwhile_are_no_trouble_of_ours() {
    use std::sync::atomic::{AtomicBool, Ordering};

    let place = tempfile::tempdir().unwrap();
    let (from, out) = (place.path().join("data"), place.path().join("out"));
    large(&from);
    let water = from.join("G102.csv");
    let text = fs::read_to_string(&water).unwrap();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                for part in [text.len() / 3, text.len() / 2 + 7, text.len()] {
                    fs::write(&water, &text[..text.floor_char_boundary(part)]).unwrap();
                    std::thread::sleep(Duration::from_millis(2));
                }
            }
        });
        for _ in 0..8 {
            let output = What::Import.command(&from, &out).output().unwrap();
            let complaint = String::from_utf8(output.stderr).unwrap();
            match output.status.code() {
                Some(0) => fs::remove_dir_all(&out).unwrap(),
                Some(3) => assert!(complaint.contains("E07") && !out.exists(), "{complaint}"),
                other => panic!("{other:?}: {complaint}"),
            }
        }
        done.store(true, Ordering::Relaxed);
    });
}

#[test]
fn a_file_that_may_not_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt;

    let place = tempfile::tempdir().unwrap();
    let from = place.path().join("data");
    large(&from);
    let water = from.join("G102.csv");
    fs::set_permissions(&water, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&water).is_ok() {
        return skipped("root may read every file");
    }
    let output = What::Review.command(&from, &place.path().join("out")).output().unwrap();
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{complaint}");
    assert!(complaint.contains("E0704") && complaint.contains("permission denied"), "{complaint}");
}

#[test]
fn the_file_beside_an_open_workbook_is_passed_over_and_listed() {
    let place = tempfile::tempdir().unwrap();
    let (from, out) = (place.path().join("data"), place.path().join("out"));
    large(&from);
    fs::write(from.join("~$G102.xlsx"), b"\x05owner").unwrap();
    let output = What::Review.command(&from, &out).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let summary = fs::read_to_string(out.join("summary.json")).unwrap();
    assert!(summary.contains("~$G102.xlsx"), "{summary}");
}

#[test]
fn what_users_put_beside_results_stays() {
    let place = tempfile::tempdir().unwrap();
    let (from, out) = (root().join("examples/first-light"), place.path().join("out"));
    for what in [What::Import, What::Review, What::Account] {
        assert!(what.command(&from, &out).status().unwrap().success());
        fs::write(out.join("批注.xlsx"), "mine").unwrap();
        fs::create_dir(out.join("photographs")).unwrap();
        fs::write(out.join("photographs/1.jpg"), "mine").unwrap();
        for _ in 0..3 {
            assert!(what.command(&from, &out).status().unwrap().success());
            assert!(what.is_whole(&out) && what.is_whole(&place.path().join("out.previous")));
            assert_eq!(fs::read_to_string(out.join("批注.xlsx")).unwrap(), "mine");
            assert_eq!(names(&out.join("photographs")), ["1.jpg"]);
        }
        // What somebody put into the results before the last ones is not taken away with them.
        let previous = place.path().join("out.previous");
        fs::write(previous.join(".DS_Store"), "").unwrap();
        assert!(what.command(&from, &out).status().unwrap().success());
        fs::write(previous.join("moved.txt"), "mine").unwrap();
        let refused = what.command(&from, &out).output().unwrap();
        let complaint = String::from_utf8(refused.stderr).unwrap();
        assert_eq!(refused.status.code(), Some(3), "{complaint}");
        assert!(complaint.contains("E0715") && complaint.contains("moved.txt"), "{complaint}");
        assert_eq!(names(place.path()), ["out", "out.previous"]);
        fs::remove_dir_all(&out).unwrap();
        fs::remove_dir_all(&previous).unwrap();
    }
}

/// The register and the water form below a folder, and what a review of them says.
fn reviewed(from: &Path, out: &Path) -> (Option<i32>, String) {
    let output = What::Review.command(from, out).output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn long_and_chinese_paths() {
    let place = tempfile::tempdir().unwrap();
    let file = |name: &str| root().join("examples/first-light").join(name);
    // Names of 255 bytes, up to a path of nearly 4,096.
    let name = "普".repeat(85);
    let mut from = place.path().to_owned();
    while from.as_os_str().len() + 1 + name.len() < 3_800 {
        from = from.join(&name);
    }
    fs::create_dir_all(&from).unwrap();
    fs::copy(file("G101-1.csv"), from.join("G101-1.csv")).unwrap();
    let other = format!("{}.csv", "污".repeat(83));
    fs::copy(file("G102.csv"), from.join(&other)).unwrap();
    fs::write(from.join("dataset.toml"), format!("[files]\n\"{other}\" = [\"G102\"]\n")).unwrap();
    let (status, complaint) = reviewed(&from, &from.join("结果"));
    assert_eq!((status, complaint.as_str()), (Some(0), ""));
    assert!(fs::read_to_string(from.join("结果/summary.json")).unwrap().contains(&other));
    let copy = from.join("副本");
    assert_eq!(What::Import.command(&from, &copy).output().unwrap().status.code(), Some(0));
    assert!(What::Import.is_whole(&copy));
    // Beyond that the system takes no path.
    let beyond = from.join(&name).join(&name);
    let (status, complaint) = reviewed(&beyond, &place.path().join("out"));
    assert_eq!(status, Some(3), "{complaint}");
    assert!(complaint.contains("E0701") || complaint.contains("E0702"), "{complaint}");
    let (status, complaint) = reviewed(&from, &beyond);
    assert!(status == Some(3) && complaint.contains("E0715"), "{complaint}");
}

#[test]
fn names_in_gb18030() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let place = tempfile::tempdir().unwrap();
    let (from, out) = (place.path().join("data"), place.path().join("out"));
    fs::create_dir(&from).unwrap();
    let bytes = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    let named = |text: &str| from.join(OsStr::from_bytes(&bytes(text)));
    if fs::write(named("试.txt"), "").is_err() {
        return skipped("this disk takes no names that are no UTF-8");
    }
    let example = |name: &str| root().join("examples/first-light").join(name);
    fs::copy(example("G101-1.csv"), from.join("G101-1.csv")).unwrap();
    fs::copy(example("G102.csv"), named("废水表.csv")).unwrap();
    fs::copy(example("G102.csv"), named("别的表.csv")).unwrap();
    fs::write(from.join(OsStr::from_bytes(b"\xff\xfe.csv")), "x").unwrap();
    let (status, complaint) = reviewed(&from, &out);
    assert_eq!(status, Some(0), "{complaint}");
    assert!(complaint.contains("别的表") && complaint.contains("\u{fffd}"), "{complaint}");
    let summary = fs::read_to_string(out.join("summary.json")).unwrap();
    assert!(summary.contains("废水表.csv") && summary.contains("试.txt"), "{summary}");
    let copy = place.path().join("copy");
    assert_eq!(What::Import.command(&from, &copy).output().unwrap().status.code(), Some(0));
    let verify = shensuan(["data", "verify", said(&copy), "--lang", "en"]);
    assert!(verify.status == 0 && verify.said.is_empty(), "{}", verify.said);
    assert!(verify.printed.contains("2 sources"), "{}", verify.printed);
    fs::remove_file(named("废水表.csv")).unwrap();
    let of_copy = shensuan(["review", said(&copy), "--out", said(&out), "--lang", "en"]);
    assert!(of_copy.said.contains("E0733") && of_copy.said.contains("废水表.csv"), "{}", of_copy.said);
}

#[test]
fn steps_are_shown_on_a_terminal_and_nowhere_else() {
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("out");
    let review = format!(
        "'{}' review examples/first-light --lang en --out '{}'",
        env!("CARGO_BIN_EXE_shensuan"),
        out.display()
    );
    let piped = Command::new("sh").args(["-c", &review]).current_dir(root()).output().unwrap();
    assert!(piped.status.success());
    assert!(!piped.stdout.contains(&0x1b) && piped.stderr.is_empty());
    let mut script = Command::new("script");
    script.args(["-q", "-e", "-c", &review, "/dev/null"]).current_dir(root()).stdin(Stdio::null());
    let Ok(shown) = script.output() else { return skipped("there is no `script` to make a terminal") };
    let shown = String::from_utf8(shown.stdout).unwrap();
    assert!(shown.contains("\r\u{1b}[Kreading the data…"), "{shown:?}");
    assert!(shown.contains("\r\u{1b}[Kwriting the results…\r\u{1b}[K"), "{shown:?}");
}
