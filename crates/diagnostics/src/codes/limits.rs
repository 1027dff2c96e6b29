//! E06xx: limits.

registry! {
    codes {
        /// Brackets, ifs nested too deep.
        TOO_DEEP = "E0601" Error {
            zh: "嵌套超过 {limit} 层",
            en: "nested more than {limit} deep",
        }
        /// A line too long to be written by a person.
        LINE_TOO_LONG = "E0602" Error {
            zh: "一行超过 {limit} 个字节",
            en: "a line of more than {limit} bytes",
        }
        /// Too many terms or conditions in one expression.
        TOO_MANY_TERMS = "E0603" Error {
            zh: "一个表达式超过 {limit} 项",
            en: "an expression of more than {limit} terms",
        }
        /// Values built on values built on values.
        TOO_LARGE = "E0604" Error {
            zh: "公式和“令”一步步引用，超过 {limit} 层",
            en: "formulas and `let` build on each other more than {limit} deep",
        }
    }
    notes {}
}
