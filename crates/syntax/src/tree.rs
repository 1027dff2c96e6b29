//! The tree of a rule file: declarations and their clauses, each with its span.

use shensuan_diagnostics::{Lang, SourceId, Span};

use crate::tree_expr::{By, Expr, Path, Quantity, SetMember};
use crate::tree_tables::{FormulaCells, TableDecl};

/// A thing and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node<T> {
    /// The thing.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Node<T> {
    /// A thing at its place.
    pub const fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// A name as written, blanks and quotes normalised.
pub type Ident = Node<String>;

/// A whole file.
#[derive(Clone, Debug, PartialEq)]
pub struct SyntaxTree {
    /// The file.
    pub source: SourceId,
    /// Its declarations, in order.
    pub items: Vec<Item>,
    /// The severity of its rules that state none: a `severity` line at the head of the file.
    pub severity: Option<Node<Severity>>,
    /// Names whose declaration could not be read: nothing is said of them a second time.
    pub poisoned: Vec<String>,
    /// Whether a `subject` line could not be read, and was complained of.
    pub subject_unread: bool,
}

/// One declaration.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// Who is judged.
    Subject(SubjectDecl),
    /// A form, its fields and groups of rows.
    Form(FormDecl),
    /// A code list.
    CodeList(CodeListDecl),
    /// A unit.
    Unit(UnitDecl),
    /// A constant.
    Constant(ConstantDecl),
    /// A named set.
    Set(SetDecl),
    /// A table of the results.
    Statistic(StatisticDecl),
    /// A formula.
    Formula(FormulaDecl),
    /// A rule.
    Rule(RuleDecl),
    /// A case.
    Case(CaseDecl),
    /// How much a failure of a built-in rule weighs.
    BuiltIn(BuiltInDecl),
    /// What a layer changes in one below it.
    Change(ChangeDecl),
}

/// A declared name with its aliases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    /// The name it is declared by.
    pub name: Ident,
    /// `also …`.
    pub also: Vec<Ident>,
}

/// `statistic 分区排放量 = sum(emission as t) by division`: a table of the results.
#[derive(Clone, Debug, PartialEq)]
pub struct StatisticDecl {
    /// What it is called.
    pub names: Names,
    /// How many are listed, where it lists the largest: then its value is a call without a name.
    pub top: Option<Node<String>>,
    /// What it states.
    pub value: Expr,
}

/// `subject 企业 also enterprise keyed by 统一社会信用代码`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubjectDecl {
    /// What it is called.
    pub names: Names,
    /// The key columns.
    pub key: Vec<Ident>,
    /// `listed in …`: the form that says who exists.
    pub listed: Option<Path>,
}

/// How many rows a subject has of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PerSubject {
    /// `one per`.
    One,
    /// `many per`.
    Many,
}

/// `form G102 "…" also 废水表, wastewater table`, or `rows 排放口 keyed by …` within one.
#[derive(Clone, Debug, PartialEq)]
pub struct FormDecl {
    /// What it is called.
    pub names: Names,
    /// Its official title.
    pub title: Option<Node<String>>,
    /// `one per 企业`: how many, and the subject named.
    pub per: Option<(PerSubject, Ident)>,
    /// `keyed by …`.
    pub key: Vec<Ident>,
    /// Its own fields.
    pub fields: Vec<FieldDecl>,
    /// Its groups of rows.
    pub rows: Vec<FormDecl>,
    /// Its field groups.
    pub groups: Vec<FieldGroupDecl>,
    /// Its named values.
    pub named: Vec<NamedValuesDecl>,
    /// For a group of rows: the columns that its rows are made of.
    pub columns: Option<ColumnsDecl>,
    /// For a reference table: what it is keyed by and where it comes from.
    pub table: Option<TableDecl>,
    /// Whether its head or a line of it could not be read, and was complained of.
    pub unread: bool,
}

/// `field group 处置量 also disposal = M10 to M99`: fields in order, under one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldGroupDecl {
    /// What it is called.
    pub names: Names,
    /// The first field.
    pub first: Ident,
    /// The last field.
    pub last: Ident,
}

/// `named values 运行参数 from (参数1名称, 参数1数值, 参数1单位), …`: values that go by a name in the row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedValuesDecl {
    /// What they are called together.
    pub names: Names,
    /// The fields of each: the name, the value, and the unit where there is one.
    pub slots: Vec<Vec<Ident>>,
}

/// `rows 污染物量 from "化学需氧量" (…), "氨氮" (…) as 污染物, 产生量`: columns that are rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnsDecl {
    /// Each row: its text, and the fields of the form that are its cells.
    pub rows: Vec<(Node<String>, Vec<Ident>)>,
    /// What the text and the cells are called.
    pub names: Vec<Names>,
}

/// A rule that every rulebook has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BuiltIn {
    /// A unit that does not fit.
    Unit,
    /// A code that is not in its list.
    Code,
    /// A cell that cannot be read as what its field holds.
    Type,
    /// A key that is doubled or missing.
    Key,
    /// A row of a subject that the register does not hold.
    Orphan,
    /// An empty cell of a required field.
    Required,
}

