//! E02xx: names.

use crate::codes::names as codes;

explanations! {
    UNKNOWN_NAME {
        zh: "规则库中没有声明过这个名称。多半是写错了字、用了表里没有的叫法，或者没有指定声明词汇的规则库（--uses、--rulebook）。看提示中的相近名称，或用 shensuan fields 查找；如果本来是文字，请加引号。",
        en: "Nothing in the rulebook declares this name. Usually it is misspelt, or the rulebook with the vocabulary was not named (--uses, --rulebook). Take one of the near names of the help, look the field up with `shensuan fields`, or put it in quotes if it is text.",
        wrong: { zh: "规则 A 要求 取水 > 0", en: "rule A check water intaek > 0" },
        right: { zh: "规则 A 要求 取水量 > 0", en: "rule A check water intake > 0" },
    }
    AMBIGUOUS_NAME {
        zh: "几张表都有叫这个名称的指标，程序不替您猜。按提示写明是哪张表的，形式是“报表.指标”。",
        en: "Several forms have a field of this name, and none is guessed. Say which one you mean, as `form.field`; the help lists the choices.",
        wrong: { zh: "规则 A 要求 合计(燃料量) > 0", en: "rule A check sum(fuel) > 0" },
        right: { zh: "规则 A 要求 合计(锅炉表.燃料量) > 0", en: "rule A check sum(boilers.fuel) > 0" },
    }
    DECLARED_TWICE {
        zh: "同一名称（包括别名、规则编号）声明了两次，后一处无法与前一处区分。删去多余的一处，或给其中一处换个名称；同一规则库的所有文件和它所依据的规则库都算在内。",
        en: "The same name, alias or rule id is declared twice, so one cannot be told from the other. Remove one, or rename it. All files of the rulebook count, and those of the rulebooks it builds on.",
        wrong: { zh: "规则 A 要求 取水量 > 0\n规则 A 要求 取水量 > 1 m³", en: "rule A check water intake > 0\nrule A check water intake > 1 m³" },
        right: { zh: "规则 A 要求 取水量 > 0\n规则 B 要求 取水量 > 1 m³", en: "rule A check water intake > 0\nrule B check water intake > 1 m³" },
    }
    UNKNOWN_CODE {
        zh: "代码表里没有这个代码或名称。核对代码是否写错、少了前面的 0，或者是旧版代码；也可能代码表文件不全，需要补上这一行。",
        en: "The code list has no such code or name. Check for a slip, a lost leading zero or a code of an older edition; or the file of the code list lacks a line.",
        wrong: { zh: "规则 A 要求 行业 不属于 9999", en: "rule A check industry not in 9999" },
        right: { zh: "规则 A 要求 行业 不属于 3360", en: "rule A check industry not in 3360" },
    }
    FORMULA_HIDES_FIELD {
        zh: "填报的指标和计算的量不能同名，否则看不出用的是哪一个。如果想核对填报值，写“要求 指标 = …”；如果要计算，给公式换个名称。",
        en: "A filed field and a computed quantity cannot share a name, or nobody could tell which one is used. To test the filed value write `check field = …`; to compute, give the formula another name.",
        wrong: { zh: "公式 取水量 = 5 m³", en: "formula water intake = 5 m³" },
        right: { zh: "公式 核算取水量 = 5 m³", en: "formula computed intake = 5 m³" },
    }
    WRONG_KIND {
        zh: "名称是有的，但种类不对：例如要指标的地方写了报表，要报表的地方写了指标。对报表可以问“已填报”，或用合计、记录数取值；要某个指标时写“报表.指标”。",
        en: "The name exists but is of another kind: a form where a field is wanted, or the other way round. Of a form ask `is filed`, or aggregate its rows; for a field write `form.field`.",
        wrong: { zh: "规则 A 要求 废水表 > 0", en: "rule A check wastewater table > 0" },
        right: { zh: "规则 A 要求 取水量 > 0", en: "rule A check water intake > 0" },
    }
    UNKNOWN_FUNCTION {
        zh: "括号前的名称不是函数。多半是 Excel 或 SQL 的函数（IF、SUMIF、VLOOKUP），提示中有对应的写法；也可能是写错了字。函数是固定的，不能自己定义；要复用一段计算，写成公式。",
        en: "The name before the bracket is no function. Often it is one of Excel or SQL (IF, SUMIF, VLOOKUP): the help shows how that is said here. The set of functions is fixed; to use a computation again, declare a formula.",
        wrong: { zh: "规则 A 要求 SUMX(排放口.废水排放量) > 0", en: "rule A check SUMX(outlets.wastewater discharged) > 0" },
        right: { zh: "规则 A 要求 合计(排放口.废水排放量) > 0", en: "rule A check sum(outlets.wastewater discharged) > 0" },
    }
    LET_OF_ANOTHER_ROW {
        zh: "“令”的值属于外层正在审核的那一行，而汇总会逐一走过同一张表的每一行，里面同名的指标是另一行的，容易混淆，所以不允许。在汇总里要指正在审核的那一行，写“本行.指标”；或者先在“令”中求出汇总值。",
        en: "The `let` belongs to the row that is being judged, while the aggregate walks over all rows of the same form; mixing the two rows would be read wrongly. Inside the aggregate write `this row.field` for a field of the row that is judged, or compute the aggregate in a `let` first.",
        wrong: { zh: "规则 A\n  逐行 核算表\n  令 本行环节 = 核算环节\n  要求 记录数(核算表 其中 核算环节 = 本行环节) = 1", en: "rule A\n  for each accounting table\n  let own step = step\n  check count(accounting table where step = own step) = 1" },
        right: { zh: "规则 A\n  逐行 核算表\n  要求 记录数(核算表 其中 核算环节 = 本行.核算环节) = 1", en: "rule A\n  for each accounting table\n  check count(accounting table where step = this row.step) = 1" },
    }
    NOT_IN_FORM {
        zh: "这张报表里没有叫这个名称的指标。多半是写错了字，或者指标在另一张报表里；看提示中的相近名称或它所在的报表。",
        en: "The form has no field of this name. It is misspelt, or the field stands in another form; the help shows near names or where it stands.",
        wrong: { zh: "规则 A 要求 废水表.取水 > 0", en: "rule A check wastewater table.intake > 0" },
        right: { zh: "规则 A 要求 废水表.取水量 > 0", en: "rule A check wastewater table.water intake > 0" },
    }
}
