//! E0577–E0589: reference tables, and what is looked up.

registry! {
    codes {
        /// A table without a key.
        TABLE_WITHOUT_KEY = "E0577" Error { zh: "参照表“{table}”没有关联键", en: "the table `{table}` does not say what it is keyed by" }
        /// A table without a file.
        TABLE_WITHOUT_FILE = "E0578" Error { zh: "参照表“{table}”没有说明来自何处", en: "the table `{table}` does not say where its rows come from" }
        /// A key that cannot tell rows apart.
        NO_KEY = "E0579" Error { zh: "“{key}”是{found}，不能作参照表的关联键", en: "`{key}` is {found} and can be no key of a table" }
        /// Groups of something else than codes, ranges of something else than numbers.
        KEY_CANNOT_HOLD = "E0580" Error { zh: "关联键“{key}”的单元格里不能这样写", en: "cells of the key `{key}` cannot hold this" }
        /// More keys than a look-up can have.
        TOO_MANY_KEYS = "E0581" Error { zh: "参照表最多有 {limit} 个关联键", en: "a table has at most {limit} keys" }
        /// More keys than the table has, or fewer.
        KEYS_WANTED = "E0582" Error { zh: "“{table}”按 {wanted} 个关联键查找，这里写了 {found} 个", en: "the number of keys of `{table}` is {wanted}, not {found}" }
        /// A key whose name means nothing where it is wanted.
        KEY_UNKNOWN_HERE = "E0583" Error { zh: "这里没有名为“{key}”的值，无法按关联键查“{table}”", en: "nothing here has the name of the key `{key}`, by which `{table}` is looked up" }
        /// A key of another type.
        KEY_OF_ANOTHER_TYPE = "E0584" Error { zh: "关联键“{key}”是{wanted}，这里是{found}", en: "the key `{key}` is {wanted}, this is {found}" }
        /// A form with many rows and no key.
        FOUND_BY_NO_KEY = "E0585" Error { zh: "报表“{form}”没有关联键，无法指明是哪一行", en: "the form `{form}` has no key by which one of its rows could be found" }
        /// A row where a value is wanted.
        ROW_IS_NO_VALUE = "E0586" Error { zh: "“{table}”的一行不是值", en: "a row of `{table}` is no value" }
        /// `is found` of something else.
        FOUND_OF_NO_ROW = "E0587" Error { zh: "“查得”只问参照表或报表的一行", en: "`is found` asks for a row of a table or a form" }
        /// Not a day.
        IN_FORCE_ON_DAYS = "E0588" Error { zh: "有效期的指标“{field}”不是日期", en: "the field `{field}` of `in force` is no date" }
    }
    notes {
        /// A way out.
        SAY_THE_KEY { zh: "在行末或下一行写：关联键 名称", en: "write at the end of the line or on the next one: keyed by NAME" }
        /// A way out.
        SAY_THE_FILE { zh: "数据集中的表写“来自 数据”，规则库中的文件写“来自 \"文件名.csv\"”", en: "write `from data` for a table of the data set, `from \"file.csv\"` for a file of the rulebook" }
        /// What groups are of.
        GROUPS_OF_CODES { zh: "“代码组”用于取自代码表的指标", en: "`groups` are of a field that is a `code from` a list" }
        /// What ranges are of.
        RANGES_OF_NUMBERS { zh: "“区间”用于数值", en: "`ranges` are of a number" }
        /// The keys of a table.
        KEYS_ARE { zh: "关联键依次为：{names}", en: "its keys are, in order: {names}" }
        /// A way out.
        WRITE_THE_KEYS { zh: "在方括号里逐个写出关联键：{example}", en: "write the keys out in square brackets: {example}" }
        /// A way out.
        KEY_THE_FORM { zh: "在报表的“每 … 多行”后写“关联键 名称”", en: "write `keyed by NAME` behind its `many per …`" }
        /// A way out.
        NAME_A_COLUMN { zh: "在后面写“.”和指标名称；要问有没有这一行，写“查得”", en: "write `.` and the name of a field behind it, or ask for the row with `is found`" }
        /// A way out.
        ASK_FOR_A_ROW { zh: "写成：参照表 查得，或：参照表[关联键] 查得；问某个值有没有写“有值”", en: "write `TABLE is found` or `TABLE[KEYS] is found`; ask for a value with `is given`" }
    }
}
