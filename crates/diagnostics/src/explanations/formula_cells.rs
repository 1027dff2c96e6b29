//! E0553–E0559: columns of formulas in reference tables.

use crate::codes::formula_cells as codes;

explanations! {
    FORMULA_CELLS_OF_A_TABLE {
        zh: "单元格里写算式的（0.02S、1.25A）是系数手册一类的参照表；企业填报的指标是数值。把它声明为数值，或者移到参照表里。",
        en: "Formulas stand in the cells of reference tables, such as a handbook of coefficients (0.02S, 1.25A); what subjects file are numbers. Declare a number, or move the field into a table.",
        wrong: { zh: "报表 燃煤表\n  每 企业 一行\n  指标 含硫量：数值\n  指标 系数：算式 参数 S = 含硫量", en: "form coal\n  one per enterprise\n  field sulphur : number\n  field factor : formula of S = sulphur" },
        right: { zh: "报表 燃煤表\n  每 企业 一行\n  指标 含硫量：数值\n参照表 手册 来自 数据 关联键 煤种\n  指标 煤种：文本\n  指标 系数：算式 参数 S = 含硫量", en: "form coal\n  one per enterprise\n  field sulphur : number\ntable handbook from data keyed by kind\n  field kind : text\n  field factor : formula of S = sulphur" },
    }
    TOO_MANY_PARAMETERS {
        zh: "一列的算式最多八个参数；不超过四个时，一格里可以有两个相乘。参数更多的算法写成公式。",
        en: "The formulas of a column have up to eight parameters; where there are up to four, a cell may multiply two of them. What needs more is a formula of the rulebook.",
        wrong: { zh: "参照表 手册 来自 数据 关联键 煤种\n  指标 煤种：文本\n  指标 系数：算式 参数 S = 1, T = 2, U = 3, V = 4, W = 5, X = 6, Y = 7, Z = 8, N = 9", en: "table handbook from data keyed by kind\n  field kind : text\n  field factor : formula of S = 1, T = 2, U = 3, V = 4, W = 5, X = 6, Y = 7, Z = 8, N = 9" },
        right: { zh: "参照表 手册 来自 数据 关联键 煤种\n  指标 煤种：文本\n  指标 系数：算式 参数 S = 1, T = 2", en: "table handbook from data keyed by kind\n  field kind : text\n  field factor : formula of S = 1, T = 2" },
    }
    NO_PARAMETER_NAME {
        zh: "参数名就是单元格里写的那个词，紧跟在数字后面（0.02S），所以不能以数字开头，也不能有空格和符号，也不能是 E 或 E3（2E3 是 2000）；两个参数不能同名，大小写不区分。",
        en: "The name of a parameter is what the cells write, right behind a number (0.02S): it cannot begin with a digit, hold a blank or a sign, or be E or E3 (2E3 is 2000), and no two have one name in capitals or small letters.",
        wrong: { zh: "参照表 手册 来自 数据 关联键 煤种\n  指标 煤种：文本\n  指标 系数：算式 参数 E2 = 从业人数", en: "table handbook from data keyed by kind\n  field kind : text\n  field factor : formula of E2 = staff" },
        right: { zh: "参照表 手册 来自 数据 关联键 煤种\n  指标 煤种：文本\n  指标 系数：算式 参数 S2 = 从业人数", en: "table handbook from data keyed by kind\n  field kind : text\n  field factor : formula of S2 = staff" },
    }
    PARAMETER_WITHOUT_UNIT {
        zh: "算式里的参数是不带单位的数：百分数按百分点代入，其他按声明的单位代入。单位写在各行的数值没有声明的单位，要说明代入时换算成什么单位。",
        en: "A parameter goes into a formula as a bare number: a percentage in percent points, anything else in the unit it is declared in. A quantity whose unit stands in its row has none, so the table has to say which it wants.",
        wrong: { zh: "参照表 手册 来自 数据 关联键 核算环节\n  指标 系数：算式 参数 S = 产量\n规则 A\n  逐行 核算表\n  要求 手册.系数 > 1", en: "table handbook from data keyed by step\n  field factor : formula of S = output\nrule A\n  for each accounting table\n  check handbook.factor > 1" },
        right: { zh: "参照表 手册 来自 数据 关联键 核算环节\n  指标 系数：算式 参数 S = 产量 换算为 吨\n规则 A\n  逐行 核算表\n  要求 手册.系数 > 1", en: "table handbook from data keyed by step\n  field factor : formula of S = output as t\nrule A\n  for each accounting table\n  check handbook.factor > 1" },
    }
    PARAMETER_READS_ITSELF {
        zh: "参数的值要先有，才能算出这一格；它又要读这一格，就没有尽头了。让参数取自报表，或取自另一张表。",
        en: "A parameter has to be known before the cell can be worked out, and it reads that cell. Take the parameter from a form, or from another table.",
        wrong: { zh: "参照表 手册 来自 数据 关联键 核算环节\n  指标 系数：算式 参数 S = 手册.系数\n规则 A\n  逐行 核算表\n  要求 手册.系数 > 1", en: "table handbook from data keyed by step\n  field factor : formula of S = handbook.factor\nrule A\n  for each accounting table\n  check handbook.factor > 1" },
        right: { zh: "参照表 手册 来自 数据 关联键 核算环节\n  指标 系数：算式 参数 S = 从业人数\n规则 A\n  逐行 核算表\n  要求 手册.系数 > 1", en: "table handbook from data keyed by step\n  field factor : formula of S = staff\nrule A\n  for each accounting table\n  check handbook.factor > 1" },
    }
    NO_FORMULA_GIVEN {
        zh: "这一格写数值，或者由数、参数、加减乘除和括号组成的算式，数与参数可以连写：2.19、0.02S、1.1+0.3S。",
        en: "Such a cell holds a number, or a formula of numbers, parameters, + − × ÷ and brackets in which a parameter may stand right behind a number: 2.19, 0.02S, 1.1+0.3S.",
        wrong: { zh: "参照表 手册 来自 数据 关联键 核算环节\n  指标 系数：算式 参数 S = 从业人数\n规则 A\n  逐行 核算表\n  要求 手册.系数 > 1\n用例 A\n  已知 从业人数 = 2\n  已知 核算表：核算环节 = 「涂装」\n  已知 手册：核算环节 = 「涂装」, 系数 = 「16X」\n  预期 通过", en: "table handbook from data keyed by step\n  field factor : formula of S = staff\nrule A\n  for each accounting table\n  check handbook.factor > 1\ncase A\n  given staff = 2\n  given accounting table: step = \"coating\"\n  given handbook: step = \"coating\", factor = \"16X\"\n  expect pass" },
        right: { zh: "参照表 手册 来自 数据 关联键 核算环节\n  指标 系数：算式 参数 S = 从业人数\n规则 A\n  逐行 核算表\n  要求 手册.系数 > 1\n用例 A\n  已知 从业人数 = 2\n  已知 核算表：核算环节 = 「涂装」\n  已知 手册：核算环节 = 「涂装」, 系数 = 「16S」\n  预期 通过", en: "table handbook from data keyed by step\n  field factor : formula of S = staff\nrule A\n  for each accounting table\n  check handbook.factor > 1\ncase A\n  given staff = 2\n  given accounting table: step = \"coating\"\n  given handbook: step = \"coating\", factor = \"16S\"\n  expect pass" },
    }
}
