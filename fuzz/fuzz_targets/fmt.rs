//! Whatever is typed: what can be read, the formatter leaves with the same tree and with nothing more to do, and it is
//! written in either language and back.
#![no_main]

use libfuzzer_sys::fuzz_target;
use shensuan_diagnostics::{Lang, SourceId};
use shensuan_syntax::{Wording, format, parse, translate};

fuzz_target!(|text: &str| {
    let read = |text: &str| {
        let (tree, said) = parse(SourceId(0), text);
        said.is_empty().then_some(tree)
    };
    let Some(tree) = read(text) else { return };
    let once = format(text, &tree).expect("the same tree");
    let again = read(&once).expect("what was written can be read");
    assert_eq!(format(&once, &again).as_ref(), Some(&once), "nothing more to do");
    let (mut text, mut tree) = (once, again);
    for lang in [Lang::Zh, Lang::En, Lang::Zh] {
        text = translate(&text, &tree, Wording::plain(lang)).expect("the same in other words");
        tree = read(&text).expect("what was translated can be read");
    }
});
