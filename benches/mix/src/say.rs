//! Rule text and its meaning, put together in one breath: what is written and what is meant cannot drift apart.

use std::collections::BTreeSet;

use crate::meaning::{Fold, Forms, Number, Statistic, Test, Truth};
use crate::world::{Field, Form};

/// A number as written and as meant.
#[derive(Clone, Debug)]
pub struct Amount {
    /// As written.
    pub text: String,
    /// As meant.
    pub number: Number,
    /// The largest absolute term of what is added up in it.
    largest: Option<Number>,
    /// The forms that must be filed.
    forms: Forms,
    /// Whether it needs brackets inside a product.
    loose: bool,
}

/// A condition as written and as meant.
#[derive(Clone, Debug)]
pub struct Condition {
    /// As written.
    pub text: String,
    /// As meant.
    pub truth: Truth,
    /// The forms that must be filed.
    pub forms: Forms,
    /// Whether it needs brackets beside `and` and `or`.
    loose: bool,
}

fn boxed<T>(value: T) -> Box<T> {
    Box::new(value)
}

fn of_form(form: Form) -> Forms {
    BTreeSet::from([form])
}

fn both(a: &Forms, b: &Forms) -> Forms {
    a | b
}

fn abs(number: Number) -> Number {
    Number::Abs(boxed(number))
}

/// The larger of what there is.
fn larger(a: Option<Number>, b: Option<Number>) -> Option<Number> {
    match (a, b) {
        (Some(a), Some(b)) => Some(Number::Max(boxed(a), boxed(b))),
        (one, other) => one.or(other),
    }
}

/// The cell of a field; of an outlet inside an aggregate, and there `forms` do not matter.
#[must_use]
pub fn cell(field: Field) -> Amount {
    let declared = field.declared();
    Amount {
        text: declared.name.to_owned(),
        number: Number::Cell(field),
        largest: None,
        forms: of_form(declared.form),
        loose: false,
    }
}

/// A number with its unit, which means so much in the unit that it is held against.
#[must_use]
pub fn literal(written: f64, unit: &str, means: f64) -> Amount {
    as_written(if unit.is_empty() { format!("{written}") } else { format!("{written} {unit}") }, means)
}

/// A number as it is written.
#[must_use]
pub fn as_written(text: String, means: f64) -> Amount {
    Amount { text, number: Number::Literal(means), largest: None, forms: Forms::new(), loose: false }
}

impl Amount {
    fn inside(&self) -> String {
        if self.loose { format!("({})", self.text) } else { self.text.clone() }
    }

    /// The size of a term: its largest, or itself.
    fn term(&self) -> Number {
        self.largest.clone().unwrap_or_else(|| abs(self.number.clone()))
    }

    fn joined(&self, other: &Self, sign: &str, number: Number) -> Self {
        let right = if sign == "−" { other.inside() } else { other.text.clone() };
        Self {
            text: format!("{} {sign} {right}", self.text),
            number,
            largest: larger(Some(self.term()), Some(other.term())),
            forms: both(&self.forms, &other.forms),
            loose: true,
        }
    }

