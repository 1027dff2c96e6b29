//! Whatever is typed into a rule file: parse, check and plan end, and do not panic; the formatter keeps what it means.
#![no_main]

use libfuzzer_sys::fuzz_target;
use shensuan_diagnostics::{Diagnostics, SourceMap};
use shensuan_engine::{Parsed, format_text};

fuzz_target!(|text: &str| {
    let mut said = Diagnostics::default();
    let formatted = format_text("fuzz.rule", text, &mut SourceMap::default(), &mut said);
    assert!(formatted.is_some() || said.iter().all(|said| !said.code.row().number.starts_with("E09")));
    let checked = Parsed::of_text("fuzz.rule", text).check();
    let _ = checked.model.print();
    let _ = checked.plan().map(|ready| ready.print());
});
