//! The sheets of an XLSX: in which part each stands.

use std::collections::HashMap;

use crate::tags::{Tags, attribute};

/// Parts that name others are no longer.
pub(super) const LONGEST: u64 = 16 << 20;

const WORKBOOK: &str = "xl/workbook.xml";
const RELATIONS: &str = "xl/_rels/workbook.xml.rels";

/// The parts of all sheets, in their order; none where they are not named as is usual.
pub(super) fn sheets(part: &mut dyn FnMut(&str) -> Option<Vec<u8>>) -> Option<Vec<String>> {
    let targets = targets(&part(RELATIONS)?);
    let workbook = part(WORKBOOK)?;
    let mut sheets = Vec::new();
    let mut tags = Tags::of(workbook.as_slice());
    while let Some(tag) = tags.next() {
        if tag.local_name() == b"sheet" && !tag.closes() {
            let target = targets.get(attribute(tag.bytes(), b"id")?)?;
            sheets.push(match target.strip_prefix('/') {
                Some(whole) => whole.to_owned(),
                None => format!("xl/{target}"),
            });
        }
    }
    Some(sheets)
}

/// What each relation of a workbook leads to.
fn targets(relations: &[u8]) -> HashMap<Vec<u8>, String> {
    let mut targets = HashMap::new();
    let mut tags = Tags::of(relations);
    while let Some(tag) = tags.next() {
        let (id, target) = (attribute(tag.bytes(), b"Id"), attribute(tag.bytes(), b"Target"));
        if let (Some(id), Some(Ok(target))) = (id, target.map(std::str::from_utf8)) {
            targets.insert(id.to_vec(), target.to_owned());
        }
    }
    targets
}

#[cfg(test)]
mod tests {
    use super::sheets;

    #[test]
    fn sheets_by_their_relations() {
        let relations = r#"<Relationships><Relationship Id="r1" Target="/xl/a.xml"/><Relationship
            Target='worksheets/b.xml' Id='r2'/></Relationships>"#;
        let workbook = r#"<x:sheets><x:sheet name="a=b" sheetId="7" r:id="r2"/><x:sheet name="&gt;" r:id="r1"/></x:sheets>"#;
        let found = |workbook: &str| {
            sheets(&mut |part| {
                Some(if part.ends_with("rels") { relations } else { workbook }.as_bytes().to_vec())
            })
        };
        assert_eq!(found(workbook).unwrap(), ["xl/worksheets/b.xml", "xl/a.xml"]);
        assert_eq!(found("<sheet r:id='r3'/>"), None);
        assert_eq!(sheets(&mut |_| None), None);
    }
}
