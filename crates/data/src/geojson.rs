//! Outlines as map programs hand them out: GeoJSON becomes the records of a table. A feature is a row, its properties are
//! the cells, and its geometry is the one field that is an outline.

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use shensuan_diagnostics::codes::outline_data as codes;
use shensuan_diagnostics::{Arg, Both, Diagnostic, Diagnostics, Message};
use shensuan_vocab::areas::{Misplaced, Misplacement};
use shensuan_vocab::crossing::{Crossing, EdgePlace};
use shensuan_vocab::outline::{Point, RingFault, check_ring, is_on_earth};
use shensuan_vocab::{FieldType, FormId, Outline, Vocab};

use crate::keys::KeyPart;

/// Complaints about one file.
const SHOWN: usize = 20;

/// What a file of outlines is read for.
pub(crate) struct Asked<'a> {
    pub(crate) vocab: &'a Vocab,
    pub(crate) form: FormId,
    pub(crate) parts: &'a [KeyPart],
    /// The name of the file, and its path.
    pub(crate) name: &'a str,
    pub(crate) path: &'a str,
}

/// Whether a file is one of outlines, by its name.
pub(crate) fn is_one(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("geojson"))
}

/// Where a row of a file stands: of outlines it is a feature.
#[must_use]
pub fn place(file: &str, row: u32) -> Message {
    let of = if is_one(file) {
        codes::PLACE_OF_FEATURE
    } else {
        shensuan_diagnostics::codes::table_data::PLACE_OF_ROW
    };
    of.with("file", file).with("row", row as usize)
}

/// The features as the text of a CSV file, the headings first; none where something is wrong.
pub(crate) fn as_csv(text: &str, asked: &Asked<'_>, said: &mut Diagnostics) -> Option<String> {
    let mut reading = Reading { asked, found: Diagnostics::default() };
    let csv = reading.csv(text);
    let sound = reading.found.is_empty();
    said.append(reading.found);
    csv.filter(|_| sound)
}

struct Reading<'a> {
    asked: &'a Asked<'a>,
    found: Diagnostics,
}

