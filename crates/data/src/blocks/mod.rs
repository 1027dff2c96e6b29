//! Sheets of one subject, as the national software exports them: the key stands in labels above, and blocks below each
//! other are tables of a form and its groups, some of them on their side.

mod family;
mod labels;
mod owners;
mod scan;
mod sheet_names;
mod turned;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use shensuan_diagnostics::codes::{Severity, data as codes, layouts};
use shensuan_diagnostics::{Arg, Diagnostic, Diagnostics, Lang};
use shensuan_vocab::{FormId, Rows};

use self::family::{Family, label_names};
use self::labels::Label;
pub(crate) use self::owners::SheetOwners;
use self::scan::{Block, Cutting};
pub(crate) use self::sheet_names::{is_child, plain, without_number};
use crate::encoding::Encoding;
use crate::footers::Footers;
use crate::head::{Found, Sheet};
use crate::header::{Header, Names, Placed, Wanted, letters};
use crate::headings::{Spanned, one};
use crate::merged::Merged;
use crate::sheet::{Kept, Record};
use crate::sources::Source;
use crate::table::{Below, Reading, account};
use crate::unused_columns;
use crate::words::{fold_heading, shown};

/// A sheet of one subject has no more cells.
const MOST_CELLS: usize = 400_000;

/// Names of fields that a complaint shows.
const SHOWN_NAMES: usize = 5;

/// What is known of forms, for sheets of one subject above all; worked out when the first is met.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    families: BTreeMap<FormId, Arc<Family>>,
    names: BTreeMap<FormId, Arc<Names>>,
    labels: Option<Arc<HashSet<String>>>,
    keys: Option<Arc<HashSet<String>>>,
    /// Complaints about headings: each is made of the first sheet.
    pub(crate) said: BTreeSet<String>,
    /// These, by their places among all complaints.
    pub(crate) once: Vec<(usize, String)>,
}

