//! Merged cells: what headings and keys are merged over is what the file says, and is guessed where it does not.

use rust_xlsxwriter::{Format, Workbook, Worksheet};
use shensuan_data::{
    Assigned, Assignment, CellTrouble, Database, Described, FillDown, Layout, Repair, RowTrouble, Spanned,
};
use shensuan_vocab::units::UnitTable;
use shensuan_vocab::{Field, FieldType, Form, Name, Rows, Vocab};

use crate::binary::{Sheet, ods, xls, xlsb};
use crate::sample::{A, B, C, KEY, Opened, SPAN, Value, opened, opened_as, opened_with, values, vocab};

type Region = (u32, u16, u32, u16);

/// A workbook of one sheet: rows of cells, numbers as numbers; the merged regions by their first and last rows and columns.
fn workbook(name: &str, rows: &[&[&str]], merged: &[Region]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(name).unwrap();
    for (top, left, bottom, right) in merged {
        sheet.merge_range(*top, *left, *bottom, *right, "", &Format::new()).unwrap();
    }
    fill(sheet, rows);
    book.save_to_buffer().unwrap()
}

fn fill(sheet: &mut Worksheet, rows: &[&[&str]]) {
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*cells).filter(|(_, cell)| !cell.is_empty()) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(row, column, number).unwrap(),
                Err(_) => sheet.write_string(row, column, *cell).unwrap(),
            };
        }
    }
}

/// A form of water by where it comes from, and of what it is used for; of some the names stand below each other.
fn levels() -> Vocab {
    let mut vocab = vocab();
    let tonnes = || FieldType::Number(UnitTable::base().parse("吨").unwrap());
    let form = Form::new(Name::new("用水表", std::iter::empty()), None, Rows::One, None, SPAN);
    let form = vocab.add_form(form);
    for (name, kind) in [
        ("取水量-自备水", tonnes()),
        ("取水量-核定", tonnes()),
        ("用水量", tonnes()),
        ("备考", FieldType::Text),
    ] {
        vocab.add_field(Field::new(Name::new(name, std::iter::empty()), form, kind, SPAN));
    }
    vocab
}

const LEVELS: [&[&str]; 4] = [
    &[KEY, "取水量", "", "", "用水量"],
    &["", "自来水", "自备水", "核定", ""],
    &[A, "1", "2", "3", "4"],
    &[B, "5", "6", "7", "8"],
];

#[test]
fn an_upper_heading_spans_what_it_is_merged_over() {
    let told = workbook("用水表", &LEVELS, &[(0, 0, 1, 0), (0, 1, 0, 2), (0, 4, 1, 4)]);
    let told = opened_with(levels(), &[("一.xlsx", &told)]);
    assert_eq!(told.account("用水表").header_rows, 2);
    assert_eq!(told.column("用水表", "取水量-自备水"), values([2.0.into(), 6.0.into()]));
    assert_eq!(told.account("用水表").ignored_columns, ["取水量-自来水", "核定"]);
    assert_eq!(told.column("用水表", "用水量"), values([4.0.into(), 8.0.into()]));
    assert_eq!(told.column("用水表", "取水量-核定"), [Value::None, Value::None]);
    // Where nothing is merged, it is guessed from the blanks: 核定 stands below 取水量.
    let bare = opened_with(levels(), &[("一.xlsx", &workbook("用水表", &LEVELS, &[]))]);
    assert_eq!(bare.column("用水表", "取水量-核定"), values([3.0.into(), 7.0.into()]));
    assert_eq!(bare.account("用水表").ignored_columns, ["取水量-自来水"]);
}

fn described(name: &str, bytes: &[u8]) -> Vec<Described> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), bytes).unwrap();
    let vocab = levels();
    let (assigned, database) = (Assigned::new(), Database::default());
    shensuan_data::describe(folder.path(), None, &vocab, &assigned, &database, &|_| {}).1
}

#[test]
fn it_is_said_whether_it_was_guessed() {
    let spanned = |name: &str, bytes: &[u8]| described(name, bytes).first().map(|one| one.spanned);
    let told = workbook("用水表", &LEVELS, &[(0, 0, 1, 0), (0, 1, 0, 3), (0, 4, 1, 4)]);
    assert_eq!(spanned("一.xlsx", &told), Some(Spanned::Merged));
    assert_eq!(spanned("一.xlsx", &workbook("用水表", &LEVELS, &[])), Some(Spanned::Guessed));
    let plain = workbook("用水表", &[&[KEY, "用水量"], &[A, "1"]], &[]);
    assert_eq!(spanned("一.xlsx", &plain), Some(Spanned::Nothing));
    let text: String = LEVELS.iter().map(|row| row.join(",") + "\n").collect();
    assert_eq!(spanned("用水表.csv", text.as_bytes()), Some(Spanned::Guessed));
}

