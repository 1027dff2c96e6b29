//! What formulas and statistics come to, as columns: no value is a thing of its own, and only those that are missing are
//! asked why.

mod columns;
mod coverage;
mod forms;
mod missing;
mod totals;
mod units;

pub(super) use forms::Origin;

use std::borrow::Cow;
use std::collections::BTreeMap;

use shensuan_data::DataSet;
use shensuan_diagnostics::Localised;
use shensuan_findings::{
    ACCOUNT_SCHEMA, Account, AccountSummary, FormulaSummary, ReasonSummary, ResultCells, ResultColumn,
    ResultTable, heading,
};
use shensuan_model::{Formula, LoweredStatistic, Scope, Statistic, Type};
use shensuan_plan::{Column, Frame, OutputId, Run, TableId, ValueId, shared_out};

use super::super::cells::Cells;
use super::row_units::Reads;
use super::{Options, Report};
use crate::pipeline::Ready;
use units::KindsOfRows;

/// What an account is made of.
pub(crate) struct Accounting<'r, 'd> {
    pub(crate) ready: &'r Ready,
    /// The data set without what is made of it for rules: its texts are borrowed.
    pub(crate) data: &'d DataSet,
    pub(crate) cells: &'r Cells<'r>,
    pub(crate) frame: &'r Frame,
    pub(crate) run: &'r Run,
    pub(crate) options: Options,
}

/// A formula that is handed out.
struct Output<'r> {
    formula: &'r Formula,
    table: TableId,
    value: Option<ValueId>,
    column: Cow<'r, Column>,
    /// How many of its rows count: of the data set one.
    rows: usize,
    private: bool,
    missing: usize,
    /// Whether it is what is accounted for, and not a step on the way.
    counts: bool,
}

