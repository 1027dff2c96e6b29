//! The whole road on one page: `Parsed → Checked → Ready → Review`. Each stage owns what it knows and says what
//! it has to say; none of them fails.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use shensuan_data::{DataSet, References};
use shensuan_diagnostics::codes::{internal, layers, names, rulebook as codes, units};
use shensuan_diagnostics::{Code, Diagnostic, Diagnostics, Lang, SourceMap};
use shensuan_findings::{Account, LayerChange, RestingRule, Review};
use shensuan_model::{Case, CodeFiles, Date, Layers, Lowered, Model};
use shensuan_plan::verify;
use shensuan_syntax::SyntaxTree;
use shensuan_syntax::tree::{FormulaDecl, Item, Names, Node};
use shensuan_vocab::Name;

use crate::rulebook::{Named, RulebookConfig};
use crate::run::{CaseResult, Judged, Measured, Measuring, Options, Phase};
use crate::tables::TablePaths;
use crate::{dataset, described, load, run, select, tables};

/// Rule files read and parsed.
#[derive(Debug)]
pub struct Parsed {
    /// Their texts.
    pub sources: SourceMap,
    /// One tree a file.
    pub trees: Vec<SyntaxTree>,
    /// The code lists they name.
    pub files: CodeFiles,
    /// The files of the reference tables they name.
    pub table_files: TablePaths,
    /// What the rulebooks among them say of themselves, those that others build on first.
    pub rulebooks: Vec<RulebookConfig>,
    /// The same as layers: who builds on whom, and which source is whose.
    pub layers: Layers,
    /// Rule files read so far: none is read twice.
    pub(crate) loaded: BTreeSet<PathBuf>,
    /// Whether a rulebook that one of them builds on, or may, could not be read: a name that nothing declares may be
    /// declared there.
    pub(crate) base_unread: bool,
    /// What was said so far.
    pub said: Diagnostics,
}

impl Parsed {
    /// Reads rule files, and the folders among `paths` with all rule files below them, as one rulebook.
    #[must_use]
    pub fn read(paths: &[PathBuf]) -> Self {
        let mut parsed = Self {
            sources: SourceMap::default(),
            trees: Vec::new(),
            files: CodeFiles::new(),
            table_files: TablePaths::new(),
            rulebooks: Vec::new(),
            layers: Layers::default(),
            loaded: BTreeSet::new(),
            base_unread: false,
            said: Diagnostics::default(),
        };
        load::rulebooks(&mut parsed, paths);
        parsed
    }

    /// The review date: it switches rules, and what layers change in each other. Without one no date keeps
    /// anything out of force.
    #[must_use]
    pub fn as_of(mut self, date: Option<Date>) -> Self {
        self.layers.as_of = date;
        self
    }

    /// Reads one text as a rulebook of its own: for tests and single expressions.
    #[must_use]
    pub fn of_text(name: &str, text: &str) -> Self {
        let mut parsed = Self::read(&[]);
        parsed.parse(name, text.to_owned());
        parsed
    }

    /// Adds one text.
    pub(crate) fn add_text(&mut self, name: &str, text: String) {
        self.parse(name, text);
    }

    /// Adds an expression as a formula of that name; the name stands in no text.
    pub(crate) fn add_expression(&mut self, name: &str, text: &str) {
        let source = self.sources.add("eval", text);
        let (value, said) = shensuan_syntax::parse_expression(source, 0, text);
        self.said.append(said);
        let Some(value) = value else { return };
        let head = value.span;
        let names = Names { name: Node::new(name.to_owned(), head), also: Vec::new() };
        let formula = FormulaDecl { names, value, for_each: None, unit: None, head, keyword: true };
        let items = vec![Item::Formula(formula)];
        self.trees.push(SyntaxTree {
            source,
            items,
            severity: None,
            poisoned: Vec::new(),
            subject_unread: false,
        });
    }

    pub(crate) fn parse(&mut self, name: &str, text: String) {
        let source = self.sources.add(name, text);
        let text = self.sources.get(source).map_or("", |source| source.text());
        let (tree, said) = shensuan_syntax::parse(source, text);
        self.trees.push(tree);
        self.said.append(said);
    }

    /// Resolves names, types, units and scopes, and says what may not be meant.
    #[must_use]
    pub fn check(self) -> Checked {
        let (model, said) = shensuan_model::check_layers(&self.trees, &self.files, &self.layers);
        let mut all = self.said;
        let (named, of_results) = crate::rulebook::named(&self.rulebooks, &model.vocab);
        if self.base_unread {
            said.iter().filter(|said| !may_be_of_a_base(said.code)).for_each(|said| all.push(said.clone()));
        } else {
            all.append(said);
            all.append(of_results);
        }
        let references = if all.has_errors() {
            References::default()
        } else {
            let (references, said) = tables::read(&model, &self.table_files);
            all.append(said);
            references
        };
        all.append(shensuan_model::lint(&self.trees, &model, &self.sources, &all));
        all.sort();
        Checked { sources: self.sources, model, references, named, rulebooks: self.rulebooks, said: all }
    }
}

