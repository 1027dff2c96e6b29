//! `fmt` and `translate` on files.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::run::{root, shensuan};

const UGLY: &str = "constant  a   =5  kg   #五\r\nformula b=a+1 t\r\n";
const HANDSOME: &str = "constant a = 5 kg  # 五\nformula b = a + 1 t\n";

fn written(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    path.display().to_string()
}

#[test]
fn a_file_is_written_where_it_lies() {
    let folder = tempfile::tempdir().unwrap();
    let path = written(folder.path(), "规则 一.rule", &HANDSOME.replace(" = ", "="));
    let check = shensuan(["--lang", "en", "fmt", "--check", &path]);
    assert_eq!((check.status, fs::read_to_string(&path).unwrap()), (1, HANDSOME.replace(" = ", "=")));
    let run = shensuan(["--lang", "zh", "fmt", &path]);
    assert_eq!((run.status, run.printed), (0, format!("已改写：{path}\n1 个规则文件，其中 1 个有改动\n")));
    assert_eq!(fs::read_to_string(&path).unwrap(), HANDSOME);
    let again = shensuan(["--lang", "en", "fmt", "--check", &path]);
    assert_eq!((again.status, again.printed.as_str()), (0, "1 rule file, 0 of them changed\n"));
}

/// The rules that this repository hands out, and those that `new` makes.
#[test]
fn our_own_rules_are_formatted() {
    let mut folders = vec!["rulebooks".to_owned()];
    folders.extend(["national", "guangdong", "shenzhen"].map(|layer| format!("examples/layers/{layer}")));
    for entry in fs::read_dir(root().join("examples")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if root().join("examples").join(&name).join("rulebook").is_dir() {
            folders.push(format!("examples/{name}/rulebook"));
        }
    }
    for made in ["rules.zh", "rules.en", "vocabulary.zh", "vocabulary.en"] {
        folders.push(format!("crates/cli/src/commands/new/{made}.rule"));
    }
    let run =
        shensuan(["--lang", "en", "fmt", "--check"].into_iter().chain(folders.iter().map(String::as_str)));
    assert_eq!(run.status, 0, "{}{}", run.printed, run.said);
}

#[test]
fn lines_end_as_they_did() {
    let folder = tempfile::tempdir().unwrap();
    let path = written(folder.path(), "a.rule", UGLY);
    assert_eq!(shensuan(["fmt", &path]).status, 0);
    let text = fs::read_to_string(&path).unwrap();
    assert_eq!(text, "constant a = 5 kg  #五\r\nformula b = a + 1 t\r\n");
}

#[test]
fn what_cannot_be_read_is_left_alone_and_the_others_are_not() {
    let folder = tempfile::tempdir().unwrap();
    let bad = written(folder.path(), "a.rule", "规则 A 要求 甲 >\n  级别  强制\n");
    let good = written(folder.path(), "b.rule", "constant a=5 kg\n");
    let run = shensuan(["--lang", "en", "fmt", &folder.path().display().to_string()]);
    assert_eq!(run.status, 2);
    assert!(run.said.contains("a.rule:1"), "{}", run.said);
    assert_eq!(fs::read_to_string(bad).unwrap(), "规则 A 要求 甲 >\n  级别  强制\n");
    assert_eq!(fs::read_to_string(good).unwrap(), "constant a = 5 kg\n");
}

#[test]
fn nothing_of_a_rulebook_with_an_error_is_translated() {
    let folder = tempfile::tempdir().unwrap();
    let good = written(folder.path(), "a.rule", "常量 限值 又称 limit = 5 千克\n");
    written(folder.path(), "b.rule", "公式 合 = 限制 + 1 千克\n");
    let run = shensuan(["--lang", "zh", "translate", "--to", "en", &folder.path().display().to_string()]);
    assert_eq!(run.status, 2);
    assert!(run.said.contains("限制"), "{}", run.said);
    assert_eq!(fs::read_to_string(&good).unwrap(), "常量 限值 又称 limit = 5 千克\n");
    written(folder.path(), "b.rule", "公式 合 = 限值 + 1 千克\n");
    let run = shensuan(["--lang", "zh", "translate", "--to", "en", &folder.path().display().to_string()]);
    assert_eq!(run.status, 0, "{}", run.said);
    let b = fs::read_to_string(folder.path().join("b.rule")).unwrap();
    assert_eq!(b, "formula 合 = limit + 1 kg\n");
}

#[cfg(unix)]
#[test]
fn a_link_and_who_may_read_a_file_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir().unwrap();
    let path = written(folder.path(), "a.rule", "constant a=5 kg\n");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    let link = folder.path().join("link.rule");
    symlink(&path, &link).unwrap();
    assert_eq!(shensuan(["fmt", &link.display().to_string()]).status, 0);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(fs::read_to_string(&path).unwrap(), "constant a = 5 kg\n");
}

#[test]
fn an_editor_gets_the_text_back() {
    let given = |text: &str, arguments: &[&str]| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_shensuan"))
            .args(["--lang", "en", "fmt", "-"])
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), text.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    };
    assert_eq!(given("constant a=5 kg", &[]), (0, "constant a = 5 kg\n".to_owned(), String::new()));
    assert_eq!(given("", &[]), (0, String::new(), String::new()));
    assert_eq!(given("constant a=5 kg", &["--check"]).0, 1);
    let (status, printed, said) = given("constant a=", &[]);
    assert_eq!((status, printed.as_str()), (2, ""));
    assert!(said.contains("-:1"), "{said}");
}
