//! What a measurement says on the terminal.

use shensuan_diagnostics::Lang;
use shensuan_engine::{PartKind, SingleEngine};

use super::file::{BenchFile, Figures, PartFigures};
use super::numbers::{duration, large, percent, three_digits};
use crate::layout::{Sheet, shortened};
use crate::words::{Words, plural};

/// Parts shown; the rest stand in `rules.csv`.
const SHOWN: usize = 10;
/// Of fewer subjects a run takes hardly longer than its start.
const FEW: usize = 1000;
/// Columns of the longest bar.
const BAR: usize = 16;
/// Columns of the longest name shown in the table of bars.
const NAME: usize = 18;

/// Everything a person wants to see first, in so many columns.
pub(crate) fn table(bench: &BenchFile, lang: Lang, room: usize) -> String {
    let mut sheet = Sheet::new(room);
    let out = &mut sheet;
    head(bench, lang, out);
    out.push("");
    stages(bench, lang, out);
    out.push("");
    engines(bench, lang, out);
    out.push("");
    slowest(bench, lang, out);
    sheet.text()
}

/// What an engine is called.
pub(super) fn engine_name(engine: SingleEngine, lang: Lang) -> &'static str {
    match engine {
        SingleEngine::Jit => lang.pick("机器码", "machine code"),
        SingleEngine::Interpreter => lang.pick("解释器", "interpreter"),
    }
}

/// What a part is called.
pub(super) fn kind_name(kind: PartKind, lang: Lang) -> &'static str {
    match kind {
        PartKind::Rule => lang.pick("规则", "rule"),
        PartKind::Formula => lang.pick("公式", "formula"),
        PartKind::Statistic => lang.pick("统计", "statistic"),
    }
}

fn head(bench: &BenchFile, lang: Lang, out: &mut Sheet) {
    let about = &bench.about;
    out.push(about.machine.line(lang));
    let (threads, repeat) = (about.threads, about.repeat);
    // Few rows are not shared out among many threads.
    let threads = match threads {
        1 => lang.pick("1 个线程", "1 thread").to_owned(),
        most => lang.pick(format!("最多 {most} 个线程"), format!("at most {most} threads")),
    };
    out.push(lang.pick(
        format!("{}，{threads}，每个数取 {repeat} 次测量的中位数", about.program),
        format!("{}, {threads}, each figure the median of {}", about.program, plural(repeat, "sample")),
    ));
    if !about.optimised {
        out.push(Words::of(lang).bench_unoptimised());
    }
    let BenchFile { subjects, rules, formulas, statistics, .. } = bench;
    out.push(lang.pick(
        format!("{subjects} 个对象；{rules} 条规则，{formulas} 个公式，{statistics} 项统计"),
        format!(
            "{}; {}, {}, {}",
            plural(*subjects, "subject"),
            plural(*rules, "rule"),
            plural(*formulas, "formula"),
            plural(*statistics, "statistic")
        ),
    ));
    if *subjects < FEW {
        out.push(Words::of(lang).bench_few());
    }
}

/// What is done once, around what is repeated.
fn stages(bench: &BenchFile, lang: Lang, out: &mut Sheet) {
    let headings = lang.pick(["只做一次的", "用时"], ["done once", "time"]);
    let stages = &bench.stages_seconds;
    let told = [
        (lang.pick("读规则", "read the rules"), stages.parse),
        (lang.pick("检查规则", "check them"), stages.check),
        (lang.pick("排成计划", "make the plan"), stages.lower + stages.cut),
        (lang.pick("读数据", "read the data"), stages.read),
        (lang.pick("对上其他表的行", "match rows of other tables"), stages.find_rows),
        (lang.pick("按计划排列数据", "lay out the data"), stages.bind + stages.fit),
        (lang.pick("得出发现（不写文件）", "make findings (no files)"), stages.report),
    ];
    let mut rows = vec![headings.map(str::to_owned).to_vec()];
    rows.extend(told.map(|(stage, seconds)| vec![stage.to_owned(), duration(seconds)]));
    out.table(&rows);
}

/// The engines side by side.
fn engines(bench: &BenchFile, lang: Lang, out: &mut Sheet) {
    let headings = lang.pick(
        ["引擎", "一遍", "纳秒/对象", "规则格/秒", "编译", "各项之和"],
        ["engine", "a run", "ns per subject", "rule-cells/s", "compile", "sum of parts"],
    );
    out.push(lang.pick("全部规则和公式一起：", "all rules and formulas together:"));
    let mut rows = vec![headings.map(str::to_owned).to_vec()];
    for figures in &bench.whole {
        let sum = bench.sum_of_parts.iter().find(|sum| sum.engine == figures.engine);
        rows.push(vec![
            engine_name(figures.engine, lang).to_owned(),
            duration(figures.seconds),
            three_digits(figures.ns_per_subject),
            figures.rule_cells_per_second.map(|cells| large(cells, lang)).unwrap_or_default(),
            figures.compile_seconds.map(duration).unwrap_or_default(),
            sum.map(|sum| duration(sum.rules_and_formulas_seconds)).unwrap_or_default(),
        ]);
    }
    out.table(&rows);
    if !bench.all_statistics.is_empty() {
        let told = bench.all_statistics.iter().map(|figures| {
            let sum = bench.sum_of_parts.iter().find(|sum| sum.engine == figures.engine);
            let sum = duration(sum.map_or(0.0, |sum| sum.statistics_seconds));
            let (name, took) = (engine_name(figures.engine, lang), duration(figures.seconds));
            lang.pick(
                format!("{name} {took}（各项之和 {sum}）"),
                format!("{name} {took} (sum of parts {sum})"),
            )
        });
        let told = told.collect::<Vec<_>>().join(lang.pick("，", ", "));
        out.push(lang.pick(format!("全部统计一遍：{told}"), format!("a run of all statistics: {told}")));
    }
    out.push(verdict(bench, lang));
}

