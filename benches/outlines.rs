//! Places against outlines: 100,000 subjects, each asked whether it lies in one of twenty outlines of 10,000 corners.
//! `cargo bench -p shensuan-benches --bench outlines`, or all bars together by `benches/run-all`.

use std::fmt::Write as _;
use std::fs;
use std::process::ExitCode;

use shensuan_benches::clock::{Moment, bar, least, machine};
use shensuan_benches::road::shared;
use shensuan_engine::{Options, Parsed};

const SUBJECTS: u32 = 100_000;
const OUTLINES: u32 = 20;
const CORNERS: u32 = 10_000;
const SAMPLES: usize = 3;
/// Milliseconds that a review may take.
const AT_MOST: f64 = 1000.0;

const RULES: &str = "subject 企业 keyed by 代码
form F
  one per 企业
  field 区划 : text
  field 坐标 : coordinates
table 边界表 from \"demo.geojson\" keyed by 区划
  field 界 : outline
";

fn main() -> ExitCode {
    println!("cargo bench -p shensuan-benches --bench outlines");
    println!("{}", machine());
    println!(
        "{SUBJECTS} places, {OUTLINES} outlines of {CORNERS} corners; {SAMPLES} samples, of which the least counts"
    );
    let inside = measured("inside", "坐标 inside 边界表");
    let distance = measured("distance", "distance(坐标, 边界表) < 1 km");
    if inside && distance { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A review of one rule, on one thread.
fn measured(name: &str, check: &str) -> bool {
    let Ok(folder) = tempfile::tempdir() else { return false };
    let (book, data) = (folder.path().join("book"), folder.path().join("data"));
    let written = fs::create_dir(&book)
        .and_then(|()| fs::create_dir(&data))
        .and_then(|()| fs::write(book.join("a.rule"), format!("{RULES}rule A check {check}\n")))
        .and_then(|()| fs::write(book.join("demo.geojson"), outlines()))
        .and_then(|()| fs::write(data.join("F.csv"), places()));
    if written.is_err() {
        return false;
    }
    let Ok(ready) = Parsed::read(&[book]).check().plan() else { return false };
    let (data, _) = ready.open(&data);
    let mut failing = 0;
    let samples: Vec<f64> = (0..SAMPLES)
        .map(|_| {
            let start = Moment::now();
            let review = ready.review(&data, Options { threads: Some(1), ..Options::default() });
            failing = review.map_or(0, |review| review.findings.len());
            start.milliseconds()
        })
        .collect();
    println!("  {name}: {failing} lie outside");
    shared(|options, done| ready.review_watched(&data, options, done));
    bar(&format!("review of places, {name}"), least(&samples), "ms", AT_MOST)
}

/// Where an outline lies.
fn middle(outline: u32) -> (f64, f64) {
    (100.0 + f64::from(outline % 5), 20.0 + f64::from(outline / 5))
}

/// Discs whose border is a wave.
fn outlines() -> String {
    let features: Vec<String> = (0..OUTLINES)
        .map(|outline| {
            let (east, north) = middle(outline);
            let corner = |at: u32| {
                let angle = std::f64::consts::TAU * f64::from(at % CORNERS) / f64::from(CORNERS);
                let radius = 0.45 + 0.02 * (angle * 300.0).sin();
                format!("[{:.7},{:.7}]", east + radius * angle.cos(), north + radius * angle.sin())
            };
            let ring: Vec<String> = (0..=CORNERS).map(corner).collect();
            format!(
                r#"{{"type":"Feature","properties":{{"区划":"{outline}"}},"geometry":{{"type":"Polygon","coordinates":[[{}]]}}}}"#,
                ring.join(",")
            )
        })
        .collect();
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

/// Places in and around their outlines; of a hundred one lies outside.
fn places() -> String {
    let mut text = "代码,区划,坐标\n".to_owned();
    for subject in 0..SUBJECTS {
        let outline = subject % OUTLINES;
        let (east, north) = middle(outline);
        let angle = f64::from(subject.wrapping_mul(2_654_435_761) % 62_832) / 10_000.0;
        let radius = if (subject / OUTLINES).is_multiple_of(100) {
            0.55
        } else {
            f64::from(subject % 1000) * 0.000_42
        };
        let (east, north) = (east + radius * angle.cos(), north + radius * angle.sin());
        // Writing to a string cannot fail.
        let _ = writeln!(text, "E{subject},{outline},\"{east:.6},{north:.6}\"");
    }
    text
}
