//! Units that are written to columns and not to cells: in brackets behind a heading, in a row or a column of their own, in a
//! line above the table. A cell below is brought to the unit of its field; where that cannot be, it is not read.

use std::sync::LazyLock;

use shensuan_vocab::units::{Conversion, Unit, UnitTable};
use shensuan_vocab::{Field, FieldType};

use crate::header::Wanted;
use crate::headings::Heading;
use crate::sheet::Record;
use crate::words::fold_heading;

/// The words before a unit, or above units; the surest first.
const WORDS: [&str; 6] = ["计量单位", "单位", "units", "unit", "其计量单位", "量纲"];

/// Between the units of a line.
const BETWEEN: [char; 5] = ['、', ',', '，', '；', ';'];

/// What is done to the numbers of a column.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ColumnUnit {
    /// They are read in this unit, and brought to that of the field.
    Other(Unit, Conversion),
    /// They are in a unit that is none of the field's: none is read.
    Misfit(String),
}

/// Where a unit is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// In brackets of the name itself, which may hold any remark.
    Own,
    /// In an upper heading, or as a heading.
    Upper,
    /// In a row or a column of units.
    Apart,
}

/// What may be a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) text: String,
    pub(crate) standing: Standing,
}

impl Written {
    pub(crate) fn new(text: impl Into<String>, standing: Standing) -> Self {
        Self { text: text.into(), standing }
    }
}

fn base() -> &'static UnitTable {
    static UNITS: LazyLock<UnitTable> = LazyLock::new(UnitTable::base);
    &UNITS
}

/// A text without brackets around it and the word for units before it.
fn bare(text: &str) -> &str {
    let text = text.trim().trim_matches(|c| "（）()[]［］【】".contains(c)).trim();
    let behind = WORDS.iter().find_map(|word| text.strip_prefix(word)).map(str::trim_start);
    let behind = behind.and_then(|rest| rest.strip_prefix([':', '：'])).map(str::trim);
    behind.filter(|rest| !rest.is_empty()).unwrap_or(text)
}

/// The unit that a text names, and nothing else.
pub(crate) fn unit_named(text: &str) -> Option<Unit> {
    let text = bare(text);
    let of_powers = [("10^4", "万"), ("10⁴", "万"), ("10^8", "亿"), ("10⁸", "亿")];
    let power = of_powers.into_iter().find_map(|(power, word)| Some((text.strip_prefix(power)?, word)));
    let read = match power {
        Some((rest, word)) => base().parse(&format!("{word}{}", rest.trim_start())),
        None => base().parse(text),
    };
    read.ok().filter(|unit| !unit.is_dimensionless())
}

/// Whether a text names a unit, and nothing else.
pub(crate) fn is_unit(text: &str) -> bool {
    !text.is_empty() && text.len() <= 60 && unit_named(text).is_some()
}

/// Whether a text is the word for units.
pub(crate) fn is_word(text: &str) -> bool {
    let folded = fold_heading(text);
    WORDS.contains(&folded.trim_end_matches([':', ' ']))
}

/// Whether a text says that there is no unit.
pub(crate) fn is_none(text: &str) -> bool {
    let text = text.trim();
    text.is_empty() || text.chars().all(|c| "-—–―─/\\%％‰".contains(c)) || matches!(text, "无" | "无量纲")
}

/// The units of a line such as `计量单位：吨、万元`; none where it is no such line.
pub(crate) fn units_of_line(cell: &str) -> Option<Vec<Unit>> {
    let text = cell.trim().trim_matches(|c| "（）()[]［］".contains(c)).trim();
    let rest = WORDS.iter().find_map(|word| text.strip_prefix(word)).map(str::trim_start)?;
    let rest = rest.strip_prefix([':', '：'])?;
    let units: Vec<Unit> = rest.split(BETWEEN).filter_map(unit_named).collect();
    (!units.is_empty()).then_some(units)
}

/// Whether a row holds the units of the columns above: units alone, at least one below a heading of numbers; the key is blank
/// or the word for units.
pub(crate) fn is_row_of_units(record: &Record<'_>, keys: &[usize]) -> bool {
    let mut units = 0;
    for (column, cell) in record.cells.iter().enumerate() {
        let text = cell.trim();
        if text.is_empty() || is_word(text) {
            continue;
        }
        if keys.contains(&column) && !matches!(text, "甲") && !is_none(text) {
            return false;
        }
        match is_unit(text) {
            true => units += 1,
            false if is_none(text) || is_counting(text) => {}
            false => return false,
        }
    }
    units > 0
}

/// Whether things are counted by such a word: 套.
pub(crate) fn is_counted(text: &str) -> bool {
    matches!(
        bare(text),
        "个" | "套" | "台" | "人" | "家" | "座" | "根" | "次" | "口" | "条" | "辆" | "户" | "处" | "眼"
    )
}

/// What stands among units and is none.
fn is_counting(text: &str) -> bool {
    is_counted(text) || matches!(bare(text), "代码" | "名称" | "甲" | "年份")
}

