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
        /// `for each` that is coarser than what the rule reads.
        ROWS_OF_ANOTHER = "E0512" Error {
            zh: "这里读“{form}”的行，而规则不是逐行“{form}”",
            en: "this reads rows of `{form}`, but the rule is not judged for each of them",
        }
        /// Nobody named a rulebook.
        NO_RULEBOOK = "E0513" Error { zh: "数据集 {dataset} 没有说明用哪个规则库", en: "the data set {dataset} does not say which rulebook to use" }
        /// A case of a rule that is not there.
        CASE_OF_NOTHING = "E0514" Error { zh: "用例所测的规则“{rule}”不存在", en: "the case is of a rule `{rule}` that is not there" }
        /// A case without `expect`.
        CASE_EXPECTS_NOTHING = "E0515" Error { zh: "用例没有“预期”", en: "the case expects nothing" }
        /// A row of a form that is not what the line is about.
        CELL_OF_ANOTHER_FORM = "E0516" Error {
            zh: "“{field}”不是“{form}”的指标",
            en: "`{field}` is no field of `{form}`",
        }
        /// A case that came out otherwise.
        CASE_FAILED = "E0517" Error {
            zh: "规则“{rule}”的用例不符：预期 {expected}，得到 {found}",
            en: "a case of `{rule}` came out otherwise: expected {expected}, found {found}",
        }
        /// The description of a rulebook is not what it should be.
        BAD_RULEBOOK_FILE = "E0518" Error { zh: "{path} 有误：{why}", en: "{path} is broken: {why}" }
        /// Rulebooks that build on each other.
        BUILDS_ON_ITSELF = "E0519" Error {
            zh: "规则库 {path} 直接或间接以自己为基础",
            en: "the rulebook {path} builds on itself",
        }
        /// A field of a row's unit that is no text.
        UNIT_FIELD_NOT_TEXT = "E0520" Error {
            zh: "“{field}”不是同一报表中的文本或代码指标，不能说明单位",
            en: "`{field}` is no text or code field of the same form and cannot hold the unit",
        }
        /// A rule that the rulebook does not have.
        NO_SUCH_RULE = "E0521" Error { zh: "规则库中没有规则“{rule}”", en: "the rulebook has no rule `{rule}`" }
        /// A file that is no rule file.
        NOT_A_RULE_FILE = "E0522" Error { zh: "{path} 不是 .rule 文件", en: "{path} is no .rule file" }
        /// A rule file in which nothing is declared.
        FILE_DECLARES_NOTHING = "E0523" Lint {
            zh: "{path} 中没有规则，也没有任何声明",
            en: "{path} holds no rule and declares nothing",
        }
        /// A computed value that the rulebook does not have.
        NO_SUCH_VALUE = "E0524" Error {
            zh: "规则库中没有计算值“{value}”",
            en: "the rulebook computes no value `{value}`",
        }
        /// Marks of a field that holds no numbers, or too many of them.
        MARKS_OF_TEXT = "E0540" Error {
            zh: "“{field}”不能带标记：只有数值指标可以，最多 {limit} 个",
            en: "`{field}` cannot have marks: only fields of numbers can, at most {limit}",
        }
        /// A mark that reads as a number.
        MARK_IS_A_NUMBER = "E0541" Error { zh: "标记“{mark}”是数字", en: "the mark `{mark}` is a number" }
        /// A field group whose last field stands before its first.
        GROUP_RUNS_BACKWARDS = "E0542" Error {
            zh: "指标组倒置：“{last}”在“{first}”之前",
            en: "the field group runs backwards: `{last}` stands before `{first}`",
        }
        /// A field group whose fields are not of one type.
        GROUP_OF_TWO_TYPES = "E0543" Error {
            zh: "“{group}”中的指标类型不一：“{field}”与第一个不同",
            en: "the fields of `{group}` are not of one type: `{field}` differs from the first",
        }
        /// A named value that is not made of a name, a number and a unit.
        NAMED_VALUE_SHAPE = "E0544" Error {
            zh: "命名值由文本指标（名称）、数值指标，以及可有可无的文本指标（单位）组成",
            en: "a named value is a text field (its name), a number field and, if need be, a text field (its unit)",
        }
        /// Columns that are rows, and more or fewer of them than names.
        COLUMNS_DO_NOT_FIT = "E0545" Error {
            zh: "这一行有 {found} 列，后面的名称要 {wanted} 列",
            en: "this row has {found} columns, the names at the end want {wanted}",
        }
        /// Sets that hold themselves.
        SET_CYCLE = "E0546" Error { zh: "集合循环包含：{cycle}", en: "sets hold each other in a circle: {cycle}" }
        /// A constant that is computed from what is filed.
        CONSTANT_VARIES = "E0547" Error {
            zh: "常量“{name}”随填报的数据而变",
            en: "the constant `{name}` varies with what is filed",
        }
        /// Cells of rows that are made of columns.
        GIVEN_OF_COLUMNS = "E0548" Error {
            zh: "“{form}”的行由列组成，用例中要给出那些列",
            en: "the rows of `{form}` are made of columns: a case gives those columns",
        }
        /// A case that says two things of one cell or form.
        GIVEN_TWICE = "E0549" Error { zh: "用例对“{name}”说了两次", en: "the case says two things of `{name}`" }
        /// A mark declared twice.
        MARK_TWICE = "E0550" Error { zh: "标记“{mark}”声明了两次", en: "the mark `{mark}` is declared twice" }
        /// A mark without a text.
        MARK_IS_EMPTY = "E0551" Error { zh: "标记是空的", en: "the mark is empty" }
        /// A field that may be blank and must not.
        OPTIONAL_AND_REQUIRED = "E0552" Error {
            zh: "“{field}”不能既“可空”又“必填”",
            en: "`{field}` cannot be both `optional` and `required`",
        }
    }
    notes {
        /// How a blank is allowed.
        BLANKS_ARE_OPTIONAL {
            zh: "空白单元格不用标记；空白表示“没有”时，在指标后面写“可空”",
            en: "an empty cell needs no mark; where it means “none”, write `optional` behind the field",
        }
        /// A formula instead of a constant.
        WRITE_A_FORMULA { zh: "写成公式：公式 {name} = …", en: "write a formula: formula {name} = …" }
        /// What a mark looks like.
        MARK_WITH_LETTERS { zh: "标记是文字，例如 「NA」；数字不用声明", en: "a mark is a text, for example \"NA\"; numbers need no mark" }
        /// The two turned round.
        GROUP_FORWARDS { zh: "写成：{last} 至 {first}", en: "write: {last} to {first}" }
        /// How named values are written.
        NAMED_VALUE_EXAMPLE {
            zh: "例如：命名值 运行参数 来自 （参数1名称，参数1数值，参数1单位）",
            en: "for example: named values parameters from (name 1, value 1, unit 1)",
        }
        /// Add a check.
        ADD_A_CHECK { zh: "加一行“要求 …”", en: "add a line `check …`" }
        /// Add an expectation.
        ADD_AN_EXPECTATION { zh: "加一行“预期 通过”或“预期 不通过”", en: "add a line `expect pass` or `expect fail`" }
        /// An outcome.
        PASS { zh: "通过", en: "pass" }
        /// An outcome.
        FAIL { zh: "不通过", en: "fail" }
        /// An outcome.
        NOT_APPLICABLE { zh: "不适用", en: "not applicable" }
        /// An outcome.
        UNDETERMINED { zh: "无法判定", en: "undetermined" }
        /// What a case was expected to come to.
        EXPECTED_HERE { zh: "预期", en: "expected" }
        /// What was missing.
        MISSING_WERE { zh: "缺失的指标：{names}", en: "missing: {names}" }
        /// Add a per line.
        ADD_PER { zh: "在下一行写“每 {subject} 一行”或“每 {subject} 多行”", en: "write `one per {subject}` or `many per {subject}` on the next line" }
        /// Where rows of a form are read.
        ROWS_OF { zh: "{form} 的行", en: "rows of {form}" }
        /// How to bring rows together.
        AGGREGATE_ONE { zh: "用 合计(…)、存在 … 其中 … 等先汇总其中一个", en: "aggregate one of them first: sum(…), any … where …" }
        /// What rows of two forms have in common.
        SAY_THE_KEY {
            zh: "在“其中”里写明哪一指标相等：{right}.指标 = {left}.指标；其他条件用“且”接在后面",
            en: "say behind `where` by which fields they belong together: `{right}.FIELD = {left}.FIELD`; other conditions follow behind `and`",
        }
        /// How `every` says what rows of two forms have in common.
        SAY_THE_KEY_OF_EVERY {
            zh: "写明哪一指标相等：每行 {right} 满足 (如果 {right}.指标 = {left}.指标 则 …)；或比较记录数：记录数({right} 其中 …) = 记录数({right})",
            en: "say by which fields they belong together: `every {right} has (if {right}.FIELD = {left}.FIELD then …)`; or compare counts: `count({right} where …) = count({right})`",
        }
        /// Why the description of a rulebook is refused.
        WHY_LANGUAGE {
            zh: "语言版本 {found} 与本程序的版本 {known} 不同",
            en: "language version {found} is not version {known} of this program",
        }
        /// Why the description of a rulebook is refused.
        WHY_NO_SUCH_FIELD {
            zh: "每户一行的报表中没有指标“{name}”",
            en: "no form with one row has a field `{name}`",
        }
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
