//! A profile says of a field what the language says of it, and of private fields how full they are.

use std::fmt::Write;
use std::fs;

use proptest::prelude::*;
use shensuan_data::DataSet;
use shensuan_diagnostics::Renderer;
use shensuan_engine::profile::{Content, FieldProfile, Measure, Profile, UnitOf};
use shensuan_engine::{Options, Parsed, Profiling, Ready};

const VOCABULARY: &str = r#"subject 企业 also enterprise keyed by 代码 listed in 底册
code list 行业 also industries from "codes.csv" hierarchical section also 门类, division also 大类
form 底册 also register
  one per 企业
  field 名称 also title      : text
  field 业 also industry     : code from industries
  field 开业 also opened     : date
  field 电话 also telephone  : text private
  field 秘 also secret       : number in t private
form F
  many per 企业
  field 量 also amount       : number in t or "NA"
  field 率 also rate         : percent
  field 用 also used         : quantity in unit from used unit
  field 用单位 also used unit : text
  field 处理 also treated     : yes/no
"#;

const CODES: &str = "code,name,parent\nA,农业,\nC,制造业,\n01,种植业,A\n33,金属制品业,C\n34,设备制造业,C\n";

const REGISTER: &str = "代码,名称,业,开业,电话,秘\n\
    E1,甲,33,2017-12-31,000-0001,5\nE2,乙,金属制品业,2018-01-02,000-0002,约6\n\
    E3,甲,34,2019-06-01,,7\nE4,丙,C,,000-0001,\n";

const ROWS: &str = "代码,量,率,用,用单位,处理\n\
    E1,10,50,1,吨,是\nE1,,80,2,KG,否\nE2,-2,,3,kg,是\nE2,NA,20,4,,\nE3,0,100,5,吨,是\nE4,约5,0,,,是\nE4,0.1,30,6,吨,\n";

fn ready(rules: &str) -> Ready {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.rule"), format!("{VOCABULARY}\n{rules}")).unwrap();
    fs::write(folder.path().join("codes.csv"), CODES).unwrap();
    let checked = Parsed::read(&[folder.path().to_owned()]).check();
    checked.plan().unwrap_or_else(|checked| {
        let renderer = Renderer { lang: shensuan_diagnostics::Lang::En, width: 100, colour: false };
        panic!(
            "{}",
            checked.said.iter().map(|said| renderer.draw(said, &checked.sources)).collect::<String>()
        )
    })
}

fn opened(ready: &Ready, files: &[(&str, &str)]) -> DataSet {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let (data, said) = ready.open(folder.path());
    assert!(!said.has_errors(), "{said:?}");
    data
}

fn asked() -> Profiling {
    Profiling { few: 3, threads: 2, ..Profiling::default() }
}

fn profiled(ready: &Ready, data: &DataSet, asked: &Profiling) -> Profile {
    let (profile, said) = ready.profile(data, asked, &mut |_, _, _| {});
    assert!(said.is_empty(), "{said:?}");
    profile.unwrap()
}

/// Of the files above.
fn usual(asked: &Profiling) -> (Ready, Profile) {
    let ready = ready("");
    let data = opened(&ready, &[("底册.csv", REGISTER), ("F.csv", ROWS)]);
    let profile = profiled(&ready, &data, asked);
    (ready, profile)
}

fn field<'p>(ready: &Ready, profile: &'p Profile, name: &str) -> &'p FieldProfile {
    let mut fields = profile.forms.iter().flat_map(|form| &form.fields);
    fields.find(|field| ready.model.vocab.field(field.field).name.all().any(|known| known == name)).unwrap()
}

fn measures(field: &FieldProfile) -> &[Measure] {
    let Content::Numbers { measures, .. } = &field.content else { panic!("{field:?}") };
    measures
}

#[test]
fn cells_are_reconciled() {
    let (ready, profile) = usual(&asked());
    for form in &profile.forms {
        for field in &form.fields {
            assert_eq!(field.rows, form.rows);
            assert_eq!(
                field.rows,
                field.given + field.marked + field.blank + field.unreadable,
                "{}",
                ready.model.vocab.field(field.field).name.declared()
            );
        }
    }
    let amount = field(&ready, &profile, "amount");
    assert_eq!((amount.given, amount.marked, amount.blank, amount.unreadable), (4, 1, 1, 1));
    let Content::Numbers { marks, .. } = &amount.content else { panic!() };
    assert_eq!(*marks, [("NA".to_owned(), 1)]);
    let [measure] = measures(amount) else { panic!() };
    assert_eq!((measure.zeros, measure.negatives, measure.distinct, measure.count), (1, 1, 4, 4));
    let lowest: Vec<(f64, &str, u32)> = measure
        .lowest
        .iter()
        .map(|extreme| (extreme.value, extreme.whose.key.as_str(), extreme.whose.row))
        .collect();
    assert_eq!(lowest, [(-2.0, "E2", 4), (0.0, "E3", 6), (0.1, "E4", 8)]);
    let treated = field(&ready, &profile, "treated");
    assert_eq!((&treated.content, treated.distinct), (&Content::YesNo { yes: 4, no: 1 }, 2));
}

