//! E0790–E0791: what `table check` is asked for.

registry! {
    codes {
        /// A table that is asked for and not declared.
        NO_TABLE_TO_CHECK = "E0790" Error { zh: "规则库没有参照表“{table}”", en: "the rulebook has no table `{table}`" }
        /// A table whose rows are not the rulebook's.
        TABLE_OF_DATA = "E0791" Error { zh: "参照表“{table}”的行随数据集提供，规则库里没有可以检查的文件", en: "the rows of the table `{table}` come with a data set; the rulebook has no file of it to check" }
    }
    notes {
        /// The tables that there are.
        TABLES_ARE { zh: "规则库的参照表：{names}", en: "tables of the rulebook: {names}" }
        /// Where a table is declared.
        DECLARED_HERE { zh: "在这里声明", en: "declared here" }
    }
}
