//! Work that threads share.

use std::panic::resume_unwind;
use std::sync::Mutex;
use std::thread;

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

#[cfg(test)]
mod tests {
    use super::of_each;

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
