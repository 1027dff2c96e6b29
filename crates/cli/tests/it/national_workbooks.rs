//! The data of an example as the national software exports it: a workbook an enterprise, a sheet a form, labels above, facilities
//! as columns. It is the same data.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use rust_xlsxwriter::{Workbook, Worksheet};

use crate::run::{root, shensuan, shensuan_in};

const KEY: &str = "统一社会信用代码";

/// Headings and rows of a file, the rows by enterprise.
struct Table {
    headings: Vec<String>,
    rows: BTreeMap<String, Vec<Vec<String>>>,
}

fn table(path: &Path) -> Table {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_path(path).unwrap();
    let mut records = reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect());
    let headings: Vec<String> = records.next().unwrap();
    let key = headings.iter().position(|heading| heading == KEY).unwrap();
    let mut rows: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    records.for_each(|record: Vec<String>| rows.entry(record[key].clone()).or_default().push(record));
    Table { headings, rows }
}

fn write(sheet: &mut Worksheet, row: u32, cells: &[&str]) {
    for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
        sheet.write_string(row, column, *cell).unwrap();
    }
}

fn labels(sheet: &mut Worksheet, key: &str) {
    write(sheet, 0, &["普查小区代码", "", ""]);
    write(sheet, 1, &[KEY, "", key]);
    write(sheet, 2, &["组织机构代码"]);
    write(sheet, 3, &["单位详细名称："]);
}

/// The rows of a table one below the other; where there are several a divider and the headings stand between them.
fn upright(sheet: &mut Worksheet, table: &Table, rows: &[Vec<String>]) {
    let shown = |cells: &[String]| -> Vec<String> {
        let cells = table.headings.iter().zip(cells).filter(|(heading, _)| *heading != KEY);
        cells.map(|(_, cell)| cell.clone()).collect()
    };
    let mut at = 4;
    for (part, row) in rows.iter().enumerate() {
        let lines = match part {
            0 => vec![vec!["一、主要原辅材料使用".to_owned()], shown(&table.headings), shown(row)],
            1 => vec![vec!["二、主要能源消耗".to_owned()], shown(&table.headings), shown(row)],
            _ => vec![shown(row)],
        };
        for line in lines {
            write(sheet, at, &line.iter().map(String::as_str).collect::<Vec<_>>());
            at += 1;
        }
    }
    write(sheet, at, &["单位负责人：", "", "填表人：示例联系人"]);
}

/// The rows of tables side by side; where every other column is blank.
fn turned(sheet: &mut Worksheet, tables: &[(&Table, &[Vec<String>])]) {
    write(sheet, 4, &["指标名称", "代码", "指标值"]);
    write(sheet, 5, &["甲", "乙", "1"]);
    let mut at = 6;
    for (part, (table, rows)) in tables.iter().enumerate() {
        write(sheet, at, &[["一、取水", "二、治理设施", "三、排放"][part]]);
        at += 1;
        for (place, heading) in table.headings.iter().enumerate().filter(|(_, heading)| *heading != KEY) {
            write(sheet, at, &[heading]);
            for (column, row) in (2..).step_by(2).zip(*rows) {
                if !row[place].is_empty() {
                    sheet.write_string(at, column, &row[place]).unwrap();
                }
            }
            at += 1;
        }
    }
    write(sheet, at, &["单位负责人："]);
}

