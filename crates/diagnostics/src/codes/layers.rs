//! E0561 to E0579: rulebooks that build on each other, and what one changes in another.

registry! {
    codes {
        /// A rulebook of another version than is asked for.
        VERSION_DOES_NOT_FIT = "E0561" Error {
            zh: "规则库 {id} 的版本是 {found}，这里要求 {wanted}",
            en: "the rulebook {id} has version {found}, and {wanted} is asked for",
        }
        /// A range of versions that cannot be read.
        BAD_VERSION_RANGE = "E0562" Error {
            zh: "“{range}”不是版本范围",
            en: "`{range}` is no range of versions",
        }
        /// A folder to build on that is no rulebook.
        BASE_IS_NO_RULEBOOK = "E0563" Error {
            zh: "{path} 中没有 rulebook.toml，不能作为基础",
            en: "there is no rulebook.toml in {path}, so nothing can build on it",
        }
        /// A rulebook without an id or a version.
        RULEBOOK_WITHOUT = "E0564" Error {
            zh: "{path} 没有写 {key}",
            en: "{path} does not say its {key}",
        }
        /// Two rulebooks with one id.
        TWO_RULEBOOKS_OF_ONE_ID = "E0565" Error {
            zh: "{first} 和 {second} 的编号都是“{id}”",
            en: "{first} and {second} both have the id `{id}`",
        }
        /// A rule that a lower layer has.
        RULE_OF_A_LOWER_LAYER = "E0566" Error {
            zh: "规则“{id}”已由 {layer} 声明",
            en: "the rule `{id}` is declared by {layer} already",
        }
        /// A change without a reason.
        BECAUSE_IS_MISSING = "E0567" Error {
            zh: "没有说明为什么{what} {target}",
            en: "it is not said why {target} is {what}",
        }
        /// A change of a thing that no layer has.
        TARGET_IS_GONE = "E0568" Error {
            zh: "下层规则库中没有{kind}“{target}”",
            en: "no lower layer has a {kind} `{target}`",
        }
        /// A change of a thing of the same layer, or of one that is not below.
        TARGET_IS_NOT_BELOW = "E0569" Error {
            zh: "“{target}”不在下层规则库中，而在 {layer}",
            en: "`{target}` is not of a lower layer but of {layer}",
        }
        /// Two changes of one thing in one layer.
        CHANGED_TWICE = "E0570" Error {
            zh: "同一规则库对“{target}”作了两次调整",
            en: "`{target}` is changed twice in one rulebook",
        }
        /// An end before the beginning.
        ENDS_BEFORE_IT_BEGINS = "E0571" Error {
            zh: "截止日期 {until} 早于起始日期 {since}",
            en: "it ends on {until}, before it begins on {since}",
        }
        /// A constant, formula or set that is overridden with something of another kind, type or unit.
        VALUE_OF_ANOTHER_KIND = "E0572" Error {
            zh: "“{name}”原是{found}，不能改为{stated}",
            en: "`{name}` is {found} and cannot become {stated}",
        }
        /// A clause of a rule where none is overridden.
        CLAUSE_OF_A_RULE = "E0573" Error {
            zh: "“{clause}”不能写在这里",
            en: "`{clause}` cannot stand here",
        }
        /// A layer that there is not.
        NO_SUCH_LAYER = "E0574" Error {
            zh: "没有编号为“{layer}”的下层规则库",
            en: "there is no lower layer `{layer}`",
        }
        /// An override that changes nothing.
        CHANGES_NOTHING = "E0575" Error {
            zh: "对“{target}”的调整没有写改什么",
            en: "the override of `{target}` does not say what becomes different",
        }
        /// A tag that no rule has.
        NO_SUCH_TAG = "E0576" Error { zh: "没有规则带标签“{tag}”", en: "no rule has the tag `{tag}`" }
    }
    notes {
        /// The way round.
        CIRCLE { zh: "绕成一圈：{circle}", en: "in a circle: {circle}" }
        /// Which entry of `builds-on`.
        BUILT_ON_HERE { zh: "以它为基础", en: "built on here" }
        /// How a range of versions is written.
        WRITE_A_RANGE {
            zh: "例如：version = \">=2019.1, <2020\"",
            en: "for example: version = \">=2019.1, <2020\"",
        }
        /// What to add to a `rulebook.toml`.
        ADD_TO_THE_FILE { zh: "加一行：{line}", en: "add a line: {line}" }
        /// How to change a rule of a lower layer.
        OVERRIDE_IT {
            zh: "要改下层的规则，写“调整 {target}”并用“因为”说明理由；要新增规则，换一个编号",
            en: "to change the rule of the lower layer write `override {target}` and say why; for a rule of its own choose another id",
        }
        /// The reason that is wanted.
        ADD_BECAUSE { zh: "加一行：因为 “……”", en: "add a line: because \"…\"" }
        /// A word of “it is not said why …”.
        DISABLED { zh: "停用", en: "disabled" }
        /// A word of “it is not said why …”.
        OVERRIDDEN { zh: "调整", en: "overridden" }
        /// A kind of thing that can be changed.
        A_RULE { zh: "规则", en: "rule" }
        /// A kind of thing that can be changed.
        A_CONSTANT { zh: "常量", en: "constant" }
        /// Change it where it stands.
        CHANGE_IT_THERE { zh: "请直接改那里的声明", en: "change it where it is declared" }
        /// The other one of two.
        CHANGED_HERE_BEFORE { zh: "已在这里调整", en: "changed here before" }
        /// Where it begins.
        BEGINS_ON { zh: "起始", en: "begins" }
        /// Where what is overridden stands.
        THE_CONSTANT { zh: "原来的值", en: "the value before" }
        /// How to change more of a rule.
        OVERRIDE_THE_RULE {
            zh: "停用和调整常量、公式、集合只能写“因为”“自”“至”，内置规则只能再写“级别”；要改规则的内容，写“调整 规则库:编号”",
            en: "`disable` and overridden values take `because`, `since` and `until` alone, built-in rules a `severity` besides; to change what a rule says write `override RULEBOOK:ID`",
        }
        /// What an override may say.
        SAY_WHAT_CHANGES {
            zh: "写上改后的“级别”“要求”“当”“说明”“标题”“依据”或“标签”",
            en: "add the new `severity`, `check`, `when`, `message`, `title`, `basis` or `tags`",
        }
        /// For whom a formula has values.
        ONE_VALUE { zh: "一个值", en: "one value" }
        /// For whom a formula has values.
        A_VALUE_A_SUBJECT { zh: "每户一个值", en: "a value for each subject" }
        /// For whom a formula has values.
        A_VALUE_A_ROW { zh: "{form}每行一个值", en: "a value for each row of {form}" }
        /// What a set holds.
        SET_OF { zh: "{members}的集合", en: "a set of {members}" }
        /// A kind of thing that can be changed.
        A_FORMULA { zh: "公式", en: "formula" }
        /// A kind of thing that can be changed.
        A_SET { zh: "集合", en: "set" }
        /// What stands before the `=` of an override.
        A_VALUE { zh: "常量、公式或集合", en: "constant, formula or set" }
        /// What an override of a rule that every rulebook has may say.
        SAY_ITS_SEVERITY { zh: "写上改后的“级别”", en: "add the new `severity`" }
        /// What kind of thing a name stands for.
        ONE_OF_THESE { zh: "{kind}", en: "a {kind}" }
        /// A rule that every rulebook has, as a change names it.
        BUILT_IN_RULE { zh: "内置规则 {rule}", en: "built-in rule {rule}" }
        /// A constant, formula or set is meant.
        GIVE_THE_VALUE {
            zh: "它是{kind}：写“调整 {target} = {value}”",
            en: "it is a {kind}: write `override {target} = {value}`",
        }
        /// What stands for the new value in a line to write.
        NEW_VALUE { zh: "新值", en: "VALUE" }
        /// What stands for the new expression in a line to write.
        NEW_EXPRESSION { zh: "新算式", en: "EXPRESSION" }
        /// What stands for the new members in a line to write.
        NEW_MEMBERS { zh: "新成员", en: "MEMBERS" }
        /// A rule is meant.
        OVERRIDE_ITS_CLAUSES {
            zh: "它是规则：写“调整 {target}”，改后的子句各写一行",
            en: "it is a rule: write `override {target}`, and what becomes different on lines of its own",
        }
        /// A rule that every rulebook has is meant.
        NAME_THE_BUILT_IN {
            zh: "它是内置规则：写“{change} 内置规则 {rule}”",
            en: "it is a built-in rule: write `{change} built-in rule {rule}`",
        }
        /// What a constant or a formula cannot become.
        A_LIST_OF_MEMBERS { zh: "成员列表", en: "a list of members" }
        /// What a set cannot become.
        AN_EXPRESSION { zh: "算式", en: "an expression" }
        /// A layer without a name: files that were named alone.
        NO_RULEBOOK_NAMED { zh: "另外给出的文件", en: "files named beside the rulebooks" }
    }
}
