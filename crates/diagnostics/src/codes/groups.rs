//! E034x: groups.

registry! {
    codes {
        /// `by` behind something that is asked of one row alone.
        NOT_OF_GROUPS = "E0341" Error {
            zh: "“{name}”不是汇总，后面不能写“按”",
            en: "`{name}` is no aggregate: `by` cannot stand behind it",
        }
        /// A key with many rows for something that has one value a subject, or that stands in other rows.
        KEY_OF_OTHER_ROWS = "E0342" Error {
            zh: "不能按“{key}”分组：它每户有多行，所统计的不在这些行中",
            en: "groups cannot be made by `{key}`: it has many rows a subject, and what is asked does not stand in these rows",
        }
        /// A key that cannot tell groups apart.
        NO_KEY = "E0343" Error {
            zh: "{found}不能用来分组",
            en: "{found} cannot tell groups apart",
        }
        /// A share that is not written out.
        SHARE_WANTED = "E0344" Error {
            zh: "“{name}”的第二个参数要写明 0% 到 100% 之间的百分数",
            en: "the second argument of `{name}` is a percentage from 0% to 100%, written out",
        }
        /// `includes every` between other things than lists.
        NO_LISTS = "E0345" Error {
            zh: "“包含全部”的左边要 列表(报表.指标)，右边要同一指标的 常见项(报表.指标, 60%) 按 …；“其中”两边相同",
            en: "`includes every` wants list(form.field) on its left, and common(form.field, 60%) by … of the same field on its right, both with the same `where`, or none",
        }
        // E0346 is retired: how many are different, without groups, is asked of the rows of the subject.
        /// An outlier test that does not say how far is far.
        ROBUST_WANTED = "E0347" Error {
            zh: "离群判断要写明离中位数多远算远",
            en: "an outlier test must say how far from the median is far",
        }
        /// Groups of something that has no rows.
        NO_ROWS_TO_GROUP = "E0348" Error {
            zh: "“逐组”要一张每户多行的报表，或对象本身",
            en: "`for each group of` wants a form that has many rows a subject, or the subject itself",
        }
        /// Groups that are made by something of other rows.
        KEY_OF_ITEMS = "E0349" Error {
            zh: "“逐组”只能按{form}自己的指标、公式或每户只有一个值的指标、公式分组",
            en: "groups that are judged are made by fields and formulas of {form} itself, or by what has one value a subject",
        }
        /// Something that differs from row to row of the group that is judged.
        VARIES_IN_GROUP = "E0350" Error {
            zh: "“{field}”不是分组的依据，在组内可能有不同的值",
            en: "`{field}` is none of the keys: it may differ within the group",
        }
        /// A group of rows of which each may be there several times, or not at all.
        GROUP_OF_ROWS_FOUND = "E0351" Error {
            zh: "组由“{form}”的全部行组成，每行一次；这里的行是按对应条件找到的，不能再按组汇总",
            en: "a group is made of all rows of `{form}`, each once: it cannot be asked of rows that are found by a key",
        }
        /// The row in hand, in what is asked of a group.
        NO_ROW_AROUND = "E0352" Error {
            zh: "按组汇总的结果由全组各行共用，汇总的内容和条件中没有“本行”可言",
            en: "what is asked of a group is the same for all its rows: there is no `this row` in it",
        }
    }
    notes {
        /// What one may ask of a group.
        AGGREGATE_IN_GROUP {
            zh: "写明要组内的什么，例如：最大({field})、相同({field})、每行 … 满足 …；或把它列入“按”之后",
            en: "say what is asked of the group, such as max({field}), same({field}) or every … has …; or name it behind `by`",
        }
        /// Of a text.
        TEXT_IN_GROUP {
            zh: "写明要组内的什么，例如：相同({field})、去重({field})；或把它列入“按”之后",
            en: "say what is asked of the group, such as same({field}) or distinct({field}); or name it behind `by`",
        }
        /// And of what each subject has for itself.
        EACH_IN_GROUP {
            zh: "写明是组内的哪些{subject}，例如：每行 {subject} 满足 …、存在 {subject} 其中 …、户数({subject} 其中 …)",
            en: "say which of the group are meant, such as every {subject} has …, any {subject} where … or count({subject} where …)",
        }
        /// Where a group is asked beside rows that are found by a key.
        ASK_OUTSIDE {
            zh: "把它写在条件之外；或者写成公式：每户一个值的，在条件里直接写公式的名称；逐行的，写“本行.名称”，指所判定的行",
            en: "ask it outside of the condition; or write a formula: one that has one value a subject is read by its name, one of rows as `this row.NAME`, of the row that is judged",
        }
        /// How rows are compared with the one in hand.
        COMPARE_WITHOUT_BY {
            zh: "与本行比较用不分组的汇总，如：记录数(报表 其中 … 本行.指标)；在组内的位次用“名次”",
            en: "rows are compared with the one in hand without groups, as in count(FORM where … this row.FIELD); the place among the rows of a group is its rank",
        }
        /// What is written instead.
        COMPARE_BY {
            zh: "一组企业写作：逐组 企业 按 行业代码；与同组企业比较：中位数(从业人数) 按 行业代码",
            en: "a group of subjects is written: for each group of enterprise by industry code; to compare with its peers: median(staff) by industry code",
        }
        /// How that is written.
        WRITE_ROBUST {
            zh: "例如：不离群 按 行业代码（稳健 3.5）",
            en: "for example: is not an outlier by industry code (robust 3.5)",
        }
        /// How an aggregate over groups is written.
        GROUP_USAGE {
            zh: "例如：{name}(指标) 按 行业代码",
            en: "for example: {name}(field) by industry code",
        }
        /// How such a percentage is written.
        SHARE_USAGE { zh: "例如：{name}(指标, 60%) 按 行业代码", en: "for example: {name}(field, 60%) by industry code" }
        /// What to do about a key with many rows.
        AGGREGATE_OR_FOR_EACH {
            zh: "按每户只有一个值的指标分组，或统计这张表自己的指标",
            en: "make groups by what has one value a subject, or ask for fields of that form itself",
        }
        /// What keys are.
        KEYS_ARE {
            zh: "分组用代码、文本、日期、条件或单位固定的数值",
            en: "groups are made by codes, texts, dates, conditions, and numbers in one unit",
        }
        /// Where lists may stand.
        BESIDE_INCLUDES_EVERY { zh: "“包含全部”的两边", en: "beside `includes every`" }
    }
}
