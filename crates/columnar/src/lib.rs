//! Columns in files: Arrow IPC to run on, mapped into memory where the disk is near, and Parquet to exchange.
//!
//! *What it is*: plain columns of numbers, texts, truths and counts to files and back; the only crate that names Arrow
//! and Parquet.
//!
//! *What it is not*: it knows no form, no field and no message. What goes wrong is told in the words of the libraries.
//!
//! *Its place on the road*: the input door keeps its typed copies in such files, and reads Parquet through it.
#![deny(unsafe_code)]
#![allow(clippy::wildcard_enum_match_arm, reason = "of the many types of Arrow a few are cells")]

mod arrays;
mod bounds;
mod columns;
mod dictionary;
mod exchange;
mod file;
mod guarded;
mod hashing;
#[expect(unsafe_code, reason = "a file mapped into memory is no safe thing; the argument stands there")]
mod mapped;
mod parquet_in;
mod results;
mod text_list;

pub use columns::{Cells, Column};
pub use exchange::write_parquet;
pub use file::{File, Trouble, write_arrow};
pub use guarded::guarded;
pub use hashing::{Hashing, hash_of, hash_of_file};
pub use mapped::is_near;
pub use parquet_in::{Chunk, Kind, ParquetColumn, ParquetFile, View};
pub use results::{Headed, write_results};
pub use text_list::{TextList, TextListIter};
