//! The counts: by rule, by district, by file.

use std::collections::BTreeMap;

use shensuan_data::FileAccount;
use shensuan_diagnostics::Localised;
use shensuan_findings::{
    DistrictSummary, DistrictTally, FileSummary, Finding, MissingField, RuleSummary, Severity, Tally,
};
use shensuan_model::{LoweredRule, Rule, Scope};
use shensuan_plan::{Outcome, OutcomeColumn, Reason};
use shensuan_vocab::FieldId;

use super::{Report, severity};

/// A rule that fails for more than this share of those it judges is suspect itself.
const SUSPECT: f64 = 0.3;

impl Report<'_> {
    pub(super) fn rule_summary(
        &self,
        rule: &Rule,
        lowered: &LoweredRule,
        outcomes: &OutcomeColumn,
    ) -> RuleSummary {
        let counts = outcomes.counts();
        let form = match rule.scope {
            Scope::Rows(form) => Some(self.form_name(form)),
            Scope::Everywhere | Scope::Subject => None,
        };
        let tally = Tally {
            pass: counts.pass,
            fail: counts.fail,
            when_false: counts.when_false,
            not_filed: counts.not_filed,
            undetermined: counts.undetermined,
        };
        let judged = tally.pass + tally.fail;
        #[expect(clippy::cast_precision_loss, reason = "counts of a census stay far below 2⁵³")]
        let suspect = !self.partial && tally.fail as f64 > SUSPECT * judged as f64;
        RuleSummary {
            rule: rule.id.clone(),
            title: self.title(rule),
            severity: severity(rule.severity),
            form,
            tally,
            suspect,
            missing: self.missing_fields(rule, lowered, outcomes),
            districts: self.by_district(lowered, outcomes),
            place: self.place(rule),
        }
    }

    /// The fields whose missing cells left the rule undecided, the most frequent first.
    fn missing_fields(
        &self,
        rule: &Rule,
        lowered: &LoweredRule,
        outcomes: &OutcomeColumn,
    ) -> Vec<MissingField> {
        let mut reads = Vec::new();
        for value in rule.when.iter().chain(rule.checks.iter().map(|check| &check.holds)) {
            self.fields_read(value, &mut reads);
        }
        let mut times: BTreeMap<String, usize> = BTreeMap::new();
        for row in outcomes.rows(Outcome::Undetermined) {
            let item = self.item(lowered.table, row);
            for name in self.missing(&reads, item) {
                *times.entry(name).or_default() += 1;
            }
        }
        let mut missing: Vec<MissingField> =
            times.into_iter().map(|(field, times)| MissingField { field, times }).collect();
        missing.sort_by(|a, b| b.times.cmp(&a.times).then_with(|| a.field.cmp(&b.field)));
        missing
    }

    fn by_district(&self, lowered: &LoweredRule, outcomes: &OutcomeColumn) -> Vec<DistrictTally> {
        if self.districts.is_none() {
            return Vec::new();
        }
        let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
        for (row, verdict) in outcomes.iter().enumerate() {
            let subject = self.item(lowered.table, row).subject;
            let tally = tallies.entry(self.district(subject).unwrap_or_default()).or_default();
            let count = match (verdict.outcome, verdict.reason) {
                (Outcome::Pass, _) => &mut tally.pass,
                (Outcome::Fail, _) => &mut tally.fail,
                (Outcome::Undetermined, _) => &mut tally.undetermined,
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
        for (subject, failing) in failing.iter().enumerate() {
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

    pub(super) fn file_summary(&self, file: &FileAccount) -> FileSummary {
        let fields = file.missing_columns.iter();
        let name = |field: &FieldId| self.ready.model.vocab.field(*field).name.in_lang(self.lang);
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
            missing_columns: fields.clone().map(name).collect(),
            missing_columns_read: fields.filter(|field| self.read.contains(field)).map(name).collect(),
        }
    }
}
