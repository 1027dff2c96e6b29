//! E076x: how files are laid out: labels, units beside headings, columns to fill, merged cells.

registry! {
    codes {
        /// A column whose unit is none of its field's.
        UNIT_OF_COLUMN = "E0761" Lint {
            zh: "{path} 的{place}“{heading}”所写的单位“{unit}”与指标“{field}”的单位不同类，其中的数值没有读取",
            en: "{place} `{heading}` of {path} is in `{unit}`, which does not fit the unit of `{field}`; none of its numbers is read",
        }
        /// A sheet that says whose it is, and of which nothing else is understood.
        NO_TABLE_BELOW_LABELS = "E0762" Error {
            zh: "{path} 写明了是哪个{subject}的，但认不出报表“{form}”的列标题或指标名称",
            en: "{path} says of which {subject} it is, but none of its headings or items is a field of the form `{form}`",
        }
        /// A column that `dataset.toml` says is filled down and no file has.
        NO_COLUMN_TO_FILL = "E0763" Lint {
            zh: "{path} 没有“{name}”列，而 dataset.toml 说要向下补齐这一列",
            en: "{path} has no column `{name}`, which `dataset.toml` says is filled down",
        }
        /// One of several files of a form that cannot be read.
        FILE_LEFT_OUT = "E0764" Lint {
            zh: "{path} 没有读入，其余文件照常读入：{why}",
            en: "{path} is left out, and the other files are read: {why}",
        }
        /// A table on its side in two halves beside each other.
        ITEMS_SIDE_BY_SIDE = "E0765" Error {
            zh: "{path} 的{left}列和{right}列都是指标名称，左右并排（第 {row} 行），分不清指标值属于哪一个",
            en: "columns {left} and {right} of {path} both hold names of items, side by side (row {row}); whose a value is cannot be told",
        }
        /// The sheets of one workbook say that they are of different subjects.
        SHEETS_OF_SEVERAL = "E0766" Lint {
            zh: "{path} 的工作表写的不是同一个{subject}：{names}；各按所写的读取",
            en: "the sheets of {path} do not name the same {subject}: {names}; each is read as it says",
        }
        /// Cells that are merged over several rows, and count for the first.
        MERGED_BELOW = "E0767" Lint {
            zh: "{path} 的“{heading}”列有纵向合并的单元格（第 {row} 行起），值只算合并的第一行，其余各行作空白",
            en: "in `{heading}` of {path} cells are merged over several rows (the first in row {row}); their value is that of the first row, and the others are blank",
        }
        /// Sheets whose names are those of forms but for the number of a copy.
        SHEET_NAMED_AS_A_COPY = "E0768" Lint {
            zh: "名称像是复制出来的工作表，按报表“{form}”读入（{count} 张）：{names}",
            en: "sheets named as copies are read as the form `{form}` (there are {count}): {names}",
        }
    }
    notes {
        /// What to do about a sheet that is named as a copy.
        RENAME_THE_SHEET {
            zh: "如果不该读，从工作簿中删去或者隐藏；该读的，去掉名称后面的括号和数字，就不再说明",
            en: "delete or hide what should not be read; take the number in brackets from the name of what should, and nothing is said",
        }
        /// The same where what it is a copy of stands beside it.
        KEEP_ONE_SHEET {
            zh: "同一工作簿中还有 {others}，两边的行都读入，只有整张完全相同才只读一份：只留要用的一张，其余的删去或者隐藏",
            en: "the same workbook has {others}, and the rows of both are read, unless they are the same from the first to the last: keep the sheet that counts, and delete or hide the other",
        }
        /// What to do about cells that are merged over rows.
        FILL_IT_DOWN {
            zh: "如果每一行都是这个值，在 dataset.toml 的 fill_down 中列出这一列；如果是几行合计的一个数，不用改",
            en: "if it is the value of each of these rows, list the column under `fill_down` in `dataset.toml`; leave it if it is one figure for all of them",
        }
        /// What to do with items side by side.
        PUT_BELOW_EACH_OTHER { zh: "把右半边移到左半边下面", en: "put the right half below the left one" }
        /// What to do about it.
        LOOK_AT_THE_LABELS { zh: "看看是哪一张抄错了", en: "see which of them was copied wrong" }
    }
}
