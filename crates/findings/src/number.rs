//! Numbers as text.

/// The shortest text that reads back as the same number.
#[must_use]
pub fn exact(number: f64) -> String {
    let size = number.abs();
    // −0 prints as 0: the sign of nothing is noise to a reader, and both compare equal.
    if number == 0.0 {
        "0".to_owned()
    } else if (1e-9..1e21).contains(&size) {
        number.to_string()
    } else {
        format!("{number:e}")
    }
}

/// A computed number without the noise of binary arithmetic: in twelve significant digits, or in up to fifteen where
/// twelve do not reach the third decimal. 0.1 + 0.2 reads 0.3.
#[must_use]
pub fn readable(number: f64) -> String {
    let mut digits = 12;
    let mut size = number.abs();
    while size >= 1e9 && digits < 15 {
        size /= 10.0;
        digits += 1;
    }
    let decimals = digits - 1;
    let rounded: f64 = format!("{number:.decimals$e}").parse().unwrap_or(number);
    exact(rounded)
}

/// A ratio in percent, as it was filed: the shortest number that is this ratio when divided by 100.
#[must_use]
pub fn percent(ratio: f64) -> f64 {
    let near = ratio * 100.0;
    let shorter = (0..17).filter_map(|decimals| format!("{near:.decimals$e}").parse::<f64>().ok());
    shorter.into_iter().find(|percent| (percent / 100.0).to_bits() == ratio.to_bits()).unwrap_or(near)
}

#[cfg(test)]
mod tests {
    use super::{exact, percent, readable};

    #[test]
    fn reads_as_on_paper() {
        assert_eq!(readable(0.1 + 0.2), "0.3");
        assert_eq!(exact(0.1 + 0.2), "0.30000000000000004");
        assert_eq!(readable(525.6), "525.6");
        assert_eq!(readable(-0.0), "0");
        assert_eq!(readable(1234567.0), "1234567");
        assert_eq!(readable(2.5e-7), "0.00000025");
        assert_eq!(readable(117.600_000_000_000_01), "117.6");
        assert_eq!(readable(104.166_666_666_666_67), "104.166666667");
        assert_eq!(readable(-123_456_789_012.345), "-123456789012.345");
        assert_eq!(readable(123_456_789.123_4), "123456789.123");
        assert_eq!(exact(1e300), "1e300");
        assert_eq!(exact(-2.5e-12), "-2.5e-12");
        assert_eq!(exact(1e20), "100000000000000000000");
    }

    #[test]
    fn a_percent_reads_as_it_was_filed() {
        for filed in [0.0, 7.0, 14.0, 28.0, 29.0, 57.0, 58.0, 0.07, 95.5, 33.333_333_333_3, -0.2, 1e-7] {
            assert_eq!(exact(percent(filed / 100.0)), exact(filed));
        }
    }
}
