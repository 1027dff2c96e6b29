//! The rules of the mix, drawn from a fixed seed: of twenty in turn eight comparisons, three of arithmetic with units, two of
//! code sets, two of texts, three of outlets, one of a group, one formula.

use std::collections::HashSet;
use std::fmt::Write as _;

use crate::dice::Dice;
use crate::meaning::{Forms, Formula, Rule, Statistic, Test};
use crate::say::{
    Amount, Condition, answer, any_outlet, as_written, cell, count_of_outlets, every_outlet, given, inlier,
    literal, of_group, of_outlets, share_of_group, size_of_group, test,
};
use crate::world::{self, Field, Form, Holds};

/// What a rule of the mix is an example of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Cells against numbers and against each other.
    Comparison,
    /// Sums, quotients and near equality, with units converted.
    Arithmetic,
    /// Sets of codes.
    Codes,
    /// Texts.
    Texts,
    /// Aggregates over the outlets.
    Outlets,
    /// Statistics of a group of enterprises.
    Group,
    /// A column that is worked out.
    Formula,
}

use Family::{Arithmetic, Codes, Comparison, Group, Outlets, Texts};

/// The order in which the families take turns.
const TURNS: [Family; 20] = [
    Comparison,
    Arithmetic,
    Comparison,
    Outlets,
    Texts,
    Comparison,
    Codes,
    Comparison,
    Family::Formula,
    Outlets,
    Comparison,
    Arithmetic,
    Comparison,
    Texts,
    Group,
    Comparison,
    Outlets,
    Codes,
    Comparison,
    Arithmetic,
];

/// The shares of a common number that rules like to name, and near which cells of the data lie.
pub const GRID: [f64; 12] = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0];

/// The rules and formulas of a mix.
#[derive(Clone, Debug, Default)]
pub struct Mix {
    /// What decides.
    pub rules: Vec<Rule>,
    /// What is worked out.
    pub formulas: Vec<Formula>,
    /// All of it as rule text.
    pub text: String,
}

/// The first so many rules (formulas among them); of more the same ones come first.
#[must_use]
pub fn mix(rules: usize) -> Mix {
    let mut mix = Mix { text: format!("# {rules} rules, for measuring only.\n\n"), ..Mix::default() };
    let mut drawn = Drawn { dice: Dice::new(20_260), seen: HashSet::new() };
    for number in 0..rules {
        let family = TURNS.get(number % TURNS.len()).copied().unwrap_or(Comparison);
        drawn.add(family, number, &mut mix);
    }
    mix
}

struct Drawn {
    dice: Dice,
    /// The bodies so far: no two are alike.
    seen: HashSet<String>,
}

/// Clauses of a rule.
struct Body {
    when: Option<Condition>,
    check: Condition,
}

fn only(check: Condition) -> Body {
    Body { when: None, check }
}

impl Drawn {
    fn add(&mut self, family: Family, number: usize, mix: &mut Mix) {
        if family == Family::Formula {
            let (value, unit) = loop {
                let (value, unit) = self.formula();
                if self.seen.insert(value.text.clone()) {
                    break (value, unit);
                }
            };
            let id = format!("mix {number:04}");
            let _ = writeln!(mix.text, "formula {id} = {}", value.text);
            if !unit.is_empty() {
                let _ = writeln!(mix.text, "  unit {unit}");
            }
            mix.text.push('\n');
            mix.formulas.push(Formula { id, value: value.number });
            return;
        }
        let id = format!("MIX-{number:04}");
        let (body, text) = loop {
            let body = self.body(family);
            let when = body.when.as_ref().map_or(String::new(), |when| format!("  when {}\n", when.text));
            let text = format!("{when}  check {}\n", body.check.text);
            if self.seen.insert(text.clone()) {
                break (body, text);
            }
        };
        let _ = writeln!(mix.text, "rule {id}\n{text}");
        mix.rules.push(Rule {
            id,
            when_forms: body.when.as_ref().map_or_else(Forms::new, |when| when.forms.clone()),
            when: body.when.map(|when| when.truth),
            check: body.check.truth,
            check_forms: body.check.forms,
        });
    }

