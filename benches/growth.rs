//! How the six unfriendly families grow: parse, check and plan of a text and of one twice as long, up to 8 MB.
//! `cargo bench -p shensuan-benches --bench growth`, or all bars together by `benches/run-all`.

use std::hint::black_box;
use std::process::ExitCode;

use shensuan_benches::adversarial::{FAMILIES, Family};
use shensuan_benches::clock::{Moment, bar, least, machine};
use shensuan_engine::Parsed;

/// The longest text, in bytes.
const LONGEST: usize = 8 << 20;
/// How often a text is halved.
const HALVINGS: u32 = 4;
/// How often each length is measured.
const SAMPLES: usize = 3;
/// Milliseconds below which a text is read again: the clock of a thread steps by some.
const SHORTEST: f64 = 100.0;
/// What doubling may cost.
const AT_MOST: f64 = 2.5;

fn main() -> ExitCode {
    println!("cargo bench -p shensuan-benches --bench growth");
    println!("{}", machine());
    println!("milliseconds of parse, check and plan; {SAMPLES} samples a length, of which the least counts");
    let mut all = true;
    for family in FAMILIES {
        all &= measured(family);
    }
    if all { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Every doubling of one family, and whether all of them hold.
fn measured((name, text): Family) -> bool {
    let mut before: Option<f64> = None;
    let mut worst: f64 = 0.0;
    for halving in (0..=HALVINGS).rev() {
        let text = text(LONGEST >> halving);
        let mut said = 0;
        let samples: Vec<f64> = (0..SAMPLES)
            .map(|_| {
                let start = Moment::now();
                let mut times = 0.0;
                while times < 1.0 || start.milliseconds() < SHORTEST {
                    let checked = Parsed::of_text("growth.rule", black_box(&text)).check();
                    said = checked.said.len();
                    drop(black_box(checked.plan()));
                    times += 1.0;
                }
                start.milliseconds() / times
            })
            .collect();
        let now = least(&samples);
        let raw: Vec<String> = samples.iter().map(|sample| format!("{sample:.1}")).collect();
        let grown = before.map_or(String::new(), |before| format!("  × {:.2}", now / before));
        println!("  {name:<16} {:>8} bytes {said:>7} said  [{}]{grown}", text.len(), raw.join(", "));
        worst = before.map_or(worst, |before| worst.max(now / before));
        before = Some(now);
    }
    bar(&format!("growth of {name}"), worst, "× on doubling", AT_MOST)
}
