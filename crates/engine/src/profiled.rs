//! What is asked of a profile, by names, and the profile.

use shensuan_data::DataSet;
use shensuan_diagnostics::codes::{names, profiles as codes};
use shensuan_diagnostics::{Both, Diagnostic, Diagnostics, Note, suggest};
use shensuan_profile::{Asked, PartedBy, Profile, profile};
use shensuan_vocab::names::fold_name;
use shensuan_vocab::{FieldId, FieldType, Form, FormId, Rows, Vocab};

use crate::pipeline::Ready;

/// What is asked of a profile.
#[derive(Clone, Debug, Default)]
pub struct Profiling {
    /// These forms, by any of their names; all where none is named. A group of rows goes by its own name.
    pub forms: Vec<String>,
    /// These fields, by any of their names, before which the form and a point may stand; all where none is named.
    pub fields: Vec<String>,
    /// The field by which the profile is parted; the usual one where none is named.
    pub by: Option<String>,
    /// The level of its code; where none is named, that of the usual field, and of another the code itself.
    pub level: Option<String>,
    /// How many extremes, frequent values and likenesses are kept of each field.
    pub few: usize,
    /// How many threads work at it. It shows in no result.
    pub threads: usize,
}

impl Ready {
    /// Profiles a data set that was opened with this rulebook's vocabulary; `watch` hears of each form before it is looked
    /// at, the how manyth it is, and of how many. With errors among what is said there is none.
    #[must_use]
    pub fn profile(
        &self,
        data: &DataSet,
        asked: &Profiling,
        watch: &mut dyn FnMut(FormId, usize, usize),
    ) -> (Option<Profile>, Diagnostics) {
        let vocab = &self.model.vocab;
        let mut told = Told { vocab, said: Diagnostics::default() };
        let forms: Vec<FormId> = asked.forms.iter().filter_map(|name| told.form(name)).collect();
        let fields = told.fields(&asked.fields, &forms);
        let by = told.by(asked, data);
        if told.said.has_errors() {
            return (None, told.said);
        }
        let named = self.named.name;
        let asked = Asked { fields, by, name: named, few: asked.few, threads: asked.threads };
        (Some(profile(vocab, data, &asked, watch)), told.said)
    }
}

/// Names while they are looked up.
struct Told<'v> {
    vocab: &'v Vocab,
    said: Diagnostics,
}

impl<'v> Told<'v> {
    fn forms(&self) -> impl Iterator<Item = (FormId, &'v Form)> {
        self.vocab.forms().chain(self.vocab.tables().map(|(id, table, _)| (id, table)))
    }

    fn form(&mut self, name: &str) -> Option<FormId> {
        let found = self.forms().find(|(_, form)| goes_by(form.name.all(), name)).map(|(id, _)| id);
        if found.is_none() {
            let near = suggest::nearest(name, self.forms().flat_map(|(_, form)| form.name.all()));
            self.say(Diagnostic::new(codes::NO_FORM_TO_PROFILE).with("form", name), near);
        }
        found
    }

    /// The fields that are meant; none where that is all of them.
    fn fields(&mut self, wanted: &[String], forms: &[FormId]) -> Option<Vec<FieldId>> {
        if wanted.is_empty() {
            let inside = |(field, _): &(FieldId, _)| self.is_inside(*field, forms);
            return (!forms.is_empty()).then(|| self.all().filter(inside).map(|(field, _)| field).collect());
        }
        let mut found = Vec::new();
        for name in wanted {
            let before = found.len();
            found.extend(self.named(name).filter(|field| self.is_inside(*field, forms)));
            if found.len() == before {
                self.no_field(name, forms);
            }
        }
        Some(found)
    }

    /// The fields that go by a name, or by that of their form, a point and their own.
    fn named(&self, name: &str) -> impl Iterator<Item = FieldId> {
        let whole: Vec<FieldId> =
            self.all().filter(|(_, field)| goes_by(field.name.all(), name)).map(|(id, _)| id).collect();
        let of_form = |(form, own): (&str, &str)| -> Vec<FieldId> {
            let in_form = |field: FieldId| {
                let lineage = self.vocab.lineage(self.vocab.field(field).form);
                lineage.into_iter().any(|known| goes_by(self.vocab.form(known).name.all(), form))
            };
            let own = self.all().filter(|(_, field)| goes_by(field.name.all(), own));
            own.map(|(id, _)| id).filter(|field| in_form(*field)).collect()
        };
        let parted = || {
            name.match_indices(['.', '。']).find_map(|(at, sign)| {
                let (form, own) = (name.get(..at)?, name.get(at + sign.len()..)?);
                Some(of_form((form, own))).filter(|found| !found.is_empty())
            })
        };
        if whole.is_empty() { parted().unwrap_or_default() } else { whole }.into_iter()
    }

    /// All fields that stand in files of their own.
    fn all(&self) -> impl Iterator<Item = (FieldId, &'v shensuan_vocab::Field)> {
        let vocab = self.vocab;
        let of_tables = vocab.tables().flat_map(|(_, table, _)| table.fields.iter());
        let of_tables = of_tables.map(|field| (*field, vocab.field(*field)));
        let known: Vec<_> = vocab.fields().collect();
        let more: Vec<_> = of_tables.filter(|(id, _)| !known.iter().any(|(known, _)| known == id)).collect();
        known.into_iter().chain(more).filter(|(_, field)| !vocab.form(field.form).is_made_of_columns())
    }

