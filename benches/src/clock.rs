//! Processor time, and the verdict on a bar.

use std::fs;
use std::time::Instant;

/// A moment on the clock of this thread.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    wall: Instant,
    processor: Option<u64>,
}

impl Moment {
    /// Now.
    #[must_use]
    pub fn now() -> Self {
        Self { wall: Instant::now(), processor: on_processor() }
    }

    /// Milliseconds since then: on the processor where the system tells (Linux), else by the wall.
    #[must_use]
    pub fn milliseconds(self) -> f64 {
        match (self.processor, on_processor()) {
            #[expect(clippy::cast_precision_loss, reason = "a bench runs for less than 2⁵³ ns")]
            (Some(before), Some(after)) => after.saturating_sub(before) as f64 / 1e6,
            _ => self.wall.elapsed().as_secs_f64() * 1e3,
        }
    }
}

/// Nanoseconds that this thread has been on a processor.
fn on_processor() -> Option<u64> {
    fs::read_to_string("/proc/thread-self/schedstat").ok()?.split(' ').next()?.parse().ok()
}

/// Seconds that all threads of this process have been on a processor, to a hundredth; as Linux tells.
#[must_use]
pub fn of_process() -> Option<f64> {
    let said = fs::read_to_string("/proc/self/stat").ok()?;
    // The second word, a name in brackets, may hold blanks; the 14th and 15th are hundredths of seconds of user and system.
    let (_, rest) = said.rsplit_once(") ")?;
    let ticks: Vec<f64> = rest.split(' ').skip(11).take(2).filter_map(|word| word.parse().ok()).collect();
    (ticks.len() == 2).then(|| ticks.iter().sum::<f64>() / 100.0)
}

/// The machine, as its system names it, and what is measured on it.
#[must_use]
pub fn machine() -> String {
    let clock = if on_processor().is_some() { "processor time of one thread" } else { "wall time" };
    format!("{}; {clock}", hardware())
}

/// The machine, as its system names it.
#[must_use]
pub fn hardware() -> String {
    let cpus = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let model = model.map_or("processor unknown", |(_, model)| model);
    format!("{model}, {cpus} in sight; {} {}", std::env::consts::OS, std::env::consts::ARCH)
}

/// The middle of some samples; of an even number of them the mean of the two in the middle.
#[must_use]
pub fn median(samples: &[f64]) -> f64 {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    let at = |index: usize| sorted.get(index).copied().unwrap_or(f64::NAN);
    if sorted.len() % 2 == 1 { at(middle) } else { f64::midpoint(at(middle.saturating_sub(1)), at(middle)) }
}

/// The best of some samples: what the work takes where nothing else disturbs it.
#[must_use]
pub fn least(samples: &[f64]) -> f64 {
    samples.iter().copied().fold(f64::INFINITY, f64::min)
}

/// Prints the verdict on one bar as `benches/run-all` reads it; whether it holds.
pub fn bar(name: &str, figure: f64, unit: &str, at_most: f64) -> bool {
    let holds = figure <= at_most;
    let verdict = if holds { "PASS" } else { "FAIL" };
    println!("{verdict} {name}: {figure:.2} {unit} (at most {at_most} {unit})");
    holds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_samples() {
        assert_eq!([median(&[3.0, 1.0, 2.0]), median(&[4.0, 1.0, 2.0, 3.0])], [2.0, 2.5]);
        assert!(median(&[]).is_nan());
    }
}
