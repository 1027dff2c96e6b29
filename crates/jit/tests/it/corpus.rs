//! The bytes of the fuzz target `plan`, replayed without a fuzzer.

use std::fs;
use std::path::{Path, PathBuf};

use shensuan_jit::Jit;

use crate::sample::{in_every_way, of_bytes};

#[test]
fn the_bytes_of_the_fuzzer_make_plans_on_which_both_engines_agree() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/plan");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() > 10);
    for file in files {
        let (plan, frame) = of_bytes(&fs::read(file).unwrap());
        in_every_way(&plan, &frame, |program| Jit::compile(program, 1).unwrap());
    }
}
