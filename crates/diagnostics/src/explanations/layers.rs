//! E056x and E057x: rulebooks that build on each other.

use crate::codes::layers as codes;

explanations! {
    VERSION_DOES_NOT_FIT {
        zh: "所依据的规则库版本不在 builds-on 要求的范围内。换成合适的版本，或者核对新版的变化之后放宽 builds-on 中的版本范围。",
        en: "The rulebook below has a version outside the range that `builds-on` asks for. Use a fitting version, or widen the range once you have checked what changed.",
        wrong: { zh: "$ shensuan check city\n=== city/rulebook.toml\nid = \"city\"\nversion = \"2019.6\"\nlanguage = 1\nbuilds-on = [{ path = \"../national\", version = \"<2019\" }]\n=== city/changes.rule\n规则 A 要求 取水量 > 0", en: "$ shensuan check city\n=== city/rulebook.toml\nid = \"city\"\nversion = \"2019.6\"\nlanguage = 1\nbuilds-on = [{ path = \"../national\", version = \"<2019\" }]\n=== city/changes.rule\nrule A check water intake > 0" },
        right: { zh: "$ shensuan check city\n=== city/rulebook.toml\nid = \"city\"\nversion = \"2019.6\"\nlanguage = 1\nbuilds-on = [{ path = \"../national\", version = \">=2019, <2020\" }]\n=== city/changes.rule\n规则 A 要求 取水量 > 0", en: "$ shensuan check city\n=== city/rulebook.toml\nid = \"city\"\nversion = \"2019.6\"\nlanguage = 1\nbuilds-on = [{ path = \"../national\", version = \">=2019, <2020\" }]\n=== city/changes.rule\nrule A check water intake > 0" },
    }
    BAD_VERSION_RANGE {
        zh: "版本范围写成几个比较，用逗号隔开：>=2019, <2020 是 2019 年的各版。^、~、* 这样的写法不读。",
        en: "A range of versions is written as comparisons with commas between: >=2019, <2020 are all versions of 2019. Signs such as ^, ~ and * are not read.",
        wrong: { zh: "$ shensuan check city\n=== city/rulebook.toml\nid = \"city\"\nversion = \"2019.6\"\nlanguage = 1\nbuilds-on = [{ path = \"../national\", version = \"^2019\" }]\n=== city/changes.rule\n规则 A 要求 取水量 > 0", en: "$ shensuan check city\n=== city/rulebook.toml\nid = \"city\"\nversion = \"2019.6\"\nlanguage = 1\nbuilds-on = [{ path = \"../national\", version = \"^2019\" }]\n=== city/changes.rule\nrule A check water intake > 0" },
        right: { zh: "$ shensuan check city\n=== city/rulebook.toml\nid = \"city\"\nversion = \"2019.6\"\nlanguage = 1\nbuilds-on = [{ path = \"../national\", version = \">=2019, <2020\" }]\n=== city/changes.rule\n规则 A 要求 取水量 > 0", en: "$ shensuan check city\n=== city/rulebook.toml\nid = \"city\"\nversion = \"2019.6\"\nlanguage = 1\nbuilds-on = [{ path = \"../national\", version = \">=2019, <2020\" }]\n=== city/changes.rule\nrule A check water intake > 0" },
    }
    BASE_IS_NO_RULEBOOK {
        zh: "builds-on 指的文件夹里没有 rulebook.toml，不是规则库。路径相对于本规则库的文件夹；核对是不是多写或少写了一级。",
        en: "The folder named by `builds-on` has no `rulebook.toml`, so it is no rulebook. The path is relative to this rulebook's folder; perhaps a level is missing.",
        wrong: { zh: "$ shensuan check city\n=== city/rulebook.toml\nid = \"city\"\nversion = \"2019.6\"\nlanguage = 1\nbuilds-on = [\"../nation\"]\n=== city/changes.rule\n常量 限值 = 40%\n=== nation/N.rule\n常量 阈值 = 80%", en: "$ shensuan check city\n=== city/rulebook.toml\nid = \"city\"\nversion = \"2019.6\"\nlanguage = 1\nbuilds-on = [\"../nation\"]\n=== city/changes.rule\nconstant limit = 40%\n=== nation/N.rule\nconstant threshold = 80%" },
        right: { zh: "$ shensuan check city\n=== city/rulebook.toml\nid = \"city\"\nversion = \"2019.6\"\nlanguage = 1\nbuilds-on = [\"../national\"]\n=== city/changes.rule\n常量 限值 = 40%", en: "$ shensuan check city\n=== city/rulebook.toml\nid = \"city\"\nversion = \"2019.6\"\nlanguage = 1\nbuilds-on = [\"../national\"]\n=== city/changes.rule\nconstant limit = 40%" },
    }
    RULEBOOK_WITHOUT {
        zh: "rulebook.toml 必须写明编号（id）和版本（version），审核结果要用它们说明是哪一层作的决定。按提示补上一行。",
        en: "A `rulebook.toml` must state its id and version, for the results name the layer that decided. Add the line of the help.",
        wrong: { zh: "$ shensuan check city\n=== city/rulebook.toml\nversion = \"2019.6\"\nlanguage = 1\nbuilds-on = [\"../national\"]\n=== city/changes.rule\n规则 A 要求 取水量 > 0", en: "$ shensuan check city\n=== city/rulebook.toml\nversion = \"2019.6\"\nlanguage = 1\nbuilds-on = [\"../national\"]\n=== city/changes.rule\nrule A check water intake > 0" },
        right: { zh: "$ shensuan check city\n=== city/rulebook.toml\nid = \"city\"\nversion = \"2019.6\"\nlanguage = 1\nbuilds-on = [\"../national\"]\n=== city/changes.rule\n规则 A 要求 取水量 > 0", en: "$ shensuan check city\n=== city/rulebook.toml\nid = \"city\"\nversion = \"2019.6\"\nlanguage = 1\nbuilds-on = [\"../national\"]\n=== city/changes.rule\nrule A check water intake > 0" },
    }
    TWO_RULEBOOKS_OF_ONE_ID {
        zh: "两个规则库用了同一个编号，“编号:规则”就分不清指哪一个。改掉其中一个 rulebook.toml 里的 id。",
        en: "Two rulebooks share an id, so `ID:RULE` could mean either. Change the id in one `rulebook.toml`.",
        wrong: { zh: "$ shensuan check city\n=== city/rulebook.toml\nid = \"national\"\nversion = \"2019.6\"\nlanguage = 1\nbuilds-on = [\"../national\"]\n=== city/changes.rule\n规则 A 要求 取水量 > 0", en: "$ shensuan check city\n=== city/rulebook.toml\nid = \"national\"\nversion = \"2019.6\"\nlanguage = 1\nbuilds-on = [\"../national\"]\n=== city/changes.rule\nrule A check water intake > 0" },
        right: { zh: "$ shensuan check city\n=== city/rulebook.toml\nid = \"city\"\nversion = \"2019.6\"\nlanguage = 1\nbuilds-on = [\"../national\"]\n=== city/changes.rule\n规则 A 要求 取水量 > 0", en: "$ shensuan check city\n=== city/rulebook.toml\nid = \"city\"\nversion = \"2019.6\"\nlanguage = 1\nbuilds-on = [\"../national\"]\n=== city/changes.rule\nrule A check water intake > 0" },
    }
    RULE_OF_A_LOWER_LAYER {
        zh: "下层规则库已有这个编号的规则。要改它，写“调整 规则库:编号”；要另立一条，换个编号。",
        en: "A lower layer declares a rule of this id. To change it write `override RULEBOOK:ID`; for a rule of your own choose another id.",
        wrong: { zh: "$ shensuan check city\n=== city/changes.rule\n规则 SZ-G102-04 要求 从业人数 > 0", en: "$ shensuan check city\n=== city/changes.rule\nrule SZ-G102-04 check staff > 0" },
        right: { zh: "$ shensuan check city\n=== city/changes.rule\n规则 C-01 要求 从业人数 > 0", en: "$ shensuan check city\n=== city/changes.rule\nrule C-01 check staff > 0" },
    }
    BECAUSE_IS_MISSING {
        zh: "停用或调整下层的规则必须说明理由，审核报告会列出。加一行“因为 「…」”。",
        en: "Who disables or overrides a rule of a lower layer must say why; the reports list it. Add a line `because \"…\"`.",
        wrong: { zh: "$ shensuan check city\n=== city/changes.rule\n停用 SZ-G102-04", en: "$ shensuan check city\n=== city/changes.rule\ndisable SZ-G102-04" },
        right: { zh: "$ shensuan check city\n=== city/changes.rule\n停用 SZ-G102-04 因为 「本市不填报取水量」", en: "$ shensuan check city\n=== city/changes.rule\ndisable SZ-G102-04 because \"water intake is not surveyed here\"" },
    }
    TARGET_IS_GONE {
        zh: "要停用或调整的规则、常量、公式或集合在下层规则库中没有。可能名称写错，新版已经删去，或者它是另一类内容；看提示。",
        en: "No lower layer has what this disables or overrides. The name is misspelt, a newer version dropped it, or it is a thing of another kind; the help says what.",
        wrong: { zh: "$ shensuan check city\n=== city/changes.rule\n停用 N-02 因为 「本市不填报取水量」", en: "$ shensuan check city\n=== city/changes.rule\ndisable N-02 because \"water intake is not surveyed here\"" },
        right: { zh: "$ shensuan check city\n=== city/changes.rule\n停用 SZ-G102-04 因为 「本市不填报取水量」", en: "$ shensuan check city\n=== city/changes.rule\ndisable SZ-G102-04 because \"water intake is not surveyed here\"" },
    }
    TARGET_IS_NOT_BELOW {
        zh: "停用和调整只能针对下层规则库的内容，这一条在别的地方。本规则库自己的规则直接改；别的规则库先在 builds-on 中写上。",
        en: "Only things of lower layers can be disabled or overridden, and this stands elsewhere. Edit your own rules where they are; name another rulebook under `builds-on` first.",
        wrong: { zh: "$ shensuan check city\n=== city/changes.rule\n规则 C-01 要求 从业人数 > 0\n停用 C-01 因为 「暂不使用」", en: "$ shensuan check city\n=== city/changes.rule\nrule C-01 check staff > 0\ndisable C-01 because \"not used yet\"" },
        right: { zh: "$ shensuan check city\n=== city/changes.rule\n规则 C-01 要求 从业人数 > 0\n  自 2030-01-01", en: "$ shensuan check city\n=== city/changes.rule\nrule C-01 check staff > 0\n  since 2030-01-01" },
    }
    CHANGED_TWICE {
        zh: "同一规则库对同一条规则作了两次调整，不知道以哪个为准。合并成一次。",
        en: "One rulebook changes the same thing twice, and none is preferred. Put the changes together.",
        wrong: { zh: "$ shensuan check city\n=== city/changes.rule\n调整 SZ-G102-04 因为 「按会议要求」\n  级别 强制\n停用 SZ-G102-04 因为 「本市不填报取水量」", en: "$ shensuan check city\n=== city/changes.rule\noverride SZ-G102-04 because \"decided in a meeting\"\n  severity mandatory\ndisable SZ-G102-04 because \"water intake is not surveyed here\"" },
        right: { zh: "$ shensuan check city\n=== city/changes.rule\n调整 SZ-G102-04 因为 「按会议要求」\n  级别 强制", en: "$ shensuan check city\n=== city/changes.rule\noverride SZ-G102-04 because \"decided in a meeting\"\n  severity mandatory" },
    }
    ENDS_BEFORE_IT_BEGINS {
        zh: "“至”的日期早于“自”的日期，永远不会生效。核对两个日期。",
        en: "The date of `until` lies before that of `since`, so it would never be in force. Check the two dates.",
        wrong: { zh: "规则 A 要求 取水量 > 0\n  自 2019-07-01\n  至 2019-06-30", en: "rule A check water intake > 0\n  since 2019-07-01\n  until 2019-06-30" },
        right: { zh: "规则 A 要求 取水量 > 0\n  自 2019-06-30\n  至 2019-07-01", en: "rule A check water intake > 0\n  since 2019-06-30\n  until 2019-07-01" },
    }
    VALUE_OF_ANOTHER_KIND {
        zh: "调整只能换同类的内容：百分数换百分数，带单位的换能换算的单位，公式换同样逐户或逐行的算式，集合换同类成员的列表。",
        en: "What is overridden keeps its kind: a percentage becomes a percentage, a quantity one whose unit converts, a formula another for the same rows, a set a list of members of the same kind.",
        wrong: { zh: "$ shensuan check city\n=== city/changes.rule\n调整 漏表阈值 = 5 吨 因为 「本市企业较小」", en: "$ shensuan check city\n=== city/changes.rule\noverride missing form threshold = 5 t because \"plants are small here\"" },
        right: { zh: "$ shensuan check city\n=== city/changes.rule\n调整 漏表阈值 = 40% 因为 「本市企业较小」", en: "$ shensuan check city\n=== city/changes.rule\noverride missing form threshold = 40% because \"plants are small here\"" },
    }
    CLAUSE_OF_A_RULE {
        zh: "这个子句不适用于这种声明，例如停用规则时不能写级别。删去它，或改用“调整”。",
        en: "The clause does not belong to this kind of declaration: what is disabled has no severity, for instance. Remove it, or use `override`.",
        wrong: { zh: "$ shensuan check city\n=== city/changes.rule\n调整 漏表阈值 = 40% 因为 「本市企业较小」\n  级别 强制", en: "$ shensuan check city\n=== city/changes.rule\noverride missing form threshold = 40% because \"plants are small here\"\n  severity mandatory" },
        right: { zh: "$ shensuan check city\n=== city/changes.rule\n调整 漏表阈值 = 40% 因为 「本市企业较小」", en: "$ shensuan check city\n=== city/changes.rule\noverride missing form threshold = 40% because \"plants are small here\"" },
    }
    NO_SUCH_LAYER {
        zh: "冒号前写的规则库编号不在 builds-on 的各层之中。核对编号（写 rulebook.toml 中的 id，不是文件夹名）。",
        en: "The id before the colon is none of the rulebooks below. Write the id of its `rulebook.toml`, not the name of the folder.",
        wrong: { zh: "$ shensuan check city\n=== city/changes.rule\n停用 nation:SZ-G102-04 因为 「本市不填报取水量」", en: "$ shensuan check city\n=== city/changes.rule\ndisable nation:SZ-G102-04 because \"water intake is not surveyed here\"" },
        right: { zh: "$ shensuan check city\n=== city/changes.rule\n停用 national:SZ-G102-04 因为 「本市不填报取水量」", en: "$ shensuan check city\n=== city/changes.rule\ndisable national:SZ-G102-04 because \"water intake is not surveyed here\"" },
    }
    CHANGES_NOTHING {
        zh: "“调整”下面没有写要改什么。加上新的级别、要求或其他子句；只想不用这条规则时，写“停用”。",
        en: "The override does not say what becomes different. Add the new severity, check or other clause; to leave the rule out use `disable`.",
        wrong: { zh: "$ shensuan check city\n=== city/changes.rule\n调整 SZ-G102-04 因为 「按会议要求」", en: "$ shensuan check city\n=== city/changes.rule\noverride SZ-G102-04 because \"decided in a meeting\"" },
        right: { zh: "$ shensuan check city\n=== city/changes.rule\n调整 SZ-G102-04 因为 「按会议要求」\n  级别 强制", en: "$ shensuan check city\n=== city/changes.rule\noverride SZ-G102-04 because \"decided in a meeting\"\n  severity mandatory" },
    }
    NO_SUCH_TAG {
        zh: "没有一条规则带 --tag 写的标签。核对写法；标签写在规则的“标签”一行。",
        en: "No rule has the tag given to --tag. Check the spelling; tags stand on the line `tags` of a rule.",
        wrong: { zh: "$ shensuan review data --rulebook book --tag 用水\n=== book/A.rule\n对象 企业 关联键 代码\n报表 基本情况表\n  每 企业 一行\n  指标 取水量：数值\n规则 A 要求 取水量 > 0\n  标签 水\n=== data/基本情况表.csv\n代码,取水量\nE1,5", en: "$ shensuan review data --rulebook book --tag waters\n=== book/A.rule\nsubject enterprise keyed by code\nform basic form\n  one per enterprise\n  field water intake : number\nrule A check water intake > 0\n  tags water\n=== data/basic form.csv\ncode,water intake\nE1,5" },
        right: { zh: "$ shensuan review data --rulebook book --tag 水\n=== book/A.rule\n对象 企业 关联键 代码\n报表 基本情况表\n  每 企业 一行\n  指标 取水量：数值\n规则 A 要求 取水量 > 0\n  标签 水\n=== data/基本情况表.csv\n代码,取水量\nE1,5", en: "$ shensuan review data --rulebook book --tag water\n=== book/A.rule\nsubject enterprise keyed by code\nform basic form\n  one per enterprise\n  field water intake : number\nrule A check water intake > 0\n  tags water\n=== data/basic form.csv\ncode,water intake\nE1,5" },
    }
}
