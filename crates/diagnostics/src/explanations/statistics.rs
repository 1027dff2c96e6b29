//! E036x: statistics.

use crate::codes::statistics as codes;

explanations! {
    NO_STATISTIC {
        zh: "统计表每组一行，所以每一部分都要是对一组的汇总：合计、记录数、占比、中位数等，或它们的算式。名次每户不同，用“前 10”列出。",
        en: "A statistic has a row a group, so that each part of it is asked of a group: sum, count, share, median and others, or arithmetic of them. Ranks differ within a group; `top 10` lists them.",
        wrong: { zh: "统计 平均用工 = 从业人数", en: "statistic staffing = staff" },
        right: { zh: "统计 平均用工 = 均值(从业人数) 按 行业", en: "statistic staffing = mean(staff) by industry" },
    }
    OTHER_GROUPS {
        zh: "一项统计是一张表，每行一组。算式中的各个汇总要按同样的指标、同样的次序分组；几张表的行，各按自己那张表中意义相同的文本或代码分组。全体的合计可先写成公式再引用。",
        en: "A statistic is one table with a row a group. All aggregates in it are made by the same keys in the same order, those over the rows of several forms by texts or codes of each form that mean the same; a total of everybody is declared as a formula and named here.",
        wrong: { zh: "统计 比重 = 合计(从业人数) 按 行业 ÷ 合计(从业人数)", en: "statistic part = sum(staff) by industry ÷ sum(staff)" },
        right: { zh: "公式 全体人数 = 合计(从业人数)\n统计 比重 = 合计(从业人数) 按 行业 ÷ 全体人数", en: "formula all staff = sum(staff)\nstatistic part = sum(staff) by industry ÷ all staff" },
    }
    PRIVATE_STATISTIC {
        zh: "统计结果会被转发和公布。不公开的指标不能作分组，不能作汇总的值，也不能在条件中问它是什么；有多少户填了、有多少种可以统计。",
        en: "Statistics are passed on and published. A private field makes no groups, no sum or median is shown of it, and no condition asks what it holds; how many gave it, or how many different ones there are, may be said."
        wrong: { zh: "统计 各联系人 = 记录数(企业) 按 联系人", en: "statistic by contact = count(enterprise) by contact" },
        right: { zh: "统计 各行业 = 记录数(企业) 按 行业", en: "statistic by industry = count(enterprise) by industry" },
    }
    NOTHING_TO_LIST {
        zh: "“前 10”按每户或每行的值排列。常量和全体的合计对每户都一样。",
        en: "`top 10` lists subjects or rows by a value of their own. A constant, or a total of everybody, is the same for each.",
        wrong: { zh: "公式 总数 = 记录数(企业)\n统计 大户 = 前 5（总数）", en: "formula all = count(enterprise)\nstatistic largest = top 5 (all)" },
        right: { zh: "统计 大户 = 前 5（从业人数）", en: "statistic largest = top 5 (staff)" },
    }
    RULES_IN_STATISTICS {
        zh: "规则在判断完所有企业之后才有结果，因此只有统计可以引用；规则之间不能互相引用结果。要以同样的条件作前提，把它写成公式。",
        en: "How rules judge is known once everybody is judged; statistics are asked then, rules are not. Where a rule depends on the condition of another, give that condition a name by a formula.",
        wrong: { zh: "规则 A 要求 强制规则 通过", en: "rule A check mandatory rules pass" },
        right: { zh: "统计 通过率 = 占比(强制规则 通过) 按 行业", en: "statistic pass rate = share(mandatory rules pass) by industry" },
    }
    RULE_OF_NO_SUBJECT {
        zh: "只由全体的汇总组成的规则对整个数据集判断一次，没有哪一户通过或不通过。",
        en: "A rule on nothing but aggregates over everybody is judged once, for the data set: no subject passes or fails it.",
        wrong: { zh: "规则 A 要求 记录数(企业) > 5\n统计 通过率 = 占比(规则 A 通过) 按 行业", en: "rule A check count(enterprise) > 5\nstatistic pass rate = share(rule A passes) by industry" },
        right: { zh: "规则 A 要求 从业人数 > 5\n统计 通过率 = 占比(规则 A 通过) 按 行业", en: "rule A check staff > 5\nstatistic pass rate = share(rule A passes) by industry" },
    }
    COUNT_OF_VERDICTS {
        zh: "“记录数(x)”数的是 x 有值的：通过和不通过都是已知的结果，一起数就没有意义。要数通过的或不通过的，用“户数(企业 其中 …)”；要看比重，用“占比”。",
        en: "`count(x)` counts those who give x, and whether rules pass is known of those who pass and of those who fail alike. To count the one or the other, count the enterprises `where` they do; `share` says which part of them does.",
        wrong: { zh: "统计 通过户数 = 记录数(强制规则 通过) 按 行业", en: "statistic passing = count(mandatory rules pass) by industry" },
        right: { zh: "统计 通过户数 = 户数(企业 其中 强制规则 通过) 按 行业", en: "statistic passing = count(enterprise where mandatory rules pass) by industry" },
    }
}
