//! Whatever stands in a file: nothing is lost, and nothing falls over.

use proptest::collection::vec;
use proptest::prelude::*;

use crate::sample::{KEY, Value, opened};

const FIELDS: [&str; 6] = [KEY, "单位名称", "industry", "unit", "备注", ""];

/// A cell without the marks that make a text of it.
fn unmarked(cell: &str) -> &str {
    let cell = cell.trim();
    if let Some(inner) = cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')) {
        return if inner.contains('"') { cell } else { inner.trim() };
    }
    let plain = |rest: &&str| {
        !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
    };
    cell.strip_prefix('\'').filter(plain).unwrap_or(cell)
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => "[0-9]{1,4}",
        2 => "[甲乙丙 ,\"\r\n\t\u{3000}x１]{0,6}",
        1 => Just(String::new()),
        1 => any::<String>(),
    ]
}

/// A table as the `csv` crate writes it; rows may be longer or shorter than the headings.
fn written(headings: &[&str], rows: &[Vec<String>], always: bool) -> Vec<u8> {
    let style = if always { csv::QuoteStyle::Always } else { csv::QuoteStyle::Necessary };
    let mut writer = csv::WriterBuilder::new().flexible(true).quote_style(style).from_writer(Vec::new());
    writer.write_record(headings).unwrap();
    for row in rows {
        writer.write_record(row).unwrap();
    }
    writer.into_inner().unwrap()
}

fn config() -> ProptestConfig {
    ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_is_written_is_read_back(
        order in Just(FIELDS.to_vec()).prop_shuffle(),
        rows in vec(vec(cell(), 1..9), 0..12),
        always in any::<bool>(),
    ) {
        // A first row without a key that goes on below the blank heading looks like headings of two rows.
        let nothing = |row: &Vec<String>, heading: &str| {
            let column = order.iter().position(|known| *known == heading).unwrap();
            row.get(column).is_none_or(|cell| cell.trim().is_empty())
        };
        prop_assume!(rows.first().is_none_or(|row| !nothing(row, KEY) || nothing(row, "")));
        let opened = opened(&[("G101-1.csv", &written(&order, &rows, always))]);
        prop_assert!(opened.said.is_empty(), "{:?}", opened.codes());
        let place = |field: &str| order.iter().position(|heading| *heading == field).unwrap();
        let (key, unit) = (place(KEY), place("单位名称"));
        let at = |row: &[String], column: usize| row.get(column).map_or("", |cell| unmarked(cell)).to_owned();

        let account = opened.account("G101-1");
        prop_assert_eq!(account.rows_in, rows.len());
        // What goes on beyond the headings is shifted; where nothing stands beyond them, nothing is.
        let headings = order.iter().rposition(|heading| !heading.is_empty()).unwrap() + 1;
        let beyond = |row: &Vec<String>| row.iter().skip(headings).any(|cell| !cell.trim().is_empty());
        let fits = |row: &&Vec<String>| row.len() <= order.len() || !beyond(row);
        // A dash or a word for nothing is nobody.
        let words = ["/", "\\", "n/a", "na", "null", "none"];
        let nobody = |key: &str| {
            let dashes = key.chars().all(|c| "-－‐‑‒–—―─﹣−".contains(c));
            dashes || words.contains(&key.to_lowercase().as_str())
        };
        let with_key = rows.iter().filter(fits).filter(|row| !nobody(&at(row, key)));
        prop_assert_eq!(account.rows_used, with_key.count());

        let table = opened.table("G101-1");
        for (index, value) in opened.column("G101-1", "单位名称").into_iter().enumerate() {
            let row = &rows[table.rows[index] as usize - 2];
            let text = at(row, unit);
            prop_assert_eq!(value, if text.is_empty() { Value::None } else { Value::Text(text) });
        }
        for (index, value) in opened.column("G101-1", KEY).into_iter().enumerate() {
            prop_assert_eq!(value, Value::Text(at(&rows[table.rows[index] as usize - 2], key)));
        }
    }

    #[test]
    fn typed_cells_add_up(rows in vec(vec(cell(), 5), 0..12)) {
        let headings = [KEY, "取水量", "从业人数", "去除效率", "有无处理设施"];
        let opened = opened(&[("G102.csv", &written(&headings, &rows, false))]);
        prop_assert!(opened.said.is_empty(), "{:?}", opened.codes());
        prop_assert_eq!(opened.account("G102").rows_in, rows.len());
        prop_assert_eq!(opened.account("G102").cells_in, rows.len() * 5);
    }

    #[test]
    fn any_bytes(bytes in vec(any::<u8>(), 0..400)) {
        let headed = [format!("{KEY},单位名称\n").as_bytes(), &bytes].concat();
        opened(&[("G101-1.csv", &bytes), ("G102.csv", &headed)]);
    }

    #[test]
    fn any_text_that_looks_like_a_table(text in "[,\"\r\n\t a1甲]{0,80}") {
        let headed = format!("{KEY},单位名称\n{text}");
        opened(&[("G101-1.csv", text.as_bytes()), ("G102.csv", headed.as_bytes())]);
    }

    #[test]
    fn any_name(name in "[^/\0]{1,40}") {
        let name = format!("{name}.csv");
        opened(&[(name.as_str(), format!("{KEY}\nA\n").as_bytes())]);
    }
}
