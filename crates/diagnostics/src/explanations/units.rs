//! E04xx: units.

use crate::codes::units as codes;

explanations! {
    UNIT_MISMATCH {
        zh: "相加、相减、比较的两边要是同一种量：吨和千克可以（自动换算），立方米和吨不行。通常是少乘或少除了一个量（如密度、系数），或者用错了指标；提示中写出了两边差的因子。",
        en: "Both sides of +, − and a comparison must be of one kind: t and kg are (they convert), m³ and t are not. Usually a factor such as a density or a coefficient was left out, or the wrong field was taken; the help names the missing factor.",
        wrong: { zh: "规则 A 要求 取水量 > 5 吨", en: "rule A check water intake > 5 t" },
        right: { zh: "规则 A 要求 取水量 > 5 m³", en: "rule A check water intake > 5 m³" },
    }
    UNKNOWN_UNIT {
        zh: "没有这个单位。检查大小写和写法（t 是吨，T 不是；m³ 不是 M3）。确实是新的单位时，用“定义单位”先声明。",
        en: "There is no such unit. Mind the case and the spelling (t is the tonne, T is not; m³, not M3). A unit of your own is declared first with `define unit`.",
        wrong: { zh: "规则 A 要求 取水量 > 5 方水", en: "rule A check water intake > 5 tubs" },
        right: { zh: "定义单位 方水 = 1 m³\n规则 A 要求 取水量 > 5 方水", en: "define unit tubs = 0.1 m³\nrule A check water intake > 5 tubs" },
    }
    CANNOT_CONVERT {
        zh: "“换算为”和公式的“单位”只能在同一种量之间换算，如吨到千克。如果要从体积得到质量，先乘密度；如果是不带单位的数，写上单位。",
        en: "`as` and the `unit` line convert within one kind of quantity, such as t to kg. To come from a volume to a mass multiply by a density first; a bare number needs its unit written.",
        wrong: { zh: "公式 甲 = 取水量 换算为 吨", en: "formula a = water intake as t" },
        right: { zh: "公式 甲 = 取水量 × 1 吨/m³ 换算为 吨", en: "formula a = water intake × 1 t/m³ as t" },
    }
    BAD_UNIT {
        zh: "定义单位要写“正数 + 已有的单位”，如 1000 千克。数是 0、以 ℃ 这样的温标为准，或者无法精确表示时都不能定义。改写成已有单位的倍数。",
        en: "A unit is defined as a positive number of a known unit, such as 1000 kg. Zero, a temperature scale or a number that cannot be held exactly will not do. Write it as a multiple of a known unit.",
        wrong: { zh: "定义单位 桶装 = 0 千克", en: "define unit keg = 0 kg" },
        right: { zh: "定义单位 桶装 = 25 千克", en: "define unit keg = 25 kg" },
    }
    SCALE_COMPUTED {
        zh: "℃ 的零点是定出来的：20 ℃ 的两倍不是 40 ℃。以 ℃ 为单位的温度可以比较，可以取平均、最大、最小，两个相减得到以 K 为单位的差；要乘、除、求和，先“换算为 K”。",
        en: "The zero of ℃ is a convention: twice 20 ℃ is not 40 ℃. Temperatures in ℃ compare, have a mean, a least and a largest, and two of them differ by a number of K; to multiply, divide or add them convert them with `as K` first.",
        wrong: { zh: "规则 A 要求 20 ℃ × 2 > 300 K", en: "rule A check 20 ℃ × 2 > 300 K" },
        right: { zh: "规则 A 要求 (20 ℃ 换算为 K) × 2 > 300 K", en: "rule A check (20 ℃ as K) × 2 > 300 K" },
    }
    NEEDS_A_UNIT {
        zh: "这个指标的单位由各行自己填，有的行是吨，有的行可能是千克，直接汇总没有意义。在汇总里写“换算为 …”，换算不了的行会单独指出。",
        en: "Each row names its own unit for this field, so a plain sum would add tonnes to kilograms. Write `as UNIT` inside the aggregate; rows that do not fit are named.",
        wrong: { zh: "公式 甲 = 合计(核算表.填报排放量)", en: "formula a = sum(accounting table.reported emission)" },
        right: { zh: "公式 甲 = 合计(核算表.填报排放量 换算为 吨)", en: "formula a = sum(accounting table.reported emission as t)" },
    }
    UNIT_OF_TWO_SIZES {
        zh: "这个单位已经有了：一个单位只定义一次，一个名称有两种大小，数据就会悄悄算错。删去其中一处，或者另取一个名称。自带的单位可以用同样的大小再写一次，给它加上别的名称。",
        en: "The unit exists already: a unit is defined once, and one name with two sizes would silently spoil results. Delete one of both, or choose another name. A unit that comes with the language may be written again with its own size, to give it other names.",
        wrong: { zh: "定义单位 千元 = 100 元", en: "define unit 千元 also thousand yuan = 100 元" },
        right: { zh: "定义单位 百元 = 100 元", en: "define unit 百元 also hundred yuan = 100 元" },
    }
    BARE_NUMBER_WANTED {
        zh: "这个函数（如对数、指数）只对没有单位的数有意义。先除以一个同类的量，例如 取水量 ÷ 1 m³。",
        en: "This function, such as a logarithm, only means something for a number without unit. Divide by a quantity of the kind first: water intake ÷ 1 m³.",
        wrong: { zh: "规则 A 要求 自然对数(取水量) > 0", en: "rule A check ln(water intake) > 0" },
        right: { zh: "规则 A 要求 自然对数(取水量 ÷ 1 m³) > 0", en: "rule A check ln(water intake ÷ 1 m³) > 0" },
    }
    ONE_UNIT_WANTED {
        zh: "这个指标的单位由各行自己填，函数的结果会因单位而变。先换算为同一单位：指标 换算为 吨。",
        en: "Each row names its own unit here, and the result would depend on it. Convert to one unit first: field as t.",
        wrong: { zh: "规则 A 要求 绝对值(使用量) > 0", en: "rule A check abs(amount) > 0" },
        right: { zh: "规则 A 要求 绝对值(使用量 换算为 吨) > 0", en: "rule A check abs(amount as t) > 0" },
    }
    NO_SQUARE {
        zh: "开方只能用于平方的单位（如 m²），否则结果没有单位可写。检查被开方的式子，或先除去单位。",
        en: "A square root is taken of square units such as m²; of others it would have no unit. Check what stands inside, or divide the unit out first.",
        wrong: { zh: "规则 A 要求 开方(取水量) > 0", en: "rule A check sqrt(water intake) > 0" },
        right: { zh: "规则 A 要求 开方(取水量 ÷ 1 m³) > 0", en: "rule A check sqrt(water intake ÷ 1 m³) > 0" },
    }
}
