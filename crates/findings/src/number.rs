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
    let is_it = |percent: &f64| (percent / 100.0).to_bits() == ratio.to_bits();
    // Of up to 15 digits at most one number is this ratio, and with zeros behind it has 15.
    if let Some(percent) = in_15_digits(near).filter(is_it) {
        return percent;
    }
    let longer = (0..17).filter_map(|decimals| format!("{near:.decimals$e}").parse::<f64>().ok());
    // What has 15 digits or fewer was looked at, unless it is so large or so small that it was not.
    let skipped = if in_15_digits(near).is_some() { 15 } else { 0 };
    longer.skip(skipped).find(is_it).unwrap_or(near)
}

/// A number rounded to 15 digits; none of one that is very large or very small.
fn in_15_digits(number: f64) -> Option<f64> {
    if number == 0.0 {
        return Some(number);
    }
    #[expect(clippy::cast_possible_truncation, reason = "the size of a number")]
    let size = number.abs().log10().floor() as i32;
    let rounded = |behind: i32| {
        // Powers of ten up to there are exact.
        let power = 10_f64.powi(behind.abs());
        let digits = match behind {
            0..=22 => number * power,
            -22..0 => number / power,
            _ => return None,
        };
        let made = if behind < 0 { digits.round() * power } else { digits.round() / power };
        Some((digits.abs() >= 1e14, made))
    };
    // The logarithm may be the next whole number already.
    match rounded(14 - size)? {
        (true, made) => Some(made),
        (false, _) => rounded(15 - size).map(|(_, made)| made),
    }
}

/// The number with this many digits behind the point, of the decimal that a reader sees: 2.675 reads 2.68. Half goes
/// away from zero.
#[must_use]
pub fn decimals(number: f64, places: u8) -> String {
    let shown = readable(number);
    if shown.contains('e') {
        return shown; // so large or small that digits behind the point say nothing
    }
    let (sign, digits) = shown.strip_prefix('-').map_or(("", shown.as_str()), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let places = usize::from(places);
    let kept: String = fraction.chars().chain(std::iter::repeat('0')).take(places).collect();
    let up = fraction.chars().nth(places).is_some_and(|next| next >= '5');
    let mut all: Vec<char> = whole.chars().chain(kept.chars()).collect();
    let mut carry = up;
    for digit in all.iter_mut().rev() {
        if !carry {
            break;
        }
        carry = *digit == '9';
        *digit = if carry { '0' } else { char::from_u32(*digit as u32 + 1).unwrap_or(*digit) };
    }
    if carry {
        all.insert(0, '1');
    }
    let sign = if all.iter().all(|digit| *digit == '0') { "" } else { sign };
    let (whole, fraction) = all.split_at(all.len() - places);
    let point = if places == 0 { "" } else { "." };
    format!("{sign}{}{point}{}", whole.iter().collect::<String>(), fraction.iter().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::{decimals, exact, percent, readable};

    /// Tried from one digit on.
    fn shortest(ratio: f64) -> f64 {
        let near = ratio * 100.0;
        let mut shorter = (0..17).filter_map(|decimals| format!("{near:.decimals$e}").parse::<f64>().ok());
        shorter.find(|percent| (percent / 100.0).to_bits() == ratio.to_bits()).unwrap_or(near)
    }

    #[test]
    fn a_percent_is_the_shortest_there_is() {
        let mut bits = 0x9e37_79b9_7f4a_7c15_u64;
        for at in 0..20_000_u32 {
            bits ^= bits << 13;
            bits ^= bits >> 7;
            bits ^= bits << 17;
            let any = f64::from_bits(bits);
            let unit = (bits >> 11) as f64 / (1_u64 << 53) as f64;
            let filed = f64::from(at) / 10_f64.powi((bits % 8) as i32) / 100.0;
            let near_a_power = 10_f64.powi((at % 40) as i32 - 20) * (1.0 + (unit - 0.5) * 1e-14);
            for ratio in [any, unit, filed, near_a_power, -filed, unit * 1e-9] {
                if ratio.is_finite() && (ratio * 100.0).is_finite() {
                    assert_eq!(percent(ratio).to_bits(), shortest(ratio).to_bits(), "{ratio:?}");
                }
            }
        }
    }

    #[test]
    fn digits_behind_the_point() {
        assert_eq!(decimals(2.675, 2), "2.68");
        assert_eq!(decimals(-2.675, 2), "-2.68");
        assert_eq!(decimals(0.1 + 0.2, 3), "0.300");
        assert_eq!(decimals(999.995, 2), "1000.00");
        assert_eq!(decimals(-0.001, 1), "0.0");
        assert_eq!(decimals(1200.0, 0), "1200");
        assert_eq!(decimals(0.5, 0), "1");
        assert_eq!(decimals(1e15, 1), "1000000000000000.0");
    }

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
