//! Cells as people write them: what is not a number as it stands, and plainly means one.
//!
//! What a cell plainly means is taken, and counted by what was done to it; what could mean two things is not read.

use std::sync::OnceLock;

use shensuan_diagnostics::Note;
use shensuan_diagnostics::codes::data as codes;
use shensuan_vocab::numbers::{self, NumberFault};
use shensuan_vocab::units::{Unit, UnitTable};

use crate::dataset::CellTrouble;
use crate::plain_numbers::{MOST_DIGITS, Spot, plain};
use crate::sheet::Kept;

/// What was done to a cell so that it could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Repair {
    /// Signs of full width, dashes for minus signs: `１２．５`, `—5`.
    Width,
    /// Commas between groups of three digits: `1,200`.
    Groups,
    /// Brackets for a minus sign, as in accounts: `(1,200)`.
    Brackets,
    /// 万 or 亿 behind the number: `1.2万`.
    Multiple,
    /// The field's unit behind the number: `12.5吨`.
    Unit,
    /// Another unit behind the number, brought to the field's: `12500千克`.
    OtherUnit,
    /// A word or sign for nothing in a field of numbers: `—`, `无`, `N/A`.
    Nothing,
    /// The number that a spreadsheet keeps for a day: `43100`.
    Serial,
    /// A number that a workbook keeps as text.
    TextNumber,
    /// Marks by which a text file keeps a spreadsheet from taking a text for a number: `="0012"`, `'0012`.
    TextMarks,
    /// A time of day behind a day, in a field of days: `2018-01-02 08:30`.
    TimeOfDay,
    /// Another unit, written at the column or above the table, brought to the field's.
    UnitOfColumn,
    /// Blank, filled in from the row above as the data set says.
    FilledDown,
    /// A blank key that is merged with the cell above it, taken for what stands there.
    Merged,
    /// What a workbook still holds in a cell that is covered by a merged one, taken for nothing.
    Covered,
}

impl Repair {
    /// All of them, in the order of the lists.
    pub const ALL: [Self; 15] = [
        Self::Width,
        Self::Groups,
        Self::Brackets,
        Self::Multiple,
        Self::Unit,
        Self::OtherUnit,
        Self::Nothing,
        Self::Serial,
        Self::TextNumber,
        Self::TextMarks,
        Self::TimeOfDay,
        Self::UnitOfColumn,
        Self::FilledDown,
        Self::Merged,
        Self::Covered,
    ];

    /// How it is said.
    #[must_use]
    pub const fn note(self) -> Note {
        match self {
            Self::Width => codes::REPAIR_WIDTH,
            Self::Groups => codes::REPAIR_GROUPS,
            Self::Brackets => codes::REPAIR_BRACKETS,
            Self::Multiple => codes::REPAIR_MULTIPLE,
            Self::Unit => codes::REPAIR_UNIT,
            Self::OtherUnit => codes::REPAIR_OTHER_UNIT,
            Self::Nothing => codes::REPAIR_NOTHING,
            Self::Serial => codes::REPAIR_SERIAL,
            Self::TextNumber => codes::REPAIR_TEXT_NUMBER,
            Self::TextMarks => codes::REPAIR_TEXT_MARKS,
            Self::TimeOfDay => codes::REPAIR_TIME_OF_DAY,
            Self::UnitOfColumn => codes::REPAIR_UNIT_OF_COLUMN,
            Self::FilledDown => codes::REPAIR_FILLED_DOWN,
            Self::Merged => codes::REPAIR_MERGED,
            Self::Covered => codes::REPAIR_COVERED,
        }
    }
}

/// How many cells there were of each repair; a cell may have had several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Repaired {
    /// Cells that were repaired at all.
    pub cells: usize,
    each: [usize; Repair::ALL.len()],
}

impl Repaired {
    /// How often a repair was made.
    #[must_use]
    pub fn of(&self, repair: Repair) -> usize {
        self.each.get(repair as usize).copied().unwrap_or(0)
    }

