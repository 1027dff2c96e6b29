//! Typed copies of data sets: reviews of them, imports that are killed, what is refused.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::run::{Output, root, shensuan};

/// The examples that hold data.
fn examples() -> Vec<String> {
    let folders = fs::read_dir(root().join("examples")).unwrap().map(|entry| entry.unwrap());
    let mut found: Vec<String> = folders
        .filter(|folder| {
            let files = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
            folder.path().join("dataset.toml").is_file()
                && files.into_iter().any(|file| file.extension().is_some_and(|ending| ending == "csv"))
        })
        .map(|folder| format!("examples/{}", folder.file_name().to_string_lossy()))
        .collect();
    found.sort();
    found
}

fn said(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// All that a review wrote but `run.json`, which says when and of what it was.
fn results(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let mut all: Vec<(String, Vec<u8>)> = entries
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).unwrap()))
        .filter(|(name, _)| name != "run.json")
        .collect();
    all.sort();
    all
}

/// What was printed but where the results are.
fn printed(output: &Output) -> Vec<&str> {
    let mut lines: Vec<&str> = output.printed.lines().collect();
    lines.pop();
    lines
}

#[test]
fn a_review_of_a_copy_is_that_of_its_sources() {
    let examples = examples();
    assert!(examples.len() >= 8, "{examples:?}");
    for example in examples {
        let place = tempfile::tempdir().unwrap();
        let [copy, a, b] = ["副本", "a", "b"].map(|name| place.path().join(name));
        let import = shensuan(["--lang", "en", "data", "import", &example, "--out", said(&copy)]);
        assert_eq!(import.status, 0, "{example}: {}", import.said);
        let review =
            |data: &str, out: &Path| shensuan(["review", data, "--out", said(out), "--as-of", "2026-01-01"]);
        let (of_sources, of_copy) = (review(&example, &a), review(said(&copy), &b));
        assert_eq!(of_sources.status, of_copy.status, "{example}: {}", of_copy.said);
        assert!(!of_copy.said.contains("E07"), "{}", of_copy.said);
        assert_eq!(printed(&of_sources), printed(&of_copy), "{example}");
        assert_eq!(results(&a), results(&b), "{example}");
        let verify = shensuan(["data", "verify", said(&copy), "--lang", "en"]);
        assert_eq!((verify.status, verify.said.as_str()), (0, ""), "{}", verify.printed);
    }
}

/// A copy of an example in a folder of its own, with the copy of that.
struct Kept {
    _place: tempfile::TempDir,
    from: PathBuf,
    copy: PathBuf,
}

fn kept() -> Kept {
    let place = tempfile::tempdir().unwrap();
    let (from, copy) = (place.path().join("data"), place.path().join("copy"));
    fs::create_dir(&from).unwrap();
    for file in ["G101-1.csv", "G102.csv", "G106-1.csv"] {
        fs::copy(root().join("examples/first-light").join(file), from.join(file)).unwrap();
    }
    Kept { _place: place, from, copy }
}

impl Kept {
    fn import(&self) -> Output {
        let rulebook = "examples/first-light/rulebook";
        let import = ["--lang", "en", "data", "import", said(&self.from), "--rulebook", rulebook];
        shensuan(import.into_iter().chain(["--out", said(&self.copy)]))
    }
}

#[test]
fn what_became_of_the_sources_is_said() {
    let kept = kept();
    assert_eq!(kept.import().status, 0);
    let review = || shensuan(["review", said(&kept.copy), "--lang", "en"]);
    assert!(!review().said.contains("E07"));
    let bench = ["bench", "examples/first-light/rulebook", said(&kept.copy), "--no-write", "--repeat", "1"];
    assert_eq!(shensuan(bench).status, 0);

    let water = kept.from.join("G102.csv");
    let text = fs::read_to_string(&water).unwrap();
    fs::write(&water, text + "\n").unwrap();
    let changed = review();
    assert_eq!(changed.status, 0);
    assert!(changed.said.contains("E0732") && changed.said.contains("G102.csv"), "{}", changed.said);
    let verify = shensuan(["data", "verify", said(&kept.copy)]);
    assert_eq!(verify.status, 1);
    assert!(verify.said.contains("E0736"), "{}", verify.said);

    fs::remove_file(&water).unwrap();
    let gone = review();
    assert_eq!(gone.status, 0);
    assert!(gone.said.contains("E0733"), "{}", gone.said);
    assert_eq!(shensuan(["data", "verify", said(&kept.copy)]).status, 0);

    let file = kept.copy.join("run/G101-1.arrow");
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] = !bytes[middle];
    fs::write(&file, bytes).unwrap();
    let verify = shensuan(["data", "verify", said(&kept.copy)]);
    assert_eq!(verify.status, 1);
    assert!(verify.said.contains("E0735") && verify.said.contains("G101-1.arrow"), "{}", verify.said);
}

