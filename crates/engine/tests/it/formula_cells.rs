//! Formulas in the cells of tables, from files to findings, and against a naive evaluator.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use shensuan_diagnostics::{Diagnostics, Lang, Renderer, SourceMap};
use shensuan_engine::{Answer, Options, Parsed, Ready, evaluate_text};
use shensuan_findings::{Review, State};

const VOCABULARY: &str = "subject 企业 also enterprise keyed by 代码
form F also form
  one per 企业
  field 代码 also code : text
  field 燃料 also fuel : text
form 锅炉 also boiler
  many per 企业 keyed by 编号
  field 编号 also number : integer
  field 灰分 also ash : percent
  field 硫 also sulphur : quantity in unit from 硫单位
  field 硫单位 also sulphur unit : text
table 手册 also handbook from \"handbook*.csv\" keyed by 燃料
  field 系数 also factor : formula of S (in unit from S单位) = boiler[1].sulphur, A = boiler[1].ash in unit from 系数单位
  field S单位 also unit of S : text
  field 系数单位 also unit of factor : text
";

const HEAD: &str = "燃料,系数,系数单位,S单位\n";

fn book(folder: &Path, rules: &str, handbook: &str) -> Parsed {
    fs::write(folder.join("rules.rule"), format!("{VOCABULARY}\n{rules}")).unwrap();
    fs::write(folder.join("handbook-1.csv"), handbook).unwrap();
    Parsed::read(&[folder.to_owned()])
}

fn shown(said: &Diagnostics, sources: &SourceMap, folder: &Path) -> String {
    let texts: Vec<String> = [Lang::En, Lang::Zh]
        .into_iter()
        .flat_map(|lang| {
            said.iter().map(move |one| Renderer { lang, width: 160, colour: false }.draw(one, sources))
        })
        .collect();
    texts.join("\n").replace(&folder.display().to_string(), "FOLDER")
}

fn complaints(rules: &str, handbook: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let checked = book(folder.path(), rules, handbook).check();
    shown(&checked.said, &checked.sources, folder.path())
}

fn ready(folder: &Path, rules: &str, handbook: &str) -> Ready {
    book(folder, rules, handbook).check().plan().unwrap_or_else(|checked| panic!("{:?}", checked.said))
}

fn review(ready: &Ready, folder: &Path, lang: Lang) -> Review {
    let (data, said) = ready.open(folder);
    assert!(!said.has_errors(), "{said:?}");
    ready.review(&data, Options { lang, ..Options::default() }).unwrap()
}

const HANDBOOK: &str = "燃料,系数,系数单位,S单位\n烟煤,16S,千克/吨,%\n型煤,\"1.25A\",千克/吨,\n天然气,0.02S,千克/万立方米,毫克/立方米\n柴油,2.19,千克/吨,\n焦炭,1.1＋0.3S×A,克/千克,%\n";

fn data(folder: &Path) -> std::path::PathBuf {
    let data = folder.join("data");
    fs::create_dir(&data).unwrap();
    fs::write(
        data.join("F.csv"),
        "代码,燃料\nE1,烟煤\nE2,天然气\nE3,柴油\nE4,型煤\nE5,焦炭\nE6,天然气\nE7,烟煤\nE8,木柴\n",
    )
    .unwrap();
    let rows = "代码,编号,灰分,硫,硫单位\nE1,1,12,0.8,%\nE2,1,,0.1,克/立方米\nE4,1,20,,\nE5,1,10,2,%\nE6,1,,1,%\nE7,1,5,,%\n";
    fs::write(data.join("锅炉.csv"), rows).unwrap();
    data
}

