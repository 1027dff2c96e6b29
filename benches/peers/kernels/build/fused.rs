//! Plain loops, as somebody writes them who knows no more than the language: every rule in the body of one loop over the
//! rows, or a loop for each rule over 64 of them. A truth is two booleans, a number a value and whether it is known.

use std::collections::HashMap;
use std::fmt::Write as _;

use shensuan_mix::meaning::{Fold, Forms, Number, Rule, Truth};
use shensuan_mix::world::{Field, Form};
use shensuan_mix::{Mix, Parts};

/// How much stands in one loop.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Every rule in the body of one loop over the rows.
    Rows,
    /// A loop over 64 rows for each rule, with all that it asks in the body: short enough to be made eight rows at a time.
    Rules,
}

struct Writer<'p> {
    style: Style,
    parts: &'p Parts,
    /// Whether the row is an outlet.
    outlet: bool,
    out: String,
    next: usize,
    /// What has been worked out, by what it says.
    known: HashMap<String, String>,
}

pub fn written(mix: &Mix, style: Style) -> String {
    let parts = Parts::of(mix);
    let mut out = "use super::fused::*;\n".to_owned();
    for (place, group) in parts.groups.iter().enumerate() {
        let Number::Group { keep: Some(keep), .. } = group else { continue };
        let mut writer = Writer {
            style,
            parts: &parts,
            outlet: false,
            out: String::new(),
            next: 0,
            known: HashMap::new(),
        };
        let (yes, _) = writer.truth(keep);
        let _ = write!(
            out,
            "fn keep_{place}(d: &Data, w: usize, i: usize) -> bool {{\n{}{}{yes}\n}}\n",
            columns(&parts, &format!("{}{yes}", writer.out)),
            writer.out
        );
    }
    let keeps: Vec<String> = parts
        .groups
        .iter()
        .enumerate()
        .map(|(place, group)| match group {
            Number::Group { keep: Some(_), .. } => {
                format!("Some(keep_{place} as fn(&Data, usize, usize) -> bool)")
            }
            _ => "None".to_owned(),
        })
        .collect();
    let _ = writeln!(
        out,
        "pub const KEEPS: [Option<fn(&Data, usize, usize) -> bool>; {}] = [{}];",
        keeps.len(),
        keeps.join(", ")
    );
    let mut writer =
        Writer { style, parts: &parts, outlet: false, out: String::new(), next: 0, known: HashMap::new() };
    writer.outlets();
    for (place, rule) in mix.rules.iter().enumerate() {
        writer.next_loop();
        writer.rule(place, rule);
    }
    for (place, formula) in mix.formulas.iter().enumerate() {
        writer.next_loop();
        let (value, known) = writer.number(&formula.value);
        let _ =
            writeln!(writer.out, "values[{place}][i] = {value}; known[{place}] |= ({known} as u64) << i;");
    }
    let _ = write!(
        out,
        "pub fn run(d: &Data, groups: &[Vec<f64>], out: &mut Out) {{
            let groups: [&[f64]; {groups}] = std::array::from_fn(|place| groups[place].as_slice());
            for w in 0..d.words() {{
                {columns}
                let offsets = d.offsets[64 * w..].first_chunk::<65>().expect(\"offsets are padded\");
                let (mut planes, mut known) = ([[0u64; 2]; {rules}], [0u64; {formulas}]);
                let mut values = [[0f64; 64]; {formulas}];
                let mut folds = [[0f64; 64]; {folds}];
                let mut folds_known = [[false; 64]; {folds}];
                let mut flags = [[false; 64]; {flags}];
                for i in 0..64 {{\n{}}}
                for (place, [low, high]) in planes.into_iter().enumerate() {{
                    out.planes[2 * place * out.stride + w] = low;
                    out.planes[(2 * place + 1) * out.stride + w] = high;
                }}
                for (all, word) in out.known.iter_mut().zip(known) {{ all[w] = word; }}
                for (all, values) in out.values.iter_mut().zip(values) {{
                    all[64 * w..64 * w + 64].copy_from_slice(&values);
                }}
            }}
        }}\n",
        writer.out,
        columns = columns(&parts, &writer.out),
        folds = parts.folds.len(),
        flags = parts.flags.len(),
        groups = parts.groups.len(),
        formulas = mix.formulas.len(),
        rules = mix.rules.len(),
    );
    out
}

