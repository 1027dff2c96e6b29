//! The input door: files to checked columns.
//!
//! *What it is*: it reads a folder of texts and workbooks, a file or sheet for each form or group of rows of a
//! [`Vocab`](shensuan_vocab::Vocab), into typed columns. How each is encoded and laid out is found. It accounts for every
//! file, row and cell that it met: used, empty, rejected, and why. What was read can be kept as a typed copy (`copy/`), which opens at once.
//!
//! *What it is not*: it judges nothing, save who is in the register. Doubled keys, codes that no list holds, numbers out of range come
//! through as they are, for rules to judge. It knows no form, field or heading of any census; names come
//! from the vocabulary.
//!
//! *Its place on the road*: after the model has declared the vocabulary, before the engine aligns the
//! columns to the plan.
#![forbid(unsafe_code)]

mod assigned;
mod beside;
mod blocks;
mod cells;
mod columns;
mod columns_as_rows;
mod copied_sheets;
mod copy;
mod database;
mod dataset;
mod describe;
mod encoding;
mod file_names;
mod folder;
mod footers;
mod gathering;
mod geojson;
mod head;
mod header;
mod heading_units;
mod headings;
mod in_step;
mod kept_at_once;
mod kept_cell;
mod key_cells;
mod keys;
mod layout;
mod marks;
mod merged;
mod numbered;
mod parquet;
mod parquet_keys;
mod parts;
mod patterns;
mod pieces;
mod place;
mod plain_numbers;
mod quotes;
mod records;
mod references;
mod reopened;
mod repairs;
mod runs;
mod sheet;
mod shelf;
mod some_texts;
mod sources;
mod table;
mod tags;
mod text_files;
mod text_rows;
mod texts;
mod threads;
mod ties;
mod together;
mod touched;
mod twins;
mod unused_columns;
mod words;
mod workbook;

pub use assigned::{Assigned, Assignment};
pub use columns_as_rows::add_rows_made_of_columns;
pub use copy::{
    Copied, Copy, MANIFEST, Origins, Seen, Verified, is_copy, open_copy, rulebook_of_copy, verify_copy,
    write_copy,
};
pub use database::{Asked, Database, What};
pub use dataset::{
    CellTrouble, DataSet, FieldColumn, FileAccount, FormTable, RejectedRow, RowTrouble, RowsOf, Unreadable,
    UnusedFile, UnusedWhy,
};
pub use describe::{ColumnPlace, Described, DescribedColumn, describe};
pub use encoding::Encoding;
pub use folder::{open, open_on, open_with};
pub use header::letters;
pub use headings::Spanned;
pub use key_cells::{Bound, KeyCell, KeyedRow, keyed_rows};
pub use layout::{FillDown, Layout};
pub use quotes::BadCell;
pub use references::{References, TableFiles, bad_cell, check_keys, read_tables};
pub use reopened::{RowsAsTheyStand, rows_as_they_stand};
pub use repairs::{Repair, Repaired};
pub use shensuan_columnar::TextList;
pub use sources::Source;
