//! What goes wrong with a database, in our words.

use std::error::Error as _;
use std::io;

use postgres::Error;
use postgres::error::{DbError, ErrorPosition, SqlState};
use shensuan_diagnostics::codes::database as codes;
use shensuan_diagnostics::{Arg, Diagnostic, Message};

/// The complaint about a form of which only the first rows were handed out.
pub(crate) fn lost(path: &str, row: u32, why: Message) -> Diagnostic {
    let said = Diagnostic::new(codes::ANSWER_BROKE_OFF).with("path", path).with("row", row as usize);
    let way_out =
        if why.note == codes::WHY_SERVER_SAYS { codes::MEND_THE_QUERY } else { codes::READ_IT_AGAIN };
    said.with("why", Arg::from(why)).help(way_out)
}

/// Why rows broke off.
pub(super) fn of_reading(error: &io::Error) -> Message {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<Error>()) {
        Some(inner) => why(inner),
        None => codes::WHY_CUT_BECAUSE.with("why", Arg::from(error)),
    }
}

/// Why something does not work.
pub(super) fn why(error: &Error) -> Message {
    if let Some(known) = error.as_db_error() {
        return of_server(known);
    }
    let cause = error.source();
    if let Some(system) = cause.and_then(|cause| cause.downcast_ref::<io::Error>()) {
        return codes::WHY_CUT_BECAUSE.with("why", Arg::from(system));
    }
    if error.is_closed() {
        return codes::WHY_CUT.into();
    }
    codes::WHY_PROTOCOL.with("why", error.to_string())
}

/// Why nobody is let in.
pub(super) fn why_not_in(error: &Error) -> Message {
    if error.code() == Some(&SqlState::INVALID_PASSWORD) {
        return codes::WHY_WRONG_PASSWORD.into();
    }
    let cause = error.source();
    match cause.and_then(|cause| cause.downcast_ref::<io::Error>()) {
        Some(system) => codes::WHY_NOT_REACHED.with("why", Arg::from(system)),
        None if wants_password(error) => codes::WHY_NO_PASSWORD.into(),
        None => why(error),
    }
}

/// Whether nobody was let in for want of a password.
pub(super) fn wants_password(error: &Error) -> bool {
    error.source().is_some_and(|cause| cause.to_string() == "password missing")
}

fn of_server(known: &DbError) -> Message {
    let cancelled = [SqlState::QUERY_CANCELED, SqlState::LOCK_NOT_AVAILABLE];
    let stopped =
        [SqlState::ADMIN_SHUTDOWN, SqlState::CRASH_SHUTDOWN, SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT];
    let text = without_cells(known);
    if cancelled.contains(known.code()) {
        codes::WHY_CANCELLED.with("why", text)
    } else if stopped.contains(known.code()) {
        codes::WHY_CUT_BECAUSE.with("why", text)
    } else {
        codes::WHY_SERVER_SAYS.with("why", text).with("state", known.code().code())
    }
}

/// What the server says. What it says of data may quote a cell, and cells may be private.
fn without_cells(known: &DbError) -> String {
    let message = known.message();
    if !known.code().code().starts_with("22") {
        return message.to_owned();
    }
    let Some((before, _)) = message.split_once('"') else { return message.to_owned() };
    format!("{before}\"…\"")
}

/// Where in a query its mistake is, in characters from 0.
pub(super) fn place(error: &Error) -> Option<usize> {
    match error.as_db_error()?.position()? {
        ErrorPosition::Original(at) => usize::try_from(*at).ok()?.checked_sub(1),
        ErrorPosition::Internal { .. } => None,
    }
}
