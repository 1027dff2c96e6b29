//! Labels above a table, with their values beside them: 统一社会信用代码 | 91…, or 统一社会信用代码：91… in one cell.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::sheet::{Kept, Record};
use crate::words::fold_heading;

/// A label with its value.
#[derive(Clone, Debug)]
pub(crate) struct Label<'a> {
    /// As written.
    pub(crate) name: String,
    pub(crate) folded: String,
    pub(crate) value: Cow<'a, str>,
    pub(crate) kept: Kept,
    pub(crate) row: u32,
}

/// The labels of a row that holds labels, values and remarks such as `表号：…`, and nothing else; none of another.
pub(crate) fn of_row<'a>(record: &Record<'a>, known: &HashSet<String>) -> Vec<Label<'a>> {
    let mut labels: Vec<Label<'a>> = Vec::new();
    // Whether the last label still waits for its value.
    let mut waits = false;
    for (column, cell) in record.cells.iter().enumerate() {
        let text = cell.trim();
        if text.is_empty() {
            continue;
        }
        let label = |name: &str, value: Cow<'a, str>, kept: Kept| Label {
            name: name.trim().to_owned(),
            folded: fold_heading(name),
            value,
            kept,
            row: record.row,
        };
        let colon = text.find([':', '：']);
        let (name, behind) = match colon {
            Some(at) => {
                let (name, rest) = text.split_at(at);
                (name, rest.trim_start_matches([':', '：']).trim())
            }
            None => (text, ""),
        };
        if known.contains(&fold_heading(name)) {
            labels.push(label(name, Cow::Owned(behind.to_owned()), Kept::Text));
            waits = behind.is_empty();
        } else if colon.is_some() && !waits {
            // Another remark above the table.
        } else if let (true, Some(last)) = (std::mem::take(&mut waits), labels.last_mut()) {
            last.value = match cell {
                Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
                Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
            };
            last.kept = record.kept(column);
        } else {
            return Vec::new();
        }
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::of_row;
    use crate::sheet::Record;

    #[test]
    fn labels_beside_their_values() {
        let known = ["代码", "名称", "地址"].map(str::to_owned).into();
        let of = |cells: &[&str]| {
            let cells = cells.iter().map(|cell| (*cell).to_owned().into()).collect();
            let found = of_row(&Record { cells, ..Record::default() }, &known);
            found.into_iter().map(|label| (label.name, label.value.into_owned())).collect::<Vec<_>>()
        };
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(of(&["代码", "", "91"]), [pair("代码", "91")]);
        assert_eq!(of(&["代码：91", "", "名称：甲厂"]), [pair("代码", "91"), pair("名称", "甲厂")]);
        assert_eq!(of(&["代码:", "91", "名称", "表号：甲"]), [pair("代码", "91"), pair("名称", "表号：甲")]);
        assert_eq!(of(&["表号：甲", "代码", "91"]), [pair("代码", "91")]);
        assert_eq!(of(&["地址", "", "名称", "甲厂"]), [pair("地址", ""), pair("名称", "甲厂")]);
        assert!(of(&["代码", "91", "5"]).is_empty() && of(&["表", "代码", "91"]).is_empty());
    }
}
