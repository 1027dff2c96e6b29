//! `shensuan data describe PATH [--write]`: what is understood of data, and `dataset.toml` for the user to correct.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches, Command};
use shensuan_diagnostics::codes::{Severity, data as codes};
use shensuan_diagnostics::{Diagnostic, Diagnostics, Lang, Message, SourceMap};
use shensuan_engine::{
    ColumnPlace, Described, DescribedColumn, Description, FileAccount, Spanned, rulebook_of,
};
use shensuan_vocab::{FormId, Vocab};

use super::{path, path_of};
use crate::Status;
use crate::layout::{Sheet, wrapped};
use crate::terminal::Terminal;
use crate::words::Words;

/// The file that says what is to be known of a data set.
const FILE: &str = "dataset.toml";

/// Columns of what the help says behind the options.
const HELP: usize = 78;

/// Names of files, or fields, that a line shows.
const SHOWN: usize = 5;

pub(super) fn command(words: Words) -> Command {
    Command::new("describe")
        .about(words.data_describe())
        .override_usage(words.data_describe_usage())
        .after_help(wrapped(words.data_describe_after(), HELP))
        .arg(path("path").value_name(words.a_dataset()).required(true).help(words.data_describe_path()))
        .arg(path("rulebook").long("rulebook").value_name(words.a_folder()).help(words.review_rulebook()))
        .arg(Arg::new("write").long("write").action(ArgAction::SetTrue).help(words.data_describe_write()))
}

/// Prints what is understood; with `--write` writes it, where nothing is written yet.
pub(super) fn run(terminal: &Terminal, matches: &ArgMatches) -> Result<Status, Status> {
    let words = Words::of(terminal.lang);
    let asked = path_of(matches, "path").unwrap_or_default();
    let folder =
        if asked.is_file() { asked.parent().map(Path::to_owned).unwrap_or_default() } else { asked.clone() };
    let folder = if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder };
    let named = path_of(matches, "rulebook");
    let target = folder.join(FILE);
    let write = matches.get_flag("write");
    if write && target.exists() {
        let why = Diagnostic::new(codes::CANNOT_CREATE).with("path", target.display().to_string());
        terminal.complain_once(why.with("why", shensuan_diagnostics::Arg::from(codes::WHY_EXISTS)));
        return Err(Status::Data);
    }
    let rulebook = rulebook_of(&folder, named.as_deref()).map_err(|refused| {
        terminal.complain(&refused.said, &refused.sources);
        Status::Data
    })?;
    let ready = terminal.ready(std::slice::from_ref(&rulebook), super::today()).ok_or(Status::Rulebook)?;
    let asked = if asked.is_file() && asked.parent().is_some_and(|parent| parent.as_os_str().is_empty()) {
        Path::new(".").join(asked)
    } else {
        asked
    };
    let (described, said) = ready.describe(&asked, &|name| terminal.progress(&words.reading_file(name)));
    terminal.progress("");
    terminal.complain(&without_register(said.clone(), asked.is_file()), &SourceMap::default());
    let describing = Describing { vocab: &ready.model.vocab, lang: terminal.lang, described: &described };
    terminal.say(describing.text(terminal.room()).trim_end());
    if write {
        let named = named.as_ref().map(|_| relative(&folder, &rulebook));
        let text = describing.file(named.as_deref());
        let made = fs::File::create_new(&target).and_then(|mut file| file.write_all(text.as_bytes()));
        if let Err(error) = made {
            let path = target.display().to_string();
            terminal
                .complain_once(Diagnostic::new(codes::CANNOT_CREATE).with("path", path).with("why", &error));
            return Err(Status::Data);
        }
        terminal.say(&format!("{} {}", words.description_written(), target.display()));
    } else if !target.exists() {
        terminal.say(words.description_can_be_written());
    }
    Ok(if said.count(Severity::Error) > 0 { Status::Data } else { Status::Done })
}

/// Of one file alone nobody expects the register.
fn without_register(said: Diagnostics, one_file: bool) -> Diagnostics {
    let mut kept = Diagnostics::default();
    let asked = said.iter().filter(|one| !one_file || one.code != codes::NO_REGISTER);
    asked.for_each(|one| kept.push(one.clone()));
    kept
}

/// The way from one folder to another.
fn relative(from: &Path, to: &Path) -> String {
    let (Ok(from), Ok(to)) = (fs::canonicalize(from), fs::canonicalize(to)) else {
        return to.display().to_string();
    };
    let shared = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    let up = from.components().skip(shared).map(|_| "..".to_owned());
    let down = to.components().skip(shared).map(|piece| piece.as_os_str().to_string_lossy().into_owned());
    let way: Vec<String> = up.chain(down).collect();
    if way.is_empty() { ".".to_owned() } else { way.join("/") }
}

