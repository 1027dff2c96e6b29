//! E0730–E0739: typed copies of data sets, and files of columns.

use crate::codes::copies as codes;

explanations! {
    COPY_DAMAGED {
        zh: "有 copy.json 的文件夹是副本（shensuan data import 写成），而其中这个文件缺失、被截断、被改过，或者不是这个程序认得的版本。副本写成后不应改动；重新导入，或直接审核来源的文件夹。",
        en: "A folder with a `copy.json` is a copy, which shensuan data import writes, and this file of it is missing, cut short, changed, or of a version that this program does not know. Nothing in a copy is meant to be edited. Import again, or review the folder it came from.",
        wrong: { zh: "$ shensuan review data --rulebook national\n=== data/copy.json\n{ \"schema\": \"shensuan.copy/9\" }", en: "$ shensuan review data --rulebook national\n=== data/copy.json\n{ \"schema\": \"shensuan.copy/9\" }" },
        right: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5" },
    }
    OTHER_VOCABULARY {
        zh: "副本记着导入时规则库中的报表、指标和类型；后来改了名称、类型、单位或标记，或者用了另一个规则库，副本中的列就可能不是规则以为的列。用现在的规则库重新导入。规则本身怎么改都可以。",
        en: "A copy remembers the forms, fields and types of the rulebook it was imported with. Where names, types, units or marks have changed since, or another rulebook is used, its columns may not be what the rules take them for. Import it again with the rulebook of today. Rules themselves may change as they like."
    }
    SOURCES_CHANGED {
        zh: "打开副本时比较来源文件的大小和时间，这些文件与导入时不同。审核用的是副本中的数据；来源改得有意义时，重新导入。逐字节的比较用 shensuan data verify。",
        en: "Opening a copy compares size and time of the files it came from, and these are not what they were. The data of the copy is used all the same; import again where the change matters. shensuan data verify compares every byte."
    }
    SOURCES_GONE {
        zh: "副本的来源文件移走或删除了。副本照样可用；没有来源，就不能再核对。",
        en: "The files that the copy came from were moved or deleted. The copy works without them; it can no longer be held against them."
    }
    FILES_ADDED {
        zh: "导入之后，来源文件夹里又多了文件，例如补报的企业或新的一个区。副本里没有它们，审核的还是导入时的数据。要用上，就重新导入；与数据无关的文件可以不管，移出去就不再提示。",
        en: "Files came to the folder of the data after it was imported: somebody who filed late, or another district. The copy does not hold them, and what is reviewed is the data of then. Import again to have them; a file that is none of the data may stay, or be moved out to end this message."
    }
    CHANGED_WHILE_READ {
        zh: "读这个文件前后，它的大小或时间不同：读到的可能一半是旧的，一半是新的。等写它的程序结束后再导入。",
        en: "Size or time of the file were not the same before and after it was read, so what was read may be half old and half new. Import again when the program that writes it is done."
    }
    COPY_DIFFERS {
        zh: "副本的这个文件与写入时的哈希不同：磁盘出错，或者有人改过。重新导入。",
        en: "The hash of this file of the copy is not what it was when it was written: the disk failed, or somebody edited it. Import again."
    }
    SOURCE_DIFFERS {
        zh: "来源文件的内容与导入时不同，副本中是导入时的数据。要用现在的内容，重新导入。",
        en: "The source does not hold what it held when it was imported; the copy has the data of then. Import again to use what it holds now."
    }
    IS_A_COPY {
        zh: "这个文件夹里有 copy.json，它本身就是副本。副本由报表文件导入而成，不由副本再导入。",
        en: "The folder holds a `copy.json`: it is a copy itself. Copies are made of the files of forms, not of copies."
    }
    NO_PARQUET {
        zh: "文件名以 .parquet 结尾，而内容不是完整的 Parquet：传输中断、加了密，或者只改了扩展名。",
        en: "The name ends in .parquet, and what the file holds is no whole Parquet: it was cut short on its way, is encrypted, or was merely renamed.",
        wrong: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.parquet\n统一社会信用代码,从业人数\n91990000MA5F00018G,5", en: "$ shensuan review data --rulebook national\n=== data/basic form.parquet\ncredit code,staff\n91990000MA5F00018G,5" },
        right: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5" },
    }
    COLUMN_OF_NO_CELLS {
        zh: "报表的一格是一个值。Parquet 的列若是结构、列表、映射或一段时间，就没有可以放进一格的值；其余的列照常读取。",
        en: "A cell of a form is one value. A column of Parquet that is a structure, a list, a map or a span of time has none to put there; the other columns are read all the same."
    }
}
