//! A city that accounts by the rulebook that is shipped (`rulebooks/accounting`): enterprises with accounting rows on the
//! national forms, their keys drawn from the handbook, units and running parameters as people write them, and some rows that
//! are wrong in each of the ways that leave a value missing. All of it is invented (示例); the coefficients are the handbook's.

use std::fmt::Write as _;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::dice::Dice;

/// Accounting rows of each enterprise.
pub const ROWS: usize = 4;
/// One row in so many is wrong in one of the [`WRONG`] ways.
const WRONG_IN: usize = 40;
/// One enterprise in so many has rows of monitoring, and one row in so many treatment in series.
const MONITORED_IN: usize = 20;
const TRAIN_IN: usize = 100;
/// One row in so many writes brackets and commas narrow, and as many the pollutant by its code.
const NARROW_IN: usize = 40;

const BASIC: &str =
    "统一社会信用代码,单位详细名称,行业类别代码1,单位所在地及区划,企业运行状态,正常生产时间\n";
const SHEET: &str = "统一社会信用代码,对应的普查表号,对应的排放口编号/名称,核算环节名称,原料名称,产品名称,工艺名称,生产规模等级,\
产品产量,产品产量的计量单位,原料/燃料用量,原料/燃料用量的计量单位,污染物名称,污染物产污系数,污染物产污系数计量单位,\
污染物产污系数中参数取值,污染物产生量,污染物产生量计量单位,污染物处理工艺名称,污染物去除效率/排污系数,去除效率/排污系数计量单位,\
实际运行参数一名称,实际运行参数一数值,实际运行参数一计量单位,实际运行参数二名称,实际运行参数二数值,实际运行参数二计量单位,\
实际运行参数三名称,实际运行参数三数值,实际运行参数三计量单位\n";
const TRAINS: &str = "统一社会信用代码,对应的普查表号,对应的排放口编号/名称,核算环节名称,原料名称,产品名称,工艺名称,生产规模等级,\
污染物名称,级次,污染物处理工艺名称,单级去除效率\n";
const WATER: &str = "统一社会信用代码,对应的普查表号,对应的排放口编号,进口水量,出口水量,污染物名称,\
进口浓度(年均值),出口浓度(年均值),监测方式\n";
const GAS: &str = "统一社会信用代码,对应的普查表号,对应的排放口编号,平均流量,年排放时间,污染物名称,进口浓度,出口浓度,监测方式\n";

/// Which enterprises there are, by the industry cell of the handbook: so many parts in a hundred.
const SHARES: [(&str, usize); 13] = [
    ("33-37,431-434", 46),
    ("38-40", 12),
    ("4430", 12),
    ("2929", 6),
    ("2926", 4),
    ("2922", 4),
    ("3360", 4),
    ("2110", 3),
    ("3021", 3),
    ("3982", 2),
    ("3831", 2),
    ("2913", 1),
    ("2641", 1),
];

/// What is wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wrong {
    /// A process that the handbook does not have.
    Process,
    /// The process is left blank.
    NoProcess,
    NoActivity,
    NegativeActivity,
    /// The amount is a text that is no number.
    UnreadActivity,
    /// Another dimension than the coefficient's.
    Unit,
    /// A unit that nobody knows.
    UnknownUnit,
    /// S or A is not given.
    NoParameter,
    NegativeParameter,
    /// A treatment that the handbook does not have there, and two in one cell.
    Treatment,
    TwoTreatments,
    /// A running parameter that is missing, in another dimension, told twice, 0 below the line, or a digit too long.
    NoRunning,
    RunningUnit,
    RunningTwice,
    RunningZero,
    RunningLong,
}

const WRONG: [Wrong; 16] = [
    Wrong::Process,
    Wrong::NoProcess,
    Wrong::NoActivity,
    Wrong::NegativeActivity,
    Wrong::UnreadActivity,
    Wrong::Unit,
    Wrong::UnknownUnit,
    Wrong::NoParameter,
    Wrong::NegativeParameter,
    Wrong::Treatment,
    Wrong::TwoTreatments,
    Wrong::NoRunning,
    Wrong::RunningUnit,
    Wrong::RunningTwice,
    Wrong::RunningZero,
    Wrong::RunningLong,
];

