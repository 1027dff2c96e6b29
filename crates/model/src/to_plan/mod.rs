//! Model → plan: units become factors and vanish, names become numbers, text tests become look-ups.

mod blanks;
mod causes;
mod expr;
mod folds;
mod followed;
mod formula_cells;
mod groups;
mod keys;
mod lookups;
mod misfits;
mod names;
mod nears;
mod nouns;
mod quantity;
mod rows;
mod stated;
mod statistics;
mod traced;

pub use folds::LoweredFold;
pub use followed::{FollowedPart, lower_followed};
pub use groups::{GroupStatistic, Listed, LoweredGroup};
pub use keys::{LoweredKeys, lower_keys};
pub use lookups::SearchSource;
pub use names::Names;
pub use nears::LoweredNear;
pub use stated::{InForm, Stated};
pub use statistics::{LoweredPart, LoweredStatistic, Several, lower_statistics};
pub use traced::{Traced, Traces, lower_traced};

use std::collections::{BTreeMap, BTreeSet};

use shensuan_plan::{
    Builder, Check, InputId, InputKind, Judgement, JudgementId, Kind as PlanKind, LookupId, OutputId, Plan,
    TableId, ValueId,
};
use shensuan_vocab::units::NounCode;
use shensuan_vocab::{FieldId, FieldType, FormId, Monomial, Origin, Rows};

use crate::chosen::{branches, ends, which};
use crate::formula_cells::WorkedCell;
use crate::model::{FormulaId, Model, Piece, Rule};
use crate::predicate::Predicate;
use crate::statistics::Judged;
use crate::text::{TextStep, TextValue};
use crate::typed::{Kind, Scope, Typed};

/// The rows of a table of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TableSource {
    /// The subjects.
    Subjects,
    /// The rows of a form that has many.
    Rows(FormId),
    /// The rows of a reference table, or of a form that has one, as they lie in their file: nobody's here.
    Apart(FormId),
}

/// What fills an input of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum InputSource {
    /// The cells of a field, one per row of the input's table.
    Field(FieldId),
    /// Whether each subject has filed a form.
    Filed(FormId),
    /// Whether a reference table is supplied.
    Supplied(FormId),
    /// The place of each row of a form among all of them.
    Row(FormId),
    /// The place of each subject among the subjects.
    SubjectNumber,
    /// The number that stands for a text that is written out, by its place in [`Lowered::words`].
    Words(u32),
    /// How alike two texts are in each row, by its place in [`Lowered::likenesses`].
    Likeness(u32),
    /// How many rows each subject has of a form.
    RowCount(FormId),
    /// Whether the rows of each subject agree in a field of a form that has one.
    Agree(FieldId),
    /// Whether the cell of a field is blank in a row that is there: not one that cannot be read.
    Blank(FieldId),
    /// Which of its field's marks a cell holds, counted from 1; missing where it holds none.
    Mark(FieldId),
    /// Whether each subject passes these rules.
    Judged(Judged),
}

/// What a look-up asks of each distinct text of a field.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lookup {
    /// Whether it passes a test.
    Test(Predicate),
    /// The number that a function makes of it, behind what is made of it before.
    Measure(TextValue, TextStep),
    /// A number that stands for what is made of it: over all fields equal for texts that compare as equal, or where
    /// marked are exactly equal.
    Identity(TextValue, bool),
    /// Read as a unit: what to multiply by to come to the coherent unit. Missing for a text that is no unit.
    Multiply(FieldId),
    /// And what to divide by.
    Divide(FieldId),
    /// And its dimension, as a number.
    Dimension(FieldId),
    /// And something of its nouns, as a number.
    Nouns(NounCode, FieldId),
    /// Read as a formula: what a product of its parameters is multiplied by. Missing for a text that is none.
    Coefficient(FieldId, Monomial),
    /// And whether the parameter at a place is written in it.
    Reads(FieldId, usize),
    /// Whether the formula of a cell is over the parameter at a place.
    Over(FieldId, usize),
}

impl Lookup {
    /// Whose texts are asked.
    #[must_use]
    pub fn field(&self) -> FieldId {
        match self {
            Self::Test(predicate) => predicate.text.field,
            Self::Measure(text, _) | Self::Identity(text, _) => text.field,
            Self::Multiply(field)
            | Self::Divide(field)
            | Self::Dimension(field)
            | Self::Nouns(_, field)
            | Self::Coefficient(field, _)
            | Self::Reads(field, _)
            | Self::Over(field, _) => *field,
        }
    }

