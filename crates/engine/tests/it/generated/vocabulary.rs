//! What the rules of a generated rulebook speak of: forms with fields of every type, tables, code lists, units.

use shensuan_diagnostics::Lang;

use super::hand::Hand;
use super::page::Page;

/// A thing by all its names, as each is written; the first is the one it is declared by.
#[derive(Clone, Debug)]
pub struct Name(Vec<String>);

impl Name {
    pub fn any(&self, hand: &mut Hand<'_>) -> &str {
        hand.one::<String>(&self.0)
    }

    pub fn first(&self) -> &str {
        &self.0[0]
    }

    /// Something that has one name.
    pub fn only(name: &str) -> Self {
        Self(vec![name.to_owned()])
    }
}

/// What a field holds, as far as values are made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    Mass,
    Volume,
    Bare,
    Share,
    Text,
    Code,
    YesNo,
    Day,
    Period,
    Place,
    /// A number whose unit, a mass, stands in the row.
    Amount,
}

/// All of which a form has a field.
pub const EVERY: [Holds; 11] = [
    Holds::Mass,
    Holds::Volume,
    Holds::Bare,
    Holds::Share,
    Holds::Text,
    Holds::Code,
    Holds::YesNo,
    Holds::Day,
    Holds::Period,
    Holds::Place,
    Holds::Amount,
];

pub struct Field {
    pub name: Name,
    pub holds: Holds,
    /// Kept out of every output: no statistic reads it.
    pub private: bool,
}

pub struct Form {
    pub name: Name,
    pub fields: Vec<Field>,
}

impl Form {
    /// Its field of texts.
    pub fn text(&self, hand: &mut Hand<'_>) -> &str {
        self.fields.iter().find(|field| field.holds == Holds::Text).unwrap().name.any(hand)
    }
}

/// A constant, a formula or a set, and what it is.
pub struct Value {
    pub name: Name,
    pub holds: Holds,
}

/// All that is declared.
pub struct World {
    pub subject: Name,
    pub division: Name,
    pub class: Name,
    /// Filed once.
    pub single: Form,
    /// Its fields of masses together.
    pub group: Name,
    /// Its values that go by a name.
    pub parameters: Name,
    /// Its columns that are rows, and what their cells are called.
    pub columns: Form,
    /// Rows in it.
    pub rows: Form,
    /// Filed once a row, in two forms that share a field of mass.
    pub many: [Form; 2],
    pub shared: Name,
    /// Keyed by a code and a text: a coefficient.
    pub table: Form,
    /// Keyed by a text: outlines.
    pub areas: Form,
    /// Somebody else's list, keyed by nothing.
    pub list: Form,
    pub constants: Vec<Value>,
    pub sets: Vec<Value>,
    pub formulas: Vec<Value>,
    used: usize,
    start: usize,
}

const STEMS: [(&str, &str); 24] = [
    ("取水量", "water intake"),
    ("产量", "output"),
    ("原料", "material"),
    ("库存", "stock"),
    ("去除效率", "removal efficiency"),
    ("用水且排水", "used and drained"),
    ("状态", "operating status"),
    ("指标值", "field value"),
    ("规则数", "rule count"),
    ("PM2.5浓度", "PM2.5"),
    ("单位 价", "unit price"),
    ("NH3-N", "NH3-N load"),
    ("当期值", "when due"),
    ("排放 且 回用", "check it"),
    ("水", "by-product"),
    ("按月均值", "sum of it"),
    ("级别数", "severity"),
    ("合计值", "missing form threshold"),
    ("第一产业（农林）", "share (of all)"),
    ("2018年产值", "2018 output"),
    ("是否重点", "is large"),
    ("缺失率", "rate of missing"),
    ("换算为值", "as it is"),
    ("甲】乙", "x, y"),
];
const SERIES: [(&str, &str); 20] = [
    ("甲", "a"),
    ("乙", "b"),
    ("丙", "c"),
    ("丁", "d"),
    ("戊", "e"),
    ("己", "f"),
    ("庚", "g"),
    ("辛", "h"),
    ("壬", "i"),
    ("癸", "j"),
    (" 1", " 1"),
    (" 2", " 2"),
    (" 3", " 3"),
    ("子", "k"),
    ("丑", "l"),
    ("寅", "m"),
    ("卯", "n"),
    ("辰", "o"),
    ("巳", "p"),
    ("午", "q"),
];