/// A row of the handbook's coefficients.
#[derive(Clone, Debug)]
struct Factor {
    industry: String,
    /// 核算环节, 产品, 原料, 工艺, 规模等级, 污染物.
    key: [String; 6],
    factor: String,
    unit: String,
    /// Treatments of the same key, and the formula of each.
    treatments: Vec<(String, String)>,
}

/// The folder of the data.
#[derive(Debug)]
pub struct NationalAccounts {
    folder: tempfile::TempDir,
}

impl NationalAccounts {
    /// So many enterprises.
    ///
    /// # Errors
    /// The temporary folder cannot be written.
    pub fn new(enterprises: usize) -> io::Result<Self> {
        let folder = tempfile::tempdir()?;
        write(&folder.path().join("data"), enterprises)?;
        Ok(Self { folder })
    }

    /// Where the data lie.
    #[must_use]
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A place for something else.
    #[must_use]
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

/// The rulebook that is shipped.
#[must_use]
pub fn rulebook() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../rulebooks/accounting")
}

/// How many rows the handbook has: coefficients and removals.
///
/// # Errors
/// It cannot be read.
pub fn handbook_rows() -> io::Result<usize> {
    let rows = |name| Ok::<_, io::Error>(table(name)?.len());
    Ok(rows("factor.csv")? + rows("removal.csv")?)
}

/// Writes so many enterprises as a data set into a folder, which is made.
///
/// # Errors
/// The handbook cannot be read, or the folder not be written.
pub fn write(folder: &Path, enterprises: usize) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("dataset.toml"), "period = \"2017\"\n")?;
    let create = |name: &str, heading: &str| -> io::Result<BufWriter<fs::File>> {
        let mut into = BufWriter::new(fs::File::create(folder.join(name))?);
        into.write_all(heading.as_bytes())?;
        Ok(into)
    };
    let mut files = [
        create("G101-1.csv", BASIC)?,
        create("G106-1.csv", SHEET)?,
        create("治理设施串联表.csv", TRAINS)?,
        create("G106-2.csv", WATER)?,
        create("G106-3.csv", GAS)?,
    ];
    let city = City::read()?;
    let mut dice = Dice::new(20_171_231);
    let mut texts: [String; 5] = Default::default();
    for at in 0..enterprises {
        city.enterprise(at, &mut dice, &mut texts);
        for (file, text) in files.iter_mut().zip(&mut texts) {
            file.write_all(text.as_bytes())?;
            text.clear();
        }
    }
    files.iter_mut().try_for_each(io::Write::flush)
}

/// What enterprises are drawn from.
struct City {
    /// By the shares of industries: the cell, its classes, and the coefficients of each class.
    industries: Vec<Industry>,
    /// Codes of pollutants by their names.
    codes: Vec<(String, String)>,
}

struct Industry {
    share: usize,
    /// A class and the coefficients that hold for it.
    classes: Vec<(String, Vec<Factor>)>,
}

impl City {
    fn read() -> io::Result<Self> {
        let removals = table("removal.csv")?;
        let field = |row: &[String], at: usize| row.get(at).cloned().unwrap_or_default();
        let factor = |row: &Vec<String>| {
            let same = |removal: &&Vec<String>| row.get(..7) == removal.get(..7);
            let treatments =
                removals.iter().filter(same).map(|removal| (field(removal, 7), field(removal, 9)));
            Factor {
                industry: field(row, 0),
                key: std::array::from_fn(|at| field(row, at + 1)),
                factor: field(row, 7),
                unit: field(row, 8),
                treatments: treatments.collect(),
            }
        };
        let factors: Vec<Factor> = table("factor.csv")?.iter().map(factor).collect();
        let national = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rulebooks/national/codes");
        let codes = split(&fs::read_to_string(national.join("gbt4754-2017.csv"))?);
        let classes: Vec<String> =
            codes.iter().map(|row| field(row, 0)).filter(|code| code.len() == 4).collect();
        let industry = |(cell, share): &(&str, usize)| {
            let classes = classes.iter().filter(|code| holds(cell, code));
            let of = |code: &String| {
                let factors = factors.iter().filter(|factor| holds(&factor.industry, code));
                (code.clone(), factors.cloned().collect())
            };
            Industry { share: *share, classes: classes.map(of).collect() }
        };
        let pollutants = split(&fs::read_to_string(national.join("pollutants.csv"))?);
        Ok(Self {
            industries: SHARES.iter().map(industry).collect(),
            codes: pollutants.iter().map(|row| (field(row, 1), field(row, 0))).collect(),
        })
    }

