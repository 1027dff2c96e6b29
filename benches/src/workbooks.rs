//! A folder of workbooks as the national software exports them: one an enterprise, a sheet a form, labels above, facilities as
//! columns, in folders by district. What stands in them follows the vocabulary that reads them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use shensuan_vocab::{Field, FieldType, Form, FormId, Vocab};

use crate::register::Dice;

/// The forms of each workbook, and how many columns of facilities or rows each has of it; of a form of one row, of each of its
/// groups.
const FORMS: [(&str, Way, u64); 11] = [
    ("G101-1", Way::Turned, 1),
    ("G101-2", Way::Upright, 10),
    ("G101-3", Way::Upright, 16),
    ("G102", Way::Turned, 3),
    ("G103-1", Way::Turned, 2),
    ("G103-2", Way::Turned, 3),
    ("G103-11", Way::Upright, 10),
    ("G103-13", Way::Turned, 1),
    ("G104-1", Way::Upright, 8),
    ("G104-2", Way::Turned, 3),
    ("G106-1", Way::Upright, 8),
];

/// How a form lies in its sheet.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Rows below headings.
    Upright,
    /// Items below each other, the rows beside them as columns.
    Turned,
}

/// What stands above each table.
const LABELS: [&str; 4] = ["普查小区代码", "统一社会信用代码", "组织机构代码", "单位详细名称"];
const DISTRICTS: [&str; 6] = ["宝安区", "福田区", "光明区", "龙岗区", "南山区", "坪山区"];
const TEXTS: [&str; 8] =
    ["电镀清洗", "钢材", "表面处理废物", "示例河", "化学沉淀法", "溶剂型涂料", "沉降分离", "其他"];

/// The workbooks, in a temporary folder.
#[derive(Debug)]
pub struct Workbooks {
    folder: tempfile::TempDir,
    /// Cells in which something stands, of all.
    pub cells: u64,
    /// The bytes of all files.
    pub bytes: u64,
    /// Rows of each form and group, of all.
    pub rows: Vec<(FormId, usize)>,
}

impl Workbooks {
    /// So many, whose forms are those of a vocabulary.
    ///
    /// # Errors
    /// The temporary folder cannot be written.
    pub fn new(books: usize, vocab: &Vocab) -> io::Result<Self> {
        let folder = tempfile::tempdir()?;
        let mut made = Self { folder, cells: 0, bytes: 0, rows: Vec::new() };
        let mut dice = Dice(20_171_231);
        for number in 0..books {
            let district = DISTRICTS.get(number % DISTRICTS.len()).copied().unwrap_or_default();
            let folder = made.folder().join(district);
            fs::create_dir_all(&folder)?;
            let path = folder.join(format!("示例企业{number:04}.xlsx"));
            let mut book = Book { vocab, dice: &mut dice, number, cells: 0, rows: &mut made.rows };
            book.save(&path).map_err(io::Error::other)?;
            made.cells += book.cells;
            made.bytes += fs::metadata(&path)?.len();
        }
        Ok(made)
    }

    /// Where they lie.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        self.folder.path().join("data")
    }
}

/// One workbook, as it is written.
struct Book<'b> {
    vocab: &'b Vocab,
    dice: &'b mut Dice,
    number: usize,
    cells: u64,
    rows: &'b mut Vec<(FormId, usize)>,
}