    fn body(&mut self, family: Family) -> Body {
        match family {
            Comparison | Family::Formula => self.comparison(),
            Arithmetic => self.arithmetic(),
            Codes => self.codes(),
            Texts => self.texts(),
            Outlets => self.outlets(),
            Group => self.group(),
        }
    }

    /// A field of numbers of a form, and if asked for one in a unit.
    fn field(&mut self, outlets: bool, unit: Option<&str>) -> Field {
        let fields: Vec<Field> = Field::all()
            .filter(|field| (field.declared().form == Form::Outlets) == outlets)
            .filter(|field| field.unit().is_some_and(|own| unit.is_none_or(|unit| unit == own)))
            .collect();
        self.dice.of(&fields)
    }

    /// Two fields to be divided, the first in a unit.
    fn quotient(&mut self) -> (Field, Field) {
        let below = self.field(false, None);
        loop {
            let above = self.field(false, None);
            if above != below && above.unit() != Some("") {
                return (above, below);
            }
        }
    }

    /// A field of codes or of texts.
    fn entry(&mut self, outlets: bool, codes: bool) -> Field {
        let fields: Vec<Field> = Field::all()
            .filter(|field| (field.declared().form == Form::Outlets) == outlets)
            .filter(|field| matches!(field.declared().holds, Holds::Entry { list, .. } if list.is_some() == codes))
            .collect();
        self.dice.of(&fields)
    }

    /// A number to hold a field against.
    fn bound(&mut self, field: Field) -> Amount {
        let share = if self.dice.in_thousand(500) {
            self.dice.of(&GRID)
        } else {
            let digits = u32::try_from(1 + self.dice.below(400)).unwrap_or(1);
            f64::from(digits) / 100.0
        };
        self.bound_of(field, share)
    }

    fn bound_of(&mut self, field: Field, share: f64) -> Amount {
        let number = (field.declared().typical * share * 1e6).round() / 1e6;
        literal(number, field.unit().unwrap_or_default(), number)
    }

    /// A cell against a number.
    fn simple(&mut self, outlets: bool) -> Condition {
        let field = self.field(outlets, None);
        let (own, bound) = (cell(field), self.bound(field));
        match self.dice.below(4) {
            0 => own.at_most(&bound),
            1 => own.at_least(&bound),
            2 => own.more_than(&bound),
            _ => own.less_than(&bound),
        }
    }

    fn percent(&mut self) -> (String, f64) {
        #[expect(clippy::cast_precision_loss, reason = "up to 300")]
        let percent = (1 + self.dice.below(300)) as f64;
        (format!("{percent}%"), percent / 100.0)
    }

    fn comparison(&mut self) -> Body {
        match self.dice.below(10) {
            0..=2 => only(self.simple(false)),
            3 => Body { when: Some(self.simple(false)), check: self.simple(false) },
            4 => {
                let cubic = |drawn: &mut Self| cell(drawn.field(false, Some("m³")));
                let (a, b) = (cubic(self), cubic(self));
                let check = match self.dice.below(3) {
                    0 => a.at_most(&b),
                    1 => a.more_than(&b),
                    _ => a.differs(&b),
                };
                Body { when: Some(self.simple(false)), check }
            }
            5 => {
                let field = self.field(false, None);
                let low = self.dice.below(5);
                let high = 6 + self.dice.below(6);
                let share =
                    |place: u64| GRID.get(usize::try_from(place).unwrap_or(0)).copied().unwrap_or(1.0);
                let (low, high) = (self.bound_of(field, share(low)), self.bound_of(field, share(high)));
                let when = self.simple(false);
                Body { when: Some(when), check: cell(field).between(&low, &high) }
            }
            6 => only(self.simple(false).implies(&self.simple(false))),
            7 => only(self.simple(false).or(&self.simple(false))),
            8 => {
                let field = self.field(false, None);
                Body { when: Some(self.simple(false).and(&self.simple(false))), check: given(field) }
            }
            _ => {
                let field = self.dice.of(&[Field::named("boiler"), Field::named("discharges")]);
                Body { when: Some(answer(field)), check: self.simple(false).or(&self.simple(false).not()) }
            }
        }
    }

