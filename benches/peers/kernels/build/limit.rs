//! The limit: each group of rules as one function over a chunk, a word of 64 rows at a time. A truth is two masks, true and
//! false; a number is eight lanes and a mask of the rows in which it is known.

use std::collections::HashMap;
use std::fmt::Write as _;

use shensuan_mix::meaning::{Fold, Number, Rule, Truth};
use shensuan_mix::threshold::{Sign, below, from};
use shensuan_mix::world::{FIELDS, Field, Form};
use shensuan_mix::{Mix, Parts};

/// Rules in a function.
const GROUP: usize = 32;

/// A number: an expression in `k` for eight lanes, and the mask of the rows in which it is known.
#[derive(Clone)]
struct Lanes {
    eight: String,
    known: String,
}

struct Writer<'p> {
    parts: &'p Parts,
    /// Whether the rows are outlets.
    outlets: bool,
    out: String,
    next: usize,
    /// What has been written in this function, by what it says.
    known: HashMap<String, String>,
}

pub fn written(mix: &Mix) -> String {
    let parts = Parts::of(mix);
    let mut out = "use super::simd::*;\nuse super::limit::Chunk;\n".to_owned();
    let writer =
        |outlets| Writer { parts: &parts, outlets, out: String::new(), next: 0, known: HashMap::new() };

    // Who is counted in the groups.
    for (place, group) in parts.groups.iter().enumerate() {
        let Number::Group { keep: Some(keep), .. } = group else { continue };
        let mut writer = writer(false);
        let (yes, _) = writer.truth(keep);
        let _ = write!(
            out,
            "pub unsafe fn keep_{place}(x: &Chunk, w: usize) -> u64 {{ unsafe {{\n{}{yes}\n}} }}\n",
            writer.out
        );
    }
    let keeps = parts.groups.iter().enumerate().map(|(place, group)| match group {
        Number::Group { keep: Some(_), .. } => {
            format!("Some(keep_{place} as unsafe fn(&Chunk, usize) -> u64)")
        }
        _ => "None".to_owned(),
    });
    let keeps: Vec<String> = keeps.collect();
    let _ = writeln!(
        out,
        "pub const KEEPS: [Option<unsafe fn(&Chunk, usize) -> u64>; {}] = [{}];",
        keeps.len(),
        keeps.join(", ")
    );

    // The masks of outlets: of each flag, and of each fold which rows are kept and which of them are given.
    let mut writer = writer(true);
    let mut stores = String::new();
    for (place, flag) in parts.flags.iter().enumerate() {
        let mask = match flag {
            Truth::Any(each) => writer.truth(each).0,
            Truth::Every(each) => writer.truth(each).1,
            other => panic!("{other:?}"),
        };
        let _ = writeln!(stores, "x.put_mask({place}, w, {mask} & there);");
    }
    for (place, fold) in parts.folds.iter().enumerate() {
        let Number::Fold { how, value, keep } = fold else { panic!("{fold:?}") };
        let keep = keep.as_ref().map_or("!0u64".to_owned(), |keep| writer.truth(keep).0);
        let given = match (how, value) {
            (Fold::Count, _) | (_, None) => "!0u64".to_owned(),
            (_, Some(value)) => writer.number(value).known,
        };
        let at = parts.flags.len() + 2 * place;
        if let (Fold::Max, Some(value)) = (how, value) {
            if let Number::Abs(inner) = &**value {
                // A largest term: which are taken, and which of them lie below 0.
                let lanes = writer.number(inner);
                let below = writer.once(format!("rows(#[inline(always)] |k| lt({}, lit(0.0)))", lanes.eight));
                let _ = writeln!(stores, "x.put_mask({at}, w, {keep} & {given} & there);");
                let _ = writeln!(stores, "x.put_mask({}, w, {keep} & {given} & {below} & there);", at + 1);
                continue;
            }
        }
        let _ = writeln!(stores, "x.put_mask({at}, w, {keep} & there);");
        let _ = writeln!(stores, "x.put_mask({}, w, {keep} & {given} & there);", at + 1);
    }
    let _ = write!(
        out,
        "pub unsafe fn outlets(x: &Chunk, w: usize, there: u64) {{ unsafe {{\n{}{stores}}} }}\n",
        writer.out
    );

    // The rules.
    let mut names = Vec::new();
    for (group, rules) in ordered(mix).chunks(GROUP).enumerate() {
        let mut writer = self::Writer {
            parts: &parts,
            outlets: false,
            out: String::new(),
            next: 0,
            known: HashMap::new(),
        };
        for place in rules {
            writer.rule(*place, &mix.rules[*place]);
        }
        let _ = write!(
            out,
            "pub unsafe fn rules_{group}(x: &Chunk) {{ unsafe {{ for w in 0..x.words {{\n{}}} }} }}\n",
            writer.out
        );
        names.push(format!("rules_{group}"));
    }
    for (group, formulas) in mix.formulas.chunks(GROUP).enumerate() {
        let mut writer = self::Writer {
            parts: &parts,
            outlets: false,
            out: String::new(),
            next: 0,
            known: HashMap::new(),
        };
        for (place, formula) in formulas.iter().enumerate() {
            let lanes = writer.number(&formula.value);
            let place = GROUP * group + place;
            let _ = writeln!(
                writer.out,
                "{{ let to = x.formula({place}, w); for k in 0..8 {{ st(to, k, {}); }} x.put_known({place}, w, {}); }}",
                lanes.eight, lanes.known
            );
        }
        let _ = write!(
            out,
            "pub unsafe fn formulas_{group}(x: &Chunk) {{ unsafe {{ for w in 0..x.words {{\n{}}} }} }}\n",
            writer.out
        );
        names.push(format!("formulas_{group}"));
    }
    let _ = writeln!(out, "pub const GROUPS: [unsafe fn(&Chunk); {}] = [{}];", names.len(), names.join(", "));
    out
}

