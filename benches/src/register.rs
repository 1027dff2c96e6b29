//! G101-1 and G102 as one table of any number of enterprises: 20 columns, as a city keeps them.

use std::fmt::Write as _;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Whose fields these are: eight numbers, six codes, three texts, a date, two coordinates.
const VOCABULARY: &str = "\
对象 企业 关联键 统一社会信用代码 名录 基本情况表

代码表 行业分类 来自 \"codes/industries.csv\"
代码表 行政区 来自 \"codes/divisions.csv\"
代码表 企业规模表 来自 \"codes/sizes.csv\"
代码表 运行状态表 来自 \"codes/states.csv\"
代码表 注册类型表 来自 \"codes/registrations.csv\"
代码表 排水去向表 来自 \"codes/destinations.csv\"

报表 G101-1 「工业企业基本情况」 又称 基本情况表
  每 企业 一行
  指标 统一社会信用代码 : 文本
  指标 单位详细名称 : 文本
  指标 详细地址 : 文本
  指标 行业类别代码1 : 代码 来自 行业分类
  指标 单位所在地及区划 : 代码 来自 行政区
  指标 企业规模 : 代码 来自 企业规模表
  指标 登记注册类型 : 代码 来自 注册类型表
  指标 企业运行状态 : 代码 来自 运行状态表
  指标 排水去向类型 : 代码 来自 排水去向表
  指标 开业时间 : 日期
  指标 经度 : 数值
  指标 纬度 : 数值
  指标 正常生产时间 : 数值 单位 小时
  指标 工业总产值 : 数值 单位 千元
  指标 取水量 : 数值 单位 立方米
  指标 城市自来水 : 数值 单位 立方米
  指标 自备水 : 数值 单位 立方米
  指标 废水排放量 : 数值 单位 立方米
  指标 废水治理设施数 : 整数
  指标 废水总排放口数 : 整数
";

/// The headings, in the order of the columns.
const HEADINGS: &str = "统一社会信用代码,单位详细名称,详细地址,行业类别代码1,单位所在地及区划,企业规模,登记注册类型,企业运行状态,\
    排水去向类型,开业时间,经度,纬度,正常生产时间,工业总产值,取水量,城市自来水,自备水,废水排放量,废水治理设施数,废水总排放口数";

/// What parts of names and addresses are drawn from.
const BRANDS: &str =
    "安邦宝博昌辰成诚创达德鼎东发方丰福富港光广国海和恒宏鸿华辉汇吉佳嘉建金锦京景聚凯康科乐力立利联龙隆茂美";
const TRADES: [&str; 8] = ["电镀", "五金制品", "塑胶", "电子", "印刷包装", "线路板", "精密模具", "表面处理"];
const ENDINGS: [&str; 3] = ["有限公司", "厂", "股份有限公司"];
const STREETS: [&str; 12] = [
    "福海街道",
    "沙井街道",
    "松岗街道",
    "燕罗街道",
    "新桥街道",
    "航城街道",
    "石岩街道",
    "龙田街道",
    "坑梓街道",
    "马田街道",
    "公明街道",
    "凤凰街道",
];

/// A folder for each way to write it, and the rulebook that reads them.
#[derive(Debug)]
pub struct Register {
    folder: tempfile::TempDir,
}

impl Register {
    /// So many enterprises, as CSV; the folder for Parquet is there and empty.
    ///
    /// # Errors
    /// The temporary folder cannot be written.
    pub fn new(rows: usize) -> io::Result<Self> {
        let register = Self { folder: tempfile::tempdir()? };
        let rules = register.rulebook();
        fs::create_dir_all(rules.join("codes"))?;
        fs::create_dir_all(register.csv().parent().unwrap_or(Path::new(".")))?;
        fs::create_dir_all(register.parquet().parent().unwrap_or(Path::new(".")))?;
        fs::write(rules.join("rulebook.toml"), "id = \"reading\"\nversion = \"1.0.0\"\nlanguage = 1\n")?;
        fs::write(rules.join("vocabulary.rule"), VOCABULARY)?;
        for (name, codes) in [
            ("industries", industries().collect::<Vec<_>>()),
            ("divisions", divisions().collect()),
            ("sizes", (1..=4).map(|code| code.to_string()).collect()),
            ("states", (1..=3).map(|code| code.to_string()).collect()),
            ("registrations", registrations().collect()),
            ("destinations", (0..12).map(|code| char::from(b'A' + code).to_string()).collect()),
        ] {
            let list =
                codes.iter().fold("code,name\n".to_owned(), |list, code| list + code + "," + code + "\n");
            fs::write(rules.join("codes").join(format!("{name}.csv")), list)?;
        }
        write_csv(&register.csv(), rows)?;
        Ok(register)
    }

