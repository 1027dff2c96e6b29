//! The stretches of the road, each by itself: `cargo bench -p shensuan-benches`.

#![expect(clippy::expect_used, reason = "a bench stops where its own data do not fit")]

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use shensuan_benches::{District, rulebook};
use shensuan_engine::{Options, Parsed};

/// Enterprises of the measured district.
const ENTERPRISES: usize = 20_000;

fn language(c: &mut Criterion) {
    let mut group = c.benchmark_group("language");
    group.bench_function("read and parse", |b| b.iter(|| Parsed::read(black_box(&[rulebook()]))));
    group.bench_function("check", |b| {
        b.iter_batched(|| Parsed::read(&[rulebook()]), Parsed::check, BatchSize::SmallInput);
    });
    group.bench_function("lower and verify", |b| {
        b.iter_batched(
            || Parsed::read(&[rulebook()]).check(),
            |checked| checked.plan(),
            BatchSize::SmallInput,
        );
    });
    group.finish();
}

fn machine(c: &mut Criterion) {
    let district = District::new(ENTERPRISES).expect("a temporary folder");
    let ready = Parsed::read(&[rulebook()]).check().plan().expect("first light has no errors");
    let (data, _) = ready.open(district.folder());
    let mut group = c.benchmark_group("machine");
    group.sample_size(20).throughput(Throughput::Elements(ENTERPRISES as u64));
    group.bench_function("open the data", |b| b.iter(|| ready.open(black_box(district.folder()))));
    group.bench_function("judge and report", |b| {
        b.iter(|| ready.review(black_box(&data), Options::default()))
    });
    group.finish();
}

criterion_group!(road, language, machine);
criterion_main!(road);