    /// Those that were made, in the order of the lists.
    pub fn made(&self) -> impl Iterator<Item = (Repair, usize)> + '_ {
        Repair::ALL.into_iter().map(|repair| (repair, self.of(repair))).filter(|(_, count)| *count > 0)
    }

    /// What was counted elsewhere; none where a repair is none.
    pub(crate) fn of_counts(
        cells: usize,
        counts: impl Iterator<Item = Option<(Repair, usize)>>,
    ) -> Option<Self> {
        let mut repaired = Self { cells, ..Self::default() };
        for count in counts {
            let (repair, cells) = count?;
            if let Some(count) = repaired.each.get_mut(repair as usize) {
                *count = cells;
            }
        }
        Some(repaired)
    }

    pub(crate) fn add_all(&mut self, more: &Self) {
        self.cells += more.cells;
        self.each.iter_mut().zip(more.each).for_each(|(count, more)| *count += more);
    }

    pub(crate) fn add(&mut self, repairs: Repairs) {
        if repairs == Repairs::default() {
            return;
        }
        self.cells += 1;
        for repair in Repair::ALL.into_iter().filter(|repair| repairs.has(*repair)) {
            if let Some(count) = self.each.get_mut(repair as usize) {
                *count += 1;
            }
        }
    }
}

/// The repairs of one cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Repairs(u16);

impl Repairs {
    pub(crate) fn with(self, repair: Repair) -> Self {
        Self(self.0 | 1 << repair as u16)
    }

    /// These and others.
    pub(crate) fn and(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    pub(crate) fn has(self, repair: Repair) -> bool {
        self.0 & 1 << repair as u16 != 0
    }
}

/// What a cell was read as; none where it says that there is nothing.
pub(crate) type Read = Result<(Option<f64>, Repairs), CellTrouble>;

/// Signs and words for nothing in a field of numbers, on a plain keyboard and without case.
const NOTHING: [&str; 12] =
    ["/", "\\", "无", "没有", "空", "未填", "不详", "n/a", "na", "#n/a", "null", "none"];

/// Whether a cell of a field of numbers says that there is nothing. `typed` is as typed on a plain keyboard.
fn is_nothing(typed: &str) -> bool {
    let dashes = !typed.is_empty() && typed.chars().all(|c| c == '-' || c == '―' || c == '─');
    // The boxes of a printed form that nobody filled.
    let boxes = !typed.is_empty() && typed.chars().all(|c| c == '□');
    dashes || boxes || NOTHING.iter().any(|known| known.eq_ignore_ascii_case(typed))
}

/// No number has more bytes, with all its digits, and zeros, blanks and a unit around them.
const LONGEST_NUMBER: usize = 4_096;

/// A number whose cell may have a unit behind it.
pub(crate) fn number(text: &str, unit: Option<&Unit>, kept: Kept) -> Read {
    if kept == Kept::Time || text.len() > LONGEST_NUMBER {
        return Err(CellTrouble::NotANumber);
    }
    let repairs =
        if kept == Kept::Text { Repairs::default().with(Repair::TextNumber) } else { Repairs::default() };
    if let Some(number) = plain(Spot::alone(text)) {
        return Ok((Some(number), repairs));
    }
    if is_plain(text) {
        if has_more_digits(text) {
            return Err(CellTrouble::LostDigits);
        }
        return match numbers::read(text) {
            Ok(number) => Ok((Some(number), repairs)),
            Err(NumberFault::TooLarge) => Err(CellTrouble::TooLarge),
            Err(NumberFault::NotANumber) => repaired(text, unit, repairs),
        };
    }
    repaired(text, unit, repairs)
}

/// Whether a whole number has digits that no number which can be computed with has: it would be read as its neighbour.
fn has_more_digits(text: &str) -> bool {
    let digits = text.trim_start_matches(['+', '-']);
    if digits.len() <= MOST_DIGITS || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let counted = digits.trim_start_matches('0');
    let read = counted.parse::<f64>().ok().filter(|read| read.is_finite());
    // Programs write all digits of such a number, or as many as tell it from its neighbours and zeros for the others.
    read.is_some_and(|read| format!("{read:.0}") != counted && read.to_string() != counted)
}

/// Whether a text is of ASCII digits, signs and points alone, as nearly all numbers are.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e' | b'E'))
}

