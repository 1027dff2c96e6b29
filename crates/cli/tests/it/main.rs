//! The command as its users meet it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a test stops where it finds something else"
)]

mod account;
mod accounting;
mod accounts;
mod bench;
mod blocks;
mod book;
mod bounded;
mod command;
mod copies;
mod damaged;
mod database;
mod endings;
mod engines;
mod error_pages;
mod example_workbooks;
mod explain;
mod glossary;
mod grammar;
mod handbook;
mod help;
mod house;
mod keywords;
mod logic;
mod metalworks;
mod national;
mod national_workbooks;
mod pages;
mod precedence;
mod private;
mod profile;
mod questions;
mod reencoded;
mod reference;
mod rewrite;
mod run;
mod several_forms;
mod shapes;
mod transcripts;
mod tri;
mod why;
mod widths;