#[test]
fn other_formats_tell_it_too_or_it_is_guessed() {
    let cells: Vec<(u16, u16, &str)> = (0..)
        .zip(LEVELS)
        .flat_map(|(row, cells)| (0..).zip(cells).map(move |(column, text)| (row, column, *text)))
        .filter(|(.., text)| !text.is_empty())
        .collect();
    let sheets =
        [Sheet { name: "用水表", cells: &cells, merged: &[(0, 0, 1, 0), (0, 1, 0, 2), (0, 4, 1, 4)] }];
    for (name, bytes, told) in
        [("一.xls", xls(&sheets), true), ("一.ods", ods(&sheets), true), ("一.xlsb", xlsb(&sheets), false)]
    {
        let read = opened_with(levels(), &[(name, &bytes)]);
        let (full, none) = (values([3.0.into(), 7.0.into()]), [Value::None, Value::None].to_vec());
        assert_eq!(read.column("用水表", "取水量-核定"), if told { none } else { full }, "{name}");
        assert_eq!(read.column("用水表", "取水量-自备水"), values([2.0.into(), 6.0.into()]), "{name}");
        let spanned = if told { Spanned::Merged } else { Spanned::Guessed };
        assert_eq!(described(name, &bytes)[0].spanned, spanned, "{name}");
    }
}

#[test]
fn a_merged_key_is_that_of_all_its_rows() {
    let rows: [&[&str]; 8] = [
        &[KEY, "排放口编号", "排放量"],
        &[A, "1", "5"],
        &["", "2", "6"],
        &["", "3"],
        &[B, "4", "7"],
        // This one is blank, and merged with nothing.
        &["", "5", "8"],
        &["合计", "", "26"],
        &[C, "6", "9"],
    ];
    let book = workbook("G102-排放口", &rows, &[(1, 0, 3, 0), (1, 2, 3, 2), (7, 0, 9, 0)]);
    let read = opened(&[("一.xlsx", &book)]);
    assert_eq!(read.keys("排放口"), [A, A, A, B, C]);
    assert_eq!(read.rejected(), [(6, RowTrouble::BlankKey(0)), (7, RowTrouble::Sum)]);
    let account = read.account("排放口");
    let repaired = account.repaired;
    assert_eq!((repaired.cells, repaired.of(Repair::Merged), repaired.of(Repair::Covered)), (3, 2, 1));
    assert_eq!((account.rows_in, account.cells_in, account.cells_used, account.cells_empty), (7, 21, 13, 4));
    // The 5 may be that of each row, or one figure for all three: it counts once, and that is said. Nobody sees the 6 below it.
    assert_eq!(
        read.column("排放口", "排放量"),
        values([5.0.into(), Value::None, Value::None, 7.0.into(), 9.0.into()])
    );
    assert_eq!(read.codes(), ["E0767"]);
    let title = read.said.iter().next().unwrap().title(shensuan_diagnostics::Lang::En);
    assert!(title.contains("`排放量`") && title.contains("the first in row 2"), "{title}");
}

#[test]
fn what_is_left_below_the_first_cell_of_a_key_is_none() {
    let rows: [&[&str]; 5] =
        [&[KEY, "排放口编号", "排放量"], &[A, "1", "5"], &[B, "2", "6"], &["", "3", "7"], &[B, "4", "8"]];
    let read = opened(&[("一.xlsx", &workbook("G102-排放口", &rows, &[(1, 0, 3, 0)]))]);
    assert_eq!(read.keys("排放口"), [A, A, A, B]);
    let repaired = read.account("排放口").repaired;
    assert_eq!((repaired.of(Repair::Merged), repaired.of(Repair::Covered)), (2, 1));
    assert!(read.said.is_empty(), "{:?}", read.codes());
}

