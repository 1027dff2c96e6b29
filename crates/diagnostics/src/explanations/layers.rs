//! E056x and E057x: rulebooks that build on each other.

use crate::codes::layers as codes;

explanations! {
    VERSION_DOES_NOT_FIT {
        zh: "所依据的规则库版本不在 builds-on 要求的范围内。换成合适的版本，或者核对新版的变化之后放宽 builds-on 中的版本范围。",
        en: "The rulebook below has a version outside the range that `builds-on` asks for. Use a fitting version, or widen the range once you have checked what changed."
    }
    BAD_VERSION_RANGE {
        zh: "版本范围的写法不对。按提示中的例子写。",
        en: "The range of versions cannot be read. Write it like the example of the help."
    }
    BASE_IS_NO_RULEBOOK {
        zh: "builds-on 指的文件夹里没有 rulebook.toml，不是规则库。路径相对于本规则库的文件夹；核对是不是多写或少写了一级。",
        en: "The folder named by `builds-on` has no `rulebook.toml`, so it is no rulebook. The path is relative to this rulebook's folder; perhaps a level is missing."
    }
    RULEBOOK_WITHOUT {
        zh: "rulebook.toml 必须写明编号（id）和版本（version），审核结果要用它们说明是哪一层作的决定。按提示补上一行。",
        en: "A `rulebook.toml` must state its id and version, for the results name the layer that decided. Add the line of the help."
    }
    TWO_RULEBOOKS_OF_ONE_ID {
        zh: "两个规则库用了同一个编号，“编号:规则”就分不清指哪一个。改掉其中一个 rulebook.toml 里的 id。",
        en: "Two rulebooks share an id, so `ID:RULE` could mean either. Change the id in one `rulebook.toml`."
    }
    RULE_OF_A_LOWER_LAYER {
        zh: "下层规则库已有这个编号的规则。要改它，写“调整 规则库:编号”；要另立一条，换个编号。",
        en: "A lower layer declares a rule of this id. To change it write `override RULEBOOK:ID`; for a rule of your own choose another id."
    }
    BECAUSE_IS_MISSING {
        zh: "停用或调整下层的规则必须说明理由，审核报告会列出。加一行“因为 「…」”。",
        en: "Who disables or overrides a rule of a lower layer must say why; the reports list it. Add a line `because \"…\"`."
    }
    TARGET_IS_GONE {
        zh: "要停用或调整的规则、常量、公式或集合在下层规则库中没有。可能名称写错，新版已经删去，或者它是另一类内容；看提示。",
        en: "No lower layer has what this disables or overrides. The name is misspelt, a newer version dropped it, or it is a thing of another kind; the help says what."
    }
    TARGET_IS_NOT_BELOW {
        zh: "停用和调整只能针对下层规则库的内容，这一条在别的地方。本规则库自己的规则直接改；别的规则库先在 builds-on 中写上。",
        en: "Only things of lower layers can be disabled or overridden, and this stands elsewhere. Edit your own rules where they are; name another rulebook under `builds-on` first."
    }
    CHANGED_TWICE {
        zh: "同一规则库对同一条规则作了两次调整，不知道以哪个为准。合并成一次。",
        en: "One rulebook changes the same thing twice, and none is preferred. Put the changes together."
    }
    ENDS_BEFORE_IT_BEGINS {
        zh: "“至”的日期早于“自”的日期，永远不会生效。核对两个日期。",
        en: "The date of `until` lies before that of `since`, so it would never be in force. Check the two dates."
    }
    VALUE_OF_ANOTHER_KIND {
        zh: "调整只能换同类的内容：百分数换百分数，带单位的换能换算的单位，公式换同样逐户或逐行的算式，集合换同类成员的列表。",
        en: "What is overridden keeps its kind: a percentage becomes a percentage, a quantity one whose unit converts, a formula another for the same rows, a set a list of members of the same kind."
    }
    CLAUSE_OF_A_RULE {
        zh: "这个子句不适用于这种声明，例如停用规则时不能写级别。删去它，或改用“调整”。",
        en: "The clause does not belong to this kind of declaration: what is disabled has no severity, for instance. Remove it, or use `override`."
    }
    NO_SUCH_LAYER {
        zh: "冒号前写的规则库编号不在 builds-on 的各层之中。核对编号（写 rulebook.toml 中的 id，不是文件夹名）。",
        en: "The id before the colon is none of the rulebooks below. Write the id of its `rulebook.toml`, not the name of the folder."
    }
    CHANGES_NOTHING {
        zh: "“调整”下面没有写要改什么。加上新的级别、要求或其他子句；只想不用这条规则时，写“停用”。",
        en: "The override does not say what becomes different. Add the new severity, check or other clause; to leave the rule out use `disable`."
    }
    NO_SUCH_TAG {
        zh: "没有一条规则带 --tag 写的标签。核对写法；标签写在规则的“标签”一行。",
        en: "No rule has the tag given to --tag. Check the spelling; tags stand on the line `tags` of a rule."
    }
}
