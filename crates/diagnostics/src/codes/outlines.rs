//! E0595–E0599: outlines, and what lies inside them.

registry! {
    codes {
        /// An outline in a form.
        OUTLINE_IN_FORM = "E0595" Error { zh: "边界只能是参照表的指标", en: "only a table has outlines" }
        /// Something else than an outline.
        NOT_AN_OUTLINE = "E0596" Error { zh: "这里要一条边界，而不是{found}", en: "an outline is wanted here, this is {found}" }
        /// A table without an outline, or with several.
        ONE_OUTLINE_WANTED = "E0597" Error { zh: "参照表“{table}”有 {count} 个边界指标，这里要恰好一个", en: "the number of fields of `{table}` that are outlines is {count}, one is wanted" }
        /// A text that is no outline.
        NO_SUCH_OUTLINE = "E0598" Error { zh: "“{text}”不是边界", en: "`{text}` is no outline" }
    }
    notes {
        /// A way out.
        OUTLINE_IN_TABLE { zh: "在参照表里声明：参照表 名称 来自 \"文件名.geojson\" 关联键 名称", en: "declare it in a table: table NAME from \"file.geojson\" keyed by NAME" }
        /// A way out.
        NAME_AN_OUTLINE { zh: "写成：坐标 位于 参照表[关联键]，参照表里有一个类型为边界的指标", en: "write `coordinates inside TABLE[KEYS]`, a table with a field of type outline" }
        /// A way out.
        SAY_WHICH_OUTLINE { zh: "写出指标名称：参照表[关联键].指标", en: "name the field: TABLE[KEYS].FIELD" }
        /// How an outline is written.
        OUTLINE_LIKE { zh: "边界写成 POLYGON ((经度 纬度, …))，首尾两点相同", en: "an outline is written POLYGON ((longitude latitude, …)), its last place the first again" }
    }
}
