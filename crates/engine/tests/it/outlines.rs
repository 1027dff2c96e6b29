//! Outlines, from files to findings: `examples/places` shows what works, here is what does not.

use std::fs;
use std::path::Path;

use shensuan_diagnostics::{Diagnostics, Lang, Renderer, SourceMap};
use shensuan_engine::{Options, Parsed, Ready};
use shensuan_findings::{Review, State};

const VOCABULARY: &str = "subject 企业 also enterprise keyed by 代码
form F also form
  one per 企业
  field 区划 also division : text
  field 坐标 also coordinates : coordinates
  field 人数 also staff : integer
";

const TABLE: &str = "table 边界表 also outlines from \"demo.geojson\" keyed by 区划
  field 界 also border : outline
";

fn shown(said: &Diagnostics, sources: &SourceMap, folder: &Path) -> String {
    let texts: Vec<String> = [Lang::En, Lang::Zh]
        .into_iter()
        .flat_map(|lang| {
            said.iter().map(move |one| Renderer { lang, width: 300, colour: false }.draw(one, sources))
        })
        .collect();
    texts.join("\n").replace(&folder.display().to_string(), "FOLDER")
}

fn book(folder: &Path, rules: &str, outlines: &str) -> Parsed {
    fs::write(folder.join("rules.rule"), format!("{VOCABULARY}\n{rules}")).unwrap();
    fs::write(folder.join("demo.geojson"), outlines).unwrap();
    Parsed::read(&[folder.to_owned()])
}

fn complaints(rules: &str, outlines: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let checked = book(folder.path(), rules, outlines).check();
    shown(&checked.said, &checked.sources, folder.path())
}

/// A collection of features: properties and geometry.
fn features(all: &[(&str, &str)]) -> String {
    let one = |(properties, geometry): &(&str, &str)| {
        format!(r#"{{"type":"Feature","properties":{properties},"geometry":{geometry}}}"#)
    };
    let all: Vec<String> = all.iter().map(one).collect();
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, all.join(",\n"))
}

const SQUARE: &str = r#"{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,2],[0,2],[0,0]]]}"#;

