//! Work that threads share.

use std::ops::Range;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// What comes of pieces of work, in their order. Whoever is done with one takes the next, so that it does not matter
/// whether pieces are alike, nor whether somebody else is at work on the machine.
///
/// `make` is called once with the number of each piece. How many threads there are, 0 counting as 1, shows in nothing
/// that depends on this number alone.
pub fn shared_out<R: Send>(pieces: usize, threads: usize, make: impl Fn(usize) -> R + Sync) -> Vec<R> {
    let threads = threads.min(pieces);
    if threads <= 1 {
        return (0..pieces).map(make).collect();
    }
    let next = AtomicUsize::new(0);
    let work = || {
        let mut made = Vec::with_capacity(pieces / threads + 1);
        loop {
            let piece = next.fetch_add(1, Ordering::Relaxed);
            if piece >= pieces {
                return made;
            }
            made.push((piece, make(piece)));
        }
    };
    let mut all = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut all = work();
        for other in others {
            all.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        all
    });
    all.sort_unstable_by_key(|(piece, _)| *piece);
    all.into_iter().map(|(_, made)| made).collect()
}

/// What comes of two pieces of work that wait for nothing of each other, side by side where there are several threads: the
/// first by one of its own.
pub fn side_by_side<A: Send, B>(
    threads: usize,
    first: impl FnOnce() -> A + Send,
    second: impl FnOnce() -> B,
) -> (A, B) {
    if threads < 2 {
        return (first(), second());
    }
    thread::scope(|scope| {
        let first = scope.spawn(first);
        let second = second();
        (first.join().unwrap_or_else(|panic| resume_unwind(panic)), second)
    })
}

/// So many small items are one piece of work.
const ITEMS: usize = 1024;

/// What comes of many small items, in their order: [`shared_out`] by pieces of some of them.
pub fn of_each<R: Send>(items: usize, threads: usize, make: impl Fn(usize) -> R + Sync) -> Vec<R> {
    let piece = |at: usize| (at * ITEMS..items.min((at + 1) * ITEMS)).map(&make).collect::<Vec<R>>();
    let mut pieces = shared_out(items.div_ceil(ITEMS), threads, piece);
    if pieces.len() == 1 { pieces.pop().unwrap_or_default() } else { pieces.into_iter().flatten().collect() }
}

/// What comes of so many items for each thread is kept until its turn.
const KEPT: usize = 1 << 15;

/// Hands what comes of many items, some at a time, to `take`, in their order: `make` by several threads, `take` by this one.
/// Only what comes of few of the items is kept at a time.
pub fn in_turn<R: Send>(
    items: usize,
    some: usize,
    threads: usize,
    make: impl Fn(Range<usize>) -> R + Sync,
    take: impl FnMut(R),
) {
    let some = some.max(1);
    let pieces = items.div_ceil(some);
    let at_a_time = threads.max(1) * (KEPT / some).max(1);
    let made = (0..pieces).step_by(at_a_time).flat_map(|first| {
        shared_out(at_a_time.min(pieces - first), threads, |at| {
            let piece = first + at;
            make(piece * some..items.min((piece + 1) * some))
        })
    });
    made.for_each(take);
}

/// Each thread takes so many stretches: they are not of one size.
const STRETCHES: usize = 16;

/// What comes of stretches of items of which some are much more work than others, in their order; all items lie in one,
/// or in a few for each thread.
pub fn of_stretches<R: Send>(
    items: usize,
    threads: usize,
    make: impl Fn(Range<usize>) -> R + Sync,
) -> Vec<R> {
    let stretches = if threads > 1 { items.min(STRETCHES * threads) } else { 1 };
    let edge = |at: usize| items * at / stretches;
    shared_out(stretches, threads, |at| make(edge(at)..edge(at + 1)))
}

/// What comes of items that several threads may share, in their order. Long ones are worked on by all threads together, one
/// after the other; of the others each is made by one thread, beside those of the others. `make` is told how many threads
/// an item has.
pub(crate) fn together_or_apart<T: Sync, R: Send>(
    items: &[T],
    threads: usize,
    is_long: impl Fn(&T) -> bool,
    make: impl Fn(&T, usize) -> R + Sync,
) -> Vec<R> {
    let (long, short): (Vec<&T>, Vec<&T>) = items.iter().partition(|item| is_long(item));
    let mut apart =
        shared_out(short.len(), threads, |at| short.get(at).map(|item| make(item, 1))).into_iter();
    let mut together = long.into_iter().map(|item| make(item, threads));
    let next = |item| if is_long(item) { together.next() } else { apart.next().flatten() };
    items.iter().filter_map(next).collect()
}

