//! Whatever is typed where an expression stands alone: it is read or complained of.
#![no_main]

use libfuzzer_sys::fuzz_target;
use shensuan_diagnostics::SourceId;

fuzz_target!(|text: &str| {
    let (tree, said) = shensuan_syntax::parse_expression(SourceId(0), 0, text);
    assert!(tree.is_some() || !said.is_empty(), "nothing read, nothing said");
});