    fn is_inside(&self, field: FieldId, forms: &[FormId]) -> bool {
        let own = self.vocab.field(field).form;
        forms.is_empty() || forms.iter().any(|form| self.vocab.stands_in(own, *form))
    }

    fn no_field(&mut self, name: &str, forms: &[FormId]) {
        let elsewhere = self.named(name).map(|field| self.vocab.field(field).form);
        let elsewhere: Vec<String> =
            elsewhere.map(|form| self.vocab.form(form).name.declared().to_owned()).collect();
        if !elsewhere.is_empty() {
            let said = Diagnostic::new(codes::NO_FIELD_TO_PROFILE).with("field", name);
            return self.said.push(said.help(codes::STANDS_IN.with("names", elsewhere)));
        }
        let own = name.rsplit_once('.').map_or(name, |(_, own)| own);
        let inside = self.all().filter(|(field, _)| self.is_inside(*field, forms));
        let known: Vec<&str> = inside.flat_map(|(_, field)| field.name.all()).collect();
        let mut near = suggest::nearest(name, known.iter().copied());
        if near.is_empty() {
            near = suggest::nearest(own, known);
        }
        let said = Diagnostic::new(codes::NO_FIELD_TO_PROFILE).with("field", name);
        let said = if near.is_empty() { said.help(codes::FIND_A_FIELD) } else { said };
        self.say(said, near);
    }

    /// By what the profile is parted.
    fn by(&mut self, asked: &Profiling, data: &DataSet) -> Option<PartedBy> {
        let usual = PartedBy::usual(self.vocab, data);
        let Some(name) = &asked.by else {
            let level = asked.level.as_ref();
            return match (usual, level) {
                (Some(usual), Some(level)) => {
                    Some(PartedBy { level: self.level(usual.field, level), ..usual })
                }
                (None, Some(level)) => {
                    self.not_by(level, codes::WHY_NOTHING_BY);
                    None
                }
                (usual, None) => usual,
            };
        };
        let mut meant: Vec<FieldId> = self.named(name).collect();
        // Of several the one that parts most.
        meant.sort_by_key(|field| {
            let form = self.vocab.form(self.vocab.field(*field).form);
            (!self.parts(*field), form.rows == Rows::Many)
        });
        let Some(field) = meant.first().copied() else {
            self.no_field(name, &[]);
            return None;
        };
        if self.vocab.field(field).private {
            self.not_by(name, codes::WHY_PRIVATE);
            return None;
        }
        if !self.parts(field) {
            self.not_by(name, codes::WHY_NO_CODES);
            return None;
        }
        let level = match &asked.level {
            Some(level) => self.level(field, level),
            None => usual.filter(|usual| usual.field == field).and_then(|usual| usual.level),
        };
        Some(PartedBy { field, level })
    }

    /// Whether a field can part a profile.
    fn parts(&self, field: FieldId) -> bool {
        matches!(self.vocab.field(field).kind, FieldType::Code(_) | FieldType::Text)
    }

    fn not_by(&mut self, field: &str, why: Note) {
        let said = Diagnostic::new(codes::NOT_PARTED_BY).with("field", field).with("why", why);
        let codes: Vec<String> = (self.all())
            .filter(|(_, field)| !field.private && matches!(field.kind, FieldType::Code(_)))
            .map(|(_, field)| field.name.declared().to_owned())
            .take(MOST_OFFERED)
            .collect();
        self.said.push(if codes.is_empty() {
            said
        } else {
            said.help(codes::PART_BY_ONE_OF.with("names", codes))
        });
    }

    fn level(&mut self, field: FieldId, name: &str) -> Option<usize> {
        let FieldType::Code(list) = self.vocab.field(field).kind else {
            self.not_by(self.vocab.field(field).name.declared(), codes::WHY_NO_LEVELS);
            return None;
        };
        let list = self.vocab.list(list);
        let found = list.level(name);
        if found.is_none() {
            if list.levels.is_empty() {
                self.not_by(self.vocab.field(field).name.declared(), codes::WHY_NO_LEVELS);
                return None;
            }
            let levels: Vec<String> = list.levels.iter().map(|level| level.declared().to_owned()).collect();
            self.said.push(
                Diagnostic::new(codes::NO_SUCH_LEVEL_TO_PART_BY)
                    .with("list", Both::of(&list.name))
                    .with("level", name)
                    .help(codes::LEVELS_ARE.with("names", levels)),
            );
        }
        found
    }

    fn say(&mut self, said: Diagnostic, near: Vec<String>) {
        self.said.push(if near.is_empty() {
            said
        } else {
            said.help(names::DID_YOU_MEAN.with("names", near))
        });
    }
}

/// So many fields are offered.
const MOST_OFFERED: usize = 6;

fn goes_by<'n>(mut names: impl Iterator<Item = &'n str>, name: &str) -> bool {
    let wanted = fold_name(name);
    names.any(|known| fold_name(known) == wanted)
}
