//! What the command line says of itself, in both languages.

use shensuan_diagnostics::{Lang, Localised};
use shensuan_engine::CheckedTable;

use crate::commands::{MOST_REPEAT, MOST_THREADS};

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
    template: "{about}\n\n用法：{usage}\n\n参数：\n{positionals}\n\n选项：\n{options}{after-help}", "{about}\n\nUsage: {usage}\n\nArguments:\n{positionals}\n\nOptions:\n{options}{after-help}";
    template_of_all: "{about}\n\n用法：{usage}\n\n命令：\n{subcommands}\n\n选项：\n{options}", "{about}\n\nUsage: {usage}\n\nCommands:\n{subcommands}\n\nOptions:\n{options}";
    usage: "shensuan [选项] <命令>", "shensuan [OPTIONS] <COMMAND>";
    test_usage: "shensuan test [选项] <规则库>…", "shensuan test [OPTIONS] <RULEBOOK>…";
    explain_usage: "shensuan explain <编号>", "shensuan explain <CODE>";
    fields_usage: "shensuan fields [选项] <词>", "shensuan fields [OPTIONS] <WORD>";
    functions_usage: "shensuan functions [词]", "shensuan functions [WORD]";
    eval_usage: "shensuan eval [选项] <表达式>", "shensuan eval [OPTIONS] <EXPRESSION>";
    make_usage: "shensuan new <rulebook|rule> <名称>", "shensuan new <rulebook|rule> <NAME>";
    check_usage: "shensuan check [选项] <路径>…", "shensuan check [OPTIONS] <PATH>…";
    review_usage: "shensuan review [选项] <数据集>", "shensuan review [OPTIONS] <DATASET>";
    see_help: "帮助：shensuan --help，或 shensuan 命令 --help", "help: shensuan --help, or shensuan COMMAND --help";
    a_command: "命令", "COMMAND";
    assist: "显示帮助，或一个命令的帮助", "print this help, or that of a command";
    assist_usage: "shensuan help [命令]", "shensuan help [COMMAND]";
    assist_command: "命令，如 review", "the command, such as review";
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
    check_all: "逐条列出提醒；默认每种只列前三条", "show every lint; by default the first three of a kind";
    review: "用规则库审核一个数据集", "review a data set with a rulebook";
    review_dataset: "数据文件夹：每张报表一个文件或工作表，或每家企业一个工作簿", "folder of the data: a file or sheet a form, or a workbook for each enterprise";
    review_rulebook: "规则库文件夹；默认用 dataset.toml 中写的", "folder of the rulebook; by default the one that dataset.toml names";
    review_out: "结果文件夹；默认是数据文件夹中的 out", "folder for the results; by default `out` in the data set's folder";
    review_rule: "只用这条规则；可重复", "this rule alone; may be repeated";
    review_tag: "只用带这个标签的规则；可重复", "rules with this tag alone; may be repeated";
    review_only: "只审核这个对象，写它的关联键；可重复", "this subject alone, by its key; may be repeated";
    review_sample: "只审核 N 个对象，选法固定", "so many subjects, always the same ones";
    review_as_of: "审核日期，如 2019-06-30；默认是今天", "date of the review, such as 2019-06-30; today by default";
    review_threads: "线程数；默认与处理器数相同", "threads; as many as the machine has by default";
    review_engine: "用什么计算：jit（机器码）、interpreter（解释器）、both（两者都算并比较）；结果相同，默认按数据多少选", "what computes: jit (machine code), interpreter, or both, compared; the results are the same; by default what suits the amount of data";
    why: "推导：一个企业的结果或数值是怎样得来的", "derive: where an outcome or a value of an enterprise comes from";
    why_usage: "shensuan why [选项] <数据集> --enterprise <关联键>\n      shensuan why [选项] <数据集> --value <统计> [--group <值>]...", "shensuan why [OPTIONS] <DATASET> --enterprise <KEY>\n       shensuan why [OPTIONS] <DATASET> --value <STATISTIC> [--group <VALUE>]...";
    why_dataset: "数据文件夹、其中一个文件，或数据集的副本", "folder of the data, one file of it, or a typed copy";
    why_enterprise: "问谁：它的关联键；推导统计时可以不写", "whose: the key; a statistic can be asked without one";
    why_rule: "推导这条规则的结果；不写规则和数值时，列出全部结果和数值", "why this rule came out as it did; with neither a rule nor a value all outcomes and values are listed";
    why_value: "推导这个计算值或统计：公式或统计的名称、别名", "where this computed value comes from, or what this statistic is made of: a name, or an alias";
    why_group: "只看统计的这一组：某个分组指标的值或名称，可以写几次", "this group of a statistic alone: the value of one of its keys, or its name; may be given several times";
    why_row: "只看文件中第 N 行", "the row N of its file alone";
    why_no_rows: "--row 用于规则和公式；统计用 --enterprise 和 --group", "--row is of rules and formulas; of a statistic take --enterprise and --group";
    why_no_groups: "--group 用于统计", "--group is of statistics";
    why_whose: "问谁？写 --enterprise 关联键；只有统计可以不写", "whose? say --enterprise KEY; a statistic alone can be asked without";
    why_all: "列出所有行；默认最多 20 行，不通过的在前", "every row; by default at most 20, failures first";
    why_cells: "重新打开数据文件，写出每个单元格的列、表头，以及与数值不同的原文", "open the sources once more: of each cell its column, the heading, and its text where that is another than the value";
    why_format: "格式：text、json（见 docs/commands.md）、html（一页，可打印）；默认 text", "how it is printed: text, json (see docs/commands.md) or html, a page that can be printed; text by default";
    why_out: "写到这个文件，不打印", "write it to this file instead of printing it";
    why_not_judged: "内置规则和审核日期不施行的规则没有推导", "built-in rules, and rules that are not in force on the review date, have no derivation";
    interpreted: "改用解释器，结果相同", "the interpreter computes instead, with the same results";
    review_format: "打印汇总的格式；默认 text", "how the summary is printed; text by default";
    review_fail_on: "有强制性发现（mandatory）或有任何发现（any）时状态为 1", "status 1 where there are mandatory findings, or any";
    account: "用规则库核算一个数据集：只算公式和统计，不审核", "account for a data set with a rulebook: formulas and statistics alone, nothing is judged";
    account_usage: "shensuan account [选项] <数据集>", "shensuan account [OPTIONS] <DATASET>";
    account_out: "结果文件夹；默认是数据文件夹中的 account", "folder for the results; by default `account` in the data set's folder";
    account_format: "写成哪些格式：csv、xlsx、parquet，用逗号隔开；默认 csv,parquet", "the formats that are written: csv, xlsx, parquet, with commas between; csv,parquet by default";
    accounting: "正在核算…", "accounting…";
    test: "运行规则库中的用例", "run the cases of a rulebook";
    test_path: "规则库文件夹或规则文件", "folders of rulebooks, or rule files";
    fmt: "把规则文件排得整齐，不改变含义", "write rule files handsomely; what they mean stays the same";
    fmt_usage: "shensuan fmt [选项] <路径>…", "shensuan fmt [OPTIONS] <PATH>…";
    fmt_path: "规则文件，或含规则文件的文件夹；- 表示标准输入，结果写到标准输出", "rule files, or folders that hold them; - reads standard input and prints the result";
    fmt_check: "不写文件；有文件会改变时列出它们，状态为 1", "write nothing; list the files that would change, with status 1";
    fmt_line_alone: "- 不能与文件同时给出", "- stands alone, without files";
    would_change: "会改变：", "would change: ";
    changed: "已改写：", "written: ";
    translate: "把规则文件译成中文或英文，不改变含义", "translate rule files into Chinese or English; what they mean stays the same";
    translate_usage: "shensuan translate --to <zh|en> [选项] <路径>…", "shensuan translate --to <zh|en> [OPTIONS] <PATH>…";
    translate_to: "译成的语言", "the language to translate into";
    translate_path: "规则文件，或规则库文件夹", "rule files, or folders of rulebooks";
    table: "检查规则库里的参照表，如系数手册", "check the tables of a rulebook, such as a handbook of coefficients";
    table_usage: "shensuan table check [选项] <规则库> [参照表]…", "shensuan table check [OPTIONS] <RULEBOOK> [TABLE]…";
    table_check: "逐行检查参照表：读不了的单元格、重复或查不到的关联键、不相符的单位、与相邻各行差若干个数量级的数值", "hold the rows of tables against each other: cells that cannot be read, keys that clash or find nothing, units that do not fit, values powers of ten away from their neighbours";
    table_check_rulebook: "规则库文件夹或规则文件", "folder of the rulebook, or a rule file";
    table_check_table: "只检查这些参照表；默认全部", "these tables alone; all by default";
    table_check_all: "逐条列出；默认每张表每种只列前二十条", "show every remark; by default the first twenty of a kind and table";
    table_check_fail_on: "有提醒时状态为 1", "status 1 where there are warnings";
    a_table: "参照表", "TABLE";
    explain: "说明一个错误编号", "say what the number of a message means";
    explain_code: "编号，如 E0201", "the number, such as E0201";
    fields: "按名称、别名或拼音查找指标", "find a field by name, alias or pinyin";
    fields_word: "名称的一部分、别名、拼音或拼音首字母", "part of a name or alias, pinyin, or its initials";
    fields_rulebook: "规则库文件夹；默认是当前文件夹", "folder of the rulebook; the current one by default";
    functions: "列出函数，或说明一个函数", "list the functions, or explain one";
    functions_word: "函数名或它的一部分，或一类函数，如 日期", "the name of a function or a part of it, or a family such as dates";
    eval: "计算一个表达式", "evaluate one expression";
    eval_expression: "表达式，如 \"产量 × 产污系数\"", "the expression, such as \"output × coefficient\"";
    eval_row: "给定的值，如 \"产量 = 1200 吨, 状态 = 缺失\"；可重复", "given values, such as \"output = 1200 t, state = missing\"; may be repeated";
    eval_rulebook: "声明这些指标的规则库；没有时，给定的值就是全部名称", "the rulebook that declares the fields; without it the given values are all names";
    data: "说明数据集怎样读，制作和核对它的副本", "say how a data set is read; make copies of it, and verify them";
    data_usage: "shensuan data <describe|import|verify> …", "shensuan data <describe|import|verify> …";
    data_describe: "显示程序对数据的理解：文件、报表、列、单位；可以写成 dataset.toml 供修改", "print what is understood of data: files, forms, columns, units; can be written as dataset.toml to be corrected";
    data_describe_usage: "shensuan data describe [选项] <数据集>", "shensuan data describe [OPTIONS] <DATASET>";
    data_describe_path: "数据集的文件夹，或其中一个文件", "folder of the data set, or one file of it";
    data_describe_write: "写到数据集的 dataset.toml；已有的不覆盖", "write it to dataset.toml of the data set; one that is there is never overwritten";
    data_describe_after: "报表也可以取自 PostgreSQL：写在 dataset.toml 的 [postgres] 一节，程序编译时要加 --features postgres。连接不加密；地址或环境变量要求加密的（sslmode=require、verify-ca、verify-full 等），不会连接。", "Forms may come from PostgreSQL too: the section [postgres] of dataset.toml says which, and the program must be built with --features postgres. Connections are not encrypted; where the address or the environment demands that (sslmode=require, verify-ca, verify-full and the like), none is made.";
    description_written: "已写入", "written to";
    description_can_be_written: "加 --write 可以写成 dataset.toml", "with --write this becomes dataset.toml";
    data_import: "把数据集读一遍，写成打开就能用的副本", "read a data set once, and write a copy that opens at once";
    data_import_usage: "shensuan data import [选项] <数据集> --out <文件夹>", "shensuan data import [OPTIONS] <DATASET> --out <DIR>";
    data_import_out: "副本的文件夹", "folder for the copy";
    data_verify: "逐字节核对副本和它的来源；有不同时状态为 1", "hold a copy against what it was and what it came from, every byte; status 1 where something differs";
    data_verify_usage: "shensuan data verify [选项] <副本>", "shensuan data verify [OPTIONS] <COPY>";
    data_verify_copy: "副本的文件夹", "folder of the copy";
    a_copy: "副本", "COPY";
    profile: "逐个指标看数据：填写率、极值、分位数、常见值", "look at the data field by field: how full, extremes, quantiles, frequent values";
    profile_usage: "shensuan profile [选项] <数据集>", "shensuan profile [OPTIONS] <DATASET>";
    profile_form: "只看这张报表；可重复", "this form alone; may be repeated";
    profile_field: "只看这个指标，并详细列出；可写成 报表.指标；可重复", "this field alone, in detail; may be written FORM.FIELD; may be repeated";
    profile_by: "按哪个代码分组看极值；默认是分级的代码，如行业", "the code within whose groups extremes are given; by default one with levels, such as the industry";
    profile_level: "按代码的哪一级分组，如 大类", "the level of that code, such as division";
    profile_few: "极值、常见值、写法不一的值各列多少；默认 5", "how many extremes, frequent values and spellings are listed of each; 5 by default";
    profile_out: "把清单（CSV）和网页写到这个文件夹", "write lists (CSV) and a page into this folder";
    a_form: "报表", "FORM";
    a_field: "指标", "FIELD";
    a_level: "级", "LEVEL";
    show: "显示规则库在某一阶段的样子", "print what a rulebook is at one stage";
    show_usage: "shensuan show --stage <阶段> [选项] [路径]…", "shensuan show --stage <STAGE> [OPTIONS] [PATH]…";
    show_path: "规则文件或规则库文件夹；默认是当前文件夹", "rule files, or folders of rulebooks; the current folder by default";
    show_stage: "阶段：tree（读到的语句）、model（含义）、plan（计算步骤）、clif（编译器的中间形式）、asm（本机的机器码）", "the stage: tree (what was read), model (what it means), plan (how it is computed), clif (the compiler's intermediate form), asm (the code of this machine)";
    show_rule: "只看这条规则；可重复", "this rule alone; may be repeated";
    show_places: "tree：每行标出在文件中的位置", "tree: end each line with its place in the file";
    bench: "测量每条规则在一个数据集上用多少时间", "measure what each rule takes on a data set";
    bench_usage: "shensuan bench [选项] <规则库> <数据集>", "shensuan bench [OPTIONS] <RULEBOOK> <DATASET>";
    bench_rulebook: "规则库文件夹", "folder of the rulebook";
    bench_out: "结果文件夹；默认是数据文件夹中的 bench", "folder for the results; by default `bench` in the data set's folder";
    bench_no_write: "只打印，不写文件", "print alone; no file is written";
    bench_no_write_alone: "--no-write 不写文件，不能与 --out 同时给出", "--no-write writes nothing, so it cannot go with --out";
    bench_rule: "只测这条规则和它所读的公式；可重复", "this rule alone, with the formulas that it reads; may be repeated";
    bench_tag: "只测带这个标签的规则和它们所读的公式；可重复", "rules with this tag alone, with the formulas that they read; may be repeated";
    bench_threads: "线程数；默认 1，这样每个对象的用时是一个线程的", "threads; 1 by default, so that a time per subject is that of one thread";
    bench_engine: "测哪个引擎：jit（机器码）、interpreter（解释器）、both（两者交替）；默认 both", "which engine: jit (machine code), interpreter, or both in turns; both by default";
    bench_repeat: "每个数测多少次，取中位数；默认 5", "samples of each figure, of which the median is shown; 5 by default";
    bench_format: "打印的格式：text，或与 bench.json 相同的 json；默认 text", "how it is printed: text, or json as in bench.json; text by default";
    bench_after: "先测全部规则和公式一起一遍，再测每条规则、每个公式、每项统计单独一遍：只算它自己需要的步骤。几条规则共用的步骤在每条里都算，什么都不减去，所以各项之和会大于一起一遍的用时；单独一项反复运行时数据还在缓存里，所以也可能小于它。占比以各项总和为分母。各引擎轮流测，先预热；不到一毫秒的，连续运行多遍一起计时，取平均。读规则、读数据、对上其他表的行、按计划排列数据、得出发现只做一次，另外列出；内置规则算在得出发现中，写文件不测。\n规则格是一条规则对一个对象；规则格/秒 = 规则数 × 对象数 ÷ 秒，没有数据可判断的规则也算在内。", "All rules and formulas are run together, then each rule, formula and statistic by itself: only the steps that it needs. Work that several share counts in each of them and nothing is subtracted, so the sum of the parts exceeds a run of all together; but what runs alone again and again finds its data in the cache, so it may fall short of it too. A share is of the sum of all parts. Engines take turns and are warmed up; what takes less than a millisecond is run many times in a row and timed as one. Reading rules and data, matching rows of other tables, laying out the data and making findings are done once and shown apart; built-in rules are part of making findings, and writing files is not measured.\nA rule-cell is one rule on one subject; rule-cells a second = rules × subjects ÷ seconds, rules that find nothing to judge among them.";
    bench_shared: "几项共用的步骤在每一项中都算，单独一项的数据又还在缓存里，所以各项之和不是一起一遍的用时；占比以规则、公式、统计的各项总和为分母。", "Work that several parts share counts in each of them, and a part alone finds its data in the cache: their sum is not the time of all together. A share is of the sum of all rules, formulas and statistics.";
    bench_unoptimised: "程序没有优化编译，数字不能用", "this program was compiled without optimisation: its figures are of no use";
    bench_few: "对象太少：每个数大半是启动一遍运行的用时；要比较规则，用几千个对象的数据", "few subjects: much of each figure is the start of a run; compare rules on some thousand subjects";
    bench_interpreted: "只测解释器", "the interpreter alone is measured";
    bench_nobody: "数据中没有对象，无从测量", "the data hold no subject: there is nothing to measure";
    bench_nothing_selected: "选定的规则在审核日期不施行，或者是内置规则：内置规则算在得出发现中，不单独测量", "the selected rules are not in force on the review date, or are built in: built-in rules are measured as part of making findings, not by themselves";
    bench_nothing: "规则库中没有规则、公式或统计，无从测量", "the rulebook has no rule, formula or statistic: there is nothing to measure";
    make: "新建规则库，或打印一条规则的样板", "make a rulebook, or print a rule to start from";
    make_what: "rulebook 或 rule", "rulebook or rule";
    make_name: "规则库的文件夹，或规则的编号", "the folder of the rulebook, or the id of the rule";
    an_id: "编号", "ID";
    a_key: "关联键", "KEY";
    a_file: "文件", "FILE";
    a_tag: "标签", "TAG";
    a_date: "日期", "DATE";
    a_code: "编号", "CODE";
    a_word: "词", "WORD";
    a_name: "名称", "NAME";
    a_value: "值", "VALUE";
    an_expression: "表达式", "EXPRESSION";
    a_given: "名称=值", "NAME=VALUE";
    reading: "正在读取数据…", "reading the data…";
    writing: "正在写结果…", "writing the results…";
    lists_left_out: "只审核一部分对象时，下列规则不审，外部名单要与全体对照：", "not judged, as a list is held against all of them or none: ";
    judging: "正在审核…", "judging…";
    as_of: "审核日期", "date of the review:";
    an_error: "错误", "error";
    a_lint: "提醒", "lint";
    true_word: "是", "true";
    false_word: "否", "false";
    unknown_word: "无法判定", "unknown";
    missing_word: "缺失", "missing";
    wrong: "错误的写法：", "wrong:";
    right: "正确的写法：", "right:";
    remark: "备注", "remark";
    private_word: "不公开", "private";
    all_good: "没有错误", "no errors";
    copy_written: "副本写入", "copy written to";
    written: "结果写入", "results written to";
}

