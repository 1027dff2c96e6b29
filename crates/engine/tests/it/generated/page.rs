//! Logical lines as somebody typed them: blanks, wide signs, lines that go on, comments wherever one may stand.

use super::hand::Hand;

/// Stands in a line for a blank where the line may go on in the next one.
pub const JOINT: char = '\u{2}';

/// Lines in the making.
#[derive(Default)]
pub struct Page {
    lines: Vec<(usize, String)>,
}

/// A rule text, and what each of its comments says.
pub struct Typed {
    pub text: String,
    pub comments: Vec<String>,
}

impl Page {
    pub fn line(&mut self, depth: usize, text: impl Into<String>) {
        self.lines.push((depth, text.into()));
    }

    pub fn typed(&self, hand: &mut Hand<'_>) -> Typed {
        let mut typed = Typed { text: String::new(), comments: Vec::new() };
        for (depth, line) in &self.lines {
            let indent = "  ".repeat(*depth) + if hand.happens(9) { " " } else { "" };
            if hand.happens(5) {
                typed.text.push('\n');
            }
            if hand.happens(8) {
                typed.text.push_str(if hand.happens(2) { &indent } else { "" });
                typed.comment(hand);
                typed.text.push_str(if hand.happens(3) { "\n\n" } else { "\n" });
            }
            typed.text.push_str(&indent);
            typed.line(line, &(indent + "    "), hand);
            if hand.happens(6) {
                typed.text.push_str("  ");
                typed.comment(hand);
            }
            typed.text.push('\n');
        }
        if hand.happens(3) {
            typed.comment(hand);
        }
        typed
    }
}

impl Typed {
    fn line(&mut self, line: &str, further: &str, hand: &mut Hand<'_>) {
        let mut closing = None;
        for c in line.chars() {
            match (closing, c) {
                (Some(sign), _) => {
                    closing = Some(sign).filter(|sign| *sign != c);
                    self.text.push(c);
                }
                (None, JOINT) => self.joint(further, hand),
                (None, ' ') => self.text.push_str(if hand.happens(12) { "   " } else { " " }),
                (None, _) => {
                    closing = match c {
                        '"' | '`' => Some(c),
                        '「' => Some('」'),
                        '【' => Some('】'),
                        _ => None,
                    };
                    let wide = hand.happens(12);
                    self.text.push(if wide { wide_twin(c) } else { c });
                }
            }
        }
    }

    fn joint(&mut self, further: &str, hand: &mut Hand<'_>) {
        match hand.below(12) {
            9 => {}
            10 => {
                self.text.push(' ');
                self.comment(hand);
            }
            11 => {
                self.text.push_str("\n  ");
                self.comment(hand);
            }
            _ => return self.text.push(' '),
        }
        self.text.push('\n');
        self.text.push_str(further);
    }

    /// A comment that says what no other says.
    fn comment(&mut self, hand: &mut Hand<'_>) {
        let sign = *hand.one(&["# ", "#", "＃ ", "#!"]);
        let said = *hand.one(&["注", "see \"1.2", "「要点", "且 a, b", "rule X # 2", "（注", "check 1 > 0"]);
        let comment = format!("{said} <{}>", self.comments.len());
        self.text.push_str(sign);
        self.text.push_str(&comment);
        self.comments.push(comment);
    }
}

/// What a Chinese keyboard types for a sign.
fn wide_twin(c: char) -> char {
    match c {
        '(' => '（',
        ')' => '）',
        ',' => '，',
        ':' => '：',
        '=' => '＝',
        '>' => '＞',
        '<' => '＜',
        '%' => '％',
        '[' => '［',
        ']' => '］',
        '+' => '＋',
        _ => c,
    }
}
