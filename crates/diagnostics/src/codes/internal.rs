//! E09xx: our own defects.

registry! {
    codes {
        /// An invariant of the program did not hold.
        DEFECT = "E0901" Error {
            zh: "程序内部错误：{what}",
            en: "internal error: {what}",
        }
    }
    notes {
        /// What to do about it.
        REPORT_IT {
            zh: "这是程序的缺陷，不是规则或数据的问题；请连同规则文件报告给我们",
            en: "this is a defect of the program, not of the rules or the data; please report it with the rule file",
        }
    }
}
