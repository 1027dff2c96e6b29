//! E0730–E0739: typed copies of data sets, and files of columns.

registry! {
    codes {
        /// A copy that cannot be used.
        COPY_DAMAGED = "E0730" Error { zh: "副本中的 {path} 不能用：{why}", en: "{path} of a copy cannot be used: {why}" }
        /// A copy that was read with another vocabulary.
        OTHER_VOCABULARY = "E0731" Error {
            zh: "副本 {path} 是按另一套报表和指标读的，与这个规则库不符",
            en: "the copy {path} was read with other forms and fields than those of this rulebook",
        }
        /// Sources of a copy that were changed since.
        SOURCES_CHANGED = "E0732" Lint {
            zh: "副本 {path} 的来源后来改过：{files}；用的仍是副本中的数据",
            en: "sources of the copy {path} were changed since: {files}; the data of the copy is used",
        }
        /// Sources of a copy that are not there any more.
        SOURCES_GONE = "E0733" Lint {
            zh: "副本 {path} 的来源已不在：{files}",
            en: "sources of the copy {path} are gone: {files}",
        }
        /// A file that somebody wrote to while it was imported.
        CHANGED_WHILE_READ = "E0734" Error {
            zh: "{path} 在导入时被改动，没有写副本",
            en: "{path} was changed while it was imported; no copy was written",
        }
        /// A file of a copy that is not as it was written.
        COPY_DIFFERS = "E0735" Error { zh: "副本的文件 {path} 与写入时不同：{why}", en: "{path} of the copy is not as it was written: {why}" }
        /// A source that is not as it was read.
        SOURCE_DIFFERS = "E0736" Error { zh: "来源 {path} 与导入时不同：{why}", en: "the source {path} is not as it was imported: {why}" }
        /// A copy is made of files, not of a copy.
        IS_A_COPY = "E0737" Error { zh: "{path} 已经是副本", en: "{path} is a copy already" }
        /// A file that is no Parquet.
        NO_PARQUET = "E0738" Error { zh: "无法打开 Parquet 文件 {path}：{why}", en: "cannot open the Parquet file {path}: {why}" }
        /// A column that holds more than a cell a row.
        COLUMN_OF_NO_CELLS = "E0739" Lint {
            zh: "{path} 的“{column}”列不是一行一个值（{kind}），未使用",
            en: "column `{column}` of {path} does not hold one value a row ({kind}) and is not used",
        }
        /// Files that came to the folder of a copy's sources after the import.
        FILES_ADDED = "E0740" Lint {
            zh: "副本 {path} 的来源文件夹中，导入后多了文件：{files}；副本中没有",
            en: "since the copy {path} was made its sources were joined by {files}, which it does not hold",
        }
    }
    notes {
        /// Why a file of a copy is of no use.
        WHY_NO_COLUMNS { zh: "内容不是完整的列（{why}）", en: "what it holds are no whole columns ({why})" }
        /// Why a file of a copy is of no use.
        WHY_NO_MANIFEST { zh: "内容不是副本的说明（{why}）", en: "it does not say what a copy holds ({why})" }
        /// Why a file of a copy is of no use.
        WHY_OTHER_VERSION {
            zh: "它的版本是“{found}”，这个程序认得的是“{known}”",
            en: "its version is {found}, and this program knows {known}",
        }
        /// Why a file of a copy is of no use.
        WHY_NOT_OF_ITSELF { zh: "内容与副本的说明不符", en: "what it holds is not what the copy says" }
        /// Why a file is another.
        WHY_OTHER_SIZE { zh: "有 {found} 字节，应有 {wanted} 字节", en: "it has {found} bytes instead of {wanted}" }
        /// Why a file is another.
        WHY_OTHER_CONTENT { zh: "内容不同", en: "its content is another" }
        /// What to do about a copy.
        IMPORT_AGAIN { zh: "用 shensuan data import 重新导入", en: "make the copy again with shensuan data import" }
        /// What to do about a copy.
        IMPORT_ANEW {
            zh: "要用现在的数据，重新运行 shensuan data import，或直接审核来源的文件夹",
            en: "to use the data as it is now, run shensuan data import again, or review the folder it came from",
        }
        /// What to do about a copy.
        IMPORT_WITH_THIS {
            zh: "用这个规则库重新导入：shensuan data import … --rulebook；或用 --rulebook 指定导入时的规则库",
            en: "import it again with this rulebook (shensuan data import … --rulebook), or name the rulebook it was imported with by --rulebook",
        }
        /// What to import.
        IMPORT_THE_SOURCES {
            zh: "导入来源的文件夹；副本可以直接审核，也可以整个复制到别处",
            en: "import the folder it came from; a copy can be reviewed as it is, and moved elsewhere as a whole",
        }
        /// What to do about a Parquet file.
        WRITE_PARQUET_ANEW {
            zh: "用写它的程序重新写一遍，不加密；或另存为 .csv",
            en: "write it anew with the program that wrote it, without encryption, or as .csv",
        }
        /// How a column is read.
        ONE_VALUE_A_ROW {
            zh: "把结构、列表拆成一列一个值的列；文本、数值、是否、日期都可以",
            en: "spread structures and lists over columns of one value a row: texts, numbers, truths, dates",
        }
        /// What to do about a file that is being written.
        IMPORT_WHEN_QUIET { zh: "等其他程序写完后再导入", en: "import again when no other program writes to it" }
    }
}