impl BuiltIn {
    /// All of them, in the order in which their findings are listed.
    pub const ALL: [Self; 6] = [Self::Unit, Self::Code, Self::Type, Self::Key, Self::Orphan, Self::Required];

    /// Its word; the English one is its id.
    #[must_use]
    pub const fn word(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            Self::Unit => ("单位", "unit"),
            Self::Code => ("代码", "code"),
            Self::Type => ("类型", "type"),
            Self::Key => ("关联键", "key"),
            Self::Orphan => ("名录外", "orphan"),
            Self::Required => ("必填", "required"),
        };
        match lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// The one of that word, in either language.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        let is = |rule: &Self| [Lang::Zh, Lang::En].iter().any(|lang| rule.word(*lang) == word);
        Self::ALL.into_iter().find(is)
    }
}

/// `built-in rule unit severity mandatory`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuiltInDecl {
    /// Which.
    pub rule: Node<BuiltIn>,
    /// How much a failure weighs.
    pub severity: Node<Severity>,
}

/// `field 取水量 also water intake : number in m³`.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldDecl {
    /// What it is called.
    pub names: Names,
    /// What it holds.
    pub kind: Node<TypeDecl>,
    /// `exact`: its text is compared as it stands.
    pub exact: bool,
    /// `or "NA"`: texts that a cell may hold instead.
    pub marks: Vec<Node<String>>,
    /// Kept out of every output.
    pub private: bool,
    /// A blank means "none".
    pub optional: bool,
    /// A blank is a fault.
    pub required: bool,
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeDecl {
    /// `quantity in unit from FIELD`: the field beside it that holds the unit.
    Quantity(Ident),
    /// `formula of S = …`: a number, or a formula of these parameters.
    Formula(FormulaCells),
    /// `number in UNIT`; without a unit a bare number.
    Number(Option<Ident>),
    /// `integer`.
    Integer,
    /// `percent`.
    Percent,
    /// `text`.
    Text,
    /// `code from LIST`.
    Code(Ident),
    /// `yes/no`.
    YesNo,
    /// `date`.
    Date,
    /// `period`.
    Period,
    /// `coordinates`.
    Coordinates,
    /// `outline`.
    Outline,
}

/// `code list 行业分类 "GB/T 4754-2017" from "codes/….csv" hierarchical 门类, 大类`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeListDecl {
    /// What it is called.
    pub names: Names,
    /// Its official title.
    pub title: Option<Node<String>>,
    /// The file that holds it, relative to the rulebook.
    pub file: Node<String>,
    /// The names of its levels, topmost first.
    pub levels: Vec<Names>,
}

/// `define unit 千元 also thousand yuan = 1000 元`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitDecl {
    /// What it is called.
    pub names: Names,
    /// The number as written.
    pub factor: Node<String>,
    /// Of which unit.
    pub unit: Ident,
}

/// `constant 漏表阈值 = 80%`.
#[derive(Clone, Debug, PartialEq)]
pub struct ConstantDecl {
    /// What it is called.
    pub names: Names,
    /// Its value.
    pub value: Expr,
}

/// `set 涉水行业 = 1713, 2221, 33`.
#[derive(Clone, Debug, PartialEq)]
pub struct SetDecl {
    /// What it is called.
    pub names: Names,
    /// What it holds.
    pub members: Vec<Node<SetMember>>,
}

/// `formula emission = output × coefficient`.
#[derive(Clone, Debug, PartialEq)]
pub struct FormulaDecl {
    /// What it is called.
    pub names: Names,
    /// What it computes.
    pub value: Expr,
    /// `for each FORM`.
    pub for_each: Option<Path>,
    /// `unit kg`.
    pub unit: Option<Ident>,
    /// The line of its head.
    pub head: Span,
    /// Whether the keyword `formula` stands before it.
    pub keyword: bool,
}

/// How much a failure weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// 强制: blocks passing.
    Mandatory,
    /// 提示: to be verified.
    Advisory,
}

/// A rule and its clauses; a bare `X requires FORM` has no id.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleDecl {
    /// Its id.
    pub id: Option<Ident>,
    /// The title after the id.
    pub title: Option<Node<String>>,
    /// Its clauses, in order.
    pub clauses: Vec<Clause>,
    /// The line of its head.
    pub head: Span,
    /// Whether a line of it could not be read, and was complained of.
    pub unread: bool,
}

/// A language named in a `title` or a `message` clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TitleLang {
    /// `zh`.
    Zh,
    /// `en`.
    En,
}

