//! The clauses of a reference table, as read.

use super::Printer;
use super::expr::{expr, quoted};
use crate::tree::Ident;
use crate::tree_tables::{FormulaCells, KeyWay, TableDecl, TableFile};

/// A column of formulas, its parameters and its unit.
pub(super) fn formula_cells(cells: &FormulaCells) -> String {
    let unit = |unit: &Option<Ident>| {
        unit.as_ref().map_or_else(String::new, |unit| format!(" in unit from {}", unit.value))
    };
    let parameters = cells.parameters.iter().map(|parameter| {
        format!("{}{} = {}", parameter.name.value, unit(&parameter.unit), expr(&parameter.value))
    });
    format!("formula of {}{}", parameters.collect::<Vec<_>>().join(", "), unit(&cells.unit))
}

/// Where it comes from, its keys, when its rows are in force.
pub(super) fn clauses(printer: &mut Printer, table: &TableDecl, depth: usize) {
    if let Some(like) = &table.like {
        printer.line(depth, Some(like.span), &format!("like {}", like.text()));
    }
    if let Some(from) = &table.from {
        let file = match &from.value {
            TableFile::Data => "data".to_owned(),
            TableFile::Rulebook(file) => quoted(file),
        };
        printer.line(depth, Some(from.span), &format!("from {file}"));
    }
    for key in &table.keys {
        let ways = key.ways.iter().map(|way| match &way.value {
            KeyWay::Groups => ", groups".to_owned(),
            KeyWay::Ranges => ", ranges".to_owned(),
            KeyWay::Any(text) => format!(", any {}", quoted(text)),
        });
        let text = format!("key {}{}", key.name.value, ways.collect::<String>());
        printer.line(depth, Some(key.name.span), &text);
    }
    if let Some((from, to)) = &table.in_force {
        let text = format!("in force {} to {}", from.value, to.value);
        printer.line(depth, Some(from.span.to(to.span)), &text);
    }
}
