//! E04xx: units.

registry! {
    codes {
        /// Two quantities of different dimension.
        UNIT_MISMATCH = "E0401" Error {
            zh: "{left} 与 {right} 不能相加减或比较",
            en: "{left} and {right} cannot be added or compared",
        }
        /// A unit that nothing declares.
        UNKNOWN_UNIT = "E0402" Error { zh: "没有“{unit}”这个单位", en: "there is no unit `{unit}`" }
        /// `as` or a `unit` clause that does not fit.
        CANNOT_CONVERT = "E0403" Error { zh: "{from} 不能换算为 {to}", en: "{from} cannot be converted to {to}" }
        /// A defined unit that cannot be.
        BAD_UNIT = "E0404" Error { zh: "单位“{name}”不能这样定义", en: "the unit `{name}` cannot be defined like this" }
        /// An aggregate of quantities whose units stand in their rows.
        NEEDS_A_UNIT = "E0405" Error {
            zh: "各行的单位可能不同，汇总前要换算为同一单位",
            en: "the rows may have different units and need one before they are aggregated",
        }
        /// A unit defined twice.
        UNIT_OF_TWO_SIZES = "E0406" Error {
            zh: "单位“{name}”已有定义（{known}），不能再定义为 {new}",
            en: "the unit `{name}` is {known} already and cannot be defined again, as {new}",
        }
        /// Arithmetic with ℃.
        SCALE_COMPUTED = "E0407" Error {
            zh: "以 ℃ 为单位的温度只能比较，或两个相减",
            en: "temperatures in ℃ can be compared, and one taken from another; nothing else",
        }
        /// A function that wants a number without unit.
        BARE_NUMBER_WANTED = "E0420" Error {
            zh: "“{name}”要没有单位的数值，得到的单位是{unit}",
            en: "`{name}` wants a number without unit, this one is in {unit}",
        }
        /// A function of a quantity whose unit stands in its row.
        ONE_UNIT_WANTED = "E0421" Error {
            zh: "“{name}”要同一单位的数值，这里的单位写在各行",
            en: "`{name}` wants numbers of one unit, here each row has its own",
        }
        /// A square root of a unit that is no square.
        NO_SQUARE = "E0422" Error {
            zh: "单位{unit}不是平方，不能开方",
            en: "the unit {unit} is no square and has no square root",
        }
    }
    notes {
        /// What there is instead of arithmetic with ℃.
        AS_KELVIN {
            zh: "先换算，例如：温度 换算为 K；两个温度之差直接写：甲 − 乙，以 K 为单位",
            en: "convert it first, for example: temperature as K; the difference of two is a − b, in K",
        }
        /// How to bring a quantity to one unit.
        CONVERT_FIRST { zh: "先换算，例如：x 换算为 吨", en: "convert it first, for example: x as t" }
        /// How to be rid of a unit.
        DIVIDE_BY_ONE {
            zh: "先除以一个同单位的量，例如：x ÷ 1 {unit}",
            en: "divide it by an amount of its unit first, for example: x ÷ 1 {unit}",
        }
        /// A quantity's unit and dimension.
        HAS_UNIT { zh: "{unit}（{dimension}）", en: "{unit} ({dimension})" }
        /// The missing factor.
        MISSING_FACTOR {
            zh: "两边相差一个以 {factor} 为单位的因子：乘以或除以它，两边才能相比",
            en: "the sides differ by a factor in {factor}: multiply or divide by one to make them comparable",
        }
        /// How to bring rows to one unit.
        SAY_AS_UNIT { zh: "例如：{name}(报表.指标 换算为 吨)", en: "for example: {name}(form.field as t)" }
        /// A number that was meant to have a unit.
        WRITE_THE_UNIT { zh: "写明单位：{number} {unit}", en: "write the unit: {number} {unit}" }
        /// Units near in spelling.
        UNITS_LIKE { zh: "是不是{names}？", en: "did you mean {names}?" }
        /// Months and quarters are no units.
        NO_FIXED_LENGTH {
            zh: "“{unit}”长短不一，不能作单位：写成天，如 30 天",
            en: "a {unit} has no fixed length and is no unit: write days, such as 30 d",
        }
        /// A week is a unit that can be declared.
        DEFINE_A_WEEK {
            zh: "先声明，例如：定义单位 {unit} = 7 天",
            en: "declare it first, for example: define unit {unit} = 7 d",
        }
        /// Percent points are no unit of a quantity.
        POINTS_BEHIND_A_NUMBER {
            zh: "百分点只写在允许误差的数后，例如：允许误差 1 个百分点",
            en: "percent points stand behind the number of a tolerance alone, for example: within 1 pp",
        }
        /// How to declare one.
        DEFINE_IT {
            zh: "新的单位先声明，例如：定义单位 {unit} = 1000 千克",
            en: "declare a new unit first, for example: define unit {unit} = 1000 kg",
        }
        /// Blanks make a division of it.
        BLANKS_MAKE_DIVISION {
            zh: "如果“/”是除号，两边加空格",
            en: "if `/` is a division, put blanks around it",
        }
    }
}
