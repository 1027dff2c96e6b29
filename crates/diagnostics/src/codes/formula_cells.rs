//! E0553–E0559: columns of formulas in reference tables.

registry! {
    codes {
        /// A column of formulas elsewhere.
        FORMULA_CELLS_OF_A_TABLE = "E0553" Error { zh: "“{field}”不是参照表的指标，单元格里不能是算式", en: "`{field}` is no field of a table: its cells cannot hold formulas" }
        /// More parameters than a cell can have.
        TOO_MANY_PARAMETERS = "E0554" Error { zh: "单元格里的算式最多有 {limit} 个参数", en: "a formula in a cell has at most {limit} parameters" }
        /// A parameter that cells cannot write.
        NO_PARAMETER_NAME = "E0555" Error { zh: "“{name}”不能作参数的名称", en: "`{name}` cannot be the name of a parameter" }
        /// A number that is none without its unit.
        PARAMETER_WITHOUT_UNIT = "E0556" Error { zh: "参数“{name}”的单位各行不同，没有说明代入时用什么单位", en: "the unit of the parameter `{name}` stands in its row, and nothing says which it goes in with" }
        /// A column that its own parameters read.
        PARAMETER_READS_ITSELF = "E0557" Error { zh: "“{field}”的参数又要读“{field}”", en: "a parameter of `{field}` reads `{field}`" }
        /// A cell of a case that holds no formula.
        NO_FORMULA_GIVEN = "E0558" Error { zh: "“{text}”{why}", en: "`{text}` cannot stand in a cell of formulas, it is {why}" }
    }
    notes {
        /// A way out.
        LETTERS_AND_DIGITS { zh: "参数是一个词，以字母开头，后面是字母、数字，例如 S、A1；E 和 E3 这样的读作 2E3 里的指数", en: "a parameter is one word of letters and digits that begins with a letter, such as S or A1; E or E3 would be the exponent of 2E3" }
        /// A way out.
        SAY_ITS_UNIT { zh: "写成“{name} (单位见 指标) = …”，指标是表中写这个单位的一列；或者用“换算为”固定一个单位", en: "write `{name} (in unit from FIELD) = …`, FIELD being the column that holds the unit, or fix one with `as`" }
        /// Where a cell is used whose parameters cannot be read.
        CELL_READ_HERE { zh: "这里用到“{field}”，要代入它的参数", en: "`{field}` is read here, with its parameters" }
    }
}
