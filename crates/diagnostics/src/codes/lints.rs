//! W1xxx: lints.

registry! {
    codes {
        /// A rule without an id.
        ANONYMOUS_RULE = "W1001" Lint { zh: "规则没有编号，暂用 {id}", en: "the rule has no id; it goes by {id}" }
        /// A row compared with a value of the whole subject.
        ROW_AGAINST_TOTAL = "W1002" Lint {
            zh: "“{row}”的每一行都与整个对象的“{total}”比较",
            en: "each row of `{row}` is compared with `{total}` of the whole subject",
        }
        /// A declaration that the language has and the program does not act on yet.
        NOT_YET = "W1090" Lint {
            zh: "“{what}”可以声明，本程序还不执行",
            en: "`{what}` can be declared, and this program does not act on it yet",
        }
    }
    notes {
        /// Give it an id.
        GIVE_IT_AN_ID { zh: "在前面写上“规则”和编号", en: "write `rule` and an id before it" }
        /// Say what is meant.
        SAY_FOR_EACH {
            zh: "要逐行比较，写“逐行 {row}”；要比较合计，写“合计(…)”",
            en: "to judge every row write `for each {row}`; to compare a total write `sum(…)`",
        }
    }
}
