//! However a table is laid out in a file, it is the same table.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use shensuan_data::{Assignment, CellTrouble, Encoding, FillDown, Layout, Repair, RowTrouble, UnusedWhy};
use shensuan_diagnostics::codes::data as codes;
use shensuan_vocab::units::UnitTable;
use shensuan_vocab::{Field, FieldType, Form, Name, Rows, Vocab};

use crate::sample::{
    A, B, C, KEY, Opened, SPAN, Value, opened, opened_as, opened_with, values, vocab, water,
};

const DELIMITERS: [char; 5] = [',', '\t', ';', '|', '，'];

fn encoded(text: &str, encoding: usize) -> Vec<u8> {
    match encoding {
        0 => text.as_bytes().to_vec(),
        1 => format!("\u{feff}{text}").into_bytes(),
        2 => encoding_rs::GB18030.encode(text).0.into_owned(),
        3 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        4 => format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect(),
        5 => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        _ => format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect(),
    }
}

/// A form of water by where it comes from: `自来水` alone, and by both levels `取水量-自备水` and `用水量-自备水`; and what is
/// filed in a unit.
fn levels() -> Vocab {
    let mut vocab = vocab();
    let units = UnitTable::base();
    let number = |unit: &str| FieldType::Number(units.parse(unit).unwrap());
    let named = |all: &[&str]| Name::new(all[0], all[1..].iter().map(|name| (*name).to_owned()));
    let form = vocab.add_form(Form::new(named(&["用水表"]), None, Rows::One, None, SPAN));
    for (names, kind) in [
        (&["自来水"][..], number("吨")),
        (&["取水量-自备水", "own water taken"], number("吨")),
        (&["用水量-自备水"], number("吨")),
        (&["总取水量"], number("万立方米")),
        (&["回用率"], FieldType::Percent),
        (&["备考"], FieldType::Text),
    ] {
        vocab.add_field(Field::new(named(names), form, kind, SPAN));
    }
    vocab
}

fn of_levels(text: &str) -> Opened {
    let text = text.replace("KEY", KEY).replace("甲码", A).replace("乙码", B);
    opened_with(levels(), &[("用水表.csv", text.as_bytes())])
}

/// The numbers of a column; none where there is none.
fn numbers(opened: &Opened, field: &str) -> Vec<Option<f64>> {
    let number = |value| match value {
        Value::Number(number) => Some(number),
        Value::None | Value::Truth(_) | Value::Text(_) => None,
    };
    opened.column("用水表", field).into_iter().map(number).collect()
}