    /// The same, asked of the texts of another field.
    fn of_field(self, field: FieldId) -> Self {
        match self {
            Self::Test(test) => Self::Test(Predicate { text: TextValue { field, ..test.text }, ..test }),
            Self::Measure(text, step) => Self::Measure(TextValue { field, ..text }, step),
            Self::Identity(text, exact) => Self::Identity(TextValue { field, ..text }, exact),
            Self::Multiply(_) => Self::Multiply(field),
            Self::Divide(_) => Self::Divide(field),
            Self::Dimension(_) => Self::Dimension(field),
            Self::Nouns(asked, _) => Self::Nouns(asked, field),
            Self::Coefficient(_, of) => Self::Coefficient(field, of),
            Self::Reads(_, place) => Self::Reads(field, place),
            Self::Over(_, place) => Self::Over(field, place),
        }
    }
}

/// Two texts that are held against each other, a row of their table at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likeness {
    /// One.
    pub left: TextValue,
    /// The other.
    pub right: TextValue,
    /// The words that do not count.
    pub without: Vec<String>,
}

/// A value that a finding shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Evidence {
    /// The cell of a field.
    Cell(FieldId),
    /// A computed quantity.
    Formula(FormulaId, ValueId),
    /// What the formula in a cell comes to, with its parameters in order.
    Worked(WorkedCell, ValueId, Vec<GoesIn>),
}

/// A parameter of a formula in a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct GoesIn {
    /// Its value.
    pub value: ValueId,
    /// What it is made of, of no use where the cell does not write it.
    pub evidence: Vec<Evidence>,
}

/// Where a rule went.
#[derive(Clone, Debug)]
pub struct LoweredRule {
    /// Its judgement.
    pub judgement: JudgementId,
    /// Whose rows it judges.
    pub table: TableId,
    /// What its findings show, in the order in which the rule names it.
    pub evidence: Vec<Evidence>,
    /// The aggregates over rows that its checks ask.
    pub folds: Vec<LoweredFold>,
    /// The groups that it asks something of.
    pub groups: Vec<LoweredGroup>,
    /// Whether places lie inside outlines, as the rule asks.
    pub outlined: Vec<ValueId>,
    /// What its checks hold against each other.
    pub nears: Vec<LoweredNear>,
    /// The values in its message, by piece.
    pub message: Vec<Option<ValueId>>,
    /// The value of each check and whether it applies.
    pub checks: Vec<Check>,
}

/// A model as a plan, and the way back.
#[derive(Clone, Debug)]
pub struct Lowered {
    /// The plan.
    pub plan: Plan,
    /// What each table's rows are, by `TableId`.
    pub tables: Vec<TableSource>,
    /// What fills each input, by `InputId`.
    pub inputs: Vec<InputSource>,
    /// What each look-up asks of a text, by `LookupId`.
    pub lookups: Vec<Lookup>,
    /// What fills each search, by `SearchId`.
    pub searches: Vec<SearchSource>,
    /// The field whose cells are the outlines, by `OutlinesId`.
    pub outlines: Vec<FieldId>,
    /// Texts that are written out as keys, and whether they are compared as they stand.
    pub words: Vec<(String, bool)>,
    /// Texts that are held against each other.
    pub likenesses: Vec<Likeness>,
    /// The value that holds the place of each row that is looked up, by the form that it is.
    pub found: BTreeMap<FormId, ValueId>,
    /// Where these places are handed out, as an account does.
    pub places: BTreeMap<FormId, OutputId>,
    /// By rule of the model.
    pub rules: Vec<LoweredRule>,
    /// The formulas handed out, by `OutputId`, with the table they stand in.
    pub outputs: Vec<HandedOut>,
    /// By statistic of the model.
    pub statistics: Vec<LoweredStatistic>,
    /// By groups that rules judge.
    pub keys: Vec<LoweredKeys>,
    /// The formulas that are texts chosen by a condition, with the number of the end that is chosen.
    pub chosen: Vec<(FormulaId, ValueId)>,
}

/// Lowers a model that was checked without an error.
#[must_use]
pub fn lower(model: &Model) -> Lowered {
    let mut lowering = Lowering::new(model);
    let (rules, outputs) = lower_into(&mut lowering);
    Lowered { rules, outputs, ..lowering.finish() }
}

/// What is handed out: a formula, the table it stands in, its column.
type HandedOut = (FormulaId, TableId, OutputId);

