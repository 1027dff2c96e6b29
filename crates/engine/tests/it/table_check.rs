//! Remarks on the rows of tables: what raises each, what does not, and that no scale and no order of rows makes one.

use std::fs;
use std::path::{Path, PathBuf};

use shensuan_engine::{Parsed, TableCheck};

const INDUSTRIES: &str =
    "code,name,parent\n33,metal,\n3311,structures,33\n3360,surfaces,33\n34,machines,\n3484,parts,34\n";

/// A handbook whose factors stand beside their units and may be formulas.
const HANDBOOK: &str = "
code list industries from \"industries.csv\" hierarchical division, class
table handbook from \"rows*.csv\"
  keyed by industry (groups), step, material (any = \"all\"), pollutant
  in force first day to last day
  field industry : code from industries
  field step : text
  field material : text
  field pollutant : text
  field factor : formula of S (in unit from unit of S) = 1 in unit from factor unit
  field factor unit : text
  field unit of S : text
  field efficiency : percent
";

const HEAD: &str =
    "industry,step,material,pollutant,factor,factor unit,unit of S,efficiency,first day,last day\n";

fn checked(rows: &str) -> TableCheck {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("industries.csv"), INDUSTRIES).unwrap();
    fs::write(folder.path().join("rows.csv"), format!("{HEAD}{rows}")).unwrap();
    fs::write(folder.path().join("handbook.rule"), HANDBOOK).unwrap();
    Parsed::read(&[folder.path().to_path_buf()]).check_tables(&[], usize::MAX)
}

/// What was said: the code, the line, and what is marked in it.
fn said(check: &TableCheck) -> Vec<String> {
    let one = |said: &shensuan_diagnostics::Diagnostic| match said.quotes.first() {
        Some(quote) => {
            format!("{} {}:{}", said.code.row().number, quote.line, &quote.text[quote.start..quote.end])
        }
        None => said.code.row().number.to_owned(),
    };
    check.said.iter().map(one).collect()
}

fn remarks(rows: &str) -> Vec<String> {
    said(&checked(rows))
}

/// Steps of one industry with these factors and units.
fn steps(values: &[(&str, &str)]) -> String {
    let row =
        |(at, (factor, unit)): (usize, &(&str, &str))| format!("3311,s{at},all,dust,{factor},{unit},,,,\n");
    values.iter().enumerate().map(row).collect()
}

#[test]
fn each_remark_stands_at_its_cell() {
    let cases: [(&str, &[&str]); 13] = [
        ("", &["W1501"]),
        ("3311,,all,dust,2,kg/t-p,,,,\n3311,cut,all,dust,2,kg/t-p,,,,\n", &["W1502 2:"]),
        (
            "33,cut,all,dust,2,kg/t-p,,,,\n3311,cut,all,dust,3,kg/t-p,,,,\n3360,cut,all,dust,4,kg/t-p,,,,\n",
            &["W1503 2:33"],
        ),
        ("81-83,cut,all,dust,2,kg/t-p,,,,\n33,cut,all,dust,3,kg/t-p,,,,\n", &["W1504 2:81-83"]),
        ("33,cut,all,dust,2,kg/t-p,,,2018-01-01,2017-12-31\n", &["W1505 2:2017-12-31"]),
        (
            "33,cut,mild steel,dust,2,kg/t-p,,,,\n33,weld,mild  steel,dust,2,kg/t-p,,,,\n",
            &["W1506 3:mild  steel"],
        ),
        (
            "33,cut,mild steel,dust,2,kg/t-p,,,,\n33,weld,mildsteel,dust,2,kg/t-p,,,,\n",
            &["W1506 3:mildsteel"],
        ),
        ("33,cut,all,dust,2,,,,,\n33,weld,all,SO2,2S,kg/t-p,,,,\n", &["W1507 2:", "W1507 3:"]),
        ("33,cut,all,dust,2,kg/t-p,,950,,\n", &["W1511 2:950"]),
        (
            "33,cut,all,dust,2,kg/t-p,,20,,\n33,a,all,dust,2,kg/t-p,,20,,\n33,b,all,dust,,kg/t-p,,20,,\n33,c,all,dust,2,kg/t-p,,20,,\n",
            &["W1512 4:"],
        ),
        (
            "33,cut,all,dust,16S+,kg/t-p,%,,,\n33,a,all,dust,2,kg/q-p,,some,,\n",
            &["E0744 3:some", "E0744 2:", "E0744 3:kg/q-p"],
        ),
        ("33,cut,all,dust,2,kg/t-p,,,,\n33,cut,all,dust,2,kg/t-p,,,,\n", &["E0742 2:33,cut,all,dust"]),
        (
            "33,cut,all,dust,2,kg/t-p,,,2016-01-01,2016-12-31\n33,cut,all,dust,2,kg/t-p,,,2016-12-31,\n",
            &["E0742 2:33,cut,all,dust"],
        ),
    ];
    for (rows, wanted) in cases {
        let mut found = remarks(rows);
        let mut wanted: Vec<String> = wanted.iter().map(|one| (*one).to_owned()).collect();
        found.sort();
        wanted.sort();
        assert_eq!(found, wanted, "{rows}");
    }
}

