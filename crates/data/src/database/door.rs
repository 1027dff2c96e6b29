//! The way to the database: opened when the first form is asked for, and open until the last has been read.

use std::mem;
use std::path::PathBuf;

use shensuan_diagnostics::codes::database as codes;
use shensuan_vocab::FormId;

use super::connection::Connection;
use super::{Asked, Database};
use crate::encoding::Encoding;
use crate::sheet::Rows;
use crate::sources::Source;
use crate::table::Reading;

/// The way.
#[derive(Default)]
pub(crate) enum Door {
    /// Nobody has gone there.
    Closed(Box<Database>),
    /// It is open, and all that is read there is read as it was at one moment.
    Open(Box<Connection>),
    /// It cannot be opened, or the connection was cut; which was said.
    #[default]
    Barred,
}

impl Door {
    /// The way to a database.
    pub(crate) fn to(database: &Database) -> Self {
        Self::Closed(Box::new(database.clone()))
    }
}

impl Reading<'_> {
    /// Reads a form that stands in a database; false where no table came of it. All that is said has its place in
    /// `dataset.toml`.
    pub(crate) fn asked(&mut self, form: FormId, file: Source, asked: &Asked) -> bool {
        let before = mem::take(&mut self.diagnostics);
        let done = self.read_asked(form, file, asked);
        let said = mem::replace(&mut self.diagnostics, before);
        // Of a connection that was cut, or a query that was cancelled, it is said once.
        if said.iter().any(|one| one.helps.contains(&codes::READ_IT_AGAIN.into())) {
            self.door = Door::Barred;
        }
        for one in said.iter() {
            let located = if one.quotes.is_empty() { Some(asked.place.clone()) } else { None };
            self.diagnostics.push(one.clone().quote(located));
        }
        done
    }

    fn read_asked(&mut self, form: FormId, mut file: Source, asked: &Asked) -> bool {
        let mut connection = match mem::take(&mut self.door) {
            Door::Open(connection) => connection,
            Door::Barred => return false,
            Door::Closed(database) => match Connection::open(&database) {
                Ok(connection) => Box::new(connection),
                Err(said) => {
                    self.diagnostics.push(*said);
                    return false;
                }
            },
        };
        file.path = PathBuf::from(connection.path_of(asked));
        let path = file.place();
        let done = match connection.rows(asked, &path) {
            Ok((sheet, said)) => {
                self.diagnostics.append(said);
                self.cells(form, file, Encoding::Postgres, Rows::Database(sheet))
            }
            Err(said) => {
                self.diagnostics.push(*said);
                false
            }
        };
        if connection.is_open() {
            self.door = Door::Open(connection);
        }
        done
    }
}