/// What a body reads, as what it is read from: of enterprises the 64 rows of word `w`, of outlets whole columns.
fn columns(parts: &Parts, body: &str) -> String {
    let mut out = String::new();
    let mut put = |name: String, of: String| {
        if body.contains(&name) {
            let _ = writeln!(out, "let {name} = {of};");
        }
    };
    for field in Field::all() {
        let at = field.index();
        let outlets = field.declared().form == Form::Outlets;
        for kind in ["numbers", "codes"] {
            let rows = if outlets {
                format!("&d.{kind}[{at}][..]")
            } else {
                format!("d.{kind}[{at}][64 * w..].first_chunk::<64>().expect(\"columns are padded\")")
            };
            put(format!("{kind}{at}_"), rows);
        }
        for kind in ["given", "no"] {
            let bits = if outlets { format!("&d.{kind}[{at}][..]") } else { format!("d.{kind}[{at}][w]") };
            put(format!("{kind}{at}_"), bits);
        }
        for block in 0..parts.tests_of(field).count().div_ceil(32) {
            put(format!("passes{at}_{block}_"), format!("&d.passes[{at}][{block}][..]"));
        }
    }
    for form in 0..4 {
        put(format!("filed{form}_"), format!("d.filed[{form}][w]"));
    }
    out
}

