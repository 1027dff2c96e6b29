//! Periods: the first and the last day of a year, a half, a quarter, a month or a span, as cells write them.

use crate::dates::Date;
use crate::names::fold_width;

/// Some days in a row, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub first: Date,
    /// The last day, not before the first.
    pub last: Date,
}

impl Period {
    /// From a day to a day; none where the second stands before the first.
    #[must_use]
    pub fn new(first: Date, last: Date) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// Reads a year (`2017`, `2017年`, `2017年度`), a month (`2017-03`, `2017/3`, `2017年3月`, `201703`), months in a row
    /// (`2017年1-6月`), a quarter (`2017Q1`, `2017年第1季度`, `2017年第一季度`), a half (`2017H1`, `2017年上半年`), and a span
    /// from one day or period to another (`2017-01-01~2017-06-30`, with `至`, `到` or a dash as well). A day alone is no
    /// period: it does not say where it ends.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let folded: String = text.trim().chars().map(sign).collect();
        let text = folded.trim();
        if let Some(named) = named(text) {
            return Some(named);
        }
        if let Some((first, last)) = text.split_once('~') {
            return Self::new(end(first)?.first, end(last)?.last);
        }
        // A hyphen parts days which are themselves written without one.
        let (first, last) = text.split_once('-')?;
        Self::new(Date::read(first)?, Date::read(last)?)
    }

    /// The months of a year from one to another.
    fn of_months(year: i64, first: i64, last: i64) -> Option<Self> {
        let begins = Date::new(year, first, 1)?;
        let ends = (28..=31).rev().find_map(|day| Date::new(year, last, day))?;
        Self::new(begins, ends)
    }

    /// How many days it has.
    #[must_use]
    pub fn days(self) -> i64 {
        self.last.days() - self.first.days() + 1
    }
}

/// A sign as the reading knows it.
fn sign(c: char) -> char {
    match fold_width(c) {
        '–' | '—' | '〜' | '∼' | '至' | '到' => '~',
        '−' | '‐' | '‑' => '-',
        '\t' => ' ',
        'q' => 'Q',
        'h' => 'H',
        other => other,
    }
}

/// An end of a span: a day or a period.
fn end(text: &str) -> Option<Period> {
    let text = text.trim();
    match Date::read(text) {
        Some(day) => Period::new(day, day),
        None => named(text),
    }
}

/// A year or a part of it.
fn named(text: &str) -> Option<Period> {
    let (year, rest) = text.split_at_checked(4)?;
    let year = number(year, 4)?;
    if let Some(month) = (rest.len() == 2).then(|| number(rest, 2)).flatten() {
        return Period::of_months(year, month, month);
    }
    let rest = rest.trim_start();
    if matches!(rest, "" | "年" | "年度") {
        return Period::of_months(year, 1, 12);
    }
    if let Some(part) = rest.strip_prefix(['-', '/'])
        && let Some(month) = number(part, 2)
    {
        return Period::of_months(year, month, month);
    }
    let part = rest.strip_prefix('年').or_else(|| rest.strip_prefix('-')).unwrap_or(rest).trim();
    let (first, last) = half(part).or_else(|| quarter(part)).or_else(|| months(part))?;
    Period::of_months(year, first, last)
}

/// The first and the last month of a half of the year.
fn half(part: &str) -> Option<(i64, i64)> {
    match part {
        "H1" | "上半年" => Some((1, 6)),
        "H2" | "下半年" => Some((7, 12)),
        _ => None,
    }
}

/// The first and the last month of a quarter.
fn quarter(part: &str) -> Option<(i64, i64)> {
    let name = match part.strip_prefix('Q') {
        Some(name) => name,
        None => part.strip_suffix("季度")?.trim_start_matches('第').trim(),
    };
    let quarter = match name {
        "1" | "一" => 1,
        "2" | "二" => 2,
        "3" | "三" => 3,
        "4" | "四" => 4,
        _ => return None,
    };
    Some((quarter * 3 - 2, quarter * 3))
}

/// `3月`, `1-6月`
fn months(part: &str) -> Option<(i64, i64)> {
    let part = part.strip_suffix("月份").or_else(|| part.strip_suffix('月'))?;
    match part.split_once(['-', '~']) {
        Some((first, last)) => {
            Some((number(first.strip_suffix('月').unwrap_or(first).trim(), 2)?, number(last.trim(), 2)?))
        }
        None => number(part.trim(), 2).map(|month| (month, month)),
    }
}

/// At most so many digits.
fn number(digits: &str, longest: usize) -> Option<i64> {
    let sound = (1..=longest).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    sound.then(|| digits.parse().ok()).flatten()
}
