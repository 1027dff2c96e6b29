//! Columns that are not used, as they are listed: of a sheet whose headings lie far apart there may be thousands without any.

use crate::header::{Header, letters};

/// So many columns without a heading beside each other are listed each by itself.
const FEW: usize = 3;

/// Columns beside each other that have no heading and are not used: the first, and how many.
pub(crate) type Gap = (usize, usize);

/// The gaps in headings that are wider than a few columns.
pub(crate) fn gaps(header: &Header) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = Vec::new();
    for (column, _) in header.ignored().filter(|(column, _)| !header.is_headed(*column)) {
        match gaps.last_mut() {
            Some((first, count)) if *first + *count == column => *count += 1,
            Some(_) | None => gaps.push((column, 1)),
        }
    }
    gaps.retain(|(_, count)| *count > FEW);
    gaps
}

/// The headings of columns that are not used: `[C]` for one that has none, and `[C]–[XFC] (16380)` for a gap.
pub(crate) fn listed(header: &Header) -> Vec<String> {
    let gaps = gaps(header);
    let listed = header.ignored().filter_map(|(column, heading)| {
        match gaps.iter().find(|(first, count)| (*first..*first + *count).contains(&column)) {
            Some((first, count)) if *first == column => Some(shown((*first, *count))),
            Some(_) => None,
            None => Some(heading.to_owned()),
        }
    });
    listed.collect()
}

fn shown((first, count): Gap) -> String {
    format!("[{}]–[{}] ({count})", letters(first), letters(first + count - 1))
}
