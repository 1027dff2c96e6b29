//! Districts of any size: data written by rule and count, without chance.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The rulebook of `examples/first-light`.
#[must_use]
pub fn rulebook() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/first-light/rulebook")
}

/// A district in a temporary folder.
#[derive(Debug)]
pub struct District {
    folder: tempfile::TempDir,
}

impl District {
    /// So many enterprises, two in three with a wastewater table, three accounting rows each.
    ///
    /// # Errors
    /// The temporary folder cannot be written.
    pub fn new(enterprises: usize) -> io::Result<Self> {
        let folder = tempfile::tempdir()?;
        let mut basic = "统一社会信用代码,单位详细名称,行业代码,运行状态,联系人\n".to_owned();
        let mut water = "统一社会信用代码,取水量,废水排放量\n".to_owned();
        let mut accounts =
            "统一社会信用代码,核算环节,污染物,产品产量,产污系数,去除效率,填报排放量\n".to_owned();
        let industries = ["3360", "3311", "2929", "3982"];
        for number in 0..enterprises {
            let industry = industries.get(number % industries.len()).copied().unwrap_or_default();
            let _ = writeln!(basic, "E{number:08},示例企业{number},{industry},{},示例联系人", 1 + number % 2);
            if number % 3 > 0 {
                let intake = 1000 + number % 977;
                let _ = writeln!(water, "E{number:08},{intake},{}", intake - number % 50);
            }
            for row in 0..3 {
                let output = 10 + (number * 7 + row) % 991;
                let emission = output / 2 + usize::from(number % 40 == 0) * 1000;
                let _ = writeln!(accounts, "E{number:08},下料,颗粒物,{output},1,50,{emission}");
            }
        }
        for (name, text) in [("G101-1.csv", basic), ("G102.csv", water), ("G106-1.csv", accounts)] {
            fs::write(folder.path().join(name), text)?;
        }
        Ok(Self { folder })
    }

    /// Where it lies.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}
