//! Criterion benches of the whole road.
