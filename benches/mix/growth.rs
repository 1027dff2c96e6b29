//! How the mix grows, on our engines: 100 rules over more and more enterprises, and more and more rules over the same ones.
//! `cargo bench -p shensuan-mix --bench mix_growth`, or all bars together by `benches/run-all`.
//!
//! The environment sets the size: `MIX_GROWTH_ENTERPRISES` (`100000 1000000 3600000`), `MIX_GROWTH_RULES` (`10 100 1000`); and
//! where pictures and samples are left: `MIX_SCRATCH`.

use std::process::ExitCode;
use std::{fs, io};

use serde_json::json;
use shensuan_benches::clock::{bar, least, machine};
use shensuan_mix::engines::ENGINES;
use shensuan_mix::environment::{scratch, values};
use shensuan_mix::measured::{Ours, Runner, in_turn};
use shensuan_mix::plot::{Line, Plot, grouped};
use shensuan_mix::{Population, mix, ours};

/// Runs of each size that count.
const SAMPLES: usize = 3;
/// The rules of which the enterprises grow, and the enterprises of which the rules do.
const RULES: usize = 100;
const ENTERPRISES: usize = 1_000_000;
/// What a row, or a rule, may cost at most where there are more of them: so many times what it does where there are fewer.
const AT_MOST: f64 = 1.25;

fn main() -> ExitCode {
    println!("cargo bench -p shensuan-mix --bench mix_growth");
    println!("{}", machine());
    let enterprises = values("MIX_GROWTH_ENTERPRISES", "100000 1000000 3600000");
    let rules = values("MIX_GROWTH_RULES", "10 100 1000");
    let growths = [
        Growth {
            what: "enterprises",
            of: format!("{RULES} rules"),
            sizes: enterprises.into_iter().map(|size| (size, measured(RULES, size))).collect(),
        },
        Growth {
            what: "rules",
            of: format!("{} enterprises", grouped(&ENTERPRISES.to_string())),
            sizes: rules.into_iter().map(|size| (size, measured(size, ENTERPRISES))).collect(),
        },
    ];
    let mut all = true;
    for (growth, engine) in
        growths.iter().flat_map(|growth| ENGINES.iter().map(move |engine| (growth, engine)))
    {
        all &= growth.is_at_most_linear(engine.name);
    }
    if let Err(error) = growths.iter().try_for_each(Growth::leave) {
        println!("FAIL pictures of growth: {error}");
        all = false;
    }
    if all { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The milliseconds of each engine, by its name.
type Samples = Vec<(String, Vec<f64>)>;

/// What each engine takes for one mix.
fn measured(rules: usize, enterprises: usize) -> Samples {
    let mix = mix(rules);
    let ready = match ours::ready(&mix) {
        Ok(ready) => ready,
        Err(error) => {
            println!("{error}");
            return Vec::new();
        }
    };
    let frame = ours::frame_of(&ready, Population::new(enterprises));
    let order = ours::order_of_formulas(&mix, &ready);
    let runner = |engine: &_| Ours::new(*engine, &ready.lowered.plan, &frame, &order);
    let boxed = |ours| Box::new(ours) as Box<dyn Runner + '_>;
    let mut runners: Vec<Box<dyn Runner + '_>> = ENGINES.iter().filter_map(runner).map(boxed).collect();
    let figures = in_turn(&mut runners, SAMPLES, &[]).into_iter();
    // One that comes to something else has no figure.
    figures.filter(|figure| figure.refused.is_none()).map(|figure| (figure.name, figure.samples)).collect()
}

/// What engines take as something grows.
struct Growth {
    /// What grows.
    what: &'static str,
    /// What stays.
    of: String,
    /// By size.
    sizes: Vec<(usize, Samples)>,
}

#[expect(clippy::cast_precision_loss, reason = "some million")]
impl Growth {
    /// By size, the samples of an engine.
    fn samples(&self, engine: &str) -> Vec<(f64, Vec<f64>)> {
        let of = |engines: &Samples| {
            engines.iter().find(|(name, _)| name == engine).map(|(_, samples)| samples.clone())
        };
        self.sizes.iter().filter_map(|(size, engines)| Some((*size as f64, of(engines)?))).collect()
    }

    /// Prints what an engine takes, and whether each costs at most as much as where there are fewer.
    fn is_at_most_linear(&self, engine: &str) -> bool {
        println!("\n{engine}: more {}, of {}; milliseconds", self.what, self.of);
        let samples = self.samples(engine);
        let measured = samples.iter().filter(|(_, samples)| !samples.is_empty()).count();
        if measured < self.sizes.len() || measured < 2 {
            println!(
                "FAIL growth with {}, {engine}: {measured} sizes measured of {}",
                self.what,
                self.sizes.len()
            );
            return false;
        }
        for (size, samples) in &samples {
            let raw: Vec<String> = samples.iter().map(|sample| format!("{sample:.1}")).collect();
            println!(
                "  {size:>8} {:>10.1}  [{}]  {:.3} µs each",
                least(samples),
                raw.join(", "),
                least(samples) * 1e3 / size
            );
        }
        let each: Vec<f64> = samples.iter().map(|(size, samples)| least(samples) / size).collect();
        let steps = each.windows(2).filter_map(|pair| Some(pair.last()? / pair.first()?));
        match steps.reduce(f64::max) {
            Some(worst) => {
                bar(&format!("growth with {}, {engine}", self.what), worst, "× each, worst step", AT_MOST)
            }
            None => false,
        }
    }

    /// Leaves a picture and the samples.
    fn leave(&self) -> io::Result<()> {
        let folder = scratch();
        fs::create_dir_all(&folder)?;
        let lines = ENGINES
            .iter()
            .map(|engine| Line { name: engine.name.to_owned(), samples: self.samples(engine.name) });
        let plot = Plot {
            title: format!(
                "More {}, of {}: every run, the middle ones joined; dotted: growth in proportion",
                self.what, self.of
            ),
            across: self.what.to_owned(),
            up: "processor, ms".to_owned(),
            lines: lines.collect(),
        };
        let samples = self.sizes.iter().map(|(size, engines)| {
            let engines: serde_json::Map<_, _> =
                engines.iter().map(|(name, samples)| (name.clone(), json!(samples))).collect();
            json!({ "size": size, "cpu_ms": engines })
        });
        let samples: Vec<_> = samples.collect();
        let json = json!({ "grows": self.what, "of": self.of, "machine": machine(), "sizes": samples });
        for (ending, text) in [("svg", plot.svg()), ("json", format!("{json:#}\n"))] {
            let path = folder.join(format!("growth-{}.{ending}", self.what));
            fs::write(&path, text)?;
            println!("{}", path.display());
        }
        Ok(())
    }
}
