//! What became of each file, on the terminal. Of many files of one form there is one line; all of them stand in `summary.json`.

use std::collections::BTreeMap;

use shensuan_diagnostics::Lang;
use shensuan_findings::{FileSummary, Summary, UnusedFile};

use crate::layout::Sheet;

/// So many files of one form are shown each by itself, and so many that are not used for one reason.
const FEW: usize = 20;

/// Columns named of a file.
const LISTED: usize = 8;

/// Files named of many that are not used.
const NAMED: usize = 3;

/// Files named of many whose headings are in other rows.
const ODD: usize = 5;

/// A file, or the many files of a form.
struct Account<'s> {
    name: String,
    files: Vec<&'s FileSummary>,
}

impl Account<'_> {
    fn sum(&self, of: impl Fn(&FileSummary) -> usize) -> usize {
        self.files.iter().map(|file| of(file)).sum()
    }

    /// The names that files have of something, each once, in their order.
    fn names(&self, of: impl Fn(&FileSummary) -> &Vec<String>) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for name in self.files.iter().flat_map(|file| of(file)) {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        names
    }
}

/// The accounts of all files.
pub(crate) fn files(summary: &Summary, lang: Lang, out: &mut Sheet) {
    table(&accounts(&summary.files, FEW, lang), lang, out);
    let mut before: Vec<&str> = Vec::new();
    for account in &accounts(&summary.files, 1, lang) {
        // A file that holds several forms ignores the same columns for each.
        let names = account.files.iter().map(|file| file.file.as_str()).collect();
        let first = before != names;
        before = names;
        if first {
            headings(account, lang, out);
        }
        cells(account, lang, out);
    }
    unused(&summary.unused_files, lang, out);
}

/// Each file by itself, and the files of a form together where they are more than this, in the place of the first.
fn accounts(files: &[FileSummary], few: usize, lang: Lang) -> Vec<Account<'_>> {
    let mut of_form: BTreeMap<&str, Vec<&FileSummary>> = BTreeMap::new();
    files.iter().for_each(|file| of_form.entry(&file.form).or_default().push(file));
    of_form.retain(|_, files| files.len() > few);
    let mut accounts = Vec::new();
    let mut done: Vec<&str> = Vec::new();
    for file in files {
        match of_form.get(file.form.as_str()) {
            None => accounts.push(Account { name: file.file.clone(), files: vec![file] }),
            Some(_) if done.contains(&file.form.as_str()) => {}
            Some(files) => {
                done.push(&file.form);
                let (form, count) = (&file.form, files.len());
                let name =
                    lang.pick(format!("{form} 的 {count} 个文件"), format!("the {count} files of {form}"));
                accounts.push(Account { name, files: files.clone() });
            }
        }
    }
    accounts
}

