//! `rules.svg`: the slowest parts as bars, engines side by side. The picture needs no other file.

use std::fmt::Write;

use shensuan_diagnostics::Lang;
use shensuan_engine::SingleEngine;
use unicode_width::UnicodeWidthStr;

use super::file::{BenchFile, PartFigures};
use super::numbers::three_digits;
use super::table::{engine_name, kind_name};
use crate::layout::shortened;
use crate::markup::escaped;

/// Parts shown.
const SHOWN: usize = 40;
/// Pixels of the whole width, and of a column of text of the usual size.
const WIDTH: f64 = 960.0;
const COLUMN: f64 = 7.0;
/// Pixels from a side to the nearest thing.
const MARGIN: f64 = 24.0;
/// Where the bars begin from above, the height of a bar, and what is between two parts.
const TOP: f64 = 122.0;
const BAR: f64 = 11.0;
const BETWEEN: f64 = 9.0;
/// Pixels kept behind the longest bar for its figure.
const BEHIND: f64 = 64.0;
/// The most columns of a name.
const NAME: usize = 30;
/// The most columns of a line above the bars.
const LINE: usize = 125;

/// The colour of an engine.
fn colour(engine: SingleEngine) -> &'static str {
    match engine {
        SingleEngine::Jit => "#2f6f9f",
        SingleEngine::Interpreter => "#d98e3f",
    }
}

/// The picture.
pub(super) fn svg(bench: &BenchFile, lang: Lang) -> String {
    let all = bench.slowest();
    let shown = all.get(..SHOWN.min(all.len())).unwrap_or_default();
    let columns = shown.iter().map(|part| part.id.width().min(NAME)).max().unwrap_or(0);
    let chart = Chart::new(bench, shown, columns);
    let mut out = String::new();
    let (width, height) = (WIDTH, chart.bottom + 2.0 * MARGIN + 18.0);
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"'Noto Sans', 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', sans-serif\" font-size=\"12\">"
    );
    let _ = writeln!(out, "<rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>");
    chart.head(&mut out, bench, (shown.len(), all.len()), lang);
    chart.axis(&mut out, lang);
    for (at, part) in shown.iter().enumerate() {
        chart.part(&mut out, at, part, lang);
    }
    out.push_str("</svg>\n");
    out
}

/// Where things stand.
struct Chart {
    /// How many engines there are.
    engines: usize,
    /// Where bars begin.
    left: f64,
    /// Where the last bar ends from above.
    bottom: f64,
    /// Pixels a nanosecond.
    scale: f64,
    /// Nanoseconds from one line of the axis to the next.
    step: f64,
    /// And at its end.
    end: f64,
}

impl Chart {
    fn new(bench: &BenchFile, shown: &[&PartFigures], columns: usize) -> Self {
        let engines = bench.whole.len().max(1);
        let figures = shown.iter().flat_map(|part| &part.engines);
        let most = figures.map(|figures| figures.ns_per_subject).fold(0.0, f64::max);
        let step = round_step(most);
        let end = step * (most / step).ceil().max(1.0);
        let left = MARGIN + count(columns) * COLUMN + 10.0;
        let row = count(engines) * BAR + BETWEEN;
        let bottom = TOP + count(shown.len()) * row;
        let scale = (WIDTH - MARGIN - BEHIND - left) / end;
        Self { engines, left, bottom, scale, step, end }
    }

