//! Cases: what they give, in the units of the fields, and what they expect.

use std::collections::BTreeMap;

use shensuan_diagnostics::codes::{names, outlines, rulebook as codes, types};
use shensuan_diagnostics::{Both, Span};
use shensuan_syntax::SyntaxTree;
use shensuan_syntax::tree::{CaseDecl, Expected as Written, Given, GivenLine, Item, Node};
use shensuan_syntax::tree_expr::{Path, Quantity};
use shensuan_vocab::names::fold_text;
use shensuan_vocab::{Coordinates, FieldId, FieldType, FormId, Outline, Rows};

use super::names::{Found, Target, Wanted};
use super::periods::unquoted;
use super::{Checker, Context, at};
use crate::layers::LayerId;
use crate::model::{Case, CaseRow, CaseValue, Expected};
use crate::typed::Kind;
use crate::types::Type;

/// What a case has said.
#[derive(Default)]
struct Said {
    rows: Vec<CaseRow>,
    /// The subjects, by what they are called, and the one that lines speak of.
    subjects: Vec<String>,
    subject: usize,
    /// The cells that it speaks of, missing ones too, by their rows.
    cells: Vec<(usize, FieldId)>,
    /// Forms of which it says that they are filed, or that they are not.
    filed: Vec<((FormId, usize), bool, Span)>,
}

/// The ids of rules, and the layers that have one.
type Ids<'t> = BTreeMap<&'t str, Vec<Option<LayerId>>>;

impl Checker {
    pub(super) fn cases(&mut self, trees: &[SyntaxTree]) -> Vec<Case> {
        let items = || trees.iter().flat_map(|tree| &tree.items);
        let mut written = Ids::new();
        for tree in trees {
            let layer = self.layers.of(tree.source);
            let ids = tree.items.iter().filter_map(|item| match item {
                Item::Rule(rule) => rule.id.as_ref().map(|id| id.value.as_str()),
                Item::Subject(_)
                | Item::Form(_)
                | Item::CodeList(_)
                | Item::Unit(_)
                | Item::Statistic(_)
                | Item::Constant(_)
                | Item::Set(_)
                | Item::Formula(_)
                | Item::BuiltIn(_)
                | Item::Case(_)
                | Item::Change(_) => None,
            });
            ids.for_each(|id| written.entry(id).or_default().push(layer));
        }
        let mut cases = Vec::new();
        for item in items() {
            if let Item::Case(case) = item {
                cases.extend(self.case(case, &written));
            }
        }
        cases
    }

    /// One case; `written` are the ids of all rules with their layers, those among them that could not be checked.
    fn case(&mut self, declared: &CaseDecl, written: &Ids<'_>) -> Option<Case> {
        let wanted = &declared.rule;
        // `national:G102-07` is the rule of that layer.
        let owner = match &wanted.layer {
            Some(layer) => self.layers.named(&layer.value).map(Some),
            None => Some(None),
        };
        let fits = |layer: Option<LayerId>| owner.is_some_and(|owner| owner.is_none() || layer == owner);
        let named = self.rules_of.get(&wanted.name.value).into_iter().flatten().copied();
        let rules: Vec<usize> =
            named.filter(|at| self.rules.get(*at).is_some_and(|rule| fits(rule.declared_in))).collect();
        let mut said = Said::default();
        let mut whole = !declared.unread;
        for line in &declared.given {
            whole &= self.given_line(line, &mut said).is_some();
        }
        whole &= self.filed_and_not(&said).is_some();
        let of = match &declared.of {
            None => None,
            Some(of) => {
                let named = said.subjects.iter().position(|known| *known == of.value);
                if named.is_none() {
                    whole = false;
                    let near = self.nearest(&of.value, said.subjects.iter().map(String::as_str));
                    let unknown = at(names::UNKNOWN_NAME, of.span).with("name", of.value.as_str());
                    let unknown = unknown.with("kind", Wanted::Subject.noun());
                    self.say(if near.is_empty() {
                        unknown
                    } else {
                        unknown.help(names::DID_YOU_MEAN.with("names", near))
                    });
                }
                named
            }
        };
        let rows = said.rows;
        let subjects = if said.subjects.is_empty() { vec![String::new()] } else { said.subjects };
        if declared.expect.is_none() && !declared.unread {
            self.say(at(codes::CASE_EXPECTS_NOTHING, declared.head).help(codes::ADD_AN_EXPECTATION));
        }
        // A rule that could not be checked has been complained of.
        let written = written
            .get(wanted.name.value.as_str())
            .is_some_and(|layers| layers.iter().any(|layer| fits(*layer)));
        if rules.is_empty() && !written && !self.names.is_poisoned(&wanted.name.value) {
            let ids = self.rules.iter().map(|rule| rule.id.as_str());
            let near = self.nearest(&wanted.name.value, ids);
            let mut said = at(codes::CASE_OF_NOTHING, wanted.span()).with("rule", wanted.text());
            if !near.is_empty() {
                said = said.help(names::DID_YOU_MEAN.with("names", near));
            }
            self.say(said);
        }
        let expect = declared.expect.as_ref()?;
        Some(Case {
            rules: Some(rules).filter(|rules| whole && !rules.is_empty())?,
            title: declared.title.as_ref().map(|title| title.value.clone()),
            subjects,
            rows,
            of,
            expected: match expect.value {
                Written::Pass => Expected::Pass,
                Written::Fail => Expected::Fail,
                Written::NotApplicable => Expected::NotApplicable,
                Written::Undetermined => Expected::Undetermined,
            },
            span: expect.span,
            head: declared.head,
        })
    }