/// Lowers the formulas and rules of a model.
fn lower_into(lowering: &mut Lowering<'_>) -> (Vec<LoweredRule>, Vec<HandedOut>) {
    let outputs = lowering.handed_out();
    let model = lowering.model;
    (model.rules.iter().map(|rule| lowering.rule(rule)).collect(), outputs)
}

/// Lowers what a model computes, its formulas and its statistics, to one plan: what both read is computed once, and no
/// rule is judged. No statistic may ask how rules judge.
#[must_use]
pub fn lower_account(model: &Model) -> Lowered {
    let mut lowering = Lowering::new(model);
    let outputs = lowering.handed_out();
    let statistics = model.statistics.iter().filter_map(|statistic| lowering.statistic(statistic)).collect();
    let places = lowering.places();
    Lowered { outputs, statistics, places, ..lowering.finish() }
}

/// The tables whose rows are judged, or have rows of others inside.
fn lists_in_hand(model: &Model) -> BTreeSet<FormId> {
    let judged = model.rules.iter().map(|rule| rule.scope);
    let scopes = judged.chain(model.formulas.iter().map(|formula| formula.scope));
    let rows = scopes.filter_map(|scope| match scope {
        Scope::Rows(form) => Some(form),
        Scope::Everywhere | Scope::DataSet | Scope::Subject => None,
    });
    let rows = rows.chain(model.joins.keys().copied()).flat_map(|form| model.vocab.lineage(form));
    rows.filter(|form| model.vocab.reference(*form).is_some()).collect()
}

struct Lowering<'m> {
    model: &'m Model,
    builder: Builder,
    tables: Vec<TableSource>,
    table_of: BTreeMap<FormId, TableId>,
    inputs: Vec<InputSource>,
    input_of: BTreeMap<(InputSource, TableId), InputId>,
    lookups: Vec<Lookup>,
    lookup_of: BTreeMap<(Lookup, InputId), LookupId>,
    searches: Vec<SearchSource>,
    outlines: Vec<FieldId>,
    words: Vec<(String, bool)>,
    likenesses: Vec<Likeness>,
    /// The places of rows that are looked up, by the form that such a row is.
    found: BTreeMap<FormId, ValueId>,
    /// The tables of rows that nobody has here.
    rows_of: BTreeMap<FormId, TableId>,
    formulas: BTreeMap<FormulaId, ValueId>,
    /// The formulas that are chosen texts.
    chosen: Vec<(FormulaId, ValueId)>,
    /// The largest term of each formula that was asked for, the dimension, the nouns, and where it is missing for a cause:
    /// each is worked out once.
    largest: BTreeMap<FormulaId, Option<ValueId>>,
    dimensions: BTreeMap<FormulaId, Option<ValueId>>,
    nouns: BTreeMap<FormulaId, Option<nouns::Nouns>>,
    causes: BTreeMap<(FormulaId, causes::Cause), Option<ValueId>>,
    /// What is computed for findings alone, and handed out once.
    shown: BTreeSet<(TableId, ValueId)>,
    /// Whether those without a key make a group too, as in the table of a statistic.
    keyless: bool,
}

impl<'m> Lowering<'m> {
    /// The tables of a model.
    fn new(model: &'m Model) -> Self {
        let mut lowering = Self {
            model,
            builder: Builder::new(),
            tables: vec![TableSource::Subjects],
            table_of: BTreeMap::new(),
            inputs: Vec::new(),
            input_of: BTreeMap::new(),
            lookups: Vec::new(),
            lookup_of: BTreeMap::new(),
            searches: Vec::new(),
            outlines: Vec::new(),
            words: Vec::new(),
            likenesses: Vec::new(),
            found: BTreeMap::new(),
            rows_of: BTreeMap::new(),
            formulas: BTreeMap::new(),
            chosen: Vec::new(),
            largest: BTreeMap::new(),
            dimensions: BTreeMap::new(),
            nouns: BTreeMap::new(),
            causes: BTreeMap::new(),
            shown: BTreeSet::new(),
            keyless: false,
        };
        let root = lowering.builder.table(None);
        for list in lists_in_hand(model) {
            let table = lowering.table_of_rows(list);
            lowering.table_of.insert(list, table);
        }
        for (form, declared) in model.vocab.forms_and_copies() {
            if declared.rows == Rows::Many {
                let above = model.vocab.rows_above(form);
                let above = above.and_then(|above| lowering.table_of.get(&above).copied()).unwrap_or(root);
                let table = lowering.builder.table(Some(above));
                lowering.tables.push(TableSource::Rows(form));
                lowering.table_of.insert(form, table);
            }
        }
        lowering
    }

