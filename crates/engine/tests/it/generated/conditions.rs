//! Conditions of every shape.

use super::page::JOINT;
use super::values::{Scope, Speaker};
use super::vocabulary::Holds;

impl Speaker<'_, '_> {
    /// A condition that stands where an operator is loosest.
    pub fn condition(&mut self) -> String {
        match self.hand.below(8) {
            6 if self.depth > 0 && !self.inside => self.deeper(|s| {
                let [a, b] = [s.either(), s.either()];
                format!("{a}{JOINT}{} {b}", s.w("当且仅当", "if and only if"))
            }),
            7 if self.depth > 0 => self.deeper(|s| {
                let [a, b] = [s.either(), s.either()];
                let other = if s.hand.happens(2) {
                    format!("{JOINT}{} {}", s.w("否则", "else"), s.either())
                } else {
                    String::new()
                };
                format!("({} {a}{JOINT}{} {b}{other})", s.w("如果", "if"), s.w("则", "then"))
            }),
            _ => self.either(),
        }
    }

    fn either(&mut self) -> String {
        let mut out = self.both();
        while self.depth > 0 && self.hand.happens(4) {
            let next = self.deeper(Self::both);
            out = format!("{out}{JOINT}{} {next}", self.w("或", "or"));
        }
        out
    }

    fn both(&mut self) -> String {
        let mut out = self.one();
        while self.depth > 0 && self.hand.happens(3) {
            let next = self.deeper(Self::one);
            out = format!("{out}{JOINT}{} {next}", self.w("且", "and"));
        }
        out
    }

    fn one(&mut self) -> String {
        match self.hand.below(9) {
            7 => format!("{} ({})", self.w("非", "not"), self.deeper(Self::condition)),
            8 if self.depth > 0 => format!("({})", self.deeper(Self::condition)),
            _ => self.test(),
        }
    }

    fn test(&mut self) -> String {
        match self.hand.below(16) {
            0..=2 => self.compared(),
            3 => self.near(),
            4 => self.between(),
            5 | 6 => self.coded(),
            7 | 8 => self.of_text(),
            9 => self.state(),
            10 => self.dated(),
            11 => self.several(),
            12 => self.rows(),
            13 => self.among(),
            14 => self.beside(),
            _ => self.placed(),
        }
    }

    fn kind(&mut self) -> Holds {
        *self.hand.one(&[Holds::Mass, Holds::Volume, Holds::Bare, Holds::Share, Holds::Amount])
    }

    fn compared(&mut self) -> String {
        let holds = self.kind();
        let left = format!(
            "{}{}",
            self.measured(holds),
            if self.hand.happens(4) { format!(" + {}", self.literal(holds)) } else { String::new() }
        );
        if self.hand.happens(6) {
            let [low, high] = [self.literal(holds), self.literal(holds)];
            return format!("{low} {} {left} < {high}", self.hand.one(&["<", "≤"])).replacen("≤", "<", 1);
        }
        let signs = match self.lang {
            shensuan_diagnostics::Lang::Zh => {
                ["≤", "不超过", "<", "大于", "≥", "不低于", "=", "等于", "≠", "<>", "小于", "应等于"]
            }
            shensuan_diagnostics::Lang::En => {
                ["≤", "<=", "<", ">", "≥", "at most", "=", "at least", "≠", "!=", ">=", "<"]
            }
        };
        let sign = *self.hand.one(&signs);
        let right = self.deeper(|s| s.number(holds));
        format!("{left}{JOINT}{sign} {right}")
    }

    /// A field where one of that kind can be compared.
    fn measured(&mut self, holds: Holds) -> String {
        if holds == Holds::Amount {
            return format!("({} {} t)", self.field(holds), self.w("换算为", "as"));
        }
        self.field(holds)
    }

    fn near(&mut self) -> String {
        let [field, by] = [self.field(Holds::Mass), self.deeper(|s| s.number(Holds::Mass))];
        let or = if self.hand.happens(3) { format!(" {} 0.5 t", self.w("或", "or")) } else { String::new() };
        match self.hand.below(3) {
            0 => format!("{field} ≈ {by}{JOINT}{} 1%{or}", self.w("误差", "within")),
            1 => format!("{field} ~= {by}{JOINT}{} 2 kg{or}", self.w("允许误差", "within")),
            _ => format!("{field} 与 {by}{JOINT}相差不超过 1%{or}"),
        }
    }

