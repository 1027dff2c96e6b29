//! Rulebooks of any size over the national vocabulary: rules as an office writes them, every second one in English,
//! no two alike, the same on every machine.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Rules in one file.
const A_FILE: usize = 80;

/// A name in both languages.
type Pair = (&'static str, &'static str);

/// Amounts of the wastewater table, in m³.
const WATER: [Pair; 5] = [
    ("取水量", "water intake"),
    ("城市自来水", "tap water"),
    ("自备水", "own water"),
    ("水利工程供水", "irrigation water"),
    ("其他工业企业供水", "water bought"),
];
/// Amounts of its outlets, generated and discharged, in t.
const POLLUTANTS: [(Pair, Pair); 5] = [
    (("化学需氧量产生量", "COD generated"), ("化学需氧量排放量", "COD discharged")),
    (("氨氮产生量", "ammonia nitrogen generated"), ("氨氮排放量", "ammonia nitrogen discharged")),
    (("总氮产生量", "total nitrogen generated"), ("总氮排放量", "total nitrogen discharged")),
    (("总磷产生量", "total phosphorus generated"), ("总磷排放量", "total phosphorus discharged")),
    (("石油类产生量", "petroleum generated"), ("石油类排放量", "petroleum discharged")),
];
/// Amounts of the hazardous waste table, in t.
const WASTE: [Pair; 5] = [
    ("危险废物产生量", "waste generated"),
    ("送持证单位量", "sent to licensed units"),
    ("自行综合利用量", "used on site"),
    ("自行处置量", "disposed on site"),
    ("本年末本单位实际贮存量", "closing stock"),
];
/// Forms of which a subject has many rows or one.
const FORMS: [Pair; 5] = [
    ("废水表", "wastewater table"),
    ("原辅材料表", "materials"),
    ("产品表", "products"),
    ("危废表", "hazardous waste table"),
    ("核算表", "accounting table"),
];
/// Texts of the basic form.
const TEXTS: [Pair; 5] = [
    ("单位详细名称", "unit name"),
    ("登记注册类型", "registration type"),
    ("受纳水体", "receiving water"),
    ("排污许可证编号", "permit number"),
    ("【开业(成立)时间】", "opening date"),
];
/// Answers of the basic form.
const ANSWERS: [Pair; 5] = [
    ("产生工业废水", "produces wastewater"),
    ("有锅炉", "boiler"),
    ("有工业炉窑", "furnace"),
    ("一般工业固体废物", "solid waste"),
    ("有其他生产废气", "other waste gas"),
];
/// Industries.
const INDUSTRIES: [&str; 8] = ["3360", "33", "3982", "17", "2614", "22", "3511", "30"];
/// Substances.
const SUBSTANCES: [Pair; 5] =
    [("硫酸", "acid"), ("油漆", "paint"), ("溶剂", "solvent"), ("氯", "chlorine"), ("煤", "coal")];

/// Numbers that look like chance and are not: SplitMix64.
#[derive(Clone, Copy, Debug)]
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Below `end`.
    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        let at = self.below(all.len() as u64);
        #[expect(clippy::indexing_slicing, reason = "a remainder of the length")]
        all[usize::try_from(at).unwrap_or(0)]
    }
}

/// One rule being written, in one language.
struct Writer<'d> {
    dice: &'d mut Dice,
    zh: bool,
}

