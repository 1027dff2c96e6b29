//! What a cell of a formula column holds: `2.19`, `0.02S`, `1.1+0.3S`, `用电量 ÷ (功率 × 时间)`. It is read once per distinct
//! text into the coefficients of a polynomial and the parameters that divide it, so that no row evaluates a text.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use shensuan_diagnostics::Message;
use shensuan_diagnostics::codes::table_data as codes;

use crate::FieldId;
use crate::names::fold_text;
use crate::numbers::{self, NumberFault, plain};

/// A formula has at most so many parameters.
pub const MOST_PARAMETERS: usize = 8;

/// Parameters are multiplied with each other in formulas of at most so many: of more there would be too many products.
pub const MOST_MULTIPLIED: usize = 4;

/// A formula has at most so many characters.
const LENGTH: usize = 200;

/// Brackets and signs in a formula nest at most so deep.
const DEPTH: usize = 32;

/// What the cells of a formula column are made of.
#[derive(Clone, Debug, PartialEq)]
pub struct FormulaCell {
    /// What they call their parameters, in order.
    pub parameters: Vec<String>,
    /// The field beside it that holds the unit of what comes out; none for a bare number.
    pub unit: Option<FieldId>,
    /// For each parameter the field of the table that holds the unit in which it goes in, where the table says that.
    pub parameter_units: Vec<Option<FieldId>>,
}

/// A product of at most two parameters, which go by their places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Monomial {
    /// Of none: 1.
    One,
    /// A parameter.
    Of(usize),
    /// Two of them, the first no later than the second.
    Both(usize, usize),
}

/// A formula that was read: a polynomial over a product of parameters, most often over none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Polynomial {
    coefficients: BTreeMap<Monomial, f64>,
    /// The parameters that all of it is divided by.
    under: BTreeSet<usize>,
    reads: Vec<usize>,
}

/// Why a cell is no formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormulaFault {
    /// It breaks off where a number, a parameter or a bracket is wanted.
    Ends,
    /// This cannot stand there.
    Misplaced,
    /// Two things stand side by side that only a sign could join.
    Unjoined,
    /// A power is written.
    Power,
    /// A percent sign is written.
    Percent,
    /// It is no number, and no parameter is written in it: a range, a day, a sum that was not worked out.
    Constant,
    /// No parameter has this name.
    Unknown(String),
    /// A bracket is not closed.
    Open,
    /// A sum is divided by, or a quotient.
    Divides,
    /// Something is added to a quotient that is not over the same parameters.
    Added,
    /// More than two parameters are multiplied, one divides twice, or there are too many to be multiplied at all.
    TooHigh,
    /// No finite number comes out.
    Endless,
    /// It nests too deep.
    TooDeep,
    /// It is too long.
    TooLong,
}

impl FormulaFault {
    /// What is wrong, in the words of a complaint.
    #[must_use]
    pub fn message(&self, parameters: &[String]) -> Message {
        match self {
            Self::Ends => codes::WHY_FORMULA_ENDS.into(),
            Self::Misplaced => codes::WHY_NO_FORMULA.into(),
            Self::Unjoined => codes::WHY_SIGN_MISSING.into(),
            Self::Power => codes::WHY_POWER.into(),
            Self::Percent => codes::WHY_PERCENT.into(),
            Self::Constant => codes::WHY_NO_PARAMETER.with("names", parameters.to_vec()),
            Self::Unknown(name) => {
                codes::WHY_UNKNOWN_PARAMETER.with("name", name.as_str()).with("names", parameters.to_vec())
            }
            Self::Open => codes::WHY_BRACKET_OPEN.into(),
            Self::Divides => codes::WHY_DIVIDES_BY_SUM.into(),
            Self::Added => codes::WHY_ADDS_TO_QUOTIENT.into(),
            Self::TooHigh if parameters.len() > MOST_MULTIPLIED => {
                codes::WHY_MULTIPLIES_AT_ALL.with("limit", MOST_MULTIPLIED)
            }
            Self::TooHigh => codes::WHY_MULTIPLIES_TOO_MUCH.into(),
            Self::Endless => codes::WHY_ENDLESS.into(),
            Self::TooDeep => codes::WHY_NESTED.into(),
            Self::TooLong => codes::WHY_LONG.with("limit", LENGTH),
        }
    }
}

