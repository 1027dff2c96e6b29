//! Workbooks of one enterprise each, as the national software exports them.

use rust_xlsxwriter::{Format, Workbook, Worksheet};
use shensuan_data::{CellTrouble, Repair, RowTrouble, UnusedWhy};
use shensuan_diagnostics::codes::layouts as codes;
use shensuan_vocab::units::UnitTable;
use shensuan_vocab::{Field, FieldType, Form, FormId, Name, Rows, Vocab};

use crate::sample::{A, B, KEY, Opened, SPAN, Value, opened_with, values, vocab};

/// A form of water in which facilities and outlets are groups, and one of materials.
fn national() -> Vocab {
    let mut vocab = vocab();
    let units = UnitTable::base();
    let number = |unit: &str| FieldType::Number(units.parse(unit).unwrap());
    let named = |all: &[&str]| Name::new(all[0], all[1..].iter().map(|name| (*name).to_owned()));
    let mut add = |names: &[&str], rows: Rows, parent: Option<FormId>, fields: &[(&[&str], FieldType)]| {
        let form = vocab.add_form(Form::new(named(names), None, rows, parent, SPAN));
        for (names, kind) in fields {
            vocab.add_field(Field::new(named(names), form, kind.clone(), SPAN));
        }
        form
    };
    let water = add(
        &["J102"],
        Rows::One,
        None,
        &[
            (&["取水量", "01"], number("立方米")),
            (&["其中：自来水", "自来水", "02"], number("立方米")),
            (&["设施数", "03"], FieldType::Integer),
            (&["排口数", "07"], FieldType::Integer),
        ],
    );
    let facility: [(&[&str], FieldType); 3] = [
        (&["处理方法", "04"], FieldType::Text),
        (&["处理能力", "05"], number("立方米/日")),
        (&["运行小时", "06"], number("小时")),
    ];
    add(&["设施"], Rows::Many, Some(water), &facility);
    let outlet: [(&[&str], FieldType); 2] =
        [(&["排口编号", "08"], FieldType::Text), (&["排水量", "09"], number("立方米"))];
    add(&["排口"], Rows::Many, Some(water), &outlet);
    let material: [(&[&str], FieldType); 3] = [
        (&["材料名称", "1"], FieldType::Text),
        (&["材料代码", "2"], FieldType::Text),
        (&["材料用量", "3"], number("吨")),
    ];
    add(&["J101-3", "材料表"], Rows::Many, None, &material);
    vocab
}

/// Writes rows of cells from a row on: numbers as numbers, blanks not at all.
fn rows(sheet: &mut Worksheet, from: u32, rows: &[&[&str]]) {
    for (row, cells) in (from..).zip(rows) {
        for (column, cell) in (0..).zip(*cells).filter(|(_, cell)| !cell.is_empty()) {
            match cell.parse::<f64>() {
                Ok(number) if !cell.starts_with('0') => sheet.write_number(row, column, number).unwrap(),
                _ => sheet.write_string(row, column, *cell).unwrap(),
            };
        }
    }
}

fn labels(sheet: &mut Worksheet, key: &str, name: &str) {
    rows(
        sheet,
        0,
        &[
            &["普查小区代码", "", "440306000001"],
            &[KEY, "", key],
            &["组织机构代码："],
            &["单位详细名称：", "", name],
        ],
    );
}

type Fill<'f> = &'f dyn Fn(&mut Worksheet);

