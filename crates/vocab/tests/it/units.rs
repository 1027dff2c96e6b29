//! Units: what there is, what it comes to, what does not fit.

use proptest::prelude::*;
use shensuan_vocab::units::{Misfit, Unit, UnitTable};

fn unit(text: &str) -> Unit {
    UnitTable::base().parse(text).unwrap_or_else(|fault| panic!("{text}: {fault:?}"))
}

/// A number in one unit, in another.
fn convert(number: f64, from: &str, to: &str) -> f64 {
    unit(from)
        .compatible(&unit(to))
        .unwrap_or_else(|misfit| panic!("{from} to {to}: {misfit:?}"))
        .apply(number)
}

/// The units of the census forms and of the coefficient table, as they are written there.
fn written() -> Vec<&'static str> {
    let lines = include_str!("fixtures/written_units.txt").lines();
    lines.filter(|line| !line.starts_with('#') && !NO_UNITS.contains(line)).collect()
}

/// What stands in the column of units and is none.
const NO_UNITS: &[&str] = &[
    // Either of two: it depends on what the cell is of.
    "吨或万立方米",
    "%或毫克/立方米",
    "千卡/千克或千卡/标准立方米",
    // The unit stands in another cell of the row.
    "(unit)",
    "(product unit)",
    "(material unit)",
    "(item 04)",
    "(row 3)",
    "(row 5)",
    "(09)",
    "(11)",
    "(13b)",
    "(15b)",
    "(17b)",
    "(20)",
    "(23)",
    "(26)",
    "(27b)",
    // A way to write coordinates.
    "度分秒",
];

#[test]
fn every_unit_of_the_forms_and_coefficients_is_read() {
    let table = UnitTable::base();
    assert!(written().len() > 35);
    for text in written() {
        assert!(table.parse(text).is_ok(), "{text}");
    }
    for text in NO_UNITS {
        assert!(table.parse(text).is_err(), "{text}");
        assert!(include_str!("fixtures/written_units.txt").lines().any(|line| line == *text), "{text}");
    }
}

#[test]
fn every_name_of_the_table_is_a_unit_and_printed_ones_read_back() {
    let table = UnitTable::base();
    assert!(table.names().count() > 100);
    for name in table.names() {
        let unit = table.parse(name).unwrap_or_else(|fault| panic!("{name}: {fault:?}"));
        for printed in [unit.in_zh(), unit.in_en(), unit.symbol()] {
            let again =
                table.parse(&printed).unwrap_or_else(|fault| panic!("{name} prints {printed}: {fault:?}"));
            assert!(unit.compatible(&again).is_ok_and(|way| way.is_identity()), "{name} prints {printed}");
        }
    }
}

#[test]
fn conversions_known_by_hand() {
    let exact = |number: f64, from: &str, to: &str, wanted: f64| {
        let got = convert(number, from, to);
        assert!(got.to_bits() == wanted.to_bits(), "{number} {from} = {got} {to}");
    };
    exact(1.0, "t", "kg", 1000.0);
    exact(500.0, "千克", "吨", 0.5);
    exact(3.0, "万吨", "t", 30_000.0);
    exact(2.5, "m³", "L", 2500.0);
    exact(7.0, "万立方米", "立方米", 70_000.0);
    exact(1.0, "千瓦时", "千焦", 3600.0);
    exact(3.0, "万元", "元", 30_000.0);
    exact(12.0, "千元", "万元", 1.2);
    exact(1.0, "千卡", "焦耳", 4186.8);
    exact(1.0, "公顷", "平方米", 10_000.0);
    exact(36.0, "km/h", "m/s", 10.0);
    exact(1.0, "mg/L", "g/m³", 1.0);
    exact(2.0, "kg/t", "g/kg", 2.0);
    exact(1.0, "吉焦", "千卡", 1_000_000_000.0 / 4186.8);
    exact(1.0, "千瓦", "千焦/秒", 1.0);
    exact(2.0, "立方米/日", "m³/h", 2.0 / 24.0);
    exact(80.0, "%", "‰", 800.0);
    exact(5.0, "亿元", "万元", 50_000.0);
    exact(1.0, "lb", "kg", 0.453_592_37);
    exact(3.0, "件", "piece", 3.0);
    exact(1.0, "kg·m^-3", "g/L", 1.0);
    exact(1.0, "1/h", "1/d", 24.0);
}

#[test]
fn a_bare_number_fits_a_count() {
    let of_bare = |text: &str| unit(text).of_bare().map(|way| way.apply(20_000.0));
    assert_eq!(of_bare("人"), Some(20_000.0));
    assert_eq!(of_bare("万人"), Some(2.0));
    for text in ["kg", "人/台", "m²", "℃", "吨-产品", "人^2"] {
        assert_eq!(of_bare(text), None, "{text}");
    }
}

