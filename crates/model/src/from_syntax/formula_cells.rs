//! Columns of formulas: how they are declared, and what their cells are where they are read.

use shensuan_diagnostics::codes::{formula_cells as codes, names as name_codes};
use shensuan_diagnostics::{Arg, Both, Span};
use shensuan_syntax::tree::FieldDecl;
use shensuan_syntax::tree_expr::{Expr, Quantity};
use shensuan_syntax::tree_tables::{FormulaCells, ParameterDecl};
use shensuan_vocab::units::Unit;
use shensuan_vocab::{
    FieldId, FieldType, FormId, FormulaCell, MOST_PARAMETERS, Polynomial, names_a_parameter, same_parameter,
};

use super::expr::ratio;
use super::names::Target;
use super::order::{Gathered, gather};
use super::units::widened;
use super::{Checker, Context, at};
use crate::formula_cells::{WorkedCell, in_row_unit};
use crate::model::CaseValue;
use crate::percent::is_percent;
use crate::text::TextValue;
use crate::typed::{Kind, Scope, Typed};
use crate::types::Type;

/// A parameter of a column as declared.
#[derive(Clone, Debug)]
pub(super) struct Parameter {
    name: String,
    /// The field of the table that holds its unit.
    unit: Option<FieldId>,
    value: Expr,
}

impl Checker {
    /// The type of a column of formulas, whose unit is found when all its neighbours are known.
    pub(super) fn formula_type(
        &mut self,
        declared: &FieldDecl,
        cells: &FormulaCells,
        form: FormId,
    ) -> Option<FieldType> {
        let name = &declared.names.name;
        if self.vocab.reference(form).is_none() {
            let said = at(codes::FORMULA_CELLS_OF_A_TABLE, name.span);
            return self.refuse(said.with("field", name.value.as_str()));
        }
        if let Some(beyond) = cells.parameters.get(MOST_PARAMETERS) {
            let said = at(codes::TOO_MANY_PARAMETERS, beyond.name.span);
            return self.refuse(said.with("limit", MOST_PARAMETERS));
        }
        let mut sound = true;
        for (index, parameter) in cells.parameters.iter().enumerate() {
            sound &= self.parameter_name(parameter, cells.parameters.get(..index).unwrap_or(&[])).is_some();
        }
        let parameters = cells.parameters.iter().map(|parameter| parameter.name.value.clone()).collect();
        sound.then_some(FieldType::Formula(FormulaCell {
            parameters,
            unit: None,
            parameter_units: Vec::new(),
        }))
    }

    fn parameter_name(&mut self, parameter: &ParameterDecl, before: &[ParameterDecl]) -> Option<()> {
        let (name, span) = (&parameter.name.value, parameter.name.span);
        if let Some(first) = before.iter().find(|known| same_parameter(&known.name.value, name)) {
            let said = at(name_codes::DECLARED_TWICE, span).with("name", name.as_str());
            return self.refuse(said.label(first.name.span, name_codes::FIRST_DECLARED_HERE));
        }
        if !names_a_parameter(name) {
            let said = at(codes::NO_PARAMETER_NAME, span).with("name", name.as_str());
            return self.refuse(said.help(codes::LETTERS_AND_DIGITS));
        }
        Some(())
    }

    /// The fields beside a column of formulas that hold units, and its parameters, for those who read it.
    pub(super) fn formula_cells(&mut self, field: FieldId, cells: &FormulaCells) {
        let FieldType::Formula(cell) = self.vocab.field(field).kind.clone() else { return };
        let mut sound = true;
        let mut beside = |checker: &mut Self, named: &Option<_>| match named {
            Some(named) => {
                let unit = checker.unit_beside(field, named);
                sound &= unit.is_some();
                unit
            }
            None => None,
        };
        let unit = beside(self, &cells.unit);
        let parameters: Vec<Parameter> = cells
            .parameters
            .iter()
            .map(|parameter| Parameter {
                name: parameter.name.value.clone(),
                unit: beside(self, &parameter.unit),
                value: parameter.value.clone(),
            })
            .collect();
        let parameter_units = parameters.iter().map(|parameter| parameter.unit).collect();
        let cell = FormulaCell { unit, parameter_units, ..cell };
        self.vocab.set_kind(field, FieldType::Formula(cell));
        if sound {
            self.parameters.insert(field, parameters);
        } else {
            self.unread.insert(field);
        }
    }

    /// The formulas that go into the cells which an expression names, with the places; `seen` are the columns looked into.
    pub(super) fn parameters_read(
        &self,
        named: &Gathered<'_>,
        seen: &mut Vec<FieldId>,
        into: &mut Vec<(usize, Span)>,
    ) {
        let paths = named.paths.iter().filter_map(|path| path.parts.last());
        for cell in paths.chain(named.cells.iter().copied()) {
            for (target, _) in self.names.get(&cell.value) {
                let Target::Field(field) = *target else { continue };
                let Some(parameters) = self.parameters.get(&field).filter(|_| !seen.contains(&field)) else {
                    continue;
                };
                seen.push(field);
                for parameter in parameters {
                    let mut inside = Gathered::default();
                    gather(&parameter.value, &mut inside);
                    self.keys_by_name(&inside, into);
                    into.extend(
                        inside.paths.iter().filter_map(|path| Some((self.formula_named(path)?, cell.span))),
                    );
                    self.parameters_read(&inside, seen, into);
                }
            }
        }
    }