impl Reading<'_> {
    fn family(&mut self, form: FormId) -> Arc<Family> {
        let vocab = self.vocab;
        let new = || Arc::new(Family::of(vocab, form));
        Arc::clone(self.known.families.entry(form).or_insert_with(new))
    }

    /// The names that headings of a form are matched with.
    pub(crate) fn names(&mut self, form: FormId) -> Arc<Names> {
        let (vocab, parts) = (self.vocab, &self.parts);
        let new = || Arc::new(Names::of(vocab, form, parts));
        Arc::clone(self.known.names.entry(form).or_insert_with(new))
    }

    /// The forms that a sheet named after the child of a table may hold.
    pub(crate) fn children(&mut self, form: FormId, file: &Source) -> Vec<FormId> {
        let is_one = file.sheet.as_deref().is_some_and(is_child);
        if is_one { self.family(form).forms.clone() } else { Vec::new() }
    }

    /// Reads a sheet whose labels say whose it is; none where it has no such labels, and false where no table came of it.
    pub(crate) fn blocks(
        &mut self,
        form: FormId,
        file: &Source,
        encoding: Encoding,
        sheet: &mut Sheet<'_>,
    ) -> Option<bool> {
        let (family, asked) = (self.family(form), form);
        let labels = self.known.labels.get_or_insert_with(|| Arc::new(label_names(self.vocab, &self.parts)));
        let labels = Arc::clone(labels);
        let path = file.place();
        let keys = self.known.keys.get_or_insert_with(|| {
            let names = self.parts.iter().flat_map(|part| &part.headings);
            Arc::new(names.map(|name| fold_heading(name)).collect())
        });
        let mut keys = Arc::clone(keys);
        let mut labels = labels;
        for (_, heading) in &file.layout.keys {
            Arc::make_mut(&mut keys).insert(fold_heading(heading));
            Arc::make_mut(&mut labels).insert(fold_heading(heading));
        }
        let (delimiter, merged) = (sheet.delimiter, sheet.merged.clone());
        let rows = sheet.whole(MOST_CELLS)?;
        let footers = Footers::new(&file.layout.footers);
        let cutting = Cutting {
            vocab: self.vocab,
            family: &family,
            labels: &labels,
            keys: &keys,
            footers: &footers,
            turned: file.layout.turned,
            merged: &merged,
        };
        let mut cut = cutting.cut(rows);
        let names = self.names(form);
        let wanted = Wanted::new(self.vocab, (form, names), &self.parts, &path).with_keys(&file.layout.keys);
        let named = |label: &Label<'_>| wanted.part_named(&label.folded).collect::<Vec<_>>();
        let found: BTreeSet<usize> = cut.labels.iter().flat_map(named).collect();
        if !(0..self.parts.len()).all(|part| found.contains(&part)) {
            return None;
        }
        self.sheet_owners.extend(owners::of_sheet(file, &wanted, &cut.labels));
        if let Some((row, left, right)) = cut.side_by_side {
            let said = Diagnostic::new(layouts::ITEMS_SIDE_BY_SIDE)
                .with("path", path)
                .with("row", row as usize)
                .with("left", letters(left))
                .with("right", letters(right));
            self.diagnostics.push(said.help(layouts::PUT_BELOW_EACH_OTHER));
            return Some(false);
        }
        cut.blocks.iter_mut().filter(|block| !block.turned.is_empty()).for_each(turned::settle);
        // All that a form of one row says may stand in labels.
        let own = |label: &Label<'_>| family.named(&label.folded).iter().any(|spot| spot.form == 0);
        let one_row = self.vocab.form(form).rows == Rows::One;
        let said = cut.labels.iter().any(|label| own(label) && !label.value.is_empty());
        let has_rows =
            |block: &Block<'_>| block.form == 0 && block.records.iter().any(|one| one.out.is_none());
        if one_row && said && !cut.blocks.iter().any(has_rows) {
            let row = cut.labels.iter().find(|label| !named(label).is_empty()).map_or(1, |label| label.row);
            cut.blocks.push(Block {
                form: 0,
                columns: Vec::new(),
                head: (0, 0),
                above: 0,
                turned: Vec::new(),
                line: Vec::new(),
                lines: Vec::new(),
                ignored: Vec::new(),
                beside: Vec::new(),
                spanned: Spanned::Nothing,
                records: vec![Record { row, line: row, ..Record::default() }],
                rows: Vec::new(),
            });
        }
        if cut.blocks.is_empty() {
            self.diagnostics.push(self.without_table(form, &path));
            return Some(false);
        }
        for block in cut.blocks {
            let Some(form) = family.forms.get(block.form) else { continue };
            self.block((*form, asked), file, (encoding, delimiter, &merged), block, &cut.labels);
        }
        Some(true)
    }

    /// Reads a block into a table.
    fn block(
        &mut self,
        (form, asked): (FormId, FormId),
        file: &Source,
        (encoding, delimiter, merged): (Encoding, Option<char>, &Merged),
        block: Block<'_>,
        labels: &[Label<'_>],
    ) {
        let path = file.place();
        let Block { mut columns, head, above, turned, line, lines, ignored, beside, spanned, .. } = block;
        let mut records = block.records;
        let names = self.names(form);
        let wanted = Wanted::new(self.vocab, (form, names), &self.parts, &path).with_keys(&file.layout.keys);
        let own: HashSet<usize> = wanted.settle(&columns).slots().collect();
        let width = columns.len();
        let mut taken: BTreeSet<usize> = BTreeSet::new();
        let fits = |label: &&Label<'_>| {
            let key = wanted.part_named(&label.folded).next().is_some();
            let slot = wanted.slot(&label.folded);
            let free = slot.is_none_or(|slot| !own.contains(&slot) && taken.insert(slot));
            key && free || slot.is_some() && free && !label.value.is_empty()
        };
        let added: Vec<&Label<'_>> = labels.iter().filter(fits).collect();
        for record in &mut records {
            add_labels(record, width, &added);
        }
        columns.extend(added.iter().map(|label| one(&label.name)));
        let mut said = Diagnostics::default();
        let placed = Placed { row: head.0, turned: &turned, line: &line, lines: &lines };
        let header = Header::read(columns, &placed, &wanted, &mut said);
        for one in said.iter() {
            // Of thousands of workbooks all have the same headings.
            let at = self.diagnostics.len();
            if one.code.row().severity == Severity::Lint {
                let what = one.title(Lang::En).replace(&path, "");
                if !self.known.said.insert(what.clone()) {
                    continue;
                }
                self.known.once.push((at, what));
            }
            self.diagnostics.push(one.clone());
        }
        let Some(mut header) = header else { return };
        (header.added, header.labelled) = (added.len(), Some(asked));
        header.spanned = header.spanned.max(spanned);
        let found = Found {
            columns: Vec::new(),
            row: head.0,
            rows: head.1,
            above,
            line: head.0,
            width,
            is_no_text: false,
            units: Vec::new(),
        };
        let mut account = account(form, encoding, delimiter, &found, file);
        let declared = self.vocab.form(form);
        account.ignored_columns = unused_columns::listed(&header);
        account.ignored_columns.extend(ignored);
        account.missing_columns = header.missing(declared);
        let rows = turned.iter().zip(&header.slots).filter_map(|(row, slot)| Some((*row, (*slot)?)));
        account.turned = rows.filter_map(|(row, slot)| Some((*declared.fields.get(slot)?, row))).collect();
        account.beside = beside
            .into_iter()
            .filter_map(|(item, row, column)| {
                let slot = header.slots.get(item).copied().flatten()?;
                Some((row, *declared.fields.get(slot)?, column))
            })
            .collect();
        let mut sheet = Sheet::of_records(records, delimiter);
        sheet.touching = header.touching(&file.layout, &wanted, &mut self.diagnostics);
        if turned.is_empty() {
            sheet.touching.merge(merged, &header, head.0 + head.1);
        }
        let broken = self.rows(account, (&header, width), sheet, file, Below::Cells);
        debug_assert!(broken.is_none(), "rows in memory do not break off");
    }

    fn without_table(&self, form: FormId, path: &str) -> Diagnostic {
        let fields = self.vocab.form(form).fields.iter();
        let names = fields.map(|field| self.vocab.field(*field).name.declared().to_owned());
        let subject = self.vocab.subject.as_ref();
        let subject = subject.map_or_else(|| Arg::from(""), |subject| Arg::of(&subject.name));
        Diagnostic::new(layouts::NO_TABLE_BELOW_LABELS)
            .with("path", path)
            .with("subject", subject)
            .with("form", shown(form, self.vocab))
            .help(codes::ITEMS_ARE.with("names", names.take(SHOWN_NAMES).collect::<Vec<_>>()))
    }
}

/// Puts the values of labels behind the columns of the table, and what stands further to the right behind them.
fn add_labels<'a>(record: &mut Record<'a>, width: usize, added: &[&Label<'a>]) {
    if record.out.is_some() {
        return;
    }
    record.touched.retain(|(column, _)| *column < width);
    let beyond = record.cells.split_off(width.min(record.cells.len()));
    let kept = record.kept.split_off(width.min(record.kept.len()));
    record.cells.resize(width, Cow::Borrowed(""));
    record.cells.extend(added.iter().map(|label| label.value.clone()));
    let tells = added.iter().any(|label| label.kept != Kept::Untold) || !record.kept.is_empty();
    if tells {
        record.kept.resize(width, Kept::Untold);
        record.kept.extend(added.iter().map(|label| label.kept));
        record.kept.extend(kept);
    }
    record.cells.extend(beyond);
}
