//! The names of the things of a plan, as remarks on its text: the plan itself has none.

use shensuan_plan::{Annotate, InputId, JudgementId, LookupId, OutlinesId, OutputId, SearchId, TableId};
use shensuan_vocab::units::NounCode;

use shensuan_vocab::{FieldId, Monomial};

use super::{InputSource, Lookup, Lowered, TableSource};
use crate::lookups::KeyColumn;
use crate::model::Model;

/// Remarks from the model that a plan was made of.
#[derive(Clone, Copy, Debug)]
pub struct Names<'m> {
    /// The model.
    pub model: &'m Model,
    /// What became of it.
    pub lowered: &'m Lowered,
}

impl Names<'_> {
    /// What the cells of a column of formulas call a parameter.
    fn parameter(&self, field: FieldId, place: usize) -> String {
        let cell = self.model.vocab.field(field).kind.formula();
        cell.and_then(|cell| cell.parameters.get(place)).cloned().unwrap_or_default()
    }
}

impl Annotate for Names<'_> {
    fn table(&self, id: TableId) -> Option<String> {
        Some(match self.lowered.tables.get(id.0 as usize)? {
            TableSource::Subjects => {
                self.model.vocab.subject.as_ref().map(|subject| subject.name.declared())?.to_owned()
            }
            TableSource::Rows(form) | TableSource::Apart(form) => self.model.form_name(*form),
        })
    }

    fn input(&self, id: InputId) -> Option<String> {
        Some(match self.lowered.inputs.get(id.0 as usize)? {
            InputSource::Field(field) => self.model.field_name(*field),
            InputSource::Filed(form) => format!("{} is filed", self.model.form_name(*form)),
            InputSource::Supplied(form) => format!("{} is supplied", self.model.form_name(*form)),
            InputSource::SubjectNumber => "place of the subject".to_owned(),
            InputSource::Words(at) => {
                format!("identity of {:?}", self.lowered.words.get(*at as usize).map_or("", |(text, _)| text))
            }
            InputSource::Row(form) => format!("place of the row of {}", self.model.form_name(*form)),
            InputSource::Likeness(at) => {
                let asked = self.lowered.likenesses.get(*at as usize)?;
                let (left, right) = (self.model.print_text(&asked.left), self.model.print_text(&asked.right));
                let without = if asked.without.is_empty() { "" } else { ", without stop words" };
                format!("likeness of {left} and {right}{without}")
            }
            InputSource::RowCount(form) => format!("rows of {}", self.model.form_name(*form)),
            InputSource::Blank(field) => format!("{}: blank", self.model.field_name(*field)),
            InputSource::Mark(field) => format!("{}: mark", self.model.field_name(*field)),
            InputSource::Judged(which) => self.model.print_judged(*which, false),
            InputSource::Agree(field) => format!("{}: all rows agree", self.model.field_name(*field)),
        })
    }

    fn lookup(&self, id: LookupId) -> Option<String> {
        Some(match self.lowered.lookups.get(id.0 as usize)? {
            Lookup::Test(test) => self.model.print_test(test),
            Lookup::Measure(text, step) => self.model.print_measure(text, step),
            Lookup::Identity(text, _) => format!("identity of {}", self.model.print_text(text)),
            Lookup::Multiply(field) => format!("× to the coherent unit, {}", self.model.field_name(*field)),
            Lookup::Divide(field) => format!("÷ to the coherent unit, {}", self.model.field_name(*field)),
            Lookup::Coefficient(field, of) => {
                let name = |place: usize| self.parameter(*field, place);
                let of = match of {
                    Monomial::One => "the constant".to_owned(),
                    Monomial::Of(a) => name(*a),
                    Monomial::Both(a, b) => format!("{} × {}", name(*a), name(*b)),
                };
                format!("coefficient of {of}, {}", self.model.field_name(*field))
            }
            Lookup::Reads(field, place) => {
                format!("reads {}, {}", self.parameter(*field, *place), self.model.field_name(*field))
            }
            Lookup::Over(field, place) => {
                format!("is over {}, {}", self.parameter(*field, *place), self.model.field_name(*field))
            }
            Lookup::Dimension(field) => format!("dimension, {}", self.model.field_name(*field)),
            Lookup::Nouns(asked, field) => {
                let asked = match asked {
                    NounCode::Which => "nouns",
                    NounCode::Measured => "measure of the nouns",
                    NounCode::BareAbove => "bare measure above the line",
                    NounCode::BareBelow => "bare measure below the line",
                };
                format!("{asked}, {}", self.model.field_name(*field))
            }
        })
    }

    fn outlines(&self, id: OutlinesId) -> Option<String> {
        self.lowered.outlines.get(id.index()).map(|field| self.model.field_name(*field))
    }

    fn search(&self, id: SearchId) -> Option<String> {
        let search = self.lowered.searches.get(id.0 as usize)?;
        let columns = search.columns.iter().map(|column| match column {
            KeyColumn::Field(field) => self.model.field_name(*field),
            KeyColumn::Subject(part) => {
                let subject = self.model.vocab.subject.as_ref();
                subject.and_then(|subject| subject.key.get(*part)).cloned().unwrap_or_default()
            }
            KeyColumn::Own => "place of the subject".to_owned(),
            KeyColumn::Place => "place of the row".to_owned(),
        });
        Some(columns.collect::<Vec<_>>().join(", "))
    }

    fn judgement(&self, id: JudgementId) -> Option<String> {
        let at = self.lowered.rules.iter().position(|rule| rule.judgement == id)?;
        self.model.rules.get(at).map(|rule| rule.id.clone())
    }

    fn output(&self, id: OutputId) -> Option<String> {
        let statistic = self.lowered.statistics.iter().position(|statistic| statistic.value == id);
        if let Some(at) = statistic {
            return self.model.statistics.get(at).map(|statistic| statistic.name.declared().to_owned());
        }
        let (formula, _, _) = self.lowered.outputs.iter().find(|(_, _, output)| *output == id)?;
        self.model.formula(*formula).map(|formula| formula.name.declared().to_owned())
    }
}
