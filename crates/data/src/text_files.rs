//! Files of text to tables: read in blocks, or at once where a block cannot be read by itself.

use shensuan_diagnostics::codes::data as codes;
use shensuan_diagnostics::{Arg, Diagnostic};
use shensuan_vocab::FormId;

use crate::geojson;
use crate::head::Sheet;
use crate::header::Wanted;
use crate::layout::{FillDown, Layout};
use crate::sources::Source;
use crate::table::{Below, Reading, not_text, unreadable};
use crate::texts::{Blocks, NoText, NotInBlocks, whole};

impl Reading<'_> {
    /// Reads a file of text; false where no table came of it.
    pub(crate) fn text_file(&mut self, form: FormId, file: Source) -> bool {
        let (path, encoding) = (file.path.display().to_string(), file.layout.encoding);
        let heard = std::mem::take(&mut self.diagnostics);
        let described = self.described.as_ref().map_or(0, |(described, _)| described.len());
        let subjects = self.subjects.all.len();
        let mut read = Blocks::open(&file.path, encoding).map(|blocks| self.text(form, file.clone(), blocks));
        if let Ok(Err(NotInBlocks)) = read {
            // Nothing counts of what was taken from it.
            self.diagnostics = Default::default();
            self.subjects.back_to(subjects);
            if let Some((all, _)) = &mut self.described {
                all.truncate(described);
            }
            read = Blocks::at_once(&file.path, encoding).map(|blocks| self.text(form, file.clone(), blocks));
        }
        let said = std::mem::replace(&mut self.diagnostics, heard);
        self.diagnostics.append(said);
        let said = match read {
            Ok(read) => return read == Ok(true),
            Err(NoText::Unreadable(why)) => unreadable(&file.place(), why),
            Err(inside @ (NoText::Workbook | NoText::Parquet)) => {
                let said = Diagnostic::new(codes::NOT_TEXT).with("path", path).with("line", 1_usize);
                let is_parquet = matches!(inside, NoText::Parquet);
                said.help(if is_parquet { codes::CALL_IT_PARQUET } else { codes::CALL_IT_A_WORKBOOK })
            }
            Err(NoText::Bytes(line)) => not_text(&path, line, &file.layout),
            Err(NoText::LongLine(most)) => {
                let said = Diagnostic::new(codes::FILE_UNREADABLE).with("path", file.place());
                let said = said.with("why", Arg::from(codes::WHY_LINE_TOO_LONG.with("most", most)));
                let is_outlines = geojson::is_one(&file.name);
                said.help(if is_outlines { codes::A_FEATURE_A_LINE } else { codes::END_LINES })
            }
        };
        self.diagnostics.push(said);
        false
    }

    /// Reads a text; false where no table came of it.
    fn text(&mut self, form: FormId, mut file: Source, blocks: Blocks) -> Result<bool, NotInBlocks> {
        let path = file.path.display().to_string();
        let Blocks { mut first, mut more, encoding } = blocks;
        if geojson::is_one(&file.name) {
            let asked =
                geojson::Asked { vocab: self.vocab, form, parts: &self.parts, name: &file.name, path: &path };
            file.layout = Layout::plain();
            let all = whole(first, std::mem::take(&mut more))?;
            match geojson::as_csv(&all, &asked, &mut self.diagnostics) {
                Some(text) => first = text,
                None => return Ok(false),
            }
        }
        let names = self.names(form);
        let wanted = Wanted::new(self.vocab, (form, names), &self.parts, &path).with_keys(&file.layout.keys);
        let apart = |first: &str| {
            let (sheet, place) = Sheet::of_text(first, &wanted, &file.layout);
            place.is_keyed() && !sheet.is_read() && matches!(file.layout.fill_down, FillDown::No)
        };
        if !more.is_empty() && !apart(&first) {
            // Its head is longer than a block, or cannot be told from a part of it; or rows depend on those above.
            first = whole(first, std::mem::take(&mut more))?;
        }
        let (sheet, place) = Sheet::of_text(&first, &wanted, &file.layout);
        let below = Below::Text { first: &first, more };
        self.sheet(form, file, encoding, (sheet, &place), below)
    }
}