#[test]
fn what_does_not_fit() {
    let misfit = |a: &str, b: &str| unit(a).compatible(&unit(b)).err();
    assert_eq!(misfit("t", "m³"), Some(Misfit::Dimension));
    assert_eq!(misfit("℃", "K"), Some(Misfit::Affine));
    assert_eq!(misfit("吨-产品", "吨-原料"), Some(Misfit::Noun));
    assert_eq!(misfit("吨-产品", "千克"), None);
    assert_eq!(misfit("kg/t-产品", "kg/t"), None);
    assert_eq!(misfit("千克-硫/吨-煤", "kg/t"), None);
    let cancelled = unit("吨-原料").times(&unit("千克/吨-产品"));
    assert_eq!(cancelled.compatible(&unit("千克")).err(), Some(Misfit::Noun));
    assert_eq!(misfit("个", "台"), Some(Misfit::Dimension));
    assert_eq!(misfit("t", "kg"), None);
    assert_eq!(misfit("℃", "℃"), None);
    assert_eq!(misfit("kg/t-产品", "kg/t-原料"), Some(Misfit::Noun));
    assert_eq!(misfit("件", "台"), Some(Misfit::Dimension));
    assert_eq!(misfit("年", "日"), Some(Misfit::Dimension));
    assert_eq!(misfit("标立方米", "立方米"), Some(Misfit::Dimension));
    for text in ["", "什么", "kg//t", "kg/", "/t", "吨-", "1", "1/", "kg^", "m^1e3", "T", "KG", "-产品"]
    {
        assert!(UnitTable::base().parse(text).is_err(), "{text}");
    }
}

#[test]
fn a_counted_noun_cancels_with_its_own_and_with_the_bare_unit() {
    let product = |a: &str, b: &str| unit(a).times(&unit(b)).symbol();
    assert_eq!(product("吨-产品", "千克/吨-产品"), "kg");
    assert_eq!(product("吨", "千克/吨-产品"), "kg");
    assert_eq!(product("吨-产品", "千克/吨"), "kg");
    assert_eq!(product("吨-原料", "千克/吨-产品"), "t-原料·kg/t-产品");
    let quotient = |a: &str, b: &str| unit(a).over(&unit(b)).symbol();
    assert_eq!(quotient("件", "件"), "");
    assert_eq!(quotient("吨-产品", "吨"), "");
    assert_eq!(quotient("千克", "吨-产品"), "kg/t-产品");
    // Its own noun is before the bare unit.
    assert_eq!(quotient("t·t-产品", "t-产品"), "t");
    assert_eq!(quotient("t-产品·t", "t-产品·t"), "");
    // For showing, whatever the size; within one unit nothing cancels.
    let shown = |a: &str, b: &str| unit(a).times_alike(&unit(b)).symbol();
    assert_eq!(shown("万件", "克/件-产品"), "g");
    assert_eq!(shown("t", "g/kg"), "g");
    assert_eq!(shown("件", "kg/t"), "件·kg/t");
    assert_eq!(shown("t-原料", "g/kg-产品"), "t-原料·g/kg-产品");
    assert_eq!(unit("吨").over_alike(&unit("千克")).symbol(), "");
}

#[test]
fn powers_are_printed_so_that_they_are_read_back() {
    let printed = |text: &str, power: i32| unit(text).power(power).symbol();
    assert_eq!(printed("s", 2), "s²");
    assert_eq!(printed("m³", 2), "m³^2");
    assert_eq!(printed("万米", 2), "万m^2");
    assert_eq!(printed("吨-产品", 2), "t²-产品");
    assert_eq!(printed("h", -1), "1/h");
    assert_eq!(printed("kg", 12), "kg¹²");
}

#[test]
fn a_power_nobody_means_is_no_unit_and_no_crash() {
    for text in ["m³^2147483647", "kg^-2147483648", "m^100", "kg^99999999999"] {
        assert!(UnitTable::base().parse(text).is_err(), "{text}");
    }
    let far = unit("m³").power(i32::MAX);
    assert!(far.factor().is_some());
    assert!(far.times(&far).over(&far.power(i32::MIN)).compatible(&unit("t")).is_err());
    let far = unit("t").power(i32::MAX);
    assert!(far.factor().is_none() && far.compatible(&unit("t")).is_err());
}