/// Whether a complaint is that nothing has a name, which a rulebook that could not be read may have.
fn may_be_of_a_base(code: Code) -> bool {
    [
        names::UNKNOWN_NAME,
        names::NOT_IN_FORM,
        units::UNKNOWN_UNIT,
        layers::TARGET_IS_GONE,
        layers::TARGET_IS_NOT_BELOW,
        layers::NO_SUCH_LAYER,
    ]
    .contains(&code)
}

/// A rulebook whose names are resolved; with errors it goes no further.
#[derive(Debug)]
pub struct Checked {
    /// The texts.
    pub sources: SourceMap,
    /// What they mean.
    pub model: Model,
    /// The reference tables of the rulebook.
    pub references: References,
    /// The fields that results are listed by.
    pub named: Named,
    /// What the rulebooks say of themselves.
    pub rulebooks: Vec<RulebookConfig>,
    /// What was said so far.
    pub said: Diagnostics,
}

impl Checked {
    /// Leaves these rules alone, and of them those with one of these tags; what there is not is an error.
    #[must_use]
    pub fn keep_rules(mut self, wanted: &[String], tags: &[String]) -> Self {
        if !wanted.is_empty() {
            let said = select::keep_rules(&mut self.model, wanted);
            self.said.append(said);
        }
        if !tags.is_empty() {
            let said = select::keep_tags(&mut self.model, tags);
            self.said.append(said);
        }
        self
    }

    /// Leaves one rule alone, or one computed value, with what it reads, to be followed back; what there is not is an error.
    /// Where nothing is named all stays. Of a statistic that alone is left which says what it is, with those that say what
    /// part of it something is; no other statistic stays.
    #[must_use]
    pub fn keep_asked(mut self, rule: Option<&str>, value: Option<&str>) -> Self {
        self.model.cases.clear();
        if value.is_none() {
            self.model.statistics.clear();
        }
        let said = match (rule, value) {
            (Some(rule), _) => {
                self.model.statistics.clear();
                let said = select::keep_rules(&mut self.model, &[rule.to_owned()]);
                self.model.keep_read_formulas();
                said
            }
            (None, Some(value)) => select::keep_value(&mut self.model, &self.sources, value),
            (None, None) => Diagnostics::default(),
        };
        self.said.append(said);
        self
    }

    /// The statistics that are made of a formula, by its name or an alias.
    #[must_use]
    pub fn statistics_of(&self, value: &str) -> Vec<Name> {
        select::statistics_of(&self.model, value)
    }

    /// What layers change in each other, lower layers first.
    #[must_use]
    pub fn changes(&self) -> Vec<LayerChange> {
        described::changes(&self.model, &self.sources)
    }

    /// The rules that are not in force on the review date.
    #[must_use]
    pub fn not_in_force(&self, lang: Lang) -> Vec<RestingRule> {
        described::not_in_force(&self.model, &self.sources, lang)
    }

    /// Leaves what is computed: the formulas, and the statistics that do not ask how rules judge. Says which do.
    #[must_use]
    pub fn keep_values(mut self) -> (Self, Vec<Name>) {
        let left_out = select::keep_values(&mut self.model);
        (self, left_out)
    }

    /// Lowers the model to a plan. A rulebook with errors comes back as it is.
    ///
    /// # Errors
    /// The checked rulebook, where it has errors (those of our own lowering among them).
    pub fn plan(self) -> Result<Ready, Box<Self>> {
        self.planned(shensuan_model::lower, shensuan_model::lower_statistics)
    }

    /// The same for [`Ready::account`]: the plan computes formulas and statistics together, and judges nothing.
    ///
    /// # Errors
    /// As of [`Checked::plan`].
    pub fn plan_account(self) -> Result<Ready, Box<Self>> {
        self.planned(shensuan_model::lower_account, shensuan_model::lower_account)
    }

    fn planned(
        mut self,
        lower: fn(&Model) -> Lowered,
        statistics: fn(&Model) -> Lowered,
    ) -> Result<Ready, Box<Self>> {
        if self.said.has_errors() {
            return Err(Box::new(self));
        }
        let lowered = lower(&self.model);
        let statistics = statistics(&self.model);
        let keys = shensuan_model::lower_keys(&self.model);
        for faults in
            [&lowered, &statistics, &keys].into_iter().filter_map(|lowered| verify(&lowered.plan).err())
        {
            for fault in faults {
                let defect = Diagnostic::new(internal::DEFECT).with("what", fault.to_string());
                self.said.push(defect.help(internal::REPORT_IT));
            }
        }
        if self.said.has_errors() {
            return Err(Box::new(self));
        }
        Ok(Ready {
            sources: self.sources,
            model: self.model,
            references: self.references,
            named: self.named,
            rulebooks: self.rulebooks,
            lowered,
            statistics,
            keys,
            said: self.said,
        })
    }
}

