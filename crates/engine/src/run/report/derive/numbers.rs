//! Numbers, with their units, in the place of the names that are written.

use std::ops::Range;

use shensuan_diagnostics::Span;
use shensuan_findings::{Evidence, HIDDEN, State, readable};
use shensuan_model::{Kind, Traced, Type, Typed};
use shensuan_plan::{Scalar, Tracer, ValueId};
use shensuan_vocab::{FieldId, Rows};

use super::super::evidence::day;
use super::steps::Way;
use super::{Item, Report};

/// A value as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shown {
    pub(super) value: Option<String>,
    pub(super) unit: String,
    pub(super) number: Option<f64>,
    pub(super) truth: Option<bool>,
    pub(super) state: State,
}

impl Shown {
    fn missing(state: State) -> Self {
        Self { value: None, unit: String::new(), number: None, truth: None, state }
    }

    fn text(value: String) -> Self {
        Self { value: Some(value), ..Self::missing(State::Computed) }
    }
}

impl Report<'_> {
    /// What a value came to at an item.
    pub(super) fn shown_scalar(
        &self,
        typed: &Typed,
        value: ValueId,
        item: Item,
        tracer: &mut Tracer<'_>,
    ) -> Shown {
        let row = match self.ready.lowered.plan.value(value).and_then(|value| value.table) {
            None => Some(0),
            Some(table) => self.frame.parent_row(&self.ready.lowered.plan, item.table, item.row, table),
        };
        let Some(row) = row else { return Shown::missing(State::Missing) };
        let private = || self.is_made_of_private(typed);
        match tracer.scalar(value, row) {
            Scalar::Number(None) | Scalar::Truth(None) => {
                Shown::missing(self.first_state(&self.why(value, row, tracer)))
            }
            Scalar::Number(Some(_)) | Scalar::Truth(Some(_)) if private() => Shown::text(HIDDEN.to_owned()),
            Scalar::Number(Some(which)) if typed.ty.is_text() => {
                let end = self.end_chosen(typed, which).and_then(|end| self.text_of(end, item));
                end.map_or_else(|| Shown::missing(State::Missing), Shown::text)
            }
            Scalar::Number(Some(days)) if typed.ty == Type::Date => Shown::text(day(days)),
            Scalar::Number(Some(number)) => {
                let (number, unit) = self.in_its_unit(number, typed, item);
                Shown { unit, number: Some(number), ..Shown::text(readable(number)) }
            }
            Scalar::Truth(Some(truth)) => Shown { truth: Some(truth), ..Shown::text(self.yes_or_no(truth)) },
        }
    }

    /// The text of a field, or what is made of it, or that is written out, as an item has it.
    pub(in crate::run::report) fn text_of(&self, text: &Typed, item: Item) -> Option<String> {
        if let Kind::Words(words) = &text.kind {
            return Some(self.words_of_key(words, text));
        }
        let field = text.kind.cell()?;
        if self.is_made_of_private(text) {
            return Some(HIDDEN.to_owned());
        }
        if let Kind::TextId(made, _) = &text.kind
            && !made.steps.is_empty()
        {
            return self.text_of(&Typed { kind: Kind::Text(made.clone()), ..text.clone() }, item);
        }
        let row = self.row_beside(field, item)?;
        let vocab = &self.ready.model.vocab;
        match vocab.form(vocab.field(field).form).rows {
            // What is looked up is known by the row of its file, all else by the row in hand.
            Rows::One | Rows::Many if self.is_found(field) => {
                self.key_text(vocab.declared(field), &text.kind, row)
            }
            Rows::One => self.key_text(field, &text.kind, item.subject),
            Rows::Many => self.key_text(field, &text.kind, row),
        }
    }
}