/// That the engines came to the same, where there are two: if they did not, there were nothing to show.
fn verdict(bench: &BenchFile, lang: Lang) -> String {
    let (mut pass, mut fail, mut not_applicable, mut undetermined) = (0, 0, 0, 0);
    for outcomes in bench.parts.iter().filter_map(|part| part.outcomes) {
        pass += outcomes.pass;
        fail += outcomes.fail;
        not_applicable += outcomes.not_applicable;
        undetermined += outcomes.undetermined;
    }
    let counts = lang.pick(
        format!("通过 {pass}，不通过 {fail}，不适用 {not_applicable}，无法判定 {undetermined}"),
        format!("pass {pass}, fail {fail}, not applicable {not_applicable}, undetermined {undetermined}"),
    );
    if bench.whole.len() > 1 {
        lang.pick(
            format!("两个引擎的结论和数值逐位相同：{counts}"),
            format!("both engines came to the same, bit for bit: {counts}"),
        )
    } else {
        lang.pick(
            format!("只测了一个引擎，没有比较：{counts}"),
            format!("one engine alone, nothing to compare: {counts}"),
        )
    }
}

/// The slowest parts: what they take, as bars, and where they are declared.
fn slowest(bench: &BenchFile, lang: Lang, out: &mut Sheet) {
    let all = bench.slowest();
    let shown = all.get(..SHOWN.min(all.len())).unwrap_or_default();
    let by = bench.whole.first().map_or("", |figures| engine_name(figures.engine, lang));
    let whose = match bench.whole.len() {
        0 | 1 => String::new(),
        _ => lang.pick(format!("；占比和条形是{by}的"), format!("; share and bars are of {by}")),
    };
    let (some, of) = (shown.len(), all.len());
    out.push(lang.pick(
        format!("单独测量，{by}最慢的 {some} 项（共 {of} 项），纳秒/对象{whose}："),
        format!("by itself, slowest first by {by} ({some} of {of}), ns per subject{whose}:"),
    ));
    let mut headings = vec!["#".to_owned(), lang.pick("名称", "name").to_owned()];
    for figures in &bench.whole {
        headings.push(engine_name(figures.engine, lang).to_owned());
    }
    headings.push(lang.pick("占比 %", "share %").to_owned());
    let compiled = bench.whole.iter().any(|figures| figures.compile_seconds.is_some());
    if compiled {
        headings.push(lang.pick("编译 µs", "compile µs").to_owned());
    }
    headings.push(String::new());
    let most = shown.first().map_or(0.0, |part| part.first());
    let mut rows = vec![headings];
    for (index, part) in shown.iter().enumerate() {
        let mut row = vec![(index + 1).to_string(), shortened(&part.id, NAME)];
        row.extend(part.engines.iter().map(|figures| three_digits(figures.ns_per_subject)));
        row.push(part.engines.first().and_then(|figures| figures.share).map(percent).unwrap_or_default());
        if compiled {
            let compile = part.engines.iter().find_map(|figures: &Figures| figures.compile_seconds);
            row.push(compile.map(|seconds| three_digits(seconds * 1e6)).unwrap_or_default());
        }
        row.push(bar(part.first(), most));
        rows.push(row);
    }
    out.table(&rows);
    out.push("");
    let digits = some.to_string().len();
    for (index, part) in shown.iter().enumerate() {
        out.push(format!("{:>digits$} {}", index + 1, place(part, lang)));
    }
    out.push("");
    out.push(Words::of(lang).bench_shared());
}

/// What a part is and where it is declared.
fn place(part: &PartFigures, lang: Lang) -> String {
    let PartFigures { id, file, line, column, .. } = part;
    format!("{} {id}  {file}:{line}:{column}", kind_name(part.kind, lang))
}

/// As long as something is of the most, in half columns, one at least.
fn bar(of: f64, most: f64) -> String {
    if most <= 0.0 {
        return String::new();
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a share of a few columns"
    )]
    let halves = (of / most * (2 * BAR) as f64).round().max(1.0) as usize;
    "█".repeat(halves / 2) + if halves % 2 == 1 { "▌" } else { "" }
}
