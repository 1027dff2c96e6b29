//! How files are encoded; bytes to text: UTF-8, UTF-16 or GB18030.

use encoding_rs::{DecoderResult, GB18030, UTF_16BE, UTF_16LE};

/// How a file is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-8 with a byte order mark, as spreadsheet programs save it.
    Utf8Bom,
    /// GB18030, and its subsets GBK and GB 2312.
    Gb18030,
    /// UTF-16, of each pair of bytes the low one first, with a mark or without, as spreadsheet programs save "Unicode text".
    Utf16Le,
    /// The same with the high byte first.
    Utf16Be,
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
    /// Cells as a PostgreSQL server hands them out.
    Postgres,
}

impl Encoding {
    /// What it is called, in both languages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf8Bom => "UTF-8 BOM",
            Self::Gb18030 => "GB18030",
            Self::Utf16Le => "UTF-16 LE",
            Self::Utf16Be => "UTF-16 BE",
            Self::Xlsx => "XLSX",
            Self::Xlsb => "XLSB",
            Self::Xls => "XLS",
            Self::Ods => "ODS",
            Self::Parquet => "Parquet",
            Self::Postgres => "PostgreSQL",
        }
    }
}

impl Encoding {
    /// The names that an encoding of text can be asked for by.
    pub const NAMES: [&'static str; 4] = ["UTF-8", "GB18030", "UTF-16 LE", "UTF-16 BE"];

    /// The encoding of text that goes by a name; case, blanks and dashes do not count. GBK and GB 2312 are parts of GB18030.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        match plain.to_ascii_lowercase().as_str() {
            "utf8" | "utf8bom" => Some(Self::Utf8),
            "gb18030" | "gbk" | "gb2312" | "cp936" => Some(Self::Gb18030),
            "utf16" | "utf16le" | "unicode" => Some(Self::Utf16Le),
            "utf16be" => Some(Self::Utf16Be),
            _ => None,
        }
    }
}

const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";
const LOW_FIRST_MARK: &[u8] = b"\xff\xfe";
const HIGH_FIRST_MARK: &[u8] = b"\xfe\xff";

/// How many bytes are looked at for what tells UTF-16 without a mark.
const LOOKED_AT: usize = 4096;

/// Of so many characters at least one is a digit, a comma or the like.
const LEAST_ASCII: usize = 16;

/// The text of a file; or the line, from 1, whose bytes are no text. How it is encoded is found, where it is not said.
pub(crate) fn decode(bytes: Vec<u8>, said: Option<Encoding>) -> Result<(String, Encoding), usize> {
    match said {
        Some(wide @ (Encoding::Utf16Le | Encoding::Utf16Be)) => utf16(&bytes, wide),
        Some(Encoding::Gb18030) => gb18030(&bytes).map(|text| (text, Encoding::Gb18030)),
        Some(Encoding::Utf8 | Encoding::Utf8Bom) => utf8(bytes).map_err(|(bytes, at)| line_at(&bytes, at)),
        Some(
            Encoding::Xlsx
            | Encoding::Xlsb
            | Encoding::Xls
            | Encoding::Ods
            | Encoding::Parquet
            | Encoding::Postgres,
        )
        | None => found(bytes),
    }
}

/// Whether a text that begins with these bytes is not in another encoding for sure.
pub(crate) fn may_be_utf8(bytes: &[u8]) -> bool {
    let marked = bytes.starts_with(LOW_FIRST_MARK) || bytes.starts_with(HIGH_FIRST_MARK);
    !marked && unmarked_utf16(bytes).is_none()
}

/// Takes the marks from the beginning of a text; whether there were any. Some programs put one before another's.
pub(crate) fn take_marks(text: &mut String) -> bool {
    let marks = text.len() - text.trim_start_matches('\u{feff}').len();
    text.drain(..marks);
    marks > 0
}

/// Finds how a text is encoded.
fn found(bytes: Vec<u8>) -> Result<(String, Encoding), usize> {
    if bytes.starts_with(LOW_FIRST_MARK) {
        return utf16(&bytes, Encoding::Utf16Le);
    }
    if bytes.starts_with(HIGH_FIRST_MARK) {
        return utf16(&bytes, Encoding::Utf16Be);
    }
    if let Some(wide) = unmarked_utf16(&bytes)
        && let Ok(read) = utf16(&bytes, wide)
    {
        return Ok(read);
    }
    utf8(bytes).or_else(|(bytes, at)| {
        if bytes.starts_with(UTF8_MARK) || is_damaged_utf8(&bytes) {
            return Err(line_at(&bytes, at));
        }
        gb18030(&bytes).map(|text| (text, Encoding::Gb18030))
    })
}

