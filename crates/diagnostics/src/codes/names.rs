//! E02xx: names.

registry! {
    codes {
        /// A name that nothing declares.
        UNKNOWN_NAME = "E0201" Error { zh: "没有名为“{name}”的{kind}", en: "there is no {kind} named `{name}`" }
        /// A name that several things have.
        AMBIGUOUS_NAME = "E0202" Error { zh: "“{name}”有多处声明，不知所指", en: "`{name}` is declared in several places" }
        /// Two declarations of one name.
        DECLARED_TWICE = "E0203" Error { zh: "“{name}”重复声明", en: "`{name}` is declared twice" }
        /// A code that its list does not hold.
        UNKNOWN_CODE = "E0204" Error { zh: "代码表“{list}”中没有“{code}”", en: "the code list `{list}` has no `{code}`" }
        /// A formula that would hide a filed field.
        FORMULA_HIDES_FIELD = "E0205" Error {
            zh: "“{name}”是报表中的指标，不能又是{what}的名称",
            en: "`{name}` is a field of a form and cannot name {what}",
        }
        /// A name of another kind than the place wants.
        WRONG_KIND = "E0206" Error { zh: "“{name}”是{found}，这里要{wanted}", en: "`{name}` is {found}, and {wanted} is wanted here" }
        /// A name before a bracket that is no function.
        UNKNOWN_FUNCTION = "E0207" Error { zh: "没有名为“{name}”的函数", en: "there is no function named `{name}`" }
        /// A name given by `let` for a row, inside an aggregate over the rows of the same form.
        LET_OF_ANOTHER_ROW = "E0208" Error {
            zh: "“{name}”是“{form}”外层一行的值，不能用在对“{form}”的汇总条件里",
            en: "`{name}` is of the outer row of `{form}` and cannot be used where rows of `{form}` are aggregated",
        }
        /// A field that the form before it does not have.
        NOT_IN_FORM = "E0209" Error { zh: "“{form}”中没有“{name}”", en: "`{form}` has no `{name}`" }
    }
    notes {
        /// What a field's name cannot be given to.
        TO_A_FORMULA { zh: "公式", en: "a formula" }
        /// What a field's name cannot be given to.
        TO_A_CONSTANT { zh: "常量", en: "a constant" }
        /// What a field's name cannot be given to.
        TO_A_LET { zh: "“令”的值", en: "a value of `let`" }
        /// Where a field of that name stands.
        STANDS_IN { zh: "它在这里：{names}", en: "it stands here: {names}" }
        /// A habit of Excel.
        EXCEL_LOOKUP {
            zh: "同一企业各报表的指标直接写名称，不用查找；参照表中的，写“参照表.指标”或“参照表[关联键].指标”",
            en: "fields of any form of the same subject are written by name, nothing is looked up; of a reference table write `table.field` or `table[keys].field`",
        }
        /// A habit of Excel.
        EXCEL_TODAY {
            zh: "规则不看当天是哪一天：写明日期，如 2019-07-01",
            en: "no rule asks what day it is: write a date such as 2019-07-01",
        }
        /// Nearest names.
        DID_YOU_MEAN { zh: "是不是{names}？", en: "did you mean {names}?" }
        /// A word within an unknown name.
        DID_YOU_MEAN_BY { zh: "“{word}”是不是“{meant}”？", en: "did you mean `{meant}` by `{word}`?" }
        /// How to say which.
        SAY_WHICH { zh: "写明是哪一个：{choices}", en: "say which one: {choices}" }
        /// The other declaration.
        DECLARED_HERE { zh: "声明在这里", en: "declared here" }
        /// The first of two.
        FIRST_DECLARED_HERE { zh: "已在这里声明", en: "declared here before" }
        /// Where an unknown name stands.
        NOT_DECLARED { zh: "没有声明过", en: "not declared" }
        /// The two things one may have meant.
        CHECK_OR_RENAME {
            zh: "要比较，请写“要求 {name} = …”；要计算，请换一个名称",
            en: "to compare write `check {name} = …`, to compute choose another name",
        }
        /// Where the code is missing.
        NOT_IN_LIST { zh: "表中没有", en: "not in the list" }
        /// What there is instead of functions of other languages.
        FUNCTIONS_ARE { zh: "所有函数：shensuan functions", en: "all functions: shensuan functions" }
        /// A kind of name.
        A_VALUE { zh: "指标或公式", en: "field or formula" }
        /// A kind of name.
        A_FORM { zh: "报表", en: "form" }
        /// A kind of name.
        A_FORM_OR_FIELD { zh: "报表或指标", en: "form or field" }
        /// A kind of name.
        A_FORM_OR_TABLE { zh: "报表或参照表", en: "form or table" }
        /// A table where something else is wanted.
        IS_A_TABLE { zh: "参照表", en: "a reference table" }
        /// A kind of name.
        A_SET { zh: "集合", en: "set" }
        /// A kind of name.
        A_CODE_LIST { zh: "代码表", en: "code list" }
        /// A kind of name.
        A_SUBJECT { zh: "对象", en: "subject" }
        /// A kind of name.
        A_FIELD_GROUP { zh: "指标组", en: "field group" }
        /// A kind of name.
        NAMED_VALUES { zh: "命名值", en: "named values" }
        /// A field group where a value is wanted.
        IS_A_FIELD_GROUP { zh: "指标组", en: "a field group" }
        /// A form where a value is wanted.
        IS_A_FORM { zh: "报表", en: "a form" }
        /// A set where a value is wanted.
        IS_A_SET { zh: "集合", en: "a set" }
        /// A value where a form is wanted.
        IS_A_VALUE { zh: "指标或公式", en: "a field or formula" }
        /// What is wanted.
        WANTED_VALUE { zh: "指标或公式", en: "a field or formula" }
        /// What is wanted.
        WANTED_FORM { zh: "报表", en: "a form" }
        /// What is wanted.
        WANTED_SET { zh: "集合或代码", en: "a set or a code" }
        /// Text wants quotes.
        QUOTE_THE_TEXT { zh: "如果是文字，请加引号：“{name}”", en: "if it is text, put it in quotes: \"{name}\"" }
    }
}
