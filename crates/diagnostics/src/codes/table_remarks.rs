//! W1501–W1512: what `table check` remarks on in rows that can be read. Nothing of it keeps a rulebook from running.

registry! {
    codes {
        /// No row that can be found.
        EMPTY_TABLE = "W1501" Lint { zh: "参照表“{table}”没有查得到的行", en: "no row of the table `{table}` can be found" }
        /// A row without a key.
        ROW_SKIPPED = "W1502" Lint { zh: "{place}查不到：{why}（“{column}”列）", en: "{place} is never found: {why} (column `{column}`)" }
        /// A row before which others always come.
        NEVER_CHOSEN = "W1503" Lint { zh: "{place}从不采用：“{column}”列的“{text}”，每个代码都有更具体的行", en: "{place} is never chosen: each code of `{text}` in the column `{column}` has a row that is more specific" }
        /// A group without codes.
        FINDS_NOTHING = "W1504" Lint { zh: "{place}“{column}”列：代码表“{list}”中没有“{text}”所指的代码，这一行查不到", en: "{place}, column `{column}`: `{text}` stands for no code of the list `{list}`, and the row is never found" }
        /// A period that ends before it begins.
        NEVER_IN_FORCE = "W1505" Lint { zh: "{place}的有效期终点早于起点，这一行从不有效", en: "{place} is in force until before it begins, which is never" }
        /// One key in two spellings.
        SPELT_TWO_WAYS = "W1506" Lint { zh: "{place}“{column}”列：“{text}”与 {count} 行的“{other}”只有空格、全角半角或标点不同，{why}", en: "{place}, column `{column}`: `{text}` differs from `{other}` of {count} rows in blanks, width or punctuation alone; {why}" }
        /// A number whose unit is not said.
        UNIT_MISSING = "W1507" Lint { zh: "{place}“{column}”列的“{text}”要有单位，“{unit}”列是空的", en: "{place}, column `{column}`: `{text}` takes a unit, and the column `{unit}` is blank" }
        /// A unit that measures something else than those of its kind.
        UNIT_OF_ANOTHER_KIND = "W1508" Lint { zh: "{place}“{column}”列：“{text}”与{key}为“{value}”的另外 {count} 行计量的不是同一种量，那些行如“{other}”", en: "{place}, column `{column}`: `{text}` measures something else than the units of {count} other rows whose {key} is `{value}`, such as `{other}`" }
        /// A unit that does not say of what.
        UNIT_OF_NOTHING = "W1509" Lint { zh: "{place}“{column}”列：“{text}”没有写明是什么的量，其余各行写有{nouns}", en: "{place}, column `{column}`: `{text}` does not say of what, as the other rows do: {nouns}" }
        /// A value that is some powers of ten away from its neighbours.
        OFF_BY_A_POWER = "W1510" Lint { zh: "{place}“{column}”列：“{text}”是相邻 {count} 行中位数 {median} 的 {times} 倍", en: "{place}, column `{column}`: `{text}` is {times} times {median}, the median of {count} neighbours" }
        /// A percentage that is none of a whole.
        OUT_OF_BOUNDS = "W1511" Lint { zh: "{place}“{column}”列：{text} 不在 0–100% 之间", en: "{place}, column `{column}`: {text} is not between 0 and 100%" }
        /// A row that is found and says nothing.
        VALUE_MISSING = "W1512" Lint { zh: "{place}“{column}”列是空的：查得到这一行，查不到数值", en: "{place}, column `{column}` is blank: the row is found, and no value in it" }
    }
    notes {
        /// What spellings are to look-ups.
        WHY_THE_SAME { zh: "查表时视为相同", en: "look-ups take them for the same" }
        /// What spellings are to look-ups.
        WHY_TWO_VALUES { zh: "查表时是两个值", en: "look-ups take them for two values" }
        /// Where the neighbours stand.
        NEIGHBOURS_ARE { zh: "相邻的行（其余关联键相同）：{rows}", en: "the neighbours, which have the other keys in common: {rows}" }
        /// Where there are more of them.
        AND_MORE { zh: "等 {count} 行", en: "and {count} more" }
        /// A row and what stands in it.
        ROW_AND_VALUE { zh: "第 {row} 行 {text}", en: "row {row}: {text}" }
        /// What would fit.
        WOULD_FIT { zh: "核对数值和单位：除以 {power} 后是 {value}，与相邻各行相当", en: "check the value and its unit: divided by {power} it would be {value}, as its neighbours are" }
        /// What would fit.
        WOULD_FIT_TIMES { zh: "核对数值和单位：乘以 {power} 后是 {value}，与相邻各行相当", en: "check the value and its unit: times {power} it would be {value}, as its neighbours are" }
        /// What to do with a value far away.
        CHECK_THE_SOURCE { zh: "对照来源核对数值和单位", en: "check the value and its unit against their source" }
        /// Where two rows come before a third.
        CHOSEN_INSTEAD { zh: "先于它采用的是第 {rows} 行", en: "chosen before it: row {rows}" }
    }
}
