//! Rulebooks from disk, those that others build on first.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use shensuan_diagnostics::codes::{layers as codes, rulebook, text};
use shensuan_diagnostics::{Diagnostic, Message, Span};
use shensuan_model::{Layer, LayerId};
use toml::Spanned;

use crate::books;
use crate::layers::{BuildsOn, Range, Version};
use crate::pipeline::Parsed;
use crate::rulebook::RulebookConfig;
use crate::tables;

/// Reads rule files and folders, and what the rulebooks among them build on.
pub(crate) fn rulebooks(parsed: &mut Parsed, paths: &[PathBuf]) {
    let mut loading =
        Loading { parsed, done: BTreeMap::new(), open: Vec::new(), code_paths: BTreeMap::new() };
    for path in paths {
        loading.rulebook(path, None);
    }
}

struct Loading<'p> {
    parsed: &'p mut Parsed,
    /// Folders read, and the layers they are.
    done: BTreeMap<PathBuf, Option<LayerId>>,
    /// The way from the rulebook that was named to the one in hand: folder and id.
    open: Vec<(PathBuf, String)>,
    /// Where each code list was read from, by the name that the trees have for it.
    code_paths: BTreeMap<String, PathBuf>,
}

/// Who builds on a rulebook, and where it says so.
type By<'b> = (&'b RulebookConfig, &'b Spanned<BuildsOn>);