#[test]
fn parameters_go_in_as_bare_numbers_in_the_unit_that_the_row_names() {
    let folder = tempfile::tempdir().unwrap();
    let rules = "formula 因子 = handbook.factor\nformula 另 = handbook[fuel].factor as 克/吨\n";
    let ready = ready(folder.path(), rules, HANDBOOK);
    let found = review(&ready, &data(folder.path()), Lang::Zh);
    let values = |name: &str| -> Vec<(Option<f64>, &str)> {
        let all = found.values.iter().filter(|value| value.name == name);
        all.map(|value| (value.value.map(|number| (number * 1e9).round() / 1e9), value.unit.as_str()))
            .collect()
    };
    let wanted = [
        (Some(12.8), "kg/t"),   // 16 × 0.8
        (Some(2.0), "kg/万m³"), // 0.1 g/m³ are 100 mg/m³
        (Some(2.19), "kg/t"),   // no boiler, and none is needed
        (Some(25.0), "kg/t"),   // 1.25 × 20
        (Some(7.1), "g/kg"),    // 1.1 + 0.3 × 2 × 10
        (None, ""),             // a share of sulphur where mg/m³ are wanted
        (None, ""),             // no sulphur given
        (None, ""),             // no such fuel
    ];
    let numbers: Vec<Option<f64>> = wanted.iter().map(|(number, _)| *number).collect();
    assert_eq!(values("因子").iter().map(|(number, _)| *number).collect::<Vec<_>>(), numbers);
    assert_eq!(values("另").first(), Some(&(Some(12800.0), "克/吨")));
    let states: Vec<State> = found
        .values
        .iter()
        .filter(|value| value.name == "因子" && value.value.is_none())
        .filter_map(|value| value.lacking.first().map(|cell| cell.state))
        .collect();
    assert_eq!(states, [State::UnitMisfit, State::Missing, State::NotFound]);
}

#[test]
fn a_finding_shows_the_cell_what_goes_in_and_what_comes_out() {
    let folder = tempfile::tempdir().unwrap();
    let rules = "rule A\n  when handbook is found and handbook.factor is given\n  check handbook.factor ≤ 0.001 克/吨\n  check handbook.factor ≤ 0.001 千克/万立方米\n";
    let ready = ready(folder.path(), rules, HANDBOOK);
    let data = data(folder.path());
    let mut text = String::new();
    for lang in [Lang::En, Lang::Zh] {
        for finding in review(&ready, &data, lang).findings {
            let _ = writeln!(text, "{}", finding.subject);
            for shown in finding.evidence {
                let (value, unit) = (shown.value.unwrap_or_default(), shown.unit);
                let cell = shown.cell.map(|cell| format!("  {} row {}", cell.file, cell.row));
                let _ = writeln!(text, "  {} = {value} {unit}{}", shown.name, cell.unwrap_or_default());
            }
        }
    }
    insta::assert_snapshot!(text);
}

#[test]
fn cells_that_are_no_formulas_are_shown_in_their_rows() {
    let handbook = format!(
        "{HEAD}烟煤,16S+,千克/吨,%\n型煤,\"1.25 B\",千克/吨,\n天然气,0.02S,千克/万立方尺,毫克\n柴油,\"\"\"?\"\"\",,\n焦炭,1÷(S+1),,\n\"焦\n炭\",S×S×S,,\n烟煤,1,,\n"
    );
    insta::assert_snapshot!(complaints("", &handbook));
}

/// What an office types, and what it is told: a line a cell and language, the mark of the English picture between them.
#[test]
fn cells_as_they_are_typed() {
    let typed = [
        "0.02S",
        "０．０２Ｓ",
        "0.02 s",
        "0.02×S",
        "0.02*S",
        "2E-06S",
        "1,200S",
        "(S+1)×A÷2",
        "2.19",
        "－5",
        "S%",
        "80%",
        "0.02S^2",
        "0.02S²",
        "0.02(S+1)",
        "0.02 S A",
        "0.02xS",
        "16.0 kg/t",
        "千克",
        "=0.02S",
        "'0.02S",
        "0。02S",
        "0.02S，A",
        "0,02S",
        "12-15",
        "12~15",
        "2017/12/31",
        "(5)",
        "/",
        "—",
        "无",
        "见附表 1",
        "16S+",
        "（1+S",
        "1+S）",
        "1/(S+1)",
        "S×S×A",
        "S/0",
        "1e999S",
        "S>5",
        "if(S>5,1,2)",
        "0.02S（S 为含硫量）",
    ];
    let folder = tempfile::tempdir().unwrap();
    let mut text = String::new();
    for typed in typed.map(str::to_owned).into_iter().chain(["(".repeat(40) + "S", "S+".repeat(150) + "S"]) {
        let checked = book(folder.path(), "", &format!("{HEAD}烟煤,\"{typed}\",千克/吨,%\n")).check();
        let said = shown(&checked.said, &checked.sources, folder.path());
        let lines =
            said.lines().filter(|line| line.contains('×') || line.contains("   ·") || line.contains(" 2 │"));
        let short: String = typed.chars().take(30).collect();
        let _ = writeln!(text, "{short}");
        for line in lines.take(4) {
            let _ = writeln!(text, "  {line}");
        }
    }
    insta::assert_snapshot!(text);
}

