//! Help that can be pasted: what a message offers is put in the place of what it marks, and reads.

use std::fs;

use shensuan_diagnostics::codes::{Severity, names, text, types, units};
use shensuan_diagnostics::{Diagnostic, Lang, Message, Note, Renderer};
use shensuan_engine::{Checked, Parsed};
use unicode_width::UnicodeWidthStr;

use crate::reference::laid_out;
use crate::run::root;

/// Lines as authors write them who come from spreadsheets, databases and programs, or who slip.
const CASES: &[&str] = &[
    // Signs and words of other languages.
    "rule A check staff == 5",
    "规则 A 要求 从业人数 == 5",
    "rule A check staff > 0 && water intake > 5 m³",
    "规则 A 要求 从业人数 > 0 || 取水量 > 5 m³",
    "rule A check staff > 0 AND water intake > 5 m³",
    "规则 A 要求 从业人数 =< 5",
    "rule A check !(staff > 0)",
    "规则 A 要求 取水量 = NULL",
    "rule A check water intake <> null",
    "rule A check water intake IS NOT NULL",
    "规则 A 要求 单位详细名称 LIKE \"%厂%\"",
    "rule A check unit name like \"works%\"",
    "rule A check unit name NOT LIKE '%works%'",
    "规则 A 要求 从业人数 BETWEEN 1 AND 5",
    "rule A check staff between 1 and 5",
    "rule A check staff IN (1, 2)",
    "规则 A 要求 从业人数 属于 [1, 2]",
    "rule A check staff is not equal to 5",
    "rule A check staff ** 2 > 5",
    "rule A check staff > 0;",
    "规则 A 要求 从业人数 > 0；",
    "规则 A：要求 从业人数 > 0",
    "rule A: check staff > 0",
    "rule A check staff > 0 // every plant",
    "-- 人数\n规则 A 要求 从业人数 > 0",
    "rule A check unit name = 'works'",
    "规则 A 要求 单位详细名称 = ‘厂’",
    "rule A check unit name = `works`",
    "规则 A 要求 从业人数 > 1,200",
    "rule A check staff > 1_200",
    "rule A check staff % 2 = 0",
    "rule A check (staff + 1) mod 2 = 0",
    "formula x = staff > 5 ? 1 : 2",
    "公式 甲 = 从业人数 > 5 ? 1 : 2",
    "rule A check staff > 5 unless water intake > 5 m³",
    "规则 A 要求 取水量 > 5 m³ 除非 从业人数 = 0",
    "规则 A 要求 用水 → 取水量 > 5 m³",
    "规则 A 要求 从业人数 ≧ 5",
    "规则 A 要求 从业人数 > 5 ∧ 取水量 > 5 m³",
    "rule A check exists boilers where fuel > 0 t",
    "rule A check staff equals 5",
    "rule A check staff doesn't equal 5",
    "rule A check staff not > 5",
    "rule A check staff from 1 to 5",
    "规则 A 要求 从业人数 在 1-5 之间",
    "规则 A 要求 单位详细名称 以 \"厂\" 结尾",
    "规则 A 要求 单位详细名称 包括 \"厂\"",
    "rule A check unit name includes \"works\"",
    "规则 A 要求 从业人数 > 5 同时 取水量 > 5 m³",
    "rule A check staff > 5 but water intake > 5 m³",
    "规则 A 要求 如果 用水 则 取水量 > 5 m³ 其他 取水量 缺失",
    "规则 A 要求 单位详细名称 = 《厂》",
    "rule A check staff in {1, 2}",
    "规则 A 要求 {从业人数} > 5",
    "规则 A 要求 [从业人数] > 5",
    "规则 A 要求 取水量 = 自来水 + 自备水（误差1%）",
    "formula x: staff + 1",
    "集合 甲：1，2",
    "select * from basic form",
    // Cells of spreadsheets.
    "公式 丙 = VLOOKUP(从业人数, A1:B2, 2)",
    "formula x = sum(A1:B2)",
    // Days.
    "rule A check opened > 2019.1.1",
    "rule A check opened > 2019/7/1",
    "规则 A 要求 开业日期 > 2019年1月",
    "规则 A 要求 开业日期 > 20190101",
    "规则 A\n  要求 从业人数 > 0\n  自 2019/7/1",
    "rule A check opened > today",
    // Numbers in words.
    "规则 A 要求 去除效率 > 百分之50",
    "规则 A 要求 去除效率 > 百分之五十",
    "规则 A 要求 从业人数 > 一百二十",
    "rule A check staff > five",
    "rule A check removal efficiency > 50 percent",
    "规则 A 要求 取水量 不能为负",
    "rule A check staff is positive",
    "rule A check true",
    // Heads.
    "规则 A 从业人数为正 要求 从业人数 > 0",
    "rule A staff is positive\n  check staff > 0",
    "规则 A 《人数》 要求 从业人数 > 0",
    "规则T-05 要求 从业人数 > 5",
    "规则 A\n  要求从业人数 > 5",
    "规则 001 要求 从业人数 > 5",
    "规则：A 要求 从业人数 > 5",
    "规则 A 要求 从业人数 > 5\n  级别 警告",
    "rule A check staff > 5\n  severity warning",
    "规则 A 要求 从业人数 > 5\n  消息 「人数」",
    "规则 A\n  说明 人数不对\n  要求 从业人数 > 5",
    "rule A\n  title staff\n  check staff > 5",
    "rule A.1 check staff > 5",
    "rule A if uses water then water intake > 0 m³",
    "规则 A 必须 从业人数 > 5",
    "rule A when uses water check water intake > 0 m³",
    "规则 A 要求 从业人数 > 5\n用例 A\n  已知 从业人数 = 3\n  预期 失败",
    "rule A check staff > 5\ncase A\n  given staff = 3\n  expect failure",
    "报表 燃料表\n  每 企业 一行\n  指标 消耗量：带单位数值 单位取自 消耗单位\n  指标 消耗单位：文本",
    "公式 丙 = (((((((((((((((((((((((((((((((((\n  (((((((((((((((((((((((((((((((((取水量)))))))))))))))))))))))))))))))))\n  )))))))))))))))))))))))))))))))))",
    // Names by spelling, by sound, and where they stand.
    "rule A check water intaek > 5 m³",
    "rule A check intake > 5 m³",
    "rule A check the staff > 5",
    "rule A check count of outlets > 3",
    "规则 A 要求 取谁量 > 5 m³",
    "规则 A 要求 曲谁凉 > 5 m³",
    "规则 A 要求 qushuiliang > 5 m³",
    "规则 A 要求 基本情况表.取水量 > 5 m³",
    "rule A check \"water intake\" > 5 m³",
    "规则 A 要求 从业人数 > 「5」",
    "规则 A 要求 运行状态 为 运行",
    // Blanks.
    "行业3360必填废水表",
    "规则 A 要求 取水量大于5 m³",
    "规则 A 要求 从业人数 应 大于 5",
    "规则 A 要求 从业人数 大 于 5",
    // Units.
    "规则 A 要求 取水量 ≥ 10",
    "rule A check landfilled ≤ stored + 5",
    "规则 A 要求 去除效率 ≥ 80",
    "规则 A 要求 取水量 ≥ 5 立方",
    "规则 A 要求 贮存量 ≤ 填埋量 × 1000",
    "rule A check water intake ≥ landfilled",
    // Functions of spreadsheets: a pattern to fill in, so that nothing is pasted.
    "formula x = IF(staff > 1, 2, 3)",
    "公式 丙 = VLOOKUP(从业人数, 2)",
    "formula x = SUMIF(outlets.wastewater discharged, 2)",
    "规则 A 要求 AND(从业人数 > 0, 取水量 > 5 m³)",
    "rule A check CONTAINS(unit name, \"works\")",
];