fn config() -> ProptestConfig {
    ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_same_table_as_its_clean_twin(
        rows in vec((select(vec![A, B, C]), "[0-9]{0,5}", "[甲乙丙丁,;|，\t \"注合计0-9]{0,6}"), 0..60),
        order in Just(vec![KEY, "单位名称", "industry"]).prop_shuffle(),
        titles in vec("[全市2017年,;|，\t（）表 ]{0,20}", 0..6),
        footers in vec(select(vec!["合计", "合　计", "小计", "注：不含，停产的；", "单位负责人：", "Total"]), 0..4),
        gap in any::<bool>(),
        (delimiter, encoding) in (select(DELIMITERS.to_vec()), 0..7_usize),
    ) {
        let cell = |text: &str, delimiter: char| {
            let needed = text.contains([delimiter, '"']);
            if needed { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
        };
        let line = |cells: &[&str], delimiter: char| {
            let cells: Vec<String> = cells.iter().map(|text| cell(text, delimiter)).collect();
            cells.join(&delimiter.to_string()) + "\n"
        };
        let body = |delimiter: char| {
            let mut text = line(&order, delimiter);
            for (key, code, name) in &rows {
                let of = |heading: &&str| match *heading {
                    KEY => *key,
                    "industry" => code,
                    _ => name.as_str(),
                };
                text += &line(&order.iter().map(of).collect::<Vec<_>>(), delimiter);
            }
            text
        };
        // What a title says is in one cell, or parted by the same signs as all else.
        let mut text: String = titles.iter().map(|title| title.replace('"', "") + "\n").collect();
        text += &body(delimiter);
        text += if gap { "\n" } else { "" };
        for footer in &footers {
            let key = order.iter().position(|heading| *heading == KEY).unwrap();
            let cells = [*footer, "", if key == 2 { "" } else { "5" }];
            text += &line(&cells, delimiter);
        }
        let clean = opened(&[("G101-1.csv", body(',').as_bytes())]);
        let same = opened(&[("G101-1.csv", &encoded(&text, encoding))]);
        prop_assert!(clean.said.is_empty(), "{:?}", clean.codes());
        prop_assert!(same.said.is_empty(), "{:?}: {text}", same.codes());
        for field in [KEY, "单位名称", "industry"] {
            prop_assert_eq!(same.column("G101-1", field), clean.column("G101-1", field));
        }
        prop_assert_eq!(&same.set.subjects, &clean.set.subjects);
        let account = same.account("G101-1");
        prop_assert_eq!(account.header as usize, titles.len() + 1);
        prop_assert_eq!(account.header_rows, 1);
        let above = titles.iter().filter(|title| !title.replace(delimiter, "").trim().is_empty());
        prop_assert_eq!(account.rows_above, above.count());
        let below = |why: RowTrouble| matches!(why, RowTrouble::Sum | RowTrouble::Remark);
        let listed = same.rejected().into_iter().filter(|(_, why)| below(*why)).count();
        prop_assert_eq!(listed, footers.len());
        prop_assert_eq!(account.rows_in, rows.len() + footers.len() + usize::from(gap && !footers.is_empty()));
    }

    #[test]
    fn any_layout_that_is_said(
        text in "[,;\"\r\n a1甲]{0,60}",
        header in proptest::option::of(0..6_u32),
        header_rows in proptest::option::of(1..3_u32),
        delimiter in proptest::option::of(select(DELIMITERS.to_vec())),
        encoding in proptest::option::of(select(vec![Encoding::Utf8, Encoding::Gb18030, Encoding::Utf16Be])),
    ) {
        let text = format!("甲,乙\n{KEY},取水量\n{A},1\n{text}");
        let layout = Layout { header, header_rows, delimiter, encoding, ..Layout::default() };
        let _accounts_add_up = opened_as(vocab(), &[("G102.csv", text.as_bytes())], |_: &Opened| {
            vec![Assignment { name: "G102.csv".to_owned(), forms: Vec::new(), layout }]
        });
    }
}

#[test]
fn headings_below_titles() {
    let opened = water(&format!(
        "表 号：,G102\n\n2017年度,,单位：吨\n{KEY},取水量,从业人数\n{A},1,2\n{B},3,4\n合　计,4,6\n\n注：不含停产。\n单位负责人：,,填表人：\n"
    ));
    assert!(opened.said.is_empty(), "{:?}", opened.codes());
    let account = opened.account("G102");
    assert_eq!((account.rows_above, account.header, account.header_rows), (2, 4, 1));
    assert_eq!(opened.table("G102").rows, [5, 6]);
    let below =
        [(7, RowTrouble::Sum), (8, RowTrouble::Blank), (9, RowTrouble::Remark), (10, RowTrouble::Remark)];
    assert_eq!(opened.rejected(), below);
    assert_eq!((account.rows_in, account.rows_used, account.cells_of_rejected_rows), (6, 2, 6));
    // The name of the key in a title is no row of headings.
    let other = water(&format!("{KEY},说明\n取水量,{KEY},从业人数\n1,{A},2\n"));
    assert_eq!(other.column("G102", "取水量"), values([1.0.into()]));
    assert_eq!(other.account("G102").header, 2);
    // Headings that are repeated on each page are found once.
    let pages = water(&format!("{KEY},取水量\n{A},1\n{KEY},取水量\n{B},2\n"));
    assert_eq!(pages.account("G102").header, 1);
}

#[test]
fn headings_on_two_levels() {
    let opened = of_levels(
        "用水情况,,,,\nKEY,取水量,,用水量,,备考\n,其中：自来水,自备水,生活用水,自备水,\n甲码,1,2,3,4,x\n乙码,5,,7,8,\n",
    );
    assert!(opened.said.is_empty(), "{:?}", opened.codes());
    assert_eq!(numbers(&opened, "自来水"), [Some(1.0), Some(5.0)]);
    assert_eq!(numbers(&opened, "取水量-自备水"), [Some(2.0), None]);
    assert_eq!(numbers(&opened, "用水量-自备水"), [Some(4.0), Some(8.0)]);
    let account = opened.account("用水表");
    assert_eq!((account.rows_above, account.header, account.header_rows, account.rows_in), (1, 2, 2, 2));
    assert_eq!(account.ignored_columns, ["用水量-生活用水"]);
    assert_eq!(opened.table("用水表").rows, [4, 5]);
}

#[test]
fn lower_headings_that_name_one_field_twice() {
    let opened = of_levels("KEY,取水量,,用水量,\n,自来水,自备水,自来水,自备水\n甲码,1,2,3,4\n");
    assert_eq!(opened.codes(), ["E0710"]);
    let title = opened.title(codes::HEADING_TWICE);
    assert!(title.contains("columns B `取水量-自来水` and D `用水量-自来水`"), "{title}");
    let same = of_levels("KEY,取水量,\n,自备水,自备水\n甲码,1,2\n");
    assert_eq!(same.codes(), ["E0710"], "two headings with one name on both levels");
}

#[test]
fn a_heading_that_spans_others_is_not_the_first_of_them() {
    let opened = water(&format!("{KEY},取水量,,从业人数\n,自来水,自备水,\n{A},1,2,3\n"));
    assert_eq!(opened.column("G102", "取水量"), values([Value::None]));
    assert_eq!(opened.column("G102", "从业人数"), values([3.0.into()]));
    assert_eq!(opened.account("G102").ignored_columns, ["取水量-自来水", "取水量-自备水"]);
    // The first row of data, in which the key was forgotten, is no second row of headings.
    let row = water(&format!("{KEY},取水量,从业人数,\n,1,2,好\n{A},3,4,\n"));
    assert_eq!(row.account("G102").header_rows, 1);
    assert_eq!(row.rejected(), [(2, RowTrouble::BlankKey(0))]);
}

#[test]
fn units_and_numbers_below_headings() {
    let opened = of_levels("KEY,自来水,总取水量,回用率,备考\n甲,吨,（万立方米）,%,\n甲码,1,2,30,x\n");
    // The second row is a row like any other as long as nobody says that it belongs to the headings.
    assert_eq!(opened.account("用水表").header_rows, 1);
    let text = format!("{KEY},自来水,总取水量,回用率,备考\n甲,吨,（万立方米）,3,4\n{A},1,2,30,x\n");
    let said = opened_as(levels(), &[("用水表.csv", text.as_bytes())], |_: &Opened| {
        let layout = Layout { header_rows: Some(2), ..Layout::default() };
        vec![Assignment { name: "用水表.csv".to_owned(), forms: Vec::new(), layout }]
    });
    assert!(said.said.is_empty(), "{:?}", said.codes());
    assert_eq!(said.set.subjects, [A]);
    assert_eq!(numbers(&said, "自来水"), [Some(1.0)]);
    assert_eq!(numbers(&said, "总取水量"), [Some(2.0)]);
    assert_eq!(numbers(&said, "回用率"), [Some(0.3)]);
}

#[test]
fn brackets_that_hold_the_unit_of_the_field() {
    for heading in ["自来水（吨）", "自来水(t)", "自来水 （ 吨 ）", "自来水（单位：吨）", "自来水［吨］"]
    {
        let opened = of_levels(&format!("KEY,{heading}\n甲码,5\n"));
        assert!(opened.said.is_empty(), "{heading}: {:?}", opened.codes());
        assert_eq!(numbers(&opened, "自来水"), [Some(5.0)], "{heading}");
    }
    let percent = of_levels("KEY,回用率（％）,总取水量(10^4 m3)\n甲码,50,1\n");
    assert_eq!(numbers(&percent, "总取水量"), [Some(1.0)]);
    assert_eq!(numbers(&percent, "回用率"), [Some(0.5)]);
    // In another unit of that kind it is brought to the field's.
    let other = of_levels("KEY,自来水（千克）,总取水量（m³）\n甲码,5,25000\n");
    assert!(other.said.is_empty(), "{:?}", other.codes());
    assert_eq!(numbers(&other, "自来水"), [Some(0.005)]);
    assert_eq!(numbers(&other, "总取水量"), [Some(2.5)]);
    assert_eq!(other.account("用水表").repaired.of(Repair::UnitOfColumn), 2);
    // What things are counted by.
    let counted = water(&format!("{KEY},从业人数（人）,取水量（套）\n{A},5,6\n"));
    assert!(counted.said.is_empty(), "{:?}", counted.codes());
    assert_eq!(counted.column("G102", "从业人数"), values([5.0.into()]));
    assert_eq!(counted.column("G102", "取水量"), values([6.0.into()]));
    assert_eq!(water(&format!("{KEY},从业人数（百人）\n{A},5\n")).codes(), ["E0713"]);
    for heading in ["自来水（小时）", "自来水（全年）", "自来水（）"] {
        let opened = of_levels(&format!("KEY,{heading}\n甲码,5\n"));
        assert_eq!(opened.codes(), ["E0713"], "{heading}");
        assert_eq!(numbers(&opened, "自来水"), [None], "{heading}");
    }
    let both = of_levels("KEY,自来水（吨）,自来水\n甲码,5,6\n");
    assert!(both.said.is_empty(), "{:?}", both.codes());
    assert_eq!(numbers(&both, "自来水"), [Some(6.0)], "the plain name comes first");
    assert_eq!(both.account("用水表").ignored_columns, ["自来水（吨）"]);
    let twice = of_levels("KEY,自来水（吨）,自来水(t)\n甲码,5,6\n");
    assert_eq!(twice.codes(), ["E0710"]);
}

#[test]
fn units_away_from_their_heading() {
    // In a row of their own, as an upper heading, in brackets behind one, in a line above the table.
    for text in [
        "KEY,自来水,备考\n,千克,—\n甲码,5,x\n",
        "KEY,自来水,备考\n单位,（千克）,\n甲码,5,x\n",
        "KEY,单位：千克,,备考\n,自来水,自备水,\n甲码,5,6,x\n",
        "KEY,取水量（千克）,,备考\n,自来水,自备水,\n甲码,5,6,x\n",
        "用水情况,,计量单位：千克\nKEY,自来水,备考\n甲码,5,x\n",
        "用水情况\n单位：万元、千克,,\nKEY,自来水,备考\n甲码,5,x\n",
    ] {
        let opened = of_levels(text);
        assert!(opened.said.is_empty(), "{text}: {:?}", opened.codes());
        assert_eq!(numbers(&opened, "自来水"), [Some(0.005)], "{text}");
        assert!(opened.account("用水表").repaired.of(Repair::UnitOfColumn) > 0, "{text}");
    }
    // What does not fit is refused cell by cell, and its column is said once.
    for text in [
        "KEY,自来水,备考\n,小时,—\n甲码,5,x\n乙码,—,\n",
        "KEY,取水量（小时）,,备考\n,自来水,其他,\n甲码,5,,x\n乙码,—,,\n",
        "单位：小时\nKEY,自来水,备考\n甲码,5,x\n乙码,—,\n",
        "单位：吨、千克\nKEY,自来水,备考\n甲码,5,x\n乙码,—,\n",
    ] {
        let opened = of_levels(text);
        assert_eq!(opened.codes(), ["E0761"], "{text}");
        assert_eq!(numbers(&opened, "自来水"), [None, None], "{text}");
        let why: Vec<CellTrouble> = opened.set.unreadable.iter().map(|cell| cell.why).collect();
        assert_eq!(why, [CellTrouble::UnitDoesNotFit], "{text}");
    }
    // A line above is about the columns that it fits and have no unit of their own.
    let line = of_levels("单位：千克\nKEY,自来水（吨）,取水量-自备水,回用率\n甲码,5,6,7\n");
    assert_eq!(numbers(&line, "自来水"), [Some(5.0)]);
    assert_eq!(numbers(&line, "取水量-自备水"), [Some(0.006)]);
    assert_eq!(numbers(&line, "回用率"), [Some(0.07)]);
    let somebody = of_levels("单位：示例表面处理厂\nKEY,自来水\n甲码,5\n");
    assert_eq!(numbers(&somebody, "自来水"), [Some(5.0)]);
}

#[test]
fn rows_that_are_stepped_over() {
    use RowTrouble::{ColumnNumbers, Repeated, Units};
    let opened = of_levels(
        "用水表\nKEY,取水量,,备考\n,自来水,自备水,\n甲,1,2,3\n甲,吨,吨,\n甲码,1,2,x\n用水表\nKEY,取水量,,备考\n,自来水,自备水,\n甲,吨,吨,\n乙码,3,4,y\n",
    );
    assert!(opened.said.is_empty(), "{:?}", opened.codes());
    assert_eq!(opened.keys("用水表"), [A, B]);
    let first = [(4, ColumnNumbers), (5, Units)];
    assert_eq!(opened.rejected()[..2], first);
    let again = [(7, Repeated), (8, Repeated), (9, Repeated), (10, Repeated)];
    assert_eq!(opened.rejected()[2..], again);
    let numbered = of_levels("KEY,自来水,备考\n甲,1,2\n,吨,\n甲码,5,x\nKEY,自来水,备考\n甲,1,2\n乙码,6,x\n");
    let rows = [(2, ColumnNumbers), (3, Units), (5, Repeated), (6, Repeated)];
    assert_eq!(numbered.rejected(), rows);
    assert_eq!(numbers(&numbered, "自来水"), [Some(5.0), Some(6.0)]);
    // Headings far from the top are found.
    let far = of_levels(&format!("{}KEY,自来水\n甲码,5\n", "说明文字\n".repeat(300)));
    assert_eq!((far.account("用水表").header, numbers(&far, "自来水")), (301, vec![Some(5.0)]));
}

#[test]
fn years_below_a_heading() {
    // Which year is meant nobody says: neither is read.
    for years in ["2016年,2017年", "2016,2017", "上年,本年"] {
        let opened = of_levels(&format!("KEY,自来水,,备考\n,{years},\n甲码,1,2,x\n"));
        assert_eq!(numbers(&opened, "自来水"), [None], "{years}");
        assert_eq!(opened.account("用水表").header_rows, 2, "{years}");
        assert_eq!(opened.account("用水表").ignored_columns.len(), 2, "{years}");
    }
}

#[test]
fn marks_around_headings() {
    for heading in ["*自来水", "自来水 *", "＊自来水", "【自来水】", "※【自来水】"] {
        let opened = of_levels(&format!("*KEY,{heading}\n甲码,5\n"));
        assert!(opened.said.is_empty(), "{heading}: {:?}", opened.codes());
        assert_eq!(numbers(&opened, "自来水"), [Some(5.0)], "{heading}");
    }
}

#[test]
fn what_is_said_of_cells() {
    let text = format!("企业,自来水,备考\n{A},5,-9\n,*,y\n{B},-9,z\n合计,5,\n");
    let layout = Layout {
        missing: vec!["*".to_owned(), "-9".to_owned()],
        fill_down: FillDown::Keys,
        keys: vec![(KEY.to_owned(), "企业".to_owned())],
        ..Layout::default()
    };
    let assigned = |layout: Layout| {
        move |_: &Opened| vec![Assignment { name: "用水表.csv".to_owned(), forms: Vec::new(), layout }]
    };
    let opened = opened_as(levels(), &[("用水表.csv", text.as_bytes())], assigned(layout.clone()));
    assert!(opened.said.is_empty(), "{:?}", opened.codes());
    assert_eq!(opened.keys("用水表"), [A, A, B]);
    assert_eq!(numbers(&opened, "自来水"), [Some(5.0), None, None]);
    assert_eq!(opened.column("用水表", "备考"), values([Value::None, "y".into(), "z".into()]));
    let repaired = opened.account("用水表").repaired;
    assert_eq!((repaired.of(Repair::FilledDown), repaired.of(Repair::Nothing)), (1, 3));
    assert_eq!(opened.rejected(), [(5, RowTrouble::Sum)]);
    let columns =
        Layout { fill_down: FillDown::Columns(vec!["企业".to_owned(), "自来水".to_owned()]), ..layout };
    let opened = opened_as(levels(), &[("用水表.csv", text.as_bytes())], assigned(columns));
    assert_eq!(numbers(&opened, "自来水"), [Some(5.0), Some(5.0), Some(5.0)]);
}

#[test]
fn merged_cells_of_a_workbook() {
    let fill = |sheet: &mut Worksheet| -> Result<(), XlsxError> {
        let plain = Format::new();
        sheet.merge_range(0, 0, 0, 4, "用水情况（2017年）", &plain)?;
        sheet.merge_range(2, 0, 3, 0, KEY, &plain)?;
        sheet.merge_range(2, 1, 2, 2, "取水量（吨）", &plain)?;
        sheet.merge_range(2, 3, 3, 3, "回用率", &plain)?;
        sheet.write_string(3, 1, "自来水")?.write_string(3, 2, "自备水")?;
        for (row, key, number) in [(4, A, 1.5), (5, B, 2.5)] {
            sheet.write_string(row, 0, key)?.write_number(row, 1, number)?.write_number(row, 2, 3)?;
            sheet.write_string(row, 3, "80%")?;
        }
        sheet.write_string(6, 0, "合计")?.write_number(6, 1, 4)?;
        sheet.merge_range(8, 0, 8, 4, "填表说明：取水量不含雨水。", &plain)?;
        Ok(())
    };
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("用水表").unwrap();
    fill(sheet).unwrap();
    let opened = opened_with(levels(), &[("全市.xlsx", &book.save_to_buffer().unwrap())]);
    assert!(opened.said.is_empty(), "{:?}", opened.codes());
    assert_eq!(numbers(&opened, "自来水"), [Some(1.5), Some(2.5)]);
    assert_eq!(numbers(&opened, "回用率"), [Some(0.8), Some(0.8)]);
    let account = opened.account("用水表");
    assert_eq!((account.rows_above, account.header, account.header_rows), (1, 3, 2));
    assert_eq!(account.delimiter, None);
    assert_eq!(opened.rejected(), [(7, RowTrouble::Sum), (9, RowTrouble::Remark)]);
}

fn said(name: &str, forms: &[&str], layout: Layout) -> impl FnOnce(&Opened) -> Vec<Assignment> {
    let (name, forms) = (name.to_owned(), forms.iter().map(|form| (*form).to_owned()).collect::<Vec<_>>());
    move |at| {
        let forms = forms.iter().map(|form| at.form(form)).collect();
        vec![Assignment { name, forms, layout }]
    }
}

#[test]
fn a_layout_that_is_said_is_not_searched_for() {
    let text = format!("{KEY},取水量\n{C},1\n{KEY},从业人数\n{A},2\n本表由甲填写\n{B},3\n");
    let layout = Layout { header: Some(3), footers: vec!["本表".to_owned()], ..Layout::default() };
    let opened = opened_as(vocab(), &[("G102.csv", text.as_bytes())], said("G102.csv", &[], layout));
    assert_eq!(opened.set.subjects, [A, B]);
    assert_eq!(opened.account("G102").rows_above, 2);
    assert_eq!(opened.rejected(), [(5, RowTrouble::Remark)]);
    for (header, text) in [(9, "甲\n"), (2, "甲,乙\n\n丙\n")] {
        let layout = Layout { header: Some(header), ..Layout::default() };
        let opened = opened_as(vocab(), &[("G102.csv", text.as_bytes())], said("G102.csv", &[], layout));
        assert_eq!(opened.codes(), ["E0726"], "{header}");
        assert_eq!(opened.unused(), [("G102.csv", UnusedWhy::Failed)]);
    }
    let layout = Layout { encoding: Some(Encoding::Utf8), ..Layout::default() };
    let bytes = encoded(&format!("{KEY},取水量\n{A},1\n"), 2);
    let opened = opened_as(vocab(), &[("G102.csv", &bytes)], said("G102.csv", &[], layout));
    assert_eq!(opened.codes(), ["E0725"]);
    assert!(opened.title(codes::NOT_IN_ENCODING).contains("line 1"));
    let layout = Layout { delimiter: Some(';'), ..Layout::default() };
    let text = format!("{KEY},取水量\n{A},1\n");
    let opened = opened_as(vocab(), &[("G102.csv", text.as_bytes())], said("G102.csv", &[], layout));
    assert_eq!(opened.codes(), ["E0709"]);
}

#[test]
fn files_of_folders_put_together() {
    let (one, other) = (format!("{KEY},取水量\n{B},1\n"), format!("{KEY};取水量\n{A};2\n{B};3\n"));
    let files: [(&str, &[u8]); 3] =
        [("宝安/水.csv", one.as_bytes()), ("龙岗/水.csv", &encoded(&other, 2)), ("龙岗/气.csv", b"x")];
    let opened = opened_as(vocab(), &files, said("*/水.csv", &["G102"], Layout::default()));
    // B stands in both, and it is for people to say whether that is right.
    assert_eq!(opened.codes(), ["E0729"]);
    assert_eq!(opened.keys("G102"), [B, B, A]);
    assert_eq!(opened.column("G102", "取水量"), values([1.0.into(), 3.0.into(), 2.0.into()]));
    let names: Vec<&str> = opened.set.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["宝安/水.csv", "龙岗/水.csv"]);
    assert_eq!(opened.set.files[1].encoding, Encoding::Gb18030);

    let none = opened_as(vocab(), &files, said("*/G102.csv", &["G102"], Layout::default()));
    assert_eq!(none.codes(), ["E0724"]);
    let gone = opened_as(vocab(), &files, said("水.csv", &["G102"], Layout::default()));
    assert_eq!(gone.codes(), ["E0704"]);
}