#[test]
fn what_cannot_be_declared_or_read() {
    let rules = "form G\n  one per 企业\n  field a : formula of S = 1\n
table K from data keyed by 燃料
  field b : formula of S = 1, T = 2, U = 3, V = 4, W = 5, X = 6, Y = 7, Z = 8, N = 9
table L from data keyed by 燃料
  field c : formula of S = 1, s = 2, S 1 = 3, E2 = 4
table M from data keyed by 燃料
  field d : formula of S = boiler[1].sulphur
  field e : formula of S = nothing
  field f : formula of S = M.f
  field g : formula of S (in unit from h) = 1, T = fuel
  field h : number
  field i : formula of S = nobody + fuel
rule A check M.d > 1
rule B check M.e > 1
rule C check M.e > 2
rule D check M.f > 1
rule E check M.g > 1
rule H check handbook.factor contains \"S\"
case H
  given handbook: factor = \"16X\"
  expect pass
";
    insta::assert_snapshot!(complaints(rules, HEAD));
}

/// What stands behind or between the parameters, and is no part of the language.
#[test]
fn declarations_as_they_are_typed() {
    let typed = [
        "field 一 : formula of S = boiler[1].ash and A = boiler[1].ash in unit from u",
        "指标 一 ：算式 参数 S = 锅炉[1].灰分 和 A = 锅炉[1].灰分 单位见 u",
        "field 一 : formula of S, A in unit from u",
        "field 一 : formula S = boiler[1].ash in unit from u",
        "指标 一 ：算式 S = 锅炉[1].灰分 单位见 u",
        "field 一 formula of S = boiler[1].ash in unit from u",
        "field 一 : formula of S (unit from u) = boiler[1].ash in unit from u",
        "field 一 : formula of S = boiler[1].ash in unit kg/t",
        "field 一 : formula of S = boiler[1].ash ≥ 1 in unit from u",
        "field 一 : formula of S = fuel in unit from u",
    ];
    let mut text = String::new();
    for typed in typed {
        let rules = format!(
            "table K from data keyed by 燃料\n  field u : text\n  {typed}\nrule R check K.一 ≥ 0 kg/t\n"
        );
        let _ = writeln!(text, "{typed}\n\n{}", complaints(&rules, HEAD));
    }
    insta::assert_snapshot!(text);
}

/// All that may stand between and behind the parameters means the same.
#[test]
fn declarations_that_mean_the_same() {
    let typed = [
        "field 一 : formula of S = boiler[1].ash, A = boiler[1].ash + 1% in unit from u private",
        "field 一 : formula of S = boiler[1].ash,\n    A = boiler[1].ash + 1%,\n    in unit from u private",
        "指标 一 ：算式 参数 S＝锅炉[1].灰分、A＝锅炉[1].灰分＋1% 单位见 u 不公开",
        "指标 一 ：算式 参数 S = 锅炉[1].灰分，A = 锅炉[1].灰分 + 1%，单位见 u 不公开",
    ];
    let folder = tempfile::tempdir().unwrap();
    let models = typed.map(|typed| {
        let rules = format!(
            "table K from data keyed by 燃料\n  field u : text\n  {typed}\nrule R check K.一 ≥ 0 kg/t\n"
        );
        ready(folder.path(), &rules, HEAD).model.print()
    });
    assert!(models[0].contains("with S = "), "{}", models[0]);
    for model in &models {
        assert_eq!(*model, models[0]);
    }
}

