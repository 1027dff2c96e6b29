//! Clauses of a rule: what it names for itself, and what it may say once.

use shensuan_diagnostics::codes::{names, rulebook as codes};
use shensuan_diagnostics::{Both, Span};
use shensuan_syntax::tree::{Clause, Ident, RuleDecl, TitleLang};
use shensuan_syntax::tree_expr::Path;
use shensuan_vocab::names::fold_name;

use super::names::Target;
use super::{Checker, Context, at};
use crate::model::{Formula, FormulaId};
use crate::typed::{Kind, Typed};

impl Checker {
    /// Of some clauses a rule has one.
    pub(super) fn said_twice(&mut self, declared: &RuleDecl) {
        let mut severities = declared.clauses.iter().filter_map(|clause| match clause {
            Clause::Severity(severity) => Some(severity.span),
            _ => None,
        });
        if let Some(second) = severities.nth(1) {
            self.say(at(codes::CLAUSE_TWICE, second).with("clause", Both::new("级别", "severity")));
        }
        let titles: Vec<(Option<TitleLang>, Span)> = declared
            .clauses
            .iter()
            .filter_map(|clause| match clause {
                Clause::Title(lang, text) => Some((*lang, text.span)),
                _ => None,
            })
            .collect();
        for (index, (lang, span)) in titles.iter().enumerate() {
            if titles.iter().take(index).any(|(before, _)| before == lang) {
                self.say(at(codes::CLAUSE_TWICE, *span).with("clause", Both::new("标题", "title")));
            }
        }
    }

    /// `for each enterprise`: as every rule that says nothing of rows.
    pub(super) fn names_the_subject(&mut self, path: &Path) -> bool {
        let [name] = path.parts.as_slice() else { return false };
        let means = |checker: &Self, name: &str| {
            let mut targets = checker.names.get(name).iter().map(|(target, _)| *target);
            targets.find(|target| *target == Target::Subject)
        };
        let named = means(self, &name.value).is_some();
        if named {
            self.used(name, Target::Subject, means);
        }
        named
    }

    /// A rule names a value once, and by no name that stands for something else.
    pub(super) fn new_let(&mut self, name: &Ident, context: &Context) -> bool {
        let folded = fold_name(&name.value);
        let named = self.names.get(&name.value).iter().find_map(|(target, span)| match target {
            Target::Field(_) => Some((names::FORMULA_HIDES_FIELD, *span)),
            Target::Formula(_) => Some((names::DECLARED_TWICE, *span)),
            _ => None,
        });
        let before = context.lets.iter().find(|known| known.name == folded);
        let taken = named.or_else(|| before.map(|known| (names::DECLARED_TWICE, known.span)));
        let Some((code, span)) = taken else { return true };
        let said = at(code, name.span).with("name", name.value.as_str());
        let said = if code == names::FORMULA_HIDES_FIELD { said.with("what", names::TO_A_LET) } else { said };
        self.say(said.label(span, names::DECLARED_HERE));
        false
    }

    /// A named value as one that is computed once, however often it is read; what is a name alone stays one, and so does
    /// a text, of which nothing is computed but its tests.
    pub(super) fn shared(&mut self, name: &Ident, value: Typed) -> Option<Typed> {
        if matches!(
            value.kind,
            Kind::Field(_) | Kind::Formula(_) | Kind::Number(_) | Kind::Ratio(_) | Kind::BlankZero(_)
        ) || value.ty.is_text()
        {
            return Some(value);
        }
        let summary = self.summary(&value, name.span)?;
        let id = FormulaId(u32::try_from(self.formulas.len()).unwrap_or(u32::MAX));
        let (ty, scope, span) = (value.ty.clone(), value.scope, value.span);
        self.formulas.push(Some(Formula {
            name: shensuan_vocab::Name::new(name.value.clone(), []),
            value,
            scope,
            constant: false,
            of_rule: true,
            span,
        }));
        self.order.push(id);
        self.summaries.insert(id, summary);
        Some(Typed { kind: Kind::Formula(id), ty, scope, span })
    }
}