/// The rules in an order in which those stand together that read the same fields.
fn ordered(mix: &Mix) -> Vec<usize> {
    let reads: Vec<u64> = mix
        .rules
        .iter()
        .map(|rule| {
            let said = format!("{:?} {:?}", rule.when, rule.check);
            (0..FIELDS.len())
                .filter(|place| said.contains(&format!("Field({place})")))
                .fold(0, |all, place| all | 1 << place)
        })
        .collect();
    let mut left: Vec<usize> = (0..mix.rules.len()).collect();
    let mut order = Vec::new();
    while !left.is_empty() {
        let mut have = 0u64;
        for _ in 0..GROUP.min(left.len()) {
            // The one that brings the fewest new fields, the one that shares most first.
            let best = left.iter().enumerate().min_by_key(|(_, rule)| {
                let reads = reads[**rule];
                ((reads & !have).count_ones(), u32::MAX - (reads & have).count_ones())
            });
            let Some((at, _)) = best else { break };
            let rule = left.remove(at);
            have |= reads[rule];
            order.push(rule);
        }
    }
    order
}

impl Writer<'_> {
    /// A value under a name, once.
    fn once(&mut self, said: String) -> String {
        if let Some(name) = self.known.get(&said) {
            return name.clone();
        }
        let name = format!("v{}", self.next);
        self.next += 1;
        let _ = writeln!(self.out, "let {name} = {said};");
        self.known.insert(said, name.clone());
        name
    }

    fn given(&mut self, field: Field) -> String {
        let of = if self.outlets { "outlet_given" } else { "given" };
        self.once(format!("x.{of}({}, w)", field.index()))
    }

    fn rule(&mut self, place: usize, rule: &Rule) {
        let filed = |writer: &mut Self, forms: &shensuan_mix::meaning::Forms| {
            let all: Vec<String> = forms
                .iter()
                .map(|form: &Form| writer.once(format!("x.filed({}, w)", *form as usize)))
                .collect();
            if all.is_empty() { "!0u64".to_owned() } else { all.join(" & ") }
        };
        let applies = filed(self, &rule.when_forms);
        let checked = filed(self, &rule.check_forms);
        let (when, not_when) = match &rule.when {
            Some(when) => self.truth(when),
            None => ("!0u64".to_owned(), "0u64".to_owned()),
        };
        let (yes, no) = self.truth(&rule.check);
        let _ = writeln!(
            self.out,
            "x.decide({place}, w, {applies}, {when}, {not_when}, {checked}, {yes}, {no});"
        );
    }

    fn number(&mut self, number: &Number) -> Lanes {
        match number {
            Number::Cell(field) => {
                let of = if self.outlets { "outlet" } else { "number" };
                let column = self.once(format!("x.{of}({}, w)", field.index()));
                Lanes { eight: format!("ld({column}, k)"), known: self.given(*field) }
            }
            Number::Literal(number) => Lanes { eight: format!("lit({number:?})"), known: "!0u64".to_owned() },
            Number::Add(a, b) => self.two("add", a, b),
            Number::Sub(a, b) => self.two("sub", a, b),
            Number::Mul(a, b) => self.two("mul", a, b),
            // Of the scale of a comparison alone, whose terms are known where its sides are.
            Number::Max(a, b) => self.two("max", a, b),
            Number::Div(a, b) => {
                let lanes = self.two("div", a, b);
                let below = self.number(b);
                if matches!(&**b, Number::Literal(_)) {
                    return lanes;
                }
                let not_zero = self.once(format!("rows(#[inline(always)] |k| ne0({}))", below.eight));
                Lanes { known: self.once(format!("{} & {not_zero}", lanes.known)), ..lanes }
            }
            Number::Abs(a) => {
                let lanes = self.number(a);
                Lanes { eight: format!("abs({})", lanes.eight), ..lanes }
            }
            Number::OrElse(a, b) => {
                let (a, b) = (self.number(a), self.number(b));
                Lanes {
                    eight: format!("pick({}, k, {}, {})", a.known, a.eight, b.eight),
                    known: self.once(format!("{} | {}", a.known, b.known)),
                }
            }
            Number::Choose(condition, a, b) => {
                let (yes, no) = self.truth(condition);
                let (a, b) = (self.number(a), self.number(b));
                Lanes {
                    eight: format!("pick({yes}, k, {}, {})", a.eight, b.eight),
                    known: self.once(format!("{yes} & {} | {no} & {}", a.known, b.known)),
                }
            }
            Number::Fold { .. } => {
                let place = self.parts.fold(number).expect("every fold is known");
                self.column("fold", place)
            }
            Number::Group { .. } => {
                let place = self.parts.group(number).expect("every group is known");
                self.column("group", place)
            }
        }
    }

    fn column(&mut self, of: &str, place: usize) -> Lanes {
        let column = self.once(format!("x.{of}({place}, w)"));
        let known = self.once(format!("x.{of}_known({place}, w)"));
        Lanes { eight: format!("ld({column}, k)"), known }
    }

    fn two(&mut self, name: &str, a: &Number, b: &Number) -> Lanes {
        let (a, b) = (self.number(a), self.number(b));
        let known = match (a.known.as_str(), b.known.as_str()) {
            (one, "!0u64") | ("!0u64", one) => one.to_owned(),
            (one, other) if one == other => one.to_owned(),
            (one, other) => self.once(format!("{one} & {other}")),
        };
        Lanes { eight: format!("{name}({}, {})", a.eight, b.eight), known }
    }

    /// The masks of true and of false.
    fn truth(&mut self, truth: &Truth) -> (String, String) {
        match truth {
            Truth::Less(a, b, scale) => self.compared(Sign::Less, a, b, scale.as_ref()),
            Truth::AtMost(a, b, scale) => self.compared(Sign::AtMost, a, b, scale.as_ref()),
            Truth::Equal(a, b, scale) => self.compared(Sign::Equal, a, b, scale.as_ref()),
            Truth::And(a, b) => {
                let (a, b) = (self.truth(a), self.truth(b));
                (self.once(format!("{} & {}", a.0, b.0)), self.once(format!("{} | {}", a.1, b.1)))
            }
            Truth::Or(a, b) if let Some(nearer) = nearer(a, b) => self.truth(&nearer),
            Truth::Or(a, b) => {
                let (a, b) = (self.truth(a), self.truth(b));
                (self.once(format!("{} | {}", a.0, b.0)), self.once(format!("{} & {}", a.1, b.1)))
            }
            Truth::Not(a) => {
                let (yes, no) = self.truth(a);
                (no, yes)
            }
            Truth::UnknownIf(a, b) => {
                let ((_, no), b) = (self.truth(a), self.truth(b));
                (self.once(format!("{no} & {}", b.0)), self.once(format!("{no} & {}", b.1)))
            }
            Truth::Answer(field) => (self.given(*field), self.once(format!("x.no({}, w)", field.index()))),
            Truth::Given(field) => {
                let given = self.given(*field);
                let not = self.once(format!("!{given}"));
                (given, not)
            }
            Truth::Test(field, test) => {
                let place = self.parts.test(*field, test).expect("every test is known");
                let of = if self.outlets { "outlet_entry" } else { "entry" };
                let words = self.once(format!("x.{of}({}, {}, w)", field.index(), place / 32));
                let passes = self.once(format!("bit({words}, {})", place % 32));
                self.masks(&passes, *field)
            }
            Truth::Any(_) | Truth::Every(_) => {
                let place = self.parts.flag(truth).expect("every flag is known");
                let found = self.once(format!("x.flag({place}, w)"));
                let not = self.once(format!("!{found}"));
                if matches!(truth, Truth::Any(_)) { (found, not) } else { (not, found) }
            }
        }
    }

    fn masks(&mut self, passes: &str, field: Field) -> (String, String) {
        let given = self.given(field);
        (self.once(format!("{passes} & {given}")), self.once(format!("!{passes} & {given}")))
    }

    fn compared(&mut self, sign: Sign, a: &Number, b: &Number, scale: Option<&Number>) -> (String, String) {
        let pair = (self.number(a), self.number(b));
        let known = match (pair.0.known.as_str(), pair.1.known.as_str()) {
            (one, "!0u64") | ("!0u64", one) => one.to_owned(),
            (one, other) if one == other => one.to_owned(),
            (one, other) => self.once(format!("{one} & {other}")),
        };
        let (left, right) = (&pair.0.eight, &pair.1.eight);
        let ask = match (sign, a, b, scale) {
            (Sign::Less | Sign::AtMost, _, Number::Literal(bound), None) => {
                format!("lt({left}, lit({:?}))", below(sign, *bound))
            }
            (Sign::Less | Sign::AtMost, Number::Literal(bound), _, None) => {
                format!("ge({right}, lit({:?}))", from(sign, *bound))
            }
            _ => {
                let slack = match scale {
                    Some(scale) => format!("slack3({left}, {right}, {})", self.number(scale).eight),
                    None => format!("slack2({left}, {right})"),
                };
                let name = match sign {
                    Sign::Less => "less",
                    Sign::AtMost => "at_most",
                    Sign::Equal => "equal",
                };
                format!("{name}({left}, {right}, {slack})")
            }
        };
        let c = self.once(format!("rows(#[inline(always)] |k| {ask})"));
        (self.once(format!("{c} & {known}")), self.once(format!("!{c} & {known}")))
    }
}

/// A distance within one of two bounds is within the larger, if both are known where it is.
fn nearer(a: &Truth, b: &Truth) -> Option<Truth> {
    let (Truth::AtMost(distance, one, scale), Truth::AtMost(same, other @ Number::Literal(_), at)) = (a, b)
    else {
        return None;
    };
    let Number::Abs(_) = distance else { return None };
    (distance == same && scale == at).then(|| {
        let bound = Number::Max(Box::new(one.clone()), Box::new(other.clone()));
        Truth::AtMost(distance.clone(), bound, scale.clone())
    })
}
