//! One expression on one row, for an author's questions.

use std::path::Path;

use shensuan_diagnostics::codes::Severity;
use shensuan_diagnostics::{Diagnostics, Lang, SourceMap, Span};
use shensuan_model::Date;
use shensuan_syntax::SyntaxTree;
use shensuan_syntax::tree::{
    CaseDecl, Expected, FieldDecl, FormDecl, Given, GivenLine, Ident, Item, Names, Node, PerSubject,
    Reference, SubjectDecl, TypeDecl,
};
use shensuan_vocab::names::fold_name;

use crate::pipeline::Parsed;
use crate::run;

/// What an expression comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// A number as text, and its unit.
    Number(String, String),
    /// A text, a date, or the code that a cell holds.
    Text(String),
    /// A truth of three values.
    Truth(Option<bool>),
    /// A value that is missing.
    Missing,
}

/// Why there is no answer.
#[derive(Debug)]
pub struct Refused {
    /// What is to be said.
    pub said: Diagnostics,
    /// The texts it speaks of.
    pub sources: SourceMap,
}

/// What the expression and the rule beside it go by.
const RESULT: &str = "eval";
/// What the given values of an expression without a rulebook stand in. No author can write these names.
const SUBJECT: &str = "eval: subject";
const FORM: &str = "eval: row";
const KEY: &str = "eval: key";
const UNIT: &str = "eval: unit";

/// Evaluates `expression` where `rows` (`name = value`, several parted by commas) are given. With a rulebook they
/// are cells of its forms; without one they are all the names there are. `as_of` is the day on which the rulebook is
/// asked for.
///
/// # Errors
/// The expression, a given value or the rulebook is wrong.
pub fn evaluate_text(
    rulebook: Option<&Path>,
    expression: &str,
    rows: &[String],
    as_of: Option<Date>,
    lang: Lang,
) -> Result<Answer, Box<Refused>> {
    if rulebook.is_some() {
        return attempt(rulebook, expression, rows, Unsaid::Number, as_of, lang);
    }
    // What is missing could be of any type: the first that the expression can do with is taken.
    attempt(None, expression, rows, Unsaid::Number, as_of, lang).or_else(|refused| {
        [Unsaid::Text, Unsaid::YesNo]
            .into_iter()
            .find_map(|unsaid| attempt(None, expression, rows, unsaid, as_of, lang).ok())
            .ok_or(refused)
    })
}

/// What a name holds that is given as missing.
#[derive(Clone, Copy, Debug)]
enum Unsaid {
    Number,
    Text,
    YesNo,
}

fn attempt(
    rulebook: Option<&Path>,
    expression: &str,
    rows: &[String],
    unsaid: Unsaid,
    as_of: Option<Date>,
    lang: Lang,
) -> Result<Answer, Box<Refused>> {
    let books: Vec<_> = rulebook.map(Path::to_path_buf).into_iter().collect();
    let mut parsed = Parsed::read(&books).as_of(as_of);
    let mut given = Vec::new();
    for row in rows {
        let source = parsed.sources.add("--row", row.as_str());
        let (line, said) = shensuan_syntax::parse_given(source, row);
        parsed.said.append(said);
        given.extend(line);
    }
    let unread = given.len() < rows.len();
    parsed.add_expression(RESULT, expression);
    if unread {
        // Without the values that could not be read, every name would be unknown too.
        return Err(refused(parsed.said, parsed.sources));
    }
    let source = parsed.sources.add("--row", "");
    let nowhere = Span::new(source, 0, 0);
    let mut items = Vec::new();
    if rulebook.is_none() {
        items.extend(vocabulary(&given, unsaid, nowhere));
    }
    items.push(Item::Case(CaseDecl {
        rule: Reference { layer: None, name: Node::new(RESULT.to_owned(), nowhere) },
        title: None,
        given,
        expect: Some(Node::new(Expected::Pass, nowhere)),
        of: None,
        head: nowhere,
        unread: false,
    }));
    parsed.add_text("--row", format!("rule {RESULT} check 1 = 1\n"));
    parsed.trees.push(SyntaxTree {
        source,
        items,
        severity: None,
        poisoned: Vec::new(),
        subject_unread: false,
    });
    let ready = parsed.check().plan().map_err(|checked| refused(checked.said, checked.sources))?;
    let Some(case) = ready.model.cases.iter().find(|case| {
        let rules = case.rules.iter().filter_map(|rule| ready.model.rules.get(*rule));
        rules.into_iter().any(|rule| rule.id == RESULT)
    }) else {
        return Ok(Answer::Missing);
    };
    run::compute(&ready, case, RESULT, lang).map_err(|defect| {
        let mut said = Diagnostics::default();
        said.push(*defect);
        refused(said, ready.sources.clone())
    })
}

/// The errors alone: lints of what was put around the expression are nobody's business.
fn refused(all: Diagnostics, sources: SourceMap) -> Box<Refused> {
    let mut said = Diagnostics::default();
    for diagnostic in all.iter().filter(|diagnostic| diagnostic.code.row().severity == Severity::Error) {
        said.push(diagnostic.clone());
    }
    Box::new(Refused { said, sources })
}

/// A form with one row, whose fields are the given names.
fn vocabulary(given: &[GivenLine], unsaid: Unsaid, nowhere: Span) -> Vec<Item> {
    let names = |name: Ident| Names { name, also: Vec::new() };
    let hidden = |name: &str| Node::new(name.to_owned(), nowhere);
    let field = |name: Ident, kind: Node<TypeDecl>| FieldDecl {
        names: names(name),
        kind,
        exact: false,
        marks: Vec::new(),
        private: false,
        optional: false,
        required: false,
    };
    let mut fields = vec![field(hidden(UNIT), Node::new(TypeDecl::Text, nowhere))];
    for (path, value) in given.iter().flat_map(|line| &line.cells) {
        let [name] = path.parts.as_slice() else { continue };
        // Given twice, it is still one name: what is wrong with that is said of the case.
        if fields.iter().any(|known| fold_name(&known.names.name.value) == fold_name(&name.value)) {
            continue;
        }
        let kind = match &value.value {
            Given::Filed | Given::NotFiled => continue,
            // A number in a unit that no row names compares with any.
            Given::Missing => match unsaid {
                Unsaid::Number => TypeDecl::Quantity(hidden(UNIT)),
                Unsaid::Text => TypeDecl::Text,
                Unsaid::YesNo => TypeDecl::YesNo,
            },
            Given::YesNo(_) => TypeDecl::YesNo,
            Given::Text(_) | Given::Code(_) => TypeDecl::Text,
            Given::Number(number, _) => match &number.unit {
                Some(unit) if unit.value == "%" => TypeDecl::Percent,
                unit => TypeDecl::Number(unit.clone()),
            },
        };
        fields.push(field(name.clone(), Node::new(kind, value.span)));
    }
    let form = FormDecl {
        unread: false,
        names: names(hidden(FORM)),
        title: None,
        per: Some((PerSubject::One, hidden(SUBJECT))),
        key: Vec::new(),
        fields,
        rows: Vec::new(),
        groups: Vec::new(),
        named: Vec::new(),
        columns: None,
        table: None,
    };
    let subject = SubjectDecl { names: names(hidden(SUBJECT)), key: vec![hidden(KEY)], listed: None };
    vec![Item::Subject(subject), Item::Form(form)]
}
