//! Measured numbers as people read them: with as many digits as mean something.

use shensuan_diagnostics::Lang;

/// The middle of some samples; of an even number of them the mean of the two in the middle.
pub(super) fn median(samples: &[f64]) -> f64 {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    let at = |index: usize| sorted.get(index).copied().unwrap_or(0.0);
    if sorted.len() % 2 == 1 { at(middle) } else { f64::midpoint(at(middle.saturating_sub(1)), at(middle)) }
}

/// Three digits of a number, all of one from 100 on.
pub(super) fn three_digits(number: f64) -> String {
    let places = match number.abs() {
        size if size >= 99.95 => 0,
        size if size >= 9.995 => 1,
        _ => 2,
    };
    format!("{number:.places$}")
}

/// A number for a spreadsheet, which may be reckoned with: six digits, and no zeros at its end.
pub(super) fn six_digits(number: f64) -> String {
    let rounded = format!("{number:.5e}");
    rounded.parse::<f64>().map_or(rounded, |number| number.to_string())
}

/// A share in percent, with one digit behind the point.
pub(super) fn percent(share: f64) -> String {
    format!("{:.1}", share * 100.0)
}

/// How long something takes, in the unit that leaves one to three digits before the point.
pub(super) fn duration(seconds: f64) -> String {
    let units = [("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)];
    let fitting = units.into_iter().find(|(_, size)| seconds >= 0.9995 * size);
    let (unit, size) = fitting.unwrap_or(("ns", 1e-9));
    format!("{} {unit}", three_digits(seconds / size))
}

/// A large number in words.
pub(super) fn large(number: f64, lang: Lang) -> String {
    let units: [(&str, f64); 3] = lang.pick(
        [(" 万亿", 1e12), (" 亿", 1e8), (" 万", 1e4)],
        [(" billion", 1e9), (" million", 1e6), (" thousand", 1e3)],
    );
    let fitting = units.into_iter().find(|(_, size)| number >= 0.9995 * size);
    let (unit, size) = fitting.unwrap_or(("", 1.0));
    format!("{}{unit}", three_digits(number / size))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_digits_that_mean_something() {
        let told = [0.0, 0.004, 1.0, 9.994, 9.995, 12.34, 99.94, 99.95, 1234.5].map(three_digits);
        assert_eq!(told, ["0.00", "0.00", "1.00", "9.99", "10.0", "12.3", "99.9", "100", "1234"]);
        let told = [0.0, 3.2e-9, 1.5e-6, 0.000_999_9, 0.25, 12.0, 4000.0].map(duration);
        assert_eq!(told, ["0.00 ns", "3.20 ns", "1.50 µs", "1.00 ms", "250 ms", "12.0 s", "4000 s"]);
        let numbers = [12.0, 4_500.0, 340e6, 2.1e9, 5e12];
        let told = numbers.map(|number| large(number, Lang::En));
        assert_eq!(told, ["12.0", "4.50 thousand", "340 million", "2.10 billion", "5000 billion"]);
        let told = numbers.map(|number| large(number, Lang::Zh));
        assert_eq!(told, ["12.0", "4500", "3.40 亿", "21.0 亿", "5.00 万亿"]);
    }

    #[test]
    fn numbers_for_spreadsheets_have_six_digits() {
        let numbers =
            [0.0, 0.004, 1.0, 6.066_666_666, 12.5, 150.000_000_000_03, 1_234_567.8, 1.234_567_89e-7];
        let told = numbers.map(six_digits);
        assert_eq!(told, ["0", "0.004", "1", "6.06667", "12.5", "150", "1234570", "0.000000123457"]);
    }

    #[test]
    fn the_middle_of_samples() {
        assert_eq!([median(&[3.0, 1.0, 2.0]), median(&[4.0, 1.0, 2.0, 3.0]), median(&[])], [2.0, 2.5, 0.0]);
    }
}