    /// What the formula in a cell comes to at a place.
    pub(super) fn worked(&mut self, field: FieldId, span: Span, context: &Context) -> Option<Typed> {
        let declared = self.vocab.declared(field);
        let parameters = self.parameters.get(&declared)?.clone();
        if self.working.contains(&declared) {
            let name = Both::of(&self.vocab.field(declared).name);
            return self.refuse(at(codes::PARAMETER_READS_ITSELF, span).with("field", name));
        }
        self.worked.insert(declared);
        let before = std::mem::take(&mut self.said);
        self.working.push(declared);
        let values: Vec<Option<Typed>> =
            parameters.iter().map(|parameter| self.parameter(parameter, field, span, context)).collect();
        self.working.pop();
        let own = std::mem::replace(&mut self.said, before);
        let read = codes::CELL_READ_HERE.with("field", Both::of(&self.vocab.field(declared).name));
        own.iter().for_each(|said| self.say(said.clone().label(span, read.clone())));
        let Some(values) = values.into_iter().collect::<Option<Vec<Typed>>>() else {
            // One mistake in a declaration is one error, however many read the cell.
            self.unread.insert(declared);
            return None;
        };
        let cell = self.field_value(field, span);
        let cell = Typed { kind: Kind::Text(TextValue::of_field(field, None)), ..cell };
        let scope = self.join(&std::iter::once(&cell).chain(&values).collect::<Vec<_>>())?;
        let ty = match self.vocab.field(field).kind.unit_field() {
            Some(_) => Type::Quantity,
            None => ratio(),
        };
        Some(Typed { kind: Kind::Worked(Box::new(WorkedCell { cell, parameters: values })), ty, scope, span })
    }

    /// Names that nothing has, in the parameters of columns that nobody reads. All else is asked where a cell is read.
    pub(super) fn cells_nobody_reads(&mut self) {
        let unread: Vec<Parameter> = self
            .parameters
            .iter()
            .filter(|(field, _)| !self.worked.contains(field))
            .flat_map(|(_, parameters)| parameters.clone())
            .collect();
        for parameter in unread {
            let before = std::mem::take(&mut self.said);
            self.number(&parameter.value, &Context::default());
            let own = std::mem::replace(&mut self.said, before);
            let unknown = own.iter().filter(|said| said.code == name_codes::UNKNOWN_NAME);
            unknown.for_each(|said| self.say(said.clone()));
        }
    }

    /// A parameter as the bare number that goes in.
    fn parameter(
        &mut self,
        parameter: &Parameter,
        cell: FieldId,
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        let value = self.number(&parameter.value, context)?;
        if let Some(unit) = parameter.unit {
            let unit = self.field_beside(cell, unit)?;
            let scope = self.join(&[&value, &self.field_value(unit, span)])?;
            let scope = if scope == Scope::Everywhere { Scope::Subject } else { scope };
            return Some(in_row_unit(widened(value), unit, scope));
        }
        if value.ty == Type::Quantity {
            let name = parameter.name.as_str();
            let said = at(codes::PARAMETER_WITHOUT_UNIT, parameter.value.span).with("name", name);
            return self.refuse(said.help(codes::SAY_ITS_UNIT.with("name", name)));
        }
        if !self.is_a_percentage(&value) {
            return Some(value);
        }
        let points = self.units.parse("%").unwrap_or_else(|_| Unit::dimensionless());
        let place = value.span;
        self.convert(value, &points, place)
    }

    fn is_a_percentage(&self, value: &Typed) -> bool {
        is_percent(value, &self.vocab, &|id| self.formula(id).map(|formula| &formula.value))
    }

    /// The field of a cell's own form that a field of its table is.
    fn field_beside(&self, cell: FieldId, field: FieldId) -> Option<FieldId> {
        let own = self.vocab.field(cell).form;
        let slot =
            self.vocab.form(self.vocab.field(field).form).fields.iter().position(|known| *known == field)?;
        self.vocab.form(own).fields.get(slot).copied()
    }

    /// The formula that a case gives for a cell.
    pub(super) fn formula_given(&mut self, cell: &FormulaCell, text: &str, span: Span) -> Option<CaseValue> {
        let Err((fault, place)) = Polynomial::read(text, &cell.parameters) else {
            return Some(CaseValue::Text(text.to_owned()));
        };
        // Of a text in quotes the place of the fault is known, unless something in it is written otherwise.
        let length = usize::try_from(span.end.saturating_sub(span.start)).unwrap_or(0);
        let quote = length.saturating_sub(text.len()) / 2;
        let inside = |at: usize| span.start + u32::try_from(quote + at).unwrap_or(0);
        let fault_span = if length == text.len() + 2 * quote && quote > 0 {
            Span::new(span.source, inside(place.start), inside(place.end))
        } else {
            span
        };
        let said = at(codes::NO_FORMULA_GIVEN, fault_span).with("text", text);
        self.refuse(said.with("why", Arg::from(fault.message(&cell.parameters))))
    }

    /// A number for such a cell: behind it may stand a parameter, or the unit of what comes out.
    pub(super) fn number_for_a_formula(
        &mut self,
        cell: &FormulaCell,
        quantity: &Quantity,
        negative: bool,
        span: Span,
        into: &mut Vec<(FieldId, CaseValue)>,
    ) -> Option<CaseValue> {
        let sign = if negative { "-" } else { "" };
        let number = format!("{sign}{}", quantity.number.value);
        match (&quantity.unit, cell.unit) {
            (Some(unit), _) if cell.parameters.contains(&unit.value) => {
                self.formula_given(cell, &format!("{number}{}", unit.value), span)
            }
            (Some(unit), Some(field)) => {
                self.unit(unit)?;
                into.push((field, CaseValue::Text(unit.value.clone())));
                Some(CaseValue::Text(number))
            }
            (Some(unit), None) => self.formula_given(cell, &format!("{number}{}", unit.value), span),
            (None, _) => Some(CaseValue::Text(number)),
        }
    }
}
