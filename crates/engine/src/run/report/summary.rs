//! The counts: by rule, by district, by file.

use std::collections::{BTreeMap, BTreeSet};

use shensuan_data::{FileAccount, Repair};
use shensuan_diagnostics::{Localised, Message};
use shensuan_findings::{
    DistrictSummary, DistrictTally, Evidence, FileSummary, Finding, Lacking, RepairSummary, RuleSummary,
    Severity, State, Tally,
};
use shensuan_model::{LoweredRule, Rule, Scope};
use shensuan_plan::{Counts, Outcome, OutcomeColumn, Reason};
use shensuan_vocab::{FieldId, FormId};

use super::Report;
use crate::described::severity;

/// A rule that fails for more than this share of those it judges is suspect itself.
const SUSPECT: f64 = 0.3;

/// Which fields left a rule undecided, and how often.
#[derive(Debug, Default)]
pub(super) struct Lacked(BTreeMap<(String, State), usize>);

impl Lacked {
    /// One subject or row more, for whom these are lacking.
    pub(super) fn add(&mut self, lacking: &[Evidence]) {
        let fields: BTreeSet<_> =
            lacking.iter().map(|evidence| (evidence.name.clone(), evidence.state)).collect();
        for field in fields {
            *self.0.entry(field).or_default() += 1;
        }
    }

    /// The most frequent first.
    fn counted(self) -> Vec<Lacking> {
        let mut lacking: Vec<Lacking> =
            self.0.into_iter().map(|((field, state), times)| Lacking { field, state, times }).collect();
        // They stand by name: the sort keeps that among equals.
        lacking.sort_by_key(|lacking| std::cmp::Reverse(lacking.times));
        lacking
    }
}

