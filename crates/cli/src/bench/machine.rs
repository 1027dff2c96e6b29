//! The machine that something was measured on, as its system names it.

use std::fs;

use serde::Serialize;
use shensuan_diagnostics::Lang;

/// A machine.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Machine {
    /// The name of its processor; none where the system does not tell.
    pub(crate) processor: Option<String>,
    /// What its processor is made to: `x86_64`, `aarch64`.
    pub(crate) architecture: String,
    /// Cores that this program may use.
    pub(crate) cores: usize,
    /// Bytes of memory; none where the system does not tell.
    pub(crate) memory_bytes: Option<u64>,
    /// Its system.
    pub(crate) os: String,
}

impl Machine {
    /// This one. What only Linux tells is left open elsewhere.
    pub(crate) fn this() -> Self {
        Self {
            processor: processor(),
            architecture: std::env::consts::ARCH.to_owned(),
            cores: std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
            memory_bytes: memory(),
            os: os().unwrap_or_else(|| std::env::consts::OS.to_owned()),
        }
    }

    /// In a line.
    pub(crate) fn line(&self, lang: Lang) -> String {
        let Self { processor, architecture, cores, memory_bytes, os } = self;
        let unnamed = || lang.pick("处理器型号不详", "unnamed processor").to_owned();
        let mut told = vec![
            processor.clone().unwrap_or_else(unnamed),
            lang.pick(format!("{cores} 核"), crate::words::plural(*cores, "core")),
        ];
        told.extend(memory_bytes.map(gibibytes));
        told.push(format!("{os} {architecture}"));
        told.join(lang.pick("，", ", "))
    }
}

fn gibibytes(bytes: u64) -> String {
    let tenths = u128::from(bytes) * 10 / (1 << 30);
    format!("{}.{} GiB", tenths / 10, tenths % 10)
}

fn processor() -> Option<String> {
    let told = fs::read_to_string("/proc/cpuinfo").ok();
    let named = |told: &String| {
        let (_, name) = told.lines().find_map(|line| line.strip_prefix("model name"))?.split_once(':')?;
        Some(name.trim().to_owned())
    };
    told.as_ref().and_then(named).or_else(|| std::env::var("PROCESSOR_IDENTIFIER").ok())
}

fn memory() -> Option<u64> {
    let told = fs::read_to_string("/proc/meminfo").ok()?;
    let kibibytes =
        told.lines().find_map(|line| line.strip_prefix("MemTotal:"))?.trim().strip_suffix("kB")?;
    kibibytes.trim().parse::<u64>().ok()?.checked_mul(1024)
}

fn os() -> Option<String> {
    let told = fs::read_to_string("/etc/os-release").ok()?;
    let name = told.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="))?;
    Some(name.trim_matches('"').to_owned())
}
