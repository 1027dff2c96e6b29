//! Workbooks of the formats that no library at hand writes, as small as they may be: sheets of texts and numbers, some cells of them
//! merged.

use std::io::Write;

/// A sheet: its name, its cells by row and column, and its merged regions: the first row and column, and the last.
pub(crate) struct Sheet<'s> {
    pub(crate) name: &'s str,
    pub(crate) cells: &'s [(u16, u16, &'s str)],
    pub(crate) merged: &'s [(u16, u16, u16, u16)],
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// An XLS (BIFF8) in a compound file.
pub(crate) fn xls(sheets: &[Sheet<'_>]) -> Vec<u8> {
    let begin = |kind: u16| record(0x0809, &[&[0, 6][..], &kind.to_le_bytes(), &[0; 12]].concat());
    let body = |sheet: &Sheet<'_>| {
        let rows = sheet.cells.iter().map(|(row, ..)| u32::from(*row) + 1).max().unwrap_or(0);
        let columns = sheet.cells.iter().map(|(_, column, _)| column + 1).max().unwrap_or(0);
        let size = [&[0; 4][..], &rows.to_le_bytes(), &[0; 2], &columns.to_le_bytes(), &[0; 2]].concat();
        let cell = |(row, column, text): &(u16, u16, &str)| {
            let place = [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
            match text.parse::<f64>() {
                Ok(number) => record(0x0203, &[&place[..], &number.to_le_bytes()].concat()),
                Err(_) => {
                    let length = u16::try_from(text.encode_utf16().count()).unwrap().to_le_bytes();
                    record(0x0204, &[&place[..], &length, &[1], &wide(text)].concat())
                }
            }
        };
        let region = |(top, left, bottom, right): &(u16, u16, u16, u16)| {
            [top, bottom, left, right].iter().flat_map(|place| place.to_le_bytes()).collect::<Vec<u8>>()
        };
        let count = u16::try_from(sheet.merged.len()).unwrap().to_le_bytes();
        let merged = [&count[..], &sheet.merged.iter().flat_map(region).collect::<Vec<u8>>()].concat();
        let cells: Vec<u8> = sheet.cells.iter().flat_map(cell).collect();
        [begin(0x10), record(0x0200, &size), cells, record(0x00e5, &merged), record(0x000a, &[])].concat()
    };
    let named = |sheet: &Sheet<'_>, place: usize| {
        let letters = u8::try_from(sheet.name.encode_utf16().count()).unwrap();
        let place = u32::try_from(place).unwrap().to_le_bytes();
        record(0x0085, &[&place[..], &[0, 0, letters, 1], &wide(sheet.name)].concat())
    };
    let bodies: Vec<Vec<u8>> = sheets.iter().map(body).collect();
    let head = |places: &[usize]| {
        let names = sheets.iter().zip(places).flat_map(|(sheet, place)| named(sheet, *place));
        [begin(5), record(0x0042, &1200_u16.to_le_bytes()), names.collect(), record(0x000a, &[])].concat()
    };
    let mut from = head(&vec![0; sheets.len()]).len();
    let mut places = Vec::new();
    for body in &bodies {
        places.push(from);
        from += body.len();
    }
    let mut stream = [head(&places), bodies.concat()].concat();
    stream.resize(stream.len().max(4_096), 0);
    compound(&stream)
}

