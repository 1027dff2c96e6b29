//! E05xx: the structure of a rulebook.

registry! {
    codes {
        /// Formulas that depend on each other in a circle.
        CYCLE = "E0501" Error { zh: "公式循环依赖：{cycle}", en: "formulas depend on each other in a circle: {cycle}" }
        /// A rule that demands nothing.
        NOTHING_TO_CHECK = "E0502" Error { zh: "规则“{rule}”没有“要求”", en: "the rule `{rule}` checks nothing" }
        /// Rows of two forms in one expression.
        UNRELATED_ROWS = "E0503" Error {
            zh: "“{left}”和“{right}”的行没有对应关系，不能逐行一起计算",
            en: "the rows of `{left}` and `{right}` do not belong together",
        }
        /// A code list that could not be read.
        CODE_LIST_UNREADABLE = "E0504" Error { zh: "读不到代码表 {file}：{why}", en: "cannot read the code list {file}: {why}" }
        /// No subject, or two.
        NO_SUBJECT = "E0505" Error { zh: "规则库没有声明对象", en: "the rulebook declares no subject" }
        /// A second subject.
        SECOND_SUBJECT = "E0506" Error { zh: "只能声明一个对象", en: "only one subject can be declared" }
        /// A form that does not say how many rows a subject has.
        ROWS_UNSAID = "E0507" Error {
            zh: "报表“{form}”没有说明每个对象一行还是多行",
            en: "the form `{form}` does not say how many rows a subject has",
        }
        /// A group of rows in a form that itself has many rows.
        GROUP_IN_MANY = "E0508" Error {
            zh: "“{group}”所在的报表每户有多行，不能再含明细",
            en: "`{group}` stands in a form that has many rows itself",
        }
        /// Two `for each`, or two titles.
        CLAUSE_TWICE = "E0509" Error { zh: "“{clause}”写了两次", en: "`{clause}` is written twice" }
        /// The rulebook cannot be found or read.
        RULEBOOK_UNREADABLE = "E0510" Error { zh: "读不到规则库 {path}：{why}", en: "cannot read the rulebook {path}: {why}" }
        /// A folder without rule files.
        NO_RULE_FILES = "E0511" Error { zh: "{path} 中没有 .rule 文件", en: "there is no .rule file in {path}" }
        /// Nobody named a rulebook.
        NO_RULEBOOK = "E0513" Error { zh: "数据集 {dataset} 没有说明用哪个规则库", en: "the data set {dataset} does not say which rulebook to use" }
        /// `for each` that is coarser than what the rule reads.
        ROWS_OF_ANOTHER = "E0512" Error {
            zh: "这里读“{form}”的行，而规则不是逐行“{form}”",
            en: "this reads rows of `{form}`, but the rule is not judged for each of them",
        }
    }
    notes {
        /// Add a check.
        ADD_A_CHECK { zh: "加一行“要求 …”", en: "add a line `check …`" }
        /// Add a per line.
        ADD_PER { zh: "在下一行写“每 {subject} 一行”或“每 {subject} 多行”", en: "write `one per {subject}` or `many per {subject}` on the next line" }
        /// Where rows of a form are read.
        ROWS_OF { zh: "{form} 的行", en: "rows of {form}" }
        /// How to bring rows together.
        AGGREGATE_ONE { zh: "用 合计(…)、存在 … 其中 … 等先汇总其中一个", en: "aggregate one of them first: sum(…), any … where …" }
        /// Why a code list cannot be read.
        WHY_NOT_UTF8 { zh: "它不是 UTF-8 文本", en: "it is not UTF-8 text" }
        /// Why a code list cannot be read.
        WHY_NO_CODES { zh: "没有“代码”（code）列", en: "it has no column `code`" }
        /// Why a code list cannot be read.
        WHY_NO_NAMES { zh: "没有“名称”（name）列", en: "it has no column `name`" }
        /// Why a code list cannot be read.
        WHY_EMPTY_LIST { zh: "其中没有代码", en: "it holds no code" }
        /// Where a path is looked for.
        RELATIVE_TO_RULEBOOK { zh: "路径相对于规则库文件夹", en: "the path is relative to the folder of the rulebook" }
        /// How to name a rulebook.
        NAME_A_RULEBOOK {
            zh: "用 --rulebook 指定规则库文件夹，或在数据集的 dataset.toml 中写 rulebook = \"…\"",
            en: "name a folder with --rulebook, or write rulebook = \"…\" in the data set's dataset.toml",
        }
        /// Declare a subject.
        DECLARE_A_SUBJECT {
            zh: "例如：对象 企业 关联键 统一社会信用代码；或用 --uses 指定声明词汇的规则库",
            en: "for example: subject enterprise keyed by credit code; or name the rulebook with the vocabulary: --uses",
        }
    }
}