/// A name in quotes, but where it surely needs none.
fn written(name: &str, hand: &mut Hand<'_>) -> String {
    let plain = name.chars().all(|c| c.is_alphabetic());
    match (plain && !hand.happens(8), name.contains('】')) {
        (true, _) => name.to_owned(),
        (_, true) => format!("`{name}`"),
        (_, false) => format!("【{name}】"),
    }
}

impl World {
    /// A name that nothing else has, in one language or in both, perhaps with one more.
    pub fn name(&mut self, hand: &mut Hand<'_>) -> Name {
        let at = self.start + self.used;
        self.used += 1;
        let (stem, series) = (at % STEMS.len(), self.used / STEMS.len() + at % 3);
        let (zh, en) = (STEMS[stem], SERIES[series % SERIES.len()]);
        let [zh, en] = [zh.0.to_owned() + en.0, format!("{} {}", zh.1, en.1.trim())];
        let [zh, en] = [written(&zh, hand), written(&en, hand)];
        Name(match hand.below(6) {
            0 | 1 => vec![zh, en],
            2 => vec![en, zh],
            3 => vec![zh, format!("别名{}", self.used), en],
            4 => vec![zh],
            _ => vec![en],
        })
    }

    fn fields(&mut self, all: &[Holds], hand: &mut Hand<'_>) -> Vec<Field> {
        let mut fields = Vec::new();
        for holds in all {
            let private = matches!(holds, Holds::Text | Holds::Place) && hand.happens(6);
            fields.push(Field { name: self.name(hand), holds: *holds, private });
        }
        fields
    }

    fn form(&mut self, all: &[Holds], hand: &mut Hand<'_>) -> Form {
        Form { name: self.name(hand), fields: self.fields(all, hand) }
    }

    /// A world, and the lines that declare it.
    pub fn declared(page: &mut Page, hand: &mut Hand<'_>) -> Self {
        let empty = || Form { name: Name(Vec::new()), fields: Vec::new() };
        let none = || Name(Vec::new());
        let mut world = Self {
            subject: none(),
            division: none(),
            class: none(),
            single: empty(),
            group: none(),
            parameters: none(),
            columns: empty(),
            rows: empty(),
            many: [empty(), empty()],
            shared: none(),
            table: empty(),
            areas: empty(),
            list: empty(),
            constants: Vec::new(),
            sets: Vec::new(),
            formulas: Vec::new(),
            used: 0,
            start: hand.below(STEMS.len()),
        };
        world.subject = world.name(hand);
        [world.division, world.class] = [world.name(hand), world.name(hand)];
        world.single = world.form(&EVERY, hand);
        world.rows = world.form(&EVERY, hand);
        [world.group, world.parameters] = [world.name(hand), world.name(hand)];
        world.columns = world.form(&[Holds::Text, Holds::Mass], hand);
        world.shared = world.name(hand);
        for at in 0..2 {
            world.many[at] = world.form(&EVERY, hand);
            let shared = world.shared.clone();
            world.many[at].fields.push(Field { name: shared, holds: Holds::Mass, private: false });
        }
        world.table = world.form(&[Holds::Code, Holds::Text, Holds::Share], hand);
        world.areas = world.form(&[Holds::Text], hand);
        world.list = world.form(&[Holds::Text, Holds::Code], hand);
        world.write(page, hand);
        world
    }