impl Polynomial {
    /// The formula of a cell; the fault comes with its place, in bytes of the text.
    ///
    /// # Errors
    /// The text is no formula of these parameters.
    pub fn read(text: &str, parameters: &[String]) -> Result<Self, (FormulaFault, Range<usize>)> {
        if let Ok(number) = numbers::read(text) {
            return Ok(Self::number(number));
        }
        if !text.chars().any(char::is_alphanumeric) {
            return Err((FormulaFault::Misplaced, 0..text.len()));
        }
        if let Some((beyond, _)) = text.char_indices().nth(LENGTH) {
            return Err((FormulaFault::TooLong, beyond..text.len()));
        }
        let mut reader = Reader { text, parameters, at: 0, depth: 0 };
        let whole = reader.sum()?;
        match reader.peek() {
            Some(c) => Err((left_over(c), reader.here())),
            None if whole.is_number() => Err((FormulaFault::Constant, 0..text.len())),
            None => whole.within(parameters.len()).map_err(|fault| (fault, 0..text.len())),
        }
    }

    fn number(number: f64) -> Self {
        Self { coefficients: BTreeMap::from([(Monomial::One, number)]), ..Self::default() }
    }

    fn parameter(place: usize) -> Self {
        let coefficients = BTreeMap::from([(Monomial::Of(place), 1.0)]);
        Self { coefficients, under: BTreeSet::new(), reads: vec![place] }
    }

    /// What a product of parameters is multiplied by.
    #[must_use]
    pub fn coefficient(&self, of: Monomial) -> f64 {
        self.coefficients.get(&of).copied().unwrap_or(0.0)
    }

    /// Whether all of it is divided by the parameter at a place.
    #[must_use]
    pub fn is_over(&self, parameter: usize) -> bool {
        self.under.contains(&parameter)
    }

    /// Whether the parameter at a place is written in it.
    #[must_use]
    pub fn reads(&self, parameter: usize) -> bool {
        self.reads.contains(&parameter)
    }

    /// Whether it is a number: no parameter is written in it.
    #[must_use]
    pub fn is_number(&self) -> bool {
        self.reads.is_empty()
    }

    fn read_too(&mut self, other: &Self) {
        for place in &other.reads {
            if !self.reads.contains(place) {
                self.reads.push(*place);
            }
        }
    }

    fn plus(mut self, other: &Self, sign: f64) -> Result<Self, FormulaFault> {
        if self.under != other.under {
            return Err(FormulaFault::Added);
        }
        for (of, coefficient) in &other.coefficients {
            *self.coefficients.entry(*of).or_insert(0.0) += sign * coefficient;
        }
        self.read_too(other);
        self.finite()
    }

    fn negated(mut self) -> Self {
        self.coefficients.values_mut().for_each(|coefficient| *coefficient = -*coefficient);
        self
    }

    fn times(&self, other: &Self) -> Result<Self, FormulaFault> {
        if !self.under.is_disjoint(&other.under) {
            return Err(FormulaFault::TooHigh);
        }
        let under = self.under.union(&other.under).copied().collect();
        let mut product = Self { coefficients: BTreeMap::new(), under, reads: self.reads.clone() };
        for (a, x) in &self.coefficients {
            for (b, y) in &other.coefficients {
                let of = a.times(*b).ok_or(FormulaFault::TooHigh)?;
                *product.coefficients.entry(of).or_insert(0.0) += x * y;
            }
        }
        product.read_too(other);
        product.finite()
    }

    /// A number, a parameter, or a product of parameters divides; a sum would have to be worked out row by row.
    fn over(mut self, divisor: &Self) -> Result<Self, FormulaFault> {
        let mut terms = divisor.coefficients.iter();
        let (Some((of, by)), None, true) = (terms.next(), terms.next(), divisor.under.is_empty()) else {
            return Err(FormulaFault::Divides);
        };
        for parameter in of.parameters() {
            if !self.under.insert(parameter) {
                return Err(FormulaFault::TooHigh);
            }
        }
        self.read_too(divisor);
        self.coefficients.values_mut().for_each(|coefficient| *coefficient /= by);
        self.finite()
    }

    fn finite(self) -> Result<Self, FormulaFault> {
        let finite = self.coefficients.values().all(|coefficient| coefficient.is_finite());
        if finite { Ok(self) } else { Err(FormulaFault::Endless) }
    }

    /// Whether a formula of so many parameters may multiply what it multiplies.
    fn within(self, parameters: usize) -> Result<Self, FormulaFault> {
        let multiplies = self.coefficients.keys().any(|of| matches!(of, Monomial::Both(..)));
        if multiplies && parameters > MOST_MULTIPLIED { Err(FormulaFault::TooHigh) } else { Ok(self) }
    }
}