    /// The formulas that are handed out, each in the table of its rows.
    fn handed_out(&mut self) -> Vec<(FormulaId, TableId, OutputId)> {
        let mut outputs = Vec::new();
        for id in &self.model.order {
            let (Some(formula), Some(value)) = (self.model.formula(*id), self.formula(*id)) else { continue };
            if !formula.constant && !formula.of_rule {
                let table = self.table(formula.scope);
                let value = self.builder.lift_to(value, table);
                outputs.push((*id, table, self.builder.output(table, value)));
            }
        }
        outputs
    }

    /// Hands out the place of each row that is looked up: what is said of many rows reads it there.
    fn places(&mut self) -> BTreeMap<FormId, OutputId> {
        let mut places = BTreeMap::new();
        for (form, value) in self.found.clone() {
            if let Some(table) = self.builder.plan().value(value).and_then(|value| value.table) {
                places.insert(form, self.builder.output(table, value));
            }
        }
        places
    }

    fn finish(self) -> Lowered {
        Lowered {
            plan: self.builder.finish(),
            tables: self.tables,
            inputs: self.inputs,
            lookups: self.lookups,
            searches: self.searches,
            outlines: self.outlines,
            words: self.words,
            likenesses: self.likenesses,
            found: self.found,
            places: BTreeMap::new(),
            rules: Vec::new(),
            outputs: Vec::new(),
            statistics: Vec::new(),
            keys: Vec::new(),
            chosen: self.chosen,
        }
    }
}