    fn write(&mut self, page: &mut Page, hand: &mut Hand<'_>) {
        let lang = hand.lang();
        let also = |name: &Name, hand: &mut Hand<'_>| also(name, lang, hand);
        let w = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
        let subject = also(&self.subject, hand);
        let listed = if hand.happens(3) {
            format!(" {} {}", w("名录", "listed in"), self.single.name.any(hand))
        } else {
            String::new()
        };
        page.line(
            0,
            format!("{} {subject} {} 识别号{listed}", w("对象", "subject"), w("关联键", "keyed by")),
        );
        if hand.happens(2) {
            page.line(
                0,
                format!(
                    "{} 千件 {} = 1000 件",
                    w("定义单位", "define unit"),
                    w("又称 thousand pieces", "also thousand pieces")
                ),
            );
        }
        let list = ["行业分类", "行业分类 又称 industries", "行业分类 \"GB/T 4754\" also industries"];
        let list = hand.one(&list);
        let levels = [&self.division, &self.class]
            .map(|level| level.0.join(if lang == Lang::Zh { " 又称 " } else { " also " }));
        let hierarchy = w("分级", "hierarchical");
        page.line(
            0,
            format!(
                "{} {list} {} \"codes.csv\" {hierarchy} {},{}{}",
                w("代码表", "code list"),
                w("来自", "from"),
                levels[0],
                super::page::JOINT,
                levels[1]
            ),
        );
        let form = |form: &Form, title: &str, page: &mut Page, hand: &mut Hand<'_>| {
            let [name, after] = [form.name.first().to_owned(), after(&form.name, lang, hand)];
            page.line(0, format!("{} {name}{title}{after}", w("报表", "form")));
        };
        let per = |zh: &str, en: &str, subject: &Name, hand: &mut Hand<'_>| match lang {
            Lang::Zh => format!("每 {} {zh}", subject.any(hand)),
            Lang::En => format!("{en} {}", subject.any(hand)),
        };
        form(&self.single, " \"废水 (1)\"", page, hand);
        page.line(1, per("一行", "one per", &self.subject, hand));
        fields(&self.single.fields, 1, lang, page, hand);
        let (first, last) = ("量一", "量二");
        let mass = w("数值 单位 吨", "number in t");
        for name in [first, last] {
            page.line(1, format!("{} {name}：{mass}", w("指标", "field")));
        }
        page.line(
            1,
            format!(
                "{} {} = {first} {} {last}",
                w("指标组", "field group"),
                also(&self.group, hand),
                w("至", "to")
            ),
        );
        for slot in ["一", "二"] {
            for (what, holds) in
                [("名称", w("文本", "text")), ("数值", w("数值", "number")), ("单位", w("文本", "text"))]
            {
                page.line(1, format!("{} 参数{slot}{what} : {holds}", w("字段", "field")));
            }
        }
        let slot = |slot: &str| format!("(参数{slot}名称, 参数{slot}数值, 参数{slot}单位)");
        page.line(
            1,
            format!(
                "{} {} {} {},{}{}",
                w("命名值", "named values"),
                also(&self.parameters, hand),
                w("取自", "from"),
                slot("一"),
                super::page::JOINT,
                slot("二")
            ),
        );
        let columns = self.columns.fields.iter().map(|field| field.name.0.join(w(" 又称 ", " also ")));
        let columns: Vec<String> = columns.collect();
        page.line(
            1,
            format!(
                "{} {} {} \"一 号\" ({first}), \"二\" ({last}) {} {}",
                w("明细", "rows"),
                also(&self.columns.name, hand),
                w("来自", "from"),
                w("为", "as"),
                columns.join(", ")
            ),
        );
        let keyed =
            if hand.happens(2) { format!(" {} 编号", w("关联键", "keyed by")) } else { String::new() };
        page.line(1, format!("{} {}{keyed}", w("明细", "rows"), also(&self.rows.name, hand)));
        page.line(2, format!("{} 编号 : {}", w("指标", "field"), w("文本 原样", "text exact")));
        fields(&self.rows.fields, 2, lang, page, hand);
        for many in &self.many {
            form(many, "", page, hand);
            let keyed = if hand.happens(2) {
                format!(" {} 年份", w("关联键", "keyed by"))
            } else {
                String::new()
            };
            let rows = *hand.one(&["多行", "至少一行"]);
            page.line(1, format!("{}{keyed}", per(rows, "many per", &self.subject, hand)));
            page.line(1, format!("{} 年份 : {}", w("指标", "field"), w("整数", "integer")));
            fields(&many.fields, 1, lang, page, hand);
        }
        let table = |form: &Form, hand: &mut Hand<'_>| {
            let after = after(&form.name, lang, hand);
            format!(
                "{} {}{after} {} {}",
                w("参照表", "table"),
                form.name.first(),
                w("来自", "from"),
                w("数据", "data")
            )
        };
        page.line(0, table(&self.table, hand));
        let keys: Vec<&str> = self.table.fields.iter().take(2).map(|field| field.name.first()).collect();
        let any = w("任意", "any");
        page.line(
            1,
            format!(
                "{} {} ({}),{}{} ({any} = \"所有\")",
                w("关联键", "keyed by"),
                keys[0],
                w("代码组", "groups"),
                super::page::JOINT,
                keys[1]
            ),
        );
        fields(&self.table.fields, 1, lang, page, hand);
        page.line(1, format!("{} 起日 : {}", w("指标", "field"), w("日期", "date")));
        page.line(1, format!("{} 止日 : {}", w("指标", "field"), w("日期", "date")));
        page.line(1, format!("{} 起日 {} 止日", w("有效期", "in force"), w("至", "to")));
        let key = self.areas.fields[0].name.first().to_owned();
        page.line(0, format!("{} {} {key}", table(&self.areas, hand), w("关联键", "keyed by")));
        fields(&self.areas.fields, 1, lang, page, hand);
        page.line(1, format!("{} 界 : {}", w("指标", "field"), w("边界", "outline")));
        page.line(0, table(&self.list, hand));
        fields(&self.list.fields, 1, lang, page, hand);
    }
}