    fn arithmetic(&mut self) -> Body {
        let named = |name: &str| cell(Field::named(name));
        match self.dice.below(7) {
            0 => {
                let parts = named("tap water").or_zero().plus(&named("own water").or_zero());
                let (percent, _) = (1 + self.dice.below(40), 0);
                #[expect(clippy::cast_precision_loss, reason = "up to 40")]
                let percent = percent as f64 / 2.0;
                let amount = self.bound(Field::named("intake"));
                Body {
                    when: Some(self.simple(false)),
                    check: named("intake").near(&parts, percent, Some(&amount)),
                }
            }
            1 => {
                let parts = named("tap water").plus(&named("own water"));
                let parts = if self.dice.in_thousand(400) { parts.plus(&named("reused")) } else { parts };
                let check = match self.dice.below(3) {
                    0 => named("intake").equals(&parts),
                    1 => named("intake").at_most(&parts),
                    _ => named("intake").at_least(&parts),
                };
                Body { when: Some(self.simple(false)), check }
            }
            2 => {
                let (written, factor) = self.percent();
                let left = named("COD discharged");
                let right = named("COD generated").times(&written, factor).in_smaller(1000.0);
                only(left.at_most(&right))
            }
            3 => {
                let pairs = [("income", "turnover")];
                let (left, right) = self.dice.of(&pairs);
                #[expect(clippy::cast_precision_loss, reason = "up to 60")]
                let percent = (1 + self.dice.below(60)) as f64 / 2.0;
                #[expect(clippy::cast_precision_loss, reason = "up to 90")]
                let amount = ((1 + self.dice.below(90)) * 1000) as f64;
                let amount = literal(amount, "元", amount / 10_000.0);
                only(named(left).near(&named(right).in_larger(10_000.0), percent, Some(&amount)))
            }
            4 => {
                let (above, below) = self.quotient();
                let (a, b) = (above.declared(), below.declared());
                let share = self.dice.of(&GRID) * a.typical / b.typical;
                // Three figures are enough of a limit.
                let share: f64 = format!("{share:.2e}").parse().unwrap_or(1.0);
                let unit = unit_of_quotient(above, below);
                let limit = literal(share, &unit, share);
                let quotient = cell(above).over(&cell(below));
                let check = if self.dice.in_thousand(500) {
                    quotient.at_most(&limit)
                } else {
                    quotient.more_than(&limit)
                };
                Body { when: Some(self.simple(false)), check }
            }
            5 => {
                let (written, factor) = self.percent();
                let sides = [
                    ("ammonia discharged", "ammonia generated"),
                    ("reused", "intake"),
                    ("wastewater", "intake"),
                ];
                let (left, right) = self.dice.of(&sides);
                Body {
                    when: Some(self.simple(false)),
                    check: named(left).at_most(&named(right).times(&written, factor)),
                }
            }
            _ => {
                let (written, factor) = self.percent();
                let taken = named("intake").plus(&named("reused").or_zero());
                let out = named("wastewater").times(&written, factor);
                only(taken.at_least(&out))
            }
        }
    }

    /// Some codes of a field, and a test for them.
    fn set(&mut self, field: Field) -> Condition {
        let texts = field.texts();
        let many = 1 + self.dice.below(if texts.len() > 100 { 12 } else { 4 });
        let mut codes: Vec<String> = Vec::new();
        for _ in 0..many {
            let place = usize::try_from(self.dice.below(texts.len() as u64)).unwrap_or(0);
            let mut code = texts.get(place).cloned().unwrap_or_default();
            if field == Field::named("industry") && self.dice.in_thousand(400) {
                code.truncate(2);
            }
            if !codes.iter().any(|known| known.starts_with(&code) || code.starts_with(known.as_str())) {
                codes.push(code);
            }
        }
        test(field, Test::Under(codes))
    }

