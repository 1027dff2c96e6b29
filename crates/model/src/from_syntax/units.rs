//! Units as written, and what to say where two do not fit.

use shensuan_diagnostics::codes::{names, text, units as codes};
use shensuan_diagnostics::{Arg, Both, Diagnostic, Span};
use shensuan_syntax::tree::{Ident, UnitDecl};
use shensuan_syntax::tree_expr::Quantity;
use shensuan_vocab::names::fold_name;
use shensuan_vocab::units::{Conversion, Unit};

use super::declare::name;
use super::expr::is_percent_points;
use super::{Checker, at};
use crate::typed::{Kind, Typed};
use crate::types::{Type, UnitName};

impl Checker {
    /// The unit that a text names.
    pub(super) fn unit(&mut self, written: &Ident) -> Option<Unit> {
        if let Ok(unit) = self.units.parse(&written.value) {
            self.used_unit(written, &unit);
            return Some(unit);
        }
        // Made of a unit whose declaration has been complained of.
        let mut parts = written.value.split(['/', '-', '^']).chain([written.value.as_str()]);
        if parts.any(|part| self.names.is_poisoned(part)) {
            return None;
        }
        // `5 kg foo`: the words behind a unit are no part of it.
        if let Some((first, rest)) = written.value.split_once(' ')
            && self.units.parse(first).is_ok()
        {
            let start = written.span.end.saturating_sub(u32::try_from(rest.len()).unwrap_or(0));
            let span = Span { start, ..written.span };
            let said = at(text::UNEXPECTED, span).with("found", rest);
            // `5 m³ an staff`
            let word = rest.split(' ').next().unwrap_or(rest);
            let near = self.nearest(word, ["and", "or"]).into_iter().next().filter(|_| word.len() > 1);
            return self.refuse(near.into_iter().fold(said, |said, near| {
                said.help(names::DID_YOU_MEAN_BY.with("word", word).with("meant", near))
            }));
        }
        let mut unknown = at(codes::UNKNOWN_UNIT, written.span).with("unit", written.value.as_str());
        let of_time = match written.value.to_lowercase().as_str() {
            "week" | "weeks" | "周" | "星期" => Some(codes::DEFINE_A_WEEK),
            "month" | "months" | "月" | "个月" | "quarter" | "quarters" | "季" | "季度" | "个季度" => {
                Some(codes::NO_FIXED_LENGTH)
            }
            _ => None,
        };
        if let Some(help) = of_time {
            return self.refuse(unknown.help(help.with("unit", written.value.as_str())));
        }
        if matches!(written.value.as_str(), "percent" | "per cent" | "pct" | "百分比") {
            return self.refuse(unknown.help(text::WRITE_INSTEAD.with("repair", "%")));
        }
        if is_percent_points(&written.value) {
            return self.refuse(unknown.help(codes::POINTS_BEHIND_A_NUMBER));
        }
        let near = self.nearest(&fold_name(&written.value), self.units.names());
        if !near.is_empty() {
            unknown = unknown.help(codes::UNITS_LIKE.with("names", near));
        } else if written.value.contains('/') {
            unknown = unknown.help(codes::BLANKS_MAKE_DIVISION);
        } else {
            unknown = unknown.help(codes::DEFINE_IT.with("unit", written.value.as_str()));
        }
        self.refuse(unknown)
    }

    /// Whether a number and its unit are a name that begins with digits: `2018年产量`.
    pub(super) fn begins_a_name(&self, quantity: &Quantity) -> bool {
        const HEADS: [char; 10] = ['年', '月', '日', '号', '期', '季', '级', '类', '次', '批'];
        let Some(unit) = &quantity.unit else { return false };
        quantity.number.span.end == unit.span.start
            && unit.value.starts_with(HEADS)
            && unit.value.chars().count() > 1
            && !self.names.is_poisoned(&unit.value)
            && self.units.parse(&unit.value).is_err()
    }