    /// An enterprise with its rows, appended to the texts of the forms.
    fn enterprise(&self, at: usize, dice: &mut Dice, into: &mut [String; 5]) {
        let [basic, sheet, trains, water, gas] = into;
        let code = credit_code(at);
        let mut drawn = dice.below(100);
        let industry = self.industries.iter().find(|industry| {
            let is_it = drawn < industry.share;
            drawn = drawn.saturating_sub(industry.share);
            is_it
        });
        let Some((class, factors)) = industry.and_then(|industry| {
            let class = dice.below(industry.classes.len());
            industry.classes.get(class)
        }) else {
            return;
        };
        let hours = 240 * (5 + dice.below(30));
        let district = 440_303 + dice.below(9);
        // Writing to a string cannot fail.
        let _ = writeln!(basic, "{code},示例企业{at}号,{class},{district},1,{hours}");
        let from = dice.below(factors.len());
        for row in 0..ROWS {
            let Some(factor) = factors.get((from + row) % factors.len()) else { continue };
            // Where a class has fewer coefficients than rows, they come again at another outlet.
            let outlet = format!("DA{:03}", 1 + row / factors.len().min(2));
            self.row(&code, &outlet, factor, hours, dice, (sheet, trains));
        }
        if dice.one_in(MONITORED_IN) {
            let (amount, mean) = (dice.below(90_000), dice.below(800));
            let left = if dice.one_in(10) { String::new() } else { decimal(dice.below(5_000), 1) };
            let _ = writeln!(
                water,
                "{code},G102,DW001,{amount},{amount},化学需氧量,{},{left},手工",
                decimal(mean * 10 + dice.below(10), 1)
            );
            let (flow, hours) = (500 + dice.below(9_000), 240 * (1 + dice.below(30)));
            let _ = writeln!(
                gas,
                "{code},G103-1,DA001,{flow},{hours},二氧化硫,{},{},自动",
                decimal(dice.below(9_000), 1),
                decimal(dice.below(900), 1)
            );
        }
    }

