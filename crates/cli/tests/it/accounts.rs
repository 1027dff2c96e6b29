//! What the terminal says of files: one line for what is the same in all files of a form, and by name those in which it is otherwise.

use std::fs;

use crate::run::{root, shensuan_in};

const KEY: &str = "统一社会信用代码";

/// What is said of the headings of a form in so many files, of which some have titles above.
fn said_of(files: usize, odd: &[usize], lang: &str) -> Vec<String> {
    let place = tempfile::tempdir().unwrap();
    let rulebook = root().join("examples/first-light/rulebook");
    let data = format!("rulebook = \"{}\"\n[files]\n\"*/水.csv\" = [\"G102\"]\n", rulebook.display());
    fs::write(place.path().join("dataset.toml"), data).unwrap();
    let enterprise = |number: usize| format!("91990000MA5F{number:05}X");
    let register: String = (0..files).map(|number| format!("{},甲厂,3360,1\n", enterprise(number))).collect();
    fs::write(place.path().join("G101-1.csv"), format!("{KEY},单位详细名称,行业代码,运行状态\n{register}"))
        .unwrap();
    for number in 0..files {
        let folder = place.path().join(format!("{number:02}"));
        fs::create_dir(&folder).unwrap();
        let titles = "某区用水\n".repeat(odd.iter().filter(|one| **one == number).count());
        let text = format!("{titles}{KEY},取水量\n{},5\n", enterprise(number));
        fs::write(folder.join("水.csv"), text).unwrap();
    }
    let run = shensuan_in(place.path(), ["review", ".", "--out", "out", "--rule", "FL-02", "--lang", lang]);
    assert_eq!(run.status, 0, "{}", run.said);
    let words = ["列标题", " row ", " row,"];
    let about = |line: &&str| line.starts_with("其中 ") || words.iter().any(|word| line.contains(word));
    run.printed.lines().filter(about).map(str::to_owned).collect()
}

#[test]
fn headings_of_many_files_take_one_line_and_the_odd_ones_are_named() {
    assert_eq!(said_of(3, &[], "zh"), [""; 0]);
    assert_eq!(said_of(3, &[0, 1, 2], "zh"), ["废水表 的 3 个文件 的列标题在第 2 行，上方有 1 行不是数据"]);
    assert_eq!(
        said_of(4, &[1, 1, 3], "zh"),
        [
            "废水表 的 4 个文件 的列标题在第 1 行",
            "其中 03/水.csv 的在第 2 行，上方有 1 行不是数据",
            "其中 01/水.csv 的在第 3 行，上方有 2 行不是数据",
        ]
    );
    assert_eq!(
        said_of(4, &[1, 1, 3], "en"),
        [
            "the headings of the 4 files of G102 are in row 1",
            "but of 03/水.csv in row 2; rows above them: 1",
            "but of 01/水.csv in row 3; rows above them: 2",
        ]
    );
    let odd: Vec<usize> = (0..8).collect();
    assert_eq!(
        said_of(20, &odd, "en"),
        [
            "the headings of the 20 files of G102 are in row 1",
            "in 8 of them they are in another row, see summary.json",
        ]
    );
}