    fn codes(&mut self) -> Body {
        let field = self.entry(false, true);
        let set = self.set(field);
        match self.dice.below(4) {
            0 => Body { when: Some(set), check: self.simple(false) },
            1 => {
                let other = self.entry(false, true);
                let check = self.set(other);
                Body { when: Some(self.simple(false)), check }
            }
            2 => only(set.not().or(&self.simple(false))),
            _ => {
                let other = self.entry(false, true);
                let and = self.set(other);
                Body { when: Some(set.and(&and)), check: self.simple(false) }
            }
        }
    }

    fn words(&mut self, field: Field) -> Condition {
        let word = world::word(usize::try_from(self.dice.below(32)).unwrap_or(0)).to_owned();
        match self.dice.below(5) {
            0 => test(field, Test::Begins(word)),
            1 => test(field, Test::Ends(word)),
            2 => {
                let texts = field.texts();
                let place = usize::try_from(self.dice.below(texts.len() as u64)).unwrap_or(0);
                test(field, Test::Is(texts.get(place..=place).unwrap_or_default().to_vec()))
            }
            _ => test(field, Test::Contains(word)),
        }
    }

    fn texts(&mut self) -> Body {
        let field = self.entry(false, false);
        let words = self.words(field);
        match self.dice.below(4) {
            0 | 1 => Body { when: Some(words), check: self.simple(false) },
            2 => {
                let other = self.entry(false, false);
                let check = self.words(other).or(&self.simple(false));
                Body { when: Some(words), check }
            }
            _ => only(words.not().or(&self.simple(false))),
        }
    }

    /// A condition of an outlet.
    fn of_outlet(&mut self) -> Condition {
        match self.dice.below(4) {
            0 | 1 => self.simple(true),
            2 => {
                let field = self.entry(true, false);
                self.words(field)
            }
            _ => {
                let field = self.entry(true, true);
                self.set(field)
            }
        }
    }

    fn outlets(&mut self) -> Body {
        #[expect(clippy::cast_precision_loss, reason = "up to 9")]
        let few = self.dice.below(9) as f64;
        match self.dice.below(7) {
            0 => only(every_outlet(&self.of_outlet())),
            1 => {
                let check = any_outlet(&self.of_outlet().and(&self.simple(true)));
                Body { when: Some(self.simple(false)), check }
            }
            2 => {
                let (written, factor) = self.percent();
                let keep = self.dice.in_thousand(400).then(|| self.of_outlet());
                let sum = of_outlets("sum", Field::named("volume"), keep.as_ref());
                only(sum.at_most(&cell(Field::named("wastewater")).times(&written, factor)))
            }
            3 => only(count_of_outlets(Some(&self.of_outlet())).at_most(&literal(few, "", few))),
            4 => {
                let field = self.field(true, None);
                let word = self.dice.of(&["max", "min", "mean"]);
                let of = of_outlets(word, field, None);
                let bound = self.bound(field);
                Body { when: Some(self.simple(false)), check: of.at_most(&bound) }
            }
            5 => {
                let field = self.field(true, None);
                let keep = self.of_outlet();
                let word = self.dice.of(&["sum", "max"]);
                let bound = self.bound(field);
                only(of_outlets(word, field, Some(&keep)).at_most(&bound))
            }
            _ => {
                let sides = [("load", "COD discharged"), ("ammonia load", "ammonia discharged")];
                let (inner, outer) = self.dice.of(&sides);
                let sum = of_outlets("sum", Field::named(inner), None);
                #[expect(clippy::cast_precision_loss, reason = "up to 40")]
                let percent = (1 + self.dice.below(40)) as f64 / 2.0;
                let bound = self.bound(Field::named(inner));
                only(sum.near(&cell(Field::named(outer)), percent, Some(&bound)))
            }
        }
    }