impl Book<'_> {
    fn save(&mut self, path: &Path) -> Result<(), XlsxError> {
        let mut book = Workbook::new();
        // Else each time anew, and with it the bytes.
        let written = ExcelDateTime::from_ymd(2018, 5, 1)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&written));
        for (name, way, rows) in FORMS {
            let vocab = self.vocab;
            let Some((id, form)) = vocab.forms().find(|(_, form)| form.name.declared() == name) else {
                continue;
            };
            let sheet = book.add_worksheet().set_name(format!("T_BAS_{}", name.replace('-', "_")))?;
            self.labels(sheet)?;
            let mut at = 4;
            match way {
                Way::Turned => {
                    let title = form.title.as_deref().unwrap_or(name);
                    sheet.merge_range(at, 0, at, 3, title, &Format::new())?;
                    self.cells += 1;
                    self.line(sheet, at + 1, &["指标名称", "计量单位", "代码", "指标值"])?;
                    self.line(sheet, at + 2, &["甲", "乙", "丙", "1"])?;
                    at += 3;
                    let groups = vocab.forms().filter(|(_, group)| {
                        group.parent == Some(id) && !group.is_made_of_columns() && !group.fields.is_empty()
                    });
                    let many = if form.rows == shensuan_vocab::Rows::One { 1 } else { rows };
                    for (part, (form, many)) in
                        std::iter::once((id, many)).chain(groups.map(|(group, _)| (group, rows))).enumerate()
                    {
                        if part > 0 {
                            let title = format!(
                                "{}、{}",
                                ["一", "二", "三"].get(part % 3).copied().unwrap_or("一"),
                                vocab.form(form).name.declared()
                            );
                            self.line(sheet, at, &[&title])?;
                            at += 1;
                        }
                        at = self.turned(sheet, at, form, many)?;
                    }
                }
                Way::Upright => at = self.upright(sheet, at, (id, form), rows)?,
            }
            self.line(sheet, at, &["单位负责人：", "", "填表人：示例联系人", "", "报出日期：2018年5月1日"])?;
            self.line(sheet, at + 1, &["说明：本表由示例数据生成"])?;
        }
        book.save(path)
    }

    /// Cells of a row from the left; blanks are none.
    fn line(&mut self, sheet: &mut Worksheet, row: u32, cells: &[&str]) -> Result<(), XlsxError> {
        for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(row, column, *cell)?;
            self.cells += 1;
        }
        Ok(())
    }

    fn labels(&mut self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let number = self.number;
        self.line(sheet, 0, &["普查小区代码", "", "440306000001"])?;
        self.line(sheet, 1, &["统一社会信用代码", "", &format!("91440300MA5F{number:05}X")])?;
        self.line(sheet, 2, &["组织机构代码：", "", &format!("MA5F{number:04}X")])?;
        self.line(sheet, 3, &["单位详细名称：", "", &format!("示例{number:04}五金制品有限公司")])
    }

    /// The items of a form below each other, `many` of its rows beside them.
    fn turned(
        &mut self,
        sheet: &mut Worksheet,
        from: u32,
        form: FormId,
        many: u64,
    ) -> Result<u32, XlsxError> {
        let vocab = self.vocab;
        let mut at = from;
        for field in items(vocab, vocab.form(form)) {
            let number = field.name.all().find_map(|name| name.strip_prefix('【')?.strip_suffix('】'));
            let unit = match &field.kind {
                FieldType::Number(unit) => unit.symbol(),
                FieldType::Percent => "%".to_owned(),
                FieldType::Quantity(_)
                | FieldType::Formula(_)
                | FieldType::Integer
                | FieldType::Text
                | FieldType::Code(_)
                | FieldType::YesNo
                | FieldType::Date
                | FieldType::Period
                | FieldType::Coordinates
                | FieldType::Outline => "—".to_owned(),
            };
            let number = number.filter(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
            self.line(sheet, at, &[field.name.declared(), &unit, number.unwrap_or("")])?;
            for column in (3..).take(usize::try_from(many).unwrap_or(1)) {
                self.value(sheet, (at, column), field)?;
            }
            at += 1;
        }
        self.counted(form, many);
        Ok(at)
    }

    /// The rows of a form below its headings, units in brackets.
    fn upright(
        &mut self,
        sheet: &mut Worksheet,
        from: u32,
        (id, form): (FormId, &Form),
        rows: u64,
    ) -> Result<u32, XlsxError> {
        let fields = items(self.vocab, form);
        let headings: Vec<String> = fields
            .iter()
            .map(|field| match &field.kind {
                FieldType::Number(unit) if !unit.symbol().is_empty() => {
                    format!("{}（{}）", field.name.declared(), unit.symbol())
                }
                FieldType::Number(_)
                | FieldType::Quantity(_)
                | FieldType::Formula(_)
                | FieldType::Integer
                | FieldType::Percent
                | FieldType::Text
                | FieldType::Code(_)
                | FieldType::YesNo
                | FieldType::Date
                | FieldType::Period
                | FieldType::Coordinates
                | FieldType::Outline => field.name.declared().to_owned(),
            })
            .collect();
        self.line(sheet, from, &headings.iter().map(String::as_str).collect::<Vec<_>>())?;
        let numbers: Vec<String> = (1..=fields.len()).map(|number| number.to_string()).collect();
        self.line(sheet, from + 1, &numbers.iter().map(String::as_str).collect::<Vec<_>>())?;
        let mut at = from + 2;
        for _ in 0..rows {
            for (column, field) in (0..).zip(&fields) {
                self.value(sheet, (at, column), field)?;
            }
            at += 1;
        }
        self.counted(id, rows);
        Ok(at)
    }

    fn counted(&mut self, form: FormId, rows: u64) {
        let rows = usize::try_from(rows).unwrap_or(0);
        match self.rows.iter_mut().find(|(known, _)| *known == form) {
            Some((_, known)) => *known += rows,
            None => self.rows.push((form, rows)),
        }
    }

    /// A value of a field; one in twelve is left blank.
    fn value(
        &mut self,
        sheet: &mut Worksheet,
        (row, column): (u32, u16),
        field: &Field,
    ) -> Result<(), XlsxError> {
        let name = field.name.declared();
        let chosen = |dice: &mut Dice, all: &[&str]| dice.of(all).copied().unwrap_or_default().to_owned();
        // Whoever stands first in a row says that there is one.
        let first = self
            .vocab
            .form(field.form)
            .fields
            .first()
            .is_some_and(|first| self.vocab.field(*first).name == field.name);
        if !first && self.dice.below(12) == 0 {
            return Ok(());
        }
        self.cells += 1;
        let text = match &field.kind {
            FieldType::Number(_) | FieldType::Quantity(_) | FieldType::Formula(_) => {
                #[expect(clippy::cast_precision_loss, reason = "of six digits")]
                let number = self.dice.below(900_000) as f64 / 100.0;
                sheet.write_number(row, column, number)?;
                return Ok(());
            }
            FieldType::Integer | FieldType::Percent => {
                #[expect(clippy::cast_precision_loss, reason = "of two digits")]
                let number = self.dice.below(100) as f64;
                sheet.write_number(row, column, number)?;
                return Ok(());
            }
            FieldType::YesNo => chosen(self.dice, &["是", "否"]),
            FieldType::Code(list) => {
                let codes: &[&str] = match self.vocab.list(*list).name.declared() {
                    "行业分类" => &["3360", "3311", "3484", "2929", "3982"],
                    "行政区" => &["440303", "440304", "440306"],
                    "污染物表" => &["W01", "W02"],
                    "排水去向表" => &["A", "B"],
                    _ => &["1", "2"],
                };
                chosen(self.dice, codes)
            }
            FieldType::Text | FieldType::Coordinates | FieldType::Outline if name.contains("计量单位") => {
                "吨".to_owned()
            }
            FieldType::Text | FieldType::Coordinates | FieldType::Outline if name.contains("编号") => {
                format!("W{}", column)
            }
            FieldType::Text | FieldType::Coordinates | FieldType::Outline => chosen(self.dice, &TEXTS),
            FieldType::Date | FieldType::Period => "2017-12-31".to_owned(),
        };
        sheet.write_string(row, column, text)?;
        Ok(())
    }
}

/// The fields of a form that do not stand in labels.
fn items<'v>(vocab: &'v Vocab, form: &Form) -> Vec<&'v Field> {
    let fields = form.fields.iter().map(|field| vocab.field(*field));
    fields.filter(|field| !LABELS.contains(&field.name.declared())).collect()
}