fn workbook(sheets: &[(&str, Fill<'_>)]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, fill) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).unwrap();
        fill(sheet);
    }
    book.save_to_buffer().unwrap()
}

/// The form of water: the names of items, their units and numbers, then a column a facility.
fn water(sheet: &mut Worksheet) {
    sheet.merge_range(4, 0, 4, 5, "废水治理与排放情况", &Format::new()).unwrap();
    rows(
        sheet,
        5,
        &[
            &["指标名称", "计量单位", "代码", "指标值"],
            &["甲", "乙", "丙", "1"],
            &["一、取水情况"],
            &["取水量", "万立方米", "01", "1.2"],
            &["其中：自来水", "立方米", "02", "7500"],
            &["设施数", "套", "03", "2"],
            &["二、治理设施"],
            &["指标名称", "计量单位", "代码", "设施1", "", "设施2", "设施3", "合计"],
            &["处理方法", "—", "04", "2200", "", "4100", "—"],
            &["处理能力", "立方米/日", "05", "14", "", "约16", "—", "30"],
            &["运行小时", "小时", "06", "2100", "", "2200", "—"],
            &["没有这一项", "吨", "99", "5"],
            &["三、排放"],
            &["排口数", "个", "07", "1"],
            &["排口编号", "—", "08", "W1"],
            &["这里写错了名称", "立方米", "09", "904"],
            &["单位负责人：", "", "填表人："],
            &["排水量不含雨水"],
        ],
    );
}

fn two_books() -> Opened {
    let basic = |key: &'static str, name: &'static str| {
        move |sheet: &mut Worksheet| {
            labels(sheet, key, name);
            rows(sheet, 4, &[&["指标名称", "代码", "指标值"], &["行业代码", "03", "3360"]]);
        }
    };
    let materials = |key: &'static str| {
        move |sheet: &mut Worksheet| {
            labels(sheet, key, "甲厂");
            rows(
                sheet,
                5,
                &[
                    &["一、主要原辅材料使用"],
                    &["材料", "", "材料用量", "备考"],
                    &["名称", "代码"],
                    &["", "", "千克"],
                    &["1", "2", "3", "4"],
                    &["钢材", "101", "121000", "x"],
                    &["", "", "", "只有备考"],
                    &["二、主要能源消耗"],
                    &["材料", "", "材料用量", "备考"],
                    &["名称", "代码"],
                    &["电", "201", "20000"],
                    &["合计", "", "141000"],
                    &["单位负责人：", "示例联系人"],
                    &["说明：能源不重复填报"],
                    &["又一行说明"],
                ],
            );
        }
    };
    let filled = |sheet: &mut Worksheet| {
        labels(sheet, A, "甲厂");
        water(sheet);
    };
    let one = workbook(&[
        ("T_BAS_G101_1", &basic(A, "甲厂")),
        ("T_BAS_J102", &filled),
        ("T_BAS_J101_3", &materials(A)),
    ]);
    let other = workbook(&[("T_BAS_G101_1", &basic(B, "乙厂")), ("T_BAS_J101_3_EXT", &materials(B))]);
    opened_with(national(), &[("甲厂.xlsx", &one), ("乙厂.xlsx", &other)])
}

#[test]
fn a_workbook_an_enterprise() {
    let opened = two_books();
    assert_eq!(opened.codes(), ["E0713"; 0].to_vec(), "{:?}", opened.said);
    assert_eq!(opened.set.subjects, [B, A]);
    assert_eq!(opened.column("G101-1", "单位详细名称"), values(["乙厂".into(), "甲厂".into()]));
    assert_eq!(opened.column("G101-1", "行业代码"), values(["3360".into(), "3360".into()]));
    assert_eq!(opened.keys("J102"), [A]);
    assert_eq!(opened.column("J102", "取水量"), values([12_000.0.into()]));
    assert_eq!(opened.column("J102", "自来水"), values([7500.0.into()]));
    assert_eq!(opened.column("J102", "排口数"), values([1.0.into()]));
    // Columns of dashes are no facilities, and one of sums is none.
    assert_eq!(opened.column("设施", "处理方法"), values(["2200".into(), "4100".into()]));
    assert_eq!(opened.column("设施", "处理能力"), values([14.0.into(), Value::None]));
    assert_eq!(opened.column("排口", "排口编号"), values(["W1".into()]));
    assert_eq!(opened.column("排口", "排水量"), values([904.0.into()]), "found by its number");
    assert_eq!(
        opened.column("J101-3", "材料名称"),
        values(["钢材".into(), "电".into(), "钢材".into(), "电".into()])
    );
    let amounts = [121.0.into(), 20.0.into(), 121.0.into(), 20.0.into()];
    assert_eq!(opened.column("J101-3", "材料用量"), values(amounts));
}