/// How many shares of rows threads gather by groups, each for itself: never so many that what all of them hold of every
/// group is more than there are rows.
pub(crate) fn shares_by_groups(rows: usize, groups: usize, threads: usize) -> usize {
    threads.min(rows / groups.max(1)).max(1)
}

/// The rows of one share of several, which are about as long as each other; they begin with a whole word of bits.
pub(crate) fn share(rows: usize, share: usize, shares: usize) -> Range<usize> {
    let edge = |share: usize| {
        let edge = rows * share / shares.max(1);
        if share >= shares { rows } else { edge - edge % crate::bits::WORD }
    };
    edge(share)..edge(share + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_piece_is_made_once_and_stands_in_its_place() {
        for pieces in [0, 1, 2, 3, 64, 1000] {
            for threads in [0, 1, 2, 3, 9, 64] {
                let times = AtomicUsize::new(0);
                let made = shared_out(pieces, threads, |piece| {
                    times.fetch_add(1, Ordering::Relaxed);
                    piece * piece
                });
                assert_eq!(made, (0..pieces).map(|piece| piece * piece).collect::<Vec<_>>());
                assert_eq!(times.into_inner(), pieces);
                let stretches = of_stretches(pieces, threads, |stretch| stretch);
                assert_eq!(
                    stretches.into_iter().flatten().collect::<Vec<_>>(),
                    (0..pieces).collect::<Vec<_>>()
                );
                assert_eq!(of_each(7 * pieces, threads, |at| at), (0..7 * pieces).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn two_pieces_of_work_are_done_whoever_does_them() {
        for threads in [0, 1, 2, 9] {
            assert_eq!(side_by_side(threads, || "first", || 2), ("first", 2));
            let first = || side_by_side(threads, || panic!("first"), || 2);
            assert!(std::panic::catch_unwind(first).is_err());
            let second = || side_by_side(threads, || 1, || panic!("second"));
            assert!(std::panic::catch_unwind(second).is_err());
        }
    }

    #[test]
    fn pieces_are_taken_in_turn_and_each_item_once() {
        for items in [0, 1, 1023, 1025, 3 * KEPT + 7] {
            for (some, threads) in [(0, 3), (1, 0), (1024, 1), (1024, 3), (2 * KEPT, 2)] {
                let mut taken = Vec::new();
                in_turn(items, some, threads, |rows| rows, |rows| taken.extend(rows));
                assert!(taken.iter().copied().eq(0..items), "{items} by {some}, {threads} threads");
            }
        }
    }

    #[test]
    fn only_what_is_long_is_made_by_all_threads() {
        let rows = [300, 10_000_000, 7, 300, 40_000];
        for threads in [1, 2, 9] {
            let made =
                together_or_apart(&rows, threads, |rows| *rows > 1000, |rows, threads| (*rows, threads));
            assert_eq!(made, [(300, 1), (10_000_000, threads), (7, 1), (300, 1), (40_000, threads)]);
        }
    }

    #[test]
    fn shares_hold_no_more_groups_than_there_are_rows() {
        for rows in [0, 1, 63, 1000, 3_600_000] {
            for groups in [0, 1, 2, rows / 3, rows] {
                for threads in [0, 1, 2, 16] {
                    let shares = shares_by_groups(rows, groups, threads);
                    assert!((1..=threads.max(1)).contains(&shares));
                    assert!(shares == 1 || shares * groups <= rows, "{shares} of {rows} in {groups}");
                }
            }
        }
        // A key of each row's own is gathered once, keys that repeat by every thread.
        assert_eq!(shares_by_groups(3_600_000, 3_600_000, 16), 1);
        assert_eq!(shares_by_groups(3_600_000, 37, 16), 16);
    }

    #[test]
    fn shares_follow_each_other_from_the_first_row_to_the_last() {
        for rows in [0, 1, 63, 64, 65, 130, 1000] {
            for shares in [1, 2, 3, 7] {
                let all: Vec<usize> = (0..shares).flat_map(|at| share(rows, at, shares)).collect();
                assert_eq!(all, (0..rows).collect::<Vec<_>>(), "{rows} in {shares}");
            }
        }
    }
}