#[test]
fn an_authors_unit() {
    let mut table = UnitTable::base();
    let pound = table.parse("kg").unwrap();
    table.define(&["Pounds", "磅(TRI)"], "0.45359237", &pound).unwrap();
    let pounds = table.parse("Pounds").unwrap();
    assert_eq!(pounds.compatible(&pound).unwrap().apply(100.0), 45.359_237);
    assert!(table.define(&["x"], "-1", &pound).is_err());
    assert!(table.define(&["x"], "abc", &pound).is_err());
}

#[test]
fn dimensions_that_differ_have_different_numbers() {
    let table = UnitTable::base();
    let mut seen: Vec<(f64, String)> = Vec::new();
    let bases: Vec<Unit> = table.names().filter_map(|name| table.parse(name).ok()).collect();
    for a in &bases {
        for b in &bases {
            for product in [a.times(b), a.over(b), a.over(&b.power(3)), a.times(&b.power(2))] {
                let dimension = product.dimension();
                let (code, name) = (dimension.code(), dimension.in_en());
                match seen.iter().find(|(known, _)| *known == code) {
                    Some((_, other)) => assert_eq!(*other, name),
                    None => seen.push((code, name)),
                }
            }
        }
    }
    assert!(seen.len() > 100);
}

/// A unit that is written somewhere, or a product of powers of some.
fn some() -> impl Strategy<Value = Unit> {
    let names: Vec<String> = UnitTable::base().names().map(str::to_owned).collect();
    let texts: Vec<String> = written().into_iter().map(str::to_owned).chain(names).collect();
    let one = (prop::sample::select(texts), prop_oneof![4 => Just(1), 1 => -3..=5_i32]);
    let many = prop::collection::vec((one, prop::bool::weighted(0.2)), 1..4);
    many.prop_map(|parts| {
        parts.into_iter().fold(Unit::dimensionless(), |product, ((text, power), counted)| {
            let text = if counted && !text.contains(['-', '/']) { format!("{text}-产品") } else { text };
            product.times(&unit(&text).power(power))
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn there_and_back_is_where_it_began(a in some(), b in some(), number in 1e-6_f64..1e9) {
        match (a.compatible(&b), b.compatible(&a)) {
            (Ok(there), Ok(back)) => {
                let again = back.apply(there.apply(number));
                prop_assert!((again - number).abs() <= 1e-12 * number);
                prop_assert_eq!(there.inverse(), back);
            }
            (Err(one), Err(other)) => prop_assert_eq!(one, other),
            (one, other) => prop_assert!(false, "{one:?} but {other:?}"),
        }
    }

    #[test]
    fn over_undoes_times(a in some(), b in some()) {
        let again = a.times(&b).over(&b);
        prop_assert_eq!(again.dimension(), a.dimension());
        // Nouns may be lost on the way, never changed: a bare unit cancels with one that has a noun.
        prop_assert!(matches!(again.compatible(&a), Ok(way) if way.is_identity()) || a.factor().is_none()
            || matches!(again.compatible(&a), Err(Misfit::Noun | Misfit::Factor | Misfit::Affine)), "{a:?} {b:?} {again:?}");
        let bare = |unit: &Unit| !unit.symbol().contains('-') && !unit.symbol().contains('℃');
        if bare(&a) && bare(&b) && a.factor().is_some() {
            prop_assert!(again.compatible(&a).is_ok_and(|way| way.is_identity()), "{a:?} {b:?} {again:?}");
        }
    }

    #[test]
    fn what_is_printed_is_read_back(a in some()) {
        let table = UnitTable::base();
        for printed in [a.in_zh(), a.in_en(), a.symbol()] {
            if printed.is_empty() {
                prop_assert!(a.is_dimensionless());
                continue;
            }
            let again = table.parse(&printed);
            prop_assert!(again.is_ok(), "{printed}");
            let again = again.unwrap();
            prop_assert_eq!(again.dimension(), a.dimension(), "{}", printed);
            // Whether a factor of forty digits can be held may depend on the order of its atoms.
            if let (Some(one), Some(other)) = (again.factor(), a.factor()) {
                prop_assert_eq!(one, other, "{}", printed);
            }
        }
    }

    #[test]
    fn arbitrary_texts_are_units_or_not(text in "\\PC{0,20}") {
        let _ = UnitTable::base().parse(&text);
    }
}

#[test]
fn units_that_are_one_character_are_spelled() {
    let units = UnitTable::base();
    for (one, spelled) in [
        ("㎥", "m³"),
        ("万㎥", "万m³"),
        ("㎏/㎡", "kg/m²"),
        ("㎎/㎥", "mg/m³"),
        ("㎾·h", "kWh"),
        ("㎍", "μg"),
        ("㎞", "km"),
    ] {
        assert_eq!(units.parse(one).unwrap(), units.parse(spelled).unwrap(), "{one}");
    }
}
