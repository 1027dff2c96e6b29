//! A directory of any size and lists of as many rows for the rules of `examples/directory`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Where they are: as in the example's code list.
const DIVISIONS: [(&str, &str); 3] = [("440303", "罗湖区"), ("440304", "福田区"), ("440305", "南山区")];
/// What names are made of.
const BRANDS: &str = "安邦宝博昌辰成诚创达德鼎东发方丰福富港光广国海和恒宏鸿华辉汇吉佳嘉建金锦京景聚凯康科乐力立利联龙隆\
    茂美铭南宁鹏启千强庆荣瑞润三森山盛胜世顺泰腾天通同旺威伟文祥鑫信兴雄旭亚扬耀怡亿益永优宇裕元源远悦越云泽展长兆振正志智中众卓";
/// What they make.
const TRADES: [&str; 24] = [
    "电镀",
    "五金制品",
    "塑胶",
    "电子",
    "印刷包装",
    "线路板",
    "精密模具",
    "家具",
    "纺织",
    "印染",
    "食品",
    "医药",
    "涂料",
    "机械设备",
    "光电",
    "玻璃",
    "陶瓷",
    "造纸",
    "服装",
    "玩具",
    "自行车",
    "表面处理",
    "仪器仪表",
    "化工",
];
/// How names end; of the list the next one.
const ENDINGS: [&str; 4] = ["有限公司", "有限责任公司", "股份有限公司", "厂"];

/// The rulebook and the data of a directory in a temporary folder.
#[derive(Debug)]
pub struct Directory {
    folder: tempfile::TempDir,
}

impl Directory {
    /// So many enterprises and as many rows in each list. Of ten rows of the census four have the code of an enterprise,
    /// three its name with another ending or one character more, three are nobody's.
    ///
    /// # Errors
    /// The temporary folder cannot be written, or the example cannot be read.
    pub fn new(rows: usize) -> io::Result<Self> {
        let directory = Self { folder: tempfile::tempdir()? };
        let (rules, data) = (directory.rulebook(), directory.data());
        fs::create_dir_all(rules.join("codes"))?;
        fs::create_dir_all(&data)?;
        let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/directory/rulebook");
        for file in ["rulebook.toml", "vocabulary.rule", "rules.rule", "codes/divisions.csv"] {
            fs::copy(example.join(file), rules.join(file))?;
        }
        for (name, text) in files(rows) {
            fs::write(data.join(name), text)?;
        }
        Ok(directory)
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

/// A number that scatters another.
fn scattered(number: usize) -> usize {
    let mixed = (number ^ (number >> 7)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 17
}

fn pick<T: Copy>(all: &[T], number: usize) -> Option<T> {
    all.get(number % all.len().max(1)).copied()
}

/// What an enterprise is called without its ending.
fn name(number: usize) -> String {
    let brands: Vec<char> = BRANDS.chars().collect();
    let scattered = scattered(number);
    let district = pick(&DIVISIONS, scattered).map_or("", |(_, name)| name);
    let mut name = format!("深圳市{}", if scattered.is_multiple_of(3) { district } else { "" });
    for at in 0..2 + scattered / 11 % 2 {
        name.extend(pick(&brands, scattered / 131_usize.pow(u32::try_from(at).unwrap_or(0))));
    }
    name + pick(&TRADES, scattered / 7).unwrap_or_default()
}

fn division(number: usize) -> &'static str {
    pick(&DIVISIONS, scattered(number)).map_or("", |(code, _)| code)
}

fn ending(number: usize) -> &'static str {
    pick(&ENDINGS, number).unwrap_or_default()
}

fn files(rows: usize) -> [(&'static str, String); 3] {
    let mut basic = "统一社会信用代码,单位详细名称,曾用名,行政区划,从业人数\n".to_owned();
    let mut census = "序号,统一社会信用代码,单位名称,行政区划,从业人员\n".to_owned();
    let mut permits = "统一社会信用代码,有效期\n".to_owned();
    for number in 0..rows {
        let former = if number.is_multiple_of(50) { name(number + rows) } else { String::new() };
        let staff = 10 + number % 97;
        let (name_of, division_of) = (name(number), division(number));
        let _ = writeln!(basic, "E{number:08},{name_of}{},{former},{division_of},{staff}", ending(number));
        let year = 2014 + number % 7;
        let _ = writeln!(permits, "E{:08},{year}-12-31", (number * 3) % (rows + rows / 4));
        // Neighbours in the list are none in the directory.
        let other = (number * 7919) % rows;
        let (code, called) = match number % 10 {
            0..4 => (format!("E{other:08}"), name(other) + ending(other)),
            4..6 => (format!("X{number:08}"), name(other) + ending(other + 1)),
            6 => (format!("X{number:08}"), format!("{}新{}", name(other), ending(other))),
            7 => (String::new(), name(number + 2 * rows) + ending(number)),
            _ => (format!("X{number:08}"), name(number + 2 * rows) + ending(number)),
        };
        let _ = writeln!(census, "{number},{code},{called},{},{}", division(other), staff * (1 + number % 3));
    }
    [("G101-1.csv", basic), ("四经普.csv", census), ("排污许可.csv", permits)]
}