/// The notes that offer a text, with the placeholder of it.
const OFFERS: [(Note, &str); 13] = [
    (text::WRITE_INSTEAD, "{repair}"),
    (text::WITH_BLANKS, "{repair}"),
    (text::WRITE_NUMBER, "{number}"),
    (text::QUOTE_A_TEXT, "{text}"),
    (text::QUOTE_THE_TITLE, "{title}"),
    (text::AN_ID_IS, "{repair}"),
    (types::NAMES_WITHOUT_QUOTES, "{text}"),
    (types::WITHOUT_QUOTES, "{text}"),
    (types::WRITE_PERCENT, "{number}%"),
    (units::WRITE_THE_UNIT, "{number} {unit}"),
    (names::DID_YOU_MEAN, "{names}"),
    (names::STANDS_IN, "{names}"),
    (text::LEAVE_OUT, "{word}"),
];

fn checked(written: &str) -> Checked {
    let folder = laid_out();
    let file = folder.path().join("example.rule");
    fs::write(&file, format!("{written}\n")).unwrap();
    Parsed::read(&[folder.path().join("national/vocabulary.rule"), file]).check()
}

/// What is said but that a rule has no case, no basis or no id.
fn said(checked: &Checked) -> Vec<&Diagnostic> {
    let style = ["W1001", "W1007", "W1008"];
    checked.said.iter().filter(|said| !style.contains(&said.code.row().number)).collect()
}

