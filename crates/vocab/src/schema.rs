//! What is declared of a survey: its subject, its forms and their fields, its code lists.

use shensuan_diagnostics::Span;

use crate::codes::CodeList;
use crate::formula_cells::FormulaCell;
use crate::names::Name;
use crate::tables::Origin;
use crate::units::Unit;

/// Names a form (or a group of rows in one) within its [`Vocab`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FormId(pub u32);

/// Names a field within its [`Vocab`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldId(pub u32);

/// Names a code list within its [`Vocab`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ListId(pub u32);

/// Who is judged: one census object a key, an enterprise for instance.
#[derive(Clone, Debug)]
pub struct Subject {
    /// What it is called.
    pub name: Name,
    /// The names of the columns that identify it, as declared after `keyed by`. Every file of data carries them.
    pub key: Vec<String>,
    /// The register (名录): the form that says who exists. Without one everybody exists whom a form names.
    pub register: Option<FormId>,
    /// Where it is declared.
    pub span: Span,
}

/// How many rows of a form a subject may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// At most one.
    One,
    /// Any number.
    Many,
}

/// A form, or a repeating group of rows within one.
#[derive(Clone, Debug)]
pub struct Form {
    /// What it is called: its number, its short names.
    pub name: Name,
    /// Its official title.
    pub title: Option<String>,
    /// How many rows a subject has of it.
    pub rows: Rows,
    /// The form that a group of rows belongs to; none for a form itself.
    pub parent: Option<FormId>,
    /// Its fields, in the order of their declaration.
    pub fields: Vec<FieldId>,
    /// The fields that tell the rows of one subject apart; none where nothing was said of it.
    pub key: Vec<FieldId>,
    /// For a group whose rows are columns of its form: which. Its first field holds the text of the row, the
    /// others the cells.
    pub columns: Vec<ColumnsRow>,
    /// Of rows that an aggregate finds by a key: whose they are. Nobody declares such a form or files it.
    pub copy_of: Option<FormId>,
    /// Whose rows they are.
    pub origin: Origin,
    /// Where it is declared.
    pub span: Span,
}

impl Form {
    /// A form without fields.
    #[must_use]
    pub fn new(name: Name, title: Option<String>, rows: Rows, parent: Option<FormId>, span: Span) -> Self {
        let (fields, key, columns, copy_of) = (Vec::new(), Vec::new(), Vec::new(), None);
        let origin = Origin::Filed;
        Self { name, title, rows, parent, fields, key, columns, copy_of, origin, span }
    }

    /// Whether its rows are made of columns of the form it belongs to: it has no file of its own.
    #[must_use]
    pub fn is_made_of_columns(&self) -> bool {
        !self.columns.is_empty()
    }
}

/// Columns of a form that are a row of one of its groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnsRow {
    /// What tells the row apart: 化学需氧量.
    pub text: String,
    /// The fields of the form that are its cells, in the order of the group's fields.
    pub cells: Vec<FieldId>,
}

/// Fields of one form in order, under one name (指标组).
#[derive(Clone, Debug)]
pub struct FieldGroup {
    /// What it is called.
    pub name: Name,
    /// The form.
    pub form: FormId,
    /// Its fields, of one type.
    pub fields: Vec<FieldId>,
}

/// Values that go by a name in their row (命名值): 参数1名称, 参数1数值, 参数1单位.
#[derive(Clone, Debug)]
pub struct NamedValues {
    /// What they are called together.
    pub name: Name,
    /// The form.
    pub form: FormId,
    /// For each value the field of its name and the field of its number.
    pub slots: Vec<(FieldId, FieldId)>,
}

/// What a cell may hold.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldType {
    /// A number in this unit.
    Number(Unit),
    /// A number whose unit stands in another cell of the row.
    Quantity(FieldId),
    /// A number or a formula.
    Formula(FormulaCell),
    /// A whole number.
    Integer,
    /// 0–100 in the file; computes as a ratio.
    Percent,
    /// Text.
    Text,
    /// A code of this list. Codes are text and keep their zeros.
    Code(ListId),
    /// Yes or no (是/否, 1/2).
    YesNo,
    /// A day, a number of days after 1970-01-01.
    Date,
    /// A year, a month, a span: the text as filed, which means its first and its last day.
    Period,
    /// A longitude and a latitude in one cell.
    Coordinates,
    /// The outline of an area, of reference tables alone.
    Outline,
}

impl FieldType {
    /// What is said of a column of formulas; none of another.
    #[must_use]
    pub const fn formula(&self) -> Option<&FormulaCell> {
        if let Self::Formula(cell) = self { Some(cell) } else { None }
    }

    /// The field that holds the unit, where that travels in the row.
    #[must_use]
    pub fn unit_field(&self) -> Option<FieldId> {
        if let Self::Quantity(unit) = self { Some(*unit) } else { self.formula()?.unit }
    }