struct Describing<'d> {
    vocab: &'d Vocab,
    lang: Lang,
    described: &'d Description,
}

/// Tables that are laid out alike.
struct Alike<'d> {
    account: &'d FileAccount,
    described: &'d Described,
    names: Vec<&'d str>,
    rows: usize,
    used: usize,
}

impl<'d> Describing<'d> {
    /// The accounts with what their columns were taken for, in the order of the forms.
    fn tables(&self) -> Vec<(&'d FileAccount, &'d Described)> {
        let mut known: BTreeMap<(&str, FormId, u32), Vec<&'d Described>> = BTreeMap::new();
        for one in self.described.columns.iter().rev() {
            known.entry((&one.name, one.form, one.header)).or_default().push(one);
        }
        let files = self.described.set.files.iter();
        let with = files.filter_map(|account| {
            let key = (account.name.as_str(), account.form, account.header);
            Some((account, known.get_mut(&key)?.pop()?))
        });
        with.collect()
    }

    fn alike(&self) -> Vec<Alike<'d>> {
        let mut alike: Vec<Alike<'d>> = Vec::new();
        for (account, described) in self.tables() {
            let same = |one: &&mut Alike<'d>| {
                let layout = |it: &FileAccount| {
                    (it.form, it.encoding, it.delimiter, it.header, it.header_rows, it.rows_above)
                };
                layout(one.account) == layout(account)
                    && one.described.spanned == described.spanned
                    && one.described.columns == described.columns
            };
            match alike.iter_mut().rev().take(50).find(same) {
                Some(one) => {
                    one.names.push(&account.name);
                    one.rows += account.rows_in;
                    one.used += account.rows_used;
                }
                None => alike.push(Alike {
                    account,
                    described,
                    names: vec![&account.name],
                    rows: account.rows_in,
                    used: account.rows_used,
                }),
            }
        }
        alike
    }

    fn form(&self, form: FormId) -> String {
        let form = self.vocab.form(form);
        let own = form.name.written(self.lang);
        match form.parent {
            Some(parent) => format!("{}.{own}", self.vocab.form(parent).name.written(self.lang)),
            None => own.to_owned(),
        }
    }

    /// A few of several names.
    fn few(&self, names: &[&str]) -> String {
        let shown = names.iter().take(SHOWN).copied().collect::<Vec<_>>().join(self.lang.pick("、", ", "));
        match names.len().checked_sub(SHOWN).filter(|more| *more > 0) {
            Some(more) => {
                self.lang.pick(format!("{shown} 等 {} 个", names.len()), format!("{shown} and {more} more"))
            }
            None => shown,
        }
    }

    fn text(&self, room: usize) -> String {
        let mut sheet = Sheet::new(room);
        let zh = self.lang == Lang::Zh;
        for one in self.alike() {
            let (account, form) = (one.account, self.form(one.account.form));
            sheet.push(self.lang.pick(
                format!("{}：报表 {form}", self.few(&one.names)),
                format!("{}: form {form}", self.few(&one.names)),
            ));
            let mut facts = vec![account.encoding.name().to_owned()];
            facts.extend(account.delimiter.map(|sign| {
                let sign = if sign == '\t' { "tab".to_owned() } else { sign.to_string() };
                self.lang.pick(format!("分隔符 {sign}"), format!("cells parted by {sign}"))
            }));
            if account.header > 0 {
                let (row, last) = (account.header, account.header + account.header_rows.saturating_sub(1));
                let rows = if row == last { row.to_string() } else { format!("{row}–{last}") };
                facts
                    .push(self.lang.pick(format!("列标题在第 {rows} 行"), format!("headings in row {rows}")));
            }
            if account.rows_above > 0 {
                let above = account.rows_above;
                facts.push(self.lang.pick(format!("上方 {above} 行"), format!("rows above them: {above}")));
            }
            facts.extend(self.spanned(one.described.spanned));
            if !account.turned.is_empty() {
                facts.push(self.lang.pick("一列一条", "a column is a row of the form").to_owned());
            }
            let (rows, used) = (one.rows, one.used);
            facts.push(if zh {
                format!("{rows} 行，采用 {used} 行")
            } else {
                format!("{rows} rows, {used} used")
            });
            sheet.push(format!("  {}", facts.join(self.lang.pick("；", "; "))));
            let lines: Vec<Vec<String>> =
                one.described.columns.iter().map(|column| self.column(column)).collect();
            sheet.table(&lines);
            let missing = account.missing_columns.iter();
            let missing: Vec<&str> =
                missing.map(|field| self.vocab.field(*field).name.written(self.lang)).collect();
            if !missing.is_empty() {
                let names = self.few(&missing);
                sheet.push(
                    self.lang.pick(
                        format!("  没有列的指标：{names}"),
                        format!("  fields without a column: {names}"),
                    ),
                );
            }
        }
        let mut unused: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for file in &self.described.set.unused_files {
            let why = Message::new(file.why.note()).text(self.lang);
            unused.entry(why).or_default().push(&file.name);
        }
        for (why, names) in unused {
            let names = self.few(&names);
            sheet.push(
                self.lang.pick(format!("没有用到：{names}（{why}）"), format!("not used: {names} ({why})")),
            );
        }
        let period = self.described.set.period.map(|period| format!("{} – {}", period.first, period.last));
        let period = period.unwrap_or_else(|| self.lang.pick("没有写明", "not said").to_owned());
        sheet.push(self.lang.pick(format!("报告期：{period}"), format!("reporting period: {period}")));
        sheet.text()
    }

    /// How it is known which columns headings span.
    fn spanned(&self, spanned: Spanned) -> Option<String> {
        let said = match spanned {
            Spanned::Nothing => return None,
            Spanned::Merged => {
                self.lang.pick("标题跨哪几列按合并单元格", "headings span what they are merged over")
            }
            Spanned::Guessed => self.lang.pick(
                "文件没有写明标题合并了哪几列，按空白推测",
                "the file does not say which columns headings are merged over: guessed from blanks",
            ),
        };
        Some(said.to_owned())
    }

    fn column(&self, column: &DescribedColumn) -> Vec<String> {
        let place = match &column.place {
            ColumnPlace::Column(letters) => letters.clone(),
            ColumnPlace::Columns(first, last, _) => format!("{first}–{last}"),
            ColumnPlace::Row(row) => row.to_string(),
            ColumnPlace::Label => Message::new(ColumnPlace::note()).text(self.lang),
        };
        let mut means: Vec<String> = Vec::new();
        if column.key.is_some() {
            means.push(self.lang.pick("关联键", "the key").to_owned());
        }
        means.extend(column.field.map(|field| self.vocab.field(field).name.written(self.lang).to_owned()));
        if let ColumnPlace::Columns(_, _, count) = &column.place {
            means.push(self.lang.pick(
                format!("不用，{count} 列都没有标题"),
                format!("not used: {count} columns without a heading"),
            ));
        } else if means.is_empty() {
            means.push(self.lang.pick("不用", "not used").to_owned());
        }
        means.extend(column.unit.as_ref().map(|(unit, fits)| match fits {
            true => self.lang.pick(format!("由{unit}换算"), format!("converted from {unit}")),
            false => self.lang.pick(format!("{unit}不同类，不读"), format!("{unit} does not fit, not read")),
        }));
        let heading = column.heading.split_whitespace().collect::<Vec<_>>().join(" ");
        vec![format!("  {place}"), heading, "→".to_owned(), means.join(self.lang.pick("，", ", "))]
    }

    /// `dataset.toml`, which says of each file what was found.
    fn file(&self, rulebook: Option<&str>) -> String {
        let mut out = String::new();
        let mut line = |text: &str| {
            out.push_str(text);
            out.push('\n');
        };
        line(self.lang.pick(
            "# 程序对这个数据集的理解。改正不对的地方；删去的，程序仍会自己找。",
            "# What was understood of this data set. Correct what is wrong; what is taken out is found anew.",
        ));
        match rulebook {
            Some(rulebook) => line(&format!("rulebook = {}", quoted(rulebook))),
            None => line("# rulebook = \"../rulebook\""),
        }
        line("# period = \"2017\"");
        line(self.lang.pick(
            "# missing = [\"*\", \"-9\"]   # 这样的单元格作空白",
            "# missing = [\"*\", \"-9\"]   # such cells are blank",
        ));
        line("");
        line("[files]");
        let mut written: Vec<(Vec<&str>, String, String)> = Vec::new();
        for (name, entry) in self.entries() {
            match written
                .iter_mut()
                .find(|(_, sheet, known)| *known == entry && sheet == sheet_of(name) && !sheet.is_empty())
            {
                Some((names, _, _)) => names.push(name),
                None => written.push((vec![name], sheet_of(name).to_owned(), entry)),
            }
        }
        let mut patterns: Vec<String> = Vec::new();
        for (names, sheet, entry) in &written {
            let pattern = pattern_of(names).map(|pattern| format!("{pattern}[{sheet}]"));
            match pattern.filter(|pattern| !patterns.contains(pattern)) {
                Some(pattern) if names.len() > 1 => {
                    line(&format!("{} = {entry}", quoted(&pattern)));
                    patterns.push(pattern);
                }
                _ => names.iter().for_each(|name| line(&format!("{} = {entry}", quoted(name)))),
            }
        }
        for file in &self.described.set.unused_files {
            let why = Message::new(file.why.note()).text(self.lang);
            line(&self.lang.pick(
                format!("# 没有用到：{}（{why}）", file.name),
                format!("# not used: {} ({why})", file.name),
            ));
        }
        out
    }

    /// What is said of each file or sheet, by name.
    fn entries(&self) -> BTreeMap<&'d str, String> {
        let mut all: BTreeMap<&'d str, (Vec<String>, Vec<String>)> = BTreeMap::new();
        for (account, described) in self.tables() {
            let form = self.form_named(described.labelled.unwrap_or(account.form));
            let (forms, layout) = all.entry(&account.name).or_default();
            if !forms.contains(&form) {
                forms.push(form);
            }
            if described.labelled.is_some() || !layout.is_empty() {
                continue;
            }
            if account.delimiter.is_some() {
                let encoding = account.encoding.name();
                // With a mark or without is found either way.
                if !encoding.starts_with("UTF-8") {
                    layout.push(format!("encoding = {}", quoted(encoding)));
                }
                let sign = account.delimiter.map_or(String::new(), String::from);
                layout.push(format!("delimiter = {}", quoted(if sign == "\t" { "tab" } else { &sign })));
            }
            if account.header > 0 && account.encoding.name() != "Parquet" {
                layout.push(format!("header = {}", account.header));
                layout.push(format!("header_rows = {}", account.header_rows));
            }
        }
        let entry = |(forms, layout): (Vec<String>, Vec<String>)| {
            let forms: Vec<String> = forms.iter().map(|form| quoted(form)).collect();
            let said = std::iter::once(format!("forms = [{}]", forms.join(", "))).chain(layout);
            format!("{{ {} }}", said.collect::<Vec<_>>().join(", "))
        };
        all.into_iter().map(|(name, said)| (name, entry(said))).collect()
    }

    /// A form by its declared name, a group behind its form.
    fn form_named(&self, form: FormId) -> String {
        let form = self.vocab.form(form);
        match form.parent {
            Some(parent) => format!("{}.{}", self.vocab.form(parent).name.declared(), form.name.declared()),
            None => form.name.declared().to_owned(),
        }
    }
}