/// A form in which values are merged with the cells below and beside them, and something is left in these.
const COVERED: [(u16, u16, &str); 19] = [
    (0, 0, KEY),
    (0, 1, "排放口编号"),
    (0, 2, "排放量"),
    (1, 0, A),
    (1, 1, "1"),
    (1, 2, "5"),
    (2, 0, A),
    (2, 1, "2"),
    (2, 2, "6"),
    // Of this row nobody sees anything.
    (3, 0, A),
    (3, 1, "2"),
    (3, 2, "7"),
    (4, 0, B),
    (4, 1, "3"),
    (4, 2, "8"),
    (4, 3, "9"),
    (5, 0, C),
    (5, 1, "4"),
    (5, 2, "10"),
];
const COVERING: [(u16, u16, u16, u16); 4] = [(1, 0, 3, 0), (2, 1, 3, 1), (1, 2, 3, 2), (4, 1, 4, 3)];

#[test]
fn what_nobody_sees_below_a_merged_cell_is_no_value() {
    let sheets = [Sheet { name: "G102-排放口", cells: &COVERED, merged: &COVERING }];
    let rows: Vec<Vec<&str>> = (0..6)
        .map(|row| {
            let text = |column: u16| COVERED.iter().find(|(at, on, _)| (*at, *on) == (row, column));
            (0..4).map(|column| text(column).map_or("", |(.., text)| text)).collect()
        })
        .collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let regions = COVERING.map(|(top, left, bottom, right)| (top.into(), left, bottom.into(), right));
    let xlsx = workbook("G102-排放口", &rows, &regions);
    for (name, bytes) in [("一.xlsx", xlsx), ("一.xls", xls(&sheets)), ("一.ods", ods(&sheets))] {
        let read = opened(&[(name, &bytes)]);
        assert_eq!(read.codes(), ["E0767"; 2], "{name}");
        assert_eq!(read.keys("排放口"), [A, A, B, C], "{name}");
        let outlets = ["1", "2", "3", "4"].map(Value::from);
        assert_eq!(read.column("排放口", "排放口编号"), outlets, "{name}");
        // Neither what is merged with the cell above nor what is merged with the one beside; and none is to the right.
        let flow = [Value::Number(5.0), Value::None, Value::None, Value::Number(10.0)];
        assert_eq!(read.column("排放口", "排放量"), flow, "{name}");
        assert!(read.unreadable().is_empty() && read.rejected().is_empty(), "{name}");
        let account = read.account("排放口");
        assert_eq!((account.rows_in, account.cells_used, account.cells_empty), (4, 10, 2), "{name}");
        let repaired = account.repaired;
        assert_eq!((repaired.of(Repair::Merged), repaired.of(Repair::Covered)), (1, 3), "{name}");
    }
    // An XLSB does not tell what is merged.
    let read = opened(&[("一.xlsb", &xlsb(&sheets))]);
    assert_eq!((read.keys("排放口").len(), read.account("排放口").repaired.of(Repair::Covered)), (5, 0));
}

#[test]
fn what_is_filled_down_is_what_is_seen() {
    let rows: [&[&str]; 4] = [&[KEY, "排放口编号", "排放量"], &[A, "1", "5"], &[A, "2", "6"], &[B, "3", "7"]];
    let book = workbook("表", &rows, &[(1, 0, 2, 0), (1, 2, 2, 2)]);
    let read = opened_as(vocab(), &[("一.xlsx", &book)], |at: &Opened| {
        let fill_down = FillDown::Columns(vec!["排放量".to_owned()]);
        let layout = Layout { fill_down, ..Layout::default() };
        vec![Assignment { name: "一.xlsx".to_owned(), forms: vec![at.form("排放口")], layout }]
    });
    assert_eq!(read.column("排放口", "排放量"), values([5.0.into(), 5.0.into(), 7.0.into()]));
    let repaired = read.account("排放口").repaired;
    assert_eq!((repaired.of(Repair::FilledDown), repaired.of(Repair::Covered)), (1, 2));
}

