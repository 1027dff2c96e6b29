//! Labels above a table, with their values beside them: 统一社会信用代码 | 91…, or 统一社会信用代码：91… in one cell.

use std::borrow::Cow;
use std::collections::HashSet;

use shensuan_vocab::names::is_han;

use crate::headings::bracketed;
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
    for (column, cell, text) in parts_of(record, known) {
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
            // A heading with its unit is no value: the row is one of headings.
            if bracketed(text).is_some_and(|(bare, _)| known.contains(&fold_heading(bare))) {
                return Vec::new();
            }
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

/// What stands in the cells of a row, with their columns; of a cell in which labels stand one behind the other, each with its
/// value.
fn parts_of<'r, 'a>(
    record: &'r Record<'a>,
    known: &HashSet<String>,
) -> impl Iterator<Item = (usize, &'r Cow<'a, str>, &'r str)> {
    let cells = record.cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty());
    cells.flat_map(move |(column, cell)| {
        apart(cell.trim(), known).into_iter().map(move |part| (column, cell, part))
    })
}

/// A text cut before each label behind the first one: `代码：91…  名称：甲厂`.
fn apart<'t>(text: &'t str, known: &HashSet<String>) -> Vec<&'t str> {
    let colons = [':', '：'];
    let Some(first) = text.find(colons) else { return vec![text] };
    let (mut parts, mut from) = (Vec::new(), 0);
    for (at, _) in text.match_indices(colons).skip_while(|(at, _)| *at <= first) {
        let before = text.get(from..at).unwrap_or("");
        // The word that the colon stands behind; one that begins with the part is its label, and no other.
        let Some((space, blank)) = before.char_indices().rev().find(|(_, c)| c.is_whitespace()) else {
            continue;
        };
        let word = space + blank.len_utf8();
        let name = before.get(word..).unwrap_or("");
        let is_label = known.contains(&fold_heading(name)) || !name.is_empty() && name.chars().all(is_han);
        if is_label {
            parts.push(before.get(..space).unwrap_or("").trim_end());
            from += word;
        }
    }
    parts.push(text.get(from..).unwrap_or(""));
    parts
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
        // Labels one behind the other in one cell, and remarks among them.
        let both = [pair("代码", "91"), pair("名称", "甲厂")];
        assert_eq!(of(&["代码：91   名称：甲厂"]), both);
        assert_eq!(of(&["代码：91\u{3000}表号：甲 表\u{3000}名称:甲厂"]), both);
        assert_eq!(
            of(&["名称：甲 厂", "地址：乙路 8:30"]),
            [pair("名称", "甲 厂"), pair("地址", "乙路 8:30")]
        );
        // A row of headings, one of them with its unit.
        assert!(of(&["名称", "代码", "地址（吨）", "地址"]).is_empty());
        assert!(of(&["代码", "91", "5"]).is_empty() && of(&["表", "代码", "91"]).is_empty());
    }
}