    /// One line: a row of the form it names, or cells, one row for each form that has them.
    fn given_line(&mut self, line: &GivenLine, said: &mut Said) -> Option<()> {
        let form = match (&line.form, &line.called) {
            (Some(path), Some(called)) => {
                self.begin_subject(path, called, said)?;
                None
            }
            (Some(path), None) => Some(self.resolve_rows(path)?),
            (None, _) => None,
        };
        // The rows that this line speaks of, by their forms.
        let mut here: Vec<(FormId, usize)> = Vec::new();
        if let (Some(form), Some(path)) = (form, &line.form) {
            here.push((form, said.rows.len()));
            said.rows.push(CaseRow { form, subject: said.subject, cells: Vec::new() });
            said.filed.push(((form, said.subject), true, path.span));
        }
        let context = Context::of_rows(form);
        let mut whole = true;
        for (path, given) in &line.cells {
            whole &= self.given_cell(path, given, form, &context, &mut here, said).is_some();
        }
        for (of, _) in here {
            if self.vocab.form(of).is_made_of_columns() {
                let span = line
                    .form
                    .as_ref()
                    .map_or_else(|| line.cells.first().map(|(path, _)| path.span), |path| Some(path.span));
                if let Some(span) = span {
                    let name = Both::of(&self.vocab.form(of).name);
                    self.say(at(codes::GIVEN_OF_COLUMNS, span).with("form", name));
                }
                return None;
            }
        }
        whole.then_some(())
    }

    /// `given enterprise "甲": …`: what follows is of that one.
    fn begin_subject(&mut self, path: &Path, called: &Node<String>, said: &mut Said) -> Option<()> {
        self.resolve_plain(path, Wanted::Subject, &Context::default())?;
        if said.subjects.is_empty() && !said.rows.is_empty() {
            // What stands before the first is of one without a name.
            said.subjects.push(String::new());
        }
        let known = said.subjects.iter().position(|known| *known == called.value);
        said.subject = known.unwrap_or(said.subjects.len());
        if known.is_none() {
            said.subjects.push(called.value.clone());
        }
        Some(())
    }

    /// The row of a form that a line without a form speaks of: the one there is, or one of its own.
    fn row_of(&self, form: FormId, here: &mut Vec<(FormId, usize)>, said: &mut Said) -> usize {
        if let Some((_, row)) = here.iter().find(|(known, _)| *known == form) {
            return *row;
        }
        let one = self.vocab.form(form).rows == Rows::One;
        let known = said.rows.iter().position(|row| one && row.form == form && row.subject == said.subject);
        let row = known.unwrap_or(said.rows.len());
        if known.is_none() {
            said.rows.push(CaseRow { form, subject: said.subject, cells: Vec::new() });
        }
        here.push((form, row));
        row
    }

    /// A form that is filed and is not.
    fn filed_and_not(&mut self, said: &Said) -> Option<()> {
        for (index, (form, filed, span)) in said.filed.iter().enumerate() {
            let before = said.filed.iter().take(index);
            let otherwise = before.filter(|(known, _, _)| known == form).any(|(_, known, _)| known != filed);
            if otherwise {
                let name = Both::of(&self.vocab.form(form.0).name);
                return self.refuse(at(codes::GIVEN_TWICE, *span).with("name", name));
            }
        }
        Some(())
    }

