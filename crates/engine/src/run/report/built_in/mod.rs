//! The rules that every rulebook has: no bad cell is silent. One file a rule; here is what their findings have in
//! common.

mod code;
mod key;
mod orphan;
mod required;
mod unit;
mod unreadable;

use shensuan_data::{FormTable, RejectedRow};
use shensuan_diagnostics::{Arg, Both, Lang, Message, Span};
use shensuan_findings::{BuiltInSummary, Evidence, Finding, HIDDEN};
use shensuan_model::{BuiltIn, BuiltInRule};
use shensuan_vocab::{FieldId, FieldType, FormId};

use super::evidence::SHOWN_ROWS;
use super::{Failing, Report};
use crate::described::{self, severity};

pub(super) use self::unit::Misfits;

/// Who a bad row belongs to.
enum Whose {
    /// A subject that is judged.
    Subject(usize),
    /// Nobody that is judged: the key as the row has it, empty where it has none.
    Nobody(String),
}

/// Something bad in a row.
struct Fault {
    whose: Whose,
    form: FormId,
    /// The file, counted as in the data set, and the row as a spreadsheet shows it.
    place: (usize, u32),
    message: Message,
    evidence: Vec<Evidence>,
    /// The declaration that the row is held against.
    against: Span,
}

impl Report<'_> {
    /// Judges the data by the built-in rules, each by file and row.
    pub(super) fn built_in(
        &self,
        misfits: &Misfits,
        findings: &mut Vec<Finding>,
        failing: &mut Failing,
    ) -> Vec<BuiltInSummary> {
        let rules = self.ready.model.built_in.iter().filter(|(which, _)| self.has_work(**which));
        let judged = rules.map(|(which, rule)| {
            let mut faults = match which {
                BuiltIn::Unit => self.units(misfits),
                BuiltIn::Code => self.codes(),
                BuiltIn::Type => self.unreadable_cells(),
                BuiltIn::Key => self.keys(),
                BuiltIn::Orphan => self.orphans(),
                BuiltIn::Required => self.required_fields(),
            };
            faults.retain(|fault| match fault.whose {
                Whose::Subject(subject) => self.cells.data.is_selected(subject),
                Whose::Nobody(_) => true,
            });
            // The order of fields in a row, which they come in, stays.
            faults.sort_by_key(|fault| fault.place);
            let count = faults.len();
            for fault in faults {
                if let Whose::Subject(subject) = &fault.whose {
                    failing.mark(rule.severity, *subject);
                }
                findings.push(self.found(*which, rule, fault));
            }
            BuiltInSummary {
                rule: id(*which),
                built_in: which.word(self.lang).to_owned(),
                title: self.words(described::built_in_title(*which)),
                severity: severity(rule.severity),
                findings: count,
                layer: described::layer_name(&self.ready.model, rule.layer),
            }
        });
        judged.collect()
    }

    /// Whether anything is declared that a rule could be broken by.
    fn has_work(&self, rule: BuiltIn) -> bool {
        let vocab = &self.ready.model.vocab;
        let any = |asked: fn(&FieldType) -> bool| vocab.fields().any(|(_, field)| asked(&field.kind));
        match rule {
            BuiltIn::Type | BuiltIn::Key => true,
            BuiltIn::Unit => any(|kind| matches!(kind, FieldType::Quantity(_))),
            BuiltIn::Code => any(|kind| matches!(kind, FieldType::Code(_))),
            BuiltIn::Orphan => vocab.subject.as_ref().is_some_and(|subject| subject.register.is_some()),
            BuiltIn::Required => vocab.fields().any(|(_, field)| field.required),
        }
    }

    fn found(&self, which: BuiltIn, rule: &BuiltInRule, fault: Fault) -> Finding {
        let (file, row) = fault.place;
        let subject = match fault.whose {
            Whose::Subject(subject) => Ok(subject),
            Whose::Nobody(key) => Err(key),
        };
        let mut evidence = fault.evidence;
        let evidence_left_out = evidence.len().saturating_sub(SHOWN_ROWS);
        evidence.truncate(SHOWN_ROWS);
        let model = &self.ready.model;
        let layer = rule.layer.or_else(|| model.layers.of(fault.against.source));
        Finding {
            rule: id(which),
            built_in: Some(which.word(self.lang).to_owned()),
            title: self.words(described::built_in_title(which)),
            severity: severity(rule.severity),
            name: subject.as_ref().ok().and_then(|subject| self.name(*subject)),
            district: subject.as_ref().ok().and_then(|subject| self.district(*subject)),
            subject: subject.map_or_else(|key| key, |subject| self.subject_key(subject)),
            form: Some(self.form_name(fault.form)),
            row: Some(self.cell_at(file, row, None)),
            message: fault.message.text(self.lang),
            aggregates: Vec::new(),
            evidence,
            evidence_left_out,
            groups: Vec::new(),
            basis: None,
            place: described::place(&self.ready.sources, fault.against),
            layer: described::layer_name(model, layer),
        }
    }

    /// The tables that have a file: rows made of columns are held against what they are made of.
    fn filed_tables(&self) -> impl Iterator<Item = &FormTable> {
        let tables = self.cells.data.tables.iter();
        tables.filter(|table| table.made_of.is_empty() && table.rows_of.is_none())
    }

    /// The tables whose cells are judged: those that have a file, and behind them those that rules look things up in,
    /// whose rows are nobody's; the latter not where subjects were picked out.
    fn judged_tables(&self) -> impl Iterator<Item = &FormTable> {
        let data = self.cells.data;
        self.filed_tables().chain(data.references.iter().filter(|_| data.selected.is_none()))
    }

    /// Who a row of a table belongs to.
    fn whose(&self, table: &FormTable, row: usize) -> Option<Whose> {
        if self.ready.model.vocab.reference(table.form).is_some() {
            return Some(Whose::Nobody(String::new()));
        }
        Some(Whose::Subject(*table.subject.get(row)? as usize))
    }

    /// Rows that belong to nobody; none where subjects were picked out.
    fn rejected(&self) -> impl Iterator<Item = (&RejectedRow, FormId)> {
        let data = self.cells.data;
        let rows = data.rejected.iter().filter(|_| data.selected.is_none());
        rows.filter_map(|row| Some((row, data.files.get(row.file)?.form)))
    }

    /// A fault in one cell of a row of a table. What is nobody's is found by its keys.
    fn in_cell(
        &self,
        table: &FormTable,
        row: usize,
        field: FieldId,
        message: Message,
        mut evidence: Vec<Evidence>,
    ) -> Option<Fault> {
        let vocab = &self.ready.model.vocab;
        let keys = vocab.reference(table.form).map_or(&[][..], |reference| &reference.keys);
        let others = keys.iter().map(|key| key.field).filter(|key| *key != field);
        evidence.extend(others.map(|key| self.cell_evidence(key, row)));
        Some(Fault {
            whose: self.whose(table, row)?,
            form: table.form,
            place: (table.file_of(row), *table.rows.get(row)?),
            message,
            evidence,
            against: vocab.field(field).span,
        })
    }

    /// What stands in a cell, as evidence.
    fn cell_evidence(&self, field: FieldId, row: usize) -> Evidence {
        self.evidence(field, &self.cells.at(field, row), Some(row))
    }

    /// A text as a message may show it.
    fn shown_text(&self, field: Option<FieldId>, text: &str) -> Arg {
        Arg::from(if self.is_private(field) { HIDDEN } else { text })
    }

    fn field_arg(&self, field: FieldId) -> Arg {
        Arg::of(&self.ready.model.vocab.field(field).name)
    }

    /// Names of fields, each quoted.
    fn field_args(&self, fields: &[FieldId]) -> Arg {
        let name = |field: &FieldId| self.ready.model.vocab.field(*field).name.written(self.lang).to_owned();
        Arg::from(fields.iter().map(name).collect::<Vec<_>>())
    }

    fn form_arg(&self, form: FormId) -> Arg {
        Arg::from(self.form_name(form))
    }

    /// What a subject is called.
    fn subject_arg(&self) -> Arg {
        let subject = self.ready.model.vocab.subject.as_ref();
        subject.map_or_else(|| Both::default().into(), |subject| Arg::of(&subject.name))
    }

    /// The declaration of the subject.
    fn subject_span(&self, form: FormId) -> Span {
        let vocab = &self.ready.model.vocab;
        vocab.subject.as_ref().map_or(vocab.form(form).span, |subject| subject.span)
    }
}

/// The id of a built-in rule, the same in both languages.
fn id(rule: BuiltIn) -> String {
    rule.word(Lang::En).to_owned()
}
