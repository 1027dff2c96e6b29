//! Work that threads share.

use std::ops::{Deref, DerefMut};
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

/// What comes of each item, in their order. Whoever is done with one takes the next; how many threads there are shows in
/// nothing that depends on the item alone.
pub(crate) fn of_each<T: Send, R: Send>(
    items: Vec<T>,
    threads: usize,
    work: impl Fn(T) -> R + Sync,
) -> Vec<R> {
    let threads = threads.min(items.len());
    if threads <= 1 {
        return items.into_iter().map(work).collect();
    }
    let waiting = Mutex::new(items.into_iter().enumerate());
    let next = || waiting.lock().ok()?.next();
    let share = || {
        let mut made = Vec::new();
        while let Some((place, item)) = next() {
            made.push((place, work(item)));
        }
        made
    };
    let mut all = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(share)).collect();
        let mut all = share();
        for other in others {
            all.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        all
    });
    all.sort_unstable_by_key(|(place, _)| *place);
    all.into_iter().map(|(_, made)| made).collect()
}

/// What threads work on one after the other, in the order of the numbers that they have, from 0.
pub(crate) struct Turns<T> {
    /// Whose turn it is.
    state: Mutex<(usize, T)>,
    passed: Condvar,
}

/// What one thread has its turn at; then it is the next one's.
pub(crate) struct Turn<'t, T> {
    state: MutexGuard<'t, (usize, T)>,
    passed: &'t Condvar,
}

/// Whether one of the threads has broken down: nobody waits for its turn any more.
#[derive(Debug, Default)]
pub(crate) struct Alarm(AtomicBool);

/// Gives the alarm where it is let go in a panic.
pub(crate) struct Watch<'a>(&'a Alarm);

/// So long is waited before it is asked whether there was an alarm.
const PATIENCE: Duration = Duration::from_millis(20);

impl<T> Turns<T> {
    pub(crate) fn new(of: T) -> Self {
        Self { state: Mutex::new((0, of)), passed: Condvar::new() }
    }

    /// Waits for the turn of a number; none where it never comes.
    pub(crate) fn turn(&self, number: usize, alarm: &Alarm) -> Option<Turn<'_, T>> {
        let mut state = self.state.lock().ok()?;
        while state.0 != number {
            if alarm.0.load(Ordering::Relaxed) {
                return None;
            }
            (state, _) = self.passed.wait_timeout(state, PATIENCE).ok()?;
        }
        Some(Turn { state, passed: &self.passed })
    }

    /// What was worked on, when all had their turns.
    pub(crate) fn done(self) -> Option<T> {
        self.state.into_inner().ok().map(|(_, of)| of)
    }
}

impl<T> Deref for Turn<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.state.1
    }
}

impl<T> DerefMut for Turn<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.state.1
    }
}

impl<T> Drop for Turn<'_, T> {
    fn drop(&mut self) {
        self.state.0 += 1;
        self.passed.notify_all();
    }
}

impl Alarm {
    pub(crate) fn watch(&self) -> Watch<'_> {
        Watch(self)
    }
}

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.0.store(true, Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Alarm, Turns, of_each};

    #[test]
    fn turns_come_in_the_order_of_the_numbers() {
        let (turns, alarm) = (Turns::new(Vec::new()), Alarm::default());
        of_each((0..100).collect(), 4, |number: usize| turns.turn(number, &alarm).unwrap().push(number));
        assert_eq!(turns.done().unwrap(), (0..100).collect::<Vec<_>>());
    }

    #[test]
    fn nobody_waits_for_one_that_broke_down() {
        let (turns, alarm) = (Turns::new(0), Alarm::default());
        let all = std::panic::AssertUnwindSafe(|| {
            of_each(vec![0, 1], 2, |number: usize| {
                let _watch = alarm.watch();
                assert_eq!(number, 1, "the first breaks down");
                turns.turn(number, &alarm).is_none()
            })
        });
        assert!(std::panic::catch_unwind(all).is_err());
    }

    #[test]
    fn what_comes_of_items_stands_in_their_order() {
        for threads in 0..4 {
            for items in [0, 1, 5, 100] {
                let doubled = of_each((0..items).collect(), threads, |item: usize| item * 2);
                assert_eq!(doubled, (0..items).map(|item| item * 2).collect::<Vec<_>>());
            }
        }
    }
}
