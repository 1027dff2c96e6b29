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
        /// A unit defined as another size than it has.
        UNIT_OF_TWO_SIZES = "E0406" Error {
            zh: "单位“{name}”已经是 {known}，不能又是 {new}",
            en: "the unit `{name}` is {known} already and cannot be {new}",
        }
    }
    notes {
        /// A quantity's unit and dimension.
        HAS_UNIT { zh: "{unit}（{dimension}）", en: "{unit} ({dimension})" }
        /// The missing factor.
        MISSING_FACTOR {
            zh: "两边相差一个以 {factor} 为单位的因子：乘以或除以它，两边才能相比",
            en: "the sides differ by a factor in {factor}: multiply or divide by one to make them comparable",
        }
        /// How to bring rows to one unit.
        SAY_AS_UNIT { zh: "例如：合计(报表.指标 换算为 吨)", en: "for example: sum(form.field as t)" }
        /// A number that was meant to have a unit.
        WRITE_THE_UNIT { zh: "写明单位：{number} {unit}", en: "write the unit: {number} {unit}" }
        /// Units near in spelling.
        UNITS_LIKE { zh: "是不是{names}？", en: "did you mean {names}?" }
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
