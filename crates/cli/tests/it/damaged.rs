//! One small district damaged in ten ways, as people type and programs export: as GB18030, as UTF-16 and as a workbook with
//! merged headings it gives the findings of its clean twin. Rows are counted again by readers that are not ours.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use calamine::{Data, Reader};
use encoding_rs::{GB18030, UTF_16LE};
use rust_xlsxwriter::{Format, Workbook};
use serde_json::Value;
use shensuan_engine::Parsed;
use shensuan_vocab::names::fold_name;
use shensuan_vocab::{FieldType, Vocab};

use crate::run::{root, shensuan};

const KEY: &str = "统一社会信用代码";

/// An enterprise of the district whose credit code is digits alone, as it is called here: a spreadsheet takes it for a number.
const OF_DIGITS: (&str, &str) = ("91990000MA5M00030G", "919900001234567299");

/// What a spreadsheet writes of its code into a text.
const OF_DIGITS_SHOWN: &str = "9.199E+17";

/// The forms in which a blank key is that of the row above.
const FILLED: [&str; 3] = ["G101-3", "G106-1", "排放口"];

/// Cells that cannot be read, each of another enterprise: form, enterprise, heading, text.
const UNUSABLE: [(&str, &str, &str, &str); 2] = [
    ("G102", "91990000MA5M00014T", "取水量", "约1000"),
    ("排放口", "91990000MA5M00022M", "废水排放量", "904或940"),
];

/// The units of some fields.
const UNITS: [(&str, &str); 6] = [
    ("取水量", "立方米"),
    ("正常生产时间", "小时"),
    ("废水排放量", "m³"),
    ("工业总产值(当年价格)", "千元"),
    ("危险废物产生量", "吨"),
    ("化学需氧量产生量", " t"),
];

/// Units a thousand times smaller, in which a cell may be filed.
const SMALLER: [(&str, &str); 3] =
    [("工业总产值(当年价格)", "元"), ("危险废物产生量", "千克"), ("化学需氧量产生量", "kg")];

/// What is said of a key that was taken for a number.
const LOST: &str = "its key is kept as a number whose last digits are lost, or is the error of a formula";

const NOTHING: [&str; 5] = ["—", "无", "N/A", "/", "－－"];

/// What holds a day beside the forms of the national rulebook.
const PERMITS: &str = "报表 许可证 「排污许可证」 又称 permits
  每 企业 一行
  指标 有效期至 又称 valid until：日期

规则 D01 「许可证在当年失效」
  要求 有效期至 ≥ 2018-01-01
  级别 提示
";

/// The days on which permits end, and the numbers that spreadsheets keep for them.
const DAYS: [(&str, &str); 4] =
    [("2017-06-30", "42916"), ("2018-01-01", "43101"), ("2017-12-31", "43100"), ("2020-02-29", "43890")];

struct Sheet {
    form: String,
    headings: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// The district: examples/metalworks, with permits and an enterprise whose code is digits.
fn district() -> Vec<Sheet> {
    let mut sheets = Vec::new();
    for entry in fs::read_dir(root().join("examples/metalworks")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "csv") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap().replace(OF_DIGITS.0, OF_DIGITS.1);
        let mut rows = parsed(&text, b',');
        let headings = rows.remove(0);
        assert_eq!(headings[0], KEY);
        let form = path.file_stem().unwrap().to_string_lossy().into_owned();
        if FILLED.contains(&form.as_str()) {
            rows.sort_by(|a, b| a[0].cmp(&b[0]));
        }
        sheets.push(Sheet { form, headings, rows });
    }
    sheets.sort_by(|a, b| a.form.cmp(&b.form));
    let register = sheets.iter().find(|sheet| sheet.form == "G101-1").unwrap();
    let of = |(row, (day, _)): (&Vec<String>, &(&str, &str))| vec![row[0].clone(), (*day).to_owned()];
    let rows = register.rows.iter().zip(DAYS.iter().cycle()).take(24).map(of).collect();
    let headings = vec![KEY.to_owned(), "有效期至".to_owned()];
    sheets.push(Sheet { form: "许可证".to_owned(), headings, rows });
    sheets
}