impl Reading<'_> {
    fn csv(&mut self, text: &str) -> Option<String> {
        let outline = self.heading()?;
        let features = self.features(text)?;
        let properties = |feature: &Map<String, Value>| match feature.get("properties") {
            Some(Value::Object(properties)) => properties.clone(),
            _ => Map::new(),
        };
        let rows: Vec<(Map<String, Value>, Option<Outline>)> = (1..)
            .zip(&features)
            .map(|(row, feature)| {
                let cells = properties(feature);
                self.keys(&cells, row);
                (cells, self.outline(feature.get("geometry"), row))
            })
            .collect();
        let mut names: BTreeSet<&String> = rows.iter().flat_map(|(cells, _)| cells.keys()).collect();
        if rows.is_empty() {
            // A collection of nothing has every column, and no row.
            names.extend(self.asked.parts.iter().map(|part| &part.name));
        }
        let names: Vec<&String> = names.into_iter().filter(|name| **name != outline).collect();
        let mut csv = String::new();
        line(&mut csv, std::iter::once(outline.clone()).chain(names.iter().map(|name| (*name).clone())));
        for (cells, geometry) in &rows {
            let cells = names.iter().map(|name| cells.get(*name).map(cell).unwrap_or_default());
            let geometry = geometry.as_ref().map(Outline::to_string).unwrap_or_default();
            line(&mut csv, std::iter::once(geometry).chain(cells));
        }
        Some(csv)
    }

    fn say(&mut self, said: Diagnostic) {
        if self.found.iter().count() < SHOWN {
            self.found.push(said);
        }
    }

    /// The heading of the one field that is an outline.
    fn heading(&mut self) -> Option<String> {
        let vocab = self.asked.vocab;
        let form = vocab.form(self.asked.form);
        let outlines = form.fields.iter().map(|field| vocab.field(*field));
        let mut outlines = outlines.filter(|field| field.kind == FieldType::Outline);
        if let (Some(one), None) = (outlines.next(), outlines.next()) {
            return Some(one.name.declared().to_owned());
        }
        let said = Diagnostic::new(codes::NO_PLACE_FOR_OUTLINES)
            .with("path", self.asked.path)
            .with("table", Both::of(&form.name))
            .help(codes::DECLARE_AN_OUTLINE);
        self.say(said);
        None
    }

    fn no_geojson(&mut self, why: impl Into<Arg>) {
        let said = Diagnostic::new(codes::NO_GEOJSON).with("path", self.asked.path).with("why", why.into());
        self.say(said);
    }

    fn features(&mut self, text: &str) -> Option<Vec<Map<String, Value>>> {
        let read: Value = match serde_json::from_str(text) {
            Ok(read) => read,
            Err(error) => {
                // The reader has no other sign for its bound.
                let why = if error.to_string().contains("recursion limit") {
                    codes::WHY_TOO_DEEP
                } else if error.is_eof() {
                    codes::WHY_ENDS_EARLY
                } else {
                    codes::WHY_NO_JSON
                };
                let why = why.with("line", error.line()).with("column", error.column());
                self.no_geojson(Arg::from(why));
                return None;
            }
        };
        let Value::Object(mut all) = read else {
            self.no_geojson(codes::WHY_NO_FEATURES);
            return None;
        };
        let (Some("FeatureCollection"), Some(Value::Array(features))) =
            (all.get("type").and_then(Value::as_str).map(str::to_owned).as_deref(), all.remove("features"))
        else {
            self.no_geojson(codes::WHY_NO_FEATURES);
            return None;
        };
        let mut sound = Vec::new();
        for (row, feature) in (1_usize..).zip(features) {
            if let Value::Object(feature) = feature
                && feature.get("type").and_then(Value::as_str) == Some("Feature")
            {
                sound.push(feature);
            } else {
                self.no_geojson(Arg::from(codes::WHY_NO_FEATURE.with("row", row)));
                return None;
            }
        }
        Some(sound)
    }

    /// All keys must be there; a blank one finds nothing, as a blank cell does.
    fn keys(&mut self, cells: &Map<String, Value>, row: u32) {
        for part in self.asked.parts {
            let given = part.headings.iter().any(|heading| cells.keys().any(|name| is_same(name, heading)));
            if !given {
                let said = Diagnostic::new(codes::FEATURE_WITHOUT_KEY)
                    .with("place", Arg::from(place(self.asked.name, row)))
                    .with("key", part.name.as_str());
                self.say(said);
            }
        }
    }

    /// The areas of a geometry.
    fn outline(&mut self, geometry: Option<&Value>, row: u32) -> Option<Outline> {
        let geometry = geometry.filter(|geometry| !geometry.is_null());
        let kind = geometry.and_then(|geometry| geometry.get("type")).and_then(Value::as_str);
        let held = geometry.and_then(|geometry| geometry.get("coordinates"));
        let polygons = match (kind, held) {
            (Some("Polygon"), Some(held)) => vec![("coordinates".to_owned(), held)],
            (Some("MultiPolygon"), Some(Value::Array(all))) => {
                let at = |(at, polygon)| (format!("coordinates[{at}]"), polygon);
                all.iter().enumerate().map(at).collect()
            }
            _ => Vec::new(),
        };
        if polygons.is_empty() {
            let found = kind.map_or_else(|| Arg::from(Message::new(codes::NO_GEOMETRY)), Arg::from);
            let said = Diagnostic::new(codes::NO_POLYGON)
                .with("place", Arg::from(place(self.asked.name, row)))
                .with("found", found);
            self.say(said);
            return None;
        }
        let (names, polygons): (Vec<_>, Vec<_>) = polygons
            .into_iter()
            .map(|(at, polygon)| {
                let rings = self.polygon(polygon, &at, row);
                (at, rings)
            })
            .unzip();
        let outline = Outline { polygons: polygons.into_iter().collect::<Option<_>>()? };
        let Some(Crossing { first, second, point: [longitude, latitude] }) = outline.crossing() else {
            return self.placed(outline, &names, row);
        };
        let at = |EdgePlace { polygon, ring, at }| {
            let polygon = names.get(polygon).map_or("", String::as_str);
            format!("{polygon}[{ring}][{at}]")
        };
        let place = format!("{longitude:.6}, {latitude:.6}");
        let why = codes::WHY_CROSSED.with("other", at(second)).with("place", place);
        self.bad_ring(why, &at(first), row)
    }

    /// An outline of which every ring lies where it may.
    fn placed(&mut self, outline: Outline, names: &[String], row: u32) -> Option<Outline> {
        let Some(Misplaced { polygon, ring, why }) = outline.misplaced() else { return Some(outline) };
        let at = |polygon: usize| names.get(polygon).map_or("", String::as_str);
        let why = match why {
            Misplacement::Flat => Message::new(codes::WHY_FLAT_RING),
            Misplacement::HoleOutside => Message::new(codes::WHY_HOLE_OUTSIDE),
            Misplacement::HoleOnHole(other) => {
                codes::WHY_HOLE_ON_HOLE.with("other", format!("{}[{other}]", at(polygon)))
            }
            Misplacement::AreaOnArea(other) => codes::WHY_AREA_ON_AREA.with("other", at(other)),
        };
        self.bad_ring(why, &format!("{}[{ring}]", at(polygon)), row)
    }

    fn polygon(&mut self, polygon: &Value, at: &str, row: u32) -> Option<Vec<Vec<Point>>> {
        let rings = polygon.as_array().filter(|rings| !rings.is_empty());
        let Some(rings) = rings else { return self.bad_ring(codes::WHY_SHORT_RING, at, row) };
        let rings: Vec<Option<Vec<Point>>> = rings
            .iter()
            .enumerate()
            .map(|(ring, held)| self.ring(held, &format!("{at}[{ring}]"), row))
            .collect();
        rings.into_iter().collect()
    }

    fn ring(&mut self, ring: &Value, at: &str, row: u32) -> Option<Vec<Point>> {
        let Some(positions) = ring.as_array() else { return self.bad_ring(codes::WHY_SHORT_RING, at, row) };
        let mut places: Vec<Point> = Vec::new();
        for (index, position) in positions.iter().enumerate() {
            let numbers: Vec<Option<f64>> =
                position.as_array().into_iter().flatten().map(Value::as_f64).collect();
            // A height may stand behind both.
            let [Some(longitude), Some(latitude), ..] = numbers.as_slice() else {
                return self.bad_ring(codes::WHY_NO_POSITION, &format!("{at}[{index}]"), row);
            };
            places.push([*longitude, *latitude]);
        }
        match check_ring(&places) {
            Ok(()) => Some(places),
            Err(RingFault::Open) => self.bad_ring(codes::WHY_OPEN_RING, at, row),
            Err(RingFault::Short) => self.bad_ring(codes::WHY_SHORT_RING, at, row),
            Err(RingFault::OffEarth(index)) => {
                self.off_earth(places.get(index).copied().unwrap_or_default(), &format!("{at}[{index}]"), row)
            }
        }
    }

    fn bad_ring<T>(&mut self, why: impl Into<Arg>, at: &str, row: u32) -> Option<T> {
        let said = Diagnostic::new(codes::BAD_RING)
            .with("place", Arg::from(place(self.asked.name, row)))
            .with("at", at)
            .with("why", why.into());
        self.say(said);
        None
    }

    fn off_earth<T>(&mut self, found: Point, at: &str, row: u32) -> Option<T> {
        let said = Diagnostic::new(codes::OFF_EARTH)
            .with("place", Arg::from(place(self.asked.name, row)))
            .with("at", at)
            .with("text", format!("{}, {}", found[0], found[1]));
        let swapped = is_on_earth([found[1], found[0]]);
        self.say(said.help(if swapped { codes::OTHER_WAY_ROUND } else { codes::PROJECTED }));
        None
    }
}

/// Whether a property is called by a heading.
fn is_same(name: &str, heading: &str) -> bool {
    shensuan_vocab::names::fold_text(name) == shensuan_vocab::names::fold_text(heading)
}

/// A property as a cell.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

/// A record, every cell in quotes.
fn line(csv: &mut String, cells: impl Iterator<Item = String>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            csv.push(',');
        }
        csv.push('"');
        csv.push_str(&cell.replace('"', "\"\"").replace(['\r', '\n'], " "));
        csv.push('"');
    }
    csv.push('\n');
}
