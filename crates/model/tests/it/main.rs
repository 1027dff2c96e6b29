//! What rules mean, and what is said where they mean nothing.

mod errors;
mod meaning;
mod plans;
mod sample;
mod tour;