#[test]
fn what_is_said_of_one_file_counts_before_what_is_said_of_many() {
    let files: [(&str, Vec<u8>); 2] = [
        ("宝安/G102.csv", format!("{KEY},取水量\n{A},1\n").into_bytes()),
        ("龙岗/G102.csv", format!("题\n{KEY},取水量\n{B},2\n").into_bytes()),
    ];
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    let opened = opened_as(vocab(), &files, |at: &Opened| {
        let one = |name: &str, header| Assignment {
            name: name.to_owned(),
            forms: if header == 2 { vec![at.form("G102")] } else { Vec::new() },
            layout: Layout { header: Some(header), ..Layout::default() },
        };
        vec![one("*/G102.csv", 1), one("龙岗/G102.csv", 2)]
    });
    assert!(opened.said.is_empty(), "{:?}", opened.codes());
    assert_eq!(opened.set.subjects, [A, B]);
}

#[test]
fn sheets_of_many_workbooks() {
    let book = |sheets: &[(&str, &str)]| {
        let mut book = Workbook::new();
        for (name, key) in sheets {
            let sheet = book.add_worksheet();
            sheet.set_name(*name).unwrap();
            for (column, (heading, cell)) in (0..).zip([(KEY, *key), ("取水量", "5")]) {
                sheet.write_string(0, column, heading).unwrap().write_string(1, column, cell).unwrap();
            }
        }
        book.save_to_buffer().unwrap()
    };
    let (one, other) = (book(&[("T_G102", A), ("G103", A)]), book(&[("封面", B)]));
    let files: [(&str, &[u8]); 2] = [("企业/甲.xlsx", &one), ("企业/乙.xlsx", &other)];
    let opened = opened_as(vocab(), &files[..1], said("企业/*.xlsx[T_G102]", &["G102"], Layout::default()));
    assert!(opened.said.is_empty(), "{:?}", opened.codes());
    let names: Vec<&str> = opened.set.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["企业/甲.xlsx[T_G102]", "企业/甲.xlsx[G103]"], "other sheets go by their names");
    // Who does not file the form has no such sheet.
    let opened = opened_as(vocab(), &files, said("企业/*.xlsx[T_G102]", &["G102"], Layout::default()));
    assert_eq!(opened.keys("G102"), [A]);
    let nowhere = opened_as(vocab(), &files, said("企业/*.xlsx[G109]", &["G102"], Layout::default()));
    assert_eq!(nowhere.codes(), ["E0724"]);
    // Sheets are named by people, and files by their systems.
    let alike = book(&[("t_g102 ", B)]);
    let files: [(&str, &[u8]); 2] = [("企业/甲.xlsx", &one), ("企业/乙.XLSX", &alike)];
    let opened = opened_as(vocab(), &files, said("企业/*.xlsx[T_G102]", &["G102"], Layout::default()));
    assert_eq!(opened.keys("G102"), [B, A]);
    let lost = opened_as(vocab(), &files, said("企业/甲.xlsx[没有]", &["G102"], Layout::default()));
    assert_eq!(lost.codes(), ["E0727"]);
}