/// A name as it is declared.
pub fn also(name: &Name, lang: Lang, hand: &mut Hand<'_>) -> String {
    format!("{}{}", name.first(), after(name, lang, hand))
}

/// What follows a declared name.
fn after(name: &Name, lang: Lang, hand: &mut Hand<'_>) -> String {
    let more = &name.0[1..];
    if more.is_empty() {
        return String::new();
    }
    let comma = *hand.one(&[", ", "、", ","]);
    format!(" {} {}", if lang == Lang::Zh { "又称" } else { "also" }, more.join(comma))
}

fn fields(fields: &[Field], depth: usize, lang: Lang, page: &mut Page, hand: &mut Hand<'_>) {
    let zh = lang == Lang::Zh;
    for (at, field) in fields.iter().enumerate() {
        let unit_name = format!("单位{at}");
        let (chinese, english): (String, String) = match field.holds {
            Holds::Mass => (
                "数值 单位 千克".into(),
                hand.one(&["number in t", "number in kg or \"NA\", \"无\""]).to_string(),
            ),
            Holds::Volume => ("数值 单位 立方米".into(), "number in m³".into()),
            Holds::Bare => {
                (hand.one(&["数值", "整数"]).to_string(), hand.one(&["integer", "number"]).to_string())
            }
            Holds::Share => ("百分数".into(), "percent".into()),
            Holds::Text => (hand.one(&["文本", "文本 原样"]).to_string(), "text".into()),
            Holds::Code => ("代码 取自 行业分类".into(), "code from 行业分类".into()),
            Holds::YesNo => ("是否".into(), "yes/no".into()),
            Holds::Day => ("日期".into(), "date".into()),
            Holds::Period => ("期间".into(), "period".into()),
            Holds::Place => ("坐标".into(), "coordinates".into()),
            Holds::Amount => {
                (format!("带单位数值 单位见 {unit_name}"), format!("quantity in unit from {unit_name}"))
            }
        };
        let flag = match (field.private, hand.below(6)) {
            (true, _) if zh => " 不公开",
            (true, _) => " private",
            (false, 4) if zh => " 必填",
            (false, 4) => " required",
            _ => "",
        };
        let name = also(&field.name, lang, hand);
        let word = *if zh { hand.one(&["指标", "字段"]) } else { &"field" };
        page.line(depth, format!("{word} {name} : {}{flag}", if zh { chinese } else { english }));
        if field.holds == Holds::Amount {
            page.line(depth, format!("{word} {unit_name} : {}", if zh { "文本" } else { "text" }));
        }
    }
}
