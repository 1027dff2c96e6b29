//! Texts that nobody writes by hand: six families, each of any length.

#![expect(clippy::indexing_slicing, reason = "by remainders of the lengths")]

/// A family: its name, and a text of about so many bytes.
pub type Family = (&'static str, fn(usize) -> String);

/// The six families.
pub const FAMILIES: [Family; 6] = [
    ("nesting", nesting),
    ("long names", long_names),
    ("operator chains", operator_chains),
    ("an error a line", an_error_a_line),
    ("comment walls", comment_walls),
    ("half rules", half_rules),
];

/// Enough forms and fields for the texts to be about something.
const VOCABULARY: &str = "subject 企业 also enterprise keyed by 代码
form 水表 also water form
  one per 企业
  field 取水量 also intake : number in m³
  field 排水量 also discharge : number in m³
  rows 排放口 also outlets
    field 编号 also number of outlet : text
    field 流量 also flow : number in m³
";

/// Pieces, numbered, behind the vocabulary, until the text is long enough.
fn repeated(bytes: usize, mut piece: impl FnMut(usize, &mut String)) -> String {
    let mut text = VOCABULARY.to_owned();
    let mut number = 0;
    while text.len() < bytes {
        piece(number, &mut text);
        number += 1;
    }
    text
}

/// Brackets, `if` and `any` as deep as the bound allows, and deeper.
fn nesting(bytes: usize) -> String {
    repeated(bytes, |number, text| {
        let depth = [20, 60, 64, 65, 200][number % 5];
        let (open, close) = [("(", ")"), ("max(1, ", ")"), ("if intake > 1 then ", "")][number % 3];
        text.push_str(&format!("rule N-{number} check {}", open.repeat(depth)));
        text.push_str(if close.is_empty() { "intake > 1" } else { "intake" });
        text.push_str(&close.repeat(depth));
        text.push_str(if close.is_empty() { "\n" } else { " ≥ 0\n" });
    })
}

/// Names of thousands of characters: declared, used, quoted, and unknown.
fn long_names(bytes: usize) -> String {
    repeated(bytes, |number, text| {
        let long = format!("量{number}").repeat(200 + number % 7 * 300);
        text.push_str(&format!("constant {long} = {number}\nrule L-{number} check 取水量 ≥ {long} × 1 m³\n"));
        text.push_str(&format!("rule M-{number} check 取水量 ≥ 【{long}甲】 × 1 m³\n"));
    })
}

/// Sums, products and conditions as long as a line may be, and longer.
fn operator_chains(bytes: usize) -> String {
    repeated(bytes, |number, text| {
        let times = [10, 500, 990, 1001, 9000][number % 5];
        let chain = match number % 4 {
            0 => format!("intake{} ≥ 0", " + discharge".repeat(times)),
            1 => format!("intake{} ≥ 0", " × 2 ÷ 2".repeat(times / 2)),
            2 => format!("intake > 1{}", " and discharge > 1".repeat(times)),
            _ => format!("intake > 1{}", "\n  or discharge > 1".repeat(times)),
        };
        text.push_str(&format!("rule C-{number} check {chain}\n"));
    })
}

/// One mistake a line, of every sort.
fn an_error_a_line(bytes: usize) -> String {
    repeated(bytes, |number, text| {
        let line = match number % 8 {
            0 => format!("rule E-{number} check intakes{number} ≥ 0"),
            1 => format!("rule E-{number} check intake + 1 kg ≥ 0"),
            2 => format!("rule E-{number} check intake ≥"),
            3 => format!("formula f{number} = intake == 1"),
            4 => format!("规则 E-{number} 要求 取水量甲{number} 不超过 1"),
            5 => format!("field x{number} : text"),
            6 => format!("rule E-{number} check (intake > 1"),
            _ => "rule E-7 check intake ≥ 「".to_owned(),
        };
        text.push_str(&line);
        text.push('\n');
    })
}

/// Comments, alone, behind code, and inside a statement that goes on.
fn comment_walls(bytes: usize) -> String {
    repeated(bytes, |number, text| {
        text.push_str(&"# 说明 「没有 “结束” (的 注释 if any every\n".repeat(40));
        text.push_str(&format!("rule K-{number} check intake ≥ # 还没有完\n"));
        text.push_str(&"  # ((((((((((((((((((((\n".repeat(20));
        text.push_str("  0 m³   # 完\n");
    })
}

/// Rules that were begun and left, with and without ids, cases without rules.
fn half_rules(bytes: usize) -> String {
    repeated(bytes, |number, text| {
        let piece = match number % 7 {
            0 => format!("rule H-{number}\n"),
            1 => format!("rule H-{number}\n  when intake > 0\n"),
            2 => "rule\n".to_owned(),
            3 => format!("规则 H-{number} 「半条」\n  要求\n  级别\n"),
            4 => format!("case H-{number}\n  given intake = 1 m³\n"),
            5 => "intake requires\n".to_owned(),
            _ => format!("rule H-{number}\n  let a{number} = intake\n  check a{number} > 0\n  check\n"),
        };
        text.push_str(&piece);
    })
}

#[cfg(test)]
mod tests {
    use super::FAMILIES;

    #[test]
    fn each_family_is_as_long_as_asked_and_always_the_same() {
        for (name, family) in FAMILIES {
            let text = family(100_000);
            assert!((100_000..250_000).contains(&text.len()), "{name}: {}", text.len());
            assert_eq!(text, family(100_000), "{name}");
        }
    }
}