impl Report<'_> {
    pub(super) fn rule_summary(
        &self,
        rule: &Rule,
        lowered: &LoweredRule,
        outcomes: &OutcomeColumn,
        lacking: Lacked,
    ) -> RuleSummary {
        let counts = self.counts(rule, lowered, outcomes);
        let unsupplied = self.lacks_a_table(rule);
        let form = match rule.scope {
            Scope::Rows(_) if self.ready.model.is_of_no_subject(rule) => None,
            Scope::Rows(form) => Some(self.form_name(form)),
            Scope::Everywhere | Scope::DataSet | Scope::Subject => None,
        };
        let tally = Tally {
            pass: counts.pass,
            fail: counts.fail,
            when_false: counts.when_false,
            not_filed: if unsupplied { 0 } else { counts.not_filed },
            // A list that is not there has no rows of which each could be told so.
            not_supplied: usize::from(unsupplied && self.ready.model.judges_a_list(rule))
                + if unsupplied { counts.not_filed } else { 0 },
            undetermined: counts.undetermined,
        };
        let judged = tally.pass + tally.fail;
        #[expect(clippy::cast_precision_loss, reason = "counts of a census stay far below 2⁵³")]
        // A rule on the data set has one outcome, which says nothing of the rule.
        let suspect =
            !self.partial && rule.scope != Scope::DataSet && tally.fail as f64 > SUSPECT * judged as f64;
        RuleSummary {
            rule: rule.id.clone(),
            title: self.title(rule),
            severity: severity(rule.severity),
            form,
            tally,
            suspect,
            lacking: lacking.counted(),
            districts: self.by_district(rule, lowered, outcomes, unsupplied),
            tags: rule.tags.clone(),
            place: self.place(rule),
            layer: self.layer(rule),
        }
    }

    /// How often each outcome occurs among those that are judged.
    fn counts(&self, rule: &Rule, lowered: &LoweredRule, outcomes: &OutcomeColumn) -> Counts {
        if self.cells.data.selected.is_none() || self.ready.model.is_of_no_subject(rule) {
            return outcomes.counts();
        }
        let mut counts = Counts::default();
        for (row, verdict) in outcomes.iter().enumerate() {
            if self.is_judged(self.item(lowered.table, row)) {
                counts.add(verdict);
            }
        }
        counts
    }

    fn by_district(
        &self,
        rule: &Rule,
        lowered: &LoweredRule,
        outcomes: &OutcomeColumn,
        unsupplied: bool,
    ) -> Vec<DistrictTally> {
        if self.districts.is_none() {
            return Vec::new();
        }
        let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
        for (row, verdict) in outcomes.iter().enumerate() {
            let item = self.judged(rule, self.item(lowered.table, row));
            if item.is_some_and(|item| !self.is_judged(item)) {
                continue;
            }
            let district = item.and_then(|item| self.district_of(item));
            let tally = tallies.entry(district.unwrap_or_default()).or_default();
            let count = match (verdict.outcome, verdict.reason) {
                (Outcome::Pass, _) => &mut tally.pass,
                (Outcome::Fail, _) => &mut tally.fail,
                (Outcome::Undetermined, _) => &mut tally.undetermined,
                (Outcome::NotApplicable, Some(Reason::NotFiled)) if unsupplied => &mut tally.not_supplied,
                (Outcome::NotApplicable, Some(Reason::NotFiled)) => &mut tally.not_filed,
                (Outcome::NotApplicable, Some(Reason::WhenFalse) | None) => &mut tally.when_false,
            };
            *count += 1;
        }
        tallies.into_iter().map(|(district, tally)| DistrictTally { district, tally }).collect()
    }

    /// Each district with its subjects and findings.
    pub(super) fn district_summaries(&self, findings: &[Finding], failing: &[bool]) -> Vec<DistrictSummary> {
        if self.districts.is_none() {
            return Vec::new();
        }
        let mut found: BTreeMap<String, DistrictSummary> = BTreeMap::new();
        let fresh = |district: &str| DistrictSummary {
            district: district.to_owned(),
            subjects: 0,
            subjects_failing_mandatory: 0,
            mandatory: 0,
            advisory: 0,
        };
        let judged = |(subject, _): &(usize, &bool)| self.cells.data.is_selected(*subject);
        for (subject, failing) in failing.iter().enumerate().filter(judged) {
            let district = self.district(subject).unwrap_or_default();
            let counted = found.entry(district.clone()).or_insert_with(|| fresh(&district));
            counted.subjects += 1;
            counted.subjects_failing_mandatory += usize::from(*failing);
        }
        for finding in findings {
            let district = finding.district.clone().unwrap_or_default();
            let counted = found.entry(district.clone()).or_insert_with(|| fresh(&district));
            match finding.severity {
                Severity::Mandatory => counted.mandatory += 1,
                Severity::Advisory => counted.advisory += 1,
            }
        }
        found.into_values().collect()
    }

    /// Whether a rule reads a table that is not supplied, in its conditions or in all its checks.
    fn lacks_a_table(&self, rule: &Rule) -> bool {
        let lacks = |form: &FormId| {
            self.ready.model.vocab.reference(*form).is_some() && self.cells.table(*form).is_none()
        };
        if matches!(rule.scope, Scope::Rows(form) if lacks(&form)) {
            return true;
        }
        let checks = || rule.checks.iter().all(|check| check.forms.iter().any(lacks));
        rule.when_forms.iter().any(lacks) || checks()
    }

    pub(super) fn file_summary(&self, file: &FileAccount) -> FileSummary {
        let fields = file.missing_columns.iter();
        let repair = |(repair, cells): (Repair, usize)| RepairSummary {
            repair: Message::new(repair.note()).text(self.lang),
            cells,
        };
        let name = |field: &FieldId| self.ready.model.vocab.field(*field).name.in_lang(self.lang);
        FileSummary {
            file: file.name.clone(),
            form: self.form_name(file.form),
            encoding: file.encoding.name().to_owned(),
            delimiter: file.delimiter.map(String::from),
            header: file.header,
            header_rows: file.header_rows,
            rows_above: file.rows_above,
            rows: file.rows_in,
            rows_used: file.rows_used,
            rows_rejected: file.rows_rejected,
            cells: file.cells_in,
            cells_used: file.cells_used,
            cells_empty: file.cells_empty,
            cells_rejected: file.cells_rejected,
            cells_unreadable: file.cells_unreadable + file.cells_surplus,
            cells_not_listed: file.cells_not_listed(),
            cells_of_rejected_rows: file.cells_of_rejected_rows,
            cells_repaired: file.repaired.cells,
            repairs: file.repaired.made().map(repair).collect(),
            ignored_columns: file.ignored_columns.clone(),
            missing_columns: fields.clone().map(name).collect(),
            missing_columns_read: fields.filter(|field| self.read.contains(field)).map(name).collect(),
        }
    }
}