    fn between(&mut self) -> String {
        let not = self.hand.happens(3);
        let within = if not { self.w("不属于", "not in") } else { self.w("属于", "in") };
        match self.hand.below(3) {
            0 => format!("{} {within} 0.5..2 t", self.field(Holds::Mass)),
            1 => format!("{} {within} (0.5,{JOINT}1..2,{JOINT}5) t", self.field(Holds::Mass)),
            _ => format!("{} {within} (33,{JOINT}0.5, 2..7)", self.field(Holds::Bare)),
        }
    }

    fn coded(&mut self) -> String {
        let field = self.field(Holds::Code);
        let within = *self.hand.one(&[self.w("属于", "in"), self.w("不属于", "not in")]);
        let set = self.set(Holds::Code);
        match self.hand.below(7) {
            0 => format!("{field} {within} (33,{JOINT}3360)"),
            1 => format!("{field} {within} 33–34"),
            2 if !self.inside => format!("{field} {within} 33,{JOINT}34、3360"),
            3 => format!("{field} 3360"),
            4 if set.is_some() => format!("{field} {within} {}", set.unwrap_or_default()),
            5 => format!(
                "{field} {} \"金属制品业\"",
                self.hand.one(&["=", "≠", self.w("为", "is"), self.w("不为", "is not")])
            ),
            _ => {
                let level = self.world.division.any(self.hand);
                format!("{field}.{level} = 33")
            }
        }
    }

    /// The name of a set that holds such.
    fn set(&mut self, holds: Holds) -> Option<String> {
        let world = self.world;
        let all: Vec<_> = world.sets.iter().filter(|set| set.holds == holds).collect();
        let at = self.hand.below(all.len());
        all.get(at).map(|set| set.name.any(self.hand).to_owned())
    }

    fn of_text(&mut self) -> String {
        let field = self.field(Holds::Text);
        let text =
            *self.hand.one(&["\"x\"", "「酸 碱」", "“a \"\"b\"\" # c”", "\"甲「乙」\"", "\"且 and, \""]);
        let text = if text.starts_with('“') { "\"a \"\"b\"\" # c\"" } else { text };
        let set = self.set(Holds::Text);
        let [has, lacks, begins, matches] = [
            self.w("含", "contains"),
            self.w("不含", "does not contain"),
            self.w("开头为", "starts with"),
            self.w("匹配", "matches"),
        ];
        match self.hand.below(8) {
            0 => format!(
                "{field} {} {text}",
                self.hand.one(&["=", "≠", self.w("为", "is"), self.w("不是", "is not")])
            ),
            1 => format!("{field} {} {text}", self.hand.one(&[has, lacks, begins])),
            2 => format!("{field} {matches} \"^[A-Z]+$\""),
            3 if set.is_some() => {
                format!("{field} {} {}", self.w("含任一", "contains any of"), set.unwrap_or_default())
            }
            4 => format!("{field} {} ({text},{JOINT}\"y\")", self.w("属于", "in")),
            5 => format!("{field} {}", self.w("是有效信用代码", "is a valid credit code")),
            6 => format!("{field} {} {text} (0.9)", self.w("相似于", "similar to")),
            _ => format!("{field} {} {}", self.w("异于", "is distinct from"), self.field(Holds::Text)),
        }
    }

    fn state(&mut self) -> String {
        let world = self.world;
        match self.hand.below(6) {
            0 => format!("{} {}", self.field(Holds::Mass), self.w("有值", "is given")),
            1 => format!("{} {}", self.field(Holds::Day), self.w("缺失", "is missing")),
            2 if self.scope == Scope::Subject => {
                let form = world.single.name.any(self.hand).to_owned();
                format!("{form} {}", self.w("已填报", "is filed"))
            }
            3 => format!(
                "{} {} {}",
                self.field(Holds::YesNo),
                self.hand.one(&["=", self.w("为", "is"), "≠"]),
                self.w("是", "yes")
            ),
            4 => format!("{} {} kg", self.field(Holds::Amount), self.w("可换算为", "fits")),
            _ => format!("({} > 5) {}", self.field(Holds::Bare), self.w("为真", "is true")),
        }
    }

    fn dated(&mut self) -> String {
        let field = self.field(Holds::Day);
        match self.hand.below(4) {
            0 => format!("{field} < 2019-07-01"),
            1 => format!("{field} ≥ 2019年7月1日"),
            2 => format!("{field} {} 2019-01-01..2019-12-31", self.w("属于", "in")),
            _ => {
                let name = self.w("年", "year");
                let year = self.called(name, |s| s.field(Holds::Day));
                format!("{year} = 2017")
            }
        }
    }