#[test]
fn what_the_data_set_says_is_filled_down_is() {
    let rows: [&[&str]; 5] =
        [&[KEY, "排放口编号", "排放量"], &[A, "1", "5"], &["", "2"], &[B, "3", "7"], &["", "4", "8"]];
    let book = workbook("表", &rows, &[(1, 0, 2, 0), (1, 2, 2, 2)]);
    let said = |fill_down: FillDown| {
        opened_as(vocab(), &[("一.xlsx", &book)], |at: &Opened| {
            let layout = Layout { fill_down, ..Layout::default() };
            vec![Assignment { name: "一.xlsx".to_owned(), forms: vec![at.form("排放口")], layout }]
        })
    };
    let keys = said(FillDown::Keys);
    assert_eq!(keys.keys("排放口"), [A, A, B, B]);
    let repaired = keys.account("排放口").repaired;
    assert_eq!((repaired.of(Repair::FilledDown), repaired.of(Repair::Merged)), (2, 0));
    assert_eq!(keys.codes(), ["E0767"]);
    let values_too = said(FillDown::Columns(vec!["排放量".to_owned()]));
    assert!(values_too.said.is_empty(), "{:?}", values_too.codes());
    assert_eq!(values_too.keys("排放口"), [A, A, B]);
    assert_eq!(values_too.column("排放口", "排放量"), values([5.0.into(), 5.0.into(), 7.0.into()]));
    let repaired = values_too.account("排放口").repaired;
    assert_eq!((repaired.of(Repair::FilledDown), repaired.of(Repair::Merged)), (1, 1));
}

#[test]
fn columns_under_one_heading_are_one() {
    let rows: [&[&str]; 6] = [
        &[KEY, "用水量", "", "备考"],
        &[A, "5", "", "x"],
        &[B, "", "6"],
        &[C, "7", "吨"],
        &["91990000MA5F00042K", "8", "9"],
        &["91990000MA5F00050R", "", ""],
    ];
    let book = workbook("用水表", &rows, &[(0, 1, 0, 2)]);
    let read = opened_with(levels(), &[("一.xlsx", &book)]);
    assert!(read.said.is_empty(), "{:?}", read.codes());
    let none = Value::None;
    assert_eq!(
        read.column("用水表", "用水量"),
        values([5.0.into(), 6.0.into(), 7.0.into(), none.clone(), none])
    );
    assert_eq!(read.column("用水表", "备考")[0], "x".into());
    assert_eq!(read.unreadable(), [(5, "用水量", "8 9")]);
    assert_eq!(read.set.unreadable[0].why, CellTrouble::Several);
    assert!(read.account("用水表").ignored_columns.is_empty());
    let columns = &described("一.xlsx", &book)[0].columns;
    assert_eq!(columns[1].field, columns[2].field);
    assert_eq!(columns[2].heading, "用水量");
    // Without the merged heading the second column is none of the form, and is not read.
    let bare = opened_with(levels(), &[("一.xlsx", &workbook("用水表", &rows, &[]))]);
    assert_eq!(bare.account("用水表").ignored_columns, ["[C]"]);
    assert_eq!(bare.account("用水表").cells_ignored, 3);
}

/// A form with facilities, which are columns of its sheet.
fn facilities(of: &str) -> Vocab {
    let mut vocab = vocab();
    let of = vocab.forms().find(|(_, form)| form.name.declared() == of).unwrap().0;
    let form = Form::new(Name::new("设施", std::iter::empty()), None, Rows::Many, Some(of), SPAN);
    let form = vocab.add_form(form);
    for (name, kind) in [("处理方法", FieldType::Text), ("处理能力", FieldType::Integer)] {
        vocab.add_field(Field::new(Name::new(name, std::iter::empty()), form, kind, SPAN));
    }
    vocab
}

fn on_its_side(rows: &[&[&str]], merged: &[Region]) -> Opened {
    let labels: [&[&str]; 1] = [&[KEY, "", A]];
    let all: Vec<&[&str]> = labels.into_iter().chain(rows.iter().copied()).collect();
    opened_with(facilities("G102"), &[("一.xlsx", &workbook("T_BAS_G102", &all, merged))])
}

