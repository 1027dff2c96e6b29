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
        /// A constant of another type or unit than it is overridden with.
        CONSTANT_OF_ANOTHER_TYPE = "E0572" Error {
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
        /// Where the constant that is overridden stands.
        THE_CONSTANT { zh: "原来的值", en: "the value before" }
        /// How to change more of a rule.
        OVERRIDE_THE_RULE {
            zh: "停用和调整常量只能写“因为”“自”“至”；要改规则的内容，写“调整 规则库:编号”",
            en: "`disable` and constants take `because`, `since` and `until` alone; to change what a rule says write `override RULEBOOK:ID`",
        }
        /// What an override may say.
        SAY_WHAT_CHANGES {
            zh: "写上改后的“级别”“要求”“当”“说明”“标题”“依据”或“标签”",
            en: "add the new `severity`, `check`, `when`, `message`, `title`, `basis` or `tags`",
        }
        /// A constant is meant.
        GIVE_THE_VALUE { zh: "它是常量：写“调整 {target} = 新值”", en: "it is a constant: write `override {target} = VALUE`" }
        /// A set is meant, which no layer overrides.
        IT_IS_A_SET {
            zh: "它是集合，集合不能调整：另写一个集合，再调整用到它的规则",
            en: "it is a set, and sets are not overridden: write a set of your own and override the rules that read it",
        }
        /// A layer without a name: files that were named alone.
        NO_RULEBOOK_NAMED { zh: "另外给出的文件", en: "files named beside the rulebooks" }
    }
}