#[test]
fn of_a_workbook_the_first_sheet_that_shows_something() {
    let mut book = Workbook::new();
    let hidden = book.add_worksheet();
    hidden.write_string(0, 0, KEY).unwrap().set_hidden(true);
    book.add_worksheet();
    let shown = book.add_worksheet();
    for (column, (heading, cell)) in (0..).zip([(KEY, A), ("取水量", "5")]) {
        shown.write_string(0, column, heading).unwrap().write_string(1, column, cell).unwrap();
    }
    shown.set_active(true);
    let book = book.save_to_buffer().unwrap();
    let opened = opened_as(vocab(), &[("水.xlsx", &book)], said("水.xlsx", &["G102"], Layout::default()));
    assert_eq!(opened.keys("G102"), [A]);
}

#[test]
fn ugly_inputs() {
    let titles = water("废水治理情况\n\n2017年\n注：无数据\n");
    assert_eq!(titles.codes(), ["E0709"]);
    let wide = water(&format!("标题\n{KEY}{},取水量\n{A}{},7\n", ",x".repeat(10_000), ",1".repeat(10_000)));
    assert_eq!(wide.column("G102", "取水量"), values([7.0.into()]));
    assert_eq!(wide.account("G102").cells_ignored, 10_000);
    let long = water(&format!("标题\n{KEY},{},取水量\n{A},1,7\n", "长".repeat(1 << 20)));
    assert_eq!(long.column("G102", "取水量"), values([7.0.into()]));
    let below = water(&format!("{}\n{KEY};取水量\n{A};7\n", "长，, ".repeat(1 << 16)));
    assert_eq!(below.column("G102", "取水量"), values([7.0.into()]), "a very long title");
}