    fn row(
        &self,
        code: &str,
        outlet: &str,
        factor: &Factor,
        hours: usize,
        dice: &mut Dice,
        (sheet, trains): (&mut String, &mut String),
    ) {
        let wrong = if dice.one_in(WRONG_IN) { WRONG.get(dice.below(WRONG.len())).copied() } else { None };
        let is = |what: Wrong| wrong == Some(what);
        let [step, product, material, process, scale, pollutant] = &factor.key;
        let any = |said: &str, otherwise: &str| {
            if said == "所有" { otherwise.to_owned() } else { said.to_owned() }
        };
        let narrow = dice.one_in(NARROW_IN);
        let written = |text: String| if narrow { narrowed(&text) } else { text };
        let product = written(any(product, "示例产品"));
        let material = written(any(material, "示例原料"));
        let process = match wrong {
            Some(Wrong::Process) => "其他工艺".to_owned(),
            Some(Wrong::NoProcess) => String::new(),
            _ => written(any(process, "示例工艺")),
        };
        let called = match self.codes.iter().find(|(name, _)| name == pollutant) {
            Some((_, code)) if dice.one_in(NARROW_IN) => code.clone(),
            _ => pollutant.clone(),
        };
        let form = if step.starts_with("锅炉") { "G103-1" } else { "G103-13" };

        let (rate, suffix) = factor.unit.rsplit_once('-').unwrap_or((&factor.unit, ""));
        let (_, per) = rate.split_once('/').unwrap_or((rate, "吨"));
        let (digits, unit) = activity(per, dice);
        let amount = decimal(1 + dice.below(50_000), digits);
        let amount = match wrong {
            Some(Wrong::NoActivity) => String::new(),
            Some(Wrong::NegativeActivity) => format!("-{amount}"),
            Some(Wrong::UnreadActivity) => format!("约{amount}"),
            _ => amount,
        };
        let unit = match wrong {
            Some(Wrong::Unit) => {
                if per == "平方米" {
                    "吨"
                } else {
                    "平方米"
                }
            }
            Some(Wrong::UnknownUnit) => "示例箱",
            _ => unit,
        };
        let other = decimal(1 + dice.below(50_000), 1);
        let (made, used) = if suffix == "产品" {
            ((amount.as_str(), unit), (other.as_str(), "吨"))
        } else {
            ((other.as_str(), "吨"), (amount.as_str(), unit))
        };
        let parameter = match factor.factor.chars().last() {
            Some('S' | 'A') if !is(Wrong::NoParameter) => {
                let number =
                    if factor.factor.ends_with('S') { 1 + dice.below(300) } else { 500 + dice.below(2_500) };
                let sign = if is(Wrong::NegativeParameter) { "-" } else { "" };
                format!("{sign}{}", decimal(number, 2))
            }
            _ => String::new(),
        };
        let filed = decimal(dice.below(1_000_000), 4);
        let _ = write!(
            sheet,
            "{code},{form},{outlet},{step},{material},{product},{process},{scale},{},{},{},{},{called},{},{},{parameter},{filed},吨",
            made.0,
            made.1,
            used.0,
            used.1,
            factor.factor.trim_end_matches(['S', 'A']),
            factor.unit
        );
        let treated = !factor.treatments.is_empty() && dice.below(10) < 7;
        let Some((treatment, formula)) =
            factor.treatments.get(dice.below(factor.treatments.len())).filter(|_| treated)
        else {
            let none = dice.of(&["无", "", "/", "直排", "无治理"]);
            let none = if is(Wrong::Treatment) { "示例处理工艺" } else { none };
            let _ = writeln!(sheet, ",{none},,,,,,,,,,,");
            return;
        };
        let said = match wrong {
            Some(Wrong::Treatment) => "示例处理工艺".to_owned(),
            Some(Wrong::TwoTreatments) => format!("{treatment}+示例处理工艺"),
            _ => written(treatment.clone()),
        };
        let _ = write!(sheet, ",{said},{},%", dice.of(&["18", "21", "50", "85", "90", "95"]));
        let mut running = parameters(formula, hours, dice);
        match wrong {
            Some(Wrong::NoRunning) => drop(running.pop()),
            Some(Wrong::RunningUnit) => running.iter_mut().for_each(|(_, _, unit)| *unit = "吨"),
            Some(Wrong::RunningTwice) => {
                if let [first, .., last] = running.as_mut_slice() {
                    last.0 = first.0;
                }
            }
            Some(Wrong::RunningZero) => {
                if let Some(last) = running.last_mut() {
                    "0".clone_into(&mut last.1);
                }
            }
            Some(Wrong::RunningLong) => {
                if let Some(first) = running.first_mut() {
                    first.1.insert(0, '9');
                }
            }
            _ => {}
        }
        // The production hours also stand in the basic form.
        if running.len() == 2 && wrong.is_none() && formula.contains("正常生产时间") && dice.one_in(4) {
            running.pop();
        }
        let turn = dice.below(running.len());
        running.rotate_left(turn);
        for at in 0..3 {
            let (name, number, unit) =
                running.get(at).map_or(("", "", ""), |(name, number, unit)| (name, number.as_str(), unit));
            let _ = write!(sheet, ",{name},{number},{unit}");
        }
        sheet.push('\n');
        if dice.one_in(TRAIN_IN) {
            for (stage, what) in [(1, "单筒（多筒并联）旋风"), (2, treatment.as_str())] {
                let efficiency = if dice.one_in(20) {
                    dice.of(&["", "120"])
                } else {
                    dice.of(&["60", "85", "95", "99.5"])
                };
                let _ = writeln!(
                    trains,
                    "{code},{form},{outlet},{step},{material},{product},{process},{scale},{called},{stage},{what},{efficiency}"
                );
            }
        }
    }
}

