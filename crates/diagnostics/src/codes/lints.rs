//! W1xxx: lints. Every one has a page in both languages, `docs/errors`.

registry! {
    codes {
        /// A rule without an id.
        ANONYMOUS_RULE = "W1001" Lint { zh: "规则没有编号，暂用 {id}", en: "the rule has no id; it goes by {id}" }
        /// A row compared with a value of the whole subject.
        ROW_AGAINST_TOTAL = "W1002" Lint {
            zh: "“{row}”的每一行都与整个对象的{total}比较",
            en: "each row of `{row}` is compared with {total} of the whole subject",
        }
        /// A name of a rulebook's own that nothing reads.
        UNUSED_NAME = "W1003" Lint { zh: "{kind}“{name}”没有用到", en: "the {kind} `{name}` is never read" }
        /// A condition that is decided before any data is read.
        CONSTANT_CONDITION = "W1004" Lint {
            zh: "无论填报什么，{what}都{how}",
            en: "whatever is filed, {what} {how}",
        }
        /// Two rules that mean the same.
        DUPLICATE_RULE = "W1005" Lint {
            zh: "规则“{rule}”与“{first}”要求的相同",
            en: "the rule `{rule}` demands the same as `{first}`",
        }
        /// A range of codes in which no code lies.
        EMPTY_RANGE = "W1006" Lint {
            zh: "代码表“{list}”中没有 {low}–{high} 之间的代码",
            en: "no code of the list `{list}` lies in {low}–{high}",
        }
        /// Rules of a file that no case tests.
        RULE_WITHOUT_CASE = "W1007" Lint { zh: "这个文件有 {count} 条规则没有用例：{rules}", en: "rules of this file without a case ({count}): {rules}" }
        /// Rules of a file that name no authority.
        RULE_WITHOUT_BASIS = "W1008" Lint { zh: "这个文件有 {count} 条规则没有依据：{rules}", en: "rules of this file without a basis ({count}): {rules}" }
        /// A computed percent against a bare number above 1.
        PERCENT_BESIDE_NUMBER = "W1009" Lint {
            zh: "百分数按比值计算（80% 就是 0.8），这里与不带 % 的 {number} 放在一起",
            en: "a percentage computes as a ratio (80% is 0.8), and stands here beside {number} without %",
        }
        /// A bare number that does the work of a unit or of a percent sign.
        SILENT_FACTOR = "W1010" Lint { zh: "{number} 没有单位，像是手工换算", en: "{number} has no unit and looks like a conversion by hand" }
        /// A mandatory rule that says nothing where a cell is left empty.
        DODGED_BY_BLANK = "W1011" Lint {
            zh: "强制规则“{rule}”可以靠不填来避开：{fields}",
            en: "the mandatory rule `{rule}` can be dodged by leaving cells empty: {fields}",
        }
        /// `and` and `or` without brackets.
        MIXED_AND_OR = "W1012" Lint { zh: "“且”和“或”混用，没有括号", en: "`and` and `or` are mixed without brackets" }
        // W1090 is retired: it said that the program did not act on a declaration yet.
    }
    notes {
        /// Give it an id.
        GIVE_IT_AN_ID { zh: "在前面写上“规则”和编号", en: "write `rule` and an id before it" }
        /// The line with an id.
        WITH_AN_ID { zh: "例如写成：{line}", en: "for example: {line}" }
        /// Say what is meant.
        SAY_FOR_EACH {
            zh: "要逐行比较，写“逐行 {row}”；要比较合计，写“合计(…)”",
            en: "to judge every row write `for each {row}`; to compare a total write `sum(…)`",
        }
        /// What is made of many rows.
        AN_AGGREGATE { zh: "{form}汇总值", en: "an aggregate over {form}" }
        /// What has no better name.
        A_SUBJECT_VALUE { zh: "一个值", en: "a value" }
        /// A value by its name.
        A_NAMED_VALUE { zh: "“{name}”", en: "`{name}`" }
        /// A kind of name.
        A_LET { zh: "“令”给的名称", en: "let" }
        /// A kind of name.
        A_CONSTANT { zh: "常量", en: "constant" }
        /// A kind of name.
        A_NAMED_SET { zh: "集合", en: "set" }
        /// What to do with it.
        READ_OR_DELETE { zh: "删去这一行，或在规则中用上“{name}”", en: "delete this line, or read `{name}` in a rule" }
        /// A condition by itself.
        THIS_CONDITION { zh: "这个条件", en: "this condition" }
        /// A `when` among others.
        WITH_THE_WHENS { zh: "这个条件与前面的“当”合起来", en: "this condition together with the `when`s before it" }
        /// A check behind its conditions.
        AFTER_THE_WHENS { zh: "“当”成立时这个条件", en: "with these `when`s this condition" }
        /// What a condition does.
        HOLDS { zh: "成立", en: "holds" }
        /// What a condition does.
        FAILS { zh: "不成立", en: "does not hold" }
        /// Two demands that exclude each other.
        OR_WAS_MEANT { zh: "几个要求互相排斥：多半要写“或”，或者有一个数写错了", en: "the parts exclude each other: `or` was probably meant, or one of the numbers is wrong" }
        /// Two refusals of which one always holds.
        AND_WAS_MEANT { zh: "总有一项成立：多半要写“且”", en: "one of the parts always holds: `and` was probably meant" }
        /// A condition and its opposite.
        ONE_OR_THE_OTHER { zh: "两项正好相反，总是一项成立、一项不成立：去掉一项，或换一个数", en: "the parts are each other's opposite: leave one out, or change one of the numbers" }
        /// `in 2..0.5`.
        BOUNDS_SWAPPED { zh: "下限大于上限：对调两个数", en: "the lower bound is above the upper one: exchange them" }
        /// The same on both sides.
        SAME_ON_BOTH_SIDES { zh: "两边是同一个值：把一边换成要比较的指标", en: "both sides are the same value: compare with another field" }
        /// It is never missing.
        NEVER_MISSING { zh: "这个值从不缺失：去掉这个条件，或改问指标本身", en: "this value is never missing: leave the question out, or ask the field itself" }
        /// A count against 0 or less.
        COUNTS_ARE_POSITIVE { zh: "个数总不小于 0；要求至少有一行，写“不低于 1”", en: "a count is never below 0; to ask for a row write `≥ 1`" }
        /// A whole number against a broken one.
        WHOLE_NUMBERS { zh: "这里只有整数：把小数改成整数", en: "only whole numbers stand here: compare with one" }
        /// The condition decides nothing.
        DECIDES_NOTHING { zh: "去掉它，或写进要看的指标", en: "leave it out, or name the field that is to decide" }
        /// Conditions of one rule that exclude each other.
        WHENS_EXCLUDE { zh: "规则从不适用：去掉其中一个，或合成一个用“或”连接的条件", en: "the rule never applies: leave one out, or join them by `or`" }
        /// A check that its conditions answer.
        WHEN_SAYS_SO { zh: "规则不会有发现：去掉它，或换成要查的条件", en: "the rule finds nothing: leave it out, or write what is to be checked" }
        /// The other of two.
        SAME_AS_THIS { zh: "与这一条相同", en: "the same as this" }
        /// The way out of two that are the same.
        DELETE_ONE { zh: "删去其中一条，或写明两条的差别", en: "delete one, or state what tells them apart" }
        /// The way out of an empty range.
        CODES_NEAR { zh: "表中相邻的代码：{names}", en: "the nearest codes of the list: {names}" }
        /// The way out of an empty range.
        ENDS_OF_ONE_LENGTH { zh: "两端位数要相同，小的在前，如 33–37", en: "both ends have as many characters, the smaller first: 33–37" }
        /// A case to fill in, with one more to show the failure.
        WRITE_A_CASE { zh: "例如：用例 {rule}，下一行“已知 …”，再下一行“预期 不通过”；不通过的和通过的各一个", en: "for example `case {rule}`, then a line `given …`, then a line `expect fail`; write one that fails and one that passes" }
        /// A basis to fill in.
        WRITE_A_BASIS { zh: "加一行，如：依据 「审核要点 2.3」", en: "add a line such as: basis \"review guide 2.3\"" }
        /// The percent sign.
        WITH_PERCENT { zh: "请写 {number}%", en: "write {number}%" }
        /// The percent sign, where a constant is defined.
        DEFINE_WITH_PERCENT { zh: "在“{name}”的定义中写 {number}%", en: "write {number}% where `{name}` is defined" }
        /// The percent is a ratio already.
        RATIO_ALREADY { zh: "百分数已经按比值计算：去掉“{factor}”", en: "a percentage is a ratio already: leave `{factor}` out" }
        /// What a percentage times 100 was made for.
        COMPARE_IN_PERCENT { zh: "去掉“{factor}”，与它比较的数带上 %，如 95%", en: "leave `{factor}` out and write what it is compared with in %: 95%" }
        /// A number without a unit of its own that is taken for a percentage.
        SAY_PERCENT { zh: "填的是百分数的，把指标声明为“百分数”，或者在它的单位中填 %，就不必“{factor}”", en: "if a percentage is filed there, declare the field as `percent`, or file % as its unit: `{factor}` is not needed then" }
        /// Units convert by themselves.
        UNITS_CONVERT { zh: "单位会自动换算：去掉“{factor}”，需要别的单位时写“换算为”", en: "units convert by themselves: leave `{factor}` out; to see another unit write `as`" }
        /// A number with its unit.
        GIVE_IT_A_UNIT { zh: "如果它本身是一个量，写出单位，如 {quantity}", en: "if it is a quantity of its own, write its unit: {quantity}" }
        /// Where the cell decides.
        UNKNOWN_WITHOUT { zh: "缺了它无法判定，不会是不通过", en: "without it nothing is decided, so nothing fails" }
        /// The reading of a cell whose row or field is passed over where it is empty.
        PASSED_OVER_WITHOUT { zh: "空着的跳过不判，不会是不通过", en: "where it is empty it is passed over, so nothing fails" }
        /// A way out.
        MEANT_TO_PASS { zh: "空着也算通过的，在条件中写明：{field} 缺失 或 …", en: "if an empty cell is meant to pass, say so in the test: {field} is missing or …" }
        /// A way out.
        LET_MISSING_FAIL { zh: "空着就算不通过的，在规则中加一行“缺失视为不通过”", en: "if an empty cell is to fail, add the line: missing counts as failure" }
        /// A way out.
        DEMAND_THE_CELL { zh: "也可以另写一条强制规则“要求 {field} 有值”", en: "or demand the cell in another mandatory rule: check {field} is given" }
        /// A way out.
        MEANT_TO_BE_OPEN { zh: "本来就允许空着的，用一个“预期 无法判定”的用例写明", en: "if an empty cell is meant to leave it open, say so with a case that expects `undetermined`" }
        /// Where the inner operator stands.
        BINDS_FIRST { zh: "先算这一部分", en: "this is taken first" }
        /// The brackets written out.
        WRITE_BRACKETS { zh: "这样想的，就写成：({text})", en: "if that is meant, write: ({text})" }
        /// What else may have been meant.
        ELSE_BRACKET_OR { zh: "不是这样，就把“或”的两边括起来", en: "if not, put the two sides of `or` in brackets" }
    }
}
