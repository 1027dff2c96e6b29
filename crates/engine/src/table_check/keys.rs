//! Keys: rows that none finds, rows before which others always come, and one key in two spellings.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use shensuan_data::{BadCell, KeyCell, KeyedRow, References, RowTrouble};
use shensuan_diagnostics::codes::{table_data, table_remarks as codes};
use shensuan_diagnostics::{Both, Message};
use shensuan_model::Model;
use shensuan_vocab::names::{fold_text, fold_width};
use shensuan_vocab::{FieldType, FormId, Key};

use super::Remarks;
use super::looked::Looked;

/// Rows that a remark names.
pub(super) const NAMED: usize = 5;

/// Rows that were left out as a key of theirs is blank, or as their cells may be in the wrong columns.
pub(super) fn skipped(model: &Model, references: &References, form: FormId, remarks: &mut Remarks) {
    let Some(reference) = model.vocab.reference(form) else { return };
    let open = model.vocab.form(form).fields.iter().all(|field| !model.vocab.field(*field).private);
    for row in references.rejected() {
        let Some(file) = references.files().get(row.file).filter(|file| file.form == form) else { continue };
        let part = match row.why {
            RowTrouble::BlankKey(part) | RowTrouble::TooShort(part) | RowTrouble::LostKey(part) => part,
            RowTrouble::TooLong => 0,
            RowTrouble::Blank
            | RowTrouble::NotListed
            | RowTrouble::Sum
            | RowTrouble::Remark
            | RowTrouble::ColumnNumbers
            | RowTrouble::Repeated
            | RowTrouble::Units
            | RowTrouble::Title
            | RowTrouble::Unused
            | RowTrouble::SumColumn
            | RowTrouble::RemarkColumn => continue,
        };
        let Some(key) = reference.keys.get(part) else { continue };
        let name = &model.vocab.field(key.field).name;
        let cell = BadCell {
            file,
            row: row.row,
            headings: name.all().map(str::to_owned).collect(),
            column: Both::of(name),
            text: "",
            why: Message::new(row.why.note()),
            inside: None,
            open,
        };
        remarks.push(codes::ROW_SKIPPED, (row.row as usize, part), |said| {
            let place =
                table_data::PLACE_OF_ROW.with("file", file.name.as_str()).with("row", row.row as usize);
            said.with("place", place)
                .with("column", Both::of(name))
                .with("why", row.why.note())
                .quote(cell.said().quotes.into_iter().next())
        });
    }
}

/// Remarks on the keys of a table that was read.
pub(super) fn remarks(looked: &Looked<'_>, remarks: &mut Remarks) {
    for (slot, key) in looked.reference.keys.iter().enumerate() {
        if key.groups {
            never_chosen(looked, slot, key, remarks);
        }
        if !key.groups && !key.ranges {
            spellings(looked, key, remarks);
        }
    }
}

/// Groups whose every code another row has, and comes first there.
fn never_chosen(looked: &Looked<'_>, slot: usize, key: &Key, remarks: &mut Remarks) {
    let FieldType::Code(list) = looked.vocab.field(key.field).kind else { return };
    let list = looked.vocab.list(list);
    // Nobody files a code that has others below it.
    let above: HashSet<String> =
        list.entries().iter().filter_map(|entry| entry.parent.as_deref().map(fold_text)).collect();
    let mut by_text: HashMap<&str, Vec<&KeyedRow>> = HashMap::new();
    for row in &looked.keyed {
        for (text, _) in texts(row, slot) {
            by_text.entry(text).or_default().push(row);
        }
    }
    for row in &looked.keyed {
        let all = texts(row, slot);
        if matches!(row.cells.get(slot), Some(KeyCell::Texts(_))) && all.is_empty() {
            remarks.push(codes::FINDS_NOTHING, looked.at(row.row, key.field), |said| {
                said.with("place", looked.place(row.row))
                    .with("column", looked.column(key.field))
                    .with("text", looked.shown(row.row, key.field))
                    .with("list", Both::of(&list.name))
                    .quote(looked.quote(row.row, key.field, None))
            });
            continue;
        }
        let mut first = BTreeSet::new();
        let mut filed = all.iter().filter(|(text, _)| !above.contains(text)).peekable();
        let any = filed.peek().is_some();
        let always = filed.all(|(text, rank)| {
            let others = by_text.get(text.as_str()).into_iter().flatten();
            let found = others.copied().find(|other| comes_before(other, row, slot, (text, *rank)));
            found.map(|other| first.insert(other.row)).is_some()
        });
        if any && always {
            remarks.push(codes::NEVER_CHOSEN, looked.at(row.row, key.field), |said| {
                let mut rows: Vec<String> =
                    first.iter().take(NAMED).map(|row| looked.number(*row).to_string()).collect();
                if first.len() > NAMED {
                    rows.push("…".to_owned());
                }
                said.with("place", looked.place(row.row))
                    .with("column", looked.column(key.field))
                    .with("text", looked.shown(row.row, key.field))
                    .quote(looked.quote(row.row, key.field, None))
                    .help(codes::CHOSEN_INSTEAD.with("rows", Both::new(rows.join("、"), rows.join(", "))))
            });
        }
    }
}