    fn given_cell(
        &mut self,
        path: &Path,
        given: &Node<Given>,
        form: Option<FormId>,
        context: &Context,
        here: &mut Vec<(FormId, usize)>,
        said: &mut Said,
    ) -> Option<()> {
        if let Given::Filed | Given::NotFiled = given.value {
            let form = self.resolve_form(path)?;
            let filed = given.value == Given::Filed;
            said.filed.push(((form, said.subject), filed, path.span));
            if filed {
                self.row_of(form, here, said);
            }
            return Some(());
        }
        let found = self.resolve_plain(path, Wanted::Value, context)?;
        let Found::Target(Target::Field(field)) = found else {
            let name = path.parts.last().map_or("", |part| part.value.as_str());
            return self.refuse(at(types::NOT_A_CELL, path.span).with("name", name));
        };
        if self.unread.contains(&field) {
            return None; // what it holds could not be read
        }
        let declared = self.vocab.field(field);
        let (home, name) = (declared.form, Both::of(&declared.name));
        if let Some(form) = form.filter(|form| *form != home) {
            let form = Both::of(&self.vocab.form(form).name);
            let said = at(codes::CELL_OF_ANOTHER_FORM, path.span).with("field", name).with("form", form);
            return self.refuse(said);
        }
        let mut cells = Vec::new();
        self.case_value(field, given, &mut cells)?;
        let row = self.row_of(home, here, said);
        said.filed.push(((home, said.subject), true, path.span));
        if said.cells.contains(&(row, field)) {
            return self.refuse(at(codes::GIVEN_TWICE, path.span).with("name", name));
        }
        said.cells.push((row, field));
        for (of, value) in cells {
            let known = said.rows.get(row).and_then(|row| row.cells.iter().find(|(known, _)| *known == of));
            match known {
                // The unit that stands behind a number, and the field that holds it.
                Some((_, known)) if self.one_unit(known, &value) => {}
                Some(_) => {
                    let name = Both::of(&self.vocab.field(of).name);
                    return self.refuse(at(codes::GIVEN_TWICE, given.span).with("name", name));
                }
                None => {
                    if let Some(row) = said.rows.get_mut(row) {
                        row.cells.push((of, value));
                    }
                }
            }
        }
        Some(())
    }

    /// Whether two texts name one unit.
    fn one_unit(&self, a: &CaseValue, b: &CaseValue) -> bool {
        match (a, b) {
            (CaseValue::Text(a), CaseValue::Text(b)) => {
                fold_text(a) == fold_text(b)
                    || matches!((self.units.parse(a), self.units.parse(b)), (Ok(a), Ok(b)) if a == b)
            }
            _ => false,
        }
    }

