//! E076x: how files are laid out: labels, units beside headings, columns to fill.

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
    }
    notes {
    }
}
