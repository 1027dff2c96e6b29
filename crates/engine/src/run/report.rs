//! Outcomes → findings, values, summary.

use shensuan_data::FileAccount;
use shensuan_diagnostics::{Lang, Localised, Message, Note};
use shensuan_findings::{
    Cell, Evidence, FileSummary, Finding, RejectedRow, Review, RulePlace, RuleSummary, SCHEMA, Severity,
    State, Summary, Tally, UnreadableCell, UnusedFile, Value, readable,
};
use shensuan_model::{Evidence as Shown, FormulaId, LoweredRule, Piece, Rule, Subject, TableSource, Type};
use shensuan_plan::{Frame, Outcome, OutcomeColumn, Run, TableId, Tracer, ValueId};
use shensuan_vocab::{FieldId, FieldType, FormId, Rows};

use super::cells::{Cells, Content};
use crate::pipeline::Ready;

/// Cells shown of a field that a rule aggregates.
const SHOWN_ROWS: usize = 20;

/// What turns one run into its answers.
pub(crate) struct Report<'r> {
    ready: &'r Ready,
    cells: &'r Cells<'r>,
    frame: &'r Frame,
    lang: Lang,
}

/// A judged or computed row: whose it is, and where it stands.
#[derive(Clone, Copy)]
struct Item {
    table: TableId,
    row: usize,
    subject: usize,
}

impl<'r> Report<'r> {
    pub(crate) fn new(ready: &'r Ready, cells: &'r Cells<'r>, frame: &'r Frame, lang: Lang) -> Self {
        Self { ready, cells, frame, lang }
    }

    pub(crate) fn review(&self, run: &Run) -> Review {
        let mut findings = Vec::new();
        let mut rules = Vec::new();
        let mut failing = vec![false; self.cells.data.subjects.len()];
        let mut tracer = Tracer::new(&self.ready.lowered.plan, self.frame);
        for (rule, lowered) in self.ready.model.rules.iter().zip(&self.ready.lowered.rules) {
            let Some(outcomes) = run.outcomes.get(lowered.judgement.index()) else { continue };
            rules.push(self.rule_summary(rule, outcomes));
            for row in outcomes.rows(Outcome::Fail) {
                let item = self.item(lowered.table, row);
                if rule.severity == shensuan_model::Severity::Mandatory
                    && let Some(failing) = failing.get_mut(item.subject)
                {
                    *failing = true;
                }
                findings.push(self.finding(rule, lowered, item, &mut tracer));
            }
            tracer.forget();
        }
        let values = self.values(run);
        let data = self.cells.data;
        let summary = Summary {
            schema: SCHEMA,
            subject: self.subject_word(),
            subjects: data.subjects.len(),
            subjects_failing_mandatory: failing.iter().filter(|failing| **failing).count(),
            findings: findings.len(),
            rules,
            values: values.len(),
            values_missing: values.iter().filter(|value| value.value.is_none()).count(),
            files: data.files.iter().map(|file| self.file_summary(file)).collect(),
            unused_files: data
                .unused_files
                .iter()
                .map(|unused| UnusedFile { file: unused.name.clone(), why: self.words(unused.why.note()) })
                .collect(),
        };
        let unreadable = data.unreadable.iter().map(|cell| UnreadableCell {
            file: self.file_name(cell.file),
            row: cell.row,
            column: cell.column.clone(),
            text: cell.text.clone(),
            why: self.words(cell.why.note()),
        });
        let rejected = data.rejected.iter().map(|row| RejectedRow {
            file: self.file_name(row.file),
            row: row.row,
            why: self.words(row.why.note()),
        });
        Review { summary, findings, values, unreadable: unreadable.collect(), rejected: rejected.collect() }
    }

    fn words(&self, note: Note) -> String {
        Message::new(note).text(self.lang)
    }

    fn subject_word(&self) -> String {
        self.ready
            .model
            .vocab
            .subject
            .as_ref()
            .map_or_else(String::new, |subject| subject.name.in_lang(self.lang))
    }

    fn file_name(&self, file: usize) -> String {
        self.cells.data.files.get(file).map_or_else(String::new, |file| file.name.clone())
    }

    /// Whose a row of a table is.
    fn item(&self, table: TableId, row: usize) -> Item {
        let root = TableId(0);
        let subject = self.frame.parent_row(&self.ready.lowered.plan, table, row, root).unwrap_or(row);
        Item { table, row, subject }
    }