impl Writer<'_> {
    fn say(&self, (zh, en): (&'static str, &'static str)) -> &'static str {
        if self.zh { zh } else { en }
    }

    fn any(&mut self, names: &[Pair]) -> &'static str {
        let pair = self.dice.of(names);
        self.say(pair)
    }

    /// Scope, conditions and checks of the rule of a number, which stands in it so that no two are alike.
    fn body(&mut self, number: usize) -> String {
        let (when, check, every, requires) = (
            self.say(("当", "when")),
            self.say(("要求", "check")),
            self.say(("逐行", "for each")),
            self.say(("必填", "requires")),
        );
        let (and, or, is_in, given) = (
            self.say(("且", "and")),
            self.say(("或", "or")),
            self.say(("属于", "in")),
            self.say(("有值", "is given")),
        );
        let (at_most, within, otherwise) =
            (self.say(("不超过", "≤")), self.say(("误差", "within")), self.say(("缺失按", "otherwise")));
        let (cubic, tonne, hour) =
            (self.say(("立方米", "m³")), self.say(("吨", "t")), self.say(("小时", "h")));
        let industry = self.say(("行业", "industry"));
        let outlets = self.say(("排放口", "outlets"));
        match number % 12 {
            0 => {
                let (a, b) = (self.dice.of(&INDUSTRIES), 1300 + number);
                let form = self.any(&FORMS);
                let hours = self.say(("正常生产时间", "production hours"));
                format!("  {industry} {a}, 3982 {requires} {form}\n  {when} {hours} > {b} {hour}\n")
            }
            1 => {
                let parts: Vec<String> =
                    WATER.iter().skip(1).map(|part| format!("({} {otherwise} 0)", self.say(*part))).collect();
                let whole = self.say(("取水量", "water intake"));
                format!("  {check} {whole} ≈ {} {within} {number} {cubic}\n", parts.join(" + "))
            }
            2 => {
                let (generated, discharged) = self.dice.of(&POLLUTANTS);
                let (generated, discharged) = (self.say(generated), self.say(discharged));
                let volume = self.say(("废水排放量", "wastewater discharged"));
                let low = self.dice.below(50) + 1;
                format!(
                    "  {every} {outlets}\n  {when} {volume} > {number} {cubic} {and} {generated} {given}\n  {check} {discharged} {at_most} {generated}\n  {check} {discharged} ≥ {generated} × {low}%\n"
                )
            }
            3 => {
                let table = self.say(("核算表", "accounting table"));
                let net = self.say(("去除后", "net"));
                let (word, efficiency) =
                    (self.say(("令", "let")), self.say(("去除效率", "removal efficiency")));
                let (emitted, output, coefficient) = (
                    self.say(("污染物排放量", "amount emitted")),
                    self.say(("产量", "output")),
                    self.say(("产污系数", "coefficient")),
                );
                let tolerance = self.dice.below(9) + 1;
                format!(
                    "  {every} {table}\n  {word} {net} = 1 − {efficiency}\n  {check} {emitted} ≈ {output} × {coefficient} × {net} {within} {tolerance}% {or} {number} {}\n",
                    self.say(("千克", "kg"))
                )
            }
            4 => {
                let (sum, amount) = (self.say(("合计", "sum")), self.any(&WASTE));
                let (form, kind) = (
                    self.say(("危废表", "hazardous waste table")),
                    self.say(("危险废物名称", "hazardous waste")),
                );
                let (keep, contains) = (self.say(("其中", "where")), self.say(("含", "contains")));
                let text = self.dice.of(&SUBSTANCES).0;
                format!(
                    "  {check} {sum}({form}.{amount} {keep} {kind} {contains} \"{text}\") {at_most} {number} {tonne}\n"
                )
            }
            5 => {
                let (every_row, has) = (self.say(("每行", "every")), self.say(("满足", "has")));
                let (_, discharged) = self.dice.of(&POLLUTANTS);
                let discharged = self.say(discharged);
                let answer = self.say(("产生工业废水", "produces wastewater"));
                format!(
                    "  {when} {answer}\n  {check} {every_row} {outlets} {has} {discharged} {at_most} {number} {tonne}\n"
                )
            }
            6 => {
                let (a, b) = (self.any(&WATER), self.any(&ANSWERS));
                let (condition, then) = (self.say(("如果", "if")), self.say(("则", "then")));
                let filed = self.say(("已填报", "is filed"));
                let form = self.say(("废水表", "wastewater table"));
                format!(
                    "  {when} {form} {filed}\n  {check} {condition} {b} {then} {a} ≥ {number} {cubic} {or} {a} = 0\n"
                )
            }
            7 => {
                let (a, b, c) = (self.dice.of(&INDUSTRIES), self.dice.of(&INDUSTRIES), self.any(&TEXTS));
                let status = self.say(("运行状态", "operating status"));
                let is = self.say(("为", "is"));
                format!(
                    "  {when} {industry} {is_in} {a}, {b} {and} {status} {is} \"1\"\n  {check} {c} {given} {or} {} ≥ {number} {hour}\n",
                    self.say(("正常生产时间", "production hours"))
                )
            }
            8 => {
                let facilities = self.say(("治理设施", "facilities"));
                let (treated, capacity) = (
                    self.say(("年实际处理水量", "water treated")),
                    self.say(("设计处理能力", "design capacity")),
                );
                let hours = self.say(("年运行小时", "facility hours"));
                let factor = 100 + self.dice.below(50);
                format!(
                    "  {every} {facilities}\n  {check} {treated} {at_most} {capacity} × {hours} × {factor}% + {number} {cubic}\n"
                )
            }
            9 => {
                let (any, keep) = (self.say(("存在", "any")), self.say(("其中", "where")));
                let form = self.say(("原辅材料表", "materials"));
                let (material, contains) =
                    (self.say(("原辅材料名称", "material")), self.say(("含", "contains")));
                let substance = self.dice.of(&SUBSTANCES).0;
                let amount = self.say(("取水量", "water intake"));
                format!(
                    "  {when} {any} {form} {keep} {material} {contains} \"{substance}\"\n  {check} {amount} > {number} {cubic}\n"
                )
            }
            10 => {
                let (count, max) = (self.say(("记录数", "count")), self.say(("最大", "max")));
                let volume = self.say(("废水排放量", "wastewater discharged"));
                let limit = self.dice.below(20) + 1;
                format!(
                    "  {check} {count}({outlets}) {at_most} {limit}\n  {check} {max}({outlets}.{volume}) {at_most} {number} {cubic}\n"
                )
            }
            _ => {
                let hours = self.say(("正常生产时间", "production hours"));
                let answer = self.any(&ANSWERS);
                let high = 4000 + number;
                format!("  {when} {answer}\n  {check} {hours} {is_in} 0..{high} {hour}\n")
            }
        }
    }

    /// The whole rule, as an office writes it.
    fn rule(&mut self, number: usize) -> String {
        let body = self.body(number);
        let severity = match (self.zh, self.dice.below(3)) {
            (true, 0) => "提示",
            (true, _) => "强制",
            (false, 0) => "advisory",
            (false, _) => "mandatory",
        };
        if self.zh {
            format!(
                "规则 GEN-{number:04} 「第 {number} 条审核要点」\n{body}  级别 {severity}\n  说明 「{{单位详细名称}}（行业 {{行业}}）不符合第 {number} 条」\n  依据 「审核要点 {number}」\n\n"
            )
        } else {
            format!(
                "rule GEN-{number:04} \"item {number} of the review\"\n{body}  severity {severity}\n  message \"{{unit name}} (industry {{industry}}) does not satisfy item {number}\"\n  basis \"item {number}\"\n\n"
            )
        }
    }
}

