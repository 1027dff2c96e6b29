//! E0577–E0588: reference tables and look-ups.

use crate::codes::tables as codes;

explanations! {
    TABLE_WITHOUT_KEY {
        zh: "参照表的行不属于任何企业，只能按关联键查找，所以必须说明关联键。写在表头一行的末尾，或写在下一行。",
        en: "Rows of a table belong to no subject and are found by their key alone, so the table has to say what that is: at the end of its line or on the next one.",
        wrong: { zh: "参照表 供水 来自 数据\n  指标 供水量：数值 单位 m³\n规则 A 要求 取水量 ≤ 供水.供水量", en: "table water utility from data\n  field metered water : number in m³\nrule A check water intake ≤ water utility.metered water" },
        right: { zh: "参照表 供水 来自 数据 关联键 统一社会信用代码\n  指标 供水量：数值 单位 m³\n规则 A 要求 取水量 ≤ 供水.供水量", en: "table water utility from data keyed by credit code\n  field metered water : number in m³\nrule A check water intake ≤ water utility.metered water" },
    }
    TABLE_WITHOUT_FILE {
        zh: "参照表要么随数据集提供（来自 数据），要么是规则库文件夹里的文件（来自 \"…csv\"）。写明其中一种。",
        en: "A table comes with the data set (`from data`) or from files in the folder of the rulebook (`from \"….csv\"`). Say which.",
        wrong: { zh: "参照表 供水 关联键 统一社会信用代码\n  指标 供水量：数值 单位 m³", en: "table water utility keyed by credit code\n  field metered water : number in m³" },
        right: { zh: "参照表 供水 来自 数据 关联键 统一社会信用代码\n  指标 供水量：数值 单位 m³", en: "table water utility from data keyed by credit code\n  field metered water : number in m³" },
    }
    NO_KEY {
        zh: "关联键要能比较是否相同：文本、代码、数值、日期、期间可以；是否、坐标和带单位的数值不行。",
        en: "A key is compared for being the same: texts, codes, numbers, dates and periods can be; yes/no, coordinates and quantities whose unit travels cannot.",
        wrong: { zh: "参照表 供水 来自 数据 关联键 是否供水\n  指标 是否供水：是否\n  指标 供水量：数值 单位 m³", en: "table water utility from data keyed by supplied\n  field supplied : yes/no\n  field metered water : number in m³" },
        right: { zh: "参照表 供水 来自 数据 关联键 统一社会信用代码\n  指标 是否供水：是否\n  指标 供水量：数值 单位 m³", en: "table water utility from data keyed by credit code\n  field supplied : yes/no\n  field metered water : number in m³" },
    }
    KEY_CANNOT_HOLD {
        zh: "“代码组”（33-37,431-434）只用于取自代码表的关联键，“区间”（10..20）只用于数值。先声明这个指标的类型。",
        en: "Groups such as 33-37,431-434 are of keys that are codes from a list, ranges such as 10..20 of numbers. Declare the field with its type first.",
        wrong: { zh: "参照表 手册 来自 数据 关联键 工段（代码组）\n  指标 工段：文本\n  指标 系数：数值", en: "table handbook from data keyed by section of works (groups)\n  field section of works : text\n  field factor : number" },
        right: { zh: "参照表 手册 来自 数据 关联键 行业（代码组）\n  指标 系数：数值", en: "table handbook from data keyed by industry (groups)\n  field factor : number" },
    }
    TOO_MANY_KEYS {
        zh: "一张参照表最多有 16 个关联键，超过的不读。把几列合成一列，或拆成两张表。",
        en: "A table has up to 16 keys; those past them are not read. Join some columns into one, or make two tables of it.",
        wrong: { zh: "参照表 手册 来自 数据 关联键 k1、k2、k3、k4、k5、k6、k7、k8、k9、k10、k11、k12、k13、k14、k15、k16、k17\n  指标 系数：数值", en: "table handbook from data keyed by k1, k2, k3, k4, k5, k6, k7, k8, k9, k10, k11, k12, k13, k14, k15, k16, k17\n  field factor : number" },
        right: { zh: "参照表 手册 来自 数据 关联键 k1、k2、k3、k4\n  指标 系数：数值", en: "table handbook from data keyed by k1, k2, k3, k4\n  field factor : number" },
    }
    KEYS_WANTED {
        zh: "方括号里要按声明的顺序写全关联键。报表按自己的关联键查同一企业的另一行；要查别的企业，先写企业的关联键。",
        en: "The brackets hold all keys in the order in which they are declared. A form is looked up by its own key among the rows of the same subject; with the subject's key before it among those of all.",
        wrong: { zh: "参照表 手册 来自 数据 关联键 行业、核算环节\n  指标 系数：数值\n规则 A 要求 手册[行业].系数 > 1", en: "table handbook from data keyed by industry, step\n  field factor : number\nrule A check handbook[industry].factor > 1" },
        right: { zh: "参照表 手册 来自 数据 关联键 行业、核算环节\n  指标 系数：数值\n规则 A 要求 手册[行业, 「涂装」].系数 > 1", en: "table handbook from data keyed by industry, step\n  field factor : number\nrule A check handbook[industry, \"coating\"].factor > 1" },
    }
    KEY_UNKNOWN_HERE {
        zh: "不写方括号时，每个关联键按名称在当前范围里取值：本行、本企业的指标，或公式。没有同名的值，就在方括号里写出来。",
        en: "Without brackets each key is the value of that name in scope: a field of the row or of the subject, or a formula. Where there is none, write the keys out in brackets.",
        wrong: { zh: "参照表 手册 来自 数据 关联键 工段\n  指标 工段：文本\n  指标 系数：数值\n规则 A 要求 手册.系数 > 1", en: "table handbook from data keyed by section of works\n  field section of works : text\n  field factor : number\nrule A check handbook.factor > 1" },
        right: { zh: "参照表 手册 来自 数据 关联键 工段\n  指标 工段：文本\n  指标 系数：数值\n规则 A 要求 手册[「涂装」].系数 > 1", en: "table handbook from data keyed by section of works\n  field section of works : text\n  field factor : number\nrule A check handbook[\"coating\"].factor > 1" },
    }
    KEY_OF_ANOTHER_TYPE {
        zh: "查表时关联键要与表中的那一列同类：文本、代码对文本、代码，数值对数值（单位会换算），日期对日期。",
        en: "A key is held against its column: a text or a code against texts or codes, a number against numbers (units are converted), a date against dates.",
        wrong: { zh: "参照表 手册 来自 数据 关联键 工段\n  指标 工段：文本\n  指标 系数：数值\n规则 A 要求 手册[从业人数].系数 > 1", en: "table handbook from data keyed by section of works\n  field section of works : text\n  field factor : number\nrule A check handbook[staff].factor > 1" },
        right: { zh: "参照表 手册 来自 数据 关联键 工段\n  指标 工段：文本\n  指标 系数：数值\n规则 A 要求 手册[「涂装」].系数 > 1", en: "table handbook from data keyed by section of works\n  field section of works : text\n  field factor : number\nrule A check handbook[\"coating\"].factor > 1" },
    }
    FOUND_BY_NO_KEY {
        zh: "每户多行的报表要有关联键（每 企业 多行 关联键 年份），才能写“年报[年份 − 1].产量”指明另一行。",
        en: "A form with many rows needs a key (`many per enterprise keyed by year`) before `annual[year − 1].output` can say which of them is meant.",
        wrong: { zh: "报表 年报\n  每 企业 多行\n  指标 年份：整数\n  指标 年产量：数值\n规则 A 要求 年报[2018].年产量 > 0", en: "form annual\n  many per enterprise\n  field year : integer\n  field made : number\nrule A check annual[2018].made > 0" },
        right: { zh: "报表 年报\n  每 企业 多行 关联键 年份\n  指标 年份：整数\n  指标 年产量：数值\n规则 A 要求 年报[2018].年产量 > 0", en: "form annual\n  many per enterprise keyed by year\n  field year : integer\n  field made : number\nrule A check annual[2018].made > 0" },
    }
    ROW_IS_NO_VALUE {
        zh: "按关联键查到的是一整行。取其中的一格，在后面写“.指标”；只问有没有这一行，写“查得”。",
        en: "Keys find a whole row. For one of its cells write `.FIELD` behind the brackets; to ask whether there is such a row write `is found`.",
        wrong: { zh: "参照表 手册 来自 数据 关联键 行业\n  指标 系数：数值\n规则 A 要求 手册[行业] > 1", en: "table handbook from data keyed by industry\n  field factor : number\nrule A check handbook[industry] > 1" },
        right: { zh: "参照表 手册 来自 数据 关联键 行业\n  指标 系数：数值\n规则 A 要求 手册[行业].系数 > 1", en: "table handbook from data keyed by industry\n  field factor : number\nrule A check handbook[industry].factor > 1" },
    }
    FOUND_OF_NO_ROW {
        zh: "“查得”问按关联键能不能查到一行。问一格有没有填写“有值”，问报表有没有填写“已填报”。",
        en: "`is found` asks whether keys find a row. Whether a cell holds something is asked with `is given`, whether a form was filed with `is filed`.",
        wrong: { zh: "规则 A 要求 取水量 查得", en: "rule A check water intake is found" },
        right: { zh: "规则 A 要求 取水量 有值", en: "rule A check water intake is given" },
    }
    IN_FORCE_ON_DAYS {
        zh: "有效期的两列都是日期；没有声明的会按日期读。把这个指标声明为日期。",
        en: "Both columns of `in force` hold days; where they are not declared they are read as dates. Declare the field as a date.",
        wrong: { zh: "参照表 手册 来自 数据 关联键 行业\n  指标 系数：数值\n  指标 生效自：数值\n  有效期 生效自 至 生效至", en: "table handbook from data keyed by industry\n  field factor : number\n  field start : number\n  in force start to end" },
        right: { zh: "参照表 手册 来自 数据 关联键 行业\n  指标 系数：数值\n  指标 生效自：日期\n  有效期 生效自 至 生效至", en: "table handbook from data keyed by industry\n  field factor : number\n  field start : date\n  in force start to end" },
    }
}