impl Way<'_, '_, '_> {
    /// What is written at an expression, with numbers in the place of names; none where there is no name in it.
    pub(super) fn with_numbers(&mut self, (value, traced): (&Typed, &Traced), item: Item) -> Option<String> {
        let mut found = Vec::new();
        self.replace((value, traced), item, value.span, &mut found);
        let text = self.report.ready.sources.text(value.span);
        found.sort_by_key(|(place, _): &(Range<usize>, String)| (place.start, std::cmp::Reverse(place.end)));
        let (mut out, mut at) = (String::new(), 0);
        for (place, shown) in found {
            if place.start < at || place.len() == text.len() {
                continue;
            }
            out.push_str(&without_comments(text.get(at..place.start)?));
            let behind = text.get(place.end..).unwrap_or_default().trim_start();
            let bracket = behind.starts_with('^') && shown.contains(' ');
            out.push_str(&if bracket { format!("({shown})") } else { shown });
            at = place.end;
        }
        if at == 0 {
            return None;
        }
        out.push_str(&without_comments(text.get(at..)?));
        Some(out.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn replace(
        &mut self,
        (value, traced): (&Typed, &Traced),
        item: Item,
        whole: Span,
        into: &mut Vec<(Range<usize>, String)>,
    ) {
        let within = |span: Span| {
            let inside = span.source == whole.source && whole.start <= span.start && span.end <= whole.end;
            (inside && span.start < span.end)
                .then(|| (span.start - whole.start) as usize..(span.end - whole.start) as usize)
        };
        let shown = match &value.kind {
            Kind::Number(_) | Kind::Ratio(_) | Kind::Words(_) | Kind::WordsId(..) | Kind::Missing => return,
            Kind::Field(field) | Kind::BlankZero(field) => self.cell_beside(*field, (value, traced), item),
            Kind::Text(_) | Kind::TextId(..) => self.said_of(value, item),
            // What is tested of a text is written around its name.
            Kind::Predicate(predicate) => {
                let (field, text) = (predicate.text.field, self.said_of(value, item));
                if let (Some(place), Some(text)) = (within(value.span), text)
                    && let Some(name) = self.name_in(field, value.span)
                {
                    into.push((place.start + name.start..place.start + name.end, text));
                }
                return;
            }
            // The median and how far from it are written nowhere.
            Kind::Inlier(inner, ..) => {
                if let Some(traced) = traced.inside.first() {
                    self.replace((inner.as_ref(), traced), item, whole, into);
                }
                return;
            }
            Kind::Worked(_)
            | Kind::Formula(_)
            | Kind::Measure(..)
            | Kind::Fold { .. }
            | Kind::Group(_)
            | Kind::Unique(_)
            | Kind::Common(_)
            | Kind::Row(_)
            | Kind::RowCount(_)
            | Kind::Likeness(..)
            | Kind::Outlined(_) => self.said(value, traced, item),
            Kind::Over(total, given) if total.span == given.span => self.said(value, traced, item),
            Kind::Choose(..) if value.ty.is_text() => self.said(value, traced, item),
            Kind::Choose(..) | Kind::OverFields(..) | Kind::And(_) | Kind::Or(_)
                if is_written_as_one(value) =>
            {
                self.said(value, traced, item)
            }
            kind => {
                for (inner, traced) in kind.inside().into_iter().zip(&traced.inside) {
                    self.replace((inner, traced), item, whole, into);
                }
                return;
            }
        };
        if let (Some(place), Some(shown)) = (within(value.span), shown) {
            into.push((place, shown));
        }
    }

    /// A value in a formula: with its unit, in brackets where it is missing or below 0.
    fn said(&mut self, value: &Typed, traced: &Traced, item: Item) -> Option<String> {
        let shown = self.report.shown_scalar(value, traced.value, item, self.tracer);
        Some(self.in_formula(shown.value.as_deref(), &shown.unit, shown.state))
    }

    /// A cell in a formula.
    fn cell_beside(&mut self, field: FieldId, traced: (&Typed, &Traced), item: Item) -> Option<String> {
        let mut shown: Vec<Evidence> = self.report.cells_beside(field, item);
        if shown.len() != 1 {
            return self.said(traced.0, traced.1, item);
        }
        let cell = shown.pop()?;
        // A blank that counts as 0.
        if !cell.state.is_given() && matches!(traced.0.kind, Kind::BlankZero(_)) {
            return self.said(traced.0, traced.1, item);
        }
        Some(self.in_formula(cell.value.as_deref(), &cell.unit, cell.state))
    }

    /// The text of a cell, in quotation marks.
    fn said_of(&self, value: &Typed, item: Item) -> Option<String> {
        let lang = self.report.lang;
        let text = self.report.text_of(value, item);
        Some(match text {
            Some(text) => lang.pick(format!("“{text}”"), format!("\"{text}\"")),
            None => self.in_formula(None, "", State::Missing),
        })
    }

    fn in_formula(&self, value: Option<&str>, unit: &str, state: State) -> String {
        let lang = self.report.lang;
        match value {
            Some(value) if state.is_given() => {
                let shown = beside(value, unit);
                if value.starts_with('-') { format!("({shown})") } else { shown }
            }
            Some(value) => lang.pick(
                format!("（{value}，{}）", state.word(lang)),
                format!("({value}, {})", state.word(lang)),
            ),
            None => lang.pick(format!("（{}）", state.word(lang)), format!("({})", state.word(lang))),
        }
    }

    /// Where a field is named in what is written at a place: by its longest name there, with its form, and the keys of
    /// its row, before it; none where something else stands before it.
    fn name_in(&self, field: FieldId, span: Span) -> Option<Range<usize>> {
        let text = self.report.ready.sources.text(span);
        let model = &self.report.ready.model;
        let vocab = &model.vocab;
        let declared = vocab.field(vocab.declared(field));
        let mut names: Vec<&str> = declared.name.all().filter(|name| text.contains(name)).collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        let name = names.first()?;
        let (mut start, mut end) = (text.find(name)?, text.find(name)? + name.len());
        if let Some(before) = text.get(..start)?.strip_suffix('【') {
            (start, end) =
                (before.len(), end + text.get(end..)?.strip_prefix('】').map_or(0, |_| '】'.len_utf8()));
        }
        let Some(owner) = text.get(..start)?.strip_suffix('.') else { return Some(start..end) };
        let owner = without_keys(owner);
        let owner = owner.strip_suffix('】').unwrap_or(owner);
        let forms =
            vocab.form(declared.form).name.all().chain(vocab.form(vocab.field(field).form).name.all());
        let form = forms.filter_map(|form| owner.strip_suffix(form)).min_by_key(|before| before.len())?;
        Some(form.strip_suffix('【').unwrap_or(form).len()..end)
    }
}

/// What stands before the keys in brackets at the end of a text.
fn without_keys(text: &str) -> &str {
    if !text.ends_with(']') {
        return text;
    }
    let mut depth = 0_u32;
    let opens = text.char_indices().rev().find(|(_, c)| {
        match c {
            ']' => depth += 1,
            '[' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    });
    opens.and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

/// Whether a value is written as one though it is made of several: what goes by a name among the slots of a row, or is
/// made of rows. In it no name stands for one of the parts.
pub(super) fn is_written_as_one(value: &Typed) -> bool {
    let same = |part: &Typed| {
        let (part, whole) = (part.span, value.span);
        part.source == whole.source && (part.start, part.end) == (whole.start, whole.end)
    };
    match &value.kind {
        Kind::Choose(_, yes, no) => same(yes) || same(no),
        Kind::OverFields(_, parts) => parts.iter().any(same),
        // Whether there is such a row, with what is to be known for it.
        Kind::And(parts) | Kind::Or(parts) => {
            parts.iter().any(|part| same(part) && matches!(part.kind, Kind::Fold { .. }))
        }
        _ => false,
    }
}

/// A number with its unit.
pub(super) fn beside(number: &str, unit: &str) -> String {
    match unit {
        "" | "%" | "‰" => format!("{number}{unit}"),
        unit => format!("{number} {unit}"),
    }
}

/// A piece of a rule without the remarks at the ends of its lines.
pub(super) fn without_comments(text: &str) -> String {
    let line = |line: &str| {
        let mut quoted = false;
        let remark = line.char_indices().find(|(_, c)| {
            quoted ^= matches!(c, '"' | '“' | '”' | '「' | '」');
            *c == '#' && !quoted
        });
        line.get(..remark.map_or(line.len(), |(at, _)| at)).unwrap_or(line).to_owned()
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}