impl<'r, 'd> Accounting<'r, 'd> {
    /// Everything that is answered. Its parts are made beside each other, what takes longest first.
    pub(crate) fn account(&self) -> Account<'d> {
        let threads = self.options.thread_count();
        let report = self.report();
        let outputs = self.outputs(&report);
        let mut tables: BTreeMap<(Place, TableId), Vec<&Output<'_>>> = BTreeMap::new();
        for output in &outputs {
            tables.entry((Place::of(output.formula.scope), output.table)).or_default().push(output);
        }
        let statistics = self.ready.model.statistics.iter().zip(&self.ready.lowered.statistics);
        let mut parts = vec![Part::Unaccounted, Part::Coverage];
        parts.extend(statistics.map(|(statistic, lowered)| Part::Statistic(statistic, lowered)));
        for ((place, table), outputs) in &tables {
            parts.push(Part::Rows(*place, *table, outputs));
            parts.extend(alike_in_units(&report, outputs).into_iter().map(Part::Values));
        }
        let made = shared_out(parts.len(), threads, |at| {
            parts.get(at).map(|part| match part {
                Part::Unaccounted => {
                    let (table, reasons) = self.unaccounted(&self.report(), &outputs);
                    Made::Unaccounted(table, reasons)
                }
                Part::Coverage => Made::Coverage(self.coverage(&self.report(), &outputs)),
                Part::Statistic(statistic, lowered) => {
                    Made::Statistic(self.report().totals(statistic, lowered, self.run))
                }
                Part::Rows(place, table, outputs) => Made::Rows(self.rows(*place, *table, outputs)),
                Part::Values(outputs) => Made::Values(self.values(outputs)),
            })
        });
        let mut values = Vec::<(ResultTable<'_>, BTreeMap<usize, Vec<ResultColumn<'_>>>)>::new();
        let mut statistics = Vec::new();
        let (mut unaccounted, mut because) = (ResultTable::default(), Vec::new());
        let mut coverage = ResultTable::default();
        for made in made.into_iter().flatten() {
            match made {
                Made::Rows(table) => values.push((table, BTreeMap::new())),
                Made::Values(columns) => {
                    if let Some((_, of_table)) = values.last_mut() {
                        of_table.extend(columns);
                    }
                }
                Made::Statistic(table) => statistics.push(table),
                Made::Coverage(table) => coverage = table,
                Made::Unaccounted(table, reasons) => (unaccounted, because) = (table, reasons),
            }
        }
        let values = values.into_iter().map(|(mut table, columns)| {
            table.columns.extend(columns.into_values().flatten());
            table
        });
        let values = values.collect();
        let summary = AccountSummary {
            schema: ACCOUNT_SCHEMA,
            subject: report.subject_word(),
            subjects: self.data.subjects.len(),
            formulas: outputs.iter().map(|output| self.summary(&report, output)).collect(),
            reasons: because,
            left_out: Vec::new(),
        };
        // It knows which columns are read.
        let unused = Report::new(self.ready, self.cells, self.frame, self.options).unused();
        Account { summary, values, statistics, coverage, unaccounted, unused }
    }

    /// How many threads share one of the parts, which stand beside each other.
    fn threads_of_a_part(&self) -> usize {
        self.options.thread_count().div_ceil(2)
    }

    fn report(&self) -> Report<'_> {
        Report::of(self.ready, self.cells, self.frame, self.options)
    }

    /// The formulas that are numbers, in the order of the rulebook.
    fn outputs(&self, report: &Report<'_>) -> Vec<Output<'_>> {
        let mut handed_out: Vec<_> = self.ready.lowered.outputs.iter().collect();
        handed_out.sort_by_key(|(id, _, _)| *id);
        let counting = coverage::that_count(&self.ready.model);
        let output = |(id, table, output): &(_, TableId, OutputId)| {
            let formula = self.ready.model.formula(*id)?;
            let column = self.run.outputs.get(output.index())?.rows();
            let Column::Number { given, .. } = &*column else { return None };
            if !matches!(formula.value.ty, Type::Number(_) | Type::Quantity) {
                return None;
            }
            let rows = if formula.scope == Scope::DataSet { column.len().min(1) } else { column.len() };
            let missing = rows - given.count_in(0..rows);
            Some(Output {
                formula,
                table: *table,
                value: self.ready.lowered.plan.output(*output).map(|output| output.value),
                column,
                rows,
                missing,
                private: report.is_made_of_private(&formula.value),
                counts: counting.get(id.0 as usize) == Some(&true),
            })
        };
        handed_out.into_iter().filter_map(output).collect()
    }

    /// The rows of one table as they are known, before the columns of their values.
    fn rows(&self, place: Place, table: TableId, outputs: &[&Output<'_>]) -> ResultTable<'d> {
        let lang = self.options.lang;
        let report = self.report();
        let form = report.form(table).filter(|_| place == Place::Rows);
        let rows = outputs.iter().map(|output| output.rows).max().unwrap_or(0);
        let (name, columns) = match (place, form) {
            (Place::DataSet, _) => (lang.pick("数据集", "data set").to_owned(), Vec::new()),
            (_, Some(form)) => (report.form_name(form), self.of_row(&report, table, form)),
            (_, None) => (report.subject_word(), self.of_subjects(&report)),
        };
        ResultTable { name, rows, columns }
    }

    /// The columns of formulas whose units are made of the same, each with the place of its formula.
    fn values(&self, outputs: &[(usize, &Output<'_>)]) -> Vec<(usize, Vec<ResultColumn<'d>>)> {
        let report = self.report();
        let in_rows = outputs.first().filter(|(_, output)| report.scale(&output.formula.value).is_none());
        let kinds = in_rows.and_then(|(_, output)| self.kinds_of_rows(&report, output));
        let made = shared_out(outputs.len(), self.threads_of_a_part(), |place| {
            let (at, output) = outputs.get(place)?;
            Some((*at, self.value(&self.report(), output, kinds.as_ref())))
        });
        made.into_iter().flatten().collect()
    }

    /// The column of a formula; behind it that of its unit, where it travels in the row.
    fn value(
        &self,
        report: &Report<'_>,
        output: &Output<'_>,
        kinds: Option<&KindsOfRows>,
    ) -> Vec<ResultColumn<'d>> {
        let lang = self.options.lang;
        let name = output.formula.name.in_lang(lang);
        let Column::Number { values, given } = &*output.column else { return Vec::new() };
        let is_given: Vec<bool> = (0..output.rows).map(|row| given.get(row)).collect();
        let values = values.iter().take(output.rows);
        let Some((scale, unit)) = report.scale(&output.formula.value) else {
            let in_units = self.in_units(report, output, &is_given, kinds);
            debug_assert!(
                (0..output.rows.min(COMPARED)).filter(|row| given.get(*row)).all(|row| {
                    let item = report.item(output.table, row);
                    let shown =
                        report.in_its_unit(number_at(&output.column, row), &output.formula.value, item);
                    in_units.values.get(row).is_some_and(|value| value.to_bits() == shown.0.to_bits())
                        && in_units.unit.get(row).and_then(|unit| in_units.units.get(*unit as usize))
                            == Some(&shown.1)
                }),
                "the two ways to come to the units of rows"
            );
            let of_unit = lang.pick(format!("{name}计量单位"), format!("unit of {name}"));
            let with_unit = in_units.with_unit(&is_given);
            let numbers = ResultCells::Numbers { values: in_units.values, given: is_given };
            let units = ResultCells::Texts {
                index: in_units.unit,
                given: with_unit,
                entries: Cow::Owned(in_units.units.into_iter().collect()),
            };
            return vec![ResultColumn::plain(name, numbers), ResultColumn::plain(of_unit, units)];
        };
        let values =
            values.zip(&is_given).map(|(number, given)| if *given { scale.of(*number) } else { 0.0 });
        let cells = ResultCells::Numbers { values: values.collect(), given: is_given };
        vec![ResultColumn { heading: heading(&name, &unit, lang), unit, cells }]
    }

    fn summary(&self, report: &Report<'_>, output: &Output<'_>) -> FormulaSummary {
        let of_rows = matches!(output.formula.scope, Scope::Rows(_));
        FormulaSummary {
            name: output.formula.name.in_lang(self.options.lang),
            unit: report.scale(&output.formula.value).map(|(_, unit)| unit).unwrap_or_default(),
            form: report.form(output.table).filter(|_| of_rows).map(|form| report.form_name(form)),
            rows: output.rows,
            missing: output.missing,
            private: output.private,
            intermediate: !output.counts,
        }
    }
}

/// Formulas of a table, each with its place among all of them.
type WithPlaces<'o> = Vec<(usize, &'o Output<'o>)>;

/// The formulas of a table that are handed out, with their places: those together whose units travel in the rows and are made
/// of the same. What is private is kept back.
fn alike_in_units<'o>(report: &Report<'_>, outputs: &[&'o Output<'o>]) -> Vec<WithPlaces<'o>> {
    let mut alike: Vec<(Option<Vec<Reads>>, WithPlaces<'_>)> = Vec::new();
    for (at, output) in outputs.iter().enumerate().filter(|(_, output)| !output.private) {
        let value = &output.formula.value;
        let reads = report.scale(value).is_none().then(|| report.unit_reads(value));
        match alike.iter_mut().find(|(known, _)| reads.is_some() && *known == reads) {
            Some((_, outputs)) => outputs.push((at, output)),
            None => alike.push((reads, vec![(at, output)])),
        }
    }
    alike.into_iter().map(|(_, outputs)| outputs).collect()
}

/// In so many rows tests hold the two ways to come to a unit against each other.
const COMPARED: usize = 2_000;

/// The number in a row of a column; 0 where there is none.
fn number_at(column: &Column, row: usize) -> f64 {
    column.number(row).unwrap_or(0.0)
}

/// A part of an account.
enum Part<'p> {
    Unaccounted,
    Coverage,
    Statistic(&'p Statistic, &'p LoweredStatistic),
    Rows(Place, TableId, &'p [&'p Output<'p>]),
    /// Of the rows before it: formulas with their places.
    Values(WithPlaces<'p>),
}

/// What came of it.
enum Made<'d> {
    Unaccounted(ResultTable<'d>, Vec<ReasonSummary>),
    Coverage(ResultTable<'d>),
    Statistic(ResultTable<'d>),
    Rows(ResultTable<'d>),
    Values(Vec<(usize, Vec<ResultColumn<'d>>)>),
}

/// Where the values of a formula stand; in the order of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Subjects,
    Rows,
    DataSet,
}

impl Place {
    const fn of(scope: Scope) -> Self {
        match scope {
            Scope::Subject => Self::Subjects,
            Scope::Rows(_) => Self::Rows,
            Scope::Everywhere | Scope::DataSet => Self::DataSet,
        }
    }
}
