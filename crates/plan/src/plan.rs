//! The plan itself: tables, inputs, values, judgements, outputs.

use crate::op::Step;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident $letter:literal)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The place in the plan's list.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }

            /// The id of a place; lists of more than `u32::MAX` entries do not occur.
            pub(crate) fn at(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!($letter, "{}"), self.0)
            }
        }
    )*};
}

ids! {
    /// A table of the plan; printed `t0`.
    TableId "t"
    /// A column that the frame brings in; printed `i0`.
    InputId "i"
    /// A column over a dictionary that the frame brings in; printed `l0`.
    LookupId "l"
    /// An index of the rows of a table that the frame brings in; printed `s0`.
    SearchId "s"
    /// A column of outlines over a dictionary that the frame brings in; printed `g0`.
    OutlinesId "g"
    /// A value; printed `v0`.
    ValueId "v"
    /// A judgement; printed `j0`.
    JudgementId "j"
    /// A column that the run hands out; printed `o0`.
    OutputId "o"
}

/// A whole plan. [`verify`](crate::verify()) says whether it is a sound one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Table 0 is the root, the subjects. Every other table has a parent before it, or stands apart: its rows belong
    /// to no subject.
    pub tables: Vec<Table>,
    /// What the frame brings in, a column each.
    pub inputs: Vec<Input>,
    /// What the frame brings in, a column per dictionary each.
    pub lookups: Vec<Lookup>,
    /// What the frame brings in, an index of the rows of a table each.
    pub searches: Vec<Search>,
    /// What the frame brings in, an outline per entry of a dictionary each.
    pub outlines: Vec<Outlines>,
    /// The values in topological order: a value reads earlier ones only.
    pub values: Vec<Value>,
    /// What is decided, a row of its table at a time.
    pub judgements: Vec<Judgement>,
    /// The columns to be handed out.
    pub outputs: Vec<Output>,
}

/// A table. Its rows lie in the order of the parent's rows; the frame says where each parent's rows begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Table {
    /// The table one level up, with a smaller id; `None` for the root and for tables that stand apart.
    pub parent: Option<TableId>,
}

/// What an input column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InputKind {
    /// Numbers.
    Number,
    /// Truths.
    Truth,
    /// Dictionary codes; a value gets at them through a [`Lookup`] only.
    Code,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A finite binary64 number, or missing.
    Number,
    /// True, false, or unknown.
    Truth,
}

/// A column that the frame brings in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Input {
    /// Whose rows it has.
    pub table: TableId,
    /// What it holds.
    pub kind: InputKind,
}

/// A column with one row per dictionary entry of a code input.
///
/// Text is evaluated once per distinct value: a code set or a text predicate is a lookup of truths, a factor per unit
/// text a lookup of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lookup {
    /// The input of kind [`InputKind::Code`] whose dictionary it follows.
    pub input: InputId,
    /// What it holds.
    pub kind: Kind,
}

/// An index of the rows of a table by keys. See [`crate::search`] for which row is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Search {
    /// Whose rows are found: a table that stands apart, or any other.
    pub table: TableId,
    /// How many keys there are, from 1 to [`MOST_KEYS`](crate::MOST_KEYS).
    pub keys: usize,
}

/// The outlines that the entries of a code input's dictionary stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outlines {
    /// The input of kind [`InputKind::Code`] whose dictionary they follow.
    pub input: InputId,
}

/// Where a value comes from, in a numbering that only the caller understands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin(pub u32);

/// One value: a column of its table, or a constant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Value {
    /// How it is made.
    pub step: Step,
    /// What it is.
    pub kind: Kind,
    /// Whose rows it has; `None` for a constant, which is the same everywhere.
    pub table: Option<TableId>,
    /// Where it comes from; the first place, if several share it.
    pub origin: Origin,
}

/// What decides the outcome of a rule on each row of a table. See [`crate::outcome`] for the law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// Whose rows are judged.
    pub table: TableId,
    /// The forms that the `when`s read are filed. `None` is always so; unknown counts as not so.
    pub applies: Option<ValueId>,
    /// The conditions; none of them false, or the row is not judged.
    pub when: Vec<ValueId>,
    /// What must hold, at least one.
    pub checks: Vec<Check>,
}

/// One thing that must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    /// The forms that the check reads are filed. `None` is always so; unknown counts as not so.
    pub applies: Option<ValueId>,
    /// What must hold.
    pub holds: ValueId,
}

/// A column to be handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Output {
    /// Whose rows it has; a constant is repeated for each of them.
    pub table: TableId,
    /// What it holds.
    pub value: ValueId,
}

impl Plan {
    /// A table, if there is one of that id.
    #[must_use]
    pub fn table(&self, id: TableId) -> Option<&Table> {
        self.tables.get(id.index())
    }

    /// An input, if there is one of that id.
    #[must_use]
    pub fn input(&self, id: InputId) -> Option<&Input> {
        self.inputs.get(id.index())
    }

    /// A lookup, if there is one of that id.
    #[must_use]
    pub fn lookup(&self, id: LookupId) -> Option<&Lookup> {
        self.lookups.get(id.index())
    }

    /// A value, if there is one of that id.
    #[must_use]
    pub fn value(&self, id: ValueId) -> Option<&Value> {
        self.values.get(id.index())
    }

    /// A judgement, if there is one of that id.
    #[must_use]
    pub fn judgement(&self, id: JudgementId) -> Option<&Judgement> {
        self.judgements.get(id.index())
    }

    /// An output, if there is one of that id.
    #[must_use]
    pub fn output(&self, id: OutputId) -> Option<&Output> {
        self.outputs.get(id.index())
    }

    /// The tables on the way down from `ancestor` (not among them) to `descendant` (the last of them); nothing if
    /// `descendant` does not lie below `ancestor`.
    #[must_use]
    pub fn path(&self, ancestor: TableId, descendant: TableId) -> Option<Vec<TableId>> {
        let mut path = vec![descendant];
        let mut at = descendant;
        loop {
            // A parent that is not earlier is a fault; without this test it could send us round in circles.
            let parent = self.table(at)?.parent.filter(|parent| *parent < at)?;
            if parent == ancestor {
                path.reverse();
                return Some(path);
            }
            path.push(parent);
            at = parent;
        }
    }

    /// The table without a parent below which a table lies: itself, where it has none.
    #[must_use]
    pub fn top(&self, table: TableId) -> TableId {
        let parent = |at: &TableId| self.table(*at)?.parent.filter(|parent| parent < at);
        std::iter::successors(Some(table), parent).last().unwrap_or(table)
    }

    /// The values with their ids, in order.
    pub fn values_with_ids(&self) -> impl Iterator<Item = (ValueId, &Value)> + '_ {
        self.values.iter().enumerate().map(|(index, value)| (ValueId::at(index), value))
    }
}

impl Judgement {
    /// Every value that the judgement reads.
    pub fn operands(&self) -> impl Iterator<Item = ValueId> + '_ {
        let checks = self.checks.iter().flat_map(|check| check.applies.into_iter().chain([check.holds]));
        self.applies.into_iter().chain(self.when.iter().copied()).chain(checks)
    }
}
