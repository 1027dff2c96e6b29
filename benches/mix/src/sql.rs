//! The mix as SQL for DuckDB.
//!
//! Table `e` holds the enterprises (`id`, columns `f0`, `f1`, … by field, `filed0` … by form), table `o` the outlets (`id` of
//! their enterprise, `f28` …). Codes and texts stand as numbers of their dictionary (`f4`) and as they are (`t4`); table `d4`
//! holds of each number which tests its text passes.

use std::fmt::Write as _;

use crate::dialect::{Dialect, number, truth};
use crate::draw::Mix;
use crate::meaning::{Fold, Forms, Number, Statistic, Test, Truth};
use crate::parts::Parts;
use crate::world::{Field, Form};

/// How the same is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Formulation {
    /// As an analyst writes it: texts are searched, outcomes are a choice.
    Plain,
    /// Tests of texts are joined from dictionaries, bounds are thresholds.
    Joined,
    /// The same, and outcomes are two truths without a choice.
    Planes,
}

/// All of them, with their names.
pub const FORMULATIONS: [(&str, Formulation); 3] =
    [("plain", Formulation::Plain), ("joined", Formulation::Joined), ("planes", Formulation::Planes)];

/// Inside a query, of one table.
struct Words {
    formulation: Formulation,
}

impl Dialect for Words {
    fn cell(&self, field: Field) -> String {
        format!("f{}", field.index())
    }

    fn literal(&self, number: f64) -> String {
        format!("{number:e}::DOUBLE")
    }

    fn abs(&self, a: &str) -> String {
        format!("abs({a})")
    }

    fn over(&self, a: &str, b: &str) -> String {
        format!("({a} / nullif({b}, 0))")
    }

    fn largest(&self, all: &[String]) -> String {
        format!("greatest({})", all.join(", "))
    }

    fn or_else(&self, a: &str, b: &str) -> String {
        format!("coalesce({a}, {b})")
    }

    fn choose(&self, condition: &str, yes: &str, no: &str) -> String {
        format!("CASE WHEN {condition} THEN {yes} WHEN NOT {condition} THEN {no} END")
    }

    fn fold(&self, place: usize) -> String {
        format!("fold{place}")
    }

    fn group(&self, place: usize) -> String {
        format!("group{place}")
    }

    fn flag(&self, place: usize) -> String {
        format!("flag{place}")
    }

    fn and(&self, a: &str, b: &str) -> String {
        format!("({a} AND {b})")
    }

    fn or(&self, a: &str, b: &str) -> String {
        format!("({a} OR {b})")
    }

    fn not(&self, a: &str) -> String {
        format!("(NOT {a})")
    }

    fn unless(&self, a: &str, b: &str) -> String {
        format!("CASE WHEN NOT {a} THEN {b} END")
    }

    fn test(&self, field: Field, test: &Test, place: usize) -> String {
        let at = field.index();
        if self.formulation != Formulation::Plain {
            return format!("d{at}_{place}");
        }
        match test {
            Test::Under(codes) => {
                let each = codes.iter().map(|code| format!("starts_with(t{at}, '{code}')"));
                format!("({})", each.collect::<Vec<_>>().join(" OR "))
            }
            Test::Is(texts) => format!("(t{at} IN ('{}'))", texts.join("', '")),
            Test::Contains(part) => format!("contains(t{at}, '{part}')"),
            Test::Begins(part) => format!("starts_with(t{at}, '{part}')"),
            Test::Ends(part) => format!("ends_with(t{at}, '{part}')"),
        }
    }

    fn given(&self, field: Field) -> String {
        format!("(f{} IS NOT NULL)", field.index())
    }

    fn thresholds(&self) -> bool {
        self.formulation != Formulation::Plain
    }
}