#[test]
fn nulls_and_lone_carriage_returns() {
    let cell = water(&format!("标题\r{KEY},取水量\r{A},1\u{0}2\r{B},3\r"));
    assert_eq!(cell.unreadable(), [(3, "取水量", "1\u{0}2")]);
    assert_eq!(cell.column("G102", "取水量"), values([Value::None, 3.0.into()]));
    let title = water(&format!("标\0题\n{KEY},取水量\n{A},1\n"));
    assert_eq!(title.column("G102", "取水量"), values([1.0.into()]));
    let heading = water(&format!("{KEY},取水量,x\0\n{A},1,2\n"));
    assert_eq!(heading.codes(), ["E0705"]);
}

#[test]
fn a_quote_far_below() {
    let mut text = format!("{KEY}\t取水量\n");
    (0..500_000).for_each(|_| text += &format!("{A}\t1\n"));
    text += &format!("{A}\t\"2\n{A}\t3\n");
    let opened = water(&text);
    assert_eq!(opened.codes(), ["E0711"]);
    assert!(opened.title(codes::QUOTE_OPEN).contains("line 500002"));
    assert_eq!(opened.account("G102").rows_used, 500_000);
    let near = water(&format!("{KEY},取水量\n{A},1\n{B},\"2\n"));
    assert_eq!((near.codes(), near.keys("G102")), (vec!["E0711"], vec![A]), "above it all is used");
}

