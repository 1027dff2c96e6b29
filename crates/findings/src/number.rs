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

#[cfg(test)]
mod tests {
    use super::{exact, readable};

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
