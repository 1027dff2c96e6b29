//! Look-ups: the keys become numbers, the row a number too, and what is read of it is fetched.

use shensuan_plan::{Fetched, InputId, InputKind, OutlinesId, SearchId, TableId, TableStep, ValueId};
use shensuan_vocab::{FieldId, FormId, Origin};

use super::{InputSource, Likeness, Lookup, Lowering, TableSource};
use crate::from_syntax::Words;
use crate::lookups::{KeyAsked, KeyColumn, LookedUp};
use crate::model::{FormulaId, Rule};
use crate::typed::{Kind, Outlined, Typed};

/// What fills a search of the plan: the rows of a form or a table by these keys.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SearchSource {
    /// Whose rows.
    pub of: FormId,
    /// By what, as many as the search has keys.
    pub columns: Vec<KeyColumn>,
}

impl Lowering<'_> {
    /// The place of the row that is found, for a form that is one.
    pub(super) fn found_row(&mut self, form: FormId) -> Option<ValueId> {
        if let Some(row) = self.found.get(&form) {
            return Some(*row);
        }
        let found = self.model.looked_up(form)?.clone();
        let table = self.table(found.scope);
        let mut keys = Vec::new();
        if found.columns.contains(&KeyColumn::Own) {
            let root = TableId(0);
            let own = self.input(InputSource::SubjectNumber, root, InputKind::Number);
            let own = self.builder.load(own);
            keys.push(self.builder.lift_to(own, table));
        }
        for key in &found.keys {
            keys.push(match key {
                KeyAsked::Value(value) => self.value_in(value, table),
                KeyAsked::Words(text) => {
                    let top = self.builder.plan().top(table);
                    let words = self.words_number(text, exact(&found, keys.len(), self), top);
                    self.builder.lift_to(words, table)
                }
            });
        }
        if let ([KeyColumn::Place], [place]) = (found.columns.as_slice(), keys.as_slice()) {
            self.found.insert(form, *place);
            return Some(*place);
        }
        let search = self.search(SearchSource { of: found.of, columns: found.columns });
        let row = self.builder.find(search, keys, table);
        self.found.insert(form, row);
        Some(row)
    }

    /// The number that stands for a text that is written out.
    pub(super) fn words_number(&mut self, text: &str, exact: bool, top: TableId) -> ValueId {
        let source = self.words(text, exact);
        let words = self.input(source, top, InputKind::Number);
        self.builder.load(words)
    }

    fn words(&mut self, text: &str, exact: bool) -> InputSource {
        let held = (text.to_owned(), exact);
        let at = self.words.iter().position(|known| *known == held).unwrap_or_else(|| {
            self.words.push(held);
            self.words.len() - 1
        });
        InputSource::Words(u32::try_from(at).unwrap_or(u32::MAX))
    }

    /// How alike two texts are.
    pub(super) fn likeness(&mut self, a: &Typed, b: &Typed, without: &[String], table: TableId) -> ValueId {
        let (Some(Words::Of(left)), Some(Words::Of(right))) = (a.words(), b.words()) else {
            return self.builder.missing();
        };
        let asked = Likeness { left, right, without: without.to_vec() };
        let at = self.likenesses.iter().position(|known| *known == asked).unwrap_or_else(|| {
            self.likenesses.push(asked);
            self.likenesses.len() - 1
        });
        let source = InputSource::Likeness(u32::try_from(at).unwrap_or(u32::MAX));
        let input = self.input(source, table, InputKind::Number);
        self.builder.load(input)
    }

    fn search(&mut self, source: SearchSource) -> SearchId {
        let known = self.searches.iter().position(|known| *known == source);
        if let Some(at) = known {
            return SearchId(u32::try_from(at).unwrap_or(u32::MAX));
        }
        let table = self.table_of_rows(source.of);
        let search = self.builder.search(table, source.columns.len());
        self.searches.push(source);
        search
    }

    /// The table of the rows of a form or a table as they lie in their file.
    pub(super) fn table_of_rows(&mut self, form: FormId) -> TableId {
        if let Some(table) = self.table_of.get(&form).or_else(|| self.rows_of.get(&form)) {
            return *table;
        }
        let table = self.builder.table(None);
        self.tables.push(TableSource::Apart(form));
        self.rows_of.insert(form, table);
        table
    }

    /// The input of what a row that is found holds.
    fn input_of_found(&mut self, source: InputSource, of: FormId, kind: InputKind) -> InputId {
        let table = self.table_of_rows(of);
        self.input(source, table, kind)
    }

    /// What stands in a cell of what is found; none for a field that is read at its place.
    pub(super) fn fetched(
        &mut self,
        field: FieldId,
        source: fn(FieldId) -> InputSource,
        kind: InputKind,
    ) -> Option<ValueId> {
        let form = self.model.vocab.field(field).form;
        let of = self.model.vocab.found_in(form)?;
        let row = self.found_row(form)?;
        let input = self.input_of_found(source(self.model.vocab.declared(field)), of, kind);
        let what = match kind {
            InputKind::Code => Fetched::GivenCode(input),
            InputKind::Number | InputKind::Truth => Fetched::Cell(input),
        };
        Some(self.builder.fetch(row, what))
    }

    /// The cell of a field of numbers or of truths.
    pub(super) fn load_field(&mut self, field: FieldId) -> ValueId {
        let kind = self.kind_of(field);
        if let Some(fetched) = self.fetched(field, InputSource::Field, kind) {
            return fetched;
        }
        let input = self.field(field);
        self.builder.load(input)
    }

    /// What is asked of an outline that is looked up.
    pub(super) fn outlined(&mut self, outlined: &Outlined, table: TableId) -> ValueId {
        let found = match outlined.outline.kind {
            Kind::Field(field) => {
                let of = self.model.vocab.found_in(self.model.vocab.field(field).form);
                of.and_then(|of| Some((field, of, self.found_row(self.model.vocab.field(field).form)?)))
            }
            _ => None,
        };
        let Some((field, of, row)) = found else { return self.builder.missing() };
        let declared = self.model.vocab.declared(field);
        let outlines = self.outlines(declared, of);
        let row = self.builder.lift_to(row, table);
        let (east, north) = (self.value_in(&outlined.east, table), self.value_in(&outlined.north, table));
        let asked = outlined.asked;
        self.builder.table_step(TableStep::Outline { asked, row, outlines, east, north, to: table })
    }

    /// What a rule asks of outlines, each once.
    pub(super) fn outlined_in_rule(&mut self, rule: &Rule) -> Vec<ValueId> {
        let (mut found, mut seen) = (Vec::new(), Vec::new());
        for value in rule.when.iter().chain(rule.checks.iter().map(|check| &check.holds)) {
            self.outlined_in(value, &mut found, &mut seen);
        }
        found
    }

    fn outlined_in(&mut self, value: &Typed, found: &mut Vec<ValueId>, seen: &mut Vec<FormulaId>) {
        match &value.kind {
            Kind::Formula(id) if seen.contains(id) => {}
            Kind::Formula(id) => {
                seen.push(*id);
                if let Some(formula) = self.model.formula(*id) {
                    self.outlined_in(&formula.value, found, seen);
                }
            }
            // What is private says nothing of where it lies.
            Kind::Outlined(outlined)
                if outlined.east.kind.cell().is_some_and(|place| self.model.vocab.field(place).private) => {}
            Kind::Outlined(_) => {
                let lowered = self.value(value);
                if !found.contains(&lowered) {
                    found.push(lowered);
                }
            }
            kind => kind.inside().into_iter().for_each(|inner| self.outlined_in(inner, found, seen)),
        }
    }

    fn outlines(&mut self, field: FieldId, of: FormId) -> OutlinesId {
        if let Some(at) = self.outlines.iter().position(|known| *known == field) {
            return OutlinesId(u32::try_from(at).unwrap_or(u32::MAX));
        }
        let input = self.input_of_found(InputSource::Field(field), of, InputKind::Code);
        self.outlines.push(field);
        self.builder.outlines(input)
    }

    /// Whether the cell of a field of texts is given.
    pub(super) fn text_given(&mut self, field: FieldId) -> ValueId {
        if let Some(fetched) = self.fetched(field, InputSource::Field, InputKind::Code) {
            // Without a row there is no text.
            return self.builder.is_true(fetched);
        }
        let input = self.field(field);
        self.builder.given_code(input)
    }

    /// What is asked of the text of a field.
    pub(super) fn gather(&mut self, asked: Lookup) -> ValueId {
        let field = asked.field();
        let form = self.model.vocab.field(field).form;
        let Some((row, of)) =
            self.model.vocab.found_in(form).and_then(|of| Some((self.found_row(form)?, of)))
        else {
            let lookup = self.lookup(asked);
            return self.builder.gather(lookup);
        };
        let declared = self.model.vocab.declared(field);
        let input = self.input_of_found(InputSource::Field(declared), of, InputKind::Code);
        let asked = asked.of_field(declared);
        let lookup = self.lookup_in(asked, input);
        self.builder.fetch(row, Fetched::Entry(lookup))
    }

    /// Whether a row is found; unknown where a key is missing.
    pub(super) fn is_found(&mut self, form: FormId) -> ValueId {
        let Some(row) = self.found_row(form) else { return self.builder.unknown() };
        let given = self.builder.given(row);
        let Some(asked) = self.keys_given(form) else { return given };
        let unknown = self.builder.unknown();
        let otherwise = self.builder.or(given, unknown);
        self.builder.choose(asked, given, otherwise)
    }

    /// Whether all keys by which something is looked up are given; none where they always are.
    pub(super) fn keys_given(&mut self, form: FormId) -> Option<ValueId> {
        let found = self.model.looked_up(form)?.clone();
        let table = self.table(found.scope);
        let mut all: Option<ValueId> = None;
        for key in found.values() {
            let value = self.value_in(key, table);
            let given = self.builder.given(value);
            all = Some(match all {
                Some(all) => self.builder.and(all, given),
                None => given,
            });
        }
        all
    }

    /// Whether there is no row for keys that are given, or the cell in it is empty.
    pub(super) fn missed(&mut self, field: FieldId) -> Option<ValueId> {
        let form = self.model.vocab.field(field).form;
        self.model.vocab.found_in(form)?;
        let row = self.found_row(form)?;
        let given = self.builder.given(row);
        let mut missed = self.builder.not(given);
        if let Some(keys) = self.keys_given(form) {
            missed = self.builder.and(keys, missed);
        }
        let blank = self.fetched(field, InputSource::Blank, InputKind::Truth)?;
        let blank = self.builder.is_true(blank);
        Some(self.builder.or(missed, blank))
    }

    /// Whether what is looked up is there to be looked up in: a table that is supplied, a form of the subject's own.
    pub(super) fn supplied(&mut self, form: FormId, top: TableId) -> Option<ValueId> {
        matches!(self.model.vocab.form(form).origin, Origin::Table(_)).then(|| {
            let input = self.input(InputSource::Supplied(form), top, InputKind::Truth);
            self.builder.load(input)
        })
    }
}

/// Whether the key at a place is compared as it stands.
fn exact(found: &LookedUp, at: usize, lowering: &Lowering<'_>) -> bool {
    match found.columns.get(at) {
        Some(KeyColumn::Field(field)) => lowering.model.vocab.field(*field).exact,
        Some(KeyColumn::Subject(_) | KeyColumn::Own | KeyColumn::Place) | None => false,
    }
}
