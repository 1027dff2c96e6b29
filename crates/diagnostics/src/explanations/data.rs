//! E07xx: the data against the vocabulary.

use crate::codes::data as codes;

explanations! {
    NO_DATA_SET {
        zh: "给出的路径不存在。数据集是一个文件夹，每张报表一个文件或工作表；核对路径，含空格的路径要加引号。",
        en: "The path does not exist. A data set is a folder with a file or a sheet of a workbook for each form. Check the path; one with blanks needs quotes.",
        wrong: { zh: "$ shensuan review date --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数", en: "$ shensuan review date --rulebook national\n=== data/basic form.csv\ncredit code,staff" },
        right: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff" },
    }
    FOLDER_UNREADABLE {
        zh: "路径存在，但不能作为文件夹打开，原因写在后面：可能给的是一个文件，或者没有权限。请给出存放 .csv 文件的文件夹。",
        en: "The path is there but cannot be opened as a folder; the reason stands behind it. Perhaps it is a file, or you may not read it. Name the folder that holds the .csv files.",
        wrong: { zh: "$ shensuan review data/基本情况表.csv --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数", en: "$ shensuan review data/G101-1.csv --rulebook national\n=== data/G101-1.csv\ncredit code,staff" },
        right: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数", en: "$ shensuan review data --rulebook national\n=== data/G101-1.csv\ncredit code,staff" },
    }
    NO_FORM_FILE {
        zh: "文件夹里没有一个文件与报表同名，因此没有可审核的数据。用报表名、别名或标题给文件命名；文件名不能改时，在 dataset.toml 的 [files] 中写明哪个文件是哪张报表。",
        en: "No file in the folder is named after a form, so there is nothing to review. Name the files after their forms, or, where they must keep their names, say under [files] in `dataset.toml` which file holds which form.",
        wrong: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.dat\n统一社会信用代码,从业人数\n91990000MA5F00018G,5", en: "$ shensuan review data --rulebook national\n=== data/basic form.dat\ncredit code,staff\n91990000MA5F00018G,5" },
        right: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5" },
    }
    FILE_UNREADABLE {
        zh: "系统不让读取这个文件，原因写在后面。常见的是文件不存在、正被 Excel 打开，或者没有权限；dataset.toml 的 [files] 中写的路径相对于数据文件夹。",
        en: "The system does not hand out this file; the reason stands behind it. Often it is not there, open in Excel, or not yours to read. Paths under [files] in `dataset.toml` are relative to the folder of the data.",
        wrong: { zh: "$ shensuan review data --rulebook national\n=== data/dataset.toml\n[files]\n\"企业名单.csv\" = [\"基本情况表\"]", en: "$ shensuan review data --rulebook national\n=== data/dataset.toml\n[files]\n\"plants.csv\" = [\"basic form\"]" },
        right: { zh: "$ shensuan review data --rulebook national\n=== data/dataset.toml\n[files]\n\"企业名单.csv\" = [\"基本情况表\"]\n=== data/企业名单.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5", en: "$ shensuan review data --rulebook national\n=== data/dataset.toml\n[files]\n\"plants.csv\" = [\"basic form\"]\n=== data/plants.csv\ncredit code,staff\n91990000MA5F00018G,5" },
    }
    NOT_TEXT {
        zh: "文件在这一行既不是 UTF-8 也不是 GBK（GB18030）编码，再读下去就是乱码。可能是把 .xlsx 直接改名成了 .csv：在 Excel 或 WPS 中打开，另存为“CSV UTF-8”。",
        en: "From this line on the file is neither UTF-8 nor GBK (GB18030), so what follows would be gibberish. Perhaps an .xlsx was merely renamed. Open it in Excel or WPS and save it as `CSV UTF-8`."
    }
    FILE_EMPTY {
        zh: "文件里什么都没有，连列标题也没有。报表没有数据时，删去文件，或只保留一行列标题。",
        en: "The file holds nothing, not even headings. If the form has no data, delete the file or keep the row of headings alone.",
        wrong: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5\n=== data/废水表.csv", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5\n=== data/wastewater table.csv" },
        right: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5\n=== data/废水表.csv\n统一社会信用代码,取水量", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5\n=== data/wastewater table.csv\ncredit code,water intake" },
    }
    FORM_TWICE {
        zh: "有几个文件都对应同一张报表（名称、别名、标题都算），程序不知道以哪个为准。只保留一个；如果各文件是这张报表的不同部分，在 dataset.toml 的 [files] 中写明。",
        en: "Several files belong to one form (its name, aliases and title all count), and none is preferred. Keep one; if each holds a part of the form, say so under [files] in `dataset.toml`.",
        wrong: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5\n=== data/G102.csv\n统一社会信用代码,取水量\n=== data/废水表.csv\n统一社会信用代码,取水量", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5\n=== data/G102.csv\ncredit code,water intake\n=== data/wastewater table.csv\ncredit code,water intake" },
        right: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5\n=== data/废水表.csv\n统一社会信用代码,取水量", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5\n=== data/wastewater table.csv\ncredit code,water intake" },
    }
    FILE_AMBIGUOUS {
        zh: "文件名同时是几张报表的名称，分不清是哪一张。按提示改成其中一个不会混淆的名称，或在 dataset.toml 的 [files] 中写明。",
        en: "The name of the file fits several forms. Rename it to one of the names of the help, or say under [files] in `dataset.toml` what it holds.",
        wrong: { zh: "$ shensuan review data --rulebook book\n=== book/A.rule\n对象 企业 关联键 代码\n报表 废水表\n  每 企业 一行\n  明细 排放口\n    指标 水量：数值\n报表 废气表\n  每 企业 一行\n  明细 排放口\n    指标 气量：数值\n=== data/排放口.csv\n代码,水量\n甲,5", en: "$ shensuan review data --rulebook book\n=== book/A.rule\nsubject enterprise keyed by code\nform water\n  one per enterprise\n  rows outlets\n    field discharged : number\nform gas\n  one per enterprise\n  rows outlets\n    field emitted : number\n=== data/outlets.csv\ncode,discharged\nE1,5" },
        right: { zh: "$ shensuan review data --rulebook book\n=== book/A.rule\n对象 企业 关联键 代码\n报表 废水表\n  每 企业 一行\n  明细 排放口\n    指标 水量：数值\n报表 废气表\n  每 企业 一行\n  明细 排放口\n    指标 气量：数值\n=== data/废水表-排放口.csv\n代码,水量\n甲,5", en: "$ shensuan review data --rulebook book\n=== book/A.rule\nsubject enterprise keyed by code\nform water\n  one per enterprise\n  rows outlets\n    field discharged : number\nform gas\n  one per enterprise\n  rows outlets\n    field emitted : number\n=== data/water-outlets.csv\ncode,discharged\nE1,5" },
    }
    NO_KEY_COLUMN {
        zh: "文件里没有关联键那一列（如统一社会信用代码），各行不知道属于哪个企业。多半是标题写法不同，或者第一行不是列标题（上面还有表名）。改标题，或删去标题上面的行。",
        en: "The file has no column for the key, such as the credit code, so no row can be tied to its subject. Usually the heading is spelt otherwise, or the first row is a caption. Mend the heading, or remove the rows above it.",
        wrong: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5\n=== data/废水表.csv\n企业编码,取水量\n91990000MA5F00018G,1", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5\n=== data/wastewater table.csv\nplant,water intake\n91990000MA5F00018G,1" },
        right: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5\n=== data/废水表.csv\n统一社会信用代码,取水量\n91990000MA5F00018G,1", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5\n=== data/wastewater table.csv\ncredit code,water intake\n91990000MA5F00018G,1" },
    }
    HEADING_TWICE {
        zh: "两列的标题都是同一个指标（名称或别名），不知道取哪一列。删去一列，或改掉其中一个标题。两层标题先看下层，再看“上层-下层”：下层相同的，要有一列用“上层-下层”的名称。",
        en: "Two columns are headed by names of the same field, and none is preferred. Delete one, or change its heading. Of headings on two levels the lower one counts, then both as `upper-lower`: where lower ones are alike, some field has to go by both.",
        wrong: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5\n=== data/废水表.csv\n统一社会信用代码,取水量,water intake\n91990000MA5F00018G,1,2", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5\n=== data/wastewater table.csv\ncredit code,water intake,取水量\n91990000MA5F00018G,1,2" },
        right: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5\n=== data/废水表.csv\n统一社会信用代码,取水量\n91990000MA5F00018G,1", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5\n=== data/wastewater table.csv\ncredit code,water intake\n91990000MA5F00018G,1" },
    }
    QUOTE_OPEN {
        zh: "这一行有一个双引号没有配对，后面的所有行都会被并进这一个单元格，所以停止读取。用记事本打开，在单元格末尾补上双引号；内容里的双引号要写成两个。",
        en: "A double quote on this line is never closed, so all rows after it would become part of one cell. Open the file in a text editor and close the cell; a double quote inside a cell is written twice.",
        wrong: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,单位详细名称\n91990000MA5F00018G,\"示例甲厂\n91990000MA5F00026J,示例乙厂", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,unit name\n91990000MA5F00018G,\"Example Works A\n91990000MA5F00026J,Example Works B" },
        right: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,单位详细名称\n91990000MA5F00018G,\"示例甲厂\"\n91990000MA5F00026J,示例乙厂", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,unit name\n91990000MA5F00018G,\"Example Works A\"\n91990000MA5F00026J,Example Works B" },
    }
    FILE_WITHOUT_FORM {
        zh: "这个文件（或工作表）不与任何报表同名，没有用到。如果它是某张报表，改成报表名，或在 dataset.toml 的 [files] 中写明；如果本来就与审核无关，可以不管。",
        en: "This file, or sheet of a workbook, is named after no form and is not used. If it holds a form, name it so or say it under [files] in `dataset.toml`; if it has nothing to do with the review, let it be.",
        wrong: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5\n=== data/废水表 - 副本.csv\n统一社会信用代码,取水量", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5\n=== data/wastewater table - copy.csv\ncredit code,water intake" },
        right: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5\n=== data/废水表.csv\n统一社会信用代码,取水量", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5\n=== data/wastewater table.csv\ncredit code,water intake" },
    }
    COLUMN_LIKE_FIELD {
        zh: "这一列没有用到，而报表恰好缺一个名称相近的指标，很可能是标题写错了。改成提示中的名称；标题的括号中写的是能换算成报表单位的单位时可以照认，写了别的就不知道是什么数值。",
        en: "This column is not used while a field of nearly the same name is missing: the heading is probably misspelt. Write the name of the help. A unit in brackets is understood where it can be brought to the unit of the form; with any other remark nobody knows what the values are.",
        wrong: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5\n=== data/废水表.csv\n统一社会信用代码,取水量（上年）\n91990000MA5F00018G,1", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5\n=== data/wastewater table.csv\ncredit code,water intakes\n91990000MA5F00018G,1" },
        right: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5\n=== data/废水表.csv\n统一社会信用代码,取水量\n91990000MA5F00018G,1", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5\n=== data/wastewater table.csv\ncredit code,water intake\n91990000MA5F00018G,1" },
    }
    BAD_DATASET_FILE {
        zh: "dataset.toml 有误，标出的地方说明了原因。可以写 rulebook、period 和 [files] 一节，其中每行是 \"文件.csv\" = [\"报表\"] 或 \"文件.csv\" = { forms = [\"报表\"], encoding = \"GBK\", delimiter = \";\", header = 3, header_rows = 2, footers = [\"注\"] }。",
        en: "`dataset.toml` cannot be read or says something it cannot say; the mark shows where. It may hold rulebook = \"FOLDER\", period = \"2017\" (the reporting period) and, under [files], lines such as \"file.csv\" = [\"form\"], or \"file.csv\" = { forms = [\"form\"], encoding = \"GB18030\", delimiter = \";\", header = 3, header_rows = 2, footers = [\"Note\"] }, of which each may be left out and is found.",
        wrong: { zh: "$ shensuan review data\n=== data/dataset.toml\nrulebok = \"../national\"\n=== data/基本情况表.csv\n统一社会信用代码,从业人数", en: "$ shensuan review data\n=== data/dataset.toml\nrulebok = \"../national\"\n=== data/basic form.csv\ncredit code,staff" },
        right: { zh: "$ shensuan review data\n=== data/dataset.toml\nrulebook = \"../national\"\n=== data/基本情况表.csv\n统一社会信用代码,从业人数", en: "$ shensuan review data\n=== data/dataset.toml\nrulebook = \"../national\"\n=== data/basic form.csv\ncredit code,staff" },
    }
    CANNOT_WRITE {
        zh: "结果没有写成，原因写在后面：常见的是磁盘已满、没有写权限，或者结果文件正被 Excel 打开。原来的结果没有动。解决后重试，或用 --out 换一个文件夹。",
        en: "The results could not be written; the reason stands behind it: a full disk, no permission, or a result file that is open in Excel. Earlier results are untouched. Mend it and run again, or name another folder with --out."
    }
    NOT_RESULTS {
        zh: "结果文件夹里放着别的东西，也可能是另一个命令的结果。为免覆盖您的文件，每个命令只替换自己以前的结果和空文件夹。用 --out 另指一个文件夹。",
        en: "The folder for the results holds something else, or results of another command. So that nobody's work is lost, a command replaces only its own earlier results and empty folders. Name another folder with --out.",
        wrong: { zh: "$ shensuan review data --rulebook national --out 统计\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5\n=== 统计/年报.txt\n去年的总结", en: "$ shensuan review data --rulebook national --out reports\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5\n=== reports/annual.txt\nwhat was done last year" },
        right: { zh: "$ shensuan review data --rulebook national --out 审核结果\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5\n=== 统计/年报.txt\n去年的总结", en: "$ shensuan review data --rulebook national --out results\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5\n=== reports/annual.txt\nwhat was done last year" },
    }
    CANNOT_CREATE {
        zh: "新的规则库没有建成，原因写在后面：多半是同名文件夹已经存在（不会覆盖），或者没有写权限。换一个名称或位置。",
        en: "The new rulebook could not be made; the reason stands behind it. Most often the folder exists already (it is never overwritten) or you may not write there. Choose another name or place.",
        wrong: { zh: "$ shensuan new rulebook city\n=== city/A.txt\n本市的规则", en: "$ shensuan new rulebook city\n=== city/A.txt\nthe rules of the city" },
        right: { zh: "$ shensuan new rulebook district\n=== city/A.txt\n本市的规则", en: "$ shensuan new rulebook district\n=== city/A.txt\nthe rules of the city" },
    }
    NO_SUCH_SUBJECT {
        zh: "--only 给的关联键在数据中找不到。核对代码是否写全、有没有多余的空格，以及选的数据文件夹是否正确；看提示中相近的。",
        en: "The data holds no subject with the key given to --only. Check that it is complete and that the folder is the right one; the help names keys that are near.",
        wrong: { zh: "$ shensuan review data --rulebook national --only 91990000MA5F00018\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5", en: "$ shensuan review data --rulebook national --only 91990000MA5F00018\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5" },
        right: { zh: "$ shensuan review data --rulebook national --only 91990000MA5F00018G\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5", en: "$ shensuan review data --rulebook national --only 91990000MA5F00018G\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5" },
    }
    NO_SUCH_FORM {
        zh: "dataset.toml 的 [files] 中写的报表，规则库里没有。可以写报表的名称或任何别名；看提示中相近的名称，或核对用的是不是这个规则库。",
        en: "A form named under [files] in `dataset.toml` is not in the rulebook. Its name or any alias will do; take a near one from the help, or check that this is the right rulebook.",
        wrong: { zh: "$ shensuan review data --rulebook national\n=== data/dataset.toml\n[files]\n\"企业名单.csv\" = [\"基本情况\"]\n=== data/企业名单.csv\n统一社会信用代码,从业人数", en: "$ shensuan review data --rulebook national\n=== data/dataset.toml\n[files]\n\"plants.csv\" = [\"basics form\"]\n=== data/plants.csv\ncredit code,staff" },
        right: { zh: "$ shensuan review data --rulebook national\n=== data/dataset.toml\n[files]\n\"企业名单.csv\" = [\"基本情况表\"]\n=== data/企业名单.csv\n统一社会信用代码,从业人数", en: "$ shensuan review data --rulebook national\n=== data/dataset.toml\n[files]\n\"plants.csv\" = [\"basic form\"]\n=== data/plants.csv\ncredit code,staff" },
    }
    CANNOT_PRINT {
        zh: "结果打印不出去，多半是把输出转存到文件而磁盘已满。腾出空间再运行；审核的结果文件夹如已写成，不受影响。",
        en: "The answer could not be printed, most often because it was sent to a file on a full disk. Make room and run again; a folder of results that was already written is not affected."
    }
    NO_REGISTER {
        zh: "“对象”一行写明名录是哪张报表，只审核名录中的对象，而数据文件夹里没有这张报表的文件。补上文件；没有名录时，删去“名录 …”，各报表中出现的对象就都审核。",
        en: "The `subject` line names a form as the register, so only those in it are judged, and the folder has no file of that form. Add the file; where there is no register take `listed in` out, and everybody is judged whom some form names.",
        wrong: { zh: "$ shensuan review data --rulebook national\n=== data/废水表.csv\n统一社会信用代码,取水量\n91990000MA5F00018G,1", en: "$ shensuan review data --rulebook national\n=== data/wastewater table.csv\ncredit code,water intake\n91990000MA5F00018G,1" },
        right: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5\n=== data/废水表.csv\n统一社会信用代码,取水量\n91990000MA5F00018G,1", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5\n=== data/wastewater table.csv\ncredit code,water intake\n91990000MA5F00018G,1" },
    }
    WORKBOOK_UNREADABLE {
        zh: "文件名是工作簿的，内容却打不开：其实是文字或网页，只改了扩展名；或者设有密码、没有传完、已经损坏。在 Excel 或 WPS 中打开，取消密码，另存为 .xlsx；本来就是文字的，把扩展名改回 .csv。解压后大得离谱的文件不会打开，以免占满内存。",
        en: "The file has the name of a workbook and cannot be opened as one: it is text or a web page under another name, it has a password, was sent in part, or is damaged. Open it in Excel or WPS, take off the password, and save it as .xlsx; give back the name .csv to what is text. What would unpack to an absurd size is not opened, lest it fill the memory.",
        wrong: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5\n=== data/废水表.xlsx\n统一社会信用代码,取水量\n91990000MA5F00018G,1", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5\n=== data/wastewater table.xlsx\ncredit code,water intake\n91990000MA5F00018G,1" },
        right: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5\n=== data/废水表.csv\n统一社会信用代码,取水量\n91990000MA5F00018G,1", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5\n=== data/wastewater table.csv\ncredit code,water intake\n91990000MA5F00018G,1" },
    }
    SHEET_DAMAGED {
        zh: "工作表读到这一行以下就断了，后面的行没有读到。文件没有传完或者已经损坏：重新导出，或在 Excel、WPS 中打开修复后另存。",
        en: "The sheet breaks off below this row, and the rows behind it were not read. The file was sent in part or is damaged: export it anew, or open it in Excel or WPS, let that repair it, and save it."
    }
    NO_SUCH_SHEET {
        zh: "dataset.toml 的 [files] 中，方括号里写的工作表在这个工作簿中没有。大小写、全角半角和首尾空格不同不要紧；名称要写全。提示中列出了这个工作簿的工作表。",
        en: "Under [files] in `dataset.toml` a sheet stands in brackets that this workbook does not have. Letter case, width and blanks around it do not matter; the name must be whole. The help lists the sheets that there are.",
    }
    ROWS_READ_BEFORE {
        zh: "两个文件（或工作表）中，同一张报表的各行完全一样，多半是做了副本。只读其中一份，另一份列入未使用的文件；都读进来，每一行就会算两次。",
        en: "Two files, or sheets, hold the very same rows of one form: one is probably a copy of the other. One is read, and the other is listed among the files that are not used; read twice, every row would count twice.",
        wrong: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5\n=== data/dataset.toml\n[files]\n\"*/用水.csv\" = [\"废水表\"]\n=== data/宝安/用水.csv\n统一社会信用代码,取水量\n91990000MA5F00018G,1\n=== data/宝安 - 副本/用水.csv\n统一社会信用代码,取水量\n91990000MA5F00018G,1", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5\n=== data/dataset.toml\n[files]\n\"*/water.csv\" = [\"wastewater table\"]\n=== data/north/water.csv\ncredit code,water intake\n91990000MA5F00018G,1\n=== data/north - copy/water.csv\ncredit code,water intake\n91990000MA5F00018G,1" },
        right: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5\n=== data/dataset.toml\n[files]\n\"*/用水.csv\" = [\"废水表\"]\n=== data/宝安/用水.csv\n统一社会信用代码,取水量\n91990000MA5F00018G,1", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5\n=== data/dataset.toml\n[files]\n\"*/water.csv\" = [\"wastewater table\"]\n=== data/north/water.csv\ncredit code,water intake\n91990000MA5F00018G,1" },
    }
    SUBJECT_IN_SEVERAL {
        zh: "同一企业在几个文件中都有这张报表的行，而且不完全一样：可能是重复填报、更正后又报，也可能本来就分开存放。程序全部读入，由人判断；是重复的，移走一份。",
        en: "Several files hold rows of this form about the same subject, and not the same ones: filed twice, filed again after a correction, or kept apart on purpose. All are read, as nobody but you can tell; where one takes the place of the other, take that one out.",
        wrong: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5\n=== data/dataset.toml\n[files]\n\"*/用水.csv\" = [\"废水表\"]\n=== data/宝安/用水.csv\n统一社会信用代码,取水量\n91990000MA5F00018G,1\n=== data/更正/用水.csv\n统一社会信用代码,取水量\n91990000MA5F00018G,2", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5\n=== data/dataset.toml\n[files]\n\"*/water.csv\" = [\"wastewater table\"]\n=== data/north/water.csv\ncredit code,water intake\n91990000MA5F00018G,1\n=== data/mended/water.csv\ncredit code,water intake\n91990000MA5F00018G,2" },
        right: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5\n=== data/dataset.toml\n[files]\n\"*/用水.csv\" = [\"废水表\"]\n=== data/更正/用水.csv\n统一社会信用代码,取水量\n91990000MA5F00018G,2", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5\n=== data/dataset.toml\n[files]\n\"*/water.csv\" = [\"wastewater table\"]\n=== data/mended/water.csv\ncredit code,water intake\n91990000MA5F00018G,2" },
    }
    NO_FILE_MATCHES {
        zh: "dataset.toml 的 [files] 中带 * 的路径没有找到文件。路径从数据文件夹算起，* 只代表一个名称中的一段，不跨文件夹：“*/用水.csv”是各子文件夹中的用水.csv。核对文件夹、名称和扩展名；工作表名写在方括号中，要写全。",
        en: "A path with a star under [files] in `dataset.toml` finds no file. It begins in the folder of the data, and a star stands for a piece of one name, not for several folders: `*/water.csv` is that file of every folder. Check folders, names and endings; the name of a sheet stands in brackets, in full.",
        wrong: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5\n=== data/dataset.toml\n[files]\n\"*/废水.csv\" = [\"废水表\"]\n=== data/宝安/用水.csv\n统一社会信用代码,取水量\n91990000MA5F00018G,1", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5\n=== data/dataset.toml\n[files]\n\"*/waste.csv\" = [\"wastewater table\"]\n=== data/north/water.csv\ncredit code,water intake\n91990000MA5F00018G,1" },
        right: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5\n=== data/dataset.toml\n[files]\n\"*/用水.csv\" = [\"废水表\"]\n=== data/宝安/用水.csv\n统一社会信用代码,取水量\n91990000MA5F00018G,1", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5\n=== data/dataset.toml\n[files]\n\"*/water.csv\" = [\"wastewater table\"]\n=== data/north/water.csv\ncredit code,water intake\n91990000MA5F00018G,1" },
    }
    NOT_IN_ENCODING {
        zh: "dataset.toml 写明了这个文件的编码，而这一行的内容不合这种编码。不写 encoding，程序会自己找；写的话，可以是 UTF-8、GB18030（GBK 也是它）、UTF-16 LE、UTF-16 BE。",
        en: "`dataset.toml` says how this file is encoded, and this line is not so. Without `encoding` it is found; what can be written is UTF-8, GB18030 (of which GBK is a part), UTF-16 LE and UTF-16 BE.",
        wrong: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5\n=== data/dataset.toml\n[files]\n\"废水表.csv\" = { encoding = \"UTF-16 LE\" }\n=== data/废水表.csv\n统一社会信用代码,取水量\n91990000MA5F00018G,10", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5\n=== data/dataset.toml\n[files]\n\"wastewater table.csv\" = { encoding = \"UTF-16 LE\" }\n=== data/wastewater table.csv\ncredit code,water intake\n91990000MA5F00018G,10" },
        right: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5\n=== data/dataset.toml\n[files]\n\"废水表.csv\" = { encoding = \"UTF-8\" }\n=== data/废水表.csv\n统一社会信用代码,取水量\n91990000MA5F00018G,10", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5\n=== data/dataset.toml\n[files]\n\"wastewater table.csv\" = { encoding = \"UTF-8\" }\n=== data/wastewater table.csv\ncredit code,water intake\n91990000MA5F00018G,10" },
    }
    NO_HEADER_ROW {
        zh: "dataset.toml 用 header 写明了列标题在第几行，而文件没有这一行，或者这一行是空的。行号与表格软件显示的一致，从 1 算起，标题占两行的写上面一行。不写 header，程序会自己找：写有关联键、又认得出指标最多的一行。",
        en: "`dataset.toml` says with `header` which row holds the headings, and the file has no such row, or a blank one. Rows are numbered as a spreadsheet shows them, from 1; of two rows the upper one is written. Without `header` they are found: the row that has the key and names most fields.",
        wrong: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5\n=== data/dataset.toml\n[files]\n\"废水表.csv\" = { header = 9 }\n=== data/废水表.csv\n2017年废水治理情况\n统一社会信用代码,取水量\n91990000MA5F00018G,1", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5\n=== data/dataset.toml\n[files]\n\"wastewater table.csv\" = { header = 9 }\n=== data/wastewater table.csv\nWastewater of 2017\ncredit code,water intake\n91990000MA5F00018G,1" },
        right: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5\n=== data/dataset.toml\n[files]\n\"废水表.csv\" = { header = 2 }\n=== data/废水表.csv\n2017年废水治理情况\n统一社会信用代码,取水量\n91990000MA5F00018G,1", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5\n=== data/dataset.toml\n[files]\n\"wastewater table.csv\" = { header = 2 }\n=== data/wastewater table.csv\nWastewater of 2017\ncredit code,water intake\n91990000MA5F00018G,1" },
    }
}
