//! Writes the kernels of the mixes.

mod fused;
mod limit;

use fused::Style;
use std::path::PathBuf;
use std::{env, fs};

fn main() {
    println!("cargo:rerun-if-changed=build");
    let folder = PathBuf::from(env::var("OUT_DIR").expect("cargo says where"));
    for rules in [100, 500] {
        let mix = shensuan_mix::mix(rules);
        let put = |name: &str, text: String| {
            fs::write(folder.join(format!("{name}_{rules}.rs")), text).expect("it can be written");
        };
        put("limit", limit::written(&mix));
        put("rows", fused::written(&mix, Style::Rows));
        put("rules", fused::written(&mix, Style::Rules));
    }
}
