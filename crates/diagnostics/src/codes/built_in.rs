//! E059x: the rules that every rulebook has, and what they say of the data.

registry! {
    codes {
        /// A layer makes a built-in rule weigh less than one below it.
        BUILT_IN_LOWERED = "E0591" Error {
            zh: "内置规则“{rule}”在 {layer} 中是强制，建立在它之上的规则库不能不说理由就降为提示",
            en: "the built-in rule `{rule}` is mandatory in {layer}; a rulebook that builds on it cannot make it advisory without a reason",
        }
        /// A rule goes by the word of a built-in one.
        ID_OF_A_BUILT_IN = "E0592" Error {
            zh: "“{id}”是内置规则的名称，不能作规则编号",
            en: "`{id}` is a built-in rule and cannot be the id of another",
        }
        /// The register is no form with a file of its own.
        REGISTER_IS_A_GROUP = "E0593" Error {
            zh: "名录要是一张报表，“{form}”是报表中的明细",
            en: "the register must be a form; `{form}` is a group of rows within one",
        }
    }
    notes {
        /// What a layer can do instead.
        RAISE_OR_LEAVE {
            zh: "这样写只能提高级别；要降低，写“调整 内置规则 {rule} 级别 提示 因为 “……””",
            en: "written so it can only be raised; to lower it write `override built-in rule {rule} severity advisory because \"…\"`",
        }
        /// Which id would do.
        AN_ID_OF_ITS_OWN { zh: "换一个编号，例如 {example}", en: "choose another id, such as {example}" }
        /// What `unit` finds.
        UNIT_TITLE { zh: "单位无法识别、没有填或不相符", en: "A unit that is unknown, missing or does not fit" }
        /// What `code` finds.
        CODE_TITLE { zh: "代码不在代码表中", en: "A code that is not in its list" }
        /// What `type` finds.
        TYPE_TITLE { zh: "单元格无法读取", en: "A cell that cannot be read" }
        /// What `key` finds.
        KEY_TITLE { zh: "关联键重复或缺失", en: "A key that is doubled or missing" }
        /// What `orphan` finds.
        ORPHAN_TITLE { zh: "名录中没有的对象填报的行", en: "A row of a subject that the register does not hold" }
        /// What `required` finds.
        REQUIRED_TITLE { zh: "必填的指标空白", en: "A required field that is blank" }
        /// A text that names no unit.
        UNIT_UNKNOWN { zh: "“{field}”填的“{text}”不是单位", en: "`{text}` in `{field}` is no unit" }
        /// A number without its unit.
        UNIT_MISSING {
            zh: "{fields}填了数值，“{field}”没有填",
            en: "{fields} holds a number, and `{field}` is blank",
        }
        /// A unit that what reads it cannot use.
        UNIT_MISFIT {
            zh: "{fields}的单位不相符，{readers}因此算不出",
            en: "the unit in {fields} does not fit, so {readers} cannot be computed",
        }
        /// A code without an entry.
        CODE_UNKNOWN {
            zh: "“{field}”填的“{text}”不在代码表“{list}”中",
            en: "`{text}` in `{field}` is not in the code list `{list}`",
        }
        /// A name that is no one code.
        CODE_OF_SEVERAL {
            zh: "“{field}”填的“{text}”在代码表“{list}”中是 {codes} 共有的名称，不能确定是哪一个；请填代码",
            en: "`{text}` in `{field}` is the name of several codes of the list `{list}`: {codes}; write the code",
        }
        /// A cell that cannot be read.
        TYPE_WRONG { zh: "“{field}”填的“{text}”{why}", en: "`{text}` in `{field}` is {why}" }
        /// A cell to the right of the last heading.
        TYPE_WITHOUT_HEADING {
            zh: "{column} 列没有标题，填的“{text}”没有采用",
            en: "column {column} has no heading; `{text}` in it is not used",
        }
        /// A row that belongs to nobody.
        KEY_BLANK {
            zh: "没有填“{key}”，不知道是哪个{subject}的行",
            en: "`{key}` is blank, so the row can be tied to no {subject}",
        }
        /// A row that belongs to nobody.
        KEY_LOST {
            zh: "“{key}”按数值存放，末尾的数字已经丢失，或者是公式的错误值，不知道是哪个{subject}的行",
            en: "`{key}` is kept as a number whose last digits are lost, or is the error of a formula, so the row can be tied to no {subject}",
        }
        /// A row that belongs to nobody.
        ROW_SHIFTED {
            zh: "这一行的单元格比列标题多，不知道哪些错了位，没有采用",
            en: "this row has more cells than there are headings: which of them are shifted nobody knows, and it is not used",
        }
        /// A row of a table that no key finds.
        TABLE_KEY_BLANK {
            zh: "没有填“{key}”，参照表“{table}”的这一行查不到",
            en: "`{key}` is blank, so no key finds this row of the table `{table}`",
        }
        /// Several rows of a form with one, of the same contents.
        FORM_TWICE_ALIKE {
            zh: "“{form}”每个{subject}填一行，这里有 {count} 行，内容相同",
            en: "`{form}` has one row for each {subject}; here are {count}, all alike",
        }
        /// Several rows of a form with one that disagree.
        FORM_TWICE_UNLIKE {
            zh: "“{form}”每个{subject}填一行，这里有 {count} 行，{fields}不一致",
            en: "`{form}` has one row for each {subject}; here are {count}, which disagree in {fields}",
        }
        /// A row whose key within its subject is blank.
        ROW_KEY_BLANK {
            zh: "没有填{keys}，无法与“{form}”的其他行区分",
            en: "{keys} is blank, so nothing tells the row from others of `{form}`",
        }
        /// Rows of a subject that have one key.
        ROW_KEY_TWICE {
            zh: "“{form}”有 {count} 行的{keys}相同",
            en: "{count} rows of `{form}` have the same {keys}",
        }
        /// A row of somebody who is not in the register.
        NOT_IN_THE_REGISTER {
            zh: "名录“{register}”中没有这个{subject}，这一行没有审核",
            en: "the register `{register}` does not hold this {subject}; the row was not reviewed",
        }
        /// A required field that is blank.
        REQUIRED_BLANK { zh: "必填的“{field}”空白", en: "`{field}` is required and blank" }
    }
}