fn repaired(text: &str, unit: Option<&Unit>, mut repairs: Repairs) -> Read {
    let bare: String = text.chars().filter(|c| !is_of_no_width(*c)).collect();
    let typed = numbers::typed(bare.trim());
    // A comma of full width between digits of half width parts two numbers as likely as groups of one.
    if bare.contains('，') && bare.contains(|c: char| c.is_ascii_digit()) {
        return Err(CellTrouble::TwoMeanings);
    }
    if is_nothing(&typed) {
        return Ok((None, Repairs::default().with(Repair::Nothing)));
    }
    let wide = |(shown, typed): (char, char)| shown != typed && !shown.is_whitespace();
    if bare.trim().chars().zip(typed.chars()).any(wide) {
        repairs = repairs.with(Repair::Width);
    }
    let inner = typed.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).map(str::trim);
    let (typed, negative) = match inner {
        Some(inner) if inner.starts_with(|c: char| c.is_ascii_digit()) => (inner, true),
        _ => (&*typed, false),
    };
    let (digits, behind) = parted(typed);
    let (number, grouped) = grouped(digits)?;
    if grouped {
        repairs = repairs.with(Repair::Groups);
    }
    let (number, repairs) = scaled(number, behind, unit, repairs)?;
    if !number.is_finite() {
        return Err(CellTrouble::TooLarge);
    }
    match negative {
        true => Ok((Some(0.0 - number), repairs.with(Repair::Brackets))),
        false => Ok((Some(number), repairs)),
    }
}

/// What stands between the marks by which a text file keeps a spreadsheet from taking a text for a number, `="0012"` and
/// `'0012`; none where there are none.
pub(crate) fn within_marks(text: &str) -> Option<&str> {
    if let Some(inner) = text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')) {
        return (!inner.contains('"')).then(|| inner.trim());
    }
    // Other texts may well begin with an apostrophe.
    let is_plain = |text: &&str| {
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
    };
    text.strip_prefix('\'').filter(is_plain)
}

/// Marks of byte order and other characters that nobody sees.
pub(crate) fn is_of_no_width(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// The number that a text begins with, and what is behind it.
fn parted(text: &str) -> (&str, &str) {
    let exponent = |at: usize| {
        let behind = text.get(at + 1..).unwrap_or("").trim_start_matches(['+', '-']);
        behind.starts_with(|c: char| c.is_ascii_digit())
    };
    let end = text.char_indices().find(|(at, c)| match c {
        '0'..='9' | '.' | ',' | '+' | '-' => false,
        'e' | 'E' => !exponent(*at),
        c => !c.is_whitespace(),
    });
    let (digits, behind) = text.split_at(end.map_or(text.len(), |(at, _)| at));
    (digits.trim(), behind.trim())
}

/// A number whose digits may stand in groups of three, and whether they did.
fn grouped(digits: &str) -> Result<(f64, bool), CellTrouble> {
    // A blank may part two numbers.
    if digits.contains(char::is_whitespace) {
        return Err(CellTrouble::TwoMeanings);
    }
    match numbers::read(digits) {
        Ok(number) => Ok((number, digits.contains(','))),
        Err(NumberFault::NotANumber) => Err(CellTrouble::NotANumber),
        Err(NumberFault::TooLarge) => Err(CellTrouble::TooLarge),
    }
}

/// A number with what is behind it: nothing, a unit, 万 or 亿.
fn scaled(
    number: f64,
    behind: &str,
    unit: Option<&Unit>,
    repairs: Repairs,
) -> Result<(f64, Repairs), CellTrouble> {
    if behind.is_empty() {
        return Ok((number, repairs));
    }
    let multiple = [("万亿", 1e12), ("亿", 1e8), ("万", 1e4)];
    if let Some((_, size)) = multiple.into_iter().find(|(word, _)| *word == behind) {
        // In a field of 万元 it means 万元, and not 万 of them.
        if unit.is_some_and(|unit| {
            [unit.symbol(), unit.in_zh()].iter().any(|name| name.starts_with(['万', '亿']))
        }) {
            return Err(CellTrouble::TwoMeanings);
        }
        return Ok((number * size, repairs.with(Repair::Multiple)));
    }
    let own = |unit: &Unit| [unit.symbol(), unit.in_zh(), unit.in_en()].iter().any(|name| name == behind);
    if unit.is_some_and(own) {
        return Ok((number, repairs.with(Repair::Unit)));
    }
    // A per cent sign or a bare 万 is no unit: of what it is a part or a multiple nobody says.
    match base().parse(behind).ok().filter(|other| !other.dimension().is_none()) {
        Some(other) => {
            let unit = unit.ok_or(CellTrouble::NotANumber)?;
            let conversion = other.compatible(unit).map_err(|_| CellTrouble::UnitDoesNotFit)?;
            let repair = if conversion.is_identity() { Repair::Unit } else { Repair::OtherUnit };
            Ok((conversion.apply(number), repairs.with(repair)))
        }
        None => {
            let of = multiple.into_iter().find_map(|(word, size)| Some((behind.strip_prefix(word)?, size)));
            let own_behind =
                |rest: &str| unit.is_some_and(|unit| unit.symbol() == rest || unit.in_zh() == rest);
            match of.filter(|(rest, _)| own_behind(rest.trim())) {
                Some((_, size)) => Ok((number * size, repairs.with(Repair::Multiple).with(Repair::Unit))),
                None => Err(CellTrouble::NotANumber),
            }
        }
    }
}

/// The units that everybody knows.
fn base() -> &'static UnitTable {
    static BASE: OnceLock<UnitTable> = OnceLock::new();
    BASE.get_or_init(UnitTable::base)
}

