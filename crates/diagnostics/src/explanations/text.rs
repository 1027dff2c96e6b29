//! E01xx: text and grammar.

use crate::codes::text as codes;

explanations! {
    NOT_UTF8 {
        zh: "规则文件和设置文件只能是 UTF-8 编码。多半是在旧版记事本或 Excel 中按 GBK 存的。用编辑器打开，另存为 UTF-8 即可；数据文件（.csv）不受此限，GBK 也能读。",
        en: "Rule files and settings must be text in UTF-8. An old Notepad or Excel has usually saved the file as GBK. Open it in an editor and save it as UTF-8. Data files (.csv) are not concerned: GBK is read too."
    }
    UNEXPECTED {
        zh: "读到标出的地方，语言规定不能出现这样的内容。常见原因：漏写运算符，名称中含有运算符的词而没有加【】，或者一行写了两个子句。看标记下面写的“这里应是……”，照它改。",
        en: "At the marked place the language expects something else. Usual causes: an operator is missing, a name holds a word of an operator and is not quoted, or two clauses stand on one line. Look at what is expected below the mark and write that.",
        wrong: { zh: "规则 A 要求 取水量 > > 0", en: "rule A check water intake > > 0" },
        right: { zh: "规则 A 要求 取水量 > 0", en: "rule A check water intake > 0" },
    }
    INCOMPLETE {
        zh: "这一行到末尾还缺内容，例如“要求”后面没有条件，或者运算符右边没有值。把它写完；太长的行可以在运算符或逗号之后换行。",
        en: "The line ends before it says all it must: a `check` without a condition, an operator with nothing on its right. Finish it. A long line may go on after an operator or a comma.",
        wrong: { zh: "规则 A 要求 取水量 >", en: "rule A check water intake >" },
        right: { zh: "规则 A 要求 取水量 > 0", en: "rule A check water intake > 0" },
    }
    UNCLOSED_TEXT {
        zh: "引号或【】只有开头，没有收尾，后面的内容都被当作文字。在该结束的地方补上同一种收尾符号；文字中要写双引号时写两个。",
        en: "A quote or a quoted name is opened and never closed, so all that follows would be part of it. Write the closing sign of the same kind; a double quote inside a text is written twice.",
        wrong: { zh: "规则 A 「标题\n  要求 取水量 > 0", en: "rule A \"title\n  check water intake > 0" },
        right: { zh: "规则 A 「标题」\n  要求 取水量 > 0", en: "rule A \"title\"\n  check water intake > 0" },
    }
    UNCLOSED_BRACKET {
        zh: "左括号没有配对的右括号。从标出的括号数起，在表达式结束处补上“)”；如果多写了左括号，删去它。",
        en: "An opening bracket has no closing twin. Count from the marked bracket and add `)` where the part ends, or remove the bracket if it is one too many.",
        wrong: { zh: "规则 A 要求 (取水量 + 1 m³ > 0", en: "rule A check (water intake + 1 m³ > 0" },
        right: { zh: "规则 A 要求 (取水量 + 1 m³) > 0", en: "rule A check (water intake + 1 m³) > 0" },
    }
    STRAY_BRACKET {
        zh: "右括号前面没有与它配对的左括号。删去它，或在该开始的地方补上“(”。",
        en: "A closing bracket closes nothing. Remove it, or add the `(` that it belongs to.",
        wrong: { zh: "规则 A 要求 取水量) > 0", en: "rule A check water intake) > 0" },
        right: { zh: "规则 A 要求 (取水量) > 0", en: "rule A check (water intake) > 0" },
    }
    CLAUSE_OUTSIDE {
        zh: "“要求”“当”“级别”等子句要写在“规则”等声明的下面，这里上面没有它能归属的声明。常见原因：忘了写“规则 编号”一行，或者上一条声明是别的种类（例如在“公式”下面写“要求”）。先写声明的那一行，再写子句。",
        en: "Clauses such as `check`, `when` and `severity` belong under a declaration, and the one above cannot take this clause. Usually the line `rule ID` was forgotten, or the declaration above is of another kind (a `check` under a `formula`). Write the head first, then its clauses.",
        wrong: { zh: "要求 取水量 > 0", en: "check water intake > 0" },
        right: { zh: "规则 A\n  要求 取水量 > 0", en: "rule A\n  check water intake > 0" },
    }
    BLANKS_MISSING {
        zh: "几个词连写在一起，程序分不清哪里是名称、哪里是运算符。词与词之间加空格或符号；提示中给出了加好空格的写法，可直接粘贴。",
        en: "Several words are run together, so names and operators cannot be told apart. It happens in Chinese, which is written without blanks elsewhere. Put blanks or signs between the words; the help shows the line with blanks, ready to paste.",
        wrong: { zh: "行业3360必填废水表", en: "行业3360必填废水表" },
        right: { zh: "行业 3360 必填 废水表", en: "行业 3360 必填 废水表" },
    }
    FOREIGN_SIGN {
        zh: "这是 SQL、Excel 或编程语言的写法（如 &&、==、分号、花括号），这里不用。按提示改写：用“且”“或”“=”，子句各占一行。",
        en: "This sign belongs to SQL, Excel or a programming language (`&&`, `==`, semicolons, braces). Write what the help offers: `and`, `or`, `=`, and each clause on a line of its own.",
        wrong: { zh: "规则 A 要求 取水量 == 5 m³", en: "rule A check water intake == 5 m³" },
        right: { zh: "规则 A 要求 取水量 = 5 m³", en: "rule A check water intake = 5 m³" },
    }
    NEAR_WITHOUT_WITHIN {
        zh: "“≈”是近似相等，必须说明允许差多少。写相对误差（如 1%）、绝对误差（带单位）或二者任一；相对误差以右边为基准。",
        en: "`≈` means nearly equal, so it must say how far apart the two may be: relative (1%), absolute (with a unit), or either. A relative tolerance is taken of the right side.",
        wrong: { zh: "规则 A 要求 取水量 ≈ 100 m³", en: "rule A check water intake ≈ 100 m³" },
        right: { zh: "规则 A 要求 取水量 ≈ 100 m³ 允许误差 1%", en: "rule A check water intake ≈ 100 m³ within 1%" },
    }
    BAD_CHAIN {
        zh: "只有同一方向、同一种符号的两次比较能连写（a ≤ b ≤ c 或 a < b < c），其余写法容易误读。拆成两个条件，用“且”连接。",
        en: "Only two comparisons with the same sign can be chained (a ≤ b ≤ c, a < b < c); other chains are read differently by different people. Write two conditions joined by `and`.",
        wrong: { zh: "规则 A 要求 0 < 取水量 ≤ 9 m³", en: "rule A check 0 < water intake ≤ 9 m³" },
        right: { zh: "规则 A 要求 0 < 取水量 且 取水量 ≤ 9 m³", en: "rule A check 0 < water intake and water intake ≤ 9 m³" },
    }
    THOUSANDS {
        zh: "数字中的逗号会被当作分隔两项的逗号，所以不写千位分隔号。删去逗号；位数太多时换用大一些的单位，如万元。",
        en: "A comma parts the members of a list, so a number has none. Leave the commas out; for long numbers a larger unit helps.",
        wrong: { zh: "规则 A 要求 取水量 > 1,200 m³", en: "rule A check water intake > 1,200 m³" },
        right: { zh: "规则 A 要求 取水量 > 1200 m³", en: "rule A check water intake > 1200 m³" },
    }
    NO_LEADING_DIGIT {
        zh: "小数不能省略前面的 0。",
        en: "A number cannot begin with the decimal point: write the 0 before it.",
        wrong: { zh: "规则 A 要求 取水量 ≤ .5 m³", en: "rule A check water intake ≤ .5 m³" },
        right: { zh: "规则 A 要求 取水量 ≤ 0.5 m³", en: "rule A check water intake ≤ 0.5 m³" },
    }
    DIGIT_BEFORE_NAME {
        zh: "以数字开头的名称会与数字混淆（如“2018年产量”）。把整个名称放进【】，或者用它的别名。",
        en: "A name that begins with a digit would be taken for a number (`2018 output`). Put the whole name in backticks or 【】, or use one of its other names.",
        wrong: { zh: "常量 2018年产量 = 5", en: "constant 2018 output = 5" },
        right: { zh: "常量 【2018年产量】 = 5", en: "constant `2018 output` = 5" },
    }
    FORMULA_OF_SEVERAL {
        zh: "规则可以“逐行”写多张表，公式不行：一个公式每行只有一个值，只能属于一张表。每张表各写一个公式。",
        en: "A rule may be judged for the rows of several forms, but a formula has one value for each row of one form. Write a formula for each form.",
        wrong: { zh: "公式 排尘量 = 烟尘排放量 × 1\n  逐行 锅炉表, 炉窑表", en: "formula dust = emitted × 1\n  for each boilers, kilns" },
        right: { zh: "公式 锅炉排尘量 = 烟尘排放量 × 1\n  逐行 锅炉表\n公式 炉窑排尘量 = 烟尘排放量 × 1\n  逐行 炉窑表", en: "formula boiler dust = emitted × 1\n  for each boilers\nformula kiln dust = emitted × 1\n  for each kilns" },
    }
    NO_SUCH_BEGINNING {
        zh: "每一行都以关键词开头（规则、当、要求……），这个词不是。多半是写错了关键词；看提示中相近的，或者这一行本应接在上一行后面。",
        en: "A line begins with a keyword such as `rule`, `when` or `check`, and this word is none. It is probably misspelt (the help names near ones), or the line belongs to the one above.",
        wrong: { zh: "规责 A 要求 取水量 > 0", en: "rul A check water intake > 0" },
        right: { zh: "规则 A 要求 取水量 > 0", en: "rule A check water intake > 0" },
    }
    NAME_WANTS_QUOTES {
        zh: "名称里有括号、符号或运算符的词，直接写会读错。把整个名称放进【】。",
        en: "The name holds brackets, signs or a word of an operator and would be read wrongly. Put the whole name in backticks or 【】.",
        wrong: { zh: "报表 Q\n  每 企业 一行\n  指标 产值（万元）：数值", en: "form Q\n  one per enterprise\n  field value (10000 yuan) : number" },
        right: { zh: "报表 Q\n  每 企业 一行\n  指标 【产值（万元）】：数值", en: "form Q\n  one per enterprise\n  field `value (10000 yuan)` : number" },
    }
    RULE_WITHOUT_ID {
        zh: "“规则”后面要先写编号，再写标题或“要求”。编号由字母、汉字、数字和“-”组成，如 SZ-G102-01。",
        en: "Behind `rule` comes its id, then a title or `check`. An id is made of letters, digits and hyphens, such as SZ-G102-01.",
        wrong: { zh: "规则 要求 取水量 > 0", en: "rule check water intake > 0" },
        right: { zh: "规则 R01 要求 取水量 > 0", en: "rule R01 check water intake > 0" },
    }
    BAD_FORMAT {
        zh: "说明文字里冒号后面的数值格式不对。写成 0、0.0、0.00 这样的样子，后面可以加单位，例如 {取水量:0.00 m³}。",
        en: "What stands behind the colon of a placeholder is no format of numbers. Write 0, 0.0 or 0.00, with a unit behind it if need be: {water intake:0.00 m³}.",
        wrong: { zh: "规则 A 要求 从业人数 > 0\n  说明 「人数为 {从业人数：两位}」", en: "rule A check staff > 0\n  message \"staff is {staff:two places}\"" },
        right: { zh: "规则 A 要求 从业人数 > 0\n  说明 「人数为 {从业人数：0.00}」", en: "rule A check staff > 0\n  message \"staff is {staff:0.00}\"" },
    }
    BAD_DATE {
        zh: "日期写成 2019-07-01 或 2019年7月1日；这里的写法不全，或者像 2019-7-1 那样会有两种读法。",
        en: "A date is written 2019-07-01 or 2019年7月1日; this is incomplete, or could be read in two ways, as 2019-7-1 could.",
        wrong: { zh: "规则 A 要求 取水量 > 0\n  自 2019-7-1", en: "rule A check water intake > 0\n  since 2019-7-1" },
        right: { zh: "规则 A 要求 取水量 > 0\n  自 2019-07-01", en: "rule A check water intake > 0\n  since 2019-07-01" },
    }
    NUMBER_TOO_LARGE {
        zh: "能计算的最大的数约为 1.8×10³⁰⁸。多半是指数多写了一位；确实要写大数时，换用更大的单位（如吨而不是千克）。",
        en: "The largest number that can be computed with is about 1.8 × 10³⁰⁸. Usually the exponent has a digit too many; for what is truly large use a larger unit, such as t instead of kg.",
        wrong: { zh: "规则 A 要求 取水量 < 1e400 m³", en: "rule A check water intake < 1e400 m³" },
        right: { zh: "规则 A 要求 取水量 < 1e40 m³", en: "rule A check water intake < 1e40 m³" },
    }
    BRACE_ALONE {
        zh: "说明文字里，花括号中间是要显示的值，两个花括号要成对。补上缺的一个；如果要显示花括号本身，写两个。",
        en: "In a message, braces surround a value to be shown, and each has its twin. Add the missing one; a brace that is to be shown itself is written twice.",
        wrong: { zh: "规则 A 要求 取水量 > 0\n  说明 「取水量为 {取水量」", en: "rule A check water intake > 0\n  message \"the intake is {water intake\"" },
        right: { zh: "规则 A 要求 取水量 > 0\n  说明 「取水量为 {取水量}」", en: "rule A check water intake > 0\n  message \"the intake is {water intake}\"" },
    }
}
