//! E01xx: text and grammar.

registry! {
    codes {
        /// A file that is not UTF-8.
        NOT_UTF8 = "E0101" Error {
            zh: "{path} 不是 UTF-8 编码的文本",
            en: "{path} is not text in UTF-8",
        }
        /// The grammar found something else.
        UNEXPECTED = "E0102" Error {
            zh: "这里读不懂“{found}”",
            en: "cannot read `{found}` here",
        }
        /// The line ends too early.
        INCOMPLETE = "E0103" Error {
            zh: "这一行没有写完",
            en: "this line is not complete",
        }
        /// A text or a quoted name without its closing sign.
        UNCLOSED_TEXT = "E0104" Error {
            zh: "缺少收尾的“{sign}”",
            en: "the closing {sign} is missing",
        }
        /// A bracket without its twin.
        UNCLOSED_BRACKET = "E0105" Error {
            zh: "括号“{sign}”没有闭合",
            en: "the bracket `{sign}` is not closed",
        }
        /// A closing bracket that closes nothing.
        STRAY_BRACKET = "E0106" Error {
            zh: "多出一个“{sign}”",
            en: "there is a `{sign}` too many",
        }
        /// A clause without a declaration above it.
        CLAUSE_OUTSIDE = "E0107" Error {
            zh: "“{clause}”前面没有它所属的声明",
            en: "`{clause}` stands outside a declaration",
        }
        /// A line that is one word: blanks are missing.
        BLANKS_MISSING = "E0108" Error {
            zh: "“{found}”连在一起，读不出意思",
            en: "`{found}` is run together and cannot be read",
        }
        /// A sign of another language.
        FOREIGN_SIGN = "E0109" Error {
            zh: "“{found}”是别的语言的写法",
            en: "`{found}` belongs to another language",
        }
        /// `≈` without a tolerance.
        NEAR_WITHOUT_WITHIN = "E0110" Error {
            zh: "“≈”后面要写明允许误差",
            en: "`≈` needs a tolerance",
        }
        /// `a < b > c`.
        BAD_CHAIN = "E0111" Error {
            zh: "只有 a ≤ b ≤ c 和 a < b < c 可以连写",
            en: "only a ≤ b ≤ c and a < b < c can be chained",
        }
        /// `1,200`.
        THOUSANDS = "E0112" Error { zh: "数字中不写千位分隔号", en: "a number has no commas" }
        /// `.5`.
        NO_LEADING_DIGIT = "E0113" Error { zh: "小数点前要有数字", en: "a number begins with a digit" }
        /// `2018年产量`.
        DIGIT_BEFORE_NAME = "E0114" Error {
            zh: "“{name}”以数字开头，不能直接作名称",
            en: "`{name}` begins with a digit and cannot stand as a name",
        }
        /// A formula that would stand in the rows of several forms.
        FORMULA_OF_SEVERAL = "E0115" Error {
            zh: "一个公式只能逐行计算一张表",
            en: "a formula is computed for the rows of one form",
        }
        /// The first word of a line is none of ours, and the line is no formula and no requirement.
        NO_SUCH_BEGINNING = "E0116" Error {
            zh: "行首的“{found}”不是关键词",
            en: "`{found}` is not a word that begins a line",
        }
        /// `field 产值（当年价格）`.
        NAME_WANTS_QUOTES = "E0117" Error {
            zh: "“{name}”不能直接作名称",
            en: "`{name}` cannot stand as a name without quotes",
        }
        /// `rule check a > 1`.
        RULE_WITHOUT_ID = "E0118" Error { zh: "规则没有编号", en: "the rule has no id" }
        /// `{取水量:0,00}`.
        BAD_FORMAT = "E0119" Error {
            zh: "“{format}”不是数值格式",
            en: "`{format}` is not a format of numbers",
        }
        /// A date that the calendar does not have, or that is written otherwise.
        BAD_DATE = "E0120" Error { zh: "“{date}”不是日期", en: "`{date}` is no date" }
        /// `1e400`.
        NUMBER_TOO_LARGE = "E0121" Error { zh: "数 {number} 太大，无法计算", en: "the number {number} is too large to compute with" }
        /// `message "{c"`, `message "c}"`.
        BRACE_ALONE = "E0122" Error {
            zh: "说明文字里的“{sign}”没有配对",
            en: "the brace `{sign}` of the message has no twin",
        }
    }
    notes {
        /// How a brace stands in a message.
        DOUBLE_THE_BRACE {
            zh: "占位写成一对花括号；花括号本身写两个",
            en: "a value stands between two braces; a brace itself is written twice",
        }
        /// Where a severity stands.
        SEVERITY_OF_WHAT {
            zh: "一条规则的级别写在它下面，缩进或不空行；整个文件的级别写在文件开头",
            en: "the severity of a rule stands under it, indented or without a blank line between; that of a whole file stands at its head",
        }
        /// Where the id of a rule stands.
        ID_FIRST { zh: "例如：规则 R01 要求 …", en: "for example: rule R01 check …" }
        /// What begins a line of the declaration above.
        BEGINNINGS_ARE { zh: "这里的一行以这些词开头：{words}", en: "here a line begins with one of {words}" }
        /// An id of several words.
        ID_IS_ONE_WORD { zh: "编号中间没有空格，例如：{repair}", en: "an id is one word, for example: {repair}" }
        /// A condition where no rule is open.
        CONDITION_OF_A_RULE {
            zh: "条件要写在规则里：规则 编号 要求 …",
            en: "a condition belongs to a rule: rule ID check …",
        }
        /// A text without its quotes.
        QUOTE_A_TEXT { zh: "文字要放在引号里：“{text}”", en: "put a text in quotes: \"{text}\"" }
        /// A full stop behind a line.
        NO_FULL_STOP { zh: "行末不写句号", en: "a line ends without a full stop" }
        /// A name and a number without an operator between them.
        OPERATOR_BETWEEN {
            zh: "“{name}”和“{number}”之间缺少运算符或比较词",
            en: "an operator is missing between `{name}` and `{number}`",
        }
        /// A condition among the clauses of a rule.
        BEGIN_WITH_CHECK { zh: "条件前写“要求”或“当”", en: "write `check` or `when` before a condition" }
        /// A field without its word.
        BEGIN_WITH_FIELD { zh: "指标前写“指标”", en: "write `field` before the name of a field" }
        /// A blank within a number.
        NO_BLANK_WITHIN {
            zh: "数字或代码中间没有空格：{number}",
            en: "a number or a code has no blank inside: {number}",
        }
        /// Where several are meant.
        COMMAS_BETWEEN { zh: "如果是几个，中间用逗号：{list}", en: "if several are meant, put commas between: {list}" }
        /// The values of a call.
        COMMAS_IN_A_CALL {
            zh: "函数的各个值之间用逗号，如 最大(1，2)；“、”只连接一个集合的成员",
            en: "the values of a function are parted by commas, max(1, 2); `、` joins the members of one set",
        }
        /// Where `otherwise` and `as` end.
        BRACKET_IT {
            zh: "把“{word}”连同它左右两边放进括号",
            en: "put `{word}` and both its sides in brackets",
        }
        /// Formats of numbers.
        FORMATS_ARE {
            zh: "例如：{name:0.00}、{name:0.0 kg}、{name:0%}",
            en: "for example: {name:0.00}, {name:0.0 kg}, {name:0%}",
        }
        /// Instead of a formula over several forms.
        A_FORMULA_EACH { zh: "每张表写一个公式", en: "write a formula for each form" }
        /// Instead of semicolons and braces.
        A_LINE_A_CLAUSE { zh: "每个子句另起一行，不用分号和花括号", en: "begin a new line for each clause; there are no semicolons and braces" }
        /// A number as it is written.
        WRITE_NUMBER { zh: "请写 {number}", en: "write {number}" }
        /// A name as it is quoted.
        QUOTE_IT { zh: "把它放进【】：【{name}】", en: "quote it: `{name}` between backticks, or 【{name}】" }
        /// What would have fitted.
        EXPECTED { zh: "这里应是{expected}", en: "expected {expected}" }
        /// How to mend an encoding.
        SAVE_AS_UTF8 { zh: "请用编辑器另存为 UTF-8", en: "save it as UTF-8 in your editor" }
        /// Where a quote or bracket was opened.
        OPENED_HERE { zh: "从这里开始", en: "opened here" }
        /// Where something too large begins.
        BEGINS_HERE { zh: "从这里开始", en: "it begins here" }
        /// A stray bracket.
        NOTHING_OPEN { zh: "前面没有与它配对的括号", en: "nothing is open here" }
        /// Only the mark.
        HERE { zh: "", en: "" }
        /// Where a clause may stand.
        WRITE_HEAD_FIRST {
            zh: "先写“{head}”一行，再写它的子句",
            en: "write a line `{head}` first, then its clauses",
        }
        /// The head of a rule, as an example.
        A_RULE_HEAD { zh: "规则 编号", en: "rule ID" }
        /// The head of a case, as an example.
        A_CASE_HEAD { zh: "用例 编号", en: "case ID" }
        /// The head of a formula, as an example.
        A_FORMULA_HEAD { zh: "公式 名称 = …", en: "formula NAME = …" }
        /// The head of a form, as an example.
        A_FORM_HEAD { zh: "报表 名称", en: "form NAME" }
        /// The head of a table, as an example.
        A_TABLE_HEAD { zh: "参照表 名称 来自 …", en: "table NAME from …" }
        /// The head of what a layer changes, as an example.
        A_CHANGE_HEAD { zh: "调整 规则库:编号", en: "override RULEBOOK:ID" }
        /// The same with blanks.
        WITH_BLANKS { zh: "词与词之间加空格：{repair}", en: "put blanks between the words: {repair}" }
        /// What to write instead.
        WRITE_INSTEAD { zh: "请写“{repair}”", en: "write `{repair}`" }
        /// A word that means nothing more.
        LEAVE_OUT { zh: "去掉“{word}”", en: "leave out `{word}`" }
        /// A name that holds a word of an operator.
        QUOTE_THE_NAME {
            zh: "如果“{name}”是名称的一部分，请把整个名称放进【】",
            en: "if `{name}` is part of a name, quote the whole name: 【…】 or `…`",
        }
        /// A clause behind another on one line.
        NEW_LINE_BEFORE { zh: "“{clause}”另起一行", en: "start a new line before `{clause}`" }
        /// A month or a year where a day is wanted.
        A_DATE_HAS_A_DAY { zh: "日期要写到日，例如：{date}", en: "a date has a day, for example: {date}" }
        /// A range of cells.
        NO_CELLS {
            zh: "规则里没有单元格地址：指标直接写名称，一列写“报表.指标”，如 合计(报表.指标)",
            en: "a rule knows no cells: a field is written by its name, a column as form.field, as in sum(form.field)",
        }
        /// A title without its quotes.
        QUOTE_THE_TITLE { zh: "标题放进引号：「{title}」", en: "put the title in quotes: \"{title}\"" }
        /// An id that begins with a digit, or holds signs.
        AN_ID_IS {
            zh: "编号以字母或汉字开头，只含文字、数字、“-”和“_”：{repair}",
            en: "an id begins with a letter and holds letters, digits, `-` and `_` alone: {repair}",
        }
        /// The first word of a query or a program.
        NO_PROGRAM {
            zh: "规则不是查询语句，也不是程序：“规则 编号 要求 …”写要成立的条件，“公式 名称 = …”写要计算的值",
            en: "rules are no queries and no programs: `rule ID check …` says what must hold, `formula NAME = …` what is computed",
        }
        /// How a tolerance is written.
        WRITE_WITHIN { zh: "例如：a ≈ b 允许误差 1%", en: "for example: a ≈ b within 1%" }
        /// A tolerance behind a sign other than `=`.
        TOLERANCE_OF_NEAR {
            zh: "允许误差属于“≈”：a ≈ b 允许误差 5%；只放宽一边，就把它乘进去：a {sign} b × 1.05",
            en: "a tolerance belongs to `≈`: a ≈ b within 5%; to allow it on one side alone write it out: a {sign} b × 1.05",
        }
        /// A range of percentages.
        OF_A_PERCENTAGE { zh: "百分数写成“{repair}”", en: "of a percentage write `{repair}`" }
        /// How a chain is taken apart.
        JOIN_WITH_AND { zh: "拆成两个条件，用“且”连接", en: "write two conditions joined by `and`" }
        /// A word of “expected …”.
        A_NAME { zh: "名称", en: "a name" }
        /// A word of “expected …”.
        A_VALUE { zh: "数值、名称或括号", en: "a number, a name or a bracket" }
        /// A word of “expected …”.
        A_CONDITION { zh: "条件", en: "a condition" }
        /// A word of “expected …”.
        A_TEXT { zh: "引号中的文字", en: "a text in quotes" }
        /// A word of “expected …”.
        A_NUMBER { zh: "数字", en: "a number" }
        /// A word of “expected …”.
        A_UNIT { zh: "单位", en: "a unit" }
        /// A word of “expected …”.
        A_CODE { zh: "代码", en: "a code" }
        /// A word of “expected …”.
        A_TYPE { zh: "指标类型（数值、带单位数值、整数、百分数、文本、代码、是否）", en: "a type (number, quantity, integer, percent, text, code, yes/no)" }
        /// A word of “expected …”.
        A_COLON { zh: "冒号和类型", en: "a colon and a type" }
        /// A word of “expected …”.
        A_EQUALS { zh: "等号", en: "`=`" }
        /// A word of “expected …”.
        A_KEYED { zh: "“关联键”", en: "`keyed by`" }
        /// A word of “expected …”.
        A_FROM { zh: "“来自”", en: "`from`" }
        /// A word of “expected …”.
        A_REQUIRES { zh: "“必填”和报表", en: "`requires` and a form" }
        /// A word of “expected …”.
        A_THEN { zh: "“则”", en: "`then`" }
        /// A word of “expected …”.
        A_WHERE { zh: "“其中”", en: "`where`" }
        /// A word of “expected …”.
        A_HAS { zh: "“满足”", en: "`has`" }
        /// A word of “expected …”.
        A_WITHIN { zh: "“允许误差”", en: "`within`" }
        /// A word of “expected …”.
        A_DATE { zh: "日期，如 2019-07-01 或 2019年7月1日", en: "a date such as 2019-07-01" }
        /// A word of “expected …”.
        A_TAG { zh: "标签", en: "a tag" }
        /// A word of “expected …”.
        A_OUTCOME {
            zh: "“通过”“不通过”“不适用”或“无法判定”",
            en: "`pass`, `fail`, `not applicable` or `undetermined`",
        }
        /// A word of “expected …”.
        A_SEVERITY { zh: "“强制”或“提示”", en: "`mandatory` or `advisory`" }
        /// A word of “expected …”.
        A_ROW_COUNT { zh: "“一行”或“多行”", en: "`一行` or `多行`" }
        /// A word of “expected …”.
        A_CLOSE_BRACKET { zh: "右括号", en: "a closing bracket" }
        /// A word of “expected …”.
        A_ALSO { zh: "“又称”", en: "`also`" }
        /// A word of “expected …”.
        A_END_OF_LINE { zh: "行尾", en: "the end of the line" }
        /// A word of “expected …”.
        A_COMMA { zh: "逗号", en: "a comma" }
        /// A word of “expected …”.
        A_OPERATOR { zh: "运算符", en: "an operator" }
        /// A word of “expected …”.
        A_KEYWORD { zh: "关键词", en: "a keyword" }
    }
}