impl Words {
    /// What the first two digits of a number say.
    pub(crate) fn range(self, number: &str) -> &'static str {
        match number.get(..3) {
            Some("E01") => self.lang.pick("文本", "text"),
            Some("E02") => self.lang.pick("名称", "names"),
            Some("E03") => self.lang.pick("类型", "types"),
            Some("E04") => self.lang.pick("单位", "units"),
            Some("E05") => self.lang.pick("规则库", "rulebooks"),
            Some("E06") => self.lang.pick("限度", "limits"),
            Some("E07") => self.lang.pick("数据", "data"),
            Some("E09") => self.lang.pick("程序自身", "this program"),
            Some("W15") => self.lang.pick("参照表", "tables"),
            _ => self.lang.pick("写法", "style"),
        }
    }

    /// How many rule files there were, and how many of them were or would be changed.
    pub(crate) fn rewritten(self, files: usize, changed: usize) -> String {
        let s = if files == 1 { "" } else { "s" };
        self.lang.pick(
            format!("{files} 个规则文件，其中 {changed} 个有改动"),
            format!("{files} rule file{s}, {changed} of them changed"),
        )
    }

    /// What is being done to a file.
    pub(crate) fn reading_file(self, name: &str) -> String {
        self.lang.pick(format!("正在读取 {name}…"), format!("reading {name}…"))
    }

    /// What is being done to a file or a form.
    pub(crate) fn hashing(self, path: &str) -> String {
        self.lang.pick(format!("正在计算哈希：{path}…"), format!("hashing {path}…"))
    }

    /// Which case is being run, of how many.
    pub(crate) fn testing(self, at: usize, of: usize) -> String {
        self.lang.pick(format!("正在运行用例 {at}/{of}…"), format!("running case {at} of {of}…"))
    }

    /// Which file is being read, the how manyth of how many.
    pub(crate) fn reading_one(self, name: &str, at: usize, of: usize) -> String {
        self.lang.pick(format!("正在读取 {at}/{of} {name}…"), format!("reading {at} of {of}: {name}…"))
    }

    /// Which form is being written, the how manyth of how many.
    pub(crate) fn copying(self, form: &str, at: usize, of: usize) -> String {
        self.lang.pick(format!("正在写 {at}/{of} {form}…"), format!("writing {at} of {of}: {form}…"))
    }

    /// What a copy holds.
    pub(crate) fn copied(self, subjects: usize, forms: usize, rows: usize, left: (usize, usize)) -> String {
        let (rejected, unreadable) = left;
        match self.lang {
            Lang::Zh => format!(
                "{subjects} 个对象，{forms} 张报表，{rows} 行；剔除 {rejected} 行，无法读取 {unreadable} 个单元格"
            ),
            Lang::En => format!(
                "{}, {}, {}; {} rejected, {} unreadable",
                plural(subjects, "subject"),
                plural(forms, "form"),
                plural(rows, "row"),
                plural(rejected, "row"),
                plural(unreadable, "cell")
            ),
        }
    }

    /// How much of a copy and of its sources is as it was.
    pub(crate) fn verified(self, own: usize, sources: usize, differing: usize) -> String {
        self.lang.pick(
            format!("副本的 {own} 个文件、{sources} 个来源与导入时相同，{differing} 处不同"),
            format!(
                "{} of the copy and {} are as they were, {} differ",
                plural(own, "file"),
                plural(sources, "source"),
                differing
            ),
        )
    }

    /// What of the sources of a copy was not compared.
    pub(crate) fn not_compared(self, asked: usize) -> String {
        self.lang.pick(
            format!("数据库的 {asked} 个表或查询没有比较：现在是否还与导入时相同，不知道"),
            format!(
                "{} of a database were not compared: whether they are as they were is not known",
                if asked == 1 { "1 table or query".to_owned() } else { format!("{asked} tables or queries") },
            ),
        )
    }

    /// Which form is being looked at, the how manyth of how many.
    pub(crate) fn profiling(self, form: &str, at: usize, of: usize) -> String {
        self.lang.pick(format!("正在统计 {at}/{of} {form}…"), format!("profiling {at} of {of}: {form}…"))
    }

    /// What is being measured, the how manyth of how many.
    pub(crate) fn measuring(self, name: &str, at: usize, of: usize) -> String {
        match self.lang {
            Lang::Zh if name.is_empty() => "正在测量全部规则…".to_owned(),
            Lang::Zh => format!("正在测量 {at}/{of} {name}…"),
            Lang::En if name.is_empty() => "measuring all rules together…".to_owned(),
            Lang::En => format!("measuring {at} of {of}: {name}…"),
        }
    }

    pub(crate) fn no_such_code(self, code: &str) -> String {
        self.lang.pick(format!("没有 {code} 这个编号"), format!("there is no {code}"))
    }

    pub(crate) fn no_such_function(self, word: &str) -> String {
        self.lang.pick(format!("没有函数“{word}”"), format!("there is no function `{word}`"))
    }

    pub(crate) fn no_such_field(self, word: &str) -> String {
        self.lang.pick(format!("没有与“{word}”相符的指标"), format!("no field matches `{word}`"))
    }

    pub(crate) fn field_headings(self) -> [&'static str; 5] {
        self.lang
            .pick(["报表", "指标", "别名", "类型", "位置"], ["form", "field", "other names", "type", "place"])
    }

    pub(crate) fn made(self, name: &str) -> String {
        match self.lang {
            Lang::Zh => format!("新建了规则库 {name}\n试一试：shensuan test {name}"),
            Lang::En => format!("made the rulebook {name}\ntry: shensuan test {name}"),
        }
    }

    pub(crate) fn untested(self, rules: &[&str]) -> String {
        match self.lang {
            Lang::Zh => format!("没有用例的规则：{}", rules.join("、")),
            Lang::En => format!("rules without a case: {}", rules.join(", ")),
        }
    }

    pub(crate) fn tested(self, rules: usize, cases: usize, failed: usize) -> String {
        match self.lang {
            Lang::Zh => format!("{rules} 条规则，{cases} 个用例：{} 个相符，{failed} 个不符", cases - failed),
            Lang::En => format!(
                "{}, {}: {} as expected, {failed} otherwise",
                plural(rules, "rule"),
                plural(cases, "case"),
                cases - failed
            ),
        }
    }

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

    /// What may stand as the value of an argument.
    pub(crate) fn allowed(self, argument: &str) -> Option<String> {
        let up_to = |most: u64| {
            self.lang.pick(
                format!("要写一个 1 到 {most} 的整数"),
                format!("it must be a whole number from 1 to {most}"),
            )
        };
        let text = |zh: &str, en: &str| self.lang.pick(zh, en).to_owned();
        match argument.split_whitespace().next()? {
            "--as-of" => Some(text(
                "要写一个日期，如 2019-06-30 或 2019年6月30日",
                "it must be a date, such as 2019-06-30",
            )),
            "--format" => Some(text(
                "要写 csv、xlsx、parquet 中的一个或几个，用逗号隔开",
                "it must be csv, xlsx, parquet, or some of them with commas between",
            )),
            "--repeat" => Some(up_to(MOST_REPEAT)),
            "--threads" => Some(up_to(MOST_THREADS)),
            "--sample" => Some(text("要写一个不小于 1 的整数", "it must be a whole number, 1 or more")),
            _ => None,
        }
    }

    /// A rule cannot go by this id.
    pub(crate) fn bad_id(self, id: &str) -> String {
        match self.lang {
            Lang::Zh => format!(
                "“{id}”不能作规则编号\n编号由字母、汉字、数字和“-”组成，以字母或汉字开头，不含空格，如 SZ-G102-01"
            ),
            Lang::En => format!(
                "`{id}` cannot be the id of a rule\nan id is made of letters, digits and hyphens, begins with a letter and has no blanks, such as SZ-G102-01"
            ),
        }
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

    /// What a table holds that was checked.
    pub(crate) fn table_checked(self, table: &CheckedTable) -> String {
        let (name, files) = (table.name.in_lang(self.lang), table.files.join(self.lang.pick("、", ", ")));
        let rows = self.lang.pick(format!("{} 行", table.rows), plural(table.rows, "row"));
        let found = match table.found {
            Some(found) => self.lang.pick(format!("查得到 {found} 行"), format!("{found} found by keys")),
            None => {
                self.lang.pick("没有关联键，不参加查找", "no keys, nothing is looked up in it").to_owned()
            }
        };
        self.lang
            .pick(format!("{name}：{rows}，{found}（{files}）"), format!("{name}: {rows}, {found} ({files})"))
    }

    /// A table whose rows come with data sets.
    pub(crate) fn table_of_data(self, name: &str) -> String {
        self.lang.pick(
            format!("{name}：随数据集提供，没有检查"),
            format!("{name}: comes with a data set, not checked"),
        )
    }

    /// How many errors and warnings tables have.
    pub(crate) fn table_counts(self, errors: usize, warnings: usize) -> String {
        self.lang.pick(
            format!("{errors} 个错误，{warnings} 个提醒"),
            format!("{}, {}", plural(errors, "error"), plural(warnings, "warning")),
        )
    }

    /// Warnings of a kind that are not shown.
    pub(crate) fn more_warnings(self, number: &str, count: usize) -> String {
        self.lang.pick(
            format!("{number} 另有 {count} 处\n帮助：--all 逐条列出，shensuan explain {number} 说明"),
            format!(
                "{number} {count} more\nhelp: --all shows each, shensuan explain {number} says what it means"
            ),
        )
    }

    /// The places of a lint that are not shown whole.
    pub(crate) fn more_lints(self, number: &str, count: usize, places: &[&str]) -> String {
        let places = places.join(self.lang.pick("、", ", "));
        self.lang.pick(
            format!("{number} 另有 {count} 处：{places}\n帮助：--all 逐条列出，shensuan explain {number} 说明"),
            format!("{number} {count} more: {places}\nhelp: --all shows each, shensuan explain {number} says what it means"),
        )
    }

    /// What is said of the lints of a rulebook to those who use it.
    pub(crate) fn lints_of_rulebook(self, count: usize) -> String {
        match self.lang {
            Lang::Zh => format!("规则库有 {count} 个提醒，shensuan check 列出"),
            Lang::En => format!("the rulebook has {}; shensuan check shows them", plural(count, "lint")),
        }
    }

    /// `检查了 3 个文件、2 条规则、1 个公式，1 个提醒`.
    pub(crate) fn checked(self, files: usize, rules: usize, formulas: usize, lints: usize) -> String {
        let mut line = match self.lang {
            Lang::Zh => format!("检查了 {files} 个文件：{rules} 条规则，{formulas} 个公式"),
            Lang::En => format!(
                "checked {}: {}, {}",
                plural(files, "file"),
                plural(rules, "rule"),
                plural(formulas, "formula")
            ),
        };
        if lints > 0 {
            line.push_str(
                &self.lang.pick(format!("，{lints} 个提醒"), format!(", {}", plural(lints, "lint"))),
            );
        }
        line
    }
}

/// `1 rule`, `2 rules`.
pub(crate) fn plural(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}