    /// A sum.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        self.joined(other, "+", Number::Add(boxed(self.number.clone()), boxed(other.number.clone())))
    }

    /// A difference.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        self.joined(other, "−", Number::Sub(boxed(self.number.clone()), boxed(other.number.clone())))
    }

    /// A product with a plain number, or a percentage as written.
    #[must_use]
    pub fn times(&self, written: &str, factor: f64) -> Self {
        Self {
            text: format!("{} × {written}", self.inside()),
            number: Number::Mul(boxed(self.number.clone()), boxed(Number::Literal(factor))),
            largest: None,
            forms: self.forms.clone(),
            loose: false,
        }
    }

    /// A quotient.
    #[must_use]
    pub fn over(&self, other: &Self) -> Self {
        Self {
            text: format!("{} ÷ {}", self.inside(), other.inside()),
            number: Number::Div(boxed(self.number.clone()), boxed(other.number.clone())),
            largest: None,
            forms: both(&self.forms, &other.forms),
            loose: true,
        }
    }

    /// The same in a unit that is so many times smaller; nothing is written.
    #[must_use]
    pub fn in_smaller(&self, times: f64) -> Self {
        let converted = |number| Number::Mul(boxed(number), boxed(Number::Literal(times)));
        Self {
            number: converted(self.number.clone()),
            largest: self.largest.clone().map(converted),
            ..self.clone()
        }
    }

    /// The same in a unit that is so many times larger; nothing is written.
    #[must_use]
    pub fn in_larger(&self, times: f64) -> Self {
        let converted = |number| Number::Div(boxed(number), boxed(Number::Literal(times)));
        Self {
            number: converted(self.number.clone()),
            largest: self.largest.clone().map(converted),
            ..self.clone()
        }
    }

    /// 0 where it is missing.
    #[must_use]
    pub fn or_zero(&self) -> Self {
        Self {
            text: format!("({} otherwise 0)", self.text),
            number: Number::OrElse(boxed(self.number.clone()), boxed(Number::Literal(0.0))),
            loose: false,
            ..self.clone()
        }
    }

    fn compared(
        &self,
        sign: &str,
        other: &Self,
        truth: impl Fn(Number, Number, Option<Number>) -> Truth,
    ) -> Condition {
        let scale = larger(self.largest.clone(), other.largest.clone());
        Condition {
            text: format!("{} {sign} {}", self.text, other.text),
            truth: truth(self.number.clone(), other.number.clone(), scale),
            forms: both(&self.forms, &other.forms),
            loose: false,
        }
    }

    /// At most.
    #[must_use]
    pub fn at_most(&self, other: &Self) -> Condition {
        self.compared("≤", other, Truth::AtMost)
    }

    /// At least.
    #[must_use]
    pub fn at_least(&self, other: &Self) -> Condition {
        self.compared("≥", other, |left, right, scale| Truth::AtMost(right, left, scale))
    }

    /// More than.
    #[must_use]
    pub fn more_than(&self, other: &Self) -> Condition {
        self.compared(">", other, |left, right, scale| Truth::Less(right, left, scale))
    }

    /// Less than.
    #[must_use]
    pub fn less_than(&self, other: &Self) -> Condition {
        self.compared("<", other, Truth::Less)
    }

    /// Equal.
    #[must_use]
    pub fn equals(&self, other: &Self) -> Condition {
        self.compared("=", other, Truth::Equal)
    }

    /// Not equal.
    #[must_use]
    pub fn differs(&self, other: &Self) -> Condition {
        self.compared("≠", other, |left, right, scale| Truth::Not(boxed(Truth::Equal(left, right, scale))))
    }

    /// From one to another.
    #[must_use]
    pub fn between(&self, low: &Self, high: &Self) -> Condition {
        Condition {
            text: format!("{} ≤ {} ≤ {}", low.text, self.text, high.text),
            truth: Truth::And(boxed(low.at_most(self).truth), boxed(self.at_most(high).truth)),
            forms: both(&both(&low.forms, &high.forms), &self.forms),
            loose: false,
        }
    }

    /// Nearly equal to another: within so many hundredths of it or, if there is one, within an amount.
    #[must_use]
    pub fn near(&self, other: &Self, percent: f64, amount: Option<&Self>) -> Condition {
        let (left, right) = (self.number.clone(), other.number.clone());
        let distance = abs(Number::Sub(boxed(left.clone()), boxed(right.clone())));
        let terms = larger(self.largest.clone(), other.largest.clone());
        let scale = larger(terms, larger(Some(abs(left)), Some(abs(right.clone()))));
        let share = Number::Mul(boxed(Number::Literal(percent / 100.0)), boxed(abs(right)));
        let mut truth = Truth::AtMost(distance.clone(), share, scale.clone());
        let mut text = format!("{} ≈ {} within {percent}%", self.text, other.text);
        if let Some(amount) = amount {
            let close = Truth::AtMost(distance, amount.number.clone(), scale);
            truth = Truth::Or(boxed(truth), boxed(close));
            text = format!("{text} or {}", amount.text);
        }
        Condition { text, truth, forms: both(&self.forms, &other.forms), loose: true }
    }

    /// One of two, as a condition chooses.
    #[must_use]
    pub fn chosen(condition: &Condition, yes: &Self, no: &Self) -> Self {
        let choose =
            |yes: Number, no: Number| Number::Choose(boxed(condition.truth.clone()), boxed(yes), boxed(no));
        let largest = match (&yes.largest, &no.largest) {
            (None, None) => None,
            _ => Some(choose(yes.term(), no.term())),
        };
        Self {
            text: format!("if {} then {} else {}", condition.text, yes.text, no.text),
            number: choose(yes.number.clone(), no.number.clone()),
            largest,
            forms: both(&condition.forms, &both(&yes.forms, &no.forms)),
            loose: true,
        }
    }
}

