//! Whatever bytes there are: they make a well-typed plan and data for it, and the interpreter and machine code come to the
//! same bits, in one thread and in several, in chunks of every size.
#![no_main]

use libfuzzer_sys::fuzz_target;
use shensuan_jit::Jit;
use shensuan_testkit::plans::{in_every_way, of_bytes};

fuzz_target!(|bytes: &[u8]| {
    let (plan, frame) = of_bytes(bytes);
    in_every_way(&plan, &frame, |program| Jit::compile(program, 1).expect("machine code can be made here"));
});