/// A compound file of one stream `Workbook`, in sectors of 512 bytes: the table of sectors, the directory, the stream.
fn compound(content: &[u8]) -> Vec<u8> {
    let sectors = content.len().div_ceil(512);
    assert!(sectors < 120);
    let mut head = vec![0_u8; 512];
    head[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    (head[24], head[26], head[28], head[29], head[30], head[32]) = (0x3e, 3, 0xfe, 0xff, 9, 6);
    (head[44], head[48], head[57]) = (1, 1, 0x10);
    for at in [60, 68] {
        head[at..at + 4].copy_from_slice(&(u32::MAX - 1).to_le_bytes());
    }
    head[76..].fill(0xff);
    head[76..80].fill(0);
    let end = u32::MAX - 1;
    let mut table = vec![u32::MAX - 2, end];
    table.extend((3..).take(sectors - 1));
    table.push(end);
    table.resize(128, u32::MAX);
    let mut directory = vec![0_u8; 512];
    for (at, (name, kind)) in [("Root Entry", 5_u8), ("Workbook", 2)].into_iter().enumerate() {
        let entry = &mut directory[at * 128..at * 128 + 128];
        let name = wide(name);
        entry[..name.len()].copy_from_slice(&name);
        entry[64] = u8::try_from(name.len() + 2).unwrap();
        (entry[66], entry[67]) = (kind, 1);
        entry[68..80].fill(0xff);
    }
    directory[76..80].copy_from_slice(&1_u32.to_le_bytes());
    directory[116..120].copy_from_slice(&end.to_le_bytes());
    directory[128 + 116] = 2;
    directory[128 + 120..128 + 124].copy_from_slice(&u32::try_from(content.len()).unwrap().to_le_bytes());
    let mut content = content.to_vec();
    content.resize(sectors * 512, 0);
    [head, table.into_iter().flat_map(u32::to_le_bytes).collect(), directory, content].concat()
}

/// An archive of these parts.
pub(crate) fn archive(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        out.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// An ODS; blank cells and rows between are written once, with how often they are repeated.
pub(crate) fn ods(sheets: &[Sheet<'_>]) -> Vec<u8> {
    let mut content =
        String::from("<?xml version=\"1.0\"?><office:document-content><office:body><office:spreadsheet>");
    for sheet in sheets {
        content += &format!("<table:table table:name=\"{}\"><table:table-column/>", sheet.name);
        let mut row = 0;
        let rows: std::collections::BTreeSet<u16> = sheet.cells.iter().map(|(row, ..)| *row).collect();
        for own in rows {
            if own > row {
                content += &format!(
                    "<table:table-row table:number-rows-repeated=\"{}\"><table:table-cell/></table:table-row>",
                    own - row
                );
            }
            content += "<table:table-row>";
            let mut column = 0;
            for (_, at, text) in sheet.cells.iter().filter(|(row, ..)| *row == own) {
                if *at > column {
                    content +=
                        &format!("<table:table-cell table:number-columns-repeated=\"{}\"/>", at - column);
                }
                let region = sheet.merged.iter().find(|(top, left, ..)| (*top, *left) == (own, *at));
                let spans = region.map_or_else(String::new, |(top, left, bottom, right)| {
                    format!(
                        " table:number-columns-spanned=\"{}\" table:number-rows-spanned=\"{}\"",
                        right - left + 1,
                        bottom - top + 1
                    )
                });
                let value = match text.parse::<f64>() {
                    Ok(_) => format!(" office:value-type=\"float\" office:value=\"{text}\""),
                    Err(_) => " office:value-type=\"string\"".to_owned(),
                };
                content +=
                    &format!("<table:table-cell{spans}{value}><text:p>{text}</text:p></table:table-cell>");
                column = at + 1;
            }
            content += "</table:table-row>";
            row = own + 1;
        }
        content += "</table:table>";
    }
    content += "</office:spreadsheet></office:body></office:document-content>";
    let kind = b"application/vnd.oasis.opendocument.spreadsheet".to_vec();
    archive(&[
        ("mimetype".to_owned(), kind),
        ("META-INF/manifest.xml".to_owned(), b"<manifest:manifest/>".to_vec()),
        ("content.xml".to_owned(), content.into_bytes()),
    ])
}

/// An XLSB. The library at hand does not tell what is merged in one.
pub(crate) fn xlsb(sheets: &[Sheet<'_>]) -> Vec<u8> {
    let record = |kind: u16, data: &[u8]| {
        let mut bytes = Vec::new();
        match kind {
            0..=0x7f => bytes.push(u8::try_from(kind).unwrap()),
            _ => bytes.extend([u8::try_from(kind & 0x7f).unwrap() | 0x80, u8::try_from(kind >> 7).unwrap()]),
        }
        let mut length = data.len();
        while length >= 0x80 {
            bytes.push(u8::try_from(length & 0x7f).unwrap() | 0x80);
            length >>= 7;
        }
        bytes.push(u8::try_from(length).unwrap());
        bytes.extend(data);
        bytes
    };
    let text = |text: &str| {
        let letters = u32::try_from(text.encode_utf16().count()).unwrap();
        [&letters.to_le_bytes()[..], &wide(text)].concat()
    };
    let (mut book, mut relations, mut parts) = (Vec::new(), String::from("<Relationships>"), Vec::new());
    for (at, sheet) in sheets.iter().enumerate() {
        let about = [&[0; 8][..], &text(&format!("r{at}")), &text(sheet.name)].concat();
        book.extend(record(0x009c, &about));
        relations += &format!("<Relationship Id=\"r{at}\" Target=\"worksheets/s{at}.bin\"/>");
        let mut bytes = [record(0x0081, &[]), record(0x0094, &[0; 16]), record(0x0091, &[])].concat();
        let mut row = None;
        for (own, column, cell) in sheet.cells {
            if row != Some(*own) {
                bytes.extend(record(0, &[&u32::from(*own).to_le_bytes()[..], &[0; 13]].concat()));
                row = Some(*own);
            }
            let place = [&u32::from(*column).to_le_bytes()[..], &[0; 4]].concat();
            bytes.extend(match cell.parse::<f64>() {
                Ok(number) => record(5, &[&place[..], &number.to_le_bytes()].concat()),
                Err(_) => record(6, &[&place[..], &text(cell)].concat()),
            });
        }
        bytes.extend([record(0x0092, &[]), record(0x0082, &[])].concat());
        parts.push((format!("xl/worksheets/s{at}.bin"), bytes));
    }
    book.extend([record(0x0090, &[]), record(0x009d, &[]), record(0x0084, &[])].concat());
    relations += "</Relationships>";
    parts.push(("xl/workbook.bin".to_owned(), book));
    parts.push(("xl/_rels/workbook.bin.rels".to_owned(), relations.into_bytes()));
    archive(&parts)
}