impl Monomial {
    /// The products that a formula of so many parameters can be made of.
    #[must_use]
    pub fn all(parameters: usize) -> Vec<Self> {
        let pairs = (0..parameters).flat_map(|a| (a..parameters).map(move |b| Self::Both(a, b)));
        std::iter::once(Self::One).chain((0..parameters).map(Self::Of)).chain(pairs).collect()
    }

    /// The places of its parameters.
    fn parameters(self) -> impl Iterator<Item = usize> {
        let (one, other) = match self {
            Self::One => (None, None),
            Self::Of(a) => (Some(a), None),
            Self::Both(a, b) => (Some(a), Some(b)),
        };
        one.into_iter().chain(other)
    }

    fn times(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::One, of) | (of, Self::One) => Some(of),
            (Self::Of(a), Self::Of(b)) => Some(Self::Both(a.min(b), a.max(b))),
            (Self::Both(..), _) | (_, Self::Both(..)) => None,
        }
    }
}

/// Whether cells can write a parameter by this name: a word of letters and digits, which is no exponent of the number
/// before it, as `E3` would be in `2E3`.
#[must_use]
pub fn names_a_parameter(name: &str) -> bool {
    let mut inside = name.chars().map(plain);
    let begins = inside.next();
    begins.is_some_and(char::is_alphabetic)
        && inside.clone().all(of_a_parameter)
        && (!matches!(begins, Some('e' | 'E')) || inside.next().is_some_and(char::is_alphabetic))
}

fn of_a_parameter(c: char) -> bool {
    c.is_alphabetic() || c.is_ascii_digit() || c == '_'
}

/// Whether cells cannot tell two parameters apart.
#[must_use]
pub fn same_parameter(a: &str, b: &str) -> bool {
    fold_text(a) == fold_text(b)
}

/// What is wrong with a character where a formula could end.
fn left_over(c: char) -> FormulaFault {
    match c {
        '^' | '²' | '³' => FormulaFault::Power,
        '%' | '‰' => FormulaFault::Percent,
        '(' | '.' => FormulaFault::Unjoined,
        c if of_a_parameter(c) => FormulaFault::Unjoined,
        _ => FormulaFault::Misplaced,
    }
}

type Read = Result<Polynomial, (FormulaFault, Range<usize>)>;