/// In how many digits behind the point and in which unit an amount per such a unit is filed.
fn activity(per: &str, dice: &mut Dice) -> (usize, &'static str) {
    match per {
        "千克" => (1, dice.of(&["千克", "公斤", "吨"])),
        "平方米" => (1, "平方米"),
        "立方米" => (1, dice.of(&["立方米", "万立方米"])),
        "万立方米" => (2, dice.of(&["万立方米", "万立方米", "立方米"])),
        "吨三胶" => (1, dice.of(&["吨三胶", "吨"])),
        _ => (1, dice.of(&["吨", "吨", "千克", "t"])),
    }
}

/// What the formula of an operating rate asks for, what is above the line first: names, numbers and units.
fn parameters(formula: &str, hours: usize, dice: &mut Dice) -> Vec<(&'static str, String, &'static str)> {
    let run = hours * (50 + dice.below(51)) / 100;
    if formula.contains("耗电量") {
        let power = 5 + dice.below(900);
        let used = power * run * (40 + dice.below(61)) / 1_000;
        let watts = dice.one_in(10);
        return vec![
            ("除尘设备耗电量", used.to_string(), "千瓦时"),
            (
                "额定功率",
                if watts { (power * 100).to_string() } else { decimal(power, 1) },
                if watts { "瓦" } else { "千瓦" },
            ),
            ("除尘设备运行时间", run.to_string(), "小时"),
        ];
    }
    if formula.contains("水量") {
        let made = 1_000 + dice.below(90_000);
        let treated = made * (60 + dice.below(41)) / 100;
        return vec![("处理水量", treated.to_string(), "立方米"), ("产生水量", made.to_string(), "立方米")];
    }
    if formula.contains("运行时间") {
        let name = dice.of(&["治理设施运行时间", "治理设施年运行时间"]);
        return vec![(name, run.to_string(), "小时"), ("正常生产时间", hours.to_string(), "小时")];
    }
    Vec::new()
}

/// A whole number with so many of its digits behind the point.
fn decimal(number: usize, digits: usize) -> String {
    let scale = 10_usize.pow(u32::try_from(digits).unwrap_or(0));
    format!("{}.{:0digits$}", number / scale, number % scale)
}

/// Brackets and colons as they stand on other keyboards; commas would part cells.
fn narrowed(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '（' => '(',
            '）' => ')',
            '：' => ':',
            other => other,
        })
        .collect()
}

/// Whether a group of codes as the handbook writes them (`33-37,431-434`) holds a code.
fn holds(cell: &str, code: &str) -> bool {
    cell.split(',').any(|part| {
        let (low, high) = part.split_once('-').unwrap_or((part, part));
        code.get(..low.len()).is_some_and(|head| low <= head && head <= high)
    })
}

/// A credit code that nobody has: the region 9199 is none, and the check character is right.
fn credit_code(at: usize) -> String {
    const SIGNS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    let body = format!("91990000MA5{at:06}");
    let place = |sign: char| SIGNS.chars().position(|known| known == sign).unwrap_or(0);
    let weights = std::iter::successors(Some(1), |weight| Some(weight * 3 % 31));
    let sum: usize = body.chars().zip(weights).map(|(sign, weight)| place(sign) * weight).sum();
    let check = SIGNS.chars().nth((31 - sum % 31) % 31).unwrap_or('0');
    format!("{body}{check}")
}

/// A table of the handbook without its heading.
fn table(name: &str) -> io::Result<Vec<Vec<String>>> {
    let mut rows = split(&fs::read_to_string(rulebook().join("coefficients").join(name))?);
    rows.remove(0);
    Ok(rows)
}

/// The cells of a CSV; quotes hold cells with commas.
fn split(text: &str) -> Vec<Vec<String>> {
    let row = |line: &str| {
        let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
        let mut signs = line.chars().peekable();
        while let Some(sign) = signs.next() {
            match sign {
                '"' if quoted && signs.peek() == Some(&'"') => cell.extend(signs.next()),
                '"' => quoted = !quoted,
                ',' if !quoted => cells.push(std::mem::take(&mut cell)),
                other => cell.push(other),
            }
        }
        cells.push(cell);
        cells
    };
    text.trim_start_matches('\u{feff}').lines().map(row).collect()
}
