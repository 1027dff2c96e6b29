//! The mix as Polars expressions, a Python module with one function that gives one lazy query.
//!
//! `e` holds the enterprises, `o` the outlets, as for [`sql`](crate::sql); `D[4][0]` is a column of truths by entry of a
//! dictionary: the first test of field 4.

use std::fmt::Write as _;

use crate::dialect::{Dialect, number, truth};
use crate::draw::Mix;
use crate::meaning::{Fold, Forms, Number, Statistic, Test, Truth};
use crate::parts::Parts;
use crate::world::{Field, Form};

struct Words;

impl Dialect for Words {
    fn cell(&self, field: Field) -> String {
        format!("c('f{}')", field.index())
    }

    fn literal(&self, number: f64) -> String {
        format!("{number:e}")
    }

    fn abs(&self, a: &str) -> String {
        format!("size({a})")
    }

    fn over(&self, a: &str, b: &str) -> String {
        format!("over({a}, {b})")
    }

    fn largest(&self, all: &[String]) -> String {
        format!("pl.max_horizontal({})", all.join(", "))
    }

    fn or_else(&self, a: &str, b: &str) -> String {
        format!("{a}.fill_null({b})")
    }

    fn choose(&self, condition: &str, yes: &str, no: &str) -> String {
        format!("pl.when({condition}).then({yes}).when(~({condition})).then({no})")
    }

    fn fold(&self, place: usize) -> String {
        format!("c('fold{place}')")
    }

    fn group(&self, place: usize) -> String {
        format!("c('group{place}')")
    }

    fn flag(&self, place: usize) -> String {
        format!("c('flag{place}')")
    }

    fn and(&self, a: &str, b: &str) -> String {
        format!("({a} & {b})")
    }

    fn or(&self, a: &str, b: &str) -> String {
        format!("({a} | {b})")
    }

    fn not(&self, a: &str) -> String {
        format!("(~{a})")
    }

    fn unless(&self, a: &str, b: &str) -> String {
        format!("pl.when(~{a}).then({b})")
    }

    fn test(&self, field: Field, _: &Test, place: usize) -> String {
        format!("pl.lit(D[{0}][{place}]).gather(c('f{0}'))", field.index())
    }

    fn given(&self, field: Field) -> String {
        format!("c('f{}').is_not_null()", field.index())
    }

    fn thresholds(&self) -> bool {
        true
    }
}

/// The module.
#[must_use]
pub fn module(mix: &Mix) -> String {
    let parts = Parts::of(mix);
    let mut out =
        "import polars as pl\nc = pl.col\n\n\ndef size(a):\n    return abs(a)\n\n\ndef over(a, b):\n    \
                   return pl.when(b != 0).then(a / b)\n\n\ndef outcome(filed, when, check):\n    \
                   judged = filed if when is None else filed & when.fill_null(True)\n    \
                   open = check.is_null() if when is None else when.is_null() | check.is_null()\n    \
                   fails = ~check.fill_null(True)\n    \
                   if when is not None:\n        fails = when.fill_null(False) & fails\n    \
                   undetermined = judged & open\n    \
                   return (judged & fails) | undetermined, ~judged | undetermined\n\n\n\
                   def query(e, o, D):\n    q = e\n"
            .to_owned();
    outlets(&parts, &mut out);
    for by in Field::all() {
        let asked = groups(&parts, by);
        if !asked.is_empty() {
            let _ = writeln!(
                out,
                "    q = q.join(e.filter(c('f{0}').is_not_null()).group_by('f{0}').agg([\n        {1},\n    ]), on='f{0}', how='left')",
                by.index(),
                asked.join(",\n        ")
            );
        }
    }
    out.push_str("    out = [c('id')]\n");
    for (place, rule) in mix.rules.iter().enumerate() {
        let when = rule.when.as_ref().map_or("None".to_owned(), |when| truth(&Words, &parts, when));
        let check = truth(&Words, &parts, &rule.check);
        let forms: Forms = &rule.when_forms | &rule.check_forms;
        let filed =
            forms.iter().map(|form: &Form| format!("c('filed{}')", *form as usize)).collect::<Vec<_>>();
        let filed = if filed.is_empty() { "pl.lit(True)".to_owned() } else { filed.join(" & ") };
        let _ = writeln!(out, "    low, high = outcome({filed}, {when}, {check})");
        let _ = writeln!(out, "    out += [low.alias('low{place}'), high.alias('high{place}')]");
    }
    for (place, formula) in mix.formulas.iter().enumerate() {
        let _ = writeln!(out, "    out.append({}.alias('x{place}'))", number(&Words, &parts, &formula.value));
    }
    out.push_str("    return q.select(out)\n");
    out
}

