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
    commands: "命令", "Commands";
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
                let plural =
                    |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
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
            Lang::En => format!("checked {files} files: {rules} rules, {formulas} formulas"),
        }
    }
}