fn with(keep: Option<&Condition>) -> String {
    keep.map_or(String::new(), |keep| format!(" where {}", keep.inside()))
}

fn kept(keep: Option<&Condition>) -> Option<Box<Truth>> {
    keep.map(|keep| boxed(keep.truth.clone()))
}

/// How many outlets pass.
#[must_use]
pub fn count_of_outlets(keep: Option<&Condition>) -> Amount {
    Amount {
        text: format!("count(outlets{})", with(keep)),
        number: Number::Fold { how: Fold::Count, value: None, keep: kept(keep) },
        largest: None,
        forms: Forms::new(),
        loose: false,
    }
}

/// The sum, the least, the largest or the mean of a field of the outlets.
#[must_use]
pub fn of_outlets(word: &str, field: Field, keep: Option<&Condition>) -> Amount {
    let fold = |how, of: Number| Number::Fold { how, value: Some(boxed(of)), keep: kept(keep) };
    let own = || Number::Cell(field);
    let (number, largest, forms) = match word {
        "sum" => (fold(Fold::Sum, own()), Some(fold(Fold::Max, abs(own()))), Forms::new()),
        "min" => (fold(Fold::Min, own()), None, of_form(Form::Outlets)),
        "max" => (fold(Fold::Max, own()), None, of_form(Form::Outlets)),
        _ => {
            let mean = Number::Div(boxed(fold(Fold::Sum, own())), boxed(fold(Fold::CountGiven, own())));
            (mean, None, of_form(Form::Outlets))
        }
    };
    let text = format!("{word}(outlets.{}{})", field.declared().name, with(keep));
    Amount { text, number, largest, forms, loose: false }
}

/// Whether some outlet passes.
#[must_use]
pub fn any_outlet(condition: &Condition) -> Condition {
    Condition {
        text: format!("any outlets where {}", condition.text),
        truth: Truth::Any(boxed(condition.truth.clone())),
        forms: Forms::new(),
        loose: true,
    }
}

/// Whether every outlet passes.
#[must_use]
pub fn every_outlet(condition: &Condition) -> Condition {
    Condition {
        text: format!("every outlets has {}", condition.text),
        truth: Truth::Every(boxed(condition.truth.clone())),
        forms: Forms::new(),
        loose: true,
    }
}

/// Something asked of all enterprises with the same code.
#[must_use]
pub fn of_group(how: Statistic, field: Field, keep: Option<&Condition>, by: Field) -> Amount {
    let asked = |how, least| Number::Group {
        how,
        value: Some(boxed(Number::Cell(field))),
        keep: kept(keep),
        by,
        least,
    };
    let name = field.declared().name;
    let name = format!("{name}{}", with(keep));
    let (asks, number) = match how {
        Statistic::Median => (format!("median({name})"), asked(how, 10)),
        Statistic::Mad => (format!("mad({name})"), asked(how, 10)),
        Statistic::Percentile(share) => {
            (format!("percentile({name}, {}%)", (share * 100.0).round()), asked(how, 10))
        }
        Statistic::Max => (format!("max({name})"), asked(how, 0)),
        Statistic::Count | Statistic::CountGiven => {
            (format!("count({name})"), asked(Statistic::CountGiven, 0))
        }
        Statistic::Sum => {
            let mean = Number::Div(boxed(asked(how, 0)), boxed(asked(Statistic::CountGiven, 0)));
            (format!("mean({name})"), mean)
        }
    };
    Amount {
        text: format!("{asks} by {}", by.declared().name),
        number,
        largest: None,
        forms: of_form(by.declared().form),
        loose: true,
    }
}

/// The share of the enterprises with the same code of which a condition is true.
#[must_use]
pub fn share_of_group(condition: &Condition, of: Field, by: Field) -> Amount {
    // Of those of which the condition is known: a comparison of one cell is where the cell is given.
    let asked = |how, value: Option<Number>, keep: Option<&Condition>, least| Number::Group {
        how,
        value: value.map(boxed),
        keep: kept(keep),
        by,
        least,
    };
    let true_ones = asked(Statistic::Count, None, Some(condition), 0);
    let known = asked(Statistic::CountGiven, Some(Number::Cell(of)), None, 10);
    Amount {
        text: format!("share({}) by {}", condition.text, by.declared().name),
        number: Number::Div(boxed(true_ones), boxed(known)),
        largest: None,
        forms: of_form(by.declared().form),
        loose: true,
    }
}

