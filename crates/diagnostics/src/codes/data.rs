//! E07xx: the data against the vocabulary.

registry! {
    codes {
        /// The folder of a data set is not there.
        NO_DATA_SET = "E0701" Error { zh: "找不到数据集：{path}", en: "there is no data set at {path}" }
        /// The folder cannot be listed.
        FOLDER_UNREADABLE = "E0702" Error {
            zh: "无法打开数据集 {path}：{why}",
            en: "cannot open the data set {path}: {why}",
        }
        /// No file in the folder is named after a form.
        NO_FORM_FILE = "E0703" Error {
            zh: "{path} 中没有以报表命名的文件",
            en: "no file in {path} is named after a form",
        }
        /// The system does not hand out a file.
        FILE_UNREADABLE = "E0704" Error { zh: "无法读取文件 {path}：{why}", en: "cannot read the file {path}: {why}" }
        /// Bytes that are no text.
        NOT_TEXT = "E0705" Error {
            zh: "{path} 的文本第 {line} 行无法读取：编码不是 UTF-8、GB18030（GBK）或 UTF-16",
            en: "line {line} of {path} cannot be read: it is not UTF-8, GB18030 (GBK) or UTF-16 text",
        }
        /// A file without a single row.
        FILE_EMPTY = "E0706" Error {
            zh: "{path} 是空文件，没有列标题",
            en: "{path} is empty: it does not even have a row of headings",
        }
        /// Several files of one form.
        FORM_TWICE = "E0707" Error {
            zh: "报表“{form}”有多个文件：{files}",
            en: "the form `{form}` has several files: {files}",
        }
        /// A file name that several forms would take.
        FILE_AMBIGUOUS = "E0708" Error {
            zh: "文件名“{file}”对应多张报表：{forms}",
            en: "the file name `{file}` could mean several forms: {forms}",
        }
        /// No column says whose row it is.
        NO_KEY_COLUMN = "E0709" Error {
            zh: "{path} 没有“{key}”列，无法确定各行属于哪个{subject}",
            en: "{path} has no column `{key}`, so no row can be tied to its {subject}",
        }
        /// Two columns for one field.
        HEADING_TWICE = "E0710" Error {
            zh: "{path} 中，{a} 列“{first}”和 {b} 列“{second}”都是指标“{field}”",
            en: "in {path}, columns {a} `{first}` and {b} `{second}` are both the field `{field}`",
        }
        /// A quote that swallows the rows after it.
        QUOTE_OPEN = "E0711" Error {
            zh: "{path} 的文本第 {line} 行的双引号没有配对，从这一行起无法读取",
            en: "a double quote on line {line} of {path} is never closed; nothing from that line on can be read",
        }
        /// A file of rows that no form takes.
        FILE_WITHOUT_FORM = "E0712" Lint {
            zh: "没有名为“{name}”的报表，文件 {path} 未使用",
            en: "no form is named `{name}`, so the file {path} is not used",
        }
        /// An ignored column beside a missing one of nearly the same name.
        COLUMN_LIKE_FIELD = "E0713" Lint {
            zh: "{path} 的{place}“{heading}”不是报表“{form}”的指标，未使用",
            en: "{place} `{heading}` of {path} is not a field of the form `{form}` and is not used",
        }
        /// `dataset.toml` is not what it should be.
        BAD_DATASET_FILE = "E0714" Error { zh: "{path} 有误：{why}", en: "{path} is broken: {why}" }
        /// The results cannot be written.
        CANNOT_WRITE = "E0715" Error { zh: "结果写不进 {path}：{why}", en: "cannot write the results to {path}: {why}" }
        /// The folder for the results holds something else than earlier results of the same command.
        NOT_RESULTS = "E0716" Error {
            zh: "{path} 中没有 {file}，不是这个命令以前的结果；没有覆盖它",
            en: "{path} has no `{file}`, so it is no earlier result of this command; it was not replaced",
        }
        /// A new rulebook cannot be written.
        CANNOT_CREATE = "E0717" Error { zh: "不能新建 {path}：{why}", en: "cannot create {path}: {why}" }
        /// An enterprise that is not in the data.
        NO_SUCH_SUBJECT = "E0718" Error { zh: "数据中没有 {subject}", en: "the data holds no {subject}" }
        /// A form that a data set assigns a file to and the rulebook does not have.
        NO_SUCH_FORM = "E0719" Error {
            zh: "{path} 中的“{form}”不是规则库中的报表",
            en: "{path} names `{form}`, which is no form of the rulebook",
        }
        /// Standard output takes no more.
        CANNOT_PRINT = "E0720" Error { zh: "无法输出：{why}", en: "the answer cannot be printed: {why}" }
        /// The form that says who exists has no file.
        NO_REGISTER = "E0721" Error {
            zh: "{path} 中没有名录“{form}”的文件，无法知道要审核谁",
            en: "{path} has no file of the register `{form}`, so nobody knows who is to be judged",
        }
        /// A workbook that cannot be opened, or a sheet of it.
        WORKBOOK_UNREADABLE = "E0722" Error { zh: "无法打开工作簿 {path}：{why}", en: "cannot open the workbook {path}: {why}" }
        /// A sheet that breaks off.
        SHEET_DAMAGED = "E0723" Error {
            zh: "{path} 从第 {row} 行之后起无法读取：{why}",
            en: "nothing below row {row} of {path} can be read: {why}",
        }
        /// A pattern of `dataset.toml` that no file has.
        NO_FILE_MATCHES = "E0724" Error {
            zh: "{path} 中没有符合“{pattern}”的文件",
            en: "no file in {path} has a name like `{pattern}`",
        }
        /// Bytes that are not what `dataset.toml` says they are.
        NOT_IN_ENCODING = "E0725" Error {
            zh: "{path} 的文本第 {line} 行无法读取：编码不是 dataset.toml 所写的 {encoding}",
            en: "line {line} of {path} cannot be read: it is not {encoding}, as `dataset.toml` has it",
        }
        /// Headings that are not where `dataset.toml` says they are.
        NO_HEADER_ROW = "E0726" Error {
            zh: "{path} 第 {row} 行没有内容，而 dataset.toml 说列标题在这一行",
            en: "row {row} of {path}, which should hold the headings, is blank or not there",
        }
        /// A sheet that `dataset.toml` speaks of and the workbook does not have.
        NO_SUCH_SHEET = "E0727" Error {
            zh: "工作簿 {path} 中没有工作表“{sheet}”",
            en: "the workbook {path} has no sheet `{sheet}`",
        }
        /// Rows that were read before from another file.
        ROWS_READ_BEFORE = "E0728" Lint {
            zh: "{path} 的各行（{rows} 行）与 {other} 完全相同，只读一份",
            en: "the rows of {path} (there are {rows}) stand in {other} too, and are read once",
        }
        /// Subjects of whom several workbooks hold rows of one form.
        SUBJECT_IN_SEVERAL = "E0729" Lint {
            zh: "同一{subject}的报表“{form}”在几个文件或工作表中，各行都已读入（共 {count} 个{subject}），如 {key}，在 {files} 中",
            en: "rows of `{form}` about the same {subject} stand in several files or sheets, and all are read; so it is for {count}, such as {key}, in {files}",
        }
    }
    notes {
        /// Where something stands.
        IN_COLUMN { zh: " {column} 列", en: "column {column}" }
        /// Where something stands.
        IN_A_LABEL { zh: "表上方", en: "above" }
        /// Where something stands.
        IN_ROW { zh: "第 {row} 行", en: "row {row}" }
        /// What to do about a column whose unit is none of its field's.
        WRITE_ITS_UNIT {
            zh: "改正所写的单位；数值要能换算成{unit}",
            en: "correct the unit that is written; the numbers must be in {unit}, or in what can be converted to it",
        }
        /// What the items of a form may be.
        ITEMS_ARE {
            zh: "列标题或指标名称要用报表的，例如 {names}；没有填报的报表，删去这张工作表",
            en: "headings or items are called as in the form, for example {names}; a form that is not filed has no sheet",
        }
        /// Why a row is rejected.
        ROW_OF_COLUMN_NUMBERS { zh: "列号行", en: "a row that numbers the columns" }
        /// Why a row is rejected.
        ROW_OF_HEADINGS_AGAIN { zh: "重复的列标题", en: "headings repeated" }
        /// Why a row is rejected.
        ROW_OF_UNITS { zh: "计量单位行", en: "a row of units" }
        /// Why a row is rejected.
        ROW_OF_A_TITLE { zh: "表中的分段标题", en: "a title between rows" }
        /// Why a row is rejected.
        ROW_WITHOUT_CELLS_IN_USE { zh: "没有要用的内容", en: "nothing stands in its columns in use" }
        /// Why a column of a block on its side is rejected.
        COLUMN_OF_SUMS { zh: "合计列", en: "a column of sums" }
        /// Why a column of a block on its side is rejected.
        COLUMN_OF_REMARKS { zh: "备注列", en: "a column of remarks" }
        /// What was done to cells.
        REPAIR_UNIT_OF_COLUMN { zh: "列或表上写的是别的单位，已换算", en: "in another unit, written at the column or above the table, converted" }
        /// What was done to cells.
        REPAIR_FILLED_DOWN { zh: "空白，按上一行补齐", en: "blank, filled in from the row above" }
        /// What was done to cells.
        REPAIR_MERGED { zh: "与上方合并的关联键，取合并单元格的值", en: "blank keys merged with the cell above, taken for what it holds" }
        /// What was done to cells.
        REPAIR_COVERED { zh: "被合并单元格盖住、看不见的内容，作空白", en: "hidden below a merged cell, taken as blank" }
        /// Why a workbook cannot be opened.
        WHY_A_PASSWORD { zh: "它设有密码", en: "it has a password" }
        /// Why a workbook cannot be opened.
        WHY_NO_WORKBOOK { zh: "内容不是工作簿", en: "what it holds is no workbook" }
        /// Why a workbook cannot be opened.
        WHY_DAMAGED { zh: "文件已损坏（{why}）", en: "the file is damaged ({why})" }
        /// Why a workbook cannot be opened.
        WHY_TOO_LARGE_UNPACKED {
            zh: "其中的 {part} 解压后超过 {most} MB",
            en: "its part {part} unpacks to more than {most} MB",
        }
        /// Why a workbook cannot be opened.
        WHY_TOO_MANY_CELLS {
            zh: "其中的单元格相隔太远，连同中间的空白超过 {most} 个",
            en: "its cells lie so far from each other that there are more than {most}, blank ones among them",
        }
        /// Why a sheet breaks off.
        WHY_CELLS_OUT_OF_PLACE { zh: "单元格的位置不对", en: "its cells are out of place" }
        /// What to do about a workbook that is called a text.
        CALL_IT_A_WORKBOOK {
            zh: "内容是工作簿，不是文本：把扩展名改回 .xlsx 或 .xls",
            en: "what it holds is a workbook, and no text: give back its ending .xlsx or .xls",
        }
        /// What to do about a Parquet file that is called a text.
        CALL_IT_PARQUET {
            zh: "内容是 Parquet，不是文本：把扩展名改回 .parquet",
            en: "what it holds is Parquet, and no text: give back its ending .parquet",
        }
        /// What sheets a workbook has.
        SHEETS_ARE { zh: "它的工作表有：{sheets}", en: "its sheets are {sheets}" }
        /// What to do about rows that stand in two files.
        KEEP_ONE_COPY {
            zh: "移走或删去多余的副本（文件或工作表）",
            en: "take the copy, a file or a sheet, out of the data set",
        }
        /// What to do about a subject in two files.
        KEEP_THE_LATER { zh: "如果是重复填报，只保留一份", en: "if one of them was filed in place of the other, keep that one alone" }
        /// What to do about a workbook.
        SAVE_IT_ANEW {
            zh: "在表格软件中打开，取消密码，另存为 .xlsx 或 .csv（UTF-8）",
            en: "open it in a spreadsheet program, take off any password, and save it anew as .xlsx or .csv (UTF-8)",
        }
        /// Why a cell is not read.
        CELL_FAULT { zh: "是表格公式的错误值", en: "the error of a formula in the sheet" }
        /// Why a cell is not read.
        CELL_NO_TEXT { zh: "是字节，不是 UTF-8 文本", en: "bytes that are no text in UTF-8" }
        /// Why a cell is not read.
        CELL_WITHOUT_RESULT {
            zh: "是未曾计算的公式，文件中没有结果",
            en: "a formula without a result: no spreadsheet has computed it",
        }
        /// Why a cell is not read.
        CELL_LOST_DIGITS {
            zh: "按数值存放或读取时超过 15 位，末尾的数字丢失",
            en: "kept or read as a number of more than 15 digits, of which the last ones are lost",
        }
        /// Why a cell is not read.
        CELL_UNIT_DOES_NOT_FIT { zh: "所写单位与指标的单位不同类", en: "in a unit that does not fit that of the field" }
        /// Why a cell is not read.
        CELL_OF_TWO_MEANINGS { zh: "可能有两种意思", en: "open to two meanings" }
        /// Why a cell is not read.
        CELLS_UNDER_ONE_HEADING { zh: "同一个合并的标题下有几个值", en: "several values under one merged heading" }
        /// Why a row is rejected.
        ROW_OF_LOST_KEY { zh: "关联键按数值存放，末尾的数字已经丢失，或者是公式的错误值", en: "its key is kept as a number whose last digits are lost, or is the error of a formula" }
        /// What was done to cells.
        REPAIR_WIDTH { zh: "全角字符", en: "with signs of full width" }
        /// What was done to cells.
        REPAIR_GROUPS { zh: "千分位分隔", en: "with digits in groups of three" }
        /// What was done to cells.
        REPAIR_BRACKETS { zh: "括号表示负数", en: "with brackets for a minus sign" }
        /// What was done to cells.
        REPAIR_MULTIPLE { zh: "带“万”“亿”", en: "with 万 or 亿 behind the number" }
        /// What was done to cells.
        REPAIR_UNIT { zh: "带指标的单位", en: "with the unit behind the number" }
        /// What was done to cells.
        REPAIR_OTHER_UNIT { zh: "带别的单位，已换算", en: "with another unit behind the number, converted" }
        /// What was done to cells.
        REPAIR_NOTHING { zh: "“—”“无”“N/A”等，作空白", en: "with —, 无, N/A or the like, taken as blank" }
        /// What was done to cells.
        REPAIR_SERIAL { zh: "日期存成序号", en: "with a day kept as a serial number" }
        /// What was done to cells.
        REPAIR_TEXT_NUMBER { zh: "数值存成文本", en: "with a number kept as text" }
        /// What was done to cells.
        REPAIR_TEXT_MARKS { zh: "带文本标记（=\"…\"、'…）", en: "with marks of text around it (=\"…\", '…)" }
        /// What was done to cells.
        REPAIR_TIME_OF_DAY { zh: "日期带时刻，时刻略去", en: "with a time of day, which is left out" }
        /// Why a sheet is not used.
        SHEET_HIDDEN { zh: "隐藏的工作表", en: "a hidden sheet" }
        /// Why a sheet is not used.
        SHEET_BLANK { zh: "空白工作表", en: "a blank sheet" }
        /// Which file names what is not there.
        NAMED_IN { zh: "它写在 {path} 的 [files] 中", en: "it is named under [files] in {path}" }
        /// What to do where `dataset.toml` says of a file what does not hold.
        LEAVE_IT_OUT {
            zh: "改正 dataset.toml 中的写法，或者不写，由程序自己找",
            en: "correct what `dataset.toml` says, or leave it out, and it is found",
        }
        /// How patterns of files are written.
        HOW_PATTERNS_ARE {
            zh: "路径从数据文件夹算起，* 代表一段文件名，例如 \"*/G102.csv\" 是各子文件夹中的 G102.csv",
            en: "paths begin in the folder of the data, and * stands for any piece of a name: \"*/G102.csv\" is that file of every folder",
        }
        /// Why a file of settings is refused.
        WHY_NO_ENCODING { zh: "没有“{found}”这种编码", en: "no encoding is called `{found}`" }
        /// Why a file of settings is refused.
        WHY_NO_DELIMITER { zh: "“{found}”不能作分隔符", en: "`{found}` cannot part cells" }
        /// Why a file of settings is refused.
        WHY_ROWS_FROM_1 { zh: "行号从 1 算起", en: "rows are numbered from 1" }
        /// Why a file of settings is refused.
        WHY_ROWS_OF_HEADINGS { zh: "列标题占 1 至 4 行", en: "headings take 1 to 4 rows" }
        /// Why a file of settings is refused.
        WHY_A_BLANK_WORD { zh: "这里不能空白", en: "nothing stands here" }
        /// Why a file of settings is refused.
        WHY_NO_PART_OF_THE_KEY { zh: "“{found}”不是关联键", en: "`{found}` is no part of the key" }
        /// What can stand in a place.
        ONE_OF_THESE { zh: "可以写：{names}", en: "it may be {names}" }
        /// How a file of settings is written.
        WRITE_KEY_VALUE {
            zh: "每行写“键 = 值”，文字放在双引号中，例如 {example}",
            en: "write KEY = VALUE on each line, texts in double quotes, for example {example}",
        }
        /// The keys that a file of settings can have.
        KEYS_ARE { zh: "可以写的键：{names}", en: "the keys are {names}" }
        /// Why a file of settings is refused.
        WHY_UNKNOWN_KEY { zh: "没有“{key}”这个键", en: "there is no key `{key}`" }
        /// Why a file of settings is refused.
        WHY_KEY_MISSING { zh: "缺少键“{key}”", en: "the key `{key}` is missing" }
        /// Why a file of settings is refused.
        WHY_WRONG_VALUE { zh: "这里要{wanted}，写的是{found}", en: "{wanted} is wanted here, this is {found}" }
        /// Why a file of settings is refused.
        WHY_NO_SUCH_VALUE { zh: "这里不能写这样的值", en: "such a value cannot stand here" }
        /// Why a file of settings is refused.
        WHY_KEY_TWICE { zh: "同一个键写了两次", en: "the same key is written twice" }
        /// Why a file of settings is refused.
        WHY_NOT_TOML { zh: "这一行读不懂", en: "this line cannot be read" }
        /// What stands in a file of settings.
        A_QUOTED_TEXT { zh: "双引号中的文字", en: "a text in double quotes" }
        /// What stands in a file of settings.
        A_WHOLE_NUMBER { zh: "整数", en: "a whole number" }
        /// What stands in a file of settings.
        A_FRACTION { zh: "小数", en: "a number with decimals" }
        /// What stands in a file of settings.
        A_LIST { zh: "方括号中的列表", en: "a list in square brackets" }
        /// What stands in a file of settings.
        A_TABLE { zh: "带名称的一节，如 [title]", en: "a section with a heading such as [title]" }
        /// What stands in a file of settings.
        A_TRUTH { zh: "true 或 false", en: "true or false" }
        /// What stands in a file of settings.
        SOMETHING_ELSE { zh: "别的内容", en: "something else" }
        /// Where to write instead.
        MOVE_IT_ELSEWHERE {
            zh: "把它移到别处，或用 --out 指定另一个文件夹",
            en: "move it elsewhere, or name another folder with --out",
        }
        /// Why the results cannot be written.
        WHY_OTHERS_IN_RESULTS {
            zh: "{path} 中的 {file} 不属于以前的结果，而那个文件夹要让位删去",
            en: "{path} would make way and be removed, and it holds {file}, which is none of the earlier results",
        }
        /// A way out of it.
        CHOOSE_ANOTHER_FOLDER { zh: "用 --out 指定另一个文件夹", en: "name another folder with --out" }
        /// What a data set is.
        A_FOLDER_OF_FORMS {
            zh: "检查路径；数据集是一个文件夹，每张报表一个文件，或工作簿中的一个工作表",
            en: "check the path; a data set is a folder with a file for each form, or a sheet of a workbook",
        }
        /// How files are named.
        NAME_FILES_AFTER_FORMS {
            zh: "用报表名作文件名或工作表名，例如 {example}；或在 dataset.toml 中写明",
            en: "name files or sheets after forms, for example {example}, or list them in `dataset.toml`",
        }
        /// How to get at a file.
        CLOSE_OR_ALLOW {
            zh: "检查文件是否存在、是否有读取权限、是否被其他程序占用",
            en: "check that the file is there, that you may read it, and that no other program has it open",
        }
        /// How to get a readable text.
        SAVE_AS_UTF8 {
            zh: "在 Excel 或 WPS 中打开，核对这一行，再另存为“CSV UTF-8（逗号分隔）”；只改扩展名没有用",
            en: "open it in Excel or WPS, check that line, and save it as `CSV UTF-8 (Comma delimited)`; renaming it is not enough",
        }
        /// What an empty file lacks.
        HEADINGS_FIRST {
            zh: "在第一行写列标题，例如 {example}；这张报表没有数据时，删除此文件",
            en: "write the headings in the first row, for example {example}; delete the file if the form has no data",
        }
        /// Which file to keep.
        KEEP_ONE_FILE {
            zh: "只保留一个文件；各文件的行都要的，在 dataset.toml 的 [files] 中写明",
            en: "keep one of the files; if the rows of all are wanted, name them under [files] in `dataset.toml`",
        }
        /// How to name a file unmistakably.
        NAME_IT_ONE_OF { zh: "把文件改名为以下之一：{names}", en: "rename the file to one of {names}" }
        /// The headings that a key goes by.
        KEY_HEADINGS {
            zh: "列标题中要有这一列，可以叫：{names}",
            en: "the headings need this column, which may be called {names}",
        }
        /// What the row holds that was taken for the headings.
        HEADINGS_ARE { zh: "看作列标题的是第 {row} 行：{names}", en: "row {row}, which was taken for the headings, holds {names}" }
        /// The row that was taken for the headings names nothing, and may hold what nobody may read.
        NO_HEADINGS_ARE {
            zh: "看作列标题的是第 {row} 行，其中没有一格是这张报表的指标；它可能是数据，而报表有不公开的指标，因此不显示",
            en: "row {row}, which was taken for the headings, names no field of the form; it may be data, and as the form has private fields it is not shown",
        }
        /// How to settle a doubled heading.
        DROP_OR_RENAME {
            zh: "删除其中一列，或修改它的列标题",
            en: "delete one of the two columns, or change its heading",
        }
        /// How quotes are written.
        QUOTES_IN_CELLS {
            zh: "用记事本打开文件，在该单元格末尾补上双引号；单元格内容中的双引号要写成两个",
            en: "open the file in a text editor and close the cell with a double quote; inside a cell a double quote is written twice",
        }
        /// How a heading with a remark is put right.
        HEADING_WITHOUT_BRACKETS {
            zh: "如果就是{names}，数值要用报表规定的计量单位，列标题的括号中只写这个单位，或者不带括号",
            en: "if it is {names}, give the values in the unit of the form, and have that unit alone in the brackets, or no brackets",
        }
        /// Why a path is not read.
        WHY_NOT_FOUND { zh: "它不存在", en: "it does not exist" }
        /// Why a path is not read.
        WHY_NOT_ALLOWED { zh: "没有权限", en: "permission denied" }
        /// Why a path is not read.
        WHY_NOT_A_FOLDER { zh: "它不是文件夹", en: "it is not a folder" }
        /// Why a path is not read.
        WHY_NOT_A_FILE { zh: "它不是普通文件", en: "it is not an ordinary file" }
        /// Why a path is not read.
        WHY_LINE_TOO_LONG {
            zh: "其中超过 {most} MB 没有一个换行（LF），这么长的一行不读",
            en: "in more than {most} MB of it there is no line feed, and so long a line is not read",
        }
        /// What to do about a text without line ends.
        END_LINES {
            zh: "一行一条记录，以 LF 或 CRLF 换行（旧的 Mac 程序只写 CR）：换成这样的换行，或者另存为 .xlsx、.parquet",
            en: "a record is a line, which ends with LF or CR LF (old Mac programs write CR alone): write such line ends, or save it as .xlsx or .parquet",
        }
        /// The same of outlines.
        A_FEATURE_A_LINE {
            zh: "让每个要素（feature）各占一行：用 GIS 软件重新导出为 GeoJSON，或者在各要素之间加上换行",
            en: "put each feature on a line of its own: export it anew as GeoJSON from a GIS program, or write line ends between the features",
        }
        /// Why a file cannot be written.
        WHY_READ_ONLY { zh: "磁盘只读", en: "the disk is read-only" }
        /// Why a file cannot be written.
        WHY_EXISTS { zh: "它已经存在", en: "it exists already" }
        /// Why a file cannot be written.
        WHY_NO_SPACE { zh: "磁盘已满", en: "the disk is full" }
        /// Why a cell is not read.
        CELL_NOT_A_NUMBER { zh: "不是数值", en: "not a number" }
        /// Why a cell is not read.
        CELL_NOT_WHOLE { zh: "不是整数", en: "not a whole number" }
        /// Why a cell is not read.
        CELL_TOO_LARGE { zh: "数值过大", en: "too large a number" }
        /// Why a cell is not read.
        CELL_NOT_A_DATE { zh: "不是日期", en: "not a date" }
        /// Why a cell is not read.
        CELL_NOT_A_PERIOD { zh: "不是期间", en: "not a period" }
        /// Why a cell is not read.
        CELL_NOT_COORDINATES { zh: "不是坐标", en: "not a pair of coordinates" }
        /// Why a cell is not read.
        CELL_NOT_AN_OUTLINE { zh: "不是边界（WKT）", en: "not an outline in WKT" }
        /// What is wrong with a cell.
        CELL_CROSSED_OUTLINE { zh: "边界（WKT）的边相交", en: "edges of the outline cross" }
        /// Why a cell cannot be read.
        CELL_OVERLAPPING_OUTLINE { zh: "边界（WKT）有环没有围住面积、洞不在外环之内，或者面与面、洞与洞重叠", en: "a ring of the outline goes round no area, a hole lies outside its ring, or areas or holes overlap" }
        /// Why a cell is not read.
        CELL_NOT_YES_NO { zh: "不是“是”或“否”", en: "neither yes nor no" }
        /// Why a cell is not read.
        CELL_WITHOUT_HEADING { zh: "所在的列没有标题", en: "its column has no heading" }
        /// Why a file cannot be read any further.
        WHY_NO_ROOM { zh: "内存放不下文件所称的 {rows} 行", en: "the {rows} rows that it says it has do not fit into memory" }
        /// Why a row is rejected.
        ROW_BLANK { zh: "空行", en: "blank row" }
        /// Why a row is rejected.
        ROW_WITHOUT_KEY { zh: "关联键为空", en: "the key is blank" }
        /// Why a row is rejected.
        ROW_TOO_SHORT { zh: "列数不足，缺少关联键", en: "it ends before the column of the key" }
        /// Why a row is rejected.
        ROW_TOO_LONG { zh: "单元格比列标题多，各列可能错位", en: "it has more cells than there are headings, so its cells may stand in the wrong columns" }
        /// Why a row is rejected.
        ROW_OF_SUMS { zh: "合计行", en: "a row of sums" }
        /// Why a row is rejected.
        ROW_OF_REMARKS { zh: "表下的说明", en: "a remark below the table" }
        /// Why a row is rejected.
        ROW_NOT_LISTED { zh: "名录中没有", en: "not in the register" }
        /// What to do where the register has no file.
        ADD_THE_REGISTER {
            zh: "补上这张报表的文件；不用名录时，删去“对象”一行中的“名录 …”",
            en: "add the file of that form; where there is no register, take `listed in` out of the `subject` line",
        }
        /// Why a file is not used.
        FILE_NOT_CSV {
            zh: "不是 .csv、.tsv、.parquet 或工作簿",
            en: "not a .csv, .tsv, .parquet or workbook",
        }
        /// Why a file is not used.
        FILE_NO_FORM { zh: "没有以此为名的报表", en: "no form has this name" }
        /// Why a file is not used.
        FILE_HIDDEN { zh: "隐藏文件", en: "a hidden file" }
        /// Why a file is not used.
        FILE_OF_AN_OPEN_FILE { zh: "表格软件的临时文件", en: "a temporary file of a spreadsheet program" }
        /// Why a file is not used.
        FILE_ONE_OF_SEVERAL { zh: "同一报表有多个文件", en: "one of several files of a form" }
        /// Why a file is not used.
        FILE_FITS_SEVERAL { zh: "文件名对应多张报表", en: "its name could mean several forms" }
        /// Why a file is not used.
        FILE_FAILED { zh: "无法读取", en: "it could not be read" }
        /// Why a file is not used.
        FILE_IN_A_FOLDER {
            zh: "在子文件夹中，而旁边有别的数据；要读入，在 dataset.toml 的 [files] 中写明",
            en: "in a folder beside other data; to have it read, name it under [files] in `dataset.toml`",
        }
        /// Why a file is not used.
        FILE_A_COPY { zh: "与另一文件的行完全相同", en: "its rows are those of another file" }
    }
}
