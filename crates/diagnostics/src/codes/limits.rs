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
        /// A key that nearly all rows share.
        TOO_MANY_PAIRS = "E0605" Error {
            zh: "“{right}”与“{left}”这样对应，超过 {limit} 对",
            en: "more than {limit} pairs of `{right}` and `{left}` belong together in this way",
        }
    }
    notes {
        /// What to do about too many.
        SAY_MORE_OF_THEM {
            zh: "多半有一个值很多行都有，如 0 或“无”：用“且”再写一个相等的条件，或在数据里把这样的值留空，空白不与任何行对应",
            en: "many rows share a value, most likely, such as 0 or “none”: add another equal key behind `and`, or leave such cells blank in the data, which belong to no row",
        }
    }
}
