//! `docs/logic.md` and its Chinese twin, the tables of three-valued logic: every cell is what the engine says.
//!
//! The first cell of a table says how the others are read. Truth tables have an expression of `a` and `b` there, their
//! rows are `a` and their columns `b`. Else it says what stands in the code of the first column: `expression`, or
//! `rule`, whose clauses stand each in code of their own; the heads of the columns are cells that are given, those of
//! several rows parted by `;`, or `none` without code. `given` is the table turned about.

use std::fs;

use shensuan_diagnostics::Lang;
use shensuan_engine::{Date, Parsed};
use shensuan_model::Expected;

use crate::reference::{Page, drawn, printed, spans, tables};

/// The words of truth tables: true, false, unknown, as a page has them and as a cell is given.
const TRUTHS: [(&str, &str, &str); 3] =
    [("true", "真", "yes"), ("false", "假", "no"), ("unknown", "未知", "missing")];

type Table<'p> = Vec<Vec<&'p str>>;

/// Whether an expression is of `a` and perhaps `b`: its table says what it comes to.
fn is_truth_table(head: &str) -> bool {
    spans(head).iter().any(|expression| expression.split(' ').any(|word| word == "a"))
}

/// A truth in English, as a page has it.
fn truth(page: &Page, cell: &str) -> (&'static str, &'static str) {
    let cell = cell.trim_matches('*');
    let found = TRUTHS.iter().find(|(en, zh, _)| cell == page.lang.pick(*zh, *en));
    let (en, _, given) = found.unwrap_or_else(|| panic!("no truth: {cell}"));
    (en, given)
}

/// Holds the cells of a truth table, and counts them.
fn hold_truths(page: &Page, line: usize, table: &Table) -> usize {
    let expression = spans(table[0][0])[0];
    let mut seen = 0;
    for row in &table[1..] {
        for (head, cell) in table[0].iter().zip(row).skip(1) {
            let a = format!("a = {}", truth(page, row[0]).1);
            // Of `a` alone the column is the result.
            let given = match TRUTHS.iter().any(|(en, zh, _)| [en, zh].contains(&head)) {
                true => format!("{a}, b = {}", truth(page, head).1),
                false => a,
            };
            let found = printed(None, expression, std::slice::from_ref(&given), Lang::En);
            assert_eq!(found, truth(page, cell).0, "line {line}: {given}");
            seen += 1;
        }
    }
    seen
}

/// What is given by the code of a cell.
fn given(cell: &str) -> Vec<String> {
    spans(cell).iter().flat_map(|code| code.split(';')).map(|one| one.trim().to_owned()).collect()
}

/// What an expression comes to, as a page has it.
fn value(page: &Page, expression: &str, given: &[String]) -> String {
    let found = page.printed(expression, given, page.lang);
    // On the page of logic a truth goes by its name.
    let words = [("是", "真"), ("否", "假"), ("无法判定", "未知")];
    match words.iter().find(|(said, _)| page.lang == Lang::Zh && found == *said) {
        Some((_, truth)) => (*truth).to_owned(),
        None => found,
    }
}

/// What comes of a rule of these clauses.
fn outcome(page: &Page, clauses: &[&str], given: &[String]) -> String {
    let mut text = "rule LOGIC-01\n".to_owned();
    clauses.iter().for_each(|clause| text.push_str(&format!("  {clause}\n")));
    text.push_str("case LOGIC-01\n");
    given.iter().for_each(|given| text.push_str(&format!("  given {given}\n")));
    text.push_str("  expect pass\n");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("logic.rule");
    fs::write(&file, text).unwrap();
    let checked = Parsed::read(&[page.rulebook(), file]).as_of(Date::new(2019, 6, 30)).check();
    let ready = checked.plan().unwrap_or_else(|checked| panic!("{clauses:?}: {}", drawn(&checked)));
    let (zh, en) = match ready.case(&ready.model.cases[0]).found {
        Expected::Pass => ("通过", "pass"),
        Expected::Fail => ("不通过", "fail"),
        Expected::NotApplicable => ("不适用", "not applicable"),
        Expected::Undetermined => ("无法判定", "undetermined"),
    };
    page.lang.pick(zh, en).to_owned()
}

/// Holds the cells of a table of expressions or rules, and counts them.
fn hold(page: &Page, line: usize, table: &Table, wrong: &mut String) -> usize {
    let kind = table[0][0];
    let is = |en: &str, zh: &str| kind == page.lang.pick(zh, en);
    let turned = is("given", "已知");
    assert!(
        turned || is("expression", "表达式") || is("rule", "规则"),
        "line {line}: no table of logic: {kind}"
    );
    let mut seen = 0;
    for row in &table[1..] {
        for (head, cell) in table[0].iter().zip(row).skip(1) {
            let (asked, cells) = if turned { (*head, row[0]) } else { (row[0], *head) };
            let (asked, cells) = (spans(asked), given(cells));
            let found = match asked.as_slice() {
                [expression] if !is("rule", "规则") => value(page, expression, &cells),
                clauses => outcome(page, clauses, &cells),
            };
            if found != *cell {
                wrong.push_str(&format!(
                    "{:?} line {line}: {asked:?} of {cells:?} is {found}, not {cell}\n",
                    page.lang
                ));
            }
            seen += 1;
        }
    }
    seen
}

#[test]
fn the_truth_tables_of_the_reference_hold() {
    for page in Page::both("language") {
        let truths = |(line, table): (usize, Table)| {
            if is_truth_table(table[0][0]) { hold_truths(&page, line, &table) } else { 0 }
        };
        assert_eq!(tables(&page.text).into_iter().map(truths).sum::<usize>(), 4 * 9);
    }
}

#[test]
fn every_cell_of_the_tables_of_logic_holds() {
    let mut wrong = String::new();
    let counted = Page::both("logic").map(|page| {
        let counted = tables(&page.text).into_iter().map(|(line, table)| match is_truth_table(table[0][0]) {
            true => hold_truths(&page, line, &table),
            false => hold(&page, line, &table, &mut wrong),
        });
        counted.collect::<Vec<_>>()
    });
    assert!(wrong.is_empty(), "{wrong}");
    let [en, zh] = &counted;
    assert_eq!(en, zh);
    assert!(en.iter().sum::<usize>() >= 600, "{en:?}");
}
