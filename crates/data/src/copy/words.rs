//! What a copy calls the kinds of things, so that it is read by the same names however they are ordered here.

use crate::dataset::{CellTrouble, UnusedWhy};
use crate::encoding::Encoding;
use crate::repairs::Repair;

macro_rules! words {
    ($name:ident, $named:ident: $kind:ident { $($variant:ident = $word:literal),* $(,)? }) => {
        pub(super) const fn $name(it: $kind) -> &'static str {
            match it { $($kind::$variant => $word),* }
        }

        pub(super) fn $named(word: &str) -> Option<$kind> {
            match word { $($word => Some($kind::$variant),)* _ => None }
        }
    };
}

words!(of_encoding, encoding: Encoding {
    Utf8 = "utf-8",
    Utf8Bom = "utf-8-bom",
    Gb18030 = "gb18030",
    Utf16Le = "utf-16-le",
    Utf16Be = "utf-16-be",
    Xlsx = "xlsx",
    Xlsb = "xlsb",
    Xls = "xls",
    Ods = "ods",
    Parquet = "parquet",
    Postgres = "postgres",
});

words!(of_unused, unused: UnusedWhy {
    NotCsv = "not-csv",
    NoForm = "no-form",
    Hidden = "hidden",
    OpenElsewhere = "open-elsewhere",
    OneOfSeveral = "one-of-several",
    FitsSeveral = "fits-several",
    Failed = "failed",
    HiddenSheet = "hidden-sheet",
    BlankSheet = "blank-sheet",
    Copy = "copy",
    InFolder = "in-folder",
});

words!(of_cell, cell: CellTrouble {
    NotANumber = "not-a-number",
    NotWhole = "not-whole",
    TooLarge = "too-large",
    NotYesNo = "not-yes-no",
    NotADate = "not-a-date",
    NotAPeriod = "not-a-period",
    NotCoordinates = "not-coordinates",
    NotAnOutline = "not-an-outline",
    CrossedOutline = "crossed-outline",
    OverlappingOutline = "overlapping-outline",
    WithoutHeading = "without-heading",
    Fault = "fault",
    WithoutResult = "without-result",
    LostDigits = "lost-digits",
    UnitDoesNotFit = "unit-does-not-fit",
    TwoMeanings = "two-meanings",
    Several = "several",
    Bytes = "bytes",
});

/// Why a row is rejected, where that is of no part of a key.
pub(super) const BLANK: &str = "blank";
/// The same, of a part of a key.
pub(super) const BLANK_KEY: &str = "blank-key";
/// The same, of a part of a key.
pub(super) const TOO_SHORT: &str = "too-short";
/// The same.
pub(super) const TOO_LONG: &str = "too-long";
/// The same.
pub(super) const NOT_LISTED: &str = "not-listed";
/// The same.
pub(super) const SUM: &str = "sum";
/// The same.
pub(super) const REMARK: &str = "remark";
/// The same, of a part of a key.
pub(super) const LOST_KEY: &str = "lost-key";
/// The same.
pub(super) const COLUMN_NUMBERS: &str = "column-numbers";
/// The same.
pub(super) const REPEATED: &str = "repeated-headings";
/// The same.
pub(super) const UNITS: &str = "units";
/// The same.
pub(super) const TITLE: &str = "title";
/// The same.
pub(super) const UNUSED: &str = "unused";
/// The same, in copies made when such a column was found by the row of its heading.
pub(super) const SUM_BELOW: &str = "sum-column";
/// The same.
pub(super) const SUM_COLUMN: &str = "column-of-sums";
/// The same.
pub(super) const REMARK_COLUMN: &str = "column-of-remarks";

words!(of_repair, repair: Repair {
    Width = "width",
    Groups = "groups",
    Brackets = "brackets",
    Multiple = "multiple",
    Unit = "unit",
    OtherUnit = "other-unit",
    Nothing = "nothing",
    Serial = "serial",
    TextNumber = "text-number",
    TextMarks = "text-marks",
    TimeOfDay = "time-of-day",
    UnitOfColumn = "unit-of-column",
    FilledDown = "filled-down",
    Merged = "merged",
    Covered = "covered",
});