/// How many enterprises have the same code.
#[must_use]
pub fn size_of_group(by: Field) -> Amount {
    Amount {
        text: format!("count(enterprise) by {}", by.declared().name),
        number: Number::Group { how: Statistic::Count, value: None, keep: None, by, least: 0 },
        largest: None,
        forms: of_form(by.declared().form),
        loose: true,
    }
}

/// No further from the median of its group than k × 1.4826 × mad; where mad is 0, nothing is said of the others.
#[must_use]
pub fn inlier(field: Field, by: Field, k: f64) -> Condition {
    let (own, median) = (cell(field), of_group(Statistic::Median, field, None, by));
    let mad = of_group(Statistic::Mad, field, None, by).number;
    let distance = abs(Number::Sub(boxed(own.number.clone()), boxed(median.number.clone())));
    let reach = Number::Mul(boxed(Number::Literal(k * 1.4826)), boxed(mad.clone()));
    let scale = larger(Some(abs(own.number.clone())), Some(abs(median.number.clone())));
    let flat = Truth::Equal(mad, Number::Literal(0.0), None);
    let apart = Truth::Not(boxed(Truth::Equal(own.number.clone(), median.number.clone(), None)));
    Condition {
        text: format!("{} is not an outlier by {} (robust {k})", own.text, by.declared().name),
        truth: Truth::UnknownIf(
            boxed(Truth::And(boxed(flat), boxed(apart))),
            boxed(Truth::AtMost(distance, reach, scale)),
        ),
        forms: both(&own.forms, &median.forms),
        loose: true,
    }
}

/// A cell of yes or no.
#[must_use]
pub fn answer(field: Field) -> Condition {
    let declared = field.declared();
    Condition {
        text: declared.name.to_owned(),
        truth: Truth::Answer(field),
        forms: of_form(declared.form),
        loose: false,
    }
}

/// A test of a code or a text.
#[must_use]
pub fn test(field: Field, test: Test) -> Condition {
    let declared = field.declared();
    let name = declared.name;
    let listed = |texts: &[String]| texts.join(", ");
    let text = match &test {
        Test::Under(codes) => format!("{name} in {}", listed(codes)),
        Test::Is(texts) => {
            texts.iter().map(|text| format!("{name} is \"{text}\"")).collect::<Vec<_>>().join(" or ")
        }
        Test::Contains(part) => format!("{name} contains \"{part}\""),
        Test::Begins(part) => format!("{name} starts with \"{part}\""),
        Test::Ends(part) => format!("{name} ends with \"{part}\""),
    };
    // A list of codes would go on behind a comma.
    let loose = matches!(&test, Test::Under(_)) || matches!(&test, Test::Is(texts) if texts.len() > 1);
    Condition { text, truth: Truth::Test(field, test), forms: of_form(declared.form), loose }
}

/// Whether a cell is filled.
#[must_use]
pub fn given(field: Field) -> Condition {
    Condition {
        text: format!("{} is given", field.declared().name),
        truth: Truth::Given(field),
        forms: Forms::new(),
        loose: false,
    }
}

impl Condition {
    fn inside(&self) -> String {
        if self.loose { format!("({})", self.text) } else { self.text.clone() }
    }

    fn joined(&self, other: &Self, text: String, truth: Truth) -> Self {
        Self { text, truth, forms: both(&self.forms, &other.forms), loose: true }
    }

    /// Both hold.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let text = format!("{} and {}", self.inside(), other.inside());
        self.joined(other, text, Truth::And(boxed(self.truth.clone()), boxed(other.truth.clone())))
    }

    /// One holds at least.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        let text = format!("{} or {}", self.inside(), other.inside());
        self.joined(other, text, Truth::Or(boxed(self.truth.clone()), boxed(other.truth.clone())))
    }

    /// The other where this holds.
    #[must_use]
    pub fn implies(&self, other: &Self) -> Self {
        let text = format!("if {} then {}", self.inside(), other.inside());
        let not = Truth::Not(boxed(self.truth.clone()));
        self.joined(other, text, Truth::Or(boxed(not), boxed(other.truth.clone())))
    }

    /// The opposite.
    #[must_use]
    pub fn not(&self) -> Self {
        Self {
            text: format!("not ({})", self.text),
            truth: Truth::Not(boxed(self.truth.clone())),
            forms: self.forms.clone(),
            loose: false,
        }
    }
}