/// The query that makes the table `result`: column `id`, columns `r0` … by rule (or `low0`, `high0` …), `x0` … by formula.
#[must_use]
pub fn query(mix: &Mix, formulation: Formulation) -> String {
    let parts = Parts::of(mix);
    let words = Words { formulation };
    let mut columns = vec!["e.id AS id".to_owned()];
    for (place, rule) in mix.rules.iter().enumerate() {
        let when = rule.when.as_ref().map(|when| truth(&words, &parts, when));
        let check = truth(&words, &parts, &rule.check);
        let forms: Forms = &rule.when_forms | &rule.check_forms;
        let filed = forms.iter().map(|form: &Form| format!("filed{}", *form as usize)).collect::<Vec<_>>();
        let filed = if filed.is_empty() { "true".to_owned() } else { filed.join(" AND ") };
        if formulation == Formulation::Planes {
            let not_false = when.as_ref().map_or(String::new(), |when| format!(" AND ({when} IS NOT FALSE)"));
            let judged = format!("({filed}{not_false})");
            let open = when.as_ref().map_or(String::new(), |when| format!("({when} IS NULL) OR "));
            let fails = when.as_ref().map_or(String::new(), |when| format!("({when} IS TRUE) AND "));
            let undetermined = format!("({judged} AND ({open}({check} IS NULL)))");
            columns
                .push(format!("(({judged} AND {fails}({check} IS FALSE)) OR {undetermined}) AS low{place}"));
            columns.push(format!("((NOT {judged}) OR {undetermined}) AS high{place}"));
        } else {
            let when = when
                .map_or(String::new(), |when| format!("WHEN NOT {when} THEN 2 WHEN {when} IS NULL THEN 3 "));
            columns.push(format!(
                "(CASE WHEN NOT ({filed}) THEN 2 {when}WHEN {check} THEN 0 WHEN NOT {check} THEN 1 ELSE 3 END)::UTINYINT AS r{place}"
            ));
        }
    }
    for (place, formula) in mix.formulas.iter().enumerate() {
        columns.push(format!("{} AS x{place}", number(&words, &parts, &formula.value)));
    }
    let mut out =
        format!("CREATE OR REPLACE TEMP TABLE result AS SELECT\n  {}\nFROM e\n", columns.join(",\n  "));
    let _ = write!(out, "{}", dictionaries(&parts, formulation, false, "e"));
    let outlets = outlets(&words, &parts);
    if !outlets.is_empty() {
        let joins = dictionaries(&parts, formulation, true, "o");
        let _ = writeln!(
            out,
            "LEFT JOIN (SELECT o.id AS of,\n  {}\nFROM o {joins} GROUP BY o.id) AS a ON a.of = e.id",
            outlets.aggregates.join(",\n  ")
        );
    }
    for by in Field::all() {
        let asked = groups(&words, &parts, by);
        if !asked.is_empty() {
            let joins = dictionaries(&parts, formulation, false, "e");
            let _ = writeln!(
                out,
                "LEFT JOIN (SELECT f{0} AS k{0},\n  {1}\nFROM e {joins} WHERE f{0} IS NOT NULL GROUP BY f{0}) AS g{0} ON g{0}.k{0} = e.f{0}",
                by.index(),
                asked.join(",\n  ")
            );
        }
    }
    settled(&out, &outlets)
}

/// What is worked out of the outlets, and what it comes to for an enterprise that may have none.
struct Outlets {
    aggregates: Vec<String>,
    settled: Vec<(String, String)>,
}

impl Outlets {
    fn is_empty(&self) -> bool {
        self.aggregates.is_empty()
    }
}

