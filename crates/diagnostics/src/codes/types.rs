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
        /// `= missing`.
        MISSING_COMPARED = "E0312" Error { zh: "“缺失”不能与值比较", en: "`missing` cannot be compared with a value" }
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
    }
    notes {
        /// How the operator is written.
        WRITE_AN_OPERATOR { zh: "例如：{name} = {code}", en: "for example: {name} = {code}" }
        /// A small number may be a share or a percentage.
        WRITE_PERCENT_OR_SHARE {
            zh: "请写 {percent}%，或者（如果就是这么小）{number}%",
            en: "write {percent}%, or {number}% if it is as small as that",
        }
        /// What a branch can be.
        BRANCHES_ARE_NUMBERS { zh: "两个分支都应是数值，或都是条件", en: "both must be numbers, or both conditions" }
        /// How a missing value is asked for.
        WRITE_IS_MISSING { zh: "写成：指标 缺失，或 指标 有值", en: "write: field is missing, or field is given" }
        /// How a mark is declared.
        DECLARE_THE_MARK {
            zh: "在指标后面声明，例如：数值 或 「{mark}」",
            en: "declare it behind the field, for example: number or \"{mark}\"",
        }
        /// Where several values may stand.
        LEFT_OF_A_TEST { zh: "比较或判断的左边", en: "left of a comparison or a test" }
        /// Where rows of several forms may stand.
        IN_AN_AGGREGATE { zh: "合计(…)等汇总之中", en: "inside an aggregate such as sum(…)" }
        /// The type under a mark.
        THIS_IS { zh: "{found}", en: "{found}" }
        /// The percent sign.
        WRITE_PERCENT { zh: "请写 {number}%", en: "write {number}%" }
        /// What texts and codes compare with.
        TEXT_WITH_LITERALS {
            zh: "文本和代码只能与引号中的文字或写明的代码比较，两个指标之间还不能比较",
            en: "texts and codes compare with a text in quotes or a written code, not yet with each other",
        }
        /// A comparison is missing.
        COMPARE_IT { zh: "与一个值比较，例如 {text} > 0", en: "compare it with a value, for example {text} > 0" }
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
        /// What `is missing` is asked of.
        OF_A_VALUE { zh: "指标、公式和条件", en: "a field, a formula or a condition" }
    }
}
