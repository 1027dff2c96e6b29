//! `coordinates inside district outline[division]`: a place, and the outline in a row that is looked up.

use shensuan_diagnostics::Span;
use shensuan_diagnostics::codes::{outlines as codes, types};
use shensuan_plan::OfOutline;
use shensuan_syntax::tree_expr::{Expr, ExprKind};
use shensuan_vocab::{Coordinates, FieldId, FieldType, FormId};

use super::call::Words;
use super::expr::ratio;
use super::names::Target;
use super::{Checker, Context, at};
use crate::functions::{Callee, Function, latitude, longitude};
use crate::text::TextStep;
use crate::typed::{Kind, Outlined, Scope, Typed};
use crate::types::Type;

impl Checker {
    /// The type `outline`, of the fields of tables alone.
    pub(super) fn outline_type(&mut self, form: FormId, span: Span) -> FieldType {
        if self.vocab.reference(form).is_none() {
            self.say(at(codes::OUTLINE_IN_FORM, span).help(codes::OUTLINE_IN_TABLE));
        }
        FieldType::Outline
    }

    /// `place inside outline`.
    pub(super) fn inside(
        &mut self,
        place: &Expr,
        negated: bool,
        outline: &Expr,
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        let inside = self.of_outline((place, outline), OfOutline::Inside, Type::Truth, span, context)?;
        let (scope, ty) = (inside.scope, Type::Truth);
        Some(if negated { Typed { kind: Kind::Not(Box::new(inside)), ty, scope, span } } else { inside })
    }

    /// What is asked of a place and an outline.
    pub(super) fn of_outline(
        &mut self,
        (place, outline): (&Expr, &Expr),
        asked: OfOutline,
        ty: Type,
        span: Span,
        context: &Context,
    ) -> Option<Typed> {
        let (place, outline) = (self.degrees(place, context), self.outline(outline, context));
        let ((east, north), outline) = (place?, outline?);
        let scope = self.join(&[&east, &outline])?;
        Some(Typed {
            kind: Kind::Outlined(Box::new(Outlined { asked, east, north, outline })),
            ty,
            scope,
            span,
        })
    }

    /// The longitude and the latitude of a place.
    fn degrees(&mut self, place: &Expr, context: &Context) -> Option<(Typed, Typed)> {
        let span = place.span;
        let (words, scope) = match &place.value {
            ExprKind::Text(text) if Coordinates::read(text).is_none() => {
                return self.refuse(at(types::NO_SUCH_PLACE, span).with("text", text.as_str()));
            }
            ExprKind::Text(text) => (Words::Literal(text.clone()), Scope::Everywhere),
            _ => {
                let value = self.infer(place, context)?;
                match value.words().filter(|_| value.ty == Type::Coordinates) {
                    Some(words) => (words, value.scope),
                    None => {
                        let found = self.found(&value);
                        return self.refuse(at(types::NOT_COORDINATES, span).with("found", found));
                    }
                }
            }
        };
        let angle = |function: &'static Function| {
            let step = TextStep { function: Callee::new(function), arguments: Vec::new() };
            let kind = match &words {
                Words::Of(text) => Kind::Measure(text.clone(), step),
                Words::Literal(text) => Kind::Number(step.number(&self.vocab, text).unwrap_or(f64::NAN)),
            };
            Typed { kind, ty: ratio(), scope, span }
        };
        Some((angle(&longitude::FUNCTION), angle(&latitude::FUNCTION)))
    }

    /// Whether an expression is meant as an outline.
    pub(super) fn names_an_outline(&self, expr: &Expr) -> bool {
        let last = match &expr.value {
            ExprKind::LookedUp(_, _, Some(field)) => Some(field),
            ExprKind::Path(path) => path.parts.last(),
            _ => None,
        };
        let outline = |target: &Target| matches!(target, Target::Field(field) if self.vocab.field(*field).kind == FieldType::Outline);
        self.names_a_row(expr)
            || last.is_some_and(|name| self.names.get(&name.value).iter().any(|(target, _)| outline(target)))
    }

    /// The outline in a row, or the cell that is one.
    fn outline(&mut self, expr: &Expr, context: &Context) -> Option<Typed> {
        if self.names_a_row(expr) {
            let (of, found) = self.row_named(expr, context)?;
            let field = self.its_outline(of, expr.span)?;
            let cell = self.field_of(found, of, field)?;
            return self.cell_value(cell, expr.span, context);
        }
        let value = self.infer(expr, context)?;
        let looked_up = match value.kind {
            Kind::Field(field) => self.vocab.found_in(self.vocab.field(field).form).is_some(),
            _ => false,
        };
        if value.ty == Type::Outline && looked_up {
            return Some(value);
        }
        let said = at(codes::NOT_AN_OUTLINE, expr.span).with("found", self.found(&value));
        self.refuse(said.help(codes::NAME_AN_OUTLINE))
    }

    /// The one field of a table that is an outline.
    fn its_outline(&mut self, table: FormId, span: Span) -> Option<FieldId> {
        let form = self.vocab.form(table);
        let is_outline = |field: &&FieldId| self.vocab.field(**field).kind == FieldType::Outline;
        let outlines: Vec<FieldId> = form.fields.iter().filter(is_outline).copied().collect();
        if let [outline] = outlines.as_slice() {
            return Some(*outline);
        }
        // What could not be read may have been one.
        if form.fields.iter().any(|field| self.unread.contains(field)) {
            return None;
        }
        let said = at(codes::ONE_OUTLINE_WANTED, span)
            .with("table", shensuan_diagnostics::Both::of(&form.name))
            .with("count", outlines.len());
        self.refuse(said.help(if outlines.is_empty() {
            codes::OUTLINE_IN_TABLE
        } else {
            codes::SAY_WHICH_OUTLINE
        }))
    }
}