    /// A field of codes by which there are groups.
    fn key(&mut self) -> Field {
        self.dice.of(&["industry", "district", "status", "ownership"].map(Field::named))
    }

    fn group(&mut self) -> Body {
        let (field, by) = (self.field(false, None), self.key());
        let own = cell(field);
        match self.dice.below(8) {
            0 | 1 => {
                let (written, factor) = self.percent();
                let median = of_group(Statistic::Median, field, None, by);
                only(own.at_most(&median.times(&written, factor)))
            }
            2 => {
                let share = self.dice.of(&[0.75, 0.9, 0.95, 0.99]);
                only(own.at_most(&of_group(Statistic::Percentile(share), field, None, by)))
            }
            3 => {
                let (written, factor) = self.percent();
                let mean = of_group(Statistic::Sum, field, None, by);
                Body { when: Some(self.simple(false)), check: own.at_most(&mean.times(&written, factor)) }
            }
            4 => {
                #[expect(clippy::cast_precision_loss, reason = "up to 4")]
                let k = (2 + self.dice.below(6)) as f64 / 2.0 + 1.0;
                only(inlier(field, by, k))
            }
            5 => {
                #[expect(clippy::cast_precision_loss, reason = "up to 2,000")]
                let least = (20 + self.dice.below(2000)) as f64;
                let size = size_of_group(by).at_least(&literal(least, "", least));
                Body { when: Some(size), check: self.simple(false) }
            }
            6 => {
                let bound = self.bound(field);
                let (written, factor) = self.percent();
                let share = share_of_group(&own.more_than(&bound), field, by);
                let limit = as_written(written, factor);
                Body { when: Some(share.at_least(&limit)), check: given(field) }
            }
            _ => {
                let (written, factor) = self.percent();
                let keep = self.simple(false);
                let median = of_group(Statistic::Median, field, Some(&keep), by);
                only(own.at_most(&median.times(&written, factor)))
            }
        }
    }

    /// A formula and its unit.
    fn formula(&mut self) -> (Amount, String) {
        let named = |name: &str| cell(Field::named(name));
        #[expect(clippy::cast_precision_loss, reason = "up to 400")]
        let factor = (1 + self.dice.below(400)) as f64 / 100.0;
        let written = format!("{factor}");
        match self.dice.below(6) {
            0 => {
                let (above, below) = self.quotient();
                (cell(above).times(&written, factor).over(&cell(below)), unit_of_quotient(above, below))
            }
            1 => {
                let removed = named("COD generated")
                    .minus(&named("COD discharged").times(&written, factor).in_larger(1000.0));
                (removed.over(&named("COD generated")), String::new())
            }
            2 => {
                let volume = of_outlets("sum", Field::named("volume"), None);
                (volume.times(&written, factor), "m³".to_owned())
            }
            3 => {
                let condition = self.simple(false);
                let chosen =
                    Amount::chosen(&condition, &named("coal"), &named("coke").times(&written, factor));
                (chosen, "t".to_owned())
            }
            4 => {
                let sum = named("intake")
                    .plus(&named("reused").or_zero())
                    .minus(&named("wastewater").times(&written, factor));
                (sum, "m³".to_owned())
            }
            _ => {
                let keep = self.of_outlet();
                let load = of_outlets("sum", Field::named("load"), Some(&keep));
                (load.times(&written, factor), "kg".to_owned())
            }
        }
    }
}

/// The unit of a quotient of two fields.
fn unit_of_quotient(above: Field, below: Field) -> String {
    match (above.unit().unwrap_or_default(), below.unit().unwrap_or_default()) {
        (above, below) if above == below => String::new(),
        (above, "") => above.to_owned(),
        (above, below) => format!("{above}/{below}"),
    }
}