#[test]
fn numbers_of_several_units_are_not_mixed() {
    let (ready, profile) = usual(&asked());
    let used = field(&ready, &profile, "used");
    let found: Vec<(&UnitOf, usize)> =
        measures(used).iter().map(|measure| (&measure.unit, measure.count)).collect();
    let [tons, kilograms] = ["吨", "KG"].map(|unit| UnitOf::Cell(unit.to_owned()));
    assert_eq!(found, [(&tons, 3), (&kilograms, 2), (&UnitOf::Blank, 1)]);
    assert_eq!(used.distinct, 6);
}

#[test]
fn extremes_stand_within_the_division_of_each_industry() {
    let (ready, profile) = usual(&asked());
    let by = profile.by.unwrap();
    assert_eq!((ready.model.vocab.field(by.field).name.declared(), by.level), ("业", Some(1)));
    let rate = &measures(field(&ready, &profile, "rate"))[0];
    let parts: Vec<(&str, &str, usize, f64, f64)> = rate
        .parts
        .iter()
        .map(|part| {
            (part.code.as_str(), part.name.as_str(), part.count, part.lowest.value, part.highest.value)
        })
        .collect();
    // E4 names a section alone, which is above the divisions.
    assert_eq!(parts, [("33", "金属制品业", 3, 0.2, 0.8), ("34", "设备制造业", 1, 1.0, 1.0)]);
    assert_eq!(rate.apart, 2);

    let section = Profiling { level: Some("门类".to_owned()), ..asked() };
    let (ready, profile) = usual(&section);
    let rate = &measures(field(&ready, &profile, "rate"))[0];
    assert_eq!(rate.parts.len(), 1);
    assert_eq!((rate.parts[0].code.as_str(), rate.parts[0].count, rate.apart), ("C", 6, 0));

    // By a field of rows its own form alone, each value by itself.
    let by_unit = Profiling { by: Some("F.used unit".to_owned()), ..asked() };
    let (ready, profile) = usual(&by_unit);
    let rate = &measures(field(&ready, &profile, "rate"))[0];
    assert_eq!(rate.parts.iter().map(|part| part.code.as_str()).collect::<Vec<_>>(), ["KG", "吨"]);
    assert_eq!((rate.apart, measures(field(&ready, &profile, "opened"))[0].parts.len()), (2, 0));
}

#[test]
fn private_fields_are_counted_and_no_more() {
    let (ready, profile) = usual(&asked());
    let [telephone, secret] = ["telephone", "secret"].map(|name| field(&ready, &profile, name));
    assert_eq!((&telephone.content, telephone.given, telephone.blank), (&Content::Private, 3, 1));
    assert_eq!(
        (&secret.content, secret.given, secret.unreadable, secret.distinct),
        (&Content::Private, 2, 1, 2)
    );
    let all = format!("{profile:?}");
    assert!(all.contains("甲") || all.contains("E1"));
    assert!(!all.contains("000-000") && !all.contains("约6"), "{all}");
    for by in ["telephone", "底册.电话"] {
        let asked = Profiling { by: Some(by.to_owned()), ..asked() };
        let data = opened(&ready, &[("底册.csv", REGISTER)]);
        let (none, said) = ready.profile(&data, &asked, &mut |_, _, _| {});
        assert!(none.is_none() && said.iter().any(|said| said.code.row().number == "E0772"));
    }
}

#[test]
fn threads_do_not_show() {
    let of = |threads: usize| format!("{:?}", usual(&Profiling { threads, ..asked() }).1);
    assert_eq!(of(1), of(7));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Medians and percentiles are those of statistics, to the bit; least and largest too.
    #[test]
    fn quantiles_are_those_of_the_language(cells in prop::collection::vec(prop::option::weighted(0.9, -9999_i32..9999), 1..60)) {
        let mut rows = "代码,量\n".to_owned();
        for cell in &cells {
            let cell = cell.map_or(String::new(), |cell| (f64::from(cell) / 128.0).to_string());
            let _ = writeln!(rows, "E1,{cell}");
        }
        let ready = ready("statistic m = median(F.amount) by title (at least 1)\nstatistic low = percentile(F.amount, 5%) by title (at least 1)\nstatistic high = percentile(F.amount, 95%) by title (at least 1)\nstatistic least = min(F.amount) by title\nstatistic largest = max(F.amount) by title\n");
        let data = opened(&ready, &[("底册.csv", "代码,名称\nE1,甲\n"), ("F.csv", &rows)]);
        let review = ready.review(&data, Options::default()).unwrap();
        let stated = |name: &str| {
            let table = review.statistics.iter().find(|table| table.name == name).unwrap();
            table.rows.first().and_then(|row| row.value)
        };
        let profile = profiled(&ready, &data, &asked());
        let found = measures(field(&ready, &profile, "amount"));
        let quantile = |at: usize| found.first().map(|measure| measure.quantiles[at].value);
        prop_assert_eq!(quantile(3).map(f64::to_bits), stated("m").map(f64::to_bits));
        prop_assert_eq!(quantile(1).map(f64::to_bits), stated("low").map(f64::to_bits));
        prop_assert_eq!(quantile(5).map(f64::to_bits), stated("high").map(f64::to_bits));
        prop_assert_eq!(found.first().map(|measure| measure.lowest[0].value), stated("least"));
        prop_assert_eq!(found.first().map(|measure| measure.highest[0].value), stated("largest"));
    }
}
