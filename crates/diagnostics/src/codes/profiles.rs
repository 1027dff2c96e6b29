//! E0770–E0774: profiles of data sets.

registry! {
    codes {
        /// A form that is asked for and not declared.
        NO_FORM_TO_PROFILE = "E0770" Error { zh: "规则库没有报表“{form}”", en: "the rulebook has no form `{form}`" }
        /// A field that is asked for and not declared, or not in the forms that are asked for.
        NO_FIELD_TO_PROFILE = "E0771" Error { zh: "没有指标“{field}”", en: "there is no field `{field}`" }
        /// A field by which nothing can be parted.
        NOT_PARTED_BY = "E0772" Error { zh: "不能按“{field}”分组：{why}", en: "a profile cannot be parted by `{field}`: {why}" }
        /// A level that a code list does not have.
        NO_SUCH_LEVEL_TO_PART_BY = "E0773" Error {
            zh: "代码表 {list} 没有“{level}”这一级",
            en: "the code list {list} has no level `{level}`",
        }
        /// A key that is shown everywhere, and a field that must not be.
        PRIVATE_KEY = "E0774" Error {
            zh: "关联键“{key}”是不公开的指标，而每个结果都要写明关联键",
            en: "the key `{key}` is a private field, and every result names the key",
        }
    }
    notes {
        /// Why nothing is parted by a field.
        WHY_PRIVATE { zh: "它是不公开的指标", en: "it is private" }
        /// Why nothing is parted by a field.
        WHY_NO_CODES { zh: "它的内容不是代码，也不是文字", en: "it holds neither codes nor texts" }
        /// Why nothing is parted at a level.
        WHY_NO_LEVELS { zh: "它没有分级的代码表", en: "it has no code list with levels" }
        /// Why nothing is parted at a level.
        WHY_NOTHING_BY { zh: "没有可以分组的指标", en: "there is no field to part by" }
        /// How to part a profile.
        PART_BY_ONE_OF { zh: "--by 可以写：{names}", en: "--by may be one of {names}" }
        /// The levels that there are.
        LEVELS_ARE { zh: "--level 可以写：{names}", en: "--level may be one of {names}" }
        /// Where a field stands that is not in the forms that are asked for.
        STANDS_IN { zh: "它在以下报表中：{names}", en: "it stands in {names}" }
        /// How to find a field.
        FIND_A_FIELD { zh: "shensuan fields 按名称、别名或拼音查找指标", en: "shensuan fields finds a field by name, alias or pinyin" }
        /// Where a private field is declared.
        PRIVATE_HERE { zh: "在这里声明为不公开", en: "declared private here" }
        /// What to do about a private key.
        KEY_BY_ANOTHER {
            zh: "用可以公开的编号作关联键，或去掉这个指标的“不公开”",
            en: "key the subject by a number that may be shown, or leave `private` out",
        }
    }
}