fn outlets(parts: &Parts, out: &mut String) {
    let (mut asked, mut settled) = (Vec::new(), Vec::new());
    for (place, flag) in parts.flags.iter().enumerate() {
        let (each, how, none) = match flag {
            Truth::Any(each) => (each, "any", "False"),
            Truth::Every(each) => (each, "all", "True"),
            _ => continue,
        };
        asked.push(format!("({}).{how}().alias('flag{place}')", truth(&Words, parts, each)));
        settled.push(format!("c('flag{place}').fill_null({none})"));
    }
    for (place, fold) in parts.folds.iter().enumerate() {
        let Number::Fold { how, value, keep } = fold else { continue };
        let keep = keep.as_ref().map(|keep| truth(&Words, parts, keep));
        let value = value.as_ref().map(|value| number(&Words, parts, value));
        let kept = |value: &str| match &keep {
            Some(keep) => format!("pl.when({keep}).then({value})"),
            None => format!("({value})"),
        };
        let value = value.as_deref().unwrap_or("pl.lit(1)");
        let word = match how {
            Fold::Sum => "sum",
            Fold::Min => "min",
            Fold::Max => "max",
            Fold::Count | Fold::CountGiven => "count",
        };
        asked.push(format!("{}.{word}().alias('fold{place}')", kept(value)));
        match how {
            Fold::Sum => {
                // A sum of missing numbers is missing, one of no rows 0.
                let rows = keep.as_ref().map_or("pl.len()".to_owned(), |keep| format!("({keep}).sum()"));
                asked.push(format!("({rows} == 0).alias('none{place}')"));
                asked.push(format!("({}.count() > 0).alias('some{place}')", kept(value)));
                settled.push(format!(
                    "pl.when(c('none{place}').fill_null(True) | c('some{place}')).then(c('fold{place}').fill_null(0.0)).alias('fold{place}')"
                ));
            }
            Fold::Count | Fold::CountGiven => {
                settled.push(format!("c('fold{place}').fill_null(0).cast(pl.Float64)"))
            }
            Fold::Min | Fold::Max => {}
        }
    }
    if asked.is_empty() {
        return;
    }
    let _ = writeln!(
        out,
        "    q = q.join(o.group_by('id').agg([\n        {},\n    ]), on='id', how='left')",
        asked.join(",\n        ")
    );
    let _ = writeln!(out, "    q = q.with_columns([\n        {},\n    ])", settled.join(",\n        "));
}

fn groups(parts: &Parts, of: Field) -> Vec<String> {
    let asked = parts.groups.iter().enumerate().filter_map(|(place, group)| {
        let Number::Group { how, value, keep, by, least } = group else { return None };
        if *by != of {
            return None;
        }
        let value = value.as_ref().map_or("pl.lit(1)".to_owned(), |value| number(&Words, parts, value));
        let kept = match keep {
            Some(keep) => format!("{value}.filter({})", truth(&Words, parts, keep)),
            None => value.clone(),
        };
        let asked = match how {
            Statistic::Count if keep.is_none() => "pl.len()".to_owned(),
            Statistic::Count => {
                format!("({}).sum()", keep.as_ref().map_or(String::new(), |keep| truth(&Words, parts, keep)))
            }
            Statistic::CountGiven => format!("{kept}.count()"),
            Statistic::Sum => format!("{kept}.sum()"),
            Statistic::Max => format!("{kept}.max()"),
            Statistic::Median => format!("{kept}.median()"),
            Statistic::Mad => format!("({kept} - {kept}.median()).abs().median()"),
            Statistic::Percentile(share) => format!("{kept}.quantile({share}, interpolation='linear')"),
        };
        let asked = format!("({asked}).cast(pl.Float64)");
        let enough = format!("pl.when({kept}.count() >= {least}).then({asked})");
        Some(format!("{}.alias('group{place}')", if *least == 0 { asked } else { enough }))
    });
    asked.collect()
}
