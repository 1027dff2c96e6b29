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
const WRITTEN: &[&str] = &[
    "小时",
    "千元",
    "立方米",
    "套",
    "立方米/日",
    "个",
    "吨",
    "千克",
    "万千瓦",
    "蒸吨/小时",
    "万千瓦时",
    "万吉焦",
    "米",
    "万立方米",
    "摄氏度",
    "平方米",
    "车",
    "吨/车",
    "台",
    "吨/年",
    "毫克/升",
    "立方米/小时",
    "毫克/立方米",
    "公顷",
    "吨标准煤",
    "千卡/千克",
    "千卡/标准立方米",
    "千克/吨-原料",
    "克/千克-焊料",
    "千克/吨-产品",
    "克/吨-原料",
    "千克/万立方米-原料",
    "标立方米/万立方米-原料",
    "标立方米/吨-原料",
    "吨/万立方米-原料",
    "克/万立方米-原料",
    "立方米/吨-原料",
    "立方米/立方米-原料",
    "千克/立方米-原料",
    "千克/吨三胶-原料",
    "克/立方米-原料",
    "克/平方米-产品",
];

#[test]
fn every_unit_of_the_forms_and_coefficients_is_read() {
    let table = UnitTable::base();
    let unread: Vec<&str> = WRITTEN.iter().copied().filter(|text| table.parse(text).is_err()).collect();
    assert_eq!(unread, [""; 0]);
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
}

#[test]
fn what_does_not_fit() {
    let misfit = |a: &str, b: &str| unit(a).compatible(&unit(b)).err();
    assert_eq!(misfit("t", "m³"), Some(Misfit::Dimension));
    assert_eq!(misfit("℃", "K"), Some(Misfit::Affine));
    assert_eq!(misfit("吨-产品", "吨-原料"), Some(Misfit::Noun));
    assert_eq!(misfit("个", "台"), Some(Misfit::Dimension));
    assert_eq!(misfit("t", "kg"), None);
    for text in ["", "什么", "kg//t", "kg/", "/t", "吨-"] {
        assert!(UnitTable::base().parse(text).is_err(), "{text}");
    }
}

#[test]
fn a_counted_noun_cancels_with_its_own_and_with_the_bare_unit() {
    let product = |a: &str, b: &str| unit(a).times(&unit(b)).symbol();
    assert_eq!(product("吨-产品", "千克/吨-产品"), "kg");
    assert_eq!(product("吨", "千克/吨-产品"), "kg");
    assert_ne!(product("吨-原料", "千克/吨-产品"), "kg");
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

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn there_and_back_is_where_it_began(a in 0_usize..WRITTEN.len(), b in 0_usize..WRITTEN.len(), number in 1e-6_f64..1e9) {
        let (a, b) = (unit(WRITTEN[a]), unit(WRITTEN[b]));
        match (a.compatible(&b), b.compatible(&a)) {
            (Ok(there), Ok(back)) => {
                let again = back.apply(there.apply(number));
                prop_assert!((again - number).abs() <= 1e-12 * number);
            }
            (Err(_), Err(_)) => {}
            (one, other) => prop_assert!(false, "{one:?} but {other:?}"),
        }
        prop_assert_eq!(a.times(&b).over(&b).dimension(), a.dimension());
    }

    #[test]
    fn arbitrary_texts_are_units_or_not(text in "\\PC{0,20}") {
        let _ = UnitTable::base().parse(&text);
    }
}