fn texts(row: &KeyedRow, slot: usize) -> &[(String, u32)] {
    match row.cells.get(slot) {
        Some(KeyCell::Texts(texts)) => texts,
        Some(KeyCell::Number(_) | KeyCell::Between(..) | KeyCell::Any) | None => &[],
    }
}

/// Whether a row is found wherever another is found by a code, and comes before it.
fn comes_before(this: &KeyedRow, other: &KeyedRow, slot: usize, (text, rank): (&str, u32)) -> bool {
    let (these, those) = (texts(this, slot), texts(other, slot));
    let Some((_, own)) = these.iter().find(|(known, _)| known == text) else { return false };
    let within = || these.len() < those.len() && these.iter().all(|(text, _)| holds(those, text));
    let narrower = *own < rank || *own > 0 && rank > 0 && within();
    let begins = this.from.is_none_or(|from| other.from.is_some_and(|other| from <= other));
    let ends = this.to.is_none_or(|to| other.to.is_some_and(|other| to >= other));
    this.row != other.row
        && narrower
        && begins
        && ends
        && this.cells.iter().zip(&other.cells).enumerate().all(|(at, (this, other))| {
            at == slot || if at < slot { this == other } else { covers(this, other) }
        })
}

fn holds(texts: &[(String, u32)], wanted: &str) -> bool {
    texts.iter().any(|(text, _)| text == wanted)
}

/// Whether a cell matches whatever another does.
fn covers(this: &KeyCell, other: &KeyCell) -> bool {
    match (this, other) {
        (KeyCell::Any, _) => true,
        (KeyCell::Texts(these), KeyCell::Texts(those)) => those.iter().all(|(text, _)| holds(these, text)),
        (this, other) => this == other,
    }
}

/// A text without what the eye passes over: blanks, widths, which mark stands between the parts of a list, which dash.
fn bare(text: &str) -> String {
    let plain = |c: char| match fold_width(c) {
        '、' | ';' => ',',
        '–' | '—' | '―' | '−' | '~' => '-',
        '“' | '”' | '「' | '」' => '"',
        '·' | '•' => '.',
        c => c.to_ascii_lowercase(),
    };
    text.chars().map(plain).filter(|c| !c.is_whitespace()).collect()
}

/// Texts of a key that differ in blanks, widths or punctuation alone; the most frequent spelling is taken for the right one.
fn spellings(looked: &Looked<'_>, key: &Key, remarks: &mut Remarks) {
    let mut known: BTreeMap<String, BTreeMap<&str, Vec<usize>>> = BTreeMap::new();
    for row in &looked.keyed {
        if let Some(text) = looked.table.text(key.field, row.row) {
            known.entry(bare(text)).or_default().entry(text).or_default().push(row.row);
        }
    }
    let declared = looked.vocab.field(key.field);
    for spelt in known.into_values().filter(|spelt| spelt.len() > 1) {
        // Of those that are as frequent the one that stands first.
        let frequent = |rows: &[usize]| (rows.len(), std::cmp::Reverse(rows.first().copied()));
        let Some((usual, among)) = spelt.iter().max_by_key(|(_, rows)| frequent(rows)) else { continue };
        for (text, rows) in spelt.iter().filter(|(text, _)| *text != usual) {
            let same = !declared.exact && fold_text(text) == fold_text(usual);
            let Some(row) = rows.first().copied() else { continue };
            let Some(other) = among.first().copied() else { continue };
            remarks.push(codes::SPELT_TWO_WAYS, looked.at(row, key.field), |said| {
                said.with("place", looked.place(row))
                    .with("column", looked.column(key.field))
                    .with("text", looked.shown(row, key.field))
                    .with("other", looked.shown(other, key.field))
                    .with("count", among.len())
                    .with("why", if same { codes::WHY_THE_SAME } else { codes::WHY_TWO_VALUES })
                    .quote(looked.quote(row, key.field, None))
            });
        }
    }
}
