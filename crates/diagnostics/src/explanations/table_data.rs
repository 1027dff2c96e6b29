//! E0741–E0746: the rows of reference tables.

use crate::codes::table_data as codes;

explanations! {
    NO_TABLE_FILE {
        zh: "路径相对于规则库文件夹；文件名里的 * 代表任意字符，至少要有一个文件。核对路径和文件名。",
        en: "The path is relative to the folder of the rulebook; `*` in the name of a file stands for anything, and at least one file has to be there. Check the path."
    }
    KEY_TWICE {
        zh: "两行的每个关联键都相同，查到哪一行都说得通，所以不读。删去一行；分版本的，写清各自的有效期。",
        en: "All keys of both rows are the same, so either could be meant. Drop one of them; where they are editions, say from when to when each is in force."
    }
    KEY_TIE {
        zh: "两行写法不同，但对某个关联键同样具体：比如两个代码组都包含它。把其中一行写得更具体，或者改成不重叠。",
        en: "The rows are written differently, yet one key fits both equally well: two groups hold one code, two ranges overlap. Make one of them more specific, or take the overlap out."
    }
    BAD_TABLE_CELL {
        zh: "规则库里的参照表每一格都要读得出来：数值、日期、区间、代码和计量单位。改正这一格。",
        en: "Every cell of a table in a rulebook has to be readable: numbers, dates, ranges, codes and units. Mend the cell."
    }
    NO_PERIOD {
        zh: "有“有效期”的参照表按报告期选用版本，所以数据集要在 dataset.toml 里写明报告期。",
        en: "Of a table with `in force` the edition of the reporting period is used, so the data set has to say which period it reports: in its dataset.toml."
    }
    BAD_PERIOD {
        zh: "报告期写成 2017、2017-03、2017Q1、2017H1，或者 2017-01-01~2017-06-30。",
        en: "A reporting period is written 2017, 2017-03, 2017Q1, 2017H1, or 2017-01-01~2017-06-30."
    }
    NO_TABLE_KEY {
        zh: "参照表的文件要有每个关联键的一列，标题写关联键的名称或别名。多半是标题写法不同，或者第一行不是列标题。",
        en: "The file of a table has a column for each of its keys, headed by the name of the key or an alias. Mend the heading, or remove what stands above the headings."
    }
}
