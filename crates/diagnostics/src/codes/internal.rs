//! E09xx: our own defects.

registry! {
    codes {
        /// An invariant of the program did not hold.
        DEFECT = "E0901" Error {
            zh: "程序内部错误：{what}",
            en: "internal error: {what}",
        }
        /// Interpreter and machine code gave different results.
        ENGINES_DIFFER = "E0902" Error {
            zh: "“{name}”第 {row} 行：解释器得出“{interpreter}”，机器码得出“{jit}”",
            en: "`{name}`, row {row}: the interpreter says {interpreter}, machine code says {jit}",
        }
    }
    notes {
        /// Where the engines differ.
        DIFFERS_HERE { zh: "两个引擎在这里不一致", en: "the engines differ here" }
        /// An outcome.
        PASSES { zh: "通过", en: "pass" }
        /// An outcome.
        FAILS { zh: "不通过", en: "fail" }
        /// An outcome.
        NOT_APPLICABLE { zh: "不适用", en: "not applicable" }
        /// An outcome.
        UNDETERMINED { zh: "无法判定", en: "undetermined" }
        /// What a row has that is not there.
        MISSING { zh: "缺失", en: "missing" }
        /// What to do about it.
        REPORT_IT {
            zh: "这是程序的缺陷，不是规则或数据的问题；请连同规则文件报告给我们",
            en: "this is a defect of the program, not of the rules or the data; please report it with the rule file",
        }
    }
}