#[test]
fn groups_that_lie_beside_more_specific_rows_are_chosen_somewhere() {
    assert_eq!(remarks("33,cut,all,dust,2,kg/t-p,,,,\n3311,cut,all,dust,3,kg/t-p,,,,\n"), [""; 0]);
    // A row for one material comes first for that alone, and one that is in force for a year in that alone.
    let one_material =
        "33,cut,all,dust,2,kg/t-p,,,,\n3311,cut,all,dust,3,kg/t-p,,,,\n3360,cut,steel,dust,4,kg/t-p,,,,\n";
    assert_eq!(remarks(one_material), [""; 0]);
    let one_year = "33,cut,all,dust,2,kg/t-p,,,,\n3311,cut,all,dust,3,kg/t-p,,,,\n3360,cut,all,dust,4,kg/t-p,,,2017-01-01,2017-12-31\n";
    assert_eq!(remarks(one_year), [""; 0]);
    // Of a group within another the inner comes first.
    let inner =
        "33-34,cut,steel,dust,2,kg/t-p,,,,\n33,cut,all,dust,3,kg/t-p,,,,\n34,cut,all,dust,4,kg/t-p,,,,\n";
    assert_eq!(remarks(inner), ["W1503 2:33-34"]);
}

#[test]
fn a_unit_is_held_against_those_of_what_is_measured_by_the_same() {
    let mut rows: String = (0..10).map(|at| format!("33,s{at},all,dust,2,kg/t-p,,,,\n")).collect();
    rows += "33,gas,all,flue gas,2000,m³/t-p,,,,\n33,gas,all,odd,2000,m³/t-p,,,,\n";
    assert_eq!(remarks(&rows), [""; 0]);
    rows += "33,s10,all,dust,2,m³/t-p,,,,\n33,s11,all,dust,2000,g/m³-p,,,,\n33,s12,all,dust,2,kg/t,,,,\n";
    assert_eq!(remarks(&rows), ["W1508 14:m³/t-p", "W1509 16:kg/t"]);
}