fn table(accounts: &[Account<'_>], lang: Lang, out: &mut Sheet) {
    let headings = lang.pick(
        ["文件", "报表", "行", "采用", "剔除", "单元格", "采用", "空白", "无法读取", "随行剔除"],
        [
            "file",
            "form",
            "rows",
            "used",
            "rejected",
            "cells",
            "used",
            "empty",
            "unreadable",
            "in rejected rows",
        ],
    );
    let mut rows = vec![headings.map(str::to_owned).to_vec()];
    for account in accounts {
        let Some(first) = account.files.first() else { continue };
        let count = account.files.len();
        let name = match count {
            1 => first.file.clone(),
            _ => lang.pick(format!("{count} 个文件"), format!("{count} files")),
        };
        rows.push(vec![
            name,
            first.form.clone(),
            account.sum(|file| file.rows).to_string(),
            account.sum(|file| file.rows_used).to_string(),
            account.sum(|file| file.rows_rejected).to_string(),
            account.sum(|file| file.cells).to_string(),
            account.sum(|file| file.cells_used).to_string(),
            account.sum(|file| file.cells_empty).to_string(),
            account.sum(|file| file.cells_unreadable).to_string(),
            account.sum(|file| file.cells_of_rejected_rows).to_string(),
        ]);
    }
    out.table(&rows);
}

/// Where the headings are, and which columns are not used. Of many files those are named in which it is otherwise.
fn headings(account: &Account<'_>, lang: Lang, out: &mut Sheet) {
    let name = &account.name;
    let mut all: BTreeMap<(u32, usize), Vec<&str>> = BTreeMap::new();
    for file in account.files.iter().filter(|file| file.header > 0) {
        all.entry((file.header, file.rows_above)).or_default().push(&file.file);
    }
    // Of places that are as frequent the upper one.
    let usual = all.iter().rev().max_by_key(|(_, files)| files.len()).map(|(place, _)| *place);
    let above = |above: usize| match (lang, above) {
        (_, 0) => String::new(),
        (Lang::Zh, above) => format!("，上方有 {above} 行不是数据"),
        (Lang::En, above) => format!("; rows above them: {above}"),
    };
    if let Some((header, rows)) = usual.filter(|(_, above)| *above > 0 || all.len() > 1) {
        out.push(match lang {
            Lang::Zh => format!("{name} 的列标题在第 {header} 行{}", above(rows)),
            Lang::En => format!("the headings of {name} are in row {header}{}", above(rows)),
        });
    }
    all.retain(|place, _| usual != Some(*place));
    let odd = all.values().map(Vec::len).sum::<usize>();
    if odd > ODD {
        out.push(match lang {
            Lang::Zh => format!("其中 {odd} 个文件的列标题在别的行，见 summary.json"),
            Lang::En => format!("in {odd} of them they are in another row, see summary.json"),
        });
    } else {
        for ((header, rows), files) in all {
            let files = files.join(lang.pick("、", ", "));
            out.push(match lang {
                Lang::Zh => format!("其中 {files} 的在第 {header} 行{}", above(rows)),
                Lang::En => format!("but of {files} in row {header}{}", above(rows)),
            });
        }
    }
    let ignored = account.names(|file| &file.ignored_columns);
    if !ignored.is_empty() {
        let columns = listed(&ignored, lang);
        out.push(match lang {
            Lang::Zh => format!("{name} 中没有用到的列：{columns}"),
            Lang::En => format!("columns of {name} that are not used: {columns}"),
        });
    }
}

/// What was done to cells, which are not listed, and which columns are not there.
fn cells(account: &Account<'_>, lang: Lang, out: &mut Sheet) {
    let name = &account.name;
    let mut repairs: Vec<(&str, usize)> = Vec::new();
    for one in account.files.iter().flat_map(|file| &file.repairs) {
        match repairs.iter_mut().find(|(repair, _)| *repair == one.repair) {
            Some((_, cells)) => *cells += one.cells,
            None => repairs.push((&one.repair, one.cells)),
        }
    }
    if !repairs.is_empty() {
        let each = repairs
            .iter()
            .map(|(repair, cells)| lang.pick(format!("{repair} {cells}"), format!("{cells} {repair}")));
        let each = each.collect::<Vec<_>>().join(lang.pick("；", "; "));
        let repaired = account.sum(|file| file.cells_repaired);
        out.push(match lang {
            Lang::Zh => format!("{name} 中修正后读取的单元格 {repaired} 个：{each}"),
            Lang::En => format!("cells of {name} read after a repair: {repaired} ({each})"),
        });
    }
    let not_listed = account.sum(|file| file.cells_not_listed);
    if not_listed > 0 {
        out.push(match lang {
            Lang::Zh => {
                format!("{name} 中最后一个标题右侧的单元格过多，有 {not_listed} 个只计数、没有列出")
            }
            Lang::En => format!(
                "cells of {name} to the right of the last heading that are counted but not listed: {not_listed}"
            ),
        });
    }
    let missing = account.names(|file| &file.missing_columns_read);
    if !missing.is_empty() {
        let columns = listed(&missing, lang);
        out.push(match (lang, account.files.len()) {
            (Lang::Zh, 1) => format!("{name} 中没有规则要用的列：{columns}"),
            (Lang::En, 1) => format!("columns that rules read and {name} does not have: {columns}"),
            (Lang::Zh, _) => format!("{name} 中有的没有规则要用的列：{columns}"),
            (Lang::En, _) => format!("columns that rules read and some of {name} do not have: {columns}"),
        });
    }
}

/// The files that are not used, those of one reason together where they are many.
fn unused(files: &[UnusedFile], lang: Lang, out: &mut Sheet) {
    let mut done: Vec<&str> = Vec::new();
    for file in files {
        let alike: Vec<&str> =
            files.iter().filter(|other| other.why == file.why).map(|other| other.file.as_str()).collect();
        if alike.len() <= FEW {
            out.push(match lang {
                Lang::Zh => format!("没有用到的文件：{}（{}）", file.file, file.why),
                Lang::En => format!("not used: {} ({})", file.file, file.why),
            });
        } else if !done.contains(&file.why.as_str()) {
            done.push(&file.why);
            let named: Vec<&str> = alike.iter().take(NAMED).copied().collect();
            let (named, count) = (named.join(lang.pick("、", ", ")), alike.len());
            out.push(match lang {
                Lang::Zh => format!("没有用到的文件 {count} 个（{}），如 {named}，见 summary.json", file.why),
                Lang::En => {
                    format!("not used: {count} files ({}), such as {named}, see summary.json", file.why)
                }
            });
        }
    }
}

/// The first names of a list, and how many there are; all of them stand in `summary.json`.
fn listed(names: &[String], lang: Lang) -> String {
    let first: Vec<&str> = names.iter().take(LISTED).map(String::as_str).collect();
    let list = first.join(lang.pick("、", ", "));
    if names.len() <= LISTED {
        return list;
    }
    match lang {
        Lang::Zh => format!("{list} 等 {} 列", names.len()),
        Lang::En => format!("{list} and {} more", names.len() - LISTED),
    }
}