    /// The form whose rows a table holds; none for the subjects.
    fn form(&self, table: TableId) -> Option<FormId> {
        match self.ready.lowered.tables.get(table.index()) {
            Some(TableSource::Rows(form)) => Some(*form),
            Some(TableSource::Subjects) | None => None,
        }
    }

    fn form_name(&self, form: FormId) -> String {
        let declared = &self.ready.model.vocab.form(form);
        let own = declared.name.in_lang(self.lang);
        match declared.parent {
            Some(outer) => format!("{}.{own}", self.ready.model.vocab.form(outer).name.in_lang(self.lang)),
            None => own,
        }
    }

    fn subject_key(&self, subject: usize) -> String {
        self.cells.data.subjects.get(subject).cloned().unwrap_or_default()
    }

    /// The place of a row of a form.
    fn cell(&self, form: FormId, row: usize) -> Option<Cell> {
        let table = self.cells.table(form)?;
        let number = table.rows.get(row)?;
        Some(Cell { file: self.file_name(table.file), row: *number })
    }

    fn place(&self, rule: &Rule) -> RulePlace {
        let source = self.ready.sources.get(rule.span.source);
        let at = source.map(|source| source.position(rule.span.start));
        RulePlace {
            file: source.map_or_else(String::new, |source| source.name().to_owned()),
            line: at.map_or(0, |at| at.line),
            column: at.map_or(0, |at| at.column),
        }
    }

    fn title(&self, rule: &Rule) -> String {
        rule.title.as_ref().map_or_else(|| rule.id.clone(), |title| title.in_lang(self.lang))
    }

    fn rule_summary(&self, rule: &Rule, outcomes: &OutcomeColumn) -> RuleSummary {
        let counts = outcomes.counts();
        let form = match rule.scope {
            shensuan_model::Scope::Rows(form) => Some(self.form_name(form)),
            shensuan_model::Scope::Everywhere | shensuan_model::Scope::Subject => None,
        };
        RuleSummary {
            rule: rule.id.clone(),
            title: self.title(rule),
            severity: severity(rule.severity),
            form,
            tally: Tally {
                pass: counts.pass,
                fail: counts.fail,
                when_false: counts.when_false,
                not_filed: counts.not_filed,
                undetermined: counts.undetermined,
            },
            place: self.place(rule),
        }
    }

    fn finding(&self, rule: &Rule, lowered: &LoweredRule, item: Item, tracer: &mut Tracer<'_>) -> Finding {
        let form = self.form(lowered.table);
        let mut evidence = Vec::new();
        for shown in &lowered.evidence {
            match shown {
                Shown::Cell(field) => self.cells_of(*field, item, &mut evidence),
                Shown::Formula(formula, value) => {
                    evidence.extend(self.computed(*formula, *value, item, tracer));
                }
            }
        }
        Finding {
            rule: rule.id.clone(),
            title: self.title(rule),
            severity: severity(rule.severity),
            subject: self.subject_key(item.subject),
            form: form.map(|form| self.form_name(form)),
            row: match form {
                Some(form) => self.cell(form, item.row),
                None => self.home(item.subject),
            },
            message: self.message(rule, lowered, item, tracer),
            evidence,
            basis: rule.basis.clone(),
            place: self.place(rule),
        }
    }

    /// Where a subject itself stands: its first row in the first form that holds it.
    fn home(&self, subject: usize) -> Option<Cell> {
        self.cells.data.tables.iter().find_map(|table| {
            let row = self.cells.rows_of(table.form, subject).next()?;
            self.cell(table.form, row)
        })
    }

    /// The cells of a field that an item looks at: its own, its subject's, or all of its subject's rows.
    fn cells_of(&self, field: FieldId, item: Item, into: &mut Vec<Evidence>) {
        let declared = self.ready.model.vocab.field(field);
        if declared.private {
            return;
        }
        let form = declared.form;
        if self.ready.model.vocab.form(form).rows == Rows::One {
            let row = self.cells.rows_of(form, item.subject).next();
            let content = self.cells.of_subject(field, item.subject);
            into.push(self.evidence(field, &content, row.and_then(|row| self.cell(form, row))));
            return;
        }
        if self.form(item.table) == Some(form) {
            into.push(self.evidence(field, &self.cells.at(field, item.row), self.cell(form, item.row)));
            return;
        }
        for row in self.cells.rows_of(form, item.subject).take(SHOWN_ROWS) {
            into.push(self.evidence(field, &self.cells.at(field, row), self.cell(form, row)));
        }
    }

