//! The input door: what a folder of files becomes, and that nothing of it is lost.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that panics fails, as it should; the helpers are no test functions themselves"
)]

mod accounts;
mod arbitrary;
mod binary;
mod cells;
mod copies;
mod folders;
mod headings;
mod layouts;
mod long_texts;
mod merged;
mod messages;
mod national;
mod parquets;
mod register;
mod rows;
mod sample;
mod texts;
mod ugly;
mod workbooks;
