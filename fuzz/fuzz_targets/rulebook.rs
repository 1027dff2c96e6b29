//! Whatever is typed into a rule file: parse, check and plan end, and do not panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use shensuan_engine::Parsed;

fuzz_target!(|text: &str| {
    let checked = Parsed::of_text("fuzz.rule", text).check();
    let _ = checked.model.print();
    let _ = checked.plan().map(|ready| ready.print());
});
