//! E0790–E0791: what `table check` is asked for.

use crate::codes::table_checks as codes;

explanations! {
    NO_TABLE_TO_CHECK {
        zh: "规则库后面写的是参照表的名称或别名，不是文件名。不写则检查全部。",
        en: "What stands behind the rulebook is the name or an alias of a table, not of a file. Without it all tables are checked.",
        wrong: { zh: "$ shensuan table check example.rule 手测\n参照表 手册 来自 「系数.csv」 关联键 环节\n  指标 系数：数值\n=== 系数.csv\n环节,系数\n下料,2.1", en: "$ shensuan table check example.rule handbok\ntable handbook from \"factors.csv\" keyed by step\n  field factor : number\n=== factors.csv\nstep,factor\ncutting,2.1" },
        right: { zh: "$ shensuan table check example.rule 手册\n参照表 手册 来自 「系数.csv」 关联键 环节\n  指标 系数：数值\n=== 系数.csv\n环节,系数\n下料,2.1", en: "$ shensuan table check example.rule handbook\ntable handbook from \"factors.csv\" keyed by step\n  field factor : number\n=== factors.csv\nstep,factor\ncutting,2.1" },
    }
    TABLE_OF_DATA {
        zh: "这张参照表的行由各单位随数据集提供，规则库里没有它的文件，审核时才读。检查来自规则库文件的参照表。",
        en: "The rows of this table are supplied by offices with their data, and read when that is reviewed; the rulebook has no file of it. Check tables that come from files of the rulebook.",
        wrong: { zh: "$ shensuan table check example.rule 外部供水\n参照表 外部供水 来自 数据 关联键 企业\n  指标 供水量：数值\n参照表 手册 来自 「系数.csv」 关联键 环节\n  指标 系数：数值\n=== 系数.csv\n环节,系数\n下料,2.1", en: "$ shensuan table check example.rule utility\ntable utility from data keyed by enterprise\n  field water : number\ntable handbook from \"factors.csv\" keyed by step\n  field factor : number\n=== factors.csv\nstep,factor\ncutting,2.1" },
        right: { zh: "$ shensuan table check example.rule 手册\n参照表 外部供水 来自 数据 关联键 企业\n  指标 供水量：数值\n参照表 手册 来自 「系数.csv」 关联键 环节\n  指标 系数：数值\n=== 系数.csv\n环节,系数\n下料,2.1", en: "$ shensuan table check example.rule handbook\ntable utility from data keyed by enterprise\n  field water : number\ntable handbook from \"factors.csv\" keyed by step\n  field factor : number\n=== factors.csv\nstep,factor\ncutting,2.1" },
    }
}