/// The text of bytes that are UTF-8; else the bytes again, and the first that is none.
fn utf8(bytes: Vec<u8>) -> Result<(String, Encoding), (Vec<u8>, usize)> {
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            let encoding = if take_marks(&mut text) { Encoding::Utf8Bom } else { Encoding::Utf8 };
            Ok((text, encoding))
        }
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            Err((error.into_bytes(), valid))
        }
    }
}

/// Which UTF-16 a text without a mark is: digits, commas and line ends have a byte that is zero there, which no other text
/// has, and read the right way round nearly all of it is ASCII and Chinese.
fn unmarked_utf16(bytes: &[u8]) -> Option<Encoding> {
    let pairs = bytes.get(..bytes.len().min(LOOKED_AT))?.as_chunks::<2>().0;
    let plain = |read: fn([u8; 2]) -> u16| {
        let units = pairs.iter().map(|pair| read(*pair));
        let (mut ascii, mut plain) = (0, 0);
        for unit in units {
            let is_ascii = matches!(unit, 0x20..=0x7e | 0x09 | 0x0a | 0x0d);
            ascii += usize::from(is_ascii);
            plain += usize::from(is_ascii || matches!(unit, 0x3000..=0x9fff | 0xff00..=0xffef));
        }
        (ascii * LEAST_ASCII >= pairs.len() && plain * 10 >= pairs.len() * 9).then_some(plain)
    };
    let (low_first, high_first) = (plain(u16::from_le_bytes), plain(u16::from_be_bytes));
    match low_first.max(high_first) {
        None | Some(0) => None,
        Some(_) if low_first == high_first => None,
        most if most == low_first => Some(Encoding::Utf16Le),
        Some(_) => Some(Encoding::Utf16Be),
    }
}

fn utf16(bytes: &[u8], encoding: Encoding) -> Result<(String, Encoding), usize> {
    let high_first = encoding == Encoding::Utf16Be;
    let (mark, known) = if high_first { (HIGH_FIRST_MARK, UTF_16BE) } else { (LOW_FIRST_MARK, UTF_16LE) };
    let bytes = bytes.strip_prefix(mark).unwrap_or(bytes);
    let mut decoder = known.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(0);
    let mut text = String::with_capacity(room);
    match decoder.decode_to_string_without_replacement(bytes, &mut text, true).0 {
        DecoderResult::InputEmpty => {
            take_marks(&mut text);
            Ok((text, encoding))
        }
        DecoderResult::OutputFull | DecoderResult::Malformed(..) => Err(line_at(text.as_bytes(), text.len())),
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
            take_marks(&mut text);
            Ok(text)
        }
        DecoderResult::OutputFull => Err(line_at(bytes, read)),
        DecoderResult::Malformed(length, after) => {
            let beyond = usize::from(length) + usize::from(after);
            Err(line_at(bytes, read.saturating_sub(beyond)))
        }
    }
}

/// The line of a byte. No multi-byte character of UTF-8 or GB18030 holds a byte of a line break.
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
    use super::Encoding;

    fn decode(bytes: Vec<u8>) -> Result<(String, Encoding), usize> {
        super::decode(bytes, None)
    }

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
    fn utf16_with_a_mark_and_without() {
        let text = "统一社会信用代码\t取水量\r\n甲\t1\r\n";
        let low: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let high: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let (little, big) = (Encoding::Utf16Le, Encoding::Utf16Be);
        for (mark, bytes, encoding) in [
            (&b"\xff\xfe"[..], &low, little),
            (b"", &low, little),
            (b"\xfe\xff", &high, big),
            (b"", &high, big),
        ] {
            assert_eq!(decode([mark, bytes].concat()), Ok((text.to_owned(), encoding)));
            let said = super::decode([mark, bytes].concat(), Some(encoding));
            assert_eq!(said, Ok((text.to_owned(), encoding)));
        }
        // Half a character at the end; half a pair of a rare one.
        assert_eq!(decode([&b"\xff\xfe"[..], &low, b"\x31"].concat()), Err(3));
        assert_eq!(decode([&b"\xff\xfe"[..], b"k\0\n\0\x00\xd8\n\0"].concat()), Err(2));
        let text = "key,a\0b,c\n1,2,3\n";
        assert_eq!(decode(text.as_bytes().to_vec()), Ok((text.to_owned(), Encoding::Utf8)));
    }

    #[test]
    fn what_is_said_is_not_searched_for() {
        let gb = encoding_rs::GB18030.encode("名称,联通").0.into_owned();
        assert_eq!(super::decode(gb.clone(), Some(Encoding::Utf8)), Err(1));
        let read = super::decode(gb, Encoding::named("gbk"));
        assert_eq!(read, Ok(("名称,联通".to_owned(), Encoding::Gb18030)));
        for name in Encoding::NAMES {
            assert_eq!(Encoding::named(name).map(Encoding::name), Some(name));
        }
        assert_eq!(Encoding::named("latin1"), None);
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