/// Gives the columns their units from a row of units.
pub(crate) fn take_row_of_units(columns: &mut [Heading], record: &Record<'_>) {
    for (column, heading) in columns.iter_mut().enumerate() {
        let text = record.text(column);
        if !text.is_empty() && !is_word(text) {
            heading.units.insert(0, Written::new(text, Standing::Apart));
        }
    }
}

/// What is done to the numbers of a field whose column has these units written to it.
pub(crate) fn of_column(field: &Field, units: &[Written]) -> Option<ColumnUnit> {
    units.iter().find_map(|one| of_one(field, one)).flatten()
}

/// The same of one of them; none where it is no unit, or says nothing of such a field.
fn of_one(field: &Field, one: &Written) -> Option<Option<ColumnUnit>> {
    let text = bare(&one.text);
    let misfit = || (one.standing != Standing::Own).then(|| Some(ColumnUnit::Misfit(text.to_owned())));
    match &field.kind {
        FieldType::Number(unit) if !unit.is_dimensionless() => {
            let named = [unit.in_zh(), unit.in_en(), unit.symbol()];
            if named.iter().any(|name| fold_heading(name) == fold_heading(text)) {
                return Some(None);
            }
            match unit_named(text) {
                Some(other) => match other.compatible(unit) {
                    Ok(way) if way.is_identity() => Some(None),
                    Ok(way) => Some(Some(ColumnUnit::Other(other, way))),
                    Err(_) => misfit(),
                },
                None if is_none(text) || one.standing != Standing::Apart => None,
                None => misfit(),
            }
        }
        // Thousands of them would not be seen.
        FieldType::Integer => {
            let counted = text.trim_start_matches(['百', '千', '万', '亿']);
            (counted.len() < text.len() && is_counting(counted)).then(misfit).flatten()
        }
        FieldType::Percent => text.contains('‰').then(misfit).flatten(),
        FieldType::Number(_)
        | FieldType::Quantity(_)
        | FieldType::Formula(_)
        | FieldType::Text
        | FieldType::Code(_)
        | FieldType::YesNo
        | FieldType::Date
        | FieldType::Period
        | FieldType::Coordinates
        | FieldType::Outline => None,
    }
}

/// What a line above the table does to the columns that have no unit of their own: it is about those that it fits, and where
/// it fits none it is about all.
pub(crate) fn of_line(
    units: &[Unit],
    wanted: &Wanted<'_>,
    slots: &[Option<usize>],
    own: &mut [Option<ColumnUnit>],
    bare: &[bool],
) {
    let number = |column: usize| {
        let field = slots.get(column).copied().flatten().and_then(|slot| wanted.field(slot))?;
        if let FieldType::Number(unit) = &field.kind {
            Some(unit).filter(|unit| !unit.is_dimensionless())
        } else {
            None
        }
    };
    let fitting = |unit: &Unit| -> Vec<(Unit, Conversion)> {
        units.iter().filter_map(|one| Some((one.clone(), one.compatible(unit).ok()?))).collect()
    };
    let columns: Vec<usize> = (0..slots.len()).filter(|column| bare.get(*column) == Some(&true)).collect();
    let fits_some = columns.iter().filter_map(|column| number(*column)).any(|unit| !fitting(unit).is_empty());
    let said = || units.iter().map(Unit::in_zh).collect::<Vec<_>>().join("、");
    for column in columns {
        let (Some(unit), Some(own)) = (number(column), own.get_mut(column)) else { continue };
        let mut fits = fitting(unit);
        *own = match (fits.pop(), fits.is_empty()) {
            (None, _) if fits_some => None,
            (None, _) => Some(ColumnUnit::Misfit(said())),
            (Some((_, way)), true) if way.is_identity() => None,
            (Some((other, way)), true) => Some(ColumnUnit::Other(other, way)),
            // Two of the line are of one kind: which is meant nobody says.
            (Some(_), false) => Some(ColumnUnit::Misfit(said())),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::{is_row_of_units, is_unit, units_of_line};
    use crate::sheet::Record;

    #[test]
    fn what_names_units() {
        for text in
            ["吨", "万立方米", "（万立方米）", "单位：千克", "计量单位: t", "立方米/日", "毫克/升", "10^4 m3"]
        {
            assert!(is_unit(text), "{text}");
        }
        for text in ["", "取水量", "（上年）", "本年", "2017", "合计", "-", "单位：某某厂", "其中：自来水"]
        {
            assert!(!is_unit(text), "{text}");
        }
        assert_eq!(units_of_line("计量单位：吨、万元").map(|units| units.len()), Some(2));
        assert!(units_of_line("单位：示例表面处理厂").is_none() && units_of_line("吨").is_none());
        let row = |cells: &[&str]| {
            let cells = cells.iter().map(|cell| (*cell).into()).collect();
            is_row_of_units(&Record { cells, ..Record::default() }, &[0])
        };
        assert!(row(&["", "万立方米", "—"]) && row(&["单位", "（吨）", ""]) && row(&["甲", "吨", "%"]));
        assert!(!row(&["91990000MA5F00018P", "吨"]) && !row(&["", "吨", "5"]) && !row(&["", "", "—"]));
    }
}
