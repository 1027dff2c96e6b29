//! The one place that draws a diagnostic; the only file that names miette.

use std::fmt;

use miette::{
    Diagnostic as MietteDiagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError,
    MietteSpanContents, Severity as MietteSeverity, SourceCode, SourceSpan, SpanContents,
};
use unicode_width::UnicodeWidthChar;

use crate::codes::Severity;
use crate::diagnostic::{Diagnostic, Quote};
use crate::lang::Lang;
use crate::source::{Position, Source, SourceMap};
use crate::wrap::SEPARATOR;

/// How diagnostics are drawn: language, width in columns, colours.
#[derive(Clone, Copy, Debug)]
pub struct Renderer {
    /// The reader's language.
    pub lang: Lang,
    /// Columns of the terminal.
    pub width: usize,
    /// Whether to colour.
    pub colour: bool,
}

impl Renderer {
    /// Draws one diagnostic with the source it points at.
    #[must_use]
    pub fn draw(&self, diagnostic: &Diagnostic, sources: &SourceMap) -> String {
        let theme = if self.colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
        let mut handler =
            GraphicalReportHandler::new_themed(theme).with_width(self.width).with_context_lines(0);
        handler = handler.with_word_separator(SEPARATOR);
        let footer = self.footer(diagnostic, sources);
        if !footer.is_empty() {
            handler = handler.with_footer(footer);
        }
        let mut out = String::new();
        if handler.render_report(&mut out, &Drawn::new(diagnostic, sources, self.lang)).is_err() {
            // A label that fits no text: the words alone are better than none.
            out = diagnostic.title(self.lang);
        }
        while out.ends_with('\n') {
            out.pop();
        }
        out.push('\n');
        out
    }

    /// Helps, and labels that lie in another source than the first.
    fn footer(&self, diagnostic: &Diagnostic, sources: &SourceMap) -> String {
        let home = diagnostic.span().map(|span| span.source);
        let elsewhere =
            diagnostic.labels.iter().filter(|label| Some(label.span.source) != home).map(|label| {
                let (place, text) = (sources.place(label.span), label.message.text(self.lang));
                self.lang.pick(format!("另见 {place}：{text}"), format!("see {place}: {text}"))
            });
        let helps = diagnostic.helps.iter().map(|help| {
            let text = help.text(self.lang);
            self.lang.pick(format!("帮助：{text}"), format!("help: {text}"))
        });
        elsewhere.chain(helps).collect::<Vec<_>>().join("\n")
    }
}

/// A diagnostic as miette wants to see it.
#[derive(Debug)]
struct Drawn<'a> {
    diagnostic: &'a Diagnostic,
    snippet: Option<Snippet<'a>>,
    lang: Lang,
}

impl<'a> Drawn<'a> {
    fn new(diagnostic: &'a Diagnostic, sources: &'a SourceMap, lang: Lang) -> Self {
        let source = diagnostic.span().and_then(|span| sources.get(span.source)).map(Snippet::Source);
        let quoted = (diagnostic.span().is_none() && !diagnostic.quotes.is_empty())
            .then(|| Snippet::Quotes(&diagnostic.quotes));
        let snippet = source.or(quoted);
        Self { diagnostic, snippet, lang }
    }
}

impl fmt::Display for Drawn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.diagnostic.title(self.lang))
    }
}

impl std::error::Error for Drawn<'_> {}

impl MietteDiagnostic for Drawn<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.diagnostic.code.row().number))
    }

    fn severity(&self) -> Option<MietteSeverity> {
        Some(match self.diagnostic.code.row().severity {
            Severity::Error => MietteSeverity::Error,
            Severity::Lint => MietteSeverity::Warning,
        })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.snippet.as_ref().map(|snippet| snippet as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let Some(home) = self.diagnostic.span().map(|span| span.source) else {
            let labels = begins(&self.diagnostic.quotes).enumerate().map(|(index, (begin, quote))| {
                let span = SourceSpan::from(begin + quote.start..begin + quote.end);
                self.label(index, quote.message.text(self.lang), span)
            });
            return Some(Box::new(labels));
        };
        let text = match &self.snippet {
            Some(Snippet::Source(source)) => source.shown(),
            Some(Snippet::Quotes(_)) | None => "",
        };
        let labels = self.diagnostic.labels.iter().enumerate();
        Some(Box::new(labels.filter(move |(_, label)| label.span.source == home).map(|(index, label)| {
            let span = markable(text, label.span.start as usize..label.span.end as usize);
            self.label(index, label.message.text(self.lang), span)
        })))
    }
}

