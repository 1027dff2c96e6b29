//! The shipped table of units, as the file stands.

use std::collections::BTreeMap;

use shensuan_vocab::names::fold_width;
use shensuan_vocab::units::UnitTable;

fn shipped() -> toml::Table {
    toml::from_str(include_str!("../../src/units/base.toml")).unwrap()
}

fn texts<'t>(entry: &'t toml::Value, keys: &[&str]) -> Vec<&'t str> {
    keys.iter().filter_map(|key| entry.get(*key)?.as_str()).collect()
}

/// Every name of a unit, its symbol first.
fn names(unit: &toml::Value) -> Vec<&str> {
    let more = unit.get("names").and_then(toml::Value::as_array);
    texts(unit, &["symbol", "zh"])
        .into_iter()
        .chain(more.into_iter().flatten().map(|name| name.as_str().unwrap()))
        .collect()
}

#[test]
fn the_whole_of_it_is_loaded() {
    let table = UnitTable::base();
    let shipped = shipped();
    let units = shipped["unit"].as_array().unwrap();
    let mut expected = 0;
    for unit in units {
        let symbol = unit["symbol"].as_str().unwrap();
        assert!(unit.get("of").is_some() != unit.get("is").is_some(), "{symbol}: one of `of` and `is`");
        for name in names(unit) {
            let read = table.parse(name).unwrap_or_else(|fault| panic!("{name}: {fault:?}"));
            assert_eq!(read.symbol(), symbol, "{name}");
            assert_eq!(read.in_zh(), unit["zh"].as_str().unwrap(), "{name}");
        }
        let mut own: Vec<&str> = names(unit);
        own.sort_unstable();
        own.dedup();
        expected += own.len();
    }
    assert_eq!(table.names().count(), expected);
}

#[test]
fn a_name_is_of_one_unit_and_written_once() {
    let shipped = shipped();
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for unit in shipped["unit"].as_array().unwrap() {
        let symbol = unit["symbol"].as_str().unwrap();
        // The Chinese name may be the symbol.
        let own = names(unit);
        let own = own.iter().enumerate().filter(|(at, name)| *at != 1 || **name != symbol);
        for (_, name) in own {
            let folded: String = name.chars().map(fold_width).collect();
            assert_eq!(seen.insert(folded, symbol), None, "{name} of {symbol}");
        }
    }
    let mut dimensions: Vec<&str> = Vec::new();
    for dimension in shipped["dimension"].as_array().unwrap() {
        for text in texts(dimension, &["id", "zh", "en"]) {
            assert!(!text.is_empty());
        }
        dimensions.push(dimension["id"].as_str().unwrap());
    }
    let all = dimensions.len();
    dimensions.sort_unstable();
    dimensions.dedup();
    assert_eq!(dimensions.len(), all);
}

#[test]
fn every_dimension_has_one_coherent_unit() {
    let shipped = shipped();
    for dimension in shipped["dimension"].as_array().unwrap() {
        let id = dimension["id"].as_str().unwrap();
        let coherent = |unit: &&toml::Value| unit.get("of").and_then(toml::Value::as_str) == Some(id);
        assert_eq!(shipped["unit"].as_array().unwrap().iter().filter(coherent).count(), 1, "{id}");
    }
}
