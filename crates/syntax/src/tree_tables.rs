//! Reference tables in the tree: what stands in no form of a subject.

use crate::tree::{Ident, Node};
use crate::tree_expr::{Expr, Path};

/// `table 系数手册 also handbook from "coefficients/factor*.csv"` and its clauses: a form that no subject files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableDecl {
    /// `like 废水表`: the form whose fields it has.
    pub like: Option<Path>,
    /// `from …`.
    pub from: Option<Node<TableFile>>,
    /// `keyed by …`.
    pub keys: Vec<TableKey>,
    /// `in force 生效自 to 生效至`: the fields that say from when to when a row is.
    pub in_force: Option<(Ident, Ident)>,
}

/// Where the rows of a table come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableFile {
    /// `from data`: the data set.
    Data,
    /// `from "coefficients/factor*.csv"`: files of the rulebook.
    Rulebook(String),
}

/// `行业代码 (groups)`: a key of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableKey {
    /// Its name.
    pub name: Ident,
    /// What its cells may hold beside one value.
    pub ways: Vec<Node<KeyWay>>,
}

/// What the cells of a key may hold beside one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyWay {
    /// `groups`: several codes, or those below one: `33-37,431-434`.
    Groups,
    /// `ranges`: numbers from one to another: `10..20`.
    Ranges,
    /// `any = "所有规模"`: the text that stands for every value.
    Any(String),
}

/// `formula of S = 含硫量, A = 灰分 in unit from 系数单位`: what the formulas in the cells of a column are made of.
#[derive(Clone, Debug, PartialEq)]
pub struct FormulaCells {
    /// The parameters, in order.
    pub parameters: Vec<ParameterDecl>,
    /// The field beside it that holds the unit of what comes out; none for a bare number.
    pub unit: Option<Ident>,
}

/// `S = 含硫量`, `S (in unit from S单位) = 含硫量`.
#[derive(Clone, Debug, PartialEq)]
pub struct ParameterDecl {
    /// What the cells call it.
    pub name: Ident,
    /// The field beside it that holds the unit of the number that goes in.
    pub unit: Option<Ident>,
    /// What it is where the cell is read.
    pub value: Expr,
}