struct Reader<'t> {
    text: &'t str,
    parameters: &'t [String],
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    /// The next character that is no blank, as it is typed on a plain keyboard.
    fn peek(&mut self) -> Option<char> {
        loop {
            let c = plain(self.rest().chars().next()?);
            if !c.is_whitespace() {
                return Some(match c {
                    '×' | '·' | '∙' | '⋅' | '✕' => '*',
                    '÷' => '/',
                    c => c,
                });
            }
            self.step();
        }
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn step(&mut self) {
        self.at += self.rest().chars().next().map_or(0, char::len_utf8);
    }

    /// Where the next character stands: behind the last one at the end.
    fn here(&self) -> Range<usize> {
        self.at..self.at + self.rest().chars().next().map_or(0, char::len_utf8)
    }

    /// `a + b − c`
    fn sum(&mut self) -> Read {
        let mut total = self.product()?;
        loop {
            let sign = match self.peek() {
                Some('+') => 1.0,
                Some('-') => -1.0,
                _ => return Ok(total),
            };
            self.step();
            let from = self.at;
            let term = self.product()?;
            total = total.plus(&term, sign).map_err(|fault| (fault, from..self.at))?;
        }
    }

    /// `a × b ÷ c`
    fn product(&mut self) -> Read {
        let mut product = self.signed()?;
        loop {
            let divides = match self.peek() {
                Some('*') => false,
                Some('/') => true,
                _ => return Ok(product),
            };
            self.step();
            self.peek();
            let from = self.at;
            let factor = self.signed()?;
            let made = if divides { product.over(&factor) } else { product.times(&factor) };
            product = made.map_err(|fault| (fault, from..self.at))?;
        }
    }

    fn signed(&mut self) -> Read {
        let negative = match self.peek() {
            Some('-') => true,
            Some('+') => false,
            _ => return self.factor(),
        };
        let from = self.here();
        self.step();
        let inner = self.deeper(from, Self::signed)?;
        Ok(if negative { inner.negated() } else { inner })
    }

    /// A number, a number with a parameter right behind it, a parameter, or a bracket.
    fn factor(&mut self) -> Read {
        match self.peek() {
            None => Err((FormulaFault::Ends, self.here())),
            Some('(') => {
                let opened = self.here();
                self.step();
                let inner = self.deeper(opened.clone(), Self::sum)?;
                match self.peek() {
                    Some(')') => {
                        self.step();
                        Ok(inner)
                    }
                    Some(c) => Err((left_over(c), self.here())),
                    None => Err((FormulaFault::Open, opened)),
                }
            }
            Some(c) if c.is_ascii_digit() || c == '.' => {
                let number = self.number()?;
                if self.peek().is_some_and(char::is_alphabetic) {
                    let from = self.at;
                    let parameter = self.parameter()?;
                    return number.times(&parameter).map_err(|fault| (fault, from..self.at));
                }
                Ok(number)
            }
            Some(c) if c.is_alphabetic() => self.parameter(),
            Some(_) => Err((FormulaFault::Misplaced, self.here())),
        }
    }

    fn deeper(&mut self, at: Range<usize>, read: impl FnOnce(&mut Self) -> Read) -> Read {
        if self.depth >= DEPTH {
            return Err((FormulaFault::TooDeep, at));
        }
        self.depth += 1;
        let inner = read(self);
        self.depth -= 1;
        inner
    }

    /// The characters from here on that belong together, as they are typed on a plain keyboard.
    fn taken(&mut self, belongs: impl Fn(char) -> bool) -> String {
        let mut taken = String::new();
        while let Some(c) = self.rest().chars().next().map(plain).filter(|c| belongs(*c)) {
            taken.push(c);
            self.step();
        }
        taken
    }

    fn number(&mut self) -> Read {
        let from = self.at;
        let digits = self.taken(|c| c.is_ascii_digit() || matches!(c, '.' | ',')) + &self.exponent();
        match numbers::read(&digits) {
            Ok(number) => Ok(Polynomial::number(number)),
            Err(NumberFault::NotANumber) => Err((FormulaFault::Misplaced, from..self.at)),
            Err(NumberFault::TooLarge) => Err((FormulaFault::Endless, from..self.at)),
        }
    }

    /// `E-06`, as spreadsheets write small numbers; nothing where an E belongs to a parameter.
    fn exponent(&mut self) -> String {
        let from = self.at;
        let letter = self.taken(|c| matches!(c, 'e' | 'E'));
        let sign = self.taken(|c| matches!(c, '+' | '-'));
        let digits = self.taken(|c| c.is_ascii_digit());
        if letter.len() == 1 && sign.len() < 2 && !digits.is_empty() {
            return letter + &sign + &digits;
        }
        self.at = from;
        String::new()
    }

    fn parameter(&mut self) -> Read {
        let from = self.at;
        let name = self.taken(of_a_parameter);
        match self.parameters.iter().position(|parameter| same_parameter(parameter, &name)) {
            Some(place) => Ok(Polynomial::parameter(place)),
            None => Err((FormulaFault::Unknown(name), from..self.at)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FormulaFault, Monomial, Polynomial, names_a_parameter};

    fn read(text: &str) -> Result<Polynomial, (FormulaFault, std::ops::Range<usize>)> {
        Polynomial::read(text, &["S".to_owned(), "A".to_owned()])
    }

    #[test]
    fn numbers_and_formulas() {
        let coefficients = |text: &str| {
            let read = read(text).unwrap();
            Monomial::all(2).into_iter().map(|of| read.coefficient(of)).collect::<Vec<_>>()
        };
        let cases: [(&str, [f64; 6]); 16] = [
            ("2.19", [2.19, 0.0, 0.0, 0.0, 0.0, 0.0]),
            ("1,200", [1200.0, 0.0, 0.0, 0.0, 0.0, 0.0]),
            ("1,200S", [0.0, 1200.0, 0.0, 0.0, 0.0, 0.0]),
            ("2E-06", [0.000_002, 0.0, 0.0, 0.0, 0.0, 0.0]),
            ("2E-06S", [0.0, 0.000_002, 0.0, 0.0, 0.0, 0.0]),
            ("0.02S", [0.0, 0.02, 0.0, 0.0, 0.0, 0.0]),
            (" 0.02 s ", [0.0, 0.02, 0.0, 0.0, 0.0, 0.0]),
            ("０．０２ × Ｓ", [0.0, 0.02, 0.0, 0.0, 0.0, 0.0]),
            ("0.02·S", [0.0, 0.02, 0.0, 0.0, 0.0, 0.0]),
            ("1.1+0.3S", [1.1, 0.3, 0.0, 0.0, 0.0, 0.0]),
            ("1.25A", [0.0, 0.0, 1.25, 0.0, 0.0, 0.0]),
            ("−S", [0.0, -1.0, 0.0, 0.0, 0.0, 0.0]),
            ("（S + 2）× (A − 1)", [-2.0, -1.0, 2.0, 0.0, 1.0, 0.0]),
            ("8S÷4 − 2×3", [-6.0, 2.0, 0.0, 0.0, 0.0, 0.0]),
            ("S*S-S", [0.0, -1.0, 0.0, 1.0, 0.0, 0.0]),
            ("5＊a", [0.0, 0.0, 5.0, 0.0, 0.0, 0.0]),
        ];
        for (text, wanted) in cases {
            assert_eq!(coefficients(text), wanted, "{text}");
        }
        assert!(read("S-S").unwrap().reads(0) && !read("S-S").unwrap().reads(1));
    }

    #[test]
    fn faults_have_their_place() {
        use FormulaFault as Fault;
        let cases = [
            ("16S+", Fault::Ends, 4..4),
            ("16X", Fault::Unknown("X".to_owned()), 2..3),
            ("0.02xS", Fault::Unknown("xS".to_owned()), 4..6),
            ("16S A", Fault::Unjoined, 4..5),
            ("S 2", Fault::Unjoined, 2..3),
            ("2(S)", Fault::Unjoined, 1..2),
            ("(S+2)(A)", Fault::Unjoined, 5..6),
            ("(S 2)", Fault::Unjoined, 3..4),
            ("1.2.3S", Fault::Misplaced, 0..5),
            ("0,02S", Fault::Misplaced, 0..4),
            ("1e999S", Fault::Endless, 0..5),
            ("(1+S", Fault::Open, 0..1),
            ("1+S)", Fault::Misplaced, 3..4),
            ("1÷(S+2)", Fault::Divides, 3..8),
            ("1÷(S÷A)", Fault::Divides, 3..9),
            ("1÷S÷S", Fault::TooHigh, 6..7),
            ("1+S÷A", Fault::Added, 2..6),
            ("S×S×A", Fault::TooHigh, 6..7),
            ("S÷0", Fault::Endless, 3..4),
            ("S>5", Fault::Misplaced, 1..2),
            ("S^2", Fault::Power, 1..2),
            ("0.3S²", Fault::Power, 4..6),
            ("0.02S％", Fault::Percent, 5..8),
            ("80%", Fault::Percent, 2..3),
            ("=0.02S", Fault::Misplaced, 0..1),
            ("—", Fault::Misplaced, 0..3),
            ("/", Fault::Misplaced, 0..1),
            ("12-15", Fault::Constant, 0..5),
            ("2017/12/31", Fault::Constant, 0..10),
            ("(5)", Fault::Constant, 0..3),
            ("12~15", Fault::Misplaced, 2..3),
        ];
        for (text, fault, place) in cases {
            assert_eq!(read(text), Err((fault, place)), "{text}");
        }
        let deep = "(".repeat(40) + "S" + &")".repeat(40);
        assert_eq!(read(&deep), Err((Fault::TooDeep, 32..33)));
        let long = "S+".repeat(300) + "S";
        assert_eq!(read(&long), Err((Fault::TooLong, 200..601)));
    }

    #[test]
    fn products_of_parameters_divide() {
        let names = ["用电量", "功率", "时间"].map(str::to_owned);
        let read = Polynomial::read("用电量 ÷ (功率 × 时间)", &names).unwrap();
        assert_eq!((0..3).map(|place| read.is_over(place)).collect::<Vec<_>>(), [false, true, true]);
        assert!((0..3).all(|place| read.reads(place)));
        assert_eq!(read.coefficient(Monomial::Of(0)), 1.0);
        assert_eq!(Polynomial::read("用电量/功率/时间", &names), Ok(read.clone()));
        assert_eq!(Polynomial::read("2 × 用电量 ÷ (时间 × 2) ÷ 功率", &names).unwrap().under, read.under);
        let both = Polynomial::read("(用电量 + 功率) ÷ 时间 − 功率 ÷ 时间", &names).unwrap();
        assert_eq!((both.coefficient(Monomial::Of(1)), both.is_over(2)), (0.0, true));
    }

    #[test]
    fn of_many_parameters_none_are_multiplied() {
        let names: Vec<String> = ["A", "B", "C", "D", "F"].map(str::to_owned).into();
        assert!(Polynomial::read("A ÷ (B × C) ", &names).is_ok());
        assert_eq!(Polynomial::read("A × B", &names), Err((FormulaFault::TooHigh, 0..6)));
    }

    #[test]
    fn names_that_cells_can_write() {
        for name in ["S", "A1", "Sar", "灰分", "Ea", "k_1"] {
            assert!(names_a_parameter(name), "{name}");
        }
        for name in ["", "1S", "S 1", "S%", "E", "e3", "E_1", "S²", "_S"] {
            assert!(!names_a_parameter(name), "{name}");
        }
    }
}