    /// `define unit`.
    pub(super) fn define_unit(&mut self, declared: &UnitDecl) {
        let names = name(&declared.names);
        let Some(of) = self.unit(&declared.unit) else {
            self.names.poison(&names.all().map(str::to_owned).collect::<Vec<_>>());
            return;
        };
        let spelled: Vec<&Ident> =
            std::iter::once(&declared.names.name).chain(&declared.names.also).collect();
        let mut known: Vec<(&Ident, Unit)> = spelled
            .iter()
            .filter_map(|spelling| Some((*spelling, self.units.parse(&spelling.value).ok()?)))
            .collect();
        // Another size is told before the same size again.
        known.sort_by_key(|(_, unit)| size(unit, &declared.factor.value, &of).1);
        for (spelling, unit) in &known {
            let first = self.unit_spans.get(&fold_name(&spelling.value)).copied();
            let (is, same) = size(unit, &declared.factor.value, &of);
            // A unit that comes with the language may get other names.
            if same && first.is_none() && known.len() < spelled.len() {
                continue;
            }
            let new = [declared.factor.value.as_str(), declared.unit.value.as_str()].join(" ");
            let said = at(codes::UNIT_OF_TWO_SIZES, spelling.span).with("name", spelling.value.as_str());
            let said =
                first.into_iter().fold(said, |said, first| said.label(first, names::FIRST_DECLARED_HERE));
            self.say(said.with("known", is).with("new", new));
            let unknown = spelled.iter().filter(|name| self.units.parse(&name.value).is_err());
            self.names.poison(&unknown.map(|name| name.value.clone()).collect::<Vec<_>>());
            return;
        }
        for spelling in &spelled {
            self.unit_spans.entry(fold_name(&spelling.value)).or_insert(spelling.span);
        }
        if let Some((known, _)) = known.first() {
            spelled.iter().for_each(|spelling| self.units.also(&spelling.value, &known.value));
            return;
        }
        let spellings: Vec<&str> = names.all().collect();
        if self.units.define(&spellings, &declared.factor.value, &of).is_err() {
            self.say(at(codes::BAD_UNIT, declared.names.name.span).with("name", names.declared()));
        }
    }

    /// Both sides of `+ −` or a comparison in one unit: a literal goes over to the unit of what is none, else
    /// the right to the left's; zero fits every unit.
    pub(super) fn fit(&mut self, left: Typed, right: Typed, sign: Span) -> Option<(Typed, Typed)> {
        if left.ty == Type::Quantity || right.ty == Type::Quantity {
            return Some((widened(left), widened(right)));
        }
        let (Type::Number(a), Type::Number(b)) = (&left.ty, &right.ty) else { return Some((left, right)) };
        // What is 0 on a scale with a zero of its own is written with its unit.
        let fits_all = |value: &Typed, other: &Unit| {
            is_zero(value) && (value.kind == Kind::Missing || !other.is_scale())
        };
        if fits_all(&left, b) {
            let left = Typed { ty: right.ty.clone(), ..left };
            return Some((left, right));
        }
        if fits_all(&right, a) {
            let right = Typed { ty: left.ty.clone(), ..right };
            return Some((left, right));
        }
        // A bare number fits a count.
        if let Some(conversion) = self.counts(&left, b) {
            let target = right.ty.clone();
            return Some((converted(left, conversion, &target), right));
        }
        if let Some(conversion) = self.counts(&right, a) {
            let target = left.ty.clone();
            return Some((left, converted(right, conversion, &target)));
        }
        let literal = matches!(left.kind, Kind::Number(_)) && !matches!(right.kind, Kind::Number(_));
        let (from, to) = if literal { (a, b) } else { (b, a) };
        let Ok(conversion) = from.compatible(to) else {
            return self.refuse(mismatch(&left, a, &right, b, sign));
        };
        let target = Type::Number(to.clone());
        let convert = |value: Typed| converted(value, conversion, &target);
        Some(if literal { (convert(left), right) } else { (left, convert(right)) })
    }