#[test]
fn a_facility_is_as_wide_as_its_heading() {
    let rows: [&[&str]; 3] = [
        &["指标名称", "代码", "设施1", "", "", "设施3"],
        &["处理方法", "", "化学", "", "生物", "物理"],
        &["处理能力", "", "", "10", "20", "30"],
    ];
    // The first is merged over two columns; the column behind it has no heading and is one of its own.
    let read = on_its_side(&rows, &[(1, 2, 1, 3)]);
    assert!(read.said.is_empty(), "{:?}", read.codes());
    assert_eq!(read.column("设施", "处理方法"), values(["化学".into(), "生物".into(), "物理".into()]));
    assert_eq!(read.column("设施", "处理能力"), values([10.0.into(), 20.0.into(), 30.0.into()]));
    let account = read.account("设施");
    let capacity = Some(read.field("设施", "处理能力"));
    assert_eq!((account.place(3, None), account.place(3, capacity)), ((2, Some(3)), (4, Some(4))));
    assert_eq!(account.repaired.of(Repair::Covered), 0);
    // What is left in the cell of a facility below one merged over two is none of its own.
    let left: [&[&str]; 3] = [
        &["指标名称", "代码", "设施1", "设施2"],
        &["处理方法", "", "化学", "生物"],
        &["处理能力", "", "10", "20"],
    ];
    let read = on_its_side(&left, &[(2, 2, 2, 3)]);
    assert_eq!(read.column("设施", "处理方法"), values(["化学".into(), Value::None]));
    assert_eq!(read.column("设施", "处理能力"), values([10.0.into(), 20.0.into()]));
    assert_eq!(read.account("设施").repaired.of(Repair::Covered), 1);
    // Where nothing is merged a column without a heading belongs to the one before it.
    let guessed = on_its_side(&rows, &[]);
    assert_eq!(guessed.table("设施").rows, [3, 6]);
    assert_eq!(guessed.unreadable().len(), 2);
}

#[test]
fn a_heading_over_all_facilities_makes_one_of_none() {
    let rows: [&[&str]; 3] =
        [&["指标名称", "代码", "指标值"], &["处理方法", "", "化学", "生物"], &["处理能力", "", "10", "20"]];
    let read = on_its_side(&rows, &[(1, 2, 1, 5)]);
    assert_eq!(read.column("设施", "处理能力"), values([10.0.into(), 20.0.into()]));
    let rows: [&[&str]; 3] =
        [&["指标名称", "代码", "指标值"], &["处理方法", "", "化学"], &["处理能力", "", "", "20"]];
    let read = on_its_side(&rows, &[(1, 2, 1, 5)]);
    assert_eq!(read.column("设施", "处理能力"), values([20.0.into()]));
    let account = read.account("设施");
    assert_eq!(account.place(3, Some(read.field("设施", "处理能力"))), (4, Some(4)));
}

#[test]
fn a_column_of_sums_or_remarks_goes_by_its_letter() {
    // The key is a label without a value, so all columns are nobody's.
    let rows: [&[&str]; 6] = [
        &[KEY, "", ""],
        &["单位详细名称", "", "甲厂"],
        &["行业代码", "", "3360"],
        &["指标名称", "代码", "设施1", "设施2", "设施3"],
        &["处理方法", "", "合计", "注：不含", "化学"],
        &["处理能力", "", "5", "6", "7"],
    ];
    let book = workbook("T_BAS_G101_1", &rows, &[]);
    let read = opened_with(facilities("G101-1"), &[("一.xlsx", &book)]);
    let at = read.set.files.iter().position(|file| !file.turned.is_empty()).unwrap();
    let own = read.set.rejected.iter().filter(|row| row.file == at);
    let places: Vec<_> = own.map(|row| (row.why, read.set.files[at].place_of(row))).collect();
    assert_eq!(
        places,
        [
            (RowTrouble::SumColumn, (4, Some(3))),
            (RowTrouble::RemarkColumn, (4, Some(4))),
            (RowTrouble::BlankKey(0), (4, Some(5))),
        ]
    );
}

#[test]
fn what_makes_no_sense_is_no_region() {
    let rows: [&[&str]; 3] = [&[KEY, "用水量"], &[A, "5"], &["", "6"]];
    let bytes = workbook("用水表", &rows, &[(1, 0, 2, 0)]);
    let with = |regions: &str| {
        crate::workbooks::rewritten(&bytes, "xl/worksheets/sheet1.xml", |sheet| {
            sheet.replace("<mergeCell ref=\"A2:A3\"/>", regions)
        })
    };
    for regions in [
        "<mergeCell ref=\"A3:A2\"/>",
        "<mergeCell ref=\"A0:A99999999999\"/>",
        "<mergeCell/><mergeCell ref=\"A2\"/><mergeCell ref=\"\"/>",
        "<mergeCell ref=\"A1:A1048576\"/>",
    ] {
        let read = opened_with(levels(), &[("一.xlsx", &with(regions))]);
        assert_eq!(read.keys("用水表"), [A], "{regions}");
        assert_eq!(read.rejected(), [(3, RowTrouble::BlankKey(0))], "{regions}");
    }
    let read = opened_with(levels(), &[("一.xlsx", &bytes)]);
    assert_eq!(read.keys("用水表"), [A, A]);
}
