//! The pages of `docs/errors`, part of the binary: `explain` prints them where no repository is at hand.

use shensuan_diagnostics::Lang;

/// The page of a code in both languages.
pub(crate) struct Page {
    /// The code's number.
    number: &'static str,
    zh: &'static str,
    en: &'static str,
}

macro_rules! page {
    ($number:literal) => {
        Page {
            number: $number,
            zh: include_str!(concat!("../../../docs/errors/", $number, ".zh-CN.md")),
            en: include_str!(concat!("../../../docs/errors/", $number, ".md")),
        }
    };
}

/// Every page; a test holds the list against the folder.
const ALL: &[Page] = &[
    page!("W1001"),
    page!("W1002"),
    page!("W1003"),
    page!("W1004"),
    page!("W1005"),
    page!("W1006"),
    page!("W1007"),
    page!("W1008"),
    page!("W1009"),
    page!("W1010"),
    page!("W1011"),
    page!("W1012"),
];

/// The page of a code as a terminal shows it, without its heading; none where the code has no page.
pub(crate) fn page(number: &str, lang: Lang) -> Option<String> {
    let page = ALL.iter().find(|page| page.number == number)?;
    Some(shown(lang.pick(page.zh, page.en)))
}

/// Markdown as plain text: examples set in, headings without their signs.
fn shown(page: &str) -> String {
    let mut out = String::new();
    let mut example = false;
    for line in page.lines().skip_while(|line| line.starts_with("# ") || line.is_empty()) {
        if line.starts_with("```") {
            example = !example;
            continue;
        }
        if example && !line.is_empty() {
            out.push_str("    ");
        }
        out.push_str(if example { line } else { line.trim_start_matches("## ") });
        out.push('\n');
    }
    out.trim_end().to_owned()
}