    /// How a bare number is brought to a unit that counts; a percentage counts nothing.
    fn counts(&self, value: &Typed, unit: &Unit) -> Option<Conversion> {
        let bare = matches!(&value.ty, Type::Number(own) if own.is_dimensionless());
        let share = self.is_percent(value);
        unit.of_bare().filter(|_| bare && !share)
    }

    /// A number in another unit, as `as` and the `unit` clause ask for: from ℃ to K, too.
    pub(super) fn convert_as(&mut self, value: Typed, to: &Unit, span: Span) -> Option<Typed> {
        match &value.ty {
            Type::Number(from) if from.is_scale() != to.is_scale() => match from.convertible(to) {
                Ok(conversion) => Some(converted(value, conversion, &Type::Number(to.clone()))),
                Err(_) => self.convert(value, to, span),
            },
            _ => self.convert(value, to, span),
        }
    }

    /// Terms of which one is in ℃: the difference of two temperatures is one in K, and that is all.
    pub(super) fn sum_on_a_scale(&mut self, terms: Vec<(bool, Typed)>, span: Span) -> Option<Typed> {
        let on_a_scale = |term: &Typed| matches!(&term.ty, Type::Number(unit) if unit.is_scale());
        match terms.as_slice() {
            [(false, first), (true, second)] if on_a_scale(first) && on_a_scale(second) => {}
            _ => return self.not_on_a_scale(span),
        }
        let scope = self.join(&terms.iter().map(|(_, term)| term).collect::<Vec<_>>())?;
        let kelvin = self.units.parse("K").unwrap_or_else(|_| Unit::dimensionless());
        Some(Typed { kind: Kind::Sum(terms), ty: Type::Number(kelvin), scope, span })
    }

    /// Refuses arithmetic with a temperature in ℃.
    pub(super) fn not_on_a_scale<T>(&mut self, span: Span) -> Option<T> {
        self.refuse(at(codes::SCALE_COMPUTED, span).help(codes::AS_KELVIN))
    }

    /// A number in another unit of the same dimension.
    pub(super) fn convert(&mut self, value: Typed, to: &Unit, span: Span) -> Option<Typed> {
        if value.ty == Type::Quantity {
            let (scope, span) = (value.scope, value.span);
            let kind = Kind::Narrow(Box::new(value), to.clone());
            return Some(Typed { kind, ty: Type::Number(to.clone()), scope, span });
        }
        let Type::Number(from) = &value.ty else { return self.not_a_number(&value) };
        if is_zero(&value) {
            return Some(Typed { ty: Type::Number(to.clone()), ..value });
        }
        let counted = self.counts(&value, to);
        let bare = || from.of_bare().filter(|_| to.is_dimensionless()).map(|way| way.inverse());
        if let Some(conversion) = counted.or_else(bare) {
            return Some(converted(value, conversion, &Type::Number(to.clone())));
        }
        let Ok(conversion) = from.compatible(to) else {
            let mut refused = Diagnostic::new(codes::CANNOT_CONVERT)
                .with("from", Arg::of(&UnitName(from)))
                .with("to", Arg::of(&UnitName(to)));
            if span != value.span {
                refused = refused.label(span, text::HERE);
            }
            refused = refused.label(value.span, has_unit(from));
            if let (Kind::Number(number), true) = (&value.kind, from.is_dimensionless()) {
                let number = number.to_string();
                refused = refused
                    .help(codes::WRITE_THE_UNIT.with("number", number).with("unit", Arg::of(&UnitName(to))));
            }
            return self.refuse(refused);
        };
        Some(converted(value, conversion, &Type::Number(to.clone())))
    }
}

