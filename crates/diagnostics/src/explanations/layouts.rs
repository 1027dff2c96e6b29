//! E076x: how files are laid out.

use crate::codes::layouts as codes;

explanations! {
    UNIT_OF_COLUMN {
        zh: "这一列的单位写在标题上、单独的一行或一列中，或者表的上方，与指标的单位不同类，换算不了，所以这一列的数值一个也不读，逐格列在 unreadable.csv 中。单位写错的，改正；列放错的，改正标题。",
        en: "The unit of this column, written at its heading, in a row or column of units or in a line above the table, is of another kind than that of the field and cannot be converted; so none of its numbers is read, and each is listed in `unreadable.csv`. Correct the unit, or the heading where the column is another.",
        wrong: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5\n=== data/废水表.csv\n统一社会信用代码,取水量\n单位,小时\n91990000MA5F00018G,1", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5\n=== data/wastewater table.csv\ncredit code,water intake\nunit,h\n91990000MA5F00018G,1" },
        right: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5\n=== data/废水表.csv\n统一社会信用代码,取水量\n单位,万立方米\n91990000MA5F00018G,1", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5\n=== data/wastewater table.csv\ncredit code,water intake\nunit,L\n91990000MA5F00018G,1" },
    }
    NO_TABLE_BELOW_LABELS {
        zh: "表的上方写明了是谁的（关联键和它的值左右相邻），程序就按一户一张表来读：下面要有列标题或者一行一个的指标名称。这张表里一个也认不出。核对名称；没有填报的报表不用留下工作表。",
        en: "Above the table it is said whose it is, the key with its value beside it, so it is read as the sheet of one: headings must follow, or names of items one below the other. None of them is known here. Check the names; a form that is not filed needs no sheet.",
        wrong: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5\n=== data/废水表.csv\n统一社会信用代码,91990000MA5F00018G\n用了多少水,1", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5\n=== data/wastewater table.csv\ncredit code,91990000MA5F00018G\nhow much water,1" },
        right: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5\n=== data/废水表.csv\n统一社会信用代码,91990000MA5F00018G\n取水量,1", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5\n=== data/wastewater table.csv\ncredit code,91990000MA5F00018G\nwater intake,1" },
    }
    NO_COLUMN_TO_FILL {
        zh: "dataset.toml 的 fill_down 列出了要向下补齐的列，而文件中没有这一列。写列标题，或者指标的名称；写 true 是补齐关联键。",
        en: "`fill_down` in `dataset.toml` lists columns whose blank cells hold what stands above them, and the file has no such column. Write its heading, or the name of the field; `true` means the key.",
        wrong: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5\n=== data/dataset.toml\n[files]\n\"废水表.csv\" = { fill_down = [\"名称\"] }\n=== data/废水表.csv\n统一社会信用代码,取水量\n91990000MA5F00018G,1", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5\n=== data/dataset.toml\n[files]\n\"wastewater table.csv\" = { fill_down = [\"names\"] }\n=== data/wastewater table.csv\ncredit code,water intake\n91990000MA5F00018G,1" },
        right: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5\n=== data/dataset.toml\n[files]\n\"废水表.csv\" = { fill_down = true }\n=== data/废水表.csv\n统一社会信用代码,取水量\n91990000MA5F00018G,1", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5\n=== data/dataset.toml\n[files]\n\"wastewater table.csv\" = { fill_down = true }\n=== data/wastewater table.csv\ncredit code,water intake\n91990000MA5F00018G,1" },
    }
    FILE_LEFT_OUT {
        zh: "一张报表分在几个文件中（每家企业一个工作簿，或每个区一个文件），其中这一个读不出来，原因写在后面。其余文件照常读入和审核，这一个列入未使用的文件：它的企业不在结果中，或者像没有填报一样。改好后重新运行。",
        en: "A form comes in several files, such as a workbook for each enterprise or a file for each district, and this one cannot be read, for the reason behind. The others are read and reviewed, and this one is listed among the files that are not used: its enterprises are not in the results, or seem not to have filed. Mend it and run again.",
        wrong: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5\n=== data/dataset.toml\n[files]\n\"*/用水.csv\" = [\"废水表\"]\n=== data/宝安/用水.csv\n统一社会信用代码,取水量\n91990000MA5F00018G,1\n=== data/龙岗/用水.csv\n企业编码,取水量\n91990000MA5F00018G,2", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5\n=== data/dataset.toml\n[files]\n\"*/water.csv\" = [\"wastewater table\"]\n=== data/north/water.csv\ncredit code,water intake\n91990000MA5F00018G,1\n=== data/south/water.csv\nplant,water intake\n91990000MA5F00018G,2" },
        right: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5\n=== data/dataset.toml\n[files]\n\"*/用水.csv\" = [\"废水表\"]\n=== data/宝安/用水.csv\n统一社会信用代码,取水量\n91990000MA5F00018G,1\n=== data/龙岗/用水.csv\n统一社会信用代码,取水量\n91990000MA5F00026K,2", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5\n=== data/dataset.toml\n[files]\n\"*/water.csv\" = [\"wastewater table\"]\n=== data/north/water.csv\ncredit code,water intake\n91990000MA5F00018G,1\n=== data/south/water.csv\ncredit code,water intake\n91990000MA5F00026K,2" },
    }
    ITEMS_SIDE_BY_SIDE {
        zh: "一户一张的表里指标一行一个，名称右边的各列都是它的指标值，一列一个设施。这张表分成左右两半，右半边的名称会被当成左半边的指标值，所以整张表没有读入。把右半边移到左半边下面。",
        en: "In a table on its side each row is an item, and the columns to the right of its name hold its values, a facility each. This one is in two halves: the names of the right half would be taken for values of the left, so the table is not read. Put the right half below the left one.",
        wrong: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5\n=== data/废水表.csv\n统一社会信用代码,91990000MA5F00018G\n指标名称,指标值,指标名称,指标值\n取水量,3,自备水,2\n自来水,1,其他水,0", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5\n=== data/wastewater table.csv\ncredit code,91990000MA5F00018G\nitem,value,item,value\nwater intake,3,own water,2\ntap water,1,other water,0" },
        right: { zh: "$ shensuan review data --rulebook national\n=== data/基本情况表.csv\n统一社会信用代码,从业人数\n91990000MA5F00018G,5\n=== data/废水表.csv\n统一社会信用代码,91990000MA5F00018G\n指标名称,指标值\n取水量,3\n自来水,1\n自备水,2\n其他水,0", en: "$ shensuan review data --rulebook national\n=== data/basic form.csv\ncredit code,staff\n91990000MA5F00018G,5\n=== data/wastewater table.csv\ncredit code,91990000MA5F00018G\nitem,value\nwater intake,3\ntap water,1\nown water,2\nother water,0" },
    }
    SHEETS_OF_SEVERAL {
        zh: "一户一个工作簿时，每张工作表的上方写着是谁的。这个工作簿的各张表写的不是同一户，多半是从别的工作簿复制时忘了改。每张表仍按它自己写的那一户读入；抄错的，改正表上方的代码后重新运行。",
        en: "Where there is a workbook for each subject, every sheet says above its table whose it is. The sheets of this one do not agree; most often one was copied from another workbook and the label was left. Each sheet is read as that of whom it names; correct the label where it is wrong, and run again.",
    }
    MERGED_BELOW {
        zh: "一个合并单元格跨了几行，看得见的只有第一行的值。有的程序在其余各行里还留着内容，没有人看得见，不算，计入修正数。关联键合并的，各行都算这个键；别的列，程序不知道这个值是每一行的，还是几行合计的一个数，所以只算第一行，其余各行作空白。如果每一行都是这个值，在 dataset.toml 的 fill_down 中列出这一列。",
        en: "A cell is merged over several rows, and what people see is the value in the first of them. What some programs leave in the others nobody sees: it does not count, and is numbered among the repairs. Where it is the key, it is that of all these rows; of any other column nobody can tell whether the value is that of each row or one figure for all of them, so it counts for the first, and the others are blank. List the column under `fill_down` in `dataset.toml` if each row has this value.",
    }
    SHEET_NAMED_AS_A_COPY {
        zh: "复制工作表时，表格软件在名称后面加上带括号的数字，如 G102 (2)、T_BAS_G102(1)。这样的工作表按它所复制的那张报表读入。被复制的那一张也在时，整张完全相同的只读一份，另外说明；有一行不同，两张的行就都读入，同一家企业的行可能有了两份，也另外说明。只留要用的一张；隐藏的工作表不读。",
        en: "A spreadsheet puts a number in brackets behind the name of a sheet that is copied: `G102 (2)`, `T_BAS_G102(1)`. Such a sheet is read as the form that it is a copy of. Where that one is there too, the copy is left out if all its rows are the same, which is said; where any is not, the rows of both are read, so that an enterprise may have rows twice over, which is said too. Keep the sheet that counts; hidden sheets are not read.",
    }
}
