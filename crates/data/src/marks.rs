//! Where cells and rows of a text end: 64 bytes are looked at together.

/// So many bytes are looked at together.
pub(crate) const WIDE: usize = 64;

/// In which of some bytes a cell or a row may end or a quote stands, the first of them lowest: this one, which parts cells, a
/// line break, or `"`.
#[inline]
pub(crate) fn marks_of(bytes: &[u8; WIDE], lead: u8) -> u64 {
    let is = |byte: u8| (byte == lead) | (byte == b'\n') | (byte == b'\r') | (byte == b'"');
    // Each by itself, so that a processor may do many at once.
    let mut marked = [0; WIDE];
    marked.iter_mut().zip(bytes).for_each(|(mark, byte)| *mark = u8::from(is(*byte)));
    // The product has the lowest bit of each byte in its last one.
    let bits = |eight: &[u8; 8]| u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    marked.as_chunks().0.iter().rev().fold(0, |marks, eight| marks << 8 | bits(eight))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{WIDE, marks_of};

    proptest! {
        #[test]
        fn marks_are_the_bytes_that_end_something(
            bytes in prop::collection::vec(prop_oneof![
                Just(b','), Just(b'\n'), Just(b'\r'), Just(b'"'), Just(b'\t'), any::<u8>()
            ], WIDE),
            lead in prop_oneof![Just(b','), Just(b'\t'), Just(b';'), Just(b'|')],
        ) {
            let bytes: [u8; WIDE] = bytes.try_into().unwrap();
            let is = |byte: u8| byte == lead || matches!(byte, b'\n' | b'\r' | b'"');
            let slowly = bytes.iter().rev().fold(0, |marks: u64, byte| marks << 1 | u64::from(is(*byte)));
            prop_assert_eq!(marks_of(&bytes, lead), slowly);
        }
    }
}
