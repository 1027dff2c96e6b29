//! Dates: a number of days, as cells and rules write them.

use crate::names::fold_width;

/// 1970-01-01 is day 0 of what [`Date::days`] counts.
const DAYS_BEFORE_1970: i64 = 719_468;

/// A day of the Gregorian calendar, from year 1 to year 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: i64,
    month: i64,
    day: i64,
}

impl Date {
    /// The day of that name, if there is one.
    #[must_use]
    pub fn new(year: i64, month: i64, day: i64) -> Option<Self> {
        let date = Self { year, month, day };
        let may_be = (1..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        // Every month has these.
        if may_be && day <= 28 {
            return Some(date);
        }
        may_be.then(|| Self::of_days(date.days())).filter(|real| *real == Some(date)).flatten()
    }

    /// Reads `2019-07-01`, `2019/7/1`, `2019.7.1`, `2019年7月1日` and `20190701`; a time of day is let go where it is
    /// midnight, for spreadsheets write one.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text: String = text.trim().chars().map(fold_width).collect();
        let text = match text.split_once([' ', 'T']) {
            Some((date, time)) if time.trim().chars().all(|c| matches!(c, '0' | ':' | '.')) => date,
            Some(_) => return None,
            None => text.as_str(),
        };
        if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            let part = |from: usize, to: usize| text.get(from..to)?.parse().ok();
            return Self::new(part(0, 4)?, part(4, 6)?, part(6, 8)?);
        }
        let signs = match text.chars().find(|c| !c.is_ascii_digit())? {
            '年' => ['年', '月'],
            sign @ ('-' | '/' | '.') => [sign; 2],
            _ => return None,
        };
        let text = if signs == ['年', '月'] { text.strip_suffix(['日', '号'])? } else { text };
        let (year, rest) = text.split_once(signs.first().copied()?)?;
        let (month, day) = rest.split_once(signs.last().copied()?)?;
        let number = |digits: &str, longest: usize| {
            let sound =
                (1..=longest).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
            sound.then(|| digits.parse().ok()).flatten()
        };
        Self::new(number(year, 4).filter(|_| year.len() == 4)?, number(month, 2)?, number(day, 2)?)
    }

    /// Its year.
    #[must_use]
    pub const fn year(self) -> i64 {
        self.year
    }

    /// How many days after 1970-01-01 it is.
    #[must_use]
    pub fn days(self) -> i64 {
        // Years are counted from March, so that the leap day comes last.
        let year = if self.month <= 2 { self.year - 1 } else { self.year };
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let month = (self.month + 9) % 12;
        let day_of_year = (153 * month + 2) / 5 + self.day - 1;
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year
            - DAYS_BEFORE_1970
    }

    /// The day so many days after 1970-01-01, from year 1 to year 9999.
    #[must_use]
    pub fn of_days(days: i64) -> Option<Self> {
        let days = days.checked_add(DAYS_BEFORE_1970)?;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = era * 400 + year_of_era + i64::from(month <= 2);
        (1..=9999).contains(&year).then_some(Self { year, month, day })
    }

    /// The day of a number of days, its fraction cut off; none beyond the calendar.
    #[must_use]
    pub fn of_number(days: f64) -> Option<Self> {
        if !days.is_finite() || days.abs() > 4e6 {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "a whole number of at most seven digits")]
        let days = days.floor() as i64;
        Self::of_days(days)
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}