    fn evidence(&self, field: FieldId, content: &Content<'_>, cell: Option<Cell>) -> Evidence {
        let declared = self.ready.model.vocab.field(field);
        let state = match content {
            Content::Number(_) | Content::YesNo(_) | Content::Text(_) => State::Given,
            Content::Missing => State::Missing,
            Content::Unreadable(_) => State::Unreadable,
            Content::Conflicting => State::Conflicting,
        };
        let unit = match (&declared.kind, state) {
            (FieldType::Number(unit), State::Given) => self.lang.pick(unit.in_zh(), unit.in_en()),
            _ => String::new(),
        };
        Evidence {
            name: declared.name.in_lang(self.lang),
            value: self.text(field, content),
            unit,
            state,
            cell,
        }
    }

    /// A cell as text: a percent with its sign, a code with its name.
    fn text(&self, field: FieldId, content: &Content<'_>) -> Option<String> {
        let declared = self.ready.model.vocab.field(field);
        match content {
            Content::Number(ratio) if declared.kind == FieldType::Percent => {
                Some(format!("{}%", readable(ratio * 100.0)))
            }
            Content::Number(number) => Some(readable(*number)),
            Content::YesNo(truth) => {
                Some(if *truth { self.lang.pick("是", "yes") } else { self.lang.pick("否", "no") }.to_owned())
            }
            Content::Text(text) => match &declared.kind {
                FieldType::Code(list) => {
                    let entry = self.ready.model.vocab.list(*list).find(text);
                    Some(match entry {
                        Some(entry) if !entry.name.is_empty() && entry.name != *text => {
                            format!("{text} {}", entry.name)
                        }
                        _ => (*text).to_owned(),
                    })
                }
                _ => Some((*text).to_owned()),
            },
            Content::Unreadable(text) => Some((*text).to_owned()),
            Content::Missing | Content::Conflicting => None,
        }
    }

    /// A computed quantity at an item; none where it stands in rows that are not the item's.
    fn computed(
        &self,
        id: FormulaId,
        value: ValueId,
        item: Item,
        tracer: &mut Tracer<'_>,
    ) -> Option<Evidence> {
        let formula = self.ready.model.formula(id)?;
        let table = self.ready.lowered.plan.value(value)?.table;
        let row = match table {
            None => 0,
            Some(table) if table == item.table => item.row,
            Some(TableId(0)) => item.subject,
            Some(_) => return None,
        };
        let text = match tracer.scalar(value, row) {
            shensuan_plan::Scalar::Number(number) => number.map(readable),
            shensuan_plan::Scalar::Truth(truth) => truth.map(|truth| {
                if truth { self.lang.pick("是", "yes") } else { self.lang.pick("否", "no") }.to_owned()
            }),
        };
        Some(Evidence {
            name: formula.name.in_lang(self.lang),
            unit: if text.is_some() { self.unit(&formula.value.ty) } else { String::new() },
            state: if text.is_some() { State::Computed } else { State::Missing },
            value: text,
            cell: None,
        })
    }

    fn unit(&self, ty: &Type) -> String {
        match ty {
            Type::Number(unit) => self.lang.pick(unit.in_zh(), unit.in_en()),
            Type::Truth | Type::Code(_) | Type::Text => String::new(),
        }
    }