#[test]
fn encodings_are_each_files_own() {
    let text = |delimiter: &str| format!("题\n{KEY}{delimiter}单位名称\n{A}{delimiter}甲厂\n");
    let opened = opened(&[
        ("G101-1.csv", &encoded(&text(","), 2)),
        ("G102.tsv", &encoded(&text("\t").replace("单位名称", "取水量").replace("甲厂", "5"), 4)),
        ("G103.txt", &encoded(&text("，").replace("单位名称", "燃料用量").replace("甲厂", "6"), 0)),
        ("其他.txt", &encoded("说明", 2)),
    ]);
    assert!(opened.said.is_empty(), "{:?}", opened.codes());
    let seen: Vec<_> = opened.set.files.iter().map(|file| (file.encoding, file.delimiter)).collect();
    let expected =
        [(Encoding::Gb18030, Some(',')), (Encoding::Utf16Le, Some('\t')), (Encoding::Utf8, Some('，'))];
    assert_eq!(seen, expected);
    assert_eq!(opened.unused(), [("其他.txt", UnusedWhy::NoForm)]);
}

/// Of several files of one form that which breaks off is left out whole, as one that cannot be opened is.
#[test]
fn of_several_files_one_that_breaks_off_is_left_out() {
    let text = |key: &str, tail: &str| format!("{KEY},取水量\n{key},1\n{tail}");
    let (good, open, more) = (text(A, ""), text(B, "91990000MA5W00099X,\"2\n3,4\n"), text(C, ""));
    let files = [("东/a.csv", good.as_bytes()), ("南/a.csv", open.as_bytes()), ("西/a.csv", more.as_bytes())];
    let opened = opened_as(vocab(), &files, said("*/a.csv", &["G102"], Layout::default()));
    assert_eq!(opened.codes(), ["E0764"], "{:?}", opened.codes());
    assert_eq!(opened.unused().into_iter().map(|(name, _)| name).collect::<Vec<_>>(), ["南/a.csv"]);
    assert_eq!((opened.keys("G102"), opened.set.subjects.len()), (vec![A, C], 2));
}
