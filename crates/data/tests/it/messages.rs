//! Every complaint about data, as its reader sees it, in both languages.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use rust_xlsxwriter::{Format, Workbook};
use shensuan_data::{CellTrouble, Repair, RowTrouble, UnusedWhy};
use shensuan_diagnostics::{Lang, Message, Note, Renderer, SourceMap, codes};

use crate::sample::{A, B, KEY, Opened, keyed_by, open_at, vocab};

type File = (&'static str, Vec<u8>);

/// A workbook of sheets that hold one row of water each; of one without a key two, of which the cells are merged.
fn book(name: &'static str, sheets: &[&str], [key, intake]: [&str; 2]) -> File {
    let mut book = Workbook::new();
    for sheet in sheets {
        let sheet = book.add_worksheet().set_name(*sheet).unwrap();
        let mut rows = vec![[KEY, "取水量"], [key, intake]];
        if key.is_empty() {
            sheet.merge_range(1, 1, 2, 1, "", &Format::new()).unwrap();
            rows = vec![[KEY, "取水量"], [A, intake], [B, intake]];
        }
        for (row, cells) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(cells) {
                sheet.write_string(row, column, cell).unwrap();
            }
        }
    }
    (name, book.save_to_buffer().unwrap())
}

fn text(name: &'static str, text: &str) -> File {
    (name, text.replace("KEY", KEY).replace("甲码", A).replace("乙码", B).into_bytes())
}

/// Files a complaint.
fn cases() -> Vec<(&'static str, Vec<File>)> {
    let good = || text("G101-1.csv", "KEY,单位详细名称\n甲码,甲厂\n");
    vec![
        ("no_form_file", vec![text("说明.txt", "")]),
        ("no_form_file_but_others", vec![text("汇总.csv", "KEY\n甲码\n")]),
        ("not_text_binary", vec![("G102.csv", b"PK\x03\x04\x14\0\x06\0\x08\0".to_vec())]),
        ("not_text_damaged", {
            let (name, mut bytes) = text("G102.csv", "KEY,取水量\n甲码,1\n乙码,");
            bytes.extend(b"\xe4\xb9\n");
            vec![(name, bytes)]
        }),
        ("file_empty", vec![text("G102.csv", "")]),
        ("form_twice", vec![good(), text("G102.csv", "KEY\n"), text("废水表.csv", "KEY\n")]),
        ("file_ambiguous", vec![good(), text("排放口.csv", "KEY,排放量\n甲码,1\n")]),
        ("no_key_column", vec![text("G102.csv", "企业编码,取水量\n甲码,1\n")]),
        (
            "no_key_column_title_first",
            vec![text("G102.csv", "工业企业废水治理与排放情况\n企业编码,取水量\n甲码,1\n")],
        ),
        ("heading_twice", vec![text("G102.csv", "KEY,取水量,从业人数,water intake\n甲码,1,2,3\n")]),
        ("key_twice", vec![text("G102.csv", "KEY,取水量,credit code\n甲码,1,甲码\n")]),
        ("quote_open", vec![text("G101-1.csv", "KEY,单位详细名称\n甲码,\"甲厂\n乙码,乙厂\n")]),
        ("file_without_form", vec![good(), text("上年汇总结果.csv", "KEY\n")]),
        ("file_without_form_near", vec![good(), text("废水表 - 副本.csv", "KEY\n")]),
        (
            "heading_twice_below_others",
            vec![text("G102.csv", "KEY,取水量,,用水,\n,取水量,其他,取水量,其他\n甲码,1,2,3,4\n")],
        ),
        ("no_table_below_labels", vec![good(), text("G102.csv", "KEY,甲码\n名称,甲厂\n这里,什么也不是\n")]),
        (
            "sheet_named_as_a_copy",
            vec![
                good(),
                book("甲.xlsx", &["T_BAS_G102(1)"], [A, "1"]),
                book("乙.xlsx", &["废水表 (2)"], [B, "2"]),
            ],
        ),
        ("sheet_named_as_a_copy_beside_it", vec![good(), book("甲.xlsx", &["G102", "G102 (2)"], [A, "1"])]),
        (
            "subject_in_several",
            vec![good(), book("甲.xlsx", &["G102"], [A, "1"]), book("乙.xlsx", &["G102"], [A, "2"])],
        ),
        ("merged_below", vec![good(), book("甲.xlsx", &["G102"], ["", "1"])]),
        ("column_like_field", vec![text("G102.csv", "KEY,取水量（万立方米）,从业人员\n甲码,1,2\n")]),
    ]
}

fn drawn(opened: &Opened, lang: Lang) -> String {
    let renderer = Renderer { lang, width: 100, colour: false };
    let drawn: Vec<String> =
        opened.said.iter().map(|said| renderer.draw(said, &SourceMap::default())).collect();
    drawn.join("\n")
}

