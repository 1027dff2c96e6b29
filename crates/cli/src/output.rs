//! The folder of results: written beside its place and swapped in whole, the one before kept as `.previous`.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use shensuan_diagnostics::codes::data as codes;
use shensuan_diagnostics::{Diagnostic, Lang};
use shensuan_findings::{
    Review, summary_json, write_findings, write_findings_jsonl, write_orphans, write_rejected,
    write_statistics, write_statistics_jsonl, write_undetermined, write_undetermined_jsonl, write_unreadable,
    write_values, write_values_jsonl,
};

use crate::fresh::Fresh;
use crate::run_file::RunFile;

/// The file by which the results of a review are known.
const SUMMARY: &str = "summary.json";

/// What only some results hold.
const SOMETIMES: [&str; 4] = ["orphans.csv", "parts.csv", "statistics.csv", "statistics.jsonl"];

/// Writes everything, or nothing.
pub(crate) fn write(out: &Path, review: &Review, run: &RunFile, lang: Lang) -> Result<(), Box<Diagnostic>> {
    put(out, SUMMARY, |folder| fill(folder, review, run, lang))
}

/// Puts a folder in its place whole, or nothing. It is known as such a folder by one of its files.
pub(crate) fn put(
    out: &Path,
    known_by: &str,
    fill: impl FnOnce(&Path) -> io::Result<()>,
) -> Result<(), Box<Diagnostic>> {
    may_write(out, known_by)?;
    let out = &followed(out);
    let fresh = Fresh::beside(out).map_err(|error| cannot_write(out, &error))?;
    fill(fresh.path()).map_err(|error| cannot_write(out, &error))?;
    // The results before the last ones go: nothing of somebody else's goes with them.
    let previous = previous(out);
    if let Some(name) = others(&previous, fresh.path(), known_by).into_iter().next() {
        let why = codes::WHY_OTHERS_IN_RESULTS.with("path", previous.display().to_string());
        let why = why.with("file", name.to_string_lossy().as_ref());
        let refused = Diagnostic::new(codes::CANNOT_WRITE).with("path", out.display().to_string());
        return Err(Box::new(refused.with("why", why).help(codes::MOVE_IT_ELSEWHERE)));
    }
    swap(out, &previous, fresh, known_by).map_err(|error| cannot_write(out, &error))
}

/// Whether a folder can be written beside the place where one is to be put: seen by making one, and the folders that
/// lead there.
pub(crate) fn can_write(out: &Path) -> Result<(), Box<Diagnostic>> {
    let out = &followed(out);
    Fresh::beside(out).and_then(Fresh::close).map_err(|error| cannot_write(out, &error))
}

fn cannot_write(out: &Path, why: &io::Error) -> Box<Diagnostic> {
    let path = out.display().to_string();
    Box::new(Diagnostic::new(codes::CANNOT_WRITE).with("path", path).with("why", why))
}

/// Whether nothing of somebody else's stands where a folder is to be put.
pub(crate) fn may_write(out: &Path, known_by: &str) -> Result<(), Box<Diagnostic>> {
    let out = &followed(out);
    for path in [out.as_path(), &previous(out)] {
        if !may_go(path, known_by) {
            let path = path.display().to_string();
            let refused = Diagnostic::new(codes::NOT_RESULTS).with("path", path).with("file", known_by);
            return Err(Box::new(refused.help(codes::CHOOSE_ANOTHER_FOLDER)));
        }
    }
    Ok(())
}

/// The folder itself where the path is a link to it, also to one that is not there yet: the link stays. No slash ends
/// it, behind which a name beside it would be a name in it.
fn followed(out: &Path) -> PathBuf {
    let out: PathBuf = out.components().collect();
    let Ok(target) = fs::read_link(&out) else { return out };
    fs::canonicalize(&out)
        .unwrap_or_else(|_| out.parent().map_or(target.clone(), |parent| parent.join(target)))
}

/// Where the results before these are kept.
fn previous(out: &Path) -> PathBuf {
    let mut previous = out.as_os_str().to_owned();
    previous.push(".previous");
    PathBuf::from(previous)
}

/// Whether something may make way for results: earlier ones, an empty folder, or nothing. Anything else is somebody's
/// work.
fn may_go(path: &Path, known_by: &str) -> bool {
    if path.join(known_by).is_file() || !path.exists() {
        return true;
    }
    fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_none())
}

/// What stands in a folder of results and is none of them: what users put there. What systems leave in every folder is
/// nobody's. The file by which the folder is known may name what else belongs to it.
fn others(folder: &Path, like: &Path, known_by: &str) -> Vec<OsString> {
    let told = fs::read_to_string(folder.join(known_by)).unwrap_or_default();
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name());
    let is_other = |name: &OsString| {
        let text = name.to_string_lossy();
        let ours = like.join(name).exists()
            || SOMETIMES.contains(&text.as_ref())
            || told.contains(&format!("\"{text}\""));
        !ours && !text.starts_with('.') && text != "Thumbs.db" && text != "desktop.ini"
    };
    let mut others: Vec<OsString> = names.filter(is_other).collect();
    others.sort();
    others
}

/// Puts a folder in its place. What users put into the one that makes way stays where it is.
fn swap(out: &Path, previous: &Path, fresh: Fresh, known_by: &str) -> io::Result<()> {
    if out.exists() && previous.exists() {
        fs::remove_dir_all(previous)?;
    }
    let others = others(out, fresh.path(), known_by);
    fresh.put(out, || if out.exists() { fs::rename(out, previous) } else { Ok(()) })?;
    others.iter().try_for_each(|name| fs::rename(previous.join(name), out.join(name)))
}

fn fill(folder: &Path, review: &Review, run: &RunFile, lang: Lang) -> io::Result<()> {
    let open = |name: &str| File::create(folder.join(name)).map(BufWriter::new);
    let subject = &review.summary.subject;
    write_findings(open("findings.csv")?, &review.findings, subject, lang)?;
    write_undetermined(open("undetermined.csv")?, &review.undetermined, subject, lang)?;
    write_values(open("values.csv")?, &review.values, subject, lang)?;
    write_unreadable(open("unreadable.csv")?, &review.unreadable, lang)?;
    write_rejected(open("rejected.csv")?, &review.rejected, lang)?;
    if let Some(orphans) = &review.orphans {
        write_orphans(open("orphans.csv")?, orphans, subject, lang)?;
    }
    if !review.statistics.is_empty() {
        write_statistics(open("statistics.csv")?, &review.statistics, lang)?;
        write_statistics_jsonl(open("statistics.jsonl")?, &review.statistics)?;
    }
    write_findings_jsonl(open("findings.jsonl")?, &review.findings)?;
    write_undetermined_jsonl(open("undetermined.jsonl")?, &review.undetermined)?;
    write_values_jsonl(open("values.jsonl")?, &review.values)?;
    let mut text = serde_json::to_string_pretty(run).map_err(io::Error::other)?;
    text.push('\n');
    fs::write(folder.join("run.json"), text)?;
    let summary = summary_json(&review.summary).map_err(io::Error::other)?;
    fs::write(folder.join(SUMMARY), summary)
}
