//! The order in which formulas and constants are checked and computed: what one reads stands before it.

use shensuan_diagnostics::codes::{groups, names, rulebook as codes, text};
use shensuan_diagnostics::{Diagnostic, Label, Span};
use shensuan_syntax::SyntaxTree;
use shensuan_syntax::tree::{FormulaDecl, Ident, Item, Names};
use shensuan_syntax::tree_expr::{Expr, ExprKind, Path, SetMember};

use super::declare::name;
use super::names::Target;
use super::{Checker, Context, at};
use crate::model::{Formula, FormulaId};
use crate::typed::{Kind, Scope, Typed};
use crate::types::Type;

/// A formula or a constant as written.
struct Definition<'t> {
    names: &'t Names,
    value: &'t Expr,
    formula: Option<&'t FormulaDecl>,
}

impl Checker {
    /// Checks every formula and constant; gives the order of computation.
    pub(super) fn formulas(&mut self, trees: &[SyntaxTree]) -> Vec<FormulaId> {
        let definitions: Vec<Definition<'_>> = trees
            .iter()
            .flat_map(|tree| &tree.items)
            .filter_map(|item| match item {
                Item::Formula(formula) => {
                    Some(Definition { names: &formula.names, value: &formula.value, formula: Some(formula) })
                }
                Item::Constant(constant) => {
                    Some(Definition { names: &constant.names, value: &constant.value, formula: None })
                }
                Item::Rule(_)
                | Item::Case(_)
                | Item::Change(_)
                | Item::Form(_)
                | Item::Subject(_)
                | Item::CodeList(_)
                | Item::Unit(_)
                | Item::BuiltIn(_)
                | Item::Statistic(_)
                | Item::Set(_) => None,
            })
            .collect();
        self.formulas = vec![None; definitions.len()];
        let reads: Vec<Vec<(usize, Span)>> =
            definitions.iter().map(|definition| self.reads(definition.value)).collect();
        let (order, cycles) = sorted(&reads);
        for cycle in cycles {
            self.cycle(&cycle, &reads, &definitions);
        }
        let mut computed = Vec::new();
        for at in order {
            let Some(definition) = definitions.get(at) else { continue };
            let id = FormulaId(u32::try_from(at).unwrap_or(u32::MAX));
            let checked = self.definition(definition).and_then(|formula| {
                let summary = self.summary(&formula.value, definition.names.name.span)?;
                self.summaries.insert(id, summary);
                if let (Scope::Rows(_) | Scope::Subject, Some(declared)) = (formula.scope, definition.formula)
                {
                    self.written.insert(id, declared.clone());
                }
                Some(formula)
            });
            if checked.is_some() {
                computed.push(id);
            }
            if let Some(slot) = self.formulas.get_mut(at) {
                *slot = checked;
            }
        }
        computed
    }

    /// What a formula computes in rows that stand for those that it is declared for: a group's, those found by a key, or
    /// all subjects. None where it is computed for others.
    #[expect(clippy::option_option, reason = "of other rows, poisoned and computed are three things")]
    pub(super) fn formula_in_copy(
        &mut self,
        id: FormulaId,
        span: Span,
        context: &Context,
    ) -> Option<Option<Typed>> {
        let rows = match self.formula(id)?.scope {
            Scope::Rows(rows) => rows,
            Scope::Subject => self.vocab.subjects_form()?,
            Scope::Everywhere | Scope::DataSet => return None,
        };
        let copy = context.copy.filter(|_| context.rows == Some(rows))?;
        let written = self.written.get(&id)?.clone();
        let inner = Context { copy: Some(copy), ..Context::of_rows(Some(rows)) };
        let held = std::mem::take(&mut self.said);
        let value = self.infer(&written.value, &inner);
        let said = std::mem::replace(&mut self.said, held);
        for mut one in said.iter().cloned() {
            // The formula is right where it stands: what is wrong is that it is read here.
            if one.code == groups::GROUP_OF_ROWS_FOUND {
                one.labels.insert(0, Label { span, message: text::HERE.into() });
            }
            self.say(one);
        }
        Some(value.and_then(|value| self.in_unit_written(value, &written, span)))
    }

    /// A value in the unit that a formula states.
    fn in_unit_written(&mut self, value: Typed, written: &FormulaDecl, span: Span) -> Option<Typed> {
        let value = match &written.unit {
            Some(unit) => {
                let wanted = self.unit(unit)?;
                self.convert_as(value, &wanted, unit.span)?
            }
            None => value,
        };
        Some(Typed { span, ..value })
    }