/// The data of a folder as a workbook an enterprise, in two folders.
fn export(from: &Path, to: &Path) -> usize {
    let mut tables: BTreeMap<String, Table> = BTreeMap::new();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "csv") {
            tables.insert(path.file_stem().unwrap().to_string_lossy().into_owned(), table(&path));
        }
    }
    // Whoever files anything, and who is not in the register, and nobody.
    let keys: BTreeSet<String> = tables.values().flat_map(|table| table.rows.keys().cloned()).collect();
    for (number, key) in keys.iter().enumerate() {
        let mut book = Workbook::new();
        let rows = |form: &str| tables[form].rows.get(key).map_or(&[][..], Vec::as_slice);
        let side = [("G101-1", vec!["G101-1"]), ("G102", vec!["G102", "治理设施", "排放口"])];
        for (form, parts) in side {
            let filed: Vec<(&Table, &[Vec<String>])> =
                parts.iter().map(|part| (&tables[*part], rows(part))).collect();
            if filed.iter().any(|(_, rows)| !rows.is_empty()) {
                let sheet = book.add_worksheet();
                sheet.set_name(format!("T_BAS_{}", form.replace('-', "_"))).unwrap();
                labels(sheet, key);
                turned(sheet, &filed);
            }
        }
        for form in
            tables.keys().filter(|form| form.starts_with('G') && !matches!(form.as_str(), "G101-1" | "G102"))
        {
            if !rows(form).is_empty() {
                let sheet = book.add_worksheet();
                sheet.set_name(format!("T_BAS_{}", form.replace('-', "_"))).unwrap();
                labels(sheet, key);
                upright(sheet, &tables[form], rows(form));
            }
        }
        let folder = to.join(["宝安/运行", "龙岗/停产"][number % 2]);
        fs::create_dir_all(&folder).unwrap();
        book.save(folder.join(format!("{number:03}.xlsx"))).unwrap();
    }
    keys.len()
}

/// The findings but where their rows stand.
fn findings(out: &Path) -> Vec<(String, String, String)> {
    let text = fs::read_to_string(out.join("findings.jsonl")).unwrap();
    let of = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |name: &str| value[name].as_str().unwrap_or("").to_owned();
        (text("rule"), text("subject"), text("message"))
    };
    let mut found: Vec<_> = text.lines().map(of).collect();
    found.sort();
    found
}

#[test]
fn a_district_as_national_workbooks_gives_the_same_findings() {
    let from = root().join("examples/metalworks");
    let rulebook = root().join("rulebooks/national");
    let rulebook = rulebook.to_str().unwrap();
    let place = tempfile::tempdir().unwrap();
    let [data, a, b] = ["data", "a", "b"].map(|name| place.path().join(name));
    let enterprises = export(&from, &data);
    assert!(enterprises > 10);
    for (data, out) in [(&from, &a), (&data, &b)] {
        let arguments = ["review", data.to_str().unwrap(), "--out", out.to_str().unwrap()];
        let run = shensuan_in(place.path(), arguments.into_iter().chain(["--rulebook", rulebook]));
        assert_eq!(run.status, 0, "{}", run.said);
        assert!(!run.said.contains("E07"), "{}", run.said);
        // Of hundreds of sheets there is a line a form.
        let of_files = run.printed.lines().take_while(|line| !line.is_empty()).count();
        assert!(of_files < 50, "{}", run.printed);
        let many = run.printed.contains(" files of G101-1 are in row 5; rows above them: 4");
        assert_eq!(many, data == &place.path().join("data"), "{}", run.printed);
    }
    let (clean, same) = (findings(&a), findings(&b));
    assert!(clean.len() > 20);
    assert_eq!(same, clean);
    let unreadable = |out: &Path| fs::read_to_string(out.join("unreadable.csv")).unwrap().lines().count();
    assert_eq!(unreadable(&a), unreadable(&b));

    // What is described and written reads back as the same.
    let describe = |more: &[&str]| {
        let all = ["--lang", "zh", "data", "describe", data.to_str().unwrap(), "--rulebook", rulebook];
        shensuan(all.into_iter().chain(more.iter().copied()))
    };
    let before = describe(&["--write"]);
    assert_eq!(before.status, 0, "{}", before.said);
    let file = fs::read_to_string(data.join("dataset.toml")).unwrap();
    assert!(file.contains("\"*/*/*.xlsx[T_BAS_G102]\" = { forms = [\"G102\"] }"), "{file}");
    let after = describe(&[]);
    let body = |text: &str| {
        let lines = text.lines().filter(|line| !line.starts_with("已写入"));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(body(&after.printed), body(&before.printed));
    assert!(describe(&["--write"]).said.contains("E0717"), "it is never overwritten");
    let again = place.path().join("c");
    let run = shensuan(["review", data.to_str().unwrap(), "--out", again.to_str().unwrap()]);
    assert_eq!((run.status, findings(&again)), (0, clean), "{}", run.said);
}
