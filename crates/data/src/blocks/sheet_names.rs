//! Sheets named after tables of the national database: `T_BAS_G101_2`, and `T_BAS_G102_EXT_1` of a child of that table; and
//! after copies of any: `G102 (2)`.

use shensuan_vocab::names::fold_text;

/// What the names of its tables begin with.
const BEGINS: &str = "t-bas-";

/// A name in which `-`, `_` and blanks are the same, without what the tables of the national database add to it.
pub(crate) fn plain(name: &str) -> String {
    let folded = fold_text(name).replace(['_', ' '], "-");
    match folded.strip_prefix(BEGINS) {
        Some(table) => without_child(table).unwrap_or(table).to_owned(),
        None => folded,
    }
}

/// A name without the number in brackets that a spreadsheet puts behind that of a sheet which is copied; none where it has none.
pub(crate) fn without_number(name: &str) -> Option<&str> {
    let (before, number) = name.trim_end().strip_suffix([')', '）'])?.rsplit_once(['(', '（'])?;
    let is_number = (1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    Some(before.trim_end()).filter(|before| is_number && !before.is_empty())
}

/// Whether a sheet is named after a child of a table: which of the form's groups it holds says what stands in it.
pub(crate) fn is_child(name: &str) -> bool {
    let folded = fold_text(without_number(name).unwrap_or(name)).replace(['_', ' '], "-");
    folded.strip_prefix(BEGINS).is_some_and(|table| without_child(table).is_some())
}

fn without_child(table: &str) -> Option<&str> {
    let digits = table.trim_end_matches(|c: char| c.is_ascii_digit());
    let numbered = digits.strip_suffix('-').filter(|_| digits.len() < table.len()).unwrap_or(table);
    numbered.strip_suffix("-ext").or_else(|| table.strip_suffix("-ext"))
}

#[cfg(test)]
mod tests {
    use super::{is_child, plain, without_number};

    #[test]
    fn names_of_tables() {
        for (name, expected, child) in [
            ("T_BAS_G101_2", "g101-2", false),
            ("t_bas_G102_EXT", "g102", true),
            ("T_BAS_G102_EXT_1", "g102", true),
            ("T_BAS_G103_13_EXT_12", "g103-13", true),
            ("G101_2", "g101-2", false),
            ("G101 2", "g101-2", false),
            ("TEXT_EXT", "text-ext", false),
        ] {
            assert_eq!((plain(name).as_str(), is_child(name)), (expected, child), "{name}");
        }
    }

    #[test]
    fn names_of_copies() {
        for (name, of) in [
            ("G102 (2)", Some("G102")),
            ("T_BAS_G102(1)", Some("T_BAS_G102")),
            ("T_BAS_G102_EXT_1（12） ", Some("T_BAS_G102_EXT_1")),
            ("G102 (2) (3)", Some("G102 (2)")),
            ("G102 (2017)", None),
            ("G102 ()", None),
            ("取水量(t)", None),
            ("(2)", None),
            ("G102 2", None),
        ] {
            assert_eq!(without_number(name), of, "{name}");
        }
        assert!(is_child("T_BAS_G102_EXT_1 (2)") && !is_child("T_BAS_G102 (2)"));
    }
}