fn both(opened: &Opened) -> String {
    format!("{}\n{}", drawn(opened, Lang::Zh), drawn(opened, Lang::En))
}

/// One test, as it moves to the folder above the data: paths are shown as the user wrote them, and no user
/// writes `/tmp/.tmpX`. All other tests name their folders from the root.
#[test]
fn every_complaint() {
    let above = tempfile::tempdir().unwrap();
    std::env::set_current_dir(above.path()).unwrap();
    let folder = Path::new("普查数据");
    let mut said = BTreeSet::new();
    let mut note = |name: &str, opened: &Opened| {
        assert!(!opened.said.is_empty(), "{name}: nothing was said");
        said.extend(opened.codes());
        insta::assert_snapshot!(name, both(opened));
    };
    note("no_data_set", &open_at(folder, vocab()));
    for (name, files) in cases() {
        fs::create_dir(folder).unwrap();
        for (file, bytes) in files {
            fs::write(folder.join(file), bytes).unwrap();
        }
        note(name, &open_at(folder, vocab()));
        fs::remove_dir_all(folder).unwrap();
    }

    // So many bytes without a line end; on the disk they are none.
    fs::create_dir(folder).unwrap();
    fs::File::create(folder.join("G102.csv")).unwrap().set_len(300 << 20).unwrap();
    note("line_too_long", &open_at(folder, vocab()));
    fs::remove_dir_all(folder).unwrap();

    fs::create_dir_all(folder.join("G102.csv")).unwrap();
    note("file_is_a_folder", &open_at(folder, vocab()));
    note("no_subject", &open_at(folder, keyed_by(&[])));
    fs::remove_dir_all(folder).unwrap();
    fs::write(folder, "").unwrap();
    note("folder_is_a_file", &open_at(folder, vocab()));
    std::env::set_current_dir(env!("CARGO_MANIFEST_DIR")).unwrap();

    let ours = codes::all().map(|code| code.row().number).filter(|number| number.starts_with("E07"));
    // The last of the range are said of `dataset.toml` and of results.
    let ours: BTreeSet<&str> = ours
        .filter(|number| *number < "E0714")
        .chain(["E0505", "E0728", "E0729", "E0762", "E0767", "E0768"])
        .collect();
    assert_eq!(said, ours, "every complaint of this crate is drawn above");
}

/// What is said of cells, rows and files that are listed.
#[test]
fn every_reason() {
    let cells = [
        CellTrouble::NotANumber,
        CellTrouble::NotWhole,
        CellTrouble::TooLarge,
        CellTrouble::NotYesNo,
        CellTrouble::NotADate,
        CellTrouble::NotAPeriod,
        CellTrouble::NotCoordinates,
        CellTrouble::NotAnOutline,
        CellTrouble::CrossedOutline,
        CellTrouble::WithoutHeading,
        CellTrouble::Fault,
        CellTrouble::LostDigits,
        CellTrouble::UnitDoesNotFit,
        CellTrouble::TwoMeanings,
        CellTrouble::Several,
        CellTrouble::Bytes,
    ];
    let rows = [
        RowTrouble::Blank,
        RowTrouble::BlankKey(0),
        RowTrouble::TooShort(0),
        RowTrouble::TooLong,
        RowTrouble::NotListed,
        RowTrouble::Sum,
        RowTrouble::Remark,
        RowTrouble::LostKey(0),
        RowTrouble::ColumnNumbers,
        RowTrouble::Repeated,
        RowTrouble::Units,
        RowTrouble::Title,
        RowTrouble::Unused,
        RowTrouble::SumColumn,
        RowTrouble::RemarkColumn,
    ];
    let files = [
        UnusedWhy::NotCsv,
        UnusedWhy::NoForm,
        UnusedWhy::Hidden,
        UnusedWhy::OpenElsewhere,
        UnusedWhy::OneOfSeveral,
        UnusedWhy::FitsSeveral,
        UnusedWhy::Failed,
        UnusedWhy::HiddenSheet,
        UnusedWhy::BlankSheet,
    ];
    let lines = |title: &str, notes: &[Note]| {
        let line = |note: &Note| {
            let message = Message::new(*note);
            format!("  {} | {}", message.text(Lang::Zh), message.text(Lang::En))
        };
        format!("{title}\n{}", notes.iter().map(line).collect::<Vec<_>>().join("\n"))
    };
    let drawn = [
        lines("cells", &cells.map(CellTrouble::note)),
        lines("repairs", &Repair::ALL.map(Repair::note)),
        lines("rows", &rows.map(RowTrouble::note)),
        lines("files", &files.map(UnusedWhy::note)),
    ];
    insta::assert_snapshot!(drawn.join("\n"));
}