    /// What is measured, on what, and what the colours stand for.
    fn head(&self, out: &mut String, bench: &BenchFile, (shown, all): (usize, usize), lang: Lang) {
        let about = &bench.about;
        let title = lang.pick(
            "规则、公式、统计各自单独一遍：纳秒/对象",
            "Each rule, formula and statistic by itself: ns per subject",
        );
        let of =
            lang.pick(format!("最慢的 {shown} 项，共 {all} 项"), format!("the slowest {shown} of {all}"));
        let _ = writeln!(
            out,
            "<text x=\"{MARGIN}\" y=\"34\" font-size=\"18\" font-weight=\"bold\">{title}</text>"
        );
        let what = format!("{of} · {} · {}", about.rulebook, about.dataset);
        for (y, line) in [(54, what), (71, about.machine.line(lang))] {
            let line = escaped(&shortened(&line, LINE));
            let _ = writeln!(out, "<text x=\"{MARGIN}\" y=\"{y}\" fill=\"#555\">{line}</text>");
        }
        let mut x = MARGIN;
        for figures in &bench.whole {
            let (name, colour) = (engine_name(figures.engine, lang), colour(figures.engine));
            let _ = writeln!(out, "<rect x=\"{x}\" y=\"84\" width=\"12\" height=\"12\" fill=\"{colour}\"/>");
            let _ = writeln!(out, "<text x=\"{}\" y=\"94\">{name}</text>", x + 17.0);
            x += 40.0 + count(name.width()) * COLUMN;
        }
    }

    /// Lines at round numbers.
    fn axis(&self, out: &mut String, lang: Lang) {
        let mut at = 0.0;
        while at <= self.end + self.step / 2.0 {
            let x = self.left + at * self.scale;
            let (top, bottom) = (TOP - 6.0, self.bottom);
            let _ = writeln!(
                out,
                "<line x1=\"{x:.1}\" y1=\"{top}\" x2=\"{x:.1}\" y2=\"{bottom}\" stroke=\"#ddd\"/>"
            );
            let number = round(at);
            let _ = writeln!(
                out,
                "<text x=\"{x:.1}\" y=\"{}\" text-anchor=\"middle\" fill=\"#555\">{number}</text>",
                bottom + 16.0
            );
            at += self.step;
        }
        let unit = lang.pick("纳秒/对象", "ns per subject");
        let (x, y) = (self.left, self.bottom + 36.0);
        let _ = writeln!(out, "<text x=\"{x:.1}\" y=\"{y}\" fill=\"#555\">{unit}</text>");
    }

    /// The bars of a part, with its name before them and its place in the source where a pointer rests on them.
    fn part(&self, out: &mut String, at: usize, part: &PartFigures, lang: Lang) {
        let height = count(self.engines) * BAR;
        let top = TOP + count(at) * (height + BETWEEN);
        let PartFigures { id, title, file, line, column, .. } = part;
        let kind = kind_name(part.kind, lang);
        let title = title.as_ref().map(|title| format!(" {title}")).unwrap_or_default();
        let told = escaped(&format!("{kind} {id}{title}\n{file}:{line}:{column}"));
        let name = escaped(&shortened(id, NAME));
        let _ = writeln!(out, "<g><title>{told}</title>");
        let (x, y) = (self.left - 8.0, top + height / 2.0 + 4.0);
        let _ = writeln!(out, "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"end\">{name}</text>");
        for (at, figures) in part.engines.iter().enumerate() {
            let (y, width) = (top + count(at) * BAR, figures.ns_per_subject * self.scale);
            let colour = colour(figures.engine);
            let _ = writeln!(
                out,
                "<rect x=\"{:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{}\" fill=\"{colour}\"/>",
                self.left,
                BAR - 1.0
            );
            let (x, y, number) =
                (self.left + width + 4.0, y + BAR - 2.0, three_digits(figures.ns_per_subject));
            let _ = writeln!(
                out,
                "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"10\" fill=\"#333\">{number}</text>"
            );
        }
        out.push_str("</g>\n");
    }
}

#[expect(clippy::cast_precision_loss, reason = "a count of things in a picture")]
fn count(things: usize) -> f64 {
    things as f64
}

/// 1, 2 or 5 times a power of ten, four to ten of which make up the most.
fn round_step(most: f64) -> f64 {
    if most <= 0.0 {
        return 1.0;
    }
    let power = 10_f64.powf((most / 4.0).log10().floor());
    [5.0, 2.0, 1.0].into_iter().map(|of| of * power).find(|step| *step <= most / 4.0).unwrap_or(power)
}

/// A multiple of a round step, without the noise of binary arithmetic.
fn round(number: f64) -> String {
    let told = format!("{number:.4}");
    told.trim_end_matches('0').trim_end_matches('.').to_owned()
}
