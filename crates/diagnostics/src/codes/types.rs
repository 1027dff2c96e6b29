//! E03xx: types.

registry! {
    codes {
        /// A condition is wanted.
        NOT_A_CONDITION = "E0301" Error { zh: "这里要条件，得到的是{found}", en: "a condition is wanted here, this is {found}" }
        /// A number is wanted.
        NOT_A_NUMBER = "E0302" Error { zh: "这里要数值，得到的是{found}", en: "a number is wanted here, this is {found}" }
        /// Two types that do not compare.
        CANNOT_COMPARE = "E0303" Error { zh: "{left}与{right}不能比较", en: "{left} cannot be compared with {right}" }
        /// A set test of something that is neither code, number nor text.
        NO_SET_TEST = "E0304" Error { zh: "{found}不能用集合判断", en: "{found} cannot be tested against a set" }
        /// A percent field against a bare number.
        PERCENT_AGAINST_NUMBER = "E0305" Error {
            zh: "百分数与不带 % 的 {number} 比较",
            en: "a percentage is compared with {number} without %",
        }
        /// An exponent that is not a small whole number.
        BAD_EXPONENT = "E0306" Error { zh: "指数必须是 −9 到 9 的整数", en: "an exponent must be a whole number from −9 to 9" }
        /// A function called with the wrong arguments.
        WRONG_ARGUMENTS = "E0307" Error { zh: "函数“{name}”的参数不对", en: "`{name}` cannot be called like this" }
        /// A text test of something that is not text.
        NOT_TEXT = "E0308" Error { zh: "这里要文本，得到的是{found}", en: "text is wanted here, this is {found}" }
        /// A state asked of something that has none.
        NO_STATE = "E0309" Error { zh: "“{asked}”只能用于{wanted}", en: "`{asked}` can only be asked of {wanted}" }
        /// A case gives a value to what is no field.
        NOT_A_CELL = "E0310" Error { zh: "“{name}”不是指标，不能给值", en: "`{name}` is no field and cannot be given" }
        /// A case gives a value that the field cannot hold.
        NOT_OF_THE_FIELD = "E0311" Error { zh: "这个指标要{wanted}", en: "this field holds {wanted}" }
        /// `= missing`, `= ""`.
        MISSING_COMPARED = "E0312" Error { zh: "{what}不能与值比较", en: "{what} cannot be compared with a value" }
        /// A mark that the field does not declare.
        NO_SUCH_MARK = "E0313" Error { zh: "“{field}”没有标记“{mark}”", en: "`{field}` has no mark `{mark}`" }
        /// `any of (…)`, `(A, B).x` where they mean nothing.
        OF_SEVERAL_ALONE = "E0314" Error {
            zh: "“{word}”只能放在{place}",
            en: "`{word}` can only stand {place}",
        }
        /// A name, a code, and no operator between them.
        NO_OPERATOR = "E0315" Error {
            zh: "“{name}”不是代码指标：它与“{code}”之间缺少运算符",
            en: "`{name}` is no code: there is no operator between it and `{code}`",
        }
        /// Branches of a choice that are not alike.
        BRANCHES_DIFFER = "E0316" Error {
            zh: "两个分支不同：一个是{left}，一个是{right}",
            en: "the branches differ: one is {left}, the other {right}",
        }
        /// A range whose end stands before its beginning.
        RANGE_RUNS_BACKWARDS = "E0317" Error {
            zh: "范围倒置：{low} 在 {high} 之后",
            en: "the range runs backwards: {low} stands behind {high}",
        }
        /// A day that is in no calendar.
        NO_SUCH_DAY = "E0320" Error { zh: "没有“{date}”这一天", en: "there is no day `{date}`" }
        /// A date is wanted.
        NOT_A_DATE = "E0321" Error { zh: "这里要日期，得到的是{found}", en: "a date is wanted here, this is {found}" }
        /// Coordinates are wanted.
        NOT_COORDINATES = "E0322" Error { zh: "这里要坐标，得到的是{found}", en: "coordinates are wanted here, this is {found}" }
        /// A text that is no place on earth.
        NO_SUCH_PLACE = "E0323" Error { zh: "“{text}”不是坐标", en: "`{text}` is no pair of coordinates" }
        /// A whole number must be written out.
        WHOLE_NUMBER_WANTED = "E0324" Error {
            zh: "这里要写明一个 {least} 到 {most} 的整数",
            en: "a whole number from {least} to {most} is to be written here",
        }
        /// A text must be written out.
        LITERAL_TEXT_WANTED = "E0325" Error { zh: "这里要引号中的文字", en: "a text in quotes is wanted here" }
        /// A text that is no pattern.
        NO_PATTERN = "E0326" Error { zh: "“{text}”不是正则表达式", en: "`{text}` is no regular expression" }
        /// Dates added to dates, or to what is no time.
        NO_DATE_SUM = "E0327" Error {
            zh: "日期只能加减时间，或与另一个日期相减",
            en: "time is added to a date or taken from it, and one date is taken from another; nothing else",
        }
        /// A part of a code that there is not.
        NO_PART_OF_CODE = "E0328" Error {
            zh: "代码表“{list}”没有“{name}”这一级",
            en: "the code list `{list}` has no level `{name}`",
        }
        /// A part is asked of what is no code.
        NOT_A_CODE = "E0329" Error {
            zh: "“.{name}”前要代码，得到的是{found}",
            en: "a code is wanted before `.{name}`, this is {found}",
        }
        /// A period is wanted.
        NOT_A_PERIOD = "E0330" Error { zh: "这里要期间，得到的是{found}", en: "a period is wanted here, this is {found}" }
        /// A text that is no period.
        NO_SUCH_PERIOD = "E0331" Error { zh: "“{text}”不是期间", en: "`{text}` is no period" }
        /// A function of a text that makes nothing of this one.
        NOTHING_OF_THE_TEXT = "E0332" Error {
            zh: "“{name}”从“{text}”得不出任何值",
            en: "`{name}` makes nothing of `{text}`",
        }
        /// How alike two texts are to be.
        LIKENESS_WANTED = "E0333" Error {
            zh: "括号中要写相似到什么程度：大于 0、不超过 1 的比例，如 0.9 或 90%",
            en: "how alike is written in the brackets, as a share above 0 and up to 1: 0.9 or 90%",
        }
    }
    notes {
        /// How a period is written.
        PERIODS_ARE {
            zh: "期间写在引号中：\"2017\"、\"2017-03\"、\"2017年第1季度\"、\"2017-01-01~2017-06-30\"",
            en: "a period stands in quotes: \"2017\", \"2017-03\", \"2017Q1\", \"2017-01-01~2017-06-30\"",
        }
        /// How periods are compared with anything else.
        COMPARE_DAYS {
            zh: "期间与期间只比较相等；比较先后用 期初(期间)、期末(期间)，判断日期是否在内用“属于”",
            en: "a period only equals a period; to compare days write first day(period) or last day(period), and `in` for a date within it",
        }
        /// How a day is written.
        DAYS_ARE {
            zh: "日期不加引号，写成 2017-01-01 或 2017年1月1日",
            en: "a date stands without quotes: 2017-01-01",
        }
        /// Texts are not joined.
        NO_TEXT_SUM {
            zh: "文字不能相加或拼接：分别判断，例如 甲 = 「…」 且 乙 = 「…」",
            en: "texts are not added or joined: ask for each, for example a = \"…\" and b = \"…\"",
        }
        /// Rows of several forms.
        A_CONDITION_EACH {
            zh: "每张报表各写一个条件，例如：存在 甲 其中 … 或 存在 乙 其中 …；每行 甲 满足 … 且 每行 乙 满足 …",
            en: "write a condition for each form, for example: any A where … or any B where …; every A has … and every B has …",
        }
        /// What a function of a text is for.
        GIVE_IT_A_FIELD {
            zh: "{usage} 读的是指标中的文字，读不出时为缺失；这里写明的文字总是读不出：换成指标，或换成有效的文字",
            en: "{usage} reads the text of a field and is missing where it cannot; the text written here it never can: name a field, or a text that is valid",
        }
        /// How the operator is written.
        WRITE_AN_OPERATOR { zh: "例如：{name} = {code}", en: "for example: {name} = {code}" }
        /// A small number may be a share or a percentage.
        WRITE_PERCENT_OR_SHARE {
            zh: "请写 {percent}%，或者（如果就是这么小）{number}%",
            en: "write {percent}%, or {number}% if it is as small as that",
        }
        /// What a branch can be.
        BRANCHES_ARE_NUMBERS {
            zh: "两个分支应同为数值、日期、条件、文本，或同一代码表的代码",
            en: "both must be numbers, dates, conditions, texts, or codes of one list",
        }
        /// A text that a condition chooses, where one is to be computed with.
        A_CHOSEN_TEXT { zh: "按条件选出的文本", en: "a text that a condition chooses" }
        /// What `similar to` can be asked of.
        SIMILAR_TO_NO_LOOK_UP {
            zh: "查找到的文字还不能与另一个指标比较相似；判断相等用 =，或逐行写查找的那张表",
            en: "a text that is looked up is not compared with another field for likeness yet; for equality use =, or go through the table with `for each`",
        }
        /// What a set of words that do not count holds.
        STOP_WORDS_ARE_TEXTS {
            zh: "“不计”后面写一个集合，里面都是引号中的文字，如 集合 通用词 = \"有限公司\", \"深圳市\"",
            en: "behind `without` stands a set of texts in quotes, as in set company words = \"Ltd\", \"Company\"",
        }
        /// How a missing value is asked for.
        WRITE_IS_MISSING {
            zh: "写成：{name} 缺失，或 {name} 有值",
            en: "write: {name} is missing, or {name} is given",
        }
        /// How a mark is declared.
        DECLARE_THE_MARK {
            zh: "在指标后面声明，例如：数值 或 「{mark}」",
            en: "declare it behind the field, for example: number or \"{mark}\"",
        }
        /// Where several values may stand.
        LEFT_OF_A_TEST { zh: "比较或判断的左边", en: "left of a comparison or a test" }
        /// Where rows of several forms may stand.
        IN_AN_AGGREGATE { zh: "合计(…)等汇总之中", en: "inside an aggregate such as sum(…)" }
        /// How a function is written.
        WRITTEN_SO { zh: "写法：{usage}", en: "it is written {usage}" }
        /// What can be asked of a code.
        PARTS_ARE { zh: "可以写：{names}", en: "there are {names}" }
        /// How time is added to a date.
        ADD_DAYS { zh: "例如：日期 + 30 天", en: "for example: date + 30 days" }
        /// Where a pattern is explained.
        PATTERN_LIKE { zh: "例如：\"^[0-9]+$\"", en: "for example: \"^[0-9]+$\"" }
        /// The type under a mark.
        THIS_IS { zh: "{found}", en: "{found}" }
        /// The percent sign.
        WRITE_PERCENT { zh: "请写 {number}%", en: "write {number}%" }
        /// What texts and codes compare with.
        TEXT_WITH_LITERALS {
            zh: "文本和代码只能判断相等或不相等：= 或 ≠",
            en: "texts and codes are equal or not: = or ≠",
        }
        /// A comparison is missing.
        COMPARE_IT { zh: "用指标与它比较，例如：指标 = {text}", en: "compare a field with it, for example: field = {text}" }
        /// A name in quotes is a text.
        NAMES_WITHOUT_QUOTES { zh: "如果是指标的名称，不加引号：{text}", en: "if it is the name of a field, write it without quotes: {text}" }
        /// A number or a date in quotes is a text.
        WITHOUT_QUOTES { zh: "不加引号：{text}", en: "write it without quotes: {text}" }
        /// What `missing` is.
        THE_MISSING_VALUE { zh: "缺失值", en: "the missing value" }
        /// What `true` is in other languages.
        A_TRUTH_IS_ASKED {
            zh: "真假不单独写：条件写“条件 为真”，是否型指标写“指标 = 是”；只写一个真假的规则什么也不审",
            en: "a truth does not stand alone: write `condition is true`, of a yes/no field `field = yes`; a rule of nothing else would check nothing",
        }
        /// Time that has no fixed length.
        YEARS_DIFFER {
            zh: "年、月长短不一，不能加到日期上：写成天，如 365 天；只比较年份，写“年(日期)”",
            en: "years and months have no fixed length and are not added to a date: write days, such as 365 d; to compare years alone write year(date)",
        }
        /// An aggregate's form.
        AGGREGATE_USAGE {
            zh: "例如：{name}(报表.指标 其中 条件)，报表每户有多行",
            en: "for example: {name}(form.field where condition), of a form with many rows",
        }
        /// A form with one row where many are wanted.
        ONE_ROW_FORM {
            zh: "这张表每户一行：它的指标直接写名称，不用汇总",
            en: "this form has one row: write its fields by name, without an aggregate",
        }
        /// What `is filed` is asked of.
        OF_A_FORM { zh: "报表", en: "a form" }
        /// What stands among numbers.
        A_CODE { zh: "代码", en: "a code" }
        /// What a field of integers holds.
        A_WHOLE_NUMBER { zh: "整数", en: "a whole number" }
        /// What `is missing` is asked of.
        OF_A_VALUE { zh: "指标、公式和条件", en: "a field, a formula or a condition" }
    }
}