/// What an expression is made of a cell alone, on the command line.
#[test]
fn a_cell_is_evaluated() {
    let folder = tempfile::tempdir().unwrap();
    book(folder.path(), "", HANDBOOK);
    let answer = |expression: &str, given: &[&str]| {
        let given: Vec<String> = given.iter().map(|given| (*given).to_owned()).collect();
        match evaluate_text(Some(folder.path()), expression, &given, None, Lang::En) {
            Ok(Answer::Number(number, unit)) => format!("{number} {unit}"),
            Ok(Answer::Missing) => "missing".to_owned(),
            Ok(Answer::Text(_) | Answer::Truth(_)) => "no number".to_owned(),
            Err(refused) => format!("{:?}", refused.said),
        }
    };
    let gas = "boiler: number = 1, sulphur = 0.1 g/m³";
    assert_eq!(answer("handbook[\"天然气\"].factor", &[gas]), "2 kg/万m³");
    assert_eq!(answer("handbook.factor", &["fuel = \"天然气\"", gas]), "2 kg/万m³");
    assert_eq!(answer("handbook[\"柴油\"].factor × 2 t", &[]), "4.38 kg");
    assert_eq!(answer("handbook[\"烟煤\"].factor", &[gas]), "missing");
    assert_eq!(answer("handbook[\"木柴\"].factor", &[gas]), "missing");
}

#[test]
fn cases_give_numbers_and_formulas() {
    let folder = tempfile::tempdir().unwrap();
    let rules = "rule A check handbook.factor ≤ 10 kg/t\n
case A \"a number\"\n  given fuel = \"x\"\n  given handbook: fuel = \"x\", factor = 2.19 kg/t\n  expect pass\n
case A \"a formula\"\n  given fuel = \"x\"\n  given boiler: number = 1, sulphur = 0.8 %\n  given handbook: fuel = \"x\", factor = \"16S\", unit of factor = \"kg/t\", unit of S = \"%\"\n  expect fail\n
case A \"without quotes\"\n  given fuel = \"x\"\n  given boiler: number = 1, ash = 4%\n  given handbook: fuel = \"x\", factor = 1.25A, unit of factor = \"kg/t\"\n  expect pass\n
case A \"nothing to go in\"\n  given fuel = \"x\"\n  given handbook: fuel = \"x\", factor = 1.25A, unit of factor = \"kg/t\"\n  expect undetermined\n";
    let ready = ready(folder.path(), rules, HEAD);
    assert_eq!(ready.model.cases.len(), 4);
    for case in &ready.model.cases {
        let result = ready.case(case);
        assert!(result.complaint.is_none(), "{:?}: {:?}", case.title, result.found);
    }
}

/// A formula, built at random.
#[derive(Clone, Debug)]
enum Tree {
    Number(f64),
    Parameter(usize),
    /// A number with a parameter right behind it.
    Joined(f64, usize),
    Plus(Box<Self>, Box<Self>),
    Minus(Box<Self>, Box<Self>),
    Times(Box<Self>, Box<Self>),
    Over(Box<Self>, f64),
    /// A whole formula over parameters: each sign by itself, or their product in brackets.
    Under(Box<Self>, Vec<usize>, bool),
}

const PARAMETERS: [&str; 3] = ["S", "A1", "补"];

impl Tree {
    fn text(&self) -> String {
        let side = |side: &Self| match side {
            Self::Number(_) | Self::Parameter(_) | Self::Joined(..) => side.text(),
            _ => format!("（{}）", side.text()),
        };
        match self {
            Self::Number(number) => format!("{number}"),
            Self::Parameter(of) => PARAMETERS[*of].to_owned(),
            Self::Joined(number, of) => format!("{number}{}", PARAMETERS[*of]),
            Self::Plus(a, b) => format!("{}+{}", a.text(), b.text()),
            Self::Minus(a, b) => format!("{} − {}", a.text(), side(b)),
            Self::Times(a, b) => format!("{}×{}", side(a), side(b)),
            Self::Over(a, by) => format!("{}/{by}", side(a)),
            Self::Under(a, by, at_once) => {
                let names: Vec<&str> = by.iter().map(|of| PARAMETERS[*of]).collect();
                let names = names.join(if *at_once { " × " } else { " ÷ " });
                if *at_once { format!("{} ÷ ({names})", side(a)) } else { format!("{} ÷ {names}", side(a)) }
            }
        }
    }

