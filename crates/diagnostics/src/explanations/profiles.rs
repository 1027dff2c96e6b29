//! E0770–E0774: profiles of data sets.

use crate::codes::profiles as codes;

explanations! {
    NO_FORM_TO_PROFILE {
        zh: "--form 写的名称不是规则库声明的报表。可以写报表的任何一个名称：表号、简称、英文名。看提示中的相近名称。",
        en: "What --form names is no form that the rulebook declares. Any of its names will do: its number, its short name, the English one. The help offers those that are near.",
        wrong: { zh: "$ shensuan profile data --rulebook national --form 基本情况\n=== data/基本情况表.csv\n统一社会信用代码,行业代码,从业人数,联系人\n91990000MA5F00018G,3360,5,示例联系人", en: "$ shensuan profile data --rulebook national --form basic-form\n=== data/basic form.csv\ncredit code,industry,staff,contact\n91990000MA5F00018G,3360,5,示例联系人" },
        right: { zh: "$ shensuan profile data --rulebook national --form 基本情况表\n=== data/基本情况表.csv\n统一社会信用代码,行业代码,从业人数,联系人\n91990000MA5F00018G,3360,5,示例联系人", en: "$ shensuan profile data --rulebook national --form G101-1\n=== data/basic form.csv\ncredit code,industry,staff,contact\n91990000MA5F00018G,3360,5,示例联系人" },
    }
    NO_FIELD_TO_PROFILE {
        zh: "--field 或 --by 写的名称不是规则库中的指标，或者不在 --form 所指的报表中。可以写指标的任何一个名称，也可以在前面写报表和一个点：G106-1.产品产量。",
        en: "What --field or --by names is no field of the rulebook, or none of the forms that --form names. Any of its names will do, with the form and a point before it where several forms have one: G106-1.product output.",
        wrong: { zh: "$ shensuan profile data --rulebook national --field 从业人员\n=== data/基本情况表.csv\n统一社会信用代码,行业代码,从业人数,联系人\n91990000MA5F00018G,3360,5,示例联系人", en: "$ shensuan profile data --rulebook national --field stuff\n=== data/basic form.csv\ncredit code,industry,staff,contact\n91990000MA5F00018G,3360,5,示例联系人" },
        right: { zh: "$ shensuan profile data --rulebook national --field 从业人数\n=== data/基本情况表.csv\n统一社会信用代码,行业代码,从业人数,联系人\n91990000MA5F00018G,3360,5,示例联系人", en: "$ shensuan profile data --rulebook national --field staff\n=== data/basic form.csv\ncredit code,industry,staff,contact\n91990000MA5F00018G,3360,5,示例联系人" },
    }
    NOT_PARTED_BY {
        zh: "--by 要写一个内容是代码或文字、可以公开的指标；加上 --level 时，它的代码表要有分级。每户一行的报表中的指标（如行业代码）给所有报表分组；多行报表中的指标（如污染物）只给它自己的报表分组。",
        en: "--by takes a field that holds codes or texts and may be shown; with --level, one whose code list has levels. A field of a form with one row an enterprise, such as the industry, parts all forms; one of a form with many rows, such as the pollutant, its own form alone.",
        wrong: { zh: "$ shensuan profile data --rulebook national --by 从业人数\n=== data/基本情况表.csv\n统一社会信用代码,行业代码,从业人数,联系人\n91990000MA5F00018G,3360,5,示例联系人", en: "$ shensuan profile data --rulebook national --by staff\n=== data/basic form.csv\ncredit code,industry,staff,contact\n91990000MA5F00018G,3360,5,示例联系人" },
        right: { zh: "$ shensuan profile data --rulebook national --by 行业代码\n=== data/基本情况表.csv\n统一社会信用代码,行业代码,从业人数,联系人\n91990000MA5F00018G,3360,5,示例联系人", en: "$ shensuan profile data --rulebook national --by industry\n=== data/basic form.csv\ncredit code,industry,staff,contact\n91990000MA5F00018G,3360,5,示例联系人" },
    }
    NO_SUCH_LEVEL_TO_PART_BY {
        zh: "--level 写的名称不是代码表的一级。分级写在代码表的声明中：“分级 门类, 大类, 中类, 小类”。",
        en: "What --level names is no level of the code list. The levels stand in its declaration: `hierarchical section, division, group, class`.",
        wrong: { zh: "$ shensuan profile data --rulebook national --level 大累\n=== data/基本情况表.csv\n统一社会信用代码,行业代码,从业人数,联系人\n91990000MA5F00018G,3360,5,示例联系人", en: "$ shensuan profile data --rulebook national --level divison\n=== data/basic form.csv\ncredit code,industry,staff,contact\n91990000MA5F00018G,3360,5,示例联系人" },
        right: { zh: "$ shensuan profile data --rulebook national --level 大类\n=== data/基本情况表.csv\n统一社会信用代码,行业代码,从业人数,联系人\n91990000MA5F00018G,3360,5,示例联系人", en: "$ shensuan profile data --rulebook national --level division\n=== data/basic form.csv\ncredit code,industry,staff,contact\n91990000MA5F00018G,3360,5,示例联系人" },
    }
    PRIVATE_KEY {
        zh: "对象的关联键写在每个发现、每张清单里，声明为“不公开”的指标不能写在任何结果里：两者只能取其一。",
        en: "The key of a subject stands in every finding and every list, and a field that is declared private stands in no result: a field cannot be both.",
        wrong: { zh: "$ shensuan check book\n=== book/a.rule\n对象 企业 关联键 电话\n报表 表\n  每 企业 一行\n  指标 电话 : 文本 不公开\n  指标 人数 : 整数\n规则 A 要求 人数 > 0", en: "$ shensuan check book\n=== book/a.rule\nsubject enterprise keyed by telephone\nform sheet\n  one per enterprise\n  field telephone : text private\n  field staff : integer\nrule A check staff > 0" },
        right: { zh: "$ shensuan check book\n=== book/a.rule\n对象 企业 关联键 代码\n报表 表\n  每 企业 一行\n  指标 电话 : 文本 不公开\n  指标 人数 : 整数\n规则 A 要求 人数 > 0", en: "$ shensuan check book\n=== book/a.rule\nsubject enterprise keyed by code\nform sheet\n  one per enterprise\n  field telephone : text private\n  field staff : integer\nrule A check staff > 0" },
    }
}