#[test]
fn what_cannot_be_a_copy_is_refused() {
    let kept = kept();
    fs::create_dir(&kept.copy).unwrap();
    fs::write(kept.copy.join("work.txt"), "work").unwrap();
    let other = kept.import();
    assert!(other.status == 3 && other.said.contains("E0716"), "{}", other.said);
    fs::remove_dir_all(&kept.copy).unwrap();

    // What has errors is not copied.
    let water = kept.from.join("G102.csv");
    let text = fs::read_to_string(&water).unwrap();
    fs::write(&water, "no key\n1\n").unwrap();
    let broken = kept.import();
    assert!(broken.status == 3 && !kept.copy.exists(), "{}", broken.said);
    fs::write(&water, text).unwrap();

    assert_eq!(kept.import().status, 0);
    let again = ["data", "import", said(&kept.copy), "--out", "nowhere"];
    let again = shensuan(again);
    assert!(again.status == 3 && again.said.contains("E0737"), "{}", again.said);
    let other = shensuan(["review", said(&kept.copy), "--rulebook", "examples/screens/rulebook"]);
    assert!(other.status == 3 && other.said.contains("E0731"), "{}", other.said);
    // An earlier copy makes way, and is kept.
    assert_eq!(kept.import().status, 0);
    assert!(kept.copy.with_file_name("copy.previous").join("copy.json").is_file());
}

/// A data set that takes a while to import.
pub fn large(folder: &Path) {
    fs::create_dir(folder).unwrap();
    for file in ["G101-1.csv", "G102.csv", "G106-1.csv"] {
        let text = fs::read_to_string(root().join("examples/first-light").join(file)).unwrap();
        let (heading, rows) = text.split_once('\n').unwrap();
        let mut all = format!("{heading}\n");
        for number in 0..2_000 {
            let of_this = rows.replace("91990000MA5F", &format!("9199{number:04}MA5F"));
            all.push_str(of_this.trim_end());
            all.push('\n');
        }
        fs::write(folder.join(file), all).unwrap();
    }
}

#[test]
fn a_killed_import_leaves_no_half_copy() {
    let place = tempfile::tempdir().unwrap();
    let (from, copy) = (place.path().join("data"), place.path().join("copy"));
    large(&from);
    let import = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shensuan"));
        command.args(["data", "import", said(&from), "--rulebook", "examples/first-light/rulebook", "--out"]);
        command.arg(&copy).current_dir(root()).stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().unwrap()
    };
    let begin = Instant::now();
    assert!(import().wait().unwrap().success());
    let whole = begin.elapsed();
    fs::remove_dir_all(&copy).unwrap();

    let mut state = 20_261_126_u64;
    let mut survived = 0;
    for _ in 0..20 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let moment = Duration::from_nanos(u64::try_from(whole.as_nanos()).unwrap() * (state >> 54) / 1_000);
        let mut child = import();
        std::thread::sleep(moment);
        child.kill().unwrap();
        child.wait().unwrap();
        if copy.exists() {
            survived += 1;
            let verify = shensuan(["data", "verify", said(&copy), "--lang", "en"]);
            assert_eq!(verify.status, 0, "{}{}", verify.printed, verify.said);
            fs::remove_dir_all(&copy).unwrap();
        }
    }
    assert!(survived < 20, "no import was killed in time");
    assert!(import().wait().unwrap().success());
    let mut left: Vec<String> = fs::read_dir(place.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    left.sort();
    let expected = if cfg!(unix) { 2 } else { left.len() };
    assert_eq!(left.len(), expected, "{left:?}");
    assert_eq!(shensuan(["data", "verify", said(&copy)]).status, 0);
}
