//! The command as its users meet it.

mod command;
mod house;
mod run;
mod transcripts;
