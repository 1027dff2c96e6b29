//! The tags of XML, one after the other, for what the library of workbooks does not tell. They are looked at and not held against
//! each other: what is wrong with a part is said by who reads its cells.

use std::io::BufRead;

/// A longer tag is cut off.
const LONGEST: usize = 1 << 16;

/// Hands out tags.
pub(crate) struct Tags<R> {
    part: R,
    tag: Vec<u8>,
}

/// A tag without its angle brackets.
pub(crate) struct Tag<'t>(&'t [u8]);

impl<R: BufRead> Tags<R> {
    pub(crate) fn of(part: R) -> Self {
        Self { part, tag: Vec::new() }
    }

    /// The next tag; none at the end, or where no more can be read.
    pub(crate) fn next(&mut self) -> Option<Tag<'_>> {
        self.part.skip_until(b'<').ok().filter(|skipped| *skipped > 0)?;
        self.tag.clear();
        loop {
            let (ends, taken) = {
                let some = self.part.fill_buf().ok().filter(|some| !some.is_empty())?;
                let end = some.iter().position(|byte| *byte == b'>');
                let piece = some.get(..end.unwrap_or(some.len())).unwrap_or(&[]);
                let room = LONGEST.saturating_sub(self.tag.len());
                self.tag.extend_from_slice(piece.get(..room.min(piece.len())).unwrap_or(&[]));
                (end.is_some(), piece.len() + usize::from(end.is_some()))
            };
            self.part.consume(taken);
            if !ends {
                continue;
            }
            // Between quotes it may stand for itself.
            let quoted = self.tag.iter().fold(None, |open, byte| match (open, byte) {
                (None, b'"' | b'\'') => Some(*byte),
                (Some(quote), byte) if quote == *byte => None,
                (open, _) => open,
            });
            if quoted.is_none() || self.tag.len() >= LONGEST {
                return Some(Tag(&self.tag));
            }
            self.tag.push(b'>');
        }
    }
}

impl<'t> Tag<'t> {
    /// All of it.
    pub(crate) const fn bytes(&self) -> &'t [u8] {
        self.0
    }

    /// Its name, with the prefix.
    pub(crate) fn name(&self) -> &'t [u8] {
        let bare = self.0.strip_prefix(b"/").unwrap_or(self.0);
        let end = bare.iter().position(|byte| byte.is_ascii_whitespace() || *byte == b'/');
        bare.get(..end.unwrap_or(bare.len())).unwrap_or(&[])
    }

    /// Its name, without the prefix.
    pub(crate) fn local_name(&self) -> &'t [u8] {
        self.name().rsplit(|byte| *byte == b':').next().unwrap_or(&[])
    }

    /// Whether it closes what another opened.
    pub(crate) fn closes(&self) -> bool {
        self.0.starts_with(b"/")
    }

    /// Whether nothing stands in what it opens.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.ends_with(b"/")
    }
}

/// The value of an attribute by its name, whatever prefix that has.
pub(crate) fn attribute<'t>(tag: &'t [u8], name: &[u8]) -> Option<&'t [u8]> {
    let mut rest = tag;
    loop {
        let equals = rest.iter().position(|byte| *byte == b'=')?;
        let (before, behind) = rest.split_at_checked(equals)?;
        let own = before.trim_ascii_end();
        let from =
            own.iter().rposition(|byte| byte.is_ascii_whitespace() || *byte == b':').map_or(0, |at| at + 1);
        let value = behind.get(1..)?.trim_ascii_start();
        let (quote, value) = value.split_first()?;
        let end = value.iter().position(|byte| byte == quote)?;
        if own.get(from..) == Some(name) {
            return value.get(..end);
        }
        rest = value.get(end + 1..)?;
    }
}

/// Steps behind the first tag whose name begins with a word, of which the first letter stands in it once; whether there is one.
pub(crate) fn skip_behind(part: &mut impl BufRead, word: &[u8]) -> bool {
    let (Some(first), mut known, mut before) = (word.first().copied(), 0, 0) else { return false };
    loop {
        let taken = {
            let Ok(some) = part.fill_buf() else { return false };
            if some.is_empty() {
                return false;
            }
            let mut at = 0;
            while let Some(byte) = some.get(at).copied() {
                if known == 0 {
                    let Some(ahead) =
                        some.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == first))
                    else {
                        before = some.last().copied().unwrap_or(0);
                        at = some.len();
                        break;
                    };
                    at += ahead;
                    let above =
                        at.checked_sub(1).and_then(|above| some.get(above)).copied().unwrap_or(before);
                    known = usize::from(above == b'<' || above == b':');
                } else if word.get(known) == Some(&byte) {
                    known += 1;
                } else {
                    known = 0;
                    continue;
                }
                before = some.get(at).copied().unwrap_or(0);
                at += 1;
                if known == word.len() {
                    break;
                }
            }
            at
        };
        part.consume(taken);
        if known == word.len() {
            return true;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::{Tags, attribute, skip_behind};

    #[test]
    fn tags_and_attributes() {
        let xml = r#"a<b:c d = 'x>y' e="1"/>text</b:c><f g:h="2">"#;
        for size in [1, 2, 7, 100] {
            let mut tags = Tags::of(BufReader::with_capacity(size, xml.as_bytes()));
            let first = tags.next().unwrap();
            assert_eq!((first.name(), first.local_name()), (&b"b:c"[..], &b"c"[..]));
            assert!(first.is_empty() && !first.closes());
            assert_eq!(attribute(first.bytes(), b"d"), Some(&b"x>y"[..]));
            assert_eq!(
                (attribute(first.bytes(), b"e"), attribute(first.bytes(), b"c")),
                (Some(&b"1"[..]), None)
            );
            assert!(tags.next().unwrap().closes());
            assert_eq!(attribute(tags.next().unwrap().bytes(), b"h"), Some(&b"2"[..]));
            assert!(tags.next().is_none());
        }
    }

    #[test]
    fn a_word_is_found_wherever_what_is_read_breaks() {
        let xml = "<meme/><x>merge</x>mer<x:merge a='1'><merge b='2'/>";
        for size in 1..20 {
            let mut part = BufReader::with_capacity(size, xml.as_bytes());
            assert!(skip_behind(&mut part, b"merge"), "{size}");
            let mut tags = Tags::of(part);
            assert_eq!(attribute(tags.next().unwrap().bytes(), b"b"), Some(&b"2"[..]), "{size}");
            assert!(!skip_behind(&mut BufReader::with_capacity(size, &b"<mergx>merge"[..]), b"merge"));
        }
    }
}