    fn definition(&mut self, definition: &Definition<'_>) -> Option<Formula> {
        let for_each = match definition.formula.and_then(|formula| formula.for_each.as_ref()) {
            Some(path) => Some(self.resolve_form(path)?),
            None => None,
        };
        let value = match &definition.value.value {
            // A constant may be a text.
            ExprKind::Text(text) if definition.formula.is_none() => Some(Typed {
                kind: Kind::Words(text.clone()),
                ty: Type::Text,
                scope: Scope::Everywhere,
                span: definition.value.span,
            }),
            _ => self.infer(definition.value, &Context::of_rows(for_each)),
        };
        let unit = match definition.formula.and_then(|formula| formula.unit.as_ref()) {
            Some(unit) => {
                let span = unit.span;
                self.unit(unit).map(|unit| Some((unit, span)))
            }
            None => Some(None),
        };
        let (value, unit) = (value?, unit?);
        let wanted = for_each.map_or(Scope::Everywhere, |form| self.scope_of(form));
        let span = definition.formula.map_or(definition.names.name.span, |formula| formula.head);
        let (value, wanted) = self.as_declared(definition.names, span, value, wanted)?;
        let value = match unit {
            Some((unit, span)) => Typed { span: value.span, ..self.convert_as(value, &unit, span)? },
            None => value,
        };
        let scope = self.at_least(wanted, &value)?;
        if definition.formula.is_none() && scope != Scope::Everywhere {
            let varies = at(codes::CONSTANT_VARIES, value.span);
            let name = definition.names.name.value.as_str();
            return self.refuse(varies.with("name", name).help(codes::WRITE_A_FORMULA.with("name", name)));
        }
        Some(Formula {
            name: name(definition.names),
            value,
            scope,
            constant: definition.formula.is_none(),
            of_rule: false,
            span,
        })
    }

    /// The formulas and constants that an expression names, with the places.
    fn reads(&self, expr: &Expr) -> Vec<(usize, Span)> {
        let mut found = Vec::new();
        let mut named = Gathered::default();
        gather(expr, &mut named);
        self.keys_by_name(&named, &mut found);
        self.parameters_read(&named, &mut Vec::new(), &mut found);
        for path in named.paths {
            found.extend(self.formula_named(path).map(|at| (at, path.span)));
        }
        found
    }

    /// The formula or constant that a path is the name of.
    pub(super) fn formula_named(&self, path: &Path) -> Option<usize> {
        let [name] = path.parts.as_slice() else { return None };
        self.names.get(&name.value).iter().find_map(|(target, _)| match target {
            Target::Formula(id) => Some(id.0 as usize),
            Target::Field(_)
            | Target::Form(_)
            | Target::Set(_)
            | Target::List(_)
            | Target::Group(_)
            | Target::Named(_)
            | Target::Table(_)
            | Target::Subject => None,
        })
    }

    fn cycle(&mut self, cycle: &[usize], reads: &[Vec<(usize, Span)>], definitions: &[Definition<'_>]) {
        let label =
            |at: &usize| definitions.get(*at).map_or("", |definition| definition.names.name.value.as_str());
        let mut ring: Vec<&str> = cycle.iter().map(label).collect();
        ring.extend(cycle.first().map(label));
        let mut said = Diagnostic::new(codes::CYCLE).with("cycle", ring.join(" → "));
        for (index, from) in cycle.iter().enumerate() {
            let to = cycle.get(index + 1).or(cycle.first());
            let place = reads.get(*from).and_then(|reads| reads.iter().find(|(read, _)| Some(read) == to));
            if let Some((_, span)) = place {
                said = said.label(*span, text::HERE);
            }
            if let Some(definition) = definitions.get(*from) {
                self.names.poison(std::slice::from_ref(&definition.names.name.value));
            }
        }
        if said.labels.is_empty() {
            let span = cycle.first().and_then(|at| definitions.get(*at)).map(|first| first.names.name.span);
            said = span.map(|span| at(names::DECLARED_TWICE, span)).unwrap_or(said);
        }
        self.say(said);
    }
}

/// What an expression names.
#[derive(Default)]
pub(super) struct Gathered<'e> {
    /// Every path.
    pub(super) paths: Vec<&'e Path>,
    /// The cells of rows that written keys find.
    pub(super) cells: Vec<&'e Ident>,
}