/// A clause of a rule.
#[derive(Clone, Debug, PartialEq)]
pub enum Clause {
    /// `when …`.
    When(Expr),
    /// `check …`.
    Check(Expr),
    /// `X requires FORM`.
    Requires(Requirement),
    /// `let name = …`.
    Let(Ident, Expr),
    /// `for each FORM`, or one of several forms after the other; none where each subject is meant.
    ForEach(Vec<Path>),
    /// `for each group of FORM by a, b`.
    ForEachGroup(Path, By),
    /// `blank counts as 0`.
    BlankZero(Span),
    /// `missing counts as failure`.
    MissingFails(Span),
    /// `severity mandatory`.
    Severity(Node<Severity>),
    /// `message "…"`, `message en "…"`.
    Message(Option<TitleLang>, Node<String>),
    /// `title en "…"`.
    Title(Option<TitleLang>, Node<String>),
    /// `basis "…"`.
    Basis(Node<String>),
    /// `tags water, permit`.
    Tags(Vec<Ident>),
    /// `since 2019-07-01`: the first day on which it is in force.
    Since(Node<String>),
    /// `until 2019-07-01`: the last one.
    Until(Node<String>),
    /// `because "…"`, of what a layer changes.
    Because(Node<String>),
}

/// `national:G102-07`: a rule, a constant …, and the layer that declares it where that is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The id of the layer's rulebook.
    pub layer: Option<Ident>,
    /// The id of the rule, the name of the constant, formula or set.
    pub name: Ident,
}

impl Reference {
    /// As it is written.
    #[must_use]
    pub fn text(&self) -> String {
        match &self.layer {
            Some(layer) => format!("{}:{}", layer.value, self.name.value),
            None => self.name.value.clone(),
        }
    }

    /// The whole of it.
    #[must_use]
    pub fn span(&self) -> Span {
        self.layer.as_ref().map_or(self.name.span, |layer| layer.span.to(self.name.span))
    }
}

/// What a layer does to something of a layer below.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// `disable`: the rule is judged no more.
    Disable,
    /// `override` of a rule: what the clauses say takes the place of what the rule says.
    Rule,
    /// `override` of a constant, a formula or a set: what it is from now on.
    Value(NewValue),
}

/// What stands behind the `=` of an override. Whether a value or a set is meant, the declaration of the name says.
#[derive(Clone, Debug, PartialEq)]
pub struct NewValue {
    /// As an expression; none where it cannot be read as one.
    pub value: Option<Expr>,
    /// As the members of a set; none where it cannot be read as such.
    pub members: Vec<Node<SetMember>>,
    /// The whole of it.
    pub span: Span,
}

/// `disable national:G102-07 because "…" until 2019-07-01`, or `override …`.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeDecl {
    /// What is done.
    pub change: Change,
    /// To what.
    pub target: Reference,
    /// The rule that every rulebook has, where it is one; the target goes by its English word then.
    pub built_in: Option<BuiltIn>,
    /// Why, from when to when, and what takes the place of the rule's own clauses.
    pub clauses: Vec<Clause>,
    /// The line of its head.
    pub head: Span,
    /// Whether a line of it could not be read, and was complained of.
    pub unread: bool,
}

/// What a requirement asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demand {
    /// `requires`.
    Requires,
    /// `forbids`.
    Forbids,
    /// `requires … otherwise none`.
    Exactly,
}

/// `X requires FORM when Y`.
#[derive(Clone, Debug, PartialEq)]
pub struct Requirement {
    /// Whom it binds; a form binds those who filed it.
    pub condition: Expr,
    /// What is asked of them.
    pub demand: Demand,
    /// What must be filed.
    pub forms: Vec<Path>,
    /// `when …` on the same line.
    pub when: Option<Expr>,
    /// The whole of it.
    pub span: Span,
}

/// `case ID "…"`: a rule's own test.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseDecl {
    /// The rule it tests.
    pub rule: Reference,
    /// What it shows.
    pub title: Option<Node<String>>,
    /// `given …`, a line each.
    pub given: Vec<GivenLine>,
    /// `expect …`.
    pub expect: Option<Node<Expected>>,
    /// Of whom it is expected, where it says so: `expect "甲": fail`.
    pub of: Option<Node<String>>,
    /// The line of its head.
    pub head: Span,
    /// Whether a line of it could not be read, and was complained of.
    pub unread: bool,
}

/// `given FORM: a = 1, b = 2`, one row, or cells of any forms.
#[derive(Clone, Debug, PartialEq)]
pub struct GivenLine {
    /// The form whose row this is, or the subject that begins here.
    pub form: Option<Path>,
    /// What the subject is called in the case: `given enterprise "甲": …`.
    pub called: Option<Node<String>>,
    /// Its cells.
    pub cells: Vec<(Path, Node<Given>)>,
}

/// What a case says of a cell or a form.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// The form is filed, whatever is in it.
    Filed,
    /// The form is not filed.
    NotFiled,
    /// The cell is empty.
    Missing,
    /// Yes or no.
    YesNo(bool),
    /// A text, or the name or code of a code.
    Text(String),
    /// A number as written, and whether a minus stands before it.
    Number(Quantity, bool),
    /// A code with letters.
    Code(String),
}

/// What a case expects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// `pass`.
    Pass,
    /// `fail`.
    Fail,
    /// `not applicable`.
    NotApplicable,
    /// `undetermined`.
    Undetermined,
}