/// The day that a spreadsheet's number stands for: of five digits one from 1957 to 2119. Fewer digits are a year, more a
/// month, and what is less is a year with a month of one digit.
pub(crate) fn serial(text: &str, kept: Kept) -> Option<f64> {
    let number = text.parse::<f64>().ok().filter(|number| number.fract() == 0.0)?;
    // 1970-01-01 is the day 25569, and 1904-01-01 the day 1462.
    let number = match kept {
        Kept::Number | Kept::Float | Kept::Untold | Kept::Text => number,
        Kept::From1904 => number + 1_462.0,
        Kept::Share
        | Kept::Time
        | Kept::Truth
        | Kept::Fault
        | Kept::Formula
        | Kept::Several
        | Kept::Bytes => return None,
    };
    (text.len() == 5 && (21_013.0..80_000.0).contains(&number)).then_some(number - 25_569.0)
}

/// The day of a text that has a time of day behind it.
pub(crate) fn without_time(text: &str) -> Option<&str> {
    let (day, time) = text.rsplit_once([' ', 'T'])?;
    let parts: Vec<&str> = time.trim_end_matches('Z').split(':').collect();
    let number = |part: &str, most: u32| {
        let (whole, rest) = part.split_once('.').unwrap_or((part, "0"));
        (1..=2).contains(&whole.len())
            && whole.parse::<u32>().is_ok_and(|number| number <= most)
            && rest.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_time = match parts.as_slice() {
        [hour, minute] => number(hour, 23) && number(minute, 59),
        [hour, minute, second] => number(hour, 23) && number(minute, 59) && number(second, 59),
        _ => false,
    };
    is_time.then(|| day.trim_end())
}

/// Whether a cell of days says that there is nothing.
pub(crate) fn says_nothing(text: &str) -> bool {
    is_nothing(&numbers::typed(text.trim()))
}

#[cfg(test)]
mod tests {
    use shensuan_vocab::units::{Unit, UnitTable};

    use super::Repair::{Brackets, Groups, Multiple, Nothing, OtherUnit, TextNumber, Unit as OwnUnit, Width};
    use super::{Repair, number};
    use crate::dataset::CellTrouble::{NotANumber, TooLarge, TwoMeanings, UnitDoesNotFit};
    use crate::sheet::Kept;

    fn tonne() -> Unit {
        UnitTable::base().parse("吨").unwrap()
    }

    fn repairs(read: super::Repairs) -> Vec<Repair> {
        Repair::ALL.into_iter().filter(|repair| read.has(*repair)).collect()
    }

    #[test]
    fn what_plainly_means_a_number() {
        let cases: &[(&str, f64, &[Repair])] = &[
            ("0", 0.0, &[]),
            ("-0", 0.0, &[]),
            ("007", 7.0, &[]),
            ("+1.5", 1.5, &[]),
            (".5", 0.5, &[]),
            ("5.", 5.0, &[]),
            ("1e3", 1000.0, &[]),
            ("2.5E-2", 0.025, &[]),
            ("1e-999", 0.0, &[]),
            ("1,200", 1200.0, &[Groups]),
            ("-1,234,567.8", -1_234_567.8, &[Groups]),
            ("１２．５", 12.5, &[Width]),
            ("－３", -3.0, &[Width]),
            ("−5", -5.0, &[Width]),
            ("–1,200", -1200.0, &[Width, Groups]),
            ("—5", -5.0, &[Width]),
            ("﹣５", -5.0, &[Width]),
            ("1e−3", 0.001, &[Width]),
            ("１，２００", 1200.0, &[Width, Groups]),
            ("\u{feff}12\u{200b}", 12.0, &[]),
            ("(1,200)", -1200.0, &[Groups, Brackets]),
            ("（35.5）", -35.5, &[Width, Brackets]),
            ("(0)", 0.0, &[Brackets]),
            ("1.2万", 12_000.0, &[Multiple]),
            ("3 亿", 3e8, &[Multiple]),
            ("0.5万亿", 5e11, &[Multiple]),
            ("12.5吨", 12.5, &[OwnUnit]),
            ("12.5 t", 12.5, &[OwnUnit]),
            ("12,500 千克", 12.5, &[Groups, OtherUnit]),
            ("500kg", 0.5, &[OtherUnit]),
            ("1.2万吨", 12_000.0, &[OtherUnit]),
            ("2e3kg", 2.0, &[OtherUnit]),
            ("（2千克）", -0.002, &[Width, Brackets, OtherUnit]),
        ];
        for (text, expected, made) in cases {
            let (value, found) =
                number(text, Some(&tonne()), Kept::Untold).unwrap_or_else(|why| panic!("{text}: {why:?}"));
            assert_eq!(value.map(f64::to_bits), Some(expected.to_bits()), "{text}");
            let mut made = made.to_vec();
            made.sort();
            assert_eq!(repairs(found), made, "{text}");
        }
        let (value, found) = number("5", None, Kept::Text).unwrap();
        assert_eq!((value, repairs(found)), (Some(5.0), vec![TextNumber]));
    }

    #[test]
    fn what_says_that_there_is_nothing() {
        for text in [
            "-",
            "—",
            "——",
            "－",
            "–",
            "/",
            "／",
            "无",
            "没有",
            "N/A",
            "n/a",
            "NA",
            "NULL",
            "none",
            "不详",
            "Ｎ／Ａ",
        ] {
            let (value, found) = number(text, Some(&tonne()), Kept::Untold).unwrap();
            assert_eq!((value, repairs(found)), (None, vec![Nothing]), "{text}");
        }
    }

    #[test]
    fn what_could_mean_two_things_is_not_read() {
        let bad = [
            "abc",
            "1.2.3",
            "nan",
            "NaN",
            "inf",
            "-infinity",
            "",
            "+",
            ".",
            "-.",
            "e5",
            "1e",
            "1e+",
            "1e1.5",
            "12,00",
            "1,20",
            "1200,000",
            ",200",
            "1,,200",
            "1,200e3",
            "1.234,5",
            "0x10",
            "1_000",
            "--1",
            "——1",
            "5–6",
            "1\0",
            "①",
            "m²",
            "1,2",
            "٣",
            "(-5)",
            "((5))",
            "(5",
            "约5",
            "5左右",
            "5吨/天吨",
            "万",
            "5万万",
            "≥5",
            "5-",
            "2017年",
        ];
        for text in bad {
            assert_eq!(number(text, None, Kept::Untold), Err(NotANumber), "{text}");
        }
        for text in ["1 200", "300 400", "100\n200", "100\t200", "1\u{3000}200", "1\u{a0}200", "100，200"] {
            assert_eq!(number(text, None, Kept::Untold), Err(TwoMeanings), "{text}");
        }
        let in_wan = UnitTable::base().parse("万吨").unwrap();
        assert_eq!(number("1.2万", Some(&in_wan), Kept::Untold), Err(TwoMeanings));
        assert_eq!(number("1.2万吨", Some(&in_wan), Kept::Untold).unwrap().0, Some(1.2));
        assert_eq!(number("12:30", None, Kept::Time), Err(NotANumber));
        for text in ["5千瓦时", "5 m3", "5吨/年"] {
            assert_eq!(number(text, Some(&tonne()), Kept::Untold), Err(UnitDoesNotFit), "{text}");
        }
        for text in ["1e999", "-1e999", "1e308万", "1e307亿吨"] {
            assert_eq!(number(text, Some(&tonne()), Kept::Untold), Err(TooLarge), "{text}");
        }
    }
}
