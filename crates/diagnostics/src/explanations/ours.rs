//! E06xx and E09xx: limits, and our own defects.

use crate::codes::{internal, limits};

/// The codes of several ranges under one roof.
mod codes {
    pub(super) use super::internal::{DEFECT, ENGINES_DIFFER};
    pub(super) use super::limits::{LINE_TOO_LONG, TOO_DEEP, TOO_LARGE, TOO_MANY_PAIRS, TOO_MANY_TERMS};
}

explanations! {
    TOO_DEEP {
        zh: "括号或“如果”套得太深，既难读，也超出程序的限度。把里面的部分写成“令”或公式，给它起个名字再用。",
        en: "Brackets or ifs are nested too deep to read and to be read. Give the inner parts names with `let` or as formulas, and use those.",
        wrong: { zh: "公式 丙 = (((((((((((((((((((((((((((((((((\n  (((((((((((((((((((((((((((((((((取水量))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))", en: "formula x = (((((((((((((((((((((((((((((((((\n  (((((((((((((((((((((((((((((((((water intake))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))" },
        right: { zh: "公式 丙 = (取水量)", en: "formula x = (water intake)" },
    }
    LINE_TOO_LONG {
        zh: "一行的长度超出限度，多半是文件少了换行，或者内容不是规则。检查文件；很长的代码清单可以放进代码表或分成几个集合。",
        en: "A line is longer than any author writes; most likely line breaks are lost, or the file holds no rules. A very long list of codes belongs into a code list or several sets."
    }
    TOO_MANY_TERMS {
        zh: "一个表达式的项数太多。把它分成几个公式；如果是很多指标相加，用指标组和合计。",
        en: "One expression has too many terms. Part it into several formulas; for a sum of many fields use a field group and `sum`."
    }
    TOO_LARGE {
        zh: "一个公式或“令”引用另一个，另一个又引用下一个，层数超出限度；手写的规则不会这么深，多半是由程序生成的。改成按行汇总（合计），或用指标组，不要逐个相加。",
        en: "One formula or `let` reads another, that one the next, and so on past the limit. Nobody writes that by hand; most likely a program made it. Sum rows or a field group instead of adding one by one."
    }
    TOO_MANY_PAIRS {
        zh: "两份名单凭一个键对应，而这个键的某个值在两边都有成千上万行，如 0、“无”或同一个区划：几千行乘几千行就是几千万对。只问“存在”而条件里只有键时没有这个限度，一行只取最合适的一个。其他情况下用“且”再加一个相等的条件，让对应更准；不是键的值在数据里应当留空。",
        en: "Rows of two lists belong together by a key of which thousands on both sides hold one value, such as 0, “none” or one district: thousands times thousands are millions of pairs. Where nothing is asked but whether there is any, and by keys alone, there is no limit: the best one is taken. Else add another equal key behind `and`; a value that is no key should be left blank in the data."
    }
    DEFECT {
        zh: "这是程序自己的错误，不是规则或数据的问题。请把规则文件和运行的命令发给我们；在此之前，可以试着把出错的规则换一种写法，或用 --rule 先运行其他规则。",
        en: "This is a mistake of the program, not of your rules or data. Please send us the rule file and the command; until it is mended, another wording may help, or run the other rules alone with --rule."
    }
    ENGINES_DIFFER {
        zh: "同一条规则由解释器和机器码各算一遍，结果不一样，这是程序自己的错误。请把规则文件和运行的命令发给我们；在此之前用 --engine interpreter 运行，以解释器的结果为准。",
        en: "The interpreter and machine code computed the same rule and came to different results, which is a mistake of the program. Please send us the rule file and the command; until it is mended run with --engine interpreter, whose results count."
    }
}