/// A text in double quotes, as TOML has it.
fn quoted(text: &str) -> String {
    let escaped = text.chars().flat_map(|c| match c {
        '"' | '\\' => vec!['\\', c],
        c if c.is_control() => format!("\\u{:04x}", u32::from(c)).chars().collect(),
        c => vec![c],
    });
    format!("\"{}\"", escaped.collect::<String>())
}

/// The sheet in brackets behind the name of a workbook.
fn sheet_of(name: &str) -> &str {
    name.strip_suffix(']').and_then(|name| name.split_once('[')).map_or("", |(_, sheet)| sheet)
}

/// The pattern of workbooks that lie as deep as each other and end alike.
fn pattern_of(names: &[&str]) -> Option<String> {
    let file = |name: &str| name.split_once('[').map(|(file, _)| file.to_owned());
    let files: Vec<String> = names.iter().filter_map(|name| file(name)).collect();
    let mut paths = files.iter().map(|file| file.split('/').collect::<Vec<_>>());
    let first = paths.next()?;
    let (_, ending) = first.last()?.rsplit_once('.')?;
    let mut same = vec![true; first.len()];
    for path in paths {
        let own = path.last()?.rsplit_once('.')?.1;
        if path.len() != first.len() || own != ending {
            return None;
        }
        same.iter_mut().zip(path.iter().zip(&first)).for_each(|(same, (a, b))| *same &= a == b);
    }
    let pieces = first.iter().zip(same).enumerate().map(|(at, (piece, same))| match same {
        true => (*piece).to_owned(),
        false if at + 1 == first.len() => format!("*.{ending}"),
        false => "*".to_owned(),
    });
    Some(pieces.collect::<Vec<_>>().join("/"))
}