    /// What it comes to, with the sum of what is added up in it, against which rounding is measured. Missing where a
    /// parameter that is written is.
    fn value(&self, given: &[Option<f64>; 3]) -> Option<(f64, f64)> {
        let one = |value: f64| (value, value.abs());
        Some(match self {
            Self::Number(number) => one(*number),
            Self::Parameter(of) => one(given[*of]?),
            Self::Joined(number, of) => one(number * given[*of]?),
            Self::Plus(a, b) => {
                let (a, b) = (a.value(given)?, b.value(given)?);
                (a.0 + b.0, a.1 + b.1)
            }
            Self::Minus(a, b) => {
                let (a, b) = (a.value(given)?, b.value(given)?);
                (a.0 - b.0, a.1 + b.1)
            }
            Self::Times(a, b) => {
                let (a, b) = (a.value(given)?, b.value(given)?);
                (a.0 * b.0, a.1 * b.1)
            }
            Self::Over(a, by) => {
                let a = a.value(given)?;
                (a.0 / by, a.1 / by)
            }
            Self::Under(a, by, _) => {
                let mut a = a.value(given)?;
                for of in by {
                    let by = given[*of]?;
                    a = (a.0 / by, a.1 / by);
                }
                a
            }
        })
    }

    /// How many parameters are multiplied.
    fn degree(&self) -> usize {
        match self {
            Self::Number(_) => 0,
            Self::Parameter(_) | Self::Joined(..) => 1,
            Self::Plus(a, b) | Self::Minus(a, b) => a.degree().max(b.degree()),
            Self::Times(a, b) => a.degree() + b.degree(),
            Self::Over(a, _) | Self::Under(a, ..) => a.degree(),
        }
    }
}

struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % bound).unwrap()
    }

    /// Above 0, and exact however it is written.
    fn number(&mut self) -> f64 {
        f64::from(u32::try_from(self.below(4000) + 1).unwrap()) / 16.0
    }

    fn of<'t>(&mut self, among: &[&'t str]) -> &'t str {
        among[self.below(among.len() as u64)]
    }

    fn formula(&mut self, depth: usize) -> Tree {
        let pick = if depth == 0 { self.below(3) } else { self.below(8) };
        let mut inner = || Box::new(self.formula(depth.saturating_sub(1)));
        match pick {
            0 => Tree::Number(self.number()),
            1 => Tree::Parameter(self.below(3)),
            2 => Tree::Joined(self.number(), self.below(3)),
            3 => Tree::Plus(inner(), inner()),
            4 => Tree::Minus(inner(), inner()),
            5 => Tree::Over(inner(), self.number()),
            _ => {
                let (a, b) = (inner(), inner());
                if a.degree() + b.degree() > 2 { *a } else { Tree::Times(a, b) }
            }
        }
    }

    /// What may stand in a cell: a number, or a formula that writes a parameter.
    fn cell(&mut self) -> Tree {
        loop {
            let formula = self.formula(4);
            if self.below(3) == 0 {
                let first = self.below(3);
                let by: Vec<usize> = (first..3).take(self.below(3) + 1).collect();
                let at_once = by.len() == 2 && self.below(2) == 0;
                return Tree::Under(Box::new(formula), by, at_once);
            }
            if formula.degree() > 0 || matches!(formula, Tree::Number(_)) {
                return formula;
            }
        }
    }
}

/// A number in one unit, in another; nothing between a share and what a cubic metre holds.
fn converted(number: f64, from: &str, to: &str) -> Option<f64> {
    let unit = |name: &str| match name {
        "%" => Some(('r', 0.01)),
        "‰" => Some(('r', 0.001)),
        "mg/m³" => Some(('c', 0.001)),
        "g/m³" => Some(('c', 1.0)),
        _ => None,
    };
    let ((kind, by), (wanted, over)) = (unit(from)?, unit(to)?);
    (kind == wanted).then(|| number * by / over)
}

