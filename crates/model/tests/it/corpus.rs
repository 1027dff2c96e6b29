//! Lines of `tests/corpus` that are read and then refused, and lines that the language does not have yet.

use shensuan_diagnostics::{Severity, SourceId};
use shensuan_model::{Layer, LayerId, Layers};

use crate::sample::{VOCABULARY, checked_files};
use crate::snippets::{Decided, snippets};

/// Names that the lines use, and a rule of a layer below them.
const NAMES: &str = "constant a = 1\nconstant b = 2\nconstant 损耗 = 3\n\nrule G102-07\n  check staff > 0\n";

/// The nation, and the text above it.
fn layers() -> Layers {
    let layer = |id: &str, below: &[usize]| Layer {
        id: id.to_owned(),
        version: "1".to_owned(),
        below: below.iter().map(|at| LayerId(*at)).collect(),
    };
    Layers { layers: vec![layer("national", &[]), layer("city", &[0])], ..Layers::default() }
}

#[test]
fn every_line_is_checked_as_decided() {
    for file in ["plausible.txt", "refused.txt", "reviewers.txt"] {
        for snippet in snippets(file) {
            let heading = &snippet.heading;
            let files = [
                ("vocabulary.rule", VOCABULARY, Some(0)),
                ("names.rule", NAMES, Some(0)),
                ("a.rule", snippet.text.as_str(), Some(1)),
            ];
            let checked = checked_files(&files, layers());
            let errors: Vec<(&str, SourceId)> = checked
                .said
                .iter()
                .filter(|said| said.code.row().severity == Severity::Error)
                .map(|said| (said.code.row().number, said.span().unwrap().source))
                .collect();
            let numbers: Vec<&str> = errors.iter().map(|(number, _)| *number).collect();
            match snippet.decided {
                Decided::Then(codes) => assert_eq!(numbers, codes, "{heading}"),
                Decided::Later => assert!(!errors.is_empty(), "{heading}"),
                Decided::Read(_) | Decided::Refused(..) => {}
            }
            assert!(errors.iter().all(|(_, source)| *source == SourceId(2)), "{heading}: {errors:?}");
        }
    }
}