impl Loading<'_> {
    /// A rulebook behind those it builds on, each once.
    fn rulebook(&mut self, path: &Path, by: Option<By<'_>>) -> Option<LayerId> {
        let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if let Some(at) = self.open.iter().position(|(open, _)| *open == real) {
            let ids = self.open.iter().skip(at).chain(self.open.get(at)).map(|(_, id)| id.as_str());
            let ring = ids.collect::<Vec<_>>().join(" → ");
            let circle = Diagnostic::new(rulebook::BUILDS_ON_ITSELF).with("path", path.display().to_string());
            self.complain(circle, by, codes::CIRCLE.with("circle", ring));
            self.parsed.base_unread = true;
            return None;
        }
        if let Some(layer) = self.done.get(&real) {
            return *layer;
        }
        let layer = match RulebookConfig::read(path, &mut self.parsed.sources) {
            Ok(Some(config)) => Some(self.layer(&real, config, by)),
            Ok(None) => {
                if let Some(by) = by.filter(|_| path.is_dir()) {
                    let none = Diagnostic::new(codes::BASE_IS_NO_RULEBOOK);
                    let none = none.with("path", path.display().to_string());
                    self.complain(none, Some(by), codes::BUILT_ON_HERE);
                }
                None
            }
            Err(said) => {
                // What it builds on is not known, nor what builds on it.
                self.parsed.base_unread = true;
                self.parsed.said.push(*said);
                None
            }
        };
        self.done.insert(real, layer);
        self.files(path, layer, by);
        layer
    }

    fn layer(&mut self, real: &Path, config: RulebookConfig, by: Option<By<'_>>) -> LayerId {
        for (key, value, example) in
            [("id", &config.id, "id = \"national\""), ("version", &config.version, "version = \"2019.1\"")]
        {
            if value.trim().is_empty() {
                let without = Diagnostic::new(codes::RULEBOOK_WITHOUT).with("path", config.path());
                let span = self.in_file(&config, 0, 0);
                let without = without.with("key", key).label(span, text::HERE);
                self.parsed.said.push(without.help(codes::ADD_TO_THE_FILE.with("line", example)));
            }
        }
        self.open.push((real.to_owned(), config.id.clone()));
        let mut below = Vec::new();
        for base in &config.builds_on {
            let path = books::tidy(&config.folder.join(&base.get_ref().path));
            let Some(found) = self.rulebook(&path, Some((&config, base))) else { continue };
            self.version_fits(found, (&config, base));
            let lower = self.parsed.layers.get(found).map(|layer| layer.below.clone());
            below.extend(lower.unwrap_or_default());
            below.push(found);
        }
        self.open.pop();
        below.sort_unstable();
        below.dedup();
        let twin = self.parsed.rulebooks.iter().find(|known| known.id == config.id && !config.id.is_empty());
        if let Some(twin) = twin {
            let two = Diagnostic::new(codes::TWO_RULEBOOKS_OF_ONE_ID)
                .with("id", config.id.as_str())
                .with("first", twin.path())
                .with("second", config.path());
            match by {
                Some(by) => self.complain(two, Some(by), codes::BUILT_ON_HERE),
                None => {
                    let (start, end) = config.place_of_id();
                    let span = self.in_file(&config, start, end);
                    self.parsed.said.push(two.label(span, text::HERE));
                }
            }
        }
        let layer = Layer { id: config.id.clone(), version: config.version.clone(), below };
        self.parsed.layers.layers.push(layer);
        self.parsed.rulebooks.push(config);
        LayerId(self.parsed.layers.layers.len() - 1)
    }

    /// Whether the version of a rulebook is among those that `by` asks for.
    fn version_fits(&mut self, found: LayerId, by: By<'_>) {
        let Some(wanted) = &by.1.get_ref().version else { return };
        let Some(range) = Range::read(wanted) else {
            let bad = Diagnostic::new(codes::BAD_VERSION_RANGE).with("range", wanted.as_str());
            let at = self.span(by);
            return self.parsed.said.push(bad.label(at, text::HERE).help(codes::WRITE_A_RANGE));
        };
        let Some(layer) = self.parsed.layers.get(found).filter(|layer| !layer.version.is_empty()) else {
            return;
        };
        if Version::read(&layer.version).is_some_and(|version| range.holds(&version)) {
            return;
        }
        let unfit = Diagnostic::new(codes::VERSION_DOES_NOT_FIT)
            .with("id", layer.id.as_str())
            .with("found", layer.version.as_str())
            .with("wanted", wanted.as_str());
        self.complain(unfit, Some(by), codes::BUILT_ON_HERE);
    }

    /// Says something of an entry of `builds-on`.
    fn complain(&mut self, said: Diagnostic, by: Option<By<'_>>, message: impl Into<Message>) {
        let said = match by {
            Some(by) => {
                let span = self.span(by);
                said.label(span, message)
            }
            None => said,
        };
        self.parsed.said.push(said);
    }

    /// Where an entry of `builds-on` stands.
    fn span(&mut self, (config, base): By<'_>) -> Span {
        let at = base.span();
        self.in_file(config, at.start, at.end)
    }

    /// A place in a `rulebook.toml`, which is no source until something is said of it.
    fn in_file(&mut self, config: &RulebookConfig, start: usize, end: usize) -> Span {
        let path = config.path();
        let known = self.parsed.sources.iter().find(|(_, source)| source.name() == path).map(|(id, _)| id);
        let source = known.unwrap_or_else(|| self.parsed.sources.add(path, config.text.clone()));
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span::new(source, offset(start), offset(end))
    }

    /// The rule files at a path, as those of a layer.
    fn files(&mut self, path: &Path, layer: Option<LayerId>, by: Option<By<'_>>) {
        let (files, said) = books::rule_files(path);
        for said in said.iter() {
            self.parsed.base_unread |= by.is_some();
            self.complain(said.clone(), by, codes::BUILT_ON_HERE);
        }
        for file in files {
            let real = file.canonicalize().unwrap_or_else(|_| file.clone());
            if !self.parsed.loaded.insert(real) {
                continue;
            }
            match books::read_text(&file) {
                Ok(text) => {
                    let (shown, before) = (file.display().to_string(), self.parsed.said.len());
                    self.parsed.parse(&shown, text);
                    let empty = self.parsed.trees.last().is_some_and(|tree| tree.items.is_empty());
                    if empty && self.parsed.said.len() == before {
                        let nothing = Diagnostic::new(rulebook::FILE_DECLARES_NOTHING);
                        self.parsed.said.push(nothing.with("path", shown));
                    }
                    if let Some(tree) = self.parsed.trees.last_mut() {
                        tables::table_files(
                            tree,
                            &file,
                            path,
                            &mut self.parsed.table_files,
                            &mut self.code_paths,
                        );
                        books::code_files(tree, &file, path, &mut self.parsed.files, &mut self.code_paths);
                        if let Some(layer) = layer {
                            self.parsed.layers.of_source.insert(tree.source, layer);
                        }
                    }
                }
                Err(said) => self.parsed.said.push(*said),
            }
        }
    }
}
