//! Values: numbers with their units, texts, days, and what is made of them.

use shensuan_diagnostics::Lang;

use super::hand::Hand;
use super::page::JOINT;
use super::vocabulary::{Form, Holds, Name, World};

/// Whose cells a bare name reads.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    Subject,
    /// Rows inside the form that is filed once.
    Rows,
    /// Rows of one of the two forms.
    Many(usize),
    /// Rows of both, one after the other.
    Both,
}

/// What writes expressions that are well typed.
pub struct Speaker<'a, 'c> {
    pub world: &'a World,
    pub hand: &'a mut Hand<'c>,
    pub lang: Lang,
    pub scope: Scope,
    /// Inside a call: a comma parts its arguments.
    pub inside: bool,
    /// Among the rows of a form, beside what is judged.
    pub nested: bool,
    /// Names that the rule gives.
    pub lets: Vec<(Name, Holds)>,
    /// How much deeper a value may go.
    pub depth: usize,
}

impl<'a> Speaker<'a, '_> {
    pub fn w(&self, zh: &'static str, en: &'static str) -> &'static str {
        if self.lang == Lang::Zh { zh } else { en }
    }

    /// Something one level deeper.
    pub fn deeper<T>(&mut self, written: impl FnOnce(&mut Self) -> T) -> T {
        let depth = self.depth;
        self.depth = depth.saturating_sub(1);
        let value = written(self);
        self.depth = depth;
        value
    }

    /// Something inside the brackets of a call.
    pub fn called(&mut self, name: &str, written: impl FnOnce(&mut Self) -> String) -> String {
        let inside = std::mem::replace(&mut self.inside, true);
        let value = self.deeper(written);
        self.inside = inside;
        format!("{name}({value})")
    }

    /// The forms whose fields a bare name may mean.
    fn at_hand(&self) -> Vec<&'a Form> {
        let world = self.world;
        match self.scope {
            Scope::Subject | Scope::Both => vec![&world.single],
            Scope::Rows => vec![&world.rows, &world.single],
            Scope::Many(at) => vec![&world.many[at], &world.single],
        }
    }

    /// A field that holds something, perhaps behind its form.
    pub fn field(&mut self, holds: Holds) -> String {
        let forms = self.at_hand();
        let at = self.hand.below(forms.len());
        let field = forms[at].fields.iter().find(|field| field.holds == holds).unwrap();
        let name = field.name.any(self.hand).to_owned();
        if self.hand.happens(5) { format!("{}.{name}", forms[at].name.any(self.hand)) } else { name }
    }

    /// Something that has a name and holds this.
    fn named(&mut self, holds: Holds) -> String {
        let lets = self.lets.iter().filter(|(_, is)| *is == holds).map(|(name, _)| name);
        let world = self.world;
        let values = world.constants.iter().chain(&world.formulas);
        let values = values.filter(|value| value.holds == holds).map(|value| &value.name);
        let all: Vec<&Name> = lets.chain(values).collect();
        if all.is_empty() || self.hand.below(3) < 2 {
            return self.field(holds);
        }
        let at = self.hand.below(all.len());
        let name = all[at].clone();
        name.any(self.hand).to_owned()
    }

    /// A number as it stands, in some unit.
    pub fn literal(&mut self, holds: Holds) -> String {
        let number = *self.hand.one(&["1", "0.5", "3600", "33", "1e3", "2.50"]);
        let unit = match holds {
            Holds::Mass | Holds::Amount => *self.hand.one(&[" 千克", " t", " 万吨", " kg"]),
            Holds::Volume => *self.hand.one(&[" m³", " 立方米", " 万 m³"]),
            Holds::Share => "%",
            _ => "",
        };
        let blank = self.hand.happens(8);
        format!("{number}{}", if blank && unit != " 万 m³" { unit.trim() } else { unit })
    }

    /// A number that stands where an operator is loosest.
    pub fn number(&mut self, holds: Holds) -> String {
        let sum = self.sum(holds);
        match self.hand.below(7) {
            4 if holds == Holds::Mass => {
                format!("{sum} {} {}", self.w("换算为", "as"), self.hand.one(&["t", "千克"]))
            }
            5 => format!("{sum} {} {}", self.w("缺失按", "otherwise"), self.deeper(|s| s.operand(holds))),
            6 if self.depth > 0 => self.choice(holds),
            _ => sum,
        }
    }

    /// One of two numbers, in brackets.
    fn choice(&mut self, holds: Holds) -> String {
        self.deeper(|s| {
            let (condition, then, other) = (s.condition(), s.number(holds), s.number(holds));
            let [sign, words] = [s.w("如果", "if"), s.w("则", "then")];
            format!("({sign} {condition}{JOINT}{words} {then}{JOINT}{} {other})", s.w("否则", "else"))
        })
    }

    fn sum(&mut self, holds: Holds) -> String {
        let mut out = self.product(holds);
        while self.depth > 0 && self.hand.happens(3) {
            let sign = *self.hand.one(&["+", "−", "-"]);
            let next = self.deeper(|s| s.product(holds));
            out = format!("{out}{JOINT}{sign} {next}");
        }
        out
    }

    fn product(&mut self, holds: Holds) -> String {
        let mut out = self.signed(holds);
        while self.depth > 0 && self.hand.happens(4) {
            let sign = *self.hand.one(&["×", "*", "÷", "/"]);
            let of = *self.hand.one(&[Holds::Bare, Holds::Share]);
            let next = self.deeper(|s| s.signed(of));
            out = format!("{out} {sign} {next}");
        }
        if holds == Holds::Bare && self.depth > 0 && self.hand.happens(4) {
            let (a, b) = self.deeper(|s| (s.signed(Holds::Mass), s.signed(Holds::Mass)));
            out = format!("{out} × {a} ÷ {b}");
        }
        out
    }

    fn signed(&mut self, holds: Holds) -> String {
        let value = self.operand(holds);
        match self.hand.below(10) {
            8 => format!("−{value}"),
            9 if holds == Holds::Bare => format!("{value} ^ 2"),
            _ => value,
        }
    }

    fn operand(&mut self, holds: Holds) -> String {
        if holds == Holds::Amount {
            let unit = self.hand.one(&["t", "千克"]);
            return format!("({} {} {unit})", self.field(holds), self.w("换算为", "as"));
        }
        if self.depth == 0 {
            return if self.hand.happens(3) { self.literal(holds) } else { self.named(holds) };
        }
        let world = self.world;
        match self.hand.below(12) {
            0..=3 => self.named(holds),
            4 => self.literal(holds),
            5 => format!("({})", self.deeper(|s| s.number(holds))),
            6 => self.function(holds),
            7 | 8 => self.aggregate(holds),
            9 if holds == Holds::Share && self.scope != Scope::Both => {
                let keys = [self.field(Holds::Code), self.field(Holds::Text)];
                let table = world.table.name.any(self.hand).to_owned();
                let cell = world.table.fields[2].name.any(self.hand);
                format!("{table}[{},{JOINT}{}].{cell}", keys[0], keys[1])
            }
            10 if holds == Holds::Mass => self.of_all(),
            11 if holds == Holds::Bare => {
                let name = world.parameters.any(self.hand).to_owned();
                format!("(({name}[\"运行 时间\"] {} h) ÷ 1 h)", self.w("换算为", "as"))
            }
            _ => self.named(holds),
        }
    }

    fn function(&mut self, holds: Holds) -> String {
        match self.hand.below(4) {
            0 => {
                let name = self.w("绝对值", "abs");
                self.called(name, |s| s.number(holds))
            }
            1 => {
                let name = self.w("首个有值", "first given");
                self.called(name, |s| format!("{},{JOINT}{}", s.named(holds), s.named(holds)))
            }
            2 if holds == Holds::Bare => {
                let name = self.w("长度", "length");
                self.called(name, |s| s.field(Holds::Text))
            }
            _ => {
                let name = self.w("最大", "max");
                self.called(name, |s| format!("{},{JOINT}{}", s.number(holds), s.number(holds)))
            }
        }
    }

    /// Masses of several fields or forms together.
    fn of_all(&mut self) -> String {
        let world = self.world;
        let name = self.w("合计", "sum");
        match self.hand.below(2) {
            0 => {
                let group = world.group.any(self.hand).to_owned();
                format!("{name}({group})")
            }
            _ => {
                let [a, b] = [0, 1].map(|at| world.many[at].name.any(self.hand).to_owned());
                let shared = world.shared.any(self.hand);
                format!("{name}(({a},{JOINT}{b}).{shared} {} t)", self.w("换算为", "as"))
            }
        }
    }

    /// The rows of a form that something is asked of.
    pub fn some_rows(&mut self) -> (&'a Form, Scope) {
        let world = self.world;
        match self.hand.below(3) {
            0 => (&world.rows, Scope::Rows),
            at => (&world.many[at - 1], Scope::Many(at - 1)),
        }
    }

    /// Something asked of each row of a form.
    pub fn of_rows<T>(&mut self, scope: Scope, written: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.scope, scope);
        let lets = std::mem::take(&mut self.lets);
        let nested = std::mem::replace(&mut self.nested, true);
        let value = self.deeper(written);
        (self.scope, self.lets, self.nested) = (outer, lets, nested);
        value
    }

    fn aggregate(&mut self, holds: Holds) -> String {
        let (form, scope) = self.some_rows();
        let rows = form.name.any(self.hand).to_owned();
        let field = form.fields.iter().find(|field| field.holds == holds).unwrap();
        let field = field.name.any(self.hand).to_owned();
        let counts = holds == Holds::Bare && self.hand.happens(2);
        let (name, value) = if counts {
            (*self.hand.one(&["记录数", "count"]), rows)
        } else {
            (*self.hand.one(&["sum", "合计", "mean", "最大", "min"]), format!("{rows}.{field}"))
        };
        let keep = self.hand.happens(2);
        self.called(name, |s| {
            if !keep {
                return value;
            }
            let condition = s.of_rows(scope, Self::condition);
            format!("{value}{JOINT}{} {condition}", s.w("其中", "where"))
        })
    }
}
