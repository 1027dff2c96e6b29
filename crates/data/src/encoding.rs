//! How files are encoded; bytes to text: UTF-8 or GB18030.

use encoding_rs::{DecoderResult, GB18030};

/// How a file is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-8 with a byte order mark, as spreadsheet programs save it.
    Utf8Bom,
    /// GB18030, and its subsets GBK and GB 2312.
    Gb18030,
    /// A workbook of Office Open XML.
    Xlsx,
    /// The same with binary parts.
    Xlsb,
    /// A workbook of Excel 97 to 2003.
    Xls,
    /// A workbook of OpenDocument.
    Ods,
    /// Parquet.
    Parquet,
}

impl Encoding {
    /// What it is called, in both languages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf8Bom => "UTF-8 BOM",
            Self::Gb18030 => "GB18030",
            Self::Xlsx => "XLSX",
            Self::Xlsb => "XLSB",
            Self::Xls => "XLS",
            Self::Ods => "ODS",
            Self::Parquet => "Parquet",
        }
    }
}

const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";

/// The text of a file; or the line, from 1, whose bytes are no text.
pub(crate) fn decode(bytes: Vec<u8>) -> Result<(String, Encoding), usize> {
    let marked = bytes.starts_with(UTF8_MARK);
    let encoding = if marked { Encoding::Utf8Bom } else { Encoding::Utf8 };
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            if marked {
                text.drain(..UTF8_MARK.len());
            }
            Ok((text, encoding))
        }
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            if marked || is_damaged_utf8(&bytes) {
                return Err(line_at(&bytes, valid));
            }
            gb18030(&bytes).map(|text| (text, Encoding::Gb18030))
        }
    }
}

/// Whether bytes that are not UTF-8 were: nearly all that is not ASCII in them are three-byte characters.
/// GB18030 would read most of them as other characters without complaint. A GB18030 text hardly ever holds
/// three bytes that could be UTF-8; and to refuse one is a nuisance, while to misread a text is a disaster.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| c.len_utf8() == 3).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken
}

fn gb18030(bytes: &[u8]) -> Result<String, usize> {
    let mut decoder = GB18030.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(0);
    let mut text = String::with_capacity(room);
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    match result {
        DecoderResult::InputEmpty => {
            if text.starts_with('\u{feff}') {
                text.drain(..'\u{feff}'.len_utf8());
            }
            Ok(text)
        }
        DecoderResult::OutputFull => Err(line_at(bytes, read)),
        DecoderResult::Malformed(length, after) => {
            let beyond = usize::from(length) + usize::from(after);
            Err(line_at(bytes, read.saturating_sub(beyond)))
        }
    }
}

/// The line of a byte. No multi-byte character of either encoding holds a byte of a line break.
fn line_at(bytes: &[u8], at: usize) -> usize {
    let mut line = 1;
    let mut before = 0;
    for byte in bytes.iter().take(at) {
        if *byte == b'\r' || (*byte == b'\n' && before != b'\r') {
            line += 1;
        }
        before = *byte;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::{Encoding, decode};

    #[test]
    fn tells_the_encodings_apart() {
        let text = "统一社会信用代码,取水量\n甲,1\n";
        let (gb, _, _) = encoding_rs::GB18030.encode(text);
        assert_eq!(decode(gb.into_owned()), Ok((text.to_owned(), Encoding::Gb18030)));
        assert_eq!(decode(text.as_bytes().to_vec()), Ok((text.to_owned(), Encoding::Utf8)));
        assert_eq!(decode(format!("\u{feff}{text}").into_bytes()), Ok((text.to_owned(), Encoding::Utf8Bom)));
        assert_eq!(
            decode(b"\xc1\xaa\xcd\xa8,\xc1\xaa\xcd\xa8".to_vec()),
            Ok(("联通,联通".to_owned(), Encoding::Gb18030))
        );
    }

    #[test]
    fn damaged_utf8_is_not_gb18030() {
        let mut bytes = "名称,取水量\r\n华强北电镀厂,1\r\n".as_bytes().to_vec();
        bytes.extend(b"\xe5\xe5,2\r\n");
        assert_eq!(decode(bytes), Err(3));
        assert_eq!(decode("名称\n华强\n".bytes().chain(*b"\xe5\x8d\n").collect()), Err(3));
        assert_eq!(decode(b"key\n\xff\xfe\n".to_vec()), Err(2));
        assert_eq!(decode(b"\xc1\xaa\n\xc1\xaa\xc1\nkey\n".to_vec()), Err(2));
        assert_eq!(decode(b"\xc1\xaa\n\x81\x30\x81\nkey\n".to_vec()), Err(2));
        assert_eq!(decode(b"\xef\xbb\xbfkey\rb\n\xff\n".to_vec()), Err(3));
    }
}