    fn several(&mut self) -> String {
        let all =
            *self.hand.one(&[self.w("任一", "any of"), self.w("全部", "all of"), self.w("均不", "none of")]);
        let [a, b] = [self.field(Holds::Mass), self.field(Holds::Mass)];
        let group = self.world.group.any(self.hand).to_owned();
        match self.hand.below(3) {
            0 => format!("{all}({a},{JOINT}{b}) > 5 t"),
            1 => format!("{all}({a}、{b}) {}", self.w("缺失", "is missing")),
            _ => format!("{} {group} ≥ 0", self.hand.one(&[self.w("每行", "every"), self.w("存在", "any")])),
        }
    }

    fn rows(&mut self) -> String {
        let (form, scope) = self.some_rows();
        let rows = form.name.any(self.hand).to_owned();
        let shape = self.hand.below(4);
        let condition = self.of_rows(scope, Self::condition);
        let condition = format!("({condition})");
        match shape {
            0 => format!("({} {rows}{JOINT}{} {condition})", self.w("存在", "any"), self.w("其中", "where")),
            1 => format!("({} {rows}{JOINT}{} {condition})", self.w("不存在", "no"), self.w("其中", "where")),
            2 if self.lang == shensuan_diagnostics::Lang::Zh => {
                format!("({rows} {} 满足 {condition})", self.hand.one(&["每行", "至少一行"]))
            }
            _ => format!("({} {rows}{JOINT}{} {condition})", self.w("每行", "every"), self.w("满足", "has")),
        }
    }

    /// A value among those of others.
    fn among(&mut self) -> String {
        if self.scope != Scope::Subject || self.inside {
            return format!(
                "({} {} {})",
                self.w("唯一", "unique"),
                self.w("按", "by"),
                self.field(Holds::Text)
            );
        }
        let key = self.field(Holds::Code);
        let (by, least) = (self.w("按", "by"), self.w("（至少 5）", " (at least 5)"));
        let least = if self.hand.happens(2) { least } else { "" };
        match self.hand.below(3) {
            0 => {
                let (what, robust) =
                    (self.w("不离群", "is not an outlier"), self.w("（稳健 3.5）", " (robust 3.5)"));
                format!("{} {what} {by} {key}{least}{robust}", self.field(Holds::Bare))
            }
            1 => {
                let list =
                    format!("{}.{}", self.world.rows.name.any(self.hand), self.world.rows.text(self.hand));
                let [all, every, common] = [
                    self.w("列表", "list"),
                    self.w("包含全部", "includes every"),
                    self.w("常见项", "common"),
                ];
                format!("{all}({list}) {every} {common}({list}, 60%) {by} {key}{least}")
            }
            _ => {
                let (name, field) = (self.w("中位数", "median"), self.field(Holds::Mass));
                format!("{field} ≤ {name}({field}) {by} {key}{least}")
            }
        }
    }

    /// A row beside the others of its form.
    fn beside(&mut self) -> String {
        let (form, name) = match self.scope {
            Scope::Many(at) => (&self.world.many[at], self.w("记录数", "count")),
            Scope::Rows => (&self.world.rows, self.w("行数", "count")),
            Scope::Subject | Scope::Both => {
                let unit = self.w("换算为", "as");
                let [a, b] = [self.field(Holds::Amount), self.field(Holds::Amount)];
                return format!(
                    "{a} {unit} {} > 5 t",
                    match self.lang {
                        shensuan_diagnostics::Lang::Zh => "量一的单位".to_owned(),
                        shensuan_diagnostics::Lang::En => format!("unit of {b}"),
                    }
                );
            }
        };
        if self.inside || self.nested {
            return self.compared();
        }
        let (rows, text) = (form.name.any(self.hand).to_owned(), form.text(self.hand).to_owned());
        let this = format!("{}.{}", self.w("本行", "this row"), form.text(self.hand));
        format!("{name}({rows}{JOINT}{} {text} = {this}) = 1", self.w("其中", "where"))
    }

    fn placed(&mut self) -> String {
        let areas = self.world.areas.name.any(self.hand).to_owned();
        let (place, key) = (self.field(Holds::Place), self.field(Holds::Text));
        let inside = *self.hand.one(&[self.w("位于", "inside"), self.w("不位于", "not inside")]);
        match self.hand.below(2) {
            0 => format!("{place} {inside} {areas}[{key}]"),
            _ => format!("{place} {inside} {areas}[\"示例区\"].界"),
        }
    }
}
