//! Bounds: past them an error that names them, never a crash.

use crate::show::read;

fn codes(text: &str) -> Vec<&'static str> {
    read(text).1.iter().map(|said| said.code.row().number).collect()
}

#[test]
fn brackets_nest_64_deep() {
    let nested = |depth: usize| format!("formula x = {}a{}\n", "(".repeat(depth), ")".repeat(depth));
    assert_eq!(codes(&nested(64)), [""; 0]);
    assert_eq!(codes(&nested(65)), ["E0601"]);
    assert_eq!(codes(&nested(10_000)), ["E0601"]);
}

#[test]
fn everything_that_nests_is_bounded() {
    for (open, close) in
        [("(", ")"), ("sum(", ")"), ("if a > 1 then ", ""), ("not ", ""), ("−", ""), ("「", "」")]
    {
        for depth in [200, 10_000] {
            let text = format!("rule A check {}a > 1{}\n", open.repeat(depth), close.repeat(depth));
            let said = codes(&text);
            assert!(said.len() <= 2, "{open}: {said:?}");
        }
    }
}

#[test]
fn a_line_of_ten_megabytes_is_one_error() {
    let long = format!("formula x = a{}\nrule A check a > 1\n", " + a".repeat(2_600_000));
    assert_eq!(codes(&long).len(), 1);
    assert_eq!(read(&long).0.items.len(), 1, "the rest of the file is read");
    assert_eq!(codes(&"a".repeat(10_000_000)).len(), 1);
}

#[test]
fn nothing_at_all_is_no_error() {
    for text in ["", "\n\n", "   \n", "# only a comment\n"] {
        assert_eq!(codes(text), [""; 0], "{text:?}");
    }
}