#[test]
fn values_powers_of_ten_away_are_found_in_any_unit() {
    let close = [("2", "kg/t-p"), ("2500", "g/t-p"), ("1.8", "g/kg-p"), ("0.0021", "t/t-p")];
    assert_eq!(remarks(&steps(&close)), [""; 0]);
    let with = |factor, unit| remarks(&steps(&[&close[..], &[(factor, unit)]].concat()));
    assert_eq!(with("23", "kg/t-p"), ["W1510 6:23"]);
    assert_eq!(with("2.3", "t/t-p"), ["W1510 6:2.3"]);
    assert_eq!(with("2.3", "g/t-p"), ["W1510 6:2.3"]);
    assert_eq!(with("9", "kg/t-p"), [""; 0]);
    // 70 is no power of ten of anything here, and five neighbours are enough to say that it is far away, four are not.
    assert_eq!(with("70", "kg/t-p"), [""; 0]);
    let five = [&close[..], &[("2.2", "kg/t-p"), ("70", "kg/t-p")]].concat();
    assert_eq!(remarks(&steps(&five)), ["W1510 7:70"]);
    // Formulas are held against formulas.
    let formulas = ["16S", "17S", "1.8S", "19S"].map(|factor| (factor, "kg/t-p"));
    let rows = steps(&formulas).replace("kg/t-p,,", "kg/t-p,%,");
    assert_eq!(remarks(&rows), ["W1510 4:1.8S"]);
    let rows = steps(&[("16S", "kg/t-p"), ("17S", "kg/t-p"), ("19S", "kg/t-p"), ("180", "kg/t-p")]);
    assert_eq!(remarks(&rows.replace("S,kg/t-p,,", "S,kg/t-p,%,")), [""; 0]);
}

#[test]
fn what_differs_in_many_keys_or_widely_is_no_neighbour() {
    let apart =
        "3311,a,steel,dust,2,kg/t-p,,,,\n3360,b,tin,dust,2,kg/t-p,,,,\n3484,c,zinc,dust,20,kg/t-p,,,,\n";
    assert_eq!(remarks(apart), [""; 0]);
    assert_eq!(
        remarks(&steps(&[("1", "kg/t-p"), ("9", "kg/t-p"), ("80", "kg/t-p"), ("3", "kg/t-p")])),
        [""; 0]
    );
    // It stands out among the steps of its industry, and is like all others of its step.
    let mut rows = steps(&[("2", "kg/t-p"), ("2.5", "kg/t-p"), ("1.8", "kg/t-p"), ("20", "kg/t-p")]);
    assert_eq!(remarks(&rows), ["W1510 5:20"]);
    rows += "3360,s3,all,dust,21,kg/t-p,,,,\n3484,s3,all,dust,19,kg/t-p,,,,\n";
    assert_eq!(remarks(&rows), [""; 0]);
}

/// Pollutants of one process lie powers of ten apart, and are no neighbours of each other.
#[test]
fn a_key_that_mostly_changes_values_by_much_makes_no_neighbours() {
    let one = |step: &str| {
        let row = |(of, factor): (&str, &str)| format!("3311,{step},all,{of},{factor},g/m²-p,,,,\n");
        [("COD", "100"), ("Cr", "11"), ("Cr6", "0.9")].map(row).concat()
    };
    let odd = "3311,x,all,COD,100,g/m²-p,,,,\n3311,x,all,Cr,10,g/m²-p,,,,\n3311,x,all,Ni,9,g/m²-p,,,,\n";
    assert_eq!(remarks(odd), ["W1510 2:100"]);
    assert_eq!(remarks(&(one("a") + &one("b") + odd)), [""; 0]);
}

/// A table of something else: nothing here knows of emissions.
#[test]
fn tables_of_anything_are_checked() {
    let folder = tempfile::tempdir().unwrap();
    let rule = "table fares from \"fares.csv\" keyed by line, zone (ranges)\n  field zone : number\n  field fare : number\n";
    fs::write(folder.path().join("fares.rule"), rule).unwrap();
    let fares = "line,zone,fare\nred,1..3,2.5\nred,4..6,3\nred,7..9,35\nblue,1..3,2\nBlue ,4..6,2.5\n";
    fs::write(folder.path().join("fares.csv"), fares).unwrap();
    let check = Parsed::read(&[folder.path().to_path_buf()]).check_tables(&["fares".to_owned()], 1);
    assert_eq!(said(&check), ["W1506 6:Blue", "W1510 4:35"]);
    assert!(check.more.is_empty() && check.sound);
    let check = Parsed::read(&[folder.path().to_path_buf()]).check_tables(&["fare".to_owned()], 1);
    assert_eq!((said(&check), check.sound), (vec!["E0790".to_owned()], false));
}

