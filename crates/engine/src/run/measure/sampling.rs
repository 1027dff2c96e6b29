//! How often something is run until its time is known: warmed up, in batches that the clock can see, in turns with what it
//! is compared with.

use std::time::Duration;

/// What a batch takes at least: far more than a clock's tick and the call that reads it.
const VISIBLE: Duration = Duration::from_millis(1);

/// No batch has more runs, whatever the clock says.
const MOST_RUNS: u32 = 1 << 16;

/// By what clock, and how often.
#[derive(Clone, Copy)]
pub struct Sampling<'c> {
    /// The time since some moment.
    pub clock: &'c dyn Fn() -> Duration,
    /// How many batches are timed; 0 counts as 1.
    pub repeat: usize,
}

/// What a run of something takes, batch by batch.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Samples {
    /// How many runs a batch has.
    pub(super) runs: u32,
    /// Seconds of one run, the mean of its batch, by batch.
    pub(super) seconds: Vec<f64>,
}

impl Sampling<'_> {
    /// What something gives, and how many seconds it takes once.
    pub fn once<T>(&self, work: impl FnOnce() -> T) -> (T, f64) {
        let begin = (self.clock)();
        let made = work();
        (made, (self.clock)().saturating_sub(begin).as_secs_f64())
    }

    /// What each of some works takes. Each is first run in batches twice as long as the last until one can be seen, which
    /// warms it up; then they take turns, so that whatever else the machine does meets all of them alike.
    ///
    /// # Errors
    /// What a work gives.
    pub(super) fn in_turns<E>(
        &self,
        works: &mut [&mut dyn FnMut() -> Result<(), E>],
    ) -> Result<Vec<Samples>, E> {
        let mut all = Vec::with_capacity(works.len());
        for work in works.iter_mut() {
            let mut runs = 1;
            while self.batch(*work, runs)? < VISIBLE && runs < MOST_RUNS {
                runs *= 2;
            }
            all.push(Samples { runs, seconds: Vec::with_capacity(self.repeat) });
        }
        for _ in 0..self.repeat.max(1) {
            for (work, samples) in works.iter_mut().zip(&mut all) {
                let took = self.batch(*work, samples.runs)?;
                samples.seconds.push(took.as_secs_f64() / f64::from(samples.runs));
            }
        }
        Ok(all)
    }

    fn batch<E>(&self, work: &mut dyn FnMut() -> Result<(), E>, runs: u32) -> Result<Duration, E> {
        let begin = (self.clock)();
        for _ in 0..runs {
            work()?;
        }
        Ok((self.clock)().saturating_sub(begin))
    }
}

impl std::fmt::Debug for Sampling<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sampling").field("repeat", &self.repeat).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::cell::{Cell, RefCell};
    use std::convert::Infallible;

    use super::*;

    /// Two works, one of which takes 300 µs a run and the other 2 ms, by a clock that stands still between them.
    #[test]
    fn short_work_is_run_in_batches_that_the_clock_sees_and_works_take_turns() {
        let now = Cell::new(Duration::ZERO);
        let order = RefCell::new(String::new());
        let mut short = || {
            now.set(now.get() + Duration::from_micros(300));
            order.borrow_mut().push('s');
            Ok::<_, Infallible>(())
        };
        let mut long = || {
            now.set(now.get() + Duration::from_millis(2));
            order.borrow_mut().push('l');
            Ok(())
        };
        let clock = || now.get();
        let sampling = Sampling { clock: &clock, repeat: 3 };
        let Ok(samples) = sampling.in_turns(&mut [&mut short, &mut long]);
        assert_eq!(samples[0].runs, 4, "1 and 2 runs take less than a millisecond");
        assert_eq!(samples[1].runs, 1);
        for (samples, seconds) in samples.iter().zip([300e-6, 2e-3]) {
            assert_eq!(samples.seconds.len(), 3);
            assert!(samples.seconds.iter().all(|sample| (sample - seconds).abs() < 1e-12), "{samples:?}");
        }
        let (warm, turns) = ("sssssssl", "ssssl".repeat(3));
        assert_eq!(*order.borrow(), format!("{warm}{turns}"));
    }

    #[test]
    fn a_clock_that_stands_still_ends_the_warming_up() {
        let runs = Cell::new(0_u64);
        let mut work = || {
            runs.set(runs.get() + 1);
            Ok::<_, Infallible>(())
        };
        let clock = || Duration::ZERO;
        let Ok(samples) = Sampling { clock: &clock, repeat: 0 }.in_turns(&mut [&mut work]);
        assert_eq!((samples[0].runs, samples[0].seconds.as_slice()), (MOST_RUNS, [0.0].as_slice()));
        assert_eq!(runs.get(), 3 * u64::from(MOST_RUNS) - 1);
    }
}
