//! Writes the kernels of the mixes.

mod fused;
mod limit;

use std::path::PathBuf;
use std::{env, fs};

fn main() {
    println!("cargo:rerun-if-changed=build");
    let folder = PathBuf::from(env::var("OUT_DIR").expect("cargo says where"));
    for rules in [100, 500] {
        let mix = shensuan_mix::mix(rules);
        fs::write(folder.join(format!("limit_{rules}.rs")), limit::written(&mix)).expect("it can be written");
        fs::write(folder.join(format!("fused_{rules}.rs")), fused::written(&mix)).expect("it can be written");
    }
}