    /// Whether a field holds the unit of what stands in the cell, or of what goes into a formula.
    #[must_use]
    pub fn has_its_unit_in(&self, field: FieldId) -> bool {
        let of_parameters = self.formula().map_or(&[][..], |cell| &cell.parameter_units);
        self.unit_field() == Some(field) || of_parameters.contains(&Some(field))
    }

    /// The same with the unit in another field.
    #[must_use]
    pub fn with_unit_field(mut self, unit: FieldId) -> Self {
        if let Self::Quantity(own) = &mut self {
            *own = unit;
        } else if let Self::Formula(cell) = &mut self {
            cell.unit = cell.unit.map(|_| unit);
        }
        self
    }
}

/// A cell of a form (指标).
#[derive(Clone, Debug)]
pub struct Field {
    /// What it is called.
    pub name: Name,
    /// The form or group it stands in.
    pub form: FormId,
    /// What it holds.
    pub kind: FieldType,
    /// Its text is compared as it stands (原样), without folding.
    pub exact: bool,
    /// Texts that a cell may hold instead of a number: given, equal to their text, in no arithmetic.
    pub marks: Vec<String>,
    /// Kept out of every output.
    pub private: bool,
    /// A blank means "none" (可空): a test on it is false, not unknown.
    pub optional: bool,
    /// A blank is a fault (必填), which the built-in rule `required` finds.
    pub required: bool,
    /// The field of a form with one row that it stands for, in a copy of the subjects themselves.
    pub stands_for: Option<FieldId>,
    /// Where it is declared.
    pub span: Span,
}

impl Field {
    /// A field of which nothing more is said than what it holds.
    #[must_use]
    pub fn new(name: Name, form: FormId, kind: FieldType, span: Span) -> Self {
        Self {
            name,
            form,
            kind,
            exact: false,
            marks: Vec::new(),
            private: false,
            optional: false,
            required: false,
            stands_for: None,
            span,
        }
    }
}

/// Everything declared of one survey.
#[derive(Clone, Debug, Default)]
pub struct Vocab {
    /// Who is judged; none until declared.
    pub subject: Option<Subject>,
    forms: Vec<Form>,
    fields: Vec<Field>,
    lists: Vec<CodeList>,
    groups: Vec<FieldGroup>,
    named: Vec<NamedValues>,
}

