//! Formulas in the cells of tables, from files to findings, and against a naive evaluator.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use shensuan_diagnostics::{Diagnostics, Lang, Renderer, SourceMap};
use shensuan_engine::{Options, Parsed, Ready};
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
        "{HEAD}烟煤,16S+,千克/吨,%\n型煤,\"1.25 B\",千克/吨,\n天然气,0.02S,千克/万立方尺,毫克\n柴油,\"\"\"?\"\"\",,\n焦炭,1÷S,,\n\"焦\n炭\",S×S×S,,\n烟煤,1,,\n"
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
        "1/S",
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
  field b : formula of S = 1, T = 2, U = 3, V = 4, W = 5
table L from data keyed by 燃料
  field c : formula of S = 1, s = 2, S 1 = 3, E2 = 4
table M from data keyed by 燃料
  field d : formula of S = boiler[1].sulphur
  field e : formula of S = nothing
  field f : formula of S = M.f
  field g : formula of S (in unit from h) = 1, T = fuel
  field h : number
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

/// A formula, built at random: its text, what it comes to, and how many parameters it multiplies.
#[derive(Clone, Debug)]
struct Naive {
    text: String,
    value: f64,
    /// The sum of what is added up in it, without signs: rounding is measured against it.
    size: f64,
    degree: usize,
    atom: bool,
}

struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    /// A number, or a formula that writes a parameter.
    fn written(&mut self, parameters: &[(&str, f64)]) -> Naive {
        loop {
            let formula = self.formula(4, parameters);
            let names = parameters.iter().any(|(name, _)| formula.text.contains(name));
            if names || formula.atom {
                return formula;
            }
        }
    }

    fn formula(&mut self, depth: usize, parameters: &[(&str, f64)]) -> Naive {
        let pick = if depth == 0 { self.below(3) } else { self.below(8) };
        let number = f64::from(u32::try_from(self.below(1000)).unwrap()) / 8.0;
        let (name, value) = parameters[usize::try_from(self.below(parameters.len() as u64)).unwrap()];
        let atom =
            |text: String, value: f64, degree| Naive { text, value, size: value.abs(), degree, atom: true };
        match pick {
            0 => atom(format!("{number}"), number, 0),
            1 => atom(name.to_owned(), value, 1),
            2 => atom(format!("{number}{name}"), number * value, 1),
            3 | 4 => {
                let (a, b) = (self.formula(depth - 1, parameters), self.formula(depth - 1, parameters));
                let minus = pick == 4;
                let right = if minus && !b.atom { format!("({})", b.text) } else { b.text };
                Naive {
                    text: format!("{}{}{right}", a.text, if minus { "−" } else { "+" }),
                    value: if minus { a.value - b.value } else { a.value + b.value },
                    size: a.size + b.size,
                    degree: a.degree.max(b.degree),
                    atom: false,
                }
            }
            5 | 6 => {
                let (a, b) = (self.formula(depth - 1, parameters), self.formula(depth - 1, parameters));
                if a.degree + b.degree > 2 {
                    return a;
                }
                let side =
                    |side: &Naive| if side.atom { side.text.clone() } else { format!("({})", side.text) };
                Naive {
                    text: format!("{}{}{}", side(&a), ["×", " * "][usize::from(pick == 6)], side(&b)),
                    value: a.value * b.value,
                    size: a.size * b.size,
                    degree: a.degree + b.degree,
                    atom: false,
                }
            }
            _ => {
                let inner = self.formula(depth - 1, parameters);
                let by = number + 0.5;
                Naive {
                    text: format!("({})÷{by}", inner.text),
                    value: inner.value / by,
                    size: inner.size / by,
                    degree: inner.degree,
                    atom: false,
                }
            }
        }
    }
}

#[test]
fn random_formulas_come_to_what_a_naive_evaluator_says() {
    let vocabulary = "subject 户 keyed by 号
form F
  one per 户
  field 号 : text
  field 甲 : number
  field 乙 : number
  field 丙 : percent
table T from data keyed by 号
  field 式 : formula of S = 甲, A1 = 乙, 灰 = 丙
formula 值 = T.式
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
    let (mut rows, mut cells, mut wanted) =
        (String::from("号,甲,乙,丙\n"), String::from("号,式\n"), Vec::new());
    for subject in 0..600 {
        let mut number = || f64::from(u32::try_from(random.below(4000)).unwrap()) / 16.0 - 50.0;
        let (s, a, ash) = (number(), number(), number());
        let formula = random.written(&[("S", s), ("A1", a), ("灰", ash)]);
        let _ = writeln!(rows, "E{subject},{s},{a},{ash}");
        let _ = writeln!(cells, "E{subject},{}", formula.text);
        wanted.push(formula);
    }
    fs::write(data.join("F.csv"), rows).unwrap();
    fs::write(data.join("T.csv"), cells).unwrap();
    let found = review(&ready, &data, Lang::En);
    assert_eq!(found.values.len(), wanted.len());
    for (value, naive) in found.values.iter().zip(&wanted) {
        let got = value.value.unwrap_or_else(|| panic!("{}", naive.text));
        assert!(
            (got - naive.value).abs() <= 1e-9 * naive.size.max(1.0),
            "{}: {got}, {}",
            naive.text,
            naive.value
        );
    }
}