#[test]
fn random_cells_come_to_what_a_naive_evaluator_says_row_by_row() {
    let vocabulary = "subject 户 keyed by 号
form F
  one per 户
  field 号 : text
form 炉
  many per 户 keyed by 编号
  field 编号 : text
  field 硫 : quantity in unit from 硫单位
  field 硫单位 : text
  field 灰 : percent
form 核算
  many per 户
  field 设备 : text
  field 燃料 : text
  field 补数 : number
table 手册 from data keyed by 燃料
  field 式 : formula of S (in unit from S单位) = 炉[设备].硫, A1 = 炉[设备].灰、补 = 补数 in unit from 单位
  field S单位 : text
  field 单位 : text
formula 值 = 手册.式
  for each 核算
  unit kg/t
";
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("all.rule"), vocabulary).unwrap();
    let ready = Parsed::read(&[folder.path().to_owned()])
        .check()
        .plan()
        .unwrap_or_else(|checked| panic!("{:?}", checked.said));
    let data = folder.path().join("data");
    fs::create_dir(&data).unwrap();
    let mut random = Random(20_170_101);
    let mut handbook = Vec::new();
    let mut cells = String::from("燃料,式,S单位,单位\n");
    for fuel in 0..120 {
        let (formula, wanted) = (random.cell(), random.of(&["%", "%", "mg/m³", ""]));
        let unit = random.of(&["kg/t", "g/t", "kg/kg", ""]);
        let _ = writeln!(cells, "燃{fuel},{},{wanted},{unit}", formula.text());
        handbook.push((formula, wanted, unit));
    }
    let (mut subjects, mut boilers, mut rows) =
        (String::from("号\n"), String::from("号,编号,硫,硫单位,灰\n"), String::from("号,设备,燃料,补数\n"));
    let mut wanted = Vec::new();
    for subject in 0..600 {
        let shown = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
        let (sulphur, ash) = (random.number(), random.number());
        let sulphur = (random.below(5) > 0).then_some(sulphur);
        let ash = (random.below(5) > 0).then_some(ash);
        let unit = random.of(&["%", "%", "‰", "mg/m³", "g/m³", ""]);
        let _ = writeln!(subjects, "E{subject}");
        let _ = writeln!(boilers, "E{subject},1,{},{unit},{}", shown(sulphur), shown(ash));
        for _ in 0..3 {
            // One boiler in six is none that is filed, one fuel in twelve none of the handbook.
            let (boiler, fuel) = (random.below(6), random.below(130));
            let more = random.number();
            let more = (random.below(5) > 0).then_some(more);
            let _ = writeln!(rows, "E{subject},{},燃{fuel},{}", if boiler == 0 { 2 } else { 1 }, shown(more));
            let filed = boiler > 0;
            wanted.push(handbook.get(fuel).and_then(|(formula, of_sulphur, of_result)| {
                let sulphur =
                    sulphur.filter(|_| filed).and_then(|number| converted(number, unit, of_sulphur));
                let (value, size) = formula.value(&[sulphur, ash.filter(|_| filed), more])?;
                let by = match *of_result {
                    "kg/t" => 1.0,
                    "g/t" => 0.001,
                    "kg/kg" => 1000.0,
                    _ => return None,
                };
                Some((value * by, size * by))
            }));
        }
    }
    for (file, text) in [("F", subjects), ("炉", boilers), ("核算", rows), ("手册", cells)] {
        fs::write(data.join(format!("{file}.csv")), text).unwrap();
    }
    let found = review(&ready, &data, Lang::En);
    assert_eq!(found.values.len(), wanted.len());
    let given = wanted.iter().flatten().count();
    assert!((300..1500).contains(&given), "{given}");
    for (at, (value, naive)) in found.values.iter().zip(&wanted).enumerate() {
        match (value.value, naive) {
            (Some(got), Some((naive, size))) => {
                assert!((got - naive).abs() <= 1e-9 * size.max(1.0), "row {at}: {got}, {naive}");
            }
            (got, naive) => assert_eq!(got.is_none(), naive.is_none(), "row {at}: {got:?}, {naive:?}"),
        }
    }
}