    /// Where the rules lie.
    #[must_use]
    pub fn rulebook(&self) -> PathBuf {
        self.folder.path().join("rulebook")
    }

    /// The file of text.
    #[must_use]
    pub fn csv(&self) -> PathBuf {
        self.folder.path().join("csv/G101-1.csv")
    }

    /// Where the file of columns goes.
    #[must_use]
    pub fn parquet(&self) -> PathBuf {
        self.folder.path().join("parquet/G101-1.parquet")
    }
}

fn industries() -> impl Iterator<Item = String> {
    (13..44).flat_map(|class| (10..27).map(move |rest| format!("{class}{rest}")))
}

fn divisions() -> impl Iterator<Item = String> {
    (0..10).flat_map(|district| (1..10).map(move |street| format!("4403{:02}{street:03}000", district + 3)))
}

fn registrations() -> impl Iterator<Item = String> {
    [110, 120, 130, 141, 142, 143, 149, 151, 159, 160, 171, 172, 173, 174, 190, 210, 220, 230, 240, 310, 330]
        .into_iter()
        .map(|code: u32| code.to_string())
}

/// SplitMix64, from a fixed seed.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.bits() % end.max(1)
    }

    pub(crate) fn of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        let length = u64::try_from(all.len()).unwrap_or(1);
        all.get(usize::try_from(self.below(length)).unwrap_or(0))
    }
}

fn write_csv(path: &Path, rows: usize) -> io::Result<()> {
    let mut file = BufWriter::with_capacity(1 << 20, fs::File::create(path)?);
    writeln!(file, "{HEADINGS}")?;
    let mut dice = Dice(20_171_231);
    let brands: Vec<char> = BRANDS.chars().collect();
    let (industries, divisions): (Vec<_>, Vec<_>) = (industries().collect(), divisions().collect());
    let registrations: Vec<_> = registrations().collect();
    let mut line = String::new();
    for number in 0..rows {
        line.clear();
        let _ = write!(line, "91440300MA5F{number:06}");
        let digit = u8::try_from(dice.below(26)).unwrap_or(0);
        line.push(char::from(b'A' + digit));
        line.push_str(",深圳市");
        for _ in 0..2 + dice.below(3) {
            line.extend(dice.of(&brands));
        }
        line.push_str(dice.of(&TRADES).copied().unwrap_or_default());
        line.push_str(dice.of(&ENDINGS).copied().unwrap_or_default());
        let _ = write!(line, ",深圳市宝安区{}", dice.of(&STREETS).copied().unwrap_or_default());
        line.extend(dice.of(&brands));
        line.extend(dice.of(&brands));
        let _ = write!(line, "路{}号", 1 + dice.below(400));
        for codes in [&industries, &divisions] {
            line.push(',');
            line.push_str(dice.of(codes).map_or("", String::as_str));
        }
        let _ = write!(line, ",{},", 1 + dice.below(4));
        line.push_str(dice.of(&registrations).map_or("", String::as_str));
        let _ = write!(line, ",{},", 1 + dice.below(3));
        let destination = u8::try_from(dice.below(12)).unwrap_or(0);
        line.push(char::from(b'A' + destination));
        let (year, month, day) = (1980 + dice.below(38), 1 + dice.below(12), 1 + dice.below(28));
        let _ = write!(line, ",{year}-{month:02}-{day:02}");
        let (east, north) = (dice.below(900_000), dice.below(400_000));
        let _ = write!(line, ",113.{:06},22.{:06},", east, 450_000 + north);
        let _ = write!(line, "{},", 240 * (1 + dice.below(36)));
        let _ = write!(line, "{}.{:02},", dice.below(5_000_000), dice.below(100));
        // Half of them file no water.
        if dice.below(2) == 0 {
            line.push_str(",,,,,");
        } else {
            let (tap, own) = (dice.below(900_000), dice.below(90_000));
            let _ = write!(line, "{}.5,{tap}.5,", tap + own);
            if own % 3 > 0 {
                let _ = write!(line, "{own}");
            }
            let _ = write!(line, ",{}.{:03},", tap / 2, dice.below(1000));
            let _ = write!(line, "{},{}", dice.below(4), 1 + dice.below(3));
        }
        line.push('\n');
        file.write_all(line.as_bytes())?;
    }
    file.flush()
}