impl Writer<'_> {
    /// What follows stands in a loop of its own, where that is the style.
    fn next_loop(&mut self) {
        if self.style == Style::Rules {
            self.known.clear();
            self.out.push_str("}\nfor i in 0..64 {\n");
        }
    }

    /// A value under a name, worked out once.
    fn put(&mut self, said: String) -> String {
        if let Some(name) = self.known.get(&said) {
            return name.clone();
        }
        let name = format!("v{}", self.next);
        self.next += 1;
        let _ = writeln!(self.out, "let {name} = {said};");
        self.known.insert(said, name.clone());
        name
    }

    fn row(&self) -> &'static str {
        if self.outlet { "at" } else { "i" }
    }

    /// One walk over the outlets of the enterprise, for all that is asked of them.
    fn outlets(&mut self) {
        for (place, fold) in self.parts.folds.iter().enumerate() {
            let Number::Fold { how, .. } = fold else { continue };
            let start = match how {
                Fold::Sum | Fold::Count | Fold::CountGiven => "0.0",
                Fold::Min => "f64::INFINITY",
                Fold::Max => "f64::NEG_INFINITY",
            };
            let _ = writeln!(
                self.out,
                "let (mut fold{place}, mut kept{place}, mut taken{place}) = ({start}, false, false);"
            );
        }
        for place in 0..self.parts.flags.len() {
            let _ = writeln!(self.out, "let mut flag{place} = false;");
        }
        self.out.push_str("for at in offsets[i] as usize..offsets[i + 1] as usize {\n");
        self.outlet = true;
        for (place, flag) in self.parts.flags.iter().enumerate() {
            let found = match flag {
                Truth::Any(each) => self.truth(each).0,
                Truth::Every(each) => self.truth(each).1,
                other => panic!("{other:?}"),
            };
            let _ = writeln!(self.out, "flag{place} |= {found};");
        }
        for (place, fold) in self.parts.folds.iter().enumerate() {
            let Number::Fold { how, value, keep } = fold else { continue };
            let keep = keep.as_ref().map_or("true".to_owned(), |keep| self.truth(keep).0);
            let (value, known) = match value {
                Some(value) => self.number(value),
                None => ("0.0".to_owned(), "true".to_owned()),
            };
            let join = match how {
                Fold::Sum => format!("fold{place} + {value}"),
                Fold::Count | Fold::CountGiven => format!("fold{place} + 1.0"),
                Fold::Min => format!("f64::min(fold{place}, {value})"),
                Fold::Max => format!("f64::max(fold{place}, {value})"),
            };
            let _ = writeln!(
                self.out,
                "kept{place} |= {keep}; if {keep} & {known} {{ taken{place} = true; fold{place} = {join}; }}"
            );
        }
        self.outlet = false;
        self.known.clear();
        self.out.push_str("}\n");
        for (place, fold) in self.parts.folds.iter().enumerate() {
            let Number::Fold { how, .. } = fold else { continue };
            let known = match how {
                Fold::Sum => format!("taken{place} | !kept{place}"),
                Fold::Count | Fold::CountGiven => "true".to_owned(),
                Fold::Min | Fold::Max => format!("taken{place}"),
            };
            let _ = writeln!(
                self.out,
                "folds[{place}][i] = fold{place}; folds_known[{place}][i] = {known}; let _ = kept{place};"
            );
        }
        for place in 0..self.parts.flags.len() {
            let _ = writeln!(self.out, "flags[{place}][i] = flag{place};");
        }
    }

    fn rule(&mut self, place: usize, rule: &Rule) {
        let filed = |forms: &Forms| {
            let all: Vec<String> =
                forms.iter().map(|form: &Form| format!("(filed{}_ >> i & 1 == 1)", *form as usize)).collect();
            if all.is_empty() { "true".to_owned() } else { all.join(" & ") }
        };
        let (applies, checked) = (filed(&rule.when_forms), filed(&rule.check_forms));
        let (when, not_when) = match &rule.when {
            Some(when) => self.truth(when),
            None => ("true".to_owned(), "false".to_owned()),
        };
        let (yes, no) = self.truth(&rule.check);
        let _ = writeln!(
            self.out,
            "decide(&mut planes[{place}], i, {applies}, {when}, {not_when}, {checked}, {yes}, {no});"
        );
    }

    fn given(&mut self, field: Field) -> String {
        if self.outlet {
            self.put(format!("bit(given{}_, at)", field.index()))
        } else {
            self.put(format!("given{}_ >> i & 1 == 1", field.index()))
        }
    }

    fn two(&mut self, a: &Number, b: &Number, sign: &str) -> (String, String) {
        let (a, b) = (self.number(a), self.number(b));
        (self.put(format!("{} {sign} {}", a.0, b.0)), self.put(format!("{} & {}", a.1, b.1)))
    }

    fn number(&mut self, number: &Number) -> (String, String) {
        match number {
            Number::Cell(field) => {
                let row = self.row();
                (self.put(format!("numbers{}_[{row}]", field.index())), self.given(*field))
            }
            Number::Literal(number) => (format!("{number:?}_f64"), "true".to_owned()),
            Number::Add(a, b) => self.two(a, b, "+"),
            Number::Sub(a, b) => self.two(a, b, "-"),
            Number::Mul(a, b) => self.two(a, b, "*"),
            Number::Div(a, b) => {
                let found = self.two(a, b, "/");
                let finite = self.put(format!("{} & {}.is_finite()", found.1, found.0));
                (found.0, finite)
            }
            Number::Abs(a) => {
                let a = self.number(a);
                (self.put(format!("{}.abs()", a.0)), a.1)
            }
            Number::Max(a, b) => {
                let (a, b) = (self.number(a), self.number(b));
                let or_none = |(value, known): &(String, String)| {
                    format!("if {known} {{ {value} }} else {{ f64::NEG_INFINITY }}")
                };
                let larger = format!("f64::max({}, {})", or_none(&a), or_none(&b));
                (self.put(larger), self.put(format!("{} | {}", a.1, b.1)))
            }
            Number::OrElse(a, b) => {
                let (a, b) = (self.number(a), self.number(b));
                let value = self.put(format!("if {} {{ {} }} else {{ {} }}", a.1, a.0, b.0));
                (value, self.put(format!("{} | {}", a.1, b.1)))
            }
            Number::Choose(condition, a, b) => {
                let (yes, no) = self.truth(condition);
                let (a, b) = (self.number(a), self.number(b));
                let value = self.put(format!("if {yes} {{ {} }} else {{ {} }}", a.0, b.0));
                (value, self.put(format!("{yes} & {} | {no} & {}", a.1, b.1)))
            }
            Number::Fold { .. } => {
                let place = self.parts.fold(number).expect("every fold is known");
                (self.put(format!("folds[{place}][i]")), self.put(format!("folds_known[{place}][i]")))
            }
            Number::Group { by, .. } => {
                let place = self.parts.group(number).expect("every group is known");
                let given = self.given(*by);
                let value = self.put(format!("groups[{place}][codes{}_[i] as usize]", by.index()));
                let known = self.put(format!("{given} & !{value}.is_nan()"));
                (value, known)
            }
        }
    }

    fn truth(&mut self, truth: &Truth) -> (String, String) {
        match truth {
            Truth::Less(a, b, scale) => self.compared("less", a, b, scale.as_ref()),
            Truth::AtMost(a, b, scale) => self.compared("at_most", a, b, scale.as_ref()),
            Truth::Equal(a, b, scale) => self.compared("equal", a, b, scale.as_ref()),
            Truth::And(a, b) => {
                let (a, b) = (self.truth(a), self.truth(b));
                (self.put(format!("{} & {}", a.0, b.0)), self.put(format!("{} | {}", a.1, b.1)))
            }
            Truth::Or(a, b) => {
                let (a, b) = (self.truth(a), self.truth(b));
                (self.put(format!("{} | {}", a.0, b.0)), self.put(format!("{} & {}", a.1, b.1)))
            }
            Truth::Not(a) => {
                let (yes, no) = self.truth(a);
                (no, yes)
            }
            Truth::UnknownIf(a, b) => {
                let ((_, no), b) = (self.truth(a), self.truth(b));
                (self.put(format!("{no} & {}", b.0)), self.put(format!("{no} & {}", b.1)))
            }
            Truth::Answer(field) => {
                (self.given(*field), self.put(format!("no{}_ >> i & 1 == 1", field.index())))
            }
            Truth::Given(field) => {
                let given = self.given(*field);
                (given.clone(), format!("(!{given})"))
            }
            Truth::Test(field, test) => {
                let place = self.parts.test(*field, test).expect("every test is known");
                let (given, row) = (self.given(*field), self.row());
                let found = self.put(format!(
                    "passes{0}_{1}_[codes{0}_[{row}] as usize] >> {2} & 1 == 1",
                    field.index(),
                    place / 32,
                    place % 32
                ));
                (self.put(format!("{given} & {found}")), self.put(format!("{given} & !{found}")))
            }
            Truth::Any(_) | Truth::Every(_) => {
                let place = self.parts.flag(truth).expect("every flag is known");
                let found = self.put(format!("flags[{place}][i]"));
                let not = format!("(!{found})");
                if matches!(truth, Truth::Any(_)) { (found, not) } else { (not, found) }
            }
        }
    }

    fn compared(&mut self, how: &str, a: &Number, b: &Number, scale: Option<&Number>) -> (String, String) {
        let (a, b) = (self.number(a), self.number(b));
        let scale = scale.map_or(("0.0".to_owned(), "true".to_owned()), |scale| self.number(scale));
        let scale = format!("if {} {{ {} }} else {{ 0.0 }}", scale.1, scale.0);
        let found = self.put(format!("{how}({}, {}, {scale})", a.0, b.0));
        let known = self.put(format!("{} & {}", a.1, b.1));
        (self.put(format!("{known} & {found}")), self.put(format!("{known} & !{found}")))
    }
}