    /// What a finding says: the rule's message, else what failed, in a sentence of ours.
    fn message(&self, rule: &Rule, lowered: &LoweredRule, item: Item, tracer: &mut Tracer<'_>) -> String {
        let Some(message) = &rule.message else { return self.own_words(rule, lowered, item, tracer) };
        let mut out = String::new();
        for (piece, value) in message.0.iter().zip(&lowered.message) {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Field(field) => {
                    let mut shown = Vec::new();
                    self.cells_of(*field, item, &mut shown);
                    if let Some(evidence) = shown.first() {
                        out.push_str(
                            evidence.value.as_deref().unwrap_or(self.lang.pick("（缺失）", "(missing)")),
                        );
                        if !evidence.unit.is_empty() {
                            out.push(' ');
                            out.push_str(&evidence.unit);
                        }
                    }
                }
                Piece::Value(typed) => {
                    let number = value.and_then(|value| tracer.number(value, item.row));
                    match number {
                        Some(number) => {
                            out.push_str(&readable(number));
                            let unit = self.unit(&typed.ty);
                            if !unit.is_empty() {
                                out.push(' ');
                                out.push_str(&unit);
                            }
                        }
                        None => out.push_str(self.lang.pick("（缺失）", "(missing)")),
                    }
                }
            }
        }
        out
    }

    /// For a rule without a message: the form that is not filed, or the line of the check that failed.
    fn own_words(&self, rule: &Rule, lowered: &LoweredRule, item: Item, tracer: &mut Tracer<'_>) -> String {
        let mut said = Vec::new();
        for (check, plan) in rule.checks.iter().zip(&lowered.checks) {
            let applies = plan.applies.is_none_or(|applies| tracer.truth(applies, item.row) == Some(true));
            if !applies || tracer.truth(plan.holds, item.row) != Some(false) {
                continue;
            }
            said.push(match check.about {
                Subject::Form(form) => {
                    let form = self.form_name(form);
                    self.lang.pick(format!("未填报{form}"), format!("{form} is not filed"))
                }
                Subject::Condition => {
                    let text = self.ready.sources.text(check.holds.span);
                    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                    self.lang.pick(format!("不满足：{text}"), format!("does not hold: {text}"))
                }
            });
        }
        said.join(self.lang.pick("；", "; "))
    }

    /// Every computed value, in the order of the formulas, then of the rows.
    fn values(&self, run: &Run) -> Vec<Value> {
        let mut values = Vec::new();
        for (id, table, output) in &self.ready.lowered.outputs {
            let (Some(formula), Some(column)) =
                (self.ready.model.formula(*id), run.outputs.get(output.index()))
            else {
                continue;
            };
            if !matches!(formula.value.ty, Type::Number(_)) {
                continue;
            }
            let form = self.form(*table);
            let unit = self.unit(&formula.value.ty);
            let mut reads = Vec::new();
            self.fields_read(&formula.value, &mut reads);
            for row in 0..column.len() {
                let item = self.item(*table, row);
                let number = column.number(row);
                values.push(Value {
                    subject: self.subject_key(item.subject),
                    form: form.map(|form| self.form_name(form)),
                    row: form.and_then(|form| self.cell(form, row)),
                    name: formula.name.in_lang(self.lang),
                    value: number,
                    unit: unit.clone(),
                    missing: if number.is_some() { Vec::new() } else { self.missing(&reads, item) },
                });
            }
        }
        values
    }

    /// The fields that a value reads, through formulas too.
    fn fields_read(&self, value: &shensuan_model::Typed, into: &mut Vec<FieldId>) {
        match &value.kind {
            shensuan_model::Kind::Field(field) if !into.contains(field) => into.push(*field),
            shensuan_model::Kind::Formula(id) => {
                if let Some(formula) = self.ready.model.formula(*id) {
                    self.fields_read(&formula.value, into);
                }
            }
            kind => kind.inside().into_iter().for_each(|inner| self.fields_read(inner, into)),
        }
    }

    /// Those of the fields that an item does not have.
    fn missing(&self, reads: &[FieldId], item: Item) -> Vec<String> {
        let mut names = Vec::new();
        for field in reads {
            let mut shown = Vec::new();
            self.cells_of(*field, item, &mut shown);
            let absent = |evidence: &Evidence| !matches!(evidence.state, State::Given | State::Computed);
            if shown.is_empty() || shown.iter().any(absent) {
                names.push(self.ready.model.vocab.field(*field).name.in_lang(self.lang));
            }
        }
        names
    }

    fn file_summary(&self, file: &FileAccount) -> FileSummary {
        let fields = file.missing_columns.iter();
        FileSummary {
            file: file.name.clone(),
            form: self.form_name(file.form),
            encoding: file.encoding.name().to_owned(),
            rows: file.rows_in,
            rows_used: file.rows_used,
            rows_rejected: file.rows_rejected,
            cells: file.cells_in,
            cells_used: file.cells_used,
            cells_empty: file.cells_empty,
            cells_rejected: file.cells_rejected,
            ignored_columns: file.ignored_columns.clone(),
            missing_columns: fields
                .map(|field| self.ready.model.vocab.field(*field).name.in_lang(self.lang))
                .collect(),
        }
    }
}

fn severity(severity: shensuan_model::Severity) -> Severity {
    match severity {
        shensuan_model::Severity::Mandatory => Severity::Mandatory,
        shensuan_model::Severity::Advisory => Severity::Advisory,
    }
}