#[test]
fn cells_of_a_block_on_its_side_have_their_true_places() {
    let opened = two_books();
    let cells = &opened.set.unreadable;
    assert_eq!(cells.len(), 1);
    let file = &opened.set.files[cells[0].file];
    assert_eq!((cells[0].text.as_str(), cells[0].why), ("约16", CellTrouble::NotANumber));
    // F15: the tenth item below the heads.
    assert_eq!(file.place(cells[0].row, cells[0].field), (15, Some(6)));
    let account = opened.account("设施");
    assert_eq!(
        (account.rows_in - account.rows_used, account.rows_used),
        (opened.set.rejected.iter().filter(|row| row.file == opened.table("设施").file).count(), 2)
    );
    assert_eq!(account.ignored_columns, ["没有这一项"]);
    let water = opened.account("J102");
    assert_eq!(water.repaired.of(Repair::UnitOfColumn), 1);
    assert_eq!(water.rows_above, 5);
    let why = |form: &str| {
        let file = opened.table(form).file;
        let rows = opened.set.rejected.iter().filter(|row| row.file == file);
        rows.map(|row| (row.row, row.why)).collect::<Vec<_>>()
    };
    use RowTrouble::{ColumnNumbers, Remark, Repeated, Sum, SumColumn, Title, Units, Unused};
    assert_eq!(why("J102"), [(7, ColumnNumbers), (8, Title), (12, Title)]);
    assert_eq!(why("设施"), [(8, SumColumn), (18, Title)]);
    assert_eq!(why("排口"), [(22, Remark), (23, Remark)]);
    let below = [(9, Units), (10, ColumnNumbers), (12, Unused), (13, Title), (14, Repeated), (15, Repeated)];
    let materials = why("J101-3");
    assert_eq!(materials[..6], below);
    assert_eq!(materials[6..10], [(17, Sum), (18, Remark), (19, Remark), (20, Remark)]);
}

#[test]
fn what_offices_write_beside_items_is_no_row() {
    let mut vocab = national();
    // Item 01 of another form is the key, and of this one the water.
    let other = vocab.add_form(Form::new(Name::new("J101", std::iter::empty()), None, Rows::One, None, SPAN));
    let key = Name::new(KEY, std::iter::once("01".to_owned()));
    vocab.add_field(Field::new(key, other, FieldType::Text, SPAN));
    let fill = |sheet: &mut Worksheet| {
        labels(sheet, A, "甲");
        let table: [&[&str]; 10] = [
            &["计量单位：万立方米"],
            &["指标名称", "代码", "本年", "备注"],
            &["取水量", "01", "5", "见附件"],
            &["自来水", "02", "2"],
            &["计量单位：立方米/日"],
            &["指标名称", "代码", "设施1", "设施2", "审核意见"],
            &["处理方法", "04", "化学", "物理", "同意"],
            &["处理能力", "05", "10", "20"],
            &["单位负责人：", "", "", "示例联系人"],
            &["运行小时", "06", "9", "9"],
        ];
        rows(sheet, 4, &table);
    };
    let opened = opened_with(vocab, &[("甲.xlsx", &workbook(&[("T_BAS_J102", &fill)]))]);
    assert_eq!(opened.set.subjects, [A]);
    assert_eq!(opened.column("J102", "取水量"), values([50_000.0.into()]));
    assert_eq!(opened.column("J102", "自来水"), values([20_000.0.into()]));
    assert_eq!(opened.column("设施", "处理能力"), values([10.0.into(), 20.0.into()]));
    assert_eq!(opened.column("设施", "运行小时"), [Value::None, Value::None]);
}

fn of_a(sheet: &mut Worksheet) {
    labels(sheet, A, "甲厂");
    water(sheet);
}

/// Headings above columns, each with its unit, or one of them alone: they are no labels, and the row below them counts.
#[test]
fn headings_with_their_units_below_a_label() {
    for headings in
        [["取水量（万m³）", "自来水（m³）"], ["取水量", "自来水（m³）"], ["取水量（m³）*", "自来水"]]
    {
        let fill = move |sheet: &mut Worksheet| {
            labels(sheet, A, "甲厂");
            rows(sheet, 4, &[&headings, &["5", "2"]]);
        };
        let opened = opened_with(national(), &[("甲.xlsx", &workbook(&[("T_BAS_J102", &fill)]))]);
        let times = if headings[0].contains('万') { 10_000.0 } else { 1.0 };
        assert_eq!(opened.set.subjects, [A], "{headings:?}");
        assert_eq!(opened.column("J102", "取水量"), values([(5.0 * times).into()]), "{headings:?}");
        assert_eq!(opened.column("J102", "自来水"), values([2.0.into()]), "{headings:?}");
    }
}