/// Ids are handed out in order and stay well below 2³²: a rule file's size is bounded.
fn id(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

impl Vocab {
    /// Adds a form.
    pub fn add_form(&mut self, form: Form) -> FormId {
        self.forms.push(form);
        FormId(id(self.forms.len() - 1))
    }

    /// Adds the form that stands for groups of subjects: a row for the first of each. It is nobody's, and its own copy.
    pub fn add_groups_of_subjects(&mut self, name: Name, span: Span) -> FormId {
        let new = FormId(id(self.forms.len()));
        let form = Form::new(name, None, Rows::Many, None, span);
        self.add_form(Form { copy_of: Some(new), ..form })
    }

    /// Adds a field to its form.
    pub fn add_field(&mut self, field: Field) -> FieldId {
        let new = FieldId(id(self.fields.len()));
        if let Some(form) = self.forms.get_mut(field.form.0 as usize) {
            form.fields.push(new);
        }
        self.fields.push(field);
        new
    }

    /// Says what a field holds, where that could not be said before all its neighbours were known.
    pub fn set_kind(&mut self, field: FieldId, kind: FieldType) {
        if let Some(field) = self.fields.get_mut(field.0 as usize) {
            field.kind = kind;
        }
    }

    /// Says which fields tell the rows of a form apart, and of which columns they are made.
    pub fn set_rows(&mut self, form: FormId, key: Vec<FieldId>, columns: Vec<ColumnsRow>) {
        if let Some(form) = self.forms.get_mut(form.0 as usize) {
            form.key = key;
            form.columns = columns;
        }
    }

    /// Adds a field group; gives its place among [`Vocab::groups`].
    pub fn add_group(&mut self, group: FieldGroup) -> usize {
        self.groups.push(group);
        self.groups.len() - 1
    }

    /// Adds named values; gives their place among [`Vocab::named`].
    pub fn add_named(&mut self, named: NamedValues) -> usize {
        self.named.push(named);
        self.named.len() - 1
    }

    /// All field groups, in the order of their declaration.
    #[must_use]
    pub fn groups(&self) -> &[FieldGroup] {
        &self.groups
    }

    /// All named values, in the order of their declaration.
    #[must_use]
    pub fn named(&self) -> &[NamedValues] {
        &self.named
    }

    /// Adds a code list.
    pub fn add_list(&mut self, list: CodeList) -> ListId {
        self.lists.push(list);
        ListId(id(self.lists.len() - 1))
    }

    /// The form of an id that this vocabulary gave out.
    ///
    /// # Panics
    /// On an id of another vocabulary: a defect of the caller.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "ids come from this vocabulary alone")]
    pub fn form(&self, form: FormId) -> &Form {
        &self.forms[form.0 as usize]
    }

    /// The field of an id that this vocabulary gave out.
    ///
    /// # Panics
    /// On an id of another vocabulary: a defect of the caller.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "ids come from this vocabulary alone")]
    pub fn field(&self, field: FieldId) -> &Field {
        &self.fields[field.0 as usize]
    }

    /// The code list of an id that this vocabulary gave out.
    ///
    /// # Panics
    /// On an id of another vocabulary: a defect of the caller.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "ids come from this vocabulary alone")]
    pub fn list(&self, list: ListId) -> &CodeList {
        &self.lists[list.0 as usize]
    }

    /// What a form stands in, itself first and the outermost last.
    pub fn lineage(&self, form: FormId) -> impl Iterator<Item = FormId> {
        std::iter::successors(Some(form), |form| self.form(*form).parent)
    }

    /// Whether `form` is `outer` or stands in it.
    #[must_use]
    pub fn stands_in(&self, form: FormId, outer: FormId) -> bool {
        self.lineage(form).any(|known| known == outer)
    }

    /// The form with many rows in whose rows the rows of a group stand; none where they stand in the subject.
    #[must_use]
    pub fn rows_above(&self, form: FormId) -> Option<FormId> {
        self.lineage(form).skip(1).find(|outer| self.form(*outer).rows == Rows::Many)
    }

    /// The rows to which both belong, those of `beside` or above them and above those of `form`; none where that is the
    /// subject.
    #[must_use]
    pub fn rows_above_both(&self, form: FormId, beside: FormId) -> Option<FormId> {
        std::iter::successors(self.rows_above(form), |outer| self.rows_above(*outer))
            .find(|outer| self.stands_in(beside, *outer))
    }

    /// All forms and groups that are declared, in the order of their declaration.
    pub fn forms(&self) -> impl Iterator<Item = (FormId, &Form)> {
        self.forms_and_copies().filter(|(_, form)| form.copy_of.is_none())
    }

    /// All forms that subjects file, and the copies that aggregates make of them.
    pub fn forms_and_copies(&self) -> impl Iterator<Item = (FormId, &Form)> {
        self.all_forms().filter(|(_, form)| form.origin == Origin::Filed)
    }

    /// Those too that nobody files: see [`Origin`].
    pub(crate) fn all_forms(&self) -> impl Iterator<Item = (FormId, &Form)> {
        self.forms.iter().zip(0..).map(|(form, id)| (FormId(id), form))
    }

    /// Says whose the rows of a form are.
    pub fn set_origin(&mut self, form: FormId, origin: Origin) {
        if let Some(form) = self.forms.get_mut(form.0 as usize) {
            form.origin = origin;
        }
    }

    /// All fields that are declared, in the order of their declaration.
    pub fn fields(&self) -> impl Iterator<Item = (FieldId, &Field)> {
        let all = self.fields.iter().zip(0..).map(|(field, id)| (FieldId(id), field));
        all.filter(|(_, field)| {
            let form = self.form(field.form);
            form.copy_of.is_none() && !form.origin.is_made()
        })
    }

    /// The field of a copy that stands for a field of its form; the field itself where it is of another form.
    #[must_use]
    pub fn in_copy(&self, field: FieldId, copy: FormId) -> FieldId {
        let place = self.form(self.field(field).form).fields.iter().position(|known| *known == field);
        let own = self.form(copy).copy_of == Some(self.field(field).form);
        place.filter(|_| own).and_then(|place| self.form(copy).fields.get(place).copied()).unwrap_or(field)
    }

    /// The field that a field of a copy, or of what keys find, stands for; a declared field itself.
    #[must_use]
    pub fn declared(&self, field: FieldId) -> FieldId {
        if let Some(of_subject) = self.field(field).stands_for {
            return of_subject;
        }
        let form = self.form(self.field(field).form);
        let place = form.fields.iter().position(|known| *known == field);
        let found = self.found_in(self.field(field).form);
        let of = form.copy_of.or(found).map(|of| &self.form(of).fields);
        of.zip(place).and_then(|(of, place)| of.get(place).copied()).unwrap_or(field)
    }

    /// The fields of files that hold the cells of a field: the columns that its rows are made of, else itself.
    #[must_use]
    pub fn filed_as(&self, field: FieldId) -> Vec<FieldId> {
        let field = self.declared(field);
        let form = self.form(self.field(field).form);
        let place =
            form.fields.iter().position(|known| *known == field).and_then(|place| place.checked_sub(1));
        match place {
            Some(slot) if form.is_made_of_columns() => {
                form.columns.iter().filter_map(|row| row.cells.get(slot).copied()).collect()
            }
            Some(_) | None => vec![field],
        }
    }

    /// All code lists, in the order of their declaration.
    pub fn lists(&self) -> impl Iterator<Item = (ListId, &CodeList)> {
        self.lists.iter().zip(0..).map(|(list, id)| (ListId(id), list))
    }
}
