//! E059x: the rules that every rulebook has.

use crate::codes::built_in as codes;

explanations! {
    BUILT_IN_LOWERED {
        zh: "下层规则库已把这条内置规则定为强制，上层不能悄悄放宽。上层可以直接把提示提高为强制；确实要放宽或停用，写“调整 内置规则 …”或“停用 内置规则 …”，并用“因为”说明理由，它会列在削弱审核的调整中。",
        en: "A rulebook below makes this built-in rule mandatory, and no layer above may weaken it in passing. It may raise what is advisory; to lower or disable it write `override built-in rule …` or `disable built-in rule …` and say `because`: it is listed among what weakens the review.",
        wrong: { zh: "$ shensuan check city\n=== city/changes.rule\n内置规则 单位 级别 提示\n=== national/built-in.rule\n内置规则 单位 级别 强制", en: "$ shensuan check city\n=== city/changes.rule\nbuilt-in rule unit severity advisory\n=== national/built-in.rule\nbuilt-in rule unit severity mandatory" },
        right: { zh: "$ shensuan check city\n=== city/changes.rule\n调整 内置规则 单位 级别 提示 因为 「本市单位填写不规范」\n=== national/built-in.rule\n内置规则 单位 级别 强制", en: "$ shensuan check city\n=== city/changes.rule\noverride built-in rule unit severity advisory because \"units are filed loosely here\"\n=== national/built-in.rule\nbuilt-in rule unit severity mandatory" },
    }
    ID_OF_A_BUILT_IN {
        zh: "内置规则（单位、代码、类型、关联键、名录外、必填）在结果中用自己的名称列出，--rule 也用它指定；自己的规则换一个编号。",
        en: "The built-in rules (unit, code, type, key, orphan, required) are listed by these words, and --rule names them so. Give your rule an id of its own."
        wrong: { zh: "规则 单位 要求 取水量 > 0", en: "rule unit check water intake > 0" }
        right: { zh: "规则 SZ-01 要求 取水量 > 0", en: "rule SZ-01 check water intake > 0" }
    }
    REGISTER_IS_A_GROUP {
        zh: "名录说明有哪些对象，要是一张独立的报表（有自己的文件），不能是报表里的明细。写明细所在的报表，或另设一张名录表。",
        en: "The register says who exists and must be a form with a file of its own, not a group of rows within one. Name the form that the group stands in, or declare a form for the register.",
        wrong: { zh: "$ shensuan check rules.rule\n=== rules.rule\n对象 企业 关联键 代码 名录 排放口\n报表 废水表\n  每 企业 一行\n  指标 取水量：数值\n  明细 排放口\n    指标 废水排放量：数值", en: "$ shensuan check rules.rule\n=== rules.rule\nsubject enterprise keyed by code listed in outlets\nform wastewater\n  one per enterprise\n  field water intake : number\n  rows outlets\n    field discharged : number" },
        right: { zh: "$ shensuan check rules.rule\n=== rules.rule\n对象 企业 关联键 代码 名录 废水表\n报表 废水表\n  每 企业 一行\n  指标 取水量：数值\n  明细 排放口\n    指标 废水排放量：数值", en: "$ shensuan check rules.rule\n=== rules.rule\nsubject enterprise keyed by code listed in wastewater\nform wastewater\n  one per enterprise\n  field water intake : number\n  rows outlets\n    field discharged : number" },
    }
}