/// Everything that an expression names.
pub(super) fn gather<'e>(expr: &'e Expr, into: &mut Gathered<'e>) {
    match &expr.value {
        ExprKind::Quantity(_)
        | ExprKind::Text(_)
        | ExprKind::Date(_)
        | ExprKind::Missing
        | ExprKind::Judged(..)
        | ExprKind::Named(..)
        | ExprKind::OfForms(..) => {}
        ExprKind::Path(path) => into.paths.push(path),
        ExprKind::LookedUp(_, keys, cell) => {
            into.cells.extend(cell);
            keys.iter().for_each(|key| gather(key, into));
        }
        ExprKind::SomeOf(_, of) => of.iter().for_each(|of| gather(of, into)),
        ExprKind::Sum(first, rest) => {
            gather(first, into);
            rest.iter().for_each(|(_, term)| gather(term, into));
        }
        ExprKind::Product(first, rest) => {
            gather(first, into);
            rest.iter().for_each(|(_, factor)| gather(factor, into));
        }
        ExprKind::Compare(first, rest) => {
            gather(first, into);
            rest.iter().for_each(|(_, side)| gather(side, into));
        }
        ExprKind::In(a, _, members) => {
            gather(a, into);
            into.paths.extend(members.iter().filter_map(|member| match &member.value {
                SetMember::Name(path) => Some(path),
                SetMember::Code(_)
                | SetMember::CodeRange(..)
                | SetMember::Text(_)
                | SetMember::Value(_)
                | SetMember::Span(..) => None,
            }));
        }
        ExprKind::Negative(a)
        | ExprKind::Coded(a, _)
        | ExprKind::Between(a, _, _, _)
        | ExprKind::State(a, _)
        | ExprKind::TextTest(a, _, _)
        | ExprKind::Not(a)
        | ExprKind::As(a, _)
        | ExprKind::AsUnitOf(a, _)
        | ExprKind::Fits(a, _)
        | ExprKind::ContainsAny(a, _)
        | ExprKind::Rows(_, _, a) => gather(a, into),
        ExprKind::Power(a, b)
        | ExprKind::Near(a, b, _)
        | ExprKind::Similar(a, b, ..)
        | ExprKind::Inside(a, _, b)
        | ExprKind::Iff(a, b)
        | ExprKind::Distinct(a, b)
        | ExprKind::IncludesEvery(a, b)
        | ExprKind::Otherwise(a, b) => {
            gather(a, into);
            gather(b, into);
        }
        ExprKind::And(parts) | ExprKind::Or(parts) => parts.iter().for_each(|part| gather(part, into)),
        ExprKind::If(a, b, c) => {
            gather(a, into);
            gather(b, into);
            c.iter().for_each(|c| gather(c, into));
        }
        ExprKind::By(call, by) => {
            gather(call, into);
            into.paths.extend(&by.keys);
        }
        ExprKind::Unique(by) => into.paths.extend(&by.keys),
        ExprKind::Outlier(a, _, by, _) => {
            gather(a, into);
            into.paths.extend(&by.keys);
        }
        ExprKind::Call(_, arguments) => {
            for argument in arguments {
                gather(&argument.value, into);
                argument.keep.iter().for_each(|keep| gather(keep, into));
            }
        }
    }
}

/// Puts `0..reads.len()` in an order in which everything stands behind what it reads. What stands on a cycle,
/// or reads it, is left out; each cycle is given once, as the nodes along it.
fn sorted(reads: &[Vec<(usize, Span)>]) -> (Vec<usize>, Vec<Vec<usize>>) {
    #[derive(Clone, Copy, PartialEq)]
    enum Mark {
        New,
        Open,
        Done,
        Cyclic,
    }
    let mut marks = vec![Mark::New; reads.len()];
    let mut order = Vec::new();
    let mut cycles = Vec::new();
    for root in 0..reads.len() {
        if marks.get(root) != Some(&Mark::New) {
            continue;
        }
        // The path from the root, and how many readings of each have been followed.
        let mut path: Vec<(usize, usize)> = vec![(root, 0)];
        while let Some((node, followed)) = path.last().copied() {
            if let Some(mark) = marks.get_mut(node).filter(|mark| **mark == Mark::New) {
                *mark = Mark::Open;
            }
            let next = reads.get(node).and_then(|reads| reads.get(followed)).map(|(next, _)| *next);
            if let Some((_, followed)) = path.last_mut() {
                *followed += 1;
            }
            match next.map(|next| (next, marks.get(next).copied().unwrap_or(Mark::Done))) {
                Some((next, Mark::New)) => path.push((next, 0)),
                Some((next, Mark::Open)) => {
                    let ring: Vec<usize> =
                        path.iter().map(|(node, _)| *node).skip_while(|node| *node != next).collect();
                    for node in &ring {
                        if let Some(mark) = marks.get_mut(*node) {
                            *mark = Mark::Cyclic;
                        }
                    }
                    cycles.push(ring);
                }
                Some((_, Mark::Done | Mark::Cyclic)) => {}
                None => {
                    path.pop();
                    if let Some(mark) = marks.get_mut(node).filter(|mark| **mark == Mark::Open) {
                        *mark = Mark::Done;
                        order.push(node);
                    }
                }
            }
        }
    }
    (order, cycles)
}