    /// The cell that a given value makes: for a quantity with a unit of its own also that of the unit.
    fn case_value(
        &mut self,
        field: FieldId,
        given: &Node<Given>,
        into: &mut Vec<(FieldId, CaseValue)>,
    ) -> Option<()> {
        let kind = self.vocab.field(field).kind.clone();
        let value = match (&kind, &given.value) {
            (_, Given::Missing) => return Some(()),
            (FieldType::YesNo, Given::YesNo(value)) => CaseValue::YesNo(*value),
            (FieldType::Date, Given::Text(text)) => match self.date(text, given.span)?.kind {
                Kind::Number(days) => CaseValue::Number(days),
                _ => return None,
            },
            (FieldType::Coordinates, Given::Text(text)) if Coordinates::read(text).is_none() => {
                let said = at(types::NO_SUCH_PLACE, given.span).with("text", text.as_str());
                return self.refuse(said);
            }
            (FieldType::Coordinates, Given::Text(text)) => CaseValue::Text(text.clone()),
            (FieldType::Outline, Given::Text(text)) if Outline::read(text).is_none() => {
                let said = at(outlines::NO_SUCH_OUTLINE, given.span).with("text", text.as_str());
                return self.refuse(said.help(outlines::OUTLINE_LIKE));
            }
            (FieldType::Outline, Given::Text(text)) => CaseValue::Text(text.clone()),
            (FieldType::Period, Given::Text(text) | Given::Code(text)) => {
                self.case_period(text, given.span)?
            }
            (FieldType::Period, Given::Number(number, false))
                if let Some(text) = unquoted(number, given.span) =>
            {
                self.case_period(&text.value, given.span)?
            }
            (FieldType::Text, Given::Text(text) | Given::Code(text)) => CaseValue::Text(text.clone()),
            (FieldType::Code(list), Given::Text(text) | Given::Code(text)) => {
                let mut codes = self.code(*list, &Node::new(text.clone(), given.span))?;
                // A name of several codes stands in the cell as it is.
                CaseValue::Text(if codes.len() == 1 { codes.pop()? } else { text.clone() })
            }
            (FieldType::Code(list), Given::Number(number, false)) if number.unit.is_none() => {
                CaseValue::Text(self.code(*list, &number.number)?.into_iter().next()?)
            }
            (_, Given::Text(text)) if !self.vocab.field(field).marks.is_empty() => {
                let marks = &self.vocab.field(field).marks;
                let place = marks.iter().position(|mark| fold_text(mark) == fold_text(text));
                match place.and_then(|place| u8::try_from(place + 1).ok()) {
                    Some(mark) => CaseValue::Mark(mark),
                    None => {
                        let near = self.nearest(text, marks.iter().map(String::as_str));
                        let said = at(types::NO_SUCH_MARK, given.span)
                            .with("mark", text.as_str())
                            .with("field", self.vocab.field(field).name.declared().to_owned());
                        return self.refuse(if near.is_empty() {
                            said.help(types::DECLARE_THE_MARK.with("mark", text.as_str()))
                        } else {
                            said.help(names::DID_YOU_MEAN.with("names", near))
                        });
                    }
                }
            }
            (FieldType::Formula(cell), Given::Text(text) | Given::Code(text)) => {
                self.formula_given(cell, text, given.span)?
            }
            (FieldType::Formula(cell), Given::Number(quantity, negative)) => {
                self.number_for_a_formula(cell, quantity, *negative, given.span, into)?
            }
            (FieldType::Quantity(unit_field), Given::Number(quantity, negative)) => {
                if let Some(unit) = &quantity.unit {
                    self.unit(unit)?;
                    into.push((*unit_field, CaseValue::Text(unit.value.clone())));
                }
                let number: f64 = quantity.number.value.parse().unwrap_or(f64::NAN);
                CaseValue::Number(if *negative { -number } else { number })
            }
            (
                FieldType::Number(_) | FieldType::Integer | FieldType::Percent,
                Given::Number(quantity, negative),
            ) => CaseValue::Number(self.case_number(field, quantity, *negative, given.span)?),
            _ => {
                let wanted = self.holds(field, given.span);
                return self.refuse(at(types::NOT_OF_THE_FIELD, given.span).with("wanted", wanted));
            }
        };
        if let (FieldType::Integer, CaseValue::Number(number)) = (&kind, &value)
            && number.fract() != 0.0
        {
            let said = at(types::NOT_OF_THE_FIELD, given.span).with("wanted", types::A_WHOLE_NUMBER);
            return self.refuse(said);
        }
        into.push((field, value));
        Some(())
    }

    /// A period as it is filed.
    fn case_period(&mut self, text: &str, span: Span) -> Option<CaseValue> {
        self.period(text, span).map(|_| CaseValue::Text(text.to_owned()))
    }

    /// A number in the unit of its field.
    fn case_number(
        &mut self,
        field: FieldId,
        quantity: &Quantity,
        negative: bool,
        span: Span,
    ) -> Option<f64> {
        let stated = self.quantity(quantity, span)?;
        let cell = self.field_value(field, span);
        let wanted = cell.ty.describe(&self.vocab);
        self.percent_sign(&cell, &stated)?;
        let unit = match cell.ty {
            Type::Number(unit) => unit,
            Type::Quantity
            | Type::Truth
            | Type::Code(_)
            | Type::Text
            | Type::Date
            | Type::Period
            | Type::Coordinates
            | Type::Outline => {
                return None;
            }
        };
        let number = match self.convert(stated, &unit, span)?.kind {
            Kind::Number(number) | Kind::Ratio(number) => number,
            _ => return self.refuse(at(types::NOT_OF_THE_FIELD, span).with("wanted", wanted)),
        };
        Some(if negative { -number } else { number })
    }
}
