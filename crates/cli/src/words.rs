//! What the command line says of itself, in both languages.

use shensuan_diagnostics::Lang;

/// The words of one language.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words {
    lang: Lang,
}

macro_rules! words {
    ($($name:ident: $zh:literal, $en:literal;)*) => {
        impl Words {
            /// The words of `lang`.
            pub(crate) const fn of(lang: Lang) -> Self {
                Self { lang }
            }

            $(pub(crate) const fn $name(self) -> &'static str {
                match self.lang {
                    Lang::Zh => $zh,
                    Lang::En => $en,
                }
            })*
        }
    };
}

words! {
    about: "审算：审核与核算普查数据的规则语言", "Shensuan: a rule language for reviewing and accounting census data";
    template: "{about}\n\n用法：{usage}\n\n{all-args}{after-help}", "{about}\n\nUsage: {usage}\n\n{all-args}{after-help}";
    usage: "shensuan [选项] <命令>", "shensuan [OPTIONS] <COMMAND>";
    check_usage: "shensuan check [选项] <路径>…", "shensuan check [OPTIONS] <PATH>…";
    review_usage: "shensuan review [选项] <数据集>", "shensuan review [OPTIONS] <DATASET>";
    see_help: "帮助：shensuan --help，或 shensuan 命令 --help", "help: shensuan --help, or shensuan COMMAND --help";
    commands: "命令", "Commands";
    arguments: "参数", "Arguments";
    options: "选项", "Options";
    a_command: "命令", "COMMAND";
    a_path: "路径", "PATH";
    a_rulebook: "规则库", "RULEBOOK";
    a_dataset: "数据集", "DATASET";
    a_folder: "文件夹", "DIR";
    lang: "显示语言；默认随系统", "language of everything printed; the system's by default";
    help: "显示帮助", "print help";
    version: "显示版本", "print the version";
    check: "检查规则文件：名称、类型、单位", "check rule files: names, types, units";
    check_path: "规则文件，或含规则文件的文件夹", "rule files, or folders that hold them";
    check_uses: "另有词汇（报表、指标、代码表）时，声明它们的规则库", "the rulebook that declares the vocabulary (forms, fields, code lists), where it is another";
    review: "用规则库审核一个数据集", "review a data set with a rulebook";
    review_dataset: "数据文件夹：每张报表一个 CSV", "folder of the data: one CSV a form";
    review_rulebook: "规则库文件夹；默认用 dataset.toml 中写的", "folder of the rulebook; by default the one that dataset.toml names";
    review_out: "结果文件夹；默认是数据文件夹中的 out", "folder for the results; by default `out` in the data set's folder";
    all_good: "没有错误", "no errors";
    written: "结果写入", "results written to";
}

impl Words {
    pub(crate) fn no_such_command(self, command: &str) -> String {
        self.lang.pick(format!("没有“{command}”这个命令"), format!("there is no command `{command}`"))
    }

    pub(crate) fn no_such_argument(self, argument: &str) -> String {
        self.lang.pick(format!("这里不能有“{argument}”"), format!("`{argument}` is not expected here"))
    }

    pub(crate) fn missing_argument(self, argument: &str) -> String {
        self.lang.pick(format!("缺少 {argument}"), format!("{argument} is missing"))
    }

    pub(crate) fn bad_value(self, value: &str, argument: &str) -> String {
        self.lang
            .pick(format!("“{value}”不能作 {argument} 的值"), format!("`{value}` is no value for {argument}"))
    }

    pub(crate) fn no_value(self, argument: &str) -> String {
        self.lang.pick(format!("{argument} 后面缺少值"), format!("{argument} has no value"))
    }

    pub(crate) fn given_twice(self, argument: &str) -> String {
        self.lang.pick(format!("{argument} 写了不止一次"), format!("{argument} is given more than once"))
    }

    pub(crate) fn near(self, near: &str) -> String {
        self.lang.pick(format!("是不是：{near}"), format!("did you mean: {near}"))
    }

    /// `2 个错误，1 个提醒`.
    pub(crate) fn counts(self, errors: usize, lints: usize) -> String {
        match self.lang {
            Lang::Zh => {
                let mut parts = vec![format!("{errors} 个错误")];
                if lints > 0 {
                    parts.push(format!("{lints} 个提醒"));
                }
                parts.join("，")
            }
            Lang::En => {
                let mut parts = vec![plural(errors, "error")];
                if lints > 0 {
                    parts.push(plural(lints, "lint"));
                }
                parts.join(", ")
            }
        }
    }

    /// `检查了 3 个文件、2 条规则、1 个公式`.
    pub(crate) fn checked(self, files: usize, rules: usize, formulas: usize) -> String {
        match self.lang {
            Lang::Zh => format!("检查了 {files} 个文件：{rules} 条规则，{formulas} 个公式"),
            Lang::En => format!(
                "checked {}: {}, {}",
                plural(files, "file"),
                plural(rules, "rule"),
                plural(formulas, "formula")
            ),
        }
    }
}

/// `1 rule`, `2 rules`.
pub(crate) fn plural(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}
