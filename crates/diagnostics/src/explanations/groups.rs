//! E034x: groups.

use crate::codes::groups as codes;

explanations! {
    NOT_OF_GROUPS {
        zh: "“按”写在汇总后面：合计、记录数、中位数、占比等。四舍五入等函数只看一行，没有组可言。把“按”移到里面的汇总后面。",
        en: "`by` stands behind an aggregate: sum, count, median, share and others. Functions such as round look at one row; there is no group. Move `by` behind the aggregate inside.",
        wrong: { zh: "规则 A 要求 四舍五入(从业人数, 1) 按 行业 大于 5", en: "rule A check round(staff, 1) by industry > 5" },
        right: { zh: "规则 A 要求 四舍五入(中位数(从业人数) 按 行业, 1) 大于 5", en: "rule A check round(median(staff) by industry, 1) > 5" },
    }
    KEY_OF_OTHER_ROWS {
        zh: "每户有多行的指标不能说明一户属于哪一组。按每户一个值的指标分组（如行业代码）；或者统计这张表自己的行：中位数(核算表.去除效率) 按 核算表.核算环节。",
        en: "What has many rows a subject does not say in which group the subject is. Make groups by what has one value a subject, such as the industry; or ask for the rows of that form: median(accounting table.removal efficiency) by accounting table.step.",
        wrong: { zh: "规则 A 要求 记录数(企业) 按 核算环节 大于 5", en: "rule A check count(enterprise) by step > 5" },
        right: { zh: "规则 A 要求 记录数(核算表) 按 核算环节 大于 5", en: "rule A check count(accounting table) by step > 5" },
    }
    NO_KEY {
        zh: "分组用的值要能判断相等。单位写在各行的数值先“换算为”一个单位，坐标先取区划等代码。",
        en: "What groups are made by must be equal or not. A quantity whose unit stands in its row goes `as` one unit first; of coordinates take a code such as the division.",
        wrong: { zh: "规则 A 要求 记录数(原料表) 按 使用量 > 5", en: "rule A check count(materials) by amount > 5" },
        right: { zh: "规则 A 要求 记录数(企业) 按 行业 > 5", en: "rule A check count(enterprise) by industry > 5" },
    }
    SHARE_WANTED {
        zh: "分位数和常见项的第二个参数说明取多大的一部分，直接写成百分数，如 90%，或写一个百分数常量的名称。",
        en: "The second argument of percentile and common says how large a part is meant: a percentage such as 90%, or the name of a constant that is one.",
        wrong: { zh: "规则 A 要求 从业人数 不超过 分位数(从业人数, 0.9) 按 行业", en: "rule A check staff ≤ percentile(staff, 0.9) by industry" },
        right: { zh: "规则 A 要求 从业人数 不超过 分位数(从业人数, 90%) 按 行业", en: "rule A check staff ≤ percentile(staff, 90%) by industry" },
    }
    NO_LISTS {
        zh: "“包含全部”比较两张清单：左边是本户各行所列，右边是同组企业常列的。两边写同一张表的同一个指标。",
        en: "`includes every` holds two lists against each other: what the rows of the subject list, and what is commonly listed in its group. Both name one field of one form.",
        wrong: { zh: "规则 A 要求 核算环节 包含全部 常见项(核算环节, 60%) 按 行业", en: "rule A check step includes every common(step, 60%) by industry" },
        right: { zh: "规则 A 要求 列表(核算环节) 包含全部 常见项(核算环节, 60%) 按 行业", en: "rule A check list(step) includes every common(step, 60%) by industry" },
    }
    ROBUST_WANTED {
        zh: "离群判断以中位数为中心，以绝对中位差乘 1.4826 为尺度。括号中的数说明几倍以外算离群，常用 3.5；数越小，查出的越多。",
        en: "An outlier test goes by the median of the group, and by its median absolute deviation times 1.4826. The number in brackets says how many of these are far; 3.5 is common, a smaller one finds more.",
        wrong: { zh: "规则 A 要求 从业人数 不离群 按 行业", en: "rule A check staff is not an outlier by industry" },
        right: { zh: "规则 A 要求 从业人数 不离群 按 行业（稳健 3.5）", en: "rule A check staff is not an outlier by industry (robust 3.5)" },
    }
    NO_ROWS_TO_GROUP {
        zh: "“逐组 报表 按 指标”把一户的各行分成组，“逐组 企业 按 指标”把各企业分成组，每组判定一次。每户只有一行的报表没有可分的行：对企业分组。",
        en: "`for each group of FORM by FIELDS` parts the rows of one subject into groups, with the word for the subject it parts the subjects, and each group is judged once. A form with one row a subject has no rows to part: part the subjects.",
        wrong: { zh: "规则 A\n  逐组 废水表 按 行业代码\n  要求 合计(取水量) > 5 m³", en: "rule A\n  for each group of wastewater table by industry\n  check sum(water intake) > 5 m³" },
        right: { zh: "规则 A\n  逐组 核算表 按 核算环节\n  要求 记录数(核算表) > 1", en: "rule A\n  for each group of accounting table by step\n  check count(accounting table) > 1" },
    }
    KEY_OF_ITEMS {
        zh: "一组由这张表的行组成，所以按这张表自己的指标、它们的代码级别、这张表的公式，或每户只有一个值的指标、公式分组，不能按别的报表各行的指标，也不能按把各行汇总起来的公式分组。",
        en: "A group is made of rows of the form: by its own fields, by levels of its codes, by its formulas, or by what has one value a subject; not by the rows of another form, and not by a formula of a row that brings rows together.",
        wrong: { zh: "规则 A\n  逐组 核算表 按 排放口.废水排放量\n  要求 记录数(核算表) > 1", en: "rule A\n  for each group of accounting table by outlets.wastewater discharged\n  check count(accounting table) > 1" },
        right: { zh: "规则 A\n  逐组 核算表 按 去除效率\n  要求 记录数(核算表) > 1", en: "rule A\n  for each group of accounting table by removal efficiency\n  check count(accounting table) > 1" },
    }
    VARIES_IN_GROUP {
        zh: "一组有许多行或许多企业，只有分组所依据的指标在组内只有一个值。其余指标要写明怎样汇总：合计、最大、相同、独值等。",
        en: "A group has many rows or subjects; only what it is made by has one value in it. Of everything else say what is meant: sum, max, same, the and so on.",
        wrong: { zh: "规则 A\n  逐组 核算表 按 核算环节\n  要求 产品产量 > 0 吨", en: "rule A\n  for each group of accounting table by step\n  check output > 0 t" },
        right: { zh: "规则 A\n  逐组 核算表 按 核算环节\n  要求 合计(产品产量 换算为 吨) > 0 吨", en: "rule A\n  for each group of accounting table by step\n  check sum(output as t) > 0 t" },
    }
    GROUP_OF_ROWS_FOUND {
        zh: "组里每一行正好一次，而“其中 核算表.核算环节 = 本行.核算环节”这样的条件给每一行找另外的行，有的找到几次，有的一次也没有。这样的条件里不能按组汇总：把汇总写在条件之外，或写成公式。条件中的公式名称指找到的行，“本行.名称”指所判定的行；每户只有一个值的公式没有这个区别。",
        en: "A group holds each row of a form once, while a condition such as `accounting table.step = this row.step` finds other rows for each row: one several times, another never. Nothing is asked of groups in such a condition: ask it outside, or write a formula. In the condition the name of a formula is of the row that is found, `this row.NAME` of the one that is judged; a formula with one value a subject is the same for both.",
        wrong: { zh: "规则 A\n  逐行 核算表\n  要求 存在 核算表 其中 (核算表.核算环节 = 本行.核算环节\n    且 去除效率 大于 (均值(去除效率) 按 核算环节))", en: "rule A\n  for each accounting table\n  check any accounting table where (accounting table.step = this row.step\n    and removal efficiency > (mean(removal efficiency) by step))" },
        right: { zh: "公式 环节均值 = 均值(去除效率) 按 核算环节\n\n规则 A\n  逐行 核算表\n  要求 存在 核算表 其中 (核算表.核算环节 = 本行.核算环节\n    且 去除效率 大于 本行.环节均值)", en: "formula step mean = mean(removal efficiency) by step\n\nrule A\n  for each accounting table\n  check any accounting table where (accounting table.step = this row.step\n    and removal efficiency > this row.step mean)" },
    }
    NO_ROW_AROUND {
        zh: "按组汇总的结果由全组共用，不随判定到哪一行而变，所以里面不能写“本行”。与同户的其他行比较，写不分组的汇总；本行在组内排第几，写“名次”。",
        en: "What is asked of a group is the same for all its rows, whichever of them is judged: it cannot name the row in hand. Other rows of the subject are compared with it by an aggregate without groups; its place in the group is its rank.",
        wrong: { zh: "规则 A\n  逐行 核算表\n  要求 (记录数(核算表 其中 去除效率 大于 本行.去除效率) 按 核算环节) = 0", en: "rule A\n  for each accounting table\n  check (count(accounting table where removal efficiency > this row.removal efficiency) by step) = 0" },
        right: { zh: "规则 A\n  逐行 核算表\n  要求 记录数(核算表 其中 (核算表.核算环节 = 本行.核算环节 且 去除效率 大于 本行.去除效率)) = 0", en: "rule A\n  for each accounting table\n  check count(accounting table where (accounting table.step = this row.step\n    and removal efficiency > this row.removal efficiency)) = 0" },
    }
}