/// A rulebook that can run.
#[derive(Debug)]
pub struct Ready {
    /// The texts.
    pub sources: SourceMap,
    /// What they mean.
    pub model: Model,
    /// The reference tables of the rulebook.
    pub references: References,
    /// The fields that results are listed by.
    pub named: Named,
    /// What the rulebooks say of themselves.
    pub rulebooks: Vec<RulebookConfig>,
    /// The plan and the way back to the model.
    pub lowered: Lowered,
    /// The plan of the statistics, which are asked of what has been judged.
    pub statistics: Lowered,
    /// The plan of what groups that rules judge are made by, which is asked first.
    pub keys: Lowered,
    /// Lints.
    pub said: Diagnostics,
}

impl Ready {
    /// Reviews a data set that was opened with this rulebook's vocabulary.
    ///
    /// # Errors
    /// A defect of ours: a frame that does not fit the plan.
    pub fn review(&self, data: &DataSet, options: Options) -> Result<Review, Box<Diagnostic>> {
        self.review_watched(data, options, &mut |_| {})
    }

    /// The same; `done` hears of each stretch when it is done, so that a bench can say what it took.
    ///
    /// # Errors
    /// A defect of ours: a frame that does not fit the plan.
    pub fn review_watched(
        &self,
        data: &DataSet,
        options: Options,
        done: &mut dyn FnMut(Phase),
    ) -> Result<Review, Box<Diagnostic>> {
        run::review(self, data, options, done)
    }

    /// Computes the formulas and statistics of a data set that was opened with this rulebook's vocabulary; made by
    /// [`Checked::plan_account`]. `done` hears of each stretch when it is done.
    ///
    /// # Errors
    /// A defect of ours: a frame that does not fit the plan.
    pub fn account<'d>(
        &self,
        data: &'d DataSet,
        options: Options,
        done: &mut dyn FnMut(Phase),
    ) -> Result<Account<'d>, Box<Diagnostic>> {
        run::account(self, data, options, done)
    }

    /// Measures what the rules, formulas and statistics take on a data set that was opened with this rulebook's
    /// vocabulary.
    ///
    /// # Errors
    /// A defect of ours: a frame that does not fit the plan, engines that differ, machine code that cannot be made though
    /// it can be run.
    pub fn measure(
        &self,
        data: &DataSet,
        measuring: &Measuring<'_>,
        watch: &mut dyn FnMut(&str, usize, usize),
    ) -> Result<Measured, Box<Diagnostic>> {
        run::measure(self, data, measuring, watch)
    }

    /// What every rule and formula comes to for each subject and row, without findings made of it.
    ///
    /// # Errors
    /// A defect of ours: a frame that does not fit the plan.
    pub fn judged(&self, data: &DataSet, options: Options) -> Result<Judged, Box<Diagnostic>> {
        run::judged(self, data, options)
    }

    /// The data set that one of the model's cases gives.
    #[must_use]
    pub fn data_of(&self, case: &Case) -> DataSet {
        run::data_of_case(self, case)
    }

    /// Runs one of the model's cases.
    #[must_use]
    pub fn case(&self, case: &Case) -> CaseResult {
        run::run_case(self, case)
    }

    /// Opens a folder of data, or a typed copy of one.
    #[must_use]
    pub fn open(&self, folder: &Path) -> (DataSet, Diagnostics) {
        self.open_on(folder, None, &mut |_, _, _| {})
    }

    /// The same on so many threads; as many as the machine has where that is not said. `watch` hears of each source, or form of
    /// it, before it is read: its name, the how manyth, of how many.
    #[must_use]
    pub fn open_on(
        &self,
        folder: &Path,
        threads: Option<usize>,
        watch: &mut dyn FnMut(&str, usize, usize),
    ) -> (DataSet, Diagnostics) {
        if shensuan_data::is_copy(folder) {
            return self.open_copy(folder);
        }
        let (assigned, database, mut said) = dataset::assigned(folder, &self.model.vocab);
        if said.has_errors() {
            // Read without what it was told, a folder would seem to lack what it holds.
            return (DataSet::default(), said);
        }
        let vocab = &self.model.vocab;
        let (mut data, reading) = match threads {
            Some(threads) => shensuan_data::open_on(folder, vocab, &assigned, &database, threads, watch),
            None => shensuan_data::open_with(folder, vocab, &assigned, &database, watch),
        };
        said.append(reading);
        let (period, speaking) = dataset::period(folder, &self.model.vocab);
        said.append(speaking);
        data.period = period;
        data.add_references(&self.references);
        (data, said)
    }
}

/// The complaint about a rulebook that nobody named.
#[must_use]
pub fn no_rulebook(dataset: &Path) -> Diagnostic {
    Diagnostic::new(codes::NO_RULEBOOK)
        .with("dataset", dataset.display().to_string())
        .help(codes::NAME_A_RULEBOOK)
}
