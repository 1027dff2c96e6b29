//! The whole road, from rule text and files to findings.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a test stops where it finds something else"
)]

mod account;
mod aggregates;
mod built_in;
mod cases;
mod formula_cells;
mod functions;
mod generated;
mod groups;
mod items;
mod joined;
mod lacking;
mod layers;
mod lists;
mod lookups;
mod measure;
mod messages;
mod naive;
mod near_misses;
mod outcomes;
mod outlines;
mod private;
mod profiles;
mod quantities;
mod rewrite;
mod rewritten;
mod road;
mod robust;
mod rows;
mod second;
mod selection;
mod several_forms;
mod stages;
mod statistics;
mod table_check;
mod texts;
mod twins;
mod values;
mod why;
mod why_accounting;
mod work_sheets;
mod wounded;