#[test]
fn one_bad_workbook_of_many_is_left_out() {
    let good = workbook(&[("T_BAS_J102", &of_a)]);
    let nobodys = |sheet: &mut Worksheet| {
        rows(sheet, 0, &[&["指标名称", "代码", "本年"], &["取水量", "01", "5"], &["自来水", "02", "2"]]);
    };
    let bad = workbook(&[("T_BAS_J102", &nobodys)]);
    let files: [(&str, &[u8]); 3] =
        [("宝安/甲.xlsx", &good), ("宝安/乙.xlsx", &bad), ("龙岗/丙.xlsx", &good[..1_000])];
    let opened = opened_with(national(), &files);
    assert!(opened.codes().iter().all(|code| *code == "E0764"), "{:?}", opened.codes());
    let unused: Vec<&str> = opened.unused().into_iter().map(|(name, _)| name).collect();
    assert_eq!(unused, ["宝安/乙.xlsx[T_BAS_J102]", "龙岗/丙.xlsx"]);
    assert_eq!(opened.keys("J102"), [A]);
    // Where none can be read that is an error, and so is data beside them of which the folders hold more.
    let none = opened_with(national(), &files[1..2]);
    assert!(none.said.has_errors());
    let beside: [(&str, &[u8]); 2] = [("宝安/甲.xlsx", &good), ("备份.xlsx", &good)];
    let beside = opened_with(national(), &beside);
    assert_eq!(beside.unused(), [("宝安/甲.xlsx", UnusedWhy::InFolder)]);
}

#[test]
fn a_copy_is_one_to_the_last_cell() {
    let other = |sheet: &mut Worksheet| {
        of_a(sheet);
        sheet.write_string(40, 0, "备忘").unwrap();
    };
    let book = workbook(&[("T_BAS_J102", &of_a)]);
    let files: [(&str, &[u8]); 2] = [("甲.xlsx", &book), ("甲 - 副本.xlsx", &book)];
    let opened = opened_with(national(), &files);
    assert_eq!(opened.codes(), ["E0728"], "one decision for all tables of a sheet");
    let once = opened_with(national(), &files[..1]);
    assert_eq!(opened.set.files.len(), once.set.files.len());
    assert_eq!(opened.set.rejected.len(), once.set.rejected.len());
    let more = workbook(&[("T_BAS_J102", &other)]);
    let files: [(&str, &[u8]); 2] = [("甲.xlsx", &book), ("甲 - 副本.xlsx", &more)];
    assert_eq!(opened_with(national(), &files).codes(), ["E0729"]);
}

/// A workbook of one sheet of water below labels.
fn sheet_of_water(table: &[&[&str]]) -> Opened {
    let fill = |sheet: &mut Worksheet| {
        labels(sheet, A, "甲");
        rows(sheet, 4, table);
    };
    opened_with(national(), &[("甲.xlsx", &workbook(&[("T_BAS_J102", &fill)]))])
}

#[test]
fn items_side_by_side_are_no_values() {
    let halves = sheet_of_water(&[
        &["指标名称", "代码", "指标值", "指标名称", "代码", "指标值"],
        &["取水量", "01", "5", "设施数", "03", "2"],
        &["自来水", "02", "2"],
    ]);
    assert_eq!(halves.codes(), ["E0765"]);
    let title = halves.title(codes::ITEMS_SIDE_BY_SIDE);
    assert!(title.contains("columns A and D of") && title.contains("(row 6)"), "{title}");
    assert!(halves.set.tables.is_empty());
    // Without a head they are found where two rows have another name; pairs of names and values alone are labels.
    let bare = sheet_of_water(&[
        &["一、取水"],
        &["取水量", "立方米", "5", "设施数", "2"],
        &["自来水", "立方米", "2", "排口数", "1"],
    ]);
    assert_eq!(bare.codes(), ["E0765"]);
    let labels = sheet_of_water(&[&["取水量", "5", "设施数", "2"], &["自来水", "2", "排口数", "1"]]);
    assert!(labels.said.is_empty(), "{:?}", labels.codes());
    assert_eq!(labels.column("J102", "设施数"), values([2.0.into()]));
    // A text may happen to be called as a field is.
    let value = sheet_of_water(&[
        &["指标名称", "代码", "设施1", "设施2"],
        &["处理方法", "04", "排水量", "物理"],
        &["处理能力", "05", "10", "20"],
    ]);
    assert!(value.said.is_empty(), "{:?}", value.codes());
    assert_eq!(value.column("设施", "处理方法"), values(["排水量".into(), "物理".into()]));
}