#[test]
fn more_than_are_shown_are_counted() {
    let rows: String = (0..30).map(|at| format!("33,s{at},all,dust,2,kg/t-p,,{},,\n", 101 + at)).collect();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("industries.csv"), INDUSTRIES).unwrap();
    fs::write(folder.path().join("rows.csv"), format!("{HEAD}{rows}")).unwrap();
    fs::write(folder.path().join("handbook.rule"), HANDBOOK).unwrap();
    let check = Parsed::read(&[folder.path().to_path_buf()]).check_tables(&[], 20);
    assert_eq!(check.said.iter().count(), 20);
    assert_eq!(check.more.into_iter().collect::<Vec<_>>(), [("W1511", 10)]);
}

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/handbook-mistakes").join(name)
}

/// The mended handbook with its factors changed, rows in another order.
fn copy(change: &dyn Fn(f64, &str) -> (f64, String), turn: usize) -> TableCheck {
    let folder = tempfile::tempdir().unwrap();
    for name in ["vocabulary.rule", "codes/industries.csv", "coefficients/removal.csv"] {
        fs::create_dir_all(folder.path().join(name).parent().unwrap()).unwrap();
        fs::copy(example("mended").join(name), folder.path().join(name)).unwrap();
    }
    let text = fs::read_to_string(example("mended/coefficients/factor.csv")).unwrap();
    let (head, rows) = text.split_once('\n').unwrap();
    let mut rows: Vec<String> = rows
        .lines()
        .map(|line| {
            let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
            let number: f64 = cells[5].trim_end_matches('S').parse().unwrap();
            let (number, unit) = change(number, &cells[6]);
            cells[5] = format!("{number:.12}{}", if cells[5].ends_with('S') { "S" } else { "" });
            cells[6] = unit;
            cells.join(",")
        })
        .collect();
    let turn = turn % rows.len();
    rows.rotate_left(turn);
    fs::write(folder.path().join("coefficients/factor.csv"), format!("{head}\n{}\n", rows.join("\n")))
        .unwrap();
    Parsed::read(&[folder.path().to_path_buf()]).check_tables(&[], usize::MAX)
}

#[test]
fn a_scaled_copy_of_a_clean_handbook_is_clean() {
    assert_eq!(said(&Parsed::read(&[example("mended")]).check_tables(&[], usize::MAX)), [""; 0]);
    for (turn, scale) in [0.001, 0.37, 2.0, 9.5, 10.0, 1234.5].into_iter().enumerate() {
        let check = copy(&|number, unit| (number * scale, unit.to_owned()), turn * 5);
        assert_eq!(said(&check), [""; 0], "times {scale}");
    }
    // Each row in a unit of its own: kilograms of some are grams of others.
    for turn in 0..4_usize {
        let seen = std::cell::Cell::new(turn);
        let check = copy(
            &|number, unit| {
                seen.set(seen.get() + 1);
                match seen.get() % 3 {
                    0 if unit.starts_with("千克") => (number * 1000.0, unit.replacen("千克", "克", 1)),
                    1 if unit.starts_with("千克") => (number / 1000.0, unit.replacen("千克", "吨", 1)),
                    _ => (number, unit.to_owned()),
                }
            },
            turn,
        );
        assert_eq!(said(&check), [""; 0], "in turn {turn}");
    }
}

#[test]
fn each_of_the_ten_planted_mistakes_is_found_at_its_place() {
    let found = said(&Parsed::read(&[example("handbook")]).check_tables(&[], usize::MAX));
    assert_eq!(
        found,
        [
            "E0743 7:33-35,下料,钢板,锯切,颗粒物",
            "E0742 12:3360,预处理,所有,抛丸,颗粒物",
            "E0744 18:",
            "E0744 17:千克/顿-原料",
            "W1507 20:",
            "W1508 14:立方米/吨-原料",
            "W1509 10:千克/吨",
            "W1510 4:25",
            "W1506 5:袋式 除尘",
            "W1511 6:950",
        ]
    );
}