fn language(text: &str) -> Lang {
    if text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) { Lang::Zh } else { Lang::En }
}

fn drawn(checked: &Checked, lang: Lang, width: usize) -> String {
    let renderer = Renderer { lang, width, colour: false };
    let drawn: Vec<String> =
        said(checked).into_iter().map(|said| renderer.draw(said, &checked.sources)).collect();
    drawn.join("\n").lines().map(|line| format!("{}\n", without_folder(line))).collect()
}

/// A line without the folder that its file stands in.
fn without_folder(line: &str) -> String {
    let file = ["example.rule", "national/"].into_iter().find_map(|file| line.find(file));
    let from = file.and_then(|at| line[..at].rfind(['[', ' ']).map(|from| (from + 1, at)));
    from.map_or_else(|| line.to_owned(), |(from, at)| format!("{}{}", &line[..from], &line[at..]))
}

/// What a help offers: nothing to fill in, and no advice.
fn offered(help: &Message, lang: Lang) -> Vec<String> {
    let Some((note, placeholder)) = OFFERS.iter().find(|(note, _)| *note == help.note) else {
        return Vec::new();
    };
    let template = note.text();
    let (before, after) = lang.pick(template.zh, template.en).split_once(placeholder).unwrap();
    let said = help.text(lang);
    let text = said.strip_prefix(before).unwrap().strip_suffix(after).unwrap();
    let listed = placeholder == &"{names}";
    let leave_out = *note == text::LEAVE_OUT;
    match () {
        () if leave_out => vec![String::new()],
        () if listed => {
            let quote = ['“', '”', '`'];
            text.split(quote).skip(1).step_by(2).map(str::to_owned).collect()
        }
        () if [text::QUOTE_A_TEXT, text::QUOTE_THE_TITLE].contains(note) => vec![format!("\"{text}\"")],
        () => vec![text.to_owned()],
    }
}

/// The texts that come of putting an offer in the place of one of the pieces that are marked, or of the path that it ends.
fn pasted(written: &str, said: &Diagnostic, offer: &str) -> Vec<String> {
    let spans = said.labels.iter().map(|label| label.span.start as usize..label.span.end as usize);
    let of_path = |end: usize| written[..end].rfind(' ').map_or(0, |blank| blank + 1);
    let widened = |span: std::ops::Range<usize>| [span.clone(), of_path(span.start)..span.end];
    spans
        .flat_map(widened)
        .filter(|span| written.get(span.clone()).is_some())
        .map(|span| format!("{}{offer}{}", &written[..span.start], &written[span.end..]))
        .collect()
}

