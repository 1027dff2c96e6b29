//! The folder of results: written beside its place and swapped in whole, the one before kept as `.previous`.

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use shensuan_diagnostics::codes::data as codes;
use shensuan_diagnostics::{Diagnostic, Lang};
use shensuan_findings::{
    Review, summary_json, write_findings, write_rejected, write_unreadable, write_values,
};

/// Writes everything, or nothing.
pub(crate) fn write(out: &Path, review: &Review, lang: Lang) -> Result<(), Box<Diagnostic>> {
    swap(out, review, lang).map_err(|error| {
        let why = error.to_string();
        let why = why.split(" (os error").next().unwrap_or(&why).to_owned();
        Box::new(
            Diagnostic::new(codes::CANNOT_WRITE).with("path", out.display().to_string()).with("why", why),
        )
    })
}

fn swap(out: &Path, review: &Review, lang: Lang) -> io::Result<()> {
    let parent = match out.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        Some(_) | None => Path::new("."),
    };
    fs::create_dir_all(parent)?;
    let fresh = tempfile::Builder::new().prefix(".shensuan-").tempdir_in(parent)?;
    fill(fresh.path(), review, lang)?;
    if out.exists() {
        let mut previous = out.as_os_str().to_owned();
        previous.push(".previous");
        let previous = PathBuf::from(previous);
        if previous.exists() {
            fs::remove_dir_all(&previous)?;
        }
        fs::rename(out, &previous)?;
    }
    fs::rename(fresh.path(), out)?;
    // It has moved to its place: there is nothing left to clean up.
    let _ = fresh.keep();
    Ok(())
}

fn fill(folder: &Path, review: &Review, lang: Lang) -> io::Result<()> {
    let open = |name: &str| File::create(folder.join(name)).map(BufWriter::new);
    let subject = &review.summary.subject;
    write_findings(open("findings.csv")?, &review.findings, subject, lang)?;
    write_values(open("values.csv")?, &review.values, subject, lang)?;
    write_unreadable(open("unreadable.csv")?, &review.unreadable, lang)?;
    write_rejected(open("rejected.csv")?, &review.rejected, lang)?;
    let summary = summary_json(&review.summary).map_err(io::Error::other)?;
    fs::write(folder.join("summary.json"), summary)
}
