//! Enterprises with accounting rows, a handbook of coefficients, and formulas that compute with it: a city that accounts for
//! what it generates and emits. The coefficients are invented (示例), as all of it is.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::dice::Dice;

/// Accounting rows of each enterprise.
const ROWS: usize = 4;
/// What steps there are in each group of industries: a boiler, and others.
const STEPS: [&str; 5] = ["锅炉", "涂装", "焊接", "下料", "清洗"];
const MATERIALS: [&str; 2] = ["甲料", "乙料"];
const POLLUTANTS: [&str; 2] = ["颗粒物", "二氧化硫"];
/// Groups of industries as a handbook writes them, and the first and the last division of each.
const GROUPS: [(&str, usize, usize); 4] =
    [("13-20", 13, 20), ("21-29", 21, 29), ("30-37", 30, 37), ("38-43", 38, 43)];
/// One in so many rows finds no coefficient, and as many lack their amount.
const LACKING: usize = 100;

const VOCABULARY: &str = "\
对象 企业 又称 enterprise 关联键 代码 名录 基本表

代码表 行业分类 来自 \"industries.csv\" 分级 大类, 小类
代码表 行政区 来自 \"divisions.csv\"

报表 基本表
  每 企业 一行
  指标 代码 : 文本
  指标 名称 : 文本
  指标 行业 : 代码 来自 行业分类
  指标 区 : 代码 来自 行政区
  指标 总产值 : 数值 单位 千元

报表 锅炉表
  每 企业 多行 关联键 锅炉编号
  指标 锅炉编号 : 文本
  指标 含硫量 : 百分数
  指标 灰分 : 百分数

报表 核算表
  每 企业 多行
  指标 排放口 : 文本
  指标 锅炉编号 又称 所用锅炉 : 文本
  指标 环节 : 文本
  指标 原料 : 文本
  指标 工艺 : 文本
  指标 污染物 : 文本
  指标 用量 : 带单位数值 单位见 用量单位
  指标 用量单位 : 文本
  指标 用电量 : 数值 单位 千瓦时
  指标 额定功率 : 数值 单位 千瓦
  指标 运行时间 : 数值 单位 小时
  指标 去除效率 : 百分数
  指标 填报产生量 : 数值 单位 千克

参照表 手册 来自 \"handbook.csv\"
  关联键 行业 (代码组), 环节, 原料, 工艺 (任意 = 「所有」), 污染物
  指标 系数 : 算式 参数 S = 锅炉表[锅炉编号].含硫量, A = 锅炉表[锅炉编号].灰分 单位见 手册单位
  指标 手册单位 : 文本
";

/// Eight formulas of rows, one of enterprises, and five statistics.
const RULES: &str = "\
公式 核算产生量 = 用量 × 手册.系数
  逐行 核算表
  单位 千克

公式 满负荷电量 = 额定功率 × 运行时间
  逐行 核算表
  单位 千瓦时

公式 设施运行率 = 如果 用电量 > 满负荷电量 则 1 否则 用电量 ÷ 满负荷电量
  逐行 核算表

公式 核算去除量 = 核算产生量 × 去除效率 × 设施运行率
  单位 千克

公式 核算排放量 = 核算产生量 − 核算去除量
  单位 千克

公式 差额 = 填报产生量 − 核算产生量
  单位 千克

公式 相对差 = 差额 ÷ 核算产生量

公式 排放强度 = 核算排放量 ÷ 总产值
  单位 千克/千元

公式 企业排放量 = 合计(核算排放量)
  单位 千克

统计 各排放口排放量 = 合计(核算排放量) 按 代码, 排放口
统计 各企业排放量 = 合计(核算排放量) 按 代码
统计 各区排放量 = 合计(核算排放量) 按 区
统计 各行业排放量 = 合计(核算排放量) 按 行业.大类
统计 各污染物排放量 = 合计(核算排放量) 按 污染物
";

/// The folder of the data, and of the rulebook.
#[derive(Debug)]
pub struct Accounts {
    folder: tempfile::TempDir,
}

impl Accounts {
    /// So many enterprises.
    ///
    /// # Errors
    /// The temporary folder cannot be written.
    pub fn new(enterprises: usize) -> io::Result<Self> {
        let accounts = Self { folder: tempfile::tempdir()? };
        let (rules, data) = (accounts.rulebook(), accounts.data());
        fs::create_dir_all(&rules)?;
        fs::create_dir_all(&data)?;
        let about = "id = \"accounts\"\nversion = \"1.0.0\"\nlanguage = 1\n\n[results]\nname = \"名称\"\ndistrict = \"区\"\n";
        fs::write(rules.join("rulebook.toml"), about)?;
        fs::write(rules.join("a.rule"), format!("{VOCABULARY}\n{RULES}"))?;
        fs::write(rules.join("industries.csv"), industries())?;
        fs::write(rules.join("divisions.csv"), divisions())?;
        fs::write(rules.join("handbook.csv"), handbook())?;
        fs::write(data.join("dataset.toml"), "period = \"2017\"\n")?;
        let [basic, boilers, rows] = forms(enterprises);
        fs::write(data.join("基本表.csv"), basic)?;
        fs::write(data.join("锅炉表.csv"), boilers)?;
        fs::write(data.join("核算表.csv"), rows)?;
        Ok(accounts)
    }