#[test]
fn what_is_offered_can_be_pasted() {
    let (mut all, mut wrong) = (String::new(), Vec::new());
    for written in CASES {
        let checked = checked(written);
        let lang = language(written);
        let found = said(&checked);
        if found.len() != 1 {
            wrong.push(format!("{written}: one mistake makes one error\n{}", drawn(&checked, lang, 80)));
            continue;
        }
        all.push_str(&format!("{written}\n\n{}\n", drawn(&checked, lang, 80)));
        for help in &found[0].helps {
            let offers = offered(help, lang);
            let reads = |text: &String| self::checked(text).said.count(Severity::Error) == 0;
            let mended: Vec<String> = offers
                .iter()
                .filter_map(|offer| pasted(written, found[0], offer).into_iter().find(reads))
                .collect();
            // Of names that are like another one was meant.
            if mended.is_empty() && !offers.is_empty() {
                wrong.push(format!("{written}: {offers:?} cannot be pasted"));
            }
            mended.iter().for_each(|mended| all.push_str(&format!("pasted: {mended}\n")));
        }
        all.push_str("\n----\n\n");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    insta::assert_snapshot!(all);
}

/// Columns are characters: not bytes, not cells, not halves of what other programs write in two.
#[test]
fn a_place_is_a_line_and_a_character() {
    let before = "规则 Ａ　要求\t单位详细名称 ≠ 「😀𠮷ｆｗ」 且 ";
    let checked = checked(&format!("# 一行\n{before}取谁量 > 5 m³"));
    let drawn = drawn(&checked, Lang::Zh, 100);
    let place = format!("[example.rule:2:{}]", before.chars().count() + 1);
    assert!(drawn.contains(&place), "{place}\n{drawn}");
    // Without a tab, whose width is the terminal's, the mark stands under the word.
    let before = "规则 Ａ　要求 单位详细名称 ≠ 「😀𠮷ｆｗ」 且 ";
    let drawn = self::drawn(&self::checked(&format!("{before}取谁量 > 5 m³")), Lang::Zh, 100);
    let mark = drawn.lines().find_map(|line| line.trim_start().strip_prefix("· ")).unwrap();
    assert_eq!(mark.find('─'), Some(before.width()), "{drawn}");
    assert!(drawn.contains(&format!("[example.rule:1:{}]", before.chars().count() + 1)), "{drawn}");
}

/// A long line is cut between characters, by the columns that they take, and the mark stays under its word.
#[test]
fn a_long_line_is_cut_by_what_is_seen_of_it() {
    for letters in 0..3 {
        let works = format!("「{}{}」", "a".repeat(letters), "厂".repeat(700));
        let written =
            format!("规则 A 要求 单位详细名称 ≠ {works} 且 取谁量 > 5 m³ 且 单位详细名称 ≠ {works}");
        let drawn = drawn(&checked(&written), Lang::Zh, 100);
        let mut lines = drawn.lines().skip_while(|line| !line.contains(" 1 │ "));
        let (excerpt, mark) = (lines.next().unwrap(), lines.next().unwrap());
        assert!((240..270).contains(&excerpt.width()), "{drawn}");
        let word = excerpt[..excerpt.find("取谁量").unwrap()].width();
        assert_eq!(mark[..mark.find('─').unwrap()].width(), word, "{drawn}");
        assert!(!drawn.contains('\u{fffd}'), "{drawn}");
    }
    // What is marked is cut, too.
    let open = format!("规则 A 要求 单位详细名称 = 「{}", "厂".repeat(700));
    let drawn = drawn(&checked(&open), Lang::Zh, 100);
    assert!(drawn.lines().all(|line| line.width() < 420), "{drawn}");
}

/// A dozen messages that have long words, long lines and many of them.
const TYPICAL: [(&str, &str); 12] = [
    ("规则 A 要求 取水量 ≥ 填埋量", "rule A check water intake ≥ landfilled"),
    ("规则 A 要求 基本情况表.取水量 > 5 m³", "rule A check basic form.water intake > 5 m³"),
    ("规则 A 要求 合计(燃料量) > 0", "rule A check sum(fuel) > 0"),
    ("公式 丙 = VLOOKUP(从业人数, 2)", "formula x = VLOOKUP(staff, 2)"),
    ("规则 A 要求 从业人数 ≤ 5 误差 5%", "rule A check staff ≤ 5 within 5%"),
    ("报表 Q\n  每 企业 一行\n  指标 甲：字符", "form Q\n  one per enterprise\n  field a : string"),
    ("公式 甲 = 乙 + 1\n公式 乙 = 甲 + 1", "formula a = b + 1\nformula b = a + 1"),
    ("规则 A 要求 统计户数 按 行业 > 5", "rule A check round(staff, 1) by industry > 5"),
    ("规则 A 要求 开业日期 > 「2019-01-01」", "rule A check opened > \"2019-01-01\""),
    ("规则 A 要求 中位数(从业人数) 按 去除效率 > 5", "rule A check median(staff) by removal efficiency > 5"),
    (
        "规则 A 要求 从业人数 > 0 且 取水量 > 5 m³ 且 自来水 > 5 m³ 且 自备水 > 5 m³ 且 其他水 > 5 m³ 且 从业人员 > 5 且 单位详细名称 有值",
        "rule A check staff > 0 and water intake > 5 m³ and tap water > 5 m³ and own water > 5 m³ and other waters > 5 m³ and unit name is given",
    ),
    (
        "规则 A\n  逐行 核算表\n  令 本行 = 核算环节\n  要求 记录数(核算表 其中 核算环节 = 本行) = 1",
        "rule A\n  for each accounting table\n  let own = step\n  check count(accounting table where step = own) = 1",
    ),
];

fn matrix(width: usize) -> String {
    let mut all = String::new();
    for (zh, en) in TYPICAL {
        for (lang, text) in [(Lang::Zh, zh), (Lang::En, en)] {
            all.push_str(&format!("{text}\n\n{}\n", drawn(&checked(text), lang, width)));
        }
    }
    for line in all.lines() {
        let quoted = line.contains('│') || line.contains('·') || zh_or_en(line);
        assert!(quoted || line.width() <= width, "wider than {width}: {line}");
        // No line of a text begins with a sign that closes.
        let begins = line.trim_start().trim_start_matches("│ ");
        assert!(!begins.starts_with(['，', '。', '；', '：', '、', '”', '）', '】', '」']), "{line}");
    }
    all
}

/// Whether a line is one of the texts themselves.
fn zh_or_en(line: &str) -> bool {
    TYPICAL.iter().any(|(zh, en)| zh.contains(line) || en.contains(line))
}

#[test]
fn typical_messages_in_80_columns() {
    insta::assert_snapshot!(matrix(80));
}

#[test]
fn typical_messages_in_120_columns() {
    insta::assert_snapshot!(matrix(120));
}

/// `tests/poor-messages.md`: what is still answered badly. Each text is followed by what is printed of it, which
/// `UPDATE=1` writes anew; a message that has become good leaves the page.
#[test]
fn poor_messages_are_known() {
    let path = root().join("tests/poor-messages.md");
    let page = fs::read_to_string(&path).unwrap();
    let mut replayed = String::new();
    let mut parts = page.split("```rule\n");
    replayed.push_str(parts.next().unwrap());
    for part in parts {
        let (text, rest) = part.split_once("```\n").unwrap();
        let (_, rest) = rest.split_once("```text\n").unwrap();
        let (_, rest) = rest.split_once("```\n").unwrap();
        let text = text.trim_end();
        let drawn = drawn(&checked(text), language(text), 100);
        replayed.push_str(&format!("```rule\n{text}\n```\n\n```text\n{}\n```\n{rest}", drawn.trim_end()));
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, replayed).unwrap();
    } else {
        assert_eq!(page, replayed);
    }
}