fn outlets(words: &Words, parts: &Parts) -> Outlets {
    let mut all = Outlets { aggregates: Vec::new(), settled: Vec::new() };
    for (place, flag) in parts.flags.iter().enumerate() {
        let (aggregate, none) = match flag {
            Truth::Any(each) => (format!("bool_or({})", truth(words, parts, each)), "false"),
            Truth::Every(each) => (format!("bool_and({})", truth(words, parts, each)), "true"),
            _ => continue,
        };
        all.aggregates.push(format!("{aggregate} AS rawflag{place}"));
        all.settled.push((format!("flag{place}"), format!("coalesce(rawflag{place}, {none})")));
    }
    for (place, fold) in parts.folds.iter().enumerate() {
        let Number::Fold { how, value, keep } = fold else { continue };
        let filter = keep
            .as_ref()
            .map_or(String::new(), |keep| format!(" FILTER (WHERE {})", truth(words, parts, keep)));
        let value = value.as_ref().map_or("*".to_owned(), |value| number(words, parts, value));
        let aggregate = match how {
            Fold::Sum => "sum",
            Fold::Min => "min",
            Fold::Max => "max",
            Fold::Count | Fold::CountGiven => "count",
        };
        all.aggregates.push(format!("{aggregate}({value}){filter} AS rawfold{place}"));
        let settled = match how {
            Fold::Sum => {
                all.aggregates.push(format!("count(*){filter} AS kept{place}"));
                format!("CASE WHEN coalesce(kept{place}, 0) = 0 THEN 0 ELSE rawfold{place} END")
            }
            Fold::Count | Fold::CountGiven => format!("coalesce(rawfold{place}, 0)"),
            Fold::Min | Fold::Max => format!("rawfold{place}"),
        };
        all.settled.push((format!("fold{place}"), settled));
    }
    all
}

/// Puts what the aggregates come to in the place of their names.
fn settled(query: &str, outlets: &Outlets) -> String {
    let mut out = String::with_capacity(query.len());
    let mut word = String::new();
    let flush = |word: &mut String, out: &mut String| {
        match outlets.settled.iter().find(|(name, _)| name == word) {
            Some((_, settled)) => out.push_str(&format!("({settled})")),
            None => out.push_str(word),
        }
        word.clear();
    };
    for sign in query.chars() {
        if sign.is_ascii_alphanumeric() || sign == '_' {
            word.push(sign);
        } else {
            flush(&mut word, &mut out);
            out.push(sign);
        }
    }
    flush(&mut word, &mut out);
    out
}

fn groups(words: &Words, parts: &Parts, of: Field) -> Vec<String> {
    let asked = parts.groups.iter().enumerate().filter_map(|(place, group)| {
        let Number::Group { how, value, keep, by, least } = group else { return None };
        if *by != of {
            return None;
        }
        let filter = keep
            .as_ref()
            .map_or(String::new(), |keep| format!(" FILTER (WHERE {})", truth(words, parts, keep)));
        let value = value.as_ref().map_or("*".to_owned(), |value| number(words, parts, value));
        let asked = match how {
            Statistic::Count | Statistic::CountGiven => format!("count({value}){filter}"),
            Statistic::Sum => format!("sum({value}){filter}"),
            Statistic::Max => format!("max({value}){filter}"),
            Statistic::Median => format!("median({value}){filter}"),
            Statistic::Mad => format!("mad({value}){filter}"),
            Statistic::Percentile(share) => format!("quantile_cont({value}, {share}){filter}"),
        };
        let enough = format!("CASE WHEN count({value}){filter} >= {least} THEN {asked} END");
        Some(format!("{} AS group{place}", if *least == 0 { asked } else { enough }))
    });
    asked.collect()
}

/// The dictionaries of a table's codes and texts, joined.
fn dictionaries(parts: &Parts, formulation: Formulation, outlets: bool, table: &str) -> String {
    if formulation == Formulation::Plain {
        return String::new();
    }
    let fields = Field::all().filter(|field| (field.declared().form == Form::Outlets) == outlets);
    let tested = fields.filter(|field| parts.tests_of(*field).next().is_some());
    tested.map(|field| format!("LEFT JOIN d{0} ON d{0}.code = {table}.f{0}\n", field.index())).collect()
}
