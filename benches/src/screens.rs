//! A city of any size for the screens of `examples/screens`, and four more in their spirit.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Four more screens: a count, a rank, a sum and a percentile of groups.
const MORE: &str = "
rule SZ-SCR-05 \"a class of which hardly anybody files waste\"
  when count(enterprise) by industry.class ≥ 50
  check share(solid waste table is filed) by industry.class (at least 50) ≥ 20%

rule SZ-SCR-06 \"the largest users state what they use it for\"
  when rank(sum(materials.amount as t where amount fits t)) by industry.class ≤ 3
  check count(materials) ≥ 2

rule SZ-SCR-07 \"a tenth of the paint of a class by one enterprise\"
  when VOCs table is filed
  check paint used ≤ 10% × sum(paint used) by industry.class

rule SZ-SCR-08 \"paint far beyond the class\"
  when VOCs table is filed
  check paint used ≤ 3 × percentile(paint used, 95%) by industry.class

statistic waste by class = sum(solid waste table.generated as t where generated fits t) by industry.class
statistic passing by division = share(all rules pass) by industry.division
statistic largest by waste = top 20 (sum(solid waste table.generated as t where generated fits t))
";

/// Classes of industry.
const CLASSES: usize = 400;
/// Classes that the screens name.
const NAMED: [&str; 4] = ["1713", "2221", "3360", "3982"];
/// What is used, the most common first.
const MATERIALS: [&str; 5] = ["锌锭", "盐酸", "除油剂", "硫酸", "油漆"];

/// The rulebook and the data of a city in a temporary folder.
#[derive(Debug)]
pub struct City {
    folder: tempfile::TempDir,
}

impl City {
    /// So many enterprises in 400 classes, two materials and one waste each, the VOCs table of nine in ten.
    ///
    /// # Errors
    /// The temporary folder cannot be written, or the example cannot be read.
    pub fn new(enterprises: usize) -> io::Result<Self> {
        let city = Self { folder: tempfile::tempdir()? };
        let (rules, data) = (city.rulebook(), city.data());
        fs::create_dir_all(rules.join("codes"))?;
        fs::create_dir_all(&data)?;
        let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/screens/rulebook");
        for file in ["rulebook.toml", "vocabulary.rule"] {
            fs::copy(example.join(file), rules.join(file))?;
        }
        let screens = fs::read_to_string(example.join("screens.rule"))?;
        // The statistics of the example are asked anew below.
        let screens =
            screens.lines().filter(|line| !line.starts_with("statistic") && !line.starts_with("统计"));
        fs::write(rules.join("screens.rule"), screens.collect::<Vec<_>>().join("\n") + "\n" + MORE)?;
        fs::write(rules.join("codes/industries.csv"), industries())?;
        for (name, text) in forms(enterprises) {
            fs::write(data.join(name), text)?;
        }
        Ok(city)
    }

    /// Where its rules lie.
    #[must_use]
    pub fn rulebook(&self) -> PathBuf {
        self.folder.path().join("rulebook")
    }

    /// Where its data lie.
    #[must_use]
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }
}

/// The code of a class: those that the screens name, then others of divisions 13 to 42.
fn class(number: usize) -> String {
    if let Some(named) = NAMED.get(number) {
        return (*named).to_owned();
    }
    format!("{}", 1300 + number * 7 + number / 3)
}

fn industries() -> String {
    let mut levels: [Vec<String>; 3] = [vec![], vec![], vec![]];
    for number in 0..CLASSES {
        let code = class(number);
        for (level, length) in levels.iter_mut().zip(2..) {
            let code = code.get(..length).unwrap_or(&code).to_owned();
            if !level.contains(&code) {
                level.push(code);
            }
        }
    }
    let mut out = "code,name,parent\nC,制造业,\n".to_owned();
    for code in levels.iter().flatten() {
        let above = if code.len() == 2 { "C" } else { code.get(..code.len() - 1).unwrap_or_default() };
        let _ = writeln!(out, "{code},示例行业{code},{above}");
    }
    out
}

fn forms(enterprises: usize) -> [(&'static str, String); 4] {
    let mut basic = "统一社会信用代码,单位详细名称,行业代码\n".to_owned();
    let mut materials = "统一社会信用代码,原料名称,使用量,使用量计量单位\n".to_owned();
    let mut paint = "统一社会信用代码,涂料使用量\n".to_owned();
    let mut waste = "统一社会信用代码,固废名称,产生量,产生量计量单位\n".to_owned();
    for number in 0..enterprises {
        let _ = writeln!(basic, "E{number:08},示例企业{number},{}", class(number * 7 % CLASSES));
        for row in 0..2 {
            let material = MATERIALS.get((number * row + number / 97 * row) % MATERIALS.len()).copied();
            let amount = 50 + (number * 31 + row * 17) % 101;
            let _ = writeln!(materials, "E{number:08},{},{amount},吨", material.unwrap_or_default());
        }
        if number % 10 > 0 {
            let _ = writeln!(paint, "E{number:08},{}", 5 + number * 13 % 37);
        }
        let generated = 2000 + number * 19 % 4001 + usize::from(number % 500 == 0) * 90_000;
        let _ = writeln!(waste, "E{number:08},废渣,{generated},千克");
    }
    [("G101-1.csv", basic), ("G101-3.csv", materials), ("G103-10.csv", paint), ("G104-1.csv", waste)]
}