impl Lowering<'_> {
    /// A formula behind those that it reads. What is a text is none: its name stands for what it is made of.
    fn formula(&mut self, id: FormulaId) -> Option<ValueId> {
        let formula = self.model.formula(id)?;
        if formula.value.ty.is_text() {
            if branches(&formula.value).is_some() {
                let which = self.value(&which(&formula.value));
                self.chosen.push((id, which));
            }
            // Whoever shows it reads what stands in the rows that it looks up.
            for form in ends(&formula.value).into_iter().filter_map(|end| end.kind.cell()) {
                self.found_row(self.model.vocab.field(form).form);
            }
            return None;
        }
        let value = self.value(&formula.value);
        self.formulas.insert(id, value);
        Some(value)
    }

    fn rule(&mut self, rule: &Rule) -> LoweredRule {
        let table = self.table(rule.scope);
        let applies = self.all_filed(&rule.when_forms, table);
        let when = rule.when.iter().map(|when| self.value_in(when, table)).collect();
        let conditions: Vec<&Typed> = rule.checks.iter().map(|check| &check.holds).collect();
        let all_blank = if rule.blank_zero { self.all_blank(&conditions, table) } else { None };
        let checks: Vec<Check> = rule
            .checks
            .iter()
            .map(|check| {
                let applies = self.all_filed(&check.forms, table);
                let mut holds = match all_blank {
                    Some(all) => self.guarded(&check.holds, all, table),
                    None => self.value_in(&check.holds, table),
                };
                if rule.missing_fails {
                    holds = self.failing_where_blank(&check.holds, holds, all_blank, table);
                }
                Check { applies, holds }
            })
            .collect();
        let judgement = self.builder.judge(Judgement { table, applies, when, checks: checks.clone() });
        let mut evidence = Vec::new();
        for value in rule.when.iter().chain(rule.checks.iter().map(|check| &check.holds)) {
            self.evidence(value, &mut evidence);
        }
        let pieces = rule.message.iter().flat_map(|message| &message.0);
        let message = pieces
            .map(|piece| match piece {
                Piece::Value(value) | Piece::Formatted(value, _) => Some(self.value_in(value, table)),
                Piece::Chosen(value) => Some(self.value_in(&which(value), table)),
                Piece::Text(_) | Piece::Field(_) | Piece::Made(_) => None,
            })
            .collect();
        let (folds, groups) = (self.folds(rule, table), self.groups(rule));
        let outlined = self.outlined_in_rule(rule);
        let nears = self.nears(rule, table);
        LoweredRule { judgement, table, evidence, folds, groups, outlined, nears, message, checks }
    }

    /// The cells and computed quantities that a value names, each once.
    fn evidence(&mut self, value: &Typed, into: &mut Vec<Evidence>) {
        for key in self.model.keys_of(&value.kind) {
            self.evidence(key, into);
        }
        if let Some(field) = value.kind.cell() {
            let form = self.model.vocab.field(field).form;
            if self.model.vocab.form(form).origin == Origin::Subjects {
                return; // whose key it is stands above
            }
            if !into.iter().any(|known| matches!(known, Evidence::Cell(cell) if *cell == field)) {
                into.push(Evidence::Cell(field));
            }
            return;
        }
        match &value.kind {
            Kind::Formula(id) => {
                let value = self.formulas.get(id).copied();
                let known =
                    into.iter().any(|known| matches!(known, Evidence::Formula(other, _) if other == id));
                if known {
                    return;
                }
                if let Some(value) = value {
                    into.push(Evidence::Formula(*id, value));
                }
                if let Some(formula) = self.model.formula(*id) {
                    self.evidence(&formula.value, into);
                }
            }
            Kind::Worked(worked) => {
                self.evidence(&worked.cell, into);
                self.evidence_of_worked(worked, value, into);
            }
            kind => kind.inside().into_iter().for_each(|inner| self.evidence(inner, into)),
        }
    }

    /// Whether all of these forms are filed; none where there are none.
    fn all_filed(&mut self, forms: &[FormId], table: TableId) -> Option<ValueId> {
        let mut all: Option<ValueId> = None;
        let top = self.builder.plan().top(table);
        for form in forms {
            let filed = match self.supplied(*form, top) {
                Some(supplied) => supplied,
                // Nobody's row has nothing filed.
                None if top != TableId(0) => continue,
                None => self.filed(*form),
            };
            all = Some(match all {
                Some(all) => self.builder.and(all, filed),
                None => filed,
            });
        }
        all.map(|all| self.builder.lift_to(all, table))
    }

    fn filed(&mut self, form: FormId) -> ValueId {
        if let Some(supplied) = self.supplied(form, TableId(0)) {
            return supplied;
        }
        let root = TableId(0);
        let input = self.input(InputSource::Filed(form), root, InputKind::Truth);
        self.builder.load(input)
    }

    fn table(&self, scope: Scope) -> TableId {
        match scope {
            Scope::Everywhere | Scope::DataSet | Scope::Subject => TableId(0),
            Scope::Rows(form) => self.table_of.get(&form).copied().unwrap_or(TableId(0)),
        }
    }

    fn input(&mut self, source: InputSource, table: TableId, kind: InputKind) -> InputId {
        if let Some(input) = self.input_of.get(&(source, table)) {
            return *input;
        }
        let input = self.builder.input(table, kind);
        self.inputs.push(source);
        self.input_of.insert((source, table), input);
        input
    }

    /// What the cells of a field are to the plan.
    fn kind_of(&self, field: FieldId) -> InputKind {
        match self.model.vocab.field(field).kind {
            FieldType::Number(_)
            | FieldType::Quantity(_)
            | FieldType::Integer
            | FieldType::Percent
            | FieldType::Date => InputKind::Number,
            FieldType::YesNo => InputKind::Truth,
            FieldType::Formula(_)
            | FieldType::Text
            | FieldType::Code(_)
            | FieldType::Period
            | FieldType::Coordinates
            | FieldType::Outline => InputKind::Code,
        }
    }

    /// The input of a field's cells.
    fn field(&mut self, field: FieldId) -> InputId {
        let kind = self.kind_of(field);
        let declared = self.model.vocab.field(field);
        let table = self.table_of.get(&declared.form).copied().unwrap_or(TableId(0));
        self.input(InputSource::Field(field), table, kind)
    }

    fn lookup(&mut self, asked: Lookup) -> LookupId {
        let input = self.field(asked.field());
        self.lookup_in(asked, input)
    }

    fn lookup_in(&mut self, asked: Lookup, input: InputId) -> LookupId {
        if let Some(lookup) = self.lookup_of.get(&(asked.clone(), input)) {
            return *lookup;
        }
        let kind = match &asked {
            Lookup::Test(_) | Lookup::Reads(..) | Lookup::Over(..) => PlanKind::Truth,
            Lookup::Measure(..)
            | Lookup::Coefficient(..)
            | Lookup::Identity(..)
            | Lookup::Multiply(_)
            | Lookup::Divide(_)
            | Lookup::Dimension(_)
            | Lookup::Nouns(..) => PlanKind::Number,
        };
        let lookup = self.builder.lookup(input, kind);
        self.lookups.push(asked.clone());
        self.lookup_of.insert((asked, input), lookup);
        lookup
    }
}