#[test]
fn a_facility_in_merged_columns() {
    let opened = sheet_of_water(&[
        &["指标名称", "代码", "设施1", "", "设施2", "", "设施3"],
        &["处理方法", "04", "化学", "", "", "物理", "生物"],
        &["处理能力", "05", "", "10", "20", "", "30"],
        &["运行小时", "06", "9", "8", "7"],
    ]);
    assert!(opened.said.is_empty(), "{:?}", opened.codes());
    assert_eq!(opened.column("设施", "处理方法"), values(["化学".into(), "物理".into(), "生物".into()]));
    assert_eq!(opened.column("设施", "处理能力"), values([10.0.into(), 20.0.into(), 30.0.into()]));
    assert_eq!(opened.column("设施", "运行小时"), [Value::None, 7.0.into(), Value::None]);
    assert_eq!(opened.unreadable(), [(3, "运行小时", "9 8")]);
    assert_eq!(opened.set.unreadable[0].why, CellTrouble::Several);
    // Each value is found where it stands: 物理 in F, and the capacity of the first in D.
    let account = opened.account("设施");
    let place = |row, field| account.place(row, Some(opened.field("设施", field)));
    assert_eq!((place(5, "处理方法"), place(5, "处理能力")), ((6, Some(6)), (7, Some(5))));
    assert_eq!((place(3, "处理能力"), place(3, "运行小时")), ((7, Some(4)), (8, Some(3))));
    assert_eq!(opened.table("设施").rows, [3, 5, 7]);
}

#[test]
fn rejected_columns_go_by_their_letters_and_rows_by_their_number() {
    let of = |key: &'static str| {
        move |sheet: &mut Worksheet| {
            labels(sheet, key, "甲厂");
            rows(sheet, 4, &[&["指标名称", "代码", "指标值"], &["行业代码", "03", "3360"]]);
        }
    };
    let filled = |sheet: &mut Worksheet| {
        labels(sheet, B, "乙厂");
        water(sheet);
    };
    let (one, other) = (workbook(&[("T_BAS_G101_1", &of(A))]), workbook(&[("T_BAS_J102", &filled)]));
    let mut vocab = national();
    let register = vocab.forms().find(|(_, form)| form.name.declared() == "G101-1").map(|(id, _)| id);
    vocab.subject.as_mut().unwrap().register = register;
    let opened = opened_with(vocab, &[("甲.xlsx", &one), ("乙.xlsx", &other)]);
    let facilities = opened.form("设施");
    let at = opened.set.files.iter().position(|file| file.form == facilities).unwrap();
    let rejected = opened.set.rejected.iter().filter(|row| row.file == at);
    let places: Vec<_> = rejected.map(|row| (row.why, opened.set.files[at].place_of(row))).collect();
    let listed = RowTrouble::NotListed;
    assert_eq!(
        places,
        [
            (listed, (13, Some(4))),
            (listed, (13, Some(6))),
            (RowTrouble::SumColumn, (13, Some(8))),
            (RowTrouble::Title, (18, None)),
        ]
    );
}

