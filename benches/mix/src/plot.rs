//! A picture of how something grows: both axes by powers of ten, every sample a ring, the middle ones joined.

use std::fmt::Write as _;

use shensuan_benches::clock::median;

/// What is drawn.
#[derive(Clone, Debug)]
pub struct Plot {
    /// What it is about.
    pub title: String,
    /// What grows, along the lower edge.
    pub across: String,
    /// What is measured, along the left edge.
    pub up: String,
    /// The lines.
    pub lines: Vec<Line>,
}

/// The samples of one engine.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its name.
    pub name: String,
    /// By size.
    pub samples: Vec<(f64, Vec<f64>)>,
}

/// Colours that people tell apart who see few of them.
const COLOURS: [&str; 4] = ["#d55e00", "#0072b2", "#009e73", "#cc79a7"];

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 480.0;
/// What is free left, right, above, below.
const EDGES: [f64; 4] = [80.0, 130.0, 60.0, 60.0];

/// From numbers to places along an axis: from one power of ten to another.
struct Axis {
    from: i32,
    to: i32,
    start: f64,
    end: f64,
}

impl Axis {
    /// From the power of ten below all numbers to the one above.
    fn of(numbers: impl Iterator<Item = f64>, start: f64, end: f64) -> Self {
        let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
        for number in numbers.filter(|number| *number > 0.0) {
            (least, most) = (least.min(number.log10()), most.max(number.log10()));
        }
        #[expect(clippy::cast_possible_truncation, reason = "a power of ten of a measured number")]
        let (from, to) = (least.floor() as i32, most.ceil() as i32);
        Self { from, to: to.max(from.saturating_add(1)), start, end }
    }

    fn place(&self, number: f64) -> f64 {
        let share = (number.log10() - f64::from(self.from)) / f64::from(self.to - self.from);
        self.start + share * (self.end - self.start)
    }

    /// The powers of ten.
    fn marks(&self) -> impl Iterator<Item = f64> {
        (self.from..=self.to).map(|power| 10_f64.powi(power))
    }
}

impl Plot {
    /// As SVG.
    #[must_use]
    pub fn svg(&self) -> String {
        let [left, right, above, below] = EDGES;
        let points = || self.lines.iter().flat_map(|line| &line.samples);
        let across = Axis::of(points().map(|(size, _)| *size), left, WIDTH - right);
        let up = Axis::of(points().flat_map(|(_, samples)| samples.iter().copied()), HEIGHT - below, above);
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" \
             font-size=\"13\">\n<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"white\"/>\n"
        );
        text(&mut svg, (20.0, 20.0), "start", "black", &self.title);
        text(
            &mut svg,
            (f64::midpoint(across.start, across.end), HEIGHT - 16.0),
            "middle",
            "#444",
            &self.across,
        );
        text(&mut svg, (20.0, above - 14.0), "start", "#444", &self.up);
        for mark in across.marks() {
            let x = across.place(mark);
            line(&mut svg, [(x, up.start), (x, up.end)], "stroke=\"#ddd\"");
            text(&mut svg, (x, up.start + 20.0), "middle", "#444", &grouped(&mark.to_string()));
        }
        for mark in up.marks() {
            let y = up.place(mark);
            line(&mut svg, [(across.start, y), (across.end, y)], "stroke=\"#ddd\"");
            text(&mut svg, (across.start - 8.0, y + 4.0), "end", "#444", &grouped(&mark.to_string()));
        }
        let mut names: Vec<(f64, f64, &str, &str)> = Vec::new();
        for (of, colour) in self.lines.iter().zip(COLOURS.iter().cycle()) {
            let end = of.draw(&mut svg, (&across, &up), colour);
            names.extend(end.map(|(x, y)| (y, x, *colour, of.name.as_str())));
        }
        names.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mut last = f64::NEG_INFINITY;
        for (y, x, colour, name) in names {
            // Lines that end together have their names below each other.
            last = y.max(last + 16.0);
            text(&mut svg, (x + 12.0, last + 4.0), "start", colour, name);
        }
        svg.push_str("</svg>\n");
        svg
    }
}

impl Line {
    /// Draws it; where it ends.
    fn draw(&self, svg: &mut String, (across, up): (&Axis, &Axis), colour: &str) -> Option<(f64, f64)> {
        let mut middle: Vec<(f64, f64)> =
            self.samples.iter().map(|(size, samples)| (*size, median(samples))).collect();
        middle.retain(|(_, number)| *number > 0.0);
        let place = |(size, number): (f64, f64)| (across.place(size), up.place(number));
        if let (Some((size, number)), Some((last, _))) = (middle.first(), middle.last()) {
            // As it would grow from the first size on if it grew in step.
            let ends = [(*size, *number), (*last, number * last / size)];
            line(svg, ends.map(place), &format!("stroke=\"{colour}\" stroke-dasharray=\"2 5\""));
        }
        for pair in middle.windows(2) {
            if let [one, other] = pair {
                line(svg, [*one, *other].map(place), &format!("stroke=\"{colour}\" stroke-width=\"2\""));
            }
        }
        for (size, samples) in &self.samples {
            // What takes less than the clock tells has no place among powers of ten.
            for sample in samples.iter().filter(|sample| **sample > 0.0) {
                let (x, y) = place((*size, *sample));
                let _ = writeln!(
                    svg,
                    "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\" fill=\"none\" stroke=\"{colour}\"/>"
                );
            }
        }
        middle.last().copied().map(place)
    }
}

fn line(svg: &mut String, [(x1, y1), (x2, y2)]: [(f64, f64); 2], with: &str) {
    let _ = writeln!(svg, "<line x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\" {with}/>");
}

fn text(svg: &mut String, (x, y): (f64, f64), anchor: &str, colour: &str, said: &str) {
    let said = said.replace('&', "&amp;").replace('<', "&lt;");
    let _ = writeln!(
        svg,
        "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" fill=\"{colour}\">{said}</text>"
    );
}

/// 1,000,000 for a million; a number that is not whole as it is.
#[must_use]
pub fn grouped(digits: &str) -> String {
    if digits.contains('.') {
        return digits.to_owned();
    }
    let mut said = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            said.push(',');
        }
        said.push(digit);
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_grows_in_step_lies_on_its_dashes() {
        let samples = vec![(10.0, vec![2.0, 3.0, 4.0]), (1_000.0, vec![300.0])];
        let plot = Plot {
            title: "a < b".to_owned(),
            across: "rules".to_owned(),
            up: "ms".to_owned(),
            lines: vec![Line { name: "one".to_owned(), samples }],
        };
        let svg = plot.svg();
        let ends = |with: &str| -> Vec<String> {
            let found = svg.lines().filter(|line| line.contains(with));
            found.map(|line| line.split(" stroke").next().unwrap_or("").to_owned()).collect()
        };
        assert_eq!(ends("dasharray").len(), 1);
        assert_eq!(ends("dasharray"), ends("stroke-width"));
        assert_eq!(svg.matches("<circle").count(), 4);
        assert!(svg.contains("a &lt; b") && svg.contains(">1,000<"), "{svg}");
    }
}
