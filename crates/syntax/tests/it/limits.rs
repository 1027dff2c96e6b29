//! Bounds: past them an error that names them, never a crash.

use shensuan_syntax::tree::Item;

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

/// Everything that opens a level, and what closes it.
const OPENERS: &[(&str, &str)] = &[
    ("(", ")"),
    ("（", "）"),
    ("sum(", ")"),
    ("max(1, ", ")"),
    ("if a > 1 then ", ""),
    ("(if a > 1 then ", ")"),
    ("若 甲 > 1 则 ", ""),
    ("any F where ", ""),
    ("存在 明细 其中 ", ""),
    ("(any F where ", ")"),
    ("every F has ", ""),
    ("每行 明细 满足 ", ""),
    ("no F where ", ""),
    ("不存在 明细 其中 ", ""),
    ("(no F where ", ")"),
    ("明细 每行 满足 ", ""),
    ("明细 至少一行 满足 ", ""),
    ("至少一行 明细 其中 ", ""),
    ("任一(", ")"),
];

#[test]
fn everything_that_nests_is_bounded() {
    for (open, close) in OPENERS {
        for depth in [66, 200, 10_000] {
            let text = format!("rule A check {}a > 1{}\n", open.repeat(depth), close.repeat(depth));
            let limit = if text.len() > 64 * 1024 { "E0602" } else { "E0601" };
            assert_eq!(codes(&text), [limit], "{open} {depth}");
        }
    }
    // What does not nest may be written as often as anyone likes.
    for again in ["not ", "−"] {
        for times in [200, 10_000] {
            assert_eq!(codes(&format!("rule A check {}a > 1\n", again.repeat(times))), [""; 0]);
        }
    }
    let nested = |depth: usize| format!("rule A check a = {}甲{}\n", "「".repeat(depth), "」".repeat(depth));
    assert_eq!(codes(&nested(64)), [""; 0]);
    assert_eq!(codes(&nested(65)), ["E0601"]);
}

#[test]
fn the_deepest_line_is_read_on_a_thread_with_little_stack() {
    for (open, close) in OPENERS {
        let levels = if open.starts_with("(if") || open.starts_with("(any") || open.starts_with("(no") {
            31
        } else {
            63
        };
        let text = format!("rule A check {}a > 1{}\n", open.repeat(levels), close.repeat(levels));
        let small = std::thread::Builder::new().stack_size(1024 * 1024);
        let said = small.spawn(move || codes(&text)).unwrap().join().unwrap();
        assert_eq!(said, [""; 0], "{open}");
    }
}

#[test]
fn levels_stand_beside_each_other_without_end() {
    let many = vec!["(any F where a > 1)"; 200].join(" and ");
    assert_eq!(codes(&format!("rule A check {many}\n")), [""; 0]);
    let many = vec!["max(1, if a > 1 then 2 else 3)"; 200].join(" + ");
    assert_eq!(codes(&format!("x = {many}\n")), [""; 0]);
    // `no` opens a level before a form only: in a name it is a word like any other.
    let many = vec!["outlet no > 1"; 200].join(" and ");
    assert_eq!(codes(&format!("rule A check {many}\n")), [""; 0]);
    let many = vec!["(no F where a > 1)"; 200].join(" and ");
    assert_eq!(codes(&format!("rule A check {many}\n")), [""; 0]);
    let words = "若 if any 每行 (".repeat(100);
    assert_eq!(codes(&format!("rule A check a > 1\n  message \"{words}\"\n  basis 「{words}」\n")), [""; 0]);
}

#[test]
fn a_logical_line_is_bounded_too() {
    for (first, again) in [("a > (0", "+ a\n"), ("a +", "b +\n"), ("a", "+ a\n")] {
        let text = format!("rule A check {first}\n{}\nrule B check a > 1\n", again.repeat(30_000));
        assert_eq!(codes(&text), ["E0602"], "{first}");
        assert_eq!(read(&text).0.items.len(), 1, "the rest of the file is read");
    }
}

#[test]
fn a_rule_whose_line_is_too_long_is_known_to_be_unread() {
    let text = format!("rule A\n  check a > 1{}\n  check b > 1\n", " and a > 1".repeat(7000));
    let (tree, said) = read(&text);
    assert_eq!(said.len(), 1);
    let [Item::Rule(rule)] = tree.items.as_slice() else { panic!("{:?}", tree.items) };
    assert!(rule.unread);
    let text = format!("formula long = a{}\n", " + a".repeat(20_000));
    assert_eq!(read(&text).0.poisoned, ["long"]);
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