#[test]
fn files_that_are_no_geojson() {
    let whole = features(&[(r#"{"区划":"A"}"#, SQUARE)]);
    let cut = whole.get(..whole.len() - 20).unwrap();
    let texts =
        ["区划,界\nA,x\n", cut, r#"{"type":"Topology"}"#, r#"{"type":"FeatureCollection","features":[1]}"#];
    let said: Vec<String> = texts.into_iter().map(|text| complaints(TABLE, text)).collect();
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn a_map_in_one_line_that_is_too_long() {
    let folder = tempfile::tempdir().unwrap();
    book(folder.path(), TABLE, "");
    // So many bytes without a line end; on the disk they are none.
    fs::File::create(folder.path().join("demo.geojson")).unwrap().set_len(300 << 20).unwrap();
    let checked = Parsed::read(&[folder.path().to_owned()]).check();
    insta::assert_snapshot!(shown(&checked.said, &checked.sources, folder.path()));
}

#[test]
fn features_that_mean_nothing_are_located() {
    let polygon = |rings: &str| format!(r#"{{"type":"Polygon","coordinates":{rings}}}"#);
    let a = r#"{"区划":"A"}"#;
    let said = complaints(
        TABLE,
        &features(&[
            (a, "null"),
            (a, r#"{"type":"LineString","coordinates":[[0,0],[1,1]]}"#),
            (a, &polygon("[]")),
            (a, &polygon("[[[0,0],[1,0],[0,0]]]")),
            (a, &polygon("[[[0,0],[1,0],[1,1],[0,1]]]")),
            (a, &polygon("[[[0,0],[1,0],[\"1\",1],[0,0]]]")),
            (a, &polygon("[[[0,0],[1,0],[22,113],[0,0]]]")),
            (a, &polygon("[[[0,0],[1,0],[500000,2450000],[0,0]]]")),
            (r#"{"区划":null}"#, SQUARE),
            ("null", SQUARE),
        ]),
    );
    insta::assert_snapshot!(said);
}

/// A bow tie, a hole beyond the border, and two areas on each other.
#[test]
fn edges_that_cross_are_located() {
    let a = r#"{"区划":"A"}"#;
    let polygon = |rings: &str| format!(r#"{{"type":"Polygon","coordinates":{rings}}}"#);
    let square = |from: u32, to: u32| {
        format!("[[{from},{from}],[{to},{from}],[{to},{to}],[{from},{to}],[{from},{from}]]")
    };
    let areas = format!(r#"{{"type":"MultiPolygon","coordinates":[[{}],[{}]]}}"#, square(0, 4), square(1, 5));
    let said = complaints(
        TABLE,
        &features(&[
            (a, &polygon("[[[0,0],[2,2],[2,0],[0,2],[0,0]]]")),
            (a, &polygon(&format!("[{},{}]", square(0, 4), square(3, 5)))),
            (a, &areas),
        ]),
    );
    insta::assert_snapshot!(said);
}

/// A hole outside, one in another, one as large as its ring; an area in another; rings that go round nothing. An island
/// in a hole, and a hole that touches its ring, are sound.
#[test]
fn rings_that_lie_where_they_may_not_are_located() {
    let polygon = |rings: &str| format!(r#"{{"type":"Polygon","coordinates":{rings}}}"#);
    let square = |from: u32, to: u32| {
        format!("[[{from},{from}],[{to},{from}],[{to},{to}],[{from},{to}],[{from},{from}]]")
    };
    let several = |areas: &str| format!(r#"{{"type":"MultiPolygon","coordinates":{areas}}}"#);
    let a = r#"{"区划":"A"}"#;
    let (border, inside, within) = (square(0, 9), square(2, 7), square(3, 5));
    let said = complaints(
        TABLE,
        &features(&[
            (a, &polygon(&format!("[{border},{}]", square(10, 12)))),
            (a, &polygon(&format!("[{inside},{border}]"))),
            (a, &polygon(&format!("[{border},{border}]"))),
            (a, &polygon(&format!("[{border},{inside},{within}]"))),
            (a, &several(&format!("[[{border}],[{within}]]"))),
            (a, &several(&format!("[[{border},{within}],[{inside}]]"))),
            (a, &polygon("[[[0,0],[1,1],[2,2],[0,0]]]")),
            (a, &polygon("[[[1,1],[1,1],[1,1],[1,1]]]")),
        ]),
    );
    insta::assert_snapshot!(said);
    let sound = [
        (a, several(&format!("[[{border},{inside}],[{within}]]"))),
        (r#"{"区划":"B"}"#, polygon(&format!("[{border},{},{}]", square(0, 3), square(3, 5)))),
    ];
    let sound: Vec<(&str, &str)> = sound.iter().map(|(a, shape)| (*a, shape.as_str())).collect();
    assert_eq!(complaints(TABLE, &features(&sound)), "");
}

#[test]
fn a_doubled_key_shows_both_features() {
    let a = r#"{"区划":"A"}"#;
    insta::assert_snapshot!(complaints(TABLE, &features(&[(a, SQUARE), (a, SQUARE)])));
}

#[test]
fn a_table_without_one_outline() {
    let table = "table 边界表 from \"demo.geojson\" keyed by 区划\n  field 名称 : text\n";
    insta::assert_snapshot!(complaints(table, &features(&[(r#"{"区划":"A"}"#, SQUARE)])));
}

#[test]
fn what_lies_inside_nothing() {
    let rules = "form G
  one per 企业
  field 界线 : outline
table 别表 also others from data keyed by 区划
  field 数 also figure : number
table 双表 also doubles from data keyed by 区划
  field 内 also inner : outline
  field 外 also outer : outline
rule A check coordinates inside division
rule B check staff inside outlines
rule C check coordinates inside others
rule D check coordinates inside doubles
rule E check \"here\" inside outlines
rule F check coordinates inside others.figure
rule G check distance(coordinates, doubles[division]) < 1 km
rule H check coordinates inside outlines[division, 2]
rule I check outlines.border > 1
rule J check coordinates inside doubles.inner and coordinates not inside doubles.outer
  severity advisory
case J
  given doubles: division = \"A\", inner = \"POLYGON ((0 0, 1 1))\"
  expect pass
";
    insta::assert_snapshot!(complaints(
        &format!("{TABLE}{rules}"),
        &features(&[(r#"{"区划":"A"}"#, SQUARE)])
    ));
}

fn review(folder: &Path, rules: &str, outlines: &str, data: &[(&str, &str)]) -> (Review, String) {
    let dataset = folder.join("data");
    fs::create_dir(&dataset).unwrap();
    let ready = book(folder, rules, outlines).check().plan();
    let ready: Ready = ready.unwrap_or_else(|checked| panic!("{:?}", checked.said));
    for (name, text) in data {
        fs::write(dataset.join(name), text).unwrap();
    }
    let (data, said) = ready.open(&dataset);
    let review = ready.review(&data, Options { lang: Lang::En, ..Options::default() }).unwrap();
    (review, shown(&said, &ready.sources, folder))
}

const F: &str =
    "代码,区划,坐标\n甲,A,\"1,1\"\n乙,A,\"2,2\"\n丙,A,\"3,1\"\n丁,A,\n戊,C,\"1,1\"\n己,B,\"1,1\"\n";

/// How many pass and fail, and the states of what the undetermined lack.
fn outcome(review: &Review) -> (usize, usize, Vec<State>) {
    let tally = review.summary.rules[0].tally;
    let lacking = review.undetermined.iter().flat_map(|one| one.lacking.iter().map(|lacked| lacked.state));
    (tally.pass, tally.fail, lacking.collect())
}

/// In the rulebook, beside the data as GeoJSON, and there as WKT in a CSV file: the same comes of it.
#[test]
fn outlines_from_everywhere() {
    let map = features(&[(r#"{"区划":"A"}"#, SQUARE)]);
    let from_data = TABLE.replace("\"demo.geojson\"", "data");
    let csv = "区划,界\nA,\"POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))\"\nB,\n";
    let rule = "rule A check coordinates inside outlines\n";
    let supplied: [(&str, Vec<(&str, &str)>); 3] = [
        (TABLE, vec![("F.csv", F)]),
        (&from_data, vec![("F.csv", F), ("边界表.geojson", &map), ("别的.geojson", "{}")]),
        (&from_data, vec![("F.csv", F), ("边界表.csv", csv)]),
    ];
    for (at, (table, files)) in supplied.into_iter().enumerate() {
        let folder = tempfile::tempdir().unwrap();
        let (review, said) = review(folder.path(), &format!("{table}{rule}"), &map, &files);
        assert_eq!(said, "", "{at}");
        let of_b = if at == 2 { State::Missing } else { State::NotFound };
        assert_eq!(outcome(&review), (2, 1, vec![State::Missing, State::NotFound, of_b]), "{at}");
    }
}

#[test]
fn a_map_of_the_data_set_that_breaks_off() {
    let map = features(&[(r#"{"区划":"A"}"#, SQUARE)]);
    let folder = tempfile::tempdir().unwrap();
    let rules =
        format!("{}rule A check coordinates inside outlines\n", TABLE.replace("\"demo.geojson\"", "data"));
    let cut = map.get(..100).unwrap();
    let (_, said) = review(folder.path(), &rules, &map, &[("F.csv", F), ("边界表.geojson", cut)]);
    insta::assert_snapshot!(said);
}

#[test]
fn private_coordinates_stay_so() {
    let folder = tempfile::tempdir().unwrap();
    let rules = format!("{TABLE}rule A check place inside outlines\n").replace(
        "rule A",
        "form P
  one per 企业
  field 处 also place : coordinates private
rule A",
    );
    let map = features(&[(r#"{"区划":"A"}"#, SQUARE)]);
    let files = [("F.csv", F), ("P.csv", "代码,处\n甲,\"3,1\"\n")];
    let (review, _) = review(folder.path(), &rules, &map, &files);
    let shown: Vec<Option<&str>> =
        review.findings[0].evidence.iter().map(|evidence| evidence.value.as_deref()).collect();
    assert_eq!(shown, [Some("A"), Some("4 corners")]);
}