impl Drawn<'_> {
    #[expect(clippy::unused_self, reason = "reads as what it does")]
    fn label(&self, index: usize, text: String, span: SourceSpan) -> LabeledSpan {
        let text = Some(text).filter(|text| !text.is_empty());
        if index == 0 {
            LabeledSpan::new_primary_with_span(text, span)
        } else {
            LabeledSpan::new_with_span(text, span)
        }
    }
}

/// The quotes and where each begins in a text of all of them, a line each.
fn begins(quotes: &[Quote]) -> impl Iterator<Item = (usize, &Quote)> {
    quotes.iter().scan(0, |next, quote| {
        let begin = *next;
        *next += quote.text.len() + 1;
        Some((begin, quote))
    })
}

/// Columns of a line shown on either side of a span; a longer line is cut, for a terminal is no place for
/// a file of one line.
const WINDOW: usize = 120;

/// The bytes of the characters that stand in the first columns of a line.
fn columns(line: impl Iterator<Item = char>, columns: usize) -> usize {
    let width = |c: char| c.width().unwrap_or(0);
    let sums = line.scan(0, |sum, c| {
        *sum += width(c);
        Some((*sum, c.len_utf8()))
    });
    sums.take_while(|(sum, _)| *sum <= columns).map(|(_, bytes)| bytes).sum()
}

/// A span within one line, of which so much is marked as can be looked at.
fn markable(text: &str, span: std::ops::Range<usize>) -> SourceSpan {
    let piece = text.get(span.clone()).unwrap_or("");
    let long = !piece.contains('\n') && piece.len() > 2 * WINDOW;
    let end = if long { span.start + columns(piece.chars(), 2 * WINDOW) } else { span.end };
    SourceSpan::from(span.start..end)
}

/// A source that hands out whole lines, with columns counted in characters: miette's own count bytes, which
/// a reader of Chinese cannot check against an editor.
#[derive(Debug)]
enum Snippet<'a> {
    /// A text.
    Source(&'a Source),
    /// Lines of other files, one behind the other.
    Quotes(&'a [Quote]),
}

impl SourceCode for Snippet<'_> {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        _before: usize,
        _after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (from, to) = (span.offset(), span.offset() + span.len());
        match self {
            Self::Source(source) => {
                let at = source.position(u32::try_from(from).unwrap_or(u32::MAX));
                lines(source.name(), source.shown(), 0, from..to, at)
            }
            Self::Quotes(quotes) => {
                // A span over two quotes is that of two pictures.
                let (begin, quote) = begins(quotes)
                    .find(|(begin, quote)| *begin <= from && to <= begin + quote.text.len())
                    .ok_or(MietteError::OutOfBounds)?;
                let before = quote.text.get(..from - begin).unwrap_or("");
                let column = u32::try_from(before.chars().count() + 1).unwrap_or(u32::MAX);
                lines(&quote.file, &quote.text, begin, from..to, Position { line: quote.line, column })
            }
        }
    }
}

/// The lines of a text that hold a span; the text begins at `begin`.
fn lines<'a>(
    name: &str,
    text: &'a str,
    begin: usize,
    span: std::ops::Range<usize>,
    at: Position,
) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
    let (from, to) = (span.start - begin, span.end - begin);
    let before = text.get(..from).ok_or(MietteError::OutOfBounds)?;
    let after = text.get(to..).ok_or(MietteError::OutOfBounds)?;
    let line_before = before.get(before.rfind('\n').map_or(0, |at| at + 1)..).unwrap_or("");
    let start = from - columns(line_before.chars().rev(), WINDOW);
    // With the line feed: a mark may stand behind the last character.
    let line_behind = after.split_inclusive('\n').next().unwrap_or("");
    let end = to + columns(line_behind.chars(), WINDOW);
    let excerpt = text.get(start..end).unwrap_or("");
    Ok(Box::new(MietteSpanContents::new_named(
        name.to_owned(),
        excerpt.as_bytes(),
        SourceSpan::from(begin + start..begin + end),
        at.line as usize - 1,
        at.column as usize - 1,
        excerpt.lines().count(),
    )))
}
