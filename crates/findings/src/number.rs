//! Numbers as text.

/// The shortest text that reads back as the same number.
#[must_use]
pub fn exact(number: f64) -> String {
    // −0 prints as 0: the sign of nothing is noise to a reader, and both compare equal.
    if number == 0.0 { "0".to_owned() } else { number.to_string() }
}

/// The number in at most twelve significant digits: 0.1 + 0.2 reads 0.3.
#[must_use]
pub fn readable(number: f64) -> String {
    let rounded: f64 = format!("{number:.11e}").parse().unwrap_or(number);
    exact(rounded)
}

/// The number with this many digits behind the point, of the decimal that a reader sees: 2.675 reads 2.68. Half goes
/// away from zero.
#[must_use]
pub fn decimals(number: f64, places: u8) -> String {
    let shown = readable(number);
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
    use super::{decimals, exact, readable};

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
    }
}
