//! The tree of an expression.

use shensuan_diagnostics::Span;

use crate::tree::{Ident, Node, Reference, Severity};

/// An expression at its place.
pub type Expr = Node<ExprKind>;

/// A dotted name: `G101-1.行业代码`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// Its parts, at least one.
    pub parts: Vec<Ident>,
    /// The whole of it.
    pub span: Span,
}

impl Path {
    /// As written, with plain dots.
    #[must_use]
    pub fn text(&self) -> String {
        self.parts.iter().map(|part| part.value.as_str()).collect::<Vec<_>>().join(".")
    }
}

/// A literal number with its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// The number as written.
    pub number: Node<String>,
    /// The unit as written.
    pub unit: Option<Ident>,
}

/// What an expression is.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// `525.6 千克`.
    Quantity(Quantity),
    /// `2019-07-01`; which days there are is another question.
    Date(String),
    /// `「…」`.
    Text(String),
    /// A field, formula, constant, form …
    Path(Path),
    /// `a + b − c`: the first term and the signed rest.
    Sum(Box<Expr>, Vec<(Node<AddOp>, Expr)>),
    /// `a × b ÷ c`.
    Product(Box<Expr>, Vec<(Node<MulOp>, Expr)>),
    /// `−a`.
    Negative(Box<Expr>),
    /// `a ^ 2`.
    Power(Box<Expr>, Box<Expr>),
    /// `a ≤ b`, or a chain `a ≤ b ≤ c`.
    Compare(Box<Expr>, Vec<(Node<CompareOp>, Expr)>),
    /// `a ≈ b within 1% or 0.5 t`; no tolerance where none is written.
    Near(Box<Expr>, Box<Expr>, Vec<Node<Quantity>>),
    /// `x in 33, 34`: whether negated, and the members.
    In(Box<Expr>, bool, Vec<Node<SetMember>>),
    /// `industry 33, 34`: short for `industry in 33, 34`.
    Coded(Box<Expr>, Vec<Node<SetMember>>),
    /// `x in 0.5..2`: whether negated, and the bounds.
    Between(Box<Expr>, bool, Node<Quantity>, Node<Quantity>),
    /// `x is missing`, `form is filed`.
    State(Box<Expr>, Node<State>),
    /// `name contains "acid"`: any of the texts.
    TextTest(Box<Expr>, Node<TextTest>, Vec<Node<String>>),
    /// `a and b and c`.
    And(Vec<Expr>),
    /// `a or b`.
    Or(Vec<Expr>),
    /// `not a`.
    Not(Box<Expr>),
    /// `a if and only if b`.
    Iff(Box<Expr>, Box<Expr>),
    /// `if a then b else c`.
    If(Box<Expr>, Box<Expr>, Option<Box<Expr>>),
    /// `x otherwise 0`.
    Otherwise(Box<Expr>, Box<Expr>),
    /// `x as t`.
    As(Box<Expr>, Ident),
    /// `sum(x where …)`.
    Call(Ident, Vec<Argument>),
    /// `median(x) by a, b`: a call, asked of groups.
    By(Box<Expr>, By),
    /// `x is not an outlier by a (robust 3.5)`: whether negated, the groups, how many deviations.
    Outlier(Box<Expr>, bool, By, Option<Node<String>>),
    /// `list(F.x) includes every common(F.x, 60%) by a`.
    IncludesEvery(Box<Expr>, Box<Expr>),
    /// `unique by a, b`.
    Unique(By),
    /// `any F where …`, `every F has …`.
    Rows(Node<Quantifier>, Path, Box<Expr>),
    /// `mandatory rules pass`, `rule SZ-01 fails`: whether it asks for those that fail.
    Judged(Judged, bool),
    /// `missing`, as a value.
    Missing,
    /// `any of (a, b)`: what is asked of it is asked of each.
    SomeOf(Node<SomeOf>, Vec<Expr>),
    /// `运行参数["年运行时间"]`: the value that goes by a name.
    Named(Path, Node<String>),
    /// `系数手册[行业代码, 核算环节].系数`: the row that these keys find; without a field the row itself.
    LookedUp(Path, Vec<Expr>, Option<Ident>),
    /// `(A, B).fuel`: the rows of several forms.
    OfForms(Vec<Path>, Ident),
    /// `amount fits t`.
    Fits(Box<Expr>, Ident),
    /// `x as unit of y`.
    AsUnitOf(Box<Expr>, Path),
    /// `a is distinct from b`.
    Distinct(Box<Expr>, Box<Expr>),
    /// `name similar to "…" (0.9)`: to a text or what goes by a name, at least so alike; behind `without` a set
    /// of words that do not count.
    Similar(Box<Expr>, Box<Expr>, Option<Path>, Node<Quantity>),
    /// `coordinates inside district outline[division]`: whether negated, and the row or the cell of the outline.
    Inside(Box<Expr>, bool, Box<Expr>),
    /// `name contains any of acid words`.
    ContainsAny(Box<Expr>, Vec<Node<SetMember>>),
}

/// Whose judgement is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judged {
    /// That of all rules.
    All,
    /// That of all rules of a severity.
    Of(Severity),
    /// That of one rule.
    One(Reference),
}

/// Over fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SomeOf {
    /// `any of`
    Any,
    /// `all of`
    All,
    /// `none of`
    None,
}

/// What groups are made by.
#[derive(Clone, Debug, PartialEq)]
pub struct By {
    /// The keys; none where everybody is one group.
    pub keys: Vec<Path>,
    /// `(at least 20)`: how many values a group must have, as written.
    pub least: Option<Node<String>>,
    /// The whole of it.
    pub span: Span,
}

/// An argument of a call.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// Its value.
    pub value: Expr,
    /// `where …`.
    pub keep: Option<Expr>,
}

/// `+` or `−`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddOp {
    /// `+`
    Plus,
    /// `−`
    Minus,
}

/// `×` or `÷`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MulOp {
    /// `×`
    Times,
    /// `÷`
    Divide,
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompareOp {
    /// `=`, `is`
    Equal,
    /// `≠`, `is not`
    NotEqual,
    /// `<`
    Less,
    /// `≤`
    AtMost,
    /// `>`
    Greater,
    /// `≥`
    AtLeast,
}

/// A test of being there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// `is missing`
    Missing,
    /// `is given`
    Given,
    /// `is found`
    Found,
    /// `is not found`
    NotFound,
    /// `is filed`
    Filed,
    /// `is not filed`
    NotFiled,
    /// `is true`
    True,
    /// `is false`
    False,
    /// `is unknown`
    Unknown,
}

/// A test of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextTest {
    /// `matches`: a pattern
    Matches,
    /// `contains`
    Contains,
    /// `does not contain`
    Lacks,
    /// `starts with`
    StartsWith,
    /// `ends with`
    EndsWith,
    /// `is a valid credit code`: of itself, without a text
    CreditCode,
}

/// Over the rows of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantifier {
    /// `any F where`
    Any,
    /// `every F has`
    Every,
    /// `no F where`
    None,
}

/// A member of a set.
#[derive(Clone, Debug, PartialEq)]
pub enum SetMember {
    /// A code or a number: `3360`.
    Code(String),
    /// What no code can be: a number with a sign, a fraction or a unit, or a date.
    Value(Box<Expr>),
    /// `0.5..2 t`, both ends included.
    Span(Box<Expr>, Box<Expr>),
    /// `33–37`.
    CodeRange(String, String),
    /// `"0111"`.
    Text(String),
    /// A named set, or a name.
    Name(Path),
}