/// So many rules, in files of eighty; in turns of twelve kinds, every other turn in the other language.
#[must_use]
pub fn files(rules: usize) -> Vec<String> {
    files_in(rules, |number| (number + number / 12) % 2 == 0)
}

/// The same rules, each in Chinese where `zh` says so.
#[must_use]
pub fn files_in(rules: usize, zh: impl Fn(usize) -> bool) -> Vec<String> {
    let mut dice = Dice(3360);
    let mut files: Vec<String> = Vec::new();
    for number in 0..rules {
        if number % A_FILE == 0 {
            files.push(format!(
                "# 生成的规则，第 {} 份。Generated rules, for measuring only.\n\n",
                files.len() + 1
            ));
        }
        let rule = Writer { dice: &mut dice, zh: zh(number) }.rule(number);
        if let Some(file) = files.last_mut() {
            let _ = write!(file, "{rule}");
        }
    }
    files
}

/// Generated rules in a temporary folder.
#[derive(Debug)]
pub struct Book {
    folder: tempfile::TempDir,
    /// Into how many files they went.
    pub files: usize,
    /// How long these are together.
    pub bytes: usize,
}

impl Book {
    /// So many rules.
    ///
    /// # Errors
    /// The temporary folder cannot be written.
    pub fn new(rules: usize) -> io::Result<Self> {
        Self::of(&files(rules))
    }

    /// These files.
    ///
    /// # Errors
    /// The temporary folder cannot be written.
    pub fn of(texts: &[String]) -> io::Result<Self> {
        let folder = tempfile::tempdir()?;
        for (at, text) in texts.iter().enumerate() {
            fs::write(folder.path().join(format!("generated-{at:03}.rule")), text)?;
        }
        Ok(Self { folder, files: texts.len(), bytes: texts.iter().map(String::len).sum() })
    }

    /// The national vocabulary, then the rules.
    #[must_use]
    pub fn paths(&self) -> Vec<PathBuf> {
        let national = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rulebooks/national");
        vec![national.join("subject.rule"), national.join("forms"), self.folder.path().to_owned()]
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use shensuan_engine::{Checked, Parsed};

    use super::{Book, files, files_in};

    /// The rules, checked, which have no errors.
    fn checked(texts: &[String]) -> Checked {
        let checked = Parsed::read(&Book::of(texts).unwrap().paths()).check();
        let error = checked.said.iter().find(|said| said.code.row().number.starts_with('E'));
        assert!(error.is_none(), "{error:#?}");
        checked
    }

    #[test]
    fn the_rules_are_without_errors_always_the_same_and_no_two_alike() {
        assert_eq!(files(240), files(240));
        let checked = checked(&files(2000));
        let rules = checked.model.rules.iter();
        let meanings: BTreeSet<String> = rules.map(|rule| rule.print_meaning(&checked.model)).collect();
        assert_eq!(meanings.len(), 2000);
    }

    #[test]
    fn in_either_language_the_rules_mean_the_same() {
        let (zh, en) = (checked(&files_in(240, |_| true)), checked(&files_in(240, |_| false)));
        let meanings = |checked: &Checked| -> Vec<String> {
            checked.model.rules.iter().map(|rule| rule.print_meaning(&checked.model)).collect()
        };
        assert_eq!(meanings(&zh), meanings(&en));
    }
}
