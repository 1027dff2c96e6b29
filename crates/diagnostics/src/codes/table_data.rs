//! E0741–E0749: the rows of reference tables.

registry! {
    codes {
        /// No file.
        NO_TABLE_FILE = "E0741" Error { zh: "找不到参照表“{table}”的文件“{file}”", en: "the file `{file}` of the table `{table}` is not there" }
        /// A key twice.
        KEY_TWICE = "E0742" Error { zh: "参照表“{table}”有两行的关联键相同：{key}", en: "two rows of the table `{table}` have the same key: {key}" }
        /// Two rows that can match alike.
        KEY_TIE = "E0743" Error { zh: "参照表“{table}”有两行对同一关联键同样匹配：{key}", en: "two rows of the table `{table}` match one key equally well: {key}" }
        /// A cell that means nothing.
        BAD_TABLE_CELL = "E0744" Error { zh: "{place}“{column}”列：“{text}”{why}", en: "{place}, column `{column}`: `{text}` cannot be used, it is {why}" }
        /// No period.
        NO_PERIOD = "E0745" Error { zh: "参照表“{table}”分版本，而数据集没有说明报告期", en: "the table `{table}` has editions, and the data set does not say its reporting period" }
        /// A period that cannot be read.
        BAD_PERIOD = "E0746" Error { zh: "{path} 中的报告期“{text}”不是期间", en: "the reporting period `{text}` in {path} is no period" }
        /// No column for a key.
        NO_TABLE_KEY = "E0747" Error { zh: "{path} 没有参照表“{table}”的关联键“{key}”这一列", en: "{path} has no column `{key}`, a key of the table `{table}`" }
    }
    notes {
        /// A row.
        PLACE_OF_ROW { zh: "{file} 第 {row} 行", en: "{file}, row {row}" }
        /// Under one row.
        ONE_ROW { zh: "一行", en: "one row" }
        /// Under another.
        OTHER_ROW { zh: "另一行", en: "the other" }
        /// Both rows.
        ROWS_ARE { zh: "一行在 {first}，另一行在 {second}", en: "one is {first}, the other {second}" }
        /// A way out.
        KEEP_ONE_ROW { zh: "删去其中一行，或把两行的关联键区分开", en: "drop one of them, or tell their keys apart" }
        /// A way out.
        SAY_THE_PERIOD { zh: "在 dataset.toml 中写：period = \"2017\"", en: "write in dataset.toml: period = \"2017\"" }
        /// Why a cell is not read.
        WHY_NO_CODE { zh: "不在代码表“{list}”中", en: "not in the code list `{list}`" }
        /// Why a cell of a key is none.
        WHY_REVERSED { zh: "这段代码的起点大于终点", en: "this span of codes ends before it begins" }
        /// Why a cell is not read.
        WHY_NO_RANGE { zh: "不是区间，例如 10..20、≥10", en: "no range, such as 10..20 or ≥10" }
        /// Why a cell is not read.
        WHY_FORMULA_ENDS { zh: "没有写完", en: "a formula that breaks off" }
        /// Why a cell is not read.
        WHY_NO_FORMULA { zh: "不是数值，也不是能读的算式", en: "neither a number nor a formula that can be read" }
        /// Why a cell is not read.
        WHY_UNKNOWN_PARAMETER { zh: "里的“{name}”不是参数，参数有{names}", en: "a formula with `{name}`, which is none of its parameters {names}" }
        /// Why a cell is not read.
        WHY_SIGN_MISSING { zh: "中间少了运算符号，例如 ×", en: "a formula in which a sign such as × is missing" }
        /// Why a cell is not read.
        WHY_POWER { zh: "写了乘方，要写成相乘", en: "a formula with a power, which is written as a product" }
        /// Why a cell is not read.
        WHY_PERCENT { zh: "带百分号，而算式里的数不带单位", en: "written with a percent sign, where only bare numbers stand" }
        /// Why a cell is not read.
        WHY_NO_PARAMETER { zh: "既不是一个数，也没有用到参数{names}", en: "no number, and no formula of {names} either" }
        /// Why a cell is not read.
        WHY_BRACKET_OPEN { zh: "括号没有闭合", en: "a formula with an open bracket" }
        /// Why a cell is not read.
        WHY_DIVIDES_BY_SUM { zh: "除以了和或商，只能除以数、参数或它们的积", en: "a formula that divides by a sum or a quotient" }
        /// Why a cell is not read.
        WHY_ADDS_TO_QUOTIENT { zh: "把商与别的数相加，除数不同的不能相加", en: "a formula that adds to a quotient what is not over the same parameters" }
        /// Why a cell is not read.
        WHY_MULTIPLIES_TOO_MUCH { zh: "相乘的参数超过两个，或两次除以同一个参数", en: "a formula that multiplies more than two parameters, or divides by one twice" }
        /// Why a cell is not read.
        WHY_MULTIPLIES_AT_ALL { zh: "参数相乘或两次除以同一个参数；参数多于 {limit} 个时，参数只能乘以数、除以参数", en: "a formula that multiplies parameters, or divides by one twice; with more than {limit} parameters they are multiplied by numbers alone" }
        /// Why a cell is not read.
        WHY_ENDLESS { zh: "算不出有限的数", en: "a formula without a finite result" }
        /// Why a cell is not read.
        WHY_NESTED { zh: "嵌套太深", en: "a formula that nests too deep" }
        /// Why a cell is not read.
        WHY_LONG { zh: "太长，算式最多 {limit} 个字符", en: "a formula of more than {limit} characters" }
        /// Why a cell is not read.
        WHY_NO_UNIT { zh: "不是已知的计量单位", en: "no known unit" }
    }
}
