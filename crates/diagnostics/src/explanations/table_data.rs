//! E0741–E0746: the rows of reference tables.

use crate::codes::table_data as codes;

explanations! {
    NO_TABLE_FILE {
        zh: "路径相对于规则库文件夹；文件名里的 * 代表任意字符，至少要有一个文件。核对路径和文件名。",
        en: "The path is relative to the folder of the rulebook; `*` in the name of a file stands for anything, and at least one file has to be there. Check the path.",
        wrong: { zh: "参照表 手册 来自 「系数.csv」 关联键 行业\n  指标 系数：数值", en: "table handbook from \"factors.csv\" keyed by industry\n  field factor : number" },
        right: { zh: "参照表 手册 来自 「系数.csv」 关联键 行业\n  指标 系数：数值\n=== 系数.csv\n行业,系数\n33,2.1", en: "table handbook from \"factors.csv\" keyed by industry\n  field factor : number\n=== factors.csv\nindustry,factor\n33,2.1" },
    }
    KEY_TWICE {
        zh: "两行的每个关联键都相同，查到哪一行都说得通，所以不读。删去一行；分版本的，写清各自的有效期。",
        en: "All keys of both rows are the same, so either could be meant. Drop one of them; where they are editions, say from when to when each is in force.",
        wrong: { zh: "参照表 手册 来自 「系数.csv」 关联键 行业\n  指标 系数：数值\n=== 系数.csv\n行业,系数\n3360,2.1\n3982,1.7\n3360,2.2", en: "table handbook from \"factors.csv\" keyed by industry\n  field factor : number\n=== factors.csv\nindustry,factor\n3360,2.1\n3982,1.7\n3360,2.2" },
        right: { zh: "参照表 手册 来自 「系数.csv」 关联键 行业\n  指标 系数：数值\n=== 系数.csv\n行业,系数\n3360,2.1\n3982,1.7", en: "table handbook from \"factors.csv\" keyed by industry\n  field factor : number\n=== factors.csv\nindustry,factor\n3360,2.1\n3982,1.7" },
    }
    KEY_TIE {
        zh: "两行写法不同，但对某个关联键同样具体：比如两个代码组都包含它。把其中一行写得更具体，或者改成不重叠。",
        en: "The rows are written differently, yet one key fits both equally well: two groups hold one code, two ranges overlap. Make one of them more specific, or take the overlap out.",
        wrong: { zh: "参照表 手册 来自 「系数.csv」 关联键 行业（代码组）\n  指标 系数：数值\n=== 系数.csv\n行业,系数\n33-34,2.1\n34-39,1.7", en: "table handbook from \"factors.csv\" keyed by industry (groups)\n  field factor : number\n=== factors.csv\nindustry,factor\n33-34,2.1\n34-39,1.7" },
        right: { zh: "参照表 手册 来自 「系数.csv」 关联键 行业（代码组）\n  指标 系数：数值\n=== 系数.csv\n行业,系数\n33-34,2.1\n39,1.7", en: "table handbook from \"factors.csv\" keyed by industry (groups)\n  field factor : number\n=== factors.csv\nindustry,factor\n33-34,2.1\n39,1.7" },
    }
    BAD_TABLE_CELL {
        zh: "规则库里的参照表每一格都要读得出来：数值、日期、区间、代码和计量单位。改正这一格。",
        en: "Every cell of a table in a rulebook has to be readable: numbers, dates, ranges, codes and units. Mend the cell.",
        wrong: { zh: "参照表 手册 来自 「系数.csv」 关联键 行业\n  指标 系数：数值\n=== 系数.csv\n行业,系数\n3360,约2.1", en: "table handbook from \"factors.csv\" keyed by industry\n  field factor : number\n=== factors.csv\nindustry,factor\n3360,about 2.1" },
        right: { zh: "参照表 手册 来自 「系数.csv」 关联键 行业\n  指标 系数：数值\n=== 系数.csv\n行业,系数\n3360,2.1", en: "table handbook from \"factors.csv\" keyed by industry\n  field factor : number\n=== factors.csv\nindustry,factor\n3360,2.1" },
    }
    NO_PERIOD {
        zh: "有“有效期”的参照表按报告期选用版本，所以数据集要在 dataset.toml 里写明报告期。",
        en: "Of a table with `in force` the edition of the reporting period is used, so the data set has to say which period it reports: in its dataset.toml.",
        wrong: { zh: "$ shensuan review data --rulebook book\n=== book/A.rule\n对象 企业 关联键 代码\n报表 基本情况表\n  每 企业 一行\n  指标 取水量：数值\n参照表 手册 来自 数据 关联键 代码\n  指标 限值：数值\n  有效期 生效自 至 生效至\n规则 A 要求 取水量 < 手册.限值\n=== data/基本情况表.csv\n代码,取水量\nE1,5\n=== data/手册.csv\n代码,限值,生效自,生效至\nE1,9,2017-01-01,2018-12-31", en: "$ shensuan review data --rulebook book\n=== book/A.rule\nsubject enterprise keyed by code\nform basic form\n  one per enterprise\n  field water intake : number\ntable handbook from data keyed by code\n  field limit : number\n  in force start to end\nrule A check water intake < handbook.limit\n=== data/basic form.csv\ncode,water intake\nE1,5\n=== data/handbook.csv\ncode,limit,start,end\nE1,9,2017-01-01,2018-12-31" },
        right: { zh: "$ shensuan review data --rulebook book\n=== book/A.rule\n对象 企业 关联键 代码\n报表 基本情况表\n  每 企业 一行\n  指标 取水量：数值\n参照表 手册 来自 数据 关联键 代码\n  指标 限值：数值\n  有效期 生效自 至 生效至\n规则 A 要求 取水量 < 手册.限值\n=== data/基本情况表.csv\n代码,取水量\nE1,5\n=== data/手册.csv\n代码,限值,生效自,生效至\nE1,9,2017-01-01,2018-12-31\n=== data/dataset.toml\nperiod = \"2017\"", en: "$ shensuan review data --rulebook book\n=== book/A.rule\nsubject enterprise keyed by code\nform basic form\n  one per enterprise\n  field water intake : number\ntable handbook from data keyed by code\n  field limit : number\n  in force start to end\nrule A check water intake < handbook.limit\n=== data/basic form.csv\ncode,water intake\nE1,5\n=== data/handbook.csv\ncode,limit,start,end\nE1,9,2017-01-01,2018-12-31\n=== data/dataset.toml\nperiod = \"2017\"" },
    }
    BAD_PERIOD {
        zh: "报告期写成 2017、2017-03、2017Q1、2017H1，或者 2017-01-01~2017-06-30。",
        en: "A reporting period is written 2017, 2017-03, 2017Q1, 2017H1, or 2017-01-01~2017-06-30.",
        wrong: { zh: "$ shensuan review data --rulebook book\n=== book/A.rule\n对象 企业 关联键 代码\n报表 基本情况表\n  每 企业 一行\n  指标 取水量：数值\n参照表 手册 来自 数据 关联键 代码\n  指标 限值：数值\n  有效期 生效自 至 生效至\n规则 A 要求 取水量 < 手册.限值\n=== data/基本情况表.csv\n代码,取水量\nE1,5\n=== data/手册.csv\n代码,限值,生效自,生效至\nE1,9,2017-01-01,2018-12-31\n=== data/dataset.toml\nperiod = \"2017Q5\"", en: "$ shensuan review data --rulebook book\n=== book/A.rule\nsubject enterprise keyed by code\nform basic form\n  one per enterprise\n  field water intake : number\ntable handbook from data keyed by code\n  field limit : number\n  in force start to end\nrule A check water intake < handbook.limit\n=== data/basic form.csv\ncode,water intake\nE1,5\n=== data/handbook.csv\ncode,limit,start,end\nE1,9,2017-01-01,2018-12-31\n=== data/dataset.toml\nperiod = \"2017Q5\"" },
        right: { zh: "$ shensuan review data --rulebook book\n=== book/A.rule\n对象 企业 关联键 代码\n报表 基本情况表\n  每 企业 一行\n  指标 取水量：数值\n参照表 手册 来自 数据 关联键 代码\n  指标 限值：数值\n  有效期 生效自 至 生效至\n规则 A 要求 取水量 < 手册.限值\n=== data/基本情况表.csv\n代码,取水量\nE1,5\n=== data/手册.csv\n代码,限值,生效自,生效至\nE1,9,2017-01-01,2018-12-31\n=== data/dataset.toml\nperiod = \"2017Q4\"", en: "$ shensuan review data --rulebook book\n=== book/A.rule\nsubject enterprise keyed by code\nform basic form\n  one per enterprise\n  field water intake : number\ntable handbook from data keyed by code\n  field limit : number\n  in force start to end\nrule A check water intake < handbook.limit\n=== data/basic form.csv\ncode,water intake\nE1,5\n=== data/handbook.csv\ncode,limit,start,end\nE1,9,2017-01-01,2018-12-31\n=== data/dataset.toml\nperiod = \"2017Q4\"" },
    }
    NO_TABLE_KEY {
        zh: "参照表的文件要有每个关联键的一列，标题写关联键的名称或别名。多半是标题写法不同，或者第一行不是列标题。",
        en: "The file of a table has a column for each of its keys, headed by the name of the key or an alias. Mend the heading, or remove what stands above the headings.",
        wrong: { zh: "参照表 手册 来自 「系数.csv」 关联键 行业\n  指标 系数：数值\n=== 系数.csv\n类别,系数\n3360,2.1", en: "table handbook from \"factors.csv\" keyed by industry\n  field factor : number\n=== factors.csv\nkind,factor\n3360,2.1" },
        right: { zh: "参照表 手册 来自 「系数.csv」 关联键 行业\n  指标 系数：数值\n=== 系数.csv\n行业,系数\n3360,2.1", en: "table handbook from \"factors.csv\" keyed by industry\n  field factor : number\n=== factors.csv\nindustry,factor\n3360,2.1" },
    }
}
