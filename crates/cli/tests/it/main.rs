//! The command as its users meet it.

mod command;
mod run;
mod transcripts;