/// The cells of a text, by a reader that is not ours.
fn parsed(text: &str, delimiter: u8) -> Vec<Vec<String>> {
    let mut builder = csv::ReaderBuilder::new();
    let mut reader =
        builder.has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// What a field holds, by its form and heading.
fn kind_of(vocab: &Vocab, form: &str, heading: &str) -> Option<FieldType> {
    let is = |name: &str, wanted: &str| fold_name(name) == fold_name(wanted);
    let form = vocab.forms().find(|(_, known)| known.name.all().any(|name| is(name, form)))?.0;
    let mut fields = vocab.fields().filter(|(_, field)| field.form == form);
    fields
        .find(|(_, field)| field.name.all().any(|name| is(name, heading)))
        .map(|(_, field)| field.kind.clone())
}

fn wide(text: &str) -> String {
    let wide = |c: char| match c {
        '!'..='~' => char::from_u32(u32::from(c) + 0xFEE0).unwrap(),
        other => other,
    };
    text.chars().map(wide).collect()
}

/// A number with its point moved to the right.
fn shifted(text: &str, places: usize) -> String {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
    let (whole, behind) = digits.split_once('.').unwrap_or((digits, ""));
    let behind = format!("{behind:0<places$}");
    let moved = format!("{whole}{}", &behind[..places]);
    let rest = behind[places..].trim_end_matches('0');
    let whole = match moved.trim_start_matches('0') {
        "" => "0",
        digits => digits,
    };
    format!("{sign}{whole}{}{rest}", if rest.is_empty() { "" } else { "." })
}

fn grouped(whole: &str) -> String {
    let digits: Vec<char> = whole.chars().collect();
    let parted = digits.rchunks(3).rev().map(|group| group.iter().collect::<String>());
    parted.collect::<Vec<_>>().join(",")
}

/// The ways in which a number can be damaged, each with the repair that it takes; none for blanks around it.
fn ways(heading: &str, text: &str) -> Vec<(Option<&'static str>, String)> {
    let mut ways = vec![(None, format!("\u{3000}{text}\u{3000}"))];
    if let Some(digits) = text.strip_prefix('-') {
        return vec![(Some("with brackets for a minus sign"), format!("({digits})"))];
    }
    ways.push((Some("with signs of full width"), wide(text)));
    let (whole, behind) = text.split_once('.').map_or((text, None), |(whole, behind)| (whole, Some(behind)));
    if whole.len() > 3 {
        let behind = behind.map_or(String::new(), |behind| format!(".{behind}"));
        ways.push((Some("with digits in groups of three"), grouped(whole) + &behind));
    }
    if behind.is_none() && whole.len() > 1 && whole.ends_with("00") {
        let thousands = format!("{whole:0>5}");
        let (before, after) = thousands.split_at(thousands.len() - 4);
        let after = after.trim_end_matches('0');
        let point = if after.is_empty() { "" } else { "." };
        ways.push((Some("with 万 or 亿 behind the number"), format!("{before}{point}{after}万")));
    }
    let of = |units: &[(&str, &'static str)]| {
        units.iter().find(|(field, _)| *field == heading).map(|(_, unit)| *unit)
    };
    if let Some(unit) = of(&UNITS) {
        ways.push((Some("with the unit behind the number"), format!("{text}{unit}")));
    }
    if let Some(unit) = of(&SMALLER) {
        ways.push((Some("with another unit behind the number, converted"), shifted(text, 3) + unit));
    }
    ways
}

/// Whether a row cannot be used, or is of an enterprise outside the register: what is done to its cells is not counted.
fn is_passed_over(form: &str, key: &str) -> bool {
    key.is_empty() || key == "91990000MA5M00612N" || (form == "G102" && key == OF_DIGITS.1)
}

/// How many cells took each repair.
type Planted = BTreeMap<&'static str, usize>;

/// The sheet as it came, and what is to be repaired in it.
fn damaged(sheet: &Sheet, vocab: &Vocab, in_workbook: bool) -> (Vec<Vec<String>>, Planted) {
    let (mut rows, mut planted) = (sheet.rows.clone(), Planted::new());
    let (mut turn, mut blanks) = (0, 0);
    let mut before = String::new();
    for row in &mut rows {
        let key = std::mem::take(&mut row[0]);
        let own = key.clone();
        let is_lost = sheet.form == "G102" && key == OF_DIGITS.1;
        let is_rejected = is_passed_over(&sheet.form, &key);
        let mut took = |repair: &'static str| {
            *planted.entry(repair).or_default() += usize::from(!is_rejected);
        };
        for (heading, cell) in sheet.headings.iter().zip(row.iter_mut()).skip(1) {
            let unusable = UNUSABLE
                .iter()
                .find(|(form, whose, field, _)| *form == sheet.form && *whose == key && field == heading);
            if let Some((.., text)) = unusable {
                *cell = (*text).to_owned();
                continue;
            }
            match kind_of(vocab, &sheet.form, heading) {
                Some(FieldType::Number(_) | FieldType::Quantity(_) | FieldType::Integer) => {
                    if cell.is_empty() {
                        *cell = NOTHING[blanks % NOTHING.len()].to_owned();
                        blanks += 1;
                        took("with —, 无, N/A or the like, taken as blank");
                    } else if cell.parse::<f64>().is_ok() {
                        let ways = ways(heading, cell);
                        // Every so many stays as it was.
                        if let Some((repair, text)) = ways.get(turn % (ways.len() + 1)) {
                            cell.clone_from(text);
                            repair.iter().for_each(|repair| took(repair));
                        }
                        turn += 1;
                    }
                }
                Some(FieldType::Date) => {
                    *cell = DAYS.iter().find(|(day, _)| day == cell).unwrap().1.to_owned();
                    took("with a day kept as a serial number");
                }
                _ if cell.is_empty() => {}
                _ => *cell = format!("\u{3000}{cell}\u{3000}"),
            }
        }
        row[0] = match () {
            // As a spreadsheet shows such a code, and as it keeps it.
            () if is_lost && in_workbook => "919900001234567000".to_owned(),
            () if is_lost => OF_DIGITS_SHOWN.to_owned(),
            () if FILLED.contains(&sheet.form.as_str()) && own == before => {
                took("blank, filled in from the row above");
                String::new()
            }
            () if sheet.form == "G101-2" => wide(&own),
            () => own.clone(),
        };
        before = own;
    }
    planted.retain(|_, cells| *cells > 0);
    (rows, planted)
}

const TITLE: &str = "示例区 2017 年度汇总";

/// What stands below each table.
const BELOW: [&str; 2] = ["合计", "注：数值均为虚构。"];

/// The lines of a sheet as a text of cells.
fn text(sheet: &Sheet, rows: &[Vec<String>], delimiter: u8) -> String {
    let mut writer = csv::WriterBuilder::new().flexible(true).delimiter(delimiter).from_writer(Vec::new());
    writer.write_record([TITLE]).unwrap();
    writer.write_record(&sheet.headings).unwrap();
    rows.iter().for_each(|row| writer.write_record(row).unwrap());
    BELOW.iter().for_each(|below| writer.write_record([below]).unwrap());
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// All forms in one workbook: a title, headings on two merged levels, keys merged where rows are of one enterprise. How many
/// numbers of each form it keeps as texts.
fn workbook(sheets: &[(Sheet, Vec<Vec<String>>)], vocab: &Vocab, path: &Path) -> BTreeMap<String, usize> {
    let mut book = Workbook::new();
    let mut kept_as_texts = BTreeMap::new();
    let plain = Format::new();
    for (sheet, rows) in sheets {
        let page = book.add_worksheet();
        page.set_name(&sheet.form).unwrap();
        let last = u16::try_from(sheet.headings.len() - 1).unwrap();
        page.merge_range(0, 0, 0, last, TITLE, &plain).unwrap();
        page.merge_range(1, 0, 2, 0, KEY, &plain).unwrap();
        match last {
            1 => page.write_string(1, 1, "填报内容").map(|_| ()),
            _ => page.merge_range(1, 1, 1, last, "填报内容", &plain).map(|_| ()),
        }
        .unwrap();
        for (column, heading) in (1..).zip(&sheet.headings[1..]) {
            page.write_string(2, column, heading).unwrap();
        }
        let of_numbers = sheet.headings.iter().map(|heading| {
            use FieldType::{Formula, Integer, Number, Percent, Quantity};
            let kind = kind_of(vocab, &sheet.form, heading);
            matches!(kind, Some(Number(_) | Quantity(_) | Formula(_) | Integer | Percent))
        });
        let of_numbers: Vec<bool> = of_numbers.collect();
        let mut numbers = 0;
        for ((line, row), own) in (3..).zip(rows).zip(&sheet.rows) {
            let is_counted = !is_passed_over(&sheet.form, &own[0]);
            for (column, cell) in (0..).zip(row).filter(|(_, cell)| !cell.is_empty()) {
                let kept = cell.parse::<f64>().ok().filter(|_| column > 0 || cell.ends_with("000"));
                numbers += usize::from(kept.is_some());
                // Every third stays a text.
                match kept.filter(|_| column == 0 || numbers % 3 != 0) {
                    Some(number) => page.write_number(line, column, number).unwrap(),
                    None => {
                        let is_one = of_numbers[usize::from(column)]
                            && !NOTHING.contains(&cell.as_str())
                            && !cell.contains(['约', '或']);
                        *kept_as_texts.entry(sheet.form.clone()).or_default() +=
                            usize::from(is_counted && is_one);
                        page.write_string(line, column, cell).unwrap()
                    }
                };
            }
            let below = rows[line as usize - 2..].iter().take_while(|row| row[0].is_empty()).count();
            if FILLED.contains(&sheet.form.as_str()) && !row[0].is_empty() && below > 0 {
                let end = line + u32::try_from(below).unwrap();
                page.merge_range(line, 0, end, 0, &row[0], &plain).unwrap();
            }
        }
        let end = 3 + u32::try_from(rows.len()).unwrap();
        (end..).zip(BELOW).for_each(|(line, below)| {
            page.write_string(line, 0, below).unwrap();
        });
    }
    book.save(path).unwrap();
    kept_as_texts
}

/// What `dataset.toml` says of it.
fn said(rulebook: &Path, patterns: &[String]) -> String {
    let files: String =
        patterns.iter().map(|pattern| format!("\"{pattern}\" = {{ fill_down = true }}\n")).collect();
    format!("rulebook = \"{}\"\n\n[files]\n{files}", rulebook.display())
}

struct Reviewed {
    findings: Vec<Value>,
    files: Vec<Value>,
    /// All that the lists of what was not used say.
    lists: BTreeSet<String>,
}

fn reviewed(data: &Path, out: &Path) -> Reviewed {
    let data = data.to_str().unwrap();
    let run = shensuan(["review", data, "--out", out.to_str().unwrap(), "--lang", "en"]);
    assert_eq!(run.status, 0, "{}", run.said);
    let read = |name: &str| fs::read_to_string(out.join(name)).unwrap();
    let mut findings: Vec<Value> =
        read("findings.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for finding in &mut findings {
        let finding = finding.as_object_mut().unwrap();
        // Where it stands differs: that is the damage.
        finding.remove("row");
        for evidence in finding["evidence"].as_array_mut().unwrap() {
            let evidence = evidence.as_object_mut().unwrap();
            evidence.remove("cell");
            // What is brought from kilograms to tonnes may differ in its last bit.
            if let Some(number) = evidence["value"].as_str().and_then(|text| text.parse::<f64>().ok()) {
                evidence["value"] = Value::from(format!("{number:.12e}"));
            }
        }
    }
    findings.sort_by_key(Value::to_string);
    let summary: Value = serde_json::from_str(&read("summary.json")).unwrap();
    // As Excel shows them.
    let shown = |cell: String| cell.trim_start_matches("=\"").trim_end_matches('"').to_owned();
    let cells = |name: &str| parsed(&read(name), b',').into_iter().flatten().map(shown);
    let lists = ["rejected.csv", "orphans.csv", "unreadable.csv"].into_iter().flat_map(cells).collect();
    Reviewed { findings, files: summary["files"].as_array().unwrap().clone(), lists }
}

/// The cells of a file from below its headings on, by a reader that is not ours.
fn raw(data: &Path, form: &str, way: &str) -> Vec<Vec<String>> {
    let decoded = |name: String, encoding: &'static encoding_rs::Encoding| {
        let bytes = fs::read(data.join(name)).unwrap();
        encoding.decode(&bytes).0.into_owned()
    };
    let rows = match way {
        "csv" => parsed(&decoded(format!("{form}.csv"), GB18030), b','),
        "tsv" => parsed(&decoded(format!("{form}.tsv"), UTF_16LE), b'\t'),
        _ => {
            let mut book = calamine::open_workbook_auto(data.join("汇总.xlsx")).unwrap();
            let range = book.worksheet_range(form).unwrap();
            let text = |cell: &Data| if *cell == Data::Empty { String::new() } else { format!("{cell}") };
            range.rows().map(|row| row.iter().map(text).collect()).collect()
        }
    };
    rows[if way == "xlsx" { 3 } else { 2 }..].to_vec()
}

fn count(file: &Value, name: &str) -> usize {
    usize::try_from(file[name].as_u64().unwrap()).unwrap()
}

/// The repairs of a file that were planted.
fn repairs(file: &Value) -> BTreeMap<&str, usize> {
    let all = file["repairs"].as_array().unwrap().iter();
    all.map(|made| (made["repair"].as_str().unwrap(), count(made, "cells"))).collect()
}

#[test]
fn a_district_damaged_in_ten_ways_gives_the_findings_of_its_clean_twin() {
    let place = tempfile::tempdir().unwrap();
    let rulebook = place.path().join("rulebook");
    fs::create_dir(&rulebook).unwrap();
    let national = root().join("rulebooks/national");
    let about =
        format!("id = \"示例区\"\nversion = \"1\"\nlanguage = 1\nbuilds-on = [\"{}\"]\n", national.display());
    fs::write(rulebook.join("rulebook.toml"), about).unwrap();
    fs::write(rulebook.join("许可证.rule"), PERMITS).unwrap();
    let vocab = Parsed::read(&[national, rulebook.join("许可证.rule")]).check().model.vocab;

    let clean = place.path().join("clean");
    fs::create_dir(&clean).unwrap();
    for sheet in district() {
        let mut writer = csv::Writer::from_path(clean.join(format!("{}.csv", sheet.form))).unwrap();
        writer.write_record(&sheet.headings).unwrap();
        sheet.rows.iter().for_each(|row| writer.write_record(row).unwrap());
    }
    fs::write(clean.join("dataset.toml"), said(&rulebook, &[])).unwrap();
    let clean = reviewed(&clean, &place.path().join("out of clean"));

    let mut all = BTreeSet::new();
    for way in ["csv", "tsv", "xlsx"] {
        let data = place.path().join(way);
        fs::create_dir(&data).unwrap();
        let mut sheets = Vec::new();
        let mut planted = BTreeMap::new();
        for sheet in district() {
            let (rows, of_sheet) = damaged(&sheet, &vocab, way == "xlsx");
            planted.insert(sheet.form.clone(), of_sheet);
            sheets.push((sheet, rows));
        }
        for (sheet, rows) in &sheets {
            let name = format!("{}.{way}", sheet.form);
            match way {
                "csv" => {
                    let text = text(sheet, rows, b',');
                    let (bytes, _, lossy) = GB18030.encode(&text);
                    assert!(!lossy);
                    fs::write(data.join(name), bytes).unwrap();
                }
                "tsv" => {
                    let text = format!("\u{feff}{}", text(sheet, rows, b'\t'));
                    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
                    fs::write(data.join(name), bytes).unwrap();
                }
                _ => {}
            }
        }
        let patterns = FILLED.map(|form| match way {
            "xlsx" => format!("汇总.xlsx[{form}]"),
            way => format!("{form}.{way}"),
        });
        if way == "xlsx" {
            for (form, cells) in workbook(&sheets, &vocab, &data.join("汇总.xlsx")) {
                let of_sheet = planted.entry(form).or_default();
                of_sheet.extend((cells > 0).then_some(("with a number kept as text", cells)));
            }
        }
        fs::write(data.join("dataset.toml"), said(&rulebook, &patterns)).unwrap();
        let same = reviewed(&data, &place.path().join(format!("out of {way}")));

        // Enterprises without a rejected cell have the same findings, to the last value that they rest on.
        let lost: BTreeSet<&str> =
            UNUSABLE.iter().map(|(_, whose, ..)| *whose).chain([OF_DIGITS.1, OF_DIGITS_SHOWN]).collect();
        let told = |reviewed: &Reviewed| -> Vec<Value> {
            let of = |finding: &&Value| {
                let subject = finding["subject"].as_str().unwrap();
                !subject.is_empty() && !lost.contains(subject)
            };
            reviewed.findings.iter().filter(of).cloned().collect()
        };
        let (expected, found) = (told(&clean), told(&same));
        assert!(expected.len() > 25, "{}", expected.len());
        let differs = expected.iter().zip(&found).find(|(expected, found)| expected != found);
        assert!(expected == found, "{way}: {:?}", differs.map(|(a, b)| (a.to_string(), b.to_string())));
        // What cannot be used is listed: as it is written, or why.
        for text in UNUSABLE.iter().map(|(.., text)| *text).chain([LOST]) {
            assert!(same.lists.contains(text) && !clean.lists.contains(text), "{way}: {text}");
        }

        // Rows, cells and repairs, counted again.
        for (sheet, _) in &sheets {
            let of = |files: &[Value]| {
                let file = files.iter().find(|file| file["file"].as_str().unwrap().contains(&sheet.form));
                file.unwrap_or_else(|| panic!("{way}: {}", sheet.form)).clone()
            };
            let (before, file) = (of(&clean.files), of(&same.files));
            let raw = raw(&data, &sheet.form, way);
            let shown = format!("{way} {}: {file:#}", sheet.form);
            assert_eq!(count(&file, "rows"), raw.len(), "{shown}");
            let lost = usize::from(sheet.form == "G102");
            assert_eq!(count(&file, "rows_used") + lost, count(&before, "rows_used"), "{shown}");
            let rejected = count(&before, "rows_rejected") + BELOW.len() + lost;
            assert_eq!(count(&file, "rows_rejected"), rejected, "{shown}");
            let given = raw.iter().flatten().filter(|cell| !cell.trim().is_empty()).count();
            let made = repairs(&file);
            let of = |repair: &str| made.get(repair).copied().unwrap_or(0);
            let read = count(&file, "cells_used") + count(&file, "cells_rejected");
            let (nothing, filled) = (
                of("with —, 无, N/A or the like, taken as blank"),
                of("blank, filled in from the row above"),
            );
            assert_eq!(given, read + nothing - filled, "{shown}");
            let planted = &planted[&sheet.form];
            assert_eq!(&made, planted, "{shown}");
            all.extend(planted.keys().copied());
        }
    }
    // Blanks around cells are the tenth way, and no repair; that of a workbook's numbers kept as texts comes on top.
    assert!(all.remove("with a number kept as text"));
    assert_eq!(all.len(), 9, "{all:?}");
}
