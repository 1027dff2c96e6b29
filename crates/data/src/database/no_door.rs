//! No way to any database: this program was built without the feature `postgres`.

use shensuan_diagnostics::Diagnostic;
use shensuan_diagnostics::codes::database as codes;
use shensuan_vocab::FormId;

use super::{Asked, Database};
use crate::sources::Source;
use crate::table::Reading;

/// No way.
#[derive(Debug, Default)]
pub(crate) struct Door {}

impl Door {
    pub(crate) const fn to(_: &Database) -> Self {
        Self {}
    }
}

impl Reading<'_> {
    /// Says that nothing can be asked of a database; once, of the first form.
    pub(crate) fn asked(&mut self, _: FormId, _: Source, asked: &Asked) -> bool {
        if !self.diagnostics.iter().any(|said| said.code == codes::BUILT_WITHOUT) {
            let said = Diagnostic::new(codes::BUILT_WITHOUT).with("path", asked.place.file.as_str());
            self.diagnostics.push(said.quote(Some(asked.place.clone())).help(codes::BUILD_WITH_POSTGRES));
        }
        false
    }
}
