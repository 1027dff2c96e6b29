//! From when to when rows are in force. Those of one key that overlap are errors already.

use shensuan_diagnostics::codes::table_remarks as codes;

use super::Remarks;
use super::looked::Looked;

pub(super) fn remarks(looked: &Looked<'_>, remarks: &mut Remarks) {
    let Some((_, to)) = looked.reference.in_force else { return };
    for row in &looked.keyed {
        if let (Some(first), Some(last)) = (row.from, row.to)
            && last < first
        {
            remarks.push(codes::NEVER_IN_FORCE, looked.at(row.row, to), |said| {
                said.with("place", looked.place(row.row)).quote(looked.quote(row.row, to, None))
            });
        }
    }
}