/// What a unit is in terms of `of`, and whether that is `factor`.
fn size(unit: &Unit, factor: &str, of: &Unit) -> (Both, bool) {
    let dimension = unit.dimension();
    let Ok(conversion) = unit.compatible(of) else {
        let (zh, en) = (dimension.in_zh(), dimension.in_en());
        return (Both::new(format!("{zh}的单位"), format!("a unit of {en}")), false);
    };
    let (known, new) = (conversion.apply(1.0), factor.parse().unwrap_or(f64::NAN));
    let is = Both::new(format!("{known} {}", of.in_zh()), format!("{known} {}", of.in_en()));
    (is, (known - new).abs() <= 1e-12 * known.abs())
}

/// A value in another unit; a literal becomes the literal that it is there.
fn converted(value: Typed, conversion: Conversion, to: &Type) -> Typed {
    let Typed { kind, ty, scope, span } = value;
    let kind = match kind {
        kind if conversion.is_identity() => kind,
        Kind::Number(number) if conversion.apply(number).is_finite() => {
            Kind::Number(conversion.apply(number))
        }
        kind => Kind::Convert(Box::new(Typed { kind, ty, scope, span }), conversion),
    };
    Typed { kind, ty: to.clone(), scope, span }
}

/// A number as a quantity: in coherent units, with its dimension. 0 fits every dimension.
pub(super) fn widened(value: Typed) -> Typed {
    let Type::Number(unit) = &value.ty else { return value };
    if is_zero(&value) {
        return Typed { ty: Type::Quantity, ..value };
    }
    let (unit, scope, span) = (unit.clone(), value.scope, value.span);
    Typed { kind: Kind::Widen(Box::new(value), unit), ty: Type::Quantity, scope, span }
}

/// The literal 0, which fits every unit; and so does what is missing.
pub(super) fn is_zero(value: &Typed) -> bool {
    matches!(value.kind, Kind::Number(0.0) | Kind::Missing)
        && matches!(&value.ty, Type::Number(unit) if unit.is_dimensionless())
}

fn has_unit(unit: &Unit) -> shensuan_diagnostics::Message {
    let dimension = unit.dimension();
    codes::HAS_UNIT
        .with("unit", Arg::of(&UnitName(unit)))
        .with("dimension", Both::new(dimension.in_zh(), dimension.in_en()))
}

fn mismatch(left: &Typed, a: &Unit, right: &Typed, b: &Unit, sign: Span) -> Diagnostic {
    let mut mismatch = Diagnostic::new(codes::UNIT_MISMATCH)
        .with("left", Arg::of(&UnitName(a)))
        .with("right", Arg::of(&UnitName(b)));
    if left.span.end <= sign.start && sign.end <= right.span.start {
        mismatch = mismatch.label(sign, text::HERE);
    }
    mismatch = mismatch.label(left.span, has_unit(a)).label(right.span, has_unit(b));
    if a.is_scale() != b.is_scale() && a.convertible(b).is_ok() {
        mismatch = mismatch.help(codes::AS_KELVIN);
    } else if let Some((number, unit)) = bare(left, a, b).or_else(|| bare(right, b, a)) {
        mismatch = mismatch
            .help(codes::WRITE_THE_UNIT.with("number", number).with("unit", Arg::of(&UnitName(unit))));
    } else if a.dimension() != b.dimension() {
        let factor = a.over(b);
        mismatch = mismatch.help(codes::MISSING_FACTOR.with("factor", Arg::of(&UnitName(&factor))));
    }
    mismatch
}

/// A number written without a unit where the other side has one.
fn bare<'u>(value: &Typed, own: &Unit, other: &'u Unit) -> Option<(String, &'u Unit)> {
    let (sign, literal) =
        if let Kind::Negative(inner) = &value.kind { (-1.0, &inner.kind) } else { (1.0, &value.kind) };
    let Kind::Number(number) = literal else { return None };
    let number = (sign * number).to_string();
    // `5 万` of an income in 元.
    let scale = own.in_zh();
    match scale.as_str() {
        "万" | "亿" | "万亿" | "千万" | "百万" => Some((format!("{number} {scale}"), other)),
        _ => own.is_dimensionless().then_some((number, other)),
    }
}
