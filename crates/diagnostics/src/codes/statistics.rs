//! E036x: statistics.

registry! {
    codes {
        /// Something that has a value a row, or none that varies.
        NO_STATISTIC = "E0361" Error {
            zh: "统计的内容要由汇总组成，这里不是汇总",
            en: "a statistic is made of aggregates; this is none",
        }
        /// Aggregates over different groups in one statistic.
        OTHER_GROUPS = "E0362" Error {
            zh: "一项统计中的汇总要按同样的指标分组",
            en: "the aggregates of a statistic are made by the same keys",
        }
        /// A private field in the results.
        PRIVATE_STATISTIC = "E0363" Error {
            zh: "统计结果会透露不公开的指标",
            en: "the results of this statistic would tell what a private field holds",
        }
        /// A list of the largest of what is the same for all.
        NOTHING_TO_LIST = "E0364" Error {
            zh: "每户的值都一样，排不出先后",
            en: "this is the same for everybody: there are no largest to list",
        }
        /// How rules judge, outside of statistics.
        RULES_IN_STATISTICS = "E0365" Error {
            zh: "规则是否通过只能在统计中使用",
            en: "whether rules pass is a value in statistics alone",
        }
        /// A rule that judges the data set.
        RULE_OF_NO_SUBJECT = "E0366" Error {
            zh: "规则“{rule}”对整个数据集只判断一次，不逐户判断",
            en: "rule `{rule}` judges the data set once, and no subject by itself",
        }
        /// A count of values, of whether rules pass.
        COUNT_OF_VERDICTS = "E0367" Error {
            zh: "这里数的是通过与否已知的有多少，不是通过的有多少",
            en: "this counts those of whom it is known whether rules pass, not those who pass",
        }
    }
    notes {
        /// How a statistic is written.
        STATISTIC_USAGE {
            zh: "例如：统计 分区排放量 = 合计(排放量) 按 行政区划",
            en: "for example: statistic emission by division = sum(emission) by division",
        }
        /// What is made of groups in the rows of several forms.
        SEVERAL_FORMS_USAGE {
            zh: "几张表的汇总只作加、减、乘、除，或用“合计(…, …)”合起来",
            en: "aggregates over the rows of several forms are added, subtracted, multiplied, divided, or brought together by `sum(…, …)`",
        }
        /// The groups that others are held against.
        FIRST_GROUPS { zh: "这里的分组", en: "the groups of this one" }
        /// What may be said of private fields.
        COUNT_PRIVATE {
            zh: "可以统计有多少：记录数(x)、去重(x)、占比(x 有值)；分组、条件和列出的值要用公开的指标",
            en: "how many there are may be said: count(x), distinct(x), share(x is given); make groups, conditions and lists of fields that are not private",
        }
        /// How those are counted for whom something holds.
        COUNT_WHERE {
            zh: "数通过的，写成：户数(企业 其中 强制规则 通过)",
            en: "to count those who pass: count(enterprise where mandatory rules pass)",
        }
        /// How rules are asked for.
        RULES_USAGE {
            zh: "例如：统计 强制审核通过率 = 占比(强制规则 通过) 按 行政区划",
            en: "for example: statistic pass rate = share(mandatory rules pass) by division",
        }
    }
}