#[test]
fn sheets_of_one_workbook_that_name_two_enterprises() {
    let basic = |sheet: &mut Worksheet| {
        labels(sheet, A, "甲厂");
        rows(sheet, 4, &[&["指标名称", "代码", "指标值"], &["行业代码", "03", "3360"]]);
    };
    let filled = |sheet: &mut Worksheet| {
        labels(sheet, B, "甲厂");
        water(sheet);
    };
    let book = workbook(&[("T_BAS_G101_1", &basic), ("T_BAS_J102", &filled)]);
    let opened = opened_with(national(), &[("甲.xlsx", &book)]);
    assert_eq!(opened.codes(), ["E0766"]);
    let title = opened.title(codes::SHEETS_OF_SEVERAL);
    assert!(title.contains(&format!("{A} [T_BAS_G101_1]")), "{title}");
    assert!(title.contains(&format!("{B} [T_BAS_J102]")), "{title}");
    assert_eq!(opened.keys("J102"), [B], "each is read as it says");
}

/// Workbooks of many enterprises: most alike, and some that are copies, of nobody known, damaged, without a table, or with a heading
/// that stands there twice.
fn many_books(folder: &std::path::Path) {
    for number in 0..300 {
        let key = format!("91440300MA5F{number:05}X");
        let basic = |sheet: &mut Worksheet| {
            labels(sheet, &key, "甲厂");
            rows(sheet, 4, &[&["指标名称", "代码", "指标值"], &["行业代码", "03", "3360"]]);
        };
        let filled = |sheet: &mut Worksheet| {
            // One was copied from its neighbour's workbook.
            labels(sheet, if number == 150 { "91440300MA5F00149X" } else { &key }, "甲厂");
            water(sheet);
        };
        let materials = |sheet: &mut Worksheet| {
            labels(sheet, &key, "甲厂");
            let twice = if number % 90 == 89 { "材料名称" } else { "备考" };
            let amount = (number + 1).to_string();
            let all: [&[&str]; 4] = [
                &["材料名称", "材料代码", "材料用量", twice],
                &["钢材", "101", &amount, "x"],
                &["电", "201", "约3", ""],
                &["合计", "", "141000", ""],
            ];
            rows(sheet, 5, if number % 70 == 69 { &[] } else { &all });
        };
        let sheets: [(&str, Fill<'_>); 3] =
            [("T_BAS_G101_1", &basic), ("T_BAS_J102", &filled), ("T_BAS_J101_3", &materials)];
        // Every fiftieth is of nobody who is listed.
        let mut bytes = workbook(&sheets[usize::from(number % 50 == 49)..]);
        if number % 100 == 33 {
            std::fs::write(folder.join(format!("{number:03} copy.xlsx")), &bytes).unwrap();
        }
        bytes.truncate(if number % 100 == 77 { bytes.len() / 2 } else { bytes.len() });
        std::fs::write(folder.join(format!("{number:03}.xlsx")), &bytes).unwrap();
    }
}

#[test]
fn how_many_threads_read_workbooks_shows_in_nothing() {
    let folder = tempfile::tempdir().unwrap();
    many_books(folder.path());
    let mut vocab = national();
    let register = vocab.forms().find(|(_, form)| form.name.declared() == "G101-1").map(|(id, _)| id);
    vocab.subject.as_mut().unwrap().register = register;
    let read = |threads| {
        let (assigned, database) = (shensuan_data::Assigned::new(), shensuan_data::Database::default());
        let mut heard = Vec::new();
        let (set, said) = shensuan_data::open_on(
            folder.path(),
            &vocab,
            &assigned,
            &database,
            threads,
            &mut |name, at, of| {
                heard.push((name.to_owned(), at, of));
            },
        );
        (set, format!("{:?}", said.iter().collect::<Vec<_>>()), heard)
    };
    let one = read(1);
    let unused = |why| one.0.unused_files.iter().filter(|file| file.why == why).count();
    use shensuan_data::UnusedWhy::{Copy, Failed};
    assert!(unused(Copy) >= 9 && unused(Failed) >= 3, "{:?}", one.0.unused_files);
    assert_eq!(one.0.subjects.len(), 300 - 6 - 3);
    assert!(one.0.rejected.iter().any(|row| row.why == RowTrouble::NotListed));
    assert_eq!(one.1.matches("E0766").count(), 1, "{}", one.1);
    assert!(one.0.unreadable.len() > 500 && one.0.files.len() > 1000);
    for threads in [2, 3, 7] {
        let other = read(threads);
        assert!(other.0 == one.0, "{threads} threads read otherwise");
        assert_eq!((&other.1, &other.2), (&one.1, &one.2));
    }
}