    /// Where the rules lie.
    #[must_use]
    pub fn rulebook(&self) -> PathBuf {
        self.folder.path().join("rulebook")
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

    /// How many accounting rows there are.
    #[must_use]
    pub const fn rows(enterprises: usize) -> usize {
        enterprises * ROWS
    }

    /// How many rows the handbook has.
    #[must_use]
    pub fn handbook_rows(&self) -> usize {
        handbook().lines().count().saturating_sub(1)
    }

    /// The folder of it all.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

fn industries() -> String {
    let mut text = "code,name,parent\n".to_owned();
    for division in 13..=43 {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{division},示例大类{division},");
        for class in 10..20 {
            let _ = writeln!(text, "{division}{class},示例小类{division}{class},{division}");
        }
    }
    text
}

fn divisions() -> String {
    (0..11).fold("code,name\n".to_owned(), |text, at| text + &format!("4403{:02},示例区{at}\n", at + 3))
}

/// What every step makes of every material in every group of industries; of a boiler by its sulphur and its ash.
fn handbook() -> String {
    let mut text = "行业,环节,原料,工艺,污染物,系数,手册单位\n".to_owned();
    for (at, (group, _, _)) in GROUPS.iter().enumerate() {
        for (step, name) in STEPS.iter().enumerate() {
            for (material, of) in MATERIALS.iter().enumerate() {
                for (pollutant, what) in POLLUTANTS.iter().enumerate() {
                    let number = 1 + (at * 7 + step * 5 + material * 3 + pollutant) % 17;
                    let factor = match (step, pollutant) {
                        (0, 0) => format!("{number}.25A"),
                        (0, _) => format!("{number}S"),
                        _ => format!("{number}.{step}"),
                    };
                    let unit = if step == 4 { "克/吨-原料" } else { "千克/吨-原料" };
                    let process = if step == 1 { "喷涂" } else { "所有" };
                    let _ = writeln!(text, "{group},{name},{of},{process},{what},{factor},{unit}");
                }
            }
        }
    }
    text
}

/// The enterprises, their boilers, their accounting rows.
fn forms(enterprises: usize) -> [String; 3] {
    let mut basic = "代码,名称,行业,区,总产值\n".to_owned();
    let mut boilers = "代码,锅炉编号,含硫量,灰分\n".to_owned();
    let mut rows = "代码,排放口,锅炉编号,环节,原料,工艺,污染物,用量,用量单位,用电量,额定功率,运行时间,去除效率,填报产生量\n"
        .to_owned();
    let mut dice = Dice::new(20_171_231);
    for at in 0..enterprises {
        let code = format!("91440300MA5F{at:06}");
        let (_, first, last) = GROUPS.get(dice.below(GROUPS.len())).copied().unwrap_or(("", 13, 20));
        let division = first + dice.below(last - first + 1);
        let (class, district, output) = (10 + dice.below(10), 3 + dice.below(11), 1000 + dice.below(900_000));
        let _ = writeln!(basic, "{code},示例企业{at}号,{division}{class},4403{district:02},{output}");
        let (sulphur, ash) = (1 + dice.below(30), 5 + dice.below(20));
        let _ = writeln!(boilers, "{code},1,0.{sulphur:02},{ash}");
        for row in 0..ROWS {
            let (step, material, pollutant) = (dice.of(&STEPS), dice.of(&MATERIALS), dice.of(&POLLUTANTS));
            let step = if dice.one_in(LACKING) { "其他" } else { step };
            let process = if step == "涂装" { "喷涂" } else { "一般" };
            let amount = 1 + dice.below(50_000);
            let amount =
                if dice.one_in(LACKING) { String::new() } else { format!("{}.{}", amount / 10, amount % 10) };
            let unit = dice.of(&["吨", "吨", "千克"]);
            let (power, hours) = (5 + dice.below(90), 240 * (1 + dice.below(30)));
            let used = power * hours * (40 + dice.below(70)) / 100;
            let efficiency = dice.of(&["0", "70", "85", "92.5"]);
            let boiler = if step == "锅炉" { "1" } else { "" };
            let _ = writeln!(
                rows,
                "{code},DA{:03},{boiler},{step},{material},{process},{pollutant},{amount},{unit},{used},{power},{hours},{efficiency},{}",
                1 + row / 2,
                dice.below(100_000)
            );
        }
    }
    [basic, boilers, rows]
}
