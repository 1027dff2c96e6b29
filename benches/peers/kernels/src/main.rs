//! `mix-kernels ENGINE RULES ENTERPRISES`: an engine that runs the mix whenever it reads a line. It answers with one line
//! of JSON: of `run` the milliseconds on the processor, of `answers FILE` of how many rules and formulas it wrote there what
//! they came to (see `Answers` of the mix).
//!
//! Engines: `limit`, the hand-written kernels; `rows` and `rules`, plain loops over rows or a loop for each rule; `sum`, a summing read of the same bytes.

mod clock;
mod data;
mod fused;
mod groups;
#[cfg(target_feature = "avx512f")]
mod limit;
#[cfg(target_feature = "avx512f")]
mod simd;

use std::hint::black_box;
use std::io::{BufRead, stdin};
use std::path::Path;

use data::{Data, Out};
use serde_json::json;
use shensuan_mix::{Mix, Parts, Population, mix};

macro_rules! written {
    ($($name:ident $file:literal)*) => {$(
        #[allow(clippy::all, unused_parens, unused_variables, unused_unsafe, unused_imports, unused_mut, unused_assignments)]
        mod $name {
            include!(concat!(env!("OUT_DIR"), "/", $file));
        }
    )*};
}

written! { rows_100 "rows_100.rs" rows_500 "rows_500.rs" rules_100 "rules_100.rs" rules_500 "rules_500.rs" }
#[cfg(target_feature = "avx512f")]
written! { limit_100 "limit_100.rs" limit_500 "limit_500.rs" }

type Engine = Box<dyn Fn(&Mix, &Parts, &Data) -> Option<Out>>;

#[cfg(target_feature = "avx512f")]
fn limit(rules: usize) -> Option<Engine> {
    let kernels = match rules {
        100 => limit::Kernels {
            keeps: &limit_100::KEEPS,
            outlets: limit_100::outlets,
            groups: &limit_100::GROUPS,
        },
        500 => limit::Kernels {
            keeps: &limit_500::KEEPS,
            outlets: limit_500::outlets,
            groups: &limit_500::GROUPS,
        },
        _ => return None,
    };
    Some(Box::new(move |mix, parts, data| Some(limit::run(&kernels, mix, parts, data))))
}

#[cfg(not(target_feature = "avx512f"))]
fn limit(_: usize) -> Option<Engine> {
    None
}

fn fused(rules: usize, each: bool) -> Option<Engine> {
    let loops = match (rules, each) {
        (100, false) => fused::Loops { keeps: &rows_100::KEEPS, run: rows_100::run },
        (500, false) => fused::Loops { keeps: &rows_500::KEEPS, run: rows_500::run },
        (100, true) => fused::Loops { keeps: &rules_100::KEEPS, run: rules_100::run },
        (500, true) => fused::Loops { keeps: &rules_500::KEEPS, run: rules_500::run },
        _ => return None,
    };
    Some(Box::new(move |mix, parts, data| Some(fused::run(&loops, mix, parts, data))))
}

fn sum() -> Engine {
    Box::new(|_, _, data| {
        black_box(black_box(data).summed());
        None
    })
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |place: usize| arguments.get(place).and_then(|number| number.parse().ok()).unwrap_or(0);
    let name = arguments.first().map_or("", String::as_str);
    let (rules, enterprises) = (number(1), number(2));
    let engine = match name {
        "limit" => limit(rules),
        "rows" => fused(rules, false),
        "rules" => fused(rules, true),
        "sum" => Some(sum()),
        _ => None,
    };
    let Some(engine) = engine else {
        println!("{}", json!({ "cannot": format!("{name} of {rules} rules on this machine") }));
        return;
    };
    let mix = mix(rules);
    let parts = Parts::of(&mix);
    let data = Data::new(&Population::new(enterprises), &parts);
    let version = format!("rustc, target-cpu=native; {} MB", data.bytes() / 1_000_000);
    println!("{}", json!({ "engine": name, "version": version }));
    let mut last = None;
    for line in stdin().lock().lines().map_while(Result::ok) {
        if line == "run" {
            drop(last.take());
            let start = clock::now();
            last = engine(&mix, &parts, &data);
            println!("{}", json!({ "ms": clock::now() - start }));
        } else if let Some(path) = line.strip_prefix("answers ") {
            let answers = last.as_ref().map(|out: &Out| out.answers(data.rows)).unwrap_or_default();
            match answers.write(Path::new(path)) {
                Ok(()) => {
                    println!("{}", json!({ "rules": answers.outcomes.len(), "formulas": answers.formulas.len() }));
                }
                Err(error) => println!("{}", json!({ "cannot": format!("{path}: {error}") })),
            }
        }
    }
}
