//! E03xx: types.

use crate::codes::types as codes;

explanations! {
    NOT_A_CONDITION {
        zh: "“要求”“当”“其中”后面要能判断真假，这里却是一个数或文字。多半漏写了比较：补上“> 0”“= …”“有值”等。",
        en: "Behind `check`, `when` and `where` stands something that is true or false; this is a number or a text. Most often the comparison is missing: add `> 0`, `= …`, `is given`.",
        wrong: { zh: "规则 A 要求 取水量", en: "rule A check water intake" },
        right: { zh: "规则 A 要求 取水量 > 0", en: "rule A check water intake > 0" },
    }
    NOT_A_NUMBER {
        zh: "加减乘除只能用于数值，这里是文本、代码或条件。代码和编号看起来像数字，但不能计算；如果指标确实是数值，检查它在词汇中的类型。",
        en: "Arithmetic needs numbers, and this is a text, a code or a condition. Codes look like numbers but cannot be computed with. If the field does hold numbers, mend its type in the vocabulary.",
        wrong: { zh: "规则 A 要求 单位详细名称 + 1 > 0", en: "rule A check unit name + 1 > 0" },
        right: { zh: "规则 A 要求 取水量 + 1 m³ > 0", en: "rule A check water intake + 1 m³ > 0" },
    }
    CANNOT_COMPARE {
        zh: "两边的种类不同（如数值与文本），比较没有意义。文本和代码要与引号中的文字或代码比较，数值与数值比较；代码写成“行业 = 3360”。",
        en: "The two sides are of different kinds, such as a number and a text, and cannot be compared. Compare texts and codes with a text in quotes or a written code, numbers with numbers.",
        wrong: { zh: "规则 A 要求 取水量 = \"有\"", en: "rule A check water intake = \"some\"" },
        right: { zh: "规则 A 要求 取水量 > 0", en: "rule A check water intake > 0" },
    }
    NO_SET_TEST {
        zh: "“属于”只能问代码、文本或数值是否在一组值里，左边或某个成员不是这样的值。代码表用代码或集合名，文本用引号中的文字，数值写数字。",
        en: "`in` asks whether a code, a text or a number is one of several; the left side or one of the members is not of that kind. For codes list codes or a set, for texts quoted texts, for numbers numbers.",
        wrong: { zh: "规则 A 要求 (取水量 > 0) 属于 (1, 2)", en: "rule A check (water intake > 0) in (1, 2)" },
        right: { zh: "规则 A 要求 行业 属于 (33, 34)", en: "rule A check industry in (33, 34)" },
    }
    PERCENT_AGAINST_NUMBER {
        zh: "百分数指标按比率计算：80% 就是 0.8。与不带 % 的数比较时，看不出 50 指 50% 还是 5000%，所以要写明 %。0 和 1 不会混淆，可以直接写。",
        en: "A percent field computes as a ratio: 80% is 0.8. Beside a bare number nobody can tell whether 50 means 50% or 5000%, so write the sign. 0 and 1 are clear as they are.",
        wrong: { zh: "规则 A 要求 去除效率 ≤ 95", en: "rule A check removal efficiency ≤ 95" },
        right: { zh: "规则 A 要求 去除效率 ≤ 95%", en: "rule A check removal efficiency ≤ 95%" },
    }
    BAD_EXPONENT {
        zh: "乘方的指数只能是写明的 −9 到 9 的整数，否则结果的单位无从确定。改成整数，或者用乘法写开。",
        en: "An exponent must be a written whole number from −9 to 9, or the unit of the result could not be known. Write such a number, or multiply it out.",
        wrong: { zh: "规则 A 要求 2 ^ 0.5 > 1", en: "rule A check 2 ^ 0.5 > 1" },
        right: { zh: "规则 A 要求 2 ^ 3 > 1", en: "rule A check 2 ^ 3 > 1" },
    }
    WRONG_ARGUMENTS {
        zh: "函数有，但括号里的内容不合它的用法：个数、种类或写法不对。看提示中的例子；汇总函数要写“报表.指标”，条件用“其中”引出。",
        en: "The function exists but cannot be called like this: number, kind or form of what stands in the brackets is wrong. Look at the example of the help; an aggregate takes `form.field`, its condition behind `where`.",
        wrong: { zh: "规则 A 要求 开方(从业人数, 2) > 0", en: "rule A check sqrt(staff, 2) > 0" },
        right: { zh: "规则 A 要求 开方(从业人数) > 0", en: "rule A check sqrt(staff) > 0" },
    }
    NOT_TEXT {
        zh: "这里要文本或引号中的文字，写的却是别的。“包含”“开头为”之类只能用于文本和代码；词组成的集合里每一项都要加引号。",
        en: "Text is wanted here, and this is something else. `contains`, `starts with` and their kin only ask of texts and codes, and every member of a list of words stands in quotes.",
        wrong: { zh: "规则 A 要求 取水量 含 「5」", en: "rule A check water intake contains \"5\"" },
        right: { zh: "规则 A 要求 单位详细名称 含 「厂」", en: "rule A check unit name contains \"works\"" },
    }
    NO_STATE {
        zh: "“已填报”只能问报表，“缺失”“有值”只能问指标、公式或条件。问报表有没有交，写“报表 已填报”；问某一格有没有填，写“指标 有值”。",
        en: "`is filed` can only be asked of a form, `is missing` and `is given` of fields, formulas and conditions. To ask whether a form was handed in write `form is filed`; whether a cell is filled, `field is given`.",
        wrong: { zh: "规则 A 要求 (取水量 + 1 m³) 已填报", en: "rule A check (water intake + 1 m³) is filed" },
        right: { zh: "规则 A 要求 取水量 有值", en: "rule A check water intake is given" },
    }
    NOT_A_CELL {
        zh: "用例的“已知”只能给填报的指标赋值，公式、集合等是算出来的，不能给。改为给出公式所用的各个指标。",
        en: "A case gives values to filed fields. Formulas and sets are computed and cannot be given; give the fields that they are made of instead.",
        wrong: { zh: "公式 人均取水 = 取水量 ÷ 从业人数\n规则 A 要求 人均取水 < 100 m³\n用例 A\n  已知 人均取水 = 5 m³\n  预期 通过", en: "formula per head = water intake ÷ staff\nrule A check per head < 100 m³\ncase A\n  given per head = 5 m³\n  expect pass" },
        right: { zh: "公式 人均取水 = 取水量 ÷ 从业人数\n规则 A 要求 人均取水 < 100 m³\n用例 A\n  已知 取水量 = 50 m³, 从业人数 = 10\n  预期 通过", en: "formula per head = water intake ÷ staff\nrule A check per head < 100 m³\ncase A\n  given water intake = 50 m³, staff = 10\n  expect pass" },
    }
    NOT_OF_THE_FIELD {
        zh: "用例给的值与指标的类型不符，例如给数值指标写了文字，或者百分数没有写 %。按提示写这个指标能有的值；没有填时写“= 缺失”。",
        en: "The case gives a value that the field cannot hold: a text for a number, a percentage without %. Write a value of the field's type, or `= missing` for an empty cell.",
        wrong: { zh: "规则 A 要求 取水量 > 0\n用例 A\n  已知 取水量 = 「多」\n  预期 通过", en: "rule A check water intake > 0\ncase A\n  given water intake = \"much\"\n  expect pass" },
        right: { zh: "规则 A 要求 取水量 > 0\n用例 A\n  已知 取水量 = 5 m³\n  预期 通过", en: "rule A check water intake > 0\ncase A\n  given water intake = 5 m³\n  expect pass" },
    }
    MISSING_COMPARED {
        zh: "缺失不是一个值，与它比较永远没有结果；空文本也一样，没有填就是缺失。问有没有填，写“指标 缺失”或“指标 有值”。",
        en: "Missing is no value, and comparing with it never comes to anything; nor does comparing with an empty text, since a cell without text is missing. To ask whether a cell is filled write `field is missing` or `field is given`.",
        wrong: { zh: "规则 A 要求 取水量 ≠ 缺失", en: "rule A check water intake <> missing" },
        right: { zh: "规则 A 要求 取水量 有值", en: "rule A check water intake is given" },
    }
    NO_SUCH_MARK {
        zh: "数值指标只能与它声明过的标记（如“NA”）比较，这个指标没有声明这个标记。核对写法，或在指标后面加上“或 「…」”。",
        en: "A field of numbers can only equal a text that it declares as a mark, such as \"NA\", and this one does not declare it. Check the spelling, or add `or \"…\"` behind the field.",
        wrong: { zh: "规则 A 要求 收入 ≠ 「免填」", en: "rule A check income ≠ \"none\"" },
        right: { zh: "规则 A 要求 收入 ≠ 「NA」", en: "rule A check income ≠ \"NA\"" },
    }
    OF_SEVERAL_ALONE {
        zh: "“任一(…)”“全部(…)”是问“其中任何一个是否……”，后面必须跟着比较或判断；“(报表甲, 报表乙).指标”只能放在合计等汇总里。把判断写在它右边，或把它放进汇总。",
        en: "`any of (…)` and `all of (…)` ask something of each member, so a comparison or a test must follow; `(form A, form B).field` stands for rows and belongs inside an aggregate. Write the test behind it, or put it into `sum(…)`.",
        wrong: { zh: "规则 A 要求 (锅炉表, 炉窑表).燃料量 > 0", en: "rule A check (boilers, kilns).fuel > 0" },
        right: { zh: "规则 A 要求 合计((锅炉表, 炉窑表).燃料量) > 0", en: "rule A check sum((boilers, kilns).fuel) > 0" },
    }
    NO_OPERATOR {
        zh: "“名称 代码”这种简写只用于代码指标（行业 3360 即行业属于 3360）。这个名称不是代码指标，名称与数之间要写运算符，例如 = 或 >。",
        en: "A name followed by a code is short for `in` and works for code fields alone (`industry 3360`). This name is no code, so write the operator, such as = or >.",
        wrong: { zh: "规则 A 要求 从业人数 300", en: "rule A check staff 300" },
        right: { zh: "规则 A 要求 从业人数 ≥ 300", en: "rule A check staff ≥ 300" },
    }
    BRANCHES_DIFFER {
        zh: "“则”和“否则”后面要是同一种值（都是数值且单位能换算，或都是条件），否则结果的种类说不清。改成一致；没有值时写“缺失”。",
        en: "What stands behind `then` and `else` must be of one kind, or the result would have none. Make them alike; where there is no value write `missing`.",
        wrong: { zh: "公式 丙 = 如果 从业人数 > 5 则 取水量 否则 「无」", en: "formula x = if staff > 5 then water intake else \"none\"" },
        right: { zh: "公式 丙 = 如果 从业人数 > 5 则 取水量 否则 缺失", en: "formula x = if staff > 5 then water intake else missing" },
    }
    RANGE_RUNS_BACKWARDS {
        zh: "范围要从小写到大，这里两端颠倒了，没有值会落在里面。交换两端。",
        en: "A range runs from its lower to its upper end; this one is the wrong way round and would hold nothing. Swap the ends.",
        wrong: { zh: "规则 A 要求 从业人数 属于 500..10", en: "rule A check staff in 500..10" },
        right: { zh: "规则 A 要求 从业人数 属于 10..500", en: "rule A check staff in 10..500" },
    }
    NO_SUCH_DAY {
        zh: "写的日期不存在，例如 2019-02-30，或者月、日写反了。日期写成 2019-06-30 这样的年-月-日。",
        en: "There is no such day: 2019-02-30, or day and month are swapped. Write year, month, day: 2019-06-30.",
        wrong: { zh: "规则 A 要求 开业日期 ≤ 2019-02-30", en: "rule A check opened ≤ 2019-02-30" },
        right: { zh: "规则 A 要求 开业日期 ≤ 2019-02-28", en: "rule A check opened ≤ 2019-02-28" },
    }
    NOT_A_DATE {
        zh: "这里要日期，写的却是别的。检查指标在词汇中是否声明为“日期”；直接写日期时用 2019-06-30 这样的写法。",
        en: "A date is wanted and this is something else. Check that the field is declared as `date`; a date itself is written 2019-06-30.",
        wrong: { zh: "规则 A 要求 年(从业人数) ≥ 2000", en: "rule A check year(staff) ≥ 2000" },
        right: { zh: "规则 A 要求 年(开业日期) ≥ 2000", en: "rule A check year(opened) ≥ 2000" },
    }
    NOT_A_PERIOD {
        zh: "这里要期间，写的却是别的。使用声明为“期间”的指标，或引号中的期间，如 \"2017\"、\"2017年第1季度\"。",
        en: "A period is wanted and this is something else. Use a field declared as `period`, or a period in quotes such as \"2017\" or \"2017Q1\".",
        wrong: { zh: "规则 A 要求 期初(从业人数) 大于 2017-01-01", en: "rule A check first day(staff) > 2017-01-01" },
        right: { zh: "规则 A 要求 期初(\"2017年第2季度\") 大于 2017-01-01", en: "rule A check first day(\"2017Q2\") > 2017-01-01" },
    }
    NO_SUCH_PERIOD {
        zh: "写的不是期间：没有这样的月份或季度，首尾倒置，或者只是一天。期间可以写成 2017、2017-03、2017年3月、2017年第1季度、2017年上半年、2017-01-01~2017-06-30。",
        en: "This is no period: there is no such month or quarter, it ends before it begins, or it is a single day. A period is written 2017, 2017-03, 2017Q1, 2017H1 or 2017-01-01~2017-06-30.",
        wrong: { zh: "规则 A 要求 期间天数(\"2017年第5季度\") 大于 90 日", en: "rule A check days(\"2017Q5\") > 90 d" },
        right: { zh: "规则 A 要求 期间天数(\"2017年第3季度\") 大于 90 日", en: "rule A check days(\"2017Q3\") > 90 d" },
    }
    NOT_COORDINATES {
        zh: "距离、经度等函数要坐标，写的却是别的。使用声明为“坐标”的指标，或引号中的一对经纬度。",
        en: "Functions such as `distance` and `longitude` want coordinates and this is something else. Use a field declared as `coordinates`, or a pair of degrees in quotes.",
        wrong: { zh: "规则 A 要求 距离(单位详细名称, 「113.9,22.5」) < 80 千米", en: "rule A check distance(unit name, \"113.9,22.5\") < 80 km" },
        right: { zh: "规则 A 要求 距离(企业坐标, 「113.9,22.5」) < 80 千米", en: "rule A check distance(coordinates, \"113.9,22.5\") < 80 km" },
    }
    NO_SUCH_PLACE {
        zh: "引号中的文字不是一对有效的经纬度：可能经度、纬度写反，超出范围，或缺了一个。",
        en: "The text in quotes is no pair of coordinates: longitude and latitude are swapped, out of range, or one is missing.",
        wrong: { zh: "规则 A 要求 距离(企业坐标, 「22.5,113.9」) < 80 千米", en: "rule A check distance(coordinates, \"22.5,113.9\") < 80 km" },
        right: { zh: "规则 A 要求 距离(企业坐标, 「113.9,22.5」) < 80 千米", en: "rule A check distance(coordinates, \"113.9,22.5\") < 80 km" },
    }
    WHOLE_NUMBER_WANTED {
        zh: "这个位置要直接写出一个整数，不能是指标、公式或小数，并且要在给出的范围内。",
        en: "Here a whole number within the stated range is to be written out; a field, a formula or a fraction will not do.",
        wrong: { zh: "规则 A 要求 四舍五入(取水量, 从业人数) > 0", en: "rule A check round(water intake, staff) > 0" },
        right: { zh: "规则 A 要求 四舍五入(取水量, 2) > 0", en: "rule A check round(water intake, 2) > 0" },
    }
    LITERAL_TEXT_WANTED {
        zh: "这个位置要直接写引号中的文字，不能是指标：文字在检查规则时就要知道。",
        en: "Here a text in quotes is to be written out, not a field: it must be known when the rule is checked.",
        wrong: { zh: "规则 A 要求 替换(单位详细名称, 「厂」, 统一社会信用代码) ≠ 「乙」", en: "rule A check replace(unit name, \"works\", credit code) ≠ \"other\"" },
        right: { zh: "规则 A 要求 替换(单位详细名称, 「厂」, 「公司」) ≠ 「乙公司」", en: "rule A check replace(unit name, \"works\", \"company\") ≠ \"other company\"" },
    }
    NO_PATTERN {
        zh: "“匹配”后面的文字不是有效的正则表达式，多半是括号没有配对，或者 * + ? 前面没有内容。只是查找一段文字时，用“包含”更简单。",
        en: "The text behind `matches` is no regular expression: a bracket is not closed, or nothing stands before * + ?. To look for a piece of text `contains` is simpler.",
        wrong: { zh: "规则 A 要求 单位详细名称 匹配 「[」", en: "rule A check unit name matches \"[\"" },
        right: { zh: "规则 A 要求 单位详细名称 匹配 「厂$」", en: "rule A check unit name matches \"works$\"" },
    }
    NO_DATE_SUM {
        zh: "日期可以加减一段时间（如 30 天），两个日期可以相减得到天数；日期加日期、日期乘数没有意义。",
        en: "A time (30 d) is added to a date or taken from it, and two dates are subtracted to give days. A date plus a date, or times a number, means nothing.",
        wrong: { zh: "规则 A 要求 开业日期 + 5 吨 < 2019-01-01", en: "rule A check opened + 5 t < 2019-01-01" },
        right: { zh: "规则 A 要求 开业日期 + 5 天 < 2019-01-01", en: "rule A check opened + 5 days < 2019-01-01" },
    }
    NO_PART_OF_CODE {
        zh: "代码表没有声明这一级。级别的名称写在代码表的“分级”后面，从高到低；看提示中有哪些。",
        en: "The code list has no level of this name. Its levels stand behind `hierarchical`, from the widest to the narrowest; take one of those.",
        wrong: { zh: "规则 A 要求 行业.细类 = 3360", en: "rule A check industry.subclass = 3360" },
        right: { zh: "规则 A 要求 行业.小类 = 3360", en: "rule A check industry.class = 3360" },
    }
    NOT_A_CODE {
        zh: "“.名称”“.小类”等只能问代码指标，这里前面不是代码。换成代码指标，或把指标声明为“代码 取自 …”。",
        en: "`.name` and the levels of a list can only be asked of a code, and what stands before the point is none. Use a code field, or declare the field as `code from …`.",
        wrong: { zh: "规则 A 要求 从业人数.名称 = 「五」", en: "rule A check staff.name = \"five\"" },
        right: { zh: "规则 A 要求 行业.名称 = 「纺织业」", en: "rule A check industry.name = \"纺织业\"" },
    }
    NOTHING_OF_THE_TEXT {
        zh: "函数从一段写明的文字中得不出值：例如它不是有效的统一社会信用代码。对指标这样写时，得不出值的行为缺失；对写明的文字，结果永远缺失，多半是写错了。",
        en: "A function makes nothing of a text that is written out: it is no valid credit code, for instance. Of a field that is so in some rows, which are missing then; of a text written out it would be missing for ever, which nobody means.",
        wrong: { zh: "规则 A 要求 信用代码区划(“abc”) 为 “990000”", en: "rule A check credit code division(\"abc\") = \"990000\"" },
        right: { zh: "规则 A 要求 信用代码区划(统一社会信用代码) 为 “990000”", en: "rule A check credit code division(credit code) = \"990000\"" },
    }
    LIKENESS_WANTED {
        zh: "“相似于”后面的括号中写最低相似度：1 是完全相同，0.9 是十个字里最多改一个。写成比例或百分数都可以。",
        en: "The brackets behind `similar to` hold the least likeness: 1 is the same text, 0.9 lets one character in ten be edited. A share or a percentage will do.",
        wrong: { zh: "规则 A 要求 单位详细名称 相似于 “深圳电镀厂” (9)", en: "rule A check unit name similar to \"Shenzhen Plating\" (9)" },
        right: { zh: "规则 A 要求 单位详细名称 相似于 “深圳电镀厂” (0.9)", en: "rule A check unit name similar to \"Shenzhen Plating\" (0.9)" },
    }
}
